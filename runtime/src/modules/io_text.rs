//! `_io.TextIOWrapper`: text over a buffered stream.

use super::io_base::*;
use super::io_codec::{self, Codec};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use taipan_text::codecs::Endian;

const CHUNK: usize = 8192;

pub struct TextIo {
    buffer: Slot,
    encoding: RefCell<String>,
    errors: RefCell<String>,
    codec: Cell<Codec>,
    /// Incremental decoder and encoder of codecs found through the registry.
    decoder: Slot,
    encoder: Slot,
    /// Newlines are looked for in all forms; are translated to `\n` on reading.
    universal: Cell<bool>,
    translate: Cell<bool>,
    /// What ends a line when not universal; what `\n` is written as.
    newline: RefCell<String>,
    write_newline: RefCell<Option<&'static str>>,
    line_buffering: Cell<bool>,
    write_through: Cell<bool>,
    /// Code points decoded and not yet taken start at `pos`.
    decoded: Buffer<u32>,
    pos: Cell<usize>,
    /// Bytes not yet decodable.
    tail: RefCell<Vec<u8>>,
    pending_cr: Cell<bool>,
    seen: Cell<u8>,
    pending: RefCell<Vec<u8>>,
    bom_written: Cell<bool>,
    state: Cell<u8>,
}
impl Payload for TextIo {
    const INFO: &'static NativeInfo = crate::native_info!(TextIo, TEXT_SPEC);
    fn external(&self) -> usize {
        self.decoded.bytes()
    }
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.buffer);
        t.slot(&self.decoder);
        t.slot(&self.encoder);
    }
}
static NEW: FnDef = FnDef::new(
    "__new__",
    "($type, *args, **kwargs)",
    |vm, a| {
        let null = || Slot::new(Word::NULL);
        Ok(vm.new_native_of(
            a[0],
            TextIo {
                buffer: null(),
                encoding: RefCell::default(),
                errors: RefCell::default(),
                codec: Cell::new(Codec::Utf8),
                decoder: null(),
                encoder: null(),
                universal: Cell::new(true),
                translate: Cell::new(true),
                newline: RefCell::default(),
                write_newline: RefCell::new(None),
                line_buffering: Cell::new(false),
                write_through: Cell::new(false),
                decoded: Buffer::default(),
                pos: Cell::new(0),
                tail: RefCell::default(),
                pending_cr: Cell::new(false),
                seen: Cell::new(0),
                pending: RefCell::default(),
                bom_written: Cell::new(false),
                state: Cell::new(0),
            },
        ))
    },
    "",
);
static INIT: FnDef = FnDef::new(
    "TextIOWrapper",
    "($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
    init,
    "",
);

fn this(vm: &Vm, w: Word) -> R<&'static TextIo> {
    match w.native::<TextIo>() {
        // SAFETY: the argument word keeps the stream in place for the call.
        Some(t) if t.state.get() == 1 => Ok(unsafe { &*(t as *const TextIo) }),
        Some(t) if t.state.get() == 2 => Err(vm.value_error("underlying buffer has been detached")),
        _ => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}
