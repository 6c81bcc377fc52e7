//! Strings made of strings: join, repeat, instances of subclasses, padding.

use super::layout::*;
use super::str::{ASCII, LATIN1, UCS2, UCS4, Units, kind_for};
use crate::heap::*;
use crate::{R, Vm};
use std::cell::Cell;
use taipan_text::spec::str::Layout;

/// Order of kinds by what they can hold.
fn rank(kind: usize) -> usize {
    [0, 2, 3, 1][kind]
}
/// The kind that holds both.
fn wider(a: usize, b: usize) -> usize {
    if rank(a) >= rank(b) { a } else { b }
}
/// Writes units at position `at` of storage of `kind`.
///
/// # Safety
/// There must be room, and `kind` must hold every unit.
unsafe fn put(p: *mut u8, kind: usize, at: usize, u: Units) {
    match (kind, u) {
        (ASCII | LATIN1, Units::U8(s)) => std::ptr::copy_nonoverlapping(s.as_ptr(), p.add(at), s.len()),
        (UCS2, Units::U16(s)) => std::ptr::copy_nonoverlapping(s.as_ptr(), (p as *mut u16).add(at), s.len()),
        (UCS4, Units::U32(s)) => std::ptr::copy_nonoverlapping(s.as_ptr(), (p as *mut u32).add(at), s.len()),
        (UCS2, Units::U8(s)) => s.iter().enumerate().for_each(|(i, &c)| (p as *mut u16).add(at + i).write(c as u16)),
        (UCS4, Units::U8(s)) => s.iter().enumerate().for_each(|(i, &c)| (p as *mut u32).add(at + i).write(c as u32)),
        (UCS4, Units::U16(s)) => s.iter().enumerate().for_each(|(i, &c)| (p as *mut u32).add(at + i).write(c as u32)),
        _ => {}
    }
}

impl Vm {
    /// The strings of `parts` (all of kind `Str`) with `sep` between them.
    pub fn join_str(&self, sep: &StrObj, parts: &[Word]) -> R {
        if parts.is_empty() {
            return Ok(self.empty_str());
        }
        let mut kind = if parts.len() > 1 && !sep.is_empty() { sep.unit_kind() } else { ASCII };
        let mut n = sep.len().saturating_mul(parts.len() - 1);
        for w in parts {
            if let Some(s) = w.get::<StrObj>() {
                n = n.saturating_add(s.len());
                kind = wider(kind, s.unit_kind());
            }
        }
        if n == 0 {
            return Ok(self.empty_str());
        }
        self.check_alloc(n.saturating_mul(if kind == UCS4 { 4 } else { 1 + (kind == UCS2) as usize }))?;
        let w = self.make_str(n, kind, false, |p| {
            let mut at = 0;
            let su = sep.units();
            for (i, w) in parts.iter().enumerate() {
                // SAFETY: `n` units of `kind` hold all parts.
                unsafe {
                    if i > 0 && !sep.is_empty() {
                        put(p, kind, at, su);
                        at += sep.len();
                    }
                    if let Some(s) = w.get::<StrObj>() {
                        put(p, kind, at, s.units());
                        at += s.len();
                    }
                }
            }
        });
        Ok(if n == 1 { self.canonical_char(w) } else { w })
    }
    /// The shared one-character string.
    fn canonical_char(&self, w: Word) -> Word {
        match w.get::<StrObj>() {
            Some(s) if s.len() == 1 => self.new_char(s.at(0)),
            _ => w,
        }
    }
    /// `s * n`.
    pub fn repeat_str(&self, s: &StrObj, n: i64) -> R {
        if n <= 0 || s.is_empty() {
            return Ok(self.empty_str());
        }
        if n == 1 {
            return Ok(self.substring(s, 0, s.len()));
        }
        let n = n as usize;
        let total = s.len().checked_mul(n).filter(|&t| t < isize::MAX as usize);
        let Some(total) = total else {
            return Err(self.overflow_error("repeated string is too long"));
        };
        let raw = s.raw();
        let bytes = raw.len().saturating_mul(n);
        if bytes > taipan_text::error::MOST {
            return Err(self.memory_error());
        }
        self.check_alloc(bytes)?;
        Ok(self.make_str(total, s.unit_kind(), false, |p| {
            // SAFETY: room for `bytes` bytes; each step copies what is already there.
            unsafe {
                if raw.len() == 1 {
                    std::ptr::write_bytes(p, raw[0], bytes);
                    return;
                }
                std::ptr::copy_nonoverlapping(raw.as_ptr(), p, raw.len());
                let mut done = raw.len();
                while done < bytes {
                    let k = done.min(bytes - done);
                    std::ptr::copy_nonoverlapping(p, p.add(done), k);
                    done += k;
                }
            }
        }))
    }
    /// A str of a subclass, equal to `s`.
    pub fn str_of(&self, s: &StrObj, shape: u32, attrs: bool) -> Word {
        let size = size_of::<StrObj>() + s.raw().len() + attrs as usize * 16;
        // SAFETY: the body is written before anything else allocates; `s` is pinned by this frame.
        unsafe {
            let p = self.heap.alloc(size, Kind::Str, shape) as *mut StrObj;
            (&raw mut (*p).hash).write(Cell::new(s.hash.get()));
            (&raw mut (*p).len_kind).write(Cell::new(s.len() << super::str::LEN_SHIFT | s.unit_kind()));
            let raw = s.raw();
            std::ptr::copy_nonoverlapping(raw.as_ptr(), (p as *mut u8).add(size_of::<StrObj>()), raw.len());
            self.finish_attrs(p as *mut Header, attrs);
            Word::from_ptr(p as *const Header)
        }
    }
    /// A string cut and padded as `l` says.
    pub fn pad_str(&self, s: &StrObj, l: &Layout) -> R {
        if l.left == 0 && l.right == 0 {
            return Ok(self.substring(s, 0, l.take));
        }
        let n = l.left.saturating_add(l.take).saturating_add(l.right);
        if n > taipan_text::error::MOST {
            return Err(self.memory_error());
        }
        self.check_alloc(n)?;
        let kind = wider(s.unit_kind(), kind_for(l.fill));
        Ok(self.make_str(n, kind, false, |p| {
            let one = [l.fill as u8];
            let two = [l.fill as u16];
            let four = [l.fill];
            let fill = match kind {
                UCS2 => Units::U16(&two),
                UCS4 => Units::U32(&four),
                _ => Units::U8(&one),
            };
            let body = match s.units() {
                Units::U8(u) => Units::U8(&u[..l.take]),
                Units::U16(u) => Units::U16(&u[..l.take]),
                Units::U32(u) => Units::U32(&u[..l.take]),
            };
            // SAFETY: `n` units of `kind` hold the fill and the text.
            unsafe {
                (0..l.left).for_each(|i| put(p, kind, i, fill));
                put(p, kind, l.left, body);
                (0..l.right).for_each(|i| put(p, kind, l.left + l.take + i, fill));
            }
        }))
    }
    /// Code points `start, start + step, …` of `s`, `n` of them.
    pub fn str_stride(&self, s: &StrObj, start: i64, step: i64, n: usize) -> Word {
        if step == 1 || n == 0 {
            return if n == 0 { self.empty_str() } else { self.substring(s, start as usize, start as usize + n) };
        }
        let at = |i: usize| (start + i as i64 * step) as usize;
        match s.units() {
            Units::U8(u) => self.new_str_latin1(&(0..n).map(|i| u[at(i)]).collect::<Vec<_>>()),
            u => self.new_str_points(&(0..n).map(|i| u.get(at(i))).collect::<Vec<_>>()),
        }
    }
}
