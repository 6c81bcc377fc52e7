//! The compiler's tree as nodes for others.

use std::collections::HashSet;

use super::{Place, Tree, Value};
use crate::ast::*;
use crate::bytecode::{Const, convert};
use crate::names::{Names, Sym};

/// The nodes of a program. `unicode` tells where string literals begin with `u`.
pub(super) fn tree(module: &Module, names: &Names, unicode: &HashSet<(i32, i32)>) -> Tree {
    let mut w = Writer { names, unicode, tree: Tree::default() };
    match module {
        Module::Exec(body) => {
            let body = w.stmts(body);
            w.tree.add("Module", vec![body, Value::List(vec![])], None);
        }
        Module::Single(body) => {
            let body = w.stmts(body);
            w.tree.add("Interactive", vec![body], None);
        }
        Module::Eval(e) => {
            let body = w.expr(e, LOAD);
            w.tree.add("Expression", vec![body], None);
        }
    }
    w.tree
}

const LOAD: &str = "Load";
const STORE: &str = "Store";
const DEL: &str = "Del";

struct Writer<'a> {
    names: &'a Names,
    unicode: &'a HashSet<(i32, i32)>,
    tree: Tree,
}

pub(super) const OPERATORS: &[(Operator, &str)] = &[
    (Operator::Add, "Add"),
    (Operator::Sub, "Sub"),
    (Operator::Mult, "Mult"),
    (Operator::MatMult, "MatMult"),
    (Operator::Div, "Div"),
    (Operator::Mod, "Mod"),
    (Operator::Pow, "Pow"),
    (Operator::LShift, "LShift"),
    (Operator::RShift, "RShift"),
    (Operator::BitOr, "BitOr"),
    (Operator::BitXor, "BitXor"),
    (Operator::BitAnd, "BitAnd"),
    (Operator::FloorDiv, "FloorDiv"),
];
pub(super) const COMPARISONS: &[(CmpOp, &str)] = &[
    (CmpOp::Eq, "Eq"),
    (CmpOp::NotEq, "NotEq"),
    (CmpOp::Lt, "Lt"),
    (CmpOp::LtE, "LtE"),
    (CmpOp::Gt, "Gt"),
    (CmpOp::GtE, "GtE"),
    (CmpOp::Is, "Is"),
    (CmpOp::IsNot, "IsNot"),
    (CmpOp::In, "In"),
    (CmpOp::NotIn, "NotIn"),
];
pub(super) const UNARY: &[(UnaryOp, &str)] =
    &[(UnaryOp::Invert, "Invert"), (UnaryOp::Not, "Not"), (UnaryOp::UAdd, "UAdd"), (UnaryOp::USub, "USub")];

