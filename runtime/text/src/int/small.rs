//! Operations on machine words. Results that may leave `i64` come as `i128`, or `None` where the caller must go on with
//! big integers.

use crate::error::{Error, Result};

fn by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a // b`; `ZeroDivisionError: division by zero`. Only `i64::MIN // -1` leaves `i64`.
pub fn floor_div(a: i64, b: i64) -> Result<i128> {
    if b == 0 {
        return Err(by_zero());
    }
    let Some(q) = a.checked_div(b) else {
        return Ok(-i128::from(a));
    };
    let inexact = a.wrapping_rem(b) != 0;
    Ok(i128::from(if inexact && (a < 0) != (b < 0) { q - 1 } else { q }))
}

/// `a % b`: the sign is that of `b`.
pub fn modulo(a: i64, b: i64) -> Result<i64> {
    if b == 0 {
        return Err(by_zero());
    }
    let r = a.wrapping_rem(b);
    Ok(if r != 0 && (r < 0) != (b < 0) { r + b } else { r })
}

/// `divmod(a, b)`
pub fn divmod(a: i64, b: i64) -> Result<(i128, i64)> {
    Ok((floor_div(a, b)?, modulo(a, b)?))
}

/// `a << n`; `None` when the result needs more than 128 bits. `ValueError: negative shift count`.
pub fn shl(a: i64, n: i64) -> Result<Option<i128>> {
    if n < 0 {
        return Err(Error::value("negative shift count"));
    }
    if a == 0 {
        return Ok(Some(0));
    }
    Ok(if n <= 63 { Some(i128::from(a) << n) } else { None })
}

/// `a >> n`; `ValueError: negative shift count`.
pub fn shr(a: i64, n: i64) -> Result<i64> {
    if n < 0 { Err(Error::value("negative shift count")) } else { Ok(a >> n.min(63)) }
}

/// `a ** n` for `n >= 0`; `None` when it leaves `i64`.
pub fn pow(a: i64, n: u64) -> Option<i64> {
    let (mut result, mut base, mut n) = (1i64, a, n);
    loop {
        if n & 1 == 1 {
            result = result.checked_mul(base)?;
        }
        n >>= 1;
        if n == 0 {
            return Some(result);
        }
        base = base.checked_mul(base)?;
    }
}

/// `pow(a, n, m)` for `n >= 0`; `ValueError: pow() 3rd argument cannot be 0`.
pub fn pow_mod(a: i64, n: u64, m: i64) -> Result<i64> {
    if m == 0 {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let size = u128::from(m.unsigned_abs());
    let (mut result, mut n) = (1 % size, n);
    let mut base = i128::from(a).rem_euclid(size as i128) as u128;
    while n > 0 {
        if n & 1 == 1 {
            result = result * base % size;
        }
        base = base * base % size;
        n >>= 1;
    }
    let r = result as i128;
    Ok((if m < 0 && r != 0 { r + i128::from(m) } else { r }) as i64)
}

/// `int.bit_length()`
pub fn bit_length(a: i64) -> u32 {
    64 - a.unsigned_abs().leading_zeros()
}

/// `int.bit_count()`
pub fn bit_count(a: i64) -> u32 {
    a.unsigned_abs().count_ones()
}

/// Correctly rounded `a / b`; `ZeroDivisionError: division by zero`.
pub fn true_div(a: i64, b: i64) -> Result<f64> {
    let exact = |v: i64| v.unsigned_abs() <= 1 << 53;
    if b != 0 && exact(a) && exact(b) {
        let v = a.unsigned_abs() as f64 / b.unsigned_abs() as f64;
        return Ok(if (a < 0) != (b < 0) { -v } else { v });
    }
    crate::float::convert::true_divide(&a.into(), &b.into())
}

/// Greatest common divisor of the magnitudes.
pub fn gcd(a: i64, b: i64) -> u64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
