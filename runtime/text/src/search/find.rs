//! `find`, `rfind`, `count`.

use crate::unit::Unit;

/// Units that can be searched for.
pub trait Search: Unit {
    /// First position of a needle that is not empty.
    fn find_in(hay: &[Self], needle: &[Self]) -> Option<usize> {
        scan(hay.len(), needle.len(), |i| hay[i], |k| needle[k])
    }
    /// Last position of a needle that is not empty.
    fn rfind_in(hay: &[Self], needle: &[Self]) -> Option<usize> {
        let (n, m) = (hay.len(), needle.len());
        scan(n, m, |i| hay[n - 1 - i], |k| needle[m - 1 - k]).map(|i| n - m - i)
    }
}

impl Search for u8 {
    fn find_in(hay: &[u8], needle: &[u8]) -> Option<usize> {
        match needle {
            [b] => memchr::memchr(*b, hay),
            _ => memchr::memmem::find(hay, needle),
        }
    }
    fn rfind_in(hay: &[u8], needle: &[u8]) -> Option<usize> {
        match needle {
            [b] => memchr::memrchr(*b, hay),
            _ => memchr::memmem::rfind(hay, needle),
        }
    }
}

impl Search for u16 {}
impl Search for u32 {}

/// First place of the needle (`m` units) in the haystack (`n` units). Plain search while it goes well; when comparisons
/// pile up, that of Knuth, Morris and Pratt, so that time stays linear.
fn scan<U: Unit>(n: usize, m: usize, hay: impl Fn(usize) -> U, needle: impl Fn(usize) -> U) -> Option<usize> {
    if m == 0 || m > n {
        return (m == 0).then_some(0);
    }
    let first = needle(0);
    let mut budget = 4 * n;
    for i in 0..=n - m {
        if hay(i) != first {
            continue;
        }
        let k = (1..m).find(|&k| hay(i + k) != needle(k)).unwrap_or(m);
        if k == m {
            return Some(i);
        }
        if budget < k {
            return linear(i, n, m, hay, needle);
        }
        budget -= k;
    }
    None
}

fn linear<U: Unit>(
    from: usize,
    n: usize,
    m: usize,
    hay: impl Fn(usize) -> U,
    needle: impl Fn(usize) -> U,
) -> Option<usize> {
    // border[k]: length of the longest proper prefix of the first k + 1 units that ends them too.
    let mut border = vec![0; m];
    let mut k = 0;
    for i in 1..m {
        while k > 0 && needle(i) != needle(k) {
            k = border[k - 1];
        }
        k += usize::from(needle(i) == needle(k));
        border[i] = k;
    }
    k = 0;
    for i in from..n {
        while k > 0 && hay(i) != needle(k) {
            k = border[k - 1];
        }
        k += usize::from(hay(i) == needle(k));
        if k == m {
            return Some(i + 1 - m);
        }
    }
    None
}

/// A needle in the units of the haystack; `None` when it has a code point that no such unit holds (then it occurs
/// nowhere).
pub fn narrow<U: Unit, V: Unit>(needle: &[V]) -> Option<Vec<U>> {
    needle.iter().map(|v| U::from_code(v.code())).collect()
}

/// Start and end as Python's slices mean them: negative counts from the end, beyond is cut. `None` when start passes the
/// length or the end: then not even an empty needle is found.
pub fn bounds(len: usize, start: i64, end: i64) -> Option<(usize, usize)> {
    let n = len as i64;
    let fix = |i: i64| if i < 0 { i.saturating_add(n).max(0) } else { i };
    let (start, end) = (fix(start), fix(end).min(n));
    (start <= end).then_some((start as usize, end as usize))
}

/// `hay.find(needle)`; an empty needle is at 0.
pub fn find<U: Search>(hay: &[U], needle: &[U]) -> Option<usize> {
    if needle.is_empty() { Some(0) } else { U::find_in(hay, needle) }
}

/// `hay.rfind(needle)`; an empty needle is at the end.
pub fn rfind<U: Search>(hay: &[U], needle: &[U]) -> Option<usize> {
    if needle.is_empty() { Some(hay.len()) } else { U::rfind_in(hay, needle) }
}

/// `hay.count(needle)`, without overlap, at most `most`; an empty needle occurs `len + 1` times.
pub fn count<U: Search>(hay: &[U], needle: &[U], most: usize) -> usize {
    if needle.is_empty() {
        return (hay.len() + 1).min(most);
    }
    let (mut n, mut at) = (0, 0);
    while n < most
        && let Some(i) = U::find_in(&hay[at..], needle)
    {
        n += 1;
        at += i + needle.len();
    }
    n
}
