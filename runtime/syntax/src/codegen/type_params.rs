//! Type parameters and type aliases (PEP 695, PEP 696).

use super::emit::Params;
use super::unit::ScopeKind;
use super::{Compiler, Ctx};
use crate::ast::{Expr, ExprKind, Loc, ScopeId, TypeAlias, TypeParam, TypeParamKind, TypeParams};
use crate::bytecode::{Const, Op, func_attr, intrinsic1, intrinsic2};
use crate::error::{Error, Result};
use crate::names::Sym;

impl<'a> Compiler<'a> {
    /// Makes each type parameter, stores it, and leaves the tuple of all on the stack.
    pub(super) fn type_params(&mut self, type_params: &'a TypeParams) -> Result<()> {
        let mut seen_default = false;
        for param in &type_params.params {
            let loc = param.loc;
            if param.default.is_some() {
                seen_default = true;
            } else if seen_default {
                let name = self.names.text(param.name);
                return Error::new(loc, format!("non-default type parameter '{name}' follows default type parameter"));
            }
            self.type_param(loc, param)?;
            self.op_i(loc, Op::Copy, 1);
            self.name_op(loc, param.name, Ctx::Store)?;
        }
        let loc = type_params.params.first().map_or(Loc::NONE, |p| p.loc);
        self.op_i(loc, Op::BuildTuple, type_params.params.len() as u32);
        Ok(())
    }

    fn type_param(&mut self, loc: Loc, param: &'a TypeParam) -> Result<()> {
        let name = self.sym_const(param.name);
        self.load_const(loc, name);
        match (&param.kind, &param.bound) {
            (TypeParamKind::TypeVar, Some(bound)) => {
                self.thunk(bound, param.name, param.bound_scope)?;
                let intrinsic = if matches!(bound.kind, ExprKind::Tuple(_)) {
                    intrinsic2::TYPEVAR_WITH_CONSTRAINTS
                } else {
                    intrinsic2::TYPEVAR_WITH_BOUND
                };
                self.op_i(loc, Op::CallIntrinsic2, intrinsic);
            }
            (TypeParamKind::TypeVar, None) => self.op_i(loc, Op::CallIntrinsic1, intrinsic1::TYPEVAR),
            (TypeParamKind::TypeVarTuple, _) => self.op_i(loc, Op::CallIntrinsic1, intrinsic1::TYPEVARTUPLE),
            (TypeParamKind::ParamSpec, _) => self.op_i(loc, Op::CallIntrinsic1, intrinsic1::PARAMSPEC),
        }
        if let Some(default) = &param.default {
            self.thunk(default, param.name, param.default_scope)?;
            self.op_i(loc, Op::CallIntrinsic2, intrinsic2::SET_TYPEPARAM_DEFAULT);
        }
        Ok(())
    }

    /// A function that evaluates a bound or a default when it is asked for.
    fn thunk(&mut self, e: &'a Expr, name: Sym, scope: ScopeId) -> Result<()> {
        self.load_const(e.loc, Const::Tuple(vec![Const::int(1)]));
        let params = Params { posonly: 1, ..Params::default() };
        self.enter_scope(ScopeKind::Annotations, scope, name, e.loc.line, params)?;
        self.refuse_formats(e.loc);
        if let ExprKind::Starred(value) = &e.kind {
            self.expr(value)?;
            self.op_i(e.loc, Op::UnpackSequence, 1);
        } else {
            self.expr(e)?;
        }
        self.op(e.loc, Op::ReturnValue);
        let code = self.leave_scope(true)?;
        self.make_closure(e.loc, code, func_attr::DEFAULTS)
    }

    pub(super) fn type_alias(&mut self, loc: Loc, a: &'a TypeAlias) -> Result<()> {
        let ExprKind::Name(name) = a.name.kind else {
            return Ok(());
        };
        if name == Sym::DEBUG {
            return self.forbid_debug(a.name.loc, Ctx::Store);
        }
        let text = self.sym_const(name);
        match &a.type_params {
            Some(type_params) => {
                let generic = self.generic_name(name);
                self.enter_scope(ScopeKind::TypeParams, type_params.scope, generic, loc.line, Params::default())?;
                self.load_const(loc, text);
                self.type_params(type_params)?;
            }
            None => {
                self.load_const(loc, text);
                self.load_none(loc);
            }
        }
        self.load_const(loc, Const::Tuple(vec![Const::int(1)]));
        let params = Params { posonly: 1, ..Params::default() };
        self.enter_scope(ScopeKind::Annotations, a.scope, name, loc.line, params)?;
        self.refuse_formats(loc);
        self.expr(&a.value)?;
        self.op(loc, Op::ReturnValue);
        let code = self.leave_scope(false)?;
        self.make_closure(loc, code, func_attr::DEFAULTS)?;
        self.op_i(loc, Op::BuildTuple, 3);
        self.op_i(loc, Op::CallIntrinsic1, intrinsic1::TYPEALIAS);
        if a.type_params.is_some() {
            let code = self.leave_scope(false)?;
            self.make_closure(loc, code, 0)?;
            self.op(loc, Op::PushNull);
            self.op_i(loc, Op::Call, 0);
        }
        self.name_op(loc, name, Ctx::Store)
    }
}
