//! A minor collection: everything live in the nursery, except what a stack sees, moves to the
//! old space.

use super::header::*;
use super::space::*;
use std::time::Instant;

impl Inner {
    /// Rebuilds the free pieces of the nursery around the pinned objects (sorted).
    pub fn rebuild_gaps(&mut self) {
        self.gaps.clear();
        let mut pi = 0;
        let mut chunk = self.nbase;
        while chunk < self.nbase + self.touched {
            let end = chunk + CHUNK;
            let usable = chunk < self.nbase + self.young;
            let mut s = chunk;
            while pi < self.pinned.len() && self.pinned[pi] < end {
                let p = self.pinned[pi];
                self.gap(s, p, usable);
                s = p + self.size_of(p);
                pi += 1;
            }
            self.gap(s, end, usable);
            chunk = end;
        }
        self.next_gap = 0;
        // Only what any object fits counts: a request that fits no gap uses them all up.
        let free: usize = self.gaps.iter().map(|(s, e)| e - s).filter(|&n| n >= MAX_SMALL).sum();
        self.overflow = (self.young / 2).saturating_sub(free);
    }
    fn gap(&mut self, s: usize, e: usize, usable: bool) {
        if e > s {
            if self.poison {
                // SAFETY: free nursery memory.
                unsafe { std::slice::from_raw_parts_mut(s as *mut u64, (e - s) / 8).fill(0xDEAD_DEAD_DEAD_DEA2) };
            }
            fill(s, e);
            if usable && e - s >= 64 {
                self.gaps.push((s, e));
            }
        }
    }

    /// Moves the nursery object at `p` (unless pinned); its address from now on.
    #[inline(always)]
    pub unsafe fn evacuate(&mut self, p: usize) -> usize {
        let h = &*(p as *const Header);
        let gc = h.gc.get();
        if gc & GC_FWD != 0 {
            return (*(p as *const u64) & !15) as usize;
        }
        if gc & GC_PIN != 0 {
            return p;
        }
        self.promote(p, gc)
    }

    unsafe fn promote(&mut self, p: usize, gc: u8) -> usize {
        let h = &*(p as *const Header);
        debug_assert!(h.kind != Kind::Filler, "a word points at dead nursery memory {p:x}");
        let size = h.granules as usize * GRANULE;
        let d = if gc & GC_IDENTITY != 0 {
            self.identities.remove(&p).unwrap_or_else(|| self.old.slot(size))
        } else {
            self.old.slot(size)
        };
        self.old_since_major += size;
        self.stats.promoted_bytes += size as u64;
        std::ptr::copy_nonoverlapping(p as *const u64, d as *mut u64, size / 8);
        (*(d as *const Header)).gc.set((gc & !GC_IDENTITY) | GC_UNLOGGED);
        *(p as *mut u64) = d as u64 | GC_FWD as u64;
        self.gray.push(d);
        d
    }

    /// Starts of the objects in `p`'s chunk, kept for the next lookup in the same chunk.
    fn object_in_nursery(&self, w: usize, starts: &mut (usize, Vec<usize>)) -> Option<usize> {
        let chunk = self.nbase + (w - self.nbase) / CHUNK * CHUNK;
        if starts.0 != chunk {
            starts.0 = chunk;
            starts.1.clear();
            let mut p = chunk;
            while p < chunk + CHUNK {
                // SAFETY: chunks parse: live objects, fillers, nothing else.
                let h = unsafe { &*(p as *const Header) };
                if h.kind != Kind::Filler {
                    starts.1.push(p);
                }
                assert!(h.granules != 0, "the nursery does not parse at {p:x}");
                p += h.granules as usize * GRANULE;
            }
        }
        let i = starts.1.partition_point(|&s| s <= w);
        let s = *starts.1.get(i.checked_sub(1)?)?;
        if w < s + self.size_of(s) { Some(s) } else { None }
    }

    fn pin_from_stacks(&mut self, sp: usize, roots: &dyn RootSource) {
        let mut seen = vec![];
        roots.stacks(sp, &mut |low, high| {
            let mut p = (low + 7) & !7;
            while p + 8 <= high {
                // SAFETY: a readable stack range.
                let w = unsafe { (p as *const usize).read_volatile() };
                if w.wrapping_sub(self.nbase) < self.touched {
                    seen.push(w);
                }
                p += 8;
            }
        });
        seen.sort_unstable();
        seen.dedup();
        self.pinned.clear();
        let mut starts = (0, vec![]);
        for w in seen {
            if let Some(s) = self.object_in_nursery(w, &mut starts)
                && self.pinned.last() != Some(&s)
            {
                self.pinned.push(s);
            }
        }
        for &s in &self.pinned {
            // SAFETY: a live nursery object.
            unsafe { (*(s as *const Header)).set_bit(GC_PIN) };
        }
        self.stats.pinned += self.pinned.len() as u64;
    }

    unsafe fn drain(me: *mut Inner, t: &mut Tracer) {
        while let Some(o) = (*me).gray.pop() {
            t.young_seen = false;
            // SAFETY: gray objects are live and old.
            unsafe {
                Inner::trace(me, o, t);
                if t.young_seen {
                    (*(o as *const Header)).clear_bit(GC_UNLOGGED);
                    (*me).remset.push(o);
                }
            }
        }
    }

