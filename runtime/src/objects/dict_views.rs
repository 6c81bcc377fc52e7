//! Views of a dict's keys, values and items, and the iterators over them.

use super::dict_type::this;
use super::layout::*;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}
impl DictPart {
    fn pick(self, vm: &Vm, (k, v): (Word, Word)) -> Word {
        match self {
            DictPart::Keys => k,
            DictPart::Values => v,
            DictPart::Items => vm.new_tuple(&[k, v]),
        }
    }
}

/// The state of a dict iterator: the dict (None once exhausted), a position, the length it expects.
pub struct IterState {
    dict: Slot,
    pos: Cell<usize>,
    used: Cell<usize>,
    left: Cell<usize>,
}
impl IterState {
    fn new(d: Word, reverse: bool) -> IterState {
        let o = this(&d);
        IterState {
            dict: Slot::new(d),
            pos: Cell::new(if reverse { o.bound() } else { 0 }),
            used: Cell::new(o.len()),
            left: Cell::new(o.len()),
        }
    }
    fn finish(&self, w: Word) {
        if let Some(h) = w.header() {
            self.dict.set(h, Word::NONE);
        }
        self.left.set(0);
    }
    fn next(&self, vm: &Vm, w: Word, part: DictPart, reverse: bool) -> R<Option<Word>> {
        let dw = self.dict.get();
        let Some(d) = dw.get::<DictObj>() else { return Ok(None) };
        if self.used.get() != d.len() {
            self.used.set(usize::MAX);
            return Err(vm.runtime_error("dictionary changed size during iteration"));
        }
        loop {
            let i = self.pos.get();
            let e = if reverse {
                if i == 0 {
                    None
                } else {
                    self.pos.set(i - 1);
                    Some(d.entry(i - 1))
                }
            } else if i < d.bound() {
                self.pos.set(i + 1);
                Some(d.entry(i))
            } else {
                None
            };
            match e {
                None => {
                    self.finish(w);
                    return Ok(None);
                }
                Some(Some(e)) => {
                    if self.left.get() == 0 {
                        self.finish(w);
                        return Err(vm.runtime_error("dictionary keys changed during iteration"));
                    }
                    self.left.set(self.left.get() - 1);
                    return Ok(Some(part.pick(vm, e)));
                }
                Some(None) => {}
            }
        }
    }
    fn hint(&self, vm: &Vm) -> R {
        let dw = self.dict.get();
        Ok(vm.int(match dw.get::<DictObj>() {
            Some(d) if d.len() == self.used.get() => self.left.get() as i64,
            _ => 0,
        }))
    }
    /// `(iter, (list of the rest,))`.
    fn reduce(&self, vm: &Vm, part: DictPart, reverse: bool) -> R {
        let dw = self.dict.get();
        let out = vm.new_list();
        if let (Some(d), Some(l)) = (dw.get::<DictObj>(), out.get::<ListObj>()) {
            let n = d.bound();
            let at = self.pos.get();
            for k in 0..if reverse { at } else { n.saturating_sub(at) } {
                let i = if reverse { at - 1 - k } else { at + k };
                if let Some(e) = d.entry(i) {
                    l.push(vm, part.pick(vm, e));
                }
            }
        }
        let f = vm.dict_get_str(vm.builtins.get(), "iter");
        let t = vm.new_tuple(&[out]);
        Ok(vm.new_tuple(&[f, t]))
    }
}

macro_rules! dict_iters {
    ($($ty:ident $spec:ident $name:literal $part:ident $reverse:literal),* $(,)?) => { $(
        /// An iterator over a dict.
        pub struct $ty(IterState);
        impl Payload for $ty {
            const INFO: &'static NativeInfo = crate::native_info!($ty, $spec);
            fn trace(&self, t: &mut Tracer) { t.slot(&self.0.dict); }
        }
        static $spec: TypeSpec = TypeSpec {
            name: $name,
            flags: TF_NO_NEW | TF_SIMPLE_NEXT,
            slots: |s| {
                s.iter.set(Some(|_, w| Ok(w)));
                s.iternext.set(Some(|vm, w| match w.native::<$ty>() {
                    Some(it) => it.0.next(vm, w, DictPart::$part, $reverse),
                    None => Ok(None),
                }));
            },
            methods: &[
                FnDef::new("__length_hint__", "($self, /)", |vm, a| match a[0].native::<$ty>() {
                    Some(it) => it.0.hint(vm),
                    None => Ok(Word::small(0)),
                }, "Private method returning an estimate of len(list(it))."),
                FnDef::new("__reduce__", "($self, /)", |vm, a| match a[0].native::<$ty>() {
                    Some(it) => it.0.reduce(vm, DictPart::$part, $reverse),
                    None => Ok(Word::NONE),
                }, "Return state information for pickling."),
            ],
            ..TypeSpec::DEFAULT
        };
    )* };
}
dict_iters! {
    KeyIter KEY_ITER "dict_keyiterator" Keys false,
    ValueIter VALUE_ITER "dict_valueiterator" Values false,
    ItemIter ITEM_ITER "dict_itemiterator" Items false,
    KeyRevIter KEY_REV "dict_reversekeyiterator" Keys true,
    ValueRevIter VALUE_REV "dict_reversevalueiterator" Values true,
    ItemRevIter ITEM_REV "dict_reverseitemiterator" Items true,
}

