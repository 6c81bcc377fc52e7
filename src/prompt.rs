//! The interactive prompt.

use std::io::{BufRead, IsTerminal, Write};
use taipan_runtime::Vm;
use taipan_runtime::modules::run;

/// Reads, runs and prints until the input ends; the exit code.
pub fn run(vm: &Vm, quiet: bool) -> i32 {
    if !quiet {
        eprintln!(
            "Python 3.14.0 (taipan 0.1.0) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information."
        );
    }
    let stdin = std::io::stdin();
    let mut number = 0;
    let mut text = String::new();
    loop {
        let prompt = run::prompt(vm, if text.is_empty() { "ps1" } else { "ps2" });
        print!("{prompt}");
        let _ = std::io::stdout().flush();
        let mut line = String::new();
        match stdin.lock().read_line(&mut line) {
            Ok(0) | Err(_) => {
                if text.is_empty() {
                    if stdin.is_terminal() {
                        println!();
                    }
                    return 0;
                }
                line = "\n".into();
            }
            Ok(_) => {}
        }
        text.push_str(&line);
        if text.trim().is_empty() {
            text.clear();
            continue;
        }
        let name = format!("<stdin-{number}>");
        let finished = line.trim().is_empty();
        if !finished && run::is_incomplete(&text) {
            continue;
        }
        number += 1;
        let r = run::run_interactive(vm, &text, &name);
        text.clear();
        if let Some(code) = run::after_statement(vm, r) {
            return code;
        }
    }
}
