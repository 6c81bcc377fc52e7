//! Encoding and decoding: the built-in codecs, error handlers written in Python, and the way to the registry.

use super::layout::*;
use super::str::Units;
use crate::heap::*;
use crate::{Exc, R, Vm};
use taipan_text::codecs::*;

/// A codec that needs no registry.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    Latin1,
    Ascii,
    Utf16(Endian),
    Utf32(Endian),
}
impl Codec {
    /// By any spelling of its common names.
    pub fn named(name: &str) -> Option<Codec> {
        if name == "utf-8" {
            return Some(Codec::Utf8);
        }
        let n = name.to_ascii_lowercase().replace(['_', ' '], "-");
        Some(match n.as_str() {
            "utf-8" | "utf8" | "u8" | "cp65001" => Codec::Utf8,
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" | "cp819" | "latin" => Codec::Latin1,
            "ascii" | "us-ascii" | "646" => Codec::Ascii,
            "utf-16" | "utf16" => Codec::Utf16(Endian::Native),
            "utf-16-le" | "utf-16le" => Codec::Utf16(Endian::Little),
            "utf-16-be" | "utf-16be" => Codec::Utf16(Endian::Big),
            "utf-32" | "utf32" => Codec::Utf32(Endian::Native),
            "utf-32-le" | "utf-32le" => Codec::Utf32(Endian::Little),
            "utf-32-be" | "utf-32be" => Codec::Utf32(Endian::Big),
            _ => return None,
        })
    }
}

