//! Instructions and calls that a leaf of the runtime does (`objects::leaf`): registers stay what they are across it.

use cranelift_codegen::ir::{Block, InstBuilder, Value, condcodes::*, types::*};
use std::mem::offset_of;
use taipan_runtime::heap::{Kind, Word};
use taipan_runtime::interp::compiled::step;
use taipan_runtime::interp::opcodes::BIN_SUBSCR;
use taipan_runtime::objects::descr::BuiltinFn;
use taipan_runtime::objects::leaf::{self, Leaf};
use taipan_runtime::objects::{CellObj, FnDef, FunctionObj, NativeInfo, Payload, TupleObj};
use taipan_syntax::bytecode::Op;

use crate::flow::Instr;
use crate::values::*;

impl Emitter<'_> {
    /// Calls a leaf; to `cold`, where nothing has happened yet, if it does not do it.
    pub fn leaf(&mut self, f: Leaf, args: &[Value], cold: Block) -> Value {
        if self.stress != 0 {
            // What follows the call must not fail of itself: it may have changed something.
            let fine = self.iconst(I8, 1);
            self.guard(fine, cold);
        }
        let (fp, null) = (self.frame(), self.word(Word::NULL.0));
        self.store_at(fp, self.vm.state.cur.fp.as_ptr() as *const u8);
        let mut all = [self.vm_address(), null, null, null, null];
        all[1..=args.len()].copy_from_slice(args);
        let callee = self.word(f as *const () as u64);
        let call = self.b.ins().call_indirect(self.sigs.leaf, callee, &all);
        let r = self.b.inst_results(call)[0];
        let next = self.b.create_block();
        let none = self.b.ins().icmp_imm_s(IntCC::Equal, r, Word::NULL.0 as i64);
        self.b.ins().brif(none, cold, &[], next, &[]);
        self.b.switch_to_block(next);
        r
    }
    /// The `n` items on top as words, the lowest first.
    pub fn top_words(&mut self, n: usize) -> Vec<Value> {
        let depth = self.depth();
        (depth - n..depth)
            .map(|k| {
                let v = self.get(k);
                self.as_word(v)
            })
            .collect()
    }
    /// The instruction by a leaf that takes the `n` items on top, and then `more`; it leaves its result.
    pub fn by_leaf(&mut self, i: &Instr, f: Leaf, n: usize, more: &[Word], ty: Ty) {
        let mut args = self.top_words(n);
        for w in more {
            args.push(self.word(w.0));
        }
        let (before, cold) = (self.state.clone(), self.cold());
        let r = self.leaf(f, &args, cold);
        self.replace(n, V::Word(r, ty));
        self.join_with(step, i, cold, before, 1);
    }
    /// `c[k] = v` by a leaf.
    pub fn store_by_leaf(&mut self, i: &Instr) {
        let args = self.top_words(3);
        let (before, cold) = (self.state.clone(), self.cold());
        self.leaf(leaf::store_subscript, &[args[1], args[2], args[0]], cold);
        let depth = self.depth() - 3;
        self.state.stack.truncate(depth);
        self.join_with(step, i, cold, before, 0);
    }
    /// The instructions that a leaf does whatever was met at them; false for others.
    pub fn instruction_by_leaf(&mut self, i: &Instr) -> bool {
        let n = i.arg as usize;
        match i.base {
            Op::ContainsOp => {
                self.by_leaf(i, if n == 1 { leaf::contains_not } else { leaf::contains }, 2, &[], Ty::Bool)
            }
            Op::BinarySlice => self.by_leaf(i, leaf::slice, 3, &[], Ty::Any),
            Op::GetIter => self.by_leaf(i, leaf::iterator, 1, &[], Ty::Any),
            Op::BuildTuple if (1..=4).contains(&n) => self.by_leaf(i, leaf::new_tuple, n, &[], Ty::Any),
            Op::BuildList if n <= 4 => self.by_leaf(i, leaf::new_list, n, &[], Ty::Any),
            Op::BuildMap if n == 0 => self.by_leaf(i, leaf::new_dict, 0, &[], Ty::Any),
            Op::LoadSuperAttr if n & 1 == 1 => self.load_super_method(i),
            Op::CopyFreeVars => self.copy_free_vars(n),
            Op::StoreDeref => self.store_deref(n),
            Op::FormatSimple => self.by_leaf(i, leaf::format, 1, &[], Ty::Any),
            Op::BuildString if n <= 4 => self.by_leaf(i, leaf::new_text, n, &[], Ty::Any),
            Op::StoreSlice => self.store_slice(i),
            Op::BuildSlice if n == 3 && self.strided(i).is_some() => self.stride(i),
            Op::BuildSlice if n == 2 => self.by_leaf(i, leaf::new_slice, 2, &[Word::NONE], Ty::Any),
            Op::BuildSlice if n == 3 => self.by_leaf(i, leaf::new_slice, 3, &[], Ty::Any),
            _ => return false,
        }
        true
    }
    fn store_slice(&mut self, i: &Instr) {
        let args = self.top_words(4);
        let (before, cold) = (self.state.clone(), self.cold());
        self.leaf(leaf::store_slice, &args, cold);
        let depth = self.depth() - 4;
        self.state.stack.truncate(depth);
        self.join_with(step, i, cold, before, 0);
    }
    /// The subscript that takes the slice made at `i`, and nothing else does.
    pub fn strided(&self, i: &Instr) -> Option<Instr> {
        let next = self.flow.instrs.get(i.end).copied().flatten()?;
        (next.base == Op::BinaryOp && next.op == BIN_SUBSCR && !self.flow.leader[i.end]).then_some(next)
    }
    /// BUILD_SLICE and the subscript behind it, without the slice.
    fn stride(&mut self, i: &Instr) {
        let Some(next) = self.strided(i) else { return };
        let args = self.top_words(4);
        let (before, cold) = (self.state.clone(), self.cold());
        let r = self.leaf(leaf::stride, &args, cold);
        self.replace(4, V::Word(r, Ty::Any));
        self.join_all(step, &[*i, next], cold, before, 1);
    }
    /// `super().name`, about to be called.
    fn load_super_method(&mut self, i: &Instr) {
        let mut args = self.top_words(3);
        args.push(self.kept_word(self.name(i.arg as usize >> 2)));
        let (before, cold) = (self.state.clone(), self.cold());
        let f = self.leaf(leaf::super_method, &args, cold);
        self.replace(3, V::Word(f, Ty::Any));
        self.push(V::Word(args[2], Ty::Any));
        self.join_with(step, i, cold, before, 2);
    }
    /// The cells of the function's closure become its last locals.
    fn copy_free_vars(&mut self, n: usize) {
        let fp = self.frame();
        let f = self.load(I64, fp, -8);
        let closure = self.load(I64, f, offset_of!(FunctionObj, closure) as i32 - TAG);
        let first = self.code.nlocals as usize - n;
        for k in 0..n {
            let cell = self.load(I64, closure, (size_of::<TupleObj>() + 8 * k) as i32 - TAG);
            self.store(cell, fp, 8 * (first + k) as i32);
            self.state.set_local(first + k, V::Word(cell, Ty::Any));
        }
    }
    fn store_deref(&mut self, n: usize) {
        let v = self.top_words(1)[0];
        self.load_fast(n);
        let cell = self.top_words(1)[0];
        self.state.stack.pop();
        self.store(v, cell, offset_of!(CellObj, value) as i32 - TAG);
        self.note_store(cell);
        self.state.stack.pop();
    }
    /// Goes on if there is an object below the arguments of a call, or none: the interpreter may have found a method where
    /// another kind of attribute is expected, and the reverse.
    pub fn guard_self(&mut self, base: usize, method: bool, cold: Block) {
        let this = self.get(base + 1);
        if !method && this == V::Const(Word::NULL.0) {
            return;
        }
        let this = self.as_word(this);
        let cc = if method { IntCC::NotEqual } else { IntCC::Equal };
        let ok = self.b.ins().icmp_imm_s(cc, this, Word::NULL.0 as i64);
        self.guard(ok, cold);
    }
    /// CALL of a callable that most likely has a leaf, and whether it is done.
    pub fn call_leaf(&mut self, i: &Instr, base: usize, n: usize) -> bool {
        let Some(known) = self.state.stack[base].likely else { return false };
        let Some(c) = self.vm.leaf_of(known.object) else { return false };
        let given = n + (known.method || c.bound.is_some()) as usize;
        if given < c.least || given > c.most || known.method && c.bound.is_some() {
            return false;
        }
        let callee = self.get(base);
        let callee = self.as_word(callee);
        let mut args = self.top_words(n + known.method as usize);
        let (before, cold) = (self.state.clone(), self.cold());
        if let Some(def) = c.bound {
            const AT: leaf::BuiltinLayout = leaf::BUILTIN_LAYOUT;
            self.guard_ptr(callee, cold);
            self.guard_kind(callee, Kind::Native, cold);
            for (at, want) in
                [(AT.info, BuiltinFn::INFO as *const NativeInfo as u64), (AT.def, def as *const FnDef as u64)]
            {
                let v = self.load(I64, callee, at as i32 - TAG);
                let want = self.word(want);
                let ok = self.b.ins().icmp(IntCC::Equal, v, want);
                self.guard(ok, cold);
            }
            args.insert(0, self.load(I64, callee, AT.this as i32 - TAG));
        } else {
            let want = self.kept_word(known.object);
            let ok = self.b.ins().icmp(IntCC::Equal, callee, want);
            self.guard(ok, cold);
        }
        self.guard_self(base, known.method, cold);
        let f = c.leaf;
        let r = self.leaf(f, &args, cold);
        self.state.stack.truncate(base);
        self.push(V::Word(r, Ty::Any));
        self.join_with(step, i, cold, before, 1);
        true
    }
}
