//! The str type: operators, construction, iteration. Methods are in `str_search.rs`, `str_case.rs`, `str_format.rs`.

use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::str::Units;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::cmp::Ordering;

/// The str that a method's first word is.
#[inline(always)]
pub(super) fn this(w: &Word) -> &StrObj {
    // SAFETY: method descriptors and slots check the type of `self`.
    unsafe { w.get_unchecked::<StrObj>() }
}

fn repr(vm: &Vm, w: Word) -> R {
    let s = this(&w);
    let t = crate::with_units!(s, |u| taipan_text::unicode::repr::str_repr(u));
    Ok(vm.new_str(&t))
}
/// Order of two strings by code points.
pub fn order(a: &StrObj, b: &StrObj) -> Ordering {
    match (a.units(), b.units()) {
        (Units::U8(x), Units::U8(y)) => x.cmp(y),
        _ => a.chars().cmp(b.chars()),
    }
}
fn compare(_: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.get::<StrObj>(), b.get::<StrObj>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    Ok(Word::bool(match op {
        CmpOp::Eq => x.equals(y),
        CmpOp::Ne => !x.equals(y),
        _ => op.holds(order(x, y)),
    }))
}
fn concat(vm: &Vm, a: Word, b: Word) -> R {
    let Some(y) = b.get::<StrObj>() else {
        return Err(vm.type_error(format!("can only concatenate str (not \"{}\") to str", vm.type_name(b))));
    };
    let x = this(&a);
    if x.is_empty() {
        return Ok(vm.str_exact(b));
    }
    if y.is_empty() {
        return Ok(vm.str_exact(a));
    }
    vm.concat_str(x, y)
}
fn repeat(vm: &Vm, a: Word, n: Word) -> R {
    let n = repeat_count(vm, n)?;
    vm.repeat_str(this(&a), n)
}
/// The count of a sequence repetition.
pub fn repeat_count(vm: &Vm, n: Word) -> R<i64> {
    match vm.index_i64(n) {
        Err(e) if vm.exc_matches(e, &vm.exc.OverflowError) => {
            Err(vm.overflow_error(format!("cannot fit '{}' into an index-sized integer", vm.type_name(n))))
        }
        r => r,
    }
}
fn getitem(vm: &Vm, a: Word, key: Word) -> R {
    let s = this(&a);
    if let Some(sl) = key.native::<super::slice::SliceObj>() {
        let (start, _, step, n) = vm.slice_bounds(sl, s.len())?;
        return Ok(vm.str_stride(s, start, step, n));
    }
    let i = if let Some(i) = key.as_small() {
        i
    } else if vm.class_of(key).slots.index.get().is_some() {
        vm.index_position(key)?
    } else {
        return Err(vm.type_error(format!("string indices must be integers, not '{}'", vm.type_name(key))));
    };
    let i = if i < 0 { i + s.len() as i64 } else { i };
    if i < 0 || i as usize >= s.len() {
        return Err(vm.index_error("string index out of range"));
    }
    Ok(vm.new_char(s.at(i as usize)))
}
fn contains(vm: &Vm, a: Word, item: Word) -> R<bool> {
    let Some(x) = item.get::<StrObj>() else {
        return Err(vm.type_error(format!("'in <string>' requires string as left operand, not {}", vm.type_name(item))));
    };
    Ok(super::str_search::find(this(&a), x, 0, this(&a).len()).is_some())
}

const NEW: FnDef = FnDef::new(
    "__new__",
    "($type, object='', encoding='utf-8', errors='strict')",
    str_new,
    "Create and return a new object.",
);
fn str_new(vm: &Vm, a: &[Word]) -> R {
    let (cls, x, enc, err) = (a[0], a[1], a[2], a[3]);
    let text = |w: Word, name: &str| -> R<Option<String>> {
        match w.get::<StrObj>() {
            Some(s) => Ok(Some(s.to_string_lossy())),
            None if w.is_null() => Ok(None),
            None => Err(vm.type_error(format!("str() argument '{name}' must be str, not {}", vm.arg_type_name(w)))),
        }
    };
    let v = if x.is_null() {
        vm.empty_str()
    } else if enc.is_null() && err.is_null() {
        vm.str(x)?
    } else {
        let (enc, err) = (text(enc, "encoding")?, text(err, "errors")?);
        if x.is_kind(Kind::Str) {
            return Err(vm.type_error("decoding str is not supported"));
        }
        let Some(b) = vm.bytes_like(x) else {
            return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {} found", vm.type_name(x))));
        };
        vm.decode(&b, enc.as_deref().unwrap_or("utf-8"), err.as_deref().unwrap_or("strict"))?
    };
    if cls == vm.types.str.get() {
        return Ok(v);
    }
    match v.get::<StrObj>() {
        Some(s) => Ok(vm.str_of(s, vm.shape_of_type(cls), true)),
        None => Ok(v),
    }
}

