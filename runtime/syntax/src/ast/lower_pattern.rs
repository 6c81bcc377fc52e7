//! Patterns of `match`.

use ruff_python_ast as py;
use ruff_text_size::{Ranged, TextRange};

use super::lower_stmt::Lowerer;
use super::{Expr, ExprKind, Operator, Pattern, PatternKind, UnaryOp};
use crate::bytecode::Const;
use crate::error::SyntaxErr;
use crate::fold;

impl Lowerer<'_> {
    pub(super) fn pattern(&mut self, pattern: &py::Pattern) -> Result<Pattern, SyntaxErr> {
        self.enter()?;
        let result = crate::deep::grow(|| self.pattern_inner(pattern));
        self.leave();
        result
    }

    fn patterns(&mut self, patterns: &[py::Pattern]) -> Result<Vec<Pattern>, SyntaxErr> {
        patterns.iter().map(|p| self.pattern(p)).collect()
    }

    fn pattern_inner(&mut self, pattern: &py::Pattern) -> Result<Pattern, SyntaxErr> {
        let loc = self.map.loc(pattern.range());
        let kind = match pattern {
            py::Pattern::MatchValue(p) => {
                let value = self.expr(&p.value)?;
                PatternKind::Value(if self.plain { value } else { fold_value(value) })
            }
            py::Pattern::MatchSingleton(p) => PatternKind::Singleton(match p.value {
                py::Singleton::None => Const::None,
                py::Singleton::True => Const::Bool(true),
                py::Singleton::False => Const::Bool(false),
            }),
            py::Pattern::MatchSequence(p) => {
                // The parser lets a missing comma pass.
                for pair in p.patterns.windows(2) {
                    let gap = TextRange::new(pair[0].end(), pair[1].start().max(pair[0].end()));
                    if !self.map.slice(gap).contains(',') {
                        return Err(self.error_at(pair[1].range(), "invalid syntax"));
                    }
                }
                PatternKind::Sequence(self.patterns(&p.patterns)?)
            }
            py::Pattern::MatchMapping(p) => {
                let mut keys = self.exprs(&p.keys)?;
                if !self.plain {
                    keys = keys.into_iter().map(fold_value).collect();
                }
                PatternKind::Mapping {
                    keys,
                    patterns: self.patterns(&p.patterns)?,
                    rest: p.rest.as_ref().map(|r| self.names.intern(r)),
                }
            }
            py::Pattern::MatchClass(p) => {
                let cls = self.expr(&p.cls)?;
                let patterns = self.patterns(&p.arguments.patterns)?;
                let mut kwd_attrs = Vec::new();
                let mut kwd_patterns = Vec::new();
                for keyword in &p.arguments.keywords {
                    kwd_attrs.push((self.names.intern(&keyword.attr), self.map.loc(keyword.range)));
                    kwd_patterns.push(self.pattern(&keyword.pattern)?);
                }
                PatternKind::Class { cls, patterns, kwd_attrs, kwd_patterns }
            }
            py::Pattern::MatchStar(p) => PatternKind::Star(p.name.as_ref().map(|n| self.names.intern(n))),
            py::Pattern::MatchAs(p) => {
                let inner = match &p.pattern {
                    Some(inner) => Some(Box::new(self.pattern(inner)?)),
                    None => None,
                };
                PatternKind::As { pattern: inner, name: p.name.as_ref().map(|n| self.names.intern(n)) }
            }
            py::Pattern::MatchOr(p) => PatternKind::Or(self.patterns(&p.patterns)?),
        };
        Ok(Pattern { loc, kind })
    }
}

/// `-1`, `1 + 2j`: the only arithmetic a pattern's value may hold.
pub(crate) fn fold_value(expr: Expr) -> Expr {
    let value = match &expr.kind {
        ExprKind::UnaryOp(UnaryOp::USub, operand) => match &operand.kind {
            ExprKind::Constant(c) => fold::unary(fold::Unary::Negative, c),
            _ => None,
        },
        ExprKind::BinOp(sides, op @ (Operator::Add | Operator::Sub)) => {
            let [left, right] = &**sides;
            let left = match &left.kind {
                ExprKind::Constant(c) => Some(c.clone()),
                ExprKind::UnaryOp(UnaryOp::USub, operand) => match &operand.kind {
                    ExprKind::Constant(c) => fold::unary(fold::Unary::Negative, c),
                    _ => None,
                },
                _ => None,
            };
            match (left, &right.kind) {
                (Some(left), ExprKind::Constant(right)) => fold::binary(crate::codegen::nb_op(*op), &left, right),
                _ => None,
            }
        }
        _ => None,
    };
    match value {
        Some(value) => Expr { loc: expr.loc, kind: ExprKind::Constant(value) },
        None => expr,
    }
}
