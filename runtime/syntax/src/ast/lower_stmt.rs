//! Statements, and the state of lowering.

use std::collections::HashSet;

use ruff_python_ast as py;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::source::SourceMap;
use super::{
    Alias, AnnAssign, ClassDef, Expr, For, FunctionDef, Handler, ImportFrom, Loc, MatchCase, Module, ScopeId, Stmt,
    StmtKind, Try, TypeAlias, TypeParam, TypeParamKind, TypeParams, With,
};
use crate::deep;
use crate::error::{SyntaxErr, SyntaxWarning};
use crate::names::{Names, Sym};

/// Turns the parser's tree into the compiler's.
pub(crate) struct Lowerer<'a> {
    pub(super) map: &'a SourceMap<'a>,
    pub(super) names: &'a mut Names,
    pub(super) optimize: i8,
    pub(super) warnings: Vec<SyntaxWarning>,
    /// The tree is to be what the text says: nothing is folded.
    pub(super) plain: bool,
    /// Where literals begin that are prefixed with `u`.
    pub(super) unicode: HashSet<(i32, i32)>,
    next_scope: u32,
    depth: u32,
    deepest: u32,
    /// Weight of the right-recursive constructs around, for which CPython's parser has a limit.
    parser: u32,
    /// In a `finally` block, with neither a loop nor a function between.
    in_finally: bool,
    /// How many format specifications of one string literal are around, and is that a t-string?
    pub(super) specs: (u32, bool),
}

/// The outcome of lowering.
pub(crate) struct Lowered {
    pub module: Module,
    pub warnings: Vec<SyntaxWarning>,
    /// Where literals begin that are prefixed with `u`.
    pub unicode: HashSet<(i32, i32)>,
    /// How deep the tree is.
    pub depth: u32,
}

impl<'a> Lowerer<'a> {
    pub(crate) fn new(map: &'a SourceMap<'a>, names: &'a mut Names, optimize: i8, plain: bool) -> Self {
        Lowerer {
            map,
            names,
            optimize,
            warnings: Vec::new(),
            plain,
            unicode: HashSet::new(),
            next_scope: 1,
            depth: 0,
            deepest: 0,
            parser: 0,
            in_finally: false,
            specs: (0, false),
        }
    }

    pub(crate) fn module(mut self, module: &py::Mod, single: bool) -> Result<Lowered, SyntaxErr> {
        let module = match module {
            py::Mod::Module(m) if single => Module::Single(self.suite(&m.body)?),
            py::Mod::Module(m) => Module::Exec(self.body(&m.body)?),
            py::Mod::Expression(e) => Module::Eval(self.expr(&e.body)?),
        };
        Ok(Lowered { module, warnings: self.warnings, unicode: self.unicode, depth: self.deepest })
    }

    pub(super) fn enter(&mut self) -> Result<(), SyntaxErr> {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        if self.depth > deep::MAX_TREE_DEPTH {
            return Err(SyntaxErr::recursion());
        }
        Ok(())
    }

