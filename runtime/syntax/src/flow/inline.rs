//! Copies short exits to the end of the blocks that jump to them.

use super::cfg::{Cfg, NONE};
use crate::bytecode::Op;

/// Exits of at most this many instructions are copied.
const MAX_COPY: usize = 4;

pub(super) fn inline_small_or_lineless(cfg: &mut Cfg) {
    let mut changed = true;
    while changed {
        changed = false;
        for at in cfg.order() {
            changed |= inline_one(cfg, at);
        }
    }
}

fn inline_one(cfg: &mut Cfg, at: usize) -> bool {
    let Some(last) = cfg.blocks[at].last().copied() else {
        return false;
    };
    if !last.op.is_unconditional_jump() || last.target == NONE {
        return false;
    }
    let target = &cfg.blocks[last.target];
    let small_exit = target.exits_scope() && target.instrs.len() <= MAX_COPY;
    let lineless = target.has_no_line() && !target.falls_through();
    if !small_exit && !lineless {
        return false;
    }
    let copy = target.instrs.clone();
    let block = &mut cfg.blocks[at];
    if let Some(last) = block.instrs.last_mut() {
        last.nop();
        last.target = NONE;
    }
    block.instrs.extend(copy);
    if lineless
        && let Some(end) = block.instrs.last_mut()
        && end.op.is_unconditional_jump()
        && last.op == Op::Jump
    {
        end.op = Op::Jump;
    }
    cfg.blocks[last.target].predecessors = cfg.blocks[last.target].predecessors.saturating_sub(1);
    true
}
