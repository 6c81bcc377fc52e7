//! The `binascii` module.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::borrow::Cow;
use taipan_text::binascii::*;

fn data<'a>(vm: &Vm, w: Word) -> R<Cow<'a, [u8]>> {
    vm.bytes_like(w).ok_or_else(|| vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(w))))
}
/// Bytes-like, or an ASCII str.
fn text<'a>(vm: &Vm, w: Word) -> R<Cow<'a, [u8]>> {
    if let Some(s) = w.get::<StrObj>() {
        return match s.ascii() {
            Some(t) => Ok(Cow::Owned(t.as_bytes().to_vec())),
            None => Err(vm.value_error("string argument should contain only ASCII characters")),
        };
    }
    vm.bytes_like(w).ok_or_else(|| {
        vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{}'", vm.type_name(w)))
    })
}
fn flag(vm: &Vm, w: Word, default: bool) -> R<bool> {
    if w.is_null() { Ok(default) } else { vm.truth(w) }
}
fn bytes(vm: &Vm, r: taipan_text::Result<Vec<u8>>) -> R {
    Ok(vm.new_bytes(&vm.text(r)?))
}
/// A checksum to go on from: any int, its low 32 bits.
pub fn start(vm: &Vm, w: Word, default: u32) -> R<u32> {
    if w.is_null() {
        return Ok(default);
    }
    let n = vm.index_bigint(w)?;
    let low: num_bigint::BigInt = n & num_bigint::BigInt::from(u32::MAX);
    Ok(u32::try_from(low).unwrap_or(0))
}
fn hexlify(vm: &Vm, a: &[Word]) -> R {
    let t = bytes_hex(vm, a)?;
    match t.get::<StrObj>().and_then(|s| s.ascii()) {
        Some(s) => Ok(vm.new_bytes(s.as_bytes())),
        None => Ok(vm.empty_bytes()),
    }
}
fn bytes_hex(vm: &Vm, a: &[Word]) -> R {
    hex_text(vm, &data(vm, a[0])?, a[1], a[2])
}
const HEX: &str = "(data, sep=<unrepresentable>, bytes_per_sep=1)";

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "binascii",
    doc: "Conversion between binary data and ASCII",
    functions: &[
        FnDef::new(
            "a2b_base64",
            "(data, /, *, strict_mode=False)",
            |vm, a| bytes(vm, base64::decode(&text(vm, a[0])?, flag(vm, a[1], false)?)),
            "Decode a line of base64 data.",
        ),
        FnDef::new(
            "b2a_base64",
            "(data, /, *, newline=True)",
            |vm, a| Ok(vm.new_bytes(&base64::encode(&data(vm, a[0])?, flag(vm, a[1], true)?))),
            "Base64-code line of data.",
        ),
        FnDef::new(
            "a2b_hex",
            "(hexstr, /)",
            |vm, a| bytes(vm, hex::unhexlify(&text(vm, a[0])?)),
            "Binary data of hexadecimal representation.",
        ),
        FnDef::new(
            "unhexlify",
            "(hexstr, /)",
            |vm, a| bytes(vm, hex::unhexlify(&text(vm, a[0])?)),
            "Binary data of hexadecimal representation.",
        ),
        FnDef::new("b2a_hex", HEX, hexlify, "Hexadecimal representation of binary data."),
        FnDef::new("hexlify", HEX, hexlify, "Hexadecimal representation of binary data."),
        FnDef::new(
            "a2b_uu",
            "(data, /)",
            |vm, a| bytes(vm, uu::decode(&text(vm, a[0])?)),
            "Decode a line of uuencoded data.",
        ),
        FnDef::new(
            "b2a_uu",
            "(data, /, *, backtick=False)",
            |vm, a| bytes(vm, uu::encode(&data(vm, a[0])?, flag(vm, a[1], false)?)),
            "Uuencode line of data.",
        ),
        FnDef::new(
            "a2b_qp",
            "(data, header=False)",
            |vm, a| Ok(vm.new_bytes(&quoted::decode(&text(vm, a[0])?, flag(vm, a[1], false)?))),
            "Decode a string of qp-encoded data.",
        ),
        FnDef::new(
            "b2a_qp",
            "(data, quotetabs=False, istext=True, header=False)",
            |vm, a| {
                Ok(vm.new_bytes(&quoted::encode(
                    &data(vm, a[0])?,
                    flag(vm, a[1], false)?,
                    flag(vm, a[2], true)?,
                    flag(vm, a[3], false)?,
                )))
            },
            "Encode a string using quoted-printable encoding.",
        ),
        FnDef::new(
            "crc32",
            "(data, crc=0, /)",
            |vm, a| Ok(Word::small(checksum::crc32(&data(vm, a[0])?, start(vm, a[1], 0)?) as i64)),
            "Compute CRC-32 incrementally.",
        ),
        FnDef::new(
            "crc_hqx",
            "(data, crc, /)",
            |vm, a| Ok(Word::small(checksum::crc_hqx(&data(vm, a[0])?, start(vm, a[1], 0)?) as i64)),
            "Compute CRC-CCITT incrementally.",
        ),
    ],
    init: |vm, m| {
        let e = super::numeric_util::new_exception(vm, "binascii", "Error", vm.exc.ValueError.get())?;
        vm.module_add(m, "Error", e);
        let e = super::numeric_util::new_exception(vm, "binascii", "Incomplete", vm.exc.Exception.get())?;
        vm.module_add(m, "Incomplete", e);
        Ok(())
    },
};
