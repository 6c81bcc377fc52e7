//! `match`. While a pattern is tested, values lie on the stack: the captures so
//! far, then what is still to be tested. A failed test jumps into a ladder of
//! pops, one rung for each value that must go.

use super::unit::Label;
use super::{Compiler, Ctx};
use crate::ast::{Expr, ExprKind, Loc, MatchCase, Pattern, PatternKind};
use crate::bytecode::{Const, Op, cmp, nb};
use crate::error::{Error, Result};
use crate::names::Sym;

/// The state of a pattern under test.
#[derive(Clone, Default)]
struct State {
    /// Names captured so far, in stack order.
    stores: Vec<Sym>,
    /// Whether a pattern that always matches may stand here.
    allow_irrefutable: bool,
    /// Rung `n` pops `n` values.
    ladder: Vec<Label>,
    /// Values above the captures.
    on_top: usize,
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::As { pattern: None, name: None })
}

impl<'a> Compiler<'a> {
    pub(super) fn match_stmt(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Result<()> {
        self.expr(subject)?;
        let end = self.label();
        let Some((last, before)) = cases.split_last() else {
            return Ok(());
        };
        let has_default = is_wildcard(&last.pattern) && cases.len() > 1;
        let tested = if has_default { before } else { cases };
        for (i, case) in tested.iter().enumerate() {
            let at = case.pattern.loc;
            let more = i + 1 < tested.len();
            if more {
                self.op_i(at, Op::Copy, 1);
            }
            let mut state =
                State { allow_irrefutable: case.guard.is_some() || i + 1 == cases.len(), ..State::default() };
            self.pattern(&case.pattern, &mut state)?;
            for name in std::mem::take(&mut state.stores) {
                self.name_op(at, name, Ctx::Store)?;
            }
            if let Some(guard) = &case.guard {
                self.ensure_rungs(&mut state, 0);
                self.jump_if(guard, state.ladder[0], false)?;
            }
            if more {
                self.op(Loc::NEXT, Op::PopTop);
            }
            self.stmts(&case.body)?;
            self.jump(Loc::NONE, Op::Jump, end);
            self.emit_ladder(at, &mut state);
        }
        if has_default {
            self.op(last.pattern.loc, Op::Nop);
            if let Some(guard) = &last.guard {
                self.jump_if(guard, end, false)?;
            }
            self.stmts(&last.body)?;
        }
        self.bind(end);
        Ok(())
    }

    fn ensure_rungs(&mut self, state: &mut State, pops: usize) {
        while state.ladder.len() <= pops {
            let rung = self.label();
            state.ladder.push(rung);
        }
    }

    fn fail(&mut self, loc: Loc, state: &mut State, op: Op) {
        let pops = state.on_top + state.stores.len();
        self.ensure_rungs(state, pops);
        self.jump(loc, op, state.ladder[pops]);
    }

    fn emit_ladder(&mut self, loc: Loc, state: &mut State) {
        while let Some(rung) = state.ladder.pop() {
            self.bind(rung);
            if !state.ladder.is_empty() {
                self.op(loc, Op::PopTop);
            }
        }
    }

    fn rotate(&mut self, loc: Loc, count: usize) {
        for n in (2..=count).rev() {
            self.op_i(loc, Op::Swap, n as u32);
        }
    }

    fn capture(&mut self, loc: Loc, name: Option<Sym>, state: &mut State) -> Result<()> {
        let Some(name) = name else {
            self.op(loc, Op::PopTop);
            return Ok(());
        };
        if name == Sym::DEBUG {
            return self.forbid_debug(loc, Ctx::Store);
        }
        self.check_capture(loc, name, state)?;
        self.rotate(loc, state.on_top + state.stores.len() + 1);
        state.stores.push(name);
        Ok(())
    }

    fn check_capture(&self, loc: Loc, name: Sym, state: &State) -> Result<()> {
        if state.stores.contains(&name) {
            let text = self.names.text(name);
            return Error::new(loc, format!("multiple assignments to name '{text}' in pattern"));
        }
        Ok(())
    }

    fn subpattern(&mut self, pattern: &'a Pattern, state: &mut State) -> Result<()> {
        let before = std::mem::replace(&mut state.allow_irrefutable, true);
        let result = self.pattern(pattern, state);
        state.allow_irrefutable = before;
        result
    }

    fn pattern(&mut self, pattern: &'a Pattern, state: &mut State) -> Result<()> {
        crate::deep::grow(|| self.pattern_inner(pattern, state))
    }

    fn pattern_inner(&mut self, pattern: &'a Pattern, state: &mut State) -> Result<()> {
        let loc = pattern.loc;
        match &pattern.kind {
            PatternKind::Value(value) => {
                let literal = matches!(
                    value.kind,
                    ExprKind::Constant(_) | ExprKind::Attribute(..) | ExprKind::JoinedStr(_) | ExprKind::TemplateStr(_)
                );
                if !literal {
                    return Error::new(loc, "patterns may only match literals and attribute lookups");
                }
                self.expr(value)?;
                self.op_i(loc, Op::CompareOp, cmp::arg(cmp::EQ));
                self.op(loc, Op::ToBool);
                self.fail(loc, state, Op::PopJumpIfFalse);
            }
            PatternKind::Singleton(value) => {
                self.load_const(loc, value.clone());
                self.op_i(loc, Op::IsOp, 0);
                self.fail(loc, state, Op::PopJumpIfFalse);
            }
            PatternKind::Sequence(patterns) => self.sequence_pattern(loc, patterns, state)?,
            PatternKind::Mapping { keys, patterns, rest } => {
                self.mapping_pattern(loc, keys, patterns, *rest, state)?;
            }
            PatternKind::Class { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.class_pattern(loc, cls, patterns, kwd_attrs, kwd_patterns, state)?;
            }
            PatternKind::Star(name) => self.capture(loc, *name, state)?,
            PatternKind::As { pattern: None, name } => {
                if !state.allow_irrefutable {
                    return match name {
                        Some(name) => {
                            let text = self.names.text(*name);
                            Error::new(loc, format!("name capture '{text}' makes remaining patterns unreachable"))
                        }
                        None => Error::new(loc, "wildcard makes remaining patterns unreachable"),
                    };
                }
                self.capture(loc, *name, state)?;
            }
            PatternKind::As { pattern: Some(inner), name } => {
                state.on_top += 1;
                self.op_i(loc, Op::Copy, 1);
                self.pattern(inner, state)?;
                state.on_top -= 1;
                self.capture(loc, *name, state)?;
            }
            PatternKind::Or(patterns) => self.or_pattern(loc, patterns, state)?,
        }
        Ok(())
    }

    fn sequence_pattern(&mut self, loc: Loc, patterns: &'a [Pattern], state: &mut State) -> Result<()> {
        let mut star = None;
        let mut star_wildcard = false;
        let mut only_wildcard = true;
        for (i, pattern) in patterns.iter().enumerate() {
            if let PatternKind::Star(name) = pattern.kind {
                if star.is_some() {
                    return Error::new(loc, "multiple starred names in sequence pattern");
                }
                star = Some(i);
                star_wildcard = name.is_none();
                only_wildcard &= star_wildcard;
            } else {
                only_wildcard &= is_wildcard(pattern);
            }
        }
        state.on_top += 1;
        self.op(loc, Op::MatchSequence);
        self.fail(loc, state, Op::PopJumpIfFalse);
        let size = patterns.len();
        if star.is_none() {
            self.length_check(loc, size, cmp::EQ, state);
        } else if size > 1 {
            self.length_check(loc, size - 1, cmp::GE, state);
        }
        state.on_top -= 1;
        match star {
            _ if only_wildcard => self.op(loc, Op::PopTop),
            Some(star) if star_wildcard => self.sequence_by_index(loc, patterns, star, state)?,
            _ => {
                self.unpack_pattern(loc, patterns, star)?;
                state.on_top += size;
                for pattern in patterns {
                    state.on_top -= 1;
                    self.subpattern(pattern, state)?;
                }
            }
        }
        Ok(())
    }

    fn length_check(&mut self, loc: Loc, size: usize, kind: u32, state: &mut State) {
        self.op(loc, Op::GetLen);
        self.load_const(loc, Const::int(size as i64));
        self.op_i(loc, Op::CompareOp, cmp::arg(kind));
        self.fail(loc, state, Op::PopJumpIfFalse);
    }

    fn unpack_pattern(&mut self, loc: Loc, patterns: &[Pattern], star: Option<usize>) -> Result<()> {
        let Some(at) = star else {
            self.op_i(loc, Op::UnpackSequence, patterns.len() as u32);
            return Ok(());
        };
        let after = patterns.len() - at - 1;
        if at >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
            return Error::new(loc, "too many expressions in star-unpacking sequence pattern");
        }
        self.op_i(loc, Op::UnpackEx, (at + (after << 8)) as u32);
        Ok(())
    }

