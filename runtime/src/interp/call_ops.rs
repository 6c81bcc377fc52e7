//! Calls set up in place: natives, classes, defaults and keywords without argument vectors, and the
//! frames of Python functions that slow paths call.

use super::dispatch::{Next, Regs};
use super::frame::*;
use super::slow::{call_kw_slow, call_slow};
use super::{FRAME_HEADER, unwind};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// What a native callable runs, if it can be called without ceremony with `first` as its first
/// argument.
#[inline(always)]
fn plain_native(vm: &Vm, f: Word, first: Option<Word>) -> Option<&'static FnDef> {
    // SAFETY: the caller knows the kind; the descriptor decides the payload.
    unsafe {
        let info = f.get_unchecked::<NativeHead>().info;
        if std::ptr::eq(info, MethodDescr::INFO) {
            let m = f.native::<MethodDescr>()?;
            let c = vm.class_of(first?);
            let owner = m.owner.get();
            if c.word() != owner && !c.is_subtype(owner) {
                return None;
            }
            return Some(m.def);
        }
        if std::ptr::eq(info, BuiltinFn::INFO) {
            let b = f.native::<BuiltinFn>()?;
            return if b.def.shape.has_self && first != Some(b.this.get()) { None } else { Some(b.def) };
        }
        None
    }
}

/// Native functions and methods given positional arguments, called without ceremony.
#[inline(always)]
fn call_simple_native(vm: &Vm, f: Word, words: &[Word]) -> Option<R> {
    if !f.is_kind(Kind::Native) {
        return None;
    }
    let def = plain_native(vm, f, words.first().copied())?;
    let sh = &def.shape;
    let (n, max) = (words.len(), sh.positional as usize);
    if n < sh.required as usize || max > 8 {
        return None;
    }
    if !sh.simple || n > max {
        if sh.kw_required || sh.var_kw || (n > max && !sh.var_args) {
            return None;
        }
        return Some(vm.call_native(def, &Args::pos(words), None));
    }
    if n == max {
        return Some((def.func)(vm, words));
    }
    let mut buf = [Word::NULL; 8];
    for (b, w) in buf.iter_mut().zip(words) {
        *b = *w;
    }
    Some((def.func)(vm, &buf[..max]))
}

/// CALL of a native object: a function or method with plain parameters runs at once.
#[inline(never)]
pub unsafe extern "sysv64" fn call_native(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    let n = (*ip.sub(1) >> 8) as usize;
    let base = sp.sub(n + 2);
    let this = *base.add(1);
    let mut bound = Word::NULL;
    if this.is_null()
        && let Some(b) = (*base).native::<BuiltinFn>()
        && b.def.shape.has_self
        && b.def.kind == FnKind::Plain
        && b.owner.get() != b.this.get()
    {
        // A bound method: its object takes the empty place.
        bound = b.this.get();
        *base.add(1) = bound;
    }
    let words = if this.is_null() && bound.is_null() {
        std::slice::from_raw_parts(base.add(2), n)
    } else {
        std::slice::from_raw_parts(base.add(1), n + 1)
    };
    match call_simple_native(vm, *base, words) {
        Some(Ok(r)) => {
            *base = r;
            Next { ip: cur.ip.get().add(3), sp: base.add(1) }
        }
        Some(Err(e)) => unwind::raise(vm, e),
        None => {
            *base.add(1) = this;
            call_slow(vm, ip, sp, fp)
        }
    }
}

/// CALL of a Python function with fewer arguments than parameters, the rest of which have
/// defaults; else as [`call_slow`].
#[inline(never)]
pub unsafe extern "sysv64" fn call_defaults(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let n = (*ip.sub(1) >> 8) as usize;
    let base = sp.sub(n + 2);
    let mut first = base.add(1);
    let mut given = n + 1;
    let callee = *base;
    let mut f = callee;
    let this = *first;
    if let Some(m) = callee.get::<MethodObj>()
        && this.is_null()
    {
        f = m.func.get();
        *first = m.this.get();
    } else if this.is_null() {
        first = base.add(2);
        given = n;
    }
    if let Some(fo) = f.get::<FunctionObj>()
        && fill_defaults(fo, code_of_function(f), first, given, vm.state.cur.limit.get())
    {
        let code = code_of_function(f);
        let mut s = Regs { ip, sp, fp };
        if super::ops::enter(&mut s, vm, f, first, code.simple_args as usize, base, ip.add(3)) {
            vm.state.cur.fp.set(s.fp);
            return Next { ip: s.ip, sp: s.sp };
        }
    }
    *base.add(1) = this;
    call_slow(vm, ip, sp, fp)
}

