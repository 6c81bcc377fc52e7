//! Running handlers: by table and sibling calls in optimised builds, by a loop otherwise.
//!
//! Each instruction's body is written once, in `ops.rs`, as an always-inlined function over the
//! registers; here it becomes a handler that ends in a jump to the next one. The optimiser makes
//! the jump out of a call in tail position because the handlers hold nothing that must be dropped
//! and pass six words; a build without optimisation uses the loop, which needs no such promise.

use crate::heap::Word;
use crate::{Exc, R, Vm};

/// The registers of the interpreter.
pub struct Regs {
    pub ip: *const u32,
    pub sp: *mut Word,
    pub fp: *mut Word,
}
/// Where a slow path wants to go on (the frame pointer is in `Current`).
#[repr(C)]
pub struct Next {
    pub ip: *const u32,
    pub sp: *mut Word,
}
/// A slow path: out of line, called with the registers of the instruction that took it.
pub type SlowFn = unsafe extern "sysv64" fn(&Vm, *const u32, *mut Word, *mut Word) -> Next;
/// What an instruction's body ends with: done, or to be continued by a slow path.
pub type Sl = Option<SlowFn>;

/// Opcodes that do what another one does: (opcode, the other).
const ALIASES: [(u8, u8); 6] = [(28, 27), (69, 27), (11, 27), (20, 27), (30, 31), (9, 31)];

static HALT_STUB: [u32; 4] = [0; 4];
static LAZY_STUB: [u32; 4] = [super::opcodes::LAZY as u32; 4];

/// Where code begins whose events changed since it last ran: it is instrumented first.
pub fn lazy_address() -> *const u32 {
    LAZY_STUB.as_ptr()
}
#[inline(always)]
pub fn is_lazy(ip: *const u32) -> bool {
    ip == lazy_address()
}

/// The address that entry frames return to.
pub fn halt_address() -> *const u32 {
    HALT_STUB.as_ptr()
}
#[inline(always)]
pub fn is_halt(ip: *const u32) -> bool {
    ip == halt_address()
}

