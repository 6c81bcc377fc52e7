//! The heap: tagged words, generational collection, conservative stacks.
//!
//! Objects are born in a bump-allocated nursery and move once, when they survive, to a
//! size-class old space that never moves. Native stacks (and the interpreter's own stack)
//! are scanned conservatively: what is seen from one is pinned where it is for this
//! collection. Everything else is found precisely, through the layout (`Kind`) of each object.
//! So Rust code may hold a `Word` or a reference into an object in any local variable across
//! any call. What it may **not** do: keep a `Word` in malloc'ed memory (`Vec<Word>`, `Box`)
//! across anything that allocates, since nothing scans that; use `WordVec`, a tuple or a list.
//! Rejected: precise rooting (every native function pays), mmtk (0.33: 4.6 ns an allocation,
//! 4.9 ms a minor collection with 256 MB live, against 0.65 ns and 5 µs).
//!
//! Rules for code that writes objects:
//! 1. A field that holds a word is a [`Slot`]; stores go through [`Slot::set`] with the owner.
//! 2. A fresh object is fully initialised before the next allocation.
//! 3. Raw machine words in a traced-by-words layout must not look like pointers: store them
//!    as small ints.
//! 4. Never hold a Rust `&mut` to an object across anything that can allocate.

mod buffer;
mod header;
mod mark;
mod minor;
mod old;
mod space;
mod stack;
mod verify;
mod word;

pub use buffer::{Buffer, BufferMut};
pub use header::*;
pub use space::{AllocStats, Heap, KindInfo, RootSource, Trace, Tracer, attach, log};
pub use stack::{approx_sp, clear_dead_stack, with_spilled_registers};
pub use word::*;
