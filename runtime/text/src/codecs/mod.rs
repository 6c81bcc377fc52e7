//! Codecs: bytes to code points and back, with the error handlers of CPython and its positions and reasons.
//!
//! Decoders take the whole input and say how much they used (`last` false keeps an unfinished tail for the next call).
//! What goes wrong is a [`Fault`]; the handler ([`DecodeErrors`], [`EncodeErrors`]) replaces it or makes it an error.

pub mod bytes_escape;
pub mod charmap;
pub mod errors;
pub mod latin;
pub mod raw_escape;
pub mod unicode_escape;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

pub use errors::{CodecError, DecodeErrors, EncodeErrors, Fault, Replacement};

/// Order of bytes in UTF-16 and UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// Decoding: a byte order mark decides, little-endian without one. Encoding: little-endian with a mark.
    Native,
    Little,
    Big,
}
