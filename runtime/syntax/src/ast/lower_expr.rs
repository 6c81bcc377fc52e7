//! Expressions.

use ruff_python_ast as py;
use ruff_text_size::{Ranged, TextRange};

use super::lower_stmt::Lowerer;
use super::{Arg, Arguments, Call, Comp, CompKind, Compare, Expr, ExprKind, Generator, Keyword, Lambda};
use crate::ast::format_percent;
use crate::bytecode::Const;
use crate::error::SyntaxErr;
use crate::names::Sym;

impl Lowerer<'_> {
    pub(crate) fn expr(&mut self, expr: &py::Expr) -> Result<Expr, SyntaxErr> {
        self.enter()?;
        let result = crate::deep::grow(|| self.expr_inner(expr));
        self.leave();
        result
    }

    fn boxed(&mut self, expr: &py::Expr) -> Result<Box<Expr>, SyntaxErr> {
        Ok(Box::new(self.expr(expr)?))
    }

    pub(super) fn opt(&mut self, expr: Option<&py::Expr>) -> Result<Option<Expr>, SyntaxErr> {
        expr.map(|e| self.expr(e)).transpose()
    }

    pub(super) fn exprs(&mut self, exprs: &[py::Expr]) -> Result<Vec<Expr>, SyntaxErr> {
        exprs.iter().map(|e| self.expr(e)).collect()
    }

    fn expr_inner(&mut self, expr: &py::Expr) -> Result<Expr, SyntaxErr> {
        let range = expr.range();
        let kind = match expr {
            py::Expr::BoolOp(e) => ExprKind::BoolOp(e.op, self.exprs(&e.values)?),
            py::Expr::Named(e) => ExprKind::Named(Box::new([self.target(&e.target)?, self.expr(&e.value)?])),
            py::Expr::BinOp(e) => {
                let left = self.expr(&e.left)?;
                let weight = if e.op == py::Operator::Pow { 2 } else { 0 };
                let right = self.nested(weight, |l| l.expr(&e.right))?;
                let loc = self.map.loc(range);
                if self.plain {
                    return Ok(Expr { loc, kind: ExprKind::BinOp(Box::new([left, right]), e.op) });
                }
                return Ok(format_percent::bin_op(loc, left, e.op, right));
            }
            py::Expr::UnaryOp(e) => {
                let operand = self.nested(1, |l| l.boxed(&e.operand))?;
                ExprKind::UnaryOp(e.op, operand)
            }
            py::Expr::Lambda(e) => {
                let scope = self.scope();
                let args = match &e.parameters {
                    Some(parameters) => self.parameters(parameters)?,
                    None => Arguments::default(),
                };
                let body = self.nested(2, |l| l.expr(&e.body))?;
                ExprKind::Lambda(Box::new(Lambda { scope, args, body }))
            }
            py::Expr::If(e) => {
                let test = self.expr(&e.test)?;
                let body = self.expr(&e.body)?;
                let orelse = self.nested(1, |l| l.expr(&e.orelse))?;
                ExprKind::IfExp(Box::new([test, body, orelse]))
            }
            py::Expr::Dict(e) => {
                let mut items = Vec::with_capacity(e.items.len());
                for item in &e.items {
                    let key = self.opt(item.key.as_ref())?;
                    items.push((key, self.expr(&item.value)?));
                }
                ExprKind::Dict(items)
            }
            py::Expr::Set(e) => ExprKind::Set(self.exprs(&e.elts)?),
            py::Expr::ListComp(e) => self.comp(CompKind::List, &e.elt, None, &e.generators)?,
            py::Expr::SetComp(e) => self.comp(CompKind::Set, &e.elt, None, &e.generators)?,
            py::Expr::DictComp(e) => match &e.key {
                Some(key) => self.comp(CompKind::Dict, key, Some(&e.value), &e.generators)?,
                None => {
                    return Err(self.error_at(range, "dict unpacking cannot be used in dict comprehension"));
                }
            },
            py::Expr::Generator(e) => self.comp(CompKind::Generator, &e.elt, None, &e.generators)?,
            py::Expr::Await(e) => ExprKind::Await(self.boxed(&e.value)?),
            py::Expr::Yield(e) => ExprKind::Yield(self.opt(e.value.as_deref())?.map(Box::new)),
            py::Expr::YieldFrom(e) => ExprKind::YieldFrom(self.boxed(&e.value)?),
            py::Expr::Compare(e) => ExprKind::Compare(Box::new(Compare {
                left: self.expr(&e.left)?,
                ops: e.ops.to_vec(),
                comparators: self.exprs(&e.comparators)?,
            })),
            py::Expr::Call(e) => {
                let func = self.expr(&e.func)?;
                let (args, keywords) = self.arguments(&e.arguments)?;
                ExprKind::Call(Box::new(Call { func, args, keywords }))
            }
            py::Expr::FString(e) => self.fstring(e)?,
            py::Expr::TString(e) => self.tstring(e)?,
            py::Expr::StringLiteral(e) => ExprKind::Constant(self.string(e)),
            py::Expr::BytesLiteral(e) => ExprKind::Constant(self.bytes(e)),
            py::Expr::NumberLiteral(e) => ExprKind::Constant(self.number(e)?),
            py::Expr::BooleanLiteral(e) => ExprKind::Constant(Const::Bool(e.value)),
            py::Expr::NoneLiteral(_) => ExprKind::Constant(Const::None),
            py::Expr::EllipsisLiteral(_) => ExprKind::Constant(Const::Ellipsis),
            py::Expr::Attribute(e) => {
                let value = self.boxed(&e.value)?;
                ExprKind::Attribute(value, self.names.intern(&e.attr))
            }
            py::Expr::Subscript(e) => ExprKind::Subscript(Box::new([self.expr(&e.value)?, self.expr(&e.slice)?])),
            py::Expr::Starred(e) => ExprKind::Starred(self.boxed(&e.value)?),
            py::Expr::Name(e) => {
                let name = self.names.intern(&e.id);
                if name == Sym::DEBUG && !self.plain && matches!(e.ctx, py::ExprContext::Load) {
                    ExprKind::Constant(Const::Bool(self.optimize == 0))
                } else {
                    ExprKind::Name(name)
                }
            }
            py::Expr::List(e) => ExprKind::List(self.exprs(&e.elts)?),
            py::Expr::Tuple(e) => ExprKind::Tuple(self.exprs(&e.elts)?),
            py::Expr::Slice(e) => ExprKind::Slice(Box::new([
                self.opt(e.lower.as_deref())?,
                self.opt(e.upper.as_deref())?,
                self.opt(e.step.as_deref())?,
            ])),
            py::Expr::IpyEscapeCommand(_) => return Err(self.error_at(range, "invalid syntax")),
        };
        Ok(Expr { loc: self.map.loc(range), kind })
    }

    /// An assignment target.
    pub(super) fn target(&mut self, expr: &py::Expr) -> Result<Expr, SyntaxErr> {
        self.expr(expr)
    }

    fn comp(
        &mut self,
        kind: CompKind,
        elt: &py::Expr,
        value: Option<&py::Expr>,
        generators: &[py::Comprehension],
    ) -> Result<ExprKind, SyntaxErr> {
        if generators.len() > crate::deep::MAX_COMPREHENSION {
            return Err(SyntaxErr::recursion());
        }
        let scope = self.scope();
        let elt = self.expr(elt)?;
        let value = self.opt(value)?;
        let mut lowered = Vec::with_capacity(generators.len());
        for generator in generators {
            lowered.push(Generator {
                target: self.target(&generator.target)?,
                iter: self.expr(&generator.iter)?,
                ifs: self.exprs(&generator.ifs)?,
                is_async: generator.is_async,
            });
        }
        Ok(ExprKind::Comp(Box::new(Comp { kind, scope, elt, value, generators: lowered })))
    }

    /// Arguments of a call or a class definition.
    pub(super) fn arguments(&mut self, arguments: &py::Arguments) -> Result<(Vec<Expr>, Vec<Keyword>), SyntaxErr> {
        let mut args = Vec::with_capacity(arguments.args.len());
        for arg in &arguments.args {
            let mut lowered = self.expr(arg)?;
            // A lone generator shares the call's parentheses.
            if let py::Expr::Generator(g) = arg
                && !g.parenthesized
            {
                lowered.loc = self.map.loc(arguments.range);
            }
            args.push(lowered);
        }
        let mut keywords = Vec::with_capacity(arguments.keywords.len());
        for keyword in &arguments.keywords {
            keywords.push(Keyword {
                loc: self.map.loc(keyword.range),
                arg: keyword.arg.as_ref().map(|a| self.names.intern(a)),
                value: self.expr(&keyword.value)?,
            });
        }
        Ok((args, keywords))
    }

    fn arg(&mut self, parameter: &py::Parameter) -> Result<Arg, SyntaxErr> {
        let name = self.names.intern(&parameter.name);
        let annotation = self.opt(parameter.annotation.as_deref())?;
        let range = match &parameter.annotation {
            Some(a) => TextRange::new(parameter.name.range.start(), parameter.range.end().max(a.range().end())),
            None => parameter.name.range,
        };
        Ok(Arg { loc: self.map.loc(range), name, annotation })
    }

    pub(super) fn parameters(&mut self, parameters: &py::Parameters) -> Result<Arguments, SyntaxErr> {
        let mut out = Arguments::default();
        for p in &parameters.posonlyargs {
            out.posonly.push(self.arg(&p.parameter)?);
            out.defaults.extend(self.opt(p.default.as_deref())?);
        }
        for p in &parameters.args {
            out.args.push(self.arg(&p.parameter)?);
            out.defaults.extend(self.opt(p.default.as_deref())?);
        }
        if let Some(p) = &parameters.vararg {
            out.vararg = Some(Box::new(self.arg(p)?));
        }
        for p in &parameters.kwonlyargs {
            out.kwonly.push(self.arg(&p.parameter)?);
            let default = self.opt(p.default.as_deref())?;
            out.kw_defaults.push(default);
        }
        if let Some(p) = &parameters.kwarg {
            out.kwarg = Some(Box::new(self.arg(p)?));
        }
        Ok(out)
    }
}
