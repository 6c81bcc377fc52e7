//! What several modules of data need.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// An exception class `module.name`, made as a program would.
pub fn new_exception(vm: &Vm, module: &str, name: &str, base: Word) -> R {
    let ns = vm.new_dict();
    vm.dict_set_str(ns, "__module__", vm.new_str(module));
    let bases = vm.new_tuple(&[base]);
    let n = vm.intern(name);
    vm.call(vm.types.type_.get(), &[n, bases, ns])
}
