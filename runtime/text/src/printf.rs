//! `%` formatting of str and bytes: a reader of the format and the renderers of its conversions.
//!
//! CPython raises the errors of a format in the middle of its work, between conversions of arguments. So the reader is
//! lazy (one [`Segment`] at a time) and what is wrong with a conversion is told in the place where it matters: first the
//! key, then `*` width, then `*` precision, then the conversion itself ([`Conversion::code`]).

use crate::error::{Error, Result, check_length};
use crate::float::format_code;
use crate::spec::int::Int;
use crate::spec::str::Layout;
use crate::unit::Unit;
use std::ops::Range;

/// A piece of the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Units of the format that stand for themselves.
    Literal(Range<usize>),
    Conversion(Conversion),
}

/// Width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    None,
    Given(usize),
    /// `*`: the next argument; `TypeError: * wants int` unless an int.
    Star,
}

/// The flags of a conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintfFlags {
    /// `-`
    pub left: bool,
    /// `+`
    pub sign: bool,
    /// blank
    pub blank: bool,
    /// `#`
    pub alt: bool,
    /// `0`
    pub zero: bool,
}

/// One conversion. Work through it in the order of the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// `(key)`: first demand a mapping (`TypeError: format requires a mapping`), then the key's units or
    /// `ValueError: incomplete format key`.
    pub key: Option<Result<Range<usize>>>,
    pub flags: PrintfFlags,
    pub width: Size,
    pub precision: Size,
    /// The conversion character (a unit that [`is_known`] accepts or refuses), or `incomplete format`, `width too big`,
    /// `precision too big`. A `%` here takes an argument like any other; a plain `%%` is a literal.
    pub code: Result<u32>,
    /// Index of the conversion character, for the message of [`unsupported`].
    pub index: usize,
}

/// The reader: an iterator of [`Segment`].
#[derive(Clone, Debug)]
pub struct Reader<'a, U> {
    s: &'a [U],
    at: usize,
    bytes: bool,
}

/// Reads the format of a str.
pub fn read_str<U: Unit>(format: &[U]) -> Reader<'_, U> {
    Reader { s: format, at: 0, bytes: false }
}

/// Reads the format of bytes.
pub fn read_bytes(format: &[u8]) -> Reader<'_, u8> {
    Reader { s: format, at: 0, bytes: true }
}

impl<U: Unit> Reader<'_, U> {
    fn peek(&self) -> Option<u32> {
        self.s.get(self.at).map(|u| u.code())
    }

    fn key(&mut self) -> Option<Result<Range<usize>>> {
        if self.peek() != Some(0x28) {
            return None;
        }
        let start = self.at + 1;
        let mut depth = 1;
        for (i, u) in self.s[start..].iter().enumerate() {
            match u.code() {
                0x28 => depth += 1,
                0x29 => depth -= 1,
                _ => continue,
            }
            if depth == 0 {
                self.at = start + i + 1;
                return Some(Ok(start..start + i));
            }
        }
        self.at = self.s.len();
        Some(Err(Error::value("incomplete format key")))
    }

    fn size(&mut self, most: u64, message: &'static str) -> Result<Size> {
        if self.peek() == Some(0x2a) {
            self.at += 1;
            return Ok(Size::Star);
        }
        let mut size = Size::None;
        let mut value = 0u64;
        while let Some(c @ 0x30..=0x39) = self.peek() {
            value = value * 10 + u64::from(c - 0x30);
            if value > most {
                return Err(Error::value(message));
            }
            size = Size::Given(value as usize);
            self.at += 1;
        }
        Ok(size)
    }

    fn conversion(&mut self) -> Conversion {
        let mut c = Conversion {
            key: self.key(),
            flags: PrintfFlags::default(),
            width: Size::None,
            precision: Size::None,
            code: Ok(0),
            index: 0,
        };
        while let Some(u) = self.peek() {
            match u {
                0x2d => c.flags.left = true,
                0x2b => c.flags.sign = true,
                0x20 => c.flags.blank = true,
                0x23 => c.flags.alt = true,
                0x30 => c.flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        c.code = self.sizes_and_code(&mut c.width, &mut c.precision);
        c.index = self.at.saturating_sub(1);
        c
    }

    fn sizes_and_code(&mut self, width: &mut Size, precision: &mut Size) -> Result<u32> {
        *width = self.size(i64::MAX as u64, "width too big")?;
        if self.peek() == Some(0x2e) {
            self.at += 1;
            *precision = Size::Given(0);
            let message = if self.bytes { "prec too big" } else { "precision too big" };
            let p = self.size(i32::MAX as u64, message)?;
            if p != Size::None {
                *precision = p;
            }
        }
        if matches!(self.peek(), Some(0x68 | 0x6c | 0x4c)) {
            self.at += 1;
        }
        match self.peek() {
            Some(code) => {
                self.at += 1;
                Ok(code)
            }
            None => Err(Error::value("incomplete format")),
        }
    }
}

impl<U: Unit> Iterator for Reader<'_, U> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let start = self.at;
        let rest = self.s.get(start..)?;
        if rest.is_empty() {
            return None;
        }
        let run = rest.iter().position(|u| u.code() == 0x25).unwrap_or(rest.len());
        if run > 0 {
            self.at += run;
            return Some(Segment::Literal(start..self.at));
        }
        self.at += 1;
        if self.peek() == Some(0x25) {
            self.at += 1;
            return Some(Segment::Literal(start + 1..self.at));
        }
        Some(Segment::Conversion(self.conversion()))
    }
}

