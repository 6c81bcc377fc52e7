//! `_io._IOBase` and the three bases under it.

use super::support::lazy_type;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::sync::atomic::AtomicU64;

static IO_BASE: AtomicU64 = AtomicU64::new(0);
static RAW_BASE: AtomicU64 = AtomicU64::new(0);
static BUFFERED_BASE: AtomicU64 = AtomicU64::new(0);
static TEXT_BASE: AtomicU64 = AtomicU64::new(0);

pub fn io_base(vm: &Vm) -> Word {
    lazy_type(vm, &IO_BASE, &IO_BASE_SPEC, Kind::Instance)
}
pub fn raw_base(vm: &Vm) -> Word {
    lazy_type(vm, &RAW_BASE, &RAW_BASE_SPEC, Kind::Instance)
}
pub fn buffered_base(vm: &Vm) -> Word {
    lazy_type(vm, &BUFFERED_BASE, &BUFFERED_BASE_SPEC, Kind::Instance)
}
pub fn text_base(vm: &Vm) -> Word {
    lazy_type(vm, &TEXT_BASE, &TEXT_BASE_SPEC, Kind::Instance)
}

pub const FLAGS: u32 = TF_BASETYPE | TF_DICT | TF_WEAKREF;

/// `io.UnsupportedOperation(text)`
pub fn unsupported(vm: &Vm, text: &str) -> Exc {
    let t = vm.new_str(text);
    match super::io::unsupported_type(vm).and_then(|ty| vm.call(ty, &[t])) {
        Ok(w) => Exc(w),
        Err(e) => e,
    }
}
/// ValueError when `w.closed`.
pub fn check_closed(vm: &Vm, w: Word) -> R<()> {
    let c = vm.getattr_str(w, "closed")?;
    if vm.truth(c)? {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(())
}
/// Calls `__init__` of a native type: `def` binds the arguments.
pub fn init_with(vm: &Vm, w: Word, args: &Args, def: &FnDef) -> R<()> {
    vm.with_first(w, args, |args| vm.call_native(def, args, None)).map(|_| ())
}
/// An optional size: None and omitted are -1.
pub fn size_arg(vm: &Vm, w: Word) -> R<i64> {
    if w.is_null() || w.is_none() {
        return Ok(-1);
    }
    if vm.class_of(w).slots.index.get().is_none() {
        return Err(vm.type_error(format!("argument should be integer or None, not '{}'", vm.type_name(w))));
    }
    vm.index_clamped(w)
}

fn check_able(vm: &Vm, w: Word, what: &str) -> R {
    let r = vm.call_method(w, what, &[])?;
    if r != Word::TRUE {
        let text = match what {
            "seekable" => "File or stream is not seekable.",
            "readable" => "File or stream is not readable.",
            _ => "File or stream is not writable.",
        };
        return Err(unsupported(vm, text));
    }
    Ok(r)
}
fn close(vm: &Vm, a: &[Word]) -> R {
    let done = vm.getattr_opt(a[0], vm.intern("__IOBase_closed"))?;
    if !done.is_null() {
        return Ok(Word::NONE);
    }
    let r = vm.call_method(a[0], "flush", &[]);
    vm.setattr(a[0], vm.intern("__IOBase_closed"), Some(Word::TRUE))?;
    r.map(|_| Word::NONE)
}

/// `readline` by `peek` and `read`.
fn readline(vm: &Vm, a: &[Word]) -> R {
    let limit = size_arg(vm, a[1])?;
    let peek = vm.getattr_opt(a[0], vm.intern("peek"))?;
    let mut out: Vec<u8> = vec![];
    while limit < 0 || (out.len() as i64) < limit {
        let mut n = 1;
        if !peek.is_null() {
            let p = vm.call(peek, &[Word::small(1)])?;
            let Some(b) = p.get::<BytesObj>() else {
                return Err(vm.new_exc(
                    &vm.exc.OSError,
                    format!("peek() should have returned a bytes object, not '{}'", vm.type_name(p)),
                ));
            };
            let b = super::support::raw_bytes(b);
            if !b.is_empty() {
                n = b.iter().position(|&c| c == b'\n').map_or(b.len(), |i| i + 1);
                if limit >= 0 {
                    n = n.min(limit as usize - out.len());
                }
            }
        }
        let r = vm.call_method(a[0], "read", &[vm.int(n as i64)])?;
        let Some(b) = r.get::<BytesObj>() else {
            return Err(vm.new_exc(
                &vm.exc.OSError,
                format!("read() should have returned a bytes object, not '{}'", vm.type_name(r)),
            ));
        };
        let b = super::support::raw_bytes(b);
        out.extend_from_slice(b);
        if b.is_empty() || out.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(vm.new_bytes(&out))
}
pub fn readlines(vm: &Vm, a: &[Word]) -> R {
    let hint = size_arg(vm, a[1])?;
    let l = vm.new_list();
    let mut total = 0;
    let it = vm.iter(a[0])?;
    while let Some(line) = vm.next(it)? {
        if let Some(l) = l.get::<ListObj>() {
            l.push(vm, line);
        }
        if hint > 0 {
            total += vm.len(line)? as i64;
            if total >= hint {
                break;
            }
        }
    }
    Ok(l)
}
/// `for line in lines: self.write(line)`
pub fn writelines(vm: &Vm, a: &[Word]) -> R {
    check_closed(vm, a[0])?;
    let it = vm.iter(a[1])?;
    while let Some(line) = vm.next(it)? {
        vm.call_method(a[0], "write", &[line])?;
    }
    Ok(Word::NONE)
}
/// `next(stream)` by `readline`.
pub fn next_line(vm: &Vm, w: Word) -> R<Option<Word>> {
    let line = vm.call_method(w, "readline", &[])?;
    Ok(if vm.len(line)? == 0 { None } else { Some(line) })
}

/// `__del__`: a stream still open is closed; errors of that are nobody's.
fn close_at_death(vm: &Vm, w: Word) -> R<()> {
    let closed = vm.getattr_str(w, "closed").and_then(|c| vm.truth(c)).unwrap_or(true);
    if !closed {
        let _ = vm.call_method(w, "close", &[]);
    }
    Ok(())
}

macro_rules! refuses {
    ($($name:literal, $sig:literal);* $(;)?) => { [$(FnDef::new($name, $sig, |vm, _| Err(unsupported(vm, $name)), "")),*] };
}

static IO_BASE_SPEC: TypeSpec = TypeSpec {
    name: "_io._IOBase",
    doc: "The abstract base class for all I/O classes.",
    flags: FLAGS,
    slots: |s| {
        s.iter.set(Some(|vm, w| {
            check_closed(vm, w)?;
            Ok(w)
        }));
        s.iternext.set(Some(next_line));
        s.finalize.set(Some(close_at_death));
    },
    getset: &[GetSet::ro(
        "closed",
        |vm, w| Ok(Word::bool(!vm.getattr_opt(w, vm.intern("__IOBase_closed"))?.is_null())),
        "",
    )],
    methods: &[
        FnDef::new(
            "seek",
            "($self, offset, whence=0, /)",
            |vm, _| Err(unsupported(vm, "seek")),
            "Change the stream position to the given byte offset.",
        ),
        FnDef::new(
            "tell",
            "($self, /)",
            |vm, a| vm.call_method(a[0], "seek", &[Word::small(0), Word::small(1)]),
            "Return current stream position.",
        ),
        FnDef::new(
            "truncate",
            "($self, pos=None, /)",
            |vm, _| Err(unsupported(vm, "truncate")),
            "Truncate file to size bytes.",
        ),
        FnDef::new(
            "flush",
            "($self, /)",
            |vm, a| {
                if !vm.getattr_opt(a[0], vm.intern("__IOBase_closed"))?.is_null() {
                    return Err(vm.value_error("I/O operation on closed file."));
                }
                Ok(Word::NONE)
            },
            "Flush write buffers, if applicable.",
        ),
        FnDef::new("close", "($self, /)", close, "Flush and close the IO object."),
        FnDef::new("seekable", "($self, /)", |_, _| Ok(Word::FALSE), "Return whether object supports random access."),
        FnDef::new("readable", "($self, /)", |_, _| Ok(Word::FALSE), "Return whether object was opened for reading."),
        FnDef::new("writable", "($self, /)", |_, _| Ok(Word::FALSE), "Return whether object was opened for writing."),
        FnDef::new("_checkClosed", "($self, msg=None, /)", |vm, a| check_closed(vm, a[0]).map(|_| Word::NONE), ""),
        FnDef::new("_checkSeekable", "($self, msg=None, /)", |vm, a| check_able(vm, a[0], "seekable"), ""),
        FnDef::new("_checkReadable", "($self, msg=None, /)", |vm, a| check_able(vm, a[0], "readable"), ""),
        FnDef::new("_checkWritable", "($self, msg=None, /)", |vm, a| check_able(vm, a[0], "writable"), ""),
        FnDef::new(
            "fileno",
            "($self, /)",
            |vm, _| Err(unsupported(vm, "fileno")),
            "Return underlying file descriptor if one exists.",
        ),
        FnDef::new(
            "isatty",
            "($self, /)",
            |vm, a| {
                check_closed(vm, a[0])?;
                Ok(Word::FALSE)
            },
            "Return whether this is an 'interactive' stream.",
        ),
        FnDef::new(
            "__enter__",
            "($self, /)",
            |vm, a| {
                check_closed(vm, a[0])?;
                Ok(a[0])
            },
            "",
        ),
        FnDef::new("__exit__", "($self, /, *args)", |vm, a| vm.call_method(a[0], "close", &[]), ""),
        FnDef::new("readline", "($self, size=-1, /)", readline, "Read and return a line from the stream."),
        FnDef::new("readlines", "($self, hint=-1, /)", readlines, "Return a list of lines from the stream."),
        FnDef::new("writelines", "($self, lines, /)", writelines, "Write a list of lines to stream."),
    ],
    ..TypeSpec::DEFAULT
};

fn raw_readall(vm: &Vm, a: &[Word]) -> R {
    let mut out: Vec<u8> = vec![];
    loop {
        let r = vm.call_method(a[0], "read", &[Word::small(super::io::BUFFER_SIZE as i64)])?;
        if r.is_none() {
            if out.is_empty() {
                return Ok(r);
            }
            break;
        }
        let Some(b) = r.get::<BytesObj>() else {
            return Err(vm.type_error("read() should return bytes"));
        };
        if b.len == 0 {
            break;
        }
        out.extend_from_slice(super::support::raw_bytes(b));
    }
    Ok(vm.new_bytes(&out))
}
fn raw_read(vm: &Vm, a: &[Word]) -> R {
    let n = if a[1].is_null() { -1 } else { vm.index_clamped(a[1])? };
    if n < 0 {
        return vm.call_method(a[0], "readall", &[]);
    }
    let ba = vm.call(vm.types.bytearray.get(), &[vm.int(n)])?;
    let r = vm.call_method(a[0], "readinto", &[ba])?;
    if r.is_none() {
        return Ok(r);
    }
    let got = vm.index_i64(r)?;
    if got < 0 || got > n {
        return Err(vm.value_error(format!("readinto returned {got} outside buffer size {n}")));
    }
    let data = vm.buffer_bytes(ba)?;
    Ok(vm.new_bytes(&data[..got as usize]))
}
static RAW_BASE_SPEC: TypeSpec = TypeSpec {
    name: "_io._RawIOBase",
    doc: "Base class for raw binary I/O.",
    flags: FLAGS,
    base: Some(io_base),
    methods: &[
        FnDef::new("read", "($self, size=-1, /)", raw_read, ""),
        FnDef::new("readall", "($self, /)", raw_readall, "Read until EOF, using multiple read() call."),
        FnDef::new("readinto", "($self, buffer, /)", |vm, _| Err(vm.new_exc(&vm.exc.NotImplementedError, "")), ""),
        FnDef::new("write", "($self, b, /)", |vm, _| Err(vm.new_exc(&vm.exc.NotImplementedError, "")), ""),
    ],
    ..TypeSpec::DEFAULT
};

fn readinto_by(vm: &Vm, a: &[Word], method: &str) -> R {
    let n = vm.buffer_len(a[1])?;
    let r = vm.call_method(a[0], method, &[vm.int(n as i64)])?;
    let Some(b) = r.get::<BytesObj>() else {
        return Err(vm.type_error("read() should return bytes"));
    };
    if b.len > n {
        return Err(vm.value_error(format!("read() returned too much data: {n} bytes requested, {} returned", b.len)));
    }
    let v = super::support::raw_bytes(b).to_vec();
    vm.buffer_store(a[1], &v)?;
    Ok(vm.int(v.len() as i64))
}
static BUFFERED_REFUSES: [FnDef; 6] = refuses! {
    "detach", "($self, /)"; "read", "($self, size=-1, /)"; "read1", "($self, size=-1, /)"; "write", "($self, b, /)";
    "peek", "($self, size=0, /)"; "getbuffer", "($self, /)";
};
static BUFFERED_BASE_SPEC: TypeSpec = TypeSpec {
    name: "_io._BufferedIOBase",
    doc: "Base class for buffered IO objects.",
    flags: FLAGS,
    base: Some(io_base),
    methods: &[
        FnDef::new("detach", "($self, /)", |vm, a| (BUFFERED_REFUSES[0].func)(vm, a), ""),
        FnDef::new(
            "read",
            "($self, size=-1, /)",
            |vm, a| (BUFFERED_REFUSES[1].func)(vm, a),
            "Read and return up to n bytes.",
        ),
        FnDef::new("read1", "($self, size=-1, /)", |vm, a| (BUFFERED_REFUSES[2].func)(vm, a), ""),
        FnDef::new(
            "write",
            "($self, b, /)",
            |vm, a| (BUFFERED_REFUSES[3].func)(vm, a),
            "Write buffer b to the IO stream.",
        ),
        FnDef::new("readinto", "($self, buffer, /)", |vm, a| readinto_by(vm, a, "read"), ""),
        FnDef::new("readinto1", "($self, buffer, /)", |vm, a| readinto_by(vm, a, "read1"), ""),
    ],
    ..TypeSpec::DEFAULT
};
static TEXT_BASE_SPEC: TypeSpec = TypeSpec {
    name: "_io._TextIOBase",
    doc: "Base class for text I/O.",
    flags: FLAGS,
    base: Some(io_base),
    getset: &[
        GetSet::ro("encoding", |_, _| Ok(Word::NONE), "Encoding of the text stream."),
        GetSet::ro("newlines", |_, _| Ok(Word::NONE), "Line endings translated so far."),
        GetSet::ro("errors", |_, _| Ok(Word::NONE), "The error setting of the decoder or encoder."),
    ],
    methods: &[
        FnDef::new("detach", "($self, /)", |vm, _| Err(unsupported(vm, "detach")), ""),
        FnDef::new("read", "($self, size=-1, /)", |vm, _| Err(unsupported(vm, "read")), ""),
        FnDef::new("readline", "($self, size=-1, /)", |vm, _| Err(unsupported(vm, "readline")), ""),
        FnDef::new("write", "($self, s, /)", |vm, _| Err(unsupported(vm, "write")), ""),
    ],
    ..TypeSpec::DEFAULT
};
