//! The range type.

use super::layout::*;
use super::ops::BinOp;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

/// `range(start, stop, step)`; the parts are ints of any size.
pub struct RangeObj {
    pub start: Slot,
    pub stop: Slot,
    pub step: Slot,
    pub length: Slot,
}
impl Payload for RangeObj {
    const INFO: &'static NativeInfo = crate::native_info!(RangeObj, RANGE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.start, &self.stop, &self.step, &self.length] {
            t.slot(s);
        }
    }
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a RangeObj> {
    // SAFETY: lifetime only: the payload lives in the object, which `w` keeps.
    match w.native::<RangeObj>() {
        Some(r) => Ok(r),
        None => Err(vm.type_error("expected a range")),
    }
}
fn add(vm: &Vm, a: Word, b: Word) -> R {
    vm.binary_op(BinOp::Add, a, b)
}
fn mul(vm: &Vm, a: Word, b: Word) -> R {
    vm.binary_op(BinOp::Mul, a, b)
}
fn less(vm: &Vm, a: Word, b: Word) -> R<bool> {
    vm.compare_bool(a, b, CmpOp::Lt)
}
/// The number of ints from `start` to before `stop`.
fn count(vm: &Vm, start: Word, stop: Word, step: Word) -> R {
    if let (Some(s), Some(e), Some(st)) = (start.as_small(), stop.as_small(), step.as_small()) {
        let n = if st > 0 {
            if s < e { (e - s - 1) / st + 1 } else { 0 }
        } else if e < s {
            (s - e - 1) / -st + 1
        } else {
            0
        };
        return Ok(vm.int(n));
    }
    let zero = Word::small(0);
    let (lo, hi, step) = if less(vm, zero, step)? { (start, stop, step) } else { (stop, start, vm.negate(step)?) };
    if !less(vm, lo, hi)? {
        return Ok(zero);
    }
    let d = vm.binary_op(BinOp::Sub, hi, lo)?;
    let d = vm.binary_op(BinOp::Sub, d, Word::small(1))?;
    let q = vm.binary_op(BinOp::FloorDiv, d, step)?;
    add(vm, q, Word::small(1))
}
/// An exact int for a part of a range.
fn part(vm: &Vm, w: Word) -> R {
    if w.is_small() {
        return Ok(w);
    }
    let i = vm.index(w)?;
    if i.is_bool() {
        return Ok(Word::small((i == Word::TRUE) as i64));
    }
    if let Some(b) = i.get::<IntObj>()
        && !vm.is_exact(i, &vm.types.int)
    {
        return Ok(vm.new_int(b.value.to_big()));
    }
    Ok(i)
}
/// A range of ints below 2^60, the step not 0.
pub(super) fn of_ints(vm: &Vm, start: i64, stop: i64, step: i64) -> Word {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    let length = if low < high { (high - low - 1) / step.abs() + 1 } else { 0 };
    vm.new_native(RangeObj {
        start: Slot::new(Word::small(start)),
        stop: Slot::new(Word::small(stop)),
        step: Slot::new(Word::small(step)),
        length: Slot::new(Word::small(length)),
    })
}
fn make(vm: &Vm, start: Word, stop: Word, step: Word) -> R {
    let length = count(vm, start, stop, step)?;
    Ok(vm.new_native(RangeObj {
        start: Slot::new(start),
        stop: Slot::new(stop),
        step: Slot::new(step),
        length: Slot::new(length),
    }))
}
static RANGE_NEW: FnDef = FnDef::new(
    "range",
    "($type, start, stop=None, step=None, /)",
    |vm, a| {
        let (start, stop, step) = if a[2].is_null() {
            (Word::small(0), part(vm, a[1])?, Word::small(1))
        } else {
            let start = part(vm, a[1])?;
            let stop = part(vm, a[2])?;
            (start, stop, if a[3].is_null() { Word::small(1) } else { part(vm, a[3])? })
        };
        if step == Word::small(0) {
            return Err(vm.value_error("range() arg 3 must not be zero"));
        }
        make(vm, start, stop, step)
    },
    "",
);
/// `start + i * step`.
fn item(vm: &Vm, r: &RangeObj, i: Word) -> R {
    let d = mul(vm, i, r.step.get())?;
    add(vm, r.start.get(), d)
}
fn iter_of(vm: &Vm, start: Word, length: Word, step: Word) -> R {
    if let (Some(a), Some(n), Some(s)) = (start.as_small(), length.as_small(), step.as_small()) {
        return Ok(vm.new_range_iter(a, n, s));
    }
    Ok(vm.new_native(LongRangeIter { start: Slot::new(start), step: Slot::new(step), left: Slot::new(length) }))
}
fn iter(vm: &Vm, w: Word) -> R {
    let r = this(vm, &w)?;
    iter_of(vm, r.start.get(), r.length.get(), r.step.get())
}
fn reversed(vm: &Vm, a: &[Word]) -> R {
    let r = this(vm, &a[0])?;
    let last = vm.binary_op(BinOp::Sub, r.length.get(), Word::small(1))?;
    let start = item(vm, r, last)?;
    let step = vm.negate(r.step.get())?;
    iter_of(vm, start, r.length.get(), step)
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let r = this(vm, &w)?;
    if let Some(s) = key.native::<super::slice::SliceObj>() {
        if let (Some(a), Some(n), Some(step)) =
            (r.start.get().as_small(), r.length.get().as_small(), r.step.get().as_small())
            && s.is_plain()
            && n < 1 << 31
            && step.unsigned_abs() < 1 << 28
        {
            let (from, to, by, _) = vm.slice_bounds(s, n as usize)?;
            if by.unsigned_abs() < 1 << 28 {
                let at = |i: i64| a as i128 + i as i128 * step as i128;
                let (start, stop) = (vm.int_i128(at(from)), vm.int_i128(at(to)));
                return make(vm, start, stop, Word::small(step * by));
            }
        }
        let (from, to, by) = super::slice::adjust(vm, s, r.length.get())?;
        let start = item(vm, r, from)?;
        let stop = item(vm, r, to)?;
        let step = mul(vm, r.step.get(), by)?;
        return make(vm, start, stop, step);
    }
    if vm.class_of(key).slots.index.get().is_none() {
        return Err(vm.type_error(format!("range indices must be integers or slices, not {}", vm.type_name(key))));
    }
    if let (Some(a), Some(n), Some(step), Some(i)) =
        (r.start.get().as_small(), r.length.get().as_small(), r.step.get().as_small(), key.as_small())
    {
        let i = if i < 0 { i.saturating_add(n) } else { i };
        if i < 0 || i >= n {
            return Err(vm.index_error("range object index out of range"));
        }
        return Ok(vm.int_i128(a as i128 + i as i128 * step as i128));
    }
    let mut i = part(vm, key)?;
    if less(vm, i, Word::small(0))? {
        i = add(vm, i, r.length.get())?;
    }
    if less(vm, i, Word::small(0))? || !less(vm, i, r.length.get())? {
        return Err(vm.index_error("range object index out of range"));
    }
    item(vm, r, i)
}
fn is_int(vm: &Vm, w: Word) -> bool {
    w.is_small() || w.is_bool() || vm.is_exact(w, &vm.types.int)
}
fn contains_int(vm: &Vm, r: &RangeObj, x: Word) -> R<bool> {
    if let (Some(a), Some(e), Some(step), Some(x)) =
        (r.start.get().as_small(), r.stop.get().as_small(), r.step.get().as_small(), x.as_small())
    {
        let inside = if step > 0 { x >= a && x < e } else { x <= a && x > e };
        return Ok(inside && (x as i128 - a as i128) % step as i128 == 0);
    }
    let x = part(vm, x)?;
    let (start, stop, step) = (r.start.get(), r.stop.get(), r.step.get());
    let inside = if less(vm, Word::small(0), step)? {
        !less(vm, x, start)? && less(vm, x, stop)?
    } else {
        less(vm, stop, x)? && !less(vm, start, x)?
    };
    if !inside {
        return Ok(false);
    }
    let d = vm.binary_op(BinOp::Sub, x, start)?;
    Ok(vm.binary_op(BinOp::Mod, d, step)? == Word::small(0))
}
fn contains(vm: &Vm, w: Word, x: Word) -> R<bool> {
    if is_int(vm, x) {
        return contains_int(vm, this(vm, &w)?, x);
    }
    vm.contains_by_iteration(w, x)
}
/// What equality and hash look at: length, first, step (None where it does not matter).
fn key(vm: &Vm, r: &RangeObj) -> R<[Word; 3]> {
    let n = r.length.get();
    Ok(if n == Word::small(0) {
        [n, Word::NONE, Word::NONE]
    } else if n == Word::small(1) {
        [n, r.start.get(), Word::NONE]
    } else {
        let _ = vm;
        [n, r.start.get(), r.step.get()]
    })
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Word::NOT_IMPLEMENTED);
    }
    let (Some(x), Some(y)) = (a.native::<RangeObj>(), b.native::<RangeObj>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let (p, q) = (key(vm, x)?, key(vm, y)?);
    let mut same = true;
    for (u, v) in p.iter().zip(&q) {
        same = same && vm.eq(*u, *v)?;
    }
    Ok(Word::bool(same == (op == CmpOp::Eq)))
}
fn repr(vm: &Vm, w: Word) -> R {
    let r = this(vm, &w)?;
    let (a, b) = (vm.repr_text(r.start.get())?, vm.repr_text(r.stop.get())?);
    Ok(vm.new_str(&if r.step.get() == Word::small(1) {
        format!("range({a}, {b})")
    } else {
        format!("range({a}, {b}, {})", vm.repr_text(r.step.get())?)
    }))
}

