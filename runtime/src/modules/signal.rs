//! `_signal`: handlers run at a safepoint of the main thread.

use super::support::Root;
use crate::heap::*;
use crate::interp::breaker;
use crate::objects::*;
use crate::{R, Vm};
use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, AtomicU64, Ordering};

const NSIG: usize = 65;
static PENDING: [AtomicU64; 2] = [AtomicU64::new(0), AtomicU64::new(0)];
static BREAKER: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());
static MAIN: AtomicU64 = AtomicU64::new(0);
static WAKEUP: AtomicI32 = AtomicI32::new(-1);
/// A list: handler of each signal, or None.
static HANDLERS: Root = Root::new();

/// Has a signal arrived whose handler has not run?
pub fn pending() -> bool {
    PENDING.iter().any(|p| p.load(Ordering::Relaxed) != 0)
}

extern "C" fn on_signal(n: i32) {
    // Only atomics and calls that are safe in a handler.
    let main = MAIN.load(Ordering::Relaxed);
    // SAFETY: plain calls.
    unsafe {
        let e = *libc::__errno_location();
        if main != 0 && libc::pthread_self() as u64 != main {
            libc::pthread_kill(main as libc::pthread_t, n);
        } else {
            trip(n);
        }
        *libc::__errno_location() = e;
    }
}
fn trip(n: i32) {
    PENDING[n as usize / 64].fetch_or(1 << (n as usize % 64), Ordering::Relaxed);
    let b = BREAKER.load(Ordering::Relaxed);
    if !b.is_null() {
        // SAFETY: the runtime's breaker, which lives for ever.
        unsafe { (*b).fetch_or(breaker::SIGNAL, Ordering::Relaxed) };
    }
    let fd = WAKEUP.load(Ordering::Relaxed);
    if fd >= 0 {
        let b = n as u8;
        // SAFETY: one byte.
        unsafe { libc::write(fd, &b as *const u8 as *const libc::c_void, 1) };
    }
}

/// Runs the handlers of the signals that arrived.
fn run_pending(vm: &Vm) -> R<()> {
    if vm.thread_ptr() != crate::threads::main_thread(vm) {
        return Ok(());
    }
    for n in 1..NSIG {
        let bit = 1u64 << (n % 64);
        if PENDING[n / 64].fetch_and(!bit, Ordering::Relaxed) & bit == 0 {
            continue;
        }
        let h = handler(vm, n);
        if h.is_none() || h.is_small() {
            if n == libc::SIGINT as usize && h.is_none() {
                return Err(vm.exc_with_args(vm.exc.KeyboardInterrupt.get(), &[]));
            }
            continue;
        }
        let frame = vm.import_module("sys").and_then(|s| vm.call_method(s, "_getframe", &[])).unwrap_or(Word::NONE);
        vm.call(h, &[Word::small(n as i64), frame])?;
    }
    Ok(())
}
fn handler(vm: &Vm, n: usize) -> Word {
    HANDLERS.get(vm).get::<ListObj>().and_then(|l| l.at(n)).unwrap_or(Word::NONE)
}

fn os_set(n: i32, f: libc::sighandler_t) -> i32 {
    // SAFETY: plain calls with an initialised struct.
    unsafe {
        let mut act: libc::sigaction = std::mem::zeroed();
        act.sa_sigaction = f;
        libc::sigemptyset(&mut act.sa_mask);
        libc::sigaction(n, &act, std::ptr::null_mut())
    }
}

/// What a Python process does at its start: Ctrl-C interrupts, a broken pipe is an error.
pub fn install(vm: &Vm) {
    BREAKER.store(&vm.state.breaker as *const AtomicU32 as *mut AtomicU32, Ordering::Relaxed);
    // SAFETY: plain call.
    MAIN.store(unsafe { libc::pthread_self() } as u64, Ordering::Relaxed);
    vm.state.signal_hook.set(Some(run_pending));
    os_set(libc::SIGPIPE, libc::SIG_IGN);
    os_set(libc::SIGXFSZ, libc::SIG_IGN);
    // SAFETY: plain query.
    let ignored = unsafe {
        let mut act: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGINT, std::ptr::null(), &mut act);
        act.sa_sigaction == libc::SIG_IGN
    };
    if !ignored {
        os_set(libc::SIGINT, on_signal as *const () as libc::sighandler_t);
    }
}

