//! Leaves: what instructions and natives do where the types of their operands make it simple, for compiled code.
//!
//! A leaf runs no program code, raises nothing and looks at no frame, so compiled code keeps in registers what it has
//! there. Where it would have to it answers NULL, and nothing happened: the instruction is then done in the general way.
//! It may allocate; the running frame must be `Current::fp`, as for every allocation.

use super::dict_type::is_dict_getitem;
use super::object_type::{is_identity_hash, is_object_compare};
use super::slice::SliceObj;
use super::tuple_type::{HashMixer, is_tuple_compare, is_tuple_hash};
use super::*;
use crate::Vm;
use crate::heap::*;
use taipan_syntax::bytecode::nb;

/// What [`next`] answers at the iterator's end.
pub const END: Word = Word(0x0F);

/// Takes up to four words, NULL standing for those that are not there; the result, or NULL.
pub type Leaf = unsafe extern "sysv64" fn(&Vm, Word, Word, Word, Word) -> Word;

/// Where [`Vm::super_method`] found a name last. Its words are compared alone: what is found there is looked at anew.
#[derive(Copy, Clone, Default)]
pub(crate) struct SuperPlace {
    class: u64,
    name: u64,
    version: u32,
    /// The class in the order of resolution, and the entry in its dict.
    base: u32,
    index: u32,
}
pub(crate) const SUPER_PLACES: usize = 128;

/// Tuples within tuples that are looked at.
const DEPTH: u32 = 6;

// ---- hashes and equality that run no code

