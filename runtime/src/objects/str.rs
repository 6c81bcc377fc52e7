//! Strings: 1, 2 or 4 bytes a code point, in place. ASCII strings borrow as `&str`.

use super::layout::*;
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::hash::Hasher;

/// Unit kinds in `len_kind`.
pub const ASCII: usize = 0;
pub const UCS2: usize = 1;
pub const UCS4: usize = 2;
pub const LATIN1: usize = 3;
const INTERNED: usize = 4;
const SHARED: usize = 8;
/// What two equal strings may differ in.
const FLAGS: usize = INTERNED | SHARED;
pub(super) const LEN_SHIFT: u32 = 4;
/// A string this long whose end a shorter one is appended to gets a buffer with room for more.
const GROWABLE: usize = 256;
const HEAD: usize = size_of::<StrObj>();

/// A string's code points in their storage form.
#[derive(Copy, Clone, Debug)]
pub enum Units<'a> {
    /// ASCII and Latin-1.
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
}
impl Units<'_> {
    pub fn get(&self, i: usize) -> u32 {
        match self {
            Units::U8(s) => s[i] as u32,
            Units::U16(s) => s[i] as u32,
            Units::U32(s) => s[i],
        }
    }
}

impl StrObj {
    /// Where the length begins in `len_kind`.
    pub const LEN_SHIFT: u32 = LEN_SHIFT;

    /// Length in code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len_kind.get() >> LEN_SHIFT
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    pub fn unit_kind(&self) -> usize {
        self.len_kind.get() & 3
    }
    pub fn is_interned(&self) -> bool {
        self.len_kind.get() & INTERNED != 0
    }
    /// Where the units are.
    #[inline(always)]
    fn start(&self) -> *const u8 {
        if self.len_kind.get() & SHARED == 0 {
            return self.data.as_ptr();
        }
        match self.buffer() {
            // SAFETY: behind the count of bytes in use.
            Some(b) => unsafe { b.ptr().add(8) },
            None => self.data.as_ptr(),
        }
    }
    /// The buffer of a shared string.
    #[inline]
    fn buffer(&self) -> Option<&RawObj> {
        if self.len_kind.get() & SHARED == 0 {
            return None;
        }
        // SAFETY: the first word of a shared string's body is its buffer; the lifetime is that of self.
        unsafe { std::mem::transmute((*(self.data.as_ptr() as *const Word)).get::<RawObj>()) }
    }
    #[inline]
    pub fn units(&self) -> Units<'_> {
        let (p, n) = (self.start(), self.len());
        // SAFETY: `len` units of this kind follow the head, which is 8-byte aligned.
        unsafe {
            match self.unit_kind() {
                UCS2 => Units::U16(std::slice::from_raw_parts(p as *const u16, n)),
                UCS4 => Units::U32(std::slice::from_raw_parts(p as *const u32, n)),
                _ => Units::U8(std::slice::from_raw_parts(p, n)),
            }
        }
    }
    /// The storage bytes.
    pub fn raw(&self) -> &[u8] {
        let width = match self.unit_kind() {
            UCS2 => 2,
            UCS4 => 4,
            _ => 1,
        };
        // SAFETY: as in `units`.
        unsafe { std::slice::from_raw_parts(self.start(), self.len() * width) }
    }
    /// The text, if all ASCII.
    #[inline]
    pub fn ascii(&self) -> Option<&str> {
        if self.unit_kind() == ASCII {
            // SAFETY: every byte is < 128.
            Some(unsafe { std::str::from_utf8_unchecked(self.raw()) })
        } else {
            None
        }
    }
    /// Code point at `i`, which must be in range.
    pub fn at(&self, i: usize) -> u32 {
        self.units().get(i)
    }
    /// Code points, lone surrogates included.
    pub fn chars(&self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + '_ {
        let u = self.units();
        (0..self.len()).map(move |i| u.get(i))
    }
    /// The text with lone surrogates replaced by U+FFFD.
    pub fn to_string_lossy(&self) -> String {
        match self.ascii() {
            Some(s) => s.to_string(),
            None => self.chars().map(|c| char::from_u32(c).unwrap_or('\u{FFFD}')).collect(),
        }
    }
    /// The text, unless there are lone surrogates.
    pub fn to_utf8(&self) -> Option<String> {
        match self.ascii() {
            Some(s) => Some(s.to_string()),
            None => self.chars().map(char::from_u32).collect(),
        }
    }
    pub fn to_code_points(&self) -> Vec<u32> {
        self.chars().collect()
    }
    #[inline]
    pub fn equals(&self, other: &StrObj) -> bool {
        std::ptr::eq(self, other)
            || (self.len_kind.get() & !FLAGS == other.len_kind.get() & !FLAGS && self.raw() == other.raw())
    }
    #[inline]
    pub fn hash_value(&self, vm: &Vm) -> i64 {
        let h = self.hash.get();
        if h != -1 {
            return h;
        }
        let h = hash_bytes(vm, self.raw());
        self.hash.set(h);
        h
    }
}

