//! The `_string` module: the parser of `str.format` for `string.Formatter`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::ops::Range;
use taipan_text::strformat::{self, Access, Name};

fn cut(vm: &Vm, s: &StrObj, r: Range<usize>) -> Word {
    vm.substring(s, r.start, r.end)
}
fn name_word(vm: &Vm, s: &StrObj, n: Name) -> Word {
    match n {
        Name::Index(i) => vm.int(i as i64),
        Name::Name(r) => cut(vm, s, r),
    }
}
fn parser(vm: &Vm, a: &[Word]) -> R {
    let Some(s) = a[0].get::<StrObj>() else {
        return Err(vm.type_error(format!("expected str, got {}", vm.type_name(a[0]))));
    };
    let u = s.to_code_points();
    let mut out = WordVec::new();
    for m in strformat::parse(&u) {
        let m = vm.text(m)?;
        let lit = cut(vm, s, m.literal);
        let item = match m.field {
            None => vm.new_tuple(&[lit, Word::NONE, Word::NONE, Word::NONE]),
            Some(f) => {
                let (name, spec) = (cut(vm, s, f.name), cut(vm, s, f.spec));
                let conv = f.conversion.map_or(Word::NONE, |c| vm.new_char(c));
                vm.new_tuple(&[lit, name, spec, conv])
            }
        };
        out.push(vm, item);
    }
    vm.iter(out.to_list(vm))
}
fn field_name_split(vm: &Vm, a: &[Word]) -> R {
    let Some(s) = a[0].get::<StrObj>() else {
        return Err(vm.type_error(format!("expected str, got {}", vm.type_name(a[0]))));
    };
    let u = s.to_code_points();
    let (head, rest) = vm.text(strformat::split_field_name(&u, 0..u.len()))?;
    let mut out = WordVec::new();
    for x in rest {
        let t = match vm.text(x)? {
            Access::Attribute(r) => vm.new_tuple(&[Word::TRUE, cut(vm, s, r)]),
            Access::Item(n) => vm.new_tuple(&[Word::FALSE, name_word(vm, s, n)]),
        };
        out.push(vm, t);
    }
    let it = vm.iter(out.to_list(vm))?;
    Ok(vm.new_tuple(&[name_word(vm, s, head), it]))
}
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_string",
    doc: "string helper module",
    functions: &[
        FnDef::new("formatter_parser", "(object, /)", parser, "parse the argument as a format string"),
        FnDef::new("formatter_field_name_split", "(object, /)", field_name_split, "split the argument as a field name"),
    ],
    init: |_, _| Ok(()),
};
