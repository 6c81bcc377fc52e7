//! Code units: Python strings are held as 1, 2 or 4 byte units, each one code point.
//!
//! Whatever reads text in this crate is generic over [`Unit`], so that all three representations are read in place.
//! `u8` means Latin-1 (the 1-byte kind), not UTF-8; ASCII `&str` qualifies through `as_bytes()`.

/// One code point as stored in a string of 1, 2 or 4 byte kind.
pub trait Unit: Copy + Eq + Ord + 'static {
    /// The code point.
    fn code(self) -> u32;
    /// The unit for a code point, when it fits this kind.
    fn from_code(c: u32) -> Option<Self>;
}

impl Unit for u8 {
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }
    fn from_code(c: u32) -> Option<u8> {
        u8::try_from(c).ok()
    }
}

impl Unit for u16 {
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }
    fn from_code(c: u32) -> Option<u16> {
        u16::try_from(c).ok()
    }
}

impl Unit for u32 {
    #[inline(always)]
    fn code(self) -> u32 {
        self
    }
    fn from_code(c: u32) -> Option<u32> {
        Some(c)
    }
}

/// The code points of a `&str`.
pub fn code_points(s: &str) -> Vec<u32> {
    s.chars().map(u32::from).collect()
}

/// A `String` from units; lone surrogates become U+FFFD.
pub fn to_string_lossy<U: Unit>(units: &[U]) -> String {
    units.iter().map(|u| char::from_u32(u.code()).unwrap_or('\u{fffd}')).collect()
}

/// A `String` from units, `None` when a lone surrogate is among them.
pub fn to_string<U: Unit>(units: &[U]) -> Option<String> {
    units.iter().map(|u| char::from_u32(u.code())).collect()
}

/// ASCII text of the units where each is ASCII, else `None`.
pub fn to_ascii<U: Unit>(units: &[U]) -> Option<String> {
    units.iter().map(|u| if u.code() < 128 { Some(u.code() as u8 as char) } else { None }).collect()
}
