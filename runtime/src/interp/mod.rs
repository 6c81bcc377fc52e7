//! The interpreter: frames on a data stack, handlers dispatched by table, slow paths out of line.
//!
//! ```text
//! data stack, growing up                                fp points at local 0
//!   … caller's values | callable | self/NULL | args …
//!                                  [ fp-1 ]    [fp+0 … nlocals)  locals, cells, free variables
//!                                   function   h+0  return address (instruction pointer)
//!                                              h+1  caller's fp
//!                                              h+2  result slot: where the caller wants the value
//!                                              h+3  namespace (class and module code), or generator
//!                                              h+4  frame object, or NULL
//!                                              h+5  where compiled code goes on when the frame returns
//!                                              h+6 …  value stack
//! ```
//! A return address points right behind the calling instruction's word and caches; the entry
//! frame of a native call returns to `HALT`, and the word below its result slot is the
//! instruction pointer of the frame below. `Current::ip` is right behind the word of the
//! instruction being executed by a slow path, and is re-read after it: whoever installs or
//! removes an instrumented copy of the code moves it (`observe`).

#[macro_use]
pub mod ops;
pub mod call;
mod call_ops;
pub mod compiled;
pub mod dispatch;
pub mod frame;
pub mod generator;
pub mod import;
pub mod opcodes;
pub(crate) mod operators;
pub mod places;
pub mod slow;
pub mod specialize;
pub mod thread;
pub mod transfers;
pub mod unwind;

use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU32, Ordering};
use thread::Thread;

/// Words of a frame between its locals and its value stack.
pub const FRAME_HEADER: usize = 6;

/// Why the breaker is set; a bit set.
pub mod breaker {
    /// A signal handler is to be run.
    pub const SIGNAL: u32 = 1;
    /// Another thread wants the lock.
    pub const LOCK: u32 = 2;
    /// The heap is over its limit.
    pub const MEMORY: u32 = 4;
    /// Finalizers or weak reference callbacks are pending.
    pub const DEATHS: u32 = 8;
    /// An asynchronous exception is pending.
    pub const ASYNC: u32 = 16;
    /// The compiler is done with something.
    pub const CODE: u32 = 32;
}

/// The running thread's registers, as slow paths publish them.
pub struct Current {
    pub ip: Cell<*const u32>,
    pub fp: Cell<*mut Word>,
    /// End of a frame being set up above the current one; null if none is.
    pub top: Cell<*mut Word>,
    /// Calls left before RecursionError.
    pub depth: Cell<i32>,
    pub limit: Cell<*mut Word>,
    pub native_limit: Cell<usize>,
    /// The exception being handled, or None.
    pub handled: Slot,
    /// Running generators outside of which an exception is being handled.
    pub generators: Cell<u32>,
}
impl Default for Current {
    fn default() -> Self {
        Current {
            ip: Cell::new(std::ptr::null()),
            fp: Cell::new(std::ptr::null_mut()),
            top: Cell::new(std::ptr::null_mut()),
            depth: Cell::new(1000),
            limit: Cell::new(std::ptr::null_mut()),
            native_limit: Cell::new(0),
            handled: Slot::new(Word::NONE),
            generators: Cell::new(0),
        }
    }
}
impl Current {
    /// End of the data stack in use; null if nothing runs.
    pub fn data_top(&self) -> *mut Word {
        let fp = self.fp.get();
        if fp.is_null() {
            return self.top.get();
        }
        // SAFETY: fp is a live frame.
        let end = unsafe { fp.add(frame::code_of(fp).framesize as usize) };
        end.max(self.top.get())
    }
    pub fn trace(&self, t: &mut Tracer) {
        t.slot(&self.handled);
    }
}