/// An iterator over part of the dict `d`.
pub fn new_dict_iter(vm: &Vm, d: Word, part: DictPart, reverse: bool) -> Word {
    let s = IterState::new(d, reverse);
    match (part, reverse) {
        (DictPart::Keys, false) => vm.new_native(KeyIter(s)),
        (DictPart::Values, false) => vm.new_native(ValueIter(s)),
        (DictPart::Items, false) => vm.new_native(ItemIter(s)),
        (DictPart::Keys, true) => vm.new_native(KeyRevIter(s)),
        (DictPart::Values, true) => vm.new_native(ValueRevIter(s)),
        (DictPart::Items, true) => vm.new_native(ItemRevIter(s)),
    }
}

macro_rules! views {
    ($($ty:ident $part:ident $spec:ident),*) => {
        $(
            /// A live view of a dict.
            pub struct $ty { pub dict: Slot }
            impl Payload for $ty {
                const INFO: &'static NativeInfo = crate::native_info!($ty, $spec);
                fn trace(&self, t: &mut Tracer) { t.slot(&self.dict); }
            }
        )*
        /// A live view of part of the dict `d`.
        pub fn new_dict_view(vm: &Vm, d: Word, part: DictPart) -> Word {
            match part { $(DictPart::$part => vm.new_native($ty { dict: Slot::new(d) }),)* }
        }
        /// The dict and the part that a view shows.
        pub fn view_of(w: Word) -> Option<(Word, DictPart)> {
            $( if let Some(v) = w.native::<$ty>() { return Some((v.dict.get(), DictPart::$part)); } )*
            None
        }
    };
}
views!(DictKeys Keys KEYS_SPEC, DictValues Values VALUES_SPEC, DictItems Items ITEMS_SPEC);

