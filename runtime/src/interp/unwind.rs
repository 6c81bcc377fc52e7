//! Raising: tracebacks, the search for a handler, leaving frames.

use super::dispatch::{Next, halt_address, is_event_return, is_halt, keeps_ip};
use super::frame::*;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, Vm};
use taipan_syntax::bytecode::Op;

/// A traceback entry.
pub struct TracebackObj {
    pub next: Slot,
    pub frame: Slot,
    /// Unit offset of the instruction.
    pub lasti: usize,
    pub line: std::cell::Cell<i64>,
}
impl Payload for TracebackObj {
    const INFO: &'static NativeInfo = crate::native_info!(TracebackObj, crate::objects::TRACEBACK_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.next);
        t.slot(&self.frame);
    }
}

impl Vm {
    /// Adds the running frame to the exception's traceback.
    pub(crate) fn add_traceback(&self, e: Exc, a: Activation) {
        let f = self.frame_object(a);
        let Some(o) = e.0.get::<ExcObj>() else { return };
        let lasti = a.lasti();
        let line = a.code().line_at(lasti).map_or(-1, |l| l as i64);
        let tb = self.new_native(TracebackObj {
            next: Slot::new(o.traceback.get().or(Word::NONE)),
            frame: Slot::new(f),
            lasti,
            line: std::cell::Cell::new(line),
        });
        o.traceback.set(&o.hdr, tb);
    }
}

/// An exception raised by the instruction in progress: goes on at its handler.
#[cold]
#[inline(never)]
pub fn raise(vm: &Vm, e: Exc) -> Next {
    // The context is that of the first raise: one with a traceback only passes through.
    if e.0.get::<ExcObj>().is_none_or(|o| o.traceback.get().is_null()) {
        vm.set_context(e, vm.handled_exception());
    }
    raise_as_is(vm, e)
}

/// As [`raise`], for an exception thrown in from outside: its context stays what it is.
#[cold]
#[inline(never)]
pub fn raise_as_is(vm: &Vm, e: Exc) -> Next {
    let handled = vm.handled_exception();
    let mut e = e;
    if let Some(a) = vm.top_activation() {
        let at = a.lasti();
        let unit = a.code().data.units.get(at).copied().unwrap_or(0);
        // A bare `raise` goes on with the exception being handled: no new entry.
        let again = e.0 == handled && unit >> 8 == 0;
        if again && Op::from_u8(unit as u8) == Some(Op::RaiseVarargs) {
            return reraise(vm, e, at);
        }
        vm.add_traceback(e, a);
    }
    let mut unit = 0;
    if vm.state.observe.exceptions_active() {
        // Events name the last unit of the instruction, caches included.
        unit = vm.top_activation().map_or(0, |a| end_of(a) - 1);
        e = crate::observe::on_raise(vm, e, false, unit);
    }
    unwind(vm, e, None, unit)
}

/// The unit behind the instruction that the frame is in.
fn end_of(a: Activation) -> usize {
    let c = a.code();
    let mut u = a.lasti() + 1;
    while c.data.units.get(u).is_some_and(|x| *x as u8 == 0) {
        u += 1;
    }
    u
}

/// As [`raise`], without a traceback entry and as a RERAISE event; `at` is the instruction's unit.
pub fn reraise(vm: &Vm, e: Exc, at: usize) -> Next {
    let mut e = e;
    if vm.state.observe.exceptions_active() {
        e = crate::observe::on_raise(vm, e, true, at);
    }
    unwind(vm, e, Some(at), at)
}