// ---- iteration

macro_rules! str_iterator {
    ($t:ident, $spec:ident, $name:literal, $next:ident) => {
        struct $t {
            seq: Slot,
            index: Cell<usize>,
        }
        impl Payload for $t {
            const INFO: &'static NativeInfo = crate::native_info!($t, $spec);
            fn trace(&self, t: &mut Tracer) {
                t.slot(&self.seq);
            }
        }
        fn $next(vm: &Vm, w: Word) -> R<Option<Word>> {
            let Some(it) = w.native::<$t>() else { return Ok(None) };
            let seq = it.seq.get();
            let Some(s) = seq.get::<StrObj>() else { return Ok(None) };
            let i = it.index.get();
            if i < s.len() {
                it.index.set(i + 1);
                return Ok(Some(vm.new_char(s.at(i))));
            }
            if let Some(h) = w.header() {
                it.seq.set(h, Word::NONE);
            }
            Ok(None)
        }
        static $spec: TypeSpec = TypeSpec {
            name: $name,
            flags: TF_NO_NEW | TF_SIMPLE_NEXT,
            slots: |s| {
                s.iter.set(Some(|_, w| Ok(w)));
                s.iternext.set(Some($next));
            },
            methods: &[
                FnDef::new(
                    "__length_hint__",
                    "($self, /)",
                    |vm, a| {
                        let left = a[0].native::<$t>().map_or(0, |it| {
                            it.seq.get().get::<StrObj>().map_or(0, |s| s.len().saturating_sub(it.index.get()))
                        });
                        Ok(vm.int(left as i64))
                    },
                    "Private method returning an estimate of len(list(it)).",
                ),
                FnDef::new(
                    "__reduce__",
                    "($self, /)",
                    |vm, a| {
                        let f = vm.dict_get_str(vm.builtins.get(), "iter");
                        let Some(it) = a[0].native::<$t>() else { return Ok(Word::NONE) };
                        let seq = it.seq.get();
                        if !seq.is_kind(Kind::Str) {
                            let t = vm.new_tuple(&[vm.empty_str()]);
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
                        if let Some(it) = a[0].native::<$t>() {
                            let n = it.seq.get().get::<StrObj>().map_or(0, |s| s.len());
                            it.index.set(i.min(n));
                        }
                        Ok(Word::NONE)
                    },
                    "Set state information for unpickling.",
                ),
            ],
            ..TypeSpec::DEFAULT
        };
    };
}
str_iterator!(AsciiIter, ASCII_ITER_SPEC, "str_ascii_iterator", ascii_next);
str_iterator!(StrIter, STR_ITER_SPEC, "str_iterator", str_next);

fn iter(vm: &Vm, w: Word) -> R {
    let (seq, index) = (Slot::new(w), Cell::new(0));
    Ok(if this(&w).ascii().is_some() {
        vm.new_native(AsciiIter { seq, index })
    } else {
        vm.new_native(StrIter { seq, index })
    })
}

pub static STR_SPEC: TypeSpec = TypeSpec {
    name: "str",
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to 'utf-8'.\nerrors defaults to 'strict'.",
    flags: TF_BASETYPE | TF_MATCH_SELF,
    slots: |s| {
        s.repr.set(Some(repr));
        s.str.set(Some(|vm, w| Ok(vm.str_exact(w))));
        s.hash.set(Some(|vm, w| Ok(this(&w).hash_value(vm))));
        s.richcompare.set(Some(compare));
        s.iter.set(Some(iter));
        s.modulo.set(Some(super::str_percent::modulo));
        s.len.set(Some(|_, w| Ok(this(&w).len())));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(contains));
        s.concat.set(Some(concat));
        s.repeat.set(Some(repeat));
    },
    methods: super::str_methods::METHODS,
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
