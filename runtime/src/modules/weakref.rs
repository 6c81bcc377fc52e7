//! Weak references.

use crate::heap::*;

/// A weak reference object whose target died: forgets it. Must not allocate.
pub(crate) fn clear(_w: Word) {}
