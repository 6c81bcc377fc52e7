//! Generators, coroutines and async generators: frames that are put away and brought back.

use super::FRAME_HEADER;
use super::call::init_header;
use super::dispatch::{self, Next, halt_address, is_lazy};
use super::frame::*;
use super::transfers;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use taipan_syntax::bytecode::{Op, flags};

/// `GeneratorObj::state`.
pub const CREATED: usize = 0;
pub const SUSPENDED: usize = 1;
pub const RUNNING: usize = 2;
pub const CLOSED: usize = 3;

/// Flags of `GeneratorObj::native`. It sleeps in `yield from` or `await`: what it is sent goes to the last word of its
/// stack, what that yields is its own.
pub const DELEGATES: usize = 1;
/// It runs, and what it delegates to has been resumed past it: its frame has a header alone, its words are still in the
/// generator. `fill` makes the frame whole. The frame above has [`PAST_HOLLOW`] in its `H_RESULT`.
pub const HOLLOW: usize = 2;
/// In `H_RESULT`: the caller's frame may be hollow.
pub const PAST_HOLLOW: u64 = 2;

/// Makes a hollow frame whole. Whoever looks at what a frame holds that called another one does this first.
pub(crate) unsafe fn fill(fp: *mut Word) {
    let n = code_of(fp).nlocals as usize;
    let h = fp.add(n);
    let Some(g) = (*h.add(H_LOCALS)).get::<GeneratorObj>() else { return };
    if g.native.get() & HOLLOW == 0 {
        return;
    }
    let words = g.saved();
    for (i, s) in words.iter().enumerate() {
        *(if i < n { fp.add(i) } else { h.add(FRAME_HEADER + i - n) }) = s.get();
    }
    // What was sent.
    *h.add(FRAME_HEADER + words.len() - n) = Word::NONE;
    g.native.set(0);
    g.live.set(0);
}

/// Who asked the generator whose header is at `h`: the place for the result, the instruction pointer and the frame,
/// which is whole from here on.
pub(crate) unsafe fn consumer(h: *mut Word) -> (*mut Word, *const u32, *mut Word) {
    let (result, fp) = ((*h.add(H_RESULT)).0, (*h.add(H_FP)).0 as *mut Word);
    if result & PAST_HOLLOW != 0 {
        fill(fp);
    }
    ((result & !3) as *mut Word, (*h.add(H_RET)).0 as *const u32, fp)
}

/// How one step of a generator ended.
#[derive(Copy, Clone, Debug)]
pub enum Step {
    Yield(Word),
    Return(Word),
}

impl GeneratorObj {
    pub fn code(&self) -> Word {
        self.func.get().get::<FunctionObj>().map_or(Word::NULL, |f| f.code.get())
    }
    pub fn flags(&self) -> u32 {
        self.code().get::<CodeObj>().map_or(0, |c| c.flags)
    }
    pub fn is_coroutine(&self) -> bool {
        self.flags() & flags::COROUTINE != 0
    }
    pub fn is_async_generator(&self) -> bool {
        self.flags() & flags::ASYNC_GENERATOR != 0
    }
    /// What error texts call it.
    pub fn kind_name(&self) -> &'static str {
        if self.is_coroutine() {
            "coroutine"
        } else if self.is_async_generator() {
            "async generator"
        } else {
            "generator"
        }
    }
}

