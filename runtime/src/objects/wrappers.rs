//! The correspondence between type slots and dunder methods, in one table: which dunder shows a
//! native slot (`wrap`), and which native function serves a dunder written in Python (`set`).

use super::args::Args;
use super::layout::*;
use super::slots::*;
use super::types::TypeObj;
use crate::heap::*;
use crate::{R, Vm};

/// One dunder method.
pub struct SlotDef {
    pub name: &'static str,
    pub sig: &'static str,
    pub doc: &'static str,
    /// The slot is filled.
    pub has: fn(&Slots) -> bool,
    /// Fills the slot with the function that looks the dunder up.
    pub set: fn(&Slots),
    /// Copies the slot (to, from).
    pub copy: fn(&Slots, &Slots),
    /// Calls the owner's slot.
    pub wrap: fn(&Vm, &Slots, Word, &Args) -> R,
}

fn one<'a>(vm: &Vm, name: &str, a: &Args<'a>) -> R<&'a [Word]> {
    exactly(vm, name, a, 1)
}
fn no_keywords(vm: &Vm, name: &str, a: &Args) -> R<()> {
    if a.kw_count() == 0 {
        return Ok(());
    }
    Err(vm.type_error(format!("wrapper {name}() takes no keyword arguments")))
}
fn exactly<'a>(vm: &Vm, name: &str, a: &Args<'a>, n: usize) -> R<&'a [Word]> {
    no_keywords(vm, name, a)?;
    if a.words.len() != n {
        // Those of two arguments say their name.
        let name = if n == 2 { format!("{name} ") } else { String::new() };
        let s = if n == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{name}expected {n} argument{s}, got {}", a.words.len())));
    }
    Ok(a.words)
}
fn missing(vm: &Vm, obj: Word, name: &str) -> crate::Exc {
    let n = vm.intern(name);
    vm.no_attribute(obj, n)
}
/// Calls the dunder with interned name `n`.
fn dunder(vm: &Vm, obj: Word, n: Word, args: &[Word]) -> R<Option<Word>> {
    match vm.lookup_special(obj, n)? {
        None => Ok(None),
        Some((f, t)) if t.is_null() => vm.call(f, args).map(Some),
        Some((f, t)) => vm.call_with_self(f, t, args).map(Some),
    }
}
/// The object's special method with one argument; NotImplemented if there is none.
pub(super) fn call_if_there(vm: &Vm, obj: Word, n: Word, arg: Word) -> R {
    Ok(dunder(vm, obj, n, &[arg])?.unwrap_or(Word::NOT_IMPLEMENTED))
}
fn must(vm: &Vm, obj: Word, n: Word, args: &[Word]) -> R {
    match dunder(vm, obj, n, args)? {
        Some(w) => Ok(w),
        None => Err(vm.new_exc(&vm.exc.AttributeError, super::str::to_string_lossy(n))),
    }
}

/// A binary operator written in Python, with its reflected form, as CPython's typeobject.c
/// orders the attempts (data model, "Emulating numeric types").
fn binary_dunder(
    vm: &Vm,
    a: Word,
    b: Word,
    get: fn(&Slots) -> Option<Binary>,
    this: Binary,
    name: Word,
    rname: Word,
) -> R {
    let (ta, tb) = (vm.class_of(a), vm.class_of(b));
    let same = |s: &Slots| get(s).is_some_and(|f| f as usize == this as usize);
    let mut do_other = !std::ptr::eq(ta, tb) && same(&tb.slots);
    if same(&ta.slots) {
        if do_other && tb.is_subtype(ta.word()) {
            let (fa, fb) = (vm.type_lookup(ta, rname), vm.type_lookup(tb, rname));
            if !fb.is_null() && fa != fb {
                let r = dunder(vm, b, rname, &[a])?.unwrap_or(Word::NOT_IMPLEMENTED);
                if r != Word::NOT_IMPLEMENTED {
                    return Ok(r);
                }
                do_other = false;
            }
        }
        let r = dunder(vm, a, name, &[b])?.unwrap_or(Word::NOT_IMPLEMENTED);
        if r != Word::NOT_IMPLEMENTED || std::ptr::eq(ta, tb) {
            return Ok(r);
        }
    }
    if do_other {
        return Ok(dunder(vm, b, rname, &[a])?.unwrap_or(Word::NOT_IMPLEMENTED));
    }
    Ok(Word::NOT_IMPLEMENTED)
}

