//! Lists, sets, tuples and dictionaries.

use super::{Compiler, STACK_USE_GUIDELINE};
use crate::ast::{Expr, ExprKind, Loc};
use crate::bytecode::{Op, intrinsic1};
use crate::error::Result;
use crate::names::Sym;

/// How a sequence is built when it cannot be built at once.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    build: Op,
    add: Op,
    extend: Op,
    tuple: bool,
}

pub(super) const LIST: Builder =
    Builder { build: Op::BuildList, add: Op::ListAppend, extend: Op::ListExtend, tuple: false };
const SET: Builder = Builder { build: Op::BuildSet, add: Op::SetAdd, extend: Op::SetUpdate, tuple: false };
pub(super) const TUPLE: Builder = Builder { tuple: true, ..LIST };

impl<'a> Compiler<'a> {
    pub(super) fn list(&mut self, loc: Loc, elts: &'a [Expr]) -> Result<()> {
        self.sequence(loc, elts, None, 0, LIST)
    }

    pub(super) fn set(&mut self, loc: Loc, elts: &'a [Expr]) -> Result<()> {
        self.sequence(loc, elts, None, 0, SET)
    }

    pub(super) fn tuple(&mut self, loc: Loc, elts: &'a [Expr]) -> Result<()> {
        self.sequence(loc, elts, None, 0, TUPLE)
    }

    /// A sequence of `elts`, with `pushed` values on the stack already and one more name at its end.
    pub(super) fn sequence(
        &mut self,
        loc: Loc,
        elts: &'a [Expr],
        injected: Option<Sym>,
        pushed: usize,
        how: Builder,
    ) -> Result<()> {
        let total = elts.len() + pushed + usize::from(injected.is_some());
        let big = total > STACK_USE_GUIDELINE;
        if !big && !elts.iter().any(Expr::is_starred) {
            self.exprs(elts)?;
            if let Some(name) = injected {
                self.load_name(loc, name)?;
            }
            self.op_i(loc, if how.tuple { Op::BuildTuple } else { how.build }, total as u32);
            return Ok(());
        }
        let mut built = big;
        if big {
            self.op_i(loc, how.build, pushed as u32);
        }
        for (i, elt) in elts.iter().enumerate() {
            if let ExprKind::Starred(value) = &elt.kind {
                if !built {
                    self.op_i(loc, how.build, (i + pushed) as u32);
                    built = true;
                }
                self.expr(value)?;
                self.op_i(loc, how.extend, 1);
            } else {
                self.expr(elt)?;
                if built {
                    self.op_i(loc, how.add, 1);
                }
            }
        }
        if let Some(name) = injected {
            self.load_name(loc, name)?;
            self.op_i(loc, how.add, 1);
        }
        if how.tuple {
            self.op_i(loc, Op::CallIntrinsic1, intrinsic1::LIST_TO_TUPLE);
        }
        Ok(())
    }

    pub(super) fn dict(&mut self, loc: Loc, items: &'a [(Option<Expr>, Expr)]) -> Result<()> {
        let mut have_dict = false;
        let mut pending = 0;
        for (i, (key, value)) in items.iter().enumerate() {
            if key.is_none() {
                if pending > 0 {
                    self.sub_dict(loc, &items[i - pending..i])?;
                    if have_dict {
                        self.op_i(loc, Op::DictUpdate, 1);
                    }
                    have_dict = true;
                    pending = 0;
                }
                if !have_dict {
                    self.op_i(loc, Op::BuildMap, 0);
                    have_dict = true;
                }
                self.expr(value)?;
                self.op_i(loc, Op::DictUpdate, 1);
            } else if pending * 2 > STACK_USE_GUIDELINE {
                self.sub_dict(loc, &items[i - pending..=i])?;
                if have_dict {
                    self.op_i(loc, Op::DictUpdate, 1);
                }
                have_dict = true;
                pending = 0;
            } else {
                pending += 1;
            }
        }
        if pending > 0 {
            self.sub_dict(loc, &items[items.len() - pending..])?;
            if have_dict {
                self.op_i(loc, Op::DictUpdate, 1);
            }
            have_dict = true;
        }
        if !have_dict {
            self.op_i(loc, Op::BuildMap, 0);
        }
        Ok(())
    }

    fn sub_dict(&mut self, loc: Loc, items: &'a [(Option<Expr>, Expr)]) -> Result<()> {
        let big = items.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.op_i(loc, Op::BuildMap, 0);
        }
        for (key, value) in items {
            if let Some(key) = key {
                self.expr(key)?;
            }
            self.expr(value)?;
            if big {
                self.op_i(loc, Op::MapAdd, 1);
            }
        }
        if !big {
            self.op_i(loc, Op::BuildMap, items.len() as u32);
        }
        Ok(())
    }
}
