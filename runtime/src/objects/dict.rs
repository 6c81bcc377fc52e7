//! Dicts: a compact, insertion-ordered hash table.
//!
//! `entries` holds three words an entry (hash as small int, key, value; a deleted entry has key
//! NULL); `indices` holds a `u32` a place: 0 free, 1 deleted, entry number + 2 otherwise.
//! `version` names this dict with this set of keys at these places: inline caches compare it and
//! then read an entry's value by number. It is 0 until a cache asks for it, and goes back to 0
//! whenever an entry is added, removed or moved; changing a value keeps it.

use super::layout::*;
use crate::heap::*;
use crate::{R, Vm};

const FREE: u32 = 0;
const GONE: u32 = 1;
/// Entries keep 62 bits of a hash; every probe starts from those.
#[inline(always)]
fn norm(h: i64) -> i64 {
    (h << 2) >> 2
}

/// A hash as an entry keeps it.
#[inline(always)]
fn hash_word(h: i64) -> Word {
    Word((h as u64) << 2 | 1)
}

impl DictObj {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    fn words(&self) -> Option<&Words> {
        // SAFETY: `entries` is a Words or NULL; the reference lives while self does.
        unsafe { std::mem::transmute::<Option<&Words>, Option<&Words>>(self.entries.get().get::<Words>()) }
    }
    /// Hash, key and value of entry `i`; None if there is no such live entry.
    #[inline]
    pub fn entry(&self, i: usize) -> Option<(Word, Word)> {
        if i >= self.filled.get() {
            return None;
        }
        let s = self.words()?.slots();
        let k = s[3 * i + 1].get();
        if k.is_null() { None } else { Some((k, s[3 * i + 2].get())) }
    }
    /// Number of entries ever added and not compacted away: the bound for [`DictObj::entry`].
    #[inline(always)]
    pub fn bound(&self) -> usize {
        self.filled.get()
    }
    /// The hash of entry `i`'s key, as far as entries keep it.
    pub(crate) fn hash_at(&self, i: usize) -> i64 {
        self.words().map_or(0, |w| w.slots()[3 * i].get().small_value())
    }
    /// Replaces the value of live entry `i`.
    #[inline]
    pub fn set_entry_value(&self, i: usize, v: Word) {
        if let Some(w) = self.words() {
            w.slots()[3 * i + 2].set(&w.hdr, v);
        }
    }
    #[inline(always)]
    fn table(&self) -> (*mut u32, usize) {
        match self.indices.get().get::<RawObj>() {
            Some(r) => (r.ptr() as *mut u32, r.len / 4),
            None => (std::ptr::null_mut(), 0),
        }
    }
    /// Live entries in order. The dict must not be changed meanwhile.
    pub fn iter(&self) -> impl Iterator<Item = (Word, Word)> + '_ {
        (0..self.bound()).filter_map(|i| self.entry(i))
    }
    /// Entry of an interned string (or any key by identity), by its hash.
    #[inline]
    pub fn find_identical(&self, key: Word, hash: i64) -> Option<usize> {
        let hash = norm(hash);
        let (t, n) = self.table();
        if n == 0 {
            return None;
        }
        let words = self.words()?;
        let s = words.slots();
        let mut i = hash as usize & (n - 1);
        let mut perturb = hash as u64;
        loop {
            // SAFETY: i < n.
            let e = unsafe { *t.add(i) };
            if e == FREE {
                return None;
            }
            if e != GONE && s[3 * (e as usize - 2) + 1].get() == key {
                return Some(e as usize - 2);
            }
            perturb >>= 5;
            i = (i.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & (n - 1);
        }
    }
}