macro_rules! binary {
    ($name:literal, $rname:literal, $f:ident, $sym:literal) => {{
        fn generic(vm: &Vm, a: Word, b: Word) -> R {
            binary_dunder(vm, a, b, |s| s.$f.get(), generic, vm.intern_constant($name), vm.intern_constant($rname))
        }
        [
            SlotDef {
                name: $name,
                sig: "($self, value, /)",
                doc: concat!("Return self", $sym, "value."),
                has: |s| s.$f.get().is_some(),
                set: |s| s.$f.set(Some(generic)),
                copy: |to, from| to.$f.set(from.$f.get()),
                wrap: |vm, s, this, a| {
                    let a = one(vm, $name, a)?;
                    match s.$f.get() {
                        Some(f) => f(vm, this, a[0]),
                        None => Err(missing(vm, this, $name)),
                    }
                },
            },
            SlotDef {
                name: $rname,
                sig: "($self, value, /)",
                doc: concat!("Return value", $sym, "self."),
                has: |s| s.$f.get().is_some(),
                set: |s| s.$f.set(Some(generic)),
                copy: |to, from| to.$f.set(from.$f.get()),
                wrap: |vm, s, this, a| {
                    let a = one(vm, $rname, a)?;
                    match s.$f.get() {
                        Some(f) => f(vm, a[0], this),
                        None => Err(missing(vm, this, $rname)),
                    }
                },
            },
        ]
    }};
}
macro_rules! inplace {
    ($name:literal, $f:ident, $sym:literal) => {{
        fn generic(vm: &Vm, a: Word, b: Word) -> R {
            must(vm, a, vm.intern_constant($name), &[b])
        }
        SlotDef {
            name: $name,
            sig: "($self, value, /)",
            doc: concat!("Return self", $sym, "value."),
            has: |s| s.$f.get().is_some(),
            set: |s| s.$f.set(Some(generic)),
            copy: |to, from| to.$f.set(from.$f.get()),
            wrap: |vm, s, this, a| {
                let a = one(vm, $name, a)?;
                match s.$f.get() {
                    Some(f) => f(vm, this, a[0]),
                    None => Err(missing(vm, this, $name)),
                }
            },
        }
    }};
}
macro_rules! unary {
    ($name:literal, $f:ident, $doc:literal) => {{
        fn generic(vm: &Vm, a: Word) -> R {
            must(vm, a, vm.intern_constant($name), &[])
        }
        SlotDef {
            name: $name,
            sig: "($self, /)",
            doc: $doc,
            has: |s| s.$f.get().is_some(),
            set: |s| s.$f.set(Some(generic)),
            copy: |to, from| to.$f.set(from.$f.get()),
            wrap: |vm, s, this, a| {
                exactly(vm, $name, a, 0)?;
                match s.$f.get() {
                    Some(f) => f(vm, this),
                    None => Err(missing(vm, this, $name)),
                }
            },
        }
    }};
}
macro_rules! compare {
    ($name:literal, $op:ident, $sym:literal) => {
        SlotDef {
            name: $name,
            sig: "($self, value, /)",
            doc: concat!("Return self", $sym, "value."),
            has: |s| s.richcompare.get().is_some(),
            set: |s| s.richcompare.set(Some(compare_generic)),
            copy: |to, from| to.richcompare.set(from.richcompare.get()),
            wrap: |vm, s, this, a| {
                let a = one(vm, $name, a)?;
                match s.richcompare.get() {
                    Some(f) => f(vm, this, a[0], CmpOp::$op),
                    None => Ok(Word::NOT_IMPLEMENTED),
                }
            },
        }
    };
}
macro_rules! def {
    ($name:literal, $sig:literal, $f:ident, $generic:expr, $doc:literal, |$vm:ident, $slot:ident, $this:ident, $a:ident| $wrap:expr) => {
        SlotDef {
            name: $name,
            sig: $sig,
            doc: $doc,
            has: |s| s.$f.get().is_some(),
            set: |s| s.$f.set(Some($generic)),
            copy: |to, from| to.$f.set(from.$f.get()),
            wrap: |$vm, s, $this, $a| match s.$f.get() {
                Some($slot) => $wrap,
                None => Err(missing($vm, $this, $name)),
            },
        }
    };
}

