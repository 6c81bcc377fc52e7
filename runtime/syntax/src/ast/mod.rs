//! The compiler's own tree: the shape of Python's `ast` module, with positions
//! as CPython reports them. It is lowered from the parser's tree, which joins
//! and positions some things differently.

pub(crate) mod format_percent;
mod fstring;
mod literal;
mod lower_expr;
mod lower_pattern;
mod lower_stmt;
pub(crate) mod source;

use crate::bytecode::Const;
use crate::names::Sym;

pub(crate) use lower_pattern::fold_value;
pub(crate) use lower_stmt::{Lowered, Lowerer};

/// A source range as CPython's compiler carries it: lines from 1, columns in
/// UTF-8 bytes from 0, -1 for "none".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Loc {
    pub line: i32,
    pub end_line: i32,
    pub col: i32,
    pub end_col: i32,
}

impl Loc {
    /// The position of instructions that come from nowhere in the source.
    pub(crate) const NONE: Loc = Loc { line: -1, end_line: -1, col: -1, end_col: -1 };

    /// "Where the next instruction is", settled at the end.
    pub(crate) const NEXT: Loc = Loc { line: -2, end_line: -2, col: -2, end_col: -2 };

    /// Column zero of `line`.
    pub(crate) fn line_start(line: i32) -> Loc {
        Loc { line, end_line: line, col: 0, end_col: 0 }
    }

    pub(crate) fn is_none(self) -> bool {
        self.line == -1
    }
}

/// Identifies a node that opens a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScopeId(pub u32);

