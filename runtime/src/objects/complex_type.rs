//! The complex type.

use super::int;
use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use taipan_text::complex::{self, Complex};
use taipan_text::spec::Locale;

fn z(w: Word) -> Complex {
    w.get::<ComplexObj>().map_or(Complex::new(0.0, 0.0), |c| Complex::new(c.re, c.im))
}
fn word(vm: &Vm, z: Complex) -> R {
    Ok(vm.new_complex(z.real, z.imag))
}
/// An operand: complex or real.
enum Operand {
    Complex(Complex),
    Real(f64),
}
impl Operand {
    fn value(&self) -> Complex {
        match self {
            Operand::Complex(z) => *z,
            Operand::Real(x) => Complex::new(*x, 0.0),
        }
    }
}
fn operand(vm: &Vm, w: Word) -> R<Option<Operand>> {
    if let Some(c) = w.get::<ComplexObj>() {
        return Ok(Some(Operand::Complex(Complex::new(c.re, c.im))));
    }
    if let Some(f) = super::float_type::value(w) {
        return Ok(Some(Operand::Real(f)));
    }
    match int::view(&w) {
        Some(v) => Ok(Some(Operand::Real(vm.text(v.to_float())?))),
        None => Ok(None),
    }
}
fn both(vm: &Vm, a: Word, b: Word, f: impl FnOnce(Operand, Operand) -> taipan_text::Result<Complex>) -> R {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    word(vm, vm.text(f(x, y))?)
}
fn add(vm: &Vm, a: Word, b: Word) -> R {
    use Operand::*;
    both(vm, a, b, |x, y| {
        Ok(match (x, y) {
            (Complex(x), Complex(y)) => complex::Complex::new(x.real + y.real, x.imag + y.imag),
            (Complex(x), Real(y)) | (Real(y), Complex(x)) => complex::Complex::new(x.real + y, x.imag),
            (Real(x), Real(y)) => complex::Complex::new(x + y, 0.0),
        })
    })
}
fn sub(vm: &Vm, a: Word, b: Word) -> R {
    use Operand::*;
    both(vm, a, b, |x, y| {
        Ok(match (x, y) {
            (Complex(x), Complex(y)) => complex::Complex::new(x.real - y.real, x.imag - y.imag),
            (Complex(x), Real(y)) => complex::Complex::new(x.real - y, x.imag),
            (Real(x), Complex(y)) => complex::Complex::new(x - y.real, -y.imag),
            (Real(x), Real(y)) => complex::Complex::new(x - y, 0.0),
        })
    })
}
fn mul(vm: &Vm, a: Word, b: Word) -> R {
    use Operand::*;
    both(vm, a, b, |x, y| {
        Ok(match (x, y) {
            (Complex(x), Complex(y)) => complex::mul(x, y),
            (Complex(x), Real(y)) | (Real(y), Complex(x)) => complex::Complex::new(x.real * y, x.imag * y),
            (Real(x), Real(y)) => complex::Complex::new(x * y, 0.0),
        })
    })
}
fn truediv(vm: &Vm, a: Word, b: Word) -> R {
    use Operand::*;
    both(vm, a, b, |x, y| match (x, y) {
        (Complex(x), Real(y)) => complex::div_complex_real(x, y),
        (Real(x), Complex(y)) => complex::div_real_complex(x, y),
        (x, y) => complex::div(x.value(), y.value()),
    })
}
fn pow(vm: &Vm, a: Word, b: Word, m: Word) -> R {
    let number = |w: Word| w.is_kind(Kind::Complex) || super::float_type::value(w).is_some() || int::view(&w).is_some();
    if !m.is_none() && number(a) && number(b) {
        return Err(vm.value_error("complex modulo"));
    }
    both(vm, a, b, |x, y| complex::pow(x.value(), y.value()))
}
fn compare(_: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) || !a.is_kind(Kind::Complex) {
        return Ok(Word::NOT_IMPLEMENTED);
    }
    let x = z(a);
    let same = if b.is_kind(Kind::Complex) {
        let y = z(b);
        x.real == y.real && x.imag == y.imag
    } else if let Some(y) = super::float_type::value(b) {
        x.imag == 0.0 && x.real == y
    } else {
        match int::view(&b) {
            Some(int::Int::Small(n)) => {
                x.imag == 0.0 && taipan_text::float::convert::compare_i64(x.real, n).is_some_and(|o| o.is_eq())
            }
            Some(n) => {
                x.imag == 0.0
                    && taipan_text::float::convert::compare_bigint(x.real, &int::big(n)).is_some_and(|o| o.is_eq())
            }
            None => return Ok(Word::NOT_IMPLEMENTED),
        }
    };
    Ok(Word::bool(same == (op == CmpOp::Eq)))
}
fn of_class(vm: &Vm, cls: Word, z: Complex) -> R {
    if cls == vm.types.complex.get() {
        return word(vm, z);
    }
    Ok(vm.complex_of(z.real, z.imag, vm.shape_of_type(cls), true))
}

