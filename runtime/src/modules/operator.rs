//! The _operator module: operators as functions, and getters.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

const A: &str = "(a, /)";
const AB: &str = "(a, b, /)";

fn items(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}
fn is_sequence(vm: &Vm, w: Word) -> bool {
    vm.class_of(w).slots.getitem.get().is_some() && !w.is_kind(Kind::Dict)
}
fn concat(vm: &Vm, a: &[Word], inplace: bool) -> R {
    let error = || Err(vm.type_error(format!("'{}' object can't be concatenated", vm.type_name(a[0]))));
    if a[..2].iter().any(|w| !is_sequence(vm, *w)) {
        return error();
    }
    if !inplace && vm.class_of(a[0]).slots.concat.get().is_none() {
        let r = vm.binary_by_slots(BinOp::Add, a[0], a[1])?;
        return if r == Word::NOT_IMPLEMENTED { error() } else { Ok(r) };
    }
    if inplace { vm.inplace_op(BinOp::Add, a[0], a[1]) } else { vm.binary_op(BinOp::Add, a[0], a[1]) }
}
fn count(vm: &Vm, a: &[Word], first: bool) -> R {
    let it = vm.iter(a[0])?;
    let (mut n, mut i) = (0, 0);
    while let Some(x) = vm.next(it)? {
        if vm.eq(x, a[1])? {
            if first {
                return Ok(vm.int(i));
            }
            n += 1;
        }
        i += 1;
    }
    if first { Err(vm.value_error("sequence.index(x): x not in sequence")) } else { Ok(vm.int(n)) }
}
/// Compares without stopping at the first difference.
fn compare_digest(vm: &Vm, a: &[Word]) -> R {
    let bytes = |w: Word| -> R<Vec<u8>> {
        if let Some(s) = w.get::<StrObj>() {
            return match s.ascii() {
                Some(t) => Ok(t.as_bytes().to_vec()),
                None => Err(vm.type_error("comparing strings with non-ASCII characters is not supported")),
            };
        }
        match w.get::<BytesObj>() {
            Some(b) => Ok(b.as_slice().to_vec()),
            None => Err(vm.type_error(format!(
                "unsupported operand types(s) or combination of types: '{}' and '{}'",
                vm.type_name(a[0]),
                vm.type_name(a[1])
            ))),
        }
    };
    let (x, y) = (bytes(a[0])?, bytes(a[1])?);
    let mut d = (x.len() != y.len()) as u8;
    for (i, b) in y.iter().enumerate() {
        d |= x.get(i).copied().unwrap_or(0) ^ b;
    }
    Ok(Word::bool(d == 0))
}

/// `itemgetter(*items)`.
pub struct ItemGetter {
    keys: Slot,
}
impl Payload for ItemGetter {
    const INFO: &'static NativeInfo = crate::native_info!(ItemGetter, ITEM_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.keys);
    }
}
static ITEM_NEW: FnDef = FnDef::new(
    "itemgetter",
    "($type, item, /, *items)",
    |vm, a| {
        let mut v = WordVec::new();
        v.push(vm, a[1]);
        v.extend(vm, items(&a[2]));
        let keys = v.to_tuple(vm);
        Ok(vm.new_native_of(a[0], ItemGetter { keys: Slot::new(keys) }))
    },
    "",
);
/// The one argument of a getter's call.
fn one(vm: &Vm, name: &str, args: &Args) -> R {
    if args.kw_count() > 0 {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match args.words {
        [x] => Ok(*x),
        v => Err(vm.type_error(format!("{name} expected 1 argument, got {}", v.len()))),
    }
}
/// `name(a, b, …)`.
fn show(vm: &Vm, w: Word, parts: Word) -> R {
    let Some(_g) = vm.repr_enter(w) else { return Ok(vm.new_str("...")) };
    let name = vm.class_of(w).name();
    vm.repr_items(&format!("operator.{name}("), &|i| items(&parts).get(i).copied(), ")")
}
static ITEM_SPEC: TypeSpec = TypeSpec {
    name: "operator.itemgetter",
    doc: "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
    slots: |s| {
        s.call.set(Some(|vm, w, args| {
            let x = one(vm, "itemgetter", args)?;
            let keys = w.native::<ItemGetter>().map_or(Word::NULL, |g| g.keys.get());
            if let [k] = items(&keys) {
                return vm.getitem(x, *k);
            }
            let mut v = WordVec::new();
            for &k in items(&keys) {
                let r = vm.getitem(x, k)?;
                v.push(vm, r);
            }
            Ok(v.to_tuple(vm))
        }));
        s.repr.set(Some(|vm, w| show(vm, w, w.native::<ItemGetter>().map_or(Word::NULL, |g| g.keys.get()))));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| Ok(vm.new_tuple(&[vm.type_of(a[0]), a[0].native::<ItemGetter>().map_or(Word::NULL, |g| g.keys.get())])),
        "Return state information for pickling",
    )],
    new: Some(&ITEM_NEW),
    ..TypeSpec::DEFAULT
};

