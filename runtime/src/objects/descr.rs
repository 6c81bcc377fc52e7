//! Descriptors of native types and native function objects.

use super::args::Args;
use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::types::*;
use super::wrappers::SlotDef;
use crate::heap::*;
use crate::{R, Vm};

/// A native function, perhaps bound to an object (`builtin_function_or_method`).
pub struct BuiltinFn {
    pub def: &'static FnDef,
    /// The bound object, or NULL.
    pub this: Slot,
    /// The module's name, or NULL.
    pub module: Slot,
    /// The class a method was defined in, or NULL.
    pub owner: Slot,
}
impl Payload for BuiltinFn {
    const INFO: &'static NativeInfo = crate::native_info!(BuiltinFn, BUILTIN_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.this);
        t.slot(&self.module);
        t.slot(&self.owner);
    }
}

/// A method of a native type (`list.append`).
pub struct MethodDescr {
    pub def: &'static FnDef,
    pub owner: Slot,
}
impl Payload for MethodDescr {
    const INFO: &'static NativeInfo = crate::native_info!(MethodDescr, METHOD_DESCR_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.owner);
    }
}

/// A class method of a native type (`dict.fromkeys`).
pub struct ClassMethodDescr {
    pub def: &'static FnDef,
    pub owner: Slot,
}
impl Payload for ClassMethodDescr {
    const INFO: &'static NativeInfo = crate::native_info!(ClassMethodDescr, CLASSMETHOD_DESCR_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.owner);
    }
}

/// A dunder method that shows a native slot (`int.__add__`).
pub struct WrapperDescr {
    def: &'static SlotDef,
    pub owner: Slot,
}
impl WrapperDescr {
    pub fn def(&self) -> &'static SlotDef {
        self.def
    }
    pub fn is_generic_getattr(&self) -> bool {
        self.def.name == "__getattribute__"
            && self
                .owner
                .get()
                .as_type()
                .and_then(|t| t.slots.getattro.get())
                .is_some_and(|f| f as usize == super::attr::generic_getattr_fn as *const () as usize)
    }
    pub fn copy_slot_to(&self, to: &Slots, d: &SlotDef) {
        if let Some(t) = self.owner.get().as_type() {
            (d.copy)(to, &t.slots);
        }
    }
    /// Calls it on `this`.
    pub fn invoke(&self, vm: &Vm, this: Word, args: &Args) -> R {
        match self.owner.get().as_type() {
            Some(t) => (self.def.wrap)(vm, &t.slots, this, args),
            None => Ok(Word::NONE),
        }
    }
}
impl Payload for WrapperDescr {
    const INFO: &'static NativeInfo = crate::native_info!(WrapperDescr, WRAPPER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.owner);
    }
}
/// A [`WrapperDescr`] bound to an object.
pub struct MethodWrapper {
    pub descr: Slot,
    pub this: Slot,
}
impl Payload for MethodWrapper {
    const INFO: &'static NativeInfo = crate::native_info!(MethodWrapper, METHOD_WRAPPER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.descr);
        t.slot(&self.this);
    }
}

/// A computed attribute of a native type.
pub struct GetSetDescr {
    pub def: &'static GetSet,
    pub owner: Slot,
}
impl Payload for GetSetDescr {
    const INFO: &'static NativeInfo = crate::native_info!(GetSetDescr, GETSET_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.owner);
    }
}

/// A `__slots__` member, or a field of a native type that CPython keeps as one.
pub struct MemberDescr {
    /// How to read and write the field of a native type.
    pub def: Option<&'static GetSet>,
    pub name: Slot,
    pub owner: Slot,
    /// Field number; for classes whose layout has no inline fields `usize::MAX`: then the value is
    /// an instance attribute under `key`.
    pub index: usize,
    pub key: Slot,
}
impl Payload for MemberDescr {
    const INFO: &'static NativeInfo = crate::native_info!(MemberDescr, MEMBER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.name);
        t.slot(&self.owner);
        t.slot(&self.key);
    }
}

fn str_of(w: Word) -> String {
    super::str::to_string_lossy(w)
}
fn short_owner(w: Word) -> String {
    w.as_type().map_or_else(String::new, |t| t.name())
}
/// The owner as error texts name it.
fn shown_owner(vm: &Vm, w: Word) -> String {
    w.as_type().map_or_else(String::new, |t| vm.full_name(t))
}

