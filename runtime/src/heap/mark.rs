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
        } else {
            // The bit spares the search of the table for each word that points at a large object; the end of the collection takes it back.
            let h = &*(p as *const Header);
            if !h.has(GC_PIN)
                && let Some(l) = self.large.get_mut(&p)
            {
                h.set_bit(GC_PIN);
                l.marked = true;
                self.gray.push(p);
            }
        }
    }

    fn is_live(&self, p: usize) -> bool {
        if self.in_nursery(p) {
            // Pinned objects are live for the minor collection just done.
            return true;
        }
        if self.old.contains(p) { self.old.is_marked(p) } else { self.large.get(&p).is_some_and(|l| l.marked) }
    }

    unsafe fn drain_marks(me: *mut Inner, t: &mut Tracer) {
        while let Some(o) = (*me).gray.pop() {
            // SAFETY: gray objects are live.
            unsafe { Inner::trace(me, o, t) };
        }
    }

    /// One full collection.
    pub unsafe fn collect_major(me: *mut Inner, sp: usize, roots: &dyn RootSource) {
        let start = Instant::now();
        (*me).stats.majors += 1;
        (*me).old.clear_marks();
        let mut t = Tracer { heap: me, minor: false, young_seen: false };
        // SAFETY: the stack ranges are readable; objects found are live or not yet swept, and the
        // old space is always fully swept, so they are live.
        unsafe {
            let mut found = vec![];
            roots.stacks(sp, &mut |low, high| {
                let mut p = (low + 7) & !7;
                while p + 8 <= high {
                    let w = (p as *const usize).read_volatile();
                    if (*me).old.contains(w) {
                        found.extend((*me).old.object_at(w));
                    } else if w >= (*me).large_lo && w < (*me).large_hi {
                        if let Some((&s, l)) = (*me).large.range(..=w).next_back()
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
                    (*me).mark(p);
                }
            }
            for p in (*me).pinned.clone() {
                (*me).mark(p);
            }
        }
        roots.roots(&mut t);
        Inner::drain_marks(me, &mut t);
        Inner::old_deaths(me, &mut t);
        for p in (*me).pinned.clone() {
            // SAFETY: a live nursery object.
            unsafe { (*(p as *const Header)).clear_bit(GC_PIN) };
        }
        let mut remset = std::mem::take(&mut (*me).remset);
        remset.retain(|&o| (*me).is_live(o));
        (*me).remset = remset;
        // Reserved addresses of pinned objects hold no object yet: keep them.
        let reserved: Vec<usize> = (*me).identities.values().copied().collect();
        for d in reserved {
            (*me).old.set_mark(d);
        }
        (*me).old.sweep();
        let dead: Vec<usize> = (*me).large.iter().filter(|(_, l)| !l.marked).map(|(&p, _)| p).collect();
        for p in dead {
            if let Some(l) = (*me).large.remove(&p) {
                (*me).large_bytes -= l.size;
                // SAFETY: allocated with this layout, unreachable.
                unsafe { std::alloc::dealloc(p as *mut u8, std::alloc::Layout::from_size_align_unchecked(l.size, 64)) };
            }
        }
        for (&p, l) in (*me).large.iter_mut() {
            l.marked = false;
            // SAFETY: a live large object.
            unsafe { (*(p as *const Header)).clear_bit(GC_PIN) };
        }
        // SAFETY: whoever has a drop function and lives is in one of the two lists.
        (*me).external =
            unsafe { (*me).finals_old.iter().chain(&(*me).finals_young).map(|&p| (*me).external_of(p)).sum() };
        let live = (*me).used();
        (*me).stats.live_after_major = live;
        (*me).old_since_major = 0;
        (*me).threshold = Inner::threshold_for(live);
        (*me).stats.major_ns += start.elapsed().as_nanos() as u64;
    }

    unsafe fn old_deaths(me: *mut Inner, t: &mut Tracer) {
        let weak = std::mem::take(&mut (*me).weak);
        for (target, refs) in weak {
            let refs: Vec<usize> = refs.into_iter().filter(|&r| (*me).is_live(r)).collect();
            if (*me).is_live(target) {
                if !refs.is_empty() {
                    (*me).weak.insert(target, refs);
                }
            } else {
                (*me).cleared.extend(refs);
            }
        }
        let cleared = std::mem::take(&mut (*me).cleared);
        (*me).cleared = cleared.into_iter().filter(|&r| (*me).is_live(r)).collect();
        let mut dead = vec![];
        for p in std::mem::take(&mut (*me).finals_old) {
            if (*me).is_live(p) {
                (*me).finals_old.push(p);
            // SAFETY: not yet swept.
            } else if unsafe { (*me).drop_glue(p).is_none() && !(*(p as *const Header)).has(GC_FINAL) } {
                // Who asked to be told took it back.
                // SAFETY: not yet swept.
            } else if unsafe { (*me).drop_glue(p).is_none() } {
                unsafe {
                    (*me).mark(p);
                    (*(p as *const Header)).clear_bit(GC_FINAL);
                }
                (*me).to_finalize.push(p);
            } else {
                dead.push(p);
            }
        }
        for i in 0..(*me).to_finalize.len() {
            let p = (&(*me).to_finalize)[i];
            // SAFETY: a live object, perhaps one that only the finalizer queue holds.
            unsafe { (*me).mark(p) };
        }
        Inner::drain_marks(me, t);
        for p in dead {
            if (*me).is_live(p) {
                (*me).finals_old.push(p);
                continue;
            }
            // SAFETY: dead, not yet swept.
            unsafe { (*me).drop_dead(p) }
        }
    }
}
