//! `_io.FileIO`: a file descriptor.

use super::io_base::*;
use super::support::{errno, raw_bytes};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// An open descriptor, shared by the stream objects above it; closed with the last of them.
pub struct Fd {
    pub fd: Cell<i32>,
    pub closefd: Cell<bool>,
}
impl Drop for Fd {
    fn drop(&mut self) {
        if self.fd.get() >= 0 && self.closefd.get() {
            // SAFETY: our own descriptor.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}
impl Fd {
    /// Writes all of `b` without any call into Python; how many bytes went out, and errno.
    pub fn write_all(&self, b: &[u8]) -> (usize, i32) {
        let mut done = 0;
        while done < b.len() {
            // SAFETY: in range.
            let n = unsafe { libc::write(self.fd.get(), b[done..].as_ptr() as *const libc::c_void, b.len() - done) };
            if n < 0 {
                match errno() {
                    libc::EINTR => continue,
                    e => return (done, e),
                }
            }
            done += n as usize;
        }
        (done, 0)
    }
}

pub struct FileIo {
    pub fd: RefCell<Option<Rc<Fd>>>,
    readable: Cell<bool>,
    writable: Cell<bool>,
    created: Cell<bool>,
    appending: Cell<bool>,
    /// -1 unknown.
    seekable: Cell<i8>,
    pub blksize: Cell<i64>,
}
impl Payload for FileIo {
    const INFO: &'static NativeInfo = crate::native_info!(FileIo, FILE_SPEC);
}

fn this(vm: &Vm, w: Word) -> R<&FileIo> {
    match w.native::<FileIo>() {
        // SAFETY: the caller's argument word keeps the object in place.
        Some(f) => Ok(unsafe { &*(f as *const FileIo) }),
        None => {
            Err(vm.type_error(format!("descriptor requires a '_io.FileIO' object but received '{}'", vm.type_name(w))))
        }
    }
}
fn open_fd(vm: &Vm, w: Word) -> R<Rc<Fd>> {
    match &*this(vm, w)?.fd.borrow() {
        Some(f) if f.fd.get() >= 0 => Ok(f.clone()),
        _ => Err(vm.value_error("I/O operation on closed file")),
    }
}

static NEW: FnDef = FnDef::new(
    "__new__",
    "($type, *args, **kwargs)",
    |vm, a| {
        Ok(vm.new_native_of(
            a[0],
            FileIo {
                fd: RefCell::new(None),
                readable: Cell::new(false),
                writable: Cell::new(false),
                created: Cell::new(false),
                appending: Cell::new(false),
                seekable: Cell::new(-1),
                blksize: Cell::new(super::io::BUFFER_SIZE as i64),
            },
        ))
    },
    "",
);
static INIT: FnDef = FnDef::new("FileIO", "($self, file, mode='r', closefd=True, opener=None)", init, "");

fn init(vm: &Vm, a: &[Word]) -> R {
    let f = this(vm, a[0])?;
    let name = a[1];
    let mode = if a[2].is_null() { "r".into() } else { vm.arg_str(a[2], "FileIO", "'mode'")? };
    let closefd = if a[3].is_null() { true } else { vm.truth(a[3])? };
    let opener = a[4].or(Word::NONE);
    if name.is_imm_float() || name.is_kind(Kind::Float) {
        return Err(vm.type_error("expected str, bytes or os.PathLike object, not float"));
    }
    *f.fd.borrow_mut() = None;
    f.seekable.set(-1);
    let mut fd = -1;
    if vm.is_instance(name, &vm.types.int) {
        fd = vm.arg_c_int(name)?;
        if fd < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
    }
    let (mut r, mut w, mut plus, mut kinds, mut flags) = (false, false, false, 0, 0);
    for c in mode.chars() {
        match c {
            'x' => (w, kinds, flags) = (true, kinds + 1, libc::O_EXCL | libc::O_CREAT),
            'r' => (r, kinds) = (true, kinds + 1),
            'w' => (w, kinds, flags) = (true, kinds + 1, libc::O_CREAT | libc::O_TRUNC),
            'a' => (w, kinds, flags) = (true, kinds + 1, libc::O_APPEND | libc::O_CREAT),
            'b' => {}
            '+' if !plus => plus = true,
            '+' => kinds = 9,
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
    }
    if kinds != 1 {
        return Err(vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus"));
    }
    f.created.set(mode.contains('x'));
    f.appending.set(mode.contains('a'));
    f.readable.set(r || plus);
    f.writable.set(w || plus);
    flags |= libc::O_CLOEXEC
        | match (r || plus, w || plus) {
            (true, true) => libc::O_RDWR,
            (true, false) => libc::O_RDONLY,
            _ => libc::O_WRONLY,
        };
    let mut own = true;
    if fd >= 0 {
        own = closefd;
    } else {
        if !closefd {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        let path = std::ffi::CString::new(vm.path_bytes(name)?).unwrap_or_default();
        if opener.is_none() {
            loop {
                // SAFETY: a C string.
                fd = vm.allow_threads(|| unsafe { libc::open(path.as_ptr(), flags, 0o666) });
                if fd >= 0 {
                    break;
                }
                match errno() {
                    libc::EINTR => vm.safepoint()?,
                    e => return Err(vm.sys_error_with(e, &[name])),
                }
            }
        } else {
            let r = vm.call(opener, &[name, vm.int(flags as i64)])?;
            if !vm.is_instance(r, &vm.types.int) {
                return Err(vm.type_error("expected integer from opener"));
            }
            fd = vm.arg_c_int(r)?;
            if fd < 0 {
                return Err(vm.value_error(format!("opener returned {fd}")));
            }
        }
    }
    let inner = Rc::new(Fd { fd: Cell::new(fd), closefd: Cell::new(own) });
    // SAFETY: fstat fills the struct.
    let st = unsafe {
        let mut st: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &mut st) != 0 { None } else { Some(st) }
    };
    match st {
        None => {
            let e = errno();
            inner.closefd.set(false);
            return Err(vm.sys_error_with(e, &[name]));
        }
        Some(st) => {
            if st.st_mode & libc::S_IFMT == libc::S_IFDIR {
                return Err(vm.sys_error_with(libc::EISDIR, &[name]));
            }
            if st.st_blksize > 1 {
                f.blksize.set(st.st_blksize);
            }
        }
    }
    if f.appending.get() {
        // SAFETY: plain call.
        unsafe { libc::lseek(fd, 0, libc::SEEK_END) };
    }
    *f.fd.borrow_mut() = Some(inner);
    vm.setattr(a[0], vm.names.name.get(), None).ok();
    vm.setattr(a[0], vm.intern("name"), Some(name))?;
    Ok(Word::NONE)
}

/// One `read` of at most `n` bytes; None when it would block.
pub fn read_some(vm: &Vm, fd: &Fd, n: usize) -> R<Option<Vec<u8>>> {
    let mut buf: Vec<u8> = Vec::with_capacity(n);
    loop {
        let p = buf.as_mut_ptr() as usize;
        let raw = fd.fd.get();
        // SAFETY: capacity for n bytes.
        let (got, e) = vm.allow_threads(|| unsafe {
            let r = libc::read(raw, p as *mut libc::c_void, n);
            (r, if r < 0 { errno() } else { 0 })
        });
        if got >= 0 {
            // SAFETY: so many bytes were written.
            unsafe { buf.set_len(got as usize) };
            return Ok(Some(buf));
        }
        match e {
            libc::EINTR => vm.safepoint()?,
            libc::EAGAIN => return Ok(None),
            e => return Err(vm.sys_error(e)),
        }
    }
}
/// One `write`; None when it would block.
pub fn write_some(vm: &Vm, fd: &Fd, b: &[u8]) -> R<Option<usize>> {
    loop {
        let raw = fd.fd.get();
        // SAFETY: in range.
        let (n, e) = vm.allow_threads(|| unsafe {
            let r = libc::write(raw, b.as_ptr() as *const libc::c_void, b.len());
            (r, if r < 0 { errno() } else { 0 })
        });
        if n >= 0 {
            return Ok(Some(n as usize));
        }
        match e {
            libc::EINTR => vm.safepoint()?,
            libc::EAGAIN => return Ok(None),
            e => return Err(vm.sys_error(e)),
        }
    }
}
/// Reads to the end.
pub fn read_all(vm: &Vm, fd: &Fd) -> R<Option<Vec<u8>>> {
    // SAFETY: fstat fills the struct.
    let guess = unsafe {
        let mut st: libc::stat = std::mem::zeroed();
        if libc::fstat(fd.fd.get(), &mut st) == 0 && st.st_mode & libc::S_IFMT == libc::S_IFREG {
            let at = libc::lseek(fd.fd.get(), 0, libc::SEEK_CUR).max(0);
            (st.st_size - at).clamp(0, 1 << 40) as usize
        } else {
            0
        }
    };
    vm.check_alloc(guess)?;
    let mut out = vec![];
    let mut want = (guess + 1).max(8192);
    loop {
        match read_some(vm, fd, want)? {
            None if out.is_empty() => return Ok(None),
            None => break,
            Some(b) if b.is_empty() => break,
            Some(b) if out.is_empty() => out = b,
            Some(b) => out.extend_from_slice(&b),
        }
        want = if out.len() >= guess { out.len().clamp(8192, 1 << 20) } else { guess - out.len() + 1 };
        if guess > 0 && out.len() == guess {
            want = 1;
        }
    }
    Ok(Some(out))
}

fn opt_bytes(vm: &Vm, b: Option<Vec<u8>>) -> Word {
    b.map_or(Word::NONE, |b| vm.new_bytes(&b))
}
fn check_read(vm: &Vm, w: Word) -> R<Rc<Fd>> {
    let fd = open_fd(vm, w)?;
    if !this(vm, w)?.readable.get() {
        return Err(unsupported(vm, "File not open for reading"));
    }
    Ok(fd)
}
fn read(vm: &Vm, a: &[Word]) -> R {
    let fd = check_read(vm, a[0])?;
    let n = size_arg(vm, a[1])?;
    if n < 0 {
        return vm.call_method(a[0], "readall", &[]);
    }
    vm.check_alloc(n as usize)?;
    Ok(opt_bytes(vm, read_some(vm, &fd, n as usize)?))
}
fn readinto(vm: &Vm, a: &[Word]) -> R {
    let fd = check_read(vm, a[0])?;
    let n = vm.buffer_len(a[1])?;
    match read_some(vm, &fd, n)? {
        None => Ok(Word::NONE),
        Some(b) => {
            vm.buffer_store(a[1], &b)?;
            Ok(vm.int(b.len() as i64))
        }
    }
}
fn write(vm: &Vm, a: &[Word]) -> R {
    let fd = open_fd(vm, a[0])?;
    if !this(vm, a[0])?.writable.get() {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let n = match a[1].get::<BytesObj>() {
        Some(b) => {
            let v = raw_bytes(b).to_vec();
            write_some(vm, &fd, &v)?
        }
        None => {
            let b = vm.buffer_bytes(a[1])?;
            write_some(vm, &fd, &b)?
        }
    };
    Ok(n.map_or(Word::NONE, |n| vm.int(n as i64)))
}
/// `lseek`
pub fn seek_fd(vm: &Vm, fd: &Fd, off: i64, whence: i32) -> R<i64> {
    // SAFETY: plain call.
    let r = unsafe { libc::lseek(fd.fd.get(), off, whence) };
    if r < 0 { Err(vm.last_sys_error()) } else { Ok(r) }
}
fn seek(vm: &Vm, a: &[Word]) -> R {
    let fd = open_fd(vm, a[0])?;
    if vm.is_instance(a[1], &vm.types.float) {
        return Err(vm.type_error("an integer is required"));
    }
    let off = vm.index_i64(a[1])?;
    let whence = if a[2].is_null() { 0 } else { vm.arg_c_int(a[2])? };
    Ok(vm.int(seek_fd(vm, &fd, off, whence)?))
}
fn truncate(vm: &Vm, a: &[Word]) -> R {
    let fd = open_fd(vm, a[0])?;
    if !this(vm, a[0])?.writable.get() {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let n = if a[1].is_null() || a[1].is_none() { seek_fd(vm, &fd, 0, libc::SEEK_CUR)? } else { vm.index_i64(a[1])? };
    // SAFETY: plain call.
    if unsafe { libc::ftruncate(fd.fd.get(), n) } != 0 {
        return Err(vm.last_sys_error());
    }
    Ok(vm.int(n))
}
/// `close` of the descriptor itself.
fn close(vm: &Vm, a: &[Word]) -> R {
    // The base's close flushes (a subclass may want to hear of it).
    let base = vm.call_method_of(io_base(vm), "close", a[0], &[]);
    let f = this(vm, a[0])?;
    let inner = f.fd.borrow_mut().take();
    if let Some(fd) = inner {
        let n = fd.fd.replace(-1);
        if n >= 0 && fd.closefd.get() {
            // SAFETY: our own descriptor.
            if vm.allow_threads(|| unsafe { libc::close(n) }) != 0 && errno() != libc::EINTR {
                return Err(vm.last_sys_error());
            }
        }
    }
    base
}
fn mode_text(f: &FileIo) -> &'static str {
    match (f.created.get(), f.appending.get(), f.readable.get(), f.writable.get()) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, _) => "rb",
        _ => "wb",
    }
}
fn able(vm: &Vm, w: Word, get: fn(&FileIo) -> bool) -> R {
    open_fd(vm, w)?;
    Ok(Word::bool(get(this(vm, w)?)))
}

impl Vm {
    /// `ty.name(this, *args)`
    pub fn call_method_of(&self, ty: Word, name: &str, this: Word, args: &[Word]) -> R {
        let f = match ty.as_type() {
            Some(t) => self.type_lookup(t, self.intern(name)),
            None => Word::NULL,
        };
        if f.is_null() {
            return Err(self.no_attribute(ty, self.intern(name)));
        }
        self.call_with_self(f, this, args)
    }
}

pub static FILE_SPEC: TypeSpec = TypeSpec {
    name: "_io.FileIO",
    doc: "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading,\nwriting, exclusive creation or appending.",
    flags: FLAGS,
    base: Some(raw_base),
    new: Some(&NEW),
    slots: |s| {
        s.init.set(Some(|vm, w, args| init_with(vm, w, args, &INIT)));
        s.repr.set(Some(|vm, w| {
            let f = this(vm, w)?;
            let name = vm.type_full_name(vm.class_of(w));
            let fd = f.fd.borrow().clone();
            let Some(fd) = fd else { return Ok(vm.new_str(&format!("<{name} [closed]>"))) };
            let closefd = if fd.closefd.get() { "True" } else { "False" };
            let n = vm.getattr_opt(w, vm.intern("name"))?;
            let what = if n.is_null() { format!("fd={}", fd.fd.get()) } else { format!("name={}", vm.repr_text(n)?) };
            Ok(vm.new_str(&format!("<{name} {what} mode='{}' closefd={closefd}>", mode_text(f))))
        }));
    },
    getset: &[
        GetSet::ro("closed", |vm, w| Ok(Word::bool(this(vm, w)?.fd.borrow().is_none())), "True if the file is closed"),
        GetSet::ro(
            "closefd",
            |vm, w| Ok(Word::bool(this(vm, w)?.fd.borrow().as_ref().is_none_or(|f| f.closefd.get()))),
            "",
        ),
        GetSet::ro("mode", |vm, w| Ok(vm.new_str(mode_text(this(vm, w)?))), "String giving the file mode"),
        GetSet::rw(
            "_blksize",
            |vm, w| Ok(vm.int(this(vm, w)?.blksize.get())),
            |vm, w, v| {
                this(vm, w)?.blksize.set(vm.index_i64(v.unwrap_or(Word::NULL))?);
                Ok(())
            },
            "",
        ),
    ],
    methods: &[
        FnDef::new("read", "($self, size=-1, /)", read, "Read at most size bytes, returned as bytes."),
        FnDef::new(
            "readall",
            "($self, /)",
            |vm, a| {
                let fd = open_fd(vm, a[0])?;
                Ok(opt_bytes(vm, read_all(vm, &fd)?))
            },
            "Read all data from the file, returned as bytes.",
        ),
        FnDef::new("readinto", "($self, buffer, /)", readinto, "Same as RawIOBase.readinto()."),
        FnDef::new("write", "($self, b, /)", write, "Write buffer b to file, return number of bytes written."),
        FnDef::new(
            "seek",
            "($self, pos, whence=0, /)",
            seek,
            "Move to new file position and return the file position.",
        ),
        FnDef::new(
            "tell",
            "($self, /)",
            |vm, a| {
                let fd = open_fd(vm, a[0])?;
                Ok(vm.int(seek_fd(vm, &fd, 0, libc::SEEK_CUR)?))
            },
            "Current file position.",
        ),
        FnDef::new(
            "truncate",
            "($self, size=None, /)",
            truncate,
            "Truncate the file to at most size bytes and return the truncated size.",
        ),
        FnDef::new("close", "($self, /)", close, "Close the file."),
        FnDef::new(
            "seekable",
            "($self, /)",
            |vm, a| {
                let fd = open_fd(vm, a[0])?;
                let f = this(vm, a[0])?;
                if f.seekable.get() < 0 {
                    // SAFETY: plain call.
                    f.seekable.set((unsafe { libc::lseek(fd.fd.get(), 0, libc::SEEK_CUR) } >= 0) as i8);
                }
                Ok(Word::bool(f.seekable.get() == 1))
            },
            "True if file supports random-access.",
        ),
        FnDef::new(
            "readable",
            "($self, /)",
            |vm, a| able(vm, a[0], |f| f.readable.get()),
            "True if file was opened in a read mode.",
        ),
        FnDef::new(
            "writable",
            "($self, /)",
            |vm, a| able(vm, a[0], |f| f.writable.get()),
            "True if file was opened in a write mode.",
        ),
        FnDef::new(
            "fileno",
            "($self, /)",
            |vm, a| Ok(vm.int(open_fd(vm, a[0])?.fd.get() as i64)),
            "Return the underlying file descriptor (an integer).",
        ),
        FnDef::new(
            "isatty",
            "($self, /)",
            |vm, a| {
                let fd = open_fd(vm, a[0])?;
                // SAFETY: plain call.
                Ok(Word::bool(unsafe { libc::isatty(fd.fd.get()) } == 1))
            },
            "True if the file is connected to a TTY device.",
        ),
        FnDef::new("_dealloc_warn", "($self, source, /)", |_, _| Ok(Word::NONE), ""),
    ],
    ..TypeSpec::DEFAULT
};
