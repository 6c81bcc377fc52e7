//! Encoding and decoding for streams and paths, through taipan-text where it has the codec.

use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use taipan_text::codecs::{self, CodecError, DecodeErrors, EncodeErrors, Endian, Fault};

/// A codec known without the registry.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    Utf8Sig,
    Ascii,
    Latin1,
    Utf16(Endian),
    Utf32(Endian),
    /// Any other: through `codecs.lookup`.
    Other,
}

/// The codec of this name.
pub fn named(name: &str) -> Codec {
    let n: String = name.to_ascii_lowercase().replace(['_', ' '], "-");
    match n.as_str() {
        "utf-8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8-ucs2" | "utf8-ucs4" => Codec::Utf8,
        "utf-8-sig" => Codec::Utf8Sig,
        "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" => Codec::Ascii,
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "l1" | "latin" | "cp819" => Codec::Latin1,
        "utf-16" | "utf16" | "u16" => Codec::Utf16(Endian::Native),
        "utf-16-le" | "utf-16le" => Codec::Utf16(Endian::Little),
        "utf-16-be" | "utf-16be" => Codec::Utf16(Endian::Big),
        "utf-32" | "utf32" | "u32" => Codec::Utf32(Endian::Native),
        "utf-32-le" | "utf-32le" => Codec::Utf32(Endian::Little),
        "utf-32-be" | "utf-32be" => Codec::Utf32(Endian::Big),
        _ => Codec::Other,
    }
}

fn text_error(vm: &Vm, e: taipan_text::Error) -> Exc {
    let ty = match e.kind.name() {
        "TypeError" => &vm.exc.TypeError,
        "IndexError" => &vm.exc.IndexError,
        "MemoryError" => &vm.exc.MemoryError,
        "OverflowError" => &vm.exc.OverflowError,
        "LookupError" => &vm.exc.LookupError,
        _ => &vm.exc.ValueError,
    };
    vm.new_exc(ty, e.message.to_string())
}

fn unicode_error(vm: &Vm, ty: &Slot, f: &Fault, object: Word) -> Exc {
    let args = [vm.new_str(f.encoding), object, vm.int(f.start as i64), vm.int(f.end as i64), vm.new_str(f.reason)];
    match vm.call(ty.get(), &args) {
        Ok(w) => Exc(w),
        Err(e) => e,
    }
}

/// The registered handler `name`, asked of `codecs`.
fn handler(vm: &Vm, name: &str) -> R {
    let m = vm.import_module("_codecs")?;
    let n = vm.new_str(name);
    vm.call_method(m, "lookup_error", &[n])
}

/// Decodes `input`; also how many bytes were used, and the byte order found.
pub fn decode(vm: &Vm, input: &[u8], codec: Codec, errors: &str, last: bool) -> R<(Word, usize, Endian)> {
    if codec == Codec::Utf8
        && let Ok(s) = std::str::from_utf8(input)
    {
        return Ok((vm.new_str(s), input.len(), Endian::Native));
    }
    if codec == Codec::Latin1 {
        return Ok((vm.new_str_latin1(input), input.len(), Endian::Native));
    }
    let mut custom = |f: &Fault| -> Result<(Vec<u32>, i64), Exc> {
        let h = handler(vm, errors)?;
        let obj = vm.new_bytes(input);
        let e = unicode_error(vm, &vm.exc.UnicodeDecodeError, f, obj);
        let r = vm.call(h, &[e.0])?;
        let bad = || vm.type_error("decoding error handler must return (str, int) tuple");
        let t = r.get::<TupleObj>().filter(|t| t.len() == 2).ok_or_else(bad)?;
        let s = t.items()[0].get::<StrObj>().ok_or_else(bad)?.to_code_points();
        Ok((s, vm.index_i64(t.items()[1])?))
    };
    let mut h = match DecodeErrors::named(errors) {
        Some(h) => h,
        None => DecodeErrors::Custom(&mut custom),
    };
    let r = match codec {
        Codec::Utf8 | Codec::Other => codecs::utf8::decode(input, &mut h, last).map(|(s, n)| (s, n, Endian::Native)),
        Codec::Utf8Sig => codecs::utf8::decode_sig(input, &mut h, last).map(|(s, n)| (s, n, Endian::Native)),
        Codec::Ascii => codecs::latin::decode_ascii(input, &mut h).map(|s| (s, input.len(), Endian::Native)),
        Codec::Latin1 => Ok((codecs::latin::decode_latin1(input), input.len(), Endian::Native)),
        Codec::Utf16(o) => codecs::utf16::decode(input, o, &mut h, last),
        Codec::Utf32(o) => codecs::utf32::decode(input, o, &mut h, last),
    };
    match r {
        Ok((s, n, o)) => Ok((vm.new_str_points(&s), n, o)),
        Err(CodecError::Fault(f)) => {
            let obj = vm.new_bytes(input);
            Err(unicode_error(vm, &vm.exc.UnicodeDecodeError, &f, obj))
        }
        Err(CodecError::Error(e)) => Err(text_error(vm, e)),
        Err(CodecError::Custom(e)) => Err(e),
    }
}

