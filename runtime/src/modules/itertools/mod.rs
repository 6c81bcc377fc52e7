//! The itertools module.

mod combinatoric;
mod counting;
mod grouping;
mod selecting;

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Declares an iterator type: its words, its other state, its constructor and its `__next__`.
macro_rules! iterator {
    ($ty:ident $spec:ident $new:ident $name:literal [$($slot:ident),*] { $($cell:ident : $cty:ty),* }
     $sig:literal $make:expr; $next:expr; [$($method:expr),*] $doc:literal) => {
        pub struct $ty { $(pub $slot: Slot,)* $(pub $cell: std::cell::Cell<$cty>,)* }
        impl Payload for $ty {
            const INFO: &'static NativeInfo = crate::native_info!($ty, $spec);
            fn trace(&self, t: &mut Tracer) { let _ = &t; $( t.slot(&self.$slot); )* }
        }
        static $new: FnDef = FnDef::new(
            {
                const N: &str = $name;
                // The part behind `itertools.`.
                N.split_at(10).1
            },
            $sig, $make, "");
        static $spec: TypeSpec = TypeSpec {
            name: $name,
            doc: $doc,
            flags: TF_BASETYPE,
            slots: |s| {
                s.iter.set(Some(|_, w| Ok(w)));
                s.iternext.set(Some(|vm: &Vm, w: Word| -> R<Option<Word>> {
                    let f: fn(&Vm, &$ty, &Header) -> R<Option<Word>> = $next;
                    match (w.native::<$ty>(), w.header()) {
                        (Some(it), Some(h)) => f(vm, it, h),
                        _ => Ok(None),
                    }
                }));
            },
            methods: &[$($method),*],
            new: Some(&$new),
            ..TypeSpec::DEFAULT
        };
    };
}
pub(super) use iterator;

/// The items of a tuple.
fn items(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}
/// A tuple of a tuple's items at these places.
fn pick(vm: &Vm, pool: Word, places: &[usize]) -> Word {
    let mut v = WordVec::with_capacity(vm, places.len());
    for &i in places {
        v.push(vm, items(&pool)[i]);
    }
    v.to_tuple(vm)
}
/// Iterators of a tuple of iterables.
fn iter_each(vm: &Vm, args: Word) -> R {
    let mut v = WordVec::new();
    for &x in items(&args) {
        let it = vm.iter(x)?;
        v.push(vm, it);
    }
    Ok(v.to_tuple(vm))
}
const GENERIC: FnDef =
    FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585");

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: &[grouping::TEE_FN],
    init: |vm, m| {
        for (n, t) in [
            ("accumulate", vm.native_type::<grouping::Accumulate>()),
            ("batched", vm.native_type::<grouping::Batched>()),
            ("chain", vm.native_type::<grouping::Chain>()),
            ("combinations", vm.native_type::<combinatoric::Combinations>()),
            ("compress", vm.native_type::<selecting::Compress>()),
            ("count", vm.native_type::<counting::Count>()),
            ("combinations_with_replacement", vm.native_type::<combinatoric::Multisets>()),
            ("cycle", vm.native_type::<counting::Cycle>()),
            ("dropwhile", vm.native_type::<selecting::DropWhile>()),
            ("filterfalse", vm.native_type::<selecting::FilterFalse>()),
            ("groupby", vm.native_type::<grouping::GroupBy>()),
            ("_grouper", vm.native_type::<grouping::Group>()),
            ("islice", vm.native_type::<selecting::ISlice>()),
            ("pairwise", vm.native_type::<grouping::Pairwise>()),
            ("permutations", vm.native_type::<combinatoric::Permutations>()),
            ("product", vm.native_type::<combinatoric::Product>()),
            ("repeat", vm.native_type::<counting::Repeat>()),
            ("starmap", vm.native_type::<selecting::StarMap>()),
            ("takewhile", vm.native_type::<selecting::TakeWhile>()),
            ("_tee", vm.native_type::<grouping::Tee>()),
            ("zip_longest", vm.native_type::<grouping::ZipLongest>()),
        ] {
            vm.module_add(m, n, t);
        }
        // These two show their state: the slot behind the method of the same name.
        for (t, f) in [
            (vm.native_type::<counting::Count>(), counting::count_repr as Unary),
            (vm.native_type::<counting::Repeat>(), counting::repeat_repr as Unary),
        ] {
            if let Some(t) = t.as_type() {
                t.slots.repr.set(Some(f));
            }
        }
        Ok(())
    },
};
