//! Builtins over iterables: enumerate, zip, map, filter, reversed, iter, next, sorted, min, max, sum, any, all.

use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::cell::Cell;

fn self_iter(_: &Vm, w: Word) -> R {
    Ok(w)
}
fn items(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}
/// Makes a native object of class `ty`, which is `T`'s type or a subclass.
fn make<T: Payload>(vm: &Vm, ty: Word, data: T) -> R {
    Ok(vm.new_native_of(ty, data))
}
const GENERIC: FnDef =
    FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585");

// ---- enumerate

/// `enumerate(iterable, start)`.
pub struct Enumerate {
    it: Slot,
    /// An int of any size.
    index: Slot,
}
impl Payload for Enumerate {
    const INFO: &'static NativeInfo = crate::native_info!(Enumerate, ENUMERATE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.it);
        t.slot(&self.index);
    }
}
static ENUMERATE_NEW: FnDef = FnDef::new(
    "enumerate",
    "($type, iterable, start=0)",
    |vm, a| {
        let index = if a[2].is_null() { Word::small(0) } else { vm.index(a[2])? };
        let it = vm.iter(a[1])?;
        make(vm, a[0], Enumerate { it: Slot::new(it), index: Slot::new(index) })
    },
    "",
);
static ENUMERATE_SPEC: TypeSpec = TypeSpec {
    name: "enumerate",
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    flags: TF_BASETYPE,
    slots: |s| {
        s.iter.set(Some(self_iter));
        s.iternext.set(Some(|vm, w| {
            let Some(e) = w.native::<Enumerate>() else { return Ok(None) };
            let Some(x) = vm.next(e.it.get())? else { return Ok(None) };
            let i = e.index.get();
            let next = match i.as_small() {
                Some(v) => vm.int(v + 1),
                None => vm.binary_op(BinOp::Add, i, Word::small(1))?,
            };
            if let Some(h) = w.header() {
                e.index.set(h, next);
            }
            Ok(Some(vm.new_tuple(&[i, x])))
        }));
    },
    methods: &[
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let Some(e) = a[0].native::<Enumerate>() else { return Ok(Word::NONE) };
                let t = vm.new_tuple(&[e.it.get(), e.index.get()]);
                Ok(vm.new_tuple(&[vm.type_of(a[0]), t]))
            },
            "Return state information for pickling.",
        ),
        GENERIC,
    ],
    new: Some(&ENUMERATE_NEW),
    ..TypeSpec::DEFAULT
};

// ---- zip, map, filter

/// Iterators of the arguments, as a tuple.
fn iters(vm: &Vm, args: &[Word]) -> R {
    let mut v = WordVec::with_capacity(vm, args.len());
    for &x in args {
        let it = vm.iter(x)?;
        v.push(vm, it);
    }
    Ok(v.to_tuple(vm))
}
/// The next item of each; None at the end. `strict`: the name for errors when some end early.
fn next_of_each(vm: &Vm, its: &[Word], strict: Option<&str>) -> R<Option<WordVec>> {
    let mut v = WordVec::with_capacity(vm, its.len());
    for (i, &it) in its.iter().enumerate() {
        match vm.next(it)? {
            Some(x) => v.push(vm, x),
            None => {
                let Some(name) = strict else { return Ok(None) };
                let plural = |i: usize| if i == 1 { " ".to_string() } else { "s 1-".to_string() };
                if i > 0 {
                    return Err(vm.value_error(format!(
                        "{name}() argument {} is shorter than argument{}{i}",
                        i + 1,
                        plural(i)
                    )));
                }
                for (k, &other) in its.iter().enumerate().skip(1) {
                    if vm.next(other)?.is_some() {
                        return Err(vm.value_error(format!(
                            "{name}() argument {} is longer than argument{}{k}",
                            k + 1,
                            plural(k)
                        )));
                    }
                }
                return Ok(None);
            }
        }
    }
    Ok(Some(v))
}

/// Whether `f` holds for all that an `enumerate` or a lenient `zip` asks for its items; false for anything else.
pub(crate) fn asks_only(vm: &Vm, it: Word, f: impl Fn(Word) -> bool) -> bool {
    if vm.class_of(it).has(TF_HEAP) {
        return false;
    }
    if let Some(e) = it.native::<Enumerate>() {
        return f(e.it.get());
    }
    it.native::<Zip>().is_some_and(|z| !z.strict.get() && items(&z.its.get()).iter().all(|w| f(*w)))
}

