//! settrace and setprofile: tools 7 and 6, with the frame protocol of the library's debuggers and
//! profilers, and the native interface of the same facility.

use super::events::*;
use super::watchers::{TraceChange, TraceKind};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::rc::Rc;

/// What a trace or profile function is told of (the numbers are those of the C-level facility).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(i32)]
pub enum What {
    Call = 0,
    Exception = 1,
    Line = 2,
    Return = 3,
    CCall = 4,
    CException = 5,
    CReturn = 6,
    Opcode = 7,
}
impl What {
    pub fn name(self) -> &'static str {
        ["call", "exception", "line", "return", "c_call", "c_exception", "c_return", "opcode"][self as usize]
    }
}
/// A native trace or profile function: (runtime, frame, what, argument).
pub type NativeTrace = Rc<dyn Fn(&Vm, Word, What, Word) -> R<()>>;

const TRACE_EVENTS: Set = bit(PY_START)
    | bit(PY_RESUME)
    | bit(PY_RETURN)
    | bit(PY_YIELD)
    | bit(RAISE)
    | bit(LINE)
    | bit(JUMP)
    | bit(PY_UNWIND)
    | bit(PY_THROW)
    | bit(STOP_ITERATION);
const PROFILE_EVENTS: Set =
    bit(PY_START) | bit(PY_RESUME) | bit(PY_RETURN) | bit(PY_YIELD) | bit(CALL) | bit(PY_UNWIND) | bit(PY_THROW);

impl Vm {
    fn refresh_tool(&self, tool: usize) {
        let mut any = false;
        self.state.for_each_thread(self.thread_ptr(), &mut |t| {
            let s = if tool == TRACE_TOOL { &t.trace } else { &t.profile };
            any |= !s.get().is_null();
        });
        let set = match (any, tool) {
            (false, _) => 0,
            (_, TRACE_TOOL) => TRACE_EVENTS,
            _ => PROFILE_EVENTS,
        };
        if self.state.observe.global_events()[tool] != set {
            self.state.observe.set_global(tool, set);
            self.sync_code();
        }
    }
    /// Sets (or with NULL clears) the running thread's trace or profile function.
    pub fn set_trace_function(&self, kind: TraceKind, f: Word) {
        let th = self.th();
        match kind {
            TraceKind::Trace => th.trace.set_root(f),
            TraceKind::Profile => th.profile.set_root(f),
        }
        if kind == TraceKind::Trace
            && !f.is_null()
            && let Some(a) = self.top_activation()
            && let Some(fo) = a.frame_word().get::<FrameObj>()
            && fo.trace_opcodes.get() == Word::TRUE
        {
            self.set_opcode_events(fo, true);
        }
        self.refresh_tool(if kind == TraceKind::Trace { TRACE_TOOL } else { PROFILE_TOOL });
        self.state.observe.watchers.trace_changed(TraceChange { kind, set: !f.is_null(), thread: Some(th.ident) });
    }
    /// The same for every thread.
    pub fn set_trace_function_all(&self, kind: TraceKind, f: Word) {
        self.state.for_each_thread(self.thread_ptr(), &mut |t| match kind {
            TraceKind::Trace => t.trace.set_root(f),
            TraceKind::Profile => t.profile.set_root(f),
        });
        self.refresh_tool(if kind == TraceKind::Trace { TRACE_TOOL } else { PROFILE_TOOL });
        self.state.observe.watchers.trace_changed(TraceChange { kind, set: !f.is_null(), thread: None });
    }
    /// Switches the instruction events of the trace function on or off for the frame's code.
    fn set_opcode_events(&self, f: &FrameObj, on: bool) {
        let func = f.func.get();
        let code = func.get::<FunctionObj>().map_or(Word::NULL, |f| f.code.get());
        let Some(c) = code.get::<CodeObj>() else { return };
        if !on && super::instrument::existing(c).is_none() {
            return;
        }
        let rec = super::instrument::record(c);
        let was = rec.local[TRACE_TOOL];
        let now = if on { was | bit(INSTRUCTION) } else { was & !bit(INSTRUCTION) };
        if was != now {
            rec.local[TRACE_TOOL] = now;
            self.sync_one(c);
        }
    }
    /// `f_trace` or `f_trace_opcodes` of a frame was set. Its code reports instructions to the trace
    /// function if both are; a frame whose trace function came as the result of its 'call' does so from
    /// its next call, return or exception on (measured).
    pub fn frame_tracing_changed(&self, f: &FrameObj) {
        if f.trace_opcodes.get() != Word::TRUE {
            self.set_opcode_events(f, false);
        } else if !f.trace.get().is_null() {
            self.set_opcode_events(f, true);
        }
    }
    /// Sets a native trace function for the running thread (the C-level facility's `PyEval_SetTrace`).
    pub fn eval_set_trace(&self, f: Option<NativeTrace>) {
        let w = f.map_or(Word::NULL, |f| self.new_native(NativeHook { f }));
        self.set_trace_function(TraceKind::Trace, w);
    }
    /// Sets a native profile function for the running thread.
    pub fn eval_set_profile(&self, f: Option<NativeTrace>) {
        let w = f.map_or(Word::NULL, |f| self.new_native(NativeHook { f }));
        self.set_trace_function(TraceKind::Profile, w);
    }
}

