//! `_warnings`: the machinery of warnings under the name that importlib and the library look for. The
//! library's own `_py_warnings` does the work.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

const NAMES: &[&str] = &[
    "filters",
    "_defaultaction",
    "_onceregistry",
    "warn",
    "warn_explicit",
    "_acquire_lock",
    "_release_lock",
    "_filters_mutated_lock_held",
    "_warnings_context",
];

fn init(vm: &Vm, m: Word) -> R<()> {
    // Known before it is filled: the library's module may ask for this one.
    let name = vm.intern("_warnings");
    vm.dict_set(vm.modules.get(), name, m)?;
    let py = vm.import_module("_py_warnings")?;
    for n in NAMES {
        let v = vm.getattr_opt(py, vm.intern(n))?;
        if !v.is_null() {
            vm.module_add(m, n, v);
        }
    }
    let d = vm.getattr_opt(py, vm.intern("defaultaction"))?;
    if !d.is_null() {
        vm.module_add(m, "_defaultaction", d);
    }
    let d = vm.getattr_opt(py, vm.intern("onceregistry"))?;
    if !d.is_null() {
        vm.module_add(m, "_onceregistry", d);
    }
    // Where the machinery looks its parts up: `warnings` sets itself, unless a program's own module hides it.
    let set = vm.getattr_str(py, "_set_module")?;
    vm.call(set, &[py])?;
    vm.import_module("warnings")?;
    Ok(())
}

pub static SPEC: ModuleSpec = ModuleSpec { name: "_warnings", doc: "The machinery of warnings.", functions: &[], init };
