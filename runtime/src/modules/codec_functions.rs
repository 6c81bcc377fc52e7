//! `_codecs`: the functions of the built-in codecs, `utf_8_encode` and so on.

use crate::heap::*;
use crate::objects::codec::Codec;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::codecs::*;

/// The `errors` argument: None and nothing are `strict`.
fn errors(vm: &Vm, w: &Word) -> R<String> {
    if w.is_null() || w.is_none() {
        return Ok("strict".into());
    }
    Ok(vm.str_arg(w, "errors")?.to_string_lossy())
}
fn flag(vm: &Vm, w: Word) -> R<bool> {
    Ok(!w.is_null() && vm.truth(w)?)
}
fn pair(vm: &Vm, w: Word, n: usize) -> R {
    Ok(vm.new_tuple(&[w, vm.int(n as i64)]))
}
/// A bytes object of the input of a decoder.
fn input(vm: &Vm, w: Word) -> R {
    if w.is_kind(Kind::Bytes) {
        return Ok(w);
    }
    match vm.bytes_like(w) {
        Some(b) => Ok(vm.new_bytes(&b)),
        None => Err(vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(w)))),
    }
}
/// As [`input`], where a str stands for its UTF-8.
fn input_or_text(vm: &Vm, w: Word) -> R {
    match w.get::<StrObj>() {
        Some(s) => vm.encode_with(Codec::Utf8, s, "strict"),
        None => input(vm, w),
    }
}
fn encode(vm: &Vm, a: &[Word], c: Codec) -> R {
    let s = vm.str_arg(&a[0], "argument 1")?;
    let b = vm.encode_with(c, s, &errors(vm, &a[1])?)?;
    pair(vm, b, s.len())
}
fn decode(vm: &Vm, a: &[Word], c: Codec, stateful: bool) -> R {
    let b = input(vm, a[0])?;
    let last = !stateful || flag(vm, a[2])?;
    let (w, n) = vm.decode_with(c, b, &errors(vm, &a[1])?, last)?;
    pair(vm, w, n)
}
/// `utf_16_ex_decode(data, errors=None, byteorder=0, final=False)`: also the order found.
fn ex_decode(vm: &Vm, a: &[Word], wide: bool) -> R {
    let b = input(vm, a[0])?;
    let order = if a[2].is_null() { 0 } else { vm.index_i64(a[2])? };
    let e = match order {
        0 => Endian::Native,
        1.. => Endian::Big,
        _ => Endian::Little,
    };
    let last = flag(vm, a[3])?;
    let (v, n, e) = vm.run_decoder(b, &errors(vm, &a[1])?, |b, h| {
        if wide { utf32::decode(b, e, h, last) } else { utf16::decode(b, e, h, last) }
    })?;
    let o = match e {
        Endian::Native => 0,
        Endian::Little => -1,
        Endian::Big => 1,
    };
    let t = vm.new_str_points(&v);
    Ok(vm.new_tuple(&[t, vm.int(n as i64), Word::small(o)]))
}
fn charmap_decode(vm: &Vm, a: &[Word]) -> R {
    let b = input(vm, a[0])?;
    let n = vm.len(b)?;
    let e = errors(vm, &a[1])?;
    if a[2].is_null() || a[2].is_none() {
        return pair(vm, vm.decode_with(Codec::Latin1, b, &e, true)?.0, n);
    }
    let v = if let Some(t) = a[2].get::<StrObj>() {
        let table = t.to_code_points();
        vm.run_decoder(b, &e, |b, h| charmap::decode(b, &table, h))?
    } else {
        vm.run_decoder(b, &e, |b, h| {
            charmap::decode_with(
                b,
                |c| {
                    let w = match vm.getitem(a[2], Word::small(c as i64)) {
                        Ok(w) => w,
                        Err(x) if vm.exc_matches(x, &vm.exc.LookupError) => return Ok(None),
                        Err(x) => return Err(x),
                    };
                    if w.is_none() {
                        return Ok(None);
                    }
                    if let Some(s) = w.get::<StrObj>() {
                        let p = s.to_code_points();
                        return Ok(if p == [0xfffe] { None } else { Some(p) });
                    }
                    match int::to_i64(w) {
                        Some(0xfffe) => Ok(None),
                        Some(v @ 0..0x11_0000) => Ok(Some(vec![v as u32])),
                        Some(_) => Err(vm.type_error("character mapping must be in range(0x110000)")),
                        None => Err(vm.type_error("character mapping must return integer, None or str")),
                    }
                },
                h,
            )
        })?
    };
    pair(vm, vm.new_str_points(&v), n)
}
fn charmap_encode(vm: &Vm, a: &[Word]) -> R {
    let s = vm.str_arg(&a[0], "argument 1")?;
    let e = errors(vm, &a[1])?;
    if a[2].is_null() || a[2].is_none() {
        return pair(vm, vm.encode_with(Codec::Latin1, s, &e)?, s.len());
    }
    let map = |c: u32| {
        let w = match vm.getitem(a[2], Word::small(c as i64)) {
            Ok(w) => w,
            Err(x) if vm.exc_matches(x, &vm.exc.LookupError) => return Ok(None),
            Err(x) => return Err(x),
        };
        if w.is_none() {
            return Ok(None);
        }
        if let Some(b) = w.get::<BytesObj>() {
            return Ok(Some(b.as_slice().to_vec()));
        }
        match int::to_i64(w) {
            Some(v @ 0..256) => Ok(Some(vec![v as u8])),
            Some(_) => Err(vm.type_error("character mapping must be in range(256)")),
            None => Err(
                vm.type_error(format!("character mapping must return integer, bytes or None, not {}", vm.type_name(w)))
            ),
        }
    };
    let b = vm.run_encoder(s, &e, |u, h| match u {
        Units::U8(u) => charmap::encode(u, map, h),
        Units::U16(u) => charmap::encode(u, map, h),
        Units::U32(u) => charmap::encode(u, map, h),
    })?;
    pair(vm, vm.new_bytes(&b), s.len())
}
fn charmap_build(vm: &Vm, a: &[Word]) -> R {
    let d = vm.new_dict();
    for (i, c) in vm.str_arg(&a[0], "charmap_build() argument")?.to_code_points().iter().enumerate() {
        if *c != 0xfffe {
            vm.dict_set(d, Word::small(*c as i64), Word::small(i as i64))?;
        }
    }
    Ok(d)
}
fn unicode_escape_decode(vm: &Vm, a: &[Word]) -> R {
    let b = input_or_text(vm, a[0])?;
    let last = a[2].is_null() || vm.truth(a[2])?;
    let d = vm.run_decoder(b, &errors(vm, &a[1])?, |b, h| unicode_escape::decode(b, h, last))?;
    pair(vm, vm.new_str_points(&d.text), d.used)
}
fn raw_unicode_escape_decode(vm: &Vm, a: &[Word]) -> R {
    let b = input_or_text(vm, a[0])?;
    let last = a[2].is_null() || vm.truth(a[2])?;
    let (v, n) = vm.run_decoder(b, &errors(vm, &a[1])?, |b, h| raw_escape::decode(b, h, last))?;
    pair(vm, vm.new_str_points(&v), n)
}
fn escape_decode(vm: &Vm, a: &[Word]) -> R {
    let b = input_or_text(vm, a[0])?;
    let e = errors(vm, &a[1])?;
    let d = vm.with_bytes(b, |b| bytes_escape::decode(b, &e))?;
    let n = vm.len(b)?;
    pair(vm, vm.new_bytes(&vm.text(d)?.bytes), n)
}
fn by_units(
    vm: &Vm,
    a: &[Word],
    f8: fn(&[u8]) -> Vec<u8>,
    f16: fn(&[u16]) -> Vec<u8>,
    f32: fn(&[u32]) -> Vec<u8>,
) -> R {
    let s = vm.str_arg(&a[0], "argument 1")?;
    let b = match s.units() {
        Units::U8(u) => f8(u),
        Units::U16(u) => f16(u),
        Units::U32(u) => f32(u),
    };
    pair(vm, vm.new_bytes(&b), s.len())
}

