//! `str.format`: reading the format string and field names (PEP 3101), as `_string.formatter_parser` and
//! `_string.formatter_field_name_split` offer them.

use crate::error::{Error, Kind, Result};
use crate::unicode::properties::decimal;
use crate::unit::Unit;
use std::ops::Range;

/// A literal and the replacement field behind it, if any. Ranges are of units of the format string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    pub literal: Range<usize>,
    pub field: Option<Field>,
}

/// `{name!conversion:spec}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: Range<usize>,
    /// `r`, `s`, `a`, or any other code point ([`check_conversion`] refuses those).
    pub conversion: Option<u32>,
    pub spec: Range<usize>,
    /// The spec holds fields of its own.
    pub spec_is_nested: bool,
}

/// Iterates over the markup of a format string; ends after the first error.
#[derive(Clone, Debug)]
pub struct Parser<'a, U> {
    s: &'a [U],
    at: usize,
    end: usize,
}

/// Parses a whole format string.
pub fn parse<U: Unit>(s: &[U]) -> Parser<'_, U> {
    Parser { s, at: 0, end: s.len() }
}

/// Parses a part of one: a nested spec.
pub fn parse_range<U: Unit>(s: &[U], range: Range<usize>) -> Parser<'_, U> {
    Parser { s, at: range.start, end: range.end.min(s.len()) }
}

const OPEN: u32 = 0x7b;
const CLOSE: u32 = 0x7d;

impl<U: Unit> Parser<'_, U> {
    fn read(&mut self) -> Option<u32> {
        if self.at >= self.end {
            return None;
        }
        let c = self.s.get(self.at)?.code();
        self.at += 1;
        Some(c)
    }

    fn field(&mut self) -> Result<Field> {
        let start = self.at;
        let mut c = 0;
        while let Some(x) = self.read() {
            c = x;
            match c {
                OPEN => return Err(Error::value("unexpected '{' in field name")),
                0x5b => {
                    while self.at < self.end && self.s[self.at].code() != 0x5d {
                        self.at += 1;
                    }
                }
                CLOSE | 0x3a | 0x21 => break,
                _ => {}
            }
        }
        let mut field = Field {
            name: start..self.at.saturating_sub(1).max(start),
            conversion: None,
            spec: self.at..self.at,
            spec_is_nested: false,
        };
        match c {
            CLOSE => return Ok(field),
            0x3a | 0x21 => {}
            _ => return Err(Error::value("expected '}' before end of string")),
        }
        if c == 0x21 {
            let Some(conversion) = self.read() else {
                return Err(Error::value("end of string while looking for conversion specifier"));
            };
            field.conversion = Some(conversion);
            match self.read() {
                Some(CLOSE) => {
                    field.spec = self.at - 1..self.at - 1;
                    return Ok(field);
                }
                Some(0x3a) | None => {}
                Some(_) => return Err(Error::value("expected ':' after conversion specifier")),
            }
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.read() {
            if c == OPEN {
                field.spec_is_nested = true;
                depth += 1;
            } else if c == CLOSE {
                depth -= 1;
                if depth == 0 {
                    field.spec = start..self.at - 1;
                    return Ok(field);
                }
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }

    fn step(&mut self) -> Result<Option<Markup>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let start = self.at;
        let mut brace = None;
        while let Some(c) = self.read() {
            if c == OPEN || c == CLOSE {
                brace = Some(c);
                break;
            }
        }
        let Some(c) = brace else {
            return Ok(Some(Markup { literal: start..self.at, field: None }));
        };
        let next = if self.at < self.end { self.s.get(self.at).map(|u| u.code()) } else { None };
        if next == Some(c) {
            self.at += 1;
            return Ok(Some(Markup { literal: start..self.at - 1, field: None }));
        }
        if c == CLOSE {
            return Err(Error::value("Single '}' encountered in format string"));
        }
        if next.is_none() {
            return Err(Error::value("Single '{' encountered in format string"));
        }
        let literal = start..self.at - 1;
        Ok(Some(Markup { literal, field: Some(self.field()?) }))
    }
}

impl<U: Unit> Iterator for Parser<'_, U> {
    type Item = Result<Markup>;

    fn next(&mut self) -> Option<Result<Markup>> {
        let r = self.step();
        if r.is_err() {
            self.at = self.end;
        }
        r.transpose()
    }
}

/// The head of a field name, or the subscript of `[...]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    Index(usize),
    Name(Range<usize>),
}

/// One accessor of a field name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    Attribute(Range<usize>),
    Item(Name),
}

