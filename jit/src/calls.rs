//! Calls of Python functions from compiled code: the callee's frame is set up here.

use cranelift_codegen::ir::{ExtFuncData, ExternalName, InstBuilder, UserExternalName, Value, condcodes::*, types::*};
use std::mem::offset_of;
use taipan_runtime::heap::{Kind, Word};
use taipan_runtime::interp::FRAME_HEADER;
use taipan_runtime::interp::compiled::to_interpreter;
use taipan_runtime::interp::dispatch::Handler;
use taipan_runtime::interp::frame::*;
use taipan_runtime::interp::transfers;
use taipan_runtime::objects::{CodeObj, FunctionObj, TF_HEAP};

use crate::flow::Instr;
use crate::values::*;

impl Emitter<'_> {
    /// CALL. Of a function known by now its frame is set up in place, and its code jumped to; it returns to the unit
    /// behind. Anything else the interpreter calls.
    pub fn call(&mut self, i: &Instr) {
        let n = i.arg as usize;
        let base = self.depth() - n - 2;
        if !self.call_intrinsic(i, base, n) && !self.call_leaf(i, base, n) && !self.call_known(i, base, n) {
            self.call_unknown(i, base);
        }
    }
    /// The instruction by a transfer, which comes back to the unit behind it if `comes_back`.
    pub fn transfer(&mut self, i: &Instr, to: Handler, comes_back: bool) {
        let back = if comes_back { self.return_address(i.end) } else { None };
        let native = match back {
            Some(a) => a,
            None => self.word(to_interpreter().0),
        };
        self.transfer_with(i, to, native);
    }
    /// As [`Self::transfer`], with this third argument.
    pub fn transfer_with(&mut self, i: &Instr, to: Handler, native: Value) {
        self.flush();
        let (depth, fp) = (self.depth(), self.frame());
        let (ip, sp) = (self.ip(i.at + 1), self.sp(depth));
        let (vm, t) = (self.vm_address(), self.table());
        let callee = self.word(to as *const () as u64);
        self.b.ins().return_call_indirect(self.sigs.handler, callee, &[ip, sp, native, vm, fp, t]);
    }
    /// Where the callee's return goes on here: see `RETURN_SHIFT`.
    pub fn return_address(&mut self, unit: usize) -> Option<Value> {
        let number = self.flow.places.binary_search(&(unit as u32)).ok()?;
        Some(self.entry_address(number))
    }
    /// As [`Self::return_address`], for a generator that goes on at the unit.
    pub fn resume_address(&mut self, unit: usize) -> Option<Value> {
        let number = self.flow.resumes.iter().position(|u| *u as usize == unit)?;
        Some(self.entry_address(self.flow.places.len() + number))
    }
    fn entry_address(&mut self, number: usize) -> Value {
        let name = self.b.func.declare_imported_user_function(UserExternalName::new(0, number as u32));
        let data = ExtFuncData {
            name: ExternalName::User(name),
            signature: self.sigs.handler,
            colocated: false,
            patchable: false,
        };
        let f = self.b.import_function(data);
        self.b.ins().func_addr(I64, f)
    }
    /// A callee that may be anything: Python functions get their frame, the rest is the interpreter's.
    fn call_unknown(&mut self, i: &Instr, base: usize) {
        self.flush();
        let v = self.get(base);
        let f = self.as_word(v);
        let other = self.b.create_block();
        self.guard_ptr(f, other);
        let kind = self.kind_of(f);
        let class = self.state.stack[base].likely.is_some_and(|k| k.object.as_type().is_some_and(|t| t.has(TF_HEAP)));
        let jump = self.b.create_block();
        for k in [Kind::Function, Kind::Method, Kind::Type] {
            if k == Kind::Type && !class {
                continue;
            }
            let next = self.b.create_block();
            let is = self.b.ins().icmp_imm_s(IntCC::Equal, kind, k as i64);
            self.b.ins().brif(is, jump, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(other, &[]);
        self.b.switch_to_block(jump);
        match self.return_address(i.end) {
            Some(native) => self.transfer_with(i, transfers::call, native),
            None => {
                self.b.ins().jump(other, &[]);
            }
        }
        self.b.switch_to_block(other);
        self.by_step(i, base + 1);
    }
    /// Whether the callee is known and was called.
    fn call_known(&mut self, i: &Instr, base: usize, n: usize) -> bool {
        let Some(known) = self.state.stack[base].likely else { return false };
        let Some(fo) = known.object.get::<FunctionObj>() else { return false };
        let code_word = fo.code.get();
        let Some(callee) = code_word.get::<CodeObj>() else { return false };
        let given = n + known.method as usize;
        if callee.simple_args as usize != given {
            return false;
        }
        let first = if known.method { base + 1 } else { base + 2 };
        let (f, this) = (self.get(base), self.get(base + 1));
        let (f, this) = (self.as_word(f), self.as_word(this));
        self.flush();
        let other = self.cold();
        // The interpreter may have put anything there.
        self.guard_ptr(f, other);
        self.guard_kind(f, Kind::Function, other);
        let cc = if known.method { IntCC::NotEqual } else { IntCC::Equal };
        let ok = self.b.ins().icmp_imm_s(cc, this, Word::NULL.0 as i64);
        self.guard(ok, other);
        let code = self.load(I64, f, offset_of!(FunctionObj, code) as i32 - TAG);
        let slot = self.kept(code_word);
        let want = self.load_at(I64, slot);
        let same = self.b.ins().icmp(IntCC::Equal, code, want);
        self.guard(same, other);
        let cur = &self.vm.state.cur;
        let depth_cell = cur.depth.as_ptr() as *const u8;
        let depth = self.load_at(I32, depth_cell);
        let left = self.b.ins().iadd_imm_s(depth, -1);
        let ok = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, left, 0);
        self.guard(ok, other);
        let fp = self.frame();
        let at = self.place(first);
        let nfp = self.b.ins().iadd_imm_s(fp, at as i64);
        let end = self.b.ins().iadd_imm_s(nfp, 8 * callee.framesize as i64);
        let limit = self.load_at(I64, cur.limit.as_ptr() as *const u8);
        let ok = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, end, limit);
        self.guard(ok, other);
        self.store_at(left, depth_cell);
        if !known.method {
            self.store(f, nfp, -8);
        }
        let null = self.word(Word::NULL.0);
        let locals = callee.nlocals as usize;
        for k in given..locals {
            self.store(null, nfp, 8 * k as i32);
        }
        let head = |k: usize| 8 * (locals + k) as i32;
        let ret = self.ip(i.end);
        self.store(ret, nfp, head(H_RET));
        self.store(fp, nfp, head(H_FP));
        let at = self.place(base);
        let result = self.b.ins().iadd_imm_s(fp, at as i64);
        self.store(result, nfp, head(H_RESULT));
        self.store(null, nfp, head(H_LOCALS));
        self.store(null, nfp, head(H_FRAME));
        let native = match self.return_address(i.end) {
            Some(a) => a,
            None => self.word(to_interpreter().0),
        };
        self.store(native, nfp, head(H_NATIVE));
        let sp = self.b.ins().iadd_imm_s(nfp, head(FRAME_HEADER) as i64);
        let target = self.load(I64, code, offset_of!(CodeObj, call) as i32 - TAG);
        let (vm, t, zero) = (self.vm_address(), self.table(), self.word(0));
        self.b.ins().return_call_indirect(self.sigs.handler, target, &[zero, sp, zero, vm, nfp, t]);
        self.b.switch_to_block(other);
        self.by_step(i, base + 1);
        true
    }
}
