//! The one error type: which Python exception to raise, and its message.

use std::borrow::Cow;
use std::fmt;

/// The Python exception class an [`Error`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    ValueError,
    OverflowError,
    TypeError,
    KeyError,
    IndexError,
    ZeroDivisionError,
    MemoryError,
    /// `struct.error`
    StructError,
    /// `binascii.Error`
    BinasciiError,
    /// `binascii.Incomplete`
    BinasciiIncomplete,
    EOFError,
}

impl Kind {
    /// The class name as `type(e).__name__` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ValueError => "ValueError",
            Kind::OverflowError => "OverflowError",
            Kind::TypeError => "TypeError",
            Kind::KeyError => "KeyError",
            Kind::IndexError => "IndexError",
            Kind::ZeroDivisionError => "ZeroDivisionError",
            Kind::MemoryError => "MemoryError",
            Kind::StructError => "error",
            Kind::BinasciiError => "Error",
            Kind::BinasciiIncomplete => "Incomplete",
            Kind::EOFError => "EOFError",
        }
    }
}

/// A failure that the caller turns into a Python exception.
///
/// Lone surrogates cannot be carried in `message`; where CPython would quote one verbatim, U+FFFD stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub kind: Kind,
    pub message: Cow<'static, str>,
    /// For the `OverflowError` of float `**`: the first of the two arguments, `(34, 'Numerical result out of range')`.
    pub errno: Option<i32>,
}

/// Texts longer than this are refused with `MemoryError` before anything is allocated.
pub const MOST: usize = 1 << 34;

/// `MemoryError` when a text of this length would be too long.
pub(crate) fn check_length(len: usize) -> Result<()> {
    if len > MOST { Err(Error::memory()) } else { Ok(()) }
}

/// Shorthand used by the whole crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with this kind and message.
    pub fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Error {
        Error { kind, message: message.into(), errno: None }
    }
    /// `ValueError(message)`
    pub fn value(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::ValueError, message)
    }
    /// `OverflowError(message)`
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::OverflowError, message)
    }
    /// `TypeError(message)`
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::TypeError, message)
    }
    /// `ZeroDivisionError(message)`
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Kind::ZeroDivisionError, message)
    }
    /// `MemoryError()`: the result would be larger than this crate is willing to make ([`MOST`] units).
    pub fn memory() -> Error {
        Error::new(Kind::MemoryError, "")
    }
    /// `OverflowError(34, 'Numerical result out of range')`
    pub fn range() -> Error {
        Error { errno: Some(34), ..Error::overflow("Numerical result out of range") }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.errno {
            Some(n) => write!(f, "{}: ({}, '{}')", self.kind.name(), n, self.message),
            None => write!(f, "{}: {}", self.kind.name(), self.message),
        }
    }
}

impl std::error::Error for Error {}
