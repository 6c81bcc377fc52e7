//! `_io.BufferedReader`, `BufferedWriter`, `BufferedRandom` and `BufferedRWPair`.

use super::io_base::*;
use super::io_file::*;
use super::support::raw_bytes;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes on their way to a descriptor; what is left when the stream dies is written then.
pub struct WriteBuf {
    pub file: RefCell<Option<Rc<Fd>>>,
    pub data: RefCell<Vec<u8>>,
}
impl WriteBuf {
    /// Writes everything that can be written without Python.
    pub fn flush_quietly(&self) {
        let mut data = self.data.borrow_mut();
        if let Some(f) = &*self.file.borrow()
            && f.fd.get() >= 0
        {
            f.write_all(&data);
            data.clear();
        }
    }
}
impl Drop for WriteBuf {
    fn drop(&mut self) {
        self.flush_quietly();
    }
}

thread_local! {
    static OPEN: RefCell<Vec<Weak<WriteBuf>>> = const { RefCell::new(Vec::new()) };
}
/// Writes out all that streams of this process still hold.
pub fn flush_all() {
    OPEN.with(|o| o.borrow().iter().filter_map(Weak::upgrade).for_each(|w| w.flush_quietly()));
}

const READER: u8 = 1;
const WRITER: u8 = 2;
const RANDOM: u8 = 3;

pub struct Buffered {
    pub raw: Slot,
    /// The descriptor, when `raw` is a plain FileIO.
    file: RefCell<Option<Rc<Fd>>>,
    pub wb: Rc<WriteBuf>,
    rbuf: RefCell<Vec<u8>>,
    rpos: Cell<usize>,
    size: Cell<usize>,
    kind: Cell<u8>,
    /// 0 not initialised, 1 ready, 2 detached.
    state: Cell<u8>,
}
impl Payload for Buffered {
    const INFO: &'static NativeInfo = crate::native_info!(Buffered, READER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.raw);
    }
}

static WRITER_TYPE: AtomicU64 = AtomicU64::new(0);
static RANDOM_TYPE: AtomicU64 = AtomicU64::new(0);
fn shared(vm: &Vm, cell: &'static AtomicU64, spec: &'static TypeSpec) -> Word {
    let v = cell.load(Ordering::Relaxed);
    if v != 0 {
        return Word(v);
    }
    let w = vm.make_type(spec, Kind::Native, Some(Buffered::INFO));
    vm.root_slot().set_root(w);
    cell.store(w.0, Ordering::Relaxed);
    w
}
pub fn reader_type(vm: &Vm) -> Word {
    vm.native_type::<Buffered>()
}
pub fn writer_type(vm: &Vm) -> Word {
    shared(vm, &WRITER_TYPE, &WRITER_SPEC)
}
pub fn random_type(vm: &Vm) -> Word {
    shared(vm, &RANDOM_TYPE, &RANDOM_SPEC)
}

