//! The `math` module: functions of one or two floats. Integers and sums are in `math_ints.rs` and `math_sums.rs`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::float::format::repr;

unsafe extern "C" {
    safe fn erf(x: f64) -> f64;
    safe fn erfc(x: f64) -> f64;
    safe fn nextafter(x: f64, y: f64) -> f64;
    safe fn remainder(x: f64, y: f64) -> f64;
    safe fn fma(x: f64, y: f64, z: f64) -> f64;
    safe fn ldexp(x: f64, e: i32) -> f64;
    safe fn log1p(x: f64) -> f64;
    safe fn acosh(x: f64) -> f64;
    safe fn asinh(x: f64) -> f64;
    safe fn atanh(x: f64) -> f64;
}

fn domain(vm: &Vm) -> crate::Exc {
    vm.value_error("math domain error")
}
fn range(vm: &Vm) -> crate::Exc {
    vm.overflow_error("math range error")
}
/// A function of one float: nan out of a number is a domain error (told by `text`), infinity out of a finite one a
/// range error if it can overflow, else a domain error.
fn one(vm: &Vm, a: &[Word], f: impl FnOnce(f64) -> f64, overflows: bool, text: &str) -> R {
    let x = vm.to_f64(a[0])?;
    let r = f(x);
    if (r.is_nan() && !x.is_nan()) || (r.is_infinite() && x.is_finite() && !overflows) {
        return Err(if text.is_empty() {
            domain(vm)
        } else {
            vm.value_error(format!("expected {text}, got {}", repr(x)))
        });
    }
    if r.is_infinite() && x.is_finite() {
        return Err(range(vm));
    }
    Ok(vm.float(r))
}
fn two(vm: &Vm, a: &[Word], f: impl FnOnce(f64, f64) -> f64) -> R {
    let (x, y) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?);
    let r = f(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(vm));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(range(vm));
    }
    Ok(vm.float(r))
}

