//! Reads of locals that need no reference of their own.
//!
//! A value read from a local may be borrowed from it if it is consumed in the
//! same block, before the local changes, and is not stored in a local itself.
//! Each block is run on a stack of abstract references to find the reads for
//! which this holds. We count no references; the distinction is kept because
//! tools see it.

use super::cfg::{BlockId, Cfg, ENTRY, NONE};
use crate::bytecode::{Op, stack_effect};

/// Which instruction made a value, and from which local.
#[derive(Clone, Copy)]
struct Ref {
    instr: Option<usize>,
    local: Option<u32>,
}

struct Stack {
    refs: Vec<Ref>,
    /// Reads that must not borrow.
    kept: Vec<bool>,
}

impl Stack {
    fn push(&mut self, instr: usize) {
        self.refs.push(Ref { instr: Some(instr), local: None });
    }

    fn push_local(&mut self, instr: usize, local: u32) {
        self.refs.push(Ref { instr: Some(instr), local: Some(local) });
    }

    fn pop(&mut self) -> Ref {
        self.refs.pop().unwrap_or(Ref { instr: None, local: None })
    }

    fn keep(&mut self, r: Ref) {
        if let Some(slot) = r.instr.and_then(|i| self.kept.get_mut(i)) {
            *slot = true;
        }
    }

    fn kill(&mut self, local: u32) {
        for i in 0..self.refs.len() {
            if self.refs[i].local == Some(local) {
                self.keep(self.refs[i]);
            }
        }
    }

    fn store(&mut self, local: u32) {
        let value = self.pop();
        self.kill(local);
        self.keep(value);
    }
}

/// How many values an instruction takes off the stack, if it leaves none of them there.
fn popped(op: Op, arg: u32) -> i32 {
    let n = arg as i32;
    match op {
        Op::BinaryOp
        | Op::CompareOp
        | Op::ContainsOp
        | Op::IsOp
        | Op::BuildTemplate
        | Op::CallIntrinsic2
        | Op::CheckEgMatch
        | Op::DeleteSubscr
        | Op::EndAsyncFor
        | Op::FormatWithSpec
        | Op::ImportName
        | Op::StoreAttr => 2,
        Op::BinarySlice | Op::CleanupThrow | Op::MatchClass | Op::StoreSubscr => 3,
        Op::CallFunctionEx | Op::StoreSlice => 4,
        Op::BuildList | Op::BuildSet | Op::BuildSlice | Op::BuildString | Op::BuildTuple | Op::RaiseVarargs => n,
        Op::BuildMap => 2 * n,
        Op::BuildInterpolation => 2 + (n & 1),
        Op::Call => 2 + n,
        Op::CallKw => 3 + n,
        Op::CallIntrinsic1
        | Op::ConvertValue
        | Op::DeleteAttr
        | Op::EndFor
        | Op::GetAiter
        | Op::GetAwaitable
        | Op::GetIter
        | Op::LoadFromDictOrDeref
        | Op::LoadFromDictOrGlobals
        | Op::MakeFunction
        | Op::PopExcept
        | Op::PopIter
        | Op::PopTop
        | Op::PopJumpIfFalse
        | Op::PopJumpIfTrue
        | Op::PopJumpIfNone
        | Op::PopJumpIfNotNone
        | Op::ReturnValue
        | Op::StoreDeref
        | Op::StoreGlobal
        | Op::StoreName
        | Op::ToBool
        | Op::UnaryInvert
        | Op::UnaryNegative
        | Op::UnaryNot
        | Op::UnpackEx
        | Op::UnpackSequence
        | Op::YieldValue => 1,
        _ => 0,
    }
}

pub(super) fn optimize_load_fast(cfg: &mut Cfg) {
    cfg.clear_visited();
    let mut work = Vec::new();
    visit(cfg, ENTRY, 0, &mut work);
    while let Some(at) = work.pop() {
        block(cfg, at, &mut work);
    }
}

fn visit(cfg: &mut Cfg, at: BlockId, depth: usize, work: &mut Vec<BlockId>) {
    if at != NONE && !cfg.blocks[at].visited {
        cfg.blocks[at].visited = true;
        cfg.blocks[at].start_depth = depth as i32;
        work.push(at);
    }
}

