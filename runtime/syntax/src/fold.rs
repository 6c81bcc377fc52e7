//! Operators on constants. Whatever would raise, or be too big to keep, is left
//! to the run time.

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};

use crate::bytecode::{Const, nb};

const MAX_INT_BITS: u64 = 128;
const MAX_COLLECTION: usize = 256;
const MAX_STR: usize = 4096;
const MAX_TOTAL_ITEMS: i64 = 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Negative,
    Positive,
    Invert,
    Not,
}

/// The truth of a constant.
pub(crate) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(b) => *b,
        Const::Int(i) => !i.is_zero(),
        Const::Float(f) => *f != 0.0,
        Const::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Const::Str(s) => !s.is_empty(),
        Const::StrSurrogates(s) => !s.is_empty(),
        Const::Bytes(b) => !b.is_empty(),
        Const::Tuple(v) | Const::FrozenSet(v) => !v.is_empty(),
        Const::Ellipsis | Const::Slice(_) | Const::Code(_) => true,
    }
}

/// `==` of Python, as sets see it.
pub(crate) fn equal(a: &Const, b: &Const) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => match (&a, &b) {
            (Number::Int(a), Number::Int(b)) => a == b,
            _ => match (a.complex(), b.complex()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        },
        _ => match (a, b) {
            (Const::Tuple(a), Const::Tuple(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
            _ => a == b,
        },
    }
}

#[derive(Clone, Debug)]
enum Number {
    Int(BigInt),
    Float(f64),
    Complex(f64, f64),
}

impl Number {
    fn float(&self) -> Option<f64> {
        match self {
            Number::Int(i) => int_to_float(i),
            Number::Float(f) => Some(*f),
            Number::Complex(..) => None,
        }
    }

    fn complex(&self) -> Option<(f64, f64)> {
        match self {
            Number::Complex(re, im) => Some((*re, *im)),
            other => other.float().map(|f| (f, 0.0)),
        }
    }
}

/// Correctly rounded, `None` if out of range.
fn int_to_float(i: &BigInt) -> Option<f64> {
    i.to_f64().filter(|f| f.is_finite())
}

fn number(value: &Const) -> Option<Number> {
    Some(match value {
        Const::Bool(b) => Number::Int(BigInt::from(u8::from(*b))),
        Const::Int(i) => Number::Int(i.clone()),
        Const::Float(f) => Number::Float(*f),
        Const::Complex(re, im) => Number::Complex(*re, *im),
        _ => return None,
    })
}

pub(crate) fn unary(op: Unary, value: &Const) -> Option<Const> {
    if op == Unary::Not {
        return Some(Const::Bool(!truth(value)));
    }
    Some(match (op, number(value)?) {
        (Unary::Negative, Number::Int(i)) => Const::Int(-i),
        (Unary::Negative, Number::Float(f)) => Const::Float(-f),
        (Unary::Negative, Number::Complex(re, im)) => Const::Complex(-re, -im),
        (Unary::Positive, Number::Int(i)) => Const::Int(i),
        (Unary::Positive, Number::Float(f)) => Const::Float(f),
        (Unary::Positive, Number::Complex(re, im)) => Const::Complex(re, im),
        // `~True` warns, so it is left alone.
        (Unary::Invert, Number::Int(i)) if !matches!(value, Const::Bool(_)) => Const::Int(-i - 1),
        _ => return None,
    })
}

/// `BINARY_OP` on constants.
pub(crate) fn binary(op: u32, left: &Const, right: &Const) -> Option<Const> {
    if op == nb::SUBSCR {
        return subscript(left, right);
    }
    if let (Const::Bool(a), Const::Bool(b)) = (left, right) {
        match op {
            nb::AND => return Some(Const::Bool(a & b)),
            nb::OR => return Some(Const::Bool(a | b)),
            nb::XOR => return Some(Const::Bool(a ^ b)),
            _ => {}
        }
    }
    match (number(left), number(right)) {
        (Some(Number::Int(a)), Some(Number::Int(b))) => int_op(op, &a, &b),
        (Some(a), Some(b)) => match (&a, &b) {
            (Number::Complex(..), _) | (_, Number::Complex(..)) => complex_op(op, &a, &b),
            _ => float_op(op, a.float()?, b.float()?),
        },
        (None, Some(Number::Int(n))) if op == nb::MULTIPLY => repeat(left, &n),
        (Some(Number::Int(n)), None) if op == nb::MULTIPLY => repeat(right, &n),
        (None, None) if op == nb::ADD => concat(left, right),
        _ => None,
    }
}

fn int_op(op: u32, a: &BigInt, b: &BigInt) -> Option<Const> {
    let result = match op {
        nb::ADD => a + b,
        nb::SUBTRACT => a - b,
        nb::MULTIPLY => {
            if !a.is_zero() && !b.is_zero() && a.bits() + b.bits() > MAX_INT_BITS {
                return None;
            }
            a * b
        }
        nb::AND => a & b,
        nb::OR => a | b,
        nb::XOR => a ^ b,
        nb::FLOOR_DIVIDE | nb::REMAINDER => {
            if b.is_zero() {
                return None;
            }
            let (mut quotient, mut rest) = (a / b, a % b);
            if !rest.is_zero() && rest.is_negative() != b.is_negative() {
                quotient -= 1;
                rest += b;
            }
            if op == nb::FLOOR_DIVIDE { quotient } else { rest }
        }
        nb::TRUE_DIVIDE => return true_divide(a, b).map(Const::Float),
        nb::LSHIFT => {
            let shift = b.to_u64()?;
            if !a.is_zero() && (shift > MAX_INT_BITS || a.bits() > MAX_INT_BITS - shift) {
                return None;
            }
            a << shift
        }
        nb::RSHIFT => {
            if b.is_negative() {
                return None;
            }
            match b.to_u64() {
                Some(shift) => a >> shift,
                None if a.is_negative() => BigInt::from(-1),
                None => BigInt::zero(),
            }
        }
        nb::POWER => {
            if b.is_negative() {
                if a.is_zero() {
                    return None;
                }
                return float_op(op, int_to_float(a)?, int_to_float(b)?);
            }
            let exponent = b.to_u64()?;
            if !a.is_zero() && exponent > 0 && a.bits() > MAX_INT_BITS / exponent {
                return None;
            }
            a.pow(u32::try_from(exponent).ok()?)
        }
        _ => return None,
    };
    Some(Const::Int(result))
}

/// Correctly rounded quotient of two integers.
fn true_divide(a: &BigInt, b: &BigInt) -> Option<f64> {
    if b.is_zero() {
        return None;
    }
    if a.is_zero() {
        return Some(if b.is_negative() { -0.0 } else { 0.0 });
    }
    if a.bits() <= 53 && b.bits() <= 53 {
        return Some(a.to_f64()? / b.to_f64()?);
    }
    // Scale to 64 quotient bits, keep a sticky bit, and let the conversion round.
    let shift = 66 + b.bits() as i64 - a.bits() as i64;
    let (ua, ub) = (a.magnitude(), b.magnitude());
    let (mut quotient, rest) = if shift >= 0 {
        let scaled = ua << shift as u64;
        (&scaled / ub, &scaled % ub)
    } else {
        let scaled = ub << (-shift) as u64;
        (ua / &scaled, ua % &scaled)
    };
    if !rest.is_zero() {
        quotient |= num_bigint::BigUint::from(1u8);
    }
    let value = quotient.to_f64()? * 2f64.powi(i32::try_from(-shift).ok()?);
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    (value.is_finite() && value != 0.0).then_some(if negative { -value } else { value })
}

fn float_op(op: u32, a: f64, b: f64) -> Option<Const> {
    Some(Const::Float(match op {
        nb::ADD => a + b,
        nb::SUBTRACT => a - b,
        nb::MULTIPLY => a * b,
        nb::TRUE_DIVIDE if b != 0.0 => a / b,
        nb::FLOOR_DIVIDE if b != 0.0 => float_div_mod(a, b).0,
        nb::REMAINDER if b != 0.0 => float_div_mod(a, b).1,
        nb::POWER => {
            let result = if a < 0.0 && b.fract() != 0.0 {
                return None;
            } else {
                a.powf(b)
            };
            if (result.is_infinite() && a.is_finite() && b.is_finite()) || (a == 0.0 && b < 0.0) {
                return None;
            }
            result
        }
        _ => return None,
    }))
}

fn float_div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut div = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            div -= 1.0;
        }
    } else {
        rest = 0f64.copysign(b);
    }
    let floor = if div != 0.0 {
        let floor = div.floor();
        if div - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0f64.copysign(a / b)
    };
    (floor, rest)
}

