//! The `_struct` module.

use crate::heap::*;
use crate::objects::memoryview_type::{value_word, word_value};
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use taipan_text::pack::format::{Item, Layout, parse};
use taipan_text::pack::value::{Value, pack, unpack};

/// `Struct(format)`
struct StructObj {
    format: RefCell<String>,
    layout: RefCell<Rc<Layout>>,
}
impl Payload for StructObj {
    const INFO: &'static NativeInfo = crate::native_info!(StructObj, STRUCT_SPEC);
}
/// `iter_unpack`'s iterator.
struct Unpacker {
    source: Slot,
    layout: Rc<Layout>,
    at: Cell<usize>,
}
impl Payload for Unpacker {
    const INFO: &'static NativeInfo = crate::native_info!(Unpacker, UNPACKER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.source);
    }
}

fn format_text(vm: &Vm, w: Word) -> R<String> {
    if let Some(s) = w.get::<StrObj>() {
        return match s.ascii() {
            Some(t) => Ok(t.to_string()),
            None => Err(vm.text_error(taipan_text::pack::format::error("bad char in struct format"))),
        };
    }
    if let Some(b) = w.get::<BytesObj>() {
        return Ok(b.as_slice().iter().map(|&c| c as char).collect());
    }
    Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {}", vm.type_name(w))))
}
/// The layout of a format given to a function; recent ones are kept.
fn layout(vm: &Vm, w: Word) -> R<Rc<Layout>> {
    thread_local! {
        static SEEN: RefCell<std::collections::HashMap<String, Rc<Layout>>> = RefCell::default();
    }
    let f = format_text(vm, w)?;
    if let Some(l) = SEEN.with(|s| s.borrow().get(&f).cloned()) {
        return Ok(l);
    }
    let l = Rc::new(vm.text(parse(f.as_bytes()))?);
    SEEN.with(|s| {
        let mut s = s.borrow_mut();
        if s.len() > 100 {
            s.clear();
        }
        s.insert(f, l.clone());
    });
    Ok(l)
}
fn each(l: &Layout) -> impl Iterator<Item = Item> + '_ {
    l.items.iter().flat_map(|i| {
        let n = if matches!(i.code, b's' | b'p') { 1 } else { i.count };
        (0..n).map(move |k| Item { offset: i.offset + k * i.size, count: 1, ..*i })
    })
}
fn pack_values(vm: &Vm, l: &Layout, values: &[Word], what: &str) -> R<Vec<u8>> {
    vm.text(l.check_values(values.len(), what))?;
    vm.check_alloc(l.size)?;
    let mut out = vec![0u8; l.size];
    for (i, w) in each(l).zip(values) {
        let float = matches!(i.code, b'e' | b'f' | b'd');
        let v = match word_value(vm, i.code, *w) {
            Err(e) if float && vm.exc_matches(e, &vm.exc.TypeError) => Value::Other,
            v => v?,
        };
        let end = i.offset + i.size;
        vm.text(pack(&i, l.big_endian, &v, &mut out[i.offset..end]))?;
    }
    Ok(out)
}
fn unpack_values(vm: &Vm, l: &Layout, b: &[u8]) -> Word {
    let mut v = WordVec::with_capacity(vm, l.values);
    for i in each(l) {
        let end = i.offset + i.size;
        let w = value_word(vm, unpack(&i, l.big_endian, b.get(i.offset..end).unwrap_or(&[])));
        v.push(vm, w);
    }
    v.to_tuple(vm)
}
fn rest(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}
fn source<'a>(vm: &Vm, w: Word) -> R<std::borrow::Cow<'a, [u8]>> {
    vm.bytes_like(w).ok_or_else(|| vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(w))))
}
fn do_pack(vm: &Vm, l: &Layout, values: &[Word]) -> R {
    Ok(vm.new_bytes(&pack_values(vm, l, values, "pack")?))
}
fn do_unpack(vm: &Vm, l: &Layout, w: Word) -> R {
    let b = source(vm, w)?;
    vm.text(l.check_buffer(b.len()))?;
    Ok(unpack_values(vm, l, &b))
}
fn do_unpack_from(vm: &Vm, l: &Layout, w: Word, offset: Word) -> R {
    let b = source(vm, w)?;
    let o = if offset.is_null() { 0 } else { vm.index_i64(offset)? };
    let at = vm.text(l.check_offset(o, b.len(), false))?;
    Ok(unpack_values(vm, l, &b[at..]))
}
fn do_pack_into(vm: &Vm, l: &Layout, args: &[Word]) -> R {
    if args.len() < 2 {
        return Err(vm.type_error(if args.is_empty() {
            "pack_into expected buffer argument"
        } else {
            "pack_into expected offset argument"
        }));
    }
    vm.text(l.check_values(args.len() - 2, "pack_into"))?;
    let not = |e| {
        if vm.exc_matches(e, &vm.exc.TypeError) {
            vm.type_error(format!("argument must be read-write bytes-like object, not {}", vm.type_name(args[0])))
        } else {
            e
        }
    };
    let len = vm.with_bytes_mut(args[0], |b| b.len()).map_err(not)?;
    let o = vm.index_i64(args[1])?;
    let at = vm.text(l.check_offset(o, len, true))?;
    let v = pack_values(vm, l, &args[2..], "pack_into")?;
    vm.with_bytes_mut(args[0], |b| {
        if let Some(to) = b.get_mut(at..at + v.len()) {
            to.copy_from_slice(&v)
        }
    })?;
    Ok(Word::NONE)
}
fn do_iter(vm: &Vm, l: Rc<Layout>, w: Word) -> R {
    let n = source(vm, w)?.len();
    vm.text(l.check_iter(n))?;
    Ok(vm.new_native(Unpacker { source: Slot::new(w), layout: l, at: Cell::new(0) }))
}
static UNPACKER_SPEC: TypeSpec = TypeSpec {
    name: "_struct.unpack_iterator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| {
            let Some(u) = w.native::<Unpacker>() else { return Ok(None) };
            let b = source(vm, u.source.get())?;
            let at = u.at.get();
            match b.get(at..at + u.layout.size) {
                Some(b) => {
                    u.at.set(at + u.layout.size);
                    Ok(Some(unpack_values(vm, &u.layout, b)))
                }
                None => Ok(None),
            }
        }));
    },
    methods: &[FnDef::new(
        "__length_hint__",
        "($self, /)",
        |vm, a| {
            let Some(u) = a[0].native::<Unpacker>() else { return Ok(Word::small(0)) };
            let n = source(vm, u.source.get())?.len();
            Ok(vm.int((n.saturating_sub(u.at.get()) / u.layout.size.max(1)) as i64))
        },
        "",
    )],
    ..TypeSpec::DEFAULT
};