/// Puts defaults behind the `given` arguments of a function with plain parameters; false if that
/// does not complete them, or their place lies beyond `limit`.
#[inline(always)]
pub(super) unsafe fn fill_defaults(
    f: &FunctionObj,
    code: &CodeObj,
    first: *mut Word,
    given: usize,
    limit: *mut Word,
) -> bool {
    let argc = code.simple_args as usize;
    if code.simple_args == u32::MAX || given >= argc {
        return code.simple_args != u32::MAX && given == argc;
    }
    let defaults = f.defaults.get();
    let Some(t) = defaults.get::<TupleObj>().filter(|t| t.len() <= argc) else {
        return false;
    };
    let without = argc - t.len();
    if given < without {
        return false;
    }
    if first.add(argc) > limit {
        return false;
    }
    for i in given..argc {
        *first.add(i) = t.items()[i - without];
    }
    true
}

/// CALL_KW of a Python function with plain parameters, in place; else as [`call_kw_slow`].
#[inline(never)]
pub unsafe extern "sysv64" fn call_kw_fast(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    const MOST: usize = 16;
    let n = (*ip.sub(1) >> 8) as usize;
    let names = *sp.sub(1);
    let base = sp.sub(n + 3);
    let (f, this) = (*base, *base.add(1));
    let (Some(fo), Some(names)) = (f.get::<FunctionObj>(), names.get::<TupleObj>()) else {
        return call_kw_slow(vm, ip, sp, fp);
    };
    let code = code_of_function(f);
    let (first, given) = if this.is_null() { (base.add(2), n) } else { (base.add(1), n + 1) };
    let argc = code.simple_args as usize;
    let k = names.len();
    if code.simple_args == u32::MAX || argc > MOST || given > argc {
        return call_kw_slow(vm, ip, sp, fp);
    }
    let mut args = [Word::NULL; MOST];
    let pos = given - k;
    let params = &*(code.data.locals.get().ptr() as *const TupleObj);
    for (i, name) in names.items().iter().enumerate() {
        let Some(p) = params.items()[..argc].iter().position(|p| p == name) else {
            return call_kw_slow(vm, ip, sp, fp);
        };
        if p < pos || p < code.data.posonly as usize || !args[p].is_null() {
            return call_kw_slow(vm, ip, sp, fp);
        }
        args[p] = *first.add(pos + i);
    }
    let defaults = fo.defaults.get();
    let defaults: &[Word] = defaults.get::<TupleObj>().map_or(&[], |t| t.items());
    for (p, a) in args.iter_mut().enumerate().take(argc).skip(pos) {
        if a.is_null() {
            match (p + defaults.len()).checked_sub(argc).and_then(|i| defaults.get(i)) {
                Some(d) => *a = *d,
                None => return call_kw_slow(vm, ip, sp, fp),
            }
        }
    }
    // What the frame's set-up overwrites, in case it cannot be entered.
    let mut saved = [Word::NULL; MOST + 1];
    for (i, s) in saved.iter_mut().enumerate().take(argc + 1) {
        *s = *first.add(i).sub(1);
    }
    for (p, a) in args.iter().enumerate().take(argc).skip(pos) {
        *first.add(p) = *a;
    }
    let mut s = Regs { ip, sp, fp };
    if super::ops::enter(&mut s, vm, f, first, argc, base, ip.add(3)) {
        vm.state.cur.fp.set(s.fp);
        return Next { ip: s.ip, sp: s.sp };
    }
    for (i, s) in saved.iter().enumerate().take(argc + 1) {
        *first.add(i).sub(1) = *s;
    }
    call_kw_slow(vm, ip, sp, fp)
}

