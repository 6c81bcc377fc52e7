//! The control-flow graph: blocks of instructions in layout order.

use crate::ast::Loc;
use crate::bytecode::Op;
use crate::codegen::{Ins, Label};

/// Index of a block in the graph.
pub(super) type BlockId = usize;

/// No block.
pub(super) const NONE: BlockId = usize::MAX;

#[derive(Clone, Copy, Debug)]
pub(super) struct Instr {
    pub op: Op,
    pub arg: u32,
    pub loc: Loc,
    /// Where a jump goes, or the handler a block push names.
    pub target: BlockId,
    /// The handler of exceptions raised here.
    pub except: BlockId,
}

impl Instr {
    pub(super) fn new(op: Op, arg: u32, loc: Loc) -> Self {
        Instr { op, arg, loc, target: NONE, except: NONE }
    }

    pub(super) fn set(&mut self, op: Op, arg: u32) {
        self.op = op;
        self.arg = arg;
    }

    pub(super) fn nop(&mut self) {
        self.set(Op::Nop, 0);
    }

    pub(super) fn is_jump(&self) -> bool {
        self.op.is_jump()
    }
}

#[derive(Clone, Debug)]
pub(super) struct Block {
    pub instrs: Vec<Instr>,
    /// Handlers of instructions that were removed, by slot. An instruction
    /// appended later takes over the handler of its slot: so does CPython, and
    /// the exception table shows it.
    stale: Vec<BlockId>,
    /// The next block in layout order.
    pub next: BlockId,
    /// Whether a jump goes here.
    pub labelled: bool,
    pub except_handler: bool,
    /// Whether the handler wants the offset of the raising instruction.
    pub preserve_lasti: bool,
    pub predecessors: u32,
    pub start_depth: i32,
    pub cold: bool,
    pub warm: bool,
    pub visited: bool,
    /// Bit `i`: local `i` may be unbound at the start.
    pub unsafe_locals: u64,
}

impl Block {
    fn new() -> Self {
        Block {
            instrs: Vec::new(),
            stale: Vec::new(),
            next: NONE,
            labelled: false,
            except_handler: false,
            preserve_lasti: false,
            predecessors: 0,
            start_depth: -1,
            cold: false,
            warm: false,
            visited: false,
            unsafe_locals: 0,
        }
    }

    /// Replaces the instructions by a part of them.
    pub(super) fn compact(&mut self, before: &[Instr], kept: Vec<Instr>) {
        if self.stale.len() < before.len() {
            self.stale.resize(before.len(), NONE);
        }
        for (slot, instr) in before.iter().enumerate().skip(kept.len()) {
            self.stale[slot] = instr.except;
        }
        self.instrs = kept;
    }

    /// Appends an instruction in the slot after the last.
    pub(super) fn append(&mut self, mut instr: Instr) {
        instr.except = self.stale.get(self.instrs.len()).copied().unwrap_or(NONE);
        self.instrs.push(instr);
    }

    pub(super) fn last(&self) -> Option<&Instr> {
        self.instrs.last()
    }

    pub(super) fn falls_through(&self) -> bool {
        self.last().is_none_or(|i| i.op.falls_through())
    }

    pub(super) fn exits_scope(&self) -> bool {
        self.last().is_some_and(|i| i.op.is_scope_exit())
    }

    pub(super) fn has_no_line(&self) -> bool {
        self.instrs.iter().all(|i| i.loc.line < 0)
    }
}

#[derive(Debug)]
pub(super) struct Cfg {
    pub blocks: Vec<Block>,
}

/// The first block.
pub(super) const ENTRY: BlockId = 0;

impl Cfg {
    /// Splits a stream of instructions at its labels and jumps.
    pub(super) fn build(code: &[Ins], labels: &[u32]) -> Cfg {
        let position = |label: Label| labels.get(label.0 as usize).map_or(code.len(), |&p| p as usize);
        let mut is_target = vec![false; code.len() + 1];
        for ins in code {
            if ins.target != Label::NONE {
                is_target[position(ins.target).min(code.len())] = true;
            }
        }
        let mut cfg = Cfg { blocks: vec![Block::new()] };
        let mut block_at = vec![NONE; code.len() + 1];
        let mut current = ENTRY;
        for (at, ins) in code.iter().enumerate() {
            let ended = cfg.blocks[current].last().is_some_and(|i| i.is_jump() || i.op.is_scope_exit());
            let block = &cfg.blocks[current];
            if ended || (is_target[at] && (!block.instrs.is_empty() || block.labelled)) {
                let fresh = cfg.new_block();
                cfg.blocks[current].next = fresh;
                current = fresh;
            }
            if is_target[at] {
                cfg.blocks[current].labelled = true;
                block_at[at] = current;
            }
            // Targets are stream positions until every block exists.
            let target = if ins.target == Label::NONE { NONE } else { position(ins.target).min(code.len()) };
            cfg.blocks[current].instrs.push(Instr { op: ins.op, arg: ins.arg, loc: ins.loc, target, except: NONE });
        }
        for block in &mut cfg.blocks {
            for instr in &mut block.instrs {
                if instr.target != NONE {
                    instr.target = block_at[instr.target];
                }
            }
        }
        cfg
    }

    pub(super) fn new_block(&mut self) -> BlockId {
        self.blocks.push(Block::new());
        self.blocks.len() - 1
    }

    /// The blocks in layout order.
    pub(super) fn order(&self) -> Vec<BlockId> {
        let mut order = Vec::with_capacity(self.blocks.len());
        let mut at = ENTRY;
        while at != NONE {
            order.push(at);
            at = self.blocks[at].next;
        }
        order
    }

    /// The block itself or the first one after it that has instructions.
    pub(super) fn nonempty(&self, mut at: BlockId) -> BlockId {
        while at != NONE && self.blocks[at].instrs.is_empty() {
            at = self.blocks[at].next;
        }
        at
    }

    pub(super) fn clear_visited(&mut self) {
        self.blocks.iter_mut().for_each(|b| b.visited = false);
    }

    /// The blocks control may go to from `at`: the next one, then the jump's target.
    pub(super) fn successors(&self, at: BlockId) -> impl Iterator<Item = BlockId> {
        let block = &self.blocks[at];
        let next = if block.falls_through() { block.next } else { NONE };
        let target = block.last().filter(|i| i.is_jump()).map_or(NONE, |i| i.target);
        [next, target].into_iter().filter(|b| *b != NONE)
    }

    /// Counts predecessors and empties the blocks that cannot be reached.
    pub(super) fn remove_unreachable(&mut self) {
        self.clear_visited();
        for block in &mut self.blocks {
            block.predecessors = 0;
        }
        self.blocks[ENTRY].predecessors = 1;
        self.blocks[ENTRY].visited = true;
        let mut stack = vec![ENTRY];
        while let Some(at) = stack.pop() {
            let mut reached = Vec::new();
            let block = &self.blocks[at];
            if block.next != NONE && block.falls_through() {
                reached.push(block.next);
            }
            for instr in &block.instrs {
                if instr.target != NONE && (instr.is_jump() || instr.op.is_block_push()) {
                    reached.push(instr.target);
                }
            }
            for to in reached {
                let to_block = &mut self.blocks[to];
                to_block.predecessors += 1;
                if !to_block.visited {
                    to_block.visited = true;
                    stack.push(to);
                }
            }
        }
        for block in &mut self.blocks {
            if block.predecessors == 0 {
                block.instrs.clear();
                block.except_handler = false;
            }
        }
    }
}
