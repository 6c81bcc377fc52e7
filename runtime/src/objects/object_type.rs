//! `object` and `type`.

use super::args::Args;
use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::types::*;
use super::wrappers;
use crate::heap::*;
use crate::{R, Vm};

fn object_new(vm: &Vm, ty: Word, args: &Args) -> R {
    let Some(t) = ty.as_type() else {
        return Err(vm.type_error("object.__new__(X): X is not a type object"));
    };
    if !args.words.is_empty() {
        let own_new = !t.slots.new.get().is_some_and(is_object_new);
        if own_new {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if t.slots.init.get().is_none_or(is_object_init) {
            return Err(vm.type_error(format!("{}() takes no arguments", t.name())));
        }
    }
    if has_abstract(vm, t) {
        return Err(abstract_error(vm, t));
    }
    if t.kind.get() != Kind::Instance && t.kind.get() != Kind::Filler {
        return Err(vm.type_error(format!("object.__new__({0}) is not safe, use {0}.__new__()", t.name())));
    }
    if t.word() == vm.types.object.get() {
        return Ok(vm.alloc_words_kind(Kind::Instance, t.shape.get(), 1));
    }
    Ok(vm.new_instance_fields(t))
}
/// Is the slot `object.__new__`?
pub fn is_object_new(f: NewFn) -> bool {
    f as usize == object_new as *const () as usize
}
/// Is the slot `object.__init__`?
pub fn is_object_init(f: InitFn) -> bool {
    f as usize == object_init as *const () as usize
}
fn object_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    if args.words.is_empty() {
        return Ok(());
    }
    let t = vm.class_of(w);
    if !t.slots.init.get().is_none_or(is_object_init) {
        return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if t.slots.new.get().is_some_and(is_object_new) {
        return Err(
            vm.type_error(format!("{}.__init__() takes exactly one argument (the instance to initialize)", t.name()))
        );
    }
    Ok(())
}
/// Abstract methods are left in the class.
pub fn has_abstract(vm: &Vm, t: &TypeObj) -> bool {
    if !t.has(TF_ABSTRACT) {
        return false;
    }
    let w = vm.dict_get_str(t.dict.get(), "__abstractmethods__");
    !w.is_null() && vm.truth(w).unwrap_or(false)
}
fn abstract_error(vm: &Vm, t: &TypeObj) -> crate::Exc {
    let w = vm.dict_get_str(t.dict.get(), "__abstractmethods__");
    let mut names: Vec<String> = vec![];
    let _ = vm.for_each(w, &mut |n| {
        names.push(format!("'{}'", super::str::to_string_lossy(n)));
        Ok(())
    });
    names.sort();
    vm.type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{} {}",
        t.name(),
        if names.len() == 1 { "" } else { "s" },
        names.join(", ")
    ))
}
fn object_hash(vm: &Vm, w: Word) -> R<i64> {
    Ok(vm.identity_hash(w))
}
/// Is the slot `object.__hash__`?
pub(super) fn is_identity_hash(f: HashFn) -> bool {
    f as usize == object_hash as *const () as usize
}
/// Is the slot the comparison of `object`, by identity?
pub(super) fn is_object_compare(f: Compare) -> bool {
    f as usize == object_compare as *const () as usize
}
fn object_compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    match op {
        CmpOp::Eq => Ok(if a == b { Word::TRUE } else { Word::NOT_IMPLEMENTED }),
        CmpOp::Ne => {
            // The opposite of `__eq__`, unless that is not implemented.
            match vm.class_of(a).slots.richcompare.get() {
                Some(f) => {
                    let r = f(vm, a, b, CmpOp::Eq)?;
                    if r == Word::NOT_IMPLEMENTED { Ok(r) } else { Ok(Word::bool(!vm.truth(r)?)) }
                }
                None => Ok(Word::NOT_IMPLEMENTED),
            }
        }
        _ => Ok(Word::NOT_IMPLEMENTED),
    }
}
fn object_class(vm: &Vm, w: Word) -> R {
    Ok(vm.type_of(w))
}
fn object_set_class(vm: &Vm, w: Word, v: Option<Word>) -> R<()> {
    let Some(v) = v else {
        return Err(vm.type_error("can't delete __class__ attribute"));
    };
    let Some(new) = v.as_type() else {
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{}' object", vm.type_name(v))));
    };
    let old = vm.class_of(w);
    let module = w.native::<super::module::ModuleObj>().is_some() && new.native.get().is_some();
    if !module && (!new.has(TF_HEAP) || !old.has(TF_HEAP)) {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    let same = new.kind.get() == old.kind.get()
        && new.slot_fields.get() == old.slot_fields.get()
        && new.has(TF_DICT) == old.has(TF_DICT)
        && new.native.get().map(|n| n as *const NativeInfo) == old.native.get().map(|n| n as *const NativeInfo);
    if !same {
        return Err(vm.type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name(),
            old.name()
        )));
    }
    let Some(h) = w.header() else { return Ok(()) };
    if module || !new.has(TF_DICT) {
        let inline = vm.shapes.get(h.shape.get()).inline;
        h.shape.set(vm.shapes.root(new, inline));
        return Ok(());
    }
    vm.instance_dict(w);
    let inline = vm.shapes.get(h.shape.get()).inline;
    let root = vm.shapes.get(vm.shapes.root(new, inline));
    h.shape.set(vm.shapes.dict_mode(root));
    Ok(())
}
fn object_format(vm: &Vm, a: &[Word]) -> R {
    if !a[1].is_kind(Kind::Str) {
        return Err(vm.type_error(format!("__format__() argument must be str, not {}", vm.arg_type_name(a[1]))));
    }
    if vm.len(a[1])? > 0 {
        return Err(vm.type_error(format!("unsupported format string passed to {}.__format__", vm.type_name(a[0]))));
    }
    vm.str(a[0])
}
fn object_dir(vm: &Vm, a: &[Word]) -> R {
    let d = vm.new_dict();
    let own = vm.getattr_opt(a[0], vm.names.dict.get())?;
    if own.is_kind(Kind::Dict) {
        vm.dict_update_from(d, own)?;
    }
    let c = vm.getattr_opt(a[0], vm.names.class.get())?;
    if let Some(t) = c.as_type() {
        merge_class_dict(vm, d, t)?;
    }
    let keys: WordVec2 = vm.to_vec(d)?;
    Ok(keys.to_list(vm))
}
type WordVec2 = super::list::WordVec;
fn merge_class_dict(vm: &Vm, d: Word, t: &TypeObj) -> R<()> {
    for &b in t.mro_items().iter().rev() {
        if let Some(b) = b.as_type() {
            vm.dict_update_from(d, b.dict.get())?;
        }
    }
    Ok(())
}
/// `object.__reduce_ex__` and `__reduce__`: the library's copyreg does the work.
fn object_reduce_ex(vm: &Vm, a: &[Word]) -> R {
    let proto = vm.index_i64(a[1])?;
    let c = vm.class_of(a[0]);
    let r = vm.type_lookup(c, vm.intern("__reduce__"));
    let base = vm.types.object.get();
    let own = base.as_type().map_or(Word::NULL, |o| vm.type_lookup(o, vm.intern("__reduce__")));
    if r != own {
        return vm.call_method(a[0], "__reduce__", &[]);
    }
    reduce(vm, a[0], proto)
}
fn reduce(vm: &Vm, w: Word, proto: i64) -> R {
    let copyreg = vm.import_module("copyreg")?;
    if proto < 2 {
        let f = vm.getattr_str(copyreg, "_reduce_ex")?;
        return vm.call(f, &[w, Word::small(proto)]);
    }
    let cls = vm.getattr(w, vm.names.class.get())?;
    let getnewargs_ex = vm.getattr_opt(w, vm.intern("__getnewargs_ex__"))?;
    let getnewargs = vm.getattr_opt(w, vm.intern("__getnewargs__"))?;
    let (mut args, mut kwargs) = (Word::NULL, Word::NULL);
    if !getnewargs_ex.is_null() {
        let t = vm.call(getnewargs_ex, &[])?;
        match t.get::<TupleObj>() {
            Some(t) if t.len() == 2 => (args, kwargs) = (t.items()[0], t.items()[1]),
            _ => {
                return Err(
                    vm.type_error(format!("__getnewargs_ex__ should return a tuple, not '{}'", vm.type_name(t)))
                );
            }
        }
    } else if !getnewargs.is_null() {
        args = vm.call(getnewargs, &[])?;
        if !args.is_kind(Kind::Tuple) {
            return Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{}'", vm.type_name(args))));
        }
    }
    let has_args = !args.is_null();
    let c = vm.class_of(w);
    // The state, as `object.__getstate__` gives it.
    let gs = vm.getattr_str(w, "__getstate__")?;
    let state = vm.call(gs, &[])?;
    let list_like = c.kind.get() == Kind::List;
    let dict_like = c.kind.get() == Kind::Dict;
    if !has_args
        && !list_like
        && !dict_like
        && !matches!(c.kind.get(), Kind::Instance | Kind::Exception | Kind::Set | Kind::Native)
    {
        return Err(vm.type_error(format!("cannot pickle '{}' object", c.name())));
    }
    if !has_args && c.kind.get() == Kind::Native && !c.has(TF_HEAP) {
        return Err(vm.type_error(format!("cannot pickle '{}' object", vm.type_full_name(c))));
    }
    let newobj = if kwargs.is_null() || vm.len(kwargs)? == 0 { "__newobj__" } else { "__newobj_ex__" };
    let f = vm.getattr_str(copyreg, newobj)?;
    let fargs = if newobj == "__newobj_ex__" {
        vm.new_tuple(&[cls, args, kwargs])
    } else {
        let mut v = super::list::WordVec::new();
        v.push(vm, cls);
        if let Some(t) = args.get::<TupleObj>() {
            v.extend(vm, t.items());
        }
        v.to_tuple(vm)
    };
    let li = if list_like { vm.iter(w)? } else { Word::NONE };
    let di = if dict_like {
        let items = vm.call_method(w, "items", &[])?;
        vm.iter(items)?
    } else {
        Word::NONE
    };
    Ok(vm.new_tuple(&[f, fargs, state, li, di]))
}
fn object_getstate(vm: &Vm, a: &[Word]) -> R {
    let w = a[0];
    let c = vm.class_of(w);
    let d = vm.getattr_opt(w, vm.names.dict.get())?;
    let state = if d.is_null() {
        Word::NONE
    } else if d.get::<DictObj>().is_some_and(DictObj::is_empty) {
        Word::NONE
    } else {
        d
    };
    if c.slot_fields.get() > 0 {
        let slots = vm.new_dict();
        for &b in c.mro_items() {
            let Some(bt) = b.as_type() else { continue };
            if let Some(bd) = bt.dict.get().get::<DictObj>() {
                for i in 0..bd.bound() {
                    if let Some((k, v)) = bd.entry(i)
                        && v.native::<super::descr::MemberDescr>().is_some_and(|m| m.def.is_none())
                    {
                        let x = vm.getattr_opt(w, k)?;
                        if !x.is_null() {
                            vm.dict_set(slots, k, x)?;
                        }
                    }
                }
            }
        }
        if slots.get::<DictObj>().is_some_and(|d| !d.is_empty()) {
            return Ok(vm.new_tuple(&[state, slots]));
        }
    }
    Ok(state)
}

