//! Functions as attributes: bound methods, static and class methods, properties, `super`.

use super::args::Args;
use super::code::CodeObj;
use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

/// `staticmethod(f)`.
pub struct StaticMethod {
    pub func: Slot,
    pub attrs: Slot,
}
impl Payload for StaticMethod {
    const INFO: &'static NativeInfo = crate::native_info!(StaticMethod, STATICMETHOD_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.func);
        t.slot(&self.attrs);
    }
}
/// `classmethod(f)`.
pub struct ClassMethod {
    pub func: Slot,
}
impl Payload for ClassMethod {
    const INFO: &'static NativeInfo = crate::native_info!(ClassMethod, CLASSMETHOD_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.func);
    }
}
/// `property(fget, fset, fdel, doc)`.
pub struct Property {
    pub get: Slot,
    pub set: Slot,
    pub del: Slot,
    pub doc: Slot,
    pub name: Slot,
    /// The doc came from the getter.
    pub getter_doc: std::cell::Cell<bool>,
}
impl Payload for Property {
    const INFO: &'static NativeInfo = crate::native_info!(Property, PROPERTY_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.get, &self.set, &self.del, &self.doc, &self.name] {
            t.slot(s);
        }
    }
}
/// `super(type, obj)`.
pub struct SuperObj {
    pub ty: Slot,
    pub obj: Slot,
    pub obj_type: Slot,
}
impl Payload for SuperObj {
    const INFO: &'static NativeInfo = crate::native_info!(SuperObj, SUPER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.ty, &self.obj, &self.obj_type] {
            t.slot(s);
        }
    }
}

fn null() -> Slot {
    Slot::new(Word::NULL)
}
fn set(owner: Word, s: &Slot, w: Word) {
    if let Some(h) = owner.header() {
        s.set(h, w);
    }
}

// ---- function

