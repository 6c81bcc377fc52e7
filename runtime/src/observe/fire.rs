//! Reporting: what happens at an instrumented place, and for exceptions.
//!
//! Order at one instruction: LINE, INSTRUCTION, then its own event; tools from the highest number
//! down. While a callback runs, its thread reports nothing. A callback may change anything: the
//! instruction pointer is read again after each.

use super::direct::{direct, done_at, plain, plain_done};
use super::events::*;
use super::instrument::*;
use crate::heap::*;
use crate::interp::dispatch::Next;
use crate::interp::frame::*;
use crate::interp::opcodes::unfused;
use crate::interp::unwind;
use crate::objects::*;
use crate::{Exc, R, Vm};
use taipan_syntax::bytecode::Op;

/// Where an instrumented place goes on: `again` is an instruction word to run in place, or 0.
pub struct Fired {
    pub ip: *const u32,
    pub sp: *mut Word,
    pub again: u32,
}

/// [`fire_at`] for handlers: a result in registers, so that they can go on by a jump (a result in their own frame would
/// make every event leave one on the native stack). What to run in place is left in `Observe::again`.
#[inline(never)]
pub(crate) unsafe extern "sysv64" fn fire(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word, w: u64) -> Next {
    if let Some(n) = plain(vm, ip, sp, fp) {
        return n;
    }
    let f = fire_at(vm, ip, sp, fp, w as u32);
    vm.state.observe.again.set(f.again);
    Next { ip: f.ip, sp: f.sp }
}
/// [`done_at`], as [`fire`] is.
#[inline(never)]
pub(crate) unsafe extern "sysv64" fn event_done(vm: &Vm, sp: *mut Word, fp: *mut Word) -> Next {
    if let Some(n) = plain_done(vm, sp, fp) {
        return n;
    }
    let f = done_at(vm, sp, fp);
    vm.state.observe.again.set(f.again);
    Next { ip: f.ip, sp: f.sp }
}

pub(super) fn offset(unit: usize) -> Word {
    Word::small(unit as i64 * 2)
}

impl Vm {
    /// Calls the callbacks of `tools` for an event at `unit`.
    pub(super) fn notify(&self, code: &CodeObj, tools: u8, event: usize, unit: usize, args: &[Word]) -> R<()> {
        let mut buf = [Word::NULL; 5];
        buf[0] = code.word();
        buf[1..=args.len()].copy_from_slice(args);
        let o = &self.state.observe;
        let outer = o.set_event(Some(event));
        let r = self.notify_tools(code, tools, event, unit, args.len(), &buf);
        o.set_event(outer);
        r
    }
    fn notify_tools(&self, code: &CodeObj, tools: u8, event: usize, unit: usize, n: usize, buf: &[Word; 5]) -> R<()> {
        let o = &self.state.observe;
        for tool in (0..TOOLS).rev() {
            if tools & (1 << tool) == 0 {
                continue;
            }
            if tool >= PROFILE_TOOL {
                super::tracing::on_event(self, tool, event, unit, &buf[1..=n])?;
                continue;
            }
            let cb = o.callback(tool, event);
            if cb.is_null() {
                continue;
            }
            let th = self.th();
            th.tracing.set(th.tracing.get() + 1);
            let r = self.call(cb, &buf[..=n]);
            th.tracing.set(th.tracing.get() - 1);
            let r = r?;
            if r == o.disable_word() {
                if event < LOCAL_COUNT {
                    record(code).disable(code, unit, event, tool);
                } else {
                    o.set_callback(tool, event, Word::NULL);
                    let name = NAMES.iter().find(|n| n.1 == event).map_or("", |n| n.0);
                    return Err(self.value_error(format!("Cannot disable {name} events. Callback removed.")));
                }
            }
        }
        Ok(())
    }
    /// Tools that listen to a global event.
    fn listeners(&self, event: usize) -> u8 {
        let g = self.state.observe.global_events();
        (0..TOOLS).fold(0, |m, t| if g[t] & bit(event) != 0 { m | 1 << t } else { m })
    }
    fn quiet(&self) -> bool {
        self.th().tracing.get() != 0
    }
}

