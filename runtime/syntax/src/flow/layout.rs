//! The local slots: parameters and locals, cells, free variables. A parameter
//! that is also a cell keeps its slot.

use super::cfg::{Cfg, ENTRY, Instr};
use super::nops;
use crate::ast::Loc;
use crate::bytecode::{Op, fast, flags};
use crate::codegen::{ScopeKind, Unit};
use crate::names::{Names, Sym};

/// Final slot of each cell and free variable, by its number in the unit.
fn cell_slots(unit: &Unit<'_>) -> (Vec<u32>, u32) {
    let locals = unit.varnames.len() as u32;
    let cells = unit.cellvars.len() as u32;
    let mut slots = Vec::new();
    let mut dropped = 0;
    for (i, name) in unit.cellvars.iter().enumerate() {
        match unit.varnames.get(name) {
            Some(slot) => {
                slots.push(slot);
                dropped += 1;
            }
            None => slots.push(locals + i as u32 - dropped),
        }
    }
    for i in 0..unit.freevars.len() as u32 {
        slots.push(locals + cells + i - dropped);
    }
    (slots, dropped)
}

/// Adds the instructions that set up the frame, and settles slot numbers.
pub(super) fn prepare(cfg: &mut Cfg, unit: &Unit<'_>, code_flags: u32) {
    let (slots, _) = cell_slots(unit);
    let mut prefix = Vec::new();
    if unit.freevars.len() > 0 {
        prefix.push(Instr::new(Op::CopyFreeVars, unit.freevars.len() as u32, Loc::NONE));
    }
    let mut cells: Vec<u32> = (0..unit.cellvars.len() as u32).collect();
    cells.sort_by_key(|&i| slots[i as usize]);
    prefix.extend(cells.into_iter().map(|i| Instr::new(Op::MakeCell, i, Loc::NONE)));
    let generator = flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR;
    if code_flags & generator != 0 {
        let line = unit.firstlineno;
        let loc = Loc { line, end_line: line, col: -1, end_col: -1 };
        prefix.push(Instr::new(Op::ReturnGenerator, 0, loc));
        prefix.push(Instr::new(Op::PopTop, 0, loc));
    }
    cfg.blocks[ENTRY].instrs.splice(0..0, prefix);
    for block in &mut cfg.blocks {
        for instr in &mut block.instrs {
            if matches!(
                instr.op,
                Op::MakeCell
                    | Op::LoadClosure
                    | Op::LoadDeref
                    | Op::StoreDeref
                    | Op::DeleteDeref
                    | Op::LoadFromDictOrDeref
            ) && let Some(&slot) = slots.get(instr.arg as usize)
            {
                instr.arg = slot;
            }
        }
    }
}

/// Pseudo-instructions that are others under another name.
pub(super) fn convert_pseudo_ops(cfg: &mut Cfg) {
    for block in &mut cfg.blocks {
        for instr in &mut block.instrs {
            if instr.op.is_block_push() {
                instr.nop();
                instr.target = super::cfg::NONE;
            } else if instr.op == Op::StoreFastMaybeNull {
                instr.op = Op::StoreFast;
            } else if instr.op == Op::LoadClosure {
                instr.op = Op::LoadFast;
            }
        }
    }
    nops::remove_redundant_nops(cfg);
}

/// Names and kinds of the slots.
pub(super) fn localsplus(unit: &Unit<'_>, names: &Names, nparams: usize, code_flags: u32) -> (Vec<String>, Vec<u8>) {
    let mut out = Vec::new();
    let mut kinds = Vec::new();
    let text = |name: Sym| names.text(name).to_string();
    let positional = (unit.posonly + unit.argcount) as usize;
    let keyword = positional + unit.kwonly as usize;
    let var = usize::from(code_flags & flags::VARARGS != 0);
    for (i, name) in unit.varnames.iter().enumerate() {
        let mut kind = fast::LOCAL;
        if i < nparams {
            kind |= if i < unit.posonly as usize {
                fast::ARG_POS
            } else if i < positional {
                fast::ARG_POS | fast::ARG_KW
            } else if i < keyword {
                fast::ARG_KW
            } else if i < keyword + var {
                fast::ARG_VAR | fast::ARG_POS
            } else {
                fast::ARG_VAR | fast::ARG_KW
            };
        }
        if unit.fast_hidden.contains_key(&name) && !matches!(unit.kind, ScopeKind::Function) {
            kind |= fast::HIDDEN;
        }
        if unit.cellvars.get(name).is_some() {
            kind |= fast::CELL;
        }
        out.push(text(name));
        kinds.push(kind);
    }
    for name in unit.cellvars.iter() {
        if unit.varnames.get(name).is_none() {
            out.push(text(name));
            kinds.push(fast::CELL);
        }
    }
    for name in unit.freevars.iter() {
        out.push(text(name));
        kinds.push(fast::FREE);
    }
    (out, kinds)
}
