//! The `select` module: waiting for files to become ready.

use super::support::errno;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

/// The file descriptor of an int or of an object with `fileno()`.
pub fn file_number(vm: &Vm, w: Word) -> R<i32> {
    let n = if int::is_int(w) {
        w
    } else {
        let f = vm.getattr_opt(w, vm.intern("fileno"))?;
        if f.is_null() {
            return Err(vm.type_error("argument must be an int, or have a fileno() method."));
        }
        let n = vm.call(f, &[])?;
        if !int::is_int(n) {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        n
    };
    let fd = vm.arg_c_int(n)?;
    if fd < 0 {
        return Err(vm.value_error(format!("file descriptor cannot be a negative integer ({fd})")));
    }
    Ok(fd)
}
/// Seconds as a duration; None for None. Not negative.
fn seconds(vm: &Vm, w: Word, scale: f64) -> R<Option<Duration>> {
    if w.is_null() || w.is_none() {
        return Ok(None);
    }
    if !int::is_int(w) && vm.class_of(w).slots.float.get().is_none() {
        return Err(vm.type_error("timeout must be a real number or None"));
    }
    let t = vm.to_f64(w)? * scale;
    if t.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if t > 1e10 {
        return Err(vm.overflow_error("timeout is too large"));
    }
    Ok(Some(Duration::from_secs_f64(t.max(0.0))))
}
/// What is left until `end`, in milliseconds for `poll`: rounded up, -1 for ever.
pub fn left(end: Option<Instant>) -> i32 {
    match end {
        None => -1,
        Some(e) => {
            let d = e.saturating_duration_since(Instant::now());
            d.as_nanos().div_ceil(1_000_000).min(i32::MAX as u128) as i32
        }
    }
}
/// `poll(2)` until `end`, going on after signals.
pub fn poll_until(vm: &Vm, fds: &mut [libc::pollfd], end: Option<Instant>) -> R<usize> {
    let (p, n) = (fds.as_mut_ptr() as usize, fds.len() as libc::nfds_t);
    loop {
        let ms = left(end);
        // SAFETY: the slice outlives the call.
        let r = vm.allow_threads(|| unsafe { libc::poll(p as *mut libc::pollfd, n, ms) });
        if r >= 0 {
            return Ok(r as usize);
        }
        if errno() != libc::EINTR {
            return Err(vm.last_sys_error());
        }
        vm.safepoint()?;
    }
}

/// `select(rlist, wlist, xlist, timeout=None)`
fn select(vm: &Vm, a: &[Word]) -> R {
    let timeout = seconds(vm, a[3], 1.0)?;
    if let Some(w) = a.get(3).filter(|w| !w.is_null() && !w.is_none())
        && vm.to_f64(*w)? < 0.0
    {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    const WANTED: [i16; 3] = [libc::POLLIN, libc::POLLOUT, libc::POLLPRI];
    const READY: [i16; 3] =
        [libc::POLLIN | libc::POLLHUP | libc::POLLERR, libc::POLLOUT | libc::POLLERR, libc::POLLPRI];
    let mut fds: Vec<libc::pollfd> = vec![];
    let mut objects = [WordVec::new(), WordVec::new(), WordVec::new()];
    for i in 0..3 {
        let v = vm.to_vec_or(a[i], "arguments 1-3 must be sequences")?;
        for &w in v.iter() {
            let fd = file_number(vm, w)?;
            if fd >= libc::FD_SETSIZE as i32 {
                return Err(vm.value_error("filedescriptor out of range in select()"));
            }
            objects[i].push(vm, w);
            fds.push(libc::pollfd { fd, events: WANTED[i], revents: 0 });
        }
    }
    poll_until(vm, &mut fds, timeout.map(|t| Instant::now() + t))?;
    if fds.iter().any(|f| f.revents & libc::POLLNVAL != 0) {
        return Err(vm.sys_error(libc::EBADF));
    }
    let mut out = WordVec::new();
    let mut at = 0;
    for (i, list) in objects.iter().enumerate() {
        let mut ready = WordVec::new();
        for &w in list.iter() {
            if fds[at].revents & READY[i] != 0 {
                ready.push(vm, w);
            }
            at += 1;
        }
        let l = ready.to_list(vm);
        out.push(vm, l);
    }
    Ok(out.to_tuple(vm))
}

/// `poll()`
struct Poll {
    fds: RefCell<Vec<libc::pollfd>>,
}
impl Payload for Poll {
    const INFO: &'static NativeInfo = crate::native_info!(Poll, POLL_SPEC);
}
fn mask(vm: &Vm, w: Word) -> R<i16> {
    if w.is_null() {
        return Ok(libc::POLLIN | libc::POLLPRI | libc::POLLOUT);
    }
    let v = vm.index_i64(w)?;
    match u16::try_from(v) {
        Ok(v) => Ok(v as i16),
        Err(_) if v < 0 => Err(vm.value_error("value must be positive")),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned short")),
    }
}
fn poll_of<'a>(vm: &Vm, w: &'a Word) -> R<&'a Poll> {
    w.native::<Poll>().ok_or_else(|| vm.type_error("a poll object is required"))
}
static POLL_SPEC: TypeSpec = TypeSpec {
    name: "select.poll",
    flags: TF_NO_NEW,
    methods: &[
        FnDef::new(
            "register",
            "($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)",
            |vm, a| {
                let (fd, events) = (file_number(vm, a[1])?, mask(vm, a[2])?);
                let mut fds = poll_of(vm, &a[0])?.fds.borrow_mut();
                match fds.iter_mut().find(|f| f.fd == fd) {
                    Some(f) => f.events = events,
                    None => fds.push(libc::pollfd { fd, events, revents: 0 }),
                }
                Ok(Word::NONE)
            },
            "Register a file descriptor with the polling object.",
        ),
        FnDef::new(
            "modify",
            "($self, fd, eventmask, /)",
            |vm, a| {
                let (fd, events) = (file_number(vm, a[1])?, mask(vm, a[2])?);
                match poll_of(vm, &a[0])?.fds.borrow_mut().iter_mut().find(|f| f.fd == fd) {
                    Some(f) => f.events = events,
                    None => return Err(vm.sys_error(libc::ENOENT)),
                }
                Ok(Word::NONE)
            },
            "Modify an already registered file descriptor.",
        ),
        FnDef::new(
            "unregister",
            "($self, fd, /)",
            |vm, a| {
                let fd = file_number(vm, a[1])?;
                let mut fds = poll_of(vm, &a[0])?.fds.borrow_mut();
                match fds.iter().position(|f| f.fd == fd) {
                    Some(i) => {
                        fds.remove(i);
                        Ok(Word::NONE)
                    }
                    None => Err(vm.key_error(vm.int(fd as i64))),
                }
            },
            "Remove a file descriptor being tracked by the polling object.",
        ),
        FnDef::new(
            "poll",
            "($self, timeout=None, /)",
            |vm, a| {
                let mut end = seconds(vm, a[1], 1e-3)?.map(|t| Instant::now() + t);
                if !a[1].is_null() && !a[1].is_none() && vm.to_f64(a[1])? < 0.0 {
                    end = None;
                }
                let mut fds = poll_of(vm, &a[0])?.fds.borrow().clone();
                poll_until(vm, &mut fds, end)?;
                let mut out = WordVec::new();
                for f in fds.iter().filter(|f| f.revents != 0) {
                    let t = vm.new_tuple(&[vm.int(f.fd as i64), vm.int(f.revents as u16 as i64)]);
                    out.push(vm, t);
                }
                Ok(out.to_list(vm))
            },
            "Polls the set of registered file descriptors.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// `epoll(sizehint=-1, flags=0)`; -1 when closed.
struct Epoll {
    fd: Cell<i32>,
}
impl Payload for Epoll {
    const INFO: &'static NativeInfo = crate::native_info!(Epoll, EPOLL_SPEC);
}
impl Drop for Epoll {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // SAFETY: our own descriptor.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}
fn epoll_of(vm: &Vm, w: Word) -> R<i32> {
    match w.native::<Epoll>() {
        Some(e) if e.fd.get() >= 0 => Ok(e.fd.get()),
        Some(_) => Err(vm.value_error("I/O operation on closed epoll object")),
        None => Err(vm.type_error("an epoll object is required")),
    }
}
fn control(vm: &Vm, a: &[Word], op: i32) -> R {
    let ep = epoll_of(vm, a[0])?;
    let fd = file_number(vm, a[1])?;
    let events = match a.get(2) {
        Some(w) if !w.is_null() => vm.index_i64(*w)? as u32,
        _ => (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32,
    };
    let mut e = libc::epoll_event { events, u64: fd as u64 };
    // SAFETY: a local structure.
    if unsafe { libc::epoll_ctl(ep, op, fd, &mut e) } < 0 {
        return Err(vm.last_sys_error());
    }
    Ok(Word::NONE)
}
fn epoll_wait(vm: &Vm, a: &[Word]) -> R {
    let ep = epoll_of(vm, a[0])?;
    let mut end = seconds(vm, a[1], 1.0)?.map(|t| Instant::now() + t);
    if !a[1].is_null() && !a[1].is_none() && vm.to_f64(a[1])? < 0.0 {
        end = None;
    }
    let max = if a[2].is_null() { -1 } else { vm.index_i64(a[2])? };
    let max = match max {
        -1 => 1023,
        n if n > 0 && n < 1 << 20 => n as usize,
        n => return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}"))),
    };
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; max];
    let p = events.as_mut_ptr() as usize;
    let n = loop {
        let ms = left(end);
        // SAFETY: room for `max` events.
        let r = vm.allow_threads(|| unsafe { libc::epoll_wait(ep, p as *mut libc::epoll_event, max as i32, ms) });
        if r >= 0 {
            break r as usize;
        }
        if errno() != libc::EINTR {
            return Err(vm.last_sys_error());
        }
        vm.safepoint()?;
    };
    let mut out = WordVec::new();
    for e in &events[..n] {
        let (fd, events) = (e.u64, e.events);
        let t = vm.new_tuple(&[vm.int(fd as i64), vm.int(events as i64)]);
        out.push(vm, t);
    }
    Ok(out.to_list(vm))
}
fn epoll_close(_: &Vm, a: &[Word]) -> R {
    if let Some(e) = a[0].native::<Epoll>()
        && e.fd.get() >= 0
    {
        // SAFETY: our own descriptor.
        unsafe { libc::close(e.fd.replace(-1)) };
    }
    Ok(Word::NONE)
}
const EPOLL_NEW: FnDef = FnDef::new(
    "epoll",
    "($type, sizehint=-1, flags=0)",
    |vm, a| {
        let hint = if a[1].is_null() { -1 } else { vm.index_i64(a[1])? };
        if hint != -1 && hint <= 0 {
            return Err(vm.value_error("negative sizehint"));
        }
        // SAFETY: a plain call.
        let fd = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
        if fd < 0 {
            return Err(vm.last_sys_error());
        }
        Ok(vm.new_native_of(a[0], Epoll { fd: Cell::new(fd) }))
    },
    "",
);
static EPOLL_SPEC: TypeSpec = TypeSpec {
    name: "select.epoll",
    doc: "Returns an epolling object.",
    methods: &[
        FnDef::new(
            "register",
            "($self, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)",
            |vm, a| control(vm, a, libc::EPOLL_CTL_ADD),
            "Registers a new fd or raises an OSError if the fd is already registered.",
        ),
        FnDef::new(
            "modify",
            "($self, fd, eventmask)",
            |vm, a| control(vm, a, libc::EPOLL_CTL_MOD),
            "Modify event mask for a registered file descriptor.",
        ),
        FnDef::new(
            "unregister",
            "($self, fd)",
            |vm, a| control(vm, &a[..2], libc::EPOLL_CTL_DEL),
            "Remove a registered file descriptor from the epoll object.",
        ),
        FnDef::new(
            "poll",
            "($self, timeout=None, maxevents=-1)",
            epoll_wait,
            "Wait for events on the epoll file descriptor.",
        ),
        FnDef::new("close", "($self, /)", epoll_close, "Close the epoll control file descriptor."),
        FnDef::new(
            "fileno",
            "($self, /)",
            |vm, a| Ok(vm.int(epoll_of(vm, a[0])? as i64)),
            "Return the epoll control file descriptor.",
        ),
        FnDef::class(
            "fromfd",
            "($type, fd, /)",
            |vm, a| {
                let fd = vm.arg_c_int(a[1])?;
                Ok(vm.new_native_of(a[0], Epoll { fd: Cell::new(fd) }))
            },
            "Create an epoll object from a given control fd.",
        ),
        FnDef::new(
            "__enter__",
            "($self, /)",
            |vm, a| {
                epoll_of(vm, a[0])?;
                Ok(a[0])
            },
            "",
        ),
        FnDef::new("__exit__", "($self, exc_type=None, exc_value=None, exc_tb=None, /)", epoll_close, ""),
    ],
    getset: &[GetSet::ro(
        "closed",
        |_, w| Ok(Word::bool(w.native::<Epoll>().is_none_or(|e| e.fd.get() < 0))),
        "True if the epoll handler is closed",
    )],
    new: Some(&EPOLL_NEW),
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "select",
    doc: "This module supports asynchronous I/O on multiple file descriptors.",
    functions: &[
        FnDef::new(
            "select",
            "(rlist, wlist, xlist, timeout=None, /)",
            select,
            "Wait until one or more file descriptors are ready for some kind of I/O.",
        ),
        FnDef::new(
            "poll",
            "()",
            |vm, _| Ok(vm.new_native(Poll { fds: RefCell::default() })),
            "Returns a polling object.",
        ),
    ],
    init: |vm, m| {
        vm.module_add(m, "error", vm.exc.OSError.get());
        vm.module_add(m, "epoll", vm.native_type::<Epoll>());
        for (n, v) in [
            ("POLLIN", libc::POLLIN as i64),
            ("POLLPRI", libc::POLLPRI as i64),
            ("POLLOUT", libc::POLLOUT as i64),
            ("POLLERR", libc::POLLERR as i64),
            ("POLLHUP", libc::POLLHUP as i64),
            ("POLLNVAL", libc::POLLNVAL as i64),
            ("POLLRDNORM", libc::POLLRDNORM as i64),
            ("POLLRDBAND", libc::POLLRDBAND as i64),
            ("POLLWRNORM", libc::POLLWRNORM as i64),
            ("POLLWRBAND", libc::POLLWRBAND as i64),
            ("POLLRDHUP", libc::POLLRDHUP as i64),
            ("PIPE_BUF", libc::PIPE_BUF as i64),
            ("EPOLLIN", libc::EPOLLIN as u32 as i64),
            ("EPOLLOUT", libc::EPOLLOUT as u32 as i64),
            ("EPOLLPRI", libc::EPOLLPRI as u32 as i64),
            ("EPOLLERR", libc::EPOLLERR as u32 as i64),
            ("EPOLLHUP", libc::EPOLLHUP as u32 as i64),
            ("EPOLLRDHUP", libc::EPOLLRDHUP as u32 as i64),
            ("EPOLLET", libc::EPOLLET as u32 as i64),
            ("EPOLLONESHOT", libc::EPOLLONESHOT as u32 as i64),
            ("EPOLLEXCLUSIVE", libc::EPOLLEXCLUSIVE as u32 as i64),
            ("EPOLLRDNORM", libc::EPOLLRDNORM as u32 as i64),
            ("EPOLLRDBAND", libc::EPOLLRDBAND as u32 as i64),
            ("EPOLLWRNORM", libc::EPOLLWRNORM as u32 as i64),
            ("EPOLLWRBAND", libc::EPOLLWRBAND as u32 as i64),
            ("EPOLL_CLOEXEC", libc::EPOLL_CLOEXEC as i64),
        ] {
            vm.module_add(m, n, vm.int(v));
        }
        Ok(())
    },
};
