//! UTF-7 (RFC 2152).

use super::errors::{CodecError, DecodeErrors, Fault};
use crate::unit::Unit;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn value(b: u8) -> Option<u32> {
    ALPHABET.iter().position(|&x| x == b).map(|i| i as u32)
}

#[derive(Default)]
struct Shift {
    on: bool,
    bits: u32,
    buffer: u32,
    surrogate: u32,
    /// Where the section began, in the input and in the output.
    start: usize,
    out_start: usize,
}

impl Shift {
    /// Takes six bits; writes a code point when sixteen are together.
    fn push(&mut self, six: u32, out: &mut Vec<u32>) {
        self.buffer = self.buffer << 6 | six;
        self.bits += 6;
        if self.bits < 16 {
            return;
        }
        self.bits -= 16;
        let c = self.buffer >> self.bits;
        self.buffer &= (1 << self.bits) - 1;
        let high = std::mem::take(&mut self.surrogate);
        if high != 0 {
            if (0xdc00..0xe000).contains(&c) {
                out.push(0x10000 + ((high & 0x3ff) << 10 | c & 0x3ff));
                return;
            }
            out.push(high);
        }
        if (0xd800..0xdc00).contains(&c) {
            self.surrogate = c;
        } else {
            out.push(c);
        }
    }
}

/// Decodes; returns code points and bytes used. When not `last`, an unfinished shifted section is left.
pub fn decode<E>(input: &[u8], errors: &mut DecodeErrors<E>, last: bool) -> Result<(Vec<u32>, usize), CodecError<E>> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    let mut shift = Shift::default();
    loop {
        while let Some(&b) = input.get(at) {
            let mut reason = "";
            if shift.on {
                if let Some(six) = value(b) {
                    shift.push(six, &mut out);
                    at += 1;
                    continue;
                }
                shift.on = false;
                if shift.bits >= 6 {
                    at += 1;
                    reason = "partial character in shift sequence";
                } else if shift.bits > 0 && shift.buffer != 0 {
                    at += 1;
                    reason = "non-zero padding bits in shift sequence";
                } else {
                    let high = std::mem::take(&mut shift.surrogate);
                    if high != 0 && b < 128 && b != b'+' {
                        out.push(high);
                    }
                    at += usize::from(b == b'-');
                    continue;
                }
            } else if b == b'+' {
                shift.start = at;
                at += 1;
                match input.get(at) {
                    Some(b'-') => {
                        at += 1;
                        out.push(u32::from(b'+'));
                    }
                    Some(&c) if value(c).is_none() => {
                        at += 1;
                        reason = "ill-formed sequence";
                    }
                    _ => shift = Shift { on: true, start: shift.start, out_start: out.len(), ..Shift::default() },
                }
            } else if b < 128 {
                out.push(u32::from(b));
                at += 1;
            } else {
                shift.start = at;
                at += 1;
                reason = "unexpected special character";
            }
            if !reason.is_empty() {
                let fault = Fault { encoding: "utf7", start: shift.start, end: at, reason };
                at = errors.handle(input, fault, &mut out)?;
            }
        }
        if shift.on && last {
            shift.on = false;
            if shift.surrogate != 0 || shift.bits >= 6 || (shift.bits > 0 && shift.buffer != 0) {
                let reason = "unterminated shift sequence";
                let fault = Fault { encoding: "utf7", start: shift.start, end: input.len(), reason };
                at = errors.handle(input, fault, &mut out)?;
                if at < input.len() {
                    continue;
                }
            }
        }
        if shift.on {
            out.truncate(shift.out_start);
            return Ok((out, shift.start));
        }
        return Ok((out, at));
    }
}

fn is_direct(c: u32) -> bool {
    matches!(c, 9 | 10 | 13 | 0x20..=0x7d) && c != 0x2b && c != 0x5c
}

/// Encodes; every code point can be, surrogates too.
pub fn encode<U: Unit>(s: &[U]) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    let (mut shifted, mut bits, mut buffer) = (false, 0u32, 0u64);
    let digit = |v: u64| ALPHABET[(v & 63) as usize];
    for u in s {
        let c = u.code();
        if shifted && is_direct(c) {
            if bits > 0 {
                out.push(digit(buffer << (6 - bits)));
            }
            (shifted, bits, buffer) = (false, 0, 0);
            if value(c as u8).is_some() || c == 0x2d {
                out.push(b'-');
            }
            out.push(c as u8);
            continue;
        }
        if !shifted {
            if c == 0x2b {
                out.extend(b"+-");
                continue;
            }
            if is_direct(c) {
                out.push(c as u8);
                continue;
            }
            out.push(b'+');
            shifted = true;
        }
        let mut put = |half: u32| {
            buffer = buffer << 16 | u64::from(half);
            bits += 16;
            while bits >= 6 {
                out.push(digit(buffer >> (bits - 6)));
                bits -= 6;
            }
            buffer &= (1 << bits) - 1;
        };
        if c >= 0x10000 {
            put(0xd800 + (c.wrapping_sub(0x10000) >> 10 & 0x3ff));
            put(0xdc00 + (c & 0x3ff));
        } else {
            put(c);
        }
    }
    if bits > 0 {
        out.push(digit(buffer << (6 - bits)));
    }
    if shifted {
        out.push(b'-');
    }
    out
}
