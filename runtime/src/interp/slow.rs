//! Slow paths: whatever allocates, calls or fails. Each publishes the registers, does its work in
//! safe terms, and says where to go on. An error becomes a transfer of control in `unwind`.

use super::dispatch::{Next, is_halt};
use super::frame::*;
use super::{generator, unwind};
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use taipan_syntax::bytecode::nb;

/// `slow!(name, caches, |vm, sp, fp, arg| -> R<*mut Word> { … })`: the result is the new `sp`.
macro_rules! slow {
    ($($name:ident, $caches:literal, |$vm:ident, $sp:ident, $fp:ident, $arg:ident| $body:block)*) => { $(
        #[cold]
        #[inline(never)]
        #[allow(unused_variables, unused_mut)]
        pub unsafe extern "sysv64" fn $name($vm: &Vm, ip: *const u32, sp: *mut Word, $fp: *mut Word) -> Next {
            $vm.state.cur.ip.set(ip);
            $vm.state.cur.fp.set($fp);
            let $arg = (*ip.sub(1) >> 8) as usize;
            let mut $sp = sp;
            let mut f = || -> R<*mut Word> { $body };
            match f() {
                Ok(sp) => Next { ip: $vm.state.cur.ip.get().add($caches), sp },
                Err(e) => unwind::raise($vm, e),
            }
        }
    )* };
}

unsafe fn code_name(fp: *mut Word, i: usize) -> Word {
    let names = code_of(fp).data.names.get();
    names.get::<TupleObj>().and_then(|t| t.items().get(i).copied()).unwrap_or(Word::NULL)
}
unsafe fn globals(fp: *mut Word) -> Word {
    function_of(fp).globals.get()
}
unsafe fn namespace(fp: *mut Word) -> Word {
    *header(fp).add(H_LOCALS)
}
fn name_not_defined(vm: &Vm, name: Word) -> Exc {
    vm.name_error(&vm.exc.NameError, format!("name '{}' is not defined", to_string_lossy(name)), name)
}

/// Start and number of items of a slice of a sequence of this length; its ends are small ints or None.
fn slice_of_length(from: Word, to: Word, len: usize) -> (usize, usize) {
    let n = len as i64;
    let clamp = |w: Word, default: i64| match w.as_small() {
        Some(v) => (if v < 0 { v.saturating_add(n) } else { v }).clamp(0, n),
        None => default,
    };
    let (a, b) = (clamp(from, 0), clamp(to, n));
    (a as usize, (b - a).max(0) as usize)
}

