//! str methods that look for text: find, count, split, replace, strip, join and their kin.

use super::layout::*;
use super::list::WordVec;
use super::str::Units;
use super::str_type::this;
use crate::heap::*;
use crate::{R, Vm};
use std::ops::Range;
use taipan_text::search::{build, find as search, split};
use taipan_text::unit::Unit;

enum What {
    First,
    Last,
    Count(usize),
}
fn run_in<U: search::Search>(h: &[U], n: Units, what: &What) -> Option<usize> {
    fn go<U: search::Search>(h: &[U], n: &[U], what: &What) -> Option<usize> {
        match what {
            What::First => search::find(h, n),
            What::Last => search::rfind(h, n),
            What::Count(most) => Some(search::count(h, n, *most)),
        }
    }
    let narrowed = match n {
        Units::U8(n) => search::narrow::<U, u8>(n),
        Units::U16(n) => search::narrow::<U, u16>(n),
        Units::U32(n) => search::narrow::<U, u32>(n),
    };
    match narrowed {
        Some(n) => go(h, &n, what),
        None if matches!(what, What::Count(_)) => Some(0),
        None => None,
    }
}
fn run(hay: &StrObj, needle: &StrObj, from: usize, to: usize, what: What) -> Option<usize> {
    match (hay.units(), needle.units()) {
        (Units::U8(h), Units::U8(n)) => match what {
            What::First => search::find(&h[from..to], n),
            What::Last => search::rfind(&h[from..to], n),
            What::Count(most) => Some(search::count(&h[from..to], n, most)),
        },
        (Units::U8(h), n) => run_in(&h[from..to], n, &what),
        (Units::U16(h), n) => run_in(&h[from..to], n, &what),
        (Units::U32(h), n) => run_in(&h[from..to], n, &what),
    }
}
/// Where `needle` occurs first in `hay[from..to]`, counted from `from`.
pub fn find(hay: &StrObj, needle: &StrObj, from: usize, to: usize) -> Option<usize> {
    run(hay, needle, from, to, What::First)
}

/// Optional start and end arguments (None, ints) on a length; `None` when nothing can be found there.
pub fn bounds(vm: &Vm, len: usize, start: Word, end: Word) -> R<Option<(usize, usize)>> {
    let one = |w: Word, default: i64| -> R<i64> {
        if w.is_null() || w.is_none() {
            return Ok(default);
        }
        if vm.class_of(w).slots.index.get().is_none() {
            return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        vm.index_clamped(w)
    };
    let (s, e) = (one(start, 0)?, one(end, i64::MAX)?);
    Ok(search::bounds(len, s, e))
}
fn sub_arg<'a>(vm: &Vm, name: &str, w: &'a Word) -> R<&'a StrObj> {
    match w.get::<StrObj>() {
        Some(s) => Ok(s),
        None => Err(vm.type_error(format!("{name}() argument 1 must be str, not {}", vm.arg_type_name(*w)))),
    }
}
fn search_in(vm: &Vm, name: &str, a: &[Word], what: What) -> R<Option<usize>> {
    let (s, x) = (this(&a[0]), sub_arg(vm, name, &a[1])?);
    let counting = matches!(what, What::Count(_));
    Ok(match bounds(vm, s.len(), a[2], a[3])? {
        Some((from, to)) => run(s, x, from, to, what).map(|i| if counting { i } else { i + from }),
        None => None,
    })
}
fn position(vm: &Vm, r: Option<usize>) -> R {
    Ok(r.map_or(Word::small(-1), |i| vm.int(i as i64)))
}
pub fn m_find(vm: &Vm, a: &[Word]) -> R {
    position(vm, search_in(vm, "find", a, What::First)?)
}
pub fn m_rfind(vm: &Vm, a: &[Word]) -> R {
    position(vm, search_in(vm, "rfind", a, What::Last)?)
}
pub fn m_index(vm: &Vm, a: &[Word]) -> R {
    match search_in(vm, "index", a, What::First)? {
        Some(i) => Ok(vm.int(i as i64)),
        None => Err(vm.value_error("substring not found")),
    }
}
pub fn m_rindex(vm: &Vm, a: &[Word]) -> R {
    match search_in(vm, "rindex", a, What::Last)? {
        Some(i) => Ok(vm.int(i as i64)),
        None => Err(vm.value_error("substring not found")),
    }
}
pub fn m_count(vm: &Vm, a: &[Word]) -> R {
    Ok(vm.int(search_in(vm, "count", a, What::Count(usize::MAX))?.unwrap_or(0) as i64))
}