/// A native function in the place of a Python one.
struct NativeHook {
    f: NativeTrace,
}
impl Payload for NativeHook {
    const INFO: &'static NativeInfo = crate::native_info!(NativeHook, HOOK_SPEC);
}
static HOOK_SPEC: TypeSpec = TypeSpec { name: "native_trace", flags: TF_NO_NEW, ..TypeSpec::DEFAULT };

/// An event of tool 6 or 7 on the running thread.
pub(super) fn on_event(vm: &Vm, tool: usize, event: usize, unit: usize, args: &[Word]) -> R<()> {
    let th = vm.th();
    let f = if tool == TRACE_TOOL { th.trace.get() } else { th.profile.get() };
    if th.tracing.get() != 0 {
        return Ok(());
    }
    if f.is_null() {
        // Code that still reports instructions to a trace function which is gone.
        if tool == TRACE_TOOL
            && event == INSTRUCTION
            && let Some(a) = vm.top_activation()
            && let Some(f) = vm.frame_object(a).get::<FrameObj>()
        {
            vm.set_opcode_events(f, false);
        }
        return Ok(());
    }
    let arg = args.get(1).copied().unwrap_or(Word::NONE);
    let (what, arg) = match event {
        PY_START | PY_RESUME | PY_THROW => (What::Call, Word::NONE),
        PY_RETURN | PY_YIELD => (What::Return, arg),
        PY_UNWIND => (What::Return, Word::NONE),
        LINE => (What::Line, Word::NONE),
        INSTRUCTION => (What::Opcode, Word::NONE),
        RAISE | STOP_ITERATION => (What::Exception, arg),
        JUMP => {
            // A backward jump within a line is a new visit of the line.
            let (from, to) = (unit, args[1].small_value() as usize / 2);
            let Some(a) = vm.top_activation() else { return Ok(()) };
            let c = a.code();
            let to_line = c.line_at(to);
            if to > from || to_line.is_none() || to_line != c.line_at(from) {
                return Ok(());
            }
            (What::Line, Word::NONE)
        }
        CALL | C_RETURN | C_RAISE => {
            let callee = args[1];
            let builtin = callee.native::<BuiltinFn>().is_some()
                || callee.native::<MethodDescr>().is_some()
                || callee.native::<SlotNew>().is_some();
            if !builtin {
                return Ok(());
            }
            let mut f = callee;
            if callee.native::<MethodDescr>().is_some() {
                let this = args[2];
                if this == vm.state.observe.missing_word() {
                    return Ok(());
                }
                if let Some(g) = vm.class_of(callee).slots.descr_get.get() {
                    match g(vm, callee, this, vm.type_of(this)) {
                        Ok(w) => f = w,
                        Err(_) => return Ok(()),
                    }
                }
            }
            (
                if event == CALL {
                    What::CCall
                } else if event == C_RETURN {
                    What::CReturn
                } else {
                    What::CException
                },
                f,
            )
        }
        _ => return Ok(()),
    };
    deliver(vm, tool, f, what, arg)
}

