//! A growable buffer outside the heap that the heap knows of: what a bytearray, an array or an in-memory file holds.
//!
//! Its size counts against the byte limit. Growth is reported as it happens, by the guard of the borrow during which it
//! happened, so that no place that writes to a buffer can forget to; a full collection then measures what the live ones
//! hold ([`super::KindInfo::external`]), which corrects whatever the running count missed, such as buffers that died.

use super::space::external_of_thread;
use std::cell::{Cell, Ref, RefCell, RefMut};
use std::ops::{Deref, DerefMut};

/// See the module's text.
#[repr(C)]
pub struct Buffer<T> {
    /// Where the contents lie and how many items there are, for compiled code; as of the last change.
    start: Cell<*const T>,
    len: Cell<usize>,
    data: RefCell<Vec<T>>,
}

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Buffer::of(vec![])
    }
}
impl<T> Buffer<T> {
    /// Offsets in a buffer of the address of its contents and of the number of items.
    pub const START: usize = std::mem::offset_of!(Self, start);
    pub const LEN: usize = std::mem::offset_of!(Self, len);

    fn of(data: Vec<T>) -> Self {
        Buffer { start: Cell::new(data.as_ptr()), len: Cell::new(data.len()), data: RefCell::new(data) }
    }
    pub fn new(data: Vec<T>) -> Self {
        external_of_thread((data.capacity() * size_of::<T>()) as isize);
        Buffer::of(data)
    }
    #[inline(always)]
    pub fn borrow(&self) -> Ref<'_, Vec<T>> {
        self.data.borrow()
    }
    #[inline(always)]
    pub fn borrow_mut(&self) -> BufferMut<'_, T> {
        let data = self.data.borrow_mut();
        BufferMut { before: data.capacity(), data, start: &self.start, len: &self.len }
    }
    /// The contents, which the caller goes on to hold.
    pub fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.borrow_mut())
    }
    /// Bytes held.
    pub fn bytes(&self) -> usize {
        // A collection may come while it is being changed: then it is counted by the next one.
        self.data.try_borrow().map_or(0, |d| d.capacity() * size_of::<T>())
    }
}

/// A buffer being changed.
pub struct BufferMut<'a, T> {
    data: RefMut<'a, Vec<T>>,
    before: usize,
    start: &'a Cell<*const T>,
    len: &'a Cell<usize>,
}
impl<T> Deref for BufferMut<'_, T> {
    type Target = Vec<T>;
    #[inline(always)]
    fn deref(&self) -> &Vec<T> {
        &self.data
    }
}
impl<T> DerefMut for BufferMut<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.data
    }
}
impl<T> Drop for BufferMut<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.start.set(self.data.as_ptr());
        self.len.set(self.data.len());
        let now = self.data.capacity();
        if now != self.before {
            external_of_thread((now as isize - self.before as isize) * size_of::<T>() as isize);
        }
    }
}
