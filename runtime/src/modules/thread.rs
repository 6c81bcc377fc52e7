//! `_thread`: locks, starting threads, thread-local data.

use super::structseq::StructDef;
use super::support::Root;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// A lock that native threads can wait for.
#[derive(Default)]
struct Gate {
    held: Mutex<bool>,
    freed: Condvar,
}
impl Gate {
    fn guard(&self) -> std::sync::MutexGuard<'_, bool> {
        self.held.lock().unwrap_or_else(|e| e.into_inner())
    }
    fn try_take(&self) -> bool {
        let mut g = self.guard();
        !std::mem::replace(&mut *g, true)
    }
    /// Waits a while, at most until `end`; true if taken.
    fn take_until(&self, end: Option<Instant>) -> bool {
        let mut g = self.guard();
        while *g {
            let Some(left) = left(end) else { return false };
            let (guard, over) = self.freed.wait_timeout(g, left.min(TURN)).unwrap_or_else(|e| e.into_inner());
            g = guard;
            if over.timed_out() && *g {
                return false;
            }
        }
        *g = true;
        true
    }
    fn free(&self) -> bool {
        let mut g = self.guard();
        let was = std::mem::replace(&mut *g, false);
        drop(g);
        self.freed.notify_one();
        was
    }
}
/// How long a wait goes on before it looks whether a signal has come.
const TURN: Duration = Duration::from_millis(50);

