//! Moves what only runs after an exception to the end.

use super::cfg::{Cfg, ENTRY, Instr, NONE};
use super::nops;
use crate::ast::Loc;
use crate::bytecode::Op;

fn mark(cfg: &mut Cfg) {
    cfg.clear_visited();
    cfg.blocks[ENTRY].visited = true;
    let mut stack = vec![ENTRY];
    while let Some(at) = stack.pop() {
        cfg.blocks[at].warm = true;
        for to in cfg.successors(at).collect::<Vec<_>>() {
            if !cfg.blocks[to].visited {
                cfg.blocks[to].visited = true;
                stack.push(to);
            }
        }
    }
    cfg.clear_visited();
    for at in cfg.order() {
        if cfg.blocks[at].except_handler {
            cfg.blocks[at].visited = true;
            stack.push(at);
        }
    }
    while let Some(at) = stack.pop() {
        cfg.blocks[at].cold = true;
        for to in cfg.successors(at).collect::<Vec<_>>() {
            let block = &mut cfg.blocks[to];
            if !block.warm && !block.visited {
                block.visited = true;
                stack.push(to);
            }
        }
    }
}

pub(super) fn push_to_end(cfg: &mut Cfg) {
    if cfg.blocks[ENTRY].next == NONE {
        return;
    }
    mark(cfg);
    // A cold block that runs on into a warm one needs a jump.
    for at in cfg.order() {
        let block = &cfg.blocks[at];
        let next = block.next;
        if block.cold && block.falls_through() && next != NONE && cfg.blocks[next].warm {
            let jump = cfg.new_block();
            cfg.blocks[next].labelled = true;
            let block = &mut cfg.blocks[jump];
            block.instrs.push(Instr { target: next, ..Instr::new(Op::JumpNoInterrupt, 0, Loc::NONE) });
            block.cold = true;
            block.next = next;
            block.predecessors = 1;
            cfg.blocks[at].next = jump;
        }
    }
    let order = cfg.order();
    let (cold, warm): (Vec<_>, Vec<_>) = order.into_iter().partition(|&b| cfg.blocks[b].cold);
    if cold.is_empty() {
        return;
    }
    let mut sequence = warm;
    sequence.extend(cold);
    for pair in sequence.windows(2) {
        cfg.blocks[pair[0]].next = pair[1];
    }
    if let Some(&last) = sequence.last() {
        cfg.blocks[last].next = NONE;
    }
    nops::remove_redundant_nops_and_jumps(cfg);
}
