//! Making types: native ones from a [`TypeSpec`], classes from a `class` statement or `type(…)`.

use super::args::Args;
use super::descr::*;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::spec::*;
use super::types::*;
use super::wrappers;
use crate::heap::*;
use crate::{R, Vm};
use hashbrown::HashMap;
use std::cell::{Cell, RefCell};

/// Flags a subclass takes over.
const INHERITED: u32 = TF_DICT | TF_WEAKREF | TF_SEQUENCE | TF_MAPPING | TF_MATCH_SELF | TF_METATYPE | TF_DEL;

impl Vm {
    /// A type object with nothing filled in but its layout. It never moves.
    pub(crate) fn alloc_type(&self, kind: Kind) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc_old(size_of::<TypeObj>(), Kind::Type, 0) as *mut TypeObj;
            let null = || Slot::new(Word::NULL);
            let hdr = std::ptr::read(&(*p).hdr);
            p.write(TypeObj {
                hdr,
                name: null(),
                qualname: null(),
                bases: null(),
                base: null(),
                mro: null(),
                dict: null(),
                subclasses: null(),
                doc: null(),
                flags: Cell::new(0),
                version: Cell::new(0),
                shape: Cell::new(0),
                fields_hint: Cell::new(0),
                slot_fields: Cell::new(0),
                kind: Cell::new(kind),
                native: Cell::new(None),
                slots: Slots::default(),
                new_def: std::cell::Cell::new(None),
                roots: RefCell::new(HashMap::new()),
            });
            (*p).shape.set(self.shapes.root(&*p, 0));
            Word::from_ptr(p as *const Header)
        }
    }

    /// Makes a native type.
    pub fn make_type(&self, spec: &'static TypeSpec, kind: Kind, native: Option<&'static NativeInfo>) -> Word {
        let w = self.alloc_type(kind);
        self.finish_type(w, spec, native);
        w
    }
    /// Fills a native type in.
    pub(crate) fn finish_type(&self, w: Word, spec: &'static TypeSpec, native: Option<&'static NativeInfo>) {
        let Some(t) = w.as_type() else { return };
        let h = &t.hdr;
        let base = match spec.base {
            Some(f) => f(self),
            None if w == self.types.object.get() => Word::NULL,
            None => self.types.object.get(),
        };
        let (module, name) = spec.name.rsplit_once('.').unwrap_or(("builtins", spec.name));
        t.name.set(h, self.intern(name));
        t.qualname.set(h, self.intern(name));
        t.base.set(h, base);
        t.bases.set(h, if base.is_null() { self.empty_tuple() } else { self.new_tuple(&[base]) });
        let d = self.new_dict_old();
        t.dict.set(h, d);
        t.native.set(native);
        let bt = base.as_type();
        if let Some(b) = bt
            && native.is_none()
            && b.native.get().is_some()
        {
            t.native.set(b.native.get());
        }
        t.flags.set(spec.flags | bt.map_or(0, |b| b.flags.get() & INHERITED));
        t.hdr.shape.set(bt.map_or_else(|| self.shape_of_type(self.types.type_.get()), |b| b.hdr.shape.get()));
        let mut mro = WordVec::new();
        mro.push(self, w);
        if let Some(b) = bt {
            mro.extend(self, b.mro_items());
        }
        t.mro.set(h, mro.to_tuple(self));
        let subs = self.new_list();
        t.subclasses.set(h, subs);
        self.link_subclass(base, w);
        (spec.slots)(&t.slots);
        let own = t.slots.clone();
        if own.richcompare.get().is_some() && own.hash.get().is_none() {
            t.slots.hash.set(Some(wrappers::unhashable_slot()));
            own.hash.set(Some(wrappers::unhashable_slot()));
        }
        if let Some(b) = bt {
            // `__hash__` and `__eq__` are inherited together.
            t.slots.inherit(&b.slots);
        }
        for m in spec.methods {
            let v = match m.kind {
                FnKind::Plain => self.new_native(MethodDescr { def: m, owner: Slot::new(w) }),
                FnKind::Class => self.new_native(ClassMethodDescr { def: m, owner: Slot::new(w) }),
                FnKind::Static => {
                    let null = || Slot::new(Word::NULL);
                    let f = self.new_native(BuiltinFn { def: m, this: null(), module: null(), owner: Slot::new(w) });
                    self.new_staticmethod(f)
                }
            };
            self.dict_set_str(d, m.name, v);
        }
        for g in spec.getset {
            let v = if g.member {
                self.new_native(MemberDescr {
                    def: Some(g),
                    name: Slot::new(self.intern(g.name)),
                    owner: Slot::new(w),
                    index: usize::MAX,
                    key: Slot::new(Word::NULL),
                })
            } else {
                self.new_native(GetSetDescr { def: g, owner: Slot::new(w) })
            };
            self.dict_set_str(d, g.name, v);
        }
        if let Some(n) = spec.new {
            t.slots.new.set(Some(new_from_spec));
            own.new.set(Some(new_from_spec));
            t.new_def.set(Some(n));
            let f = self.new_native(BuiltinFn {
                def: n,
                this: Slot::new(w),
                module: Slot::new(Word::NULL),
                owner: Slot::new(w),
            });
            self.dict_set_str(d, "__new__", f);
        } else if own.new.get().is_some() {
            let f = self.new_native(SlotNew { owner: Slot::new(w) });
            self.dict_set_str(d, "__new__", f);
        } else if spec.flags & TF_NO_NEW != 0 {
            t.slots.new.set(None);
        }
        self.add_wrappers(t, &own);
        if self.dict_get_str(d, "__doc__").is_null() {
            self.dict_set_str(d, "__doc__", doc_word(self, spec.doc));
        }
        if module != "builtins" {
            let m = self.intern(module);
            self.dict_set_str(d, "__module__", m);
        }
        if let Some(f) = spec.extra {
            // Constants only: cannot fail.
            let _ = f(self, w);
        }
    }
    pub(super) fn link_subclass(&self, base: Word, sub: Word) {
        if let Some(b) = base.as_type()
            && let Some(l) = b.subclasses.get().get::<ListObj>()
        {
            l.push(self, sub);
        }
    }
    pub fn new_staticmethod(&self, f: Word) -> Word {
        self.new_native(super::methods::StaticMethod { func: Slot::new(f), attrs: Slot::new(Word::NULL) })
    }

    // ---- classes written in Python

    /// The most derived metaclass of `meta` and the bases' types.
    pub fn calculate_metaclass(&self, meta: Word, bases: &[Word]) -> R {
        let mut winner = meta;
        for &b in bases {
            let t = self.type_of(b);
            let (Some(wt), Some(tt)) = (winner.as_type(), t.as_type()) else {
                continue;
            };
            if wt.is_subtype(t) {
                continue;
            }
            if tt.is_subtype(winner) {
                winner = t;
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            ));
        }
        Ok(winner)
    }

    /// The C3 order of a class with these bases, without the class itself.
    pub(crate) fn c3(&self, class: Word, bases: &[Word]) -> R<WordVec> {
        for (i, b) in bases.iter().enumerate() {
            if bases[i + 1..].contains(b) {
                let n = b.as_type().map_or_else(String::new, |t| t.name());
                return Err(self.type_error(format!("duplicate base class {n}")));
            }
        }
        let mut out = WordVec::new();
        out.push(self, class);
        if let [base] = bases {
            if let Some(t) = base.as_type() {
                t.mro_items().iter().for_each(|&c| out.push(self, c));
            }
            return Ok(out);
        }
        // The orders to merge, and how far each is used up. They may be young: a vector of the heap holds them.
        let mut orders = WordVec::new();
        for &b in bases {
            if let Some(t) = b.as_type() {
                orders.push(self, t.mro.get());
            }
        }
        orders.push(self, self.new_tuple(bases));
        let mut at = vec![0; orders.len()];
        let rest = |s: usize, from: usize| -> &[Word] {
            orders[s].get::<TupleObj>().and_then(|t| t.items().get(from..)).unwrap_or_default()
        };
        loop {
            let mut done = true;
            let mut next = Word::NULL;
            for s in 0..at.len() {
                let Some(&c) = rest(s, at[s]).first() else { continue };
                done = false;
                let in_tail = (0..at.len()).any(|o| rest(o, at[o] + 1).contains(&c));
                if !in_tail {
                    next = c;
                    break;
                }
            }
            if done {
                return Ok(out);
            }
            if next.is_null() {
                let mut names: Vec<String> = vec![];
                for (s, &i) in at.iter().enumerate() {
                    if let Some(c) = rest(s, i).first() {
                        let n = c.as_type().map_or_else(String::new, |t| t.name());
                        if !names.contains(&n) {
                            names.push(n);
                        }
                    }
                }
                return Err(self.type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                )));
            }
            out.push(self, next);
            for (s, i) in at.iter_mut().enumerate() {
                if rest(s, *i).first() == Some(&next) {
                    *i += 1;
                }
            }
        }
    }

    /// The type whose layout `t` has: itself if it adds a native layout to its base's.
    fn solid_base(&self, t: &'static TypeObj) -> &'static TypeObj {
        let mut t = t;
        while let Some(b) = t.base.get().as_type() {
            let adds = (!t.has(TF_HEAP)
                && (t.kind.get() != b.kind.get() || t.native.get().is_some() != b.native.get().is_some()))
                || t.slot_fields.get() > b.slot_fields.get()
                || (t.kind.get() == Kind::Exception && self.exception_adds_fields(t));
            if adds {
                return t;
            }
            t = b;
        }
        t
    }
    /// Has this exception type fields beyond those of its base?
    fn exception_adds_fields(&self, t: &TypeObj) -> bool {
        let e = &self.exc;
        let own = [
            &e.BaseExceptionGroup,
            &e.StopIteration,
            &e.SystemExit,
            &e.ImportError,
            &e.NameError,
            &e.AttributeError,
            &e.OSError,
            &e.SyntaxError,
            &e.UnicodeEncodeError,
            &e.UnicodeDecodeError,
            &e.UnicodeTranslateError,
        ];
        own.iter().any(|s| s.get() == t.word())
    }
    pub(super) fn best_base(&self, bases: &[Word]) -> R {
        let mut winner: Option<(&'static TypeObj, &'static TypeObj)> = None;
        for &b in bases {
            let Some(t) = b.as_type() else {
                return Err(self.type_error("bases must be types"));
            };
            if !t.has(TF_BASETYPE) && !t.has(TF_HEAP) {
                return Err(self.type_error(format!("type '{}' is not an acceptable base type", t.name())));
            }
            let s = self.solid_base(t);
            match winner {
                None => winner = Some((t, s)),
                Some((_, ws)) if ws.is_subtype(s.word()) => {}
                Some((_, ws)) if s.is_subtype(ws.word()) => winner = Some((t, s)),
                _ => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            }
        }
        Ok(winner.map_or(self.types.object.get(), |w| w.0.word()))
    }

    /// `type.__new__(meta, name, bases, ns, **kw)`.
    pub fn type_new(&self, meta: Word, name: Word, bases: Word, ns: Word, kw: &Args) -> R {
        let Some(bt) = bases.get::<TupleObj>() else {
            return Err(self.system_error("bases is not a tuple"));
        };
        let Some(src) = ns.get::<DictObj>() else {
            return Err(self.system_error("namespace is not a dict"));
        };
        for &b in bt.items() {
            if b.as_type().is_none() && !self.getattr_opt(b, self.names.mro_entries.get())?.is_null() {
                return Err(self.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
            }
        }
        let meta = self.calculate_metaclass(meta, bt.items())?;
        let object = self.types.object.get();
        let bases = if bt.is_empty() { self.new_tuple(&[object]) } else { bases };
        let Some(bt) = bases.get::<TupleObj>() else {
            return Err(self.system_error("bases"));
        };
        let base = self.best_base(bt.items())?;
        let nul = name.get::<StrObj>().is_some_and(|s| s.chars().any(|c| c == 0));
        if nul {
            return Err(self.value_error("type name must not contain null characters"));
        }
        let Some(base_t) = base.as_type() else {
            return Err(self.system_error("base"));
        };
        let Some(mt) = meta.as_type() else {
            return Err(self.system_error("metaclass"));
        };

        let w = self.alloc_type(if base_t.kind.get() == Kind::Filler { Kind::Instance } else { base_t.kind.get() });
        let Some(t) = w.as_type() else {
            return Err(self.system_error("type"));
        };
        let h = &t.hdr;
        t.hdr.shape.set(mt.shape.get());
        let dict = self.new_dict_old();
        t.dict.set(h, dict);
        let Some(d) = dict.get::<DictObj>() else {
            return Err(self.system_error("dict"));
        };
        self.dict_update(d, src)?;
        t.native.set(base_t.native.get());
        let name = if self.is_exact(name, &self.types.str) { name } else { self.str_exact(name) };
        t.name.set(h, name);
        t.base.set(h, base);
        t.bases.set(h, bases);
        t.flags.set((base_t.flags.get() & INHERITED) | TF_HEAP | TF_BASETYPE);
        for &b in bt.items() {
            if let Some(b) = b.as_type() {
                t.set_flag(b.flags.get() & (TF_SEQUENCE | TF_MAPPING | TF_DICT | TF_WEAKREF | TF_METATYPE));
            }
        }
        let subs = self.new_list();
        t.subclasses.set(h, subs);
        let qn = self.dict_remove(d, self.names.qualname.get())?;
        if !qn.is_null() && !qn.is_kind(Kind::Str) {
            return Err(self.type_error(format!("type __qualname__ must be a str, not {}", self.type_name(qn))));
        }
        t.qualname.set(h, qn.or(name));
        if self.dict_get_interned(d, self.names.module.get()).is_null() {
            let m = self.current_module_name();
            if !m.is_null() {
                self.dict_set(dict, self.names.module.get(), m)?;
            }
        }
        // Implicit static and class methods.
        for (n, class_method) in [("__new__", false), ("__init_subclass__", true), ("__class_getitem__", true)] {
            let f = self.dict_get_str(dict, n);
            if f.is_kind(Kind::Function) {
                let v = if class_method { self.new_classmethod(f) } else { self.new_staticmethod(f) };
                self.dict_set_str(dict, n, v);
            }
        }
        self.class_slots(t, base_t, d)?;
        if self.dict_get_interned(d, self.names.doc.get()).is_null() {
            self.dict_set(dict, self.names.doc.get(), Word::NONE)?;
        }
        let cell = self.dict_remove(d, self.names.classcell.get())?;
        let dict_cell = self.dict_remove(d, self.names.classdictcell.get())?;
        if let Some(c) = dict_cell.get::<CellObj>() {
            c.value.set(&c.hdr, dict);
        }
        // A class with __eq__ and no __hash__ cannot be hashed.
        if !self.dict_get_interned(d, self.names.eq.get()).is_null()
            && self.dict_get_interned(d, self.names.hash.get()).is_null()
        {
            self.dict_set(dict, self.names.hash.get(), Word::NONE)?;
        }
        // The order of resolution: `mro()` of the metaclass if it overrides it.
        let mro = self.c3(w, bt.items())?;
        t.mro.set(h, mro.to_tuple(self));
        if meta != self.types.type_.get() {
            let f = self.type_lookup(mt, self.names.mro_fn.get());
            if f.native::<MethodDescr>().is_none() && !f.is_null() {
                let r = self.call_method_word(w, self.names.mro_fn.get(), &[])?;
                let items = self.to_vec(r)?;
                t.mro.set(h, items.to_tuple(self));
            }
        }
        for &b in bt.items() {
            self.link_subclass(b, w);
        }
        wrappers::fill_slots(self, t);
        let inline = if t.kind.get() == Kind::Instance {
            let hint = base_t.fields_hint.get().max(t.slot_fields.get());
            let hint = if t.has(TF_DICT) { hint.max(2) } else { hint };
            (hint + 1) & !1
        } else {
            0
        };
        t.fields_hint.set(inline);
        t.roots.borrow_mut().clear();
        t.shape.set(self.shapes.root(t, inline));
        if let Some(c) = cell.get::<CellObj>() {
            c.value.set(&c.hdr, w);
        } else if !cell.is_null() {
            return Err(
                self.type_error(format!("type.__new__: __classcell__ must be a cell, not '{}'", self.type_name(cell)))
            );
        }
        // __set_name__, then __init_subclass__ of the parent.
        let snapshot = self.dict_copy(d);
        if let Some(s) = snapshot.get::<DictObj>() {
            for i in 0..s.bound() {
                let Some((k, v)) = s.entry(i) else { continue };
                if let Err(e) = self.call_special(v, &self.names.set_name, &[w, k]) {
                    let note = format!(
                        "Error calling __set_name__ on '{}' instance {} in '{}'",
                        self.type_name(v),
                        self.repr_text(k).unwrap_or_default(),
                        t.name()
                    );
                    self.add_note(e, &note);
                    return Err(e);
                }
            }
        }
        let sup = self.new_super(w, w)?;
        let f = self.getattr(sup, self.names.init_subclass.get())?;
        self.call_args(f, &Args { words: &kw.words[kw.words.len() - kw.kw_count()..], names: kw.names })?;
        Ok(w)
    }

    /// `__slots__`, `__dict__` and `__weakref__` of a new class.
    fn class_slots(&self, t: &'static TypeObj, base: &'static TypeObj, d: &DictObj) -> R<()> {
        let slots = self.dict_get_interned(d, self.names.slots.get());
        t.slot_fields.set(base.slot_fields.get());
        if slots.is_null() {
            let had = base.has(TF_DICT);
            t.set_flag(TF_DICT | TF_WEAKREF);
            if !had {
                self.add_dict_descr(t);
            }
            if !base.has(TF_WEAKREF) {
                self.add_weakref_descr(t);
            }
            return Ok(());
        }
        let names = if slots.is_kind(Kind::Str) {
            let mut v = WordVec::new();
            v.push(self, slots);
            v
        } else {
            self.to_vec(slots)?
        };
        let class_name = t.name();
        let mut sorted: Vec<String> = vec![];
        for &n in names.iter() {
            let Some(s) = n.get::<StrObj>() else {
                return Err(self.type_error(format!("__slots__ items must be strings, not '{}'", self.type_name(n))));
            };
            let text = s.to_string_lossy();
            if !is_identifier(&text) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            match text.as_str() {
                "__dict__" => {
                    if base.has(TF_DICT) || t.has(TF_DICT) {
                        return Err(self.type_error("__dict__ slot disallowed: we already got one"));
                    }
                    t.set_flag(TF_DICT);
                    self.add_dict_descr(t);
                    continue;
                }
                "__weakref__" => {
                    if base.has(TF_WEAKREF) || t.has(TF_WEAKREF) {
                        return Err(self.type_error("__weakref__ slot disallowed: we already got one"));
                    }
                    t.set_flag(TF_WEAKREF);
                    self.add_weakref_descr(t);
                    continue;
                }
                _ => {}
            }
            let mangled = mangle(&class_name, &text);
            let existing = self.dict_get_str(d.word(), &mangled);
            if !existing.is_null() && mangled != "__qualname__" && mangled != "__classcell__" {
                return Err(
                    self.value_error(format!("{} in __slots__ conflicts with class variable", self.repr_text(n)?))
                );
            }
            sorted.push(mangled);
        }
        if !sorted.is_empty() && matches!(t.kind.get(), Kind::Int | Kind::Tuple | Kind::Bytes) {
            return Err(self.type_error(format!("nonempty __slots__ not supported for subtype of '{}'", base.name())));
        }
        sorted.sort();
        for n in sorted {
            let name = self.intern(&n);
            let (index, key) = if t.kind.get() == Kind::Instance {
                let i = t.slot_fields.get();
                t.slot_fields.set(i + 1);
                (i as usize, Word::NULL)
            } else {
                // The layout has no room for fields: kept among the attributes under another name.
                t.set_flag(TF_DICT);
                (usize::MAX, self.intern(&format!("{n} of {class_name}")))
            };
            let m = self.new_native(MemberDescr {
                def: None,
                name: Slot::new(name),
                owner: Slot::new(t.word()),
                index,
                key: Slot::new(key),
            });
            self.dict_set(d.word(), name, m)?;
        }
        Ok(())
    }
    fn add_dict_descr(&self, t: &'static TypeObj) {
        if t.kind.get() == Kind::Exception || t.has(TF_METATYPE) {
            return;
        }
        let v = self.new_native(GetSetDescr { def: &DICT_GETSET, owner: Slot::new(t.word()) });
        self.dict_set_str(t.dict.get(), "__dict__", v);
    }
    fn add_weakref_descr(&self, t: &'static TypeObj) {
        if t.has(TF_METATYPE) {
            return;
        }
        let v = self.new_native(GetSetDescr { def: &WEAKREF_GETSET, owner: Slot::new(t.word()) });
        self.dict_set_str(t.dict.get(), "__weakref__", v);
    }
    /// `__name__` of the module whose code runs now, or NULL.
    pub fn current_module_name(&self) -> Word {
        match self.current_globals().get::<DictObj>() {
            Some(g) => self.dict_get_interned(g, self.names.name.get()),
            None => Word::NULL,
        }
    }

    /// `type.__call__`: `__new__`, then `__init__`.
    pub fn type_call(&self, ty: Word, args: &Args) -> R {
        let Some(t) = ty.as_type() else {
            return Err(self.system_error("type_call"));
        };
        if ty == self.types.type_.get() {
            if args.words.len() == 1 && args.names.is_null() {
                return Ok(self.type_of(args.words[0]));
            }
            if args.positional().len() != 3 {
                return Err(self.type_error("type() takes 1 or 3 arguments"));
            }
        }
        let Some(new) = t.slots.new.get() else {
            return Err(self.type_error(format!("cannot create '{}' instances", self.type_full_name(t))));
        };
        let obj = new(self, ty, args)?;
        let c = self.class_of(obj);
        if c.is_subtype(ty)
            && let Some(init) = c.slots.init.get()
        {
            init(self, obj, args)?;
        }
        Ok(obj)
    }
    /// `module.qualname`, without the module for builtins: how errors name a type in full.
    pub fn type_full_name(&self, t: &TypeObj) -> String {
        let m = self.dict_get_str(t.dict.get(), "__module__");
        match m.get::<StrObj>() {
            Some(m) if m.ascii() != Some("builtins") => {
                format!("{}.{}", m.to_string_lossy(), t.name())
            }
            _ => t.name(),
        }
    }
    /// Calls a `__new__` with a signature; errors name the type that defined it.
    pub(crate) fn call_new_def(&self, t: &TypeObj, def: &'static FnDef, args: &Args) -> R {
        let (sig, n) = (&def.shape, args.words.len());
        if args.names.is_null() && sig.simple && n >= sig.required as usize && n <= sig.positional as usize {
            return self.call_native(def, args, None);
        }
        self.call_native(def, args, Some(&t.name()))
    }
    /// Space for an instance of a native base's subclass needs an attribute slot?
    pub fn needs_attrs(&self, ty: Word, own: &Slot) -> bool {
        ty != own.get()
    }
}

fn new_from_spec(vm: &Vm, ty: Word, args: &Args) -> R {
    // The nearest `__new__` that a spec defined.
    let Some(t) = ty.as_type() else {
        return Err(vm.system_error("new"));
    };
    for &b in t.mro_items() {
        let Some(bt) = b.as_type() else { continue };
        if bt.has(TF_HEAP) {
            continue;
        }
        if let Some(def) = bt.new_def.get() {
            return vm.with_first(ty, args, |args| vm.call_new_def(bt, def, args));
        }
        let f = vm.dict_get_str(bt.dict.get(), "__new__");
        if let Some(n) = f.native::<SlotNew>()
            && let Some(o) = n.owner.get().as_type()
            && let Some(g) = o.slots.new.get()
        {
            return g(vm, ty, args);
        }
    }
    Err(vm.type_error(format!("cannot create '{}' instances", t.name())))
}

/// What every native `__new__` says of itself.
pub const NEW_DOC: &str = "Create and return a new object.  See help(type) for accurate signature.";
pub const NEW_SIGNATURE: &str = "($type, *args, **kwargs)";

/// `T.__new__` of a native type whose `new` slot takes its arguments itself.
pub struct SlotNew {
    pub owner: Slot,
}
impl Payload for SlotNew {
    const INFO: &'static NativeInfo = crate::native_info!(SlotNew, SLOT_NEW_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.owner);
    }
}
fn slot_new_call(vm: &Vm, f: Word, args: &Args) -> R {
    let owner = f.native::<SlotNew>().map_or(Word::NULL, |n| n.owner.get());
    let Some(o) = owner.as_type() else {
        return Err(vm.system_error("__new__"));
    };
    let Some(cls) = args.positional().first().copied() else {
        return Err(vm.type_error(format!("{}.__new__(): not enough arguments", o.name())));
    };
    let Some(c) = cls.as_type() else {
        return Err(vm.type_error(format!("{}.__new__(X): X is not a type object ({})", o.name(), vm.type_name(cls))));
    };
    if !c.is_subtype(owner) {
        return Err(vm.type_error(format!("{0}.__new__({1}): {1} is not a subtype of {0}", o.name(), c.name())));
    }
    if c.kind.get() != o.kind.get() && o.kind.get() == Kind::Instance {
        let mut s = c;
        while s.has(TF_HEAP) {
            match s.base.get().as_type() {
                Some(b) => s = b,
                None => break,
            }
        }
        return Err(vm.type_error(format!(
            "{}.__new__({}) is not safe, use {}.__new__()",
            o.name(),
            c.name(),
            s.name()
        )));
    }
    match o.slots.new.get() {
        Some(n) => n(vm, cls, &Args { words: &args.words[1..], names: args.names }),
        None => Err(vm.type_error(format!("cannot create '{}' instances", c.name()))),
    }
}
static SLOT_NEW_SPEC: TypeSpec = TypeSpec {
    name: "builtin_function_or_method",
    flags: TF_NO_NEW,
    slots: |s| {
        s.call.set(Some(slot_new_call));
        s.repr.set(Some(|vm, w| {
            let o = w.native::<SlotNew>().map_or(Word::NULL, |n| n.owner.get());
            let n = o.as_type().map_or_else(String::new, |t| t.name());
            let _ = n;
            Ok(vm.new_str(&format!("<built-in method __new__ of type object at {:#x}>", vm.heap.identity(o))))
        }));
    },
    getset: &[
        GetSet::ro("__self__", |_, w| Ok(w.native::<SlotNew>().map_or(Word::NONE, |n| n.owner.get())), ""),
        GetSet::ro("__name__", |vm, _| Ok(vm.new_str("__new__")), ""),
        GetSet::ro(
            "__qualname__",
            |vm, w| {
                let o = w.native::<SlotNew>().map_or(Word::NULL, |n| n.owner.get());
                Ok(vm.new_str(&format!("{}.__new__", o.as_type().map_or_else(String::new, |t| t.name()))))
            },
            "",
        ),
        GetSet::ro(
            "__doc__",
            |vm, _| Ok(vm.new_str("Create and return a new object.  See help(type) for accurate signature.")),
            "",
        ),
        GetSet::ro("__text_signature__", |vm, _| Ok(vm.new_str("($type, *args, **kwargs)")), ""),
    ],
    ..TypeSpec::DEFAULT
};

