//! Read-only views of mappings (`type.__dict__`).

use super::layout::*;
use super::ops::BinOp;
use super::slots::*;
use super::spec::*;
use super::str::StrBuilder;
use super::types::*;
use crate::Vm;
use crate::heap::*;

pub struct MappingProxy {
    pub mapping: Slot,
}
impl Payload for MappingProxy {
    const INFO: &'static NativeInfo = crate::native_info!(MappingProxy, PROXY_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.mapping);
    }
}
fn inner(w: Word) -> Word {
    w.native::<MappingProxy>().map_or(w, |p| p.mapping.get())
}
impl Vm {
    /// A read-only view of a mapping.
    pub fn new_mapping_proxy(&self, d: Word) -> Word {
        self.new_native(MappingProxy { mapping: Slot::new(d) })
    }
}
static PROXY_NEW: FnDef = FnDef::new(
    "mappingproxy",
    "($type, mapping)",
    |vm, a| {
        if vm.class_of(a[1]).slots.getitem.get().is_none() || a[1].is_kind(Kind::List) || a[1].is_kind(Kind::Tuple) {
            return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {}", vm.type_name(a[1]))));
        }
        Ok(vm.new_native_of(a[0], MappingProxy { mapping: Slot::new(a[1]) }))
    },
    "",
);
macro_rules! forward {
    ($name:literal, $sig:literal, $doc:literal) => {
        FnDef::new(
            $name,
            $sig,
            |vm, a| {
                let n = a.iter().position(|w| w.is_null()).unwrap_or(a.len());
                vm.call_method(inner(a[0]), $name, &a[1..n])
            },
            $doc,
        )
    };
}
pub static PROXY_SPEC: TypeSpec = TypeSpec {
    name: "mappingproxy",
    doc: "Read-only proxy of a mapping.",
    flags: TF_MAPPING,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let mut out = StrBuilder::new();
            out.push_str("mappingproxy(");
            out.push_word(vm.repr(inner(w))?);
            out.push_str(")");
            Ok(out.finish(vm))
        }));
        s.str.set(Some(|vm, w| vm.str(inner(w))));
        s.len.set(Some(|vm, w| vm.len(inner(w))));
        s.getitem.set(Some(|vm, w, k| vm.getitem(inner(w), k)));
        s.contains.set(Some(|vm, w, k| vm.contains(inner(w), k)));
        s.iter.set(Some(|vm, w| vm.iter(inner(w))));
        s.hash.set(Some(|vm, w| vm.hash(inner(w))));
        s.richcompare.set(Some(|vm, a, b, op: CmpOp| vm.compare(inner(a), b, op)));
        s.or.set(Some(|vm, a, b| vm.binary_op(BinOp::Or, inner(a), inner(b))));
        s.ior.set(Some(|vm, a, b| {
            Err(vm.type_error(format!(
                "'|=' is not supported by {}; use '|' instead",
                vm.type_name(if a.native::<MappingProxy>().is_some() { a } else { b })
            )))
        }));
    },
    methods: &[
        forward!(
            "get",
            "($self, key, default=None, /)",
            "Return the value for key if key is in the mapping, else default."
        ),
        forward!("keys", "($self, /)", "a set-like object providing a view on D's keys"),
        forward!("values", "($self, /)", "an object providing a view on D's values"),
        forward!("items", "($self, /)", "a set-like object providing a view on D's items"),
        forward!("copy", "($self, /)", "D.copy() -> a shallow copy of D"),
        forward!("__reversed__", "($self, /)", "D.__reversed__() -> reverse iterator"),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    new: Some(&PROXY_NEW),
    ..TypeSpec::DEFAULT
};
