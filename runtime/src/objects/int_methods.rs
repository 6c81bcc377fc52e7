//! Methods and attributes of int.

use super::int::*;
use super::layout::*;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};
use num_traits::ToPrimitive;
use taipan_text::int::{arith, bytes, small};
use taipan_text::spec::Locale;

fn exact(vm: &Vm, a: &[Word]) -> R {
    Ok(vm.int_exact(a[0]))
}
fn v(w: &Word) -> Int<'_> {
    view(w).unwrap_or(Int::Small(0))
}
fn bit_length(vm: &Vm, a: &[Word]) -> R {
    Ok(match v(&a[0]) {
        Int::Small(x) => Word::small(small::bit_length(x) as i64),
        Int::Wide(x) => Word::small((128 - x.unsigned_abs().leading_zeros()) as i64),
        Int::Big(b) => vm.int_u64(arith::bit_length(b)),
    })
}
fn bit_count(vm: &Vm, a: &[Word]) -> R {
    Ok(match v(&a[0]) {
        Int::Small(x) => Word::small(small::bit_count(x) as i64),
        Int::Wide(x) => Word::small(x.unsigned_abs().count_ones() as i64),
        Int::Big(b) => vm.int_u64(arith::bit_count(b)),
    })
}
fn byte_order(vm: &Vm, w: Word) -> R<bytes::Order> {
    if w.is_null() {
        return Ok(bytes::Order::Big);
    }
    match w.get::<StrObj>() {
        Some(s) => vm.text(bytes::Order::parse(&s.to_string_lossy())),
        None => Err(vm.type_error(format!("argument 'byteorder' must be str, not {}", vm.arg_type_name(w)))),
    }
}
/// `($self, length=1, byteorder='big', *, signed=False)`
fn to_bytes(vm: &Vm, a: &[Word]) -> R {
    let len = if a[1].is_null() { 1 } else { vm.index_i64(a[1])? };
    if let Some(s) = a[2].get::<StrObj>()
        && !matches!(s.ascii(), Some("big" | "little"))
    {
        return Err(vm.value_error("byteorder must be either 'little' or 'big'"));
    }
    let order = match a[2].get::<StrObj>() {
        None if !a[2].is_null() => {
            return Err(
                vm.type_error(format!("to_bytes() argument 'byteorder' must be str, not {}", vm.arg_type_name(a[2])))
            );
        }
        _ => byte_order(vm, a[2])?,
    };
    let signed = !a[3].is_null() && vm.truth(a[3])?;
    if len > 0 {
        vm.check_alloc(len as usize)?;
    }
    let b = vm.text(bytes::to_bytes(&big(v(&a[0])), len, order, signed))?;
    Ok(vm.new_bytes(&b))
}
/// `($type, bytes, byteorder='big', *, signed=False)`
fn from_bytes(vm: &Vm, a: &[Word]) -> R {
    let order = match a[2].get::<StrObj>() {
        None if !a[2].is_null() => {
            return Err(
                vm.type_error(format!("from_bytes() argument 'byteorder' must be str, not {}", vm.arg_type_name(a[2])))
            );
        }
        _ => byte_order(vm, a[2])?,
    };
    let signed = !a[3].is_null() && vm.truth(a[3])?;
    let b = vm.bytes_of_object(a[1])?;
    let n = vm.with_bytes(b, |b| bytes::from_bytes(b, order, signed))?;
    let w = vm.new_int(n);
    if a[0] == vm.types.int.get() { Ok(w) } else { vm.call(a[0], &[w]) }
}
fn ratio(vm: &Vm, a: &[Word]) -> R {
    Ok(vm.new_tuple(&[vm.int_exact(a[0]), Word::small(1)]))
}
fn round(vm: &Vm, a: &[Word]) -> R {
    if a[1].is_null() || a[1].is_none() {
        return exact(vm, a);
    }
    let n = vm.index_clamped(a[1])?;
    if n >= 0 {
        return exact(vm, a);
    }
    let x = big(v(&a[0]));
    // Beyond the number's own digits everything is zero.
    if n.unsigned_abs() > x.bits() / 3 + 2 {
        return Ok(Word::small(0));
    }
    Ok(vm.new_int(arith::round_tens(&x, n.unsigned_abs().to_u32().unwrap_or(u32::MAX))))
}
fn format(vm: &Vm, a: &[Word]) -> R {
    let s = spec_arg(vm, &a[1])?;
    if s.is_empty() {
        return vm.str(a[0]);
    }
    let name = vm.short_name(a[0]);
    let t = vm.text(crate::with_units!(s, |u| taipan_text::spec::int::format_int_with(
        v(&a[0]),
        u,
        &name,
        &Locale::default(),
        max_str_digits()
    )))?;
    Ok(vm.new_str(&t))
}
/// The argument of `__format__`.
pub fn spec_arg<'a>(vm: &Vm, w: &'a Word) -> R<&'a StrObj> {
    match w.get::<StrObj>() {
        Some(s) => Ok(s),
        None => Err(vm.type_error(format!("__format__() argument must be str, not {}", vm.arg_type_name(*w)))),
    }
}
fn sizeof(vm: &Vm, a: &[Word]) -> R {
    let bits = match v(&a[0]) {
        Int::Small(x) => small::bit_length(x) as u64,
        Int::Wide(x) => (128 - x.unsigned_abs().leading_zeros()) as u64,
        Int::Big(b) => b.bits(),
    };
    Ok(vm.int_u64(24 + 4 * bits.div_ceil(30).max(1)))
}

