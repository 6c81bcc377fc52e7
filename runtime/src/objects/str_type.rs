//! The str type.

use super::spec::*;
use super::types::*;

pub static STR_SPEC: TypeSpec = TypeSpec { name: "str", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
