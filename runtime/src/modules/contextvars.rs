//! `_contextvars`: contexts, their variables, tokens (PEP 567).

use super::support::Root;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

/// A context: a dict from variables to values, never changed once another context may share it.
struct Context {
    vars: Slot,
    /// The context to go back to, while it is entered.
    previous: Slot,
    entered: Cell<bool>,
}
impl Payload for Context {
    const INFO: &'static NativeInfo = crate::native_info!(Context, CONTEXT_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.vars);
        t.slot(&self.previous);
    }
}
struct Var {
    name: Slot,
    default: Slot,
}
impl Payload for Var {
    const INFO: &'static NativeInfo = crate::native_info!(Var, VAR_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.name);
        t.slot(&self.default);
    }
}
struct Token {
    context: Slot,
    var: Slot,
    old: Slot,
    used: Cell<bool>,
}
impl Payload for Token {
    const INFO: &'static NativeInfo = crate::native_info!(Token, TOKEN_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.context);
        t.slot(&self.var);
        t.slot(&self.old);
    }
}
struct Missing {
    _unused: u64,
}
impl Payload for Missing {
    const INFO: &'static NativeInfo = crate::native_info!(Missing, MISSING_SPEC);
}
static MISSING_SPEC: TypeSpec = TypeSpec {
    name: "Token.MISSING",
    flags: TF_NO_NEW,
    slots: |s| s.repr.set(Some(|vm, _| Ok(vm.new_str("<Token.MISSING>")))),
    ..TypeSpec::DEFAULT
};
static MISSING: Root = Root::new();
fn missing(vm: &Vm) -> Word {
    let w = MISSING.get(vm);
    if !w.is_null() {
        return w;
    }
    let w = vm.new_native(Missing { _unused: 0 });
    MISSING.set(vm, w);
    w
}

fn new_context(vm: &Vm, vars: Word) -> Word {
    vm.new_native(Context { vars: Slot::new(vars), previous: Slot::new(Word::NULL), entered: Cell::new(false) })
}
/// The running thread's context.
fn current(vm: &Vm) -> Word {
    let c = vm.th().context.get();
    if !c.is_null() {
        return c;
    }
    let d = vm.new_dict();
    let c = new_context(vm, d);
    vm.th().context.set_root(c);
    c
}
fn vars(c: Word) -> Word {
    c.native::<Context>().map_or(Word::NULL, |c| c.vars.get())
}

/// `contextvars.copy_context()`
pub fn copy_context(vm: &Vm) -> Word {
    let c = current(vm);
    copy(vm, c)
}
fn copy(vm: &Vm, c: Word) -> Word {
    let d = match vars(c).get::<DictObj>() {
        Some(d) => vm.dict_copy(d),
        None => vm.new_dict(),
    };
    new_context(vm, d)
}

fn run(vm: &Vm, w: Word, args: &Args) -> R {
    let Some(c) = w.native::<Context>() else { return Ok(Word::NONE) };
    if args.positional().is_empty() {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    }
    if c.entered.get() {
        let r = vm.repr_text(w)?;
        return Err(vm.runtime_error(format!("cannot enter context: {r} is already entered")));
    }
    let before = current(vm);
    if let Some(h) = w.header() {
        c.previous.set(h, before);
    }
    c.entered.set(true);
    vm.th().context.set_root(w);
    let r = vm.call_args(args.words[0], &Args { words: &args.words[1..], names: args.names });
    vm.th().context.set_root(before);
    if let Some(c) = w.native::<Context>() {
        c.entered.set(false);
        if let Some(h) = w.header() {
            c.previous.set(h, Word::NULL);
        }
    }
    r
}