fn compare_generic(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    Ok(dunder(vm, a, vm.intern_constant(op.dunder()), &[b])?.unwrap_or(Word::NOT_IMPLEMENTED))
}
fn hash_generic(vm: &Vm, a: Word) -> R<i64> {
    let n = vm.names.hash.get();
    let f = vm.type_lookup(vm.class_of(a), n);
    if f.is_none() || f.is_null() {
        return Err(vm.type_error(format!("unhashable type: '{}'", vm.type_name(a))));
    }
    let r = must(vm, a, n, &[])?;
    vm.hash_from_result(r)
}
fn call_generic(vm: &Vm, f: Word, args: &Args) -> R {
    // Not a tail call: the native stack is what ends an object that is its own `__call__`.
    std::hint::black_box(call_special(vm, f, args))
}
#[inline(always)]
fn call_special(vm: &Vm, f: Word, args: &Args) -> R {
    match vm.lookup_special(f, vm.names.call.get())? {
        Some((m, t)) if t.is_null() => vm.call_args(m, args),
        Some((m, t)) => vm.with_first(t, args, |args| vm.call_args(m, args)),
        None => Err(vm.type_error(format!("'{}' object is not callable", vm.type_name(f)))),
    }
}
fn getattr_generic(vm: &Vm, obj: Word, name: Word) -> R {
    let ga = vm.names.getattribute.get();
    let f = vm.type_lookup(vm.class_of(obj), ga);
    // The inherited one needs no call.
    let plain = f.native::<super::descr::WrapperDescr>().is_some_and(|w| w.is_generic_getattr());
    let r = if plain { vm.generic_getattr_opt(obj, name) } else { must(vm, obj, ga, &[name]) };
    let missing = match &r {
        Ok(w) => w.is_null(),
        Err(e) => vm.exc_matches(*e, &vm.exc.AttributeError),
    };
    if !missing {
        return r;
    }
    let hook = vm.type_lookup(vm.class_of(obj), vm.names.getattr.get());
    if !hook.is_null() {
        return must(vm, obj, vm.names.getattr.get(), &[name]);
    }
    match r {
        Ok(_) => Err(vm.no_attribute(obj, name)),
        e => e,
    }
}
fn setattr_generic(vm: &Vm, obj: Word, name: Word, v: Option<Word>) -> R<()> {
    match v {
        Some(v) => must(vm, obj, vm.names.setattr.get(), &[name, v])?,
        None => must(vm, obj, vm.names.delattr.get(), &[name])?,
    };
    Ok(())
}
fn iternext_generic(vm: &Vm, it: Word) -> R<Option<Word>> {
    must(vm, it, vm.names.next.get(), &[]).map(Some)
}
fn iter_generic(vm: &Vm, a: Word) -> R {
    let f = vm.type_lookup(vm.class_of(a), vm.names.iter.get());
    if f.is_none() {
        return Err(vm.type_error(format!("'{}' object is not iterable", vm.type_name(a))));
    }
    must(vm, a, vm.names.iter.get(), &[])
}
fn get_generic(vm: &Vm, d: Word, obj: Word, ty: Word) -> R {
    let (o, t) = (obj.or(Word::NONE), ty.or(Word::NONE));
    Ok(dunder(vm, d, vm.names.get.get(), &[o, t])?.unwrap_or(d))
}
fn set_generic(vm: &Vm, d: Word, obj: Word, v: Option<Word>) -> R<()> {
    match v {
        Some(v) => must(vm, d, vm.names.set.get(), &[obj, v])?,
        None => must(vm, d, vm.names.delete.get(), &[obj])?,
    };
    Ok(())
}
fn init_generic(vm: &Vm, obj: Word, args: &Args) -> R<()> {
    let Some((m, t)) = vm.lookup_special(obj, vm.names.init.get())? else {
        return Ok(());
    };
    let r = if t.is_null() { vm.call_args(m, args)? } else { vm.with_first(t, args, |args| vm.call_args(m, args))? };
    if r.is_none() {
        Ok(())
    } else {
        Err(vm.type_error(format!("__init__() should return None, not '{}'", vm.type_name(r))))
    }
}
fn new_generic(vm: &Vm, ty: Word, args: &Args) -> R {
    let f = vm.getattr(ty, vm.names.new.get())?;
    vm.with_first(ty, args, |args| vm.call_args(f, args))
}
fn del_generic(vm: &Vm, obj: Word) -> R<()> {
    dunder(vm, obj, vm.names.del.get(), &[])?;
    Ok(())
}
fn bool_generic(vm: &Vm, a: Word) -> R<bool> {
    let r = must(vm, a, vm.names.bool.get(), &[])?;
    match r {
        Word::TRUE => Ok(true),
        Word::FALSE => Ok(false),
        _ => Err(vm.type_error(format!("__bool__ should return bool, returned {}", vm.type_name(r)))),
    }
}
fn len_generic(vm: &Vm, a: Word) -> R<usize> {
    let r = must(vm, a, vm.names.len.get(), &[])?;
    vm.len_from_result(r)
}
fn getitem_generic(vm: &Vm, a: Word, k: Word) -> R {
    must(vm, a, vm.names.getitem.get(), &[k])
}
fn setitem_generic(vm: &Vm, a: Word, k: Word, v: Option<Word>) -> R<()> {
    match v {
        Some(v) => must(vm, a, vm.names.setitem.get(), &[k, v])?,
        None => must(vm, a, vm.names.delitem.get(), &[k])?,
    };
    Ok(())
}
fn contains_generic(vm: &Vm, a: Word, k: Word) -> R<bool> {
    let f = vm.type_lookup(vm.class_of(a), vm.names.contains.get());
    if f.is_none() {
        return Err(vm.type_error(format!("'{}' object is not a container", vm.type_name(a))));
    }
    match dunder(vm, a, vm.names.contains.get(), &[k])? {
        Some(r) => vm.truth(r),
        None => vm.contains_by_iteration(a, k),
    }
}
fn pow_generic(vm: &Vm, a: Word, b: Word, m: Word) -> R {
    if m.is_none() {
        return binary_dunder(
            vm,
            a,
            b,
            |s| s.pow.get().filter(|f| *f as usize == pow_generic as *const () as usize).map(|_| pow2 as Binary),
            pow2,
            vm.intern_constant("__pow__"),
            vm.intern_constant("__rpow__"),
        );
    }
    if vm.class_of(a).slots.pow.get().is_some_and(|f| f as usize == pow_generic as *const () as usize) {
        return Ok(dunder(vm, a, vm.intern_constant("__pow__"), &[b, m])?.unwrap_or(Word::NOT_IMPLEMENTED));
    }
    Ok(Word::NOT_IMPLEMENTED)
}
fn pow2(vm: &Vm, a: Word, b: Word) -> R {
    pow_generic(vm, a, b, Word::NONE)
}
fn buffer_generic(vm: &Vm, a: Word) -> R {
    must(vm, a, vm.names.buffer.get(), &[Word::small(0)])
}

