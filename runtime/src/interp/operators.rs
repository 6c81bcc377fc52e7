//! Operators whose method is written in Python: its frame is set up in place. Above the operands lie what is done, the
//! instruction pointer, a place for the result, the function and its arguments.
//! It returns to an instruction of its own, [`done`], for what the method answers may not be the operator's result.

use super::dispatch::{Next, Regs, Table, handler_fn};
use super::frame::*;
use super::{compiled, opcodes, ops, unwind};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

static STUB: [u32; 4] = [opcodes::OPERATOR_DONE as u32; 4];
/// The address that the frames of such methods return to.
#[inline(always)]
pub fn return_address() -> *const u32 {
    STUB.as_ptr()
}
/// Words between the operands and the method's first argument.
const BELOW: usize = 4;
/// What is done: the operator's index, and these.
const INPLACE: usize = 1 << 4;
/// The in-place method was asked: the plain one comes next.
const INPLACE_METHOD: usize = 1 << 5;
const SET_ITEM: usize = 1 << 6;

/// Sets up the frame of `f` with these arguments; None if it needs more.
unsafe fn enter(vm: &Vm, sp: *mut Word, fp: *mut Word, f: Word, args: &[Word], what: usize) -> Option<Regs> {
    let nfp = sp.add(BELOW);
    if nfp.add(args.len()) > vm.state.cur.limit.get() || code_of_function(f).is_generator() {
        return None;
    }
    for (i, w) in args.iter().enumerate() {
        *nfp.add(i) = *w;
    }
    let ip = vm.state.cur.ip.get();
    let mut s = Regs { ip, sp: nfp.add(args.len()), fp };
    if !ops::enter(&mut s, vm, f, nfp, args.len(), sp.add(2), return_address()) {
        return None;
    }
    *sp = Word::small(what as i64);
    *(sp.add(1) as *mut *const u32) = ip;
    *sp.add(2) = Word::NULL;
    vm.state.cur.fp.set(s.fp);
    Some(s)
}
fn method(vm: &Vm, class: &TypeObj, name: &'static str) -> Word {
    vm.type_lookup(class, vm.intern_constant(name))
}

/// `a op b` by a method of `a`'s class; the registers to go on with if its frame was set up. `Current` has the registers
/// of the instruction.
pub(super) unsafe fn enter_binary(vm: &Vm, sp: *mut Word, fp: *mut Word, op: BinOp, inplace: bool) -> Option<Regs> {
    let (a, b) = (*sp.sub(2), *sp.sub(1));
    let (ta, tb) = (vm.class_of(a), vm.class_of(b));
    // A subclass on the right comes first.
    if op == BinOp::Pow || !std::ptr::eq(ta, tb) && tb.is_subtype(ta.word()) {
        return None;
    }
    let mut f = if inplace { method(vm, ta, op.inplace_name()) } else { Word::NULL };
    let mut what = op as usize | if inplace { INPLACE } else { 0 };
    if f.is_null() {
        f = method(vm, ta, op.name());
    } else {
        what |= INPLACE_METHOD;
    }
    if !f.is_kind(Kind::Function) {
        return None;
    }
    enter(vm, sp, fp, f, &[a, b], what)
}
/// `c[k] = v` by a method of `c`'s class; as [`enter_binary`].
pub(super) unsafe fn enter_set_item(vm: &Vm, sp: *mut Word, fp: *mut Word) -> Option<Regs> {
    let (v, c, k) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
    let f = method(vm, vm.class_of(c), "__setitem__");
    if !f.is_kind(Kind::Function) {
        return None;
    }
    enter(vm, sp, fp, f, &[c, k, v], SET_ITEM)
}

handler_fn! {
    /// OPERATOR_DONE: the method returned.
    pub(super) fn done(_, sp, _, vm, fp, t) {
        let n = over(vm, sp, fp);
        compiled::go_on_at(n.ip, n.sp, vm, vm.state.cur.fp.get(), t)
    }
}
/// What follows the return of the method to the frame `fp`.
pub(super) unsafe fn over(vm: &Vm, sp: *mut Word, fp: *mut Word) -> Next {
    let base = sp.sub(3);
    let (what, ip, v) = ((*base).small_value() as usize, *(base.add(1) as *const *const u32), *sp.sub(1));
    vm.state.cur.fp.set(fp);
    if what & SET_ITEM != 0 {
        return Next { ip: ip.add(1), sp: base.sub(3) };
    }
    if v == Word::NOT_IMPLEMENTED {
        return refused(vm, what, ip, base);
    }
    *base.sub(2) = v;
    Next { ip: ip.add(5), sp: base.sub(1) }
}
/// The method answered NotImplemented: who comes next is asked.
#[cold]
#[inline(never)]
unsafe fn refused(vm: &Vm, what: usize, ip: *const u32, base: *mut Word) -> Next {
    vm.state.cur.ip.set(ip);
    let (a, b) = (*base.sub(2), *base.sub(1));
    let op = BinOp::from_index(what as u32 & 15);
    match vm.binary_refused(op, a, b, what & INPLACE != 0, what & INPLACE_METHOD != 0) {
        Ok(v) => {
            *base.sub(2) = v;
            Next { ip: vm.state.cur.ip.get().add(5), sp: base.sub(1) }
        }
        Err(e) => unwind::raise(vm, e),
    }
}

impl Vm {
    /// `a op b` after `a`'s method answered NotImplemented: the in-place one if `inplace_method`, else the plain one.
    fn binary_refused(&self, op: BinOp, a: Word, b: Word, inplace: bool, inplace_method: bool) -> R {
        let r = if inplace_method { self.binary_by_slots(op, a, b)? } else { self.binary_reflected(op, a, b)? };
        if r != Word::NOT_IMPLEMENTED { Ok(r) } else { self.binary_by_sequences(op, a, b, inplace) }
    }
}
