//! The heap's spaces, allocation and the interface to a collection.

use super::header::*;
use super::word::Word;
use hashbrown::HashMap;
use std::cell::{Cell, UnsafeCell};
use std::collections::BTreeMap;

/// The nursery is parsed chunk by chunk; no object crosses a chunk.
pub(super) const CHUNK: usize = 32 << 10;
pub(super) const NURSERY: usize = 4 << 20;
/// Larger objects go to the large-object space.
pub(super) const MAX_SMALL: usize = 8 << 10;
pub(super) const GRANULE: usize = 16;
/// The part of the nursery that a small heap uses; see [`Inner::fit`].
const LEAST_YOUNG: usize = 1 << 20;
/// Promoted bytes before a full collection of a small heap.
const LEAST_THRESHOLD: usize = 4 << 20;

/// How the body of a kind is traced.
#[derive(Copy, Clone)]
pub enum Trace {
    /// No words in the body.
    None,
    /// Every 8 bytes after the header is a word (small ints stand in for raw numbers).
    AllWords,
    /// Visits the slots itself.
    Custom(unsafe fn(*mut Header, &mut Tracer)),
}

/// What the heap must know of a kind.
#[derive(Copy, Clone)]
pub struct KindInfo {
    pub trace: Trace,
    /// Runs the Rust payload's drop glue; the object is dead.
    pub drop: Option<unsafe fn(*mut Header)>,
    /// Bytes the object holds outside the heap; only asked of kinds with a drop function.
    pub external: Option<unsafe fn(*mut Header) -> usize>,
}

/// What stands outside the heap: stacks, roots, and who hears of deaths.
pub trait RootSource {
    /// Calls `f(low, high)` for each range of memory that may hold words in any form.
    fn stacks(&self, sp: usize, f: &mut dyn FnMut(usize, usize));
    /// Visits every precise root.
    fn roots(&self, t: &mut Tracer);
    /// Weak references whose target died, and objects with `__del__` to be called. Called at the
    /// end of a collection; must not allocate.
    fn deaths(&self, cleared_weakrefs: &[usize], to_finalize: &[usize]);
    /// The heap passed its byte limit: a safepoint should come soon. Must not allocate.
    fn over_limit(&self) {}
}

/// Figures for `gc.get_stats` and benchmarks.
#[derive(Default, Clone, Copy, Debug)]
pub struct AllocStats {
    pub minors: u64,
    pub majors: u64,
    pub minor_ns: u64,
    pub major_ns: u64,
    pub max_minor_ns: u64,
    pub promoted_bytes: u64,
    pub pinned: u64,
    pub live_after_major: usize,
}

pub(super) struct Large {
    pub size: usize,
    pub marked: bool,
}

/// A visit of words by a collection.
pub struct Tracer {
    pub(super) heap: *mut Inner,
    pub(super) minor: bool,
    /// A visited slot still points into the nursery (the target is pinned).
    pub(super) young_seen: bool,
}

impl Tracer {
    #[inline(always)]
    pub fn slot(&mut self, s: &Slot) {
        let w = s.get();
        if w.is_ptr() {
            // SAFETY: `s` holds a live word; the collector owns the world now.
            unsafe {
                if self.minor {
                    let p = w.ptr() as usize;
                    if (*self.heap).in_nursery(p) {
                        let q = (*self.heap).evacuate(p);
                        s.set_root(Word(q as u64 + 2));
                        self.young_seen |= (*self.heap).in_nursery(q);
                    }
                } else {
                    (*self.heap).mark(w.ptr() as usize);
                }
            }
        }
    }
    /// A word in memory that is not a `Slot`, perhaps unaligned (an inline cache).
    ///
    /// # Safety
    /// `p` must be readable and writable and hold a word.
    pub unsafe fn raw(&mut self, p: *mut u64) {
        let s = Slot::new(Word(p.read_unaligned()));
        self.slot(&s);
        p.write_unaligned(s.get().0);
    }
    /// Reads a slot without keeping its target alive.
    pub fn is_minor(&self) -> bool {
        self.minor
    }
}