fn new_wrap(vm: &Vm, f: NewFn, this: Word, a: &Args) -> R {
    // `object.__new__(cls, ...)`: the first argument is the class.
    let _ = this;
    match a.words.first().and_then(Word::as_type) {
        Some(t) => f(vm, t.word(), &Args { words: &a.words[1..], names: a.names }),
        None => Err(vm.type_error("object.__new__(X): X is not a type object")),
    }
}

/// Every dunder that has a slot.
pub fn slot_defs() -> &'static [SlotDef] {
    static DEFS: std::sync::OnceLock<Vec<SlotDef>> = std::sync::OnceLock::new();
    DEFS.get_or_init(build)
}

fn build() -> Vec<SlotDef> {
    let mut v = vec![
        unary!("__repr__", repr, "Return repr(self)."),
        unary!("__str__", str, "Return str(self)."),
        def!("__hash__", "($self, /)", hash, hash_generic, "Return hash(self).", |vm, f, this, a| {
            exactly(vm, "__hash__", a, 0)?;
            Ok(vm.int(f(vm, this)?))
        }),
        def!(
            "__call__",
            "($self, /, *args, **kwargs)",
            call,
            call_generic,
            "Call self as a function.",
            |vm, f, this, a| f(vm, this, a)
        ),
        def!(
            "__getattribute__",
            "($self, name, /)",
            getattro,
            getattr_generic,
            "Return getattr(self, name).",
            |vm, f, this, a| {
                let a = one(vm, "__getattribute__", a)?;
                f(vm, this, a[0])
            }
        ),
        SlotDef {
            name: "__getattr__",
            sig: "($self, name, /)",
            doc: "",
            has: |_| false,
            set: |s| s.getattro.set(Some(getattr_generic)),
            copy: |to, from| to.getattro.set(from.getattro.get()),
            wrap: |vm, _, this, _| Err(missing(vm, this, "__getattr__")),
        },
        def!(
            "__setattr__",
            "($self, name, value, /)",
            setattro,
            setattr_generic,
            "Implement setattr(self, name, value).",
            |vm, f, this, a| {
                let a = exactly(vm, "__setattr__", a, 2)?;
                f(vm, this, a[0], Some(a[1])).map(|_| Word::NONE)
            }
        ),
        def!(
            "__delattr__",
            "($self, name, /)",
            setattro,
            setattr_generic,
            "Implement delattr(self, name).",
            |vm, f, this, a| {
                let a = one(vm, "__delattr__", a)?;
                f(vm, this, a[0], None).map(|_| Word::NONE)
            }
        ),
        compare!("__lt__", Lt, "<"),
        compare!("__le__", Le, "<="),
        compare!("__eq__", Eq, "=="),
        compare!("__ne__", Ne, "!="),
        compare!("__gt__", Gt, ">"),
        compare!("__ge__", Ge, ">="),
        def!("__iter__", "($self, /)", iter, iter_generic, "Implement iter(self).", |vm, f, this, a| {
            exactly(vm, "__iter__", a, 0)?;
            f(vm, this)
        }),
        def!("__next__", "($self, /)", iternext, iternext_generic, "Implement next(self).", |vm, f, this, a| {
            exactly(vm, "__next__", a, 0)?;
            match f(vm, this)? {
                Some(w) => Ok(w),
                None => Err(vm.stop_iteration(Word::NONE)),
            }
        }),
        def!(
            "__get__",
            "($self, instance, owner=None, /)",
            descr_get,
            get_generic,
            "Return an attribute of instance, which is of type owner.",
            |vm, f, this, a| {
                no_keywords(vm, "__get__", a)?;
                let (o, t) = match a.words {
                    [o] => (*o, Word::NONE),
                    [o, t] => (*o, *t),
                    v => {
                        let how = if v.is_empty() { "at least 1 argument" } else { "at most 2 arguments" };
                        return Err(vm.type_error(format!("__get__ expected {how}, got {}", v.len())));
                    }
                };
                if o.is_none() && t.is_none() {
                    return Err(vm.type_error("__get__(None, None) is invalid"));
                }
                f(vm, this, if o.is_none() { Word::NULL } else { o }, if t.is_none() { Word::NULL } else { t })
            }
        ),
        def!(
            "__set__",
            "($self, instance, value, /)",
            descr_set,
            set_generic,
            "Set an attribute of instance to value.",
            |vm, f, this, a| {
                let a = exactly(vm, "__set__", a, 2)?;
                f(vm, this, a[0], Some(a[1])).map(|_| Word::NONE)
            }
        ),
        def!(
            "__delete__",
            "($self, instance, /)",
            descr_set,
            set_generic,
            "Delete an attribute of instance.",
            |vm, f, this, a| {
                let a = one(vm, "__delete__", a)?;
                f(vm, this, a[0], None).map(|_| Word::NONE)
            }
        ),
        def!(
            "__init__",
            "($self, /, *args, **kwargs)",
            init,
            init_generic,
            "Initialize self.  See help(type(self)) for accurate signature.",
            |vm, f, this, a| f(vm, this, a).map(|_| Word::NONE)
        ),
        def!(
            "__new__",
            "($type, *args, **kwargs)",
            new,
            new_generic,
            "Create and return a new object.  See help(type) for accurate signature.",
            |vm, f, this, a| new_wrap(vm, f, this, a)
        ),
        def!(
            "__del__",
            "($self, /)",
            finalize,
            del_generic,
            "Called when the instance is about to be destroyed.",
            |vm, f, this, a| {
                exactly(vm, "__del__", a, 0)?;
                f(vm, this).map(|_| Word::NONE)
            }
        ),
        unary!("__neg__", neg, "-self"),
        unary!("__pos__", pos, "+self"),
        unary!("__abs__", abs, "abs(self)"),
        unary!("__invert__", invert, "~self"),
        unary!("__int__", int, "int(self)"),
        unary!("__float__", float, "float(self)"),
        unary!(
            "__index__",
            index,
            "Return self converted to an integer, if self is suitable for use as an index into a list."
        ),
        def!("__bool__", "($self, /)", bool, bool_generic, "True if self else False", |vm, f, this, a| {
            exactly(vm, "__bool__", a, 0)?;
            f(vm, this).map(Word::bool)
        }),
        def!("__len__", "($self, /)", len, len_generic, "Return len(self).", |vm, f, this, a| {
            exactly(vm, "__len__", a, 0)?;
            f(vm, this).map(|n| vm.int(n as i64))
        }),
        def!("__getitem__", "($self, key, /)", getitem, getitem_generic, "Return self[key].", |vm, f, this, a| {
            let a = one(vm, "__getitem__", a)?;
            f(vm, this, a[0])
        }),
        def!(
            "__setitem__",
            "($self, key, value, /)",
            setitem,
            setitem_generic,
            "Set self[key] to value.",
            |vm, f, this, a| {
                let a = exactly(vm, "__setitem__", a, 2)?;
                f(vm, this, a[0], Some(a[1])).map(|_| Word::NONE)
            }
        ),
        def!("__delitem__", "($self, key, /)", setitem, setitem_generic, "Delete self[key].", |vm, f, this, a| {
            let a = one(vm, "__delitem__", a)?;
            f(vm, this, a[0], None).map(|_| Word::NONE)
        }),
        def!(
            "__contains__",
            "($self, key, /)",
            contains,
            contains_generic,
            "Return bool(key in self).",
            |vm, f, this, a| {
                let a = one(vm, "__contains__", a)?;
                f(vm, this, a[0]).map(Word::bool)
            }
        ),
        def!(
            "__pow__",
            "($self, value, mod=None, /)",
            pow,
            pow_generic,
            "Return pow(self, value, mod).",
            |vm, f, this, a| {
                no_keywords(vm, "__pow__", a)?;
                match a.words {
                    [b] => f(vm, this, *b, Word::NONE),
                    [b, m] => f(vm, this, *b, *m),
                    v => Err(vm.type_error(format!("expected 1 or 2 arguments, got {}", v.len()))),
                }
            }
        ),
        def!(
            "__rpow__",
            "($self, value, mod=None, /)",
            pow,
            pow_generic,
            "Return pow(value, self, mod).",
            |vm, f, this, a| {
                no_keywords(vm, "__rpow__", a)?;
                match a.words {
                    [b] => f(vm, *b, this, Word::NONE),
                    [b, m] => f(vm, *b, this, *m),
                    v => Err(vm.type_error(format!("expected 1 or 2 arguments, got {}", v.len()))),
                }
            }
        ),
        inplace!("__iadd__", iadd, "+="),
        inplace!("__isub__", isub, "-="),
        inplace!("__imul__", imul, "*="),
        inplace!("__imatmul__", imatmul, "@="),
        inplace!("__itruediv__", itruediv, "/="),
        inplace!("__ifloordiv__", ifloordiv, "//="),
        inplace!("__imod__", imodulo, "%="),
        inplace!("__ipow__", ipow, "**="),
        inplace!("__ilshift__", ilshift, "<<="),
        inplace!("__irshift__", irshift, ">>="),
        inplace!("__iand__", iand, "&="),
        inplace!("__ixor__", ixor, "^="),
        inplace!("__ior__", ior, "|="),
        unary!("__await__", await_, "Return an iterator to be used in await expression."),
        unary!("__aiter__", aiter, "Return an awaitable, that resolves in asynchronous iterator."),
        unary!("__anext__", anext, "Return a value or raise StopAsyncIteration."),
        def!(
            "__buffer__",
            "($self, flags, /)",
            buffer,
            buffer_generic,
            "Return a buffer object that exposes the underlying memory of the object.",
            |vm, f, this, a| {
                one(vm, "__buffer__", a)?;
                f(vm, this)
            }
        ),
    ];
    v.extend(binary!("__add__", "__radd__", add, "+"));
    v.extend(binary!("__sub__", "__rsub__", sub, "-"));
    v.extend(binary!("__mul__", "__rmul__", mul, "*"));
    v.extend(binary!("__matmul__", "__rmatmul__", matmul, "@"));
    v.extend(binary!("__truediv__", "__rtruediv__", truediv, "/"));
    v.extend(binary!("__floordiv__", "__rfloordiv__", floordiv, "//"));
    v.extend(binary!("__mod__", "__rmod__", modulo, "%"));
    v.extend(binary!("__divmod__", "__rdivmod__", divmod, "divmod"));
    v.extend(binary!("__lshift__", "__rlshift__", lshift, "<<"));
    v.extend(binary!("__rshift__", "__rrshift__", rshift, ">>"));
    v.extend(binary!("__and__", "__rand__", and, "&"));
    v.extend(binary!("__xor__", "__rxor__", xor, "^"));
    v.extend(binary!("__or__", "__ror__", or, "|"));
    v
}

