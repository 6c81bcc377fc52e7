//! `frame.f_lineno = n`: going on at another line.
//!
//! Each instruction has a known shape of the value stack: which entries are iterators, exceptions,
//! plain values. A jump is allowed where the target's shape is the current one with entries taken
//! off; what is taken off is forgotten, and exceptions taken off are no longer being handled.

use super::events::*;
use crate::heap::*;
use crate::interp::frame::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_syntax::bytecode::{self as bc, Op};

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Entry {
    Iterator,
    Except,
    Object,
    Null,
    Lasti,
}
type Shape = Option<Vec<Entry>>;

/// The shape of the stack before each unit; None where nothing leads.
fn shapes(c: &CodeObj) -> Vec<Shape> {
    use Entry::*;
    let n = c.data.units.len();
    let mut at: Vec<Shape> = vec![None; n + 1];
    at[0] = Some(vec![]);
    let code = bc::Code {
        name: String::new(),
        qualname: String::new(),
        filename: String::new(),
        flags: 0,
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        stacksize: 0,
        firstlineno: 0,
        units: c.data.units.clone(),
        consts: vec![],
        names: vec![],
        localsplusnames: vec![],
        localspluskinds: vec![],
        linetable: vec![],
        exceptiontable: vec![],
    };
    let instrs: Vec<bc::Instr> = code.instructions().collect();
    let mut todo = true;
    let mut rounds = 0;
    while todo && rounds < 64 {
        todo = false;
        rounds += 1;
        for i in &instrs {
            let Some(mut s) = at[i.start].clone() else { continue };
            if at[i.at].is_none() {
                at[i.at] = Some(s.clone());
            }
            let next = i.end();
            let arg = i.arg as usize;
            let set = |at: &mut Vec<Shape>, t: usize, s: &Vec<Entry>, todo: &mut bool| {
                if t < at.len() && at[t].is_none() {
                    at[t] = Some(s.clone());
                    *todo |= t <= i.at;
                }
            };
            match i.op {
                Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::PopJumpIfNone | Op::PopJumpIfNotNone => {
                    s.pop();
                    set(&mut at, next + arg, &s, &mut todo);
                    set(&mut at, next, &s, &mut todo);
                }
                Op::Send => {
                    set(&mut at, next + arg, &s, &mut todo);
                    set(&mut at, next, &s, &mut todo);
                }
                Op::JumpForward => set(&mut at, next + arg, &s, &mut todo),
                Op::JumpBackward | Op::JumpBackwardNoInterrupt => {
                    if let Some(t) = next.checked_sub(arg) {
                        set(&mut at, t, &s, &mut todo)
                    }
                }
                Op::ReturnValue | Op::RaiseVarargs | Op::Reraise => {}
                op => {
                    match op {
                        Op::GetIter => {
                            s.pop();
                            s.push(Iterator);
                        }
                        Op::ForIter => {
                            s.push(Object);
                            set(&mut at, next + arg, &s, &mut todo);
                        }
                        Op::PushExcInfo => s.push(Except),
                        Op::PushNull => s.push(Null),
                        Op::LoadGlobal => {
                            s.push(Object);
                            if arg & 1 == 1 {
                                s.push(Null);
                            }
                        }
                        Op::LoadAttr => {
                            if arg & 1 == 1 {
                                s.pop();
                                s.push(Object);
                                s.push(Null);
                            }
                        }
                        Op::Swap => {
                            let l = s.len();
                            if l >= arg && arg > 0 {
                                s.swap(l - 1, l - arg);
                            }
                        }
                        Op::Copy => {
                            let v = s.len().checked_sub(arg).and_then(|k| s.get(k).copied()).unwrap_or(Object);
                            s.push(v);
                        }
                        op => {
                            let d = bc::stack_effect(op, i.arg, false);
                            for _ in 0..-d {
                                s.pop();
                            }
                            for _ in 0..d {
                                s.push(Object);
                            }
                        }
                    }
                    set(&mut at, next, &s, &mut todo);
                }
            }
        }
        for h in &c.data.handlers {
            if let Some(s) = at[h.start as usize].clone()
                && at[h.target as usize].is_none()
            {
                let mut s = s;
                s.truncate(h.depth as usize);
                if h.lasti {
                    s.push(Lasti);
                }
                s.push(Except);
                at[h.target as usize] = Some(s);
                todo = true;
            }
        }
    }
    at
}

