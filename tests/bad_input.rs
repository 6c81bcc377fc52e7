//! Bad input of every kind ends in CPython's exception and exit code: never a panic, an abort or a hang.
//!
//! `bad_input/*.py` are run as they are; `bad_input/expected.txt` has how CPython 3.14 ends with each: exit, last line of
//! standard error, standard output. `TAIPAN_RECORD=python3.14 cargo test --profile fast --test bad_input` records it again.

mod signals;

use signals::hear_sigint;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use taipan::diff::child::{self, End, Outcome, normalise};
use taipan::diff::parallel;

const LIMIT: Duration = Duration::from_secs(30);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input")
}
fn taipan() -> Vec<String> {
    vec![env!("CARGO_BIN_EXE_taipan").to_string()]
}
fn jobs() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}
/// Paths become base names, and the size of the stack nothing.
fn tidy(text: &str) -> String {
    let mut t = normalise(text);
    if let Some(i) = t.find("Stack overflow (used ")
        && let Some(n) = t[i..].find(" kB")
    {
        t.replace_range(i..i + n, "Stack overflow (used N");
    }
    let dir = folder().to_string_lossy().into_owned();
    t.replace(&format!("{dir}/"), "")
}
/// One line: how it ended, the last line of the errors, the output.
fn line(name: &str, o: &Outcome) -> String {
    let last = o.err.lines().last().unwrap_or("");
    // The interpreter's own name stands before messages of the command line.
    let last = last.find(": can't ").map_or(last, |i| &last[i + 2..]);
    format!("{name}\t{}\t{}\t{:?}", o.end, tidy(last), tidy(&o.out))
}

#[test]
fn bad_programs_end_as_recorded() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("bad_input")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|n| !n.ends_with(".txt") && !n.starts_with('_'))
        .collect();
    names.push("missing.py".into());
    names.sort();
    let record = std::env::var("TAIPAN_RECORD").ok();
    let command = record.clone().map_or_else(taipan, |p| vec![p]);
    let got = parallel(&names, jobs(), |n| {
        line(n, &child::run(&command, &[n], &folder(), LIMIT).expect("the interpreter starts"))
    });
    let file = folder().join("expected.txt");
    if record.is_some() {
        std::fs::write(file, got.join("\n") + "\n").expect("expected.txt");
        return;
    }
    let text = std::fs::read_to_string(file).expect("expected.txt");
    let want: Vec<&str> = text.lines().collect();
    let bad: Vec<String> = want
        .iter()
        .zip(&got)
        .filter(|(a, b)| **a != b.as_str())
        .map(|(a, b)| format!("expected {a}\ngot      {b}"))
        .collect();
    assert!(bad.is_empty() && want.len() == got.len(), "\n{}", bad.join("\n"));
}

