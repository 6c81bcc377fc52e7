//! `taipan diff`: one program in every mode there is, watched and unwatched; what it prints and what the tools see must
//! be the same everywhere.
//!
//! A *side* is an interpreter that runs the program: each mode of this executable ([`modes::MODES`]), and a CPython if
//! one is named, which then is the reference; otherwise the first mode is. A *cell* is a side and either nothing or a
//! [`Watch`]: a set of events and when it is switched on and off. Each cell is a child process with a time limit; a
//! hang is a difference like any other. Watched cells run `driver.py`, which is plain Python and works under every side.
//!
//! Compared are: output, standard error and exit code of the unwatched program; of each watch the output, which must
//! also be that of the unwatched program in the same process, and the stream of events.

pub mod child;
pub mod command;
pub mod driven;
pub mod modes;
pub mod unified;

use child::{End, Outcome, normalise};
pub use driven::{DRIVER, Driven, Workshop};
pub use modes::{MODES, Mode, SETS, Watch};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

/// An interpreter under test.
#[derive(Clone, Debug)]
pub struct Side {
    /// What reports call it.
    pub name: String,
    /// The program and its options.
    pub command: Vec<String>,
}
impl Side {
    /// A mode of the executable at `path`.
    pub fn of_mode(path: &Path, mode: &Mode) -> Side {
        let mut command = vec![path.to_string_lossy().into_owned()];
        command.extend(mode.options.iter().map(|s| s.to_string()));
        Side { name: mode.name.into(), command }
    }
}

/// What to run and how.
pub struct Plan {
    /// The first is the reference.
    pub sides: Vec<Side>,
    /// The sets of events to watch with; none: unwatched only.
    pub sets: Vec<String>,
    /// When they are on and off; None: chosen by the length of the program.
    pub whens: Option<Vec<String>>,
    /// How many places to switch at when they are chosen.
    pub points: u64,
    /// All watches of a side in one process: much faster; a crash is then looked for cell by cell.
    pub together: bool,
    /// Seconds for one process.
    pub limit: Duration,
    /// The longest diff, in lines.
    pub lines: usize,
    /// Processes at a time.
    pub jobs: usize,
}

/// What came out for one program.
#[derive(Debug, Default)]
pub struct Report {
    /// How many cells were run.
    pub cells: usize,
    /// Each difference, for people to read, under the name of its cell.
    pub differences: Vec<(String, String)>,
}

/// A program's folder and name: programs run in their folder, so that their texts do not depend on where it is.
pub fn place(program: &Path) -> (PathBuf, String) {
    let name = program.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    match program.parent() {
        Some(p) if !p.as_os_str().is_empty() => (p.to_path_buf(), name),
        _ => (PathBuf::from("."), name),
    }
}

/// Runs `f` over the items, `jobs` at a time; results in the order of the items.
pub fn parallel<T: Sync, U: Send>(items: &[T], jobs: usize, f: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let all = Mutex::new(BTreeMap::new());
    std::thread::scope(|s| {
        for _ in 0..jobs.min(items.len()) {
            s.spawn(|| {
                loop {
                    let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(item) = items.get(i) else { break };
                    let r = f(item);
                    all.lock().unwrap_or_else(|e| e.into_inner()).insert(i, r);
                }
            });
        }
    });
    all.into_inner().unwrap_or_else(|e| e.into_inner()).into_values().collect()
}

impl Plan {
    /// Compares all sides on `program`.
    pub fn compare(&self, shop: &Workshop, program: &Path) -> std::io::Result<Report> {
        let (dir, name) = place(program);
        let mut report = Report { cells: self.sides.len(), ..Report::default() };
        let runs = parallel(&self.sides, self.jobs, |s| child::run(&s.command, &[&name], &dir, self.limit));
        let mut plain = vec![];
        for r in runs {
            plain.push(r?);
        }
        for (side, got) in self.sides.iter().zip(&plain).skip(1) {
            let text = self.outcomes(&self.sides[0].name, &side.name, &plain[0], got);
            report.note(format!("{} unwatched", side.name), text);
        }
        if plain[0].end == End::Hang {
            report.note(format!("{} unwatched", self.sides[0].name), Some(End::Hang.to_string()));
            return Ok(report);
        }
        if self.sets.is_empty() {
            return Ok(report);
        }
        let whens = match &self.whens {
            Some(w) => w.clone(),
            None => {
                let counted = self.drive(&self.sides[0], shop, &dir, &name, &["--lines"])?;
                modes::whens(counted.lines.unwrap_or(0), self.points)
            }
        };
        let watches: Vec<Watch> =
            self.sets.iter().flat_map(|s| whens.iter().map(|w| Watch { set: s.clone(), when: w.clone() })).collect();
        report.cells += self.sides.len() * watches.len();
        let suspects = if self.together { self.sweep(shop, &dir, &name, &watches)? } else { watches };
        for found in parallel(&suspects, self.jobs, |w| self.watched(shop, &dir, &name, w)) {
            report.differences.extend(found?);
        }
        Ok(report)
    }

