//! The interactive prompt: sessions from a pipe, recorded from CPython 3.14, and sessions at a terminal.
//!
//! `prompt/*.in` are what is typed, after a line that says how the session is begun; the `.out` beside each has all
//! that is printed, in order. `TAIPAN_RECORD=python3.14 cargo test --profile fast --test prompt` records them.

mod pty;
mod signals;

use pty::Session;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use taipan::diff::{child, unified};

const LIMIT: Duration = Duration::from_secs(30);
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prompt")
}

#[test]
fn piped_sessions_print_what_is_recorded() {
    let record = std::env::var("TAIPAN_RECORD").ok();
    let interpreter = record.as_deref().unwrap_or(env!("CARGO_BIN_EXE_taipan"));
    let mut bad = String::new();
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder()).expect("prompt").flatten().map(|e| e.path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "in"));
    names.sort();
    for path in names {
        // The first line says how the session is begun.
        let text = std::fs::read_to_string(&path).expect("a session");
        let (begin, _) = text.split_once('\n').expect("a first line");
        let script = format!("tail -n +2 {} | {begin} 2>&1; echo exit code $?", path.display());
        let mut c = Command::new("sh");
        c.args(["-c", &script]).current_dir(folder()).env_clear();
        c.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        c.envs([("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1"), ("PY", interpreter), ("HOME", "/dev/null")]);
        c.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        signals::hear_sigint(&mut c);
        let o = child::finish(c.spawn().expect("a shell"), LIMIT).expect("its end");
        let file = path.with_extension("out");
        let dir = format!("{}/", folder().display());
        let got = o.out.replace(&dir, "");
        if record.is_some() {
            std::fs::write(&file, &got).expect("an expectation");
            continue;
        }
        let want = std::fs::read_to_string(&file).unwrap_or_default();
        let name = file.display().to_string();
        bad.push_str(&unified::diff(&name, "got", &want, &got, 60).unwrap_or_default());
    }
    assert!(bad.is_empty(), "\n{bad}");
}

/// A session whose history is a file of its own.
fn begin(name: &str, args: &[&str]) -> Session {
    let file = history(name);
    let _ = std::fs::remove_file(&file);
    start(&file, args)
}
fn history(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("taipan-{}-{name}", std::process::id()))
}
fn start(history: &Path, args: &[&str]) -> Session {
    let mut c = Command::new(env!("CARGO_BIN_EXE_taipan"));
    c.args(args).current_dir(folder()).env_clear();
    c.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("PYTHON_HISTORY", history);
    c.envs([("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1"), ("TERM", "xterm")]);
    Session::start(c)
}

#[test]
fn statements_and_blocks() {
    let mut s = begin("blocks", &[]);
    s.expect("Type \"help\"");
    s.expect(">>> ");
    s.enter("1 + 41");
    s.expect("\n42\n>>> ");
    s.enter("for i in range(3):");
    s.expect("... ");
    s.enter("    print(i * 'ab')");
    s.expect("... ");
    s.enter("");
    s.expect("\n\nab\nabab\n>>> ");
    s.enter("(1,");
    s.expect("... ");
    s.enter("2)");
    s.expect("\n(1, 2)\n>>> ");
    s.enter("1/0");
    s.expect("File \"<python-input-3>\", line 1, in <module>");
    s.expect("ZeroDivisionError: division by zero\n>>> ");
    s.enter("import sys; sys.ps1, sys.ps2 = '<one> ', '<two> '");
    s.expect("\n<one> ");
    s.enter("if 1:");
    s.expect("\n<two> ");
    s.enter("  7");
    s.expect("\n<two> ");
    s.enter("");
    s.expect("\n7\n<one> ");
    s.type_in(CTRL_D);
    assert_eq!(s.end(), Some(0));
}

