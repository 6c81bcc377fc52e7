//! Constants in the graph: which instructions load one, tests of constants,
//! folding of operators and displays, and dropping what is no longer used.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::cfg::{Cfg, Instr};
use crate::ast::Loc;
use crate::bytecode::{Const, Op};
use crate::codegen::{ConstPool, STACK_USE_GUIDELINE};
use crate::fold::{self, Unary};

/// Shorter lists and sets of constants are built piece by piece.
const MIN_CONST_SEQUENCE: usize = 3;

fn loads_const(op: Op) -> bool {
    matches!(op, Op::LoadConst | Op::LoadSmallInt)
}

fn value(instr: Instr, consts: &ConstPool) -> Option<Const> {
    match instr.op {
        Op::LoadSmallInt => Some(Const::Int(BigInt::from(instr.arg))),
        Op::LoadConst => consts.get(instr.arg).cloned(),
        _ => None,
    }
}

fn small_int(value: &Const) -> Option<u32> {
    match value {
        Const::Int(i) => i.to_u32().filter(|i| *i < 256),
        _ => None,
    }
}

/// Makes `instr` load `value`.
fn load(instr: &mut Instr, value: Const, consts: &mut ConstPool) {
    match small_int(&value) {
        Some(small) => instr.set(Op::LoadSmallInt, small),
        None => {
            let at = consts.add(value);
            instr.set(Op::LoadConst, at);
        }
    }
}

/// Small ints, and tests whose outcome is known.
pub(super) fn use_loaded_constants(cfg: &mut Cfg, consts: &mut ConstPool) {
    for at in cfg.order() {
        block_constants(&mut cfg.blocks[at].instrs, consts);
    }
}

fn block_constants(instrs: &mut [Instr], consts: &mut ConstPool) {
    let mut loaded: Option<Instr> = None;
    for i in 0..instrs.len() {
        if instrs[i].op == Op::LoadConst
            && let Some(small) = consts.get(instrs[i].arg).and_then(small_int)
        {
            instrs[i].set(Op::LoadSmallInt, small);
        }
        let copies = instrs[i].op == Op::Copy && instrs[i].arg == 1;
        if !(copies && loaded.is_some_and(|l| l.op == Op::LoadConst)) {
            loaded = Some(instrs[i]);
        }
        let Some(source) = loaded.filter(|l| loads_const(l.op)) else {
            continue;
        };
        let Some(next) = instrs.get(i + 1).copied() else {
            continue;
        };
        match next.op {
            Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::JumpIfFalse | Op::JumpIfTrue => {
                let Some(constant) = value(source, consts) else {
                    continue;
                };
                let on_true = matches!(next.op, Op::PopJumpIfTrue | Op::JumpIfTrue);
                if matches!(next.op, Op::PopJumpIfFalse | Op::PopJumpIfTrue) {
                    instrs[i].nop();
                }
                if fold::truth(&constant) == on_true {
                    instrs[i + 1].op = Op::Jump;
                } else {
                    instrs[i + 1].nop();
                    instrs[i + 1].target = super::cfg::NONE;
                }
            }
            Op::IsOp if value(source, consts) == Some(Const::None) => none_test(instrs, i),
            Op::ToBool => {
                let Some(constant) = value(source, consts) else {
                    continue;
                };
                let at = consts.add(Const::Bool(fold::truth(&constant)));
                instrs[i].nop();
                instrs[i + 1].set(Op::LoadConst, at);
            }
            _ => {}
        }
    }
}

/// `is None` before a jump.
fn none_test(instrs: &mut [Instr], i: usize) {
    let mut at = i + 2;
    let Some(jump) = instrs.get_mut(at) else {
        return;
    };
    if jump.op == Op::ToBool {
        jump.nop();
        at += 1;
    }
    let mut invert = instrs[i + 1].arg != 0;
    let Some(jump) = instrs.get_mut(at) else {
        return;
    };
    match jump.op {
        Op::PopJumpIfFalse => invert = !invert,
        Op::PopJumpIfTrue => {}
        _ => return,
    }
    jump.op = if invert { Op::PopJumpIfNotNone } else { Op::PopJumpIfNone };
    instrs[i].nop();
    instrs[i + 1].nop();
}

/// The `count` constant loads that end at `end` (no-ops aside), in order.
fn operands(instrs: &[Instr], end: usize, count: usize) -> Option<Vec<usize>> {
    let mut found = Vec::with_capacity(count);
    let mut at = end;
    while found.len() < count {
        at = at.checked_sub(1)?;
        let op = instrs[at].op;
        if op == Op::Nop {
            continue;
        }
        if !loads_const(op) {
            return None;
        }
        found.push(at);
    }
    found.reverse();
    Some(found)
}

fn values(instrs: &[Instr], at: &[usize], consts: &ConstPool) -> Option<Vec<Const>> {
    at.iter().map(|&i| value(instrs[i], consts)).collect()
}

fn nop_out(instrs: &mut [Instr], at: &[usize]) {
    for &i in at {
        instrs[i].nop();
        instrs[i].loc = Loc::NONE;
    }
}

pub(super) fn fold_tuple(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    let count = instrs[i].arg as usize;
    if count > STACK_USE_GUIDELINE {
        return;
    }
    let Some(at) = operands(instrs, i, count) else {
        return;
    };
    let Some(items) = values(instrs, &at, consts) else {
        return;
    };
    nop_out(instrs, &at);
    load(&mut instrs[i], Const::Tuple(items), consts);
}

