//! No input panics: every reader is fed noise made of the characters it cares about.

use num_bigint::BigInt;
use taipan_text::codecs::*;
use taipan_text::complex::{self, Complex};
use taipan_text::float::{self, arith, convert, hex, parse, round};
use taipan_text::int::{arith as big, bytes as ibytes, combinatorics, small, text};
use taipan_text::mt19937::Random;
use taipan_text::pack::{self, Value};
use taipan_text::spec::int::Int;
use taipan_text::unicode::{case, names, normalize, properties, repr, strings};
use taipan_text::{binascii, jsonscan, printf, search, spec, strformat};

struct Noise(Random);

impl Noise {
    fn below(&mut self, n: usize) -> usize {
        self.0.next_u32() as usize % n.max(1)
    }
    fn text(&mut self, pool: &str, most: usize) -> Vec<u32> {
        let pool: Vec<u32> = pool.chars().map(u32::from).chain([0xd800, 0xdfff, 0x10ffff, 0]).collect();
        (0..self.below(most)).map(|_| pool[self.below(pool.len())]).collect()
    }
    fn bytes(&mut self, pool: &[u8], most: usize) -> Vec<u8> {
        (0..self.below(most))
            .map(|_| if self.below(3) == 0 { self.0.next_u32() as u8 } else { pool[self.below(pool.len())] })
            .collect()
    }
    fn float(&mut self) -> f64 {
        match self.below(4) {
            0 => [0.0, -0.0, f64::INFINITY, f64::NAN, f64::MAX, 5e-324, -1.0][self.below(7)],
            1 => self.below(100) as f64 / 8.0,
            _ => f64::from_bits(u64::from(self.0.next_u32()) << 32 | u64::from(self.0.next_u32())),
        }
    }
    fn word(&mut self) -> i64 {
        match self.below(3) {
            0 => [i64::MIN, i64::MAX, -1, 0, 1, i64::MIN + 1, 63, 64][self.below(8)],
            1 => self.below(200) as i64 - 100,
            _ => i64::from(self.0.next_u32()) << 32 | i64::from(self.0.next_u32()),
        }
    }
    fn big(&mut self) -> BigInt {
        let k = [0, 3, 64, 100, 1100][self.below(5)];
        let n = self.0.getrandbits(k).unwrap();
        if self.below(2) == 0 { -n } else { n }
    }
}

fn noise() -> Noise {
    Noise(Random::new(&BigInt::from(7)))
}

#[test]
fn numbers() {
    let mut n = noise();
    for _ in 0..4000 {
        let s = n.text("0123456789_.eExXinfapbojJ+-() \u{661}é", 12);
        let _ = (parse::parse_str(&s), complex::parse(&s), text::parse_small(&s));
        let base = n.below(40) as i64;
        let _ = text::parse_str(&s, base, 4300);
        let b = n.bytes(b"0123456789abcdefpPxX.+-", 24);
        let _ = (hex::fromhex(&b), parse::parse_bytes(&b), text::parse_bytes(&b, 0, 0), parse::scan(&b));
        let (x, y) = (n.float(), n.float());
        let _ = (float::repr(x), hex::hex(x), arith::divmod(x, y), arith::pow(x, y), arith::modulo(x, y));
        let (i, j) = (n.word(), n.word());
        let _ = (round::round_digits(x, i), round::round_digits(x, i % 400), round::round_to_int(x));
        let _ = (convert::as_integer_ratio(x), convert::compare_i64(x, i), float::hash::hash_float(x));
        let (z, w) = (Complex::new(x, y), Complex::new(y, n.float()));
        let _ = (complex::pow(z, w), complex::div(z, w), complex::abs(z), complex::repr(z));
        let _ = (small::divmod(i, j), small::shl(i, j), small::shr(i, j), small::pow(i, n.below(99) as u64));
        let _ = (small::pow_mod(i, j.unsigned_abs(), n.word()), small::true_div(i, j), small::gcd(i, j));
        let (a, b) = (n.big(), n.big());
        let _ = (big::floor_div(&a, &b), big::divmod(&a, &b), big::shr(&a, &b), convert::true_divide(&a, &b));
        let _ = (big::pow_mod(&a, &BigInt::from(j % 99), &b), combinatorics::lcm(&a, &b));
        let _ = (ibytes::to_bytes(&a, i % 300, ibytes::Order::Big, true), convert::from_bigint(&a));
        let _ = (combinatorics::isqrt(&a), combinatorics::comb(&a, &BigInt::from(n.below(20))));
    }
}

