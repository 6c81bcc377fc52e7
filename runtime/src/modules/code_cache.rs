//! Compiled files are kept: beside a program's modules in `__pycache__`, the library's in a folder of the user.
//!
//! A kept file begins with a key, the hash of all that its code depends on: the compiler itself, the options, and the source
//! (of the library: the whole library, so that its sources need not be unpacked). What does not agree is as good as absent.
//! A checksum stands before the code, since the interpreter trusts bytecode. Files appear by renaming, so that nobody reads
//! half of one; where nothing can be written, nothing is kept, and nobody is told.

use crate::Vm;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use taipan_syntax::Code;
use taipan_syntax::bytecode::{pack, unpack};

/// Hashes of the compiler's sources and of the packed library.
const IDENTITY: (u64, u64) = include!(concat!(env!("OUT_DIR"), "/identity.rs"));
const MAGIC: &[u8; 8] = b"taipan\r\n";
const HEAD: usize = 24;
/// Folders of other builds are removed when they have not changed for so long.
const KEPT: std::time::Duration = std::time::Duration::from_secs(30 * 24 * 3600);

fn hash(parts: &[&[u8]]) -> u64 {
    // Keys are fixed: the same in every process.
    let mut h = std::hash::DefaultHasher::new();
    for p in parts {
        h.write_usize(p.len());
        h.write(p);
    }
    h.finish()
}

/// Where a file's code is kept, and what it must agree with.
pub struct Place {
    file: PathBuf,
    key: u64,
}
impl Place {
    /// Of a file of the packed library, by its path below the library's root.
    pub fn of_library(vm: &Vm, path: &str) -> Option<Place> {
        let base = match &vm.config.pycache_prefix {
            Some(p) => PathBuf::from(p),
            None => user_folder()?,
        };
        let both = hash(&[&IDENTITY.0.to_le_bytes(), &IDENTITY.1.to_le_bytes()]);
        let name = format!("{}{}.code", path.trim_end_matches(".py").replace('/', "."), suffix(vm));
        let key = hash(&[&options(vm), &both.to_le_bytes(), path.as_bytes()]);
        Some(Place { file: base.join("taipan").join(format!("{both:016x}")).join(name), key })
    }
    /// Of a file that has the text `source`.
    pub fn of_file(vm: &Vm, path: &str, source: &[u8]) -> Option<Place> {
        let path = Path::new(path);
        let folder = match &vm.config.pycache_prefix {
            Some(p) => {
                let full = std::path::absolute(path.parent()?).ok()?;
                Path::new(p).join(full.strip_prefix("/").ok()?)
            }
            None => path.parent()?.join("__pycache__"),
        };
        let name = format!("{}.taipan-314{}.pyc", path.file_stem()?.to_str()?, suffix(vm));
        Some(Place { file: folder.join(name), key: hash(&[&options(vm), source]) })
    }
    /// The code that is kept, if it is the right one.
    pub fn load(&self, filename: &str) -> Option<Code> {
        let bytes = std::fs::read(&self.file).ok()?;
        let (head, code) = bytes.split_at_checked(HEAD)?;
        let agree = head[..8] == *MAGIC && head[8..16] == self.key.to_le_bytes();
        if !agree || head[16..] != hash(&[code]).to_le_bytes() {
            return None;
        }
        unpack(code, filename)
    }
    /// Keeps code, if `sys.dont_write_bytecode` does not forbid it.
    pub fn store(&self, vm: &Vm, code: &Code) {
        let forbidden = vm.dict_get_str(vm.sys_dict.get(), "dont_write_bytecode");
        if forbidden.is_null() || !vm.truth(forbidden).unwrap_or(true) {
            // Without a cache everything works, only later.
            let _ = self.write(&pack(code));
        }
    }
    fn write(&self, code: &[u8]) -> std::io::Result<()> {
        let Some(folder) = self.file.parent() else { return Ok(()) };
        if !folder.is_dir() {
            std::fs::create_dir_all(folder)?;
            tidy(folder);
        }
        let mut bytes = Vec::with_capacity(HEAD + code.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.key.to_le_bytes());
        bytes.extend_from_slice(&hash(&[code]).to_le_bytes());
        bytes.extend_from_slice(code);
        let mut name = self.file.clone().into_os_string();
        name.push(format!(".{}", std::process::id()));
        let done = std::fs::write(&name, bytes).and_then(|()| std::fs::rename(&name, &self.file));
        if done.is_err() {
            let _ = std::fs::remove_file(&name);
        }
        done
    }
}

/// What compiling depends on besides the text.
fn options(vm: &Vm) -> [u8; 10] {
    let mut b = [0; 10];
    b[..8].copy_from_slice(&IDENTITY.0.to_le_bytes());
    b[8] = vm.config.optimize.clamp(0, 2) as u8;
    b[9] = vm.config.no_debug_ranges.into();
    b
}
fn suffix(vm: &Vm) -> String {
    match vm.config.optimize.clamp(0, 2) {
        0 => String::new(),
        n => format!(".opt-{n}"),
    }
}
fn user_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| v.as_encoded_bytes().starts_with(b"/"));
    Some(match set("XDG_CACHE_HOME") {
        Some(p) => p.into(),
        None => Path::new(&set("HOME")?).join(".cache"),
    })
}
/// Takes the library folders of builds that are gone away, when a new one has come.
fn tidy(folder: &Path) {
    let ours = |n: &std::ffi::OsStr| n.len() == 16 && n.as_encoded_bytes().iter().all(u8::is_ascii_hexdigit);
    let (Some(name), Some(above)) = (folder.file_name(), folder.parent()) else { return };
    if !ours(name) || above.file_name().is_none_or(|n| n != "taipan") {
        return;
    }
    for e in std::fs::read_dir(above).into_iter().flatten().flatten() {
        let age = e.metadata().and_then(|m| m.modified()).ok().and_then(|t| t.elapsed().ok());
        if ours(&e.file_name()) && e.path() != folder && age.is_some_and(|a| a > KEPT) {
            let _ = std::fs::remove_dir_all(e.path());
        }
    }
}
