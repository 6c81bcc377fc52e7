//! The set and frozenset types.

use super::spec::*;
use super::types::*;

pub static SET_SPEC: TypeSpec = TypeSpec { name: "set", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
pub static FROZENSET_SPEC: TypeSpec = TypeSpec { name: "frozenset", flags: TF_BASETYPE, ..TypeSpec::DEFAULT };
