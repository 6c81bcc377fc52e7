//! Compiled files that are kept: when, where, and that a stale or broken one does no harm.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use taipan::diff::child;

const LIMIT: Duration = Duration::from_secs(30);

/// A folder of its own for a test, with a module in it.
struct Scene(PathBuf);
impl Scene {
    fn new(name: &str) -> Scene {
        let dir = std::env::temp_dir().join(format!("taipan-cache-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(dir.join("home")).expect("a folder");
        let s = Scene(dir);
        s.module("value = 1\n");
        s
    }
    fn module(&self, text: &str) {
        std::fs::write(self.0.join("mod.py"), text).expect("a module");
    }
    fn kept(&self) -> PathBuf {
        self.0.join("__pycache__/mod.taipan-314.pyc")
    }
    /// What `-c program` prints, output and errors, with more arguments before and variables.
    fn run(&self, args: &[&str], env: &[(&str, &str)], program: &str) -> String {
        let mut c = Command::new(env!("CARGO_BIN_EXE_taipan"));
        c.args(args).args(["-c", program]).current_dir(&self.0).env_clear();
        c.env("HOME", self.0.join("home")).envs([("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1")]).envs(env.iter().copied());
        c.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let o = child::finish(c.spawn().expect("the interpreter starts"), LIMIT).expect("its end");
        o.out + &o.err
    }
    fn value(&self) -> String {
        self.run(&[], &[], "import mod; print(mod.value)")
    }
}
impl Drop for Scene {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for e in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        if e.path().is_dir() { found.extend(files(&e.path())) } else { found.push(e.path()) }
    }
    found.sort();
    found
}

#[test]
fn kept_code_is_used_while_the_source_is_the_same() {
    let s = Scene::new("same");
    assert_eq!(s.value(), "1\n");
    let first = std::fs::read(s.kept()).expect("a kept file");
    assert_eq!(s.value(), "1\n");
    // As long as the old text: neither size nor time may count.
    s.module("value = 2\n");
    assert_eq!(s.value(), "2\n");
    assert_ne!(std::fs::read(s.kept()).expect("a kept file"), first);
    // Only a file that agrees is believed: this one says what no source says.
    std::fs::write(s.kept(), &first).expect("the old file");
    assert_eq!(s.value(), "2\n");
    assert_eq!(files(&s.0.join("__pycache__")), [s.kept()]);
}

#[test]
fn broken_files_do_no_harm() {
    let s = Scene::new("broken");
    s.module("def f(x):\n    return [x, 'text', 1 << 70]\nvalue = f(1)\n");
    let want = "[1, 'text', 1180591620717411303424]\n";
    assert_eq!(s.value(), want);
    let good = std::fs::read(s.kept()).expect("a kept file");
    let mut bad: Vec<Vec<u8>> = [0, 1, 8, 23, 24, good.len() / 2, good.len() - 1].map(|n| good[..n].to_vec()).into();
    for n in [0, 9, 17, 25, 40, good.len() - 2] {
        let mut b = good.clone();
        b[n] ^= 0x55;
        bad.push(b);
    }
    bad.push([&good[..], b"more"].concat());
    for b in bad {
        std::fs::write(s.kept(), &b).expect("a broken file");
        assert_eq!(s.value(), want);
        assert_eq!(std::fs::read(s.kept()).expect("a kept file"), good);
    }
}

#[test]
fn nothing_is_kept_when_that_is_forbidden_or_impossible() {
    let s = Scene::new("forbidden");
    let program = "import mod, json; print(mod.value)";
    assert_eq!(s.run(&["-B"], &[], program), "1\n");
    assert_eq!(s.run(&[], &[("PYTHONDONTWRITEBYTECODE", "1")], program), "1\n");
    assert_eq!(
        s.run(&[], &[], "import sys; sys.dont_write_bytecode = True; import mod, json; print(mod.value)"),
        "1\n"
    );
    assert!(!s.0.join("__pycache__").exists() && files(&s.0.join("home")).is_empty());
    // A file stands where the folders would be.
    std::fs::write(s.0.join("__pycache__"), "").expect("a file");
    std::fs::write(s.0.join("home/.cache"), "").expect("a file");
    assert_eq!(s.run(&[], &[], program), "1\n");
    assert_eq!(s.run(&[], &[("HOME", "")], program), "1\n");
}

#[test]
fn options_have_files_of_their_own() {
    let s = Scene::new("options");
    s.module("assert False, 'checked'\nvalue = __debug__\n");
    let program = "import mod; print(mod.value)";
    assert_eq!(s.run(&["-O"], &[], program), "False\n");
    assert!(s.run(&[], &[], program).ends_with("AssertionError: checked\n"));
    assert_eq!(s.run(&["-OO"], &[], program), "False\n");
    let names: Vec<String> = files(&s.0.join("__pycache__"))
        .iter()
        .map(|p| p.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["mod.taipan-314.opt-1.pyc", "mod.taipan-314.opt-2.pyc", "mod.taipan-314.pyc"]);
    s.module("def f(): 1 + \\\n  1/0\n");
    let fails = "import mod; mod.f()";
    assert!(s.run(&[], &[], fails).contains("~^~"));
    assert!(!s.run(&["-X", "no_debug_ranges"], &[], fails).contains("~^~"));
    assert!(s.run(&[], &[], fails).contains("~^~"));
}

#[test]
fn the_library_is_kept_in_the_users_folder() {
    let s = Scene::new("library");
    let program = "import json, json.decoder; print(json.loads('[1]'), json.decoder.__file__.count('.py'))";
    assert_eq!(s.run(&[], &[], program), "[1] 1\n");
    let kept = files(&s.0.join("home/.cache/taipan"));
    assert!(kept.iter().any(|p| p.ends_with("json.decoder.code")), "{kept:?}");
    for p in &kept {
        // What is broken is written again.
        std::fs::write(p, "nonsense").expect("a broken file");
    }
    assert_eq!(s.run(&[], &[], program), "[1] 1\n");
    assert!(kept.iter().all(|p| std::fs::read(p).is_ok_and(|b| b.len() > 8)));
    let other = s.0.join("elsewhere").to_string_lossy().into_owned();
    assert_eq!(s.run(&[], &[("XDG_CACHE_HOME", &other)], program), "[1] 1\n");
    assert_eq!(files(Path::new(&other)).len(), kept.len());
    let prefix = s.0.join("prefix").to_string_lossy().into_owned();
    assert_eq!(s.run(&["-X", &format!("pycache_prefix={prefix}")], &[], "import mod, json; print(mod.value)"), "1\n");
    let names = files(Path::new(&prefix));
    assert!(
        names.iter().any(|p| p.ends_with("mod.taipan-314.pyc"))
            && names.iter().any(|p| p.ends_with("json.__init__.code"))
    );
    assert!(!s.0.join("__pycache__").exists());
}

#[test]
fn code_knows_where_its_file_is_now() {
    let s = Scene::new("moved");
    s.module("def f():\n    raise ValueError('here')\nvalue = f.__code__.co_filename\n");
    let before = s.value();
    let moved = s.0.with_extension("elsewhere");
    let _ = std::fs::remove_dir_all(&moved);
    std::fs::rename(&s.0, &moved).expect("a move");
    let s = Scene(moved);
    std::fs::create_dir_all(s.0.join("home")).expect("a folder");
    let after = s.value();
    assert!(before != after && after.trim_end() == s.0.join("mod.py").to_string_lossy(), "{before} {after}");
    assert!(s.run(&[], &[], "import mod; mod.f()").contains("    raise ValueError('here')\n"));
}
