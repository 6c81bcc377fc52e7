//! Base 64 (RFC 4648).

use super::error;
use crate::error::Result;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn value(b: u8) -> Option<u8> {
    Some(match b {
        b'A'..=b'Z' => b - b'A',
        b'a'..=b'z' => b - b'a' + 26,
        b'0'..=b'9' => b - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// `binascii.b2a_base64(data, newline=…)`
pub fn encode(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for chunk in data.chunks(3) {
        let at = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let v = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            out.push(if i <= chunk.len() { ALPHABET[(v >> (18 - 6 * i) & 63) as usize] } else { b'=' });
        }
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// `binascii.a2b_base64(data, strict_mode=…)`. Errors are `binascii.Error`: `Incorrect padding`,
/// `Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4`, and in strict
/// mode `Leading padding not allowed`, `Only base64 data is allowed`, `Excess data after padding`,
/// `Discontinuous padding not allowed`, `Excess padding not allowed`.
pub fn decode(data: &[u8], strict: bool) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len() / 4 * 3);
    let (mut quad, mut left, mut pads) = (0usize, 0u8, 0usize);
    let one_more = |n: usize| {
        error(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            n / 3 * 4 + 1
        ))
    };
    for (i, &b) in data.iter().enumerate() {
        if b == b'=' {
            pads += 1;
            if strict {
                match quad {
                    0 if i == 0 => return Err(error("Leading padding not allowed")),
                    1 => return Err(one_more(out.len())),
                    _ if quad == 0 || quad + pads > 4 => {
                        return Err(error("Excess padding not allowed"));
                    }
                    _ => {}
                }
            }
            continue;
        }
        let Some(v) = value(b) else {
            if strict {
                return Err(error("Only base64 data is allowed"));
            }
            continue;
        };
        if strict && pads > 0 {
            return Err(error(if quad + pads == 4 {
                "Excess data after padding"
            } else {
                "Discontinuous padding not allowed"
            }));
        }
        pads = 0;
        match quad {
            0 => left = v,
            1 => {
                out.push(left << 2 | v >> 4);
                left = v & 15;
            }
            2 => {
                out.push(left << 4 | v >> 2);
                left = v & 3;
            }
            _ => out.push(left << 6 | v),
        }
        quad = (quad + 1) % 4;
    }
    match quad {
        0 => Ok(out),
        1 => Err(one_more(out.len())),
        _ if quad + pads < 4 => Err(error("Incorrect padding")),
        _ => Ok(out),
    }
}
