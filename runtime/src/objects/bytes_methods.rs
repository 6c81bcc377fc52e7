//! Methods that bytes and bytearray share. Results have the type of `self`.

use super::layout::*;
use super::list::WordVec;
use super::slots::CmpOp;
use super::spec::*;
use super::str_search::bounds;
use crate::heap::*;
use crate::{R, Vm};
use std::borrow::Cow;
use std::ops::Range;
use taipan_text::binascii::hex;
use taipan_text::bytes_case as case;
use taipan_text::search::{build, find, split};

/// The bytes of `self`.
pub(super) fn this<'a>(vm: &Vm, w: Word) -> Cow<'a, [u8]> {
    vm.bytes_like(w).unwrap_or(Cow::Borrowed(&[]))
}
/// A new object of the type of `like` (bytes or bytearray, never a subclass).
pub(super) fn make(vm: &Vm, like: Word, b: &[u8]) -> Word {
    if like.is_kind(Kind::Bytes) { vm.new_bytes(b) } else { super::bytearray_type::new(vm, b.to_vec()) }
}
/// `self` unchanged: itself if exactly bytes, else a copy.
fn whole(vm: &Vm, w: Word, b: &[u8]) -> Word {
    if vm.is_exact(w, &vm.types.bytes) { w } else { make(vm, w, b) }
}
/// A bytes-like argument.
fn arg<'a>(vm: &Vm, w: Word) -> R<Cow<'a, [u8]>> {
    vm.bytes_like(w).ok_or_else(|| vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(w))))
}
/// Bytes to look for: bytes-like, or an int.
fn needle<'a>(vm: &Vm, w: Word) -> R<Cow<'a, [u8]>> {
    if let Some(b) = vm.bytes_like(w) {
        return Ok(b);
    }
    if vm.class_of(w).slots.index.get().is_some() {
        return Ok(Cow::Owned(vec![vm.byte_value(w, "byte must be in range(0, 256)")?]));
    }
    Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{}'", vm.type_name(w))))
}
/// `item in self`
pub(super) fn contains(vm: &Vm, w: Word, item: Word) -> R<bool> {
    let s = this(vm, w);
    if let Some(b) = vm.bytes_like(item) {
        return Ok(find::find(&s[..], &b[..]).is_some());
    }
    if vm.class_of(item).slots.index.get().is_none() {
        return Err(vm.type_error(format!("a bytes-like object is required, not '{}'", vm.type_name(item))));
    }
    let v = vm.byte_value(item, "byte must be in range(0, 256)")?;
    Ok(s.contains(&v))
}
/// Comparison with anything bytes-like.
pub(super) fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (vm.bytes_like(a), vm.bytes_like(b)) else {
        if vm.config.bytes_warning > 0 && matches!(op, CmpOp::Eq | CmpOp::Ne) {
            warn_of_comparison(vm, a, b)?;
        }
        return Ok(Word::NOT_IMPLEMENTED);
    };
    Ok(Word::bool(op.holds(x[..].cmp(&y[..]))))
}
/// What `-b` says of `bytes == str` and `bytes == int`.
#[cold]
fn warn_of_comparison(vm: &Vm, a: Word, b: Word) -> R<()> {
    let plain = a.is_kind(Kind::Bytes);
    let what = if a.is_kind(Kind::Str) || b.is_kind(Kind::Str) {
        "string"
    } else if plain && vm.is_instance(b, &vm.types.int) {
        "int"
    } else {
        return Ok(());
    };
    let name = if plain { "bytes" } else { "bytearray" };
    vm.warn(&vm.exc.BytesWarning, &format!("Comparison between {name} and {what}"))
}
/// `str(b)`, which `-b` warns of.
pub(super) fn to_str(vm: &Vm, w: Word) -> R {
    if vm.config.bytes_warning > 0 {
        let name = if w.is_kind(Kind::Bytes) { "bytes" } else { "bytearray" };
        vm.warn(&vm.exc.BytesWarning, &format!("str() on a {name} instance"))?;
    }
    vm.repr(w)
}
pub(super) fn concat(vm: &Vm, a: Word, b: Word) -> R {
    let Some(y) = vm.bytes_like(b) else {
        return Err(vm.type_error(format!("can't concat {} to {}", vm.type_name(b), vm.type_name(a))));
    };
    let x = this(vm, a);
    if y.is_empty() && vm.is_exact(a, &vm.types.bytes) {
        return Ok(a);
    }
    vm.check_alloc(x.len() + y.len())?;
    Ok(make(vm, a, &[&x[..], &y[..]].concat()))
}
pub(super) fn repeat(vm: &Vm, a: Word, n: Word) -> R {
    let n = super::str_type::repeat_count(vm, n)?.max(0) as usize;
    let s = this(vm, a);
    if n == 1 {
        return Ok(whole(vm, a, &s));
    }
    let Some(total) = s.len().checked_mul(n) else {
        return Err(vm.overflow_error("repeated bytes are too long"));
    };
    if total > taipan_text::error::MOST {
        return Err(vm.memory_error());
    }
    vm.check_alloc(total)?;
    Ok(make(vm, a, &s.repeat(n)))
}

