//! Calls.

use super::unit::Label;
use super::{Compiler, STACK_USE_GUIDELINE, display};
use crate::ast::{Call, Expr, ExprKind, Keyword, Loc};
use crate::bytecode::{Const, Op, common, intrinsic1};
use crate::error::{Error, Result};
use crate::names::Sym;
use crate::symtable::{Where, def};

impl<'a> Compiler<'a> {
    pub(super) fn call(&mut self, e: &'a Expr, call: &'a Call) -> Result<()> {
        self.check_keywords(&call.keywords)?;
        if self.method_call(e, call)? {
            return Ok(());
        }
        self.check_callable(&call.func)?;
        self.expr(&call.func)?;
        let end = self.label();
        self.builtin_over_generator(call, end)?;
        self.op(call.func.loc, Op::PushNull);
        self.call_arguments(e.loc, 0, &call.args, None, &call.keywords)?;
        self.bind(end);
        Ok(())
    }

    fn check_keywords(&self, keywords: &[Keyword]) -> Result<()> {
        for (i, keyword) in keywords.iter().enumerate() {
            let Some(arg) = keyword.arg else { continue };
            if arg == Sym::DEBUG {
                return Error::new(keyword.loc, "cannot assign to __debug__");
            }
            if let Some(again) = keywords[i + 1..].iter().find(|k| k.arg == Some(arg)) {
                let text = self.names.text(arg);
                return Error::new(again.loc, format!("keyword argument repeated: {text}"));
            }
        }
        Ok(())
    }

    /// A call of an attribute loads the method without making a bound method.
    fn method_call(&mut self, e: &'a Expr, call: &'a Call) -> Result<bool> {
        let ExprKind::Attribute(object, attr) = &call.func.kind else {
            return Ok(false);
        };
        // Functions of imported modules are not methods. (In a comprehension merged
        // into the module itself the import is not seen.)
        let merged = self.stack.is_empty() && self.unit.in_inlined_comp > 0;
        if let ExprKind::Name(name) = object.kind
            && !merged
            && self.top_block().symbols.flags(name) & def::IMPORT != 0
        {
            return Ok(false);
        }
        let total = call.args.len() + call.keywords.len() + usize::from(!call.keywords.is_empty());
        if total >= STACK_USE_GUIDELINE
            || call.args.iter().any(Expr::is_starred)
            || call.keywords.iter().any(|k| k.arg.is_none())
        {
            return Ok(false);
        }
        let meth = &call.func;
        if let Some(super_call) = self.super_call(object, *attr) {
            self.super_arguments(object.loc, super_call)?;
            let with_args = u32::from(!super_call.args.is_empty());
            let name = self.mangle(*attr);
            let index = self.unit.names.add(name);
            self.op_i(meth.loc, Op::LoadSuperAttr, (index << 2) | (with_args << 1) | 1);
            let at = self.attr_loc(meth.loc, meth, *attr);
            self.op(at, Op::Nop);
        } else {
            self.expr(object)?;
            let at = self.attr_loc(meth.loc, meth, *attr);
            self.load_attr(at, *attr, true);
        }
        self.exprs(&call.args)?;
        let at = self.attr_loc(e.loc, meth, *attr);
        if call.keywords.is_empty() {
            self.op_i(at, Op::Call, call.args.len() as u32);
        } else {
            for keyword in &call.keywords {
                self.expr(&keyword.value)?;
            }
            let before = self.attr_loc(meth.loc, meth, *attr);
            self.keyword_names(before, &call.keywords);
            self.op_i(at, Op::CallKw, (call.args.len() + call.keywords.len()) as u32);
        }
        Ok(true)
    }

    fn keyword_names(&mut self, loc: Loc, keywords: &[Keyword]) {
        let names = keywords.iter().filter_map(|k| k.arg).map(|a| self.sym_const(a)).collect();
        self.load_const(loc, Const::Tuple(names));
    }

