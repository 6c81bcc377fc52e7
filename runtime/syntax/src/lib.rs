//! Taipan's front end: source text to bytecode.
//!
//! [`compile`] parses a program, works out its scopes and generates code objects
//! whose streams are, unit for unit, those of CPython 3.14. So offsets, lines,
//! positions, jumps and exception tables, which tools see, need no translation.
//!
//! The way of a program:
//!
//! 1. `ast` lowers the parser's tree to the shape and positions of Python's own
//!    `ast` module;
//! 2. `symtable` decides where each name lives, `future` reads `__future__` imports;
//! 3. `codegen` emits instructions with labels, one unit for each code object;
//! 4. `flow` builds a control-flow graph of them, cleans it up as CPython does,
//!    and encodes it.
//!
//! A text the parser refuses goes to `errors`, which finds the mistake again with
//! CPython's words and places. `tools/oracle.py` compares code objects and errors
//! with CPython's; `tests/probes` holds the shapes its library does not have.
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
mod numbers;
mod single;
mod symtable;
pub mod tokens;
pub mod tree;
mod unparse;

pub use bytecode::{Code, Const};
pub use compile::{Compiled, Mode, Options, compile};
pub use decode::{decode_source, source_encoding};
pub use error::{ErrorKind, SyntaxErr, SyntaxWarning};
