//! A major collection: mark from the roots, then sweep the old and the large-object space.
//! Follows a minor collection, so that the nursery holds pinned objects only.

use super::header::*;
use super::space::*;
use std::time::Instant;

impl Inner {
    /// Marks the object at `p`, which a live word points to.
    #[inline(always)]
    pub unsafe fn mark(&mut self, p: usize) {
        if self.in_nursery(p) {
            let h = &*(p as *const Header);
            if !h.has(GC_PIN) {
                h.set_bit(GC_PIN);
                self.gray.push(p);
            }
        } else if self.old.contains(p) {
            if self.old.set_mark(p) {
                self.gray.push(p);
            }
        } else if let Some(l) = self.large.get_mut(&p)
            && !l.marked
        {
            l.marked = true;
            self.gray.push(p);
        }
    }

    fn is_live(&self, p: usize) -> bool {
        if self.in_nursery(p) {
            // Pinned objects are live for the minor collection just done.
            return true;
        }
        if self.old.contains(p) { self.old.is_marked(p) } else { self.large.get(&p).is_some_and(|l| l.marked) }
    }

    fn drain_marks(&mut self, t: &mut Tracer) {
        while let Some(o) = self.gray.pop() {
            // SAFETY: gray objects are live.
            unsafe { self.trace(o, t) };
        }
    }

    /// One full collection.
    pub fn collect_major(&mut self, sp: usize, roots: &dyn RootSource) {
        let start = Instant::now();
        self.stats.majors += 1;
        self.want_major = false;
        self.old.clear_marks();
        let mut t = Tracer { heap: self, minor: false, young_seen: false };
        // SAFETY: the stack ranges are readable; objects found are live or not yet swept, and the
        // old space is always fully swept, so they are live.
        unsafe {
            let mut found = vec![];
            roots.stacks(sp, &mut |low, high| {
                let mut p = (low + 7) & !7;
                while p + 8 <= high {
                    let w = (p as *const usize).read_volatile();
                    if self.old.contains(w) {
                        found.extend(self.old.object_at(w));
                    } else if w >= self.large_lo && w < self.large_hi {
                        if let Some((&s, l)) = self.large.range(..=w).next_back()
                            && w < s + l.size
                        {
                            found.push(s);
                        }
                    }
                    p += 8;
                }
            });
            for p in found {
                if (*(p as *const Header)).kind != Kind::Filler {
                    self.mark(p);
                }
            }
            for p in self.pinned.clone() {
                self.mark(p);
            }
        }
        roots.roots(&mut t);
        self.drain_marks(&mut t);
        self.old_deaths(&mut t);
        for p in self.pinned.clone() {
            // SAFETY: a live nursery object.
            unsafe { (*(p as *const Header)).clear_bit(GC_PIN) };
        }
        let mut remset = std::mem::take(&mut self.remset);
        remset.retain(|&o| self.is_live(o));
        self.remset = remset;
        // Reserved addresses of pinned objects hold no object yet: keep them.
        let reserved: Vec<usize> = self.identities.values().copied().collect();
        for d in reserved {
            self.old.set_mark(d);
        }
        self.old.sweep();
        let dead: Vec<usize> = self.large.iter().filter(|(_, l)| !l.marked).map(|(&p, _)| p).collect();
        for p in dead {
            if let Some(l) = self.large.remove(&p) {
                self.large_bytes -= l.size;
                // SAFETY: allocated with this layout, unreachable.
                unsafe { std::alloc::dealloc(p as *mut u8, std::alloc::Layout::from_size_align_unchecked(l.size, 64)) };
            }
        }
        self.large.values_mut().for_each(|l| l.marked = false);
        let live = self.used();
        self.stats.live_after_major = live;
        self.old_since_major = 0;
        self.threshold = (live / 2).max(24 << 20);
        self.stats.major_ns += start.elapsed().as_nanos() as u64;
    }

    fn old_deaths(&mut self, t: &mut Tracer) {
        let weak = std::mem::take(&mut self.weak);
        for (target, refs) in weak {
            let refs: Vec<usize> = refs.into_iter().filter(|&r| self.is_live(r)).collect();
            if self.is_live(target) {
                if !refs.is_empty() {
                    self.weak.insert(target, refs);
                }
            } else {
                self.cleared.extend(refs);
            }
        }
        let cleared = std::mem::take(&mut self.cleared);
        self.cleared = cleared.into_iter().filter(|&r| self.is_live(r)).collect();
        let mut dead = vec![];
        for p in std::mem::take(&mut self.finals_old) {
            if self.is_live(p) {
                self.finals_old.push(p);
            // SAFETY: not yet swept.
            } else if unsafe { self.drop_glue(p).is_none() } {
                unsafe {
                    self.mark(p);
                    (*(p as *const Header)).clear_bit(GC_FINAL);
                }
                self.to_finalize.push(p);
            } else {
                dead.push(p);
            }
        }
        for i in 0..self.to_finalize.len() {
            let p = self.to_finalize[i];
            // SAFETY: a live object, perhaps one that only the finalizer queue holds.
            unsafe { self.mark(p) };
        }
        self.drain_marks(t);
        for p in dead {
            if self.is_live(p) {
                self.finals_old.push(p);
                continue;
            }
            // SAFETY: dead, not yet swept.
            unsafe {
                if let Some(f) = self.drop_glue(p) {
                    f(p as *mut Header)
                }
            }
        }
    }
}
