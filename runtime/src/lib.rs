//! The runtime of Taipan: heap, objects, interpreter, observation, native modules.

pub mod heap;
pub mod interp;
pub mod modules;
pub mod objects;
pub mod observe;
pub mod threads;
mod vm;

pub use heap::Word;
pub use vm::{Config, Exc, R, Vm};
