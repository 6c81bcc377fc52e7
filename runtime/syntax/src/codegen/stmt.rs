//! Statements.

use super::Compiler;
use crate::ast::{Expr, ExprKind, Loc, Stmt, StmtKind};
use crate::bytecode::{Op, common, intrinsic1};
use crate::error::{Error, Result};

impl<'a> Compiler<'a> {
    pub(super) fn stmts(&mut self, body: &'a [Stmt]) -> Result<()> {
        body.iter().try_for_each(|s| crate::deep::grow(|| self.stmt(s)))
    }

    fn stmt(&mut self, s: &'a Stmt) -> Result<()> {
        let loc = s.loc;
        match &s.kind {
            StmtKind::FunctionDef(f) => self.function(loc, f)?,
            StmtKind::ClassDef(c) => self.class(loc, c)?,
            StmtKind::TypeAlias(a) => self.type_alias(loc, a)?,
            StmtKind::Return(value) => self.return_stmt(loc, value.as_ref())?,
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t))?,
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                let last = targets.len().saturating_sub(1);
                for (i, target) in targets.iter().enumerate() {
                    if i < last {
                        self.op_i(loc, Op::Copy, 1);
                    }
                    self.store(target)?;
                }
            }
            StmtKind::AugAssign { target, op, value } => self.aug_assign(loc, target, *op, value)?,
            StmtKind::AnnAssign(a) => self.ann_assign(loc, a)?,
            StmtKind::For(f) if f.is_async => self.conditional(|c| c.async_for(loc, f))?,
            StmtKind::For(f) => self.conditional(|c| c.for_loop(loc, f))?,
            StmtKind::While { test, body, orelse } => {
                self.conditional(|c| c.while_loop(loc, test, body, orelse))?;
            }
            StmtKind::If { test, body, orelse } => self.conditional(|c| c.if_stmt(test, body, orelse))?,
            StmtKind::With(w) => self.conditional(|c| c.with(loc, w, 0))?,
            StmtKind::Match { subject, cases } => self.conditional(|c| c.match_stmt(subject, cases))?,
            StmtKind::Raise { exc, cause } => {
                let mut count = 0;
                for value in exc.iter().chain(cause) {
                    self.expr(value)?;
                    count += 1;
                }
                self.op_i(loc, Op::RaiseVarargs, count);
            }
            StmtKind::Try(t) => self.conditional(|c| c.try_stmt(loc, t))?,
            StmtKind::Assert { test, msg } => self.assert_stmt(loc, test, msg.as_ref())?,
            StmtKind::Import(aliases) => self.import(loc, aliases)?,
            StmtKind::ImportFrom(f) => self.import_from(loc, f)?,
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
            StmtKind::Expr(value) => self.expr_stmt(loc, value)?,
            StmtKind::Pass => self.op(loc, Op::Nop),
            StmtKind::Break => self.break_stmt(loc)?,
            StmtKind::Continue => self.continue_stmt(loc)?,
        }
        Ok(())
    }

    /// Annotations inside are made only if control passes them.
    fn conditional(&mut self, f: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.unit.in_conditional, true);
        let result = f(self);
        self.unit.in_conditional = before;
        result
    }

    fn expr_stmt(&mut self, loc: Loc, value: &'a Expr) -> Result<()> {
        if self.interactive && self.stack.is_empty() {
            self.expr(value)?;
            self.op_i(loc, Op::CallIntrinsic1, intrinsic1::PRINT);
            self.op(Loc::NONE, Op::PopTop);
        } else if value.is_constant() {
            self.op(loc, Op::Nop);
        } else {
            self.expr(value)?;
            self.op(Loc::NONE, Op::PopTop);
        }
        Ok(())
    }

    fn assert_stmt(&mut self, loc: Loc, test: &'a Expr, msg: Option<&'a Expr>) -> Result<()> {
        if matches!(&test.kind, ExprKind::Tuple(elts) if !elts.is_empty()) {
            self.warn(loc, "assertion is always true, perhaps remove parentheses?");
        }
        if self.settings.optimize > 0 {
            return Ok(());
        }
        let end = self.label();
        self.jump_if(test, end, true)?;
        self.op_i(loc, Op::LoadCommonConstant, common::ASSERTION_ERROR);
        if let Some(msg) = msg {
            self.expr(msg)?;
            self.op_i(loc, Op::Call, 0);
        }
        self.op_i(test.loc, Op::RaiseVarargs, 1);
        self.bind(end);
        Ok(())
    }

    fn return_stmt(&mut self, loc: Loc, value: Option<&'a Expr>) -> Result<()> {
        let block = self.block();
        if !block.is_function_like() {
            return Error::new(loc, "'return' outside function");
        }
        if value.is_some() && block.coroutine && block.generator {
            return Error::new(loc, "'return' with value in async generator");
        }
        let mut at = loc;
        let preserve = value.is_some_and(|v| !v.is_constant());
        if let Some(value) = value {
            if preserve {
                self.expr(value)?;
            } else {
                at = value.loc;
                self.op(at, Op::Nop);
            }
        }
        if value.is_none_or(|v| v.loc.line != loc.line) {
            at = loc;
            self.op(at, Op::Nop);
        }
        self.unwind_all(&mut at, preserve)?;
        match value {
            None => self.load_none(at),
            Some(Expr { kind: ExprKind::Constant(constant), .. }) => self.load_const(at, constant.clone()),
            Some(_) => {}
        }
        self.op(at, Op::ReturnValue);
        Ok(())
    }
}
