//! Names: which instruction reads, writes or deletes one.

use super::unit::ScopeKind;
use super::{Compiler, Ctx};
use crate::ast::Loc;
use crate::bytecode::Op;
use crate::error::{Error, Result};
use crate::names::Sym;
use crate::symtable::{BlockKind, Where};

enum Access {
    Name,
    Fast,
    Global,
    Deref,
}

impl Compiler<'_> {
    /// The name with the class's private prefix, where the rules ask for it.
    pub(super) fn mangle(&mut self, name: Sym) -> Sym {
        if let Some(only) = &self.block().mangled_names
            && !only.contains(&name)
        {
            return name;
        }
        self.names.mangle(self.unit.private, name)
    }

    pub(super) fn name_op(&mut self, loc: Loc, name: Sym, ctx: Ctx) -> Result<()> {
        if name == Sym::DEBUG && ctx != Ctx::Load {
            return self.forbid_debug(loc, ctx);
        }
        let name = self.mangle(name);
        let block = self.block();
        let place = block.symbols.scope(name);
        let place = self.unit.overridden(name).unwrap_or(place);
        let access = match place {
            Where::Free | Where::Cell => Access::Deref,
            Where::Local if block.is_function_like() => Access::Fast,
            Where::Local if self.unit.fast_hidden.get(&name) == Some(&true) => Access::Fast,
            Where::GlobalImplicit if block.is_function_like() => Access::Global,
            Where::GlobalExplicit => Access::Global,
            _ => Access::Name,
        };
        let in_class = block.kind == BlockKind::Class;
        let op = match access {
            Access::Fast => {
                let op = match ctx {
                    Ctx::Load => Op::LoadFast,
                    Ctx::Store => Op::StoreFast,
                    Ctx::Del => Op::DeleteFast,
                };
                self.op_var(loc, op, name);
                return Ok(());
            }
            Access::Deref => {
                let arg = if place == Where::Cell {
                    self.unit.cellvars.add(name)
                } else {
                    self.unit.freevars.add(name) + self.unit.cellvars.len() as u32
                };
                let op = match ctx {
                    Ctx::Load if in_class && self.unit.in_inlined_comp == 0 => {
                        self.op(loc, Op::LoadLocals);
                        Op::LoadFromDictOrDeref
                    }
                    Ctx::Load if block.can_see_class_scope => {
                        self.load_classdict(loc)?;
                        Op::LoadFromDictOrDeref
                    }
                    Ctx::Load => Op::LoadDeref,
                    Ctx::Store => Op::StoreDeref,
                    Ctx::Del => Op::DeleteDeref,
                };
                self.op_i(loc, op, arg);
                return Ok(());
            }
            Access::Global => match ctx {
                Ctx::Load if block.can_see_class_scope && place == Where::GlobalImplicit => {
                    self.load_classdict(loc)?;
                    Op::LoadFromDictOrGlobals
                }
                Ctx::Load => Op::LoadGlobal,
                Ctx::Store => Op::StoreGlobal,
                Ctx::Del => Op::DeleteGlobal,
            },
            Access::Name => match ctx {
                Ctx::Load if in_class && self.unit.in_inlined_comp > 0 => Op::LoadGlobal,
                Ctx::Load => Op::LoadName,
                Ctx::Store => Op::StoreName,
                Ctx::Del => Op::DeleteName,
            },
        };
        let mut arg = self.unit.names.add(name);
        if op == Op::LoadGlobal {
            arg <<= 1;
        }
        self.op_i(loc, op, arg);
        Ok(())
    }

    fn load_classdict(&mut self, loc: Loc) -> Result<()> {
        let slot = self.closure_slot(Sym::CLASSDICT)?;
        self.op_i(loc, Op::LoadDeref, slot);
        Ok(())
    }

    pub(super) fn forbid_debug<T>(&self, loc: Loc, ctx: Ctx) -> Result<T> {
        let what = if ctx == Ctx::Del { "delete" } else { "assign to" };
        Error::new(loc, format!("cannot {what} __debug__"))
    }

    /// Where a name lives as this unit sees it now.
    pub(super) fn place(&self, name: Sym) -> Where {
        self.unit.overridden(name).unwrap_or_else(|| self.block().symbols.scope(name))
    }

    /// Notes `self.x = ...` for the class's `__static_attributes__`.
    pub(super) fn note_static_attribute(&mut self, attr: Sym) {
        for unit in self.stack.iter_mut().rev() {
            if unit.kind == ScopeKind::Class {
                if !unit.static_attributes.contains(&attr) {
                    unit.static_attributes.push(attr);
                }
                return;
            }
        }
    }
}

impl super::Unit<'_> {
    /// The place of a name while an inlined comprehension is compiled.
    pub(super) fn overridden(&self, name: Sym) -> Option<Where> {
        self.overrides.get(&name).copied()
    }
}