/// An iterator over ints beyond 62 bits.
pub struct LongRangeIter {
    start: Slot,
    step: Slot,
    left: Slot,
}
impl Payload for LongRangeIter {
    const INFO: &'static NativeInfo = crate::native_info!(LongRangeIter, LONG_ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.start, &self.step, &self.left] {
            t.slot(s);
        }
    }
}
static LONG_ITER_SPEC: TypeSpec = TypeSpec {
    name: "longrange_iterator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| {
            let (Some(it), Some(h)) = (w.native::<LongRangeIter>(), w.header()) else { return Ok(None) };
            if !less(vm, Word::small(0), it.left.get())? {
                return Ok(None);
            }
            let v = it.start.get();
            let next = add(vm, v, it.step.get())?;
            it.start.set(h, next);
            let left = vm.binary_op(BinOp::Sub, it.left.get(), Word::small(1))?;
            it.left.set(h, left);
            Ok(Some(v))
        }));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            |_, a| Ok(a[0].native::<LongRangeIter>().map_or(Word::small(0), |i| i.left.get())),
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let Some(it) = a[0].native::<LongRangeIter>() else { return Ok(Word::NONE) };
                reduce_iter(vm, it.start.get(), it.left.get(), it.step.get())
            },
            "Return state information for pickling.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
