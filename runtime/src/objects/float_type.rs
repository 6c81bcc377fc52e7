//! The float type.

use super::int::{self, Int};
use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cmp::Ordering;
use taipan_text::float::{arith, convert, format as fmt, hash, hex, parse, round};
use taipan_text::spec::Locale;

/// The value of a float (or of an instance of a subclass).
#[inline(always)]
pub fn value(w: Word) -> Option<f64> {
    if w.is_imm_float() {
        return Some(w.imm_float_value());
    }
    w.get::<FloatObj>().map(|f| f.value)
}
/// A float operand: floats and ints; `Ok(None)` for anything else.
#[inline]
fn operand(vm: &Vm, w: Word) -> R<Option<f64>> {
    if let Some(v) = value(w) {
        return Ok(Some(v));
    }
    match int::view(&w) {
        Some(v) => Ok(Some(vm.text(v.to_float())?)),
        None => Ok(None),
    }
}
#[inline(always)]
fn both(vm: &Vm, a: Word, b: Word, f: impl FnOnce(f64, f64) -> taipan_text::Result<f64>) -> R {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    Ok(vm.float(vm.text(f(x, y))?))
}
fn add(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| Ok(x + y))
}
fn sub(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| Ok(x - y))
}
fn mul(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, |x, y| Ok(x * y))
}
fn truediv(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, arith::true_divide)
}
fn floordiv(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, arith::floor_divide)
}
fn modulo(vm: &Vm, a: Word, b: Word) -> R {
    both(vm, a, b, arith::modulo)
}
fn divmod(vm: &Vm, a: Word, b: Word) -> R {
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let (q, r) = vm.text(arith::divmod(x, y))?;
    Ok(vm.new_tuple(&[vm.float(q), vm.float(r)]))
}
/// `a ** b` of floats; complex for a negative base and a fractional exponent.
pub fn pow_f64(vm: &Vm, x: f64, y: f64) -> R {
    match vm.text(arith::pow(x, y))? {
        arith::Power::Real(v) => Ok(vm.float(v)),
        arith::Power::Complex => {
            use taipan_text::complex::{Complex, arith};
            let z = vm.text(arith::pow(Complex::new(x, 0.0), Complex::new(y, 0.0)))?;
            Ok(vm.new_complex(z.real, z.imag))
        }
    }
}
fn pow(vm: &Vm, a: Word, b: Word, m: Word) -> R {
    if !m.is_none() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let (Some(x), Some(y)) = (operand(vm, a)?, operand(vm, b)?) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    pow_f64(vm, x, y)
}
fn v(w: Word) -> f64 {
    value(w).unwrap_or(0.0)
}
fn exact(vm: &Vm, w: Word) -> Word {
    if w.is_imm_float() || vm.is_exact(w, &vm.types.float) { w } else { vm.float(v(w)) }
}
fn compare(_: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let Some(x) = value(a) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let o: Option<Ordering> = if let Some(y) = value(b) {
        x.partial_cmp(&y)
    } else {
        match int::view(&b) {
            Some(Int::Small(n)) => convert::compare_i64(x, n),
            Some(n) => convert::compare_bigint(x, &int::big(n)),
            None => return Ok(Word::NOT_IMPLEMENTED),
        }
    };
    Ok(Word::bool(match o {
        Some(o) => op.holds(o),
        None => op == CmpOp::Ne,
    }))
}
fn float_hash(vm: &Vm, w: Word) -> R<i64> {
    Ok(hash::hash_float(v(w)).unwrap_or_else(|| vm.identity_hash(w)))
}
fn repr(vm: &Vm, w: Word) -> R {
    Ok(vm.new_str(&fmt::repr(v(w))))
}
fn to_int(vm: &Vm, w: Word) -> R {
    let x = v(w);
    match convert::to_i64(x) {
        Some(i) => Ok(vm.int(i)),
        None => {
            let n = vm.text(convert::to_bigint(x))?;
            Ok(vm.new_int(n))
        }
    }
}

