//! Warnings about code that cannot mean what it says.

use super::Compiler;
use crate::ast::{CmpOp, CompKind, Expr, ExprKind, Loc};
use crate::bytecode::Const;
use crate::error::{Result, SyntaxWarning};

impl Compiler<'_> {
    pub(super) fn warn(&mut self, loc: Loc, message: impl Into<String>) {
        if self.quiet > 0 {
            return;
        }
        self.warnings.push(SyntaxWarning {
            message: message.into(),
            lineno: loc.line.max(1) as usize,
            col_offset: loc.col.max(0) as usize,
        });
    }

    /// `is` with a literal.
    pub(super) fn check_compare(&mut self, e: &Expr) -> Result<()> {
        let ExprKind::Compare(c) = &e.kind else {
            return Ok(());
        };
        let mut left = &c.left;
        for (op, right) in c.ops.iter().zip(&c.comparators) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some(culprit) = literal_type(left).or_else(|| literal_type(right))
            {
                let (word, instead) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                self.warn(e.loc, format!("\"{word}\" with '{culprit}' literal. Did you mean \"{instead}\"?"));
                return Ok(());
            }
            left = right;
        }
        Ok(())
    }

    pub(super) fn check_callable(&mut self, func: &Expr) -> Result<()> {
        let kind = match &func.kind {
            ExprKind::Constant(_)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Dict(_)
            | ExprKind::Set(_)
            | ExprKind::JoinedStr(_)
            | ExprKind::TemplateStr(_)
            | ExprKind::Comp(_) => type_name(func),
            _ => return Ok(()),
        };
        self.warn(func.loc, format!("'{kind}' object is not callable; perhaps you missed a comma?"));
        Ok(())
    }

    pub(super) fn check_subscript(&mut self, value: &Expr, slice: &Expr) -> Result<()> {
        let subscriptable = match &value.kind {
            ExprKind::Constant(c) => !matches!(
                c,
                Const::None | Const::Ellipsis | Const::Bool(_) | Const::Int(_) | Const::Float(_) | Const::Complex(..)
            ),
            ExprKind::Set(_) | ExprKind::TemplateStr(_) | ExprKind::Lambda(_) => false,
            ExprKind::Comp(c) => !matches!(c.kind, CompKind::Set | CompKind::Generator),
            _ => true,
        };
        if !subscriptable {
            let kind = type_name(value);
            self.warn(value.loc, format!("'{kind}' object is not subscriptable; perhaps you missed a comma?"));
            return Ok(());
        }
        let indexed = match &value.kind {
            ExprKind::Constant(Const::Str(_) | Const::StrSurrogates(_) | Const::Bytes(_) | Const::Tuple(_))
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::JoinedStr(_) => true,
            ExprKind::Comp(c) => c.kind == CompKind::List,
            _ => false,
        };
        let odd_index = match &slice.kind {
            ExprKind::Constant(c) => !matches!(c, Const::Int(_) | Const::Bool(_) | Const::Slice(_)),
            ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Set(_)
            | ExprKind::Dict(_)
            | ExprKind::Comp(_)
            | ExprKind::Lambda(_)
            | ExprKind::JoinedStr(_)
            | ExprKind::TemplateStr(_) => true,
            _ => false,
        };
        if indexed && odd_index {
            let (kind, index) = (type_name(value), type_name(slice));
            self.warn(
                value.loc,
                format!("{kind} indices must be integers or slices, not {index}; perhaps you missed a comma?"),
            );
        }
        Ok(())
    }
}

/// The type of a literal that is compared by identity to no purpose.
fn literal_type(e: &Expr) -> Option<&'static str> {
    match &e.kind {
        ExprKind::Constant(Const::None | Const::Ellipsis | Const::Bool(_)) => None,
        ExprKind::Constant(_) | ExprKind::JoinedStr(_) | ExprKind::TemplateStr(_) => Some(type_name(e)),
        ExprKind::Tuple(elts) if elts.iter().all(Expr::is_constant) => Some("tuple"),
        _ => None,
    }
}

fn type_name(e: &Expr) -> &'static str {
    match &e.kind {
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Dict(_) => "dict",
        ExprKind::Set(_) => "set",
        ExprKind::Lambda(_) => "function",
        ExprKind::JoinedStr(_) | ExprKind::Formatted(_) => "str",
        ExprKind::TemplateStr(_) | ExprKind::Interpolation(_) => "string.templatelib.Template",
        ExprKind::Comp(c) => match c.kind {
            CompKind::List => "list",
            CompKind::Dict => "dict",
            CompKind::Set => "set",
            CompKind::Generator => "generator",
        },
        ExprKind::Constant(c) => match c {
            Const::None => "NoneType",
            Const::Ellipsis => "ellipsis",
            Const::Bool(_) => "bool",
            Const::Int(_) => "int",
            Const::Float(_) => "float",
            Const::Complex(..) => "complex",
            Const::Str(_) | Const::StrSurrogates(_) => "str",
            Const::Bytes(_) => "bytes",
            Const::Tuple(_) => "tuple",
            Const::FrozenSet(_) => "frozenset",
            Const::Slice(_) => "slice",
            Const::Code(_) => "code",
        },
        _ => "object",
    }
}