fn pow(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?);
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() {
            return Err(domain(vm));
        }
        if r.is_infinite() {
            return Err(if x == 0.0 { domain(vm) } else { range(vm) });
        }
    }
    Ok(vm.float(r))
}
fn fmod(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?);
    if y.is_infinite() && x.is_finite() {
        return Ok(vm.float(x));
    }
    two(vm, a, |x, y| x % y)
}
fn m_ldexp(vm: &Vm, a: &[Word]) -> R {
    let x = vm.to_f64(a[0])?;
    if !int::is_int(a[1]) && !vm.is_instance(a[1], &vm.types.int) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let e = vm.index_clamped(a[1])?;
    if x == 0.0 || !x.is_finite() {
        return Ok(vm.float(x));
    }
    let r = ldexp(x, e.clamp(-100_000, 100_000) as i32);
    if r.is_infinite() { Err(range(vm)) } else { Ok(vm.float(r)) }
}
/// Mantissa in [0.5, 1) and exponent.
pub fn split_float(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (y, extra) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(64), -64) } else { (x, 0) };
    let e = ((y.to_bits() >> 52) & 0x7ff) as i32 - 1022;
    (f64::from_bits((y.to_bits() & !(0x7ff << 52)) | (1022 << 52)), e + extra)
}
fn frexp(vm: &Vm, a: &[Word]) -> R {
    let (m, e) = split_float(vm.to_f64(a[0])?);
    Ok(vm.new_tuple(&[vm.float(m), Word::small(e as i64)]))
}
fn modf(vm: &Vm, a: &[Word]) -> R {
    let x = vm.to_f64(a[0])?;
    let (f, i) = if x.is_infinite() {
        (0f64.copysign(x), x)
    } else if x.is_nan() {
        (x, x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    Ok(vm.new_tuple(&[vm.float(f), vm.float(i)]))
}
/// Logarithm of a float or of an int of any size.
fn log_of(vm: &Vm, w: Word, f: fn(f64) -> f64) -> R<f64> {
    let i = if float_type::value(w).is_none() && vm.class_of(w).slots.index.get().is_some() {
        vm.index(w)?
    } else {
        Word::NULL
    };
    if let Some(v) = int::view(&i) {
        let zero = matches!(v, int::Int::Small(0));
        if v.is_negative() || zero {
            return Err(vm.value_error("expected a positive input"));
        }
        if let Ok(x) = v.to_float() {
            return Ok(f(x));
        }
        // Too large for a float: m * 2**e.
        let b = int::big(v);
        let e = b.bits() - 64;
        let top: num_bigint::BigInt = &*b >> e;
        let x = int::Int::Big(&top).to_float().unwrap_or(1.0);
        return Ok(f(x) + f(2.0) * e as f64);
    }
    let x = vm.to_f64(w)?;
    if x <= 0.0 {
        return Err(vm.value_error(format!("expected a positive input, got {}", repr(x))));
    }
    Ok(f(x))
}
fn log(vm: &Vm, a: &[Word]) -> R {
    let n = log_of(vm, a[0], f64::ln)?;
    if a[1].is_null() {
        return Ok(vm.float(n));
    }
    let d = log_of(vm, a[1], f64::ln)?;
    if d == 0.0 {
        return Err(vm.zero_division("division by zero"));
    }
    Ok(vm.float(n / d))
}

// ---- gamma: Lanczos' approximation (g = 6.0246…, 13 terms)

const LANCZOS_G: f64 = 6.024680040776729583740234375;
const NUM: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const DEN: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];
fn lanczos_sum(x: f64) -> f64 {
    let (mut n, mut d) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..13).rev() {
            n = n * x + NUM[i];
            d = d * x + DEN[i];
        }
    } else {
        for i in 0..13 {
            n = n / x + NUM[i];
            d = d / x + DEN[i];
        }
    }
    n / d
}
/// sin(pi * x), exact at multiples of a half.
fn sinpi(x: f64) -> f64 {
    use std::f64::consts::PI;
    let y = x.abs() % 2.0;
    let n = (2.0 * y).round() as i32;
    let r = match n {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}
/// Gamma; `Err(true)` for a pole, `Err(false)` for overflow.
fn gamma(x: f64) -> Result<f64, bool> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { Ok(x) } else { Err(true) };
    }
    if x == 0.0 {
        return Err(true);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(true);
        }
        if x <= 23.0 {
            return Ok((1..x as i64).fold(1.0, |p, k| p * k as f64));
        }
    }
    let ax = x.abs();
    if ax < 1e-20 {
        let r = 1.0 / x;
        return if r.is_infinite() { Err(false) } else { Ok(r) };
    }
    if ax > 200.0 {
        return if x < 0.0 { Ok(0.0 / sinpi(x)) } else { Err(false) };
    }
    let y = ax + LANCZOS_G - 0.5;
    let z = if ax > LANCZOS_G - 0.5 { y - ax - (LANCZOS_G - 0.5) } else { y - (LANCZOS_G - 0.5) - ax };
    let z = z * LANCZOS_G / y;
    let mut r;
    if x < 0.0 {
        r = -std::f64::consts::PI / sinpi(ax) / ax * y.exp() / lanczos_sum(ax);
        r -= z * r;
        if ax < 140.0 {
            r /= y.powf(ax - 0.5);
        } else {
            let s = y.powf(ax / 2.0 - 0.25);
            r = r / s / s;
        }
    } else {
        r = lanczos_sum(ax) / y.exp();
        r += z * r;
        if ax < 140.0 {
            r *= y.powf(ax - 0.5);
        } else {
            let s = y.powf(ax / 2.0 - 0.25);
            r = r * s * s;
        }
    }
    if r.is_infinite() { Err(false) } else { Ok(r) }
}
fn lgamma(x: f64) -> Result<f64, bool> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(true) } else { Ok(0.0) };
    }
    let ax = x.abs();
    if ax < 1e-20 {
        return Ok(-ax.ln());
    }
    let mut r = lanczos_sum(ax).ln() - LANCZOS_G;
    r += (ax - 0.5) * ((ax + LANCZOS_G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = std::f64::consts::PI.ln() - sinpi(ax).abs().ln() - ax.ln() - r;
    }
    if r.is_infinite() { Err(false) } else { Ok(r) }
}
fn m_gamma(vm: &Vm, a: &[Word]) -> R {
    let x = vm.to_f64(a[0])?;
    match gamma(x) {
        Ok(r) => Ok(vm.float(r)),
        Err(true) => Err(vm.value_error(format!("expected a noninteger or positive integer, got {}", repr(x)))),
        Err(false) => Err(range(vm)),
    }
}
fn m_lgamma(vm: &Vm, a: &[Word]) -> R {
    let x = vm.to_f64(a[0])?;
    match lgamma(x) {
        Ok(r) => Ok(vm.float(r)),
        Err(true) => Err(vm.value_error(format!("expected a noninteger or positive integer, got {}", repr(x)))),
        Err(false) => Err(range(vm)),
    }
}

