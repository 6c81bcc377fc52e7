//! Integers: text in every base, bytes, powers, roots, and operations on machine words that may leave them.

pub mod arith;
pub mod bytes;
pub mod combinatorics;
pub mod small;
pub mod text;

pub use text::{bin, hex, oct, parse_bytes, parse_str, to_decimal};
