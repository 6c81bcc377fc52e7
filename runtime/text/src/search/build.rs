//! Text made from text: `replace`, `expandtabs`, padding, `translate`.

use super::find::Search;
use crate::error::{Result, check_length};
use crate::spec::str::Layout;
use crate::unit::Unit;

/// `s.replace(old, new, count)`, negative `count` for all; `None` when nothing changes. An empty `old` stands before each
/// unit and at the end. All three have the same unit: widen first where `new` needs it.
pub fn replace<U: Search>(s: &[U], old: &[U], new: &[U], count: i64) -> Result<Option<Vec<U>>> {
    let most = super::split::limit(count);
    if most == 0 {
        return Ok(None);
    }
    let changes = super::find::count(s, old, most);
    check_length(new.len().saturating_mul(changes))?;
    let mut out = Vec::with_capacity(s.len() - old.len() * changes + new.len() * changes);
    if old.is_empty() {
        for (i, u) in s.iter().enumerate() {
            if i < most {
                out.extend_from_slice(new);
            }
            out.push(*u);
        }
        if s.len() < most {
            out.extend_from_slice(new);
        }
        return Ok(Some(out));
    }
    let (mut at, mut n) = (0, 0);
    while n < most
        && let Some(i) = U::find_in(&s[at..], old)
    {
        out.extend_from_slice(&s[at..at + i]);
        out.extend_from_slice(new);
        at += i + old.len();
        n += 1;
    }
    if n == 0 {
        return Ok(None);
    }
    out.extend_from_slice(&s[at..]);
    Ok(Some(out))
}

/// `s.expandtabs(tabsize)`
pub fn expandtabs<U: Unit>(s: &[U], tabsize: i64) -> Result<Vec<U>> {
    let size = usize::try_from(tabsize).unwrap_or(0);
    let Some(blank) = U::from_code(0x20) else {
        return Ok(s.to_vec());
    };
    let tabs = s.iter().filter(|u| u.code() == 9).count();
    check_length(tabs.saturating_mul(size))?;
    let mut out = Vec::with_capacity(s.len());
    let mut column = 0;
    for &u in s {
        match u.code() {
            9 => {
                if size > 0 {
                    let n = size - column % size;
                    column += n;
                    out.extend(std::iter::repeat_n(blank, n));
                }
            }
            c => {
                column = if matches!(c, 10 | 13) { 0 } else { column + 1 };
                out.push(u);
            }
        }
    }
    Ok(out)
}

fn pad(len: usize, width: i64) -> usize {
    usize::try_from(width).unwrap_or(0).saturating_sub(len)
}

/// `s.center(width)`: the odd one goes left when the width is odd.
pub fn center(len: usize, width: i64, fill: u32) -> Layout {
    let n = pad(len, width);
    let left = n / 2 + (n & width.unsigned_abs() as usize & 1);
    Layout { take: len, left, right: n - left, fill }
}

/// `s.ljust(width)`
pub fn ljust(len: usize, width: i64, fill: u32) -> Layout {
    Layout { take: len, left: 0, right: pad(len, width), fill }
}

/// `s.rjust(width)`
pub fn rjust(len: usize, width: i64, fill: u32) -> Layout {
    Layout { take: len, left: pad(len, width), right: 0, fill }
}

/// `s.zfill(width)`: zeros behind a leading sign.
pub fn zfill<U: Unit>(s: &[U], width: i64) -> Result<Vec<U>> {
    let Some(zero) = U::from_code(0x30) else {
        return Ok(s.to_vec());
    };
    check_length(pad(s.len(), width))?;
    let sign = usize::from(s.first().is_some_and(|u| matches!(u.code(), 0x2b | 0x2d)));
    let mut out = s[..sign].to_vec();
    out.extend(std::iter::repeat_n(zero, pad(s.len(), width)));
    out.extend_from_slice(&s[sign..]);
    Ok(out)
}

/// What `str.translate` does with a code point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    Keep,
    Delete,
    Char(u32),
    Text(Vec<u32>),
}

/// `s.translate(table)`, where `map` looks a code point up (each only once in ASCII).
pub fn translate<U: Unit, E>(
    s: &[U],
    mut map: impl FnMut(u32) -> std::result::Result<Translation, E>,
) -> std::result::Result<Vec<u32>, E> {
    let mut ascii: [Option<Translation>; 128] = std::array::from_fn(|_| None);
    let mut out = Vec::with_capacity(s.len());
    let put = |c: u32, t: &Translation, out: &mut Vec<u32>| match t {
        Translation::Keep => out.push(c),
        Translation::Delete => {}
        Translation::Char(x) => out.push(*x),
        Translation::Text(x) => out.extend_from_slice(x),
    };
    for u in s {
        let c = u.code();
        match ascii.get_mut(c as usize) {
            Some(Some(t)) => put(c, t, &mut out),
            Some(slot) => {
                let t = map(c)?;
                put(c, &t, &mut out);
                *slot = Some(t);
            }
            None => put(c, &map(c)?, &mut out),
        }
    }
    Ok(out)
}

/// `bytes.translate(table, delete)`: `table` of 256 bytes, or none.
pub fn translate_bytes(s: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut gone = [false; 256];
    delete.iter().for_each(|&b| gone[usize::from(b)] = true);
    s.iter().filter(|&&b| !gone[usize::from(b)]).map(|&b| table.map_or(b, |t| t[usize::from(b)])).collect()
}