fn number(vm: &Vm, w: Word) -> R<i32> {
    let n = vm.arg_c_int(w)?;
    if !(1..NSIG as i32).contains(&n) {
        return Err(vm.value_error("signal number out of range"));
    }
    Ok(n)
}
fn signal(vm: &Vm, a: &[Word]) -> R {
    let n = vm.arg_c_int(a[0])?;
    if vm.thread_ptr() != crate::threads::main_thread(vm) {
        return Err(vm.value_error("signal only works in main thread of the main interpreter"));
    }
    number(vm, a[0])?;
    let f = if a[1].is_small() || (vm.is_instance(a[1], &vm.types.int)) {
        match crate::objects::int::to_i64(a[1]) {
            Some(0) => libc::SIG_DFL,
            Some(1) => libc::SIG_IGN,
            _ => {
                return Err(
                    vm.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
                );
            }
        }
    } else if vm.is_callable(a[1]) {
        on_signal as *const () as libc::sighandler_t
    } else {
        return Err(vm.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
    };
    if os_set(n, f) != 0 {
        return Err(vm.last_sys_error());
    }
    let old = handler(vm, n as usize);
    if let Some(l) = HANDLERS.get(vm).get::<ListObj>() {
        l.set(n as usize, a[1]);
    }
    Ok(old)
}
fn default_int(vm: &Vm, _: &[Word]) -> R {
    Err(vm.exc_with_args(vm.exc.KeyboardInterrupt.get(), &[]))
}
static DEFAULT_INT: FnDef = FnDef::new(
    "default_int_handler",
    "(signalnum, frame, /)",
    default_int,
    "The default handler for SIGINT installed by Python.",
);

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_signal",
    doc: "This module provides mechanisms to use signal handlers in Python.",
    functions: &[
        FnDef::new("signal", "(signalnum, handler, /)", signal, "Set the action for the given signal."),
        FnDef::new(
            "getsignal",
            "(signalnum, /)",
            |vm, a| Ok(handler(vm, number(vm, a[0])? as usize)),
            "Return the current action for the given signal.",
        ),
        FnDef::new(
            "raise_signal",
            "(signalnum, /)",
            |vm, a| {
                let n = vm.arg_c_int(a[0])?;
                // SAFETY: plain call.
                if vm.allow_threads(|| unsafe { libc::raise(n) }) != 0 {
                    return Err(vm.last_sys_error());
                }
                run_pending(vm)?;
                Ok(Word::NONE)
            },
            "Send a signal to the executing process.",
        ),
        FnDef::new(
            "alarm",
            "(seconds, /)",
            |vm, a| {
                let n = vm.arg_c_int(a[0])?;
                // SAFETY: plain call.
                Ok(vm.int(unsafe { libc::alarm(n as u32) } as i64))
            },
            "Arrange for SIGALRM to arrive after the given number of seconds.",
        ),
        FnDef::new(
            "pause",
            "()",
            |vm, _| {
                // SAFETY: plain call.
                vm.allow_threads(|| unsafe { libc::pause() });
                vm.safepoint()?;
                Ok(Word::NONE)
            },
            "Wait until a signal arrives.",
        ),
        FnDef::new(
            "set_wakeup_fd",
            "(fd, /, *, warn_on_full_buffer=True)",
            |vm, a| Ok(vm.int(WAKEUP.swap(vm.arg_c_int(a[0])?, Ordering::Relaxed) as i64)),
            "",
        ),
        FnDef::new("siginterrupt", "(signalnum, flag, /)", |vm, a| number(vm, a[0]).map(|_| Word::NONE), ""),
        FnDef::new(
            "strsignal",
            "(signalnum, /)",
            |vm, a| {
                let n = number(vm, a[0])?;
                // SAFETY: libc gives a C string.
                let s = unsafe { std::ffi::CStr::from_ptr(libc::strsignal(n)) }.to_string_lossy().into_owned();
                Ok(if s.starts_with("Unknown") { Word::NONE } else { vm.new_str(&s) })
            },
            "Return the system description of the given signal.",
        ),
        FnDef::new(
            "valid_signals",
            "()",
            |vm, _| {
                let l = vm.new_list();
                for n in (1..32).chain(34..NSIG as i64) {
                    if let Some(l) = l.get::<ListObj>() {
                        l.push(vm, Word::small(n));
                    }
                }
                vm.call(vm.types.set.get(), &[l])
            },
            "Return a set of valid signal numbers on this platform.",
        ),
        FnDef::new(
            "setitimer",
            "(which, seconds, interval=0.0, /)",
            |vm, a| {
                let tv = |w: Word| -> R<libc::timeval> {
                    let ns = if w.is_null() { 0 } else { super::time::to_ns(vm, w)? };
                    Ok(libc::timeval {
                        tv_sec: (ns / 1_000_000_000) as i64,
                        tv_usec: (ns % 1_000_000_000 / 1000) as i64,
                    })
                };
                let new = libc::itimerval { it_value: tv(a[1])?, it_interval: tv(a[2])? };
                // SAFETY: valid pointers.
                unsafe {
                    let mut old: libc::itimerval = std::mem::zeroed();
                    if libc::setitimer(vm.arg_c_int(a[0])? as _, &new, &mut old) != 0 {
                        return Err(vm.last_sys_error());
                    }
                    let f = |t: libc::timeval| vm.float(t.tv_sec as f64 + t.tv_usec as f64 / 1e6);
                    Ok(vm.new_tuple(&[f(old.it_value), f(old.it_interval)]))
                }
            },
            "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).",
        ),
        FnDef::new(
            "pthread_kill",
            "(thread_id, signalnum, /)",
            |vm, a| {
                let (t, n) = (vm.index_i64(a[0])?, vm.arg_c_int(a[1])?);
                // SAFETY: plain call.
                match unsafe { libc::pthread_kill(t as libc::pthread_t, n) } {
                    0 => Ok(Word::NONE),
                    e => Err(vm.sys_error(e)),
                }
            },
            "Send a signal to a thread.",
        ),
    ],
    init: |vm, m| {
        let l = vm.new_list();
        let int = vm.new_builtin(&DEFAULT_INT, vm.intern("_signal"));
        vm.module_add(m, "default_int_handler", int);
        for n in 0..NSIG as i32 {
            // SAFETY: plain query.
            let f = unsafe {
                let mut act: libc::sigaction = std::mem::zeroed();
                if n > 0 && libc::sigaction(n, std::ptr::null(), &mut act) == 0 {
                    act.sa_sigaction
                } else {
                    libc::SIG_DFL
                }
            };
            let w = match f {
                _ if n == libc::SIGINT && f == on_signal as *const () as libc::sighandler_t => int,
                libc::SIG_DFL => Word::small(0),
                libc::SIG_IGN => Word::small(1),
                _ => Word::NONE,
            };
            if let Some(l) = l.get::<ListObj>() {
                l.push(vm, w);
            }
        }
        HANDLERS.set(vm, l);
        for (n, v) in [
            ("NSIG", NSIG as i32),
            ("SIG_DFL", 0),
            ("SIG_IGN", 1),
            ("SIG_BLOCK", 0),
            ("SIG_UNBLOCK", 1),
            ("SIG_SETMASK", 2),
            ("ITIMER_REAL", 0),
            ("ITIMER_VIRTUAL", 1),
            ("ITIMER_PROF", 2),
            ("SIGABRT", 6),
            ("SIGALRM", 14),
            ("SIGBUS", 7),
            ("SIGCHLD", 17),
            ("SIGCLD", 17),
            ("SIGCONT", 18),
            ("SIGFPE", 8),
            ("SIGHUP", 1),
            ("SIGILL", 4),
            ("SIGINT", 2),
            ("SIGIO", 29),
            ("SIGIOT", 6),
            ("SIGKILL", 9),
            ("SIGPIPE", 13),
            ("SIGPOLL", 29),
            ("SIGPROF", 27),
            ("SIGPWR", 30),
            ("SIGQUIT", 3),
            ("SIGRTMAX", 64),
            ("SIGRTMIN", 34),
            ("SIGSEGV", 11),
            ("SIGSTKFLT", 16),
            ("SIGSTOP", 19),
            ("SIGSYS", 31),
            ("SIGTERM", 15),
            ("SIGTRAP", 5),
            ("SIGTSTP", 20),
            ("SIGTTIN", 21),
            ("SIGTTOU", 22),
            ("SIGURG", 23),
            ("SIGUSR1", 10),
            ("SIGUSR2", 12),
            ("SIGVTALRM", 26),
            ("SIGWINCH", 28),
            ("SIGXCPU", 24),
            ("SIGXFSZ", 25),
        ] {
            vm.module_add(m, n, Word::small(v as i64));
        }
        vm.module_add(m, "ItimerError", vm.exc.OSError.get());
        Ok(())
    },
};