fn locate(vm: &Vm, a: &[Word], f: impl FnOnce(&[u8], &[u8]) -> Option<usize>, counting: bool) -> R<Option<usize>> {
    let s = this(vm, a[0]);
    let span = bounds(vm, s.len(), a[2], a[3])?;
    let x = needle(vm, a[1])?;
    Ok(match span {
        Some((from, to)) => f(&s[from..to], &x).map(|i| if counting { i } else { i + from }),
        None => None,
    })
}
fn position(vm: &Vm, r: Option<usize>) -> R {
    Ok(r.map_or(Word::small(-1), |i| vm.int(i as i64)))
}
fn found(vm: &Vm, r: Option<usize>) -> R {
    r.map(|i| vm.int(i as i64)).ok_or_else(|| vm.value_error("subsection not found"))
}
fn count(vm: &Vm, a: &[Word]) -> R {
    let n = locate(vm, a, |h, n| Some(find::count(h, n, usize::MAX)), true)?;
    Ok(vm.int(n.unwrap_or(0) as i64))
}
fn affix(vm: &Vm, a: &[Word], name: &str, front: bool) -> R {
    let s = this(vm, a[0]);
    let span = bounds(vm, s.len(), a[2], a[3])?;
    let test = |x: &[u8]| match span {
        Some((from, to)) if front => s[from..to].starts_with(x),
        Some((from, to)) => s[from..to].ends_with(x),
        None => false,
    };
    if let Some(t) = a[1].get::<TupleObj>() {
        for w in t.items() {
            if test(&arg(vm, *w)?) {
                return Ok(Word::TRUE);
            }
        }
        return Ok(Word::FALSE);
    }
    match vm.bytes_like(a[1]) {
        Some(x) => Ok(Word::bool(test(&x))),
        None => {
            Err(vm
                .type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {}", vm.type_name(a[1]))))
        }
    }
}
fn list_of(vm: &Vm, like: Word, s: &[u8], r: Vec<Range<usize>>) -> R {
    let mut v = WordVec::with_capacity(vm, r.len());
    for x in r {
        let w = make(vm, like, &s[x]);
        v.push(vm, w);
    }
    Ok(v.to_list(vm))
}
fn split_with(vm: &Vm, a: &[Word], right: bool) -> R {
    let s = this(vm, a[0]);
    let most = if a[2].is_null() { -1 } else { vm.index_i64(a[2])? };
    let r = if a[1].is_null() || a[1].is_none() {
        if right {
            split::rsplit_whitespace(&s, most, split::bytes_space)
        } else {
            split::split_whitespace(&s, most, split::bytes_space)
        }
    } else {
        let sep = arg(vm, a[1])?;
        vm.text(if right { split::rsplit(&s[..], &sep, most) } else { split::split(&s[..], &sep, most) })?
    };
    list_of(vm, a[0], &s, r)
}
fn part(vm: &Vm, a: &[Word], right: bool) -> R {
    let s = this(vm, a[0]);
    let sep = arg(vm, a[1])?;
    let r = vm.text(if right { split::rpartition(&s[..], &sep) } else { split::partition(&s[..], &sep) })?;
    let (x, y, z) = match r {
        Some(r) => (
            make(vm, a[0], &s[..r.start]),
            if a[1].is_kind(Kind::Bytes) && a[0].is_kind(Kind::Bytes) { a[1] } else { make(vm, a[0], &sep) },
            make(vm, a[0], &s[r.end..]),
        ),
        None if right => (make(vm, a[0], &[]), make(vm, a[0], &[]), whole(vm, a[0], &s)),
        None => (whole(vm, a[0], &s), make(vm, a[0], &[]), make(vm, a[0], &[])),
    };
    Ok(vm.new_tuple(&[x, y, z]))
}
fn strip_with(vm: &Vm, a: &[Word], left: bool, right: bool) -> R {
    let s = this(vm, a[0]);
    let r = if a[1].is_null() || a[1].is_none() {
        split::strip(&s, left, right, split::bytes_space)
    } else {
        split::strip_chars(&s, left, right, &arg(vm, a[1])?)
    };
    if r.len() == s.len() {
        return Ok(whole(vm, a[0], &s));
    }
    Ok(make(vm, a[0], &s[r]))
}
fn replace(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, a[0]);
    let (old, new) = (arg(vm, a[1])?, arg(vm, a[2])?);
    let most = if a[3].is_null() { -1 } else { vm.index_i64(a[3])? };
    Ok(match vm.text(build::replace(&s[..], &old, &new, most))? {
        Some(v) => make(vm, a[0], &v),
        None => whole(vm, a[0], &s),
    })
}
fn join(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, a[0]);
    let c = vm.class_of(a[1]);
    if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
        return Err(vm.type_error("can only join an iterable"));
    }
    let v = vm.to_vec(a[1])?;
    if v.len() == 1 && vm.is_exact(v[0], &vm.types.bytes) && a[0].is_kind(Kind::Bytes) {
        return Ok(v[0]);
    }
    let mut out = Vec::new();
    for (i, w) in v.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(&s);
        }
        match vm.bytes_like(*w) {
            Some(b) => out.extend_from_slice(&b),
            None => {
                return Err(vm.type_error(format!(
                    "sequence item {i}: expected a bytes-like object, {} found",
                    vm.type_name(*w)
                )));
            }
        }
    }
    Ok(make(vm, a[0], &out))
}
fn pad(vm: &Vm, a: &[Word], name: &str, f: fn(usize, i64, u32) -> taipan_text::spec::str::Layout) -> R {
    let s = this(vm, a[0]);
    let width = vm.index_i64(a[1])?;
    let fill = if a[2].is_null() {
        b' '
    } else {
        match vm.bytes_like(a[2]) {
            Some(b) if b.len() == 1 => b[0],
            Some(b) => {
                return Err(vm.type_error(format!(
                    "{name}(): argument 2 must be a byte string of length 1, not a {} object of length {}",
                    vm.type_name(a[2]),
                    b.len()
                )));
            }
            None => {
                return Err(vm.type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {}",
                    vm.type_name(a[2])
                )));
            }
        }
    };
    let l = f(s.len(), width, fill as u32);
    if l.left + l.right > taipan_text::error::MOST {
        return Err(vm.memory_error());
    }
    vm.check_alloc(l.left + l.right)?;
    let mut v = vec![fill; l.left];
    v.extend_from_slice(&s);
    v.resize(v.len() + l.right, fill);
    Ok(make(vm, a[0], &v))
}
fn zfill(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, a[0]);
    let v = vm.text(build::zfill(&s[..], vm.index_i64(a[1])?))?;
    Ok(make(vm, a[0], &v))
}
fn expandtabs(vm: &Vm, a: &[Word]) -> R {
    let n = if a[1].is_null() { 8 } else { vm.arg_int32(a[1])? as i64 };
    let v = vm.text(build::expandtabs(&this(vm, a[0])[..], n))?;
    Ok(make(vm, a[0], &v))
}
/// `($self, table, /, delete=b'')`
fn translate(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, a[0]);
    let table = if a[1].is_none() { None } else { Some(arg(vm, a[1])?) };
    let table: Option<[u8; 256]> = match table {
        Some(t) => match <[u8; 256]>::try_from(&t[..]) {
            Ok(t) => Some(t),
            Err(_) => return Err(vm.value_error("translation table must be 256 characters long")),
        },
        None => None,
    };
    let delete = if a[2].is_null() { Cow::Borrowed(&[][..]) } else { arg(vm, a[2])? };
    Ok(make(vm, a[0], &build::translate_bytes(&s, table.as_ref(), &delete)))
}
fn maketrans(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (arg(vm, a[0])?, arg(vm, a[1])?);
    if x.len() != y.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut t: Vec<u8> = (0..=255).collect();
    x.iter().zip(y.iter()).for_each(|(&f, &to)| t[f as usize] = to);
    Ok(vm.new_bytes(&t))
}
fn decode(vm: &Vm, a: &[Word]) -> R {
    let name = |w: Word, what: &str, default: &str| -> R<String> {
        match w.get::<StrObj>() {
            Some(s) => Ok(s.to_string_lossy()),
            None if w.is_null() => Ok(default.to_string()),
            None => Err(vm.type_error(format!("decode() argument '{what}' must be str, not {}", vm.arg_type_name(w)))),
        }
    };
    let (enc, err) = (name(a[1], "encoding", "utf-8")?, name(a[2], "errors", "strict")?);
    if vm.is_exact(a[0], &vm.types.bytes) {
        return vm.decode_object(a[0], &enc, &err);
    }
    vm.decode(&this(vm, a[0]), &enc, &err)
}
/// `hex(sep, bytes_per_sep)` of some bytes; words `sep` and `bytes_per_sep` may be NULL.
pub fn hex_text(vm: &Vm, s: &[u8], sep: Word, per: Word) -> R {
    let per = if per.is_null() { 1 } else { vm.arg_int32(per)? as i64 };
    let sep = if sep.is_null() {
        None
    } else if let Some(t) = sep.get::<StrObj>() {
        Some(vm.text(crate::with_units!(t, |u| hex::separator(u)))?)
    } else if let Some(b) = vm.bytes_like(sep) {
        Some(vm.text(hex::separator(&b[..]))?)
    } else {
        // Its length is looked at first.
        return Err(match vm.len(sep)? {
            1 => vm.type_error("sep must be str or bytes."),
            _ => vm.value_error("sep must be length 1."),
        });
    };
    vm.check_alloc(s.len() * 3)?;
    Ok(vm.new_str(&hex::encode(s, sep, per)))
}
fn fromhex(vm: &Vm, a: &[Word]) -> R {
    let v = if let Some(s) = a[1].get::<StrObj>() {
        vm.text(crate::with_units!(s, |u| hex::fromhex(u)))?
    } else if let Some(b) = vm.bytes_like(a[1]) {
        vm.text(hex::fromhex(&b[..]))?
    } else {
        return Err(vm.type_error(format!("fromhex() argument must be str or bytes-like, not {}", vm.type_name(a[1]))));
    };
    if a[0] == vm.types.bytes.get() {
        return Ok(vm.new_bytes(&v));
    }
    if a[0] == vm.types.bytearray.get() {
        return Ok(super::bytearray_type::new(vm, v));
    }
    let b = vm.new_bytes(&v);
    vm.call(a[0], &[b])
}