impl Vm {
    /// A new empty dict.
    pub fn new_dict(&self) -> Word {
        self.new_dict_of(self.shape_of_type(self.types.dict.get()), 0)
    }
    /// A new dict object of the given shape; `extra` bytes follow (instance attributes).
    pub(crate) fn new_dict_of(&self, shape: u32, extra: usize) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(size_of::<DictObj>() + extra, Kind::Dict, shape);
            init_dict(p);
            Word::from_ptr(p)
        }
    }
    /// A dict that never moves (classes, modules).
    pub fn new_dict_old(&self) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc_old(size_of::<DictObj>(), Kind::Dict, self.shape_of_type(self.types.dict.get()));
            init_dict(p);
            Word::from_ptr(p)
        }
    }

    /// Entry number of `key`. Runs `__eq__` of keys that are not str.
    pub fn dict_find(&self, d: &DictObj, key: Word, hash: i64) -> R<Option<usize>> {
        self.dict_find_by(d, key, hash, |a, b| self.eq(a, b))
    }
    /// As [`Vm::dict_find`], asking `eq` of keys with the same hash that are not the same object nor both str.
    #[inline(always)]
    pub(super) fn dict_find_by<E>(
        &self,
        d: &DictObj,
        key: Word,
        hash: i64,
        eq: impl Fn(Word, Word) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        let hash = norm(hash);
        let h62 = hash_word(hash);
        'again: loop {
            let (t, n) = d.table();
            if n == 0 {
                return Ok(None);
            }
            let table_word = d.indices.get();
            let entries_word = d.entries.get();
            let Some(words) = d.words() else {
                return Ok(None);
            };
            let s = words.slots();
            let mut i = hash as usize & (n - 1);
            let mut perturb = hash as u64;
            loop {
                // SAFETY: i < n, and `table_word` on this frame keeps the table in place.
                let e = unsafe { *t.add(i) };
                if e == FREE {
                    std::hint::black_box((&table_word, &entries_word));
                    return Ok(None);
                }
                if e != GONE {
                    let at = e as usize - 2;
                    let k = s[3 * at + 1].get();
                    if k == key {
                        return Ok(Some(at));
                    }
                    if s[3 * at].get() == h62 && !k.is_null() {
                        if let (Some(a), Some(b)) = (k.get::<StrObj>(), key.get::<StrObj>()) {
                            if a.equals(b) {
                                return Ok(Some(at));
                            }
                        } else {
                            let same = eq(k, key)?;
                            if d.indices.get() != table_word
                                || d.entries.get() != entries_word
                                || s[3 * at + 1].get() != k
                            {
                                continue 'again;
                            }
                            if same {
                                return Ok(Some(at));
                            }
                        }
                    }
                }
                perturb >>= 5;
                i = (i.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & (n - 1);
            }
        }
    }

    /// The value of `key` in the dict object `d`, or NULL.
    pub fn dict_lookup(&self, d: &DictObj, key: Word) -> R {
        if d.is_empty() && key.is_kind(Kind::Str) {
            return Ok(Word::NULL);
        }
        let hash = self.hash_for(key, "a dict key")?;
        Ok(match self.dict_find(d, key, hash)? {
            Some(i) => d.entry(i).map_or(Word::NULL, |e| e.1),
            None => Word::NULL,
        })
    }
    /// The value of `key`, or NULL. `d` must be a dict (or of a subclass).
    pub fn dict_get(&self, d: Word, key: Word) -> R {
        match d.get::<DictObj>() {
            Some(d) => self.dict_lookup(d, key),
            None => Err(self.system_error("dict_get: not a dict")),
        }
    }
    /// The value of an interned string key, or NULL. Never fails and never runs Python code.
    #[inline]
    pub fn dict_get_interned(&self, d: &DictObj, key: Word) -> Word {
        let Some(s) = key.get::<StrObj>() else {
            return Word::NULL;
        };
        let hash = s.hash_value(self);
        if let Some(i) = d.find_identical(key, hash) {
            return d.entry(i).map_or(Word::NULL, |e| e.1);
        }
        // An equal string that is not interned, or keys that compare equal to strings.
        match self.dict_find(d, key, hash) {
            Ok(Some(i)) => d.entry(i).map_or(Word::NULL, |e| e.1),
            _ => Word::NULL,
        }
    }
    /// `d[name]` for a text key, or NULL.
    pub fn dict_get_str(&self, d: Word, name: &str) -> Word {
        match d.get::<DictObj>() {
            Some(d) => self.dict_get_interned(d, self.intern(name)),
            None => Word::NULL,
        }
    }
    /// `d[key] = value`.
    pub fn dict_set(&self, d: Word, key: Word, value: Word) -> R<()> {
        let hash = self.hash_for(key, "a dict key")?;
        match d.get::<DictObj>() {
            Some(o) => self.dict_insert(o, key, hash, value),
            None => Err(self.system_error("dict_set: not a dict")),
        }
    }
    /// `d[name] = value` for a text key.
    pub fn dict_set_str(&self, d: Word, name: &str, value: Word) {
        let k = self.intern(name);
        // Str keys cannot fail to hash or compare.
        let _ = self.dict_set(d, k, value);
    }
    pub fn dict_insert(&self, d: &DictObj, key: Word, hash: i64, value: Word) -> R<()> {
        if let Some(i) = self.dict_find(d, key, hash)? {
            d.set_entry_value(i, value);
            return Ok(());
        }
        self.dict_append(d, key, hash, value);
        Ok(())
    }
    /// Adds a key known to be absent.
    pub(crate) fn dict_append(&self, d: &DictObj, key: Word, hash: i64, value: Word) {
        let hash = norm(hash);
        let n = d.filled.get();
        let cap = d.words().map_or(0, |w| w.len.get() / 3);
        if n == cap || (d.gone.get() + d.used.get() + 1) * 4 > d.table().1 * 3 {
            self.dict_resize(d, d.used.get());
        }
        let n = d.filled.get();
        let (t, size) = d.table();
        let mut i = hash as usize & (size - 1);
        let mut perturb = hash as u64;
        // SAFETY: i < size; the table always has free places.
        unsafe {
            while *t.add(i) > GONE {
                perturb >>= 5;
                i = (i.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & (size - 1);
            }
            *t.add(i) = n as u32 + 2;
        }
        if let Some(w) = d.words() {
            let s = w.slots();
            s[3 * n].set_root(hash_word(hash));
            s[3 * n + 1].set(&w.hdr, key);
            s[3 * n + 2].set(&w.hdr, value);
        }
        d.filled.set(n + 1);
        d.used.set(d.used.get() + 1);
        d.version.set(0);
    }
    /// Makes room for more entries and drops deleted ones.
    fn dict_resize(&self, d: &DictObj, want: usize) {
        let cap = (want * 2).max(5);
        let size = (cap * 3 / 2).next_power_of_two().max(8);
        let entries = self.new_words(cap * 3);
        let indices = self.new_raw(size * 4);
        let (Some(new), Some(raw)) = (entries.get::<Words>(), indices.get::<RawObj>()) else {
            return;
        };
        let t = raw.ptr() as *mut u32;
        let mut n = 0;
        for i in 0..d.filled.get() {
            if let Some((k, v)) = d.entry(i) {
                let h = d.hash_at(i);
                let s = new.slots();
                s[3 * n].set_root(hash_word(h));
                s[3 * n + 1].set(&new.hdr, k);
                s[3 * n + 2].set(&new.hdr, v);
                let mut p = h as usize & (size - 1);
                let mut perturb = h as u64;
                // SAFETY: p < size, and the table has free places.
                unsafe {
                    while *t.add(p) != FREE {
                        perturb >>= 5;
                        p = (p.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & (size - 1);
                    }
                    *t.add(p) = n as u32 + 2;
                }
                n += 1;
            }
        }
        d.filled.set(n);
        d.gone.set(0);
        d.version.set(0);
        d.entries.set(&d.hdr, entries);
        d.indices.set(&d.hdr, indices);
    }
    /// Removes entry `i`; its key and value.
    pub fn dict_remove_at(&self, d: &DictObj, i: usize) -> Option<(Word, Word)> {
        let e = d.entry(i)?;
        let hash = d.hash_at(i);
        let (t, size) = d.table();
        let mut p = hash as usize & (size - 1);
        let mut perturb = hash as u64;
        // SAFETY: p < size; entry i is in the table.
        unsafe {
            while *t.add(p) != i as u32 + 2 {
                perturb >>= 5;
                p = (p.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & (size - 1);
            }
            *t.add(p) = GONE;
        }
        if let Some(w) = d.words() {
            let s = w.slots();
            s[3 * i + 1].set_root(Word::NULL);
            s[3 * i + 2].set_root(Word::NULL);
        }
        d.used.set(d.used.get() - 1);
        d.gone.set(d.gone.get() + 1);
        d.version.set(0);
        if d.used.get() == 0 {
            self.dict_clear(d);
        } else if i + 1 == d.filled.get() {
            // Popping from the end must not leave a tail of dead entries.
            let mut n = i;
            while n > 0 && d.entry(n - 1).is_none() {
                n -= 1;
            }
            d.filled.set(n);
        }
        Some(e)
    }
    /// Removes `key`; its value, or NULL if it was absent.
    pub fn dict_remove(&self, d: &DictObj, key: Word) -> R {
        let hash = self.hash_for(key, "a dict key")?;
        Ok(match self.dict_find(d, key, hash)? {
            Some(i) => self.dict_remove_at(d, i).map_or(Word::NULL, |e| e.1),
            None => Word::NULL,
        })
    }
    pub fn dict_clear(&self, d: &DictObj) {
        d.entries.set_root(Word::NULL);
        d.indices.set_root(Word::NULL);
        d.used.set(0);
        d.filled.set(0);
        d.gone.set(0);
        d.version.set(0);
    }
    /// A shallow copy.
    pub fn dict_copy(&self, d: &DictObj) -> Word {
        let new = self.new_dict();
        if let Some(n) = new.get::<DictObj>() {
            self.dict_merge_plain(n, d);
        }
        new
    }
    /// Copies every entry of `from` into the empty or disjoint dict `to`, without comparing keys.
    fn dict_merge_plain(&self, to: &DictObj, from: &DictObj) {
        if to.is_empty() && !from.is_empty() {
            self.dict_resize(to, from.used.get());
        }
        for i in 0..from.bound() {
            if let Some((k, v)) = from.entry(i) {
                self.dict_append(to, k, from.hash_at(i), v);
            }
        }
    }
    /// `to.update(from)` for two dicts.
    pub fn dict_update(&self, to: &DictObj, from: &DictObj) -> R<()> {
        if to.is_empty() {
            self.dict_merge_plain(to, from);
            return Ok(());
        }
        let mut i = 0;
        while i < from.bound() {
            if let Some((k, v)) = from.entry(i) {
                self.dict_insert(to, k, from.hash_at(i), v)?;
            }
            i += 1;
        }
        Ok(())
    }
    /// The version an inline cache may compare with; assigns one if there is none.
    pub fn dict_version(&self, d: &DictObj) -> u32 {
        if d.version.get() == 0 {
            d.version.set(self.next_version() as usize);
        }
        d.version.get() as u32
    }
}

unsafe fn init_dict(p: *mut Header) {
    let d = p as *mut DictObj;
    (&raw mut (*d).used).write(Count::new(0));
    (&raw mut (*d).filled).write(Count::new(0));
    (&raw mut (*d).gone).write(Count::new(0));
    (&raw mut (*d).version).write(Count::new(0));
    (&raw mut (*d).indices).write(Slot::new(Word::NULL));
    (&raw mut (*d).entries).write(Slot::new(Word::NULL));
    // Padding and a possible attribute slot.
    let end = p as usize + (*p).granules as usize * 16;
    let mut q = p as usize + size_of::<DictObj>();
    while q < end {
        *(q as *mut Word) = Word::NULL;
        q += 8;
    }
}
