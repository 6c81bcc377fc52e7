//! `str % values` and the shared part of `bytes % values`.

use super::int::{self, max_str_digits};
use super::layout::*;
use super::str::{StrBuilder, Units};
use crate::heap::*;
use crate::{R, Vm};
use taipan_text::printf::{self, Conversion, Segment, Size};

/// The values of a `%` operation, handed out one by one.
pub struct Values {
    args: Word,
    /// Items of a tuple; None when `args` is the only value.
    count: Option<usize>,
    next: usize,
    mapping: Word,
}
impl Values {
    pub fn new(vm: &Vm, args: Word) -> Values {
        let count = args.get::<TupleObj>().map(|t| t.len());
        let c = vm.class_of(args);
        let text = args.is_kind(Kind::Str) || args.is_kind(Kind::Bytes) || c.is_subtype(vm.types.bytearray.get());
        let mapping = if count.is_none() && !text && c.slots.getitem.get().is_some() { args } else { Word::NULL };
        Values { args, count, next: 0, mapping }
    }
    /// The next value.
    pub fn take(&mut self, vm: &Vm) -> R {
        let w = match (self.count, self.next) {
            (None, 0) => Some(self.args),
            (Some(n), i) if i < n => self.args.get::<TupleObj>().and_then(|t| t.items().get(i).copied()),
            _ => None,
        };
        self.next += 1;
        w.ok_or_else(|| vm.text_error(printf::not_enough()))
    }
    /// From now on the only value is the mapping's item.
    fn select(&mut self, vm: &Vm, key: Word) -> R<()> {
        self.args = vm.getitem(self.mapping, key)?;
        (self.count, self.next) = (None, 0);
        Ok(())
    }
    /// TypeError when values are left over.
    pub fn finish(&self, vm: &Vm, bytes: bool) -> R<()> {
        if self.mapping.is_null() && self.next < self.count.unwrap_or(1) {
            return Err(vm.text_error(printf::not_all_converted(bytes)));
        }
        Ok(())
    }
}

/// What a conversion comes to, before its value is looked at.
pub struct Ready {
    pub code: char,
    pub flags: printf::PrintfFlags,
    pub width: usize,
    pub precision: Option<usize>,
    pub value: Word,
}

/// Key, width, precision, code and value of a conversion. `key` makes the key's object of a range of the format.
pub fn prepare(
    vm: &Vm,
    c: &Conversion,
    vals: &mut Values,
    bytes: bool,
    key: impl FnOnce(std::ops::Range<usize>) -> Word,
) -> R<Ready> {
    if let Some(k) = &c.key {
        if vals.mapping.is_null() {
            return Err(vm.type_error("format requires a mapping"));
        }
        let r = vm.text(k.clone())?;
        vals.select(vm, key(r))?;
    }
    let mut flags = c.flags;
    let star = |vals: &mut Values, what: &str| -> R<i64> {
        let w = vals.take(vm)?;
        if !int::is_int(w) {
            return Err(vm.type_error("* wants int"));
        }
        let too_big = || {
            if what == "precision" {
                vm.overflow_error("Python int too large to convert to C int")
            } else {
                vm.overflow_error("Python int too large to convert to C ssize_t")
            }
        };
        int::to_i64(w).ok_or_else(too_big)
    };
    let width = match c.width {
        Size::None => 0,
        Size::Given(n) => n,
        Size::Star => printf::star_width(star(vals, "width")?, &mut flags),
    };
    let precision = match c.precision {
        Size::None => None,
        Size::Given(n) => Some(n),
        Size::Star => Some(printf::star_precision(star(vals, "precision")?)),
    };
    let code = vm.text(c.code.clone())?;
    let value = vals.take(vm)?;
    if !printf::is_known(code, bytes) {
        return Err(vm.text_error(printf::unsupported(code, c.index, bytes)));
    }
    if width > taipan_text::error::MOST {
        return Err(vm.memory_error());
    }
    Ok(Ready { code: char::from_u32(code).unwrap_or('s'), flags, width, precision, value })
}

