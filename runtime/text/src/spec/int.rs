//! `format(int, spec)`.

use super::number::{Locale, Pieces, lay_out};
use super::{Spec, parse, unknown_code};
use crate::error::{Error, Result};
use crate::unit::Unit;
use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// An integer of any representation.
#[derive(Clone, Copy, Debug)]
pub enum Int<'a> {
    Small(i64),
    /// Beyond 64 bits, within 128.
    Wide(i128),
    Big(&'a BigInt),
}

impl Int<'_> {
    /// Below zero.
    pub fn is_negative(self) -> bool {
        match self {
            Int::Small(v) => v < 0,
            Int::Wide(v) => v < 0,
            Int::Big(n) => n.sign() == Sign::Minus,
        }
    }
    /// Magnitude in base 2, 8, 10 or 16 (lower case). Base 10 is subject to `limit` (0 for none).
    pub fn digits(self, base: u32, limit: usize) -> Result<String> {
        Ok(match (self, base) {
            (Int::Small(v), 2) => format!("{:b}", v.unsigned_abs()),
            (Int::Small(v), 8) => format!("{:o}", v.unsigned_abs()),
            (Int::Small(v), 16) => format!("{:x}", v.unsigned_abs()),
            (Int::Small(v), _) => v.unsigned_abs().to_string(),
            (Int::Wide(v), 2) => format!("{:b}", v.unsigned_abs()),
            (Int::Wide(v), 8) => format!("{:o}", v.unsigned_abs()),
            (Int::Wide(v), 16) => format!("{:x}", v.unsigned_abs()),
            (Int::Wide(v), _) => v.unsigned_abs().to_string(),
            (Int::Big(n), 10) => {
                let s = crate::int::to_decimal(n, limit)?;
                s.trim_start_matches('-').to_string()
            }
            (Int::Big(n), _) => n.magnitude().to_str_radix(base.clamp(2, 36)),
        })
    }
    /// `float(int)`; `OverflowError: int too large to convert to float`.
    pub fn to_float(self) -> Result<f64> {
        match self {
            Int::Small(v) => Ok(v as f64),
            Int::Wide(v) => Ok(v as f64),
            Int::Big(n) => crate::float::convert::from_bigint(n),
        }
    }
    /// As a machine word.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            Int::Small(v) => Some(v),
            Int::Wide(v) => v.to_i64(),
            Int::Big(n) => n.to_i64(),
        }
    }
}

/// `format(int, spec)` in the C locale, without a limit on digits. See [`format_int_with`].
pub fn format_int<U: Unit>(v: Int, spec: &[U], type_name: &str) -> Result<String> {
    format_int_with(v, spec, type_name, &Locale::default(), 0)
}

/// `format(int, spec)`: `type_name` as in messages ("int", "bool"), `locale` for type `n`, `limit` on decimal digits.
///
/// A lone surrogate, as fill or by type `c`, comes out as U+FFFD: for those use [`super::parse`] and [`super::str::layout`].
pub fn format_int_with<U: Unit>(v: Int, spec: &[U], type_name: &str, locale: &Locale, limit: usize) -> Result<String> {
    let spec = parse(spec, type_name, 'd', '>')?;
    render(v, &spec, type_name, locale, limit)
}

/// Formats by a parsed spec.
pub fn render(v: Int, spec: &Spec, type_name: &str, locale: &Locale, limit: usize) -> Result<String> {
    let kind = char::from_u32(spec.kind).unwrap_or('\u{fffd}');
    match kind {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            return super::float::render(v.to_float()?, spec, type_name, locale);
        }
        _ => return Err(unknown_code(spec.kind, type_name)),
    }
    if spec.precision != -1 {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_neg_0 {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    let grouping = Locale::for_grouping(spec.grouping);
    if kind == 'c' {
        if spec.sign != '\0' {
            return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
        }
        if spec.alternate {
            return Err(Error::value("Alternate form (#) not allowed with integer format specifier 'c'"));
        }
        let Some(x) = v.to_i64() else {
            return Err(Error::overflow("Python int too large to convert to C long"));
        };
        if !(0..0x110000).contains(&x) {
            return Err(Error::overflow("%c arg not in range(0x110000)"));
        }
        let mut text = [0; 4];
        let text = char::from_u32(x as u32).unwrap_or('\u{fffd}').encode_utf8(&mut text);
        return Ok(lay_out(&Pieces { rest: text, ..Pieces::default() }, spec, &grouping));
    }
    let (base, prefix) = match kind {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = v.digits(base, limit)?;
    if kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let p = Pieces {
        negative: v.is_negative(),
        prefix: if spec.alternate { prefix } else { "" },
        digits: &digits,
        ..Pieces::default()
    };
    Ok(lay_out(&p, spec, if kind == 'n' { locale } else { &grouping }))
}