static DICT_GETSET: GetSet = GetSet::rw(
    "__dict__",
    |vm, w| {
        let d = vm.instance_dict(w);
        if d.is_null() { Err(vm.no_attribute(w, vm.names.dict.get())) } else { Ok(d) }
    },
    |vm, w, v| match v {
        Some(d) if d.is_kind(Kind::Dict) => {
            vm.set_instance_dict(w, d);
            Ok(())
        }
        Some(d) => Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(d)))),
        None => {
            let d = vm.new_dict();
            vm.set_instance_dict(w, d);
            Ok(())
        }
    },
    "dictionary for instance variables",
);
static WEAKREF_GETSET: GetSet = GetSet::ro(
    "__weakref__",
    |vm, w| {
        let mut first = Word::NONE;
        if let Some(h) = w.header() {
            vm.heap.weakrefs_of(h, &mut |r| first = r);
        }
        Ok(first)
    },
    "list of weak references to the object",
);
/// The `__dict__` attribute of instances.
pub fn dict_getset() -> &'static GetSet {
    &DICT_GETSET
}

/// Is `s` an identifier?
pub fn is_identifier(s: &str) -> bool {
    let mut c = s.chars();
    c.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c)) && c.all(unicode_ident::is_xid_continue)
}
/// The name that `name` has inside class `class`.
pub fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || class.is_empty() {
        name.to_string()
    } else {
        format!("_{class}{name}")
    }
}
