//! Unicode 16.0 properties, case, names, normal forms, and the escapes of `repr`.
//!
//! All tables come from `tools/gen_unicode.py`, which asks the reference interpreter, so that each answer is CPython
//! 3.14's by construction. A code point finds its [`tables::Record`] through a two-level index.

pub mod case;
pub mod names;
pub mod normalize;
pub mod properties;
pub mod repr;
pub mod strings;
#[allow(clippy::all)]
#[rustfmt::skip]
#[allow(missing_docs)]
pub mod tables;

/// The property record of a code point; that of an unassigned one beyond U+10FFFF.
pub(crate) fn record(c: u32) -> &'static tables::Record {
    let c = if c < 0x110000 { c } else { 0x10ffff };
    let block = tables::INDEX1[(c >> tables::SHIFT) as usize] as usize;
    let low = (c & ((1 << tables::SHIFT) - 1)) as usize;
    &tables::RECORDS[tables::INDEX2[(block << tables::SHIFT) + low] as usize]
}

pub(crate) fn has(c: u32, flag: u32) -> bool {
    record(c).flags & flag != 0
}
