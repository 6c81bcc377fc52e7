//! OSError: errno, file names, and the subclass that an errno stands for.

use super::args::Args;
use super::exc_types::*;
use super::layout::*;
use super::spec::*;
use crate::heap::*;
use crate::{Exc, R, Vm};

/// The subclass for an errno.
fn class_for(vm: &Vm, errno: i64) -> Word {
    let x = &vm.exc;
    match errno as i32 {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &x.BlockingIOError,
        libc::EPIPE | libc::ESHUTDOWN => &x.BrokenPipeError,
        libc::ECHILD => &x.ChildProcessError,
        libc::ECONNABORTED => &x.ConnectionAbortedError,
        libc::ECONNREFUSED => &x.ConnectionRefusedError,
        libc::ECONNRESET => &x.ConnectionResetError,
        libc::EEXIST => &x.FileExistsError,
        libc::ENOENT => &x.FileNotFoundError,
        libc::EISDIR => &x.IsADirectoryError,
        libc::ENOTDIR => &x.NotADirectoryError,
        libc::EINTR => &x.InterruptedError,
        libc::EACCES | libc::EPERM => &x.PermissionError,
        libc::ESRCH => &x.ProcessLookupError,
        libc::ETIMEDOUT => &x.TimeoutError,
        _ => &x.OSError,
    }
    .get()
}
/// Does the class leave `__init__` (or `__new__`) to OSError? Then `__new__` does everything.
fn init_in_new(vm: &Vm, ty: Word) -> bool {
    let Some(t) = ty.as_type() else { return true };
    let own = t.slots.init.get().map(|f| f as usize) == Some(os_init as *const () as usize);
    let new = t.slots.new.get().map(|f| f as usize) == Some(os_new as *const () as usize);
    let _ = vm;
    own || !new
}
fn fill(vm: &Vm, w: Word, args: &[Word]) -> R<()> {
    let n = args.len();
    if (2..=5).contains(&n) {
        set_extra(w, 0, args[0]);
        set_extra(w, 1, args[1]);
        if n >= 3 {
            let name = args[2];
            let blocking = vm.type_of(w) == vm.exc.BlockingIOError.get();
            if blocking && vm.class_of(name).slots.index.get().is_some() {
                let v = vm.index_i64(name)?;
                set_extra(w, 4, vm.int(v));
            } else if !name.is_none() {
                set_extra(w, 2, name);
                if n == 5 && !args[4].is_none() {
                    set_extra(w, 3, args[4]);
                }
                set_args(vm, w, &args[..2]);
                return Ok(());
            }
        }
    }
    set_args(vm, w, args);
    Ok(())
}
fn os_new(vm: &Vm, ty: Word, args: &Args) -> R {
    let words = args.positional();
    let mut ty = ty;
    if init_in_new(vm, ty) {
        if args.kw_count() > 0 {
            let n = ty.as_type().map_or(String::new(), |t| t.name());
            return Err(vm.type_error(format!("{n}() takes no keyword arguments")));
        }
        if ty == vm.exc.OSError.get()
            && (2..=5).contains(&words.len())
            && let Some(e) = words[0].as_small()
        {
            ty = class_for(vm, e);
        }
    }
    let empty = vm.empty_tuple();
    let w = vm.alloc_exc(ty, empty);
    if init_in_new(vm, ty) {
        fill(vm, w, words)?;
    }
    Ok(w)
}
fn os_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    if init_in_new(vm, vm.type_of(w)) {
        return Ok(());
    }
    if args.kw_count() > 0 {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", vm.type_name(w))));
    }
    fill(vm, w, args.words)
}
fn os_str(vm: &Vm, w: Word) -> R {
    let (errno, text) = (extra(w, 0), extra(w, 1));
    let (name, name2) = (extra(w, 2), extra(w, 3));
    let n = |w: Word| vm.str_text(w.or(Word::NONE));
    if !name.is_null() && !name.is_none() {
        let head = format!("[Errno {}] {}: {}", n(errno)?, n(text)?, vm.repr_text(name)?);
        return Ok(vm.new_str(&if name2.is_null() || name2.is_none() {
            head
        } else {
            format!("{head} -> {}", vm.repr_text(name2)?)
        }));
    }
    if !errno.is_null() && !text.is_null() {
        return Ok(vm.new_str(&format!("[Errno {}] {}", n(errno)?, n(text)?)));
    }
    exc_str(vm, w)
}
/// OSError's part of the type's description.
pub(super) static OS_ERROR: Added = Added {
    slots: |s| {
        s.new.set(Some(os_new));
        s.init.set(Some(os_init));
        s.str.set(Some(os_str));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| {
            let mut args = vm.exc_args(Exc(a[0]));
            let name = extra(a[0], 2);
            if let Some([x, y]) = args.get::<TupleObj>().map(|t| t.items())
                && !name.is_null()
            {
                let second = extra(a[0], 3);
                args = if second.is_null() {
                    vm.new_tuple(&[*x, *y, name])
                } else {
                    vm.new_tuple(&[*x, *y, name, Word::NONE, second])
                };
            }
            reduce_with(vm, a[0], args)
        },
        "",
    )],
    getset: &[
        exc_field!("errno", 0, "POSIX exception code"),
        exc_field!("strerror", 1, "exception strerror"),
        exc_field!("filename", 2, "exception filename"),
        exc_field!("filename2", 3, "second exception filename"),
        GetSet::rw(
            "characters_written",
            |vm, w| {
                let v = extra(w, 4);
                if v.is_null() {
                    return Err(vm.new_exc(&vm.exc.AttributeError, "characters_written"));
                }
                Ok(v)
            },
            |vm, w, v| {
                let Some(v) = v else {
                    if extra(w, 4).is_null() {
                        return Err(vm.new_exc(&vm.exc.AttributeError, "characters_written"));
                    }
                    set_extra(w, 4, Word::NULL);
                    return Ok(());
                };
                let n = vm.index_i64(v)?;
                set_extra(w, 4, vm.int(n));
                Ok(())
            },
            "",
        ),
    ],
    ..Added::NOTHING
};

impl Vm {
    /// The OSError for an errno, with the file's name if there is one.
    pub fn os_error(&self, errno: i32, path: Option<&str>) -> Exc {
        let name = path.map_or(Word::NULL, |p| self.new_str(p));
        self.os_error_with(errno, name, Word::NULL)
    }
    /// As [`Vm::os_error`], with file names as given to the call (or NULL).
    pub fn os_error_with(&self, errno: i32, path: Word, path2: Word) -> Exc {
        let text = self.new_str(&error_text(errno));
        let n = Word::small(errno as i64);
        let r = if path.is_null() {
            self.call(self.exc.OSError.get(), &[n, text])
        } else if path2.is_null() {
            self.call(self.exc.OSError.get(), &[n, text, path])
        } else {
            self.call(self.exc.OSError.get(), &[n, text, path, Word::NONE, path2])
        };
        match r {
            Ok(w) => Exc(w),
            Err(e) => e,
        }
    }
    /// The OSError for the failed system call.
    pub fn last_os_error(&self, path: Word) -> Exc {
        let n = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
        self.os_error_with(n, path, Word::NULL)
    }
}
/// `strerror`.
pub fn error_text(errno: i32) -> String {
    // SAFETY: the text is copied at once.
    unsafe { std::ffi::CStr::from_ptr(libc::strerror(errno)).to_string_lossy().into_owned() }
}