/// `zip(*iterables, strict=…)`.
pub struct Zip {
    its: Slot,
    strict: Cell<bool>,
}
impl Payload for Zip {
    const INFO: &'static NativeInfo = crate::native_info!(Zip, ZIP_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.its);
    }
}
static ZIP_NEW: FnDef = FnDef::new(
    "zip",
    "($type, /, *iterables, strict=False)",
    |vm, a| {
        let strict = !a[2].is_null() && vm.truth(a[2])?;
        let its = iters(vm, items(&a[1]))?;
        make(vm, a[0], Zip { its: Slot::new(its), strict: Cell::new(strict) })
    },
    "",
);
static ZIP_SPEC: TypeSpec = TypeSpec {
    name: "zip",
    doc: "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    flags: TF_BASETYPE,
    slots: |s| {
        s.iter.set(Some(self_iter));
        s.iternext.set(Some(|vm, w| {
            let Some(z) = w.native::<Zip>() else { return Ok(None) };
            let its = z.its.get();
            let v = items(&its);
            if let &[a, b] = v
                && !z.strict.get()
            {
                let Some(x) = vm.next(a)? else { return Ok(None) };
                let Some(y) = vm.next(b)? else { return Ok(None) };
                return Ok(Some(vm.new_tuple(&[x, y])));
            }
            if v.is_empty() {
                return Ok(None);
            }
            Ok(next_of_each(vm, v, z.strict.get().then_some("zip"))?.map(|v| v.to_tuple(vm)))
        }));
    },
    methods: &[
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let Some(z) = a[0].native::<Zip>() else { return Ok(Word::NONE) };
                let ty = vm.type_of(a[0]);
                Ok(if z.strict.get() {
                    vm.new_tuple(&[ty, z.its.get(), Word::TRUE])
                } else {
                    vm.new_tuple(&[ty, z.its.get()])
                })
            },
            "Return state information for pickling.",
        ),
        FnDef::new(
            "__setstate__",
            "($self, object, /)",
            |vm, a| {
                let s = vm.truth(a[1])?;
                if let Some(z) = a[0].native::<Zip>() {
                    z.strict.set(s);
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling.",
        ),
    ],
    new: Some(&ZIP_NEW),
    ..TypeSpec::DEFAULT
};

/// `map(function, *iterables, strict=…)`.
pub struct Map {
    func: Slot,
    its: Slot,
    strict: Cell<bool>,
}
impl Payload for Map {
    const INFO: &'static NativeInfo = crate::native_info!(Map, MAP_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.func);
        t.slot(&self.its);
    }
}
static MAP_NEW: FnDef = FnDef::new(
    "map",
    "($type, /, *args, strict=False)",
    |vm, a| {
        let strict = !a[2].is_null() && vm.truth(a[2])?;
        let v = items(&a[1]);
        if v.len() < 2 {
            return Err(vm.type_error("map() must have at least two arguments."));
        }
        let its = iters(vm, &v[1..])?;
        make(vm, a[0], Map { func: Slot::new(v[0]), its: Slot::new(its), strict: Cell::new(strict) })
    },
    "",
);
static MAP_SPEC: TypeSpec = TypeSpec {
    name: "map",
    doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
    flags: TF_BASETYPE,
    slots: |s| {
        s.iter.set(Some(self_iter));
        s.iternext.set(Some(|vm, w| {
            let Some(m) = w.native::<Map>() else { return Ok(None) };
            let its = m.its.get();
            if let &[a] = items(&its) {
                let Some(x) = vm.next(a)? else { return Ok(None) };
                return vm.call(m.func.get(), &[x]).map(Some);
            }
            match next_of_each(vm, items(&its), m.strict.get().then_some("map"))? {
                Some(v) => vm.call(m.func.get(), &v).map(Some),
                None => Ok(None),
            }
        }));
    },
    methods: &[
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let Some(m) = a[0].native::<Map>() else { return Ok(Word::NONE) };
                let mut v = WordVec::new();
                v.push(vm, m.func.get());
                v.extend(vm, items(&m.its.get()));
                let t = v.to_tuple(vm);
                let ty = vm.type_of(a[0]);
                Ok(if m.strict.get() { vm.new_tuple(&[ty, t, Word::TRUE]) } else { vm.new_tuple(&[ty, t]) })
            },
            "Return state information for pickling.",
        ),
        FnDef::new(
            "__setstate__",
            "($self, object, /)",
            |vm, a| {
                let s = vm.truth(a[1])?;
                if let Some(m) = a[0].native::<Map>() {
                    m.strict.set(s);
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling.",
        ),
    ],
    new: Some(&MAP_NEW),
    ..TypeSpec::DEFAULT
};

