//! The bytes type.

use super::bytes_methods as m;
use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;
use taipan_text::printf::{self, Segment};
use taipan_text::unicode::repr;

fn data(w: &Word) -> &[u8] {
    w.get::<BytesObj>().map_or(&[], |b| b.as_slice())
}
fn hash(vm: &Vm, w: Word) -> R<i64> {
    let Some(b) = w.get::<BytesObj>() else { return Ok(0) };
    let h = b.hash.get();
    if h != -1 {
        return Ok(h);
    }
    let h = super::str::hash_bytes(vm, b.as_slice());
    b.hash.set(h);
    Ok(h)
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let s = data(&w);
    if let Some(sl) = key.native::<super::slice::SliceObj>() {
        let (start, _, step, n) = vm.slice_bounds(sl, s.len())?;
        if step == 1 {
            if n == s.len() && vm.is_exact(w, &vm.types.bytes) {
                return Ok(w);
            }
            return Ok(vm.new_bytes(if n == 0 { &[] } else { &s[start as usize..start as usize + n] }));
        }
        return Ok(vm.new_bytes(&(0..n as i64).map(|i| s[(start + i * step) as usize]).collect::<Vec<_>>()));
    }
    let i = index(vm, key, "byte", s.len())?;
    Ok(Word::small(s[i] as i64))
}
/// An index into a sequence of bytes: TypeError `byte indices must be …`, IndexError `index out of range`.
pub fn index(vm: &Vm, key: Word, what: &str, len: usize) -> R<usize> {
    let i = if let Some(i) = key.as_small() {
        i
    } else if vm.class_of(key).slots.index.get().is_some() {
        vm.index_position(key)?
    } else {
        return Err(vm.type_error(format!("{what} indices must be integers or slices, not {}", vm.type_name(key))));
    };
    let i = if i < 0 { i.saturating_add(len as i64) } else { i };
    if i < 0 || i as usize >= len {
        let what = if what == "byte" { "index" } else { what };
        return Err(vm.index_error(format!("{what} index out of range").replace("index index", "index")));
    }
    Ok(i as usize)
}

/// The bytes that `bytes(source, encoding, errors)` has; `name` is the type's.
pub fn source(vm: &Vm, name: &str, x: Word, enc: Word, err: Word) -> R<Option<Vec<u8>>> {
    let text = |w: Word, what: &str, default: &str| -> R<String> {
        match w.get::<StrObj>() {
            Some(s) => Ok(s.to_string_lossy()),
            None if w.is_null() => Ok(default.to_string()),
            None => Err(vm.type_error(format!("{name}() argument '{what}' must be str, not {}", vm.arg_type_name(w)))),
        }
    };
    let (e, r) = (text(enc, "encoding", "utf-8")?, text(err, "errors", "strict")?);
    if let Some(s) = x.get::<StrObj>() {
        if enc.is_null() {
            return Err(vm.type_error(if err.is_null() {
                "string argument without an encoding"
            } else {
                "string argument without an encoding"
            }));
        }
        let b = vm.encode(s, &e, &r)?;
        return Ok(Some(data(&b).to_vec()));
    }
    if !enc.is_null() || !err.is_null() {
        return Err(vm.type_error(if enc.is_null() {
            "errors without a string argument"
        } else {
            "encoding without a string argument"
        }));
    }
    if x.is_null() {
        return Ok(Some(vec![]));
    }
    if !x.is_kind(Kind::Bytes) && vm.bytes_like(x).is_none() && vm.class_of(x).slots.index.get().is_some() {
        let n = match vm.index_i64(x) {
            Err(e) if vm.exc_matches(e, &vm.exc.TypeError) => None,
            Err(e) if vm.exc_matches(e, &vm.exc.OverflowError) => {
                return Err(vm.overflow_error(format!("cannot fit '{}' into an index-sized integer", vm.type_name(x))));
            }
            r => Some(r?),
        };
        if let Some(n) = n {
            if n < 0 {
                return Err(vm.value_error("negative count"));
            }
            if n as usize > taipan_text::error::MOST {
                return Err(vm.memory_error());
            }
            vm.check_alloc(n as usize)?;
            return Ok(Some(vec![0; n as usize]));
        }
    }
    Ok(None)
}
const NEW: FnDef = FnDef::new(
    "__new__",
    "($type, source=b'', encoding='utf-8', errors='strict')",
    bytes_new,
    "Create and return a new object.",
);
fn bytes_new(vm: &Vm, a: &[Word]) -> R {
    let x = a[1];
    let exact = a[0] == vm.types.bytes.get();
    let plain = a[2].is_null() && a[3].is_null();
    if exact && plain && vm.is_exact(x, &vm.types.bytes) {
        return Ok(x);
    }
    let special =
        if plain && !x.is_null() && !x.is_kind(Kind::Bytes) { vm.call_special(x, &vm.names.bytes, &[])? } else { None };
    let w = match special {
        Some(r) if r.is_kind(Kind::Bytes) => r,
        Some(r) => {
            return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", vm.type_name(r))));
        }
        None => match source(vm, "bytes", x, a[2], a[3])? {
            Some(v) => vm.new_bytes(&v),
            None => vm.bytes_of_object(x)?,
        },
    };
    if exact {
        return Ok(if vm.is_exact(w, &vm.types.bytes) { w } else { vm.new_bytes(data(&w)) });
    }
    Ok(vm.bytes_of(data(&w), vm.shape_of_type(a[0]), true))
}

