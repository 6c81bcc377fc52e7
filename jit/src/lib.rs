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
mod objects;
mod values;

use arena::Arena;
use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::FunctionBuilderContext;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use taipan_runtime::interp::compiled::{Compiler, NativeCode};
use taipan_runtime::interp::dispatch::Handler;
use taipan_runtime::objects::CodeObj;
use taipan_runtime::{Vm, Word};

/// Bytes of machine code at most.
const ARENA: usize = 64 << 20;

/// What the tier did so far.
#[derive(Default, Debug)]
pub struct Stats {
    pub compiled: Cell<u64>,
    pub refused: Cell<u64>,
    pub bytes: Cell<u64>,
    pub nanoseconds: Cell<u64>,
}

/// Tier 1.
pub struct Tier1 {
    isa: OwnedTargetIsa,
    arena: Arena,
    work: RefCell<(Context, FunctionBuilderContext)>,
    full: Cell<bool>,
    pub stats: Stats,
}

impl Tier1 {
    /// The compiler for this machine; an error's text says what is missing.
    pub fn new() -> Result<Tier1, String> {
        let mut flags = settings::builder();
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
        let isa = cranelift_native::builder()?.finish(settings::Flags::new(flags)).map_err(|e| e.to_string())?;
        if isa.triple().architecture != cranelift_codegen::isa::TargetIsa::triple(&*isa).architecture
            || !cfg!(target_arch = "x86_64")
        {
            return Err("compiled code is for x86-64 alone".into());
        }
        let work = RefCell::new((Context::new(), FunctionBuilderContext::new()));
        Ok(Tier1 { isa, arena: Arena::new(ARENA)?, work, full: Cell::new(false), stats: Stats::default() })
    }

    fn compile(&self, vm: &Vm, code: &CodeObj, function: Word) -> Result<NativeCode, String> {
        let flow = flow::Flow::of(code).ok_or("the value stack's depth is unclear")?;
        let mut work = self.work.borrow_mut();
        let (context, builder) = &mut *work;
        context.clear();
        let keep = emit::function(vm, code, function, &flow, &mut context.func, builder, &*self.isa);
        if std::env::var_os("TAIPAN_JIT_DUMP").is_some() {
            eprintln!("{}", context.func.display());
        }
        context.compile(&*self.isa, &mut ControlPlane::default()).map_err(|e| format!("{:?}", e.inner))?;
        let compiled = context.compiled_code().ok_or("no code")?;
        if let Some(r) = compiled.buffer.relocs().first() {
            return Err(format!("a relocation: {r:?}"));
        }
        let Some(block) = self.arena.put(compiled.code_buffer()) else {
            if !self.full.replace(true) {
                eprintln!("taipan: the memory for compiled code is full; the program goes on interpreted");
            }
            return Err("the memory for compiled code is full".into());
        };
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
        match self.compile(vm, code, *fp.sub(1)) {
            Ok(native) => {
                vm.install(code, native);
                self.stats.compiled.set(self.stats.compiled.get() + 1);
            }
            Err(e) => {
                self.stats.refused.set(self.stats.refused.get() + 1);
                if cfg!(debug_assertions) {
                    eprintln!("taipan: not compiled: {e}");
                }
            }
        }
        let spent = start.elapsed().as_nanos() as u64;
        self.stats.nanoseconds.set(self.stats.nanoseconds.get() + spent);
    }
}

/// Makes tier 1 the compiler of `vm`: code is compiled at its `threshold`-th call.
pub fn attach(vm: &Vm, threshold: u32) -> Result<Rc<Tier1>, String> {
    let tier = Rc::new(Tier1::new()?);
    vm.set_hot_threshold(threshold);
    vm.set_compiler(tier.clone());
    Ok(tier)
}
