//! Source lines for tracebacks, and how a SyntaxError is shown.

use super::library;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    /// Sources that are in no file: `-c`, the prompt.
    static REGISTERED: RefCell<HashMap<String, Vec<String>>> = RefCell::default();
}
/// Remembers the source of code that is in no file.
pub fn register(name: &str, source: &str) {
    REGISTERED.with(|r| r.borrow_mut().insert(name.into(), split(source)));
}
fn split(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_string).collect()
}

/// Files read while a traceback is made.
#[derive(Default)]
pub struct Lines(HashMap<String, Vec<String>>);
impl Lines {
    /// Line `n` (from 1) of the file; empty if there is none.
    pub fn get(&mut self, vm: &Vm, file: &str, n: usize, globals: Word) -> String {
        if !self.0.contains_key(file) {
            let lines = load(vm, file, globals);
            self.0.insert(file.into(), lines);
        }
        self.0.get(file).and_then(|l| l.get(n.wrapping_sub(1))).cloned().unwrap_or_default()
    }
}
fn load(vm: &Vm, file: &str, globals: Word) -> Vec<String> {
    if let Some(l) = REGISTERED.with(|r| r.borrow().get(file).cloned()) {
        return l;
    }
    if let Some(r) = library::relative(file) {
        return library::read(r).map_or(vec![], |t| split(&t));
    }
    if file.starts_with('<') && file.ends_with('>') {
        return vec![];
    }
    if let Ok(b) = std::fs::read(file) {
        return taipan_syntax::decode_source(&b).map_or(vec![], |t| split(&t));
    }
    // A loader may know it.
    if globals.is_kind(Kind::Dict) {
        let name = vm.dict_get_str(globals, "__name__");
        let loader = vm.dict_get_str(globals, "__loader__");
        if name.is_kind(Kind::Str)
            && !loader.is_null()
            && !loader.is_none()
            && let Ok(t) = vm.call_method(loader, "get_source", &[name])
            && t.is_kind(Kind::Str)
        {
            return split(&to_string_lossy(t));
        }
    }
    vec![]
}

/// `File …`, the line with carets, and the message.
pub fn syntax_error(vm: &Vm, e: Word, name: &str) -> String {
    let get = |n: &str| vm.getattr_opt(e, vm.intern(n)).unwrap_or(Word::NULL).or(Word::NONE);
    let text_of = |w: Word| vm.str_text(w).unwrap_or_default();
    let (file, line, offset, text) = (get("filename"), get("lineno"), get("offset"), get("text"));
    let (end_line, end_offset) = (get("end_lineno"), get("end_offset"));
    let mut out = String::new();
    let mut suffix = String::new();
    if !line.is_none() {
        let f = if file.is_none() { "<string>".into() } else { text_of(file) };
        let f = if f.starts_with("<stdin-") { "<stdin>".into() } else { f };
        out.push_str(&format!("  File \"{f}\", line {}\n", text_of(line)));
    } else if !file.is_none() {
        suffix = format!(" ({})", text_of(file));
    }
    if text.is_kind(Kind::Str) {
        let text = to_string_lossy(text);
        let size = text.chars().count() as i64;
        let rtext = text.trim_end_matches('\n');
        let ltext = rtext.trim_start_matches([' ', '\n', '\x0c']);
        let rlen = rtext.chars().count() as i64;
        let spaces = rlen - ltext.chars().count() as i64;
        match offset.as_small() {
            Some(at) => {
                let mut offset = at;
                let same = vm.eq(line, end_line).unwrap_or(false);
                let mut end = if same { end_offset.as_small().filter(|n| *n != 0).unwrap_or(offset) } else { rlen + 1 };
                if size > 0 && offset > size {
                    offset = rlen + 1;
                }
                if size > 0 && end > size {
                    end = rlen + 1;
                }
                if offset >= end || end < 0 {
                    end = offset + 1;
                }
                let (col, end_col) = (offset - 1 - spaces, end - 1 - spaces);
                out.push_str(&format!("    {ltext}\n"));
                if col >= 0 {
                    let pad: String =
                        ltext.chars().take(col as usize).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
                    out.push_str(&format!("    {pad}{}\n", "^".repeat((end_col - col).max(0) as usize)));
                }
            }
            None if offset.is_none() => out.push_str(&format!("    {ltext}\n")),
            None => {}
        }
    }
    let msg = get("msg");
    let msg = if msg.is_none() { "<no detail available>".into() } else { text_of(msg) };
    out.push_str(&format!("{name}: {msg}{suffix}\n"));
    out
}
