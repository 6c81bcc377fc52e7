//! `BaseException`: construction, text, chaining, notes; and what each builtin exception type adds.

use super::args::Args;
use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::interp::unwind::TracebackObj;
use crate::{Exc, R, Vm};

fn exc_new(vm: &Vm, ty: Word, args: &Args) -> R {
    let a = vm.new_tuple(args.positional());
    let w = vm.alloc_exc(ty, a);
    if vm.class_has(w, TF_DEL)
        && let Some(h) = w.header()
    {
        vm.heap.register_final(h);
    }
    Ok(w)
}
/// `BaseException.__init__`.
pub(super) fn exc_init(vm: &Vm, this: Word, args: &Args) -> R<()> {
    if args.kw_count() > 0 {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", vm.type_name(this))));
    }
    set_args(vm, this, args.words);
    Ok(())
}
/// Sets `args`.
pub(super) fn set_args(vm: &Vm, this: Word, words: &[Word]) {
    if let Some(e) = this.get::<ExcObj>() {
        let t = vm.new_tuple(words);
        e.args.set(&e.hdr, t);
    }
}
/// `BaseException.__str__`.
pub(super) fn exc_str(vm: &Vm, w: Word) -> R {
    let Some(e) = w.get::<ExcObj>() else { return Ok(vm.empty_str()) };
    let args = e.args.get();
    match args.get::<TupleObj>().map(|t| t.items()) {
        Some([]) | None => Ok(vm.empty_str()),
        Some([a]) => vm.str(*a),
        Some(_) => vm.str(args),
    }
}
fn exc_repr(vm: &Vm, w: Word) -> R {
    let Some(e) = w.get::<ExcObj>() else { return Ok(vm.empty_str()) };
    let name = vm.short_name(w);
    let args = e.args.get();
    let text = match args.get::<TupleObj>().map(|t| t.items()) {
        Some([a]) => format!("{name}({})", vm.repr_text(*a)?),
        _ => format!("{name}{}", vm.repr_text(args)?),
    };
    Ok(vm.new_str(&text))
}

/// Field `i` of an exception; NULL if unset.
pub(super) fn extra(w: Word, i: usize) -> Word {
    w.get::<ExcObj>().map_or(Word::NULL, |e| e.extra[i].get())
}
/// Sets field `i`.
pub(super) fn set_extra(w: Word, i: usize, v: Word) {
    if let Some(e) = w.get::<ExcObj>() {
        e.extra[i].set(&e.hdr, v);
    }
}
/// An attribute kept in field `$i`; None while unset.
macro_rules! exc_field {
    ($name:literal, $i:literal, $doc:literal) => {
        GetSet::rw(
            $name,
            |_, w| Ok($crate::objects::exc_types::extra(w, $i).or(Word::NONE)),
            |_, w, v| {
                $crate::objects::exc_types::set_extra(w, $i, v.unwrap_or(Word::NULL));
                Ok(())
            },
            $doc,
        )
        .as_member()
    };
}
pub(super) use exc_field;

