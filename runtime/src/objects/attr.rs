//! Attribute lookup: classes along the MRO, instances by shape, descriptors.

use super::layout::*;
use super::shape::Shape;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

const CACHE: usize = 2048;

/// Results of lookups along the MRO, by (type, name); valid while the type's version stands.
pub struct TypeCache(Box<[CacheEntry; CACHE]>);
struct CacheEntry {
    ty: Cell<usize>,
    version: Cell<u32>,
    name: Cell<Word>,
    value: Slot,
}
impl Default for TypeCache {
    fn default() -> Self {
        let entry = || CacheEntry {
            ty: Cell::new(0),
            version: Cell::new(0),
            name: Cell::new(Word::NULL),
            value: Slot::new(Word::NULL),
        };
        let v: Vec<CacheEntry> = (0..CACHE).map(|_| entry()).collect();
        match v.into_boxed_slice().try_into() {
            Ok(b) => TypeCache(b),
            Err(_) => unreachable!("the vector has CACHE entries"),
        }
    }
}
impl TypeCache {
    pub fn clear(&self) {
        for e in self.0.iter() {
            e.ty.set(0);
            e.value.set_root(Word::NULL);
        }
    }
    pub fn trace(&self, t: &mut Tracer) {
        self.0.iter().for_each(|e| t.slot(&e.value));
    }
}

/// Where an instance attribute lies.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Place {
    Inline(usize),
    Overflow(usize),
}

impl Shape {
    /// Where field `i` lies.
    #[inline(always)]
    pub fn place(&self, i: usize) -> Place {
        if i < self.inline as usize { Place::Inline(i) } else { Place::Overflow(i - self.inline as usize) }
    }
}

impl Word {
    /// The type object, if this is a type.
    #[inline(always)]
    pub fn as_type(&self) -> Option<&'static TypeObj> {
        // SAFETY: types never move, and shapes keep them alive.
        self.get::<TypeObj>().map(|t| unsafe { &*(t as *const TypeObj) })
    }
}

