//! Live frames: access to their parts, and the walk down the stack.

use super::FRAME_HEADER;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;

/// The function whose frame begins at `fp`.
///
/// # Safety
/// `fp` is a live frame's.
#[inline(always)]
pub unsafe fn function_of<'a>(fp: *mut Word) -> &'a FunctionObj {
    &*((*fp.sub(1)).ptr() as *const FunctionObj)
}
/// The code of a function.
///
/// # Safety
/// `f` is a function.
#[inline(always)]
pub unsafe fn code_of_function<'a>(f: Word) -> &'a CodeObj {
    &*((*(f.ptr() as *const FunctionObj)).code.get().ptr() as *const CodeObj)
}
/// The code of the frame.
///
/// # Safety
/// As [`function_of`].
#[inline(always)]
pub unsafe fn code_of<'a>(fp: *mut Word) -> &'a CodeObj {
    &*(function_of(fp).code.get().ptr() as *const CodeObj)
}
/// The frame's header: right behind its locals.
///
/// # Safety
/// As [`function_of`].
#[inline(always)]
pub unsafe fn header(fp: *mut Word) -> *mut Word {
    fp.add(code_of(fp).nlocals as usize)
}
/// The bottom of the frame's value stack.
///
/// # Safety
/// As [`function_of`].
#[inline(always)]
pub unsafe fn stack_base(fp: *mut Word) -> *mut Word {
    header(fp).add(FRAME_HEADER)
}

pub const H_RET: usize = 0;
pub const H_FP: usize = 1;
/// The address of the place for the result; its low bits are flags: an `__init__` called by its class, and
/// `generator::PAST_HOLLOW`.
pub const H_RESULT: usize = 2;
pub const H_LOCALS: usize = 3;
pub const H_FRAME: usize = 4;
/// What compiled code that returns from the frame jumps to: see `compiled::RETURN_SHIFT`.
pub const H_NATIVE: usize = 5;

/// One live frame, as a walk finds it.
#[derive(Copy, Clone)]
pub struct Activation {
    pub fp: *mut Word,
    /// Right behind the instruction it is in.
    pub ip: *const u32,
    /// Where that pointer is kept: the place to change to redirect the frame.
    pub ip_place: *mut *const u32,
    /// Where compiled code looks when it returns to the frame; null if that is not there.
    pub native_place: *mut Word,
}

impl Activation {
    /// Makes the frame go on at `ip`, in the interpreter.
    pub fn redirect(&self, ip: *const u32) {
        // SAFETY: the place where the frame's instruction pointer is kept; behind it the rest of the header of the
        // frame that it called, if that is where it lies.
        unsafe {
            super::generator::fill(self.fp);
            *self.ip_place = ip;
            if !self.native_place.is_null() {
                *self.native_place = super::compiled::to_interpreter();
            }
        }
    }
    /// Whether the frame goes on in compiled code, as far as is known: see `compiled::Change::Deoptimised`.
    pub(crate) fn may_be_compiled(&self) -> bool {
        let code = self.code();
        let unit = (self.ip as usize).wrapping_sub(code.stream() as usize) / 4;
        // SAFETY: as in `redirect`.
        let native = unsafe { self.native_place.as_ref() };
        unit <= code.data.units.len() && native.is_none_or(|n| *n != super::compiled::to_interpreter())
    }
    pub fn code(&self) -> &'static CodeObj {
        // SAFETY: a live frame; code objects do not move.
        unsafe { code_of(self.fp) }
    }
    pub fn function(&self) -> Word {
        // SAFETY: a live frame.
        unsafe { *self.fp.sub(1) }
    }
    /// Unit offset of the instruction the frame is in.
    pub fn lasti(&self) -> usize {
        self.code().last_instruction(self.ip)
    }
    pub fn line(&self) -> Option<u32> {
        self.code().line_at(self.lasti())
    }
    /// The frame below.
    pub fn caller(&self) -> Option<Activation> {
        // SAFETY: a live frame's header.
        unsafe {
            let h = header(self.fp);
            let fp = (*h.add(H_FP)).0 as *mut Word;
            if fp.is_null() {
                return None;
            }
            let ret = h.add(H_RET) as *mut *const u32;
            if super::dispatch::keeps_ip(*ret) {
                let result = ((*h.add(H_RESULT)).0 & !3) as *mut Word;
                let place = result.sub(1) as *mut *const u32;
                return Some(Activation { fp, ip: *place, ip_place: place, native_place: std::ptr::null_mut() });
            }
            Some(Activation { fp, ip: *ret, ip_place: ret, native_place: h.add(H_NATIVE) })
        }
    }
    /// The frame object, if one was made.
    pub fn frame_word(&self) -> Word {
        // SAFETY: a live frame's header.
        unsafe { *header(self.fp).add(H_FRAME) }
    }
}

