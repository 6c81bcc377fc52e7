//! The `struct` module: formats, sizes, one value at a time.

pub mod format;
pub mod value;

pub use format::{Item, Layout, calcsize, parse};
pub use value::{Value, half_to_f64, pack, pack_float, unpack};