pub(super) unsafe fn trace_str(h: *mut Header, t: &mut Tracer) {
    let s = h as *mut StrObj;
    if (*s).len_kind.get() & SHARED != 0 {
        t.raw((s as *mut u8).add(HEAD) as *mut u64);
    }
}

/// Hash of a string's or bytes' storage.
pub fn hash_bytes(vm: &Vm, b: &[u8]) -> i64 {
    if b.is_empty() {
        return 0;
    }
    let mut h = std::hash::DefaultHasher::new();
    h.write_u64(vm.hash_key());
    h.write(b);
    let v = h.finish() as i64;
    if v == -1 { -2 } else { v }
}

/// The text of a str word (lone surrogates replaced); for anything else a marker.
pub fn to_string_lossy(w: Word) -> String {
    w.get::<StrObj>().map_or_else(|| "?".to_string(), StrObj::to_string_lossy)
}

/// The narrowest kind that holds every code point up to `max`.
pub(super) fn kind_for(max: u32) -> usize {
    match max {
        0..0x80 => ASCII,
        0x80..0x100 => LATIN1,
        0x100..0x1_0000 => UCS2,
        _ => UCS4,
    }
}

/// Builds a string piece by piece; the pieces live in malloc'ed memory (no words inside).
pub struct StrBuilder {
    small: String,
    /// Once something is not representable in `String` (a lone surrogate).
    wide: Option<Vec<u32>>,
}
impl Default for StrBuilder {
    fn default() -> Self {
        Self::new()
    }
}
impl StrBuilder {
    pub fn new() -> StrBuilder {
        StrBuilder { small: String::new(), wide: None }
    }
    pub fn push_str(&mut self, s: &str) {
        match &mut self.wide {
            None => self.small.push_str(s),
            Some(w) => w.extend(s.chars().map(|c| c as u32)),
        }
    }
    pub fn push(&mut self, c: u32) {
        match (&mut self.wide, char::from_u32(c)) {
            (None, Some(c)) => self.small.push(c),
            (None, None) => {
                let mut w: Vec<u32> = self.small.chars().map(|c| c as u32).collect();
                w.push(c);
                self.wide = Some(w);
            }
            (Some(w), _) => w.push(c),
        }
    }
    pub fn push_obj(&mut self, s: &StrObj) {
        match s.ascii() {
            Some(a) => self.push_str(a),
            None => s.chars().for_each(|c| self.push(c)),
        }
    }
    /// Appends a str word; anything else is ignored.
    pub fn push_word(&mut self, w: Word) {
        if let Some(s) = w.get::<StrObj>() {
            self.push_obj(s)
        }
    }
    pub fn finish(self, vm: &Vm) -> Word {
        match self.wide {
            None => vm.new_str(&self.small),
            Some(w) => vm.new_str_points(&w),
        }
    }
}
impl std::fmt::Write for StrBuilder {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.push_str(s);
        Ok(())
    }
}

