//! Values in compilation: what the value stack and the locals hold, and where.

use cranelift_codegen::ir::{self, InstBuilder, MemFlagsData, Type, Value, condcodes::IntCC, types::*};
use cranelift_frontend::FunctionBuilder;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use taipan_runtime::heap::{Slot, Word};
use taipan_runtime::interp::FRAME_HEADER;
use taipan_runtime::objects::CodeObj;
use taipan_runtime::{Vm, interp};

use crate::arena::Block;
use crate::flow::Flow;

/// What is known of a word.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Ty {
    Any,
    /// An int held in the word.
    Int,
    Bool,
}

/// A value.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum V {
    /// In its place in the frame alone.
    Mem,
    Const(u64),
    Word(Value, Ty),
    /// A float, as itself.
    Float(Value),
    /// A truth value: 0 or 1 in 8 bits.
    Flag(Value),
}
/// A value of the stack, and whether its place in the frame holds it too.
#[derive(Copy, Clone, Debug)]
pub struct Item {
    pub v: V,
    pub stored: bool,
    /// The object that it most likely is.
    pub likely: Option<Known>,
}
impl Item {
    /// An item that lies in the frame alone.
    pub const MEM: Item = Item { v: V::Mem, stored: true, likely: None };
}

/// What is known at one point of a block. Locals are always in the frame as well.
#[derive(Clone, Default)]
pub struct State {
    pub stack: Vec<Item>,
    pub locals: Vec<(usize, V)>,
    /// Values known to be ints.
    pub ints: Vec<Value>,
}
/// What a value was at compilation; to be checked where it matters.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Known {
    pub object: Word,
    /// A method whose self lies above it.
    pub method: bool,
}

/// Locals kept in registers at once.
const MOST_LOCALS: usize = 8;

impl State {
    pub fn local(&self, i: usize) -> Option<V> {
        self.locals.iter().find(|(k, _)| *k == i).map(|(_, v)| *v)
    }
    pub fn set_local(&mut self, i: usize, v: V) {
        self.locals.retain(|(k, _)| *k != i);
        if self.locals.len() == MOST_LOCALS {
            self.locals.remove(0);
        }
        self.locals.push((i, v));
    }
    pub fn is_int(&self, v: Value) -> bool {
        self.ints.contains(&v)
    }
    /// After a call everything is in the frame.
    pub fn forget(&mut self) {
        for i in &mut self.stack {
            *i = Item { likely: i.likely, ..Item::MEM };
        }
        self.locals.clear();
        self.ints.clear();
    }
}

/// Translation of one code object.
pub struct Emitter<'a> {
    pub b: FunctionBuilder<'a>,
    pub vm: &'a Vm,
    pub code: &'a CodeObj,
    /// The function that runs the code now, and its frame.
    pub function: Word,
    pub now: *const Word,
    pub flow: &'a Flow,
    /// The frame.
    pub fp: Value,
    pub state: State,
    pub blocks: Vec<Option<ir::Block>>,
    /// Places that a join has filled: see [`Emitter::join_with`].
    pub filled: Vec<bool>,
    /// What the items on the stack most likely are at leaders, as far as the code before them knows.
    pub expected: Vec<Vec<Option<Known>>>,
    /// Leaves for the interpreter; takes the instruction pointer, the stack's end and the frame.
    pub out: ir::Block,
    /// Leave where a step went on elsewhere than behind its instruction: `entered` at a unit to which frames come back, with
    /// the address that they come back to.
    pub entered: ir::Block,
    pub left: ir::Block,
    /// Slots of the objects that the code names; code reads them there, so that they never move.
    pub keep: Vec<Slot>,
    /// More objects than there are slots for: the code is of no use.
    pub too_many: bool,
    pub sigs: Sigs,
    /// Every so manieth guard fails; 0: none does of itself.
    pub stress: u32,
    pub guards: u32,
    pub seen: &'a Seen,
}
/// Shapes met at attribute places, by code object (its word) and unit.
pub type Seen = Rc<RefCell<HashMap<u64, HashMap<usize, Vec<u32>>>>>;
/// The memory of a code object's machine code; what is known of the code object goes with it.
pub struct Memory {
    pub block: Block,
    pub code: u64,
    pub seen: Seen,
}
impl Drop for Memory {
    fn drop(&mut self) {
        self.seen.borrow_mut().remove(&self.code);
    }
}
/// Signatures of what is called.
#[derive(Copy, Clone)]
pub struct Sigs {
    pub handler: cranelift_codegen::ir::SigRef,
    pub step: cranelift_codegen::ir::SigRef,
    pub box_float: cranelift_codegen::ir::SigRef,
    pub note: cranelift_codegen::ir::SigRef,
    pub pow: cranelift_codegen::ir::SigRef,
    /// The runtime and two words; a word, without running program code.
    pub ask: cranelift_codegen::ir::SigRef,
    pub leaf: cranelift_codegen::ir::SigRef,
}

