//! The memoryview type: windows on other objects' memory.

use super::buffer::{Access, RawBytes};
use super::bytearray_type::ByteArray;
use super::layout::*;
use super::list::WordVec;
use super::slots::CmpOp;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use taipan_text::pack::format::{Item, parse};
use taipan_text::pack::value::{Value, pack, unpack};

/// Counts a view among an owner's exports while it lives.
struct Export(Rc<Cell<usize>>);
impl Export {
    fn new(n: &Rc<Cell<usize>>) -> Export {
        n.set(n.get() + 1);
        Export(n.clone())
    }
}
impl Drop for Export {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

/// A view: elements of `format` at `offset` of the owner's bytes, by shape and strides.
pub struct MemView {
    owner: Slot,
    access: Access,
    offset: isize,
    format: String,
    item: Item,
    shape: Vec<usize>,
    strides: Vec<isize>,
    readonly: bool,
    released: Cell<bool>,
    hash: Cell<i64>,
    export: RefCell<Option<Export>>,
}
impl Payload for MemView {
    const INFO: &'static NativeInfo = crate::native_info!(MemView, MEMORYVIEW_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.owner);
    }
}
impl MemView {
    fn count(&self) -> usize {
        self.shape.iter().product()
    }
    fn contiguous(&self) -> bool {
        let mut want = self.item.size as isize;
        for (n, s) in self.shape.iter().zip(&self.strides).rev() {
            if *n > 1 && *s != want {
                return false;
            }
            want *= *n as isize;
        }
        true
    }
    fn raw(&self, vm: &Vm) -> R<RawBytes> {
        if self.released.get() {
            return Err(vm.value_error("operation forbidden on released memoryview object"));
        }
        (self.access)(vm, self.owner.get()).ok_or_else(|| vm.buffer_error("memoryview: underlying buffer is gone"))
    }
    /// Calls `f` with the byte offset of each element, in order.
    fn each(&self, f: &mut dyn FnMut(isize)) {
        fn go(shape: &[usize], strides: &[isize], at: isize, f: &mut dyn FnMut(isize)) {
            match shape.split_first() {
                None => f(at),
                Some((n, rest)) => (0..*n).for_each(|i| go(rest, &strides[1..], at + i as isize * strides[0], f)),
            }
        }
        go(&self.shape, &self.strides, self.offset, f)
    }
    /// A copy of the bytes in order.
    pub fn bytes(&self, vm: &Vm) -> R<Vec<u8>> {
        let raw = self.raw(vm)?;
        let all = raw.slice();
        let (n, size) = (self.count(), self.item.size);
        if self.contiguous() {
            let from = self.offset as usize;
            return Ok(all.get(from..from + n * size).unwrap_or(&[]).to_vec());
        }
        let mut out = Vec::with_capacity(n * size);
        self.each(&mut |at| out.extend_from_slice(all.get(at as usize..at as usize + size).unwrap_or(&[])));
        Ok(out)
    }
    /// Where the bytes lie, if they lie together.
    pub fn window(&self, vm: &Vm) -> R<Option<RawBytes>> {
        let raw = self.raw(vm)?;
        let (from, n) = (self.offset as usize, self.count() * self.item.size);
        if !self.contiguous() || from + n > raw.len {
            return Ok(None);
        }
        // SAFETY: in range of the owner's bytes.
        Ok(Some(RawBytes { ptr: unsafe { raw.ptr.add(from) }, len: n, readonly: self.readonly }))
    }
}

