use crate::{Case, es, outcome, run};
use num_bigint::BigInt;
use taipan_text::complex::{self, Complex};
use taipan_text::float::{self, arith, convert, hash, hex, parse, round};

/// Reads the notation of `float.hex`.
pub fn arg(c: &Case, i: usize) -> f64 {
    hex::fromhex(c.str(i).as_bytes()).unwrap()
}

/// The notation of `float.hex`; the sign of nan is not recorded.
pub fn show(v: f64) -> String {
    hex::hex(v)
}

fn big(n: BigInt) -> String {
    if n.bits() > 99 && n.magnitude() > BigInt::from(10).pow(30).magnitude() {
        format!("{n:#x}")
    } else {
        n.to_string()
    }
}

fn pair(v: (f64, f64)) -> String {
    format!("{}|{}", show(v.0), show(v.1))
}

fn cshow(z: Complex) -> String {
    format!("{},{}", show(z.real), show(z.imag))
}

#[test]
fn recorded() {
    run(include_str!("../data/float.txt"), |c| {
        let f = |i| arg(c, i);
        let z = |i| Complex::new(arg(c, i), arg(c, i + 1));
        match c.name {
            "repr" => format!("={}", float::repr(f(0))),
            "hex" => format!("={}", hex::hex(f(0))),
            "fromhex" => {
                let s: String = c.args[0].iter().map(|&c| char::from_u32(c).unwrap()).collect();
                outcome(hex::fromhex(s.as_bytes()), show)
            }
            "float" => outcome(parse::parse_str(&c.args[0]), show),
            "float_bytes" => outcome(parse::parse_bytes(&c.bytes(0)), show),
            "round" => outcome(round::round_digits(f(0), c.int(1)), show),
            "round0" => outcome(round::round_to_int(f(0)), big),
            "ratio" => outcome(convert::as_integer_ratio(f(0)), |(a, b)| format!("{}|{}", big(a), big(b))),
            "int" => outcome(convert::to_bigint(f(0)), big),
            "is_integer" => format!("={}", if convert::is_integer(f(0)) { "True" } else { "False" }),
            "hash" => format!("={}", hash::hash_float(f(0)).unwrap()),
            "hash_int" => format!("={}", hash::hash_bigint(&c.big(0))),
            "hash_complex" => format!("={}", hash::hash_complex(f(0), f(1), 0)),
            "divmod" => outcome(arith::divmod(f(0), f(1)), pair),
            "floordiv" => outcome(arith::floor_divide(f(0), f(1)), show),
            "mod" => outcome(arith::modulo(f(0), f(1)), show),
            "div" => outcome(arith::true_divide(f(0), f(1)), show),
            "pow" => match arith::pow(f(0), f(1)) {
                Ok(arith::Power::Complex) => {
                    outcome(complex::pow(Complex::new(f(0), 0.0), Complex::new(f(1), 0.0)), |_| "complex".into())
                }
                Ok(arith::Power::Real(v)) => format!("={}", show(v)),
                Err(e) => outcome(Err(e), show),
            },
            "from_int" => outcome(convert::from_bigint(&c.big(0)), show),
            "truediv" => outcome(convert::true_divide(&c.big(0), &c.big(1)), show),
            "cmp" => format!(
                "={}",
                convert::compare_bigint(f(0), &c.big(1)).map_or("None".into(), |o| (o as i8).to_string())
            ),
            "crepr" => format!("={}", complex::repr(z(0))),
            "complex" => outcome(complex::parse(&c.args[0]), cshow),
            "cmul" => format!("={}", cshow(complex::mul(z(0), z(2)))),
            "cdiv" => outcome(complex::div(z(0), z(2)), cshow),
            "cpow" => outcome(complex::pow(z(0), z(2)), cshow),
            "cdivr" => outcome(complex::div_complex_real(z(0), f(2)), cshow),
            "rdivc" => outcome(complex::div_real_complex(f(0), z(1)), cshow),
            "cabs" => outcome(complex::abs(z(0)), show),
            other => panic!("{other} {}", es("")),
        }
    });
}
