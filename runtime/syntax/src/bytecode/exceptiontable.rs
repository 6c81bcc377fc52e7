//! The exception table: which handler guards which code units. Each entry is
//! four varints (start, length, target, depth and flag), six bits a byte, most
//! significant first; the first byte of an entry has bit 7 set.

/// A guarded range of code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceptionEntry {
    /// First guarded unit.
    pub start: u32,
    /// Unit after the last guarded one.
    pub end: u32,
    /// Unit of the handler.
    pub target: u32,
    /// Stack depth to unwind to.
    pub depth: u32,
    /// Whether the offset of the raising instruction is pushed before the exception.
    pub lasti: bool,
}

/// Encodes entries, which must be in order of `start` and must not overlap.
pub fn encode_exception_table(entries: &[ExceptionEntry]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(entries.len() * 5);
    for e in entries {
        item(&mut bytes, e.start, 0x80);
        item(&mut bytes, e.end - e.start, 0);
        item(&mut bytes, e.target, 0);
        item(&mut bytes, (e.depth << 1) | u32::from(e.lasti), 0);
    }
    bytes
}

fn item(bytes: &mut Vec<u8>, value: u32, mut mark: u8) {
    for shift in [24, 18, 12, 6] {
        if value >= 1 << shift {
            bytes.push(((value >> shift) & 63) as u8 | 0x40 | mark);
            mark = 0;
        }
    }
    bytes.push((value & 63) as u8 | mark);
}

/// Iterator over an encoded table.
#[derive(Clone, Debug)]
pub struct ExceptionTable<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> ExceptionTable<'a> {
    /// Reads an encoded table.
    pub fn new(bytes: &'a [u8]) -> Self {
        ExceptionTable { bytes, at: 0 }
    }

    fn item(&mut self) -> Option<u32> {
        let mut value = 0u32;
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value = (value << 6) | u32::from(byte & 63);
            if byte & 0x40 == 0 {
                return Some(value);
            }
        }
    }

    /// The entry that guards `unit`.
    pub fn lookup(mut self, unit: u32) -> Option<ExceptionEntry> {
        self.find(|e| e.start <= unit && unit < e.end)
    }
}

impl Iterator for ExceptionTable<'_> {
    type Item = ExceptionEntry;

    fn next(&mut self) -> Option<ExceptionEntry> {
        let start = self.item()?;
        let length = self.item()?;
        let target = self.item()?;
        let tail = self.item()?;
        Some(ExceptionEntry { start, end: start + length, target, depth: tail >> 1, lasti: tail & 1 == 1 })
    }
}