/// Encodes `s` (the word `w`).
pub fn encode(vm: &Vm, s: &StrObj, codec: Codec, errors: &str, w: Word) -> R<Vec<u8>> {
    if let Some(a) = s.ascii()
        && matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1)
    {
        return Ok(a.as_bytes().to_vec());
    }
    let mut custom = |f: &Fault| -> Result<(codecs::Replacement, i64), Exc> {
        let h = handler(vm, errors)?;
        let e = unicode_error(vm, &vm.exc.UnicodeEncodeError, f, w);
        let r = vm.call(h, &[e.0])?;
        let bad = || vm.type_error("encoding error handler must return (str/bytes, int) tuple");
        let t = r.get::<TupleObj>().filter(|t| t.len() == 2).ok_or_else(bad)?;
        let rep = match (t.items()[0].get::<StrObj>(), t.items()[0].get::<BytesObj>()) {
            (Some(s), _) => codecs::Replacement::Text(s.to_code_points()),
            (_, Some(b)) => codecs::Replacement::Bytes(super::support::raw_bytes(b).to_vec()),
            _ => return Err(bad()),
        };
        Ok((rep, vm.index_i64(t.items()[1])?))
    };
    let mut h = match EncodeErrors::named(errors) {
        Some(h) => h,
        None => EncodeErrors::Custom(&mut custom),
    };
    let r = match s.units() {
        Units::U8(u) => encode_units(u, codec, &mut h),
        Units::U16(u) => encode_units(u, codec, &mut h),
        Units::U32(u) => encode_units(u, codec, &mut h),
    };
    match r {
        Ok(v) => Ok(v),
        Err(CodecError::Fault(f)) => Err(unicode_error(vm, &vm.exc.UnicodeEncodeError, &f, w)),
        Err(CodecError::Error(e)) => Err(text_error(vm, e)),
        Err(CodecError::Custom(e)) => Err(e),
    }
}
fn encode_units<U: taipan_text::unit::Unit>(
    s: &[U],
    codec: Codec,
    h: &mut EncodeErrors<Exc>,
) -> Result<Vec<u8>, CodecError<Exc>> {
    match codec {
        Codec::Utf8 | Codec::Other => codecs::utf8::encode(s, h),
        Codec::Utf8Sig => codecs::utf8::encode(s, h).map(|v| [b"\xef\xbb\xbf", &v[..]].concat()),
        Codec::Ascii => codecs::latin::encode_ascii(s, h),
        Codec::Latin1 => codecs::latin::encode_latin1(s, h),
        Codec::Utf16(o) => codecs::utf16::encode(s, o, h),
        Codec::Utf32(o) => codecs::utf32::encode(s, o, h),
    }
}
