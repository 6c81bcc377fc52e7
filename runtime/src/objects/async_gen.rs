//! Async generators and the awaitables of their methods.
//!
//! What an async generator yields for its consumer is wrapped (ASYNC_GEN_WRAP), so that it can be
//! told from what its awaits send to the event loop.

use super::generator_types::*;
use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::interp::generator::{CLOSED, Step};
use crate::{Exc, R, Vm};
use std::cell::Cell;

const HOOKED: usize = 1;
const RUNNING_ASYNC: usize = 2;
const DONE: usize = 4;

/// A value on its way to the consumer.
pub struct Wrapped {
    value: Slot,
}
impl Payload for Wrapped {
    const INFO: &'static NativeInfo = crate::native_info!(Wrapped, WRAPPED_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.value);
    }
}
static WRAPPED_SPEC: TypeSpec =
    TypeSpec { name: "async_generator_wrapped_value", flags: TF_NO_NEW, ..TypeSpec::DEFAULT };

#[derive(Copy, Clone, PartialEq, Eq)]
enum Phase {
    Init,
    Iter,
    Closed,
}
/// `asend(value)` and `__anext__()`.
pub struct ASend {
    agen: Slot,
    value: Slot,
    phase: Cell<Phase>,
}
impl Payload for ASend {
    const INFO: &'static NativeInfo = crate::native_info!(ASend, ASEND_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.agen);
        t.slot(&self.value);
    }
}
/// `athrow(…)` and, without an exception, `aclose()`.
pub struct AThrow {
    agen: Slot,
    /// A tuple of the three arguments, or NULL.
    args: Slot,
    phase: Cell<Phase>,
}
impl Payload for AThrow {
    const INFO: &'static NativeInfo = crate::native_info!(AThrow, ATHROW_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.agen);
        t.slot(&self.args);
    }
}

fn agen<'a>(vm: &Vm, w: &'a Word) -> R<&'a GeneratorObj> {
    this(vm, w)
}
fn flag(g: &GeneratorObj, bit: usize) -> bool {
    g.aflags.get() & bit != 0
}
fn set_flag(g: &GeneratorObj, bit: usize, on: bool) {
    g.aflags.set(if on { g.aflags.get() | bit } else { g.aflags.get() & !bit });
}
/// A generator step as `(value, was it for the consumer)`; its end is StopAsyncIteration.
fn raw(vm: &Vm, g: &GeneratorObj, s: R<Step>) -> R<(Word, bool)> {
    match s {
        Ok(Step::Yield(v)) => Ok(match v.native::<Wrapped>() {
            Some(x) => (x.value.get(), true),
            None => (v, false),
        }),
        Ok(Step::Return(_)) => {
            set_flag(g, DONE, true);
            Err(vm.exc_with_args(vm.exc.StopAsyncIteration.get(), &[]))
        }
        Err(e) => {
            if vm.exc_matches(e, &vm.exc.StopAsyncIteration) || vm.exc_matches(e, &vm.exc.GeneratorExit) {
                set_flag(g, DONE, true);
            }
            Err(e)
        }
    }
}
/// As awaitables give it: a consumer's value is the awaitable's result.
fn unwrap(vm: &Vm, g: &GeneratorObj, s: R<Step>) -> R {
    match raw(vm, g, s) {
        Ok((v, false)) => Ok(v),
        Ok((v, true)) => {
            set_flag(g, RUNNING_ASYNC, false);
            Err(vm.stop_iteration_for(v))
        }
        Err(e) => {
            set_flag(g, RUNNING_ASYNC, false);
            Err(e)
        }
    }
}
impl Vm {
    /// ASYNC_GEN_WRAP.
    pub(crate) fn async_gen_wrap(&self, v: Word) -> Word {
        self.new_native(Wrapped { value: Slot::new(v) })
    }
}
/// Tells the event loop of an async generator's first use.
fn init_hooks(vm: &Vm, w: Word) -> R<()> {
    let g = agen(vm, &w)?;
    if flag(g, HOOKED) {
        return Ok(());
    }
    set_flag(g, HOOKED, true);
    let th = vm.th();
    g.finalizer.set(&g.hdr, th.async_finalizer.get());
    let first = th.async_firstiter.get();
    if !first.is_null() && !first.is_none() {
        vm.call(first, &[w])?;
    }
    Ok(())
}
fn new_asend(vm: &Vm, w: Word, value: Word) -> R {
    init_hooks(vm, w)?;
    Ok(vm.new_native(ASend { agen: Slot::new(w), value: Slot::new(value), phase: Cell::new(Phase::Init) }))
}
fn new_athrow(vm: &Vm, w: Word, args: Word) -> R {
    init_hooks(vm, w)?;
    Ok(vm.new_native(AThrow { agen: Slot::new(w), args: Slot::new(args), phase: Cell::new(Phase::Init) }))
}
const REUSED: &str = "cannot reuse already awaited __anext__()/asend()";
const REUSED_CLOSE: &str = "cannot reuse already awaited aclose()/athrow()";

