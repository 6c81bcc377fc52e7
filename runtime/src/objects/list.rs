//! List storage. The type's methods are in `list_type.rs`.

use super::layout::*;
use crate::Vm;
use crate::heap::*;

impl ListObj {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    fn buffer(&self) -> Option<&Words> {
        // SAFETY: lifetime only: the buffer is held by `items` of self.
        unsafe { std::mem::transmute::<Option<&Words>, Option<&Words>>(self.items.get().get::<Words>()) }
    }
    /// The item at `i`; None past the end.
    #[inline(always)]
    pub fn at(&self, i: usize) -> Option<Word> {
        if i < self.len() { self.buffer().map(|b| b.slots()[i].get()) } else { None }
    }
    /// Replaces the item at `i`, which must be in range.
    #[inline(always)]
    pub fn set(&self, i: usize, w: Word) {
        if let Some(b) = self.buffer() {
            b.slots()[i].set(&b.hdr, w);
        }
    }
    /// A copy of the items on the heap that later changes of the list do not touch.
    pub fn snapshot(&self, vm: &Vm) -> WordVec {
        let mut v = WordVec::with_capacity(vm, self.len());
        v.extend(vm, self.as_slice());
        v
    }
    /// The items now. Any call that may run Python code may change the list: take care to look
    /// at [`ListObj::len`] again.
    pub fn as_slice(&self) -> &[Word] {
        match self.buffer() {
            // SAFETY: `Slot` is a transparent `Word`; len <= capacity.
            Some(b) => unsafe { std::slice::from_raw_parts(b.ptr(), self.len()) },
            None => &[],
        }
    }
    fn reserve(&self, vm: &Vm, n: usize) {
        let cap = self.buffer().map_or(0, |b| b.len.get());
        if n > cap {
            let new_cap = if cap == 0 { n.max(4) } else { n.max(cap + (cap >> 2) + 6) };
            let new = vm.new_words(new_cap);
            if let Some(b) = new.get::<Words>() {
                let old = self.as_slice();
                copy_words(b, 0, old);
            }
            self.items.set(&self.hdr, new);
        }
    }
    #[inline]
    pub fn push(&self, vm: &Vm, w: Word) {
        let n = self.len();
        let cap = self.buffer().map_or(0, |b| b.len.get());
        if n == cap {
            self.reserve(vm, n + 1);
        }
        self.len.set(n + 1);
        self.set(n, w);
    }
    pub fn extend(&self, vm: &Vm, items: &[Word]) {
        let n = self.len();
        self.reserve(vm, n + items.len());
        if let Some(b) = self.buffer() {
            copy_words(b, n, items);
            self.len.set(n + items.len());
        }
    }
    /// Removes and returns the last item.
    pub fn pop(&self) -> Option<Word> {
        let n = self.len().checked_sub(1)?;
        let b = self.buffer()?;
        let w = b.slots()[n].get();
        if n == 0 && b.len.get() > 32 {
            self.items.set_root(Word::NULL);
        } else {
            // A list that empties and fills again and again keeps a small buffer.
            b.slots()[n].set_root(Word::NULL);
        }
        self.len.set(n);
        Some(w)
    }
    /// Forgets the items from `n` on.
    pub fn truncate(&self, n: usize) {
        if let Some(b) = self.buffer() {
            for s in &b.slots()[n..self.len()] {
                s.set_root(Word::NULL);
            }
        }
        self.len.set(n);
        if n == 0 {
            self.items.set_root(Word::NULL);
        }
    }
    /// Inserts before `i` (at most the length).
    pub fn insert(&self, vm: &Vm, i: usize, w: Word) {
        let n = self.len();
        self.reserve(vm, n + 1);
        if let Some(b) = self.buffer() {
            // SAFETY: i <= n < capacity.
            unsafe { std::ptr::copy(b.ptr().add(i), b.ptr().add(i + 1), n - i) };
            b.slots()[i].set(&b.hdr, w);
        }
        self.len.set(n + 1);
    }
    /// Removes the item at `i`, which must be in range.
    pub fn remove(&self, i: usize) -> Word {
        let n = self.len();
        let Some(b) = self.buffer() else {
            return Word::NULL;
        };
        let w = b.slots()[i].get();
        // SAFETY: i < n.
        unsafe { std::ptr::copy(b.ptr().add(i + 1), b.ptr().add(i), n - i - 1) };
        b.slots()[n - 1].set_root(Word::NULL);
        self.len.set(n - 1);
        w
    }
    /// Replaces items `[from, to)` by `items`.
    pub fn splice(&self, vm: &Vm, from: usize, to: usize, items: &[Word]) {
        let n = self.len();
        let new_len = n - (to - from) + items.len();
        self.reserve(vm, new_len.max(n));
        let Some(b) = self.buffer() else { return };
        if items.len() != to - from {
            // SAFETY: both ranges lie in the buffer; the barrier is in `copy_words`.
            unsafe { std::ptr::copy(b.ptr().add(to), b.ptr().add(from + items.len()), n - to) };
        }
        copy_words(b, from, items);
        for s in &b.slots()[new_len..n.max(new_len)] {
            s.set_root(Word::NULL);
        }
        self.len.set(new_len);
    }
    /// Turns the order of the items around.
    pub(super) fn reverse(&self) {
        if let Some(b) = self.buffer() {
            // SAFETY: the items lie in the buffer, and nobody else looks; no barrier: it holds what it held.
            unsafe { std::slice::from_raw_parts_mut(b.ptr(), self.len()).reverse() };
        }
    }
    /// Replaces everything.
    pub fn replace_all(&self, vm: &Vm, items: &[Word]) {
        let new = vm.new_words(items.len());
        if let Some(b) = new.get::<Words>() {
            copy_words(b, 0, items);
        }
        self.items.set(&self.hdr, new);
        self.len.set(items.len());
    }
}

