//! `posix`: the system's calls, for `os`.

use super::structseq::StructDef;
use super::support::{errno, strerror};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::ffi::CString;

pub static STAT: StructDef = StructDef::new(
    "os.stat_result",
    "stat_result: Result from stat, fstat, or lstat.",
    &[
        "st_mode",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "",
        "",
        "",
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ],
    10,
    true,
);
static UNAME: StructDef =
    StructDef::new("posix.uname_result", "", &["sysname", "nodename", "release", "version", "machine"], 5, true);
static TIMES: StructDef = StructDef::new(
    "posix.times_result",
    "",
    &["user", "system", "children_user", "children_system", "elapsed"],
    5,
    true,
);
static TERMINAL: StructDef = StructDef::new("os.terminal_size", "", &["columns", "lines"], 2, true);

pub(super) fn cpath(vm: &Vm, w: Word) -> R<CString> {
    Ok(CString::new(vm.path_bytes(w)?).unwrap_or_default())
}
/// The value of a call that gives -1 on failure.
/// The lists of callables for the three moments of a fork: before, after in child, after in parent.
fn fork_lists(vm: &Vm) -> &'static Slot {
    let s = vm.state_slot("posix.fork");
    if s.get().is_null() {
        let lists = [vm.new_list(), vm.new_list(), vm.new_list()];
        s.set_root(vm.new_tuple(&lists));
    }
    s
}
fn register_at_fork(vm: &Vm, a: &[Word]) -> R {
    if a.iter().all(|w| w.is_null()) {
        return Err(vm.type_error("At least one argument is required."));
    }
    let lists = fork_lists(vm).get();
    for (i, &f) in a.iter().enumerate() {
        if f.is_null() {
            continue;
        }
        if !vm.is_callable(f) {
            let n = ["before", "after_in_child", "after_in_parent"][i];
            return Err(vm.type_error(format!("'{n}' must be callable, not {}", vm.type_name(f))));
        }
        if let Some(l) = lists.get::<TupleObj>().and_then(|t| t.items()[i].get::<ListObj>()) {
            l.push(vm, f);
        }
    }
    Ok(Word::NONE)
}
/// Calls the callables of one moment; those before a fork run last to first.
fn fork_hooks(vm: &Vm, when: usize) -> R<()> {
    let lists = fork_lists(vm).get();
    let Some(l) = lists.get::<TupleObj>().and_then(|t| t.items()[when].get::<ListObj>()) else { return Ok(()) };
    let all = l.snapshot(vm);
    let n = all.len();
    for i in 0..n {
        vm.call(all[if when == 0 { n - 1 - i } else { i }], &[])?;
    }
    Ok(())
}

fn ok(vm: &Vm, r: i64, files: &[Word]) -> R<i64> {
    if r >= 0 {
        return Ok(r);
    }
    let e = errno();
    let files: &[Word] = match files {
        [] => &[],
        f if f[0].is_small() || f[0].is_null() => &[],
        f => f,
    };
    Err(vm.sys_error_with(e, files))
}
fn none(vm: &Vm, r: i32, files: &[Word]) -> R {
    ok(vm, r as i64, files).map(|_| Word::NONE)
}
fn fd_of(vm: &Vm, w: Word) -> R<i32> {
    if vm.class_of(w).slots.index.get().is_some() {
        return vm.arg_c_int(w);
    }
    let f = vm.getattr_opt(w, vm.intern("fileno"))?;
    if f.is_null() {
        return Err(vm.type_error("argument must be an int, or have a fileno() method."));
    }
    let n = vm.call(f, &[])?;
    vm.arg_c_int(n)
}
fn dir_fd(vm: &Vm, w: Word) -> R<i32> {
    if w.is_null() || w.is_none() { Ok(libc::AT_FDCWD) } else { vm.arg_c_int(w) }
}
fn flag(vm: &Vm, w: Word, default: bool) -> R<bool> {
    if w.is_null() { Ok(default) } else { vm.truth(w) }
}
fn is_fd(vm: &Vm, w: Word) -> bool {
    vm.is_instance(w, &vm.types.int)
}