/// What the interpreter keeps for the whole runtime.
pub struct State {
    pub cur: Current,
    /// Nonzero: a back-edge or a function entry must go to `safepoint`.
    pub breaker: AtomicU32,
    pub recursion_limit: Cell<i32>,
    pub threads: RefCell<Vec<*const Thread>>,
    pub observe: crate::observe::Observe,
    /// An exception on its way out of `run`.
    pub(crate) pending: Slot,
    /// Objects whose `__del__` is to be called, and weak references whose callback is.
    pub(crate) to_finalize: RefCell<std::collections::VecDeque<Slot>>,
    pub(crate) cleared: RefCell<Vec<Slot>>,
    pub(crate) import: import::ImportState,
    /// Called at a safepoint when SIGNAL is set.
    pub signal_hook: Cell<Option<fn(&Vm) -> R<()>>>,
    /// Called at a safepoint when LOCK is set.
    pub lock_hook: Cell<Option<fn(&Vm)>>,
    /// Called with each cleared weak reference object.
    pub weakref_hook: Cell<Option<fn(&Vm, Word)>>,
    pub(crate) in_deaths: Cell<bool>,
    /// Who is told of hot code.
    pub(crate) compiler: RefCell<Option<std::rc::Rc<dyn compiled::Compiler>>>,
    pub(crate) hot_threshold: Cell<u32>,
    /// See `Vm::assumptions`.
    pub(crate) assumptions: Cell<u64>,
}
impl Default for State {
    fn default() -> Self {
        State {
            cur: Current::default(),
            breaker: AtomicU32::new(0),
            recursion_limit: Cell::new(1000),
            threads: RefCell::default(),
            observe: Default::default(),
            pending: Slot::new(Word::NULL),
            to_finalize: RefCell::default(),
            cleared: RefCell::default(),
            import: Default::default(),
            signal_hook: Cell::new(None),
            lock_hook: Cell::new(None),
            weakref_hook: Cell::new(None),
            in_deaths: Cell::new(false),
            compiler: RefCell::default(),
            hot_threshold: Cell::new(0),
            assumptions: Cell::new(0),
        }
    }
}

impl State {
    pub(crate) fn trace(&self, t: &mut Tracer) {
        self.cur.trace(t);
        t.slot(&self.pending);
        self.to_finalize.borrow().iter().for_each(|s| t.slot(s));
        self.cleared.borrow().iter().for_each(|s| t.slot(s));
        self.observe.trace(t);
        self.compiler.borrow().iter().for_each(|c| c.trace(t));
        self.import.trace(t);
    }
    pub(crate) fn for_each_thread(&self, current: *const Thread, f: &mut dyn FnMut(&Thread)) {
        // SAFETY: threads are never freed.
        unsafe {
            if !current.is_null() {
                f(&*current);
            }
            for &t in self.threads.borrow().iter() {
                if t != current {
                    f(&*t);
                }
            }
        }
    }
    /// Called at the end of a collection: nothing here may allocate on the heap.
    pub(crate) fn deaths(&self, vm: &Vm, cleared: &[usize], fin: &[usize]) {
        for &p in cleared {
            let w = Word(p as u64 + 2);
            crate::modules::weakref::clear(w);
            self.cleared.borrow_mut().push(Slot::new(w));
        }
        for &p in fin {
            self.to_finalize.borrow_mut().push_back(Slot::new(Word(p as u64 + 2)));
        }
        let _ = vm;
        self.breaker.fetch_or(breaker::DEATHS, Ordering::Relaxed);
    }
}

/// A native call that may recurse; see [`Vm::enter_native`].
pub struct NativeGuard;

impl Drop for NativeGuard {
    /// What is guarded must not become a sibling call: a recursion that takes no stack would never meet the limit.
    #[inline(always)]
    fn drop(&mut self) {
        std::sync::atomic::compiler_fence(Ordering::SeqCst);
    }
}