/// CALL of a class.
#[inline(never)]
pub unsafe extern "sysv64" fn call_type(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) -> Next {
    let n = (*ip.sub(1) >> 8) as usize;
    let base = sp.sub(n + 2);
    if !(*base.add(1)).is_null() {
        return call_slow(vm, ip, sp, fp);
    }
    let cur = &vm.state.cur;
    cur.ip.set(ip);
    cur.fp.set(fp);
    let t = &*((*base).ptr() as *const TypeObj);
    let mut s = Regs { ip, sp, fp };
    if enter_init(vm, &mut s, base, n) {
        cur.fp.set(s.fp);
        return Next { ip: s.ip, sp: s.sp };
    }
    if *base == vm.types.type_.get() {
        if n == 1 {
            *base = vm.type_of(*base.add(2));
            return Next { ip: ip.add(3), sp: base.add(1) };
        }
    } else if vm.types.type_.get() == vm.type_of(*base)
        && let Some(r) = native_instance(vm, t, base, n)
    {
        return match r {
            Ok(r) => {
                *base = r;
                Next { ip: cur.ip.get().add(3), sp: base.add(1) }
            }
            Err(e) => unwind::raise(vm, e),
        };
    }
    call_slow(vm, ip, sp, fp)
}

/// CALL of a class, [class, NULL, `n` args …] at `base`, whose instances are set up by an `__init__` with plain
/// parameters alone: its frame; false if the class is another.
#[inline(always)]
pub(super) unsafe fn enter_init(vm: &Vm, s: &mut Regs, base: *mut Word, n: usize) -> bool {
    let t = &*((*base).ptr() as *const TypeObj);
    let Some((init, code)) = plain_init(vm, t) else { return false };
    if code.simple_args as usize != n + 1 {
        return false;
    }
    // [class, NULL, args …] becomes [instance, __init__, instance, args …].
    let obj = vm.new_instance_fields(t);
    let mut i = n;
    while i > 0 {
        *base.add(i + 2) = *base.add(i + 1);
        i -= 1;
    }
    *base.add(2) = obj;
    let result = (base as usize | 1) as *mut Word;
    if super::ops::enter(s, vm, init, base.add(2), n + 1, result, s.ip.add(3)) {
        *base = obj;
        return true;
    }
    for i in 0..n {
        *base.add(i + 2) = *base.add(i + 3);
    }
    *base.add(1) = Word::NULL;
    false
}

/// An instance of a class whose `__new__` is native, from [class, NULL, `n` args …] at `base`; None if
/// its making needs the general call.
#[inline(always)]
unsafe fn native_instance(vm: &Vm, t: &'static TypeObj, base: *mut Word, n: usize) -> Option<R> {
    const WHAT: &str = " while calling a Python object";
    if let Some(def) = t.new_def.get()
        && t.slots.init.get().is_none_or(is_object_init)
        && n < 7
    {
        // The class takes the empty place.
        *base.add(1) = *base;
        let words = std::slice::from_raw_parts(base.add(1), n + 1);
        return Some(vm.enter_native(WHAT).and_then(|_g| vm.call_new_def(t, def, &Args::pos(words))));
    }
    let new = t.slots.new.get().filter(|_| !t.has(TF_HEAP))?;
    let args = Args::pos(std::slice::from_raw_parts(base.add(2), n));
    Some(vm.enter_native(WHAT).and_then(|_g| {
        let obj = new(vm, *base, &args)?;
        match t.slots.init.get() {
            Some(init) if !is_object_init(init) && vm.class_of(obj).is_subtype(*base) => init(vm, obj, &args)?,
            _ => {}
        }
        Ok(obj)
    }))
}

