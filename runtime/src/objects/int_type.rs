//! The int and bool types.

use super::spec::*;
use super::types::*;

pub static INT_SPEC: TypeSpec = TypeSpec {
    name: "int",
    flags: TF_BASETYPE,
    ..TypeSpec::DEFAULT
};
pub static BOOL_SPEC: TypeSpec = TypeSpec {
    name: "bool",
    base: Some(|vm| vm.types.int.get()),
    ..TypeSpec::DEFAULT
};