slow! {
    unbound_local, 0, |vm, sp, fp, arg| {
        let name = code_of(fp).local_name(arg);
        Err(vm.name_error(&vm.exc.UnboundLocalError,
            format!("cannot access local variable '{}' where it is not associated with a value", to_string_lossy(name)), name))
    }
    unbound_deref, 0, |vm, sp, fp, arg| {
        let code = code_of(fp);
        let name = code.local_name(arg);
        let n = to_string_lossy(name);
        if code.data.kinds.get(arg).is_some_and(|k| k & 0x80 != 0) {
            return Err(vm.name_error(&vm.exc.NameError,
                format!("cannot access free variable '{n}' where it is not associated with a value in enclosing scope"), name));
        }
        Err(vm.name_error(&vm.exc.UnboundLocalError,
            format!("cannot access local variable '{n}' where it is not associated with a value"), name))
    }
    to_bool_slow, 3, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        if v.is_kind(Kind::Instance) {
            let s = &vm.class_of(v).slots;
            if s.bool.get().is_none() && s.len.get().is_none() {
                *sp.sub(1) = Word::TRUE;
                return Ok(sp);
            }
        }
        let r = vm.truth(*sp.sub(1))?;
        *sp.sub(1) = Word::bool(r);
        Ok(sp)
    }
    binary_slow, 5, |vm, sp, fp, arg| {
        let (a, b) = (*sp.sub(2), *sp.sub(1));
        let op = arg as u32;
        let r = if let (Some(x), Some(y)) = (a.get::<StrObj>(), b.get::<StrObj>())
            && (op == nb::ADD || op == nb::ADD + nb::INPLACE)
            && vm.is_exact(a, &vm.types.str)
            && vm.is_exact(b, &vm.types.str)
            && !x.is_empty()
            && !y.is_empty()
        {
            vm.concat_str(x, y)?
        } else if op == nb::SUBSCR {
            vm.getitem(a, b)?
        } else if a.is_kind(Kind::Instance)
            && let Some(s) = super::operators::enter_binary(vm, sp, fp, BinOp::from_index(op), op >= nb::INPLACE)
        {
            // For a compiler: a frame comes back here.
            *(vm.state.cur.ip.get() as *mut u8) = super::ops::MET_OTHER;
            vm.state.cur.ip.set(s.ip.sub(5));
            return Ok(s.sp);
        } else if op >= nb::INPLACE {
            vm.inplace_op(BinOp::from_index(op - nb::INPLACE), a, b)?
        } else {
            vm.binary_op(BinOp::from_index(op), a, b)?
        };
        *sp.sub(2) = r;
        Ok(sp.sub(1))
    }
    subscr_slow, 5, |vm, sp, fp, arg| {
        let (a, k) = (*sp.sub(2), *sp.sub(1));
        if a.is_kind(Kind::Instance) {
            // `__getitem__` written in Python gets its frame in place.
            let f = vm.type_lookup(vm.class_of(a), vm.names.getitem.get());
            if f.is_kind(Kind::Function) && code_of_function(f).simple_args == 2 && !code_of_function(f).is_generator() {
                *sp.add(1) = a;
                *sp.add(2) = k;
                let ip = vm.state.cur.ip.get();
                let mut s = super::dispatch::Regs { ip, sp, fp };
                if super::ops::enter(&mut s, vm, f, sp.add(1), 2, sp.sub(2), ip.add(5)) {
                    vm.state.cur.fp.set(s.fp);
                    vm.state.cur.ip.set(s.ip.sub(5));
                    return Ok(s.sp);
                }
            }
        }
        if let Some(d) = a.get::<DictObj>()
            && d.hdr.shape.get() == vm.shape_of_type(vm.types.dict.get())
        {
            let h = vm.hash_for(k, "a dict key")?;
            if let Some(i) = vm.dict_find(d, k, h)?
                && let Some((_, v)) = d.entry(i)
            {
                *sp.sub(2) = v;
                return Ok(sp.sub(1));
            }
            return Err(vm.key_error(k));
        }
        *sp.sub(2) = vm.getitem(a, k)?;
        Ok(sp.sub(1))
    }
    unary_negative_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(1) = vm.negate(*sp.sub(1))?;
        Ok(sp)
    }
    unary_invert_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(1) = vm.invert(*sp.sub(1))?;
        Ok(sp)
    }
    compare_slow, 1, |vm, sp, fp, arg| {
        let op = CmpOp::from_index(arg >> 5);
        let (a, b) = (*sp.sub(2), *sp.sub(1));
        if let (Some(x), Some(y)) = (a.get::<StrObj>(), b.get::<StrObj>())
            && matches!(op, CmpOp::Eq | CmpOp::Ne)
            && x.hdr.shape.get() == y.hdr.shape.get()
            && x.hdr.shape.get() == vm.shape_of_type(vm.types.str.get())
        {
            *sp.sub(2) = Word::bool(x.equals(y) == (op == CmpOp::Eq));
            return Ok(sp.sub(1));
        }
        let mut r = vm.compare(a, b, op)?;
        // The fused forms need a bool; so do those with the flag.
        if arg & 16 != 0 && !r.is_bool() {
            r = Word::bool(vm.truth(r)?);
        }
        *sp.sub(2) = r;
        Ok(sp.sub(1))
    }
    contains_slow, 1, |vm, sp, fp, arg| {
        let (c, x) = (*sp.sub(1), *sp.sub(2));
        if let Some(t) = c.get::<TupleObj>()
            && vm.is_exact(c, &vm.types.tuple)
        {
            let mut found = false;
            for &y in t.items() {
                if vm.eq(y, x)? {
                    found = true;
                    break;
                }
            }
            *sp.sub(2) = Word::bool(found != (arg == 1));
            return Ok(sp.sub(1));
        }
        if let Some(d) = c.get::<DictObj>()
            && vm.is_exact(c, &vm.types.dict)
        {
            let h = vm.hash_for(x, "a dict key")?;
            let found = vm.dict_find(d, x, h)?.is_some();
            *sp.sub(2) = Word::bool(found != (arg == 1));
            return Ok(sp.sub(1));
        }
        let r = vm.contains(*sp.sub(1), *sp.sub(2))?;
        *sp.sub(2) = Word::bool(r != (arg == 1));
        Ok(sp.sub(1))
    }
    resume_safepoint, 0, |vm, sp, fp, arg| {
        vm.safepoint()?;
        Ok(sp)
    }
    return_with_frame, 0, |vm, sp, fp, arg| {
        let h = header(fp);
        let fw = *h.add(H_FRAME);
        if !fw.is_null() {
            let at = code_of(fp).last_instruction(vm.state.cur.ip.get());
            vm.detach_frame(fp, fw, at);
        }
        let r = *sp.sub(1);
        let result = (*h.add(H_RESULT)).0;
        if result & 1 == 1 && !r.is_none() {
            let text = format!("__init__() should return None, not '{}'", vm.type_name(r));
            // The error belongs to the caller: leave first.
            leave(vm, fp);
            return Err(vm.type_error(text));
        }
        let slot = (result & !1) as *mut Word;
        if result & 1 == 0 {
            *slot = r;
        }
        let ret = (*h.add(H_RET)).0 as *const u32;
        vm.state.cur.fp.set((*h.add(H_FP)).0 as *mut Word);
        vm.state.cur.ip.set(ret);
        vm.state.cur.depth.set(vm.state.cur.depth.get() + 1);
        Ok(slot.add(1))
    }
    return_generator_slow, 0, |vm, sp, fp, arg| {
        let g = generator::make(vm, vm.state.cur.ip.get(), fp);
        let h = header(fp);
        let result = ((*h.add(H_RESULT)).0 & !1) as *mut Word;
        *result = g;
        let ret = (*h.add(H_RET)).0 as *const u32;
        vm.state.cur.fp.set((*h.add(H_FP)).0 as *mut Word);
        vm.state.cur.ip.set(ret);
        vm.state.cur.depth.set(vm.state.cur.depth.get() + 1);
        Ok(result.add(1))
    }
    yield_value_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let h = header(fp);
        generator::suspend(vm, vm.state.cur.ip.get(), sp.sub(1), fp);
        let (result, ret, caller) = generator::consumer(h);
        vm.state.cur.fp.set(caller);
        vm.state.cur.ip.set(ret);
        vm.state.cur.depth.set(vm.state.cur.depth.get() + 1);
        *result = v;
        Ok(result.add(1))
    }
    gen_return_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let h = header(fp);
        let g = *h.add(H_LOCALS);
        let fw = *h.add(H_FRAME);
        if !fw.is_null() {
            let at = code_of(fp).last_instruction(vm.state.cur.ip.get());
            vm.detach_frame(fp, fw, at);
        }
        let (result, ret, caller) = generator::consumer(h);
        if g.is_kind(Kind::Generator) {
            generator::finish(vm, g);
        }
        vm.state.cur.fp.set(caller);
        vm.state.cur.depth.set(vm.state.cur.depth.get() + 1);
        *result = v;
        vm.state.cur.ip.set(if is_halt(ret) || !g.is_kind(Kind::Generator) { ret } else { generator::return_target(ret) });
        Ok(result.add(1))
    }
    for_iter_slow, 1, |vm, sp, fp, arg| {
        let it = *sp.sub(1);
        if it.is_kind(Kind::Generator) {
            let g = it.get_unchecked::<GeneratorObj>();
            if g.state.get() <= generator::SUSPENDED && vm.is_exact(it, &vm.types.generator) {
                let ret = vm.state.cur.ip.get().add(1);
                let n = generator::resume(vm, it, Word::NONE, sp, ret, fp, sp)?;
                vm.state.cur.ip.set(n.ip.sub(1));
                return Ok(n.sp);
            }
        }
        let next = match vm.next_or_stop(it) {
            Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => crate::observe::on_stop(vm, e).map(|()| None),
            r => r,
        };
        match next? {
            Some(v) => {
                *sp = v;
                Ok(sp.add(1))
            }
            None => {
                // Past END_FOR, to POP_ITER, with the iterator still there.
                vm.state.cur.ip.set(vm.state.cur.ip.get().add(arg + 1));
                Ok(sp)
            }
        }
    }
    get_iter_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(1) = vm.iter(*sp.sub(1))?;
        Ok(sp)
    }
    get_yield_from_iter_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        if v.is_kind(Kind::Generator) {
            let g = v.get_unchecked::<GeneratorObj>();
            if g.is_coroutine() {
                use taipan_syntax::bytecode::flags::*;
                if code_of(fp).flags & (COROUTINE | ITERABLE_COROUTINE) == 0 {
                    return Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
                }
                return Ok(sp);
            }
            if !g.is_async_generator() {
                return Ok(sp);
            }
        }
        *sp.sub(1) = vm.iter(v)?;
        Ok(sp)
    }
    send_slow, 1, |vm, sp, fp, arg| {
        let (it, v) = (*sp.sub(2), *sp.sub(1));
        if it.is_kind(Kind::Generator) {
            let g = it.get_unchecked::<GeneratorObj>();
            let fresh = g.state.get() == generator::CREATED;
            if (g.state.get() == generator::SUSPENDED || (fresh && v.is_none())) && !g.is_async_generator() {
                let ret = vm.state.cur.ip.get().add(1);
                let n = generator::resume(vm, it, v, sp, ret, fp, sp.sub(1))?;
                vm.state.cur.ip.set(n.ip.sub(1));
                return Ok(n.sp);
            }
        }
        let r = if it.is_kind(Kind::Generator) && !it.get_unchecked::<GeneratorObj>().is_async_generator() {
            vm.gen_send(it, v)?
        } else if v.is_none() && vm.class_of(it).slots.iternext.get().is_some() {
            match vm.next_or_stop(it) {
                Ok(Some(x)) => generator::Step::Yield(x),
                Ok(None) => generator::Step::Return(Word::NONE),
                Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => {
                    crate::observe::on_stop(vm, e)?;
                    generator::Step::Return(vm.stop_value(e))
                }
                Err(e) => return Err(e),
            }
        } else {
            match vm.call_method_word(it, vm.names.send.get(), &[v]) {
                Ok(x) => generator::Step::Yield(x),
                Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => {
                    crate::observe::on_stop(vm, e)?;
                    generator::Step::Return(vm.stop_value(e))
                }
                Err(e) => return Err(e),
            }
        };
        match r {
            generator::Step::Yield(x) => *sp.sub(1) = x,
            generator::Step::Return(x) => {
                *sp.sub(1) = x;
                vm.state.cur.ip.set(vm.state.cur.ip.get().add(arg));
            }
        }
        Ok(sp)
    }
    get_awaitable_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let it = vm.get_awaitable(v, arg)?;
        if let Some(g) = it.get::<GeneratorObj>()
            && g.is_coroutine()
            && !vm.gen_delegate(it).is_null()
        {
            return Err(vm.runtime_error("coroutine is being awaited already"));
        }
        *sp.sub(1) = it;
        Ok(sp)
    }
    get_aiter_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let Some(f) = vm.class_of(v).slots.aiter.get() else {
            return Err(vm.type_error(format!("'async for' requires an object with __aiter__ method, got {}", vm.type_name(v))));
        };
        let it = f(vm, v)?;
        if vm.class_of(it).slots.anext.get().is_none() {
            return Err(vm.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}", vm.type_name(it))));
        }
        *sp.sub(1) = it;
        Ok(sp)
    }
    get_anext_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let Some(f) = vm.class_of(v).slots.anext.get() else {
            return Err(vm.type_error(format!("'async for' requires an iterator with __anext__ method, got {}", vm.type_name(v))));
        };
        let next = f(vm, v)?;
        *sp = match vm.get_awaitable(next, 0) {
            Ok(w) => w,
            Err(e) => {
                let x = vm.type_error(format!("'async for' received an invalid object from __anext__: {}", vm.type_name(next)));
                if let Some(o) = x.0.get::<ExcObj>() {
                    o.cause.set(&o.hdr, e.0);
                    o.suppress_context.set(&o.hdr, Word::TRUE);
                }
                return Err(x);
            }
        };
        Ok(sp.add(1))
    }
    delete_attr_slow, 0, |vm, sp, fp, arg| {
        vm.setattr(*sp.sub(1), code_name(fp, arg), None)?;
        Ok(sp.sub(1))
    }
    load_attr_slow, 9, |vm, sp, fp, arg| {
        let o = *sp.sub(1);
        let name = code_name(fp, arg >> 1);
        if arg & 1 == 0 {
            *sp.sub(1) = vm.getattr(o, name)?;
            return Ok(sp);
        }
        // Method form: the function and its self, or the attribute and NULL.
        let c = vm.class_of(o);
        if c.slots.getattro.get() == Some(generic_getattr_fn as GetAttr) {
            let f = vm.type_lookup(c, name);
            if !f.is_null() && vm.class_of(f).has(TF_METHOD_DESCR) && vm.instance_get(o, name).is_null() {
                *sp.sub(1) = f;
                *sp = o;
                return Ok(sp.add(1));
            }
        }
        *sp.sub(1) = vm.getattr(o, name)?;
        *sp = Word::NULL;
        Ok(sp.add(1))
    }
    store_attr_slow, 4, |vm, sp, fp, arg| {
        vm.setattr(*sp.sub(1), code_name(fp, arg), Some(*sp.sub(2)))?;
        Ok(sp.sub(2))
    }
    load_global_slow, 4, |vm, sp, fp, arg| {
        let name = code_name(fp, arg >> 1);
        let mut sp = sp;
        *sp = global(vm, fp, name)?;
        sp = sp.add(1);
        if arg & 1 == 1 {
            *sp = Word::NULL;
            sp = sp.add(1);
        }
        Ok(sp)
    }
    load_name_slow, 0, |vm, sp, fp, arg| {
        let name = code_name(fp, arg);
        let ns = namespace(fp);
        let v = match ns.get::<DictObj>() {
            Some(d) if vm.is_exact(ns, &vm.types.dict) => vm.dict_get_interned(d, name),
            _ if ns.is_null() => Word::NULL,
            _ => match vm.getitem(ns, name) {
                Ok(v) => v,
                Err(e) if vm.exc_matches(e, &vm.exc.KeyError) => Word::NULL,
                Err(e) => return Err(e),
            },
        };
        *sp = if v.is_null() { global(vm, fp, name)? } else { v };
        Ok(sp.add(1))
    }
    store_name_slow, 0, |vm, sp, fp, arg| {
        let name = code_name(fp, arg);
        let ns = namespace(fp);
        if ns.is_null() {
            return Err(vm.system_error("no locals found when storing a name"));
        }
        if vm.is_exact(ns, &vm.types.dict) {
            vm.dict_set(ns, name, *sp.sub(1))?;
        } else {
            vm.setitem(ns, name, Some(*sp.sub(1)))?;
        }
        Ok(sp.sub(1))
    }
    delete_name_slow, 0, |vm, sp, fp, arg| {
        let name = code_name(fp, arg);
        let ns = namespace(fp);
        match vm.setitem(ns, name, None) {
            Err(e) if vm.exc_matches(e, &vm.exc.KeyError) => Err(name_not_defined(vm, name)),
            Err(e) => Err(e),
            Ok(()) => Ok(sp),
        }
    }
    store_global_slow, 0, |vm, sp, fp, arg| {
        vm.dict_set(globals(fp), code_name(fp, arg), *sp.sub(1))?;
        Ok(sp.sub(1))
    }
    delete_global_slow, 0, |vm, sp, fp, arg| {
        let name = code_name(fp, arg);
        let g = globals(fp);
        match g.get::<DictObj>() {
            Some(d) if !vm.dict_remove(d, name)?.is_null() => Ok(sp),
            _ => Err(name_not_defined(vm, name)),
        }
    }
    delete_deref_slow, 0, |vm, sp, fp, arg| {
        let c = *fp.add(arg);
        if let Some(c) = c.get::<CellObj>()
            && !c.value.get().is_null()
        {
            c.value.set(&c.hdr, Word::NULL);
            return Ok(sp);
        }
        let name = code_of(fp).local_name(arg);
        Err(vm.name_error(&vm.exc.UnboundLocalError,
            format!("cannot access local variable '{}' where it is not associated with a value", to_string_lossy(name)), name))
    }
    make_cell_slow, 0, |vm, sp, fp, arg| {
        let c = vm.new_cell(*fp.add(arg));
        *fp.add(arg) = c;
        Ok(sp)
    }
    load_from_dict_or_deref_slow, 0, |vm, sp, fp, arg| {
        let ns = *sp.sub(1);
        let name = code_of(fp).local_name(arg);
        let v = mapping_get(vm, ns, name)?;
        if !v.is_null() {
            *sp.sub(1) = v;
            return Ok(sp);
        }
        let c = *fp.add(arg);
        let v = c.get::<CellObj>().map_or(Word::NULL, |c| c.value.get());
        if v.is_null() {
            return Err(vm.name_error(&vm.exc.NameError,
                format!("cannot access free variable '{}' where it is not associated with a value in enclosing scope", to_string_lossy(name)), name));
        }
        *sp.sub(1) = v;
        Ok(sp)
    }
    load_from_dict_or_globals_slow, 0, |vm, sp, fp, arg| {
        let ns = *sp.sub(1);
        let name = code_name(fp, arg);
        let v = mapping_get(vm, ns, name)?;
        *sp.sub(1) = if v.is_null() { global(vm, fp, name)? } else { v };
        Ok(sp)
    }
    load_locals_slow, 0, |vm, sp, fp, arg| {
        let ns = namespace(fp);
        if ns.is_null() {
            return Err(vm.system_error("no locals"));
        }
        *sp = ns;
        Ok(sp.add(1))
    }
    load_special_slow, 0, |vm, sp, fp, arg| {
        let o = *sp.sub(1);
        let name = [&vm.names.enter, &vm.names.exit, &vm.names.aenter, &vm.names.aexit][arg & 3].get();
        match vm.lookup_special(o, name)? {
            Some((f, this)) => {
                *sp.sub(1) = f;
                *sp = this;
                Ok(sp.add(1))
            }
            None => Err(vm.type_error(special_missing(vm, o, arg & 3))),
        }
    }
    load_super_attr_slow, 1, |vm, sp, fp, arg| {
        let (sup, class, this) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
        let name = code_name(fp, arg >> 2);
        if sup == vm.types.super_.get() && class.as_type().is_some() {
            if arg & 1 == 1
                && let Some(f) = vm.super_method(class, this, name)
            {
                *sp.sub(3) = f;
                *sp.sub(2) = this;
                return Ok(sp.sub(1));
            }
            let (v, bound) = vm.super_lookup(class, this, name, arg & 1 == 1)?;
            *sp.sub(3) = v;
            if arg & 1 == 1 {
                *sp.sub(2) = if bound { Word::NULL } else { this };
                return Ok(sp.sub(1));
            }
            return Ok(sp.sub(2));
        }
        let o = if arg & 2 != 0 { vm.call(sup, &[class, this])? } else { vm.call(sup, &[])? };
        *sp.sub(3) = vm.getattr(o, name)?;
        if arg & 1 == 1 {
            *sp.sub(2) = Word::NULL;
            return Ok(sp.sub(1));
        }
        Ok(sp.sub(2))
    }
    load_common_constant_slow, 0, |vm, sp, fp, arg| {
        *sp = match arg {
            0 => vm.exc.AssertionError.get(),
            1 => vm.exc.NotImplementedError.get(),
            2 => vm.types.tuple.get(),
            3 => vm.dict_get_str(vm.builtins.get(), "all"),
            _ => vm.dict_get_str(vm.builtins.get(), "any"),
        };
        Ok(sp.add(1))
    }
    load_build_class_slow, 0, |vm, sp, fp, arg| {
        let b = function_of(fp).builtins.get();
        let v = b.get::<DictObj>().map_or(Word::NULL, |d| vm.dict_get_interned(d, vm.names.build_class.get()));
        if v.is_null() {
            return Err(vm.name_error(&vm.exc.NameError, "__build_class__ not found", vm.names.build_class.get()));
        }
        *sp = v;
        Ok(sp.add(1))
    }
    setup_annotations_slow, 0, |vm, sp, fp, arg| {
        let ns = namespace(fp);
        let name = vm.names.annotations.get();
        if mapping_get(vm, ns, name)?.is_null() {
            let d = vm.new_dict();
            vm.setitem(ns, name, Some(d))?;
        }
        Ok(sp)
    }
    store_subscr_slow, 1, |vm, sp, fp, arg| {
        let (v, c, k) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
        if vm.is_exact(c, &vm.types.dict) {
            vm.dict_set(c, k, v)?;
        } else if c.is_kind(Kind::Instance)
            && let Some(s) = super::operators::enter_set_item(vm, sp, fp)
        {
            // For a compiler: a frame comes back here.
            *(vm.state.cur.ip.get() as *mut u8) = super::ops::MET_OTHER;
            vm.state.cur.ip.set(s.ip.sub(1));
            return Ok(s.sp);
        } else {
            vm.setitem(c, k, Some(v))?;
        }
        Ok(sp.sub(3))
    }
    delete_subscr_slow, 0, |vm, sp, fp, arg| {
        vm.setitem(*sp.sub(2), *sp.sub(1), None)?;
        Ok(sp.sub(2))
    }
    binary_slice_slow, 0, |vm, sp, fp, arg| {
        let (c, from, to) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
        let plain = |w: Word| w.is_small() || w.is_none();
        if plain(from) && plain(to) && c.is_ptr() {
            let bounds = |len: usize| slice_of_length(from, to, len);
            if let Some(l) = c.get::<ListObj>()
                && vm.is_exact(c, &vm.types.list)
            {
                let (a, n) = bounds(l.len());
                *sp.sub(3) = vm.list_part(l, a, n);
                return Ok(sp.sub(2));
            }
            if let Some(t) = c.get::<TupleObj>()
                && vm.is_exact(c, &vm.types.tuple)
            {
                let (a, n) = bounds(t.len());
                if n < t.len() {
                    *sp.sub(3) = vm.new_tuple(&t.items()[a..a + n]);
                }
                return Ok(sp.sub(2));
            }
            if let Some(s) = c.get::<StrObj>()
                && vm.is_exact(c, &vm.types.str)
            {
                let (a, n) = bounds(s.len());
                *sp.sub(3) = vm.substring(s, a, a + n);
                return Ok(sp.sub(2));
            }
        }
        let s = vm.new_slice(*sp.sub(2), *sp.sub(1), Word::NONE);
        *sp.sub(3) = vm.getitem(*sp.sub(3), s)?;
        Ok(sp.sub(2))
    }
    store_slice_slow, 0, |vm, sp, fp, arg| {
        let (v, c, from, to) = (*sp.sub(4), *sp.sub(3), *sp.sub(2), *sp.sub(1));
        let plain = |w: Word| w.is_small() || w.is_none();
        if let Some(l) = c.get::<ListObj>()
            && let Some(items) = v.get::<ListObj>()
            && plain(from)
            && plain(to)
            && v != c
            && vm.is_exact(c, &vm.types.list)
            && vm.is_exact(v, &vm.types.list)
        {
            let (start, n) = slice_of_length(from, to, l.len());
            l.splice(vm, start, start + n, items.as_slice());
            return Ok(sp.sub(4));
        }
        let s = vm.new_slice(*sp.sub(2), *sp.sub(1), Word::NONE);
        vm.setitem(*sp.sub(3), s, Some(*sp.sub(4)))?;
        Ok(sp.sub(4))
    }
    get_len_slow, 0, |vm, sp, fp, arg| {
        let n = vm.len(*sp.sub(1))?;
        *sp = vm.int(n as i64);
        Ok(sp.add(1))
    }
    build_list_slow, 0, |vm, sp, fp, arg| {
        let base = sp.sub(arg);
        let l = vm.new_list_from(std::slice::from_raw_parts(base, arg));
        *base = l;
        Ok(base.add(1))
    }
    build_tuple_slow, 0, |vm, sp, fp, arg| {
        let base = sp.sub(arg);
        let t = vm.new_tuple(std::slice::from_raw_parts(base, arg));
        *base = t;
        Ok(base.add(1))
    }
    build_map_slow, 0, |vm, sp, fp, arg| {
        let base = sp.sub(2 * arg);
        let d = vm.new_dict();
        for i in 0..arg {
            vm.dict_set(d, *base.add(2 * i), *base.add(2 * i + 1))?;
        }
        *base = d;
        Ok(base.add(1))
    }
    build_set_slow, 0, |vm, sp, fp, arg| {
        let base = sp.sub(arg);
        let s = vm.new_set();
        for i in 0..arg {
            vm.set_insert(s, *base.add(i))?;
        }
        *base = s;
        Ok(base.add(1))
    }
    build_slice_slow, 0, |vm, sp, fp, arg| {
        let base = sp.sub(arg);
        let step = if arg == 3 { *base.add(2) } else { Word::NONE };
        *base = vm.new_slice(*base, *base.add(1), step);
        Ok(base.add(1))
    }
    build_string_slow, 0, |vm, sp, fp, arg| {
        let base = sp.sub(arg);
        let mut b = StrBuilder::new();
        for i in 0..arg {
            b.push_word(*base.add(i));
        }
        *base = b.finish(vm);
        Ok(base.add(1))
    }
    build_template_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(2) = vm.new_template(*sp.sub(2), *sp.sub(1))?;
        Ok(sp.sub(1))
    }
    build_interpolation_slow, 0, |vm, sp, fp, arg| {
        let with_spec = arg & 1;
        let spec = if with_spec == 1 { *sp.sub(1) } else { vm.empty_str() };
        let base = sp.sub(2 + with_spec);
        let conv = match arg >> 2 {
            1 => vm.new_str("s"),
            2 => vm.new_str("r"),
            3 => vm.new_str("a"),
            _ => Word::NONE,
        };
        *base = vm.new_interpolation(*base, *base.add(1), conv, spec)?;
        Ok(base.add(1))
    }
    format_simple_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        if !vm.is_exact(v, &vm.types.str) {
            *sp.sub(1) = vm.format(v, Word::NULL)?;
        }
        Ok(sp)
    }
    format_with_spec_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(2) = vm.format(*sp.sub(2), *sp.sub(1))?;
        Ok(sp.sub(1))
    }
    convert_value_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        *sp.sub(1) = match arg {
            1 => vm.str(v)?,
            2 => vm.repr(v)?,
            _ => vm.ascii(v)?,
        };
        Ok(sp)
    }
    list_append_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let sp = sp.sub(1);
        if let Some(l) = (*sp.sub(arg)).get::<ListObj>() {
            l.push(vm, v);
        }
        Ok(sp)
    }
    list_extend_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let sp = sp.sub(1);
        let l = *sp.sub(arg);
        let c = vm.class_of(v);
        if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
            return Err(vm.type_error(format!("Value after * must be an iterable, not {}", vm.full_name(c))));
        }
        if vm.class_has(v, TF_HEAP) {
            // The list may be seen growing: no copy of the items is made.
            let it = vm.iter(v)?;
            vm.ask_length(v)?;
            while let (Some(x), Some(l)) = (vm.next(it)?, l.get::<ListObj>()) {
                l.push(vm, x);
            }
            return Ok(sp);
        }
        vm.for_each(v, &mut |x| {
            if let Some(l) = l.get::<ListObj>() {
                l.push(vm, x);
            }
            Ok(())
        })?;
        Ok(sp)
    }
    map_add_slow, 0, |vm, sp, fp, arg| {
        let (k, v) = (*sp.sub(2), *sp.sub(1));
        let sp = sp.sub(2);
        vm.dict_set(*sp.sub(arg), k, v)?;
        Ok(sp)
    }
    set_add_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let sp = sp.sub(1);
        vm.set_insert(*sp.sub(arg), v)?;
        Ok(sp)
    }
    set_update_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let sp = sp.sub(1);
        let s = *sp.sub(arg);
        vm.set_update_from(s, v)?;
        Ok(sp)
    }
    dict_update_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let sp = sp.sub(1);
        if !v.is_kind(Kind::Dict) && vm.getattr_opt(v, vm.names.keys.get())?.is_null() {
            return Err(vm.type_error(format!("'{}' object is not a mapping", vm.type_name(v))));
        }
        vm.dict_update_from(*sp.sub(arg), v)?;
        Ok(sp)
    }
    dict_merge_slow, 0, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let sp = sp.sub(1);
        let d = *sp.sub(arg);
        let func = *sp.sub(3 + arg);
        if !v.is_kind(Kind::Dict) && vm.getattr_opt(v, vm.names.keys.get())?.is_null() {
            return Err(vm.type_error(format!("{} argument after ** must be a mapping, not {}", vm.call_name(func), vm.type_name(v))));
        }
        vm.dict_merge_unique(d, v, func)?;
        Ok(sp)
    }
    unpack_sequence_slow, 1, |vm, sp, fp, arg| {
        let v = *sp.sub(1);
        let c = vm.class_of(v);
        if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
            return Err(vm.type_error(format!("cannot unpack non-iterable {} object", vm.full_name(c))));
        }
        let it = vm.iter(v)?;
        let mut items = WordVec::with_capacity(vm, arg);
        while items.len() < arg {
            match vm.next(it)? {
                Some(w) => items.push(vm, w),
                None => return Err(vm.value_error(format!("not enough values to unpack (expected {arg}, got {})", items.len()))),
            }
        }
        if vm.next(it)?.is_some() {
            let sized = vm.is_exact(v, &vm.types.list) || vm.is_exact(v, &vm.types.tuple) || vm.is_exact(v, &vm.types.dict);
            let text = if sized {
                format!("too many values to unpack (expected {arg}, got {})", vm.len(v)?)
            } else {
                format!("too many values to unpack (expected {arg})")
            };
            return Err(vm.value_error(text));
        }
        let base = sp.sub(1);
        for (i, w) in items.iter().rev().enumerate() {
            *base.add(i) = *w;
        }
        Ok(base.add(arg))
    }
    unpack_ex_slow, 0, |vm, sp, fp, arg| {
        let (before, after) = (arg & 255, arg >> 8);
        let v = *sp.sub(1);
        let c = vm.class_of(v);
        if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
            return Err(vm.type_error(format!("cannot unpack non-iterable {} object", vm.full_name(c))));
        }
        let items = vm.to_vec(v)?;
        let n = items.len();
        if n < before + after {
            return Err(vm.value_error(format!("not enough values to unpack (expected at least {}, got {n})", before + after)));
        }
        let rest = vm.new_list_from(&items[before..n - after]);
        let base = sp.sub(1);
        let total = before + 1 + after;
        for i in 0..before {
            *base.add(total - 1 - i) = items[i];
        }
        *base.add(after) = rest;
        for i in 0..after {
            *base.add(after - 1 - i) = items[n - after + i];
        }
        Ok(base.add(total))
    }
    make_function_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(1) = vm.new_function(*sp.sub(1), globals(fp));
        Ok(sp)
    }
    set_function_attribute_slow, 0, |vm, sp, fp, arg| {
        let (v, f) = (*sp.sub(2), *sp.sub(1));
        if let Some(o) = f.get::<FunctionObj>() {
            let slot = match arg {
                1 => &o.defaults,
                2 => &o.kwdefaults,
                4 => &o.annotations,
                8 => &o.closure,
                _ => &o.annotate,
            };
            slot.set(&o.hdr, v);
        }
        *sp.sub(2) = f;
        Ok(sp.sub(1))
    }
    match_mapping_slow, 0, |vm, sp, fp, arg| {
        *sp = Word::bool(vm.class_has(*sp.sub(1), TF_MAPPING));
        Ok(sp.add(1))
    }
    match_sequence_slow, 0, |vm, sp, fp, arg| {
        *sp = Word::bool(vm.class_has(*sp.sub(1), TF_SEQUENCE));
        Ok(sp.add(1))
    }
    match_keys_slow, 0, |vm, sp, fp, arg| {
        let (subject, keys) = (*sp.sub(2), *sp.sub(1));
        *sp = vm.match_keys(subject, keys)?;
        Ok(sp.add(1))
    }
    match_class_slow, 0, |vm, sp, fp, arg| {
        let (subject, class, names) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
        *sp.sub(3) = vm.match_class(subject, class, arg, names)?;
        Ok(sp.sub(2))
    }
    check_exc_match_slow, 0, |vm, sp, fp, arg| {
        let (e, ty) = (*sp.sub(2), *sp.sub(1));
        let ok = match ty.get::<TupleObj>() {
            Some(t) => t.items().iter().all(|w| vm.check_exc_class(*w)),
            None => vm.check_exc_class(ty),
        };
        if !ok {
            return Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed"));
        }
        *sp.sub(1) = Word::bool(vm.exc_given_matches(e, ty)?);
        Ok(sp)
    }
    check_eg_match_slow, 0, |vm, sp, fp, arg| {
        let (e, ty) = (*sp.sub(2), *sp.sub(1));
        let (rest, matched) = vm.match_exception_group(e, ty)?;
        *sp.sub(2) = rest;
        *sp.sub(1) = matched;
        if !matched.is_none() {
            vm.state.cur.handled.set_root(matched);
        }
        Ok(sp)
    }
    raise_varargs_slow, 0, |vm, sp, fp, arg| {
        match arg {
            0 => {
                let h = vm.handled_exception();
                if h.is_none() {
                    return Err(vm.runtime_error("No active exception to reraise"));
                }
                Err(Exc(h))
            }
            1 => {
                let e = vm.exc_from_raised(*sp.sub(1));
                vm.replace_context(e);
                Err(e)
            }
            _ => {
                let e = vm.exc_from_raised(*sp.sub(2));
                let c = *sp.sub(1);
                let cause = if c.is_none() {
                    Word::NULL
                } else if c.is_kind(Kind::Exception) {
                    c
                } else if vm.check_exc_class(c) {
                    vm.exc_from_raised(c).0
                } else {
                    return Err(vm.type_error("exception causes must derive from BaseException"));
                };
                vm.replace_context(e);
                if let Some(o) = e.0.get::<ExcObj>() {
                    o.cause.set(&o.hdr, cause);
                    o.suppress_context.set(&o.hdr, Word::TRUE);
                }
                Err(e)
            }
        }
    }
    with_except_start_slow, 0, |vm, sp, fp, arg| {
        // [exit, self, lasti, previous exception, exception]
        let e = *sp.sub(1);
        let (f, this) = (*sp.sub(5), *sp.sub(4));
        let tb = e.get::<ExcObj>().map_or(Word::NONE, |o| o.traceback.get().or(Word::NONE));
        let args = [vm.type_of(e), e, tb];
        let r = if this.is_null() { vm.call(f, &args)? } else { vm.call_with_self(f, this, &args)? };
        *sp = r;
        Ok(sp.add(1))
    }
    import_name_slow, 0, |vm, sp, fp, arg| {
        let (level, fromlist) = (*sp.sub(2), *sp.sub(1));
        *sp.sub(2) = vm.import_name(fp, code_name(fp, arg), level, fromlist)?;
        Ok(sp.sub(1))
    }
    import_from_slow, 0, |vm, sp, fp, arg| {
        *sp = vm.import_from(*sp.sub(1), code_name(fp, arg))?;
        Ok(sp.add(1))
    }
    call_intrinsic_1_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(1) = vm.intrinsic_1(arg, *sp.sub(1), fp)?;
        Ok(sp)
    }
    call_intrinsic_2_slow, 0, |vm, sp, fp, arg| {
        *sp.sub(2) = vm.intrinsic_2(arg, *sp.sub(2), *sp.sub(1))?;
        Ok(sp.sub(1))
    }
    call_kw_slow, 3, |vm, sp, fp, arg| {
        let names = *sp.sub(1);
        let base = sp.sub(arg + 3);
        let (f, this) = (*base, *base.add(1));
        let (start, n) = if this.is_null() { (base.add(2), arg) } else { (base.add(1), arg + 1) };
        call_any(vm, f, Args { words: std::slice::from_raw_parts(start, n), names }, base, sp, fp, 3)
    }
    call_slow, 3, |vm, sp, fp, arg| {
        let base = sp.sub(arg + 2);
        let (f, this) = (*base, *base.add(1));
        let (start, n) = if this.is_null() { (base.add(2), arg) } else { (base.add(1), arg + 1) };
        call_any(vm, f, Args::pos(std::slice::from_raw_parts(start, n)), base, sp, fp, 3)
    }
    call_function_ex_slow, 0, |vm, sp, fp, arg| {
        // [callable, self or NULL, args, kwargs or NULL]
        let (f, this, a, kw) = (*sp.sub(4), *sp.sub(3), *sp.sub(2), *sp.sub(1));
        let base = sp.sub(4);
        let t = if a.is_kind(Kind::Tuple) {
            a
        } else {
            let c = vm.class_of(a);
            if c.slots.iter.get().is_none() && c.slots.getitem.get().is_none() {
                return Err(vm.type_error(format!("{} argument after * must be an iterable, not {}", vm.call_name(f), vm.full_name(c))));
            }
            vm.to_tuple(a)?
        };
        let mut words = WordVec::new();
        if !this.is_null() {
            words.push(vm, this);
        }
        if let Some(t) = t.get::<TupleObj>() {
            words.extend(vm, t.items());
        }
        let mut names = Word::NULL;
        if let Some(d) = kw.get::<DictObj>()
            && !d.is_empty()
        {
            let mut ns = WordVec::with_capacity(vm, d.len());
            for i in 0..d.bound() {
                if let Some((k, v)) = d.entry(i) {
                    if !k.is_kind(Kind::Str) {
                        return Err(vm.type_error("keywords must be strings"));
                    }
                    ns.push(vm, k);
                    words.push(vm, v);
                }
            }
            names = ns.to_tuple(vm);
        }
        call_any(vm, f, Args { words: &words, names }, base, sp, fp, 0)
    }
}

