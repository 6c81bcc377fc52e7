//! Set storage: open addressing with CPython's table sizes and probe order (its setobject.c), so
//! that sets of ints and other fixed hashes iterate in the same order. The types' methods are in
//! `set_type.rs`.
//!
//! `table` holds two words an entry: the hash as a small int, and the key; NULL is free, and a
//! deleted entry has NULL for a key and hash -1.

use super::layout::*;
use crate::heap::*;
use crate::{R, Vm};

const LINEAR_PROBES: usize = 9;
const MIN_SIZE: usize = 8;

fn hash_word(h: i64) -> Word {
    Word((h as u64) << 2 | 1)
}
/// Entries keep 62 bits of a hash; every probe starts from those.
fn norm(h: i64) -> i64 {
    (h << 2) >> 2
}
const GONE: Word = Word(((-1i64 as u64) << 2) | 1);

impl SetObj {
    pub fn len(&self) -> usize {
        self.used.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    fn slots(&self) -> &[Slot] {
        match self.table.get().get::<Words>() {
            // SAFETY: lifetime only: the table is held by self.
            Some(w) => unsafe { std::mem::transmute::<&[Slot], &[Slot]>(w.slots()) },
            None => &[],
        }
    }
    /// The table's words: two for each of its `mask + 1` places; null if there is none.
    #[inline(always)]
    fn places(&self) -> *mut Word {
        self.table.get().get::<Words>().map_or(std::ptr::null_mut(), Words::ptr)
    }
    /// Number of table entries, the bound for [`SetObj::at`].
    pub fn bound(&self) -> usize {
        self.slots().len() / 2
    }
    /// The key in table entry `i`, if there is one.
    pub fn at(&self, i: usize) -> Option<Word> {
        let s = self.slots();
        s.get(2 * i + 1).map(Slot::get).filter(|k| !k.is_null())
    }
    /// The hash of table entry `i`'s key, as far as entries keep it.
    pub(crate) fn hash_at(&self, i: usize) -> i64 {
        self.slots()[2 * i].get().small_value()
    }
    /// Hash and key of table entry `i`, if it is within the table: NULL for a key where there is none.
    #[inline(always)]
    pub(crate) fn entry(&self, i: usize) -> Option<(i64, Word)> {
        match self.slots().get(2 * i..2 * i + 2)? {
            [h, k] => Some((h.get().0 as i64 >> 2, k.get())),
            _ => None,
        }
    }
    /// Keys in iteration order. The set must not be changed meanwhile.
    pub fn iter(&self) -> impl Iterator<Item = Word> + '_ {
        (0..self.bound()).filter_map(|i| self.at(i))
    }
}

