//! The compiler tiers of Taipan: a client of the runtime's public hooks.
//!
//! Tier 1 turns the bytecode of a hot code object into machine code that works on the interpreter's own
//! frames (see `taipan_runtime::interp::compiled`): locals live in the frame, values of one stretch of code
//! in registers. Paths are chosen by what the interpreter's inline caches saw; whatever a path does not
//! expect is done by the interpreter's own instruction, out of line.

mod arena;
mod arith;
mod calls;
mod emit;
mod flow;
mod generators;
mod intrinsics;
mod leaves;
mod log;
mod objects;
mod values;
mod worker;

use arena::Arena;
use cranelift_codegen::Context;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{Configurable, Flags, builder as flags_builder};
use cranelift_frontend::FunctionBuilderContext;
use log::Log;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use taipan_runtime::heap::{Slot, Tracer};
use taipan_runtime::interp::breaker;
use taipan_runtime::interp::compiled::{self, Change, Compiler, NativeCode, RETURN_SHIFT, Why};
use taipan_runtime::interp::dispatch::Handler;
use taipan_runtime::objects::{CodeObj, to_string_lossy};
use taipan_runtime::{Vm, Word};
use worker::{Fault, Outcome, Worker};

/// What the tier did so far, and why it refused what it did not compile.
#[derive(Default, Debug)]
struct Stats {
    compiled: Cell<u64>,
    again: Cell<u64>,
    bytes: Cell<u64>,
    /// On the program's thread, and on the compiler's.
    here: Cell<Duration>,
    there: Cell<Duration>,
    refused: RefCell<BTreeMap<String, u64>>,
}

/// How the tier works.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Code is compiled at its `threshold`-th call, or when its loops turned four times as often. 0 or 1: at its first
    /// call, before it runs on.
    pub threshold: u32,
    /// For tests: every so manieth guard fails; 0: only those do whose condition does.
    pub stress: u32,
    /// Compile in half the time, to code that is larger and takes half as long again.
    pub quick: bool,
    /// Bytes of machine code at most.
    pub memory: usize,
    /// Print what is compiled: in Cranelift's language, as instructions of the machine.
    pub dump_clif: bool,
    pub dump_asm: bool,
    /// A file for a line of JSON about each event.
    pub log: Option<PathBuf>,
    /// Name compiled code in `/tmp/perf-PID.map`, where the tool perf looks for it.
    pub perf: bool,
    /// For tests: the compilation of this number panics, counted from 1; 0: none.
    pub fail: u64,
    /// For tests: the compiler's thread ends instead of the compilation of this number; 0: never.
    pub lose: u64,
}
impl Settings {
    /// Code is compiled at its `threshold`-th call; nothing else is asked for.
    pub fn new(threshold: u32) -> Settings {
        let memory = 64 << 20;
        let (dump_clif, dump_asm) = (false, false);
        Settings {
            threshold,
            stress: 0,
            quick: false,
            memory,
            dump_clif,
            dump_asm,
            log: None,
            perf: false,
            fail: 0,
            lose: 0,
        }
    }
    /// Whether the program runs on while its code is compiled: tests want to know when it is done.
    fn background(&self) -> bool {
        self.threshold > 1 && self.stress == 0
    }
}

/// A compilation under way.
struct Pending {
    number: u64,
    code: Slot,
    keep: Vec<Slot>,
    places: Vec<u32>,
    clif: Option<String>,
    /// What it took so far.
    took: Duration,
    /// `Vm::assumptions` when it was begun.
    assumptions: u64,
}

/// Tier 1.
pub struct Tier1 {
    vm: &'static Vm,
    isa: OwnedTargetIsa,
    arena: Arena,
    builder: RefCell<FunctionBuilderContext>,
    /// Contexts to use again.
    contexts: RefCell<Vec<Context>>,
    seen: values::Seen,
    worker: RefCell<Option<Worker>>,
    pending: RefCell<Vec<Pending>>,
    begun: Cell<u64>,
    /// Nothing more is compiled.
    over: Cell<bool>,
    settings: Settings,
    log: Option<Log>,
    stats: Stats,
}

