//! Float to text: `repr`, and the codes `e f g r` that `format`, `%` and complex numbers build on.

use super::digits::{self, Digits};
use std::fmt::Write;

/// What modifies a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// A plus sign before what is not negative.
    pub sign: bool,
    /// `.0` after what would look like an integer (as `repr` has it).
    pub add_dot_0: bool,
    /// Alternate form: the point is kept, `g` keeps trailing zeros.
    pub alt: bool,
    /// A negative value that rounds to zero loses its sign (`z` of PEP 682).
    pub no_neg_0: bool,
}

/// `repr(float)`
pub fn repr(v: f64) -> String {
    let mut out = String::with_capacity(24);
    write_repr(v, &mut out);
    out
}

/// Appends `repr(float)`.
pub fn write_repr(v: f64, out: &mut String) {
    write_code(v, b'r', 0, Flags { add_dot_0: true, ..Flags::default() }, out);
}

/// A float by code: `e E f F g G` with precision, or `r` (shortest digits; precision ignored). Any other code acts as
/// `r`. Correctly rounded at every precision.
pub fn format_code(v: f64, code: char, precision: usize, flags: Flags) -> String {
    let mut out = String::with_capacity(24);
    write_code(v, code as u8, precision, flags, &mut out);
    out
}

fn write_code(v: f64, code: u8, precision: usize, flags: Flags, out: &mut String) {
    let upper = code.is_ascii_uppercase();
    if !v.is_finite() {
        let text = if v.is_nan() { "nan" } else { "inf" };
        if v.is_sign_negative() && !v.is_nan() {
            out.push('-');
        } else if flags.sign {
            out.push('+');
        }
        out.extend(text.chars().map(|c| if upper { c.to_ascii_uppercase() } else { c }));
        return;
    }
    let code = code.to_ascii_lowercase();
    if code == b'f' && precision <= digits::MOST {
        return write_fixed(v, precision, flags, out);
    }
    let precision = precision.min(1 << 40) as i64;
    let sig = if code == b'g' { precision.max(1) } else { precision + 1 };
    let Digits { digits, point } = match code {
        b'f' => digits::places(v, precision as usize),
        b'e' | b'g' => digits::significant(v, sig as usize),
        _ => digits::shortest(v),
    };
    let mut point = i64::from(point);
    let len = digits.len() as i64;
    let mut end = len;
    let mut scientific = false;
    match code {
        b'e' => {
            scientific = true;
            end = sig;
        }
        b'f' => end = point + precision,
        b'g' => {
            scientific = point <= -4 || point > sig - i64::from(flags.add_dot_0);
            if flags.alt {
                end = sig;
            }
        }
        _ => scientific = point <= -4 || point > 16,
    }
    if code == b'f' && digits.is_empty() {
        point = 0;
        end = precision;
    }
    let mut exponent = 0;
    if scientific {
        exponent = point - 1;
        point = 1;
    }
    let start = if point <= 0 { point - 1 } else { 0 };
    let least = if !scientific && flags.add_dot_0 { point + 1 } else { point };
    end = end.max(least).max(len);

    let is_zero = digits.iter().all(|&d| d == b'0');
    if v.is_sign_negative() && !(flags.no_neg_0 && is_zero) {
        out.push('-');
    } else if flags.sign {
        out.push('+');
    }
    for pos in start..end {
        // Positions count from the first digit; those before it and behind the last are zeros.
        let d = if pos < 0 { None } else { digits.get(pos as usize) };
        out.push(d.map_or('0', |&d| d as char));
        if pos + 1 == point || (point <= 0 && pos == start) {
            out.push('.');
        }
    }
    if out.ends_with('.') && !flags.alt {
        out.pop();
    }
    if scientific {
        out.push(if upper { 'E' } else { 'e' });
        out.push(if exponent < 0 { '-' } else { '+' });
        if exponent.abs() < 10 {
            out.push('0');
        }
        out.push_str(&exponent.abs().to_string());
    }
}

/// The code `f`, whose text the standard library writes as it is wanted.
fn write_fixed(v: f64, precision: usize, flags: Flags, out: &mut String) {
    let start = out.len();
    if v.is_sign_negative() {
        out.push('-');
    } else if flags.sign {
        out.push('+');
    }
    let body = out.len();
    let _ = write!(out, "{:.precision$}", v.abs());
    let is_zero = |s: &str| s.bytes().all(|b| matches!(b, b'0' | b'.'));
    if flags.no_neg_0 && v.is_sign_negative() && is_zero(&out[body..]) {
        out.replace_range(start..body, if flags.sign { "+" } else { "" });
    }
    if flags.alt && precision == 0 {
        out.push('.');
    }
}