impl Vm {
    pub fn new_set(&self) -> Word {
        self.set_of(self.shape_of_type(self.types.set.get()), false)
    }
    pub fn new_frozenset(&self) -> Word {
        self.set_of(self.shape_of_type(self.types.frozenset.get()), false)
    }
    /// An empty set object of the given shape.
    pub fn set_of(&self, shape: u32, attrs: bool) -> Word {
        let words = (size_of::<SetObj>() - 8) / 8 + if attrs { 2 } else { 0 };
        let w = self.alloc_words_kind(Kind::Set, shape, words);
        if let Some(s) = w.get::<SetObj>() {
            s.used.set(0);
            s.fill.set(0);
            s.mask.set(0);
            s.finger.set(0);
            // SAFETY: fresh.
            unsafe { self.finish_attrs(w.ptr(), attrs) };
        }
        w
    }
    pub(crate) fn frozenset_of_constants(&self, items: &[Word]) -> Word {
        let s = self.new_frozenset();
        for &w in items {
            // Constants are hashable.
            let _ = self.set_insert(s, w);
        }
        s
    }
    /// The table entry of `key`, if present.
    #[inline]
    pub fn set_find(&self, s: &SetObj, key: Word, hash: i64) -> R<Option<usize>> {
        // Most keys are at their first place or not there at all.
        let i = norm(hash) as usize & s.mask.get();
        let table = s.places();
        if table.is_null() {
            return Ok(None);
        }
        // SAFETY: i <= mask.
        let (h, k) = unsafe { (*table.add(2 * i), *table.add(2 * i + 1)) };
        if k == key {
            return Ok(Some(i));
        }
        if k.is_null() && h != GONE {
            return Ok(None);
        }
        self.set_probe(s, key, hash)
    }
    fn set_probe(&self, s: &SetObj, key: Word, hash: i64) -> R<Option<usize>> {
        self.set_find_by(s, key, hash, |a, b| self.eq(a, b))
    }
    /// As [`Vm::set_find`], asking `eq` of keys with the same hash that are not the same object.
    #[inline(always)]
    pub(super) fn set_find_by<E>(
        &self,
        s: &SetObj,
        key: Word,
        hash: i64,
        eq: impl Fn(Word, Word) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        let hash = norm(hash);
        let hw = hash_word(hash);
        'again: loop {
            let table = s.table.get();
            let slots = s.places();
            if slots.is_null() {
                return Ok(None);
            }
            let mask = s.mask.get();
            let mut i = hash as usize & mask;
            let mut perturb = hash as usize;
            loop {
                let last = if i + LINEAR_PROBES <= mask { i + LINEAR_PROBES } else { i };
                let mut j = i;
                while j <= last {
                    // SAFETY: j <= mask, and the table has two words for each of the mask + 1 places; `table` on
                    // this frame keeps it in place.
                    let (h, k) = unsafe { (*slots.add(2 * j), *slots.add(2 * j + 1)) };
                    if k == key {
                        return Ok(Some(j));
                    }
                    if k.is_null() {
                        if h != GONE {
                            return Ok(None);
                        }
                    } else if h == hw {
                        let same = eq(k, key)?;
                        // SAFETY: as above.
                        if s.table.get() != table || unsafe { *slots.add(2 * j + 1) } != k {
                            continue 'again;
                        }
                        if same {
                            return Ok(Some(j));
                        }
                    }
                    j += 1;
                }
                perturb >>= 5;
                i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb) & mask;
            }
        }
    }
    /// Adds `key`; true if it was absent.
    pub fn set_add(&self, s: &SetObj, key: Word, hash: i64) -> R<bool> {
        if self.set_find(s, key, hash)?.is_some() {
            return Ok(false);
        }
        self.set_add_absent(s, key, hash);
        Ok(true)
    }
    /// Adds a key that is known to be absent.
    pub(crate) fn set_add_absent(&self, s: &SetObj, key: Word, hash: i64) {
        if s.table.get().is_null() {
            self.set_resize(s, 0);
        }
        self.set_place(s, key, hash, true);
        if s.fill.get() * 5 >= s.mask.get() * 3 {
            let used = s.used.get();
            self.set_resize(s, if used > 50000 { used * 2 } else { used * 4 });
        }
    }
    /// Puts an absent key into the table.
    fn set_place(&self, s: &SetObj, key: Word, hash: i64, count: bool) {
        let hash = norm(hash);
        let table = s.table.get();
        let Some(w) = table.get::<Words>() else {
            return;
        };
        let slots = w.ptr();
        let mask = s.mask.get();
        let mut i = hash as usize & mask;
        let mut perturb = hash as usize;
        loop {
            let last = if i + LINEAR_PROBES <= mask { i + LINEAR_PROBES } else { i };
            let mut j = i;
            while j <= last {
                // SAFETY: j <= mask, and the table has two words for each of the mask + 1 places; the barrier follows.
                unsafe {
                    if (*slots.add(2 * j + 1)).is_null() && *slots.add(2 * j) != GONE {
                        *slots.add(2 * j) = hash_word(hash);
                        *slots.add(2 * j + 1) = key;
                        if w.hdr.has(GC_UNLOGGED) {
                            log(&w.hdr);
                        }
                        if count {
                            s.fill.set(s.fill.get() + 1);
                            s.used.set(s.used.get() + 1);
                        }
                        return;
                    }
                }
                j += 1;
            }
            perturb >>= 5;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb) & mask;
        }
    }
    fn set_resize(&self, s: &SetObj, min_used: usize) {
        let mut size = MIN_SIZE;
        while size <= min_used {
            size <<= 1;
        }
        let new = self.new_words(size * 2);
        let old = s.table.get();
        let n = s.bound();
        s.table.set(&s.hdr, new);
        s.mask.set(size - 1);
        s.fill.set(s.used.get());
        // `old` on this frame keeps the keys alive; nothing below allocates.
        if let Some(w) = old.get::<Words>() {
            for e in w.slots().chunks_exact(2).take(n) {
                let k = e[1].get();
                if !k.is_null() {
                    self.set_place(s, k, e[0].get().small_value(), false);
                }
            }
        }
        std::hint::black_box(&old);
    }
    /// Removes the entry.
    pub fn set_remove_at(&self, s: &SetObj, i: usize) {
        let slots = s.slots();
        slots[2 * i].set_root(GONE);
        slots[2 * i + 1].set_root(Word::NULL);
        s.used.set(s.used.get() - 1);
    }
    /// Removes `key`; true if it was present.
    pub fn set_discard(&self, s: &SetObj, key: Word, hash: i64) -> R<bool> {
        match self.set_find(s, key, hash)? {
            Some(i) => {
                self.set_remove_at(s, i);
                Ok(true)
            }
            None => Ok(false),
        }
    }
    pub fn set_clear(&self, s: &SetObj) {
        s.table.set_root(Word::NULL);
        s.used.set(0);
        s.fill.set(0);
        s.mask.set(0);
    }
    /// `s.add(w)` for a set word.
    pub fn set_insert(&self, s: Word, w: Word) -> R<()> {
        let h = self.hash_for(w, "a set element")?;
        if let Some(o) = s.get::<SetObj>() {
            self.set_add(o, w, h)?;
        }
        Ok(())
    }
    pub fn set_contains(&self, s: &SetObj, w: Word) -> R<bool> {
        let h = self.hash_for(w, "a set element")?;
        Ok(self.set_find(s, w, h)?.is_some())
    }
    /// Makes the table larger for so many keys at once, as CPython does.
    pub fn set_make_room(&self, s: &SetObj, more: usize) {
        // A set without a table stands for one of the least size.
        if (s.fill.get() + more) * 5 >= s.mask.get().max(MIN_SIZE - 1) * 3 {
            self.set_resize(s, (s.used.get() + more) * 2);
        }
    }
    /// Copies every key of `from` into `to`, to the places where CPython's `set_merge` puts them.
    pub fn set_merge(&self, to: &SetObj, from: &SetObj) -> R<()> {
        self.set_make_room(to, from.used.get());
        if from.is_empty() {
            return Ok(());
        }
        if to.slots().is_empty() {
            self.set_resize(to, 0);
        }
        if to.fill.get() == 0
            && from.fill.get() == from.used.get()
            && to.slots().len() == from.slots().len()
            && let Some(t) = to.table.get().get::<Words>()
        {
            for (a, b) in t.slots().iter().zip(from.slots()) {
                a.set(&t.hdr, b.get());
            }
            to.fill.set(from.fill.get());
            to.used.set(from.used.get());
            return Ok(());
        }
        for i in 0..from.bound() {
            if let Some(k) = from.at(i) {
                self.set_add(to, k, from.hash_at(i))?;
            }
        }
        Ok(())
    }
}
