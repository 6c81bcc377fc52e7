//! `functools.lru_cache`: results by arguments.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};

/// Ends of the list of a bounded cache, and no link.
const END: u32 = u32::MAX;

/// A link of the list from the least to the most recently used entry.
#[derive(Copy, Clone)]
struct Link {
    older: u32,
    newer: u32,
}

/// `_lru_cache_wrapper(user_function, maxsize, typed, cache_info_type)`
///
/// Unbounded, `cache` maps keys to results. Bounded, it maps keys to numbers of entries: entry `i`
/// has its key and result in `entries[2*i..]` and its neighbours in `links[i]`.
pub struct Cache {
    func: Slot,
    cache: Slot,
    entries: Slot,
    links: RefCell<Vec<Link>>,
    oldest: Cell<u32>,
    newest: Cell<u32>,
    info: Slot,
    /// Stands between positional and keyword arguments in keys.
    mark: Slot,
    /// Below 0: unbounded.
    maxsize: i64,
    typed: bool,
    hits: Cell<i64>,
    misses: Cell<i64>,
}
impl Payload for Cache {
    const INFO: &'static NativeInfo = crate::native_info!(Cache, CACHE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.func, &self.cache, &self.entries, &self.info, &self.mark] {
            t.slot(s);
        }
    }
}
impl Cache {
    fn unlink(&self, i: u32) {
        let mut l = self.links.borrow_mut();
        let Some(&Link { older, newer }) = l.get(i as usize) else { return };
        match l.get_mut(older as usize) {
            Some(x) => x.newer = newer,
            None => self.oldest.set(newer),
        }
        match l.get_mut(newer as usize) {
            Some(x) => x.older = older,
            None => self.newest.set(older),
        }
    }
    /// Makes entry `i` the most recently used.
    fn link(&self, i: u32) {
        let mut l = self.links.borrow_mut();
        let last = self.newest.get();
        if let Some(x) = l.get_mut(last as usize) {
            x.newer = i;
        } else {
            self.oldest.set(i);
        }
        let link = Link { older: last, newer: END };
        match l.get_mut(i as usize) {
            Some(x) => *x = link,
            None => l.push(link),
        }
        self.newest.set(i);
    }
    fn clear(&self, vm: &Vm, h: &Header) {
        let d = vm.new_dict();
        self.cache.set(h, d);
        let l = vm.new_list();
        self.entries.set(h, l);
        self.links.borrow_mut().clear();
        self.oldest.set(END);
        self.newest.set(END);
        self.hits.set(0);
        self.misses.set(0);
    }
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<(&'a Cache, &'a Header)> {
    match (w.native::<Cache>(), w.header()) {
        (Some(p), Some(h)) => Ok((p, h)),
        _ => Err(vm.type_error(format!(
            "descriptor requires a 'functools._lru_cache_wrapper' object but received a '{}'",
            vm.type_name(*w)
        ))),
    }
}
const NEW: FnDef = FnDef::new(
    "lru_cache",
    "($type, user_function, maxsize, typed, cache_info_type)",
    |vm, a| {
        if !vm.is_callable(a[1]) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        let maxsize = if a[2].is_none() {
            -1
        } else if vm.class_of(a[2]).slots.index.get().is_some() {
            vm.index_position(a[2])?.max(0)
        } else {
            return Err(vm.type_error("maxsize should be integer or None"));
        };
        let typed = vm.truth(a[3])?;
        let (d, l) = (vm.new_dict(), vm.new_list());
        let mark = vm.call(vm.types.object.get(), &[])?;
        let c = Cache {
            func: Slot::new(a[1]),
            cache: Slot::new(d),
            entries: Slot::new(l),
            links: RefCell::default(),
            oldest: Cell::new(END),
            newest: Cell::new(END),
            info: Slot::new(a[4]),
            mark: Slot::new(mark),
            maxsize,
            typed,
            hits: Cell::new(0),
            misses: Cell::new(0),
        };
        Ok(vm.new_native_of(a[0], c))
    },
    "",
);
fn key(vm: &Vm, c: &Cache, args: &Args) -> Word {
    if let [w] = args.words
        && args.names.is_null()
        && !c.typed
        && (w.is_small() || vm.is_exact(*w, &vm.types.str) || vm.is_exact(*w, &vm.types.int))
    {
        return *w;
    }
    if args.kw_count() == 0 && !c.typed {
        return vm.new_tuple(args.words);
    }
    let mut v = WordVec::with_capacity(vm, args.words.len() * 3 + 1);
    v.extend(vm, args.positional());
    if args.kw_count() > 0 {
        v.push(vm, c.mark.get());
        for (k, x) in args.keywords() {
            v.push(vm, k);
            v.push(vm, x);
        }
    }
    if c.typed {
        args.words.iter().for_each(|&x| v.push(vm, vm.type_of(x)));
    }
    v.to_tuple(vm)
}
/// The value of a key in the cache's dict: its place there and the value.
fn look(vm: &Vm, c: &Cache, key: Word, hash: i64) -> R<Option<(usize, Word)>> {
    let d = c.cache.get();
    let Some(d) = d.get::<DictObj>() else { return Ok(None) };
    Ok(vm.dict_find(d, key, hash)?.and_then(|i| d.entry(i).map(|e| (i, e.1))))
}
fn call(vm: &Vm, w: Word, args: &Args) -> R {
    let (c, h) = this(vm, &w)?;
    let _g = vm.enter_native(" while calling a Python object")?;
    let miss = || {
        c.misses.set(c.misses.get() + 1);
        vm.call_args(c.func.get(), args)
    };
    if c.maxsize == 0 {
        return miss();
    }
    let key = key(vm, c, args);
    let hash = vm.hash(key)?;
    if let Some((_, v)) = look(vm, c, key, hash)? {
        c.hits.set(c.hits.get() + 1);
        if c.maxsize < 0 {
            return Ok(v);
        }
        let i = v.as_small().unwrap_or(0);
        if c.newest.get() as i64 != i {
            c.unlink(i as u32);
            c.link(i as u32);
        }
        return Ok(c.entries.get().get::<ListObj>().and_then(|l| l.at(2 * i as usize + 1)).unwrap_or(Word::NONE));
    }
    let result = miss()?;
    if c.maxsize < 0 {
        if let Some(d) = c.cache.get().get::<DictObj>() {
            vm.dict_insert(d, key, hash, result)?;
        }
        return Ok(result);
    }
    // The function may have called itself: the key may be there, other entries may be gone.
    if look(vm, c, key, hash)?.is_some() {
        return Ok(result);
    }
    let entries = c.entries.get();
    let Some(l) = entries.get::<ListObj>() else { return Ok(result) };
    let n = l.len() / 2;
    let i = if (n as i64) < c.maxsize && n < END as usize - 1 {
        l.push(vm, key);
        l.push(vm, result);
        n
    } else {
        let i = c.oldest.get() as usize;
        let Some(gone) = l.at(2 * i) else { return Ok(result) };
        let gone_hash = vm.hash(gone)?;
        let found = look(vm, c, gone, gone_hash)?;
        if c.oldest.get() as usize != i || c.entries.get() != entries {
            // Comparing keys ran this cache.
            return Ok(result);
        }
        if let (Some((at, _)), Some(d)) = (found, c.cache.get().get::<DictObj>()) {
            vm.dict_remove_at(d, at);
        }
        c.unlink(i as u32);
        l.set(2 * i, key);
        l.set(2 * i + 1, result);
        i
    };
    c.link(i as u32);
    if let Some(d) = c.cache.get().get::<DictObj>() {
        vm.dict_insert(d, key, hash, Word::small(i as i64))?;
    }
    let _ = h;
    Ok(result)
}
fn info(vm: &Vm, a: &[Word]) -> R {
    let (c, _) = this(vm, &a[0])?;
    let max = if c.maxsize < 0 { Word::NONE } else { vm.int(c.maxsize) };
    let n = c.cache.get().get::<DictObj>().map_or(0, DictObj::len);
    vm.call(c.info.get(), &[vm.int(c.hits.get()), vm.int(c.misses.get()), max, vm.int(n as i64)])
}
static CACHE_SPEC: TypeSpec = TypeSpec {
    name: "functools._lru_cache_wrapper",
    doc: "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n",
    flags: TF_BASETYPE | TF_WEAKREF | TF_DICT,
    slots: |s| {
        s.call.set(Some(call));
        s.descr_get
            .set(Some(|vm, w, obj, _| Ok(if obj.is_null() || obj.is_none() { w } else { vm.new_method(w, obj) })));
    },
    methods: &[
        FnDef::new("cache_info", "($self, /)", info, "Report cache statistics"),
        FnDef::new(
            "cache_clear",
            "($self, /)",
            |vm, a| {
                let (c, h) = this(vm, &a[0])?;
                c.clear(vm, h);
                Ok(Word::NONE)
            },
            "Clear the cache and cache statistics",
        ),
        FnDef::new("__reduce__", "($self, /)", |vm, a| vm.getattr_str(a[0], "__qualname__"), ""),
        FnDef::new("__copy__", "($self, /)", |_, a| Ok(a[0]), ""),
        FnDef::new("__deepcopy__", "($self, memo, /)", |_, a| Ok(a[0]), ""),
    ],
    getset: &[GetSet::rw("__dict__", |vm, w| Ok(vm.instance_dict(w)), super::functools_partial::set_dict, "")],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};

/// Adds the wrapper.
pub fn add(vm: &Vm, m: Word) {
    vm.module_add(m, "_lru_cache_wrapper", vm.native_type::<Cache>());
}
