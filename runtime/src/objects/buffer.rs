//! Access to the bytes of bytes-like objects.

use super::layout::*;
use crate::heap::*;
use crate::{R, Vm};
use std::borrow::Cow;

impl BytesObj {
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: `len` bytes follow the head; they never change.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len) }
    }
}

impl Vm {
    /// The bytes of a bytes-like object; None for anything else. Immutable ones are borrowed.
    pub fn bytes_like<'a>(&self, w: Word) -> Option<Cow<'a, [u8]>> {
        if let Some(b) = w.get::<BytesObj>() {
            // SAFETY: whoever holds the slice on a stack pins the object; bytes never change.
            return Some(Cow::Borrowed(unsafe { &*(b.as_slice() as *const [u8]) }));
        }
        None
    }
    /// Calls `f` with the bytes of a bytes-like object; TypeError otherwise. `f` must not run Python code.
    pub fn with_bytes<T>(&self, w: Word, f: impl FnOnce(&[u8]) -> T) -> R<T> {
        if let Some(b) = w.get::<BytesObj>() {
            return Ok(f(b.as_slice()));
        }
        match self.bytes_like(w) {
            Some(b) => Ok(f(&b)),
            None => Err(self.type_error(format!("a bytes-like object is required, not '{}'", self.type_name(w)))),
        }
    }
}

impl Vm {
    /// `bytes(x)` of a bytes-like object or an iterable of ints (not of a str or an int).
    pub fn bytes_of_object(&self, x: Word) -> R {
        if x.is_kind(Kind::Bytes) {
            return Ok(x);
        }
        if let Some(r) = self.call_special(x, &self.names.bytes, &[])? {
            if !r.is_kind(Kind::Bytes) {
                return Err(self.type_error(format!("__bytes__ returned non-bytes (type {})", self.type_name(r))));
            }
            return Ok(r);
        }
        if let Some(b) = self.bytes_like(x) {
            return Ok(self.new_bytes(&b));
        }
        if x.is_kind(Kind::Str)
            || (self.class_of(x).slots.iter.get().is_none() && self.class_of(x).slots.getitem.get().is_none())
        {
            return Err(self.type_error(format!("cannot convert '{}' object to bytes", self.type_name(x))));
        }
        let v = self.collect_bytes(x, "bytes must be in range(0, 256)")?;
        Ok(self.new_bytes(&v))
    }
    /// The bytes that an iterable of ints gives.
    pub fn collect_bytes(&self, x: Word, range: &str) -> R<Vec<u8>> {
        let mut out = Vec::new();
        self.for_each(x, &mut |w| {
            out.push(self.byte_value(w, range)?);
            Ok(())
        })?;
        Ok(out)
    }
    /// An int in `range(256)`; ValueError with this text otherwise.
    pub fn byte_value(&self, w: Word, range: &str) -> R<u8> {
        if let Some(v) = w.as_small()
            && let Ok(b) = u8::try_from(v)
        {
            return Ok(b);
        }
        let v = self.index_clamped(w)?;
        u8::try_from(v).map_err(|_| self.value_error(range))
    }
    /// Issues a DeprecationWarning; Err if it is turned into an exception.
    pub fn deprecated(&self, text: &str) -> R<()> {
        let m = self.dict_get_str(self.modules.get(), "warnings");
        if m.is_null() || m.is_none() {
            return Ok(());
        }
        let f = self.getattr_str(m, "warn")?;
        let t = self.new_str(text);
        self.call(f, &[t, self.exc.DeprecationWarning.get()])?;
        Ok(())
    }
}
