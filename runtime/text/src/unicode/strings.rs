//! `str.is*` of whole strings.

use super::properties as p;
use crate::unit::Unit;

fn all<U: Unit>(s: &[U], f: fn(u32) -> bool) -> bool {
    !s.is_empty() && s.iter().all(|u| f(u.code()))
}

/// `str.isalpha()`
pub fn isalpha<U: Unit>(s: &[U]) -> bool {
    all(s, p::is_alpha)
}
/// `str.isalnum()`
pub fn isalnum<U: Unit>(s: &[U]) -> bool {
    all(s, p::is_alnum)
}
/// `str.isdecimal()`
pub fn isdecimal<U: Unit>(s: &[U]) -> bool {
    all(s, p::is_decimal)
}
/// `str.isdigit()`
pub fn isdigit<U: Unit>(s: &[U]) -> bool {
    all(s, p::is_digit)
}
/// `str.isnumeric()`
pub fn isnumeric<U: Unit>(s: &[U]) -> bool {
    all(s, p::is_numeric)
}
/// `str.isspace()`
pub fn isspace<U: Unit>(s: &[U]) -> bool {
    all(s, p::is_space)
}
/// `str.isprintable()`: true of the empty string.
pub fn isprintable<U: Unit>(s: &[U]) -> bool {
    s.iter().all(|u| p::is_printable(u.code()))
}
/// `str.isascii()`: true of the empty string.
pub fn isascii<U: Unit>(s: &[U]) -> bool {
    s.iter().all(|u| u.code() < 128)
}
/// `str.isidentifier()`; keywords count as identifiers.
pub fn isidentifier<U: Unit>(s: &[U]) -> bool {
    match s.split_first() {
        None => false,
        Some((a, rest)) => p::is_xid_start(a.code()) && rest.iter().all(|u| p::is_xid_continue(u.code())),
    }
}
/// `str.islower()`: some cased character, none upper or title.
pub fn islower<U: Unit>(s: &[U]) -> bool {
    let mut cased = false;
    for u in s {
        let c = u.code();
        if p::is_upper(c) || p::is_title(c) {
            return false;
        }
        cased |= p::is_lower(c);
    }
    cased
}
/// `str.isupper()`: some cased character, none lower or title.
pub fn isupper<U: Unit>(s: &[U]) -> bool {
    let mut cased = false;
    for u in s {
        let c = u.code();
        if p::is_lower(c) || p::is_title(c) {
            return false;
        }
        cased |= p::is_upper(c);
    }
    cased
}
/// `str.istitle()`: upper or title only after uncased, lower only after cased.
pub fn istitle<U: Unit>(s: &[U]) -> bool {
    let (mut cased, mut previous) = (false, false);
    for u in s {
        let c = u.code();
        if p::is_upper(c) || p::is_title(c) {
            if previous {
                return false;
            }
            (previous, cased) = (true, true);
        } else if p::is_lower(c) {
            if !previous {
                return false;
            }
            cased = true;
        } else {
            previous = false;
        }
    }
    cased
}