const CONSTANT_NAMES: usize = 256;
/// Interned names by the address and length of their text. Those never move and never die.
pub struct ConstantNames([Cell<((usize, usize), Word)>; CONSTANT_NAMES]);
impl Default for ConstantNames {
    fn default() -> Self {
        ConstantNames([const { Cell::new(((0, 0), Word::NULL)) }; CONSTANT_NAMES])
    }
}
impl Vm {
    /// A string of `len` units of `kind`, filled by `fill` (which must not allocate).
    pub(super) fn make_str(&self, len: usize, kind: usize, old: bool, fill: impl FnOnce(*mut u8)) -> Word {
        let width = [1, 2, 4, 1][kind];
        let size = HEAD + len * width;
        let shape = self.shape_of_type(self.types.str.get());
        // SAFETY: the body is written before anything else allocates.
        unsafe {
            let p =
                if old { self.heap.alloc_old(size, Kind::Str, shape) } else { self.heap.alloc(size, Kind::Str, shape) }
                    as *mut StrObj;
            (&raw mut (*p).hash).write(Cell::new(-1));
            (&raw mut (*p).len_kind).write(Cell::new(len << LEN_SHIFT | kind));
            fill((p as *mut u8).add(HEAD));
            Word::from_ptr(p as *const Header)
        }
    }
    fn make_str_from(&self, s: &str, old: bool) -> Word {
        if s.is_ascii() {
            // SAFETY: room for s.len() bytes.
            return self
                .make_str(s.len(), ASCII, old, |p| unsafe { std::ptr::copy_nonoverlapping(s.as_ptr(), p, s.len()) });
        }
        let (mut n, mut max) = (0, 0);
        for c in s.chars() {
            n += 1;
            max = max.max(c as u32);
        }
        self.make_str(n, kind_for(max), old, |p| write_points(p, kind_for(max), s.chars().map(|c| c as u32)))
    }
    /// A new string.
    pub fn new_str(&self, s: &str) -> Word {
        if s.is_empty() {
            return self.empty_str();
        }
        if s.len() == 1 {
            return self.latin1_char(s.as_bytes()[0]);
        }
        self.make_str_from(s, false)
    }
    /// A new string of code points (at most 0x10FFFF each), lone surrogates allowed.
    pub fn new_str_points(&self, s: &[u32]) -> Word {
        if s.is_empty() {
            return self.empty_str();
        }
        let max = s.iter().copied().max().unwrap_or(0);
        if s.len() == 1 && max < 256 {
            return self.latin1_char(max as u8);
        }
        self.make_str(s.len(), kind_for(max), false, |p| write_points(p, kind_for(max), s.iter().copied()))
    }
    /// A new string of bytes that are code points below 256.
    pub fn new_str_latin1(&self, s: &[u8]) -> Word {
        if s.is_empty() {
            return self.empty_str();
        }
        if s.len() == 1 {
            return self.latin1_char(s[0]);
        }
        let kind = if s.is_ascii() { ASCII } else { LATIN1 };
        // SAFETY: room for s.len() bytes.
        self.make_str(s.len(), kind, false, |p| unsafe { std::ptr::copy_nonoverlapping(s.as_ptr(), p, s.len()) })
    }
    /// A one-character string.
    pub fn new_char(&self, c: u32) -> Word {
        if c < 256 { self.latin1_char(c as u8) } else { self.new_str_points(&[c]) }
    }
    /// Code points `[from, to)` of `s`, which must be in range.
    pub fn substring(&self, s: &StrObj, from: usize, to: usize) -> Word {
        if from == 0 && to == s.len() && s.hdr.shape.get() == self.shape_of_type(self.types.str.get()) {
            return s.word();
        }
        match s.units() {
            Units::U8(u) => {
                let u = &u[from..to];
                if u.len() <= 1 {
                    return self.new_str_latin1(u);
                }
                let kind = if s.unit_kind() == ASCII || u.is_ascii() { ASCII } else { LATIN1 };
                let (start, n) = (u.as_ptr(), u.len());
                // SAFETY: `s` is pinned by this frame's reference.
                self.make_str(n, kind, false, |p| unsafe { std::ptr::copy_nonoverlapping(start, p, n) })
            }
            Units::U16(u) => self.new_str_points(&u[from..to].iter().map(|&c| c as u32).collect::<Vec<_>>()),
            Units::U32(u) => self.new_str_points(&u[from..to]),
        }
    }
    /// `a + b`.
    pub fn concat_str(&self, a: &StrObj, b: &StrObj) -> R {
        let n = a.len() + b.len();
        self.check_alloc(n)?;
        let (ka, kb) = (a.unit_kind(), b.unit_kind());
        // Order of widths: ASCII < Latin-1 < UCS2 < UCS4.
        let rank = |k| [0, 2, 3, 1][k];
        let kind = if rank(ka) >= rank(kb) { ka } else { kb };
        if a.len() >= GROWABLE && b.len() <= a.len() / 2 && ka == kb {
            return Ok(self.append_str(a, b));
        }
        Ok(self.make_str(n, kind, false, |p| {
            if matches!(kind, ASCII | LATIN1) {
                // SAFETY: both are byte strings and there is room for both.
                unsafe {
                    std::ptr::copy_nonoverlapping(a.start(), p, a.len());
                    std::ptr::copy_nonoverlapping(b.start(), p.add(a.len()), b.len());
                }
            } else {
                write_points(p, kind, a.chars().chain(b.chars()))
            }
        }))
    }
    /// `a + b` of one kind, in a buffer with room for more: a loop of `s += x` copies each `x` once. The buffer is
    /// `a`'s own if `a` ends where the buffer's use does.
    fn append_str(&self, a: &StrObj, b: &StrObj) -> Word {
        let (head, tail) = (a.raw(), b.raw());
        let used = |r: &RawObj| r.ptr() as *mut usize;
        // SAFETY: the buffer's first word is the count of its bytes in use; whole strings are written before the
        // count says so; the objects are pinned by this frame.
        unsafe {
            let own = a.buffer().filter(|r| *used(r) == head.len() && 8 + head.len() + tail.len() <= r.len);
            let buffer = match own {
                Some(r) => r.word(),
                None => {
                    let room = 8 + (head.len() + tail.len()) * 2;
                    let p = self.heap.alloc(16 + room, Kind::Raw, 0) as *mut RawObj;
                    (&raw mut (*p).len).write(room);
                    std::ptr::copy_nonoverlapping(head.as_ptr(), (*p).ptr().add(8), head.len());
                    Word::from_ptr(p as *const Header)
                }
            };
            let r = buffer.get_unchecked::<RawObj>();
            std::ptr::copy_nonoverlapping(tail.as_ptr(), r.ptr().add(8 + head.len()), tail.len());
            used(r).write(head.len() + tail.len());
            let p = self.heap.alloc(HEAD + 8, Kind::Str, self.shape_of_type(self.types.str.get())) as *mut StrObj;
            (&raw mut (*p).hash).write(Cell::new(-1));
            let len = a.len() + b.len();
            (&raw mut (*p).len_kind).write(Cell::new(len << LEN_SHIFT | SHARED | a.unit_kind()));
            ((p as *mut u8).add(HEAD) as *mut Word).write(buffer);
            Word::from_ptr(p as *const Header)
        }
    }
    /// As [`Vm::intern`], for names in the runtime's own text: found again by where the text lies.
    pub fn intern_constant(&self, s: &'static str) -> Word {
        let place = &self.constant_names.0[(s.as_ptr() as usize >> 3) % CONSTANT_NAMES];
        let (at, w) = place.get();
        if at == (s.as_ptr() as usize, s.len()) {
            return w;
        }
        let w = self.intern(s);
        place.set(((s.as_ptr() as usize, s.len()), w));
        w
    }
    /// The one string equal to `s` that names are made of; it never moves.
    pub fn intern(&self, s: &str) -> Word {
        let hash = if s.is_ascii() { hash_bytes(self, s.as_bytes()) } else { 0 };
        if s.is_ascii() {
            let found = self
                .interned
                .borrow()
                .find(hash as u64, |w| {
                    // SAFETY: the table holds strings.
                    unsafe { w.get_unchecked::<StrObj>() }.ascii() == Some(s)
                })
                .copied();
            if let Some(w) = found {
                return w;
            }
            let w = self.make_str_from(s, true);
            self.add_interned(w, hash as u64);
            return w;
        }
        let w = self.make_str_from(s, true);
        self.intern_word(w)
    }
    fn add_interned(&self, w: Word, hash: u64) {
        if let Some(o) = w.get::<StrObj>() {
            o.hash.set(hash as i64);
            o.len_kind.set(o.len_kind.get() | INTERNED);
        }
        self.interned.borrow_mut().insert_unique(hash, w, |w| {
            // SAFETY: the table holds strings, whose hashes are set.
            unsafe { w.get_unchecked::<StrObj>() }.hash.get() as u64
        });
    }
    /// The interned string equal to the str `w` (which may be an instance of a subclass).
    pub fn intern_word(&self, w: Word) -> Word {
        let Some(o) = w.get::<StrObj>() else { return w };
        if o.is_interned() {
            return w;
        }
        let hash = o.hash_value(self) as u64;
        let found = self
            .interned
            .borrow()
            .find(hash, |x| {
                // SAFETY: the table holds strings.
                unsafe { x.get_unchecked::<StrObj>() }.equals(o)
            })
            .copied();
        if let Some(x) = found {
            return x;
        }
        let (kind, n) = (o.unit_kind(), o.len());
        let copy = self.make_str(n, kind, true, |p| {
            let raw = o.raw();
            // SAFETY: room for as many units of the same kind.
            unsafe { std::ptr::copy_nonoverlapping(raw.as_ptr(), p, raw.len()) }
        });
        self.add_interned(copy, hash);
        copy
    }
}

fn write_points(p: *mut u8, kind: usize, points: impl Iterator<Item = u32>) {
    // SAFETY: the caller made room for as many units of this kind as there are points.
    unsafe {
        match kind {
            UCS2 => points.enumerate().for_each(|(i, c)| (p as *mut u16).add(i).write(c as u16)),
            UCS4 => points.enumerate().for_each(|(i, c)| (p as *mut u32).add(i).write(c)),
            _ => points.enumerate().for_each(|(i, c)| p.add(i).write(c as u8)),
        }
    }
}