impl Vm {
    /// The exception a codec gave up with; `object` is what it was working on.
    pub fn codec_error(&self, e: CodecError<Exc>, object: Word, decoding: bool) -> Exc {
        match e {
            CodecError::Custom(e) => e,
            CodecError::Error(e) => self.text_error(e),
            CodecError::Fault(f) => match self.fault_object(&f, object, decoding) {
                Ok(w) => Exc(w),
                Err(e) => e,
            },
        }
    }
    fn fault_object(&self, f: &Fault, object: Word, decoding: bool) -> R {
        let ty = if decoding { &self.exc.UnicodeDecodeError } else { &self.exc.UnicodeEncodeError };
        let (enc, reason) = (self.new_str(f.encoding), self.new_str(f.reason));
        self.call(ty.get(), &[enc, object, self.int(f.start as i64), self.int(f.end as i64), reason])
    }
    /// What a handler registered for decoding errors returns.
    fn decode_handler(&self, name: &str, f: &Fault, object: Word) -> R<(Vec<u32>, i64)> {
        let h = crate::modules::codecs::error_handler(self, name)?;
        let e = self.fault_object(f, object, true)?;
        let r = self.call(h, &[e])?;
        if let Some(t) = r.get::<TupleObj>()
            && let [s, at] = t.items()
            && let Some(s) = s.get::<StrObj>()
        {
            return Ok((s.to_code_points(), self.index_i64(*at)?));
        }
        Err(self.type_error("decoding error handler must return (str, int) tuple"))
    }
    fn encode_handler(&self, name: &str, f: &Fault, object: Word) -> R<(Replacement, i64)> {
        let h = crate::modules::codecs::error_handler(self, name)?;
        let e = self.fault_object(f, object, false)?;
        let r = self.call(h, &[e])?;
        if let Some(t) = r.get::<TupleObj>()
            && let [s, at] = t.items()
        {
            if let Some(s) = s.get::<StrObj>() {
                return Ok((Replacement::Text(s.to_code_points()), self.index_i64(*at)?));
            }
            if let Some(b) = s.get::<BytesObj>() {
                return Ok((Replacement::Bytes(b.as_slice().to_vec()), self.index_i64(*at)?));
            }
        }
        Err(self.type_error("encoding error handler must return (str/bytes, int) tuple"))
    }
    /// Runs a decoder with the handler called `errors`; `object` is a bytes object equal to the input.
    pub fn run_decoder<T>(
        &self,
        object: Word,
        errors: &str,
        f: impl FnOnce(&[u8], &mut DecodeErrors<Exc>) -> Result<T, CodecError<Exc>>,
    ) -> R<T> {
        let Some(b) = object.get::<BytesObj>() else {
            return Err(self.system_error("decoder"));
        };
        let mut custom = |fault: &Fault| self.decode_handler(errors, fault, object);
        let mut h = match DecodeErrors::named(errors) {
            Some(h) => h,
            None => DecodeErrors::Custom(&mut custom),
        };
        f(b.as_slice(), &mut h).map_err(|e| self.codec_error(e, object, true))
    }
    /// Runs an encoder with the handler called `errors`.
    pub fn run_encoder<T>(
        &self,
        s: &StrObj,
        errors: &str,
        f: impl FnOnce(Units, &mut EncodeErrors<Exc>) -> Result<T, CodecError<Exc>>,
    ) -> R<T> {
        let object = s.word();
        let mut custom = |fault: &Fault| self.encode_handler(errors, fault, object);
        let mut h = match EncodeErrors::named(errors) {
            Some(h) => h,
            None => EncodeErrors::Custom(&mut custom),
        };
        f(s.units(), &mut h).map_err(|e| self.codec_error(e, object, false))
    }
    /// Decodes with a built-in codec: the str and how many bytes it took.
    pub fn decode_with(&self, codec: Codec, object: Word, errors: &str, last: bool) -> R<(Word, usize)> {
        if let Some(b) = object.get::<BytesObj>() {
            let b = b.as_slice();
            match codec {
                Codec::Utf8 => {
                    if let Ok(t) = std::str::from_utf8(b) {
                        return Ok((self.new_str(t), b.len()));
                    }
                }
                Codec::Ascii if b.is_ascii() => return Ok((self.new_str_latin1(b), b.len())),
                Codec::Latin1 => return Ok((self.new_str_latin1(b), b.len())),
                _ => {}
            }
        }
        let (v, n) = self.run_decoder(object, errors, |b, h| match codec {
            Codec::Utf8 => utf8::decode(b, h, last),
            Codec::Ascii => latin::decode_ascii(b, h).map(|v| (v, b.len())),
            Codec::Latin1 => Ok((latin::decode_latin1(b), b.len())),
            Codec::Utf16(e) => utf16::decode(b, e, h, last).map(|(v, n, _)| (v, n)),
            Codec::Utf32(e) => utf32::decode(b, e, h, last).map(|(v, n, _)| (v, n)),
        })?;
        Ok((self.new_str_points(&v), n))
    }
    /// Encodes with a built-in codec.
    pub fn encode_with(&self, codec: Codec, s: &StrObj, errors: &str) -> R {
        match (codec, s.units()) {
            (Codec::Utf8 | Codec::Ascii | Codec::Latin1, Units::U8(u)) if s.ascii().is_some() => {
                return Ok(self.new_bytes(u));
            }
            (Codec::Latin1, Units::U8(u)) => return Ok(self.new_bytes(u)),
            (Codec::Utf8, _) => {
                if let Some(t) = s.to_utf8() {
                    return Ok(self.new_bytes(t.as_bytes()));
                }
            }
            _ => {}
        }
        let b = self.run_encoder(s, errors, |u, h| match u {
            Units::U8(u) => encode_units(codec, u, h),
            Units::U16(u) => encode_units(codec, u, h),
            Units::U32(u) => encode_units(codec, u, h),
        })?;
        Ok(self.new_bytes(&b))
    }
    /// `bytes.decode(encoding, errors)`: a str.
    pub fn decode(&self, b: &[u8], encoding: &str, errors: &str) -> R {
        let object = self.new_bytes(b);
        self.decode_object(object, encoding, errors)
    }
    /// As [`Vm::decode`], of a bytes object.
    pub fn decode_object(&self, object: Word, encoding: &str, errors: &str) -> R {
        if let Some(c) = Codec::named(encoding) {
            return Ok(self.decode_with(c, object, errors, true)?.0);
        }
        let r = crate::modules::codecs::decode_text(self, object, encoding, errors)?;
        if r.is_kind(Kind::Str) {
            return Ok(r);
        }
        Err(self.type_error(format!(
            "'{encoding}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            self.type_name(r)
        )))
    }
    /// `str.encode(encoding, errors)`: bytes.
    pub fn encode(&self, s: &StrObj, encoding: &str, errors: &str) -> R {
        if let Some(c) = Codec::named(encoding) {
            return self.encode_with(c, s, errors);
        }
        let r = crate::modules::codecs::encode_text(self, s.word(), encoding, errors)?;
        if r.is_kind(Kind::Bytes) {
            return Ok(r);
        }
        Err(self.type_error(format!(
            "'{encoding}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
            self.type_name(r)
        )))
    }
}
fn encode_units<U: taipan_text::Unit>(
    codec: Codec,
    u: &[U],
    h: &mut EncodeErrors<Exc>,
) -> Result<Vec<u8>, CodecError<Exc>> {
    match codec {
        Codec::Utf8 => utf8::encode(u, h),
        Codec::Ascii => latin::encode_ascii(u, h),
        Codec::Latin1 => latin::encode_latin1(u, h),
        Codec::Utf16(e) => utf16::encode(u, e, h),
        Codec::Utf32(e) => utf32::encode(u, e, h),
    }
}