impl Vm {
    #[inline(always)]
    fn is_str(&self, w: Word) -> bool {
        w.header().is_some_and(|h| h.shape.get() == self.shape_of_type(self.types.str.get()))
    }
    /// The hash of an int, a str, a float, a tuple of such, or of what goes by its identity.
    #[inline]
    pub(crate) fn simple_hash(&self, w: Word) -> Option<i64> {
        if w.is_small() || self.is_str(w) { self.hash(w).ok() } else { self.simple_hash_at(w, DEPTH) }
    }
    fn simple_hash_at(&self, w: Word, depth: u32) -> Option<i64> {
        if w.is_small() {
            return Some(taipan_text::float::hash::hash_i64(w.small_value()));
        }
        if !w.is_ptr() {
            // What is held in the word itself is an int, a float or a singleton.
            return self.hash(w).ok();
        }
        if self.is_str(w) {
            return w.get::<StrObj>().map(|s| s.hash_value(self));
        }
        let hash = self.class_of(w).slots.hash.get()?;
        if let Some(t) = w.get::<TupleObj>() {
            if !is_tuple_hash(hash) {
                return None;
            }
            if let Some(h) = t.kept_hash() {
                return Some(h);
            }
            if depth == 0 {
                return None;
            }
            let mut m = HashMixer::default();
            for &x in t.items() {
                m.add(self.simple_hash_at(x, depth - 1)?);
            }
            let h = m.finish(t.len());
            t.keep_hash(h);
            return Some(h);
        }
        is_identity_hash(hash).then(|| self.identity_hash(w))
    }
    /// `a is b or a == b` of such.
    #[inline]
    pub(crate) fn simple_eq(&self, a: Word, b: Word) -> Option<bool> {
        if a == b {
            return Some(true);
        }
        if Word::both_small(a, b) {
            return Some(false);
        }
        self.simple_eq_at(a, b, DEPTH)
    }
    fn simple_eq_at(&self, a: Word, b: Word, depth: u32) -> Option<bool> {
        if a == b {
            return Some(true);
        }
        if Word::both_small(a, b) {
            return Some(false);
        }
        if !a.is_ptr() && !b.is_ptr() {
            return self.compare_bool(a, b, CmpOp::Eq).ok();
        }
        let (sa, sb) = (self.is_str(a), self.is_str(b));
        if sa && sb {
            return match (a.get::<StrObj>(), b.get::<StrObj>()) {
                (Some(x), Some(y)) => Some(x.equals(y)),
                _ => None,
            };
        }
        if self.is_tuple(a)
            && self.is_tuple(b)
            && let (Some(x), Some(y)) = (a.get::<TupleObj>(), b.get::<TupleObj>())
        {
            if depth == 0 {
                return None;
            }
            for (&x, &y) in x.items().iter().zip(y.items()) {
                if !self.simple_eq_at(x, y, depth - 1)? {
                    return Some(false);
                }
            }
            return Some(x.len() == y.len());
        }
        // Each of these equals nothing of another type among them.
        (self.compares_simply(a) && self.compares_simply(b)).then_some(false)
    }
    /// A tuple, of whatever class, that is compared as tuples are.
    fn is_tuple(&self, w: Word) -> bool {
        w.is_kind(Kind::Tuple) && self.class_of(w).slots.richcompare.get().is_some_and(is_tuple_compare)
    }
    /// What is held in a word, a str, a tuple, or an object that is equal to itself alone.
    fn compares_simply(&self, w: Word) -> bool {
        !w.is_ptr()
            || self.is_str(w)
            || self.is_tuple(w)
            || self.class_of(w).slots.richcompare.get().is_none_or(is_object_compare)
    }
    fn dict_find_simple(&self, d: &DictObj, key: Word) -> Option<Option<usize>> {
        let hash = self.simple_hash(key)?;
        self.dict_find_by(d, key, hash, |a, b| self.simple_eq(a, b).ok_or(())).ok()
    }
    fn set_find_simple(&self, s: &SetObj, key: Word) -> Option<Option<usize>> {
        let hash = self.simple_hash(key)?;
        self.set_find_by(s, key, hash, |a, b| self.simple_eq(a, b).ok_or(())).ok()
    }
    /// The place of an index, or of a slice's end if `end`.
    fn simple_bounds(&self, from: Word, to: Word, len: usize) -> Option<(usize, usize)> {
        let place = |w: Word, absent: usize| {
            if w.is_none() {
                return Some(absent);
            }
            let v = w.as_small()?;
            Some(if v < 0 { (v + len as i64).max(0) } else { v.min(len as i64) } as usize)
        };
        let (from, to) = (place(from, 0)?, place(to, len)?);
        Some((from, to.max(from)))
    }
    fn simple_slice(&self, c: Word, from: Word, to: Word) -> Option<Word> {
        if self.is_exact(c, &self.types.list) {
            let l = c.get::<ListObj>()?;
            let (from, to) = self.simple_bounds(from, to, l.len())?;
            return Some(self.new_list_from(&l.as_slice()[from..to]));
        }
        if self.is_exact(c, &self.types.tuple) {
            let t = c.get::<TupleObj>()?;
            let (from, to) = self.simple_bounds(from, to, t.len())?;
            return Some(if to - from == t.len() { c } else { self.new_tuple(&t.items()[from..to]) });
        }
        if self.is_str(c) {
            let s = c.get::<StrObj>()?;
            let (from, to) = self.simple_bounds(from, to, s.len())?;
            return Some(self.substring(s, from, to));
        }
        None
    }
    fn simple_stride(&self, c: Word, s: &SliceObj) -> Option<Word> {
        if !s.is_plain() || s.step.get() == Word::small(0) {
            return None;
        }
        if self.is_exact(c, &self.types.list) {
            let l = c.get::<ListObj>()?;
            let (start, _, step, n) = self.slice_bounds(s, l.len()).ok()?;
            return Some(self.list_steps(l, start, step, n));
        }
        let s_of = c.get::<StrObj>().filter(|_| self.is_str(c))?;
        let (start, _, step, n) = self.slice_bounds(s, s_of.len()).ok()?;
        Some(self.str_stride(s_of, start, step, n))
    }
    fn simple_item(&self, c: Word, key: Word) -> Option<Word> {
        let at = |len: usize| {
            let i = key.as_small()?;
            let i = if i < 0 { i + len as i64 } else { i };
            (i >= 0 && (i as usize) < len).then_some(i as usize)
        };
        if !c.is_ptr() {
            return None;
        }
        match c.header()?.kind {
            Kind::Dict => {
                let d = c.get::<DictObj>()?;
                let own = self.is_exact(c, &self.types.dict)
                    || self.class_of(c).slots.getitem.get().is_some_and(is_dict_getitem);
                let i = self.dict_find_simple(d, key).filter(|_| own)??;
                Some(d.entry(i)?.1)
            }
            Kind::List if key.is_small() && self.is_exact(c, &self.types.list) => {
                let l = c.get::<ListObj>()?;
                l.at(at(l.len())?)
            }
            Kind::Tuple if key.is_small() && self.is_exact(c, &self.types.tuple) => {
                let t = c.get::<TupleObj>()?;
                t.items().get(at(t.len())?).copied()
            }
            Kind::Str if key.is_small() && self.is_str(c) => {
                let s = c.get::<StrObj>()?;
                Some(self.new_char(s.at(at(s.len())?)))
            }
            _ => {
                let s = key.native::<SliceObj>()?;
                if s.step.get().is_none() {
                    self.simple_slice(c, s.start.get(), s.stop.get())
                } else {
                    self.simple_stride(c, s)
                }
            }
        }
    }
    fn simple_contains(&self, c: Word, item: Word) -> Option<bool> {
        let among = |items: &[Word]| {
            for &x in items {
                if self.simple_eq(x, item)? {
                    return Some(true);
                }
            }
            Some(false)
        };
        match c.header()?.kind {
            Kind::List if self.is_exact(c, &self.types.list) => among(c.get::<ListObj>()?.as_slice()),
            Kind::Tuple if self.is_exact(c, &self.types.tuple) => among(c.get::<TupleObj>()?.items()),
            Kind::Dict if self.is_exact(c, &self.types.dict) => {
                Some(self.dict_find_simple(c.get::<DictObj>()?, item)?.is_some())
            }
            Kind::Set if self.is_exact(c, &self.types.set) || self.is_exact(c, &self.types.frozenset) => {
                Some(self.set_find_simple(c.get::<SetObj>()?, item)?.is_some())
            }
            Kind::Str if self.is_str(c) && self.is_str(item) => self.contains(c, item).ok(),
            _ => None,
        }
    }
    /// An int of at most 128 bits.
    fn simple_int(&self, w: Word) -> Option<i128> {
        if w.is_small() {
            return Some(w.small_value() as i128);
        }
        let i = w.get::<IntObj>().filter(|i| i.hdr.shape.get() == self.shape_of_type(self.types.int.get()))?;
        super::int::wide(i.value.view())
    }
    /// The operator of a BINARY_OP with this argument.
    fn simple_binary(&self, a: Word, b: Word, arg: u32) -> Option<Word> {
        let op = arg % nb::INPLACE;
        if let (Some(x), Some(y)) = (self.simple_int(a), self.simple_int(b)) {
            let floor = |x: i128, y: i128| x.checked_div(y).map(|q| q - (x % y != 0 && (x < 0) != (y < 0)) as i128);
            return Some(self.int_i128(match op {
                nb::ADD => x.checked_add(y)?,
                nb::SUBTRACT => x.checked_sub(y)?,
                nb::MULTIPLY => x.checked_mul(y)?,
                nb::AND => x & y,
                nb::OR => x | y,
                nb::XOR => x ^ y,
                nb::RSHIFT if (0..128).contains(&y) => x >> y,
                nb::LSHIFT if (0..64).contains(&y) && x.unsigned_abs() >> 60 == 0 => x << y,
                nb::FLOOR_DIVIDE => floor(x, y)?,
                nb::REMAINDER => x - floor(x, y)? * y,
                _ => return None,
            }));
        }
        let list = |w: Word| self.is_exact(w, &self.types.list);
        // In place a list changes, and a str may.
        let joined = arg == nb::ADD && (self.is_str(a) && self.is_str(b) || list(a) && list(b));
        joined.then(|| self.binary_op(BinOp::Add, a, b).ok())?
    }
    /// `a <= b` of sets; None where an element's comparison runs code.
    fn simple_subset(&self, a: Word, b: Word) -> Option<bool> {
        let own = |w: Word| self.is_exact(w, &self.types.frozenset) || self.is_exact(w, &self.types.set);
        let (x, y) = (a.get::<SetObj>().filter(|_| own(a))?, b.get::<SetObj>().filter(|_| own(b))?);
        if x.len() > y.len() {
            return Some(false);
        }
        for i in 0..x.bound() {
            let (h, k) = x.entry(i)?;
            if !k.is_null() && self.set_find_by(y, k, h, |a, b| self.simple_eq(a, b).ok_or(())).ok()?.is_none() {
                return Some(false);
            }
        }
        Some(true)
    }
    /// Numbers and texts, whose comparison runs no code.
    fn is_plain_value(&self, w: Word) -> bool {
        !w.is_ptr() || self.is_str(w) || self.is_exact(w, &self.types.int) || self.is_exact(w, &self.types.float)
    }
    fn simple_compare(&self, a: Word, b: Word, op: CmpOp) -> Option<bool> {
        if self.is_plain_value(a) && self.is_plain_value(b) {
            let r = self.compare(a, b, op).ok()?;
            return r.is_bool().then_some(r == Word::TRUE);
        }
        match op {
            CmpOp::Le if a.is_kind(Kind::Set) => self.simple_subset(a, b),
            CmpOp::Ge if a.is_kind(Kind::Set) => self.simple_subset(b, a),
            // Containers take an object to be equal to itself; the operator asks it.
            CmpOp::Eq | CmpOp::Ne if self.compares_simply(a) => {
                self.simple_eq(a, b).map(|equal| equal == (op == CmpOp::Eq))
            }
            _ => None,
        }
    }
    fn simple_truth(&self, w: Word) -> Option<bool> {
        if !w.is_ptr() {
            return self.truth(w).ok();
        }
        let c = self.class_of(w);
        if c.slots.bool.get().is_none() && c.slots.len.get().is_none() {
            return Some(true);
        }
        let t = &self.types;
        let own = [&t.str, &t.list, &t.tuple, &t.dict, &t.set, &t.frozenset, &t.int, &t.float, &t.bytes];
        if own.iter().any(|t| c.word() == t.get()) { self.truth(w).ok() } else { None }
    }
    fn simple_iter(&self, w: Word) -> Option<Word> {
        let h = w.header()?;
        if matches!(h.kind, Kind::Generator | Kind::RangeIter | Kind::ListIter) {
            return (!self.is_exact(w, &self.types.coroutine) && !self.is_exact(w, &self.types.async_generator))
                .then_some(w);
        }
        let t = &self.types;
        let c = self.class_of(w);
        if !c.has(TF_HEAP) {
            let own = [&t.list, &t.tuple, &t.range, &t.dict, &t.str, &t.set, &t.frozenset];
            let own = c.has(TF_SIMPLE_NEXT) || own.iter().any(|t| c.word() == t.get());
            return if own { self.iter(w).ok() } else { None };
        }
        self.inherits(c, |s| s.iter.get().map(|f| f as usize)).then(|| self.iter(w).ok())?
    }
    /// Whether a class written in Python has this slot from the built-in sequence or mapping it is made of.
    fn inherits(&self, c: &TypeObj, slot: impl Fn(&Slots) -> Option<usize>) -> bool {
        let t = &self.types;
        let base = match c.kind.get() {
            Kind::List => &t.list,
            Kind::Tuple => &t.tuple,
            Kind::Dict => &t.dict,
            Kind::Str => &t.str,
            _ => return false,
        };
        let base = base.get();
        base.as_type().is_some_and(|b| slot(&b.slots).is_some() && slot(&b.slots) == slot(&c.slots))
    }
    fn simple_len(&self, w: Word) -> Option<usize> {
        let c = self.class_of(w);
        let own = if c.has(TF_HEAP) {
            self.inherits(c, |s| s.len.get().map(|f| f as usize))
        } else {
            let t = &self.types;
            [&t.range, &t.frozenset, &t.bytes, &t.bytearray].iter().any(|t| c.word() == t.get())
        };
        if own { self.len(w).ok() } else { None }
    }
    /// Whether the iterator's `__next__` runs no code.
    fn next_is_simple(&self, it: Word, depth: u32) -> bool {
        if it.is_kind(Kind::ListIter) || it.is_kind(Kind::RangeIter) || self.class_of(it).has(TF_SIMPLE_NEXT) {
            return true;
        }
        depth > 0 && crate::modules::builtin_iters::asks_only(self, it, |i| self.next_is_simple(i, depth - 1))
    }
    /// What `super(class, this).name` finds, if it is a function for which `this` is the first argument.
    pub(crate) fn super_method(&self, class: Word, this: Word, name: Word) -> Option<Word> {
        if !this.is_kind(Kind::Instance) || name == self.names.class.get() {
            return None;
        }
        let t = self.class_of(this);
        let version = self.type_version(t);
        let cell = &self.super_places[(class.0 >> 4 ^ name.0 >> 4 ^ version as u64) as usize % SUPER_PLACES];
        let entry = |base: u32, index: u32| {
            let d = t.mro_items().get(base as usize)?.as_type()?.dict.get();
            d.get::<DictObj>()?.entry(index as usize).filter(|e| e.0 == name)
        };
        let p = cell.get();
        let known = (p.class, p.name, p.version) == (class.0, name.0, version) && version != 0;
        let (_, v) = match known.then(|| entry(p.base, p.index)).flatten() {
            Some(e) => e,
            None => {
                let at = t.mro_items().iter().position(|c| *c == class)?;
                let hash = name.get::<StrObj>()?.hash_value(self);
                let mut bases = t.mro_items().iter().enumerate().skip(at + 1);
                let (base, index) = bases.find_map(|(i, c)| {
                    let d = c.as_type()?.dict.get();
                    Some((i as u32, d.get::<DictObj>()?.find_identical(name, hash)? as u32))
                })?;
                cell.set(SuperPlace { class: class.0, name: name.0, version, base, index });
                entry(base, index)?
            }
        };
        v.is_kind(Kind::Function).then_some(v)
    }
}
fn or_null(w: Option<Word>) -> Word {
    w.unwrap_or(Word::NULL)
}
fn bool_or_null(b: Option<bool>) -> Word {
    b.map_or(Word::NULL, Word::bool)
}