/// RETURN_GENERATOR: the frame becomes a generator object, which is the call's result.
pub(crate) unsafe fn make(vm: &Vm, ip: *const u32, fp: *mut Word) -> Word {
    let code = code_of(fp);
    let n = code.nlocals as usize;
    let func = *fp.sub(1);
    let ty = if code.flags & flags::COROUTINE != 0 {
        &vm.types.coroutine
    } else if code.flags & flags::ASYNC_GENERATOR != 0 {
        &vm.types.async_generator
    } else {
        &vm.types.generator
    };
    let room = n + code.data.stacksize as usize + 2;
    let w = vm.alloc_generator(vm.shape_of_type(ty.get()), room);
    if let Some(g) = w.get::<GeneratorObj>() {
        let h = &g.hdr;
        g.func.set(h, func);
        let f = function_of(fp);
        g.name.set(h, f.name.get());
        g.qualname.set(h, f.qualname.get());
        for i in 0..n {
            // It is young: no barrier.
            g.saved_ptr().add(i).write(*fp.add(i));
        }
        g.live.set(n);
        g.offset.set(code.offset_of(ip));
        g.state.set(CREATED);
        g.aflags.set(0);
        g.handled.set(h, Word::NONE);
        // Generators that have something to do or to report then, and coroutines (for the warning), hear of their death.
        let quiet = code.data.ends_quietly && !vm.state.observe.unwind_watched();
        if !quiet || code.flags & (flags::COROUTINE | flags::ASYNC_GENERATOR) != 0 {
            vm.heap.register_final(h);
        }
    }
    let fw = *header(fp).add(H_FRAME);
    if let Some(f) = fw.get::<FrameObj>() {
        f.live.set(0);
        f.generator.set(&f.hdr, w);
        f.offset.set(code.offset_of(ip).saturating_sub(1));
        if let Some(g) = w.get::<GeneratorObj>() {
            g.frame.set(&g.hdr, fw);
        }
        *header(fp).add(H_FRAME) = Word::NULL;
    }
    w
}

