//! The bytes type.

use super::spec::*;
use super::types::*;

pub static BYTES_SPEC: TypeSpec = TypeSpec { name: "bytes", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
