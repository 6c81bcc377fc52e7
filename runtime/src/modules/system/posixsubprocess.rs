//! `_posixsubprocess`: starting a program in a child process.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::ffi::CString;

/// What the child does, prepared before the fork: afterwards only plain system calls are made
/// (but for `preexec_fn`).
struct Plan {
    programs: Vec<CString>,
    cwd: Option<CString>,
    keep: Vec<i32>,
    close: bool,
    /// p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write
    pipes: [i32; 8],
    restore_signals: bool,
    new_session: bool,
    group: i32,
    gid: Option<u32>,
    groups: Option<Vec<u32>>,
    uid: Option<u32>,
    umask: i32,
}

/// A NULL-terminated array of C strings, as `execve` wants it.
fn pointers(v: &[CString]) -> Vec<*const libc::c_char> {
    v.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect()
}
fn strings(vm: &Vm, w: Word) -> R<Vec<CString>> {
    let v = vm.to_vec(w)?;
    let mut out = vec![];
    for &w in v.iter() {
        let b = vm.path_bytes(w)?;
        out.push(CString::new(b).map_err(|_| vm.value_error("embedded null byte"))?);
    }
    Ok(out)
}
fn id(vm: &Vm, w: Word) -> R<Option<u32>> {
    if w.is_none() { Ok(None) } else { Ok(Some(vm.index_i64(w)? as u32)) }
}

/// Makes a descriptor survive `exec`.
unsafe fn inheritable(fd: i32) -> Result<(), &'static [u8]> {
    let f = libc::fcntl(fd, libc::F_GETFD);
    if f < 0 || libc::fcntl(fd, libc::F_SETFD, f & !libc::FD_CLOEXEC) < 0 {
        return Err(b"noexec");
    }
    Ok(())
}
/// Everything up to `exec`. What failed, for the parent.
unsafe fn prepare(p: &mut Plan) -> Result<(), &'static [u8]> {
    let fail: &'static [u8] = b"noexec";
    let [_, p2cwrite, c2pread, _, errread, _, errpipe_read, errpipe_write] = p.pipes;
    for &fd in &p.keep {
        if fd != errpipe_write && inheritable(fd).is_err() {
            return Err(fail);
        }
    }
    for fd in [p2cwrite, c2pread, errread, errpipe_read] {
        if fd >= 0 {
            libc::close(fd);
        }
    }
    // Standard descriptors that are to become others are moved out of the way.
    if p.pipes[3] == 0 {
        p.pipes[3] = libc::dup(p.pipes[3]);
    }
    while (0..=1).contains(&p.pipes[5]) {
        p.pipes[5] = libc::dup(p.pipes[5]);
    }
    for (from, to) in [(p.pipes[0], 0), (p.pipes[3], 1), (p.pipes[5], 2)] {
        if from == to {
            inheritable(from)?;
        } else if from >= 0 && libc::dup2(from, to) < 0 {
            return Err(fail);
        }
    }
    if let Some(c) = &p.cwd
        && libc::chdir(c.as_ptr()) < 0
    {
        return Err(b"noexec:chdir");
    }
    if p.umask >= 0 {
        libc::umask(p.umask as libc::mode_t);
    }
    if p.restore_signals {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        libc::signal(libc::SIGXFSZ, libc::SIG_DFL);
    }
    if p.new_session && libc::setsid() < 0 {
        return Err(fail);
    }
    if p.group >= 0 && libc::setpgid(0, p.group) < 0 {
        return Err(fail);
    }
    if let Some(g) = &p.groups
        && libc::setgroups(g.len(), g.as_ptr()) < 0
    {
        return Err(fail);
    }
    if let Some(g) = p.gid
        && libc::setregid(g, g) < 0
    {
        return Err(fail);
    }
    if let Some(u) = p.uid
        && libc::setreuid(u, u) < 0
    {
        return Err(fail);
    }
    Ok(())
}
/// Closes what the child is not to have.
unsafe fn close_others(keep: &[i32]) {
    let mut from = 3;
    for &k in keep.iter().filter(|k| **k >= 3) {
        if k > from {
            libc::syscall(libc::SYS_close_range, from, k - 1, 0);
        }
        from = from.max(k + 1);
    }
    libc::syscall(libc::SYS_close_range, from, i32::MAX, 0);
}
/// Tells the parent `kind:number:text` and ends the child.
unsafe fn report(to: i32, kind: &str, number: i32, text: &[u8]) -> ! {
    let mut m = format!("{kind}:{number:X}:").into_bytes();
    m.extend_from_slice(text);
    libc::write(to, m.as_ptr() as *const libc::c_void, m.len());
    libc::_exit(255)
}