macro_rules! simple {
    ($f:expr) => {
        |vm, a| Ok(make(vm, a[0], &$f(&this(vm, a[0]))))
    };
}
macro_rules! predicate {
    ($f:expr) => {
        |vm, a| Ok(Word::bool($f(&this(vm, a[0]))))
    };
}

/// Used in both types' tables.
pub const SHARED: [FnDef; 43] = [
    FnDef::new(
        "capitalize",
        "($self, /)",
        simple!(case::capitalize),
        "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased.",
    ),
    FnDef::new(
        "center",
        "($self, width, fillchar=b' ', /)",
        |vm, a| pad(vm, a, "center", build::center),
        "Return a centered string of length width.\n\nPadding is done using the specified fill character.",
    ),
    FnDef::new(
        "count",
        "($self, sub, start=None, end=None, /)",
        count,
        "Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end].",
    ),
    FnDef::new(
        "decode",
        "($self, /, encoding='utf-8', errors='strict')",
        decode,
        "Decode the bytes using the codec registered for encoding.",
    ),
    FnDef::new(
        "endswith",
        "($self, suffix, start=None, end=None, /)",
        |vm, a| affix(vm, a, "endswith", false),
        "Return True if the bytes ends with the specified suffix, False otherwise.",
    ),
    FnDef::new(
        "expandtabs",
        "($self, /, tabsize=8)",
        expandtabs,
        "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.",
    ),
    FnDef::new(
        "find",
        "($self, sub, start=None, end=None, /)",
        |vm, a| position(vm, locate(vm, a, find::find, false)?),
        "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].",
    ),
    FnDef::class(
        "fromhex",
        "($type, string, /)",
        fromhex,
        "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'.",
    ),
    FnDef::new(
        "hex",
        "($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
        |vm, a| hex_text(vm, &this(vm, a[0]), a[1], a[2]),
        "Create a string of hexadecimal numbers from a bytes object.",
    ),
    FnDef::new(
        "index",
        "($self, sub, start=None, end=None, /)",
        |vm, a| found(vm, locate(vm, a, find::find, false)?),
        "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].",
    ),
    FnDef::new(
        "isalnum",
        "($self, /)",
        predicate!(case::isalnum),
        "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise.",
    ),
    FnDef::new(
        "isalpha",
        "($self, /)",
        predicate!(case::isalpha),
        "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise.",
    ),
    FnDef::new(
        "isascii",
        "($self, /)",
        predicate!(<[u8]>::is_ascii),
        "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise.",
    ),
    FnDef::new(
        "isdigit",
        "($self, /)",
        predicate!(case::isdigit),
        "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise.",
    ),
    FnDef::new(
        "islower",
        "($self, /)",
        predicate!(case::islower),
        "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise.",
    ),
    FnDef::new(
        "isspace",
        "($self, /)",
        predicate!(case::isspace),
        "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise.",
    ),
    FnDef::new(
        "istitle",
        "($self, /)",
        predicate!(case::istitle),
        "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise.",
    ),
    FnDef::new(
        "isupper",
        "($self, /)",
        predicate!(case::isupper),
        "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise.",
    ),
    FnDef::new(
        "join",
        "($self, iterable_of_bytes, /)",
        join,
        "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each pair.\n\nThe result is returned as a new bytes object.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.",
    ),
    FnDef::new(
        "ljust",
        "($self, width, fillchar=b' ', /)",
        |vm, a| pad(vm, a, "ljust", build::ljust),
        "Return a left-justified string of length width.\n\nPadding is done using the specified fill character.",
    ),
    FnDef::new(
        "lower",
        "($self, /)",
        simple!(<[u8]>::to_ascii_lowercase),
        "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase.",
    ),
    FnDef::new(
        "lstrip",
        "($self, bytes=None, /)",
        |vm, a| strip_with(vm, a, true, false),
        "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading ASCII whitespace.",
    ),
    FnDef::static_(
        "maketrans",
        "(frm, to, /)",
        maketrans,
        "Return a translation table usable for the bytes or bytearray translate method.\n\nThe returned table will be one where each byte in frm is mapped to the byte at\nthe same position in to.\n\nThe bytes objects frm and to must be of the same length.",
    ),
    FnDef::new(
        "partition",
        "($self, sep, /)",
        |vm, a| part(vm, a, false),
        "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes. If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original bytes\nobject and two empty bytes objects.",
    ),
    FnDef::new(
        "replace",
        "($self, old, new, count=-1, /)",
        replace,
        "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.",
    ),
    FnDef::new(
        "removeprefix",
        "($self, prefix, /)",
        |vm, a| {
            let (s, x) = (this(vm, a[0]), arg(vm, a[1])?);
            Ok(match s.strip_prefix(&x[..]) {
                Some(r) if !x.is_empty() => make(vm, a[0], r),
                _ => whole(vm, a[0], &s),
            })
        },
        "Return a bytes object with the given prefix string removed if present.\n\nIf the bytes starts with the prefix string, return bytes[len(prefix):].\nOtherwise, return a copy of the original bytes.",
    ),
    FnDef::new(
        "removesuffix",
        "($self, suffix, /)",
        |vm, a| {
            let (s, x) = (this(vm, a[0]), arg(vm, a[1])?);
            Ok(match s.strip_suffix(&x[..]) {
                Some(r) if !x.is_empty() => make(vm, a[0], r),
                _ => whole(vm, a[0], &s),
            })
        },
        "Return a bytes object with the given suffix string removed if present.\n\nIf the bytes ends with the suffix string and that suffix is not empty,\nreturn bytes[:-len(prefix)].  Otherwise, return a copy of the original\nbytes.",
    ),
    FnDef::new(
        "rfind",
        "($self, sub, start=None, end=None, /)",
        |vm, a| position(vm, locate(vm, a, find::rfind, false)?),
        "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].",
    ),
    FnDef::new(
        "rindex",
        "($self, sub, start=None, end=None, /)",
        |vm, a| found(vm, locate(vm, a, find::rfind, false)?),
        "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].",
    ),
    FnDef::new(
        "rjust",
        "($self, width, fillchar=b' ', /)",
        |vm, a| pad(vm, a, "rjust", build::rjust),
        "Return a right-justified string of length width.\n\nPadding is done using the specified fill character.",
    ),
    FnDef::new(
        "rpartition",
        "($self, sep, /)",
        |vm, a| part(vm, a, true),
        "Partition the bytes into three parts using the given separator.",
    ),
    FnDef::new(
        "rsplit",
        "($self, /, sep=None, maxsplit=-1)",
        |vm, a| split_with(vm, a, true),
        "Return a list of the sections in the bytes, using sep as the delimiter.",
    ),
    FnDef::new(
        "rstrip",
        "($self, bytes=None, /)",
        |vm, a| strip_with(vm, a, false, true),
        "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII whitespace.",
    ),
    FnDef::new(
        "split",
        "($self, /, sep=None, maxsplit=-1)",
        |vm, a| split_with(vm, a, false),
        "Return a list of the sections in the bytes, using sep as the delimiter.",
    ),
    FnDef::new(
        "splitlines",
        "($self, /, keepends=False)",
        |vm, a| {
            let s = this(vm, a[0]);
            let keep = !a[1].is_null() && vm.truth(a[1])?;
            list_of(vm, a[0], &s, split::splitlines(&s, keep, split::bytes_linebreak))
        },
        "Return a list of the lines in the bytes, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.",
    ),
    FnDef::new(
        "startswith",
        "($self, prefix, start=None, end=None, /)",
        |vm, a| affix(vm, a, "startswith", true),
        "Return True if the bytes starts with the specified prefix, False otherwise.",
    ),
    FnDef::new(
        "strip",
        "($self, bytes=None, /)",
        |vm, a| strip_with(vm, a, true, true),
        "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading and trailing ASCII whitespace.",
    ),
    FnDef::new(
        "swapcase",
        "($self, /)",
        simple!(case::swapcase),
        "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa.",
    ),
    FnDef::new(
        "title",
        "($self, /)",
        simple!(case::title),
        "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase.",
    ),
    FnDef::new(
        "translate",
        "($self, table, /, delete=b'')",
        translate,
        "Return a copy with each character mapped by the given translation table.\n\n  table\n    Translation table, which must be a bytes object of length 256.\n\nAll characters occurring in the optional argument delete are removed.\nThe remaining characters are mapped through the given translation table.",
    ),
    FnDef::new(
        "upper",
        "($self, /)",
        simple!(<[u8]>::to_ascii_uppercase),
        "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase.",
    ),
    FnDef::new(
        "zfill",
        "($self, width, /)",
        zfill,
        "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is never truncated.",
    ),
    FnDef::new(
        "__sizeof__",
        "($self, /)",
        |vm, a| Ok(vm.int(33 + this(vm, a[0]).len() as i64 + if a[0].is_kind(Kind::Bytes) { 0 } else { 24 })),
        "Returns the size of the object in memory, in bytes.",
    ),
];
