//! `try` with `except`, `except*` and `finally`.

use super::unit::{Datum, FrameBlock, Label};
use super::{Compiler, Ctx};
use crate::ast::{Handler, Loc, Stmt, Try};
use crate::bytecode::{Op, intrinsic2};
use crate::error::{Error, Result};
use crate::names::Sym;

const ARTIFICIAL: Loc = Loc::NONE;

impl<'a> Compiler<'a> {
    pub(super) fn try_stmt(&mut self, loc: Loc, t: &'a Try) -> Result<()> {
        if t.finalbody.is_empty() {
            return self.try_inner(loc, t);
        }
        let (body, end, exit, cleanup) = (self.label(), self.label(), self.label(), self.label());
        self.jump(loc, Op::SetupFinally, end);
        self.bind(body);
        self.push_fblock(FrameBlock::FinallyTry, loc, body, end, Datum::Finally(&t.finalbody))?;
        if t.handlers.is_empty() {
            self.stmts(&t.body)?;
        } else {
            self.try_inner(loc, t)?;
        }
        self.op(ARTIFICIAL, Op::PopBlock);
        self.pop_fblock();
        self.stmts(&t.finalbody)?;
        self.jump(ARTIFICIAL, Op::JumpNoInterrupt, exit);
        // The copy that runs while an exception is on its way.
        self.bind(end);
        self.push_fblock(FrameBlock::FinallyEnd, loc, end, Label::NONE, Datum::None)?;
        self.jump(ARTIFICIAL, Op::SetupCleanup, cleanup);
        self.op(ARTIFICIAL, Op::PushExcInfo);
        self.quiet += 1;
        let again = self.stmts(&t.finalbody);
        self.quiet -= 1;
        again?;
        self.pop_fblock();
        self.op_i(ARTIFICIAL, Op::Reraise, 0);
        self.bind(cleanup);
        self.pop_except_and_reraise(ARTIFICIAL);
        self.bind(exit);
        Ok(())
    }

    fn try_inner(&mut self, loc: Loc, t: &'a Try) -> Result<()> {
        if t.is_star { self.try_star(loc, t) } else { self.try_except(loc, t) }
    }

    fn try_body(&mut self, loc: Loc, body: &'a [Stmt], except: Label) -> Result<()> {
        let start = self.label();
        self.jump(loc, Op::SetupFinally, except);
        self.bind(start);
        self.push_fblock(FrameBlock::TryExcept, loc, start, Label::NONE, Datum::None)?;
        self.stmts(body)?;
        self.pop_fblock();
        self.op(ARTIFICIAL, Op::PopBlock);
        Ok(())
    }

    /// `name = None; del name` at the end of a handler.
    fn forget(&mut self, name: Option<Sym>) -> Result<()> {
        let Some(name) = name else { return Ok(()) };
        self.load_none(ARTIFICIAL);
        self.name_op(ARTIFICIAL, name, Ctx::Store)?;
        self.name_op(ARTIFICIAL, name, Ctx::Del)
    }

    fn try_except(&mut self, loc: Loc, t: &'a Try) -> Result<()> {
        let (except, end, cleanup) = (self.label(), self.label(), self.label());
        self.try_body(loc, &t.body, except)?;
        self.stmts(&t.orelse)?;
        self.jump(ARTIFICIAL, Op::JumpNoInterrupt, end);
        self.bind(except);
        self.jump(ARTIFICIAL, Op::SetupCleanup, cleanup);
        self.op(ARTIFICIAL, Op::PushExcInfo);
        self.push_fblock(FrameBlock::ExceptionHandler, loc, Label::NONE, Label::NONE, Datum::None)?;
        for (i, handler) in t.handlers.iter().enumerate() {
            let at = handler.loc;
            if handler.type_.is_none() && i + 1 < t.handlers.len() {
                return Error::new(at, "default 'except:' must be last");
            }
            let next = self.label();
            if let Some(type_) = &handler.type_ {
                self.expr(type_)?;
                self.op(at, Op::CheckExcMatch);
                self.jump(at, Op::PopJumpIfFalse, next);
            }
            self.handler(handler, end)?;
            self.bind(next);
        }
        self.pop_fblock();
        self.op_i(ARTIFICIAL, Op::Reraise, 0);
        self.bind(cleanup);
        self.pop_except_and_reraise(ARTIFICIAL);
        self.bind(end);
        Ok(())
    }