fn complex_op(op: u32, a: &Number, b: &Number) -> Option<Const> {
    let a_real = if let Number::Complex(..) = a { None } else { Some(a.float()?) };
    let b_real = if let Number::Complex(..) = b { None } else { Some(b.float()?) };
    let (ar, ai) = a.complex()?;
    let (br, bi) = b.complex()?;
    let (re, im) = match op {
        // A real operand has no imaginary part, not even a zero of some sign.
        nb::POWER => complex_power((ar, ai), (br, bi))?,
        nb::ADD => match (a_real, b_real) {
            (Some(a), _) => (a + br, bi),
            (_, Some(b)) => (ar + b, ai),
            _ => (ar + br, ai + bi),
        },
        nb::SUBTRACT => match (a_real, b_real) {
            (Some(a), _) => (a - br, -bi),
            (_, Some(b)) => (ar - b, ai),
            _ => (ar - br, ai - bi),
        },
        nb::MULTIPLY => match (a_real, b_real) {
            (Some(a), _) => (a * br, a * bi),
            (_, Some(b)) => (ar * b, ai * b),
            _ => (ar * br - ai * bi, ar * bi + ai * br),
        },
        nb::TRUE_DIVIDE => match b_real {
            Some(b) if b != 0.0 => (ar / b, ai / b),
            Some(_) => return None,
            None if br == 0.0 && bi == 0.0 => return None,
            None if br.abs() >= bi.abs() => {
                let ratio = bi / br;
                let denominator = br + bi * ratio;
                ((ar + ai * ratio) / denominator, (ai - ar * ratio) / denominator)
            }
            None => {
                let ratio = br / bi;
                let denominator = br * ratio + bi;
                ((ar * ratio + ai) / denominator, (ai * ratio - ar) / denominator)
            }
        },
        _ => return None,
    };
    Some(Const::Complex(re, im))
}

