//! `_io.BytesIO` and `_io.StringIO`.

use super::io_base::*;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

/// Units of either stream: bytes, or code points.
struct Mem<T> {
    data: Buffer<T>,
    pos: Cell<usize>,
    closed: Cell<bool>,
    /// StringIO: 0 none translated, 1 universal, 2 `\r`, 3 `\r\n` on writing, 4 universal untranslated.
    newline: Cell<u8>,
}
impl<T: Copy + Default> Mem<T> {
    fn new() -> Self {
        Mem { data: Buffer::default(), pos: Cell::new(0), closed: Cell::new(false), newline: Cell::new(0) }
    }
    fn open(&self, vm: &Vm) -> R<()> {
        if self.closed.get() { Err(vm.value_error("I/O operation on closed file")) } else { Ok(()) }
    }
    fn take(&self, n: i64) -> std::ops::Range<usize> {
        let len = self.data.borrow().len();
        let at = self.pos.get().min(len);
        let end = if n < 0 { len } else { len.min(at.saturating_add(n as usize)) };
        if end > at {
            self.pos.set(end);
        }
        at..end
    }
    fn write(&self, vm: &Vm, v: &[T]) -> R<()> {
        if v.is_empty() {
            return Ok(());
        }
        let at = self.pos.get();
        let size = at.saturating_add(v.len()).saturating_mul(size_of::<T>());
        if size > self.data.bytes() {
            vm.check_alloc(size)?;
        }
        let mut d = self.data.borrow_mut();
        if at > d.len() {
            d.resize(at, T::default());
        }
        let over = (d.len() - at).min(v.len());
        d[at..at + over].copy_from_slice(&v[..over]);
        d.extend_from_slice(&v[over..]);
        self.pos.set(at + v.len());
        Ok(())
    }
    fn line(&self, limit: i64, is_end: impl Fn(&[T], usize) -> Option<usize>) -> std::ops::Range<usize> {
        let d = self.data.borrow();
        let at = self.pos.get().min(d.len());
        let most = if limit < 0 { d.len() } else { d.len().min(at.saturating_add(limit as usize)) };
        let end = (at..most).find_map(|i| is_end(&d, i)).map_or(most, |e| e.min(most));
        if end > at {
            self.pos.set(end);
        }
        at..end
    }
}
pub struct BytesIo(Mem<u8>);
pub struct StringIo(Mem<u32>);
impl Payload for BytesIo {
    const INFO: &'static NativeInfo = crate::native_info!(BytesIo, BYTES_SPEC);
    fn external(&self) -> usize {
        self.0.data.bytes()
    }
}
impl Payload for StringIo {
    const INFO: &'static NativeInfo = crate::native_info!(StringIo, STRING_SPEC);
    fn external(&self) -> usize {
        self.0.data.bytes()
    }
}
fn bm(vm: &Vm, w: Word) -> R<&'static Mem<u8>> {
    match w.native::<BytesIo>() {
        // SAFETY: the argument word keeps the stream in place for the call.
        Some(m) => Ok(unsafe { &*(&m.0 as *const Mem<u8>) }),
        None => Err(vm.type_error("a BytesIO is required")),
    }
}
fn sm(vm: &Vm, w: Word) -> R<&'static Mem<u32>> {
    match w.native::<StringIo>() {
        // SAFETY: as above.
        Some(m) => Ok(unsafe { &*(&m.0 as *const Mem<u32>) }),
        None => Err(vm.type_error("a StringIO is required")),
    }
}
fn bopen(vm: &Vm, w: Word) -> R<&'static Mem<u8>> {
    let m = bm(vm, w)?;
    m.open(vm).map_err(|_| vm.value_error("I/O operation on closed file."))?;
    Ok(m)
}
fn sopen(vm: &Vm, w: Word) -> R<&'static Mem<u32>> {
    let m = sm(vm, w)?;
    m.open(vm)?;
    Ok(m)
}
fn bread(vm: &Vm, a: &[Word]) -> R {
    let m = bopen(vm, a[0])?;
    let r = m.take(size_arg(vm, a[1])?);
    Ok(vm.new_bytes(&m.data.borrow()[r]))
}
fn bline(vm: &Vm, w: Word, n: i64) -> R {
    let m = bopen(vm, w)?;
    let r = m.line(n, |d, i| (d[i] == b'\n').then_some(i + 1));
    Ok(vm.new_bytes(&m.data.borrow()[r]))
}
fn bwrite(vm: &Vm, a: &[Word]) -> R {
    let m = bopen(vm, a[0])?;
    let v = vm.buffer_bytes(a[1])?;
    m.write(vm, &v)?;
    Ok(vm.int(v.len() as i64))
}
fn bseek(vm: &Vm, a: &[Word]) -> R {
    let m = bopen(vm, a[0])?;
    let (off, whence) = (vm.index_i64(a[1])?, if a[2].is_null() { 0 } else { vm.arg_c_int(a[2])? });
    let base = match whence {
        0 if off < 0 => return Err(vm.value_error(format!("negative seek value {off}"))),
        0 => 0,
        1 => m.pos.get() as i64,
        2 => m.data.borrow().len() as i64,
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let to = base.saturating_add(off).max(0);
    m.pos.set(to as usize);
    Ok(vm.int(to))
}
fn new_size(vm: &Vm, w: Word, pos: usize) -> R<usize> {
    if w.is_null() || w.is_none() {
        return Ok(pos);
    }
    let n = vm.index_i64(w)?;
    if n < 0 {
        return Err(vm.value_error(format!("negative size value {n}")));
    }
    Ok(n as usize)
}
static BYTES_NEW: FnDef =
    FnDef::new("__new__", "($type, *args, **kwargs)", |vm, a| Ok(vm.new_native_of(a[0], BytesIo(Mem::new()))), "");
static BYTES_INIT: FnDef = FnDef::new(
    "BytesIO",
    "($self, initial_bytes=b'')",
    |vm, a| {
        let m = bm(vm, a[0])?;
        let v = if a[1].is_null() || a[1].is_none() { vec![] } else { vm.buffer_bytes(a[1])? };
        *m.data.borrow_mut() = v;
        m.pos.set(0);
        m.closed.set(false);
        Ok(Word::NONE)
    },
    "",
);
pub static BYTES_SPEC: TypeSpec = TypeSpec {
    name: "_io.BytesIO",
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    flags: FLAGS,
    base: Some(buffered_base),
    new: Some(&BYTES_NEW),
    slots: |s| {
        s.init.set(Some(|vm, w, args| init_with(vm, w, args, &BYTES_INIT)));
        s.iternext.set(Some(|vm, w| {
            let l = bline(vm, w, -1)?;
            Ok(if vm.len(l)? == 0 { None } else { Some(l) })
        }));
    },
    getset: &[GetSet::ro("closed", |vm, w| Ok(Word::bool(bm(vm, w)?.closed.get())), "True if the file is closed.")],
    methods: &[
        FnDef::new("read", "($self, size=-1, /)", bread, "Read at most size bytes, returned as a bytes object."),
        FnDef::new("read1", "($self, size=-1, /)", bread, ""),
        FnDef::new("readline", "($self, size=-1, /)", |vm, a| bline(vm, a[0], size_arg(vm, a[1])?), ""),
        FnDef::new("readlines", "($self, size=None, /)", readlines, ""),
        FnDef::new(
            "readinto",
            "($self, buffer, /)",
            |vm, a| {
                let m = bopen(vm, a[0])?;
                let r = m.take(vm.buffer_len(a[1])? as i64);
                let v = m.data.borrow()[r].to_vec();
                vm.buffer_store(a[1], &v)?;
                Ok(vm.int(v.len() as i64))
            },
            "",
        ),
        FnDef::new("write", "($self, b, /)", bwrite, "Write bytes to file."),
        FnDef::new("writelines", "($self, lines, /)", writelines, ""),
        FnDef::new(
            "getvalue",
            "($self, /)",
            |vm, a| Ok(vm.new_bytes(&bopen(vm, a[0])?.data.borrow())),
            "Retrieve the entire contents of the BytesIO object.",
        ),
        FnDef::new(
            "getbuffer",
            "($self, /)",
            |vm, a| {
                let b = vm.new_bytes(&bopen(vm, a[0])?.data.borrow());
                let b = vm.call(vm.types.bytearray.get(), &[b])?;
                vm.call(vm.types.memoryview.get(), &[b])
            },
            "",
        ),
        FnDef::new("seek", "($self, pos, whence=0, /)", bseek, ""),
        FnDef::new("tell", "($self, /)", |vm, a| Ok(vm.int(bopen(vm, a[0])?.pos.get() as i64)), ""),
        FnDef::new(
            "truncate",
            "($self, size=None, /)",
            |vm, a| {
                let m = bopen(vm, a[0])?;
                let n = new_size(vm, a[1], m.pos.get())?;
                m.data.borrow_mut().truncate(n);
                Ok(vm.int(n as i64))
            },
            "",
        ),
        FnDef::new("readable", "($self, /)", |vm, a| bopen(vm, a[0]).map(|_| Word::TRUE), ""),
        FnDef::new("writable", "($self, /)", |vm, a| bopen(vm, a[0]).map(|_| Word::TRUE), ""),
        FnDef::new("seekable", "($self, /)", |vm, a| bopen(vm, a[0]).map(|_| Word::TRUE), ""),
        FnDef::new("isatty", "($self, /)", |vm, a| bopen(vm, a[0]).map(|_| Word::FALSE), ""),
        FnDef::new("flush", "($self, /)", |vm, a| bopen(vm, a[0]).map(|_| Word::NONE), ""),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                let m = bm(vm, a[0])?;
                m.closed.set(true);
                m.data.borrow_mut().clear();
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

const CR: u32 = 13;
const LF: u32 = 10;
/// The code points of `s` as this stream keeps them.
fn translated(m: &Mem<u32>, s: &StrObj) -> Vec<u32> {
    let v = s.to_code_points();
    match m.newline.get() {
        1 => {
            let mut out = Vec::with_capacity(v.len());
            let mut i = 0;
            while i < v.len() {
                if v[i] == CR {
                    out.push(LF);
                    i += (v.get(i + 1) == Some(&LF)) as usize;
                } else {
                    out.push(v[i]);
                }
                i += 1;
            }
            out
        }
        2 => v.into_iter().map(|c| if c == LF { CR } else { c }).collect(),
        3 => v.into_iter().flat_map(|c| if c == LF { vec![CR, LF] } else { vec![c] }).collect(),
        _ => v,
    }
}
fn swrite(vm: &Vm, a: &[Word]) -> R {
    let m = sm(vm, a[0])?;
    let Some(s) = a[1].get::<StrObj>() else {
        return Err(vm.type_error(format!("string argument expected, got '{}'", vm.type_name(a[1]))));
    };
    m.open(vm)?;
    m.write(vm, &translated(m, s))?;
    Ok(vm.int(s.len() as i64))
}
fn sline(vm: &Vm, w: Word, n: i64) -> R {
    let m = sopen(vm, w)?;
    let r = match m.newline.get() {
        2 => m.line(n, |d, i| (d[i] == CR).then_some(i + 1)),
        3 => m.line(n, |d, i| (d[i] == CR && d.get(i + 1) == Some(&LF)).then_some(i + 2)),
        4 => m.line(n, |d, i| match d[i] {
            CR => Some(i + 1 + (d.get(i + 1) == Some(&LF)) as usize),
            LF => Some(i + 1),
            _ => None,
        }),
        _ => m.line(n, |d, i| (d[i] == LF).then_some(i + 1)),
    };
    Ok(vm.new_str_points(&m.data.borrow()[r]))
}
static STRING_NEW: FnDef =
    FnDef::new("__new__", "($type, *args, **kwargs)", |vm, a| Ok(vm.new_native_of(a[0], StringIo(Mem::new()))), "");
static STRING_INIT: FnDef = FnDef::new(
    "StringIO",
    "($self, initial_value='', newline='\\n')",
    |vm, a| {
        let m = sm(vm, a[0])?;
        let nl = match a[2].get::<StrObj>().map(|s| s.to_string_lossy()) {
            None if a[2].is_null() => 0,
            None if a[2].is_none() => 1,
            None => return Err(vm.type_error(format!("newline must be str or None, not {}", vm.type_name(a[2])))),
            Some(s) => match s.as_str() {
                "" => 4,
                "\n" => 0,
                "\r" => 2,
                "\r\n" => 3,
                _ => return Err(vm.value_error(format!("illegal newline value: {}", vm.repr_text(a[2])?))),
            },
        };
        m.newline.set(nl);
        m.closed.set(false);
        m.data.borrow_mut().clear();
        m.pos.set(0);
        if !a[1].is_null() && !a[1].is_none() {
            let Some(s) = a[1].get::<StrObj>() else {
                return Err(vm.type_error(format!("initial_value must be str or None, not {}", vm.type_name(a[1]))));
            };
            m.write(vm, &translated(m, s))?;
            m.pos.set(0);
        }
        Ok(Word::NONE)
    },
    "",
);
pub static STRING_SPEC: TypeSpec = TypeSpec {
    name: "_io.StringIO",
    doc: "Text I/O implementation using an in-memory buffer.",
    flags: FLAGS,
    base: Some(text_base),
    new: Some(&STRING_NEW),
    slots: |s| {
        s.init.set(Some(|vm, w, args| init_with(vm, w, args, &STRING_INIT)));
        s.iternext.set(Some(|vm, w| {
            let l = sline(vm, w, -1)?;
            Ok(if vm.len(l)? == 0 { None } else { Some(l) })
        }));
    },
    getset: &[
        GetSet::ro("closed", |vm, w| Ok(Word::bool(sm(vm, w)?.closed.get())), ""),
        GetSet::ro("newlines", |vm, w| sopen(vm, w).map(|_| Word::NONE), ""),
        GetSet::ro("line_buffering", |vm, w| sopen(vm, w).map(|_| Word::FALSE), ""),
    ],
    methods: &[
        FnDef::new(
            "read",
            "($self, size=-1, /)",
            |vm, a| {
                let m = sopen(vm, a[0])?;
                let r = m.take(size_arg(vm, a[1])?);
                Ok(vm.new_str_points(&m.data.borrow()[r]))
            },
            "",
        ),
        FnDef::new("readline", "($self, size=-1, /)", |vm, a| sline(vm, a[0], size_arg(vm, a[1])?), ""),
        FnDef::new("write", "($self, s, /)", swrite, "Write string to file."),
        FnDef::new(
            "getvalue",
            "($self, /)",
            |vm, a| Ok(vm.new_str_points(&sopen(vm, a[0])?.data.borrow())),
            "Retrieve the entire contents of the object.",
        ),
        FnDef::new(
            "seek",
            "($self, pos, whence=0, /)",
            |vm, a| {
                let m = sopen(vm, a[0])?;
                let (off, whence) = (vm.index_i64(a[1])?, if a[2].is_null() { 0 } else { vm.arg_c_int(a[2])? });
                let to = match whence {
                    0 if off < 0 => return Err(vm.value_error(format!("Negative seek position {off}"))),
                    0 => off as usize,
                    1 | 2 if off != 0 => return Err(vm.new_exc(&vm.exc.OSError, "Can't do nonzero cur-relative seeks")),
                    1 => m.pos.get(),
                    2 => m.data.borrow().len(),
                    _ => return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
                };
                m.pos.set(to);
                Ok(vm.int(to as i64))
            },
            "",
        ),
        FnDef::new("tell", "($self, /)", |vm, a| Ok(vm.int(sopen(vm, a[0])?.pos.get() as i64)), ""),
        FnDef::new(
            "truncate",
            "($self, pos=None, /)",
            |vm, a| {
                let m = sopen(vm, a[0])?;
                let n = new_size(vm, a[1], m.pos.get())?;
                m.data.borrow_mut().truncate(n);
                Ok(vm.int(n as i64))
            },
            "",
        ),
        FnDef::new("readable", "($self, /)", |vm, a| sopen(vm, a[0]).map(|_| Word::TRUE), ""),
        FnDef::new("writable", "($self, /)", |vm, a| sopen(vm, a[0]).map(|_| Word::TRUE), ""),
        FnDef::new("seekable", "($self, /)", |vm, a| sopen(vm, a[0]).map(|_| Word::TRUE), ""),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                let m = sm(vm, a[0])?;
                m.closed.set(true);
                m.data.borrow_mut().clear();
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