fn block(cfg: &mut Cfg, at: BlockId, work: &mut Vec<BlockId>) {
    let count = cfg.blocks[at].instrs.len();
    let depth = cfg.blocks[at].start_depth.max(0) as usize;
    let mut s = Stack { refs: vec![Ref { instr: None, local: None }; depth], kept: vec![false; count] };
    for i in 0..count {
        let instr = cfg.blocks[at].instrs[i];
        let (op, arg) = (instr.op, instr.arg);
        let net = stack_effect(op, arg, false);
        match op {
            Op::DeleteFast => s.kill(arg),
            Op::LoadFast => s.push_local(i, arg),
            Op::LoadFastAndClear => {
                s.kill(arg);
                s.push_local(i, arg);
            }
            Op::LoadFastLoadFast => {
                s.push_local(i, arg >> 4);
                s.push_local(i, arg & 15);
            }
            Op::StoreFast => s.store(arg),
            Op::StoreFastLoadFast => {
                s.store(arg >> 4);
                s.push_local(i, arg & 15);
            }
            Op::StoreFastStoreFast => {
                s.store(arg >> 4);
                s.store(arg & 15);
            }
            Op::Copy => {
                let from = s.refs.len().checked_sub(arg as usize);
                let r = from.and_then(|f| s.refs.get(f)).copied();
                s.refs.push(r.unwrap_or(Ref { instr: None, local: None }));
            }
            Op::Swap => {
                let top = s.refs.len().saturating_sub(1);
                if let Some(other) = s.refs.len().checked_sub(arg as usize)
                    && other < top
                {
                    s.refs.swap(other, top);
                }
            }
            // Values that stay below what is pushed. (CPython takes what is pushed for the
            // work of the block's first instructions.)
            Op::FormatSimple
            | Op::GetAnext
            | Op::GetLen
            | Op::GetYieldFromIter
            | Op::ImportFrom
            | Op::MatchKeys
            | Op::MatchMapping
            | Op::MatchSequence
            | Op::WithExceptStart => (0..net.max(0)).for_each(|j| s.push(j as usize)),
            Op::DictMerge
            | Op::DictUpdate
            | Op::ListAppend
            | Op::ListExtend
            | Op::MapAdd
            | Op::Reraise
            | Op::SetAdd
            | Op::SetUpdate => (0..-net).for_each(|_| {
                s.pop();
            }),
            Op::EndSend | Op::SetFunctionAttribute => {
                let top = s.pop();
                s.pop();
                s.refs.push(top);
            }
            Op::CheckExcMatch => {
                s.pop();
                s.push(i);
            }
            Op::ForIter => {
                visit(cfg, instr.target, s.refs.len() + 1, work);
                s.push(i);
            }
            Op::LoadAttr | Op::LoadSuperAttr => {
                let object = s.pop();
                if op == Op::LoadSuperAttr {
                    s.pop();
                    s.pop();
                }
                s.push(i);
                if arg & 1 == 1 {
                    s.refs.push(object);
                }
            }
            Op::LoadSpecial | Op::PushExcInfo => {
                let top = s.pop();
                s.push(i);
                s.refs.push(top);
            }
            Op::Send => {
                visit(cfg, instr.target, s.refs.len(), work);
                s.pop();
                s.push(i);
            }
            _ => {
                if instr.target != NONE {
                    let there = s.refs.len() as i32 + net;
                    visit(cfg, instr.target, there.max(0) as usize, work);
                }
                let taken = popped(op, arg);
                (0..taken).for_each(|_| {
                    s.pop();
                });
                (0..taken + net).for_each(|_| s.push(i));
            }
        }
    }
    let block = &cfg.blocks[at];
    if block.last().is_some_and(|last| last.op.falls_through()) {
        visit(cfg, block.next, s.refs.len(), work);
    }
    for r in std::mem::take(&mut s.refs) {
        s.keep(r);
    }
    for (instr, kept) in cfg.blocks[at].instrs.iter_mut().zip(s.kept) {
        match instr.op {
            _ if kept => {}
            Op::LoadFast => instr.op = Op::LoadFastBorrow,
            Op::LoadFastLoadFast => instr.op = Op::LoadFastBorrowLoadFastBorrow,
            _ => {}
        }
    }
}