// ---- instructions

/// `a` and `b` by the operator of a BINARY_OP whose argument is the small int `arg`.
pub unsafe extern "sysv64" fn binary(vm: &Vm, a: Word, b: Word, arg: Word, _: Word) -> Word {
    or_null(vm.simple_binary(a, b, arg.small_value() as u32))
}
/// `a[b]`.
pub unsafe extern "sysv64" fn subscript(vm: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    or_null(vm.simple_item(a, b))
}
/// `a[b:c]`.
pub unsafe extern "sysv64" fn slice(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    or_null(vm.simple_slice(a, b, c))
}
/// `a[b:c:d]`.
pub unsafe extern "sysv64" fn stride(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    if d.is_none() {
        return slice(vm, a, b, c, d);
    }
    or_null(vm.simple_stride(a, &SliceObj { start: Slot::new(b), stop: Slot::new(c), step: Slot::new(d) }))
}
/// `b[c:d] = a`, of a list: None.
pub unsafe extern "sysv64" fn store_slice(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    let store = || {
        let l = b.get::<ListObj>().filter(|_| vm.is_exact(b, &vm.types.list) && a != b)?;
        let items = items_of(vm, &a)?;
        let (from, to) = vm.simple_bounds(c, d, l.len())?;
        l.splice(vm, from, to, items);
        Some(Word::NONE)
    };
    or_null(store())
}
/// `a[b] = c`, of a dict: None.
pub unsafe extern "sysv64" fn store_subscript(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    let store = || {
        let d = a.get::<DictObj>().filter(|_| vm.is_exact(a, &vm.types.dict))?;
        match vm.dict_find_simple(d, b)? {
            Some(i) => d.set_entry_value(i, c),
            None => vm.dict_append(d, b, vm.simple_hash(b)?, c),
        }
        Some(Word::NONE)
    };
    or_null(store())
}
/// `a in b`.
pub unsafe extern "sysv64" fn contains(vm: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    bool_or_null(vm.simple_contains(b, a))
}
/// `a not in b`.
pub unsafe extern "sysv64" fn contains_not(vm: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    bool_or_null(vm.simple_contains(b, a).map(|r| !r))
}
/// `a` compared with `b` by the operator whose number is the small int `op`.
pub unsafe extern "sysv64" fn compare(vm: &Vm, a: Word, b: Word, op: Word, _: Word) -> Word {
    bool_or_null(vm.simple_compare(a, b, CmpOp::from_index(op.small_value() as usize)))
}
/// `bool(a)`.
pub unsafe extern "sysv64" fn truth(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    bool_or_null(vm.simple_truth(a))
}
/// `iter(a)`.
pub unsafe extern "sysv64" fn iterator(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    or_null(vm.simple_iter(a))
}
/// `next(a)`; [`END`] at the end. The one leaf whose failure is done: its exception is then in `State::pending`.
pub unsafe extern "sysv64" fn next(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    if let Some(it) = a.get::<ListIterObj>() {
        return it.advance().unwrap_or(END);
    }
    if !vm.next_is_simple(a, 2) {
        return Word::NULL;
    }
    match vm.class_of(a).slots.iternext.get().map(|f| f(vm, a)) {
        Some(Ok(Some(v))) => v,
        Some(Ok(None)) => END,
        Some(Err(e)) => {
            vm.state.pending.set_root(e.0);
            Word::NULL
        }
        None => Word::NULL,
    }
}
/// `len(a)`.
pub unsafe extern "sysv64" fn length(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    or_null(vm.simple_len(a).map(|n| Word::small(n as i64)))
}
/// The function that `a(b, c).name` is, `a` being `super` and `d` the name.
pub unsafe extern "sysv64" fn super_method(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    if a != vm.types.super_.get() {
        return Word::NULL;
    }
    or_null(vm.super_method(b, c, d))
}
/// An instance of a class, without anything in it.
pub unsafe extern "sysv64" fn new_instance(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    a.as_type().map_or(Word::NULL, |t| vm.new_instance_fields(t))
}
/// `format(a)` of a str, an int or a float.
pub unsafe extern "sysv64" fn format(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    if vm.is_str(a) {
        return a;
    }
    if a.is_small() || a.is_imm_float() { or_null(vm.str(a).ok()) } else { Word::NULL }
}
/// The texts that are there, one behind the other.
pub unsafe extern "sysv64" fn new_text(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    let mut text = StrBuilder::new();
    [a, b, c, d].iter().filter(|w| !w.is_null()).for_each(|w| text.push_word(*w));
    text.finish(vm)
}
/// `slice(a, b, c)`.
pub unsafe extern "sysv64" fn new_slice(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    vm.new_slice(a, b, c)
}
/// A tuple of the words that are there.
pub unsafe extern "sysv64" fn new_tuple(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    let all = [a, b, c, d];
    let n = all.iter().position(|w| w.is_null()).unwrap_or(4);
    vm.new_tuple(&all[..n])
}
/// A list of the words that are there.
pub unsafe extern "sysv64" fn new_list(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    let all = [a, b, c, d];
    let n = all.iter().position(|w| w.is_null()).unwrap_or(4);
    if n == 0 { vm.new_list() } else { vm.new_list_from(&all[..n]) }
}
/// An empty dict.
pub unsafe extern "sysv64" fn new_dict(vm: &Vm, _: Word, _: Word, _: Word, _: Word) -> Word {
    vm.new_dict()
}
/// `a.append(b)`, of a list: None.
pub unsafe extern "sysv64" fn append(vm: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    match a.get::<ListObj>() {
        Some(l) => {
            l.push(vm, b);
            Word::NONE
        }
        None => Word::NULL,
    }
}

