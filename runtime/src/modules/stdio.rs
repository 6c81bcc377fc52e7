//! `print`, `input`, and the plain text streams that stand for stdin, stdout and stderr until
//! something replaces them.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};

/// Bytes that stdout gathers before it writes.
const BUFFER: usize = 8192;

/// A text stream over a file descriptor: UTF-8, buffered.
pub struct StdStream {
    fd: i32,
    name: &'static str,
    out: RefCell<Vec<u8>>,
    input: RefCell<(Vec<u8>, usize)>,
    line_buffered: bool,
    escape: bool,
    closed: Cell<bool>,
}
impl Payload for StdStream {
    const INFO: &'static NativeInfo = crate::native_info!(StdStream, STREAM_SPEC);
}
impl StdStream {
    fn new(vm: &Vm, fd: i32, name: &'static str) -> StdStream {
        // SAFETY: a plain query.
        let tty = unsafe { libc::isatty(fd) } == 1;
        StdStream {
            fd,
            name,
            out: RefCell::default(),
            input: RefCell::default(),
            line_buffered: fd == 2 || tty || vm.config.unbuffered,
            escape: fd == 2,
            closed: Cell::new(false),
        }
    }
    /// Adds text to the buffer; writes it out when it is time.
    pub fn write(&self, vm: &Vm, w: Word) -> R<()> {
        let Some(s) = w.get::<StrObj>() else { return Ok(()) };
        if self.closed.get() {
            return Err(vm.value_error("I/O operation on closed file."));
        }
        let newline = {
            let mut out = self.out.borrow_mut();
            let from = out.len();
            if let Some(t) = s.ascii() {
                out.extend_from_slice(t.as_bytes());
            } else if let Some(t) = s.to_utf8() {
                out.extend_from_slice(t.as_bytes());
            } else if self.escape {
                for c in s.chars() {
                    match char::from_u32(c) {
                        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                        None => out.extend_from_slice(format!("\\u{c:04x}").as_bytes()),
                    }
                }
            } else {
                return Err(vm.surrogates_not_allowed(w));
            }
            out.len() > BUFFER || self.line_buffered && out[from..].contains(&b'\n')
        };
        if newline { self.flush(vm) } else { Ok(()) }
    }
    /// Writes out what is buffered.
    pub fn flush(&self, vm: &Vm) -> R<()> {
        let data = std::mem::take(&mut *self.out.borrow_mut());
        let mut at = 0;
        while at < data.len() {
            // SAFETY: the range lies in `data`.
            let n = unsafe { libc::write(self.fd, data[at..].as_ptr().cast(), data.len() - at) };
            if n < 0 {
                let e = std::io::Error::last_os_error();
                if e.kind() == std::io::ErrorKind::Interrupted {
                    continue;
                }
                return Err(vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), None));
            }
            at += n as usize;
        }
        Ok(())
    }
    fn read_some(&self) -> std::io::Result<bool> {
        let mut buf = [0u8; 8192];
        loop {
            // SAFETY: reads into `buf`.
            let n = unsafe { libc::read(self.fd, buf.as_mut_ptr().cast(), buf.len()) };
            if n < 0 {
                let e = std::io::Error::last_os_error();
                if e.kind() == std::io::ErrorKind::Interrupted {
                    continue;
                }
                return Err(e);
            }
            self.input.borrow_mut().0.extend_from_slice(&buf[..n as usize]);
            return Ok(n > 0);
        }
    }
    /// The next line with its end; empty at the end of the input.
    fn line(&self, vm: &Vm) -> R {
        loop {
            {
                let mut i = self.input.borrow_mut();
                let at = i.1;
                if let Some(n) = i.0[at..].iter().position(|b| *b == b'\n') {
                    let text = String::from_utf8_lossy(&i.0[at..at + n + 1]).into_owned();
                    i.1 = at + n + 1;
                    return Ok(vm.new_str(&text.replace("\r\n", "\n")));
                }
            }
            match self.read_some() {
                Ok(true) => {}
                Ok(false) => return self.rest(vm),
                Err(e) => return Err(vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), None)),
            }
        }
    }
    fn rest(&self, vm: &Vm) -> R {
        while let Ok(true) = self.read_some() {}
        let mut i = self.input.borrow_mut();
        let at = i.1;
        let text = String::from_utf8_lossy(&i.0[at..]).into_owned();
        *i = (vec![], 0);
        Ok(vm.new_str(&text))
    }
}