// ---- builtin_function_or_method

fn builtin_call(vm: &Vm, f: Word, args: &Args) -> R {
    let Some(b) = f.native::<BuiltinFn>() else {
        return Ok(Word::NONE);
    };
    vm.call_builtin(b, args)
}
fn builtin_repr(vm: &Vm, f: Word) -> R {
    let Some(b) = f.native::<BuiltinFn>() else {
        return Ok(Word::NONE);
    };
    let this = b.this.get();
    if this.is_null() || this.native::<super::module::ModuleObj>().is_some() {
        return Ok(vm.new_str(&format!("<built-in function {}>", b.def.name)));
    }
    Ok(vm.new_str(&format!(
        "<built-in method {} of {} object at {:#x}>",
        b.def.name,
        vm.type_name(this),
        vm.heap.identity(this)
    )))
}
fn builtin_compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let _ = vm;
    let (Some(x), Some(y)) = (a.native::<BuiltinFn>(), b.native::<BuiltinFn>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let same = std::ptr::eq(x.def, y.def) && x.this.get() == y.this.get();
    Ok(match op {
        CmpOp::Eq => Word::bool(same),
        CmpOp::Ne => Word::bool(!same),
        _ => Word::NOT_IMPLEMENTED,
    })
}
fn builtin_hash(vm: &Vm, a: Word) -> R<i64> {
    let Some(x) = a.native::<BuiltinFn>() else {
        return Ok(0);
    };
    Ok(((x.def as *const FnDef as usize >> 4) as i64) ^ (vm.heap.identity(x.this.get()) >> 4) as i64)
}
fn builtin_qualname(vm: &Vm, w: Word) -> R {
    let Some(b) = w.native::<BuiltinFn>() else {
        return Ok(Word::NONE);
    };
    let this = b.this.get();
    if this.is_null() || this.native::<super::module::ModuleObj>().is_some() {
        return Ok(vm.new_str(b.def.name));
    }
    let owner = match this.as_type() {
        Some(t) => t.name(),
        None => vm.short_name(this),
    };
    Ok(vm.new_str(&format!("{owner}.{}", b.def.name)))
}
/// Is it some type's `__new__`?
fn is_new(b: &BuiltinFn) -> bool {
    let this = b.this.get();
    !this.is_null() && this == b.owner.get() && this.as_type().is_some() && b.def.kind == FnKind::Plain
}
pub static BUILTIN_SPEC: TypeSpec = TypeSpec {
    name: "builtin_function_or_method",
    flags: TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(builtin_call));
        s.repr.set(Some(builtin_repr));
        s.richcompare.set(Some(builtin_compare));
        s.hash.set(Some(builtin_hash));
    },
    getset: &[
        GetSet::ro("__name__", |vm, w| Ok(w.native::<BuiltinFn>().map_or(Word::NONE, |b| vm.new_str(b.def.name))), ""),
        GetSet::ro("__qualname__", builtin_qualname, ""),
        GetSet::ro(
            "__doc__",
            |vm, w| {
                Ok(w.native::<BuiltinFn>()
                    .map_or(Word::NONE, |b| doc_word(vm, if is_new(b) { super::class::NEW_DOC } else { b.def.doc })))
            },
            "",
        ),
        GetSet::ro(
            "__text_signature__",
            |vm, w| {
                Ok(w.native::<BuiltinFn>().map_or(Word::NONE, |b| {
                    vm.new_str(&if is_new(b) { super::class::NEW_SIGNATURE.into() } else { b.def.text_signature() })
                }))
            },
            "",
        ),
        GetSet::ro(
            "__self__",
            |_, w| Ok(w.native::<BuiltinFn>().map_or(Word::NONE, |b| b.this.get().or(Word::NONE))),
            "",
        ),
        GetSet::rw(
            "__module__",
            |_, w| Ok(w.native::<BuiltinFn>().map_or(Word::NONE, |b| b.module.get().or(Word::NONE))),
            |_, w, v| {
                if let (Some(h), Some(b)) = (w.header(), w.native::<BuiltinFn>()) {
                    b.module.set(h, v.unwrap_or(Word::NONE));
                }
                Ok(())
            },
            "",
        )
        .as_member(),
    ],
    methods: &[FnDef::new("__reduce__", "($self, /)", |vm, a| builtin_qualname(vm, a[0]), "")],
    ..TypeSpec::DEFAULT
};

