//! Instrumented copies of code: which places report which events to which tools.
//!
//! A code object with active events gets a copy of its instructions at the same offsets. Places
//! that report have the opcode `INSTRUMENTED` there; the original opcode is kept beside. Frames
//! that run the code are moved between the copies by rewriting their instruction pointers
//! (`sync_frames`), so un-instrumented code holds no check for any of this. Code that is not
//! running gets its copy when it is next entered: until then its entry is a stub (`LAZY`).

use super::events::*;
use crate::Vm;
use crate::interp::compiled::{self, Leaving, Why};
use crate::interp::opcodes::{INSTRUMENTED, unfused};
use crate::objects::*;
use std::collections::HashMap;
use std::sync::Mutex;
use taipan_syntax::bytecode::Op;

/// Every code object alive, by address.
static CODES: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// A code object was made.
pub(crate) fn code_created(vm: &Vm, c: &CodeObj) {
    if let Ok(mut v) = CODES.lock() {
        v.push(c as *const CodeObj as usize);
    }
    if vm.state.observe.global_events().iter().any(|s| *s != 0) {
        vm.instrument(c);
    }
}
/// A code object dies.
pub(crate) fn code_destroyed(c: *const CodeObj) {
    if let Ok(mut v) = CODES.lock()
        && let Some(i) = v.iter().position(|&p| p == c as usize)
    {
        v.swap_remove(i);
    }
}

/// The instrumented copy of a code object.
pub struct Instrumentation {
    stream: Vec<u32>,
    /// The opcode to run at each unit.
    pub original: Vec<u8>,
    /// Tools (a bit each) that want LINE, INSTRUCTION, and the instruction's own event.
    pub line: Vec<u8>,
    pub instruction: Vec<u8>,
    pub main: Vec<u8>,
    /// RESUMEs behind a yield that ran while they reported nothing.
    pub ran: Vec<bool>,
    /// FOR_ITERs that became silent and call a generator once more before they run it in place.
    pub cold: Vec<bool>,
    /// Jumps whose target starts a line that the jump itself is on.
    pub track: Vec<bool>,
    /// Events switched on for this code alone, by tool.
    pub local: [Set; TOOLS],
    /// The code has, or once had, an event with two tools.
    pub several: bool,
    several_lines: bool,
    several_instructions: bool,
    /// Events active: global or local.
    pub active: [Set; TOOLS],
    disabled: HashMap<(u32, u8), u8>,
    /// Line of each unit, -1 for none.
    pub lines: Vec<i32>,
    /// Whether the instruction before, in order, is on the same line.
    pub same: Vec<Same>,
    /// What `plan_of` says of each unit.
    pub plan: Vec<u8>,
    /// Tracked jumps: (target, jump).
    jumps: Vec<(u32, u32)>,
    restarts: u64,
    built: bool,
}
/// In `Instrumentation::plan`: the event is LINE, due whatever came before but a jump; it is PY_START.
pub const PLAN_LINE: u8 = 8;
pub const PLAN_START: u8 = 16;
const PLAN_TOOL: u8 = 7;
/// The tool of a plan.
#[inline(always)]
pub fn tool_of_plan(plan: u8) -> usize {
    (plan & PLAN_TOOL) as usize
}