/// A subscript of a native object.
#[inline(never)]
pub unsafe extern "sysv64" fn subscr_native(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let (a, k) = (*sp.sub(2), *sp.sub(1));
    let Some(get) = vm.class_of(a).slots.getitem.get() else {
        return subscr_slow(vm, ip, sp, fp);
    };
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    if crate::modules::array::is_of_doubles(a) {
        // For a compiler.
        *(ip as *mut u8) = super::ops::MET_DOUBLES;
    }
    match get(vm, a, k) {
        Ok(v) => {
            *sp.sub(2) = v;
            Next { ip: cur.ip.get().add(5), sp: sp.sub(1) }
        }
        Err(e) => unwind::raise(vm, e),
    }
}
/// An assignment to a subscript of a native object.
#[inline(never)]
pub unsafe extern "sysv64" fn store_subscr_native(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let a = *sp.sub(2);
    let Some(set) = vm.class_of(a).slots.setitem.get() else {
        return store_subscr_slow(vm, ip, sp, fp);
    };
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    if crate::modules::array::is_of_doubles(a) {
        *(ip as *mut u8) = super::ops::MET_DOUBLES;
    }
    match set(vm, a, *sp.sub(1), Some(*sp.sub(3))) {
        Ok(()) => Next { ip: cur.ip.get().add(1), sp: sp.sub(3) },
        Err(e) => unwind::raise(vm, e),
    }
}

