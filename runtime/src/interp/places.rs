//! What places of attribute access that meet many shapes know: a table by (shape, name).
//!
//! A place keeps one shape in its own caches. One that met several asks this table instead, which
//! all such places share. An entry says how an attribute is reached for objects of that shape; what
//! lies in a class holds while the class's version stands. A class that gets a data descriptor or
//! an attribute hook when instances exist empties the table and every place's own cache
//! (`Vm::forget_places`): instance fields are not guarded by the class's version.

use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use methods::Property;
use std::cell::Cell;

/// How an attribute is reached.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum How {
    /// By the general lookup.
    Generic,
    /// Field `index` of the instance.
    Inline,
    /// Word `index` of the overflow array.
    Overflow,
    /// `value` is a function or method descriptor that needs no bound method here.
    Method,
    /// `value` is it.
    ClassVar,
    /// `value` is the Python function that computes it.
    Property,
    /// A store adds field `index`; `version` is the object's next shape.
    Add,
}

const SIZE: usize = 1024;

/// One row; 32 bytes.
#[repr(C)]
pub struct Row {
    /// The name, with bit 0 set for the form that calls; 0: empty.
    key: Cell<u64>,
    shape: Cell<u32>,
    how: Cell<How>,
    pub index: Cell<u32>,
    pub version: Cell<u32>,
    pub value: Slot,
}
impl Row {
    #[inline(always)]
    pub fn how(&self) -> How {
        self.how.get()
    }
}

/// The table; see the module's text.
pub struct Places {
    rows: Box<[Row]>,
}
impl Default for Places {
    fn default() -> Self {
        let row = || Row {
            key: Cell::new(0),
            shape: Cell::new(0),
            how: Cell::new(How::Generic),
            index: Cell::new(0),
            version: Cell::new(0),
            value: Slot::new(Word::NULL),
        };
        Places { rows: (0..SIZE).map(|_| row()).collect() }
    }
}

/// The key of a load; `call`: the form that pushes a function and its self.
#[inline(always)]
pub fn load_key(name: Word, call: bool) -> u64 {
    name.0 | call as u64
}
/// The key of a store.
#[inline(always)]
pub fn store_key(name: Word) -> u64 {
    name.0 | 4
}

impl Places {
    /// The row where this shape and key may be.
    #[inline(always)]
    fn row(&self, shape: u32, key: u64) -> &Row {
        let i = ((key >> 4) as usize).wrapping_add(shape as usize * 7 + (key & 5) as usize) & (SIZE - 1);
        // SAFETY: the index is masked to the table's size.
        unsafe { self.rows.get_unchecked(i) }
    }
    /// The row of this shape and key, if the table has it.
    #[inline(always)]
    pub fn find(&self, shape: u32, key: u64) -> Option<&Row> {
        let r = self.row(shape, key);
        if r.key.get() == key && r.shape.get() == shape { Some(r) } else { None }
    }
    /// What the table knows of a key: shapes, and how the attribute is reached in each.
    pub fn of_key(&self, key: u64) -> Vec<(u32, Access)> {
        let rows = self.rows.iter().filter(|r| r.key.get() == key);
        let access =
            |r: &Row| Access { how: r.how.get(), index: r.index.get(), version: r.version.get(), value: r.value.get() };
        rows.map(|r| (r.shape.get(), access(r))).collect()
    }
    /// Writes the row.
    pub fn put(&self, shape: u32, key: u64, to: Access) -> &Row {
        let r = self.row(shape, key);
        r.key.set(key);
        r.shape.set(shape);
        r.how.set(to.how);
        r.index.set(to.index);
        r.version.set(to.version);
        r.value.set_root(to.value);
        r
    }
    /// Forgets what lies in classes: nothing is kept alive here.
    pub fn clear_values(&self) {
        for r in self.rows.iter().filter(|r| r.value.get().is_ptr()) {
            r.key.set(0);
            r.value.set_root(Word::NULL);
        }
    }
    /// Empties the table.
    pub fn clear(&self) {
        for r in &self.rows {
            r.key.set(0);
            r.value.set_root(Word::NULL);
        }
    }
    pub fn trace(&self, t: &mut Tracer) {
        for r in &self.rows {
            if r.value.get().is_ptr() {
                t.slot(&r.value);
            }
        }
    }
}

/// How an attribute is reached for all objects of one shape.
#[derive(Copy, Clone)]
pub struct Access {
    pub how: How,
    pub index: u32,
    pub version: u32,
    pub value: Word,
}
impl Access {
    const GENERIC: Access = Access { how: How::Generic, index: 0, version: 0, value: Word::NULL };
    fn field(shape: &Shape, i: usize) -> Access {
        match shape.place(i) {
            Place::Inline(i) => Access { how: How::Inline, index: i as u32, ..Access::GENERIC },
            Place::Overflow(i) => Access { how: How::Overflow, index: i as u32, ..Access::GENERIC },
        }
    }
}