fn item_of(format: &str) -> Option<Item> {
    let l = parse(format.as_bytes()).ok()?;
    match l.items[..] {
        [i] if i.count == 1 && l.size == i.size => Some(i),
        _ => None,
    }
}
impl Vm {
    /// A view of `owner`'s memory, which `access` finds: elements of a `struct` format.
    pub fn new_memoryview(&self, owner: Word, access: Access, format: &str) -> R {
        self.memoryview_of(owner, access, format, owner.native::<ByteArray>().map(|b| Export::new(&b.exports)))
    }
    /// As [`Vm::new_memoryview`], of an owner that counts its views.
    pub fn new_memoryview_counted(&self, owner: Word, access: Access, format: &str, exports: &Rc<Cell<usize>>) -> R {
        self.memoryview_of(owner, access, format, Some(Export::new(exports)))
    }
    fn memoryview_of(&self, owner: Word, access: Access, format: &str, export: Option<Export>) -> R {
        let Some(raw) = access(self, owner) else {
            return Err(self
                .type_error(format!("memoryview: a bytes-like object is required, not '{}'", self.type_name(owner))));
        };
        // Elements of `w` (characters of four bytes) can be moved about and nothing else.
        let unknown = Item { code: b'w', offset: 0, size: if format == "w" { 4 } else { 1 }, count: 1 };
        let item = item_of(format).unwrap_or(unknown);
        let n = raw.len / item.size.max(1);
        Ok(self.new_native(MemView {
            owner: Slot::new(owner),
            access,
            offset: 0,
            format: format.to_string(),
            item,
            shape: vec![n],
            strides: vec![item.size as isize],
            readonly: raw.readonly,
            released: Cell::new(false),
            hash: Cell::new(-1),
            export: RefCell::new(export),
        }))
    }
}
/// `memoryview(obj)`
pub fn of_object(vm: &Vm, w: Word) -> R {
    if let Some(m) = w.native::<MemView>() {
        m.raw(vm)?;
        return Ok(derive(vm, m, |_| {}));
    }
    if w.is_kind(Kind::Bytes) || w.native::<ByteArray>().is_some() {
        return vm.new_memoryview(w, |vm, w| vm.own_bytes(w), "B");
    }
    match vm.class_of(w).slots.buffer.get() {
        Some(f) => f(vm, w),
        None => Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{}'", vm.type_name(w)))),
    }
}
/// A view like `m`, changed by `f`.
fn derive(vm: &Vm, m: &MemView, f: impl FnOnce(&mut MemView)) -> Word {
    let owner = m.owner.get();
    let mut v = MemView {
        owner: Slot::new(owner),
        access: m.access,
        offset: m.offset,
        format: m.format.clone(),
        item: m.item,
        shape: m.shape.clone(),
        strides: m.strides.clone(),
        readonly: m.readonly,
        released: Cell::new(false),
        hash: Cell::new(-1),
        export: RefCell::new(m.export.borrow().as_ref().map(|e| Export::new(&e.0))),
    };
    f(&mut v);
    vm.new_native(v)
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a MemView> {
    match w.native::<MemView>() {
        Some(m) if m.released.get() => Err(vm.value_error("operation forbidden on released memoryview object")),
        Some(m) => Ok(m),
        None => Err(vm.type_error("a memoryview is required")),
    }
}
/// The object an unpacked value is.
pub fn value_word(vm: &Vm, v: Value) -> Word {
    match v {
        Value::Int(i) => vm.int_i128(i),
        Value::Huge(n) => vm.new_int(n),
        Value::Bool(b) => Word::bool(b),
        Value::Float(f) => vm.float(f),
        Value::Complex(z) => vm.new_complex(z.real, z.imag),
        Value::Bytes(b) => vm.new_bytes(&b),
        Value::Other => Word::NONE,
    }
}
fn read(vm: &Vm, m: &MemView, at: isize) -> R {
    if m.item.code == b'w' {
        return Err(vm.not_implemented(format!("memoryview: format {} not supported", m.format)));
    }
    let raw = m.raw(vm)?;
    let all = raw.slice();
    match all.get(at as usize..at as usize + m.item.size) {
        Some(b) => Ok(value_word(vm, unpack(&Item { offset: 0, ..m.item }, false, b))),
        None => Err(vm.index_error("index out of bounds")),
    }
}
fn position(vm: &Vm, m: &MemView, key: Word, dim: usize) -> R<isize> {
    let i = vm.index_position(key)?;
    let n = m.shape[dim] as i64;
    let i = if i < 0 { i + n } else { i };
    if i < 0 || i >= n {
        return Err(vm.index_error(if m.shape.len() == 1 {
            "index out of bounds on dimension 1".to_string()
        } else {
            format!("index out of bounds on dimension {}", dim + 1)
        }));
    }
    Ok(i as isize * m.strides[dim])
}
/// Byte offset of one element; None when the key selects a part.
fn element(vm: &Vm, m: &MemView, key: Word) -> R<Option<isize>> {
    if let Some(t) = key.get::<TupleObj>() {
        let slices = t.items().iter().filter(|w| w.native::<super::slice::SliceObj>().is_some()).count();
        if slices > 0 && slices < t.len() {
            return Err(vm.type_error("memoryview: invalid slice key"));
        }
        if slices > 0 {
            return Err(vm.not_implemented("multi-dimensional slicing is not implemented"));
        }
        if t.len() < m.shape.len() {
            return Err(vm.not_implemented("sub-views are not implemented"));
        }
        if t.len() > m.shape.len() {
            return Err(vm.type_error(format!(
                "cannot index {}-dimension view with {}-element tuple",
                m.shape.len(),
                t.len()
            )));
        }
        let mut at = m.offset;
        for (d, w) in t.items().iter().enumerate() {
            at += position(vm, m, *w, d)?;
        }
        return Ok(Some(at));
    }
    if key.native::<super::slice::SliceObj>().is_some() {
        return Ok(None);
    }
    if vm.class_of(key).slots.index.get().is_none() {
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    match m.shape.len() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => Ok(Some(m.offset + position(vm, m, key, 0)?)),
        _ => Err(vm.not_implemented("multi-dimensional sub-views are not implemented")),
    }
}
fn sliced(vm: &Vm, m: &MemView, key: Word) -> R {
    let Some(sl) = key.native::<super::slice::SliceObj>() else { return Ok(key) };
    let Some(&len) = m.shape.first() else {
        return Err(vm.type_error("invalid indexing of 0-dim memory"));
    };
    let (start, _, step, n) = vm.slice_bounds(sl, len)?;
    Ok(derive(vm, m, |v| {
        v.offset += start as isize * v.strides[0];
        v.strides[0] *= step as isize;
        v.shape[0] = n;
    }))
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let m = this(vm, &w)?;
    match element(vm, m, key)? {
        Some(at) => read(vm, m, at),
        None => sliced(vm, m, key),
    }
}
/// The value to pack for an object.
pub fn word_value(vm: &Vm, code: u8, w: Word) -> R<Value> {
    Ok(match code {
        b'?' => Value::Bool(vm.truth(w)?),
        b'e' | b'f' | b'd' => Value::Float(vm.to_f64(w)?),
        b'c' | b's' | b'p' => match vm.bytes_like(w) {
            Some(b) => Value::Bytes(b.into_owned()),
            None => Value::Other,
        },
        b'F' | b'D' => match w.get::<ComplexObj>() {
            Some(z) => Value::Complex(taipan_text::complex::Complex::new(z.re, z.im)),
            None => Value::Complex(taipan_text::complex::Complex::new(vm.to_f64(w)?, 0.0)),
        },
        _ if super::int::is_int(w) || vm.class_of(w).slots.index.get().is_some() => {
            let i = vm.index(w)?;
            match super::int::view(&i) {
                Some(super::int::Int::Small(v)) => Value::Int(v as i128),
                Some(super::int::Int::Wide(v)) => Value::Int(v),
                Some(super::int::Int::Big(b)) => Value::from(b),
                None => Value::Other,
            }
        }
        _ => Value::Other,
    })
}
fn setitem(vm: &Vm, w: Word, key: Word, value: Option<Word>) -> R<()> {
    let m = this(vm, &w)?;
    if m.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete memory"));
    };
    if let Some(at) = element(vm, m, key)? {
        let v = match word_value(vm, m.item.code, value) {
            Ok(Value::Other) => {
                return Err(vm.type_error(format!("memoryview: invalid type for format '{}'", m.format)));
            }
            Err(e) if vm.exc_matches(e, &vm.exc.TypeError) => {
                return Err(vm.type_error(format!("memoryview: invalid type for format '{}'", m.format)));
            }
            v => v?,
        };
        let mut buf = [0u8; 16];
        if pack(&Item { offset: 0, ..m.item }, false, &v, &mut buf[..m.item.size]).is_err() {
            return Err(vm.value_error(format!("memoryview: invalid value for format '{}'", m.format)));
        }
        m.raw(vm)?.write(at as usize, &buf[..m.item.size]);
        return Ok(());
    }
    let part = sliced(vm, m, key)?;
    let (Some(p), Some(src)) = (part.native::<MemView>(), vm.bytes_like(value)) else {
        return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(value))));
    };
    if src.len() != p.count() * p.item.size {
        return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    let src = src.into_owned();
    let raw = m.raw(vm)?;
    let mut i = 0;
    p.each(&mut |at| {
        raw.write(at as usize, &src[i..i + p.item.size]);
        i += p.item.size;
    });
    Ok(())
}
fn nested(vm: &Vm, m: &MemView, dim: usize, at: isize) -> R {
    if dim == m.shape.len() {
        return read(vm, m, at);
    }
    let mut v = WordVec::with_capacity(vm, m.shape[dim]);
    for i in 0..m.shape[dim] {
        let w = nested(vm, m, dim + 1, at + i as isize * m.strides[dim])?;
        v.push(vm, w);
    }
    Ok(v.to_list(vm))
}
/// `($self, /, format, shape=None)`
fn cast(vm: &Vm, a: &[Word]) -> R {
    let m = this(vm, &a[0])?;
    let f = vm.str_arg(&a[1], "cast() argument 'format'")?.to_string_lossy();
    if !m.contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if !a[2].is_null() && !a[2].is_kind(Kind::List) && !a[2].is_kind(Kind::Tuple) {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    let Some(item) = item_of(&f) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let byte = |i: &Item| matches!(i.code, b'B' | b'b' | b'c');
    if !byte(&item) && !byte(&m.item) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let total = m.count() * m.item.size;
    if total % item.size != 0 {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let mut shape = vec![total / item.size];
    if !a[2].is_null() {
        let v = vm.to_vec(a[2])?;
        shape.clear();
        for w in v.iter() {
            let n = vm.index_i64(*w)?;
            if n <= 0 {
                return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0"));
            }
            shape.push(n as usize);
        }
        if shape.iter().product::<usize>() * item.size != total {
            return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
    }
    Ok(derive(vm, m, |v| {
        v.format = f;
        v.item = item;
        let mut s = item.size as isize;
        v.strides = shape
            .iter()
            .rev()
            .map(|n| {
                let x = s;
                s *= *n as isize;
                x
            })
            .collect();
        v.strides.reverse();
        v.shape = shape;
    }))
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Word::NOT_IMPLEMENTED);
    }
    let Some(x) = a.native::<MemView>() else { return Ok(Word::NOT_IMPLEMENTED) };
    let bw = match b.native::<MemView>() {
        Some(_) => b,
        None if vm.class_of(b).slots.buffer.get().is_some() => of_object(vm, b)?,
        None => return Ok(Word::NOT_IMPLEMENTED),
    };
    let Some(y) = bw.native::<MemView>() else { return Ok(Word::NOT_IMPLEMENTED) };
    if x.released.get() || y.released.get() {
        return Ok(Word::bool((a == b) == (op == CmpOp::Eq)));
    }
    let mut same = x.shape == y.shape && x.item.code != b'w';
    if same && x.item.code == y.item.code && !matches!(x.item.code, b'e' | b'f' | b'd') {
        same = x.bytes(vm)? == y.bytes(vm)?;
    } else if same {
        let (p, q) = (nested(vm, x, 0, x.offset)?, nested(vm, y, 0, y.offset)?);
        same = vm.compare_bool(p, q, CmpOp::Eq)?;
    }
    Ok(Word::bool(same == (op == CmpOp::Eq)))
}
fn hash(vm: &Vm, w: Word) -> R<i64> {
    let m = this(vm, &w)?;
    if m.hash.get() != -1 {
        return Ok(m.hash.get());
    }
    if !m.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(m.item.code, b'B' | b'b' | b'c') {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let h = super::str::hash_bytes(vm, &m.bytes(vm)?);
    m.hash.set(h);
    Ok(h)
}
fn release(_: &Vm, a: &[Word]) -> R {
    if let Some(m) = a[0].native::<MemView>() {
        m.released.set(true);
        m.export.borrow_mut().take();
    }
    Ok(Word::NONE)
}
fn tuple_of(vm: &Vm, v: impl Iterator<Item = i64>) -> R {
    let mut t = WordVec::new();
    v.for_each(|n| t.push(vm, vm.int(n)));
    Ok(t.to_tuple(vm))
}
const NEW: FnDef = FnDef::new("__new__", "($type, object)", |vm, a| of_object(vm, a[1]), "");

pub static MEMORYVIEW_SPEC: TypeSpec = TypeSpec {
    name: "memoryview",
    doc: "Create a new memoryview object which references the given object.",
    flags: TF_SEQUENCE | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let gone = w.native::<MemView>().is_some_and(|m| m.released.get());
            let what = if gone { "released memory" } else { "memory" };
            Ok(vm.new_str(&format!("<{what} at {:#x}>", vm.heap.identity(w))))
        }));
        s.hash.set(Some(hash));
        s.richcompare.set(Some(compare));
        s.len.set(Some(|vm, w| match this(vm, &w)?.shape.first() {
            Some(n) => Ok(*n),
            None => Err(vm.type_error("0-dim memory has no length")),
        }));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.buffer.set(Some(of_object));
    },
    methods: &[
        FnDef::new(
            "tobytes",
            "($self, /, order='C')",
            |vm, a| {
                if let Some(s) = a[1].get::<StrObj>() {
                    if !matches!(s.to_string_lossy().as_str(), "C" | "F" | "A") {
                        return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
                    }
                } else if !a[1].is_null() && !a[1].is_none() {
                    let t = vm.type_name(a[1]);
                    return Err(vm.type_error(format!("tobytes() argument 'order' must be str or None, not {t}")));
                }
                Ok(vm.new_bytes(&this(vm, &a[0])?.bytes(vm)?))
            },
            "Return the data in the buffer as a byte string.",
        ),
        FnDef::new(
            "tolist",
            "($self, /)",
            |vm, a| {
                let m = this(vm, &a[0])?;
                nested(vm, m, 0, m.offset)
            },
            "Return the data in the buffer as a list of elements.",
        ),
        FnDef::new("cast", "($self, /, format, shape=None)", cast, "Cast a memoryview to a new format or shape."),
        FnDef::new("release", "($self, /)", release, "Release the underlying buffer exposed by the memoryview object."),
        FnDef::new(
            "toreadonly",
            "($self, /)",
            |vm, a| Ok(derive(vm, this(vm, &a[0])?, |v| v.readonly = true)),
            "Return a readonly version of the memoryview.",
        ),
        FnDef::new(
            "hex",
            "($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
            |vm, a| super::bytes_methods::hex_text(vm, &this(vm, &a[0])?.bytes(vm)?, a[1], a[2]),
            "Return the data in the buffer as a str of hexadecimal numbers.",
        ),
        FnDef::new(
            "count",
            "($self, value, /)",
            |vm, a| {
                let m = this(vm, &a[0])?;
                let l = nested(vm, m, 0, m.offset)?;
                vm.call_method(l, "count", &[a[1]])
            },
            "Count the number of occurrences of a value.",
        ),
        FnDef::new(
            "index",
            "($self, value, start=0, stop=sys.maxsize, /)",
            |vm, a| {
                let m = this(vm, &a[0])?;
                let l = vm.to_tuple(nested(vm, m, 0, m.offset)?)?;
                let (s, e) = (a[2].or(Word::small(0)), a[3].or(vm.int(i64::MAX)));
                vm.call_method(l, "index", &[a[1], s, e]).map_err(|e| {
                    if vm.exc_matches(e, &vm.exc.ValueError) {
                        vm.value_error("memoryview.index(x): x not found")
                    } else {
                        e
                    }
                })
            },
            "Return the index of the first occurrence of a value.\n\nRaises ValueError if the value is not present.",
        ),
        FnDef::new(
            "__enter__",
            "($self, /)",
            |vm, a| {
                this(vm, &a[0])?;
                Ok(a[0])
            },
            "",
        ),
        FnDef::new(
            "__exit__",
            "($self, /, *exc_info)",
            release,
            "Release the underlying buffer exposed by the memoryview object.",
        ),
    ],
    getset: &[
        GetSet::ro("obj", |vm, w| Ok(this(vm, &w)?.owner.get()), "The underlying object of the memoryview."),
        GetSet::ro(
            "nbytes",
            |vm, w| {
                let m = this(vm, &w)?;
                Ok(vm.int((m.count() * m.item.size) as i64))
            },
            "The amount of space in bytes that the array would use in a contiguous representation.",
        ),
        GetSet::ro(
            "readonly",
            |vm, w| Ok(Word::bool(this(vm, &w)?.readonly)),
            "A bool indicating whether the memory is read only.",
        ),
        GetSet::ro(
            "itemsize",
            |vm, w| Ok(vm.int(this(vm, &w)?.item.size as i64)),
            "The size in bytes of each element of the memoryview.",
        ),
        GetSet::ro(
            "format",
            |vm, w| Ok(vm.new_str(&this(vm, &w)?.format)),
            "A string containing the format (in struct module style) for each element in the view.",
        ),
        GetSet::ro(
            "ndim",
            |vm, w| Ok(vm.int(this(vm, &w)?.shape.len() as i64)),
            "An integer indicating how many dimensions of a multi-dimensional array the memory represents.",
        ),
        GetSet::ro(
            "shape",
            |vm, w| tuple_of(vm, this(vm, &w)?.shape.iter().map(|&n| n as i64)),
            "A tuple of ndim integers giving the shape of the memory as an N-dimensional array.",
        ),
        GetSet::ro(
            "strides",
            |vm, w| tuple_of(vm, this(vm, &w)?.strides.iter().map(|&n| n as i64)),
            "A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array.",
        ),
        GetSet::ro(
            "suboffsets",
            |vm, _| Ok(vm.empty_tuple()),
            "A tuple of integers used internally for PIL-style arrays.",
        ),
        GetSet::ro(
            "c_contiguous",
            |vm, w| Ok(Word::bool(this(vm, &w)?.contiguous())),
            "A bool indicating whether the memory is C contiguous.",
        ),
        GetSet::ro(
            "f_contiguous",
            |vm, w| {
                let m = this(vm, &w)?;
                Ok(Word::bool(m.shape.len() < 2 && m.contiguous()))
            },
            "A bool indicating whether the memory is Fortran contiguous.",
        ),
        GetSet::ro(
            "contiguous",
            |vm, w| Ok(Word::bool(this(vm, &w)?.contiguous())),
            "A bool indicating whether the memory is contiguous.",
        ),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