fn compatible_entry(from: Entry, to: Entry) -> bool {
    match to {
        Entry::Object => from != Entry::Null,
        t => from == t,
    }
}
fn compatible(from: &[Entry], to: &[Entry]) -> bool {
    to.len() <= from.len() && from.iter().zip(to).all(|(f, t)| compatible_entry(*f, *t))
}
fn why_not(from: &[Entry], to: &[Entry]) -> &'static str {
    match to.last() {
        Some(Entry::Except) => "can't jump into an 'except' block as there's no exception",
        Some(Entry::Lasti) => "can't jump into a re-raising block as there's no location",
        Some(Entry::Iterator | Entry::Object | Entry::Null) => {
            let _ = from;
            if to.last() == Some(&Entry::Iterator) || to.contains(&Entry::Iterator) {
                "can't jump into the body of a for loop"
            } else {
                "incompatible stacks"
            }
        }
        None => "can't jump from within an exception handler or a for loop",
    }
}

impl Vm {
    /// Sets `f_lineno` (from a trace function's 'line' event or a LINE callback).
    pub fn set_frame_line(&self, frame: Word, value: Option<Word>) -> R<()> {
        let Some(v) = value else {
            return Err(
                self.new_exc(&self.exc.AttributeError, "attribute 'f_lineno' of 'frame' objects cannot be deleted")
            );
        };
        let Some(f) = frame.get::<FrameObj>() else { return Ok(()) };
        if !(v.is_small() || v.is_kind(Kind::Int)) {
            return Err(self.value_error("lineno must be an integer"));
        }
        let text = match self.state.observe.event() {
            None => Some("f_lineno can only be set in a trace function"),
            Some(LINE) => None,
            Some(INSTRUCTION) if self.th().trace.get().is_null() => None,
            Some(INSTRUCTION) => Some("can only jump from a 'line' trace event"),
            Some(JUMP | BRANCH_LEFT | BRANCH_RIGHT) => None,
            Some(PY_START) => Some("can't jump from the 'call' trace event of a new frame"),
            Some(PY_RESUME) => Some("can only jump from a 'line' trace event"),
            Some(_) => Some("can only jump from a 'line' trace event"),
        };
        if let Some(t) = text {
            return Err(self.value_error(t));
        }
        let Some(a) = self.activation_of(f) else {
            return Err(self.value_error("f_lineno can only be set in a trace function"));
        };
        let line = self.index_clamped(v)?;
        let code = a.code();
        if line < code.data.firstlineno as i64 {
            return Err(self.value_error(format!("line {line} comes before the current code block")));
        }
        let n = code.data.units.len();
        let lines = code.lines();
        // Where each line begins.
        let starts: Vec<i64> =
            (0..n).map(|u| if u == 0 || lines[u] != lines[u - 1] { lines[u] as i64 } else { -1 }).collect();
        let Some(line) = starts.iter().copied().filter(|l| *l >= line).min() else {
            return Err(self.value_error(format!("line {line} comes after the current code block")));
        };
        let all = shapes(code);
        let from = all[a.lasti()].clone().unwrap_or_default();
        let mut best: Option<(usize, Vec<Entry>)> = None;
        let mut problem = "cannot find bytecode for specified line";
        for u in (0..n).filter(|u| starts[*u] == line) {
            let Some(to) = &all[u] else { continue };
            if compatible(&from, to) {
                if best.as_ref().is_none_or(|b| to.len() > b.1.len()) {
                    best = Some((u, to.clone()));
                }
            } else if best.is_none() {
                problem = if from.len() < to.len() || to.last().is_some() {
                    why_not(&from, to)
                } else {
                    "incompatible stacks"
                };
            }
        }
        let Some((unit, to)) = best else { return Err(self.value_error(problem)) };
        // SAFETY: the live frame `a`.
        unsafe {
            let unbound: Vec<usize> = (0..code.nlocals as usize)
                .filter(|&i| code.data.kinds[i] & 0x20 != 0 && (*a.fp.add(i)).is_null())
                .collect();
            if !unbound.is_empty() {
                let s = if unbound.len() == 1 { "" } else { "s" };
                self.warn(&self.exc.RuntimeWarning, &format!("assigning None to {} unbound local{s}", unbound.len()))?;
                for i in unbound {
                    *a.fp.add(i) = Word::NONE;
                }
            }
            let base = stack_base(a.fp);
            for (i, e) in from.iter().enumerate().skip(to.len()).rev() {
                if *e == Entry::Except {
                    self.state.cur.handled.set_root(*base.add(i));
                }
            }
            self.state.observe.jump_sp.set(Some(base.add(to.len())));
            a.redirect(code.entry.get().add(unit + 1));
        }
        Ok(())
    }
}
