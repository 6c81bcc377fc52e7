//! `int(str, base)`, `str(int)`, `bin`, `oct`, `hex`.

use crate::error::{Error, Result};
use crate::float::parse::{is_c_space, to_ascii_number, trim};
use crate::unicode::repr::{bytes_repr, str_repr};
use crate::unit::Unit;
use num_bigint::{BigInt, Sign};
use num_traits::Zero;

/// `sys.int_info.default_max_str_digits`; a limit of 0 means none.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;
/// `sys.int_info.str_digits_check_threshold`: text this short is never refused.
pub const STR_DIGITS_CHECK_THRESHOLD: usize = 640;

enum Failure {
    Invalid,
    TooLong(usize),
}

fn digit_value(b: u8) -> u32 {
    char::from(b).to_digit(36).unwrap_or(99)
}

/// The digits of `s` (sign and white space gone, underscores checked and dropped).
fn parse_ascii(s: &[u8], base: u32, limit: usize) -> std::result::Result<BigInt, Failure> {
    let mut s = {
        let mut t = s;
        while let [b, rest @ ..] = t
            && is_c_space(*b)
        {
            t = rest;
        }
        t
    };
    let mut negative = false;
    if let [sign @ (b'+' | b'-'), rest @ ..] = s {
        negative = *sign == b'-';
        s = rest;
    }
    let prefix = match s {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let mut only_zero = false;
    let mut radix = base;
    if base == 0 {
        radix = if prefix != 0 {
            prefix
        } else {
            only_zero = s.first() == Some(&b'0');
            10
        };
    }
    if prefix != 0 && radix == prefix {
        s = &s[2..];
        if let [b'_', rest @ ..] = s {
            s = rest;
        }
    }
    if s.first() == Some(&b'_') {
        return Err(Failure::Invalid);
    }
    let mut digits = Vec::with_capacity(s.len());
    let mut end = 0;
    let mut previous = 0;
    for &b in s {
        if b == b'_' {
            if previous == b'_' {
                return Err(Failure::Invalid);
            }
        } else {
            let d = digit_value(b);
            if d >= radix {
                break;
            }
            digits.push(d as u8);
        }
        previous = b;
        end += 1;
    }
    if previous == b'_' || end == 0 {
        return Err(Failure::Invalid);
    }
    if !trim(&s[end..]).is_empty() {
        return Err(Failure::Invalid);
    }
    if limit > 0 && !radix.is_power_of_two() && digits.len() > limit.max(STR_DIGITS_CHECK_THRESHOLD) {
        return Err(Failure::TooLong(digits.len()));
    }
    let mut v = BigInt::zero();
    if digits.len() <= 12 {
        v += digits.iter().fold(0i64, |v, &d| v * i64::from(radix) + i64::from(d));
    } else {
        v = BigInt::from_radix_be(Sign::Plus, &digits, radix).unwrap_or_default();
    }
    if only_zero && !v.is_zero() {
        return Err(Failure::Invalid);
    }
    Ok(if negative { -v } else { v })
}

fn check_base(base: i64) -> Result<u32> {
    if base == 0 || (2..=36).contains(&base) {
        Ok(base as u32)
    } else {
        Err(Error::value("int() base must be >= 2 and <= 36, or 0"))
    }
}

fn failed(f: Failure, base: i64, limit: usize, repr: impl FnOnce() -> String) -> Error {
    match f {
        Failure::TooLong(n) => Error::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {n} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        )),
        Failure::Invalid => {
            let repr: String = repr().chars().take(200).collect();
            Error::value(format!("invalid literal for int() with base {base}: {repr}"))
        }
    }
}

/// `int(str, base)`; base 0 reads the prefix. `limit` is `sys.get_int_max_str_digits()`, 0 for none. Errors:
/// `ValueError: invalid literal for int() with base 10: '…'`, `int() base must be >= 2 and <= 36, or 0`,
/// `Exceeds the limit (4300 digits) for integer string conversion: value has … digits; …`.
pub fn parse_str<U: Unit>(s: &[U], base: i64, limit: usize) -> Result<BigInt> {
    let radix = check_base(base)?;
    parse_ascii(&to_ascii_number(s), radix, limit).map_err(|f| failed(f, base, limit, || str_repr(s)))
}

/// `int(bytes, base)`
pub fn parse_bytes(s: &[u8], base: i64, limit: usize) -> Result<BigInt> {
    let radix = check_base(base)?;
    parse_ascii(s, radix, limit).map_err(|f| failed(f, base, limit, || bytes_repr(s)))
}

/// The fast path of `int(str)`: plain ASCII decimal digits with an optional sign, at most 18 of them.
pub fn parse_small<U: Unit>(s: &[U]) -> Option<i64> {
    let (negative, digits) = match s.first()?.code() {
        0x2d => (true, &s[1..]),
        0x2b => (false, &s[1..]),
        _ => (false, s),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut v = 0i64;
    for u in digits {
        let d = u.code().wrapping_sub(0x30);
        if d > 9 {
            return None;
        }
        v = v * 10 + i64::from(d);
    }
    Some(if negative { -v } else { v })
}

/// `str(int)`. Error: `ValueError: Exceeds the limit (4300 digits) for integer string conversion; use
/// sys.set_int_max_str_digits() to increase the limit`.
pub fn to_decimal(n: &BigInt, limit: usize) -> Result<String> {
    let refuse = || {
        Error::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    let limited = limit > 0;
    let limit = limit.max(STR_DIGITS_CHECK_THRESHOLD);
    // The logarithm of 10 to base 2 is above 3.32: no need to convert what cannot pass.
    if limited && n.bits() as f64 > (limit as f64 + 1.0) * 3.33 {
        return Err(refuse());
    }
    let s = n.to_string();
    if limited && s.len() - usize::from(n.sign() == Sign::Minus) > limit {
        return Err(refuse());
    }
    Ok(s)
}

fn prefixed(n: &BigInt, radix: u32, prefix: &str) -> String {
    let sign = if n.sign() == Sign::Minus { "-" } else { "" };
    format!("{sign}{prefix}{}", n.magnitude().to_str_radix(radix))
}

/// `bin(int)`
pub fn bin(n: &BigInt) -> String {
    prefixed(n, 2, "0b")
}

/// `oct(int)`
pub fn oct(n: &BigInt) -> String {
    prefixed(n, 8, "0o")
}

/// `hex(int)`
pub fn hex(n: &BigInt) -> String {
    prefixed(n, 16, "0x")
}
