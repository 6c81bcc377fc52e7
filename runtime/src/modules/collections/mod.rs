//! The _collections module.

mod defaultdict;
mod deque;
mod small;

pub use defaultdict::DefaultDict;
pub use deque::Deque;

use crate::objects::*;

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_collections",
    doc: "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n",
    functions: &[small::COUNT_ELEMENTS],
    init: |vm, m| {
        vm.module_add(m, "deque", vm.native_type::<Deque>());
        let d = defaultdict::the_type(vm);
        vm.module_add(m, "defaultdict", d);
        vm.module_add(m, "_deque_iterator", vm.native_type::<deque::DequeIter>());
        vm.module_add(m, "_deque_reverse_iterator", vm.native_type::<deque::DequeRevIter>());
        vm.module_add(m, "_tuplegetter", vm.native_type::<small::TupleGetter>());
        Ok(())
    },
};