fn parts(w: Word) -> (Word, DictPart) {
    view_of(w).unwrap_or((Word::NULL, DictPart::Keys))
}
/// A set or a view that behaves as one.
fn is_setlike(w: Word) -> bool {
    w.is_kind(Kind::Set) || matches!(view_of(w), Some((_, DictPart::Keys | DictPart::Items)))
}
fn view_len(vm: &Vm, w: Word) -> R<usize> {
    vm.len(parts(w).0)
}
fn view_iter(vm: &Vm, w: Word) -> R {
    let (d, p) = parts(w);
    Ok(new_dict_iter(vm, d, p, false))
}
fn view_repr(vm: &Vm, w: Word) -> R {
    let name = vm.short_name(w);
    let Some(_g) = vm.repr_enter(w) else {
        return Ok(vm.new_str("..."));
    };
    let v = vm.to_vec(w)?;
    let close = "])";
    vm.repr_items(&format!("{name}(["), &|i| v.get(i).copied(), close)
}
fn view_contains(vm: &Vm, w: Word, x: Word) -> R<bool> {
    let (d, p) = parts(w);
    match p {
        DictPart::Keys => {
            let h = vm.hash_for(x, "a dict key")?;
            Ok(match d.get::<DictObj>() {
                Some(o) => vm.dict_find(o, x, h)?.is_some(),
                None => false,
            })
        }
        DictPart::Items => {
            let Some(t) = x.get::<TupleObj>().filter(|t| t.len() == 2) else { return Ok(false) };
            let v = vm.dict_get(d, t.items()[0])?;
            Ok(!v.is_null() && vm.eq(v, t.items()[1])?)
        }
        DictPart::Values => vm.contains_by_iteration(w, x),
    }
}
fn all_in(vm: &Vm, a: Word, b: Word) -> R<bool> {
    let it = vm.iter(a)?;
    while let Some(x) = vm.next(it)? {
        if !vm.contains(b, x)? {
            return Ok(false);
        }
    }
    Ok(true)
}
fn view_compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    if !is_setlike(b) {
        return Ok(Word::NOT_IMPLEMENTED);
    }
    let (n, m) = (vm.len(a)?, vm.len(b)?);
    Ok(Word::bool(match op {
        CmpOp::Eq => n == m && all_in(vm, a, b)?,
        CmpOp::Ne => !(n == m && all_in(vm, a, b)?),
        CmpOp::Lt => n < m && all_in(vm, a, b)?,
        CmpOp::Le => n <= m && all_in(vm, a, b)?,
        CmpOp::Gt => n > m && all_in(vm, b, a)?,
        CmpOp::Ge => n >= m && all_in(vm, b, a)?,
    }))
}
fn set_from(vm: &Vm, w: Word) -> R {
    let s = vm.new_set();
    vm.set_update_from(s, w)?;
    Ok(s)
}
fn view_and(vm: &Vm, a: Word, b: Word) -> R {
    let (mut a, mut b) = (a, b);
    if is_setlike(b) && !b.is_kind(Kind::Set) && vm.len(b)? > vm.len(a)? || view_of(a).is_none() {
        std::mem::swap(&mut a, &mut b);
    }
    let out = vm.new_set();
    if view_of(a).is_none() {
        // Neither swap left a view first: `iterable & view`.
        std::mem::swap(&mut a, &mut b);
    }
    let it = vm.iter(b)?;
    while let Some(x) = vm.next(it)? {
        if vm.contains(a, x)? {
            vm.set_insert(out, x)?;
        }
    }
    Ok(out)
}
fn view_or(vm: &Vm, a: Word, b: Word) -> R {
    let s = set_from(vm, a)?;
    vm.set_update_from(s, b)?;
    Ok(s)
}
fn view_sub(vm: &Vm, a: Word, b: Word) -> R {
    let s = set_from(vm, a)?;
    vm.set_subtract(s, b)?;
    Ok(s)
}
fn view_xor(vm: &Vm, a: Word, b: Word) -> R {
    let s = set_from(vm, a)?;
    vm.set_toggle(s, b)?;
    Ok(s)
}
fn isdisjoint(vm: &Vm, a: &[Word]) -> R {
    if a[0] == a[1] {
        return Ok(Word::bool(vm.len(a[0])? == 0));
    }
    let (mut x, mut y) = (a[0], a[1]);
    if is_setlike(y) && vm.len(y)? > vm.len(x)? {
        std::mem::swap(&mut x, &mut y);
    }
    let it = vm.iter(y)?;
    while let Some(e) = vm.next(it)? {
        if vm.contains(x, e)? {
            return Ok(Word::FALSE);
        }
    }
    Ok(Word::TRUE)
}
fn mapping(vm: &Vm, w: Word) -> R {
    Ok(vm.new_mapping_proxy(parts(w).0))
}
fn reversed(vm: &Vm, a: &[Word]) -> R {
    let (d, p) = parts(a[0]);
    Ok(new_dict_iter(vm, d, p, true))
}
fn common(s: &Slots) {
    s.repr.set(Some(view_repr));
    s.len.set(Some(view_len));
    s.iter.set(Some(view_iter));
}
fn setlike(s: &Slots) {
    common(s);
    s.contains.set(Some(view_contains));
    s.richcompare.set(Some(view_compare));
    s.and.set(Some(view_and));
    s.or.set(Some(view_or));
    s.sub.set(Some(view_sub));
    s.xor.set(Some(view_xor));
}
const REVERSED: FnDef =
    FnDef::new("__reversed__", "($self, /)", reversed, "Return a reverse iterator over the dict view.");
const ISDISJOINT: FnDef = FnDef::new(
    "isdisjoint",
    "($self, other, /)",
    isdisjoint,
    "Return True if the view and the given iterable have a null intersection.",
);
const MAPPING: GetSet = GetSet::ro("mapping", mapping, "dictionary that this view refers to");
static KEYS_SPEC: TypeSpec = TypeSpec {
    name: "dict_keys",
    flags: TF_NO_NEW,
    slots: setlike,
    methods: &[REVERSED, ISDISJOINT],
    getset: &[MAPPING],
    ..TypeSpec::DEFAULT
};
static ITEMS_SPEC: TypeSpec = TypeSpec {
    name: "dict_items",
    flags: TF_NO_NEW,
    slots: setlike,
    methods: &[REVERSED, ISDISJOINT],
    getset: &[MAPPING],
    ..TypeSpec::DEFAULT
};
static VALUES_SPEC: TypeSpec = TypeSpec {
    name: "dict_values",
    flags: TF_NO_NEW,
    slots: common,
    methods: &[REVERSED],
    getset: &[MAPPING],
    ..TypeSpec::DEFAULT
};
