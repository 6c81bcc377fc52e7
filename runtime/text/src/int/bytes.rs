//! `int.to_bytes` and `int.from_bytes`.

use crate::error::{Error, Result};
use num_bigint::{BigInt, Sign};

/// Order of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

impl Order {
    /// From "little" or "big"; `ValueError: byteorder must be either 'little' or 'big'`.
    pub fn parse(name: &str) -> Result<Order> {
        match name {
            "little" => Ok(Order::Little),
            "big" => Ok(Order::Big),
            _ => Err(Error::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// `int.to_bytes(length, byteorder, signed=…)`. Errors: `OverflowError: int too big to convert`,
/// `can't convert negative int to unsigned`, `ValueError: length argument must be non-negative`.
pub fn to_bytes(n: &BigInt, length: i64, order: Order, signed: bool) -> Result<Vec<u8>> {
    let Ok(length) = usize::try_from(length) else {
        return Err(Error::value("length argument must be non-negative"));
    };
    crate::error::check_length(length)?;
    let negative = n.sign() == Sign::Minus;
    if negative && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let big = || Error::overflow("int too big to convert");
    let mut out = if n.sign() == Sign::NoSign {
        Vec::new()
    } else if signed {
        n.to_signed_bytes_le()
    } else {
        n.to_bytes_le().1
    };
    if out.len() > length {
        return Err(big());
    }
    out.resize(length, if negative { 0xff } else { 0 });
    if order == Order::Big {
        out.reverse();
    }
    Ok(out)
}

/// `int.from_bytes(bytes, byteorder, signed=…)`
pub fn from_bytes(b: &[u8], order: Order, signed: bool) -> BigInt {
    match (order, signed) {
        (Order::Little, false) => BigInt::from_bytes_le(Sign::Plus, b),
        (Order::Big, false) => BigInt::from_bytes_be(Sign::Plus, b),
        (Order::Little, true) => BigInt::from_signed_bytes_le(b),
        (Order::Big, true) => BigInt::from_signed_bytes_be(b),
    }
}
