//! Integer arithmetic of any size where Python differs from `num-bigint`: floors, shifts, modular powers.

use crate::error::{Error, Kind, Result};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Results beyond this many bits are refused with `MemoryError`.
const MOST_BITS: u64 = 1 << 36;

fn by_zero() -> Error {
    Error::zero_division("division by zero")
}

fn memory() -> Error {
    Error::new(Kind::MemoryError, "")
}

/// `a // b`; `ZeroDivisionError: division by zero`.
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() { Err(by_zero()) } else { Ok(a.div_floor(b)) }
}

/// `a % b`: the sign is that of `b`.
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() { Err(by_zero()) } else { Ok(a.mod_floor(b)) }
}

/// `divmod(a, b)`
pub fn divmod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    if b.is_zero() { Err(by_zero()) } else { Ok(a.div_mod_floor(b)) }
}

/// `a << n`. Errors: `ValueError: negative shift count`, `OverflowError: too many digits in integer`, `MemoryError`.
pub fn shl(a: &BigInt, n: &BigInt) -> Result<BigInt> {
    if n.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(BigInt::zero());
    }
    match n.to_u64() {
        Some(k) if k <= MOST_BITS => Ok(a << k),
        Some(k) if k >> 61 == 0 => Err(memory()),
        _ => Err(Error::overflow("too many digits in integer")),
    }
}

/// `a >> n`, towards minus infinity; `ValueError: negative shift count`.
pub fn shr(a: &BigInt, n: &BigInt) -> Result<BigInt> {
    if n.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    match n.to_u64() {
        Some(k) if k <= a.bits() => Ok(a >> k),
        _ => Ok(if a.is_negative() { BigInt::from(-1) } else { BigInt::zero() }),
    }
}

/// `a ** n` for `n >= 0`; a negative exponent is the caller's (it goes on with floats). `MemoryError` when the result
/// could not be held.
pub fn pow(a: &BigInt, n: &BigInt) -> Result<BigInt> {
    if n.is_zero() {
        return Ok(BigInt::one());
    }
    let m = a.magnitude();
    if m.is_zero() || m.is_one() {
        return Ok(if a.is_negative() && n.is_even() { BigInt::one() } else { a.clone() });
    }
    match n.to_u32() {
        Some(k) if u64::from(k).saturating_mul(a.bits() - 1) <= MOST_BITS => Ok(a.pow(k)),
        _ => Err(memory()),
    }
}

/// The inverse of `a` modulo `m` (m > 0), in 0..m.
fn inverse(a: &BigInt, m: &BigInt) -> Option<BigInt> {
    let e = a.mod_floor(m).extended_gcd(m);
    e.gcd.is_one().then(|| e.x.mod_floor(m))
}

/// `pow(a, n, m)`. Errors: `ValueError: pow() 3rd argument cannot be 0`,
/// `ValueError: base is not invertible for the given modulus`.
pub fn pow_mod(a: &BigInt, n: &BigInt, m: &BigInt) -> Result<BigInt> {
    if m.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let size = m.abs();
    let mut base = a.clone();
    let mut n = n.clone();
    if n.is_negative() {
        base = inverse(a, &size).ok_or_else(|| Error::value("base is not invertible for the given modulus"))?;
        n = -n;
    }
    if size.is_one() {
        return Ok(BigInt::zero());
    }
    let r = base.mod_floor(&size).modpow(&n, &size);
    Ok(if m.is_negative() && !r.is_zero() { r + m } else { r })
}

/// `int.bit_length()`
pub fn bit_length(n: &BigInt) -> u64 {
    n.bits()
}

/// `int.bit_count()`: ones in the magnitude.
pub fn bit_count(n: &BigInt) -> u64 {
    n.magnitude().count_ones()
}

/// `round(int, -digits)`: to a multiple of `10 ** digits`, half to even.
pub fn round_tens(n: &BigInt, digits: u32) -> BigInt {
    if u64::from(digits) > n.bits() {
        return BigInt::zero();
    }
    let unit = BigInt::from(10).pow(digits);
    let (q, r) = n.div_mod_floor(&unit);
    let twice: BigInt = r << 1u32;
    let up = twice > unit || (twice == unit && q.is_odd());
    (if up { q + 1 } else { q }) * unit
}