    /// One minor collection.
    pub unsafe fn collect_minor(me: *mut Inner, sp: usize, roots: &dyn RootSource) {
        let start = Instant::now();
        (*me).stats.minors += 1;
        (*me).pin_from_stacks(sp, roots);
        let mut t = Tracer { heap: me, minor: true, young_seen: false };
        let pinned = std::mem::take(&mut (*me).pinned);
        for &p in &pinned {
            // SAFETY: a live nursery object.
            unsafe { Inner::trace(me, p, &mut t) };
        }
        for o in std::mem::take(&mut (*me).remset) {
            t.young_seen = false;
            // SAFETY: the remembered set holds live old objects.
            unsafe {
                Inner::trace(me, o, &mut t);
                if t.young_seen {
                    (*me).remset.push(o);
                } else {
                    (*(o as *const Header)).set_bit(GC_UNLOGGED);
                }
            }
        }
        roots.roots(&mut t);
        Inner::drain(me, &mut t);
        Inner::young_deaths(me, &mut t);
        for &p in &pinned {
            // SAFETY: a live nursery object.
            unsafe { (*(p as *const Header)).clear_bit(GC_PIN) };
        }
        (*me).pinned = pinned;
        (*me).external_young = 0;
        (*me).want_minor = false;
        (*me).fit();
        (*me).rebuild_gaps();
        let ns = start.elapsed().as_nanos() as u64;
        (*me).stats.minor_ns += ns;
        (*me).stats.max_minor_ns = (*me).stats.max_minor_ns.max(ns);
    }

    /// Where a nursery object is now: `None` if it died.
    fn survivor(&self, p: usize) -> Option<usize> {
        // SAFETY: nursery memory is intact until the gaps are rebuilt.
        unsafe {
            let gc = (*(p as *const Header)).gc.get();
            if gc & GC_FWD != 0 {
                Some((*(p as *const u64) & !15) as usize)
            } else if gc & GC_PIN != 0 {
                Some(p)
            } else {
                None
            }
        }
    }

    unsafe fn young_deaths(me: *mut Inner, t: &mut Tracer) {
        // Weak references first: a finalizer must not bring back what they saw die.
        if !(*me).weak.is_empty() {
            let old = std::mem::take(&mut (*me).weak);
            for (target, refs) in old {
                let alive = if (*me).in_nursery(target) { (*me).survivor(target) } else { Some(target) };
                let refs =
                    refs.into_iter().filter_map(|r| if (*me).in_nursery(r) { (*me).survivor(r) } else { Some(r) });
                match alive {
                    Some(q) => {
                        let refs: Vec<usize> = refs.collect();
                        // A reference object's payload begins with the target's address.
                        for &r in refs.iter().filter(|_| q != target) {
                            // SAFETY: a live native object with a payload of that layout.
                            unsafe { *((r + 16) as *mut usize) = q };
                        }
                        if !refs.is_empty() {
                            (*me).weak.insert(q, refs);
                        }
                    }
                    None => {
                        let refs: Vec<usize> = refs.collect();
                        (*me).cleared.extend(refs);
                    }
                }
            }
        }
        let mut dead = vec![];
        for p in std::mem::take(&mut (*me).finals_young) {
            match (*me).survivor(p) {
                Some(q) if (*me).in_nursery(q) => (*me).finals_young.push(q),
                Some(q) => (*me).finals_old.push(q),
                // SAFETY: a dead nursery object, still intact; who asked to be told may have taken it back.
                None if unsafe { (*me).drop_glue(p).is_none() && !(*(p as *const Header)).has(GC_FINAL) } => {}
                // SAFETY: as above.
                None if unsafe { (*me).drop_glue(p).is_none() } => {
                    // `__del__` will run: the object lives once more.
                    let q = unsafe { (*me).evacuate(p) };
                    (*me).to_finalize.push(q);
                }
                None => dead.push(p),
            }
        }
        Inner::drain(me, t);
        for p in dead {
            match (*me).survivor(p) {
                // Brought back by a finalizer's object.
                Some(q) => (*me).finals_old.push(q),
                // SAFETY: dead, and nothing refers to it.
                None => unsafe { (*me).drop_dead(p) },
            }
        }
        let nursery = ((*me).nbase, NURSERY);
        // Who was promoted has left the table.
        let (identities, old) = (&mut (*me).identities, &mut (*me).old);
        identities.retain(|&p, &mut d| {
            // SAFETY: as in `survivor`.
            let stays = p.wrapping_sub(nursery.0) < nursery.1 && unsafe { (*(p as *const Header)).has(GC_PIN) };
            if !stays {
                // SAFETY: the slot was reserved for `p`, which died without moving there.
                unsafe { old.give_back(d) };
            }
            stays
        });
        for i in 0..(*me).to_finalize.len() {
            // SAFETY: a live old object.
            unsafe { (*((&(*me).to_finalize)[i] as *const Header)).clear_bit(GC_FINAL) };
        }
    }

    /// The kind's drop function, if it has one. Objects without one are registered for `__del__`.
    pub unsafe fn drop_glue(&self, p: usize) -> Option<unsafe fn(*mut Header)> {
        self.kinds[(*(p as *const Header)).kind as usize].drop
    }
}
