//! The instructions of a code object as compilation sees them: what can be reached, at which depth of the
//! value stack, and where compiled code can be entered.

use taipan_runtime::interp::compiled::plain_opcode;
use taipan_runtime::interp::opcodes::*;
use taipan_runtime::interp::ops::MET_OTHER;
use taipan_runtime::objects::CodeObj;
use taipan_syntax::bytecode::{Op, stack_effect};

/// An instruction.
#[derive(Copy, Clone, Debug)]
pub struct Instr {
    pub at: usize,
    /// Its executable opcode as the interpreter has specialised it by now, never a fused one.
    pub op: u8,
    /// What the source's instruction is.
    pub base: Op,
    pub arg: u32,
    /// The unit behind it and its caches.
    pub end: usize,
}

/// A code object's instructions; see the module's text.
pub struct Flow {
    /// By unit; None where none begins or none is reached.
    pub instrs: Vec<Option<Instr>>,
    /// Depth of the value stack before the unit.
    pub depth: Vec<usize>,
    /// Units where a block begins: targets of jumps, and places.
    pub leader: Vec<bool>,
    /// Leaders that are places alone: what comes from the unit before keeps what it has in registers.
    pub passable: Vec<bool>,
    /// Units at which compiled code can be entered, ascending.
    pub places: Vec<u32>,
    /// Those at which generators go on that compiled code put to sleep, whose frames it copies itself. Their numbers as
    /// entries follow those of the places.
    pub resumes: Vec<u32>,
}
/// Words of a frame that compiled code copies itself.
const MOST_COPIED: usize = 32;

/// Where an instruction goes on, and with which depth.
fn successors(i: &Instr, depth: i32) -> Vec<(usize, i32)> {
    let arg = i.arg as usize;
    let next = depth + stack_effect(i.base, i.arg, false);
    match i.base {
        Op::JumpForward => vec![(i.end + arg, depth)],
        Op::JumpBackward | Op::JumpBackwardNoInterrupt => vec![(i.end - arg, depth)],
        Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::PopJumpIfNone | Op::PopJumpIfNotNone => {
            vec![(i.end, depth - 1), (i.end + arg, depth - 1)]
        }
        // At its end a core iterator goes to POP_ITER, a generator that returns to END_FOR.
        Op::ForIter => vec![(i.end, depth + 1), (i.end + arg, depth + 1), (i.end + arg + 1, depth)],
        Op::Send => vec![(i.end, depth), (i.end + arg, depth)],
        Op::ReturnValue | Op::RaiseVarargs | Op::Reraise => vec![],
        _ => vec![(i.end, next)],
    }
}

/// Whether a frame set up by the instruction returns to the unit behind it.
fn calls(i: &Instr) -> bool {
    match i.base {
        Op::Call | Op::CallKw | Op::CallFunctionEx => true,
        Op::LoadAttr => matches!(i.op, LOAD_ATTR_PROPERTY | LOAD_ATTR_SLOW),
        Op::ForIter => i.op == FOR_ITER_GEN,
        Op::Send | Op::YieldValue | Op::ReturnGenerator => true,
        _ => false,
    }
}

impl Flow {
    pub fn of(code: &CodeObj) -> Option<Flow> {
        let units = &code.data.units;
        let n = units.len();
        let mut f = Flow {
            instrs: vec![None; n],
            depth: vec![0; n],
            leader: vec![false; n],
            passable: vec![false; n],
            places: vec![],
            resumes: vec![],
        };
        let mut place = vec![false; n];
        // Places that are reached otherwise than from the instruction before.
        let mut apart = vec![false; n];
        apart[0] = true;
        let mut work = vec![(0, 0)];
        place[0] = true;
        for h in &code.data.handlers {
            work.push((h.target as usize, h.depth as i32 + h.lasti as i32 + 1));
            place[h.target as usize] = true;
            apart[h.target as usize] = true;
        }
        while let Some((at, depth)) = work.pop() {
            if depth < 0 || at >= n {
                return None;
            }
            if f.instrs[at].is_some() {
                if f.depth[at] != depth as usize {
                    return None;
                }
                continue;
            }
            let base = Op::from_u8(units[at] as u8)?;
            // SAFETY: a unit of the code.
            let word = unsafe { *code.stream().add(at) };
            let arg = if base == Op::Resume { word >> 8 & 0xff } else { word >> 8 };
            let plain = plain_opcode(code, at);
            let op = if plain == FOR_ITER_GEN { plain } else { unfused(plain) };
            let i = Instr { at, op, base, arg, end: at + 1 + base.caches() };
            f.instrs[at] = Some(i);
            f.depth[at] = depth as usize;
            let after = successors(&i, depth);
            after.iter().filter(|(u, _)| *u < n && *u != i.end).for_each(|(u, _)| f.leader[*u] = true);
            if matches!(base, Op::JumpBackward | Op::JumpBackwardNoInterrupt) {
                place[after[0].0] = true;
            }
            if base == Op::ForIter && i.op == FOR_ITER_GEN {
                place[after[1].0] = true;
            }
            if base == Op::Send {
                place[after[1].0] = true;
            }
            // SAFETY: a unit of the code; these instructions have a cache.
            let met_other = matches!(base, Op::BinaryOp | Op::StoreSubscr)
                && unsafe { *code.stream().add(at + 1) } as u8 == MET_OTHER;
            if (met_other || calls(&i)) && i.end < n {
                place[i.end] = true;
            }
            // A generator's return alone reaches END_FOR.
            let reached = |k: usize| base != Op::ForIter || i.op == FOR_ITER_GEN || k != 1;
            work.extend(after.into_iter().enumerate().filter(|(k, _)| reached(*k)).map(|(_, s)| s));
        }
        for i in f.instrs.iter().flatten() {
            if matches!(i.base, Op::YieldValue | Op::ReturnGenerator)
                && f.instrs.get(i.end).is_some_and(Option::is_some)
                && code.nlocals as usize + f.depth[i.end] <= MOST_COPIED
            {
                f.resumes.push(i.end as u32);
            }
        }
        for (u, _) in place.iter().enumerate().filter(|(_, place)| **place) {
            if f.instrs[u].is_some() {
                f.passable[u] = !f.leader[u] && !apart[u];
                f.leader[u] = true;
                f.places.push(u as u32);
            }
        }
        Some(f)
    }
}
