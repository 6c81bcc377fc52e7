//! What the modules that talk to the system share: errors of the system, paths, bytes-like objects.

use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::sync::atomic::{AtomicU64, Ordering};

/// The text that C's `strerror` has for `n`.
pub fn strerror(n: i32) -> String {
    let mut buf = [0u8; 256];
    // SAFETY: the buffer is as long as said; the XSI form ends it with a NUL.
    unsafe { libc::strerror_r(n, buf.as_mut_ptr() as *mut libc::c_char, buf.len()) };
    let end = buf.iter().position(|&b| b == 0).unwrap_or(buf.len());
    String::from_utf8_lossy(&buf[..end]).into_owned()
}

/// `errno` of the calling thread.
pub fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn os_error_class(vm: &Vm, n: i32) -> Word {
    let e = &vm.exc;
    match n {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &e.BlockingIOError,
        libc::EPIPE | libc::ESHUTDOWN => &e.BrokenPipeError,
        libc::ECHILD => &e.ChildProcessError,
        libc::ECONNABORTED => &e.ConnectionAbortedError,
        libc::ECONNREFUSED => &e.ConnectionRefusedError,
        libc::ECONNRESET => &e.ConnectionResetError,
        libc::EEXIST => &e.FileExistsError,
        libc::ENOENT => &e.FileNotFoundError,
        libc::EISDIR => &e.IsADirectoryError,
        libc::ENOTDIR => &e.NotADirectoryError,
        libc::EINTR => &e.InterruptedError,
        libc::EACCES | libc::EPERM => &e.PermissionError,
        libc::ESRCH => &e.ProcessLookupError,
        libc::ETIMEDOUT => &e.TimeoutError,
        _ => &e.OSError,
    }
    .get()
}