fn product(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

fn quotient(a: (f64, f64), b: (f64, f64)) -> Option<(f64, f64)> {
    if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let denominator = b.0 + b.1 * ratio;
        Some(((a.0 + a.1 * ratio) / denominator, (a.1 - a.0 * ratio) / denominator))
    } else {
        let ratio = b.0 / b.1;
        let denominator = b.0 * ratio + b.1;
        Some(((a.0 * ratio + a.1) / denominator, (a.1 * ratio - a.0) / denominator))
    }
}

fn complex_power(a: (f64, f64), b: (f64, f64)) -> Option<(f64, f64)> {
    let small = b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= 100.0;
    let result = if small {
        let n = b.0.abs() as u32;
        let (mut result, mut power, mut mask) = ((1.0, 0.0), a, 1);
        while n >= mask {
            if n & mask != 0 {
                result = product(result, power);
            }
            mask <<= 1;
            power = product(power, power);
        }
        if b.0 > 0.0 { result } else { quotient((1.0, 0.0), result)? }
    } else if a == (0.0, 0.0) {
        if b.1 != 0.0 || b.0 < 0.0 {
            return None;
        }
        (0.0, 0.0)
    } else {
        let magnitude = a.0.hypot(a.1);
        let mut length = magnitude.powf(b.0);
        let angle = a.1.atan2(a.0);
        let mut phase = angle * b.0;
        if b.1 != 0.0 {
            length *= (-angle * b.1).exp();
            phase += b.1 * magnitude.ln();
        }
        (length * phase.cos(), length * phase.sin())
    };
    let finite = |c: (f64, f64)| c.0.is_finite() && c.1.is_finite();
    (finite(result) || !finite(a) || !finite(b)).then_some(result)
}

fn points(value: &Const) -> Option<Vec<u32>> {
    match value {
        Const::Str(s) => Some(s.chars().map(u32::from).collect()),
        Const::StrSurrogates(s) => Some(s.to_vec()),
        _ => None,
    }
}

fn from_points(points: Vec<u32>) -> Const {
    match points.iter().map(|p| char::from_u32(*p)).collect::<Option<String>>() {
        Some(text) => Const::Str(text.into()),
        None => Const::StrSurrogates(points.into()),
    }
}

