//! compress, dropwhile, filterfalse, islice, starmap, takewhile: some of an iterable's items.

use super::{items, iterator};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

iterator! { Compress COMPRESS_SPEC COMPRESS_NEW "itertools.compress" [data, selectors] {}
    "($type, /, data, selectors)"
    |vm, a| {
        let d = vm.iter(a[1])?;
        let s = vm.iter(a[2])?;
        Ok(vm.new_native_of(a[0], Compress { data: Slot::new(d), selectors: Slot::new(s) }))
    };
    |vm, c, _| loop {
        let Some(x) = vm.next(c.data.get())? else { return Ok(None) };
        let Some(s) = vm.next(c.selectors.get())? else { return Ok(None) };
        if vm.truth(s)? {
            return Ok(Some(x));
        }
    };
    []
    "Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements."
}
iterator! { DropWhile DROP_SPEC DROP_NEW "itertools.dropwhile" [func, it] { started: bool }
    "($type, predicate, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[2])?;
        Ok(vm.new_native_of(a[0], DropWhile { func: Slot::new(a[1]), it: Slot::new(it), started: Cell::new(false) }))
    };
    |vm, d, _| {
        while let Some(x) = vm.next(d.it.get())? {
            if d.started.get() {
                return Ok(Some(x));
            }
            let r = vm.call(d.func.get(), &[x])?;
            if !vm.truth(r)? {
                d.started.set(true);
                return Ok(Some(x));
            }
        }
        Ok(None)
    };
    []
    "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted."
}
iterator! { TakeWhile TAKE_SPEC TAKE_NEW "itertools.takewhile" [func, it] { stop: bool }
    "($type, predicate, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[2])?;
        Ok(vm.new_native_of(a[0], TakeWhile { func: Slot::new(a[1]), it: Slot::new(it), stop: Cell::new(false) }))
    };
    |vm, d, _| {
        if d.stop.get() {
            return Ok(None);
        }
        let Some(x) = vm.next(d.it.get())? else { return Ok(None) };
        let r = vm.call(d.func.get(), &[x])?;
        if vm.truth(r)? {
            return Ok(Some(x));
        }
        d.stop.set(true);
        Ok(None)
    };
    []
    "Return successive entries from an iterable as long as the predicate evaluates to true for each entry."
}
iterator! { FilterFalse FALSE_SPEC FALSE_NEW "itertools.filterfalse" [func, it] {}
    "($type, function, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[2])?;
        Ok(vm.new_native_of(a[0], FilterFalse { func: Slot::new(a[1]), it: Slot::new(it) }))
    };
    |vm, d, _| {
        let f = d.func.get();
        while let Some(x) = vm.next(d.it.get())? {
            let r = if f.is_none() || f == vm.types.bool.get() { x } else { vm.call(f, &[x])? };
            if !vm.truth(r)? {
                return Ok(Some(x));
            }
        }
        Ok(None)
    };
    []
    "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false."
}
iterator! { StarMap STAR_SPEC STAR_NEW "itertools.starmap" [func, it] {}
    "($type, function, iterable, /)"
    |vm, a| {
        let it = vm.iter(a[2])?;
        Ok(vm.new_native_of(a[0], StarMap { func: Slot::new(a[1]), it: Slot::new(it) }))
    };
    |vm, d, _| {
        let Some(x) = vm.next(d.it.get())? else { return Ok(None) };
        let t = vm.to_tuple(x)?;
        vm.call(d.func.get(), items(&t)).map(Some)
    };
    []
    "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence."
}
/// A bound of `islice`: None or a number that is not negative.
fn bound(vm: &Vm, w: Word, text: &str) -> R<Option<i64>> {
    if w.is_null() || w.is_none() {
        return Ok(None);
    }
    match vm.index_i64(w) {
        Ok(v) if v >= 0 => Ok(Some(v)),
        _ => Err(vm.value_error(text)),
    }
}
iterator! { ISlice ISLICE_SPEC ISLICE_NEW "itertools.islice" [it] { next: i64, stop: i64, step: i64, count: i64 }
    "($type, /, *args)"
    |vm, a| {
        let v = items(&a[1]);
        if v.len() < 2 || v.len() > 4 {
            let (w, n) = if v.len() < 2 { ("at least", 2) } else { ("at most", 4) };
            return Err(vm.type_error(format!("islice expected {w} {n} arguments, got {}", v.len())));
        }
        let (start, stop) = if v.len() == 2 {
            (0, bound(vm, v[1], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")?)
        } else {
            let text = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
            let stop = match bound(vm, v[2], text) {
                Err(_) => return Err(vm.value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")),
                Ok(s) => s,
            };
            (bound(vm, v[1], text)?.unwrap_or(0), stop)
        };
        let text = "Step for islice() must be a positive integer or None.";
        let step = match v.get(3) {
            Some(&w) => bound(vm, w, text)?.unwrap_or(1),
            None => 1,
        };
        if step < 1 {
            return Err(vm.value_error(text));
        }
        let it = vm.iter(v[0])?;
        Ok(vm.new_native_of(a[0], ISlice {
            it: Slot::new(it),
            next: Cell::new(start),
            stop: Cell::new(stop.unwrap_or(-1)),
            step: Cell::new(step),
            count: Cell::new(0),
        }))
    };
    |vm, s, h| {
        let it = s.it.get();
        if it.is_null() {
            return Ok(None);
        }
        let stop = s.stop.get();
        while s.count.get() < s.next.get() && (stop < 0 || s.count.get() < stop) {
            if vm.next(it)?.is_none() {
                s.it.set(h, Word::NULL);
                return Ok(None);
            }
            s.count.set(s.count.get() + 1);
        }
        if stop >= 0 && s.count.get() >= stop {
            s.it.set(h, Word::NULL);
            return Ok(None);
        }
        let Some(x) = vm.next(it)? else {
            s.it.set(h, Word::NULL);
            return Ok(None);
        };
        s.count.set(s.count.get() + 1);
        let next = s.next.get().saturating_add(s.step.get());
        s.next.set(if stop >= 0 { next.min(stop) } else { next });
        Ok(Some(x))
    };
    []
    "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable."
}
