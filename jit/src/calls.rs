//! Calls of Python functions from compiled code: the callee's frame is set up here.

use cranelift_codegen::ir::{
    Block, ExtFuncData, ExternalName, InstBuilder, UserExternalName, Value, condcodes::*, types::*,
};
use std::mem::offset_of;
use taipan_runtime::heap::{Kind, Word};
use taipan_runtime::interp::FRAME_HEADER;
use taipan_runtime::interp::compiled::to_interpreter;
use taipan_runtime::interp::dispatch::Handler;
use taipan_runtime::interp::frame::*;
use taipan_runtime::interp::transfers;
use taipan_runtime::objects::{CodeObj, FunctionObj, TF_HEAP, leaf};

use crate::flow::Instr;
use crate::values::*;

impl Emitter<'_> {
    /// CALL. Of a function known by now its frame is set up in place, and its code jumped to; it returns to the unit
    /// behind. Anything else the interpreter calls.
    pub fn call(&mut self, i: &Instr) {
        let n = i.arg as usize;
        let base = self.depth() - n - 2;
        if !self.call_intrinsic(i, base, n)
            && !self.call_leaf(i, base, n)
            && !self.call_class(i, base, n)
            && !self.call_known(i, base, n)
        {
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
        let (function, jump) = (self.b.create_block(), self.b.create_block());
        for (k, to) in [(Kind::Function, function), (Kind::Method, jump), (Kind::Type, jump)] {
            if k == Kind::Type && !class {
                continue;
            }
            let next = self.b.create_block();
            let is = self.b.ins().icmp_imm_s(IntCC::Equal, kind, k as i64);
            self.b.ins().brif(is, to, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(other, &[]);
        for (block, to) in [(function, transfers::call_function as Handler), (jump, transfers::call)] {
            self.b.switch_to_block(block);
            match self.return_address(i.end) {
                Some(native) => self.transfer_with(i, to, native),
                None => {
                    self.b.ins().jump(other, &[]);
                }
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
        let f = self.get(base);
        let f = self.as_word(f);
        self.get(base + 1);
        self.flush();
        let other = self.cold();
        // The interpreter may have put anything there.
        self.guard_ptr(f, other);
        self.guard_kind(f, Kind::Function, other);
        self.guard_self(base, known.method, other);
        let code = self.load(I64, f, offset_of!(FunctionObj, code) as i32 - TAG);
        let slot = self.kept(code_word);
        let want = self.load_at(I64, slot);
        let same = self.b.ins().icmp(IntCC::Equal, code, want);
        self.guard(same, other);
        let callee = Callee { code, object: callee, first, given };
        let target = self.frame_of(&callee, other);
        if !known.method {
            let (fp, at) = (self.frame(), self.place(first));
            self.store(f, fp, at - 8);
        }
        let (fp, at) = (self.frame(), self.place(base));
        let result = self.b.ins().iadd_imm_s(fp, at as i64);
        self.enter(i, &callee, target, result);
        self.b.switch_to_block(other);
        self.by_step(i, base + 1);
        true
    }
    /// CALL of a class that is known by now, whose instances an `__init__` written in Python sets up: the instance is made
    /// here, and the frame of `__init__`, which leaves the instance.
    fn call_class(&mut self, i: &Instr, base: usize, n: usize) -> bool {
        let Some(known) = self.state.stack[base].likely else { return false };
        let Some(class) = known.object.as_type().filter(|_| !known.method) else { return false };
        let Some(init) = self.vm.init_of_class(known.object) else { return false };
        let code_word = init.get::<FunctionObj>().map_or(Word::NULL, |f| f.code.get());
        let Some(object) = code_word.get::<CodeObj>() else { return false };
        if object.simple_args as usize != n + 1 {
            return false;
        }
        let version = self.vm.type_version(class);
        let f = self.get(base);
        let f = self.as_word(f);
        let args = self.top_words(n);
        let lower = self.state.stack.split_off(base);
        self.flush();
        self.state.stack.extend(lower);
        let before = self.state.clone();
        let other = self.cold();
        let want = self.kept_word(known.object);
        let same = self.b.ins().icmp(IntCC::Equal, f, want);
        self.guard(same, other);
        self.guard_self(base, false, other);
        self.guard_version(class, version, other);
        let function = self.kept_word(init);
        let code = self.load(I64, function, offset_of!(FunctionObj, code) as i32 - TAG);
        let want = self.kept_word(code_word);
        let same = self.b.ins().icmp(IntCC::Equal, code, want);
        self.guard(same, other);
        let callee = Callee { code, object, first: base + 2, given: n + 1 };
        let target = self.frame_of(&callee, other);
        let instance = self.leaf(leaf::new_instance, &[f], other);
        let fp = self.frame();
        let words = [instance, function, instance];
        for (k, w) in words.into_iter().chain(args).enumerate() {
            let at = self.place(base + k);
            self.store(w, fp, at);
        }
        let at = self.place(base);
        let result = self.b.ins().iadd_imm_s(fp, at as i64 | 1);
        self.enter(i, &callee, target, result);
        self.state = before;
        self.b.switch_to_block(other);
        self.by_step(i, base + 1);
        true
    }
    /// Room for the callee's frame, else to `other`; where it begins.
    fn frame_of(&mut self, c: &Callee, other: Block) -> Value {
        let cur = &self.vm.state.cur;
        let depth = self.load_at(I32, cur.depth.as_ptr() as *const u8);
        let ok = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, depth, 0);
        self.guard(ok, other);
        let fp = self.frame();
        let at = self.place(c.first);
        let nfp = self.b.ins().iadd_imm_s(fp, at as i64);
        let end = self.b.ins().iadd_imm_s(nfp, 8 * c.object.framesize as i64);
        let limit = self.load_at(I64, cur.limit.as_ptr() as *const u8);
        let ok = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, end, limit);
        self.guard(ok, other);
        nfp
    }
    /// Fills in the rest of the callee's frame at `nfp`, whose arguments and function lie there, and goes there; it leaves
    /// its result at `result`.
    fn enter(&mut self, i: &Instr, c: &Callee, nfp: Value, result: Value) {
        let depth_cell = self.vm.state.cur.depth.as_ptr() as *const u8;
        let depth = self.load_at(I32, depth_cell);
        let left = self.b.ins().iadd_imm_s(depth, -1);
        self.store_at(left, depth_cell);
        let fp = self.frame();
        let null = self.word(Word::NULL.0);
        let locals = c.object.nlocals as usize;
        for k in c.given..locals {
            self.store(null, nfp, 8 * k as i32);
        }
        let head = |k: usize| 8 * (locals + k) as i32;
        let ret = self.ip(i.end);
        self.store(ret, nfp, head(H_RET));
        self.store(fp, nfp, head(H_FP));
        self.store(result, nfp, head(H_RESULT));
        self.store(null, nfp, head(H_LOCALS));
        self.store(null, nfp, head(H_FRAME));
        let native = match self.return_address(i.end) {
            Some(a) => a,
            None => self.word(to_interpreter().0),
        };
        self.store(native, nfp, head(H_NATIVE));
        let sp = self.b.ins().iadd_imm_s(nfp, head(FRAME_HEADER) as i64);
        let target = self.load(I64, c.code, offset_of!(CodeObj, call) as i32 - TAG);
        let (vm, t, zero) = (self.vm_address(), self.table(), self.word(0));
        self.b.ins().return_call_indirect(self.sigs.handler, target, &[zero, sp, zero, vm, nfp, t]);
    }
}

/// A Python function about to be called: the value of its code object, the code object as it is now, and its arguments'
/// place on the stack.
struct Callee<'a> {
    code: Value,
    object: &'a CodeObj,
    first: usize,
    given: usize,
}