fn isclose(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?);
    let rel = if a[2].is_null() { 1e-9 } else { vm.to_f64(a[2])? };
    let abs = if a[3].is_null() { 0.0 } else { vm.to_f64(a[3])? };
    if rel < 0.0 || abs < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    let d = (x - y).abs();
    Ok(Word::bool(
        x == y || (!x.is_infinite() && !y.is_infinite() && (d <= (rel * y).abs() || d <= (rel * x).abs() || d <= abs)),
    ))
}
fn m_nextafter(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?);
    if a[2].is_null() || a[2].is_none() {
        return Ok(vm.float(nextafter(x, y)));
    }
    let n = vm.index_clamped(a[2])?;
    if n < 0 {
        return Err(vm.value_error("steps must be a non-negative integer"));
    }
    if x.is_nan() || y.is_nan() {
        return Ok(vm.float(x + y));
    }
    // Floats in their order are integers in sign-magnitude.
    let key = |v: f64| {
        let b = v.to_bits() as i64;
        (if b < 0 { -(b & i64::MAX) } else { b }) as i128
    };
    let (i, j) = (key(x), key(y));
    if n == 0 || i == j {
        return Ok(vm.float(if n == 0 { x } else { y }));
    }
    let k = (if i < j { (i + n as i128).min(j) } else { (i - n as i128).max(j) }) as i64;
    let bits = if k < 0 { (-k) as u64 | 1 << 63 } else { k as u64 };
    Ok(vm.float(if k as i128 == j { y } else { f64::from_bits(bits) }))
}
fn ulp(vm: &Vm, a: &[Word]) -> R {
    let x = vm.to_f64(a[0])?.abs();
    if !x.is_finite() {
        return Ok(vm.float(x));
    }
    let up = nextafter(x, f64::INFINITY);
    Ok(vm.float(if up.is_infinite() { x - nextafter(x, 0.0) } else { up - x }))
}
fn m_fma(vm: &Vm, a: &[Word]) -> R {
    let (x, y, z) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?, vm.to_f64(a[2])?);
    let r = fma(x, y, z);
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(vm.float(r))
}
/// `floor` and `ceil`: by the dunder method, else of a float.
fn rounded(vm: &Vm, w: Word, name: &Slot, f: fn(f64) -> f64) -> R {
    if float_type::value(w).is_none()
        && let Some(r) = vm.call_special(w, name, &[])?
    {
        return Ok(r);
    }
    let x = vm.to_f64(w)?;
    vm.to_int(vm.float(f(x)))
}
fn trunc(vm: &Vm, a: &[Word]) -> R {
    match vm.call_special(a[0], &vm.names.trunc, &[])? {
        Some(r) => Ok(r),
        None => Err(vm.type_error(format!("type {} doesn't define __trunc__ method", vm.type_name(a[0])))),
    }
}

