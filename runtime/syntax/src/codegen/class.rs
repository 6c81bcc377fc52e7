//! Classes.

use super::emit::Params;
use super::unit::ScopeKind;
use super::{Compiler, Ctx};
use crate::ast::{ClassDef, Loc};
use crate::bytecode::{Const, Op, intrinsic1};
use crate::error::{Error, Result};
use crate::names::Sym;

impl<'a> Compiler<'a> {
    pub(super) fn class(&mut self, loc: Loc, c: &'a ClassDef) -> Result<()> {
        if c.name == Sym::DEBUG {
            return Error::new(loc, "cannot assign to __debug__");
        }
        self.exprs(&c.decorators)?;
        let line = Self::first_line(loc, &c.decorators);
        if let Some(type_params) = &c.type_params {
            let name = self.generic_name(c.name);
            self.enter_scope(ScopeKind::TypeParams, type_params.scope, name, line, Params::default())?;
            self.unit.private = Some(c.name);
            self.type_params(type_params)?;
            self.name_op(loc, Sym::DOT_TYPE_PARAMS, Ctx::Store)?;
        }
        self.class_body(loc, c, line)?;
        if c.type_params.is_some() {
            self.load_name(loc, Sym::DOT_TYPE_PARAMS)?;
            self.op_i(loc, Op::CallIntrinsic1, intrinsic1::SUBSCRIPT_GENERIC);
            self.name_op(loc, Sym::DOT_GENERIC_BASE, Ctx::Store)?;
            self.call_arguments(loc, 2, &c.bases, Some(Sym::DOT_GENERIC_BASE), &c.keywords)?;
            let code = self.leave_scope(false)?;
            self.make_closure(loc, code, 0)?;
            self.op(loc, Op::PushNull);
            self.op_i(loc, Op::Call, 0);
        } else {
            self.call_arguments(loc, 2, &c.bases, None, &c.keywords)?;
        }
        self.apply_decorators(&c.decorators);
        self.name_op(loc, c.name, Ctx::Store)
    }

    fn class_body(&mut self, class_loc: Loc, c: &'a ClassDef, line: i32) -> Result<()> {
        self.enter_scope(ScopeKind::Class, c.scope, c.name, line, Params::default())?;
        self.unit.private = Some(c.name);
        let block = self.block();
        let loc = Loc::line_start(line);
        self.load_name(loc, Sym::NAME)?;
        self.name_op(loc, Sym::DUNDER_MODULE, Ctx::Store)?;
        let qualname = Const::str(&self.unit.qualname);
        self.load_const(loc, qualname);
        self.name_op(loc, Sym::QUALNAME, Ctx::Store)?;
        self.load_const(loc, Const::int(i64::from(line)));
        self.name_op(loc, Sym::FIRSTLINENO, Ctx::Store)?;
        if c.type_params.is_some() {
            self.load_name(loc, Sym::DOT_TYPE_PARAMS)?;
            self.name_op(loc, Sym::TYPE_PARAMS, Ctx::Store)?;
        }
        if block.needs_classdict {
            self.op(loc, Op::LoadLocals);
            let slot = self.closure_slot(Sym::CLASSDICT)?;
            self.op_i(loc, Op::StoreDeref, slot);
        }
        if block.has_conditional_annotations {
            self.op_i(loc, Op::BuildSet, 0);
            let slot = self.closure_slot(Sym::CONDITIONAL_ANNOTATIONS)?;
            self.op_i(loc, Op::StoreDeref, slot);
        }
        self.body(loc, &c.body)?;
        let mut attributes = std::mem::take(&mut self.unit.static_attributes);
        attributes.sort_by(|a, b| self.names.text(*a).cmp(self.names.text(*b)));
        let attributes = attributes.into_iter().map(|a| self.sym_const(a)).collect();
        self.load_const(Loc::NONE, Const::Tuple(attributes));
        self.name_op(Loc::NONE, Sym::STATIC_ATTRIBUTES, Ctx::Store)?;
        if block.needs_classdict {
            let slot = self.closure_slot(Sym::CLASSDICT)?;
            self.op_i(Loc::NONE, Op::LoadClosure, slot);
            self.name_op(Loc::NONE, Sym::CLASSDICTCELL, Ctx::Store)?;
        }
        if block.needs_class_closure {
            let slot = self.closure_slot(Sym::CLASS)?;
            self.op_i(Loc::NONE, Op::LoadClosure, slot);
            self.op_i(Loc::NONE, Op::Copy, 1);
            self.name_op(Loc::NONE, Sym::CLASSCELL, Ctx::Store)?;
        } else {
            self.load_none(Loc::NONE);
        }
        self.op(Loc::NONE, Op::ReturnValue);
        let code = self.leave_scope(true)?;
        self.op(class_loc, Op::LoadBuildClass);
        self.op(class_loc, Op::PushNull);
        self.make_closure(class_loc, code, 0)?;
        let name = self.sym_const(c.name);
        self.load_const(class_loc, name);
        Ok(())
    }
}
