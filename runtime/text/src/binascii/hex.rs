//! Hexadecimal digits: `binascii.hexlify`, `unhexlify`, `bytes.hex`, `bytes.fromhex`.

use super::error;
use crate::error::{Error, Result};
use crate::float::parse::is_c_space;
use crate::unit::Unit;

/// `bytes.hex(sep, bytes_per_sep)`: groups are counted from the right, or from the left when negative.
pub fn encode(data: &[u8], sep: Option<u8>, bytes_per_sep: i64) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let every = bytes_per_sep.unsigned_abs() as usize;
    let mut out = String::with_capacity(data.len() * 2);
    for (i, &b) in data.iter().enumerate() {
        if let Some(s) = sep
            && every > 0
            && i > 0
        {
            let from = if bytes_per_sep > 0 { data.len() - i } else { i };
            if from.is_multiple_of(every) {
                out.push(char::from(s));
            }
        }
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

/// The separator given to `hex`. Errors: `ValueError: sep must be length 1.`, `sep must be ASCII.`
pub fn separator<U: Unit>(sep: &[U]) -> Result<u8> {
    match sep {
        [u] if u.code() < 128 => Ok(u.code() as u8),
        [_] => Err(Error::value("sep must be ASCII.")),
        _ => Err(Error::value("sep must be length 1.")),
    }
}

fn digit<U: Unit>(u: U) -> Option<u8> {
    char::from_u32(u.code()).and_then(|c| c.to_digit(16)).map(|d| d as u8)
}

/// `binascii.unhexlify`; `binascii.Error: Odd-length string`, `Non-hexadecimal digit found`.
pub fn unhexlify(data: &[u8]) -> Result<Vec<u8>> {
    if !data.len().is_multiple_of(2) {
        return Err(error("Odd-length string"));
    }
    let pair = |p: &[u8]| Some(digit(p[0])? << 4 | digit(p[1])?);
    data.chunks_exact(2).map(pair).collect::<Option<_>>().ok_or_else(|| error("Non-hexadecimal digit found"))
}

/// `bytes.fromhex`: ASCII white space between bytes is skipped.
/// `ValueError: non-hexadecimal number found in fromhex() arg at position 1`,
/// `fromhex() arg must contain an even number of hexadecimal digits`.
pub fn fromhex<U: Unit>(s: &[U]) -> Result<Vec<u8>> {
    let bad = |i: usize| Error::value(format!("non-hexadecimal number found in fromhex() arg at position {i}"));
    // Beyond ASCII nothing is right; the first such character is the one reported.
    if let Some(i) = s.iter().position(|u| u.code() >= 128) {
        return Err(bad(i));
    }
    let mut out = Vec::with_capacity(s.len() / 2);
    let mut at = 0;
    while let Some(&u) = s.get(at) {
        if is_c_space(u.code() as u8) {
            at += 1;
            continue;
        }
        let high = digit(u).ok_or_else(|| bad(at))?;
        let Some(&next) = s.get(at + 1) else {
            return Err(Error::value("fromhex() arg must contain an even number of hexadecimal digits"));
        };
        let low = digit(next).ok_or_else(|| bad(at + 1))?;
        out.push(high << 4 | low);
        at += 2;
    }
    Ok(out)
}
