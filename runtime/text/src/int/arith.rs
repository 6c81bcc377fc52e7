//! Integer arithmetic of any size where Python differs from `num-bigint`: floors, shifts, modular powers.

use crate::error::{Error, Kind, Result};
use num_bigint::{BigInt, BigUint};
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

/// `divmod` of magnitudes whose quotient fits a word: estimated from the leading bits, then put right. Much quicker
/// than a general division, which takes time for each digit of the quotient and for normalising both operands.
fn short_quotient(a: &BigUint, b: &BigUint) -> Option<(u64, BigUint)> {
    let (n, m) = (a.bits(), b.bits());
    if m < 128 || n < m || n - m > 60 {
        return None;
    }
    // The leading 64 bits of `b` and as many more of `a` as the quotient has.
    let shift = m - 64;
    let leading = |x: &BigUint| -> u128 {
        let (word, bit) = ((shift / 64) as usize, shift % 64);
        let mut out = 0u128;
        for (i, d) in x.iter_u64_digits().skip(word).take(3).enumerate() {
            let at = i as i64 * 64 - bit as i64;
            out |= if at < 0 {
                u128::from(d) >> -at
            } else if at < 128 {
                u128::from(d) << at
            } else {
                0
            };
        }
        out
    };
    // Not below the true quotient, and at most two above it (Knuth's theorem 4.3.1B with 64 leading bits).
    let mut q = (leading(a) / leading(b)) as u64;
    let mut part = b * q;
    while part > *a {
        part -= b;
        q -= 1;
    }
    let mut rest = a - part;
    while rest >= *b {
        rest -= b;
        q += 1;
    }
    Some((q, rest))
}

/// As [`divmod`], when the quotient is short.
fn short_divmod(a: &BigInt, b: &BigInt) -> Option<(BigInt, BigInt)> {
    let (q, r) = short_quotient(a.magnitude(), b.magnitude())?;
    let (q, r) = (BigInt::from(q), BigInt::from(r));
    // Truncated so far: floor it.
    let r = if a.is_negative() { -r } else { r };
    let q = if a.is_negative() != b.is_negative() { -q } else { q };
    Some(if !r.is_zero() && r.is_negative() != b.is_negative() { (q - 1, r + b) } else { (q, r) })
}

/// `a // b`; `ZeroDivisionError: division by zero`.
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() {
        return Err(by_zero());
    }
    Ok(short_divmod(a, b).map_or_else(|| a.div_floor(b), |d| d.0))
}

/// `a % b`: the sign is that of `b`.
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() {
        return Err(by_zero());
    }
    Ok(short_divmod(a, b).map_or_else(|| a.mod_floor(b), |d| d.1))
}

/// `divmod(a, b)`
pub fn divmod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    if b.is_zero() {
        return Err(by_zero());
    }
    Ok(short_divmod(a, b).unwrap_or_else(|| a.div_mod_floor(b)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_quotients_agree_with_general_division() {
        let mut seed = 1u64;
        let mut next = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            seed >> 8
        };
        for round in 0..4000u32 {
            let mut b = BigInt::from(next() | 1) << (130 + next() % 300);
            if round % 3 > 0 {
                b += BigInt::from(next());
            }
            if round % 5 == 0 {
                b = (BigInt::one() << (140 + next() % 200)) - BigInt::from(next() % 3);
            }
            let mut a = &b * BigInt::from(next() >> (next() % 50)) + BigInt::from(next());
            if round % 7 == 0 {
                a = &b * BigInt::from(next() % 9) - BigInt::one();
            }
            if next() % 2 == 0 {
                a = -a;
            }
            if next() % 2 == 0 {
                b = -b;
            }
            assert_eq!(divmod(&a, &b).unwrap(), a.div_mod_floor(&b), "{a} {b}");
        }
    }
}
