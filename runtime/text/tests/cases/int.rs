use crate::{Case, es, esc, hex, outcome, run};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use taipan_text::complex::Complex;
use taipan_text::int::{arith, bytes, combinatorics as comb, small, text};
use taipan_text::spec;
use taipan_text::spec::int::Int;

pub fn big(n: BigInt) -> String {
    if n.magnitude() > BigInt::from(10).pow(30).magnitude() { format!("{n:#x}") } else { n.to_string() }
}

fn flag(c: &Case, i: usize) -> bool {
    c.str(i) == "True"
}

/// The same through machine words, where the arguments fit.
fn small_agrees(c: &Case, expected: &str) {
    let word = |i: usize| c.big(i).to_i64();
    let got = match (c.name, word(0), word(1)) {
        ("floordiv", Some(a), Some(b)) => outcome(small::floor_div(a, b), |v| big(v.into())),
        ("mod", Some(a), Some(b)) => outcome(small::modulo(a, b), |v| v.to_string()),
        ("shr", Some(a), Some(b)) => outcome(small::shr(a, b), |v| v.to_string()),
        ("shl", Some(a), Some(b)) => match small::shl(a, b) {
            Ok(None) => return,
            r => outcome(r, |v| big(v.unwrap().into())),
        },
        ("powmod", Some(a), Some(n)) if n >= 0 => match word(2) {
            Some(m) => outcome(small::pow_mod(a, n as u64, m), |v| v.to_string()),
            None => return,
        },
        ("pow", Some(a), Some(n)) => match small::pow(a, n as u64) {
            Some(v) => format!("={v}"),
            None => return,
        },
        ("gcd", Some(a), Some(b)) => format!("={}", small::gcd(a, b)),
        _ => return,
    };
    assert_eq!(got, expected, "small {}", c.name);
}

#[test]
fn recorded() {
    run(include_str!("../data/int.txt"), |c| {
        let n = |i| c.big(i);
        let show = |r: taipan_text::Result<BigInt>| outcome(r, big);
        if c.args.len() >= 2 && matches!(c.name, "floordiv" | "mod" | "shr" | "shl" | "powmod" | "pow" | "gcd") {
            small_agrees(c, &c.expected);
        }
        match c.name {
            "int" => {
                let r = text::parse_str(&c.args[0], c.int(1), 4300);
                if c.expected == "=ok" { outcome(r, |_| "ok".into()) } else { show(r) }
            }
            "int_bytes" => show(text::parse_bytes(&c.bytes(0), c.int(1), 4300)),
            "strlen" => {
                let k = c.int(0);
                let mut v = BigInt::from(10).pow(k.unsigned_abs() as u32);
                if k < 0 {
                    v = -v + 1;
                }
                outcome(text::to_decimal(&v, 4300), |s| s.len().to_string())
            }
            "bin" => format!("={}", text::bin(&n(0))),
            "oct" => format!("={}", text::oct(&n(0))),
            "hex" => format!("={}", text::hex(&n(0))),
            "str" => format!("={}", text::to_decimal(&n(0), 4300).unwrap()),
            "bit_length" => format!("={}", arith::bit_length(&n(0))),
            "bit_count" => format!("={}", arith::bit_count(&n(0))),
            "to_bytes" => {
                outcome(bytes::to_bytes(&n(0), c.int(1), bytes::Order::parse(&c.str(2)).unwrap(), flag(c, 3)), |b| {
                    hex(&b)
                })
            }
            "from_bytes" => {
                let order = bytes::Order::parse(&c.str(1)).unwrap();
                format!("={}", big(bytes::from_bytes(&c.bytes(0), order, flag(c, 2))))
            }
            "floordiv" => show(arith::floor_div(&n(0), &n(1))),
            "mod" => show(arith::modulo(&n(0), &n(1))),
            "gcd" => format!("={}", big(comb::gcd(&n(0), &n(1)))),
            "lcm" => format!("={}", big(comb::lcm(&n(0), &n(1)))),
            "powmod" => show(arith::pow_mod(&n(0), &n(1), &n(2))),
            "shr" => show(arith::shr(&n(0), &n(1))),
            "shl" => show(arith::shl(&n(0), &n(1))),
            "pow" => show(arith::pow(&n(0), &n(1))),
            "isqrt" => show(comb::isqrt(&n(0))),
            "round" => format!("={}", big(arith::round_tens(&n(0), c.int(1).unsigned_abs() as u32))),
            "factorial" => show(comb::factorial(&n(0))),
            "comb" => show(comb::comb(&n(0), &n(1))),
            "perm" => show(comb::perm(&n(0), &n(1))),
            other => panic!("{other}"),
        }
    });
}

#[test]
fn format_specs() {
    run(include_str!("../data/spec.txt"), |c| {
        let s = c.args.last().unwrap();
        match c.name {
            "fmt_i" => outcome(spec::int::format_int(Int::Big(&c.big(0)), s, "int"), |t| es(&t)),
            "fmt_b" => outcome(
                match s.len() {
                    0 => Ok("True".into()),
                    _ => spec::int::format_int(Int::Small(c.int(0)), s, "bool"),
                },
                |t| es(&t),
            ),
            "fmt_f" => outcome(spec::float::format_float(crate::float::arg(c, 0), s, "float"), |t| es(&t)),
            "fmt_s" => outcome(spec::str::format_str(&c.args[0], s, "str"), esc),
            "fmt_c" => outcome(
                spec::complex::format_complex(
                    Complex::new(crate::float::arg(c, 0), crate::float::arg(c, 1)),
                    s,
                    "complex",
                ),
                |t| es(&t),
            ),
            other => panic!("{other}"),
        }
    });
}
