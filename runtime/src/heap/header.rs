//! The 8-byte header of every heap object.
//!
//! ```text
//! byte 0     gc bits (see GC_*); a forwarded object holds its new address | GC_FWD in all 8 bytes
//! byte 1     kind: the layout of what follows
//! bytes 2-3  size in 16-byte granules, header included; 0 = large object (size in its space's table)
//! bytes 4-7  shape id: class and attribute layout; one 32-bit compare guards both
//! ```

use super::word::Word;
use std::cell::Cell;

/// The object has moved; the header is its new address.
pub const GC_FWD: u8 = 1;
/// Seen from a native stack in this collection: stays where it is.
pub const GC_PIN: u8 = 2;
/// Old, and not in the remembered set: a store of a word must log it.
pub const GC_UNLOGGED: u8 = 4;
/// The last word of the object holds instance attributes (a subclass of a native layout).
pub const GC_ATTRS: u8 = 8;
/// Someone must be told when the object dies: a Rust payload with drop glue, or `__del__`.
pub const GC_FINAL: u8 = 16;
/// Weak references to the object exist.
pub const GC_WEAK: u8 = 32;
/// The object's identity was taken: its address after promotion is already reserved.
pub const GC_IDENTITY: u8 = 64;

/// The layout of an object's body. `Native` bodies carry their own descriptor.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    Filler = 0,
    Words,
    Raw,
    Float,
    Int,
    Complex,
    Str,
    Bytes,
    Tuple,
    List,
    Dict,
    Set,
    Cell,
    Instance,
    Exception,
    Type,
    Function,
    Code,
    Method,
    Generator,
    Frame,
    RangeIter,
    ListIter,
    Native,
}

#[repr(C)]
pub struct Header {
    pub gc: Cell<u8>,
    pub kind: Kind,
    pub granules: u16,
    pub shape: Cell<u32>,
}
const _: () = assert!(size_of::<Header>() == 8);

impl Header {
    #[inline(always)]
    pub fn has(&self, bit: u8) -> bool {
        self.gc.get() & bit != 0
    }
    #[inline(always)]
    pub fn set_bit(&self, bit: u8) {
        self.gc.set(self.gc.get() | bit)
    }
    #[inline(always)]
    pub fn clear_bit(&self, bit: u8) {
        self.gc.set(self.gc.get() & !bit)
    }
    #[inline(always)]
    pub fn word(&self) -> Word {
        Word::from_ptr(self)
    }
}

/// A traced field of a heap object. Stores go through [`Slot::set`], which keeps the
/// remembered set right; the owner is the object the field lies in.
#[repr(transparent)]
pub struct Slot(Cell<Word>);

impl Slot {
    /// For a fresh object, before anything else can allocate.
    #[inline(always)]
    pub const fn new(w: Word) -> Slot {
        Slot(Cell::new(w))
    }
    #[inline(always)]
    pub fn get(&self) -> Word {
        self.0.get()
    }
    /// Stores `w`; `owner` is the object that contains this slot.
    #[inline(always)]
    pub fn set(&self, owner: &Header, w: Word) {
        self.0.set(w);
        if owner.has(GC_UNLOGGED) {
            super::space::log(owner);
        }
    }
    /// Stores without a barrier: only for roots outside the heap, which every collection
    /// visits, and for objects that cannot be old yet.
    #[inline(always)]
    pub fn set_root(&self, w: Word) {
        self.0.set(w)
    }
}
