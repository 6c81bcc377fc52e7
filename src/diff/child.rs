//! Running an interpreter as a child process, in a fixed environment and for a limited time.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Everything a run may depend on is fixed here. No program should depend on the hash seed; one that does, as some random
/// ones do in the text of an error, is not to differ from one mode to the next for that.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("PYTHONHASHSEED", "0"),
    ("PYTHONDONTWRITEBYTECODE", "1"),
    ("PYTHONIOENCODING", "utf-8"),
    ("PYTHONUTF8", "1"),
    ("PYTHON_COLORS", "0"),
    // `breakpoint()` does nothing when a program runs plainly; under the driver it switches tools.
    ("PYTHONBREAKPOINT", "0"),
    ("NO_COLOR", "1"),
    ("LC_ALL", "C.UTF-8"),
    ("COLUMNS", "80"),
];

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With an exit code.
    Code(i32),
    /// By a signal.
    Signal(i32),
    /// Not in time.
    Hang,
}
impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            End::Code(n) => write!(f, "exit code {n}"),
            End::Signal(n) => write!(f, "signal {n}"),
            End::Hang => write!(f, "no end in time"),
        }
    }
}

/// What a child did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Standard output, as text.
    pub out: String,
    /// Standard error, as text.
    pub err: String,
    /// How it ended.
    pub end: End,
}

/// Runs `command` (a program and its first arguments) with `args` in `dir`; it is killed when `limit` is over.
pub fn run(command: &[String], args: &[&str], dir: &Path, limit: Duration) -> std::io::Result<Outcome> {
    let mut c = Command::new(&command[0]);
    c.args(&command[1..])
        .args(args)
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(ENVIRONMENT)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    finish(c.spawn()?, limit)
}

/// Gathers what a child prints until it ends, or kills it when `limit` is over.
pub fn finish(mut child: Child, limit: Duration) -> std::io::Result<Outcome> {
    let out = gather(child.stdout.take());
    let err = gather(child.stderr.take());
    let start = Instant::now();
    let mut pause = Duration::from_micros(500);
    let end = loop {
        if let Some(s) = child.try_wait()? {
            break ended(s);
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break End::Hang;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(8));
    };
    Ok(Outcome { out: out.join().unwrap_or_default(), err: err.join().unwrap_or_default(), end })
}
fn ended(s: std::process::ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    match s.code() {
        Some(c) => End::Code(c),
        None => End::Signal(s.signal().unwrap_or(0)),
    }
}
fn gather(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut b = vec![];
        if let Some(mut p) = pipe {
            let _ = p.read_to_end(&mut b);
        }
        String::from_utf8_lossy(&b).into_owned()
    })
}

/// Paths in tracebacks and warnings become base names, so that a text holds wherever the program lies.
pub fn normalise(text: &str) -> String {
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
