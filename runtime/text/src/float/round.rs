//! `round(float)` and `round(float, ndigits)`: half to even on the exact decimal value.

use super::convert::to_bigint;
use crate::error::{Error, Result};
use num_bigint::BigInt;

/// `round(x)`: the nearest integer, half to even. Errors as [`to_bigint`].
pub fn round_to_int(v: f64) -> Result<BigInt> {
    if v.is_finite() { to_bigint(v.round_ties_even()) } else { to_bigint(v) }
}

/// `round(x, ndigits)`. Error: `OverflowError: rounded value too large to represent`.
pub fn round_digits(v: f64, ndigits: i64) -> Result<f64> {
    if !v.is_finite() || v == 0.0 || ndigits > 323 {
        return Ok(v);
    }
    if ndigits < -308 {
        return Ok(0.0 * v);
    }
    let text = if ndigits >= 0 {
        format!("{v:.*}", ndigits as usize)
    } else {
        let cut = (-ndigits) as usize;
        let digits = format!("{:.0}", v.abs().trunc());
        let split = digits.len().saturating_sub(cut);
        let (head, tail) = digits.split_at(split);
        let tail = format!("{tail:0>cut$}");
        let half = format!("5{}", "0".repeat(cut - 1));
        let odd = head.bytes().last().is_some_and(|b| b % 2 == 1);
        let up = tail > half || (tail == half && (odd || v.fract() != 0.0));
        let sign = if v < 0.0 { "-" } else { "" };
        format!("{sign}{}", increment(head, up) + "e" + &cut.to_string())
    };
    let r: f64 = text.parse().unwrap_or(v);
    if r.is_infinite() { Err(Error::overflow("rounded value too large to represent")) } else { Ok(r) }
}

fn increment(digits: &str, up: bool) -> String {
    let mut d: Vec<u8> = std::iter::once(b'0').chain(digits.bytes()).collect();
    if up {
        for x in d.iter_mut().rev() {
            if *x == b'9' {
                *x = b'0';
            } else {
                *x += 1;
                break;
            }
        }
    }
    d.into_iter().map(char::from).collect()
}
