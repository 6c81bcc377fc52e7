//! Type objects.

use super::layout::*;
use super::slots::Slots;
use crate::heap::*;
use hashbrown::HashMap;
use std::cell::{Cell, RefCell};

/// The type may be subclassed.
pub const TF_BASETYPE: u32 = 1;
/// Defined in Python (attributes of the class can be changed).
pub const TF_HEAP: u32 = 2;
/// Instances have a `__dict__`.
pub const TF_DICT: u32 = 4;
/// Instances can be weakly referenced.
pub const TF_WEAKREF: u32 = 8;
/// `__del__` is defined.
pub const TF_DEL: u32 = 16;
/// Instances may be created although the type is native (`new` works for subclasses).
pub const TF_ABSTRACT: u32 = 32;
/// Pattern matching: a sequence / a mapping / a type matched by its value.
pub const TF_SEQUENCE: u32 = 64;
pub const TF_MAPPING: u32 = 128;
pub const TF_MATCH_SELF: u32 = 256;
/// Attributes may not be changed.
pub const TF_IMMUTABLE: u32 = 512;
/// No instances by calling.
pub const TF_NO_NEW: u32 = 1024;
/// A method: `obj.name` needs no bound object (functions, method descriptors).
pub const TF_METHOD_DESCR: u32 = 2048;
/// `type` or a subclass of it; set on metatypes.
pub const TF_METATYPE: u32 = 4096;
/// An iterator whose `__next__` runs no program code, and asked again after its end answers the same.
pub const TF_SIMPLE_NEXT: u32 = 8192;

#[repr(C)]
pub struct TypeObj {
    pub hdr: Header,
    pub name: Slot,
    pub qualname: Slot,
    pub bases: Slot,
    /// The base whose layout this type extends; NULL for `object`.
    pub base: Slot,
    pub mro: Slot,
    pub dict: Slot,
    /// A list of the direct subclasses.
    pub subclasses: Slot,
    pub doc: Slot,
    pub flags: Cell<u32>,
    /// Changes when an attribute of the type or of a base does; 0 = not assigned.
    pub version: Cell<u32>,
    /// Shape of a new instance.
    pub shape: Cell<u32>,
    /// Fields (slots and dictionary) that instances were seen to use.
    pub fields_hint: Cell<u32>,
    /// Number of `__slots__` members, which take the first fields.
    pub slot_fields: Cell<u32>,
    /// Kind and (for `Native`) descriptor of the layout its instances share.
    pub kind: Cell<Kind>,
    pub native: Cell<Option<&'static NativeInfo>>,
    pub slots: Slots,
    /// What `new` calls, where a spec declares it with a signature.
    pub new_def: Cell<Option<&'static super::spec::FnDef>>,
    /// Root shapes by number of inline fields.
    pub roots: RefCell<HashMap<u32, u32>>,
}

impl TypeObj {
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }
    pub fn set_flag(&self, flag: u32) {
        self.flags.set(self.flags.get() | flag);
    }
    pub fn mro_items(&self) -> &[Word] {
        match self.mro.get() {
            // SAFETY: the tuple is held by this type, which never moves or dies; tuples are immutable.
            w if w.is_kind(Kind::Tuple) => unsafe { (*(w.ptr() as *const TupleObj)).items() },
            _ => &[],
        }
    }
    /// Is `self` the type `other` or derived from it?
    #[inline]
    pub fn is_subtype(&self, other: Word) -> bool {
        self.word() == other || self.mro_items().contains(&other)
    }
    /// The class's name without its module.
    pub fn name(&self) -> String {
        super::str::to_string_lossy(self.name.get())
    }
}

pub(super) unsafe fn trace_type(h: *mut Header, t: &mut Tracer) {
    let ty = &*(h as *const TypeObj);
    for s in [&ty.name, &ty.qualname, &ty.bases, &ty.base, &ty.mro, &ty.dict, &ty.subclasses, &ty.doc] {
        t.slot(s);
    }
}