impl Vm {
    /// Around a native call that may recurse: RecursionError when the native stack runs out. (The recursion limit counts
    /// Python frames alone.) `what` completes "Stack overflow (used N kB)".
    #[inline(always)]
    pub fn enter_native(&self, what: &str) -> R<NativeGuard> {
        if approx_sp() < self.state.cur.native_limit.get() {
            return Err(self.too_deep(what));
        }
        Ok(NativeGuard)
    }
    #[cold]
    #[inline(never)]
    fn too_deep(&self, what: &str) -> Exc {
        let d = &self.state.cur.depth;
        // Room for the exception's own making and for handlers.
        let saved = d.get();
        let used = self.th().native_base.saturating_sub(approx_sp()) >> 10;
        let native = self.state.cur.native_limit.get();
        d.set(saved.max(0) + 50);
        self.state.cur.native_limit.set(native.saturating_sub(128 << 10));
        let e = self.recursion_error(format!("Stack overflow (used {used} kB){what}"));
        self.state.cur.native_limit.set(native);
        d.set(saved);
        e
    }
    /// `sys.exception()`: the innermost exception being handled, or None.
    pub fn handled_exception(&self) -> Word {
        let h = self.state.cur.handled.get();
        if !h.is_none() {
            return h;
        }
        // Each running generator keeps what is being handled outside of it.
        let mut a = if self.state.cur.generators.get() > 0 { self.top_activation() } else { None };
        while let Some(x) = a {
            // SAFETY: a live frame's header.
            let l = unsafe { *frame::header(x.fp).add(frame::H_LOCALS) };
            if let Some(g) = l.get::<GeneratorObj>() {
                let h = g.handled.get();
                if !h.is_none() {
                    return h;
                }
            }
            a = x.caller();
        }
        Word::NONE
    }
    /// Globals of the code that runs now, or NULL.
    pub fn current_globals(&self) -> Word {
        let fp = self.state.cur.fp.get();
        if fp.is_null() {
            return Word::NULL;
        }
        // SAFETY: a live frame.
        unsafe { frame::function_of(fp).globals.get() }
    }
    /// Does what the breaker asks for.
    #[cold]
    pub fn safepoint(&self) -> R<()> {
        let b = self.state.breaker.swap(0, Ordering::Relaxed);
        if b & breaker::LOCK != 0
            && let Some(f) = self.state.lock_hook.get()
        {
            f(self);
        }
        if b & breaker::CODE != 0 {
            let compiler = self.state.compiler.borrow().clone();
            compiler.iter().for_each(|c| c.ready(self));
        }
        if b & breaker::DEATHS != 0 {
            self.run_finalizers();
        }
        if b & breaker::SIGNAL != 0
            && let Some(f) = self.state.signal_hook.get()
        {
            f(self)?;
        }
        if b & breaker::MEMORY != 0 || self.heap.is_over_limit() {
            self.heap.collect(true);
            self.heap.take_over_limit();
            if self.heap.still_over_limit() {
                return Err(self.memory_error());
            }
        }
        let e = self.th().async_exc.get();
        if !e.is_null() {
            self.th().async_exc.set_root(Word::NULL);
            return Err(self.exc_from_raised(e));
        }
        Ok(())
    }
    /// Calls `__del__` of objects found dead, closes generators, and runs weak reference callbacks.
    pub fn run_finalizers(&self) {
        if self.state.in_deaths.replace(true) {
            return;
        }
        loop {
            let next = self.state.cleared.borrow_mut().pop().map(|s| s.get());
            if let Some(w) = next {
                if let Some(f) = self.state.weakref_hook.get() {
                    f(self, w);
                }
                continue;
            }
            let next = self.state.to_finalize.borrow_mut().pop_front().map(|s| s.get());
            let Some(w) = next else { break };
            let r = if w.is_kind(Kind::Generator) {
                generator::finalize(self, w)
            } else {
                match self.class_of(w).slots.finalize.get() {
                    Some(f) => f(self, w),
                    None => Ok(()),
                }
            };
            if let Err(e) = r {
                let f = self.type_lookup(self.class_of(w), self.names.del.get());
                self.unraisable(e, Some("Exception ignored while calling deallocator"), f);
            }
        }
        self.state.in_deaths.set(false);
    }
}
