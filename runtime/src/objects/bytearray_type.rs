//! The bytearray type.

use super::bytes_methods as m;
use super::bytes_type::{index, percent, source};
use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::rc::Rc;
use taipan_text::unicode::repr;

/// Growable bytes. While memoryviews look at them (`exports`) their number stays.
#[derive(Default)]
pub struct ByteArray {
    pub data: Buffer<u8>,
    pub exports: Rc<Cell<usize>>,
}
impl Payload for ByteArray {
    const INFO: &'static NativeInfo = crate::native_info!(ByteArray, BYTEARRAY_SPEC);
    fn external(&self) -> usize {
        self.data.bytes()
    }
}
/// A bytearray of these bytes.
pub fn new(vm: &Vm, data: Vec<u8>) -> Word {
    vm.new_native(ByteArray { data: Buffer::new(data), ..Default::default() })
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a ByteArray> {
    w.native::<ByteArray>().ok_or_else(|| vm.type_error("a bytearray is required"))
}
/// As [`this`], when its length may be changed.
fn resizable<'a>(vm: &Vm, w: &'a Word) -> R<&'a ByteArray> {
    let b = this(vm, w)?;
    if b.exports.get() > 0 {
        // Views that nobody can reach any more do not count.
        vm.heap.collect(true);
        if b.exports.get() > 0 {
            return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
    }
    Ok(b)
}
/// Bytes of an argument: bytes-like or an iterable of ints.
fn items(vm: &Vm, w: Word, what: &str) -> R<Vec<u8>> {
    if let Some(b) = vm.bytes_like(w) {
        return Ok(b.into_owned());
    }
    let c = vm.class_of(w);
    if w.is_kind(Kind::Str) || (c.slots.iter.get().is_none() && c.slots.getitem.get().is_none()) {
        return Err(vm.type_error(what.replace("%", &vm.type_name(w))));
    }
    vm.collect_bytes(w, "byte must be in range(0, 256)")
}
fn ba_new(vm: &Vm, cls: Word, _: &super::args::Args) -> R {
    Ok(vm.new_native_of(cls, ByteArray::default()))
}
const INIT: FnDef = FnDef::new(
    "__init__",
    "($self, /, source=b'', encoding='utf-8', errors='strict')",
    |vm, a| {
        let x = a[1];
        let v = match source(vm, "bytearray", x, a[2], a[3])? {
            Some(v) => v,
            None => match vm.bytes_like(x) {
                Some(b) => b.into_owned(),
                None => {
                    let c = vm.class_of(x);
                    if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
                        return Err(vm.type_error(format!("cannot convert '{}' object to bytearray", vm.type_name(x))));
                    }
                    vm.collect_bytes(x, "byte must be in range(0, 256)")?
                }
            },
        };
        *resizable(vm, &a[0])?.data.borrow_mut() = v;
        Ok(Word::NONE)
    },
    "",
);
fn ba_init(vm: &Vm, w: Word, args: &super::args::Args) -> R<()> {
    static DEF: FnDef = FnDef { name: "bytearray", ..INIT };
    vm.with_first(w, args, |args| vm.call_native(&DEF, args, None))?;
    Ok(())
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let b = this(vm, &w)?;
    if let Some(sl) = key.native::<super::slice::SliceObj>() {
        let len = b.data.borrow().len();
        let (start, _, step, n) = vm.slice_bounds(sl, len)?;
        let d = b.data.borrow();
        let v = (0..n as i64).filter_map(|i| d.get((start + i * step) as usize).copied()).collect();
        drop(d);
        return Ok(new(vm, v));
    }
    let i = index(vm, key, "bytearray", b.data.borrow().len())?;
    let v = b.data.borrow().get(i).copied().unwrap_or(0);
    Ok(Word::small(v as i64))
}
fn setitem(vm: &Vm, w: Word, key: Word, value: Option<Word>) -> R<()> {
    let b = this(vm, &w)?;
    if let Some(sl) = key.native::<super::slice::SliceObj>() {
        let new = match value {
            Some(v) if super::int::is_int(v) || v.is_kind(Kind::Str) => {
                return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
            }
            Some(v) => items(vm, v, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")?,
            None => vec![],
        };
        let len = b.data.borrow().len();
        let (start, stop, step, n) = vm.slice_bounds(sl, len)?;
        if step == 1 {
            let (s, e) = (start as usize, stop.max(start) as usize);
            if new.len() != e - s {
                resizable(vm, &w)?;
            }
            b.data.borrow_mut().splice(s..e, new);
            return Ok(());
        }
        if value.is_none() {
            resizable(vm, &w)?;
            let mut gone: Vec<usize> = (0..n as i64).map(|i| (start + i * step) as usize).collect();
            gone.sort_unstable();
            let mut at = 0;
            let mut next = gone.into_iter().peekable();
            b.data.borrow_mut().retain(|_| {
                let keep = next.peek() != Some(&at);
                if !keep {
                    next.next();
                }
                at += 1;
                keep
            });
            return Ok(());
        }
        if new.len() != n {
            return Err(
                vm.value_error(format!("attempt to assign bytes of size {} to extended slice of size {n}", new.len()))
            );
        }
        let mut d = b.data.borrow_mut();
        for (i, v) in new.into_iter().enumerate() {
            if let Some(x) = d.get_mut((start + i as i64 * step) as usize) {
                *x = v;
            }
        }
        return Ok(());
    }
    let i = index(vm, key, "bytearray", b.data.borrow().len())?;
    match value {
        Some(v) => {
            let v = vm.byte_value(v, "byte must be in range(0, 256)")?;
            if let Some(x) = b.data.borrow_mut().get_mut(i) {
                *x = v;
            }
        }
        None => {
            resizable(vm, &w)?.data.borrow_mut().remove(i);
        }
    }
    Ok(())
}
fn append(vm: &Vm, a: &[Word]) -> R {
    let v = vm.byte_value(a[1], "byte must be in range(0, 256)")?;
    resizable(vm, &a[0])?.data.borrow_mut().push(v);
    Ok(Word::NONE)
}
fn extend(vm: &Vm, a: &[Word]) -> R {
    let v = if a[1].is_kind(Kind::Str) {
        return Err(vm.type_error("expected iterable of integers; got: 'str'"));
    } else {
        let s = &vm.class_of(a[1]).slots;
        if vm.bytes_like(a[1]).is_none() && (s.iter.get().is_some() || s.getitem.get().is_some()) {
            vm.ask_length(a[1])?;
        }
        items(vm, a[1], "can't extend bytearray with %")?
    };
    resizable(vm, &a[0])?.data.borrow_mut().extend_from_slice(&v);
    Ok(Word::NONE)
}
fn insert(vm: &Vm, a: &[Word]) -> R {
    let i = vm.index_i64(a[1])?;
    let v = vm.byte_value(a[2], "byte must be in range(0, 256)")?;
    let b = resizable(vm, &a[0])?;
    let n = b.data.borrow().len() as i64;
    let i = if i < 0 { (i + n).max(0) } else { i.min(n) };
    b.data.borrow_mut().insert(i as usize, v);
    Ok(Word::NONE)
}
fn pop(vm: &Vm, a: &[Word]) -> R {
    let i = if a[1].is_null() { -1 } else { vm.index_i64(a[1])? };
    let b = this(vm, &a[0])?;
    let n = b.data.borrow().len() as i64;
    if n == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let i = if i < 0 { i + n } else { i };
    if i < 0 || i >= n {
        return Err(vm.index_error("pop index out of range"));
    }
    let v = resizable(vm, &a[0])?.data.borrow_mut().remove(i as usize);
    Ok(Word::small(v as i64))
}
fn remove(vm: &Vm, a: &[Word]) -> R {
    let v = vm.byte_value(a[1], "byte must be in range(0, 256)")?;
    let at = this(vm, &a[0])?.data.borrow().iter().position(|&x| x == v);
    match at {
        Some(i) => {
            resizable(vm, &a[0])?.data.borrow_mut().remove(i);
            Ok(Word::NONE)
        }
        None => Err(vm.value_error("value not found in bytearray")),
    }
}
fn resize(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_i64(a[1])?;
    if n < 0 {
        return Err(vm.value_error("bytearray.resize(): new size must be >= 0, got %".replace('%', &n.to_string())));
    }
    vm.check_alloc(n as usize)?;
    resizable(vm, &a[0])?.data.borrow_mut().resize(n as usize, 0);
    Ok(Word::NONE)
}
fn iadd(vm: &Vm, a: Word, b: Word) -> R {
    let Some(v) = vm.bytes_like(b) else {
        return Err(vm.type_error(format!("can't concat {} to {}", vm.type_name(b), vm.type_name(a))));
    };
    let b = resizable(vm, &a)?;
    vm.check_alloc(b.data.borrow().len() + v.len())?;
    b.data.borrow_mut().extend_from_slice(&v);
    Ok(a)
}
fn imul(vm: &Vm, a: Word, n: Word) -> R {
    let n = super::str_type::repeat_count(vm, n)?.max(0) as usize;
    let b = resizable(vm, &a)?;
    let len = b.data.borrow().len();
    if len.saturating_mul(n) > taipan_text::error::MOST {
        return Err(vm.memory_error());
    }
    vm.check_alloc(len * n)?;
    let v = b.data.borrow().repeat(n);
    *b.data.borrow_mut() = v;
    Ok(a)
}
fn ba_repr(vm: &Vm, w: Word) -> R {
    let d = this(vm, &w)?.data.borrow().clone();
    let q = repr::quote_for(d.iter().map(|&b| b as u32));
    let mut t = repr::bytes_quoted(&d, q);
    if q == '"' {
        // Single quotes are escaped whatever the quote is.
        t = t.replace('\'', "\\'");
    }
    Ok(vm.new_str(&format!("{}(b{t})", vm.short_name(w))))
}
fn reduce(vm: &Vm, a: &[Word]) -> R {
    let b = vm.new_bytes(&this(vm, &a[0])?.data.borrow().clone());
    let args = vm.new_tuple(&[b]);
    Ok(vm.new_tuple(&[vm.type_of(a[0]), args, vm.own_dict(a[0]).unwrap_or(Word::NONE)]))
}

static METHODS: [FnDef; 55] = {
    let mut v = [m::SHARED[0]; 55];
    let mut i = 0;
    while i < m::SHARED.len() {
        v[i] = m::SHARED[i];
        i += 1;
    }
    let own = [
        FnDef::new(
            "append",
            "($self, item, /)",
            append,
            "Append a single item to the end of the bytearray.\n\n  item\n    The item to be appended.",
        ),
        FnDef::new(
            "extend",
            "($self, iterable_of_ints, /)",
            extend,
            "Append all the items from the iterator or sequence to the end of the bytearray.\n\n  iterable_of_ints\n    The iterable of items to append.",
        ),
        FnDef::new(
            "insert",
            "($self, index, item, /)",
            insert,
            "Insert a single item into the bytearray before the given index.",
        ),
        FnDef::new("pop", "($self, index=-1, /)", pop, "Remove and return a single item from B."),
        FnDef::new("remove", "($self, value, /)", remove, "Remove the first occurrence of a value in the bytearray."),
        FnDef::new("resize", "($self, size, /)", resize, "Resize the internal buffer of bytearray to len."),
        FnDef::new(
            "reverse",
            "($self, /)",
            |vm, a| {
                this(vm, &a[0])?.data.borrow_mut().reverse();
                Ok(Word::NONE)
            },
            "Reverse the order of the values in B in place.",
        ),
        FnDef::new(
            "clear",
            "($self, /)",
            |vm, a| {
                resizable(vm, &a[0])?.data.borrow_mut().clear();
                Ok(Word::NONE)
            },
            "Remove all items from the bytearray.",
        ),
        FnDef::new(
            "copy",
            "($self, /)",
            |vm, a| Ok(new(vm, this(vm, &a[0])?.data.borrow().clone())),
            "Return a copy of B.",
        ),
        FnDef::new("__reduce__", "($self, /)", reduce, "Return state information for pickling."),
        FnDef::new(
            "__alloc__",
            "($self, /)",
            |vm, a| Ok(vm.int(this(vm, &a[0])?.data.borrow().len() as i64 + 1)),
            "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated.",
        ),
        FnDef::new("__reduce_ex__", "($self, proto=0, /)", reduce, "Return state information for pickling."),
    ];
    let mut j = 0;
    while j < own.len() {
        v[i + j] = own[j];
        j += 1;
    }
    v
};
pub static BYTEARRAY_SPEC: TypeSpec = TypeSpec {
    name: "bytearray",
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer",
    flags: TF_BASETYPE | TF_MATCH_SELF,
    slots: |s| {
        s.repr.set(Some(ba_repr));
        s.str.set(Some(m::to_str));
        s.richcompare.set(Some(m::compare));
        s.modulo.set(Some(|vm, a, b| {
            let Some(x) = a.native::<ByteArray>() else { return Ok(Word::NOT_IMPLEMENTED) };
            let f = x.data.borrow().clone();
            Ok(new(vm, percent(vm, &f, b)?))
        }));
        s.len.set(Some(|vm, w| Ok(this(vm, &w)?.data.borrow().len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(m::contains));
        s.concat.set(Some(m::concat));
        s.repeat.set(Some(m::repeat));
        s.iconcat.set(Some(iadd));
        s.irepeat.set(Some(imul));
        s.iter.set(Some(|vm, w| Ok(vm.new_native(ByteArrayIter { seq: Slot::new(w), index: Cell::new(0) }))));
        s.buffer.set(Some(super::memoryview_type::of_object));
        s.new.set(Some(ba_new));
        s.init.set(Some(ba_init));
    },
    methods: &METHODS,
    ..TypeSpec::DEFAULT
};

struct ByteArrayIter {
    seq: Slot,
    index: Cell<usize>,
}
impl Payload for ByteArrayIter {
    const INFO: &'static NativeInfo = crate::native_info!(ByteArrayIter, ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.seq);
    }
}
static ITER_SPEC: TypeSpec = TypeSpec {
    name: "bytearray_iterator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|_, w| {
            let Some(it) = w.native::<ByteArrayIter>() else { return Ok(None) };
            let seq = it.seq.get();
            let Some(b) = seq.native::<ByteArray>() else { return Ok(None) };
            let i = it.index.get();
            if let Some(v) = b.data.borrow().get(i) {
                it.index.set(i + 1);
                return Ok(Some(Word::small(*v as i64)));
            }
            if let Some(h) = w.header() {
                it.seq.set(h, Word::NONE);
            }
            Ok(None)
        }));
    },
    methods: &[FnDef::new(
        "__length_hint__",
        "($self, /)",
        |vm, a| {
            let n = a[0].native::<ByteArrayIter>().map_or(0, |it| {
                let len = it.seq.get().native::<ByteArray>().map_or(0, |b| b.data.borrow().len());
                len.saturating_sub(it.index.get())
            });
            Ok(vm.int(n as i64))
        },
        "Private method returning an estimate of len(list(it)).",
    )],
    ..TypeSpec::DEFAULT
};
