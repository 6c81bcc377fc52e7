//! Expressions.

use super::{Compiler, Ctx, nb_op};
use crate::ast::{BoolOp, CompKind, Expr, ExprKind, Loc, UnaryOp};
use crate::bytecode::{Const, Op, intrinsic1, nb, resume};
use crate::error::{Error, Result};
use crate::names::Sym;

impl<'a> Compiler<'a> {
    pub(super) fn expr(&mut self, e: &'a Expr) -> Result<()> {
        crate::deep::grow(|| self.expr_inner(e))
    }

    pub(super) fn exprs(&mut self, exprs: &'a [Expr]) -> Result<()> {
        exprs.iter().try_for_each(|e| self.expr(e))
    }

    fn expr_inner(&mut self, e: &'a Expr) -> Result<()> {
        let loc = e.loc;
        match &e.kind {
            ExprKind::Named(parts) => {
                let [target, value] = &**parts;
                self.expr(value)?;
                self.op_i(loc, Op::Copy, 1);
                self.store(target)?;
            }
            ExprKind::BoolOp(op, values) => {
                let jump = if *op == BoolOp::And { Op::JumpIfFalse } else { Op::JumpIfTrue };
                let end = self.label();
                let Some((last, rest)) = values.split_last() else {
                    return Ok(());
                };
                for value in rest {
                    self.expr(value)?;
                    self.jump(loc, jump, end);
                    self.op(loc, Op::PopTop);
                }
                self.expr(last)?;
                self.bind(end);
            }
            ExprKind::BinOp(sides, op) => {
                let [left, right] = &**sides;
                self.expr(left)?;
                self.expr(right)?;
                self.op_i(loc, Op::BinaryOp, nb_op(*op));
            }
            ExprKind::UnaryOp(op, operand) => {
                self.expr(operand)?;
                match op {
                    UnaryOp::UAdd => self.op_i(loc, Op::CallIntrinsic1, intrinsic1::UNARY_POSITIVE),
                    UnaryOp::USub => self.op(loc, Op::UnaryNegative),
                    UnaryOp::Invert => self.op(loc, Op::UnaryInvert),
                    UnaryOp::Not => {
                        self.op(loc, Op::ToBool);
                        self.op(loc, Op::UnaryNot);
                    }
                }
            }
            ExprKind::Lambda(lambda) => self.lambda(e, lambda)?,
            ExprKind::IfExp(parts) => {
                let [test, body, orelse] = &**parts;
                let (end, next) = (self.label(), self.label());
                self.jump_if(test, next, false)?;
                self.expr(body)?;
                self.jump(Loc::NONE, Op::JumpNoInterrupt, end);
                self.bind(next);
                self.expr(orelse)?;
                self.bind(end);
            }
            ExprKind::Dict(items) => self.dict(loc, items)?,
            ExprKind::Set(elts) => self.set(loc, elts)?,
            ExprKind::List(elts) => self.list(loc, elts)?,
            ExprKind::Tuple(elts) => self.tuple(loc, elts)?,
            ExprKind::Comp(comp) => self.comp(e, comp)?,
            ExprKind::Yield(value) => {
                self.check_yield(loc)?;
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(loc),
                }
                self.add_yield(loc);
            }
            ExprKind::YieldFrom(value) => {
                self.check_yield(loc)?;
                if self.block().coroutine {
                    return Error::new(loc, "'yield from' inside async function");
                }
                self.expr(value)?;
                self.op(loc, Op::GetYieldFromIter);
                self.load_none(loc);
                self.yield_from(loc, false);
            }
            ExprKind::Await(value) => {
                self.check_await(loc)?;
                self.expr(value)?;
                self.await_value(loc, 0);
            }
            ExprKind::Compare(c) => self.compare_expr(e, c)?,
            ExprKind::Call(call) => self.call(e, call)?,
            ExprKind::Constant(value) => self.load_const(loc, value.clone()),
            ExprKind::JoinedStr(values) => self.joined_str(loc, values)?,
            ExprKind::TemplateStr(values) => self.template_str(loc, values)?,
            ExprKind::Formatted(field) => self.formatted(loc, field)?,
            ExprKind::Interpolation(field) => self.interpolation(loc, field)?,
            ExprKind::Attribute(value, attr) => {
                if let Some(super_call) = self.super_call(value, *attr) {
                    return self.super_attribute(e, super_call, *attr);
                }
                self.expr(value)?;
                let at = self.attr_loc(loc, e, *attr);
                self.load_attr(at, *attr, false);
            }
            ExprKind::Subscript(parts) => {
                let [value, slice] = &**parts;
                self.check_subscript(value, slice)?;
                self.expr(value)?;
                if two_part_slice(slice) {
                    self.slice_two_parts(slice)?;
                    self.op(loc, Op::BinarySlice);
                } else {
                    self.expr(slice)?;
                    self.op_i(loc, Op::BinaryOp, nb::SUBSCR);
                }
            }
            ExprKind::Starred(_) => return Error::new(loc, "can't use starred expression here"),
            ExprKind::Name(name) => self.name_op(loc, *name, Ctx::Load)?,
            ExprKind::Slice(parts) => self.slice(loc, parts)?,
        }
        Ok(())
    }

    fn check_yield(&self, loc: Loc) -> Result<()> {
        if self.block().is_function_like() { Ok(()) } else { Error::new(loc, "'yield' outside function") }
    }

    pub(super) fn check_await(&self, loc: Loc) -> Result<()> {
        use super::unit::ScopeKind;
        let top = self.settings.top_level_await && self.unit.kind == ScopeKind::Module;
        if top {
            return Ok(());
        }
        if !self.block().is_function_like() {
            return Error::new(loc, "'await' outside function");
        }
        let inside = self.unit.kind == ScopeKind::AsyncFunction || self.block().comprehension.is_some();
        if inside { Ok(()) } else { Error::new(loc, "'await' outside async function") }
    }

    pub(super) fn add_yield(&mut self, loc: Loc) {
        let block = self.block();
        if block.generator && block.coroutine {
            self.op_i(loc, Op::CallIntrinsic1, intrinsic1::ASYNC_GEN_WRAP);
        }
        self.op_i(loc, Op::YieldValue, 0);
        self.op_i(loc, Op::Resume, resume::AFTER_YIELD);
    }

    /// Instructions on an attribute belong to the line its name is on.
    pub(super) fn attr_loc(&self, mut loc: Loc, e: &Expr, attr: Sym) -> Loc {
        if loc.line != e.loc.end_line {
            loc.line = e.loc.end_line;
            let len = self.names.text(attr).chars().count() as i32;
            if len <= e.loc.end_col {
                loc.col = e.loc.end_col - len;
            } else {
                loc.col = -1;
                loc.end_col = -1;
            }
            loc.end_line = loc.end_line.max(loc.line);
            if loc.line == loc.end_line {
                loc.end_col = loc.end_col.max(loc.col);
            }
        }
        loc
    }

    pub(super) fn slice_two_parts(&mut self, slice: &'a Expr) -> Result<()> {
        let ExprKind::Slice(parts) = &slice.kind else {
            return Ok(());
        };
        for part in &parts[..2] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(slice.loc),
            }
        }
        Ok(())
    }

    fn slice(&mut self, loc: Loc, parts: &'a [Option<Expr>; 3]) -> Result<()> {
        if let Some(value) = constant_slice(parts) {
            self.load_const(loc, value);
            return Ok(());
        }
        for part in &parts[..2] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(loc),
            }
        }
        let mut count = 2;
        if let Some(step) = &parts[2] {
            self.expr(step)?;
            count = 3;
        }
        self.op_i(loc, Op::BuildSlice, count);
        Ok(())
    }

    /// Whether this is a comprehension that makes a generator.
    pub(super) fn is_generator(e: &Expr) -> bool {
        matches!(&e.kind, ExprKind::Comp(c) if c.kind == CompKind::Generator)
    }
}

/// A slice of constants is itself a constant.
fn constant_slice(parts: &[Option<Expr>; 3]) -> Option<Const> {
    let mut values = [Const::None, Const::None, Const::None];
    for (part, value) in parts.iter().zip(&mut values) {
        if let Some(part) = part {
            let ExprKind::Constant(constant) = &part.kind else {
                return None;
            };
            *value = constant.clone();
        }
    }
    Some(Const::Slice(Box::new(values)))
}

/// `a:b` has instructions of its own, unless it is constant.
pub(super) fn two_part_slice(slice: &Expr) -> bool {
    matches!(&slice.kind, ExprKind::Slice(parts) if parts[2].is_none() && constant_slice(parts).is_none())
}
