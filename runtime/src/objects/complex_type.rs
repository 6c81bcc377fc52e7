//! The complex type.

use super::spec::*;
use super::types::*;

pub static COMPLEX_SPEC: TypeSpec = TypeSpec { name: "complex", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