fn function_get(vm: &Vm, f: Word, obj: Word, _ty: Word) -> R {
    if obj.is_null() { Ok(f) } else { Ok(vm.new_method(f, obj)) }
}
fn function_call(vm: &Vm, f: Word, args: &Args) -> R {
    vm.call_function(f, args)
}
fn function_repr(vm: &Vm, w: Word) -> R {
    let q = w.get::<FunctionObj>().map_or(Word::NULL, |f| f.qualname.get());
    Ok(vm.new_str(&format!("<function {} at {:#x}>", super::str::to_string_lossy(q), vm.heap.identity(w))))
}
macro_rules! fslot {
    ($name:literal, $f:ident) => {
        GetSet::ro($name, |_, w| Ok(w.get::<FunctionObj>().map_or(Word::NONE, |f| f.$f.get().or(Word::NONE))), "")
            .as_member()
    };
    ($name:literal, $f:ident, $check:expr) => {
        GetSet::rw(
            $name,
            |_, w| Ok(w.get::<FunctionObj>().map_or(Word::NONE, |f| f.$f.get().or(Word::NONE))),
            |vm, w, v| {
                let check: fn(&Vm, Word) -> R = $check;
                let v = check(vm, v.unwrap_or(Word::NULL))?;
                if let Some(f) = w.get::<FunctionObj>() {
                    f.$f.set(&f.hdr, v);
                    f.version.set(0);
                }
                Ok(())
            },
            "",
        )
    };
}
fn any(_: &Vm, w: Word) -> R {
    Ok(w)
}
fn want_str(vm: &Vm, w: Word, what: &str) -> R {
    if w.is_kind(Kind::Str) { Ok(w) } else { Err(vm.type_error(format!("{what} must be set to a string object"))) }
}
fn want_tuple(vm: &Vm, w: Word) -> R {
    if w.is_null() || w.is_none() {
        return Ok(Word::NULL);
    }
    if w.is_kind(Kind::Tuple) { Ok(w) } else { Err(vm.type_error("__defaults__ must be set to a tuple object")) }
}
fn want_dict(vm: &Vm, w: Word) -> R {
    if w.is_null() || w.is_none() {
        return Ok(Word::NULL);
    }
    if w.is_kind(Kind::Dict) { Ok(w) } else { Err(vm.type_error("__kwdefaults__ must be set to a dict object")) }
}
/// `__annotations__` of a function: the evaluated dict, made from `__annotate__` at need.
fn function_annotations(vm: &Vm, w: Word) -> R {
    let Some(f) = w.get::<FunctionObj>() else {
        return Ok(Word::NONE);
    };
    let a = f.annotations.get();
    if a.is_null() {
        let g = f.annotate.get();
        let d = if vm.is_callable(g) { vm.call(g, &[Word::small(1)])? } else { vm.new_dict() };
        if !d.is_kind(Kind::Dict) {
            return Err(vm.type_error(format!("__annotate__() must return a dict, not {}", vm.type_name(d))));
        }
        f.annotations.set(&f.hdr, d);
        return Ok(d);
    }
    if let Some(t) = a.get::<TupleObj>() {
        // The compiler's (name, value, …) form.
        let d = vm.new_dict();
        for p in t.items().chunks(2) {
            vm.dict_set(d, p[0], p[1])?;
        }
        f.annotations.set(&f.hdr, d);
        return Ok(d);
    }
    Ok(a)
}
pub static FUNCTION_SPEC: TypeSpec = TypeSpec {
    name: "function",
    doc: "Create a function object.",
    flags: TF_METHOD_DESCR | TF_WEAKREF,
    slots: |s| {
        s.descr_get.set(Some(function_get));
        s.call.set(Some(function_call));
        s.repr.set(Some(function_repr));
    },
    new: Some(&FUNCTION_NEW),
    getset: &[
        GetSet::rw(
            "__code__",
            |_, w| Ok(w.get::<FunctionObj>().map_or(Word::NONE, |f| f.code.get())),
            |vm, w, v| {
                let v = v.unwrap_or(Word::NULL);
                let Some(c) = v.get::<super::code::CodeObj>() else {
                    return Err(vm.type_error("__code__ must be set to a code object"));
                };
                let Some(f) = w.get::<FunctionObj>() else { return Ok(()) };
                let free = c.data.kinds.iter().filter(|k| **k & 0x80 != 0).count();
                let have = f.closure.get().get::<TupleObj>().map_or(0, |t| t.len());
                if free != have {
                    let name = super::str::to_string_lossy(f.name.get());
                    return Err(
                        vm.value_error(format!("{name}() requires a code object with {have} free vars, not {free}"))
                    );
                }
                f.code.set(&f.hdr, v);
                Ok(())
            },
            "",
        ),
        fslot!("__globals__", globals),
        fslot!("__builtins__", builtins),
        fslot!("__closure__", closure),
        fslot!("__name__", name, |vm, w| want_str(vm, w, "__name__")),
        fslot!("__qualname__", qualname, |vm, w| want_str(vm, w, "__qualname__")),
        fslot!("__defaults__", defaults, want_tuple),
        fslot!("__kwdefaults__", kwdefaults, want_dict),
        fslot!("__doc__", doc, any),
        fslot!("__module__", module, any),
        GetSet::rw(
            "__annotations__",
            function_annotations,
            |vm, w, v| {
                if let Some(f) = w.get::<FunctionObj>() {
                    let v = v.unwrap_or(Word::NULL);
                    if !v.is_null() && !v.is_none() && !v.is_kind(Kind::Dict) {
                        return Err(vm.type_error("__annotations__ must be set to a dict object"));
                    }
                    f.annotations.set(&f.hdr, if v.is_none() { Word::NULL } else { v });
                    f.annotate.set(&f.hdr, Word::NULL);
                }
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__annotate__",
            |_, w| Ok(w.get::<FunctionObj>().map_or(Word::NONE, |f| f.annotate.get().or(Word::NONE))),
            |vm, w, v| {
                let Some(v) = v else {
                    return Err(vm.type_error("__annotate__ cannot be deleted"));
                };
                if !v.is_none() && !vm.is_callable(v) {
                    return Err(vm.type_error("__annotate__ must be callable or None"));
                }
                if let Some(f) = w.get::<FunctionObj>() {
                    f.annotate.set(&f.hdr, v);
                    if !v.is_none() {
                        f.annotations.set(&f.hdr, Word::NULL);
                    }
                }
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__type_params__",
            |vm, w| Ok(w.get::<FunctionObj>().map_or(Word::NONE, |f| f.type_params.get().or(vm.empty_tuple()))),
            |vm, w, v| {
                let v = v.unwrap_or(Word::NULL);
                if !v.is_kind(Kind::Tuple) {
                    return Err(vm.type_error("__type_params__ must be set to a tuple"));
                }
                if let Some(f) = w.get::<FunctionObj>() {
                    f.type_params.set(&f.hdr, v);
                }
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__dict__",
            |vm, w| Ok(vm.instance_dict(w)),
            |vm, w, v| match v {
                Some(d) if d.is_kind(Kind::Dict) => {
                    vm.set_instance_dict(w, d);
                    Ok(())
                }
                Some(v) => {
                    Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(v))))
                }
                None => Err(vm.type_error("cannot delete __dict__")),
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
static FUNCTION_NEW: FnDef = FnDef::new(
    "function",
    "($type, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
    function_new,
    "",
);
fn function_new(vm: &Vm, a: &[Word]) -> R {
    let Some(c) = a[1].get::<CodeObj>() else {
        return Err(vm.type_error(format!("function() argument 'code' must be code, not {}", vm.type_name(a[1]))));
    };
    if !a[2].is_kind(Kind::Dict) {
        return Err(vm.type_error(format!("function() argument 'globals' must be dict, not {}", vm.type_name(a[2]))));
    }
    let nfree = c.data.kinds.iter().filter(|k| **k & 0x80 != 0).count();
    let closure = a[5].or(Word::NONE);
    let n = closure.get::<TupleObj>().map_or(0, |t| t.len());
    if !closure.is_none() && !closure.is_kind(Kind::Tuple) {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    if nfree != n {
        if n == 0 && !closure.is_kind(Kind::Tuple) {
            return Err(vm.type_error("arg 5 (closure) must be tuple"));
        }
        return Err(vm.value_error(format!(
            "{} requires closure of length {nfree}, not {n}",
            super::str::to_string_lossy(c.data.name.get())
        )));
    }
    let w = vm.new_function(a[1], a[2]);
    if let Some(f) = w.get::<FunctionObj>() {
        let h = &f.hdr;
        if a[3].is_kind(Kind::Str) {
            f.name.set(h, a[3]);
        }
        if a[4].is_kind(Kind::Tuple) {
            f.defaults.set(h, a[4]);
        }
        if closure.is_kind(Kind::Tuple) {
            f.closure.set(h, closure);
        }
        if a[6].is_kind(Kind::Dict) {
            f.kwdefaults.set(h, a[6]);
        }
    }
    Ok(w)
}

// ---- method

fn method_parts(w: Word) -> (Word, Word) {
    w.get::<MethodObj>().map_or((Word::NONE, Word::NONE), |m| (m.func.get(), m.this.get()))
}
pub static METHOD_SPEC: TypeSpec = TypeSpec {
    name: "method",
    doc: "Create a bound instance method object.",
    flags: TF_WEAKREF,
    slots: |s| {
        s.call.set(Some(|vm, m, args| vm.call_args(m, args)));
        // Bound already.
        s.descr_get.set(Some(|_, m, _, _| Ok(m)));
        s.getattro.set(Some(|vm, m, name| {
            let r = vm.type_lookup(vm.class_of(m), vm.intern_word(name));
            if r.is_null() { vm.getattr(method_parts(m).0, name) } else { vm.generic_getattr(m, name) }
        }));
        s.richcompare.set(Some(|_, a, b, op| {
            if !b.is_kind(Kind::Method) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let same = method_parts(a) == method_parts(b);
            Ok(match op {
                super::slots::CmpOp::Eq => Word::bool(same),
                super::slots::CmpOp::Ne => Word::bool(!same),
                _ => Word::NOT_IMPLEMENTED,
            })
        }));
        s.hash.set(Some(|vm, m| {
            let (f, t) = method_parts(m);
            Ok(vm.identity_hash(t) ^ vm.hash(f)?)
        }));
        s.repr.set(Some(|vm, m| {
            let (f, t) = method_parts(m);
            let q = vm.getattr_opt(f, vm.names.qualname.get())?;
            let q = if q.is_null() { vm.getattr_opt(f, vm.names.name.get())? } else { q };
            let q = if q.is_kind(Kind::Str) { super::str::to_string_lossy(q) } else { "?".into() };
            Ok(vm.new_str(&format!("<bound method {q} of {}>", vm.repr_text(t)?)))
        }));
    },
    new: Some(&METHOD_NEW),
    getset: &[
        GetSet::ro("__func__", |_, w| Ok(method_parts(w).0), "the function (or other callable) implementing a method")
            .as_member(),
        GetSet::ro("__self__", |_, w| Ok(method_parts(w).1), "the instance to which a method is bound").as_member(),
        GetSet::ro("__doc__", |vm, w| vm.getattr(method_parts(w).0, vm.names.doc.get()), ""),
    ],
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| {
            let (f, t) = method_parts(a[0]);
            let n = vm.getattr(f, vm.names.name.get())?;
            let g = vm.dict_get_str(vm.builtins.get(), "getattr");
            let args = vm.new_tuple(&[t, n]);
            Ok(vm.new_tuple(&[g, args]))
        },
        "",
    )],
    ..TypeSpec::DEFAULT
};
static METHOD_NEW: FnDef = FnDef::new(
    "method",
    "($type, function, instance, /)",
    |vm, a| {
        if !vm.is_callable(a[1]) {
            return Err(vm.type_error("first argument must be callable"));
        }
        if a[2].is_none() {
            return Err(vm.type_error("instance must not be None"));
        }
        Ok(vm.new_method(a[1], a[2]))
    },
    "",
);

// ---- staticmethod, classmethod

/// Copies what `functools.wraps` would.
fn wraps(vm: &Vm, to: Word, from: Word) -> R<()> {
    for n in [&vm.names.module, &vm.names.name, &vm.names.qualname, &vm.names.doc] {
        let v = vm.getattr_opt(from, n.get())?;
        if !v.is_null() {
            vm.instance_set(to, n.get(), v)?;
        }
    }
    Ok(())
}
/// `__init__` of staticmethod and classmethod: `func` set anew.
fn wrapper_init(vm: &Vm, w: Word, args: &Args, func: &Slot) -> R<()> {
    let name = vm.short_name(w);
    if args.kw_count() > 0 {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let &[f] = args.positional() else {
        return Err(vm.type_error(format!("{name} expected 1 argument, got {}", args.positional().len())));
    };
    if let Some(h) = w.header() {
        func.set(h, f);
    }
    wraps(vm, w, f)
}
static STATIC_NEW: FnDef = FnDef::new(
    "staticmethod",
    "($type, function, /)",
    |vm, a| {
        let w = vm.new_native_of(a[0], StaticMethod { func: Slot::new(a[1]), attrs: null() });
        wraps(vm, w, a[1])?;
        Ok(w)
    },
    "",
);
fn static_func(w: Word) -> Word {
    w.native::<StaticMethod>().map_or(Word::NONE, |s| s.func.get())
}
pub static STATICMETHOD_SPEC: TypeSpec = TypeSpec {
    name: "staticmethod",
    doc: "Convert a function to be a static method.",
    flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
    slots: |s| {
        s.init.set(Some(|vm, w, args| match w.native::<StaticMethod>() {
            Some(s) => wrapper_init(vm, w, args, &s.func),
            None => Ok(()),
        }));
        s.descr_get.set(Some(|_, d, _, _| Ok(static_func(d))));
        s.call.set(Some(|vm, d, args| vm.call_args(static_func(d), args)));
        s.repr.set(Some(|vm, d| Ok(vm.new_str(&format!("<staticmethod({})>", vm.repr_text(static_func(d))?)))));
    },
    new: Some(&STATIC_NEW),
    getset: &[
        GetSet::ro("__func__", |_, w| Ok(static_func(w)), "").as_member(),
        GetSet::ro("__wrapped__", |_, w| Ok(static_func(w)), "").as_member(),
        GetSet::ro("__isabstractmethod__", |vm, w| abstract_of(vm, &[static_func(w)]), ""),
        GetSet::ro("__dict__", |vm, w| Ok(vm.instance_dict(w)), ""),
    ],
    ..TypeSpec::DEFAULT
};
fn abstract_of(vm: &Vm, fs: &[Word]) -> R {
    for &f in fs {
        if f.is_null() || f.is_none() {
            continue;
        }
        let v = vm.getattr_opt(f, vm.names.isabstractmethod.get())?;
        if !v.is_null() && vm.truth(v)? {
            return Ok(Word::TRUE);
        }
    }
    Ok(Word::FALSE)
}
static CLASSM_NEW: FnDef = FnDef::new(
    "classmethod",
    "($type, function, /)",
    |vm, a| {
        let w = vm.new_native_of(a[0], ClassMethod { func: Slot::new(a[1]) });
        wraps(vm, w, a[1])?;
        Ok(w)
    },
    "",
);
fn class_func(w: Word) -> Word {
    w.native::<ClassMethod>().map_or(Word::NONE, |s| s.func.get())
}
pub static CLASSMETHOD_SPEC: TypeSpec = TypeSpec {
    name: "classmethod",
    doc: "Convert a function to be a class method.",
    flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
    slots: |s| {
        s.init.set(Some(|vm, w, args| match w.native::<ClassMethod>() {
            Some(s) => wrapper_init(vm, w, args, &s.func),
            None => Ok(()),
        }));
        s.descr_get.set(Some(|vm, d, obj, ty| {
            let ty = if ty.is_null() { vm.type_of(obj) } else { ty };
            Ok(vm.new_method(class_func(d), ty))
        }));
        s.repr.set(Some(|vm, d| Ok(vm.new_str(&format!("<classmethod({})>", vm.repr_text(class_func(d))?)))));
    },
    new: Some(&CLASSM_NEW),
    getset: &[
        GetSet::ro("__func__", |_, w| Ok(class_func(w)), "").as_member(),
        GetSet::ro("__wrapped__", |_, w| Ok(class_func(w)), "").as_member(),
        GetSet::ro("__isabstractmethod__", |vm, w| abstract_of(vm, &[class_func(w)]), ""),
        GetSet::ro("__dict__", |vm, w| Ok(vm.instance_dict(w)), ""),
    ],
    ..TypeSpec::DEFAULT
};

// ---- property

fn property_name(vm: &Vm, p: &Property) -> R<String> {
    let n = p.name.get();
    if n.is_null() {
        let g = p.get.get();
        if !g.is_null() && !g.is_none() {
            let n = vm.getattr_opt(g, vm.names.name.get())?;
            if n.is_kind(Kind::Str) {
                return Ok(format!(" {}", vm.repr_text(n)?));
            }
        }
        return Ok(String::new());
    }
    Ok(format!(" {}", vm.repr_text(n)?))
}
fn property_get(vm: &Vm, d: Word, obj: Word, _ty: Word) -> R {
    let Some(p) = d.native::<Property>() else {
        return Ok(d);
    };
    if obj.is_null() {
        return Ok(d);
    }
    let g = p.get.get();
    if g.is_null() || g.is_none() {
        let q = super::str::to_string_lossy(vm.class_of(obj).qualname.get());
        let n = property_name(vm, p)?;
        return Err(vm.new_exc(&vm.exc.AttributeError, format!("property{n} of '{q}' object has no getter")));
    }
    vm.call(g, &[obj])
}
fn property_set(vm: &Vm, d: Word, obj: Word, v: Option<Word>) -> R<()> {
    let Some(p) = d.native::<Property>() else {
        return Ok(());
    };
    let f = if v.is_some() { p.set.get() } else { p.del.get() };
    if f.is_null() || f.is_none() {
        let q = super::str::to_string_lossy(vm.class_of(obj).qualname.get());
        let n = property_name(vm, p)?;
        let what = if v.is_some() { "setter" } else { "deleter" };
        return Err(vm.new_exc(&vm.exc.AttributeError, format!("property{n} of '{q}' object has no {what}")));
    }
    match v {
        Some(v) => vm.call(f, &[obj, v])?,
        None => vm.call(f, &[obj])?,
    };
    Ok(())
}
static PROPERTY_INIT: FnDef = FnDef::new(
    "property",
    "($self, fget=None, fset=None, fdel=None, doc=None)",
    |vm, a| {
        let w = a[0];
        let Some(p) = w.native::<Property>() else {
            return Ok(Word::NONE);
        };
        let clean = |x: Word| {
            if x.is_null() || x.is_none() { Word::NULL } else { x }
        };
        set(w, &p.get, clean(a[1]));
        set(w, &p.set, clean(a[2]));
        set(w, &p.del, clean(a[3]));
        p.getter_doc.set(false);
        let mut doc = clean(a[4]);
        if doc.is_null() && !p.get.get().is_null() {
            let d = vm.getattr_opt(p.get.get(), vm.names.doc.get())?;
            if !d.is_null() && !d.is_none() {
                doc = d;
                p.getter_doc.set(true);
            }
        }
        set(w, &p.doc, doc.or(Word::NONE));
        if !vm.is_exact(w, &vm.types.property) && vm.class_has(w, TF_DICT) {
            vm.instance_set(w, vm.names.doc.get(), doc.or(Word::NONE))?;
        }
        Ok(Word::NONE)
    },
    "",
);
fn property_copy(vm: &Vm, w: Word, get: Word, setter: Word, del: Word) -> R {
    let Some(p) = w.native::<Property>() else {
        return Ok(w);
    };
    let doc = if p.getter_doc.get() && !get.is_null() { Word::NONE } else { p.doc.get().or(Word::NONE) };
    let args = [
        get.or(p.get.get()).or(Word::NONE),
        setter.or(p.set.get()).or(Word::NONE),
        del.or(p.del.get()).or(Word::NONE),
        if p.getter_doc.get() { Word::NONE } else { doc },
    ];
    let n = vm.call(vm.type_of(w), &args)?;
    if let Some(q) = n.native::<Property>() {
        set(n, &q.name, p.name.get());
    }
    Ok(n)
}
pub static PROPERTY_SPEC: TypeSpec = TypeSpec {
    name: "property",
    doc: "Property attribute.",
    flags: TF_BASETYPE,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            Ok(vm.new_native_of(
                ty,
                Property {
                    get: null(),
                    set: null(),
                    del: null(),
                    doc: Slot::new(Word::NONE),
                    name: null(),
                    getter_doc: false.into(),
                },
            ))
        }));
        s.init.set(Some(|vm, w, args| {
            vm.with_first(w, args, |args| vm.call_native(&PROPERTY_INIT, args, None)).map(|_| ())
        }));
        s.descr_get.set(Some(property_get));
        s.descr_set.set(Some(property_set));
    },
    methods: &[
        FnDef::new(
            "getter",
            "($self, fget, /)",
            |vm, a| property_copy(vm, a[0], a[1], Word::NULL, Word::NULL),
            "Descriptor to obtain a copy of the property with a different getter.",
        ),
        FnDef::new(
            "setter",
            "($self, fset, /)",
            |vm, a| property_copy(vm, a[0], Word::NULL, a[1], Word::NULL),
            "Descriptor to obtain a copy of the property with a different setter.",
        ),
        FnDef::new(
            "deleter",
            "($self, fdel, /)",
            |vm, a| property_copy(vm, a[0], Word::NULL, Word::NULL, a[1]),
            "Descriptor to obtain a copy of the property with a different deleter.",
        ),
        FnDef::new(
            "__set_name__",
            "($self, owner, name, /)",
            |_, a| {
                if let Some(p) = a[0].native::<Property>() {
                    set(a[0], &p.name, a[2]);
                }
                Ok(Word::NONE)
            },
            "Method to set name of a property.",
        ),
    ],
    getset: &[
        GetSet::ro("fget", |_, w| Ok(w.native::<Property>().map_or(Word::NONE, |p| p.get.get().or(Word::NONE))), "")
            .as_member(),
        GetSet::ro("fset", |_, w| Ok(w.native::<Property>().map_or(Word::NONE, |p| p.set.get().or(Word::NONE))), "")
            .as_member(),
        GetSet::ro("fdel", |_, w| Ok(w.native::<Property>().map_or(Word::NONE, |p| p.del.get().or(Word::NONE))), "")
            .as_member(),
        GetSet::rw(
            "__doc__",
            |_, w| Ok(w.native::<Property>().map_or(Word::NONE, |p| p.doc.get())),
            |_, w, v| {
                if let Some(p) = w.native::<Property>() {
                    set(w, &p.doc, v.unwrap_or(Word::NONE));
                }
                Ok(())
            },
            "",
        )
        .as_member(),
        GetSet::rw(
            "__name__",
            |vm, w| {
                let Some(p) = w.native::<Property>() else {
                    return Ok(Word::NONE);
                };
                let n = p.name.get();
                if !n.is_null() {
                    return Ok(n);
                }
                let g = p.get.get();
                let n = if g.is_null() { Word::NULL } else { vm.getattr_opt(g, vm.names.name.get())? };
                if n.is_null() { Err(vm.no_attribute(w, vm.names.name.get())) } else { Ok(n) }
            },
            |_, w, v| {
                if let Some(p) = w.native::<Property>() {
                    set(w, &p.name, v.unwrap_or(Word::NULL));
                }
                Ok(())
            },
            "",
        ),
        GetSet::ro(
            "__isabstractmethod__",
            |vm, w| {
                let Some(p) = w.native::<Property>() else {
                    return Ok(Word::FALSE);
                };
                abstract_of(vm, &[p.get.get(), p.set.get(), p.del.get()])
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

// ---- super

fn super_getattro(vm: &Vm, w: Word, name: Word) -> R {
    let Some(s) = w.native::<SuperObj>() else {
        return Ok(w);
    };
    let start = s.obj_type.get();
    let name = vm.intern_word(name);
    if !start.is_null() && name != vm.names.class.get() {
        let v = vm.super_find(s.ty.get(), start, name);
        if !v.is_null() {
            return match vm.class_of(v).slots.descr_get.get() {
                Some(f) => {
                    let obj = s.obj.get();
                    f(vm, v, if obj == start { Word::NULL } else { obj }, start)
                }
                None => Ok(v),
            };
        }
    }
    vm.generic_getattr(w, name)
}
fn super_check(vm: &Vm, ty: Word, obj: Word) -> R {
    if let Some(t) = obj.as_type()
        && t.is_subtype(ty)
    {
        return Ok(obj);
    }
    if vm.class_of(obj).is_subtype(ty) {
        return Ok(vm.type_of(obj));
    }
    let c = vm.getattr_opt(obj, vm.names.class.get())?;
    if let Some(t) = c.as_type()
        && t.is_subtype(ty)
    {
        return Ok(c);
    }
    let what = match obj.as_type() {
        Some(t) => format!("type {}", t.name()),
        None => format!("instance of {}", vm.type_name(obj)),
    };
    let t = ty.as_type().map_or_else(String::new, |t| t.name());
    Err(vm.type_error(format!("super(type, obj): obj ({what}) is not an instance or subtype of type ({t}).")))
}
static SUPER_INIT: FnDef = FnDef::new(
    "super",
    "($self, type=None, object=None, /)",
    |vm, a| {
        let w = a[0];
        let Some(s) = w.native::<SuperObj>() else {
            return Ok(Word::NONE);
        };
        let (mut ty, mut obj) = (a[1], a[2]);
        if ty.is_null() {
            (ty, obj) = vm.super_from_frame()?;
        }
        if ty.as_type().is_none() {
            return Err(vm.type_error(format!("super() argument 1 must be a type, not {}", vm.type_name(ty))));
        }
        set(w, &s.ty, ty);
        if !obj.is_null() && !obj.is_none() {
            let t = super_check(vm, ty, obj)?;
            set(w, &s.obj, obj);
            set(w, &s.obj_type, t);
        }
        Ok(Word::NONE)
    },
    "",
);
pub static SUPER_SPEC: TypeSpec = TypeSpec {
    name: "super",
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    flags: TF_BASETYPE,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| Ok(vm.new_native_of(ty, SuperObj { ty: null(), obj: null(), obj_type: null() }))));
        s.init.set(Some(|vm, w, args| {
            if args.kw_count() == 0 && args.words.len() > 2 {
                return Err(vm.type_error(format!("super() expected at most 2 arguments, got {}", args.words.len())));
            }
            vm.with_first(w, args, |args| vm.call_native(&SUPER_INIT, args, None)).map(|_| ())
        }));
        s.getattro.set(Some(super_getattro));
        s.descr_get.set(Some(|vm, w, obj, _| {
            let Some(s) = w.native::<SuperObj>() else {
                return Ok(w);
            };
            if obj.is_null() || !s.obj.get().is_null() {
                return Ok(w);
            }
            vm.new_super(s.ty.get(), obj)
        }));
        s.repr.set(Some(|vm, w| {
            let Some(s) = w.native::<SuperObj>() else {
                return Ok(w);
            };
            let n = s.ty.get().as_type().map_or("NULL".to_string(), |t| t.name());
            Ok(vm.new_str(&match s.obj_type.get().as_type() {
                Some(t) => format!("<super: <class '{n}'>, <{} object>>", t.name()),
                None => format!("<super: <class '{n}'>, NULL>"),
            }))
        }));
    },
    getset: &[
        GetSet::ro(
            "__thisclass__",
            |_, w| Ok(w.native::<SuperObj>().map_or(Word::NONE, |s| s.ty.get().or(Word::NONE))),
            "",
        )
        .as_member(),
        GetSet::ro(
            "__self__",
            |_, w| Ok(w.native::<SuperObj>().map_or(Word::NONE, |s| s.obj.get().or(Word::NONE))),
            "",
        )
        .as_member(),
        GetSet::ro(
            "__self_class__",
            |_, w| Ok(w.native::<SuperObj>().map_or(Word::NONE, |s| s.obj_type.get().or(Word::NONE))),
            "",
        )
        .as_member(),
    ],
    ..TypeSpec::DEFAULT
};

impl Vm {
    pub fn new_classmethod(&self, f: Word) -> Word {
        self.new_native(ClassMethod { func: Slot::new(f) })
    }
    /// `super(ty, obj)`.
    pub fn new_super(&self, ty: Word, obj: Word) -> R {
        let t = super_check(self, ty, obj)?;
        Ok(self.new_native(SuperObj { ty: Slot::new(ty), obj: Slot::new(obj), obj_type: Slot::new(t) }))
    }
    /// `name` in what follows `ty` in the MRO of `start`, or NULL.
    fn super_find(&self, ty: Word, start: Word, name: Word) -> Word {
        let Some(t) = start.as_type() else {
            return Word::NULL;
        };
        let mro = t.mro_items();
        let from = mro.iter().position(|&c| c == ty).map_or(mro.len(), |i| i + 1);
        for &c in &mro[from..] {
            if let Some(c) = c.as_type()
                && let Some(d) = c.dict.get().get::<DictObj>()
            {
                let v = self.dict_get_interned(d, name);
                if !v.is_null() {
                    return v;
                }
            }
        }
        Word::NULL
    }
    /// `super(ty, obj).name` without the super object. In method form a function comes back
    /// unbound: (function, false).
    pub(crate) fn super_lookup(&self, ty: Word, obj: Word, name: Word, method: bool) -> R<(Word, bool)> {
        let start = super_check(self, ty, obj)?;
        let v = self.super_find(ty, start, name);
        if v.is_null() || name == self.names.class.get() {
            let s = self.new_super(ty, obj)?;
            return Ok((self.generic_getattr(s, name)?, true));
        }
        if method && self.class_of(v).has(TF_METHOD_DESCR) && obj != start {
            return Ok((v, false));
        }
        match self.class_of(v).slots.descr_get.get() {
            Some(f) => Ok((f(self, v, if obj == start { Word::NULL } else { obj }, start)?, true)),
            None => Ok((v, true)),
        }
    }
    /// The class and first argument that `super()` without arguments means.
    fn super_from_frame(&self) -> R<(Word, Word)> {
        let Some(a) = self.top_activation() else {
            return Err(self.runtime_error("super(): no current frame"));
        };
        let code = a.code();
        if code.data.argcount == 0 {
            return Err(self.runtime_error("super(): no arguments"));
        }
        // SAFETY: a live frame's locals.
        unsafe {
            let mut first = *a.fp;
            if let Some(c) = first.get::<CellObj>()
                && code.data.kinds[0] & 0x40 != 0
            {
                first = c.value.get();
            }
            if first.is_null() {
                return Err(self.runtime_error("super(): arg[0] deleted"));
            }
            for i in 0..code.nlocals as usize {
                if code.data.kinds[i] & 0x80 != 0 && super::str::to_string_lossy(code.local_name(i)) == "__class__" {
                    let c = *a.fp.add(i);
                    let v = c.get::<CellObj>().map_or(Word::NULL, |c| c.value.get());
                    if v.is_null() {
                        return Err(self.runtime_error("super(): empty __class__ cell"));
                    }
                    return Ok((v, first));
                }
            }
        }
        Err(self.runtime_error("super(): __class__ cell not found"))
    }
}