#[test]
fn formats() {
    let mut n = noise();
    for _ in 0..6000 {
        let s = n.text("<>=^+- z#0123456789,_.bcdeEfFgGnosxX%", 9);
        let wide = s.windows(4).any(|w| w.iter().all(|c| (0x30..0x3a).contains(c)));
        if !wide {
            let (a, x) = (n.big(), n.float());
            let _ = spec::int::format_int(Int::Big(&a), &s, "int");
            let _ = spec::int::format_int(Int::Small(n.word()), &s, "int");
            let _ = spec::float::format_float(x, &s, "float");
            let _ = spec::complex::format_complex(Complex::new(x, n.float()), &s, "complex");
            let _ = spec::str::format_str(&s, &s, "str");
        }
        let f = n.text("%%%(a)*.0123hlsdxcr -+#", 9);
        for seg in printf::read_str(&f) {
            if let printf::Segment::Conversion(c) = seg {
                let flags = c.flags;
                let _ = printf::format_integer(Int::Small(n.word()), 'x', flags, n.below(30), Some(n.below(30)), 0);
                let _ = printf::format_real(n.float(), 'g', flags, n.below(30), Some(n.below(400)));
            }
        }
        let f = n.text("{}{}[]!:.a0", 10);
        for m in strformat::parse(&f) {
            if let Ok(strformat::Markup { field: Some(x), .. }) = m
                && let Ok((_, rest)) = strformat::split_field_name(&f, x.name)
            {
                let _ = rest.count();
            }
        }
    }
}

#[test]
fn text_and_bytes() {
    let mut n = noise();
    for _ in 0..4000 {
        let s = n.text("aAß\u{3a3}\u{301}\u{345}ǅ\u{1100}\u{1161}\u{11a8}가'\"\\\n\r\t \u{1f600}", 10);
        let _ = (case::lower(&s), case::title(&s), case::swapcase(&s), case::capitalize(&s), strings::istitle(&s));
        let _ = (repr::str_repr(&s), repr::str_ascii(&s), jsonscan::encode_ascii(&s), jsonscan::encode(&s));
        for f in [normalize::Form::Nfc, normalize::Form::Nfkd] {
            let _ = normalize::normalize(f, &s);
        }
        let c = n.0.next_u32();
        let _ = (names::name(c), properties::decomposition(c), properties::numeric(c), case::upper(&[c]));
        let name: String = n.text("HANGUL SYBEOI-CJK0123", 30).iter().filter_map(|&c| char::from_u32(c)).collect();
        let _ = names::lookup(&name, true);
        let j = n.text("\"\\u0123456789abcdDnx", 14);
        let _ = (jsonscan::scan_string(&j, n.below(16), true), jsonscan::scan_number(&j, n.below(16)));
        let needle = n.text("ab", 3);
        let _ = (search::split(&s, &needle, n.word()), search::rsplit(&s, &needle, n.word()));
        let _ = (search::replace(&s, &needle, &s, n.word()), search::bounds(s.len(), n.word(), n.word()));
        let _ = (search::expandtabs(&s, n.word()), search::zfill(&s, n.word() % 99), search::center(3, n.word(), 1));
        let b = n.bytes(b"=AQ\n ab\\xuUN{}+-", 14);
        let _ = (binascii::base64::decode(&b, true), binascii::base64::decode(&b, false), binascii::uu::decode(&b));
        let _ = (binascii::quoted::decode(&b, true), binascii::quoted::encode(&b, true, true, true));
        let _ = (binascii::hex::fromhex(&b), binascii::hex::encode(&b, Some(b'-'), n.word()));
        let last = n.below(2) == 0;
        for e in ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"] {
            let d = || DecodeErrors::<()>::named(e).unwrap();
            let _ = (utf8::decode(&b, &mut d(), last), utf7::decode(&b, &mut d(), last));
            let _ = (utf16::decode(&b, Endian::Native, &mut d(), last), utf32::decode(&b, Endian::Big, &mut d(), last));
            let _ = (unicode_escape::decode(&b, &mut d(), last), raw_escape::decode(&b, &mut d(), last));
            let x = || EncodeErrors::<()>::named(e).unwrap();
            let _ = (
                utf8::encode(&s, &mut x()),
                utf16::encode(&s, Endian::Big, &mut x()),
                latin::encode_ascii(&s, &mut x()),
            );
        }
        let _ = (utf7::encode(&[c]), utf16::encode(&[c], Endian::Big, &mut EncodeErrors::<()>::Ignore));
        let _ = bytes_escape::decode(&b, "replace");
        let f = n.bytes(b"@=<>!xcbB?hHiIlLqQnNPefdFDsp0123 ", 8);
        if let Ok(l) = pack::parse(&f)
            && l.size < 10000
        {
            let mut out = vec![0; l.size];
            for item in &l.items {
                let v = [Value::Int(n.word().into()), Value::Float(n.float()), Value::Bytes(b.clone())];
                for v in v {
                    let _ = pack::pack(item, l.big_endian, &v, &mut out[item.offset..]);
                }
                let _ = pack::unpack(item, l.big_endian, &b);
            }
            let _ = (l.check_offset(n.word(), 9, true), l.check_buffer(3), l.check_iter(3));
        }
    }
}