impl Instrumentation {
    pub fn stream_ptr(&mut self) -> *mut u32 {
        self.stream.as_mut_ptr()
    }
    /// The unit that `ip` is at, if it lies in this copy.
    #[inline(always)]
    pub fn unit_of(&self, ip: *const u32) -> Option<usize> {
        let d = (ip as usize).wrapping_sub(self.stream.as_ptr() as usize) / 4;
        (d <= self.stream.len()).then_some(d)
    }
    pub fn contains(&self, ip: *const u32) -> bool {
        let b = self.stream.as_ptr() as usize;
        (b..=b + self.stream.len() * 4).contains(&(ip as usize))
    }
    fn new(n: usize) -> Instrumentation {
        Instrumentation {
            stream: vec![],
            original: vec![0; n],
            line: vec![0; n],
            instruction: vec![0; n],
            main: vec![0; n],
            track: vec![false; n],
            cold: vec![false; n],
            ran: vec![false; n],
            local: [0; TOOLS],
            several: false,
            several_lines: false,
            several_instructions: false,
            active: [0; TOOLS],
            disabled: HashMap::new(),
            lines: vec![],
            same: vec![],
            plan: vec![0; n],
            jumps: vec![],
            restarts: 0,
            built: false,
        }
    }
    /// Places that report but one event, to one tool: the tool's number with [`PLAN_LINE`] or [`PLAN_START`]. 0 of others.
    /// (A loop that reports anything calls its generator.)
    fn plan_of(&self, code: &CodeObj, unit: usize) -> u8 {
        let (line, main) = (self.line[unit], self.main[unit]);
        let tool = (line | main).trailing_zeros() as u8;
        let alone = (line | main).is_power_of_two() && (tool as usize) < PROFILE_TOOL;
        let others = self.instruction[unit] != 0 || self.track[unit] || self.cold[unit];
        if !alone || others || unfused(self.original[unit]) == Op::ForIter as u8 {
            0
        } else if main == 0 && self.same.get(unit) == Some(&Same::No) {
            PLAN_LINE | tool
        } else if line == 0 && code.data.units[unit] as u8 == Op::Resume as u8 && code.data.units[unit] >> 8 & 3 == 0 {
            PLAN_START | tool
        } else {
            0
        }
    }
    /// A FOR_ITER that was cold runs plainly from now on; true if it was.
    pub fn warm_up(&mut self, code: &CodeObj, unit: usize) -> bool {
        let was = std::mem::take(&mut self.cold[unit]);
        if was {
            self.settle(code, unit);
        }
        was
    }
    /// A tool wants no more of this event at this unit.
    pub fn disable(&mut self, code: &CodeObj, unit: usize, event: usize, tool: usize) {
        *self.disabled.entry((unit as u32, event as u8)).or_default() |= 1 << tool;
        let a = match event {
            LINE => &mut self.line,
            INSTRUCTION => &mut self.instruction,
            _ => &mut self.main,
        };
        a[unit] &= !(1 << tool);
        // A loop goes on in place from the time after next (as CPython's warms up again).
        let own = event != LINE && event != INSTRUCTION;
        let op = unfused(self.original[unit]);
        self.cold[unit] |= own && op == Op::ForIter as u8;
        self.ran[unit] &= !(own && op == Op::Resume as u8);
        if self.line[unit] == 0 {
            // Where a jump to it came from matters no more.
            for i in 0..self.jumps.len() {
                let (to, from) = self.jumps[i];
                if to as usize == unit {
                    self.track[from as usize] = false;
                    self.settle(code, from as usize);
                }
            }
        }
        self.settle(code, unit);
    }
    /// Whether nothing reports at `unit`.
    fn is_silent(&self, unit: usize) -> bool {
        self.line[unit] | self.instruction[unit] | self.main[unit] == 0 && !self.track[unit] && !self.cold[unit]
    }
    /// Chooses the opcode at `unit`; a place that reports no more runs as plain code does, fused
    /// with the next one if that is silent too.
    fn settle(&mut self, code: &CodeObj, unit: usize) {
        self.plan[unit] = self.plan_of(code, unit);
        if !self.is_silent(unit) {
            self.stream[unit] = (self.stream[unit] & !0xff) | INSTRUMENTED as u32;
            return;
        }
        self.restore(code, unit);
        if let Some(p) = super::fire::previous(code, unit)
            && self.is_silent(p)
        {
            self.restore(code, p);
        }
    }
    fn restore(&mut self, code: &CodeObj, unit: usize) {
        let cur = self.stream[unit] as u8;
        let op = if cur == INSTRUMENTED { self.original[unit] } else { unfused(cur) };
        // SAFETY: the plain stream is as long as this one.
        let plain = unsafe { *code.stream().add(unit) } as u8;
        let fused = fused_form(op, plain);
        let op = match fused {
            Some(f) if self.next_is_silent(code, unit) => f,
            _ => op,
        };
        self.stream[unit] = (self.stream[unit] & !0xff) | op as u32;
    }
    fn next_is_silent(&self, code: &CodeObj, unit: usize) -> bool {
        let caches = Op::from_u8(code.data.units[unit] as u8).map_or(0, Op::caches);
        let next = unit + 1 + caches;
        next < self.original.len() && self.is_silent(next)
    }
}