    /// `super().attr` in a method: the call, if it can be done without one.
    pub(super) fn super_call(&self, value: &'a Expr, attr: Sym) -> Option<&'a Call> {
        let ExprKind::Call(call) = &value.kind else {
            return None;
        };
        let ExprKind::Name(Sym::SUPER) = call.func.kind else {
            return None;
        };
        if attr == Sym::CLASS || !call.keywords.is_empty() {
            return None;
        }
        if self.place(Sym::SUPER) != Where::GlobalImplicit
            || self.top_block().symbols.scope(Sym::SUPER) != Where::Unknown
        {
            return None;
        }
        match call.args.len() {
            2 => (!call.args.iter().any(Expr::is_starred)).then_some(call),
            0 => {
                let takes_self = self.unit.argcount > 0 || self.unit.posonly > 0;
                (takes_self && self.place(Sym::CLASS) == Where::Free).then_some(call)
            }
            _ => None,
        }
    }

    fn super_arguments(&mut self, loc: Loc, call: &'a Call) -> Result<()> {
        self.load_name(call.func.loc, Sym::SUPER)?;
        if call.args.is_empty() {
            let slot = self.closure_slot(Sym::CLASS)?;
            self.op_i(loc, Op::LoadDeref, slot);
            let first = self.block().varnames.first().copied().unwrap_or(Sym::SELF);
            return self.raw_load(loc, first);
        }
        self.exprs(&call.args)
    }

    /// Loads a variable whose name is mangled already.
    fn raw_load(&mut self, loc: Loc, name: Sym) -> Result<()> {
        let private = self.unit.private.take();
        let result = self.load_name(loc, name);
        self.unit.private = private;
        result
    }

    pub(super) fn super_attribute(&mut self, e: &'a Expr, call: &'a Call, attr: Sym) -> Result<()> {
        let ExprKind::Attribute(value, _) = &e.kind else {
            return Ok(());
        };
        self.super_arguments(value.loc, call)?;
        let with_args = u32::from(!call.args.is_empty());
        let name = self.mangle(attr);
        let index = self.unit.names.add(name);
        self.op_i(e.loc, Op::LoadSuperAttr, (index << 2) | (with_args << 1));
        let at = self.attr_loc(e.loc, e, attr);
        self.op(at, Op::Nop);
        Ok(())
    }

    /// `all(...)`, `any(...)` and `tuple(...)` over a generator run it in place,
    /// if the name still means the builtin.
    fn builtin_over_generator(&mut self, call: &'a Call, end: Label) -> Result<()> {
        let ExprKind::Name(name) = call.func.kind else {
            return Ok(());
        };
        let [generator] = &call.args[..] else {
            return Ok(());
        };
        if !call.keywords.is_empty() || !Self::is_generator(generator) {
            return Ok(());
        }
        let (constant, jump, result) = match name {
            Sym::ALL => (common::ALL, Some(Op::PopJumpIfTrue), true),
            Sym::ANY => (common::ANY, Some(Op::PopJumpIfFalse), false),
            Sym::TUPLE => (common::TUPLE, None, false),
            _ => return Ok(()),
        };
        let loc = call.func.loc;
        let skip = self.label();
        self.op_i(loc, Op::Copy, 1);
        self.op_i(loc, Op::LoadCommonConstant, constant);
        self.op_i(loc, Op::IsOp, 0);
        self.jump(loc, Op::PopJumpIfFalse, skip);
        self.op(loc, Op::PopTop);
        if jump.is_none() {
            self.op_i(loc, Op::BuildList, 0);
        }
        self.expr(generator)?;
        let (again, cleanup) = (self.label(), self.label());
        self.bind(again);
        self.jump(loc, Op::ForIter, cleanup);
        match jump {
            None => {
                self.op_i(loc, Op::ListAppend, 2);
                self.jump(loc, Op::Jump, again);
            }
            Some(jump) => {
                self.op(loc, Op::ToBool);
                self.jump(loc, jump, again);
            }
        }
        self.op(Loc::NONE, Op::PopIter);
        if jump.is_some() {
            self.load_const(loc, Const::Bool(!result));
        }
        self.jump(loc, Op::Jump, end);
        self.bind(cleanup);
        self.op(Loc::NONE, Op::EndFor);
        self.op(Loc::NONE, Op::PopIter);
        match jump {
            None => self.op_i(loc, Op::CallIntrinsic1, intrinsic1::LIST_TO_TUPLE),
            Some(_) => self.load_const(loc, Const::Bool(result)),
        }
        self.jump(loc, Op::Jump, end);
        self.bind(skip);
        Ok(())
    }

    /// Arguments and the call; `pushed` arguments are on the stack already.
    pub(super) fn call_arguments(
        &mut self,
        loc: Loc,
        pushed: usize,
        args: &'a [Expr],
        injected: Option<Sym>,
        keywords: &'a [Keyword],
    ) -> Result<()> {
        self.check_keywords(keywords)?;
        let plain = args.len() + keywords.len() * 2 <= STACK_USE_GUIDELINE
            && !args.iter().any(Expr::is_starred)
            && keywords.iter().all(|k| k.arg.is_some());
        if plain {
            self.exprs(args)?;
            let mut count = pushed + args.len();
            if let Some(name) = injected {
                self.load_name(loc, name)?;
                count += 1;
            }
            if keywords.is_empty() {
                self.op_i(loc, Op::Call, count as u32);
            } else {
                for keyword in keywords {
                    self.expr(&keyword.value)?;
                }
                self.keyword_names(loc, keywords);
                self.op_i(loc, Op::CallKw, (count + keywords.len()) as u32);
            }
            return Ok(());
        }
        match args {
            [Expr { kind: ExprKind::Starred(value), .. }] if pushed == 0 => self.expr(value)?,
            _ => self.sequence(loc, args, injected, pushed, display::TUPLE)?,
        }
        if keywords.is_empty() {
            self.op(loc, Op::PushNull);
        } else {
            self.merge_keywords(loc, keywords)?;
        }
        self.op(loc, Op::CallFunctionEx);
        Ok(())
    }

    fn merge_keywords(&mut self, loc: Loc, keywords: &'a [Keyword]) -> Result<()> {
        let mut have_dict = false;
        let mut seen = 0;
        for (i, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                seen += 1;
                continue;
            }
            if seen > 0 {
                self.sub_keywords(loc, &keywords[i - seen..i])?;
                if have_dict {
                    self.op_i(loc, Op::DictMerge, 1);
                }
                have_dict = true;
                seen = 0;
            }
            if !have_dict {
                self.op_i(loc, Op::BuildMap, 0);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.op_i(loc, Op::DictMerge, 1);
        }
        if seen > 0 {
            self.sub_keywords(loc, &keywords[keywords.len() - seen..])?;
            if have_dict {
                self.op_i(loc, Op::DictMerge, 1);
            }
        }
        Ok(())
    }

    fn sub_keywords(&mut self, loc: Loc, keywords: &'a [Keyword]) -> Result<()> {
        let big = keywords.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.op_i(Loc::NONE, Op::BuildMap, 0);
        }
        for keyword in keywords {
            let name = keyword.arg.map_or(Const::None, |a| self.sym_const(a));
            self.load_const(loc, name);
            self.expr(&keyword.value)?;
            if big {
                self.op_i(Loc::NONE, Op::MapAdd, 1);
            }
        }
        if !big {
            self.op_i(loc, Op::BuildMap, keywords.len() as u32);
        }
        Ok(())
    }
}