    /// `[a, *_, b]`: looks at the items that matter, without unpacking.
    fn sequence_by_index(&mut self, loc: Loc, patterns: &'a [Pattern], star: usize, state: &mut State) -> Result<()> {
        state.on_top += 1;
        for (i, pattern) in patterns.iter().enumerate() {
            if i == star || is_wildcard(pattern) {
                continue;
            }
            self.op_i(loc, Op::Copy, 1);
            if i < star {
                self.load_const(loc, Const::int(i as i64));
            } else {
                self.op(loc, Op::GetLen);
                self.load_const(loc, Const::int((patterns.len() - i) as i64));
                self.op_i(loc, Op::BinaryOp, nb::SUBTRACT);
            }
            self.op_i(loc, Op::BinaryOp, nb::SUBSCR);
            self.subpattern(pattern, state)?;
        }
        state.on_top -= 1;
        self.op(loc, Op::PopTop);
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        loc: Loc,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        rest: Option<Sym>,
        state: &mut State,
    ) -> Result<()> {
        let size = keys.len();
        self.op(loc, Op::MatchMapping);
        state.on_top += 1;
        self.fail(loc, state, Op::PopJumpIfFalse);
        if size == 0 && rest.is_none() {
            state.on_top -= 1;
            self.op(loc, Op::PopTop);
            return Ok(());
        }
        if size > 0 {
            self.length_check(loc, size, cmp::GE, state);
        }
        let mut seen: Vec<&Const> = Vec::new();
        for key in keys {
            match &key.kind {
                ExprKind::Constant(value) => {
                    if seen.contains(&value) {
                        let shown = crate::unparse::constant(value);
                        return Error::new(loc, format!("mapping pattern checks duplicate key ({shown})"));
                    }
                    seen.push(value);
                }
                ExprKind::Attribute(..) => {}
                _ => {
                    return Error::new(loc, "mapping pattern keys may only match literals and attribute lookups");
                }
            }
            self.expr(key)?;
        }
        self.op_i(loc, Op::BuildTuple, size as u32);
        self.op(loc, Op::MatchKeys);
        state.on_top += 2;
        self.not_none_or_fail(loc, state);
        self.op_i(loc, Op::UnpackSequence, size as u32);
        state.on_top = state.on_top + size - 1;
        for pattern in patterns {
            state.on_top -= 1;
            self.subpattern(pattern, state)?;
        }
        state.on_top -= 2;
        match rest {
            Some(rest) => {
                // A copy of the subject without the keys.
                self.op_i(loc, Op::BuildMap, 0);
                self.op_i(loc, Op::Swap, 3);
                self.op_i(loc, Op::DictUpdate, 2);
                self.op_i(loc, Op::UnpackSequence, size as u32);
                for left in (1..=size).rev() {
                    self.op_i(loc, Op::Copy, 1 + left as u32);
                    self.op_i(loc, Op::Swap, 2);
                    self.op(loc, Op::DeleteSubscr);
                }
                self.capture(loc, Some(rest), state)?;
            }
            None => {
                self.op(loc, Op::PopTop);
                self.op(loc, Op::PopTop);
            }
        }
        Ok(())
    }

