//! Products, quotients, powers and the absolute value of complex numbers.

use super::Complex;
use crate::error::{Error, Result};

fn boxed(x: f64) -> f64 {
    (if x.is_infinite() { 1f64 } else { 0.0 }).copysign(x)
}

fn nan_to_zero(x: f64) -> f64 {
    if x.is_nan() { 0f64.copysign(x) } else { x }
}

/// `z * w`, where infinities are recovered from nan + nan j (C99 G.5.1).
pub fn mul(z: Complex, w: Complex) -> Complex {
    let (mut a, mut b, mut c, mut d) = (z.real, z.imag, w.real, w.imag);
    let (ac, bd, ad, bc) = (a * c, b * d, a * d, b * c);
    let r = Complex::new(ac - bd, ad + bc);
    if !(r.real.is_nan() && r.imag.is_nan()) {
        return r;
    }
    let mut again = false;
    if a.is_infinite() || b.is_infinite() {
        (a, b, c, d) = (boxed(a), boxed(b), nan_to_zero(c), nan_to_zero(d));
        again = true;
    }
    if c.is_infinite() || d.is_infinite() {
        (c, d, a, b) = (boxed(c), boxed(d), nan_to_zero(a), nan_to_zero(b));
        again = true;
    }
    if !again && [ac, bd, ad, bc].iter().any(|x| x.is_infinite()) {
        (a, b, c, d) = (nan_to_zero(a), nan_to_zero(b), nan_to_zero(c), nan_to_zero(d));
        again = true;
    }
    if again {
        return Complex::new(f64::INFINITY * (a * c - b * d), f64::INFINITY * (a * d + b * c));
    }
    r
}

fn by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a / b`; `ZeroDivisionError: division by zero`.
pub fn div(a: Complex, b: Complex) -> Result<Complex> {
    let (abs_r, abs_i) = (b.real.abs(), b.imag.abs());
    let r = if abs_r >= abs_i {
        if abs_r == 0.0 {
            return Err(by_zero());
        }
        let ratio = b.imag / b.real;
        let denom = b.real + b.imag * ratio;
        Complex::new((a.real + a.imag * ratio) / denom, (a.imag - a.real * ratio) / denom)
    } else if abs_i >= abs_r {
        let ratio = b.real / b.imag;
        let denom = b.real * ratio + b.imag;
        Complex::new((a.real * ratio + a.imag) / denom, (a.imag * ratio - a.real) / denom)
    } else {
        Complex::new(f64::NAN, f64::NAN)
    };
    if r.real.is_nan() && r.imag.is_nan() {
        if (a.real.is_infinite() || a.imag.is_infinite()) && b.real.is_finite() && b.imag.is_finite() {
            let (x, y) = (boxed(a.real), boxed(a.imag));
            return Ok(Complex::new(
                f64::INFINITY * (x * b.real + y * b.imag),
                f64::INFINITY * (y * b.real - x * b.imag),
            ));
        }
        if (abs_r.is_infinite() || abs_i.is_infinite()) && a.real.is_finite() && a.imag.is_finite() {
            let (x, y) = (boxed(b.real), boxed(b.imag));
            return Ok(Complex::new(0.0 * (a.real * x + a.imag * y), 0.0 * (a.imag * x - a.real * y)));
        }
    }
    Ok(r)
}

/// `complex / float` (or int): each part divided.
pub fn div_complex_real(a: Complex, b: f64) -> Result<Complex> {
    if b == 0.0 { Err(by_zero()) } else { Ok(Complex::new(a.real / b, a.imag / b)) }
}

/// `float / complex`
pub fn div_real_complex(a: f64, b: Complex) -> Result<Complex> {
    let (abs_r, abs_i) = (b.real.abs(), b.imag.abs());
    let r = if abs_r >= abs_i {
        if abs_r == 0.0 {
            return Err(by_zero());
        }
        let ratio = b.imag / b.real;
        let denom = b.real + b.imag * ratio;
        Complex::new(a / denom, (-a * ratio) / denom)
    } else if abs_i >= abs_r {
        let ratio = b.real / b.imag;
        let denom = b.real * ratio + b.imag;
        Complex::new((a * ratio) / denom, (-a) / denom)
    } else {
        Complex::new(f64::NAN, f64::NAN)
    };
    if r.real.is_nan() && r.imag.is_nan() && a.is_finite() && (abs_r.is_infinite() || abs_i.is_infinite()) {
        let (x, y) = (boxed(b.real), boxed(b.imag));
        return Ok(Complex::new(0.0 * (a * x), 0.0 * (-a * y)));
    }
    Ok(r)
}

fn pow_small(x: Complex, n: i32) -> Result<Complex> {
    let mut r = Complex::new(1.0, 0.0);
    let mut p = x;
    let k = n.unsigned_abs();
    let mut mask = 1u32;
    while k >= mask {
        if k & mask != 0 {
            r = mul(r, p);
        }
        mask <<= 1;
        p = mul(p, p);
    }
    if n > 0 { Ok(r) } else { div(Complex::new(1.0, 0.0), r) }
}

/// `a ** b`. Errors: `ZeroDivisionError: zero to a negative or complex power`,
/// `OverflowError: complex exponentiation`.
pub fn pow(a: Complex, b: Complex) -> Result<Complex> {
    let zero_power = || Error::zero_division("zero to a negative or complex power");
    let small = b.imag == 0.0 && b.real == b.real.floor() && b.real.abs() <= 100.0;
    let r = if small {
        pow_small(a, b.real as i32).map_err(|_| zero_power())?
    } else if b.real == 0.0 && b.imag == 0.0 {
        Complex::new(1.0, 0.0)
    } else if a.real == 0.0 && a.imag == 0.0 {
        if b.imag != 0.0 || b.real < 0.0 {
            return Err(zero_power());
        }
        Complex::new(0.0, 0.0)
    } else {
        let size = a.real.hypot(a.imag);
        let mut len = size.powf(b.real);
        let at = a.imag.atan2(a.real);
        let mut phase = at * b.real;
        if b.imag != 0.0 {
            len *= (-at * b.imag).exp();
            phase += b.imag * size.ln();
        }
        if phase.is_infinite() {
            // The C library calls sine and cosine of an infinity a domain error, which CPython reports as this one.
            return Err(zero_power());
        }
        Complex::new(len * phase.cos(), len * phase.sin())
    };
    if r.real.is_infinite() || r.imag.is_infinite() {
        return Err(Error::overflow("complex exponentiation"));
    }
    Ok(r)
}

/// `abs(z)`; `OverflowError: absolute value too large`.
pub fn abs(z: Complex) -> Result<f64> {
    let r = z.real.hypot(z.imag);
    if r.is_infinite() && z.real.is_finite() && z.imag.is_finite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(r)
}
