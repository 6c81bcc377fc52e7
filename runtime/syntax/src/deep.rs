//! Guards against deeply nested source: recursion grows the stack on the heap
//! and stops at a depth no sane program reaches.

/// The deepest tree the compiler accepts.
pub(crate) const MAX_TREE_DEPTH: u32 = 60_000;

/// How deep CPython's parser goes.
pub(crate) const MAX_PARSER_DEPTH: u32 = 3950;

/// The most `for` clauses of one comprehension: CPython's compiler recurses for each.
pub(crate) const MAX_COMPREHENSION: usize = 40_000;

const RED_ZONE: usize = 128 * 1024;
const SEGMENT: usize = 4 * 1024 * 1024;

/// Runs `f`, on a fresh stack segment when this one is nearly used up.
#[inline]
pub(crate) fn grow<T>(f: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(RED_ZONE, SEGMENT, f)
}

/// Runs `f` with stack for a plain recursion `depth` levels deep.
pub(crate) fn with_room<T>(depth: usize, f: impl FnOnce() -> T) -> T {
    if depth < 500 {
        return f();
    }
    stacker::grow(depth.saturating_mul(2048).max(SEGMENT), f)
}
