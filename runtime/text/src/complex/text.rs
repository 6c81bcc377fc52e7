//! `repr(complex)` and `complex(str)`.

use super::Complex;
use crate::error::{Error, Result};
use crate::float::parse::{scan, to_ascii_number, trim, without_underscores};
use crate::float::{Flags, format_code};
use crate::unicode::repr::str_repr;
use crate::unit::Unit;

/// `repr(complex)`: `(1+2j)`, `2j`, `(-0+2j)`.
pub fn repr(z: Complex) -> String {
    let imag = |sign| format_code(z.imag, 'r', 0, Flags { sign, ..Flags::default() });
    if z.real == 0.0 && z.real.is_sign_positive() {
        format!("{}j", imag(false))
    } else {
        format!("({}{}j)", format_code(z.real, 'r', 0, Flags::default()), imag(true))
    }
}

fn number(s: &[u8]) -> Option<Complex> {
    let mut s = trim(s);
    let parenthesised = s.first() == Some(&b'(');
    if parenthesised {
        let [b'(', inner @ .., b')'] = s else {
            return None;
        };
        s = trim(inner);
    }
    let is_j = |s: &[u8]| matches!(s, [b'j' | b'J']);
    if let Some((x, n)) = scan(s) {
        let rest = &s[n..];
        if rest.is_empty() {
            return Some(Complex::new(x, 0.0));
        }
        if is_j(rest) {
            return Some(Complex::new(0.0, x));
        }
        if !matches!(rest[0], b'+' | b'-') {
            return None;
        }
        let (y, n) = scan(rest).unwrap_or((if rest[0] == b'-' { -1.0 } else { 1.0 }, 1));
        return is_j(&rest[n..]).then_some(Complex::new(x, y));
    }
    match s {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some(Complex::new(0.0, 1.0)),
        [b'-', b'j' | b'J'] => Some(Complex::new(0.0, -1.0)),
        _ => None,
    }
}

/// `complex(str)`. Errors: `ValueError: complex() arg is a malformed string`,
/// `could not convert string to complex: '…'` (misplaced underscores).
pub fn parse<U: Unit>(text: &[U]) -> Result<Complex> {
    let s = to_ascii_number(text);
    let clean = if s.contains(&b'_') {
        let Some(c) = without_underscores(&s) else {
            return Err(Error::value(format!("could not convert string to complex: {}", str_repr(text))));
        };
        c
    } else {
        s
    };
    number(&clean).ok_or_else(|| Error::value("complex() arg is a malformed string"))
}