fn fork_exec(vm: &Vm, a: &[Word]) -> R {
    let args = if a[0].is_none() { vec![] } else { strings(vm, a[0])? };
    let env = if a[5].is_none() { None } else { Some(strings(vm, a[5])?) };
    let mut pipes = [0; 8];
    for (i, p) in pipes.iter_mut().enumerate() {
        *p = vm.arg_c_int(a[6 + i])?;
    }
    let mut keep = vec![];
    for &w in vm.to_vec(a[3])?.iter() {
        keep.push(vm.arg_c_int(w)?);
    }
    if keep.windows(2).any(|p| p[0] >= p[1]) || keep.iter().any(|f| *f < 0) {
        return Err(vm.value_error("bad value(s) in fds_to_keep"));
    }
    let close = vm.truth(a[2])?;
    if close && pipes[7] < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    let groups = if a[18].is_none() {
        None
    } else {
        let mut g = vec![];
        for &w in vm.to_vec(a[18])?.iter() {
            g.push(vm.index_i64(w)? as u32);
        }
        Some(g)
    };
    let cwd = if a[4].is_none() {
        None
    } else {
        Some(CString::new(vm.path_bytes(a[4])?).map_err(|_| vm.value_error("embedded null byte"))?)
    };
    let mut plan = Plan {
        programs: strings(vm, a[1])?,
        cwd,
        keep,
        close,
        pipes,
        restore_signals: vm.truth(a[14])?,
        new_session: vm.truth(a[15])?,
        group: vm.arg_c_int(a[16])?,
        gid: id(vm, a[17])?,
        groups,
        uid: id(vm, a[19])?,
        umask: vm.arg_c_int(a[20])?,
    };
    let (argv, envp) = (pointers(&args), env.as_deref().map(pointers));
    let before = a[21];
    vm.flush_std();
    // SAFETY: the child makes plain system calls on memory prepared above; `preexec_fn` runs as
    // it would in any forked child.
    unsafe {
        let pid = if before.is_none() { libc::fork() } else { vm.fork() };
        if pid < 0 {
            return Err(vm.last_sys_error());
        }
        if pid > 0 {
            return Ok(vm.int(pid as i64));
        }
        let to = plan.pipes[7];
        if let Err(text) = prepare(&mut plan) {
            report(to, "OSError", super::support::errno(), text);
        }
        if !before.is_none() && vm.call(before, &[]).is_err() {
            report(to, "SubprocessError", 0, b"Exception occurred in preexec_fn.");
        }
        if plan.close {
            close_others(&plan.keep);
        }
        let mut worst = libc::ENOENT;
        for p in &plan.programs {
            match &envp {
                Some(e) => libc::execve(p.as_ptr(), argv.as_ptr(), e.as_ptr()),
                None => libc::execv(p.as_ptr(), argv.as_ptr()),
            };
            let e = super::support::errno();
            if e != libc::ENOENT && e != libc::ENOTDIR && worst == libc::ENOENT {
                worst = e;
            }
        }
        report(to, "OSError", worst, b"")
    }
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    doc: "A POSIX helper for the subprocess module.",
    functions: &[FnDef::new(
        "fork_exec",
        "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)",
        fork_exec,
        "Spawn a fresh new child process.",
    )],
    init: |_, _| Ok(()),
};