/// The sequence forms, whose dunders have the number slots' names: shown for types that fill
/// `concat` or `repeat` and not `add` or `mul`.
pub fn sequence_defs() -> &'static [SlotDef] {
    static DEFS: std::sync::OnceLock<Vec<SlotDef>> = std::sync::OnceLock::new();
    DEFS.get_or_init(|| {
        vec![
            SlotDef {
                name: "__add__",
                sig: "($self, value, /)",
                doc: "Return self+value.",
                has: |s| s.concat.get().is_some() && s.add.get().is_none(),
                set: |_| {},
                copy: |_, _| {},
                wrap: |vm, s, this, a| {
                    let a = one(vm, "__add__", a)?;
                    match s.concat.get() {
                        Some(f) => f(vm, this, a[0]),
                        None => Err(missing(vm, this, "__add__")),
                    }
                },
            },
            SlotDef {
                name: "__mul__",
                sig: "($self, value, /)",
                doc: "Return self*value.",
                has: |s| s.repeat.get().is_some() && s.mul.get().is_none(),
                set: |_| {},
                copy: |_, _| {},
                wrap: |vm, s, this, a| {
                    let a = one(vm, "__mul__", a)?;
                    match s.repeat.get() {
                        Some(f) => f(vm, this, a[0]),
                        None => Err(missing(vm, this, "__mul__")),
                    }
                },
            },
            SlotDef {
                name: "__rmul__",
                sig: "($self, value, /)",
                doc: "Return value*self.",
                has: |s| s.repeat.get().is_some() && s.mul.get().is_none(),
                set: |_| {},
                copy: |_, _| {},
                wrap: |vm, s, this, a| {
                    let a = one(vm, "__rmul__", a)?;
                    match s.repeat.get() {
                        Some(f) => f(vm, this, a[0]),
                        None => Err(missing(vm, this, "__rmul__")),
                    }
                },
            },
            SlotDef {
                name: "__iadd__",
                sig: "($self, value, /)",
                doc: "Implement self+=value.",
                has: |s| s.iconcat.get().is_some() && s.iadd.get().is_none(),
                set: |_| {},
                copy: |_, _| {},
                wrap: |vm, s, this, a| {
                    let a = one(vm, "__iadd__", a)?;
                    match s.iconcat.get() {
                        Some(f) => f(vm, this, a[0]),
                        None => Err(missing(vm, this, "__iadd__")),
                    }
                },
            },
            SlotDef {
                name: "__imul__",
                sig: "($self, value, /)",
                doc: "Implement self*=value.",
                has: |s| s.irepeat.get().is_some() && s.imul.get().is_none(),
                set: |_| {},
                copy: |_, _| {},
                wrap: |vm, s, this, a| {
                    let a = one(vm, "__imul__", a)?;
                    match s.irepeat.get() {
                        Some(f) => f(vm, this, a[0]),
                        None => Err(missing(vm, this, "__imul__")),
                    }
                },
            },
        ]
    })
}

