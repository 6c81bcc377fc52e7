//! Natives that a compiler may know.

use super::descr::{BuiltinFn, MethodDescr};
use super::*;
use crate::Vm;
use crate::heap::{Kind, Word};

/// A native that a compiler may do itself.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Intrinsic {
    Len,
    IsInstance,
    ListAppend,
    /// `math.sqrt`.
    Sqrt,
}

impl Vm {
    /// Which of them a function is.
    pub fn intrinsic(&self, f: Word) -> Option<Intrinsic> {
        if let Some(b) = f.native::<BuiltinFn>() {
            let module = || b.module.get().is_kind(Kind::Str).then(|| to_string_lossy(b.module.get()));
            let ours = module().is_some_and(|m| m == "builtins");
            return match b.def.name {
                "sqrt" if module().is_some_and(|m| m == "math") => Some(Intrinsic::Sqrt),
                "len" if ours => Some(Intrinsic::Len),
                "isinstance" if ours => Some(Intrinsic::IsInstance),
                _ => None,
            };
        }
        let m = f.native::<MethodDescr>()?;
        (m.owner.get() == self.types.list.get() && m.def.name == "append").then_some(Intrinsic::ListAppend)
    }
    /// A class whose metaclass is `type`: it has no `__instancecheck__` of its own.
    pub fn is_plain_class(&self, c: Word) -> bool {
        self.is_exact(c, &self.types.type_)
    }
    /// `isinstance(x, c)` where the classes decide alone, `c` being a plain class; else None.
    pub fn isinstance_by_class(&self, x: Word, c: Word) -> Option<bool> {
        let t = self.class_of(x);
        if t.is_subtype(c) {
            return Some(true);
        }
        // Its `__class__` may say something else.
        let own = self.type_lookup(t, self.names.class.get());
        let usual = own == self.type_lookup(self.class_of(Word::NONE), self.names.class.get());
        (usual && self.has_generic_getattr(t)).then_some(false)
    }
}