impl Vm {
    /// `float(x)` of a number: the value as `f64`. TypeError `must be real number, not str` otherwise.
    pub fn to_f64(&self, x: Word) -> R<f64> {
        if let Some(v) = value(x) {
            return Ok(v);
        }
        if let Some(v) = x.as_small() {
            return Ok(v as f64);
        }
        match self.float_of_number(x)? {
            Some(v) => Ok(v),
            None => Err(self.type_error(format!("must be real number, not {}", self.type_name(x)))),
        }
    }
    /// By `__float__` or `__index__`; None if there is neither.
    fn float_of_number(&self, x: Word) -> R<Option<f64>> {
        if let Some(v) = operand(self, x)?
            && !self.class_of(x).has(TF_HEAP)
        {
            return Ok(Some(v));
        }
        let s = &self.class_of(x).slots;
        if let Some(f) = s.float.get() {
            let r = f(self, x)?;
            let Some(v) = value(r) else {
                return Err(self.type_error(format!(
                    "{}.__float__ returned non-float (type {})",
                    self.type_name(x),
                    self.type_name(r)
                )));
            };
            if !r.is_imm_float() && !self.is_exact(r, &self.types.float) {
                self.deprecated(&format!(
                    "{}.__float__() must return a float, not {}.  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.",
                    self.type_name(x),
                    self.type_name(r)
                ))?;
            }
            return Ok(Some(v));
        }
        if s.index.get().is_some() {
            let i = self.index(x)?;
            return operand(self, i);
        }
        Ok(None)
    }
}

