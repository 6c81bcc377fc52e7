use crate::{Case, es, esc, hex, outcome, run};
use taipan_text::codecs::*;

type R<T> = Result<T, CodecError<()>>;

fn table() -> Vec<u32> {
    (0..128).chain((0..100).map(|i| if i % 3 != 0 { 0x400 + i } else { 0xfffe })).collect()
}

fn show<T>(r: R<T>, f: impl Fn(T) -> String) -> String {
    match r {
        Ok(v) => format!("={}", f(v)),
        Err(CodecError::Fault(f)) => {
            es(&format!("!{}|{}|{}|{}", f.encoding, f.start, f.end, f.reason)).replace("\\{5c}", "\\")
        }
        Err(CodecError::Error(e)) => format!("!{}: {}", e.kind.name(), e.message),
        Err(CodecError::Custom(())) => "!custom".into(),
    }
}

fn decode(c: &Case) -> String {
    let enc = c.str(0);
    let last = c.str(2) == "True";
    let b = c.bytes(3);
    if enc == "escape" {
        let n = b.len();
        return outcome(bytes_escape::decode(&b, &c.str(1)), |d| format!("{}|{n}", hex(&d.bytes)))
            .replace("\\{5c}", "\\");
    }
    let mut e = DecodeErrors::named(&c.str(1)).unwrap();
    let two = |(s, n): (Vec<u32>, usize)| format!("{}|{n}", esc(s));
    let wide = |(s, n, o): (Vec<u32>, usize, Endian)| match o {
        _ if enc.len() > 6 => format!("{}|{n}", esc(s)),
        Endian::Native => format!("{}|{n}|0", esc(s)),
        Endian::Little => format!("{}|{n}|-1", esc(s)),
        Endian::Big => format!("{}|{n}|1", esc(s)),
    };
    let order = match enc.as_str() {
        "utf-16-le" | "utf-32-le" => Endian::Little,
        "utf-16-be" | "utf-32-be" => Endian::Big,
        _ => Endian::Native,
    };
    let n = b.len();
    match enc.as_str() {
        "utf-8" => show(utf8::decode(&b, &mut e, last), two),
        "utf-7" => show(utf7::decode(&b, &mut e, last), two),
        "ascii" => show(latin::decode_ascii(&b, &mut e), |s| format!("{}|{n}", esc(s))),
        "latin-1" => format!("={}|{n}", esc(latin::decode_latin1(&b))),
        "charmap" => show(charmap::decode(&b, &table(), &mut e), |s| format!("{}|{n}", esc(s))),
        "unicode_escape" => show(unicode_escape::decode(&b, &mut e, last), |d| format!("{}|{}", esc(d.text), d.used)),
        "raw_unicode_escape" => show(raw_escape::decode(&b, &mut e, last), two),
        s if s.contains("16") => show(utf16::decode(&b, order, &mut e, last), wide),
        _ => show(utf32::decode(&b, order, &mut e, last), wide),
    }
}

fn encode(c: &Case) -> String {
    let enc = c.str(0);
    let mut e: EncodeErrors<()> = EncodeErrors::named(&c.str(1)).unwrap();
    let s = &c.args[2];
    let h = |b: Vec<u8>| hex(&b);
    let order = match enc.as_str() {
        "utf-16-le" | "utf-32-le" => Endian::Little,
        "utf-16-be" | "utf-32-be" => Endian::Big,
        _ => Endian::Native,
    };
    match enc.as_str() {
        "utf-8" => show(utf8::encode(s, &mut e), h),
        "utf-7" => format!("={}", hex(&utf7::encode(s))),
        "ascii" => show(latin::encode_ascii(s, &mut e), h),
        "latin-1" => show(latin::encode_latin1(s, &mut e), h),
        "charmap" => {
            let t = table();
            let map = |c: u32| Ok(t.iter().position(|&x| x == c && c != 0xfffe).map(|i| vec![i as u8]));
            show(charmap::encode(s, map, &mut e), h)
        }
        "unicode_escape" => format!("={}", hex(&unicode_escape::encode(s))),
        "raw_unicode_escape" => format!("={}", hex(&raw_escape::encode(s))),
        x if x.contains("16") => show(utf16::encode(s, order, &mut e), h),
        _ => show(utf32::encode(s, order, &mut e), h),
    }
}

#[test]
fn recorded() {
    run(include_str!("../data/codecs.txt"), |c| match c.name {
        "dec" => decode(c),
        "enc" => encode(c),
        "decsig" => show(utf8::decode_sig(&c.bytes(1), &mut DecodeErrors::Strict, c.str(0) == "True"), |(s, _)| esc(s)),
        "escenc" => format!("={}", hex(&bytes_escape::encode(&c.bytes(0)))),
        other => panic!("{other}"),
    });
}

#[test]
fn custom_handlers() {
    let mut seen = Vec::new();
    let mut f = |x: &Fault| -> Result<(Vec<u32>, i64), ()> {
        seen.push((x.start, x.end));
        Ok((vec![0x21], -1))
    };
    let r = utf8::decode(b"a\xff\xffb", &mut DecodeErrors::Custom(&mut f), true).unwrap();
    assert_eq!(r, (vec![0x61, 0x21, 0x62], 4));
    assert_eq!(seen, [(1, 2)]);
    let mut f = |_: &Fault| -> Result<(Vec<u32>, i64), ()> { Ok((vec![], 9)) };
    let e = utf8::decode(b"\xff", &mut DecodeErrors::Custom(&mut f), true).unwrap_err();
    let CodecError::Error(e) = e else { panic!() };
    assert_eq!(e.to_string(), "IndexError: position 9 from error handler out of bounds");
}
