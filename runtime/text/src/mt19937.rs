//! The Mersenne twister of `_random.Random` (Matsumoto and Nishimura, 1998), seeded and read as CPython does.

use crate::error::{Error, Result};
use num_bigint::{BigInt, BigUint};

const N: usize = 624;
const M: usize = 397;

/// A generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: [u32; N],
    index: usize,
}

impl Random {
    /// `Random(seed)` of an int: its absolute value counts.
    pub fn new(seed: &BigInt) -> Random {
        let mut key = seed.magnitude().to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        Random::from_key(&key)
    }

    /// Seeded by an array of words (`init_by_array`), such as 624 words of system entropy for `seed(None)`.
    pub fn from_key(key: &[u32]) -> Random {
        let mut r = Random::from_word(19650218);
        let key = if key.is_empty() { &[0] } else { key };
        let mt = &mut r.state;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let x = mt[i - 1] ^ (mt[i - 1] >> 30);
            mt[i] = (mt[i] ^ x.wrapping_mul(1664525)).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                mt[0] = mt[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let x = mt[i - 1] ^ (mt[i - 1] >> 30);
            mt[i] = (mt[i] ^ x.wrapping_mul(1566083941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                mt[0] = mt[N - 1];
                i = 1;
            }
        }
        mt[0] = 0x80000000;
        r
    }

    fn from_word(s: u32) -> Random {
        let mut state = [0u32; N];
        state[0] = s;
        for i in 1..N {
            let x = state[i - 1] ^ (state[i - 1] >> 30);
            state[i] = x.wrapping_mul(1812433253).wrapping_add(i as u32);
        }
        Random { state, index: N }
    }

    /// The next 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.index >= N {
            for k in 0..N {
                let y = (self.state[k] & 0x80000000) | (self.state[(k + 1) % N] & 0x7fffffff);
                let mag = if y & 1 == 1 { 0x9908b0df } else { 0 };
                self.state[k] = self.state[(k + M) % N] ^ (y >> 1) ^ mag;
            }
            self.index = 0;
        }
        let mut y = self.state[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^ (y >> 18)
    }

    /// `random()`: 53 bits in [0, 1).
    pub fn random(&mut self) -> f64 {
        let a = f64::from(self.next_u32() >> 5);
        let b = f64::from(self.next_u32() >> 6);
        (a * 67108864.0 + b) * (1.0 / 9007199254740992.0)
    }

    /// `getrandbits(k)` for k up to 64.
    pub fn bits_u64(&mut self, k: u32) -> u64 {
        match k {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - k)),
            _ => {
                let low = u64::from(self.next_u32());
                let high = u64::from(self.next_u32() >> (64 - k.min(64)));
                high << 32 | low
            }
        }
    }

    /// `getrandbits(k)`; `ValueError: number of bits must be non-negative`.
    pub fn getrandbits(&mut self, k: i64) -> Result<BigInt> {
        let Ok(mut k) = u64::try_from(k) else {
            return Err(Error::value("number of bits must be non-negative"));
        };
        crate::error::check_length((k / 32) as usize)?;
        let mut words = Vec::new();
        while k > 0 {
            let w = self.next_u32();
            words.push(if k < 32 { w >> (32 - k) } else { w });
            k = k.saturating_sub(32);
        }
        Ok(BigUint::new(words).into())
    }

    /// `getstate()`: 624 words and the index.
    pub fn state(&self) -> [u32; N + 1] {
        std::array::from_fn(|i| if i < N { self.state[i] } else { self.index as u32 })
    }

    /// `setstate()`. Errors: `ValueError: state vector is the wrong size`, `invalid state`.
    pub fn set_state(&mut self, state: &[i64]) -> Result<()> {
        if state.len() != N + 1 {
            return Err(Error::value("state vector is the wrong size"));
        }
        if !(0..=N as i64).contains(&state[N]) {
            return Err(Error::value("invalid state"));
        }
        self.state = std::array::from_fn(|i| state[i] as u32);
        self.index = state[N] as usize;
        Ok(())
    }
}