/// FOR_ITER over a native iterator.
#[inline(never)]
pub unsafe extern "sysv64" fn for_iter_native(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let it = *sp.sub(1);
    let Some(next) = vm.class_of(it).slots.iternext.get() else {
        return for_iter_slow(vm, ip, sp, fp);
    };
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    match next(vm, it) {
        Ok(Some(v)) => {
            *sp = v;
            Next { ip: cur.ip.get().add(1), sp: sp.add(1) }
        }
        // Past END_FOR, to POP_ITER, with the iterator still there.
        Ok(None) => Next { ip: cur.ip.get().add((*ip.sub(1) >> 8) as usize + 2), sp },
        Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => match crate::observe::on_stop(vm, e) {
            Ok(()) => Next { ip: cur.ip.get().add((*ip.sub(1) >> 8) as usize + 2), sp },
            Err(e) => unwind::raise(vm, e),
        },
        Err(e) => unwind::raise(vm, e),
    }
}

/// Leaves the innermost frame for an error in its caller.
unsafe fn leave(vm: &Vm, fp: *mut Word) {
    let h = header(fp);
    let cur = &vm.state.cur;
    cur.ip.set((*h.add(H_RET)).0 as *const u32);
    cur.fp.set((*h.add(H_FP)).0 as *mut Word);
    cur.depth.set(cur.depth.get() + 1);
}