/// Whether the place before is on the same line.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Same {
    No,
    Yes,
    /// It is a RESUME: yes if it did not report.
    Resume,
}

/// The fused opcode that the plain code has where `op` runs on its own.
fn fused_form(op: u8, plain: u8) -> Option<u8> {
    (unfused(plain) == op && plain != op).then_some(plain)
}

/// The instrumentation record of a code object, made at need.
#[allow(clippy::mut_from_ref)]
pub fn record(c: &CodeObj) -> &mut Instrumentation {
    // SAFETY: one thread runs at a time, and no reference from here is kept across a callback.
    let o = unsafe { &mut *c.data.observed.get() };
    o.get_or_insert_with(|| Box::new(Instrumentation::new(c.data.units.len())))
}
/// The record, if there is one.
#[allow(clippy::mut_from_ref)]
pub fn existing(c: &CodeObj) -> Option<&mut Instrumentation> {
    // SAFETY: as in `record`.
    unsafe { (*c.data.observed.get()).as_deref_mut() }
}

/// The event of the instruction itself.
pub fn own_event(op: Op, resume_arg: u32) -> Option<usize> {
    Some(match op {
        Op::Resume => {
            if resume_arg & 3 == 0 {
                PY_START
            } else {
                PY_RESUME
            }
        }
        Op::ReturnValue => PY_RETURN,
        Op::YieldValue => PY_YIELD,
        Op::Call | Op::CallKw | Op::CallFunctionEx | Op::LoadSuperAttr => CALL,
        Op::JumpForward | Op::JumpBackward => JUMP,
        Op::NotTaken | Op::ForIter => BRANCH_LEFT,
        Op::PopJumpIfFalse
        | Op::PopJumpIfTrue
        | Op::PopJumpIfNone
        | Op::PopJumpIfNotNone
        | Op::PopIter
        | Op::EndAsyncFor => BRANCH_RIGHT,
        Op::EndFor | Op::EndSend => STOP_ITERATION,
        _ => return None,
    })
}

/// An instruction: where it begins, its unit, its opcode and argument, the unit after it.
struct Place {
    start: usize,
    at: usize,
    op: Op,
    arg: u32,
    end: usize,
}
fn places(c: &CodeObj) -> Vec<Place> {
    let units = &c.data.units;
    let (mut out, mut i, mut arg, mut start) = (vec![], 0, 0u32, 0);
    while i < units.len() {
        let Some(op) = Op::from_u8(units[i] as u8) else { break };
        arg = arg << 8 | (units[i] >> 8) as u32;
        if op == Op::ExtendedArg {
            i += 1;
            continue;
        }
        let end = i + 1 + op.caches();
        out.push(Place { start, at: i, op, arg, end });
        i = end;
        start = end;
        arg = 0;
    }
    out
}
fn target(p: &Place) -> Option<usize> {
    Some(match p.op {
        Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::PopJumpIfNone | Op::PopJumpIfNotNone | Op::JumpForward => {
            p.end + p.arg as usize
        }
        // Over END_FOR and END_SEND.
        Op::ForIter | Op::Send => p.end + p.arg as usize + 1,
        Op::JumpBackward | Op::JumpBackwardNoInterrupt => p.end.checked_sub(p.arg as usize)?,
        _ => return None,
    })
}
/// The first instruction that can be traced: behind the prologue of generators and closures.
fn first_traceable(ps: &[Place]) -> usize {
    ps.iter().find(|p| p.op == Op::Resume).map_or(0, |p| p.start)
}

