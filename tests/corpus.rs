//! The corpus: every program under tests/programs behaves as recorded from CPython 3.14, and every
//! event stream under tests/events equals the recorded one.
//!
//! `open.txt` names what does not yet: a line a program, or `program set/when` a stream. A named
//! one that passes fails the test too, so that the list can only be right.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use taipan::diff::child::{self, End, Outcome, normalise};
use taipan::diff::{MODES, Mode, Side, Workshop, driven, place, unified};

const LIMIT: Duration = Duration::from_secs(30);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The command of a mode.
fn taipan(mode: &Mode) -> Vec<String> {
    Side::of_mode(Path::new(env!("CARGO_BIN_EXE_taipan")), mode).command
}
/// Modes in which every event stream is compared; programs run in all of them.
const STREAM_MODES: [&str; 3] = ["interpreter", "compiled", "deopt-stress"];

fn programs(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("tests/programs").flatten().map(|e| e.path()).collect();
    entries.sort();
    for p in entries {
        let name = p.file_name().and_then(|n| n.to_str()).unwrap_or("").to_string();
        if name.starts_with('_') {
            continue;
        }
        if p.is_dir() {
            programs(&p, found);
        } else if name.ends_with(".py") {
            found.push(p);
        }
    }
}
fn name_of(p: &Path) -> String {
    let base = root().join("programs");
    p.strip_prefix(base).unwrap_or(p).with_extension("").to_string_lossy().into_owned()
}
fn read(p: PathBuf) -> String {
    std::fs::read_to_string(p).unwrap_or_default()
}
fn open_list() -> BTreeSet<String> {
    read(root().join("open.txt"))
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(String::from)
        .collect()
}

type Failed = Vec<(String, String)>;

/// Runs `f` over the programs on all processors; the messages of those that failed, in order.
fn parallel(programs: &[PathBuf], f: impl Fn(&PathBuf) -> Failed + Sync) -> Failed {
    let jobs = std::thread::available_parallelism().map_or(2, |n| n.get());
    let mut v: Failed = taipan::diff::parallel(programs, jobs, f).into_iter().flatten().collect();
    v.sort();
    v
}

fn report(what: &str, total: usize, failed: Failed, mine: impl Fn(&str) -> bool) {
    let open: BTreeSet<String> = open_list().into_iter().filter(|l| !l.starts_with("generated ") && mine(l)).collect();
    let bad: BTreeSet<String> = failed.iter().map(|f| f.0.clone()).collect();
    eprintln!("{what}: {} of {total} equal, {} open", total - bad.len(), open.len());
    if std::env::var_os("TAIPAN_LIST").is_some() {
        for b in &bad {
            println!("{b}");
        }
        return;
    }
    let mut text = String::new();
    for (name, message) in failed.iter().filter(|f| !open.contains(&f.0)).take(40) {
        text.push_str(&format!("--- {name}\n{message}\n"));
    }
    for name in open.difference(&bad) {
        text.push_str(&format!("--- {name} is listed in open.txt and passes: take it off\n"));
    }
    assert!(text.is_empty(), "\n{text}");
}

/// Runs a program in one mode and compares.
fn run(p: &Path, mode: &Mode) -> Failed {
    let (dir, file) = place(p);
    let got = child::run(&taipan(mode), &[&file], &dir, LIMIT).expect("the interpreter starts");
    let want = Outcome {
        out: read(p.with_extension("out")),
        err: read(p.with_extension("err")),
        end: End::Code(read(p.with_extension("code")).trim().parse().unwrap_or(0)),
    };
    let mut m: Vec<String> = [("out", &want.out, got.out), ("err", &want.err, normalise(&got.err))]
        .iter()
        .filter_map(|(name, a, b)| unified::diff(&format!("expected {name}"), &format!("got {name}"), a, b, 24))
        .collect();
    if got.end != want.end {
        m.push(format!("expected {}, got {}", want.end, got.end));
    }
    if m.is_empty() { vec![] } else { vec![(name_of(p), format!("mode {}:\n{}", mode.name, m.join("\n")))] }
}

#[test]
fn programs_behave_as_recorded_in_every_mode() {
    let mut all = vec![];
    programs(&root().join("programs"), &mut all);
    let failed = parallel(&all, |p| MODES.iter().flat_map(|mode| run(p, mode)).take(1).collect());
    report("programs", all.len(), failed, |l| !l.contains(' '));
}

#[test]
fn event_streams_equal_the_recorded_ones() {
    let mut all = vec![];
    programs(&root().join("programs").join("events"), &mut all);
    let total = std::sync::atomic::AtomicUsize::new(0);
    let shop = Workshop::new().expect("a temporary folder");
    let failed = parallel(&all, |p| {
        let name = name_of(p);
        let want = driven::heads(&read(root().join("events/expected").join(format!("{}.txt", name.replace('/', "-")))));
        total.fetch_add(want.len(), std::sync::atomic::Ordering::Relaxed);
        let (dir, file) = place(p);
        let mut failed = vec![];
        for mode in MODES.iter().filter(|m| STREAM_MODES.contains(&m.name)) {
            let command = taipan(mode);
            let got = driven::drive(&command, &shop, &dir, &file, &["--all-combos"], LIMIT).expect("a start");
            let tail = got.err.lines().last().unwrap_or("");
            let mut fail = |watch, m: String| failed.push((format!("{name} {watch}"), format!("{}: {m}", mode.name)));
            for (watch, head) in &want {
                match got.streams.get(watch) {
                    None => fail(watch, format!("not run to its end: {} {tail}", got.end)),
                    Some(s) if s.head != *head => fail(watch, format!("expected {head}, got {}", s.head)),
                    Some(_) if got.outputs.get(watch) != Some(&got.plain) => {
                        fail(watch, "the output depends on being watched".into());
                    }
                    Some(_) => {}
                }
            }
        }
        failed
    });
    report("event streams", total.into_inner(), failed, |l| l.contains(' '));
}
