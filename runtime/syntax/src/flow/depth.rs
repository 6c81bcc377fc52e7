//! How deep the value stack gets.

use super::cfg::{BlockId, Cfg, ENTRY, NONE};
use crate::bytecode::{Op, stack_effect};

pub(super) fn calculate(cfg: &mut Cfg) -> u32 {
    for block in &mut cfg.blocks {
        block.start_depth = -1;
    }
    let mut stack = Vec::new();
    push(cfg, ENTRY, 0, &mut stack);
    let mut max = 0;
    while let Some(at) = stack.pop() {
        let mut depth = cfg.blocks[at].start_depth;
        let mut next = cfg.blocks[at].next;
        for i in 0..cfg.blocks[at].instrs.len() {
            let instr = cfg.blocks[at].instrs[i];
            let after = depth + stack_effect(instr.op, instr.arg, false);
            max = max.max(after).max(depth);
            if instr.target != NONE && (instr.is_jump() || instr.op.is_block_push()) && instr.op != Op::EndAsyncFor {
                let there = depth + stack_effect(instr.op, instr.arg, true);
                max = max.max(there);
                push(cfg, instr.target, there, &mut stack);
            }
            depth = after;
            if !instr.op.falls_through() {
                next = NONE;
                break;
            }
        }
        if next != NONE {
            push(cfg, next, depth, &mut stack);
        }
    }
    max.max(0) as u32
}

fn push(cfg: &mut Cfg, at: BlockId, depth: i32, stack: &mut Vec<BlockId>) {
    let block = &mut cfg.blocks[at];
    if block.start_depth < depth && block.start_depth < 100 {
        let first = block.start_depth < 0;
        if first {
            block.start_depth = depth;
            stack.push(at);
        }
    }
}
