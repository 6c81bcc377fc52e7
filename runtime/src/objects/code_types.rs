//! Code, frame, traceback and cell objects as Python sees them.

use super::spec::*;
use super::types::*;

pub static CODE_SPEC: TypeSpec = TypeSpec { name: "code", ..TypeSpec::DEFAULT };
pub static FRAME_SPEC: TypeSpec = TypeSpec { name: "frame", flags: TF_NO_NEW, ..TypeSpec::DEFAULT };
pub static TRACEBACK_SPEC: TypeSpec = TypeSpec { name: "traceback", ..TypeSpec::DEFAULT };
pub static CELL_SPEC: TypeSpec = TypeSpec { name: "cell", ..TypeSpec::DEFAULT };
