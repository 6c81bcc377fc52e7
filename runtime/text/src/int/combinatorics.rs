//! `math.isqrt`, `gcd`, `lcm`, `comb`, `perm`, `factorial`.

use crate::error::{Error, Result};
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

const LONG_MAX: i64 = i64::MAX;

/// `math.isqrt(n)`; `ValueError: isqrt() argument must be nonnegative`.
pub fn isqrt(n: &BigInt) -> Result<BigInt> {
    if n.is_negative() {
        return Err(Error::value("isqrt() argument must be nonnegative"));
    }
    Ok(n.sqrt())
}

/// Greatest common divisor, never negative.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    a.gcd(b)
}

/// Least common multiple, never negative.
pub fn lcm(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_zero() || b.is_zero() { BigInt::zero() } else { a.lcm(b).abs() }
}

/// The product of `first..=last` by halves, so that factors stay balanced.
fn product(first: u64, last: u64) -> BigUint {
    if first > last {
        return BigUint::one();
    }
    if last - first < 8 {
        return (first..=last).fold(BigUint::one(), |p, k| p * k);
    }
    let mid = first + (last - first) / 2;
    product(first, mid) * product(mid + 1, last)
}

/// `math.factorial(n)`. Errors: `ValueError: factorial() not defined for negative values`,
/// `OverflowError: factorial() argument should not exceed 9223372036854775807`.
pub fn factorial(n: &BigInt) -> Result<BigInt> {
    if n.is_negative() {
        return Err(Error::value("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(k) => Ok(product(2, k as u64).into()),
        None => Err(Error::overflow(format!("factorial() argument should not exceed {LONG_MAX}"))),
    }
}

fn check(n: &BigInt, k: &BigInt) -> Result<()> {
    for (name, v) in [("n", n), ("k", k)] {
        if v.is_negative() {
            return Err(Error::value(format!("{name} must be a non-negative integer")));
        }
    }
    Ok(())
}

/// The falling factorial n (n-1) … (n-k+1).
fn falling(n: &BigInt, k: u64) -> BigInt {
    if k == 0 {
        return BigInt::one();
    }
    if let Some(m) = n.to_u64() {
        return product(m - (k - 1), m).into();
    }
    if k == 1 {
        return n.clone();
    }
    let half = k / 2;
    falling(n, half) * falling(&(n - half), k - half)
}

/// `math.perm(n, k)`. Errors: `ValueError: n must be a non-negative integer`,
/// `OverflowError: k must not exceed 9223372036854775807`.
pub fn perm(n: &BigInt, k: &BigInt) -> Result<BigInt> {
    check(n, k)?;
    if k > n {
        return Ok(BigInt::zero());
    }
    match k.to_i64() {
        Some(k) => Ok(falling(n, k as u64)),
        None => Err(Error::overflow(format!("k must not exceed {LONG_MAX}"))),
    }
}

/// `math.comb(n, k)`. Errors: `ValueError: n must be a non-negative integer`,
/// `OverflowError: min(n - k, k) must not exceed 9223372036854775807`.
pub fn comb(n: &BigInt, k: &BigInt) -> Result<BigInt> {
    check(n, k)?;
    if k > n {
        return Ok(BigInt::zero());
    }
    let k = (n - k).min(k.clone());
    match k.to_i64() {
        Some(k) => Ok(falling(n, k as u64) / BigInt::from(product(2, k as u64))),
        None => Err(Error::overflow(format!("min(n - k, k) must not exceed {LONG_MAX}"))),
    }
}
