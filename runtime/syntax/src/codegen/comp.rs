//! Comprehensions. All but generators are merged into the code around them
//! (PEP 709): the names they bind are saved on the stack and restored.

use super::Compiler;
use super::emit::Params;
use super::unit::{Datum, FrameBlock, Label, ScopeKind};
use crate::ast::{Comp, CompKind, Expr, ExprKind, Loc};
use crate::bytecode::Op;
use crate::error::{Error, Result};
use crate::names::Sym;
use crate::symtable::{Block, BlockKind, SymbolTable, Where, def};

/// What an inlined comprehension has changed in the unit.
#[derive(Default)]
struct Inlined {
    overridden: Vec<(Sym, Option<Where>)>,
    hidden: Vec<Sym>,
    pushed: Vec<Sym>,
    cleanup: Option<Label>,
}

impl<'a> Compiler<'a> {
    pub(super) fn comp(&mut self, e: &'a Expr, comp: &'a Comp) -> Result<()> {
        let Some(&ix) = self.table.by_scope.get(&comp.scope) else {
            return self.internal("missing scope");
        };
        let table: &'a SymbolTable = self.table;
        let block = &table.blocks[ix];
        let loc = e.loc;
        let Some(outermost) = comp.generators.first() else {
            return Ok(());
        };
        let is_generator = comp.kind == CompKind::Generator;
        let is_async = block.coroutine;
        let mut state = Inlined::default();
        if block.comp_inlined {
            self.outermost_iter(outermost)?;
            self.push_state(loc, block, &mut state);
        } else {
            let params = Params { argcount: 1, ..Params::default() };
            self.enter_block(ScopeKind::Comprehension, ix, block.name, loc.line, params);
        }
        let allowed = matches!(self.unit.kind, ScopeKind::AsyncFunction | ScopeKind::Comprehension)
            || (self.settings.top_level_await && self.unit.kind == ScopeKind::Module);
        if is_async && !is_generator && !allowed {
            return Error::new(loc, "asynchronous comprehension outside of an asynchronous function");
        }
        if !is_generator {
            let op = match comp.kind {
                CompKind::Set => Op::BuildSet,
                CompKind::Dict => Op::BuildMap,
                _ => Op::BuildList,
            };
            self.op_i(loc, op, 0);
            if block.comp_inlined {
                self.op_i(loc, Op::Swap, 2);
            }
        }
        self.comp_generator(loc, comp, 0, 0, block.comp_inlined)?;
        if block.comp_inlined {
            self.pop_state(loc, state);
            return Ok(());
        }
        if is_generator {
            self.stop_iteration_handler();
        } else {
            self.op(loc, Op::ReturnValue);
        }
        let code = self.leave_scope(true)?;
        self.make_closure(loc, code, 0)?;
        self.outermost_iter(outermost)?;
        self.op_i(loc, Op::Call, 0);
        if is_async && !is_generator {
            self.await_value(loc, 0);
        }
        Ok(())
    }

    fn outermost_iter(&mut self, generator: &'a crate::ast::Generator) -> Result<()> {
        self.expr(&generator.iter)?;
        let op = if generator.is_async { Op::GetAiter } else { Op::GetIter };
        self.op(generator.iter.loc, op);
        Ok(())
    }

    fn comp_generator(&mut self, loc: Loc, comp: &'a Comp, index: usize, depth: u32, on_stack: bool) -> Result<()> {
        crate::deep::grow(|| {
            if comp.generators[index].is_async {
                self.async_generator(loc, comp, index, depth, on_stack)
            } else {
                self.sync_generator(loc, comp, index, depth, on_stack)
            }
        })
    }

    fn sync_generator(&mut self, loc: Loc, comp: &'a Comp, index: usize, mut depth: u32, on_stack: bool) -> Result<()> {
        let generator = &comp.generators[index];
        let (start, if_cleanup, anchor) = (self.label(), self.label(), self.label());
        let mut loops = true;
        if !on_stack {
            if index == 0 {
                self.op_i(loc, Op::LoadFast, 0);
            } else if let ExprKind::List(elts) | ExprKind::Tuple(elts) = &generator.iter.kind
                && let [only] = &elts[..]
                && !only.is_starred()
            {
                // `for y in [f(x)]` is an assignment.
                self.expr(only)?;
                loops = false;
            } else {
                self.expr(&generator.iter)?;
                self.op(generator.iter.loc, Op::GetIter);
            }
        }
        if loops {
            depth += 1;
            self.bind(start);
            self.jump(generator.iter.loc, Op::ForIter, anchor);
        }
        self.store(&generator.target)?;
        for condition in &generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        let elt_loc = self.comp_element(loc, comp, index, depth)?;
        self.bind(if_cleanup);
        if loops {
            self.jump(elt_loc, Op::Jump, start);
            self.bind(anchor);
            self.op(Loc::NONE, Op::EndFor);
            self.op(Loc::NONE, Op::PopIter);
        }
        Ok(())
    }