const NEW: FnDef = FnDef::new("__new__", "($type, x=0, /)", float_new, "Create and return a new object.");
fn float_new(vm: &Vm, a: &[Word]) -> R {
    let (cls, x) = (a[0], a[1]);
    let f = if x.is_null() {
        0.0
    } else if let Some(s) = x.get::<StrObj>() {
        vm.text(crate::with_units!(s, |u| parse::parse_str(u)))?
    } else if let Some(f) = vm.float_of_number(x)? {
        if cls == vm.types.float.get() && vm.is_exact(x, &vm.types.float) {
            return Ok(x);
        }
        f
    } else if let Some(b) = vm.bytes_like(x) {
        vm.text(parse::parse_bytes(&b))?
    } else {
        return Err(
            vm.type_error(format!("float() argument must be a string or a real number, not '{}'", vm.type_name(x)))
        );
    };
    of_class(vm, cls, f)
}
fn of_class(vm: &Vm, cls: Word, f: f64) -> R {
    if cls == vm.types.float.get() {
        return Ok(vm.float(f));
    }
    Ok(vm.box_float_of(f, vm.shape_of_type(cls), true))
}
fn from_number(vm: &Vm, a: &[Word]) -> R {
    let Some(f) = vm.float_of_number(a[1])? else {
        return Err(vm.type_error(format!("must be real number, not {}", vm.type_name(a[1]))));
    };
    if a[0] == vm.types.float.get() { Ok(vm.float(f)) } else { vm.call(a[0], &[vm.float(f)]) }
}
fn fromhex(vm: &Vm, a: &[Word]) -> R {
    let Some(s) = a[1].get::<StrObj>() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    let f = vm.float(vm.text(hex::fromhex(s.to_string_lossy().as_bytes()))?);
    if a[0] == vm.types.float.get() { Ok(f) } else { vm.call(a[0], &[f]) }
}
fn int_of(vm: &Vm, f: f64) -> R {
    to_int(vm, vm.float(f))
}
fn float_round(vm: &Vm, a: &[Word]) -> R {
    let x = v(a[0]);
    if a[1].is_null() || a[1].is_none() {
        let n = vm.text(round::round_to_int(x))?;
        return Ok(vm.new_int(n));
    }
    let n = vm.index_clamped(a[1])?;
    Ok(vm.float(vm.text(round::round_digits(x, n))?))
}
fn format(vm: &Vm, a: &[Word]) -> R {
    let s = super::int_methods::spec_arg(vm, &a[1])?;
    if s.is_empty() {
        return vm.str(a[0]);
    }
    let name = vm.short_name(a[0]);
    let t = vm.text(crate::with_units!(s, |u| taipan_text::spec::float::format_float_with(
        v(a[0]),
        u,
        &name,
        &Locale::default()
    )))?;
    Ok(vm.new_str(&t))
}
fn ratio(vm: &Vm, a: &[Word]) -> R {
    let (n, d) = vm.text(convert::as_integer_ratio(v(a[0])))?;
    let n = vm.new_int(n);
    Ok(vm.new_tuple(&[n, vm.new_int(d)]))
}
fn getformat(vm: &Vm, a: &[Word]) -> R {
    match vm.str_arg(&a[1], "__getformat__() argument")?.ascii() {
        Some("double" | "float") => Ok(vm.new_str("IEEE, little-endian")),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

pub static FLOAT_SPEC: TypeSpec = TypeSpec {
    name: "float",
    doc: "Convert a string or number to a floating-point number, if possible.",
    flags: TF_BASETYPE | TF_MATCH_SELF,
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(float_hash));
        s.richcompare.set(Some(compare));
        s.add.set(Some(add));
        s.sub.set(Some(sub));
        s.mul.set(Some(mul));
        s.modulo.set(Some(modulo));
        s.divmod.set(Some(divmod));
        s.pow.set(Some(pow));
        s.neg.set(Some(|vm, w| Ok(vm.float(-v(w)))));
        s.pos.set(Some(|vm, w| Ok(exact(vm, w))));
        s.abs.set(Some(|vm, w| Ok(vm.float(v(w).abs()))));
        s.bool.set(Some(|_, w| Ok(v(w) != 0.0)));
        s.int.set(Some(to_int));
        s.float.set(Some(|vm, w| Ok(exact(vm, w))));
        s.floordiv.set(Some(floordiv));
        s.truediv.set(Some(truediv));
    },
    methods: &[
        FnDef::new(
            "conjugate",
            "($self, /)",
            |vm, a| Ok(exact(vm, a[0])),
            "Return self, the complex conjugate of any float.",
        ),
        FnDef::new(
            "__trunc__",
            "($self, /)",
            |vm, a| to_int(vm, a[0]),
            "Return the Integral closest to x between 0 and x.",
        ),
        FnDef::new("__floor__", "($self, /)", |vm, a| int_of(vm, v(a[0]).floor()), "Return the floor as an Integral."),
        FnDef::new("__ceil__", "($self, /)", |vm, a| int_of(vm, v(a[0]).ceil()), "Return the ceiling as an Integral."),
        FnDef::new(
            "__round__",
            "($self, ndigits=None, /)",
            float_round,
            "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).",
        ),
        FnDef::new(
            "as_integer_ratio",
            "($self, /)",
            ratio,
            "Return a pair of integers, whose ratio is exactly equal to the original float.\n\nThe ratio is in lowest terms and has a positive denominator.  Raise\nOverflowError on infinities and a ValueError on NaNs.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> (0.0).as_integer_ratio()\n(0, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)",
        ),
        FnDef::class(
            "fromhex",
            "($type, string, /)",
            fromhex,
            "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n>>> float.fromhex('-0x1p-1074')\n-5e-324",
        ),
        FnDef::class(
            "from_number",
            "($type, number, /)",
            from_number,
            "Convert real number to a floating-point number.",
        ),
        FnDef::new(
            "hex",
            "($self, /)",
            |vm, a| Ok(vm.new_str(&hex::hex(v(a[0])))),
            "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'",
        ),
        FnDef::new(
            "is_integer",
            "($self, /)",
            |_, a| Ok(Word::bool(convert::is_integer(v(a[0])))),
            "Return True if the float is an integer.",
        ),
        FnDef::new("__getnewargs__", "($self, /)", |vm, a| Ok(vm.new_tuple(&[exact(vm, a[0])])), ""),
        FnDef::class(
            "__getformat__",
            "($type, typestr, /)",
            getformat,
            "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or 'float'.\n\nIt exists mainly to be used in Python's test suite.\n\nThis function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,\nlittle-endian' best describes the format of floating-point numbers used by the\nC type named by typestr.",
        ),
        FnDef::new("__format__", "($self, format_spec, /)", format, "Formats the float according to format_spec."),
    ],
    getset: &[
        GetSet::ro("real", |vm, w| Ok(exact(vm, w)), "the real part of a complex number"),
        GetSet::ro("imag", |vm, _| Ok(vm.float(0.0)), "the imaginary part of a complex number"),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
