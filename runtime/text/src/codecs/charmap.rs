//! Character maps: single-byte encodings given by a table.

use super::errors::{CodecError, DecodeErrors, EncodeErrors, Fault, Replacement};
use crate::unit::Unit;

const UNDEFINED: &str = "character maps to <undefined>";

fn fault(start: usize, end: usize) -> Fault {
    Fault { encoding: "charmap", start, end, reason: UNDEFINED }
}

/// Decodes by a mapping from byte to code points, `None` where it has none.
pub fn decode_with<E>(
    input: &[u8],
    mut map: impl FnMut(u8) -> Result<Option<Vec<u32>>, E>,
    errors: &mut DecodeErrors<E>,
) -> Result<Vec<u32>, CodecError<E>> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    while let Some(&b) = input.get(at) {
        match map(b).map_err(CodecError::Custom)? {
            Some(text) => {
                out.extend(text);
                at += 1;
            }
            None => at = errors.handle(input, fault(at, at + 1), &mut out)?,
        }
    }
    Ok(out)
}

/// Decodes by a table of code points; U+FFFE and what is beyond its end are undefined.
pub fn decode<U: Unit, E>(input: &[u8], table: &[U], errors: &mut DecodeErrors<E>) -> Result<Vec<u32>, CodecError<E>> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    while let Some(&b) = input.get(at) {
        match table.get(usize::from(b)).map(|u| u.code()) {
            Some(c) if c != 0xfffe => {
                out.push(c);
                at += 1;
            }
            _ => at = errors.handle(input, fault(at, at + 1), &mut out)?,
        }
    }
    Ok(out)
}

/// Encodes by a mapping from code point to bytes, `None` where it has none. A fault is a run of those.
pub fn encode<U: Unit, E>(
    s: &[U],
    mut map: impl FnMut(u32) -> Result<Option<Vec<u8>>, E>,
    errors: &mut EncodeErrors<E>,
) -> Result<Vec<u8>, CodecError<E>> {
    let mut map = |c: u32| map(c).map_err(CodecError::Custom);
    let mut out = Vec::with_capacity(s.len());
    let mut at = 0;
    while let Some(u) = s.get(at) {
        if let Some(b) = map(u.code())? {
            out.extend(b);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(u) = s.get(end)
            && map(u.code())?.is_none()
        {
            end += 1;
        }
        let f = fault(at, end);
        let (r, next) = errors.handle(s, &f)?;
        match r {
            Replacement::Bytes(b) => out.extend(b),
            Replacement::Text(t) => {
                for c in t {
                    match map(c)? {
                        Some(b) => out.extend(b),
                        None => return Err(CodecError::Fault(f)),
                    }
                }
            }
        }
        at = next;
    }
    Ok(out)
}
