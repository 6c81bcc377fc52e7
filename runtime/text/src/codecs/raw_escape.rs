//! `raw_unicode_escape`: Latin-1 with `\uXXXX` and `\UXXXXXXXX` (pickle protocol 0).

use super::errors::{CodecError, DecodeErrors, Fault, push_backslash};
use crate::unit::Unit;

/// Decodes; returns code points and bytes used. When not `last`, an unfinished escape at the end is left.
pub fn decode<E>(input: &[u8], errors: &mut DecodeErrors<E>, last: bool) -> Result<(Vec<u32>, usize), CodecError<E>> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    while let Some(&b) = input.get(at) {
        let start = at;
        at += 1;
        if b != b'\\' || (at >= input.len() && last) {
            out.push(u32::from(b));
            continue;
        }
        let (count, mut reason) = match input.get(at) {
            None => return Ok((out, start)),
            Some(b'u') => (4, "truncated \\uXXXX escape"),
            Some(b'U') => (8, "truncated \\UXXXXXXXX escape"),
            Some(&c) => {
                out.extend([u32::from(b), u32::from(c)]);
                at += 1;
                continue;
            }
        };
        at += 1;
        let mut c = 0u32;
        let mut seen = 0;
        while seen < count
            && let Some(d) = input.get(at).and_then(|&b| char::from(b).to_digit(16))
        {
            c = c << 4 | d;
            at += 1;
            seen += 1;
        }
        if seen == count {
            if c <= 0x10ffff {
                out.push(c);
                continue;
            }
            reason = "\\Uxxxxxxxx out of range";
        } else if at >= input.len() && !last {
            return Ok((out, start));
        }
        at = errors.handle(input, Fault { encoding: "rawunicodeescape", start, end: at, reason }, &mut out)?;
    }
    Ok((out, at))
}

/// Encodes: Latin-1 as it is, the rest as escapes.
pub fn encode<U: Unit>(s: &[U]) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    for u in s {
        match u.code() {
            c @ 0..=0xff => out.push(c as u8),
            c => {
                let mut e = String::new();
                push_backslash(c, &mut e);
                out.extend(e.into_bytes());
            }
        }
    }
    out
}
