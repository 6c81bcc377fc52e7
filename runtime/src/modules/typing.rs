//! The _typing module.

use crate::objects::*;

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_typing",
    doc: "Primitives and accelerators for the typing module.\n",
    functions: &[FnDef::new("_idfunc", "(x, /)", |_, a| Ok(a[0]), "")],
    init: |vm, m| {
        typevars::add(vm, m)?;
        vm.module_add(m, "Union", vm.native_type::<generics::Union>());
        Ok(())
    },
};