const ENC: &str = "(str, errors=None, /)";
const DEC: &str = "(data, errors=None, final=False, /)";
macro_rules! plain {
    ($e:literal, $d:literal, $c:expr) => {
        [FnDef::new($e, ENC, |vm, a| encode(vm, a, $c), ""), FnDef::new($d, DEC, |vm, a| decode(vm, a, $c, true), "")]
    };
}
static FUNCTIONS: &[&[FnDef]] = &[
    &plain!("utf_8_encode", "utf_8_decode", Codec::Utf8),
    &plain!("utf_16_le_encode", "utf_16_le_decode", Codec::Utf16(Endian::Little)),
    &plain!("utf_16_be_encode", "utf_16_be_decode", Codec::Utf16(Endian::Big)),
    &plain!("utf_32_le_encode", "utf_32_le_decode", Codec::Utf32(Endian::Little)),
    &plain!("utf_32_be_encode", "utf_32_be_decode", Codec::Utf32(Endian::Big)),
    &[
        FnDef::new(
            "utf_16_encode",
            "(str, errors=None, byteorder=0, /)",
            |vm, a| encode(vm, a, Codec::Utf16(order(vm, a[2])?)),
            "",
        ),
        FnDef::new("utf_16_decode", DEC, |vm, a| decode(vm, a, Codec::Utf16(Endian::Native), true), ""),
        FnDef::new(
            "utf_32_encode",
            "(str, errors=None, byteorder=0, /)",
            |vm, a| encode(vm, a, Codec::Utf32(order(vm, a[2])?)),
            "",
        ),
        FnDef::new("utf_32_decode", DEC, |vm, a| decode(vm, a, Codec::Utf32(Endian::Native), true), ""),
        FnDef::new(
            "utf_16_ex_decode",
            "(data, errors=None, byteorder=0, final=False, /)",
            |vm, a| ex_decode(vm, a, false),
            "",
        ),
        FnDef::new(
            "utf_32_ex_decode",
            "(data, errors=None, byteorder=0, final=False, /)",
            |vm, a| ex_decode(vm, a, true),
            "",
        ),
        FnDef::new("latin_1_encode", ENC, |vm, a| encode(vm, a, Codec::Latin1), ""),
        FnDef::new("latin_1_decode", "(data, errors=None, /)", |vm, a| decode(vm, a, Codec::Latin1, false), ""),
        FnDef::new("ascii_encode", ENC, |vm, a| encode(vm, a, Codec::Ascii), ""),
        FnDef::new("ascii_decode", "(data, errors=None, /)", |vm, a| decode(vm, a, Codec::Ascii, false), ""),
        FnDef::new("utf_7_encode", ENC, |vm, a| by_units(vm, a, utf7::encode, utf7::encode, utf7::encode), ""),
        FnDef::new(
            "utf_7_decode",
            DEC,
            |vm, a| {
                let b = input(vm, a[0])?;
                let last = flag(vm, a[2])?;
                let (v, n) = vm.run_decoder(b, &errors(vm, &a[1])?, |b, h| utf7::decode(b, h, last))?;
                pair(vm, vm.new_str_points(&v), n)
            },
            "",
        ),
        FnDef::new(
            "unicode_escape_encode",
            ENC,
            |vm, a| by_units(vm, a, unicode_escape::encode, unicode_escape::encode, unicode_escape::encode),
            "",
        ),
        FnDef::new("unicode_escape_decode", "(data, errors=None, final=True, /)", unicode_escape_decode, ""),
        FnDef::new(
            "raw_unicode_escape_encode",
            ENC,
            |vm, a| by_units(vm, a, raw_escape::encode, raw_escape::encode, raw_escape::encode),
            "",
        ),
        FnDef::new("raw_unicode_escape_decode", "(data, errors=None, final=True, /)", raw_unicode_escape_decode, ""),
        FnDef::new(
            "escape_encode",
            "(data, errors=None, /)",
            |vm, a| {
                let Some(b) = a[0].get::<BytesObj>() else {
                    return Err(
                        vm.type_error(format!("escape_encode() argument 1 must be bytes, not {}", vm.type_name(a[0])))
                    );
                };
                pair(vm, vm.new_bytes(&bytes_escape::encode(b.as_slice())), b.len)
            },
            "",
        ),
        FnDef::new("escape_decode", "(data, errors=None, /)", escape_decode, ""),
        FnDef::new(
            "readbuffer_encode",
            "(data, errors=None, /)",
            |vm, a| {
                let b = input_or_text(vm, a[0])?;
                let n = vm.len(b)?;
                pair(vm, b, n)
            },
            "",
        ),
        FnDef::new("charmap_encode", "(str, errors=None, mapping=None, /)", charmap_encode, ""),
        FnDef::new("charmap_decode", "(data, errors=None, mapping=None, /)", charmap_decode, ""),
        FnDef::new("charmap_build", "(map, /)", charmap_build, ""),
    ],
];
fn order(vm: &Vm, w: Word) -> R<Endian> {
    Ok(match if w.is_null() { 0 } else { vm.index_i64(w)? } {
        0 => Endian::Native,
        1.. => Endian::Big,
        _ => Endian::Little,
    })
}
/// Adds the functions to the module.
pub fn add(vm: &Vm, m: Word) -> R<()> {
    let name = vm.new_str("_codecs");
    for d in FUNCTIONS.iter().copied().flatten() {
        let f = vm.new_builtin(d, name);
        vm.module_add(m, d.name, f);
    }
    Ok(())
}
