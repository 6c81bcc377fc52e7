//! The set and frozenset types.

use super::args::Args;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

fn this(w: &Word) -> &SetObj {
    // SAFETY: the slots and methods below are only reached with sets.
    unsafe { w.get_unchecked::<SetObj>() }
}
const ELEMENT: &str = "a set element";

impl Vm {
    /// `s.update(src)`.
    pub fn set_update_from(&self, s: Word, src: Word) -> R<()> {
        let to = this(&s);
        if let Some(from) = src.get::<SetObj>() {
            return if s == src { Ok(()) } else { self.set_merge(to, from) };
        }
        if self.is_exact(src, &self.types.dict)
            && let Some(d) = src.get::<DictObj>()
        {
            self.set_make_room(to, d.len());
            let mut i = 0;
            while i < d.bound() {
                if let Some((k, _)) = d.entry(i) {
                    self.set_add(to, k, d.hash_at(i))?;
                }
                i += 1;
            }
            return Ok(());
        }
        self.for_each(src, &mut |x| self.set_insert(s, x))
    }
    /// `s.difference_update(src)`.
    pub fn set_subtract(&self, s: Word, src: Word) -> R<()> {
        let to = this(&s);
        if s == src {
            self.set_clear(to);
            return Ok(());
        }
        if let Some(from) = src.get::<SetObj>() {
            let mut i = 0;
            while i < from.bound() {
                if let Some(k) = from.at(i) {
                    self.set_discard(to, k, from.hash_at(i))?;
                }
                i += 1;
            }
            return Ok(());
        }
        self.for_each(src, &mut |x| {
            let h = self.hash_for(x, ELEMENT)?;
            self.set_discard(to, x, h).map(|_| ())
        })
    }
    /// `s.symmetric_difference_update(src)`.
    pub fn set_toggle(&self, s: Word, src: Word) -> R<()> {
        let to = this(&s);
        if s == src {
            self.set_clear(to);
            return Ok(());
        }
        let other = if src.is_kind(Kind::Set) {
            src
        } else {
            let o = self.new_set();
            self.set_update_from(o, src)?;
            o
        };
        let from = this(&other);
        let mut i = 0;
        while i < from.bound() {
            if let Some(k) = from.at(i) {
                let h = from.hash_at(i);
                if !self.set_discard(to, k, h)? {
                    self.set_add(to, k, h)?;
                }
            }
            i += 1;
        }
        Ok(())
    }
    /// An empty set of type `ty` (set, frozenset or a subclass).
    fn set_of_type(&self, ty: Word) -> Word {
        let own = ty == self.types.set.get() || ty == self.types.frozenset.get();
        self.set_of(self.shape_of_type(ty), !own)
    }
    /// An exact set or frozenset, as `like` is one.
    fn set_like(&self, like: Word) -> Word {
        if self.is_instance(like, &self.types.set) { self.new_set() } else { self.new_frozenset() }
    }
    fn set_copy(&self, w: Word) -> R {
        let s = self.set_like(w);
        self.set_merge(this(&s), this(&w))?;
        Ok(s)
    }
    fn set_intersect(&self, a: Word, b: Word) -> R {
        let out = self.set_like(a);
        let o = this(&out);
        if a == b {
            return self.set_copy(a);
        }
        if b.is_kind(Kind::Set) {
            let (x, y) = if this(&b).len() > this(&a).len() { (b, a) } else { (a, b) };
            let (x, y) = (this(&x), this(&y));
            let mut i = 0;
            while let Some((h, k)) = y.entry(i) {
                if !k.is_null() && self.set_find(x, k, h)?.is_some() {
                    self.set_add_part(o, k, h)?;
                }
                i += 1;
            }
            return Ok(out);
        }
        self.for_each(b, &mut |k| {
            let h = self.hash_for(k, ELEMENT)?;
            if self.set_find(this(&a), k, h)?.is_some() {
                self.set_add(o, k, h)?;
            }
            Ok(())
        })?;
        Ok(out)
    }
    fn set_difference(&self, a: Word, b: Word) -> R {
        let (x, out) = (this(&a), self.set_like(a));
        let o = this(&out);
        if !b.is_kind(Kind::Set) && !b.is_kind(Kind::Dict) {
            let c = self.set_copy(a)?;
            self.set_subtract(c, b)?;
            return Ok(c);
        }
        let size = self.len(b)?;
        if x.len() >> 2 > size {
            let c = self.set_copy(a)?;
            if b.is_kind(Kind::Set) {
                self.set_subtract(c, b)?;
            } else {
                self.for_each(b, &mut |k| {
                    let h = self.hash(k)?;
                    self.set_discard(this(&c), k, h).map(|_| ())
                })?;
            }
            return Ok(c);
        }
        let mut i = 0;
        while let Some((h, k)) = x.entry(i) {
            if !k.is_null() {
                let found = match (b.get::<SetObj>(), b.get::<DictObj>()) {
                    (Some(y), _) => self.set_find(y, k, h)?.is_some(),
                    (_, Some(d)) => self.dict_find(d, k, h)?.is_some(),
                    _ => false,
                };
                if !found {
                    self.set_add_part(o, k, h)?;
                }
            }
            i += 1;
        }
        Ok(out)
    }
    fn set_subset(&self, a: Word, b: Word) -> R<bool> {
        let (x, y) = (this(&a), this(&b));
        if x.len() > y.len() {
            return Ok(false);
        }
        let mut i = 0;
        while let Some((h, k)) = x.entry(i) {
            if !k.is_null() && self.set_find(y, k, h)?.is_none() {
                return Ok(false);
            }
            i += 1;
        }
        Ok(true)
    }
    /// Adds a key of another set to what began as an empty one: small ints are known to be absent, and of other keys the
    /// comparisons that show it may run code.
    #[inline]
    fn set_add_part(&self, o: &SetObj, k: Word, h: i64) -> R<()> {
        if k.is_small() {
            self.set_add_absent(o, k, h);
            return Ok(());
        }
        self.set_add(o, k, h).map(|_| ())
    }
    /// Finds `key`; a set given as the key stands for the frozenset with its elements.
    fn set_key_hash(&self, key: Word) -> R<i64> {
        match self.hash(key) {
            Ok(h) => Ok(h),
            Err(e) if self.is_instance(key, &self.types.set) && self.exc_matches(e, &self.exc.TypeError) => {
                Ok(frozen_hash(this(&key)))
            }
            Err(_) => self.hash_for(key, ELEMENT),
        }
    }
}
/// The hash of a frozenset with these elements, as CPython mixes it.
fn frozen_hash(s: &SetObj) -> i64 {
    let shuffle = |h: u64| ((h ^ 89869747) ^ (h << 16)).wrapping_mul(3644798167);
    let mut hash: u64 = 0;
    for i in 0..s.bound() {
        if s.at(i).is_some() {
            hash ^= shuffle(s.hash_at(i) as u64);
        }
    }
    hash ^= (s.len() as u64 + 1).wrapping_mul(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69069).wrapping_add(907133923);
    if hash == u64::MAX { 590923713 } else { hash as i64 }
}
fn frozen_hash_full(vm: &Vm, w: Word) -> R<i64> {
    // Entries keep 62 bits: strings and numbers hash again at no cost; the rest by their slots.
    let s = this(&w);
    if let Some(h) = super::int::view(&s.hash.get()) {
        return Ok(h.to_i64().unwrap_or_default());
    }
    let shuffle = |h: u64| ((h ^ 89869747) ^ (h << 16)).wrapping_mul(3644798167);
    let mut hash: u64 = 0;
    for i in 0..s.bound() {
        if let Some(k) = s.at(i) {
            hash ^= shuffle(vm.hash(k)? as u64);
        }
    }
    hash ^= (s.len() as u64 + 1).wrapping_mul(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69069).wrapping_add(907133923);
    let hash = if hash == u64::MAX { 590923713 } else { hash as i64 };
    s.hash.set(&s.hdr, vm.int(hash));
    Ok(hash)
}
fn new_set(vm: &Vm, ty: Word, _: &Args) -> R {
    Ok(vm.set_of_type(ty))
}
fn init_set(vm: &Vm, w: Word, args: &Args) -> R<()> {
    let src = vm.one_optional(&vm.type_name(w), args)?;
    vm.set_clear(this(&w));
    if !src.is_null() {
        vm.set_update_from(w, src)?;
    }
    Ok(())
}
fn new_frozen(vm: &Vm, ty: Word, args: &Args) -> R {
    let exact = ty == vm.types.frozenset.get();
    let src = if exact {
        vm.one_optional("frozenset", args)?
    } else {
        match args.positional() {
            [] => Word::NULL,
            [x] => *x,
            v => return Err(vm.type_error(format!("frozenset expected at most 1 argument, got {}", v.len()))),
        }
    };
    if exact && !src.is_null() && vm.is_exact(src, &vm.types.frozenset) {
        return Ok(src);
    }
    let s = vm.set_of_type(ty);
    if !src.is_null() {
        vm.set_update_from(s, src)?;
    }
    Ok(s)
}
fn repr(vm: &Vm, w: Word) -> R {
    let name = vm.short_name(w);
    if this(&w).is_empty() {
        return Ok(vm.new_str(&format!("{name}()")));
    }
    let Some(_g) = vm.repr_enter(w) else {
        return Ok(vm.new_str(&format!("{name}(...)")));
    };
    let mut v = WordVec::new();
    for k in this(&w).iter() {
        v.push(vm, k);
    }
    let (open, close) = if vm.is_exact(w, &vm.types.set) { ("{".into(), "}") } else { (format!("{name}({{"), "})") };
    vm.repr_items(&open, &|i| v.get(i).copied(), close)
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let Some(y) = b.get::<SetObj>() else { return Ok(Word::NOT_IMPLEMENTED) };
    let x = this(&a);
    Ok(Word::bool(match op {
        CmpOp::Eq => x.len() == y.len() && vm.set_subset(a, b)?,
        CmpOp::Ne => !(x.len() == y.len() && vm.set_subset(a, b)?),
        CmpOp::Le => vm.set_subset(a, b)?,
        CmpOp::Ge => vm.set_subset(b, a)?,
        CmpOp::Lt => x.len() < y.len() && vm.set_subset(a, b)?,
        CmpOp::Gt => x.len() > y.len() && vm.set_subset(b, a)?,
    }))
}
macro_rules! operator {
    ($name:ident, |$vm:ident, $a:ident, $b:ident| $body:expr) => {
        fn $name($vm: &Vm, $a: Word, $b: Word) -> R {
            if !$a.is_kind(Kind::Set) || !$b.is_kind(Kind::Set) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            $body
        }
    };
}
operator!(or, |vm, a, b| {
    let s = vm.set_copy(a)?;
    vm.set_update_from(s, b)?;
    Ok(s)
});
operator!(and, |vm, a, b| vm.set_intersect(a, b));
operator!(sub, |vm, a, b| vm.set_difference(a, b));
operator!(xor, |vm, a, b| {
    let s = vm.set_copy(b)?;
    vm.set_toggle(s, a)?;
    Ok(vm_like(vm, a, s))
});
/// `s` (a fresh set) with the kind of `a`.
fn vm_like(vm: &Vm, a: Word, s: Word) -> Word {
    if vm.is_instance(a, &vm.types.set) == vm.is_instance(s, &vm.types.set) {
        return s;
    }
    let out = vm.set_like(a);
    // Copying hashes and compares nothing new.
    let _ = vm.set_merge(this(&out), this(&s));
    out
}
operator!(ior, |vm, a, b| {
    vm.set_update_from(a, b)?;
    Ok(a)
});
operator!(iand, |vm, a, b| {
    let s = vm.set_intersect(a, b)?;
    replace(a, s);
    Ok(a)
});
operator!(isub, |vm, a, b| {
    vm.set_subtract(a, b)?;
    Ok(a)
});
operator!(ixor, |vm, a, b| {
    vm.set_toggle(a, b)?;
    Ok(a)
});
/// Gives `a` the contents of the fresh set `s`.
fn replace(a: Word, s: Word) {
    let (x, y) = (this(&a), this(&s));
    x.table.set(&x.hdr, y.table.get());
    x.used.set(y.used.get());
    x.fill.set(y.fill.get());
    x.mask.set(y.mask.get());
}
fn contains(vm: &Vm, w: Word, k: Word) -> R<bool> {
    let h = vm.set_key_hash(k)?;
    Ok(vm.set_find(this(&w), k, h)?.is_some())
}
fn others(a: &[Word]) -> &[Word] {
    a[1].get::<TupleObj>().map_or(&[], |t| {
        // SAFETY: lifetime only: the tuple is held by the argument, and tuples never change.
        unsafe { std::mem::transmute::<&[Word], &[Word]>(t.items()) }
    })
}
fn union(vm: &Vm, a: &[Word]) -> R {
    let s = vm.set_copy(a[0])?;
    for &o in others(a) {
        vm.set_update_from(s, o)?;
    }
    Ok(s)
}
fn intersection(vm: &Vm, a: &[Word]) -> R {
    if others(a).is_empty() {
        return vm.set_copy(a[0]);
    }
    let mut s = a[0];
    for &o in others(a) {
        s = vm.set_intersect(s, o)?;
    }
    Ok(s)
}
fn difference(vm: &Vm, a: &[Word]) -> R {
    if others(a).is_empty() {
        return vm.set_copy(a[0]);
    }
    let mut s = vm.set_difference(a[0], others(a)[0])?;
    for &o in &others(a)[1..] {
        s = vm.set_difference(s, o)?;
    }
    Ok(s)
}
fn as_set(vm: &Vm, w: Word) -> R {
    if w.is_kind(Kind::Set) {
        return Ok(w);
    }
    let s = vm.new_set();
    vm.set_update_from(s, w)?;
    Ok(s)
}
fn isdisjoint(vm: &Vm, a: &[Word]) -> R {
    if a[0] == a[1] {
        return Ok(Word::bool(this(&a[0]).is_empty()));
    }
    let it = vm.iter(a[1])?;
    while let Some(k) = vm.next(it)? {
        let h = vm.hash_for(k, ELEMENT)?;
        if vm.set_find(this(&a[0]), k, h)?.is_some() {
            return Ok(Word::FALSE);
        }
    }
    Ok(Word::TRUE)
}
fn reduce(vm: &Vm, a: &[Word]) -> R {
    let l = vm.new_list();
    if let Some(o) = l.get::<ListObj>() {
        for k in this(&a[0]).iter() {
            o.push(vm, k);
        }
    }
    let args = vm.new_tuple(&[l]);
    let state = if vm.is_exact(a[0], &vm.types.set) || vm.is_exact(a[0], &vm.types.frozenset) {
        Word::NONE
    } else {
        vm.instance_dict(a[0]).or(Word::NONE)
    };
    Ok(vm.new_tuple(&[vm.type_of(a[0]), args, state]))
}

