//! UTF-8, and UTF-8 with a signature.

use super::errors::{CodecError, DecodeErrors, EncodeErrors, Fault, Replacement};
use crate::unit::Unit;

/// Decodes UTF-8. Returns code points and how many bytes were used: all when `last`, else an unfinished sequence at the
/// end is left, be it the beginning of a surrogate. Valid input is quicker through `std::str::from_utf8`.
pub fn decode<E>(input: &[u8], errors: &mut DecodeErrors<E>, last: bool) -> Result<(Vec<u32>, usize), CodecError<E>> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    loop {
        let rest = input.get(at..).unwrap_or(&[]);
        let bad = match std::str::from_utf8(rest) {
            Ok(s) => {
                out.extend(s.chars().map(u32::from));
                return Ok((out, input.len()));
            }
            Err(e) => e,
        };
        let good = bad.valid_up_to();
        if let Ok(s) = std::str::from_utf8(&rest[..good]) {
            out.extend(s.chars().map(u32::from));
        }
        let start = at + good;
        let (end, reason) = match bad.error_len() {
            None if !last => return Ok((out, start)),
            Some(_) if !last && matches!(input[start..], [0xed, 0xa0..=0xbf]) => {
                return Ok((out, start));
            }
            None => (input.len(), "unexpected end of data"),
            Some(n) if matches!(input[start], 0xc2..=0xf4) => (start + n, "invalid continuation byte"),
            Some(_) => (start + 1, "invalid start byte"),
        };
        at = errors.handle(input, Fault { encoding: "utf-8", start, end, reason }, &mut out)?;
    }
}

/// Decodes UTF-8 after an optional signature EF BB BF (`utf-8-sig`, from the beginning of the stream). When fewer than
/// three bytes that may be a signature are there and more may come, nothing is used.
pub fn decode_sig<E>(
    input: &[u8],
    errors: &mut DecodeErrors<E>,
    last: bool,
) -> Result<(Vec<u32>, usize), CodecError<E>> {
    const SIG: &[u8] = b"\xef\xbb\xbf";
    if input.len() < 3 && SIG.starts_with(input) && !last {
        return Ok((Vec::new(), 0));
    }
    match input.strip_prefix(SIG) {
        Some(rest) => decode(rest, errors, last).map(|(s, n)| (s, n + 3)),
        None => decode(input, errors, last),
    }
}

/// Encodes UTF-8. Surrogates are faults: `surrogates not allowed`.
pub fn encode<U: Unit, E>(s: &[U], errors: &mut EncodeErrors<E>) -> Result<Vec<u8>, CodecError<E>> {
    let mut out = Vec::with_capacity(s.len());
    let mut at = 0;
    while let Some(u) = s.get(at) {
        if let Some(c) = char::from_u32(u.code()) {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            at += 1;
            continue;
        }
        let end = at + s[at..].iter().take_while(|u| (0xd800..0xe000).contains(&u.code())).count();
        let mut fault = Fault { encoding: "utf-8", start: at, end: end.max(at + 1), reason: "surrogates not allowed" };
        if errors.take_escaped(s, &mut fault, &mut out) {
            at = fault.end;
            continue;
        }
        let (r, next) = errors.handle(s, &fault)?;
        match r {
            Replacement::Bytes(b) => out.extend(b),
            Replacement::Text(t) if t.iter().all(|&c| c < 128) => out.extend(t.iter().map(|&c| c as u8)),
            Replacement::Text(_) => return Err(CodecError::Fault(fault)),
        }
        at = next;
    }
    Ok(out)
}
