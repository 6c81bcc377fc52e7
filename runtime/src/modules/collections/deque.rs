//! deque: a ring buffer of words.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

/// A double-ended queue. `buffer` is a `Words` (or NULL); item `i` is at `(head + i) % capacity`.
pub struct Deque {
    buffer: Slot,
    head: Cell<usize>,
    len: Cell<usize>,
    /// -1 for none.
    maxlen: Cell<i64>,
    /// Counts changes of length, for iterators.
    state: Cell<usize>,
}
impl Payload for Deque {
    const INFO: &'static NativeInfo = crate::native_info!(Deque, DEQUE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.buffer);
    }
}
impl Deque {
    fn new(maxlen: i64) -> Deque {
        Deque {
            buffer: Slot::new(Word::NULL),
            head: Cell::new(0),
            len: Cell::new(0),
            maxlen: Cell::new(maxlen),
            state: Cell::new(0),
        }
    }
    fn capacity(&self) -> usize {
        self.buffer.get().get::<Words>().map_or(0, |b| b.len.get())
    }
    fn at(&self, i: usize) -> Option<Word> {
        if i >= self.len.get() {
            return None;
        }
        let w = self.buffer.get();
        let b = w.get::<Words>()?;
        Some(b.slots()[(self.head.get() + i) % b.len.get()].get())
    }
    fn put(&self, i: usize, x: Word) {
        if let Some(b) = self.buffer.get().get::<Words>() {
            b.slots()[(self.head.get() + i) % b.len.get()].set(&b.hdr, x);
        }
    }
    fn touch(&self) {
        self.state.set(self.state.get().wrapping_add(1));
    }
    fn grow(&self, vm: &Vm, h: &Header) {
        if self.len.get() < self.capacity() {
            return;
        }
        let new = vm.new_words((self.len.get() * 2).max(8));
        if let Some(b) = new.get::<Words>() {
            for i in 0..self.len.get() {
                b.slots()[i].set(&b.hdr, self.at(i).unwrap_or(Word::NULL));
            }
        }
        self.buffer.set(h, new);
        self.head.set(0);
    }
    fn full(&self) -> bool {
        self.maxlen.get() >= 0 && self.len.get() as i64 >= self.maxlen.get()
    }
    fn push_back(&self, vm: &Vm, h: &Header, x: Word) {
        if self.maxlen.get() == 0 {
            return;
        }
        if self.full() {
            self.pop_front();
        }
        self.grow(vm, h);
        self.len.set(self.len.get() + 1);
        self.put(self.len.get() - 1, x);
        self.touch();
    }
    fn push_front(&self, vm: &Vm, h: &Header, x: Word) {
        if self.maxlen.get() == 0 {
            return;
        }
        if self.full() {
            self.pop_back();
        }
        self.grow(vm, h);
        let n = self.capacity();
        self.head.set((self.head.get() + n - 1) % n);
        self.len.set(self.len.get() + 1);
        self.put(0, x);
        self.touch();
    }
    fn pop_back(&self) -> Option<Word> {
        let i = self.len.get().checked_sub(1)?;
        let x = self.at(i);
        self.put(i, Word::NULL);
        self.len.set(i);
        self.touch();
        x
    }
    fn pop_front(&self) -> Option<Word> {
        let x = self.at(0)?;
        self.put(0, Word::NULL);
        self.head.set((self.head.get() + 1) % self.capacity());
        self.len.set(self.len.get() - 1);
        self.touch();
        Some(x)
    }
    fn clear(&self) {
        self.buffer.set_root(Word::NULL);
        self.head.set(0);
        self.len.set(0);
        self.touch();
    }
    fn all(&self, vm: &Vm) -> WordVec {
        let mut v = WordVec::with_capacity(vm, self.len.get());
        for i in 0..self.len.get() {
            v.push(vm, self.at(i).unwrap_or(Word::NONE));
        }
        v
    }
    fn fill(&self, vm: &Vm, h: &Header, v: &[Word]) {
        self.clear();
        for &x in v {
            self.push_back(vm, h, x);
        }
    }
}
/// The deque and its header.
fn this<'a>(vm: &Vm, w: &'a Word) -> R<(&'a Deque, &'a Header)> {
    match (w.native::<Deque>(), w.header()) {
        (Some(d), Some(h)) => Ok((d, h)),
        _ => Err(vm.type_error(format!(
            "descriptor requires a 'collections.deque' object but received a '{}'",
            vm.type_name(*w)
        ))),
    }
}
fn init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    static INIT: FnDef = FnDef::new(
        "deque",
        "($self, iterable=(), maxlen=None)",
        |vm, a| {
            let (d, _) = this(vm, &a[0])?;
            let max = if a[2].is_null() || a[2].is_none() {
                -1
            } else {
                if !a[2].is_small() && !a[2].is_kind(Kind::Int) && !a[2].is_bool() {
                    return Err(vm.type_error("an integer is required"));
                }
                let m = vm.index_i64(a[2])?;
                if m < 0 {
                    return Err(vm.value_error("maxlen must be non-negative"));
                }
                m
            };
            d.maxlen.set(max);
            if d.len.get() > 0 {
                d.clear();
            }
            if !a[1].is_null() {
                extend(vm, a[0], a[1])?;
            }
            Ok(Word::NONE)
        },
        "",
    );
    vm.with_first(w, args, |args| vm.call_native(&INIT, args, None)).map(|_| ())
}
fn extend(vm: &Vm, w: Word, src: Word) -> R<()> {
    let (d, h) = this(vm, &w)?;
    if src == w {
        for &x in d.all(vm).iter() {
            d.push_back(vm, h, x);
        }
        return Ok(());
    }
    let it = vm.iter(src)?;
    while let Some(x) = vm.next(it)? {
        d.push_back(vm, h, x);
    }
    Ok(())
}
fn extend_left(vm: &Vm, a: &[Word]) -> R {
    let (d, h) = this(vm, &a[0])?;
    if a[1] == a[0] {
        for &x in d.all(vm).iter() {
            d.push_front(vm, h, x);
        }
        return Ok(Word::NONE);
    }
    let it = vm.iter(a[1])?;
    while let Some(x) = vm.next(it)? {
        d.push_front(vm, h, x);
    }
    Ok(Word::NONE)
}
fn position(vm: &Vm, d: &Deque, key: Word) -> R<usize> {
    let i = vm.index_position(key)?;
    let n = d.len.get() as i64;
    let i = if i < 0 { i + n } else { i };
    if i < 0 || i >= n { Err(vm.index_error("deque index out of range")) } else { Ok(i as usize) }
}
fn remove_at(vm: &Vm, d: &Deque, h: &Header, i: usize) {
    let mut v = d.all(vm);
    for k in i + 1..v.len() {
        let x = v[k];
        v.set(k - 1, x);
    }
    v.truncate(v.len() - 1);
    d.fill(vm, h, &v);
}
fn copy(vm: &Vm, w: Word) -> R {
    let (d, _) = this(vm, &w)?;
    let ty = vm.type_of(w);
    if ty == vm.native_type::<Deque>() {
        let new = vm.new_native(Deque::new(d.maxlen.get()));
        let (n, h) = this(vm, &new)?;
        n.fill(vm, h, &d.all(vm));
        return Ok(new);
    }
    if d.maxlen.get() < 0 { vm.call(ty, &[w]) } else { vm.call(ty, &[w, vm.int(d.maxlen.get())]) }
}
fn repr(vm: &Vm, w: Word) -> R {
    let (d, _) = this(vm, &w)?;
    let Some(_g) = vm.repr_enter(w) else { return Ok(vm.new_str("[...]")) };
    let v = d.all(vm);
    let name = vm.short_name(w);
    let close = if d.maxlen.get() >= 0 { format!("], maxlen={})", d.maxlen.get()) } else { "])".into() };
    vm.repr_items(&format!("{name}(["), &|i| v.get(i).copied(), &close)
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.native::<Deque>(), b.native::<Deque>()) else { return Ok(Word::NOT_IMPLEMENTED) };
    vm.compare_sequences(&|i| x.at(i), &|i| y.at(i), (x.len.get(), y.len.get()), op)
}
fn find(vm: &Vm, w: Word, x: Word, from: usize, to: usize) -> R<Option<usize>> {
    let (d, _) = this(vm, &w)?;
    let state = d.state.get();
    for i in from..to.min(d.len.get()) {
        let y = d.at(i).unwrap_or(Word::NONE);
        let same = vm.eq(y, x)?;
        if d.state.get() != state {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        if same {
            return Ok(Some(i));
        }
    }
    Ok(None)
}
fn repeat(vm: &Vm, w: Word, n: Word) -> R<WordVec> {
    let (d, _) = this(vm, &w)?;
    let n = vm.repeat_count(n)?;
    let once = d.all(vm);
    let total = once.len().saturating_mul(n).min(if d.maxlen.get() >= 0 { usize::MAX } else { 1 << 48 });
    vm.check_alloc(total.saturating_mul(8))?;
    let mut v = WordVec::new();
    if !once.is_empty() {
        for _ in 0..n {
            v.extend(vm, &once);
        }
    }
    Ok(v)
}
fn rotate(vm: &Vm, a: &[Word]) -> R {
    let (d, h) = this(vm, &a[0])?;
    let n = if a[1].is_null() { 1 } else { vm.index_i64(a[1])? };
    let len = d.len.get() as i64;
    if len > 1 {
        let k = n.rem_euclid(len);
        if k <= len - k {
            for _ in 0..k {
                if let Some(x) = d.pop_back() {
                    d.push_front(vm, h, x);
                }
            }
        } else {
            for _ in 0..len - k {
                if let Some(x) = d.pop_front() {
                    d.push_back(vm, h, x);
                }
            }
        }
    }
    Ok(Word::NONE)
}
macro_rules! method {
    ($name:literal, $sig:literal, |$vm:ident, $d:ident, $h:ident, $a:ident| $body:expr, $doc:literal) => {
        FnDef::new(
            $name,
            $sig,
            |$vm, $a| {
                let ($d, $h) = this($vm, &$a[0])?;
                let _ = $h;
                $body
            },
            $doc,
        )
    };
}
static DEQUE_SPEC: TypeSpec = TypeSpec {
    name: "collections.deque",
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    flags: TF_BASETYPE | TF_SEQUENCE | TF_WEAKREF,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| Ok(vm.new_native_of(ty, Deque::new(-1)))));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.richcompare.set(Some(compare));
        s.len.set(Some(|vm, w| Ok(this(vm, &w)?.0.len.get())));
        s.bool.set(Some(|vm, w| Ok(this(vm, &w)?.0.len.get() > 0)));
        s.iter.set(Some(|vm, w| {
            let (d, _) = this(vm, &w)?;
            Ok(vm.new_native(DequeIter(Cursor::new(w, d))))
        }));
        s.getitem.set(Some(|vm, w, k| {
            let (d, _) = this(vm, &w)?;
            if vm.class_of(k).slots.index.get().is_none() {
                return Err(vm.type_error(format!("sequence index must be integer, not '{}'", vm.type_name(k))));
            }
            let i = position(vm, d, k)?;
            Ok(d.at(i).unwrap_or(Word::NONE))
        }));
        s.setitem.set(Some(|vm, w, k, v| {
            let (d, h) = this(vm, &w)?;
            if vm.class_of(k).slots.index.get().is_none() {
                return Err(vm.type_error(format!("sequence index must be integer, not '{}'", vm.type_name(k))));
            }
            let i = position(vm, d, k)?;
            match v {
                Some(x) => d.put(i, x),
                None => remove_at(vm, d, h, i),
            }
            Ok(())
        }));
        s.contains.set(Some(|vm, w, x| Ok(find(vm, w, x, 0, usize::MAX)?.is_some())));
        s.concat.set(Some(|vm, a, b| {
            if b.native::<Deque>().is_none() {
                return Err(vm.type_error(format!("can only concatenate deque (not \"{}\") to deque", vm.type_name(b))));
            }
            let new = copy(vm, a)?;
            extend(vm, new, b)?;
            Ok(new)
        }));
        s.repeat.set(Some(|vm, w, n| {
            let v = repeat(vm, w, n)?;
            let new = copy(vm, w)?;
            let (d, h) = this(vm, &new)?;
            d.fill(vm, h, &v);
            Ok(new)
        }));
        s.iconcat.set(Some(|vm, a, b| {
            extend(vm, a, b)?;
            Ok(a)
        }));
        s.irepeat.set(Some(|vm, w, n| {
            let v = repeat(vm, w, n)?;
            let (d, h) = this(vm, &w)?;
            d.fill(vm, h, &v);
            Ok(w)
        }));
    },
    methods: &[
        method!(
            "append",
            "($self, item, /)",
            |vm, d, h, a| {
                d.push_back(vm, h, a[1]);
                Ok(Word::NONE)
            },
            "Add an element to the right side of the deque."
        ),
        method!(
            "appendleft",
            "($self, item, /)",
            |vm, d, h, a| {
                d.push_front(vm, h, a[1]);
                Ok(Word::NONE)
            },
            "Add an element to the left side of the deque."
        ),
        method!(
            "pop",
            "($self, /)",
            |vm, d, h, a| match d.pop_back() {
                Some(x) => Ok(x),
                None => Err(vm.index_error("pop from an empty deque")),
            },
            "Remove and return the rightmost element."
        ),
        method!(
            "popleft",
            "($self, /)",
            |vm, d, h, a| match d.pop_front() {
                Some(x) => Ok(x),
                None => Err(vm.index_error("pop from an empty deque")),
            },
            "Remove and return the leftmost element."
        ),
        FnDef::new(
            "extend",
            "($self, iterable, /)",
            |vm, a| extend(vm, a[0], a[1]).map(|()| Word::NONE),
            "Extend the right side of the deque with elements from the iterable.",
        ),
        FnDef::new(
            "extendleft",
            "($self, iterable, /)",
            extend_left,
            "Extend the left side of the deque with elements from the iterable.",
        ),
        FnDef::new(
            "rotate",
            "($self, n=1, /)",
            rotate,
            "Rotate the deque n steps to the right.  If n is negative, rotates left.",
        ),
        method!(
            "clear",
            "($self, /)",
            |_vm, d, h, a| {
                d.clear();
                Ok(Word::NONE)
            },
            "Remove all elements from the deque."
        ),
        FnDef::new("copy", "($self, /)", |vm, a| copy(vm, a[0]), "Return a shallow copy of a deque."),
        FnDef::new("__copy__", "($self, /)", |vm, a| copy(vm, a[0]), "Return a shallow copy of a deque."),
        method!(
            "count",
            "($self, value, /)",
            |vm, d, h, a| {
                let state = d.state.get();
                let (mut n, mut i) = (0, 0);
                while let Some(x) = d.at(i) {
                    n += vm.eq(x, a[1])? as i64;
                    if d.state.get() != state {
                        return Err(vm.runtime_error("deque mutated during iteration"));
                    }
                    i += 1;
                }
                Ok(vm.int(n))
            },
            "Return number of occurrences of value."
        ),
        method!(
            "index",
            "($self, value, start=0, stop=9223372036854775807, /)",
            |vm, d, h, a| {
                let from = vm.bound_arg(a[2], d.len.get(), 0)?;
                let to = vm.bound_arg(a[3], d.len.get(), usize::MAX)?;
                match find(vm, a[0], a[1], from, to)? {
                    Some(i) => Ok(vm.int(i as i64)),
                    None => Err(vm.value_error("deque.index(x): x not in deque")),
                }
            },
            "Return first index of value.\n\nRaises ValueError if the value is not present."
        ),
        method!(
            "insert",
            "($self, index, value, /)",
            |vm, d, h, a| {
                let i = vm.index_i64(a[1])?;
                if d.full() {
                    return Err(vm.index_error("deque already at its maximum size"));
                }
                let n = d.len.get() as i64;
                let i = if i < 0 { (i + n).max(0) } else { i.min(n) } as usize;
                if i == 0 {
                    d.push_front(vm, h, a[2]);
                } else {
                    d.push_back(vm, h, a[2]);
                    for k in (i..n as usize).rev() {
                        d.put(k + 1, d.at(k).unwrap_or(Word::NONE));
                    }
                    d.put(i, a[2]);
                }
                Ok(Word::NONE)
            },
            "Insert value before index."
        ),
        method!(
            "remove",
            "($self, value, /)",
            |vm, d, h, a| match find(vm, a[0], a[1], 0, usize::MAX)? {
                Some(i) => {
                    remove_at(vm, d, h, i);
                    Ok(Word::NONE)
                }
                None => Err(vm.value_error("deque.remove(x): x not in deque")),
            },
            "Remove first occurrence of value."
        ),
        method!(
            "reverse",
            "($self, /)",
            |vm, d, h, a| {
                let v = d.all(vm);
                for (i, &x) in v.iter().rev().enumerate() {
                    d.put(i, x);
                }
                Ok(Word::NONE)
            },
            "Reverse *IN PLACE*."
        ),
        method!(
            "__reversed__",
            "($self, /)",
            |vm, d, h, a| Ok(vm.new_native(DequeRevIter(Cursor::new(a[0], d)))),
            "Return a reverse iterator over the deque."
        ),
        method!(
            "__reduce__",
            "($self, /)",
            |vm, d, h, a| {
                let e = vm.empty_tuple();
                let args = if d.maxlen.get() < 0 { e } else { vm.new_tuple(&[e, vm.int(d.maxlen.get())]) };
                let it = vm.iter(a[0])?;
                let state = if vm.type_of(a[0]) == vm.native_type::<Deque>() {
                    Word::NONE
                } else {
                    vm.instance_dict(a[0]).or(Word::NONE)
                };
                Ok(vm.new_tuple(&[vm.type_of(a[0]), args, state, it]))
            },
            "Return state information for pickling."
        ),
        method!(
            "__sizeof__",
            "($self, /)",
            |vm, d, h, a| Ok(vm.int(64 + 8 * d.capacity() as i64)),
            "Return the size of the deque in memory, in bytes."
        ),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    getset: &[GetSet::ro(
        "maxlen",
        |vm, w| match this(vm, &w)?.0.maxlen.get() {
            n if n < 0 => Ok(Word::NONE),
            n => Ok(vm.int(n)),
        },
        "maximum size of a deque or None if unbounded",
    )],
    ..TypeSpec::DEFAULT
};

