//! The interactive prompt: reads a statement, runs it, prints.
//!
//! Between two terminals lines are edited, with a history and completion (`terminal`); else they are read as they come
//! (`plain`), which is what `-i` does with a pipe.

mod history;
mod plain;
mod terminal;

use std::io::{IsTerminal, Write};
use taipan_runtime::modules::{interactive, run};
use taipan_runtime::{Config, Vm};

/// What came of asking for a line.
pub enum Line {
    /// A line, with its end if it had one.
    Text(String),
    /// Ctrl-C: what was typed so far is forgotten.
    Interrupted,
    /// Ctrl-D, or the input is over.
    End,
}

/// Where lines come from.
pub trait Source {
    /// Asks for a line.
    fn line(&mut self, vm: &Vm, prompt: &str) -> Line;
    /// A whole statement was read.
    fn remember(&mut self, _statement: &str) {}
    /// What the files of statements are called, but for their number.
    fn name(&self) -> &'static str;
    /// No more lines are asked for.
    fn leave(&mut self) {}
}

/// Writes to standard error, if that is open.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The first lines of a session.
pub fn greet(c: &Config) {
    if !c.quiet {
        let version = env!("CARGO_PKG_VERSION");
        say(&format!("Python 3.14.0 (taipan {version}) on linux\n"));
        if !c.no_site {
            say("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
        }
    }
}

/// Reads, runs and prints until the input ends; the exit code.
pub fn run(vm: &'static Vm) -> i32 {
    interactive::begin(vm);
    let terminals = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let edited = if terminals { terminal::Terminal::new(vm) } else { None };
    let code = match edited {
        Some(mut t) => session(vm, &mut t),
        None => {
            let code = session(vm, &mut plain::Plain);
            // As CPython: who was interrupted and never recovered by a statement of its own ends so.
            if code == 0 && run::was_interrupted() { 130 } else { code }
        }
    };
    let _ = std::io::stdout().flush();
    code
}

fn session(vm: &Vm, source: &mut dyn Source) -> i32 {
    let mut number = 0;
    let code = loop {
        let Some(text) = statement(vm, source) else { continue };
        if text.is_empty() {
            break 0;
        }
        source.remember(&text);
        let name = format!("<{}-{number}>", source.name());
        number += 1;
        let r = interactive::run_statement(vm, &text, &name);
        if let Some(code) = interactive::after_statement(vm, r) {
            break code;
        }
    };
    source.leave();
    code
}

/// Reads the lines of one statement: empty at the end of the input; none if there is nothing to run.
fn statement(vm: &Vm, source: &mut dyn Source) -> Option<String> {
    let mut text = String::new();
    loop {
        let prompt = interactive::prompt(vm, if text.is_empty() { "ps1" } else { "ps2" });
        match source.line(vm, &prompt) {
            Line::Interrupted => return None,
            Line::End => return Some(text),
            Line::Text(line) => {
                let whole = line.ends_with('\n');
                text.push_str(&line);
                if !whole {
                    // The input is over in the middle of a line: it is asked once more, as CPython does.
                    text.push('\n');
                    let prompt = interactive::prompt(vm, "ps2");
                    return match source.line(vm, &prompt) {
                        Line::Interrupted => None,
                        _ => Some(text),
                    };
                }
                if interactive::is_blank(&text) {
                    return None;
                }
                if !interactive::needs_more(&text) {
                    return Some(text);
                }
            }
        }
    }
}
