//! Events whose callback is a Python function: its frame is set up in place, above what is reported, the instruction
//! pointer, a place for the result, the function and its arguments,
//! to return to `dispatch::event_return_address`, without a native call. What does not fit here takes the general way of
//! `fire.rs`.

use super::events::*;
use super::fire::{Fired, events_behind_line, line_due, offset};
use super::instrument::*;
use crate::Vm;
use crate::heap::*;
use crate::interp::dispatch::{Next, Regs, event_return_address, is_lazy};
use crate::interp::frame::*;
use crate::interp::opcodes::unfused;
use crate::interp::unwind;
use crate::objects::*;
use taipan_syntax::bytecode::Op;

/// The one event of a place that has a plan, for a callback that is a Python function of two parameters: sets up its
/// frame, to return to [`event_done`]. None if it needs more.
#[inline(always)]
pub(super) unsafe fn plain(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Option<Next> {
    let code = code_of(fp);
    let rec = existing(code)?;
    let unit = rec.unit_of(ip)? - 1;
    let plan = *rec.plan.get(unit)?;
    let (o, th) = (&vm.state.observe, vm.th());
    if plan == 0 || th.tracing.get() != 0 {
        return None;
    }
    let tool = tool_of_plan(plan);
    let (event, value) = if plan & PLAN_LINE != 0 {
        if o.peek_jump(fp, unit).is_some() {
            return None;
        }
        (LINE, Word::small(*rec.lines.get(unit)? as i64))
    } else {
        (PY_START, offset(unit))
    };
    let cb = o.callback(tool, event);
    if !cb.is_kind(Kind::Function) {
        return None;
    }
    let callee = code_of_function(cb);
    let nfp = sp.add(4);
    if callee.is_generator() || is_lazy(callee.entry.get()) || nfp.add(2) > vm.state.cur.limit.get() {
        return None;
    }
    // [what is reported, place, result, function, arguments …]
    *nfp = code.word();
    *nfp.add(1) = value;
    let mut s = Regs { ip, sp: sp.add(6), fp };
    if !crate::interp::ops::enter(&mut s, vm, cb, nfp, 2, sp.add(2), event_return_address()) {
        return None;
    }
    if event == LINE {
        o.forget_jump();
    } else {
        o.set_resumed(fp);
    }
    *sp = Word::small((unit << 16 | event << 8 | tool) as i64);
    *(sp.add(1) as *mut *const u32) = ip;
    *sp.add(2) = Word::NULL;
    th.tracing.set(th.tracing.get() + 1);
    o.set_event(Some(event));
    o.again.set(0);
    vm.state.cur.fp.set(s.fp);
    // Nothing is reported from inside: the plain instructions do.
    Some(Next { ip: callee.stream(), sp: s.sp })
}
/// What follows a callback of [`plain`] where nothing changed; None if something may have.
#[inline(always)]
pub(super) unsafe fn plain_done(vm: &Vm, sp: *mut Word, fp: *mut Word) -> Option<Next> {
    let base = sp.sub(3);
    let (info, ip) = ((*base).small_value() as usize, *(base.add(1) as *const *const u32));
    let (o, unit, event) = (&vm.state.observe, info >> 16, info >> 8 & 255);
    let rec = existing(code_of(fp))?;
    let plan = *rec.plan.get(unit)?;
    let same = plan != 0 && (plan & PLAN_LINE != 0) == (event == LINE) && tool_of_plan(plan) == info & 255;
    if !same || *base.add(2) == o.disable_word() || rec.unit_of(ip) != Some(unit + 1) {
        return None;
    }
    vm.state.cur.fp.set(fp);
    event_over(vm);
    o.again.set((*ip.sub(1) & !0xff) | *rec.original.get(unit)? as u32);
    Some(Next { ip, sp: base })
}

/// One event for one tool whose callback is a Python function with as many parameters: its frame is set up here, to
/// return to [`event_done`], without a native call.
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub(super) unsafe fn direct(
    vm: &Vm,
    code: &CodeObj,
    rec: &Instrumentation,
    unit: usize,
    ip: *const u32,
    sp: *mut Word,
    fp: *mut Word,
    w: u32,
) -> Option<Fired> {
    // SAFETY: all the tables have an entry for each unit.
    let (line, main, others) = (
        *rec.line.get_unchecked(unit),
        *rec.main.get_unchecked(unit),
        *rec.instruction.get_unchecked(unit) | *rec.track.get_unchecked(unit) as u8,
    );
    // (A loop that reports anything calls its generator.)
    if others != 0 || unfused(*rec.original.get_unchecked(unit)) == Op::ForIter as u8 {
        return None;
    }
    let o = &vm.state.observe;
    let (tools, event, value, third) = if main == 0 {
        if !line.is_power_of_two() {
            return None;
        }
        let due = line_due(vm, rec, unit, fp);
        if !due {
            return Some(Fired { ip, sp, again: (w & !0xff) | rec.original[unit] as u32 });
        }
        (line, LINE, Word::small(*rec.lines.get_unchecked(unit) as i64), None)
    } else {
        if line != 0 || !main.is_power_of_two() {
            return None;
        }
        match Op::from_u8(code.data.units[unit] as u8)? {
            Op::Resume => {
                let e = if (w >> 8) & 3 == 0 { PY_START } else { PY_RESUME };
                o.set_resumed(fp);
                (main, e, offset(unit), None)
            }
            Op::ReturnValue => (main, PY_RETURN, offset(unit), Some(*sp.sub(1))),
            Op::YieldValue => (main, PY_YIELD, offset(unit), Some(*sp.sub(1))),
            _ => return None,
        }
    };
    let tool = tools.trailing_zeros() as usize;
    let again = |vm: &Vm| {
        // The line's place is forgotten by `line_due`: report by the general path from here.
        if event != LINE {
            return None;
        }
        match vm.notify(code, tools, LINE, unit, &[value]) {
            Ok(()) => Some(after_line(vm, code, unit, sp, w)),
            Err(e) => {
                let n = unwind::raise(vm, e);
                Some(Fired { ip: n.ip, sp: n.sp, again: 0 })
            }
        }
    };
    if tool >= PROFILE_TOOL {
        return if event == LINE { events_after_line(vm, code, tools, value, unit, sp, w) } else { None };
    }
    let cb = o.callback(tool, event);
    let n = 2 + third.is_some() as usize;
    if !cb.is_kind(Kind::Function) {
        return again(vm);
    }
    let callee = code_of_function(cb);
    let nfp = sp.add(4);
    if callee.simple_args as usize != n || callee.is_generator() || nfp.add(3) > vm.state.cur.limit.get() {
        return again(vm);
    }
    if is_lazy(callee.entry.get()) {
        // Handlers in it are looked for in the copy that its entry leads to.
        vm.instrument(callee);
    }
    // [what is reported, place, result, function, arguments …]
    *nfp = code.word();
    *nfp.add(1) = value;
    if let Some(v) = third {
        *nfp.add(2) = v;
    }
    let mut s = Regs { ip, sp: sp.add(4 + n), fp };
    if !crate::interp::ops::enter(&mut s, vm, cb, nfp, n, sp.add(2), event_return_address()) {
        return again(vm);
    }
    *sp = Word::small((unit << 16 | event << 8 | tool) as i64);
    *(sp.add(1) as *mut *const u32) = ip;
    *sp.add(2) = Word::NULL;
    let th = vm.th();
    th.tracing.set(th.tracing.get() + 1);
    o.set_event(Some(event));
    vm.state.cur.fp.set(s.fp);
    // Nothing is reported from inside: the plain instructions do.
    Some(Fired { ip: callee.stream(), sp: s.sp, again: 0 })
}

/// A LINE event of the trace function, which may set `f_lineno`.
unsafe fn events_after_line(
    vm: &Vm,
    code: &CodeObj,
    tools: u8,
    line: Word,
    unit: usize,
    sp: *mut Word,
    w: u32,
) -> Option<Fired> {
    let cur = &vm.state.cur;
    let before = cur.ip.get();
    if let Err(e) = vm.notify(code, tools, LINE, unit, &[line]) {
        let n = unwind::raise(vm, e);
        return Some(Fired { ip: n.ip, sp: n.sp, again: 0 });
    }
    if cur.ip.get() != before && code.offset_of(cur.ip.get()) != code.offset_of(before) {
        // f_lineno was set: go on there.
        cur.ip.set(cur.ip.get().sub(1));
        let sp = vm.state.observe.take_jump_sp().unwrap_or(sp);
        return Some(Fired { ip: cur.ip.get(), sp, again: 0 });
    }
    Some(after_line(vm, code, unit, sp, w))
}

/// A LINE event was reported. Its callback may have switched on what the same place reports next.
unsafe fn after_line(vm: &Vm, code: &CodeObj, unit: usize, sp: *mut Word, w: u32) -> Fired {
    if existing(code).is_none_or(|r| r.instruction[unit] | r.main[unit] == 0) {
        return resumed_place(vm, code, sp, w);
    }
    match events_behind_line(vm, code, unit, 0, sp, vm.state.cur.fp.get()) {
        Ok(Some(sp)) => Fired { ip: vm.state.cur.ip.get(), sp, again: 0 },
        Ok(None) => resumed_place(vm, code, sp, w),
        Err(e) => {
            let n = unwind::raise(vm, e);
            Fired { ip: n.ip, sp: n.sp, again: 0 }
        }
    }
}

/// The original instruction of the place that `Current::ip` is behind, to be run.
unsafe fn resumed_place(vm: &Vm, code: &CodeObj, sp: *mut Word, w: u32) -> Fired {
    let ip = vm.state.cur.ip.get();
    // The callbacks may have changed the copy, or removed it.
    let original = match existing(code) {
        Some(r) => match r.unit_of(ip) {
            Some(u) => r.original[u - 1] as u32,
            None => *ip.sub(1) & 0xff,
        },
        None => *ip.sub(1) & 0xff,
    };
    Fired { ip, sp, again: (w & !0xff) | original }
}

/// A callback that [`direct`] called has returned: `sp` is behind its result.
pub(super) unsafe fn done_at(vm: &Vm, sp: *mut Word, fp: *mut Word) -> Fired {
    let base = sp.sub(3);
    let cur = &vm.state.cur;
    let o = &vm.state.observe;
    cur.fp.set(fp);
    cur.ip.set(*(base.add(1) as *const *const u32));
    event_over(vm);
    let code = code_of(fp);
    let info = (*base).small_value() as usize;
    let unit = info >> 16;
    if *base.add(2) == o.disable_word() {
        record(code).disable(code, unit, info >> 8 & 255, info & 255);
    }
    if code.offset_of(cur.ip.get()) != unit + 1 {
        // f_lineno was set: go on there.
        let sp = o.take_jump_sp().unwrap_or(base);
        return Fired { ip: cur.ip.get().sub(1), sp, again: Op::Nop as u32 };
    }
    let w = *cur.ip.get().sub(1);
    if info >> 8 & 255 == LINE { after_line(vm, code, unit, base, w) } else { resumed_place(vm, code, base, w) }
}
/// The callback that [`direct`] called is over.
pub(crate) fn event_over(vm: &Vm) {
    let th = vm.th();
    th.tracing.set(th.tracing.get() - 1);
    vm.state.observe.set_event(None);
}
