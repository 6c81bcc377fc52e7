//! `_io.IncrementalNewlineDecoder`: finds and translates the ends of lines in decoded text.

use super::io_base::init_with;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;

pub struct NewlineDecoder {
    decoder: Slot,
    translate: Cell<bool>,
    pending_cr: Cell<bool>,
    seen: Cell<u8>,
}
impl Payload for NewlineDecoder {
    const INFO: &'static NativeInfo = crate::native_info!(NewlineDecoder, SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.decoder);
    }
}
static NEW: FnDef = FnDef::new(
    "__new__",
    "($type, *args, **kwargs)",
    |vm, a| {
        Ok(vm.new_native_of(
            a[0],
            NewlineDecoder {
                decoder: Slot::new(Word::NONE),
                translate: Cell::new(false),
                pending_cr: Cell::new(false),
                seen: Cell::new(0),
            },
        ))
    },
    "",
);
static INIT: FnDef = FnDef::new(
    "IncrementalNewlineDecoder",
    "($self, decoder, translate, errors='strict')",
    |vm, a| {
        if let (Some(d), Some(h)) = (a[0].native::<NewlineDecoder>(), a[0].header()) {
            d.translate.set(vm.truth(a[2])?);
            d.decoder.set(h, a[1]);
        }
        Ok(Word::NONE)
    },
    "",
);
fn decode(vm: &Vm, a: &[Word]) -> R {
    let Some(d) = a[0].native::<NewlineDecoder>() else { return Ok(Word::NONE) };
    let last = !a[2].is_null() && vm.truth(a[2])?;
    let inner = d.decoder.get();
    let text = if inner.is_none() { a[1] } else { vm.call_method(inner, "decode", &[a[1], Word::bool(last)])? };
    let Some(s) = text.get::<StrObj>() else {
        return Err(vm.type_error(format!("decoder should return a string result, not '{}'", vm.type_name(text))));
    };
    let mut v = s.to_code_points();
    if d.pending_cr.get() && (!v.is_empty() || last) {
        v.insert(0, 13);
        d.pending_cr.set(false);
    }
    if v.last() == Some(&13) && !last {
        v.pop();
        d.pending_cr.set(true);
    }
    let (mut out, mut seen, mut i) = (Vec::with_capacity(v.len()), d.seen.get(), 0);
    while i < v.len() {
        match (v[i], v.get(i + 1)) {
            (13, Some(10)) => {
                seen |= 4;
                i += 1;
                if d.translate.get() {
                    out.push(10);
                } else {
                    out.extend([13, 10]);
                }
            }
            (13, _) => {
                seen |= 2;
                out.push(if d.translate.get() { 10 } else { 13 });
            }
            (c, _) => {
                seen |= (c == 10) as u8;
                out.push(c);
            }
        }
        i += 1;
    }
    d.seen.set(seen);
    Ok(vm.new_str_points(&out))
}
fn reset(vm: &Vm, a: &[Word]) -> R {
    let Some(d) = a[0].native::<NewlineDecoder>() else { return Ok(Word::NONE) };
    d.seen.set(0);
    d.pending_cr.set(false);
    if d.decoder.get().is_none() { Ok(Word::NONE) } else { vm.call_method(d.decoder.get(), "reset", &[]) }
}
pub static SPEC: TypeSpec = TypeSpec {
    name: "_io.IncrementalNewlineDecoder",
    doc: "Codec used when reading a file in universal newlines mode.",
    flags: TF_BASETYPE,
    new: Some(&NEW),
    slots: |s| s.init.set(Some(|vm, w, args| init_with(vm, w, args, &INIT))),
    getset: &[GetSet::ro(
        "newlines",
        |vm, w| {
            let seen = w.native::<NewlineDecoder>().map_or(0, |d| d.seen.get());
            let mut l = WordVec::new();
            for (bit, s) in [(2, "\r"), (1, "\n"), (4, "\r\n")] {
                if seen & bit != 0 {
                    let s = vm.new_str(s);
                    l.push(vm, s);
                }
            }
            Ok(match l.len() {
                0 => Word::NONE,
                1 => l[0],
                _ => l.to_tuple(vm),
            })
        },
        "",
    )],
    methods: &[
        FnDef::new("decode", "($self, /, input, final=False)", decode, ""),
        FnDef::new("reset", "($self, /)", reset, ""),
    ],
    ..TypeSpec::DEFAULT
};
