//! The tuple type.

use super::args::Args;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

fn this(w: &Word) -> &TupleObj {
    // SAFETY: the slots and methods below are only reached with tuples.
    unsafe { w.get_unchecked::<TupleObj>() }
}
fn new(vm: &Vm, ty: Word, args: &Args) -> R {
    if ty == vm.types.tuple.get() {
        let src = vm.one_optional("tuple", args)?;
        return if src.is_null() { Ok(vm.empty_tuple()) } else { vm.to_tuple(src) };
    }
    let src = match args.positional() {
        [] => vm.empty_tuple(),
        [x] => *x,
        v => return Err(vm.type_error(format!("tuple expected at most 1 argument, got {}", v.len()))),
    };
    let v = vm.to_vec(src)?;
    vm.tuple_subclass(ty, &v)
}
impl Vm {
    /// A tuple of type `ty` (tuple or a subclass) with these items.
    pub fn tuple_subclass(&self, ty: Word, v: &WordVec) -> R {
        let (shape, attrs) = self.instance_layout(ty, &self.types.tuple);
        let w = self.tuple_of(v.len(), shape, attrs);
        let t = this(&w);
        for (i, x) in v.iter().enumerate() {
            t.slot(i).set(&t.hdr, *x);
        }
        Ok(w)
    }
}
fn repr(vm: &Vm, w: Word) -> R {
    let t = this(&w);
    if t.is_empty() {
        return Ok(vm.new_str("()"));
    }
    let Some(_g) = vm.repr_enter(w) else {
        return Ok(vm.new_str("(...)"));
    };
    vm.repr_items("(", &|i| t.items().get(i).copied(), if t.len() == 1 { ",)" } else { ")" })
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.get::<TupleObj>(), b.get::<TupleObj>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    vm.compare_tuple_items(x.items(), y.items(), op)
}
impl Vm {
    fn compare_tuple_items(&self, x: &[Word], y: &[Word], op: CmpOp) -> R {
        // Unlike lists, items are compared before the lengths are.
        let mut i = 0;
        while i < x.len() && i < y.len() {
            if !self.eq(x[i], y[i])? {
                return match op {
                    CmpOp::Eq => Ok(Word::FALSE),
                    CmpOp::Ne => Ok(Word::TRUE),
                    _ => self.compare(x[i], y[i], op),
                };
            }
            i += 1;
        }
        Ok(Word::bool(op.holds(x.len().cmp(&y.len()))))
    }
}
/// The hash of a sequence, from its items' hashes one by one (xxHash's mixing, as CPython's tuples use it).
pub struct HashMixer {
    acc: u64,
}
impl Default for HashMixer {
    fn default() -> Self {
        HashMixer { acc: 2870177450012600261 }
    }
}
impl HashMixer {
    #[inline(always)]
    pub fn add(&mut self, h: i64) {
        const P1: u64 = 11400714785074694791;
        const P2: u64 = 14029467366897019727;
        self.acc = self.acc.wrapping_add((h as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    /// The hash of `n` items.
    #[inline(always)]
    pub fn finish(self, n: usize) -> i64 {
        const P5: u64 = 2870177450012600261;
        let acc = self.acc.wrapping_add(n as u64 ^ (P5 ^ 3527539));
        if acc == u64::MAX { 1546275796 } else { acc as i64 }
    }
}
/// As [`HashMixer`], of hashes at hand.
pub fn mix_hashes(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    let n = hashes.len();
    let mut m = HashMixer::default();
    hashes.for_each(|h| m.add(h));
    m.finish(n)
}
/// Is the slot `tuple.__hash__`?
pub(super) fn is_tuple_hash(f: HashFn) -> bool {
    f as usize == hash as *const () as usize
}
/// Is the slot the comparison of tuples?
pub(super) fn is_tuple_compare(f: Compare) -> bool {
    f as usize == compare as *const () as usize
}
fn hash(vm: &Vm, w: Word) -> R<i64> {
    let t = this(&w);
    if let Some(h) = t.kept_hash() {
        return Ok(h);
    }
    let h = hash_items(vm, w)?;
    t.keep_hash(h);
    Ok(h)
}
/// The hash of a tuple that may hold more behind its items.
pub(crate) fn hash_items(vm: &Vm, w: Word) -> R<i64> {
    let t = this(&w);
    let mut m = HashMixer::default();
    for &x in t.items() {
        m.add(vm.hash(x)?);
    }
    Ok(m.finish(t.len()))
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let t = this(&w);
    if let Some(s) = key.native::<super::slice::SliceObj>() {
        let (start, _, step, n) = vm.slice_bounds(s, t.len())?;
        if step == 1 {
            if n == t.len() && vm.is_exact(w, &vm.types.tuple) {
                return Ok(w);
            }
            return Ok(vm.new_tuple(&t.items()[start as usize..start as usize + n]));
        }
        let mut v = WordVec::with_capacity(vm, n);
        for k in 0..n as i64 {
            v.push(vm, t.items()[(start + k * step) as usize]);
        }
        return Ok(v.to_tuple(vm));
    }
    if vm.class_of(key).slots.index.get().is_none() {
        return Err(vm.type_error(format!("tuple indices must be integers or slices, not {}", vm.type_name(key))));
    }
    let i = vm.index_position(key)?;
    let i = if i < 0 { i + t.len() as i64 } else { i };
    match t.items().get(i as usize) {
        Some(v) if i >= 0 => Ok(*v),
        _ => Err(vm.index_error("tuple index out of range")),
    }
}
fn concat(vm: &Vm, a: Word, b: Word) -> R {
    let Some(y) = b.get::<TupleObj>() else {
        return Err(vm.type_error(format!("can only concatenate tuple (not \"{}\") to tuple", vm.type_name(b))));
    };
    let x = this(&a);
    if x.is_empty() && vm.is_exact(b, &vm.types.tuple) {
        return Ok(b);
    }
    if y.is_empty() && vm.is_exact(a, &vm.types.tuple) {
        return Ok(a);
    }
    vm.check_alloc((x.len() + y.len()) * 8)?;
    let mut v = WordVec::with_capacity(vm, x.len() + y.len());
    v.extend(vm, x.items());
    v.extend(vm, y.items());
    Ok(v.to_tuple(vm))
}
fn repeat(vm: &Vm, w: Word, n: Word) -> R {
    let t = this(&w);
    let n = vm.repeat_count(n)?;
    if (n == 1 || t.is_empty()) && vm.is_exact(w, &vm.types.tuple) {
        return Ok(w);
    }
    let total = t.len().checked_mul(n).filter(|t| *t < 1 << 48).ok_or_else(|| vm.memory_error())?;
    vm.check_alloc(total * 8)?;
    let mut v = WordVec::with_capacity(vm, total);
    for _ in 0..if t.is_empty() { 0 } else { n } {
        v.extend(vm, t.items());
    }
    Ok(v.to_tuple(vm))
}
pub static TUPLE_SPEC: TypeSpec = TypeSpec {
    name: "tuple",
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    flags: TF_BASETYPE | TF_SEQUENCE | TF_MATCH_SELF,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.richcompare.set(Some(compare));
        s.iter.set(Some(|vm, w| Ok(vm.new_list_iter(w))));
        s.len.set(Some(|_, w| Ok(this(&w).len())));
        s.getitem.set(Some(getitem));
        s.contains.set(Some(|vm, w, x| {
            for &y in this(&w).items() {
                if vm.eq(y, x)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }));
        s.concat.set(Some(concat));
        s.repeat.set(Some(repeat));
    },
    methods: &[
        FnDef::new(
            "index",
            "($self, value, start=0, stop=9223372036854775807, /)",
            |vm, a| {
                let t = this(&a[0]);
                let i = vm.bound_arg(a[2], t.len(), 0)?;
                let stop = vm.bound_arg(a[3], t.len(), usize::MAX)?.min(t.len());
                for (k, &x) in t.items().iter().enumerate().take(stop).skip(i) {
                    if vm.eq(x, a[1])? {
                        return Ok(vm.int(k as i64));
                    }
                }
                Err(vm.value_error("tuple.index(x): x not in tuple"))
            },
            "Return first index of value.\n\nRaises ValueError if the value is not present.",
        ),
        FnDef::new(
            "count",
            "($self, value, /)",
            |vm, a| {
                let mut n = 0;
                for &x in this(&a[0]).items() {
                    n += vm.eq(x, a[1])? as i64;
                }
                Ok(vm.int(n))
            },
            "Return number of occurrences of value.",
        ),
        FnDef::new(
            "__getnewargs__",
            "($self, /)",
            |vm, a| {
                let t = vm.new_tuple(this(&a[0]).items());
                Ok(vm.new_tuple(&[t]))
            },
            "",
        ),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    ..TypeSpec::DEFAULT
};