/// Reports the events of an instrumented place, then runs it or says what to run.
unsafe fn fire_at(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word, w: u32) -> Fired {
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    let code = code_of(fp);
    let Some(rec) = existing(code) else { return Fired { ip, sp, again: (w & !0xff) | 27 } };
    let unit = rec.unit_of(ip).unwrap_or_else(|| code.offset_of(ip)) - 1;
    if vm.quiet() {
        return Fired { ip, sp, again: (w & !0xff) | rec.original[unit] as u32 };
    }
    if let Some(fired) = direct(vm, code, rec, unit, ip, sp, fp, w) {
        return fired;
    }
    match events_at(vm, code, unit, sp, fp) {
        Ok(Some(sp)) => Fired { ip: cur.ip.get(), sp, again: 0 },
        Ok(None) => {
            // The callbacks may have changed the copy, or removed it.
            let original = match existing(code) {
                Some(r) if r.contains(cur.ip.get()) => r.original[unit] as u32,
                _ => *code.stream().add(unit) & 0xff,
            };
            Fired { ip: cur.ip.get(), sp, again: (w & !0xff) | original }
        }
        Err(e) => {
            let n = unwind::raise(vm, e);
            Fired { ip: n.ip, sp: n.sp, again: 0 }
        }
    }
}

/// LINE is due unless the instruction before was on the same line.
pub(super) fn line_due(vm: &Vm, rec: &Instrumentation, unit: usize, fp: *mut Word) -> bool {
    let o = &vm.state.observe;
    if let Some(from) = o.take_jump(fp, unit) {
        if rec.lines[from] != rec.lines[unit] {
            return true;
        }
        if unfused(rec.original[from]) == Op::Resume as u8 {
            // An exception thrown into a generator, which stands at its RESUME: one that ran unobserved
            // hides its line.
            return rec.main[from] != 0 || !rec.ran[from];
        }
        if rec.same[unit] != Same::Resume {
            return false;
        }
    }
    match rec.same[unit] {
        Same::No => true,
        Same::Yes => false,
        // Only a RESUME that was instrumented when it ran lets the line of the header show.
        Same::Resume => o.take_resumed(fp),
    }
}
/// The unit of the instruction before `unit`.
pub(super) fn previous(code: &CodeObj, unit: usize) -> Option<usize> {
    let mut i = unit;
    while i > 0 {
        i -= 1;
        let op = code.data.units[i] as u8;
        if op != 0 && op != Op::ExtendedArg as u8 {
            return Some(i);
        }
    }
    None
}

