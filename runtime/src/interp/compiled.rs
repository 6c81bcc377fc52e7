//! Compiled code: how a compiler hands it in, and how the interpreter enters and leaves it.
//!
//! Compiled code runs on the interpreter's own frames: a frame looks the same whoever runs it. It is a
//! [`Handler`] like an instruction's, entered at *places*: units of the code object whose opcode in the plain
//! instructions became `COMPILED`. The handler's third argument says at which one. Whatever reaches such a
//! unit (a call, a return, a loop's head, an exception's handler, a generator that goes on) enters
//! compiled code there; whatever compiled code does not do itself it hands to [`step`], and goes on in the
//! interpreter if that did not end right behind the instruction.
//!
//! So leaving compiled code needs no record of its state. A tool that comes takes the marks away
//! ([`unlink`]) and moves the frames' instruction pointers to the instrumented copy, as it does for interpreted
//! frames; a compiled frame further down notices when its callee returns, by going on in that copy.

use super::dispatch::{self, Handler, Next, SlowFn, Table, handler_fn};
use super::frame::*;
use super::opcodes::COMPILED;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

/// Compiled code of a code object.
pub struct NativeCode {
    pub entry: Handler,
    /// Units at which it can be entered, ascending; the entry at `places[i]` has the number `i`. The first
    /// is 0: the start.
    pub places: Vec<u32>,
    /// Objects that it names: it reads them from here, for the collector may move them.
    pub keep: Vec<Slot>,
    /// What the machine code lies in: dropped with the code object, when no frame can be in it any more.
    pub memory: Box<dyn Any>,
}