/// The value of a global or builtin name.
unsafe fn global(vm: &Vm, fp: *mut Word, name: Word) -> R {
    let f = function_of(fp);
    let g = f.globals.get();
    let v = match g.get::<DictObj>() {
        Some(d) if vm.is_exact(g, &vm.types.dict) => vm.dict_get_interned(d, name),
        _ => mapping_get(vm, g, name)?,
    };
    if !v.is_null() {
        return Ok(v);
    }
    let b = f.builtins.get();
    let v = mapping_get(vm, b, name)?;
    if v.is_null() { Err(name_not_defined(vm, name)) } else { Ok(v) }
}
/// `m[name]`, NULL if absent.
fn mapping_get(vm: &Vm, m: Word, name: Word) -> R {
    if let Some(d) = m.get::<DictObj>()
        && vm.is_exact(m, &vm.types.dict)
    {
        return Ok(vm.dict_get_interned(d, name));
    }
    match vm.getitem(m, name) {
        Err(e) if vm.exc_matches(e, &vm.exc.KeyError) => Ok(Word::NULL),
        r => r,
    }
}
fn special_missing(vm: &Vm, o: Word, which: usize) -> String {
    let t = vm.type_name(o);
    let has = |n: &Slot| !vm.type_lookup(vm.class_of(o), n.get()).is_null();
    let (proto, missed, other) = match which {
        0 => (
            "context manager",
            "__enter__",
            ("asynchronous context manager", has(&vm.names.aenter) && has(&vm.names.aexit), "async with"),
        ),
        1 => (
            "context manager",
            "__exit__",
            ("asynchronous context manager", has(&vm.names.aenter) && has(&vm.names.aexit), "async with"),
        ),
        2 => (
            "asynchronous context manager",
            "__aenter__",
            ("context manager", has(&vm.names.enter) && has(&vm.names.exit), "with"),
        ),
        _ => (
            "asynchronous context manager",
            "__aexit__",
            ("context manager", has(&vm.names.enter) && has(&vm.names.exit), "with"),
        ),
    };
    let mut s = format!("'{t}' object does not support the {proto} protocol (missed {missed} method)");
    if other.1 {
        s.push_str(&format!(" but it supports the {} protocol. Did you mean to use '{}'?", other.0, other.2));
    }
    s
}

