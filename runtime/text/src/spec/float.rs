//! `format(float, spec)`.

use super::number::{Locale, Pieces, lay_out, split_float};
use super::{Spec, parse, unknown_code};
use crate::error::{Error, Result};
use crate::float::{Flags, format_code};
use crate::unit::Unit;

/// `format(float, spec)` in the C locale.
pub fn format_float<U: Unit>(v: f64, spec: &[U], type_name: &str) -> Result<String> {
    format_float_with(v, spec, type_name, &Locale::default())
}

/// `format(float, spec)`; `locale` is that of type `n`.
pub fn format_float_with<U: Unit>(v: f64, spec: &[U], type_name: &str, locale: &Locale) -> Result<String> {
    let spec = parse(spec, type_name, '\0', '>')?;
    let kind = char::from_u32(spec.kind).unwrap_or('\u{fffd}');
    match kind {
        '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%' => render(v, &spec, type_name, locale),
        _ => Err(unknown_code(spec.kind, type_name)),
    }
}

pub(super) fn too_big() -> Error {
    Error::value("precision too big")
}

/// Formats by a parsed spec whose type is one of floats.
pub fn render(v: f64, spec: &Spec, _type_name: &str, locale: &Locale) -> Result<String> {
    if spec.precision > i64::from(i32::MAX) {
        return Err(too_big());
    }
    let kind = char::from_u32(spec.kind).unwrap_or('\0');
    let mut flags = Flags { alt: spec.alternate, no_neg_0: spec.no_neg_0, ..Flags::default() };
    let mut precision = spec.precision;
    let mut code = kind;
    let mut default = 6;
    match kind {
        '\0' => {
            flags.add_dot_0 = true;
            code = 'r';
            default = 0;
        }
        'n' => code = 'g',
        '%' => code = 'f',
        _ => {}
    }
    if precision < 0 {
        precision = default;
    } else if code == 'r' {
        code = 'g';
    }
    let value = if kind == '%' { v * 100.0 } else { v };
    let mut text = format_code(value, code, precision as usize, flags);
    if kind == '%' {
        text.push('%');
    }
    if spec.is_plain() && kind != 'n' {
        return Ok(text);
    }
    let negative = text.starts_with('-');
    let (digits, point, fraction, rest) = split_float(text.trim_start_matches('-'));
    let p = Pieces { negative, digits, point, fraction, rest, ..Pieces::default() };
    let grouping = Locale::for_grouping(spec.grouping);
    Ok(lay_out(&p, spec, if kind == 'n' { locale } else { &grouping }))
}
