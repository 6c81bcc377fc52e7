//! Type parameters: TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, Generic.

use super::layout::*;
use super::list::WordVec;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Variance {
    None,
    Co,
    Contra,
    Infer,
}

/// The state that all three kinds of parameter share. The lazily evaluated parts are functions
/// taking a format (as annotations are), NULL where there is none.
pub struct Parameter {
    name: Slot,
    bound: Slot,
    eval_bound: Slot,
    constraints: Slot,
    eval_constraints: Slot,
    default: Slot,
    eval_default: Slot,
    module: Slot,
    variance: Cell<Variance>,
}
impl Parameter {
    fn new(name: Word, variance: Variance) -> Parameter {
        let null = || Slot::new(Word::NULL);
        Parameter {
            name: Slot::new(name),
            bound: null(),
            eval_bound: null(),
            constraints: null(),
            eval_constraints: null(),
            default: null(),
            eval_default: null(),
            module: null(),
            variance: Cell::new(variance),
        }
    }
    fn trace(&self, t: &mut Tracer) {
        for s in [
            &self.name,
            &self.bound,
            &self.eval_bound,
            &self.constraints,
            &self.eval_constraints,
            &self.default,
            &self.eval_default,
            &self.module,
        ] {
            t.slot(s);
        }
    }
}
macro_rules! parameter {
    ($ty:ident $spec:ident) => {
        pub struct $ty(Parameter);
        impl Payload for $ty {
            const INFO: &'static NativeInfo = crate::native_info!($ty, $spec);
            fn trace(&self, t: &mut Tracer) {
                self.0.trace(t)
            }
        }
    };
}
parameter!(TypeVar TYPEVAR_SPEC);
parameter!(ParamSpec PARAMSPEC_SPEC);
parameter!(TypeVarTuple TUPLE_SPEC);

fn state(w: &Word) -> Option<&Parameter> {
    if let Some(t) = w.native::<TypeVar>() {
        return Some(&t.0);
    }
    if let Some(t) = w.native::<ParamSpec>() {
        return Some(&t.0);
    }
    w.native::<TypeVarTuple>().map(|t| &t.0)
}
/// A type parameter or an alias of the `type` statement: something `|` takes.
pub fn is_type_parameter(w: Word) -> bool {
    state(&w).is_some() || w.native::<TypeAlias>().is_some()
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a Parameter> {
    state(w).ok_or_else(|| vm.type_error("expected a type parameter"))
}
/// `typing.NoDefault`.
fn no_default(vm: &Vm) -> Word {
    thread_local! {
        static ONE: Cell<Option<&'static Slot>> = const { Cell::new(None) };
    }
    if let Some(s) = ONE.with(|o| o.get()) {
        return s.get();
    }
    let s = vm.root_slot();
    s.set_root(vm.new_native(NoDefault));
    ONE.with(|o| o.set(Some(s)));
    s.get()
}
pub struct NoDefault;
impl Payload for NoDefault {
    const INFO: &'static NativeInfo = crate::native_info!(NoDefault, NO_DEFAULT_SPEC);
}
static NO_DEFAULT_SPEC: TypeSpec = TypeSpec {
    name: "typing.NoDefaultType",
    doc: "The type of the NoDefault singleton.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.new_str("typing.NoDefault"))));
        s.new.set(Some(|vm, _, _| Ok(no_default(vm))));
    },
    methods: &[FnDef::new("__reduce__", "($self, /)", |vm, _| Ok(vm.new_str("NoDefault")), "")],
    ..TypeSpec::DEFAULT
};

