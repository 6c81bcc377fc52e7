//! Template strings: `string.templatelib.Template` and `Interpolation`.

use super::layout::*;
use super::list::WordVec;
use super::spec::*;
use super::str::StrBuilder;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

pub struct Template {
    strings: Slot,
    interpolations: Slot,
}
impl Payload for Template {
    const INFO: &'static NativeInfo = crate::native_info!(Template, TEMPLATE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.strings);
        t.slot(&self.interpolations);
    }
}
pub struct Interpolation {
    value: Slot,
    expression: Slot,
    conversion: Slot,
    format_spec: Slot,
}
impl Payload for Interpolation {
    const INFO: &'static NativeInfo = crate::native_info!(Interpolation, INTERPOLATION_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.value, &self.expression, &self.conversion, &self.format_spec] {
            t.slot(s);
        }
    }
}
fn items(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}
impl Vm {
    pub(crate) fn new_template(&self, strings: Word, interpolations: Word) -> R {
        Ok(self.new_native(Template { strings: Slot::new(strings), interpolations: Slot::new(interpolations) }))
    }
    pub(crate) fn new_interpolation(&self, value: Word, expr: Word, conv: Word, spec: Word) -> R {
        Ok(self.new_native(Interpolation {
            value: Slot::new(value),
            expression: Slot::new(expr),
            conversion: Slot::new(conv),
            format_spec: Slot::new(spec),
        }))
    }
    /// A template of these strings and interpolations: neighbouring strings join.
    fn template_of(&self, parts: &[Word]) -> R {
        let (mut strings, mut ips) = (WordVec::new(), WordVec::new());
        let mut text = StrBuilder::new();
        for &p in parts {
            if p.is_kind(Kind::Str) {
                text.push_word(p);
            } else if p.native::<Interpolation>().is_some() {
                let s = std::mem::take(&mut text).finish(self);
                strings.push(self, s);
                ips.push(self, p);
            } else {
                return Err(self.type_error(format!(
                    "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                    self.type_name(p)
                )));
            }
        }
        let s = text.finish(self);
        strings.push(self, s);
        let (s, i) = (strings.to_tuple(self), ips.to_tuple(self));
        self.new_template(s, i)
    }
}
/// The strings and interpolations in turn, without empty strings.
fn parts(vm: &Vm, w: Word) -> WordVec {
    let mut v = WordVec::new();
    let Some(t) = w.native::<Template>() else { return v };
    let (s, i) = (t.strings.get(), t.interpolations.get());
    for (k, &x) in items(&s).iter().enumerate() {
        if x.get::<StrObj>().is_some_and(|x| !x.is_empty()) {
            v.push(vm, x);
        }
        if let Some(&y) = items(&i).get(k) {
            v.push(vm, y);
        }
    }
    v
}
pub struct TemplateIter {
    parts: Slot,
    at: Cell<usize>,
}
impl Payload for TemplateIter {
    const INFO: &'static NativeInfo = crate::native_info!(TemplateIter, ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.parts);
    }
}
static ITER_SPEC: TypeSpec = TypeSpec {
    name: "string.templatelib.TemplateIter",
    flags: super::types::TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|_, w| {
            let Some(t) = w.native::<TemplateIter>() else { return Ok(None) };
            let i = t.at.get();
            t.at.set(i + 1);
            Ok(items(&t.parts.get()).get(i).copied())
        }));
    },
    ..TypeSpec::DEFAULT
};
static TEMPLATE_NEW: FnDef = FnDef::new("Template", "($type, /, *args)", |vm, a| vm.template_of(items(&a[1])), "");
macro_rules! field {
    ($ty:ident $name:literal $field:ident) => {
        GetSet::ro($name, |_, w| Ok(w.native::<$ty>().map_or(Word::NONE, |t| t.$field.get())), "")
    };
}
static TEMPLATE_SPEC: TypeSpec = TypeSpec {
    name: "string.templatelib.Template",
    doc: "Template object",
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let Some(t) = w.native::<Template>() else { return Ok(w) };
            let (a, b) = (vm.repr(t.strings.get())?, vm.repr(t.interpolations.get())?);
            let mut out = StrBuilder::new();
            out.push_str("Template(strings=");
            out.push_word(a);
            out.push_str(", interpolations=");
            out.push_word(b);
            out.push_str(")");
            Ok(out.finish(vm))
        }));
        s.iter.set(Some(|vm, w| {
            let p = parts(vm, w).to_tuple(vm);
            Ok(vm.new_native(TemplateIter { parts: Slot::new(p), at: Cell::new(0) }))
        }));
        s.concat.set(Some(|vm, a, b| {
            if a.native::<Template>().is_none() || b.native::<Template>().is_none() {
                return Err(vm.type_error(format!(
                    "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
                    vm.type_name(b)
                )));
            }
            let mut v = parts(vm, a);
            v.extend(vm, &parts(vm, b));
            vm.template_of(&v)
        }));
    },
    getset: &[
        field!(Template "strings" strings),
        field!(Template "interpolations" interpolations),
        GetSet::ro(
            "values",
            |vm, w| {
                let mut v = WordVec::new();
                let i = w.native::<Template>().map_or(Word::NULL, |t| t.interpolations.get());
                for x in items(&i) {
                    if let Some(p) = x.native::<Interpolation>() {
                        v.push(vm, p.value.get());
                    }
                }
                Ok(v.to_tuple(vm))
            },
            "Values of interpolations",
        ),
    ],
    new: Some(&TEMPLATE_NEW),
    ..TypeSpec::DEFAULT
};
static INTERPOLATION_NEW: FnDef = FnDef::new(
    "Interpolation",
    "($type, value, expression='', conversion=None, format_spec='')",
    |vm, a| {
        let conv = a[3].or(Word::NONE);
        if !conv.is_none()
            && !conv.get::<StrObj>().and_then(|s| s.ascii()).is_some_and(|s| ["s", "r", "a"].contains(&s))
        {
            return Err(if conv.is_kind(Kind::Str) {
                vm.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
            } else {
                vm.type_error(format!("Interpolation() argument 'conversion' must be str, not {}", vm.type_name(conv)))
            });
        }
        let e = vm.empty_str();
        vm.new_interpolation(a[1], a[2].or(e), conv, a[4].or(e))
    },
    "",
);
static INTERPOLATION_SPEC: TypeSpec = TypeSpec {
    name: "string.templatelib.Interpolation",
    doc: "Interpolation object",
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let Some(p) = w.native::<Interpolation>() else { return Ok(w) };
            let v = [p.value.get(), p.expression.get(), p.conversion.get(), p.format_spec.get()];
            vm.repr_items("Interpolation(", &|i| v.get(i).copied(), ")")
        }));
    },
    getset: &[
        field!(Interpolation "value" value),
        field!(Interpolation "expression" expression),
        field!(Interpolation "conversion" conversion),
        field!(Interpolation "format_spec" format_spec),
    ],
    extra: Some(|vm, ty| {
        if let Some(t) = ty.as_type() {
            let v = ["value", "expression", "conversion", "format_spec"].map(|n| vm.intern(n));
            let m = vm.new_tuple(&v);
            vm.dict_set_str(t.dict.get(), "__match_args__", m);
        }
        Ok(())
    }),
    new: Some(&INTERPOLATION_NEW),
    ..TypeSpec::DEFAULT
};
