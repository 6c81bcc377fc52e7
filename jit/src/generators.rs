//! Generators and coroutines: compiled code puts their frames away and brings them back itself.

use cranelift_codegen::ir::{InstBuilder, Value, types::*};
use std::mem::offset_of;
use taipan_runtime::heap::{GC_UNLOGGED, Word};
use taipan_runtime::interp::compiled::RETURN_SHIFT;
use taipan_runtime::interp::frame::*;
use taipan_runtime::interp::generator::{CREATED, DELEGATES, RUNNING, SUSPENDED};
use taipan_runtime::interp::transfers;
use taipan_runtime::objects::GeneratorObj;
use taipan_syntax::bytecode::Op;

use crate::flow::Instr;
use crate::values::*;

/// Offset of a generator's words of its frame.
const SAVED: i32 = size_of::<GeneratorObj>() as i32 - TAG;

impl Emitter<'_> {
    fn count(&mut self, n: usize) -> Value {
        self.word(Word::small(n as i64).0)
    }
    /// Where a generator goes on that this code put to sleep before `unit`, with `sent` from outside.
    pub fn resumed(&mut self, unit: usize, sent: Value) {
        let fp = self.frame();
        let g = self.load(I64, fp, self.head(H_LOCALS));
        let locals = self.code.nlocals as usize;
        let top = self.flow.depth[unit] - 1;
        for i in 0..locals {
            let v = self.load(I64, g, SAVED + 8 * i as i32);
            self.store(v, fp, 8 * i as i32);
        }
        for i in 0..top {
            let v = self.load(I64, g, SAVED + 8 * (locals + i) as i32);
            self.store(v, fp, self.place(i));
        }
        self.store(sent, fp, self.place(top));
        let (running, zero) = (self.count(RUNNING), self.count(0));
        self.store(running, g, offset_of!(GeneratorObj, state) as i32 - TAG);
        self.store(zero, g, offset_of!(GeneratorObj, native) as i32 - TAG);
        self.store(zero, g, offset_of!(GeneratorObj, live) as i32 - TAG);
        match self.blocks[unit] {
            Some(b) => self.b.ins().jump(b, &[]),
            None => unreachable!("a place"),
        };
    }
    /// RETURN_GENERATOR.
    pub fn return_generator(&mut self, i: &Instr) {
        let native = match self.resume_address(i.end) {
            Some(a) => a,
            None => self.word(0),
        };
        self.transfer_with(i, transfers::return_generator, native);
    }
    /// YIELD_VALUE: the frame's words into the generator, the value to who asked for it.
    pub fn yield_value(&mut self, i: &Instr) {
        let Some(native) = self.resume_address(i.end) else {
            return self.transfer(i, transfers::yield_value, false);
        };
        let top = self.depth() - 1;
        let v = self.get(top);
        let value = self.as_word(v);
        let (fp, cold) = (self.frame(), self.cold());
        let frame = self.load(I64, fp, self.head(H_FRAME));
        self.guard_equal(frame, Word::NULL.0 as i64, cold);
        let g = self.load(I64, fp, self.head(H_LOCALS));
        let gc = self.load(I8, g, -TAG);
        let old = self.b.ins().band_imm_u(gc, GC_UNLOGGED as i64);
        self.guard_equal(old, 0, cold);
        // Nothing is being handled inside, and nothing outside.
        let inside = self.load_at(I64, &raw const self.vm.state.cur.handled as *const u8);
        self.guard_equal(inside, Word::NONE.0 as i64, cold);
        let outside = self.load(I64, g, offset_of!(GeneratorObj, handled) as i32 - TAG);
        self.guard_equal(outside, Word::NONE.0 as i64, cold);
        let state = self.state.clone();
        let locals = self.code.nlocals as usize;
        for i in 0..locals {
            let w = match self.state.local(i) {
                Some(V::Word(w, _)) => w,
                _ => self.load(I64, fp, 8 * i as i32),
            };
            self.store(w, g, SAVED + 8 * i as i32);
        }
        for i in 0..top {
            let v = self.get(i);
            let w = self.as_word(v);
            self.store(w, g, SAVED + 8 * (locals + i) as i32);
        }
        // A word as `Count` has them.
        let flags = if self.delegates(i) { (DELEGATES << 2) as i64 | 1 } else { 1 };
        let native = self.b.ins().bor_imm_s(native, flags);
        let (live, suspended) = (self.count(locals + top), self.count(SUSPENDED));
        let offset = self.count(i.at + 1);
        for (w, field) in [
            (live, offset_of!(GeneratorObj, live)),
            (offset, offset_of!(GeneratorObj, offset)),
            (suspended, offset_of!(GeneratorObj, state)),
            (native, offset_of!(GeneratorObj, native)),
        ] {
            self.store(w, g, field as i32 - TAG);
        }
        let depth = self.vm.state.cur.depth.as_ptr() as *const u8;
        let d = self.load_at(I32, depth);
        let d = self.b.ins().iadd_imm_s(d, 1);
        self.store_at(d, depth);
        let result = self.load(I64, fp, self.head(H_RESULT));
        let result = self.b.ins().band_imm_s(result, !3);
        self.go_back(value, result);
        self.state = state;
        self.b.switch_to_block(cold);
        self.transfer(i, transfers::yield_value, false);
    }
    /// Whether the yield is that of `yield from` or `await`: SEND comes before it, and behind it the way back there.
    fn delegates(&self, i: &Instr) -> bool {
        let at = |u: usize| self.flow.instrs.get(u).copied().flatten();
        let Some(send) = i.at.checked_sub(2).and_then(at) else { return false };
        let (Some(resume), Some(back)) = (at(i.end), at(i.end + 1)) else { return false };
        send.base == Op::Send
            && send.end == i.at
            && resume.base == Op::Resume
            && resume.arg & 3 >= 2
            && back.base == Op::JumpBackwardNoInterrupt
            && back.end.checked_sub(back.arg as usize) == Some(send.at)
    }
    /// Leaves the frame for who called it, with a value for the place `result`.
    pub fn go_back(&mut self, value: Value, result: Value) {
        let fp = self.frame();
        let ret = self.load(I64, fp, self.head(H_RET));
        let caller = self.load(I64, fp, self.head(H_FP));
        self.store(value, result, 0);
        let sp = self.b.ins().iadd_imm_s(result, 8);
        let native = self.load(I64, fp, self.head(H_NATIVE));
        let number = self.b.ins().ushr_imm_u(native, RETURN_SHIFT as i64);
        let f = self.b.ins().band_imm_s(native, (1 << RETURN_SHIFT) - 1);
        let (vm, t) = (self.vm_address(), self.table());
        self.b.ins().return_call_indirect(self.sigs.handler, f, &[ret, sp, number, vm, caller, t]);
    }
    /// GET_AWAITABLE: nothing to do for a coroutine that was not begun.
    pub fn get_awaitable(&mut self, i: &Instr) {
        let k = self.depth() - 1;
        let v = self.get(k);
        let w = self.as_word(v);
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_object(w, self.vm.shape_of_type(self.vm.types.coroutine.get()), cold);
        let state = self.load(I64, w, offset_of!(GeneratorObj, state) as i32 - TAG);
        let created = Word::small(CREATED as i64).0 as i64;
        self.guard_equal(state, created, cold);
        self.replace(1, V::Word(w, Ty::Any));
        self.join(i, cold, before, 1);
    }
}
