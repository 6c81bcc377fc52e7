//! Emitting instructions, entering and leaving units.

use std::collections::HashMap;

use super::unit::{ConstPool, Datum, FBlock, FrameBlock, Ins, Label, NameList, ScopeKind, Unit};
use super::{Compiler, Ctx};
use crate::ast::{CmpOp, Loc, ScopeId};
use crate::bytecode::{Code, Const, Op, cmp, flags, func_attr, resume};
use crate::error::{Error, Result};
use crate::flow;
use crate::names::Sym;
use crate::symtable::{Block, BlockIx, SymbolTable, TOP, Where, def};

/// The most statements that need undoing, one in the other.
const MAX_BLOCKS: usize = 21;

/// Counts of a unit's parameters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Params {
    pub argcount: u32,
    pub posonly: u32,
    pub kwonly: u32,
}

pub(super) fn module_unit<'a>(table: &SymbolTable) -> Unit<'a> {
    let mut unit = new_unit(ScopeKind::Module, TOP, &table.blocks[TOP], Sym::MODULE, 1);
    unit.qualname = "<module>".to_string();
    if table.blocks[TOP].has_conditional_annotations {
        unit.cellvars.add(Sym::CONDITIONAL_ANNOTATIONS);
    }
    unit
}

fn new_unit<'a>(kind: ScopeKind, block: BlockIx, b: &Block, name: Sym, line: i32) -> Unit<'a> {
    let mut varnames = NameList::default();
    b.varnames.iter().for_each(|&n| {
        varnames.add(n);
    });
    Unit {
        kind,
        block,
        name,
        qualname: String::new(),
        private: None,
        argcount: 0,
        posonly: 0,
        kwonly: 0,
        firstlineno: line,
        consts: ConstPool::default(),
        names: NameList::default(),
        varnames,
        cellvars: NameList::default(),
        freevars: NameList::default(),
        fast_hidden: HashMap::new(),
        code: Vec::new(),
        labels: Vec::new(),
        annotations_code: Vec::new(),
        fblocks: Vec::new(),
        deferred: Vec::new(),
        in_conditional: false,
        next_conditional: 0,
        in_inlined_comp: 0,
        overrides: HashMap::new(),
        static_attributes: Vec::new(),
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn op(&mut self, loc: Loc, op: Op) {
        self.op_i(loc, op, 0);
    }

    pub(super) fn op_i(&mut self, loc: Loc, op: Op, arg: u32) {
        self.unit.code.push(Ins { op, arg, loc, target: Label::NONE });
    }

    pub(super) fn jump(&mut self, loc: Loc, op: Op, target: Label) {
        self.unit.code.push(Ins { op, arg: 0, loc, target });
    }

    pub(super) fn label(&mut self) -> Label {
        self.unit.labels.push(u32::MAX);
        Label(self.unit.labels.len() as u32 - 1)
    }

    /// Makes `label` stand for the next instruction.
    pub(super) fn bind(&mut self, label: Label) {
        let at = self.unit.code.len() as u32;
        if let Some(slot) = self.unit.labels.get_mut(label.0 as usize) {
            *slot = at;
        }
    }

    pub(super) fn load_const(&mut self, loc: Loc, value: Const) {
        let at = self.unit.consts.add(value);
        self.op_i(loc, Op::LoadConst, at);
    }

    pub(super) fn load_none(&mut self, loc: Loc) {
        self.load_const(loc, Const::None);
    }

    pub(super) fn sym_const(&self, name: Sym) -> Const {
        Const::str(self.names.text(name))
    }

    /// An instruction with a (mangled) name from `co_names`.
    pub(super) fn op_name(&mut self, loc: Loc, op: Op, name: Sym) {
        let name = self.mangle(name);
        let at = self.unit.names.add(name);
        self.op_i(loc, op, at);
    }

    pub(super) fn load_attr(&mut self, loc: Loc, name: Sym, method: bool) {
        let name = self.mangle(name);
        let at = self.unit.names.add(name);
        self.op_i(loc, Op::LoadAttr, (at << 1) | u32::from(method));
    }

    pub(super) fn op_var(&mut self, loc: Loc, op: Op, name: Sym) {
        let at = self.unit.varnames.add(name);
        self.op_i(loc, op, at);
    }

    pub(super) fn compare(&mut self, loc: Loc, op: CmpOp) {
        let (op, arg) = match op {
            CmpOp::Eq => (Op::CompareOp, cmp::arg(cmp::EQ)),
            CmpOp::NotEq => (Op::CompareOp, cmp::arg(cmp::NE)),
            CmpOp::Lt => (Op::CompareOp, cmp::arg(cmp::LT)),
            CmpOp::LtE => (Op::CompareOp, cmp::arg(cmp::LE)),
            CmpOp::Gt => (Op::CompareOp, cmp::arg(cmp::GT)),
            CmpOp::GtE => (Op::CompareOp, cmp::arg(cmp::GE)),
            CmpOp::Is => (Op::IsOp, 0),
            CmpOp::IsNot => (Op::IsOp, 1),
            CmpOp::In => (Op::ContainsOp, 0),
            CmpOp::NotIn => (Op::ContainsOp, 1),
        };
        self.op_i(loc, op, arg);
    }

    /// Notes what must be undone when control leaves the statement at `loc`.
    pub(super) fn push_fblock(
        &mut self,
        kind: FrameBlock,
        loc: Loc,
        block: Label,
        exit: Label,
        datum: Datum<'a>,
    ) -> Result<()> {
        if self.unit.fblocks.len() >= MAX_BLOCKS {
            return Error::new(loc, "too many statically nested blocks");
        }
        self.unit.fblocks.push(FBlock { kind, block, exit, loc, datum });
        Ok(())
    }

    pub(super) fn pop_fblock(&mut self) {
        self.unit.fblocks.pop();
    }

    /// `await` and `yield from`: the loop that passes values through.
    pub(super) fn yield_from(&mut self, loc: Loc, awaiting: bool) {
        let (send, fail, exit) = (self.label(), self.label(), self.label());
        self.bind(send);
        self.jump(loc, Op::Send, exit);
        // What close() and throw() raise at the yield is handled there.
        self.jump(loc, Op::SetupFinally, fail);
        self.op_i(loc, Op::YieldValue, 1);
        self.op(Loc::NONE, Op::PopBlock);
        self.op_i(loc, Op::Resume, if awaiting { resume::AFTER_AWAIT } else { resume::AFTER_YIELD_FROM });
        self.jump(loc, Op::JumpNoInterrupt, send);
        self.bind(fail);
        self.op(loc, Op::CleanupThrow);
        self.bind(exit);
        self.op(loc, Op::EndSend);
    }

    pub(super) fn await_value(&mut self, loc: Loc, place: u32) {
        self.op_i(loc, Op::GetAwaitable, place);
        self.load_none(loc);
        self.yield_from(loc, true);
    }

    pub(super) fn pop_except_and_reraise(&mut self, loc: Loc) {
        self.op_i(loc, Op::Copy, 3);
        self.op(loc, Op::PopExcept);
        self.op_i(loc, Op::Reraise, 1);
    }

    /// Starts the code object of a nested scope.
    pub(super) fn enter_scope(
        &mut self,
        kind: ScopeKind,
        scope: ScopeId,
        name: Sym,
        line: i32,
        params: Params,
    ) -> Result<()> {
        let Some(&block) = self.table.by_scope.get(&scope) else {
            return self.internal("missing scope");
        };
        self.enter_block(kind, block, name, line, params);
        Ok(())
    }

    pub(super) fn enter_block(&mut self, kind: ScopeKind, block: BlockIx, name: Sym, line: i32, params: Params) {
        let table: &'a SymbolTable = self.table;
        let b = &table.blocks[block];
        let mut unit = new_unit(kind, block, b, name, line);
        unit.argcount = params.argcount;
        unit.posonly = params.posonly;
        unit.kwonly = params.kwonly;
        let mut cells: Vec<Sym> = Vec::new();
        let mut frees: Vec<Sym> = Vec::new();
        for (name, symbol) in b.symbols.iter() {
            if symbol.scope == Where::Cell || symbol.flags & def::COMP_CELL != 0 {
                cells.push(name);
            }
            if symbol.scope == Where::Free || symbol.flags & def::FREE_CLASS != 0 {
                frees.push(name);
            }
        }
        let names = &*self.names;
        cells.sort_by(|a, b| names.text(*a).cmp(names.text(*b)));
        frees.sort_by(|a, b| names.text(*a).cmp(names.text(*b)));
        cells.into_iter().for_each(|n| {
            unit.cellvars.add(n);
        });
        if b.needs_class_closure {
            unit.cellvars.add(Sym::CLASS);
        }
        if b.needs_classdict {
            unit.cellvars.add(Sym::CLASSDICT);
        }
        if b.has_conditional_annotations {
            unit.cellvars.add(Sym::CONDITIONAL_ANNOTATIONS);
        }
        frees.into_iter().for_each(|n| {
            unit.freevars.add(n);
        });
        unit.private = self.unit.private;
        let parent = std::mem::replace(&mut self.unit, unit);
        self.stack.push(parent);
        self.unit.qualname = self.make_qualname();
        let loc = Loc::line_start(line);
        self.op_i(loc, Op::Resume, resume::FUNC_START);
    }

    fn make_qualname(&mut self) -> String {
        let name = self.unit.name;
        let own = self.names.text(name).to_string();
        let mut base = None;
        if self.stack.len() > 1 {
            let mut at = self.stack.len() - 1;
            if matches!(self.stack[at].kind, ScopeKind::TypeParams | ScopeKind::Annotations) {
                if at == 1 {
                    return own;
                }
                at -= 1;
            }
            let (kind, private, block) = (self.stack[at].kind, self.stack[at].private, self.stack[at].block);
            let mut force_global = false;
            if matches!(self.unit.kind, ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Class) {
                let mangled = self.names.mangle(private, name);
                force_global = self.table.blocks[block].symbols.scope(mangled) == Where::GlobalExplicit;
            }
            if !force_global {
                let parent = &self.stack[at].qualname;
                base = Some(match kind {
                    ScopeKind::Function | ScopeKind::AsyncFunction | ScopeKind::Lambda => {
                        format!("{parent}.<locals>")
                    }
                    _ => parent.clone(),
                });
            }
        }
        match base {
            Some(base) => format!("{base}.{own}"),
            None => own,
        }
    }

    /// Ends the unit and returns to its parent with the finished code object.
    pub(super) fn leave_scope(&mut self, add_none: bool) -> Result<Code> {
        let code = self.finish(add_none);
        if let Some(parent) = self.stack.pop() {
            self.unit = parent;
        }
        code
    }

    /// Ends the unit: makes sure it returns, and assembles it.
    pub(super) fn finish(&mut self, add_none: bool) -> Result<Code> {
        if add_none {
            self.load_none(Loc::NONE);
        }
        self.op(Loc::NONE, Op::ReturnValue);
        let block = self.block();
        let mut flag_bits = self.settings.future & flags::FUTURE_MASK;
        if block.is_function_like() {
            flag_bits |= flags::NEWLOCALS | flags::OPTIMIZED;
            for (on, bit) in [
                (block.nested, flags::NESTED),
                (block.generator && !block.coroutine, flags::GENERATOR),
                (block.generator && block.coroutine, flags::ASYNC_GENERATOR),
                (block.coroutine && !block.generator, flags::COROUTINE),
                (block.varargs, flags::VARARGS),
                (block.varkeywords, flags::VARKEYWORDS),
                (block.has_docstring, flags::HAS_DOCSTRING),
                (block.method, flags::METHOD),
            ] {
                if on {
                    flag_bits |= bit;
                }
            }
        } else if self.settings.top_level_await && self.unit.kind == ScopeKind::Module && block.coroutine {
            flag_bits |= flags::COROUTINE;
        }
        let empty = new_unit(self.unit.kind, self.unit.block, block, self.unit.name, self.unit.firstlineno);
        let mut unit = std::mem::replace(&mut self.unit, empty);
        let nparams = (unit.posonly + unit.argcount + unit.kwonly) as usize
            + usize::from(block.varargs)
            + usize::from(block.varkeywords);
        splice_annotations(&mut unit);
        flow::assemble(unit, flag_bits, nparams, self.names, self.settings.filename)
    }

    /// Makes a function of `code` on the stack, with the cells it needs.
    pub(super) fn make_closure(&mut self, loc: Loc, code: Code, attributes: u32) -> Result<()> {
        let mut attributes = attributes;
        let frees: Vec<String> = code
            .localsplusnames
            .iter()
            .zip(&code.localspluskinds)
            .filter(|(_, kind)| **kind & crate::bytecode::fast::FREE != 0)
            .map(|(name, _)| name.clone())
            .collect();
        if !frees.is_empty() {
            for name in &frees {
                let name = self.names.intern(name);
                let arg = self.closure_slot(name)?;
                self.op_i(loc, Op::LoadClosure, arg);
            }
            attributes |= func_attr::CLOSURE;
            self.op_i(loc, Op::BuildTuple, frees.len() as u32);
        }
        self.load_const(loc, Const::Code(Box::new(code)));
        self.op(loc, Op::MakeFunction);
        for bit in [
            func_attr::CLOSURE,
            func_attr::ANNOTATIONS,
            func_attr::ANNOTATE,
            func_attr::KWDEFAULTS,
            func_attr::DEFAULTS,
        ] {
            if attributes & bit != 0 {
                self.op_i(loc, Op::SetFunctionAttribute, bit);
            }
        }
        Ok(())
    }

    /// The slot of a cell or free variable of this unit.
    pub(super) fn closure_slot(&self, name: Sym) -> Result<u32> {
        let implicit = self.unit.kind == ScopeKind::Class
            && [Sym::CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS].contains(&name);
        let is_cell = implicit || self.place(name) == Where::Cell;
        let slot = if is_cell {
            self.unit.cellvars.get(name)
        } else {
            self.unit.freevars.get(name).map(|i| i + self.unit.cellvars.len() as u32)
        };
        match slot {
            Some(slot) => Ok(slot),
            None => self.internal("closure variable without a slot"),
        }
    }

    pub(super) fn load_name(&mut self, loc: Loc, name: Sym) -> Result<()> {
        self.name_op(loc, name, Ctx::Load)
    }
}

/// Puts the code for a module's annotations where the placeholder is.
fn splice_annotations(unit: &mut Unit<'_>) {
    let Some(at) = unit.code.iter().position(|i| i.op == Op::AnnotationsPlaceholder) else {
        return;
    };
    let code = std::mem::take(&mut unit.annotations_code);
    let shift = code.len() as i64 - 1;
    unit.code.splice(at..=at, code);
    for label in &mut unit.labels {
        if *label != u32::MAX && *label as usize > at {
            *label = (i64::from(*label) + shift) as u32;
        }
    }
}
