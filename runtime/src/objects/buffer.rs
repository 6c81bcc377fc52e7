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

/// Where an object's bytes lie now.
pub struct RawBytes {
    pub ptr: *mut u8,
    pub len: usize,
    pub readonly: bool,
}
impl RawBytes {
    /// The bytes; valid until the owner changes.
    pub fn slice(&self) -> &[u8] {
        // SAFETY: whoever made it vouches for pointer and length.
        unsafe { std::slice::from_raw_parts(if self.len == 0 { std::ptr::dangling() } else { self.ptr }, self.len) }
    }
    /// Writes bytes at a position; what lies beyond the end is ignored.
    pub fn write(&self, at: usize, b: &[u8]) {
        if !self.readonly && at.checked_add(b.len()).is_some_and(|e| e <= self.len) {
            // SAFETY: in range; the source may be the same memory.
            unsafe { std::ptr::copy(b.as_ptr(), self.ptr.add(at), b.len()) }
        }
    }
}
/// Finds an owner's bytes, for memoryviews.
pub type Access = fn(&Vm, Word) -> Option<RawBytes>;

impl Vm {
    /// The memory of bytes and bytearrays themselves.
    pub fn own_bytes(&self, w: Word) -> Option<RawBytes> {
        if let Some(b) = w.get::<BytesObj>() {
            let b = b.as_slice();
            return Some(RawBytes { ptr: b.as_ptr() as *mut u8, len: b.len(), readonly: true });
        }
        let mut d = w.native::<super::bytearray_type::ByteArray>()?.data.borrow_mut();
        Some(RawBytes { ptr: d.as_mut_ptr(), len: d.len(), readonly: false })
    }
    /// The bytes of a bytes-like object; None for anything else. Only those of bytes objects are borrowed.
    pub fn bytes_like<'a>(&self, w: Word) -> Option<Cow<'a, [u8]>> {
        if let Some(b) = w.get::<BytesObj>() {
            // SAFETY: whoever holds the slice on a stack pins the object; bytes never change.
            return Some(Cow::Borrowed(unsafe { &*(b.as_slice() as *const [u8]) }));
        }
        let n = w.get::<NativeHead>()?;
        if let Some(b) = w.native::<super::bytearray_type::ByteArray>() {
            return Some(Cow::Owned(b.data.borrow().clone()));
        }
        let m = if w.native::<super::memoryview_type::MemView>().is_some() {
            w
        } else {
            let _ = n;
            self.class_of(w).slots.buffer.get()?(self, w).ok()?
        };
        m.native::<super::memoryview_type::MemView>()?.bytes(self).ok().map(Cow::Owned)
    }
    /// Calls `f` with the bytes of a bytes-like object; TypeError otherwise. `f` must not run Python code.
    pub fn with_bytes<T>(&self, w: Word, f: impl FnOnce(&[u8]) -> T) -> R<T> {
        if let Some(raw) = self.own_bytes(w) {
            return Ok(f(raw.slice()));
        }
        match self.bytes_like(w) {
            Some(b) => Ok(f(&b)),
            None => Err(self.type_error(format!("a bytes-like object is required, not '{}'", self.type_name(w)))),
        }
    }
    /// Calls `f` with the writable bytes of a bytes-like object. `f` must not run Python code.
    pub fn with_bytes_mut<T>(&self, w: Word, f: impl FnOnce(&mut [u8]) -> T) -> R<T> {
        let no = || self.type_error(format!("a read-write bytes-like object is required, not '{}'", self.type_name(w)));
        let mut view = w;
        let raw = match self.own_bytes(w) {
            Some(r) => Some(r),
            None => {
                if w.native::<super::memoryview_type::MemView>().is_none() {
                    view = match self.class_of(w).slots.buffer.get() {
                        Some(b) => b(self, w)?,
                        None => return Err(no()),
                    };
                }
                match view.native::<super::memoryview_type::MemView>() {
                    Some(m) => m.window(self)?,
                    None => None,
                }
            }
        };
        match raw {
            Some(r) if !r.readonly => {
                let p = if r.len == 0 { std::ptr::dangling_mut() } else { r.ptr };
                // SAFETY: the owner's memory, which nothing else touches while `f` runs.
                Ok(f(unsafe { std::slice::from_raw_parts_mut(p, r.len) }))
            }
            _ => Err(no()),
        }
    }
    /// Is the object bytes-like?
    pub fn is_bytes_like(&self, w: Word) -> bool {
        w.is_kind(Kind::Bytes) || self.class_of(w).slots.buffer.get().is_some()
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
        self.ask_length(x)?;
        let v = self.collect_bytes(x, "bytes must be in range(0, 256)")?;
        Ok(self.new_bytes(&v))
    }
    /// The bytes that an iterable of ints gives.
    pub fn collect_bytes(&self, x: Word, range: &str) -> R<Vec<u8>> {
        // An object, so that collections meanwhile count what it holds.
        let out = super::bytearray_type::new(self, vec![]);
        let Some(b) = out.native::<super::bytearray_type::ByteArray>() else { return Ok(vec![]) };
        self.for_each(x, &mut |w| {
            let v = self.byte_value(w, range)?;
            b.data.borrow_mut().push(v);
            Ok(())
        })?;
        Ok(b.data.take())
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
        self.warn(&self.exc.DeprecationWarning, text)
    }
}