macro_rules! f1 {
    ($name:literal, $f:expr, $over:literal, $text:literal, $doc:literal) => {
        FnDef::new($name, "(x, /)", |vm, a| one(vm, a, $f, $over, $text), $doc)
    };
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: &[
        f1!(
            "acos",
            f64::acos,
            false,
            "a number in range from -1 up to 1",
            "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."
        ),
        f1!(
            "acosh",
            |x| acosh(x),
            false,
            "argument value not less than 1",
            "Return the inverse hyperbolic cosine of x."
        ),
        f1!(
            "asin",
            f64::asin,
            false,
            "a number in range from -1 up to 1",
            "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."
        ),
        f1!("asinh", |x| asinh(x), false, "", "Return the inverse hyperbolic sine of x."),
        f1!(
            "atan",
            f64::atan,
            false,
            "",
            "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."
        ),
        FnDef::new(
            "atan2",
            "(y, x, /)",
            |vm, a| two(vm, a, f64::atan2),
            "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.",
        ),
        f1!("atanh", |x| atanh(x), false, "a number between -1 and 1", "Return the inverse hyperbolic tangent of x."),
        f1!("cbrt", f64::cbrt, false, "", "Return the cube root of x."),
        FnDef::new(
            "ceil",
            "(x, /)",
            |vm, a| rounded(vm, a[0], &vm.names.ceil, f64::ceil),
            "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x.",
        ),
        FnDef::new(
            "copysign",
            "(x, y, /)",
            |vm, a| Ok(vm.float(vm.to_f64(a[0])?.copysign(vm.to_f64(a[1])?))),
            "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n",
        ),
        f1!("cos", f64::cos, false, "a finite input", "Return the cosine of x (measured in radians)."),
        f1!("cosh", f64::cosh, true, "", "Return the hyperbolic cosine of x."),
        FnDef::new(
            "degrees",
            "(x, /)",
            |vm, a| Ok(vm.float(vm.to_f64(a[0])? * (180.0 / std::f64::consts::PI))),
            "Convert angle x from radians to degrees.",
        ),
        f1!("erf", |x| erf(x), false, "", "Error function at x."),
        f1!("erfc", |x| erfc(x), false, "", "Complementary error function at x."),
        f1!("exp", f64::exp, true, "", "Return e raised to the power of x."),
        f1!("exp2", f64::exp2, true, "", "Return 2 raised to the power of x."),
        f1!(
            "expm1",
            f64::exp_m1,
            true,
            "",
            "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x."
        ),
        f1!("fabs", f64::abs, false, "", "Return the absolute value of the float x."),
        FnDef::new(
            "floor",
            "(x, /)",
            |vm, a| rounded(vm, a[0], &vm.names.floor, f64::floor),
            "Return the floor of x as an Integral.\n\nThis is the largest integer <= x.",
        ),
        FnDef::new(
            "fma",
            "(x, y, z, /)",
            m_fma,
            "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round.",
        ),
        FnDef::new("fmod", "(x, y, /)", fmod, "Return fmod(x, y), according to platform C.\n\nx % y may differ."),
        FnDef::new(
            "frexp",
            "(x, /)",
            frexp,
            "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.",
        ),
        FnDef::new("gamma", "(x, /)", m_gamma, "Gamma function at x."),
        FnDef::new(
            "isclose",
            "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
            isclose,
            "Determine whether two floating-point numbers are close in value.",
        ),
        FnDef::new(
            "isfinite",
            "(x, /)",
            |vm, a| Ok(Word::bool(vm.to_f64(a[0])?.is_finite())),
            "Return True if x is neither an infinity nor a NaN, and False otherwise.",
        ),
        FnDef::new(
            "isinf",
            "(x, /)",
            |vm, a| Ok(Word::bool(vm.to_f64(a[0])?.is_infinite())),
            "Return True if x is a positive or negative infinity, and False otherwise.",
        ),
        FnDef::new(
            "isnan",
            "(x, /)",
            |vm, a| Ok(Word::bool(vm.to_f64(a[0])?.is_nan())),
            "Return True if x is a NaN (not a number), and False otherwise.",
        ),
        FnDef::new("ldexp", "(x, i, /)", m_ldexp, "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."),
        FnDef::new("lgamma", "(x, /)", m_lgamma, "Natural logarithm of absolute value of Gamma function at x."),
        FnDef::new(
            "log",
            "(x, base=<unrepresentable>, /)",
            log,
            "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x.",
        ),
        f1!(
            "log1p",
            |x| log1p(x),
            false,
            "argument value > -1",
            "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero."
        ),
        FnDef::new(
            "log10",
            "(x, /)",
            |vm, a| Ok(vm.float(log_of(vm, a[0], f64::log10)?)),
            "Return the base 10 logarithm of x.",
        ),
        FnDef::new(
            "log2",
            "(x, /)",
            |vm, a| Ok(vm.float(log_of(vm, a[0], f64::log2)?)),
            "Return the base 2 logarithm of x.",
        ),
        FnDef::new(
            "modf",
            "(x, /)",
            modf,
            "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.",
        ),
        FnDef::new(
            "nextafter",
            "(x, y, /, *, steps=None)",
            m_nextafter,
            "Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is None, it defaults to 1.",
        ),
        FnDef::new("pow", "(x, y, /)", pow, "Return x**y (x to the power of y)."),
        FnDef::new(
            "radians",
            "(x, /)",
            |vm, a| Ok(vm.float(vm.to_f64(a[0])? * (std::f64::consts::PI / 180.0))),
            "Convert angle x from degrees to radians.",
        ),
        FnDef::new(
            "remainder",
            "(x, y, /)",
            |vm, a| two(vm, a, |x, y| remainder(x, y)),
            "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact.",
        ),
        f1!("sin", f64::sin, false, "a finite input", "Return the sine of x (measured in radians)."),
        f1!("sinh", f64::sinh, true, "", "Return the hyperbolic sine of x."),
        f1!("sqrt", f64::sqrt, false, "a nonnegative input", "Return the square root of x."),
        f1!("tan", f64::tan, false, "a finite input", "Return the tangent of x (measured in radians)."),
        f1!("tanh", f64::tanh, false, "", "Return the hyperbolic tangent of x."),
        FnDef::new(
            "trunc",
            "(x, /)",
            trunc,
            "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.",
        ),
        FnDef::new("ulp", "(x, /)", ulp, "Return the value of the least significant bit of the float x."),
        super::math_ints::FUNCTIONS[0],
        super::math_ints::FUNCTIONS[1],
        super::math_ints::FUNCTIONS[2],
        super::math_ints::FUNCTIONS[3],
        super::math_ints::FUNCTIONS[4],
        super::math_ints::FUNCTIONS[5],
        super::math_sums::FUNCTIONS[0],
        super::math_sums::FUNCTIONS[1],
        super::math_sums::FUNCTIONS[2],
        super::math_sums::FUNCTIONS[3],
        super::math_sums::FUNCTIONS[4],
    ],
    init: |vm, m| {
        use std::f64::consts::*;
        for (n, v) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
            vm.module_add(m, n, vm.float(v));
        }
        Ok(())
    },
};
