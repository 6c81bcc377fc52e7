//! Properties of single code points: what `str.is*` asks of each character, and the `unicodedata` functions.

use super::tables::{self as t, BIDIS, CATEGORIES, DECOMP, DECOMP_SEQ, DECOMP_TAGS, NUMERICS, WIDTHS};
use super::{has, record};

/// `unicodedata.unidata_version`
pub const UNIDATA_VERSION: &str = t::UNIDATA_VERSION;

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident $flag:ident;)*) => {
        $($(#[$doc])* pub fn $name(c: u32) -> bool { has(c, t::$flag) })*
    };
}

flags! {
    /// Letter (Lm, Lt, Lu, Ll, Lo).
    is_alpha ALPHA;
    /// Decimal digit of some script.
    is_decimal DECIMAL;
    /// Digit, superscripts and the like included.
    is_digit DIGIT;
    /// Anything with a numeric value.
    is_numeric NUMERIC;
    /// Derived property Lowercase.
    is_lower LOWER;
    /// Derived property Uppercase.
    is_upper UPPER;
    /// Title case letter (Lt).
    is_title TITLE;
    /// White space as `str.isspace` has it (bidirectional WS, B, S, or category Zs).
    is_space SPACE;
    /// Shown as itself by `repr`.
    is_printable PRINTABLE;
    /// May begin an identifier (XID_Start or `_`).
    is_xid_start XID_START;
    /// May continue an identifier (XID_Continue).
    is_xid_continue XID_CONTINUE;
    /// Derived property Cased.
    is_cased CASED;
    /// Derived property Case_Ignorable (exact for what is asked after a cased letter).
    is_case_ignorable CASE_IGNORABLE;
    /// Line boundary of `str.splitlines`.
    is_linebreak LINEBREAK;
    /// Mirrored in bidirectional text.
    is_mirrored MIRRORED;
}

/// Letter, decimal, digit or numeric: `str.isalnum` of one character.
pub fn is_alnum(c: u32) -> bool {
    has(c, t::ALPHA | t::DECIMAL | t::DIGIT | t::NUMERIC)
}

/// General category, as `unicodedata.category`: "Lu", "Cn" …
pub fn category(c: u32) -> &'static str {
    CATEGORIES[record(c).category as usize]
}

/// `unicodedata.bidirectional`; "" where undefined.
pub fn bidirectional(c: u32) -> &'static str {
    BIDIS[record(c).bidi as usize]
}

/// Canonical combining class.
pub fn combining(c: u32) -> u8 {
    record(c).combining
}

/// `unicodedata.east_asian_width`
pub fn east_asian_width(c: u32) -> &'static str {
    WIDTHS[record(c).width as usize]
}

/// Decimal value 0..=9.
pub fn decimal(c: u32) -> Option<u8> {
    let d = record(c).decimal;
    (d != 255).then_some(d)
}

/// Digit value 0..=9.
pub fn digit(c: u32) -> Option<u8> {
    let d = record(c).digit;
    (d != 255).then_some(d)
}

/// Numeric value, fractions included.
pub fn numeric(c: u32) -> Option<f64> {
    NUMERICS.get(record(c).numeric as usize).copied()
}

/// The raw decomposition: tag ("" for canonical, `<compat>` …) and code points. Hangul syllables have none here.
pub fn decomposition_parts(c: u32) -> Option<(&'static str, &'static [u32])> {
    if !has(c, t::NFKD) {
        return None;
    }
    let i = DECOMP.binary_search_by_key(&c, |e| e.0).ok()?;
    let (_, tag, at, len) = DECOMP[i];
    let seq = DECOMP_SEQ.get(at as usize..at as usize + len as usize)?;
    Some((DECOMP_TAGS[tag as usize], seq))
}

/// `unicodedata.decomposition`: `<font> 0041`, "" where there is none.
pub fn decomposition(c: u32) -> String {
    let Some((tag, seq)) = decomposition_parts(c) else {
        return String::new();
    };
    let mut out = String::from(tag);
    for x in seq {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&format!("{x:04X}"));
    }
    out
}
