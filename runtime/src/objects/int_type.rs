//! The int type: operators and construction. Its methods are in `int_methods.rs`.

use super::int::*;
use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use num_bigint::BigInt;
use std::cmp::Ordering;
use taipan_text::int::{arith, small, text};

/// An operation on two ints: `s` on machine words and `w` on 128 bits (None: not possible there), `g` on any.
#[inline(always)]
fn both(
    vm: &Vm,
    a: Word,
    b: Word,
    s: impl FnOnce(i64, i64) -> taipan_text::Result<Option<i128>>,
    w: impl FnOnce(i128, i128) -> Option<i128>,
    g: impl FnOnce(&BigInt, &BigInt) -> taipan_text::Result<BigInt>,
) -> R {
    let (Some(x), Some(y)) = (view(&a), view(&b)) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    if let (Int::Small(x), Int::Small(y)) = (x, y)
        && let Some(v) = vm.text(s(x, y))?
    {
        return Ok(vm.int_i128(v));
    }
    if let (Some(x), Some(y)) = (wide(x), wide(y))
        && let Some(v) = w(x, y)
    {
        return Ok(vm.int_i128(v));
    }
    let v = vm.text(g(&big(x), &big(y)))?;
    Ok(vm.new_int(v))
}

fn bits(x: Int) -> u64 {
    match x {
        Int::Small(v) => (64 - v.unsigned_abs().leading_zeros()) as u64,
        Int::Wide(v) => (128 - v.unsigned_abs().leading_zeros()) as u64,
        Int::Big(v) => v.bits(),
    }
}
/// `+`, `-` and `*` without a big copy of the smaller operand.
macro_rules! ring {
    ($name:ident, $op:tt, $checked:ident, $bits:expr) => {
        fn $name(vm: &Vm, a: Word, b: Word) -> R {
            let (Some(x), Some(y)) = (view(&a), view(&b)) else {
                return Ok(Word::NOT_IMPLEMENTED);
            };
            if let (Int::Small(x), Int::Small(y)) = (x, y) {
                return Ok(vm.int_i128(x as i128 $op y as i128));
            }
            if let (Some(x), Some(y)) = (wide(x), wide(y))
                && let Some(v) = x.$checked(y)
            {
                return Ok(vm.int_i128(v));
            }
            Ok(match (x, y) {
                (Int::Big(x), Int::Small(y)) => vm.new_int(x $op y),
                (Int::Small(x), Int::Big(y)) => vm.new_int(x $op y),
                (Int::Big(x), Int::Big(y)) => {
                    let bits: fn(u64, u64) -> u64 = $bits;
                    vm.check_alloc((bits(x.bits(), y.bits()) / 8) as usize)?;
                    vm.new_int(x $op y)
                }
                (x, y) => vm.new_int(&*big(x) $op &*big(y)),
            })
        }
    };
}
ring!(add, +, checked_add, u64::max);
ring!(sub, -, checked_sub, u64::max);
ring!(mul, *, checked_mul, |m, n| m + n);
/// Floored quotient and remainder.
fn wide_divmod(x: i128, y: i128) -> Option<(i128, i128)> {
    let (q, r) = (x.checked_div(y)?, x.checked_rem(y)?);
    Some(if r != 0 && (r < 0) != (y < 0) { (q - 1, r + y) } else { (q, r) })
}
fn floordiv(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| small::floor_div(x, y).map(Some), |x, y| Some(wide_divmod(x, y)?.0), arith::floor_div)
}
fn modulo(vm: &Vm, a: Word, b: Word) -> R {
    both(
        vm,
        a,
        b,
        |x, y| small::modulo(x, y).map(|v| Some(v as i128)),
        |x, y| Some(wide_divmod(x, y)?.1),
        arith::modulo,
    )
}
fn divmod(vm: &Vm, a: Word, b: Word) -> R {
    let (Some(x), Some(y)) = (view(&a), view(&b)) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    if let (Int::Small(x), Int::Small(y)) = (x, y) {
        let (q, r) = vm.text(small::divmod(x, y))?;
        return Ok(vm.new_tuple(&[vm.int_i128(q), vm.int(r)]));
    }
    if let (Some(x), Some(y)) = (wide(x), wide(y))
        && let Some((q, r)) = wide_divmod(x, y)
    {
        let q = vm.int_i128(q);
        return Ok(vm.new_tuple(&[q, vm.int_i128(r)]));
    }
    let (q, r) = vm.text(arith::divmod(&big(x), &big(y)))?;
    let q = vm.new_int(q);
    Ok(vm.new_tuple(&[q, vm.new_int(r)]))
}
fn truediv(vm: &Vm, a: Word, b: Word) -> R {
    let (Some(x), Some(y)) = (view(&a), view(&b)) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let v = match (x, y) {
        (Int::Small(x), Int::Small(y)) => small::true_div(x, y),
        _ => taipan_text::float::convert::true_divide(&big(x), &big(y)),
    };
    Ok(vm.float(vm.text(v)?))
}
fn lshift(vm: &Vm, a: Word, b: Word) -> R {
    if let (Some(x), Some(Int::Small(n @ 0..))) = (view(&a), view(&b))
        && !matches!(x, Int::Small(0))
    {
        vm.check_alloc((bits(x).saturating_add(n as u64) / 8) as usize)?;
    }
    both(vm, a, b, small::shl, wide_shl, arith::shl)
}
/// `None` when bits would be lost, or for a negative count.
fn wide_shl(x: i128, n: i128) -> Option<i128> {
    let n = u32::try_from(n).ok().filter(|&n| n < 127)?;
    Some(x << n).filter(|v| v >> n == x)
}
fn rshift(vm: &Vm, a: Word, b: Word) -> R {
    both(
        vm,
        a,
        b,
        |x, y| small::shr(x, y).map(|v| Some(v as i128)),
        |x, n| (n >= 0).then(|| x >> n.min(127)),
        arith::shr,
    )
}
fn and(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| Ok(Some((x & y) as i128)), |x, y| Some(x & y), |x, y| Ok(x & y))
}
fn or(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| Ok(Some((x | y) as i128)), |x, y| Some(x | y), |x, y| Ok(x | y))
}
fn xor(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| Ok(Some((x ^ y) as i128)), |x, y| Some(x ^ y), |x, y| Ok(x ^ y))
}
fn pow(vm: &Vm, a: Word, b: Word, m: Word) -> R {
    let (Some(x), Some(y)) = (view(&a), view(&b)) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    if !m.is_none() {
        let Some(z) = view(&m) else {
            if super::float_type::value(m).is_some() {
                return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
            }
            return Ok(Word::NOT_IMPLEMENTED);
        };
        if let (Int::Small(x), Int::Small(y @ 0..), Int::Small(z)) = (x, y, z) {
            return Ok(vm.int(vm.text(small::pow_mod(x, y as u64, z))?));
        }
        let v = vm.text(arith::pow_mod(&big(x), &big(y), &big(z)))?;
        return Ok(vm.new_int(v));
    }
    if y.is_negative() {
        return super::float_type::pow_f64(vm, vm.text(x.to_float())?, vm.text(y.to_float())?);
    }
    if let (Int::Small(x), Int::Small(y)) = (x, y)
        && let Some(v) = small::pow(x, y as u64)
    {
        return Ok(vm.int(v));
    }
    if let Int::Small(n) = y
        && bits(x) > 1
    {
        vm.check_alloc(((bits(x) - 1).saturating_mul(n as u64) / 8) as usize)?;
    }
    let v = vm.text(arith::pow(&big(x), &big(y)))?;
    Ok(vm.new_int(v))
}
fn neg(vm: &Vm, a: Word) -> R {
    Ok(match view(&a) {
        Some(Int::Small(v)) => vm.int_i128(-(v as i128)),
        Some(v) => match wide(v).and_then(i128::checked_neg) {
            Some(v) => vm.int_i128(v),
            None => vm.new_int(-&*big(v)),
        },
        None => Word::NOT_IMPLEMENTED,
    })
}
fn invert(vm: &Vm, a: Word) -> R {
    Ok(match view(&a) {
        Some(Int::Small(v)) => vm.int(!v),
        Some(Int::Wide(v)) => vm.int_i128(!v),
        Some(Int::Big(b)) => vm.new_int(!b),
        None => Word::NOT_IMPLEMENTED,
    })
}
fn abs(vm: &Vm, a: Word) -> R {
    if view(&a).is_some_and(Int::is_negative) { neg(vm, a) } else { Ok(vm.int_exact(a)) }
}
/// Order of two ints.
pub fn order(a: Int, b: Int) -> Ordering {
    match (a, b) {
        (Int::Small(x), Int::Small(y)) => x.cmp(&y),
        _ => match (wide(a), wide(b)) {
            (Some(x), Some(y)) => x.cmp(&y),
            _ => big(a).cmp(&big(b)),
        },
    }
}
fn compare(_: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (view(&a), view(&b)) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    Ok(Word::bool(op.holds(order(x, y))))
}
/// `repr(int)`.
pub fn repr(vm: &Vm, a: Word) -> R {
    match view(&a) {
        Some(Int::Small(v)) => {
            let mut buf = [0u8; 20];
            Ok(vm.new_str(decimal(v, &mut buf)))
        }
        Some(Int::Wide(v)) => Ok(vm.new_str(&v.to_string())),
        Some(Int::Big(b)) => {
            let s = vm.text(text::to_decimal(b, max_str_digits()))?;
            Ok(vm.new_str(&s))
        }
        None => Ok(Word::NOT_IMPLEMENTED),
    }
}
/// Decimal digits of a machine word, written from the end of `buf`.
pub fn decimal(v: i64, buf: &mut [u8; 20]) -> &str {
    let mut n = v.unsigned_abs();
    let mut i = buf.len();
    loop {
        i -= 1;
        buf[i] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    if v < 0 {
        i -= 1;
        buf[i] = b'-';
    }
    std::str::from_utf8(&buf[i..]).unwrap_or("")
}

const NEW: FnDef = FnDef::new("__new__", "($type, x=0, /, base=10)", int_new, "Create and return a new object.");

fn int_new(vm: &Vm, a: &[Word]) -> R {
    let (cls, x, base) = (a[0], a[1], a[2]);
    let plain = cls == vm.types.int.get();
    let v = if x.is_null() {
        if !base.is_null() {
            return Err(vm.type_error("int() missing string argument"));
        }
        Word::small(0)
    } else if base.is_null() {
        vm.to_int(x)?
    } else {
        let b = vm.index_clamped(base)?;
        if (b != 0 && b < 2) || b > 36 {
            return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
        }
        if let Some(s) = x.get::<StrObj>() {
            vm.parse_int(s, b)?
        } else if let (Some(s), true) = (vm.bytes_like(x), is_bytes_or_bytearray(vm, x)) {
            let v = vm.text(text::parse_bytes(&s, b, max_str_digits()))?;
            vm.new_int(v)
        } else {
            return Err(vm.type_error("int() can't convert non-string with explicit base"));
        }
    };
    if plain { Ok(v) } else { Ok(vm.int_of_class(cls, v)) }
}
fn is_bytes_or_bytearray(vm: &Vm, w: Word) -> bool {
    w.is_kind(Kind::Bytes) || vm.class_of(w).is_subtype(vm.types.bytearray.get())
}

pub static INT_SPEC: TypeSpec = TypeSpec {
    name: "int",
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  For floating-point\nnumbers, this truncates towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
    flags: TF_BASETYPE | TF_MATCH_SELF,
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(int_hash));
        s.richcompare.set(Some(compare));
        s.add.set(Some(add));
        s.sub.set(Some(sub));
        s.mul.set(Some(mul));
        s.modulo.set(Some(modulo));
        s.divmod.set(Some(divmod));
        s.pow.set(Some(pow));
        s.neg.set(Some(neg));
        s.pos.set(Some(|vm, w| Ok(vm.int_exact(w))));
        s.abs.set(Some(abs));
        s.bool.set(Some(|_, w| Ok(!matches!(view(&w), Some(Int::Small(0))))));
        s.invert.set(Some(invert));
        s.lshift.set(Some(lshift));
        s.rshift.set(Some(rshift));
        s.and.set(Some(and));
        s.xor.set(Some(xor));
        s.or.set(Some(or));
        s.int.set(Some(|vm, w| Ok(vm.int_exact(w))));
        s.float.set(Some(|vm, w| match view(&w) {
            Some(v) => Ok(vm.float(vm.text(v.to_float())?)),
            None => Ok(Word::NOT_IMPLEMENTED),
        }));
        s.floordiv.set(Some(floordiv));
        s.truediv.set(Some(truediv));
        s.index.set(Some(|vm, w| Ok(vm.int_exact(w))));
    },
    methods: super::int_methods::METHODS,
    getset: super::int_methods::GETSET,
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};