/// A doc string, None if empty.
pub fn doc_word(vm: &Vm, doc: &str) -> Word {
    if doc.is_empty() { Word::NONE } else { vm.new_str(doc) }
}

// ---- method_descriptor

fn method_descr_get(vm: &Vm, d: Word, obj: Word, _ty: Word) -> R {
    let Some(m) = d.native::<MethodDescr>() else {
        return Ok(d);
    };
    if obj.is_null() {
        return Ok(d);
    }
    check_self(vm, m.def.name, m.owner.get(), obj)?;
    Ok(vm.new_native(BuiltinFn {
        def: m.def,
        this: Slot::new(obj),
        module: Slot::new(Word::NULL),
        owner: Slot::new(m.owner.get()),
    }))
}
fn check_self(vm: &Vm, name: &str, owner: Word, obj: Word) -> R<()> {
    if vm.class_of(obj).is_subtype(owner) {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        shown_owner(vm, owner),
        vm.type_name(obj)
    )))
}
fn method_descr_call(vm: &Vm, d: Word, args: &Args) -> R {
    let Some(m) = d.native::<MethodDescr>() else {
        return Ok(d);
    };
    vm.call_method_descr(m, args)
}
impl Vm {
    pub fn call_builtin(&self, b: &BuiltinFn, args: &Args) -> R {
        let this = b.this.get();
        if this.is_null() || !b.def.shape.has_self {
            let sig = &b.def.shape;
            let n = args.words.len();
            if args.names.is_null() && sig.simple && n >= sig.required as usize && n <= sig.positional as usize {
                return self.call_native(b.def, args, None);
            }
            let (module, owner) = (b.module.get(), b.owner.get());
            let m = match owner.as_type() {
                Some(t) => t.name(),
                None if module.is_kind(Kind::Str) => str_of(module),
                None => "builtins".into(),
            };
            return self.call_native(b.def, args, Some(m.as_str()).filter(|m| *m != "builtins"));
        }
        let owner = b.owner.get();
        if owner == this
            && b.def.kind == FnKind::Plain
            && let Some(t) = this.as_type()
        {
            return self.call_new(t, b.def, args);
        }
        // Bound, it has the name of the object's own type.
        let owner = this.as_type().map_or_else(|| self.type_of(this), |t| t.word());
        let owner_name = None;
        self.with_first(this, args, |args| self.call_native_named(b.def, args, owner, owner_name))
    }
    /// `T.__new__(cls, …)` of a type whose `__new__` has a signature.
    fn call_new(&self, t: &TypeObj, def: &'static FnDef, args: &Args) -> R {
        let name = t.name();
        let Some(&cls) = args.positional().first() else {
            return Err(self.type_error(format!("{name}.__new__(): not enough arguments")));
        };
        let Some(c) = cls.as_type() else {
            return Err(self.type_error(format!("{name}.__new__(X): X is not a type object ({})", self.type_name(cls))));
        };
        if !c.is_subtype(t.word()) {
            let c = c.name();
            return Err(self.type_error(format!("{name}.__new__({c}): {c} is not a subtype of {name}")));
        }
        // The native type whose layout it has must have this `__new__`.
        let native = c.mro_items().iter().find_map(|b| {
            b.as_type().filter(|b| !b.has(TF_HEAP) && !self.dict_get_str(b.dict.get(), "__new__").is_null())
        });
        if let Some(b) = native
            && b.word() != t.word()
        {
            let (c, b) = (c.name(), b.name());
            return Err(self.type_error(format!("{name}.__new__({c}) is not safe, use {b}.__new__()")));
        }
        self.call_native(def, args, Some(&name))
    }
    fn call_native_named(&self, def: &'static FnDef, args: &Args, owner: Word, name: Option<String>) -> R {
        let sig = &def.shape;
        let n = args.words.len();
        if args.names.is_null() && sig.simple && n >= sig.required as usize && n <= sig.positional as usize {
            return self.call_native(def, args, None);
        }
        let name = name.or_else(|| owner.as_type().map(|t| t.name()));
        self.call_native(def, args, name.as_deref())
    }
    pub fn call_method_descr(&self, m: &MethodDescr, args: &Args) -> R {
        let owner = m.owner.get();
        match args.words.first() {
            Some(&obj) if args.words.len() > args.kw_count() => {
                if !self.class_of(obj).is_subtype(owner) {
                    check_self(self, m.def.name, owner, obj)?;
                }
                self.call_native_named(m.def, args, owner, None)
            }
            _ => Err(self.type_error(format!(
                "unbound method {}.{}() needs an argument",
                short_owner(owner),
                m.def.name
            ))),
        }
    }
}