/// Fires everything due at `unit`; Some(sp) if the instruction was run here too.
unsafe fn events_at(vm: &Vm, code: &CodeObj, unit: usize, sp: *mut Word, fp: *mut Word) -> R<Option<*mut Word>> {
    let cur = &vm.state.cur;
    let tools = |f: fn(&Instrumentation) -> &Vec<u8>| existing(code).map_or(0, |r| f(r)[unit]);
    let line = tools(|r| &r.line);
    if line != 0 && existing(code).is_some_and(|r| line_due(vm, r, unit, fp)) {
        let l = code.line_at(unit).unwrap_or(0);
        let before = cur.ip.get();
        vm.notify(code, line, LINE, unit, &[Word::small(l as i64)])?;
        if cur.ip.get() != before && code.offset_of(cur.ip.get()) != code.offset_of(before) {
            // f_lineno was set: go on there.
            cur.ip.set(cur.ip.get().sub(1));
            return Ok(Some(vm.state.observe.take_jump_sp().unwrap_or(sp)));
        }
    }
    events_behind_line(vm, code, unit, line, sp, fp)
}
/// As [`events_at`], once the LINE event of `line` is out.
pub(super) unsafe fn events_behind_line(
    vm: &Vm,
    code: &CodeObj,
    unit: usize,
    line: u8,
    sp: *mut Word,
    fp: *mut Word,
) -> R<Option<*mut Word>> {
    let tools = |f: fn(&Instrumentation) -> &Vec<u8>| existing(code).map_or(0, |r| f(r)[unit]);
    let ins = tools(|r| &r.instruction);
    if ins != 0 {
        vm.notify(code, ins, INSTRUCTION, unit, &[offset(unit)])?;
    }
    let main = tools(|r| &r.main);
    let track = existing(code).is_some_and(|r| r.track[unit]);
    let op = Op::from_u8(code.data.units[unit] as u8).unwrap_or(Op::Nop);
    let cold = op == Op::ForIter && main == 0 && existing(code).is_some_and(|r| r.warm_up(code, unit));
    let other = op == Op::ForIter && (line | ins != 0 || cold);
    if main == 0 && !track && !other {
        return Ok(None);
    }
    let arg = (*code.stream().add(unit) >> 8) as usize;
    own(vm, code, unit, op, arg, main, other, sp, fp)
}

#[allow(clippy::too_many_arguments)]
unsafe fn own(
    vm: &Vm,
    code: &CodeObj,
    unit: usize,
    op: Op,
    arg: usize,
    main: u8,
    other: bool,
    sp: *mut Word,
    fp: *mut Word,
) -> R<Option<*mut Word>> {
    let o = &vm.state.observe;
    let end = unit + 1 + op.caches();
    match op {
        Op::Resume => {
            let e = if arg & 3 == 0 { PY_START } else { PY_RESUME };
            if main == 0 {
                if let Some(r) = existing(code) {
                    r.ran[unit] = true;
                }
                return Ok(None);
            }
            o.set_resumed(fp);
            vm.notify(code, main, e, unit, &[offset(unit)])?;
            Ok(None)
        }
        Op::ReturnValue => {
            vm.notify(code, main, PY_RETURN, unit, &[offset(unit), *sp.sub(1)])?;
            Ok(None)
        }
        Op::YieldValue => {
            let v = *sp.sub(1);
            vm.notify(code, main, PY_YIELD, unit, &[offset(unit), v])?;
            Ok(None)
        }
        Op::JumpForward | Op::JumpBackward | Op::JumpBackwardNoInterrupt => {
            let t = if op == Op::JumpForward { end + arg } else { end - arg };
            o.set_jump(fp, unit, t);
            if main != 0 {
                vm.notify(code, main, JUMP, unit, &[offset(unit), offset(t)])?;
            }
            Ok(None)
        }
        Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::PopJumpIfNone | Op::PopJumpIfNotNone => {
            let v = *sp.sub(1);
            let taken = match op {
                Op::PopJumpIfFalse => v == Word::FALSE,
                Op::PopJumpIfTrue => v == Word::TRUE,
                Op::PopJumpIfNone => v == Word::NONE,
                _ => v != Word::NONE,
            };
            if taken {
                o.set_jump(fp, unit, end + arg);
                if main != 0 {
                    vm.notify(code, main, BRANCH_RIGHT, unit, &[offset(unit), offset(end + arg)])?;
                }
            }
            Ok(None)
        }
        Op::NotTaken => {
            let prev = if existing(code).is_some_and(|r| r.line[unit] != 0) {
                unit
            } else {
                previous(code, unit).unwrap_or(unit)
            };
            vm.notify(code, main, BRANCH_LEFT, unit, &[offset(prev), offset(unit + 1)])?;
            Ok(None)
        }
        Op::PopIter => {
            // The loop that ends here, whether or not its FOR_ITER is (still) instrumented.
            if let Some(from) = o.peek_jump(fp, unit).or_else(|| loop_of(code, unit)) {
                vm.notify(code, main, BRANCH_RIGHT, unit, &[offset(from), offset(unit + 1)])?;
            }
            Ok(None)
        }
        Op::EndAsyncFor => {
            // Whatever the exception: one that is not the end goes on as a RERAISE.
            let from = end.saturating_sub(arg);
            vm.notify(code, main, BRANCH_RIGHT, unit, &[offset(from), offset(unit + 1)])?;
            Ok(None)
        }
        Op::EndFor | Op::EndSend => {
            let receiver = *sp.sub(2);
            if receiver.is_kind(Kind::Generator) {
                let e = vm.stop_iteration(*sp.sub(1));
                vm.notify(code, main, STOP_ITERATION, unit, &[offset(unit), e.0])?;
            }
            Ok(None)
        }
        Op::ForIter => for_iter(vm, code, unit, arg, main, other, sp, fp),
        Op::Send => Ok(None),
        Op::Call | Op::CallKw => call(vm, code, unit, op, arg, main, sp),
        Op::CallFunctionEx => {
            if main != 0 {
                o.note_call_ex(fp, unit);
            }
            call(vm, code, unit, op, arg, main, sp)
        }
        Op::LoadSuperAttr if main != 0 => super_attr(vm, code, unit, arg, main, sp),
        _ => Ok(None),
    }
}