/// `attrgetter(*names)`.
pub struct AttrGetter {
    names: Slot,
}
impl Payload for AttrGetter {
    const INFO: &'static NativeInfo = crate::native_info!(AttrGetter, ATTR_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.names);
    }
}
static ATTR_NEW: FnDef = FnDef::new(
    "attrgetter",
    "($type, attr, /, *attrs)",
    |vm, a| {
        let mut v = WordVec::new();
        v.push(vm, a[1]);
        v.extend(vm, items(&a[2]));
        for n in v.iter() {
            if !n.is_kind(Kind::Str) {
                return Err(vm.type_error("attribute name must be a string"));
            }
        }
        let names = v.to_tuple(vm);
        Ok(vm.new_native_of(a[0], AttrGetter { names: Slot::new(names) }))
    },
    "",
);
/// `obj.a.b.c` for a dotted name.
fn dotted(vm: &Vm, obj: Word, name: Word) -> R {
    let mut w = obj;
    for part in to_string_lossy(name).split('.') {
        w = vm.getattr_str(w, part)?;
    }
    Ok(w)
}
static ATTR_SPEC: TypeSpec = TypeSpec {
    name: "operator.attrgetter",
    doc: "Return a callable object that fetches the given attribute(s) from its operand.",
    slots: |s| {
        s.call.set(Some(|vm, w, args| {
            let x = one(vm, "attrgetter", args)?;
            let names = w.native::<AttrGetter>().map_or(Word::NULL, |g| g.names.get());
            if let [n] = items(&names) {
                return dotted(vm, x, *n);
            }
            let mut v = WordVec::new();
            for &n in items(&names) {
                let r = dotted(vm, x, n)?;
                v.push(vm, r);
            }
            Ok(v.to_tuple(vm))
        }));
        s.repr.set(Some(|vm, w| show(vm, w, w.native::<AttrGetter>().map_or(Word::NULL, |g| g.names.get()))));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| Ok(vm.new_tuple(&[vm.type_of(a[0]), a[0].native::<AttrGetter>().map_or(Word::NULL, |g| g.names.get())])),
        "Return state information for pickling",
    )],
    new: Some(&ATTR_NEW),
    ..TypeSpec::DEFAULT
};