/// A compiler: told of code that became hot.
pub trait Compiler {
    /// `code` was called or looped often; `fp` is its innermost frame. It may answer with `Vm::install`, now or when it
    /// is [`Compiler::ready`].
    ///
    /// # Safety
    /// `fp` is the running frame.
    unsafe fn hot(&self, vm: &Vm, code: &CodeObj, fp: *mut Word);
    /// Called at a safepoint, after someone set `breaker::CODE` in `State::breaker`; any thread may.
    fn ready(&self, _vm: &Vm) {}
    /// The machine code of `code` went out of force or came back, and all frames are where they belong: for logs. No
    /// Python may run here.
    fn changed(&self, _vm: &Vm, _code: &CodeObj, _change: Change<'_>) {}
    /// Visits words that it holds.
    fn trace(&self, _t: &mut Tracer) {}
    /// Calls `fork` (the system call: the child's number, 0 in the child, -1 if there is none), so that both processes
    /// can go on compiling.
    fn around_fork(&self, fork: &mut dyn FnMut() -> i32) -> i32 {
        fork()
    }
}

/// Why machine code goes out of force.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Why<'a> {
    /// Events were switched on in the code object: `Vm::active_events`.
    Events,
    /// What it took for granted is so no longer, because of this.
    Assumption(&'a str),
}
/// What happens to machine code between `Vm::install` and its end.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Change<'a> {
    /// It is entered no more.
    Invalidated(Why<'a>),
    /// So many frames that were in it go on in the interpreter. Who runs a frame that waits for native code is not
    /// recorded: it counts if the machine code was in force.
    Deoptimised(Why<'a>, u32),
    /// The code object's last event went: it is entered again.
    Reentered,
}

/// What a code object keeps of its compiled code.
pub struct Linked {
    native: NativeCode,
    /// Entry number by unit.
    numbers: Vec<u32>,
    /// The opcode that each place has in the interpreter.
    originals: Vec<Cell<u8>>,
    linked: Cell<bool>,
    /// What it took for granted holds no more.
    stale: Cell<bool>,
    /// While it goes out of force: frames found in it so far.
    leaving: Cell<Option<u32>>,
    /// Times that it met what it was not made for.
    misses: Cell<u32>,
    /// How often the code object was compiled.
    generation: u32,
    /// What was in force before: frames may still be in it.
    old: Option<Box<Linked>>,
}

/// Misses after which a code object is compiled again with what the interpreter knows by then.
const MISSES: u32 = 500;
/// Times that a code object is compiled at most. Each time it takes four times as many misses.
const GENERATIONS: u32 = 6;

impl Linked {
    pub(crate) fn trace(&self, t: &mut Tracer) {
        self.native.keep.iter().for_each(|s| t.slot(s));
        if let Some(old) = &self.old {
            old.trace(t);
        }
    }
}

fn record(code: &CodeObj) -> Option<&Linked> {
    // SAFETY: one thread runs at a time; the record is replaced only by `install`.
    unsafe { (*code.data.compiled.get()).as_deref() }
}

impl Vm {
    /// Makes `c` the one who is told of hot code; before any program runs.
    pub fn set_compiler(&self, c: Rc<dyn Compiler>) {
        *self.state.compiler.borrow_mut() = Some(c);
    }
    /// Code objects become hot after so many calls, or four times as many turns of a loop.
    pub fn set_hot_threshold(&self, n: u32) {
        self.state.hot_threshold.set(n);
    }
    /// How often what compiled code takes for granted without looking changed: code made before is not to be installed.
    pub fn assumptions(&self) -> u64 {
        self.state.assumptions.get()
    }
    /// Code whose compilation came to nothing may become hot again.
    pub fn cool(&self, code: &CodeObj) {
        if record(code).is_none_or(|l| !l.linked.get() && l.generation < GENERATIONS) {
            code.arm(self.state.hot_threshold.get());
        }
    }
    /// The process's second self: as the system call.
    pub fn fork(&self) -> i32 {
        // SAFETY: the child goes on with the calling thread only.
        let mut fork = || unsafe { libc::fork() };
        let compiler = self.state.compiler.borrow().clone();
        match compiler {
            Some(c) => c.around_fork(&mut fork),
            None => fork(),
        }
    }
    /// Puts compiled code in force.
    pub fn install(&self, code: &CodeObj, native: NativeCode) {
        let generation = record(code).map_or(0, |l| l.generation) + 1;
        unlink(code);
        let mut numbers = vec![0; code.data.units.len()];
        for (i, &p) in native.places.iter().enumerate() {
            numbers[p as usize] = i as u32;
        }
        let originals = native.places.iter().map(|_| Cell::new(0)).collect();
        if code.hdr.has(GC_UNLOGGED) {
            log(&code.hdr);
        }
        let misses = Cell::new(0);
        let (linked, stale, leaving) = (Cell::new(false), Cell::new(false), Cell::new(None));
        // SAFETY: no reference to the old record is held: compiled code itself lies elsewhere.
        unsafe {
            let place = &mut *code.data.compiled.get();
            let old = place.take();
            let new = Linked { native, numbers, originals, linked, stale, leaving, misses, generation, old };
            *place = Some(Box::new(new));
        }
        if !code.is_watched() {
            relink(code);
        }
    }
}

/// Takes the marks out of the plain instructions: the interpreter runs them from now on. True if there were some.
pub fn unlink(code: &CodeObj) -> bool {
    let Some(l) = record(code) else { return false };
    if !l.linked.replace(false) {
        return false;
    }
    code.call.set(enter_interpreted);
    for (&p, o) in l.native.places.iter().zip(&l.originals) {
        // SAFETY: places are units of the code.
        unsafe {
            let w = code.stream().add(p as usize);
            *w = (*w & !0xff) | o.get() as u32;
        }
    }
    true
}
/// Puts the marks back, if the code has been compiled; true if it did.
pub(crate) fn relink(code: &CodeObj) -> bool {
    let Some(l) = record(code) else { return false };
    if l.stale.get() || l.linked.replace(true) {
        return false;
    }
    for (&p, o) in l.native.places.iter().zip(&l.originals) {
        // SAFETY: as above.
        unsafe {
            let w = code.stream().add(p as usize);
            o.set(*w as u8);
            *w = (*w & !0xff) | COMPILED as u32;
        }
    }
    code.call.set(l.native.entry);
    code.numbers.set(l.numbers.as_ptr() as isize - code.stream() as isize);
    true
}
/// The code object's last event went.
pub(crate) fn reenter(vm: &Vm, code: &CodeObj) {
    let compiler = if relink(code) { vm.state.compiler.borrow().clone() } else { None };
    compiler.iter().for_each(|c| c.changed(vm, code, Change::Reentered));
}
/// What the code object's machine code lies in, if it was compiled.
pub fn memory_of(code: &CodeObj) -> Option<&dyn Any> {
    record(code).map(|l| &*l.native.memory)
}
/// Whether what its machine code took for granted is so no longer.
pub fn is_outdated(code: &CodeObj) -> bool {
    record(code).is_some_and(|l| l.stale.get())
}

/// Code objects whose machine code goes out of force together.
#[derive(Default)]
pub(crate) struct Leaving(Vec<Word>);
impl Leaving {
    /// [`unlink`].
    pub fn unlink(&mut self, code: &CodeObj) {
        if unlink(code) {
            record(code).into_iter().for_each(|l| l.leaving.set(Some(0)));
            self.0.push(code.word());
        }
    }
    /// Counts a frame before it is moved.
    pub fn count(&self, a: &Activation) {
        if !self.0.is_empty()
            && let Some(l) = record(a.code())
            && let Some(n) = l.leaving.get()
            && a.may_be_compiled()
        {
            l.leaving.set(Some(n + 1));
        }
    }
    /// The frames are moved: tells the compiler.
    pub fn report(self, vm: &Vm, why: Why) {
        let compiler = vm.state.compiler.borrow().clone();
        let codes = || self.0.iter().filter_map(|w| w.get::<CodeObj>());
        for code in codes() {
            compiler.iter().for_each(|c| c.changed(vm, code, Change::Invalidated(why)));
        }
        for code in codes() {
            if let Some(frames) = record(code).and_then(|l| l.leaving.take()).filter(|n| *n > 0) {
                compiler.iter().for_each(|c| c.changed(vm, code, Change::Deoptimised(why, frames)));
            }
        }
    }
}
/// What compiled code takes for granted about classes without looking changed: none of it is entered any more, and
/// frames in it go on in the interpreter, in a copy of their instructions: that they are elsewhere is how compiled code
/// notices. `cause` is for logs.
pub(crate) fn discard_all(vm: &Vm, cause: &str) {
    let mut left = Leaving::default();
    vm.state.assumptions.set(vm.state.assumptions.get() + 1);
    vm.for_each_code(&mut |code| {
        if let Some(l) = record(code) {
            left.unlink(code);
            if !l.stale.replace(true) && l.generation < GENERATIONS {
                // It may become hot again.
                code.arm(vm.state.hot_threshold.get());
            }
        }
    });
    vm.for_each_activation(&mut |a| {
        let code = a.code();
        if record(code).is_some_and(|l| l.stale.get()) && !dispatch::is_lazy(a.ip) {
            left.count(&a);
            let unit = (a.ip as usize).wrapping_sub(code.stream() as usize) / 4;
            if unit <= code.data.units.len() {
                // SAFETY: the copy has as many units.
                a.redirect(unsafe { code.copy_of_instructions().add(unit) });
            }
        }
        true
    });
    left.report(vm, Why::Assumption(cause));
}
/// The opcode that the interpreter would run at `unit` of the plain instructions.
pub fn plain_opcode(code: &CodeObj, unit: usize) -> u8 {
    // SAFETY: a unit of the code.
    let op = unsafe { *code.stream().add(unit) } as u8;
    match record(code) {
        Some(l) if op == COMPILED => l.originals[l.numbers[unit] as usize].get(),
        _ => op,
    }
}
/// A specialisation wants another opcode at a marked place.
pub(super) fn set_original(code: &CodeObj, at: *const u32, op: u8) {
    if let Some(l) = record(code) {
        let unit = code.offset_of(at);
        l.originals[l.numbers[unit] as usize].set(op);
    }
}

/// Where compiled code goes on when a frame returns that it called: the address of a handler, and above
/// `RETURN_SHIFT` its third argument. In a frame's header, where whoever moves the caller's frame to other
/// instructions makes it [`to_interpreter`].
pub const RETURN_SHIFT: u32 = 48;
/// The return of a frame that the interpreter called.
#[inline(always)]
pub fn to_interpreter() -> Word {
    Word(dispatch::go_on as *const () as u64)
}
handler_fn! {
    /// A marked place: enters compiled code there.
    pub(super) fn compiled(ip, sp, _, vm, fp, t) {
        let code = code_of(fp);
        // The numbers lie as the instructions do.
        let number = *((ip as isize + code.numbers.get()) as *const u32).sub(1);
        (code.call.get())(ip.sub(1), sp, number as u64, vm, fp, t)
    }
}
handler_fn! {
    /// What a call of a function runs whose code is not compiled or is being watched: the entry that is in force.
    pub fn enter_interpreted(_, sp, _, vm, fp, t) {
        dispatch::go_on(code_of(fp).entry.get(), sp, 0, vm, fp, t)
    }
}

/// Goes on at `ip`, in compiled code if it is there.
#[inline(always)]
pub(super) unsafe fn go_on_at(ip: *const u32, sp: *mut Word, vm: &Vm, fp: *mut Word, t: *const Table) -> u64 {
    if *ip as u8 == COMPILED {
        return compiled(ip.add(1), sp, 0, vm, fp, t);
    }
    dispatch::go_on(ip, sp, 0, vm, fp, t)
}

/// Runs the instruction that `ip` is behind, as the interpreter does at this moment.
///
/// # Safety
/// The registers are those of a frame at that instruction.
pub unsafe extern "sysv64" fn step(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let mut op = *ip.sub(1) as u8;
    if op == COMPILED {
        let code = code_of(fp);
        op = plain_opcode(code, code.offset_of(ip) - 1);
    }
    dispatch::STEPS[op as usize](vm, ip, sp, fp)
}
/// As [`step`], after a leaf that may have left an exception in `State::pending`.
///
/// # Safety
/// As [`step`].
pub unsafe extern "sysv64" fn step_pending(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let e = vm.state.pending.get();
    if e.is_null() {
        return step(vm, ip, sp, fp);
    }
    vm.state.pending.set_root(Word::NULL);
    vm.state.cur.ip.set(ip);
    vm.state.cur.fp.set(fp);
    super::unwind::raise(vm, crate::Exc(e))
}
/// As [`step`], for a place that met what it was not compiled for.
///
/// # Safety
/// As [`step`].
pub unsafe extern "sysv64" fn step_missed(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let code = code_of(fp);
    if let Some(l) = record(code) {
        let n = l.misses.get() + 1;
        l.misses.set(n);
        note_miss(code, ip);
        if n == MISSES << (2 * (l.generation - 1)) && l.generation < GENERATIONS && l.linked.get() {
            let r = step(vm, ip, sp, fp);
            // What runs goes on in the old code, whose memory stays until the code object dies.
            if vm.state.cur.fp.get() == fp {
                compile(vm, fp);
            }
            return r;
        }
    }
    step(vm, ip, sp, fp)
}
/// Misses of one place after which it is not given the path that misses again.
pub const MISSES_OF_PLACE: u32 = 64;
/// Counts in the first cache of an instruction that has one to spare, above the low byte, which says what the interpreter
/// met there.
unsafe fn note_miss(code: &CodeObj, ip: *const u32) {
    use taipan_syntax::bytecode::Op;
    let unit = code.offset_of(ip) - 1;
    let op = Op::from_u8(code.data.units[unit] as u8);
    if matches!(op, Some(Op::BinaryOp | Op::CompareOp | Op::StoreSubscr)) && *ip >> 8 < MISSES_OF_PLACE {
        *(ip as *mut u32) += 1 << 8;
    }
}
/// The step function of one opcode, for instructions that are never specialised.
pub fn step_of(op: u8) -> SlowFn {
    dispatch::STEPS[op as usize]
}

/// The running frame's code is hot.
#[cold]
#[inline(never)]
pub(super) unsafe fn heat(vm: &Vm, fp: *mut Word) {
    if record(code_of(fp)).is_none_or(|l| l.stale.get()) {
        compile(vm, fp);
    }
}
unsafe fn compile(vm: &Vm, fp: *mut Word) {
    let code = code_of(fp);
    let compiler = vm.state.compiler.borrow().clone();
    if let Some(c) = compiler
        && !code.is_watched()
    {
        c.hot(vm, code, fp);
    }
}
