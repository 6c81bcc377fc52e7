//! The finished graph to code units and tables.

use super::cfg::{Cfg, Instr, NONE};
use crate::ast::Loc;
use crate::bytecode::{ExceptionEntry, LineTableWriter, Op, Position, encode_exception_table};
use crate::error::Result;

pub(super) struct Encoded {
    pub units: Vec<u16>,
    pub linetable: Vec<u8>,
    pub exceptiontable: Vec<u8>,
}

/// One instruction in its final place.
struct Placed {
    instr: Instr,
    /// Index of the instruction a jump goes to.
    target: usize,
    offset: usize,
}

/// From a `SEND` to its `END_SEND`, in code units.
const END_SEND_OFFSET: usize = 5;

fn extended(arg: u32) -> usize {
    usize::from(arg > 0xff) + usize::from(arg > 0xffff) + usize::from(arg > 0xff_ffff)
}

fn size(instr: &Instr) -> usize {
    1 + extended(instr.arg) + instr.op.caches()
}

pub(super) fn encode(cfg: &Cfg, firstlineno: i32) -> Result<Encoded> {
    let order = cfg.order();
    // Where each block starts, as an instruction index.
    let mut starts = vec![0; cfg.blocks.len()];
    let mut count = 0;
    for &at in &order {
        starts[at] = count;
        count += cfg.blocks[at].instrs.len();
    }
    let mut placed = Vec::with_capacity(count);
    for &at in &order {
        for &instr in &cfg.blocks[at].instrs {
            let target = if instr.target == NONE { 0 } else { starts[instr.target] };
            placed.push(Placed { instr, target, offset: 0 });
        }
    }
    resolve_directions(&mut placed);
    let total = resolve_offsets(&mut placed);
    let mut units = Vec::with_capacity(total);
    for p in &placed {
        let Instr { op, arg, .. } = p.instr;
        for shift in [24, 16, 8] {
            if arg >> shift != 0 {
                units.push(u16::from(Op::ExtendedArg as u8) | (((arg >> shift) & 0xff) as u16) << 8);
            }
        }
        units.push(u16::from(op as u8) | ((arg & 0xff) as u16) << 8);
        units.extend(std::iter::repeat_n(0, op.caches()));
    }
    let linetable = line_table(&mut placed, firstlineno);
    let exceptiontable = exception_table(cfg, &placed, &starts, total);
    Ok(Encoded { units, linetable, exceptiontable })
}

fn resolve_directions(placed: &mut [Placed]) {
    for (i, p) in placed.iter_mut().enumerate() {
        let forward = p.target > i;
        p.instr.op = match p.instr.op {
            Op::Jump | Op::JumpNoInterrupt if forward => Op::JumpForward,
            Op::Jump => Op::JumpBackward,
            Op::JumpNoInterrupt => Op::JumpBackwardNoInterrupt,
            op => op,
        };
    }
}

/// Settles offsets and jump distances; returns the number of code units.
fn resolve_offsets(placed: &mut [Placed]) -> usize {
    // The first sizes are guessed from the targets' indices, as CPython does: a
    // jump that needs its prefix only because it has one keeps it.
    for p in placed.iter_mut().filter(|p| p.instr.is_jump()) {
        p.instr.arg = p.target as u32;
    }
    loop {
        let mut total = 0;
        for p in placed.iter_mut() {
            p.offset = total;
            total += size(&p.instr);
        }
        let mut again = false;
        for i in 0..placed.len() {
            if !placed[i].instr.is_jump() {
                continue;
            }
            let before = size(&placed[i].instr);
            let end = placed[i].offset + before;
            let target = placed.get(placed[i].target).map_or(total, |t| t.offset);
            let mut distance = target.abs_diff(end);
            // It names the END_SEND that follows its SEND.
            if placed[i].instr.op == Op::EndAsyncFor {
                distance = distance.saturating_sub(END_SEND_OFFSET);
            }
            placed[i].instr.arg = distance as u32;
            again |= size(&placed[i].instr) != before;
        }
        if !again {
            return total;
        }
    }
}

fn line_table(placed: &mut [Placed], firstlineno: i32) -> Vec<u8> {
    for i in (0..placed.len()).rev() {
        if placed[i].instr.loc == Loc::NEXT {
            let op = placed[i].instr.op;
            let ends = op.is_jump() || op.is_scope_exit();
            placed[i].instr.loc = match placed.get(i + 1) {
                Some(next) if !ends => next.instr.loc,
                _ => Loc::NONE,
            };
        }
    }
    let mut writer = LineTableWriter::new(firstlineno.max(0) as u32);
    let mut run: Option<(Loc, usize)> = None;
    for p in placed.iter() {
        let units = size(&p.instr);
        match &mut run {
            Some((loc, length)) if *loc == p.instr.loc => *length += units,
            _ => {
                if let Some((loc, length)) = run.take() {
                    writer.add(position(loc), length);
                }
                run = Some((p.instr.loc, units));
            }
        }
    }
    if let Some((loc, length)) = run {
        writer.add(position(loc), length);
    }
    writer.finish()
}

fn position(loc: Loc) -> Option<Position> {
    if loc.line < 0 {
        return None;
    }
    Some(Position {
        line: loc.line as u32,
        end_line: loc.end_line.max(loc.line) as u32,
        column: u32::try_from(loc.col).ok(),
        end_column: u32::try_from(loc.end_col).ok(),
    })
}

fn exception_table(cfg: &Cfg, placed: &[Placed], starts: &[usize], total: usize) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut current = NONE;
    let mut start = 0;
    let mut close = |handler: usize, start: usize, end: usize| {
        if handler == NONE || start == end {
            return;
        }
        let block = &cfg.blocks[handler];
        let target = placed.get(starts[handler]).map_or(total, |p| p.offset);
        let lasti = block.preserve_lasti;
        let depth = block.start_depth - 1 - i32::from(lasti);
        entries.push(ExceptionEntry {
            start: start as u32,
            end: end as u32,
            target: target as u32,
            depth: depth.max(0) as u32,
            lasti,
        });
    };
    for p in placed {
        if p.instr.except != current {
            close(current, start, p.offset);
            current = p.instr.except;
            start = p.offset;
        }
    }
    close(current, start, total);
    encode_exception_table(&entries)
}