/// An iterator over a set.
pub struct SetIter {
    set: Slot,
    pos: Cell<usize>,
    used: Cell<usize>,
    left: Cell<usize>,
}
impl Payload for SetIter {
    const INFO: &'static NativeInfo = crate::native_info!(SetIter, SET_ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.set);
    }
}
fn set_iter_next(vm: &Vm, w: Word) -> R<Option<Word>> {
    let Some(it) = w.native::<SetIter>() else { return Ok(None) };
    let sw = it.set.get();
    let Some(s) = sw.get::<SetObj>() else { return Ok(None) };
    if it.used.get() != s.len() {
        it.used.set(usize::MAX);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    let mut i = it.pos.get();
    while let Some((_, k)) = s.entry(i) {
        i += 1;
        if !k.is_null() {
            it.pos.set(i);
            it.left.set(it.left.get().saturating_sub(1));
            return Ok(Some(k));
        }
    }
    it.pos.set(i);
    if let Some(h) = w.header() {
        it.set.set(h, Word::NONE);
    }
    Ok(None)
}
static SET_ITER_SPEC: TypeSpec = TypeSpec {
    name: "set_iterator",
    flags: TF_NO_NEW | TF_SIMPLE_NEXT,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(set_iter_next));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            |vm, a| {
                let Some(it) = a[0].native::<SetIter>() else { return Ok(Word::NONE) };
                let sw = it.set.get();
                Ok(vm.int(match sw.get::<SetObj>() {
                    Some(s) if s.len() == it.used.get() => it.left.get() as i64,
                    _ => 0,
                }))
            },
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let l = vm.new_list();
                if let (Some(it), Some(o)) = (a[0].native::<SetIter>(), l.get::<ListObj>())
                    && let Some(s) = it.set.get().get::<SetObj>()
                {
                    for i in it.pos.get()..s.bound() {
                        if let Some(k) = s.at(i) {
                            o.push(vm, k);
                        }
                    }
                }
                let f = vm.dict_get_str(vm.builtins.get(), "iter");
                let t = vm.new_tuple(&[l]);
                Ok(vm.new_tuple(&[f, t]))
            },
            "Return state information for pickling.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