/// A sequence of constants made piece by piece before `end`: where it starts, and its items.
fn pieces(instrs: &[Instr], end: usize, build: Op, append: Op, consts: &ConstPool) -> Option<(usize, Vec<Const>)> {
    let mut expect_append = true;
    let mut items = Vec::new();
    for at in (0..end).rev() {
        let instr = instrs[at];
        if instr.op == Op::Nop {
            continue;
        }
        if instr.op == build && instr.arg == 0 {
            items.reverse();
            return expect_append.then_some((at, items));
        }
        if expect_append {
            if instr.op != append || instr.arg != 1 {
                return None;
            }
        } else {
            items.push(value(instr, consts)?);
        }
        expect_append = !expect_append;
    }
    None
}

fn nop_out_range(instrs: &mut [Instr]) {
    for instr in instrs.iter_mut().filter(|i| i.op != Op::Nop) {
        instr.nop();
        instr.loc = Loc::NONE;
    }
}

/// A long tuple of constants, made as a list first.
pub(super) fn fold_list_to_tuple(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    if let Some((start, items)) = pieces(instrs, i, Op::BuildList, Op::ListAppend, consts) {
        nop_out_range(&mut instrs[start..i]);
        load(&mut instrs[i], Const::Tuple(items), consts);
    }
}

/// A long list or set of constants that is only read; `i` adds the last item.
pub(super) fn fold_read_only(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    let (build, append) = match instrs[i].op {
        Op::ListAppend => (Op::BuildList, Op::ListAppend),
        _ => (Op::BuildSet, Op::SetAdd),
    };
    if let Some((start, items)) = pieces(instrs, i + 1, build, append, consts) {
        nop_out_range(&mut instrs[start..=i]);
        let constant = if build == Op::BuildSet { frozen_set(items) } else { Const::Tuple(items) };
        load(&mut instrs[i], constant, consts);
    }
}

fn frozen_set(items: Vec<Const>) -> Const {
    let mut distinct: Vec<Const> = Vec::with_capacity(items.len());
    for item in items {
        if !distinct.iter().any(|d| fold::equal(d, &item)) {
            distinct.push(item);
        }
    }
    Const::FrozenSet(distinct)
}

pub(super) fn fold_list_or_set(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    let next = instrs.get(i + 1).map(|n| n.op);
    let only_read = matches!(next, Some(Op::GetIter | Op::ContainsOp));
    let build = instrs[i].op;
    let count = instrs[i].arg as usize;
    if count > STACK_USE_GUIDELINE || (count < MIN_CONST_SEQUENCE && !only_read) {
        return;
    }
    let Some(at) = operands(instrs, i, count) else {
        if only_read && build == Op::BuildList {
            instrs[i].op = Op::BuildTuple;
        }
        return;
    };
    let Some(items) = values(instrs, &at, consts) else {
        return;
    };
    let constant = if build == Op::BuildSet { frozen_set(items) } else { Const::Tuple(items) };
    let index = consts.add(constant);
    nop_out(instrs, &at);
    if only_read {
        instrs[i].set(Op::LoadConst, index);
        return;
    }
    let loc = instrs[i].loc;
    instrs[i - 2].loc = loc;
    instrs[i - 2].set(build, 0);
    instrs[i - 1].set(Op::LoadConst, index);
    instrs[i].set(if build == Op::BuildList { Op::ListExtend } else { Op::SetUpdate }, 1);
}

pub(super) fn fold_unary(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    let op = match instrs[i].op {
        Op::UnaryNegative => Unary::Negative,
        Op::UnaryInvert => Unary::Invert,
        Op::UnaryNot => Unary::Not,
        _ => Unary::Positive,
    };
    let Some(at) = operands(instrs, i, 1) else {
        return;
    };
    let Some(result) = value(instrs[at[0]], consts).and_then(|v| fold::unary(op, &v)) else {
        return;
    };
    nop_out(instrs, &at);
    load(&mut instrs[i], result, consts);
}

pub(super) fn fold_binary(instrs: &mut [Instr], i: usize, consts: &mut ConstPool) {
    let Some(at) = operands(instrs, i, 2) else {
        return;
    };
    let Some(items) = values(instrs, &at, consts) else {
        return;
    };
    let Some(result) = fold::binary(instrs[i].arg, &items[0], &items[1]) else {
        return;
    };
    nop_out(instrs, &at);
    load(&mut instrs[i], result, consts);
}

/// Drops unused constants. The first one stays: it may be the docstring.
pub(super) fn remove_unused(cfg: &mut Cfg, consts: ConstPool) -> Vec<Const> {
    let mut used = vec![false; consts.len()];
    if let Some(first) = used.first_mut() {
        *first = true;
    }
    for block in &cfg.blocks {
        for instr in block.instrs.iter().filter(|i| i.op == Op::LoadConst) {
            if let Some(slot) = used.get_mut(instr.arg as usize) {
                *slot = true;
            }
        }
    }
    let mut renumbered = Vec::with_capacity(used.len());
    let mut kept = 0;
    for &is_used in &used {
        renumbered.push(kept);
        kept += u32::from(is_used);
    }
    for block in &mut cfg.blocks {
        for instr in block.instrs.iter_mut().filter(|i| i.op == Op::LoadConst) {
            instr.arg = renumbered.get(instr.arg as usize).copied().unwrap_or(0);
        }
    }
    consts.into_values().into_iter().zip(used).filter_map(|(value, used)| used.then_some(value)).collect()
}
