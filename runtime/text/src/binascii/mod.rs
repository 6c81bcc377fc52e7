//! Binary data as text: `binascii`, the hexadecimal methods of bytes, and the checksums of `zlib`.

pub mod base64;
pub mod checksum;
pub mod hex;
pub mod quoted;
pub mod uu;

use crate::error::{Error, Kind};

fn error(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Kind::BinasciiError, message)
}
