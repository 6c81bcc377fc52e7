//! Between floats and integers, exactly or correctly rounded.

use super::hex::ldexp_exact;
use crate::error::{Error, Result};
use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// Mantissa and exponent: |v| = m × 2^e, with v finite.
fn parts(v: f64) -> (u64, i64) {
    let bits = v.to_bits();
    let raw = (bits >> 52 & 0x7ff) as i64;
    let m = bits & ((1 << 52) - 1);
    if raw == 0 { (m, -1074) } else { (m | 1 << 52, raw - 1075) }
}

fn signed(m: BigInt, negative: bool) -> BigInt {
    if negative { -m } else { m }
}

/// `float.as_integer_ratio()`. Errors: `OverflowError: cannot convert Infinity to integer ratio`,
/// `ValueError: cannot convert NaN to integer ratio`.
pub fn as_integer_ratio(v: f64) -> Result<(BigInt, BigInt)> {
    if v.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    if v.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    let (mut m, mut e) = parts(v);
    if m == 0 {
        return Ok((BigInt::zero(), BigInt::from(1)));
    }
    let z = m.trailing_zeros();
    m >>= z;
    e += i64::from(z);
    let n = signed(BigInt::from(m), v < 0.0);
    if e >= 0 { Ok((n << e as usize, BigInt::from(1))) } else { Ok((n, BigInt::from(1) << (-e) as usize)) }
}

/// `float.is_integer()`
pub fn is_integer(v: f64) -> bool {
    v.is_finite() && v.fract() == 0.0
}

/// `int(float)`, towards zero. Errors: `OverflowError: cannot convert float infinity to integer`,
/// `ValueError: cannot convert float NaN to integer`.
pub fn to_bigint(v: f64) -> Result<BigInt> {
    if v.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    if v.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    let (m, e) = parts(v);
    let n = if e >= 0 {
        BigInt::from(m) << e as usize
    } else if e > -64 {
        BigInt::from(m >> -e)
    } else {
        BigInt::zero()
    };
    Ok(signed(n, v < 0.0))
}

/// `int(float)` when the result fits a machine word and is thus cheap.
pub fn to_i64(v: f64) -> Option<i64> {
    (-9223372036854775808.0..9223372036854775808.0).contains(&v).then_some(v as i64)
}

/// `float(int)`, rounded half to even. Error: `OverflowError: int too large to convert to float`.
pub fn from_bigint(n: &BigInt) -> Result<f64> {
    let large = || Error::overflow("int too large to convert to float");
    let bits = n.bits();
    let m = n.magnitude();
    if bits > 1024 {
        return Err(large());
    }
    let v = if bits <= 64 {
        m.to_u64().unwrap_or(0) as f64
    } else {
        let shift = bits - 64;
        let sticky = m.trailing_zeros().is_some_and(|z| z < shift);
        let top = (m >> shift).to_u64().unwrap_or(0) | u64::from(sticky);
        ldexp_exact(top as f64, shift as i64)
    };
    if v.is_infinite() { Err(large()) } else { Ok(if n.sign() == Sign::Minus { -v } else { v }) }
}

/// `a / b` of integers, correctly rounded. Errors: `ZeroDivisionError: division by zero`,
/// `OverflowError: integer division result too large for a float`.
pub fn true_divide(a: &BigInt, b: &BigInt) -> Result<f64> {
    if b.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    let sign = |v: f64| if negative { -v } else { v };
    if a.is_zero() {
        return Ok(sign(0.0));
    }
    let large = || Error::overflow("integer division result too large for a float");
    let (ma, mb) = (a.magnitude(), b.magnitude());
    let diff = ma.bits() as i64 - mb.bits() as i64;
    if diff > 1024 {
        return Err(large());
    }
    if diff < -1080 {
        return Ok(sign(0.0));
    }
    if ma.bits() <= 53
        && mb.bits() <= 53
        && let (Some(x), Some(y)) = (ma.to_u64(), mb.to_u64())
    {
        return Ok(sign(x as f64 / y as f64));
    }
    // A quotient of 55 or 56 bits (fewer where doubles are subnormal), with what is lost folded into the last.
    let shift = diff.max(-1021) - 55;
    let (q, exact) = if shift <= 0 {
        let n = ma << (-shift) as u64;
        let q = &n / mb;
        let exact = &q * mb == n;
        (q, exact)
    } else {
        let d = mb << shift as u64;
        let q = ma / &d;
        let exact = &q * &d == *ma;
        (q, exact)
    };
    let q = q.to_u64().unwrap_or(0) | u64::from(!exact);
    let bits = 64 - i64::from(q.leading_zeros());
    let extra = bits.max(-1021 - shift) - 53;
    let half = 1u64 << (extra - 1).clamp(0, 62);
    let low = q & (2 * half - 1);
    let up = low > half || (low == half && q & (2 * half) != 0);
    let rounded = (q - low) + if up { 2 * half } else { 0 };
    let v = ldexp_exact(rounded as f64, shift);
    if v.is_infinite() { Err(large()) } else { Ok(sign(v)) }
}

/// Exact comparison of a float and an integer; `None` for nan.
pub fn compare_bigint(v: f64, n: &BigInt) -> Option<Ordering> {
    if v.is_nan() {
        return None;
    }
    if v.is_infinite() {
        return Some(if v > 0.0 { Ordering::Greater } else { Ordering::Less });
    }
    let whole = to_bigint(v).ok()?;
    Some(whole.cmp(n).then_with(|| v.fract().partial_cmp(&0.0).unwrap_or(Ordering::Equal)))
}

/// Exact comparison of a float and a machine word; `None` for nan.
pub fn compare_i64(v: f64, n: i64) -> Option<Ordering> {
    if v.is_nan() {
        return None;
    }
    match to_i64(v) {
        Some(whole) => Some(whole.cmp(&n).then_with(|| v.fract().partial_cmp(&0.0).unwrap_or(Ordering::Equal))),
        None => Some(if v > 0.0 { Ordering::Greater } else { Ordering::Less }),
    }
}

/// Whether the sign bit of an integer is set, for callers that mix signs.
pub fn is_negative(n: &BigInt) -> bool {
    n.is_negative()
}