// ---- natives

/// `list.pop(a)` and `list.pop(a, b)`.
pub unsafe extern "sysv64" fn list_pop(_: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    let pop = || {
        let l = a.get::<ListObj>()?;
        let n = l.len() as i64;
        let i = if b.is_null() { -1 } else { b.as_small()? };
        let i = if i < 0 { i + n } else { i };
        if i < 0 || i >= n {
            return None;
        }
        if i + 1 == n { l.pop() } else { Some(l.remove(i as usize)) }
    };
    or_null(pop())
}
/// `list.insert(a, b, c)`.
pub unsafe extern "sysv64" fn list_insert(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    let insert = || {
        let l = a.get::<ListObj>()?;
        let (n, i) = (l.len() as i64, b.as_small()?);
        l.insert(vm, if i < 0 { (i + n).max(0) } else { i.min(n) } as usize, c);
        Some(Word::NONE)
    };
    or_null(insert())
}
/// `dict.get(a, b)` and `dict.get(a, b, c)`.
pub unsafe extern "sysv64" fn dict_get(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    let get = || {
        let d = a.get::<DictObj>()?;
        Some(match vm.dict_find_simple(d, b)? {
            Some(i) => d.entry(i)?.1,
            None => c.or(Word::NONE),
        })
    };
    or_null(get())
}
/// `set.add(a, b)`.
pub unsafe extern "sysv64" fn set_add(vm: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    let add = || {
        let s = a.get::<SetObj>().filter(|_| vm.is_exact(a, &vm.types.set))?;
        if vm.set_find_simple(s, b)?.is_none() {
            vm.set_add_absent(s, b, vm.simple_hash(b)?);
        }
        Some(Word::NONE)
    };
    or_null(add())
}
/// `abs(a)`.
pub unsafe extern "sysv64" fn abs(_: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    match a.as_small() {
        Some(v) if v != INT_MIN => Word::small(v.abs()),
        None if a.is_imm_float() => or_null(Word::try_imm_float(a.imm_float_value().abs())),
        _ => Word::NULL,
    }
}
/// The smaller or the larger of two numbers, the first one if they are equal.
fn extreme(vm: &Vm, a: Word, b: Word, c: Word, op: CmpOp) -> Word {
    if b.is_null() || !c.is_null() || !vm.is_plain_value(a) || !vm.is_plain_value(b) {
        return Word::NULL;
    }
    match vm.simple_compare(b, a, op) {
        Some(true) => b,
        Some(false) => a,
        None => Word::NULL,
    }
}
/// `min(a, b)`.
pub unsafe extern "sysv64" fn min(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    extreme(vm, a, b, c, CmpOp::Lt)
}
/// `max(a, b)`.
pub unsafe extern "sysv64" fn max(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    extreme(vm, a, b, c, CmpOp::Gt)
}
/// `ord(a)`.
pub unsafe extern "sysv64" fn ord(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    match a.get::<StrObj>() {
        Some(s) if vm.is_str(a) && s.len() == 1 => Word::small(s.at(0) as i64),
        _ => Word::NULL,
    }
}
/// `chr(a)`.
pub unsafe extern "sysv64" fn chr(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    match a.as_small() {
        Some(c @ 0..0x110000) => vm.new_char(c as u32),
        _ => Word::NULL,
    }
}
/// `str.startswith(a, b)` of texts.
pub unsafe extern "sysv64" fn starts_with(vm: &Vm, a: Word, b: Word, c: Word, d: Word) -> Word {
    let (Some(x), Some(y)) = (a.get::<StrObj>(), b.get::<StrObj>()) else { return Word::NULL };
    if !vm.is_str(b) || !c.is_null() || !d.is_null() {
        return Word::NULL;
    }
    let n = y.len();
    Word::bool(n <= x.len() && (0..n).all(|i| x.at(i) == y.at(i)))
}

