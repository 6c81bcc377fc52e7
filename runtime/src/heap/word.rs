//! Tagged 64-bit words: every Python value the runtime handles.
//!
//! ```text
//! low bits   meaning
//! .......01  62-bit signed int, value << 2 | 1
//! .....010   heap pointer + 2 (objects are 16-byte aligned)
//! .....000   float, rotl(bits, 4)      (also 011 and 100)
//! .....110   specials: False 0x06, True 0x0E, None 0x16, Ellipsis 0x1E, NotImplemented 0x26
//! .....111   "no value" 0x07: unbound local, omitted argument, end of iteration
//! ```
//! A float whose top exponent bits do not fall in those tags (magnitudes outside about
//! 2^-255..2^256, infinities, NaN) is boxed. A zero word reads as 0.0, so zeroed memory is
//! always safe to trace.

use super::header::Header;

/// A Python value, or [`Word::NULL`].
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Word(pub u64);

/// Smallest int held without a box.
pub const INT_MIN: i64 = -(1 << 61);
/// Largest int held without a box.
pub const INT_MAX: i64 = (1 << 61) - 1;

const FLOAT_TAGS: u64 = 0x1919_1919_1919_1919;

impl Word {
    pub const FALSE: Word = Word(0x06);
    pub const TRUE: Word = Word(0x0E);
    pub const NONE: Word = Word(0x16);
    pub const ELLIPSIS: Word = Word(0x1E);
    pub const NOT_IMPLEMENTED: Word = Word(0x26);
    /// No value: unbound, omitted, exhausted. Never visible to a program.
    pub const NULL: Word = Word(0x07);

    /// An int that must lie in [`INT_MIN`]..=[`INT_MAX`]; see `Vm::int` for any `i64`.
    #[inline(always)]
    pub const fn small(v: i64) -> Word {
        Word(((v << 2) | 1) as u64)
    }
    #[inline(always)]
    pub const fn bool(v: bool) -> Word {
        if v { Word::TRUE } else { Word::FALSE }
    }
    #[inline(always)]
    pub const fn is_small(self) -> bool {
        self.0 & 3 == 1
    }
    #[inline(always)]
    pub const fn both_small(a: Word, b: Word) -> bool {
        (a.0.wrapping_sub(1) | b.0.wrapping_sub(1)) & 3 == 0
    }
    /// The int's value; meaningless unless [`Word::is_small`].
    #[inline(always)]
    pub const fn small_value(self) -> i64 {
        (self.0 as i64) >> 2
    }
    #[inline(always)]
    pub fn as_small(self) -> Option<i64> {
        if self.is_small() { Some(self.small_value()) } else { None }
    }
    #[inline(always)]
    pub const fn fits_small(v: i64) -> bool {
        v >= INT_MIN && v <= INT_MAX
    }
    #[inline(always)]
    pub const fn is_imm_float(self) -> bool {
        (FLOAT_TAGS >> (self.0 & 63)) & 1 != 0
    }
    #[inline(always)]
    pub const fn imm_float_value(self) -> f64 {
        f64::from_bits(self.0.rotate_right(4))
    }
    /// The immediate word of `f`, if it has one.
    #[inline(always)]
    pub const fn try_imm_float(f: f64) -> Option<Word> {
        let w = Word(f.to_bits().rotate_left(4));
        if w.is_imm_float() { Some(w) } else { None }
    }
    #[inline(always)]
    pub const fn is_ptr(self) -> bool {
        self.0 & 7 == 2
    }
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == Word::NULL.0
    }
    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.0 == Word::NONE.0
    }
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.0 & !8 == 0x06
    }
    /// Exactly `True`.
    #[inline(always)]
    pub const fn is_true(self) -> bool {
        self.0 == Word::TRUE.0
    }
    /// `Some(self)` unless NULL.
    #[inline(always)]
    pub fn some(self) -> Option<Word> {
        if self.is_null() { None } else { Some(self) }
    }
    /// `self`, or `other` if NULL.
    #[inline(always)]
    pub fn or(self, other: Word) -> Word {
        if self.is_null() { other } else { self }
    }
    #[inline(always)]
    pub fn from_ptr(p: *const Header) -> Word {
        Word(p as u64 + 2)
    }
    /// The object pointed to; meaningless unless [`Word::is_ptr`].
    #[inline(always)]
    pub fn ptr(self) -> *mut Header {
        (self.0.wrapping_sub(2)) as *mut Header
    }
    /// The header, if this is a heap object.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        // SAFETY: a pointer-tagged word always points to a live object (heap invariant).
        if self.is_ptr() { Some(unsafe { &*self.ptr() }) } else { None }
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Word::FALSE => f.write_str("False"),
            Word::TRUE => f.write_str("True"),
            Word::NONE => f.write_str("None"),
            Word::NULL => f.write_str("NULL"),
            w if w.is_small() => write!(f, "{}", w.small_value()),
            w if w.is_imm_float() => write!(f, "{:?}", w.imm_float_value()),
            w => write!(f, "<{:x}>", w.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_keep_their_value() {
        for v in [0, 1, -1, 42, INT_MIN, INT_MAX] {
            assert!(Word::small(v).is_small() && Word::small(v).small_value() == v);
            assert!(!Word::small(v).is_imm_float() && !Word::small(v).is_ptr());
        }
    }

    #[test]
    fn common_floats_are_immediate() {
        for f in [0.0, -0.0, 1.0, -1.5, 1e10, 1e-10, 1e70, 1e-70] {
            let w = Word::try_imm_float(f).unwrap();
            assert_eq!(w.imm_float_value().to_bits(), f.to_bits());
            assert!(!w.is_small() && !w.is_ptr());
        }
        for f in [f64::INFINITY, f64::NAN, 1e300, 1e-100] {
            assert!(Word::try_imm_float(f).is_none());
        }
    }

    #[test]
    fn specials_are_nothing_else() {
        for w in [Word::FALSE, Word::TRUE, Word::NONE, Word::ELLIPSIS, Word::NOT_IMPLEMENTED, Word::NULL] {
            assert!(!w.is_small() && !w.is_ptr() && !w.is_imm_float());
        }
    }
}
