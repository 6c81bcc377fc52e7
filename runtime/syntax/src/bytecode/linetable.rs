//! The location table (PEP 626, PEP 657): which source range each code unit
//! comes from. Runs of up to eight units share an entry; an entry's first byte
//! has bit 7 set, the form in bits 3..=6 and the length minus one below.

/// A source range. `None` columns mean "unknown"; lines count from 1, columns
/// are UTF-8 byte offsets from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column.
    pub column: Option<u32>,
    /// Column after the last.
    pub end_column: Option<u32>,
}

const SHORT_LIMIT: u8 = 10;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;
const NONE: u8 = 15;

/// Writes a location table.
#[derive(Debug)]
pub struct LineTableWriter {
    bytes: Vec<u8>,
    line: i64,
}

impl LineTableWriter {
    /// Starts a table for a code object whose first line is `firstlineno`.
    pub fn new(firstlineno: u32) -> Self {
        LineTableWriter { bytes: Vec::new(), line: i64::from(firstlineno) }
    }

    /// Adds `units` code units that come from `position` (`None`: from nowhere in the source).
    pub fn add(&mut self, position: Option<Position>, mut units: usize) {
        while units > 8 {
            self.entry(position, 8);
            units -= 8;
        }
        if units > 0 {
            self.entry(position, units);
        }
    }

    /// The finished table.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn head(&mut self, form: u8, units: usize) {
        self.bytes.push(0x80 | (form << 3) | (units as u8 - 1));
    }

    fn entry(&mut self, position: Option<Position>, units: usize) {
        let Some(p) = position else {
            return self.head(NONE, units);
        };
        let delta = i64::from(p.line) - self.line;
        self.line = i64::from(p.line);
        match (p.column, p.end_column) {
            (Some(column), Some(end)) if p.end_line == p.line => {
                if delta == 0 && column < 80 && end >= column && end - column < 16 {
                    self.head((column >> 3) as u8, units);
                    self.bytes.push((((column & 7) << 4) | (end - column)) as u8);
                    return;
                }
                if (0..3).contains(&delta) && column < 128 && end < 128 {
                    self.head(SHORT_LIMIT + delta as u8, units);
                    self.bytes.push(column as u8);
                    self.bytes.push(end as u8);
                    return;
                }
            }
            (Some(_), Some(_)) => {}
            _ if p.end_line == p.line => {
                self.head(NO_COLUMNS, units);
                self.signed(delta);
                return;
            }
            _ => {}
        }
        self.head(LONG, units);
        self.signed(delta);
        self.varint(u64::from(p.end_line.saturating_sub(p.line)));
        self.varint(p.column.map_or(0, |c| u64::from(c) + 1));
        self.varint(p.end_column.map_or(0, |c| u64::from(c) + 1));
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 64 {
            self.bytes.push(0x40 | (value & 63) as u8);
            value >>= 6;
        }
        self.bytes.push(value as u8);
    }

    fn signed(&mut self, value: i64) {
        let folded = if value < 0 { (value.unsigned_abs() << 1) | 1 } else { (value as u64) << 1 };
        self.varint(folded);
    }
}

/// Iterator over a location table: runs of code units and where they come from.
#[derive(Clone, Debug)]
pub struct Locations<'a> {
    bytes: &'a [u8],
    at: usize,
    line: i64,
}

impl<'a> Locations<'a> {
    /// Reads `bytes`, the table of a code object that starts at `firstlineno`.
    pub fn new(bytes: &'a [u8], firstlineno: u32) -> Self {
        Locations { bytes, at: 0, line: i64::from(firstlineno) }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0u64, 0u32);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 63).checked_shl(shift)?;
            shift += 6;
            if byte & 0x40 == 0 {
                return Some(value);
            }
        }
    }

    fn signed(&mut self) -> Option<i64> {
        let folded = self.varint()?;
        let magnitude = (folded >> 1) as i64;
        Some(if folded & 1 == 1 { -magnitude } else { magnitude })
    }
}

impl Iterator for Locations<'_> {
    /// How many code units, and their position.
    type Item = (usize, Option<Position>);

    fn next(&mut self) -> Option<Self::Item> {
        let head = self.byte()?;
        let units = usize::from(head & 7) + 1;
        let form = (head >> 3) & 15;
        let mut column = None;
        let mut end_column = None;
        let mut extra_lines = 0;
        match form {
            NONE => return Some((units, None)),
            LONG => {
                self.line += self.signed()?;
                extra_lines = self.varint()? as i64;
                column = self.varint()?.checked_sub(1).map(|c| c as u32);
                end_column = self.varint()?.checked_sub(1).map(|c| c as u32);
            }
            NO_COLUMNS => self.line += self.signed()?,
            SHORT_LIMIT..NO_COLUMNS => {
                self.line += i64::from(form - SHORT_LIMIT);
                column = Some(u32::from(self.byte()?));
                end_column = Some(u32::from(self.byte()?));
            }
            _ => {
                let byte = self.byte()?;
                let start = (u32::from(form) << 3) | u32::from(byte >> 4);
                column = Some(start);
                end_column = Some(start + u32::from(byte & 15));
            }
        }
        let line = self.line as u32;
        let end_line = (self.line + extra_lines) as u32;
        Some((units, Some(Position { line, end_line, column, end_column })))
    }
}
