//! Programs under `driver.py`, which runs inside the interpreter being tested, and what it prints taken apart.

use super::child::{self, End, Outcome};
use super::modes::Watch;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The driver's source.
pub static DRIVER: &str = include_str!("driver.py");

/// A temporary folder with the driver in it; it goes with this value.
pub struct Workshop {
    folder: PathBuf,
    files: AtomicUsize,
}
impl Workshop {
    /// A new folder.
    pub fn new() -> std::io::Result<Workshop> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("taipan-diff-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("driver.py"), DRIVER)?;
        Ok(Workshop { folder, files: AtomicUsize::new(0) })
    }
    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
    fn fresh_file(&self) -> PathBuf {
        self.folder.join(format!("stream-{}", self.files.fetch_add(1, Ordering::Relaxed)))
    }
}
impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A recorded stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// The number of lines and their digest.
    pub head: String,
    /// The lines, if they were asked for.
    pub text: String,
}

/// What a run under the driver gave.
#[derive(Clone, Debug)]
pub struct Driven {
    /// The program's output unwatched.
    pub plain: String,
    /// The program's output in each watched cell.
    pub outputs: BTreeMap<Watch, String>,
    /// The stream of each watched cell that came to its end.
    pub streams: BTreeMap<Watch, Stream>,
    /// The number of LINE events, if they were counted.
    pub lines: Option<u64>,
    /// How the process ended, and its standard error.
    pub end: End,
    /// Its standard error.
    pub err: String,
}

/// Runs `program` (a name in `dir`) under the driver with the driver's own `args`.
pub fn drive(
    command: &[String],
    shop: &Workshop,
    dir: &Path,
    program: &str,
    args: &[&str],
    limit: Duration,
) -> std::io::Result<Driven> {
    let (driver, file) = (shop.folder.join("driver.py"), shop.fresh_file());
    let (driver, out) = (driver.to_string_lossy(), file.to_string_lossy());
    let mut all = vec![&*driver, program];
    all.extend(args);
    all.extend(["--out", &*out]);
    let done = child::run(command, &all, dir, limit)?;
    let text = std::fs::read(&file).unwrap_or_default();
    let _ = std::fs::remove_file(&file);
    Ok(take_apart(done, &String::from_utf8_lossy(&text)))
}

fn take_apart(done: Outcome, streams: &str) -> Driven {
    let mut d = Driven {
        plain: String::new(),
        outputs: BTreeMap::new(),
        streams: BTreeMap::new(),
        lines: None,
        end: done.end,
        err: done.err,
    };
    let mut sink = &mut d.plain;
    for line in done.out.split_inclusive('\n') {
        // A program may end without a newline.
        let head = line.find("=== output ").map(|i| (&line[..i], line[i..].split_whitespace().collect::<Vec<_>>()));
        match head {
            Some((before, words)) if words.len() == 4 => {
                sink.push_str(before);
                sink = if words[2] == "plain" {
                    &mut d.plain
                } else {
                    d.outputs.entry(Watch { set: words[2].into(), when: words[3].into() }).or_default()
                };
            }
            _ => sink.push_str(line),
        }
    }
    let mut current = None;
    for line in streams.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["===", "lines", n] => d.lines = n.parse().ok(),
            ["===", "stream", set, when, count, digest] => {
                let s = d.streams.entry(Watch { set: set.into(), when: when.into() }).or_default();
                s.head = format!("{count} {digest}");
                current = Some(&mut s.text);
            }
            _ => {
                if let Some(t) = &mut current {
                    t.push_str(line);
                    t.push('\n');
                }
            }
        }
    }
    d
}

/// The heads of the streams in a recorded file.
pub fn heads(recorded: &str) -> BTreeMap<Watch, String> {
    let empty = Outcome { out: String::new(), err: String::new(), end: End::Code(0) };
    take_apart(empty, recorded).streams.into_iter().map(|(w, s)| (w, s.head)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_taken_apart() {
        let out = "=== output plain -\na\nno end=== output LINE start\na\n=== odd\n".to_string();
        let done = Outcome { out, err: String::new(), end: End::Code(0) };
        let d = take_apart(done, "=== lines 7\n=== stream LINE start 2 00ff\nx\ny\n");
        let w = Watch { set: "LINE".into(), when: "start".into() };
        assert_eq!(d.plain, "a\nno end");
        assert_eq!(d.outputs[&w], "a\n=== odd\n");
        assert_eq!(d.streams[&w], Stream { head: "2 00ff".into(), text: "x\ny\n".into() });
        assert_eq!(d.lines, Some(7));
    }
}
