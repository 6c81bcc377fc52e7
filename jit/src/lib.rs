//! The compiler tiers of Taipan: a client of the runtime's public hooks. For now it registers with
//! them and counts what it is told; compiled code comes next.

use std::cell::Cell;
use std::rc::Rc;
use taipan_runtime::Vm;
use taipan_runtime::observe::watchers::{CodeEvent, TraceKind};

/// What the hooks reported.
#[derive(Default, Debug)]
pub struct Reports {
    pub code_created: Cell<u64>,
    pub code_instrumented: Cell<u64>,
    pub trace_changes: Cell<u64>,
    pub profile_changes: Cell<u64>,
}

/// Registers with the code watchers and the trace and profile watchers of `vm`.
pub fn attach(vm: &Vm) -> Rc<Reports> {
    let reports = Rc::new(Reports::default());
    let w = &vm.state.observe.watchers;
    let r = reports.clone();
    w.add_code(Rc::new(move |e, _| match e {
        CodeEvent::Created => r.code_created.set(r.code_created.get() + 1),
        CodeEvent::Instrumented => r.code_instrumented.set(r.code_instrumented.get() + 1),
        CodeEvent::Destroyed => {}
    }));
    let r = reports.clone();
    w.add_trace(Rc::new(move |c| {
        let n = if c.kind == TraceKind::Trace { &r.trace_changes } else { &r.profile_changes };
        n.set(n.get() + 1);
    }));
    reports
}
