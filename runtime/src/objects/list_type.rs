//! The list type.

use super::args::Args;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;

fn this(w: &Word) -> &ListObj {
    // SAFETY: the slots and methods below are only reached with lists.
    unsafe { w.get_unchecked::<ListObj>() }
}
fn new(vm: &Vm, ty: Word, _: &Args) -> R {
    let (shape, attrs) = vm.instance_layout(ty, &vm.types.list);
    Ok(vm.list_of(shape, attrs))
}
fn init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    let src = vm.one_optional("list", args)?;
    let l = this(&w);
    if !l.is_empty() {
        l.truncate(0);
    }
    if !src.is_null() {
        extend(vm, w, src)?;
    }
    Ok(())
}
/// `l.extend(src)`, also where `src` looks at the list meanwhile.
pub(crate) fn extend(vm: &Vm, w: Word, src: Word) -> R<()> {
    let l = this(&w);
    if vm.is_exact(src, &vm.types.list) || vm.is_exact(src, &vm.types.tuple) {
        let v = vm.to_vec(src)?;
        l.extend(vm, &v);
        return Ok(());
    }
    if src.native::<super::range_type::RangeObj>().is_some() {
        let n = vm.len(src).unwrap_or(usize::MAX);
        vm.check_alloc(n.saturating_mul(8))?;
    }
    let it = vm.iter(src)?;
    vm.ask_length(src)?;
    while let Some(x) = vm.next(it)? {
        l.push(vm, x);
        if vm.heap.is_over_limit() {
            vm.safepoint()?;
        }
    }
    Ok(())
}
fn repr(vm: &Vm, w: Word) -> R {
    let l = this(&w);
    if l.is_empty() {
        return Ok(vm.new_str("[]"));
    }
    let Some(_g) = vm.repr_enter(w) else {
        return Ok(vm.new_str("[...]"));
    };
    vm.repr_items("[", &|i| l.at(i), "]")
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.get::<ListObj>(), b.get::<ListObj>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    vm.compare_sequences(&|i| x.at(i), &|i| y.at(i), (x.len(), y.len()), op)
}
fn bad_index(vm: &Vm, key: Word) -> crate::Exc {
    vm.type_error(format!("list indices must be integers or slices, not {}", vm.type_name(key)))
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let l = this(&w);
    if let Some(s) = key.native::<super::slice::SliceObj>() {
        return slice_of(vm, w, s);
    }
    if vm.class_of(key).slots.index.get().is_none() {
        return Err(bad_index(vm, key));
    }
    let i = vm.index_position(key)?;
    let i = if i < 0 { i + l.len() as i64 } else { i };
    match l.at(i as usize) {
        Some(v) if i >= 0 => Ok(v),
        _ => Err(vm.index_error("list index out of range")),
    }
}
fn slice_of(vm: &Vm, w: Word, s: &super::slice::SliceObj) -> R {
    let l = this(&w);
    // The bounds may run code that changes the length.
    if !s.is_plain() {
        vm.slice_bounds(s, l.len())?;
    }
    let (start, _, step, n) = vm.slice_bounds(s, l.len())?;
    Ok(if step == 1 { vm.list_part(l, start as usize, n) } else { vm.list_steps(l, start, step, n) })
}
impl Vm {
    /// A list of `n` items of `l` from `start` on.
    pub(crate) fn list_part(&self, l: &ListObj, start: usize, n: usize) -> Word {
        self.new_list_from(&l.as_slice()[start..start + n])
    }
    pub(super) fn list_steps(&self, l: &ListObj, start: i64, step: i64, n: usize) -> Word {
        if step == -1 && n > 0 {
            let part = self.list_part(l, start as usize + 1 - n, n);
            if let Some(p) = part.get::<ListObj>() {
                p.reverse();
            }
            return part;
        }
        let buffer = self.new_words(n);
        if let Some(b) = buffer.get::<Words>() {
            let (from, to) = (l.as_slice(), b.slots());
            // No barrier: fresh, or a large object, which is born remembered.
            let mut i = start;
            for s in to {
                s.set_root(from[i as usize]);
                i += step;
            }
        }
        let out = self.new_list();
        if let Some(o) = out.get::<ListObj>()
            && n > 0
        {
            o.items.set(&o.hdr, buffer);
            o.len.set(n);
        }
        out
    }
}
fn setitem(vm: &Vm, w: Word, key: Word, value: Option<Word>) -> R<()> {
    let l = this(&w);
    if let Some(s) = key.native::<super::slice::SliceObj>() {
        return set_slice(vm, w, s, value);
    }
    if vm.class_of(key).slots.index.get().is_none() {
        return Err(bad_index(vm, key));
    }
    let i = vm.index_position(key)?;
    let i = if i < 0 { i + l.len() as i64 } else { i };
    if i < 0 || i as usize >= l.len() {
        return Err(vm.index_error("list assignment index out of range"));
    }
    match value {
        Some(v) => l.set(i as usize, v),
        None => {
            l.remove(i as usize);
        }
    }
    Ok(())
}
fn set_slice(vm: &Vm, w: Word, s: &super::slice::SliceObj, value: Option<Word>) -> R<()> {
    let l = this(&w);
    if let Some(v) = value
        && s.is_plain()
        && v != w
        && let (start, stop, 1, _) = vm.slice_bounds(s, l.len())?
    {
        // A list or tuple is copied from where it is.
        let (start, end) = (start as usize, (stop as usize).max(start as usize));
        if let Some(from) = v.get::<ListObj>()
            && vm.is_exact(v, &vm.types.list)
        {
            l.splice(vm, start, end, from.as_slice());
            return Ok(());
        }
        if let Some(from) = v.get::<TupleObj>()
            && vm.is_exact(v, &vm.types.tuple)
        {
            l.splice(vm, start, end, from.items());
            return Ok(());
        }
    }
    let items = match value {
        None => None,
        Some(v) => Some(vm.to_vec_or(v, "must assign iterable to extended slice")?),
    };
    if !s.is_plain() {
        vm.slice_bounds(s, l.len())?;
    }
    let (start, stop, step, n) = vm.slice_bounds(s, l.len())?;
    if step == 1 {
        let start = start as usize;
        let end = (stop as usize).max(start);
        match items {
            Some(v) => l.splice(vm, start, end, &v),
            None => l.splice(vm, start, end, &[]),
        }
        if l.is_empty() {
            l.truncate(0);
        }
        return Ok(());
    }
    match items {
        Some(v) => {
            if v.len() != n {
                return Err(vm.value_error(format!(
                    "attempt to assign sequence of size {} to extended slice of size {n}",
                    v.len()
                )));
            }
            for (k, x) in v.iter().enumerate() {
                l.set((start + k as i64 * step) as usize, *x);
            }
        }
        None if n > 0 => {
            let gone = |i: i64| {
                (i - start) % step == 0 && {
                    let k = (i - start) / step;
                    k >= 0 && k < n as i64
                }
            };
            let old = l.snapshot(vm);
            let mut keep = WordVec::with_capacity(vm, l.len() - n);
            for (i, x) in old.iter().enumerate() {
                if !gone(i as i64) {
                    keep.push(vm, *x);
                }
            }
            l.replace_all(vm, &keep);
        }
        None => {}
    }
    Ok(())
}
fn concat(vm: &Vm, a: Word, b: Word) -> R {
    let Some(y) = b.get::<ListObj>() else {
        return Err(vm.type_error(format!("can only concatenate list (not \"{}\") to list", vm.type_name(b))));
    };
    vm.check_alloc((this(&a).len() + y.len()) * 8)?;
    let out = vm.new_list_from(this(&a).as_slice());
    this(&out).extend(vm, y.as_slice());
    Ok(out)
}
fn repeated(vm: &Vm, w: Word, n: Word) -> R<WordVec> {
    let l = this(&w);
    let n = vm.repeat_count(n)?;
    let total = l.len().checked_mul(n).filter(|t| *t < 1 << 48).ok_or_else(|| vm.memory_error())?;
    vm.check_alloc(total * 8)?;
    let mut v = WordVec::with_capacity(vm, total);
    for _ in 0..if l.is_empty() { 0 } else { n } {
        v.extend(vm, l.as_slice());
    }
    Ok(v)
}
fn index(vm: &Vm, a: &[Word]) -> R {
    let l = this(&a[0]);
    let mut i = vm.bound_arg(a[2], l.len(), 0)?;
    let stop = vm.bound_arg(a[3], l.len(), usize::MAX)?;
    while i < stop {
        let Some(x) = l.at(i) else { break };
        if vm.eq(x, a[1])? {
            return Ok(vm.int(i as i64));
        }
        i += 1;
    }
    Err(vm.value_error("list.index(x): x not in list"))
}
fn contains(vm: &Vm, w: Word, x: Word) -> R<bool> {
    let l = this(&w);
    let mut i = 0;
    while let Some(y) = l.at(i) {
        if vm.eq(y, x)? {
            return Ok(true);
        }
        i += 1;
    }
    Ok(false)
}
fn sort(vm: &Vm, a: &[Word]) -> R {
    let l = this(&a[0]);
    let reverse = !a[2].is_null() && vm.truth(a[2])?;
    let items = l.snapshot(vm);
    // The list is empty while it is sorted; whoever fills it meanwhile is found out.
    l.truncate(0);
    let r = vm.sorted_items(&items, a[1], reverse);
    let modified = !l.is_empty() || !l.items.get().is_null();
    match r {
        Ok(v) => {
            l.replace_all(vm, &v);
            if modified {
                return Err(vm.value_error("list modified during sort"));
            }
            Ok(Word::NONE)
        }
        Err(e) => {
            l.replace_all(vm, &items);
            Err(e)
        }
    }
}

