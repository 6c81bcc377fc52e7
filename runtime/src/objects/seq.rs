//! What lists, tuples and other containers share: guarded reprs, positions, comparison.

use super::args::Args;
use super::layout::*;
use super::list::WordVec;
use super::slots::CmpOp;
use super::str::StrBuilder;
use crate::heap::*;
use crate::{R, Vm};

/// An object whose repr is being made; it is no longer when this is dropped.
pub struct ReprGuard<'a>(&'a Vm, Word);
impl Drop for ReprGuard<'_> {
    fn drop(&mut self) {
        let mut v = self.0.th().repr_active.borrow_mut();
        if let Some(i) = v.iter().rposition(|&x| x == self.1.0 as usize) {
            v.remove(i);
        }
    }
}

impl Vm {
    /// `hash(key)`, whose TypeError says what the key was wanted for.
    #[inline]
    pub fn hash_for(&self, key: Word, what: &str) -> R<i64> {
        self.hash(key).map_err(|e| self.unhashable_for(e, key, what))
    }
    #[cold]
    fn unhashable_for(&self, e: crate::Exc, key: Word, what: &str) -> crate::Exc {
        if self.type_of(e.0) != self.exc.TypeError.get() {
            return e;
        }
        let text = self.str_text(e.0).unwrap_or_default();
        let t = self.class_of(key);
        let new = self.type_error(format!("cannot use '{}' as {what} ({text})", t.name()));
        if let Some(o) = new.0.get::<ExcObj>() {
            o.cause.set(&o.hdr, e.0);
            o.context.set(&o.hdr, e.0);
            o.suppress_context.set(&o.hdr, Word::TRUE);
        }
        new
    }
    /// Marks `w`'s repr as being made; None if it already is.
    pub fn repr_enter(&self, w: Word) -> Option<ReprGuard<'_>> {
        let mut v = self.th().repr_active.borrow_mut();
        if v.contains(&(w.0 as usize)) {
            return None;
        }
        v.push(w.0 as usize);
        Some(ReprGuard(self, w))
    }
    /// The one optional positional argument of a container's constructor, or NULL.
    pub fn one_optional(&self, name: &str, args: &Args) -> R {
        if !args.names.is_null() && args.kw_count() > 0 {
            return Err(self.type_error(format!("{name}() takes no keyword arguments")));
        }
        match args.words {
            [] => Ok(Word::NULL),
            [w] => Ok(*w),
            v => Err(self.type_error(format!("{name} expected at most 1 argument, got {}", v.len()))),
        }
    }
    /// Compares two sequences given as item getters (None at the end).
    pub fn compare_sequences(
        &self,
        a: &dyn Fn(usize) -> Option<Word>,
        b: &dyn Fn(usize) -> Option<Word>,
        lens: (usize, usize),
        op: CmpOp,
    ) -> R {
        if lens.0 != lens.1 {
            match op {
                CmpOp::Eq => return Ok(Word::FALSE),
                CmpOp::Ne => return Ok(Word::TRUE),
                _ => {}
            }
        }
        let mut i = 0;
        loop {
            let (Some(x), Some(y)) = (a(i), b(i)) else {
                let o = match (a(i), b(i)) {
                    (None, None) => std::cmp::Ordering::Equal,
                    (None, _) => std::cmp::Ordering::Less,
                    _ => std::cmp::Ordering::Greater,
                };
                return Ok(Word::bool(op.holds(o)));
            };
            if !self.eq(x, y)? {
                return match op {
                    CmpOp::Eq => Ok(Word::FALSE),
                    CmpOp::Ne => Ok(Word::TRUE),
                    _ => self.compare(x, y, op),
                };
            }
            i += 1;
        }
    }
    /// A start or stop argument of `index`: negative counts from the end, clamped to 0.
    pub fn bound_arg(&self, w: Word, len: usize, default: usize) -> R<usize> {
        if w.is_null() {
            return Ok(default);
        }
        if self.class_of(w).slots.index.get().is_none() {
            return Err(self.type_error("slice indices must be integers or have an __index__ method"));
        }
        let v = self.index_clamped(w)?;
        Ok(if v < 0 { v.saturating_add(len as i64).max(0) as usize } else { v as usize })
    }
    /// Items from an iterable, with CPython's rule that anything else is a TypeError of this text.
    pub fn to_vec_or(&self, w: Word, text: &str) -> R<WordVec> {
        let s = &self.class_of(w).slots;
        if s.iter.get().is_none() && s.getitem.get().is_none() {
            return Err(self.type_error(text));
        }
        // The iterator is asked for its length, which asks a sequence.
        let mut v = WordVec::new();
        if !self.class_has(w, super::types::TF_HEAP) {
            return self.to_vec(w);
        }
        let sequence = s.iter.get().is_none();
        let it = self.iter(w)?;
        self.ask_length(if sequence { w } else { it })?;
        while let Some(x) = self.next(it)? {
            v.push(self, x);
        }
        Ok(v)
    }
    /// Repeat count of `seq * n` as a size; negative is none.
    pub fn repeat_count(&self, n: Word) -> R<usize> {
        match self.index_i64(n) {
            Ok(v) => Ok(v.max(0) as usize),
            Err(e) if self.exc_matches(e, &self.exc.OverflowError) => {
                Err(self.overflow_error(format!("cannot fit '{}' into an index-sized integer", self.type_name(n))))
            }
            Err(e) => Err(e),
        }
    }
    /// `open a, b, c close`, each by its repr; `get` gives the items while there are any.
    pub fn repr_items(&self, open: &str, get: &dyn Fn(usize) -> Option<Word>, close: &str) -> R {
        let mut out = StrBuilder::new();
        out.push_str(open);
        let mut i = 0;
        while let Some(w) = get(i) {
            if i > 0 {
                out.push_str(", ");
            }
            out.push_word(self.repr(w)?);
            i += 1;
        }
        out.push_str(close);
        Ok(out.finish(self))
    }
    /// A fresh instance's shape and whether it needs room for attributes, for type `ty` of the
    /// core type in `own`.
    pub fn instance_layout(&self, ty: Word, own: &Slot) -> (u32, bool) {
        (self.shape_of_type(ty), ty != own.get())
    }
}
