//! The `_codecs` module: the registry of codecs and error handlers.

use crate::heap::*;
use crate::{R, Vm};

/// The handler registered as `name`; LookupError if there is none.
pub fn error_handler(vm: &Vm, name: &str) -> R {
    Err(vm.lookup_error(format!("unknown error handler name '{name}'")))
}
/// Decodes through the registry.
pub fn decode_text(vm: &Vm, _b: Word, encoding: &str, _errors: &str) -> R {
    Err(vm.lookup_error(format!("unknown encoding: {encoding}")))
}
/// Encodes through the registry.
pub fn encode_text(vm: &Vm, _s: Word, encoding: &str, _errors: &str) -> R {
    Err(vm.lookup_error(format!("unknown encoding: {encoding}")))
}
