//! `_abc`: what `abc.ABCMeta` is made of.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::sync::atomic::{AtomicI64, Ordering};

/// Grows with each registration: negative answers of before are void.
static COUNTER: AtomicI64 = AtomicI64::new(0);

/// The `_abc_impl` of a class. Classes never move or die, so their addresses serve as keys.
struct AbcData {
    /// A list of registered classes.
    registry: Slot,
    /// Sets of addresses as ints.
    cache: Slot,
    negative: Slot,
    negative_version: Cell<i64>,
}
impl Payload for AbcData {
    const INFO: &'static NativeInfo = crate::native_info!(AbcData, DATA_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.registry);
        t.slot(&self.cache);
        t.slot(&self.negative);
    }
}
static DATA_SPEC: TypeSpec =
    TypeSpec { name: "_abc._abc_data", doc: "Internal state held by ABC machinery.", ..TypeSpec::DEFAULT };

fn key(vm: &Vm, cls: Word) -> Word {
    vm.int((vm.heap.identity(cls) >> 4) as i64)
}
fn in_set(vm: &Vm, set: &Slot, cls: Word) -> R<bool> {
    match set.get().get::<SetObj>() {
        Some(s) => vm.set_contains(s, key(vm, cls)),
        None => Ok(false),
    }
}

fn data(vm: &Vm, cls: Word) -> R<Word> {
    let w = vm.getattr_str(cls, "_abc_impl")?;
    if w.native::<AbcData>().is_none() {
        return Err(vm.type_error("_abc_impl is set to a wrong type"));
    }
    Ok(w)
}

fn is_abstract(vm: &Vm, w: Word) -> R<bool> {
    let f = vm.getattr_opt(w, vm.names.isabstractmethod.get())?;
    if f.is_null() { Ok(false) } else { vm.truth(f) }
}

fn init_class(vm: &Vm, a: &[Word]) -> R {
    let cls = a[0];
    let abstracts = vm.new_set();
    let ns = vm.getattr_str(cls, "__dict__")?;
    let items = vm.call_method(ns, "items", &[])?;
    let items = vm.to_vec(items)?;
    for i in 0..items.len() {
        let Some(t) = items[i].get::<TupleObj>() else { continue };
        let (k, v) = (t.items()[0], t.items()[1]);
        if is_abstract(vm, v)? {
            vm.set_insert(abstracts, k)?;
        }
    }
    let bases = vm.getattr_str(cls, "__bases__")?;
    let bases = vm.to_vec(bases)?;
    for i in 0..bases.len() {
        let names = vm.getattr_opt(bases[i], vm.names.abstractmethods.get())?;
        if names.is_null() {
            continue;
        }
        let names = vm.to_vec(names)?;
        for j in 0..names.len() {
            let v = vm.getattr_opt(cls, names[j])?;
            if !v.is_null() && is_abstract(vm, v)? {
                vm.set_insert(abstracts, names[j])?;
            }
        }
    }
    let frozen = vm.call(vm.types.frozenset.get(), &[abstracts])?;
    vm.setattr(cls, vm.names.abstractmethods.get(), Some(frozen))?;
    let d = vm.new_native(AbcData {
        registry: Slot::new(Word::NULL),
        cache: Slot::new(Word::NULL),
        negative: Slot::new(Word::NULL),
        negative_version: Cell::new(COUNTER.load(Ordering::Relaxed)),
    });
    vm.setattr(cls, vm.intern("_abc_impl"), Some(d))?;
    if let Some(t) = cls.as_type() {
        let f = vm.dict_get_str(t.dict.get(), "__abc_tpflags__");
        if let Some(v) = f.as_small() {
            if v & 32 != 0 {
                t.set_flag(TF_SEQUENCE);
            }
            if v & 64 != 0 {
                t.set_flag(TF_MAPPING);
            }
            vm.setattr(cls, vm.intern("__abc_tpflags__"), None)?;
        }
    }
    Ok(Word::NONE)
}

fn spread(vm: &Vm, t: &TypeObj, flag: u32) {
    // Text and bytes are sequences to `collections.abc`, but not to `match`.
    let text = [&vm.types.str, &vm.types.bytes, &vm.types.bytearray];
    if t.has(flag) || text.iter().any(|s| s.get().as_type().is_some_and(|x| std::ptr::eq(x, t))) {
        return;
    }
    t.set_flag(flag);
    if let Some(l) = t.subclasses.get().get::<ListObj>() {
        let v = l.snapshot(vm);
        for w in v.iter() {
            if let Some(s) = w.as_type() {
                spread(vm, s, flag);
            }
        }
    }
}

fn register(vm: &Vm, a: &[Word]) -> R {
    let (cls, sub) = (a[0], a[1]);
    let Some(subtype) = sub.as_type() else {
        return Err(vm.type_error("Can only register classes"));
    };
    if vm.issubclass(sub, cls)? {
        return Ok(sub);
    }
    if vm.issubclass(cls, sub)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let dw = data(vm, cls)?;
    if let (Some(d), Some(h)) = (dw.native::<AbcData>(), dw.header()) {
        if d.registry.get().is_null() {
            let l = vm.new_list();
            d.registry.set(h, l);
        }
        if let Some(l) = d.registry.get().get::<ListObj>() {
            l.push(vm, sub);
        }
    }
    COUNTER.fetch_add(1, Ordering::Relaxed);
    if let Some(c) = cls.as_type() {
        for f in [TF_SEQUENCE, TF_MAPPING] {
            if c.has(f) {
                spread(vm, subtype, f);
            }
        }
    }
    Ok(sub)
}

