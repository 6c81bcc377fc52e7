//! Generators, coroutines and async generators as Python sees them.

use super::spec::*;
use super::types::*;
use crate::R;
use crate::Vm;
use crate::heap::*;

pub static GENERATOR_SPEC: TypeSpec = TypeSpec {
    name: "generator",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| vm.gen_next(w)));
    },
    ..TypeSpec::DEFAULT
};
pub static COROUTINE_SPEC: TypeSpec =
    TypeSpec { name: "coroutine", flags: TF_NO_NEW | TF_WEAKREF, ..TypeSpec::DEFAULT };
pub static ASYNC_GENERATOR_SPEC: TypeSpec =
    TypeSpec { name: "async_generator", flags: TF_NO_NEW | TF_WEAKREF, ..TypeSpec::DEFAULT };

impl Vm {
    /// The iterator of an awaitable (GET_AWAITABLE); `arg` says which statement wants it.
    pub(crate) fn get_awaitable(&self, v: Word, arg: usize) -> R {
        let _ = arg;
        match self.class_of(v).slots.await_.get() {
            Some(f) => f(self, v),
            None => Err(self.type_error(format!("'{}' object can't be awaited", self.type_name(v)))),
        }
    }
    pub(crate) fn warn_unawaited(&self, _w: Word) -> R<()> {
        Ok(())
    }
}