/// `methodcaller(name, *args, **kwargs)`.
pub struct MethodCaller {
    name: Slot,
    args: Slot,
    kwargs: Slot,
}
impl Payload for MethodCaller {
    const INFO: &'static NativeInfo = crate::native_info!(MethodCaller, METHOD_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.name);
        t.slot(&self.args);
        t.slot(&self.kwargs);
    }
}
static METHOD_NEW: FnDef = FnDef::new(
    "methodcaller",
    "($type, name, /, *args, **kwargs)",
    |vm, a| {
        if !a[1].is_kind(Kind::Str) {
            return Err(vm.type_error("method name must be a string"));
        }
        Ok(vm.new_native_of(
            a[0],
            MethodCaller { name: Slot::new(a[1]), args: Slot::new(a[2]), kwargs: Slot::new(a[3]) },
        ))
    },
    "",
);
static METHOD_SPEC: TypeSpec = TypeSpec {
    name: "operator.methodcaller",
    doc: "Return a callable object that calls the given method on its operand.",
    slots: |s| {
        s.call.set(Some(|vm, w, args| {
            let x = one(vm, "methodcaller", args)?;
            let Some(m) = w.native::<MethodCaller>() else { return Ok(Word::NONE) };
            let f = vm.getattr(x, m.name.get())?;
            let (names, values) = vm.split_kwargs(m.kwargs.get());
            let mut v = WordVec::new();
            v.extend(vm, items(&m.args.get()));
            v.extend(vm, &values);
            vm.call_args(f, &Args { words: &v, names })
        }));
        s.repr.set(Some(|vm, w| {
            let Some(m) = w.native::<MethodCaller>() else { return Ok(w) };
            let Some(_g) = vm.repr_enter(w) else { return Ok(vm.new_str("operator.methodcaller(...)")) };
            let mut out = format!("operator.methodcaller({}", vm.repr_text(m.name.get())?);
            for &x in items(&m.args.get()) {
                out.push_str(&format!(", {}", vm.repr_text(x)?));
            }
            if let Some(d) = m.kwargs.get().get::<DictObj>() {
                for i in 0..d.bound() {
                    if let Some((k, v)) = d.entry(i) {
                        out.push_str(&format!(", {}={}", to_string_lossy(k), vm.repr_text(v)?));
                    }
                }
            }
            out.push(')');
            Ok(vm.new_str(&out))
        }));
    },
    new: Some(&METHOD_NEW),
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_operator",
    doc: "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.",
    functions: &[
        FnDef::new("truth", A, |vm, a| Ok(Word::bool(vm.truth(a[0])?)), "Return True if a is true, False otherwise."),
        FnDef::new("not_", A, |vm, a| Ok(Word::bool(!vm.truth(a[0])?)), "Same as not a."),
        FnDef::new(
            "contains",
            AB,
            |vm, a| Ok(Word::bool(vm.contains(a[0], a[1])?)),
            "Same as b in a (note reversed operands).",
        ),
        FnDef::new("indexOf", AB, |vm, a| count(vm, a, true), "Return the first index of b in a."),
        FnDef::new(
            "countOf",
            AB,
            |vm, a| count(vm, a, false),
            "Return the number of items in a which are, or which equal, b.",
        ),
        FnDef::new("is_", AB, |_, a| Ok(Word::bool(a[0] == a[1])), "Same as a is b."),
        FnDef::new("is_not", AB, |_, a| Ok(Word::bool(a[0] != a[1])), "Same as a is not b."),
        FnDef::new("is_none", A, |_, a| Ok(Word::bool(a[0].is_none())), "Same as a is None."),
        FnDef::new("is_not_none", A, |_, a| Ok(Word::bool(!a[0].is_none())), "Same as a is not None."),
        FnDef::new("index", A, |vm, a| vm.index(a[0]), "Same as a.__index__()"),
        FnDef::new("neg", A, |vm, a| vm.negate(a[0]), "Same as -a."),
        FnDef::new("pos", A, |vm, a| vm.positive(a[0]), "Same as +a."),
        FnDef::new("abs", A, |vm, a| vm.absolute(a[0]), "Same as abs(a)."),
        FnDef::new("inv", A, |vm, a| vm.invert(a[0]), "Same as ~a."),
        FnDef::new("invert", A, |vm, a| vm.invert(a[0]), "Same as ~a."),
        FnDef::new("pow", AB, |vm, a| vm.power(a[0], a[1], Word::NONE), "Same as a ** b."),
        FnDef::new("ipow", AB, |vm, a| vm.inplace_op(BinOp::Pow, a[0], a[1]), "Same as a **= b."),
        FnDef::new("concat", AB, |vm, a| concat(vm, a, false), "Same as a + b, for a and b sequences."),
        FnDef::new("iconcat", AB, |vm, a| concat(vm, a, true), "Same as a += b, for a and b sequences."),
        FnDef::new("getitem", AB, |vm, a| vm.getitem(a[0], a[1]), "Same as a[b]."),
        FnDef::new(
            "setitem",
            "(a, b, c, /)",
            |vm, a| vm.setitem(a[0], a[1], Some(a[2])).map(|()| Word::NONE),
            "Same as a[b] = c.",
        ),
        FnDef::new("delitem", AB, |vm, a| vm.setitem(a[0], a[1], None).map(|()| Word::NONE), "Same as del a[b]."),
        FnDef::new("_compare_digest", AB, compare_digest, "Return 'a == b'."),
        FnDef::new(
            "length_hint",
            "(obj, default=0, /)",
            |vm, a| {
                let d = if a[1].is_null() {
                    0
                } else {
                    if !a[1].is_small() && !a[1].is_kind(Kind::Int) && !a[1].is_bool() {
                        return Err(vm.type_error(format!(
                            "'{}' object cannot be interpreted as an integer",
                            vm.type_name(a[1])
                        )));
                    }
                    vm.index_i64(a[1])?
                };
                Ok(vm.int(vm.length_hint(a[0], d.max(0) as usize)? as i64))
            },
            "Return an estimate of the number of items in obj.",
        ),
        FnDef::new(
            "call",
            "(obj, /, *args, **kwargs)",
            |vm, a| {
                let (names, values) = vm.split_kwargs(a[2]);
                let mut v = WordVec::new();
                v.extend(vm, items(&a[1]));
                v.extend(vm, &values);
                vm.call_args(a[0], &Args { words: &v, names })
            },
            "Same as obj(*args, **kwargs).",
        ),
        FnDef::new("add", AB, |vm, a| vm.binary_op(BinOp::Add, a[0], a[1]), "Same as a + b."),
        FnDef::new("iadd", AB, |vm, a| vm.inplace_op(BinOp::Add, a[0], a[1]), "Same as a += b."),
        FnDef::new("sub", AB, |vm, a| vm.binary_op(BinOp::Sub, a[0], a[1]), "Same as a - b."),
        FnDef::new("isub", AB, |vm, a| vm.inplace_op(BinOp::Sub, a[0], a[1]), "Same as a -= b."),
        FnDef::new("mul", AB, |vm, a| vm.binary_op(BinOp::Mul, a[0], a[1]), "Same as a * b."),
        FnDef::new("imul", AB, |vm, a| vm.inplace_op(BinOp::Mul, a[0], a[1]), "Same as a *= b."),
        FnDef::new("matmul", AB, |vm, a| vm.binary_op(BinOp::MatMul, a[0], a[1]), "Same as a @ b."),
        FnDef::new("imatmul", AB, |vm, a| vm.inplace_op(BinOp::MatMul, a[0], a[1]), "Same as a @= b."),
        FnDef::new("floordiv", AB, |vm, a| vm.binary_op(BinOp::FloorDiv, a[0], a[1]), "Same as a // b."),
        FnDef::new("ifloordiv", AB, |vm, a| vm.inplace_op(BinOp::FloorDiv, a[0], a[1]), "Same as a //= b."),
        FnDef::new("truediv", AB, |vm, a| vm.binary_op(BinOp::TrueDiv, a[0], a[1]), "Same as a / b."),
        FnDef::new("itruediv", AB, |vm, a| vm.inplace_op(BinOp::TrueDiv, a[0], a[1]), "Same as a /= b."),
        FnDef::new("mod", AB, |vm, a| vm.binary_op(BinOp::Mod, a[0], a[1]), "Same as a % b."),
        FnDef::new("imod", AB, |vm, a| vm.inplace_op(BinOp::Mod, a[0], a[1]), "Same as a %= b."),
        FnDef::new("lshift", AB, |vm, a| vm.binary_op(BinOp::Lshift, a[0], a[1]), "Same as a << b."),
        FnDef::new("ilshift", AB, |vm, a| vm.inplace_op(BinOp::Lshift, a[0], a[1]), "Same as a <<= b."),
        FnDef::new("rshift", AB, |vm, a| vm.binary_op(BinOp::Rshift, a[0], a[1]), "Same as a >> b."),
        FnDef::new("irshift", AB, |vm, a| vm.inplace_op(BinOp::Rshift, a[0], a[1]), "Same as a >>= b."),
        FnDef::new("and_", AB, |vm, a| vm.binary_op(BinOp::And, a[0], a[1]), "Same as a & b."),
        FnDef::new("iand", AB, |vm, a| vm.inplace_op(BinOp::And, a[0], a[1]), "Same as a &= b."),
        FnDef::new("xor", AB, |vm, a| vm.binary_op(BinOp::Xor, a[0], a[1]), "Same as a ^ b."),
        FnDef::new("ixor", AB, |vm, a| vm.inplace_op(BinOp::Xor, a[0], a[1]), "Same as a ^= b."),
        FnDef::new("or_", AB, |vm, a| vm.binary_op(BinOp::Or, a[0], a[1]), "Same as a | b."),
        FnDef::new("ior", AB, |vm, a| vm.inplace_op(BinOp::Or, a[0], a[1]), "Same as a |= b."),
        FnDef::new("eq", AB, |vm, a| vm.compare(a[0], a[1], CmpOp::Eq), "Same as a == b."),
        FnDef::new("ne", AB, |vm, a| vm.compare(a[0], a[1], CmpOp::Ne), "Same as a != b."),
        FnDef::new("lt", AB, |vm, a| vm.compare(a[0], a[1], CmpOp::Lt), "Same as a < b."),
        FnDef::new("le", AB, |vm, a| vm.compare(a[0], a[1], CmpOp::Le), "Same as a <= b."),
        FnDef::new("gt", AB, |vm, a| vm.compare(a[0], a[1], CmpOp::Gt), "Same as a > b."),
        FnDef::new("ge", AB, |vm, a| vm.compare(a[0], a[1], CmpOp::Ge), "Same as a >= b."),
    ],
    init: |vm, m| {
        vm.module_add(m, "itemgetter", vm.native_type::<ItemGetter>());
        vm.module_add(m, "attrgetter", vm.native_type::<AttrGetter>());
        vm.module_add(m, "methodcaller", vm.native_type::<MethodCaller>());
        Ok(())
    },
};
