//! Generic aliases, unions, type parameters, template strings.

use crate::heap::*;
use crate::{R, Vm};

impl Vm {
    /// `types.GenericAlias(origin, args)`.
    pub fn generic_alias(&self, origin: Word, _args: Word) -> R {
        Ok(origin)
    }
    pub(crate) fn new_template(&self, _strings: Word, _interpolations: Word) -> R {
        Err(self.not_implemented("template strings"))
    }
    pub(crate) fn new_interpolation(&self, _value: Word, _expr: Word, _conv: Word, _spec: Word) -> R {
        Err(self.not_implemented("template strings"))
    }
}
