//! `unicodedata.name` and `lookup`.
//!
//! `names.bin` (little-endian) holds: four u32 (words W, names N, bytes of lexicon, bytes of text); W u24 offsets into
//! the lexicon; N u24 code points, ascending; N u24 offsets into the text; N u16 name numbers in order of name; the
//! lexicon (a length byte and the word); the text. A name is a count byte and that many word numbers, joined by
//! spaces; numbers below 128 take one byte, others two.

use super::tables::{ALIASES, NAME_RANGES, SEQUENCES};
use std::cmp::Ordering;

static BLOB: &[u8] = include_bytes!("names.bin");

const JAMO_L: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const JAMO_V: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
];
const JAMO_T: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
];
/// CPython 3.14 finds these by name, yet names none of them.
const LOOKUP_ONLY: [(&str, u32, u32); 2] =
    [("TANGUT IDEOGRAPH-", 0x17000, 0x187f7), ("TANGUT IDEOGRAPH-", 0x18d00, 0x18d08)];
const HANGUL: &str = "HANGUL SYLLABLE ";

fn int(at: usize, bytes: usize) -> usize {
    BLOB.get(at..at + bytes).map_or(0, |b| b.iter().rev().fold(0, |a, &x| a << 8 | x as usize))
}

struct Layout {
    names: usize,
    words_at: usize,
    codes_at: usize,
    text_index: usize,
    order_at: usize,
    lexicon: usize,
    text: usize,
}

fn layout() -> Layout {
    let (words, names, lex) = (int(0, 4), int(4, 4), int(8, 4));
    let words_at = 16;
    let codes_at = words_at + 3 * words;
    let text_index = codes_at + 3 * names;
    let order_at = text_index + 3 * names;
    let lexicon = order_at + 2 * names;
    Layout { names, words_at, codes_at, text_index, order_at, lexicon, text: lexicon + lex }
}

impl Layout {
    fn write_name(&self, i: usize, out: &mut Vec<u8>) {
        let mut at = self.text + int(self.text_index + 3 * i, 3);
        let count = int(at, 1);
        at += 1;
        for k in 0..count {
            let mut word = int(at, 1);
            at += 1;
            if word >= 128 {
                word = 128 + ((word - 128) << 8) + int(at, 1);
                at += 1;
            }
            let w = self.lexicon + int(self.words_at + 3 * word, 3);
            if k > 0 {
                out.push(b' ');
            }
            out.extend_from_slice(BLOB.get(w + 1..w + 1 + int(w, 1)).unwrap_or(b""));
        }
    }
}

/// The name of a code point, `None` where it has none (controls, unassigned, surrogates).
pub fn name(c: u32) -> Option<String> {
    let s = c.wrapping_sub(0xac00);
    if s < 11172 {
        let (l, v, t) = (s / 588, s % 588 / 28, s % 28);
        return Some(format!("{HANGUL}{}{}{}", JAMO_L[l as usize], JAMO_V[v as usize], JAMO_T[t as usize]));
    }
    if let Some(r) = NAME_RANGES.iter().find(|r| r.1 <= c && c <= r.2) {
        return Some(format!("{}{c:04X}", r.0));
    }
    let l = layout();
    let i = search(l.names, |i| int(l.codes_at + 3 * i, 3).cmp(&(c as usize)))?;
    let mut out = Vec::new();
    l.write_name(i, &mut out);
    String::from_utf8(out).ok()
}

fn search(n: usize, f: impl Fn(usize) -> Ordering) -> Option<usize> {
    let (mut lo, mut hi) = (0, n);
    while lo < hi {
        let mid = (lo + hi) / 2;
        match f(mid) {
            Ordering::Less => lo = mid + 1,
            Ordering::Greater => hi = mid,
            Ordering::Equal => return Some(mid),
        }
    }
    None
}

/// Longest jamo of the table that begins `s`.
fn jamo<'a>(s: &'a str, table: &[&str]) -> Option<(u32, &'a str)> {
    let best = (0..table.len()).filter(|&i| s.starts_with(table[i])).max_by_key(|&i| table[i].len())?;
    Some((best as u32, &s[table[best].len()..]))
}

/// What a name stands for: `unicodedata.lookup` and `\N{...}`. Case is ignored; aliases are found;
/// named sequences (more than one code point) only when `sequences` (true for `lookup`, false for `\N{}`).
pub fn lookup(name: &str, sequences: bool) -> Option<Vec<u32>> {
    if !name.is_ascii() || name.len() > 256 {
        return None;
    }
    let name = name.to_ascii_uppercase();
    if let Some(rest) = name.strip_prefix(HANGUL) {
        let (l, rest) = jamo(rest, &JAMO_L)?;
        let (v, rest) = jamo(rest, &JAMO_V)?;
        let (t, rest) = jamo(rest, &JAMO_T)?;
        return rest.is_empty().then(|| vec![0xac00 + (l * 21 + v) * 28 + t]);
    }
    for (prefix, first, last) in NAME_RANGES.iter().chain(&LOOKUP_ONLY) {
        if let Some(hex) = name.strip_prefix(prefix)
            && (4..=5).contains(&hex.len())
            && hex.bytes().all(|b| b.is_ascii_hexdigit())
            && let Ok(c) = u32::from_str_radix(hex, 16)
            && (*first..=*last).contains(&c)
            && format!("{c:04X}") == hex
        {
            return Some(vec![c]);
        }
    }
    let l = layout();
    let mut buffer = Vec::new();
    let found = {
        let cell = std::cell::RefCell::new(&mut buffer);
        search(l.names, |k| {
            let mut b = cell.borrow_mut();
            b.clear();
            l.write_name(int(l.order_at + 2 * k, 2), &mut b);
            b.as_slice().cmp(name.as_bytes())
        })
    };
    if let Some(k) = found {
        return Some(vec![int(l.codes_at + 3 * int(l.order_at + 2 * k, 2), 3) as u32]);
    }
    if let Ok(i) = ALIASES.binary_search_by_key(&name.as_str(), |a| a.0) {
        return Some(vec![ALIASES[i].1]);
    }
    if sequences && let Ok(i) = SEQUENCES.binary_search_by_key(&name.as_str(), |a| a.0) {
        return Some(SEQUENCES[i].1.to_vec());
    }
    None
}
