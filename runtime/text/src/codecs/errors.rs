//! Error handlers of codecs (PEP 293).

use crate::error::{Error, Kind};
use crate::unicode::names;
use crate::unit::Unit;
use std::fmt::Write;

/// What a `UnicodeDecodeError` or `UnicodeEncodeError` says beside the object: `input[start..end]` is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub encoding: &'static str,
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// Why a codec gave up. `E` is the error of the caller's own handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecError<E> {
    /// Raise `UnicodeDecodeError` / `UnicodeEncodeError`.
    Fault(Fault),
    /// Raise this.
    Error(Error),
    /// The custom handler (or mapping) failed.
    Custom(E),
}

/// What a handler puts in the place of what could not be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Code points, to be encoded in turn.
    Text(Vec<u32>),
    /// Bytes, taken as they are.
    Bytes(Vec<u8>),
}

/// A custom handler for decoding: replacement and the position to go on at (negative counts from the end).
pub type DecodeHandler<'h, E> = &'h mut dyn FnMut(&Fault) -> Result<(Vec<u32>, i64), E>;
/// A custom handler for encoding.
pub type EncodeHandler<'h, E> = &'h mut dyn FnMut(&Fault) -> Result<(Replacement, i64), E>;

/// Error handler of a decoder.
pub enum DecodeErrors<'h, E> {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    SurrogateEscape,
    SurrogatePass,
    /// `xmlcharrefreplace` or `namereplace`: a TypeError as soon as it is asked.
    EncodeOnly,
    Custom(DecodeHandler<'h, E>),
}

/// Error handler of an encoder.
pub enum EncodeErrors<'h, E> {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    SurrogateEscape,
    SurrogatePass,
    XmlCharRefReplace,
    NameReplace,
    Custom(EncodeHandler<'h, E>),
}

impl<E> DecodeErrors<'_, E> {
    /// The built-in handler of this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => DecodeErrors::Strict,
            "ignore" => DecodeErrors::Ignore,
            "replace" => DecodeErrors::Replace,
            "backslashreplace" => DecodeErrors::BackslashReplace,
            "surrogateescape" => DecodeErrors::SurrogateEscape,
            "surrogatepass" => DecodeErrors::SurrogatePass,
            "xmlcharrefreplace" | "namereplace" => DecodeErrors::EncodeOnly,
            _ => return None,
        })
    }

    /// Appends the replacement for a fault to `out` and says where to go on.
    pub fn handle(&mut self, input: &[u8], fault: Fault, out: &mut Vec<u32>) -> Result<usize, CodecError<E>> {
        let bad = input.get(fault.start..fault.end).unwrap_or(&[]);
        match self {
            DecodeErrors::Strict => Err(CodecError::Fault(fault)),
            DecodeErrors::Ignore => Ok(fault.end),
            DecodeErrors::Replace => {
                out.push(0xfffd);
                Ok(fault.end)
            }
            DecodeErrors::BackslashReplace => {
                for b in bad {
                    out.extend(format!("\\x{b:02x}").bytes().map(u32::from));
                }
                Ok(fault.end)
            }
            DecodeErrors::SurrogateEscape => {
                let n = bad.iter().take(4).take_while(|&&b| b >= 128).count();
                if n == 0 {
                    return Err(CodecError::Fault(fault));
                }
                out.extend(bad[..n].iter().map(|&b| 0xdc00 + u32::from(b)));
                Ok(fault.start + n)
            }
            DecodeErrors::SurrogatePass => match passed_surrogate(input.get(fault.start..), fault.encoding) {
                Some((c, n)) => {
                    out.push(c);
                    Ok(fault.start + n)
                }
                None => Err(CodecError::Fault(fault)),
            },
            DecodeErrors::EncodeOnly => Err(CodecError::Error(Error::type_error(
                "don't know how to handle UnicodeDecodeError in error callback",
            ))),
            DecodeErrors::Custom(f) => {
                let (text, at) = f(&fault).map_err(CodecError::Custom)?;
                let at = position(at, input.len())?;
                out.extend(text);
                Ok(at)
            }
        }
    }
}

fn position<E>(at: i64, len: usize) -> Result<usize, CodecError<E>> {
    let absolute = if at < 0 { at.saturating_add(len as i64) } else { at };
    if absolute < 0 || absolute as usize > len {
        return Err(CodecError::Error(Error::new(
            Kind::IndexError,
            format!("position {at} from error handler out of bounds"),
        )));
    }
    Ok(absolute as usize)
}