/// The FOR_ITER whose exhaustion leads to the POP_ITER at `unit`.
fn loop_of(code: &CodeObj, unit: usize) -> Option<usize> {
    let units = &code.data.units;
    // SAFETY: the plain stream is as long as the units.
    (0..unit).rev().find(|&u| {
        units[u] as u8 == Op::ForIter as u8 && u + 3 + (unsafe { *code.stream().add(u) } >> 8) as usize == unit
    })
}

/// Is there a CALL_FUNCTION_EX at `unit` of the frame that reported the call it is in?
pub(crate) fn is_watched_call_ex(vm: &Vm, code: &CodeObj, fp: *mut Word, unit: usize) -> bool {
    code.data.units.get(unit).is_some_and(|u| *u as u8 == Op::CallFunctionEx as u8)
        && (vm.state.observe.take_call_ex(fp, unit) || existing(code).is_some_and(|r| r.main[unit] != 0))
}

/// `super().name` under CALL: the super object is made by a visible call, and the attribute comes
/// bound.
unsafe fn super_attr(
    vm: &Vm,
    code: &CodeObj,
    unit: usize,
    arg: usize,
    main: u8,
    sp: *mut Word,
) -> R<Option<*mut Word>> {
    let (sup, class, this) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
    let first = if arg & 2 != 0 { class } else { vm.state.observe.missing_word() };
    vm.notify(code, main, CALL, unit, &[offset(unit), sup, first])?;
    let r = if arg & 2 != 0 { vm.call(sup, &[class, this]) } else { vm.call(sup, &[]) };
    let event = if r.is_ok() { C_RETURN } else { C_RAISE };
    if !sup.is_kind(Kind::Function) {
        vm.notify_c(code, c_listeners(code, unit, main), event, unit, sup, first)?;
    }
    let names = code.data.names.get();
    let name = names.get::<TupleObj>().and_then(|t| t.items().get(arg >> 2).copied()).unwrap_or(Word::NONE);
    *sp.sub(3) = vm.getattr(r?, name)?;
    let mut sp = sp.sub(2);
    if arg & 1 != 0 {
        *sp = Word::NULL;
        sp = sp.add(1);
    }
    vm.state.cur.ip.set(code.entry.get().add(unit + 1 + Op::LoadSuperAttr.caches()));
    Ok(Some(sp))
}