fn open(vm: &Vm, w: Word) -> R<&'static TextIo> {
    let t = this(vm, w)?;
    let c = vm.getattr_str(t.buffer.get(), "closed")?;
    if vm.truth(c)? {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(t)
}
fn set_newline(vm: &Vm, t: &TextIo, w: Word) -> R<()> {
    let none = w.is_null() || w.is_none();
    let nl = if none { String::new() } else { vm.arg_str(w, "TextIOWrapper", "'newline'")? };
    if !["", "\n", "\r", "\r\n"].contains(&nl.as_str()) {
        return Err(vm.value_error(format!("illegal newline value: {}", vm.repr_text(w)?)));
    }
    t.universal.set(nl.is_empty());
    t.translate.set(none);
    *t.write_newline.borrow_mut() = match nl.as_str() {
        "\r" => Some("\r"),
        "\r\n" => Some("\r\n"),
        _ => None,
    };
    *t.newline.borrow_mut() = nl;
    Ok(())
}
fn set_codec(vm: &Vm, w: Word, t: &TextIo, name: &str) -> R<()> {
    let codec = io_codec::named(name);
    if codec == Codec::Other {
        let m = vm.import_module("codecs")?;
        let n = vm.new_str(name);
        let info = vm.call_method(m, "lookup", &[n])?;
        let errors = vm.new_str(&t.errors.borrow());
        let (d, e) = (
            vm.call_method(info, "incrementaldecoder", &[errors])?,
            vm.call_method(info, "incrementalencoder", &[errors])?,
        );
        if let Some(h) = w.header() {
            t.decoder.set(h, d);
            t.encoder.set(h, e);
        }
    }
    t.codec.set(codec);
    *t.encoding.borrow_mut() = name.to_string();
    Ok(())
}
fn init(vm: &Vm, a: &[Word]) -> R {
    let Some(t) = a[0].native::<TextIo>() else { return Ok(Word::NONE) };
    // SAFETY: as in `this`.
    let t = unsafe { &*(t as *const TextIo) };
    let errors =
        if a[3].is_null() || a[3].is_none() { "strict".into() } else { vm.arg_str(a[3], "TextIOWrapper", "'errors'")? };
    let mut enc = if a[2].is_null() || a[2].is_none() {
        "UTF-8".into()
    } else {
        vm.arg_str(a[2], "TextIOWrapper", "'encoding'")?
    };
    if enc == "locale" {
        enc = "UTF-8".into();
    }
    set_newline(vm, t, a[4])?;
    *t.errors.borrow_mut() = errors;
    set_codec(vm, a[0], t, &enc)?;
    t.line_buffering.set(!a[5].is_null() && vm.truth(a[5])?);
    t.write_through.set(!a[6].is_null() && vm.truth(a[6])?);
    if let Some(h) = a[0].header() {
        t.buffer.set(h, a[1]);
    }
    t.state.set(1);
    let can = vm.call_method(a[1], "writable", &[])?;
    if vm.truth(can)?
        && matches!(t.codec.get(), Codec::Utf16(Endian::Native) | Codec::Utf32(Endian::Native) | Codec::Utf8Sig)
    {
        let s = vm.call_method(a[1], "seekable", &[])?;
        if vm.truth(s)? {
            let p = vm.call_method(a[1], "tell", &[])?;
            t.bom_written.set(p != Word::small(0));
        }
    }
    Ok(Word::NONE)
}

