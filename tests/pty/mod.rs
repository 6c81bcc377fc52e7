//! A program at a terminal of its own, typed to and read from by a test.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// A running program and its terminal.
pub struct Session {
    child: Child,
    keys: File,
    printed: Receiver<Vec<u8>>,
    /// All that was printed, as it came.
    raw: Vec<u8>,
    /// How much of the plain text was expected already.
    seen: usize,
}

impl Session {
    /// Starts a program at a new terminal of 80 columns.
    pub fn start(mut command: Command) -> Session {
        let (master, slave) = open();
        let stream = |fd: &OwnedFd| fd.try_clone().expect("a copy of a descriptor");
        command.stdin(stream(&slave)).stdout(stream(&slave)).stderr(stream(&slave));
        // SAFETY: all these calls are safe between fork and exec.
        unsafe {
            command.pre_exec(|| {
                // A shell's background jobs, and what they start, ignore it.
                libc::signal(libc::SIGINT, libc::SIG_DFL);
                // The terminal sends the signals of its keys to the session it belongs to.
                if libc::setsid() == -1 || libc::ioctl(0, libc::TIOCSCTTY, 0) == -1 {
                    return Err(std::io::Error::last_os_error());
                }
                Ok(())
            });
        }
        let child = command.spawn().expect("the interpreter starts");
        drop(command);
        drop(slave);
        let mut output = File::from(stream(&master));
        let (send, printed) = channel();
        std::thread::spawn(move || {
            let mut b = [0; 4096];
            while let Ok(n) = output.read(&mut b) {
                if n == 0 || send.send(b[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Session { child, keys: master.into(), printed, raw: vec![], seen: 0 }
    }
    /// Presses keys.
    pub fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }
    /// Types a line and Enter.
    pub fn enter(&mut self, line: &str) {
        self.type_in(line);
        self.type_in("\r");
    }
    /// Waits until `text` is printed after what was expected last.
    pub fn expect(&mut self, text: &str) {
        let start = Instant::now();
        loop {
            let plain = plain(&self.raw);
            if let Some(i) = plain[self.seen..].find(text) {
                self.seen += i + text.len();
                return;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.printed.recv_timeout(left) {
                Ok(b) => self.raw.extend(b),
                Err(_) => {
                    let _ = self.child.kill();
                    panic!("{text:?} did not come after {:?}\nbut {:?}", &plain[..self.seen], &plain[self.seen..]);
                }
            }
        }
    }
    /// Waits for the program to end; its exit code.
    pub fn end(mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(s) = self.child.try_wait().expect("a child") {
                return s.code();
            }
            if start.elapsed() > PATIENCE {
                let _ = self.child.kill();
                let _ = self.child.wait();
                panic!("no end; last printed {:?}", plain(&self.raw));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn open() -> (OwnedFd, OwnedFd) {
    let (mut master, mut slave) = (-1, -1);
    let size = libc::winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: two places for descriptors, no name, no settings, a size.
    let r = unsafe { libc::openpty(&mut master, &mut slave, std::ptr::null_mut(), std::ptr::null(), &size) };
    assert_eq!(r, 0, "a pseudo-terminal");
    for fd in [master, slave] {
        // SAFETY: a plain call on a descriptor that is ours: no other child may keep the terminal open.
        unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) };
    }
    // SAFETY: just opened, owned by nobody else.
    unsafe { (OwnedFd::from_raw_fd(master), OwnedFd::from_raw_fd(slave)) }
}

/// The text without what moves the cursor or changes colours.
fn plain(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => {
                if chars.next() == Some('[') {
                    for c in chars.by_ref() {
                        if ('@'..='~').contains(&c) {
                            break;
                        }
                    }
                }
            }
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}
