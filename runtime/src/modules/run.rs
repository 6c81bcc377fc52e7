//! Running a program from its first instruction to its exit code.

use super::source_lines;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::sync::atomic::{AtomicBool, Ordering};
use taipan_syntax as syn;

/// The `__main__` module, made at need.
pub fn main_module(vm: &Vm) -> Word {
    let d = vm.modules.get();
    let m = vm.dict_get_str(d, "__main__");
    if !m.is_null() {
        return m;
    }
    let m = vm.new_module("__main__", "");
    vm.dict_set_str(d, "__main__", m);
    let builtins = vm.dict_get_str(d, "builtins");
    vm.module_add(m, "__builtins__", builtins);
    m
}
/// Puts a folder before the rest of `sys.path`.
pub fn prepend_path(vm: &Vm, folder: &str) {
    let path = vm.dict_get_str(vm.sys_dict.get(), "path");
    let w = vm.new_str(folder);
    if let Some(l) = path.get::<ListObj>() {
        l.insert(vm, 0, w);
    }
}
/// Puts a folder into `sys.path` at a place.
pub fn insert_path(vm: &Vm, at: usize, folder: &str) {
    let path = vm.dict_get_str(vm.sys_dict.get(), "path");
    let w = vm.new_str(folder);
    if let Some(l) = path.get::<ListObj>() {
        l.insert(vm, at.min(l.len()), w);
    }
}
pub(super) fn compile_and_run(vm: &Vm, source: &str, filename: &str, mode: syn::Mode) -> R {
    let opts = syn::Options { optimize: vm.config.optimize, ..syn::Options::default() };
    let code = vm.compile_source(source, filename, mode, &opts)?;
    let d = vm.module_dict(main_module(vm));
    vm.exec_code(code, d, d)
}
/// Runs a program's source as `__main__`; its exit code. The program has not ended yet: see
/// [`finish`].
pub fn run_source(vm: &Vm, source: &str, filename: &str) -> i32 {
    if filename.starts_with('<') {
        source_lines::register(filename, source);
    }
    report(vm, compile_and_run(vm, source, filename, syn::Mode::Exec))
}
/// A file's text; its errors name the place, as they do for files.
pub(super) fn decode(vm: &Vm, bytes: &[u8], filename: &str) -> R<String> {
    syn::decode_source(bytes).map_err(|mut e| {
        if let Some(at) = e.msg.find(" on line ")
            && e.msg.starts_with("Non-UTF-8")
        {
            e.msg.insert_str(at, &format!(" in file {filename}"));
            // The line is shown as far as it can be.
            let from = e.text.as_deref().unwrap_or("").to_string();
            let line = bytes.split(|b| *b == b'\n').nth(e.lineno.unwrap_or(1) - 1).unwrap_or(from.as_bytes());
            e.text = Some(String::from_utf8_lossy(line).into_owned());
            e.offset = None;
        } else if e.lineno.is_none() && e.msg.contains("null bytes") {
            let at = bytes.iter().position(|b| *b == 0).unwrap_or(0);
            let line = bytes[..at].split(|b| *b == b'\n').collect::<Vec<_>>();
            e.lineno = Some(line.len());
            e.text = line.last().map(|l| String::from_utf8_lossy(l).into_owned());
        } else if e.lineno.is_none() {
            e.lineno = Some(0);
        }
        vm.syntax_error(&e, filename)
    })
}
/// Runs a file whose bytes were read.
pub fn run_bytes(vm: &Vm, bytes: &[u8], filename: &str) -> i32 {
    let text = decode(vm, bytes, filename);
    match text {
        Ok(t) => run_source(vm, &t, filename),
        Err(e) => report(vm, Err(e)),
    }
}
/// Runs a module or package as `__main__` (`-m`), as the library's runpy does.
pub fn run_module(vm: &Vm, name: &str) -> i32 {
    let r = as_main(vm, name, true);
    report(vm, r)
}
fn as_main(vm: &Vm, name: &str, alter_argv: bool) -> R {
    main_module(vm);
    let runpy = vm.import_module("runpy")?;
    let f = vm.getattr_str(runpy, "_run_module_as_main")?;
    vm.call(f, &[vm.new_str(name), Word::bool(alter_argv)])
}
/// Runs `__main__` of a folder or archive that is the first entry of `sys.path`.
pub fn run_main_of_path(vm: &Vm, archive: bool) -> i32 {
    let r = (|| {
        if archive {
            let zipimport = vm.import_module("zipimport")?;
            let importer = vm.getattr_str(zipimport, "zipimporter")?;
            let hooks = vm.dict_get_str(vm.sys_dict.get(), "path_hooks");
            vm.call_method(hooks, "append", &[importer])?;
        }
        as_main(vm, "__main__", false)
    })();
    report(vm, r)
}
/// `exit`, `quit`, `copyright`, `credits`, `license` and `help`, which the library's `site` would add.
pub fn add_site_builtins(vm: &Vm) {
    let r = (|| -> R {
        let opts = syn::Options { optimize: vm.config.optimize, ..syn::Options::default() };
        let source = include_str!("site_builtins.py");
        let code = vm.compile_source(source, "<frozen _sitebuiltins>", syn::Mode::Exec, &opts)?;
        let names = vm.new_dict();
        vm.dict_set_str(names, "__name__", vm.intern("_sitebuiltins"));
        vm.dict_set_str(names, "__builtins__", vm.builtins.get());
        vm.exec_code(code, names, names)?;
        let copyright = vm.dict_get_str(vm.sys_dict.get(), "copyright");
        if !vm.config.isolated {
            vm.dict_set_str(vm.sys_dict.get(), "__interactivehook__", vm.dict_get_str(names, "register_readline"));
        }
        vm.call(vm.dict_get_str(names, "add"), &[vm.builtins.get(), copyright])
    })();
    if let Err(e) = r {
        print_uncaught(vm, e);
    }
}
/// Imports a module for what that does; shows what it raises.
pub fn import(vm: &Vm, name: &str) {
    if let Err(e) = vm.import_module(name) {
        print_uncaught(vm, e);
    }
}
/// The program ended with KeyboardInterrupt.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Ends the process. One that Ctrl-C ended dies of the signal, so that a shell can tell.
pub fn leave(code: i32) -> ! {
    if code == 130 && INTERRUPTED.load(Ordering::Relaxed) {
        // SAFETY: plain calls; the process is at its end.
        unsafe {
            libc::signal(libc::SIGINT, libc::SIG_DFL);
            let mut none = std::mem::zeroed();
            libc::sigemptyset(&mut none);
            libc::pthread_sigmask(libc::SIG_SETMASK, &none, std::ptr::null_mut());
            libc::kill(libc::getpid(), libc::SIGINT);
        }
    }
    std::process::exit(code)
}
/// Shows the exception a program ended with; the exit code. When a prompt may follow, SystemExit is an exception like others.
pub fn report(vm: &Vm, r: R) -> i32 {
    match r {
        Ok(_) => 0,
        Err(e) if vm.exc_matches(e, &vm.exc.SystemExit) && !vm.config.inspect => exit_code(vm, e),
        Err(e) => {
            print_uncaught(vm, e);
            if note_interrupt(vm, e) { 130 } else { 1 }
        }
    }
}
/// Remembers that KeyboardInterrupt reached the outside; was it that?
pub(super) fn note_interrupt(vm: &Vm, e: Exc) -> bool {
    let interrupted = vm.exc_matches(e, &vm.exc.KeyboardInterrupt);
    INTERRUPTED.store(interrupted, Ordering::Relaxed);
    interrupted
}
/// Did the last exception that was shown come from Ctrl-C?
pub fn was_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
pub(super) fn exit_code(vm: &Vm, e: Exc) -> i32 {
    let code = vm.getattr_opt(e.0, vm.intern("code")).unwrap_or(Word::NULL);
    if code.is_null() || code.is_none() {
        return 0;
    }
    if code.is_bool() {
        return (code == Word::TRUE) as i32;
    }
    if code.is_small() || code.is_kind(Kind::Int) {
        return vm.index_i64(code).map_or(-1, |n| n as i32) & 0xff;
    }
    let text = vm.str_text(code).unwrap_or_default();
    vm.flush_std();
    vm.write_stderr(&format!("{text}\n"));
    1
}
/// Calls `sys.excepthook`.
pub fn print_uncaught(vm: &Vm, e: Exc) {
    let d = vm.sys_dict.get();
    let tb = e.0.get::<ExcObj>().map_or(Word::NONE, |o| o.traceback.get().or(Word::NONE));
    for (name, value) in
        [("last_type", vm.type_of(e.0)), ("last_value", e.0), ("last_traceback", tb), ("last_exc", e.0)]
    {
        vm.dict_set_str(d, name, value);
    }
    vm.flush_std();
    let hook = vm.dict_get_str(d, "excepthook");
    if hook.is_null() {
        vm.write_stderr("sys.excepthook is missing\n");
        let t = vm.format_exception(e);
        vm.write_stderr(&t);
        return;
    }
    if let Err(e2) = vm.call(hook, &[vm.type_of(e.0), e.0, tb]) {
        if vm.exc_matches(e2, &vm.exc.SystemExit) {
            let code = exit_code(vm, e2);
            let code = finish(vm, code);
            std::process::exit(code);
        }
        vm.write_stderr("Error in sys.excepthook:\n");
        let t = vm.format_exception(e2);
        vm.write_stderr(&t);
        vm.write_stderr("\nOriginal exception was:\n");
        let t = vm.format_exception(e);
        vm.write_stderr(&t);
    }
}
/// The end of a program: threads, exit functions, output. The final exit code.
pub fn finish(vm: &Vm, code: i32) -> i32 {
    for (module, f) in [("threading", "_shutdown"), ("atexit", "_run_exitfuncs")] {
        let m = vm.dict_get_str(vm.modules.get(), module);
        if m.is_null() {
            continue;
        }
        if let Ok(f) = vm.getattr_str(m, f)
            && let Err(e) = vm.call(f, &[])
        {
            vm.unraisable(e, None, f);
        }
    }
    super::sys::set_finalizing();
    let flushed = flush_stdout(vm) & vm.flush_std();
    super::io_buffered::flush_all();
    if flushed || code != 0 { code } else { 120 }
}
/// Flushes `sys.stdout` at the end; says so if that fails.
fn flush_stdout(vm: &Vm) -> bool {
    let f = vm.sys_get(vm.names.stdout.get());
    if f.is_null() || f.is_none() || vm.getattr_opt(f, vm.intern("closed")).unwrap_or(Word::TRUE) == Word::TRUE {
        return true;
    }
    match vm.call_method(f, "flush", &[]) {
        Ok(_) => true,
        Err(e) => {
            let text = vm.format_exception_only(e);
            vm.write_stderr(&format!("Exception ignored while flushing sys.stdout:\n{text}"));
            // What could not be written is not tried again.
            vm.dict_set_str(vm.sys_dict.get(), "stdout", Word::NONE);
            false
        }
    }
}
/// Names the program's file: `__file__`, `__cached__`.
pub fn set_main_file(vm: &Vm, path: &str) {
    let m = main_module(vm);
    let w = vm.new_str(path);
    vm.module_add(m, "__file__", w);
    vm.module_add(m, "__cached__", Word::NONE);
    let name = vm.new_str("__main__");
    let loader = vm.new_native(super::import_types::Loader { name: Slot::new(name), path: Slot::new(w) });
    vm.module_add(m, "__loader__", loader);
}
/// Prints a program's bytecode.
pub fn dump(vm: &Vm, bytes: &[u8], path: &str) -> i32 {
    let opts = syn::Options { optimize: vm.config.optimize, ..syn::Options::default() };
    let r = syn::decode_source(bytes).and_then(|t| {
        let c = syn::compile(&t, path, syn::Mode::Exec, &opts)?;
        Ok(syn::bytecode::listing(&c.code, &t))
    });
    match r {
        Ok(text) => {
            // Who reads only the beginning closes the pipe.
            let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
            0
        }
        Err(e) => {
            let e = vm.syntax_error(&e, path);
            report(vm, Err(e))
        }
    }
}
