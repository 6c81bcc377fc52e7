//! Removes no-ops that carry no line of their own, and jumps to the next block.

use super::cfg::{Cfg, NONE};
use crate::bytecode::Op;

const NO_LINE: i32 = -1;

/// Returns how many were removed.
pub(super) fn remove_redundant_nops(cfg: &mut Cfg) -> usize {
    cfg.order().into_iter().map(|b| block_nops(cfg, b)).sum()
}

pub(super) fn block_nops(cfg: &mut Cfg, at: usize) -> usize {
    if !cfg.blocks[at].instrs.iter().any(|i| i.op == Op::Nop) {
        return 0;
    }
    let mut instrs = std::mem::take(&mut cfg.blocks[at].instrs);
    let before = instrs.len();
    let mut kept = Vec::with_capacity(before);
    let mut previous = NO_LINE;
    for i in 0..instrs.len() {
        let loc = instrs[i].loc;
        let line = loc.line;
        if instrs[i].op == Op::Nop {
            if line == NO_LINE || line == previous {
                continue;
            }
            if let Some(next) = instrs.get_mut(i + 1) {
                if next.loc.line == line {
                    continue;
                }
                if next.loc.line == NO_LINE {
                    next.loc = loc;
                    continue;
                }
            } else if next_line(cfg, at) == Some(line) {
                continue;
            }
        }
        kept.push(instrs[i]);
        previous = line;
    }
    let removed = before - kept.len();
    cfg.blocks[at].compact(&instrs, kept);
    removed
}

/// The line of the first instruction after the block.
fn next_line(cfg: &Cfg, at: usize) -> Option<i32> {
    let next = cfg.nonempty(cfg.blocks[at].next);
    if next == NONE {
        return None;
    }
    let first = cfg.blocks[next].instrs.iter().find(|i| !(i.op == Op::Nop && i.loc.line == NO_LINE));
    Some(first.map_or(NO_LINE, |i| i.loc.line))
}

/// Turns jumps to the block that follows anyway into no-ops; returns how many.
fn remove_redundant_jumps(cfg: &mut Cfg) -> usize {
    let mut changes = 0;
    for at in cfg.order() {
        let Some(last) = cfg.blocks[at].last() else {
            continue;
        };
        if !last.op.is_unconditional_jump() {
            continue;
        }
        let target = cfg.nonempty(last.target);
        if target != NONE && target == cfg.nonempty(cfg.blocks[at].next) {
            if let Some(last) = cfg.blocks[at].instrs.last_mut() {
                last.nop();
                last.target = NONE;
            }
            changes += 1;
        }
    }
    changes
}

pub(super) fn remove_redundant_nops_and_jumps(cfg: &mut Cfg) {
    loop {
        remove_redundant_nops(cfg);
        if remove_redundant_jumps(cfg) == 0 {
            return;
        }
    }
}

/// No-ops, and constants or copies that are dropped at once.
pub(super) fn remove_redundant_nops_and_pairs(cfg: &mut Cfg) {
    let mut done = false;
    while !done {
        done = true;
        let mut previous: Option<(usize, usize)> = None;
        for at in cfg.order() {
            block_nops(cfg, at);
            if cfg.blocks[at].labelled {
                previous = None;
            }
            for i in 0..cfg.blocks[at].instrs.len() {
                if cfg.blocks[at].instrs[i].op == Op::PopTop
                    && let Some((b, j)) = previous
                {
                    let before = cfg.blocks[b].instrs[j];
                    let redundant = matches!(before.op, Op::LoadConst | Op::LoadSmallInt)
                        || (before.op == Op::Copy && before.arg == 1);
                    if redundant {
                        cfg.blocks[b].instrs[j].nop();
                        cfg.blocks[at].instrs[i].nop();
                        done = false;
                    }
                }
                previous = Some((at, i));
            }
            let block = &cfg.blocks[at];
            if !block.falls_through() || block.last().is_some_and(|i| i.is_jump()) {
                previous = None;
            }
        }
    }
}