impl Tier1 {
    /// The compiler for this machine; an error's text says what is missing.
    fn new(vm: &'static Vm, settings: Settings) -> Result<Tier1, String> {
        if !cfg!(target_arch = "x86_64") {
            return Err("compiled code is for x86-64 alone".into());
        }
        let mut flags = flags_builder();
        for (k, v) in [
            ("opt_level", "none"),
            ("regalloc_algorithm", if settings.quick { "single_pass" } else { "backtracking" }),
            ("preserve_frame_pointers", "true"),
            ("is_pic", "false"),
            ("enable_probestack", "false"),
            ("unwind_info", "false"),
            ("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" }),
        ] {
            flags.set(k, v).map_err(|e| e.to_string())?;
        }
        let isa = cranelift_native::builder()?.finish(Flags::new(flags)).map_err(|e| e.to_string())?;
        let log = settings.log.as_deref().map(Log::create).transpose()?;
        Ok(Tier1 {
            vm,
            isa,
            arena: Arena::new(settings.memory, settings.perf)?,
            builder: RefCell::default(),
            contexts: RefCell::default(),
            seen: Rc::default(),
            worker: RefCell::default(),
            pending: RefCell::default(),
            begun: Cell::new(0),
            over: Cell::new(false),
            settings,
            log,
            stats: Stats::default(),
        })
    }

    /// A table of what was compiled so far and what was not.
    pub fn stats(&self) -> String {
        let s = &self.stats;
        let mut t = format!(
            "code objects compiled  {}\ncompiled again         {}\nmachine code           {} bytes, {} in use\ntime spent             {:.1} ms, and {:.1} ms on the compiler's thread\n",
            s.compiled.get(),
            s.again.get(),
            s.bytes.get(),
            self.arena.used(),
            s.here.get().as_secs_f64() * 1e3,
            s.there.get().as_secs_f64() * 1e3
        );
        for (why, n) in s.refused.borrow().iter() {
            t.push_str(&format!("not compiled           {n}: {why}\n"));
        }
        t
    }

    /// Cranelift's form of the code, and what is needed to put it in force.
    fn begin(&self, code: &CodeObj, frame: *const Word) -> Result<(Pending, Context), String> {
        let flow = flow::Flow::of(code).ok_or("the value stack's depth is unclear")?;
        let mut context = self.contexts.borrow_mut().pop().unwrap_or_else(Context::new);
        context.clear();
        context.set_disasm(self.settings.dump_asm);
        let number = self.begun.get() + 1;
        self.begun.set(number);
        let started = Instant::now();
        let keep = emit::function(
            self.vm,
            code,
            frame,
            &flow,
            &mut context.func,
            &mut self.builder.borrow_mut(),
            &*self.isa,
            self.settings.stress,
            &self.seen,
        )?;
        let clif = self.settings.dump_clif.then(|| context.func.display().to_string());
        let assumptions = self.vm.assumptions();
        let code = Slot::new(code.word());
        let took = started.elapsed();
        Ok((Pending { number, code, keep, places: flow.places, clif, took, assumptions }, context))
    }
    /// Puts machine code in force.
    fn end(&self, p: Pending, outcome: Outcome) {
        let word = p.code.get();
        let Some(code) = word.get::<CodeObj>() else { return };
        if p.assumptions != self.vm.assumptions() {
            // What it took for granted is so no longer.
            self.vm.cool(code);
            return self.refused(code, "outdated");
        }
        let machine = match outcome {
            Ok(m) => m,
            Err(e) => return self.refused(code, &e),
        };
        let Some(block) = self.arena.put(&machine.code) else {
            self.refused(code, "the memory for compiled code is full");
            return self.stop("the memory for compiled code is full");
        };
        for &(at, number) in &machine.own_addresses {
            block.patch(at, block.address() as u64 | number << RETURN_SHIFT);
        }
        // SAFETY: the code follows the contract of handlers; the arena does not move it.
        let entry = unsafe { std::mem::transmute::<*const u8, Handler>(block.address()) };
        if self.settings.perf {
            log::name_for_perf(block.address() as usize, machine.code.len(), code);
        }
        let again = code.is_compiled();
        let reason = match again {
            false => "hot",
            true if compiled::is_outdated(code) => "assumption",
            true => "missed",
        };
        let n = if again { &self.stats.again } else { &self.stats.compiled };
        n.set(n.get() + 1);
        let bytes = machine.code.len() as u64;
        self.stats.bytes.set(self.stats.bytes.get() + bytes);
        let taken = block.size() as u64;
        let memory = values::Memory { block, code: code.word().0, seen: self.seen.clone() };
        self.vm.install(code, NativeCode { entry, places: p.places, keep: p.keep, memory: Box::new(memory) });
        if let Some(log) = &self.log {
            let us = (p.took + machine.took).as_micros() as u64;
            log.event("compile", code, reason, None, &[("us", us), ("bytes", taken)]);
        }
        for text in [p.clif, machine.asm].into_iter().flatten() {
            let name = to_string_lossy(code.data.qualname.get());
            self.vm.write_stderr(&format!("; {name}, line {}\n{text}\n", code.data.firstlineno));
        }
    }
    fn refused(&self, code: &CodeObj, why: &str) {
        *self.stats.refused.borrow_mut().entry(why.into()).or_default() += 1;
        self.log.iter().for_each(|l| l.event("refuse", code, why, None, &[]));
    }
    /// Compiles nothing more.
    fn stop(&self, why: &str) {
        if !self.over.replace(true) {
            self.vm.write_stderr(&format!("taipan: {why}; the program goes on interpreted\n"));
        }
    }
    /// Gives a compilation to the thread, which is started at need.
    fn delegate(&self, p: Pending, context: Context, fault: Option<Fault>) {
        let mut worker = self.worker.borrow_mut();
        if worker.is_none() {
            let breaker = &self.vm.state.breaker;
            let notify = move || {
                breaker.fetch_or(breaker::CODE, Ordering::Release);
            };
            *worker = Worker::start(self.isa.clone(), notify).ok();
        }
        let given = worker.as_ref().is_some_and(|w| w.give(p.number, context, fault));
        drop(worker);
        self.pending.borrow_mut().push(p);
        if !given {
            // Nor will anything come of what it had.
            let gone = "the compiler's thread is gone";
            for p in self.pending.take() {
                p.code.get().get::<CodeObj>().into_iter().for_each(|c| self.refused(c, gone));
            }
            self.stop(gone);
        }
    }
}

