//! Numbers and text for Taipan: formatting, parsing, codecs and Unicode, on plain Rust values.
//!
//! The promise of this crate is output equal to CPython 3.14's, byte for byte: digits, messages, positions. Nothing
//! here knows Python objects. Text is read as slices of [`unit::Unit`] (1, 2 or 4 byte code points, so strings with lone
//! surrogates need no special path); failures are [`error::Error`] values that name the exception and its message.
#![deny(unsafe_code)]

pub mod binascii;
pub mod bytes_case;
pub mod codecs;
pub mod complex;
pub mod error;
pub mod float;
pub mod hash;
pub mod int;
pub mod jsonscan;
pub mod marshal;
pub mod mt19937;
pub mod pack;
pub mod printf;
pub mod search;
pub mod spec;
pub mod strformat;
pub mod unicode;
pub mod unit;

pub use error::{Error, Kind, Result};
pub use unit::Unit;
