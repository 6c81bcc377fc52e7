//! Iterators of the core: over lists and tuples, over ranges, over `__getitem__`.

use super::layout::*;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

/// An iterator that calls `__getitem__` with 0, 1, 2 … until IndexError.
pub struct SeqIter {
    pub seq: Slot,
    pub index: Cell<i64>,
}
impl Payload for SeqIter {
    const INFO: &'static NativeInfo = crate::native_info!(SeqIter, SEQ_ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.seq);
    }
}
static SEQ_ITER_SPEC: TypeSpec = TypeSpec {
    name: "iterator",
    flags: super::types::TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(seq_next));
    },
    ..TypeSpec::DEFAULT
};
fn seq_next(vm: &Vm, w: Word) -> R<Option<Word>> {
    let Some(it) = w.native::<SeqIter>() else {
        return Ok(None);
    };
    let seq = it.seq.get();
    if seq.is_null() {
        return Ok(None);
    }
    let i = it.index.get();
    match vm.getitem(seq, vm.int(i)) {
        Ok(v) => {
            it.index.set(i + 1);
            Ok(Some(v))
        }
        Err(e) if vm.exc_matches(e, &vm.exc.IndexError) || vm.exc_matches(e, &vm.exc.StopIteration) => {
            if let Some(h) = w.header() {
                it.seq.set(h, Word::NULL);
            }
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

impl ListIterObj {
    /// The next item.
    pub(super) fn advance(&self) -> Option<Word> {
        let seq = self.seq.get();
        let i = self.index.get();
        let v = if let Some(l) = seq.get::<ListObj>() {
            l.at(i)
        } else if let Some(t) = seq.get::<TupleObj>() {
            t.items().get(i).copied()
        } else {
            None
        };
        match v {
            Some(_) => self.index.set(i + 1),
            None => self.seq.set(&self.hdr, Word::NONE),
        }
        v
    }
}
fn list_iter_next(_: &Vm, w: Word) -> R<Option<Word>> {
    Ok(w.get::<ListIterObj>().and_then(|it| it.advance()))
}
fn list_iter_len(vm: &Vm, a: &[Word]) -> R {
    let Some(it) = a[0].get::<ListIterObj>() else {
        return Ok(Word::small(0));
    };
    let seq = it.seq.get();
    let n = if seq.is_none() { 0 } else { vm.len(seq)? };
    Ok(vm.int(n.saturating_sub(it.index.get()) as i64))
}
pub static LIST_ITER_SPEC: TypeSpec = TypeSpec { name: "list_iterator", ..LIST_ITER_SPEC_COPY };
const LIST_ITER_SPEC_COPY: TypeSpec = TypeSpec {
    name: "",
    flags: super::types::TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(list_iter_next));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            list_iter_len,
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let f = vm.dict_get_str(vm.builtins.get(), "iter");
                let Some(it) = a[0].get::<ListIterObj>() else {
                    return Ok(Word::NONE);
                };
                let seq = it.seq.get();
                if seq.is_none() {
                    let e = vm.new_list();
                    let t = vm.new_tuple(&[e]);
                    return Ok(vm.new_tuple(&[f, t]));
                }
                let t = vm.new_tuple(&[seq]);
                Ok(vm.new_tuple(&[f, t, vm.int(it.index.get() as i64)]))
            },
            "",
        ),
        FnDef::new(
            "__setstate__",
            "($self, state, /)",
            |vm, a| {
                let n = vm.index_clamped(a[1])?;
                if let Some(it) = a[0].get::<ListIterObj>() {
                    it.index.set(n.max(0) as usize);
                }
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
pub static TUPLE_ITER_SPEC: TypeSpec = TypeSpec { name: "tuple_iterator", ..LIST_ITER_SPEC_COPY };

fn range_iter_next(vm: &Vm, w: Word) -> R<Option<Word>> {
    let Some(it) = w.get::<RangeIterObj>() else {
        return Ok(None);
    };
    let left = it.left.get();
    if left == 0 {
        return Ok(None);
    }
    it.left.set(left - 1);
    let v = it.next.get();
    it.next.set(v.wrapping_add(it.step));
    Ok(Some(vm.int(v)))
}
pub static RANGE_ITER_SPEC: TypeSpec = TypeSpec {
    name: "range_iterator",
    flags: super::types::TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(range_iter_next));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            |vm, a| Ok(vm.int(a[0].get::<RangeIterObj>().map_or(0, |r| r.left.get()))),
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| match a[0].get::<RangeIterObj>() {
                Some(r) => {
                    super::range_type::reduce_iter(vm, vm.int(r.next.get()), vm.int(r.left.get()), vm.int(r.step))
                }
                None => Ok(Word::NONE),
            },
            "Return state information for pickling.",
        ),
        FnDef::new(
            "__setstate__",
            "($self, object, /)",
            |vm, a| {
                let n = vm.index_clamped(a[1])?;
                if let Some(r) = a[0].get::<RangeIterObj>() {
                    let n = n.clamp(0, r.left.get());
                    r.next.set(r.next.get().wrapping_add(n.wrapping_mul(r.step)));
                    r.left.set(r.left.get() - n);
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

impl Vm {
    pub(crate) fn new_seq_iter(&self, seq: Word) -> Word {
        self.new_native(SeqIter { seq: Slot::new(seq), index: Cell::new(0) })
    }
    /// An iterator over a list or tuple.
    pub fn new_list_iter(&self, seq: Word) -> Word {
        let ty = if seq.is_kind(Kind::List) { &self.types.list_iterator } else { &self.types.tuple_iterator };
        let w = self.alloc_words_kind(Kind::ListIter, self.shape_of_type(ty.get()), 2);
        if let Some(it) = w.get::<ListIterObj>() {
            it.seq.set(&it.hdr, seq);
            it.index.set(0);
        }
        w
    }
    /// An iterator over `count` ints from `start` in steps of `step`, all in range of i64.
    pub fn new_range_iter(&self, start: i64, count: i64, step: i64) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(
                size_of::<RangeIterObj>(),
                Kind::RangeIter,
                self.shape_of_type(self.types.range_iterator.get()),
            ) as *mut RangeIterObj;
            (&raw mut (*p).next).write(Cell::new(start));
            (&raw mut (*p).left).write(Cell::new(count));
            (&raw mut (*p).step).write(step);
            Word::from_ptr(p as *const Header)
        }
    }
}
