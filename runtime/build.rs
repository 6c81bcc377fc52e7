//! Packs the standard library's sources into one compressed archive with an index.

use std::fmt::Write as _;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders that programs do not import from.
const LEFT_OUT: &[&str] = &["test", "tests", "idlelib", "turtledemo", "__pycache__", "site-packages", "idle_test"];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(rustpython_pylib::LIB_PATH);
    let mut files = vec![];
    collect(&root, &root, &mut files)?;
    files.sort();
    let mut archive = vec![];
    let mut index = String::from("&[\n");
    for (name, path) in &files {
        let text = fs::read(path)?;
        let packed = lz4_flex::block::compress(&text);
        let _ = writeln!(index, "({name:?}, {}, {}, {}),", archive.len(), packed.len(), text.len());
        archive.extend_from_slice(&packed);
    }
    index.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let library = hash(&[index.as_bytes(), &archive]);
    fs::write(out.join("identity.rs"), format!("({:#x}, {library:#x})", compiler()?))?;
    fs::write(out.join("library.bin"), archive)?;
    fs::write(out.join("library.rs"), index)
}

/// A hash of what decides about bytecode: code kept by another compiler is none of ours.
fn compiler() -> io::Result<u64> {
    const CRATE: &str = "syntax";
    println!("cargo:rerun-if-changed={CRATE}/src");
    println!("cargo:rerun-if-changed={CRATE}/Cargo.toml");
    let mut parts = vec![fs::read(Path::new(CRATE).join("Cargo.toml"))?];
    let mut folders = vec![Path::new(CRATE).join("src")];
    let mut files = vec![];
    while let Some(dir) = folders.pop() {
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    for f in files {
        parts.push(f.to_string_lossy().into_owned().into_bytes());
        parts.push(fs::read(f)?);
    }
    Ok(hash(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}
fn hash(parts: &[&[u8]]) -> u64 {
    let mut h = std::hash::DefaultHasher::new();
    for p in parts {
        h.write_usize(p.len());
        h.write(p);
    }
    h.finish()
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if !LEFT_OUT.contains(&name.as_str()) {
                collect(root, &path, files)?;
            }
        } else if name.ends_with(".py")
            && let Ok(relative) = path.strip_prefix(root)
        {
            files.push((relative.to_string_lossy().replace('\\', "/"), path.clone()));
        }
    }
    Ok(())
}
