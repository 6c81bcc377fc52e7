//! `if`, `while` and `for`.

use super::Compiler;
use super::unit::{Datum, FrameBlock};
use crate::ast::{Expr, For, Loc, Stmt};
use crate::bytecode::Op;
use crate::error::{Error, Result};

impl<'a> Compiler<'a> {
    pub(super) fn if_stmt(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Result<()> {
        let end = self.label();
        let next = if orelse.is_empty() { end } else { self.label() };
        self.jump_if(test, next, false)?;
        self.stmts(body)?;
        if !orelse.is_empty() {
            self.jump(Loc::NONE, Op::JumpNoInterrupt, end);
            self.bind(next);
            self.stmts(orelse)?;
        }
        self.bind(end);
        Ok(())
    }

    pub(super) fn while_loop(&mut self, loc: Loc, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt]) -> Result<()> {
        let (again, end, anchor) = (self.label(), self.label(), self.label());
        self.bind(again);
        self.push_fblock(FrameBlock::While, loc, again, end, Datum::None)?;
        self.jump_if(test, anchor, false)?;
        self.stmts(body)?;
        self.jump(Loc::NONE, Op::Jump, again);
        self.pop_fblock();
        self.bind(anchor);
        self.stmts(orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn for_loop(&mut self, loc: Loc, f: &'a For) -> Result<()> {
        let (start, cleanup, end) = (self.label(), self.label(), self.label());
        self.push_fblock(FrameBlock::For, loc, start, end, Datum::None)?;
        self.expr(&f.iter)?;
        let at = f.iter.loc;
        self.op(at, Op::GetIter);
        self.bind(start);
        self.jump(at, Op::ForIter, cleanup);
        // For the line events of targets that span lines.
        self.op(f.target.loc, Op::Nop);
        self.store(&f.target)?;
        self.stmts(&f.body)?;
        self.jump(Loc::NONE, Op::Jump, start);
        self.bind(cleanup);
        self.op(Loc::NONE, Op::EndFor);
        self.op(Loc::NONE, Op::PopIter);
        self.pop_fblock();
        self.stmts(&f.orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn async_for(&mut self, loc: Loc, f: &'a For) -> Result<()> {
        self.check_async(loc, "'async for' outside async function")?;
        let (start, send, except, end) = (self.label(), self.label(), self.label(), self.label());
        self.expr(&f.iter)?;
        self.op(f.iter.loc, Op::GetAiter);
        self.bind(start);
        self.push_fblock(FrameBlock::AsyncFor, loc, start, end, Datum::None)?;
        self.jump(loc, Op::SetupFinally, except);
        self.op(loc, Op::GetAnext);
        self.load_none(loc);
        self.bind(send);
        self.yield_from(loc, true);
        self.op(loc, Op::PopBlock);
        self.op(loc, Op::NotTaken);
        self.store(&f.target)?;
        self.stmts(&f.body)?;
        self.jump(Loc::NONE, Op::Jump, start);
        self.pop_fblock();
        self.bind(except);
        self.jump(f.iter.loc, Op::EndAsyncFor, send);
        self.stmts(&f.orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn check_async(&self, loc: Loc, message: &str) -> Result<()> {
        use super::unit::ScopeKind;
        let top = self.settings.top_level_await && self.unit.kind == ScopeKind::Module;
        if top || self.unit.kind == ScopeKind::AsyncFunction { Ok(()) } else { Error::new(loc, message) }
    }
}