fn concat(a: &Const, b: &Const) -> Option<Const> {
    match (a, b) {
        (Const::Bytes(a), Const::Bytes(b)) => Some(Const::Bytes([&a[..], &b[..]].concat().into())),
        (Const::Tuple(a), Const::Tuple(b)) => Some(Const::Tuple([&a[..], &b[..]].concat())),
        _ => {
            let mut joined = points(a)?;
            joined.extend(points(b)?);
            Some(from_points(joined))
        }
    }
}

/// How many items a nested tuple holds, up to a limit.
fn total_items(items: &[Const], mut limit: i64) -> i64 {
    limit -= items.len() as i64;
    for item in items {
        if limit < 0 {
            return limit;
        }
        if let Const::Tuple(inner) = item {
            limit = total_items(inner, limit);
        }
    }
    limit
}

fn repeat(value: &Const, times: &BigInt) -> Option<Const> {
    let len = match value {
        Const::Tuple(v) => v.len(),
        Const::Bytes(b) => b.len(),
        other => points(other)?.len(),
    };
    if len == 0 {
        return repeated(value, 0);
    }
    let count = times.to_usize()?;
    if let Const::Tuple(items) = value {
        if count > MAX_COLLECTION / len {
            return None;
        }
        if count > 0 && total_items(items, MAX_TOTAL_ITEMS / count as i64) < 0 {
            return None;
        }
    } else if count > MAX_STR / len {
        return None;
    }
    repeated(value, count)
}

fn repeated(value: &Const, count: usize) -> Option<Const> {
    Some(match value {
        Const::Tuple(v) => Const::Tuple(v.iter().cycle().take(v.len() * count).cloned().collect()),
        Const::Bytes(b) => Const::Bytes(b.repeat(count).into()),
        Const::Str(s) => Const::Str(s.repeat(count).into()),
        Const::StrSurrogates(s) => from_points(s.repeat(count)),
        _ => return None,
    })
}

fn subscript(value: &Const, index: &Const) -> Option<Const> {
    match index {
        Const::Int(_) | Const::Bool(_) => {
            let Number::Int(index) = number(index)? else {
                return None;
            };
            let at = |len: usize| {
                let index = index.to_i64()?;
                let index = if index < 0 { index + len as i64 } else { index };
                usize::try_from(index).ok().filter(|i| *i < len)
            };
            match value {
                Const::Tuple(v) => v.get(at(v.len())?).cloned(),
                Const::Bytes(b) => Some(Const::int(i64::from(b[at(b.len())?]))),
                other => {
                    let points = points(other)?;
                    Some(from_points(vec![points[at(points.len())?]]))
                }
            }
        }
        Const::Slice(parts) => {
            let len = match value {
                Const::Tuple(v) => v.len(),
                Const::Bytes(b) => b.len(),
                other => points(other)?.len(),
            };
            let picked = slice_indices(parts, len as i64)?;
            Some(match value {
                Const::Tuple(v) => Const::Tuple(picked.iter().map(|&i| v[i].clone()).collect()),
                Const::Bytes(b) => Const::Bytes(picked.iter().map(|&i| b[i]).collect()),
                other => {
                    let points = points(other)?;
                    from_points(picked.iter().map(|&i| points[i]).collect())
                }
            })
        }
        _ => None,
    }
}

/// The indices a slice of constants picks.
fn slice_indices(parts: &[Const; 3], len: i64) -> Option<Vec<usize>> {
    let part = |c: &Const| -> Option<Option<i64>> {
        match c {
            Const::None => Some(None),
            Const::Int(_) | Const::Bool(_) => match number(c)? {
                Number::Int(i) => {
                    Some(Some(i.to_i64().unwrap_or(if i.is_negative() { i64::MIN / 4 } else { i64::MAX / 4 })))
                }
                _ => None,
            },
            _ => None,
        }
    };
    let (start, stop, step) = (part(&parts[0])?, part(&parts[1])?, part(&parts[2])?.unwrap_or(1));
    if step == 0 {
        return None;
    }
    let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let clamp = |i: i64| {
        let i = if i < 0 { i.saturating_add(len) } else { i };
        i.clamp(low, high)
    };
    let start = start.map_or(if step < 0 { high } else { low }, clamp);
    let stop = stop.map_or(if step < 0 { low } else { high }, clamp);
    let mut picked = Vec::new();
    let mut at = start;
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        picked.push(usize::try_from(at).ok()?);
        at = at.saturating_add(step);
    }
    Some(picked)
}