pub(super) struct Inner {
    pub nbase: usize,
    /// Bytes of the nursery that are allocated from before a minor collection.
    pub young: usize,
    /// The most that `young` has been: nothing beyond it was ever written.
    pub touched: usize,
    /// Bytes reported as external since the last minor collection.
    pub external_young: usize,
    pub want_minor: bool,
    /// Free pieces of the nursery, between pinned objects.
    pub gaps: Vec<(usize, usize)>,
    pub next_gap: usize,
    /// Bytes that may be allocated in the old space before the next minor collection: deep native stacks can pin nearly all
    /// of the nursery, and collections that free next to nothing would follow one another.
    pub overflow: usize,
    pub pinned: Vec<usize>,
    pub remset: Vec<usize>,
    pub gray: Vec<usize>,
    pub old: super::old::OldSpace,
    pub large: BTreeMap<usize, Large>,
    pub large_lo: usize,
    pub large_hi: usize,
    /// nursery address -> reserved address after promotion (identity was taken).
    pub identities: HashMap<usize, usize>,
    pub finals_young: Vec<usize>,
    pub finals_old: Vec<usize>,
    /// target -> weak reference objects.
    pub weak: HashMap<usize, Vec<usize>>,
    pub to_finalize: Vec<usize>,
    pub cleared: Vec<usize>,
    pub old_since_major: usize,
    pub threshold: usize,
    pub large_bytes: usize,
    pub external: usize,
    pub limit: usize,
    pub stats: AllocStats,
    pub kinds: [KindInfo; 32],
    pub poison: bool,
}

/// A heap of Python objects.
pub struct Heap {
    cur: Cell<usize>,
    lim: Cell<usize>,
    end: Cell<usize>,
    stress: Cell<u32>,
    stress_left: Cell<u32>,
    over_limit: Cell<bool>,
    /// Bytes beyond the limit that are allowed after a MemoryError.
    grace: Cell<usize>,
    enabled: Cell<bool>,
    pub(super) inner: UnsafeCell<Inner>,
    roots: Cell<Option<*const dyn RootSource>>,
}

thread_local! {
    static CURRENT: Cell<*const Heap> = const { Cell::new(std::ptr::null()) };
}

/// Makes `heap` the one whose barriers this thread's stores report to.
pub fn attach(heap: &Heap) {
    CURRENT.with(|c| c.set(heap));
}

/// The write barrier's slow side: an old object now holds a word that may be young.
#[cold]
#[inline(never)]
pub fn log(owner: &Header) {
    owner.clear_bit(GC_UNLOGGED);
    let heap = CURRENT.with(|c| c.get());
    // SAFETY: a thread that runs Python code is attached to its heap.
    unsafe { (*(*heap).inner.get()).remset.push(owner as *const Header as usize) }
}

/// As [`Heap::external`], of the heap this thread is attached to.
#[cold]
pub(super) fn external_of_thread(bytes: isize) {
    let heap = CURRENT.with(|c| c.get());
    if !heap.is_null() {
        // SAFETY: an attached heap outlives the thread's use of it.
        unsafe { (*heap).external(bytes) }
    }
}

/// Address space; None if the kernel refuses.
fn map(size: usize) -> Option<usize> {
    // SAFETY: a fresh private mapping.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            size,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    (p != libc::MAP_FAILED).then_some(p as usize)
}

/// At least `least` and at most `most` bytes of address space, as much as the kernel gives; its beginning, a multiple of
/// `align`, and its size. Without any there is no runtime.
pub(super) fn map_aligned(least: usize, most: usize, align: usize) -> (usize, usize) {
    let mut size = most;
    loop {
        if let Some(p) = map(size + align) {
            return ((p + align - 1) & !(align - 1), size);
        }
        if size == least {
            eprintln!("taipan: the kernel refuses address space for the heap: {}", std::io::Error::last_os_error());
            std::process::exit(1);
        }
        size = (size / 2).max(least);
    }
}

