//! Native modules, one file each.

pub mod builtin_iters;
pub mod builtins;
pub mod codecs;
pub mod weakref;

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Every native module by name, made at its first import.
const MODULES: &[&ModuleSpec] = &[];

/// Makes `sys.modules`, `builtins` and `sys`.
pub fn init(vm: &Vm) {
    let d = vm.new_dict_old();
    vm.modules.set_root(d);
    match vm.make_module(&builtins::SPEC) {
        Ok(m) => {
            vm.builtins.set_root(vm.module_dict(m));
            vm.dict_set_str(d, "builtins", m);
        }
        Err(_) => unreachable!("builtins are made of constants"),
    }
}

/// The native module `name`, made and entered in `sys.modules` if there is one.
pub fn native_module(vm: &Vm, name: &str) -> R<Option<Word>> {
    let Some(spec) = MODULES.iter().find(|m| m.name == name) else {
        return Ok(None);
    };
    let m = vm.make_module(spec)?;
    vm.dict_set_str(vm.modules.get(), name, m);
    Ok(Some(m))
}
/// Names of all native modules.
pub fn native_names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|m| m.name)
}

/// Runs a program's source as `__main__`; its exit code.
pub fn run_main(vm: &Vm, source: &str, filename: &str) -> i32 {
    use taipan_syntax as syn;
    let opts = syn::Options { optimize: vm.config.optimize, ..syn::Options::default() };
    let c = match syn::compile(source, filename, syn::Mode::Exec, &opts) {
        Ok(c) => c,
        Err(e) => {
            eprintln!("  File \"{filename}\", line {}\nSyntaxError: {}", e.lineno.unwrap_or(0), e.msg);
            return 1;
        }
    };
    let code = vm.new_code(&c.code);
    let m = vm.new_module("__main__", "");
    let d = vm.module_dict(m);
    vm.dict_set_str(vm.modules.get(), "__main__", m);
    vm.dict_set_str(d, "__builtins__", vm.dict_get_str(vm.modules.get(), "builtins"));
    match vm.exec_code(code, d, d) {
        Ok(_) => 0,
        Err(e) => {
            eprintln!("{}: {}", vm.type_name(e.0), vm.str_text(e.0).unwrap_or_default());
            1
        }
    }
}
