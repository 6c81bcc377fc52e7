//! Where compiled code hands over to another frame: calls, generators that go on, yields. Each is a handler that
//! compiled code jumps to with `ip` behind the instruction's word; its third argument, where there is one, says where the
//! frame goes on when the other one comes back (see `compiled::RETURN_SHIFT`). What does not fit here takes the
//! interpreter's own way.

use super::FRAME_HEADER;
use super::call_ops::{enter_init, fill_defaults};
use super::compiled::{RETURN_SHIFT, go_on_at};
use super::dispatch::{Handler, Regs, Table, go_on, handler_fn, is_halt, keeps_ip};
use super::frame::*;
use super::generator::{DELEGATES, HOLLOW, PAST_HOLLOW, RUNNING, SUSPENDED};
use super::ops;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use taipan_syntax::bytecode::Op;

/// The instruction by the interpreter.
unsafe fn plainly(op: Op, ip: *const u32, sp: *mut Word, vm: &Vm, fp: *mut Word, t: *const Table) -> u64 {
    (*t).0[op as usize](ip, sp, *ip.sub(1) as u64, vm, fp, t)
}
/// Runs the frame just set up, which comes back to `native`.
#[inline(always)]
unsafe fn call_frame(s: Regs, native: u64, vm: &Vm, t: *const Table) -> u64 {
    let code = code_of(s.fp);
    *s.fp.add(code.nlocals as usize + H_NATIVE) = Word(native);
    (code.call.get())(s.ip, s.sp, 0, vm, s.fp, t)
}

