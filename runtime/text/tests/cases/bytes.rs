use crate::{Case, es, esc, hex, outcome, run};
use num_bigint::BigInt;
use taipan_text::binascii::{base64, checksum, hex as hexa, quoted, uu};
use taipan_text::hash::{self, Key};
use taipan_text::mt19937::Random;
use taipan_text::pack::{self, Value};
use taipan_text::{float, jsonscan};

fn fshow(v: f64) -> String {
    float::hex::hex(v)
}

fn number(n: BigInt) -> String {
    crate::int::big(n)
}

fn flag(c: &Case, i: usize) -> bool {
    c.str(i) == "True"
}

fn narrowest(key: Key, s: &[u32]) -> i64 {
    match s.iter().max().copied().unwrap_or(0) {
        0..=0xff => hash::hash_bytes(key, &s.iter().map(|&c| c as u8).collect::<Vec<_>>()),
        0x100..=0xffff => hash::hash_u16(key, &s.iter().map(|&c| c as u16).collect::<Vec<_>>()),
        _ => hash::hash_u32(key, s),
    }
}

fn random(c: &Case) -> String {
    let mut r = Random::new(&c.big(0));
    let mut out: Vec<String> = (0..3).map(|_| fshow(r.random())).collect();
    for k in [0, 1, 5, 31, 32, 33, 64, 100, 1000] {
        let mut other = r.clone();
        let n = r.getrandbits(k).unwrap();
        if k <= 64 {
            assert_eq!(BigInt::from(other.bits_u64(k as u32)), n);
        }
        out.push(number(n));
    }
    out.push(fshow(r.random()));
    let state = r.state();
    let mut copy = Random::from_key(&[1]);
    copy.set_state(&state.map(i64::from)).unwrap();
    assert!(copy == r);
    let text: Vec<String> = state.iter().map(|x| x.to_string()).collect();
    out.push(checksum::crc32(format!("({})", text.join(", ")).as_bytes(), 0).to_string());
    format!("={}", out.join("|"))
}

fn pack_one(c: &Case, v: Value) -> String {
    let l = pack::parse(c.str(0).as_bytes()).unwrap();
    let mut out = vec![0; l.size];
    let r = pack::pack(&l.items[0], l.big_endian, &v, &mut out);
    outcome(r, |()| hex(&out))
}

fn unpack(c: &Case) -> String {
    let l = pack::parse(c.str(0).as_bytes()).unwrap();
    match pack::unpack(&l.items[0], l.big_endian, &c.bytes(1)) {
        Value::Int(v) => format!("={}", v),
        Value::Bool(b) => format!("={}", if b { "True" } else { "False" }),
        Value::Float(v) => format!("={}", fshow(v)),
        Value::Complex(z) => format!("={},{}", fshow(z.real), fshow(z.imag)),
        Value::Bytes(b) => format!("={}", hex(&b)),
        _ => "?".into(),
    }
}

fn scan(c: &Case) -> String {
    let s = &c.args[0];
    match jsonscan::scan_string(s, 1, flag(c, 1)).unwrap() {
        Ok((jsonscan::Scanned::Plain(r), n)) => format!("={}|{n}", esc(s[r].iter().copied())),
        Ok((jsonscan::Scanned::Unescaped(v), n)) => format!("={}|{n}", esc(v)),
        Err(e) => format!("!{}|{}", es(e.message), e.position),
    }
}

#[test]
fn recorded() {
    run(include_str!("../data/bytes.txt"), |c| {
        let hashes = || c.str(0).split_whitespace().map(|x| x.parse().unwrap()).collect::<Vec<i64>>();
        let b = |i: usize| c.bytes(i);
        let size = |at: &str| {
            let l = pack::parse(b"i").unwrap();
            outcome(l.check_offset(c.int(0), c.int(1) as usize, at == "offset_pk"), |_| "ok".into())
        };
        match c.name {
            "hash_str" => format!("={}", narrowest(Key::from_seed(c.int(0) as u32), &c.args[1])),
            "hash_bytes" => format!("={}", hash::hash_bytes(Key::from_seed(c.int(0) as u32), &b(1))),
            "hash_tuple" => format!("={}", hash::tuple(hashes())),
            "hash_frozenset" => format!("={}", hash::frozenset(hashes())),
            "hash_slice" => format!("={}", hash::slice(hashes()[0], hashes()[1], hashes()[2])),
            "random" => random(c),
            "calcsize" => outcome(pack::calcsize(c.str(0).as_bytes()), |n| n.to_string()),
            "pack_i" => pack_one(c, Value::from(&c.big(1))),
            "pack_f" => pack_one(c, Value::Float(crate::float::arg(c, 1))),
            "pack_s" => pack_one(c, Value::Bytes(b(1))),
            "unpack" => unpack(c),
            "offset_un" | "offset_pk" => size(c.name),
            "crc32" => format!("={}", checksum::crc32(&b(0), c.int(1) as u32)),
            "adler32" => format!("={}", checksum::adler32(&b(0), c.int(1) as u32)),
            "crc_hqx" => format!("={}", checksum::crc_hqx(&b(0), c.int(1) as u32)),
            "b64enc" => format!("={}", hex(&base64::encode(&b(0), flag(c, 1)))),
            "b64dec" => outcome(base64::decode(&b(0), flag(c, 1)), |v| hex(&v)),
            "hex" => format!("={}", hexa::encode(&b(0), Some(b':'), c.int(1))),
            "unhexlify" => outcome(hexa::unhexlify(&b(0)), |v| hex(&v)),
            "fromhex" => outcome(hexa::fromhex(&c.args[0]), |v| hex(&v)),
            "qpenc" => format!("={}", hex(&quoted::encode(&b(0), flag(c, 1), flag(c, 2), flag(c, 3)))),
            "qpdec" => format!("={}", hex(&quoted::decode(&b(0), flag(c, 1)))),
            "uuenc" => outcome(uu::encode(&b(0), flag(c, 1)), |v| hex(&v)),
            "uudec" => outcome(uu::decode(&b(0)), |v| hex(&v)),
            "scanstring" => scan(c),
            "jenc_ascii" => format!("={}", es(&jsonscan::encode_ascii(&c.args[0]))),
            "jenc" => format!("={}", esc(jsonscan::encode(&c.args[0]))),
            "jnum" => match jsonscan::scan_number(&c.args[0], 0) {
                Some(n) => {
                    let t = if n.is_float { "f" } else { "i" };
                    format!("={t}{}|{}", esc(c.args[0][n.range.clone()].iter().copied()), n.range.end)
                }
                None => "=None".into(),
            },
            other => panic!("{other}"),
        }
    });
}