    fn handler(&mut self, handler: &'a Handler, end: Label) -> Result<()> {
        let at = handler.loc;
        let body = self.label();
        let Some(name) = handler.name else {
            self.op(at, Op::PopTop);
            self.bind(body);
            self.push_fblock(FrameBlock::HandlerCleanup, at, body, Label::NONE, Datum::None)?;
            self.stmts(&handler.body)?;
            self.pop_fblock();
            self.op(ARTIFICIAL, Op::PopBlock);
            self.op(ARTIFICIAL, Op::PopExcept);
            self.jump(ARTIFICIAL, Op::JumpNoInterrupt, end);
            return Ok(());
        };
        let cleanup_end = self.label();
        self.name_op(at, name, Ctx::Store)?;
        self.jump(at, Op::SetupCleanup, cleanup_end);
        self.bind(body);
        self.push_fblock(FrameBlock::HandlerCleanup, at, body, Label::NONE, Datum::Name(name))?;
        self.stmts(&handler.body)?;
        self.pop_fblock();
        self.op(ARTIFICIAL, Op::PopBlock);
        self.op(ARTIFICIAL, Op::PopBlock);
        self.op(ARTIFICIAL, Op::PopExcept);
        self.forget(Some(name))?;
        self.jump(ARTIFICIAL, Op::JumpNoInterrupt, end);
        self.bind(cleanup_end);
        self.forget(Some(name))?;
        self.op_i(ARTIFICIAL, Op::Reraise, 1);
        Ok(())
    }

    fn try_star(&mut self, loc: Loc, t: &'a Try) -> Result<()> {
        let (except, orelse, end) = (self.label(), self.label(), self.label());
        let (cleanup, reraise_star) = (self.label(), self.label());
        self.try_body(loc, &t.body, except)?;
        self.jump(ARTIFICIAL, Op::JumpNoInterrupt, orelse);
        self.bind(except);
        self.jump(ARTIFICIAL, Op::SetupCleanup, cleanup);
        self.op(ARTIFICIAL, Op::PushExcInfo);
        self.push_fblock(FrameBlock::ExceptionGroupHandler, loc, Label::NONE, Label::NONE, Datum::None)?;
        for (i, handler) in t.handlers.iter().enumerate() {
            let at = handler.loc;
            let (next, with_error, no_match) = (self.label(), self.label(), self.label());
            if i == 0 {
                // The list of what the handlers raise, and the group itself once more.
                self.op_i(at, Op::BuildList, 0);
                self.op_i(at, Op::Copy, 2);
            }
            if let Some(type_) = &handler.type_ {
                self.expr(type_)?;
                self.op(at, Op::CheckEgMatch);
                self.op_i(at, Op::Copy, 1);
                self.jump(at, Op::PopJumpIfNone, no_match);
            }
            let (cleanup_end, body) = (self.label(), self.label());
            match handler.name {
                Some(name) => self.name_op(at, name, Ctx::Store)?,
                None => self.op(at, Op::PopTop),
            }
            self.jump(at, Op::SetupCleanup, cleanup_end);
            self.bind(body);
            let datum = handler.name.map_or(Datum::None, Datum::Name);
            self.push_fblock(FrameBlock::HandlerCleanup, at, body, Label::NONE, datum)?;
            self.stmts(&handler.body)?;
            self.pop_fblock();
            self.op(ARTIFICIAL, Op::PopBlock);
            self.forget(handler.name)?;
            self.jump(ARTIFICIAL, Op::JumpNoInterrupt, next);
            self.bind(cleanup_end);
            self.forget(handler.name)?;
            self.op_i(ARTIFICIAL, Op::ListAppend, 3);
            self.op(ARTIFICIAL, Op::PopTop);
            self.jump(ARTIFICIAL, Op::JumpNoInterrupt, with_error);
            self.bind(next);
            self.op(ARTIFICIAL, Op::Nop);
            self.jump(ARTIFICIAL, Op::JumpNoInterrupt, with_error);
            self.bind(no_match);
            self.op(at, Op::PopTop);
            self.bind(with_error);
            if i + 1 == t.handlers.len() {
                self.op_i(ARTIFICIAL, Op::ListAppend, 1);
                self.jump(ARTIFICIAL, Op::JumpNoInterrupt, reraise_star);
            }
        }
        self.pop_fblock();
        let reraise = self.label();
        self.bind(reraise_star);
        self.op_i(ARTIFICIAL, Op::CallIntrinsic2, intrinsic2::PREP_RERAISE_STAR);
        self.op_i(ARTIFICIAL, Op::Copy, 1);
        self.jump(ARTIFICIAL, Op::PopJumpIfNotNone, reraise);
        self.op(ARTIFICIAL, Op::PopTop);
        self.op(ARTIFICIAL, Op::PopBlock);
        self.op(ARTIFICIAL, Op::PopExcept);
        self.jump(ARTIFICIAL, Op::JumpNoInterrupt, end);
        self.bind(reraise);
        self.op(ARTIFICIAL, Op::PopBlock);
        self.op_i(ARTIFICIAL, Op::Swap, 2);
        self.op(ARTIFICIAL, Op::PopExcept);
        self.op_i(ARTIFICIAL, Op::Reraise, 0);
        self.bind(cleanup);
        self.pop_except_and_reraise(ARTIFICIAL);
        self.bind(orelse);
        self.stmts(&t.orelse)?;
        self.bind(end);
        Ok(())
    }
}
