//! BaseExceptionGroup and ExceptionGroup: PEP 654.

use super::args::Args;
use super::exc_types::*;
use super::layout::*;
use super::list::WordVec;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};

impl Vm {
    /// `ExceptionGroup`, a class of two bases, made once the builtins exist.
    pub fn make_exception_group_type(&self) -> R {
        let base = self.exc.BaseExceptionGroup.get();
        let bases = self.new_tuple(&[base, self.exc.Exception.get()]);
        let ns = self.new_dict();
        self.dict_set_str(ns, "__module__", self.intern("builtins"));
        self.dict_set_str(ns, "__doc__", Word::NONE);
        let t = self.call(self.types.type_.get(), &[self.intern("ExceptionGroup"), bases, ns])?;
        self.exception_group().set_root(t);
        Ok(t)
    }
    /// The slot that holds `ExceptionGroup`.
    pub(crate) fn exception_group(&self) -> &'static Slot {
        static PLACE: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
        let p = *PLACE.get_or_init(|| self.root_slot() as *const Slot as usize);
        // SAFETY: root slots live for ever.
        unsafe { &*(p as *const Slot) }
    }
    /// An exception group's exceptions, if it is one.
    pub fn group_members(&self, w: Word) -> Option<Word> {
        let t = self.class_of(w);
        if !t.is_subtype(self.exc.BaseExceptionGroup.get()) {
            return None;
        }
        let x = extra(w, 1);
        x.is_kind(Kind::Tuple).then_some(x)
    }
}

