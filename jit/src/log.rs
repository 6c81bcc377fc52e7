//! The log of what the tier does: a JSON object a line.
//!
//! | event | when | reason | cause | numbers |
//! |--|--|--|--|--|
//! | compile | machine code is put in force | hot, missed, assumption (the code before took for granted what is so no longer) | | us, from hot to in force; bytes |
//! | refuse | code is not compiled | what is missing | | |
//! | invalidate | machine code goes out of force | events on, assumption | the events; what changed | bytes |
//! | deoptimise | frames that were in it go on in the interpreter | as for invalidate | as for invalidate | frames |
//! | re-enter | it is in force again: the last event went | events off | | bytes |
//!
//! Code that was compiled while it had events is in force from its first re-enter on.

use std::cell::RefCell;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use taipan_runtime::Vm;
use taipan_runtime::objects::{CodeObj, to_string_lossy};
use taipan_runtime::observe::events::{PROFILE_TOOL, TRACE_TOOL};

/// A log file.
pub struct Log(RefCell<File>);

impl Log {
    /// Creates the file; an error's text names it.
    pub fn create(path: &Path) -> Result<Log, String> {
        File::create(path).map(|f| Log(RefCell::new(f))).map_err(|e| format!("{}: {e}", path.display()))
    }
    /// Writes an event of a code object. A log that cannot be written is no reason to stop the program.
    pub fn event(&self, event: &str, code: &CodeObj, reason: &str, cause: Option<&str>, numbers: &[(&str, u64)]) {
        let mut line = format!(
            "{{\"event\":{},\"function\":{},\"file\":{},\"line\":{},\"reason\":{}",
            quoted(event),
            quoted(&to_string_lossy(code.data.qualname.get())),
            quoted(&to_string_lossy(code.data.filename.get())),
            code.data.firstlineno,
            quoted(reason)
        );
        if let Some(c) = cause {
            line.push_str(&format!(",\"cause\":{}", quoted(c)));
        }
        for (name, n) in numbers {
            line.push_str(&format!(",{}:{n}", quoted(name)));
        }
        line.push_str("}\n");
        let _ = self.0.borrow_mut().write_all(line.as_bytes());
    }
}

/// The events active in a code object, tool by tool.
pub fn events(vm: &Vm, code: &CodeObj) -> String {
    let mut text = String::new();
    let mut last = None;
    for (tool, name) in vm.active_events(code) {
        if last.replace(tool) == Some(tool) {
            text.push(' ');
        } else {
            let start = if text.is_empty() { "" } else { "; " };
            text.push_str(start);
            match tool {
                TRACE_TOOL => text.push_str("settrace: "),
                PROFILE_TOOL => text.push_str("setprofile: "),
                _ => text.push_str(&format!("tool {tool}: ")),
            }
        }
        text.push_str(name);
    }
    text
}

/// Adds a line to the map of this process in which the tool perf looks for the names of code: address and length
/// in hexadecimal, name.
pub fn name_for_perf(address: usize, len: usize, code: &CodeObj) {
    let path = format!("/tmp/perf-{}.map", std::process::id());
    let (name, file) = (code.data.qualname.get(), code.data.filename.get());
    let line = format!("{address:x} {len:x} py::{}:{}\n", to_string_lossy(name), to_string_lossy(file));
    let file = File::options().append(true).create(true).open(path);
    // Nobody's program fails for want of a name.
    let _ = file.and_then(|mut f| f.write_all(line.as_bytes()));
}

fn quoted(s: &str) -> String {
    let mut out = String::from("\"");
    for c in s.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn strings_are_quoted_as_json_has_them() {
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
    }
}
