//! `math`: functions of integers.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::int::{combinatorics as c, small};

fn fold(vm: &Vm, a: &[Word], empty: i64, f: fn(&num_bigint::BigInt, &num_bigint::BigInt) -> num_bigint::BigInt) -> R {
    let Some(t) = a[0].get::<TupleObj>() else { return Ok(Word::small(empty)) };
    let mut acc = num_bigint::BigInt::from(empty);
    for w in t.items() {
        acc = f(&acc, &vm.index_bigint(*w)?);
    }
    Ok(vm.new_int(acc))
}
fn gcd(vm: &Vm, a: &[Word]) -> R {
    if let Some(t) = a[0].get::<TupleObj>()
        && let [x, y] = t.items()
        && Word::both_small(*x, *y)
    {
        return Ok(vm.int_u64(small::gcd(x.small_value(), y.small_value())));
    }
    fold(vm, a, 0, c::gcd)
}
fn perm(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_bigint(a[0])?;
    let r = if a[1].is_null() || a[1].is_none() {
        if n.sign() == num_bigint::Sign::Minus {
            return Err(vm.value_error("factorial() not defined for negative values"));
        }
        c::factorial(&n)
    } else {
        c::perm(&n, &vm.index_bigint(a[1])?)
    };
    Ok(vm.new_int(vm.text(r)?))
}

pub const FUNCTIONS: [FnDef; 6] = [
    FnDef::new("gcd", "(*integers)", gcd, "Greatest Common Divisor."),
    FnDef::new("lcm", "(*integers)", |vm, a| fold(vm, a, 1, c::lcm), "Least Common Multiple."),
    FnDef::new(
        "isqrt",
        "(n, /)",
        |vm, a| Ok(vm.new_int(vm.text(c::isqrt(&vm.index_bigint(a[0])?))?)),
        "Return the integer part of the square root of the input.",
    ),
    FnDef::new(
        "factorial",
        "(n, /)",
        |vm, a| Ok(vm.new_int(vm.text(c::factorial(&vm.index_bigint(a[0])?))?)),
        "Find n!.",
    ),
    FnDef::new(
        "comb",
        "(n, k, /)",
        |vm, a| Ok(vm.new_int(vm.text(c::comb(&vm.index_bigint(a[0])?, &vm.index_bigint(a[1])?))?)),
        "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.",
    ),
    FnDef::new(
        "perm",
        "(n, k=None, /)",
        perm,
        "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.",
    ),
];
