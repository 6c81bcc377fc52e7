//! Functions and lambdas.

use super::emit::Params;
use super::unit::{Datum, FrameBlock, Label, ScopeKind};
use super::{Compiler, Ctx, clean_doc};
use crate::ast::{Arguments, Expr, FunctionDef, Lambda, Loc, docstring};
use crate::bytecode::{Op, func_attr, intrinsic1, intrinsic2};
use crate::error::{Error, Result};
use crate::names::Sym;

pub(super) fn params(args: &Arguments) -> Params {
    Params { argcount: args.args.len() as u32, posonly: args.posonly.len() as u32, kwonly: args.kwonly.len() as u32 }
}

impl<'a> Compiler<'a> {
    pub(super) fn first_line(loc: Loc, decorators: &[Expr]) -> i32 {
        decorators.first().map_or(loc.line, |d| d.loc.line)
    }

    pub(super) fn apply_decorators(&mut self, decorators: &[Expr]) {
        for decorator in decorators.iter().rev() {
            self.op_i(decorator.loc, Op::Call, 0);
        }
    }

    fn check_params(&self, args: &Arguments) -> Result<()> {
        let all = args.posonly.iter().chain(&args.args).chain(args.vararg.as_deref());
        match all.chain(&args.kwonly).chain(args.kwarg.as_deref()).find(|a| a.name == Sym::DEBUG) {
            Some(arg) => Error::new(arg.loc, "cannot assign to __debug__"),
            None => Ok(()),
        }
    }

    /// Pushes the defaults; returns the attribute bits.
    fn default_arguments(&mut self, loc: Loc, args: &'a Arguments) -> Result<u32> {
        let mut bits = 0;
        if !args.defaults.is_empty() {
            self.exprs(&args.defaults)?;
            self.op_i(loc, Op::BuildTuple, args.defaults.len() as u32);
            bits |= func_attr::DEFAULTS;
        }
        let mut count = 0;
        for (arg, default) in args.kwonly.iter().zip(&args.kw_defaults) {
            if let Some(default) = default {
                let name = self.mangle(arg.name);
                let name = self.sym_const(name);
                self.load_const(loc, name);
                self.expr(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.op_i(loc, Op::BuildMap, count);
            bits |= func_attr::KWDEFAULTS;
        }
        Ok(bits)
    }

    pub(super) fn function(&mut self, loc: Loc, f: &'a FunctionDef) -> Result<()> {
        self.check_params(&f.args)?;
        self.exprs(&f.decorators)?;
        let line = Self::first_line(loc, &f.decorators);
        let mut bits = self.default_arguments(loc, &f.args)?;
        let mut outer_args = 0;
        if let Some(type_params) = &f.type_params {
            outer_args = (bits & (func_attr::DEFAULTS | func_attr::KWDEFAULTS)).count_ones();
            if outer_args == 2 {
                self.op_i(loc, Op::Swap, 2);
            }
            let name = self.generic_name(f.name);
            let params = Params { argcount: outer_args, ..Params::default() };
            self.enter_scope(ScopeKind::TypeParams, type_params.scope, name, line, params)?;
            self.type_params(type_params)?;
            for i in 0..outer_args {
                self.op_i(loc, Op::LoadFast, i);
            }
        }
        bits |= self.function_annotations(loc, f)?;
        self.function_body(loc, f, bits, line)?;
        if f.type_params.is_some() {
            self.op_i(loc, Op::Swap, 2);
            self.op_i(loc, Op::CallIntrinsic2, intrinsic2::SET_FUNCTION_TYPE_PARAMS);
            let code = self.leave_scope(false)?;
            self.make_closure(loc, code, 0)?;
            if outer_args > 0 {
                self.op_i(loc, Op::Swap, outer_args + 1);
                self.op_i(loc, Op::Call, outer_args - 1);
            } else {
                self.op(loc, Op::PushNull);
                self.op_i(loc, Op::Call, 0);
            }
        }
        self.apply_decorators(&f.decorators);
        self.name_op(loc, f.name, Ctx::Store)
    }

    pub(super) fn generic_name(&mut self, name: Sym) -> Sym {
        let text = format!("<generic parameters of {}>", self.names.text(name));
        self.names.intern(&text)
    }

    fn function_body(&mut self, loc: Loc, f: &'a FunctionDef, bits: u32, line: i32) -> Result<()> {
        let kind = if f.is_async { ScopeKind::AsyncFunction } else { ScopeKind::Function };
        self.enter_scope(kind, f.scope, f.name, line, params(&f.args))?;
        let block = self.block();
        let mut body = &f.body[..];
        if block.has_docstring
            && let Some(doc) = docstring(body)
        {
            self.unit.consts.add(clean_doc(doc));
            body = &body[1..];
        }
        let start = self.label();
        self.bind(start);
        let wraps = block.coroutine || block.generator;
        if wraps {
            self.push_fblock(FrameBlock::StopIteration, Loc::NONE, start, Label::NONE, Datum::None)?;
        }
        self.stmts(body)?;
        if wraps {
            self.stop_iteration_handler();
            self.pop_fblock();
        }
        let code = self.leave_scope(true)?;
        self.make_closure(loc, code, bits)
    }

    /// Turns a StopIteration that leaves a generator into a RuntimeError.
    pub(super) fn stop_iteration_handler(&mut self) {
        let handler = self.label();
        if let Some(at) = self.unit.code.iter().position(|i| i.op == Op::Resume) {
            let setup = super::Ins { op: Op::SetupCleanup, arg: 0, loc: Loc::NONE, target: handler };
            self.unit.code.insert(at, setup);
            for label in &mut self.unit.labels {
                if *label != u32::MAX && *label as usize > at {
                    *label += 1;
                }
            }
        }
        self.load_none(Loc::NONE);
        self.op(Loc::NONE, Op::ReturnValue);
        self.bind(handler);
        self.op_i(Loc::NONE, Op::CallIntrinsic1, intrinsic1::STOPITERATION_ERROR);
        self.op_i(Loc::NONE, Op::Reraise, 1);
    }

    pub(super) fn lambda(&mut self, e: &'a Expr, lambda: &'a Lambda) -> Result<()> {
        self.check_params(&lambda.args)?;
        let loc = e.loc;
        let bits = self.default_arguments(loc, &lambda.args)?;
        self.enter_scope(ScopeKind::Lambda, lambda.scope, Sym::LAMBDA, loc.line, params(&lambda.args))?;
        self.expr(&lambda.body)?;
        if !self.block().generator {
            self.op(lambda.body.loc, Op::ReturnValue);
        }
        let add_none = !self.block().generator;
        let code = self.leave_scope(add_none)?;
        self.make_closure(loc, code, bits)
    }
}
