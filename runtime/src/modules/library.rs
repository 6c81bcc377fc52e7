//! The standard library's sources, packed into the program.

/// Where the packed library appears to be: the beginning of its modules' `__file__`.
pub const ROOT: &str = "<taipan library>";

static ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));
/// (path, offset, packed size, size), sorted by path.
static INDEX: &[(&str, usize, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The part of `path` below [`ROOT`]: "" for the root itself.
pub fn relative(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOT)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
}

fn find(path: &str) -> Option<&'static (&'static str, usize, usize, usize)> {
    INDEX.binary_search_by(|e| e.0.cmp(path)).ok().map(|i| &INDEX[i])
}

/// Is there a file of this path (below the root)?
pub fn contains(path: &str) -> bool {
    find(path).is_some()
}

/// The file's text.
pub fn read(path: &str) -> Option<String> {
    let (_, at, packed, size) = *find(path)?;
    let data = lz4_flex::block::decompress(ARCHIVE.get(at..at + packed)?, size).ok()?;
    String::from_utf8(data).ok()
}