/// `(iter, (range(…),), None)` for what an iterator has left.
pub(super) fn reduce_iter(vm: &Vm, start: Word, left: Word, step: Word) -> R {
    let d = mul(vm, left, step)?;
    let stop = add(vm, start, d)?;
    let r = make(vm, start, stop, step)?;
    let f = vm.dict_get_str(vm.builtins.get(), "iter");
    let t = vm.new_tuple(&[r]);
    Ok(vm.new_tuple(&[f, t, Word::NONE]))
}

macro_rules! member {
    ($name:literal, $field:ident) => {
        GetSet::ro($name, |vm, w| Ok(this(vm, &w)?.$field.get()), "").as_member()
    };
}
pub static RANGE_SPEC: TypeSpec = TypeSpec {
    name: "range",
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
    flags: TF_SEQUENCE,
    slots: |s| {
        s.repr.set(Some(repr));
        s.iter.set(Some(iter));
        s.len.set(Some(|vm, w| Ok(vm.index_i64(this(vm, &w)?.length.get())? as usize)));
        s.bool.set(Some(|vm, w| Ok(this(vm, &w)?.length.get() != Word::small(0))));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(contains));
        s.richcompare.set(Some(compare));
        s.hash.set(Some(|vm, w| {
            let k = key(vm, this(vm, &w)?)?;
            let t = vm.new_tuple(&k);
            vm.hash(t)
        }));
    },
    methods: &[
        FnDef::new("__reversed__", "($self, /)", reversed, "Return a reverse iterator."),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let r = this(vm, &a[0])?;
                let t = vm.new_tuple(&[r.start.get(), r.stop.get(), r.step.get()]);
                Ok(vm.new_tuple(&[vm.types.range.get(), t]))
            },
            "",
        ),
        FnDef::new(
            "count",
            "($self, object, /)",
            |vm, a| {
                if is_int(vm, a[1]) {
                    return Ok(Word::small(contains_int(vm, this(vm, &a[0])?, a[1])? as i64));
                }
                let mut n = 0;
                vm.for_each(a[0], &mut |x| {
                    n += vm.eq(x, a[1])? as i64;
                    Ok(())
                })?;
                Ok(vm.int(n))
            },
            "rangeobject.count(value) -> integer -- return number of occurrences of value",
        ),
        FnDef::new(
            "index",
            "($self, object, /)",
            |vm, a| {
                let r = this(vm, &a[0])?;
                if is_int(vm, a[1]) {
                    if !contains_int(vm, r, a[1])? {
                        return Err(vm.value_error("range.index(x): x not in range"));
                    }
                    let x = part(vm, a[1])?;
                    let d = vm.binary_op(BinOp::Sub, x, r.start.get())?;
                    return vm.binary_op(BinOp::FloorDiv, d, r.step.get());
                }
                let it = vm.iter(a[0])?;
                let mut n = 0;
                while let Some(x) = vm.next(it)? {
                    if vm.eq(x, a[1])? {
                        return Ok(vm.int(n));
                    }
                    n += 1;
                }
                Err(vm.value_error("sequence.index(x): x not in sequence"))
            },
            "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
        ),
    ],
    getset: &[member!("start", start), member!("stop", stop), member!("step", step)],
    new: Some(&RANGE_NEW),
    ..TypeSpec::DEFAULT
};