fn descr_name(vm: &Vm, w: Word) -> Word {
    if let Some(m) = w.native::<MethodDescr>() {
        vm.new_str(m.def.name)
    } else if let Some(m) = w.native::<ClassMethodDescr>() {
        vm.new_str(m.def.name)
    } else if let Some(m) = w.native::<WrapperDescr>() {
        vm.new_str(m.def.name)
    } else if let Some(m) = w.native::<GetSetDescr>() {
        vm.new_str(m.def.name)
    } else if let Some(m) = w.native::<MemberDescr>() {
        m.name.get()
    } else {
        Word::NONE
    }
}
fn descr_owner(w: Word) -> Word {
    if let Some(m) = w.native::<MethodDescr>() {
        m.owner.get()
    } else if let Some(m) = w.native::<ClassMethodDescr>() {
        m.owner.get()
    } else if let Some(m) = w.native::<WrapperDescr>() {
        m.owner.get()
    } else if let Some(m) = w.native::<GetSetDescr>() {
        m.owner.get()
    } else if let Some(m) = w.native::<MemberDescr>() {
        m.owner.get()
    } else {
        Word::NONE
    }
}
fn descr_doc(vm: &Vm, w: Word) -> Word {
    if let Some(m) = w.native::<MethodDescr>() {
        doc_word(vm, m.def.doc)
    } else if let Some(m) = w.native::<ClassMethodDescr>() {
        doc_word(vm, m.def.doc)
    } else if let Some(m) = w.native::<WrapperDescr>() {
        doc_word(vm, m.def.doc)
    } else if let Some(m) = w.native::<GetSetDescr>() {
        doc_word(vm, m.def.doc)
    } else if let Some(m) = w.native::<MemberDescr>() {
        m.def.map_or(Word::NONE, |d| doc_word(vm, d.doc))
    } else {
        Word::NONE
    }
}
fn descr_sig(vm: &Vm, w: Word) -> Word {
    let sig = if let Some(m) = w.native::<MethodDescr>() {
        m.def.sig
    } else if let Some(m) = w.native::<ClassMethodDescr>() {
        m.def.sig
    } else if let Some(m) = w.native::<WrapperDescr>() {
        m.def.sig
    } else {
        return Word::NONE;
    };
    vm.new_str(sig)
}
fn descr_qualname(vm: &Vm, w: Word) -> R {
    Ok(vm.new_str(&format!("{}.{}", short_owner(descr_owner(w)), str_of(descr_name(vm, w)))))
}
fn descr_repr(vm: &Vm, w: Word) -> R {
    let what = if w.native::<WrapperDescr>().is_some() {
        "slot wrapper"
    } else if w.native::<GetSetDescr>().is_some() {
        "attribute"
    } else if w.native::<MemberDescr>().is_some() {
        "member"
    } else {
        "method"
    };
    Ok(vm.new_str(&format!(
        "<{what} '{}' of '{}' objects>",
        str_of(descr_name(vm, w)),
        shown_owner(vm, descr_owner(w))
    )))
}
const DESCR_GETSET: &[GetSet] = &[
    GetSet::ro("__name__", |vm, w| Ok(descr_name(vm, w)), "").as_member(),
    GetSet::ro("__qualname__", descr_qualname, ""),
    GetSet::ro("__objclass__", |_, w| Ok(descr_owner(w)), "").as_member(),
    GetSet::ro("__doc__", |vm, w| Ok(descr_doc(vm, w)), ""),
    GetSet::ro("__text_signature__", |vm, w| Ok(descr_sig(vm, w)), ""),
];
pub static METHOD_DESCR_SPEC: TypeSpec = TypeSpec {
    name: "method_descriptor",
    flags: TF_METHOD_DESCR | TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(method_descr_call));
        s.descr_get.set(Some(method_descr_get));
        s.repr.set(Some(descr_repr));
    },
    getset: DESCR_GETSET,
    ..TypeSpec::DEFAULT
};

