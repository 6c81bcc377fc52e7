//! Floats: text in both directions, rounding, hashing, arithmetic whose corner cases Python prescribes.

pub mod arith;
pub mod convert;
pub mod digits;
pub mod format;
pub mod hash;
pub mod hex;
pub mod parse;
pub mod round;

pub use format::{Flags, format_code, repr, write_repr};
pub use parse::{parse_bytes, parse_str};
