//! Lines edited at a terminal, with a history that lasts and completion with Tab.
//!
//! Each line is asked for with its own prompt (`sys.ps1`, then `sys.ps2`), and the history keeps whole statements: going back
//! brings a block in one piece, to be edited over its lines.

use super::{Line, Source, history, say};
use rustyline::completion::Completer;
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};
use std::path::PathBuf;
use taipan_runtime::Vm;
use taipan_runtime::modules::interactive;
use taipan_runtime::threads::{with_lock, without_lock};

/// Entries that can be gone back to.
const MOST: usize = 10_000;
/// Where a word to be completed begins.
const BREAKS: &str = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";

/// The prompt of a terminal.
pub struct Terminal {
    editor: Editor<Names, MemHistory>,
    file: Option<PathBuf>,
    /// Statements of this session.
    typed: Vec<String>,
}
impl Terminal {
    /// None if the terminal cannot be used.
    pub fn new(vm: &'static Vm) -> Option<Terminal> {
        let config = Config::builder()
            .max_history_size(MOST)
            .ok()?
            .history_ignore_dups(true)
            .ok()?
            .completion_type(CompletionType::List)
            .bell_style(BellStyle::None)
            .build();
        let history = MemHistory::with_config(&config);
        let mut editor = Editor::with_history(config, history).ok()?;
        // `site` sets the hook; without it a prompt has neither history nor completion.
        let mut file = None;
        if interactive::has_hook(vm) {
            file = history::path(vm.config.ignore_environment);
            for entry in file.as_deref().map(history::read).unwrap_or_default() {
                let _ = editor.add_history_entry(entry);
            }
            editor.set_helper(Some(Names { vm }));
        }
        Some(Terminal { editor, file, typed: vec![] })
    }
}
impl Source for Terminal {
    fn line(&mut self, vm: &Vm, prompt: &str) -> Line {
        match without_lock(vm, || self.editor.readline(prompt)) {
            Ok(text) => Line::Text(text + "\n"),
            Err(ReadlineError::Interrupted) => {
                say("KeyboardInterrupt\n");
                Line::Interrupted
            }
            Err(_) => Line::End,
        }
    }
    fn remember(&mut self, statement: &str) {
        let entry = statement.trim_end_matches('\n').to_string();
        if matches!(self.editor.add_history_entry(entry.as_str()), Ok(true)) {
            self.typed.push(entry);
        }
    }
    fn name(&self) -> &'static str {
        "python-input"
    }
    fn leave(&mut self) {
        // A history that cannot be kept is no reason to fail.
        if let Some(f) = &self.file {
            let _ = history::append(f, &self.typed);
        }
    }
}

/// Completes names of the program's own namespace.
struct Names {
    vm: &'static Vm,
}
impl Completer for Names {
    type Candidate = String;
    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let before = &line[..at];
        let start = before.rfind(|c| BREAKS.contains(c)).map_or(0, |i| i + 1);
        if before.rsplit('\n').next().unwrap_or_default().trim().is_empty() {
            // At the beginning of a line Tab indents.
            return Ok((at, vec!["    ".into()]));
        }
        let word = &before[start..];
        Ok((start, with_lock(self.vm, || interactive::complete(self.vm, word))))
    }
}
impl Hinter for Names {
    type Hint = String;
}
impl Highlighter for Names {}
impl Validator for Names {}
impl Helper for Names {}
