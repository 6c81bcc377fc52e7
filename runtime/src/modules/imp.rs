//! The `_imp` module: what the library's importlib asks of the runtime.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

fn name_text(vm: &Vm, w: Word) -> R<String> {
    if w.is_kind(Kind::Str) {
        return Ok(to_string_lossy(w));
    }
    Err(vm.type_error(format!("argument must be str, not {}", vm.type_name(w))))
}
fn create_builtin(vm: &Vm, a: &[Word]) -> R {
    let n = vm.getattr_str(a[0], "name")?;
    let n = name_text(vm, n)?;
    let have = vm.dict_get_str(vm.modules.get(), &n);
    if !have.is_null() {
        return Ok(have);
    }
    Ok(super::native_module(vm, &n)?.unwrap_or(Word::NONE))
}
fn not_frozen(vm: &Vm, a: &[Word]) -> R {
    let n = name_text(vm, a[0])?;
    Err(vm.import_error_for(&vm.exc.ImportError, format!("No such frozen object named {n}"), &n))
}

/// The module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_imp",
    doc: "(Extremely) low-level import machinery bits as used by importlib.",
    functions: &[
        FnDef::new(
            "acquire_lock",
            "()",
            |_, _| Ok(Word::NONE),
            "Acquires the interpreter's import lock for the current thread.",
        ),
        FnDef::new("release_lock", "()", |_, _| Ok(Word::NONE), "Release the interpreter's import lock."),
        FnDef::new(
            "lock_held",
            "()",
            |_, _| Ok(Word::FALSE),
            "Return True if the import lock is currently held, else False.",
        ),
        FnDef::new(
            "extension_suffixes",
            "()",
            |vm, _| Ok(vm.new_list()),
            "Returns the list of file suffixes used to identify extension modules.",
        ),
        FnDef::new(
            "is_builtin",
            "(name, /)",
            |vm, a| {
                let n = name_text(vm, a[0])?;
                Ok(Word::small(super::is_native(&n) as i64))
            },
            "Returns True if the module name corresponds to a built-in module.",
        ),
        FnDef::new(
            "is_frozen",
            "(name, /)",
            |_, _| Ok(Word::FALSE),
            "Returns True if the module name corresponds to a frozen module.",
        ),
        FnDef::new(
            "is_frozen_package",
            "(name, /)",
            not_frozen,
            "Returns True if the module name is of a frozen package.",
        ),
        FnDef::new(
            "get_frozen_object",
            "(name, data=None, /)",
            not_frozen,
            "Create a code object for a frozen module.",
        ),
        FnDef::new(
            "find_frozen",
            "(name, /, *, withdata=False)",
            |_, _| Ok(Word::NONE),
            "Return info about the corresponding frozen module (if there is one) or None.",
        ),
        FnDef::new("init_frozen", "(name, /)", |_, _| Ok(Word::NONE), "Initializes a frozen module."),
        FnDef::new("create_builtin", "(spec, /)", create_builtin, "Create an extension module."),
        FnDef::new("exec_builtin", "(mod, /)", |_, _| Ok(Word::small(0)), "Initialize a built-in module."),
        FnDef::new("exec_dynamic", "(mod, /)", |_, _| Ok(Word::small(0)), "Initialize an extension module."),
        FnDef::new(
            "create_dynamic",
            "(spec, file=None, /)",
            |vm, _| Err(vm.import_error("extension modules cannot be loaded")),
            "Create an extension module.",
        ),
        FnDef::new(
            "_fix_co_filename",
            "(code, path, /)",
            |_, _| Ok(Word::NONE),
            "Changes code.co_filename to specify the passed-in file path.",
        ),
        FnDef::new(
            "_frozen_module_names",
            "()",
            |vm, _| Ok(vm.new_list()),
            "Returns the list of available frozen modules.",
        ),
        FnDef::new("_override_frozen_modules_for_tests", "(override, /)", |_, _| Ok(Word::NONE), ""),
        FnDef::new("_override_multi_interp_extensions_check", "(override, /)", |_, _| Ok(Word::small(0)), ""),
        FnDef::new(
            "source_hash",
            "(key, source)",
            |vm, a| {
                let b = vm.call(vm.types.bytes.get(), &[a[1]])?;
                let h = b.get::<BytesObj>().map_or(0, |b| hash_bytes(vm, b.as_slice()));
                Ok(vm.new_bytes(&h.to_le_bytes()))
            },
            "",
        ),
    ],
    init: |vm, m| {
        let check = vm.config.check_hash_based_pycs.as_deref().unwrap_or("default");
        vm.module_add(m, "check_hash_based_pycs", vm.new_str(check));
        vm.module_add(m, "pyc_magic_number_token", vm.int(168627755));
        Ok(())
    },
};
fn hash_bytes(vm: &Vm, b: &[u8]) -> i64 {
    crate::objects::str::hash_bytes(vm, b)
}
