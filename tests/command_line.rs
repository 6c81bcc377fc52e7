//! The command line: options, the environment, what is refused and with which exit code.
//!
//! `command_line/lines.txt` has the command lines, `expected.txt` what CPython 3.14 does with each.
//! `TAIPAN_RECORD=python3.14 cargo test --profile fast --test command_line` records it again.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use taipan::diff::child::{self, End, Outcome};
use taipan::diff::{parallel, unified};

const LIMIT: Duration = Duration::from_secs(30);
const SHOW: &str = "f = __import__('_io').open('show.py', encoding='utf-8'); exec(f.read()); f.close()";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line")
}
fn jobs() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}
/// The command lines; one goes on over lines while a quotation is open.
fn lines() -> Vec<String> {
    let text = std::fs::read_to_string(folder().join("lines.txt")).expect("lines.txt");
    let mut found: Vec<String> = vec![];
    let mut open = false;
    for l in text.lines() {
        if open {
            let last = found.last_mut().expect("an open line");
            last.push('\n');
            last.push_str(l);
        } else if l.is_empty() || l.starts_with('#') {
            continue;
        } else {
            found.push(l.to_string());
        }
        open ^= l.matches('\'').count() % 2 == 1;
    }
    found
}
fn run(interpreter: &str, line: &str) -> Outcome {
    let mut c = Command::new("sh");
    c.args(["-c", line])
        .current_dir(folder())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs([("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1"), ("PY", interpreter), ("SHOW", SHOW)])
        // No home and no place for caches.
        .envs([("HOME", "/dev/null"), ("XDG_CACHE_HOME", "/dev/null")])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    child::finish(c.spawn().expect("a shell"), LIMIT).expect("its end")
}
/// A command line with its exit code, output and errors; names of the interpreter and folders taken out.
fn transcript(interpreter: &str, line: &str) -> String {
    let o = run(interpreter, line);
    let mut t = format!("$ {line}\n");
    if o.end != End::Code(0) {
        t.push_str(&format!("[{}]\n", o.end));
    }
    t.push_str(&o.out);
    if !o.err.is_empty() {
        t.push_str("[errors]\n");
        t.push_str(&o.err);
    }
    let t = t.replace(&format!("{}/", folder().display()), "").replace(&folder().display().to_string(), ".");
    let names = [interpreter, "Try `taipan", "Try `python"];
    let t = t.lines().map(|l| {
        let l = l.replace(names[1], "Try `PY").replace(names[2], "Try `PY");
        // Messages begin with the name of the program, as a path or not.
        match l.find(": can't ").or_else(|| l.find(": No module named ")) {
            Some(i) if !l.contains("Error") => format!("PY{}", &l[i..]),
            _ if l.starts_with("usage: ") => format!("usage: PY {}", &l[l.find('[').unwrap_or(0)..]),
            _ => l,
        }
    });
    t.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn command_lines_do_as_recorded() {
    let record = std::env::var("TAIPAN_RECORD").ok();
    let interpreter = record.as_deref().unwrap_or(env!("CARGO_BIN_EXE_taipan"));
    let got: Vec<String> = parallel(&lines(), jobs(), |l| transcript(interpreter, l));
    let file = folder().join("expected.txt");
    if record.is_some() {
        std::fs::write(file, got.join("\n")).expect("expected.txt");
        return;
    }
    let want = std::fs::read_to_string(file).expect("expected.txt");
    let got = got.join("\n");
    if let Some(d) = unified::diff("expected", "got", &want, &got, 200) {
        panic!("\n{d}");
    }
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    let taipan = env!("CARGO_BIN_EXE_taipan");
    for name in ["faulthandler", "tracemalloc", "tracemalloc=5", "perf_jit"] {
        let o = run(taipan, &format!("$PY -X {name} -c 'print(1)'"));
        let bare = name.split('=').next().unwrap_or(name);
        assert_eq!(o.err, format!("taipan: -X {bare} is not supported\n"));
        assert_eq!((o.out.as_str(), o.end), ("", End::Code(2)));
    }
    for text in ["dump=code", "dump", "heap-limit=x", "heap-limit", "heap-stress=-1", "heap-limit=99999999999999G"] {
        let o = run(taipan, &format!("$PY -X {text} -c 'print(1)'"));
        assert_eq!(o.err, format!("taipan: -X {text}: bad value (see --help-xoptions)\n"));
        assert_eq!((o.out.as_str(), o.end), ("", End::Code(2)));
    }
}

#[test]
fn help_names_every_option() {
    let o = run(env!("CARGO_BIN_EXE_taipan"), "$PY --help-all");
    let letters = "bBcdEhiImOPqRsSuvVWxX".chars().map(|c| format!("  -{c}"));
    let missing: Vec<String> = letters.filter(|l| !o.out.contains(l.as_str())).collect();
    assert_eq!((missing, o.end), (vec![], End::Code(0)));
}
