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

#[test]
fn packed_code_reads_back_and_nothing_else_does() {
    for source in
        [include_str!("probes/statements.py"), "x = 'a\\udc80', 1 << 70, -5, 2j, 1.5e300, {1, 2} <= {3}, x[1:2], ..."]
    {
        let code = match compile(source, "<probe>", Mode::Exec, &Options::default()) {
            Ok(done) => done.code,
            Err(error) => panic!("{error}"),
        };
        let bytes = bytecode::pack(&code);
        assert_eq!(bytecode::unpack(&bytes, "<probe>").as_ref(), Some(&code));
        for n in (0..bytes.len()).step_by(7) {
            assert_eq!(bytecode::unpack(&bytes[..n], "<probe>"), None);
        }
        // Whatever stands there, reading ends, without a panic or more memory than there are bytes.
        for n in 0..bytes.len() {
            let mut other = bytes.clone();
            other[n] ^= 0xff;
            let _ = bytecode::unpack(&other, "<probe>");
        }
    }
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
