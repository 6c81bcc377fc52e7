//! The tuple type.

use super::spec::*;
use super::types::*;

pub static TUPLE_SPEC: TypeSpec = TypeSpec { name: "tuple", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
