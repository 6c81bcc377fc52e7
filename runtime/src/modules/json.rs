//! The `_json` module: the scanner of `json.decoder` and its functions; the encoder is in
//! `json_encoder.rs`.

use super::json_encoder::{self, Encoder};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::jsonscan::{self, JsonError, Scanned};
use taipan_text::unit::Unit;

/// `json.decoder.JSONDecodeError(message, document, position)`
fn decode_error(vm: &Vm, message: &str, document: Word, position: i64) -> crate::Exc {
    let make = || -> R {
        let m = vm.import_full("json.decoder")?;
        let t = vm.getattr_str(m, "JSONDecodeError")?;
        vm.call(t, &[vm.new_str(message), document, vm.int(position)])
    };
    match make() {
        Ok(e) => vm.exc_from_raised(e),
        Err(e) => e,
    }
}
fn stop(vm: &Vm, at: usize) -> crate::Exc {
    vm.stop_iteration(vm.int(at as i64))
}
fn text_arg<'a>(vm: &Vm, w: &'a Word) -> R<&'a StrObj> {
    w.get::<StrObj>().ok_or_else(|| vm.type_error(format!("first argument must be a string, not {}", vm.type_name(*w))))
}

/// `make_scanner(context)`: what it takes from the decoder.
pub struct Scanner {
    strict: bool,
    object_hook: Slot,
    object_pairs_hook: Slot,
    parse_float: Slot,
    parse_int: Slot,
    parse_constant: Slot,
}
impl Payload for Scanner {
    const INFO: &'static NativeInfo = crate::native_info!(Scanner, SCANNER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.object_hook);
        t.slot(&self.object_pairs_hook);
        t.slot(&self.parse_float);
        t.slot(&self.parse_int);
        t.slot(&self.parse_constant);
    }
}
const NEW: FnDef = FnDef::new(
    "make_scanner",
    "($type, context)",
    |vm, a| {
        let get = |name: &str| -> R<Slot> { Ok(Slot::new(vm.getattr_str(a[1], name)?)) };
        let strict = vm.truth(vm.getattr_str(a[1], "strict")?)?;
        let s = Scanner {
            strict,
            object_hook: get("object_hook")?,
            object_pairs_hook: get("object_pairs_hook")?,
            parse_float: get("parse_float")?,
            parse_int: get("parse_int")?,
            parse_constant: get("parse_constant")?,
        };
        Ok(vm.new_native_of(a[0], s))
    },
    "",
);

/// Recently seen keys of objects: most documents repeat few.
const KEYS: usize = 64;

