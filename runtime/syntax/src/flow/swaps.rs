//! Runs of `SWAP` are shortened, and stores are reordered so that none is needed.

use super::cfg::Instr;
use crate::bytecode::Op;

pub(super) fn optimize(instrs: &mut [Instr]) {
    let mut i = 0;
    while i < instrs.len() {
        if instrs[i].op == Op::Swap {
            i += shorten(&mut instrs[i..]);
            apply(instrs, i);
        }
        i += 1;
    }
}

/// Rewrites the run at the start as the fewest swaps; returns the offset of its last instruction.
fn shorten(run: &mut [Instr]) -> usize {
    let mut depth = run[0].arg as usize;
    let mut more = false;
    let mut len = 1;
    while let Some(instr) = run.get(len) {
        match instr.op {
            Op::Swap => {
                depth = depth.max(instr.arg as usize);
                more = true;
            }
            Op::Nop => {}
            _ => break,
        }
        len += 1;
    }
    if !more {
        return 0;
    }
    let mut stack: Vec<usize> = (0..depth).collect();
    for instr in run[..len].iter().filter(|i| i.op == Op::Swap) {
        stack.swap(0, instr.arg as usize - 1);
    }
    // The permutation's cycles, each through the top of the stack, from the end.
    const VISITED: usize = usize::MAX;
    let mut current = len;
    for i in 0..depth {
        if stack[i] == VISITED || stack[i] == i {
            continue;
        }
        let mut j = i;
        loop {
            if j != 0 && current > 0 {
                current -= 1;
                run[current].set(Op::Swap, j as u32 + 1);
            }
            if stack[j] == VISITED {
                break;
            }
            let next = stack[j];
            stack[j] = VISITED;
            j = next;
        }
    }
    run[..current].iter_mut().for_each(Instr::nop);
    len - 1
}

fn swappable(op: Op) -> bool {
    matches!(op, Op::StoreFast | Op::StoreFastMaybeNull | Op::PopTop)
}

fn stores_to(instr: &Instr) -> Option<u32> {
    matches!(instr.op, Op::StoreFast | Op::StoreFastMaybeNull).then_some(instr.arg)
}

fn next_swappable(instrs: &[Instr], from: usize, line: i32) -> Option<usize> {
    for (i, instr) in instrs.iter().enumerate().skip(from + 1) {
        if line >= 0 && instr.loc.line != line {
            return None;
        }
        if instr.op == Op::Nop {
            continue;
        }
        return swappable(instr.op).then_some(i);
    }
    None
}

/// Performs swaps at and before `i` by exchanging the stores that follow them.
fn apply(instrs: &mut [Instr], i: usize) {
    for at in (0..=i.min(instrs.len().saturating_sub(1))).rev() {
        let swap = instrs[at];
        if swap.op != Op::Swap {
            if swap.op == Op::Nop || swappable(swap.op) {
                continue;
            }
            return;
        }
        let Some(j) = next_swappable(instrs, at, -1) else {
            return;
        };
        let line = instrs[j].loc.line;
        let mut k = j;
        for _ in 1..swap.arg {
            match next_swappable(instrs, k, line) {
                Some(next) => k = next,
                None => return,
            }
        }
        let (store_j, store_k) = (stores_to(&instrs[j]), stores_to(&instrs[k]));
        if store_j.is_some() || store_k.is_some() {
            if store_j == store_k {
                return;
            }
            let between = instrs[j + 1..k.max(j + 1)].iter().filter_map(stores_to);
            if between.into_iter().any(|s| Some(s) == store_j || Some(s) == store_k) {
                return;
            }
        }
        instrs[at].nop();
        instrs.swap(j, k);
    }
}
