//! Arbitrary bytes through the front end: each text compiles or is refused with an error; nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taipan_syntax::{Mode, Options, compile, decode_source};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = decode_source(data) else { return };
    for mode in [Mode::Exec, Mode::Single, Mode::Eval] {
        let _ = compile(&text, "<fuzz>", mode, &Options::default());
    }
});
