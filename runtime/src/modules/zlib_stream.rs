//! Compression and decompression of a stream for `zlib`, over `zlib-rs`.

use zlib_rs::*;

/// zlib's number of the error and its text.
pub type Failure = (i32, &'static str);

/// What output grows by.
const STEP: usize = 16 << 10;

/// One stream being compressed.
pub struct Packer {
    inner: Deflate,
    ended: bool,
}
impl Packer {
    /// None for options that zlib refuses.
    pub fn new(level: i32, method: i32, wbits: i32, mem_level: i32, strategy: i32) -> Option<Packer> {
        let strategy = match strategy {
            0 => Strategy::Default,
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Rle,
            4 => Strategy::Fixed,
            _ => return None,
        };
        let window = matches!(wbits, 8..=15 | -15..=-9 | 25..=31);
        if method != 8 || !(-1..=9).contains(&level) || !(1..=9).contains(&mem_level) || !window {
            return None;
        }
        let config = DeflateConfig { level, window_bits: wbits, mem_level, strategy, ..DeflateConfig::default() };
        Some(Packer { inner: Deflate::new_with_config(config), ended: false })
    }
    /// False if zlib refuses it.
    pub fn set_dictionary(&mut self, d: &[u8]) -> bool {
        self.inner.set_dictionary(d).is_ok()
    }
    /// Compresses all of `input`; `mode` is one of zlib's numbers for flushing.
    pub fn run(&mut self, input: &[u8], mode: i32, out: &mut Vec<u8>) -> Result<(), Failure> {
        let bad = (-2, "inconsistent stream state");
        let flush = match mode {
            0 => DeflateFlush::NoFlush,
            1 => DeflateFlush::PartialFlush,
            2 => DeflateFlush::SyncFlush,
            3 => DeflateFlush::FullFlush,
            4 => DeflateFlush::Finish,
            5 => DeflateFlush::Block,
            _ => return Err(bad),
        };
        if self.ended {
            return Err(bad);
        }
        let mut at = 0;
        loop {
            let old = out.len();
            out.resize(old + STEP.max(input.len() / 2), 0);
            let (i, o) = (self.inner.total_in(), self.inner.total_out());
            let r = self.inner.compress(&input[at..], &mut out[old..], flush);
            at += (self.inner.total_in() - i) as usize;
            let made = (self.inner.total_out() - o) as usize;
            let full = old + made == out.len();
            out.truncate(old + made);
            match r {
                Ok(Status::StreamEnd) => {
                    self.ended = true;
                    return Ok(());
                }
                Ok(_) if !full && at == input.len() => return Ok(()),
                Ok(_) => {}
                Err(e) => return Err((e as i32, self.inner.error_message().unwrap_or(""))),
            }
        }
    }
}

/// One stream being decompressed.
pub struct Unpacker {
    inner: Inflate,
    dictionary: Option<Vec<u8>>,
    /// Its end has been read.
    pub ended: bool,
}
impl Unpacker {
    /// None for options that zlib refuses.
    pub fn new(wbits: i32, dictionary: Option<Vec<u8>>) -> Option<Unpacker> {
        let mut inner = match wbits {
            0 | 8..=15 | 24..=31 | 40..=47 => Inflate::new(true, wbits as u8),
            -15..=-8 => Inflate::new(false, -wbits as u8),
            _ => return None,
        };
        if wbits < 0
            && let Some(d) = &dictionary
        {
            inner.set_dictionary(d).ok()?;
        }
        Some(Unpacker { inner, dictionary, ended: false })
    }
    /// Decompresses `input` until it or the stream ends or `most` bytes have been written. Returns how
    /// much of it was read.
    pub fn run(&mut self, input: &[u8], most: usize, out: &mut Vec<u8>) -> Result<usize, Failure> {
        let (mut at, begin) = (0, out.len());
        while !self.ended {
            let old = out.len();
            let room = most - (old - begin);
            if room == 0 {
                break;
            }
            out.resize(old + room.min(STEP.max(old)), 0);
            let (i, o) = (self.inner.total_in(), self.inner.total_out());
            let r = self.inner.decompress(&input[at..], &mut out[old..], InflateFlush::SyncFlush);
            at += (self.inner.total_in() - i) as usize;
            let made = (self.inner.total_out() - o) as usize;
            let full = old + made == out.len();
            out.truncate(old + made);
            match r {
                Ok(Status::StreamEnd) => self.ended = true,
                Ok(_) if !full => break,
                Ok(_) => {}
                Err(InflateError::NeedDict { .. }) => match &self.dictionary {
                    Some(d) => {
                        if self.inner.set_dictionary(d).is_err() {
                            return Err((-3, "invalid input data"));
                        }
                    }
                    None => return Err((2, "")),
                },
                Err(e) => return Err((code(e), self.inner.error_message().unwrap_or(""))),
            }
        }
        Ok(at)
    }
}
fn code(e: InflateError) -> i32 {
    match e {
        InflateError::NeedDict { .. } => 2,
        InflateError::StreamError => -2,
        InflateError::DataError => -3,
        InflateError::MemError => -4,
    }
}