fn deliver(vm: &Vm, tool: usize, f: Word, what: What, arg: Word) -> R<()> {
    let Some(a) = vm.top_activation() else { return Ok(()) };
    let frame = vm.frame_object(a);
    let Some(fo) = frame.get::<FrameObj>() else { return Ok(()) };
    let th = vm.th();
    if tool == TRACE_TOOL {
        if what == What::Line && fo.trace_lines.get() == Word::FALSE {
            return Ok(());
        }
        let opcodes = fo.trace_opcodes.get() == Word::TRUE;
        match what {
            What::Opcode if !opcodes => {
                vm.set_opcode_events(fo, false);
                return Ok(());
            }
            What::Call | What::Return | What::Exception if opcodes => vm.set_opcode_events(fo, true),
            _ => {}
        }
    }
    let native = f.native::<NativeHook>();
    let callee = if tool == PROFILE_TOOL || what == What::Call || native.is_some() { f } else { fo.trace.get() };
    if callee.is_null() || callee.is_none() {
        return Ok(());
    }
    let arg = if what == What::Exception {
        let tb = arg.get::<ExcObj>().map_or(Word::NONE, |e| e.traceback.get().or(Word::NONE));
        vm.new_tuple(&[vm.type_of(arg), arg, tb])
    } else {
        arg
    };
    th.tracing.set(th.tracing.get() + 1);
    let r = match native {
        Some(n) => {
            let f = n.f.clone();
            f(vm, frame, what, arg).map(|()| Word::NONE)
        }
        None => vm.call(callee, &[frame, vm.intern(what.name()), arg]),
    };
    th.tracing.set(th.tracing.get() - 1);
    match r {
        Ok(w) => {
            if tool == TRACE_TOOL && native.is_none() && !w.is_none() {
                fo.trace.set(&fo.hdr, w);
            }
            Ok(())
        }
        Err(e) => {
            if native.is_none() {
                if tool == TRACE_TOOL {
                    vm.set_trace_function(TraceKind::Trace, Word::NULL);
                    fo.trace.set(&fo.hdr, Word::NULL);
                } else {
                    vm.set_trace_function(TraceKind::Profile, Word::NULL);
                }
            }
            Err(e)
        }
    }
}

fn or_null(w: Word) -> Word {
    if w.is_none() { Word::NULL } else { w }
}
fn settrace(vm: &Vm, a: &[Word]) -> R {
    vm.audit("sys.settrace", &[a[0]])?;
    vm.set_trace_function(TraceKind::Trace, or_null(a[0]));
    Ok(Word::NONE)
}
fn setprofile(vm: &Vm, a: &[Word]) -> R {
    vm.audit("sys.setprofile", &[a[0]])?;
    vm.set_trace_function(TraceKind::Profile, or_null(a[0]));
    Ok(Word::NONE)
}
static FUNCTIONS: [FnDef; 6] = [
    FnDef::new(
        "settrace",
        "(function, /)",
        settrace,
        "Set the global debug tracing function.\n\nIt will be called on each function call.  See the debugger chapter\nin the library manual.",
    ),
    FnDef::new(
        "gettrace",
        "()",
        |vm, _| Ok(vm.th().trace.get().or(Word::NONE)),
        "Return the global debug tracing function set with sys.settrace.\n\nSee the debugger chapter in the library manual.",
    ),
    FnDef::new(
        "setprofile",
        "(function, /)",
        setprofile,
        "Set the profiling function.\n\nIt will be called on each function call and return.  See the profiler\nchapter in the library manual.",
    ),
    FnDef::new(
        "getprofile",
        "()",
        |vm, _| Ok(vm.th().profile.get().or(Word::NONE)),
        "Return the profiling function set with sys.setprofile.\n\nSee the profiler chapter in the library manual.",
    ),
    FnDef::new(
        "_settraceallthreads",
        "(function, /)",
        |vm, a| {
            vm.set_trace_function_all(TraceKind::Trace, or_null(a[0]));
            Ok(Word::NONE)
        },
        "",
    ),
    FnDef::new(
        "_setprofileallthreads",
        "(function, /)",
        |vm, a| {
            vm.set_trace_function_all(TraceKind::Profile, or_null(a[0]));
            Ok(Word::NONE)
        },
        "",
    ),
];
pub(super) fn add_to_sys(vm: &Vm, sys: Word) -> R<()> {
    let name = vm.intern("sys");
    for f in &FUNCTIONS {
        let w = vm.new_builtin(f, name);
        vm.module_add(sys, f.name, w);
    }
    Ok(())
}
