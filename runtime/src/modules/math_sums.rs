//! `math`: exact sums, products, norms.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// An exact running sum of floats: partial sums that do not overlap (Shewchuk, 1997).
#[derive(Default)]
pub struct ExactSum {
    parts: Vec<f64>,
    special: f64,
    infinite: f64,
}
impl ExactSum {
    /// Adds a number; false when an intermediate sum overflows.
    pub fn add(&mut self, x0: f64) -> bool {
        let mut x = x0;
        let mut n = 0;
        for i in 0..self.parts.len() {
            let mut y = self.parts[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let hi = x + y;
            let lo = y - (hi - x);
            if lo != 0.0 {
                self.parts[n] = lo;
                n += 1;
            }
            x = hi;
        }
        self.parts.truncate(n);
        if x != 0.0 {
            if !x.is_finite() {
                if x0.is_finite() {
                    return false;
                }
                if x0.is_infinite() {
                    self.infinite += x0;
                }
                self.special += x0;
                self.parts.clear();
            } else {
                self.parts.push(x);
            }
        }
        true
    }
    /// The sum, correctly rounded; None for inf - inf.
    pub fn total(&self) -> Option<f64> {
        if self.special != 0.0 {
            return if self.infinite.is_nan() { None } else { Some(self.special) };
        }
        let mut n = self.parts.len();
        if n == 0 {
            return Some(0.0);
        }
        n -= 1;
        let mut hi = self.parts[n];
        let mut lo = 0.0;
        while n > 0 {
            let x = hi;
            n -= 1;
            let y = self.parts[n];
            hi = x + y;
            lo = y - (hi - x);
            if lo != 0.0 {
                break;
            }
        }
        // Half-even across partials: the next one decides a tie.
        if n > 0 && ((lo < 0.0 && self.parts[n - 1] < 0.0) || (lo > 0.0 && self.parts[n - 1] > 0.0)) {
            let y = lo * 2.0;
            let x = hi + y;
            if y == x - hi {
                hi = x;
            }
        }
        Some(hi)
    }
}
fn fsum(vm: &Vm, a: &[Word]) -> R {
    let mut s = ExactSum::default();
    vm.for_each(a[0], &mut |w| {
        let x = vm.to_f64(w)?;
        if s.add(x) { Ok(()) } else { Err(vm.overflow_error("intermediate overflow in fsum")) }
    })?;
    match s.total() {
        Some(v) => Ok(vm.float(v)),
        None => Err(vm.value_error("-inf + inf in fsum")),
    }
}
fn prod(vm: &Vm, a: &[Word]) -> R {
    let mut acc = if a[1].is_null() { Word::small(1) } else { a[1] };
    let it = vm.iter(a[0])?;
    while let Some(w) = vm.next(it)? {
        acc = vm.binary_op(BinOp::Mul, acc, w)?;
    }
    Ok(acc)
}
fn sumprod(vm: &Vm, a: &[Word]) -> R {
    let (p, q) = (vm.to_vec(a[0])?, vm.to_vec(a[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    let number = |w: &Word| float_type::value(*w).is_some() || w.is_small();
    let floats = p.iter().chain(q.iter()).all(number)
        && p.iter().zip(q.iter()).any(|(x, y)| float_type::value(*x).is_some() || float_type::value(*y).is_some());
    if floats {
        let mut s = ExactSum::default();
        let mut plain = 0.0;
        let mut fine = true;
        for (x, y) in p.iter().zip(q.iter()) {
            let (x, y) = (vm.to_f64(*x)?, vm.to_f64(*y)?);
            let hi = x * y;
            plain += hi;
            let lo = x.mul_add(y, -hi);
            fine &= hi.is_finite() && s.add(hi) && s.add(lo);
        }
        return Ok(vm.float(if fine { s.total().unwrap_or(plain) } else { plain }));
    }
    let mut acc = Word::small(0);
    for i in 0..p.len() {
        let t = vm.binary_op(BinOp::Mul, p[i], q[i])?;
        acc = vm.binary_op(BinOp::Add, acc, t)?;
    }
    Ok(acc)
}
/// The Euclidean norm, within a unit of the last place or so: squares summed in double length, the root corrected.
pub fn norm(v: &[f64]) -> f64 {
    if v.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if v.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let max = v.iter().fold(0.0f64, |m, x| m.max(x.abs()));
    if max == 0.0 || v.len() == 1 {
        return max;
    }
    let (_, e) = super::math::split_float(max);
    if e < -1022 {
        // Subnormal: scale up first.
        let up: Vec<f64> = v.iter().map(|x| x / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * norm(&up);
    }
    let scale = f64::from_bits(((1023 - e.clamp(-1022, 1022)) as u64) << 52);
    // Sum, lost low parts of the products, lost low parts of the sums.
    let add = |(sum, f1, f2): (f64, f64, f64), x: f64, y: f64| {
        let hi = x * y;
        let s = sum + hi;
        (s, f1 + x.mul_add(y, -hi), f2 + (hi - (s - sum)))
    };
    let acc = v.iter().fold((1.0, 0.0, 0.0), |acc, x| add(acc, x * scale, x * scale));
    let h = (acc.0 - 1.0 + (acc.1 + acc.2)).sqrt();
    let (sum, f1, f2) = add(acc, -h, h);
    let x = sum - 1.0 + (f1 + f2);
    (h + x / (2.0 * h)) / scale
}
fn hypot(vm: &Vm, a: &[Word]) -> R {
    let mut v = vec![];
    if let Some(t) = a[0].get::<TupleObj>() {
        for w in t.items() {
            v.push(vm.to_f64(*w)?);
        }
    }
    Ok(vm.float(norm(&v)))
}
fn dist(vm: &Vm, a: &[Word]) -> R {
    let (p, q) = (vm.to_tuple(a[0])?, vm.to_tuple(a[1])?);
    let (Some(p), Some(q)) = (p.get::<TupleObj>(), q.get::<TupleObj>()) else { return Ok(Word::NONE) };
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut v = vec![];
    for (x, y) in p.items().iter().zip(q.items()) {
        v.push(vm.to_f64(*x)? - vm.to_f64(*y)?);
    }
    Ok(vm.float(norm(&v)))
}

pub const FUNCTIONS: [FnDef; 5] = [
    FnDef::new(
        "fsum",
        "(seq, /)",
        fsum,
        "Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point arithmetic.",
    ),
    FnDef::new(
        "prod",
        "(iterable, /, *, start=1)",
        prod,
        "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types.",
    ),
    FnDef::new(
        "sumprod",
        "(p, q, /)",
        sumprod,
        "Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    sum(map(operator.mul, p, q, strict=True))\n\nFor float and mixed int/float inputs, the intermediate products\nand sums are computed with extended precision.",
    ),
    FnDef::new(
        "hypot",
        "(*coordinates)",
        hypot,
        "Multidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))",
    ),
    FnDef::new(
        "dist",
        "(p, q, /)",
        dist,
        "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.",
    ),
];