    /// Runs `f` inside a construct that costs CPython's parser `weight` frames.
    pub(super) fn nested<T>(
        &mut self,
        weight: u32,
        f: impl FnOnce(&mut Self) -> Result<T, SyntaxErr>,
    ) -> Result<T, SyntaxErr> {
        self.parser += weight;
        if self.parser > deep::MAX_PARSER_DEPTH {
            return Err(SyntaxErr::parser_overflow());
        }
        let result = f(self);
        self.parser -= weight;
        result
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn scope(&mut self) -> ScopeId {
        self.next_scope += 1;
        ScopeId(self.next_scope)
    }

    pub(super) fn error_at(&self, range: TextRange, message: &str) -> SyntaxErr {
        SyntaxErr::at_range(self.map, range, message)
    }

    /// A block that may start with a docstring, which level 2 drops.
    fn body(&mut self, stmts: &[py::Stmt]) -> Result<Vec<Stmt>, SyntaxErr> {
        let mut body = self.suite(stmts)?;
        if self.optimize >= 2 && !self.plain && super::docstring(&body).is_some() {
            let removed = body.remove(0);
            if body.is_empty() {
                let loc = removed.loc;
                let loc = Loc { end_line: loc.line, end_col: loc.col + "pass".len() as i32, ..loc };
                body.push(Stmt { loc, kind: StmtKind::Pass });
            }
        }
        Ok(body)
    }

    /// A block that is the body of a `finally`, or of what a `return` or `break` in it does not leave.
    fn finally_or_not(
        &mut self,
        in_finally: bool,
        lower: impl FnOnce(&mut Self) -> Result<Vec<Stmt>, SyntaxErr>,
    ) -> Result<Vec<Stmt>, SyntaxErr> {
        let outer = std::mem::replace(&mut self.in_finally, in_finally);
        let body = lower(self);
        self.in_finally = outer;
        body
    }

    /// PEP 765.
    fn leaves_finally(&mut self, range: TextRange, what: &str) {
        if self.in_finally {
            let (line, col) = self.map.line_col(range.start().to_usize());
            let message = format!("'{what}' in a 'finally' block");
            self.warnings.push(SyntaxWarning { message, lineno: line, col_offset: col });
        }
    }

    fn suite(&mut self, stmts: &[py::Stmt]) -> Result<Vec<Stmt>, SyntaxErr> {
        let mut out = Vec::with_capacity(stmts.len());
        for stmt in stmts {
            self.enter()?;
            let lowered = deep::grow(|| self.stmt(stmt));
            self.leave();
            out.push(lowered?);
        }
        Ok(out)
    }

    fn stmt(&mut self, stmt: &py::Stmt) -> Result<Stmt, SyntaxErr> {
        let mut range = stmt.range();
        let kind = match stmt {
            py::Stmt::FunctionDef(s) => {
                range = self.after_decorators(range, &s.decorator_list);
                self.function(s)?
            }
            py::Stmt::ClassDef(s) => {
                range = self.after_decorators(range, &s.decorator_list);
                self.class(s)?
            }
            py::Stmt::Return(s) => {
                self.leaves_finally(range, "return");
                StmtKind::Return(self.opt(s.value.as_deref())?)
            }
            py::Stmt::Delete(s) => StmtKind::Delete(self.exprs(&s.targets)?),
            py::Stmt::TypeAlias(s) => {
                let name = self.expr(&s.name)?;
                let type_params = self.type_params(s.type_params.as_deref())?;
                let value = self.expr(&s.value)?;
                StmtKind::TypeAlias(Box::new(TypeAlias { scope: self.scope(), name, type_params, value }))
            }
            py::Stmt::Assign(s) => StmtKind::Assign { targets: self.exprs(&s.targets)?, value: self.expr(&s.value)? },
            py::Stmt::AugAssign(s) => {
                StmtKind::AugAssign { target: self.target(&s.target)?, op: s.op, value: self.expr(&s.value)? }
            }
            py::Stmt::AnnAssign(s) => StmtKind::AnnAssign(Box::new(AnnAssign {
                target: self.target(&s.target)?,
                annotation: self.expr(&s.annotation)?,
                value: self.opt(s.value.as_deref())?,
                simple: s.simple,
            })),
            py::Stmt::For(s) => StmtKind::For(Box::new(For {
                is_async: s.is_async,
                target: self.target(&s.target)?,
                iter: self.expr(&s.iter)?,
                body: self.finally_or_not(false, |l| l.suite(&s.body))?,
                orelse: self.suite(&s.orelse)?,
            })),
            py::Stmt::While(s) => StmtKind::While {
                test: self.expr(&s.test)?,
                body: self.finally_or_not(false, |l| l.suite(&s.body))?,
                orelse: self.suite(&s.orelse)?,
            },
            py::Stmt::If(s) => {
                let test = self.expr(&s.test)?;
                let body = self.suite(&s.body)?;
                let orelse = self.elif_chain(&s.elif_else_clauses)?;
                StmtKind::If { test, body, orelse }
            }
            py::Stmt::With(s) => {
                let mut items = Vec::with_capacity(s.items.len());
                for item in &s.items {
                    let context = self.expr(&item.context_expr)?;
                    items.push((context, self.opt(item.optional_vars.as_deref())?));
                }
                StmtKind::With(Box::new(With { is_async: s.is_async, items, body: self.suite(&s.body)? }))
            }
            py::Stmt::Match(s) => {
                let subject = self.expr(&s.subject)?;
                let mut cases = Vec::with_capacity(s.cases.len());
                for case in &s.cases {
                    cases.push(MatchCase {
                        pattern: self.pattern(&case.pattern)?,
                        guard: self.opt(case.guard.as_deref())?,
                        body: self.suite(&case.body)?,
                    });
                }
                StmtKind::Match { subject, cases }
            }
            py::Stmt::Raise(s) => {
                StmtKind::Raise { exc: self.opt(s.exc.as_deref())?, cause: self.opt(s.cause.as_deref())? }
            }
            py::Stmt::Try(s) => {
                let body = self.suite(&s.body)?;
                let mut handlers = Vec::with_capacity(s.handlers.len());
                for handler in &s.handlers {
                    let py::ExceptHandler::ExceptHandler(h) = handler;
                    handlers.push(Handler {
                        loc: self.map.loc(self.with_semicolon(h.range)),
                        type_: self.opt(h.type_.as_deref())?,
                        name: h.name.as_ref().map(|n| self.names.intern(n)),
                        body: self.suite(&h.body)?,
                    });
                }
                let orelse = self.suite(&s.orelse)?;
                let finalbody = self.finally_or_not(true, |l| l.suite(&s.finalbody))?;
                StmtKind::Try(Box::new(Try { is_star: s.is_star, body, handlers, orelse, finalbody }))
            }
            py::Stmt::Assert(s) => StmtKind::Assert { test: self.expr(&s.test)?, msg: self.opt(s.msg.as_deref())? },
            py::Stmt::Import(s) => StmtKind::Import(self.aliases(&s.names)),
            py::Stmt::ImportFrom(s) => StmtKind::ImportFrom(Box::new(ImportFrom {
                module: s.module.as_ref().map(|m| self.names.intern(m)),
                names: self.aliases(&s.names),
                level: s.level,
            })),
            py::Stmt::Global(s) => StmtKind::Global(self.identifiers(&s.names)),
            py::Stmt::Nonlocal(s) => StmtKind::Nonlocal(self.identifiers(&s.names)),
            py::Stmt::Expr(s) => StmtKind::Expr(self.expr(&s.value)?),
            py::Stmt::Pass(_) => StmtKind::Pass,
            py::Stmt::Break(_) => {
                self.leaves_finally(range, "break");
                StmtKind::Break
            }
            py::Stmt::Continue(_) => {
                self.leaves_finally(range, "continue");
                StmtKind::Continue
            }
            py::Stmt::IpyEscapeCommand(_) => return Err(self.error_at(range, "invalid syntax")),
        };
        let loc = self.map.loc(if is_compound(stmt) { self.with_semicolon(range) } else { range });
        Ok(Stmt { loc, kind })
    }

    /// A block that ends in a semicolon ends after it.
    fn with_semicolon(&self, range: TextRange) -> TextRange {
        let end = range.end().to_usize();
        let rest = &self.map.text.as_bytes()[end.min(self.map.text.len())..];
        let blanks = rest.iter().take_while(|b| **b == b' ' || **b == b'\t').count();
        if rest.get(blanks) == Some(&b';') {
            return TextRange::new(range.start(), range.end() + TextSize::new(blanks as u32 + 1));
        }
        range
    }

    fn elif_chain(&mut self, clauses: &[py::ElifElseClause]) -> Result<Vec<Stmt>, SyntaxErr> {
        // Built from the end, so that a long chain needs no deep recursion here.
        if clauses.len() as u32 + self.parser > deep::MAX_PARSER_DEPTH {
            return Err(SyntaxErr::parser_overflow());
        }
        let mut orelse = Vec::new();
        let end = clauses.last().map(|c| self.with_semicolon(c.range()).end());
        let mut lowered = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let test = self.opt(clause.test.as_ref())?;
            lowered.push((clause.range(), test, self.suite(&clause.body)?));
        }
        for (range, test, body) in lowered.into_iter().rev() {
            match test {
                None => orelse = body,
                Some(test) => {
                    let range = TextRange::new(range.start(), end.unwrap_or(range.end()));
                    let kind = StmtKind::If { test, body, orelse };
                    orelse = vec![Stmt { loc: self.map.loc(range), kind }];
                    self.deepest = self.deepest.max(self.depth + clauses.len() as u32);
                }
            }
        }
        Ok(orelse)
    }

