//! Observation: events, tools, instrumented copies of code, trace and profile functions.
//!
//! Nothing here is polled. Code without active events runs its plain instructions; switching an
//! event on makes instrumented copies (`instrument.rs`) and moves the frames that are running to
//! them, so that each reports from its very next event. `fire.rs` reports, `direct.rs` to Python functions; `monitoring.rs` is
//! `sys.monitoring`; `tracing.rs` is settrace and setprofile, which are tools 7 and 6.
//! `watchers.rs` tells others (a JIT) what changed.

mod direct;
pub mod events;
mod fire;
mod instrument;
mod jump;
mod monitoring;
mod tracing;
pub mod watchers;

pub(crate) use direct::event_over;
pub(crate) use fire::{event_done, fire, is_watched_call_ex, on_handled, on_raise, on_stop, on_throw, on_unwind};
pub use instrument::Instrumentation;
pub(crate) use instrument::{code_created, code_destroyed, renew_original, set_original};
pub use monitoring::add_to_sys;
pub use tracing::{NativeTrace, What};

use crate::heap::*;
use events::*;
use std::cell::{Cell, RefCell};

/// What the runtime knows of tools.
pub struct Observe {
    global: [Cell<Set>; TOOLS],
    callbacks: RefCell<Vec<Slot>>,
    names: [Slot; 6],
    exceptions: Cell<bool>,
    restarts: Cell<u64>,
    /// The last jump taken in instrumented code: frame, from, to (units).
    jump: Cell<(usize, usize, usize)>,
    /// The value stack after `f_lineno` was set.
    jump_sp: Cell<Option<*mut Word>>,
    /// The frame whose instrumented RESUME ran last.
    resumed: Cell<usize>,
    /// The instruction word to run in place after an event, or 0.
    pub(crate) again: Cell<u32>,
    /// Each CALL_FUNCTION_EX that reported its call and may not be done: frame and unit.
    call_ex: RefCell<Vec<(usize, usize)>>,
    /// The event whose callback runs.
    event: Cell<Option<usize>>,
    disable: Slot,
    missing: Slot,
    pub watchers: watchers::Watchers,
}
impl Default for Observe {
    fn default() -> Self {
        Observe {
            global: Default::default(),
            callbacks: RefCell::new((0..TOOLS * COUNT).map(|_| Slot::new(Word::NULL)).collect()),
            names: [const { Slot::new(Word::NULL) }; 6],
            exceptions: Cell::new(false),
            restarts: Cell::new(0),
            jump: Cell::new((0, 0, 0)),
            jump_sp: Cell::new(None),
            resumed: Cell::new(0),
            again: Cell::new(0),
            call_ex: RefCell::default(),
            event: Cell::new(None),
            disable: Slot::new(Word::NULL),
            missing: Slot::new(Word::NULL),
            watchers: Default::default(),
        }
    }
}
impl Observe {
    /// Some tool listens to an exception event.
    #[inline(always)]
    pub fn exceptions_active(&self) -> bool {
        self.exceptions.get()
    }
    /// Whether any tool hears of frames left by an exception.
    pub(crate) fn unwind_watched(&self) -> bool {
        self.global.iter().any(|g| g.get() & bit(PY_UNWIND) != 0)
    }
    /// Events switched on for all code, by tool.
    pub fn global_events(&self) -> [Set; TOOLS] {
        std::array::from_fn(|i| self.global[i].get())
    }
    pub(crate) fn set_global(&self, tool: usize, set: Set) {
        self.global[tool].set(set);
        self.call_ex.borrow_mut().clear();
        self.exceptions.set(self.global.iter().any(|g| g.get() & EXCEPTIONS != 0));
    }
    pub(crate) fn restarts(&self) -> u64 {
        self.restarts.get()
    }
    pub(crate) fn callback(&self, tool: usize, event: usize) -> Word {
        self.callbacks.borrow()[tool * COUNT + event].get()
    }
    pub(crate) fn set_callback(&self, tool: usize, event: usize, w: Word) {
        self.callbacks.borrow()[tool * COUNT + event].set_root(w);
    }
    pub(crate) fn disable_word(&self) -> Word {
        self.disable.get()
    }
    pub(crate) fn missing_word(&self) -> Word {
        self.missing.get()
    }
    pub(crate) fn set_jump(&self, fp: *mut Word, from: usize, to: usize) {
        self.jump.set((fp as usize, from, to));
    }
    /// The jump that led to `unit` in this frame, if one did; forgets it.
    pub(crate) fn take_jump(&self, fp: *mut Word, unit: usize) -> Option<usize> {
        let r = self.peek_jump(fp, unit);
        self.jump.set((0, 0, 0));
        r
    }
    pub(crate) fn peek_jump(&self, fp: *mut Word, unit: usize) -> Option<usize> {
        let (f, from, to) = self.jump.get();
        if f == fp as usize && to == unit { Some(from) } else { None }
    }
    pub(crate) fn forget_jump(&self) {
        self.jump.set((0, 0, 0));
    }
    pub(crate) fn set_resumed(&self, fp: *mut Word) {
        self.resumed.set(fp as usize);
    }
    pub(crate) fn take_resumed(&self, fp: *mut Word) -> bool {
        self.resumed.replace(0) == fp as usize
    }
    pub(crate) fn note_call_ex(&self, fp: *mut Word, unit: usize) {
        let mut v = self.call_ex.borrow_mut();
        // Frames above this one are gone.
        while v.last().is_some_and(|c| c.0 >= fp as usize) {
            v.pop();
        }
        v.push((fp as usize, unit));
    }
    /// Whether this CALL_FUNCTION_EX reported its call; forgets it.
    pub(crate) fn take_call_ex(&self, fp: *mut Word, unit: usize) -> bool {
        let mut v = self.call_ex.borrow_mut();
        while v.last().is_some_and(|c| c.0 > fp as usize) {
            v.pop();
        }
        let found = v.last() == Some(&(fp as usize, unit));
        if found {
            v.pop();
        }
        found
    }
    pub(crate) fn event(&self) -> Option<usize> {
        self.event.get()
    }
    pub(crate) fn set_event(&self, e: Option<usize>) -> Option<usize> {
        self.event.replace(e)
    }
    pub(crate) fn take_jump_sp(&self) -> Option<*mut Word> {
        self.jump_sp.take()
    }
    pub(crate) fn trace(&self, t: &mut Tracer) {
        self.callbacks.borrow().iter().for_each(|s| t.slot(s));
        self.names.iter().for_each(|s| t.slot(s));
        t.slot(&self.disable);
        t.slot(&self.missing);
    }
}