fn needs_var(vm: &Vm, k: Word) -> R<()> {
    if k.native::<Var>().is_some() {
        return Ok(());
    }
    Err(vm.type_error(format!("a ContextVar key was expected, got {}", vm.repr_text(k)?)))
}
static CONTEXT_NEW: FnDef = FnDef::new(
    "Context",
    "($type)",
    |vm, _| {
        let d = vm.new_dict();
        Ok(new_context(vm, d))
    },
    "",
);
static CONTEXT_SPEC: TypeSpec = TypeSpec {
    name: "_contextvars.Context",
    flags: TF_WEAKREF,
    new: Some(&CONTEXT_NEW),
    slots: |s| {
        s.len.set(Some(|vm, w| vm.len(vars(w))));
        s.getitem.set(Some(|vm, w, k| {
            needs_var(vm, k)?;
            let v = vm.dict_get(vars(w), k)?;
            if v.is_null() { Err(vm.key_error(k)) } else { Ok(v) }
        }));
        s.contains.set(Some(|vm, w, k| {
            needs_var(vm, k)?;
            Ok(!vm.dict_get(vars(w), k)?.is_null())
        }));
        s.iter.set(Some(|vm, w| vm.iter(vars(w))));
        s.hash
            .set(Some(|vm, w| Err(vm.type_error(format!("unhashable type: '{}'", vm.type_full_name(vm.class_of(w)))))));
        s.richcompare.set(Some(|vm, a, b, op| {
            if b.native::<Context>().is_none() || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            vm.compare(vars(a), vars(b), op)
        }));
    },
    methods: &[
        FnDef::new(
            "run",
            "($self, /, *args, **kwargs)",
            |vm, a| {
                let mut v = vm.to_vec(a[1])?;
                let mut names = WordVec::new();
                if let Some(d) = a[2].get::<DictObj>() {
                    for i in 0..d.bound() {
                        if let Some((k, w)) = d.entry(i) {
                            names.push(vm, k);
                            v.push(vm, w);
                        }
                    }
                }
                let names = if names.is_empty() { Word::NULL } else { names.to_tuple(vm) };
                run(vm, a[0], &Args { words: &v, names })
            },
            "",
        ),
        FnDef::new("copy", "($self, /)", |vm, a| Ok(copy(vm, a[0])), "Return a shallow copy of the context object."),
        FnDef::new(
            "keys",
            "($self, /)",
            |vm, a| vm.call_method(vars(a[0]), "keys", &[]),
            "Return a list of all variables in the context object.",
        ),
        FnDef::new(
            "values",
            "($self, /)",
            |vm, a| vm.call_method(vars(a[0]), "values", &[]),
            "Return a list of all variables' values in the context object.",
        ),
        FnDef::new(
            "items",
            "($self, /)",
            |vm, a| vm.call_method(vars(a[0]), "items", &[]),
            "Return all variables and their values in the context object.",
        ),
        FnDef::new(
            "get",
            "($self, key, default=None, /)",
            |vm, a| {
                needs_var(vm, a[1])?;
                Ok(vm.dict_get(vars(a[0]), a[1])?.or(a[2].or(Word::NONE)))
            },
            "Return the value for `key` if `key` has the value in the context object.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

static VAR_NEW: FnDef = FnDef::new(
    "ContextVar",
    "($type, name, /, *, default=None)",
    |vm, a| {
        if !a[1].is_kind(Kind::Str) {
            return Err(vm.type_error("context variable name must be a str"));
        }
        Ok(vm.new_native(Var { name: Slot::new(a[1]), default: Slot::new(a[2]) }))
    },
    "",
);
fn var_get(vm: &Vm, a: &[Word]) -> R {
    let v = vm.dict_get(vars(current(vm)), a[0])?;
    if !v.is_null() {
        return Ok(v);
    }
    if !a[1].is_null() {
        return Ok(a[1]);
    }
    match a[0].native::<Var>().map(|v| v.default.get()) {
        Some(d) if !d.is_null() => Ok(d),
        _ => Err(vm.exc_with_args(vm.exc.LookupError.get(), &[a[0]])),
    }
}
fn var_set(vm: &Vm, a: &[Word]) -> R {
    let c = current(vm);
    let old = vm.dict_get(vars(c), a[0])?;
    let t = vm.new_native(Token {
        context: Slot::new(c),
        var: Slot::new(a[0]),
        old: Slot::new(old),
        used: Cell::new(false),
    });
    store(vm, c, a[0], a[1])?;
    Ok(t)
}
/// Binds in a fresh copy of the dict when it was shared by an iteration; a plain store otherwise.
fn store(vm: &Vm, c: Word, var: Word, value: Word) -> R<()> {
    match vars(c).get::<DictObj>() {
        Some(d) if value.is_null() => vm.dict_remove(d, var).map(|_| ()),
        _ => vm.dict_set(vars(c), var, value),
    }
}
fn var_reset(vm: &Vm, a: &[Word]) -> R {
    let Some(t) = a[1].native::<Token>() else {
        return Err(vm.type_error(format!("expected an instance of Token, got {}", vm.repr_text(a[1])?)));
    };
    if t.used.get() {
        return Err(vm.runtime_error(format!("{} has already been used once", vm.repr_text(a[1])?)));
    }
    if t.var.get() != a[0] {
        return Err(vm.value_error(format!("{} was created by a different ContextVar", vm.repr_text(a[1])?)));
    }
    if t.context.get() != current(vm) {
        return Err(vm.value_error(format!("{} was created in a different Context", vm.repr_text(a[1])?)));
    }
    t.used.set(true);
    store(vm, t.context.get(), a[0], t.old.get())?;
    Ok(Word::NONE)
}
static VAR_SPEC: TypeSpec = TypeSpec {
    name: "_contextvars.ContextVar",
    new: Some(&VAR_NEW),
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let Some(v) = w.native::<Var>() else { return Ok(w) };
            let name = vm.repr_text(v.name.get())?;
            let default = match v.default.get() {
                d if d.is_null() => String::new(),
                d => format!(" default={}", vm.repr_text(d)?),
            };
            Ok(vm.new_str(&format!("<ContextVar name={name}{default} at {:#x}>", vm.heap.identity(w))))
        }))
    },
    getset: &[GetSet::ro("name", |_, w| Ok(w.native::<Var>().map_or(Word::NONE, |v| v.name.get())), "")],
    methods: &[
        FnDef::new(
            "get",
            "($self, default=None, /)",
            var_get,
            "Return a value for the context variable for the current context.",
        ),
        FnDef::new(
            "set",
            "($self, value, /)",
            var_set,
            "Call to set a new value for the context variable in the current context.",
        ),
        FnDef::new("reset", "($self, token, /)", var_reset, "Reset the context variable."),
        FnDef::class(
            "__class_getitem__",
            "($cls, item, /)",
            |vm, a| super::weakref::generic_alias(vm, a[0], a[1]),
            "See PEP 585",
        ),
    ],
    ..TypeSpec::DEFAULT
};
static TOKEN_SPEC: TypeSpec = TypeSpec {
    name: "_contextvars.Token",
    slots: |s| {
        s.new.set(Some(|vm, _, _| Err(vm.runtime_error("Tokens can only be created by ContextVars"))));
        s.repr.set(Some(|vm, w| {
            let Some(t) = w.native::<Token>() else { return Ok(w) };
            let used = if t.used.get() { " used" } else { "" };
            let var = vm.repr_text(t.var.get())?;
            Ok(vm.new_str(&format!("<Token{used} var={var} at {:#x}>", vm.heap.identity(w))))
        }));
    },
    getset: &[
        GetSet::ro("var", |_, w| Ok(w.native::<Token>().map_or(Word::NONE, |t| t.var.get())), ""),
        GetSet::ro(
            "old_value",
            |vm, w| Ok(w.native::<Token>().map_or(Word::NONE, |t| t.old.get().or(missing(vm)))),
            "",
        ),
    ],
    methods: &[
        FnDef::new("__enter__", "($self, /)", |_, a| Ok(a[0]), "Enter into Token context manager."),
        FnDef::new(
            "__exit__",
            "($self, type, value, traceback, /)",
            |vm, a| {
                let v = a[0].native::<Token>().map_or(Word::NONE, |t| t.var.get());
                var_reset(vm, &[v, a[0]])
            },
            "Exit from Token context manager, restore the linked ContextVar.",
        ),
        FnDef::class(
            "__class_getitem__",
            "($cls, item, /)",
            |vm, a| super::weakref::generic_alias(vm, a[0], a[1]),
            "See PEP 585",
        ),
    ],
    extra: Some(|vm, t| {
        if let Some(t) = t.as_type() {
            vm.dict_set_str(t.dict.get(), "MISSING", missing(vm));
        }
        Ok(())
    }),
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_contextvars",
    doc: "Context Variables",
    functions: &[FnDef::new("copy_context", "()", |vm, _| Ok(copy_context(vm)), "")],
    init: |vm, m| {
        let t = vm.native_type::<Context>();
        vm.module_add(m, "Context", t);
        let t = vm.native_type::<Var>();
        vm.module_add(m, "ContextVar", t);
        let t = vm.native_type::<Token>();
        vm.module_add(m, "Token", t);
        Ok(())
    },
};