// ---- classmethod_descriptor

fn classmethod_descr_get(vm: &Vm, d: Word, obj: Word, ty: Word) -> R {
    let Some(m) = d.native::<ClassMethodDescr>() else {
        return Ok(d);
    };
    let ty = if ty.is_null() { vm.type_of(obj) } else { ty };
    Ok(vm.new_native(BuiltinFn {
        def: m.def,
        this: Slot::new(ty),
        module: Slot::new(Word::NULL),
        owner: Slot::new(m.owner.get()),
    }))
}
fn classmethod_descr_call(vm: &Vm, d: Word, args: &Args) -> R {
    let Some(m) = d.native::<ClassMethodDescr>() else {
        return Ok(d);
    };
    vm.call_native(m.def, args, Some(&short_owner(m.owner.get())))
}
pub static CLASSMETHOD_DESCR_SPEC: TypeSpec = TypeSpec {
    name: "classmethod_descriptor",
    flags: TF_NO_NEW,
    slots: |s| {
        s.descr_get.set(Some(classmethod_descr_get));
        s.call.set(Some(classmethod_descr_call));
        s.repr.set(Some(descr_repr));
    },
    getset: DESCR_GETSET,
    ..TypeSpec::DEFAULT
};

// ---- wrapper_descriptor and method-wrapper

fn wrapper_call(vm: &Vm, d: Word, args: &Args) -> R {
    let Some(w) = d.native::<WrapperDescr>() else {
        return Ok(d);
    };
    if args.positional().is_empty() {
        return Err(vm.type_error(format!(
            "descriptor '{}' of '{}' object needs an argument",
            w.def.name,
            shown_owner(vm, w.owner.get())
        )));
    }
    let this = args.words[0];
    let owner = w.owner.get();
    if !vm.class_of(this).is_subtype(owner) {
        return Err(vm.type_error(format!(
            "descriptor '{}' requires a '{}' object but received a '{}'",
            w.def.name,
            shown_owner(vm, owner),
            vm.type_name(this)
        )));
    }
    w.invoke(vm, this, &Args { words: &args.words[1..], names: args.names })
}
fn wrapper_get(vm: &Vm, d: Word, obj: Word, _ty: Word) -> R {
    let Some(w) = d.native::<WrapperDescr>() else {
        return Ok(d);
    };
    if obj.is_null() {
        return Ok(d);
    }
    check_self(vm, w.def.name, w.owner.get(), obj)?;
    Ok(vm.new_native(MethodWrapper { descr: Slot::new(d), this: Slot::new(obj) }))
}
pub static WRAPPER_SPEC: TypeSpec = TypeSpec {
    name: "wrapper_descriptor",
    flags: TF_METHOD_DESCR | TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(wrapper_call));
        s.descr_get.set(Some(wrapper_get));
        s.repr.set(Some(descr_repr));
    },
    getset: DESCR_GETSET,
    ..TypeSpec::DEFAULT
};
fn method_wrapper_call(vm: &Vm, w: Word, args: &Args) -> R {
    let Some(m) = w.native::<MethodWrapper>() else {
        return Ok(w);
    };
    let d = m.descr.get();
    match d.native::<WrapperDescr>() {
        Some(d) => d.invoke(vm, m.this.get(), args),
        None => Ok(Word::NONE),
    }
}
fn method_wrapper_descr(w: Word) -> Word {
    w.native::<MethodWrapper>().map_or(Word::NONE, |m| m.descr.get())
}
fn method_wrapper_compare(_: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.native::<MethodWrapper>(), b.native::<MethodWrapper>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let same = x.descr.get() == y.descr.get() && x.this.get() == y.this.get();
    Ok(match op {
        CmpOp::Eq => Word::bool(same),
        CmpOp::Ne => Word::bool(!same),
        _ => Word::NOT_IMPLEMENTED,
    })
}
pub static METHOD_WRAPPER_SPEC: TypeSpec = TypeSpec {
    name: "method-wrapper",
    flags: TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(method_wrapper_call));
        s.richcompare.set(Some(method_wrapper_compare));
        s.hash.set(Some(|vm, w| {
            let m = w.native::<MethodWrapper>();
            Ok(m.map_or(0, |m| (vm.heap.identity(m.this.get()) ^ vm.heap.identity(m.descr.get())) as i64 >> 4))
        }));
        s.repr.set(Some(|vm, w| {
            let Some(m) = w.native::<MethodWrapper>() else {
                return Ok(w);
            };
            let this = m.this.get();
            Ok(vm.new_str(&format!(
                "<method-wrapper '{}' of {} object at {:#x}>",
                str_of(descr_name(vm, m.descr.get())),
                vm.type_name(this),
                vm.heap.identity(this)
            )))
        }));
    },
    getset: &[
        GetSet::ro("__self__", |_, w| Ok(w.native::<MethodWrapper>().map_or(Word::NONE, |m| m.this.get())), "")
            .as_member(),
        GetSet::ro("__name__", |vm, w| Ok(descr_name(vm, method_wrapper_descr(w))), ""),
        GetSet::ro("__qualname__", |vm, w| descr_qualname(vm, method_wrapper_descr(w)), ""),
        GetSet::ro("__objclass__", |_, w| Ok(descr_owner(method_wrapper_descr(w))), ""),
        GetSet::ro("__doc__", |vm, w| Ok(descr_doc(vm, method_wrapper_descr(w))), ""),
        GetSet::ro("__text_signature__", |vm, w| Ok(descr_sig(vm, method_wrapper_descr(w))), ""),
    ],
    ..TypeSpec::DEFAULT
};