fn iter(vm: &Vm, w: Word) -> R {
    let n = this(&w).len();
    Ok(vm.new_native(SetIter { set: Slot::new(w), pos: Cell::new(0), used: Cell::new(n), left: Cell::new(n) }))
}
fn common(s: &Slots) {
    s.repr.set(Some(repr));
    s.richcompare.set(Some(compare));
    s.iter.set(Some(iter));
    s.len.set(Some(|_, w| Ok(this(&w).len())));
    s.contains.set(Some(contains));
    s.or.set(Some(or));
    s.and.set(Some(and));
    s.sub.set(Some(sub));
    s.xor.set(Some(xor));
}
const UNION: FnDef =
    FnDef::new("union", "($self, /, *others)", union, "Return a new set with elements from the set and all others.");
const INTERSECTION: FnDef = FnDef::new(
    "intersection",
    "($self, /, *others)",
    intersection,
    "Return a new set with elements common to the set and all others.",
);
const DIFFERENCE: FnDef = FnDef::new(
    "difference",
    "($self, /, *others)",
    difference,
    "Return a new set with elements in the set that are not in the others.",
);
const SYMMETRIC: FnDef = FnDef::new(
    "symmetric_difference",
    "($self, other, /)",
    |vm, a| {
        let s = vm.set_like(a[0]);
        vm.set_update_from(s, a[1])?;
        vm.set_toggle(s, a[0])?;
        Ok(s)
    },
    "Return a new set with elements in either the set or other but not both.",
);
const ISDISJOINT: FnDef =
    FnDef::new("isdisjoint", "($self, other, /)", isdisjoint, "Return True if two sets have a null intersection.");