    fn async_generator(&mut self, loc: Loc, comp: &'a Comp, index: usize, depth: u32, on_stack: bool) -> Result<()> {
        let generator = &comp.generators[index];
        let (start, send, except, if_cleanup) = (self.label(), self.label(), self.label(), self.label());
        if !on_stack {
            if index == 0 {
                self.op_i(loc, Op::LoadFast, 0);
            } else {
                self.expr(&generator.iter)?;
                self.op(generator.iter.loc, Op::GetAiter);
            }
        }
        self.bind(start);
        self.push_fblock(FrameBlock::AsyncComprehension, loc, start, Label::NONE, Datum::None)?;
        self.jump(loc, Op::SetupFinally, except);
        self.op(loc, Op::GetAnext);
        self.load_none(loc);
        self.bind(send);
        self.yield_from(loc, true);
        self.op(loc, Op::PopBlock);
        self.store(&generator.target)?;
        for condition in &generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        let elt_loc = self.comp_element(loc, comp, index, depth + 1)?;
        self.bind(if_cleanup);
        self.jump(elt_loc, Op::Jump, start);
        self.pop_fblock();
        self.bind(except);
        self.jump(loc, Op::EndAsyncFor, send);
        Ok(())
    }

    /// The next loop inwards or, in the innermost one, the element.
    fn comp_element(&mut self, loc: Loc, comp: &'a Comp, index: usize, depth: u32) -> Result<Loc> {
        let mut at = comp.elt.loc;
        if index + 1 < comp.generators.len() {
            self.comp_generator(loc, comp, index + 1, depth, false)?;
            return Ok(at);
        }
        self.expr(&comp.elt)?;
        match comp.kind {
            CompKind::Generator => {
                self.add_yield(at);
                self.op(at, Op::PopTop);
            }
            CompKind::List => self.op_i(at, Op::ListAppend, depth + 1),
            CompKind::Set => self.op_i(at, Op::SetAdd, depth + 1),
            CompKind::Dict => {
                if let Some(value) = &comp.value {
                    self.expr(value)?;
                    at.end_line = value.loc.end_line;
                    at.end_col = value.loc.end_col;
                }
                self.op_i(at, Op::MapAdd, depth + 1);
            }
        }
        Ok(at)
    }

    fn push_state(&mut self, loc: Loc, block: &'a Block, state: &mut Inlined) {
        let outer = self.block();
        let in_class = outer.kind == BlockKind::Class && self.unit.in_inlined_comp == 0;
        self.unit.in_inlined_comp += 1;
        let mut cells = Vec::new();
        for (name, symbol) in block.symbols.iter() {
            let bound = symbol.flags & def::LOCAL != 0 && symbol.flags & def::NONLOCAL == 0;
            if !bound && !in_class {
                continue;
            }
            let outside = self.place(name);
            if symbol.scope != outside && (symbol.scope, outside) != (Where::Cell, Where::Free) {
                state.overridden.push((name, self.unit.overrides.insert(name, symbol.scope)));
            }
            if bound {
                if !outer.is_function_like() && self.unit.fast_hidden.get(&name) != Some(&true) {
                    self.unit.fast_hidden.insert(name, true);
                    state.hidden.push(name);
                }
                state.pushed.push(name);
                cells.push((name, symbol.scope == Where::Cell, outside == Where::Free));
            }
        }
        for (name, is_cell, outer_free) in cells {
            self.op_var(loc, Op::LoadFastAndClear, name);
            if is_cell {
                let slot = if outer_free {
                    self.unit.freevars.add(name) + self.unit.cellvars.len() as u32
                } else {
                    self.unit.cellvars.add(name)
                };
                self.op_i(loc, Op::MakeCell, slot);
            }
        }
        if !state.pushed.is_empty() {
            self.op_i(loc, Op::Swap, state.pushed.len() as u32 + 1);
            let cleanup = self.label();
            state.cleanup = Some(cleanup);
            self.jump(loc, Op::SetupFinally, cleanup);
        }
    }

    fn pop_state(&mut self, loc: Loc, state: Inlined) {
        if let Some(cleanup) = state.cleanup {
            self.op(Loc::NONE, Op::PopBlock);
            let end = self.label();
            self.jump(Loc::NONE, Op::JumpNoInterrupt, end);
            self.bind(cleanup);
            // The unfinished result lies below the exception.
            self.op_i(Loc::NONE, Op::Swap, 2);
            self.op(Loc::NONE, Op::PopTop);
            self.restore_names(loc, &state.pushed);
            self.op_i(Loc::NONE, Op::Reraise, 0);
            self.bind(end);
            self.restore_names(loc, &state.pushed);
        }
        self.unit.in_inlined_comp -= 1;
        for (name, before) in state.overridden.into_iter().rev() {
            match before {
                Some(place) => self.unit.overrides.insert(name, place),
                None => self.unit.overrides.remove(&name),
            };
        }
        for name in state.hidden {
            self.unit.fast_hidden.insert(name, false);
        }
    }

    fn restore_names(&mut self, loc: Loc, names: &[Sym]) {
        self.op_i(loc, Op::Swap, names.len() as u32 + 1);
        for &name in names.iter().rev() {
            self.op_var(loc, Op::StoreFastMaybeNull, name);
        }
    }
}
