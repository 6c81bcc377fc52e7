//! Generators and coroutines as Python sees them; async generators are in `async_gen.rs`.

use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::interp::generator::{CREATED, RUNNING, SUSPENDED, Step};
use crate::{Exc, R, Vm};
use taipan_syntax::bytecode::flags;

pub(super) fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a GeneratorObj> {
    match w.get::<GeneratorObj>() {
        Some(g) => Ok(g),
        None => Err(vm.type_error("expected a generator")),
    }
}
/// A step's outcome as `send` and `throw` of generators and coroutines give it.
fn stepped(vm: &Vm, s: Step) -> R {
    match s {
        Step::Yield(v) => Ok(v),
        Step::Return(v) if v.is_none() => Err(vm.stop_iteration(v)),
        Step::Return(v) => Err(vm.stop_iteration_for(v)),
    }
}
impl Vm {
    /// The exception that `throw(type, value, traceback)` stands for (NULL: not given).
    pub(crate) fn thrown(&self, a: &[Word]) -> R<Exc> {
        let (ty, val) = (a[0], a[1].or(Word::NONE));
        if !a[2].is_null() && !a[2].is_none() && !self.is_instance(a[2], &self.types.traceback) {
            return Err(self.type_error("throw() third argument must be a traceback object"));
        }
        let e = if ty.is_kind(Kind::Exception) {
            if !val.is_none() {
                return Err(self.type_error("instance exception may not have a separate value"));
            }
            ty
        } else if ty.as_type().is_some_and(|t| t.is_subtype(self.exc.BaseException.get())) {
            let w = if self.isinstance(val, ty)? {
                val
            } else if val.is_none() {
                self.call(ty, &[])?
            } else if let Some(t) = val.get::<TupleObj>() {
                self.call(ty, t.items())?
            } else {
                self.call(ty, &[val])?
            };
            if !w.is_kind(Kind::Exception) {
                return Err(self.type_error(format!(
                    "calling {} should have returned an instance of BaseException, not {}",
                    self.repr_text(ty)?,
                    self.type_name(w)
                )));
            }
            w
        } else {
            return Err(self.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {}",
                self.type_name(ty)
            )));
        };
        if !a[2].is_null() && !a[2].is_none() {
            self.setattr(e, self.intern("__traceback__"), Some(a[2]))?;
        }
        Ok(Exc(e))
    }
    /// The iterator of an awaitable (GET_AWAITABLE); `arg` says which statement wants it.
    pub(crate) fn get_awaitable(&self, v: Word, arg: usize) -> R {
        if let Some(g) = v.get::<GeneratorObj>()
            && g.flags() & (flags::COROUTINE | flags::ITERABLE_COROUTINE) != 0
        {
            return Ok(v);
        }
        let Some(f) = self.class_of(v).slots.await_.get() else {
            let n = self.type_name(v);
            return Err(self.type_error(match arg {
                1 => format!("'async with' received an object from __aenter__ that does not implement __await__: {n}"),
                2 => format!("'async with' received an object from __aexit__ that does not implement __await__: {n}"),
                _ => format!("'{n}' object can't be awaited"),
            }));
        };
        let it = f(self, v)?;
        if it.get::<GeneratorObj>().is_some_and(|g| g.flags() & (flags::COROUTINE | flags::ITERABLE_COROUTINE) != 0) {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if self.class_of(it).slots.iternext.get().is_none() {
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{}'", self.type_name(it))));
        }
        Ok(it)
    }
    /// "coroutine '…' was never awaited".
    pub(crate) fn warn_unawaited(&self, w: Word) -> R<()> {
        let name = w.get::<GeneratorObj>().map_or(Word::NULL, |g| g.qualname.get());
        let text = format!("coroutine '{}' was never awaited", super::str::to_string_lossy(name));
        let warnings = self.dict_get_str(self.modules.get(), "_warnings");
        if warnings.is_null() {
            return Ok(());
        }
        let t = self.new_str(&text);
        self.call_method(warnings, "warn", &[t, self.exc.RuntimeWarning.get()]).map(|_| ())
    }
    /// The frame of a generator that has not ended, or None.
    pub(crate) fn generator_frame(&self, w: Word) -> Word {
        let Some(g) = w.get::<GeneratorObj>() else { return Word::NONE };
        if g.frame.get().is_kind(Kind::Frame) {
            return g.frame.get();
        }
        match g.state.get() {
            CREATED | SUSPENDED => {}
            RUNNING => {
                let mut found = Word::NONE;
                let mut a = self.top_activation();
                while let Some(x) = a {
                    // SAFETY: a live frame's header is complete; a generator's frame names it.
                    let ns = unsafe { *crate::interp::frame::header(x.fp).add(crate::interp::frame::H_LOCALS) };
                    if ns == w {
                        found = self.frame_object(x);
                        break;
                    }
                    a = x.caller();
                }
                return found;
            }
            _ => return Word::NONE,
        }
        let n = (size_of::<FrameObj>() - 8) / 8;
        let f = self.alloc_words_kind(Kind::Frame, self.shape_of_type(self.types.frame.get()), n);
        if let Some(o) = f.get::<FrameObj>() {
            o.func.set(&o.hdr, g.func.get());
            o.live.set(0);
            o.offset.set(g.offset.get().saturating_sub(1));
            o.generator.set(&o.hdr, w);
            o.trace_lines.set(&o.hdr, Word::TRUE);
            o.trace_opcodes.set(&o.hdr, Word::FALSE);
            g.frame.set(&g.hdr, f);
        }
        f
    }
}