const ISSUBSET: FnDef = FnDef::new(
    "issubset",
    "($self, other, /)",
    |vm, a| {
        let o = as_set(vm, a[1])?;
        Ok(Word::bool(vm.set_subset(a[0], o)?))
    },
    "Report whether another set contains this set.",
);
const ISSUPERSET: FnDef = FnDef::new(
    "issuperset",
    "($self, other, /)",
    |vm, a| {
        let o = as_set(vm, a[1])?;
        Ok(Word::bool(vm.set_subset(o, a[0])?))
    },
    "Report whether this set contains another set.",
);
const REDUCE: FnDef = FnDef::new("__reduce__", "($self, /)", reduce, "Return state information for pickling.");
const SIZEOF: FnDef = FnDef::new(
    "__sizeof__",
    "($self, /)",
    |vm, a| Ok(vm.int(200 + 16 * this(&a[0]).bound() as i64)),
    "S.__sizeof__() -> size of S in memory, in bytes.",
);
const CONTAINS: FnDef = FnDef::new(
    "__contains__",
    "($self, object, /)",
    |vm, a| Ok(Word::bool(contains(vm, a[0], a[1])?)),
    "x.__contains__(y) <==> y in x.",
);
const GENERIC: FnDef =
    FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585");

pub static SET_SPEC: TypeSpec = TypeSpec {
    name: "set",
    doc: "Build an unordered collection of unique elements.",
    flags: TF_BASETYPE | TF_MATCH_SELF | TF_WEAKREF,
    slots: |s| {
        common(s);
        s.new.set(Some(new_set));
        s.init.set(Some(init_set));
        s.ior.set(Some(ior));
        s.iand.set(Some(iand));
        s.isub.set(Some(isub));
        s.ixor.set(Some(ixor));
    },
    methods: &[
        UNION,
        INTERSECTION,
        DIFFERENCE,
        SYMMETRIC,
        ISDISJOINT,
        ISSUBSET,
        ISSUPERSET,
        REDUCE,
        SIZEOF,
        CONTAINS,
        GENERIC,
        FnDef::new("copy", "($self, /)", |vm, a| vm.set_copy(a[0]), "Return a shallow copy of a set."),
        FnDef::new(
            "add",
            "($self, object, /)",
            |vm, a| vm.set_insert(a[0], a[1]).map(|()| Word::NONE),
            "Add an element to a set.\n\nThis has no effect if the element is already present.",
        )
        .leaf(super::leaf::set_add),
        FnDef::new(
            "clear",
            "($self, /)",
            |vm, a| {
                vm.set_clear(this(&a[0]));
                Ok(Word::NONE)
            },
            "Remove all elements from this set.",
        ),
        FnDef::new(
            "discard",
            "($self, object, /)",
            |vm, a| {
                let h = vm.set_key_hash(a[1])?;
                vm.set_discard(this(&a[0]), a[1], h)?;
                Ok(Word::NONE)
            },
            "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.",
        ),
        FnDef::new(
            "remove",
            "($self, object, /)",
            |vm, a| {
                let h = vm.set_key_hash(a[1])?;
                if vm.set_discard(this(&a[0]), a[1], h)? { Ok(Word::NONE) } else { Err(vm.key_error(a[1])) }
            },
            "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
        ),
        FnDef::new(
            "pop",
            "($self, /)",
            |vm, a| {
                let s = this(&a[0]);
                let n = s.bound();
                let start = s.finger.get();
                for k in 0..n {
                    let i = (start + k) % n;
                    if let Some(w) = s.at(i) {
                        vm.set_remove_at(s, i);
                        s.finger.set(i + 1);
                        return Ok(w);
                    }
                }
                let t = vm.new_str("pop from an empty set");
                Err(vm.key_error(t))
            },
            "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.",
        ),
        FnDef::new(
            "update",
            "($self, /, *others)",
            |vm, a| {
                for &o in others(a) {
                    vm.set_update_from(a[0], o)?;
                }
                Ok(Word::NONE)
            },
            "Update the set, adding elements from all others.",
        ),
        FnDef::new(
            "intersection_update",
            "($self, /, *others)",
            |vm, a| {
                let s = intersection(vm, a)?;
                replace(a[0], s);
                Ok(Word::NONE)
            },
            "Update the set, keeping only elements found in it and all others.",
        ),
        FnDef::new(
            "difference_update",
            "($self, /, *others)",
            |vm, a| {
                for &o in others(a) {
                    vm.set_subtract(a[0], o)?;
                }
                Ok(Word::NONE)
            },
            "Update the set, removing elements found in others.",
        ),
        FnDef::new(
            "symmetric_difference_update",
            "($self, other, /)",
            |vm, a| vm.set_toggle(a[0], a[1]).map(|()| Word::NONE),
            "Update the set, keeping only elements found in either set, but not in both.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
pub static FROZENSET_SPEC: TypeSpec = TypeSpec {
    name: "frozenset",
    doc: "Build an immutable unordered collection of unique elements.",
    flags: TF_BASETYPE | TF_MATCH_SELF | TF_WEAKREF,
    slots: |s| {
        common(s);
        s.new.set(Some(new_frozen));
        s.hash.set(Some(frozen_hash_full));
    },
    methods: &[
        UNION,
        INTERSECTION,
        DIFFERENCE,
        SYMMETRIC,
        ISDISJOINT,
        ISSUBSET,
        ISSUPERSET,
        REDUCE,
        SIZEOF,
        CONTAINS,
        GENERIC,
        FnDef::new(
            "copy",
            "($self, /)",
            |vm, a| if vm.is_exact(a[0], &vm.types.frozenset) { Ok(a[0]) } else { vm.set_copy(a[0]) },
            "Return a shallow copy of a set.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