/// `filter(function, iterable)`.
pub struct Filter {
    func: Slot,
    it: Slot,
}
impl Payload for Filter {
    const INFO: &'static NativeInfo = crate::native_info!(Filter, FILTER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.func);
        t.slot(&self.it);
    }
}
static FILTER_NEW: FnDef = FnDef::new(
    "filter",
    "($type, function, iterable, /)",
    |vm, a| {
        let it = vm.iter(a[2])?;
        make(vm, a[0], Filter { func: Slot::new(a[1]), it: Slot::new(it) })
    },
    "",
);
static FILTER_SPEC: TypeSpec = TypeSpec {
    name: "filter",
    doc: "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
    flags: TF_BASETYPE,
    slots: |s| {
        s.iter.set(Some(self_iter));
        s.iternext.set(Some(|vm, w| {
            let Some(f) = w.native::<Filter>() else { return Ok(None) };
            let func = f.func.get();
            while let Some(x) = vm.next(f.it.get())? {
                let keep = if func.is_none() || func == vm.types.bool.get() { x } else { vm.call(func, &[x])? };
                if vm.truth(keep)? {
                    return Ok(Some(x));
                }
            }
            Ok(None)
        }));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| {
            let Some(f) = a[0].native::<Filter>() else { return Ok(Word::NONE) };
            let t = vm.new_tuple(&[f.func.get(), f.it.get()]);
            Ok(vm.new_tuple(&[vm.type_of(a[0]), t]))
        },
        "Return state information for pickling.",
    )],
    new: Some(&FILTER_NEW),
    ..TypeSpec::DEFAULT
};

// ---- reversed, iter

/// `reversed(sequence)` by length and `__getitem__`.
pub struct Reversed {
    seq: Slot,
    index: Cell<i64>,
}
impl Payload for Reversed {
    const INFO: &'static NativeInfo = crate::native_info!(Reversed, REVERSED_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.seq);
    }
}
static REVERSED_NEW: FnDef = FnDef::new(
    "reversed",
    "($type, object, /)",
    |vm, a| {
        let seq = a[1];
        if let Some((f, this)) = vm.lookup_special(seq, vm.names.reversed.get())? {
            if f.is_none() {
                return Err(vm.type_error(format!("'{}' object is not reversible", vm.type_name(seq))));
            }
            return if this.is_null() { vm.call(f, &[]) } else { vm.call_with_self(f, this, &[]) };
        }
        let s = &vm.class_of(seq).slots;
        if s.getitem.get().is_none() || seq.is_kind(Kind::Dict) {
            return Err(vm.type_error(format!("'{}' object is not reversible", vm.type_name(seq))));
        }
        let n = vm.len(seq)?;
        make(vm, a[0], Reversed { seq: Slot::new(seq), index: Cell::new(n as i64 - 1) })
    },
    "",
);
static REVERSED_SPEC: TypeSpec = TypeSpec {
    name: "reversed",
    doc: "Return a reverse iterator over the values of the given sequence.",
    flags: TF_BASETYPE,
    slots: |s| {
        s.iter.set(Some(self_iter));
        s.iternext.set(Some(|vm, w| {
            let Some(r) = w.native::<Reversed>() else { return Ok(None) };
            let i = r.index.get();
            if i < 0 {
                return Ok(None);
            }
            match vm.getitem(r.seq.get(), vm.int(i)) {
                Ok(x) => {
                    r.index.set(i - 1);
                    Ok(Some(x))
                }
                Err(e) => {
                    r.index.set(-1);
                    if vm.exc_matches(e, &vm.exc.IndexError) || vm.exc_matches(e, &vm.exc.StopIteration) {
                        Ok(None)
                    } else {
                        Err(e)
                    }
                }
            }
        }));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            |vm, a| {
                let Some(r) = a[0].native::<Reversed>() else { return Ok(Word::NONE) };
                if r.index.get() < 0 {
                    return Ok(Word::small(0));
                }
                let n = vm.len(r.seq.get())? as i64;
                Ok(vm.int(if n < r.index.get() + 1 { 0 } else { r.index.get() + 1 }))
            },
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let Some(r) = a[0].native::<Reversed>() else { return Ok(Word::NONE) };
                let ty = vm.type_of(a[0]);
                if r.index.get() < 0 {
                    let e = vm.empty_tuple();
                    let t = vm.new_tuple(&[e]);
                    return Ok(vm.new_tuple(&[ty, t]));
                }
                let t = vm.new_tuple(&[r.seq.get()]);
                Ok(vm.new_tuple(&[ty, t, vm.int(r.index.get())]))
            },
            "Return state information for pickling.",
        ),
        FnDef::new(
            "__setstate__",
            "($self, object, /)",
            |vm, a| {
                let i = vm.index_i64(a[1])?;
                if let Some(r) = a[0].native::<Reversed>()
                    && r.index.get() >= 0
                {
                    let n = vm.len(r.seq.get())? as i64;
                    r.index.set(i.clamp(-1, n - 1));
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling.",
        ),
    ],
    new: Some(&REVERSED_NEW),
    ..TypeSpec::DEFAULT
};

