//! The `taipan` command.

mod options;
mod prompt;

use options::{Action, Options};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStringExt;
use taipan_runtime::Vm;
use taipan_runtime::modules::{interactive, run};

/// Native stack of the main thread: recursion in native code ends in RecursionError first.
const STACK: usize = 512 << 20;

fn main() {
    // Signals go to the thread that runs Python: a program that signals itself finds the handler's work done.
    // SAFETY: plain calls with initialised sets.
    let before = unsafe {
        let (mut all, mut before) = (std::mem::zeroed(), std::mem::zeroed());
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before);
        before
    };
    let start = move || {
        // SAFETY: the set that was in force.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut()) };
        start()
    };
    let t = std::thread::Builder::new().name("main".into()).stack_size(STACK).spawn(start);
    let code = match t.map(|t| t.join()) {
        Ok(Ok(code)) => code,
        _ => 70,
    };
    run::leave(code);
}

fn start() -> i32 {
    let args = std::env::args_os().map(|a| String::from_utf8_lossy(&a.into_vec()).into_owned()).collect::<Vec<_>>();
    if args.get(1).is_some_and(|a| a == "diff") {
        return taipan::diff::command::main(&args[2..]);
    }
    let mut options = match options::parse(&args[1..]) {
        Ok(o) => o,
        Err(stop) => {
            // Who does not want to read it may close the stream.
            let text = stop.text.as_bytes();
            let _ = if stop.code == 0 { std::io::stdout().write_all(text) } else { std::io::stderr().write_all(text) };
            return stop.code;
        }
    };
    options.config.executable =
        std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_else(|_| args[0].clone());
    let asked_to_inspect = options.config.inspect;
    if matches!(options.action, Action::Prompt) {
        // No program comes first: there is nothing to inspect.
        options.config.inspect = false;
    }
    let vm = Vm::new(options.config.clone());
    let jit = options.jit.clone().and_then(|settings| match taipan_jit::attach(vm, settings) {
        Ok(tier) => Some(tier),
        Err(e) => {
            vm.write_stderr(&format!("{}: the program runs interpreted: {e}\n", options.program));
            None
        }
    });
    if !options.config.no_site {
        run::add_site_builtins(vm);
    }
    if !options.config.warn_options.is_empty() {
        // It says at once which of them are wrong.
        run::import(vm, "warnings");
    }
    let mut code = act(vm, &options);
    let inspect = asked_to_inspect || options.environment("PYTHONINSPECT").is_some();
    if inspect && options.stdin_is_interactive() && !matches!(options.action, Action::Prompt) {
        code = match interactive::start_up(vm, None) {
            Some(code) => code,
            None => prompt::run(vm),
        };
    }
    let code = run::finish(vm, code);
    if let Some(tier) = jit
        && options.x("jit-stats").is_some()
    {
        vm.write_stderr(&tier.stats().to_string());
    }
    code
}

fn act(vm: &'static Vm, o: &Options) -> i32 {
    match &o.action {
        Action::Command(text) => {
            first_path(vm, o, "");
            if o.dump_bytecode {
                return run::dump(vm, text.as_bytes(), "<string>");
            }
            run::run_source(vm, text, "<string>")
        }
        Action::Module(name) => {
            let here = std::env::current_dir().map(|d| d.to_string_lossy().into_owned()).unwrap_or_default();
            first_path(vm, o, &here);
            run::run_module(vm, name)
        }
        Action::File(path) => file(vm, o, path),
        Action::Stdin => {
            first_path(vm, o, "");
            let mut bytes = vec![];
            let _ = std::io::stdin().lock().read_to_end(&mut bytes);
            if o.dump_bytecode {
                return run::dump(vm, &bytes, "<stdin>");
            }
            run::run_bytes(vm, &bytes, "<stdin>")
        }
        Action::Prompt => {
            first_path(vm, o, "");
            prompt::greet(&o.config);
            match interactive::start_up(vm, o.environment("PYTHONSTARTUP").as_deref()) {
                Some(code) => code,
                None => prompt::run(vm),
            }
        }
    }
}
/// The entries of `PYTHONPATH`; an empty one is the current folder.
fn python_path(o: &Options) -> Vec<String> {
    let Some(v) = o.environment("PYTHONPATH") else { return vec![] };
    v.split(':').map(|p| if p.is_empty() { absolute("") } else { p.into() }).collect()
}
fn first_path(vm: &Vm, o: &Options, folder: &str) {
    for p in python_path(o).iter().rev() {
        run::prepend_path(vm, p);
    }
    if !o.config.safe_path {
        run::prepend_path(vm, folder);
    }
}
/// The path from the root: what programs and tracebacks show.
fn absolute(path: &str) -> String {
    if path.starts_with('/') {
        return path.into();
    }
    match std::env::current_dir() {
        Ok(d) if path.is_empty() => d.to_string_lossy().into_owned(),
        Ok(d) => d.join(path).to_string_lossy().into_owned(),
        Err(_) => path.into(),
    }
}
/// Does the file end as a zip archive does?
fn is_archive(path: &str) -> bool {
    const END: &[u8] = b"PK\x05\x06";
    std::fs::read(path).is_ok_and(|b| b[b.len().saturating_sub(65_557)..].windows(4).any(|w| w == END))
}
fn file(vm: &Vm, o: &Options, path: &str) -> i32 {
    let full = absolute(path);
    let full = if full.len() > 1 { full.trim_end_matches('/').to_string() } else { full };
    let folder = std::path::Path::new(&full).is_dir();
    let archive = !folder && !path.ends_with(".py") && is_archive(path);
    if folder || archive {
        run::prepend_path(vm, &full);
        for p in python_path(o).iter().rev() {
            run::insert_path(vm, 1, p);
        }
        if folder && !["__main__.py"].iter().any(|m| std::path::Path::new(&full).join(m).is_file()) {
            vm.write_stderr(&format!("{}: can't find '__main__' module in '{full}'\n", o.program));
            return 1;
        }
        return run::run_main_of_path(vm, archive);
    }
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let parent = real.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    first_path(vm, o, &parent);
    match std::fs::read(path) {
        Ok(mut bytes) => {
            if o.skip_first_line {
                // Its end stays, so that lines keep their numbers.
                let end = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
                bytes.drain(..end);
            }
            run::set_main_file(vm, &full);
            if o.dump_bytecode {
                return run::dump(vm, &bytes, path);
            }
            run::run_bytes(vm, &bytes, &full)
        }
        Err(e) => {
            let text = e.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let number = e.raw_os_error().unwrap_or(0);
            vm.write_stderr(&format!("{}: can't open file '{full}': [Errno {number}] {text}\n", o.program));
            2
        }
    }
}