impl Vm {
    /// How `o.name` is loaded, for `o`'s shape; `call`: the value is to be called at once.
    pub(crate) fn load_access(&self, o: Word, name: Word, call: bool) -> Access {
        let Some(h) = o.header() else { return Access::GENERIC };
        let own_dict = h.kind == Kind::Native && attrs_slot(h).is_none() && self.own_dict(o).is_some();
        self.load_access_of(h.shape.get(), h.kind, own_dict, name, call)
    }
    /// How `o.name` is loaded for the instances of a class defined in Python that have this shape.
    pub fn load_access_of_shape(&self, shape: u32, name: Word, call: bool) -> Access {
        if !self.is_of_instances(shape) {
            return Access::GENERIC;
        }
        self.load_access_of(shape, Kind::Instance, false, name, call)
    }
    /// How `o.name = v` is done for the instances of a class defined in Python that have this shape.
    pub fn store_access_of_shape(&self, shape: u32, name: Word) -> Access {
        if self.is_of_instances(shape) { self.store_access_of(shape, name) } else { Access::GENERIC }
    }
    fn is_of_instances(&self, shape: u32) -> bool {
        // SAFETY: classes live as long as their shapes.
        unsafe { (*self.shapes.get(shape).class).kind.get() == Kind::Instance }
    }
    fn load_access_of(&self, shape: u32, kind: Kind, own_dict: bool, name: Word, call: bool) -> Access {
        let shape = self.shapes.get(shape);
        // SAFETY: classes live as long as their shapes.
        let class = unsafe { &*shape.class };
        if class.slots.getattro.get() != Some(generic_getattr_fn as GetAttr) {
            return Access::GENERIC;
        }
        let descr = self.type_lookup(class, name);
        if let Some(m) = descr.native::<MemberDescr>()
            && kind == Kind::Instance
            && m.index < shape.inline as usize
        {
            return Access { how: How::Inline, index: m.index as u32, ..Access::GENERIC };
        }
        let in_class = |how, value| Access { how, index: 0, version: self.type_version(class), value };
        if let Some(p) = descr.native::<Property>()
            && !call
            && self.is_exact(descr, &self.types.property)
        {
            let simple = p.get.get().get::<FunctionObj>().is_some_and(|f| {
                let code = f.code.get();
                code.get::<CodeObj>().is_some_and(|c| c.simple_args == 1 && !c.is_generator())
            });
            return if simple { in_class(How::Property, p.get.get()) } else { Access::GENERIC };
        }
        if !descr.is_null() && self.class_of(descr).slots.descr_set.get().is_some() {
            return Access::GENERIC;
        }
        if shape.dict_mode || kind == Kind::Function {
            return Access::GENERIC;
        }
        if let Some(i) = shape.find(name) {
            return if kind == Kind::Instance { Access::field(shape, i) } else { Access::GENERIC };
        }
        if descr.is_null() || own_dict {
            return Access::GENERIC;
        }
        let dc = self.class_of(descr);
        if dc.has(TF_METHOD_DESCR) && call {
            return in_class(How::Method, descr);
        }
        if dc.slots.descr_get.get().is_none() {
            return in_class(How::ClassVar, descr);
        }
        Access::GENERIC
    }
    /// How `o.name = v` is done, for `o`'s shape.
    pub(crate) fn store_access(&self, o: Word, name: Word) -> Access {
        let Some(h) = o.header() else { return Access::GENERIC };
        if h.kind != Kind::Instance { Access::GENERIC } else { self.store_access_of(h.shape.get(), name) }
    }
    fn store_access_of(&self, shape: u32, name: Word) -> Access {
        let shape = self.shapes.get(shape);
        // SAFETY: classes live as long as their shapes.
        let class = unsafe { &*shape.class };
        if class.slots.setattro.get() != Some(generic_setattr_fn as SetAttr) {
            return Access::GENERIC;
        }
        let descr = self.type_lookup(class, name);
        if let Some(m) = descr.native::<MemberDescr>()
            && m.index < shape.inline as usize
        {
            return Access { how: How::Inline, index: m.index as u32, ..Access::GENERIC };
        }
        if shape.dict_mode || (!descr.is_null() && self.class_of(descr).slots.descr_set.get().is_some()) {
            return Access::GENERIC;
        }
        if let Some(i) = shape.find(name) {
            return Access::field(shape, i);
        }
        let i = shape.len();
        if class.has(TF_DICT)
            && i < shape.inline as usize
            && let Some(next) = self.shapes.add_name(shape, name)
        {
            return Access { how: How::Add, index: i as u32, version: next, ..Access::GENERIC };
        }
        Access::GENERIC
    }
    /// A class changed in a way that instance fields are not guarded against: every attribute
    /// place starts anew.
    pub(crate) fn forget_places(&self, cause: &str) {
        self.places.clear();
        super::compiled::discard_all(self, cause);
        self.for_each_code(&mut |c| super::specialize::forget(c));
    }
}