    fn identifiers(&mut self, names: &[py::Identifier]) -> Vec<Sym> {
        names.iter().map(|n| self.names.intern(n)).collect()
    }

    fn aliases(&mut self, aliases: &[py::Alias]) -> Vec<Alias> {
        aliases
            .iter()
            .map(|a| Alias {
                loc: self.map.loc(a.range),
                name: self.names.intern(&a.name),
                asname: a.asname.as_ref().map(|n| self.names.intern(n)),
            })
            .collect()
    }

    /// A definition starts at its keyword, not at its first decorator.
    fn after_decorators(&self, range: TextRange, decorators: &[py::Decorator]) -> TextRange {
        match decorators.last() {
            Some(last) => {
                // Closing parentheses around the decorator lie outside its expression.
                let mut start = self.map.skip_trivia(last.range().end());
                while self.map.text.as_bytes().get(start.to_usize()) == Some(&b')') {
                    start = self.map.skip_trivia(start + TextSize::new(1));
                }
                TextRange::new(start.min(range.end()), range.end())
            }
            None => range,
        }
    }

    fn decorators(&mut self, decorators: &[py::Decorator]) -> Result<Vec<Expr>, SyntaxErr> {
        decorators.iter().map(|d| self.expr(&d.expression)).collect()
    }

