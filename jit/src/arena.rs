//! Memory for machine code: one file in memory mapped twice, once to write and once to run, so that no
//! address is ever both. Blocks are freed one by one.

use memmap2::{Mmap, MmapMut, MmapOptions};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::os::fd::FromRawFd;
use std::rc::Rc;

/// Blocks begin at multiples of this many bytes.
const ALIGN: usize = 32;

struct Maps {
    write: MmapMut,
    run: Mmap,
    /// Free blocks: offset and length.
    free: BTreeMap<usize, usize>,
    used: usize,
}

/// The memory; see the module's text.
#[derive(Clone)]
pub struct Arena(Rc<RefCell<Maps>>);

/// Machine code in an arena: its memory is free again when this is dropped.
pub struct Block {
    arena: Arena,
    offset: usize,
    len: usize,
}

impl Arena {
    /// An arena of `size` bytes; an error's text says what the kernel refused.
    pub fn new(size: usize) -> Result<Arena, String> {
        // SAFETY: plain system calls; the descriptor is owned by `file` from here on.
        let file = unsafe {
            let fd = libc::memfd_create(c"taipan-code".as_ptr(), libc::MFD_CLOEXEC);
            if fd < 0 {
                return Err(format!("no memory file for compiled code: {}", std::io::Error::last_os_error()));
            }
            std::fs::File::from_raw_fd(fd)
        };
        let refused = |e: std::io::Error| format!("no memory for compiled code: {e}");
        file.set_len(size as u64).map_err(refused)?;
        // SAFETY: the file is private to this arena, so nothing else changes the mapped bytes.
        let (write, run) = unsafe {
            let o = || {
                let mut o = MmapOptions::new();
                o.len(size);
                o
            };
            (o().map_mut(&file).map_err(refused)?, o().map_exec(&file).map_err(refused)?)
        };
        Ok(Arena(Rc::new(RefCell::new(Maps { write, run, free: BTreeMap::from([(0, size)]), used: 0 }))))
    }
    /// Copies code in; None if the arena is full.
    pub fn put(&self, code: &[u8]) -> Option<Block> {
        let len = code.len().next_multiple_of(ALIGN);
        let mut m = self.0.borrow_mut();
        let (&offset, &room) = m.free.iter().find(|(_, room)| **room >= len)?;
        m.free.remove(&offset);
        if room > len {
            m.free.insert(offset + len, room - len);
        }
        m.write[offset..offset + code.len()].copy_from_slice(code);
        m.used += len;
        drop(m);
        Some(Block { arena: self.clone(), offset, len })
    }
    /// Bytes in use.
    pub fn used(&self) -> usize {
        self.0.borrow().used
    }
}

impl Block {
    /// Where the code runs.
    pub fn address(&self) -> *const u8 {
        // SAFETY: inside the mapping.
        unsafe { self.arena.0.borrow().run.as_ptr().add(self.offset) }
    }
    /// Writes a word of the code, before it runs.
    pub fn patch(&self, at: usize, word: u64) {
        let at = self.offset + at;
        self.arena.0.borrow_mut().write[at..at + 8].copy_from_slice(&word.to_le_bytes());
    }
}
impl Drop for Block {
    fn drop(&mut self) {
        let mut m = self.arena.0.borrow_mut();
        m.used -= self.len;
        let (mut offset, mut len) = (self.offset, self.len);
        if let Some(after) = m.free.remove(&(offset + len)) {
            len += after;
        }
        if let Some((&before, &room)) = m.free.range(..offset).next_back()
            && before + room == offset
        {
            m.free.remove(&before);
            offset = before;
            len += room;
        }
        m.free.insert(offset, len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_freed_and_joined() {
        let a = Arena::new(4096).unwrap();
        let one = a.put(&[1; 100]).unwrap();
        let two = a.put(&[2; 1000]).unwrap();
        let three = a.put(&[3; 100]).unwrap();
        assert_eq!(a.used(), 128 + 1024 + 128);
        drop(two);
        assert!(a.put(&[4; 3000]).is_none());
        drop(one);
        drop(three);
        assert_eq!(a.used(), 0);
        let all = a.put(&[5; 4096]).unwrap();
        // SAFETY: the block's own bytes.
        assert_eq!(unsafe { *all.address() }, 5);
    }
}
