//! Makes the pseudo-jumps real and normalises their directions.

use super::cfg::{Cfg, Instr, NONE};
use crate::bytecode::Op;

/// `JUMP_IF_FALSE` tests a copy.
pub(super) fn convert_conditional_pseudo_jumps(cfg: &mut Cfg) {
    for at in cfg.order() {
        let Some(last) = cfg.blocks[at].last().copied() else {
            continue;
        };
        let op = match last.op {
            Op::JumpIfFalse => Op::PopJumpIfFalse,
            Op::JumpIfTrue => Op::PopJumpIfTrue,
            _ => continue,
        };
        let instrs = &mut cfg.blocks[at].instrs;
        instrs.pop();
        instrs.push(Instr { op: Op::Copy, arg: 1, target: NONE, ..last });
        instrs.push(Instr { op: Op::ToBool, arg: 0, target: NONE, ..last });
        instrs.push(Instr { op, ..last });
    }
}

/// Conditional jumps go forward, and each is followed by `NOT_TAKEN`.
pub(super) fn normalize(cfg: &mut Cfg) {
    cfg.clear_visited();
    for at in cfg.order() {
        cfg.blocks[at].visited = true;
        let Some(last) = cfg.blocks[at].last().copied() else {
            continue;
        };
        if !last.op.is_conditional_jump() {
            continue;
        }
        if !cfg.blocks[last.target].visited {
            cfg.blocks[at].append(Instr::new(Op::NotTaken, 0, last.loc));
            continue;
        }
        let reversed = match last.op {
            Op::PopJumpIfNotNone => Op::PopJumpIfNone,
            Op::PopJumpIfNone => Op::PopJumpIfNotNone,
            Op::PopJumpIfFalse => Op::PopJumpIfTrue,
            _ => Op::PopJumpIfFalse,
        };
        let back = cfg.new_block();
        let next = cfg.blocks[at].next;
        let depth = cfg.blocks[last.target].start_depth;
        let cold = cfg.blocks[at].cold;
        let block = &mut cfg.blocks[back];
        block.instrs.push(Instr::new(Op::NotTaken, 0, last.loc));
        block.instrs.push(Instr { target: last.target, ..Instr::new(Op::Jump, 0, last.loc) });
        block.start_depth = depth;
        block.cold = cold;
        block.next = next;
        block.visited = true;
        cfg.blocks[at].next = back;
        if let Some(instr) = cfg.blocks[at].instrs.last_mut() {
            instr.op = reversed;
            instr.target = next;
        }
    }
}
