//! Normal forms (UAX 15) over code points; surrogates and unassigned code points pass through.

use super::properties::{combining, decomposition_parts};
use super::tables::{COMPOSE, NFD, NFKD, SECOND};
use super::{has, record};
use crate::error::{Error, Result};

/// A normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

impl Form {
    /// From "NFC", "NFD", "NFKC", "NFKD"; `ValueError: invalid normalization form` otherwise.
    pub fn parse(name: &str) -> Result<Form> {
        match name {
            "NFC" => Ok(Form::Nfc),
            "NFD" => Ok(Form::Nfd),
            "NFKC" => Ok(Form::Nfkc),
            "NFKD" => Ok(Form::Nfkd),
            _ => Err(Error::value("invalid normalization form")),
        }
    }
    fn compat(self) -> bool {
        matches!(self, Form::Nfkc | Form::Nfkd)
    }
    fn composed(self) -> bool {
        matches!(self, Form::Nfc | Form::Nfkc)
    }
}

const S_BASE: u32 = 0xac00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11a7;
const S_COUNT: u32 = 11172;

fn decompose_char(c: u32, compat: bool, out: &mut Vec<u32>) {
    if !has(c, if compat { NFKD } else { NFD }) {
        out.push(c);
        return;
    }
    let s = c.wrapping_sub(S_BASE);
    if s < S_COUNT {
        out.push(L_BASE + s / 588);
        out.push(V_BASE + s % 588 / 28);
        if !s.is_multiple_of(28) {
            out.push(T_BASE + s % 28);
        }
        return;
    }
    match decomposition_parts(c) {
        Some((tag, seq)) if compat || tag.is_empty() => {
            for &x in seq {
                decompose_char(x, compat, out);
            }
        }
        _ => out.push(c),
    }
}

fn decompose(s: &[u32], compat: bool) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len());
    for &c in s {
        decompose_char(c, compat, &mut out);
    }
    // Canonical ordering: runs of non-starters are sorted stably by class.
    let mut i = 0;
    while i < out.len() {
        if combining(out[i]) == 0 {
            i += 1;
            continue;
        }
        let start = i;
        while i < out.len() && combining(out[i]) != 0 {
            i += 1;
        }
        out[start..i].sort_by_key(|&c| combining(c));
    }
    out
}

fn compose_pair(a: u32, b: u32) -> Option<u32> {
    let (l, v) = (a.wrapping_sub(L_BASE), b.wrapping_sub(V_BASE));
    if l < 19 && v < 21 {
        return Some(S_BASE + (l * 21 + v) * 28);
    }
    let (s, t) = (a.wrapping_sub(S_BASE), b.wrapping_sub(T_BASE));
    if s < S_COUNT && s.is_multiple_of(28) && t > 0 && t < 28 {
        return Some(a + t);
    }
    if !has(b, SECOND) {
        return None;
    }
    COMPOSE.binary_search_by_key(&(a, b), |e| (e.0, e.1)).ok().map(|i| COMPOSE[i].2)
}

fn compose(s: Vec<u32>) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::with_capacity(s.len());
    let mut starter: Option<usize> = None;
    for c in s {
        let cc = combining(c);
        if let Some(at) = starter {
            let adjacent = out.len() == at + 1;
            let last = out.last().map_or(0, |&x| combining(x));
            let blocked = !adjacent && (last == 0 || last >= cc);
            if !blocked && let Some(x) = compose_pair(out[at], c) {
                out[at] = x;
                continue;
            }
        }
        if cc == 0 {
            starter = Some(out.len());
        }
        out.push(c);
    }
    out
}

/// Already in this form for a reason that is cheap to see: nothing combines, decomposes or composes.
fn inert(s: &[u32], form: Form) -> bool {
    let flags = match form {
        Form::Nfd => NFD,
        Form::Nfkd => NFKD,
        Form::Nfc => NFD | SECOND,
        Form::Nfkc => NFKD | SECOND,
    };
    s.iter().all(|&c| {
        let r = record(c);
        r.combining == 0 && r.flags & flags == 0
    })
}

/// `unicodedata.normalize`
pub fn normalize(form: Form, s: &[u32]) -> Vec<u32> {
    if inert(s, form) {
        return s.to_vec();
    }
    let d = decompose(s, form.compat());
    if form.composed() { compose(d) } else { d }
}

/// `unicodedata.is_normalized`
pub fn is_normalized(form: Form, s: &[u32]) -> bool {
    inert(s, form) || normalize(form, s) == s
}
