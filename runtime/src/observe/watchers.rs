//! Telling others what changed: the public hooks a JIT registers with.

use crate::objects::CodeObj;
use std::cell::RefCell;

/// Which kind of function was set or cleared.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum TraceKind {
    Trace,
    Profile,
}
/// A change of a trace or profile function, reported at the end of the call, when it is in force.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct TraceChange {
    pub kind: TraceKind,
    /// Set, or cleared.
    pub set: bool,
    /// The thread's identity; None for all threads.
    pub thread: Option<u64>,
}
/// What happened to a code object.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum CodeEvent {
    Created,
    Destroyed,
    /// Its active events changed.
    Instrumented,
}
pub type TraceWatcher = std::rc::Rc<dyn Fn(TraceChange)>;
pub type CodeWatcher = std::rc::Rc<dyn Fn(CodeEvent, &CodeObj)>;

/// Registered watchers; ids are indices, free ones are None.
#[derive(Default)]
pub struct Watchers {
    trace: RefCell<Vec<Option<TraceWatcher>>>,
    code: RefCell<Vec<Option<CodeWatcher>>>,
}
fn put<T>(v: &RefCell<Vec<Option<T>>>, x: T) -> usize {
    let mut v = v.borrow_mut();
    match v.iter().position(Option::is_none) {
        Some(i) => {
            v[i] = Some(x);
            i
        }
        None => {
            v.push(Some(x));
            v.len() - 1
        }
    }
}
impl Watchers {
    /// Registers a watcher of trace and profile functions; its id. May be called from a watcher.
    pub fn add_trace(&self, w: TraceWatcher) -> usize {
        put(&self.trace, w)
    }
    /// Forgets the watcher; false if there was none.
    pub fn remove_trace(&self, id: usize) -> bool {
        self.trace.borrow_mut().get_mut(id).and_then(Option::take).is_some()
    }
    pub fn add_code(&self, w: CodeWatcher) -> usize {
        put(&self.code, w)
    }
    pub fn remove_code(&self, id: usize) -> bool {
        self.code.borrow_mut().get_mut(id).and_then(Option::take).is_some()
    }
    pub(crate) fn trace_changed(&self, c: TraceChange) {
        let all: Vec<TraceWatcher> = self.trace.borrow().iter().flatten().cloned().collect();
        all.iter().for_each(|w| w(c));
    }
    pub(crate) fn code_event(&self, e: CodeEvent, c: &CodeObj) {
        let all: Vec<CodeWatcher> = self.code.borrow().iter().flatten().cloned().collect();
        all.iter().for_each(|w| w(e, c));
    }
}