impl Compiler for Tier1 {
    unsafe fn hot(&self, vm: &Vm, code: &CodeObj, fp: *mut Word) {
        if self.over.get() || self.pending.borrow().iter().any(|p| p.code.get() == code.word()) {
            return;
        }
        let start = Instant::now();
        let begun = self.begin(code, fp);
        let fault = match self.begun.get() {
            n if n == self.settings.fail => Some(Fault::Panic),
            n if n == self.settings.lose => Some(Fault::End),
            _ => None,
        };
        match begun {
            Err(e) => self.refused(code, &e),
            Ok((p, context)) if self.settings.background() => self.delegate(p, context, fault),
            Ok((p, mut context)) => {
                let done = worker::compile(&self.isa, &mut context, fault);
                self.contexts.borrow_mut().push(context);
                self.end(p, done);
            }
        }
        debug_assert!(std::ptr::eq(vm, self.vm));
        self.stats.here.set(self.stats.here.get() + start.elapsed());
    }
    fn ready(&self, _: &Vm) {
        loop {
            let done = self.worker.borrow().as_ref().and_then(Worker::take);
            let Some((number, outcome, context)) = done else { return };
            self.contexts.borrow_mut().push(context);
            let mut pending = self.pending.borrow_mut();
            let Some(i) = pending.iter().position(|p| p.number == number) else { continue };
            let p = pending.swap_remove(i);
            drop(pending);
            let start = Instant::now();
            let took = outcome.as_ref().map_or(Duration::ZERO, |m| m.took);
            self.stats.there.set(self.stats.there.get() + took);
            self.end(p, outcome);
            self.stats.here.set(self.stats.here.get() + start.elapsed());
        }
    }
    fn changed(&self, vm: &Vm, code: &CodeObj, change: Change) {
        let Some(log) = &self.log else { return };
        let memory = compiled::memory_of(code).and_then(|m| m.downcast_ref::<values::Memory>());
        let bytes = ("bytes", memory.map_or(0, |m| m.block.size()) as u64);
        let (event, why, number) = match change {
            Change::Invalidated(why) => ("invalidate", Some(why), bytes),
            Change::Deoptimised(why, frames) => ("deoptimise", Some(why), ("frames", frames.into())),
            Change::Reentered => ("re-enter", None, bytes),
        };
        match why {
            Some(Why::Events) => log.event(event, code, "events on", Some(&log::events(vm, code)), &[number]),
            Some(Why::Assumption(cause)) => log.event(event, code, "assumption", Some(cause), &[number]),
            None => log.event(event, code, "events off", None, &[number]),
        }
    }
    fn trace(&self, t: &mut Tracer) {
        for p in self.pending.borrow().iter() {
            t.slot(&p.code);
            p.keep.iter().for_each(|s| t.slot(s));
        }
    }
    fn around_fork(&self, fork: &mut dyn FnMut() -> i32) -> i32 {
        let pid = self.arena.around_fork(fork);
        if pid == 0 {
            // The thread is not here, and may have held locks of the channels.
            std::mem::forget(self.worker.borrow_mut().take());
            for p in self.pending.take() {
                p.code.get().get::<CodeObj>().into_iter().for_each(|c| self.vm.cool(c));
            }
        }
        pid
    }
}

/// Makes tier 1 the compiler of `vm`; an error's text says why it cannot be.
pub fn attach(vm: &'static Vm, settings: Settings) -> Result<Rc<Tier1>, String> {
    vm.set_hot_threshold(settings.threshold.max(1));
    let tier = Rc::new(Tier1::new(vm, settings)?);
    vm.set_compiler(tier.clone());
    Ok(tier)
}
