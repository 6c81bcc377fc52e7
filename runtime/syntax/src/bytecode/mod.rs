//! Bytecode: the instruction set, code objects and the tables beside them.

mod code;
mod consts;
mod effect;
mod exceptiontable;
mod linetable;
mod listing;
mod opcodes;
mod pack;

pub use code::{Code, Const, Instr, Instructions};
pub use consts::{cmp, common, convert, fast, flags, func_attr, intrinsic1, intrinsic2, nb, resume, special};
pub use effect::stack_effect;
pub use exceptiontable::{ExceptionEntry, ExceptionTable, encode_exception_table};
pub use linetable::{LineTableWriter, Locations, Position};
pub use listing::listing;
pub use opcodes::{ArgKind, Op};
pub use pack::{pack, unpack};
