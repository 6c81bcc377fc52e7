//! Code generation: the tree to instructions with labels, one [`Unit`] for each
//! code object. The order of evaluation and the position of each instruction
//! are CPython's; `flow` makes a finished code object of the result.

mod annotations;
mod assign;
mod call;
mod class;
mod comp;
mod display;
mod emit;
mod expr;
mod fstring;
mod function;
mod import;
mod jump;
mod loops;
mod name;
mod pattern;
mod stmt;
mod tries;
mod type_params;
mod unit;
mod unwind;
mod warn;
mod with;

use crate::ast::{Loc, Module, Operator, docstring};
use crate::bytecode::{Code, Const, Op, nb};
use crate::error::{ErrorKind, Result, SyntaxWarning};
use crate::names::{Names, Sym};
use crate::symtable::{Block, SymbolTable, TOP};

pub(crate) use unit::{ConstPool, Ins, Label, ScopeKind, Unit};

/// The most values an expression may put on the stack before it is built piece by piece.
pub(crate) const STACK_USE_GUIDELINE: usize = 30;

/// Whether a place is read, written or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ctx {
    Load,
    Store,
    Del,
}

/// The `BINARY_OP` argument for an operator.
pub(crate) fn nb_op(op: Operator) -> u32 {
    match op {
        Operator::Add => nb::ADD,
        Operator::Sub => nb::SUBTRACT,
        Operator::Mult => nb::MULTIPLY,
        Operator::MatMult => nb::MATRIX_MULTIPLY,
        Operator::Div => nb::TRUE_DIVIDE,
        Operator::Mod => nb::REMAINDER,
        Operator::Pow => nb::POWER,
        Operator::LShift => nb::LSHIFT,
        Operator::RShift => nb::RSHIFT,
        Operator::BitOr => nb::OR,
        Operator::BitXor => nb::XOR,
        Operator::BitAnd => nb::AND,
        Operator::FloorDiv => nb::FLOOR_DIVIDE,
    }
}

/// What the generator needs to know besides the tree.
pub(crate) struct Settings<'s> {
    pub filename: &'s str,
    pub optimize: i8,
    /// Inherited and in-source `__future__` flags.
    pub future: u32,
    pub top_level_await: bool,
    /// The last `__future__` import at the start of the file.
    pub last_future: Loc,
}

/// The code generator.
pub(crate) struct Compiler<'a> {
    pub(super) names: &'a mut Names,
    pub(super) table: &'a SymbolTable,
    pub(super) settings: Settings<'a>,
    pub(super) stack: Vec<Unit<'a>>,
    pub(super) unit: Unit<'a>,
    pub(super) interactive: bool,
    pub(super) warnings: Vec<SyntaxWarning>,
    /// Depth of statements, to know which expressions the prompt prints.
    pub(super) quiet: u32,
}

/// Compiles a whole program.
pub(crate) fn generate<'a>(
    module: &'a Module,
    names: &'a mut Names,
    table: &'a SymbolTable,
    settings: Settings<'a>,
) -> Result<(Code, Vec<SyntaxWarning>)> {
    let unit = emit::module_unit(table);
    let mut c = Compiler {
        names,
        table,
        settings,
        stack: Vec::new(),
        unit,
        interactive: matches!(module, Module::Single(_)),
        warnings: Vec::new(),
        quiet: 0,
    };
    let start = Loc { line: 0, end_line: 1, col: 0, end_col: 0 };
    c.op_i(start, Op::Resume, 0);
    c.op(start, Op::AnnotationsPlaceholder);
    let add_none = match module {
        Module::Exec(body) | Module::Single(body) => {
            let start = body.first().map_or(Loc::line_start(1), |s| s.loc);
            c.body(start, body)?;
            true
        }
        Module::Eval(expr) => {
            c.expr(expr)?;
            false
        }
    };
    let code = c.finish(add_none)?;
    Ok((code, c.warnings))
}

impl<'a> Compiler<'a> {
    /// The block of the unit under compilation.
    pub(super) fn block(&self) -> &'a Block {
        let table: &'a SymbolTable = self.table;
        &table.blocks[self.unit.block]
    }

    pub(super) fn top_block(&self) -> &'a Block {
        &self.table.blocks[TOP]
    }

    /// A module's or class's statements.
    pub(super) fn body(&mut self, loc: Loc, body: &'a [crate::ast::Stmt]) -> Result<()> {
        let block = self.block();
        let is_module = self.unit.kind == ScopeKind::Module;
        if is_module && block.has_conditional_annotations {
            self.op_i(loc, Op::BuildSet, 0);
            self.name_op(loc, Sym::CONDITIONAL_ANNOTATIONS, Ctx::Store)?;
        }
        if self.future_annotations() && block.annotations_used {
            self.op(loc, Op::SetupAnnotations);
        }
        if body.is_empty() {
            return Ok(());
        }
        let mut rest = body;
        if block.has_docstring
            && let Some(doc) = docstring(body)
        {
            let at = match &body[0].kind {
                crate::ast::StmtKind::Expr(value) => value.loc,
                _ => body[0].loc,
            };
            self.load_const(at, clean_doc(doc));
            self.name_op(Loc::NONE, Sym::DOC, Ctx::Store)?;
            rest = &body[1..];
        }
        self.stmts(rest)?;
        if !self.future_annotations() {
            self.deferred_annotations(loc)?;
        }
        Ok(())
    }

    pub(super) fn future_annotations(&self) -> bool {
        self.settings.future & crate::bytecode::flags::FUTURE_ANNOTATIONS != 0
    }

    /// An error that is not the program's fault.
    pub(super) fn internal<T>(&self, msg: &str) -> Result<T> {
        Err(Box::new(crate::error::Error { loc: Loc::NONE, msg: msg.to_string(), kind: ErrorKind::SyntaxError }))
    }
}

/// A docstring without the indentation its lines share, as `inspect.cleandoc` does it.
pub(crate) fn clean_doc(doc: &Const) -> Const {
    let Const::Str(text) = doc else {
        return doc.clone();
    };
    let expanded = expand_tabs(text);
    let lines: Vec<&str> = expanded.split('\n').collect();
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines[1..].iter().filter(|l| !l.trim_start_matches(' ').is_empty()).map(|l| indent_of(l)).min();
    let mut out = String::with_capacity(expanded.len());
    out.push_str(lines[0].trim_start_matches(' '));
    for line in &lines[1..] {
        out.push('\n');
        let cut = margin.unwrap_or(0).min(indent_of(line));
        out.push_str(&line[cut..]);
    }
    Const::Str(out.into())
}

fn expand_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let pad = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', pad));
                column += pad;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}
