//! `functools.partial` and its Placeholder.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

/// The one Placeholder.
struct Placeholder;
impl Payload for Placeholder {
    const INFO: &'static NativeInfo = crate::native_info!(Placeholder, PLACEHOLDER_SPEC);
}
fn placeholder(vm: &Vm) -> Word {
    let s = vm.state_slot("functools.Placeholder");
    if s.get().is_null() || s.get().is_none() {
        s.set_root(vm.new_native(Placeholder));
    }
    s.get()
}
static PLACEHOLDER_SPEC: TypeSpec = TypeSpec {
    name: "functools._PlaceholderType",
    doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.new_str("Placeholder"))));
        s.new.set(Some(|vm, _, args| {
            if !args.words.is_empty() {
                return Err(vm.type_error("PlaceholderType takes no arguments"));
            }
            Ok(placeholder(vm))
        }));
    },
    methods: &[FnDef::new("__reduce__", "($self, /)", |vm, _| Ok(vm.new_str("Placeholder")), "")],
    ..TypeSpec::DEFAULT
};

/// `partial(func, *args, **keywords)`
pub struct Partial {
    func: Slot,
    /// A tuple.
    args: Slot,
    /// A dict.
    keywords: Slot,
    /// How many Placeholders are in `args`.
    holes: Cell<usize>,
}
impl Payload for Partial {
    const INFO: &'static NativeInfo = crate::native_info!(Partial, PARTIAL_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.func);
        t.slot(&self.args);
        t.slot(&self.keywords);
    }
}
fn items(w: &Word) -> &[Word] {
    w.get::<TupleObj>().map_or(&[], |t| t.items())
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<(&'a Partial, &'a Header)> {
    match (w.native::<Partial>(), w.header()) {
        (Some(p), Some(h)) => Ok((p, h)),
        _ => Err(vm.type_error(format!(
            "descriptor requires a 'functools.partial' object but received a '{}'",
            vm.type_name(*w)
        ))),
    }
}
fn holes(vm: &Vm, args: &[Word]) -> usize {
    let p = placeholder(vm);
    args.iter().filter(|&&w| w == p).count()
}
/// `given` put into the holes of `kept`, the rest behind; holes that are left stay.
fn filled(vm: &Vm, kept: &[Word], given: &[Word], out: &mut WordVec) {
    let p = placeholder(vm);
    let mut given = given.iter().copied();
    for &w in kept {
        let w = if w == p { given.next().unwrap_or(p) } else { w };
        out.push(vm, w);
    }
    given.for_each(|w| out.push(vm, w));
}
fn new(vm: &Vm, ty: Word, args: &Args) -> R {
    let Some((&func, given)) = args.positional().split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(func) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let p = placeholder(vm);
    if given.last() == Some(&p) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if args.keywords().any(|(_, v)| v == p) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    let mut func = func;
    let mut all = WordVec::new();
    let mut keywords = Word::NULL;
    // A partial of a partial is one partial, unless the inner one has attributes.
    let inner = func;
    if let Some(q) = inner.native::<Partial>()
        && vm.instance_dict(inner).get::<DictObj>().is_none_or(DictObj::is_empty)
    {
        filled(vm, items(&q.args.get()), given, &mut all);
        if let Some(d) = q.keywords.get().get::<DictObj>() {
            keywords = vm.dict_copy(d);
        }
        func = q.func.get();
    } else {
        all.extend(vm, given);
    }
    if keywords.is_null() {
        keywords = vm.new_dict();
    }
    for (k, v) in args.keywords() {
        vm.dict_set(keywords, k, v)?;
    }
    let n = holes(vm, &all);
    let t = all.to_tuple(vm);
    Ok(vm.new_native_of(
        ty,
        Partial { func: Slot::new(func), args: Slot::new(t), keywords: Slot::new(keywords), holes: Cell::new(n) },
    ))
}
fn call(vm: &Vm, w: Word, args: &Args) -> R {
    let (p, _) = this(vm, &w)?;
    let (kept_word, given) = (p.args.get(), args.positional());
    let kept = items(&kept_word);
    let _g = vm.enter_native(" while calling a Python object")?;
    if given.len() < p.holes.get() {
        let (n, m) = (p.holes.get(), given.len());
        return Err(
            vm.type_error(format!("missing positional arguments in 'partial' call; expected at least {n}, got {m}"))
        );
    }
    let keywords = p.keywords.get();
    let fixed = keywords.get::<DictObj>().map_or(0, DictObj::len);
    let total = kept.len() + args.words.len();
    // The usual case on the native stack, which the collector scans.
    let mut buf = [Word::NULL; 12];
    if fixed == 0 && p.holes.get() == 0 && total <= buf.len() {
        buf[..kept.len()].copy_from_slice(kept);
        buf[kept.len()..total].copy_from_slice(args.words);
        return vm.call_args(p.func.get(), &Args { words: &buf[..total], names: args.names });
    }
    let mut all = WordVec::with_capacity(vm, total + fixed);
    filled(vm, kept, given, &mut all);
    let mut names = args.names;
    if fixed == 0 {
        all.extend(vm, &args.words[given.len()..]);
    } else if let Some(d) = keywords.get::<DictObj>() {
        let d = vm.dict_copy(d);
        for (k, v) in args.keywords() {
            vm.dict_set(d, k, v)?;
        }
        let mut keys = WordVec::new();
        if let Some(d) = d.get::<DictObj>() {
            for (k, v) in d.iter() {
                keys.push(vm, k);
                all.push(vm, v);
            }
        }
        names = keys.to_tuple(vm);
    }
    vm.call_args(p.func.get(), &Args { words: &all, names })
}
fn repr(vm: &Vm, w: Word) -> R {
    let (p, _) = this(vm, &w)?;
    let Some(_g) = vm.repr_enter(w) else { return Ok(vm.new_str("...")) };
    let mut out = StrBuilder::new();
    out.push_str(&vm.type_full_name(vm.class_of(w)));
    out.push_str("(");
    out.push_word(vm.repr(p.func.get())?);
    let args = p.args.get();
    for &x in items(&args) {
        out.push_str(", ");
        out.push_word(vm.repr(x)?);
    }
    let k = p.keywords.get();
    if let Some(d) = k.get::<DictObj>() {
        for (k, v) in d.iter() {
            out.push_str(", ");
            out.push_word(vm.str(k)?);
            out.push_str("=");
            out.push_word(vm.repr(v)?);
        }
    }
    out.push_str(")");
    Ok(out.finish(vm))
}
fn reduce(vm: &Vm, a: &[Word]) -> R {
    let (p, _) = this(vm, &a[0])?;
    let f = vm.new_tuple(&[p.func.get()]);
    let d = vm.instance_dict(a[0]).or(Word::NONE);
    let state = vm.new_tuple(&[p.func.get(), p.args.get(), p.keywords.get(), d]);
    Ok(vm.new_tuple(&[vm.type_of(a[0]), f, state]))
}
fn set_state(vm: &Vm, a: &[Word]) -> R {
    let (p, h) = this(vm, &a[0])?;
    let bad = || vm.type_error("invalid partial state");
    let &[func, args, keywords, dict] = items(&a[1]) else { return Err(bad()) };
    if !vm.is_callable(func)
        || !args.is_kind(Kind::Tuple)
        || !(keywords.is_none() || keywords.is_kind(Kind::Dict))
        || !(dict.is_none() || dict.is_kind(Kind::Dict))
    {
        return Err(bad());
    }
    if items(&args).last() == Some(&placeholder(vm)) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let args = vm.new_tuple(items(&args));
    let keywords = match keywords.get::<DictObj>() {
        Some(d) => vm.dict_copy(d),
        None => vm.new_dict(),
    };
    p.func.set(h, func);
    p.args.set(h, args);
    p.keywords.set(h, keywords);
    p.holes.set(holes(vm, items(&args)));
    let dict = if dict.is_none() { vm.new_dict() } else { dict };
    vm.set_instance_dict(a[0], dict);
    Ok(Word::NONE)
}
/// Replaces `__dict__`.
pub fn set_dict(vm: &Vm, w: Word, v: Option<Word>) -> R<()> {
    match v {
        Some(d) if d.is_kind(Kind::Dict) => {
            vm.set_instance_dict(w, d);
            Ok(())
        }
        Some(x) => {
            let t = vm.type_name(x);
            Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{t}'")))
        }
        None => Err(vm.type_error("cannot delete __dict__")),
    }
}
fn read_only(vm: &Vm, _: Word, _: Option<Word>) -> R<()> {
    Err(vm.new_exc(&vm.exc.AttributeError, "readonly attribute"))
}
static PARTIAL_SPEC: TypeSpec = TypeSpec {
    name: "functools.partial",
    doc: "Create a new function with partial application of the given arguments\nand keywords.",
    flags: TF_BASETYPE | TF_WEAKREF | TF_DICT,
    slots: |s| {
        s.new.set(Some(new));
        s.call.set(Some(call));
        s.repr.set(Some(repr));
        s.descr_get
            .set(Some(|vm, w, obj, _| Ok(if obj.is_null() || obj.is_none() { w } else { vm.new_method(w, obj) })));
    },
    methods: &[
        FnDef::new("__reduce__", "($self, /)", reduce, ""),
        FnDef::new("__setstate__", "($self, object, /)", set_state, ""),
        FnDef::class(
            "__class_getitem__",
            "($type, object, /)",
            |vm, a| vm.generic_alias(a[0], a[1]),
            "partial is generic over the wrapped function's return type",
        ),
    ],
    getset: &[
        GetSet::rw("__dict__", |vm, w| Ok(vm.instance_dict(w)), set_dict, ""),
        GetSet::rw(
            "func",
            |vm, w| Ok(this(vm, &w)?.0.func.get()),
            read_only,
            "function object to use in future partial calls",
        ),
        GetSet::rw(
            "args",
            |vm, w| Ok(this(vm, &w)?.0.args.get()),
            read_only,
            "tuple of arguments to future partial calls",
        ),
        GetSet::rw(
            "keywords",
            |vm, w| Ok(this(vm, &w)?.0.keywords.get()),
            read_only,
            "dictionary of keyword arguments to future partial calls",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// Adds `partial` and what belongs to it.
pub fn add(vm: &Vm, m: Word) {
    vm.module_add(m, "partial", vm.native_type::<Partial>());
    vm.module_add(m, "_PlaceholderType", vm.native_type::<Placeholder>());
    vm.module_add(m, "Placeholder", placeholder(vm));
}
