//! Inline caches: choosing the form of an attribute or global access from what it meets.

use super::dispatch::Next;
use super::frame::*;
use super::opcodes::*;
use super::slow::*;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use taipan_syntax::bytecode::Op;

/// A place that missed this often stays with its slow path.
const MAX_MISSES: u32 = 12;

/// Sets the opcode of the instruction that `ip` is behind.
unsafe fn set_op(fp: *mut Word, ip: *const u32, op: u8) {
    let p = ip.sub(1) as *mut u32;
    if *p as u8 == INSTRUMENTED {
        crate::observe::set_original(code_of(fp), ip.sub(1), op);
    } else {
        *p = (*p & !0xff) | op as u32;
    }
}
unsafe fn set_cache(ip: *const u32, at: usize, v: u32) {
    *(ip as *mut u32).add(at) = v;
}
/// Writes a traced word into a cache.
unsafe fn set_cache_word(fp: *mut Word, ip: *const u32, at: usize, w: Word) {
    let code = code_of(fp);
    let p = (ip as *mut u32).add(at);
    (p as *mut u64).write_unaligned(w.0);
    let i = code.offset_of(p) as u32;
    let mut slots = code.data.word_slots.borrow_mut();
    if !slots.contains(&i) {
        slots.push(i);
    }
    drop(slots);
    if code.hdr.has(GC_UNLOGGED) {
        log(&code.hdr);
    }
}
unsafe fn count_miss(ip: *const u32) -> u32 {
    let n = *ip + 1;
    set_cache(ip, 0, n);
    n
}
unsafe fn name_at(fp: *mut Word, i: usize) -> Word {
    let names = code_of(fp).data.names.get();
    names.get::<TupleObj>().and_then(|t| t.items().get(i).copied()).unwrap_or(Word::NULL)
}

macro_rules! stub {
    ($name:ident, |$vm:ident, $ip:ident, $sp:ident, $fp:ident| $body:block, $then:ident) => {
        #[cold]
        #[inline(never)]
        pub unsafe extern "sysv64" fn $name($vm: &Vm, $ip: *const u32, $sp: *mut Word, $fp: *mut Word) -> Next {
            $body
            $then($vm, $ip, $sp, $fp)
        }
    };
}

stub!(load_attr_specialize, |vm, ip, sp, fp| { specialize_load(vm, ip, sp, fp) }, load_attr_slow);
stub!(
    load_attr_miss,
    |vm, ip, sp, fp| {
        if count_miss(ip) > MAX_MISSES { set_op(fp, ip, LOAD_ATTR_SLOW) } else { specialize_load(vm, ip, sp, fp) }
    },
    load_attr_slow
);
stub!(store_attr_specialize, |vm, ip, sp, fp| { specialize_store(vm, ip, sp, fp) }, store_attr_slow);
stub!(
    store_attr_miss,
    |vm, ip, sp, fp| {
        if count_miss(ip) > MAX_MISSES { set_op(fp, ip, STORE_ATTR_SLOW) } else { specialize_store(vm, ip, sp, fp) }
    },
    store_attr_slow
);
stub!(load_global_specialize, |vm, ip, sp, fp| { specialize_global(vm, ip, fp) }, load_global_slow);
stub!(
    load_global_miss,
    |vm, ip, sp, fp| {
        if count_miss(ip) > MAX_MISSES * 4 { set_op(fp, ip, LOAD_GLOBAL_SLOW) } else { specialize_global(vm, ip, fp) }
    },
    load_global_slow
);