/// A back-edge with the breaker set.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn jump_safepoint(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    vm.state.cur.ip.set(ip);
    vm.state.cur.fp.set(fp);
    let arg = (*ip.sub(1) >> 8) as usize;
    match vm.safepoint() {
        Ok(()) => Next { ip: vm.state.cur.ip.get().add(1).sub(arg), sp },
        Err(e) => unwind::raise(vm, e),
    }
}

/// A back-edge taken often.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn jump_hot(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    vm.state.cur.ip.set(ip);
    vm.state.cur.fp.set(fp);
    super::compiled::heat(vm, fp);
    let arg = (*ip.sub(1) >> 8) as usize;
    let code = code_of(fp);
    let mut ip = vm.state.cur.ip.get();
    if !code.is_watched() {
        // From the copy that discarded code goes on in.
        ip = code.stream().add(code.offset_of(ip));
    }
    Next { ip: ip.add(1).sub(arg), sp }
}
/// Code entered often.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn resume_hot(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    vm.state.cur.ip.set(ip);
    vm.state.cur.fp.set(fp);
    super::compiled::heat(vm, fp);
    Next { ip: vm.state.cur.ip.get(), sp }
}

/// RAISE_VARARGS: a bare `raise` goes on with the exception being handled, as RERAISE does.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn raise_slow(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    if *ip.sub(1) >> 8 == 0 {
        let h = vm.handled_exception();
        if !h.is_none() {
            vm.state.cur.ip.set(ip);
            vm.state.cur.fp.set(fp);
            let at = code_of(fp).last_instruction(ip);
            return unwind::reraise(vm, Exc(h), at);
        }
    }
    raise_varargs_slow(vm, ip, sp, fp)
}

