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
mod log;
mod objects;
mod values;

use arena::Arena;
use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::ExternalName;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{Configurable, Flags, builder as flags_builder};
use cranelift_codegen::{Context, FinalizedRelocTarget};
use cranelift_frontend::FunctionBuilderContext;
use log::Log;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use taipan_runtime::interp::compiled::{Compiler, NativeCode, RETURN_SHIFT};
use taipan_runtime::interp::dispatch::Handler;
use taipan_runtime::objects::{CodeObj, to_string_lossy};
use taipan_runtime::observe::watchers::CodeEvent;
use taipan_runtime::{Vm, Word};

/// Bytes of machine code at most.
const ARENA: usize = 64 << 20;

/// What the tier did so far, and why it refused what it did not compile.
#[derive(Default, Debug)]
struct Stats {
    compiled: Cell<u64>,
    again: Cell<u64>,
    bytes: Cell<u64>,
    nanoseconds: Cell<u64>,
    refused: RefCell<BTreeMap<String, u64>>,
}

/// How the tier works.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Code is compiled at this call of it, or this back-edge of it divided by four.
    pub threshold: u32,
    /// For tests: every so manieth guard fails; 0: only those do whose condition does.
    pub stress: u32,
    /// Print what is compiled: in Cranelift's language, as instructions of the machine.
    pub dump_clif: bool,
    pub dump_asm: bool,
    /// A file for a line of JSON about each event.
    pub log: Option<PathBuf>,
}
impl Settings {
    /// Code is compiled at its `threshold`-th call; nothing else is asked for.
    pub fn new(threshold: u32) -> Settings {
        Settings { threshold, stress: 0, dump_clif: false, dump_asm: false, log: None }
    }
}

/// Tier 1.
pub struct Tier1 {
    isa: OwnedTargetIsa,
    arena: Arena,
    work: RefCell<(Context, FunctionBuilderContext)>,
    seen: RefCell<values::Seen>,
    full: Cell<bool>,
    settings: Settings,
    log: Option<Log>,
    stats: Stats,
}