pub(super) fn stat_result(vm: &Vm, s: &libc::stat) -> Word {
    let i = |v: i64| vm.int(v);
    let ns = |t: i64, n: i64| vm.int_i128(t as i128 * 1_000_000_000 + n as i128);
    let f = |t: i64, n: i64| vm.float(t as f64 + 1e-9 * n as f64);
    vm.new_seq(
        &STAT,
        &[
            i(s.st_mode as i64),
            vm.int_u64(s.st_ino),
            i(s.st_dev as i64),
            i(s.st_nlink as i64),
            i(s.st_uid as i64),
            i(s.st_gid as i64),
            i(s.st_size),
            i(s.st_atime),
            i(s.st_mtime),
            i(s.st_ctime),
            f(s.st_atime, s.st_atime_nsec),
            f(s.st_mtime, s.st_mtime_nsec),
            f(s.st_ctime, s.st_ctime_nsec),
            ns(s.st_atime, s.st_atime_nsec),
            ns(s.st_mtime, s.st_mtime_nsec),
            ns(s.st_ctime, s.st_ctime_nsec),
            i(s.st_blksize),
            i(s.st_blocks),
            i(s.st_rdev as i64),
        ],
    )
}
pub(super) fn raw_stat(vm: &Vm, path: Word, dir: i32, follow: bool) -> R<libc::stat> {
    // SAFETY: valid pointers.
    unsafe {
        let mut s: libc::stat = std::mem::zeroed();
        if is_fd(vm, path) {
            ok(vm, libc::fstat(vm.arg_c_int(path)?, &mut s) as i64, &[])?;
            return Ok(s);
        }
        if !path.is_kind(Kind::Str)
            && !path.is_kind(Kind::Bytes)
            && vm.lookup_special(path, vm.names.fspath.get())?.is_none()
        {
            return Err(vm.type_error(format!(
                "stat: path should be string, bytes, os.PathLike or integer, not {}",
                vm.type_name(path)
            )));
        }
        let c = cpath(vm, path)?;
        let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
        let r = vm.allow_threads(|| libc::fstatat(dir, c.as_ptr(), &mut s, flags));
        ok(vm, r as i64, &[path])?;
        Ok(s)
    }
}
fn stat(vm: &Vm, a: &[Word]) -> R {
    let s = raw_stat(vm, a[0], dir_fd(vm, a[1])?, flag(vm, a[2], true)?)?;
    Ok(stat_result(vm, &s))
}
fn lstat(vm: &Vm, a: &[Word]) -> R {
    let s = raw_stat(vm, a[0], dir_fd(vm, a[1])?, false)?;
    Ok(stat_result(vm, &s))
}
fn open(vm: &Vm, a: &[Word]) -> R {
    let c = cpath(vm, a[0])?;
    let flags = vm.arg_c_int(a[1])? | libc::O_CLOEXEC;
    let mode = if a[2].is_null() { 0o777 } else { vm.arg_c_int(a[2])? };
    let dir = dir_fd(vm, a[3])?;
    loop {
        // SAFETY: a C string.
        let r = vm.allow_threads(|| unsafe { libc::openat(dir, c.as_ptr(), flags, mode) });
        if r < 0 && errno() == libc::EINTR {
            vm.safepoint()?;
            continue;
        }
        return Ok(vm.int(ok(vm, r as i64, &[a[0]])?));
    }
}
fn read(vm: &Vm, a: &[Word]) -> R {
    let (fd, n) = (vm.arg_c_int(a[0])?, vm.index_i64(a[1])?);
    if n < 0 {
        return Err(vm.sys_error(libc::EINVAL));
    }
    vm.check_alloc(n as usize)?;
    let mut buf = vec![0u8; n as usize];
    loop {
        let p = buf.as_mut_ptr() as usize;
        // SAFETY: room for n bytes.
        let r = vm.allow_threads(|| unsafe { libc::read(fd, p as *mut libc::c_void, n as usize) });
        if r < 0 && errno() == libc::EINTR {
            vm.safepoint()?;
            continue;
        }
        let r = ok(vm, r as i64, &[])?;
        return Ok(vm.new_bytes(&buf[..r as usize]));
    }
}
fn write(vm: &Vm, a: &[Word]) -> R {
    let fd = vm.arg_c_int(a[0])?;
    let b = vm.buffer_bytes(a[1])?;
    loop {
        // SAFETY: in range.
        let r = vm.allow_threads(|| unsafe { libc::write(fd, b.as_ptr() as *const libc::c_void, b.len()) });
        if r < 0 && errno() == libc::EINTR {
            vm.safepoint()?;
            continue;
        }
        return Ok(vm.int(ok(vm, r as i64, &[])?));
    }
}
/// Names in a directory, with their `d_type`.
pub(super) fn entries(vm: &Vm, path: Word) -> R<(Vec<(Vec<u8>, u8, u64)>, bool)> {
    let path = if path.is_null() || path.is_none() { vm.new_str(".") } else { path };
    let bytes = !is_fd(vm, path) && vm.fspath(path)?.is_kind(Kind::Bytes);
    // SAFETY: a directory stream used here only.
    unsafe {
        let d = if is_fd(vm, path) {
            let fd = libc::dup(vm.arg_c_int(path)?);
            ok(vm, fd as i64, &[])?;
            libc::fdopendir(fd)
        } else {
            let c = cpath(vm, path)?;
            libc::opendir(c.as_ptr())
        };
        if d.is_null() {
            return Err(vm.sys_error_with(errno(), &[path]));
        }
        let mut out = vec![];
        loop {
            let e = libc::readdir(d);
            if e.is_null() {
                break;
            }
            let name = std::ffi::CStr::from_ptr((*e).d_name.as_ptr()).to_bytes();
            if name != b"." && name != b".." {
                out.push((name.to_vec(), (*e).d_type, (*e).d_ino));
            }
        }
        libc::closedir(d);
        Ok((out, bytes))
    }
}
pub(super) fn name_word(vm: &Vm, b: &[u8], bytes: bool) -> Word {
    if bytes { vm.new_bytes(b) } else { vm.fs_decode(b) }
}
fn listdir(vm: &Vm, a: &[Word]) -> R {
    let (v, bytes) = entries(vm, a[0])?;
    let l = vm.new_list();
    for (n, ..) in v {
        let w = name_word(vm, &n, bytes);
        if let Some(l) = l.get::<ListObj>() {
            l.push(vm, w);
        }
    }
    Ok(l)
}
fn getcwd_bytes(vm: &Vm) -> R<Vec<u8>> {
    match std::env::current_dir() {
        Ok(p) => Ok(std::os::unix::ffi::OsStringExt::into_vec(p.into_os_string())),
        Err(e) => Err(vm.sys_error(e.raw_os_error().unwrap_or(libc::ENOENT))),
    }
}
fn rename(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (cpath(vm, a[0])?, cpath(vm, a[1])?);
    let (d, e) = (dir_fd(vm, a[2])?, dir_fd(vm, a[3])?);
    // SAFETY: C strings.
    none(vm, unsafe { libc::renameat(d, x.as_ptr(), e, y.as_ptr()) }, &[a[0], a[1]])
}
fn unlink(vm: &Vm, a: &[Word]) -> R {
    let c = cpath(vm, a[0])?;
    // SAFETY: a C string.
    none(vm, unsafe { libc::unlinkat(dir_fd(vm, a[1])?, c.as_ptr(), 0) }, &[a[0]])
}
fn rmdir(vm: &Vm, a: &[Word]) -> R {
    let c = cpath(vm, a[0])?;
    // SAFETY: a C string.
    none(vm, unsafe { libc::unlinkat(dir_fd(vm, a[1])?, c.as_ptr(), libc::AT_REMOVEDIR) }, &[a[0]])
}
fn mkdir(vm: &Vm, a: &[Word]) -> R {
    let c = cpath(vm, a[0])?;
    let mode = if a[1].is_null() { 0o777 } else { vm.arg_c_int(a[1])? };
    // SAFETY: a C string.
    none(vm, unsafe { libc::mkdirat(dir_fd(vm, a[2])?, c.as_ptr(), mode as u32) }, &[a[0]])
}
fn access(vm: &Vm, a: &[Word]) -> R {
    let c = cpath(vm, a[0])?;
    let flags = if flag(vm, a[3], false)? { libc::AT_EACCESS } else { 0 };
    // SAFETY: a C string.
    Ok(Word::bool(unsafe { libc::faccessat(dir_fd(vm, a[2])?, c.as_ptr(), vm.arg_c_int(a[1])?, flags) } == 0))
}
fn readlink(vm: &Vm, a: &[Word]) -> R {
    let c = cpath(vm, a[0])?;
    let mut buf = vec![0u8; 4097];
    // SAFETY: the buffer is as long as said.
    let n = unsafe { libc::readlinkat(dir_fd(vm, a[1])?, c.as_ptr(), buf.as_mut_ptr() as *mut libc::c_char, 4096) };
    let n = ok(vm, n as i64, &[a[0]])?;
    Ok(name_word(vm, &buf[..n as usize], vm.fspath(a[0])?.is_kind(Kind::Bytes)))
}
fn symlink(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (cpath(vm, a[0])?, cpath(vm, a[1])?);
    // SAFETY: C strings.
    none(vm, unsafe { libc::symlinkat(x.as_ptr(), dir_fd(vm, a[3])?, y.as_ptr()) }, &[a[0], a[1]])
}
fn link(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (cpath(vm, a[0])?, cpath(vm, a[1])?);
    // SAFETY: C strings.
    let r = unsafe { libc::linkat(dir_fd(vm, a[2])?, x.as_ptr(), dir_fd(vm, a[3])?, y.as_ptr(), 0) };
    none(vm, r, &[a[0], a[1]])
}
fn chmod(vm: &Vm, a: &[Word]) -> R {
    let mode = vm.arg_c_int(a[1])? as u32;
    // SAFETY: plain calls.
    unsafe {
        if is_fd(vm, a[0]) {
            return none(vm, libc::fchmod(vm.arg_c_int(a[0])?, mode), &[]);
        }
        let c = cpath(vm, a[0])?;
        none(vm, libc::fchmodat(dir_fd(vm, a[2])?, c.as_ptr(), mode, 0), &[a[0]])
    }
}
fn utime(vm: &Vm, a: &[Word]) -> R {
    let mut t = [libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW }; 2];
    let given = |w: Word| !w.is_null() && !w.is_none();
    let src = if given(a[1]) { a[1] } else { a[2] };
    if given(src) {
        let Some(p) = src.get::<TupleObj>().filter(|p| p.len() == 2) else {
            return Err(vm.type_error("utime: 'times' must be either a tuple of two ints or None"));
        };
        for (i, x) in t.iter_mut().enumerate() {
            let w = p.items()[i];
            let ns = if given(a[1]) { super::time::to_ns(vm, w)? } else { vm.index_i64(w)? as i128 };
            x.tv_sec = ns.div_euclid(1_000_000_000) as i64;
            x.tv_nsec = ns.rem_euclid(1_000_000_000) as i64;
        }
    }
    // SAFETY: valid pointers.
    unsafe {
        if is_fd(vm, a[0]) {
            return none(vm, libc::futimens(vm.arg_c_int(a[0])?, t.as_ptr()), &[]);
        }
        let c = cpath(vm, a[0])?;
        let flags = if flag(vm, a[4], true)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
        none(vm, libc::utimensat(dir_fd(vm, a[3])?, c.as_ptr(), t.as_ptr(), flags), &[a[0]])
    }
}
fn urandom(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_i64(a[0])?;
    if n < 0 {
        return Err(vm.value_error("negative argument not allowed"));
    }
    let mut b = vec![0u8; n as usize];
    for part in b.chunks_mut(256) {
        // SAFETY: at most 256 bytes into the slice.
        if unsafe { libc::getrandom(part.as_mut_ptr() as *mut libc::c_void, part.len(), 0) } < 0 {
            return Err(vm.last_sys_error());
        }
    }
    Ok(vm.new_bytes(&b))
}
fn environ(vm: &Vm) -> R {
    use std::os::unix::ffi::OsStrExt;
    let d = vm.new_dict();
    for (k, v) in std::env::vars_os() {
        let (k, v) = (vm.new_bytes(k.as_bytes()), vm.new_bytes(v.as_bytes()));
        vm.dict_set(d, k, v)?;
    }
    Ok(d)
}
fn env_bytes(vm: &Vm, w: Word) -> R<CString> {
    let b = match w.get::<BytesObj>() {
        Some(b) => b.as_slice().to_vec(),
        None => vm.fs_encode(w)?,
    };
    CString::new(b).map_err(|_| vm.value_error("embedded null byte"))
}
fn cstrings(vm: &Vm, seq: Word) -> R<Vec<CString>> {
    let v = vm.to_vec(seq)?;
    let mut out = vec![];
    for i in 0..v.len() {
        out.push(cpath(vm, v[i])?);
    }
    Ok(out)
}
fn exec(vm: &Vm, a: &[Word], env: Option<Word>) -> R {
    let c = cpath(vm, a[0])?;
    let args = cstrings(vm, a[1])?;
    if args.is_empty() {
        return Err(vm.value_error("execv() arg 2 must not be empty"));
    }
    let mut argv: Vec<*const libc::c_char> = args.iter().map(|c| c.as_ptr()).collect();
    argv.push(std::ptr::null());
    let mut envs: Vec<CString> = vec![];
    if let Some(e) = env {
        let items = vm.call_method(e, "items", &[])?;
        let items = vm.to_vec(items)?;
        for i in 0..items.len() {
            let t = vm.to_vec(items[i])?;
            let mut b = env_bytes(vm, t[0])?.into_bytes();
            b.push(b'=');
            b.extend(env_bytes(vm, t[1])?.into_bytes());
            envs.push(CString::new(b).unwrap_or_default());
        }
    }
    let mut envp: Vec<*const libc::c_char> = envs.iter().map(|c| c.as_ptr()).collect();
    envp.push(std::ptr::null());
    // SAFETY: arrays end with a null pointer.
    unsafe {
        if env.is_some() {
            libc::execve(c.as_ptr(), argv.as_ptr(), envp.as_ptr())
        } else {
            libc::execv(c.as_ptr(), argv.as_ptr())
        };
    }
    Err(vm.sys_error_with(errno(), &[a[0]]))
}
fn waitpid(vm: &Vm, a: &[Word]) -> R {
    let (pid, options) = (vm.arg_c_int(a[0])?, vm.arg_c_int(a[1])?);
    loop {
        let mut status = 0;
        // SAFETY: valid pointer.
        let r = vm.allow_threads(|| unsafe { libc::waitpid(pid, &mut status, options) });
        if r < 0 && errno() == libc::EINTR {
            vm.safepoint()?;
            continue;
        }
        let r = ok(vm, r as i64, &[])?;
        return Ok(vm.new_tuple(&[vm.int(r), vm.int(status as i64)]));
    }
}
fn uname(vm: &Vm, _: &[Word]) -> R {
    // SAFETY: uname fills C strings.
    unsafe {
        let mut u: libc::utsname = std::mem::zeroed();
        libc::uname(&mut u);
        let s = |p: &[libc::c_char]| vm.fs_decode(std::ffi::CStr::from_ptr(p.as_ptr()).to_bytes());
        Ok(vm.new_seq(&UNAME, &[s(&u.sysname), s(&u.nodename), s(&u.release), s(&u.version), s(&u.machine)]))
    }
}
fn times(vm: &Vm, _: &[Word]) -> R {
    // SAFETY: times fills the struct.
    unsafe {
        let mut t: libc::tms = std::mem::zeroed();
        let e = libc::times(&mut t);
        let hz = libc::sysconf(libc::_SC_CLK_TCK) as f64;
        let f = |v: i64| vm.float(v as f64 / hz);
        Ok(vm.new_seq(&TIMES, &[f(t.tms_utime), f(t.tms_stime), f(t.tms_cutime), f(t.tms_cstime), f(e)]))
    }
}
fn terminal_size(vm: &Vm, a: &[Word]) -> R {
    let fd = if a[0].is_null() { 1 } else { vm.arg_c_int(a[0])? };
    // SAFETY: ioctl fills the struct.
    unsafe {
        let mut w: libc::winsize = std::mem::zeroed();
        ok(vm, libc::ioctl(fd, libc::TIOCGWINSZ, &mut w) as i64, &[])?;
        Ok(vm.new_seq(&TERMINAL, &[Word::small(w.ws_col as i64), Word::small(w.ws_row as i64)]))
    }
}
macro_rules! ids {
    ($($name:literal = $f:ident),* $(,)?) => { [$(FnDef::new($name, "()", |vm, _| Ok(vm.int(unsafe { libc::$f() } as i64)), "")),*] };
}
// SAFETY (each): a plain query.
static IDS: [FnDef; 7] = ids!(
    "getpid" = getpid,
    "getppid" = getppid,
    "getuid" = getuid,
    "geteuid" = geteuid,
    "getgid" = getgid,
    "getegid" = getegid,
    "getpgrp" = getpgrp
);
fn status(vm: &Vm, w: Word, f: fn(i32) -> i32) -> R {
    Ok(vm.int(f(vm.arg_c_int(w)?) as i64))
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "posix",
    doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.",
    functions: &[
        FnDef::new(
            "stat",
            "(path, *, dir_fd=None, follow_symlinks=True)",
            stat,
            "Perform a stat system call on the given path.",
        ),
        FnDef::new("lstat", "(path, *, dir_fd=None)", lstat, ""),
        FnDef::new(
            "fstat",
            "(fd)",
            |vm, a| {
                let fd = vm.arg_c_int(a[0])?;
                let s = raw_stat(vm, Word::small(fd as i64), 0, true)?;
                Ok(stat_result(vm, &s))
            },
            "",
        ),
        FnDef::new(
            "open",
            "(path, flags, mode=511, *, dir_fd=None)",
            open,
            "Open a file for low level IO.  Returns a file descriptor (integer).",
        ),
        FnDef::new(
            "close",
            "(fd)",
            |vm, a| {
                let fd = vm.arg_c_int(a[0])?;
                // SAFETY: plain call.
                none(vm, vm.allow_threads(|| unsafe { libc::close(fd) }), &[])
            },
            "Close a file descriptor.",
        ),
        FnDef::new("read", "(fd, length, /)", read, "Read from a file descriptor.  Returns a bytes object."),
        FnDef::new("write", "(fd, data, /)", write, "Write a bytes object to a file descriptor."),
        FnDef::new(
            "lseek",
            "(fd, position, whence, /)",
            |vm, a| {
                // SAFETY: plain call.
                let r = unsafe { libc::lseek(vm.arg_c_int(a[0])?, vm.index_i64(a[1])?, vm.arg_c_int(a[2])?) };
                Ok(vm.int(ok(vm, r, &[])?))
            },
            "",
        ),
        FnDef::new(
            "listdir",
            "(path=None)",
            listdir,
            "Return a list containing the names of the files in the directory.",
        ),
        FnDef::new(
            "scandir",
            "(path=None)",
            super::scandir::scandir,
            "Return an iterator of DirEntry objects for given path.",
        ),
        FnDef::new("mkdir", "(path, mode=511, *, dir_fd=None)", mkdir, "Create a directory."),
        FnDef::new("rmdir", "(path, *, dir_fd=None)", rmdir, "Remove a directory."),
        FnDef::new("unlink", "(path, *, dir_fd=None)", unlink, "Remove a file (same as remove())."),
        FnDef::new("remove", "(path, *, dir_fd=None)", unlink, "Remove a file (same as unlink())."),
        FnDef::new("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename, "Rename a file or directory."),
        FnDef::new(
            "replace",
            "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
            rename,
            "Rename a file or directory, overwriting the destination.",
        ),
        FnDef::new(
            "getcwd",
            "()",
            |vm, _| Ok(vm.fs_decode(&getcwd_bytes(vm)?)),
            "Return a unicode string representing the current working directory.",
        ),
        FnDef::new("getcwdb", "()", |vm, _| Ok(vm.new_bytes(&getcwd_bytes(vm)?)), ""),
        FnDef::new(
            "chdir",
            "(path)",
            |vm, a| {
                // SAFETY: plain calls.
                unsafe {
                    if is_fd(vm, a[0]) {
                        return none(vm, libc::fchdir(vm.arg_c_int(a[0])?), &[]);
                    }
                    let c = cpath(vm, a[0])?;
                    none(vm, libc::chdir(c.as_ptr()), &[a[0]])
                }
            },
            "Change the current working directory to the specified path.",
        ),
        FnDef::new(
            "fspath",
            "(path)",
            |vm, a| vm.fspath(a[0]),
            "Return the file system path representation of the object.",
        ),
        FnDef::new("access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", access, ""),
        FnDef::new("readlink", "(path, *, dir_fd=None)", readlink, ""),
        FnDef::new("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", symlink, ""),
        FnDef::new("link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", link, ""),
        FnDef::new("chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", chmod, ""),
        FnDef::new("utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", utime, ""),
        FnDef::new(
            "urandom",
            "(size, /)",
            urandom,
            "Return a bytes object containing random bytes suitable for cryptographic use.",
        ),
        FnDef::new("getrandom", "(size, flags=0)", urandom, ""),
        FnDef::new(
            "strerror",
            "(code, /)",
            |vm, a| Ok(vm.new_str(&strerror(vm.arg_c_int(a[0])?))),
            "Translate an error code to a message string.",
        ),
        FnDef::new(
            "putenv",
            "(name, value, /)",
            |vm, a| {
                let (k, v) = (env_bytes(vm, a[0])?, env_bytes(vm, a[1])?);
                // SAFETY: C strings.
                none(vm, unsafe { libc::setenv(k.as_ptr(), v.as_ptr(), 1) }, &[])
            },
            "",
        ),
        FnDef::new(
            "unsetenv",
            "(name, /)",
            |vm, a| {
                let k = env_bytes(vm, a[0])?;
                // SAFETY: a C string.
                none(vm, unsafe { libc::unsetenv(k.as_ptr()) }, &[])
            },
            "",
        ),
        FnDef::new(
            "pipe",
            "()",
            |vm, _| {
                let mut p = [0; 2];
                // SAFETY: room for two.
                ok(vm, unsafe { libc::pipe2(p.as_mut_ptr(), libc::O_CLOEXEC) } as i64, &[])?;
                Ok(vm.new_tuple(&[vm.int(p[0] as i64), vm.int(p[1] as i64)]))
            },
            "",
        ),
        FnDef::new(
            "dup",
            "(fd, /)",
            |vm, a| {
                // SAFETY: plain call.
                Ok(vm.int(ok(vm, unsafe { libc::fcntl(vm.arg_c_int(a[0])?, libc::F_DUPFD_CLOEXEC, 0) } as i64, &[])?))
            },
            "",
        ),
        FnDef::new(
            "dup2",
            "(fd, fd2, inheritable=True)",
            |vm, a| {
                let flags = if flag(vm, a[2], true)? { 0 } else { libc::O_CLOEXEC };
                let (x, y) = (vm.arg_c_int(a[0])?, vm.arg_c_int(a[1])?);
                // SAFETY: plain call.
                let r = unsafe { if flags == 0 { libc::dup2(x, y) } else { libc::dup3(x, y, flags) } };
                Ok(vm.int(ok(vm, r as i64, &[])?))
            },
            "",
        ),
        FnDef::new(
            "isatty",
            "(fd, /)",
            |vm, a| {
                let fd = vm.arg_c_int(a[0])?;
                // SAFETY: plain call.
                Ok(Word::bool(unsafe { libc::isatty(fd) } == 1))
            },
            "",
        ),
        FnDef::new("get_terminal_size", "(fd=1, /)", terminal_size, ""),
        FnDef::new(
            "get_inheritable",
            "(fd, /)",
            |vm, a| {
                // SAFETY: plain call.
                let r = ok(vm, unsafe { libc::fcntl(vm.arg_c_int(a[0])?, libc::F_GETFD) } as i64, &[])?;
                Ok(Word::bool(r & libc::FD_CLOEXEC as i64 == 0))
            },
            "",
        ),
        FnDef::new(
            "set_inheritable",
            "(fd, inheritable, /)",
            |vm, a| {
                let f = if vm.truth(a[1])? { 0 } else { libc::FD_CLOEXEC };
                // SAFETY: plain call.
                none(vm, unsafe { libc::fcntl(vm.arg_c_int(a[0])?, libc::F_SETFD, f) }, &[])
            },
            "",
        ),
        FnDef::new(
            "fork",
            "()",
            |vm, _| {
                super::io_buffered::flush_all();
                fork_hooks(vm, 0)?;
                let pid = ok(vm, vm.fork() as i64, &[])?;
                fork_hooks(vm, if pid == 0 { 1 } else { 2 })?;
                Ok(vm.int(pid))
            },
            "Fork a child process.",
        ),
        FnDef::new(
            "register_at_fork",
            "(*, before=None, after_in_child=None, after_in_parent=None)",
            register_at_fork,
            "Register callables to be called when forking a new process.",
        ),
        FnDef::new("execv", "(path, argv, /)", |vm, a| exec(vm, a, None), ""),
        FnDef::new("execve", "(path, argv, env)", |vm, a| exec(vm, a, Some(a[2])), ""),
        FnDef::new(
            "_exit",
            "(status)",
            |vm, a| {
                let n = vm.arg_c_int(a[0])?;
                // SAFETY: does not come back.
                unsafe { libc::_exit(n) }
            },
            "Exit to the system with specified status, without normal exit processing.",
        ),
        FnDef::new("abort", "()", |_, _| std::process::abort(), ""),
        FnDef::new("wait", "()", |vm, _| waitpid(vm, &[Word::small(-1), Word::small(0)]), ""),
        FnDef::new("waitpid", "(pid, options, /)", waitpid, ""),
        FnDef::new(
            "kill",
            "(pid, signal, /)",
            |vm, a| {
                // SAFETY: plain call.
                let r = none(vm, unsafe { libc::kill(vm.arg_c_int(a[0])?, vm.arg_c_int(a[1])?) }, &[])?;
                vm.safepoint()?;
                Ok(r)
            },
            "Kill a process with a signal.",
        ),
        FnDef::new(
            "killpg",
            "(pgid, signal, /)",
            |vm, a| {
                // SAFETY: plain call.
                none(vm, unsafe { libc::killpg(vm.arg_c_int(a[0])?, vm.arg_c_int(a[1])?) }, &[])
            },
            "",
        ),
        FnDef::new(
            "setsid",
            "()",
            |vm, _| {
                // SAFETY: plain call.
                none(vm, unsafe { libc::setsid() }, &[])
            },
            "",
        ),
        FnDef::new("WIFEXITED", "(status)", |vm, a| Ok(Word::bool(libc::WIFEXITED(vm.arg_c_int(a[0])?))), ""),
        FnDef::new("WIFSIGNALED", "(status)", |vm, a| Ok(Word::bool(libc::WIFSIGNALED(vm.arg_c_int(a[0])?))), ""),
        FnDef::new("WIFSTOPPED", "(status)", |vm, a| Ok(Word::bool(libc::WIFSTOPPED(vm.arg_c_int(a[0])?))), ""),
        FnDef::new("WEXITSTATUS", "(status)", |vm, a| status(vm, a[0], |s| libc::WEXITSTATUS(s)), ""),
        FnDef::new("WTERMSIG", "(status)", |vm, a| status(vm, a[0], |s| libc::WTERMSIG(s)), ""),
        FnDef::new("WSTOPSIG", "(status)", |vm, a| status(vm, a[0], |s| libc::WSTOPSIG(s)), ""),
        FnDef::new(
            "waitstatus_to_exitcode",
            "(status)",
            |vm, a| {
                let s = vm.arg_c_int(a[0])?;
                Ok(vm.int(if libc::WIFEXITED(s) { libc::WEXITSTATUS(s) } else { -libc::WTERMSIG(s) } as i64))
            },
            "",
        ),
        FnDef::new(
            "system",
            "(command)",
            |vm, a| {
                let c = cpath(vm, a[0])?;
                // SAFETY: a C string.
                Ok(vm.int(vm.allow_threads(|| unsafe { libc::system(c.as_ptr()) }) as i64))
            },
            "Execute the command in a subshell.",
        ),
        FnDef::new(
            "umask",
            "(mask, /)",
            |vm, a| {
                // SAFETY: plain call.
                Ok(vm.int(unsafe { libc::umask(vm.arg_c_int(a[0])? as u32) } as i64))
            },
            "",
        ),
        FnDef::new(
            "truncate",
            "(path, length)",
            |vm, a| {
                // SAFETY: plain calls.
                unsafe {
                    if is_fd(vm, a[0]) {
                        return none(vm, libc::ftruncate(vm.arg_c_int(a[0])?, vm.index_i64(a[1])?), &[]);
                    }
                    let c = cpath(vm, a[0])?;
                    none(vm, libc::truncate(c.as_ptr(), vm.index_i64(a[1])?), &[a[0]])
                }
            },
            "",
        ),
        FnDef::new(
            "ftruncate",
            "(fd, length, /)",
            |vm, a| {
                // SAFETY: plain call.
                none(vm, unsafe { libc::ftruncate(vm.arg_c_int(a[0])?, vm.index_i64(a[1])?) }, &[])
            },
            "",
        ),
        FnDef::new(
            "fsync",
            "(fd)",
            |vm, a| {
                // SAFETY: plain call.
                none(vm, unsafe { libc::fsync(fd_of(vm, a[0])?) }, &[])
            },
            "",
        ),
        FnDef::new("uname", "()", uname, ""),
        FnDef::new("times", "()", times, ""),
        FnDef::new(
            "cpu_count",
            "()",
            |vm, _| {
                if let Some(n) = vm.config.cpu_count {
                    return Ok(vm.int(n.into()));
                }
                // SAFETY: plain call.
                Ok(vm.int(unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) }))
            },
            "",
        ),
        FnDef::new(
            "getloadavg",
            "()",
            |vm, _| {
                let mut v = [0f64; 3];
                // SAFETY: room for three.
                unsafe { libc::getloadavg(v.as_mut_ptr(), 3) };
                Ok(vm.new_tuple(&v.map(|f| vm.float(f))))
            },
            "",
        ),
        FnDef::new(
            "getlogin",
            "()",
            |vm, _| Ok(vm.new_str(&std::env::var("LOGNAME").unwrap_or_else(|_| "root".into()))),
            "",
        ),
        FnDef::new(
            "sysconf",
            "(name, /)",
            |vm, a| {
                let n = match a[0].get::<StrObj>().map(|s| s.to_string_lossy()).as_deref() {
                    Some("SC_PAGE_SIZE" | "SC_PAGESIZE") => libc::_SC_PAGESIZE,
                    Some("SC_NPROCESSORS_ONLN") => libc::_SC_NPROCESSORS_ONLN,
                    Some("SC_NPROCESSORS_CONF") => libc::_SC_NPROCESSORS_CONF,
                    Some("SC_CLK_TCK") => libc::_SC_CLK_TCK,
                    Some("SC_PHYS_PAGES") => libc::_SC_PHYS_PAGES,
                    Some("SC_OPEN_MAX") => libc::_SC_OPEN_MAX,
                    Some("SC_ARG_MAX") => libc::_SC_ARG_MAX,
                    Some("SC_IOV_MAX") => libc::_SC_IOV_MAX,
                    Some(_) => return Err(vm.value_error("unrecognized configuration name")),
                    None => vm.arg_c_int(a[0])?,
                };
                // SAFETY: plain call.
                Ok(vm.int(unsafe { libc::sysconf(n) }))
            },
            "",
        ),
        FnDef::new(
            "sched_yield",
            "()",
            |vm, _| {
                vm.allow_threads(std::thread::yield_now);
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new(
            "sched_getaffinity",
            "(pid, /)",
            |vm, _| {
                let l = vm.new_list();
                // SAFETY: sched_getaffinity fills the set.
                unsafe {
                    let mut s: libc::cpu_set_t = std::mem::zeroed();
                    libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut s);
                    for i in 0..1024 {
                        if libc::CPU_ISSET(i, &s)
                            && let Some(l) = l.get::<ListObj>()
                        {
                            l.push(vm, Word::small(i as i64));
                        }
                    }
                }
                vm.call(vm.types.set.get(), &[l])
            },
            "",
        ),
        FnDef::new("_path_normpath", "(path)", |vm, a| normpath(vm, a[0]), ""),
        FnDef::new("_path_splitroot_ex", "(p, /)", splitroot, ""),
        FnDef::new("_inputhook", "()", |_, _| Ok(Word::NONE), ""),
    ],
    init: |vm, m| {
        let name = vm.intern("posix");
        for d in &IDS {
            let f = vm.new_builtin(d, name);
            vm.module_add(m, d.name, f);
        }
        let e = self::environ(vm)?;
        vm.module_add(m, "environ", e);
        vm.module_add(m, "error", vm.exc.OSError.get());
        for (n, d) in
            [("stat_result", &STAT), ("uname_result", &UNAME), ("times_result", &TIMES), ("terminal_size", &TERMINAL)]
        {
            let t = vm.seq_type(d);
            vm.module_add(m, n, t);
        }
        let t = super::scandir::entry_type(vm);
        vm.module_add(m, "DirEntry", t);
        let l = vm.new_list();
        for n in [
            "HAVE_FACCESSAT",
            "HAVE_FCHDIR",
            "HAVE_FCHMOD",
            "HAVE_FCHMODAT",
            "HAVE_FDOPENDIR",
            "HAVE_FEXECVE",
            "HAVE_FSTATAT",
            "HAVE_FTRUNCATE",
            "HAVE_FUTIMENS",
            "HAVE_LINKAT",
            "HAVE_LSTAT",
            "HAVE_MKDIRAT",
            "HAVE_OPENAT",
            "HAVE_READLINKAT",
            "HAVE_RENAMEAT",
            "HAVE_SYMLINKAT",
            "HAVE_UNLINKAT",
            "HAVE_UTIMENSAT",
        ] {
            let w = vm.new_str(n);
            if let Some(l) = l.get::<ListObj>() {
                l.push(vm, w);
            }
        }
        vm.module_add(m, "_have_functions", l);
        for d in ["sysconf_names", "pathconf_names", "confstr_names"] {
            let w = vm.new_dict();
            vm.module_add(m, d, w);
        }
        use libc::*;
        for (n, v) in [
            ("F_OK", F_OK),
            ("R_OK", R_OK),
            ("W_OK", W_OK),
            ("X_OK", X_OK),
            ("O_RDONLY", O_RDONLY),
            ("O_WRONLY", O_WRONLY),
            ("O_RDWR", O_RDWR),
            ("O_CREAT", O_CREAT),
            ("O_EXCL", O_EXCL),
            ("O_TRUNC", O_TRUNC),
            ("O_APPEND", O_APPEND),
            ("O_NONBLOCK", O_NONBLOCK),
            ("O_NDELAY", O_NDELAY),
            ("O_SYNC", O_SYNC),
            ("O_DSYNC", O_DSYNC),
            ("O_CLOEXEC", O_CLOEXEC),
            ("O_DIRECTORY", O_DIRECTORY),
            ("O_NOFOLLOW", O_NOFOLLOW),
            ("O_NOCTTY", O_NOCTTY),
            ("O_PATH", O_PATH),
            ("O_TMPFILE", O_TMPFILE),
            ("O_ACCMODE", O_ACCMODE),
            ("WNOHANG", WNOHANG),
            ("WUNTRACED", WUNTRACED),
            ("WCONTINUED", WCONTINUED),
            ("SEEK_DATA", SEEK_DATA),
            ("SEEK_HOLE", SEEK_HOLE),
            ("EX_OK", 0),
            ("EX_USAGE", 64),
            ("EX_DATAERR", 65),
            ("EX_NOINPUT", 66),
            ("EX_SOFTWARE", 70),
            ("EX_OSERR", 71),
            ("EX_CANTCREAT", 73),
            ("EX_IOERR", 74),
            ("EX_NOPERM", 77),
            ("EX_CONFIG", 78),
            ("NGROUPS_MAX", 65536),
            ("TMP_MAX", 238328),
            ("P_ALL", 0),
            ("P_PID", 1),
            ("P_PGID", 2),
            ("GRND_NONBLOCK", 1),
            ("GRND_RANDOM", 2),
            ("PRIO_PROCESS", 0),
            ("RTLD_LAZY", 1),
            ("RTLD_NOW", 2),
            ("RTLD_GLOBAL", 256),
            ("RTLD_LOCAL", 0),
            ("F_LOCK", 1),
            ("F_ULOCK", 0),
            ("F_TLOCK", 2),
            ("F_TEST", 3),
        ] {
            vm.module_add(m, n, Word::small(v as i64));
        }
        Ok(())
    },
};

