//! Assignment and deletion.

use super::expr::two_part_slice;
use super::{Compiler, Ctx, nb_op};
use crate::ast::{AnnAssign, Expr, ExprKind, Loc, Operator};
use crate::bytecode::{Op, nb};
use crate::error::{Error, Result};
use crate::names::Sym;

impl<'a> Compiler<'a> {
    /// Stores the value on top of the stack.
    pub(super) fn store(&mut self, target: &'a Expr) -> Result<()> {
        crate::deep::grow(|| self.store_inner(target))
    }

    fn store_inner(&mut self, target: &'a Expr) -> Result<()> {
        let loc = target.loc;
        match &target.kind {
            ExprKind::Name(name) => self.name_op(loc, *name, Ctx::Store),
            ExprKind::Attribute(value, attr) => {
                if *attr == Sym::DEBUG {
                    return self.forbid_debug(loc, Ctx::Store);
                }
                if matches!(value.kind, ExprKind::Name(Sym::SELF)) {
                    self.note_static_attribute(*attr);
                }
                self.expr(value)?;
                let at = self.attr_loc(loc, target, *attr);
                self.op_name(at, Op::StoreAttr, *attr);
                Ok(())
            }
            ExprKind::Subscript(parts) => {
                let [value, slice] = &**parts;
                self.expr(value)?;
                if two_part_slice(slice) {
                    self.slice_two_parts(slice)?;
                    self.op(loc, Op::StoreSlice);
                } else {
                    self.expr(slice)?;
                    self.op(loc, Op::StoreSubscr);
                }
                Ok(())
            }
            ExprKind::Tuple(elts) | ExprKind::List(elts) => {
                self.unpack(loc, elts)?;
                elts.iter().try_for_each(|elt| match &elt.kind {
                    ExprKind::Starred(inner) => self.store(inner),
                    _ => self.store(elt),
                })
            }
            ExprKind::Starred(_) => Error::new(loc, "starred assignment target must be in a list or tuple"),
            _ => Error::new(loc, "cannot assign to expression"),
        }
    }

    fn unpack(&mut self, loc: Loc, elts: &[Expr]) -> Result<()> {
        let mut starred = elts.iter().enumerate().filter(|(_, e)| e.is_starred());
        let Some((at, _)) = starred.next() else {
            self.op_i(loc, Op::UnpackSequence, elts.len() as u32);
            return Ok(());
        };
        let after = elts.len() - at - 1;
        if at >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
            return Error::new(loc, "too many expressions in star-unpacking assignment");
        }
        if starred.next().is_some() {
            return Error::new(loc, "multiple starred expressions in assignment");
        }
        self.op_i(loc, Op::UnpackEx, (at + (after << 8)) as u32);
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Result<()> {
        let loc = target.loc;
        match &target.kind {
            ExprKind::Name(name) => self.name_op(loc, *name, Ctx::Del),
            ExprKind::Attribute(value, attr) => {
                if *attr == Sym::DEBUG {
                    return self.forbid_debug(loc, Ctx::Del);
                }
                self.expr(value)?;
                let at = self.attr_loc(loc, target, *attr);
                self.op_name(at, Op::DeleteAttr, *attr);
                Ok(())
            }
            ExprKind::Subscript(parts) => {
                let [value, slice] = &**parts;
                self.expr(value)?;
                self.expr(slice)?;
                self.op(loc, Op::DeleteSubscr);
                Ok(())
            }
            ExprKind::Tuple(elts) | ExprKind::List(elts) => {
                elts.iter().try_for_each(|elt| crate::deep::grow(|| self.delete(elt)))
            }
            _ => Error::new(loc, "cannot delete expression"),
        }
    }

    pub(super) fn aug_assign(&mut self, loc: Loc, target: &'a Expr, op: Operator, value: &'a Expr) -> Result<()> {
        let at = target.loc;
        match &target.kind {
            ExprKind::Attribute(object, attr) => {
                if *attr == Sym::DEBUG {
                    return self.forbid_debug(at, Ctx::Store);
                }
                self.expr(object)?;
                self.op_i(at, Op::Copy, 1);
                let at = self.attr_loc(at, target, *attr);
                self.load_attr(at, *attr, false);
            }
            ExprKind::Subscript(parts) => {
                let [object, slice] = &**parts;
                self.expr(object)?;
                if two_part_slice(slice) {
                    self.slice_two_parts(slice)?;
                    for _ in 0..3 {
                        self.op_i(at, Op::Copy, 3);
                    }
                    self.op(at, Op::BinarySlice);
                } else {
                    self.expr(slice)?;
                    self.op_i(at, Op::Copy, 2);
                    self.op_i(at, Op::Copy, 2);
                    self.op_i(at, Op::BinaryOp, nb::SUBSCR);
                }
            }
            ExprKind::Name(name) => self.name_op(at, *name, Ctx::Load)?,
            _ => return Error::new(at, "illegal expression for augmented assignment"),
        }
        self.expr(value)?;
        self.op_i(loc, Op::BinaryOp, nb_op(op) + nb::INPLACE);
        match &target.kind {
            ExprKind::Attribute(_, attr) => {
                let at = self.attr_loc(at, target, *attr);
                self.op_i(at, Op::Swap, 2);
                self.op_name(at, Op::StoreAttr, *attr);
            }
            ExprKind::Subscript(parts) => {
                if two_part_slice(&parts[1]) {
                    self.op_i(at, Op::Swap, 4);
                    self.op_i(at, Op::Swap, 3);
                    self.op_i(at, Op::Swap, 2);
                    self.op(at, Op::StoreSlice);
                } else {
                    self.op_i(at, Op::Swap, 3);
                    self.op_i(at, Op::Swap, 2);
                    self.op(at, Op::StoreSubscr);
                }
            }
            ExprKind::Name(name) => self.name_op(at, *name, Ctx::Store)?,
            _ => {}
        }
        Ok(())
    }

    pub(super) fn ann_assign(&mut self, loc: Loc, a: &'a AnnAssign) -> Result<()> {
        if let Some(value) = &a.value {
            self.expr(value)?;
            self.store(&a.target)?;
        }
        match &a.target.kind {
            ExprKind::Name(name) => {
                if *name == Sym::DEBUG {
                    return self.forbid_debug(a.target.loc, Ctx::Store);
                }
                if a.simple {
                    self.annotate_name(loc, a, *name)?;
                }
            }
            ExprKind::Attribute(value, attr) => {
                if *attr == Sym::DEBUG {
                    return self.forbid_debug(a.target.loc, Ctx::Store);
                }
                if a.value.is_none() {
                    self.evaluate(value)?;
                }
            }
            ExprKind::Subscript(parts) => {
                if a.value.is_none() {
                    self.evaluate(&parts[0])?;
                    self.evaluate_index(&parts[1])?;
                }
            }
            _ => return Error::new(loc, "invalid node type for annotated assignment"),
        }
        Ok(())
    }

    /// Evaluates and drops.
    fn evaluate(&mut self, e: &'a Expr) -> Result<()> {
        self.expr(e)?;
        self.op(e.loc, Op::PopTop);
        Ok(())
    }

    fn evaluate_index(&mut self, e: &'a Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Slice(parts) => parts.iter().flatten().try_for_each(|p| self.evaluate(p)),
            ExprKind::Tuple(elts) => elts.iter().try_for_each(|e| self.evaluate_index(e)),
            _ => self.evaluate(e),
        }
    }
}
