//! `-X dump=bytecode`: listings of small programs, side by side with their sources.
//!
//! `TAIPAN_RECORD=1 cargo test --profile fast --test listings` records them again.

use std::path::{Path, PathBuf};
use std::time::Duration;
use taipan::diff::child::{self, End};
use taipan::diff::unified;

const LIMIT: Duration = Duration::from_secs(30);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/listings")
}
fn dump(args: &[&str]) -> child::Outcome {
    let command = [env!("CARGO_BIN_EXE_taipan"), "-X", "dump=bytecode"].map(String::from);
    child::run(&command, args, &folder(), LIMIT).expect("the interpreter starts")
}

#[test]
fn listings_are_as_recorded() {
    let mut programs: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("listings").flatten().map(|e| e.path()).collect();
    programs.retain(|p| p.extension().is_some_and(|e| e == "py"));
    programs.sort();
    let mut bad = String::new();
    for program in programs {
        let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let o = dump(&[&name]);
        assert_eq!((o.end, o.err.as_str()), (End::Code(0), ""), "{name}");
        let file = program.with_extension("txt");
        if std::env::var_os("TAIPAN_RECORD").is_some() {
            std::fs::write(&file, &o.out).expect("a listing");
            continue;
        }
        let want = std::fs::read_to_string(&file).unwrap_or_default();
        bad.push_str(&unified::diff(&format!("expected {name}"), "got", &want, &o.out, 40).unwrap_or_default());
    }
    assert!(bad.is_empty(), "\n{bad}");
}

#[test]
fn commands_are_listed_too_and_nothing_runs() {
    let o = dump(&["-c", "print('ran')"]);
    assert!(o.out.starts_with("<module>, line 1 of <string>\n") && o.out.contains("('ran')"), "{}", o.out);
    assert!(!o.out.lines().any(|l| l == "ran"));
    let o = dump(&["-c", "x = ("]);
    assert_eq!((o.end, o.out.as_str()), (End::Code(1), ""));
    assert!(o.err.ends_with("SyntaxError: '(' was never closed\n"), "{}", o.err);
    let o = dump(&["-m", "this"]);
    assert_eq!(o.err, "taipan: -X dump=bytecode lists a file, -c or standard input\n");
    assert_eq!((o.end, o.out.as_str()), (End::Code(2), ""));
}
