//! accumulate, batched, chain, groupby, pairwise, tee, zip_longest: items brought together.

use super::{GENERIC, items, iter_each, iterator};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

iterator! { Accumulate ACCUMULATE_SPEC ACCUMULATE_NEW "itertools.accumulate" [it, func, total, initial] {}
    "($type, /, iterable, func=None, *, initial=None)"
    |vm, a| {
        let it = vm.iter(a[1])?;
        Ok(vm.new_native_of(a[0], Accumulate {
            it: Slot::new(it),
            func: Slot::new(a[2].or(Word::NONE)),
            total: Slot::new(Word::NULL),
            initial: Slot::new(a[3].or(Word::NONE)),
        }))
    };
    |vm, s, h| {
        if !s.initial.get().is_none() {
            let v = s.initial.get();
            s.initial.set(h, Word::NONE);
            s.total.set(h, v);
            return Ok(Some(v));
        }
        let Some(x) = vm.next(s.it.get())? else { return Ok(None) };
        let total = s.total.get();
        let new = if total.is_null() {
            x
        } else if s.func.get().is_none() {
            vm.binary_op(BinOp::Add, total, x)?
        } else {
            vm.call(s.func.get(), &[total, x])?
        };
        s.total.set(h, new);
        Ok(Some(new))
    };
    []
    "Return series of accumulated sums (or other binary function results)."
}
iterator! { Batched BATCHED_SPEC BATCHED_NEW "itertools.batched" [it] { n: usize, strict: bool }
    "($type, /, iterable, n, *, strict=False)"
    |vm, a| {
        let n = vm.index_i64(a[2])?;
        if n < 1 {
            return Err(vm.value_error("n must be at least one"));
        }
        let strict = !a[3].is_null() && vm.truth(a[3])?;
        let it = vm.iter(a[1])?;
        Ok(vm.new_native_of(a[0], Batched { it: Slot::new(it), n: Cell::new(n as usize), strict: Cell::new(strict) }))
    };
    |vm, s, h| {
        let it = s.it.get();
        if it.is_null() {
            return Ok(None);
        }
        let mut v = WordVec::new();
        while v.len() < s.n.get() {
            match vm.next(it)? {
                Some(x) => v.push(vm, x),
                None => break,
            }
        }
        if v.len() < s.n.get() {
            s.it.set(h, Word::NULL);
            if v.is_empty() {
                return Ok(None);
            }
            if s.strict.get() {
                return Err(vm.value_error("batched(): incomplete batch"));
            }
        }
        Ok(Some(v.to_tuple(vm)))
    };
    []
    "Batch data into tuples of length n. The last batch may be shorter than n."
}
iterator! { Chain CHAIN_SPEC CHAIN_NEW "itertools.chain" [sources, active] {}
    "($type, /, *iterables)"
    |vm, a| {
        let it = vm.iter(a[1])?;
        Ok(vm.new_native_of(a[0], Chain { sources: Slot::new(it), active: Slot::new(Word::NULL) }))
    };
    |vm, s, h| loop {
        if s.sources.get().is_null() {
            return Ok(None);
        }
        if s.active.get().is_null() {
            match vm.next(s.sources.get()) {
                Ok(Some(x)) => {
                    let it = match vm.iter(x) {
                        Ok(it) => it,
                        Err(e) => {
                            s.sources.set(h, Word::NULL);
                            return Err(e);
                        }
                    };
                    s.active.set(h, it);
                }
                Ok(None) => {
                    s.sources.set(h, Word::NULL);
                    return Ok(None);
                }
                Err(e) => {
                    s.sources.set(h, Word::NULL);
                    return Err(e);
                }
            }
        }
        if let Some(x) = vm.next(s.active.get())? {
            return Ok(Some(x));
        }
        s.active.set(h, Word::NULL);
    };
    [
        FnDef::class("from_iterable", "($type, iterable, /)", |vm, a| {
            let it = vm.iter(a[1])?;
            Ok(vm.new_native_of(a[0], Chain { sources: Slot::new(it), active: Slot::new(Word::NULL) }))
        }, "Alternative chain() constructor taking a single iterable argument that evaluates lazily."),
        GENERIC
    ]
    "Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted."
}
iterator! { Pairwise PAIRWISE_SPEC PAIRWISE_NEW "itertools.pairwise" [it, old] {}
    "($type, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[1])?;
        Ok(vm.new_native_of(a[0], Pairwise { it: Slot::new(it), old: Slot::new(Word::NULL) }))
    };
    |vm, s, h| {
        if s.old.get().is_null() {
            let Some(x) = vm.next(s.it.get())? else { return Ok(None) };
            s.old.set(h, x);
        }
        let Some(x) = vm.next(s.it.get())? else { return Ok(None) };
        let old = s.old.get();
        s.old.set(h, x);
        Ok(Some(vm.new_tuple(&[old, x])))
    };
    []
    "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ..."
}
iterator! { ZipLongest ZIP_LONGEST_SPEC ZIP_LONGEST_NEW "itertools.zip_longest" [its, fill] { active: usize }
    "($type, /, *iterables, fillvalue=None)"
    |vm, a| {
        let its = iter_each(vm, a[1])?;
        // A list, so that exhausted iterators can be dropped.
        let its = vm.new_list_from(items(&its));
        let n = vm.len(its)?;
        Ok(vm.new_native_of(a[0], ZipLongest {
            its: Slot::new(its),
            fill: Slot::new(a[2].or(Word::NONE)),
            active: Cell::new(n),
        }))
    };
    |vm, s, _| {
        let its = s.its.get();
        let Some(l) = its.get::<ListObj>() else { return Ok(None) };
        if s.active.get() == 0 {
            return Ok(None);
        }
        let mut v = WordVec::with_capacity(vm, l.len());
        for i in 0..l.len() {
            let it = l.at(i).unwrap_or(Word::NONE);
            if it.is_none() {
                v.push(vm, s.fill.get());
                continue;
            }
            match vm.next(it) {
                Ok(Some(x)) => v.push(vm, x),
                Ok(None) => {
                    s.active.set(s.active.get() - 1);
                    if s.active.get() == 0 {
                        return Ok(None);
                    }
                    l.set(i, Word::NONE);
                    v.push(vm, s.fill.get());
                }
                Err(e) => {
                    s.active.set(0);
                    return Err(e);
                }
            }
        }
        Ok(Some(v.to_tuple(vm)))
    };
    []
    "Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument."
}
iterator! { GroupBy GROUPBY_SPEC GROUPBY_NEW "itertools.groupby" [it, func, target, key, value, group] {}
    "($type, /, iterable, key=None)"
    |vm, a| {
        let it = vm.iter(a[1])?;
        let null = || Slot::new(Word::NULL);
        Ok(vm.new_native_of(a[0], GroupBy {
            it: Slot::new(it),
            func: Slot::new(a[2].or(Word::NONE)),
            target: null(), key: null(), value: null(), group: null(),
        }))
    };
    |vm, s, h| {
        s.group.set(h, Word::NULL);
        // Skip what is left of the last group.
        loop {
            let key = s.key.get();
            if !key.is_null() && (s.target.get().is_null() || !vm.eq(s.target.get(), key)?) {
                break;
            }
            if !step_group(vm, s, h)? {
                return Ok(None);
            }
        }
        let key = s.key.get();
        s.target.set(h, key);
        let g = vm.new_native(Group { parent: Slot::new(h.word()), target: Slot::new(key) });
        s.group.set(h, g);
        Ok(Some(vm.new_tuple(&[key, g])))
    };
    []
    "make an iterator that returns consecutive keys and groups from the iterable"
}
fn step_group(vm: &Vm, s: &GroupBy, h: &Header) -> R<bool> {
    let Some(x) = vm.next(s.it.get())? else { return Ok(false) };
    let k = if s.func.get().is_none() { x } else { vm.call(s.func.get(), &[x])? };
    s.value.set(h, x);
    s.key.set(h, k);
    Ok(true)
}
iterator! { Group GROUP_SPEC GROUP_NEW "itertools._grouper" [parent, target] {}
    "($type, parent, tgtkey, /)"
    |vm, a| {
        if a[1].native::<GroupBy>().is_none() {
            return Err(vm.type_error(format!("_grouper() argument 1 must be itertools.groupby, not {}", vm.type_name(a[1]))));
        }
        Ok(vm.new_native_of(a[0], Group { parent: Slot::new(a[1]), target: Slot::new(a[2]) }))
    };
    |vm, s, h| {
        let parent = s.parent.get();
        let (Some(g), Some(ph)) = (parent.native::<GroupBy>(), parent.header()) else { return Ok(None) };
        if g.group.get() != h.word() {
            return Ok(None);
        }
        if g.value.get().is_null() && !step_group(vm, g, ph)? {
            return Ok(None);
        }
        if !vm.eq(s.target.get(), g.key.get())? {
            return Ok(None);
        }
        let v = g.value.get();
        g.value.set(ph, Word::NULL);
        Ok(Some(v))
    };
    []
    ""
}
iterator! { Tee TEE_SPEC TEE_NEW "itertools._tee" [it, node] {}
    "($type, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[1])?;
        tee_of(vm, it)
    };
    |vm, s, h| {
        // A linked list of nodes [value, next]; the last one is empty.
        let node = s.node.get();
        let Some(n) = node.get::<ListObj>() else { return Ok(None) };
        if n.is_empty() {
            let Some(x) = vm.next(s.it.get())? else { return Ok(None) };
            if n.is_empty() {
                let next = vm.new_list();
                n.push(vm, x);
                n.push(vm, next);
            }
        }
        s.node.set(h, n.at(1).unwrap_or(Word::NULL));
        Ok(n.at(0))
    };
    [
        FnDef::new("__copy__", "($self, /)", |vm, a| copy_tee(vm, a[0]), "Returns an independent iterator."),
        GENERIC
    ]
    "Iterator wrapped to make it copyable."
}
fn tee_of(vm: &Vm, it: Word) -> R {
    if it.native::<Tee>().is_some() {
        return copy_tee(vm, it);
    }
    let node = vm.new_list();
    Ok(vm.new_native(Tee { it: Slot::new(it), node: Slot::new(node) }))
}
fn copy_tee(vm: &Vm, w: Word) -> R {
    let Some(t) = w.native::<Tee>() else { return Ok(w) };
    Ok(vm.new_native(Tee { it: Slot::new(t.it.get()), node: Slot::new(t.node.get()) }))
}
pub const TEE_FN: FnDef = FnDef::new(
    "tee",
    "(iterable, n=2, /)",
    |vm, a| {
        let n = if a[1].is_null() { 2 } else { vm.index_i64(a[1])? };
        if n < 0 {
            return Err(vm.value_error("n must be >= 0"));
        }
        let mut v = WordVec::new();
        if n == 0 {
            return Ok(v.to_tuple(vm));
        }
        let it = vm.iter(a[0])?;
        let first = tee_of(vm, it)?;
        v.push(vm, first);
        for _ in 1..n {
            let c = copy_tee(vm, first)?;
            v.push(vm, c);
        }
        Ok(v.to_tuple(vm))
    },
    "Returns a tuple of n independent iterators.",
);
