//! product, permutations, combinations: every way to choose.

use super::{items, iterator, pick};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

type Places = Option<Vec<usize>>;

/// `r` as a size.
fn size(vm: &Vm, w: Word) -> R<usize> {
    let r = vm.index_i64(w)?;
    if r < 0 { Err(vm.value_error("r must be non-negative")) } else { Ok(r as usize) }
}
/// Steps `places` by `advance` and gives the tuple for where they stood; None at the end.
fn step(vm: &Vm, pool: Word, state: &Cell<Places>, advance: impl FnOnce(&mut Vec<usize>) -> bool) -> Option<Word> {
    let mut p = state.take()?;
    let out = pick(vm, pool, &p);
    if advance(&mut p) {
        state.set(Some(p));
    }
    Some(out)
}

iterator! { Product PRODUCT_SPEC PRODUCT_NEW "itertools.product" [pools] { places: Places }
    "($type, /, *iterables, repeat=1)"
    |vm, a| {
        let n = if a[2].is_null() { 1 } else { vm.index_i64(a[2])? };
        if n < 0 {
            return Err(vm.value_error("repeat argument cannot be negative"));
        }
        let mut v = WordVec::new();
        if n > 0 {
            for &x in items(&a[1]) {
                let t = vm.to_tuple(x)?;
                v.push(vm, t);
            }
        }
        let once = v.to_tuple(vm);
        vm.check_alloc(items(&once).len().saturating_mul(n as usize).saturating_mul(16))?;
        for _ in 1..n {
            v.extend(vm, items(&once));
        }
        let empty = v.iter().any(|p| items(p).is_empty());
        let places = if empty { None } else { Some(vec![0; v.len()]) };
        let pools = v.to_tuple(vm);
        Ok(vm.new_native_of(a[0], Product { pools: Slot::new(pools), places: Cell::new(places) }))
    };
    |vm, s, _| {
        let Some(mut p) = s.places.take() else { return Ok(None) };
        let pools = s.pools.get();
        let mut v = WordVec::with_capacity(vm, p.len());
        for (pool, &i) in items(&pools).iter().zip(&p) {
            v.push(vm, items(pool)[i]);
        }
        let mut k = p.len();
        while k > 0 {
            k -= 1;
            p[k] += 1;
            if p[k] < items(&items(&pools)[k]).len() {
                s.places.set(Some(p));
                break;
            }
            p[k] = 0;
        }
        Ok(Some(v.to_tuple(vm)))
    };
    []
    "Cartesian product of input iterables.  Equivalent to nested for-loops."
}
iterator! { Combinations COMBINATIONS_SPEC COMBINATIONS_NEW "itertools.combinations" [pool] { places: Places }
    "($type, /, iterable, r)"
    |vm, a| {
        let pool = vm.to_tuple(a[1])?;
        let r = size(vm, a[2])?;
        let places = if r > items(&pool).len() { None } else { Some((0..r).collect()) };
        Ok(vm.new_native_of(a[0], Combinations { pool: Slot::new(pool), places: Cell::new(places) }))
    };
    |vm, s, _| {
        let pool = s.pool.get();
        let n = items(&pool).len();
        Ok(step(vm, pool, &s.places, |p| {
            let r = p.len();
            let Some(i) = (0..r).rev().find(|&i| p[i] != i + n - r) else { return false };
            p[i] += 1;
            for j in i + 1..r {
                p[j] = p[j - 1] + 1;
            }
            true
        }))
    };
    []
    "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)"
}
iterator! { Multisets MULTISETS_SPEC MULTISETS_NEW "itertools.combinations_with_replacement" [pool] { places: Places }
    "($type, /, iterable, r)"
    |vm, a| {
        let pool = vm.to_tuple(a[1])?;
        let r = size(vm, a[2])?;
        let places = if items(&pool).is_empty() && r > 0 { None } else { Some(vec![0; r]) };
        Ok(vm.new_native_of(a[0], Multisets { pool: Slot::new(pool), places: Cell::new(places) }))
    };
    |vm, s, _| {
        let pool = s.pool.get();
        let n = items(&pool).len();
        Ok(step(vm, pool, &s.places, |p| {
            let r = p.len();
            let Some(i) = (0..r).rev().find(|&i| p[i] + 1 != n) else { return false };
            let v = p[i] + 1;
            p[i..].fill(v);
            true
        }))
    };
    []
    "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')"
}
/// The places of all items in the current order, and where each position's cycle stands.
type Cycles = Option<(Vec<usize>, Vec<usize>)>;

iterator! { Permutations PERMUTATIONS_SPEC PERMUTATIONS_NEW "itertools.permutations" [pool] { state: Cycles }
    "($type, /, iterable, r=None)"
    |vm, a| {
        let pool = vm.to_tuple(a[1])?;
        let n = items(&pool).len();
        let r = if a[2].is_null() || a[2].is_none() {
            n
        } else if !a[2].is_small() && !a[2].is_kind(Kind::Int) && !a[2].is_bool() {
            return Err(vm.type_error("Expected int as r"));
        } else {
            size(vm, a[2])?
        };
        let state = if r > n { None } else { Some(((0..n).collect(), (0..r).map(|i| n - i).collect())) };
        Ok(vm.new_native_of(a[0], Permutations { pool: Slot::new(pool), state: Cell::new(state) }))
    };
    |vm, s, _| {
        let Some((mut p, mut cycles)) = s.state.take() else { return Ok(None) };
        let (n, r) = (p.len(), cycles.len());
        let out = pick(vm, s.pool.get(), &p[..r]);
        for i in (0..r).rev() {
            cycles[i] -= 1;
            if cycles[i] == 0 {
                p[i..].rotate_left(1);
                cycles[i] = n - i;
            } else {
                let j = n - cycles[i];
                p.swap(i, j);
                s.state.set(Some((p, cycles)));
                break;
            }
        }
        Ok(Some(out))
    };
    []
    "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)"
}
