//! Decimal digits of a float: shortest, to so many significant digits, to so many places after the point.

use std::io::Write;

/// Decimal digits `0.d1d2d3… × 10^point`. `digits` is ASCII without leading or trailing zeros; empty when the value
/// rounds to nothing; "0" with point 1 for zero itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    pub digits: Vec<u8>,
    pub point: i32,
}

/// No double has more places after the point, or significant digits, than this: what is beyond is zeros.
pub(super) const MOST: usize = 1100;

fn zero() -> Digits {
    Digits { digits: b"0".to_vec(), point: 1 }
}

/// Reads `ddd.ddde±xx` as printed by the formatter of the standard library or `ryu`.
fn from_text(text: &[u8]) -> Digits {
    let mut digits = Vec::with_capacity(text.len());
    let (mut point, mut seen_point) = (0i32, false);
    let mut exponent = 0i32;
    for (i, &b) in text.iter().enumerate() {
        match b {
            b'.' => seen_point = true,
            b'e' => {
                let e = std::str::from_utf8(&text[i + 1..]).ok().and_then(|s| s.parse().ok());
                exponent = e.unwrap_or(0);
                break;
            }
            b'0' if digits.is_empty() => point -= i32::from(seen_point),
            _ => {
                digits.push(b);
                point += i32::from(!seen_point);
            }
        }
    }
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    Digits { digits, point: point + exponent }
}

/// The shortest digits that read back as `v` (finite; the sign is ignored).
pub fn shortest(v: f64) -> Digits {
    if v == 0.0 || !v.is_finite() {
        return zero();
    }
    from_text(ryu::Buffer::new().format_finite(v.abs()).as_bytes())
}

/// Correctly rounded (half to even) to `n` significant digits, at least 1.
pub fn significant(v: f64, n: usize) -> Digits {
    if v == 0.0 || !v.is_finite() {
        return zero();
    }
    let mut text = Vec::with_capacity(32);
    let _ = write!(text, "{:.*e}", n.clamp(1, MOST) - 1, v.abs());
    from_text(&text)
}

/// Correctly rounded (half to even) to `n` places after the point.
pub fn places(v: f64, n: usize) -> Digits {
    if v == 0.0 || !v.is_finite() {
        return zero();
    }
    let mut text = Vec::with_capacity(32);
    let _ = write!(text, "{:.*}", n.min(MOST), v.abs());
    from_text(&text)
}
