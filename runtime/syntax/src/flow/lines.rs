//! Gives lines to the instructions that have none, so that exits and loops are
//! reported where they belong.

use super::cfg::{BlockId, Cfg, NONE};
use crate::ast::Loc;

pub(super) fn resolve(cfg: &mut Cfg) {
    duplicate_exits_without_line(cfg);
    propagate(cfg);
}

fn is_lineless_exit(cfg: &Cfg, at: BlockId) -> bool {
    let block = &cfg.blocks[at];
    (block.exits_scope() || block.instrs.iter().any(|i| i.op.has_eval_break())) && block.has_no_line()
}

/// An exit that several jumps share gets a copy for each, with the jump's line.
fn duplicate_exits_without_line(cfg: &mut Cfg) {
    let mut at = super::cfg::ENTRY;
    while at != NONE {
        if let Some(last) = cfg.blocks[at].last().copied()
            && last.is_jump()
        {
            let target = cfg.nonempty(last.target);
            if target != NONE && is_lineless_exit(cfg, target) && cfg.blocks[target].predecessors > 1 {
                let copy = cfg.new_block();
                let mut instrs = cfg.blocks[target].instrs.clone();
                instrs[0].loc = last.loc;
                let next = cfg.blocks[target].next;
                let block = &mut cfg.blocks[copy];
                block.instrs = instrs;
                block.labelled = true;
                block.predecessors = 1;
                block.next = next;
                cfg.blocks[target].next = copy;
                cfg.blocks[target].predecessors -= 1;
                if let Some(last) = cfg.blocks[at].instrs.last_mut() {
                    last.target = copy;
                }
            }
        }
        at = cfg.blocks[at].next;
    }
    // The rest is reached from above only.
    for at in cfg.order() {
        let block = &cfg.blocks[at];
        let next = block.next;
        if block.falls_through()
            && next != NONE
            && let Some(last) = block.last()
            && is_lineless_exit(cfg, next)
        {
            let loc = last.loc;
            if let Some(first) = cfg.blocks[next].instrs.first_mut() {
                first.loc = loc;
            }
        }
    }
}

fn propagate(cfg: &mut Cfg) {
    for at in cfg.order() {
        let mut previous = Loc::NONE;
        for instr in &mut cfg.blocks[at].instrs {
            if instr.loc.is_none() {
                instr.loc = previous;
            } else {
                previous = instr.loc;
            }
        }
        let block = &cfg.blocks[at];
        let Some(last) = block.last() else { continue };
        let next = if block.falls_through() { block.next } else { NONE };
        let target = if last.is_jump() { last.target } else { NONE };
        for to in [next, target] {
            if to != NONE
                && cfg.blocks[to].predecessors == 1
                && let Some(first) = cfg.blocks[to].instrs.first_mut()
                && first.loc.is_none()
            {
                first.loc = previous;
            }
        }
    }
}
