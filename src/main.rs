//! The `taipan` command.

mod options;
mod prompt;

use options::{Action, Options};
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use taipan_runtime::modules::run;
use taipan_runtime::{Config, Vm};

/// Native stack of the main thread: recursion in native code ends in RecursionError first.
const STACK: usize = 512 << 20;

fn main() {
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
    let options = match options::parse(&args[1..]) {
        Ok(o) => o,
        Err((text, code)) => {
            if code == 0 {
                print!("{text}");
            } else {
                eprint!("{text}");
            }
            return code;
        }
    };
    let executable =
        std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_else(|_| args[0].clone());
    let vm = Vm::new(config(&options, executable));
    let jit = options.jit.and_then(|settings| match taipan_jit::attach(vm, settings) {
        Ok(tier) => Some(tier),
        Err(e) => {
            eprintln!("{}: the program runs interpreted: {e}", options.program);
            None
        }
    });
    if !options.no_site {
        run::add_site_builtins(vm);
    }
    let code = act(vm, &options);
    let tty = std::io::IsTerminal::is_terminal(&std::io::stdin());
    let code =
        if options.inspect && tty && !matches!(options.action, Action::Prompt) { prompt::run(vm, true) } else { code };
    let code = run::finish(vm, code);
    if let Some(tier) = jit
        && options.x_options.iter().any(|(n, _)| n == "jit-stats")
    {
        eprint!("{}", tier.stats());
    }
    code
}

fn config(o: &Options, executable: String) -> Config {
    let stress = std::env::var("TAIPAN_STRESS").ok().and_then(|s| s.parse().ok());
    Config {
        argv: o.argv.clone(),
        executable,
        heap_limit: o.heap_limit,
        heap_stress: o.heap_stress.or(stress).unwrap_or(0),
        optimize: o.optimize,
        verbose: o.verbose,
        ignore_environment: o.ignore_environment,
        no_site: o.no_site,
        isolated: o.isolated,
        unbuffered: o.unbuffered,
        inspect: o.inspect,
        quiet: o.quiet,
        dont_write_bytecode: true,
        int_max_str_digits: o.int_max_str_digits,
        warn_options: o.warn_options.clone(),
        x_options: o.x_options.clone(),
    }
}

fn act(vm: &Vm, o: &Options) -> i32 {
    match &o.action {
        Action::Command(text) => {
            first_path(vm, o, "");
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
            run::run_bytes(vm, &bytes, "<stdin>")
        }
        Action::Prompt => {
            first_path(vm, o, "");
            prompt::run(vm, o.quiet)
        }
    }
}
fn first_path(vm: &Vm, o: &Options, folder: &str) {
    for p in o.environment("PYTHONPATH").unwrap_or_default().split(':').rev().filter(|p| !p.is_empty()) {
        run::prepend_path(vm, p);
    }
    if !o.isolated && !o.safe_path {
        run::prepend_path(vm, folder);
    }
}
/// The path from the root: what programs and tracebacks show.
fn absolute(path: &str) -> String {
    if path.starts_with('/') {
        return path.into();
    }
    match std::env::current_dir() {
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
    let folder = std::path::Path::new(path).is_dir();
    let archive = !folder && !path.ends_with(".py") && is_archive(path);
    if folder || archive {
        run::prepend_path(vm, &full);
        for p in o.environment("PYTHONPATH").unwrap_or_default().split(':').rev().filter(|p| !p.is_empty()) {
            run::insert_path(vm, 1, p);
        }
        if folder && !["__main__.py"].iter().any(|m| std::path::Path::new(&full).join(m).is_file()) {
            eprintln!("{}: can't find '__main__' module in '{full}'", o.program);
            return 1;
        }
        return run::run_main_of_path(vm, archive);
    }
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let parent = real.parent().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    first_path(vm, o, &parent);
    match std::fs::read(path) {
        Ok(bytes) => {
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
            eprintln!("{}: can't open file '{full}': [Errno {number}] {text}", o.program);
            2
        }
    }
}
