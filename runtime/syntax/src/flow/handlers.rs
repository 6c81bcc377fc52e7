//! Gives each instruction its exception handler.

use super::cfg::{BlockId, Cfg, ENTRY, NONE};
use crate::bytecode::{Op, resume};

pub(super) fn label_exception_targets(cfg: &mut Cfg) {
    let pushes: Vec<(BlockId, Op)> = (cfg.blocks.iter())
        .flat_map(|b| &b.instrs)
        .filter(|i| i.op.is_block_push() && i.target != NONE)
        .map(|i| (i.target, i.op))
        .collect();
    for (target, _) in pushes {
        cfg.blocks[target].except_handler = true;
    }
    cfg.clear_visited();
    cfg.blocks[ENTRY].visited = true;
    let mut todo: Vec<(BlockId, Vec<BlockId>)> = vec![(ENTRY, Vec::new())];
    while let Some((at, mut handlers)) = todo.pop() {
        let mut yield_depth = 0;
        for i in 0..cfg.blocks[at].instrs.len() {
            let handler = handlers.last().copied().unwrap_or(NONE);
            let depth = handlers.len();
            let instr = &mut cfg.blocks[at].instrs[i];
            instr.except = handler;
            let (op, target) = (instr.op, instr.target);
            if op.is_block_push() {
                instr.except = NONE;
                let block = &mut cfg.blocks[target];
                if !block.visited {
                    block.visited = true;
                    todo.push((target, handlers.clone()));
                }
                if matches!(op, Op::SetupWith | Op::SetupCleanup) {
                    block.preserve_lasti = true;
                }
                handlers.push(target);
            } else if op == Op::PopBlock {
                handlers.pop();
                instr.except = NONE;
                instr.nop();
            } else if instr.is_jump() {
                let block = &mut cfg.blocks[target];
                if !block.visited {
                    block.visited = true;
                    todo.push((target, handlers.clone()));
                }
            } else if op == Op::YieldValue {
                yield_depth = depth;
            } else if op == Op::Resume && instr.arg != resume::FUNC_START {
                if yield_depth == 1 {
                    instr.arg |= resume::DEPTH1;
                }
                yield_depth = 0;
            }
        }
        let block = &cfg.blocks[at];
        let next = block.next;
        if next != NONE && block.falls_through() && !cfg.blocks[next].visited {
            cfg.blocks[next].visited = true;
            todo.push((next, handlers));
        }
    }
}
