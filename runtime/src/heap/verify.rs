//! The heap verifier: every word in every live object points at a live object.

use super::space::*;
use super::word::Word;

impl Inner {
    /// Every live object. Right after a full collection.
    pub fn each_live(&self, f: &mut dyn FnMut(Word)) {
        let mut all = self.pinned.clone();
        self.old.each(&mut |p| all.push(p));
        all.extend(self.large.keys());
        for p in all {
            f(Word(p as u64 + 2));
        }
    }

    /// Checks every word of every object whose layout is plain words; how many objects there are.
    pub fn verify(&self) -> Result<usize, String> {
        let mut n = 0;
        let mut bad = None;
        self.each_live(&mut |w| {
            n += 1;
            let p = w.ptr() as usize;
            // SAFETY: a live object.
            let h = unsafe { &*w.ptr() };
            if let Trace::AllWords = self.kinds[h.kind as usize].trace {
                let mut q = p + 8;
                while q < p + self.size_of(p) {
                    // SAFETY: inside the object.
                    let v = unsafe { *(q as *const Word) };
                    if v.is_ptr() && !self.is_object(v.ptr() as usize) {
                        bad = Some(format!("{:?} at {p:x}: word {v:?} at +{} is not an object", h.kind, q - p));
                    }
                    q += 8;
                }
            }
        });
        match bad {
            Some(b) => Err(b),
            None => Ok(n),
        }
    }

    fn is_object(&self, p: usize) -> bool {
        if self.in_nursery(p) {
            return self.pinned.binary_search(&p).is_ok();
        }
        if self.old.contains(p) { self.old.object_at(p) == Some(p) } else { self.large.contains_key(&p) }
    }
}
