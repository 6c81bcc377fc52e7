//! The error handlers of codecs as functions: `codecs.strict_errors` and its kin.

use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::fmt::Write;

/// Enters the built-in handlers.
pub fn fill(vm: &Vm, d: Word) {
    static DEFS: [FnDef; 8] = [
        FnDef::new(
            "strict_errors",
            "(exception, /)",
            |vm, a| {
                fault(vm, a[0])?;
                Err(Exc(a[0]))
            },
            "Implements the 'strict' error handling, which raises a UnicodeError on coding errors.",
        ),
        FnDef::new(
            "ignore_errors",
            "(exception, /)",
            |vm, a| answer(vm, fault(vm, a[0])?, |_, _| Some(String::new()), true),
            "Implements the 'ignore' error handling, which ignores malformed data and continues.",
        ),
        FnDef::new(
            "replace_errors",
            "(exception, /)",
            replace,
            "Implements the 'replace' error handling, which replaces malformed data with a replacement marker.",
        ),
        FnDef::new(
            "xmlcharrefreplace_errors",
            "(exception, /)",
            |vm, a| answer(vm, fault(vm, a[0])?, |c, _| Some(format!("&#{c};")), false),
            "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.",
        ),
        FnDef::new(
            "backslashreplace_errors",
            "(exception, /)",
            |vm, a| answer(vm, fault(vm, a[0])?, |c, bytes| Some(escape(c, bytes)), true),
            "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.",
        ),
        FnDef::new(
            "namereplace_errors",
            "(exception, /)",
            |vm, a| {
                answer(
                    vm,
                    fault(vm, a[0])?,
                    |c, _| {
                        Some(match taipan_text::unicode::names::name(c) {
                            Some(n) => format!("\\N{{{n}}}"),
                            None => escape(c, false),
                        })
                    },
                    false,
                )
            },
            "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.",
        ),
        FnDef::new(
            "surrogatepass",
            "(exception, /)",
            |vm, a| {
                fault(vm, a[0])?;
                Err(Exc(a[0]))
            },
            "",
        ),
        FnDef::new("surrogateescape", "(exception, /)", surrogateescape, ""),
    ];
    for (n, f) in [
        "strict",
        "ignore",
        "replace",
        "xmlcharrefreplace",
        "backslashreplace",
        "namereplace",
        "surrogatepass",
        "surrogateescape",
    ]
    .iter()
    .zip(&DEFS)
    {
        let w = vm.new_builtin(f, Word::NULL);
        vm.dict_set_str(d, n, w);
    }
}
fn escape(c: u32, byte: bool) -> String {
    match c {
        _ if byte => format!("\\x{c:02x}"),
        0..0x100 => format!("\\x{c:02x}"),
        0x100..0x1_0000 => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}
/// What a UnicodeError tells.
struct Found {
    exc: Word,
    object: Word,
    start: usize,
    end: usize,
    decoding: bool,
    encoding: bool,
}
fn fault(vm: &Vm, e: Word) -> R<Found> {
    let is = |s: &Slot| vm.is_instance(e, s);
    let x = &vm.exc;
    let (decoding, encoding) = (is(&x.UnicodeDecodeError), is(&x.UnicodeEncodeError));
    if !decoding && !encoding && !is(&x.UnicodeTranslateError) {
        return Err(if e.is_kind(Kind::Exception) {
            vm.type_error(format!("don't know how to handle {} in error callback", vm.type_name(e)))
        } else {
            vm.type_error("codec must pass exception instance")
        });
    }
    let object = vm.getattr_str(e, "object")?;
    let n = match object.get::<StrObj>() {
        Some(s) => s.len(),
        None => vm.bytes_like(object).map_or(0, |b| b.len()),
    };
    let at = |name: &str| -> R<usize> { Ok(vm.index_i64(vm.getattr_str(e, name)?)?.clamp(0, n as i64) as usize) };
    Ok(Found { exc: e, object, start: at("start")?, end: at("end")?, decoding, encoding })
}
fn answer(vm: &Vm, f: Found, each: fn(u32, bool) -> Option<String>, decodes: bool) -> R {
    if f.decoding && !decodes {
        return Err(vm.type_error(format!("don't know how to handle {} in error callback", vm.type_name(f.exc))));
    }
    let mut out = String::new();
    let mut put = |c: u32| {
        let _ = out.write_str(&each(c, f.decoding).unwrap_or_default());
    };
    match f.object.get::<StrObj>() {
        Some(s) => (f.start..f.end).for_each(|i| put(s.at(i))),
        None => {
            if let Some(b) = vm.bytes_like(f.object) {
                b[f.start..f.end.max(f.start)].iter().for_each(|&b| put(b as u32))
            }
        }
    }
    let t = vm.new_str(&out);
    Ok(vm.new_tuple(&[t, vm.int(f.end as i64)]))
}
fn replace(vm: &Vm, a: &[Word]) -> R {
    let f = fault(vm, a[0])?;
    let n = f.end.saturating_sub(f.start);
    let t = if f.encoding {
        vm.new_str(&"?".repeat(n))
    } else if f.decoding {
        vm.new_str("\u{fffd}")
    } else {
        vm.new_str(&"\u{fffd}".repeat(n))
    };
    Ok(vm.new_tuple(&[t, vm.int(f.end as i64)]))
}
fn surrogateescape(vm: &Vm, a: &[Word]) -> R {
    let f = fault(vm, a[0])?;
    if let Some(s) = f.object.get::<StrObj>() {
        let b: Option<Vec<u8>> = (f.start..f.end)
            .map(|i| match s.at(i) {
                c @ 0xdc80..=0xdcff => Some((c - 0xdc00) as u8),
                _ => None,
            })
            .collect();
        return match b {
            Some(b) => Ok(vm.new_tuple(&[vm.new_bytes(&b), vm.int(f.end as i64)])),
            None => Err(Exc(f.exc)),
        };
    }
    let b = vm.bytes_like(f.object).unwrap_or_default();
    let v: Vec<u32> = b[f.start..f.end].iter().take(4).take_while(|&&b| b >= 128).map(|&b| 0xdc00 + b as u32).collect();
    if v.is_empty() {
        return Err(Exc(f.exc));
    }
    let t = vm.new_str_points(&v);
    Ok(vm.new_tuple(&[t, vm.int((f.start + v.len()) as i64)]))
}