// ---- bool

fn bool_repr(vm: &Vm, w: Word) -> R {
    Ok(vm.intern(if w == Word::TRUE { "True" } else { "False" }))
}
fn bool_new(vm: &Vm, a: &[Word]) -> R {
    if a[1].is_null() {
        return Ok(Word::FALSE);
    }
    Ok(Word::bool(vm.truth(a[1])?))
}
macro_rules! bool_op {
    ($name:ident, $op:tt, $int:ident) => {
        fn $name(vm: &Vm, a: Word, b: Word) -> R {
            if a.is_bool() && b.is_bool() {
                return Ok(Word::bool((a == Word::TRUE) $op (b == Word::TRUE)));
            }
            $int(vm, a, b)
        }
    };
}
bool_op!(bool_and, &, and);
bool_op!(bool_or, |, or);
bool_op!(bool_xor, ^, xor);

const BOOL_NEW: FnDef = FnDef::new("__new__", "($type, object=False, /)", bool_new, "Create and return a new object.");
pub static BOOL_SPEC: TypeSpec = TypeSpec {
    name: "bool",
    doc: "Returns True when the argument is true, False otherwise.\n\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    flags: TF_MATCH_SELF,
    base: Some(|vm| vm.types.int.get()),
    slots: |s| {
        s.repr.set(Some(bool_repr));
        s.and.set(Some(bool_and));
        s.or.set(Some(bool_or));
        s.xor.set(Some(bool_xor));
        s.invert.set(Some(|vm, w| {
            vm.deprecated("Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.")?;
            invert(vm, w)
        }));
    },
    new: Some(&BOOL_NEW),
    ..TypeSpec::DEFAULT
};