impl Heap {
    /// A new heap; `kinds` says how each [`Kind`] is traced.
    pub fn new(kinds: [KindInfo; 32]) -> Heap {
        let (nbase, _) = map_aligned(NURSERY, NURSERY, CHUNK);
        let old = super::old::OldSpace::new();
        let limit = old.room();
        let mut inner = Inner {
            nbase,
            young: LEAST_YOUNG,
            touched: LEAST_YOUNG,
            external_young: 0,
            want_minor: false,
            gaps: vec![],
            next_gap: 0,
            overflow: 0,
            pinned: vec![],
            remset: vec![],
            gray: vec![],
            old,
            large: BTreeMap::new(),
            large_lo: usize::MAX,
            large_hi: 0,
            identities: HashMap::new(),
            finals_young: vec![],
            finals_old: vec![],
            weak: HashMap::new(),
            to_finalize: vec![],
            cleared: vec![],
            old_since_major: 0,
            threshold: LEAST_THRESHOLD,
            large_bytes: 0,
            external: 0,
            limit,
            stats: AllocStats::default(),
            kinds,
            poison: false,
        };
        inner.rebuild_gaps();
        Heap {
            cur: Cell::new(0),
            lim: Cell::new(0),
            end: Cell::new(0),
            stress: Cell::new(0),
            stress_left: Cell::new(0),
            over_limit: Cell::new(false),
            grace: Cell::new(0),
            enabled: Cell::new(true),
            inner: UnsafeCell::new(inner),
            roots: Cell::new(None),
        }
    }

    /// Says where roots are; before the first collection.
    ///
    /// # Safety
    /// `source` must outlive the heap's use.
    pub unsafe fn set_roots(&self, source: *const dyn RootSource) {
        self.roots.set(Some(source));
    }

    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub(super) fn inner(&self) -> &mut Inner {
        // SAFETY: one thread runs at a time (the lock), and no `Inner` borrow lives across a call
        // that re-enters the heap.
        unsafe { &mut *self.inner.get() }
    }

    /// Memory for an object of `size` bytes. The header is written; the body is not.
    ///
    /// # Safety
    /// The caller initialises the body before the next allocation.
    #[inline(always)]
    pub unsafe fn alloc(&self, size: usize, kind: Kind, shape: u32) -> *mut Header {
        let size = (size + GRANULE - 1) & !(GRANULE - 1);
        let p = self.cur.get();
        let n = p + size;
        let p = if n > self.lim.get() || size > MAX_SMALL {
            self.alloc_slow(size, kind)
        } else {
            self.cur.set(n);
            p
        } as *mut Header;
        let gc = (*p).gc.get();
        // Large objects come with size 0 in their header.
        let granules = if size > MAX_SMALL { 0 } else { (size / GRANULE) as u16 };
        p.write(Header {
            gc: Cell::new(if size > MAX_SMALL { gc } else { 0 }),
            kind,
            granules,
            shape: Cell::new(shape),
        });
        p
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&self, size: usize, kind: Kind) -> usize {
        let stress = self.stress.get();
        if stress != 0 {
            // `lim` stays 0 in stress mode, so that every allocation comes here.
            self.stress_left.set(self.stress_left.get().saturating_sub(1));
            if self.stress_left.get() == 0 {
                self.stress_left.set(stress);
                self.collect(false);
            }
        }
        if self.inner().want_minor {
            self.collect(false);
        }
        if size > MAX_SMALL {
            return self.alloc_large(size, kind);
        }
        loop {
            let cur = self.cur.get();
            if cur != 0 && cur + size <= self.end.get() {
                self.cur.set(cur + size);
                if stress == 0 {
                    // `external` may have closed it to be heard.
                    self.lim.set(self.end.get());
                }
                return cur;
            }
            self.retire();
            let inner = self.inner();
            if inner.next_gap < inner.gaps.len() {
                let (s, e) = inner.gaps[inner.next_gap];
                inner.next_gap += 1;
                self.cur.set(s);
                self.end.set(e);
                self.lim.set(if stress != 0 { 0 } else { e });
            } else if inner.overflow >= size {
                inner.overflow -= size;
                inner.old_since_major += size;
                let p = inner.old.slot(size);
                // Born logged, as in `alloc_old`.
                inner.remset.push(p);
                return p;
            } else {
                self.collect(false);
            }
        }
    }

