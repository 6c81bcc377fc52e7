//! The `cmath` module.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::complex::{self, Complex};

fn word(vm: &Vm, z: Complex) -> R {
    Ok(vm.new_complex(z.real, z.imag))
}
fn finite(z: Complex) -> bool {
    z.real.is_finite() && z.imag.is_finite()
}
/// A function of one complex number: what leaves the finite numbers is a range error.
fn one(vm: &Vm, a: &[Word], f: fn(Complex) -> Complex) -> R {
    let z = vm.to_complex(a[0])?;
    let r = f(z);
    if finite(z) && (r.real.is_infinite() || r.imag.is_infinite()) {
        return Err(vm.overflow_error("math range error"));
    }
    if finite(z) && (r.real.is_nan() || r.imag.is_nan()) {
        return Err(vm.value_error("math domain error"));
    }
    word(vm, r)
}
fn c(re: f64, im: f64) -> Complex {
    Complex::new(re, im)
}
/// i * z
fn times_i(z: Complex) -> Complex {
    c(-z.imag, z.real)
}
/// -i * z
fn over_i(z: Complex) -> Complex {
    c(z.imag, -z.real)
}
fn sqrt(z: Complex) -> Complex {
    if z.real == 0.0 && z.imag == 0.0 {
        return c(0.0, z.imag);
    }
    if z.imag.is_infinite() {
        return c(f64::INFINITY, z.imag);
    }
    // Halved so that the sum of the parts does not overflow; tiny ones are scaled up.
    let (ax, ay) = (z.real.abs() / 8.0, z.imag.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        let (bx, by) = (z.real.abs() * 2f64.powi(54), ay * 2f64.powi(54));
        (bx + bx.hypot(by)).sqrt() * 2f64.powi(-27) * std::f64::consts::FRAC_1_SQRT_2
    } else {
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let d = ay / (2.0 * s);
    if z.real >= 0.0 { c(s, d.copysign(z.imag)) } else { c(d, s.copysign(z.imag)) }
}
fn ln(z: Complex) -> Complex {
    let (ax, ay) = (z.real.abs(), z.imag.abs());
    let h = ax.hypot(ay);
    let re = if h.is_infinite() && ax.is_finite() && ay.is_finite() {
        (ax / 2.0).hypot(ay / 2.0).ln() + std::f64::consts::LN_2
    } else if h < f64::MIN_POSITIVE {
        (ax * 2f64.powi(53)).hypot(ay * 2f64.powi(53)).ln() - 53.0 * std::f64::consts::LN_2
    } else if (0.71..=1.73).contains(&h) {
        let (m, n) = (ax.max(ay), ax.min(ay));
        ((m - 1.0) * (m + 1.0) + n * n).ln_1p() / 2.0
    } else {
        h.ln()
    };
    c(re, z.imag.atan2(z.real))
}
fn exp(z: Complex) -> Complex {
    if z.imag == 0.0 {
        return c(z.real.exp(), z.imag);
    }
    if z.real > 708.0 {
        let e = (z.real - 1.0).exp();
        return c(e * z.imag.cos() * std::f64::consts::E, e * z.imag.sin() * std::f64::consts::E);
    }
    let e = z.real.exp();
    c(e * z.imag.cos(), e * z.imag.sin())
}
fn sinh(z: Complex) -> Complex {
    c(z.imag.cos() * z.real.sinh(), z.imag.sin() * z.real.cosh())
}
fn cosh(z: Complex) -> Complex {
    c(z.imag.cos() * z.real.cosh(), z.imag.sin() * z.real.sinh())
}
fn tanh(z: Complex) -> Complex {
    if z.real.abs() > 350.0 {
        return c(1f64.copysign(z.real), 4.0 * z.imag.sin() * z.imag.cos() * (-2.0 * z.real.abs()).exp());
    }
    let (tx, ty) = (z.real.tanh(), z.imag.tan());
    let cx = 1.0 / z.real.cosh();
    let t = tx * ty;
    let d = 1.0 + t * t;
    c(tx * (1.0 + ty * ty) / d, ty / d * cx * cx)
}
fn asinh(z: Complex) -> Complex {
    let s1 = sqrt(c(1.0 + z.imag, -z.real));
    let s2 = sqrt(c(1.0 - z.imag, z.real));
    c((s1.real * s2.imag - s2.real * s1.imag).asinh(), z.imag.atan2(s1.real * s2.real - s1.imag * s2.imag))
}
fn acosh(z: Complex) -> Complex {
    let s1 = sqrt(c(z.real - 1.0, z.imag));
    let s2 = sqrt(c(z.real + 1.0, z.imag));
    c((s1.real * s2.real + s1.imag * s2.imag).asinh(), 2.0 * s1.imag.atan2(s2.real))
}
fn acos(z: Complex) -> Complex {
    let s1 = sqrt(c(1.0 - z.real, -z.imag));
    let s2 = sqrt(c(1.0 + z.real, z.imag));
    c(2.0 * s1.real.atan2(s2.real), (s2.real * s1.imag - s2.imag * s1.real).asinh())
}
fn atanh(z: Complex) -> Complex {
    if z.real < 0.0 || (z.real == 0.0 && z.real.is_sign_negative()) {
        let r = atanh(c(-z.real, -z.imag));
        return c(-r.real, -r.imag);
    }
    let ay = z.imag.abs();
    if z.real == 1.0 && ay == 0.0 {
        return c(f64::INFINITY, z.imag);
    }
    let d = (1.0 - z.real) * (1.0 - z.real) + ay * ay;
    let im = -(-2.0 * z.imag).atan2((1.0 - z.real) * (1.0 + z.real) - ay * ay) / 2.0;
    c((4.0 * z.real / d).ln_1p() / 4.0, im)
}
fn log(vm: &Vm, a: &[Word]) -> R {
    let part = |w: Word| -> R<Complex> {
        let z = vm.to_complex(w)?;
        if z.real == 0.0 && z.imag == 0.0 {
            return Err(vm.value_error("math domain error"));
        }
        Ok(ln(z))
    };
    let x = part(a[0])?;
    if a[1].is_null() {
        return word(vm, x);
    }
    word(vm, vm.text(complex::div(x, part(a[1])?))?)
}
fn isclose(vm: &Vm, a: &[Word]) -> R {
    let (x, y) = (vm.to_complex(a[0])?, vm.to_complex(a[1])?);
    let rel = if a[2].is_null() { 1e-9 } else { vm.to_f64(a[2])? };
    let abs = if a[3].is_null() { 0.0 } else { vm.to_f64(a[3])? };
    if rel < 0.0 || abs < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if x == y {
        return Ok(Word::TRUE);
    }
    let inf = |z: Complex| z.real.is_infinite() || z.imag.is_infinite();
    if inf(x) || inf(y) {
        return Ok(Word::FALSE);
    }
    let d = (x.real - y.real).hypot(x.imag - y.imag);
    let m = x.real.hypot(x.imag).max(y.real.hypot(y.imag));
    Ok(Word::bool(d <= rel * m || d <= abs))
}
macro_rules! f1 {
    ($name:literal, $f:expr, $doc:literal) => {
        FnDef::new($name, "(z, /)", |vm, a| one(vm, a, $f), $doc)
    };
}
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    functions: &[
        f1!("acos", acos, "Return the arc cosine of z."),
        f1!("acosh", acosh, "Return the inverse hyperbolic cosine of z."),
        f1!("asin", |z| over_i(asinh(times_i(z))), "Return the arc sine of z."),
        f1!("asinh", asinh, "Return the inverse hyperbolic sine of z."),
        f1!("atan", |z| over_i(atanh(times_i(z))), "Return the arc tangent of z."),
        f1!("atanh", atanh, "Return the inverse hyperbolic tangent of z."),
        f1!("cos", |z| cosh(times_i(z)), "Return the cosine of z."),
        f1!("cosh", cosh, "Return the hyperbolic cosine of z."),
        f1!("exp", exp, "Return the exponential value e**z."),
        f1!("sin", |z| over_i(sinh(times_i(z))), "Return the sine of z."),
        f1!("sinh", sinh, "Return the hyperbolic sine of z."),
        f1!("sqrt", sqrt, "Return the square root of z."),
        f1!("tan", |z| over_i(tanh(times_i(z))), "Return the tangent of z."),
        f1!("tanh", tanh, "Return the hyperbolic tangent of z."),
        FnDef::new(
            "log",
            "(z, base=<unrepresentable>, /)",
            log,
            "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of z.",
        ),
        FnDef::new(
            "log10",
            "(z, /)",
            |vm, a| {
                let z = vm.to_complex(a[0])?;
                if z.real == 0.0 && z.imag == 0.0 {
                    return Err(vm.value_error("math domain error"));
                }
                let r = ln(z);
                Ok(vm.new_complex(r.real / std::f64::consts::LN_10, r.imag / std::f64::consts::LN_10))
            },
            "Return the base-10 logarithm of z.",
        ),
        FnDef::new(
            "phase",
            "(z, /)",
            |vm, a| {
                let z = vm.to_complex(a[0])?;
                Ok(vm.float(z.imag.atan2(z.real)))
            },
            "Return argument, also known as the phase angle, of a complex.",
        ),
        FnDef::new(
            "polar",
            "(z, /)",
            |vm, a| {
                let z = vm.to_complex(a[0])?;
                Ok(vm.new_tuple(&[vm.float(vm.text(complex::abs(z))?), vm.float(z.imag.atan2(z.real))]))
            },
            "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle.",
        ),
        FnDef::new(
            "rect",
            "(r, phi, /)",
            |vm, a| {
                let (r, p) = (vm.to_f64(a[0])?, vm.to_f64(a[1])?);
                Ok(if p == 0.0 { vm.new_complex(r, r * p) } else { vm.new_complex(r * p.cos(), r * p.sin()) })
            },
            "Convert from polar coordinates to rectangular coordinates.",
        ),
        FnDef::new(
            "isclose",
            "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
            isclose,
            "Determine whether two complex numbers are close in value.",
        ),
        FnDef::new(
            "isfinite",
            "(z, /)",
            |vm, a| Ok(Word::bool(finite(vm.to_complex(a[0])?))),
            "Return True if both the real and imaginary parts of z are finite, else False.",
        ),
        FnDef::new(
            "isinf",
            "(z, /)",
            |vm, a| {
                let z = vm.to_complex(a[0])?;
                Ok(Word::bool(z.real.is_infinite() || z.imag.is_infinite()))
            },
            "Checks if the real or imaginary part of z is infinite.",
        ),
        FnDef::new(
            "isnan",
            "(z, /)",
            |vm, a| {
                let z = vm.to_complex(a[0])?;
                Ok(Word::bool(z.real.is_nan() || z.imag.is_nan()))
            },
            "Checks if the real or imaginary part of z not a number (NaN).",
        ),
    ],
    init: |vm, m| {
        use std::f64::consts::*;
        for (n, v) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
            vm.module_add(m, n, vm.float(v));
        }
        vm.module_add(m, "infj", vm.new_complex(0.0, f64::INFINITY));
        vm.module_add(m, "nanj", vm.new_complex(0.0, f64::NAN));
        Ok(())
    },
};
