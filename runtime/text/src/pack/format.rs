//! Format strings of `struct`.

use crate::error::{Error, Kind, Result};

/// One entry of a parsed format: `count` values of one code from `offset` on. For `s` and `p` the entry is one value of
/// `size` bytes. Padding has no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// `c b B ? h H i I l L q Q n N P e f d F D s p`
    pub code: u8,
    pub offset: usize,
    /// Bytes of one value.
    pub size: usize,
    pub count: usize,
}

/// A parsed format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub items: Vec<Item>,
    /// Bytes of the whole: `calcsize`.
    pub size: usize,
    /// How many values are packed or unpacked.
    pub values: usize,
    pub big_endian: bool,
}

/// `struct.error`
pub fn error(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Kind::StructError, message)
}

/// Size and alignment of a code.
fn size_of(code: u8, native: bool) -> Option<(usize, usize)> {
    let (standard, in_memory, align) = match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => (1, 1, 1),
        b'h' | b'H' | b'e' => (2, 2, 2),
        b'i' | b'I' | b'f' => (4, 4, 4),
        b'l' | b'L' => (4, 8, 8),
        b'q' | b'Q' | b'd' => (8, 8, 8),
        b'n' | b'N' | b'P' if native => (8, 8, 8),
        b'F' => (8, 8, 4),
        b'D' => (16, 16, 8),
        _ => return None,
    };
    Some(if native { (in_memory, align) } else { (standard, 1) })
}

/// Parses a format. Errors are `struct.error`: `bad char in struct format`,
/// `repeat count given without format specifier`, `total struct size too long`, `embedded null character`.
pub fn parse(format: &[u8]) -> Result<Layout> {
    if format.contains(&0) {
        return Err(error("embedded null character"));
    }
    let (native, big_endian, mut rest) = match format {
        [b'@', rest @ ..] => (true, false, rest),
        [b'=' | b'<', rest @ ..] => (false, false, rest),
        [b'>' | b'!', rest @ ..] => (false, true, rest),
        _ => (true, false, format),
    };
    let long = || error("total struct size too long");
    let most = isize::MAX as usize;
    let mut layout = Layout { items: Vec::new(), size: 0, values: 0, big_endian };
    while let [first, tail @ ..] = rest {
        rest = tail;
        let mut code = *first;
        if matches!(code, b' ' | b'\t' | b'\n' | b'\r' | 11 | 12) {
            continue;
        }
        let mut count = 1usize;
        if code.is_ascii_digit() {
            count = 0;
            loop {
                count = count.checked_mul(10).and_then(|n| n.checked_add(usize::from(code - b'0'))).ok_or_else(long)?;
                if count > most {
                    return Err(long());
                }
                let [next, tail @ ..] = rest else {
                    return Err(error("repeat count given without format specifier"));
                };
                code = *next;
                rest = tail;
                if !code.is_ascii_digit() {
                    break;
                }
            }
        }
        let (size, align) = size_of(code, native).ok_or_else(|| error("bad char in struct format"))?;
        let offset = layout.size.checked_next_multiple_of(align).ok_or_else(long)?;
        let bytes = size.checked_mul(count).filter(|&n| n <= most - offset.min(most)).ok_or_else(long)?;
        layout.size = offset + bytes;
        match code {
            b'x' => {}
            b's' | b'p' => {
                layout.values += 1;
                layout.items.push(Item { code, offset, size: count, count: 1 });
            }
            _ if count == 0 => {}
            _ => {
                layout.values += count;
                layout.items.push(Item { code, offset, size, count });
            }
        }
    }
    Ok(layout)
}

/// `struct.calcsize`
pub fn calcsize(format: &[u8]) -> Result<usize> {
    parse(format).map(|l| l.size)
}

impl Layout {
    /// `pack expected 1 items for packing (got 2)`
    pub fn check_values(&self, got: usize, what: &str) -> Result<()> {
        if got == self.values {
            return Ok(());
        }
        Err(error(format!("{what} expected {} items for packing (got {got})", self.values)))
    }

    /// `unpack requires a buffer of 4 bytes`
    pub fn check_buffer(&self, len: usize) -> Result<()> {
        if len == self.size {
            return Ok(());
        }
        Err(error(format!("unpack requires a buffer of {} bytes", self.size)))
    }

    /// The position that `offset` of `pack_into` (`packing`) or `unpack_from` means in a buffer of `len` bytes.
    pub fn check_offset(&self, offset: i64, len: usize, packing: bool) -> Result<usize> {
        let size = self.size;
        let mut at = offset;
        if offset < 0 {
            if offset.saturating_add(size as i64) > 0 {
                return Err(error(if packing {
                    format!("no space to pack {size} bytes at offset {offset}")
                } else {
                    format!("not enough data to unpack {size} bytes at offset {offset}")
                }));
            }
            at = offset.saturating_add(len as i64);
            if at < 0 {
                return Err(error(format!("offset {offset} out of range for {len}-byte buffer")));
            }
        }
        let at = at as usize;
        if len < at || len - at < size {
            let need = at.saturating_add(size);
            let (function, doing) = if packing { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
            return Err(error(format!(
                "{function} requires a buffer of at least {need} bytes for {doing} {size} bytes at offset {at} \
                 (actual buffer size is {len})"
            )));
        }
        Ok(at)
    }

    /// `iterative unpacking requires a buffer of a multiple of 4 bytes`
    pub fn check_iter(&self, len: usize) -> Result<()> {
        if self.size == 0 {
            return Err(error("cannot iteratively unpack with a struct of length 0"));
        }
        if !len.is_multiple_of(self.size) {
            let m = format!("iterative unpacking requires a buffer of a multiple of {} bytes", self.size);
            return Err(error(m));
        }
        Ok(())
    }
}
