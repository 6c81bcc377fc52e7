//! The first walk: expressions.

use super::build::Builder;
use super::{BlockKind, def};
use crate::ast::{Comp, CompKind, Expr, ExprKind, Generator, Loc};
use crate::error::{Error, Result};
use crate::names::Sym;

impl Builder<'_> {
    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Result<()> {
        exprs.iter().try_for_each(|e| self.expr(e))
    }

    pub(super) fn targets(&mut self, exprs: &[Expr]) -> Result<()> {
        exprs.iter().try_for_each(|e| self.target(e))
    }

    pub(super) fn opt(&mut self, expr: Option<&Expr>) -> Result<()> {
        expr.map_or(Ok(()), |e| self.expr(e))
    }

    /// A place that is assigned to or deleted.
    pub(super) fn target(&mut self, expr: &Expr) -> Result<()> {
        match &expr.kind {
            ExprKind::Name(name) => self.add(*name, def::LOCAL, expr.loc),
            ExprKind::Tuple(elts) | ExprKind::List(elts) => {
                elts.iter().try_for_each(|e| crate::deep::grow(|| self.target(e)))
            }
            ExprKind::Starred(value) => self.target(value),
            _ => self.expr(expr),
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Result<()> {
        crate::deep::grow(|| self.expr_inner(expr))
    }

    fn expr_inner(&mut self, expr: &Expr) -> Result<()> {
        let loc = expr.loc;
        match &expr.kind {
            ExprKind::BoolOp(_, values)
            | ExprKind::Set(values)
            | ExprKind::JoinedStr(values)
            | ExprKind::TemplateStr(values)
            | ExprKind::List(values)
            | ExprKind::Tuple(values) => self.exprs(values)?,
            ExprKind::Named(parts) => {
                let [target, value] = &**parts;
                self.not_in_annotation("named expression", loc)?;
                if self.cur().comp_iter_expr > 0 {
                    return Error::new(
                        loc,
                        "assignment expression cannot be used in a comprehension iterable expression",
                    );
                }
                if self.cur().comprehension.is_some() {
                    self.named_in_comprehension(target)?;
                }
                self.expr(value)?;
                self.target(target)?;
            }
            ExprKind::BinOp(sides, _) => self.exprs(&sides[..])?,
            ExprKind::UnaryOp(_, operand) => self.expr(operand)?,
            ExprKind::Lambda(lambda) => {
                self.defaults(&lambda.args)?;
                self.enter(Sym::LAMBDA, BlockKind::Function, Some(lambda.scope), loc);
                self.parameters(&lambda.args)?;
                self.expr(&lambda.body)?;
                self.exit();
            }
            ExprKind::IfExp(parts) => self.exprs(&parts[..])?,
            ExprKind::Dict(items) => {
                for (key, _) in items {
                    self.opt(key.as_ref())?;
                }
                for (_, value) in items {
                    self.expr(value)?;
                }
            }
            ExprKind::Comp(comp) => self.comp(comp, loc)?,
            ExprKind::Await(value) => {
                self.not_in_annotation("await expression", loc)?;
                self.expr(value)?;
                self.cur().coroutine = true;
            }
            ExprKind::Yield(value) => {
                self.not_in_annotation("yield expression", loc)?;
                self.opt(value.as_deref())?;
                self.yields(loc)?;
            }
            ExprKind::YieldFrom(value) => {
                self.not_in_annotation("yield expression", loc)?;
                self.expr(value)?;
                self.yields(loc)?;
            }
            ExprKind::Compare(c) => {
                self.expr(&c.left)?;
                self.exprs(&c.comparators)?;
            }
            ExprKind::Call(call) => {
                self.expr(&call.func)?;
                self.exprs(&call.args)?;
                for keyword in &call.keywords {
                    self.expr(&keyword.value)?;
                }
            }
            ExprKind::Formatted(f) | ExprKind::Interpolation(f) => {
                self.expr(&f.value)?;
                self.opt(f.spec.as_ref())?;
            }
            ExprKind::Constant(_) => {}
            ExprKind::Attribute(value, _) | ExprKind::Starred(value) => self.expr(value)?,
            ExprKind::Subscript(parts) => self.exprs(&parts[..])?,
            ExprKind::Name(name) => {
                self.add(*name, def::USE, loc)?;
                // `super` needs the class it is called from.
                if *name == Sym::SUPER && self.cur().is_function_like() {
                    self.add(Sym::CLASS, def::USE, loc)?;
                }
            }
            ExprKind::Slice(parts) => parts.iter().flatten().try_for_each(|e| self.expr(e))?,
        }
        Ok(())
    }

    fn yields(&mut self, loc: Loc) -> Result<()> {
        self.cur().generator = true;
        let kind = match self.cur().comprehension {
            None => return Ok(()),
            Some(CompKind::List) => "list comprehension",
            Some(CompKind::Set) => "set comprehension",
            Some(CompKind::Dict) => "dict comprehension",
            Some(CompKind::Generator) => "generator expression",
        };
        Error::new(loc, format!("'yield' inside {kind}"))
    }

    /// Some expressions may not occur in annotations and type definitions.
    fn not_in_annotation(&mut self, what: &str, loc: Loc) -> Result<()> {
        let place = match self.cur().kind {
            BlockKind::Annotation => "an annotation",
            BlockKind::TypeVariable => self.cur().scope_info,
            BlockKind::TypeAlias => "a type alias",
            BlockKind::TypeParameters => "the definition of a generic",
            _ => return Ok(()),
        };
        Error::new(loc, format!("{what} cannot be used within {place}"))
    }

    fn comp(&mut self, comp: &Comp, loc: Loc) -> Result<()> {
        let Some((outermost, rest)) = comp.generators.split_first() else {
            return Ok(());
        };
        let is_generator = comp.kind == CompKind::Generator;
        self.cur().comp_iter_expr += 1;
        let iter = self.expr(&outermost.iter);
        self.cur().comp_iter_expr -= 1;
        iter?;
        let name = match comp.kind {
            CompKind::Generator => Sym::GENEXPR,
            CompKind::List => Sym::LISTCOMP,
            CompKind::Set => Sym::SETCOMP,
            CompKind::Dict => Sym::DICTCOMP,
        };
        self.enter(name, BlockKind::Function, Some(comp.scope), loc);
        self.cur().comprehension = Some(comp.kind);
        self.cur().coroutine = outermost.is_async;
        self.add(Sym::DOT_ZERO, def::PARAM, loc)?;
        self.iteration_target(&outermost.target)?;
        self.exprs(&outermost.ifs)?;
        for generator in rest {
            self.generator(generator)?;
        }
        self.opt(comp.value.as_ref())?;
        self.expr(&comp.elt)?;
        self.cur().generator = is_generator;
        let is_async = self.cur().coroutine && !is_generator;
        self.exit();
        if is_async {
            let top_await = self.top_level_await;
            let cur = self.cur();
            let in_async = cur.kind == BlockKind::Function && cur.coroutine;
            let top = top_await && cur.kind == BlockKind::Module;
            if !in_async && cur.comprehension.is_none() && !top {
                return Error::new(loc, "asynchronous comprehension outside of an asynchronous function");
            }
            cur.coroutine = true;
        }
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr) -> Result<()> {
        self.cur().comp_iter_target = true;
        let result = self.target(target);
        self.cur().comp_iter_target = false;
        result
    }

    fn generator(&mut self, generator: &Generator) -> Result<()> {
        self.iteration_target(&generator.target)?;
        self.cur().comp_iter_expr += 1;
        let iter = self.expr(&generator.iter);
        self.cur().comp_iter_expr -= 1;
        iter?;
        self.exprs(&generator.ifs)?;
        if generator.is_async {
            self.cur().coroutine = true;
        }
        Ok(())
    }

    /// `:=` in a comprehension binds in the function or module around it.
    fn named_in_comprehension(&mut self, target: &Expr) -> Result<()> {
        let ExprKind::Name(name) = target.kind else {
            return Ok(());
        };
        let loc = target.loc;
        for at in (0..self.stack.len()).rev() {
            let ix = self.stack[at];
            let flags = self.lookup(ix, name);
            let block = &self.table.blocks[ix];
            if block.comprehension.is_some() {
                if flags & def::COMP_ITER != 0 && flags & (def::LOCAL | def::GLOBAL) != 0 {
                    let text = self.names.text(name);
                    return Error::new(
                        loc,
                        format!("assignment expression cannot rebind comprehension iteration variable '{text}'"),
                    );
                }
                continue;
            }
            let place = match block.kind {
                BlockKind::Function => {
                    let flag = if flags & def::GLOBAL != 0 { def::GLOBAL } else { def::NONLOCAL };
                    self.add(name, flag, loc)?;
                    self.record_directive(name, loc);
                    return self.add_to(ix, name, def::LOCAL, loc);
                }
                BlockKind::Module => {
                    self.add(name, def::GLOBAL, loc)?;
                    self.record_directive(name, loc);
                    return self.add_to(ix, name, def::GLOBAL, loc);
                }
                BlockKind::Class => "a class body",
                BlockKind::TypeParameters => "the definition of a generic",
                BlockKind::TypeAlias => "a type alias",
                BlockKind::TypeVariable => "a TypeVar bound",
                BlockKind::Annotation => "an annotation",
            };
            return Error::new(loc, format!("assignment expression within a comprehension cannot be used in {place}"));
        }
        Ok(())
    }
}
