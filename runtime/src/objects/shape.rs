//! Shapes (hidden classes): which class an object has and where each of its attributes lies.
//!
//! A shape never changes; adding an attribute follows or makes a transition to another shape.
//! A root shape is a (class, number of inline fields) pair, so a shape decides for every field
//! whether it is inline or in the overflow array. Deleting an attribute, asking for `__dict__`,
//! or more than 64 attributes puts the object into dictionary mode: its overflow slot then
//! holds a dict, and its shape is the class's dictionary shape.

use super::types::*;
use crate::heap::*;
use hashbrown::HashMap;
use std::cell::{Cell, OnceCell, RefCell};

/// More attributes than this and the object uses a dict.
pub const MAX_FIELDS: usize = 64;

pub struct Shape {
    pub id: u32,
    pub class: *const TypeObj,
    /// Fields that lie inline; field `i >= inline` is word `i - inline` of the overflow array.
    pub inline: u32,
    /// Attribute names in order of definition, after `first` fields taken by `__slots__`.
    pub names: Vec<Word>,
    pub first: u32,
    /// Attributes are in a dict, which the overflow slot holds.
    pub dict_mode: bool,
    table: OnceCell<HashMap<u64, u32>>,
    next: RefCell<Vec<(Word, u32)>>,
    dict_shape: Cell<u32>,
}

impl Shape {
    /// Number of fields in use.
    pub fn len(&self) -> usize {
        self.first as usize + self.names.len()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The field of an attribute by its (interned) name.
    #[inline]
    pub fn find(&self, name: Word) -> Option<usize> {
        if self.names.len() <= 8 {
            return self.names.iter().position(|&n| n == name).map(|i| i + self.first as usize);
        }
        let t = self
            .table
            .get_or_init(|| self.names.iter().enumerate().map(|(i, n)| (n.0, i as u32 + self.first)).collect());
        t.get(&name.0).map(|&i| i as usize)
    }
}

/// All shapes of a runtime; ids are indices.
#[derive(Default)]
pub struct Shapes {
    all: RefCell<Vec<&'static Shape>>,
    /// `all`'s buffer, for machine code and the interpreter.
    base: Cell<*const &'static Shape>,
}

impl Shapes {
    #[inline(always)]
    pub fn get(&self, id: u32) -> &'static Shape {
        // SAFETY: ids come from headers, which hold ids of registered shapes only.
        unsafe { *self.base.get().add(id as usize) }
    }
    #[inline(always)]
    pub fn class_of(&self, h: &Header) -> &'static TypeObj {
        // SAFETY: classes never move and live as long as their shapes.
        unsafe { &*self.get(h.shape.get()).class }
    }
    fn add(&self, make: impl FnOnce(u32) -> Shape) -> u32 {
        let mut all = self.all.borrow_mut();
        let id = all.len() as u32;
        all.push(Box::leak(Box::new(make(id))));
        self.base.set(all.as_ptr());
        id
    }
    /// The root shape of `class` for instances with `inline` inline fields.
    pub fn root(&self, class: &TypeObj, inline: u32) -> u32 {
        if let Some(&id) = class.roots.borrow().get(&inline) {
            return id;
        }
        let first = class.slot_fields.get();
        let id = self.add(|id| Shape {
            id,
            class,
            inline,
            names: vec![],
            first,
            dict_mode: false,
            table: OnceCell::new(),
            next: RefCell::default(),
            dict_shape: Cell::new(0),
        });
        class.roots.borrow_mut().insert(inline, id);
        id
    }
    /// The shape after adding `name` (interned) to `s`; None: the object must go to dictionary mode.
    pub fn add_name(&self, s: &'static Shape, name: Word) -> Option<u32> {
        if let Some(&(_, id)) = s.next.borrow().iter().find(|(n, _)| *n == name) {
            return Some(id);
        }
        if s.names.len() >= MAX_FIELDS || s.next.borrow().len() >= 128 {
            return None;
        }
        let mut names = s.names.clone();
        names.push(name);
        let id = self.add(|id| Shape {
            id,
            class: s.class,
            inline: s.inline,
            names,
            first: s.first,
            dict_mode: false,
            table: OnceCell::new(),
            next: RefCell::default(),
            dict_shape: Cell::new(0),
        });
        s.next.borrow_mut().push((name, id));
        Some(id)
    }
    /// The dictionary-mode shape that goes with `s`.
    pub fn dict_mode(&self, s: &'static Shape) -> u32 {
        if s.dict_mode {
            return s.id;
        }
        let root = self.get(self.root(unsafe_class(s), s.inline));
        if root.dict_shape.get() == 0 {
            let id = self.add(|id| Shape {
                id,
                class: s.class,
                inline: s.inline,
                names: vec![],
                first: s.first,
                dict_mode: true,
                table: OnceCell::new(),
                next: RefCell::default(),
                dict_shape: Cell::new(0),
            });
            root.dict_shape.set(id);
        }
        root.dict_shape.get()
    }
    /// Keeps classes and attribute names alive.
    pub fn trace(&self, t: &mut Tracer) {
        // Classes and interned names lie in the old space: a minor collection has nothing to do.
        if t.is_minor() {
            return;
        }
        for s in self.all.borrow().iter() {
            if !s.class.is_null() {
                // SAFETY: see `class_of`.
                t.slot(&Slot::new(unsafe { (*s.class).word() }));
            }
            for n in &s.names {
                t.slot(&Slot::new(*n));
            }
        }
    }
}

fn unsafe_class(s: &Shape) -> &'static TypeObj {
    // SAFETY: see `Shapes::class_of`.
    unsafe { &*s.class }
}
