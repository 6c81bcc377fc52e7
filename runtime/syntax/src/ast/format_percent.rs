//! `'...%s...' % (a, b)` becomes a joined string when the format uses `%s`, `%r` and `%a` alone.

use super::{Expr, ExprKind, Interpolation, Loc, Operator};
use crate::bytecode::{Const, convert};

/// Widths and precisions with more digits stay with the run-time formatter.
const MAX_DIGITS: usize = 3;

/// Builds the node for a binary operation.
pub(crate) fn bin_op(loc: Loc, left: Expr, op: Operator, right: Expr) -> Expr {
    if op == Operator::Mod
        && let ExprKind::Constant(Const::Str(format)) = &left.kind
        && let ExprKind::Tuple(items) = &right.kind
        && !items.iter().any(Expr::is_starred)
        && let Some(units) = parse(format)
        && units.iter().filter(|u| matches!(u, Unit::Field { .. })).count() == items.len()
    {
        let ExprKind::Tuple(items) = right.kind else {
            return Expr { loc, kind: ExprKind::JoinedStr(Vec::new()) };
        };
        return Expr { loc, kind: ExprKind::JoinedStr(join(units, items)) };
    }
    Expr { loc, kind: ExprKind::BinOp(Box::new([left, right]), op) }
}

enum Unit {
    Literal(String),
    Field { conversion: u32, spec: String },
}

fn join(units: Vec<Unit>, items: Vec<Expr>) -> Vec<Expr> {
    let mut items = items.into_iter();
    let mut values = Vec::with_capacity(units.len());
    for unit in units {
        match unit {
            Unit::Literal(text) => {
                values.push(Expr { loc: Loc::NONE, kind: ExprKind::Constant(Const::Str(text.into())) })
            }
            Unit::Field { conversion, spec } => {
                let Some(value) = items.next() else { break };
                let loc = value.loc;
                let spec = (!spec.is_empty()).then(|| Expr { loc, kind: ExprKind::Constant(Const::Str(spec.into())) });
                values.push(Expr {
                    loc,
                    kind: ExprKind::Formatted(Box::new(Interpolation { value, text: None, conversion, spec })),
                });
            }
        }
    }
    values
}

fn parse(format: &str) -> Option<Vec<Unit>> {
    let mut units = Vec::new();
    let mut literal = String::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            literal.push(c);
            continue;
        }
        if chars.peek() == Some(&'%') {
            chars.next();
            literal.push('%');
            continue;
        }
        if !literal.is_empty() {
            units.push(Unit::Literal(std::mem::take(&mut literal)));
        }
        let mut left = false;
        while let Some(flag @ ('-' | '+' | ' ' | '#' | '0')) = chars.peek().copied() {
            left |= flag == '-';
            chars.next();
        }
        let width = digits(&mut chars)?;
        let mut precision = None;
        if chars.peek() == Some(&'.') {
            chars.next();
            precision = Some(digits(&mut chars)?.unwrap_or(0));
        }
        let conversion = match chars.next()? {
            's' => convert::STR,
            'r' => convert::REPR,
            'a' => convert::ASCII,
            _ => return None,
        };
        let mut spec = String::new();
        if !left && width.is_some_and(|w| w > 0) {
            spec.push('>');
        }
        if let Some(width) = width {
            spec.push_str(&width.to_string());
        }
        if let Some(precision) = precision {
            spec.push_str(&format!(".{precision}"));
        }
        units.push(Unit::Field { conversion, spec });
    }
    if !literal.is_empty() {
        units.push(Unit::Literal(literal));
    }
    Some(units)
}

/// A run of digits; the outer `None` means "too long".
fn digits(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Option<u32>> {
    let mut value = None;
    let mut count = 0;
    while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
        value = Some(value.unwrap_or(0) * 10 + digit);
        chars.next();
        count += 1;
        if count >= MAX_DIGITS {
            return None;
        }
    }
    Some(value)
}