fn exc(w: Word) -> Option<&'static ExcObj> {
    // SAFETY: the caller's word keeps the object alive and in place (it is on the stack).
    w.get::<ExcObj>().map(|e| unsafe { &*(e as *const ExcObj) })
}
fn is_exception(vm: &Vm, w: Word) -> bool {
    vm.class_of(w).is_subtype(vm.exc.BaseException.get())
}
fn set_chain(vm: &Vm, what: &str, v: Option<Word>) -> R {
    match v {
        None => Err(vm.type_error(format!("__{what}__ may not be deleted"))),
        Some(v) if v.is_none() => Ok(Word::NULL),
        Some(v) if is_exception(vm, v) => Ok(v),
        Some(_) => Err(vm.type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}
fn set_traceback(vm: &Vm, w: Word, v: Option<Word>) -> R<()> {
    let v = match v {
        None => return Err(vm.type_error("__traceback__ may not be deleted")),
        Some(v) if v.is_none() => Word::NULL,
        Some(v) if v.native::<TracebackObj>().is_some() => v,
        Some(_) => return Err(vm.type_error("__traceback__ must be a traceback or None")),
    };
    if let Some(e) = exc(w) {
        e.traceback.set(&e.hdr, v);
    }
    Ok(())
}
fn add_note(vm: &Vm, a: &[Word]) -> R {
    if !a[1].is_kind(Kind::Str) {
        return Err(vm.type_error(format!("add_note() argument must be str, not {}", vm.type_name(a[1]))));
    }
    let name = vm.names.notes.get();
    let mut notes = vm.getattr_opt(a[0], name)?;
    if notes.is_null() {
        notes = vm.new_list();
        vm.setattr(a[0], name, Some(notes))?;
    }
    let Some(l) = notes.get::<ListObj>() else {
        return Err(vm.type_error("Cannot add note: __notes__ is not a list"));
    };
    l.push(vm, a[1]);
    Ok(Word::NONE)
}
fn set_state(vm: &Vm, a: &[Word]) -> R {
    if a[1].is_none() {
        return Ok(Word::NONE);
    }
    if !a[1].is_kind(Kind::Dict) {
        return Err(vm.type_error("state is not a dictionary"));
    }
    let keys = vm.to_vec(a[1])?;
    for &k in keys.iter() {
        let v = vm.dict_get(a[1], k)?;
        if !v.is_null() {
            vm.setattr(a[0], k, Some(v))?;
        }
    }
    Ok(Word::NONE)
}
/// (type, args[, dict]): what pickle and copy make an exception of.
pub(super) fn reduce_with(vm: &Vm, w: Word, args: Word) -> R {
    let ty = vm.type_of(w);
    match vm.own_dict(w) {
        Some(d) if vm.len(d)? > 0 => Ok(vm.new_tuple(&[ty, args, d])),
        _ => Ok(vm.new_tuple(&[ty, args])),
    }
}
fn reduce(vm: &Vm, a: &[Word]) -> R {
    let args = exc(a[0]).map_or(vm.empty_tuple(), |e| e.args.get());
    reduce_with(vm, a[0], args)
}
static BASE_METHODS: &[FnDef] = &[
    FnDef::new(
        "with_traceback",
        "($self, tb, /)",
        |vm, a| {
            set_traceback(vm, a[0], Some(a[1]))?;
            Ok(a[0])
        },
        "Set self.__traceback__ to tb and return self.",
    ),
    FnDef::new("add_note", "($self, note, /)", add_note, "Add a note to the exception"),
    FnDef::new("__setstate__", "($self, state, /)", set_state, ""),
    FnDef::new("__reduce__", "($self, /)", reduce, ""),
];
static BASE_GETSET: &[GetSet] = &[
    GetSet::rw(
        "args",
        |vm, w| Ok(exc(w).map_or(vm.empty_tuple(), |e| e.args.get())),
        |vm, w, v| {
            let Some(v) = v else { return Err(vm.type_error("args may not be deleted")) };
            let t = vm.to_tuple(v)?;
            if let Some(e) = exc(w) {
                e.args.set(&e.hdr, t);
            }
            Ok(())
        },
        "",
    ),
    GetSet::rw(
        "__traceback__",
        |_, w| Ok(exc(w).map_or(Word::NONE, |e| e.traceback.get().or(Word::NONE))),
        set_traceback,
        "",
    ),
    GetSet::rw(
        "__context__",
        |_, w| Ok(exc(w).map_or(Word::NONE, |e| e.context.get().or(Word::NONE))),
        |vm, w, v| {
            let v = set_chain(vm, "context", v)?;
            if let Some(e) = exc(w) {
                e.context.set(&e.hdr, v);
            }
            Ok(())
        },
        "exception context",
    ),
    GetSet::rw(
        "__cause__",
        |_, w| Ok(exc(w).map_or(Word::NONE, |e| e.cause.get().or(Word::NONE))),
        |vm, w, v| {
            let v = set_chain(vm, "cause", v)?;
            if let Some(e) = exc(w) {
                e.cause.set(&e.hdr, v);
                e.suppress_context.set(&e.hdr, Word::TRUE);
            }
            Ok(())
        },
        "exception cause",
    ),
    GetSet::rw(
        "__suppress_context__",
        |_, w| Ok(exc(w).map_or(Word::FALSE, |e| e.suppress_context.get())),
        |vm, w, v| {
            let Some(v) = v else { return Err(vm.type_error("can't delete numeric/char attribute")) };
            if !v.is_bool() {
                return Err(vm.type_error("attribute value type must be bool"));
            }
            if let Some(e) = exc(w) {
                e.suppress_context.set(&e.hdr, v);
            }
            Ok(())
        },
        "",
    ),
];

/// The slots of `BaseException`, which every other inherits.
fn base_slots(s: &super::slots::Slots) {
    s.new.set(Some(exc_new));
    s.init.set(Some(exc_init));
    s.str.set(Some(exc_str));
    s.repr.set(Some(exc_repr));
}

/// What one type adds.
pub(super) struct Added {
    pub slots: fn(&super::slots::Slots),
    pub methods: &'static [FnDef],
    pub getset: &'static [GetSet],
    pub extra: Option<fn(&Vm, Word) -> R<()>>,
}
impl Added {
    pub const NOTHING: Added = Added { slots: |_| {}, methods: &[], getset: &[], extra: None };
}
static BASE: Added = Added { slots: base_slots, methods: BASE_METHODS, getset: BASE_GETSET, extra: Some(add_dict) };
fn add_dict(vm: &Vm, ty: Word) -> R<()> {
    if let Some(t) = ty.as_type() {
        let v = vm.new_native(super::descr::GetSetDescr { def: super::class::dict_getset(), owner: Slot::new(ty) });
        vm.dict_set_str(t.dict.get(), "__dict__", v);
    }
    Ok(())
}

/// The description of a builtin exception type.
pub fn spec_for(name: &'static str, doc: &'static str) -> &'static TypeSpec {
    let a: &Added = match name {
        "BaseException" => &BASE,
        "BaseExceptionGroup" => &super::exc_group::GROUP,
        "OSError" => &super::exc_os::OS_ERROR,
        "UnicodeDecodeError" => &super::exc_unicode::DECODE,
        "UnicodeEncodeError" => &super::exc_unicode::ENCODE,
        "UnicodeTranslateError" => &super::exc_unicode::TRANSLATE,
        n => super::exc_fields::added(n),
    };
    Box::leak(Box::new(TypeSpec {
        name,
        doc,
        flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
        slots: a.slots,
        methods: a.methods,
        getset: a.getset,
        extra: a.extra,
        ..TypeSpec::DEFAULT
    }))
}

impl Vm {
    /// The exception's `args` tuple.
    pub fn exc_args(&self, e: Exc) -> Word {
        e.0.get::<ExcObj>().map_or(self.empty_tuple(), |o| o.args.get())
    }
}