fn copy_words(b: &Words, at: usize, items: &[Word]) {
    debug_assert!(at + items.len() <= b.len.get());
    // SAFETY: in range; the barrier follows.
    unsafe { std::ptr::copy(items.as_ptr(), b.ptr().add(at), items.len()) };
    if b.hdr.has(GC_UNLOGGED) {
        log(&b.hdr);
    }
}

/// A growable array of words for native code. It must stay in a local variable: its storage is
/// a heap object that only the stack scan sees.
pub struct WordVec {
    buffer: Word,
    len: usize,
}
impl WordVec {
    pub fn new() -> WordVec {
        WordVec { buffer: Word::NULL, len: 0 }
    }
    pub fn with_capacity(vm: &Vm, n: usize) -> WordVec {
        WordVec { buffer: if n == 0 { Word::NULL } else { vm.new_words(n) }, len: 0 }
    }
    pub fn push(&mut self, vm: &Vm, w: Word) {
        let cap = self.buffer.get::<Words>().map_or(0, |b| b.len.get());
        if self.len == cap {
            self.grow(vm, self.len + 1);
        }
        if let Some(b) = self.buffer.get::<Words>() {
            b.slots()[self.len].set(&b.hdr, w);
        }
        self.len += 1;
    }
    fn grow(&mut self, vm: &Vm, want: usize) {
        let new = vm.new_words(want.max(self.len * 2).max(8));
        if let Some(b) = new.get::<Words>() {
            copy_words(b, 0, self);
        }
        self.buffer = new;
    }
    pub fn extend(&mut self, vm: &Vm, items: &[Word]) {
        let cap = self.buffer.get::<Words>().map_or(0, |b| b.len.get());
        if self.len + items.len() > cap {
            self.grow(vm, self.len + items.len());
        }
        if let Some(b) = self.buffer.get::<Words>() {
            copy_words(b, self.len, items);
        }
        self.len += items.len();
    }
    pub fn pop(&mut self) -> Option<Word> {
        self.len = self.len.checked_sub(1)?;
        self.buffer.get::<Words>().map(|b| b.slots()[self.len].get())
    }
    pub fn set(&mut self, i: usize, w: Word) {
        if let Some(b) = self.buffer.get::<Words>() {
            b.slots()[i].set(&b.hdr, w);
        }
    }
    pub fn swap(&mut self, i: usize, j: usize) {
        let (a, b) = (self[i], self[j]);
        self.set(i, b);
        self.set(j, a);
    }
    pub fn clear(&mut self) {
        self.len = 0;
    }
    pub fn truncate(&mut self, n: usize) {
        self.len = self.len.min(n);
    }
    pub fn to_tuple(&self, vm: &Vm) -> Word {
        vm.new_tuple(self)
    }
    pub fn to_list(&self, vm: &Vm) -> Word {
        vm.new_list_from(self)
    }
}
impl Default for WordVec {
    fn default() -> Self {
        Self::new()
    }
}
impl std::ops::Deref for WordVec {
    type Target = [Word];
    fn deref(&self) -> &[Word] {
        match self.buffer.get::<Words>() {
            // SAFETY: len <= capacity; `Slot` is a transparent `Word`.
            Some(b) => unsafe { std::slice::from_raw_parts(b.ptr(), self.len) },
            None => &[],
        }
    }
}
