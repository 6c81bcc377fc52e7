//! Where compiled code hands over to another frame: calls, generators that go on, yields. Each is a handler that
//! compiled code jumps to with `ip` behind the instruction's word; its third argument, where there is one, says where the
//! frame goes on when the other one comes back (see `compiled::RETURN_SHIFT`). What does not fit here takes the
//! interpreter's own way.

use super::call_ops::{enter_init, fill_defaults};
use super::compiled::{RETURN_SHIFT, go_on_at};
use super::dispatch::{Handler, Regs, Table, go_on, is_halt};
use super::frame::*;
use super::generator::SUSPENDED;
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

/// CALL of a Python function, a method made of one, or a class with an `__init__` written in Python.
pub unsafe extern "sysv64" fn call(
    ip: *const u32,
    sp: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
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
/// Goes on where a step ended that did not come back: if that is the start of a frame that it set up, the frame comes
/// back to `native`.
pub unsafe extern "sysv64" fn entered(
    ip: *const u32,
    sp: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    if is_halt(ip) {
        // Left with an exception; there may be no frame.
        return go_on(ip, sp, 0, vm, fp, t);
    }
    let code = code_of(fp);
    if ip == code.entry.get() {
        *fp.add(code.nlocals as usize + H_NATIVE) = Word(native);
    }
    go_on_at(ip, sp, vm, fp, t)
}
/// FOR_ITER over a generator.
pub unsafe extern "sysv64" fn for_iter(
    ip: *const u32,
    sp: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    let it = *sp.sub(1);
    if it.is_ptr() && (*it.ptr()).shape.get() == vm.shape_of_type(vm.types.generator.get()) {
        let g = &*(it.ptr() as *const GeneratorObj);
        if let Some((f, number, nfp)) = ops::resume_native(g, vm, sp, ip.add(1), fp, sp, native) {
            return f(Word::NONE.0 as *const u32, nfp, number, vm, nfp, t);
        }
    }
    resume(Op::ForIter, ops::for_iter_gen, ip, sp, native, vm, fp, t)
}
/// SEND to a generator or coroutine.
pub unsafe extern "sysv64" fn send(
    ip: *const u32,
    sp: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    let (it, v) = (*sp.sub(2), *sp.sub(1));
    if it.is_ptr() {
        let shape = (*it.ptr()).shape.get();
        let generator = shape == vm.shape_of_type(vm.types.generator.get());
        if generator || shape == vm.shape_of_type(vm.types.coroutine.get()) {
            let g = &*(it.ptr() as *const GeneratorObj);
            // One that was not started takes None only.
            if (v.is_none() || g.state.get() == SUSPENDED)
                && let Some((f, number, nfp)) = ops::resume_native(g, vm, sp, ip.add(1), fp, sp.sub(1), native)
            {
                return f(v.0 as *const u32, nfp, number, vm, nfp, t);
            }
        }
    }
    resume(Op::Send, ops::send_gen, ip, sp, native, vm, fp, t)
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
/// YIELD_VALUE.
pub unsafe extern "sysv64" fn yield_value(
    ip: *const u32,
    sp: *mut Word,
    _: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    let native = (*fp.add(code_of(fp).nlocals as usize + H_NATIVE)).0;
    let mut s = Regs { ip, sp, fp };
    if ops::yield_value(&mut s, vm, *ip.sub(1)).is_some() {
        return plainly(Op::YieldValue, ip, sp, vm, fp, t);
    }
    go_back(s, native, vm, t)
}
/// RETURN_GENERATOR; `native` says where the generator begins.
pub unsafe extern "sysv64" fn return_generator(
    ip: *const u32,
    _: *mut Word,
    native: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
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
/// Return from a generator's frame.
pub unsafe extern "sysv64" fn gen_return(
    ip: *const u32,
    sp: *mut Word,
    _: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    let mut s = Regs { ip, sp, fp };
    if ops::gen_return(&mut s, vm, *ip.sub(1)).is_some() {
        return (*t).0[super::opcodes::GEN_RETURN as usize](ip, sp, *ip.sub(1) as u64, vm, fp, t);
    }
    if is_halt(s.ip) {
        return go_on(s.ip, s.sp, 0, vm, s.fp, t);
    }
    go_on_at(s.ip, s.sp, vm, s.fp, t)
}
#[inline(always)]
unsafe fn go_back(s: Regs, native: u64, vm: &Vm, t: *const Table) -> u64 {
    let f = std::mem::transmute::<u64, Handler>(native & ((1 << RETURN_SHIFT) - 1));
    f(s.ip, s.sp, native >> RETURN_SHIFT, vm, s.fp, t)
}