/// A number's conversion as ASCII text; None for codes that are not of numbers.
pub fn number(vm: &Vm, r: &Ready) -> R<Option<String>> {
    match r.code {
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            let n = integer(vm, r)?;
            let v = int::view(&n).unwrap_or(int::Int::Small(0));
            vm.text(printf::format_integer(v, r.code, r.flags, r.width, r.precision, max_str_digits())).map(Some)
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let f = match super::float_type::value(r.value) {
                Some(f) => f,
                None => vm.to_f64(r.value)?,
            };
            vm.text(printf::format_real(f, r.code, r.flags, r.width, r.precision)).map(Some)
        }
        _ => Ok(None),
    }
}
fn integer(vm: &Vm, r: &Ready) -> R {
    let w = r.value;
    if int::is_int(w) {
        return Ok(w);
    }
    let s = &vm.class_of(w).slots;
    let hex = matches!(r.code, 'o' | 'x' | 'X');
    let number = s.int.get().is_some() || s.index.get().is_some() || s.float.get().is_some();
    let wrong = || vm.text_error(printf::number_required(r.code, &vm.type_name(w)));
    if !number {
        return Err(wrong());
    }
    match if hex { vm.index(w) } else { vm.to_int(w) } {
        Err(e) if vm.exc_matches(e, &vm.exc.TypeError) => Err(wrong()),
        v => v,
    }
}

fn push_units(out: &mut StrBuilder, u: Units, r: std::ops::Range<usize>) {
    match u {
        Units::U8(s) => match std::str::from_utf8(&s[r.clone()]) {
            Ok(t) if t.is_ascii() => out.push_str(t),
            _ => s[r].iter().for_each(|&c| out.push(c as u32)),
        },
        Units::U16(s) => s[r].iter().for_each(|&c| out.push(c as u32)),
        Units::U32(s) => s[r].iter().for_each(|&c| out.push(c)),
    }
}
/// Appends a str cut and padded.
pub fn push_text(out: &mut StrBuilder, s: &StrObj, l: &taipan_text::spec::str::Layout) {
    (0..l.left).for_each(|_| out.push(l.fill));
    push_units(out, s.units(), 0..l.take);
    (0..l.right).for_each(|_| out.push(l.fill));
}

/// `format % args`
pub fn modulo(vm: &Vm, a: Word, args: Word) -> R {
    let Some(f) = a.get::<StrObj>() else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let mut out = StrBuilder::new();
    let mut vals = Values::new(vm, args);
    crate::with_units!(f, |u| {
        for seg in printf::read_str(u) {
            match seg {
                Segment::Literal(r) => push_units(&mut out, f.units(), r),
                Segment::Conversion(c) => {
                    let r = prepare(vm, &c, &mut vals, false, |r| vm.substring(f, r.start, r.end))?;
                    convert(vm, &r, &mut out)?;
                }
            }
        }
    });
    vals.finish(vm, false)?;
    Ok(out.finish(vm))
}
fn convert(vm: &Vm, r: &Ready, out: &mut StrBuilder) -> R<()> {
    if let Some(t) = number(vm, r)? {
        out.push_str(&t);
        return Ok(());
    }
    let w = match r.code {
        'r' => vm.repr(r.value)?,
        'a' => vm.ascii(r.value)?,
        'c' => {
            let c = if let Some(s) = r.value.get::<StrObj>() {
                if s.len() != 1 {
                    return Err(vm.type_error(format!(
                        "%c requires an int or a unicode character, not a string of length {}",
                        s.len()
                    )));
                }
                s.at(0)
            } else {
                match vm.index(r.value) {
                    Ok(i) => {
                        let v = int::view(&i).unwrap_or(int::Int::Small(0));
                        vm.text(printf::char_arg(v, false))?
                    }
                    Err(e) if vm.exc_matches(e, &vm.exc.TypeError) => {
                        return Err(vm.text_error(printf::char_required(&vm.type_name(r.value), false)));
                    }
                    Err(e) => return Err(e),
                }
            };
            vm.new_char(c)
        }
        _ => vm.str(r.value)?,
    };
    if let Some(s) = w.get::<StrObj>() {
        let precision = if r.code == 'c' { None } else { r.precision };
        push_text(out, s, &printf::text_layout(s.len(), r.flags, r.width, precision));
    }
    Ok(())
}
