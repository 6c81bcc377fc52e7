//! The `taipan` command.

use taipan_runtime::{Config, Vm};

/// Native stack of the main thread: recursion in native code ends in RecursionError first.
const STACK: usize = 512 << 20;

fn main() {
    let t = std::thread::Builder::new()
        .name("main".into())
        .stack_size(STACK)
        .spawn(run);
    let code = match t.map(|t| t.join()) {
        Ok(Ok(code)) => code,
        _ => 70,
    };
    std::process::exit(code);
}

fn run() -> i32 {
    let args: Vec<String> = std::env::args().collect();
    let stress = std::env::var("TAIPAN_STRESS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(0);
    let vm = Vm::new(Config {
        argv: args[1..].to_vec(),
        heap_stress: stress,
        ..Config::default()
    });
    let Some(path) = args.get(1) else { return 2 };
    let source = match std::fs::read_to_string(path) {
        Ok(s) => s,
        Err(e) => {
            eprintln!("taipan: can't open file '{path}': {e}");
            return 2;
        }
    };
    taipan_runtime::modules::run_main(vm, &source, path)
}
