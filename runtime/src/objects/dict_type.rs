//! The dict type and its views.

use super::spec::*;
use super::types::*;

pub static DICT_SPEC: TypeSpec = TypeSpec { name: "dict", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
