//! ASCII and Latin-1.

use super::errors::{CodecError, DecodeErrors, EncodeErrors, Fault, Replacement};
use crate::unit::Unit;

/// Decodes ASCII; faults are single bytes: `ordinal not in range(128)`.
pub fn decode_ascii<E>(input: &[u8], errors: &mut DecodeErrors<E>) -> Result<Vec<u32>, CodecError<E>> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    while let Some(&b) = input.get(at) {
        if b < 128 {
            out.push(u32::from(b));
            at += 1;
        } else {
            let reason = "ordinal not in range(128)";
            at = errors.handle(input, Fault { encoding: "ascii", start: at, end: at + 1, reason }, &mut out)?;
        }
    }
    Ok(out)
}

/// Decodes Latin-1: every byte is its code point. (A string of the 1-byte kind is the bytes themselves.)
pub fn decode_latin1(input: &[u8]) -> Vec<u32> {
    input.iter().map(|&b| u32::from(b)).collect()
}

fn encode<U: Unit, E>(
    s: &[U],
    limit: u32,
    encoding: &'static str,
    reason: &'static str,
    errors: &mut EncodeErrors<E>,
) -> Result<Vec<u8>, CodecError<E>> {
    let mut out = Vec::with_capacity(s.len());
    let mut at = 0;
    while let Some(u) = s.get(at) {
        if u.code() < limit {
            out.push(u.code() as u8);
            at += 1;
            continue;
        }
        let end = at + s[at..].iter().take_while(|u| u.code() >= limit).count();
        let mut fault = Fault { encoding, start: at, end, reason };
        if errors.take_escaped(s, &mut fault, &mut out) {
            at = end;
            continue;
        }
        let (r, next) = errors.handle(s, &fault)?;
        match r {
            Replacement::Bytes(b) => out.extend(b),
            Replacement::Text(t) if t.iter().all(|&c| c < limit) => out.extend(t.iter().map(|&c| c as u8)),
            Replacement::Text(_) => return Err(CodecError::Fault(fault)),
        }
        at = next;
    }
    Ok(out)
}

/// Encodes ASCII; a fault is a run: `ordinal not in range(128)`.
pub fn encode_ascii<U: Unit, E>(s: &[U], errors: &mut EncodeErrors<E>) -> Result<Vec<u8>, CodecError<E>> {
    encode(s, 128, "ascii", "ordinal not in range(128)", errors)
}

/// Encodes Latin-1; a fault is a run: `ordinal not in range(256)`.
pub fn encode_latin1<U: Unit, E>(s: &[U], errors: &mut EncodeErrors<E>) -> Result<Vec<u8>, CodecError<E>> {
    encode(s, 256, "latin-1", "ordinal not in range(256)", errors)
}
