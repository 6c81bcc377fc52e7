//! Local simplifications within one block.

use super::cfg::{BlockId, Cfg, Instr, NONE};
use super::{constants, swaps};
use crate::bytecode::{Op, cmp, intrinsic1};
use crate::codegen::ConstPool;

pub(super) fn block(cfg: &mut Cfg, at: BlockId, consts: &mut ConstPool) {
    let mut i = 0;
    while i < cfg.blocks[at].instrs.len() {
        if !thread_jump(cfg, at, i) {
            simplify(&mut cfg.blocks[at].instrs, i, consts);
        }
        i += 1;
    }
    swaps::optimize(&mut cfg.blocks[at].instrs);
}

/// A jump to a jump goes to the second one's target. Returns whether `i` was such a jump.
fn thread_jump(cfg: &mut Cfg, at: BlockId, i: usize) -> bool {
    loop {
        let instr = cfg.blocks[at].instrs[i];
        if instr.target == NONE {
            return false;
        }
        let Some(first) = cfg.blocks[instr.target].instrs.first().copied() else {
            return false;
        };
        let op = match (instr.op, first.op) {
            (Op::PopJumpIfNotNone | Op::PopJumpIfNone | Op::PopJumpIfFalse | Op::PopJumpIfTrue, Op::Jump) => instr.op,
            (Op::JumpIfFalse, Op::Jump | Op::JumpIfFalse) | (Op::JumpIfTrue, Op::Jump | Op::JumpIfTrue) => instr.op,
            (Op::JumpIfFalse, Op::JumpIfTrue) | (Op::JumpIfTrue, Op::JumpIfFalse) => {
                // The second test fails for sure.
                let next = cfg.blocks[instr.target].next;
                cfg.blocks[at].instrs[i].target = next;
                continue;
            }
            (Op::Jump | Op::JumpNoInterrupt, Op::Jump) => Op::Jump,
            (Op::Jump | Op::JumpNoInterrupt, Op::JumpNoInterrupt) => instr.op,
            _ => return false,
        };
        if instr.target == first.target {
            return true;
        }
        let block = &mut cfg.blocks[at];
        block.instrs[i].nop();
        block.instrs[i].target = NONE;
        block.append(Instr { target: first.target, ..Instr::new(op, 0, first.loc) });
        return true;
    }
}

fn simplify(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    let Instr { op, arg, .. } = instrs[i];
    let next = instrs.get(i + 1).copied().unwrap_or(Instr::new(Op::Cache, 0, crate::ast::Loc::NONE));
    match op {
        Op::BuildTuple => {
            if next.op == Op::UnpackSequence && next.arg == arg {
                match arg {
                    1 => {
                        instrs[i].nop();
                        instrs[i + 1].nop();
                        return;
                    }
                    2 | 3 => {
                        instrs[i].nop();
                        instrs[i + 1].op = Op::Swap;
                        return;
                    }
                    _ => {}
                }
            }
            constants::fold_tuple(instrs, i, consts);
        }
        Op::BuildList | Op::BuildSet => constants::fold_list_or_set(instrs, i, consts),
        Op::CompareOp if next.op == Op::ToBool => {
            instrs[i].nop();
            instrs[i + 1].set(Op::CompareOp, arg | cmp::TO_BOOL);
        }
        Op::ContainsOp | Op::IsOp => match next.op {
            Op::ToBool => {
                instrs[i].nop();
                instrs[i + 1].set(op, arg);
            }
            Op::UnaryNot => {
                instrs[i].nop();
                instrs[i + 1].set(op, arg ^ 1);
            }
            _ => {}
        },
        Op::ToBool if next.op == Op::ToBool => instrs[i].nop(),
        Op::UnaryNot => match next.op {
            Op::ToBool => {
                instrs[i].nop();
                instrs[i + 1].set(Op::UnaryNot, 0);
            }
            Op::UnaryNot => {
                instrs[i].nop();
                instrs[i + 1].nop();
            }
            _ => constants::fold_unary(instrs, i, consts),
        },
        Op::UnaryInvert | Op::UnaryNegative => constants::fold_unary(instrs, i, consts),
        Op::CallIntrinsic1 if arg == intrinsic1::LIST_TO_TUPLE => {
            constants::fold_list_to_tuple(instrs, i, consts);
            // Iterating needs no tuple.
            if next.op == Op::GetIter && instrs[i].op == Op::CallIntrinsic1 {
                instrs[i].nop();
            }
        }
        Op::CallIntrinsic1 if arg == intrinsic1::UNARY_POSITIVE => constants::fold_unary(instrs, i, consts),
        Op::ListAppend | Op::SetAdd if arg == 1 && matches!(next.op, Op::GetIter | Op::ContainsOp) => {
            constants::fold_read_only(instrs, i, consts);
        }
        Op::BinaryOp => constants::fold_binary(instrs, i, consts),
        Op::Swap if arg == 1 => instrs[i].nop(),
        Op::LoadGlobal if next.op == Op::PushNull && arg & 1 == 0 => {
            instrs[i].set(op, arg | 1);
            instrs[i + 1].nop();
        }
        Op::StoreFast if next.op == op && next.arg == arg && next.loc.line == instrs[i].loc.line => {
            instrs[i].set(Op::PopTop, 0);
        }
        _ => {}
    }
}
