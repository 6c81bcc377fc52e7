//! `unicode_escape`: the escapes of string literals.

use super::errors::{CodecError, DecodeErrors, Fault, push_backslash};
use crate::unicode::names;
use crate::unit::Unit;

/// What decoding found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: Vec<u32>,
    /// Bytes used.
    pub used: usize,
    /// Position of the character behind the first backslash that begins no escape, or of an octal escape beyond `\377`:
    /// worth a DeprecationWarning (see [`invalid_escape_message`]).
    pub invalid_escape: Option<usize>,
}

/// `"\q" is an invalid escape sequence. Such sequences will not work in the future. `, where `at` is
/// [`Decoded::invalid_escape`]; `bytes` for `b"\q"`.
pub fn invalid_escape_message(input: &[u8], at: usize, bytes: bool) -> String {
    let b = if bytes { "b" } else { "" };
    let c = input.get(at).copied().unwrap_or(0);
    if matches!(c, b'4'..=b'7') {
        let octal: String = input[at..].iter().take(3).map(|&b| char::from(b)).collect();
        return format!(
            "{b}\"\\{octal}\" is an invalid octal escape sequence. Such sequences will not work in the future. "
        );
    }
    format!("{b}\"\\{}\" is an invalid escape sequence. Such sequences will not work in the future. ", char::from(c))
}

pub(super) fn simple_escape(b: u8) -> Option<u8> {
    Some(match b {
        b'\\' | b'\'' | b'"' => b,
        b'b' => 8,
        b'f' => 12,
        b't' => b'\t',
        b'n' => b'\n',
        b'r' => b'\r',
        b'v' => 11,
        b'a' => 7,
        _ => return None,
    })
}

/// An octal escape at `at` (its first digit): value and digits.
pub(super) fn octal(input: &[u8], at: usize) -> (u32, usize) {
    let digits = input[at..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
    digits.fold((0, 0), |(v, n), &b| (v << 3 | u32::from(b - b'0'), n + 1))
}

enum Escape {
    Char(u32),
    Nothing,
    Unknown,
    Fault(&'static str),
    /// The input ends within the escape.
    Short(&'static str),
}

fn hex(input: &[u8], at: &mut usize, count: usize, message: &'static str) -> Escape {
    let mut c = 0u32;
    for _ in 0..count {
        let Some(&b) = input.get(*at) else {
            return Escape::Short(message);
        };
        let Some(d) = char::from(b).to_digit(16) else {
            return Escape::Fault(message);
        };
        c = c << 4 | d;
        *at += 1;
    }
    if c > 0x10ffff { Escape::Fault("illegal Unicode character") } else { Escape::Char(c) }
}

fn named(input: &[u8], at: &mut usize) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    match input.get(*at) {
        None => return Escape::Short(MALFORMED),
        Some(b'{') => *at += 1,
        Some(_) => return Escape::Fault(MALFORMED),
    }
    let start = *at;
    while input.get(*at).is_some_and(|&b| b != b'}') {
        *at += 1;
    }
    if *at >= input.len() {
        return Escape::Short(MALFORMED);
    }
    if *at == start {
        return Escape::Fault(MALFORMED);
    }
    let name = std::str::from_utf8(&input[start..*at]).unwrap_or("");
    *at += 1;
    match names::lookup(name, false).as_deref() {
        Some([c]) => Escape::Char(*c),
        _ => Escape::Fault("unknown Unicode character name"),
    }
}

/// Reads the escape whose backslash is at `*at - 1`; leaves `*at` behind what belongs to it.
fn escape(input: &[u8], at: &mut usize, invalid: &mut Option<usize>) -> Escape {
    let Some(&b) = input.get(*at) else {
        return Escape::Short("\\ at end of string");
    };
    *at += 1;
    if let Some(c) = simple_escape(b) {
        return Escape::Char(u32::from(c));
    }
    match b {
        b'\n' => Escape::Nothing,
        b'0'..=b'7' => {
            let (v, n) = octal(input, *at - 1);
            if v > 0o377 {
                invalid.get_or_insert(*at - 1);
            }
            *at += n - 1;
            Escape::Char(v)
        }
        b'x' => hex(input, at, 2, "truncated \\xXX escape"),
        b'u' => hex(input, at, 4, "truncated \\uXXXX escape"),
        b'U' => hex(input, at, 8, "truncated \\UXXXXXXXX escape"),
        b'N' => named(input, at),
        _ => {
            invalid.get_or_insert(*at - 1);
            Escape::Unknown
        }
    }
}

/// Decodes; other bytes are Latin-1. When not `last`, an unfinished escape at the end is left.
pub fn decode<E>(input: &[u8], errors: &mut DecodeErrors<E>, last: bool) -> Result<Decoded, CodecError<E>> {
    let mut text = Vec::with_capacity(input.len());
    let mut at = 0;
    let mut invalid_escape = None;
    while let Some(&b) = input.get(at) {
        let start = at;
        at += 1;
        if b != b'\\' {
            text.push(u32::from(b));
            continue;
        }
        let reason = match escape(input, &mut at, &mut invalid_escape) {
            Escape::Char(c) => {
                text.push(c);
                continue;
            }
            Escape::Nothing => continue,
            Escape::Unknown => {
                text.extend([u32::from(b'\\'), u32::from(input[at - 1])]);
                continue;
            }
            Escape::Short(_) if !last => {
                return Ok(Decoded { text, used: start, invalid_escape });
            }
            Escape::Short(m) | Escape::Fault(m) => m,
        };
        at = errors.handle(input, Fault { encoding: "unicodeescape", start, end: at, reason }, &mut text)?;
    }
    Ok(Decoded { text, used: at, invalid_escape })
}

/// Encodes: printable ASCII as it is, the rest as escapes.
pub fn encode<U: Unit>(s: &[U]) -> Vec<u8> {
    let mut out = String::with_capacity(s.len());
    for u in s {
        match u.code() {
            0x5c => out.push_str("\\\\"),
            0x09 => out.push_str("\\t"),
            0x0a => out.push_str("\\n"),
            0x0d => out.push_str("\\r"),
            c @ 0x20..=0x7e => out.push(c as u8 as char),
            c => push_backslash(c, &mut out),
        }
    }
    out.into_bytes()
}