    /// All watches of each side in one process; the watches that need a closer look.
    fn sweep(&self, shop: &Workshop, dir: &Path, name: &str, watches: &[Watch]) -> std::io::Result<Vec<Watch>> {
        let combos = watches.iter().map(Watch::to_string).collect::<Vec<_>>().join(",");
        let runs = parallel(&self.sides, self.jobs, |s| self.drive(s, shop, dir, name, &["--combos", &combos]));
        let mut all = vec![];
        for r in runs {
            all.push(r?);
        }
        let first = &all[0];
        let same = |w: &Watch, d: &Driven| {
            d.outputs.get(w) == Some(&d.plain) && d.streams.contains_key(w) && d.streams.get(w) == first.streams.get(w)
        };
        Ok(watches.iter().filter(|w| !all.iter().all(|d| same(w, d))).cloned().collect())
    }

    /// One watch under all sides, each in a process of its own; the differences.
    fn watched(&self, shop: &Workshop, dir: &Path, name: &str, w: &Watch) -> std::io::Result<Vec<(String, String)>> {
        let mut report = Report::default();
        let mut reference: Option<Driven> = None;
        for side in &self.sides {
            let d = self.drive(side, shop, dir, name, &["--set", &w.set, "--when", &w.when])?;
            let label = format!("{} {w}", side.name);
            let (Some(output), Some(stream)) = (d.outputs.get(w), d.streams.get(w)) else {
                let tail: Vec<&str> = d.err.lines().rev().take(8).collect();
                let tail: Vec<&str> = tail.into_iter().rev().collect();
                report.note(label, Some(format!("not run to its end: {}\n{}", d.end, tail.join("\n"))));
                continue;
            };
            let names = (format!("{} unwatched output", side.name), format!("{label} output"));
            report.note(label.clone(), unified::diff(&names.0, &names.1, &d.plain, output, self.lines));
            if let Some(first) = &reference {
                let names = (format!("{} {w}", self.sides[0].name), label.clone());
                let empty = String::new();
                let (a, b) = (first.outputs.get(w).unwrap_or(&empty), output);
                let output =
                    unified::diff(&format!("{} output", names.0), &format!("{label} output"), a, b, self.lines);
                let a = first.streams.get(w).map_or("", |s| &s.text);
                let events = unified::diff(
                    &format!("{} events", names.0),
                    &format!("{label} events"),
                    a,
                    &stream.text,
                    self.lines,
                );
                report.note(label.clone(), output);
                report.note(label, events);
            } else {
                reference = Some(d);
            }
        }
        Ok(report.differences)
    }

    fn drive(&self, s: &Side, shop: &Workshop, dir: &Path, name: &str, args: &[&str]) -> std::io::Result<Driven> {
        driven::drive(&s.command, shop, dir, name, args, self.limit)
    }

    /// How two unwatched runs differ.
    fn outcomes(&self, old: &str, new: &str, a: &Outcome, b: &Outcome) -> Option<String> {
        let part = |what: &str, a: &str, b: &str| {
            unified::diff(&format!("{old} {what}"), &format!("{new} {what}"), a, b, self.lines)
        };
        let parts: Vec<String> = [
            part("stdout", &a.out, &b.out),
            part("stderr", &normalise(&a.err), &normalise(&b.err)),
            (a.end != b.end).then(|| format!("{old}: {}\n{new}: {}", a.end, b.end)),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }
}

impl Report {
    fn note(&mut self, cell: String, text: Option<String>) {
        if let Some(t) = text {
            self.differences.push((cell, t));
        }
    }
}