/// A run of decimal digits as a number; `None` when it is empty or anything else.
fn integer<U: Unit>(s: &[U]) -> Result<Option<usize>> {
    if s.is_empty() {
        return Ok(None);
    }
    let mut v: i64 = 0;
    for u in s {
        let Some(d) = decimal(u.code()) else {
            return Ok(None);
        };
        v = match v.checked_mul(10).and_then(|v| v.checked_add(i64::from(d))) {
            Some(v) => v,
            None => return Err(Error::value("Too many decimal digits in format string")),
        };
    }
    Ok(Some(v as usize))
}

/// Iterates over the accessors behind the head of a field name.
#[derive(Clone, Debug)]
pub struct Accessors<'a, U> {
    s: &'a [U],
    at: usize,
    end: usize,
}

/// Splits a field name (`range` of `s`) into its head and its accessors; ranges found are of `s`. An empty head is an
/// empty [`Name::Name`], for the caller to number ([`AutoNumber`]). `ValueError: Too many decimal digits in format string`.
pub fn split_field_name<U: Unit>(s: &[U], range: Range<usize>) -> Result<(Name, Accessors<'_, U>)> {
    let end = range.end.min(s.len());
    let start = range.start.min(end);
    let len = s[start..end].iter().position(|u| matches!(u.code(), 0x2e | 0x5b)).unwrap_or(end - start);
    let head = match integer(&s[start..start + len])? {
        Some(i) => Name::Index(i),
        None => Name::Name(start..start + len),
    };
    Ok((head, Accessors { s, at: start + len, end }))
}

impl<U: Unit> Accessors<'_, U> {
    fn step(&mut self) -> Result<Access> {
        let first = self.s[self.at].code();
        let start = self.at + 1;
        let run = |f: fn(u32) -> bool| self.s[start..self.end].iter().position(|u| f(u.code()));
        let (access, next) = match first {
            0x2e => {
                let stop = run(|c| c == 0x2e || c == 0x5b).map_or(self.end, |n| start + n);
                (Access::Attribute(start..stop), stop)
            }
            0x5b => {
                let Some(n) = run(|c| c == 0x5d) else {
                    return Err(Error::value("Missing ']' in format string"));
                };
                let name = match integer(&self.s[start..start + n])? {
                    Some(i) => Name::Index(i),
                    None => Name::Name(start..start + n),
                };
                (Access::Item(name), start + n + 1)
            }
            _ => {
                return Err(Error::value("Only '.' or '[' may follow ']' in format field specifier"));
            }
        };
        if matches!(&access, Access::Attribute(r) | Access::Item(Name::Name(r)) if r.is_empty()) {
            return Err(Error::value("Empty attribute in format string"));
        }
        self.at = next;
        Ok(access)
    }
}

impl<U: Unit> Iterator for Accessors<'_, U> {
    type Item = Result<Access>;

    fn next(&mut self) -> Option<Result<Access>> {
        if self.at >= self.end {
            return None;
        }
        let r = self.step();
        if r.is_err() {
            self.at = self.end;
        }
        Some(r)
    }
}

/// Automatic numbering of `{}`, kept through one call of `str.format`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AutoNumber {
    manual: Option<bool>,
    next: usize,
}

impl AutoNumber {
    /// Numbers the head of a field name. Errors: `ValueError: cannot switch from manual field specification to automatic
    /// field numbering`, and the reverse.
    pub fn resolve(&mut self, head: Name) -> Result<Name> {
        let automatic = match &head {
            Name::Index(_) => false,
            Name::Name(r) if r.is_empty() => true,
            Name::Name(_) => return Ok(head),
        };
        match (*self.manual.get_or_insert(!automatic), automatic) {
            (true, true) => {
                Err(Error::value("cannot switch from manual field specification to automatic field numbering"))
            }
            (false, false) => {
                Err(Error::value("cannot switch from automatic field numbering to manual field specification"))
            }
            (_, true) => {
                self.next += 1;
                Ok(Name::Index(self.next - 1))
            }
            _ => Ok(head),
        }
    }
}

/// Accepts `r`, `s`, `a`; `ValueError: Unknown conversion specifier x`.
pub fn check_conversion(c: u32) -> Result<()> {
    match char::from_u32(c) {
        Some('r' | 's' | 'a') => Ok(()),
        Some(ch) if c > 32 && c < 127 => Err(Error::value(format!("Unknown conversion specifier {ch}"))),
        _ => Err(Error::value(format!("Unknown conversion specifier \\x{c:x}"))),
    }
}

/// `ValueError: Max string recursion exceeded`, raised for the third level of nesting.
pub fn too_deep() -> Error {
    Error::value("Max string recursion exceeded")
}

/// `IndexError: Replacement index 5 out of range for positional args tuple`
pub fn index_out_of_range(index: usize) -> Error {
    Error::new(Kind::IndexError, format!("Replacement index {index} out of range for positional args tuple"))
}

/// `ValueError: Format string contains positional fields` (`str.format_map`).
pub fn positional_in_map() -> Error {
    Error::value("Format string contains positional fields")
}