impl Vm {
    /// `__complex__` of an object that has one.
    fn special_complex(&self, w: Word) -> R<Option<Complex>> {
        if self.is_exact(w, &self.types.complex) {
            return Ok(Some(z(w)));
        }
        match self.call_special(w, &self.names.complex, &[])? {
            None => Ok(w.get::<ComplexObj>().map(|c| Complex::new(c.re, c.im))),
            Some(r) if r.is_kind(Kind::Complex) => {
                if !self.is_exact(r, &self.types.complex) {
                    self.deprecated(&format!(
                        "__complex__ returned non-complex (type {}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.",
                        self.type_name(r)
                    ))?;
                }
                Ok(Some(z(r)))
            }
            Some(r) => Err(self.type_error(format!("__complex__ returned non-complex (type {})", self.type_name(r)))),
        }
    }
    /// A number as complex: what `cmath` takes.
    pub fn to_complex(&self, w: Word) -> R<Complex> {
        match self.special_complex(w)? {
            Some(z) => Ok(z),
            None => Ok(Complex::new(self.to_f64(w)?, 0.0)),
        }
    }
}
const NEW: FnDef = FnDef::new("__new__", "($type, real=0, imag=0)", complex_new, "Create and return a new object.");
fn complex_new(vm: &Vm, a: &[Word]) -> R {
    let (cls, r, i) = (a[0], a[1], a[2]);
    if r.is_null() && i.is_null() {
        return of_class(vm, cls, Complex::new(0.0, 0.0));
    }
    if i.is_null() {
        if cls == vm.types.complex.get() && vm.is_exact(r, &vm.types.complex) {
            return Ok(r);
        }
        if let Some(s) = r.get::<StrObj>() {
            let v = vm.text(crate::with_units!(s, |u| complex::parse(u)))?;
            return of_class(vm, cls, v);
        }
        if let Some(v) = vm.special_complex(r)? {
            return of_class(vm, cls, v);
        }
        if !real_number(vm, r) {
            return Err(
                vm.type_error(format!("complex() argument must be a string or a number, not {}", vm.type_name(r)))
            );
        }
        return of_class(vm, cls, Complex::new(vm.to_f64(r)?, 0.0));
    }
    let part = |w: Word, name: &str| -> R<Complex> {
        if w.is_null() {
            return Ok(Complex::new(0.0, 0.0));
        }
        if w.is_kind(Kind::Complex) {
            vm.deprecated(&format!("complex() argument '{name}' must be a real number, not {}", vm.type_name(w)))?;
            return Ok(z(w));
        }
        if name == "real"
            && let Some(v) = vm.special_complex(w)?
        {
            vm.deprecated(&format!("complex() argument 'real' must be a real number, not {}", vm.type_name(w)))?;
            return Ok(v);
        }
        if w.is_kind(Kind::Str) || !real_number(vm, w) {
            return Err(
                vm.type_error(format!("complex() argument '{name}' must be a real number, not {}", vm.type_name(w)))
            );
        }
        Ok(Complex::new(vm.to_f64(w)?, 0.0))
    };
    let (x, y) = (part(r, "real")?, part(i, "imag")?);
    let real = if i.is_kind(Kind::Complex) { x.real - y.imag } else { x.real };
    let imag = if r.is_kind(Kind::Complex) || x.imag != 0.0 { x.imag + y.real } else { y.real };
    of_class(vm, cls, Complex::new(real, imag))
}
fn real_number(vm: &Vm, w: Word) -> bool {
    let s = &vm.class_of(w).slots;
    s.float.get().is_some() || s.index.get().is_some()
}
fn from_number(vm: &Vm, a: &[Word]) -> R {
    if !a[1].is_kind(Kind::Complex)
        && !real_number(vm, a[1])
        && vm.lookup_special(a[1], vm.names.complex.get())?.is_none()
    {
        return Err(vm.type_error(format!("must be real number, not {}", vm.type_name(a[1]))));
    }
    let v = vm.to_complex(a[1])?;
    let w = word(vm, v)?;
    if a[0] == vm.types.complex.get() { Ok(w) } else { vm.call(a[0], &[w]) }
}
fn format(vm: &Vm, a: &[Word]) -> R {
    let s = super::int_methods::spec_arg(vm, &a[1])?;
    if s.is_empty() {
        return vm.str(a[0]);
    }
    let name = vm.short_name(a[0]);
    let t = vm.text(crate::with_units!(s, |u| taipan_text::spec::complex::format_complex_with(
        z(a[0]),
        u,
        &name,
        &Locale::default()
    )))?;
    Ok(vm.new_str(&t))
}

