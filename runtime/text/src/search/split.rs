//! `split`, `rsplit`, `splitlines`, `partition`, `strip`: ranges of the original.

use super::find::Search;
use crate::error::{Error, Result};
use crate::unicode::properties::{is_linebreak, is_space};
use crate::unit::Unit;
use std::ops::Range;

/// White space of str methods.
#[inline]
pub fn str_space(c: u32) -> bool {
    if c < 128 { matches!(c, 0x20 | 9..=13 | 0x1c..=0x1f) } else { is_space(c) }
}

/// White space of bytes methods (ASCII).
#[inline]
pub fn bytes_space(c: u32) -> bool {
    matches!(c, 0x20 | 9..=13)
}

/// Line boundary of `str.splitlines`.
#[inline]
pub fn str_linebreak(c: u32) -> bool {
    is_linebreak(c)
}

/// Line boundary of `bytes.splitlines`.
#[inline]
pub fn bytes_linebreak(c: u32) -> bool {
    matches!(c, 10 | 13)
}

/// A `maxsplit` argument: negative means no limit.
pub fn limit(maxsplit: i64) -> usize {
    usize::try_from(maxsplit).unwrap_or(usize::MAX)
}

fn no_separator() -> Error {
    Error::value("empty separator")
}

/// `s.split(sep, maxsplit)`; `ValueError: empty separator`.
pub fn split<U: Search>(s: &[U], sep: &[U], maxsplit: i64) -> Result<Vec<Range<usize>>> {
    if sep.is_empty() {
        return Err(no_separator());
    }
    let mut out = Vec::new();
    let mut at = 0;
    while out.len() < limit(maxsplit)
        && let Some(i) = U::find_in(&s[at..], sep)
    {
        out.push(at..at + i);
        at += i + sep.len();
    }
    out.push(at..s.len());
    Ok(out)
}

/// `s.rsplit(sep, maxsplit)`, in order from the left; `ValueError: empty separator`.
pub fn rsplit<U: Search>(s: &[U], sep: &[U], maxsplit: i64) -> Result<Vec<Range<usize>>> {
    if sep.is_empty() {
        return Err(no_separator());
    }
    let mut out = Vec::new();
    let mut end = s.len();
    while out.len() < limit(maxsplit)
        && let Some(i) = U::rfind_in(&s[..end], sep)
    {
        out.push(i + sep.len()..end);
        end = i;
    }
    out.push(0..end);
    out.reverse();
    Ok(out)
}

/// `s.split(None, maxsplit)` (the rest keeps its trailing white space); `space` is [`str_space`] or [`bytes_space`].
pub fn split_whitespace<U: Unit>(s: &[U], maxsplit: i64, space: impl Fn(u32) -> bool) -> Vec<Range<usize>> {
    let skip = |mut i: usize, blank: bool| {
        while i < s.len() && space(s[i].code()) == blank {
            i += 1;
        }
        i
    };
    let mut out = Vec::new();
    let mut at = skip(0, true);
    while at < s.len() {
        if out.len() >= limit(maxsplit) {
            out.push(at..s.len());
            break;
        }
        let end = skip(at, false);
        out.push(at..end);
        at = skip(end, true);
    }
    out
}

/// `s.rsplit(None, maxsplit)`, in order from the left.
pub fn rsplit_whitespace<U: Unit>(s: &[U], maxsplit: i64, space: impl Fn(u32) -> bool) -> Vec<Range<usize>> {
    let skip = |mut i: usize, blank: bool| {
        while i > 0 && space(s[i - 1].code()) == blank {
            i -= 1;
        }
        i
    };
    let mut out = Vec::new();
    let mut at = skip(s.len(), true);
    while at > 0 {
        if out.len() >= limit(maxsplit) {
            out.push(0..at);
            break;
        }
        let start = skip(at, false);
        out.push(start..at);
        at = skip(start, true);
    }
    out.reverse();
    out
}

/// `s.splitlines(keepends)`; `is_break` is [`str_linebreak`] or [`bytes_linebreak`]. CR LF is one boundary.
pub fn splitlines<U: Unit>(s: &[U], keepends: bool, is_break: impl Fn(u32) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < s.len() {
        let len = s[at..].iter().position(|u| is_break(u.code()));
        let end = len.map_or(s.len(), |n| at + n);
        let mut next = end;
        if next < s.len() {
            let crlf = s[next].code() == 13 && s.get(next + 1).is_some_and(|u| u.code() == 10);
            next += if crlf { 2 } else { 1 };
        }
        out.push(at..if keepends { next } else { end });
        at = next;
    }
    out
}

/// Where `s.partition(sep)` cuts: the range of the separator. `ValueError: empty separator`.
pub fn partition<U: Search>(s: &[U], sep: &[U]) -> Result<Option<Range<usize>>> {
    if sep.is_empty() {
        return Err(no_separator());
    }
    Ok(U::find_in(s, sep).map(|i| i..i + sep.len()))
}

/// Where `s.rpartition(sep)` cuts. `ValueError: empty separator`.
pub fn rpartition<U: Search>(s: &[U], sep: &[U]) -> Result<Option<Range<usize>>> {
    if sep.is_empty() {
        return Err(no_separator());
    }
    Ok(U::rfind_in(s, sep).map(|i| i..i + sep.len()))
}

/// What is left of `s` when code points that `drop` accepts go from the left and the right: `strip`, `lstrip`, `rstrip`.
pub fn strip<U: Unit>(s: &[U], left: bool, right: bool, drop: impl Fn(u32) -> bool) -> Range<usize> {
    let mut start = 0;
    while left && start < s.len() && drop(s[start].code()) {
        start += 1;
    }
    let mut end = s.len();
    while right && end > start && drop(s[end - 1].code()) {
        end -= 1;
    }
    start..end
}

/// [`strip`] of the code points of a set given as a string.
pub fn strip_chars<U: Unit, V: Unit>(s: &[U], left: bool, right: bool, chars: &[V]) -> Range<usize> {
    strip(s, left, right, |c| chars.iter().any(|v| v.code() == c))
}
