//! Full case mappings: `str.lower`, `upper`, `title`, `capitalize`, `swapcase`, `casefold`.

use super::properties as p;
use super::record;
use super::tables::{SPECIAL, SPECIAL_CASE};
use crate::unit::Unit;

/// Which mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapping {
    Lower = 0,
    Upper = 1,
    Title = 2,
    Fold = 3,
}

/// Appends the full mapping (1 to 3 code points) of one code point, without context.
pub fn map_char(c: u32, m: Mapping, out: &mut Vec<u32>) {
    let r = record(c);
    if r.flags & SPECIAL_CASE != 0
        && let Ok(i) = SPECIAL.binary_search_by_key(&c, |e| e.0)
    {
        let s = &SPECIAL[i].1[m as usize];
        out.push(s[0]);
        out.extend(s[1..].iter().copied().filter(|&x| x != 0));
        return;
    }
    let delta = match m {
        Mapping::Lower => r.lower,
        Mapping::Upper => r.upper,
        Mapping::Title => r.title,
        Mapping::Fold => r.fold,
    };
    out.push(c.wrapping_add_signed(delta));
}

const SIGMA: u32 = 0x3a3;

/// Lower-cases the code point at `i`, with the rule of final sigma (Unicode 3.13, Final_Sigma).
fn lower_at<U: Unit>(s: &[U], i: usize, out: &mut Vec<u32>) {
    let c = s[i].code();
    if c != SIGMA {
        return map_char(c, Mapping::Lower, out);
    }
    let cased = |u: Option<&U>| u.is_some_and(|u| p::is_cased(u.code()));
    let plain = |u: &&U| !p::is_case_ignorable(u.code());
    let is_final = cased(s[..i].iter().rev().find(plain)) && !cased(s[i + 1..].iter().find(plain));
    out.push(if is_final { 0x3c2 } else { 0x3c3 });
}

fn map_all<U: Unit>(s: &[U], m: Mapping) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len());
    for u in s {
        map_char(u.code(), m, &mut out);
    }
    out
}

/// `str.lower()`
pub fn lower<U: Unit>(s: &[U]) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len());
    for i in 0..s.len() {
        lower_at(s, i, &mut out);
    }
    out
}

/// `str.upper()`
pub fn upper<U: Unit>(s: &[U]) -> Vec<u32> {
    map_all(s, Mapping::Upper)
}

/// `str.casefold()`
pub fn casefold<U: Unit>(s: &[U]) -> Vec<u32> {
    map_all(s, Mapping::Fold)
}

/// `str.title()`
pub fn title<U: Unit>(s: &[U]) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len());
    let mut previous = false;
    for i in 0..s.len() {
        let c = s[i].code();
        if previous {
            lower_at(s, i, &mut out);
        } else {
            map_char(c, Mapping::Title, &mut out);
        }
        previous = p::is_cased(c);
    }
    out
}

/// `str.capitalize()`
pub fn capitalize<U: Unit>(s: &[U]) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len());
    for i in 0..s.len() {
        if i == 0 {
            map_char(s[0].code(), Mapping::Title, &mut out);
        } else {
            lower_at(s, i, &mut out);
        }
    }
    out
}

/// `str.swapcase()`
pub fn swapcase<U: Unit>(s: &[U]) -> Vec<u32> {
    let mut out = Vec::with_capacity(s.len());
    for i in 0..s.len() {
        let c = s[i].code();
        if p::is_upper(c) {
            lower_at(s, i, &mut out);
        } else if p::is_lower(c) {
            map_char(c, Mapping::Upper, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}
