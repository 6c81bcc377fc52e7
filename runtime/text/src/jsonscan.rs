//! The pieces of `_json`: scanning strings and numbers, writing strings.

use crate::unit::Unit;
use std::fmt::Write;
use std::ops::Range;

/// `JSONDecodeError(message, document, position)`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    pub message: &'static str,
    pub position: usize,
}

/// A scanned string: its text, and the index behind the closing quote. When nothing was escaped the text is the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    Plain(Range<usize>),
    Unescaped(Vec<u32>),
}

fn hex4<U: Unit>(s: &[U], at: usize) -> Option<u32> {
    s.get(at..at + 4)?.iter().try_fold(0, |v, u| {
        let d = char::from_u32(u.code())?.to_digit(16)?;
        Some(v << 4 | d)
    })
}

/// `json.decoder.scanstring(s, begin, strict)`, where `begin` is behind the opening quote. Returns the text and the index
/// behind the closing quote. Messages: `Unterminated string starting at`, `Invalid control character at`,
/// `Invalid \escape`, `Invalid \uXXXX escape`. `None` when `begin` is beyond the end (`ValueError: end is out of bounds`).
pub fn scan_string<U: Unit>(s: &[U], begin: usize, strict: bool) -> Option<Result<(Scanned, usize), JsonError>> {
    if begin > s.len() {
        return None;
    }
    Some(scan(s, begin, strict))
}

fn scan<U: Unit>(s: &[U], begin: usize, strict: bool) -> Result<(Scanned, usize), JsonError> {
    let fail = |message, position| Err(JsonError { message, position });
    let unterminated = || fail("Unterminated string starting at", begin.saturating_sub(1));
    let mut out = Vec::new();
    let mut end = begin;
    loop {
        let mut next = end;
        let c = loop {
            let Some(u) = s.get(next) else {
                return unterminated();
            };
            match u.code() {
                c @ (0x22 | 0x5c) => break c,
                0..=0x1f if strict => return fail("Invalid control character at", next),
                _ => next += 1,
            }
        };
        if c == 0x22 {
            if end == begin && out.is_empty() {
                return Ok((Scanned::Plain(begin..next), next + 1));
            }
            out.extend(s[end..next].iter().map(|u| u.code()));
            return Ok((Scanned::Unescaped(out), next + 1));
        }
        out.extend(s[end..next].iter().map(|u| u.code()));
        next += 1;
        let Some(u) = s.get(next) else {
            return unterminated();
        };
        let escape = u.code();
        if escape != 0x75 {
            end = next + 1;
            out.push(match char::from_u32(escape) {
                Some(c @ ('"' | '\\' | '/')) => c as u32,
                Some('b') => 8,
                Some('f') => 12,
                Some('n') => 10,
                Some('r') => 13,
                Some('t') => 9,
                _ => return fail("Invalid \\escape", end - 2),
            });
            continue;
        }
        next += 1;
        end = next + 4;
        if end > s.len() {
            return fail("Invalid \\uXXXX escape", next - 1);
        }
        let Some(mut c) = hex4(s, next) else {
            return fail("Invalid \\uXXXX escape", end - 5);
        };
        let pair =
            (0xd800..0xdc00).contains(&c) && end + 6 < s.len() && s[end].code() == 0x5c && s[end + 1].code() == 0x75;
        if pair {
            let Some(low) = hex4(s, end + 2) else {
                return fail("Invalid \\uXXXX escape", end + 1);
            };
            if (0xdc00..0xe000).contains(&low) {
                c = 0x10000 + ((c & 0x3ff) << 10 | low & 0x3ff);
                end += 6;
            }
        }
        out.push(c);
    }
}

/// A number token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub range: Range<usize>,
    /// It has a fraction or an exponent.
    pub is_float: bool,
}

/// The number at `start`: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`, `None` where there is none.
pub fn scan_number<U: Unit>(s: &[U], start: usize) -> Option<Number> {
    let at = |i: usize| s.get(i).map_or(0, |u| u.code());
    let digits = |mut i: usize| {
        while (0x30..=0x39).contains(&at(i)) {
            i += 1;
        }
        i
    };
    let mut i = start + usize::from(at(start) == 0x2d);
    i = match at(i) {
        0x30 => i + 1,
        0x31..=0x39 => digits(i),
        _ => return None,
    };
    let mut is_float = false;
    if at(i) == 0x2e && digits(i + 1) > i + 1 {
        is_float = true;
        i = digits(i + 1);
    }
    if at(i) | 0x20 == 0x65 {
        let j = i + 1 + usize::from(matches!(at(i + 1), 0x2b | 0x2d));
        if digits(j) > j {
            is_float = true;
            i = digits(j);
        }
    }
    Some(Number { range: start..i, is_float })
}

fn short_escape(c: u32) -> Option<&'static str> {
    Some(match c {
        0x22 => "\\\"",
        0x5c => "\\\\",
        0x0a => "\\n",
        0x0d => "\\r",
        0x0c => "\\f",
        0x09 => "\\t",
        0x08 => "\\b",
        _ => return None,
    })
}

/// `json.encoder.encode_basestring_ascii`: quoted, all ASCII; beyond the basic plane as pairs of surrogates.
pub fn encode_ascii<U: Unit>(s: &[U]) -> String {
    let mut out = String::with_capacity(s.len() + 2);
    out.push('"');
    for u in s {
        let c = u.code();
        if let Some(e) = short_escape(c) {
            out.push_str(e);
        } else if (0x20..0x7f).contains(&c) {
            out.push(c as u8 as char);
        } else if c >= 0x10000 {
            let v = c.wrapping_sub(0x10000);
            let _ = write!(out, "\\u{:04x}\\u{:04x}", 0xd800 | (v >> 10 & 0x3ff), 0xdc00 | v & 0x3ff);
        } else {
            let _ = write!(out, "\\u{c:04x}");
        }
    }
    out.push('"');
    out
}

/// `json.encoder.encode_basestring`: quoted; only quotes, backslashes and control characters are escaped.
pub fn encode<U: Unit>(s: &[U]) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len() + 2);
    out.push(0x22);
    for u in s {
        let c = u.code();
        if let Some(e) = short_escape(c) {
            out.extend(e.bytes().map(u32::from));
        } else if c < 0x20 {
            out.extend(format!("\\u{c:04x}").bytes().map(u32::from));
        } else {
            out.push(c);
        }
    }
    out.push(0x22);
    out
}
