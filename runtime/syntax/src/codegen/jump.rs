//! Conditions: jumps on the truth of an expression.

use super::Compiler;
use super::unit::Label;
use crate::ast::{BoolOp, CmpOp, Expr, ExprKind, Loc, UnaryOp};
use crate::bytecode::Op;
use crate::error::Result;

impl<'a> Compiler<'a> {
    /// Jumps to `next` if the truth of `e` is `cond`, otherwise goes on.
    pub(super) fn jump_if(&mut self, e: &'a Expr, next: Label, cond: bool) -> Result<()> {
        crate::deep::grow(|| self.jump_if_inner(e, next, cond))
    }

    fn jump_if_inner(&mut self, e: &'a Expr, next: Label, cond: bool) -> Result<()> {
        match &e.kind {
            ExprKind::UnaryOp(UnaryOp::Not, operand) => return self.jump_if(operand, next, !cond),
            ExprKind::BoolOp(op, values) => {
                let short = *op == BoolOp::Or;
                let Some((last, rest)) = values.split_last() else {
                    return Ok(());
                };
                let inner = if short == cond { next } else { self.label() };
                for value in rest {
                    self.jump_if(value, inner, short)?;
                }
                self.jump_if(last, next, cond)?;
                if inner != next {
                    self.bind(inner);
                }
                return Ok(());
            }
            ExprKind::IfExp(parts) => {
                let [test, body, orelse] = &**parts;
                let (end, other) = (self.label(), self.label());
                self.jump_if(test, other, false)?;
                self.jump_if(body, next, cond)?;
                self.jump(Loc::NONE, Op::JumpNoInterrupt, end);
                self.bind(other);
                self.jump_if(orelse, next, cond)?;
                self.bind(end);
                return Ok(());
            }
            ExprKind::Compare(c) if c.ops.len() > 1 => {
                self.check_compare(e)?;
                let cleanup = self.label();
                self.expr(&c.left)?;
                let last = c.ops.len() - 1;
                for i in 0..last {
                    self.expr(&c.comparators[i])?;
                    self.op_i(e.loc, Op::Swap, 2);
                    self.op_i(e.loc, Op::Copy, 2);
                    self.compare(e.loc, c.ops[i]);
                    self.op(e.loc, Op::ToBool);
                    self.jump(e.loc, Op::PopJumpIfFalse, cleanup);
                }
                self.expr(&c.comparators[last])?;
                self.compare(e.loc, c.ops[last]);
                self.op(e.loc, Op::ToBool);
                self.jump(e.loc, pop_jump(cond), next);
                let end = self.label();
                self.jump(Loc::NONE, Op::JumpNoInterrupt, end);
                self.bind(cleanup);
                self.op(e.loc, Op::PopTop);
                if !cond {
                    self.jump(Loc::NONE, Op::JumpNoInterrupt, next);
                }
                self.bind(end);
                return Ok(());
            }
            _ => {}
        }
        self.expr(e)?;
        self.op(e.loc, Op::ToBool);
        self.jump(e.loc, pop_jump(cond), next);
        Ok(())
    }

    /// `a < b < c` as a value.
    pub(super) fn compare_expr(&mut self, e: &'a Expr, c: &'a crate::ast::Compare) -> Result<()> {
        self.check_compare(e)?;
        let loc = e.loc;
        self.expr(&c.left)?;
        let last = c.ops.len().saturating_sub(1);
        if last == 0 {
            for comparator in &c.comparators {
                self.expr(comparator)?;
            }
            self.compare(loc, c.ops.first().copied().unwrap_or(CmpOp::Eq));
            return Ok(());
        }
        let cleanup = self.label();
        for i in 0..last {
            self.expr(&c.comparators[i])?;
            self.op_i(loc, Op::Swap, 2);
            self.op_i(loc, Op::Copy, 2);
            self.compare(loc, c.ops[i]);
            self.op_i(loc, Op::Copy, 1);
            self.op(loc, Op::ToBool);
            self.jump(loc, Op::PopJumpIfFalse, cleanup);
            self.op(loc, Op::PopTop);
        }
        self.expr(&c.comparators[last])?;
        self.compare(loc, c.ops[last]);
        let end = self.label();
        self.jump(Loc::NONE, Op::JumpNoInterrupt, end);
        self.bind(cleanup);
        self.op_i(loc, Op::Swap, 2);
        self.op(loc, Op::PopTop);
        self.bind(end);
        Ok(())
    }
}

fn pop_jump(cond: bool) -> Op {
    if cond { Op::PopJumpIfTrue } else { Op::PopJumpIfFalse }
}
