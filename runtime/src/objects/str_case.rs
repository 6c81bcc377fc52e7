//! str methods that change letters or lay text out: case, padding, translate, and the `is…` predicates.

use super::int::{self, Int};
use super::layout::*;
use super::str::Units;
use super::str_type::this;
use crate::heap::*;
use crate::{R, Vm};
use taipan_text::search::build::{self, Translation};
use taipan_text::spec::str::Layout;
use taipan_text::unicode::{case, strings};

macro_rules! case_method {
    ($name:ident, $ascii:expr) => {
        pub fn $name(vm: &Vm, a: &[Word]) -> R {
            let s = this(&a[0]);
            if let Some(t) = s.ascii() {
                let f: fn(&[u8]) -> Vec<u8> = $ascii;
                return Ok(vm.new_str_latin1(&f(t.as_bytes())));
            }
            let v = crate::with_units!(s, |u| case::$name(u));
            Ok(vm.new_str_points(&v))
        }
    };
}
case_method!(lower, |s| s.to_ascii_lowercase());
case_method!(upper, |s| s.to_ascii_uppercase());
case_method!(casefold, |s| s.to_ascii_lowercase());
case_method!(title, taipan_text::bytes_case::title);
case_method!(capitalize, taipan_text::bytes_case::capitalize);
case_method!(swapcase, taipan_text::bytes_case::swapcase);

macro_rules! predicates {
    ($($name:ident),*) => { $(
        pub fn $name(_: &Vm, a: &[Word]) -> R {
            let s = this(&a[0]);
            Ok(Word::bool(crate::with_units!(s, |u| strings::$name(u))))
        }
    )* };
}
predicates!(
    isalpha,
    isalnum,
    isdecimal,
    isdigit,
    isnumeric,
    isspace,
    isprintable,
    isascii,
    isidentifier,
    islower,
    isupper,
    istitle
);

fn pad(vm: &Vm, a: &[Word], f: fn(usize, i64, u32) -> Layout) -> R {
    let s = this(&a[0]);
    let width = vm.index_i64(a[1])?;
    let fill = if a[2].is_null() {
        ' ' as u32
    } else {
        match a[2].get::<StrObj>() {
            Some(f) if f.len() == 1 => f.at(0),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                return Err(vm.type_error(format!(
                    "The fill character must be a unicode character, not {}",
                    vm.type_name(a[2])
                )));
            }
        }
    };
    vm.pad_str(s, &f(s.len(), width, fill))
}
pub fn center(vm: &Vm, a: &[Word]) -> R {
    pad(vm, a, build::center)
}
pub fn ljust(vm: &Vm, a: &[Word]) -> R {
    pad(vm, a, build::ljust)
}
pub fn rjust(vm: &Vm, a: &[Word]) -> R {
    pad(vm, a, build::rjust)
}
/// A string of the units an algorithm made.
fn of_units<U: taipan_text::Unit>(vm: &Vm, v: &[U]) -> Word {
    if size_of::<U>() == 1 {
        let b: Vec<u8> = v.iter().map(|u| u.code() as u8).collect();
        return vm.new_str_latin1(&b);
    }
    vm.new_str_points(&v.iter().map(|u| u.code()).collect::<Vec<_>>())
}
pub fn zfill(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    let width = vm.index_i64(a[1])?;
    if width <= s.len() as i64 {
        return Ok(vm.substring(s, 0, s.len()));
    }
    vm.check_alloc(width as usize)?;
    crate::with_units!(s, |u| {
        let v = vm.text(build::zfill(u, width))?;
        Ok(of_units(vm, &v))
    })
}
pub fn expandtabs(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    let n = if a[1].is_null() { 8 } else { vm.arg_int32(a[1])? as i64 };
    let tabs = s.chars().filter(|&c| c == '\t' as u32).count();
    vm.check_alloc(s.len().saturating_add(tabs.saturating_mul(n.max(0) as usize)))?;
    crate::with_units!(s, |u| {
        let v = vm.text(build::expandtabs(u, n))?;
        Ok(of_units(vm, &v))
    })
}

fn lookup(vm: &Vm, table: Word, c: u32) -> R<Translation> {
    let r = match vm.getitem(table, Word::small(c as i64)) {
        Ok(r) => r,
        Err(e) if vm.exc_matches(e, &vm.exc.LookupError) => return Ok(Translation::Keep),
        Err(e) => return Err(e),
    };
    if r.is_none() {
        return Ok(Translation::Delete);
    }
    if let Some(s) = r.get::<StrObj>() {
        return Ok(Translation::Text(s.to_code_points()));
    }
    match int::view(&r) {
        Some(Int::Small(v)) if (0..0x11_0000).contains(&v) => Ok(Translation::Char(v as u32)),
        Some(_) => Err(vm.value_error("character mapping must be in range(0x110000)")),
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}
pub fn translate(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    let v = match s.units() {
        Units::U8(u) => build::translate(u, |c| lookup(vm, a[1], c))?,
        Units::U16(u) => build::translate(u, |c| lookup(vm, a[1], c))?,
        Units::U32(u) => build::translate(u, |c| lookup(vm, a[1], c))?,
    };
    Ok(vm.new_str_points(&v))
}
/// `(x, y=None, z=None, /)`
pub fn maketrans(vm: &Vm, a: &[Word]) -> R {
    let (x, y, z) = (a[0], a[1], a[2]);
    let d = vm.new_dict();
    if !y.is_null() {
        let arg = |w: &Word, what: &str| -> R<Vec<u32>> {
            match w.get::<StrObj>() {
                Some(s) => Ok(s.to_code_points()),
                None => Err(vm.type_error(format!("{what} must be str, not {}", vm.arg_type_name(*w)))),
            }
        };
        let to = arg(&y, "maketrans() argument 2")?;
        let without = if z.is_null() { vec![] } else { arg(&z, "maketrans() argument 3")? };
        let Some(from) = x.get::<StrObj>() else {
            return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
        };
        if from.len() != to.len() {
            return Err(vm.value_error("the first two maketrans arguments must have equal length"));
        }
        for (f, t) in from.to_code_points().iter().zip(&to) {
            vm.dict_set(d, Word::small(*f as i64), Word::small(*t as i64))?;
        }
        for c in without {
            vm.dict_set(d, Word::small(c as i64), Word::NONE)?;
        }
        return Ok(d);
    }
    let Some(m) = x.get::<DictObj>() else {
        return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    for i in 0..m.bound() {
        let Some((k, v)) = m.entry(i) else { continue };
        if let Some(s) = k.get::<StrObj>() {
            if s.len() != 1 {
                return Err(vm.value_error("string keys in translatetable must be of length 1"));
            }
            vm.dict_set(d, Word::small(s.at(0) as i64), v)?;
        } else if int::is_int(k) {
            vm.dict_set(d, k, v)?;
        } else {
            return Err(vm.type_error("keys in translate table must be strings or integers"));
        }
    }
    Ok(d)
}
