//! The `unicodedata` module.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::unicode::{names, normalize, properties as p};

fn one(vm: &Vm, name: &str, w: Word) -> R<u32> {
    match w.get::<StrObj>() {
        Some(s) if s.len() == 1 => Ok(s.at(0)),
        Some(s) => Err(vm
            .type_error(format!("{name}(): argument must be a unicode character, not a string of length {}", s.len()))),
        None => Err(vm.type_error(format!("{name}() argument must be a unicode character, not {}", vm.type_name(w)))),
    }
}
/// The value, the default, or ValueError.
fn or_default(vm: &Vm, v: Option<Word>, default: Word, text: &str) -> R {
    v.or(default.some()).ok_or_else(|| vm.value_error(text))
}
fn form(vm: &Vm, w: &Word) -> R<normalize::Form> {
    vm.text(normalize::Form::parse(&vm.str_arg(w, "argument 1")?.to_string_lossy()))
}
fn lookup(vm: &Vm, a: &[Word]) -> R {
    let n = vm.str_arg(&a[0], "lookup() argument")?.to_string_lossy();
    match names::lookup(&n, true) {
        Some(v) => Ok(vm.new_str_points(&v)),
        None => Err(vm.exc_with_args(vm.exc.KeyError.get(), &[vm.new_str(&format!("undefined character name '{n}'"))])),
    }
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "unicodedata",
    doc: "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters.",
    functions: &[
        FnDef::new(
            "name",
            "(chr, default=<unrepresentable>, /)",
            |vm, a| {
                let c = one(vm, "name", a[0])?;
                or_default(vm, names::name(c).map(|n| vm.new_str(&n)), a[1], "no such name")
            },
            "Returns the name assigned to the character chr as a string.",
        ),
        FnDef::new("lookup", "(name, /)", lookup, "Look up character by name."),
        FnDef::new(
            "category",
            "(chr, /)",
            |vm, a| Ok(vm.new_str(p::category(one(vm, "category", a[0])?))),
            "Returns the general category assigned to the character chr as string.",
        ),
        FnDef::new(
            "bidirectional",
            "(chr, /)",
            |vm, a| Ok(vm.new_str(p::bidirectional(one(vm, "bidirectional", a[0])?))),
            "Returns the bidirectional class assigned to the character chr as string.",
        ),
        FnDef::new(
            "combining",
            "(chr, /)",
            |vm, a| Ok(Word::small(p::combining(one(vm, "combining", a[0])?) as i64)),
            "Returns the canonical combining class assigned to the character chr as integer.",
        ),
        FnDef::new(
            "mirrored",
            "(chr, /)",
            |vm, a| {
                one(vm, "mirrored", a[0])?;
                Err(vm.not_implemented("unicodedata.mirrored"))
            },
            "Returns the mirrored property assigned to the character chr as integer.",
        ),
        FnDef::new(
            "east_asian_width",
            "(chr, /)",
            |vm, a| Ok(vm.new_str(p::east_asian_width(one(vm, "east_asian_width", a[0])?))),
            "Returns the east asian width assigned to the character chr as string.",
        ),
        FnDef::new(
            "decimal",
            "(chr, default=<unrepresentable>, /)",
            |vm, a| {
                let c = one(vm, "decimal", a[0])?;
                or_default(vm, p::decimal(c).map(|v| Word::small(v as i64)), a[1], "not a decimal")
            },
            "Converts a Unicode character into its equivalent decimal value.",
        ),
        FnDef::new(
            "digit",
            "(chr, default=<unrepresentable>, /)",
            |vm, a| {
                let c = one(vm, "digit", a[0])?;
                or_default(vm, p::digit(c).map(|v| Word::small(v as i64)), a[1], "not a digit")
            },
            "Converts a Unicode character into its equivalent digit value.",
        ),
        FnDef::new(
            "numeric",
            "(chr, default=<unrepresentable>, /)",
            |vm, a| {
                let c = one(vm, "numeric", a[0])?;
                or_default(vm, p::numeric(c).map(|v| vm.float(v)), a[1], "not a numeric character")
            },
            "Converts a Unicode character into its equivalent numeric value.",
        ),
        FnDef::new(
            "decomposition",
            "(chr, /)",
            |vm, a| Ok(vm.new_str(&p::decomposition(one(vm, "decomposition", a[0])?))),
            "Returns the character decomposition mapping assigned to the character chr as string.",
        ),
        FnDef::new(
            "normalize",
            "(form, unistr, /)",
            |vm, a| {
                let f = form(vm, &a[0])?;
                let s = vm.str_arg(&a[1], "normalize() argument 2")?;
                if s.ascii().is_some() {
                    return Ok(vm.str_exact(a[1]));
                }
                Ok(vm.new_str_points(&normalize::normalize(f, &s.to_code_points())))
            },
            "Return the normal form 'form' for the Unicode string unistr.",
        ),
        FnDef::new(
            "is_normalized",
            "(form, unistr, /)",
            |vm, a| {
                let f = form(vm, &a[0])?;
                Ok(Word::bool(normalize::is_normalized(
                    f,
                    &vm.str_arg(&a[1], "is_normalized() argument 2")?.to_code_points(),
                )))
            },
            "Return whether the Unicode string unistr is in the normal form 'form'.",
        ),
    ],
    init: |vm, m| {
        vm.module_add(m, "unidata_version", vm.new_str(p::UNIDATA_VERSION));
        Ok(())
    },
};
