//! The format-spec mini-language (`format(x, spec)`), PEP 3101, 378, 515, 682 and the fraction grouping of 3.14:
//! `[[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision [grouping]][type]`.

pub mod complex;
pub mod float;
pub mod int;
mod number;
pub mod str;

pub use number::Locale;

use crate::error::{Error, Result};
use crate::unit::{Unit, to_string_lossy};

/// Separator of groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    None,
    /// `,` every three digits.
    Comma,
    /// `_` every three digits.
    Underscore,
    /// `_` every four digits (binary, octal, hexadecimal).
    UnderscoreFour,
}

impl Grouping {
    fn symbol(self) -> char {
        if self == Grouping::Comma { ',' } else { '_' }
    }
}

/// A parsed format spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Fill, a code point; a blank unless given.
    pub fill: u32,
    /// `<`, `>`, `=` or `^`.
    pub align: char,
    /// `+`, `-`, blank, or NUL when not given.
    pub sign: char,
    pub no_neg_0: bool,
    pub alternate: bool,
    /// -1 when not given.
    pub width: i64,
    pub grouping: Grouping,
    /// -1 when not given.
    pub precision: i64,
    pub frac_grouping: Grouping,
    /// The type, a code point; the default of the object's type (0 for float and complex) when not given.
    pub kind: u32,
}

impl Spec {
    /// Neither sign, width nor groups: the digits are the whole text.
    fn is_plain(&self) -> bool {
        self.width <= 0
            && matches!(self.sign, '\0' | '-')
            && self.grouping == Grouping::None
            && self.frac_grouping == Grouping::None
    }
}

/// A type as error messages quote it.
fn quoted_kind(kind: u32) -> String {
    match char::from_u32(kind) {
        Some(c) if kind > 32 && kind < 128 => format!("'{c}'"),
        _ => format!("'\\x{kind:x}'"),
    }
}

/// `ValueError: Unknown format code 'x' for object of type '…'`
pub(crate) fn unknown_code(kind: u32, type_name: &str) -> Error {
    Error::value(format!("Unknown format code {} for object of type '{type_name}'", quoted_kind(kind)))
}

fn both() -> Error {
    Error::value("Cannot specify both ',' and '_'.")
}

struct Reader<'a, U> {
    s: &'a [U],
    at: usize,
}

impl<U: Unit> Reader<'_, U> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.s.get(self.at + ahead).map(|u| char::from_u32(u.code()).unwrap_or('\0'))
    }
    fn take(&mut self, c: char) -> bool {
        let hit = self.peek(0) == Some(c);
        self.at += usize::from(hit);
        hit
    }
    /// A run of decimal digits of any script; `None` when there is none.
    fn integer(&mut self) -> Result<Option<i64>> {
        let mut value: Option<i64> = None;
        while let Some(u) = self.s.get(self.at) {
            let Some(d) = crate::unicode::properties::decimal(u.code()) else {
                break;
            };
            let next = value.unwrap_or(0).checked_mul(10).and_then(|v| v.checked_add(i64::from(d)));
            if next.is_none() {
                return Err(Error::value("Too many decimal digits in format string"));
            }
            value = next;
            self.at += 1;
        }
        Ok(value)
    }
    fn grouping(&mut self) -> Result<Grouping> {
        let mut g = Grouping::None;
        if self.take(',') {
            g = Grouping::Comma;
        }
        if self.take('_') {
            if g != Grouping::None {
                return Err(both());
            }
            g = Grouping::Underscore;
        }
        if self.peek(0) == Some(',') && g == Grouping::Underscore {
            return Err(both());
        }
        Ok(g)
    }
}

fn is_align(c: Option<char>) -> bool {
    matches!(c, Some('<' | '>' | '=' | '^'))
}

/// Parses a spec for an object of this type. `default_kind` and `default_align` are those of the type: `'s'` and `<` for
/// str, `'d'` and `>` for int, NUL and `>` for float and complex. Errors are `ValueError`s such as
/// `Invalid format specifier '…' for object of type '…'`, `Cannot specify ',' with 's'.`,
/// `Format specifier missing precision`.
pub fn parse<U: Unit>(text: &[U], type_name: &str, default_kind: char, default_align: char) -> Result<Spec> {
    let mut spec = Spec {
        fill: 0x20,
        align: default_align,
        sign: '\0',
        no_neg_0: false,
        alternate: false,
        width: -1,
        grouping: Grouping::None,
        precision: -1,
        frac_grouping: Grouping::None,
        kind: default_kind as u32,
    };
    let mut r = Reader { s: text, at: 0 };
    let (mut fill_given, mut align_given) = (false, false);
    if is_align(r.peek(1)) {
        spec.fill = text[0].code();
        spec.align = r.peek(1).unwrap_or('<');
        (fill_given, align_given) = (true, true);
        r.at = 2;
    } else if is_align(r.peek(0)) {
        spec.align = r.peek(0).unwrap_or('<');
        align_given = true;
        r.at = 1;
    }
    if let Some(c @ (' ' | '+' | '-')) = r.peek(0) {
        spec.sign = c;
        r.at += 1;
    }
    spec.no_neg_0 = r.take('z');
    spec.alternate = r.take('#');
    if !fill_given && r.take('0') {
        spec.fill = 0x30;
        if !align_given && default_align == '>' {
            spec.align = '=';
        }
    }
    spec.width = r.integer()?.unwrap_or(-1);
    spec.grouping = r.grouping()?;
    if r.take('.') {
        let digits = r.integer()?;
        spec.precision = digits.unwrap_or(-1);
        spec.frac_grouping = r.grouping()?;
        if digits.is_none() && spec.frac_grouping == Grouping::None {
            return Err(Error::value("Format specifier missing precision"));
        }
    }
    let rest = &text[r.at..];
    if rest.len() > 1 {
        return Err(Error::value(format!(
            "Invalid format specifier '{}' for object of type '{type_name}'",
            to_string_lossy(text)
        )));
    }
    if let Some(u) = rest.first() {
        spec.kind = u.code();
    }
    let kind = char::from_u32(spec.kind).unwrap_or('\u{fffd}');
    let refuse =
        |g: Grouping| Error::value(format!("Cannot specify '{}' with {}.", g.symbol(), quoted_kind(spec.kind)));
    if spec.grouping != Grouping::None {
        match kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => {}
            'b' | 'o' | 'x' | 'X' if spec.grouping == Grouping::Underscore => {
                spec.grouping = Grouping::UnderscoreFour;
            }
            _ => return Err(refuse(spec.grouping)),
        }
    }
    if spec.frac_grouping != Grouping::None && kind == 'n' {
        return Err(refuse(spec.frac_grouping));
    }
    crate::error::check_length(spec.width.max(0) as usize)?;
    Ok(spec)
}