impl Vm {
    /// The class of any value.
    #[inline]
    pub fn class_of(&self, w: Word) -> &'static TypeObj {
        if w.is_ptr() {
            // SAFETY: a live object.
            return self.shapes.class_of(unsafe { &*w.ptr() });
        }
        let t = &self.types;
        let c = if w.is_small() {
            &t.int
        } else if w.is_imm_float() {
            &t.float
        } else {
            match w {
                Word::TRUE | Word::FALSE => &t.bool,
                Word::NONE => &t.none,
                Word::ELLIPSIS => &t.ellipsis,
                _ => &t.not_implemented,
            }
        };
        // SAFETY: the table holds types.
        unsafe { &*(c.get().ptr() as *const TypeObj) }
    }
    /// The class of any value, as a word.
    #[inline]
    pub fn type_of(&self, w: Word) -> Word {
        self.class_of(w).word()
    }
    /// What error texts call the type of `w`: see [`Vm::full_name`].
    pub fn type_name(&self, w: Word) -> String {
        self.full_name(self.class_of(w))
    }
    /// `type(obj).__name__`.
    pub fn short_name(&self, w: Word) -> String {
        self.class_of(w).name()
    }
    /// What error texts call a type: a native one by its module as well (`collections.deque`), as CPython's `tp_name` has it.
    pub fn full_name(&self, t: &TypeObj) -> String {
        let module = if t.has(TF_HEAP) { Word::NULL } else { self.dict_get_str(t.dict.get(), "__module__") };
        match module.is_kind(Kind::Str) {
            true => format!("{}.{}", super::str::to_string_lossy(module), t.name()),
            false => t.name(),
        }
    }
    /// Is `w` an instance of `ty` (by its class, without hooks)?
    #[inline]
    pub fn is_instance(&self, w: Word, ty: &Slot) -> bool {
        let c = self.class_of(w);
        let ty = ty.get();
        c.word() == ty || c.is_subtype(ty)
    }
    /// Is `w` exactly of type `ty`?
    #[inline]
    pub fn is_exact(&self, w: Word, ty: &Slot) -> bool {
        self.type_of(w) == ty.get()
    }

    /// A type's version, for caches; assigned at need.
    pub fn type_version(&self, ty: &TypeObj) -> u32 {
        if ty.version.get() == 0 {
            for &b in ty.mro_items() {
                if let Some(b) = b.as_type()
                    && b.version.get() == 0
                {
                    b.version.set(self.next_version());
                }
            }
            if ty.version.get() == 0 {
                ty.version.set(self.next_version());
            }
        }
        ty.version.get()
    }
    /// Something of `ty` changed: caches that know it or a subclass must not match any more.
    pub fn type_modified(&self, ty: &TypeObj) {
        if ty.version.get() == 0 {
            return;
        }
        ty.version.set(0);
        if let Some(l) = ty.subclasses.get().get::<ListObj>() {
            for &s in l.as_slice() {
                if let Some(s) = s.as_type() {
                    self.type_modified(s);
                }
            }
        }
    }

    /// What `name` (interned) is in `ty` or its bases, or NULL; descriptors are not called.
    #[inline]
    pub fn type_lookup(&self, ty: &TypeObj, name: Word) -> Word {
        let i = ((ty as *const TypeObj as usize >> 5) ^ (name.0 as usize >> 4)) & (CACHE - 1);
        let e = &self.type_cache.0[i];
        let v = ty.version.get();
        if v != 0 && e.ty.get() == ty as *const TypeObj as usize && e.name.get() == name && e.version.get() == v {
            return e.value.get();
        }
        self.type_lookup_slow(ty, name, i)
    }
    #[inline(never)]
    fn type_lookup_slow(&self, ty: &TypeObj, name: Word, i: usize) -> Word {
        let name = self.intern_word(name);
        let mut found = Word::NULL;
        for &b in ty.mro_items() {
            if let Some(b) = b.as_type()
                && let Some(d) = b.dict.get().get::<DictObj>()
            {
                found = self.dict_get_interned(d, name);
                if !found.is_null() {
                    break;
                }
            }
        }
        let v = self.type_version(ty);
        let e = &self.type_cache.0[i];
        e.ty.set(ty as *const TypeObj as usize);
        e.name.set(name);
        e.version.set(v);
        e.value.set_root(found);
        found
    }

    // ---- instance attributes

    /// The attribute `name` (interned) of the instance itself, or NULL.
    pub fn instance_get(&self, obj: Word, name: Word) -> Word {
        let Some(h) = obj.header() else {
            return Word::NULL;
        };
        let shape = self.shapes.get(h.shape.get());
        match h.kind {
            Kind::Function | Kind::Type => {
                return self.own_dict(obj).map_or(Word::NULL, |d| self.dict_get_plain(d, name));
            }
            Kind::Native if attrs_slot(h).is_none() => {
                return self.own_dict(obj).map_or(Word::NULL, |d| self.dict_get_plain(d, name));
            }
            _ => {}
        }
        let Some(over) = attrs_slot(h) else {
            return Word::NULL;
        };
        if shape.dict_mode {
            return self.dict_get_plain(over.get(), name);
        }
        match shape.find(name) {
            Some(i) => self.field(h, shape, i),
            None => Word::NULL,
        }
    }
    fn dict_get_plain(&self, d: Word, name: Word) -> Word {
        d.get::<DictObj>().map_or(Word::NULL, |d| self.dict_get_interned(d, name))
    }
    /// Field `i` of an object with `shape`, or NULL.
    #[inline]
    pub fn field(&self, h: &Header, shape: &Shape, i: usize) -> Word {
        match shape.place(i) {
            // SAFETY: only Instance objects have shapes with inline fields.
            Place::Inline(i) => unsafe { (*(h as *const Header as *const InstanceObj)).inline(i).get() },
            Place::Overflow(i) => match attrs_slot(h).map(Slot::get) {
                Some(w) => w.get::<Words>().map_or(Word::NULL, |v| v.slots().get(i).map_or(Word::NULL, Slot::get)),
                None => Word::NULL,
            },
        }
    }
    /// Writes field `i`.
    pub fn set_field(&self, obj: Word, shape: &Shape, i: usize, v: Word) {
        let Some(h) = obj.header() else { return };
        match shape.place(i) {
            // SAFETY: as in `field`.
            Place::Inline(i) => unsafe { (*(h as *const Header as *const InstanceObj)).inline(i).set(h, v) },
            Place::Overflow(i) => {
                let Some(over) = attrs_slot(h) else { return };
                let cap = over.get().get::<Words>().map_or(0, |w| w.len.get());
                if i >= cap {
                    let new = self.new_words((i + 1).max(cap * 2).max(4));
                    // The object may have moved only if nothing on a stack saw it: `h` does.
                    let over = attrs_slot(h).unwrap_or(over);
                    if let (Some(n), Some(o)) = (new.get::<Words>(), over.get().get::<Words>()) {
                        for (j, s) in o.slots().iter().enumerate() {
                            n.slots()[j].set(&n.hdr, s.get());
                        }
                    }
                    over.set(h, new);
                }
                if let Some(w) = over.get().get::<Words>() {
                    w.slots()[i].set(&w.hdr, v);
                }
            }
        }
    }
    /// Sets or adds the instance attribute `name` (interned). False: the object has no place for
    /// attributes.
    pub fn instance_set(&self, obj: Word, name: Word, v: Word) -> R<bool> {
        let Some(h) = obj.header() else {
            return Ok(false);
        };
        if matches!(h.kind, Kind::Function | Kind::Type) || (h.kind == Kind::Native && attrs_slot(h).is_none()) {
            let Some(d) = self.own_dict(obj) else {
                return Ok(false);
            };
            self.dict_set(d, name, v)?;
            return Ok(true);
        }
        let Some(over) = attrs_slot(h) else {
            return Ok(false);
        };
        let shape = self.shapes.get(h.shape.get());
        if shape.dict_mode {
            self.dict_set(over.get(), name, v)?;
            return Ok(true);
        }
        if let Some(i) = shape.find(name) {
            self.set_field(obj, shape, i, v);
            return Ok(true);
        }
        // SAFETY: classes never move.
        let class = unsafe { &*shape.class };
        if !class.has(TF_DICT) {
            return Ok(false);
        }
        match self.shapes.add_name(shape, name) {
            Some(id) => {
                let next = self.shapes.get(id);
                self.set_field(obj, next, next.len() - 1, v);
                if let Some(h) = obj.header() {
                    h.shape.set(id);
                }
                self.note_fields(class, next.len() as u32);
            }
            None => {
                let d = self.instance_dict(obj);
                self.dict_set(d.or(Word::NONE), name, v)?;
            }
        }
        Ok(true)
    }
    /// Instances of `class` use `n` fields: the next ones get room for them inline.
    fn note_fields(&self, class: &TypeObj, n: u32) {
        if class.kind.get() == Kind::Instance && n > class.fields_hint.get() && n <= 32 {
            class.fields_hint.set(n);
            let inline = (n + 1) & !1;
            if self.shapes.get(class.shape.get()).inline < inline {
                class.shape.set(self.shapes.root(class, inline));
            }
        }
    }
    /// Removes the instance attribute; false if there was none.
    pub fn instance_delete(&self, obj: Word, name: Word) -> R<bool> {
        if self.instance_get(obj, name).is_null() {
            return Ok(false);
        }
        let d = self.instance_dict(obj);
        match d.get::<DictObj>() {
            Some(d) => Ok(!self.dict_remove(d, name)?.is_null()),
            None => Ok(false),
        }
    }
    /// The dict that functions, types and modules keep their attributes in.
    pub fn own_dict(&self, obj: Word) -> Option<Word> {
        if let Some(f) = obj.get::<FunctionObj>() {
            if f.dict.get().is_null() {
                let d = self.new_dict();
                f.dict.set(&f.hdr, d);
            }
            return Some(f.dict.get());
        }
        if let Some(t) = obj.as_type() {
            return Some(t.dict.get());
        }
        obj.native::<super::module::ModuleObj>().map(|m| m.dict.get())
    }
    /// The object's `__dict__`, or NULL. An instance goes to dictionary mode: from now on that
    /// dict holds its attributes.
    pub fn instance_dict(&self, obj: Word) -> Word {
        let Some(h) = obj.header() else {
            return Word::NULL;
        };
        if matches!(h.kind, Kind::Function | Kind::Type) || (h.kind == Kind::Native && attrs_slot(h).is_none()) {
            return self.own_dict(obj).unwrap_or(Word::NULL);
        }
        let shape = self.shapes.get(h.shape.get());
        let Some(over) = attrs_slot(h) else {
            return Word::NULL;
        };
        if shape.dict_mode {
            return over.get();
        }
        // SAFETY: classes never move.
        if !unsafe { &*shape.class }.has(TF_DICT) {
            return Word::NULL;
        }
        let d = self.new_dict();
        for (k, &name) in shape.names.iter().enumerate() {
            let v = self.field(h, shape, k + shape.first as usize);
            if !v.is_null() {
                // Interned names hash and compare without running code.
                let _ = self.dict_set(d, name, v);
            }
        }
        if h.kind == Kind::Instance {
            for i in shape.first as usize..shape.inline as usize {
                // SAFETY: inline fields of an Instance.
                unsafe { (*(h as *const Header as *const InstanceObj)).inline(i).set_root(Word::NULL) };
            }
        }
        over.set(h, d);
        h.shape.set(self.shapes.dict_mode(shape));
        d
    }
    /// Replaces `__dict__`.
    pub fn set_instance_dict(&self, obj: Word, d: Word) -> bool {
        if self.instance_dict(obj).is_null() {
            return false;
        }
        if let Some(f) = obj.get::<FunctionObj>() {
            f.dict.set(&f.hdr, d);
            return true;
        }
        match obj.header().and_then(|h| attrs_slot(h).map(|s| (h, s))) {
            Some((h, s)) => {
                s.set(h, d);
                true
            }
            None => false,
        }
    }

    // ---- attribute access as the language defines it

    /// `getattr(obj, name)`; `name` is a str.
    #[inline]
    pub fn getattr(&self, obj: Word, name: Word) -> R {
        match self.class_of(obj).slots.getattro.get() {
            Some(f) => f(self, obj, name),
            None => self.generic_getattr(obj, name),
        }
    }
    /// Whether attributes of the class's instances are looked up as `object` does it.
    pub(crate) fn has_generic_getattr(&self, c: &TypeObj) -> bool {
        c.slots.getattro.get().is_none_or(|f| f == generic_getattr_fn as super::slots::GetAttr)
    }
    /// `getattr(obj, "name")`.
    pub fn getattr_str(&self, obj: Word, name: &str) -> R {
        self.getattr(obj, self.intern(name))
    }
    /// `getattr(obj, name, NULL)`: an AttributeError gives NULL.
    pub fn getattr_opt(&self, obj: Word, name: Word) -> R {
        let c = self.class_of(obj);
        if c.slots.getattro.get() == Some(generic_getattr_fn as super::slots::GetAttr) {
            return match self.generic_getattr_opt(obj, name) {
                Err(e) if self.exc_matches(e, &self.exc.AttributeError) => Ok(Word::NULL),
                r => r,
            };
        }
        match self.getattr(obj, name) {
            Err(e) if self.exc_matches(e, &self.exc.AttributeError) => Ok(Word::NULL),
            r => r,
        }
    }
    pub fn setattr(&self, obj: Word, name: Word, value: Option<Word>) -> R<()> {
        match self.class_of(obj).slots.setattro.get() {
            Some(f) => f(self, obj, name, value),
            None => self.generic_setattr(obj, name, value),
        }
    }
    /// `object.__getattribute__`.
    pub fn generic_getattr(&self, obj: Word, name: Word) -> R {
        let r = self.generic_getattr_opt(obj, name)?;
        if r.is_null() { Err(self.no_attribute(obj, name)) } else { Ok(r) }
    }
    /// As [`Vm::generic_getattr`], NULL if there is no such attribute.
    pub fn generic_getattr_opt(&self, obj: Word, name: Word) -> R {
        if !name.is_kind(Kind::Str) {
            return Err(self.type_error(format!("attribute name must be string, not '{}'", self.type_name(name))));
        }
        let name = self.intern_word(name);
        let class = self.class_of(obj);
        let descr = self.type_lookup(class, name);
        let mut get = None;
        if !descr.is_null() {
            let dc = self.class_of(descr);
            get = dc.slots.descr_get.get();
            if let Some(f) = get
                && dc.slots.descr_set.get().is_some()
            {
                return f(self, descr, obj, class.word());
            }
        }
        let own = self.instance_get(obj, name);
        if !own.is_null() {
            return Ok(own);
        }
        match get {
            Some(f) => f(self, descr, obj, class.word()),
            None => Ok(descr),
        }
    }
    /// `object.__setattr__` and `__delattr__`.
    pub fn generic_setattr(&self, obj: Word, name: Word, value: Option<Word>) -> R<()> {
        if !name.is_kind(Kind::Str) {
            return Err(self.type_error(format!("attribute name must be string, not '{}'", self.type_name(name))));
        }
        let name = self.intern_word(name);
        let class = self.class_of(obj);
        let descr = self.type_lookup(class, name);
        if !descr.is_null()
            && let Some(f) = self.class_of(descr).slots.descr_set.get()
        {
            return f(self, descr, obj, value);
        }
        let done = match value {
            Some(v) => self.instance_set(obj, name, v)?,
            None => self.instance_delete(obj, name)?,
        };
        if done {
            return Ok(());
        }
        let n = super::str::to_string_lossy(name);
        let has_dict = class.has(TF_DICT) || self.own_dict(obj).is_some();
        let text = if has_dict {
            return Err(self.no_attribute(obj, name));
        } else if descr.is_null() {
            format!(
                "'{}' object has no attribute '{n}' and no __dict__ for setting new attributes",
                self.full_name(class)
            )
        } else {
            format!("'{}' object attribute '{n}' is read-only", self.full_name(class))
        };
        Err(self.attribute_error(text, obj, name))
    }
    /// The AttributeError for a missing attribute.
    pub fn no_attribute(&self, obj: Word, name: Word) -> crate::Exc {
        let n = super::str::to_string_lossy(name);
        let text = match obj.as_type() {
            Some(t) => format!("type object '{}' has no attribute '{n}'", self.full_name(t)),
            None => match obj.native::<super::module::ModuleObj>() {
                Some(m) => {
                    let mname = self.dict_get_str(m.dict.get(), "__name__");
                    if mname.is_kind(Kind::Str) {
                        format!("module '{}' has no attribute '{n}'", super::str::to_string_lossy(mname))
                    } else {
                        format!("module has no attribute '{n}'")
                    }
                }
                None => format!("'{}' object has no attribute '{n}'", self.type_name(obj)),
            },
        };
        self.attribute_error(text, obj, name)
    }

    /// The special method `name` of `obj`, looked up on its class: (function, self to prepend or
    /// NULL if already bound), or None.
    pub fn lookup_special(&self, obj: Word, name: Word) -> R<Option<(Word, Word)>> {
        let class = self.class_of(obj);
        let f = self.type_lookup(class, name);
        if f.is_null() {
            return Ok(None);
        }
        let fc = self.class_of(f);
        if fc.has(TF_METHOD_DESCR) {
            return Ok(Some((f, obj)));
        }
        match fc.slots.descr_get.get() {
            Some(g) => Ok(Some((g(self, f, obj, class.word())?, Word::NULL))),
            None => Ok(Some((f, Word::NULL))),
        }
    }
    /// Calls the special method `name` of `obj`; None if its class has none.
    pub fn call_special(&self, obj: Word, name: &Slot, args: &[Word]) -> R<Option<Word>> {
        let Some((f, this)) = self.lookup_special(obj, name.get())? else {
            return Ok(None);
        };
        Ok(Some(if this.is_null() { self.call(f, args)? } else { self.call_with_self(f, this, args)? }))
    }
    /// `obj.name(*args)`.
    pub fn call_method(&self, obj: Word, name: &str, args: &[Word]) -> R {
        self.call_method_word(obj, self.intern(name), args)
    }
    pub fn call_method_word(&self, obj: Word, name: Word, args: &[Word]) -> R {
        let c = self.class_of(obj);
        if c.slots.getattro.get() == Some(generic_getattr_fn as super::slots::GetAttr) {
            let f = self.type_lookup(c, name);
            if !f.is_null() && self.class_of(f).has(TF_METHOD_DESCR) && self.instance_get(obj, name).is_null() {
                return self.call_with_self(f, obj, args);
            }
        }
        let f = self.getattr(obj, name)?;
        self.call(f, args)
    }
    /// `f(this, *args)`.
    pub fn call_with_self(&self, f: Word, this: Word, args: &[Word]) -> R {
        if args.len() < 7 {
            let mut buf = [Word::NULL; 8];
            buf[0] = this;
            buf[1..=args.len()].copy_from_slice(args);
            self.call(f, &buf[..=args.len()])
        } else {
            let mut v = WordVec::with_capacity(self, args.len() + 1);
            v.push(self, this);
            v.extend(self, args);
            self.call(f, &v)
        }
    }
}
use super::list::WordVec;

/// `object.__getattribute__` as a slot.
pub fn generic_getattr_fn(vm: &Vm, obj: Word, name: Word) -> R {
    vm.generic_getattr(obj, name)
}
/// `object.__setattr__` as a slot.
pub fn generic_setattr_fn(vm: &Vm, obj: Word, name: Word, value: Option<Word>) -> R<()> {
    vm.generic_setattr(obj, name, value)
}