/// The kind of an operator's node.
fn kind_of<T: PartialEq + Copy>(table: &[(T, &'static str)], op: T) -> Value {
    Value::Bare(table.iter().find(|(o, _)| *o == op).map_or("Add", |(_, k)| k))
}

impl Writer<'_> {
    fn node(&mut self, kind: &'static str, fields: Vec<Value>, loc: Loc) -> Value {
        Value::Node(self.tree.add(kind, fields, Some(Place::from(loc))))
    }
    fn bare(&mut self, kind: &'static str, fields: Vec<Value>) -> Value {
        Value::Node(self.tree.add(kind, fields, None))
    }
    fn name(&self, s: Sym) -> Value {
        Value::Name(self.names.text(s).into())
    }
    fn opt_name(&self, s: Option<Sym>) -> Value {
        s.map_or(Value::None, |s| self.name(s))
    }
    fn names(&self, s: &[Sym]) -> Value {
        Value::List(s.iter().map(|s| self.name(*s)).collect())
    }
    fn opt(&mut self, e: Option<&Expr>) -> Value {
        match e {
            Some(e) => self.expr(e, LOAD),
            None => Value::None,
        }
    }
    fn exprs(&mut self, v: &[Expr], ctx: &'static str) -> Value {
        Value::List(v.iter().map(|e| self.expr(e, ctx)).collect())
    }
    fn stmts(&mut self, v: &[Stmt]) -> Value {
        Value::List(v.iter().map(|s| self.stmt(s)).collect())
    }

    fn expr(&mut self, e: &Expr, ctx: &'static str) -> Value {
        let (kind, fields) = match &e.kind {
            ExprKind::BoolOp(op, v) => {
                let op = Value::Bare(if *op == BoolOp::And { "And" } else { "Or" });
                ("BoolOp", vec![op, self.exprs(v, LOAD)])
            }
            ExprKind::Named(b) => ("NamedExpr", vec![self.expr(&b[0], STORE), self.expr(&b[1], LOAD)]),
            ExprKind::BinOp(b, op) => {
                let left = self.expr(&b[0], LOAD);
                ("BinOp", vec![left, kind_of(OPERATORS, *op), self.expr(&b[1], LOAD)])
            }
            ExprKind::UnaryOp(op, x) => ("UnaryOp", vec![kind_of(UNARY, *op), self.expr(x, LOAD)]),
            ExprKind::Lambda(l) => ("Lambda", vec![self.arguments(&l.args), self.expr(&l.body, LOAD)]),
            ExprKind::IfExp(b) => ("IfExp", b.iter().map(|e| self.expr(e, LOAD)).collect()),
            ExprKind::Dict(items) => {
                let keys = items.iter().map(|(k, _)| self.opt(k.as_ref())).collect();
                let values = items.iter().map(|(_, v)| self.expr(v, LOAD)).collect();
                ("Dict", vec![Value::List(keys), Value::List(values)])
            }
            ExprKind::Set(v) => ("Set", vec![self.exprs(v, LOAD)]),
            ExprKind::Comp(c) => {
                let mut fields = vec![self.expr(&c.elt, LOAD)];
                if let Some(v) = &c.value {
                    fields.push(self.expr(v, LOAD));
                }
                let generators = c.generators.iter().map(|g| self.generator(g)).collect();
                fields.push(Value::List(generators));
                let kind = match c.kind {
                    CompKind::Generator => "GeneratorExp",
                    CompKind::List => "ListComp",
                    CompKind::Set => "SetComp",
                    CompKind::Dict => "DictComp",
                };
                (kind, fields)
            }
            ExprKind::Await(x) => ("Await", vec![self.expr(x, LOAD)]),
            ExprKind::Yield(x) => ("Yield", vec![self.opt(x.as_deref())]),
            ExprKind::YieldFrom(x) => ("YieldFrom", vec![self.expr(x, LOAD)]),
            ExprKind::Compare(c) => {
                let left = self.expr(&c.left, LOAD);
                let ops = c.ops.iter().map(|op| kind_of(COMPARISONS, *op)).collect();
                ("Compare", vec![left, Value::List(ops), self.exprs(&c.comparators, LOAD)])
            }
            ExprKind::Call(c) => {
                let func = self.expr(&c.func, LOAD);
                ("Call", vec![func, self.exprs(&c.args, LOAD), self.keywords(&c.keywords)])
            }
            ExprKind::Formatted(i) => {
                ("FormattedValue", vec![self.expr(&i.value, LOAD), conversion(i), self.opt(i.spec.as_ref())])
            }
            ExprKind::Interpolation(i) => {
                let text = i.text.clone().map_or(Value::None, Value::Const);
                ("Interpolation", vec![self.expr(&i.value, LOAD), text, conversion(i), self.opt(i.spec.as_ref())])
            }
            ExprKind::JoinedStr(v) => ("JoinedStr", vec![self.exprs(v, LOAD)]),
            ExprKind::TemplateStr(v) => ("TemplateStr", vec![self.exprs(v, LOAD)]),
            ExprKind::Constant(c) => {
                let text = matches!(c, Const::Str(_) | Const::StrSurrogates(_));
                let u = text && self.unicode.contains(&(e.loc.line, e.loc.col));
                ("Constant", vec![Value::Const(c.clone()), if u { Value::Name("u".into()) } else { Value::None }])
            }
            ExprKind::Attribute(x, name) => ("Attribute", vec![self.expr(x, LOAD), self.name(*name), Value::Bare(ctx)]),
            ExprKind::Subscript(b) => {
                ("Subscript", vec![self.expr(&b[0], LOAD), self.expr(&b[1], LOAD), Value::Bare(ctx)])
            }
            ExprKind::Starred(x) => ("Starred", vec![self.expr(x, ctx), Value::Bare(ctx)]),
            ExprKind::Name(name) => ("Name", vec![self.name(*name), Value::Bare(ctx)]),
            ExprKind::List(v) => ("List", vec![self.exprs(v, ctx), Value::Bare(ctx)]),
            ExprKind::Tuple(v) => ("Tuple", vec![self.exprs(v, ctx), Value::Bare(ctx)]),
            ExprKind::Slice(b) => ("Slice", b.iter().map(|e| self.opt(e.as_ref())).collect()),
        };
        self.node(kind, fields, e.loc)
    }

    fn generator(&mut self, g: &Generator) -> Value {
        let target = self.expr(&g.target, STORE);
        let iter = self.expr(&g.iter, LOAD);
        let ifs = self.exprs(&g.ifs, LOAD);
        self.bare("comprehension", vec![target, iter, ifs, Value::Int(g.is_async.into())])
    }

    fn keywords(&mut self, v: &[Keyword]) -> Value {
        Value::List(
            v.iter()
                .map(|k| {
                    let fields = vec![self.opt_name(k.arg), self.expr(&k.value, LOAD)];
                    self.node("keyword", fields, k.loc)
                })
                .collect(),
        )
    }

    fn arg(&mut self, a: &Arg) -> Value {
        let fields = vec![self.name(a.name), self.opt(a.annotation.as_ref()), Value::None];
        self.node("arg", fields, a.loc)
    }

    fn opt_arg(&mut self, a: Option<&Arg>) -> Value {
        a.map_or(Value::None, |a| self.arg(a))
    }

    fn arguments(&mut self, a: &Arguments) -> Value {
        let posonly = a.posonly.iter().map(|a| self.arg(a)).collect();
        let args = a.args.iter().map(|a| self.arg(a)).collect();
        let vararg = self.opt_arg(a.vararg.as_deref());
        let kwonly = a.kwonly.iter().map(|a| self.arg(a)).collect();
        let kw_defaults = a.kw_defaults.iter().map(|e| self.opt(e.as_ref())).collect();
        let kwarg = self.opt_arg(a.kwarg.as_deref());
        let defaults = self.exprs(&a.defaults, LOAD);
        let fields = vec![
            Value::List(posonly),
            Value::List(args),
            vararg,
            Value::List(kwonly),
            Value::List(kw_defaults),
            kwarg,
            defaults,
        ];
        self.bare("arguments", fields)
    }

    fn type_params(&mut self, p: Option<&TypeParams>) -> Value {
        let params = p.map_or(&[][..], |p| &p.params);
        Value::List(
            params
                .iter()
                .map(|p| {
                    let name = self.name(p.name);
                    let (kind, fields) = match p.kind {
                        TypeParamKind::TypeVar => {
                            ("TypeVar", vec![name, self.opt(p.bound.as_ref()), self.opt(p.default.as_ref())])
                        }
                        TypeParamKind::TypeVarTuple => ("TypeVarTuple", vec![name, self.opt(p.default.as_ref())]),
                        TypeParamKind::ParamSpec => ("ParamSpec", vec![name, self.opt(p.default.as_ref())]),
                    };
                    self.node(kind, fields, p.loc)
                })
                .collect(),
        )
    }

    fn aliases(&mut self, v: &[Alias]) -> Value {
        Value::List(
            v.iter()
                .map(|a| {
                    let fields = vec![self.name(a.name), self.opt_name(a.asname)];
                    self.node("alias", fields, a.loc)
                })
                .collect(),
        )
    }

    fn pattern(&mut self, p: &Pattern) -> Value {
        let (kind, fields) = match &p.kind {
            PatternKind::Value(e) => ("MatchValue", vec![self.expr(e, LOAD)]),
            PatternKind::Singleton(c) => ("MatchSingleton", vec![Value::Const(c.clone())]),
            PatternKind::Sequence(v) => ("MatchSequence", vec![self.patterns(v)]),
            PatternKind::Mapping { keys, patterns, rest } => {
                ("MatchMapping", vec![self.exprs(keys, LOAD), self.patterns(patterns), self.opt_name(*rest)])
            }
            PatternKind::Class { cls, patterns, kwd_attrs, kwd_patterns } => {
                let attrs = kwd_attrs.iter().map(|(s, _)| self.name(*s)).collect();
                let cls = self.expr(cls, LOAD);
                ("MatchClass", vec![cls, self.patterns(patterns), Value::List(attrs), self.patterns(kwd_patterns)])
            }
            PatternKind::Star(name) => ("MatchStar", vec![self.opt_name(*name)]),
            PatternKind::As { pattern, name } => {
                let inner = pattern.as_ref().map_or(Value::None, |p| self.pattern(p));
                ("MatchAs", vec![inner, self.opt_name(*name)])
            }
            PatternKind::Or(v) => ("MatchOr", vec![self.patterns(v)]),
        };
        self.node(kind, fields, p.loc)
    }

    fn patterns(&mut self, v: &[Pattern]) -> Value {
        Value::List(v.iter().map(|p| self.pattern(p)).collect())
    }

    fn stmt(&mut self, s: &Stmt) -> Value {
        let (kind, fields) = match &s.kind {
            StmtKind::FunctionDef(f) => {
                let name = self.name(f.name);
                let args = self.arguments(&f.args);
                let body = self.stmts(&f.body);
                let decorators = self.exprs(&f.decorators, LOAD);
                let returns = self.opt(f.returns.as_ref());
                let params = self.type_params(f.type_params.as_ref());
                (
                    if f.is_async { "AsyncFunctionDef" } else { "FunctionDef" },
                    vec![name, args, body, decorators, returns, Value::None, params],
                )
            }
            StmtKind::ClassDef(c) => {
                let name = self.name(c.name);
                let bases = self.exprs(&c.bases, LOAD);
                let keywords = self.keywords(&c.keywords);
                let body = self.stmts(&c.body);
                let decorators = self.exprs(&c.decorators, LOAD);
                ("ClassDef", vec![name, bases, keywords, body, decorators, self.type_params(c.type_params.as_ref())])
            }
            StmtKind::Return(e) => ("Return", vec![self.opt(e.as_ref())]),
            StmtKind::Delete(v) => ("Delete", vec![self.exprs(v, DEL)]),
            StmtKind::Assign { targets, value } => {
                ("Assign", vec![self.exprs(targets, STORE), self.expr(value, LOAD), Value::None])
            }
            StmtKind::AugAssign { target, op, value } => {
                let target = self.expr(target, STORE);
                ("AugAssign", vec![target, kind_of(OPERATORS, *op), self.expr(value, LOAD)])
            }
            StmtKind::AnnAssign(a) => {
                let target = self.expr(&a.target, STORE);
                let annotation = self.expr(&a.annotation, LOAD);
                ("AnnAssign", vec![target, annotation, self.opt(a.value.as_ref()), Value::Int(a.simple.into())])
            }
            StmtKind::TypeAlias(t) => {
                let name = self.expr(&t.name, STORE);
                let params = self.type_params(t.type_params.as_ref());
                ("TypeAlias", vec![name, params, self.expr(&t.value, LOAD)])
            }
            StmtKind::For(f) => {
                let target = self.expr(&f.target, STORE);
                let iter = self.expr(&f.iter, LOAD);
                let body = self.stmts(&f.body);
                let orelse = self.stmts(&f.orelse);
                (if f.is_async { "AsyncFor" } else { "For" }, vec![target, iter, body, orelse, Value::None])
            }
            StmtKind::While { test, body, orelse } => {
                ("While", vec![self.expr(test, LOAD), self.stmts(body), self.stmts(orelse)])
            }
            StmtKind::If { test, body, orelse } => {
                ("If", vec![self.expr(test, LOAD), self.stmts(body), self.stmts(orelse)])
            }
            StmtKind::With(w) => {
                let mut items = vec![];
                for (context, vars) in &w.items {
                    let context = self.expr(context, LOAD);
                    let vars = vars.as_ref().map_or(Value::None, |e| self.expr(e, STORE));
                    items.push(self.bare("withitem", vec![context, vars]));
                }
                let body = self.stmts(&w.body);
                (if w.is_async { "AsyncWith" } else { "With" }, vec![Value::List(items), body, Value::None])
            }
            StmtKind::Match { subject, cases } => {
                let subject = self.expr(subject, LOAD);
                let mut list = vec![];
                for case in cases {
                    let pattern = self.pattern(&case.pattern);
                    let guard = self.opt(case.guard.as_ref());
                    let body = self.stmts(&case.body);
                    list.push(self.bare("match_case", vec![pattern, guard, body]));
                }
                ("Match", vec![subject, Value::List(list)])
            }
            StmtKind::Raise { exc, cause } => ("Raise", vec![self.opt(exc.as_ref()), self.opt(cause.as_ref())]),
            StmtKind::Try(t) => {
                let body = self.stmts(&t.body);
                let mut handlers = vec![];
                for h in &t.handlers {
                    let ty = self.opt(h.type_.as_ref());
                    let fields = vec![ty, self.opt_name(h.name), self.stmts(&h.body)];
                    handlers.push(self.node("ExceptHandler", fields, h.loc));
                }
                let orelse = self.stmts(&t.orelse);
                let finalbody = self.stmts(&t.finalbody);
                (if t.is_star { "TryStar" } else { "Try" }, vec![body, Value::List(handlers), orelse, finalbody])
            }
            StmtKind::Assert { test, msg } => ("Assert", vec![self.expr(test, LOAD), self.opt(msg.as_ref())]),
            StmtKind::Import(v) => ("Import", vec![self.aliases(v)]),
            StmtKind::ImportFrom(i) => {
                ("ImportFrom", vec![self.opt_name(i.module), self.aliases(&i.names), Value::Int(i.level.into())])
            }
            StmtKind::Global(v) => ("Global", vec![self.names(v)]),
            StmtKind::Nonlocal(v) => ("Nonlocal", vec![self.names(v)]),
            StmtKind::Expr(e) => ("Expr", vec![self.expr(e, LOAD)]),
            StmtKind::Pass => ("Pass", vec![]),
            StmtKind::Break => ("Break", vec![]),
            StmtKind::Continue => ("Continue", vec![]),
        };
        self.node(kind, fields, s.loc)
    }
}

fn conversion(i: &Interpolation) -> Value {
    Value::Int(match i.conversion {
        convert::STR => 's' as i64,
        convert::REPR => 'r' as i64,
        convert::ASCII => 'a' as i64,
        _ => -1,
    })
}
