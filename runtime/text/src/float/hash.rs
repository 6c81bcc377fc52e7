//! Numeric hashes: equal numbers of every type hash alike, modulo the prime 2**61 - 1.

use num_bigint::{BigInt, Sign};

/// `sys.hash_info.modulus`
pub const MODULUS: u64 = (1 << 61) - 1;
/// `hash(float('inf'))`
pub const HASH_INF: i64 = 314159;
/// `sys.hash_info.imag`
pub const HASH_IMAG: u64 = 1000003;

#[inline]
fn minus_one_is_two(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

/// `hash(int)` of a machine word.
#[inline]
pub fn hash_i64(v: i64) -> i64 {
    if v.unsigned_abs() < MODULUS {
        return minus_one_is_two(v);
    }
    let h = (v.unsigned_abs() % MODULUS) as i64;
    minus_one_is_two(if v < 0 { -h } else { h })
}

/// `hash(int)`
pub fn hash_i128(v: i128) -> i64 {
    let h = (v.unsigned_abs() % u128::from(MODULUS)) as i64;
    minus_one_is_two(if v < 0 { -h } else { h })
}

/// `hash(int)`
pub fn hash_bigint(v: &BigInt) -> i64 {
    let mut h: u128 = 0;
    for d in v.magnitude().iter_u64_digits().rev() {
        h = (h << 64 | u128::from(d)) % u128::from(MODULUS);
    }
    let h = h as i64;
    minus_one_is_two(if v.sign() == Sign::Minus { -h } else { h })
}

/// `hash(float)`; `None` for nan, which hashes by the identity of the object (see [`crate::hash::pointer`]).
pub fn hash_float(v: f64) -> Option<i64> {
    if v.is_nan() {
        return None;
    }
    if v.is_infinite() {
        return Some(if v > 0.0 { HASH_INF } else { -HASH_INF });
    }
    let bits = v.to_bits();
    let raw = (bits >> 52 & 0x7ff) as i64;
    let mut m = bits & ((1 << 52) - 1);
    let e = if raw == 0 { -1074 } else { raw - 1075 };
    if raw != 0 {
        m |= 1 << 52;
    }
    let shift = e.rem_euclid(61) as u32;
    let h = ((u128::from(m) << shift) % u128::from(MODULUS)) as i64;
    Some(minus_one_is_two(if v < 0.0 { -h } else { h }))
}

/// `hash(complex)`; parts that are nan take the hash of the object's identity, given by the caller.
pub fn hash_complex(real: f64, imag: f64, identity: i64) -> i64 {
    let r = hash_float(real).unwrap_or(identity) as u64;
    let i = hash_float(imag).unwrap_or(identity) as u64;
    minus_one_is_two(r.wrapping_add(HASH_IMAG.wrapping_mul(i)) as i64)
}
