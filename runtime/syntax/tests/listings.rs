//! Listings of compiled programs, side by side with their sources.
//! `TAIPAN_RECORD=1 cargo test -p taipan-syntax --test listings` records them again.

use std::path::Path;

use taipan_syntax::{Mode, Options, bytecode, compile};

#[test]
fn listings_are_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/listings");
    let record = std::env::var_os("TAIPAN_RECORD").is_some();
    for name in ["loops", "handlers", "scopes", "coroutines", "matching"] {
        let source = std::fs::read_to_string(folder.join(format!("{name}.py"))).unwrap_or_default();
        let listing = match compile(&source, "<listing>", Mode::Exec, &Options::default()) {
            Ok(done) => bytecode::listing(&done.code),
            Err(error) => panic!("{name}: {error}"),
        };
        let path = folder.join(format!("{name}.txt"));
        if record {
            std::fs::write(&path, &listing).unwrap_or_else(|e| panic!("{name}: {e}"));
            continue;
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        for (line, (want, got)) in expected.lines().zip(listing.lines()).enumerate() {
            assert_eq!(want, got, "{name}.txt, line {}", line + 1);
        }
        assert_eq!(expected.lines().count(), listing.lines().count(), "{name}.txt: number of lines");
    }
}

#[test]
fn tables_read_back() {
    let source = include_str!("probes/statements.py");
    let code = match compile(source, "<probe>", Mode::Exec, &Options::default()) {
        Ok(done) => done.code,
        Err(error) => panic!("{error}"),
    };
    check(&code);
}

/// The tables cover the stream exactly, and every jump lands on an instruction.
fn check(code: &bytecode::Code) {
    let units: usize = code.locations().map(|(units, _)| units).sum();
    assert_eq!(units, code.units.len(), "{}", code.qualname);
    let starts: Vec<usize> = code.instructions().map(|i| i.start).collect();
    assert_eq!(code.instructions().last().map(|i| i.end()), Some(code.units.len()));
    for instr in code.instructions() {
        if let Some(target) = instr.jump_target() {
            assert!(starts.contains(&target), "{} at {}", code.qualname, instr.at);
        }
    }
    for entry in code.exceptions() {
        assert!(entry.start < entry.end && entry.end as usize <= code.units.len());
        assert!(starts.contains(&(entry.target as usize)));
        assert_eq!(code.exceptions().lookup(entry.start), Some(entry));
    }
    for constant in &code.consts {
        if let bytecode::Const::Code(inner) = constant {
            check(inner);
        }
    }
}