    /// Closes the gap that allocation is in.
    fn retire(&self) {
        let (cur, end) = (self.cur.get(), self.end.get());
        if end > cur {
            fill(cur, end);
        }
        self.cur.set(0);
        self.lim.set(0);
        self.end.set(0);
    }

    fn alloc_large(&self, size: usize, _kind: Kind) -> usize {
        let inner = self.inner();
        inner.old_since_major += size;
        if inner.old_since_major > inner.threshold {
            self.collect(true);
        }
        let inner = self.inner();
        let layout = std::alloc::Layout::from_size_align(size, 64).expect("object size");
        // SAFETY: size is not zero.
        let p = unsafe { std::alloc::alloc_zeroed(layout) } as usize;
        if p == 0 {
            std::alloc::handle_alloc_error(layout);
        }
        inner.large.insert(p, Large { size, marked: false });
        inner.large_lo = inner.large_lo.min(p);
        inner.large_hi = inner.large_hi.max(p + size);
        inner.large_bytes += size;
        // Born logged: the first minor collection visits what its initialisation stored.
        inner.remset.push(p);
        self.check_limit();
        p
    }

    /// Whether `bytes` more would pass the byte limit (after a full collection if need be).
    pub fn would_exceed(&self, bytes: usize) -> bool {
        if bytes > isize::MAX as usize / 2 {
            return true;
        }
        if bytes < MAX_SMALL {
            return false;
        }
        if self.inner().used().saturating_add(bytes) <= self.inner().limit.min(1 << 40) {
            return false;
        }
        self.collect(true);
        self.inner().used().saturating_add(bytes) > self.inner().floor(0).min(1 << 40)
    }

    fn check_limit(&self) {
        let (used, limit) = (self.inner().used(), self.inner().limit);
        if used <= limit {
            self.grace.set(0);
        } else if used - limit > self.grace.get() && !self.over_limit.replace(true) {
            if let Some(roots) = self.roots.get() {
                // SAFETY: set_roots' contract.
                unsafe { &*roots }.over_limit();
            }
        }
    }
    /// After a full collection: is about as much alive as the limit allows? If so, the program gets a little more for what it
    /// does about the MemoryError, so that the next one comes only when it goes on to grow.
    pub fn still_over_limit(&self) -> bool {
        let (used, limit) = (self.inner().used(), self.inner().limit);
        if used <= self.inner().floor(self.grace.get()) {
            return false;
        }
        self.grace.set((used + limit / 32).saturating_sub(limit).min(limit / 2));
        true
    }

    /// True once after live memory passed the limit; a safepoint turns it into MemoryError.
    pub fn take_over_limit(&self) -> bool {
        self.over_limit.replace(false)
    }
    pub fn is_over_limit(&self) -> bool {
        self.over_limit.get()
    }
    /// Sets the byte limit for everything alive.
    pub fn set_limit(&self, bytes: usize) {
        self.inner().limit = bytes;
    }
    /// Collects at every `every`-th allocation and poisons what moved; 0 switches it off.
    pub fn set_stress(&self, every: u32) {
        self.stress.set(every);
        self.stress_left.set(every);
        self.inner().poison = every != 0;
        self.retire();
    }
    /// Tells the heap of `bytes` held outside it by an object (negative: given back).
    pub fn external(&self, bytes: isize) {
        let inner = self.inner();
        inner.external = inner.external.saturating_add_signed(bytes);
        if bytes > 0 {
            inner.old_since_major += bytes as usize;
            inner.external_young += bytes as usize;
            // The next allocation collects: few small objects may hold much, and the nursery is far from full. What they
            // hold mostly dies young as they do, and a minor collection gives it back.
            if inner.external_young > inner.external_bound() && !inner.want_minor {
                inner.want_minor = true;
                self.lim.set(0);
            }
            self.check_limit();
        }
    }
    /// `gc.disable()`: full collections only on request. Minor ones go on.
    pub fn set_enabled(&self, on: bool) {
        self.enabled.set(on);
    }
    pub fn is_enabled(&self) -> bool {
        self.enabled.get()
    }
    pub fn stats(&self) -> AllocStats {
        self.inner().stats
    }
    /// Bytes in use: old space, large objects, a full nursery, memory reported as external.
    pub fn used(&self) -> usize {
        self.inner().used()
    }

