//! What a prompt needs of the runtime: its texts, one statement at a time, completion, and what runs before it.

use super::run::{self, main_module, print_uncaught};
use super::source_lines;
pub use super::unfinished::{is_blank, needs_more};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use taipan_syntax as syn;

thread_local! {
    /// `from __future__` lines hold for all that is typed after them.
    static FUTURE: Cell<u32> = const { Cell::new(0) };
}

/// Gives `sys` its `ps1` and `ps2`.
pub fn begin(vm: &Vm) {
    let d = vm.sys_dict.get();
    for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
        if vm.dict_get_str(d, name).is_null() {
            vm.dict_set_str(d, name, vm.new_str(text));
        }
    }
}
/// `sys.ps1` or `sys.ps2` as text; nothing if it is gone or has no text.
pub fn prompt(vm: &Vm, name: &str) -> String {
    vm.flush_std();
    let w = vm.dict_get_str(vm.sys_dict.get(), name);
    if w.is_null() { String::new() } else { vm.str_text(w).unwrap_or_default() }
}
/// Runs one statement of a prompt.
pub fn run_statement(vm: &Vm, source: &str, filename: &str) -> R {
    source_lines::register(filename, source);
    let opts = syn::Options { optimize: vm.config.optimize, future_flags: FUTURE.get(), ..syn::Options::default() };
    let code = vm.compile_source(source, filename, syn::Mode::Single, &opts)?;
    if let Some(c) = code.get::<CodeObj>() {
        FUTURE.set(FUTURE.get() | (c.flags & syn::bytecode::flags::FUTURE_MASK));
    }
    let d = vm.module_dict(main_module(vm));
    vm.exec_code(code, d, d)
}
/// Shows what a statement raised; an exit code if it asked for the end.
pub fn after_statement(vm: &Vm, r: R) -> Option<i32> {
    let code = match r {
        Err(e) if vm.exc_matches(e, &vm.exc.SystemExit) => Some(run::exit_code(vm, e)),
        Err(e) => {
            run::note_interrupt(vm, e);
            print_uncaught(vm, e);
            None
        }
        Ok(_) => None,
    };
    vm.flush_std();
    code
}
/// Runs the handlers of signals that came while a line was read. Did one raise? Then what it raised is shown.
pub fn interrupted(vm: &Vm) -> bool {
    let Some(f) = vm.state.signal_hook.get() else { return false };
    match f(vm) {
        Ok(()) => false,
        Err(e) if vm.exc_matches(e, &vm.exc.KeyboardInterrupt) => {
            vm.write_stderr("\nKeyboardInterrupt\n");
            true
        }
        Err(e) => {
            print_uncaught(vm, e);
            true
        }
    }
}
/// Runs the file that `PYTHONSTARTUP` names, then `sys.__interactivehook__`; an exit code if one of them asked for the end.
pub fn start_up(vm: &Vm, file: Option<&str>) -> Option<i32> {
    let r = file.map(|path| run_file(vm, path));
    if let Some(Err(e)) = r {
        if vm.exc_matches(e, &vm.exc.SystemExit) {
            return Some(run::exit_code(vm, e));
        }
        print_uncaught(vm, e);
    }
    let hook = vm.dict_get_str(vm.sys_dict.get(), "__interactivehook__");
    if !hook.is_null()
        && let Err(e) = vm.call(hook, &[])
    {
        if vm.exc_matches(e, &vm.exc.SystemExit) {
            return Some(run::exit_code(vm, e));
        }
        vm.write_stderr("Failed calling sys.__interactivehook__\n");
        print_uncaught(vm, e);
    }
    vm.flush_std();
    None
}
fn run_file(vm: &Vm, path: &str) -> R {
    let bytes = match std::fs::read(path) {
        Ok(b) => b,
        Err(e) => {
            vm.write_stderr("Could not open PYTHONSTARTUP\n");
            return Err(vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), Some(path)));
        }
    };
    let text = run::decode(vm, &bytes, path)?;
    let main = main_module(vm);
    let d = vm.module_dict(main);
    let name = vm.new_str(path);
    vm.module_add(main, "__file__", name);
    let r = run::compile_and_run(vm, &text, path, syn::Mode::Exec);
    if let Some(d) = d.get::<DictObj>() {
        vm.dict_remove(d, vm.names.file.get())?;
    }
    r
}
/// Is there a hook that sets the prompt up? History and completion are kept only then, as `site` does it.
pub fn has_hook(vm: &Vm) -> bool {
    !vm.dict_get_str(vm.sys_dict.get(), "__interactivehook__").is_null()
}
/// What `word`, the end of a line, could become, as the library's `rlcompleter` says.
pub fn complete(vm: &Vm, word: &str) -> Vec<String> {
    const MOST: i64 = 2000;
    let mut found = vec![];
    // What goes wrong while completing is no concern of who types.
    let _ = (|| -> R<()> {
        let module = vm.import_module("rlcompleter")?;
        let class = vm.getattr_str(module, "Completer")?;
        let completer = vm.call(class, &[vm.module_dict(main_module(vm))])?;
        for n in 0..MOST {
            let w = vm.call_method(completer, "complete", &[vm.new_str(word), vm.int(n)])?;
            if !w.is_kind(Kind::Str) {
                break;
            }
            found.push(to_string_lossy(w));
        }
        Ok(())
    })();
    found
}