/// `iter(callable, sentinel)`.
pub struct CallIter {
    func: Slot,
    sentinel: Slot,
}
impl Payload for CallIter {
    const INFO: &'static NativeInfo = crate::native_info!(CallIter, CALL_ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.func);
        t.slot(&self.sentinel);
    }
}
static CALL_ITER_SPEC: TypeSpec = TypeSpec {
    name: "callable_iterator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(self_iter));
        s.iternext.set(Some(|vm, w| {
            let Some(c) = w.native::<CallIter>() else { return Ok(None) };
            if c.func.get().is_null() {
                return Ok(None);
            }
            let stop = || {
                if let Some(h) = w.header() {
                    c.func.set(h, Word::NULL);
                }
            };
            match vm.call(c.func.get(), &[]) {
                Ok(x) => {
                    if c.func.get().is_null() {
                        return Ok(None);
                    }
                    if vm.eq(c.sentinel.get(), x)? {
                        stop();
                        return Ok(None);
                    }
                    Ok(Some(x))
                }
                Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => {
                    stop();
                    Ok(None)
                }
                Err(e) => Err(e),
            }
        }));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| {
            let Some(c) = a[0].native::<CallIter>() else { return Ok(Word::NONE) };
            let f = vm.dict_get_str(vm.builtins.get(), "iter");
            let t = if c.func.get().is_null() {
                let e = vm.empty_tuple();
                vm.new_tuple(&[e])
            } else {
                vm.new_tuple(&[c.func.get(), c.sentinel.get()])
            };
            Ok(vm.new_tuple(&[f, t]))
        },
        "Return state information for pickling.",
    )],
    ..TypeSpec::DEFAULT
};

// ---- reductions