pub static COMPLEX_SPEC: TypeSpec = TypeSpec {
    name: "complex",
    doc: "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
    flags: TF_BASETYPE,
    slots: |s| {
        s.repr.set(Some(|vm, w| Ok(vm.new_str(&complex::repr(z(w))))));
        s.hash.set(Some(|vm, w| {
            let v = z(w);
            Ok(taipan_text::float::hash::hash_complex(v.real, v.imag, vm.identity_hash(w)))
        }));
        s.richcompare.set(Some(compare));
        s.add.set(Some(add));
        s.sub.set(Some(sub));
        s.mul.set(Some(mul));
        s.truediv.set(Some(truediv));
        s.pow.set(Some(pow));
        s.neg.set(Some(|vm, w| Ok(vm.new_complex(-z(w).real, -z(w).imag))));
        s.pos.set(Some(|vm, w| if vm.is_exact(w, &vm.types.complex) { Ok(w) } else { word(vm, z(w)) }));
        s.abs.set(Some(|vm, w| Ok(vm.float(vm.text(complex::abs(z(w)))?))));
        s.bool.set(Some(|_, w| Ok(z(w).real != 0.0 || z(w).imag != 0.0)));
    },
    methods: &[
        FnDef::new(
            "conjugate",
            "($self, /)",
            |vm, a| Ok(vm.new_complex(z(a[0]).real, -z(a[0]).imag)),
            "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.",
        ),
        FnDef::new(
            "__complex__",
            "($self, /)",
            |vm, a| if vm.is_exact(a[0], &vm.types.complex) { Ok(a[0]) } else { word(vm, z(a[0])) },
            "Convert this value to exact type complex.",
        ),
        FnDef::new(
            "__getnewargs__",
            "($self, /)",
            |vm, a| Ok(vm.new_tuple(&[vm.float(z(a[0]).real), vm.float(z(a[0]).imag)])),
            "",
        ),
        FnDef::new("__format__", "($self, format_spec, /)", format, "Convert to a string according to format_spec."),
        FnDef::class(
            "from_number",
            "($type, number, /)",
            from_number,
            "Convert number to a complex floating-point number.",
        ),
    ],
    getset: &[
        GetSet::ro("real", |vm, w| Ok(vm.float(z(w).real)), "the real part of a complex number").as_member(),
        GetSet::ro("imag", |vm, w| Ok(vm.float(z(w).imag)), "the imaginary part of a complex number").as_member(),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
