//! Generic aliases (`list[int]`) and unions (`int | str`).

use super::args::Args;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::spec::*;
use super::str::StrBuilder;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

/// `origin[args]`.
pub struct GenericAlias {
    pub origin: Slot,
    /// A tuple.
    pub args: Slot,
    /// A tuple, or NULL until it is asked for.
    parameters: Slot,
    /// `*tuple[int]`.
    starred: Cell<bool>,
}
impl Payload for GenericAlias {
    const INFO: &'static NativeInfo = crate::native_info!(GenericAlias, ALIAS_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.origin);
        t.slot(&self.args);
        t.slot(&self.parameters);
    }
}
/// A union of types.
pub struct Union {
    pub args: Slot,
    parameters: Slot,
}
impl Payload for Union {
    const INFO: &'static NativeInfo = crate::native_info!(Union, UNION_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.args);
        t.slot(&self.parameters);
    }
}
fn items(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}

impl Vm {
    /// `types.GenericAlias(origin, args)`.
    pub fn generic_alias(&self, origin: Word, args: Word) -> R {
        Ok(self.new_alias(origin, args, false))
    }
    fn new_alias(&self, origin: Word, args: Word, starred: bool) -> Word {
        let args = if args.is_kind(Kind::Tuple) { args } else { self.new_tuple(&[args]) };
        self.new_native(GenericAlias {
            origin: Slot::new(origin),
            args: Slot::new(args),
            parameters: Slot::new(Word::NULL),
            starred: Cell::new(starred),
        })
    }
    /// The type parameters in a tuple of arguments, each once.
    pub fn type_parameters(&self, args: Word) -> R {
        let mut v = WordVec::new();
        self.collect_parameters(args, &mut v)?;
        Ok(v.to_tuple(self))
    }
    fn collect_parameters(&self, args: Word, out: &mut WordVec) -> R<()> {
        let _g = self.enter_native("")?;
        let list = self.to_vec(args)?;
        for &a in list.iter() {
            if a.as_type().is_some() {
                continue;
            }
            if !self.getattr_opt(a, self.intern("__typing_subst__"))?.is_null() {
                if !out.contains(&a) {
                    out.push(self, a);
                }
            } else if a.is_kind(Kind::Tuple) || a.is_kind(Kind::List) {
                self.collect_parameters(a, out)?;
            } else {
                let p = self.getattr_opt(a, self.intern("__parameters__"))?;
                for &x in items(&p) {
                    if !out.contains(&x) {
                        out.push(self, x);
                    }
                }
            }
        }
        Ok(())
    }
    /// `alias[item]`: the arguments with the parameters replaced.
    fn substitute(&self, this: Word, args: Word, params: Word, item: Word) -> R {
        let n = items(&params).len();
        if n == 0 {
            return Err(self.type_error(format!("{} is not a generic class", self.repr_text(this)?)));
        }
        let mut flat = WordVec::new();
        let given = if item.is_kind(Kind::Tuple) { item } else { self.new_tuple(&[item]) };
        for &x in items(&given) {
            match x.native::<GenericAlias>() {
                Some(g) if g.starred.get() && !items(&g.args.get()).contains(&Word::ELLIPSIS) => {
                    flat.extend(self, items(&g.args.get()))
                }
                _ => flat.push(self, x),
            }
        }
        let mut item = flat.to_tuple(self);
        for &p in items(&params) {
            let f = self.getattr_opt(p, self.intern("__typing_prepare_subst__"))?;
            if !f.is_null() && !f.is_none() {
                let t = if item.is_kind(Kind::Tuple) { item } else { self.new_tuple(&[item]) };
                item = self.call(f, &[this, t])?;
            }
        }
        let given = if item.is_kind(Kind::Tuple) { item } else { self.new_tuple(&[item]) };
        let m = items(&given).len();
        if m != n {
            return Err(self.type_error(format!(
                "Too {} arguments for {}; actual {m}, expected {n}",
                if m > n { "many" } else { "few" },
                self.repr_text(this)?
            )));
        }
        let mut out = WordVec::new();
        for &a in items(&args) {
            let r = self.substitute_one(a, params, given)?;
            let unpack = a.as_type().is_none() && {
                let u = self.getattr_opt(a, self.intern("__typing_is_unpacked_typevartuple__"))?;
                !u.is_null() && self.truth(u)?
            };
            if unpack && r.is_kind(Kind::Tuple) {
                out.extend(self, items(&r));
            } else {
                out.push(self, r);
            }
        }
        Ok(out.to_tuple(self))
    }
    fn substitute_one(&self, a: Word, params: Word, given: Word) -> R {
        if a.as_type().is_some() {
            return Ok(a);
        }
        let place = |x: &Word| items(&params).iter().position(|p| p == x);
        let f = self.getattr_opt(a, self.intern("__typing_subst__"))?;
        if !f.is_null() {
            return match place(&a) {
                Some(i) => self.call(f, &[items(&given)[i]]),
                None => Ok(a),
            };
        }
        if a.is_kind(Kind::List) || a.is_kind(Kind::Tuple) {
            let v = self.to_vec(a)?;
            let mut out = WordVec::new();
            for &x in v.iter() {
                let r = self.substitute_one(x, params, given)?;
                out.push(self, r);
            }
            return Ok(if a.is_kind(Kind::List) { out.to_list(self) } else { out.to_tuple(self) });
        }
        let sub = self.getattr_opt(a, self.intern("__parameters__"))?;
        if items(&sub).is_empty() {
            return Ok(a);
        }
        let mut v = WordVec::new();
        for x in items(&sub) {
            if let Some(i) = place(x) {
                let y = items(&given)[i];
                match y.get::<TupleObj>() {
                    Some(t) if self.class_of(*x).name() == "TypeVarTuple" => v.extend(self, t.items()),
                    _ => v.push(self, y),
                }
            } else {
                v.push(self, *x);
            }
        }
        let key = v.to_tuple(self);
        self.getitem(a, key)
    }
    /// How a type looks inside an alias or a union.
    pub fn type_repr(&self, w: Word, out: &mut StrBuilder) -> R<()> {
        if w == Word::ELLIPSIS {
            out.push_str("...");
            return Ok(());
        }
        if w == self.types.none.get() {
            out.push_str("None");
            return Ok(());
        }
        if let Some(t) = w.as_type() {
            let m = self.getattr_opt(w, self.names.module.get())?;
            if let Some(m) = m.get::<StrObj>()
                && m.ascii() != Some("builtins")
            {
                out.push_obj(m);
                out.push_str(".");
            }
            out.push_word(t.qualname.get());
            return Ok(());
        }
        if let Some(l) = w.get::<ListObj>() {
            out.push_str("[");
            let v = l.snapshot(self);
            for (i, &x) in v.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                self.type_repr(x, out)?;
            }
            out.push_str("]");
            return Ok(());
        }
        out.push_word(self.repr(w)?);
        Ok(())
    }
    fn is_unionable(&self, w: Word) -> bool {
        w.is_none()
            || w.as_type().is_some()
            || w.native::<GenericAlias>().is_some()
            || w.native::<Union>().is_some()
            || super::typevars::is_type_parameter(w)
    }
    /// `a | b` for types.
    pub(crate) fn make_union(&self, a: Word, b: Word) -> R {
        if !self.is_unionable(a) || !self.is_unionable(b) {
            return Ok(Word::NOT_IMPLEMENTED);
        }
        self.union_of(&[a, b])
    }
    /// The union of these; one that is left alone is itself.
    pub fn union_of(&self, parts: &[Word]) -> R {
        let mut v = WordVec::new();
        for &p in parts {
            if let Some(u) = p.native::<Union>() {
                for &x in items(&u.args.get()) {
                    self.union_add(&mut v, x)?;
                }
            } else {
                self.union_add(&mut v, if p.is_none() { self.types.none.get() } else { p })?;
            }
        }
        if v.len() == 1 {
            return Ok(v[0]);
        }
        let args = v.to_tuple(self);
        Ok(self.new_native(Union { args: Slot::new(args), parameters: Slot::new(Word::NULL) }))
    }
    fn union_add(&self, v: &mut WordVec, x: Word) -> R<()> {
        for i in 0..v.len() {
            if v[i] == x || (v[i].as_type().is_none() && self.eq(v[i], x)?) {
                return Ok(());
            }
        }
        v.push(self, x);
        Ok(())
    }
}
fn alias(w: &Word) -> &GenericAlias {
    static_alias(w).unwrap_or_else(|| unreachable!("slots of aliases get aliases"))
}
fn static_alias(w: &Word) -> Option<&GenericAlias> {
    // SAFETY: lifetime only: the payload lives in the object, which `w` keeps.
    w.native::<GenericAlias>()
}
fn alias_parameters(vm: &Vm, w: Word) -> R {
    let a = alias(&w);
    if a.parameters.get().is_null() {
        let p = vm.type_parameters(a.args.get())?;
        if let Some(h) = w.header() {
            a.parameters.set(h, p);
        }
    }
    Ok(a.parameters.get())
}
/// Attributes that are the alias's own; all others are the origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];
fn alias_getattr(vm: &Vm, w: Word, name: Word) -> R {
    let own = name.get::<StrObj>().and_then(|s| s.ascii()).is_some_and(|n| OWN.contains(&n));
    if own {
        return vm.generic_getattr(w, name);
    }
    vm.getattr(alias(&w).origin.get(), name)
}
fn alias_repr(vm: &Vm, w: Word) -> R {
    let a = alias(&w);
    let mut out = StrBuilder::new();
    if a.starred.get() {
        out.push_str("*");
    }
    vm.type_repr(a.origin.get(), &mut out)?;
    out.push_str("[");
    let args = a.args.get();
    for (i, &x) in items(&args).iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        vm.type_repr(x, &mut out)?;
    }
    if items(&args).is_empty() {
        out.push_str("()");
    }
    out.push_str("]");
    Ok(out.finish(vm))
}
fn alias_call(vm: &Vm, w: Word, args: &Args) -> R {
    let obj = vm.call_args(alias(&w).origin.get(), args)?;
    match vm.setattr(obj, vm.intern("__orig_class__"), Some(w)) {
        Err(e) if !vm.exc_matches(e, &vm.exc.AttributeError) && !vm.exc_matches(e, &vm.exc.TypeError) => Err(e),
        _ => Ok(obj),
    }
}
static ALIAS_NEW: FnDef =
    FnDef::new("GenericAlias", "($type, origin, args, /)", |vm, a| vm.generic_alias(a[1], a[2]), "");
