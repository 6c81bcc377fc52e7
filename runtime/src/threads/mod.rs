//! Threads and the lock.

use crate::Vm;

/// Runs `f`, which may block and touches no Python object, without the lock.
pub fn without_lock<T>(_vm: &Vm, f: impl FnOnce() -> T) -> T {
    f()
}
