//! The thread that turns Cranelift's form of code into machine code, so that the program need not wait for it.

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::ExternalName;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::{Context, FinalizedRelocTarget};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// Machine code that lies nowhere yet.
pub struct Machine {
    /// How long it took.
    pub took: Duration,
    pub code: Vec<u8>,
    /// Where the code's own address is to be written, and the number of a place that goes above it.
    pub own_addresses: Vec<(usize, u64)>,
    /// The instructions as text, if asked for.
    pub asm: Option<String>,
}
/// What came of a task; an error's text says what is missing.
pub type Outcome = Result<Machine, String>;

/// Compiles the function in `context`. A compiler that panics has refused.
pub fn compile(isa: &OwnedTargetIsa, context: &mut Context, fault: Option<Fault>) -> Outcome {
    let fail = fault == Some(Fault::Panic);
    let hook = if fail { Some(std::panic::take_hook()) } else { None };
    if fail {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let done = catch_unwind(AssertUnwindSafe(|| {
        assert!(!fail, "asked to fail");
        machine(isa, context)
    }));
    hook.into_iter().for_each(std::panic::set_hook);
    done.unwrap_or_else(|_| Err("the compiler failed".into()))
}
fn machine(isa: &OwnedTargetIsa, context: &mut Context) -> Outcome {
    let start = Instant::now();
    context.compile(&**isa, &mut ControlPlane::default()).map_err(|e| format!("{:?}", e.inner))?;
    let compiled = context.compiled_code().ok_or("no code")?;
    let mut own_addresses = vec![];
    for r in compiled.buffer.relocs() {
        // The one symbol is the code itself, with the number of a place.
        match &r.target {
            FinalizedRelocTarget::ExternalName(ExternalName::User(u)) if r.kind == Reloc::Abs8 => {
                own_addresses.push((r.offset as usize, context.func.params.user_named_funcs()[*u].index as u64));
            }
            _ => return Err(format!("a relocation: {r:?}")),
        }
    }
    let code = compiled.code_buffer().to_vec();
    Ok(Machine { took: start.elapsed(), code, own_addresses, asm: compiled.vcode.clone() })
}

/// What goes wrong on purpose, for tests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The compiler panics.
    Panic,
    /// Its thread ends.
    End,
}
struct Task {
    number: u64,
    context: Context,
    fault: Option<Fault>,
}
/// The thread, as who gives it tasks sees it.
pub struct Worker {
    tasks: Sender<Task>,
    done: Receiver<(u64, Outcome, Context)>,
}
impl Worker {
    /// Starts the thread; after each task it calls `notify`.
    pub fn start(isa: OwnedTargetIsa, notify: impl Fn() + Send + 'static) -> std::io::Result<Worker> {
        let (tasks, to_do) = channel::<Task>();
        let (report, done) = channel();
        let work = move || {
            for mut t in to_do {
                if t.fault == Some(Fault::End) {
                    return;
                }
                let outcome = compile(&isa, &mut t.context, t.fault);
                if report.send((t.number, outcome, t.context)).is_err() {
                    return;
                }
                notify();
            }
        };
        without_signals(|| std::thread::Builder::new().name("compiler".into()).spawn(work))?;
        Ok(Worker { tasks, done })
    }
    /// Gives the thread a function to compile; false if it is gone.
    pub fn give(&self, number: u64, context: Context, fault: Option<Fault>) -> bool {
        self.tasks.send(Task { number, context, fault }).is_ok()
    }
    /// A task that is done: its number, what came of it, and the context to use again.
    pub fn take(&self) -> Option<(u64, Outcome, Context)> {
        self.done.try_recv().ok()
    }
}

/// Signals are for the threads of the program: whatever waits must hear of them.
fn without_signals<T>(f: impl FnOnce() -> T) -> T {
    // SAFETY: plain calls on sets of our own.
    unsafe {
        let (mut all, mut before) = (std::mem::zeroed(), std::mem::zeroed());
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before);
        let r = f();
        libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut());
        r
    }
}