fn instancecheck(vm: &Vm, a: &[Word]) -> R {
    let (cls, obj) = (a[0], a[1]);
    let dw = data(vm, cls)?;
    let Some(d) = dw.native::<AbcData>() else { return Ok(Word::FALSE) };
    let sub = vm.getattr(obj, vm.names.class.get())?;
    if in_set(vm, &d.cache, sub)? {
        return Ok(Word::TRUE);
    }
    let ty = vm.type_of(obj);
    if ty == sub {
        if d.negative_version.get() == COUNTER.load(Ordering::Relaxed) && in_set(vm, &d.negative, sub)? {
            return Ok(Word::FALSE);
        }
        return vm.call_method(cls, "__subclasscheck__", &[sub]);
    }
    let r = vm.call_method(cls, "__subclasscheck__", &[sub])?;
    if vm.truth(r)? {
        return Ok(r);
    }
    vm.call_method(cls, "__subclasscheck__", &[ty])
}

fn remember(vm: &Vm, owner: Word, slot: &Slot, cls: Word) -> R<()> {
    if slot.get().is_null()
        && let Some(h) = owner.header()
    {
        let s = vm.new_set();
        slot.set(h, s);
    }
    vm.set_insert(slot.get(), key(vm, cls))
}

fn subclasscheck(vm: &Vm, a: &[Word]) -> R {
    let (cls, sub) = (a[0], a[1]);
    if sub.as_type().is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let _g = vm.enter_native(" in __subclasscheck__")?;
    let dw = data(vm, cls)?;
    let Some(d) = dw.native::<AbcData>() else { return Ok(Word::FALSE) };
    if in_set(vm, &d.cache, sub)? {
        return Ok(Word::TRUE);
    }
    let now = COUNTER.load(Ordering::Relaxed);
    if d.negative_version.get() < now {
        if let Some(s) = d.negative.get().get::<SetObj>() {
            vm.set_clear(s);
        }
        d.negative_version.set(now);
    } else if in_set(vm, &d.negative, sub)? {
        return Ok(Word::FALSE);
    }
    let ok = vm.call_method(cls, "__subclasshook__", &[sub])?;
    match ok {
        Word::TRUE => {
            remember(vm, dw, &d.cache, sub)?;
            return Ok(ok);
        }
        Word::FALSE => {
            remember(vm, dw, &d.negative, sub)?;
            return Ok(ok);
        }
        Word::NOT_IMPLEMENTED => {}
        _ => {
            return Err(vm.assertion_error("__subclasshook__ must return either False, True, or NotImplemented"));
        }
    }
    let mut found = sub.as_type().is_some_and(|t| t.is_subtype(cls));
    if !found && let Some(l) = d.registry.get().get::<ListObj>() {
        let v = l.snapshot(vm);
        for i in 0..v.len() {
            if vm.issubclass(sub, v[i])? {
                found = true;
                break;
            }
        }
    }
    if !found {
        let subs = vm.call_method(cls, "__subclasses__", &[])?;
        if !subs.is_kind(Kind::List) {
            return Err(vm.type_error("__subclasses__() must return a list"));
        }
        let v = vm.to_vec(subs)?;
        for i in 0..v.len() {
            if vm.issubclass(sub, v[i])? {
                found = true;
                break;
            }
        }
    }
    remember(vm, dw, if found { &d.cache } else { &d.negative }, sub)?;
    Ok(Word::bool(found))
}

fn reset(vm: &Vm, cls: Word, registry: bool) -> R {
    let dw = data(vm, cls)?;
    if let (Some(d), Some(h)) = (dw.native::<AbcData>(), dw.header()) {
        if registry {
            d.registry.set(h, Word::NULL);
        } else {
            d.cache.set(h, Word::NULL);
            d.negative.set(h, Word::NULL);
        }
    }
    Ok(Word::NONE)
}

fn dump(vm: &Vm, a: &[Word]) -> R {
    let dw = data(vm, a[0])?;
    let Some(d) = dw.native::<AbcData>() else { return Ok(Word::NONE) };
    let registry = vm.new_set();
    if let Some(l) = d.registry.get().get::<ListObj>() {
        let v = l.snapshot(vm);
        for w in v.iter() {
            let r = super::weakref::make_ref(vm, *w)?;
            vm.set_insert(registry, r)?;
        }
    }
    let (cache, negative) = (d.cache.get(), d.negative.get());
    let cache = if cache.is_null() { vm.new_set() } else { cache };
    let negative = if negative.is_null() { vm.new_set() } else { negative };
    let version = vm.int(d.negative_version.get());
    Ok(vm.new_tuple(&[registry, cache, negative, version]))
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_abc",
    doc: "Module contains faster C implementation of abc.ABCMeta",
    functions: &[
        FnDef::new(
            "get_cache_token",
            "()",
            |vm, _| Ok(vm.int(COUNTER.load(Ordering::Relaxed))),
            "Returns the current ABC cache token.",
        ),
        FnDef::new("_abc_init", "(self, /)", init_class, "Internal ABC helper for class set-up."),
        FnDef::new("_reset_registry", "(self, /)", |vm, a| reset(vm, a[0], true), ""),
        FnDef::new("_reset_caches", "(self, /)", |vm, a| reset(vm, a[0], false), ""),
        FnDef::new("_get_dump", "(self, /)", dump, "Internal ABC helper for cache and registry debugging."),
        FnDef::new("_abc_register", "(self, subclass, /)", register, ""),
        FnDef::new("_abc_instancecheck", "(self, instance, /)", instancecheck, ""),
        FnDef::new("_abc_subclasscheck", "(self, subclass, /)", subclasscheck, ""),
    ],
    init: |_, _| Ok(()),
};
