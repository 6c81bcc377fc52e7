//! `with` and `async with`.

use super::Compiler;
use super::unit::{Datum, FrameBlock, Label};
use crate::ast::{Loc, With};
use crate::bytecode::{Op, special};
use crate::error::Result;

impl<'a> Compiler<'a> {
    pub(super) fn with(&mut self, at: Loc, w: &'a With, item: usize) -> Result<()> {
        if w.is_async {
            self.check_async(at, "'async with' outside async function")?;
        }
        let Some((context, vars)) = w.items.get(item) else {
            return self.stmts(&w.body);
        };
        let (block, last, exit, cleanup) = (self.label(), self.label(), self.label(), self.label());
        self.expr(context)?;
        let loc = context.loc;
        let (enter_method, exit_method) =
            if w.is_async { (special::AENTER, special::AEXIT) } else { (special::ENTER, special::EXIT) };
        self.op_i(loc, Op::Copy, 1);
        self.op_i(loc, Op::LoadSpecial, exit_method);
        self.op_i(loc, Op::Swap, 2);
        self.op_i(loc, Op::Swap, 3);
        self.op_i(loc, Op::LoadSpecial, enter_method);
        self.op_i(loc, Op::Call, 0);
        if w.is_async {
            self.await_value(loc, 1);
        }
        self.jump(loc, Op::SetupWith, last);
        self.bind(block);
        let kind = if w.is_async { FrameBlock::AsyncWith } else { FrameBlock::With };
        self.push_fblock(kind, loc, block, last, Datum::None)?;
        match vars {
            Some(vars) => self.store(vars)?,
            None => self.op(loc, Op::PopTop),
        }
        if item + 1 == w.items.len() {
            self.stmts(&w.body)?;
        } else {
            crate::deep::grow(|| self.with(at, w, item + 1))?;
        }
        self.pop_fblock();
        self.op(if w.is_async { loc } else { Loc::NONE }, Op::PopBlock);
        // Nothing was raised.
        self.call_exit_with_nones(loc);
        if w.is_async {
            self.await_value(loc, 2);
        }
        self.op(loc, Op::PopTop);
        self.jump(loc, Op::Jump, exit);
        // Something was raised.
        self.bind(last);
        self.jump(loc, Op::SetupCleanup, cleanup);
        self.op(loc, Op::PushExcInfo);
        self.op(loc, Op::WithExceptStart);
        if w.is_async {
            self.await_value(loc, 2);
        }
        self.with_except_finish(cleanup);
        self.bind(exit);
        Ok(())
    }

    pub(super) fn call_exit_with_nones(&mut self, loc: Loc) {
        self.load_none(loc);
        self.load_none(loc);
        self.load_none(loc);
        self.op_i(loc, Op::Call, 3);
    }

    fn with_except_finish(&mut self, cleanup: Label) {
        let (suppress, exit) = (self.label(), self.label());
        let none = Loc::NONE;
        self.op(none, Op::ToBool);
        self.jump(none, Op::PopJumpIfTrue, suppress);
        self.op_i(none, Op::Reraise, 2);
        self.bind(suppress);
        self.op(none, Op::PopTop);
        self.op(none, Op::PopBlock);
        self.op(none, Op::PopExcept);
        for _ in 0..3 {
            self.op(none, Op::PopTop);
        }
        self.jump(none, Op::JumpNoInterrupt, exit);
        self.bind(cleanup);
        self.pop_except_and_reraise(none);
        self.bind(exit);
    }
}
