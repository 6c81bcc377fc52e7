//! Hashes of strings, bytes and containers, equal to CPython's for the same `PYTHONHASHSEED`.
//! Those of numbers are in [`crate::float::hash`].

use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// The secret of the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    pub k0: u64,
    pub k1: u64,
}

impl Key {
    /// The key of `PYTHONHASHSEED=n`: zero for 0, else from a linear congruential generator.
    pub fn from_seed(seed: u32) -> Key {
        if seed == 0 {
            return Key::default();
        }
        let mut x = seed;
        let mut next = || {
            x = x.wrapping_mul(214013).wrapping_add(2531011);
            (x >> 16) as u8
        };
        let mut word = || u64::from_le_bytes(std::array::from_fn(|_| next()));
        Key { k0: word(), k1: word() }
    }

    /// A key of sixteen random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Key {
        let word = |i: usize| u64::from_le_bytes(std::array::from_fn(|k| bytes[i + k]));
        Key { k0: word(0), k1: word(8) }
    }
}

fn not_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

/// `hash(bytes)`: SipHash-1-3; 0 for no bytes. Also `hash(str)` of the 1-byte kind (ASCII, Latin-1).
pub fn hash_bytes(key: Key, data: &[u8]) -> i64 {
    if data.is_empty() {
        return 0;
    }
    let mut h = SipHasher13::new_with_keys(key.k0, key.k1);
    h.write(data);
    not_minus_one(h.finish() as i64)
}

/// `hash(str)` of the 2-byte kind: the hash of its little-endian bytes.
pub fn hash_u16(key: Key, data: &[u16]) -> i64 {
    let bytes: Vec<u8> = data.iter().flat_map(|u| u.to_le_bytes()).collect();
    hash_bytes(key, &bytes)
}

/// `hash(str)` of the 4-byte kind.
pub fn hash_u32(key: Key, data: &[u32]) -> i64 {
    let bytes: Vec<u8> = data.iter().flat_map(|u| u.to_le_bytes()).collect();
    hash_bytes(key, &bytes)
}

/// `hash(str)` of any text: it is hashed in the narrowest kind that holds it.
pub fn hash_str(key: Key, s: &str) -> i64 {
    let most = s.chars().max().map_or(0, u32::from);
    match most {
        0..=0x7f => hash_bytes(key, s.as_bytes()),
        0x80..=0xff => hash_bytes(key, &s.chars().map(|c| c as u8).collect::<Vec<_>>()),
        0x100..=0xffff => hash_u16(key, &s.chars().map(|c| c as u16).collect::<Vec<_>>()),
        _ => hash_u32(key, &s.chars().map(u32::from).collect::<Vec<_>>()),
    }
}

const P1: u64 = 11400714785074694791;
const P2: u64 = 14029467366897019727;
const P5: u64 = 2870177450012600261;

fn lanes(hashes: impl IntoIterator<Item = i64>) -> (u64, u64) {
    hashes.into_iter().fold((P5, 0), |(acc, n), h| {
        (acc.wrapping_add((h as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1), n + 1)
    })
}

fn finish(acc: u64) -> i64 {
    if acc == u64::MAX { 1546275796 } else { acc as i64 }
}

/// `hash(tuple)` from the hashes of its items (a reduced xxHash).
pub fn tuple(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let (acc, n) = lanes(hashes);
    finish(acc.wrapping_add(n ^ (P5 ^ 3527539)))
}

/// `hash(slice)` from the hashes of start, stop and step.
pub fn slice(start: i64, stop: i64, step: i64) -> i64 {
    finish(lanes([start, stop, step]).0)
}

/// `hash(frozenset)` from the hashes of its items, in any order.
pub fn frozenset(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut n = 0u64;
    let mut hash = 0u64;
    for h in hashes {
        let h = h as u64;
        hash ^= ((h ^ 89869747) ^ (h << 16)).wrapping_mul(3644798167);
        n += 1;
    }
    hash ^= (n + 1).wrapping_mul(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69069).wrapping_add(907133923);
    if hash == u64::MAX { 590923713 } else { hash as i64 }
}

/// The hash by identity (`object.__hash__`, nan): the address turned so that its low bits vary.
pub fn pointer(address: usize) -> i64 {
    not_minus_one((address as u64).rotate_right(4) as i64)
}
