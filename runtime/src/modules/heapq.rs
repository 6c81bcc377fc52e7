//! The _heapq module: heaps in lists, smallest or largest first.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Does `a` come before `b`?
fn before(vm: &Vm, a: Word, b: Word, max: bool) -> R<bool> {
    let r = if max { vm.compare(b, a, CmpOp::Lt)? } else { vm.compare(a, b, CmpOp::Lt)? };
    vm.truth(r)
}
fn list<'a>(vm: &Vm, w: &'a Word) -> R<&'a ListObj> {
    match w.get::<ListObj>() {
        Some(l) => Ok(l),
        None => Err(vm.type_error(format!("heap argument must be a list, not {}", vm.type_name(*w)))),
    }
}
fn at(vm: &Vm, l: &ListObj, i: usize) -> R {
    l.at(i).ok_or_else(|| vm.runtime_error("list changed size during iteration"))
}
fn check(vm: &Vm, l: &ListObj, n: usize) -> R<()> {
    if l.len() != n { Err(vm.runtime_error("list changed size during iteration")) } else { Ok(()) }
}
/// Moves the item at `pos` up towards `start`.
fn sift_up_to(vm: &Vm, l: &ListObj, start: usize, mut pos: usize, max: bool) -> R<()> {
    let n = l.len();
    let x = at(vm, l, pos)?;
    while pos > start {
        let parent = (pos - 1) >> 1;
        let p = at(vm, l, parent)?;
        let up = before(vm, x, p, max)?;
        check(vm, l, n)?;
        if !up {
            break;
        }
        let (p, x) = (at(vm, l, parent)?, at(vm, l, pos)?);
        l.set(parent, x);
        l.set(pos, p);
        pos = parent;
    }
    Ok(())
}
/// Moves the item at `pos` to a leaf, then up to its place.
fn sift_down(vm: &Vm, l: &ListObj, mut pos: usize, max: bool) -> R<()> {
    let n = l.len();
    let start = pos;
    while pos < n >> 1 {
        let mut child = 2 * pos + 1;
        if child + 1 < n {
            let (a, b) = (at(vm, l, child)?, at(vm, l, child + 1)?);
            let left = before(vm, a, b, max)?;
            check(vm, l, n)?;
            if !left {
                child += 1;
            }
        }
        let (c, p) = (at(vm, l, child)?, at(vm, l, pos)?);
        l.set(child, p);
        l.set(pos, c);
        pos = child;
    }
    sift_up_to(vm, l, start, pos, max)
}
fn push(vm: &Vm, a: &[Word], max: bool) -> R {
    let l = list(vm, &a[0])?;
    l.push(vm, a[1]);
    sift_up_to(vm, l, 0, l.len() - 1, max)?;
    Ok(Word::NONE)
}
fn pop(vm: &Vm, a: &[Word], max: bool) -> R {
    let l = list(vm, &a[0])?;
    let Some(last) = l.pop() else { return Err(vm.index_error("index out of range")) };
    let Some(top) = l.at(0) else { return Ok(last) };
    l.set(0, last);
    sift_down(vm, l, 0, max)?;
    Ok(top)
}
fn replace(vm: &Vm, a: &[Word], max: bool) -> R {
    let l = list(vm, &a[0])?;
    let Some(top) = l.at(0) else { return Err(vm.index_error("index out of range")) };
    l.set(0, a[1]);
    sift_down(vm, l, 0, max)?;
    Ok(top)
}
fn pushpop(vm: &Vm, a: &[Word], max: bool) -> R {
    let l = list(vm, &a[0])?;
    let Some(top) = l.at(0) else { return Ok(a[1]) };
    if !before(vm, top, a[1], max)? {
        return Ok(a[1]);
    }
    let Some(top) = l.at(0) else { return Err(vm.index_error("index out of range")) };
    l.set(0, a[1]);
    sift_down(vm, l, 0, max)?;
    Ok(top)
}
fn heapify(vm: &Vm, a: &[Word], max: bool) -> R {
    let l = list(vm, &a[0])?;
    for i in (0..l.len() / 2).rev() {
        sift_down(vm, l, i, max)?;
    }
    Ok(Word::NONE)
}
const ITEM: &str = "(heap, item, /)";
const HEAP: &str = "(heap, /)";
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue).",
    functions: &[
        FnDef::new(
            "heappush",
            ITEM,
            |vm, a| push(vm, a, false),
            "Push item onto heap, maintaining the heap invariant.",
        ),
        FnDef::new(
            "heappushpop",
            ITEM,
            |vm, a| pushpop(vm, a, false),
            "Push item on the heap, then pop and return the smallest item from the heap.",
        ),
        FnDef::new(
            "heappop",
            HEAP,
            |vm, a| pop(vm, a, false),
            "Pop the smallest item off the heap, maintaining the heap invariant.",
        ),
        FnDef::new(
            "heapreplace",
            ITEM,
            |vm, a| replace(vm, a, false),
            "Pop and return the current smallest value, and add the new item.",
        ),
        FnDef::new(
            "heapify",
            HEAP,
            |vm, a| heapify(vm, a, false),
            "Transform list into a heap, in-place, in O(len(heap)) time.",
        ),
        FnDef::new(
            "heappush_max",
            ITEM,
            |vm, a| push(vm, a, true),
            "Push item onto max heap, maintaining the heap invariant.",
        ),
        FnDef::new("heappushpop_max", ITEM, |vm, a| pushpop(vm, a, true), "Maxheap variant of heappushpop."),
        FnDef::new("heappop_max", HEAP, |vm, a| pop(vm, a, true), "Maxheap variant of heappop."),
        FnDef::new("heapreplace_max", ITEM, |vm, a| replace(vm, a, true), "Maxheap variant of heapreplace."),
        FnDef::new("heapify_max", HEAP, |vm, a| heapify(vm, a, true), "Maxheap variant of heapify."),
    ],
    init: |_, _| Ok(()),
};