unsafe fn specialize_load(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) {
    set_op(fp, ip, Op::LoadAttr as u8);
    let arg = (*ip.sub(1) >> 8) as usize;
    let name = name_at(fp, arg >> 1);
    let o = *sp.sub(1);
    let Some(h) = o.header() else { return };
    let class = vm.class_of(o);
    if let Some(m) = o.native::<ModuleObj>() {
        if let Some(d) = m.dict.get().get::<DictObj>()
            && let Some(i) = d.find_identical(name, name.get::<StrObj>().map_or(0, |s| s.hash_value(vm)))
            && vm.type_lookup(class, name).is_null()
        {
            set_cache(ip, 1, vm.dict_version(d));
            set_cache(ip, 2, i as u32);
            set_cache_word(fp, ip, 3, d.word());
            set_cache_word(fp, ip, 5, o);
            set_op(fp, ip, LOAD_ATTR_MODULE);
        }
        return;
    }
    if let Some(t) = o.as_type() {
        // An attribute of the class that no metaclass attribute hides and that needs no binding.
        if h.shape.get() != vm.shape_of_type(vm.types.type_.get()) || !vm.type_lookup(class, name).is_null() {
            return;
        }
        let v = vm.type_lookup(t, name);
        if v.is_null() {
            return;
        }
        let plain = v.is_kind(Kind::Function) || vm.class_of(v).slots.descr_get.get().is_none();
        if plain {
            set_cache(ip, 1, vm.type_version(t));
            set_cache_word(fp, ip, 3, v);
            set_cache_word(fp, ip, 5, o);
            set_op(fp, ip, LOAD_ATTR_CLASS);
        }
        return;
    }
    if class.slots.getattro.get() != Some(generic_getattr_fn as GetAttr) {
        return;
    }
    let shape = vm.shapes.get(h.shape.get());
    let descr = vm.type_lookup(class, name);
    let data_descr = !descr.is_null() && vm.class_of(descr).slots.descr_set.get().is_some();
    if let Some(m) = descr.native::<MemberDescr>()
        && h.kind == Kind::Instance
        && m.index != usize::MAX
        && m.index < shape.inline as usize
    {
        set_cache(ip, 1, shape.id);
        set_cache(ip, 2, m.index as u32);
        set_op(fp, ip, LOAD_ATTR_INLINE);
        return;
    }
    if data_descr {
        return;
    }
    if h.kind == Kind::Instance
        && !shape.dict_mode
        && let Some(i) = shape.find(name)
    {
        set_cache(ip, 1, shape.id);
        match shape.place(i) {
            Place::Inline(i) => {
                set_cache(ip, 2, i as u32);
                set_op(fp, ip, LOAD_ATTR_INLINE);
            }
            Place::Overflow(i) => {
                set_cache(ip, 2, i as u32);
                set_op(fp, ip, LOAD_ATTR_OVERFLOW);
            }
        }
        return;
    }
    if descr.is_null() || shape.dict_mode || (h.kind == Kind::Function) {
        return;
    }
    if shape.find(name).is_some() {
        return;
    }
    let method = vm.class_of(descr).has(TF_METHOD_DESCR);
    if method && arg & 1 == 1 {
        set_cache(ip, 1, shape.id);
        set_cache(ip, 2, vm.type_version(class));
        set_cache_word(fp, ip, 3, descr);
        set_cache_word(fp, ip, 5, class.word());
        // Attributes of native types do not change.
        let op = if class.has(TF_HEAP) { LOAD_ATTR_METHOD } else { LOAD_ATTR_NATIVE_METHOD };
        set_op(fp, ip, op);
    } else if vm.class_of(descr).slots.descr_get.get().is_none() {
        set_cache(ip, 1, shape.id);
        set_cache(ip, 2, vm.type_version(class));
        set_cache_word(fp, ip, 3, descr);
        set_cache_word(fp, ip, 5, class.word());
        set_op(fp, ip, LOAD_ATTR_CLASSVAR);
    }
}

unsafe fn specialize_store(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) {
    set_op(fp, ip, Op::StoreAttr as u8);
    let arg = (*ip.sub(1) >> 8) as usize;
    let name = name_at(fp, arg);
    let o = *sp.sub(1);
    let Some(h) = o.header() else { return };
    let class = vm.class_of(o);
    if h.kind != Kind::Instance || class.slots.setattro.get() != Some(generic_setattr_fn as SetAttr) {
        return;
    }
    let shape = vm.shapes.get(h.shape.get());
    let descr = vm.type_lookup(class, name);
    if let Some(m) = descr.native::<MemberDescr>()
        && m.index < shape.inline as usize
    {
        set_cache(ip, 1, shape.id);
        set_cache(ip, 3, m.index as u32);
        set_op(fp, ip, STORE_ATTR_INLINE);
        return;
    }
    if shape.dict_mode || (!descr.is_null() && vm.class_of(descr).slots.descr_set.get().is_some()) {
        return;
    }
    match shape.find(name) {
        Some(i) => {
            if let Place::Inline(i) = shape.place(i) {
                set_cache(ip, 1, shape.id);
                set_cache(ip, 3, i as u32);
                set_op(fp, ip, STORE_ATTR_INLINE);
            }
        }
        None if class.has(TF_DICT) => {
            let i = shape.len();
            if i < shape.inline as usize
                && let Some(next) = vm.shapes.add_name(shape, name)
            {
                set_cache(ip, 1, shape.id);
                set_cache(ip, 2, next);
                set_cache(ip, 3, i as u32);
                set_op(fp, ip, STORE_ATTR_ADD);
            }
        }
        None => {}
    }
}

unsafe fn specialize_global(vm: &Vm, ip: *const u32, fp: *mut Word) {
    set_op(fp, ip, Op::LoadGlobal as u8);
    let arg = (*ip.sub(1) >> 8) as usize;
    let name = name_at(fp, arg >> 1);
    let f = function_of(fp);
    let (g, b) = (f.globals.get(), f.builtins.get());
    if !vm.is_exact(g, &vm.types.dict) || !vm.is_exact(b, &vm.types.dict) {
        return;
    }
    let (Some(gd), Some(bd)) = (g.get::<DictObj>(), b.get::<DictObj>()) else {
        return;
    };
    let hash = name.get::<StrObj>().map_or(0, |s| s.hash_value(vm));
    if let Some(i) = gd.find_identical(name, hash) {
        set_cache(ip, 1, vm.dict_version(gd));
        set_cache(ip, 2, i as u32);
        set_op(fp, ip, LOAD_GLOBAL_MODULE);
    } else if vm.dict_get_interned(gd, name).is_null()
        && let Some(i) = bd.find_identical(name, hash)
    {
        set_cache(ip, 1, vm.dict_version(gd));
        set_cache(ip, 2, i as u32);
        set_cache(ip, 3, vm.dict_version(bd));
        set_op(fp, ip, LOAD_GLOBAL_BUILTIN);
    }
}
