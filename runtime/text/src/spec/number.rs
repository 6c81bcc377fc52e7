//! Laying out a number: sign, prefix, grouped digits, point, fraction, padding.

use super::{Grouping, Spec};
use std::borrow::Cow;

/// The conventions of a locale, for type `n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    pub decimal_point: Cow<'static, str>,
    pub thousands_sep: Cow<'static, str>,
    /// As `localeconv()["grouping"]`: sizes of groups from the right; a final 0 repeats the last, 127 ends grouping.
    pub grouping: Cow<'static, [u8]>,
}

impl Default for Locale {
    /// The C locale.
    fn default() -> Locale {
        Locale::for_grouping(Grouping::None)
    }
}

impl Locale {
    pub(super) fn for_grouping(g: Grouping) -> Locale {
        let (sep, grouping): (_, &[u8]) = match g {
            Grouping::None => ("", &[]),
            Grouping::Comma => (",", &[3, 0]),
            Grouping::Underscore => ("_", &[3, 0]),
            Grouping::UnderscoreFour => ("_", &[4, 0]),
        };
        Locale {
            decimal_point: Cow::Borrowed("."),
            thousands_sep: Cow::Borrowed(sep),
            grouping: Cow::Borrowed(grouping),
        }
    }
}

/// The pieces of a number, all ASCII: `digits` before the point, `fraction` behind it, `rest` what follows or what is not
/// digits at all (exponent, `inf`, `%`).
#[derive(Default)]
pub(super) struct Pieces<'a> {
    pub negative: bool,
    pub prefix: &'a str,
    pub digits: &'a str,
    pub point: bool,
    pub fraction: &'a str,
    pub rest: &'a str,
}

struct Groups<'a> {
    sizes: &'a [u8],
    at: usize,
    last: u8,
}

impl Iterator for Groups<'_> {
    type Item = i64;
    fn next(&mut self) -> Option<i64> {
        match self.sizes.get(self.at) {
            None | Some(0) => (self.last != 0).then_some(i64::from(self.last)),
            Some(127) => None,
            Some(&n) => {
                self.last = n;
                self.at += 1;
                Some(i64::from(n))
            }
        }
    }
}

/// Groups from the right, zero-filled to at least `min_width` characters.
fn group<'a>(digits: &'a str, min_width: i64, locale: &Locale) -> Cow<'a, str> {
    if locale.grouping.is_empty() || locale.thousands_sep.is_empty() {
        let zeros = (min_width - digits.len() as i64).max(0) as usize;
        if zeros == 0 || digits.is_empty() {
            return Cow::Borrowed(digits);
        }
        return Cow::Owned("0".repeat(zeros) + digits);
    }
    if digits.is_empty() {
        return Cow::Borrowed(digits);
    }
    let mut rev: Vec<char> = Vec::with_capacity(digits.len() * 2);
    let mut source = digits.chars().rev();
    let mut remaining = digits.len() as i64;
    let mut min_width = min_width;
    let sep_len = locale.thousands_sep.chars().count() as i64;
    let mut first = true;
    let mut groups = Groups { sizes: &locale.grouping, at: 0, last: 0 };
    loop {
        let size = groups.next();
        let most = remaining.max(min_width).max(1);
        let len = size.map_or(most, |n| n.min(most));
        if !first {
            rev.extend(locale.thousands_sep.chars().rev());
        }
        first = false;
        for _ in 0..len {
            rev.push(source.next().unwrap_or('0'));
        }
        remaining -= len.min(remaining);
        min_width -= len;
        if size.is_none() || (remaining <= 0 && min_width <= 0) {
            break;
        }
        min_width -= sep_len;
    }
    Cow::Owned(rev.into_iter().rev().collect())
}

/// Groups of three from the left, as behind the point.
fn group_fraction(fraction: &str, g: Grouping, out: &mut String) {
    if g == Grouping::None {
        out.push_str(fraction);
        return;
    }
    for (i, c) in fraction.chars().enumerate() {
        if i > 0 && i % 3 == 0 {
            out.push(g.symbol());
        }
        out.push(c);
    }
}

fn fill_char(spec: &Spec) -> char {
    char::from_u32(spec.fill).unwrap_or('\u{fffd}')
}

/// Writes the number with its padding.
pub(super) fn lay_out(p: &Pieces, spec: &Spec, locale: &Locale) -> String {
    let sign = match (p.negative, spec.sign) {
        (true, _) => "-",
        (false, '+') => "+",
        (false, ' ') => " ",
        _ => "",
    };
    let point = if p.point { &*locale.decimal_point } else { "" };
    let separators = match spec.frac_grouping {
        Grouping::None => 0,
        _ => p.fraction.len().saturating_sub(1) / 3,
    };
    let tail = point.chars().count() + p.fraction.len() + separators + p.rest.chars().count();
    let around = (sign.len() + p.prefix.len() + tail) as i64;
    let min_width = if spec.fill == 0x30 && spec.align == '=' { spec.width - around } else { 0 };
    let digits = group(p.digits, min_width, locale);
    let length = around + digits.chars().count() as i64;
    let pad = (spec.width - length).max(0) as usize;
    let (left, inner, right) = match spec.align {
        '<' => (0, 0, pad),
        '^' => (pad / 2, 0, pad - pad / 2),
        '=' => (0, pad, 0),
        _ => (pad, 0, 0),
    };
    let fill = fill_char(spec);
    let repeat = |n: usize| std::iter::repeat_n(fill, n);
    let mut out = String::with_capacity(length as usize + pad.min(1 << 20));
    out.extend(repeat(left));
    out.push_str(sign);
    out.push_str(p.prefix);
    out.extend(repeat(inner));
    out.push_str(&digits);
    out.push_str(point);
    group_fraction(p.fraction, spec.frac_grouping, &mut out);
    out.push_str(p.rest);
    out.extend(repeat(right));
    out
}

/// Splits the text of a float: digits, whether there is a point, fraction, rest.
pub(super) fn split_float(s: &str) -> (&str, bool, &str, &str) {
    let run = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = s.split_at(run(s));
    match rest.strip_prefix('.') {
        Some(tail) => {
            let (fraction, rest) = tail.split_at(run(tail));
            (digits, true, fraction, rest)
        }
        None => (digits, false, "", rest),
    }
}