#[derive(Debug)]
pub(crate) struct Expr {
    pub loc: Loc,
    pub kind: ExprKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CompKind {
    Generator,
    List,
    Set,
    Dict,
}

#[derive(Debug)]
pub(crate) struct Comp {
    pub kind: CompKind,
    pub scope: ScopeId,
    pub elt: Expr,
    /// The value of a dictionary comprehension.
    pub value: Option<Expr>,
    pub generators: Vec<Generator>,
}

#[derive(Debug)]
pub(crate) struct Generator {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

#[derive(Debug)]
pub(crate) struct Lambda {
    pub scope: ScopeId,
    pub args: Arguments,
    pub body: Expr,
}

#[derive(Debug)]
pub(crate) struct Call {
    pub func: Expr,
    pub args: Vec<Expr>,
    pub keywords: Vec<Keyword>,
}

#[derive(Debug)]
pub(crate) struct Compare {
    pub left: Expr,
    pub ops: Vec<CmpOp>,
    pub comparators: Vec<Expr>,
}

#[derive(Debug)]
pub(crate) struct Interpolation {
    pub value: Expr,
    /// Source text, for template strings only.
    pub text: Option<Const>,
    /// A `convert` number.
    pub conversion: u32,
    pub spec: Option<Expr>,
}

pub(crate) use ruff_python_ast::{BoolOp, CmpOp, Operator, UnaryOp};

#[derive(Debug)]
pub(crate) enum ExprKind {
    BoolOp(BoolOp, Vec<Expr>),
    Named(Box<[Expr; 2]>),
    BinOp(Box<[Expr; 2]>, Operator),
    UnaryOp(UnaryOp, Box<Expr>),
    Lambda(Box<Lambda>),
    /// test, body, orelse
    IfExp(Box<[Expr; 3]>),
    /// A missing key is `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    Set(Vec<Expr>),
    Comp(Box<Comp>),
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Compare(Box<Compare>),
    Call(Box<Call>),
    Formatted(Box<Interpolation>),
    Interpolation(Box<Interpolation>),
    JoinedStr(Vec<Expr>),
    TemplateStr(Vec<Expr>),
    Constant(Const),
    Attribute(Box<Expr>, Sym),
    Subscript(Box<[Expr; 2]>),
    Starred(Box<Expr>),
    Name(Sym),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Slice(Box<[Option<Expr>; 3]>),
}

impl Expr {
    pub(crate) fn is_constant(&self) -> bool {
        matches!(self.kind, ExprKind::Constant(_))
    }
    pub(crate) fn is_starred(&self) -> bool {
        matches!(self.kind, ExprKind::Starred(_))
    }
}

#[derive(Debug)]
pub(crate) struct Keyword {
    pub loc: Loc,
    /// `None` for `**value`.
    pub arg: Option<Sym>,
    pub value: Expr,
}

#[derive(Debug)]
pub(crate) struct Arg {
    pub loc: Loc,
    pub name: Sym,
    pub annotation: Option<Expr>,
}

#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub posonly: Vec<Arg>,
    pub args: Vec<Arg>,
    pub vararg: Option<Box<Arg>>,
    pub kwonly: Vec<Arg>,
    pub kwarg: Option<Box<Arg>>,
    /// Defaults of the last positional parameters.
    pub defaults: Vec<Expr>,
    /// One for each keyword-only parameter.
    pub kw_defaults: Vec<Option<Expr>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeParamKind {
    TypeVar,
    TypeVarTuple,
    ParamSpec,
}

#[derive(Debug)]
pub(crate) struct TypeParam {
    pub loc: Loc,
    pub kind: TypeParamKind,
    pub name: Sym,
    pub bound: Option<Expr>,
    pub bound_scope: ScopeId,
    pub default: Option<Expr>,
    pub default_scope: ScopeId,
}

#[derive(Debug)]
pub(crate) struct TypeParams {
    pub scope: ScopeId,
    pub params: Vec<TypeParam>,
}

#[derive(Debug)]
pub(crate) struct FunctionDef {
    pub is_async: bool,
    pub scope: ScopeId,
    /// The scope of the annotations.
    pub annotate_scope: ScopeId,
    pub name: Sym,
    pub args: Arguments,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
    pub returns: Option<Expr>,
    pub type_params: Option<TypeParams>,
}

#[derive(Debug)]
pub(crate) struct ClassDef {
    pub scope: ScopeId,
    pub name: Sym,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
    pub type_params: Option<TypeParams>,
}

#[derive(Debug)]
pub(crate) struct For {
    pub is_async: bool,
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

#[derive(Debug)]
pub(crate) struct With {
    pub is_async: bool,
    pub items: Vec<(Expr, Option<Expr>)>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub(crate) struct Handler {
    pub loc: Loc,
    pub type_: Option<Expr>,
    pub name: Option<Sym>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub(crate) struct Try {
    pub is_star: bool,
    pub body: Vec<Stmt>,
    pub handlers: Vec<Handler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
}

#[derive(Debug)]
pub(crate) struct Alias {
    pub loc: Loc,
    pub name: Sym,
    pub asname: Option<Sym>,
}

#[derive(Debug)]
pub(crate) struct AnnAssign {
    pub target: Expr,
    pub annotation: Expr,
    pub value: Option<Expr>,
    pub simple: bool,
}

#[derive(Debug)]
pub(crate) struct TypeAlias {
    pub scope: ScopeId,
    pub name: Expr,
    pub type_params: Option<TypeParams>,
    pub value: Expr,
}

#[derive(Debug)]
pub(crate) struct ImportFrom {
    pub module: Option<Sym>,
    pub names: Vec<Alias>,
    pub level: u32,
}

#[derive(Debug)]
pub(crate) struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub(crate) struct Pattern {
    pub loc: Loc,
    pub kind: PatternKind,
}

#[derive(Debug)]
pub(crate) enum PatternKind {
    Value(Expr),
    Singleton(Const),
    Sequence(Vec<Pattern>),
    Mapping { keys: Vec<Expr>, patterns: Vec<Pattern>, rest: Option<Sym> },
    Class { cls: Expr, patterns: Vec<Pattern>, kwd_attrs: Vec<(Sym, Loc)>, kwd_patterns: Vec<Pattern> },
    Star(Option<Sym>),
    As { pattern: Option<Box<Pattern>>, name: Option<Sym> },
    Or(Vec<Pattern>),
}

#[derive(Debug)]
pub(crate) struct Stmt {
    pub loc: Loc,
    pub kind: StmtKind,
}

#[derive(Debug)]
pub(crate) enum StmtKind {
    FunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    Assign { targets: Vec<Expr>, value: Expr },
    AugAssign { target: Expr, op: Operator, value: Expr },
    AnnAssign(Box<AnnAssign>),
    TypeAlias(Box<TypeAlias>),
    For(Box<For>),
    While { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    If { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    With(Box<With>),
    Match { subject: Expr, cases: Vec<MatchCase> },
    Raise { exc: Option<Expr>, cause: Option<Expr> },
    Try(Box<Try>),
    Assert { test: Expr, msg: Option<Expr> },
    Import(Vec<Alias>),
    ImportFrom(Box<ImportFrom>),
    Global(Vec<Sym>),
    Nonlocal(Vec<Sym>),
    Expr(Expr),
    Pass,
    Break,
    Continue,
}

/// What a whole source text is.
#[derive(Debug)]
pub(crate) enum Module {
    Exec(Vec<Stmt>),
    Single(Vec<Stmt>),
    Eval(Expr),
}

/// The text of a block's docstring, if its first statement is a string.
pub(crate) fn docstring(body: &[Stmt]) -> Option<&Const> {
    match &body.first()?.kind {
        StmtKind::Expr(Expr { kind: ExprKind::Constant(c @ (Const::Str(_) | Const::StrSurrogates(_))), .. }) => Some(c),
        _ => None,
    }
}