/// Tools that hear how a call ended which was reported to `main`. Code that ever had two tools at once
/// keeps them place by place: there, CALL disabled at this place silences the end as well.
fn c_listeners(code: &CodeObj, unit: usize, main: u8) -> u8 {
    let Some(r) = existing(code) else { return 0 };
    let active = (0..TOOLS).fold(0, |m, t| if r.active[t] & bit(CALL) != 0 { m | 1 << t } else { m });
    main & if r.several { r.main[unit] } else { active }
}

/// `other`: the place reports LINE or INSTRUCTION. Like every place that reports anything, its loop
/// calls a generator instead of running it in place, so that its end gives no STOP_ITERATION.
#[allow(clippy::too_many_arguments)]
unsafe fn for_iter(
    vm: &Vm,
    code: &CodeObj,
    unit: usize,
    arg: usize,
    main: u8,
    other: bool,
    sp: *mut Word,
    fp: *mut Word,
) -> R<Option<*mut Word>> {
    let cur = &vm.state.cur;
    let it = *sp.sub(1);
    let end = unit + 2;
    if main == 0 && !other {
        // Only tracked: the jump to the loop's exit matters, and the iterator may be a generator
        // that runs in place.
        vm.state.observe.set_jump(fp, unit, end + arg + 1);
        return Ok(None);
    }
    let next = match vm.next_or_stop(it) {
        Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => {
            on_stop(vm, e)?;
            None
        }
        r => r?,
    };
    match next {
        Some(v) => {
            *sp = v;
            let tools = existing(code).map_or(0, |r| r.main[unit]) & main;
            vm.notify(code, tools, BRANCH_LEFT, unit, &[offset(unit), offset(end)])?;
            cur.ip.set(code.entry.get().add(end));
            Ok(Some(sp.add(1)))
        }
        None => {
            vm.state.observe.set_jump(fp, unit, end + arg + 1);
            cur.ip.set(code.entry.get().add(end + arg + 1));
            Ok(Some(sp))
        }
    }
}

/// A call: CALL, then the call itself if it is native, then C_RETURN or C_RAISE.
unsafe fn call(
    vm: &Vm,
    code: &CodeObj,
    unit: usize,
    op: Op,
    arg: usize,
    main: u8,
    sp: *mut Word,
) -> R<Option<*mut Word>> {
    let cur = &vm.state.cur;
    let missing = vm.state.observe.missing_word();
    let base = match op {
        Op::Call => sp.sub(arg + 2),
        Op::CallKw => sp.sub(arg + 3),
        _ => sp.sub(4),
    };
    let (f, this) = (*base, *base.add(1));
    let first = if op == Op::CallFunctionEx {
        if !this.is_null() {
            this
        } else {
            let t = *sp.sub(2);
            if !t.is_kind(Kind::Tuple) {
                let w = vm.to_tuple(t);
                match w {
                    Ok(w) => *sp.sub(2) = w,
                    Err(_) => return Ok(None),
                }
            }
            let t = *sp.sub(2);
            t.get::<TupleObj>().and_then(|t| t.items().first().copied()).unwrap_or(missing)
        }
    } else if !this.is_null() {
        this
    } else if arg > 0 {
        *base.add(2)
    } else {
        missing
    };
    // A bound method counts as its function with the object as first argument.
    let (callee, first) = match f.get::<MethodObj>() {
        Some(m) if op != Op::CallFunctionEx && this.is_null() => (m.func.get(), m.this.get()),
        _ => (f, first),
    };
    vm.notify(code, main, CALL, unit, &[offset(unit), callee, first])?;
    if callee.is_kind(Kind::Function) {
        return Ok(None);
    }
    if let Some(m) = callee.get::<MethodObj>()
        && m.func.get().is_kind(Kind::Function)
    {
        return Ok(None);
    }
    let mut words = WordVec::new();
    let mut names = Word::NULL;
    if !this.is_null() {
        words.push(vm, this);
    }
    match op {
        Op::CallFunctionEx => {
            let t = *sp.sub(2);
            if let Some(t) = t.get::<TupleObj>() {
                words.extend(vm, t.items());
            }
            let kw = *sp.sub(1);
            let (n, v) = vm.split_kwargs(kw);
            words.extend(vm, &v);
            names = n;
        }
        _ => {
            words.extend(vm, std::slice::from_raw_parts(base.add(2), arg));
            if op == Op::CallKw {
                names = *sp.sub(1);
            }
        }
    }
    let strings = names.get::<TupleObj>().is_none_or(|n| n.items().iter().all(|w| w.is_kind(Kind::Str)));
    let r = if strings {
        vm.call_args(f, &Args { words: &words, names })
    } else {
        Err(vm.type_error("keywords must be strings"))
    };
    let tools = c_listeners(code, unit, main);
    match r {
        Ok(v) => {
            *base = v;
            vm.notify_c(code, tools, C_RETURN, unit, callee, first)?;
            cur.ip.set(code.entry.get().add(unit + 1 + op.caches()));
            Ok(Some(base.add(1)))
        }
        Err(e) => {
            vm.notify_c(code, tools, C_RAISE, unit, callee, first)?;
            Err(e)
        }
    }
}
impl Vm {
    fn notify_c(&self, code: &CodeObj, tools: u8, event: usize, unit: usize, f: Word, first: Word) -> R<()> {
        if tools == 0 || self.quiet() {
            return Ok(());
        }
        self.notify(code, tools, event, unit, &[offset(unit), f, first])
    }
    /// Reports an exception event of the innermost frame; the exception that goes on.
    fn exception_event(&self, event: usize, e: Exc, unit: Option<usize>) -> R<()> {
        let Some(a) = self.top_activation() else { return Ok(()) };
        let tools = self.listeners(event);
        if tools == 0 || self.quiet() {
            return Ok(());
        }
        let code = a.code();
        let unit = unit.unwrap_or_else(|| a.lasti());
        self.notify(code, tools, event, unit, &[offset(unit), e.0])
    }
}

