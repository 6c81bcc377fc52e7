//! `print`, `input`, and the three standard streams: `_io` objects over descriptors 0, 1 and 2.

use super::{io_buffered, io_file, io_text};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// The encoding and error handler of the standard streams, from the environment.
fn settings(vm: &Vm) -> (String, Option<String>) {
    let get = |n: &str| std::env::var(n).ok().filter(|v| !v.is_empty());
    let (mut encoding, mut errors) = (None, None);
    if !vm.config.ignore_environment
        && let Some(v) = get("PYTHONIOENCODING")
    {
        let (name, handler) = v.split_once(':').unwrap_or((&v, ""));
        encoding = Some(name.to_string()).filter(|n| !n.is_empty());
        errors = Some(handler.to_string()).filter(|n| !n.is_empty());
        if encoding.is_some() && errors.is_none() {
            errors = Some("strict".into());
        }
    }
    if errors.is_none() {
        // In the C locale and its kin (PEP 538, PEP 540) bytes that are not text survive.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|n| get(n)).unwrap_or_default();
        if vm.config.utf8_mode || ["", "C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"].contains(&locale.as_str()) {
            errors = Some("surrogateescape".into());
        }
    }
    (encoding.unwrap_or_else(|| "utf-8".into()), errors)
}
/// The name that `codecs` knows an encoding by.
fn codec_name(vm: &Vm, name: &str) -> R<String> {
    if name == "utf-8" {
        return Ok(name.into());
    }
    let codecs = vm.import_module("codecs")?;
    let info = vm.call_method(codecs, "lookup", &[vm.new_str(name)])?;
    Ok(to_string_lossy(vm.getattr_str(info, "name")?))
}
/// A standard stream; None if the descriptor is not open.
fn make(vm: &Vm, fd: i32, name: &str, encoding: &str, errors: &str) -> R {
    // SAFETY: plain queries.
    let (open, tty) = unsafe { (libc::fcntl(fd, libc::F_GETFD) != -1, libc::isatty(fd) == 1) };
    if !open {
        return Ok(Word::NONE);
    }
    let write = fd != 0;
    let mode = vm.new_str(if write { "w" } else { "r" });
    let raw = vm.call(vm.native_type::<io_file::FileIo>(), &[vm.int(fd as i64), mode, Word::FALSE, Word::NONE])?;
    let name = vm.new_str(name);
    vm.setattr(raw, vm.names.name_plain.get(), Some(name))?;
    let plain = write && vm.config.unbuffered;
    let buffer = match (plain, write) {
        (true, _) => raw,
        (_, true) => vm.call(io_buffered::writer_type(vm), &[raw])?,
        _ => vm.call(io_buffered::reader_type(vm), &[raw])?,
    };
    let line = !vm.config.unbuffered && (tty || fd == 2);
    let (e, h, nl) = (vm.new_str(encoding), vm.new_str(errors), vm.new_str("\n"));
    let unbuffered = Word::bool(vm.config.unbuffered);
    let text = vm.call(vm.native_type::<io_text::TextIo>(), &[buffer, e, h, nl, Word::bool(line), unbuffered])?;
    vm.setattr(text, vm.intern("mode"), Some(mode))?;
    Ok(text)
}

/// Puts the three streams into `sys`.
pub fn install(vm: &Vm) {
    let (encoding, errors) = settings(vm);
    let encoding = codec_name(vm, &encoding).unwrap_or_else(|_| "utf-8".into());
    let errors = errors.unwrap_or_else(|| "strict".into());
    for (fd, name, attr) in [(0, "<stdin>", "stdin"), (1, "<stdout>", "stdout"), (2, "<stderr>", "stderr")] {
        let errors = if fd == 2 { "backslashreplace" } else { &errors };
        let w = make(vm, fd, name, &encoding, errors).unwrap_or(Word::NONE);
        vm.dict_set_str(vm.sys_dict.get(), attr, w);
        vm.dict_set_str(vm.sys_dict.get(), &format!("__{attr}__"), w);
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
            let closed = self.getattr_opt(f, self.intern("closed")).unwrap_or(Word::NULL);
            let r = if closed == Word::TRUE { Ok(()) } else { self.call_method(f, "flush", &[]).map(|_| ()) };
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
        let done = !f.is_null() && self.call_method(f, "write", &[w]).is_ok();
        if !done {
            use std::io::Write;
            let _ = std::io::stderr().write_all(text.as_bytes());
        } else {
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
    let plain = vm.type_of(file) == vm.native_type::<io_text::TextIo>()
        && vm.instance_get(file, vm.names.write.get()).is_null();
    let write = |w: Word| -> R {
        if plain {
            let t = vm.str(w)?;
            return io_text::write(vm, &[file, t]);
        }
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
