//! The old space: 64 KiB blocks of one object size each; nothing in it moves.

use super::header::Header;
use super::space::{GRANULE, MAX_SMALL, map_aligned};

pub(super) const BLOCK: usize = 64 << 10;
const BLOCK_HEADER: usize = 1024;
/// Address space asked for, and with how little it can do.
const RESERVE: usize = 64 << 30;
const LEAST_RESERVE: usize = 256 << 20;
const CLASSES: usize = 64 + 24;

/// At the start of each block.
#[repr(C)]
pub(super) struct Block {
    pub mark: [u64; BLOCK / GRANULE / 64],
    /// Bytes of each slot.
    pub size: usize,
    /// First byte never handed out.
    pub bump: usize,
    /// Free slots, linked through their second word; a free slot's header is zero.
    pub free: usize,
    pub unswept: bool,
    pub used: usize,
}
const _: () = assert!(size_of::<Block>() <= BLOCK_HEADER);

pub(super) struct OldSpace {
    base: usize,
    reserve: usize,
    next: usize,
    current: [usize; CLASSES],
    partial: Vec<Vec<usize>>,
    empty: Vec<usize>,
    live: usize,
}

/// The size class of `size` bytes: each granule up to 1 KiB, then four steps an octave.
fn class_of(size: usize) -> usize {
    let g = size / GRANULE;
    if g <= 64 {
        return g - 1;
    }
    let top = (usize::BITS - 1 - (g - 1).leading_zeros()) as usize;
    64 + (top - 6) * 4 + (((g - 1) >> (top - 2)) & 3)
}
fn class_size(class: usize) -> usize {
    if class < 64 {
        return (class + 1) * GRANULE;
    }
    let (oct, quarter) = ((class - 64) / 4, (class - 64) % 4);
    ((1 << (oct + 6)) + ((quarter + 1) << (oct + 4))) * GRANULE
}