handler_fn! {
    /// CALL of a Python function, a method made of one, or a class with an `__init__` written in Python.
    pub fn call(ip, sp, native, vm, fp, t) {
        let n = (*ip.sub(1) >> 8) as usize;
        let base = sp.sub(n + 2);
        let (f, this) = (*base, *base.add(1));
        let mut s = Regs { ip, sp, fp };
        let kind = (*f.ptr()).kind;
        if kind == Kind::Function {
            let (first, given) = if this.is_null() { (base.add(2), n) } else { (base.add(1), n + 1) };
            if ops::enter(&mut s, vm, f, first, given, base, ip.add(3)) {
                return call_frame(s, native, vm, t);
            }
            let fo = &*(f.ptr() as *const FunctionObj);
            let argc = code_of_function(f).simple_args as usize;
            if fill_defaults(fo, code_of_function(f), first, given, vm.state.cur.limit.get())
                && ops::enter(&mut s, vm, f, first, argc, base, ip.add(3))
            {
                return call_frame(s, native, vm, t);
            }
        } else if kind == Kind::Method && this.is_null() {
            let m = &*(f.ptr() as *const MethodObj);
            let func = m.func.get();
            if func.is_kind(Kind::Function) {
                *base.add(1) = m.this.get();
                if ops::enter(&mut s, vm, func, base.add(1), n + 1, base, ip.add(3)) {
                    return call_frame(s, native, vm, t);
                }
                *base.add(1) = this;
            }
        } else if kind == Kind::Type && this.is_null() {
            vm.state.cur.ip.set(ip);
            vm.state.cur.fp.set(fp);
            if enter_init(vm, &mut s, base, n) {
                return call_frame(s, native, vm, t);
            }
        }
        plainly(Op::Call, ip, sp, vm, fp, t)
    }
}
handler_fn! {
    /// CALL of what is a Python function.
    pub fn call_function(ip, sp, native, vm, fp, t) {
        let n = (*ip.sub(1) >> 8) as usize;
        let base = sp.sub(n + 2);
        let (f, this) = (*base, *base.add(1));
        let (first, given) = if this.is_null() { (base.add(2), n) } else { (base.add(1), n + 1) };
        let mut s = Regs { ip, sp, fp };
        if ops::enter(&mut s, vm, f, first, given, base, ip.add(3)) {
            return call_frame(s, native, vm, t);
        }
        call(ip, sp, native, vm, fp, t)
    }
}
handler_fn! {
    /// Goes on where a step ended that did not come back: if that is the start of a frame that it set up, the frame comes
    /// back to `native`.
    pub fn entered(ip, sp, native, vm, fp, t) {
        if is_halt(ip) {
            // Left with an exception; there may be no frame.
            return go_on(ip, sp, 0, vm, fp, t);
        }
        let code = code_of(fp);
        if ip == code.entry.get() && !keeps_ip((*header(fp).add(H_RET)).0 as *const u32) {
            *fp.add(code.nlocals as usize + H_NATIVE) = Word(native);
        }
        go_on_at(ip, sp, vm, fp, t)
    }
}
/// Where a woken generator goes on.
pub(super) struct Woken {
    pub code: Handler,
    pub number: u64,
    pub fp: *mut Word,
    pub sent: Word,
}
/// `it` as a generator that compiled code put to sleep and `v` can be sent to.
#[inline(always)]
unsafe fn sleeper<'a>(it: Word, v: Word, vm: &Vm) -> Option<&'a GeneratorObj> {
    if !it.is_ptr() {
        return None;
    }
    let shape = (*it.ptr()).shape.get();
    if shape != vm.shape_of_type(vm.types.generator.get()) && shape != vm.shape_of_type(vm.types.coroutine.get()) {
        return None;
    }
    let g = &*(it.ptr() as *const GeneratorObj);
    // One that was not started takes None only.
    (g.native.get() != 0 && (v.is_none() || g.state.get() == SUSPENDED)).then_some(g)
}
/// Sets up the frame, at `sp`, of a generator to which `v` is sent; its header is `ret`, `result` and `native`. Of
/// those that delegate to another one, which delegates in its turn, only the last one goes on: the frames of the others
/// are hollow, for they would do nothing but pass on what is sent and what comes back. None if it needs more.
#[inline(always)]
pub(super) unsafe fn wake(
    it: Word,
    v: Word,
    ret: *const u32,
    sp: *mut Word,
    result: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
) -> Option<Woken> {
    let mut g = sleeper(it, v, vm)?;
    let (mut code, mut number, mut fp) = ops::resume_native(g, vm, sp, ret, fp, result, native)?;
    while g.native.get() & DELEGATES != 0 {
        let (live, object) = (g.live.get(), code_of(fp));
        let Some(inner) = sleeper(*g.saved_ptr().add(live - 1), v, vm) else { break };
        // The frame is at SEND: what is sent lies on top. SEND is three units before the one it would go on with.
        let top = fp.add(FRAME_HEADER + live + 1);
        let ret = object.stream().add(g.offset.get() - 1);
        let result = (top.sub(1) as u64 | PAST_HOLLOW) as *mut Word;
        let native = pass_on as *const () as u64;
        let Some(next) = ops::resume_native(inner, vm, top, ret, fp, result, native) else { break };
        g.native.set(g.native.get() | HOLLOW);
        g.state.set(RUNNING);
        g = inner;
        (code, number, fp) = next;
    }
    Some(Woken { code, number, fp, sent: v })
}
handler_fn! {
    /// A generator yielded to one that delegates to it: if that one's frame is hollow, it yields the same.
    fn pass_on(ip, sp, _, vm, fp, t) {
        let (mut ip, mut sp, mut fp) = (ip, sp, fp);
        let value = *sp.sub(1);
        let cur = &vm.state.cur;
        loop {
            let h = header(fp);
            let g = &*((*h.add(H_LOCALS)).ptr() as *const GeneratorObj);
            let hollow = g.native.get();
            if hollow & HOLLOW == 0 || !g.handled.get().is_none() || !cur.handled.get().is_none() {
                super::generator::fill(fp);
                *sp.sub(1) = value;
                return go_on_at(ip, sp, vm, fp, t);
            }
            g.native.set(hollow & !HOLLOW);
            g.state.set(SUSPENDED);
            cur.depth.set(cur.depth.get() + 1);
            let result = ((*h.add(H_RESULT)).0 & !3) as *mut Word;
            *result = value;
            (ip, sp, fp) = ((*h.add(H_RET)).0 as *const u32, result.add(1), (*h.add(H_FP)).0 as *mut Word);
            let native = (*h.add(H_NATIVE)).0;
            if native != pass_on as *const () as u64 {
                return go_back(Regs { ip, sp, fp }, native, vm, t);
            }
        }
    }
}
handler_fn! {
    /// FOR_ITER over a generator.
    pub fn for_iter(ip, sp, native, vm, fp, t) {
        if let Some(n) = wake(*sp.sub(1), Word::NONE, ip.add(1), sp, sp, native, vm, fp) {
            return (n.code)(n.sent.0 as *const u32, n.fp, n.number, vm, n.fp, t);
        }
        resume(Op::ForIter, ops::for_iter_gen, ip, sp, native, vm, fp, t)
    }
}
handler_fn! {
    /// SEND to a generator or coroutine.
    pub fn send(ip, sp, native, vm, fp, t) {
        if let Some(n) = wake(*sp.sub(2), *sp.sub(1), ip.add(1), sp, sp.sub(1), native, vm, fp) {
            return (n.code)(n.sent.0 as *const u32, n.fp, n.number, vm, n.fp, t);
        }
        resume(Op::Send, ops::send_gen, ip, sp, native, vm, fp, t)
    }
}
#[inline(always)]
unsafe fn resume(
    op: Op,
    body: unsafe fn(&mut Regs, &Vm, u32) -> super::dispatch::Sl,
    ip: *const u32,
    sp: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    let mut s = Regs { ip, sp, fp };
    if body(&mut s, vm, *ip.sub(1)).is_some() {
        return plainly(op, ip, sp, vm, fp, t);
    }
    *s.fp.add(code_of(s.fp).nlocals as usize + H_NATIVE) = Word(native);
    go_on_at(s.ip, s.sp, vm, s.fp, t)
}
handler_fn! {
    /// YIELD_VALUE.
    pub fn yield_value(ip, sp, _, vm, fp, t) {
        let native = (*fp.add(code_of(fp).nlocals as usize + H_NATIVE)).0;
        let mut s = Regs { ip, sp, fp };
        if ops::yield_value(&mut s, vm, *ip.sub(1)).is_some() {
            return plainly(Op::YieldValue, ip, sp, vm, fp, t);
        }
        go_back(s, native, vm, t)
    }
}
handler_fn! {
    /// RETURN_GENERATOR; `native` says where the generator begins.
    pub fn return_generator(ip, _, native, vm, fp, t) {
        vm.state.cur.ip.set(ip);
        vm.state.cur.fp.set(fp);
        let w = super::generator::make(vm, ip, fp);
        let g = &*(w.ptr() as *const GeneratorObj);
        g.native.set((native >> 2) as usize);
        let h = header(fp);
        let result = ((*h.add(H_RESULT)).0 & !1) as *mut Word;
        *result = w;
        let s = Regs { ip: (*h.add(H_RET)).0 as *const u32, sp: result.add(1), fp: (*h.add(H_FP)).0 as *mut Word };
        vm.state.cur.depth.set(vm.state.cur.depth.get() + 1);
        go_back(s, (*h.add(H_NATIVE)).0, vm, t)
    }
}
handler_fn! {
    /// Return from a generator's frame.
    pub fn gen_return(ip, sp, _, vm, fp, t) {
        let mut s = Regs { ip, sp, fp };
        if ops::gen_return(&mut s, vm, *ip.sub(1)).is_some() {
            return (*t).0[super::opcodes::GEN_RETURN as usize](ip, sp, *ip.sub(1) as u64, vm, fp, t);
        }
        if is_halt(s.ip) {
            return go_on(s.ip, s.sp, 0, vm, s.fp, t);
        }
        go_on_at(s.ip, s.sp, vm, s.fp, t)
    }
}
#[inline(always)]
unsafe fn go_back(s: Regs, native: u64, vm: &Vm, t: *const Table) -> u64 {
    let f = std::mem::transmute::<u64, Handler>(native & ((1 << RETURN_SHIFT) - 1));
    f(s.ip, s.sp, native >> RETURN_SHIFT, vm, s.fp, t)
}
