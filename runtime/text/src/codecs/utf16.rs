//! UTF-16.

use super::Endian;
use super::errors::{CodecError, DecodeErrors, EncodeErrors, Fault, Replacement};
use crate::unit::Unit;

/// Decodes UTF-16. Returns code points, bytes used, and the order found: with [`Endian::Native`] that of the byte order
/// mark, which is dropped, or still `Native` when there was none.
pub fn decode<E>(
    input: &[u8],
    order: Endian,
    errors: &mut DecodeErrors<E>,
    last: bool,
) -> Result<(Vec<u32>, usize, Endian), CodecError<E>> {
    let mut found = order;
    let mut at = 0;
    if order == Endian::Native && input.len() >= 2 {
        found = match input[..2] {
            [0xff, 0xfe] => Endian::Little,
            [0xfe, 0xff] => Endian::Big,
            _ => Endian::Native,
        };
        at = if found == Endian::Native { 0 } else { 2 };
    }
    let big = found == Endian::Big;
    let encoding = if big { "utf-16-be" } else { "utf-16-le" };
    let unit = |i: usize| {
        let b = [*input.get(i)?, *input.get(i + 1)?];
        Some(u32::from(if big { u16::from_be_bytes(b) } else { u16::from_le_bytes(b) }))
    };
    let mut out = Vec::with_capacity(input.len() / 2);
    while at < input.len() {
        let (end, reason) = match unit(at) {
            Some(c) if !(0xd800..0xe000).contains(&c) => {
                out.push(c);
                at += 2;
                continue;
            }
            Some(c) if c >= 0xdc00 => (at + 2, "illegal encoding"),
            Some(c) => match unit(at + 2) {
                Some(d @ 0xdc00..0xe000) => {
                    out.push(0x10000 + ((c & 0x3ff) << 10 | d & 0x3ff));
                    at += 4;
                    continue;
                }
                Some(_) => (at + 2, "illegal UTF-16 surrogate"),
                None if !last => break,
                None => (input.len(), "unexpected end of data"),
            },
            None if !last => break,
            None => (input.len(), "truncated data"),
        };
        at = errors.handle(input, Fault { encoding, start: at, end, reason }, &mut out)?;
    }
    Ok((out, at, found))
}

/// Encodes UTF-16; [`Endian::Native`] is little-endian after a byte order mark. Surrogates are faults.
pub fn encode<U: Unit, E>(s: &[U], order: Endian, errors: &mut EncodeErrors<E>) -> Result<Vec<u8>, CodecError<E>> {
    let encoding = match order {
        Endian::Native => "utf-16",
        Endian::Little => "utf-16-le",
        Endian::Big => "utf-16-be",
    };
    let mut out = Vec::with_capacity(2 * s.len() + 2);
    let put = |out: &mut Vec<u8>, c: u32| {
        let b = c as u16;
        out.extend(if order == Endian::Big { b.to_be_bytes() } else { b.to_le_bytes() });
    };
    if order == Endian::Native {
        put(&mut out, 0xfeff);
    }
    let mut at = 0;
    while let Some(u) = s.get(at) {
        let c = u.code();
        if !(0xd800..0xe000).contains(&c) {
            if c >= 0x10000 {
                put(&mut out, 0xd800 + (c.wrapping_sub(0x10000) >> 10));
                put(&mut out, 0xdc00 + (c & 0x3ff));
            } else {
                put(&mut out, c);
            }
            at += 1;
            continue;
        }
        let fault = Fault { encoding, start: at, end: at + 1, reason: "surrogates not allowed" };
        let (r, next) = errors.handle(s, &fault)?;
        match r {
            Replacement::Bytes(b) if b.len().is_multiple_of(2) => out.extend(b),
            Replacement::Text(t) if t.iter().all(|&c| c < 128) => t.iter().for_each(|&c| put(&mut out, c)),
            _ => return Err(CodecError::Fault(fault)),
        }
        at = next;
    }
    Ok(out)
}