#[test]
fn endless_allocation_ends_in_memory_error() {
    let programs = [
        "a = []\nwhile True: a.append(1)",
        "a = []\nwhile True: a.append([1])",
        "s = 'a'\nwhile True: s += s",
        "s = b'a'\nwhile True: s += s",
        "d = {}\ni = 0\nwhile True: d[i] = i; i += 1",
        "d = set()\ni = 0\nwhile True: d.add(i); i += 1",
        "x = ['a' * 1000] * 1000000\n''.join(x)",
        "class A: pass\na = None\nwhile True:\n    b = A(); b.x = a; a = b",
        "[0] * 10**9",
        "list(range(10**9))",
        "[i for i in range(10**9)]",
        "from collections import deque\nb = deque()\nwhile True: b.append(1)",
        "def f(g): return lambda: g\nx = 1\nwhile True: x = f(x)",
        "x = 3 ** 1000000\nwhile True: x <<= 10000000",
        "a = []\nwhile True: a.append(1 << 1000000)",
        "x = 3\nwhile True: x = x ** (1 << 20)",
        "b = bytearray()\nwhile True: b += b'x' * 1000",
        "b = bytearray(b'x')\nwhile True: b += b",
        "b = bytearray()\nwhile True: b.extend(b'abcdefghijklmnop')",
        "b = bytearray()\nwhile True: b.append(1)",
        "b = bytearray(b'x')\nwhile True: b *= 2",
        "import itertools\nbytes(itertools.repeat(1))",
        "import itertools\nbytearray().extend(itertools.repeat(1))",
        "import array, itertools\narray.array('d', itertools.repeat(1.0))",
        "import array\na = array.array('d')\nwhile True: a.append(1.0)",
        "import collections, itertools\ncollections.deque(itertools.count())",
        "import itertools\n[*itertools.count()]",
        "import io\nb = io.BytesIO()\nwhile True: b.write(b'x' * 1000)",
        "import io\nb = io.BytesIO()\nb.seek(1 << 40)\nb.write(b'x')",
        "import io\nb = io.StringIO()\nwhile True: b.write('x' * 1000)",
        "import io\nb = io.TextIOWrapper(io.BytesIO())\nwhile True: b.write('x' * 1000)",
        "t = (1,)\nwhile True: t = (t, t, *t)",
        "t = (1,)\nwhile True: t += t",
        "n = 1\nwhile True: 'a\\t'.expandtabs(n); n *= 2",
        "s = 'x'\nwhile True: s = ''.join([s, s])",
        "s = 'x'\nwhile True: s = f'{s}{s}'",
        "s = 'x'\nwhile True: s = s.replace('x', 'xx')",
        "s = 'x = 1\\n'\nwhile True: s += s; compile(s, 'x', 'exec')",
        "def g(it): yield from it\nit = iter([])\nwhile True: it = g(it)",
        "class A:\n    def __del__(self): a.append(A())\na = []\nwhile True: A()",
    ];
    let bad: Vec<String> = parallel(&programs, jobs(), |p| {
        let o = child::run(&taipan(), &["-X", "heap-limit=48M", "-c", p], &folder(), LIMIT).expect("starts");
        let last = o.err.lines().last().unwrap_or("");
        (last != "MemoryError" || o.end != End::Code(1)).then(|| format!("{p}\n{} {last}", o.end))
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
    let caught = "def f():\n    a = []\n    while True: a.append('x' * 1000)\ntry:\n    f()\nexcept MemoryError:\n    pass\nprint('caught', len([0] * 100000))";
    let o = child::run(&taipan(), &["-X", "heap-limit=48M", "-c", caught], &folder(), LIMIT).expect("starts");
    assert_eq!((o.out.as_str(), o.end), ("caught 100000\n", End::Code(0)), "{}", o.err);
}

/// Buffers outside the heap count only as long as they live, and one that never dies does not make the rest collect
/// at each allocation.
#[test]
fn what_died_does_not_count() {
    let programs = [
        "for i in range(3000): bytearray(1000000)",
        "for i in range(300): x = 1 << 8000000",
        "import io\nfor i in range(300):\n    b = io.BytesIO()\n    b.write(bytes(1000000))",
        "import array\nfor i in range(3000): array.array('b', bytes(1000000))",
        "b = bytearray(45000000)\nfor i in range(3000000): [i]",
        "a = [bytes(1000) for i in range(46000)]\nfor i in range(30000): bytes(9000)",
    ];
    let bad: Vec<String> = parallel(&programs, jobs(), |p| {
        let o = child::run(&taipan(), &["-X", "heap-limit=48M", "-c", p], &folder(), LIMIT).expect("starts");
        (o.end != End::Code(0)).then(|| format!("{p}\n{} {}", o.end, o.err))
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn ctrl_c_ends_every_wait() {
    let waits = [
        "while True: pass",
        "def f():\n    while True: pass\nf()",
        "for i in iter(int, 1): pass",
        "import time\ntime.sleep(30)",
        "import sys\nsys.stdin.read()",
        "import sys\nsys.stdin.readline()",
        "input()",
        "import os\nos.read(0, 1)",
        "import _thread\nl = _thread.allocate_lock()\nl.acquire()\nl.acquire()",
        "import _thread\nl = _thread.allocate_lock()\nl.acquire()\nl.acquire(True, 20)",
        "import threading\nthreading.Event().wait(20)",
        "import threading, time\nt = threading.Thread(target=time.sleep, args=(1,))\nt.start()\nt.join()",
        "import sys\nsys.settrace(lambda *a: None)\ndef f():\n    while True: pass\nf()",
        "def g():\n    while True: yield 1\nfor x in g(): pass",
        "class A:\n    def __lt__(a, b):\n        while True: pass\nsorted([A(), A()])",
    ];
    let bad: Vec<String> = parallel(&waits, jobs(), |p| {
        // The program says when it is about to wait.
        let text = format!("print('ready', flush=True)\n{p}");
        let mut c = Command::new(env!("CARGO_BIN_EXE_taipan"));
        c.args(["-c", &text]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        hear_sigint(&mut c);
        let mut child = c.spawn().expect("the interpreter starts");
        let input = child.stdin.take();
        std::thread::sleep(Duration::from_millis(700));
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        let o = child::finish(child, LIMIT).expect("its end");
        drop(input);
        let last = o.err.lines().last().unwrap_or("").to_string();
        (last != "KeyboardInterrupt" || o.end != End::Signal(2)).then(|| format!("{p}\n{} {last}", o.end))
    })
    .into_iter()
    .flatten()
    .collect();
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn output_that_goes_nowhere() {
    let sh = |script: &str| {
        let script = script.replace("TAIPAN", env!("CARGO_BIN_EXE_taipan"));
        child::run(&["sh".to_string()], &["-c", &script], &folder(), LIMIT).expect("a shell")
    };
    assert_eq!(sh("TAIPAN -c 'print(1)' >&-").end, End::Code(0));
    let full = sh("TAIPAN -c 'print(1)' >/dev/full");
    assert_eq!(full.end, End::Code(120));
    assert!(full.err.contains("OSError: [Errno 28] No space left on device"), "{}", full.err);
    let closed = sh("(TAIPAN -c 'for i in range(200000): print(i)'; echo rc $? >&2) | head -1");
    assert!(
        closed.err.contains("BrokenPipeError: [Errno 32] Broken pipe") && closed.err.contains("rc 1"),
        "{}",
        closed.err
    );
    assert_eq!(sh("TAIPAN -c '1/0' 2>&-").end, End::Code(1));
}