/// RAISE or RERAISE. As for the events below, an exception from a callback replaces the one reported.
pub(crate) fn on_raise(vm: &Vm, e: Exc, reraise: bool, unit: usize) -> Exc {
    match vm.exception_event(if reraise { RERAISE } else { RAISE }, e, Some(unit)) {
        Ok(()) => e,
        Err(x) => x,
    }
}
/// A StopIteration ends a `for` or an `await` of the innermost frame: RAISE shows it although nothing
/// is raised any more.
pub(crate) fn on_stop(vm: &Vm, e: Exc) -> R<()> {
    if !vm.state.observe.exceptions_active() {
        return Ok(());
    }
    let unit = vm.top_activation().map_or(0, |a| a.lasti());
    let e = on_raise(vm, e, false, unit);
    if vm.exc_matches(e, &vm.exc.StopIteration) { Ok(()) } else { Err(e) }
}
/// EXCEPTION_HANDLED; the instruction pointer is at the handler.
pub(crate) fn on_handled(vm: &Vm, e: Exc, _raised_at: usize) -> R<()> {
    let Some(a) = vm.top_activation() else { return Ok(()) };
    let code = a.code();
    let unit = code.offset_of(a.ip).saturating_sub(1);
    vm.exception_event(EXCEPTION_HANDLED, e, Some(unit))
}
/// PY_UNWIND.
pub(crate) fn on_unwind(vm: &Vm, e: Exc, unit: usize) -> Exc {
    match vm.exception_event(PY_UNWIND, e, Some(unit)) {
        Ok(()) => e,
        Err(x) => x,
    }
}
/// PY_THROW.
pub(crate) fn on_throw(vm: &Vm, e: Exc) -> Exc {
    // The frame is behind its yield: the event names what would have come next.
    let unit = vm.top_activation().map(|a| a.code().offset_of(a.ip));
    match vm.exception_event(PY_THROW, e, unit) {
        Ok(()) => e,
        Err(x) => x,
    }
}