/// The stream, which must have been initialised.
pub fn this(vm: &Vm, w: Word) -> R<&Buffered> {
    match w.native::<Buffered>() {
        // SAFETY: the caller's argument word keeps the object in place.
        Some(f) if f.state.get() == 1 => Ok(unsafe { &*(f as *const Buffered) }),
        Some(f) if f.state.get() == 2 => Err(vm.value_error("raw stream has been detached")),
        _ => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}
fn alloc(vm: &Vm, ty: Word, kind: u8) -> Word {
    let wb = Rc::new(WriteBuf { file: RefCell::new(None), data: RefCell::default() });
    if kind != READER {
        OPEN.with(|o| {
            let mut o = o.borrow_mut();
            if o.len() % 64 == 63 {
                o.retain(|w| w.strong_count() > 0);
            }
            o.push(Rc::downgrade(&wb))
        });
    }
    vm.new_native_of(
        ty,
        Buffered {
            raw: Slot::new(Word::NULL),
            file: RefCell::new(None),
            wb,
            rbuf: RefCell::default(),
            rpos: Cell::new(0),
            size: Cell::new(super::io::BUFFER_SIZE),
            kind: Cell::new(kind),
            state: Cell::new(0),
        },
    )
}
static NEW_READER: FnDef = FnDef::new("__new__", "($type, *args, **kwargs)", |vm, a| Ok(alloc(vm, a[0], READER)), "");
static NEW_WRITER: FnDef = FnDef::new("__new__", "($type, *args, **kwargs)", |vm, a| Ok(alloc(vm, a[0], WRITER)), "");
static NEW_RANDOM: FnDef = FnDef::new("__new__", "($type, *args, **kwargs)", |vm, a| Ok(alloc(vm, a[0], RANDOM)), "");
static INIT: FnDef = FnDef::new("__init__", "($self, raw, buffer_size=131072)", init, "");

fn init(vm: &Vm, a: &[Word]) -> R {
    let Some(b) = a[0].native::<Buffered>() else { return Ok(Word::NONE) };
    b.state.set(0);
    let kind = b.kind.get();
    let mut needs = vec![];
    if kind == RANDOM {
        needs.push("seekable");
    }
    if kind & READER != 0 {
        needs.push("readable");
    }
    if kind & WRITER != 0 {
        needs.push("writable");
    }
    for n in needs {
        let r = vm.call_method(a[1], n, &[])?;
        if !vm.truth(r)? {
            return Err(unsupported(vm, &format!("File or stream is not {n}.")));
        }
    }
    let size = if a[2].is_null() { super::io::BUFFER_SIZE as i64 } else { vm.index_i64(a[2])? };
    if size <= 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    let Some(b) = a[0].native::<Buffered>() else { return Ok(Word::NONE) };
    b.size.set(size as usize);
    if let Some(h) = a[0].header() {
        b.raw.set(h, a[1]);
    }
    let file = match a[1].native::<FileIo>() {
        Some(f) if vm.type_of(a[1]) == vm.native_type::<FileIo>() => f.fd.borrow().clone(),
        _ => None,
    };
    *b.wb.file.borrow_mut() = file.clone();
    *b.file.borrow_mut() = file;
    b.rbuf.borrow_mut().clear();
    b.rpos.set(0);
    b.state.set(1);
    Ok(Word::NONE)
}

impl Buffered {
    fn fd(&self) -> Option<Rc<Fd>> {
        self.file.borrow().clone().filter(|f| f.fd.get() >= 0)
    }
    /// Adds bytes to what an open writer over a descriptor holds; is it full? None: not such a stream.
    pub fn append(&self, bytes: &[u8]) -> Option<bool> {
        let open = self.file.borrow().as_ref().is_some_and(|f| f.fd.get() >= 0);
        if self.state.get() != 1 || self.kind.get() != WRITER || !open {
            return None;
        }
        let mut data = self.wb.data.borrow_mut();
        data.extend_from_slice(bytes);
        Some(data.len() >= self.size.get())
    }
    /// Bytes read ahead and not yet taken.
    fn ahead(&self) -> usize {
        self.rbuf.borrow().len() - self.rpos.get()
    }
    fn take(&self, n: usize) -> Vec<u8> {
        let p = self.rpos.get();
        let b = self.rbuf.borrow();
        let n = n.min(b.len() - p);
        self.rpos.set(p + n);
        b[p..p + n].to_vec()
    }
    /// One raw read of at most `n` bytes; None when it would block.
    fn raw_read(&self, vm: &Vm, n: usize) -> R<Option<Vec<u8>>> {
        if let Some(fd) = self.fd() {
            return read_some(vm, &fd, n);
        }
        let raw = self.raw.get();
        let ba = vm.types.bytearray.get();
        if ba.as_type().is_some() {
            let buf = vm.call(ba, &[vm.int(n as i64)])?;
            let view = vm.call(vm.types.memoryview.get(), &[buf])?;
            let r = vm.call_method(raw, "readinto", &[view])?;
            if r.is_none() {
                return Ok(None);
            }
            let got = vm.index_i64(r)?;
            if got < 0 || got as usize > n {
                return Err(vm.new_exc(
                    &vm.exc.OSError,
                    format!("raw readinto() returned invalid length {got} (should have been between 0 and {n})"),
                ));
            }
            let mut v = vm.buffer_bytes(buf)?;
            v.truncate(got as usize);
            return Ok(Some(v));
        }
        let r = vm.call_method(raw, "read", &[vm.int(n as i64)])?;
        vm.buffer_bytes_opt(r)
    }
    /// Fills the empty read buffer; false at the end (or when it would block: None).
    fn fill(&self, vm: &Vm) -> R<Option<bool>> {
        self.flush(vm)?;
        let Some(v) = self.raw_read(vm, self.size.get())? else { return Ok(None) };
        let some = !v.is_empty();
        *self.rbuf.borrow_mut() = v;
        self.rpos.set(0);
        Ok(Some(some))
    }
    /// Writes the buffer out.
    pub fn flush(&self, vm: &Vm) -> R<()> {
        loop {
            let data = std::mem::take(&mut *self.wb.data.borrow_mut());
            if data.is_empty() {
                return Ok(());
            }
            let keep = |rest: &[u8]| {
                let mut d = self.wb.data.borrow_mut();
                let newer = std::mem::take(&mut *d);
                d.extend_from_slice(rest);
                d.extend_from_slice(&newer);
            };
            match self.raw_write(vm, &data) {
                Ok(Some(n)) if n < data.len() => keep(&data[n..]),
                Ok(Some(_)) => {}
                Ok(None) => {
                    keep(&data);
                    let args = [
                        Word::small(libc::EAGAIN as i64),
                        vm.new_str("write could not complete without blocking"),
                        Word::small(0),
                    ];
                    return Err(crate::Exc(vm.call(vm.exc.BlockingIOError.get(), &args)?));
                }
                Err(e) => {
                    keep(&data);
                    return Err(e);
                }
            }
        }
    }
    fn raw_write(&self, vm: &Vm, b: &[u8]) -> R<Option<usize>> {
        if let Some(fd) = self.fd() {
            return write_some(vm, &fd, b);
        }
        let data = vm.new_bytes(b);
        let r = vm.call_method(self.raw.get(), "write", &[data])?;
        if r.is_none() {
            return Ok(None);
        }
        let n = vm.index_i64(r)?;
        if n < 0 || n as usize > b.len() {
            return Err(vm.new_exc(
                &vm.exc.OSError,
                format!("raw write() returned invalid length {n} (should have been between 0 and {})", b.len()),
            ));
        }
        Ok(Some(n as usize))
    }
    /// Takes `b` over, writing when the buffer is full.
    pub fn write(&self, vm: &Vm, b: &[u8]) -> R<()> {
        if self.kind.get() == RANDOM {
            self.rewind(vm)?;
        }
        if self.wb.data.borrow().len() + b.len() <= self.size.get() {
            self.wb.data.borrow_mut().extend_from_slice(b);
            return Ok(());
        }
        self.flush(vm)?;
        let mut b = b;
        while b.len() > self.size.get() {
            match self.raw_write(vm, b)? {
                Some(n) => b = &b[n..],
                None => break,
            }
        }
        self.wb.data.borrow_mut().extend_from_slice(b);
        Ok(())
    }
    /// Drops what was read ahead, moving the raw position back.
    fn rewind(&self, vm: &Vm) -> R<()> {
        let n = self.ahead();
        self.rbuf.borrow_mut().clear();
        self.rpos.set(0);
        if n > 0 {
            self.raw_seek(vm, -(n as i64), 1)?;
        }
        Ok(())
    }
    fn raw_seek(&self, vm: &Vm, off: i64, whence: i32) -> R<i64> {
        if let Some(fd) = self.fd() {
            return seek_fd(vm, &fd, off, whence);
        }
        let r = vm.call_method(self.raw.get(), "seek", &[vm.int(off), Word::small(whence as i64)])?;
        vm.index_i64(r)
    }
    /// Up to `n` bytes by at most one raw read; negative: what one read gives.
    pub fn read1(&self, vm: &Vm, n: i64) -> R<Vec<u8>> {
        let n = if n < 0 { self.size.get() } else { n as usize };
        if n == 0 {
            return Ok(vec![]);
        }
        if self.ahead() == 0 {
            self.flush(vm)?;
            if n >= self.size.get() {
                return Ok(self.raw_read(vm, n)?.unwrap_or_default());
            }
            self.fill(vm)?;
        }
        Ok(self.take(n))
    }
    /// `n` bytes, or fewer at the end; None when it would block.
    fn read(&self, vm: &Vm, n: i64) -> R<Option<Vec<u8>>> {
        if n < 0 {
            let mut out = self.take(usize::MAX);
            self.flush(vm)?;
            if let Some(fd) = self.fd() {
                return Ok(match read_all(vm, &fd)? {
                    Some(v) if out.is_empty() => Some(v),
                    Some(v) => {
                        out.extend_from_slice(&v);
                        Some(out)
                    }
                    None if out.is_empty() => None,
                    None => Some(out),
                });
            }
            let all = vm.getattr_opt(self.raw.get(), vm.intern("readall"))?;
            if !all.is_null() {
                let r = vm.call(all, &[])?;
                return Ok(match vm.buffer_bytes_opt(r)? {
                    Some(v) => {
                        out.extend_from_slice(&v);
                        Some(out)
                    }
                    None if r.is_none() && out.is_empty() => None,
                    None if r.is_none() => Some(out),
                    None => return Err(vm.type_error("readall() should return bytes")),
                });
            }
            loop {
                let r = vm.call_method(self.raw.get(), "read", &[])?;
                match vm.buffer_bytes_opt(r)? {
                    Some(v) if v.is_empty() => return Ok(Some(out)),
                    Some(v) => out.extend_from_slice(&v),
                    None if !r.is_none() => return Err(vm.type_error("read() should return bytes")),
                    None if out.is_empty() => return Ok(None),
                    None => return Ok(Some(out)),
                }
            }
        }
        let n = n as usize;
        let mut out = self.take(n);
        while out.len() < n {
            let left = n - out.len();
            if left >= self.size.get() {
                self.flush(vm)?;
                vm.check_alloc(left)?;
                match self.raw_read(vm, left)? {
                    Some(v) if v.is_empty() => break,
                    Some(v) => out.extend_from_slice(&v),
                    None if out.is_empty() => return Ok(None),
                    None => break,
                }
            } else {
                match self.fill(vm)? {
                    Some(true) => out.extend_from_slice(&self.take(left)),
                    None if out.is_empty() => return Ok(None),
                    _ => break,
                }
            }
        }
        Ok(Some(out))
    }
    fn readline(&self, vm: &Vm, limit: i64) -> R<Vec<u8>> {
        let mut out = vec![];
        loop {
            let most = if limit < 0 { usize::MAX } else { limit as usize - out.len() };
            {
                let b = self.rbuf.borrow();
                let s = &b[self.rpos.get()..];
                let s = &s[..s.len().min(most)];
                let end = s.iter().position(|&c| c == b'\n');
                let n = end.map_or(s.len(), |i| i + 1);
                out.extend_from_slice(&s[..n]);
                self.rpos.set(self.rpos.get() + n);
                if end.is_some() || (limit >= 0 && out.len() as i64 >= limit) {
                    return Ok(out);
                }
            }
            if self.fill(vm)? != Some(true) {
                return Ok(out);
            }
        }
    }
}

fn is_closed(vm: &Vm, b: &Buffered) -> R<bool> {
    if b.fd().is_some() {
        return Ok(false);
    }
    let c = vm.getattr_str(b.raw.get(), "closed")?;
    vm.truth(c)
}
fn open(vm: &Vm, w: Word, text: &str) -> R<()> {
    if is_closed(vm, this(vm, w)?)? {
        return Err(vm.value_error(text));
    }
    Ok(())
}
fn flush(vm: &Vm, a: &[Word]) -> R {
    let b = this(vm, a[0])?;
    open(vm, a[0], "flush of closed file")?;
    b.flush(vm)?;
    if b.kind.get() != READER {
        b.rewind(vm)?;
        if b.fd().is_none() {
            vm.call_method(b.raw.get(), "flush", &[])?;
        }
    }
    Ok(Word::NONE)
}
fn close(vm: &Vm, a: &[Word]) -> R {
    let b = this(vm, a[0])?;
    if is_closed(vm, b)? {
        return Ok(Word::NONE);
    }
    let first = vm.call_method(a[0], "flush", &[]);
    let second = vm.call_method(b.raw.get(), "close", &[]);
    *b.file.borrow_mut() = None;
    *b.wb.file.borrow_mut() = None;
    b.wb.data.borrow_mut().clear();
    match (first, second) {
        (Err(e), Err(f)) => {
            vm.set_context(f, e.0);
            Err(f)
        }
        (Err(e), _) => Err(e),
        (_, r) => r.map(|_| Word::NONE),
    }
}
fn detach(vm: &Vm, a: &[Word]) -> R {
    vm.call_method(a[0], "flush", &[])?;
    let b = this(vm, a[0])?;
    let raw = b.raw.get();
    b.state.set(2);
    *b.file.borrow_mut() = None;
    *b.wb.file.borrow_mut() = None;
    Ok(raw)
}
fn read(vm: &Vm, a: &[Word]) -> R {
    let n = size_arg(vm, a[1])?;
    if n < -1 {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    let b = this(vm, a[0])?;
    open(vm, a[0], "read of closed file")?;
    if n > 0 && b.ahead() >= n as usize {
        let (p, r) = (b.rpos.get(), b.rbuf.borrow());
        let w = vm.new_bytes(&r[p..p + n as usize]);
        b.rpos.set(p + n as usize);
        return Ok(w);
    }
    Ok(b.read(vm, n)?.map_or(Word::NONE, |v| vm.new_bytes(&v)))
}
fn read1(vm: &Vm, a: &[Word]) -> R {
    let n = if a[1].is_null() { -1 } else { vm.index_clamped(a[1])? };
    open(vm, a[0], "read of closed file")?;
    let v = this(vm, a[0])?.read1(vm, n)?;
    Ok(vm.new_bytes(&v))
}
fn readinto_n(vm: &Vm, a: &[Word], one: bool) -> R {
    open(vm, a[0], "readinto of closed file")?;
    let b = this(vm, a[0])?;
    let n = vm.buffer_len(a[1])?;
    let v = if one { Some(b.read1(vm, n as i64)?) } else { b.read(vm, n as i64)? };
    let Some(v) = v else { return Ok(Word::NONE) };
    vm.buffer_store(a[1], &v)?;
    Ok(vm.int(v.len() as i64))
}
fn readline(vm: &Vm, a: &[Word]) -> R {
    let n = size_arg(vm, a[1])?;
    open(vm, a[0], "readline of closed file")?;
    let v = this(vm, a[0])?.readline(vm, n)?;
    Ok(vm.new_bytes(&v))
}
fn peek(vm: &Vm, a: &[Word]) -> R {
    open(vm, a[0], "peek of closed file")?;
    let b = this(vm, a[0])?;
    if b.ahead() == 0 {
        b.fill(vm)?;
    }
    let r = b.rbuf.borrow();
    Ok(vm.new_bytes(&r[b.rpos.get()..]))
}
fn write(vm: &Vm, a: &[Word]) -> R {
    let b = this(vm, a[0])?;
    if let Some(x) = a[1].get::<BytesObj>() {
        open(vm, a[0], "write to closed file")?;
        b.write(vm, raw_bytes(x))?;
        return Ok(vm.int(x.len as i64));
    }
    let v = vm.buffer_bytes(a[1])?;
    open(vm, a[0], "write to closed file")?;
    b.write(vm, &v)?;
    Ok(vm.int(v.len() as i64))
}
fn tell(vm: &Vm, a: &[Word]) -> R {
    let b = this(vm, a[0])?;
    open(vm, a[0], "I/O operation on closed file")?;
    let at = b.raw_seek(vm, 0, 1)?;
    Ok(vm.int(at - b.ahead() as i64 + b.wb.data.borrow().len() as i64))
}
fn seek(vm: &Vm, a: &[Word]) -> R {
    let whence = if a[2].is_null() { 0 } else { vm.arg_c_int(a[2])? };
    if !(0..=2).contains(&whence) && whence != libc::SEEK_DATA && whence != libc::SEEK_HOLE {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    let b = this(vm, a[0])?;
    open(vm, a[0], "seek of closed file")?;
    let can = vm.call_method(b.raw.get(), "seekable", &[])?;
    if !vm.truth(can)? {
        return Err(unsupported(vm, "File or stream is not seekable."));
    }
    let mut off = vm.index_i64(a[1])?;
    b.flush(vm)?;
    if whence == 1 {
        off -= b.ahead() as i64;
    }
    if whence != 2 && b.ahead() > 0 {
        // Within what was read ahead no seek is needed.
        let raw = b.raw_seek(vm, 0, 1)?;
        let (start, target) = (raw - b.rbuf.borrow().len() as i64, if whence == 0 { off } else { raw + off });
        if target >= start && target <= raw {
            b.rpos.set((target - start) as usize);
            return Ok(vm.int(target));
        }
    }
    b.rbuf.borrow_mut().clear();
    b.rpos.set(0);
    Ok(vm.int(b.raw_seek(vm, off, whence)?))
}
fn truncate(vm: &Vm, a: &[Word]) -> R {
    let b = this(vm, a[0])?;
    open(vm, a[0], "truncate of closed file")?;
    if b.kind.get() == READER {
        return Err(unsupported(vm, "truncate"));
    }
    vm.call_method(a[0], "flush", &[])?;
    vm.call_method(b.raw.get(), "truncate", &[a[1].or(Word::NONE)])
}
/// A method of the raw stream.
fn of_raw(vm: &Vm, w: Word, name: &str) -> R {
    vm.call_method(this(vm, w)?.raw.get(), name, &[])
}
fn raw_attr(vm: &Vm, w: Word, name: &str) -> R {
    vm.getattr_str(this(vm, w)?.raw.get(), name)
}
fn repr(vm: &Vm, w: Word) -> R {
    let name = vm.type_full_name(vm.class_of(w));
    let n = match w.native::<Buffered>() {
        Some(b) if b.state.get() == 1 => vm.getattr_opt(w, vm.intern("name")).unwrap_or(Word::NULL),
        _ => Word::NULL,
    };
    if n.is_null() {
        return Ok(vm.new_str(&format!("<{name}>")));
    }
    Ok(vm.new_str(&format!("<{name} name={}>", vm.repr_text(n)?)))
}
fn slots(s: &Slots) {
    s.init.set(Some(|vm, w, args| init_with(vm, w, args, &INIT)));
    s.repr.set(Some(repr));
    s.iternext.set(Some(|vm, w| {
        let own = vm.type_of(w);
        if own == reader_type(vm) || own == random_type(vm) {
            open(vm, w, "readline of closed file")?;
            let v = this(vm, w)?.readline(vm, -1)?;
            return Ok(if v.is_empty() { None } else { Some(vm.new_bytes(&v)) });
        }
        next_line(vm, w)
    }));
}
const GETSET: &[GetSet] = &[
    GetSet::ro("raw", |vm, w| Ok(this(vm, w)?.raw.get()), ""),
    GetSet::ro("closed", |vm, w| Ok(Word::bool(is_closed(vm, this(vm, w)?)?)), ""),
    GetSet::ro("name", |vm, w| raw_attr(vm, w, "name"), ""),
    GetSet::ro("mode", |vm, w| raw_attr(vm, w, "mode"), ""),
    GetSet::ro("_finalizing", |_, _| Ok(Word::FALSE), ""),
];
macro_rules! common {
    ($($more:expr),* $(,)?) => { &[
        FnDef::new("close", "($self, /)", close, ""),
        FnDef::new("flush", "($self, /)", flush, ""),
        FnDef::new("detach", "($self, /)", detach, ""),
        FnDef::new("seekable", "($self, /)", |vm, a| of_raw(vm, a[0], "seekable"), ""),
        FnDef::new("fileno", "($self, /)", |vm, a| of_raw(vm, a[0], "fileno"), ""),
        FnDef::new("isatty", "($self, /)", |vm, a| of_raw(vm, a[0], "isatty"), ""),
        FnDef::new("tell", "($self, /)", tell, ""),
        FnDef::new("seek", "($self, target, whence=0, /)", seek, ""),
        FnDef::new("truncate", "($self, pos=None, /)", truncate, ""),
        FnDef::new("_dealloc_warn", "($self, source, /)", |_, _| Ok(Word::NONE), ""),
        $($more),*
    ] };
}
macro_rules! read_methods { ($m:ident, $($more:expr),*) => { $m!(
    FnDef::new("readable", "($self, /)", |vm, a| of_raw(vm, a[0], "readable"), ""),
    FnDef::new("read", "($self, size=-1, /)", read, ""),
    FnDef::new("read1", "($self, size=-1, /)", read1, ""),
    FnDef::new("readinto", "($self, buffer, /)", |vm, a| readinto_n(vm, a, false), ""),
    FnDef::new("readinto1", "($self, buffer, /)", |vm, a| readinto_n(vm, a, true), ""),
    FnDef::new("readline", "($self, size=-1, /)", readline, ""),
    FnDef::new("peek", "($self, size=0, /)", peek, ""),
    $($more),*
) } }
const READ_METHODS: &[FnDef] = read_methods!(common,);
const RANDOM_METHODS: &[FnDef] = read_methods!(
    common,
    FnDef::new("writable", "($self, /)", |vm, a| of_raw(vm, a[0], "writable"), ""),
    FnDef::new("write", "($self, buffer, /)", write, "")
);
const WRITE_METHODS: &[FnDef] = common!(
    FnDef::new("writable", "($self, /)", |vm, a| of_raw(vm, a[0], "writable"), ""),
    FnDef::new("write", "($self, buffer, /)", write, ""),
);
pub static READER_SPEC: TypeSpec = TypeSpec {
    name: "_io.BufferedReader",
    doc: "Create a new buffered reader using the given readable raw IO object.",
    flags: FLAGS,
    base: Some(buffered_base),
    new: Some(&NEW_READER),
    slots,
    getset: GETSET,
    methods: READ_METHODS,
    ..TypeSpec::DEFAULT
};
static WRITER_SPEC: TypeSpec = TypeSpec {
    name: "_io.BufferedWriter",
    doc: "A buffer for a writeable sequential RawIO object.",
    flags: FLAGS,
    base: Some(buffered_base),
    new: Some(&NEW_WRITER),
    slots,
    getset: GETSET,
    methods: WRITE_METHODS,
    ..TypeSpec::DEFAULT
};
static RANDOM_SPEC: TypeSpec = TypeSpec {
    name: "_io.BufferedRandom",
    doc: "A buffered interface to random access streams.",
    flags: FLAGS,
    base: Some(buffered_base),
    new: Some(&NEW_RANDOM),
    slots,
    getset: GETSET,
    methods: RANDOM_METHODS,
    ..TypeSpec::DEFAULT
};

/// A reader and a writer of a pair of streams.
pub struct RwPair {
    reader: Slot,
    writer: Slot,
}
impl Payload for RwPair {
    const INFO: &'static NativeInfo = crate::native_info!(RwPair, PAIR_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.reader);
        t.slot(&self.writer);
    }
}
static PAIR_NEW: FnDef = FnDef::new(
    "BufferedRWPair",
    "($type, reader, writer, buffer_size=131072, /)",
    |vm, a| {
        let size = a[3].or(Word::small(super::io::BUFFER_SIZE as i64));
        for (s, n) in [(a[1], "readable"), (a[2], "writable")] {
            let r = vm.call_method(s, n, &[])?;
            if !vm.truth(r)? {
                return Err(unsupported(vm, &format!("File or stream is not {n}.")));
            }
        }
        let r = vm.call(reader_type(vm), &[a[1], size])?;
        let w = vm.call(writer_type(vm), &[a[2], size])?;
        Ok(vm.new_native_of(a[0], RwPair { reader: Slot::new(r), writer: Slot::new(w) }))
    },
    "",
);
fn half(w: Word, reader: bool) -> Word {
    w.native::<RwPair>().map_or(Word::NONE, |p| if reader { p.reader.get() } else { p.writer.get() })
}
static PAIR_SPEC: TypeSpec = TypeSpec {
    name: "_io.BufferedRWPair",
    doc: "A buffered reader and writer object together.",
    flags: FLAGS,
    base: Some(buffered_base),
    new: Some(&PAIR_NEW),
    slots: |s| s.init.set(Some(|_, _, _| Ok(()))),
    getset: &[GetSet::ro("closed", |vm, w| vm.getattr_str(half(w, false), "closed"), "")],
    methods: &[
        FnDef::new(
            "read",
            "($self, size=-1, /)",
            |vm, a| vm.call_method(half(a[0], true), "read", &[a[1].or(Word::small(-1))]),
            "",
        ),
        FnDef::new(
            "read1",
            "($self, size=-1, /)",
            |vm, a| vm.call_method(half(a[0], true), "read1", &[a[1].or(Word::small(-1))]),
            "",
        ),
        FnDef::new(
            "peek",
            "($self, size=0, /)",
            |vm, a| vm.call_method(half(a[0], true), "peek", &[a[1].or(Word::small(0))]),
            "",
        ),
        FnDef::new("readinto", "($self, buffer, /)", |vm, a| vm.call_method(half(a[0], true), "readinto", &[a[1]]), ""),
        FnDef::new(
            "readinto1",
            "($self, buffer, /)",
            |vm, a| vm.call_method(half(a[0], true), "readinto1", &[a[1]]),
            "",
        ),
        FnDef::new("write", "($self, buffer, /)", |vm, a| vm.call_method(half(a[0], false), "write", &[a[1]]), ""),
        FnDef::new("flush", "($self, /)", |vm, a| vm.call_method(half(a[0], false), "flush", &[]), ""),
        FnDef::new("readable", "($self, /)", |vm, a| vm.call_method(half(a[0], true), "readable", &[]), ""),
        FnDef::new("writable", "($self, /)", |vm, a| vm.call_method(half(a[0], false), "writable", &[]), ""),
        FnDef::new("isatty", "($self, /)", |vm, a| vm.call_method(half(a[0], false), "isatty", &[]), ""),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                let r = vm.call_method(half(a[0], false), "close", &[]);
                vm.call_method(half(a[0], true), "close", &[])?;
                r
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