/// Whether `f` is the dispatcher for `__init__` written in Python.
pub fn is_init_generic(f: InitFn) -> bool {
    f as usize == init_generic as *const () as usize
}
/// Whether the class's `__call__` was written in Python.
pub fn is_call_generic(f: CallFn) -> bool {
    f as usize == call_generic as *const () as usize
}

/// Recomputes the slots that `name` decides, after the class dictionary changed.
pub fn update_slots_for(vm: &Vm, ty: &TypeObj, name: &str) {
    for d in slot_defs().iter().filter(|d| d.name == name) {
        refresh(vm, ty, d);
    }
    if let Some(l) = ty.subclasses.get().get::<ListObj>() {
        for &s in l.as_slice() {
            if let Some(s) = s.as_type() {
                update_slots_for(vm, s, name);
            }
        }
    }
}

/// Fills the slots of a new class written in Python: for each dunder found along the MRO, the
/// native slot of its owner if the dunder is a wrapper of it, the looking-up function otherwise.
pub fn fill_slots(vm: &Vm, ty: &TypeObj) {
    ty.slots.clear();
    // What no dunder shows is inherited as it is.
    for &b in ty.mro_items().iter().skip(1) {
        if let Some(b) = b.as_type() {
            ty.slots.inherit(&b.slots);
        }
    }
    let mut names = std::collections::HashSet::new();
    for &b in ty.mro_items() {
        let Some(b) = b.as_type() else { continue };
        if !b.has(super::types::TF_HEAP) {
            continue;
        }
        if let Some(d) = b.dict.get().get::<DictObj>() {
            for (k, _) in d.iter() {
                if let Some(s) = k.get::<StrObj>().and_then(StrObj::ascii)
                    && s.starts_with("__")
                {
                    names.insert(s.to_string());
                }
            }
        }
    }
    for d in slot_defs() {
        if names.contains(d.name) {
            refresh(vm, ty, d);
        }
    }
    ty.flags.set(ty.flags.get() & !super::types::TF_DEL);
    if !vm.type_lookup(ty, vm.names.del.get()).is_null() {
        ty.set_flag(super::types::TF_DEL);
    }
}