fn normpath(vm: &Vm, w: Word) -> R {
    let p = vm.fspath(w)?;
    let bytes = p.is_kind(Kind::Bytes);
    let b = match p.get::<BytesObj>() {
        Some(b) => b.as_slice().to_vec(),
        None => vm.fs_encode(p)?,
    };
    let slashes = match &b[..] {
        [b'/', b'/', b'/', ..] => 1,
        [b'/', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    };
    let mut out: Vec<&[u8]> = vec![];
    for part in b.split(|&c| c == b'/') {
        match part {
            b"" | b"." => {}
            b".." if out.last().is_some_and(|l| *l != b"..") => {
                out.pop();
            }
            b".." if slashes > 0 => {}
            _ => out.push(part),
        }
    }
    let mut r = vec![b'/'; slashes];
    r.extend(out.join(&b'/'));
    if r.is_empty() {
        r.push(b'.');
    }
    Ok(name_word(vm, &r, bytes))
}
fn splitroot(vm: &Vm, a: &[Word]) -> R {
    let p = vm.fspath(a[0])?;
    let bytes = p.is_kind(Kind::Bytes);
    let b = match p.get::<BytesObj>() {
        Some(b) => b.as_slice().to_vec(),
        None => vm.fs_encode(p)?,
    };
    let n = match &b[..] {
        [b'/', b'/', b'/', ..] => 1,
        [b'/', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    };
    let e = name_word(vm, b"", bytes);
    let root = name_word(vm, &b[..n], bytes);
    let tail = name_word(vm, &b[n..], bytes);
    Ok(vm.new_tuple(&[e, root, tail]))
}