/// Heap pointers carry this tag, which offsets take back.
pub const TAG: i32 = 2;
pub const TRUSTED: MemFlagsData = MemFlagsData::trusted();
const FLOAT_TAGS: i64 = 0x1919_1919_1919_1919;

impl Emitter<'_> {
    pub fn iconst(&mut self, ty: Type, v: i64) -> Value {
        self.b.ins().iconst(ty, v)
    }
    pub fn word(&mut self, v: u64) -> Value {
        self.b.ins().iconst(I64, v as i64)
    }
    pub fn vm_address(&mut self) -> Value {
        self.word(self.vm as *const Vm as u64)
    }
    pub fn table(&mut self) -> Value {
        self.word(&raw const interp::dispatch::TABLE as u64)
    }
    pub fn frame(&mut self) -> Value {
        self.fp
    }
    /// Reads memory at a fixed address.
    pub fn load_at(&mut self, ty: Type, address: *const u8) -> Value {
        let a = self.word(address as u64);
        self.b.ins().load(ty, TRUSTED, a, 0)
    }
    pub fn store_at(&mut self, v: Value, address: *const u8) {
        let a = self.word(address as u64);
        self.b.ins().store(TRUSTED, v, a, 0);
    }
    pub fn load(&mut self, ty: Type, p: Value, offset: i32) -> Value {
        self.b.ins().load(ty, TRUSTED, p, offset)
    }
    pub fn store(&mut self, v: Value, p: Value, offset: i32) {
        self.b.ins().store(TRUSTED, v, p, offset);
    }
    /// The slot of an object that the code names; its address.
    pub fn kept(&mut self, w: Word) -> *const u8 {
        if let Some(s) = self.keep.iter().find(|k| k.get() == w) {
            return s as *const Slot as *const u8;
        }
        // The slots must not move.
        if self.keep.len() == self.keep.capacity() {
            self.too_many = true;
            return std::ptr::null();
        }
        let slot = Slot::new(Word::NULL);
        slot.set_root(w);
        self.keep.push(slot);
        &raw const self.keep[self.keep.len() - 1] as *const u8
    }

    // ---- the frame

    /// Offset in the frame of a stack place.
    pub fn place(&self, i: usize) -> i32 {
        8 * (self.code.nlocals as usize + FRAME_HEADER + i) as i32
    }
    /// Offset in the frame of a word of its header.
    pub fn head(&self, i: usize) -> i32 {
        8 * (self.code.nlocals as usize + i) as i32
    }
    /// The address that is the end of the stack at this depth.
    pub fn sp(&mut self, depth: usize) -> Value {
        let fp = self.frame();
        let o = self.place(depth);
        self.b.ins().iadd_imm_s(fp, o as i64)
    }
    /// The instruction address of a unit.
    pub fn ip(&mut self, unit: usize) -> Value {
        // SAFETY: a unit of the code, or its end.
        let p = unsafe { self.code.stream().add(unit) };
        self.word(p as u64)
    }

    // ---- guards

    /// Goes on if `ok` is not 0, else to `cold`.
    pub fn guard(&mut self, ok: Value, cold: ir::Block) {
        let next = self.b.create_block();
        if self.stress != 0 {
            self.guards += 1;
            if self.guards.is_multiple_of(self.stress) {
                self.b.ins().jump(cold, &[]);
                self.b.switch_to_block(next);
                return;
            }
        }
        self.b.ins().brif(ok, next, &[], cold, &[]);
        self.b.switch_to_block(next);
    }
    pub fn guard_equal(&mut self, v: Value, want: i64, cold: ir::Block) {
        let ok = self.b.ins().icmp_imm_s(IntCC::Equal, v, want);
        self.guard(ok, cold);
    }
    /// Leaves only values that are ints; they are known to be from here on.
    pub fn guard_int(&mut self, v: Value, cold: ir::Block) {
        if self.state.is_int(v) {
            return;
        }
        let t = self.b.ins().band_imm_u(v, 3);
        self.guard_equal(t, 1, cold);
        self.state.ints.push(v);
    }
    /// Leaves only heap objects; the address of the object, plus 2.
    pub fn guard_ptr(&mut self, v: Value, cold: ir::Block) {
        let t = self.b.ins().band_imm_u(v, 7);
        self.guard_equal(t, 2, cold);
    }
    /// Whether a word is a float: 0 if not.
    pub fn is_float(&mut self, v: Value) -> Value {
        let mask = self.word(FLOAT_TAGS as u64);
        let one = self.word(1);
        let bit = self.b.ins().ishl(one, v);
        self.b.ins().band(mask, bit)
    }
    pub fn float_of(&mut self, v: Value) -> Value {
        let r = self.b.ins().rotr_imm_u(v, 4);
        self.b.ins().bitcast(F64, MemFlagsData::new(), r)
    }
    pub fn guard_float(&mut self, v: Value, cold: ir::Block) -> Value {
        let ok = self.is_float(v);
        self.guard(ok, cold);
        self.float_of(v)
    }
    /// The word of a float.
    pub fn box_float(&mut self, f: Value) -> Value {
        let bits = self.b.ins().bitcast(I64, MemFlagsData::new(), f);
        let w = self.b.ins().rotl_imm_u(bits, 4);
        let ok = self.is_float(w);
        let (cold, join) = (self.b.create_block(), self.b.create_block());
        let r = self.b.append_block_param(join, I64);
        self.b.set_cold_block(cold);
        self.b.ins().brif(ok, join, &[w.into()], cold, &[]);
        self.b.switch_to_block(cold);
        let (vm, fp) = (self.vm_address(), self.frame());
        let callee = self.word(box_float as *const () as u64);
        let c = self.b.ins().call_indirect(self.sigs.box_float, callee, &[vm, fp, f]);
        let boxed = self.b.inst_results(c)[0];
        self.b.ins().jump(join, &[boxed.into()]);
        self.b.switch_to_block(join);
        r
    }
    /// A truth value as a word.
    pub fn bool_word(&mut self, flag: Value) -> Value {
        let wide = self.b.ins().uextend(I64, flag);
        let shifted = self.b.ins().ishl_imm_u(wide, 3);
        self.b.ins().bor_imm_u(shifted, Word::FALSE.0 as i64)
    }

    // ---- the stack

    pub fn push(&mut self, v: V) {
        self.state.stack.push(Item { v, stored: false, likely: None });
    }
    pub fn depth(&self) -> usize {
        self.state.stack.len()
    }
    /// The item at `i`, in a register or a constant.
    pub fn get(&mut self, i: usize) -> V {
        if self.state.stack[i].v == V::Mem {
            let (fp, o) = (self.frame(), self.place(i));
            let v = self.load(I64, fp, o);
            self.state.stack[i].v = V::Word(v, Ty::Any);
        }
        self.state.stack[i].v
    }
    /// A value as a word.
    pub fn as_word(&mut self, v: V) -> Value {
        match v {
            V::Const(c) => self.word(c),
            V::Word(w, _) => w,
            V::Float(f) => self.box_float(f),
            V::Flag(f) => self.bool_word(f),
            V::Mem => unreachable!("a value in memory has a place"),
        }
    }
    /// Writes everything on the stack to the frame.
    pub fn flush(&mut self) {
        for i in 0..self.depth() {
            let item = self.state.stack[i];
            if !item.stored && item.v != V::Mem {
                let w = self.as_word(item.v);
                let (fp, o) = (self.frame(), self.place(i));
                self.store(w, fp, o);
            }
            self.state.stack[i].stored = true;
        }
    }
}

/// A float that no word holds, on the heap.
unsafe extern "sysv64" fn box_float(vm: &Vm, fp: *mut Word, f: f64) -> Word {
    // The collector looks at the data stack up to this frame's end.
    vm.state.cur.fp.set(fp);
    vm.float(f)
}