/// Sets the one slot of `ty` that `d` (and its siblings with the same slot) decides.
fn refresh(vm: &Vm, ty: &TypeObj, d: &SlotDef) {
    let f = vm.type_lookup(ty, vm.intern(d.name));
    if f.is_null() {
        // Deleted: inherit the native slot again, if no Python dunder shares it.
        (d.copy)(&ty.slots, &Slots::default());
        for &b in ty.mro_items().iter().skip(1) {
            if let Some(b) = b.as_type() {
                ty.slots.inherit(&b.slots);
            }
        }
        return;
    }
    if d.name == "__hash__" && f.is_none() {
        ty.slots.hash.set(Some(unhashable));
        return;
    }
    // A wrapper of a native slot found along the MRO: the slot itself, when it is the only dunder
    // of that slot (reflected operators and comparisons share one).
    if let Some(w) = f.native::<super::descr::WrapperDescr>()
        && w.def().name == d.name
        && !shares_slot(vm, ty, d)
    {
        w.copy_slot_to(&ty.slots, d);
        return;
    }
    (d.set)(&ty.slots);
    // A sequence's own way of doing it is out of force.
    match d.name {
        "__add__" => ty.slots.concat.set(None),
        "__mul__" | "__rmul__" => ty.slots.repeat.set(None),
        "__iadd__" => ty.slots.iconcat.set(None),
        "__imul__" => ty.slots.irepeat.set(None),
        _ => {}
    }
}