impl Vm {
    /// The function that sets up instances of a class, if they are made by a plain `__new__` and an `__init__` written in
    /// Python: so as long as the class has this version.
    pub fn init_of_class(&self, class: Word) -> Option<Word> {
        let t = class.as_type()?;
        // SAFETY: a class.
        unsafe { plain_init(self, t) }.map(|(init, _)| init)
    }
}
/// The `__init__` of a class whose instances are made by a plain `__new__` and an `__init__`
/// written in Python.
#[inline(always)]
unsafe fn plain_init<'a>(vm: &Vm, t: &TypeObj) -> Option<(Word, &'a CodeObj)> {
    if t.kind.get() != Kind::Instance || !t.has(TF_HEAP) || vm.types.type_.get() != vm.type_of(t.word()) {
        return None;
    }
    if !t.slots.new.get().is_some_and(is_object_new) || !t.slots.init.get().is_some_and(is_init_generic) {
        return None;
    }
    let init = vm.type_lookup(t, vm.names.init.get());
    let f = init.get::<FunctionObj>()?;
    let code = &*(f.code.get().ptr() as *const CodeObj);
    if !code.is_init || code.is_generator() || has_abstract(vm, t) { None } else { Some((init, code)) }
}

/// Calls anything; a Python function gets its frame here instead of a native call. The result
/// goes to `base`.
pub(super) unsafe fn call_any(
    vm: &Vm,
    f: Word,
    args: Args,
    base: *mut Word,
    sp: *mut Word,
    fp: *mut Word,
    caches: usize,
) -> R<*mut Word> {
    if args.names.is_null()
        && let Some(r) = call_simple_native(vm, f, args.words)
    {
        *base = r?;
        return Ok(base.add(1));
    }
    let method = f.get::<MethodObj>();
    let func = method.map_or(f, |m| m.func.get());
    if func.is_kind(Kind::Function) {
        match method {
            Some(m) => {
                vm.with_first(m.this.get(), &args, |args| push_frame(vm, func, args, base as u64, sp, fp, caches))?
            }
            None => push_frame(vm, func, &args, base as u64, sp, fp, caches)?,
        }
        return Ok(header(vm.state.cur.fp.get()).add(FRAME_HEADER));
    }
    if let Some(t) = f.as_type()
        && let Some(r) = instantiate(vm, t, &args, base, sp, fp, caches)?
    {
        return Ok(r);
    }
    let r = vm.call_args(f, &args)?;
    *base = r;
    Ok(base.add(1))
}

/// Sets up a Python function's frame above `sp` and makes it the current one, so that the slow
/// path's return goes into it.
unsafe fn push_frame(
    vm: &Vm,
    func: Word,
    args: &Args,
    result: u64,
    sp: *mut Word,
    fp: *mut Word,
    caches: usize,
) -> R<()> {
    let cur = &vm.state.cur;
    let fo = &*(func.ptr() as *const FunctionObj);
    let code = &*(fo.code.get().ptr() as *const CodeObj);
    let nfp = sp.add(1);
    if nfp.add(code.framesize as usize + 64) > cur.limit.get() || cur.depth.get() <= 0 {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    *sp = func;
    vm.bind(fo, code, nfp, args)?;
    let ret = cur.ip.get().add(caches);
    super::call::init_header(code, nfp, ret, fp, result as *mut Word);
    cur.depth.set(cur.depth.get() - 1);
    cur.fp.set(nfp);
    // The slow path adds the caches of the calling instruction to this.
    cur.ip.set(code.entry.get().sub(caches));
    Ok(())
}

/// Instances of classes with a plain `__new__` and an `__init__` written in Python: the frame of
/// `__init__` runs without a native call, and leaves the instance.
unsafe fn instantiate(
    vm: &Vm,
    t: &'static TypeObj,
    args: &Args,
    base: *mut Word,
    sp: *mut Word,
    fp: *mut Word,
    caches: usize,
) -> R<Option<*mut Word>> {
    let Some((init, _)) = plain_init(vm, t) else {
        return Ok(None);
    };
    let obj = vm.new_instance_fields(t);
    vm.with_first(obj, args, |args| push_frame(vm, init, args, base as u64 | 1, sp, fp, caches))?;
    *base = obj;
    Ok(Some(header(vm.state.cur.fp.get()).add(FRAME_HEADER)))
}
