//! The _functools module.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

fn reduce(vm: &Vm, a: &[Word]) -> R {
    let s = &vm.class_of(a[1]).slots;
    if s.iter.get().is_none() && s.getitem.get().is_none() {
        return Err(vm.type_error("reduce() arg 2 must support iteration"));
    }
    let it = vm.iter(a[1])?;
    let mut acc = a[2];
    while let Some(x) = vm.next(it)? {
        acc = if acc.is_null() { x } else { vm.call(a[0], &[acc, x])? };
    }
    if acc.is_null() {
        return Err(vm.type_error("reduce() of empty iterable with no initial value"));
    }
    Ok(acc)
}

/// What `cmp_to_key` returns, and (with an object) the keys it makes.
pub struct CmpKey {
    cmp: Slot,
    object: Slot,
}
impl Payload for CmpKey {
    const INFO: &'static NativeInfo = crate::native_info!(CmpKey, KEY_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.cmp);
        t.slot(&self.object);
    }
}
static KEY_SPEC: TypeSpec = TypeSpec {
    name: "functools.KeyWrapper",
    flags: TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(|vm, w, args| {
            static CALL: FnDef = FnDef::new(
                "K",
                "($self, obj)",
                |vm, a| {
                    let cmp = a[0].native::<CmpKey>().map_or(Word::NULL, |k| k.cmp.get());
                    Ok(vm.new_native(CmpKey { cmp: Slot::new(cmp), object: Slot::new(a[1]) }))
                },
                "",
            );
            vm.with_first(w, args, |args| vm.call_native(&CALL, args, None))
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            let (Some(x), Some(y)) = (a.native::<CmpKey>(), b.native::<CmpKey>()) else {
                return Err(vm.type_error("other argument must be K instance"));
            };
            if x.object.get().is_null() || y.object.get().is_null() {
                return Err(vm.attribute_error("object", a, Word::NONE));
            }
            let r = vm.call(x.cmp.get(), &[x.object.get(), y.object.get()])?;
            vm.compare(r, Word::small(0), op)
        }));
    },
    getset: &[GetSet::rw(
        "obj",
        |_, w| Ok(w.native::<CmpKey>().map_or(Word::NONE, |k| k.object.get().or(Word::NONE))),
        |_, w, v| {
            if let (Some(k), Some(h)) = (w.native::<CmpKey>(), w.header()) {
                k.object.set(h, v.unwrap_or(Word::NONE));
            }
            Ok(())
        },
        "Value wrapped by a key function.",
    )],
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_functools",
    doc: "Tools that operate on functions.",
    functions: &[
        FnDef::new(
            "reduce",
            "(function, iterable, /, initial=<unrepresentable>)",
            reduce,
            "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\nThis effectively reduces the iterable to a single value.  If initial is present,\nit is placed before the items of the iterable in the calculation, and serves as\na default when the iterable is empty.\n\nFor example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\ncalculates ((((1 + 2) + 3) + 4) + 5).",
        ),
        FnDef::new(
            "cmp_to_key",
            "(mycmp)",
            |vm, a| Ok(vm.new_native(CmpKey { cmp: Slot::new(a[0]), object: Slot::new(Word::NULL) })),
            "Convert a cmp= function into a key= function.",
        ),
    ],
    init: |vm, m| {
        super::functools_partial::add(vm, m);
        super::functools_cache::add(vm, m);
        Ok(())
    },
};
