//! `float.hex` and `float.fromhex`.

use super::parse::{is_c_space, trim};
use crate::error::{Error, Result};

/// `float.hex()`: `0x1.8000000000000p+1`.
pub fn hex(v: f64) -> String {
    if !v.is_finite() {
        return super::repr(v);
    }
    let bits = v.to_bits();
    let sign = if v.is_sign_negative() { "-" } else { "" };
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 && fraction == 0 {
        return format!("{sign}0x0.0p+0");
    }
    let (lead, e) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{e:+}")
}

/// `x × 2^e`, where the result is exact or overflows.
pub(crate) fn ldexp_exact(mut x: f64, mut e: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    while e > 1000 && x.is_finite() {
        x *= 2f64.powi(1000);
        e -= 1000;
    }
    while e < -1000 && x != 0.0 {
        x *= 2f64.powi(-1000);
        e += 1000;
    }
    x * 2f64.powi(e.clamp(-1000, 1000) as i32)
}

/// `float.fromhex`. Errors: `ValueError: invalid hexadecimal floating-point string`,
/// `OverflowError: hexadecimal value too large to represent as a float`.
pub fn fromhex(text: &[u8]) -> Result<f64> {
    let invalid = || Error::value("invalid hexadecimal floating-point string");
    let large = || Error::overflow("hexadecimal value too large to represent as a float");
    let s = trim(text);
    debug_assert!(s.first().is_none_or(|&b| !is_c_space(b)));
    let (negative, body) = match s {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, s),
    };
    let signed = |v: f64| if negative { -v } else { v };
    let lower = body.to_ascii_lowercase();
    match lower.as_slice() {
        b"inf" | b"infinity" => return Ok(signed(f64::INFINITY)),
        b"nan" => return Ok(signed(f64::NAN)),
        _ => {}
    }
    let mut rest = lower.strip_prefix(b"0x".as_slice()).unwrap_or(&lower);
    let hex_run = |s: &[u8]| s.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let n = hex_run(rest);
    let mut digits = rest[..n].to_vec();
    rest = &rest[n..];
    let mut places = 0i64;
    if let [b'.', tail @ ..] = rest {
        let n = hex_run(tail);
        digits.extend_from_slice(&tail[..n]);
        places = n as i64;
        rest = &tail[n..];
    }
    if digits.is_empty() {
        return Err(invalid());
    }
    let mut exponent = 0i64;
    if let [b'p', tail @ ..] = rest {
        let (minus, num) = match tail {
            [b'-', t @ ..] => (true, t),
            [b'+', t @ ..] => (false, t),
            _ => (false, tail),
        };
        if num.is_empty() || !num.iter().all(u8::is_ascii_digit) {
            return Err(invalid());
        }
        for &b in num {
            exponent = (exponent * 10 + i64::from(b - b'0')).min(1 << 50);
        }
        if minus {
            exponent = -exponent;
        }
        rest = &[];
    }
    if !rest.is_empty() {
        return Err(invalid());
    }
    // The first 60 bits or so, the rest folded into one sticky bit.
    let lead = digits.iter().take_while(|&&b| b == b'0').count();
    let significant = &digits[lead..];
    if significant.is_empty() {
        return Ok(signed(0.0));
    }
    let value = |b: u8| u64::from(if b <= b'9' { b - b'0' } else { b - b'a' + 10 });
    let mut m = significant.iter().take(15).fold(0u64, |m, &b| m << 4 | value(b));
    let dropped = significant.len().saturating_sub(15) as i64;
    m = m << 1 | u64::from(significant.iter().skip(15).any(|&b| b != b'0'));
    let e = exponent.saturating_add(4 * (dropped - places) - 1);
    // value = m * 2^e; round to the bits that a double of this magnitude has.
    let top = e.saturating_add(64 - i64::from(m.leading_zeros()));
    if top > 1024 {
        return Err(large());
    }
    let lowest = (top - 53).max(-1074);
    let cut = lowest - e;
    let (m, e) = if cut <= 0 {
        (m, e)
    } else if cut > 64 {
        (0, lowest)
    } else {
        let wide = u128::from(m);
        let half = 1u128 << (cut - 1);
        let low = wide & (2 * half - 1);
        let up = low > half || (low == half && wide & (2 * half) != 0);
        (((wide >> cut) + u128::from(up)) as u64, lowest)
    };
    let v = ldexp_exact(m as f64, e);
    if v.is_infinite() { Err(large()) } else { Ok(signed(v)) }
}