/// The time until `end`; None if that is past.
fn left(end: Option<Instant>) -> Option<Duration> {
    match end {
        None => Some(TURN),
        Some(e) => e.checked_duration_since(Instant::now()),
    }
}
/// Takes the gate: blocking or not, with a timeout in seconds (-1: for ever).
fn acquire(vm: &Vm, gate: &Arc<Gate>, blocking: Word, timeout: Word) -> R<bool> {
    let blocking = blocking.is_null() || vm.truth(blocking)?;
    let ns = if timeout.is_null() { -1_000_000_000 } else { super::time::to_ns(vm, timeout)? };
    if !blocking && ns != -1_000_000_000 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if ns < 0 && ns != -1_000_000_000 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if ns > TIMEOUT_MAX as i128 * 1_000_000_000 {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    if gate.try_take() {
        return Ok(true);
    }
    if !blocking || ns == 0 {
        return Ok(false);
    }
    let end = if ns < 0 { None } else { Some(Instant::now() + Duration::from_nanos(ns as u64)) };
    loop {
        let g = gate.clone();
        if vm.allow_threads(move || g.take_until(end)) {
            return Ok(true);
        }
        vm.safepoint()?;
        if left(end).is_none() {
            return Ok(false);
        }
    }
}
const TIMEOUT_MAX: i64 = 9223372036;

struct Lock {
    gate: Arc<Gate>,
}
impl Payload for Lock {
    const INFO: &'static NativeInfo = crate::native_info!(Lock, LOCK_SPEC);
}
fn gate(vm: &Vm, w: Word) -> R<Arc<Gate>> {
    w.native::<Lock>().map(|l| l.gate.clone()).ok_or_else(|| vm.type_error("a lock is required"))
}
fn lock_release(vm: &Vm, a: &[Word]) -> R {
    if !gate(vm, a[0])?.free() {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    Ok(Word::NONE)
}
fn lock_acquire(vm: &Vm, a: &[Word]) -> R {
    Ok(Word::bool(acquire(vm, &gate(vm, a[0])?, a[1], a[2])?))
}
fn locked(vm: &Vm, a: &[Word]) -> R {
    Ok(Word::bool(*gate(vm, a[0])?.guard()))
}
fn new_lock(vm: &Vm, _: &[Word]) -> R {
    Ok(vm.new_native(Lock { gate: Arc::default() }))
}
static LOCK_NEW: FnDef = FnDef::new("lock", "($type, /)", new_lock, "");
static LOCK_SPEC: TypeSpec = TypeSpec {
    name: "_thread.lock",
    doc: "A lock object is a synchronization primitive.",
    flags: TF_WEAKREF,
    new: Some(&LOCK_NEW),
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let held = *gate(vm, w)?.guard();
            let t = if held { "locked" } else { "unlocked" };
            Ok(vm.new_str(&format!("<{t} {} object at {:#x}>", vm.type_full_name(vm.class_of(w)), vm.heap.identity(w))))
        }))
    },
    methods: &[
        FnDef::new("acquire", "($self, /, blocking=True, timeout=-1)", lock_acquire, "Lock the lock."),
        FnDef::new("acquire_lock", "($self, /, blocking=True, timeout=-1)", lock_acquire, ""),
        FnDef::new("release", "($self, /)", lock_release, "Release the lock."),
        FnDef::new("release_lock", "($self, /)", lock_release, ""),
        FnDef::new("locked", "($self, /)", locked, "Return whether the lock is in the locked state."),
        FnDef::new("locked_lock", "($self, /)", locked, ""),
        FnDef::new(
            "__enter__",
            "($self, /)",
            |vm, a| Ok(Word::bool(acquire(vm, &gate(vm, a[0])?, Word::NULL, Word::NULL)?)),
            "",
        ),
        FnDef::new("__exit__", "($self, /, *exc_info)", lock_release, ""),
        FnDef::new(
            "_at_fork_reinit",
            "($self, /)",
            |vm, a| {
                gate(vm, a[0])?.free();
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

struct RLock {
    gate: Arc<Gate>,
    owner: Cell<u64>,
    count: Cell<i64>,
}
impl Payload for RLock {
    const INFO: &'static NativeInfo = crate::native_info!(RLock, RLOCK_SPEC);
}
static RLOCK_NEW: FnDef = FnDef::new(
    "RLock",
    "($type, /, *args, **kwargs)",
    |vm, a| Ok(vm.new_native_of(a[0], RLock { gate: Arc::default(), owner: Cell::new(0), count: Cell::new(0) })),
    "",
);
fn rl(vm: &Vm, w: Word) -> R<&'static RLock> {
    match w.native::<RLock>() {
        // SAFETY: the argument word keeps the lock in place for the call.
        Some(l) => Ok(unsafe { &*(l as *const RLock) }),
        None => Err(vm.type_error("an RLock is required")),
    }
}
fn rlock_acquire(vm: &Vm, w: Word, blocking: Word, timeout: Word) -> R {
    let l = rl(vm, w)?;
    let me = vm.th().ident;
    if l.count.get() > 0 && l.owner.get() == me {
        l.count.set(l.count.get() + 1);
        return Ok(Word::TRUE);
    }
    let ok = acquire(vm, &l.gate.clone(), blocking, timeout)?;
    if ok {
        let l = rl(vm, w)?;
        l.owner.set(me);
        l.count.set(1);
    }
    Ok(Word::bool(ok))
}
fn owned(vm: &Vm, l: &RLock) -> bool {
    l.count.get() > 0 && l.owner.get() == vm.th().ident
}
fn rlock_release(vm: &Vm, a: &[Word]) -> R {
    let l = rl(vm, a[0])?;
    if !owned(vm, l) {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    l.count.set(l.count.get() - 1);
    if l.count.get() == 0 {
        l.owner.set(0);
        l.gate.free();
    }
    Ok(Word::NONE)
}
static RLOCK_SPEC: TypeSpec = TypeSpec {
    name: "_thread.RLock",
    flags: TF_BASETYPE | TF_WEAKREF,
    new: Some(&RLOCK_NEW),
    slots: |s| {
        s.init.set(Some(|_, _, _| Ok(())));
        s.repr.set(Some(|vm, w| {
            let l = rl(vm, w)?;
            let t = if l.count.get() > 0 { "locked" } else { "unlocked" };
            let name = vm.type_full_name(vm.class_of(w));
            Ok(vm.new_str(&format!(
                "<{t} {name} object owner={} count={} at {:#x}>",
                l.owner.get(),
                l.count.get(),
                vm.heap.identity(w)
            )))
        }));
    },
    methods: &[
        FnDef::new(
            "acquire",
            "($self, /, blocking=True, timeout=-1)",
            |vm, a| rlock_acquire(vm, a[0], a[1], a[2]),
            "Lock the lock.",
        ),
        FnDef::new("release", "($self, /)", rlock_release, "Release the lock."),
        FnDef::new("locked", "($self, /)", |vm, a| Ok(Word::bool(rl(vm, a[0])?.count.get() > 0)), ""),
        FnDef::new("__enter__", "($self, /)", |vm, a| rlock_acquire(vm, a[0], Word::NULL, Word::NULL), ""),
        FnDef::new("__exit__", "($self, /, *exc_info)", rlock_release, ""),
        FnDef::new("_is_owned", "($self, /)", |vm, a| Ok(Word::bool(owned(vm, rl(vm, a[0])?))), ""),
        FnDef::new(
            "_recursion_count",
            "($self, /)",
            |vm, a| {
                let l = rl(vm, a[0])?;
                Ok(vm.int(if owned(vm, l) { l.count.get() } else { 0 }))
            },
            "",
        ),
        FnDef::new(
            "_release_save",
            "($self, /)",
            |vm, a| {
                let l = rl(vm, a[0])?;
                if l.count.get() == 0 {
                    return Err(vm.runtime_error("cannot release un-acquired lock"));
                }
                let (n, o) = (vm.int(l.count.get()), vm.int_u64(l.owner.get()));
                l.count.set(0);
                l.owner.set(0);
                l.gate.free();
                Ok(vm.new_tuple(&[n, o]))
            },
            "",
        ),
        FnDef::new(
            "_acquire_restore",
            "($self, state, /)",
            |vm, a| {
                rlock_acquire(vm, a[0], Word::NULL, Word::NULL)?;
                if let Some(t) = a[1].get::<TupleObj>() {
                    rl(vm, a[0])?.count.set(vm.index_i64(t.items()[0])?);
                }
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new(
            "_at_fork_reinit",
            "($self, /)",
            |vm, a| {
                let l = rl(vm, a[0])?;
                l.count.set(0);
                l.owner.set(0);
                l.gate.free();
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// `_ThreadHandle`: a thread that may be joined.
struct Handle {
    ident: Arc<AtomicI64>,
    done: Arc<Gate>,
    finished: Arc<AtomicI64>,
}
impl Payload for Handle {
    const INFO: &'static NativeInfo = crate::native_info!(Handle, HANDLE_SPEC);
}
fn new_handle(vm: &Vm, ident: u64) -> Word {
    vm.new_native(Handle {
        ident: Arc::new(AtomicI64::new(ident as i64)),
        done: Arc::default(),
        finished: Arc::default(),
    })
}
static HANDLE_NEW: FnDef = FnDef::new("_ThreadHandle", "($type, /)", |vm, _| Ok(new_handle(vm, 0)), "");
static HANDLE_SPEC: TypeSpec = TypeSpec {
    name: "_thread._ThreadHandle",
    new: Some(&HANDLE_NEW),
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let id = w.native::<Handle>().map_or(0, |h| h.ident.load(Ordering::Relaxed));
            Ok(vm.new_str(&format!("<_ThreadHandle object: ident={id}>")))
        }))
    },
    getset: &[GetSet::ro(
        "ident",
        |vm, w| Ok(vm.int(w.native::<Handle>().map_or(0, |h| h.ident.load(Ordering::Relaxed)))),
        "",
    )],
    methods: &[
        FnDef::new(
            "join",
            "($self, timeout=None, /)",
            |vm, a| {
                let Some(h) = a[0].native::<Handle>() else { return Ok(Word::NONE) };
                let (done, fin) = (h.done.clone(), h.finished.clone());
                if h.ident.load(Ordering::Relaxed) == vm.th().ident as i64 && fin.load(Ordering::Relaxed) == 0 {
                    return Err(vm.runtime_error("Cannot join current thread"));
                }
                if fin.load(Ordering::Relaxed) != 0 {
                    return Ok(Word::NONE);
                }
                let timeout = if a[1].is_none() { Word::NULL } else { a[1] };
                let wait =
                    if !timeout.is_null() && super::time::to_ns(vm, timeout)? < 0 { Word::NULL } else { timeout };
                if acquire(vm, &done, Word::TRUE, wait)? {
                    done.free();
                }
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new(
            "is_done",
            "($self, /)",
            |_, a| Ok(Word::bool(a[0].native::<Handle>().is_some_and(|h| h.finished.load(Ordering::Relaxed) != 0))),
            "",
        ),
        FnDef::new(
            "_set_done",
            "($self, /)",
            |_, a| {
                if let Some(h) = a[0].native::<Handle>() {
                    h.finished.store(1, Ordering::Relaxed);
                    h.done.free();
                }
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

static RUNNING: AtomicI64 = AtomicI64::new(0);
static STACK: AtomicI64 = AtomicI64::new(0);
/// A list of (function, args, kwargs, handle) of threads about to run, and of handles to wait for.
static STARTING: Root = Root::new();
static JOINABLE: Root = Root::new();

fn list_of(vm: &Vm, r: &Root) -> Word {
    if r.get(vm).is_null() {
        let l = vm.new_list();
        r.set(vm, l);
    }
    r.get(vm)
}
struct Shared(&'static Vm);
// SAFETY: the runtime is used only by the thread that holds the lock.
unsafe impl Send for Shared {}

fn start(vm: &Vm, f: Word, args: Word, kw: Word, handle: Word) -> R<u64> {
    crate::threads::begin_many(vm);
    let Some(h) = handle.native::<Handle>() else { return Err(vm.type_error("a handle is required")) };
    let (id, done, fin) = (h.ident.clone(), h.done.clone(), h.finished.clone());
    done.try_take();
    let job = vm.new_tuple(&[f, args, kw, handle]);
    if let Some(l) = list_of(vm, &STARTING).get::<ListObj>() {
        l.push(vm, job);
    }
    let key = vm.heap.identity(job);
    // SAFETY: a runtime is never freed.
    let shared = Shared(unsafe { &*(vm as *const Vm) });
    let size = STACK.load(Ordering::Relaxed).max(64 << 20) as usize;
    let started = Arc::new(Gate::default());
    started.try_take();
    let (id2, done2, fin2, started2) = (id.clone(), done.clone(), fin.clone(), started.clone());
    let spawned = std::thread::Builder::new().stack_size(size).spawn(move || {
        let s = shared;
        // SAFETY: plain call.
        let ident = unsafe { libc::pthread_self() } as u64;
        id2.store(ident as i64, Ordering::Relaxed);
        started2.free();
        let Shared(vm) = s;
        crate::threads::run_thread(vm, ident, |vm| {
            RUNNING.fetch_add(1, Ordering::Relaxed);
            run_job(vm, key);
            RUNNING.fetch_sub(1, Ordering::Relaxed);
            fin2.store(1, Ordering::Relaxed);
            done2.free();
        });
    });
    if spawned.is_err() {
        done.free();
        return Err(vm.runtime_error("can't start new thread"));
    }
    vm.allow_threads(|| started.take_until(Some(Instant::now() + Duration::from_secs(60))));
    Ok(id.load(Ordering::Relaxed) as u64)
}
#[inline(never)]
fn run_job(vm: &Vm, key: u64) {
    let mut job = Word::NONE;
    if let Some(l) = list_of(vm, &STARTING).get::<ListObj>() {
        for i in 0..l.len() {
            if l.at(i).is_some_and(|w| vm.heap.identity(w) == key) {
                job = l.remove(i);
                break;
            }
        }
    }
    let Some(t) = job.get::<TupleObj>() else { return };
    let f = t.items()[0];
    if let Err(e) = super::atexit::call(vm, f, t.items()[1], t.items()[2])
        && !vm.exc_matches(e, &vm.exc.SystemExit)
    {
        vm.unraisable(e, Some("Exception ignored in thread started by"), f);
    }
}

fn start_new(vm: &Vm, a: &[Word]) -> R {
    if !vm.is_callable(a[0]) {
        return Err(vm.type_error("first arg must be callable"));
    }
    if !a[1].is_kind(Kind::Tuple) {
        return Err(vm.type_error("2nd arg must be a tuple"));
    }
    let kw = a[2].or(Word::NONE);
    if !kw.is_none() && !kw.is_kind(Kind::Dict) {
        return Err(vm.type_error("optional 3rd arg must be a dictionary"));
    }
    let h = new_handle(vm, 0);
    Ok(vm.int_u64(start(vm, a[0], a[1], kw, h)?))
}
fn start_joinable(vm: &Vm, a: &[Word]) -> R {
    let h = if a[1].is_null() || a[1].is_none() { new_handle(vm, 0) } else { a[1] };
    let daemon = a[2].is_null() || vm.truth(a[2])?;
    if !daemon && let Some(l) = list_of(vm, &JOINABLE).get::<ListObj>() {
        l.push(vm, h);
    }
    start(vm, a[0], vm.empty_tuple(), Word::NONE, h)?;
    Ok(h)
}
fn shutdown(vm: &Vm, _: &[Word]) -> R {
    while let Some(h) = list_of(vm, &JOINABLE).get::<ListObj>().and_then(|l| l.pop()) {
        if h.native::<Handle>().is_some_and(|h| h.ident.load(Ordering::Relaxed) != vm.th().ident as i64) {
            vm.call_method(h, "join", &[])?;
        }
    }
    Ok(Word::NONE)
}

/// `_thread._local`: a dict of its own for each thread, under the object's identity in the thread's dict.
struct Local {
    args: Slot,
    kwargs: Slot,
}
impl Payload for Local {
    const INFO: &'static NativeInfo = crate::native_info!(Local, LOCAL_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.args);
        t.slot(&self.kwargs);
    }
}
static LOCAL_NEW: FnDef = FnDef::new(
    "_local",
    "($type, /, *args, **kwargs)",
    |vm, a| Ok(vm.new_native_of(a[0], Local { args: Slot::new(a[1]), kwargs: Slot::new(a[2]) })),
    "",
);
fn local_dict(vm: &Vm, w: Word) -> R {
    let th = vm.th();
    if th.dict.get().is_null() {
        let d = vm.new_dict();
        th.dict.set_root(d);
    }
    let key = vm.int((vm.heap.identity(w) >> 4) as i64);
    let d = vm.dict_get(th.dict.get(), key)?;
    if !d.is_null() {
        return Ok(d);
    }
    let d = vm.new_dict();
    vm.dict_set(th.dict.get(), key, d)?;
    // Each thread's first use runs `__init__` of a subclass again.
    if vm.type_of(w) != vm.native_type::<Local>()
        && let Some(l) = w.native::<Local>()
    {
        let init = vm.type_lookup(vm.class_of(w), vm.names.init.get());
        let base = vm.type_lookup(vm.class_of(vm.types.object.get()), vm.names.init.get());
        if init != base && vm.th().ident != 1 {
            let bound = vm.new_method(init, w);
            super::atexit::call(vm, bound, l.args.get(), l.kwargs.get())?;
        }
    }
    Ok(d)
}
static LOCAL_SPEC: TypeSpec = TypeSpec {
    name: "_thread._local",
    doc: "Thread-local data",
    flags: TF_BASETYPE | TF_WEAKREF,
    new: Some(&LOCAL_NEW),
    slots: |s| {
        s.getattro.set(Some(|vm, w, n| {
            let d = local_dict(vm, w)?;
            let name = crate::objects::str::to_string_lossy(n);
            if name == "__dict__" {
                return Ok(d);
            }
            let v = vm.dict_get(d, n)?;
            if !v.is_null() {
                return Ok(v);
            }
            vm.generic_getattr(w, n)
        }));
        s.setattro.set(Some(|vm, w, n, v| {
            let d = local_dict(vm, w)?;
            let class = vm.type_lookup(vm.class_of(w), n);
            if !class.is_null() && vm.class_of(class).slots.descr_set.get().is_some() {
                return vm.generic_setattr(w, n, v);
            }
            match v {
                Some(v) => vm.dict_set(d, n, v),
                None => {
                    let o = d.get::<DictObj>().map(|o| vm.dict_remove(o, n)).transpose()?;
                    if o.is_none_or(|w| w.is_null()) {
                        return Err(vm.no_attribute(w, n));
                    }
                    Ok(())
                }
            }
        }));
    },
    ..TypeSpec::DEFAULT
};

static HOOK_ARGS: StructDef = StructDef::new(
    "_thread._ExceptHookArgs",
    "ExceptHookArgs - Type used to pass arguments to threading.excepthook.",
    &["exc_type", "exc_value", "exc_traceback", "thread"],
    4,
    true,
);
fn excepthook(vm: &Vm, a: &[Word]) -> R {
    let Some(t) = a[0].get::<TupleObj>() else {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    };
    let v = t.items();
    if v[0] == vm.exc.SystemExit.get() {
        return Ok(Word::NONE);
    }
    let name = if v[3].is_none() {
        vm.th().ident.to_string()
    } else {
        let n = vm.getattr_str(v[3], "name")?;
        vm.str_text(n)?
    };
    let sys = vm.import_module("sys")?;
    let err = vm.getattr_str(sys, "stderr")?;
    if err.is_none() {
        return Ok(Word::NONE);
    }
    let head = vm.new_str(&format!("Exception in thread {name}:\n"));
    vm.call_method(err, "write", &[head])?;
    let hook = vm.getattr_str(sys, "__excepthook__")?;
    vm.call(hook, &[v[0], v[1], v[2]])?;
    Ok(Word::NONE)
}
fn ident(vm: &Vm, _: &[Word]) -> R {
    Ok(vm.int_u64(vm.th().ident))
}
fn exit(vm: &Vm, _: &[Word]) -> R {
    Err(vm.exc_with_args(vm.exc.SystemExit.get(), &[]))
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    functions: &[
        FnDef::new(
            "start_new_thread",
            "(function, args, kwargs=None, /)",
            start_new,
            "Start a new thread and return its identifier.",
        ),
        FnDef::new("start_new", "(function, args, kwargs=None, /)", start_new, ""),
        FnDef::new("start_joinable_thread", "(function, handle=None, daemon=True)", start_joinable, ""),
        FnDef::new("_make_thread_handle", "(ident, /)", |vm, a| Ok(new_handle(vm, vm.index_i64(a[0])? as u64)), ""),
        FnDef::new(
            "_get_main_thread_ident",
            "()",
            |vm, _| {
                // SAFETY: threads are never freed.
                Ok(vm.int_u64(unsafe { (*crate::threads::main_thread(vm)).ident }))
            },
            "",
        ),
        FnDef::new("daemon_threads_allowed", "()", |_, _| Ok(Word::TRUE), ""),
        FnDef::new("_is_main_interpreter", "()", |_, _| Ok(Word::TRUE), ""),
        FnDef::new("_shutdown", "()", shutdown, ""),
        FnDef::new("allocate_lock", "()", new_lock, ""),
        FnDef::new("allocate", "()", new_lock, ""),
        FnDef::new("get_ident", "()", ident, ""),
        FnDef::new(
            "get_native_id",
            "()",
            |vm, _| {
                // SAFETY: plain call.
                Ok(vm.int(unsafe { libc::syscall(libc::SYS_gettid) }))
            },
            "",
        ),
        FnDef::new("_count", "()", |vm, _| Ok(vm.int(RUNNING.load(Ordering::Relaxed))), ""),
        FnDef::new(
            "stack_size",
            "(size=0, /)",
            |vm, a| {
                let n =
                    if a[0].is_null() { return Ok(vm.int(STACK.load(Ordering::Relaxed))) } else { vm.index_i64(a[0])? };
                if n < 0 {
                    return Err(vm.value_error("size must be 0 or a positive value"));
                }
                if n != 0 && n < 32768 {
                    return Err(vm.value_error(format!("size not valid: {n} bytes")));
                }
                Ok(vm.int(STACK.swap(n, Ordering::Relaxed)))
            },
            "",
        ),
        FnDef::new("exit", "()", exit, ""),
        FnDef::new("exit_thread", "()", exit, ""),
        FnDef::new(
            "interrupt_main",
            "(signum=2, /)",
            |vm, a| {
                let n = if a[0].is_null() { 2 } else { vm.arg_c_int(a[0])? };
                // SAFETY: plain call.
                unsafe { libc::raise(n) };
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new(
            "set_name",
            "(name)",
            |vm, a| {
                let n: String = vm.str_text(a[0])?.chars().take(15).collect();
                if let Ok(c) = std::ffi::CString::new(n) {
                    // SAFETY: a C string.
                    unsafe { libc::pthread_setname_np(libc::pthread_self(), c.as_ptr()) };
                }
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new("_excepthook", "(exc_info, /)", excepthook, "Handle uncaught Thread.run() exception."),
    ],
    init: |vm, m| {
        let t = vm.native_type::<Lock>();
        vm.module_add(m, "lock", t);
        vm.module_add(m, "LockType", t);
        let t = vm.native_type::<RLock>();
        vm.module_add(m, "RLock", t);
        let t = vm.native_type::<Handle>();
        vm.module_add(m, "_ThreadHandle", t);
        let t = vm.native_type::<Local>();
        vm.module_add(m, "_local", t);
        let t = vm.seq_type(&HOOK_ARGS);
        vm.module_add(m, "_ExceptHookArgs", t);
        vm.module_add(m, "error", vm.exc.RuntimeError.get());
        vm.module_add(m, "TIMEOUT_MAX", vm.float(TIMEOUT_MAX as f64));
        vm.module_add(m, "_NAME_MAXLEN", Word::small(15));
        Ok(())
    },
};
