//! Complex numbers as pairs of floats: text, and arithmetic with the infinities of C99 Annex G as CPython 3.14 has it.

pub mod arith;
pub mod text;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    pub real: f64,
    pub imag: f64,
}

impl Complex {
    /// `complex(real, imag)`
    pub fn new(real: f64, imag: f64) -> Complex {
        Complex { real, imag }
    }
}

pub use arith::{abs, div, div_complex_real, div_real_complex, mul, pow};
pub use text::{parse, repr};