pub static ALIAS_SPEC: TypeSpec = TypeSpec {
    name: "types.GenericAlias",
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    flags: TF_BASETYPE | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(alias_repr));
        s.call.set(Some(alias_call));
        s.getattro.set(Some(alias_getattr));
        s.getitem.set(Some(|vm, w, key| {
            let p = alias_parameters(vm, w)?;
            let a = alias(&w);
            let new = vm.substitute(w, a.args.get(), p, key)?;
            Ok(vm.new_alias(a.origin.get(), new, a.starred.get()))
        }));
        s.hash.set(Some(|vm, w| {
            let a = alias(&w);
            Ok(vm.hash(a.origin.get())? ^ vm.hash(a.args.get())?)
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            let (Some(x), Some(y)) = (static_alias(&a), static_alias(&b)) else { return Ok(Word::NOT_IMPLEMENTED) };
            if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let same = x.starred.get() == y.starred.get()
                && vm.eq(x.origin.get(), y.origin.get())?
                && vm.eq(x.args.get(), y.args.get())?;
            Ok(Word::bool(same == (op == CmpOp::Eq)))
        }));
        s.or.set(Some(|vm, a, b| vm.make_union(a, b)));
        s.iter.set(Some(|vm, w| {
            let a = alias(&w);
            let star = vm.new_alias(a.origin.get(), a.args.get(), true);
            let t = vm.new_tuple(&[star]);
            vm.iter(t)
        }));
    },
    methods: &[
        FnDef::new("__mro_entries__", "($self, bases, /)", |vm, a| Ok(vm.new_tuple(&[alias(&a[0]).origin.get()])), ""),
        FnDef::new(
            "__instancecheck__",
            "($self, object, /)",
            |vm, _| Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic")),
            "",
        ),
        FnDef::new(
            "__subclasscheck__",
            "($self, object, /)",
            |vm, _| Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic")),
            "",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let g = alias(&a[0]);
                let t = vm.new_tuple(&[g.origin.get(), g.args.get()]);
                Ok(vm.new_tuple(&[vm.type_of(a[0]), t]))
            },
            "",
        ),
        FnDef::new(
            "__dir__",
            "($self, /)",
            |vm, a| {
                // What the origin has, and the attributes that are not passed on to it.
                let names = vm.call_special(alias(&a[0]).origin.get(), &vm.names.dir, &[])?;
                let all = vm.new_set();
                for &n in vm.to_vec(names.unwrap_or_else(|| vm.empty_tuple()))?.iter() {
                    vm.set_insert(all, n)?;
                }
                for g in ALIAS_SPEC.getset {
                    vm.set_insert(all, vm.intern(g.name))?;
                }
                vm.set_insert(all, vm.intern("__mro_entries__"))?;
                Ok(vm.to_vec(all)?.to_list(vm))
            },
            "",
        ),
    ],
    getset: &[
        GetSet::ro("__origin__", |_, w| Ok(alias(&w).origin.get()), "").as_member(),
        GetSet::ro("__args__", |_, w| Ok(alias(&w).args.get()), "").as_member(),
        GetSet::ro("__parameters__", alias_parameters, "Type variables in the GenericAlias."),
        GetSet::ro("__unpacked__", |_, w| Ok(Word::bool(alias(&w).starred.get())), "").as_member(),
        GetSet::ro(
            "__typing_unpacked_tuple_args__",
            |vm, w| {
                let a = alias(&w);
                Ok(if a.starred.get() && a.origin.get() == vm.types.tuple.get() { a.args.get() } else { Word::NONE })
            },
            "",
        ),
    ],
    new: Some(&ALIAS_NEW),
    ..TypeSpec::DEFAULT
};