    fn not_none_or_fail(&mut self, loc: Loc, state: &mut State) {
        self.op_i(loc, Op::Copy, 1);
        self.load_none(loc);
        self.op_i(loc, Op::IsOp, 1);
        self.fail(loc, state, Op::PopJumpIfFalse);
    }

    fn class_pattern(
        &mut self,
        loc: Loc,
        cls: &'a Expr,
        patterns: &'a [Pattern],
        attrs: &'a [(Sym, Loc)],
        kwd_patterns: &'a [Pattern],
        state: &mut State,
    ) -> Result<()> {
        for (i, (attr, _)) in attrs.iter().enumerate() {
            if *attr == Sym::DEBUG {
                return self.forbid_debug(loc, Ctx::Store);
            }
            if let Some(j) = attrs[i + 1..].iter().position(|(a, _)| a == attr) {
                let text = self.names.text(*attr);
                let at = kwd_patterns.get(i + 1 + j).map_or(loc, |p| p.loc);
                return Error::new(at, format!("attribute name repeated in class pattern: {text}"));
            }
        }
        self.expr(cls)?;
        let names = attrs.iter().map(|(a, _)| self.sym_const(*a)).collect();
        self.load_const(loc, Const::Tuple(names));
        self.op_i(loc, Op::MatchClass, patterns.len() as u32);
        state.on_top += 1;
        self.not_none_or_fail(loc, state);
        let total = patterns.len() + kwd_patterns.len();
        self.op_i(loc, Op::UnpackSequence, total as u32);
        state.on_top = state.on_top + total - 1;
        for pattern in patterns.iter().chain(kwd_patterns) {
            state.on_top -= 1;
            if is_wildcard(pattern) {
                self.op(loc, Op::PopTop);
            } else {
                self.subpattern(pattern, state)?;
            }
        }
        Ok(())
    }

