//! Packs the standard library's sources into one compressed archive with an index.

use std::fmt::Write as _;
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
    fs::write(out.join("library.bin"), archive)?;
    fs::write(out.join("library.rs"), index)
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