fn stream(w: &Word) -> Option<&StdStream> {
    w.native::<StdStream>()
}
static STREAM_SPEC: TypeSpec = TypeSpec {
    name: "_io.TextIOWrapper",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let (n, m) = stream(&w).map_or(("", ""), |s| (s.name, if s.fd == 0 { "r" } else { "w" }));
            Ok(vm.new_str(&format!("<_io.TextIOWrapper name='{n}' mode='{m}' encoding='utf-8'>")))
        }));
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| {
            let Some(s) = stream(&w) else { return Ok(None) };
            let l = s.line(vm)?;
            Ok(if l == vm.empty_str() || vm.len(l)? == 0 { None } else { Some(l) })
        }));
    },
    methods: &[
        FnDef::new(
            "write",
            "($self, text, /)",
            |vm, a| {
                let Some(s) = a[1].get::<StrObj>() else {
                    return Err(vm.type_error(format!("write() argument must be str, not {}", vm.type_name(a[1]))));
                };
                if let Some(f) = stream(&a[0]) {
                    f.write(vm, a[1])?;
                }
                Ok(vm.int(s.len() as i64))
            },
            "",
        ),
        FnDef::new(
            "writelines",
            "($self, lines, /)",
            |vm, a| {
                vm.for_each(a[1], &mut |w| {
                    vm.call_method(a[0], "write", &[w])?;
                    Ok(())
                })?;
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new(
            "flush",
            "($self, /)",
            |vm, a| {
                if let Some(f) = stream(&a[0]) {
                    f.flush(vm)?;
                }
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new("readline", "($self, size=-1, /)", |vm, a| stream(&a[0]).map_or(Ok(Word::NONE), |s| s.line(vm)), ""),
        FnDef::new("read", "($self, size=-1, /)", |vm, a| stream(&a[0]).map_or(Ok(Word::NONE), |s| s.rest(vm)), ""),
        FnDef::new("readlines", "($self, hint=-1, /)", |vm, a| Ok(vm.to_vec(a[0])?.to_list(vm)), ""),
        FnDef::new(
            "isatty",
            "($self, /)",
            |_, a| {
                // SAFETY: a plain query.
                Ok(Word::bool(stream(&a[0]).is_some_and(|s| unsafe { libc::isatty(s.fd) } == 1)))
            },
            "",
        ),
        FnDef::new("fileno", "($self, /)", |vm, a| Ok(vm.int(stream(&a[0]).map_or(-1, |s| s.fd as i64))), ""),
        FnDef::new("readable", "($self, /)", |_, a| Ok(Word::bool(stream(&a[0]).is_some_and(|s| s.fd == 0))), ""),
        FnDef::new("writable", "($self, /)", |_, a| Ok(Word::bool(stream(&a[0]).is_some_and(|s| s.fd != 0))), ""),
        FnDef::new("seekable", "($self, /)", |_, _| Ok(Word::FALSE), ""),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                if let Some(s) = stream(&a[0]) {
                    s.flush(vm)?;
                    s.closed.set(true);
                }
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new("reconfigure", "($self, /, **options)", |_, _| Ok(Word::NONE), ""),
        FnDef::new("__enter__", "($self, /)", |_, a| Ok(a[0]), ""),
        FnDef::new("__exit__", "($self, /, *args)", |vm, a| vm.call_method(a[0], "close", &[]), ""),
    ],
    getset: &[
        GetSet::ro("encoding", |vm, _| Ok(vm.new_str("utf-8")), ""),
        GetSet::ro(
            "errors",
            |vm, w| Ok(vm.new_str(if stream(&w).is_some_and(|s| s.escape) { "backslashreplace" } else { "strict" })),
            "",
        ),
        GetSet::ro("name", |vm, w| Ok(vm.new_str(stream(&w).map_or("", |s| s.name))), ""),
        GetSet::ro("mode", |vm, w| Ok(vm.new_str(if stream(&w).is_some_and(|s| s.fd == 0) { "r" } else { "w" })), ""),
        GetSet::ro("closed", |_, w| Ok(Word::bool(stream(&w).is_some_and(|s| s.closed.get()))), ""),
        GetSet::ro("line_buffering", |_, w| Ok(Word::bool(stream(&w).is_some_and(|s| s.line_buffered))), ""),
        GetSet::ro("newlines", |_, _| Ok(Word::NONE), ""),
    ],
    ..TypeSpec::DEFAULT
};

/// Puts the three streams into `sys`.
pub fn install(vm: &Vm, sys: Word) {
    for (fd, name, attr) in [(0, "<stdin>", "stdin"), (1, "<stdout>", "stdout"), (2, "<stderr>", "stderr")] {
        let w = vm.new_native(StdStream::new(vm, fd, name));
        vm.module_add(sys, attr, w);
        vm.module_add(sys, &format!("__{attr}__"), w);
    }
}

impl Vm {
    /// `sys.NAME`, or NULL.
    pub fn sys_get(&self, name: Word) -> Word {
        self.sys_dict.get().get::<DictObj>().map_or(Word::NULL, |d| self.dict_get_interned(d, name))
    }
    /// Flushes `sys.stdout` and `sys.stderr`; false if that failed.
    pub fn flush_std(&self) -> bool {
        let mut ok = true;
        for n in [&self.names.stdout, &self.names.stderr] {
            let f = self.sys_get(n.get());
            if f.is_null() || f.is_none() {
                continue;
            }
            let r = match stream(&f) {
                Some(s) => s.flush(self),
                None => {
                    let closed = self.getattr_opt(f, self.intern("closed")).unwrap_or(Word::NULL);
                    if closed == Word::TRUE { Ok(()) } else { self.call_method(f, "flush", &[]).map(|_| ()) }
                }
            };
            ok &= r.is_ok();
        }
        ok
    }
    /// Writes text to `sys.stderr`, or to the descriptor when there is none.
    pub fn write_stderr(&self, text: &str) {
        let f = self.sys_get(self.names.stderr.get());
        if f.is_none() {
            return;
        }
        let w = self.new_str(text);
        let done = match stream(&f) {
            Some(s) => s.write(self, w).and_then(|_| s.flush(self)).is_ok(),
            None => !f.is_null() && self.call_method(f, "write", &[w]).is_ok(),
        };
        if !done {
            eprint!("{text}");
        } else if stream(&f).is_none() {
            let _ = self.call_method(f, "flush", &[]);
        }
    }
}

fn text_or(vm: &Vm, w: Word, name: &str) -> R {
    let w = w.or(Word::NONE);
    if w.is_none() || w.is_kind(Kind::Str) {
        return Ok(w);
    }
    Err(vm.type_error(format!("{name} must be None or a string, not {}", vm.type_name(w))))
}
fn print(vm: &Vm, a: &[Word]) -> R {
    let items: &[Word] = match a[0].get::<TupleObj>() {
        Some(t) => t.items(),
        None => &[],
    };
    let mut file = a[3].or(Word::NONE);
    if file.is_none() {
        file = vm.sys_get(vm.names.stdout.get());
        if file.is_null() {
            return Err(vm.runtime_error("lost sys.stdout"));
        }
        if file.is_none() {
            return Ok(Word::NONE);
        }
    }
    let sep = text_or(vm, a[1], "sep")?;
    let end = text_or(vm, a[2], "end")?;
    let sep = if sep.is_none() { vm.new_char(' ' as u32) } else { sep };
    let end = if end.is_none() { vm.new_char('\n' as u32) } else { end };
    let flush = !a[4].is_null() && vm.truth(a[4])?;
    if let Some(s) = stream(&file) {
        for (i, &w) in items.iter().enumerate() {
            if i > 0 {
                s.write(vm, sep)?;
            }
            let t = vm.str(w)?;
            s.write(vm, t)?;
        }
        s.write(vm, end)?;
        if flush {
            s.flush(vm)?;
        }
        return Ok(Word::NONE);
    }
    let write = |w: Word| -> R {
        let f = vm.getattr(file, vm.names.write.get())?;
        let t = vm.str(w)?;
        vm.call(f, &[t])
    };
    for (i, &w) in items.iter().enumerate() {
        if i > 0 {
            write(sep)?;
        }
        write(w)?;
    }
    write(end)?;
    if flush {
        vm.call_method(file, "flush", &[])?;
    }
    Ok(Word::NONE)
}
fn input(vm: &Vm, a: &[Word]) -> R {
    let get = |n: &Slot, what: &str| -> R {
        let f = vm.sys_get(n.get());
        if f.is_null() || f.is_none() { Err(vm.runtime_error(format!("input(): lost sys.{what}"))) } else { Ok(f) }
    };
    let fin = get(&vm.names.stdin, "stdin")?;
    let fout = get(&vm.names.stdout, "stdout")?;
    let ferr = get(&vm.names.stderr, "stderr")?;
    let _ = vm.call_method(ferr, "flush", &[]);
    if !a[0].is_null() {
        let t = vm.str(a[0])?;
        vm.call_method(fout, "write", &[t])?;
    }
    let _ = vm.call_method(fout, "flush", &[]);
    let line = vm.call_method(fin, "readline", &[])?;
    let Some(s) = line.get::<StrObj>() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    if s.is_empty() {
        return Err(vm.eof_error("EOF when reading a line"));
    }
    let n = s.len();
    if s.at(n - 1) == '\n' as u32 {
        return Ok(vm.substring(s, 0, n - 1));
    }
    Ok(line)
}
fn open(vm: &Vm, a: &[Word]) -> R {
    let io = vm.import_module("_io")?;
    let f = vm.getattr_str(io, "open")?;
    let (names, values) = vm.split_kwargs(a[1]);
    let mut v = WordVec::new();
    v.extend(vm, a[0].get::<TupleObj>().map_or(&[], |t| t.items()));
    v.extend(vm, &values);
    vm.call_args(f, &Args { words: &v, names })
}
fn breakpoint(vm: &Vm, a: &[Word]) -> R {
    let f = vm.dict_get_str(vm.sys_dict.get(), "breakpointhook");
    if f.is_null() {
        return Err(vm.runtime_error("lost sys.breakpointhook"));
    }
    let (names, values) = vm.split_kwargs(a[1]);
    let mut v = WordVec::new();
    v.extend(vm, a[0].get::<TupleObj>().map_or(&[], |t| t.items()));
    v.extend(vm, &values);
    vm.call_args(f, &Args { words: &v, names })
}

/// The functions of this file.
pub static FUNCTIONS: &[FnDef] = &[
    FnDef::new(
        "print",
        "(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, or to sys.stdout by default.\n\nsep\n  string inserted between values, default a space.\nend\n  string appended after the last value, default a newline.\nfile\n  a file-like object (stream); defaults to the current sys.stdout.\nflush\n  whether to forcibly flush the stream.",
    ),
    FnDef::new(
        "input",
        "(prompt='', /)",
        input,
        "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available.",
    ),
    FnDef::new("open", "(*args, **kwargs)", open, "Open file and return a stream.  Raise OSError upon failure."),
    FnDef::new("breakpoint", "(*args, **kws)", breakpoint, "Call sys.breakpointhook(*args, **kws)."),
];