/// RERAISE: no new traceback entry for this frame; a saved `lasti` becomes the place again.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn reraise_slow(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    let arg = (*ip.sub(1) >> 8) as usize;
    let e = *sp.sub(1);
    let at = code_of(fp).last_instruction(ip);
    if arg != 0 {
        let lasti = *sp.sub(1 + arg);
        if lasti.is_small() {
            cur.ip.set(code_of(fp).entry.get().add(lasti.small_value() as usize + 1));
        }
    }
    unwind::reraise(vm, Exc(e), at)
}

/// END_ASYNC_FOR: StopAsyncIteration ends the loop, anything else goes on.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn end_async_for_slow(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    vm.state.cur.ip.set(ip);
    vm.state.cur.fp.set(fp);
    let e = Exc(*sp.sub(1));
    if vm.exc_matches(e, &vm.exc.StopAsyncIteration) {
        return Next { ip, sp: sp.sub(2) };
    }
    let at = code_of(fp).last_instruction(vm.state.cur.ip.get());
    unwind::reraise(vm, e, at)
}

/// CLEANUP_THROW: a StopIteration thrown out of a delegate is its value.
#[cold]
#[inline(never)]
pub unsafe extern "sysv64" fn cleanup_throw_slow(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    vm.state.cur.ip.set(ip);
    vm.state.cur.fp.set(fp);
    let e = Exc(*sp.sub(1));
    if vm.exc_matches(e, &vm.exc.StopIteration) {
        // [sub-iterator, last sent value, exception] -> [None, value]
        *sp.sub(3) = Word::NONE;
        *sp.sub(2) = vm.stop_value(e);
        return Next { ip, sp: sp.sub(1) };
    }
    let at = code_of(fp).last_instruction(vm.state.cur.ip.get());
    unwind::reraise(vm, e, at)
}

pub use super::call_ops::*;
pub use super::specialize::*;
