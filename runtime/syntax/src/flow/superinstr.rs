//! Pairs of local-variable instructions become one.

use super::cfg::Cfg;
use super::nops;
use crate::bytecode::Op;

pub(super) fn insert(cfg: &mut Cfg) {
    for at in cfg.order() {
        let instrs = &mut cfg.blocks[at].instrs;
        for i in 1..instrs.len() {
            let (first, second) = (instrs[i - 1], instrs[i]);
            let op = match (first.op, second.op) {
                (Op::LoadFast, Op::LoadFast) => Op::LoadFastLoadFast,
                (Op::StoreFast, Op::LoadFast) => Op::StoreFastLoadFast,
                (Op::StoreFast, Op::StoreFast) => Op::StoreFastStoreFast,
                _ => continue,
            };
            let (line1, line2) = (first.loc.line, second.loc.line);
            if (line1 >= 0 && line2 >= 0 && line1 != line2) || first.arg >= 16 || second.arg >= 16 {
                continue;
            }
            instrs[i - 1].set(op, (first.arg << 4) | second.arg);
            instrs[i].nop();
        }
    }
    nops::remove_redundant_nops(cfg);
}
