//! Nodes from others as the compiler's tree.
//!
//! The caller has checked classes and required fields; what remains wrong (an empty body, a
//! constant of a type that no program has) is an error here.

use super::write::{COMPARISONS, OPERATORS, UNARY};
use super::{Node, Tree, Value};
use crate::ast::*;
use crate::bytecode::{Const, convert};
use crate::error::{Error, ErrorKind, Result};
use crate::names::{Names, Sym};

struct Reader<'a> {
    tree: &'a Tree,
    names: &'a mut Names,
    next_scope: u32,
    optimize: i8,
    /// The context that the next expression must have.
    ctx: &'static str,
}

/// The program that a tree is.
pub(super) fn module(tree: &Tree, names: &mut Names, optimize: i8) -> Result<Module> {
    let mut r = Reader { tree, names, next_scope: 1, optimize, ctx: "Load" };
    let Some(root) = tree.nodes.last() else { return bad("an empty tree") };
    Ok(match root.kind {
        "Module" => Module::Exec(r.block(root, 0, true)?),
        "Interactive" => Module::Single(r.block(root, 0, false)?),
        "Expression" => Module::Eval(r.expr(root, 0)?),
        other => return bad(&format!("a program cannot be a {other}")),
    })
}

fn bad<T>(text: &str) -> Result<T> {
    Err(Box::new(Error { loc: Loc::NONE, msg: text.to_string(), kind: ErrorKind::ValueError }))
}
fn empty<T>(what: &str, kind: &str) -> Result<T> {
    bad(&format!("empty {what} on {kind}"))
}
fn loc(n: &Node) -> Loc {
    n.place.map_or(Loc::NONE, Loc::from)
}
fn find<T: Copy>(table: &[(T, &str)], v: &Value) -> Result<T> {
    if let Value::Bare(k) = v
        && let Some((op, _)) = table.iter().find(|(_, name)| name == k)
    {
        return Ok(*op);
    }
    bad("expected an operator")
}

static NOTHING: Value = Value::None;

