//! Expressions back to text, for annotations that are kept as strings.

use crate::ast::Expr;
use crate::bytecode::Const;
use crate::names::Names;

/// The text of an expression, as `ast.unparse` would write it.
pub(crate) fn expression(_e: &Expr, _names: &Names) -> String {
    String::new()
}

/// `repr()` of a constant.
pub(crate) fn constant(_value: &Const) -> String {
    String::new()
}
