//! The `zlib` module.

use super::binascii::start;
use super::zlib_stream::{self as stream, Packer, Unpacker};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use taipan_text::binascii::checksum;

/// `zlib.error` with this text.
fn error(vm: &Vm, text: String) -> crate::Exc {
    vm.new_exc(vm.state_slot("zlib.error"), text)
}
/// `Error -3 while …: incorrect header check`
fn failed(vm: &Vm, what: &str, e: stream::Failure) -> crate::Exc {
    let (n, text) = e;
    let colon = if text.is_empty() { "" } else { ": " };
    error(vm, format!("Error {n} {what}{colon}{text}"))
}
fn data(vm: &Vm, w: Word) -> R<Vec<u8>> {
    vm.with_bytes(w, <[u8]>::to_vec)
}
fn c_int(vm: &Vm, w: Word, default: i32) -> R<i32> {
    if w.is_null() { Ok(default) } else { vm.arg_c_int(w) }
}
fn dictionary(vm: &Vm, w: Word) -> R<Option<Vec<u8>>> {
    if w.is_null() { Ok(None) } else { data(vm, w).map(Some) }
}

fn compress(vm: &Vm, a: &[Word]) -> R {
    let d = data(vm, a[0])?;
    let (level, wbits) = (c_int(vm, a[1], -1)?, c_int(vm, a[2], 15)?);
    let Some(mut p) = Packer::new(level, 8, wbits, 8, 0) else {
        return Err(error(vm, "Bad compression level".into()));
    };
    let mut out = vec![];
    p.run(&d, 4, &mut out).map_err(|e| failed(vm, "while compressing data", e))?;
    Ok(vm.new_bytes(&out))
}
fn decompress(vm: &Vm, a: &[Word]) -> R {
    let d = data(vm, a[0])?;
    let wbits = c_int(vm, a[1], 15)?;
    if !a[2].is_null() && vm.index_i64(a[2])? < 0 {
        return Err(vm.value_error("bufsize must be non-negative"));
    }
    let Some(mut u) = Unpacker::new(wbits, None) else {
        return Err(failed(vm, "while preparing to decompress data", (-2, "inconsistent stream state")));
    };
    let mut out = vec![];
    u.run(&d, usize::MAX, &mut out).map_err(|e| failed(vm, "while decompressing data", e))?;
    if !u.ended {
        return Err(failed(vm, "while decompressing data", (-5, "incomplete or truncated stream")));
    }
    Ok(vm.new_bytes(&out))
}

