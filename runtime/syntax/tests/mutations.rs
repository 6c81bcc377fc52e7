//! Programs of the corpus with bytes changed, cut, doubled and mixed: each compiles or is refused, in time, and nothing
//! panics. Always the same mutations; `TAIPAN_MUTATIONS=N` asks for more of them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use taipan_syntax::{Mode, Options, compile, decode_source};

/// What an edit puts in: where grammars break.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ";",
    "\n",
    "\n    ",
    "\t",
    "\\",
    "\\\n",
    "\"",
    "'",
    "\"\"\"",
    "f\"",
    "f'{",
    "t'{",
    "}'",
    "{{",
    "!r",
    ":=",
    "=",
    "==",
    "->",
    "*",
    "**",
    "@",
    ".",
    "...",
    "~",
    "-",
    " not ",
    " in ",
    " is ",
    " if ",
    " else ",
    " for ",
    "async ",
    "await ",
    "yield ",
    "lambda ",
    "lambda: ",
    "def f(): ",
    "class A: ",
    "match x:\n case ",
    "case _: ",
    "try:\n",
    "except* ",
    "finally: ",
    "with a as b: ",
    "import a",
    "from . import ",
    "global x",
    "nonlocal x",
    "del ",
    "return ",
    "type X = ",
    "0x",
    "1e",
    "1_",
    "0b2",
    "1j",
    "\u{0}",
    "\u{c}",
    "\u{feff}",
    "é",
    "𝔘",
    "\u{301}",
    "# coding: latin-1\n",
    "`",
    "$",
    "?",
    "!",
    "__debug__",
    "None",
    "*a, ",
    "**k",
    "/, ",
    "\r",
    "\r\n",
    "N'\\N{",
    "b'\\x",
];

struct Random(u64);
impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

fn collect(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut all: Vec<PathBuf> = std::fs::read_dir(dir).expect("the corpus").flatten().map(|e| e.path()).collect();
    all.sort();
    for p in all {
        if p.is_dir() {
            collect(&p, found);
        } else if p.extension().is_some_and(|e| e == "py") {
            found.push(p);
        }
    }
}

fn mutate(r: &mut Random, source: &[u8], other: &[u8]) -> Vec<u8> {
    // A window of lines: small texts meet more of their edits.
    let lines: Vec<&[u8]> = source.split_inclusive(|b| *b == b'\n').collect();
    let from = r.below(lines.len());
    let count = 1 + r.below(40);
    let mut text: Vec<u8> = lines[from..lines.len().min(from + count)].concat();
    for _ in 0..1 + r.below(4) {
        let at = r.below(text.len() + 1);
        let end = (at + r.below(12)).min(text.len());
        match r.below(7) {
            0 => drop(text.drain(at..end)),
            1 => {
                let piece = text[at..end].to_vec();
                text.splice(at..at, piece);
            }
            2 if at < text.len() => text[at] = r.below(256) as u8,
            3 => {
                let a = r.below(other.len());
                let b = (a + r.below(30)).min(other.len());
                text.splice(at..at, other[a..b].iter().copied());
            }
            4 => text.truncate(at),
            _ => {
                let piece = PIECES[r.below(PIECES.len())].as_bytes();
                text.splice(at..if r.below(2) == 0 { at } else { end }, piece.iter().copied());
            }
        }
    }
    text
}

#[test]
fn mutated_programs_compile_or_are_refused() {
    let mut files = vec![];
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/programs"), &mut files);
    let sources: Vec<Vec<u8>> =
        files.iter().map(|p| std::fs::read(p).expect("a program")).filter(|s| !s.is_empty()).collect();
    let total: usize = std::env::var("TAIPAN_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let seed: u64 = std::env::var("TAIPAN_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let mut r = Random(seed);
    let (mut bad, mut refused, mut slowest) = (vec![], 0, Duration::ZERO);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    for _ in 0..total {
        let (a, b) = (r.below(sources.len()), r.below(sources.len()));
        let bytes = mutate(&mut r, &sources[a], &sources[b]);
        let start = Instant::now();
        let done = std::panic::catch_unwind(|| {
            let Ok(text) = decode_source(&bytes) else { return false };
            let modes = [Mode::Exec, Mode::Single, Mode::Eval];
            modes.map(|m| compile(&text, "<m>", m, &Options::default()).is_ok())[0]
        });
        slowest = slowest.max(start.elapsed());
        match done {
            Ok(true) => {}
            Ok(false) => refused += 1,
            Err(p) => {
                let why =
                    p.downcast_ref::<String>().cloned().or_else(|| p.downcast_ref::<&str>().map(|s| s.to_string()));
                bad.push(format!("{} {:?}", why.unwrap_or_default(), String::from_utf8_lossy(&bytes)));
            }
        }
    }
    std::panic::set_hook(hook);
    eprintln!("{total} mutations, {refused} refused, slowest {slowest:?}");
    assert!(bad.is_empty(), "{} panics\n{}", bad.len(), bad[..bad.len().min(12)].join("\n"));
    assert!(slowest < Duration::from_secs(5), "a text took {slowest:?}");
}
