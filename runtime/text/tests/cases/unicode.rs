use crate::{es, esc, run};
use taipan_text::unicode::{case, names, normalize, normalize::Form, properties as p, repr, strings};

fn flag(b: bool) -> String {
    String::from(if b { "True" } else { "False" })
}

fn predicate(name: &str) -> Option<fn(&[u32]) -> bool> {
    Some(match name {
        "isalpha" => strings::isalpha,
        "isalnum" => strings::isalnum,
        "isdecimal" => strings::isdecimal,
        "isdigit" => strings::isdigit,
        "isnumeric" => strings::isnumeric,
        "isspace" => strings::isspace,
        "isprintable" => strings::isprintable,
        "isidentifier" => strings::isidentifier,
        "islower" => strings::islower,
        "isupper" => strings::isupper,
        "istitle" => strings::istitle,
        _ => return None,
    })
}

type Mapping = fn(&[u32]) -> Vec<u32>;

fn mapping(name: &str) -> Option<Mapping> {
    Some(match name {
        "lower" => case::lower,
        "upper" => case::upper,
        "title" => case::title,
        "casefold" => case::casefold,
        "swapcase" => case::swapcase,
        "capitalize" => case::capitalize,
        _ => return None,
    })
}

fn utf8(c: u32, out: &mut Vec<u8>) {
    match char::from_u32(c) {
        Some(ch) => out.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend([0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8]),
    }
}

fn crc(prop: &str) -> u32 {
    let mut h = crc32fast::Hasher::new();
    let mut buf = Vec::new();
    for c in 0..0x110000u32 {
        let s = [c];
        let out: Vec<u32> = if let Some(f) = predicate(prop) {
            vec![48 + u32::from(f(&s))]
        } else if let Some(f) = mapping(prop) {
            f(&s)
        } else if let Ok(form) = Form::parse(prop) {
            normalize::normalize(form, &s)
        } else {
            let text = match prop {
                "category" => p::category(c).to_string(),
                "bidirectional" => p::bidirectional(c).to_string(),
                "east_asian_width" => p::east_asian_width(c).to_string(),
                "decomposition" => p::decomposition(c),
                "combining" => p::combining(c).to_string(),
                "mirrored" => u8::from(p::is_mirrored(c)).to_string(),
                "decimal" => p::decimal(c).map_or("-1".into(), |d| d.to_string()),
                "digit" => p::digit(c).map_or("-1".into(), |d| d.to_string()),
                "numeric" => taipan_text::float::repr(p::numeric(c).unwrap_or(-1.0)),
                "name" => names::name(c).unwrap_or_default(),
                "repr" => repr::str_repr(&s),
                "ascii" => repr::str_ascii(&s),
                _ => unreachable!("{prop}"),
            };
            text.chars().map(u32::from).collect()
        };
        buf.clear();
        out.iter().for_each(|&c| utf8(c, &mut buf));
        buf.push(10);
        h.update(&buf);
    }
    h.finalize()
}

#[test]
fn recorded() {
    run(include_str!("../data/unicode.txt"), |c| {
        let s = c.args.last().unwrap().as_slice();
        if let Some(f) = predicate(c.name) {
            return format!("={}", flag(f(s)));
        }
        if let Some(f) = mapping(c.name) {
            return format!("={}", esc(f(s)));
        }
        match c.name {
            "crc" => format!("={}", crc(&c.str(0))),
            "repr" => format!("={}", es(&repr::str_repr(s))),
            "ascii" => format!("={}", es(&repr::str_ascii(s))),
            "normalize" => format!("={}", esc(normalize::normalize(Form::parse(&c.str(0)).unwrap(), s))),
            "is_normalized" => format!("={}", flag(normalize::is_normalized(Form::parse(&c.str(0)).unwrap(), s))),
            "lookup" => match names::lookup(&c.str(0), true) {
                Some(v) => format!("={}", esc(v)),
                None => "=None".into(),
            },
            other => panic!("{other}"),
        }
    });
}

#[test]
fn every_name_is_found_again() {
    for c in (0..0x110000u32).step_by(3) {
        if let Some(n) = names::name(c) {
            assert_eq!(names::lookup(&n, false), Some(vec![c]), "{n}");
        }
    }
}
