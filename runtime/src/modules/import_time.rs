//! `-X importtime`: how long each import takes, with and without what it imports in turn.

use crate::Vm;
use std::cell::Cell;
use std::time::{Duration, Instant};

thread_local! {
    /// How many imports are under way, and what those below the current one took so far.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static INNER: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static HEADED: Cell<bool> = const { Cell::new(false) };
}

/// One import under way; nothing if times are not asked for.
pub struct Timer(Option<Running>);
struct Running {
    name: String,
    start: Instant,
    /// What the imports beside this one took.
    beside: Duration,
}
impl Timer {
    /// Before a module is loaded.
    pub fn start(vm: &Vm, name: &str) -> Timer {
        if vm.config.import_time == 0 {
            return Timer(None);
        }
        head(vm);
        DEPTH.set(DEPTH.get() + 1);
        Timer(Some(Running { name: name.into(), start: Instant::now(), beside: INNER.replace(Duration::ZERO) }))
    }
    /// The module is there.
    pub fn stop(mut self, vm: &Vm) {
        let Some(r) = &self.0 else { return };
        let whole = r.start.elapsed();
        let own = whole.saturating_sub(INNER.get());
        let indent = "  ".repeat(DEPTH.get().saturating_sub(1));
        let line = format!("import time: {:9} | {:10} | {indent}{}\n", own.as_micros(), whole.as_micros(), r.name);
        vm.write_stderr(&line);
        self.end(whole);
    }
    fn end(&mut self, whole: Duration) {
        if let Some(r) = self.0.take() {
            DEPTH.set(DEPTH.get() - 1);
            INNER.set(r.beside + whole);
        }
    }
}
impl Drop for Timer {
    /// An import that failed is not listed, but took its time.
    fn drop(&mut self) {
        let whole = self.0.as_ref().map(|r| r.start.elapsed()).unwrap_or_default();
        self.end(whole);
    }
}
fn head(vm: &Vm) {
    if !HEADED.replace(true) {
        vm.write_stderr("import time: self [us] | cumulative | imported package\n");
    }
}
/// An import of a module that is there already, for `-X importtime=2`.
pub fn known(vm: &Vm, name: &str) {
    head(vm);
    let indent = "  ".repeat(DEPTH.get());
    vm.write_stderr(&format!("import time: cached    | cached     | {indent}{name}\n"));
}
