//! Lines as they come, from what is no terminal.

use super::{Line, Source, say};
use taipan_runtime::Vm;
use taipan_runtime::modules::interactive;
use taipan_runtime::threads::without_lock;

/// Reads descriptor 0 byte by byte, so that the program can read what comes after a statement.
pub struct Plain;

impl Source for Plain {
    fn line(&mut self, vm: &Vm, prompt: &str) -> Line {
        say(prompt);
        let mut bytes = vec![];
        loop {
            match without_lock(vm, byte) {
                Ok(Some(b)) => {
                    bytes.push(b);
                    if b == b'\n' {
                        break;
                    }
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {
                    if interactive::interrupted(vm) {
                        return Line::Interrupted;
                    }
                }
                Ok(None) | Err(_) => break,
            }
        }
        if bytes.is_empty() {
            say("\n");
            return Line::End;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Line::Text(text.replace("\r\n", "\n"))
    }
    fn name(&self) -> &'static str {
        "stdin"
    }
}

fn byte() -> std::io::Result<Option<u8>> {
    use std::io::Read;
    use std::mem::ManuallyDrop;
    use std::os::fd::FromRawFd;
    // SAFETY: only borrowed: it is never dropped, so the descriptor stays open.
    let mut stdin = ManuallyDrop::new(unsafe { std::fs::File::from_raw_fd(0) });
    let mut b = [0];
    Ok((stdin.read(&mut b)? == 1).then_some(b[0]))
}
