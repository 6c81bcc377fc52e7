//! Taipan's front end: source text to bytecode.
//!
//! [`compile`] parses a program, works out its scopes and generates code objects
//! whose streams are, unit for unit, those of CPython 3.14.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod anchors;
mod ast;
pub mod bytecode;
mod codegen;
mod compile;
mod decode;
mod deep;
mod error;
mod errors;
mod flow;
mod fold;
mod future;
mod names;
mod single;
mod symtable;
mod unparse;

pub use bytecode::{Code, Const};
pub use compile::{Compiled, Mode, Options, compile};
pub use decode::decode_source;
pub use error::{ErrorKind, SyntaxErr, SyntaxWarning};
