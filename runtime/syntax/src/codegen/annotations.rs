//! Annotations: functions that evaluate them on demand (PEP 649, PEP 749).

use super::emit::Params;
use super::unit::{Deferred, ScopeKind};
use super::{Compiler, Ctx};
use crate::ast::{AnnAssign, Arg, Expr, ExprKind, FunctionDef, Loc};
use crate::bytecode::{Const, Op, cmp, common, func_attr};
use crate::error::Result;
use crate::names::Sym;
use crate::symtable::{BlockIx, BlockKind};
use crate::unparse;

/// The largest format the generated functions evaluate themselves.
const VALUE_WITH_FAKE_GLOBALS: i64 = 2;

impl<'a> Compiler<'a> {
    pub(super) fn enter_annotations(&mut self, loc: Loc, block: BlockIx) {
        let name = self.table.blocks[block].name;
        let params = Params { posonly: 1, ..Params::default() };
        self.enter_block(ScopeKind::Annotations, block, name, loc.line, params);
        self.refuse_formats(loc);
    }

    /// `if .format > 2: raise NotImplementedError`
    pub(super) fn refuse_formats(&mut self, loc: Loc) {
        let body = self.label();
        self.op_i(loc, Op::LoadFast, 0);
        self.load_const(loc, Const::int(VALUE_WITH_FAKE_GLOBALS));
        self.op_i(loc, Op::CompareOp, cmp::arg(cmp::GT));
        self.jump(loc, Op::PopJumpIfFalse, body);
        self.op_i(loc, Op::LoadCommonConstant, common::NOT_IMPLEMENTED_ERROR);
        self.op_i(loc, Op::RaiseVarargs, 1);
        self.bind(body);
    }

    fn leave_annotations(&mut self, loc: Loc) -> Result<()> {
        self.op(loc, Op::ReturnValue);
        let mut code = self.leave_scope(true)?;
        // The parameter is called `format`, which annotations may use for themselves.
        if let Some(first) = code.localsplusnames.first_mut() {
            *first = "format".to_string();
        }
        self.make_closure(loc, code, 0)
    }

    /// Makes `__annotate__` of a function; returns the attribute bit.
    pub(super) fn function_annotations(&mut self, loc: Loc, f: &'a FunctionDef) -> Result<u32> {
        let Some(&block) = self.table.by_scope.get(&f.annotate_scope) else {
            return Ok(0);
        };
        if !self.table.blocks[block].annotations_used {
            return Ok(0);
        }
        self.enter_annotations(loc, block);
        let mut count = 0;
        let args = &f.args;
        let all = (args.args.iter().chain(&args.posonly)).chain(args.vararg.as_deref());
        for Arg { name, annotation, .. } in all.chain(&args.kwonly).chain(args.kwarg.as_deref()) {
            if let Some(annotation) = annotation {
                let name = self.mangle(*name);
                self.argument_annotation(loc, name, annotation)?;
                count += 1;
            }
        }
        if let Some(returns) = &f.returns {
            self.argument_annotation(loc, Sym::RETURN, returns)?;
            count += 1;
        }
        self.op_i(loc, Op::BuildMap, count);
        self.leave_annotations(loc)?;
        Ok(func_attr::ANNOTATE)
    }

    fn argument_annotation(&mut self, loc: Loc, name: Sym, annotation: &'a Expr) -> Result<()> {
        let name = self.sym_const(name);
        self.load_const(loc, name);
        if self.future_annotations() {
            return self.annotation_text(annotation);
        }
        // `*args: *Ts` unpacks the one value.
        if let ExprKind::Starred(value) = &annotation.kind {
            self.expr(value)?;
            self.op_i(loc, Op::UnpackSequence, 1);
            return Ok(());
        }
        self.expr(annotation)
    }

    fn annotation_text(&mut self, annotation: &'a Expr) -> Result<()> {
        let text = unparse::expression(annotation, self.names);
        self.load_const(annotation.loc, Const::Str(text.into()));
        Ok(())
    }