/// `compressobj(…)`
struct Compress {
    packer: RefCell<Packer>,
}
impl Payload for Compress {
    const INFO: &'static NativeInfo = crate::native_info!(Compress, COMPRESS_SPEC);
}
static COMPRESS_SPEC: TypeSpec = TypeSpec {
    name: "zlib.Compress",
    flags: TF_NO_NEW,
    methods: &[
        FnDef::new(
            "compress",
            "($self, data, /)",
            |vm, a| {
                let d = data(vm, a[1])?;
                let mut out = vec![];
                if let Some(c) = a[0].native::<Compress>() {
                    let r = c.packer.borrow_mut().run(&d, 0, &mut out);
                    r.map_err(|e| failed(vm, "while compressing data", e))?;
                }
                Ok(vm.new_bytes(&out))
            },
            "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n\nAfter calling this function, some of the input data may still\nbe stored in internal buffers for later processing.\nCall the flush() method to clear these buffers.",
        ),
        FnDef::new(
            "flush",
            "($self, mode=zlib.Z_FINISH, /)",
            |vm, a| {
                let mode = c_int(vm, a[1], 4)?;
                let mut out = vec![];
                if let Some(c) = a[0].native::<Compress>()
                    && mode != 0
                {
                    let r = c.packer.borrow_mut().run(&[], mode, &mut out);
                    r.map_err(|e| failed(vm, "while flushing", e))?;
                }
                Ok(vm.new_bytes(&out))
            },
            "Return a bytes object containing any remaining compressed data.\n\n  mode\n    One of the constants Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH.\n    If mode == Z_FINISH, the compressor object can no longer be\n    used after calling the flush() method.  Otherwise, more data\n    can still be compressed.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
fn compressobj(vm: &Vm, a: &[Word]) -> R {
    let mut n = [-1, 8, 15, 8, 0];
    for (n, w) in n.iter_mut().zip(a) {
        *n = c_int(vm, *w, *n)?;
    }
    let zdict = dictionary(vm, a[5])?;
    let Some(mut p) = Packer::new(n[0], n[1], n[2], n[3], n[4]) else {
        return Err(vm.value_error("Invalid initialization option"));
    };
    if let Some(d) = zdict
        && !p.set_dictionary(&d)
    {
        return Err(vm.value_error("Invalid dictionary"));
    }
    Ok(vm.new_native(Compress { packer: RefCell::new(p) }))
}

/// `decompressobj(…)`
struct Decompress {
    unpacker: RefCell<Unpacker>,
    unused: RefCell<Vec<u8>>,
    tail: RefCell<Vec<u8>>,
}
impl Payload for Decompress {
    const INFO: &'static NativeInfo = crate::native_info!(Decompress, DECOMPRESS_SPEC);
}
fn unpack(vm: &Vm, w: Word, input: &[u8], most: usize) -> R {
    let Some(d) = w.native::<Decompress>() else { return Ok(Word::NONE) };
    let mut out = vec![];
    let mut u = d.unpacker.borrow_mut();
    let r = u.run(input, most, &mut out);
    let used = r.unwrap_or(0);
    let rest = input.get(used..).unwrap_or(&[]);
    if u.ended {
        d.unused.borrow_mut().extend_from_slice(rest);
        d.tail.borrow_mut().clear();
    } else {
        *d.tail.borrow_mut() = rest.to_vec();
    }
    drop(u);
    r.map_err(|e| {
        failed(vm, if e.1 == "invalid input data" { "while setting zdict" } else { "while decompressing data" }, e)
    })?;
    Ok(vm.new_bytes(&out))
}
static DECOMPRESS_SPEC: TypeSpec = TypeSpec {
    name: "zlib.Decompress",
    flags: TF_NO_NEW,
    methods: &[
        FnDef::new(
            "decompress",
            "($self, data, /, max_length=0)",
            |vm, a| {
                let input = data(vm, a[1])?;
                let n = if a[2].is_null() { 0 } else { vm.index_i64(a[2])? };
                match n {
                    0 => unpack(vm, a[0], &input, usize::MAX),
                    1.. => unpack(vm, a[0], &input, n as usize),
                    _ => Err(vm.value_error("max_length must be non-negative")),
                }
            },
            "Return a bytes object containing the decompressed version of the data.\n\n  data\n    The binary data to decompress.\n  max_length\n    The maximum allowable length of the decompressed data.\n    Unconsumed input data will be stored in\n    the unconsumed_tail attribute.\n\nAfter calling this function, some of the input data may still be\nstored in internal buffers for later processing.\nCall the flush() method to clear these buffers.",
        ),
        FnDef::new(
            "flush",
            "($self, length=zlib.DEF_BUF_SIZE, /)",
            |vm, a| {
                if !a[1].is_null() && vm.index_i64(a[1])? <= 0 {
                    return Err(vm.value_error("length must be greater than zero"));
                }
                let tail = a[0].native::<Decompress>().map_or(vec![], |d| d.tail.borrow().clone());
                unpack(vm, a[0], &tail, usize::MAX)
            },
            "Return a bytes object containing any remaining decompressed data.\n\n  length\n    the initial size of the output buffer.",
        ),
    ],
    getset: &[
        GetSet::ro(
            "unused_data",
            |vm, w| Ok(w.native::<Decompress>().map_or(Word::NONE, |d| vm.new_bytes(&d.unused.borrow()))),
            "",
        ),
        GetSet::ro(
            "unconsumed_tail",
            |vm, w| Ok(w.native::<Decompress>().map_or(Word::NONE, |d| vm.new_bytes(&d.tail.borrow()))),
            "",
        ),
        GetSet::ro(
            "eof",
            |_, w| Ok(Word::bool(w.native::<Decompress>().is_some_and(|d| d.unpacker.borrow().ended))),
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
fn decompressobj(vm: &Vm, a: &[Word]) -> R {
    let wbits = c_int(vm, a[0], 15)?;
    if !a[1].is_null() && !vm.is_bytes_like(a[1]) {
        return Err(vm.type_error("zdict argument must support the buffer protocol"));
    }
    let Some(u) = Unpacker::new(wbits, dictionary(vm, a[1])?) else {
        return Err(vm.value_error("Invalid initialization option"));
    };
    Ok(vm.new_native(Decompress { unpacker: RefCell::new(u), unused: RefCell::default(), tail: RefCell::default() }))
}

/// `_ZlibDecompressor(wbits=15, zdict=b'')`: keeps what it has not read yet.
struct Whole {
    unpacker: RefCell<Unpacker>,
    pending: RefCell<Vec<u8>>,
    unused: RefCell<Vec<u8>>,
    hungry: Cell<bool>,
}
impl Payload for Whole {
    const INFO: &'static NativeInfo = crate::native_info!(Whole, WHOLE_SPEC);
}
const NEW_WHOLE: FnDef = FnDef::new(
    "_ZlibDecompressor",
    "($type, wbits=15, zdict=b'')",
    |vm, a| {
        let wbits = c_int(vm, a[1], 15)?;
        let zdict = dictionary(vm, a[2])?.filter(|d| !d.is_empty());
        let Some(u) = Unpacker::new(wbits, zdict) else {
            return Err(vm.value_error("Invalid initialization option"));
        };
        Ok(vm.new_native_of(
            a[0],
            Whole {
                unpacker: RefCell::new(u),
                pending: RefCell::default(),
                unused: RefCell::default(),
                hungry: Cell::new(true),
            },
        ))
    },
    "",
);
fn whole_decompress(vm: &Vm, a: &[Word]) -> R {
    let Some(w) = a[0].native::<Whole>() else { return Ok(Word::NONE) };
    let mut input = data(vm, a[1])?;
    let n = if a[2].is_null() { -1 } else { vm.index_i64(a[2])? };
    if w.unpacker.borrow().ended {
        return Err(vm.new_exc(&vm.exc.EOFError, "End of stream already reached"));
    }
    let mut pending = std::mem::take(&mut *w.pending.borrow_mut());
    if !pending.is_empty() {
        pending.append(&mut input);
        input = pending;
    }
    let mut out = vec![];
    let most = usize::try_from(n).unwrap_or(usize::MAX);
    let r = w.unpacker.borrow_mut().run(&input, most, &mut out);
    let used = r.map_err(|e| failed(vm, "while decompressing data", e))?;
    let rest = input.split_off(used.min(input.len()));
    if w.unpacker.borrow().ended {
        w.hungry.set(false);
        *w.unused.borrow_mut() = rest;
    } else {
        w.hungry.set(rest.is_empty());
        *w.pending.borrow_mut() = rest;
    }
    Ok(vm.new_bytes(&out))
}
static WHOLE_SPEC: TypeSpec = TypeSpec {
    name: "zlib._ZlibDecompressor",
    doc: "Create a decompressor object for decompressing data incrementally.\n\n  wbits = 15\n  zdict\n     The predefined compression dictionary. This is a sequence of bytes\n     (such as a bytes object) containing subsequences that are expected\n     to occur frequently in the data that is to be compressed. Those\n     subsequences that are expected to be most common should come at the\n     end of the dictionary. This must be the same dictionary as used by the\n     compressor that produced the input data.\n\n",
    methods: &[FnDef::new(
        "decompress",
        "($self, /, data, max_length=-1)",
        whole_decompress,
        "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, returns at most *max_length* bytes\nof decompressed data.  If this limit is reached and further output\ncan be produced, *self.needs_input* will be set to ``False``.  In\nthis case, the next call to *decompress()* may provide *data* as b''\nto obtain more of the output.",
    )],
    getset: &[
        GetSet::ro(
            "eof",
            |_, w| Ok(Word::bool(w.native::<Whole>().is_some_and(|d| d.unpacker.borrow().ended))),
            "True if the end-of-stream marker has been reached.",
        ),
        GetSet::ro(
            "unused_data",
            |vm, w| Ok(w.native::<Whole>().map_or(Word::NONE, |d| vm.new_bytes(&d.unused.borrow()))),
            "Data found after the end of the compressed stream.",
        ),
        GetSet::ro(
            "needs_input",
            |_, w| Ok(Word::bool(w.native::<Whole>().is_some_and(|d| d.hungry.get()))),
            "True if more input is needed before more decompressed data can be produced.",
        ),
    ],
    new: Some(&NEW_WHOLE),
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "zlib",
    doc: "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.",
    functions: &[
        FnDef::new(
            "adler32",
            "(data, value=1, /)",
            |vm, a| {
                let n = start(vm, a[1], 1)?;
                Ok(Word::small(checksum::adler32(&data(vm, a[0])?, n) as i64))
            },
            "Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer.",
        ),
        FnDef::new(
            "crc32",
            "(data, value=0, /)",
            |vm, a| {
                let n = start(vm, a[1], 0)?;
                Ok(Word::small(checksum::crc32(&data(vm, a[0])?, n) as i64))
            },
            "Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an integer.",
        ),
        FnDef::new(
            "compress",
            "(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)",
            compress,
            "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n  level\n    Compression level, in 0-9 or -1.\n  wbits\n    The window buffer size and container format.",
        ),
        FnDef::new(
            "decompress",
            "(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)",
            decompress,
            "Returns a bytes object containing the uncompressed data.\n\n  data\n    Compressed data.\n  wbits\n    The window buffer size and container format.\n  bufsize\n    The initial output buffer size.",
        ),
        FnDef::new(
            "compressobj",
            "(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)",
            compressobj,
            "Return a compressor object.",
        ),
        FnDef::new(
            "decompressobj",
            "(wbits=MAX_WBITS, zdict=b'')",
            decompressobj,
            "Return a decompressor object.\n\n  wbits\n    The window buffer size and container format.\n  zdict\n    The predefined compression dictionary.  This must be the same\n    dictionary as used by the compressor that produced the input data.",
        ),
    ],
    init: |vm, m| {
        let e = super::numeric_util::new_exception(vm, "zlib", "error", vm.exc.Exception.get())?;
        vm.state_slot("zlib.error").set_root(e);
        vm.module_add(m, "error", e);
        vm.module_add(m, "_ZlibDecompressor", vm.native_type::<Whole>());
        for (n, v) in [
            ("DEFLATED", 8),
            ("DEF_BUF_SIZE", 16384),
            ("DEF_MEM_LEVEL", 8),
            ("MAX_WBITS", 15),
            ("Z_BEST_COMPRESSION", 9),
            ("Z_BEST_SPEED", 1),
            ("Z_BLOCK", 5),
            ("Z_DEFAULT_COMPRESSION", -1),
            ("Z_DEFAULT_STRATEGY", 0),
            ("Z_FILTERED", 1),
            ("Z_FINISH", 4),
            ("Z_FIXED", 4),
            ("Z_FULL_FLUSH", 3),
            ("Z_HUFFMAN_ONLY", 2),
            ("Z_NO_COMPRESSION", 0),
            ("Z_NO_FLUSH", 0),
            ("Z_PARTIAL_FLUSH", 1),
            ("Z_RLE", 3),
            ("Z_SYNC_FLUSH", 2),
            ("Z_TREES", 6),
        ] {
            vm.module_add(m, n, Word::small(v));
        }
        for n in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
            vm.module_add(m, n, vm.new_str("1.3.1"));
        }
        Ok(())
    },
};
