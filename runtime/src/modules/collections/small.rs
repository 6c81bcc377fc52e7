//! `_tuplegetter` (the fields of named tuples) and `_count_elements` (Counter's loop).

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

/// A named tuple's field: item `index` of the instance.
pub struct TupleGetter {
    index: Cell<i64>,
    doc: Slot,
}
impl Payload for TupleGetter {
    const INFO: &'static NativeInfo = crate::native_info!(TupleGetter, GETTER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.doc);
    }
}
static GETTER_NEW: FnDef = FnDef::new(
    "_tuplegetter",
    "($type, index, doc, /)",
    |vm, a| {
        let i = vm.index_i64(a[1])?;
        Ok(vm.new_native_of(a[0], TupleGetter { index: Cell::new(i), doc: Slot::new(a[2]) }))
    },
    "",
);
static GETTER_SPEC: TypeSpec = TypeSpec {
    name: "collections._tuplegetter",
    slots: |s| {
        s.descr_get.set(Some(|vm, w, obj, _| {
            if obj.is_null() || obj.is_none() {
                return Ok(w);
            }
            let i = w.native::<TupleGetter>().map_or(0, |g| g.index.get());
            let Some(t) = obj.get::<TupleObj>() else {
                return Err(vm.type_error(format!(
                    "descriptor for index '{i}' for tuple subclasses doesn't apply to '{}' object",
                    vm.type_name(obj)
                )));
            };
            match t.items().get(i as usize) {
                Some(x) => Ok(*x),
                None => Err(vm.index_error("tuple index out of range")),
            }
        }));
        s.descr_set.set(Some(|vm, _, _, v| {
            Err(vm.attribute_error(
                if v.is_none() { "can't delete attribute" } else { "can't set attribute" },
                Word::NONE,
                Word::NONE,
            ))
        }));
        s.repr.set(Some(|vm, w| {
            let Some(g) = w.native::<TupleGetter>() else { return Ok(w) };
            let d = vm.repr_text(g.doc.get())?;
            Ok(vm.new_str(&format!("_tuplegetter({}, {d})", g.index.get())))
        }));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| {
            let Some(g) = a[0].native::<TupleGetter>() else { return Ok(Word::NONE) };
            let t = vm.new_tuple(&[vm.int(g.index.get()), g.doc.get()]);
            Ok(vm.new_tuple(&[vm.type_of(a[0]), t]))
        },
        "",
    )],
    getset: &[GetSet::rw(
        "__doc__",
        |_, w| Ok(w.native::<TupleGetter>().map_or(Word::NONE, |g| g.doc.get())),
        |_, w, v| {
            if let (Some(g), Some(h)) = (w.native::<TupleGetter>(), w.header()) {
                g.doc.set(h, v.unwrap_or(Word::NONE));
            }
            Ok(())
        },
        "",
    )],
    new: Some(&GETTER_NEW),
    ..TypeSpec::DEFAULT
};

fn count_elements(vm: &Vm, a: &[Word]) -> R {
    let (mapping, one) = (a[0], Word::small(1));
    let add = |old: Word| vm.binary_op(BinOp::Add, old, one);
    let get = vm.intern("get");
    let plain = mapping.is_kind(Kind::Dict) && {
        let t = vm.class_of(mapping);
        let d = match vm.types.dict.get().as_type() {
            Some(d) => d,
            None => return Ok(Word::NONE),
        };
        vm.type_lookup(t, get) == vm.type_lookup(d, get)
            && vm.type_lookup(t, vm.names.setitem.get()) == vm.type_lookup(d, vm.names.setitem.get())
    };
    vm.for_each(a[1], &mut |x| {
        if plain {
            let old = vm.dict_get(mapping, x)?;
            let new = if old.is_null() { one } else { add(old)? };
            return vm.dict_set(mapping, x, new);
        }
        let old = vm.call_method(mapping, "get", &[x, Word::small(0)])?;
        let new = add(old)?;
        vm.setitem(mapping, x, Some(new))
    })?;
    Ok(Word::NONE)
}
pub const COUNT_ELEMENTS: FnDef = FnDef::new(
    "_count_elements",
    "(mapping, iterable, /)",
    count_elements,
    "Count elements in the iterable, updating the mapping",
);