/// For each unit at which an instruction begins (prefixes included), the instruction's own unit.
fn targets(c: &CodeObj, ps: &[Place]) -> Vec<usize> {
    let mut at = vec![usize::MAX; c.data.units.len() + 1];
    for p in ps {
        at[p.start] = p.at;
        at[p.at] = p.at;
    }
    at
}

/// Units at which a line starts.
fn line_starts(c: &CodeObj, ps: &[Place]) -> Vec<bool> {
    let mut starts = vec![false; c.data.units.len()];
    let lines = c.lines();
    let line = |u: usize| lines.get(u).copied().unwrap_or(-1);
    let first = first_traceable(ps);
    let mut current = -1;
    for p in ps.iter().filter(|p| p.start >= first) {
        if matches!(p.op, Op::EndAsyncFor | Op::EndFor | Op::EndSend | Op::Resume | Op::PopIter) {
            continue;
        }
        let l = line(p.at);
        starts[p.at] = l != current && l >= 0;
        current = l;
    }
    let at = targets(c, ps);
    let at_of = |t: usize| at.get(t).copied().filter(|a| *a != usize::MAX);
    for p in ps.iter().filter(|p| p.start >= first) {
        if let Some(t) = target(p).and_then(at_of)
            && line(t) >= 0
        {
            starts[t] = true;
        }
    }
    for h in &c.data.handlers {
        if let Some(t) = at_of(h.target as usize)
            && line(t) >= 0
        {
            starts[t] = true;
        }
    }
    starts
}