// ---- classes

/// `int(a)`.
unsafe extern "sysv64" fn int(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    if a.is_small() || vm.is_exact(a, &vm.types.int) {
        return a;
    }
    if a.is_imm_float() {
        let v = a.imm_float_value();
        if v.abs() < (1i64 << 60) as f64 {
            return Word::small(v as i64);
        }
    }
    Word::NULL
}
/// `float(a)`.
unsafe extern "sysv64" fn float(_: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    match a.as_small() {
        Some(v) => or_null(Word::try_imm_float(v as f64)),
        None if a.is_imm_float() => a,
        _ => Word::NULL,
    }
}
/// `type(a)`.
unsafe extern "sysv64" fn class(vm: &Vm, a: Word, b: Word, _: Word, _: Word) -> Word {
    if a.is_null() || !b.is_null() { Word::NULL } else { vm.type_of(a) }
}
/// `range(a)`, `range(a, b)` and `range(a, b, c)` of ints held in words.
unsafe extern "sysv64" fn range(vm: &Vm, a: Word, b: Word, c: Word, _: Word) -> Word {
    let bounds = || {
        let (from, to) = if b.is_null() { (0, a.as_small()?) } else { (a.as_small()?, b.as_small()?) };
        let step = if c.is_null() { 1 } else { c.as_small()? };
        (step != 0 && from.unsigned_abs() < 1 << 59 && to.unsigned_abs() < 1 << 59).then_some((from, to, step))
    };
    match bounds() {
        Some((from, to, step)) => range_type::of_ints(vm, from, to, step),
        None => Word::NULL,
    }
}
/// `set()`.
unsafe extern "sysv64" fn set(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    if a.is_null() { vm.new_set() } else { Word::NULL }
}
/// `tuple()` and `list()` of nothing, a list or a tuple.
fn items_of<'a>(vm: &Vm, a: &'a Word) -> Option<&'a [Word]> {
    if a.is_null() {
        return Some(&[]);
    }
    if vm.is_exact(*a, &vm.types.list) {
        return a.get::<ListObj>().map(|l| l.as_slice());
    }
    a.get::<TupleObj>().filter(|_| vm.is_exact(*a, &vm.types.tuple)).map(|t| t.items())
}
unsafe extern "sysv64" fn tuple(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    if vm.is_exact(a, &vm.types.tuple) {
        return a;
    }
    or_null(items_of(vm, &a).map(|items| vm.new_tuple(items)))
}
unsafe extern "sysv64" fn list(vm: &Vm, a: Word, _: Word, _: Word, _: Word) -> Word {
    or_null(items_of(vm, &a).map(|items| vm.new_list_from(items)))
}

