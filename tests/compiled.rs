//! Compiled code seen from outside: its faults, its log, its listings.
//!
//! A compiler that cannot go on has refused: the program runs on interpreted and prints what it prints without one.
//! `compiled/callbacks_*.py` are programs whose tools raise, recurse, exit and switch tools while compiled frames are on
//! the stack.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::Duration;
use taipan::diff::child::{self, End, Outcome};
use taipan::diff::{parallel, unified};
use taipan_jit::{Settings, Tier1};
use taipan_runtime::modules::run::run_source;
use taipan_runtime::{Config, Vm};

const TAIPAN: &str = env!("CARGO_BIN_EXE_taipan");
const LIMIT: Duration = Duration::from_secs(60);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compiled")
}
fn jobs() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}
fn run(command: &[&str], args: &[&str]) -> Outcome {
    let command: Vec<String> = command.iter().map(|s| s.to_string()).collect();
    child::run(&command, args, &folder(), LIMIT).expect("the interpreter starts")
}
fn taipan(options: &[&str], args: &[&str]) -> Outcome {
    let command: Vec<&str> = [TAIPAN].iter().chain(options).copied().collect();
    run(&command, args)
}

/// Forty functions, each hot until the log named on the command line has a refusal.
const MANY: &str = "
import sys
def is_over():
    if len(sys.argv) < 2:
        return True
    with open(sys.argv[1], encoding='utf-8') as f:
        return 'refuse' in f.read()
def make(k):
    scope = {}
    exec(f'def f(n):\\n t = {k}\\n for i in range(n):\\n  t += i * {k} & 7\\n return t', scope)
    return scope['f']
functions = [make(k) for k in range(40)]
over = False
while not over:
    over = is_over()
    total = 0
    for _ in range(600):
        for f in functions:
            total += f(3)
print(total)
";

/// The program ends as without a compiler, with one line about it.
fn goes_on(o: Outcome, what: &str, warning: &str) {
    let plain = taipan(&["-X", "jit=off"], &["-c", MANY]);
    assert_eq!((plain.err.as_str(), plain.end), ("", End::Code(0)));
    assert_eq!((o.out, o.end), (plain.out, plain.end), "{what}: {}", o.err);
    assert!(o.err.contains(warning) && o.err.lines().count() == 1, "{what}: {}", o.err);
}

#[test]
fn programs_go_on_when_the_memory_for_code_is_full() {
    for threshold in ["jit-threshold=0", "jit-threshold=2", "jit-threshold=400"] {
        let file = LogFile::new(&format!("full-{threshold}"));
        let options = ["-X", "jit-memory=4K", "-X", threshold, "-X", &file.option()];
        let o = taipan(&options, &["-c", MANY, &file.name()]);
        goes_on(o, threshold, "the memory for compiled code is full; the program goes on interpreted");
    }
}

#[test]
fn programs_run_without_memory_for_code() {
    let warning = "the program runs interpreted: no memory for compiled code";
    goes_on(taipan(&["-X", "jit-memory=1000000G"], &["-c", MANY]), "refused", warning);
    // Room for the interpreter, not for this much code besides.
    let limited = ["sh", "-c", "ulimit -v 6000000; exec \"$@\"", "sh", TAIPAN, "-X", "jit-memory=4G"];
    goes_on(run(&limited, &["-c", MANY]), "limited", warning);
}

/// A process has one runtime: each case is a process of this very test.
const CASE: &str = "TAIPAN_TEST_CASE";

/// The table of counts and the errors of a case.
fn case(name: &str) -> String {
    let mut c = Command::new(std::env::current_exe().expect("this test"));
    c.args(["--exact", "a_case", "--nocapture"])
        .env(CASE, name)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let o = child::finish(c.spawn().expect("this test"), LIMIT).expect("its end");
    assert_eq!(o.end, End::Code(0), "{name}: {}\n{}", o.out, o.err);
    o.err
}

/// Hot functions whose results are known, one after the other.
const KNOWN: &str = "
def make(k):
    scope = {}
    exec(f'def f(n):\\n t = {k}\\n for i in range(n):\\n  t += i\\n return t', scope)
    return scope['f']
functions = [make(k) for k in range(20)]
for k, f in enumerate(functions):
    for n in range(100):
        assert f(n) == k + n * (n - 1) // 2
for k, f in enumerate(functions):
    assert f(1000) == k + 499500
";

