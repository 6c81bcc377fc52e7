//! Ints: small ones are immediate, the rest are boxed `BigInt`s.

use super::layout::*;
use crate::heap::*;
use crate::{R, Vm};
use num_bigint::BigInt;
use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use taipan_text::float::hash;
pub use taipan_text::spec::int::Int;

static MAX_STR_DIGITS: AtomicUsize = AtomicUsize::new(taipan_text::int::text::DEFAULT_MAX_STR_DIGITS);

/// `sys.get_int_max_str_digits()`; 0 for no limit.
pub fn max_str_digits() -> usize {
    MAX_STR_DIGITS.load(Ordering::Relaxed)
}
/// `sys.set_int_max_str_digits(n)`.
pub fn set_max_str_digits(n: usize) {
    MAX_STR_DIGITS.store(n, Ordering::Relaxed)
}

/// The value of an int (bools included), borrowed.
#[inline]
pub fn view(w: &Word) -> Option<Int<'_>> {
    if let Some(v) = w.as_small() {
        return Some(Int::Small(v));
    }
    match *w {
        Word::TRUE => Some(Int::Small(1)),
        Word::FALSE => Some(Int::Small(0)),
        _ => w.get::<IntObj>().map(|i| i.value.view()),
    }
}
/// A view as 128 bits, if they suffice.
#[inline(always)]
pub fn wide(v: Int<'_>) -> Option<i128> {
    match v {
        Int::Small(v) => Some(v as i128),
        Int::Wide(v) => Some(v),
        Int::Big(_) => None,
    }
}
/// A view as a big integer.
pub fn big(v: Int<'_>) -> Cow<'_, BigInt> {
    match v {
        Int::Small(v) => Cow::Owned(BigInt::from(v)),
        Int::Wide(v) => Cow::Owned(BigInt::from(v)),
        Int::Big(b) => Cow::Borrowed(b),
    }
}
/// Is it an int (or a bool, or of a subclass)?
#[inline]
pub fn is_int(w: Word) -> bool {
    w.is_small() || w.is_bool() || w.is_kind(Kind::Int)
}
/// The value of an int (bools included) of any size.
pub fn to_bigint(w: Word) -> Option<BigInt> {
    view(&w).map(|v| big(v).into_owned())
}
/// The value of an int that fits.
#[inline]
pub fn to_i64(w: Word) -> Option<i64> {
    match view(&w) {
        Some(Int::Small(v)) => Some(v),
        _ => None,
    }
}
/// `hash(int)`.
pub fn int_hash(_vm: &Vm, w: Word) -> R<i64> {
    Ok(match view(&w) {
        Some(Int::Small(v)) => hash::hash_i64(v),
        Some(Int::Wide(v)) => hash::hash_i128(v),
        Some(Int::Big(b)) => hash::hash_bigint(b),
        None => 0,
    })
}

impl Vm {
    /// An int argument of any size, by `__index__`.
    pub fn index_bigint(&self, w: Word) -> R<BigInt> {
        let i = self.index(w)?;
        Ok(to_bigint(i).unwrap_or_default())
    }
    /// The exact int equal to an int, bool or instance of a subclass.
    pub fn int_exact(&self, w: Word) -> Word {
        match view(&w) {
            Some(Int::Small(v)) => self.int(v),
            Some(_) if self.is_exact(w, &self.types.int) => w,
            Some(Int::Wide(v)) => self.int_i128(v),
            Some(Int::Big(b)) => self.new_int(b.clone()),
            None => w,
        }
    }
    /// An int of class `cls`.
    pub fn int_of_class(&self, cls: Word, w: Word) -> Word {
        if cls == self.types.int.get() {
            return self.int_exact(w);
        }
        let v = to_bigint(w).unwrap_or_default();
        self.box_int_of(v.into(), self.shape_of_type(cls), true)
    }
    /// `int(x)` of any object.
    pub fn to_int(&self, x: Word) -> R {
        if x.is_small() || self.is_exact(x, &self.types.int) {
            return Ok(x);
        }
        let s = &self.class_of(x).slots;
        if let Some(f) = s.int.get() {
            let r = f(self, x)?;
            if !is_int(r) {
                return Err(self.type_error(format!("__int__ returned non-int (type {})", self.type_name(r))));
            }
            return Ok(self.int_exact(r));
        }
        if s.index.get().is_some() {
            let i = self.index(x)?;
            return Ok(self.int_exact(i));
        }
        if let Some(s) = x.get::<StrObj>() {
            return self.parse_int(s, 10);
        }
        match self.bytes_like(x) {
            Some(b) => {
                let v = self.text(taipan_text::int::text::parse_bytes(&b, 10, max_str_digits()))?;
                Ok(self.new_int(v))
            }
            None => Err(self.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                self.type_name(x)
            ))),
        }
    }
    /// `int(str, base)`.
    pub fn parse_int(&self, s: &StrObj, base: i64) -> R {
        use taipan_text::int::text;
        if base == 10
            && let Some(v) = crate::with_units!(s, |u| text::parse_small(u))
        {
            return Ok(self.int(v));
        }
        let v = self.text(crate::with_units!(s, |u| text::parse_str(u, base, max_str_digits())))?;
        Ok(self.new_int(v))
    }
}