    /// `name: annotation` in a module or a class.
    pub(super) fn annotate_name(&mut self, loc: Loc, a: &'a AnnAssign, name: Sym) -> Result<()> {
        let kind = self.unit.kind;
        if !matches!(kind, ScopeKind::Module | ScopeKind::Class) {
            return Ok(());
        }
        if self.future_annotations() {
            self.annotation_text(&a.annotation)?;
            let annotations = self.unit.names.add(Sym::ANNOTATIONS);
            self.op_i(loc, Op::LoadName, annotations);
            let name = self.mangle(name);
            let name = self.sym_const(name);
            self.load_const(loc, name);
            self.op(loc, Op::StoreSubscr);
            return Ok(());
        }
        let conditional = self.unit.in_conditional || kind == ScopeKind::Module;
        let index = conditional.then_some(self.unit.next_conditional);
        self.unit.next_conditional += u32::from(conditional);
        self.unit.deferred.push(Deferred { loc, ann: a, index });
        if let Some(index) = index {
            if kind == ScopeKind::Class {
                let slot = self.closure_slot(Sym::CONDITIONAL_ANNOTATIONS)?;
                self.op_i(loc, Op::LoadDeref, slot);
            } else {
                let slot = self.unit.names.add(Sym::CONDITIONAL_ANNOTATIONS);
                self.op_i(loc, Op::LoadName, slot);
            }
            self.load_const(loc, Const::int(i64::from(index)));
            self.op_i(loc, Op::SetAdd, 1);
            self.op(loc, Op::PopTop);
        }
        Ok(())
    }

    /// The `__annotate__` of a module or a class, once its body is done.
    pub(super) fn deferred_annotations(&mut self, loc: Loc) -> Result<()> {
        let deferred = std::mem::take(&mut self.unit.deferred);
        if deferred.is_empty() {
            return Ok(());
        }
        let is_module = self.unit.kind == ScopeKind::Module;
        let block = self.block();
        let Some(annotation_block) = block.annotation_block else {
            return Ok(());
        };
        let body = is_module.then(|| std::mem::take(&mut self.unit.code));
        self.enter_annotations(loc, annotation_block);
        self.deferred_body(loc, &deferred, is_module)?;
        self.leave_annotations(loc)?;
        let name = if block.kind == BlockKind::Class { Sym::ANNOTATE_FUNC } else { Sym::ANNOTATE };
        self.name_op(loc, name, Ctx::Store)?;
        if let Some(body) = body {
            self.unit.annotations_code = std::mem::replace(&mut self.unit.code, body);
        }
        Ok(())
    }

    fn deferred_body(&mut self, loc: Loc, deferred: &[Deferred<'a>], is_module: bool) -> Result<()> {
        self.op_i(loc, Op::BuildMap, 0);
        for item in deferred {
            let at = item.loc;
            let ExprKind::Name(name) = item.ann.target.kind else {
                continue;
            };
            let name = self.mangle(name);
            let not_set = self.label();
            if let Some(index) = item.index {
                self.load_const(at, Const::int(i64::from(index)));
                if is_module {
                    let slot = self.unit.names.add(Sym::CONDITIONAL_ANNOTATIONS);
                    self.op_i(at, Op::LoadGlobal, slot << 1);
                } else {
                    let slot = self.closure_slot(Sym::CONDITIONAL_ANNOTATIONS)?;
                    self.op_i(at, Op::LoadDeref, slot);
                }
                self.op_i(at, Op::ContainsOp, 0);
                self.jump(at, Op::PopJumpIfFalse, not_set);
            }
            self.expr(&item.ann.annotation)?;
            self.op_i(at, Op::Copy, 2);
            let name = self.sym_const(name);
            self.load_const(at, name);
            self.op(loc, Op::StoreSubscr);
            self.bind(not_set);
        }
        Ok(())
    }
}