/// Whether a conversion character means anything to str (`bytes` false) or bytes formatting.
pub fn is_known(code: u32, bytes: bool) -> bool {
    match char::from_u32(code) {
        Some('d' | 'i' | 'o' | 'u' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'c' | 'r' | 's' | 'a') => true,
        Some('b') => bytes,
        _ => false,
    }
}

/// `ValueError: unsupported format character 'y' (0x79) at index 1`
pub fn unsupported(code: u32, index: usize, bytes: bool) -> Error {
    if bytes && code >= 0x80 {
        return Error::overflow("character argument not in range(0x110000)");
    }
    let shown = match char::from_u32(code) {
        Some(c) if bytes || (31..=126).contains(&code) => c,
        _ => '?',
    };
    Error::value(format!("unsupported format character '{shown}' (0x{code:x}) at index {index}"))
}

/// `TypeError: not enough arguments for format string`
pub fn not_enough() -> Error {
    Error::type_error("not enough arguments for format string")
}

/// `TypeError: not all arguments converted during string formatting` (or bytes).
pub fn not_all_converted(bytes: bool) -> Error {
    let what = if bytes { "bytes" } else { "string" };
    Error::type_error(format!("not all arguments converted during {what} formatting"))
}

/// `TypeError: %d format: a real number is required, not str`; for `o x X` an integer.
pub fn number_required(code: char, type_name: &str) -> Error {
    let what = if matches!(code, 'o' | 'x' | 'X') { "an integer" } else { "a real number" };
    Error::type_error(format!("%{code} format: {what} is required, not {type_name}"))
}

/// A width from a `*` argument: a negative one sets the flag `-`.
pub fn star_width(v: i64, flags: &mut PrintfFlags) -> usize {
    flags.left |= v < 0;
    v.unsigned_abs() as usize
}

/// A precision from a `*` argument: negative is 0.
pub fn star_precision(v: i64) -> usize {
    v.max(0) as usize
}

fn pad_number(body: &str, flags: PrintfFlags, width: usize) -> String {
    let negative = body.starts_with('-');
    let digits = body.strip_prefix(['-', '+']).unwrap_or(body);
    let sign = match (negative, flags.sign, flags.blank) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    };
    let prefix_len = if flags.alt && matches!(digits.get(..2), Some("0x" | "0X" | "0o")) { 2 } else { 0 };
    let (prefix, digits) = digits.split_at(prefix_len);
    let pad = width.saturating_sub(sign.len() + prefix.len() + digits.len());
    let mut out = String::new();
    let fill = |out: &mut String, c| out.extend(std::iter::repeat_n(c, pad));
    if !flags.left && !flags.zero {
        fill(&mut out, ' ');
    }
    out.push_str(sign);
    out.push_str(prefix);
    if !flags.left && flags.zero {
        fill(&mut out, '0');
    }
    out.push_str(digits);
    if flags.left {
        fill(&mut out, ' ');
    }
    out
}

/// `%d %i %u %o %x %X`. `limit` is that on decimal digits (0 for none). Error: `OverflowError: precision too large`.
pub fn format_integer(
    v: Int,
    code: char,
    flags: PrintfFlags,
    width: usize,
    precision: Option<usize>,
    limit: usize,
) -> Result<String> {
    let precision = precision.unwrap_or(0);
    check_length(width)?;
    if precision > i32::MAX as usize - 3 {
        return Err(Error::overflow("precision too large"));
    }
    let (base, prefix) = match code {
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = v.digits(base, limit)?;
    if code == 'X' {
        digits.make_ascii_uppercase();
    }
    let sign = if v.is_negative() { "-" } else { "" };
    let prefix = if flags.alt { prefix } else { "" };
    let zeros = "0".repeat(precision.saturating_sub(digits.len()));
    Ok(pad_number(&format!("{sign}{prefix}{zeros}{digits}"), flags, width))
}

/// `%e %E %f %F %g %G`; the precision is 6 unless given.
pub fn format_real(v: f64, code: char, flags: PrintfFlags, width: usize, precision: Option<usize>) -> Result<String> {
    check_length(width)?;
    let f = crate::float::Flags { alt: flags.alt, ..Default::default() };
    Ok(pad_number(&format_code(v, code, precision.unwrap_or(6), f), PrintfFlags { alt: false, ..flags }, width))
}

/// `%s %r %a %b %c`: how text of `len` units is cut (precision; none for `%c`) and padded.
pub fn text_layout(len: usize, flags: PrintfFlags, width: usize, precision: Option<usize>) -> Layout {
    let take = precision.map_or(len, |p| len.min(p));
    let pad = width.saturating_sub(take);
    let (left, right) = if flags.left { (0, pad) } else { (pad, 0) };
    Layout { take, left, right, fill: 0x20 }
}

/// `%c` of an int: the code point; `OverflowError: %c arg not in range(0x110000)` (bytes: `range(256)`).
pub fn char_arg(v: Int, bytes: bool) -> Result<u32> {
    let most = if bytes { 256 } else { 0x110000 };
    let shown = if bytes { "256" } else { "0x110000" };
    match v.to_i64() {
        Some(x) if (0..most).contains(&x) => Ok(x as u32),
        _ => Err(Error::overflow(format!("%c arg not in range({shown})"))),
    }
}

/// `TypeError` of `%c` for what is neither int nor a single character; `type_name` as in "not float".
pub fn char_required(type_name: &str, bytes: bool) -> Error {
    let what = if bytes { "an integer in range(256) or a single byte" } else { "an int or a unicode character" };
    Error::type_error(format!("%c requires {what}, not {type_name}"))
}