/// Brings the generator's frame back at `base` (its function word goes there); `value` is what
/// its `yield` evaluates to. The registers to go on with.
pub(crate) unsafe fn resume(
    vm: &Vm,
    gen_word: Word,
    value: Word,
    base: *mut Word,
    ret: *const u32,
    caller: *mut Word,
    result: *mut Word,
) -> R<Next> {
    let g = gen_word.get_unchecked::<GeneratorObj>();
    let cur = &vm.state.cur;
    let f = g.func.get();
    let code = &*(g.code().ptr() as *const CodeObj);
    let nfp = base.add(1);
    let d = cur.depth.get() - 1;
    if nfp.add(code.framesize as usize + 64) > cur.limit.get() || d < 0 {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    cur.depth.set(d);
    *base = f;
    let n = code.nlocals as usize;
    let live = g.live.get();
    let src = g.saved_ptr();
    for i in 0..n {
        *nfp.add(i) = *src.add(i);
    }
    init_header(code, nfp, ret, caller, result);
    let h = nfp.add(n);
    *h.add(H_LOCALS) = gen_word;
    let fw = g.frame.get();
    if let Some(fo) = fw.get::<FrameObj>() {
        fo.live.set(nfp as usize >> 3);
        fo.back.set(&fo.hdr, Word::NULL);
        *h.add(H_FRAME) = fw;
    }
    let mut sp = h.add(FRAME_HEADER);
    for i in n..live {
        *sp = *src.add(i);
        sp = sp.add(1);
    }
    // RETURN_GENERATOR and YIELD_VALUE leave a value on the stack.
    *sp = value;
    sp = sp.add(1);
    g.state.set(RUNNING);
    g.native.set(0);
    g.live.set(0);
    swap_handled(vm, g, 1);
    cur.fp.set(nfp);
    if is_lazy(code.entry.get()) {
        vm.instrument(code);
    }
    Ok(Next { ip: code.entry.get().add(g.offset.get()), sp })
}

/// What is being handled inside the generator and outside change places. `Current::generators` counts those that hide
/// something: `by` is 1 when it goes on, -1 when it stops.
fn swap_handled(vm: &Vm, g: &GeneratorObj, by: i32) {
    let cur = &vm.state.cur;
    let (inside, outside) = if by > 0 { (&g.handled, &cur.handled) } else { (&cur.handled, &g.handled) };
    if !outside.get().is_none() {
        cur.generators.set(cur.generators.get().wrapping_add_signed(by));
    } else if inside.get().is_none() {
        return;
    }
    let other = g.handled.get();
    g.handled.set(&g.hdr, cur.handled.get());
    cur.handled.set_root(other);
}

/// Puts the running generator's frame away. `sp` is the end of its stack without the value.
pub(crate) unsafe fn suspend(vm: &Vm, ip: *const u32, sp: *mut Word, fp: *mut Word) {
    let code = code_of(fp);
    let n = code.nlocals as usize;
    let h = fp.add(n);
    let g = (*h.add(H_LOCALS)).get_unchecked::<GeneratorObj>();
    let depth = sp.offset_from(h.add(FRAME_HEADER)) as usize;
    let dst = g.saved_ptr();
    for i in 0..n {
        *dst.add(i) = *fp.add(i);
    }
    for i in 0..depth {
        *dst.add(n + i) = *h.add(FRAME_HEADER + i);
    }
    if g.hdr.has(GC_UNLOGGED) {
        log(&g.hdr);
    }
    g.live.set(n + depth);
    g.offset.set(code.offset_of(ip));
    g.state.set(SUSPENDED);
    let fw = *h.add(H_FRAME);
    if let Some(f) = fw.get::<FrameObj>() {
        f.live.set(0);
        f.offset.set(g.offset.get().saturating_sub(1));
        g.frame.set(&g.hdr, fw);
    }
    swap_handled(vm, g, -1);
}

/// The running generator ends with a value or an exception.
pub(crate) unsafe fn finish(vm: &Vm, gen_word: Word) {
    let g = gen_word.get_unchecked::<GeneratorObj>();
    g.state.set(CLOSED);
    // Nothing is left to close when it dies.
    g.hdr.clear_bit(GC_FINAL);
    forget_frame(g);
    g.frame.set(&g.hdr, Word::NULL);
    vm.state.cur.handled.set_root(Word::NONE);
    swap_handled(vm, g, -1);
}
/// Lets go of what the generator's frame held.
pub(crate) fn forget_frame(g: &GeneratorObj) {
    g.live.set(0);
    g.native.set(0);
}

pub(crate) fn on_error_exit(vm: &Vm, gen_word: Word, e: Exc) -> Exc {
    // SAFETY: the frame's namespace slot holds its generator.
    unsafe { finish(vm, gen_word) };
    e
}

/// Where a value returned by a generator goes on in its consumer: behind FOR_ITER's loop (at
/// END_FOR) or behind SEND's (at END_SEND).
pub(crate) unsafe fn return_target(ret: *const u32) -> *const u32 {
    // `ret` is behind the instruction's one cache unit.
    let w = *ret.sub(2);
    ret.add((w >> 8) as usize)
}

impl Vm {
    /// The error of using a generator that is running.
    fn already_executing(&self, g: &GeneratorObj) -> Exc {
        self.value_error(format!("{} already executing", g.kind_name()))
    }
    /// Runs the generator to its next yield or its end. `value` must be None for one that has not
    /// started.
    pub fn gen_send(&self, gen_word: Word, value: Word) -> R<Step> {
        let Some(g) = gen_word.get::<GeneratorObj>() else {
            return Err(self.system_error("not a generator"));
        };
        match g.state.get() {
            RUNNING => return Err(self.already_executing(g)),
            CLOSED => {
                if g.is_coroutine() {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                return Ok(Step::Return(Word::NONE));
            }
            CREATED if !value.is_none() => {
                return Err(self.type_error(format!("can't send non-None value to a just-started {}", g.kind_name())));
            }
            _ => {}
        }
        self.gen_run(gen_word, value, None)
    }
    /// Throws `e` into the generator.
    pub fn gen_throw(&self, gen_word: Word, e: Exc) -> R<Step> {
        let Some(g) = gen_word.get::<GeneratorObj>() else {
            return Err(self.system_error("not a generator"));
        };
        match g.state.get() {
            RUNNING => return Err(self.already_executing(g)),
            CLOSED => {
                if g.is_coroutine() {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                return Err(e);
            }
            _ => {}
        }
        // A delegate in the middle of `yield from` or `await` gets it first.
        let delegate = self.gen_delegate(gen_word);
        if !delegate.is_null() {
            return self.gen_throw_delegate(gen_word, delegate, e);
        }
        self.gen_run(gen_word, Word::NONE, Some(e))
    }
    /// What a suspended generator delegates to (`gi_yieldfrom`), or NULL.
    pub fn gen_delegate(&self, gen_word: Word) -> Word {
        let Some(g) = gen_word.get::<GeneratorObj>() else {
            return Word::NULL;
        };
        if g.state.get() != SUSPENDED {
            return Word::NULL;
        }
        let code_word = g.code();
        let Some(code) = code_word.get::<CodeObj>() else {
            return Word::NULL;
        };
        // After the yield comes a RESUME that says what it was.
        let u = code.data.units.get(g.offset.get()).copied().unwrap_or(0);
        if u as u8 == Op::Resume as u8 && (u >> 8) & 3 >= 2 {
            let live = g.live.get();
            return g.saved()[live - 1].get();
        }
        Word::NULL
    }
    fn gen_throw_delegate(&self, gen_word: Word, delegate: Word, e: Exc) -> R<Step> {
        let Some(g) = gen_word.get::<GeneratorObj>() else {
            return Err(e);
        };
        if self.exc_matches(e, &self.exc.GeneratorExit) {
            g.state.set(RUNNING);
            g.native.set(0);
            let r = self.close_iter(delegate);
            g.state.set(SUSPENDED);
            return match r {
                Ok(()) => self.gen_run(gen_word, Word::NONE, Some(e)),
                Err(e2) => self.gen_run(gen_word, Word::NONE, Some(e2)),
            };
        }
        let throw = if delegate.is_kind(Kind::Generator) {
            Word::NULL
        } else {
            self.getattr_opt(delegate, self.names.throw.get())?
        };
        g.state.set(RUNNING);
        g.native.set(0);
        let r = if delegate.is_kind(Kind::Generator) {
            self.gen_throw(delegate, e)
        } else if throw.is_null() {
            g.state.set(SUSPENDED);
            return self.gen_run(gen_word, Word::NONE, Some(e));
        } else {
            match self.call(throw, &[e.0]) {
                Ok(v) => Ok(Step::Yield(v)),
                Err(x) if self.exc_matches(x, &self.exc.StopIteration) => Ok(Step::Return(self.stop_value(x))),
                Err(x) => Err(x),
            }
        };
        g.state.set(SUSPENDED);
        match r {
            Ok(Step::Yield(v)) => Ok(Step::Yield(v)),
            // The delegate is done: CLEANUP_THROW takes its value.
            Ok(Step::Return(v)) => self.gen_run(gen_word, Word::NONE, Some(self.stop_iteration_for(v))),
            Err(x) => self.gen_run(gen_word, Word::NONE, Some(x)),
        }
    }
    fn gen_run(&self, gen_word: Word, value: Word, throw: Option<Exc>) -> R<Step> {
        let _guard = self.enter_native("")?;
        let cur = &self.state.cur;
        let old_fp = cur.fp.get();
        // SAFETY: as in `run_function`.
        unsafe {
            let mut base = cur.data_top();
            if base.is_null() {
                base = self.th().stack_base;
            }
            let result = base.add(1);
            *(base as *mut *const u32) = cur.ip.get();
            *result = Word::NULL;
            let old_top = cur.top.get();
            cur.top.set(std::ptr::null_mut());
            let g = gen_word.get_unchecked::<GeneratorObj>();
            if throw.is_none() {
                let halt = dispatch::halt as *const () as u64;
                let at = base.add(2);
                if let Some(n) = transfers::wake(gen_word, value, halt_address(), at, result, halt, self, old_fp) {
                    cur.fp.set(n.fp);
                    let r = dispatch::run_from(self, n.code, n.sent.0 as *const u32, n.number, n.fp);
                    cur.fp.set(old_fp);
                    cur.ip.set(*(base as *mut *const u32));
                    cur.top.set(old_top);
                    let v = r?;
                    return Ok(if g.state.get() == CLOSED { Step::Return(v) } else { Step::Yield(v) });
                }
            }
            let next = resume(self, gen_word, value, base.add(2), halt_address(), old_fp, result);
            let mut n = match next {
                Ok(n) => n,
                Err(e) => {
                    cur.top.set(old_top);
                    return Err(e);
                }
            };
            if let Some(e) = throw {
                cur.ip.set(n.ip);
                let mut e = e;
                if self.state.observe.exceptions_active() {
                    e = crate::observe::on_throw(self, e);
                }
                n = super::unwind::raise_as_is(self, e);
            }
            let r = dispatch::run(self, n.ip, n.sp, cur.fp.get());
            cur.fp.set(old_fp);
            cur.ip.set(*(base as *mut *const u32));
            cur.top.set(old_top);
            let v = r?;
            if g.state.get() == CLOSED { Ok(Step::Return(v)) } else { Ok(Step::Yield(v)) }
        }
    }
    /// The value of a StopIteration.
    pub fn stop_value(&self, e: Exc) -> Word {
        e.0.get::<ExcObj>().map_or(Word::NONE, |o| o.extra[0].get().or(Word::NONE))
    }
    /// `generator.close()`, and what it delegates to. The value is what a return gave (3.13).
    pub fn gen_close(&self, gen_word: Word) -> R {
        let Some(g) = gen_word.get::<GeneratorObj>() else {
            return Ok(Word::NONE);
        };
        match g.state.get() {
            CREATED => {
                g.state.set(CLOSED);
                forget_frame(g);
                return Ok(Word::NONE);
            }
            CLOSED => return Ok(Word::NONE),
            _ => {}
        }
        if g.state.get() == RUNNING {
            return Err(self.already_executing(g));
        }
        // With no `try` around its yield it ends without running again (CPython's gen_close).
        const DEPTH_1: u16 = 4;
        let code = g.code();
        let unit = code.get::<CodeObj>().and_then(|c| c.data.units.get(g.offset.get()).copied()).unwrap_or(0);
        let unguarded = unit as u8 == Op::Resume as u8 && (unit >> 8) & DEPTH_1 != 0;
        let r = if unguarded && !self.state.observe.unwind_watched() {
            let delegate = self.gen_delegate(gen_word);
            let closed = if delegate.is_null() {
                Ok(())
            } else {
                g.state.set(RUNNING);
                g.native.set(0);
                let r = self.close_iter(delegate);
                g.state.set(SUSPENDED);
                r
            };
            match closed {
                Ok(()) => {
                    g.state.set(CLOSED);
                    g.hdr.clear_bit(GC_FINAL);
                    forget_frame(g);
                    g.frame.set(&g.hdr, Word::NULL);
                    g.handled.set(&g.hdr, Word::NONE);
                    return Ok(Word::NONE);
                }
                Err(e) => self.gen_run(gen_word, Word::NONE, Some(e)),
            }
        } else {
            let e = self.exc_with_args(self.exc.GeneratorExit.get(), &[]);
            self.gen_throw(gen_word, e)
        };
        match r {
            Ok(Step::Yield(_)) => Err(self.runtime_error(format!("{} ignored GeneratorExit", g.kind_name()))),
            Ok(Step::Return(v)) => Ok(v),
            Err(e) if self.exc_matches(e, &self.exc.StopIteration) => Ok(self.stop_value(e)),
            Err(e) if self.exc_matches(e, &self.exc.GeneratorExit) => Ok(Word::NONE),
            Err(e) => Err(e),
        }
    }
    fn close_iter(&self, it: Word) -> R<()> {
        if it.is_kind(Kind::Generator) {
            return self.gen_close(it).map(|_| ());
        }
        let f = self.getattr_opt(it, self.names.close.get())?;
        if !f.is_null() {
            self.call(f, &[])?;
        }
        Ok(())
    }
    /// `next(gen)` for the iterator protocol.
    pub fn gen_next(&self, gen_word: Word) -> R<Option<Word>> {
        match self.gen_send(gen_word, Word::NONE)? {
            Step::Yield(v) => Ok(Some(v)),
            Step::Return(v) if v.is_none() => Ok(None),
            Step::Return(v) => Err(self.stop_iteration_for(v)),
        }
    }
    /// A StopIteration with this value, whatever its type.
    pub fn stop_iteration_for(&self, v: Word) -> Exc {
        self.exc_with_args(self.exc.StopIteration.get(), &[v])
    }
}

/// A generator found dead: its pending `finally` blocks run; a coroutine never awaited warns.
pub(crate) fn finalize(vm: &Vm, w: Word) -> R<()> {
    let Some(g) = w.get::<GeneratorObj>() else {
        return Ok(());
    };
    match g.state.get() {
        SUSPENDED => {
            if g.is_async_generator() && !g.finalizer.get().is_null() && !g.finalizer.get().is_none() {
                vm.call(g.finalizer.get(), &[w])?;
                return Ok(());
            }
            vm.gen_close(w).map(|_| ())
        }
        CREATED if g.is_coroutine() => vm.warn_unawaited(w),
        _ => Ok(()),
    }
}