/// `format % args` of bytes and bytearray, as bytes.
pub fn percent(vm: &Vm, f: &[u8], args: Word) -> R<Vec<u8>> {
    let mut out = Vec::new();
    let mut vals = super::str_percent::Values::new(vm, args);
    for seg in printf::read_bytes(f) {
        match seg {
            Segment::Literal(r) => out.extend_from_slice(&f[r]),
            Segment::Conversion(c) => {
                let r = super::str_percent::prepare(vm, &c, &mut vals, true, |r| vm.new_bytes(&f[r]))?;
                if let Some(t) = super::str_percent::number(vm, &r)? {
                    out.extend_from_slice(t.as_bytes());
                    continue;
                }
                let body = match r.code {
                    'r' | 'a' => super::str::to_string_lossy(vm.ascii(r.value)?).into_bytes(),
                    'c' => byte_of(vm, r.value)?,
                    _ => bytes_value(vm, r.value)?,
                };
                let p = if r.code == 'c' { None } else { r.precision };
                let l = printf::text_layout(body.len(), r.flags, r.width, p);
                out.resize(out.len() + l.left, l.fill as u8);
                out.extend_from_slice(&body[..l.take]);
                out.resize(out.len() + l.right, l.fill as u8);
            }
        }
    }
    vals.finish(vm, true)?;
    Ok(out)
}
fn byte_of(vm: &Vm, w: Word) -> R<Vec<u8>> {
    if let Some(b) = vm.bytes_like(w) {
        if b.len() == 1 {
            return Ok(b.to_vec());
        }
        return Err(vm.type_error(format!(
            "%c requires an integer in range(256) or a single byte, not a {} object of length {}",
            vm.type_name(w),
            b.len()
        )));
    }
    if vm.class_of(w).slots.index.get().is_some() {
        let i = vm.index(w)?;
        let v = super::int::view(&i).unwrap_or(super::int::Int::Small(0));
        return Ok(vec![vm.text(printf::char_arg(v, true))? as u8]);
    }
    Err(vm.text_error(printf::char_required(&vm.type_name(w), true)))
}
fn bytes_value(vm: &Vm, w: Word) -> R<Vec<u8>> {
    if let Some(b) = vm.bytes_like(w) {
        return Ok(b.to_vec());
    }
    match vm.call_special(w, &vm.names.bytes, &[])? {
        Some(r) if r.is_kind(Kind::Bytes) => Ok(data(&r).to_vec()),
        Some(r) => Err(vm.type_error(format!("__bytes__ returned non-bytes (type {})", vm.type_name(r)))),
        None => Err(vm.type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
            vm.type_name(w)
        ))),
    }
}