// ---- getset_descriptor

fn getset_get(vm: &Vm, d: Word, obj: Word, _ty: Word) -> R {
    let Some(g) = d.native::<GetSetDescr>() else {
        return Ok(d);
    };
    if obj.is_null() {
        return Ok(d);
    }
    check_self(vm, g.def.name, g.owner.get(), obj)?;
    match g.def.get {
        Some(f) => f(vm, obj),
        None => Err(vm.new_exc(
            &vm.exc.AttributeError,
            format!("attribute '{}' of '{}' objects is not readable", g.def.name, shown_owner(vm, g.owner.get())),
        )),
    }
}
fn getset_set(vm: &Vm, d: Word, obj: Word, v: Option<Word>) -> R<()> {
    let Some(g) = d.native::<GetSetDescr>() else {
        return Ok(());
    };
    check_self(vm, g.def.name, g.owner.get(), obj)?;
    match g.def.set {
        Some(f) => f(vm, obj, v),
        None => Err(vm.new_exc(
            &vm.exc.AttributeError,
            format!("attribute '{}' of '{}' objects is not writable", g.def.name, shown_owner(vm, g.owner.get())),
        )),
    }
}
pub static GETSET_SPEC: TypeSpec = TypeSpec {
    name: "getset_descriptor",
    flags: TF_NO_NEW,
    slots: |s| {
        s.descr_get.set(Some(getset_get));
        s.descr_set.set(Some(getset_set));
        s.repr.set(Some(descr_repr));
    },
    getset: DESCR_GETSET,
    ..TypeSpec::DEFAULT
};

// ---- member_descriptor