/// A surrogate encoded at the head of `s`.
fn passed_surrogate(s: Option<&[u8]>, encoding: &str) -> Option<(u32, usize)> {
    let s = s?;
    let byte = |i: usize| s.get(i).map(|&b| u32::from(b));
    let (c, n) = match encoding {
        "utf-8" => {
            let (a, b, c) = (byte(0)?, byte(1)?, byte(2)?);
            if a & 0xf0 != 0xe0 || b & 0xc0 != 0x80 || c & 0xc0 != 0x80 {
                return None;
            }
            ((a & 15) << 12 | (b & 63) << 6 | (c & 63), 3)
        }
        "utf-16-le" => (byte(0)? | byte(1)? << 8, 2),
        "utf-16-be" => (byte(1)? | byte(0)? << 8, 2),
        "utf-32-le" => (byte(0)? | byte(1)? << 8 | byte(2)? << 16 | byte(3)? << 24, 4),
        "utf-32-be" => (byte(3)? | byte(2)? << 8 | byte(1)? << 16 | byte(0)? << 24, 4),
        _ => return None,
    };
    (0xd800..0xe000).contains(&c).then_some((c, n))
}

fn surrogate_bytes(c: u32, encoding: &str, out: &mut Vec<u8>) -> Option<()> {
    if !(0xd800..0xe000).contains(&c) {
        return None;
    }
    let (lo, hi) = (c as u8, (c >> 8) as u8);
    match encoding {
        "utf-8" => out.extend([0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8]),
        "utf-16" | "utf-16-le" => out.extend([lo, hi]),
        "utf-16-be" => out.extend([hi, lo]),
        "utf-32" | "utf-32-le" => out.extend([lo, hi, 0, 0]),
        "utf-32-be" => out.extend([0, 0, hi, lo]),
        _ => return None,
    }
    Some(())
}

/// Appends `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
pub(crate) fn push_backslash(c: u32, out: &mut String) {
    let _ = match c {
        0..=0xff => write!(out, "\\x{c:02x}"),
        0x100..=0xffff => write!(out, "\\u{c:04x}"),
        _ => write!(out, "\\U{c:08x}"),
    };
}

impl<E> EncodeErrors<'_, E> {
    /// The built-in handler of this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => EncodeErrors::Strict,
            "ignore" => EncodeErrors::Ignore,
            "replace" => EncodeErrors::Replace,
            "backslashreplace" => EncodeErrors::BackslashReplace,
            "surrogateescape" => EncodeErrors::SurrogateEscape,
            "surrogatepass" => EncodeErrors::SurrogatePass,
            "xmlcharrefreplace" => EncodeErrors::XmlCharRefReplace,
            "namereplace" => EncodeErrors::NameReplace,
            _ => return None,
        })
    }

    /// The replacement for a fault and where to go on.
    pub fn handle<U: Unit>(&mut self, input: &[U], fault: &Fault) -> Result<(Replacement, usize), CodecError<E>> {
        let bad = input.get(fault.start..fault.end).unwrap_or(&[]);
        let refused = || CodecError::Fault(fault.clone());
        let text = |f: &dyn Fn(u32, &mut String)| {
            let mut s = String::new();
            bad.iter().for_each(|u| f(u.code(), &mut s));
            Replacement::Text(s.bytes().map(u32::from).collect())
        };
        let replacement = match self {
            EncodeErrors::Strict => return Err(refused()),
            EncodeErrors::Ignore => Replacement::Text(Vec::new()),
            EncodeErrors::Replace => text(&|_, s| s.push('?')),
            EncodeErrors::BackslashReplace => text(&push_backslash),
            EncodeErrors::XmlCharRefReplace => text(&|c, s| {
                let _ = write!(s, "&#{c};");
            }),
            EncodeErrors::NameReplace => text(&|c, s| match names::name(c) {
                Some(n) => {
                    let _ = write!(s, "\\N{{{n}}}");
                }
                None => push_backslash(c, s),
            }),
            EncodeErrors::SurrogateEscape => {
                let escaped = |u: &U| (0xdc80..0xdd00).contains(&u.code()).then(|| u.code() as u8);
                Replacement::Bytes(bad.iter().map(escaped).collect::<Option<_>>().ok_or_else(refused)?)
            }
            EncodeErrors::SurrogatePass => {
                let mut out = Vec::new();
                for u in bad {
                    surrogate_bytes(u.code(), fault.encoding, &mut out).ok_or_else(refused)?;
                }
                Replacement::Bytes(out)
            }
            EncodeErrors::Custom(f) => {
                let (r, at) = f(fault).map_err(CodecError::Custom)?;
                return Ok((r, position(at, input.len())?));
            }
        };
        Ok((replacement, fault.end))
    }

    /// For encoders that take the leading escaped bytes of a run themselves: emits them and moves the fault's start.
    /// True when nothing of the run is left.
    pub(super) fn take_escaped<U: Unit>(&self, input: &[U], fault: &mut Fault, out: &mut Vec<u8>) -> bool {
        if matches!(self, EncodeErrors::SurrogateEscape) {
            while fault.start < fault.end
                && let c @ 0xdc80..0xdd00 = input[fault.start].code()
            {
                out.push(c as u8);
                fault.start += 1;
            }
        }
        fault.start >= fault.end
    }
}
