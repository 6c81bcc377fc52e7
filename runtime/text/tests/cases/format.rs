use crate::{Case, es, outcome, run};
use taipan_text::printf::{self, Segment, Size};
use taipan_text::spec::int::Int;
use taipan_text::strformat::{self, Access, Name};
use taipan_text::unicode::repr::str_repr;
use taipan_text::unit::to_string_lossy;
use taipan_text::{Error, Result, spec};

fn size(s: Size) -> Option<usize> {
    match s {
        Size::Given(n) => Some(n),
        _ => None,
    }
}

fn one(c: &Case, render: impl Fn(&printf::Conversion, char) -> Result<String>) -> Result<String> {
    let mut out = String::new();
    for seg in printf::read_str(&c.args[0]) {
        match seg {
            Segment::Literal(r) => out.push_str(&to_string_lossy(&c.args[0][r])),
            Segment::Conversion(v) => {
                v.key.clone().transpose()?;
                let code = v.code.clone()?;
                if !printf::is_known(code, false) {
                    return Err(printf::unsupported(code, v.index, false));
                }
                out.push_str(&render(&v, char::from_u32(code).unwrap())?)
            }
        }
    }
    Ok(out)
}

fn text(v: &printf::Conversion, s: &str) -> String {
    let l = printf::text_layout(s.chars().count(), v.flags, size(v.width).unwrap_or(0), size(v.precision));
    let mut out = " ".repeat(l.left);
    out.extend(s.chars().take(l.take));
    out + &" ".repeat(l.right)
}

fn segments(c: &Case) -> Result<String> {
    let f = &c.args[0];
    one(c, |v, code| {
        let key = v.key.clone().transpose()?;
        if key.is_none() && f.contains(&0x28) {
            return Err(Error::type_error("not modelled"));
        }
        let s = key.map_or("s".into(), |k| format!("<{}>", to_string_lossy(&f[k])));
        if matches!(code, 's' | 'r' | 'a') {
            return Ok(text(v, &if code == 's' { s } else { str_repr(&taipan_text::unit::code_points(&s)) }));
        }
        if code == 'c' {
            return Ok(text(v, &s));
        }
        Err(printf::number_required(code, "str"))
    })
}

fn markup(c: &Case) -> Result<String> {
    let f = &c.args[0];
    let t = |r: std::ops::Range<usize>| to_string_lossy(&f[r]);
    let mut out = String::new();
    for m in strformat::parse(f) {
        let m = m?;
        match m.field {
            None => out.push_str(&format!("[{};None;None;None]", t(m.literal))),
            Some(x) => {
                let conv = x.conversion.map_or("None".into(), |c| char::from_u32(c).unwrap().to_string());
                out.push_str(&format!("[{};{};{};{conv}]", t(m.literal), t(x.name), t(x.spec)));
            }
        }
    }
    Ok(out)
}

fn split(c: &Case) -> Result<String> {
    let f = &c.args[0];
    let show = |n: Name| match n {
        Name::Index(i) => i.to_string(),
        Name::Name(r) => str_repr(&f[r]),
    };
    let (head, rest) = strformat::split_field_name(f, 0..f.len())?;
    let mut out = show(head);
    for a in rest {
        out.push_str(&match a? {
            Access::Attribute(r) => format!("/1{}", str_repr(&f[r])),
            Access::Item(n) => format!("/0{}", show(n)),
        });
    }
    Ok(out)
}

/// `str.format(5, 6, a="x", b="y")` by the pieces.
fn format(f: &[u32], range: std::ops::Range<usize>, depth: usize, auto: &mut strformat::AutoNumber) -> Result<String> {
    if depth == 0 {
        return Err(strformat::too_deep());
    }
    let mut out = String::new();
    for m in strformat::parse_range(f, range) {
        let m = m?;
        out.push_str(&to_string_lossy(&f[m.literal]));
        let Some(x) = m.field else { continue };
        let (head, rest) = strformat::split_field_name(f, x.name)?;
        let value = match auto.resolve(head)? {
            Name::Index(i @ 0..2) => (i + 5).to_string(),
            Name::Index(i) => return Err(strformat::index_out_of_range(i)),
            Name::Name(r) => match to_string_lossy(&f[r.clone()]).as_str() {
                "a" => "x".into(),
                "b" => "y".into(),
                _ => {
                    return Err(Error::new(
                        taipan_text::Kind::KeyError,
                        str_repr(&f[r]).trim_matches('\'').to_string(),
                    ));
                }
            },
        };
        let mut rest = rest;
        if let Some(a) = rest.next() {
            let a = a?;
            let is_int = value.parse::<i64>().is_ok();
            return Err(match a {
                Access::Attribute(_) => Error::type_error("attribute"),
                Access::Item(_) if is_int => Error::type_error("'int' object is not subscriptable"),
                _ => Error::type_error("string indices must be integers, not 'str'"),
            });
        }
        if let Some(c) = x.conversion {
            strformat::check_conversion(c)?;
        }
        let s = match x.spec_is_nested {
            true => format(f, x.spec, depth - 1, auto)?,
            false => to_string_lossy(&f[x.spec]),
        };
        let s = taipan_text::unit::code_points(&s);
        out.push_str(&match value.parse::<i64>() {
            Ok(v) if x.conversion.is_none() => spec::int::format_int(Int::Small(v), &s, "int")?,
            _ => to_string_lossy(&spec::str::format_str(&taipan_text::unit::code_points(&value), &s, "str")?),
        });
    }
    Ok(out)
}

#[test]
fn recorded() {
    run(include_str!("../data/format.txt"), |c| {
        let r = match c.name {
            "pf_i" => one(c, |v, code| {
                let n = c.big(1);
                printf::format_integer(Int::Big(&n), code, v.flags, size(v.width).unwrap_or(0), size(v.precision), 0)
            }),
            "pf_f" => one(c, |v, code| {
                printf::format_real(
                    crate::float::arg(c, 1),
                    code,
                    v.flags,
                    size(v.width).unwrap_or(0),
                    size(v.precision),
                )
            }),
            "pf_s" => one(c, |v, _| Ok(text(v, &c.str(1)))),
            "segments" => segments(c),
            "markup" => markup(c),
            "split" => split(c),
            "format" => format(&c.args[0], 0..c.args[0].len(), 2, &mut Default::default()),
            other => panic!("{other}"),
        };
        outcome(r, |t| es(&t))
    });
}
