//! UTF-32.

use super::Endian;
use super::errors::{CodecError, DecodeErrors, EncodeErrors, Fault, Replacement};
use crate::unit::Unit;

/// Decodes UTF-32. Returns code points, bytes used, and the order found, as [`super::utf16::decode`] does.
pub fn decode<E>(
    input: &[u8],
    order: Endian,
    errors: &mut DecodeErrors<E>,
    last: bool,
) -> Result<(Vec<u32>, usize, Endian), CodecError<E>> {
    let mut found = order;
    let mut at = 0;
    if order == Endian::Native && input.len() >= 4 {
        found = match input[..4] {
            [0xff, 0xfe, 0, 0] => Endian::Little,
            [0, 0, 0xfe, 0xff] => Endian::Big,
            _ => Endian::Native,
        };
        at = if found == Endian::Native { 0 } else { 4 };
    }
    let big = found == Endian::Big;
    let encoding = if big { "utf-32-be" } else { "utf-32-le" };
    let mut out = Vec::with_capacity(input.len() / 4);
    while at < input.len() {
        let (end, reason) = match input.get(at..at + 4) {
            Some(&[a, b, c, d]) => {
                let x = if big { u32::from_be_bytes([a, b, c, d]) } else { u32::from_le_bytes([a, b, c, d]) };
                match x {
                    0xd800..0xe000 => (at + 4, "code point in surrogate code point range(0xd800, 0xe000)"),
                    0x110000.. => (at + 4, "code point not in range(0x110000)"),
                    _ => {
                        out.push(x);
                        at += 4;
                        continue;
                    }
                }
            }
            _ if !last => break,
            _ => (input.len(), "truncated data"),
        };
        at = errors.handle(input, Fault { encoding, start: at, end, reason }, &mut out)?;
    }
    Ok((out, at, found))
}

/// Encodes UTF-32; [`Endian::Native`] is little-endian after a byte order mark. Surrogates are faults.
pub fn encode<U: Unit, E>(s: &[U], order: Endian, errors: &mut EncodeErrors<E>) -> Result<Vec<u8>, CodecError<E>> {
    let encoding = match order {
        Endian::Native => "utf-32",
        Endian::Little => "utf-32-le",
        Endian::Big => "utf-32-be",
    };
    let put = |out: &mut Vec<u8>, c: u32| {
        out.extend(if order == Endian::Big { c.to_be_bytes() } else { c.to_le_bytes() });
    };
    let mut out = Vec::with_capacity(4 * s.len() + 4);
    if order == Endian::Native {
        put(&mut out, 0xfeff);
    }
    let mut at = 0;
    while let Some(u) = s.get(at) {
        let c = u.code();
        if !(0xd800..0xe000).contains(&c) {
            put(&mut out, c);
            at += 1;
            continue;
        }
        let fault = Fault { encoding, start: at, end: at + 1, reason: "surrogates not allowed" };
        let (r, next) = errors.handle(s, &fault)?;
        match r {
            Replacement::Bytes(b) if b.len().is_multiple_of(4) => out.extend(b),
            Replacement::Text(t) if t.iter().all(|&c| c < 128) => t.iter().for_each(|&c| put(&mut out, c)),
            _ => return Err(CodecError::Fault(fault)),
        }
        at = next;
    }
    Ok(out)
}
