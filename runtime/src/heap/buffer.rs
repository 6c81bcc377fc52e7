//! A growable buffer outside the heap that the heap knows of: what a bytearray, an array or an in-memory file holds.
//!
//! Its size counts against the byte limit. Growth is reported as it happens, by the guard of the borrow during which it
//! happened, so that no place that writes to a buffer can forget to; a full collection then measures what the live ones
//! hold ([`super::KindInfo::external`]), which corrects whatever the running count missed, such as buffers that died.

use super::space::external_of_thread;
use std::cell::{Ref, RefCell, RefMut};
use std::ops::{Deref, DerefMut};

pub struct Buffer<T>(RefCell<Vec<T>>);

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Buffer(RefCell::default())
    }
}
impl<T> Buffer<T> {
    pub fn new(data: Vec<T>) -> Self {
        external_of_thread((data.capacity() * size_of::<T>()) as isize);
        Buffer(RefCell::new(data))
    }
    #[inline(always)]
    pub fn borrow(&self) -> Ref<'_, Vec<T>> {
        self.0.borrow()
    }
    #[inline(always)]
    pub fn borrow_mut(&self) -> BufferMut<'_, T> {
        let data = self.0.borrow_mut();
        BufferMut { before: data.capacity(), data }
    }
    /// The contents, which the caller goes on to hold.
    pub fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.borrow_mut())
    }
    /// Bytes held.
    pub fn bytes(&self) -> usize {
        // A collection may come while it is being changed: then it is counted by the next one.
        self.0.try_borrow().map_or(0, |d| d.capacity() * size_of::<T>())
    }
}

/// A buffer being changed.
pub struct BufferMut<'a, T> {
    data: RefMut<'a, Vec<T>>,
    before: usize,
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
        let now = self.data.capacity();
        if now != self.before {
            external_of_thread((now as isize - self.before as isize) * size_of::<T>() as isize);
        }
    }
}
