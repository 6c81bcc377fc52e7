//! The tables of compiled programs read back as they were written.

use taipan_syntax::{Mode, Options, bytecode, compile};

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
