//! `format(complex, spec)`.

use super::float::too_big;
use super::number::{Locale, Pieces, lay_out, split_float};
use super::{Spec, parse, unknown_code};
use crate::complex::Complex;
use crate::error::{Error, Result};
use crate::float::{Flags, format_code};
use crate::unit::Unit;

/// `format(complex, spec)` in the C locale.
pub fn format_complex<U: Unit>(z: Complex, spec: &[U], type_name: &str) -> Result<String> {
    format_complex_with(z, spec, type_name, &Locale::default())
}

/// `format(complex, spec)`; `locale` is that of type `n`.
pub fn format_complex_with<U: Unit>(z: Complex, spec: &[U], type_name: &str, locale: &Locale) -> Result<String> {
    let spec = parse(spec, type_name, '\0', '>')?;
    let kind = char::from_u32(spec.kind).unwrap_or('\u{fffd}');
    if !matches!(kind, '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') {
        return Err(unknown_code(spec.kind, type_name));
    }
    if spec.precision > i64::from(i32::MAX) {
        return Err(too_big());
    }
    if spec.fill == 0x30 {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == '=' {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let flags = Flags { alt: spec.alternate, no_neg_0: spec.no_neg_0, ..Flags::default() };
    let bare = kind == '\0';
    let skip_real = bare && z.real == 0.0 && z.real.is_sign_positive();
    let mut code = match kind {
        '\0' => 'r',
        'n' => 'g',
        c => c,
    };
    let mut precision = spec.precision;
    if precision < 0 {
        precision = if bare { 0 } else { 6 };
    } else if code == 'r' {
        code = 'g';
    }
    let grouping = Locale::for_grouping(spec.grouping);
    let locale = if kind == 'n' { locale } else { &grouping };
    let part = |v: f64, sign: char| {
        let text = format_code(v, code, precision as usize, flags);
        let negative = text.starts_with('-');
        let (digits, point, fraction, rest) = split_float(text.trim_start_matches('-'));
        let plain = Spec { width: -1, align: '<', fill: 0, sign, ..spec.clone() };
        lay_out(&Pieces { negative, digits, point, fraction, rest, ..Pieces::default() }, &plain, locale)
    };
    let mut text = String::new();
    if !skip_real {
        text.push_str(&part(z.real, spec.sign));
    }
    text.push_str(&part(z.imag, if skip_real { spec.sign } else { '+' }));
    text.push('j');
    if bare && !skip_real {
        text = format!("({text})");
    }
    let outer = Spec { sign: '\0', frac_grouping: super::Grouping::None, ..spec };
    Ok(lay_out(&Pieces { rest: &text, ..Pieces::default() }, &outer, &Locale::default()))
}
