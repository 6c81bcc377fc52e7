//! f-strings and template strings.

use super::{Compiler, STACK_USE_GUIDELINE};
use crate::ast::{Expr, ExprKind, Interpolation, Loc};
use crate::bytecode::{Const, Op, convert};
use crate::error::Result;
use crate::names::Sym;

impl<'a> Compiler<'a> {
    pub(super) fn joined_str(&mut self, loc: Loc, values: &'a [Expr]) -> Result<()> {
        if values.len() > STACK_USE_GUIDELINE {
            self.load_const(loc, Const::str(""));
            self.load_attr(loc, Sym::JOIN, true);
            self.op_i(loc, Op::BuildList, 0);
            for value in values {
                self.expr(value)?;
                self.op_i(loc, Op::ListAppend, 1);
            }
            self.op_i(loc, Op::Call, 1);
            return Ok(());
        }
        self.exprs(values)?;
        match values.len() {
            0 => self.load_const(loc, Const::str("")),
            1 => {}
            n => self.op_i(loc, Op::BuildString, n as u32),
        }
        Ok(())
    }

    pub(super) fn formatted(&mut self, loc: Loc, field: &'a Interpolation) -> Result<()> {
        self.expr(&field.value)?;
        if field.conversion != convert::NONE {
            self.op_i(loc, Op::ConvertValue, field.conversion);
        }
        match &field.spec {
            Some(spec) => {
                self.expr(spec)?;
                self.op(loc, Op::FormatWithSpec);
            }
            None => self.op(loc, Op::FormatSimple),
        }
        Ok(())
    }

    pub(super) fn interpolation(&mut self, loc: Loc, field: &'a Interpolation) -> Result<()> {
        self.expr(&field.value)?;
        self.load_const(loc, field.text.clone().unwrap_or(Const::str("")));
        let mut arg = 2;
        if let Some(spec) = &field.spec {
            arg += 1;
            self.expr(spec)?;
        }
        arg |= field.conversion << 2;
        self.op_i(loc, Op::BuildInterpolation, arg);
        Ok(())
    }

    /// The strings and the interpolations alternate, beginning and ending with a string.
    pub(super) fn template_str(&mut self, loc: Loc, values: &'a [Expr]) -> Result<()> {
        let mut strings = 0;
        let mut after_field = true;
        for value in values {
            let is_field = matches!(value.kind, ExprKind::Interpolation(_));
            if !is_field {
                self.expr(value)?;
                strings += 1;
            } else if after_field {
                self.load_const(loc, Const::str(""));
                strings += 1;
            }
            after_field = is_field;
        }
        if after_field {
            self.load_const(loc, Const::str(""));
            strings += 1;
        }
        self.op_i(loc, Op::BuildTuple, strings);
        let mut fields = 0;
        for value in values {
            if matches!(value.kind, ExprKind::Interpolation(_)) {
                self.expr(value)?;
                fields += 1;
            }
        }
        self.op_i(loc, Op::BuildTuple, fields);
        self.op(loc, Op::BuildTemplate);
        Ok(())
    }
}
