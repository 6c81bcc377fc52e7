//! The corpus: every program under tests/programs behaves as recorded from CPython 3.14, and every
//! event stream under tests/events equals the recorded one.
//!
//! `open.txt` names what does not yet: a line a program, or `program set/when` a stream. A named
//! one that passes fails the test too, so that the list can only be right.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

struct Outcome {
    out: String,
    err: String,
    code: i32,
}

/// Runs the interpreter as `tests/harness.py` does.
fn run(args: &[&str], dir: &Path) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_taipan"))
        .args(args)
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .envs([
            ("PYTHONDONTWRITEBYTECODE", "1"),
            ("PYTHONIOENCODING", "utf-8"),
            ("PYTHONUTF8", "1"),
            ("PYTHON_COLORS", "0"),
            ("PYTHONBREAKPOINT", "0"),
            ("NO_COLOR", "1"),
            ("LC_ALL", "C.UTF-8"),
            ("COLUMNS", "80"),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the interpreter starts");
    let (mut o, mut e) = (child.stdout.take(), child.stderr.take());
    let read = |s: Option<Box<dyn std::io::Read + Send>>| {
        std::thread::spawn(move || {
            let mut b = vec![];
            if let Some(mut s) = s {
                let _ = s.read_to_end(&mut b);
            }
            String::from_utf8_lossy(&b).into_owned()
        })
    };
    let out = read(o.take().map(|s| Box::new(s) as _));
    let err = read(e.take().map(|s| Box::new(s) as _));
    let start = Instant::now();
    let code = loop {
        match child.try_wait().expect("wait") {
            Some(s) => break s.code().unwrap_or(-1),
            None if start.elapsed() > LIMIT => {
                let _ = child.kill();
                let _ = child.wait();
                break -999;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    Outcome { out: out.join().unwrap_or_default(), err: err.join().unwrap_or_default(), code }
}

/// Paths in tracebacks and warnings become base names, as when recorded.
fn normalise(text: &str) -> String {
    let mut lines = vec![];
    for line in text.split('\n') {
        let mut l = line.to_string();
        if let Some(i) = l.find("File \"")
            && let Some(n) = l[i + 6..].find('"')
        {
            let path = l[i + 6..i + 6 + n].to_string();
            if path.contains('/') && !path.starts_with('<') {
                let base = path.rsplit('/').next().unwrap_or("").to_string();
                l.replace_range(i + 6..i + 6 + n, &base);
            }
        } else if l.contains("Warning: ")
            && let Some(first) = l.split(':').next()
            && first.ends_with(".py")
            && let Some(i) = first.rfind('/')
        {
            l.replace_range(..=i, "");
        }
        lines.push(l);
    }
    lines.join("\n")
}

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
fn first_difference(want: &str, got: &str) -> String {
    for (i, (a, b)) in want.lines().zip(got.lines()).enumerate() {
        if a != b {
            return format!("line {}:\n  expected {a}\n  got      {b}", i + 1);
        }
    }
    format!("lengths: expected {} lines, got {}", want.lines().count(), got.lines().count())
}

/// Runs `f` over the items on all processors; the messages of those that failed, in order.
fn parallel<T: Sync>(items: &[T], f: impl Fn(&T) -> Vec<(String, String)> + Sync) -> Vec<(String, String)> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let all = Mutex::new(vec![]);
    std::thread::scope(|s| {
        for _ in 0..std::thread::available_parallelism().map_or(2, |n| n.get()) {
            s.spawn(|| {
                loop {
                    let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(item) = items.get(i) else { break };
                    let r = f(item);
                    all.lock().expect("results").extend(r);
                }
            });
        }
    });
    let mut v = all.into_inner().expect("results");
    v.sort();
    v
}

fn report(what: &str, total: usize, failed: Vec<(String, String)>, mine: impl Fn(&str) -> bool) {
    let open: BTreeSet<String> = open_list().into_iter().filter(|l| mine(l)).collect();
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

#[test]
fn programs_behave_as_recorded() {
    let mut all = vec![];
    programs(&root().join("programs"), &mut all);
    let failed = parallel(&all, |p| {
        let dir = p.parent().unwrap_or(p);
        let file = p.file_name().and_then(|n| n.to_str()).unwrap_or("");
        let got = run(&[file], dir);
        let want_out = read(p.with_extension("out"));
        let want_err = read(p.with_extension("err"));
        let want_code: i32 = read(p.with_extension("code")).trim().parse().unwrap_or(0);
        let got_err = normalise(&got.err);
        let mut m = String::new();
        if got.out != want_out {
            m.push_str(&format!("stdout, {}\n", first_difference(&want_out, &got.out)));
        }
        if got_err != want_err {
            m.push_str(&format!("stderr, {}\n", first_difference(&want_err, &got_err)));
        }
        if got.code != want_code {
            m.push_str(&format!("exit code: expected {want_code}, got {}\n", got.code));
        }
        if m.is_empty() { vec![] } else { vec![(name_of(p), m)] }
    });
    report("programs", all.len(), failed, |l| !l.contains(' '));
}

/// `=== stream SET WHEN LINES DIGEST` lines by combination.
fn heads(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|l| l.strip_prefix("=== stream "))
        .filter_map(|l| {
            let w: Vec<&str> = l.split(' ').collect();
            Some((format!("{}/{}", w.first()?, w.get(1)?), format!("{} {}", w.get(2)?, w.get(3)?)))
        })
        .collect()
}

#[test]
fn event_streams_equal_the_recorded_ones() {
    let mut all = vec![];
    programs(&root().join("programs").join("events"), &mut all);
    let total = std::sync::atomic::AtomicUsize::new(0);
    let driver = root().join("events").join("driver.py");
    let failed = parallel(&all, |p| {
        let name = name_of(p);
        let want = heads(&read(root().join("events/expected").join(format!("{}.txt", name.replace('/', "-")))));
        total.fetch_add(want.len(), std::sync::atomic::Ordering::Relaxed);
        let file = p.file_name().and_then(|n| n.to_str()).unwrap_or("");
        let out = std::env::temp_dir().join(format!("taipan-{}-{}", std::process::id(), name.replace('/', "-")));
        let d = driver.to_string_lossy().into_owned();
        let o = out.to_string_lossy().into_owned();
        let got = run(&[&d, file, "--all-combos", "--out", &o], p.parent().unwrap_or(p));
        let have: std::collections::HashMap<String, String> = heads(&read(out.clone())).into_iter().collect();
        let _ = std::fs::remove_file(out);
        let tail: String = got.err.lines().last().unwrap_or("").to_string();
        want.iter()
            .filter(|(k, v)| have.get(k) != Some(v))
            .map(|(k, v)| (format!("{name} {k}"), format!("expected {v}, got {:?} {tail}", have.get(k))))
            .collect()
    });
    report("event streams", total.into_inner(), failed, |l| l.contains(' '));
}