pub const METHODS: &[FnDef] = &[
    FnDef::new("conjugate", "($self, /)", exact, "Returns self, the complex conjugate of any int."),
    FnDef::new(
        "bit_length",
        "($self, /)",
        bit_length,
        "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6",
    ),
    FnDef::new(
        "bit_count",
        "($self, /)",
        bit_count,
        "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3",
    ),
    FnDef::new(
        "to_bytes",
        "($self, /, length=1, byteorder='big', *, signed=False)",
        to_bytes,
        "Return an array of bytes representing an integer.\n\n  length\n    Length of bytes object to use.  An OverflowError is raised if the\n    integer is not representable with the given number of bytes.  Default\n    is length 1.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request the native byte order of the host system, use\n    sys.byteorder as the byte order value.  Default is to use 'big'.\n  signed\n    Determines whether two's complement is used to represent the integer.\n    If signed is False and a negative integer is given, an OverflowError\n    is raised.",
    ),
    FnDef::class(
        "from_bytes",
        "($type, /, bytes, byteorder='big', *, signed=False)",
        from_bytes,
        "Return the integer represented by the given array of bytes.\n\n  bytes\n    Holds the array of bytes to convert.  The argument must either\n    support the buffer protocol or be an iterable object producing bytes.\n    Bytes and bytearray are examples of built-in objects that support the\n    buffer protocol.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request the native byte order of the host system, use\n    sys.byteorder as the byte order value.  Default is to use 'big'.\n  signed\n    Indicates whether two's complement is used to represent the integer.",
    ),
    FnDef::new(
        "as_integer_ratio",
        "($self, /)",
        ratio,
        "Return a pair of integers, whose ratio is equal to the original int.\n\nThe ratio is in lowest terms and has a positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> (0).as_integer_ratio()\n(0, 1)",
    ),
    FnDef::new(
        "is_integer",
        "($self, /)",
        |_, _| Ok(Word::TRUE),
        "Returns True. Exists for duck type compatibility with float.is_integer.",
    ),
    FnDef::new("__trunc__", "($self, /)", exact, "Truncating an Integral returns itself."),
    FnDef::new("__floor__", "($self, /)", exact, "Flooring an Integral returns itself."),
    FnDef::new("__ceil__", "($self, /)", exact, "Ceiling of an Integral returns itself."),
    FnDef::new(
        "__round__",
        "($self, ndigits=None, /)",
        round,
        "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.",
    ),
    FnDef::new("__getnewargs__", "($self, /)", |vm, a| Ok(vm.new_tuple(&[vm.int_exact(a[0])])), ""),
    FnDef::new("__format__", "($self, format_spec, /)", format, "Convert to a string according to format_spec."),
    FnDef::new("__sizeof__", "($self, /)", sizeof, "Returns size in memory, in bytes."),
];
pub const GETSET: &[GetSet] = &[
    GetSet::ro("real", |vm, w| Ok(vm.int_exact(w)), "the real part of a complex number"),
    GetSet::ro("imag", |_, _| Ok(Word::small(0)), "the imaginary part of a complex number"),
    GetSet::ro("numerator", |vm, w| Ok(vm.int_exact(w)), "the numerator of a rational number in lowest terms"),
    GetSet::ro("denominator", |_, _| Ok(Word::small(1)), "the denominator of a rational number in lowest terms"),
];
