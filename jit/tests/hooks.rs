//! The hooks that tier 1 uses serve any other compiler.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use taipan_runtime::heap::Word;
use taipan_runtime::interp::compiled::{Change, Compiler, NativeCode, step};
use taipan_runtime::interp::dispatch::{Table, go_on};
use taipan_runtime::modules::run;
use taipan_runtime::objects::{CodeObj, to_string_lossy};
use taipan_runtime::observe::watchers::{CodeEvent, TraceKind};
use taipan_runtime::{Config, Vm};

static ENTERED: AtomicU64 = AtomicU64::new(0);

/// A compiler whose code counts, and leaves all work to the interpreter.
#[derive(Default)]
struct Counting {
    asked: Cell<u32>,
    changes: RefCell<Vec<String>>,
}
/// Runs the first instruction, then goes on in the interpreter.
unsafe extern "sysv64" fn counted(
    _: *const u32,
    sp: *mut Word,
    _: u64,
    vm: &Vm,
    fp: *mut Word,
    t: *const Table,
) -> u64 {
    ENTERED.fetch_add(1, Relaxed);
    // SAFETY: the frame is at the code's start, the one place of this code.
    unsafe {
        let code = taipan_runtime::interp::frame::code_of(fp);
        let n = step(vm, code.stream().add(1), sp, fp);
        go_on(n.ip, n.sp, 0, vm, vm.state.cur.fp.get(), t)
    }
}
impl Compiler for Counting {
    unsafe fn hot(&self, vm: &Vm, code: &CodeObj, _: *mut Word) {
        self.asked.set(self.asked.get() + 1);
        if to_string_lossy(code.data.qualname.get()) != "f" {
            return;
        }
        vm.install(code, NativeCode { entry: counted, places: vec![0], keep: vec![], memory: Box::new(()) });
    }
    fn changed(&self, _: &Vm, code: &CodeObj, change: Change) {
        let name = to_string_lossy(code.data.qualname.get());
        self.changes.borrow_mut().push(format!("{name}: {change:?}"));
    }
}

#[test]
fn another_compiler_is_told_of_hot_code_and_of_tools() {
    let vm = Vm::new(Config::default());
    let toy = Rc::new(Counting::default());
    vm.set_hot_threshold(10);
    vm.set_compiler(toy.clone());
    let (watched, traced) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let w = watched.clone();
    vm.state.observe.watchers.add_code(Rc::new(move |e, c: &CodeObj| {
        if e == CodeEvent::Instrumented && c.is_compiled() {
            w.set(w.get() + 1);
        }
    }));
    let t = traced.clone();
    vm.state.observe.watchers.add_trace(Rc::new(move |c| {
        if c.kind == TraceKind::Trace {
            t.set(t.get() + 1);
        }
    }));
    let source = "
import sys
def f(x):
    return x + 1
for i in range(100):
    assert f(i) == i + 1
lines = []
def trace(frame, event, arg):
    if frame.f_code is f.__code__:
        lines.append((event, frame.f_lineno))
    return trace
sys.settrace(trace)
assert f(1) == 2
sys.settrace(None)
assert lines == [('call', 3), ('line', 4), ('return', 4)], lines
for i in range(50):
    assert f(i) == i + 1
";
    assert_eq!(run::run_source(vm, source, "<test>"), 0);
    assert!(toy.asked.get() >= 1, "told of hot code");
    // Calls 11 to 100, none while traced, then the last fifty.
    assert_eq!(ENTERED.load(Relaxed), 90 + 50);
    assert_eq!(traced.get(), 2);
    assert!(watched.get() >= 2);
    assert_eq!(*toy.changes.borrow(), ["f: Invalidated(Events)", "f: Reentered"]);
}
