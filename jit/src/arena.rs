//! Memory for machine code: the same pages twice, once to write and once to run, so that no address is ever both.
//! Blocks are freed one by one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Error;
use std::os::fd::FromRawFd;
use std::ptr::null_mut;
use std::rc::Rc;

/// Blocks begin at multiples of this many bytes.
const ALIGN: usize = 32;

/// The two views of the pages.
struct Views {
    write: *mut u8,
    run: *mut u8,
    size: usize,
    /// No file lies behind them. Only there does the tool perf look for the names of code in the process's own map; but not
    /// every kernel (valgrind's is one) can give a second view of such pages.
    nameless: bool,
}
impl Views {
    fn new(size: usize, nameless: bool) -> Result<Views, Error> {
        let checked = |p: *mut libc::c_void| {
            if p == libc::MAP_FAILED { Err(Error::last_os_error()) } else { Ok(p as *mut u8) }
        };
        let mut v = Views { write: null_mut(), run: null_mut(), size, nameless };
        let (to_write, to_run) = (libc::PROT_READ | libc::PROT_WRITE, libc::PROT_READ | libc::PROT_EXEC);
        let shared = libc::MAP_SHARED | libc::MAP_NORESERVE;
        // SAFETY: new mappings alone, owned by `v`; the file lives on in them.
        unsafe {
            if nameless {
                v.write = checked(libc::mmap(null_mut(), size, to_write, shared | libc::MAP_ANONYMOUS, -1, 0))?;
                // Of shared pages, an old size of 0 asks for another view.
                v.run = checked(libc::mremap(v.write.cast(), 0, size, libc::MREMAP_MAYMOVE))?;
                if libc::mprotect(v.run.cast(), size, to_run) != 0 {
                    return Err(Error::last_os_error());
                }
            } else {
                let fd = libc::memfd_create(c"taipan-code".as_ptr(), libc::MFD_CLOEXEC);
                if fd < 0 {
                    return Err(Error::last_os_error());
                }
                let file = std::fs::File::from_raw_fd(fd);
                file.set_len(size as u64)?;
                v.write = checked(libc::mmap(null_mut(), size, to_write, shared, fd, 0))?;
                v.run = checked(libc::mmap(null_mut(), size, to_run, shared, fd, 0))?;
            }
        }
        Ok(v)
    }
    fn write(&mut self, at: usize, bytes: &[u8]) {
        assert!(at + bytes.len() <= self.size);
        // SAFETY: within the view that is to write, whose owner is borrowed.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.write.add(at), bytes.len()) };
    }
    /// Puts these views in the place of others of the same size.
    fn replace(self, old: &Views) -> bool {
        let move_to = |from: *mut u8, to: *mut u8| {
            let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED;
            // SAFETY: both are whole mappings of this size; nothing refers to the old pages but by address.
            let at = unsafe { libc::mremap(from.cast(), self.size, self.size, flags, to) };
            at == to.cast()
        };
        let done = move_to(self.write, old.write) && move_to(self.run, old.run);
        std::mem::forget(self);
        done
    }
}
impl Drop for Views {
    fn drop(&mut self) {
        // SAFETY: mappings of its own, in which nothing runs any more.
        unsafe {
            for p in [self.write, self.run].into_iter().filter(|p| !p.is_null()) {
                libc::munmap(p.cast(), self.size);
            }
        }
    }
}

struct Maps {
    views: Views,
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
    /// An arena of `size` bytes, rounded up to whole pages; an error's text says what the kernel refused. `for_perf`: so
    /// that the tool perf finds names of the code.
    pub fn new(size: usize, for_perf: bool) -> Result<Arena, String> {
        let size = size.max(1).checked_next_multiple_of(4096).unwrap_or(usize::MAX);
        let views = Views::new(size, for_perf).map_err(|e| format!("no memory for compiled code: {e}"))?;
        Ok(Arena(Rc::new(RefCell::new(Maps { views, free: BTreeMap::from([(0, size)]), used: 0 }))))
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
        m.views.write(offset, code);
        m.used += len;
        drop(m);
        Some(Block { arena: self.clone(), offset, len })
    }
    /// Calls `fork`, which must do what the system call does. The child gets a copy: without it, it would run
    /// whatever the parent compiles next.
    pub fn around_fork(&self, fork: &mut dyn FnMut() -> i32) -> i32 {
        let m = self.0.borrow();
        let size = m.views.size;
        let end = m.free.iter().next_back().filter(|(o, n)| **o + **n == size).map_or(size, |(o, _)| *o);
        let Ok(mut copy) = Views::new(size, m.views.nameless) else {
            // The error number says why.
            return -1;
        };
        // SAFETY: the part of the view that holds code; nobody writes meanwhile.
        copy.write(0, unsafe { std::slice::from_raw_parts(m.views.run, end) });
        let pid = fork();
        if pid == 0 && !copy.replace(&m.views) {
            eprintln!("taipan: no memory for compiled code after fork: {}", Error::last_os_error());
            // SAFETY: does not come back.
            unsafe { libc::_exit(70) };
        }
        pid
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
        unsafe { self.arena.0.borrow().views.run.add(self.offset) }
    }
    /// Bytes that it takes.
    pub fn size(&self) -> usize {
        self.len
    }
    /// Writes a word of the code, before it runs.
    pub fn patch(&self, at: usize, word: u64) {
        let at = self.offset + at;
        self.arena.0.borrow_mut().views.write(at, &word.to_le_bytes());
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
    fn a_forked_child_has_a_copy() {
        for for_perf in [false, true] {
            forks(Arena::new(4096, for_perf).unwrap());
        }
    }
    fn forks(a: Arena) {
        let one = a.put(&[1; 100]).unwrap();
        // SAFETY: plain system calls.
        let pid = a.around_fork(&mut || unsafe { libc::fork() });
        if pid == 0 {
            drop(one);
            let fine = a.put(&[2; 64]).is_some_and(|b| unsafe { *b.address() } == 2);
            // SAFETY: does not come back.
            unsafe { libc::_exit(if fine { 0 } else { 1 }) };
        }
        let mut status = 0;
        // SAFETY: the child just made.
        assert_eq!(unsafe { libc::waitpid(pid, &mut status, 0) }, pid);
        assert_eq!(status, 0);
        // SAFETY: the block's own bytes.
        assert_eq!(unsafe { *one.address() }, 1);
    }

    #[test]
    fn blocks_are_freed_and_joined() {
        let a = Arena::new(4096, false).unwrap();
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