impl Vm {
    /// The OSError (its subclass, rather) for error number `n`.
    pub fn sys_error(&self, n: i32) -> Exc {
        self.sys_error_with(n, &[])
    }
    /// As [`Vm::os_error`], about these file names (none, one, or two).
    pub fn sys_error_with(&self, n: i32, files: &[Word]) -> Exc {
        let text = self.new_str(&strerror(n));
        let class = os_error_class(self, n);
        let number = self.int(n as i64);
        let made = match *files {
            [] => self.call(class, &[number, text]),
            [a] => self.call(class, &[number, text, a]),
            [a, b, ..] => self.call(class, &[number, text, a, Word::NONE, b]),
        };
        match made {
            Ok(w) => Exc(w),
            Err(e) => e,
        }
    }
    /// The OSError for `errno`.
    pub fn last_sys_error(&self) -> Exc {
        self.sys_error(errno())
    }
    /// Runs `f`, which may block and touches no Python object, without the lock.
    pub fn allow_threads<T>(&self, f: impl FnOnce() -> T) -> T {
        crate::threads::without_lock(self, f)
    }
    /// `os.fspath(w)`: a str or bytes.
    pub fn fspath(&self, w: Word) -> R {
        if w.is_kind(Kind::Str) || w.is_kind(Kind::Bytes) {
            return Ok(w);
        }
        let Some(r) = self.call_special(w, &self.names.fspath, &[])? else {
            return Err(
                self.type_error(format!("expected str, bytes or os.PathLike object, not {}", self.type_name(w)))
            );
        };
        if r.is_kind(Kind::Str) || r.is_kind(Kind::Bytes) {
            return Ok(r);
        }
        Err(self.type_error(format!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            self.type_name(w),
            self.type_name(r)
        )))
    }
    /// The bytes of a path (str by UTF-8 with surrogateescape), without an embedded NUL.
    pub fn path_bytes(&self, w: Word) -> R<Vec<u8>> {
        let p = self.fspath(w)?;
        let v = match p.get::<BytesObj>() {
            Some(b) => raw_bytes(b).to_vec(),
            None => self.fs_encode(p)?,
        };
        if v.contains(&0) {
            return Err(self.value_error("embedded null byte"));
        }
        Ok(v)
    }
    /// A str in the file system's encoding.
    pub fn fs_encode(&self, w: Word) -> R<Vec<u8>> {
        let Some(s) = w.get::<StrObj>() else {
            return Err(self.type_error(format!("expected str, not {}", self.type_name(w))));
        };
        super::io_codec::encode(self, s, super::io_codec::Codec::Utf8, "surrogateescape", w)
    }
    /// A str from bytes in the file system's encoding.
    pub fn fs_decode(&self, b: &[u8]) -> Word {
        match std::str::from_utf8(b) {
            Ok(s) => self.new_str(s),
            Err(_) => {
                let mut e = taipan_text::codecs::DecodeErrors::<()>::SurrogateEscape;
                match taipan_text::codecs::utf8::decode(b, &mut e, true) {
                    Ok((p, _)) => self.new_str_points(&p),
                    Err(_) => self.new_str(&String::from_utf8_lossy(b)),
                }
            }
        }
    }
    /// The bytes of a bytes-like object, copied; None if it is not one.
    pub fn buffer_bytes_opt(&self, w: Word) -> R<Option<Vec<u8>>> {
        if let Some(b) = w.get::<BytesObj>() {
            return Ok(Some(raw_bytes(b).to_vec()));
        }
        if w.is_kind(Kind::Str) || !w.is_ptr() || self.class_of(w).slots.buffer.get().is_none() {
            return Ok(None);
        }
        let b = self.call(self.types.bytes.get(), &[w])?;
        Ok(b.get::<BytesObj>().map(|b| raw_bytes(b).to_vec()))
    }
    /// The bytes of a bytes-like object, copied; a TypeError otherwise.
    pub fn buffer_bytes(&self, w: Word) -> R<Vec<u8>> {
        match self.buffer_bytes_opt(w)? {
            Some(v) => Ok(v),
            None => Err(self.type_error(format!("a bytes-like object is required, not '{}'", self.type_name(w)))),
        }
    }
    /// Length in bytes of a writable buffer.
    pub fn buffer_len(&self, w: Word) -> R<usize> {
        if w.is_kind(Kind::Bytes)
            || w.is_kind(Kind::Str)
            || !w.is_ptr()
            || self.class_of(w).slots.buffer.get().is_none()
        {
            return Err(self.type_error(format!(
                "readinto() argument must be read-write bytes-like object, not {}",
                self.type_name(w)
            )));
        }
        match self.getattr_opt(w, self.intern("nbytes"))? {
            n if n.is_small() => Ok(n.small_value() as usize),
            _ if w.get::<NativeHead>().is_some() && self.getattr_opt(w, self.intern("itemsize"))?.is_small() => {
                let size = self.getattr_str(w, "itemsize")?.small_value() as usize;
                Ok(self.len(w)? * size)
            }
            _ => self.len(w),
        }
    }
    /// Stores `b` at the head of a writable buffer.
    pub fn buffer_store(&self, w: Word, b: &[u8]) -> R<()> {
        if b.is_empty() {
            return Ok(());
        }
        let mv = self.types.memoryview.get();
        let mut view = w;
        if mv.as_type().is_some() {
            view = self.call(mv, &[w])?;
            let cast = self.new_str("B");
            view = self.call_method(view, "cast", &[cast])?;
        }
        let slice = self.call(self.types.slice.get(), &[Word::small(0), self.int(b.len() as i64)])?;
        let data = self.new_bytes(b);
        self.setitem(view, slice, Some(data))
    }
    /// An int argument of a C type, with CPython's text when it does not fit.
    pub fn arg_c_int(&self, w: Word) -> R<i32> {
        if self.is_instance(w, &self.types.float) {
            return Err(self.type_error("'float' object cannot be interpreted as an integer"));
        }
        let v = self.index(w)?;
        match crate::objects::int::to_i64(v).map(i32::try_from) {
            Some(Ok(v)) => Ok(v),
            Some(Err(_)) => {
                let less = crate::objects::int::to_i64(v).is_some_and(|v| v < 0);
                Err(self.overflow_error(if less {
                    "signed integer is less than minimum"
                } else {
                    "signed integer is greater than maximum"
                }))
            }
            None => Err(self.overflow_error("Python int too large to convert to C int")),
        }
    }
    /// As [`Vm::arg_c_int`], with one text for whatever does not fit.
    pub fn arg_int32(&self, w: Word) -> R<i32> {
        let v = self.index(w)?;
        let n = crate::objects::int::to_i64(v).and_then(|n| i32::try_from(n).ok());
        n.ok_or_else(|| self.overflow_error("Python int too large to convert to C int"))
    }
    /// A `str` argument of function `f`.
    pub fn arg_str(&self, w: Word, f: &str, what: &str) -> R<String> {
        match w.get::<StrObj>() {
            Some(s) => Ok(s.to_string_lossy()),
            None => Err(self.type_error(format!(
                "{f}() argument {what} must be str, not {}",
                if w.is_none() { "None".into() } else { self.type_name(w) }
            ))),
        }
    }
}

/// A type made at its first use that is no native payload's own: its word is kept in `cell`.
pub fn lazy_type(vm: &Vm, cell: &'static AtomicU64, spec: &'static TypeSpec, kind: Kind) -> Word {
    let v = cell.load(Ordering::Relaxed);
    if v != 0 {
        return Word(v);
    }
    let w = vm.make_type(spec, kind, None);
    vm.root_slot().set_root(w);
    cell.store(w.0, Ordering::Relaxed);
    w
}

/// An object made at its first use and kept for ever at a fixed root.
pub struct Root(AtomicU64);
impl Root {
    pub const fn new() -> Root {
        Root(AtomicU64::new(0))
    }
    fn slot(&self, vm: &Vm) -> &'static Slot {
        let p = self.0.load(Ordering::Relaxed);
        if p == 0 {
            let s = vm.root_slot();
            self.0.store(s as *const Slot as u64, Ordering::Relaxed);
            return s;
        }
        // SAFETY: `root_slot` gives slots that live for ever.
        unsafe { &*(p as *const Slot) }
    }
    /// The word kept, or NULL.
    pub fn get(&self, vm: &Vm) -> Word {
        self.slot(vm).get()
    }
    pub fn set(&self, vm: &Vm, w: Word) {
        self.slot(vm).set_root(w)
    }
}
impl Default for Root {
    fn default() -> Self {
        Self::new()
    }
}

/// The bytes of a bytes object.
pub fn raw_bytes(b: &BytesObj) -> &[u8] {
    // SAFETY: `len` bytes follow the head.
    unsafe { std::slice::from_raw_parts((b as *const BytesObj as *const u8).add(size_of::<BytesObj>()), b.len) }
}
