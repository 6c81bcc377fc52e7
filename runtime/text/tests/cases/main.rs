//! Runs the cases recorded from CPython 3.14 (`tools/cases_*.py` writes `tests/data/*.txt`).

mod bytes;
mod codecs;
mod float;
mod format;
mod int;
mod marshal;
mod search;
mod unicode;

use num_bigint::BigInt;

/// One recorded call.
pub struct Case<'a> {
    pub name: &'a str,
    pub args: Vec<Vec<u32>>,
    pub expected: String,
}

/// Undoes the escape of a field.
fn unescape(s: &str) -> Vec<u32> {
    let mut out = Vec::new();
    let mut rest = s;
    while let Some(c) = rest.chars().next() {
        if let Some(hex) = rest.strip_prefix("\\{") {
            let (h, tail) = hex.split_once('}').unwrap();
            out.push(u32::from_str_radix(h, 16).unwrap());
            rest = tail;
        } else {
            out.push(c as u32);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Escapes a result for comparison.
pub fn esc(s: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::new();
    for c in s {
        match c {
            0x5c => out.push_str("\\{5c}"),
            0x20..=0x7e => out.push(c as u8 as char),
            _ => out.push_str(&format!("\\{{{c:x}}}")),
        }
    }
    out
}

pub fn es(s: &str) -> String {
    esc(s.chars().map(u32::from))
}

pub fn hex(b: &[u8]) -> String {
    b.iter().map(|x| format!("{x:02x}")).collect()
}

impl Case<'_> {
    pub fn str(&self, i: usize) -> String {
        self.args[i].iter().map(|&c| char::from_u32(c).unwrap()).collect()
    }
    pub fn int(&self, i: usize) -> i64 {
        self.str(i).parse().unwrap()
    }
    pub fn bytes(&self, i: usize) -> Vec<u8> {
        let s = self.str(i);
        (0..s.len() / 2).map(|k| u8::from_str_radix(&s[2 * k..2 * k + 2], 16).unwrap()).collect()
    }
    pub fn big(&self, i: usize) -> BigInt {
        let s = self.str(i);
        let (neg, t) = match s.strip_prefix('-') {
            Some(t) => (true, t.to_string()),
            None => (false, s.clone()),
        };
        let v = match t.strip_prefix("0x") {
            Some(h) => BigInt::parse_bytes(h.as_bytes(), 16).unwrap(),
            None => t.parse().unwrap(),
        };
        if neg { -v } else { v }
    }
}

/// Runs every case of a data file through `f`, which answers with the outcome in the recorded notation.
pub fn run(data: &str, f: impl Fn(&Case) -> String) {
    let (mut bad, mut total) = (0, 0);
    for line in data.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let n = fields.len();
        let case = Case {
            name: fields[0],
            args: fields[1..n - 1].iter().map(|s| unescape(s)).collect(),
            expected: fields[n - 1].to_string(),
        };
        total += 1;
        let got = f(&case);
        if got != case.expected {
            bad += 1;
            if bad <= 25 {
                println!("{}\n   expected {}\n   got      {got}", fields[..n - 1].join("  "), case.expected);
            }
        }
    }
    assert!(bad == 0, "{bad} of {total} cases differ");
}

/// The recorded notation of a result.
pub fn outcome<T>(r: taipan_text::Result<T>, show: impl Fn(T) -> String) -> String {
    match r {
        Ok(v) => format!("={}", show(v)),
        Err(e) => match e.errno {
            Some(n) => format!("!{}: ({n}, '{}')", e.kind.name(), e.message),
            None => format!("!{}: {}", e.kind.name(), es(&e.message)),
        },
    }
}