impl Vm {
    /// The events active in a code object, by tool.
    fn active_for(&self, c: &CodeObj) -> [Set; TOOLS] {
        let mut a = self.state.observe.global_events();
        if let Some(i) = existing(c) {
            for (x, l) in a.iter_mut().zip(i.local) {
                *x |= l;
            }
        }
        for x in &mut a {
            *x &= (bit(LOCAL_COUNT) - 1) | C_EVENTS;
        }
        a
    }
    /// Brings the instrumented copy of `c` up to date and chooses the copy that new frames run.
    pub(crate) fn instrument(&self, c: &CodeObj) {
        let active = self.active_for(c);
        let restarts = self.state.observe.restarts();
        if active.iter().all(|a| *a == 0) {
            self.uninstrument(c);
            return;
        }
        compiled::unlink(c);
        let rec = record(c);
        if rec.built && rec.active == active && rec.restarts == restarts {
            c.entry.set(rec.stream_ptr());
            return;
        }
        if rec.restarts != restarts {
            rec.disabled.clear();
        }
        // A tool whose event was off here starts afresh when it comes back.
        let old = rec.active;
        rec.disabled.retain(|&(_, e), tools| {
            for (t, o) in old.iter().enumerate() {
                if o & bit(e as usize) == 0 {
                    *tools &= !(1 << t);
                }
            }
            *tools != 0
        });
        // The second tool of a code object makes it keep lines and instructions tool by tool, and
        // then the first one starts afresh.
        rec.several |= (0..LOCAL_COUNT).any(|e| active.iter().filter(|a| *a & bit(e) != 0).count() > 1);
        for (e, seen) in [(LINE, &mut rec.several_lines), (INSTRUCTION, &mut rec.several_instructions)] {
            if rec.several && !*seen && active.iter().any(|a| a & bit(e) != 0) {
                *seen = true;
                if active.iter().zip(old).any(|(a, o)| a & !o & bit(e) != 0) {
                    rec.disabled.retain(|&(_, x), _| x as usize != e);
                }
            }
        }
        rec.restarts = restarts;
        rec.active = active;
        let n = c.data.units.len();
        if !rec.built {
            // SAFETY: the plain stream has n words.
            let plain = unsafe { std::slice::from_raw_parts(c.stream(), n) };
            rec.stream = plain.to_vec();
            rec.lines = c.lines().to_vec();
            rec.same = vec![Same::No; n];
            rec.built = true;
        }
        let ps = places(c);
        let starts = line_starts(c, &ps);
        let at = targets(c, &ps);
        let first = first_traceable(&ps);
        rec.jumps.clear();
        let mut before: Option<&Place> = None;
        for p in &ps {
            // A line starts at an instruction's first prefix.
            rec.same[p.start] = match before {
                Some(b) if rec.lines[b.at] == rec.lines[p.start] => {
                    if b.op == Op::Resume {
                        Same::Resume
                    } else {
                        Same::Yes
                    }
                }
                _ => Same::No,
            };
            before = Some(p);
        }
        let tools_for = |e: usize| (0..TOOLS).fold(0u8, |m, t| if active[t] & bit(e) != 0 { m | 1 << t } else { m });
        let (line_tools, ins_tools) = (tools_for(LINE), tools_for(INSTRUCTION));
        let off =
            |rec: &Instrumentation, u: usize, e: usize| !rec.disabled.get(&(u as u32, e as u8)).copied().unwrap_or(0);
        for p in &ps {
            // EXTENDED_ARG prefixes are instructions of their own; the first is where a line starts.
            for u in p.start..p.at {
                rec.original[u] = Op::Nop as u8;
                rec.instruction[u] = if p.start >= first { ins_tools & off(rec, u, INSTRUCTION) } else { 0 };
                let line = u == p.start && p.start >= first && starts[p.at];
                rec.line[u] = if line { line_tools & off(rec, u, LINE) } else { 0 };
                let op = if rec.instruction[u] | rec.line[u] != 0 { INSTRUMENTED } else { Op::Nop as u8 };
                rec.stream[u] = (rec.stream[u] & !0xff) | op as u32;
            }
            let u = p.at;
            let cur = rec.stream[u] as u8;
            let orig = if cur == INSTRUMENTED { rec.original[u] } else { unfused(cur) };
            rec.original[u] = orig;
            rec.line[u] = 0;
            rec.instruction[u] = 0;
            rec.main[u] = 0;
            rec.track[u] = false;
            rec.cold[u] = false;
            if p.start >= first {
                if starts[u] && p.start == u {
                    rec.line[u] = line_tools & off(rec, u, LINE);
                }
                if p.op != Op::Resume {
                    rec.instruction[u] = ins_tools & off(rec, u, INSTRUCTION);
                }
                if let Some(e) = own_event(p.op, p.arg) {
                    rec.main[u] = tools_for(e) & off(rec, u, e);
                }
                if line_tools != 0 && p.op == Op::Resume && p.arg & 3 != 0 {
                    rec.track[u] = true;
                }
                if line_tools != 0
                    && let Some(t) = target(p)
                    && at.get(t).is_some_and(|&a| a != usize::MAX && starts[a])
                {
                    // Only where it matters that the line was reached by a jump.
                    let same = rec.lines[u] == rec.lines[t];
                    if rec.same[t] != if same { Same::Yes } else { Same::No } {
                        rec.track[u] = true;
                        rec.jumps.push((t as u32, u as u32));
                    }
                }
            }
            let on = rec.line[u] | rec.instruction[u] | rec.main[u] != 0 || rec.track[u];
            let op = if on { INSTRUMENTED } else { orig };
            rec.stream[u] = (rec.stream[u] & !0xff) | op as u32;
        }
        for p in &ps {
            if rec.is_silent(p.at) {
                rec.restore(c, p.at);
            }
        }
        for u in 0..rec.plan.len() {
            rec.plan[u] = rec.plan_of(c, u);
        }
        c.entry.set(rec.stream_ptr());
    }