    fn function(&mut self, s: &py::StmtFunctionDef) -> Result<StmtKind, SyntaxErr> {
        let decorators = self.decorators(&s.decorator_list)?;
        let name = self.names.intern(&s.name);
        let type_params = self.type_params(s.type_params.as_deref())?;
        let args = self.parameters(&s.parameters)?;
        let returns = self.opt(s.returns.as_deref())?;
        let (scope, annotate_scope) = (self.scope(), self.scope());
        let body = self.finally_or_not(false, |l| l.body(&s.body))?;
        Ok(StmtKind::FunctionDef(Box::new(FunctionDef {
            is_async: s.is_async,
            scope,
            annotate_scope,
            name,
            args,
            body,
            decorators,
            returns,
            type_params,
        })))
    }

    fn class(&mut self, s: &py::StmtClassDef) -> Result<StmtKind, SyntaxErr> {
        let decorators = self.decorators(&s.decorator_list)?;
        let name = self.names.intern(&s.name);
        let type_params = self.type_params(s.type_params.as_deref())?;
        let (bases, keywords) = match &s.arguments {
            Some(arguments) => self.arguments(arguments)?,
            None => (Vec::new(), Vec::new()),
        };
        let scope = self.scope();
        let body = self.finally_or_not(false, |l| l.body(&s.body))?;
        Ok(StmtKind::ClassDef(Box::new(ClassDef { scope, name, bases, keywords, body, decorators, type_params })))
    }

    fn type_params(&mut self, params: Option<&py::TypeParams>) -> Result<Option<TypeParams>, SyntaxErr> {
        let Some(params) = params else {
            return Ok(None);
        };
        let scope = self.scope();
        let mut out = Vec::with_capacity(params.type_params.len());
        for param in &params.type_params {
            let (kind, name, bound, default) = match param {
                py::TypeParam::TypeVar(p) => (TypeParamKind::TypeVar, &p.name, &p.bound, &p.default),
                py::TypeParam::TypeVarTuple(p) => (TypeParamKind::TypeVarTuple, &p.name, &None, &p.default),
                py::TypeParam::ParamSpec(p) => (TypeParamKind::ParamSpec, &p.name, &None, &p.default),
            };
            out.push(TypeParam {
                loc: self.map.loc(param.range()),
                kind,
                name: self.names.intern(name),
                bound: self.opt(bound.as_deref())?,
                bound_scope: self.scope(),
                default: self.opt(default.as_deref())?,
                default_scope: self.scope(),
            });
        }
        Ok(Some(TypeParams { scope, params: out }))
    }
}

fn is_compound(stmt: &py::Stmt) -> bool {
    matches!(
        stmt,
        py::Stmt::FunctionDef(_)
            | py::Stmt::ClassDef(_)
            | py::Stmt::For(_)
            | py::Stmt::While(_)
            | py::Stmt::If(_)
            | py::Stmt::With(_)
            | py::Stmt::Match(_)
            | py::Stmt::Try(_)
    )
}