/// A lazily evaluated part: its value, computed once.
fn lazy(vm: &Vm, w: Word, value: &Slot, eval: &Slot, missing: Word) -> R {
    if !value.get().is_null() {
        return Ok(value.get());
    }
    if eval.get().is_null() {
        return Ok(missing);
    }
    let v = vm.call(eval.get(), &[Word::small(1)])?;
    if let Some(h) = w.header() {
        value.set(h, v);
    }
    Ok(v)
}
/// `evaluate_…`: the function, or one that returns the constant, or None.
fn evaluator(vm: &Vm, value: &Slot, eval: &Slot) -> R {
    if !eval.get().is_null() {
        return Ok(eval.get());
    }
    if value.get().is_null() {
        return Ok(Word::NONE);
    }
    Ok(vm.new_native(ConstEvaluator { value: Slot::new(value.get()) }))
}
/// A function of a format that returns a constant.
pub struct ConstEvaluator {
    value: Slot,
}
impl Payload for ConstEvaluator {
    const INFO: &'static NativeInfo = crate::native_info!(ConstEvaluator, CONST_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.value);
    }
}
static CONST_SPEC: TypeSpec = TypeSpec {
    name: "_typing._ConstEvaluator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(|_, w, _| Ok(w.native::<ConstEvaluator>().map_or(Word::NONE, |c| c.value.get()))));
        s.repr.set(Some(|vm, w| {
            let v = w.native::<ConstEvaluator>().map_or(Word::NONE, |c| c.value.get());
            Ok(vm.new_str(&format!("<constevaluator {}>", vm.repr_text(v)?)))
        }));
    },
    ..TypeSpec::DEFAULT
};
fn typing_call(vm: &Vm, name: &str, args: &[Word]) -> R {
    let m = vm.import_module("typing")?;
    let f = vm.getattr_str(m, name)?;
    vm.call(f, args)
}
/// Notes the defining module and the optional default of a parameter made by a call.
fn finish(vm: &Vm, w: Word, default: Word) -> R {
    if let (Some(p), Some(h)) = (state(&w), w.header()) {
        let m = vm.current_module_name();
        p.module.set(h, m.or(Word::NONE));
        if !default.is_null() && default != no_default(vm) {
            p.default.set(h, default);
        }
    }
    Ok(w)
}
fn variance(vm: &Vm, co: Word, contra: Word, infer: Word) -> R<Variance> {
    let on = |w: Word| -> R<bool> { Ok(!w.is_null() && vm.truth(w)?) };
    let (a, b, c) = (on(co)?, on(contra)?, on(infer)?);
    if a && b {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if c && (a || b) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    Ok(if a {
        Variance::Co
    } else if b {
        Variance::Contra
    } else if c {
        Variance::Infer
    } else {
        Variance::None
    })
}
fn name_arg(vm: &Vm, what: &str, w: Word) -> R<()> {
    if w.is_kind(Kind::Str) {
        return Ok(());
    }
    Err(vm.type_error(format!("{what}() argument 'name' must be str, not {}", vm.type_name(w))))
}
static TYPEVAR_NEW: FnDef = FnDef::new(
    "typevar",
    "($type, name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
    |vm, a| {
        name_arg(vm, "typevar", a[1])?;
        let v = variance(vm, a[5], a[6], a[7])?;
        let p = Parameter::new(a[1], v);
        let cs = a[2].get::<TupleObj>().map_or(0, |t| t.len());
        if cs == 1 {
            return Err(vm.type_error("A single constraint is not allowed"));
        }
        if !a[3].is_null() && !a[3].is_none() {
            if cs > 0 {
                return Err(vm.type_error("Constraints cannot be combined with bound=..."));
            }
        }
        let w = vm.new_native(TypeVar(p));
        if let (Some(p), Some(h)) = (state(&w), w.header()) {
            if cs > 0 {
                p.constraints.set(h, a[2]);
            }
            if !a[3].is_null() && !a[3].is_none() {
                let t = vm.new_str("Bound must be a type.");
                let b = typing_call(vm, "_type_check", &[a[3], t])?;
                p.bound.set(h, b);
            }
        }
        finish(vm, w, a[4])
    },
    "",
);
static PARAMSPEC_NEW: FnDef = FnDef::new(
    "paramspec",
    "($type, name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
    |vm, a| {
        name_arg(vm, "paramspec", a[1])?;
        let v = variance(vm, a[4], a[5], a[6])?;
        let w = vm.new_native(ParamSpec(Parameter::new(a[1], v)));
        if let (Some(p), Some(h)) = (state(&w), w.header())
            && !a[2].is_null()
            && !a[2].is_none()
        {
            p.bound.set(h, a[2]);
        }
        finish(vm, w, a[3])
    },
    "",
);
static TUPLE_NEW: FnDef = FnDef::new(
    "typevartuple",
    "($type, name, *, default=typing.NoDefault)",
    |vm, a| {
        name_arg(vm, "typevartuple", a[1])?;
        let w = vm.new_native(TypeVarTuple(Parameter::new(a[1], Variance::None)));
        finish(vm, w, a[2])
    },
    "",
);
const NAME: GetSet = GetSet::ro("__name__", |vm, w| Ok(this(vm, &w)?.name.get()), "");
const MODULE: GetSet = GetSet::rw(
    "__module__",
    |vm, w| Ok(this(vm, &w)?.module.get().or(Word::NONE)),
    |vm, w, v| {
        let p = this(vm, &w)?;
        if let Some(h) = w.header() {
            p.module.set(h, v.unwrap_or(Word::NONE));
        }
        Ok(())
    },
    "",
);
const DEFAULT: GetSet = GetSet::ro(
    "__default__",
    |vm, w| {
        let p = this(vm, &w)?;
        lazy(vm, w, &p.default, &p.eval_default, no_default(vm))
    },
    "The default value for this type parameter.",
);
const EVAL_DEFAULT: GetSet = GetSet::ro(
    "evaluate_default",
    |vm, w| {
        let p = this(vm, &w)?;
        evaluator(vm, &p.default, &p.eval_default)
    },
    "",
);
const BOUND: GetSet = GetSet::ro(
    "__bound__",
    |vm, w| {
        let p = this(vm, &w)?;
        lazy(vm, w, &p.bound, &p.eval_bound, Word::NONE)
    },
    "",
);
macro_rules! variance_attr {
    ($name:literal, $v:ident) => {
        GetSet::ro($name, |vm, w| Ok(Word::bool(this(vm, &w)?.variance.get() == Variance::$v)), "")
    };
}
const HAS_DEFAULT: FnDef = FnDef::new(
    "has_default",
    "($self, /)",
    |vm, a| {
        let p = this(vm, &a[0])?;
        Ok(Word::bool(!p.default.get().is_null() || !p.eval_default.get().is_null()))
    },
    "",
);
const REDUCE: FnDef = FnDef::new("__reduce__", "($self, /)", |vm, a| Ok(this(vm, &a[0])?.name.get()), "");
fn no_subclass(vm: &Vm, what: &str) -> R {
    Err(vm.type_error(format!("Cannot subclass an instance of {what}")))
}
fn repr(vm: &Vm, w: Word) -> R {
    let p = this(vm, &w)?;
    let n = super::str::to_string_lossy(p.name.get());
    if w.native::<TypeVarTuple>().is_some() {
        return Ok(p.name.get());
    }
    Ok(vm.new_str(&match p.variance.get() {
        Variance::None => format!("~{n}"),
        Variance::Co => format!("+{n}"),
        Variance::Contra => format!("-{n}"),
        Variance::Infer => n,
    }))
}
pub static TYPEVAR_SPEC: TypeSpec = TypeSpec {
    name: "typing.TypeVar",
    doc: "Type variable.",
    flags: TF_WEAKREF | TF_DICT,
    slots: |s| {
        s.repr.set(Some(repr));
        s.or.set(Some(|vm, a, b| vm.make_union(a, b)));
    },
    methods: &[
        HAS_DEFAULT,
        REDUCE,
        FnDef::new("__mro_entries__", "($self, bases, /)", |vm, _| no_subclass(vm, "TypeVar"), ""),
        FnDef::new("__typing_subst__", "($self, arg, /)", |vm, a| typing_call(vm, "_typevar_subst", a), ""),
        FnDef::new(
            "__typing_prepare_subst__",
            "($self, alias, args, /)",
            |vm, a| {
                let params = vm.getattr_str(a[1], "__parameters__")?;
                let n = a[2].get::<TupleObj>().map_or(0, |t| t.len());
                let at = params.get::<TupleObj>().and_then(|t| t.items().iter().position(|p| *p == a[0])).unwrap_or(0);
                if at < n {
                    return Ok(a[2]);
                }
                let p = this(vm, &a[0])?;
                if at == n && (!p.default.get().is_null() || !p.eval_default.get().is_null()) {
                    let d = lazy(vm, a[0], &p.default, &p.eval_default, Word::NONE)?;
                    let t = vm.new_tuple(&[d]);
                    return vm.binary_op(super::ops::BinOp::Add, a[2], t);
                }
                let total = params.get::<TupleObj>().map_or(0, |t| t.len());
                Err(vm
                    .type_error(format!("Too few arguments for {}; actual {n}, expected {total}", vm.repr_text(a[1])?)))
            },
            "",
        ),
    ],
    getset: &[
        NAME,
        MODULE,
        DEFAULT,
        EVAL_DEFAULT,
        BOUND,
        GetSet::ro(
            "evaluate_bound",
            |vm, w| {
                let p = this(vm, &w)?;
                evaluator(vm, &p.bound, &p.eval_bound)
            },
            "",
        ),
        GetSet::ro(
            "__constraints__",
            |vm, w| {
                let p = this(vm, &w)?;
                lazy(vm, w, &p.constraints, &p.eval_constraints, vm.empty_tuple())
            },
            "",
        ),
        GetSet::ro(
            "evaluate_constraints",
            |vm, w| {
                let p = this(vm, &w)?;
                evaluator(vm, &p.constraints, &p.eval_constraints)
            },
            "",
        ),
        variance_attr!("__covariant__", Co),
        variance_attr!("__contravariant__", Contra),
        variance_attr!("__infer_variance__", Infer),
    ],
    new: Some(&TYPEVAR_NEW),
    ..TypeSpec::DEFAULT
};
macro_rules! args_kwargs {
    ($ty:ident $spec:ident $new:ident $name:literal $suffix:literal) => {
        /// `P.args` or `P.kwargs`.
        pub struct $ty {
            origin: Slot,
        }
        impl Payload for $ty {
            const INFO: &'static NativeInfo = crate::native_info!($ty, $spec);
            fn trace(&self, t: &mut Tracer) {
                t.slot(&self.origin);
            }
        }
        static $new: FnDef =
            FnDef::new($name, "($type, origin)", |vm, a| Ok(vm.new_native($ty { origin: Slot::new(a[1]) })), "");
        static $spec: TypeSpec = TypeSpec {
            name: concat!("typing.", $name),
            flags: TF_WEAKREF,
            slots: |s| {
                s.repr.set(Some(|vm, w| {
                    let o = w.native::<$ty>().map_or(Word::NONE, |p| p.origin.get());
                    let n = match state(&o) {
                        Some(p) => super::str::to_string_lossy(p.name.get()),
                        None => vm.repr_text(o)?,
                    };
                    Ok(vm.new_str(&format!("{n}{}", $suffix)))
                }));
                s.richcompare.set(Some(|vm, a, b, op| {
                    use super::slots::CmpOp;
                    let (Some(x), Some(y)) = (a.native::<$ty>(), b.native::<$ty>()) else {
                        return Ok(Word::NOT_IMPLEMENTED);
                    };
                    match op {
                        CmpOp::Eq | CmpOp::Ne => vm.compare(x.origin.get(), y.origin.get(), op),
                        _ => Ok(Word::NOT_IMPLEMENTED),
                    }
                }));
            },
            methods: &[FnDef::new("__mro_entries__", "($self, bases, /)", |vm, _| no_subclass(vm, $name), "")],
            getset: &[GetSet::ro(
                "__origin__",
                |_, w| Ok(w.native::<$ty>().map_or(Word::NONE, |p| p.origin.get())),
                "",
            )],
            new: Some(&$new),
            ..TypeSpec::DEFAULT
        };
    };
}
args_kwargs!(ParamSpecArgs ARGS_SPEC ARGS_NEW "ParamSpecArgs" ".args");
args_kwargs!(ParamSpecKwargs KWARGS_SPEC KWARGS_NEW "ParamSpecKwargs" ".kwargs");
pub static PARAMSPEC_SPEC: TypeSpec = TypeSpec {
    name: "typing.ParamSpec",
    doc: "Parameter specification variable.",
    flags: TF_WEAKREF | TF_DICT,
    slots: |s| {
        s.repr.set(Some(repr));
        s.or.set(Some(|vm, a, b| vm.make_union(a, b)));
    },
    methods: &[
        HAS_DEFAULT,
        REDUCE,
        FnDef::new("__mro_entries__", "($self, bases, /)", |vm, _| no_subclass(vm, "ParamSpec"), ""),
        FnDef::new("__typing_subst__", "($self, arg, /)", |vm, a| typing_call(vm, "_paramspec_subst", a), ""),
        FnDef::new(
            "__typing_prepare_subst__",
            "($self, alias, args, /)",
            |vm, a| typing_call(vm, "_paramspec_prepare_subst", a),
            "",
        ),
    ],
    getset: &[
        NAME,
        MODULE,
        DEFAULT,
        EVAL_DEFAULT,
        BOUND,
        variance_attr!("__covariant__", Co),
        variance_attr!("__contravariant__", Contra),
        variance_attr!("__infer_variance__", Infer),
        GetSet::ro(
            "args",
            |vm, w| Ok(vm.new_native(ParamSpecArgs { origin: Slot::new(w) })),
            "Represents positional arguments.",
        ),
        GetSet::ro(
            "kwargs",
            |vm, w| Ok(vm.new_native(ParamSpecKwargs { origin: Slot::new(w) })),
            "Represents keyword arguments.",
        ),
    ],
    new: Some(&PARAMSPEC_NEW),
    ..TypeSpec::DEFAULT
};
pub static TUPLE_SPEC: TypeSpec = TypeSpec {
    name: "typing.TypeVarTuple",
    doc: "Type variable tuple.",
    flags: TF_WEAKREF | TF_DICT,
    slots: |s| {
        s.repr.set(Some(repr));
        s.iter.set(Some(|vm, w| {
            let u = unpack(vm, w)?;
            let t = vm.new_tuple(&[u]);
            vm.iter(t)
        }));
    },
    methods: &[
        HAS_DEFAULT,
        REDUCE,
        FnDef::new("__mro_entries__", "($self, bases, /)", |vm, _| no_subclass(vm, "TypeVarTuple"), ""),
        FnDef::new(
            "__typing_subst__",
            "($self, arg, /)",
            |vm, _| Err(vm.type_error("Substitution of bare TypeVarTuple is not supported")),
            "",
        ),
        FnDef::new(
            "__typing_prepare_subst__",
            "($self, alias, args, /)",
            |vm, a| typing_call(vm, "_typevartuple_prepare_subst", a),
            "",
        ),
    ],
    getset: &[NAME, MODULE, DEFAULT, EVAL_DEFAULT],
    new: Some(&TUPLE_NEW),
    ..TypeSpec::DEFAULT
};
/// `typing.Unpack[w]`.
fn unpack(vm: &Vm, w: Word) -> R {
    let m = vm.import_module("typing")?;
    let u = vm.getattr_str(m, "Unpack")?;
    vm.getitem(u, w)
}

/// `type Name[…] = value`.
pub struct TypeAlias {
    name: Slot,
    params: Slot,
    value: Slot,
    eval: Slot,
    module: Slot,
}
impl Payload for TypeAlias {
    const INFO: &'static NativeInfo = crate::native_info!(TypeAlias, ALIAS_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.name, &self.params, &self.value, &self.eval, &self.module] {
            t.slot(s);
        }
    }
}
fn type_alias<'a>(vm: &Vm, w: &'a Word) -> R<&'a TypeAlias> {
    w.native::<TypeAlias>().ok_or_else(|| vm.type_error("expected a type alias"))
}
/// Type parameters as `__parameters__` shows them: tuples unpacked.
fn unpacked(vm: &Vm, params: Word) -> R {
    let mut v = WordVec::new();
    for &p in params.get::<TupleObj>().map_or(&[][..], |t| t.items()) {
        let x = if p.native::<TypeVarTuple>().is_some() { unpack(vm, p)? } else { p };
        v.push(vm, x);
    }
    Ok(v.to_tuple(vm))
}
static ALIAS_NEW: FnDef = FnDef::new(
    "typealias",
    "($type, name, value, *, type_params=())",
    |vm, a| {
        name_arg(vm, "typealias", a[1])?;
        if !a[3].is_null() && !a[3].is_kind(Kind::Tuple) {
            return Err(vm.type_error("type_params must be a tuple"));
        }
        Ok(vm.new_native(TypeAlias {
            name: Slot::new(a[1]),
            params: Slot::new(a[3].or(vm.empty_tuple())),
            value: Slot::new(a[2]),
            eval: Slot::new(Word::NULL),
            module: Slot::new(vm.current_module_name().or(Word::NONE)),
        }))
    },
    "",
);
static ALIAS_SPEC: TypeSpec = TypeSpec {
    name: "typing.TypeAliasType",
    doc: "Type alias.",
    flags: TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(|vm, w| Ok(type_alias(vm, &w)?.name.get())));
        s.or.set(Some(|vm, a, b| vm.make_union(a, b)));
        s.getitem.set(Some(|vm, w, key| {
            if type_alias(vm, &w)?.params.get().get::<TupleObj>().is_none_or(|t| t.is_empty()) {
                return Err(vm.type_error("Only generic type aliases are subscriptable"));
            }
            vm.generic_alias(w, key)
        }));
        s.iter.set(Some(|vm, w| {
            let u = unpack(vm, w)?;
            let t = vm.new_tuple(&[u]);
            vm.iter(t)
        }));
    },
    methods: &[FnDef::new("__reduce__", "($self, /)", |vm, a| Ok(type_alias(vm, &a[0])?.name.get()), "")],
    getset: &[
        GetSet::ro("__name__", |vm, w| Ok(type_alias(vm, &w)?.name.get()), "").as_member(),
        GetSet::ro("__module__", |vm, w| Ok(type_alias(vm, &w)?.module.get()), ""),
        GetSet::ro("__type_params__", |vm, w| Ok(type_alias(vm, &w)?.params.get()), ""),
        GetSet::ro("__parameters__", |vm, w| unpacked(vm, type_alias(vm, &w)?.params.get()), ""),
        GetSet::ro(
            "__value__",
            |vm, w| {
                let a = type_alias(vm, &w)?;
                lazy(vm, w, &a.value, &a.eval, Word::NONE)
            },
            "",
        ),
        GetSet::ro(
            "evaluate_value",
            |vm, w| {
                let a = type_alias(vm, &w)?;
                evaluator(vm, &a.value, &a.eval)
            },
            "",
        ),
    ],
    new: Some(&ALIAS_NEW),
    ..TypeSpec::DEFAULT
};