/// An iterator over a list from its end.
pub struct ListRevIter {
    seq: Slot,
    index: Cell<i64>,
}
impl Payload for ListRevIter {
    const INFO: &'static NativeInfo = crate::native_info!(ListRevIter, LIST_REV_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.seq);
    }
}
static LIST_REV_SPEC: TypeSpec = TypeSpec {
    name: "list_reverseiterator",
    flags: TF_NO_NEW | TF_SIMPLE_NEXT,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|_, w| {
            let Some(it) = w.native::<ListRevIter>() else { return Ok(None) };
            let i = it.index.get();
            if i < 0 {
                return Ok(None);
            }
            it.index.set(i - 1);
            let v = it.seq.get().get::<ListObj>().and_then(|l| l.at(i as usize));
            if v.is_none() {
                it.index.set(-1);
            }
            Ok(v)
        }));
    },
    methods: &[
        FnDef::new(
            "__length_hint__",
            "($self, /)",
            |vm, a| {
                let Some(it) = a[0].native::<ListRevIter>() else { return Ok(Word::NONE) };
                let n = it.seq.get().get::<ListObj>().map_or(0, |l| l.len() as i64);
                Ok(vm.int(if n < it.index.get() + 1 { 0 } else { it.index.get() + 1 }))
            },
            "Private method returning an estimate of len(list(it)).",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let Some(it) = a[0].native::<ListRevIter>() else { return Ok(Word::NONE) };
                if it.index.get() < 0 {
                    let f = vm.dict_get_str(vm.builtins.get(), "iter");
                    let e = vm.new_list();
                    let t = vm.new_tuple(&[e]);
                    return Ok(vm.new_tuple(&[f, t]));
                }
                let f = vm.dict_get_str(vm.builtins.get(), "reversed");
                let t = vm.new_tuple(&[it.seq.get()]);
                Ok(vm.new_tuple(&[f, t, vm.int(it.index.get())]))
            },
            "Return state information for pickling.",
        ),
        FnDef::new(
            "__setstate__",
            "($self, object, /)",
            |vm, a| {
                let n = vm.index_clamped(a[1])?;
                if let Some(it) = a[0].native::<ListRevIter>() {
                    let len = it.seq.get().get::<ListObj>().map_or(0, |l| l.len() as i64);
                    it.index.set(n.clamp(-1, len - 1));
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

pub static LIST_SPEC: TypeSpec = TypeSpec {
    name: "list",
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    flags: TF_BASETYPE | TF_SEQUENCE | TF_MATCH_SELF,
    slots: |s| {
        s.new.set(Some(new));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.richcompare.set(Some(compare));
        s.iter.set(Some(|vm, w| Ok(vm.new_list_iter(w))));
        s.len.set(Some(|_, w| Ok(this(&w).len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(contains));
        s.concat.set(Some(concat));
        s.repeat.set(Some(|vm, w, n| Ok(repeated(vm, w, n)?.to_list(vm))));
        s.iconcat.set(Some(|vm, a, b| {
            extend(vm, a, b)?;
            Ok(a)
        }));
        s.irepeat.set(Some(|vm, a, n| {
            let v = repeated(vm, a, n)?;
            this(&a).replace_all(vm, &v);
            if v.is_empty() {
                this(&a).truncate(0);
            }
            Ok(a)
        }));
    },
    methods: &[
        FnDef::new(
            "append",
            "($self, object, /)",
            |vm, a| {
                this(&a[0]).push(vm, a[1]);
                Ok(Word::NONE)
            },
            "Append object to the end of the list.",
        ).leaf(super::leaf::append),
        FnDef::new(
            "extend",
            "($self, iterable, /)",
            |vm, a| extend(vm, a[0], a[1]).map(|()| Word::NONE),
            "Extend list by appending elements from the iterable.",
        ),
        FnDef::new(
            "insert",
            "($self, index, object, /)",
            |vm, a| {
                let i = vm.index_i64(a[1])?;
                let l = this(&a[0]);
                let n = l.len() as i64;
                let i = if i < 0 { (i + n).max(0) } else { i.min(n) };
                l.insert(vm, i as usize, a[2]);
                Ok(Word::NONE)
            },
            "Insert object before index.",
        ).leaf(super::leaf::list_insert),
        FnDef::new(
            "pop",
            "($self, index=-1, /)",
            |vm, a| {
                let l = this(&a[0]);
                let i = if a[1].is_null() { -1 } else { vm.index_i64(a[1])? };
                if l.is_empty() {
                    return Err(vm.index_error("pop from empty list"));
                }
                let i = if i < 0 { i + l.len() as i64 } else { i };
                if i < 0 || i as usize >= l.len() {
                    return Err(vm.index_error("pop index out of range"));
                }
                if i as usize + 1 == l.len() {
                    return Ok(l.pop().unwrap_or(Word::NONE));
                }
                Ok(l.remove(i as usize))
            },
            "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
        ).leaf(super::leaf::list_pop),
        FnDef::new(
            "remove",
            "($self, value, /)",
            |vm, a| {
                let l = this(&a[0]);
                let mut i = 0;
                while let Some(x) = l.at(i) {
                    if vm.eq(x, a[1])? {
                        if i < l.len() {
                            l.remove(i);
                        }
                        return Ok(Word::NONE);
                    }
                    i += 1;
                }
                Err(vm.value_error("list.remove(x): x not in list"))
            },
            "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
        ),
        FnDef::new(
            "clear",
            "($self, /)",
            |_, a| {
                this(&a[0]).truncate(0);
                Ok(Word::NONE)
            },
            "Remove all items from list.",
        ),
        FnDef::new(
            "index",
            "($self, value, start=0, stop=9223372036854775807, /)",
            index,
            "Return first index of value.\n\nRaises ValueError if the value is not present.",
        ),
        FnDef::new(
            "count",
            "($self, value, /)",
            |vm, a| {
                let l = this(&a[0]);
                let (mut i, mut n) = (0, 0);
                while let Some(x) = l.at(i) {
                    n += vm.eq(x, a[1])? as i64;
                    i += 1;
                }
                Ok(vm.int(n))
            },
            "Return number of occurrences of value.",
        ),
        FnDef::new(
            "reverse",
            "($self, /)",
            |_, a| {
                this(&a[0]).reverse();
                Ok(Word::NONE)
            },
            "Reverse *IN PLACE*.",
        ),
        FnDef::new(
            "copy",
            "($self, /)",
            |vm, a| Ok(vm.new_list_from(this(&a[0]).as_slice())),
            "Return a shallow copy of the list.",
        ),
        FnDef::new(
            "sort",
            "($self, /, *, key=None, reverse=False)",
            sort,
            "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.",
        ),
        FnDef::new(
            "__reversed__",
            "($self, /)",
            |vm, a| {
                Ok(vm.new_native(ListRevIter { seq: Slot::new(a[0]), index: Cell::new(this(&a[0]).len() as i64 - 1) }))
            },
            "Return a reverse iterator over the list.",
        ),
        FnDef::new(
            "__sizeof__",
            "($self, /)",
            |vm, a| Ok(vm.int(40 + 8 * this(&a[0]).len() as i64)),
            "Return the size of the list in memory, in bytes.",
        ),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    ..TypeSpec::DEFAULT
};
