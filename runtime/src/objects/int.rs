//! Ints: small ones are immediate, the rest are boxed `BigInt`s.

use super::layout::*;
use crate::heap::*;
use crate::{R, Vm};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// The value of an int (bools included) of any size.
pub fn to_bigint(w: Word) -> Option<BigInt> {
    if let Some(v) = w.as_small() {
        return Some(BigInt::from(v));
    }
    match w {
        Word::TRUE => Some(BigInt::from(1)),
        Word::FALSE => Some(BigInt::from(0)),
        _ => w.get::<IntObj>().map(|i| i.value.clone()),
    }
}
/// The value of an int that fits.
pub fn to_i64(w: Word) -> Option<i64> {
    if let Some(v) = w.as_small() {
        return Some(v);
    }
    match w {
        Word::TRUE => Some(1),
        Word::FALSE => Some(0),
        _ => w.get::<IntObj>().and_then(|i| i.value.to_i64()),
    }
}
/// `hash(int)`.
pub fn int_hash(_vm: &Vm, w: Word) -> R<i64> {
    const M: i64 = (1 << 61) - 1;
    if let Some(v) = to_i64(w) {
        let h = (v.unsigned_abs() % M as u64) as i64;
        let h = if v < 0 { -h } else { h };
        return Ok(if h == -1 { -2 } else { h });
    }
    let Some(b) = to_bigint(w) else { return Ok(0) };
    let h = (b.magnitude() % (M as u64)).to_i64().unwrap_or(0);
    let h = if b.sign() == num_bigint::Sign::Minus {
        -h
    } else {
        h
    };
    Ok(if h == -1 { -2 } else { h })
}
