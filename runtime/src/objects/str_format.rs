//! `str.format`, `str.format_map` and `str.__format__`.

use super::layout::*;
use super::str::{StrBuilder, Units};
use super::str_type::this;
use crate::heap::*;
use crate::{R, Vm};
use std::ops::Range;
use taipan_text::Unit;
use taipan_text::strformat::{self, Access, AutoNumber, Name};

struct Formatter<'a, U> {
    vm: &'a Vm,
    s: &'a [U],
    /// A tuple, or NULL for `format_map`.
    args: Word,
    /// A dict, or the mapping of `format_map`.
    kw: Word,
    auto: AutoNumber,
}
impl<U: Unit> Formatter<'_, U> {
    fn text(&self, r: Range<usize>) -> Word {
        let v: Vec<u32> = self.s[r].iter().map(|u| u.code()).collect();
        self.vm.new_str_points(&v)
    }
    fn push(&self, out: &mut StrBuilder, r: Range<usize>) {
        let part = &self.s[r];
        if size_of::<U>() == 1 {
            // Most formats are ASCII: take it as a whole.
            let b: Vec<u8> = part.iter().map(|u| u.code() as u8).collect();
            if let Ok(t) = std::str::from_utf8(&b)
                && t.is_ascii()
            {
                return out.push_str(t);
            }
        }
        part.iter().for_each(|u| out.push(u.code()))
    }
    fn field(&mut self, r: Range<usize>) -> R {
        let vm = self.vm;
        let (head, accessors) = vm.text(strformat::split_field_name(self.s, r))?;
        let head = vm.text(self.auto.resolve(head))?;
        let mut w = match head {
            Name::Index(i) => {
                let Some(t) = self.args.get::<TupleObj>() else {
                    return Err(vm.text_error(strformat::positional_in_map()));
                };
                match t.items().get(i) {
                    Some(&w) => w,
                    None => return Err(vm.text_error(strformat::index_out_of_range(i))),
                }
            }
            Name::Name(r) => {
                let key = self.text(r);
                if self.args.is_null() {
                    vm.getitem(self.kw, key)?
                } else {
                    let w = if self.kw.is_null() { Word::NULL } else { vm.dict_get(self.kw, key)? };
                    w.some().ok_or_else(|| vm.key_error(key))?
                }
            }
        };
        for a in accessors {
            w = match vm.text(a)? {
                Access::Attribute(r) => vm.getattr(w, self.text(r))?,
                Access::Item(Name::Index(i)) => vm.getitem(w, vm.int(i as i64))?,
                Access::Item(Name::Name(r)) => vm.getitem(w, self.text(r))?,
            };
        }
        Ok(w)
    }
    fn run(&mut self, range: Range<usize>, depth: u32, out: &mut StrBuilder) -> R<()> {
        let vm = self.vm;
        if depth == 0 {
            return Err(vm.text_error(strformat::too_deep()));
        }
        for m in strformat::parse_range(self.s, range) {
            let m = vm.text(m)?;
            self.push(out, m.literal);
            let Some(f) = m.field else { continue };
            let mut w = self.field(f.name)?;
            if let Some(c) = f.conversion {
                vm.text(strformat::check_conversion(c))?;
                w = match char::from_u32(c) {
                    Some('r') => vm.repr(w)?,
                    Some('a') => vm.ascii(w)?,
                    _ => vm.str(w)?,
                };
            }
            let spec = if f.spec_is_nested {
                let mut inner = StrBuilder::new();
                self.run(f.spec, depth - 1, &mut inner)?;
                inner.finish(vm)
            } else if f.spec.is_empty() {
                vm.empty_str()
            } else {
                self.text(f.spec)
            };
            let t = vm.format(w, spec)?;
            out.push_word(t);
        }
        Ok(())
    }
}
fn run(vm: &Vm, s: &StrObj, args: Word, kw: Word) -> R {
    let mut out = StrBuilder::new();
    let n = s.len();
    crate::with_units!(s, |u| {
        Formatter { vm, s: u, args, kw, auto: AutoNumber::default() }.run(0..n, 2, &mut out)?
    });
    Ok(out.finish(vm))
}
/// Text without fields is its own result, subclass or not.
fn formatted(vm: &Vm, w: Word, args: Word, kw: Word) -> R {
    let s = this(&w);
    if s.chars().all(|c| c != '{' as u32 && c != '}' as u32) { Ok(w) } else { run(vm, s, args, kw) }
}
/// `($self, /, *args, **kwargs)`
pub fn format(vm: &Vm, a: &[Word]) -> R {
    formatted(vm, a[0], a[1], a[2])
}
pub fn format_map(vm: &Vm, a: &[Word]) -> R {
    formatted(vm, a[0], Word::NULL, a[1])
}
/// `str.__format__(spec)`
pub fn dunder_format(vm: &Vm, a: &[Word]) -> R {
    let spec = super::int_methods::spec_arg(vm, &a[1])?;
    if spec.is_empty() {
        return if vm.is_exact(a[0], &vm.types.str) { Ok(a[0]) } else { vm.str(a[0]) };
    }
    let s = this(&a[0]);
    let name = vm.type_name(a[0]);
    let p = vm.text(match spec.units() {
        Units::U8(u) => taipan_text::spec::parse(u, &name, 's', '<'),
        Units::U16(u) => taipan_text::spec::parse(u, &name, 's', '<'),
        Units::U32(u) => taipan_text::spec::parse(u, &name, 's', '<'),
    })?;
    let l = vm.text(taipan_text::spec::str::layout(&p, s.len(), &name))?;
    vm.pad_str(s, &l)
}