/// How a callable is called by a leaf.
#[derive(Copy, Clone)]
pub struct LeafCall {
    pub leaf: Leaf,
    /// Arguments that it takes: at least, at most. A method's object is the first.
    pub least: usize,
    pub most: usize,
    /// It is a native bound to its first argument: any other with this definition is called so too.
    pub bound: Option<&'static FnDef>,
}
/// Where native functions keep what they are.
pub struct BuiltinLayout {
    pub info: usize,
    pub def: usize,
    pub this: usize,
}
pub const BUILTIN_LAYOUT: BuiltinLayout = BuiltinLayout {
    info: std::mem::offset_of!(Native<BuiltinFn>, info),
    def: std::mem::offset_of!(Native<BuiltinFn>, data) + std::mem::offset_of!(BuiltinFn, def),
    this: std::mem::offset_of!(Native<BuiltinFn>, data) + std::mem::offset_of!(BuiltinFn, this),
};

impl Vm {
    /// The leaf that calls `f`.
    pub fn leaf_of(&self, f: Word) -> Option<LeafCall> {
        let mut bound = None;
        let def = if let Some(b) = f.native::<BuiltinFn>() {
            if b.def.shape.has_self {
                bound = Some(b.def).filter(|d| d.kind == FnKind::Plain && b.owner.get() != b.this.get());
                bound?;
            }
            b.def
        } else if let Some(m) = f.native::<MethodDescr>() {
            m.def
        } else {
            let t = &self.types;
            let table: [(&Slot, Leaf, usize, usize); 7] = [
                (&t.int, int, 1, 1),
                (&t.float, float, 1, 1),
                (&t.type_, class, 1, 1),
                (&t.range, range, 1, 3),
                (&t.set, set, 0, 0),
                (&t.tuple, tuple, 0, 1),
                (&t.list, list, 0, 1),
            ];
            let row = table.iter().find(|(ty, ..)| ty.get() == f);
            return row.map(|&(_, leaf, least, most)| LeafCall { leaf, least, most, bound });
        };
        let sh = &def.shape;
        let most = if sh.var_args { 4 } else { (sh.positional as usize).min(4) };
        Some(LeafCall { leaf: def.leaf?, least: sh.required as usize, most, bound })
    }
}