/// One document being read.
struct Reading<'a, U> {
    vm: &'a Vm,
    scanner: &'a Scanner,
    document: &'a StrObj,
    s: &'a [U],
    /// One key for each hash, from the first key on.
    keys: WordVec,
}
impl<U: Unit> Reading<'_, U> {
    fn at(&self, i: usize) -> u32 {
        self.s.get(i).map_or(0, |u| u.code())
    }
    fn skip(&self, mut i: usize) -> usize {
        while matches!(self.at(i), 0x20 | 0x0a | 0x09 | 0x0d) {
            i += 1;
        }
        i
    }
    fn error(&self, message: &str, at: usize) -> crate::Exc {
        decode_error(self.vm, message, self.document.word(), at as i64)
    }
    fn string(&self, begin: usize) -> R<(Word, usize)> {
        match jsonscan::scan_string(self.s, begin, self.scanner.strict) {
            None => Err(self.vm.value_error("end is out of bounds")),
            Some(Err(JsonError { message, position })) => Err(self.error(message, position)),
            Some(Ok((Scanned::Plain(r), end))) => Ok((self.vm.substring(self.document, r.start, r.end), end)),
            Some(Ok((Scanned::Unescaped(v), end))) => Ok((self.vm.new_str_points(&v), end)),
        }
    }
    /// A key: the same object for the same text, if it was seen lately.
    fn key(&mut self, begin: usize) -> R<(Word, usize)> {
        let mut h = 0u32;
        let mut i = begin;
        loop {
            match self.at(i) {
                0x22 => break,
                0x20 | 0x21 | 0x23..=0x5b | 0x5d..=0x7f if i < begin + 40 => {}
                _ => return self.string(begin),
            }
            h = (h ^ self.at(i)).wrapping_mul(0x0100_0193);
            i += 1;
        }
        if self.keys.is_empty() {
            self.keys = WordVec::with_capacity(self.vm, KEYS);
            (0..KEYS).for_each(|_| self.keys.push(self.vm, Word::NONE));
        }
        let n = (h >> 7) as usize % KEYS;
        let known = self.keys[n];
        if let Some(k) = known.get::<StrObj>()
            && k.len() == i - begin
            && let Some(t) = k.ascii()
            && t.bytes().zip(&self.s[begin..i]).all(|(a, b)| a as u32 == b.code())
        {
            return Ok((known, i + 1));
        }
        let w = self.vm.substring(self.document, begin, i);
        self.keys.set(n, w);
        Ok((w, i + 1))
    }
    fn value(&mut self, i: usize) -> R<(Word, usize)> {
        if i >= self.s.len() {
            return Err(stop(self.vm, i));
        }
        let word = |t: &str| t.bytes().enumerate().all(|(k, b)| self.at(i + k) == b as u32);
        match self.at(i) {
            0x22 => self.string(i + 1),
            0x7b => {
                let _g = self.vm.enter_native(" while decoding a JSON object from a unicode string")?;
                self.object(i + 1)
            }
            0x5b => {
                let _g = self.vm.enter_native(" while decoding a JSON array from a unicode string")?;
                self.array(i + 1)
            }
            0x6e if word("null") => Ok((Word::NONE, i + 4)),
            0x74 if word("true") => Ok((Word::TRUE, i + 4)),
            0x66 if word("false") => Ok((Word::FALSE, i + 5)),
            0x4e if word("NaN") => self.constant("NaN", i),
            0x49 if word("Infinity") => self.constant("Infinity", i),
            0x2d if word("-Infinity") => self.constant("-Infinity", i),
            _ => self.number(i),
        }
    }
    fn constant(&self, name: &str, i: usize) -> R<(Word, usize)> {
        let w = self.vm.call(self.scanner.parse_constant.get(), &[self.vm.intern(name)])?;
        Ok((w, i + name.len()))
    }
    fn number(&self, i: usize) -> R<(Word, usize)> {
        let vm = self.vm;
        let Some(n) = jsonscan::scan_number(self.s, i) else { return Err(stop(vm, i)) };
        let end = n.range.end;
        let (hook, plain) = if n.is_float {
            (self.scanner.parse_float.get(), vm.types.float.get())
        } else {
            (self.scanner.parse_int.get(), vm.types.int.get())
        };
        if hook == plain {
            let digits = &self.s[n.range.clone()];
            let mut text = [0u8; 32];
            if digits.len() <= text.len() {
                for (t, u) in text.iter_mut().zip(digits) {
                    *t = u.code() as u8;
                }
                let t = std::str::from_utf8(&text[..digits.len()]).unwrap_or("");
                if n.is_float {
                    if let Ok(v) = t.parse::<f64>() {
                        return Ok((vm.float(v), end));
                    }
                } else if let Ok(v) = t.parse::<i64>() {
                    return Ok((vm.int(v), end));
                }
            }
        }
        let t = vm.substring(self.document, n.range.start, end);
        Ok((vm.call(hook, &[t])?, end))
    }
    /// Behind the opening bracket.
    fn array(&mut self, i: usize) -> R<(Word, usize)> {
        let vm = self.vm;
        let mut i = self.skip(i);
        if self.at(i) == 0x5d {
            return Ok((vm.new_list(), i + 1));
        }
        let mut v = WordVec::new();
        loop {
            let (w, end) = self.value(i)?;
            v.push(vm, w);
            i = self.skip(end);
            match self.at(i) {
                0x5d => return Ok((v.to_list(vm), i + 1)),
                0x2c => {}
                _ => return Err(self.error("Expecting ',' delimiter", i)),
            }
            let comma = i;
            i = self.skip(i + 1);
            if self.at(i) == 0x5d {
                return Err(self.error("Illegal trailing comma before end of array", comma));
            }
        }
    }
    /// Behind the opening brace.
    fn object(&mut self, i: usize) -> R<(Word, usize)> {
        let vm = self.vm;
        let pairs_hook = self.scanner.object_pairs_hook.get();
        let d = if pairs_hook.is_none() { vm.new_dict() } else { Word::NULL };
        let mut pairs = WordVec::new();
        let mut i = self.skip(i);
        if self.at(i) == 0x7d {
            i += 1;
        } else {
            loop {
                if self.at(i) != 0x22 {
                    return Err(self.error("Expecting property name enclosed in double quotes", i));
                }
                let (k, end) = self.key(i + 1)?;
                i = self.skip(end);
                if self.at(i) != 0x3a {
                    return Err(self.error("Expecting ':' delimiter", i));
                }
                i = self.skip(i + 1);
                let (v, end) = self.value(i)?;
                if d.is_null() {
                    pairs.push(vm, vm.new_tuple(&[k, v]));
                } else {
                    vm.dict_set(d, k, v)?;
                }
                i = self.skip(end);
                match self.at(i) {
                    0x7d => break,
                    0x2c => {}
                    _ => return Err(self.error("Expecting ',' delimiter", i)),
                }
                let comma = i;
                i = self.skip(i + 1);
                if self.at(i) == 0x7d {
                    return Err(self.error("Illegal trailing comma before end of object", comma));
                }
            }
            i += 1;
        }
        let hook = self.scanner.object_hook.get();
        let w = match (d.is_null(), hook.is_none()) {
            (true, _) => vm.call(pairs_hook, &[pairs.to_list(vm)])?,
            (false, true) => d,
            (false, false) => vm.call(hook, &[d])?,
        };
        Ok((w, i))
    }
}
static CALL: FnDef = FnDef::new(
    "scan_once",
    "($self, string, idx)",
    |vm, a| {
        let Some(scanner) = a[0].native::<Scanner>() else { return Ok(Word::NONE) };
        let document = text_arg(vm, &a[1])?;
        let i = vm.index_i64(a[2])?;
        if i < 0 {
            return Err(vm.value_error("idx cannot be negative"));
        }
        let keys = WordVec::new();
        let (w, end) = match document.units() {
            Units::U8(s) => Reading { vm, scanner, document, s, keys }.value(i as usize)?,
            Units::U16(s) => Reading { vm, scanner, document, s, keys }.value(i as usize)?,
            Units::U32(s) => Reading { vm, scanner, document, s, keys }.value(i as usize)?,
        };
        Ok(vm.new_tuple(&[w, vm.int(end as i64)]))
    },
    "",
);
macro_rules! member {
    ($t:ty, $name:literal, $field:ident) => {
        GetSet::ro($name, |_, w| Ok(w.native::<$t>().map_or(Word::NONE, |s| s.$field.get())), $name)
    };
}
static SCANNER_SPEC: TypeSpec = TypeSpec {
    name: "_json.Scanner",
    doc: "JSON scanner object",
    flags: TF_BASETYPE,
    slots: |s| {
        s.call.set(Some(|vm, w, args| vm.with_first(w, args, |args| vm.call_native(&CALL, args, None))));
    },
    getset: &[
        GetSet::ro("strict", |_, w| Ok(Word::bool(w.native::<Scanner>().is_some_and(|s| s.strict))), "strict"),
        member!(Scanner, "object_hook", object_hook),
        member!(Scanner, "object_pairs_hook", object_pairs_hook),
        member!(Scanner, "parse_float", parse_float),
        member!(Scanner, "parse_int", parse_int),
        member!(Scanner, "parse_constant", parse_constant),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};

/// `scanstring(string, end, strict=True)`
fn scanstring(vm: &Vm, a: &[Word]) -> R {
    let s = text_arg(vm, &a[0])?;
    let begin = vm.index_i64(a[1])?;
    let strict = a[2].is_null() || vm.truth(a[2])?;
    let out = || vm.value_error("end is out of bounds");
    let begin = usize::try_from(begin).map_err(|_| out())?;
    match crate::with_units!(s, |u| jsonscan::scan_string(u, begin, strict)) {
        None => Err(out()),
        Some(Err(JsonError { message, .. })) if begin == 0 && message.starts_with("Unterminated") => {
            Err(decode_error(vm, message, a[0], -1))
        }
        Some(Err(JsonError { message, position })) => Err(decode_error(vm, message, a[0], position as i64)),
        Some(Ok((text, end))) => {
            let w = match text {
                Scanned::Plain(r) => vm.substring(s, r.start, r.end),
                Scanned::Unescaped(v) => vm.new_str_points(&v),
            };
            Ok(vm.new_tuple(&[w, vm.int(end as i64)]))
        }
    }
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_json",
    doc: "json speedups\n",
    functions: &[
        FnDef::new(
            "encode_basestring_ascii",
            "(object, /)",
            |vm, a| {
                text_arg(vm, &a[0])?;
                Ok(json_encoder::quoted(vm, a[0], true))
            },
            "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string",
        ),
        FnDef::new(
            "encode_basestring",
            "(object, /)",
            |vm, a| {
                text_arg(vm, &a[0])?;
                Ok(json_encoder::quoted(vm, a[0], false))
            },
            "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string",
        ),
        FnDef::new(
            "scanstring",
            "(string, end, strict=True, /)",
            scanstring,
            "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.",
        ),
    ],
    init: |vm, m| {
        vm.module_add(m, "make_scanner", vm.native_type::<Scanner>());
        vm.module_add(m, "make_encoder", vm.native_type::<Encoder>());
        Ok(())
    },
};