/// Some dunder that uses the same slot as `d` is written in Python in `ty`'s MRO.
fn shares_slot(vm: &Vm, ty: &TypeObj, d: &SlotDef) -> bool {
    const GROUPS: &[&[&str]] = &[
        &["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"],
        &["__setattr__", "__delattr__"],
        &["__setitem__", "__delitem__"],
        &["__set__", "__delete__"],
        &["__getattribute__", "__getattr__"],
        &["__add__", "__radd__"],
        &["__sub__", "__rsub__"],
        &["__mul__", "__rmul__"],
        &["__matmul__", "__rmatmul__"],
        &["__truediv__", "__rtruediv__"],
        &["__floordiv__", "__rfloordiv__"],
        &["__mod__", "__rmod__"],
        &["__divmod__", "__rdivmod__"],
        &["__lshift__", "__rlshift__"],
        &["__rshift__", "__rrshift__"],
        &["__and__", "__rand__"],
        &["__xor__", "__rxor__"],
        &["__or__", "__ror__"],
        &["__pow__", "__rpow__"],
    ];
    for g in GROUPS {
        if g.contains(&d.name) {
            return g.iter().any(|n| {
                let f = vm.type_lookup(ty, vm.intern(n));
                !f.is_null() && f.native::<super::descr::WrapperDescr>().is_none()
            });
        }
    }
    false
}

fn unhashable(vm: &Vm, a: Word) -> R<i64> {
    Err(vm.type_error(format!("unhashable type: '{}'", vm.type_name(a))))
}
/// For types that define `__eq__` and no hash.
pub fn unhashable_slot() -> HashFn {
    unhashable
}
