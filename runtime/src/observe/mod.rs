//! Observation: events, tools, instrumented copies of code.

use crate::heap::*;
use crate::interp::dispatch::Next;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::cell::Cell;

/// What the runtime knows of tools.
#[derive(Default)]
pub struct Observe {
    exceptions: Cell<bool>,
}
impl Observe {
    /// Some tool listens to an exception event.
    #[inline(always)]
    pub fn exceptions_active(&self) -> bool {
        self.exceptions.get()
    }
    pub(crate) fn trace(&self, _t: &mut Tracer) {}
}

/// The instrumented copy of a code object.
pub struct Instrumentation {
    stream: Vec<u32>,
}
impl Instrumentation {
    pub fn stream_ptr(&mut self) -> *mut u32 {
        self.stream.as_mut_ptr()
    }
}

/// Where an instrumented place goes on: `again` is an instruction to run in place, or 0.
pub struct Fired {
    pub ip: *const u32,
    pub sp: *mut Word,
    pub again: u32,
}
/// Reports the events of an instrumented place.
pub(crate) unsafe fn fire(
    _vm: &Vm,
    ip: *const u32,
    sp: *mut Word,
    _fp: *mut Word,
    _w: u32,
) -> Fired {
    Fired { ip, sp, again: 0 }
}
pub(crate) unsafe fn set_original(_code: &CodeObj, _at: *const u32, _op: u8) {}
pub(crate) fn on_raise(_vm: &Vm, e: Exc, _reraise: bool) -> Exc {
    e
}
pub(crate) fn on_handled(_vm: &Vm, _e: Exc, _at: usize) -> R<()> {
    Ok(())
}
pub(crate) fn on_unwind(_vm: &Vm, e: Exc) -> Exc {
    e
}
pub(crate) fn on_throw(_vm: &Vm, e: Exc) -> Exc {
    e
}
#[allow(dead_code)]
fn unused() -> Option<Next> {
    None
}
