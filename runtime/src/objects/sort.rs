//! Stable sorting of words: fast paths for keys of one simple type, else a merge sort that calls `<`.

use super::layout::*;
use super::list::WordVec;
use super::slots::CmpOp;
use crate::heap::*;
use crate::{R, Vm};
use std::cmp::Ordering;

/// Runs shorter than this are sorted by binary insertion.
const MIN_RUN: usize = 32;

fn float_of(w: Word) -> Option<f64> {
    if w.is_imm_float() {
        return Some(w.imm_float_value());
    }
    w.get::<FloatObj>().map(|f| f.value)
}

fn compare_str(a: Word, b: Word) -> Ordering {
    match (a.get::<StrObj>(), b.get::<StrObj>()) {
        (Some(a), Some(b)) => match (a.ascii(), b.ascii()) {
            (Some(x), Some(y)) => x.cmp(y),
            _ => a.chars().cmp(b.chars()),
        },
        _ => Ordering::Equal,
    }
}

impl Vm {
    /// The permutation that sorts `keys` (position of the item that comes first, second …). With
    /// `reverse`, equal keys keep their order too. A failing comparison gives its exception.
    pub fn sort_permutation(&self, keys: &WordVec, reverse: bool) -> R<Vec<u32>> {
        let n = keys.len();
        let mut perm: Vec<u32> = (0..n as u32).collect();
        if n < 2 {
            return Ok(perm);
        }
        if reverse {
            perm.reverse();
        }
        let k: &[Word] = keys;
        if k.iter().all(|w| w.is_small()) {
            perm.sort_by_key(|&i| k[i as usize].small_value());
        } else if k.iter().all(|&w| self.is_exact(w, &self.types.str)) {
            perm.sort_by(|&a, &b| compare_str(k[a as usize], k[b as usize]));
        } else if k.iter().all(|&w| self.is_exact(w, &self.types.float) && float_of(w).is_some_and(|f| !f.is_nan())) {
            let f: Vec<f64> = k.iter().map(|&w| float_of(w).unwrap_or(0.0)).collect();
            perm.sort_by(|&a, &b| f[a as usize].partial_cmp(&f[b as usize]).unwrap_or(Ordering::Equal));
        } else {
            Merge { vm: self, keys, spare: Vec::new() }.sort(&mut perm)?;
        }
        if reverse {
            perm.reverse();
        }
        Ok(perm)
    }
    /// The items of `v` in the order of a permutation.
    pub fn permuted(&self, v: &WordVec, perm: &[u32]) -> WordVec {
        let mut out = WordVec::with_capacity(self, v.len());
        for &i in perm {
            out.push(self, v[i as usize]);
        }
        out
    }
    /// Sorts items as `list.sort` does; `key` NULL or None for the items themselves.
    pub fn sorted_items(&self, items: &WordVec, key: Word, reverse: bool) -> R<WordVec> {
        let perm = if key.is_null() || key.is_none() {
            self.sort_permutation(items, reverse)?
        } else {
            let mut keys = WordVec::with_capacity(self, items.len());
            for i in 0..items.len() {
                let k = self.call(key, &[items[i]])?;
                keys.push(self, k);
            }
            self.sort_permutation(&keys, reverse)?
        };
        Ok(self.permuted(items, &perm))
    }
}

struct Merge<'a> {
    vm: &'a Vm,
    keys: &'a WordVec,
    spare: Vec<u32>,
}
impl Merge<'_> {
    fn less(&self, a: u32, b: u32) -> R<bool> {
        let (x, y) = (self.keys[a as usize], self.keys[b as usize]);
        let r = self.vm.compare(x, y, CmpOp::Lt)?;
        self.vm.truth(r)
    }
    /// Natural runs, extended to a least length, merged pairwise while their lengths balance.
    fn sort(&mut self, p: &mut [u32]) -> R<()> {
        let n = p.len();
        let min_run = if n < 64 { n } else { MIN_RUN };
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < n {
            let mut end = at + self.count_run(&mut p[at..])?;
            if end - at < min_run {
                let want = (at + min_run).min(n);
                self.insert(&mut p[at..want], end - at)?;
                end = want;
            }
            runs.push((at, end));
            at = end;
            while let [.., a, b] = runs[..] {
                if a.1 - a.0 > 2 * (b.1 - b.0) && at < n {
                    break;
                }
                self.merge(&mut p[a.0..b.1], a.1 - a.0)?;
                runs.truncate(runs.len() - 2);
                runs.push((a.0, b.1));
            }
        }
        while let [.., a, b] = runs[..] {
            self.merge(&mut p[a.0..b.1], a.1 - a.0)?;
            runs.truncate(runs.len() - 2);
            runs.push((a.0, b.1));
        }
        Ok(())
    }
    /// Length of the run at the start. A falling one is turned round, its stretches of equal items
    /// first by themselves so that they keep their order, and may then go on rising.
    fn count_run(&self, p: &mut [u32]) -> R<usize> {
        let rise = |p: &[u32], mut n: usize| -> R<usize> {
            while n < p.len() && !self.less(p[n], p[n - 1])? {
                n += 1;
            }
            Ok(n)
        };
        let mut n = rise(p, 1)?;
        if n >= p.len() || n > 1 && self.less(p[0], p[n - 1])? {
            return Ok(n.min(p.len()));
        }
        p[..n].reverse();
        n += 1;
        let mut equal = 0;
        while n < p.len() {
            if self.less(p[n], p[n - 1])? {
                p[n - 1 - equal..n].reverse();
                equal = 0;
            } else if self.less(p[n - 1], p[n])? {
                break;
            } else {
                equal += 1;
            }
            n += 1;
        }
        p[n - 1 - equal..n].reverse();
        p[..n].reverse();
        rise(p, n)
    }
    fn insert(&self, p: &mut [u32], sorted: usize) -> R<()> {
        for i in sorted.max(1)..p.len() {
            let x = p[i];
            let (mut lo, mut hi) = (0, i);
            while lo < hi {
                let mid = (lo + hi) / 2;
                if self.less(x, p[mid])? {
                    hi = mid;
                } else {
                    lo = mid + 1;
                }
            }
            p.copy_within(lo..i, lo + 1);
            p[lo] = x;
        }
        Ok(())
    }
    fn merge(&mut self, p: &mut [u32], mid: usize) -> R<()> {
        let mut left = std::mem::take(&mut self.spare);
        left.clear();
        left.extend_from_slice(&p[..mid]);
        let (mut i, mut j, mut k) = (0, mid, 0);
        while i < left.len() && j < p.len() {
            if self.less(p[j], left[i])? {
                p[k] = p[j];
                j += 1;
            } else {
                p[k] = left[i];
                i += 1;
            }
            k += 1;
        }
        p[k..k + left.len() - i].copy_from_slice(&left[i..]);
        self.spare = left;
        Ok(())
    }
}