#[test]
fn a_case() {
    let Ok(name) = std::env::var(CASE) else { return };
    let mut settings = Settings::new(if name.ends_with("at once") { 1 } else { 2 });
    match name.split(' ').next() {
        Some("panic") => settings.fail = 1,
        Some("gone") => settings.lose = 3,
        _ => {}
    }
    let vm = Vm::new(Config::default());
    let tier: Rc<Tier1> = taipan_jit::attach(vm, settings.clone()).expect("a compiler");
    loop {
        assert_eq!(run_source(vm, KNOWN, "<known>"), 0);
        // The compiler's thread may be slow: once more, with functions that are new to it.
        let table = tier.stats();
        if table.contains("not compiled") && (settings.lose > 0 || count(&table, "code objects compiled") > 0) {
            break;
        }
    }
    eprint!("{}", tier.stats());
}
/// The number on the line of the table that begins so.
fn count(table: &str, row: &str) -> u64 {
    let line = table.lines().find_map(|l| l.strip_prefix(row)).unwrap_or_else(|| panic!("no {row}: {table}"));
    let digits = line.trim_start().split(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|d| d.parse().ok()).expect("a number")
}

#[test]
fn a_compiler_that_panics_has_refused() {
    for name in ["panic at once", "panic behind"] {
        let table = case(name);
        assert!(table.contains("not compiled           1: the compiler failed\n"), "{name}: {table}");
        assert!(count(&table, "code objects compiled") >= 1, "{name}: {table}");
        assert!(!table.contains("taipan:") && !table.contains("panicked"), "{name}: {table}");
    }
}

#[test]
fn programs_go_on_when_the_compilers_thread_is_gone() {
    let table = case("gone");
    let said = table.lines().filter(|l| l.contains("taipan:")).collect::<Vec<_>>();
    assert_eq!(said, ["taipan: the compiler's thread is gone; the program goes on interpreted"], "{table}");
    // The compilation it ended in, and the one it was not there for.
    let line = table.lines().find(|l| l.ends_with(": the compiler's thread is gone")).unwrap_or_default();
    assert!(count(line, "not compiled") >= 2, "{table}");
    assert!(count(&table, "code objects compiled") <= 2, "{table}");
}

#[test]
fn callbacks_may_do_anything_under_compiled_frames() {
    let programs = std::fs::read_dir(folder()).expect("programs").flatten();
    let names = programs.map(|e| e.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|n| n.starts_with("callbacks_") && n.ends_with(".py")).collect();
    names.sort();
    assert!(!names.is_empty());
    let differences = parallel(&names, jobs(), |name| {
        let plain = taipan(&["-X", "jit=off"], &[name]);
        let mut bad = String::new();
        for options in [&["-X", "jit-threshold=0"][..], &["-X", "jit-threshold=2"], &[]] {
            let o = taipan(options, &[name]);
            let what = format!("{name} {}", options.join(" "));
            for (a, b) in [(&plain.out, &o.out), (&plain.err, &o.err), (&plain.end.to_string(), &o.end.to_string())] {
                bad.push_str(&unified::diff("jit=off", &what, a, b, 40).unwrap_or_default());
            }
        }
        bad
    });
    let bad = differences.concat();
    assert!(bad.is_empty(), "\n{bad}");
}