/// Iterator over bytes.
struct BytesIter {
    seq: Slot,
    index: Cell<usize>,
}
impl Payload for BytesIter {
    const INFO: &'static NativeInfo = crate::native_info!(BytesIter, ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.seq);
    }
}
fn iter_next(_: &Vm, w: Word) -> R<Option<Word>> {
    let Some(it) = w.native::<BytesIter>() else { return Ok(None) };
    let seq = it.seq.get();
    let i = it.index.get();
    if let Some(b) = data(&seq).get(i) {
        it.index.set(i + 1);
        return Ok(Some(Word::small(*b as i64)));
    }
    if let Some(h) = w.header() {
        it.seq.set(h, Word::NONE);
    }
    Ok(None)
}
static ITER_SPEC: TypeSpec = TypeSpec {
    name: "bytes_iterator",
    flags: TF_NO_NEW | TF_SIMPLE_NEXT,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(iter_next));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            |vm, a| {
                let n =
                    a[0].native::<BytesIter>().map_or(0, |it| data(&it.seq.get()).len().saturating_sub(it.index.get()));
                Ok(vm.int(n as i64))
            },
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let f = vm.dict_get_str(vm.builtins.get(), "iter");
                let Some(it) = a[0].native::<BytesIter>() else { return Ok(Word::NONE) };
                let seq = it.seq.get();
                if !seq.is_kind(Kind::Bytes) {
                    let t = vm.new_tuple(&[vm.empty_tuple()]);
                    return Ok(vm.new_tuple(&[f, t]));
                }
                let t = vm.new_tuple(&[seq]);
                Ok(vm.new_tuple(&[f, t, vm.int(it.index.get() as i64)]))
            },
            "Return state information for pickling.",
        ),
        FnDef::new(
            "__setstate__",
            "($self, state, /)",
            |vm, a| {
                let i = vm.index_i64(a[1])?.max(0) as usize;
                if let Some(it) = a[0].native::<BytesIter>() {
                    it.index.set(i.min(data(&it.seq.get()).len()));
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

static METHODS: [FnDef; 45] = {
    let mut v = [const {
        FnDef::new(
            "__bytes__",
            "($self, /)",
            |vm, a| Ok(if vm.is_exact(a[0], &vm.types.bytes) { a[0] } else { vm.new_bytes(data(&a[0])) }),
            "Convert this value to exact type bytes.",
        )
    }; 45];
    let mut i = 0;
    while i < m::SHARED.len() {
        v[i] = m::SHARED[i];
        i += 1;
    }
    v[43] = FnDef::new(
        "__getnewargs__",
        "($self, /)",
        |vm, a| {
            let b = vm.new_bytes(data(&a[0]));
            Ok(vm.new_tuple(&[b]))
        },
        "",
    );
    v
};
pub static BYTES_SPEC: TypeSpec = TypeSpec {
    name: "bytes",
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer",
    flags: TF_BASETYPE | TF_MATCH_SELF,
    slots: |s| {
        s.repr.set(Some(|vm, w| Ok(vm.new_str(&repr::bytes_repr(data(&w))))));
        s.str.set(Some(m::to_str));
        s.hash.set(Some(hash));
        s.richcompare.set(Some(|vm, a, b, op| {
            if let (Some(x), Some(y)) = (a.get::<BytesObj>(), b.get::<BytesObj>()) {
                return Ok(Word::bool(op.holds(x.as_slice().cmp(y.as_slice()))));
            }
            m::compare(vm, a, b, op)
        }));
        s.iter.set(Some(|vm, w| Ok(vm.new_native(BytesIter { seq: Slot::new(w), index: Cell::new(0) }))));
        s.modulo.set(Some(|vm, a, b| {
            if !a.is_kind(Kind::Bytes) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let v = percent(vm, data(&a), b)?;
            Ok(vm.new_bytes(&v))
        }));
        s.len.set(Some(|_, w| Ok(data(&w).len())));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(m::contains));
        s.concat.set(Some(m::concat));
        s.repeat.set(Some(m::repeat));
        s.buffer.set(Some(super::memoryview_type::of_object));
    },
    methods: &METHODS,
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
