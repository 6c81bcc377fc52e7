//! The list type.

use super::spec::*;
use super::types::*;

pub static LIST_SPEC: TypeSpec = TypeSpec { name: "list", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