    /// An object that never moves: types, interned strings, whatever native tables point at.
    ///
    /// # Safety
    /// As [`Heap::alloc`].
    pub unsafe fn alloc_old(&self, size: usize, kind: Kind, shape: u32) -> *mut Header {
        let size = (size + GRANULE - 1) & !(GRANULE - 1);
        if size > MAX_SMALL {
            return self.alloc(size, kind, shape);
        }
        let inner = self.inner();
        let p = inner.old.slot(size) as *mut Header;
        inner.old_since_major += size;
        // Logged, so that its first fields are visited by the next minor collection.
        p.write(Header { gc: Cell::new(0), kind, granules: (size / GRANULE) as u16, shape: Cell::new(shape) });
        inner.remset.push(p as usize);
        p
    }

    /// Says that someone must hear of this object's death.
    pub fn register_final(&self, h: &Header) {
        if !h.has(GC_FINAL) {
            h.set_bit(GC_FINAL);
            let p = h as *const Header as usize;
            let inner = self.inner();
            if inner.in_nursery(p) { inner.finals_young.push(p) } else { inner.finals_old.push(p) }
        }
    }

    /// Whether the object at `p` may still move.
    #[inline]
    pub fn is_young(&self, p: usize) -> bool {
        self.inner().in_nursery(p)
    }
    /// Registers a weak reference object for `target`.
    pub fn register_weak(&self, target: &Header, weakref: &Header) {
        target.set_bit(GC_WEAK);
        self.inner().weak.entry(target as *const Header as usize).or_default().push(weakref as *const Header as usize);
    }
    /// The weak reference objects of `target`.
    pub fn weakrefs_of(&self, target: &Header, f: &mut dyn FnMut(Word)) {
        if target.has(GC_WEAK)
            && let Some(v) = self.inner().weak.get(&(target as *const Header as usize))
        {
            for &r in v {
                f(Word(r as u64 + 2));
            }
        }
    }

    /// A number that no other live object has, the same for the object's whole life.
    pub fn identity(&self, w: Word) -> u64 {
        if !w.is_ptr() {
            return w.0;
        }
        let p = w.ptr() as usize;
        let inner = self.inner();
        if !inner.in_nursery(p) {
            return p as u64;
        }
        // SAFETY: `w` is a live object.
        if unsafe { (*(p as *const Header)).has(GC_IDENTITY) }
            && let Some(&d) = inner.identities.get(&p)
        {
            return d as u64;
        }
        // SAFETY: `w` is a live object.
        let h = unsafe { &*(p as *const Header) };
        h.set_bit(GC_IDENTITY);
        let size = h.granules as usize * GRANULE;
        let d = inner.old.slot(size);
        inner.old_since_major += size;
        // Parses as a dead object until the promotion writes it.
        // SAFETY: a fresh slot of at least 16 bytes.
        unsafe {
            (d as *mut Header).write(Header {
                gc: Cell::new(0),
                kind: Kind::Filler,
                granules: h.granules,
                shape: Cell::new(0),
            })
        };
        inner.identities.insert(p, d);
        d as u64
    }

    /// Collects the nursery, and everything if `full` (or if much was promoted since).
    pub fn collect(&self, full: bool) {
        let Some(roots) = self.roots.get() else {
            return;
        };
        self.retire();
        super::stack::with_spilled_registers(&mut |sp| {
            // SAFETY: set_roots' contract.
            let roots = unsafe { &*roots };
            let inner = self.inner();
            let me: *mut Inner = inner;
            // SAFETY: the collector owns the heap now; `me` is the only way to it until it is done.
            let inner = unsafe {
                Inner::collect_minor(me, sp, roots);
                let due = (*me).old_since_major > (*me).threshold;
                if full || (due && self.enabled.get()) {
                    Inner::collect_major(me, sp, roots);
                }
                &mut *me
            };
            let cleared = std::mem::take(&mut inner.cleared);
            let fin = std::mem::take(&mut inner.to_finalize);
            if !cleared.is_empty() || !fin.is_empty() {
                roots.deaths(&cleared, &fin);
            }
        });
        self.check_limit();
    }