    fn or_pattern(&mut self, loc: Loc, patterns: &'a [Pattern], state: &mut State) -> Result<()> {
        let end = self.label();
        let mut control: Option<Vec<Sym>> = None;
        for (i, alt) in patterns.iter().enumerate() {
            let at = alt.loc;
            let mut inner =
                State { allow_irrefutable: i + 1 == patterns.len() && state.allow_irrefutable, ..State::default() };
            self.op_i(at, Op::Copy, 1);
            self.pattern(alt, &mut inner)?;
            match &control {
                None => control = Some(inner.stores.clone()),
                Some(control) => self.reorder(loc, at, control, &mut inner.stores)?,
            }
            self.jump(at, Op::Jump, end);
            self.emit_ladder(at, &mut inner);
        }
        self.op(loc, Op::PopTop);
        self.fail(loc, state, Op::Jump);
        self.bind(end);
        let control = control.unwrap_or_default();
        let rotations = control.len() + 1 + state.on_top + state.stores.len();
        for name in control {
            self.rotate(loc, rotations);
            self.check_capture(loc, name, state)?;
            state.stores.push(name);
        }
        self.op(loc, Op::PopTop);
        Ok(())
    }

    /// Brings an alternative's captures into the order of the first one's.
    fn reorder(&mut self, loc: Loc, at: Loc, control: &[Sym], stores: &mut Vec<Sym>) -> Result<()> {
        const DIFFERENT: &str = "alternative patterns bind different names";
        if stores.len() != control.len() {
            return Error::new(loc, DIFFERENT);
        }
        for wanted in (0..control.len()).rev() {
            let Some(found) = stores.iter().position(|s| *s == control[wanted]) else {
                return Error::new(loc, DIFFERENT);
            };
            if found == wanted {
                continue;
            }
            let rotations = found + 1;
            let rotated: Vec<Sym> = stores.drain(..rotations).collect();
            let target = wanted - found;
            stores.splice(target..target, rotated);
            for _ in 0..rotations {
                self.rotate(at, wanted + 1);
            }
        }
        Ok(())
    }
}