/// A log's name; the file goes with it.
struct LogFile(PathBuf);
impl LogFile {
    fn new(name: &str) -> LogFile {
        LogFile(std::env::temp_dir().join(format!("taipan-log-{}-{name}", std::process::id())))
    }
    fn name(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
    fn option(&self) -> String {
        format!("jit-log={}", self.name())
    }
    /// What `code` prints, a program that finds the log's objects in `events`; each must be whole.
    fn read(&self, code: &str) -> String {
        let o = taipan(&["-X", "jit=off"], &["-c", &format!("{READ}{code}"), &self.name()]);
        assert_eq!((o.err.as_str(), o.end), ("", End::Code(0)));
        o.out
    }
}
impl Drop for LogFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
const READ: &str = "
import json, sys
NUMBERS = {
    'compile': ['bytes', 'us'], 'refuse': [], 'invalidate': ['bytes'], 'deoptimise': ['frames'], 're-enter': ['bytes'],
}
with open(sys.argv[1], encoding='utf-8') as f:
    events = [json.loads(line) for line in f]
for e in events:
    texts = ['event', 'file', 'function', 'reason'] + ['cause'] * (e['event'] in ('invalidate', 'deoptimise'))
    assert all(type(e[k]) is str for k in texts) and type(e['line']) is int, e
    numbers = sorted(k for k in e if k not in (*texts, 'line'))
    assert numbers == NUMBERS[e['event']] and all(e[k] >= (k != 'us') for k in numbers), e
def show(*functions):
    for e in events:
        if e['function'] in functions:
            print(e['event'], e['function'], e['reason'], e.get('cause', '-'), e.get('frames', '-'), sep=', ')
";

#[test]
fn the_log_tells_of_tools() {
    let file = LogFile::new("tools");
    let o = taipan(&["-X", "jit-threshold=0", "-X", &file.option()], &["logged.py"]);
    assert_eq!((o.out.as_str(), o.err.as_str(), o.end), ("9 3500 3500\n", "", End::Code(0)));
    let expected = "\
compile, work, hot, -, -
compile, switch, hot, -, -
invalidate, switch, events on, tool 0: LINE, -
invalidate, work, events on, tool 0: LINE, -
deoptimise, switch, events on, tool 0: LINE, 1
deoptimise, work, events on, tool 0: LINE, 1
re-enter, switch, events off, -, -
re-enter, work, events off, -, -
compile, deep, hot, -, -
invalidate, switch, events on, tool 0: LINE, -
invalidate, work, events on, tool 0: LINE, -
invalidate, deep, events on, tool 0: LINE, -
deoptimise, switch, events on, tool 0: LINE, 1
deoptimise, work, events on, tool 0: LINE, 1
deoptimise, deep, events on, tool 0: LINE, 9
re-enter, switch, events off, -, -
re-enter, work, events off, -, -
re-enter, deep, events off, -, -
";
    assert_eq!(sorted_runs(&file.read("show('work', 'switch', 'deep')")), sorted_runs(expected));
}
/// Events of one kind that come together are in the order of the code objects, which is nobody's business.
fn sorted_runs(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let kind = |l: &str| l.split(',').next().unwrap_or_default().to_string();
    let mut runs: Vec<Vec<&str>> = lines.chunk_by(|a, b| kind(a) == kind(b)).map(<[&str]>::to_vec).collect();
    runs.iter_mut().for_each(|r| r.sort());
    runs
}

#[test]
fn the_log_tells_of_assumptions_and_refusals() {
    let file = LogFile::new("assumptions");
    let odd = r#"'a "file" of \\ \n\t\x7f ä \U0001f40d'"#;
    let program = "
class P:
    def __init__(self):
        self.x = 1
def get(p, n):
    total = 0
    for i in range(n):
        total += p.x
        if i == 50 and total == 51:
            P.x = property(lambda self: 5)
    return total
p = P()
print(get(p, 100), get(p, 100))
source = 'def odd(): pass\\nodd()'
exec(compile(source, ODD, 'exec'))
";
    let o = taipan(&["-X", "jit-threshold=0", "-X", &file.option()], &["-c", &program.replace("ODD", odd)]);
    assert_eq!((o.out.as_str(), o.err.as_str(), o.end), ("296 500\n", "", End::Code(0)));
    let expected = "\
compile, get, hot, -, -
invalidate, get, assumption, P.x, -
deoptimise, get, assumption, P.x, 1
compile, get, assumption, -, -
True
";
    let files = format!("print([e['file'] for e in events if e['function'] == 'odd'] == [{odd}])");
    assert_eq!(file.read(&format!("show('get')\n{files}")), expected);

    let o = taipan(&["-X", "jit-threshold=0", "-X", "jit-memory=4K", "-X", &file.option()], &["-c", MANY]);
    assert_eq!(o.end, End::Code(0));
    let refused = file.read("print({e['reason'] for e in events if e['event'] == 'refuse'})");
    assert_eq!(refused, "{'the memory for compiled code is full'}\n");
}

#[test]
fn logged_events_follow_each_other() {
    // Out of force before frames leave it, and back only from there; the names of these functions are their own.
    let check = "
state = {}
for e in events:
    key = e['file'], e['function'], e['line']
    was, now = state.get(key), e['event']
    right = {
        'invalidate': was in ('compile', 're-enter'),
        'deoptimise': was == 'invalidate',
        're-enter': was is not None and was != 're-enter',
    }
    assert right.get(now, True), (was, e)
    if now != 'refuse':
        state[key] = now
print(*sorted({e['event'] for e in events}))
";
    for threshold in ["jit-threshold=0", "jit-threshold=2", "jit-threshold=100"] {
        let file = LogFile::new(threshold);
        let o = taipan(&["-X", threshold, "-X", &file.option()], &["callbacks_switch.py"]);
        assert_eq!((o.err.as_str(), o.end), ("", End::Code(0)), "{threshold}");
        let kinds = file.read(check);
        // Behind the program's back, it may be over before anything is compiled.
        if threshold == "jit-threshold=0" {
            assert_eq!(kinds, "compile deoptimise invalidate re-enter\n");
        }
    }
}

#[test]
fn callers_of_code_with_local_events_stay_compiled() {
    let file = LogFile::new("local");
    let program = "
import sys
M = sys.monitoring
M.use_tool_id(0, 'local')
seen = 0
def line(code, line):
    global seen
    seen += 1
M.register_callback(0, M.events.LINE, line)
def leaf(i):
    return i + 1
def caller(n):
    total = 0
    for i in range(n):
        if i == 300 or i == 600:
            switch(i)
        total += leaf(i)
    return total
def switch(i):
    M.set_local_events(0, leaf.__code__, M.events.LINE if i == 300 else 0)
print(caller(1000), seen)
";
    let o = taipan(&["-X", "jit-threshold=0", "-X", &file.option()], &["-c", program]);
    assert_eq!((o.out.as_str(), o.err.as_str(), o.end), ("500500 300\n", "", End::Code(0)));
    let expected = "\
compile, <module>, hot, -, -
compile, caller, hot, -, -
compile, leaf, hot, -, -
compile, switch, hot, -, -
invalidate, leaf, events on, tool 0: LINE, -
re-enter, leaf, events off, -, -
";
    let show = "events = [e for e in events if e['file'] == '<string>']\nshow('<module>', 'caller', 'leaf', 'switch')";
    assert_eq!(file.read(show), expected);
}

/// The listings on standard error by function. Addresses differ from process to process: numbers that can be one (above
/// 4 GB, within what a process has) become their order of appearance in the function.
fn listings(o: &Outcome) -> std::collections::BTreeMap<String, String> {
    let mut all = std::collections::BTreeMap::<String, String>::new();
    let (mut name, mut seen) = (String::new(), vec![]);
    for l in o.err.lines() {
        if l.starts_with("; ") {
            (name, seen) = (l.to_string(), vec![]);
        }
        let text = all.entry(name.clone()).or_default();
        for (i, part) in l.split("0x").enumerate() {
            let digits = part.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(part.len());
            match u64::from_str_radix(&part[..digits], 16) {
                Ok(n) if i > 0 && (1 << 32..1 << 47).contains(&n) => {
                    let at = seen.iter().position(|s| *s == n).unwrap_or(seen.len());
                    if at == seen.len() {
                        seen.push(n);
                    }
                    text.push_str(&format!("address {at}{}", &part[digits..]));
                }
                _ if i > 0 => text.push_str(&format!("0x{part}")),
                _ => text.push_str(part),
            }
        }
        text.push('\n');
    }
    all
}

#[test]
fn tools_that_are_gone_leave_no_trace_in_machine_code() {
    let list = |options: &[&str], how: &str| {
        let options: Vec<&str> = options.iter().chain(&["-X", "dump=asm"]).copied().collect();
        let o = taipan(&options, &["used.py", how]);
        assert_eq!((o.out.as_str(), o.end), ("", End::Code(0)), "{how}");
        let mut all = listings(&o);
        all.retain(|k, _| ["; work,", "; helper,", "; Point.get,", "; numbers,"].iter().any(|n| k.starts_with(n)));
        assert_eq!(all.len(), 4, "{how}: {:?}", all.keys());
        all
    };
    let compare = |options: &[&str], ways: &[&str]| {
        let plain = list(options, "-");
        for how in ways {
            let got = list(options, how);
            for (name, text) in &plain {
                if let Some(d) = unified::diff("without a tool", how, text, &got[name], 60) {
                    panic!("{name}\n{d}");
                }
            }
        }
    };
    compare(&["-X", "jit-threshold=0"], &["registered", "elsewhere", "used", "local", "traced"]);
    // Of its twentieth call on. (What the interpreter meets under events it notes in the copy that reports them, so those
    // calls teach the compiler nothing: after them, the listings may differ. The stress never comes, but has code compiled
    // at once.)
    compare(&["-X", "jit-threshold=20", "-X", "jit-stress=4000000000"], &["registered", "elsewhere"]);
}
