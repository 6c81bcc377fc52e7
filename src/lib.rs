//! Taipan as a library: the runtime for those who embed it, and what the `taipan` command is made of.

pub mod diff;

pub use taipan_runtime as runtime;
