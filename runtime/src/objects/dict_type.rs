//! The dict type.

use super::args::Args;
use super::dict_views::*;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::spec::*;
use super::str::StrBuilder;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

pub(super) fn this(w: &Word) -> &DictObj {
    // SAFETY: the slots and methods below are only reached with dicts.
    unsafe { w.get_unchecked::<DictObj>() }
}
impl Vm {
    /// An empty dict of type `ty` (dict or a subclass).
    pub fn dict_of_type(&self, ty: Word) -> Word {
        let (shape, attrs) = self.instance_layout(ty, &self.types.dict);
        let w = self.new_dict_of(shape, if attrs { 16 } else { 0 });
        // SAFETY: fresh.
        unsafe { self.finish_attrs(w.ptr(), attrs) };
        w
    }
    /// `d.update(src, **kw)`'s first part: a mapping or pairs.
    pub fn dict_update_any(&self, d: Word, src: Word) -> R<()> {
        let to = this(&d);
        if let Some(from) = src.get::<DictObj>()
            && self.class_of(src).slots.iter.get() == self.types.dict.get().as_type().and_then(|t| t.slots.iter.get())
        {
            return if src == d { Ok(()) } else { self.dict_update(to, from) };
        }
        let keys = self.getattr_opt(src, self.names.keys.get())?;
        if !keys.is_null() {
            let ks = self.call(keys, &[])?;
            return self.for_each(ks, &mut |k| {
                let v = self.getitem(src, k)?;
                self.dict_set(d, k, v)
            });
        }
        let mut n = 0;
        self.for_each(src, &mut |pair| {
            let v = self.to_vec_or(pair, "object is not iterable")?;
            if v.len() != 2 {
                return Err(self.value_error(format!(
                    "dictionary update sequence element #{n} has length {}; 2 is required",
                    v.len()
                )));
            }
            n += 1;
            self.dict_set(d, v[0], v[1])
        })
    }
}
fn init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    update(vm, w, args, "dict")
}
fn update(vm: &Vm, w: Word, args: &Args, name: &str) -> R<()> {
    match args.positional() {
        [] => {}
        [src] => vm.dict_update_any(w, *src)?,
        v => return Err(vm.type_error(format!("{name} expected at most 1 argument, got {}", v.len()))),
    }
    for (k, v) in args.keywords() {
        vm.dict_set(w, k, v)?;
    }
    Ok(())
}
fn repr(vm: &Vm, w: Word) -> R {
    let d = this(&w);
    if d.is_empty() {
        return Ok(vm.new_str("{}"));
    }
    let Some(_g) = vm.repr_enter(w) else {
        return Ok(vm.new_str("{...}"));
    };
    let mut out = StrBuilder::new();
    out.push_str("{");
    let (mut i, mut first) = (0, true);
    while i < d.bound() {
        if let Some((k, v)) = d.entry(i) {
            if !first {
                out.push_str(", ");
            }
            first = false;
            out.push_word(vm.repr(k)?);
            out.push_str(": ");
            out.push_word(vm.repr(v)?);
        }
        i += 1;
    }
    out.push_str("}");
    Ok(out.finish(vm))
}
/// Is the slot `dict.__getitem__`?
pub(super) fn is_dict_getitem(f: Binary) -> bool {
    f as usize == getitem as *const () as usize
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let v = vm.dict_lookup_any(this(&w), key)?;
    if !v.is_null() {
        return Ok(v);
    }
    if !vm.is_exact(w, &vm.types.dict)
        && let Some(r) = vm.call_special(w, &vm.names.missing, &[key])?
    {
        return Ok(r);
    }
    Err(vm.key_error(key))
}
impl Vm {
    /// As `dict_lookup`, but an unhashable key always raises.
    fn dict_lookup_any(&self, d: &DictObj, key: Word) -> R {
        self.dict_lookup(d, key)
    }
    /// `a == b` for two dicts.
    pub fn dict_equal(&self, a: &DictObj, b: &DictObj) -> R<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        let mut i = 0;
        while i < a.bound() {
            if let Some((k, v)) = a.entry(i) {
                let Some(j) = self.dict_find(b, k, a.hash_at(i))? else { return Ok(false) };
                let Some((_, u)) = b.entry(j) else { return Ok(false) };
                if !self.eq(v, u)? {
                    return Ok(false);
                }
            }
            i += 1;
        }
        Ok(true)
    }
}
fn setitem(vm: &Vm, w: Word, key: Word, value: Option<Word>) -> R<()> {
    match value {
        Some(v) => vm.dict_set(w, key, v),
        None => {
            if vm.dict_remove(this(&w), key)?.is_null() {
                return Err(vm.key_error(key));
            }
            Ok(())
        }
    }
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.get::<DictObj>(), b.get::<DictObj>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    match op {
        CmpOp::Eq => Ok(Word::bool(vm.dict_equal(x, y)?)),
        CmpOp::Ne => Ok(Word::bool(!vm.dict_equal(x, y)?)),
        _ => Ok(Word::NOT_IMPLEMENTED),
    }
}
fn or(vm: &Vm, a: Word, b: Word) -> R {
    let (Some(x), Some(_)) = (a.get::<DictObj>(), b.get::<DictObj>()) else {
        return Ok(Word::NOT_IMPLEMENTED);
    };
    let new = vm.dict_copy(x);
    vm.dict_update_any(new, b)?;
    Ok(new)
}
fn fromkeys(vm: &Vm, a: &[Word]) -> R {
    let value = a[2].or(Word::NONE);
    let d = vm.call(a[0], &[])?;
    if vm.is_exact(d, &vm.types.dict) {
        vm.for_each(a[1], &mut |k| vm.dict_set(d, k, value))?;
    } else {
        vm.for_each(a[1], &mut |k| vm.setitem(d, k, Some(value)))?;
    }
    Ok(d)
}
fn pop(vm: &Vm, a: &[Word]) -> R {
    let d = this(&a[0]);
    if d.is_empty() && a[2].is_null() {
        return Err(vm.key_error(a[1]));
    }
    let v = vm.dict_remove(d, a[1])?;
    if !v.is_null() {
        Ok(v)
    } else if a[2].is_null() {
        Err(vm.key_error(a[1]))
    } else {
        Ok(a[2])
    }
}
fn popitem(vm: &Vm, a: &[Word]) -> R {
    let d = this(&a[0]);
    let mut i = d.bound();
    while i > 0 {
        i -= 1;
        if let Some((k, v)) = vm.dict_remove_at(d, i) {
            return Ok(vm.new_tuple(&[k, v]));
        }
    }
    let t = vm.new_str("popitem(): dictionary is empty");
    Err(vm.key_error(t))
}
fn setdefault(vm: &Vm, a: &[Word]) -> R {
    let d = this(&a[0]);
    let h = vm.hash_for(a[1], "a dict key")?;
    if let Some(i) = vm.dict_find(d, a[1], h)? {
        return Ok(d.entry(i).map_or(Word::NONE, |e| e.1));
    }
    let v = a[2].or(Word::NONE);
    vm.dict_append(d, a[1], h, v);
    Ok(v)
}
pub static DICT_SPEC: TypeSpec = TypeSpec {
    name: "dict",
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    flags: TF_BASETYPE | TF_MAPPING | TF_MATCH_SELF,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| Ok(vm.dict_of_type(ty))));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.richcompare.set(Some(compare));
        s.iter.set(Some(|vm, w| Ok(new_dict_iter(vm, w, DictPart::Keys, false))));
        s.len.set(Some(|_, w| Ok(this(&w).len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(|vm, w, k| {
            let h = vm.hash_for(k, "a dict key")?;
            Ok(vm.dict_find(this(&w), k, h)?.is_some())
        }));
        s.or.set(Some(or));
        s.ior.set(Some(|vm, a, b| {
            vm.dict_update_any(a, b)?;
            Ok(a)
        }));
    },
    methods: &[
        FnDef::new("__getitem__", "($self, key, /)", |vm, a| getitem(vm, a[0], a[1]), "Return self[key]."),
        FnDef::new(
            "__contains__",
            "($self, key, /)",
            |vm, a| {
                let h = vm.hash_for(a[1], "a dict key")?;
                Ok(Word::bool(vm.dict_find(this(&a[0]), a[1], h)?.is_some()))
            },
            "True if the dictionary has the specified key, else False.",
        ),
        FnDef::new(
            "get",
            "($self, key, default=None, /)",
            |vm, a| Ok(vm.dict_lookup_any(this(&a[0]), a[1])?.or(a[2].or(Word::NONE))),
            "Return the value for key if key is in the dictionary, else default.",
        )
        .leaf(super::leaf::dict_get),
        FnDef::new(
            "setdefault",
            "($self, key, default=None, /)",
            setdefault,
            "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
        ),
        FnDef::new(
            "pop",
            "($self, key, default=<unrepresentable>, /)",
            pop,
            "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
        ),
        FnDef::new(
            "popitem",
            "($self, /)",
            popitem,
            "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
        ),
        FnDef::new(
            "keys",
            "($self, /)",
            |vm, a| Ok(new_dict_view(vm, a[0], DictPart::Keys)),
            "Return a set-like object providing a view on the dict's keys.",
        ),
        FnDef::new(
            "items",
            "($self, /)",
            |vm, a| Ok(new_dict_view(vm, a[0], DictPart::Items)),
            "Return a set-like object providing a view on the dict's items.",
        ),
        FnDef::new(
            "values",
            "($self, /)",
            |vm, a| Ok(new_dict_view(vm, a[0], DictPart::Values)),
            "Return an object providing a view on the dict's values.",
        ),
        FnDef::new(
            "update",
            "($self, /, *args, **kwargs)",
            |vm, a| {
                let (names, values) = vm.split_kwargs(a[2]);
                let mut v = WordVec::new();
                v.extend(vm, a[1].get::<TupleObj>().map_or(&[], |t| t.items()));
                v.extend(vm, &values);
                update(vm, a[0], &Args { words: &v, names }, "update").map(|()| Word::NONE)
            },
            "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]",
        ),
        FnDef::class(
            "fromkeys",
            "($type, iterable, value=None, /)",
            fromkeys,
            "Create a new dictionary with keys from iterable and values set to value.",
        ),
        FnDef::new(
            "clear",
            "($self, /)",
            |vm, a| {
                vm.dict_clear(this(&a[0]));
                Ok(Word::NONE)
            },
            "Remove all items from the dict.",
        ),
        FnDef::new("copy", "($self, /)", |vm, a| Ok(vm.dict_copy(this(&a[0]))), "Return a shallow copy of the dict."),
        FnDef::new(
            "__reversed__",
            "($self, /)",
            |vm, a| Ok(new_dict_iter(vm, a[0], DictPart::Keys, true)),
            "Return a reverse iterator over the dict keys.",
        ),
        FnDef::new(
            "__sizeof__",
            "($self, /)",
            |vm, a| Ok(vm.int(64 + 24 * this(&a[0]).bound() as i64)),
            "Return the size of the dict in memory.",
        ),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    ..TypeSpec::DEFAULT
};