/// A slot of a class whose layout has no room for fields, by its key.
fn kept(vm: &Vm, m: &MemberDescr, obj: Word) -> Word {
    match obj.get::<ExcObj>().map(|e| e.fields.get()) {
        Some(d) if d.is_null() => Word::NULL,
        Some(d) => d.get::<DictObj>().map_or(Word::NULL, |d| vm.dict_get_interned(d, m.key.get())),
        None => vm.instance_get(obj, m.key.get()),
    }
}
fn keep(vm: &Vm, m: &MemberDescr, obj: Word, v: Option<Word>) -> R<()> {
    let key = m.key.get();
    let Some(e) = obj.get::<ExcObj>() else {
        return match v {
            Some(v) => vm.instance_set(obj, key, v).map(|_| ()),
            None => vm.instance_delete(obj, key).map(|_| ()),
        };
    };
    if e.fields.get().is_null() {
        e.fields.set(&e.hdr, vm.new_dict());
    }
    let d = e.fields.get();
    match (v, d.get::<DictObj>()) {
        (Some(v), _) => vm.dict_set(d, key, v),
        (None, Some(d)) => vm.dict_remove(d, key).map(|_| ()),
        (None, None) => Ok(()),
    }
}
fn member_value(vm: &Vm, m: &MemberDescr, obj: Word) -> Word {
    if m.index == usize::MAX {
        return kept(vm, m, obj);
    }
    match obj.header() {
        Some(h) => vm.field(h, vm.shapes.get(h.shape.get()), m.index),
        None => Word::NULL,
    }
}
fn member_get(vm: &Vm, d: Word, obj: Word, _ty: Word) -> R {
    let Some(m) = d.native::<MemberDescr>() else {
        return Ok(d);
    };
    if obj.is_null() {
        return Ok(d);
    }
    let name = str_of(m.name.get());
    check_self(vm, &name, m.owner.get(), obj)?;
    if let Some(g) = m.def {
        return match g.get {
            Some(f) => f(vm, obj),
            None => Ok(Word::NONE),
        };
    }
    let v = member_value(vm, m, obj);
    if v.is_null() { Err(vm.no_attribute(obj, m.name.get())) } else { Ok(v) }
}
fn member_set(vm: &Vm, d: Word, obj: Word, v: Option<Word>) -> R<()> {
    let Some(m) = d.native::<MemberDescr>() else {
        return Ok(());
    };
    check_self(vm, &str_of(m.name.get()), m.owner.get(), obj)?;
    if let Some(g) = m.def {
        return match g.set {
            Some(f) => f(vm, obj, v),
            None => Err(vm.new_exc(&vm.exc.AttributeError, "readonly attribute")),
        };
    }
    if v.is_none() && member_value(vm, m, obj).is_null() {
        return Err(vm.new_exc(&vm.exc.AttributeError, str_of(m.name.get())));
    }
    if m.index == usize::MAX {
        keep(vm, m, obj, v)
    } else {
        if let Some(h) = obj.header() {
            vm.set_field(obj, vm.shapes.get(h.shape.get()), m.index, v.unwrap_or(Word::NULL));
        }
        Ok(())
    }
}
pub static MEMBER_SPEC: TypeSpec = TypeSpec {
    name: "member_descriptor",
    flags: TF_NO_NEW,
    slots: |s| {
        s.descr_get.set(Some(member_get));
        s.descr_set.set(Some(member_set));
        s.repr.set(Some(descr_repr));
    },
    getset: DESCR_GETSET,
    ..TypeSpec::DEFAULT
};

impl Vm {
    /// A native function object of module `module` (a str, or NULL).
    pub fn new_builtin(&self, def: &'static FnDef, module: Word) -> Word {
        self.new_native(BuiltinFn {
            def,
            this: Slot::new(Word::NULL),
            module: Slot::new(module),
            owner: Slot::new(Word::NULL),
        })
    }
    /// Makes the wrapper descriptors for the native slots of `ty`.
    pub(crate) fn add_wrappers(&self, ty: &TypeObj, own: &Slots) {
        for d in super::wrappers::slot_defs().iter().chain(super::wrappers::sequence_defs()) {
            if d.name == "__new__" || !(d.has)(own) || !self.dict_get_str(ty.dict.get(), d.name).is_null() {
                continue;
            }
            if d.name == "__hash__"
                && own.hash.get().is_some_and(|f| f as usize == super::wrappers::unhashable_slot() as usize)
            {
                self.dict_set_str(ty.dict.get(), d.name, Word::NONE);
                continue;
            }
            let w = self.new_native(WrapperDescr { def: d, owner: Slot::new(ty.word()) });
            self.dict_set_str(ty.dict.get(), d.name, w);
        }
    }
}
