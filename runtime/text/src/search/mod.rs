//! Searching and cutting strings of any unit type; results are positions and ranges, never copies, unless text is made.
//!
//! Both strings of a search have the same unit; [`narrow`] brings a needle to the unit of its haystack.

pub mod build;
pub mod find;
pub mod split;

pub use build::{center, expandtabs, ljust, replace, rjust, translate, zfill};
pub use find::{Search, bounds, count, find, narrow, rfind};
pub use split::{partition, rpartition, rsplit, rsplit_whitespace, split, split_whitespace, splitlines};
