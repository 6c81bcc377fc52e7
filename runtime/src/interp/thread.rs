//! Threads of Python execution: each has a native stack and a data stack for frames.

use crate::heap::*;
use std::cell::{Cell, RefCell};

/// Bytes of address space for a data stack; pages are used as frames need them.
const DATA_STACK: usize = 256 << 20;
/// Native stack that recursion may use: collections scan what is in use.
const NATIVE_STACK: usize = if cfg!(debug_assertions) { 128 << 20 } else { 16 << 20 };
/// Native stack left when RecursionError is raised.
const NATIVE_RESERVE: usize = 256 << 10;

/// One thread. The fields that the interpreter uses all the time are in `State` while the thread
/// runs, and here while it does not hold the lock.
pub struct Thread {
    pub ident: u64,
    pub stack_base: *mut Word,
    pub stack_end: *mut Word,
    pub native_base: usize,
    pub native_limit: usize,
    /// Lowest native stack address in use while the lock is not held.
    pub parked_sp: Cell<usize>,
    pub saved: RefCell<crate::interp::Current>,
    /// settrace and setprofile functions, or NULL.
    pub trace: Slot,
    pub profile: Slot,
    pub tracing: Cell<u32>,
    /// An exception to raise at the next safepoint (`PyThreadState_SetAsyncExc`), or NULL.
    pub async_exc: Slot,
    pub context: Slot,
    pub async_firstiter: Slot,
    pub async_finalizer: Slot,
    pub origin_depth: Cell<usize>,
    pub repr_active: RefCell<Vec<usize>>,
    pub dict: Slot,
}

impl Thread {
    /// The process's first thread.
    pub fn new_main() -> *const Thread {
        Self::new(1)
    }
    /// A thread for the calling native thread. Never freed.
    pub fn new(ident: u64) -> *const Thread {
        let base = approx_sp();
        let (low, high) = native_stack(base);
        // SAFETY: a fresh private mapping.
        let p = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                DATA_STACK,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if p == libc::MAP_FAILED {
            eprintln!("taipan: the kernel refuses address space for a data stack: {}", std::io::Error::last_os_error());
            std::process::exit(1);
        }
        let null = || Slot::new(Word::NULL);
        Box::leak(Box::new(Thread {
            ident,
            stack_base: p as *mut Word,
            // SAFETY: inside the mapping.
            stack_end: unsafe { (p as *mut u8).add(DATA_STACK - 4096) } as *mut Word,
            native_base: high,
            native_limit: low + NATIVE_RESERVE,
            parked_sp: Cell::new(0),
            saved: RefCell::default(),
            trace: null(),
            profile: null(),
            tracing: Cell::new(0),
            async_exc: null(),
            context: null(),
            async_firstiter: null(),
            async_finalizer: null(),
            origin_depth: Cell::new(0),
            repr_active: RefCell::default(),
            dict: null(),
        }))
    }
    pub(crate) fn trace(&self, t: &mut Tracer) {
        for s in [
            &self.trace,
            &self.profile,
            &self.async_exc,
            &self.context,
            &self.async_firstiter,
            &self.async_finalizer,
            &self.dict,
        ] {
            t.slot(s);
        }
        self.saved.borrow().trace(t);
    }
    /// The memory of this thread that may hold words.
    pub(crate) fn stack_ranges(&self, vm: &crate::Vm, sp: usize, current: bool, f: &mut dyn FnMut(usize, usize)) {
        let top = if current { vm.state.cur.data_top() } else { self.saved.borrow().data_top() };
        let top = if top.is_null() { self.stack_base } else { top };
        f(self.stack_base as usize, (top as usize).min(self.stack_end as usize));
        let low = if current { sp } else { self.parked_sp.get() };
        if low != 0 && low < self.native_base {
            f(low, self.native_base);
        }
    }
}

/// The calling thread's native stack: (lowest usable address, end).
fn native_stack(sp: usize) -> (usize, usize) {
    // SAFETY: plain libc queries on the calling thread.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attr) == 0 {
            let mut addr = std::ptr::null_mut();
            let mut size = 0;
            let ok = libc::pthread_attr_getstack(&attr, &mut addr, &mut size) == 0;
            libc::pthread_attr_destroy(&mut attr);
            let (low, high) = (addr as usize, addr as usize + size);
            if ok && sp > low && sp < high {
                return (low.max(sp.saturating_sub(NATIVE_STACK)), high);
            }
        }
    }
    (sp.saturating_sub(1 << 20), sp + 4096)
}
