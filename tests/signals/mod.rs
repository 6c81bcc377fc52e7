//! What tests do about signals.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// Gives the child the default action for SIGINT: a shell's background jobs, and what they start, ignore it.
pub fn hear_sigint(c: &mut Command) {
    // SAFETY: between fork and exec, one call that is safe there.
    unsafe {
        c.pre_exec(|| {
            libc::signal(libc::SIGINT, libc::SIG_DFL);
            Ok(())
        });
    }
}
