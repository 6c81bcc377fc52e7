//! `float(str)` and the scanning of a decimal number at the head of a text.

use crate::error::{Error, Result};
use crate::unicode::properties as p;
use crate::unicode::repr;
use crate::unit::Unit;

/// What `int()`, `float()` and `complex()` do first: code points become ASCII: white space a blank, decimal digits of
/// any script 0-9; from the first other non-ASCII code point on nothing but a `?`. Pure ASCII text is left as it is.
pub(crate) fn to_ascii_number<U: Unit>(s: &[U]) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    if s.iter().all(|u| u.code() < 128) {
        out.extend(s.iter().map(|u| u.code() as u8));
        return out;
    }
    for u in s {
        let c = u.code();
        if c < 127 {
            out.push(c as u8);
        } else if p::is_space(c) {
            out.push(b' ');
        } else if let Some(d) = p::decimal(c) {
            out.push(b'0' + d);
        } else {
            out.push(b'?');
            break;
        }
    }
    out
}

/// White space of the C locale.
pub(crate) fn is_c_space(b: u8) -> bool {
    matches!(b, b' ' | 9..=13)
}

pub(crate) fn trim(mut s: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = s
        && is_c_space(*first)
    {
        s = rest;
    }
    while let [rest @ .., last] = s
        && is_c_space(*last)
    {
        s = rest;
    }
    s
}

/// The float at the head of `s` and its length: sign, digits, point, exponent, or inf, infinity, nan in any case.
/// No white space, no underscores.
pub fn scan(s: &[u8]) -> Option<(f64, usize)> {
    let at = |i: usize| s.get(i).copied().unwrap_or(0);
    let mut i = 0;
    let negative = at(0) == b'-';
    if negative || at(0) == b'+' {
        i = 1;
    }
    let sign = if negative { -1.0 } else { 1.0 };
    let word = |w: &[u8]| s.get(i..i + w.len()).is_some_and(|t| t.eq_ignore_ascii_case(w));
    if word(b"infinity") {
        return Some((sign * f64::INFINITY, i + 8));
    }
    if word(b"inf") {
        return Some((sign * f64::INFINITY, i + 3));
    }
    if word(b"nan") {
        return Some((f64::NAN.copysign(sign), i + 3));
    }
    let digits = |mut i: usize| {
        let start = i;
        while at(i).is_ascii_digit() {
            i += 1;
        }
        i - start
    };
    let whole = digits(i);
    let mut end = i + whole;
    let mut places = 0;
    if at(end) == b'.' {
        places = digits(end + 1);
        if whole + places > 0 {
            end += 1 + places;
        }
    }
    if whole + places == 0 {
        return None;
    }
    if at(end) | 32 == b'e' {
        let sign = usize::from(matches!(at(end + 1), b'+' | b'-'));
        let n = digits(end + 1 + sign);
        if n > 0 {
            end += 1 + sign + n;
        }
    }
    let text = std::str::from_utf8(s.get(..end)?).ok()?;
    text.parse().ok().map(|v| (v, end))
}

/// Removes the underscores that stand between digits; `None` when one stands elsewhere.
pub(crate) fn without_underscores(s: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(s.len());
    let mut previous = 0;
    for &b in s {
        if b == b'_' {
            if !u8::is_ascii_digit(&previous) {
                return None;
            }
        } else {
            if previous == b'_' && !b.is_ascii_digit() {
                return None;
            }
            out.push(b);
        }
        previous = b;
    }
    (previous != b'_').then_some(out)
}

fn parse(s: &[u8]) -> Option<f64> {
    let s = trim(s);
    let clean;
    let s = if s.contains(&b'_') {
        clean = without_underscores(s)?;
        &clean
    } else {
        s
    };
    scan(s).filter(|&(_, n)| n == s.len()).map(|(v, _)| v)
}

/// `float(str)`; `ValueError: could not convert string to float: '…'`.
pub fn parse_str<U: Unit>(s: &[U]) -> Result<f64> {
    parse(&to_ascii_number(s))
        .ok_or_else(|| Error::value(format!("could not convert string to float: {}", repr::str_repr(s))))
}

/// `float(bytes)`
pub fn parse_bytes(s: &[u8]) -> Result<f64> {
    parse(s).ok_or_else(|| Error::value(format!("could not convert string to float: {}", repr::bytes_repr(s))))
}

/// The value of a float literal of source text (underscores allowed, already known to be well formed).
pub fn parse_literal(s: &str) -> Option<f64> {
    parse(s.as_bytes())
}