    /// Every live object, after a full collection.
    pub fn for_each_object(&self, f: &mut dyn FnMut(Word)) {
        self.collect(true);
        self.inner().each_live(f);
    }

    /// The words an object holds, for `gc.get_referents`.
    pub fn check(&self) -> Result<usize, String> {
        self.collect(true);
        self.inner().verify()
    }
}

/// Makes `[s, e)` of the nursery parse as dead.
#[inline]
pub(super) fn fill(s: usize, e: usize) {
    if e > s {
        // SAFETY: the range is free nursery memory, a multiple of 16 bytes, at most one chunk.
        unsafe {
            (s as *mut Header).write(Header {
                gc: Cell::new(0),
                kind: Kind::Filler,
                granules: ((e - s) / GRANULE) as u16,
                shape: Cell::new(0),
            })
        }
    }
}

impl Inner {
    /// Chooses how much of the nursery is used and how much may be promoted before the next full collection: both in
    /// proportion to what is alive, so that a small program stays small and a large one is not collected over and over.
    pub fn fit(&mut self) {
        self.young = (self.used() / 4).clamp(LEAST_YOUNG, NURSERY) / CHUNK * CHUNK;
        self.touched = self.touched.max(self.young);
    }
    /// Bytes that objects allocated since the last minor collection may hold outside the heap before the next one.
    fn external_bound(&self) -> usize {
        (self.used() / 4).max(LEAST_YOUNG)
    }
    /// The threshold after a full collection that left `live` bytes.
    pub fn threshold_for(live: usize) -> usize {
        (live / 2).max(LEAST_THRESHOLD)
    }
    #[inline(always)]
    pub fn in_nursery(&self, p: usize) -> bool {
        p.wrapping_sub(self.nbase) < NURSERY
    }
    pub fn used(&self) -> usize {
        self.old.bytes() + self.large_bytes + self.external
    }
    /// What may be alive after a full collection at the limit. A program whose garbage only just fits would collect over and
    /// over: a collection that leaves less room than this is taken for one that freed nothing.
    pub fn floor(&self, grace: usize) -> usize {
        (self.limit - self.limit / 64).saturating_add(grace)
    }
    /// Bytes the object at `p` holds outside the heap.
    ///
    /// # Safety
    /// `p` is an object, alive or not yet dropped.
    pub unsafe fn external_of(&self, p: usize) -> usize {
        let h = p as *mut Header;
        self.kinds[(*h).kind as usize].external.map_or(0, |f| f(h))
    }
    /// An object with a drop function died.
    ///
    /// # Safety
    /// As for [`Inner::external_of`].
    pub unsafe fn drop_dead(&mut self, p: usize) {
        let bytes = self.external_of(p);
        self.external = self.external.saturating_sub(bytes);
        self.old_since_major = self.old_since_major.saturating_sub(bytes);
        if let Some(f) = self.drop_glue(p) {
            f(p as *mut Header)
        }
    }
    /// Size in bytes of the object at `p`.
    #[inline(always)]
    pub fn size_of(&self, p: usize) -> usize {
        // SAFETY: p is a live object.
        let g = unsafe { (*(p as *const Header)).granules };
        if g != 0 { g as usize * GRANULE } else { self.large.get(&p).map_or(0, |l| l.size) }
    }
    /// Visits the words of the object at `p`.
    /// `me` is a raw pointer because visiting a slot changes the same `Inner` through the tracer.
    ///
    /// # Safety
    /// `p` is a live object of this heap; no reference to `*me` is alive.
    #[inline]
    pub unsafe fn trace(me: *mut Inner, p: usize, t: &mut Tracer) {
        let h = p as *mut Header;
        match (*me).kinds[(*h).kind as usize].trace {
            Trace::None => {}
            Trace::AllWords => {
                let end = p + (*me).size_of(p);
                let mut q = p + 8;
                while q < end {
                    t.slot(&*(q as *const Slot));
                    q += 8;
                }
                return;
            }
            Trace::Custom(f) => f(h, t),
        }
        if (*h).has(GC_ATTRS) {
            let end = p + (*me).size_of(p);
            t.slot(&*((end - 8) as *const Slot));
        }
    }
}