fn matches_at(s: &StrObj, at: usize, x: &StrObj) -> bool {
    match (s.units(), x.units()) {
        (Units::U8(h), Units::U8(n)) => h[at..at + n.len()] == *n,
        (h, n) => (0..x.len()).all(|i| h.get(at + i) == n.get(i)),
    }
}
fn affix(vm: &Vm, a: &[Word], name: &str, front: bool) -> R {
    let s = this(&a[0]);
    let span = bounds(vm, s.len(), a[2], a[3])?;
    let test = |x: &StrObj| match span {
        Some((from, to)) if x.len() <= to - from => matches_at(s, if front { from } else { to - x.len() }, x),
        _ => false,
    };
    if let Some(x) = a[1].get::<StrObj>() {
        return Ok(Word::bool(test(x)));
    }
    let Some(t) = a[1].get::<TupleObj>() else {
        return Err(
            vm.type_error(format!("{name} first arg must be str or a tuple of str, not {}", vm.type_name(a[1])))
        );
    };
    for w in t.items() {
        let Some(x) = w.get::<StrObj>() else {
            return Err(vm.type_error(format!("tuple for {name} must only contain str, not {}", vm.type_name(*w))));
        };
        if test(x) {
            return Ok(Word::TRUE);
        }
    }
    Ok(Word::FALSE)
}
pub fn startswith(vm: &Vm, a: &[Word]) -> R {
    affix(vm, a, "startswith", true)
}
pub fn endswith(vm: &Vm, a: &[Word]) -> R {
    affix(vm, a, "endswith", false)
}
pub fn removeprefix(vm: &Vm, a: &[Word]) -> R {
    let (s, x) = (this(&a[0]), prefix_arg(vm, "removeprefix", &a[1])?);
    let cut = x.len() <= s.len() && matches_at(s, 0, x);
    Ok(vm.substring(s, if cut { x.len() } else { 0 }, s.len()))
}
pub fn removesuffix(vm: &Vm, a: &[Word]) -> R {
    let (s, x) = (this(&a[0]), prefix_arg(vm, "removesuffix", &a[1])?);
    let cut = x.len() <= s.len() && matches_at(s, s.len() - x.len(), x);
    Ok(vm.substring(s, 0, if cut { s.len() - x.len() } else { s.len() }))
}
fn prefix_arg<'a>(vm: &Vm, name: &str, w: &'a Word) -> R<&'a StrObj> {
    w.get::<StrObj>()
        .ok_or_else(|| vm.type_error(format!("{name}() argument must be str, not {}", vm.arg_type_name(*w))))
}