impl Vm {
    /// The innermost Python frame of the running thread.
    pub fn top_activation(&self) -> Option<Activation> {
        let c = &self.state.cur;
        if c.fp.get().is_null() {
            return None;
        }
        Some(Activation { fp: c.fp.get(), ip: c.ip.get(), ip_place: c.ip.as_ptr(), native_place: std::ptr::null_mut() })
    }
    /// The frame object of a live frame, made at need.
    pub fn frame_object(&self, a: Activation) -> Word {
        let w = a.frame_word();
        if !w.is_null() {
            return w;
        }
        // SAFETY: a live frame.
        unsafe { super::generator::fill(a.fp) };
        let n = (size_of::<FrameObj>() - 8) / 8;
        let w = self.alloc_words_kind(Kind::Frame, self.shape_of_type(self.types.frame.get()), n);
        if let Some(f) = w.get::<FrameObj>() {
            f.func.set(&f.hdr, a.function());
            f.live.set(a.fp as usize >> 3);
            f.offset.set(0);
            f.trace_lines.set(&f.hdr, Word::TRUE);
            f.trace_opcodes.set(&f.hdr, Word::FALSE);
            // SAFETY: a live frame's header.
            unsafe {
                let h = header(a.fp);
                let l = *h.add(H_LOCALS);
                if l.is_kind(Kind::Generator) {
                    f.generator.set(&f.hdr, l);
                    if let Some(g) = l.get::<GeneratorObj>() {
                        g.frame.set(&g.hdr, w);
                    }
                } else {
                    f.locals.set(&f.hdr, l);
                }
                *h.add(H_FRAME) = w;
            }
        }
        w
    }
    /// The live frame behind a frame object, if it is on this or another thread's stack now.
    pub fn activation_of(&self, f: &FrameObj) -> Option<Activation> {
        if f.live.get() == 0 {
            return None;
        }
        let fp = (f.live.get() << 3) as *mut Word;
        let mut found = None;
        self.for_each_activation(&mut |a| {
            if a.fp == fp {
                found = Some(a);
            }
            a.fp != fp
        });
        found
    }
    /// Visits the live frames of every thread, innermost first; stop by returning false.
    pub fn for_each_activation(&self, f: &mut dyn FnMut(Activation) -> bool) {
        let mut a = self.top_activation();
        while let Some(x) = a {
            if !f(x) {
                return;
            }
            a = x.caller();
        }
        let current = self.thread_ptr();
        let threads: Vec<_> = self.state.threads.borrow().clone();
        for t in threads {
            if t == current {
                continue;
            }
            // SAFETY: threads are never freed; this one is parked while we hold the lock.
            let s = unsafe { (*t).saved.borrow() };
            if s.fp.get().is_null() {
                continue;
            }
            let mut a = Some(Activation {
                fp: s.fp.get(),
                ip: s.ip.get(),
                ip_place: s.ip.as_ptr(),
                native_place: std::ptr::null_mut(),
            });
            drop(s);
            while let Some(x) = a {
                if !f(x) {
                    return;
                }
                a = x.caller();
            }
        }
    }
    /// Makes a frame object independent of the frame that ends now: called with the frame still
    /// whole, `sp` the end of what it holds.
    pub(crate) fn detach_frame(&self, fp: *mut Word, w: Word, offset: usize) {
        let Some(f) = w.get::<FrameObj>() else { return };
        // SAFETY: a live frame.
        unsafe {
            let n = code_of(fp).nlocals as usize;
            let back = f.back.get();
            if back.is_null() {
                let a = Activation {
                    fp,
                    ip: std::ptr::null(),
                    ip_place: std::ptr::null_mut(),
                    native_place: std::ptr::null_mut(),
                };
                if let Some(c) = a.caller() {
                    let b = self.frame_object(c);
                    f.back.set(&f.hdr, b);
                }
            }
            let saved = self.new_words(n);
            if let Some(s) = saved.get::<Words>() {
                for i in 0..n {
                    s.slots()[i].set(&s.hdr, *fp.add(i));
                }
            }
            f.saved.set(&f.hdr, saved);
            f.live.set(0);
            f.offset.set(offset);
            *header(fp).add(H_FRAME) = Word::NULL;
        }
    }
}
