//! `repr` and `ascii` of str, `repr` of bytes.

use super::properties::is_printable;
use crate::unit::Unit;
use std::fmt::Write;

fn escape(c: u32, out: &mut String) {
    let _ = match c {
        0x09 => out.write_str("\\t"),
        0x0a => out.write_str("\\n"),
        0x0d => out.write_str("\\r"),
        0..=0xff => write!(out, "\\x{c:02x}"),
        0x100..=0xffff => write!(out, "\\u{c:04x}"),
        _ => write!(out, "\\U{c:08x}"),
    };
}

/// The quote `repr` picks: double quotes only when there is a single quote and no double quote inside.
pub fn quote_for(mut units: impl Iterator<Item = u32>) -> char {
    let mut single = false;
    if units.any(|c| {
        single |= c == 0x27;
        c == 0x22
    }) {
        return '\'';
    }
    if single { '"' } else { '\'' }
}

fn quoted<U: Unit>(s: &[U], ascii: bool) -> String {
    let quote = quote_for(s.iter().map(|u| u.code()));
    let mut out = String::with_capacity(s.len() + 2);
    out.push(quote);
    for u in s {
        let c = u.code();
        match char::from_u32(c) {
            Some(ch) if ch == quote || ch == '\\' => {
                out.push('\\');
                out.push(ch);
            }
            Some(ch) if (0x20..0x7f).contains(&c) => out.push(ch),
            Some(ch) if c >= 0x80 && !ascii && is_printable(c) => out.push(ch),
            _ => escape(c, &mut out),
        }
    }
    out.push(quote);
    out
}

/// `repr(str)`: always valid Unicode, since lone surrogates are escaped.
pub fn str_repr<U: Unit>(s: &[U]) -> String {
    quoted(s, false)
}

/// `ascii(str)`
pub fn str_ascii<U: Unit>(s: &[U]) -> String {
    quoted(s, true)
}

/// Escapes what is not ASCII in the text of a `repr`, as `ascii(obj)` does.
pub fn ascii_escape<U: Unit>(s: &[U]) -> String {
    let mut out = String::with_capacity(s.len());
    for u in s {
        match u.code() {
            c @ 0..=0x7f => out.push(c as u8 as char),
            c => escape(c, &mut out),
        }
    }
    out
}

/// `repr(str)` of a Rust string.
pub fn repr(s: &str) -> String {
    str_repr(&crate::unit::code_points(s))
}

/// `repr(bytes)`: `b'...'`
pub fn bytes_repr(s: &[u8]) -> String {
    let quote = quote_for(s.iter().map(|&b| u32::from(b)));
    format!("b{}", bytes_quoted(s, quote))
}

/// The quoted part of `repr(bytearray)` and the like: `'...'` without the b.
pub fn bytes_quoted(s: &[u8], quote: char) -> String {
    let mut out = String::with_capacity(s.len() + 3);
    out.push(quote);
    for &b in s {
        if char::from(b) == quote || b == b'\\' {
            out.push('\\');
            out.push(char::from(b));
        } else if (0x20..0x7f).contains(&b) {
            out.push(char::from(b));
        } else {
            escape(u32::from(b), &mut out);
        }
    }
    out.push(quote);
    out
}