fn list_of(vm: &Vm, s: &StrObj, ranges: &[Range<usize>]) -> R {
    let mut v = WordVec::with_capacity(vm, ranges.len());
    for r in ranges {
        let w = vm.substring(s, r.start, r.end);
        v.push(vm, w);
    }
    Ok(v.to_list(vm))
}
/// Ranges that cutting at a separator gives.
fn cut<T>(
    s: &StrObj,
    sep: &StrObj,
    none: T,
    f8: impl FnOnce(&[u8], &[u8]) -> T,
    f16: impl FnOnce(&[u16], &[u16]) -> T,
    f32: impl FnOnce(&[u32], &[u32]) -> T,
) -> T {
    fn narrow<U: Unit>(sep: &StrObj) -> Option<Vec<U>> {
        crate::with_units!(sep, |n| search::narrow::<U, _>(n))
    }
    match (s.units(), sep.units()) {
        (Units::U8(h), Units::U8(n)) => f8(h, n),
        (Units::U8(h), _) => narrow(sep).map_or(none, |n| f8(h, &n)),
        (Units::U16(h), _) => narrow(sep).map_or(none, |n| f16(h, &n)),
        (Units::U32(h), _) => narrow(sep).map_or(none, |n| f32(h, &n)),
    }
}
fn maxsplit(vm: &Vm, w: Word) -> R<i64> {
    if w.is_null() { Ok(-1) } else { vm.index_i64(w) }
}
fn split_with(vm: &Vm, a: &[Word], right: bool) -> R {
    let s = this(&a[0]);
    let most = maxsplit(vm, a[2])?;
    if a[1].is_null() || a[1].is_none() {
        let r = crate::with_units!(s, |u| if right {
            split::rsplit_whitespace(u, most, split::str_space)
        } else {
            split::split_whitespace(u, most, split::str_space)
        });
        return list_of(vm, s, &r);
    }
    let Some(sep) = a[1].get::<StrObj>() else {
        return Err(vm.type_error(format!("must be str or None, not {}", vm.type_name(a[1]))));
    };
    #[allow(clippy::single_range_in_vec_init)]
    let whole = vec![0..s.len()];
    let r = if right {
        cut(
            s,
            sep,
            Ok(whole),
            |h, n| split::rsplit(h, n, most),
            |h, n| split::rsplit(h, n, most),
            |h, n| split::rsplit(h, n, most),
        )
    } else {
        cut(
            s,
            sep,
            Ok(whole),
            |h, n| split::split(h, n, most),
            |h, n| split::split(h, n, most),
            |h, n| split::split(h, n, most),
        )
    };
    list_of(vm, s, &vm.text(r)?)
}
pub fn m_split(vm: &Vm, a: &[Word]) -> R {
    split_with(vm, a, false)
}
pub fn m_rsplit(vm: &Vm, a: &[Word]) -> R {
    split_with(vm, a, true)
}
pub fn splitlines(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    let keep = !a[1].is_null() && vm.truth(a[1])?;
    let r = crate::with_units!(s, |u| split::splitlines(u, keep, split::str_linebreak));
    list_of(vm, s, &r)
}
fn part(vm: &Vm, a: &[Word], right: bool) -> R {
    let s = this(&a[0]);
    let Some(sep) = a[1].get::<StrObj>() else {
        return Err(vm.type_error(format!("must be str, not {}", vm.arg_type_name(a[1]))));
    };
    let r = if right {
        cut(s, sep, Ok(None), split::rpartition, split::rpartition, split::rpartition)
    } else {
        cut(s, sep, Ok(None), split::partition, split::partition, split::partition)
    };
    let (whole, empty) = (vm.substring(s, 0, s.len()), vm.empty_str());
    Ok(match vm.text(r)? {
        Some(r) => {
            let x = vm.substring(s, 0, r.start);
            let z = vm.substring(s, r.end, s.len());
            vm.new_tuple(&[x, vm.str_exact(a[1]), z])
        }
        None if right => vm.new_tuple(&[empty, empty, whole]),
        None => vm.new_tuple(&[whole, empty, empty]),
    })
}
pub fn partition(vm: &Vm, a: &[Word]) -> R {
    part(vm, a, false)
}
pub fn rpartition(vm: &Vm, a: &[Word]) -> R {
    part(vm, a, true)
}
fn strip_with(vm: &Vm, a: &[Word], name: &str, left: bool, right: bool) -> R {
    let s = this(&a[0]);
    let r = if a[1].is_null() || a[1].is_none() {
        crate::with_units!(s, |u| split::strip(u, left, right, split::str_space))
    } else {
        let Some(x) = a[1].get::<StrObj>() else {
            return Err(vm.type_error(format!("{name} arg must be None or str")));
        };
        crate::with_units!(s, |u| crate::with_units!(x, |c| split::strip_chars(u, left, right, c)))
    };
    Ok(vm.substring(s, r.start, r.end))
}
pub fn strip(vm: &Vm, a: &[Word]) -> R {
    strip_with(vm, a, "strip", true, true)
}
pub fn lstrip(vm: &Vm, a: &[Word]) -> R {
    strip_with(vm, a, "lstrip", true, false)
}
pub fn rstrip(vm: &Vm, a: &[Word]) -> R {
    strip_with(vm, a, "rstrip", false, true)
}
/// `($self, old, new, /, count=-1)`
pub fn replace(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    let arg = |i: usize| -> R<&StrObj> {
        a[i].get::<StrObj>()
            .ok_or_else(|| vm.type_error(format!("replace() argument {i} must be str, not {}", vm.arg_type_name(a[i]))))
    };
    let (old, new) = (arg(1)?, arg(2)?);
    let most = if a[3].is_null() { -1 } else { vm.index_i64(a[3])? };
    let unchanged = vm.substring(s, 0, s.len());
    if let (Units::U8(h), Units::U8(o), Units::U8(n)) = (s.units(), old.units(), new.units()) {
        return Ok(match vm.text(build::replace(h, o, n, most))? {
            Some(v) => vm.new_str_latin1(&v),
            None => unchanged,
        });
    }
    let (h, o, n) = (s.to_code_points(), old.to_code_points(), new.to_code_points());
    Ok(match vm.text(build::replace(&h, &o, &n, most))? {
        Some(v) => vm.new_str_points(&v),
        None => unchanged,
    })
}
pub fn join(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    if !a[1].is_kind(Kind::List) && !a[1].is_kind(Kind::Tuple) {
        let c = vm.class_of(a[1]);
        if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
            return Err(vm.type_error("can only join an iterable"));
        }
    }
    let v = vm.to_vec(a[1])?;
    for (i, w) in v.iter().enumerate() {
        if !w.is_kind(Kind::Str) {
            return Err(vm.type_error(format!("sequence item {i}: expected str instance, {} found", vm.type_name(*w))));
        }
    }
    if v.len() == 1 && vm.is_exact(v[0], &vm.types.str) {
        return Ok(v[0]);
    }
    vm.join_str(s, &v)
}
