//! Inline caches: choosing the form of an attribute or global access from what it meets.

use super::dispatch::{Next, Regs};
use super::frame::*;
use super::opcodes::*;
use super::places::*;
use super::slow::*;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use taipan_syntax::bytecode::Op;

/// A place that missed this often asks the table by shape and name, or stays with its slow path.
const MAX_MISSES: u32 = 5;

/// Sets the opcode of the instruction that `ip` is behind.
unsafe fn set_op(fp: *mut Word, ip: *const u32, op: u8) {
    let p = ip.sub(1) as *mut u32;
    if *p as u8 == INSTRUMENTED {
        crate::observe::set_original(code_of(fp), ip.sub(1), op);
    } else if *p as u8 == COMPILED {
        super::compiled::set_original(code_of(fp), ip.sub(1), op);
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
stub!(load_attr_miss, |vm, ip, sp, fp| { specialize_load(vm, ip, sp, fp) }, load_attr_slow);
stub!(store_attr_specialize, |vm, ip, sp, fp| { specialize_store(vm, ip, sp, fp) }, store_attr_slow);
stub!(store_attr_miss, |vm, ip, sp, fp| { specialize_store(vm, ip, sp, fp) }, store_attr_slow);
// FOR_ITER over a generator resumes it in place.
stub!(
    for_iter_specialize,
    |vm, ip, sp, fp| {
        if (*sp.sub(1)).is_kind(Kind::Generator) {
            set_op(fp, ip, FOR_ITER_GEN);
        }
    },
    for_iter_slow
);
stub!(for_iter_other, |vm, ip, sp, fp| { set_op(fp, ip, Op::ForIter as u8) }, for_iter_slow);
stub!(
    send_specialize,
    |vm, ip, sp, fp| {
        if (*sp.sub(2)).is_kind(Kind::Generator) {
            set_op(fp, ip, SEND_GEN);
        }
    },
    send_slow
);
// A place that asks the table by shape and name, and does not find the pair there.
stub!(
    load_attr_fill,
    |vm, ip, sp, fp| {
        let (o, arg) = (*sp.sub(1), (*ip.sub(1) >> 8) as usize);
        let name = name_at(fp, arg >> 1);
        if let Some(h) = o.header() {
            let a = vm.load_access(o, name, arg & 1 == 1);
            vm.places.put(h.shape.get(), load_key(name, arg & 1 == 1), a);
        }
    },
    load_attr_slow
);
/// A place that asks the table, where the answer is neither a field nor a method.
#[inline(never)]
pub unsafe extern "sysv64" fn load_attr_rare(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let (o, arg) = (*sp.sub(1), (*ip.sub(1) >> 8) as usize);
    let Some(h) = o.header() else { return load_attr_slow(vm, ip, sp, fp) };
    let name = name_at(fp, arg >> 1);
    let Some(row) = vm.places.find(h.shape.get(), load_key(name, arg & 1 == 1)) else {
        return load_attr_fill(vm, ip, sp, fp);
    };
    let fresh = || vm.class_of(o).version.get() == row.version.get();
    let v = match row.how() {
        How::Overflow => {
            let over = (*(o.ptr() as *const InstanceObj)).overflow.get();
            *(*(over.ptr() as *const Words)).ptr().add(row.index.get() as usize)
        }
        How::Property if fresh() => {
            let mut s = Regs { ip, sp, fp };
            *sp.add(1) = o;
            if !super::ops::enter(&mut s, vm, row.value.get(), sp.add(1), 1, sp.sub(1), ip.add(9)) {
                return load_attr_slow(vm, ip, sp, fp);
            }
            vm.state.cur.fp.set(s.fp);
            return Next { ip: s.ip, sp: s.sp };
        }
        How::ClassVar if fresh() => row.value.get(),
        How::Property | How::ClassVar => return load_attr_fill(vm, ip, sp, fp),
        _ => Word::NULL,
    };
    if v.is_null() {
        return load_attr_slow(vm, ip, sp, fp);
    }
    vm.state.cur.fp.set(fp);
    *sp.sub(1) = v;
    if arg & 1 == 1 {
        *sp = Word::NULL;
    }
    Next { ip: ip.add(9), sp: sp.add(arg & 1) }
}
stub!(
    store_attr_fill,
    |vm, ip, sp, fp| {
        let (o, arg) = (*sp.sub(1), (*ip.sub(1) >> 8) as usize);
        let name = name_at(fp, arg);
        if let Some(h) = o.header() {
            let a = vm.store_access(o, name);
            vm.places.put(h.shape.get(), store_key(name), a);
        }
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
    if count_miss(ip) > MAX_MISSES {
        set_cache_word(fp, ip, 3, name);
        return set_op(fp, ip, LOAD_ATTR_SLOW);
    }
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
    let a = vm.load_access(o, name, arg & 1 == 1);
    let op = match a.how {
        How::Inline => LOAD_ATTR_INLINE,
        How::Overflow => LOAD_ATTR_OVERFLOW,
        How::ClassVar => LOAD_ATTR_CLASSVAR,
        How::Property => LOAD_ATTR_PROPERTY,
        // Attributes of native types do not change.
        How::Method if !class.has(TF_HEAP) => LOAD_ATTR_NATIVE_METHOD,
        How::Method => LOAD_ATTR_METHOD,
        How::Add | How::Generic => return,
    };
    set_cache(ip, 1, h.shape.get());
    if matches!(a.how, How::Inline | How::Overflow) {
        set_cache(ip, 2, a.index);
    } else {
        set_cache(ip, 2, a.version);
        set_cache_word(fp, ip, 3, a.value);
        set_cache_word(fp, ip, 5, class.word());
    }
    set_op(fp, ip, op);
}

unsafe fn specialize_store(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) {
    set_op(fp, ip, Op::StoreAttr as u8);
    let arg = (*ip.sub(1) >> 8) as usize;
    let name = name_at(fp, arg);
    let o = *sp.sub(1);
    if count_miss(ip) > MAX_MISSES {
        return set_op(fp, ip, STORE_ATTR_SLOW);
    }
    let Some(h) = o.header() else { return };
    let a = vm.store_access(o, name);
    let op = match a.how {
        How::Inline => STORE_ATTR_INLINE,
        How::Add => STORE_ATTR_ADD,
        _ => return,
    };
    set_cache(ip, 1, h.shape.get());
    set_cache(ip, 2, a.version);
    set_cache(ip, 3, a.index);
    set_op(fp, ip, op);
}

/// Takes back what the attribute places of a code object know.
pub(crate) fn forget(c: &CodeObj) {
    let renew = |op: u8| match op {
        LOAD_ATTR_INLINE | LOAD_ATTR_METHOD | LOAD_ATTR_OVERFLOW | LOAD_ATTR_SLOW | LOAD_ATTR_CLASSVAR
        | LOAD_ATTR_PROPERTY => Op::LoadAttr as u8,
        STORE_ATTR_INLINE | STORE_ATTR_ADD | STORE_ATTR_SLOW => Op::StoreAttr as u8,
        _ => op,
    };
    let n = c.data.units.len();
    let mut i = 0;
    while i < n {
        let Some(op) = Op::from_u8(c.data.units[i] as u8) else { break };
        if matches!(op, Op::LoadAttr | Op::StoreAttr) {
            for s in c.streams() {
                // SAFETY: both copies have a word for each unit.
                unsafe {
                    let p = s.add(i);
                    if *p as u8 == INSTRUMENTED {
                        continue;
                    }
                    *p = (*p & !0xff) | renew(*p as u8) as u32;
                    *p.add(1) = 0;
                }
            }
            crate::observe::renew_original(c, i, renew);
        }
        i += 1 + op.caches();
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