fn this(w: Word) -> Rc<Layout> {
    match w.native::<StructObj>() {
        Some(s) => s.layout.borrow().clone(),
        None => Rc::new(Layout { items: vec![], size: 0, values: 0, big_endian: false }),
    }
}
const NEW: FnDef = FnDef::new(
    "__new__",
    "($type, format)",
    |vm, a| {
        let f = format_text(vm, a[1])?;
        let l = vm.text(parse(f.as_bytes()))?;
        Ok(vm.new_native_of(a[0], StructObj { format: RefCell::new(f), layout: RefCell::new(Rc::new(l)) }))
    },
    "",
);
static STRUCT_SPEC: TypeSpec = TypeSpec {
    name: "_struct.Struct",
    doc: "Struct(fmt) --> compiled struct object",
    flags: TF_BASETYPE | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let f = w.native::<StructObj>().map_or(String::new(), |s| s.format.borrow().clone());
            Ok(vm.new_str(&format!("{}({})", vm.short_name(w), taipan_text::unicode::repr::repr(&f))))
        }))
    },
    methods: &[
        FnDef::new(
            "pack",
            "($self, /, *values)",
            |vm, a| do_pack(vm, &this(a[0]), rest(&a[1])),
            "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, ... packed according\nto the format string S.format.  See help(struct) for more on format\nstrings.",
        ),
        FnDef::new(
            "pack_into",
            "($self, /, *values)",
            |vm, a| do_pack_into(vm, &this(a[0]), rest(&a[1])),
            "S.pack_into(buffer, offset, v1, v2, ...)",
        ),
        FnDef::new(
            "unpack",
            "($self, buffer, /)",
            |vm, a| do_unpack(vm, &this(a[0]), a[1]),
            "Return a tuple containing unpacked values.",
        ),
        FnDef::new(
            "unpack_from",
            "($self, /, buffer, offset=0)",
            |vm, a| do_unpack_from(vm, &this(a[0]), a[1], a[2]),
            "Return a tuple containing unpacked values.",
        ),
        FnDef::new(
            "iter_unpack",
            "($self, buffer, /)",
            |vm, a| do_iter(vm, this(a[0]), a[1]),
            "Return an iterator yielding tuples.",
        ),
    ],
    getset: &[
        GetSet::ro(
            "format",
            |vm, w| Ok(vm.new_str(&w.native::<StructObj>().map_or(String::new(), |s| s.format.borrow().clone()))),
            "struct format string",
        ),
        GetSet::ro("size", |vm, w| Ok(vm.int(this(w).size as i64)), "struct size in bytes"),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs.",
    functions: &[
        FnDef::new(
            "pack",
            "(*values)",
            |vm, a| match rest(&a[0]) {
                [] => Err(vm.type_error("missing format argument")),
                [f, v @ ..] => do_pack(vm, &*layout(vm, *f)?, v),
            },
            "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values v1, v2, ... packed according\nto the format string.  See help(struct) for more on format strings.",
        ),
        FnDef::new(
            "pack_into",
            "(*values)",
            |vm, a| match rest(&a[0]) {
                [] => Err(vm.type_error("missing format argument")),
                [f, v @ ..] => do_pack_into(vm, &*layout(vm, *f)?, v),
            },
            "pack_into(format, buffer, offset, v1, v2, ...)",
        ),
        FnDef::new(
            "unpack",
            "(format, buffer, /)",
            |vm, a| do_unpack(vm, &*layout(vm, a[0])?, a[1]),
            "Return a tuple containing values unpacked according to the format string.",
        ),
        FnDef::new(
            "unpack_from",
            "(format, /, buffer, offset=0)",
            |vm, a| do_unpack_from(vm, &*layout(vm, a[0])?, a[1], a[2]),
            "Return a tuple containing values unpacked according to the format string.",
        ),
        FnDef::new(
            "iter_unpack",
            "(format, buffer, /)",
            |vm, a| do_iter(vm, layout(vm, a[0])?, a[1]),
            "Return an iterator yielding tuples unpacked from the given bytes.",
        ),
        FnDef::new(
            "calcsize",
            "(format, /)",
            |vm, a| Ok(vm.int(layout(vm, a[0])?.size as i64)),
            "Return size in bytes of the struct described by the format string.",
        ),
        FnDef::new("_clearcache", "()", |_, _| Ok(Word::NONE), "Clear the internal cache."),
    ],
    init: |vm, m| {
        let e = super::numeric_util::new_exception(vm, "struct", "error", vm.exc.Exception.get())?;
        vm.module_add(m, "error", e);
        vm.module_add(m, "Struct", vm.native_type::<StructObj>());
        Ok(())
    },
};
