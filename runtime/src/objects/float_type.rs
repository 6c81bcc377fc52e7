//! The float type.

use super::spec::*;
use super::types::*;

pub static FLOAT_SPEC: TypeSpec = TypeSpec {
    name: "float",
    flags: TF_BASETYPE,
    ..TypeSpec::DEFAULT
};
