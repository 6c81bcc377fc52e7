//! Float arithmetic where Python differs from the hardware: floored division, and `**` with its exceptions.

use crate::error::{Error, Result};

fn by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a / b`; `ZeroDivisionError: division by zero`.
pub fn true_divide(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 { Err(by_zero()) } else { Ok(a / b) }
}

/// `divmod(a, b)`
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64)> {
    if b == 0.0 {
        return Err(by_zero());
    }
    let mut m = a % b;
    let mut d = (a - m) / b;
    if m != 0.0 {
        if (b < 0.0) != (m < 0.0) {
            m += b;
            d -= 1.0;
        }
    } else {
        m = 0f64.copysign(b);
    }
    let floor = if d != 0.0 {
        let f = d.floor();
        if d - f > 0.5 { f + 1.0 } else { f }
    } else {
        0f64.copysign(a / b)
    };
    Ok((floor, m))
}

/// `a // b`
pub fn floor_divide(a: f64, b: f64) -> Result<f64> {
    divmod(a, b).map(|r| r.0)
}

/// `a % b`: the sign of the result is that of `b`.
pub fn modulo(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(by_zero());
    }
    let m = a % b;
    Ok(if m == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (m < 0.0) {
        m + b
    } else {
        m
    })
}

/// What `a ** b` of floats comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    Real(f64),
    /// A negative base with a fractional exponent: the caller goes on with `complex` arithmetic.
    Complex,
}

/// `a ** b`. Errors: `ZeroDivisionError: zero to a negative power`,
/// `OverflowError(34, 'Numerical result out of range')`.
pub fn pow(a: f64, b: f64) -> Result<Power> {
    let odd = (b.abs() % 2.0) == 1.0;
    let mut a = a;
    if b == 0.0 {
        return Ok(Power::Real(1.0));
    }
    if a.is_nan() {
        return Ok(Power::Real(a));
    }
    if b.is_nan() {
        return Ok(Power::Real(if a == 1.0 { 1.0 } else { b }));
    }
    if b.is_infinite() {
        let m = a.abs();
        return Ok(Power::Real(if m == 1.0 {
            1.0
        } else if (b > 0.0) == (m > 1.0) {
            f64::INFINITY
        } else {
            0.0
        }));
    }
    if a.is_infinite() {
        return Ok(Power::Real(match (b > 0.0, odd) {
            (true, true) => a,
            (true, false) => a.abs(),
            (false, true) => 0f64.copysign(a),
            (false, false) => 0.0,
        }));
    }
    if a == 0.0 {
        if b < 0.0 {
            return Err(Error::zero_division("zero to a negative power"));
        }
        return Ok(Power::Real(if odd { a } else { 0.0 }));
    }
    let mut negate = false;
    if a < 0.0 {
        if b != b.floor() {
            return Ok(Power::Complex);
        }
        a = -a;
        negate = odd;
    }
    let r = if a == 1.0 { 1.0 } else { a.powf(b) };
    if r.is_infinite() {
        return Err(Error::range());
    }
    Ok(Power::Real(if negate { -r } else { r }))
}
