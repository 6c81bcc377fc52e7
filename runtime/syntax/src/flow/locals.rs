//! Reads of locals that may be unbound are checked.

use super::cfg::{BlockId, Cfg, ENTRY, NONE};
use crate::bytecode::Op;

/// Locals beyond this many are analysed one block at a time.
const TRACKED: usize = 64;

pub(super) fn check_unbound(cfg: &mut Cfg, locals: usize, params: usize) {
    if locals == 0 {
        return;
    }
    if locals > TRACKED {
        scan_many(cfg);
    }
    let tracked = locals.min(TRACKED);
    cfg.clear_visited();
    cfg.blocks.iter_mut().for_each(|b| b.unsafe_locals = 0);
    let mut stack = Vec::new();
    let mask = (params..tracked).fold(0u64, |mask, i| mask | 1 << i);
    push(cfg, ENTRY, mask, &mut stack);
    for at in cfg.order() {
        scan(cfg, at, &mut stack);
    }
    while let Some(at) = stack.pop() {
        cfg.blocks[at].visited = false;
        scan(cfg, at, &mut stack);
    }
}

fn push(cfg: &mut Cfg, at: BlockId, mask: u64, stack: &mut Vec<BlockId>) {
    let block = &mut cfg.blocks[at];
    let both = block.unsafe_locals | mask;
    if both != block.unsafe_locals {
        block.unsafe_locals = both;
        if !block.visited {
            block.visited = true;
            stack.push(at);
        }
    }
}

fn scan(cfg: &mut Cfg, at: BlockId, stack: &mut Vec<BlockId>) {
    let mut mask = cfg.blocks[at].unsafe_locals;
    for i in 0..cfg.blocks[at].instrs.len() {
        let instr = cfg.blocks[at].instrs[i];
        if instr.except != NONE {
            push(cfg, instr.except, mask, stack);
        }
        if instr.arg >= TRACKED as u32 {
            continue;
        }
        let bit = 1u64 << instr.arg;
        match instr.op {
            Op::DeleteFast | Op::LoadFastAndClear | Op::StoreFastMaybeNull => mask |= bit,
            Op::StoreFast | Op::LoadFastCheck => mask &= !bit,
            Op::LoadFast => {
                if mask & bit != 0 {
                    cfg.blocks[at].instrs[i].op = Op::LoadFastCheck;
                }
                mask &= !bit;
            }
            _ => {}
        }
    }
    for to in cfg.successors(at).collect::<Vec<_>>() {
        push(cfg, to, mask, stack);
    }
}

fn scan_many(cfg: &mut Cfg) {
    let mut bound_in = std::collections::HashMap::new();
    for (number, at) in cfg.order().into_iter().enumerate() {
        for instr in &mut cfg.blocks[at].instrs {
            if (instr.arg as usize) < TRACKED {
                continue;
            }
            match instr.op {
                Op::DeleteFast | Op::LoadFastAndClear | Op::StoreFastMaybeNull => {
                    bound_in.remove(&instr.arg);
                }
                Op::StoreFast => {
                    bound_in.insert(instr.arg, number);
                }
                Op::LoadFast if bound_in.insert(instr.arg, number) != Some(number) => {
                    instr.op = Op::LoadFastCheck;
                }
                _ => {}
            }
        }
    }
}