/// A handler.
pub type Handler = unsafe extern "sysv64" fn(*const u32, *mut Word, u64, &Vm, *mut Word, *const Table) -> u64;
/// Declares handlers: functions of instruction pointer, stack end, instruction word (or whatever a third argument says),
/// runtime, frame and table.
macro_rules! handler_fn {
    ($(#[$m:meta])* $v:vis fn $name:ident($ip:pat, $sp:pat, $w:pat, $vm:pat, $fp:pat, $t:pat) $body:block) => {
        $(#[$m])*
        $v unsafe extern "sysv64" fn $name(
            $ip: *const u32,
            $sp: *mut Word,
            $w: u64,
            $vm: &Vm,
            $fp: *mut Word,
            $t: *const Table,
        ) -> u64 $body
    };
}
pub(super) use handler_fn;
/// Handlers by opcode.
pub struct Table(pub [Handler; 256]);

#[inline(always)]
unsafe fn go(s: Regs, vm: &Vm, t: *const Table) -> u64 {
    let w = *s.ip;
    ((*t).0[(w & 255) as usize])(s.ip.add(1), s.sp, w as u64, vm, s.fp, t)
}

handler_fn! {
    /// Goes on at `ip`: how compiled code leaves for the interpreter.
    pub fn go_on(ip, sp, _, vm, fp, t) {
        go(Regs { ip, sp, fp }, vm, t)
    }
}

handler_fn! {
    #[cold]
    #[inline(never)]
    fn slow(ip, sp, f, vm, fp, t) {
        let f = std::mem::transmute::<u64, SlowFn>(f);
        let n = f(vm, ip, sp, fp);
        go(Regs { ip: n.ip, sp: n.sp, fp: vm.state.cur.fp.get() }, vm, t)
    }
}

handler_fn! {
    /// Ends a run: its result is the word below the stack's end.
    pub(super) fn halt(_, sp, _, _, _, _) {
        (*sp.sub(1)).0
    }
}

handler_fn! {
    /// An instrumented place: reports, then runs the original instruction.
    fn instrumented(ip, sp, w, vm, fp, t) {
        let n = crate::observe::fire(vm, ip, sp, fp, w);
        let fp = vm.state.cur.fp.get();
        let again = vm.state.observe.again.get();
        if again != 0 {
            // Run the original instruction in place.
            return ((*t).0[(again & 255) as usize])(n.ip, n.sp, again as u64, vm, fp, t);
        }
        go(Regs { ip: n.ip, sp: n.sp, fp }, vm, t)
    }
}

static EVENT_STUB: [u32; 4] = [super::opcodes::EVENT_DONE as u32; 4];
/// The address that frames of callbacks return to which `observe` set up without a native call. As below an entry
/// frame, the word below the result slot is the instruction pointer of the frame below.
pub fn event_return_address() -> *const u32 {
    EVENT_STUB.as_ptr()
}
#[inline(always)]
pub fn is_event_return(ip: *const u32) -> bool {
    ip == event_return_address()
}
/// Whether a frame that returns there has the instruction pointer of the frame below in the word below its result: entry
/// frames, callbacks, and methods of operators.
#[inline(always)]
pub fn keeps_ip(ip: *const u32) -> bool {
    is_halt(ip) || is_event_return(ip) || ip == super::operators::return_address()
}
handler_fn! {
    /// A callback returned.
    fn event_done(_, sp, _, vm, fp, t) {
        let n = crate::observe::event_done(vm, sp, fp);
        let again = vm.state.observe.again.get();
        ((*t).0[(again & 255) as usize])(n.ip, n.sp, again as u64, vm, fp, t)
    }
}
handler_fn! {
    /// The entry of code whose events changed.
    fn lazy(_, sp, _, vm, fp, t) {
        go(Regs { ip: instrument_entry(vm, fp), sp, fp }, vm, t)
    }
}
#[cold]
#[inline(never)]
unsafe fn instrument_entry(vm: &Vm, fp: *mut Word) -> *const u32 {
    let code = super::frame::code_of(fp);
    vm.state.cur.fp.set(fp);
    vm.state.cur.ip.set(lazy_address());
    vm.instrument(code);
    code.entry.get()
}

macro_rules! handlers {
    ($($op:expr => $f:ident),* $(,)?) => {
        #[allow(non_snake_case)]
        mod handler {
            use super::*;
            $(
                pub unsafe extern "sysv64" fn $f(ip: *const u32, sp: *mut Word, w: u64, vm: &Vm, fp: *mut Word, t: *const Table) -> u64 {
                    let mut s = Regs { ip, sp, fp };
                    match super::super::ops::$f(&mut s, vm, w as u32) {
                        None => go(s, vm, t),
                        Some(f) => slow(s.ip, s.sp, f as usize as u64, vm, s.fp, t),
                    }
                }
            )*
        }
        /// Each instruction alone: runs it and says where to go on.
        #[allow(non_snake_case)]
        mod steps {
            use super::*;
            $(
                pub unsafe extern "sysv64" fn $f(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
                    let mut s = Regs { ip, sp, fp };
                    match super::super::ops::$f(&mut s, vm, *ip.sub(1)) {
                        None => {
                            vm.state.cur.fp.set(s.fp);
                            Next { ip: s.ip, sp: s.sp }
                        }
                        Some(f) => f(vm, s.ip, s.sp, s.fp),
                    }
                }
            )*
        }
        /// The step of each opcode.
        pub(super) static STEPS: [SlowFn; 256] = {
            let mut t: [SlowFn; 256] = [steps::nop; 256];
            $( t[$op as usize] = steps::$f; )*
            let mut i = 0;
            while i < ALIASES.len() {
                t[ALIASES[i].0 as usize] = t[ALIASES[i].1 as usize];
                i += 1;
            }
            t
        };
        /// The handlers of plain execution.
        pub static TABLE: Table = {
            let mut t: [Handler; 256] = [halt; 256];
            $( t[$op as usize] = handler::$f; )*
            t[super::opcodes::INSTRUMENTED as usize] = instrumented;
            t[super::opcodes::LAZY as usize] = lazy;
            t[super::opcodes::EVENT_DONE as usize] = event_done;
            t[super::opcodes::OPERATOR_DONE as usize] = super::operators::done;
            t[super::opcodes::COMPILED as usize] = super::compiled::compiled;
            let mut i = 0;
            while i < ALIASES.len() {
                t[ALIASES[i].0 as usize] = t[ALIASES[i].1 as usize];
                i += 1;
            }
            Table(t)
        };
        /// The same by a loop, for builds in which tail calls are not made jumps.
        #[cfg(debug_assertions)]
        unsafe fn run_loop(vm: &Vm, mut s: Regs) -> u64 {
            let mut w = *s.ip;
            s.ip = s.ip.add(1);
            loop {
                let op = ALIASES.iter().find(|a| a.0 == w as u8).map_or(w as u8, |a| a.1);
                let r: Sl = match op {
                    0 => return (*s.sp.sub(1)).0,
                    super::opcodes::EVENT_DONE => {
                        let n = crate::observe::event_done(vm, s.sp, s.fp);
                        s = Regs { ip: n.ip, sp: n.sp, fp: vm.state.cur.fp.get() };
                        w = vm.state.observe.again.get();
                        continue;
                    }
                    super::opcodes::OPERATOR_DONE => {
                        let n = super::operators::over(vm, s.sp, s.fp);
                        s = Regs { ip: n.ip, sp: n.sp, fp: vm.state.cur.fp.get() };
                        None
                    }
                    super::opcodes::LAZY => {
                        s.ip = instrument_entry(vm, s.fp);
                        None
                    }
                    super::opcodes::INSTRUMENTED => {
                        let n = crate::observe::fire(vm, s.ip, s.sp, s.fp, w as u64);
                        s = Regs { ip: n.ip, sp: n.sp, fp: vm.state.cur.fp.get() };
                        if vm.state.observe.again.get() != 0 { w = vm.state.observe.again.get(); continue; }
                        None
                    }
                    $( x if x == $op as u8 => super::ops::$f(&mut s, vm, w), )*
                    _ => return (*s.sp.sub(1)).0,
                };
                if let Some(f) = r {
                    let n = f(vm, s.ip, s.sp, s.fp);
                    s = Regs { ip: n.ip, sp: n.sp, fp: vm.state.cur.fp.get() };
                }
                w = *s.ip;
                s.ip = s.ip.add(1);
            }
        }
    };
}
for_each_op!(handlers);

/// Runs from `ip` until the entry frame returns to HALT.
///
/// # Safety
/// `fp` is an entry frame, complete, whose return address is HALT.
pub unsafe fn run(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> R {
    #[cfg(debug_assertions)]
    let w = run_loop(vm, Regs { ip, sp, fp });
    #[cfg(not(debug_assertions))]
    let w = go(Regs { ip, sp, fp }, vm, &TABLE);
    result_of(vm, w)
}
/// As [`run`], from an entry of compiled code.
///
/// # Safety
/// As [`run`]; the arguments are what the entry takes.
pub(super) unsafe fn run_from(vm: &Vm, code: Handler, ip: *const u32, number: u64, fp: *mut Word) -> R {
    let w = code(ip, fp, number, vm, fp, &TABLE);
    result_of(vm, w)
}
fn result_of(vm: &Vm, w: u64) -> R {
    if w == Word::NULL.0 {
        let e = vm.state.pending.get();
        if !e.is_null() {
            vm.state.pending.set_root(Word::NULL);
            return Err(Exc(e));
        }
    }
    Ok(Word(w))
}