impl Tier1 {
    /// The compiler for this machine; an error's text says what is missing.
    pub fn new(settings: Settings) -> Result<Tier1, String> {
        let mut flags = flags_builder();
        for (k, v) in [
            ("opt_level", "none"),
            ("preserve_frame_pointers", "true"),
            ("is_pic", "false"),
            ("enable_probestack", "false"),
            ("unwind_info", "false"),
            ("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" }),
        ] {
            flags.set(k, v).map_err(|e| e.to_string())?;
        }
        let isa = cranelift_native::builder()?.finish(Flags::new(flags)).map_err(|e| e.to_string())?;
        if isa.triple().architecture != cranelift_codegen::isa::TargetIsa::triple(&*isa).architecture
            || !cfg!(target_arch = "x86_64")
        {
            return Err("compiled code is for x86-64 alone".into());
        }
        let work = RefCell::new((Context::new(), FunctionBuilderContext::new()));
        let log = settings.log.as_deref().map(Log::create).transpose()?;
        Ok(Tier1 {
            isa,
            arena: Arena::new(ARENA)?,
            work,
            seen: RefCell::default(),
            full: Cell::new(false),
            settings,
            log,
            stats: Stats::default(),
        })
    }

    /// A table of what was compiled so far and what was not.
    pub fn stats(&self) -> String {
        let s = &self.stats;
        let mut t = format!(
            "code objects compiled  {}\ncompiled again         {}\nmachine code           {} bytes, {} in use\ntime spent             {:.1} ms\n",
            s.compiled.get(),
            s.again.get(),
            s.bytes.get(),
            self.arena.used(),
            s.nanoseconds.get() as f64 / 1e6
        );
        for (why, n) in s.refused.borrow().iter() {
            t.push_str(&format!("not compiled           {n}: {why}\n"));
        }
        t
    }

    fn compile(&self, vm: &Vm, code: &CodeObj, function: Word) -> Result<NativeCode, String> {
        let flow = flow::Flow::of(code).ok_or("the value stack's depth is unclear")?;
        let mut work = self.work.borrow_mut();
        let (context, builder) = &mut *work;
        context.clear();
        let keep = emit::function(
            vm,
            code,
            function,
            &flow,
            &mut context.func,
            builder,
            &*self.isa,
            self.settings.stress,
            &mut self.seen.borrow_mut(),
        );
        context.set_disasm(self.settings.dump_asm);
        let title = || format!("; {}, line {}\n", to_string_lossy(code.data.qualname.get()), code.data.firstlineno);
        if self.settings.dump_clif {
            vm.write_stderr(&format!("{}{}\n", title(), context.func.display()));
        }
        context.compile(&*self.isa, &mut ControlPlane::default()).map_err(|e| format!("{:?}", e.inner))?;
        let compiled = context.compiled_code().ok_or("no code")?;
        let Some(block) = self.arena.put(compiled.code_buffer()) else {
            if !self.full.replace(true) {
                vm.write_stderr("taipan: the memory for compiled code is full; the program goes on interpreted\n");
            }
            return Err("the memory for compiled code is full".into());
        };
        if self.settings.dump_asm {
            vm.write_stderr(&format!("{}{}\n", title(), compiled.vcode.as_deref().unwrap_or_default()));
        }
        for r in compiled.buffer.relocs() {
            // The one symbol is the code itself, with the number of a place above it.
            let FinalizedRelocTarget::ExternalName(ExternalName::User(u)) = r.target else {
                return Err(format!("a relocation: {r:?}"));
            };
            if r.kind != Reloc::Abs8 {
                return Err(format!("a relocation: {r:?}"));
            }
            let number = context.func.params.user_named_funcs()[u].index as u64;
            block.patch(r.offset as usize, block.address() as u64 | number << RETURN_SHIFT);
        }
        self.stats.bytes.set(self.stats.bytes.get() + compiled.code_buffer().len() as u64);
        // SAFETY: the code follows the contract of handlers; the arena does not move it.
        let entry = unsafe { std::mem::transmute::<*const u8, Handler>(block.address()) };
        Ok(NativeCode { entry, places: flow.places, keep, memory: Box::new(block) })
    }
}

impl Compiler for Tier1 {
    unsafe fn hot(&self, vm: &Vm, code: &CodeObj, fp: *mut Word) {
        if self.full.get() {
            return;
        }
        let start = std::time::Instant::now();
        let again = code.is_compiled();
        let before = self.stats.bytes.get();
        let done = self.compile(vm, code, *fp.sub(1));
        let spent = start.elapsed();
        let bytes = self.stats.bytes.get() - before;
        if let Some(log) = &self.log {
            let reason = match &done {
                Ok(_) if again => "missed",
                Ok(_) => "hot",
                Err(e) => e,
            };
            let event = if done.is_ok() { "compile" } else { "refuse" };
            log.event(event, code, reason, &[("us", spent.as_micros() as u64), ("bytes", bytes)]);
        }
        match done {
            Ok(native) => {
                let n = if again { &self.stats.again } else { &self.stats.compiled };
                n.set(n.get() + 1);
                vm.install(code, native);
            }
            Err(e) => *self.stats.refused.borrow_mut().entry(e).or_default() += 1,
        }
        self.stats.nanoseconds.set(self.stats.nanoseconds.get() + spent.as_nanos() as u64);
    }
}

/// Makes tier 1 the compiler of `vm`; an error's text says why it cannot be.
pub fn attach(vm: &Vm, settings: Settings) -> Result<Rc<Tier1>, String> {
    vm.set_hot_threshold(settings.threshold);
    let tier = Rc::new(Tier1::new(settings)?);
    if tier.log.is_some() {
        let logs = tier.clone();
        let watcher = move |e: CodeEvent, code: &CodeObj| {
            if e == CodeEvent::Instrumented && code.is_compiled() {
                let reason = if code.is_watched() { "events on" } else { "events off" };
                logs.log.iter().for_each(|l| l.event("watch", code, reason, &[]));
            }
        };
        vm.state.observe.watchers.add_code(Rc::new(watcher));
    }
    vm.set_compiler(tier.clone());
    Ok(tier)
}
