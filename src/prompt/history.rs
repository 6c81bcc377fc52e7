//! The file that keeps what was typed, shared with CPython's prompt: an entry a line; inside of an entry of several lines a
//! carriage return stands before each line's end.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// `PYTHON_HISTORY`, else `.python_history` in the home folder.
pub fn path(ignore_environment: bool) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
    if !ignore_environment && let Some(p) = set("PYTHON_HISTORY") {
        return Some(p.into());
    }
    Some(Path::new(&set("HOME")?).join(".python_history"))
}
/// The entries of a file, oldest first; none if it cannot be read.
pub fn read(path: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
    parse(&text)
}
fn parse(text: &str) -> Vec<String> {
    let mut entries = vec![];
    let mut entry = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_suffix("\r\n") {
            Some(l) => {
                entry.push_str(l);
                entry.push('\n');
            }
            None => {
                entry.push_str(line.trim_end_matches('\n'));
                entries.push(std::mem::take(&mut entry));
            }
        }
    }
    entries.retain(|e| !e.is_empty());
    entries
}
fn format(entries: &[String]) -> String {
    entries.iter().map(|e| e.replace('\n', "\r\n") + "\n").collect()
}
/// Adds entries at the file's end: two sessions at once lose nothing. Only its owner may read a file made here.
pub fn append(path: &Path, entries: &[String]) -> std::io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut f = std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    f.write_all(format(entries).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_several_lines_come_back() {
        let entries = ["x = 1".to_string(), "if x:\n    x\n".into(), "y".into()];
        let text = format(&entries);
        assert_eq!(text, "x = 1\nif x:\r\n    x\r\n\ny\n");
        assert_eq!(parse(&text), entries);
        assert_eq!(parse("\n\na\n"), ["a"]);
    }
}