impl OldSpace {
    pub fn new() -> OldSpace {
        let (base, reserve) = map_aligned(LEAST_RESERVE, RESERVE, BLOCK);
        OldSpace {
            base,
            reserve,
            next: base,
            current: [0; CLASSES],
            partial: (0..CLASSES).map(|_| vec![]).collect(),
            empty: vec![],
            live: 0,
        }
    }
    /// Bytes that objects may take where the kernel gave little address space: a bit less than that, for those that die
    /// late.
    pub fn room(&self) -> usize {
        if self.reserve == RESERVE { usize::MAX } else { self.reserve / 8 * 7 }
    }
    /// Bytes handed out and not yet known to be free.
    pub fn bytes(&self) -> usize {
        self.live
    }
    #[inline(always)]
    pub fn contains(&self, p: usize) -> bool {
        p.wrapping_sub(self.base) < self.next - self.base
    }
    /// A slot for `size` bytes (a multiple of the granule, at most the largest small size).
    pub fn slot(&mut self, size: usize) -> usize {
        debug_assert!(size <= MAX_SMALL && size >= GRANULE);
        let c = class_of(size);
        loop {
            let b = self.current[c];
            if b != 0 {
                // SAFETY: blocks in `current` are initialised.
                let bl = unsafe { &mut *(b as *mut Block) };
                if bl.free != 0 {
                    let p = bl.free;
                    // SAFETY: a free slot holds the next one in its second word.
                    bl.free = unsafe { *((p + 8) as *const usize) };
                    bl.used += 1;
                    self.live += bl.size;
                    return p;
                }
                if bl.bump + bl.size <= b + BLOCK {
                    let p = bl.bump;
                    bl.bump += bl.size;
                    bl.used += 1;
                    self.live += bl.size;
                    return p;
                }
            }
            self.current[c] = self.refill(c);
        }
    }
    /// Frees a slot that no object came to lie in.
    ///
    /// # Safety
    /// `p` came from [`OldSpace::slot`] and nothing refers to it.
    pub unsafe fn give_back(&mut self, p: usize) {
        let b = p & !(BLOCK - 1);
        let bl = &mut *(b as *mut Block);
        let c = class_of(bl.size);
        if bl.free == 0 && bl.bump + bl.size > b + BLOCK && self.current[c] != b {
            // It was full, and so in no list.
            self.partial[c].push(b);
        }
        *(p as *mut u64) = 0;
        *((p + 8) as *mut usize) = bl.free;
        bl.free = p;
        bl.used -= 1;
        self.live -= bl.size;
    }
    fn refill(&mut self, c: usize) -> usize {
        while let Some(b) = self.partial[c].pop() {
            // SAFETY: blocks in `partial` are initialised.
            let bl = unsafe { &mut *(b as *mut Block) };
            if bl.free != 0 || bl.bump + bl.size <= b + BLOCK {
                return b;
            }
        }
        let b = self.empty.pop().unwrap_or_else(|| {
            let b = self.next;
            self.next += BLOCK;
            assert!(self.next < self.base + self.reserve, "the heap's address space is used up");
            b
        });
        // SAFETY: a block of our own, holding nothing.
        unsafe {
            std::ptr::write_bytes(b as *mut u8, 0, BLOCK_HEADER);
            let bl = &mut *(b as *mut Block);
            bl.size = class_size(c);
            bl.bump = b + BLOCK_HEADER;
        }
        b
    }
    /// The object that contains address `p`, if there is a live or not yet swept one.
    pub fn object_at(&self, p: usize) -> Option<usize> {
        let b = p & !(BLOCK - 1);
        // SAFETY: every block below `next` is initialised.
        let bl = unsafe { &*(b as *const Block) };
        if bl.size == 0 || p < b + BLOCK_HEADER || p >= bl.bump {
            return None;
        }
        let s = b + BLOCK_HEADER + (p - b - BLOCK_HEADER) / bl.size * bl.size;
        // SAFETY: a slot below bump.
        if unsafe { *(s as *const u64) } != 0 { Some(s) } else { None }
    }
    fn bit(p: usize) -> (*mut u64, u64) {
        let b = p & !(BLOCK - 1);
        let i = (p - b) / GRANULE;
        // SAFETY: p lies in a block.
        unsafe { ((*(b as *mut Block)).mark.as_mut_ptr().add(i / 64), 1 << (i % 64)) }
    }
    /// Marks `p`; true if it was not marked.
    #[inline(always)]
    pub fn set_mark(&mut self, p: usize) -> bool {
        let (w, m) = Self::bit(p);
        // SAFETY: see `bit`.
        unsafe {
            let fresh = *w & m == 0;
            *w |= m;
            fresh
        }
    }
    pub fn is_marked(&self, p: usize) -> bool {
        let (w, m) = Self::bit(p);
        // SAFETY: see `bit`.
        unsafe { *w & m != 0 }
    }
    pub fn clear_marks(&mut self) {
        let mut b = self.base;
        while b < self.next {
            // SAFETY: an initialised block.
            unsafe { (*(b as *mut Block)).mark.fill(0) };
            b += BLOCK;
        }
    }
    /// Frees every unmarked slot.
    pub fn sweep(&mut self) {
        self.current = [0; CLASSES];
        self.partial.iter_mut().for_each(Vec::clear);
        self.empty.clear();
        self.live = 0;
        let mut b = self.base;
        while b < self.next {
            // SAFETY: an initialised block; dead slots are ours to overwrite.
            unsafe {
                let bl = &mut *(b as *mut Block);
                if bl.size != 0 {
                    bl.free = 0;
                    bl.used = 0;
                    let mut p = b + BLOCK_HEADER;
                    while p < bl.bump {
                        if self.is_marked(p) {
                            bl.used += 1;
                        } else {
                            *(p as *mut u64) = 0;
                            *((p + 8) as *mut usize) = bl.free;
                            bl.free = p;
                        }
                        p += bl.size;
                    }
                    self.live += bl.used * bl.size;
                    if bl.used == 0 {
                        bl.size = 0;
                        bl.free = 0;
                        bl.bump = b + BLOCK_HEADER;
                        // Give the pages back; they read as zero when used again.
                        libc::madvise((b + 4096) as *mut libc::c_void, BLOCK - 4096, libc::MADV_DONTNEED);
                        self.empty.push(b);
                    } else if bl.free != 0 || bl.bump + bl.size <= b + BLOCK {
                        self.partial[class_of(bl.size)].push(b);
                    }
                } else {
                    self.empty.push(b);
                }
            }
            b += BLOCK;
        }
    }
    pub fn each(&self, f: &mut dyn FnMut(usize)) {
        let mut b = self.base;
        while b < self.next {
            // SAFETY: an initialised block.
            unsafe {
                let bl = &*(b as *const Block);
                let mut p = b + BLOCK_HEADER;
                while bl.size != 0 && p < bl.bump {
                    if *(p as *const u64) != 0 && (*(p as *const Header)).kind != super::header::Kind::Filler {
                        f(p);
                    }
                    p += bl.size;
                }
            }
            b += BLOCK;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_cover_every_size() {
        for size in (GRANULE..=MAX_SMALL).step_by(GRANULE) {
            let c = class_of(size);
            assert!(c < CLASSES && class_size(c) >= size, "{size} -> {c} {}", class_size(c));
            assert!(c == 0 || class_size(c - 1) < size, "{size} wastes class {c}");
        }
    }
}
