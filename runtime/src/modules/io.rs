//! `_io`: `open` and the stream types.

use super::io_base::*;
use super::support::Root;
use super::{io_buffered, io_file, io_mem, io_text};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// `io.DEFAULT_BUFFER_SIZE`
pub const BUFFER_SIZE: usize = 131072;

static UNSUPPORTED: Root = Root::new();
/// The class `io.UnsupportedOperation`.
pub fn unsupported_type(vm: &Vm) -> R {
    let t = UNSUPPORTED.get(vm);
    if !t.is_null() {
        return Ok(t);
    }
    let d = vm.new_dict();
    vm.dict_set_str(d, "__module__", vm.intern("io"));
    let bases = vm.new_tuple(&[vm.exc.OSError.get(), vm.exc.ValueError.get()]);
    let t = vm.call(vm.types.type_.get(), &[vm.intern("UnsupportedOperation"), bases, d])?;
    UNSUPPORTED.set(vm, t);
    Ok(t)
}

/// PEP 597: a text file is opened in the default encoding.
fn warn_default_encoding(vm: &Vm, level: i64) -> R<()> {
    if !vm.config.warn_default_encoding {
        return Ok(());
    }
    let text = vm.new_str("'encoding' argument not specified");
    let warn = vm.import_module("warnings").and_then(|m| vm.getattr_str(m, "warn"))?;
    vm.call(warn, &[text, vm.exc.EncodingWarning.get(), vm.int(level)])?;
    Ok(())
}
fn open(vm: &Vm, a: &[Word]) -> R {
    let given = |w: Word| !w.is_null() && !w.is_none();
    let mode = if a[1].is_null() { "r".into() } else { vm.arg_str(a[1], "open", "'mode'")? };
    let has = |c: char| mode.contains(c);
    let doubled = mode.char_indices().any(|(i, c)| mode[..i].contains(c));
    if doubled || mode.chars().any(|c| !"rwxabt+".contains(c)) {
        return Err(vm.value_error(format!("invalid mode: '{mode}'")));
    }
    let (binary, text) = (has('b'), has('t'));
    if !binary && !given(a[3]) {
        warn_default_encoding(vm, 1)?;
    }
    if text && binary {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    let kinds = ['x', 'r', 'w', 'a'].iter().filter(|&&c| has(c)).count();
    if kinds != 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    for (i, n) in [(3, "encoding"), (4, "errors"), (5, "newline")] {
        if binary && given(a[i]) {
            return Err(vm.value_error(format!(
                "binary mode doesn't take {} {n} argument",
                if n == "newline" { "a" } else { "an" }
            )));
        }
    }
    let mut buffering = if a[2].is_null() { -1 } else { vm.index_i64(a[2])? };
    let raw_mode: String = mode.chars().filter(|c| *c != 'b' && *c != 't').collect();
    let rm = vm.new_str(&raw_mode);
    let raw = vm.call(vm.native_type::<io_file::FileIo>(), &[a[0], rm, a[6].or(Word::TRUE), a[7].or(Word::NONE)])?;
    let made = (|| {
        let tty = vm.call_method(raw, "isatty", &[])?.is_true();
        let line = buffering == 1 || (buffering < 0 && tty);
        if buffering == 1 || buffering < 0 {
            buffering = BUFFER_SIZE as i64;
        }
        if buffering == 0 {
            return if binary { Ok(raw) } else { Err(vm.value_error("can't have unbuffered text I/O")) };
        }
        let ty = if has('+') {
            io_buffered::random_type(vm)
        } else if has('r') {
            io_buffered::reader_type(vm)
        } else {
            io_buffered::writer_type(vm)
        };
        let buffer = vm.call(ty, &[raw, vm.int(buffering)])?;
        if binary {
            return Ok(buffer);
        }
        let args = [a[3], a[4], a[5]].map(|w| w.or(Word::NONE));
        let t = vm.call(vm.native_type::<io_text::TextIo>(), &[buffer, args[0], args[1], args[2], Word::bool(line)])?;
        let m = vm.new_str(&mode);
        vm.setattr(t, vm.intern("mode"), Some(m))?;
        Ok(t)
    })();
    if made.is_err() {
        let _ = vm.call_method(raw, "close", &[]);
    }
    made
}
/// `open`, for the builtins.
pub static OPEN: FnDef = FnDef::new(
    "open",
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    open,
    "Open file and return a stream.  Raise OSError upon failure.",
);

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: &[
        FnDef::new(
            "open_code",
            "(path)",
            |vm, a| {
                let m = vm.new_str("rb");
                let n = Word::NULL;
                open(vm, &[a[0], m, n, n, n, n, n, n])
            },
            "Opens the provided file with the intent to import the contents.",
        ),
        FnDef::new(
            "text_encoding",
            "(encoding, stacklevel=2, /)",
            |vm, a| {
                if !a[0].is_none() {
                    return Ok(a[0]);
                }
                let level = if a[1].is_null() { 2 } else { vm.index_i64(a[1])? };
                warn_default_encoding(vm, level)?;
                Ok(vm.intern(if vm.config.utf8_mode { "utf-8" } else { "locale" }))
            },
            "A helper function to choose the text encoding.",
        ),
    ],
    init: |vm, m| {
        let f = vm.new_builtin(&OPEN, vm.intern("_io"));
        vm.module_add(m, "open", f);
        vm.dict_set_str(vm.builtins.get(), "open", f);
        let t = unsupported_type(vm)?;
        vm.module_add(m, "UnsupportedOperation", t);
        vm.module_add(m, "BlockingIOError", vm.exc.BlockingIOError.get());
        vm.module_add(m, "DEFAULT_BUFFER_SIZE", Word::small(BUFFER_SIZE as i64));
        for (n, t) in [
            ("_IOBase", io_base(vm)),
            ("_RawIOBase", raw_base(vm)),
            ("_BufferedIOBase", buffered_base(vm)),
            ("_TextIOBase", text_base(vm)),
            ("FileIO", vm.native_type::<io_file::FileIo>()),
            ("BytesIO", vm.native_type::<io_mem::BytesIo>()),
            ("StringIO", vm.native_type::<io_mem::StringIo>()),
            ("BufferedReader", io_buffered::reader_type(vm)),
            ("BufferedWriter", io_buffered::writer_type(vm)),
            ("BufferedRandom", io_buffered::random_type(vm)),
            ("BufferedRWPair", vm.native_type::<io_buffered::RwPair>()),
            ("IncrementalNewlineDecoder", vm.native_type::<super::io_newline::NewlineDecoder>()),
            ("TextIOWrapper", vm.native_type::<io_text::TextIo>()),
        ] {
            vm.module_add(m, n, t);
        }
        Ok(())
    },
};
