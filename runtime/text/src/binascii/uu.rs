//! Uuencoding, a line at a time.

use super::error;
use crate::error::Result;

/// `binascii.a2b_uu`; `binascii.Error: Missing length byte`, `Illegal char`, `Trailing garbage`.
pub fn decode(line: &[u8]) -> Result<Vec<u8>> {
    let Some((&first, mut rest)) = line.split_first() else {
        return Err(error("Missing length byte"));
    };
    let want = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(want);
    let (mut buffer, mut bits) = (0u32, 0);
    while out.len() < want {
        let v = match rest.first() {
            None | Some(b'\n' | b'\r') => 0,
            Some(&b) if (b' '..=b' ' + 64).contains(&b) => (b - b' ') & 63,
            Some(_) => return Err(error("Illegal char")),
        };
        rest = rest.get(1..).unwrap_or(&[]);
        buffer = (buffer << 6 | u32::from(v)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
        }
    }
    if rest.iter().all(|b| matches!(b, b' ' | b'`' | b'\n' | b'\r')) { Ok(out) } else { Err(error("Trailing garbage")) }
}

/// `binascii.b2a_uu(data, backtick=…)`; `binascii.Error: At most 45 bytes at once`.
pub fn encode(data: &[u8], backtick: bool) -> Result<Vec<u8>> {
    if data.len() > 45 {
        return Err(error("At most 45 bytes at once"));
    }
    let put = |v: u8| if backtick && v == 0 { b'`' } else { v + b' ' };
    let mut out = vec![put(data.len() as u8)];
    for chunk in data.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let v = at(0) << 16 | at(1) << 8 | at(2);
        out.extend((0..4).map(|i| put((v >> (18 - 6 * i) & 63) as u8)));
    }
    out.push(b'\n');
    Ok(out)
}