pub static OBJECT_SPEC: TypeSpec = TypeSpec {
    name: "object",
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    flags: TF_BASETYPE,
    slots: |s| {
        s.new.set(Some(object_new));
        s.init.set(Some(object_init));
        s.repr.set(Some(|vm, w| Ok(vm.default_repr(w))));
        s.str.set(Some(|vm, w| vm.repr(w)));
        s.hash.set(Some(object_hash));
        s.getattro.set(Some(super::attr::generic_getattr_fn));
        s.setattro.set(Some(super::attr::generic_setattr_fn));
        s.richcompare.set(Some(object_compare));
    },
    getset: &[GetSet::rw("__class__", object_class, object_set_class, "the object's class")],
    methods: &[
        FnDef::new(
            "__format__",
            "($self, format_spec, /)",
            object_format,
            "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise.",
        ),
        FnDef::new("__dir__", "($self, /)", object_dir, "Default dir() implementation."),
        FnDef::new(
            "__sizeof__",
            "($self, /)",
            |vm, a| Ok(vm.int(a[0].header().map_or(16, |h| h.granules as i64 * 16))),
            "Size of object in memory, in bytes.",
        ),
        FnDef::new("__reduce_ex__", "($self, protocol, /)", object_reduce_ex, "Helper for pickle."),
        FnDef::new("__reduce__", "($self, /)", |vm, a| reduce(vm, a[0], 0), "Helper for pickle."),
        FnDef::new("__getstate__", "($self, /)", object_getstate, "Helper for pickle."),
        FnDef::class(
            "__init_subclass__",
            "($cls, /)",
            |_, _| Ok(Word::NONE),
            "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.\n",
        ),
        FnDef::class(
            "__subclasshook__",
            "($cls, subclass, /)",
            |_, _| Ok(Word::NOT_IMPLEMENTED),
            "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).\n",
        ),
    ],
    ..TypeSpec::DEFAULT
};