    /// Back to the plain instructions.
    fn uninstrument(&self, c: &CodeObj) {
        if let Some(i) = existing(c) {
            i.active = [0; TOOLS];
            i.disabled.clear();
        }
        c.entry.set(c.stream());
        compiled::reenter(self, c);
    }
    /// The events active in a code object: tool and name.
    pub fn active_events(&self, c: &CodeObj) -> Vec<(usize, &'static str)> {
        let sets = self.active_for(c);
        let tools = sets.iter().enumerate();
        let of = |s: Set| NAMES.iter().filter(move |n| s & bit(n.1) != 0);
        tools.flat_map(|(tool, s)| of(*s).map(move |n| (tool, n.0))).collect()
    }
    /// The events of `c` may have changed: its entry follows, and who watches code hears of it.
    pub(crate) fn renew_entry(&self, c: &CodeObj, left: &mut Leaving) {
        let active = self.active_for(c);
        let none = active.iter().all(|a| *a == 0);
        let old = existing(c).map_or([0; TOOLS], |r| r.active);
        // Code with places disabled notices a change when it next runs, or now if it is running: events that
        // went and came back in between leave them disabled.
        let keeps = existing(c).is_some_and(|r| r.built && !r.disabled.is_empty());
        if none {
            let was_on = !std::ptr::eq(c.entry.get(), c.stream());
            if keeps {
                left.unlink(c);
                c.entry.set(crate::interp::dispatch::lazy_address());
            } else {
                self.uninstrument(c);
            }
            if was_on {
                self.state.observe.watchers.code_event(super::watchers::CodeEvent::Instrumented, c);
            }
            return;
        }
        left.unlink(c);
        let restarts = self.state.observe.restarts();
        let current = existing(c).is_some_and(|r| r.built && r.active == active && r.restarts == restarts);
        if !current {
            c.entry.set(crate::interp::dispatch::lazy_address());
        }
        if old != active {
            self.state.observe.watchers.code_event(super::watchers::CodeEvent::Instrumented, c);
        }
    }
    /// The active events changed: the entries of all code and the frames on every stack follow.
    pub(crate) fn sync_code(&self) {
        self.state.observe.set_resumed(std::ptr::null_mut());
        let mut left = Leaving::default();
        self.for_each_code(&mut |c| self.renew_entry(c, &mut left));
        self.sync_frames(left);
    }
    /// Visits every code object.
    pub(crate) fn for_each_code(&self, f: &mut dyn FnMut(&CodeObj)) {
        let codes: Vec<usize> = CODES.lock().map(|v| v.clone()).unwrap_or_default();
        for p in codes {
            // SAFETY: registered code objects are alive.
            f(unsafe { &*(p as *const CodeObj) });
        }
    }
    /// The events of one code object changed.
    pub(crate) fn sync_one(&self, c: &CodeObj) {
        let mut left = Leaving::default();
        self.renew_entry(c, &mut left);
        if crate::interp::dispatch::is_lazy(c.entry.get()) {
            self.instrument(c);
        }
        self.sync_frames(left);
    }
    /// Moves every live frame to the copy of its code that is now in force.
    fn sync_frames(&self, left: Leaving) {
        self.for_each_activation(&mut |a| {
            let c = a.code();
            let unit = c.offset_of(a.ip);
            if crate::interp::dispatch::is_lazy(a.ip) {
                // At its entry, where it is instrumented anyway.
                return true;
            }
            if crate::interp::dispatch::is_lazy(c.entry.get()) {
                self.instrument(c);
            }
            left.count(&a);
            // SAFETY: a unit of the copy in force.
            a.redirect(unsafe { c.entry.get().add(unit) });
            true
        });
        left.report(self, Why::Events);
    }
}

/// A specialisation wants another opcode at an instrumented place.
pub(crate) unsafe fn set_original(c: &CodeObj, at: *const u32, op: u8) {
    if let Some(i) = existing(c) {
        let u = (at as usize - i.stream.as_ptr() as usize) / 4;
        if u < i.original.len() {
            i.original[u] = op;
        }
    }
}
/// Replaces the opcode that runs at an instrumented place.
pub(crate) fn renew_original(c: &CodeObj, unit: usize, renew: impl Fn(u8) -> u8) {
    if let Some(i) = existing(c)
        && let Some(o) = i.original.get_mut(unit)
    {
        *o = renew(*o);
    }
}