/// Finds the handler, leaving frames on the way. `unit` is the place that events name.
fn unwind(vm: &Vm, mut e: Exc, mut raised_at: Option<usize>, mut unit: usize) -> Next {
    let cur = &vm.state.cur;
    loop {
        let fp = cur.fp.get();
        // SAFETY: `fp` is the innermost live frame.
        unsafe {
            let code = code_of(fp);
            let at = code.last_instruction(cur.ip.get());
            // A RERAISE that restores `lasti` is still covered as the instruction that it is.
            let place = raised_at.take().unwrap_or(at);
            let found = code.data.handlers.iter().rfind(|h| h.start as usize <= place && place < h.end as usize);
            if let Some(h) = found.copied() {
                let mut sp = stack_base(fp).add(h.depth as usize);
                if h.lasti {
                    *sp = Word::small(at as i64);
                    sp = sp.add(1);
                }
                *sp = e.0;
                sp = sp.add(1);
                let target = code.entry.get().add(h.target as usize);
                // An exception thrown into a generator comes from the RESUME behind its yield.
                let units = &code.data.units;
                let thrown = units[at] as u8 == Op::YieldValue as u8
                    && units.get(at + 1).is_some_and(|u| *u as u8 == Op::Resume as u8);
                vm.state.observe.set_jump(fp, at + thrown as usize, h.target as usize);
                if vm.state.observe.exceptions_active() {
                    cur.ip.set(target.add(1));
                    if let Err(e2) = crate::observe::on_handled(vm, e, at) {
                        e = e2;
                        cur.ip.set(code.entry.get().add(at + 1));
                        continue;
                    }
                }
                if vm.exc_matches(e, &vm.exc.MemoryError) {
                    // What made memory short is to be found dead now.
                    clear_dead_stack();
                }
                return Next { ip: code.entry.get().add(h.target as usize), sp };
            }
            if vm.state.observe.exceptions_active() {
                e = crate::observe::on_unwind(vm, e, unit);
            }
            let init = (*header(fp).add(H_RESULT)).0 & 1 == 1 || keeps_ip((*header(fp).add(H_RET)).0 as *const u32);
            if let Some(n) = leave_with_error(vm, fp, e) {
                return n;
            }
            // The caller's frame takes part in the traceback.
            if let Some(a) = vm.top_activation() {
                vm.add_traceback(e, a);
            }
            if vm.state.observe.exceptions_active() {
                // A frame below a Python call made in place is at the call itself, of which
                // CPython names the unit before; `__init__` called by its class counts as native,
                // and so do operators and attributes, and what a watched CALL_FUNCTION_EX calls.
                unit = vm.top_activation().map_or(0, |a| {
                    let op = Op::from_u8(a.code().data.units[a.lasti()] as u8);
                    let native = init
                        || matches!(op, Some(Op::BinaryOp | Op::LoadAttr))
                        || crate::observe::is_watched_call_ex(vm, a.code(), a.fp, a.lasti());
                    if native { end_of(a) - 1 } else { a.lasti().saturating_sub(1) }
                });
                e = crate::observe::on_raise(vm, e, false, unit);
            }
        }
    }
}

/// Leaves the innermost frame; Some if it was an entry frame.
unsafe fn leave_with_error(vm: &Vm, fp: *mut Word, e: Exc) -> Option<Next> {
    let cur = &vm.state.cur;
    let code = code_of(fp);
    let h = header(fp);
    let f = *h.add(H_FRAME);
    if !f.is_null() {
        let at = code.last_instruction(cur.ip.get());
        vm.detach_frame(fp, f, at);
    }
    let mut e = e;
    if (*h.add(H_LOCALS)).is_kind(Kind::Generator) {
        e = super::generator::on_error_exit(vm, *h.add(H_LOCALS), e);
    }
    let ret = (*h.add(H_RET)).0 as *const u32;
    let old = (*h.add(H_FP)).0 as *mut Word;
    let result = ((*h.add(H_RESULT)).0 & !3) as *mut Word;
    if (*h.add(H_RESULT)).0 & super::generator::PAST_HOLLOW != 0 {
        super::generator::fill(old);
    }
    cur.depth.set(cur.depth.get() + 1);
    cur.fp.set(old);
    if is_halt(ret) {
        vm.state.pending.set_root(e.0);
        *result = Word::NULL;
        return Some(Next { ip: halt_address(), sp: result.add(1) });
    }
    if keeps_ip(ret) {
        // What a callback of an event raises, the place that reported it does.
        if is_event_return(ret) {
            crate::observe::event_over(vm);
        }
        cur.ip.set(*(result.sub(1) as *const *const u32));
        return None;
    }
    cur.ip.set(ret);
    None
}
