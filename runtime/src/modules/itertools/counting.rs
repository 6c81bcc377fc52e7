//! count, cycle, repeat: iterators that may never end.

use super::iterator;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

iterator! { Count COUNT_SPEC COUNT_NEW "itertools.count" [next, step] {}
    "($type, /, start=0, step=1)"
    |vm, a| {
        for w in [a[1], a[2]] {
            if !w.is_null() && !is_number(vm, w) {
                return Err(vm.type_error("a number is required"));
            }
        }
        Ok(vm.new_native_of(a[0], Count {
            next: Slot::new(a[1].or(Word::small(0))),
            step: Slot::new(a[2].or(Word::small(1))),
        }))
    };
    |vm, it, h| {
        let v = it.next.get();
        let next = vm.binary_op(BinOp::Add, v, it.step.get())?;
        it.next.set(h, next);
        Ok(Some(v))
    };
    [FnDef::new("__repr__", "($self, /)", |vm, a| count_repr(vm, a[0]), "Return repr(self).")]
    "Return a count object whose .__next__() method returns consecutive values."
}
fn is_number(vm: &Vm, w: Word) -> bool {
    let s = &vm.class_of(w).slots;
    s.index.get().is_some() || s.float.get().is_some() || s.int.get().is_some() || vm.is_instance(w, &vm.types.complex)
}

iterator! { Cycle CYCLE_SPEC CYCLE_NEW "itertools.cycle" [it, saved] { index: usize }
    "($type, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[1])?;
        let saved = vm.new_list();
        Ok(vm.new_native_of(a[0], Cycle { it: Slot::new(it), saved: Slot::new(saved), index: Cell::new(0) }))
    };
    |vm, c, h| {
        let saved = c.saved.get();
        let Some(l) = saved.get::<ListObj>() else { return Ok(None) };
        if !c.it.get().is_null() {
            if let Some(x) = vm.next(c.it.get())? {
                l.push(vm, x);
                return Ok(Some(x));
            }
            c.it.set(h, Word::NULL);
        }
        let i = c.index.get();
        let Some(x) = l.at(i) else { return Ok(None) };
        c.index.set(if i + 1 >= l.len() { 0 } else { i + 1 });
        Ok(Some(x))
    };
    []
    "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely."
}

iterator! { Repeat REPEAT_SPEC REPEAT_NEW "itertools.repeat" [object] { left: i64 }
    "($type, /, object, times=None)"
    |vm, a| {
        let left = if a[2].is_null() { -1 } else { vm.index_i64(a[2])?.max(0) };
        Ok(vm.new_native_of(a[0], Repeat { object: Slot::new(a[1]), left: Cell::new(left) }))
    };
    |_, r, _| {
        match r.left.get() {
            0 => return Ok(None),
            n if n > 0 => r.left.set(n - 1),
            _ => {}
        }
        Ok(Some(r.object.get()))
    };
    [
        FnDef::new("__repr__", "($self, /)", |vm, a| repeat_repr(vm, a[0]), "Return repr(self)."),
        FnDef::new("__length_hint__", "($self, /)", |vm, a| {
            match a[0].native::<Repeat>().map_or(0, |r| r.left.get()) {
                n if n < 0 => Err(vm.type_error("len() of unsized object")),
                n => Ok(vm.int(n)),
            }
        }, "Private method returning an estimate of len(list(it)).")
    ]
    "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly."
}

pub(super) fn count_repr(vm: &Vm, w: Word) -> R {
    let Some(c) = w.native::<Count>() else { return Ok(Word::NONE) };
    let n = vm.repr_text(c.next.get())?;
    Ok(vm.new_str(&if c.step.get() == Word::small(1) {
        format!("count({n})")
    } else {
        format!("count({n}, {})", vm.repr_text(c.step.get())?)
    }))
}
pub(super) fn repeat_repr(vm: &Vm, w: Word) -> R {
    let Some(r) = w.native::<Repeat>() else { return Ok(Word::NONE) };
    let o = vm.repr_text(r.object.get())?;
    Ok(vm.new_str(&match r.left.get() {
        n if n < 0 => format!("repeat({o})"),
        n => format!("repeat({o}, {n})"),
    }))
}