#[test]
fn ctrl_c_forgets_the_line_and_interrupts_programs() {
    let mut s = begin("ctrl_c", &["-q"]);
    s.expect(">>> ");
    s.type_in("1 + ");
    s.type_in(CTRL_C);
    s.expect("KeyboardInterrupt\n>>> ");
    s.enter("if 1:");
    s.expect("... ");
    s.type_in(CTRL_C);
    s.expect("KeyboardInterrupt\n>>> ");
    s.enter("print('go'); exec('while True: pass')");
    s.expect("\ngo\n");
    s.type_in(CTRL_C);
    s.expect("KeyboardInterrupt\n>>> ");
    s.enter("raise SystemExit(5)");
    assert_eq!(s.end(), Some(5));
}

#[test]
fn history_goes_back_and_lasts() {
    let mut s = begin("history", &["-q"]);
    s.expect(">>> ");
    s.enter("x = 'first'");
    s.expect(">>> ");
    s.enter("if x:");
    s.expect("... ");
    s.enter("    print(x, 'shown')");
    s.expect("... ");
    s.enter("");
    s.expect("\nfirst shown\n>>> ");
    s.type_in(UP);
    s.expect("print(x, 'shown')");
    s.enter("");
    s.expect("... ");
    s.enter("");
    s.expect("\nfirst shown\n>>> ");
    s.type_in(CTRL_D);
    assert_eq!(s.end(), Some(0));
    let file = history("history");
    let text = std::fs::read_to_string(&file).expect("the history");
    assert_eq!(text, "x = 'first'\nif x:\r\n    print(x, 'shown')\n");
    let mut s = start(&file, &["-q"]);
    s.expect(">>> ");
    // Through the lines of the block, then past it.
    s.type_in(UP);
    s.type_in(UP);
    s.type_in(UP);
    s.expect("x = 'first'");
    s.enter("; print(x * 2)");
    s.expect("\nfirstfirst\n>>> ");
    s.type_in(CTRL_D);
    assert_eq!(s.end(), Some(0));
    let text = std::fs::read_to_string(&file).expect("the history");
    assert!(text.ends_with("shown')\nx = 'first'; print(x * 2)\n"), "{text:?}");
    let _ = std::fs::remove_file(file);
}

#[test]
fn tab_completes() {
    let mut s = begin("tab", &["-q"]);
    s.expect(">>> ");
    s.enter("unmistakable = 'abc'");
    s.expect(">>> ");
    s.type_in("unmis\t");
    s.expect("unmistakable");
    s.type_in(".startsw\t");
    s.expect(".startswith(");
    s.enter("'a')");
    s.expect("\nTrue\n>>> ");
    s.enter("if 1:");
    s.expect("... ");
    s.enter("\tprint('in', 'dented')");
    s.expect("... ");
    s.enter("");
    s.expect("\nin dented\n>>> ");
    s.type_in(CTRL_D);
    assert_eq!(s.end(), Some(0));
}

#[test]
fn a_prompt_after_the_program() {
    for args in [["-i", "fails.py"].as_slice(), &["-i", "-c", "value = 33; raise SystemExit(9)"]] {
        let mut s = begin("after", args);
        s.expect(">>> ");
        s.enter("value");
        s.expect("\n33\n>>> ");
        s.enter("exit(3)");
        assert_eq!(s.end(), Some(3));
    }
}

#[test]
fn what_is_typed_ahead_is_kept() {
    let mut s = begin("ahead", &["-q"]);
    s.expect(">>> ");
    s.enter("import time; time.sleep(0.5)");
    s.type_in("x = 5\rif x:\r  print(x + 1)\r\rx * 100\r");
    s.expect("\n6\n>>> ");
    s.expect("\n500\n>>> ");
    s.type_in(CTRL_D);
    assert_eq!(s.end(), Some(0));
}

#[test]
fn other_threads_run_while_a_line_is_typed() {
    let mut s = begin("threads", &["-q"]);
    s.expect(">>> ");
    s.enter("import threading, time");
    s.expect(">>> ");
    s.enter("t = threading.Timer(0.3, print, ['from', 'elsewhere'])");
    s.expect(">>> ");
    s.enter("t.start()");
    s.expect(">>> ");
    s.expect("from elsewhere");
    s.type_in("threading.active_c\t");
    s.expect("active_count()");
    s.enter(" > 0");
    s.expect("\nTrue\n>>> ");
    s.type_in(CTRL_D);
    assert_eq!(s.end(), Some(0));
}