fn group_new(vm: &Vm, ty: Word, args: &Args) -> R {
    let a = args.positional();
    if a.len() != 2 || args.kw_count() > 0 {
        let n = ty.as_type().map_or(String::new(), |t| t.name());
        if args.kw_count() > 0 && a.len() == 2 {
            return Err(vm.type_error(format!("{n}() takes no keyword arguments")));
        }
        return Err(
            vm.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", a.len()))
        );
    }
    if !a[0].is_kind(Kind::Str) {
        return Err(
            vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", vm.type_name(a[0])))
        );
    }
    let is_seq =
        a[1].is_kind(Kind::List) || a[1].is_kind(Kind::Tuple) || vm.class_of(a[1]).slots.getitem.get().is_some();
    if !is_seq || a[1].is_kind(Kind::Dict) || a[1].is_kind(Kind::Set) {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.to_tuple(a[1])?;
    let t: &[Word] = items.get::<TupleObj>().map_or(&[], |t| t.items());
    if t.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut nested = false;
    for (i, &e) in t.iter().enumerate() {
        if !e.is_kind(Kind::Exception) {
            return Err(vm.value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
        }
        nested |= !vm.class_of(e).is_subtype(vm.exc.Exception.get());
    }
    let mut ty = ty;
    let group = vm.exception_group().get();
    if ty == vm.exc.BaseExceptionGroup.get() {
        if !nested && !group.is_null() {
            ty = group;
        }
    } else if nested {
        if ty == group {
            return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
        if ty.as_type().is_some_and(|t| t.is_subtype(vm.exc.Exception.get())) {
            let n = ty.as_type().map_or(String::new(), |t| t.name());
            return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{n}'")));
        }
    }
    let args_tuple = vm.new_tuple(a);
    let w = vm.alloc_exc(ty, args_tuple);
    set_extra(w, 0, a[0]);
    set_extra(w, 1, items);
    Ok(w)
}
fn group_str(vm: &Vm, w: Word) -> R {
    let n = extra(w, 1).get::<TupleObj>().map_or(0, |t| t.len());
    let msg = vm.str_text(extra(w, 0).or(Word::NONE))?;
    Ok(vm.new_str(&format!("{msg} ({n} sub-exception{})", if n == 1 { "" } else { "s" })))
}
/// What a split is by.
#[derive(Copy, Clone)]
enum Matcher {
    Types(Word),
    Function(Word),
    /// A tuple of the instances to keep.
    Instances(Word),
}
fn matcher(vm: &Vm, w: Word) -> R<Matcher> {
    let base = vm.exc.BaseException.get();
    let is_exc = |x: Word| x.as_type().is_some_and(|t| t.is_subtype(base));
    let tuple = w.get::<TupleObj>().is_some_and(|t| t.items().iter().all(|x| is_exc(*x)));
    if is_exc(w) || tuple {
        return Ok(Matcher::Types(w));
    }
    if vm.is_callable(w) && w.as_type().is_none() {
        return Ok(Matcher::Function(w));
    }
    Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
}
impl Matcher {
    fn test(self, vm: &Vm, e: Word) -> R<bool> {
        match self {
            Matcher::Types(t) => vm.exc_given_matches(e, t),
            Matcher::Function(f) => {
                let r = vm.call(f, &[e])?;
                vm.truth(r)
            }
            Matcher::Instances(t) => {
                let leaf = vm.group_members(e).is_none();
                Ok(leaf && t.get::<TupleObj>().is_some_and(|t| t.items().contains(&e)))
            }
        }
    }
}
/// A group like `orig` of other exceptions: `orig.derive(…)` with its traceback, chain and notes.
fn subset(vm: &Vm, orig: Word, items: &WordVec) -> R {
    if items.is_empty() {
        return Ok(Word::NONE);
    }
    let l = items.to_list(vm);
    let eg = vm.call_method(orig, "derive", &[l])?;
    if vm.group_members(eg).is_none() {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    if let (Some(a), Some(b)) = (orig.get::<ExcObj>(), eg.get::<ExcObj>()) {
        b.traceback.set(&b.hdr, a.traceback.get());
        b.context.set(&b.hdr, a.context.get());
        b.cause.set(&b.hdr, a.cause.get());
        b.suppress_context.set(&b.hdr, a.suppress_context.get());
    }
    let notes = vm.getattr_opt(orig, vm.names.notes.get())?;
    if notes.is_kind(Kind::List) || notes.is_kind(Kind::Tuple) {
        let copy = vm.to_vec(notes)?.to_list(vm);
        vm.setattr(eg, vm.names.notes.get(), Some(copy))?;
    }
    Ok(eg)
}
/// (matching part, rest) of a group; None for an empty one.
fn split(vm: &Vm, w: Word, m: Matcher, rest_too: bool) -> R<(Word, Word)> {
    if m.test(vm, w)? {
        return Ok((w, Word::NONE));
    }
    let Some(items) = vm.group_members(w) else { return Ok((Word::NONE, w)) };
    let _g = vm.enter_native(" in exceptiongroup_split_recursive")?;
    let (mut yes, mut no) = (WordVec::new(), WordVec::new());
    for &e in items.get::<TupleObj>().map_or(&[][..], |t| t.items()) {
        let (a, b) = split(vm, e, m, rest_too)?;
        if !a.is_none() {
            yes.push(vm, a);
        }
        if !b.is_none() {
            no.push(vm, b);
        }
    }
    let a = subset(vm, w, &yes)?;
    let b = if rest_too { subset(vm, w, &no)? } else { Word::NONE };
    Ok((a, b))
}
impl Vm {
    /// `group.split(types)` for `except*`.
    pub fn split_group(&self, group: Word, types: Word) -> R<(Word, Word)> {
        split(self, group, Matcher::Types(types), true)
    }
    /// The part of a group whose leaves are in the tuple `keep`.
    pub fn project_group(&self, group: Word, keep: Word) -> R {
        Ok(split(self, group, Matcher::Instances(keep), false)?.0)
    }
}
/// BaseExceptionGroup's part of the type's description.
pub(super) static GROUP: Added = Added {
    slots: |s| {
        s.new.set(Some(group_new));
        s.str.set(Some(group_str));
        s.repr.set(Some(|vm, w| {
            let name = vm.short_name(w);
            let args = vm.exc_args(crate::Exc(w));
            let second = args.get::<TupleObj>().and_then(|t| t.items().get(1).copied()).unwrap_or(Word::NULL);
            let items = if second.is_kind(Kind::Tuple) { extra(w, 1) } else { vm.to_vec(extra(w, 1))?.to_list(vm) };
            Ok(vm.new_str(&format!("{name}({}, {})", vm.repr_text(extra(w, 0))?, vm.repr_text(items)?)))
        }));
    },
    methods: &[
        FnDef::new(
            "derive",
            "($self, excs, /)",
            |vm, a| vm.call(vm.exc.BaseExceptionGroup.get(), &[extra(a[0], 0), a[1]]),
            "",
        ),
        FnDef::new(
            "split",
            "($self, matcher_value, /)",
            |vm, a| {
                let m = matcher(vm, a[1])?;
                let (x, y) = split(vm, a[0], m, true)?;
                Ok(vm.new_tuple(&[x, y]))
            },
            "",
        ),
        FnDef::new(
            "subgroup",
            "($self, matcher_value, /)",
            |vm, a| {
                let m = matcher(vm, a[1])?;
                Ok(split(vm, a[0], m, false)?.0)
            },
            "",
        ),
        FnDef::class("__class_getitem__", "($cls, item, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    getset: &[
        GetSet::ro("message", |_, w| Ok(extra(w, 0).or(Word::NONE)), "exception message").as_member(),
        GetSet::ro("exceptions", |_, w| Ok(extra(w, 1).or(Word::NONE)), "nested exceptions").as_member(),
    ],
    extra: None,
};