pub(super) fn set_name(vm: &Vm, w: Word, v: Option<Word>, q: bool) -> R<()> {
    let what = if q { "__qualname__" } else { "__name__" };
    match v {
        Some(s) if s.is_kind(Kind::Str) => {
            let g = this(vm, &w)?;
            if q { &g.qualname } else { &g.name }.set(&g.hdr, s);
            Ok(())
        }
        _ => Err(vm.type_error(format!("{what} must be set to a string object"))),
    }
}
pub(super) const NAME: GetSet = GetSet::rw(
    "__name__",
    |vm, w| Ok(this(vm, &w)?.name.get()),
    |vm, w, v| set_name(vm, w, v, false),
    "name of the generator",
);
pub(super) const QUALNAME: GetSet = GetSet::rw(
    "__qualname__",
    |vm, w| Ok(this(vm, &w)?.qualname.get()),
    |vm, w, v| set_name(vm, w, v, true),
    "qualified name of the generator",
);
pub(super) fn code(vm: &Vm, w: Word) -> R {
    Ok(this(vm, &w)?.code())
}
pub(super) fn frame(vm: &Vm, w: Word) -> R {
    Ok(vm.generator_frame(w))
}
pub(super) fn running(vm: &Vm, w: Word) -> R {
    Ok(Word::bool(this(vm, &w)?.state.get() == RUNNING))
}
pub(super) fn suspended(vm: &Vm, w: Word) -> R {
    Ok(Word::bool(this(vm, &w)?.state.get() == SUSPENDED))
}
pub(super) fn delegate(vm: &Vm, w: Word) -> R {
    Ok(vm.gen_delegate(w).or(Word::NONE))
}
/// `<kind object name at 0x…>`.
pub(super) fn repr(vm: &Vm, w: Word) -> R {
    let g = this(vm, &w)?;
    Ok(vm.new_str(&format!(
        "<{} object {} at {:#x}>",
        vm.type_name(w),
        super::str::to_string_lossy(g.qualname.get()),
        vm.heap.identity(w)
    )))
}
const SEND: FnDef = FnDef::new(
    "send",
    "($self, value, /)",
    |vm, a| {
        let s = vm.gen_send(a[0], a[1])?;
        stepped(vm, s)
    },
    "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
);
const THROW: FnDef = FnDef::new(
    "throw",
    "($self, type, value=None, traceback=None, /)",
    |vm, a| {
        let e = vm.thrown(&a[1..])?;
        let s = vm.gen_throw(a[0], e)?;
        stepped(vm, s)
    },
    "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
);
const CLOSE: FnDef =
    FnDef::new("close", "($self, /)", |vm, a| vm.gen_close(a[0]), "close() -> raise GeneratorExit inside generator.");
pub static GENERATOR_SPEC: TypeSpec = TypeSpec {
    name: "generator",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(repr));
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| vm.gen_next(w)));
    },
    methods: &[
        SEND,
        THROW,
        CLOSE,
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    getset: &[
        NAME,
        QUALNAME,
        GetSet::ro("gi_code", code, ""),
        GetSet::ro("gi_frame", frame, ""),
        GetSet::ro("gi_running", running, ""),
        GetSet::ro("gi_suspended", suspended, ""),
        GetSet::ro("gi_yieldfrom", delegate, "object being iterated by yield from, or None"),
    ],
    ..TypeSpec::DEFAULT
};
pub static COROUTINE_SPEC: TypeSpec = TypeSpec {
    name: "coroutine",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(repr));
        s.await_.set(Some(|vm, w| Ok(vm.new_native(CoroutineWrapper { coro: Slot::new(w) }))));
    },
    methods: &[
        SEND,
        THROW,
        CLOSE,
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    getset: &[
        NAME,
        QUALNAME,
        GetSet::ro("cr_code", code, ""),
        GetSet::ro("cr_frame", frame, ""),
        GetSet::ro("cr_running", running, ""),
        GetSet::ro("cr_suspended", suspended, ""),
        GetSet::ro("cr_await", delegate, "object being awaited on, or None"),
        GetSet::ro("cr_origin", |vm, w| Ok(this(vm, &w)?.origin.get().or(Word::NONE)), "").as_member(),
    ],
    ..TypeSpec::DEFAULT
};

/// `coroutine.__await__()`: an iterator that drives the coroutine.
pub struct CoroutineWrapper {
    coro: Slot,
}
impl Payload for CoroutineWrapper {
    const INFO: &'static NativeInfo = crate::native_info!(CoroutineWrapper, WRAPPER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.coro);
    }
}
fn coro(w: Word) -> Word {
    w.native::<CoroutineWrapper>().map_or(Word::NULL, |c| c.coro.get())
}
static WRAPPER_SPEC: TypeSpec = TypeSpec {
    name: "coroutine_wrapper",
    doc: "A wrapper object implementing __await__ for coroutines.",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| vm.gen_next(coro(w))));
    },
    methods: &[
        FnDef::new(
            "send",
            "($self, value, /)",
            |vm, a| {
                let s = vm.gen_send(coro(a[0]), a[1])?;
                stepped(vm, s)
            },
            "send(arg) -> send 'arg' into coroutine,\nreturn next yielded value or raise StopIteration.",
        ),
        FnDef::new(
            "throw",
            "($self, type, value=None, traceback=None, /)",
            |vm, a| {
                let e = vm.thrown(&a[1..])?;
                let s = vm.gen_throw(coro(a[0]), e)?;
                stepped(vm, s)
            },
            "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next yielded value or raise\nStopIteration.",
        ),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| vm.gen_close(coro(a[0])),
            "close() -> raise GeneratorExit inside coroutine.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