/// Reads and decodes one more piece; false at the end.
fn more(vm: &Vm, t: &TextIo, n: usize) -> R<bool> {
    flush_pending(vm, t)?;
    let b = t.buffer.get();
    let r = if n == usize::MAX {
        vm.call_method(b, "read", &[])?
    } else {
        let m = vm.getattr_opt(b, vm.intern("read1"))?;
        let m = if m.is_null() { vm.getattr_str(b, "read")? } else { m };
        vm.call(m, &[vm.int(n.max(CHUNK) as i64)])?
    };
    let Some(data) = vm.buffer_bytes_opt(r)? else {
        return Err(vm.type_error(format!(
            "underlying read1() should have returned a bytes-like object, not '{}'",
            vm.type_name(r)
        )));
    };
    let eof = data.is_empty() || n == usize::MAX;
    let text = if t.codec.get() == Codec::Other {
        let d = vm.new_bytes(&data);
        vm.call_method(t.decoder.get(), "decode", &[d, Word::bool(eof)])?
    } else {
        let mut input = std::mem::take(&mut *t.tail.borrow_mut());
        input.extend_from_slice(&data);
        let errors = t.errors.borrow().clone();
        let (w, used, order) = io_codec::decode(vm, &input, t.codec.get(), &errors, eof)?;
        *t.tail.borrow_mut() = input[used.min(input.len())..].to_vec();
        match t.codec.get() {
            Codec::Utf16(Endian::Native) if used > 0 => {
                t.codec.set(Codec::Utf16(if order == Endian::Native { Endian::Little } else { order }))
            }
            Codec::Utf32(Endian::Native) if used > 0 => {
                t.codec.set(Codec::Utf32(if order == Endian::Native { Endian::Little } else { order }))
            }
            Codec::Utf8Sig if used > 0 => t.codec.set(Codec::Utf8),
            _ => {}
        }
        w
    };
    let Some(s) = text.get::<StrObj>() else { return Err(vm.type_error("decoder should return a string result")) };
    let mut out = t.decoded.borrow_mut();
    let at = t.pos.replace(0);
    out.drain(..at);
    if !t.universal.get() {
        out.extend(s.chars());
        return Ok(!data.is_empty());
    }
    let mut cr = t.pending_cr.replace(false);
    let mut seen = t.seen.get();
    for c in s.chars() {
        if cr {
            cr = false;
            if c == 10 {
                seen |= 4;
                if t.translate.get() {
                    out.push(10);
                } else {
                    out.extend([13, 10]);
                }
                continue;
            }
            seen |= 2;
            out.push(if t.translate.get() { 10 } else { 13 });
        }
        match c {
            13 => cr = true,
            10 => {
                seen |= 1;
                out.push(10);
            }
            c => out.push(c),
        }
    }
    if cr && eof {
        seen |= 2;
        out.push(if t.translate.get() { 10 } else { 13 });
        cr = false;
    }
    t.pending_cr.set(cr);
    t.seen.set(seen);
    Ok(!data.is_empty())
}
fn take(vm: &Vm, t: &TextIo, n: usize) -> Word {
    let d = t.decoded.borrow();
    let at = t.pos.get().min(d.len());
    let end = at + n.min(d.len() - at);
    t.pos.set(end);
    vm.new_str_points(&d[at..end])
}
fn readable(vm: &Vm, t: &TextIo) -> R<()> {
    let r = vm.call_method(t.buffer.get(), "readable", &[])?;
    if !vm.truth(r)? { Err(unsupported(vm, "not readable")) } else { Ok(()) }
}
fn read(vm: &Vm, a: &[Word]) -> R {
    let n = size_arg(vm, a[1])?;
    let t = open(vm, a[0])?;
    readable(vm, t)?;
    if n < 0 {
        more(vm, t, usize::MAX)?;
        return Ok(take(vm, t, usize::MAX));
    }
    while (t.decoded.borrow().len() - t.pos.get()) < n as usize {
        if !more(vm, t, n as usize)? {
            break;
        }
    }
    Ok(take(vm, t, n as usize))
}
/// Behind the end of the line that starts at `from`, if it is there.
fn line_end(t: &TextIo, from: usize) -> Option<usize> {
    let d = t.decoded.borrow();
    let s = &d[from..];
    let nl = t.newline.borrow();
    let i = match nl.as_str() {
        "" if !t.translate.get() => {
            let i = s.iter().position(|&c| c == 10 || c == 13)?;
            if s[i] == 13 && s.get(i + 1) == Some(&10) { i + 2 } else { i + 1 }
        }
        "\r" => s.iter().position(|&c| c == 13)? + 1,
        "\r\n" => s.windows(2).position(|w| w == [13, 10])? + 2,
        _ => s.iter().position(|&c| c == 10)? + 1,
    };
    Some(i)
}
fn line(vm: &Vm, w: Word, limit: i64) -> R {
    let t = open(vm, w)?;
    let mut checked = false;
    let mut scanned = 0;
    loop {
        let from = t.pos.get();
        if let Some(n) = line_end(t, from + scanned) {
            let n = n + scanned;
            return Ok(take(vm, t, if limit >= 0 { n.min(limit as usize) } else { n }));
        }
        let have = t.decoded.borrow().len() - from;
        if limit >= 0 && have >= limit as usize {
            return Ok(take(vm, t, limit as usize));
        }
        scanned = have.saturating_sub(1);
        if !std::mem::replace(&mut checked, true) {
            readable(vm, t)?;
        }
        if !more(vm, t, CHUNK)? && line_end(t, t.pos.get()).is_none() {
            return Ok(take(vm, t, if limit >= 0 { limit as usize } else { usize::MAX }));
        }
    }
}
fn flush_pending(vm: &Vm, t: &TextIo) -> R<()> {
    let b = std::mem::take(&mut *t.pending.borrow_mut());
    if b.is_empty() {
        return Ok(());
    }
    let w = vm.new_bytes(&b);
    vm.call_method(t.buffer.get(), "write", &[w])?;
    Ok(())
}
/// The common case: plain text to UTF-8, over an open writer of this module.
fn write_plain(vm: &Vm, t: &TextIo, s: &StrObj) -> R<bool> {
    let simple = t.state.get() == 1
        && t.codec.get() == Codec::Utf8
        && t.write_newline.borrow().is_none()
        && t.pending.borrow().is_empty();
    let buffer = t.buffer.get();
    let (true, Some(b), Some(text)) = (simple, buffer.native::<super::io_buffered::Buffered>(), s.ascii()) else {
        return Ok(false);
    };
    let full = match b.append(text.as_bytes()) {
        None => return Ok(false),
        Some(full) => full,
    };
    if full || t.line_buffering.get() && text.bytes().any(|c| c == b'\n' || c == b'\r') {
        b.flush(vm)?;
    }
    Ok(true)
}
pub(super) fn write(vm: &Vm, a: &[Word]) -> R {
    let Some(s) = a[1].get::<StrObj>() else {
        return Err(vm.type_error(format!("write() argument must be str, not {}", vm.type_name(a[1]))));
    };
    if let Some(t) = a[0].native::<TextIo>()
        && write_plain(vm, t, s)?
    {
        return Ok(vm.int(s.len() as i64));
    }
    let t = open(vm, a[0])?;
    let can = vm.call_method(t.buffer.get(), "writable", &[])?;
    if !vm.truth(can)? {
        return Err(unsupported(vm, "not writable"));
    }
    let len = s.len();
    let has_nl = (t.line_buffering.get() || t.write_newline.borrow().is_some()) && s.chars().any(|c| c == 10);
    let has_cr = t.line_buffering.get() && s.chars().any(|c| c == 13);
    let mut w = a[1];
    let nl = *t.write_newline.borrow();
    if has_nl && let Some(nl) = nl {
        let mut b = StrBuilder::new();
        s.chars().for_each(|c| if c == 10 { b.push_str(nl) } else { b.push(c) });
        w = b.finish(vm);
    }
    let Some(s) = w.get::<StrObj>() else { return Ok(Word::NONE) };
    let bytes = if t.codec.get() == Codec::Other {
        let r = vm.call_method(t.encoder.get(), "encode", &[w])?;
        vm.buffer_bytes(r)?
    } else {
        let codec = match (t.codec.get(), t.bom_written.replace(true)) {
            (Codec::Utf16(Endian::Native), true) => Codec::Utf16(Endian::Little),
            (Codec::Utf32(Endian::Native), true) => Codec::Utf32(Endian::Little),
            (Codec::Utf8Sig, true) => Codec::Utf8,
            (c, _) => c,
        };
        let errors = t.errors.borrow().clone();
        io_codec::encode(vm, s, codec, &errors, w)?
    };
    if t.pending.borrow().len() + bytes.len() > CHUNK {
        flush_pending(vm, t)?;
    }
    t.pending.borrow_mut().extend_from_slice(&bytes);
    let line = t.line_buffering.get() && (has_nl || has_cr);
    // The buffered streams of this module write what they hold at exit; text handed to them is safe.
    let own = t.buffer.get().native::<super::io_buffered::Buffered>().is_some();
    if own || t.pending.borrow().len() >= CHUNK || line || t.write_through.get() {
        flush_pending(vm, t)?;
    }
    if line {
        vm.call_method(t.buffer.get(), "flush", &[])?;
    }
    Ok(vm.int(len as i64))
}
fn flush(vm: &Vm, a: &[Word]) -> R {
    let t = open(vm, a[0])?;
    flush_pending(vm, t)?;
    vm.call_method(t.buffer.get(), "flush", &[])
}
fn close(vm: &Vm, a: &[Word]) -> R {
    let t = this(vm, a[0])?;
    let c = vm.getattr_str(t.buffer.get(), "closed")?;
    if vm.truth(c)? {
        return Ok(Word::NONE);
    }
    let r = vm.call_method(a[0], "flush", &[]);
    vm.call_method(t.buffer.get(), "close", &[])?;
    r.map(|_| Word::NONE)
}
fn drop_decoded(t: &TextIo) {
    t.decoded.borrow_mut().clear();
    t.pos.set(0);
    t.tail.borrow_mut().clear();
    t.pending_cr.set(false);
}
fn tell(vm: &Vm, a: &[Word]) -> R {
    let t = open(vm, a[0])?;
    let can = vm.call_method(t.buffer.get(), "seekable", &[])?;
    if !vm.truth(can)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    vm.call_method(a[0], "flush", &[])?;
    let p = vm.call_method(t.buffer.get(), "tell", &[])?;
    let p = vm.index_i64(p)?;
    // What is decoded and not taken, as bytes again.
    let rest = vm.new_str_points(&t.decoded.borrow()[t.pos.get()..]);
    let errors = t.errors.borrow().clone();
    let n = match rest.get::<StrObj>() {
        Some(s) if !s.is_empty() && t.codec.get() != Codec::Other => {
            io_codec::encode(vm, s, t.codec.get(), &errors, rest)?.len()
        }
        Some(s) if s.is_empty() => 0,
        _ => return Err(vm.not_implemented("TextIOWrapper.tell with this encoding")),
    };
    let held = t.tail.borrow().len() + t.pending_cr.get() as usize;
    Ok(vm.int(p - (n + held) as i64))
}
fn seek(vm: &Vm, a: &[Word]) -> R {
    let t = open(vm, a[0])?;
    let (off, whence) = (vm.index_i64(a[1])?, if a[2].is_null() { 0 } else { vm.arg_c_int(a[2])? });
    let can = vm.call_method(t.buffer.get(), "seekable", &[])?;
    if !vm.truth(can)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if whence == 1 {
        if off != 0 {
            return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
        }
        let p = tell(vm, a)?;
        return seek(vm, &[a[0], p, Word::NULL]);
    }
    if whence == 2 && off != 0 {
        return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
    }
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if whence == 0 && off < 0 {
        return Err(vm.value_error(format!("negative seek position {off}")));
    }
    vm.call_method(a[0], "flush", &[])?;
    drop_decoded(t);
    t.bom_written.set(off != 0 || whence == 2);
    vm.call_method(t.buffer.get(), "seek", &[a[1], Word::small(whence as i64)])
}
fn reconfigure(vm: &Vm, a: &[Word]) -> R {
    let t = open(vm, a[0])?;
    let given = |w: Word| !w.is_null() && !w.is_none();
    vm.call_method(a[0], "flush", &[])?;
    if given(a[2]) {
        *t.errors.borrow_mut() = vm.arg_str(a[2], "reconfigure", "'errors'")?;
    } else if given(a[1]) {
        *t.errors.borrow_mut() = "strict".into();
    }
    if given(a[1]) {
        let n = vm.arg_str(a[1], "reconfigure", "'encoding'")?;
        set_codec(vm, a[0], t, &n)?;
    }
    if !a[3].is_null() {
        set_newline(vm, t, a[3])?;
    }
    if given(a[4]) {
        t.line_buffering.set(vm.truth(a[4])?);
    }
    if given(a[5]) {
        t.write_through.set(vm.truth(a[5])?);
    }
    Ok(Word::NONE)
}
fn of_buffer(vm: &Vm, w: Word, name: &str) -> R {
    vm.call_method(open(vm, w)?.buffer.get(), name, &[])
}
pub static TEXT_SPEC: TypeSpec = TypeSpec {
    name: "_io.TextIOWrapper",
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    flags: FLAGS,
    base: Some(text_base),
    new: Some(&NEW),
    slots: |s| {
        s.init.set(Some(|vm, w, args| init_with(vm, w, args, &INIT)));
        s.iternext.set(Some(|vm, w| {
            let l = if vm.type_of(w) == vm.native_type::<TextIo>() {
                line(vm, w, -1)?
            } else {
                vm.call_method(w, "readline", &[])?
            };
            Ok(if vm.len(l)? == 0 { None } else { Some(l) })
        }));
        s.repr.set(Some(|vm, w| {
            let t = this(vm, w)?;
            let mut out = "<_io.TextIOWrapper".to_string();
            for n in ["name", "mode"] {
                let v = vm.getattr_opt(w, vm.intern(n)).unwrap_or(Word::NULL);
                if !v.is_null() {
                    out.push_str(&format!(" {n}={}", vm.repr_text(v)?));
                }
            }
            Ok(vm.new_str(&format!("{out} encoding='{}'>", t.encoding.borrow())))
        }));
    },
    getset: &[
        GetSet::ro("buffer", |vm, w| Ok(this(vm, w)?.buffer.get()), ""),
        GetSet::ro("encoding", |vm, w| Ok(vm.new_str(&this(vm, w)?.encoding.borrow())), ""),
        GetSet::ro("errors", |vm, w| Ok(vm.new_str(&this(vm, w)?.errors.borrow())), ""),
        GetSet::ro("line_buffering", |vm, w| Ok(Word::bool(this(vm, w)?.line_buffering.get())), ""),
        GetSet::ro("write_through", |vm, w| Ok(Word::bool(this(vm, w)?.write_through.get())), ""),
        GetSet::ro("closed", |vm, w| vm.getattr_str(this(vm, w)?.buffer.get(), "closed"), ""),
        GetSet::ro("name", |vm, w| vm.getattr_str(this(vm, w)?.buffer.get(), "name"), ""),
        GetSet::ro(
            "newlines",
            |vm, w| {
                let seen = this(vm, w)?.seen.get();
                let all = [(2, "\r"), (1, "\n"), (4, "\r\n")];
                let v: Vec<&str> = all.iter().filter(|(b, _)| seen & b != 0).map(|(_, s)| *s).collect();
                Ok(match v[..] {
                    [] => Word::NONE,
                    [s] => vm.new_str(s),
                    _ => {
                        let mut l = WordVec::new();
                        for s in v {
                            let s = vm.new_str(s);
                            l.push(vm, s);
                        }
                        l.to_tuple(vm)
                    }
                })
            },
            "",
        ),
        GetSet::rw("_CHUNK_SIZE", |_, _| Ok(Word::small(CHUNK as i64)), |_, _, _| Ok(()), ""),
    ],
    methods: &[
        FnDef::new("read", "($self, size=-1, /)", read, ""),
        FnDef::new("readline", "($self, size=-1, /)", |vm, a| line(vm, a[0], size_arg(vm, a[1])?), ""),
        FnDef::new("write", "($self, text, /)", write, ""),
        FnDef::new("flush", "($self, /)", flush, ""),
        FnDef::new("close", "($self, /)", close, ""),
        FnDef::new("tell", "($self, /)", tell, ""),
        FnDef::new("seek", "($self, cookie, whence=0, /)", seek, ""),
        FnDef::new(
            "truncate",
            "($self, pos=None, /)",
            |vm, a| {
                vm.call_method(a[0], "flush", &[])?;
                vm.call_method(this(vm, a[0])?.buffer.get(), "truncate", &[a[1].or(Word::NONE)])
            },
            "",
        ),
        FnDef::new(
            "detach",
            "($self, /)",
            |vm, a| {
                vm.call_method(a[0], "flush", &[])?;
                let t = this(vm, a[0])?;
                t.state.set(2);
                Ok(t.buffer.get())
            },
            "",
        ),
        FnDef::new(
            "reconfigure",
            "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
            reconfigure,
            "",
        ),
        FnDef::new("fileno", "($self, /)", |vm, a| of_buffer(vm, a[0], "fileno"), ""),
        FnDef::new("seekable", "($self, /)", |vm, a| of_buffer(vm, a[0], "seekable"), ""),
        FnDef::new("readable", "($self, /)", |vm, a| of_buffer(vm, a[0], "readable"), ""),
        FnDef::new("writable", "($self, /)", |vm, a| of_buffer(vm, a[0], "writable"), ""),
        FnDef::new("isatty", "($self, /)", |vm, a| of_buffer(vm, a[0], "isatty"), ""),
    ],
    ..TypeSpec::DEFAULT
};