/// `min` and `max`: words are the arguments tuple, `key`, `default`.
fn extreme(vm: &Vm, a: &[Word], name: &str, op: CmpOp) -> R {
    let args = items(&a[0]);
    let key = if a[1].is_null() || a[1].is_none() { Word::NULL } else { a[1] };
    if args.is_empty() {
        return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0")));
    }
    if args.len() > 1 && !a[2].is_null() {
        return Err(vm.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments")));
    }
    let (mut best, mut best_key) = (Word::NULL, Word::NULL);
    let mut look = |x: Word| -> R<()> {
        let k = if key.is_null() { x } else { vm.call(key, &[x])? };
        if best.is_null() || {
            let r = vm.compare(k, best_key, op)?;
            vm.truth(r)?
        } {
            best = x;
            best_key = k;
        }
        Ok(())
    };
    if let &[one] = args {
        let it = vm.iter(one)?;
        while let Some(x) = vm.next(it)? {
            look(x)?;
        }
    } else {
        for &x in args {
            look(x)?;
        }
    }
    if !best.is_null() {
        Ok(best)
    } else if !a[2].is_null() {
        Ok(a[2])
    } else {
        Err(vm.value_error(format!("{name}() iterable argument is empty")))
    }
}

/// Neumaier's compensated sum.
#[derive(Copy, Clone, Default)]
struct Compensated {
    hi: f64,
    lo: f64,
}
impl Compensated {
    fn add(&mut self, x: f64) {
        let t = self.hi + x;
        if self.hi.abs() >= x.abs() {
            self.lo += (self.hi - t) + x;
        } else {
            self.lo += (x - t) + self.hi;
        }
        self.hi = t;
    }
    fn value(self) -> f64 {
        if self.lo != 0.0 && self.lo.is_finite() { self.hi + self.lo } else { self.hi }
    }
}
fn float_value(vm: &Vm, w: Word) -> Option<f64> {
    if w.is_imm_float() {
        return Some(w.imm_float_value());
    }
    if !vm.is_exact(w, &vm.types.float) {
        return None;
    }
    w.get::<FloatObj>().map(|f| f.value)
}
fn complex_value(vm: &Vm, w: Word) -> Option<(f64, f64)> {
    if !vm.is_exact(w, &vm.types.complex) {
        return None;
    }
    w.get::<ComplexObj>().map(|c| (c.re, c.im))
}
fn int_as_float(w: Word) -> Option<f64> {
    if let Some(v) = w.as_small() {
        return Some(v as f64);
    }
    if w.is_bool() {
        return Some((w == Word::TRUE) as i64 as f64);
    }
    w.get::<IntObj>().and_then(|i| i.value.to_i64()).map(|v| v as f64)
}
/// `sum(iterable, start)`.
pub fn sum(vm: &Vm, iterable: Word, start: Word) -> R {
    let mut acc = start;
    if acc.is_null() {
        acc = Word::small(0);
    } else {
        for (ty, text) in [
            (&vm.types.str, "sum() can't sum strings [use ''.join(seq) instead]"),
            (&vm.types.bytes, "sum() can't sum bytes [use b''.join(seq) instead]"),
            (&vm.types.bytearray, "sum() can't sum bytearray [use b''.join(seq) instead]"),
        ] {
            if !ty.get().is_null() && vm.is_instance(acc, ty) {
                return Err(vm.type_error(text));
            }
        }
    }
    let it = vm.iter(iterable)?;
    let pending;
    // Ints that fit a machine word.
    if let Some(mut n) = acc.as_small() {
        loop {
            let Some(x) = vm.next(it)? else { return Ok(vm.int(n)) };
            let v = if x.is_bool() { Some((x == Word::TRUE) as i64) } else { x.as_small() };
            match v.and_then(|v| n.checked_add(v)) {
                Some(s) => n = s,
                None => {
                    acc = vm.int(n);
                    pending = x;
                    break;
                }
            }
        }
        acc = vm.binary_op(BinOp::Add, acc, pending)?;
    }
    loop {
        if let Some(f) = float_value(vm, acc) {
            let mut s = Compensated { hi: f, lo: 0.0 };
            loop {
                let Some(x) = vm.next(it)? else { return Ok(vm.float(s.value())) };
                if let Some(v) = float_value(vm, x) {
                    s.add(v);
                } else if let Some(v) = int_as_float(x) {
                    s.hi += v;
                } else {
                    acc = vm.float(s.value());
                    acc = vm.binary_op(BinOp::Add, acc, x)?;
                    break;
                }
            }
        }
        if let Some((re, im)) = complex_value(vm, acc) {
            let (mut r, mut i) = (Compensated { hi: re, lo: 0.0 }, Compensated { hi: im, lo: 0.0 });
            loop {
                let Some(x) = vm.next(it)? else { return Ok(vm.new_complex(r.value(), i.value())) };
                if let Some((a, b)) = complex_value(vm, x) {
                    r.add(a);
                    i.add(b);
                } else if let Some(v) = float_value(vm, x) {
                    r.add(v);
                } else if let Some(v) = int_as_float(x) {
                    r.hi += v;
                } else {
                    acc = vm.new_complex(r.value(), i.value());
                    acc = vm.binary_op(BinOp::Add, acc, x)?;
                    break;
                }
            }
        }
        let Some(x) = vm.next(it)? else { return Ok(acc) };
        acc = vm.binary_op(BinOp::Add, acc, x)?;
        if float_value(vm, acc).is_none() && complex_value(vm, acc).is_none() {
            // Neither specialisation will apply again unless the type changes.
            while let Some(x) = vm.next(it)? {
                acc = vm.binary_op(BinOp::Add, acc, x)?;
            }
            return Ok(acc);
        }
    }
}
fn any_all(vm: &Vm, iterable: Word, stop_at: bool) -> R {
    let it = vm.iter(iterable)?;
    while let Some(x) = vm.next(it)? {
        if vm.truth(x)? == stop_at {
            return Ok(Word::bool(stop_at));
        }
    }
    Ok(Word::bool(!stop_at))
}
/// `next(it, default)`: a StopIteration raised by `__next__` itself also gives the default.
fn next(vm: &Vm, a: &[Word]) -> R {
    let r = vm.next_or_stop(a[0]);
    match r {
        Ok(Some(x)) => Ok(x),
        Ok(None) if !a[1].is_null() => Ok(a[1]),
        Ok(None) => Err(vm.stop_iteration(Word::NONE)),
        Err(e) if !a[1].is_null() && vm.exc_matches(e, &vm.exc.StopIteration) => Ok(a[1]),
        Err(e) => Err(e),
    }
}
fn sorted(vm: &Vm, a: &[Word]) -> R {
    let reverse = !a[2].is_null() && vm.truth(a[2])?;
    let v = vm.to_list_vec(a[0])?;
    Ok(vm.sorted_items(&v, a[1], reverse)?.to_list(vm))
}

static FUNCTIONS: &[FnDef] = &[
    FnDef::new(
        "iter",
        "(object, sentinel=<unrepresentable>, /)",
        |vm, a| {
            if a[1].is_null() {
                return vm.iter(a[0]);
            }
            if !vm.is_callable(a[0]) {
                return Err(vm.type_error("iter(v, w): v must be callable"));
            }
            Ok(vm.new_native(CallIter { func: Slot::new(a[0]), sentinel: Slot::new(a[1]) }))
        },
        "Get an iterator from an object.\n\nIn the first form, the argument must supply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel.",
    ),
    FnDef::new(
        "next",
        "(iterator, default=<unrepresentable>, /)",
        next,
        "Return the next item from the iterator.\n\nIf default is given and the iterator is exhausted,\nit is returned instead of raising StopIteration.",
    ),
    FnDef::new(
        "sorted",
        "(iterable, /, *, key=None, reverse=False)",
        sorted,
        "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.",
    ),
    FnDef::new(
        "min",
        "(*args, key=None, default=None)",
        |vm, a| extreme(vm, a, "min", CmpOp::Lt),
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the smallest argument.",
    ).leaf(leaf::min),
    FnDef::new(
        "max",
        "(*args, key=None, default=None)",
        |vm, a| extreme(vm, a, "max", CmpOp::Gt),
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the largest argument.",
    ).leaf(leaf::max),
    FnDef::new(
        "sum",
        "(iterable, /, start=0)",
        |vm, a| sum(vm, a[0], a[1]),
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.",
    ),
    FnDef::new(
        "any",
        "(iterable, /)",
        |vm, a| any_all(vm, a[0], true),
        "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.",
    ),
    FnDef::new(
        "all",
        "(iterable, /)",
        |vm, a| any_all(vm, a[0], false),
        "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.",
    ),
];

/// Enters these names in the builtins module.
pub fn add(vm: &Vm, m: Word) -> R<()> {
    for f in FUNCTIONS {
        let name = vm.intern("builtins");
        let w = vm.new_builtin(f, name);
        vm.module_add(m, f.name, w);
    }
    vm.module_add(m, "enumerate", vm.native_type::<Enumerate>());
    vm.module_add(m, "zip", vm.native_type::<Zip>());
    vm.module_add(m, "map", vm.native_type::<Map>());
    vm.module_add(m, "filter", vm.native_type::<Filter>());
    vm.module_add(m, "reversed", vm.native_type::<Reversed>());
    Ok::<(), Exc>(())
}
