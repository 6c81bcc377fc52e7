//! The lock: one thread at a time runs Python code.
//!
//! Who waits asks after a switch interval by setting the breaker; the runner then gives way at its next safepoint.
//! A thread that lets go saves the interpreter's registers (`State::cur`) into its own `Thread` and publishes its
//! stack pointer, so that a collection by another thread scans its stack.

use crate::Vm;
use crate::heap::with_spilled_registers;
use crate::interp::breaker;
use crate::interp::thread::Thread;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

struct State {
    held: bool,
    waiting: usize,
    /// Grows at every hand-over: a runner that gave way waits for it.
    turns: u64,
}
static STATE: Mutex<State> = Mutex::new(State { held: true, waiting: 0, turns: 0 });
static FREE: Condvar = Condvar::new();
static TAKEN: Condvar = Condvar::new();
/// Switch interval in microseconds.
pub static INTERVAL: AtomicU64 = AtomicU64::new(5000);
/// More than the main thread has run.
static MANY: AtomicBool = AtomicBool::new(false);

fn locked() -> std::sync::MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(|e| e.into_inner())
}
fn take(vm: &Vm) {
    let mut s = locked();
    s.waiting += 1;
    while s.held {
        let turn = s.turns;
        let wait = Duration::from_micros(INTERVAL.load(Ordering::Relaxed).max(1));
        let (g, timeout) = FREE.wait_timeout(s, wait).unwrap_or_else(|e| e.into_inner());
        s = g;
        if timeout.timed_out() && s.held && s.turns == turn {
            vm.state.breaker.fetch_or(breaker::LOCK, Ordering::Relaxed);
        }
    }
    s.waiting -= 1;
    s.held = true;
    s.turns += 1;
    drop(s);
    TAKEN.notify_all();
}
fn give() {
    let mut s = locked();
    s.held = false;
    drop(s);
    FREE.notify_one();
}

/// Puts the running thread's registers away.
fn save(vm: &Vm) -> *const Thread {
    let t = vm.thread_ptr();
    // SAFETY: threads are never freed.
    let th = unsafe { &*t };
    let (cur, saved) = (&vm.state.cur, th.saved.borrow());
    saved.ip.set(cur.ip.get());
    saved.fp.set(cur.fp.get());
    saved.top.set(cur.top.get());
    saved.depth.set(cur.depth.get());
    saved.limit.set(cur.limit.get());
    saved.native_limit.set(cur.native_limit.get());
    saved.handled.set_root(cur.handled.get());
    t
}
/// Makes `t` the running thread again.
fn restore(vm: &Vm, t: *const Thread) {
    // SAFETY: threads are never freed.
    let th = unsafe { &*t };
    let (cur, saved) = (&vm.state.cur, th.saved.borrow());
    cur.ip.set(saved.ip.get());
    cur.fp.set(saved.fp.get());
    cur.top.set(saved.top.get());
    cur.depth.set(saved.depth.get());
    cur.limit.set(saved.limit.get());
    cur.native_limit.set(saved.native_limit.get());
    cur.handled.set_root(saved.handled.get());
    th.parked_sp.set(0);
    vm.set_thread(t);
    if t == main_thread(vm) && crate::modules::signal::pending() {
        vm.state.breaker.fetch_or(breaker::SIGNAL, Ordering::Relaxed);
    }
}

/// The process's first Python thread.
pub fn main_thread(vm: &Vm) -> *const Thread {
    vm.state.threads.borrow().first().copied().unwrap_or(std::ptr::null())
}

/// Runs `f`, which may block and touches no Python object, without the lock.
pub fn without_lock<T>(vm: &Vm, f: impl FnOnce() -> T) -> T {
    if !MANY.load(Ordering::Relaxed) {
        return f();
    }
    let mut f = Some(f);
    let mut out = None;
    with_spilled_registers(&mut |sp| {
        let t = save(vm);
        // SAFETY: threads are never freed.
        unsafe { (*t).parked_sp.set(sp) };
        give();
        out = f.take().map(|f| f());
        let e = crate::modules::support::errno();
        take(vm);
        restore(vm, t);
        // SAFETY: the calling thread's own errno.
        unsafe { *libc::__errno_location() = e };
    });
    match out {
        Some(v) => v,
        None => unreachable!("called once"),
    }
}

/// Inside of the function given to [`without_lock`] on the main thread: runs `f` with the lock.
pub fn with_lock<T>(vm: &Vm, f: impl FnOnce() -> T) -> T {
    let t = main_thread(vm);
    // SAFETY: threads are never freed.
    let sp = unsafe { (*t).parked_sp.get() };
    if sp == 0 {
        // It was never given back: there is no other thread.
        return f();
    }
    take(vm);
    restore(vm, t);
    let out = f();
    save(vm);
    // No word that was made by `f` is alive: what was to be scanned then is all there is.
    // SAFETY: threads are never freed.
    unsafe { (*t).parked_sp.set(sp) };
    give();
    out
}

/// At a safepoint: lets another thread run.
fn give_way(vm: &Vm) {
    with_spilled_registers(&mut |sp| {
        let t = save(vm);
        // SAFETY: threads are never freed.
        unsafe { (*t).parked_sp.set(sp) };
        let mut s = locked();
        if s.waiting > 0 {
            let turn = s.turns;
            s.held = false;
            FREE.notify_one();
            while s.turns == turn && s.waiting > 0 {
                s = TAKEN.wait(s).unwrap_or_else(|e| e.into_inner());
            }
            drop(s);
            take(vm);
        } else {
            drop(s);
        }
        restore(vm, t);
    });
}

/// Before the first thread is started.
pub fn begin_many(vm: &Vm) {
    MANY.store(true, Ordering::Relaxed);
    vm.state.lock_hook.set(Some(give_way));
}

/// Runs `f` as a thread of Python on the calling native thread, whose first use of the runtime it is.
pub fn run_thread(vm: &'static Vm, ident: u64, f: impl FnOnce(&Vm)) {
    crate::heap::attach(&vm.heap);
    let t = Thread::new(ident);
    take(vm);
    // SAFETY: threads are never freed.
    let th = unsafe { &*t };
    {
        let saved = th.saved.borrow();
        saved.limit.set(th.stack_end);
        saved.native_limit.set(th.native_limit);
        saved.depth.set(vm.state.recursion_limit.get());
    }
    vm.state.threads.borrow_mut().push(t);
    restore(vm, t);
    f(vm);
    save(vm);
    // Nothing of this thread is alive any more.
    vm.state.threads.borrow_mut().retain(|&x| x != t);
    vm.set_thread(main_thread(vm));
    vm.state.cur.fp.set(std::ptr::null_mut());
    vm.state.cur.top.set(std::ptr::null_mut());
    vm.state.cur.handled.set_root(crate::Word::NONE);
    // The main thread's registers are in its own `Thread` until it takes the lock.
    give();
}