/// The base of classes with type parameters.
static GENERIC_SPEC: TypeSpec = TypeSpec {
    name: "typing.Generic",
    doc: "Abstract base class for generic types.",
    flags: TF_BASETYPE,
    methods: &[
        FnDef::class(
            "__class_getitem__",
            "($cls, /, *args, **kwargs)",
            |vm, a| generic_call(vm, "_generic_class_getitem", a),
            "Parameterizes a generic class.",
        ),
        FnDef::class(
            "__init_subclass__",
            "($cls, /, *args, **kwargs)",
            |vm, a| generic_call(vm, "_generic_init_subclass", a),
            "Function to initialize subclasses.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
fn generic_call(vm: &Vm, name: &str, a: &[Word]) -> R {
    let m = vm.import_module("typing")?;
    let f = vm.getattr_str(m, name)?;
    let (names, values) = vm.split_kwargs(a[2]);
    let mut v = WordVec::new();
    v.push(vm, a[0]);
    v.extend(vm, a[1].get::<TupleObj>().map_or(&[], |t| t.items()));
    v.extend(vm, &values);
    vm.call_args(f, &super::args::Args { words: &v, names })
}
/// `typing.Generic`.
pub fn generic_type(vm: &Vm) -> Word {
    thread_local! {
        static ONE: Cell<Option<&'static Slot>> = const { Cell::new(None) };
    }
    if let Some(s) = ONE.with(|o| o.get()) {
        return s.get();
    }
    let s = vm.root_slot();
    s.set_root(vm.make_type(&GENERIC_SPEC, Kind::Instance, None));
    ONE.with(|o| o.set(Some(s)));
    s.get()
}
impl Vm {
    /// The parameter that an intrinsic makes: kind 0 TypeVar, 1 ParamSpec, 2 TypeVarTuple.
    pub(crate) fn new_type_parameter(&self, kind: u8, name: Word) -> Word {
        let v = if kind == 2 { Variance::None } else { Variance::Infer };
        let p = Parameter::new(name, v);
        let w = match kind {
            0 => self.new_native(TypeVar(p)),
            1 => self.new_native(ParamSpec(p)),
            _ => self.new_native(TypeVarTuple(p)),
        };
        if let (Some(p), Some(h)) = (state(&w), w.header()) {
            p.module.set(h, self.current_module_name().or(Word::NONE));
        }
        w
    }
    /// A TypeVar with a lazily evaluated bound or constraints.
    pub(crate) fn new_bounded_typevar(&self, name: Word, eval: Word, constraints: bool) -> Word {
        let w = self.new_type_parameter(0, name);
        if let (Some(p), Some(h)) = (state(&w), w.header()) {
            if constraints { &p.eval_constraints } else { &p.eval_bound }.set(h, eval);
        }
        w
    }
    pub(crate) fn set_type_parameter_default(&self, w: Word, eval: Word) -> Word {
        if let (Some(p), Some(h)) = (state(&w), w.header()) {
            p.eval_default.set(h, eval);
        }
        w
    }
    /// The `type` statement: (name, type parameters or None, function of the value).
    pub(crate) fn new_type_alias(&self, parts: Word) -> R {
        let Some([name, params, eval]) = parts.get::<TupleObj>().map(|t| t.items()) else {
            return Err(self.system_error("type alias"));
        };
        let params = if params.is_none() { self.empty_tuple() } else { *params };
        Ok(self.new_native(TypeAlias {
            name: Slot::new(*name),
            params: Slot::new(params),
            value: Slot::new(Word::NULL),
            eval: Slot::new(*eval),
            module: Slot::new(self.current_module_name().or(Word::NONE)),
        }))
    }
    /// `Generic[params]`, the hidden base of a class with type parameters.
    pub(crate) fn subscript_generic(&self, params: Word) -> R {
        let p = unpacked(self, params)?;
        let g = generic_type(self);
        let m = self.import_module("typing")?;
        let f = self.getattr_str(m, "_GenericAlias")?;
        self.call(f, &[g, p])
    }
}
/// Enters the types in the _typing module.
pub fn add(vm: &Vm, m: Word) -> R<()> {
    for (n, t) in [
        ("TypeVar", vm.native_type::<TypeVar>()),
        ("TypeVarTuple", vm.native_type::<TypeVarTuple>()),
        ("ParamSpec", vm.native_type::<ParamSpec>()),
        ("ParamSpecArgs", vm.native_type::<ParamSpecArgs>()),
        ("ParamSpecKwargs", vm.native_type::<ParamSpecKwargs>()),
        ("Generic", generic_type(vm)),
        ("TypeAliasType", vm.native_type::<TypeAlias>()),
        ("NoDefault", no_default(vm)),
    ] {
        vm.module_add(m, n, t);
    }
    Ok(())
}
