//! UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError.

use super::args::Args;
use super::exc_types::*;
use super::layout::*;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

fn need_str(vm: &Vm, n: usize, w: Word) -> R<()> {
    if w.is_kind(Kind::Str) {
        return Ok(());
    }
    Err(vm.type_error(format!("argument {n} must be str, not {}", none_name(vm, w))))
}
fn none_name(vm: &Vm, w: Word) -> String {
    if w.is_none() { "None".into() } else { vm.type_name(w) }
}
fn count(vm: &Vm, args: &Args, n: usize) -> R<()> {
    let given = args.words.len();
    if given != n {
        return Err(vm.type_error(format!("function takes exactly {n} arguments ({given} given)")));
    }
    Ok(())
}
fn position(vm: &Vm, w: Word) -> R {
    let i = vm.index_i64(w)?;
    Ok(vm.int(i))
}
fn encode_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    exc_init(vm, w, args)?;
    count(vm, args, 5)?;
    let a = args.words;
    need_str(vm, 1, a[0])?;
    need_str(vm, 2, a[1])?;
    let (s, e) = (position(vm, a[2])?, position(vm, a[3])?);
    need_str(vm, 5, a[4])?;
    for (i, v) in [a[0], a[1], s, e, a[4]].into_iter().enumerate() {
        set_extra(w, i, v);
    }
    Ok(())
}
fn decode_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    exc_init(vm, w, args)?;
    count(vm, args, 5)?;
    let a = args.words;
    need_str(vm, 1, a[0])?;
    let object = if a[1].is_kind(Kind::Bytes) {
        a[1]
    } else if vm.class_of(a[1]).slots.buffer.get().is_some() {
        vm.call(vm.types.bytes.get(), &[a[1]])?
    } else {
        return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(a[1]))));
    };
    let (s, e) = (position(vm, a[2])?, position(vm, a[3])?);
    need_str(vm, 5, a[4])?;
    for (i, v) in [a[0], object, s, e, a[4]].into_iter().enumerate() {
        set_extra(w, i, v);
    }
    Ok(())
}
fn translate_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    exc_init(vm, w, args)?;
    count(vm, args, 4)?;
    let a = args.words;
    need_str(vm, 1, a[0])?;
    let (s, e) = (position(vm, a[1])?, position(vm, a[2])?);
    need_str(vm, 4, a[3])?;
    for (i, v) in [Word::NULL, a[0], s, e, a[3]].into_iter().enumerate() {
        set_extra(w, i, v);
    }
    Ok(())
}
fn size(vm: &Vm, w: Word) -> i64 {
    vm.len(extra(w, OBJECT)).map_or(0, |n| n as i64)
}
/// The range, brought into the object as CPython does.
fn range(vm: &Vm, w: Word) -> (i64, i64) {
    let n = size(vm, w);
    let start = extra(w, START).as_small().unwrap_or(0).clamp(0, (n - 1).max(0));
    let end = extra(w, END).as_small().unwrap_or(0).clamp(n.min(1), n).max(start + i64::from(n > 0));
    (start, end.max(start))
}
fn escaped(c: u32) -> String {
    match c {
        0..0x100 => format!("\\x{c:02x}"),
        0x100..0x1_0000 => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}
fn text_str(vm: &Vm, w: Word, verb: &str, translate: bool) -> R {
    let object = extra(w, OBJECT);
    let Some(s) = object.get::<StrObj>() else { return Ok(vm.empty_str()) };
    let reason = vm.str_text(extra(w, REASON))?;
    let (start, end) = range(vm, w);
    let head = if translate {
        "can't translate".to_string()
    } else {
        format!("'{}' codec can't {verb}", vm.str_text(extra(w, ENCODING))?)
    };
    let text = if (start as usize) < s.len() && end == start + 1 {
        format!("{head} character '{}' in position {start}: {reason}", escaped(s.at(start as usize)))
    } else {
        format!("{head} characters in position {start}-{}: {reason}", end - 1)
    };
    Ok(vm.new_str(&text))
}
fn decode_str(vm: &Vm, w: Word) -> R {
    let object = extra(w, OBJECT);
    let Some(b) = object.get::<BytesObj>() else { return Ok(vm.empty_str()) };
    let reason = vm.str_text(extra(w, REASON))?;
    let encoding = vm.str_text(extra(w, ENCODING))?;
    let (start, end) = range(vm, w);
    let text = match b.as_slice().get(start as usize) {
        Some(c) if end == start + 1 => {
            format!("'{encoding}' codec can't decode byte 0x{c:02x} in position {start}: {reason}")
        }
        _ => format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1),
    };
    Ok(vm.new_str(&text))
}
macro_rules! number_field {
    ($name:literal, $i:expr) => {
        GetSet::rw(
            $name,
            |vm, w| {
                let v = extra(w, $i);
                if v.is_null() || extra(w, OBJECT).is_null() {
                    return Err(vm.type_error(concat!("UnicodeError '", "object", "' attribute is not set")));
                }
                let (s, e) = range(vm, w);
                Ok(vm.int(if $i == START { s } else { e }))
            },
            |vm, w, v| {
                let Some(v) = v else { return Err(vm.type_error("can't delete numeric/char attribute")) };
                let n = vm.index_i64(v)?;
                set_extra(w, $i, vm.int(n));
                Ok(())
            },
            "",
        )
        .as_member()
    };
}
static FIELDS: &[GetSet] = &[
    exc_field!("encoding", 0, "exception encoding"),
    exc_field!("object", 1, "exception object"),
    number_field!("start", START),
    number_field!("end", END),
    exc_field!("reason", 4, "exception reason"),
];
/// What each of the three adds.
pub(super) static ENCODE: Added = Added {
    slots: |s| {
        s.init.set(Some(encode_init));
        s.str.set(Some(|vm, w| text_str(vm, w, "encode", false)));
    },
    getset: FIELDS,
    ..Added::NOTHING
};
pub(super) static DECODE: Added = Added {
    slots: |s| {
        s.init.set(Some(decode_init));
        s.str.set(Some(decode_str));
    },
    getset: FIELDS,
    ..Added::NOTHING
};
pub(super) static TRANSLATE: Added = Added {
    slots: |s| {
        s.init.set(Some(translate_init));
        s.str.set(Some(|vm, w| text_str(vm, w, "", true)));
    },
    getset: FIELDS,
    ..Added::NOTHING
};
