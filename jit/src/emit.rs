//! Tier 1: a block of machine code for each block of the bytecode.

use cranelift_codegen::ir::{
    AbiParam, Block, BlockArg, Function, InstBuilder, JumpTableData, Signature, Type, Value,
    condcodes::{FloatCC, IntCC},
    types::*,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use taipan_runtime::heap::{Kind, Slot, Word};
use taipan_runtime::interp::compiled::{step, step_missed, step_of};
use taipan_runtime::interp::dispatch::{SlowFn, go_on};
use taipan_runtime::interp::opcodes::*;
use taipan_runtime::interp::transfers;
use taipan_runtime::objects::{CellObj, CodeObj, TupleObj};
use taipan_runtime::{Vm, interp::frame::*};
use taipan_syntax::bytecode::Op;

use crate::flow::{Flow, Instr};
use crate::objects::MOST_SHAPES;
use crate::values::*;

fn signature(conv: CallConv, params: &[Type], returns: &[Type]) -> Signature {
    let mut s = Signature::new(conv);
    s.params.extend(params.iter().map(|t| AbiParam::new(*t)));
    s.returns.extend(returns.iter().map(|t| AbiParam::new(*t)));
    s
}

/// Translates `code`, which runs in `frame` now, into `func`; the slots of the objects that it names. An error's text says why it cannot be.
pub fn function(
    vm: &Vm,
    code: &CodeObj,
    frame: *const Word,
    flow: &Flow,
    func: &mut Function,
    context: &mut FunctionBuilderContext,
    isa: &dyn TargetIsa,
    stress: u32,
    seen: &Seen,
) -> Result<Vec<Slot>, String> {
    // Handlers end in jumps to each other, which Cranelift makes in this convention only. Its registers are those of
    // the system's for up to six words.
    func.signature = signature(CallConv::Tail, &[I64; 6], &[I64]);
    let handler = func.signature.clone();
    let named = |i: &Instr| match i.base {
        Op::LoadAttr => MOST_SHAPES,
        Op::LoadConst | Op::LoadGlobal => 1,
        Op::LoadSuperAttr => 1,
        Op::Call => 4,
        _ => 0,
    };
    let most: usize = flow.instrs.iter().flatten().map(named).sum();
    let mut b = FunctionBuilder::new(func, context);
    let sigs = Sigs {
        handler: b.import_signature(handler),
        step: b.import_signature(signature(CallConv::SystemV, &[I64; 4], &[I64, I64])),
        note: b.import_signature(signature(CallConv::SystemV, &[I64], &[])),
        pow: b.import_signature(signature(CallConv::SystemV, &[F64, F64], &[F64])),
        leaf: b.import_signature(signature(CallConv::SystemV, &[I64; 5], &[I64])),
        ask: b.import_signature(signature(CallConv::SystemV, &[I64; 3], &[I64])),
        box_float: b.import_signature(signature(CallConv::SystemV, &[I64, I64, F64], &[I64])),
    };
    let (out, entered, left) = (b.create_block(), b.create_block(), b.create_block());
    let fp = Value::from_u32(0);
    let blocks = flow.leader.iter().map(|l| l.then(|| b.create_block())).collect();
    let n = flow.instrs.len();
    let mut e = Emitter {
        b,
        vm,
        code,
        // SAFETY: the frame's function lies before it.
        function: unsafe { *frame.sub(1) },
        now: frame,
        flow,
        fp,
        state: State::default(),
        blocks,
        filled: vec![false; n],
        expected: vec![vec![]; n],
        out,
        entered,
        left,
        keep: Vec::with_capacity(most),
        too_many: false,
        sigs,
        stress,
        guards: 0,
        seen,
    };
    e.entry();
    for unit in 0..flow.instrs.len() {
        if flow.leader[unit] && flow.instrs[unit].is_some() && !e.filled[unit] {
            e.block(unit);
        }
    }
    e.leaving();
    e.b.seal_all_blocks();
    e.b.finalize(isa.frontend_config());
    if e.too_many {
        return Err("it names more objects than expected".into());
    }
    Ok(e.keep)
}

impl Emitter<'_> {
    /// The handler's beginning: goes to the place whose number came as the third argument.
    fn entry(&mut self) {
        let entry = self.b.create_block();
        self.b.append_block_params_for_function_params(entry);
        self.b.switch_to_block(entry);
        let (number, fp) = (self.b.block_params(entry)[2], self.b.block_params(entry)[4]);
        self.fp = fp;
        let mut places: Vec<Block> =
            self.flow.places.iter().map(|p| self.blocks[*p as usize].expect("a leader")).collect();
        let resumes: Vec<Block> = self.flow.resumes.iter().map(|_| self.b.create_block()).collect();
        places.extend(&resumes);
        if places.len() == 1 {
            self.b.ins().jump(places[0], &[]);
            return;
        }
        let calls: Vec<_> = places
            .iter()
            .map(|p| {
                let pool = &mut self.b.func.dfg.value_lists;
                cranelift_codegen::ir::BlockCall::new(*p, std::iter::empty::<BlockArg>(), pool)
            })
            .collect();
        let table = JumpTableData::new(calls[0], &calls);
        let table = self.b.create_jump_table(table);
        // Calls come at the start.
        let others = self.b.create_block();
        self.b.ins().brif(number, others, &[], places[0], &[]);
        self.b.switch_to_block(others);
        let number = self.b.ins().ireduce(I32, number);
        self.b.ins().br_table(number, table);
        let sent = self.b.block_params(entry)[0];
        for (unit, block) in self.flow.resumes.iter().zip(resumes) {
            self.b.switch_to_block(block);
            self.resumed(*unit as usize, sent);
        }
    }

    /// Translates from a leader to the end of its block.
    fn block(&mut self, unit: usize) {
        self.b.switch_to_block(self.blocks[unit].expect("a leader"));
        self.state = State::default();
        self.state.stack = vec![Item::MEM; self.flow.depth[unit]];
        for (item, likely) in self.state.stack.iter_mut().zip(&self.expected[unit]) {
            item.likely = *likely;
        }
        let mut at = unit;
        loop {
            let Some(i) = self.flow.instrs.get(at).copied().flatten() else {
                // Nothing reaches this: a jump or a call that never returns here was last.
                self.exit(at);
                return;
            };
            match self.instruction(&i) {
                Some(next) => at = next,
                None => return,
            }
            if self.flow.leader.get(at).copied().unwrap_or(false) && !self.filled[at] {
                self.expected[at] = self.state.stack.iter().map(|i| i.likely).collect();
                self.jump_to(at);
                return;
            }
        }
    }

    // ---- leaving

    /// To the block of a unit, everything in the frame.
    pub fn jump_to(&mut self, unit: usize) {
        self.flush();
        match self.blocks.get(unit).copied().flatten() {
            Some(b) => {
                self.b.ins().jump(b, &[]);
            }
            None => self.exit(unit),
        }
    }
    /// To the interpreter, before the instruction at `unit`.
    pub fn exit(&mut self, unit: usize) {
        self.flush();
        let depth = self.depth();
        let (ip, sp) = (self.ip(unit), self.sp(depth));
        let fp = self.frame();
        self.leave(ip, sp, fp);
    }
    /// To the interpreter with these registers.
    pub fn leave(&mut self, ip: Value, sp: Value, fp: Value) {
        self.b.ins().jump(self.out, &[ip.into(), sp.into(), fp.into()]);
    }
    /// The blocks that leave.
    fn leaving(&mut self) {
        for _ in 0..3 {
            self.b.append_block_param(self.out, I64);
        }
        for (block, n) in [(self.entered, 3), (self.left, 2)] {
            for _ in 0..n {
                self.b.append_block_param(block, I64);
            }
            self.b.set_cold_block(block);
            self.b.switch_to_block(block);
            let fp = self.load_at(I64, self.vm.state.cur.fp.as_ptr() as *const u8);
            match *self.b.block_params(block) {
                [ip, sp, native] => {
                    let (vm, t) = (self.vm_address(), self.table());
                    let f = self.word(transfers::entered as *const () as u64);
                    self.b.ins().return_call_indirect(self.sigs.handler, f, &[ip, sp, native, vm, fp, t]);
                }
                [ip, sp] => self.leave(ip, sp, fp),
                _ => unreachable!("two or three parameters"),
            }
        }
        self.b.set_cold_block(self.out);
        self.b.switch_to_block(self.out);
        let [ip, sp, fp] = *self.b.block_params(self.out) else { unreachable!("three parameters") };
        let (vm, t, w) = (self.vm_address(), self.table(), self.word(0));
        let f = self.word(go_on as *const () as u64);
        self.b.ins().return_call_indirect(self.sigs.handler, f, &[ip, sp, w, vm, fp, t]);
    }
    /// Calls a step function for the instruction, everything being in the frame: the instruction pointer and the
    /// stack's end that it answers with.
    pub fn call_step(&mut self, f: SlowFn, i: &Instr, depth: usize) -> (Value, Value) {
        let callee = self.word(f as *const () as u64);
        let (vm, ip, sp, fp) = (self.vm_address(), self.ip(i.at + 1), self.sp(depth), self.frame());
        let c = self.b.ins().call_indirect(self.sigs.step, callee, &[vm, ip, sp, fp]);
        let r = self.b.inst_results(c);
        (r[0], r[1])
    }
    /// After a step: goes to the interpreter unless it went on behind the instruction.
    fn check_step(&mut self, ip: Value, sp: Value, unit: usize) {
        let want = self.ip(unit);
        let same = self.b.ins().icmp(IntCC::Equal, ip, want);
        let next = self.b.create_block();
        match self.return_address(unit) {
            Some(native) => {
                self.b.ins().brif(same, next, &[], self.entered, &[ip.into(), sp.into(), native.into()]);
            }
            None => {
                self.b.ins().brif(same, next, &[], self.left, &[ip.into(), sp.into()]);
            }
        }
        self.b.switch_to_block(next);
    }
    /// The instruction by the interpreter; `depth` is that of the stack behind it.
    pub fn by_step(&mut self, i: &Instr, depth: usize) {
        let f = if specialises(i.base) { step } else { step_of(i.op) };
        self.flush();
        let before = self.depth();
        let (ip, sp) = self.call_step(f, i, before);
        self.check_step(ip, sp, i.end);
        self.state.stack.resize(depth, Item::MEM);
        self.state.forget();
    }
    /// The instruction by the interpreter, which goes on wherever that leads.
    pub fn step_and_leave(&mut self, i: &Instr) {
        self.flush();
        let before = self.depth();
        let (ip, sp) = self.call_step(step, i, before);
        let fp = self.load_at(I64, self.vm.state.cur.fp.as_ptr() as *const u8);
        self.leave(ip, sp, fp);
    }

    // ---- paths

    pub fn cold(&mut self) -> Block {
        let b = self.b.create_block();
        self.b.set_cold_block(b);
        b
    }
    /// The end of a fast path that came to the current block with `state` changed to what holds behind the instruction,
    /// `results` its last items: joins it with `cold`, where the interpreter does the instruction in the state
    /// `before`.
    pub fn join(&mut self, i: &Instr, cold: Block, before: State, results: usize) {
        let f = if i.base == Op::Resume { step } else { step_missed };
        self.join_with(f, i, cold, before, results);
    }
    /// As [`Self::join`], by this step function. If compiled code is entered behind the instruction, then where the slow
    /// path goes on.
    pub fn join_with(&mut self, f: SlowFn, i: &Instr, cold: Block, before: State, results: usize) {
        self.join_all(f, &[*i], cold, before, results);
    }
    /// As [`Self::join_with`], after instructions one behind the other that the fast path did together.
    pub fn join_all(&mut self, f: SlowFn, all: &[Instr], cold: Block, before: State, results: usize) {
        let i = &all[all.len() - 1];
        let join = self.b.create_block();
        let below = self.depth() - results;
        // What the fast path has in registers and the frame does not hold, or holds as another form.
        let mut args: Vec<BlockArg> = vec![];
        let mut kept_locals = vec![];
        let mut params = vec![];
        for k in 0..self.depth() {
            let item = self.state.stack[k];
            let (v, ty) = match item.v {
                V::Word(v, _) if !item.stored || k >= below => (v, I64),
                V::Float(v) => (v, F64),
                V::Flag(v) => (v, I8),
                _ => continue,
            };
            args.push(v.into());
            params.push((k, self.b.append_block_param(join, ty)));
        }
        for &(n, v) in &self.state.locals {
            let (v, ty) = match v {
                V::Float(f) => (f, F64),
                V::Word(w, _) if self.state.is_int(w) => (w, I64),
                _ => continue,
            };
            args.push(v.into());
            kept_locals.push((n, self.b.append_block_param(join, ty), ty == F64));
        }
        self.b.ins().jump(join, &args);
        let after = std::mem::replace(&mut self.state, before);

        self.b.switch_to_block(cold);
        self.flush();
        for x in all {
            let (ip, sp) = self.call_step(f, x, self.flow.depth[x.at]);
            self.check_step(ip, sp, x.end);
        }
        if self.flow.passable.get(i.end).copied().unwrap_or(false)
            && let Some(place) = self.blocks[i.end]
        {
            self.b.ins().jump(place, &[]);
            self.b.switch_to_block(place);
            self.filled[i.end] = true;
        }
        // What does not have the form that the fast path goes on with, the interpreter goes on with.
        let out = self.cold();
        let mut args: Vec<BlockArg> = vec![];
        for &(k, _) in &params {
            let (fp, o) = (self.frame(), self.place(k));
            let w = self.load(I64, fp, o);
            args.push(match after.stack[k].v {
                V::Float(_) => self.guard_float(w, out).into(),
                V::Flag(_) => {
                    let r = self.b.ins().icmp_imm_s(IntCC::Equal, w, Word::TRUE.0 as i64);
                    r.into()
                }
                _ => w.into(),
            });
        }
        for &(n, _, float) in &kept_locals {
            let fp = self.frame();
            let w = self.load(I64, fp, 8 * n as i32);
            args.push(if float {
                self.guard_float(w, out).into()
            } else {
                let t = self.b.ins().band_imm_u(w, 3);
                self.guard_equal(t, 1, out);
                w.into()
            });
        }
        self.b.ins().jump(join, &args);
        self.b.switch_to_block(out);
        self.state.forget();
        self.state.stack = vec![Item::MEM; after.stack.len()];
        match self.flow.instrs.get(i.end).copied().flatten() {
            // The interpreter would come back here at once.
            Some(next) if self.flow.places.binary_search(&(i.end as u32)).is_ok() => {
                self.step_and_leave(&next);
            }
            _ => self.exit(i.end),
        }

        self.b.switch_to_block(join);
        let mut state = State { stack: after.stack, ..State::default() };
        for item in &mut state.stack {
            if item.stored {
                item.v = V::Mem;
            }
        }
        for (k, p) in params {
            let item = &mut state.stack[k];
            item.v = match after_form(p, &self.b) {
                F64 => V::Float(p),
                I8 => V::Flag(p),
                // A result may come from the interpreter as anything.
                _ => V::Word(p, Ty::Any),
            };
        }
        for (n, p, float) in kept_locals {
            if !float {
                state.ints.push(p);
            }
            state.locals.push((n, if float { V::Float(p) } else { V::Word(p, Ty::Int) }));
        }
        self.state = state;
    }

    // ---- instructions

    /// Translates one instruction; the unit that it goes on with, or None if the block ends.
    fn instruction(&mut self, i: &Instr) -> Option<usize> {
        let arg = i.arg as usize;
        let end = i.end;
        match i.base {
            Op::Nop | Op::NotTaken | Op::Cache | Op::ExtendedArg => {}
            Op::PopTop | Op::PopIter | Op::EndFor => {
                self.state.stack.pop();
            }
            Op::PushNull => self.push(V::Const(Word::NULL.0)),
            Op::LoadSmallInt => self.push(V::Const(Word::small(arg as i64).0)),
            Op::LoadConst if i.op == LOAD_IMM => self.push(V::Const(i.arg as u64)),
            Op::LoadConst => self.load_const(arg),
            Op::LoadFast | Op::LoadFastBorrow => self.load_fast(arg),
            Op::LoadFastLoadFast | Op::LoadFastBorrowLoadFastBorrow => {
                self.load_fast(arg >> 4);
                self.load_fast(arg & 15);
            }
            Op::LoadFastAndClear => {
                self.load_fast(arg);
                self.clear_fast(arg);
            }
            Op::LoadFastCheck | Op::DeleteFast => {
                if self.state.local(arg) == Some(V::Const(Word::NULL.0)) {
                    self.step_and_leave(i);
                    return None;
                }
                let before = self.state.clone();
                let cold = self.cold();
                self.load_fast(arg);
                if let Some(Item { v: V::Word(w, _), .. }) = self.state.stack.last() {
                    let w = *w;
                    let ok = self.b.ins().icmp_imm_s(IntCC::NotEqual, w, Word::NULL.0 as i64);
                    self.guard(ok, cold);
                }
                if i.base == Op::DeleteFast {
                    self.state.stack.pop();
                    self.clear_fast(arg);
                    self.join(i, cold, before, 0);
                } else {
                    self.join(i, cold, before, 1);
                }
            }
            Op::StoreFast => self.store_fast(arg),
            Op::StoreFastLoadFast => {
                self.store_fast(arg >> 4);
                self.load_fast(arg & 15);
            }
            Op::StoreFastStoreFast => {
                self.store_fast(arg >> 4);
                self.store_fast(arg & 15);
            }
            Op::Copy => {
                let k = self.depth() - arg;
                let v = self.get(k);
                self.push(v);
            }
            Op::Swap => {
                let (x, y) = (self.depth() - 1, self.depth() - arg);
                self.get(x);
                self.get(y);
                self.state.stack.swap(x, y);
                self.state.stack[x].stored = false;
                self.state.stack[y].stored = false;
            }
            Op::EndSend => {
                let k = self.depth() - 1;
                let v = self.get(k);
                self.replace(2, v);
            }
            Op::IsOp => {
                let (a, b) = self.two();
                let (a, b) = (self.as_word(a), self.as_word(b));
                let cc = if arg == 1 { IntCC::NotEqual } else { IntCC::Equal };
                let r = self.b.ins().icmp(cc, a, b);
                self.replace(2, V::Flag(r));
            }
            Op::UnaryNot => {
                let k = self.depth() - 1;
                let v = self.get(k);
                let f = self.flag_of_bool(v);
                let r = self.b.ins().icmp_imm_s(IntCC::Equal, f, 0);
                self.replace(1, V::Flag(r));
            }
            Op::ToBool => self.truth(i),
            Op::PopJumpIfFalse | Op::PopJumpIfTrue => {
                let k = self.depth() - 1;
                let v = self.get(k);
                let f = self.flag_of_bool(v);
                self.state.stack.pop();
                return self.branch(i, f, i.base == Op::PopJumpIfTrue);
            }
            Op::PopJumpIfNone | Op::PopJumpIfNotNone => {
                let k = self.depth() - 1;
                let v = self.get(k);
                let w = self.as_word(v);
                let f = self.b.ins().icmp_imm_s(IntCC::Equal, w, Word::NONE.0 as i64);
                self.state.stack.pop();
                return self.branch(i, f, i.base == Op::PopJumpIfNone);
            }
            Op::JumpForward => {
                self.jump_to(end + arg);
                return None;
            }
            Op::JumpBackwardNoInterrupt => {
                self.jump_to(end - arg);
                return None;
            }
            Op::JumpBackward => {
                self.flush();
                let b = self.load_at(I32, self.vm.state.breaker.as_ptr() as *const u8);
                let (next, out) = (self.b.create_block(), self.cold());
                self.b.ins().brif(b, out, &[], next, &[]);
                let state = self.state.clone();
                self.b.switch_to_block(out);
                self.step_and_leave(i);
                self.state = state;
                self.b.switch_to_block(next);
                self.jump_to(end - arg);
                return None;
            }
            Op::Resume => {
                // Behind a yield the way back to it has the check.
                if arg & 3 == 0 {
                    let b = self.load_at(I32, self.vm.state.breaker.as_ptr() as *const u8);
                    let before = self.state.clone();
                    let cold = self.cold();
                    let ok = self.b.ins().icmp_imm_s(IntCC::Equal, b, 0);
                    self.guard(ok, cold);
                    self.join(i, cold, before, 0);
                }
            }
            Op::BinaryOp => self.binary(i),
            Op::CompareOp => self.compare(i),
            Op::UnaryNegative => self.negative(i),
            Op::LoadDeref => {
                let fp = self.frame();
                let c = self.load(I64, fp, 8 * arg as i32);
                let v = self.load(I64, c, std::mem::offset_of!(CellObj, value) as i32 - TAG);
                let before = self.state.clone();
                let cold = self.cold();
                let ok = self.b.ins().icmp_imm_s(IntCC::NotEqual, v, Word::NULL.0 as i64);
                self.guard(ok, cold);
                self.push(V::Word(v, Ty::Any));
                self.join(i, cold, before, 1);
            }
            Op::LoadGlobal => self.load_global(i),
            Op::LoadAttr => self.load_attr(i),
            Op::StoreAttr => self.store_attr(i),
            Op::StoreSubscr => self.store_subscr(i),
            Op::UnpackSequence if arg <= 8 => self.unpack(i),
            Op::ListAppend => self.list_append(i),
            Op::ForIter => return self.for_iter(i),
            Op::Call => self.call(i),
            Op::ReturnValue => {
                self.return_value(i);
                return None;
            }
            Op::Send => {
                self.transfer(i, transfers::send, true);
                return None;
            }
            Op::YieldValue => {
                self.yield_value(i);
                return None;
            }
            Op::ReturnGenerator => {
                self.return_generator(i);
                return None;
            }
            Op::GetAwaitable => self.get_awaitable(i),
            _ if self.instruction_by_leaf(i) => {}
            Op::RaiseVarargs | Op::Reraise => {
                self.step_and_leave(i);
                return None;
            }
            _ => {
                let depth = self.flow.depth.get(end).copied().unwrap_or(0);
                if self.flow.instrs.get(end).copied().flatten().is_none() {
                    self.step_and_leave(i);
                    return None;
                }
                self.by_step(i, depth);
            }
        }
        // Two instructions may have been done at once.
        if i.base == Op::BuildSlice
            && arg == 3
            && let Some(next) = self.strided(i)
        {
            return Some(next.end);
        }
        Some(end)
    }

    /// The two items on top, in registers.
    pub fn two(&mut self) -> (V, V) {
        let n = self.depth();
        (self.get(n - 2), self.get(n - 1))
    }
    /// Replaces the `n` items on top.
    pub fn replace(&mut self, n: usize, v: V) {
        let d = self.depth();
        self.state.stack.truncate(d - n);
        self.push(v);
    }

    fn load_const(&mut self, arg: usize) {
        let consts = self.code.data.consts.get();
        let c = consts.get::<TupleObj>().and_then(|t| t.items().get(arg).copied()).unwrap_or(Word::NULL);
        if c.is_ptr() {
            let slot = self.kept(c);
            let v = self.load_at(I64, slot);
            self.push(V::Word(v, Ty::Any));
        } else {
            self.push(V::Const(c.0));
        }
    }
    pub fn load_fast(&mut self, n: usize) {
        let v = match self.state.local(n) {
            Some(v) => v,
            None => {
                let fp = self.frame();
                let v = V::Word(self.load(I64, fp, 8 * n as i32), Ty::Any);
                self.state.set_local(n, v);
                v
            }
        };
        self.push(v);
        // SAFETY: a local of the running frame.
        let object = unsafe { *self.now.add(n) };
        if object.is_kind(Kind::Native) && self.vm.leaf_of(object).is_some() {
            let top = self.depth() - 1;
            self.state.stack[top].likely = Some(Known { object, method: false });
        }
    }
    pub fn store_fast(&mut self, n: usize) {
        let k = self.depth() - 1;
        let v = self.get(k);
        let w = self.as_word(v);
        let fp = self.frame();
        self.store(w, fp, 8 * n as i32);
        self.state.stack.pop();
        self.state.set_local(
            n,
            match v {
                V::Flag(_) => V::Word(w, Ty::Bool),
                v => v,
            },
        );
    }
    fn clear_fast(&mut self, n: usize) {
        let (fp, null) = (self.frame(), self.word(Word::NULL.0));
        self.store(null, fp, 8 * n as i32);
        self.state.set_local(n, V::Const(Word::NULL.0));
    }
    /// Exactly True or False as a flag.
    fn flag_of_bool(&mut self, v: V) -> Value {
        match v {
            V::Flag(f) => f,
            V::Const(c) => self.iconst(I8, (c == Word::TRUE.0) as i64),
            v => {
                let w = self.as_word(v);
                self.b.ins().icmp_imm_s(IntCC::Equal, w, Word::TRUE.0 as i64)
            }
        }
    }
    fn truth(&mut self, i: &Instr) {
        let k = self.depth() - 1;
        match self.get(k) {
            V::Flag(_) | V::Word(_, Ty::Bool) => {}
            V::Float(f) => {
                let zero = self.b.ins().f64const(0.0);
                let r = self.b.ins().fcmp(FloatCC::NotEqual, f, zero);
                self.replace(1, V::Flag(r));
            }
            V::Const(c) if c & 3 == 1 => {
                let r = self.iconst(I8, (c != 1) as i64);
                self.replace(1, V::Flag(r));
            }
            v => {
                let before = self.state.clone();
                let w = self.as_word(v);
                if self.state.is_int(w) {
                    let r = self.b.ins().icmp_imm_s(IntCC::NotEqual, w, 1);
                    return self.replace(1, V::Flag(r));
                }
                // True, False, None and ints here; lists by their length.
                let cold = self.cold();
                let join = self.b.create_block();
                let r = self.b.append_block_param(join, I8);
                let (simple, other) = (self.b.create_block(), self.b.create_block());
                let (none, ptr) = (self.b.create_block(), self.b.create_block());
                let masked = self.b.ins().band_imm_s(w, !8);
                let is_bool = self.b.ins().icmp_imm_s(IntCC::Equal, masked, Word::FALSE.0 as i64);
                let t = self.b.ins().icmp_imm_s(IntCC::Equal, w, Word::TRUE.0 as i64);
                self.b.ins().brif(is_bool, join, &[t.into()], other, &[]);
                self.b.switch_to_block(other);
                let tag = self.b.ins().band_imm_u(w, 3);
                let is_int = self.b.ins().icmp_imm_s(IntCC::Equal, tag, 1);
                self.b.ins().brif(is_int, simple, &[], ptr, &[]);
                self.b.switch_to_block(simple);
                let nonzero = self.b.ins().icmp_imm_s(IntCC::NotEqual, w, 1);
                self.b.ins().jump(join, &[nonzero.into()]);
                self.b.switch_to_block(ptr);
                let is_none = self.b.ins().icmp_imm_s(IntCC::Equal, w, Word::NONE.0 as i64);
                let no = self.iconst(I8, 0);
                self.b.ins().brif(is_none, join, &[no.into()], none, &[]);
                self.b.switch_to_block(none);
                let (list, any) = (self.b.create_block(), self.b.create_block());
                self.guard_ptr(w, any);
                let kind = self.kind_of(w);
                self.guard_equal(kind, Kind::List as i64, any);
                self.b.ins().jump(list, &[]);
                self.b.switch_to_block(list);
                let len = self.load(I64, w, std::mem::offset_of!(taipan_runtime::objects::ListObj, len) as i32 - TAG);
                let some = self.b.ins().icmp_imm_s(IntCC::NotEqual, len, 1);
                self.b.ins().jump(join, &[some.into()]);
                self.b.switch_to_block(any);
                let answer = self.leaf(taipan_runtime::objects::leaf::truth, &[w], cold);
                let some = self.b.ins().icmp_imm_s(IntCC::Equal, answer, Word::TRUE.0 as i64);
                self.b.ins().jump(join, &[some.into()]);
                self.b.switch_to_block(join);
                self.replace(1, V::Flag(r));
                self.join(i, cold, before, 1);
            }
        }
    }
    /// A conditional jump: taken if the flag is `when`. The unit that follows it.
    fn branch(&mut self, i: &Instr, flag: Value, when: bool) -> Option<usize> {
        self.flush();
        let target = i.end + i.arg as usize;
        let (next, taken) = (self.b.create_block(), self.blocks[target].unwrap_or_else(|| unreachable!("a target")));
        if when {
            self.b.ins().brif(flag, taken, &[], next, &[]);
        } else {
            self.b.ins().brif(flag, next, &[], taken, &[]);
        }
        self.b.switch_to_block(next);
        if self.only_falls_through(i.end) {
            // Nothing else comes here: what is known stays known.
            return Some(i.end);
        }
        self.jump_to(i.end);
        None
    }
    /// Whether a leader is one only as what follows a conditional jump.
    fn only_falls_through(&self, unit: usize) -> bool {
        !self.flow.leader.get(unit).copied().unwrap_or(false)
    }
    pub fn kind_of(&mut self, w: Value) -> Value {
        let k = self.load(I8, w, 1 - TAG);
        self.b.ins().uextend(I64, k)
    }
    pub fn guard_kind(&mut self, w: Value, kind: Kind, cold: Block) {
        let k = self.load(I8, w, 1 - TAG);
        self.guard_equal(k, kind as i64, cold);
    }
    /// Leaves only objects of this shape.
    pub fn guard_shape(&mut self, w: Value, shape: u32, cold: Block) {
        let s = self.load(I32, w, 4 - TAG);
        self.guard_equal(s, shape as i32 as i64, cold);
    }
    fn return_value(&mut self, i: &Instr) {
        if i.op == GEN_RETURN {
            return self.transfer(i, transfers::gen_return, false);
        }
        let k = self.depth() - 1;
        let v = self.get(k);
        let w = self.as_word(v);
        let fp = self.frame();
        let (fast, cold) = (self.b.create_block(), self.cold());
        let frame = self.load(I64, fp, self.head(H_FRAME));
        let mut plain = self.b.ins().icmp_imm_s(IntCC::Equal, frame, Word::NULL.0 as i64);
        let mut result = self.load(I64, fp, self.head(H_RESULT));
        let mut skip = None;
        if i.op == INIT_RETURN {
            // Called by its class, it leaves the instance, which lies there already, and must have returned None.
            let low = self.b.ins().band_imm_u(result, 1);
            let plain_call = self.b.ins().icmp_imm_s(IntCC::Equal, low, 0);
            let none = self.b.ins().icmp_imm_s(IntCC::Equal, w, Word::NONE.0 as i64);
            let fine = self.b.ins().bor(plain_call, none);
            plain = self.b.ins().band(plain, fine);
            result = self.b.ins().band_imm_s(result, !1);
            skip = Some(plain_call);
        }
        self.b.ins().brif(plain, fast, &[], cold, &[]);
        let state = self.state.clone();
        self.b.switch_to_block(cold);
        self.step_and_leave(i);
        self.state = state;
        self.b.switch_to_block(fast);
        let w = match skip {
            None => w,
            Some(plain_call) => {
                let there = self.load(I64, result, 0);
                self.b.ins().select(plain_call, w, there)
            }
        };
        let depth = self.vm.state.cur.depth.as_ptr() as *const u8;
        let d = self.load_at(I32, depth);
        let d = self.b.ins().iadd_imm_s(d, 1);
        self.store_at(d, depth);
        self.go_back(w, result);
    }
}

/// Whether the interpreter changes the opcode of such instructions as it learns.
fn specialises(op: Op) -> bool {
    matches!(op, Op::LoadAttr | Op::StoreAttr | Op::LoadGlobal | Op::ForIter | Op::Send)
}
fn after_form(v: Value, b: &FunctionBuilder) -> Type {
    b.func.dfg.value_type(v)
}