// ---- type

fn type_getattro(vm: &Vm, w: Word, name: Word) -> R {
    let Some(t) = w.as_type() else { return Ok(w) };
    if !name.is_kind(Kind::Str) {
        return Err(vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(name))));
    }
    let name = vm.intern_word(name);
    let meta = vm.class_of(w);
    let m = vm.type_lookup(meta, name);
    let mc = vm.class_of(m);
    let get = if m.is_null() { None } else { mc.slots.descr_get.get() };
    if let Some(f) = get
        && mc.slots.descr_set.get().is_some()
    {
        return f(vm, m, w, meta.word());
    }
    let v = vm.type_lookup(t, name);
    if !v.is_null() {
        return match vm.class_of(v).slots.descr_get.get() {
            Some(f) => f(vm, v, Word::NULL, w),
            None => Ok(v),
        };
    }
    match get {
        Some(f) => f(vm, m, w, meta.word()),
        None if !m.is_null() => Ok(m),
        None => Err(vm.no_attribute(w, name)),
    }
}
fn type_setattro(vm: &Vm, w: Word, name: Word, v: Option<Word>) -> R<()> {
    let Some(t) = w.as_type() else { return Ok(()) };
    if !t.has(TF_HEAP) {
        return Err(vm.type_error(format!(
            "cannot set {} attribute of immutable type '{}'",
            vm.repr_text(name)?,
            vm.full_name(t)
        )));
    }
    let name = vm.intern_word(name);
    let old = vm.type_lookup(t, name);
    vm.generic_setattr(w, name, v)?;
    vm.type_modified(t);
    let n = super::str::to_string_lossy(name);
    // Attribute places do not guard instance fields against these.
    let hides = |d: Word| !d.is_null() && vm.class_of(d).slots.descr_set.get().is_some();
    if hides(old)
        || v.is_some_and(hides)
        || matches!(n.as_str(), "__getattribute__" | "__getattr__" | "__setattr__" | "__delattr__")
    {
        vm.forget_places(&format!("{}.{n}", vm.full_name(t)));
    }
    if n.starts_with("__") && n.ends_with("__") {
        wrappers::update_slots_for(vm, t, &n);
        if n == "__del__" {
            t.set_flag(TF_DEL);
        }
    }
    Ok(())
}
fn type_repr(vm: &Vm, w: Word) -> R {
    let Some(t) = w.as_type() else { return Ok(w) };
    let m = vm.dict_get_str(t.dict.get(), "__module__");
    let q = super::str::to_string_lossy(t.qualname.get());
    let text = match m.get::<StrObj>() {
        Some(m) if m.ascii() != Some("builtins") => {
            format!("<class '{}.{q}'>", m.to_string_lossy())
        }
        _ => format!("<class '{q}'>"),
    };
    Ok(vm.new_str(&text))
}
fn type_new(vm: &Vm, meta: Word, args: &Args) -> R {
    let pos = args.positional();
    let [name, bases, ns] = pos else {
        return Err(
            vm.type_error("type.__new__() takes exactly 3 arguments (%d given)".replace("%d", &pos.len().to_string()))
        );
    };
    let bad = |i: usize, want: &str, w: Word| {
        vm.type_error(format!("type.__new__() argument {i} must be {want}, not {}", vm.type_name(w)))
    };
    if !name.is_kind(Kind::Str) {
        return Err(bad(1, "str", *name));
    }
    if !bases.is_kind(Kind::Tuple) {
        return Err(bad(2, "tuple", *bases));
    }
    if !ns.is_kind(Kind::Dict) {
        return Err(bad(3, "dict", *ns));
    }
    // A more derived metaclass with a `__new__` of its own takes over.
    let items: &[Word] = bases.get::<TupleObj>().map_or(&[], |t| t.items());
    if items.iter().all(|b| b.as_type().is_some()) {
        let winner = vm.calculate_metaclass(meta, items)?;
        if winner != meta
            && let Some(f) = winner.as_type().and_then(|w| w.slots.new.get())
            && f as usize != type_new as *const () as usize
        {
            return f(vm, winner, args);
        }
    }
    vm.type_new(meta, *name, *bases, *ns, args)
}
fn type_init(vm: &Vm, _w: Word, args: &Args) -> R<()> {
    let n = args.positional().len();
    if n != 1 && n != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(())
}
fn type_or(vm: &Vm, a: Word, b: Word) -> R {
    vm.make_union(a, b)
}
fn ty(w: Word) -> &'static TypeObj {
    match w.as_type() {
        Some(t) => t,
        None => unreachable!("a getset of type is given a type"),
    }
}
pub static TYPE_SPEC: TypeSpec = TypeSpec {
    name: "type",
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    flags: TF_BASETYPE | TF_WEAKREF | TF_METATYPE,
    slots: |s| {
        s.new.set(Some(type_new));
        s.init.set(Some(type_init));
        s.call.set(Some(|vm, t, args| vm.type_call(t, args)));
        s.getattro.set(Some(type_getattro));
        s.setattro.set(Some(type_setattro));
        s.repr.set(Some(type_repr));
        s.or.set(Some(type_or));
    },
    methods: &[
        FnDef::new(
            "mro",
            "($self, /)",
            |vm, a| {
                let t = ty(a[0]);
                vm.compute_mro(t)
            },
            "Return a type's method resolution order.",
        ),
        FnDef::new(
            "__subclasses__",
            "($self, /)",
            |vm, a| {
                let l = ty(a[0]).subclasses.get();
                Ok(l.get::<ListObj>().map_or_else(|| vm.new_list(), |l| vm.new_list_from(l.as_slice())))
            },
            "Return a list of immediate subclasses.",
        ),
        FnDef::class(
            "__prepare__",
            "($cls, /, *args, **kwds)",
            |vm, _| Ok(vm.new_dict()),
            "Create the namespace for the class statement",
        ),
        FnDef::new(
            "__instancecheck__",
            "($self, instance, /)",
            |vm, a| Ok(Word::bool(vm.recursive_isinstance(a[1], a[0])?)),
            "Check if an object is an instance.",
        ),
        FnDef::new(
            "__subclasscheck__",
            "($self, subclass, /)",
            |vm, a| Ok(Word::bool(vm.recursive_issubclass(a[1], a[0])?)),
            "Check if a class is a subclass.",
        ),
        FnDef::new(
            "__dir__",
            "($self, /)",
            |vm, a| {
                let d = vm.new_dict();
                merge_class_dict(vm, d, ty(a[0]))?;
                Ok(vm.to_vec(d)?.to_list(vm))
            },
            "Specialized __dir__ implementation for types.",
        ),
        FnDef::new(
            "__sizeof__",
            "($self, /)",
            |vm, _| Ok(vm.int(size_of::<TypeObj>() as i64)),
            "Return memory consumption of the type object.",
        ),
    ],
    getset: &[
        GetSet::rw(
            "__name__",
            |_, w| Ok(ty(w).name.get()),
            |vm, w, v| {
                let t = ty(w);
                must_be_heap(vm, t, "__name__", v)?;
                match v {
                    Some(v) if v.is_kind(Kind::Str) => {
                        t.name.set(&t.hdr, v);
                        Ok(())
                    }
                    Some(v) => Err(vm.type_error(format!(
                        "can only assign string to {}.__name__, not '{}'",
                        t.name(),
                        vm.type_name(v)
                    ))),
                    None => Ok(()),
                }
            },
            "",
        ),
        GetSet::rw(
            "__qualname__",
            |_, w| Ok(ty(w).qualname.get()),
            |vm, w, v| {
                let t = ty(w);
                must_be_heap(vm, t, "__qualname__", v)?;
                match v {
                    Some(v) if v.is_kind(Kind::Str) => {
                        t.qualname.set(&t.hdr, v);
                        Ok(())
                    }
                    Some(v) => Err(vm.type_error(format!(
                        "can only assign string to {}.__qualname__, not '{}'",
                        t.name(),
                        vm.type_name(v)
                    ))),
                    None => Ok(()),
                }
            },
            "",
        ),
        GetSet::rw("__bases__", |_, w| Ok(ty(w).bases.get()), |vm, w, v| vm.set_bases(w, v.unwrap_or(Word::NULL)), ""),
        GetSet::ro("__base__", |_, w| Ok(ty(w).base.get().or(Word::NONE)), "").as_member(),
        GetSet::ro("__mro__", |_, w| Ok(ty(w).mro.get().or(Word::NONE)), ""),
        GetSet::ro("__dict__", |vm, w| Ok(vm.new_mapping_proxy(ty(w).dict.get())), ""),
        GetSet::rw(
            "__module__",
            |vm, w| {
                let m = vm.dict_get_str(ty(w).dict.get(), "__module__");
                Ok(if m.is_null() { vm.intern("builtins") } else { m })
            },
            |vm, w, v| {
                let t = ty(w);
                must_be_heap(vm, t, "__module__", v)?;
                vm.dict_set_str(t.dict.get(), "__module__", v.unwrap_or(Word::NONE));
                vm.type_modified(t);
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__doc__",
            |vm, w| {
                let d = vm.dict_get_str(ty(w).dict.get(), "__doc__");
                if d.is_null() {
                    return Ok(Word::NONE);
                }
                match vm.class_of(d).slots.descr_get.get() {
                    Some(f) => f(vm, d, Word::NULL, w),
                    None => Ok(d),
                }
            },
            |vm, w, v| {
                let t = ty(w);
                must_be_heap(vm, t, "__doc__", v)?;
                vm.dict_set_str(t.dict.get(), "__doc__", v.unwrap_or(Word::NONE));
                vm.type_modified(t);
                Ok(())
            },
            "",
        ),
        GetSet::ro(
            "__text_signature__",
            |vm, w| {
                let t = ty(w);
                if t.has(TF_HEAP) {
                    return Ok(Word::NONE);
                }
                let n = vm.dict_get_str(t.dict.get(), "__new__");
                Ok(n.native::<super::descr::BuiltinFn>()
                    .map_or(Word::NONE, |b| vm.new_str(&b.def.sig.replacen("$type, ", "", 1).replacen("$type", "", 1))))
            },
            "",
        ),
        GetSet::rw(
            "__abstractmethods__",
            |vm, w| {
                let v = vm.dict_get_str(ty(w).dict.get(), "__abstractmethods__");
                if v.is_null() || w == vm.types.type_.get() {
                    Err(vm.no_attribute(w, vm.names.abstractmethods.get()))
                } else {
                    Ok(v)
                }
            },
            |vm, w, v| {
                let t = ty(w);
                match v {
                    Some(v) => {
                        vm.dict_set_str(t.dict.get(), "__abstractmethods__", v);
                        if vm.truth(v)? { t.set_flag(TF_ABSTRACT) } else { t.flags.set(t.flags.get() & !TF_ABSTRACT) }
                    }
                    None => {
                        if let Some(d) = t.dict.get().get::<DictObj>() {
                            vm.dict_remove(d, vm.names.abstractmethods.get())?;
                        }
                        t.flags.set(t.flags.get() & !TF_ABSTRACT);
                    }
                }
                vm.type_modified(t);
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__annotations__",
            |vm, w| vm.type_annotations(w),
            |vm, w, v| {
                let t = ty(w);
                must_be_heap(vm, t, "__annotations__", v)?;
                let key = if vm.dict_get_str(t.dict.get(), "__annotations__").is_null() {
                    "__annotations_cache__"
                } else {
                    "__annotations__"
                };
                match v {
                    Some(v) => vm.dict_set_str(t.dict.get(), key, v),
                    None => {
                        if let Some(d) = t.dict.get().get::<DictObj>() {
                            if vm.dict_remove(d, vm.intern(key))?.is_null() {
                                return Err(vm.no_attribute(w, vm.names.annotations.get()));
                            }
                        }
                    }
                }
                if let Some(d) = t.dict.get().get::<DictObj>() {
                    vm.dict_remove(d, vm.names.annotate.get())?;
                    vm.dict_remove(d, vm.names.annotate_func.get())?;
                }
                vm.type_modified(t);
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__annotate__",
            |vm, w| {
                let t = ty(w);
                if !t.has(TF_HEAP) {
                    return Err(vm.new_exc(
                        &vm.exc.AttributeError,
                        format!("type object '{}' has no attribute '__annotate__'", t.name()),
                    ));
                }
                let d = t.dict.get();
                let v = vm.dict_get_str(d, "__annotate_func__").or(vm.dict_get_str(d, "__annotate__"));
                if v.is_null() {
                    return Ok(Word::NONE);
                }
                match vm.class_of(v).slots.descr_get.get() {
                    Some(f) => f(vm, v, Word::NULL, w),
                    None => Ok(v),
                }
            },
            |vm, w, v| {
                let t = ty(w);
                must_be_heap(vm, t, "__annotate__", v)?;
                let v = v.unwrap_or(Word::NONE);
                if !v.is_none() && !vm.is_callable(v) {
                    return Err(vm.type_error("__annotate__ must be callable or None"));
                }
                vm.dict_set_str(t.dict.get(), "__annotate_func__", v);
                if !v.is_none()
                    && let Some(d) = t.dict.get().get::<DictObj>()
                {
                    vm.dict_remove(d, vm.intern("__annotations_cache__"))?;
                }
                vm.type_modified(t);
                Ok(())
            },
            "",
        ),
        GetSet::rw(
            "__type_params__",
            |vm, w| {
                let v = vm.dict_get_str(ty(w).dict.get(), "__type_params__");
                Ok(v.or(vm.empty_tuple()))
            },
            |vm, w, v| {
                vm.dict_set_str(ty(w).dict.get(), "__type_params__", v.unwrap_or(vm.empty_tuple()));
                Ok(())
            },
            "",
        ),
        GetSet::ro("__basicsize__", |_, _| Ok(Word::small(16)), "").as_member(),
        GetSet::ro("__itemsize__", |_, _| Ok(Word::small(0)), "").as_member(),
        GetSet::ro("__dictoffset__", |_, w| Ok(Word::small(if ty(w).has(TF_DICT) { 8 } else { 0 })), "").as_member(),
        GetSet::ro("__weakrefoffset__", |_, w| Ok(Word::small(if ty(w).has(TF_WEAKREF) { 8 } else { 0 })), "")
            .as_member(),
        GetSet::ro(
            "__flags__",
            |_, w| {
                let t = ty(w);
                let mut f = 0i64;
                if t.has(TF_HEAP) {
                    f |= 1 << 9
                }
                if t.has(TF_BASETYPE) {
                    f |= 1 << 10
                }
                if t.has(TF_ABSTRACT) {
                    f |= 1 << 20
                }
                if t.has(TF_SEQUENCE) {
                    f |= 1 << 5
                }
                if t.has(TF_MAPPING) {
                    f |= 1 << 6
                }
                Ok(Word::small(f))
            },
            "",
        )
        .as_member(),
    ],
    ..TypeSpec::DEFAULT
};
fn must_be_heap(vm: &Vm, t: &TypeObj, name: &str, v: Option<Word>) -> R<()> {
    if !t.has(TF_HEAP) {
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{}'", vm.full_name(t))));
    }
    if v.is_none() && name != "__annotations__" {
        return Err(vm.type_error(format!("cannot delete '{name}' attribute of type '{}'", t.name())));
    }
    Ok(())
}

impl Vm {
    fn type_annotations(&self, w: Word) -> R {
        let t = ty(w);
        if !t.has(TF_HEAP) {
            return Err(self.new_exc(
                &self.exc.AttributeError,
                format!("type object '{}' has no attribute '__annotations__'", t.name()),
            ));
        }
        let d = t.dict.get();
        let a = self.dict_get_str(d, "__annotations__").or(self.dict_get_str(d, "__annotations_cache__"));
        if !a.is_null() {
            return match self.class_of(a).slots.descr_get.get() {
                Some(f) => f(self, a, Word::NULL, w),
                None => Ok(a),
            };
        }
        let f = self.getattr_opt(w, self.names.annotate.get())?;
        let v = if self.is_callable(f) {
            let v = self.call(f, &[Word::small(1)])?;
            if !v.is_kind(Kind::Dict) {
                return Err(self.type_error(format!("__annotate__ returned non-dict of type '{}'", self.type_name(v))));
            }
            v
        } else {
            self.new_dict()
        };
        self.dict_set_str(d, "__annotations_cache__", v);
        self.type_modified(t);
        Ok(v)
    }
}