fn union_args(w: Word) -> Word {
    w.native::<Union>().map_or(Word::NULL, |u| u.args.get())
}
fn union_parameters(vm: &Vm, w: Word) -> R {
    let Some(u) = w.native::<Union>() else { return Ok(Word::NONE) };
    if u.parameters.get().is_null() {
        let p = vm.type_parameters(u.args.get())?;
        if let Some(h) = w.header() {
            u.parameters.set(h, p);
        }
    }
    Ok(u.parameters.get())
}
fn check(vm: &Vm, a: &[Word], instance: bool) -> R {
    let args = union_args(a[0]);
    let name = if instance { "isinstance" } else { "issubclass" };
    for &x in items(&args) {
        if x.native::<GenericAlias>().is_some() {
            continue;
        }
        if x.as_type().is_none() && vm.getattr_opt(x, vm.names.bases.get())?.is_null() {
            return Err(vm.type_error(format!("{name}() argument 2 cannot be a parameterized generic")));
        }
    }
    for &x in items(&args) {
        if x.native::<GenericAlias>().is_some() {
            return Err(vm.type_error(format!("{name}() argument 2 cannot be a parameterized generic")));
        }
        if if instance { vm.isinstance(a[1], x)? } else { vm.issubclass(a[1], x)? } {
            return Ok(Word::TRUE);
        }
    }
    Ok(Word::FALSE)
}
pub static UNION_SPEC: TypeSpec = TypeSpec {
    name: "typing.Union",
    doc: "Represent a union type\n\nE.g. for int | str",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let mut out = StrBuilder::new();
            let args = union_args(w);
            for (i, &x) in items(&args).iter().enumerate() {
                if i > 0 {
                    out.push_str(" | ");
                }
                vm.type_repr(x, &mut out)?;
            }
            Ok(out.finish(vm))
        }));
        s.hash.set(Some(|vm, w| {
            let s = vm.new_frozenset();
            let args = union_args(w);
            for &x in items(&args) {
                vm.set_insert(s, x)?;
            }
            vm.hash(s)
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            if b.native::<Union>().is_none() || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let (x, y) = (union_args(a), union_args(b));
            let mut same = items(&x).len() == items(&y).len();
            for &p in items(&x) {
                let mut found = false;
                for &q in items(&y) {
                    found = found || vm.eq(p, q)?;
                }
                same = same && found;
            }
            Ok(Word::bool(same == (op == CmpOp::Eq)))
        }));
        s.or.set(Some(|vm, a, b| vm.make_union(a, b)));
        s.getitem.set(Some(|vm, w, key| {
            let p = union_parameters(vm, w)?;
            let new = vm.substitute(w, union_args(w), p, key)?;
            vm.union_of(items(&new))
        }));
    },
    methods: &[
        FnDef::new("__instancecheck__", "($self, object, /)", |vm, a| check(vm, a, true), ""),
        FnDef::new("__subclasscheck__", "($self, object, /)", |vm, a| check(vm, a, false), ""),
        FnDef::new(
            "__mro_entries__",
            "($self, bases, /)",
            |vm, a| Err(vm.type_error(format!("Cannot subclass {}", vm.repr_text(a[0])?))),
            "",
        ),
        FnDef::class(
            "__class_getitem__",
            "($cls, object, /)",
            |vm, a| {
                let t = if a[1].is_kind(Kind::Tuple) { a[1] } else { vm.new_tuple(&[a[1]]) };
                if items(&t).is_empty() {
                    return Err(vm.type_error("Cannot take a Union of no types."));
                }
                let mut v = WordVec::new();
                for &x in items(&t) {
                    if x.is_kind(Kind::Str) {
                        let m = vm.import_module("annotationlib")?;
                        let f = vm.getattr_str(m, "ForwardRef")?;
                        let r = vm.call(f, &[x])?;
                        v.push(vm, r);
                    } else {
                        v.push(vm, x);
                    }
                }
                vm.union_of(&v)
            },
            "See PEP 585",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let m = vm.import_module("functools")?;
                let f = vm.getattr_str(m, "reduce")?;
                let o = vm.import_module("operator")?;
                let or = vm.getattr_str(o, "or_")?;
                let t = vm.new_tuple(&[or, union_args(a[0])]);
                Ok(vm.new_tuple(&[f, t]))
            },
            "",
        ),
    ],
    getset: &[
        GetSet::ro("__args__", |_, w| Ok(union_args(w)), "").as_member(),
        GetSet::ro("__parameters__", union_parameters, "Type variables in the types.UnionType."),
        GetSet::ro("__origin__", |vm, _| Ok(vm.native_type::<Union>()), "Always returns the type"),
    ],
    ..TypeSpec::DEFAULT
};
