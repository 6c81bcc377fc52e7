//! Arbitrary bytes through the front end: each text compiles or is refused with an error; nothing else.
//!
//! As a plain program it takes files, or standard input if there are none, and so replays what a fuzzer found.
#![cfg_attr(feature = "libfuzzer", no_main)]

use taipan_syntax::{Mode, Options, compile, decode_source};

/// One input.
fn run(data: &[u8]) {
    let Ok(text) = decode_source(data) else { return };
    for mode in [Mode::Exec, Mode::Single, Mode::Eval] {
        let _ = compile(&text, "<fuzz>", mode, &Options::default());
    }
}

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    use std::io::Read;
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    if files.is_empty() {
        let mut data = vec![];
        std::io::stdin().lock().read_to_end(&mut data)?;
        run(&data);
    }
    for file in files {
        run(&std::fs::read(file)?);
    }
    Ok(())
}
