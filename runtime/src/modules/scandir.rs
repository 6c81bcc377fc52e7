//! `os.scandir` and `os.DirEntry`.

use super::posix::*;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};

struct Iter {
    entries: RefCell<Vec<(Vec<u8>, u8, u64)>>,
    path: Slot,
    bytes: bool,
}
impl Payload for Iter {
    const INFO: &'static NativeInfo = crate::native_info!(Iter, ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.path);
    }
}
struct Entry {
    name: Slot,
    path: Slot,
    kind: u8,
    inode: u64,
    stat: Slot,
    lstat: Slot,
    _pad: Cell<u8>,
}
impl Payload for Entry {
    const INFO: &'static NativeInfo = crate::native_info!(Entry, ENTRY_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.name);
        t.slot(&self.path);
        t.slot(&self.stat);
        t.slot(&self.lstat);
    }
}
pub fn entry_type(vm: &Vm) -> Word {
    vm.native_type::<Entry>()
}
pub fn scandir(vm: &Vm, a: &[Word]) -> R {
    let (mut v, bytes) = entries(vm, a[0])?;
    v.reverse();
    let path = if a[0].is_null() || a[0].is_none() { vm.new_str(".") } else { a[0] };
    let path = if vm.is_instance(path, &vm.types.int) { vm.empty_str() } else { vm.fspath(path)? };
    Ok(vm.new_native(Iter { entries: RefCell::new(v), path: Slot::new(path), bytes }))
}
fn next(vm: &Vm, w: Word) -> R<Option<Word>> {
    let Some(it) = w.native::<Iter>() else { return Ok(None) };
    let Some((name, kind, inode)) = it.entries.borrow_mut().pop() else { return Ok(None) };
    let (dir, bytes) = (it.path.get(), it.bytes);
    let nw = name_word(vm, &name, bytes);
    let mut full = match dir.get::<BytesObj>() {
        Some(b) => b.as_slice().to_vec(),
        None => vm.fs_encode(dir)?,
    };
    if !full.is_empty() && full.last() != Some(&b'/') {
        full.push(b'/');
    }
    full.extend_from_slice(&name);
    let path = name_word(vm, &full, bytes);
    let null = || Slot::new(Word::NULL);
    Ok(Some(vm.new_native(Entry {
        name: Slot::new(nw),
        path: Slot::new(path),
        kind,
        inode,
        stat: null(),
        lstat: null(),
        _pad: Cell::new(0),
    })))
}
static ITER_SPEC: TypeSpec = TypeSpec {
    name: "posix.ScandirIterator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(next));
    },
    methods: &[
        FnDef::new("close", "($self, /)", close, ""),
        FnDef::new("__enter__", "($self, /)", |_, a| Ok(a[0]), ""),
        FnDef::new("__exit__", "($self, /, *args)", close, ""),
    ],
    ..TypeSpec::DEFAULT
};
fn close(_: &Vm, a: &[Word]) -> R {
    if let Some(i) = a[0].native::<Iter>() {
        i.entries.borrow_mut().clear();
    }
    Ok(Word::NONE)
}
fn follows(vm: &Vm, w: Word) -> R<bool> {
    if w.is_null() { Ok(true) } else { vm.truth(w) }
}
/// Is the entry of this mode? From the directory itself where that is enough.
fn is(vm: &Vm, w: Word, follow: bool, dtype: u8, mode: u32) -> R {
    let Some(e) = w.native::<Entry>() else { return Ok(Word::FALSE) };
    if e.kind != libc::DT_UNKNOWN && (e.kind != libc::DT_LNK || !follow) {
        return Ok(Word::bool(e.kind == dtype));
    }
    match raw_stat(vm, e.path.get(), libc::AT_FDCWD, follow) {
        Ok(s) => Ok(Word::bool(s.st_mode & libc::S_IFMT == mode)),
        Err(x) if vm.exc_matches(x, &vm.exc.FileNotFoundError) => Ok(Word::FALSE),
        Err(x) => Err(x),
    }
}
fn stat(vm: &Vm, a: &[Word]) -> R {
    let follow = follows(vm, a[1])?;
    let Some(e) = a[0].native::<Entry>() else { return Ok(Word::NONE) };
    let slot = if follow { &e.stat } else { &e.lstat };
    if !slot.get().is_null() {
        return Ok(slot.get());
    }
    let s = raw_stat(vm, e.path.get(), libc::AT_FDCWD, follow)?;
    let w = stat_result(vm, &s);
    if let (Some(e), Some(h)) = (a[0].native::<Entry>(), a[0].header()) {
        (if follow { &e.stat } else { &e.lstat }).set(h, w);
    }
    Ok(w)
}
static ENTRY_SPEC: TypeSpec = TypeSpec {
    name: "posix.DirEntry",
    flags: TF_NO_NEW,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let n = w.native::<Entry>().map_or(Word::NONE, |e| e.name.get());
            Ok(vm.new_str(&format!("<DirEntry {}>", vm.repr_text(n)?)))
        }))
    },
    getset: &[
        GetSet::ro(
            "name",
            |_, w| Ok(w.native::<Entry>().map_or(Word::NONE, |e| e.name.get())),
            "the entry's base filename, relative to scandir() \"path\" argument",
        ),
        GetSet::ro(
            "path",
            |_, w| Ok(w.native::<Entry>().map_or(Word::NONE, |e| e.path.get())),
            "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)",
        ),
    ],
    methods: &[
        FnDef::new(
            "is_dir",
            "($self, /, *, follow_symlinks=True)",
            |vm, a| is(vm, a[0], follows(vm, a[1])?, libc::DT_DIR, libc::S_IFDIR),
            "",
        ),
        FnDef::new(
            "is_file",
            "($self, /, *, follow_symlinks=True)",
            |vm, a| is(vm, a[0], follows(vm, a[1])?, libc::DT_REG, libc::S_IFREG),
            "",
        ),
        FnDef::new("is_symlink", "($self, /)", |vm, a| is(vm, a[0], false, libc::DT_LNK, libc::S_IFLNK), ""),
        FnDef::new("is_junction", "($self, /)", |_, _| Ok(Word::FALSE), ""),
        FnDef::new("stat", "($self, /, *, follow_symlinks=True)", stat, ""),
        FnDef::new("inode", "($self, /)", |vm, a| Ok(vm.int_u64(a[0].native::<Entry>().map_or(0, |e| e.inode))), ""),
        FnDef::new(
            "__fspath__",
            "($self, /)",
            |_, a| Ok(a[0].native::<Entry>().map_or(Word::NONE, |e| e.path.get())),
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