impl<'a> Reader<'a> {
    fn field(&self, n: &'a Node, i: usize) -> &'a Value {
        n.fields.get(i).unwrap_or(&NOTHING)
    }
    fn node(&self, v: &'a Value) -> Result<&'a Node> {
        match v {
            Value::Node(id) => match self.tree.nodes.get(id.0 as usize) {
                Some(n) => Ok(n),
                None => bad("a node that is not in the tree"),
            },
            _ => bad("expected a node"),
        }
    }
    fn list(&self, n: &'a Node, i: usize) -> &'a [Value] {
        match self.field(n, i) {
            Value::List(v) => v,
            _ => &[],
        }
    }
    fn scope(&mut self) -> ScopeId {
        self.next_scope += 1;
        ScopeId(self.next_scope)
    }
    fn name_of(&mut self, v: &Value) -> Result<Sym> {
        match v {
            Value::Name(s) => Ok(self.names.intern(s)),
            _ => bad("expected an identifier"),
        }
    }
    fn name(&mut self, n: &'a Node, i: usize) -> Result<Sym> {
        self.name_of(self.field(n, i))
    }
    fn opt_name(&mut self, n: &'a Node, i: usize) -> Result<Option<Sym>> {
        match self.field(n, i) {
            Value::None => Ok(None),
            v => self.name_of(v).map(Some),
        }
    }
    fn name_list(&mut self, n: &'a Node, i: usize) -> Result<Vec<Sym>> {
        let v = self.list(n, i);
        if v.is_empty() {
            return empty("names", n.kind);
        }
        v.iter().map(|v| self.name_of(v)).collect()
    }
    fn int(&self, n: &'a Node, i: usize) -> i64 {
        match self.field(n, i) {
            Value::Int(v) => *v,
            _ => 0,
        }
    }
    fn expr(&mut self, n: &'a Node, i: usize) -> Result<Expr> {
        let e = self.node(self.field(n, i))?;
        self.expr_node(e)
    }
    /// An expression that is assigned to or deleted.
    fn target(&mut self, n: &'a Node, i: usize) -> Result<Expr> {
        self.ctx = "Store";
        self.expr(n, i)
    }
    fn boxed(&mut self, n: &'a Node, i: usize) -> Result<Box<Expr>> {
        self.expr(n, i).map(Box::new)
    }
    fn opt_of(&mut self, v: &'a Value) -> Result<Option<Expr>> {
        match v {
            Value::None => Ok(None),
            v => {
                let e = self.node(v)?;
                self.expr_node(e).map(Some)
            }
        }
    }
    fn opt(&mut self, n: &'a Node, i: usize) -> Result<Option<Expr>> {
        self.opt_of(self.field(n, i))
    }
    fn exprs(&mut self, n: &'a Node, i: usize) -> Result<Vec<Expr>> {
        self.exprs_in(n, i, "Load")
    }
    fn exprs_in(&mut self, n: &'a Node, i: usize, ctx: &'static str) -> Result<Vec<Expr>> {
        let mut out = vec![];
        for v in self.list(n, i) {
            self.ctx = ctx;
            match self.opt_of(v)? {
                Some(e) => out.push(e),
                None => return bad("None disallowed in expression list"),
            }
        }
        Ok(out)
    }
    fn constant(&self, n: &'a Node, i: usize) -> Result<Const> {
        match self.field(n, i) {
            Value::Const(c) => Ok(c.clone()),
            Value::None => Ok(Const::None),
            _ => bad("got an invalid type in Constant"),
        }
    }

    /// Whether the expression may stand where it does.
    fn check_context(&self, n: &'a Node, want: &'static str) -> Result<()> {
        let at = match n.kind {
            "Attribute" | "Subscript" => 2,
            "Starred" | "Name" | "List" | "Tuple" => 1,
            _ if want == "Load" => return Ok(()),
            _ => {
                let what = if want == "Store" { "assigned to" } else { "deleted" };
                return bad(&format!("expression which can't be {what} in {want} context"));
            }
        };
        match self.field(n, at) {
            Value::Bare(has) if *has != want => {
                bad(&format!("expression must have {want} context but has {has} instead"))
            }
            _ => Ok(()),
        }
    }

    fn expr_node(&mut self, n: &'a Node) -> Result<Expr> {
        let at = loc(n);
        let ctx = std::mem::replace(&mut self.ctx, "Load");
        self.check_context(n, ctx)?;
        let kind = match n.kind {
            "BoolOp" => {
                let op = if *self.field(n, 0) == Value::Bare("And") { BoolOp::And } else { BoolOp::Or };
                let values = self.exprs(n, 1)?;
                if values.len() < 2 {
                    return bad("BoolOp with less than 2 values");
                }
                ExprKind::BoolOp(op, values)
            }
            "NamedExpr" => ExprKind::Named(Box::new([self.target(n, 0)?, self.expr(n, 1)?])),
            "BinOp" => {
                let left = self.expr(n, 0)?;
                let op = find(OPERATORS, self.field(n, 1))?;
                return Ok(format_percent::bin_op(at, left, op, self.expr(n, 2)?));
            }
            "UnaryOp" => ExprKind::UnaryOp(find(UNARY, self.field(n, 0))?, self.boxed(n, 1)?),
            "Lambda" => {
                let scope = self.scope();
                let args = self.arguments(n, 0)?;
                ExprKind::Lambda(Box::new(Lambda { scope, args, body: self.expr(n, 1)? }))
            }
            "IfExp" => ExprKind::IfExp(Box::new([self.expr(n, 0)?, self.expr(n, 1)?, self.expr(n, 2)?])),
            "Dict" => {
                let (keys, values) = (self.list(n, 0), self.exprs(n, 1)?);
                if keys.len() != values.len() {
                    return bad("Dict doesn't have the same number of keys as values");
                }
                let mut items = vec![];
                for (k, v) in keys.iter().zip(values) {
                    items.push((self.opt_of(k)?, v));
                }
                ExprKind::Dict(items)
            }
            "Set" => ExprKind::Set(self.exprs(n, 0)?),
            "ListComp" => self.comp(n, CompKind::List)?,
            "SetComp" => self.comp(n, CompKind::Set)?,
            "GeneratorExp" => self.comp(n, CompKind::Generator)?,
            "DictComp" => self.comp(n, CompKind::Dict)?,
            "Await" => ExprKind::Await(self.boxed(n, 0)?),
            "Yield" => ExprKind::Yield(self.opt(n, 0)?.map(Box::new)),
            "YieldFrom" => ExprKind::YieldFrom(self.boxed(n, 0)?),
            "Compare" => {
                let left = self.expr(n, 0)?;
                let ops = self.list(n, 1).iter().map(|v| find(COMPARISONS, v)).collect::<Result<Vec<_>>>()?;
                let comparators = self.exprs(n, 2)?;
                if comparators.is_empty() {
                    return bad("Compare with no comparators");
                }
                if comparators.len() != ops.len() {
                    return bad("Compare has a different number of comparators and operands");
                }
                ExprKind::Compare(Box::new(Compare { left, ops, comparators }))
            }
            "Call" => {
                let func = self.expr(n, 0)?;
                let args = self.exprs(n, 1)?;
                ExprKind::Call(Box::new(Call { func, args, keywords: self.keywords(n, 2)? }))
            }
            "FormattedValue" => {
                let i = self.interpolation(n, None, 1)?;
                ExprKind::Formatted(i)
            }
            "Interpolation" => {
                let text = self.constant(n, 1)?;
                let i = self.interpolation(n, Some(text), 2)?;
                ExprKind::Interpolation(i)
            }
            "JoinedStr" => ExprKind::JoinedStr(self.exprs(n, 0)?),
            "TemplateStr" => ExprKind::TemplateStr(self.exprs(n, 0)?),
            "Constant" => ExprKind::Constant(self.constant(n, 0)?),
            "Attribute" => {
                let value = self.boxed(n, 0)?;
                ExprKind::Attribute(value, self.name(n, 1)?)
            }
            "Subscript" => ExprKind::Subscript(Box::new([self.expr(n, 0)?, self.expr(n, 1)?])),
            "Starred" => {
                self.ctx = ctx;
                ExprKind::Starred(self.boxed(n, 0)?)
            }
            "Name" => {
                let name = self.name(n, 0)?;
                let text = self.names.text(name);
                if matches!(text, "None" | "True" | "False") {
                    return bad(&format!("identifier field can't represent '{text}' constant"));
                }
                if name == Sym::DEBUG && *self.field(n, 1) == Value::Bare("Load") {
                    ExprKind::Constant(Const::Bool(self.optimize == 0))
                } else {
                    ExprKind::Name(name)
                }
            }
            "List" => ExprKind::List(self.exprs_in(n, 0, ctx)?),
            "Tuple" => ExprKind::Tuple(self.exprs_in(n, 0, ctx)?),
            "Slice" => ExprKind::Slice(Box::new([self.opt(n, 0)?, self.opt(n, 1)?, self.opt(n, 2)?])),
            other => return bad(&format!("expected some sort of expr, but got {other}")),
        };
        Ok(Expr { loc: at, kind })
    }
    fn interpolation(&mut self, n: &'a Node, text: Option<Const>, i: usize) -> Result<Box<Interpolation>> {
        let conversion = match u8::try_from(self.int(n, i)) {
            Ok(b's') => convert::STR,
            Ok(b'r') => convert::REPR,
            Ok(b'a') => convert::ASCII,
            _ if self.int(n, i) == -1 => convert::NONE,
            _ => return bad(&format!("Unrecognized conversion character {}", self.int(n, i))),
        };
        Ok(Box::new(Interpolation { value: self.expr(n, 0)?, text, conversion, spec: self.opt(n, i + 1)? }))
    }
    fn comp(&mut self, n: &'a Node, kind: CompKind) -> Result<ExprKind> {
        let scope = self.scope();
        let elt = self.expr(n, 0)?;
        let value = if kind == CompKind::Dict { Some(self.expr(n, 1)?) } else { None };
        let mut generators = vec![];
        for v in self.list(n, 1 + usize::from(value.is_some())) {
            let g = self.node(v)?;
            generators.push(Generator {
                target: self.target(g, 0)?,
                iter: self.expr(g, 1)?,
                ifs: self.exprs(g, 2)?,
                is_async: self.int(g, 3) != 0,
            });
        }
        if generators.is_empty() {
            return bad("comprehension with no generators");
        }
        Ok(ExprKind::Comp(Box::new(Comp { kind, scope, elt, value, generators })))
    }
    fn keywords(&mut self, n: &'a Node, i: usize) -> Result<Vec<Keyword>> {
        let mut out = vec![];
        for v in self.list(n, i) {
            let k = self.node(v)?;
            out.push(Keyword { loc: loc(k), arg: self.opt_name(k, 0)?, value: self.expr(k, 1)? });
        }
        Ok(out)
    }
    fn arg(&mut self, v: &'a Value) -> Result<Arg> {
        let n = self.node(v)?;
        Ok(Arg { loc: loc(n), name: self.name(n, 0)?, annotation: self.opt(n, 1)? })
    }
    fn opt_arg(&mut self, n: &'a Node, i: usize) -> Result<Option<Box<Arg>>> {
        match self.field(n, i) {
            Value::None => Ok(None),
            v => self.arg(v).map(|a| Some(Box::new(a))),
        }
    }
    fn arguments(&mut self, n: &'a Node, i: usize) -> Result<Arguments> {
        let n = self.node(self.field(n, i))?;
        let posonly = self.list(n, 0).iter().map(|v| self.arg(v)).collect::<Result<Vec<_>>>()?;
        let args = self.list(n, 1).iter().map(|v| self.arg(v)).collect::<Result<Vec<_>>>()?;
        let vararg = self.opt_arg(n, 2)?;
        let kwonly = self.list(n, 3).iter().map(|v| self.arg(v)).collect::<Result<Vec<_>>>()?;
        let kw_defaults = self.list(n, 4).iter().map(|v| self.opt_of(v)).collect::<Result<Vec<_>>>()?;
        let kwarg = self.opt_arg(n, 5)?;
        let defaults = self.exprs(n, 6)?;
        if defaults.len() > posonly.len() + args.len() {
            return bad("more positional defaults than args on arguments");
        }
        if kw_defaults.len() != kwonly.len() {
            return bad("length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        Ok(Arguments { posonly, args, vararg, kwonly, kwarg, defaults, kw_defaults })
    }
    fn type_params(&mut self, n: &'a Node, i: usize) -> Result<Option<TypeParams>> {
        let list = self.list(n, i);
        if list.is_empty() {
            return Ok(None);
        }
        let scope = self.scope();
        let mut params = vec![];
        for v in list {
            let n = self.node(v)?;
            let (kind, default) = match n.kind {
                "TypeVar" => (TypeParamKind::TypeVar, 2),
                "TypeVarTuple" => (TypeParamKind::TypeVarTuple, 1),
                "ParamSpec" => (TypeParamKind::ParamSpec, 1),
                other => return bad(&format!("expected some sort of type_param, but got {other}")),
            };
            let name = self.name(n, 0)?;
            let bound = if default == 2 { self.opt(n, 1)? } else { None };
            let bound_scope = self.scope();
            let default = self.opt(n, default)?;
            let default_scope = self.scope();
            params.push(TypeParam { loc: loc(n), kind, name, bound, bound_scope, default, default_scope });
        }
        Ok(Some(TypeParams { scope, params }))
    }
    fn aliases(&mut self, n: &'a Node, i: usize) -> Result<Vec<Alias>> {
        let mut out = vec![];
        for v in self.list(n, i) {
            let a = self.node(v)?;
            out.push(Alias { loc: loc(a), name: self.name(a, 0)?, asname: self.opt_name(a, 1)? });
        }
        if out.is_empty() {
            return empty("names", n.kind);
        }
        Ok(out)
    }
    fn patterns(&mut self, n: &'a Node, i: usize) -> Result<Vec<Pattern>> {
        self.list(n, i).iter().map(|v| self.node(v).and_then(|p| self.pattern(p))).collect()
    }
    fn pattern(&mut self, n: &'a Node) -> Result<Pattern> {
        let at = loc(n);
        let kind = match n.kind {
            "MatchValue" => PatternKind::Value(fold_value(self.expr(n, 0)?)),
            "MatchSingleton" => match self.constant(n, 0)? {
                c @ (Const::None | Const::Bool(_)) => PatternKind::Singleton(c),
                _ => return bad("MatchSingleton can only contain True, False and None"),
            },
            "MatchSequence" => PatternKind::Sequence(self.patterns(n, 0)?),
            "MatchMapping" => {
                let keys: Vec<Expr> = self.exprs(n, 0)?.into_iter().map(fold_value).collect();
                let patterns = self.patterns(n, 1)?;
                if keys.len() != patterns.len() {
                    return bad("MatchMapping doesn't have the same number of keys as patterns");
                }
                PatternKind::Mapping { keys, patterns, rest: self.opt_name(n, 2)? }
            }
            "MatchClass" => {
                let cls = self.expr(n, 0)?;
                let patterns = self.patterns(n, 1)?;
                let attrs = self.list(n, 2).iter().map(|v| self.name_of(v)).collect::<Result<Vec<_>>>()?;
                let kwd_patterns = self.patterns(n, 3)?;
                if attrs.len() != kwd_patterns.len() {
                    return bad("MatchClass doesn't have the same number of keyword attributes as patterns");
                }
                let kwd_attrs = attrs.into_iter().zip(&kwd_patterns).map(|(a, p)| (a, p.loc)).collect();
                PatternKind::Class { cls, patterns, kwd_attrs, kwd_patterns }
            }
            "MatchStar" => PatternKind::Star(self.opt_name(n, 0)?),
            "MatchAs" => {
                let pattern = match self.field(n, 0) {
                    Value::None => None,
                    v => {
                        let p = self.node(v)?;
                        Some(Box::new(self.pattern(p)?))
                    }
                };
                let name = self.opt_name(n, 1)?;
                if pattern.is_some() && name.is_none() {
                    return bad("MatchAs must specify a target name if a pattern is given");
                }
                PatternKind::As { pattern, name }
            }
            "MatchOr" => {
                let patterns = self.patterns(n, 0)?;
                if patterns.len() < 2 {
                    return bad("MatchOr requires at least 2 patterns");
                }
                PatternKind::Or(patterns)
            }
            other => return bad(&format!("expected some sort of pattern, but got {other}")),
        };
        Ok(Pattern { loc: at, kind })
    }

    fn stmts(&mut self, n: &'a Node, i: usize) -> Result<Vec<Stmt>> {
        self.list(n, i).iter().map(|v| self.node(v).and_then(|s| self.stmt(s))).collect()
    }
    fn body(&mut self, n: &'a Node, i: usize) -> Result<Vec<Stmt>> {
        let v = self.stmts(n, i)?;
        if v.is_empty() { empty("body", n.kind) } else { Ok(v) }
    }
    /// A block that may start with a docstring, which level 2 drops.
    fn block(&mut self, n: &'a Node, i: usize, docstring_counts: bool) -> Result<Vec<Stmt>> {
        let mut body = self.stmts(n, i)?;
        if self.optimize >= 2 && docstring_counts && docstring(&body).is_some() {
            let removed = body.remove(0);
            if body.is_empty() {
                body.push(Stmt { loc: removed.loc, kind: StmtKind::Pass });
            }
        }
        Ok(body)
    }
    fn stmt(&mut self, n: &'a Node) -> Result<Stmt> {
        let kind = match n.kind {
            "FunctionDef" | "AsyncFunctionDef" => {
                if self.list(n, 2).is_empty() {
                    return empty("body", n.kind);
                }
                let name = self.name(n, 0)?;
                let (scope, annotate_scope) = (self.scope(), self.scope());
                StmtKind::FunctionDef(Box::new(FunctionDef {
                    is_async: n.kind == "AsyncFunctionDef",
                    scope,
                    annotate_scope,
                    name,
                    args: self.arguments(n, 1)?,
                    body: self.block(n, 2, true)?,
                    decorators: self.exprs(n, 3)?,
                    returns: self.opt(n, 4)?,
                    type_params: self.type_params(n, 6)?,
                }))
            }
            "ClassDef" => {
                if self.list(n, 3).is_empty() {
                    return empty("body", n.kind);
                }
                let name = self.name(n, 0)?;
                let scope = self.scope();
                StmtKind::ClassDef(Box::new(ClassDef {
                    scope,
                    name,
                    bases: self.exprs(n, 1)?,
                    keywords: self.keywords(n, 2)?,
                    body: self.block(n, 3, true)?,
                    decorators: self.exprs(n, 4)?,
                    type_params: self.type_params(n, 5)?,
                }))
            }
            "Return" => StmtKind::Return(self.opt(n, 0)?),
            "Delete" => {
                let v = self.exprs_in(n, 0, "Del")?;
                if v.is_empty() {
                    return empty("targets", n.kind);
                }
                StmtKind::Delete(v)
            }
            "Assign" => {
                let targets = self.exprs_in(n, 0, "Store")?;
                if targets.is_empty() {
                    return empty("targets", n.kind);
                }
                StmtKind::Assign { targets, value: self.expr(n, 1)? }
            }
            "AugAssign" => StmtKind::AugAssign {
                target: self.target(n, 0)?,
                op: find(OPERATORS, self.field(n, 1))?,
                value: self.expr(n, 2)?,
            },
            "AnnAssign" => {
                let target = self.target(n, 0)?;
                let simple = self.int(n, 3) != 0;
                if simple && !matches!(target.kind, ExprKind::Name(_)) {
                    return Err(Box::new(Error {
                        loc: Loc::NONE,
                        msg: "AnnAssign with simple non-Name target".into(),
                        kind: ErrorKind::TypeError,
                    }));
                }
                let (annotation, value) = (self.expr(n, 1)?, self.opt(n, 2)?);
                StmtKind::AnnAssign(Box::new(AnnAssign { target, annotation, value, simple }))
            }
            "TypeAlias" => {
                let name = self.target(n, 0)?;
                if !matches!(name.kind, ExprKind::Name(_)) {
                    return bad("TypeAlias with non-Name name");
                }
                let type_params = self.type_params(n, 1)?;
                let value = self.expr(n, 2)?;
                StmtKind::TypeAlias(Box::new(TypeAlias { scope: self.scope(), name, type_params, value }))
            }
            "For" | "AsyncFor" => StmtKind::For(Box::new(For {
                is_async: n.kind == "AsyncFor",
                target: self.target(n, 0)?,
                iter: self.expr(n, 1)?,
                body: self.body(n, 2)?,
                orelse: self.stmts(n, 3)?,
            })),
            "While" => StmtKind::While { test: self.expr(n, 0)?, body: self.body(n, 1)?, orelse: self.stmts(n, 2)? },
            "If" => StmtKind::If { test: self.expr(n, 0)?, body: self.body(n, 1)?, orelse: self.stmts(n, 2)? },
            "With" | "AsyncWith" => {
                let mut items = vec![];
                for v in self.list(n, 0) {
                    let i = self.node(v)?;
                    let context = self.expr(i, 0)?;
                    self.ctx = "Store";
                    let vars = self.opt(i, 1)?;
                    self.ctx = "Load";
                    items.push((context, vars));
                }
                if items.is_empty() {
                    return empty("items", n.kind);
                }
                StmtKind::With(Box::new(With { is_async: n.kind == "AsyncWith", items, body: self.body(n, 1)? }))
            }
            "Match" => {
                let subject = self.expr(n, 0)?;
                let mut cases = vec![];
                for v in self.list(n, 1) {
                    let c = self.node(v)?;
                    let p = self.node(self.field(c, 0))?;
                    let pattern = self.pattern(p)?;
                    cases.push(MatchCase { pattern, guard: self.opt(c, 1)?, body: self.body(c, 2)? });
                }
                if cases.is_empty() {
                    return empty("cases", n.kind);
                }
                StmtKind::Match { subject, cases }
            }
            "Raise" => {
                let (exc, cause) = (self.opt(n, 0)?, self.opt(n, 1)?);
                if exc.is_none() && cause.is_some() {
                    return bad("Raise with cause but no exception");
                }
                StmtKind::Raise { exc, cause }
            }
            "Try" | "TryStar" => {
                let body = self.body(n, 0)?;
                let mut handlers = vec![];
                for v in self.list(n, 1) {
                    let h = self.node(v)?;
                    handlers.push(Handler {
                        loc: loc(h),
                        type_: self.opt(h, 0)?,
                        name: self.opt_name(h, 1)?,
                        body: self.body(h, 2)?,
                    });
                }
                let (orelse, finalbody) = (self.stmts(n, 2)?, self.stmts(n, 3)?);
                if handlers.is_empty() && finalbody.is_empty() {
                    return bad(&format!("{} has neither except handlers nor finalbody", n.kind));
                }
                if handlers.is_empty() && !orelse.is_empty() {
                    return bad(&format!("{} has orelse but no except handlers", n.kind));
                }
                StmtKind::Try(Box::new(Try { is_star: n.kind == "TryStar", body, handlers, orelse, finalbody }))
            }
            "Assert" => StmtKind::Assert { test: self.expr(n, 0)?, msg: self.opt(n, 1)? },
            "Import" => StmtKind::Import(self.aliases(n, 0)?),
            "ImportFrom" => {
                let level = self.int(n, 2);
                if level < 0 {
                    return bad("Negative ImportFrom level");
                }
                StmtKind::ImportFrom(Box::new(ImportFrom {
                    module: self.opt_name(n, 0)?,
                    names: self.aliases(n, 1)?,
                    level: level as u32,
                }))
            }
            "Global" => StmtKind::Global(self.name_list(n, 0)?),
            "Nonlocal" => StmtKind::Nonlocal(self.name_list(n, 0)?),
            "Expr" => StmtKind::Expr(self.expr(n, 0)?),
            "Pass" => StmtKind::Pass,
            "Break" => StmtKind::Break,
            "Continue" => StmtKind::Continue,
            other => return bad(&format!("expected some sort of stmt, but got {other}")),
        };
        Ok(Stmt { loc: loc(n), kind })
    }
}