fn asend_send(vm: &Vm, w: Word, arg: Word) -> R {
    let Some(o) = w.native::<ASend>() else { return Ok(Word::NONE) };
    let gw = o.agen.get();
    let g = agen(vm, &gw)?;
    let mut arg = arg;
    match o.phase.get() {
        Phase::Closed => return Err(vm.runtime_error(REUSED)),
        Phase::Init => {
            if flag(g, RUNNING_ASYNC) {
                o.phase.set(Phase::Closed);
                return Err(vm.runtime_error("anext(): asynchronous generator is already running"));
            }
            if arg.is_none() {
                arg = o.value.get();
            }
            o.phase.set(Phase::Iter);
        }
        Phase::Iter => {}
    }
    set_flag(g, RUNNING_ASYNC, true);
    let s = vm.gen_send(gw, arg);
    let r = unwrap(vm, g, s);
    if r.is_err() {
        o.phase.set(Phase::Closed);
    }
    r
}
fn asend_throw(vm: &Vm, w: Word, e: Exc) -> R {
    let Some(o) = w.native::<ASend>() else { return Ok(Word::NONE) };
    let gw = o.agen.get();
    let g = agen(vm, &gw)?;
    match o.phase.get() {
        Phase::Closed => return Err(vm.runtime_error(REUSED)),
        Phase::Init => {
            if flag(g, RUNNING_ASYNC) {
                o.phase.set(Phase::Closed);
                return Err(vm.runtime_error("anext(): asynchronous generator is already running"));
            }
            o.phase.set(Phase::Iter);
            set_flag(g, RUNNING_ASYNC, true);
        }
        Phase::Iter => {}
    }
    let s = vm.gen_throw(gw, e);
    let r = unwrap(vm, g, s);
    if r.is_err() {
        o.phase.set(Phase::Closed);
    }
    r
}
/// The end of a step of `athrow` or `aclose`.
fn athrow_done(vm: &Vm, o: &AThrow, g: &GeneratorObj, s: R<Step>) -> R {
    if !o.args.get().is_null() {
        let r = unwrap(vm, g, s);
        if r.is_err() {
            o.phase.set(Phase::Closed);
        }
        return r;
    }
    match raw(vm, g, s) {
        Ok((_, true)) => {
            set_flag(g, RUNNING_ASYNC, false);
            o.phase.set(Phase::Closed);
            Err(vm.runtime_error("async generator ignored GeneratorExit"))
        }
        Ok((v, false)) => Ok(v),
        Err(e) => {
            set_flag(g, RUNNING_ASYNC, false);
            o.phase.set(Phase::Closed);
            if vm.exc_matches(e, &vm.exc.StopAsyncIteration) || vm.exc_matches(e, &vm.exc.GeneratorExit) {
                return Err(vm.stop_iteration(Word::NONE));
            }
            Err(e)
        }
    }
}
fn athrow_send(vm: &Vm, w: Word, arg: Word) -> R {
    let Some(o) = w.native::<AThrow>() else { return Ok(Word::NONE) };
    let gw = o.agen.get();
    let g = agen(vm, &gw)?;
    if o.phase.get() == Phase::Closed {
        return Err(vm.runtime_error(REUSED_CLOSE));
    }
    if g.state.get() == CLOSED {
        o.phase.set(Phase::Closed);
        return Err(vm.stop_iteration(Word::NONE));
    }
    if o.phase.get() == Phase::Iter {
        let s = vm.gen_send(gw, arg);
        return athrow_done(vm, o, g, s);
    }
    let closing = o.args.get().is_null();
    if flag(g, RUNNING_ASYNC) {
        o.phase.set(Phase::Closed);
        let name = if closing { "aclose" } else { "athrow" };
        return Err(vm.runtime_error(format!("{name}(): asynchronous generator is already running")));
    }
    if flag(g, DONE) {
        o.phase.set(Phase::Closed);
        return Err(vm.exc_with_args(vm.exc.StopAsyncIteration.get(), &[]));
    }
    if !arg.is_none() {
        return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
    }
    o.phase.set(Phase::Iter);
    set_flag(g, RUNNING_ASYNC, true);
    let e = if closing {
        set_flag(g, DONE, true);
        Ok(vm.exc_with_args(vm.exc.GeneratorExit.get(), &[]))
    } else {
        vm.thrown(o.args.get().get::<TupleObj>().map_or(&[Word::NONE; 3], |t| t.items()))
    };
    let s = match e {
        Ok(e) => vm.gen_throw(gw, e),
        Err(e) => Err(e),
    };
    athrow_done(vm, o, g, s)
}
fn athrow_throw(vm: &Vm, w: Word, e: Exc) -> R {
    let Some(o) = w.native::<AThrow>() else { return Ok(Word::NONE) };
    let gw = o.agen.get();
    let g = agen(vm, &gw)?;
    match o.phase.get() {
        Phase::Closed => return Err(vm.runtime_error(REUSED_CLOSE)),
        Phase::Init => {
            if flag(g, RUNNING_ASYNC) {
                o.phase.set(Phase::Closed);
                let name = if o.args.get().is_null() { "aclose" } else { "athrow" };
                return Err(vm.runtime_error(format!("{name}(): asynchronous generator is already running")));
            }
            o.phase.set(Phase::Iter);
            set_flag(g, RUNNING_ASYNC, true);
        }
        Phase::Iter => {}
    }
    let s = vm.gen_throw(gw, e);
    athrow_done(vm, o, g, s)
}
/// `close()` of an awaitable: GeneratorExit must end it.
fn close(vm: &Vm, w: Word, closed: bool, throw: fn(&Vm, Word, Exc) -> R) -> R {
    if closed {
        return Ok(Word::NONE);
    }
    let e = vm.exc_with_args(vm.exc.GeneratorExit.get(), &[]);
    match throw(vm, w, e) {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(e)
            if vm.exc_matches(e, &vm.exc.StopIteration)
                || vm.exc_matches(e, &vm.exc.StopAsyncIteration)
                || vm.exc_matches(e, &vm.exc.GeneratorExit) =>
        {
            Ok(Word::NONE)
        }
        Err(e) => Err(e),
    }
}
static ASEND_SPEC: TypeSpec = TypeSpec {
    name: "async_generator_asend",
    flags: TF_NO_NEW,
    slots: |s| {
        s.await_.set(Some(|_, w| Ok(w)));
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| asend_send(vm, w, Word::NONE).map(Some)));
    },
    methods: &[
        FnDef::new("send", "($self, value, /)", |vm, a| asend_send(vm, a[0], a[1]), ""),
        FnDef::new(
            "throw",
            "($self, type, value=None, traceback=None, /)",
            |vm, a| {
                let e = vm.thrown(&a[1..])?;
                asend_throw(vm, a[0], e)
            },
            "",
        ),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                let done = a[0].native::<ASend>().is_none_or(|o| o.phase.get() == Phase::Closed);
                close(vm, a[0], done, asend_throw)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
static ATHROW_SPEC: TypeSpec = TypeSpec {
    name: "async_generator_athrow",
    flags: TF_NO_NEW,
    slots: |s| {
        s.await_.set(Some(|_, w| Ok(w)));
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| athrow_send(vm, w, Word::NONE).map(Some)));
    },
    methods: &[
        FnDef::new("send", "($self, value, /)", |vm, a| athrow_send(vm, a[0], a[1]), ""),
        FnDef::new(
            "throw",
            "($self, type, value=None, traceback=None, /)",
            |vm, a| {
                let e = vm.thrown(&a[1..])?;
                athrow_throw(vm, a[0], e)
            },
            "",
        ),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                let done = a[0].native::<AThrow>().is_none_or(|o| o.phase.get() == Phase::Closed);
                close(vm, a[0], done, athrow_throw)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
pub static ASYNC_GENERATOR_SPEC: TypeSpec = TypeSpec {
    name: "async_generator",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(repr));
        s.aiter.set(Some(|_, w| Ok(w)));
        s.anext.set(Some(|vm, w| new_asend(vm, w, Word::NONE)));
    },
    methods: &[
        FnDef::new(
            "asend",
            "($self, value, /)",
            |vm, a| new_asend(vm, a[0], a[1]),
            "asend(v) -> send 'v' in generator.",
        ),
        FnDef::new(
            "athrow",
            "($self, type, value=None, traceback=None, /)",
            |vm, a| {
                let t = vm.new_tuple(&[a[1], a[2].or(Word::NONE), a[3].or(Word::NONE)]);
                new_athrow(vm, a[0], t)
            },
            "athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator.",
        ),
        FnDef::new(
            "aclose",
            "($self, /)",
            |vm, a| new_athrow(vm, a[0], Word::NULL),
            "aclose() -> raise GeneratorExit inside generator.",
        ),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    getset: &[
        NAME,
        QUALNAME,
        GetSet::ro("ag_code", code, ""),
        GetSet::ro("ag_frame", frame, ""),
        GetSet::ro("ag_running", |vm, w| Ok(Word::bool(flag(agen(vm, &w)?, RUNNING_ASYNC))), "").as_member(),
        GetSet::ro("ag_suspended", suspended, ""),
        GetSet::ro("ag_await", delegate, "object being awaited on, or None"),
    ],
    ..TypeSpec::DEFAULT
};