/// Where an iterator stands.
pub struct Cursor {
    deque: Slot,
    left: Cell<usize>,
    state: Cell<usize>,
}
impl Cursor {
    fn new(w: Word, d: &Deque) -> Cursor {
        Cursor { deque: Slot::new(w), left: Cell::new(d.len.get()), state: Cell::new(d.state.get()) }
    }
    fn next(&self, vm: &Vm, reverse: bool) -> R<Option<Word>> {
        let w = self.deque.get();
        let (d, _) = this(vm, &w)?;
        if self.left.get() == 0 {
            return Ok(None);
        }
        if d.state.get() != self.state.get() {
            self.left.set(0);
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        let left = self.left.get();
        self.left.set(left - 1);
        Ok(d.at(if reverse { left - 1 } else { d.len.get() - left }))
    }
}
macro_rules! deque_iter {
    ($ty:ident $spec:ident $new:ident $name:literal $reverse:literal) => {
        pub struct $ty(Cursor);
        impl Payload for $ty {
            const INFO: &'static NativeInfo = crate::native_info!($ty, $spec);
            fn trace(&self, t: &mut Tracer) {
                t.slot(&self.0.deque);
            }
        }
        static $new: FnDef = FnDef::new(
            $name,
            "($type, deque, index=0, /)",
            |vm, a| {
                let (d, _) = this(vm, &a[1])?;
                let c = Cursor::new(a[1], d);
                let skip = if a[2].is_null() { 0 } else { vm.index_i64(a[2])?.max(0) as usize };
                c.left.set(c.left.get().saturating_sub(skip));
                Ok(vm.new_native_of(a[0], $ty(c)))
            },
            "",
        );
        static $spec: TypeSpec = TypeSpec {
            name: concat!("collections.", $name),
            slots: |s| {
                s.iter.set(Some(|_, w| Ok(w)));
                s.iternext.set(Some(|vm, w| match w.native::<$ty>() {
                    Some(i) => i.0.next(vm, $reverse),
                    None => Ok(None),
                }));
            },
            methods: &[
                FnDef::new(
                    "__length_hint__",
                    "($self, /)",
                    |vm, a| Ok(vm.int(a[0].native::<$ty>().map_or(0, |i| i.0.left.get() as i64))),
                    "Private method returning an estimate of len(list(it)).",
                ),
                FnDef::new(
                    "__reduce__",
                    "($self, /)",
                    |vm, a| {
                        let Some(i) = a[0].native::<$ty>() else { return Ok(Word::NONE) };
                        let d = i.0.deque.get();
                        let n = vm.len(d)? - i.0.left.get();
                        let t = vm.new_tuple(&[d, vm.int(n as i64)]);
                        Ok(vm.new_tuple(&[vm.type_of(a[0]), t]))
                    },
                    "Return state information for pickling.",
                ),
            ],
            new: Some(&$new),
            ..TypeSpec::DEFAULT
        };
    };
}
deque_iter!(DequeIter DEQUE_ITER_SPEC DEQUE_ITER_NEW "_deque_iterator" false);
deque_iter!(DequeRevIter DEQUE_REV_SPEC DEQUE_REV_NEW "_deque_reverse_iterator" true);
