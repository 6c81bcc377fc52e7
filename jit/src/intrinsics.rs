//! Calls of a few natives that are done here: `len`, `isinstance` with a class, `list.append`.

use cranelift_codegen::ir::{Block, InstBuilder, Value, condcodes::*, types::*};
use std::mem::offset_of;
use taipan_runtime::heap::Word;
use taipan_runtime::interp::compiled::{step, step_missed};
use taipan_runtime::objects::{leaf, *};
use taipan_runtime::{Vm, objects::intrinsics::Intrinsic};

use crate::flow::Instr;
use crate::values::*;

// Where lists, tuples, dicts and sets keep their length.
const LEN: usize = offset_of!(ListObj, len);
const _: () = assert!(offset_of!(TupleObj, len) == LEN && offset_of!(DictObj, used) == LEN);
const _: () = assert!(offset_of!(SetObj, used) == LEN);

impl Emitter<'_> {
    /// Whether the callee is likely one of these natives, and was called.
    pub fn call_intrinsic(&mut self, i: &Instr, base: usize, n: usize) -> bool {
        let Some(known) = self.state.stack[base].likely else { return false };
        let Some(intrinsic) = self.vm.intrinsic(known.object) else { return false };
        let without_self = self.state.stack[base + 1].v == V::Const(Word::NULL.0);
        let class = self.state.stack.get(base + 3).and_then(|i| i.likely).map(|k| k.object);
        match intrinsic {
            Intrinsic::Sqrt if n == 1 && without_self => return self.call_sqrt(i, base, known.object),
            Intrinsic::Len if n == 1 && without_self => {}
            Intrinsic::IsInstance if n == 2 && without_self && class.is_some_and(|c| self.vm.is_plain_class(c)) => {}
            Intrinsic::ListAppend if n == 1 && known.method => {}
            _ => return false,
        }
        let first = if known.method { base + 1 } else { base + 2 };
        let (f, x) = (self.get(base), self.get(first));
        let (f, x) = (self.as_word(f), self.as_word(x));
        let second = (first + 1 < self.depth()).then(|| self.get(first + 1));
        let (before, cold) = (self.state.clone(), self.cold());
        let want = self.kept_word(known.object);
        let ok = self.b.ins().icmp(IntCC::Equal, f, want);
        self.guard(ok, cold);
        let r = match (intrinsic, second, class) {
            (Intrinsic::Len, ..) => self.len_of(x, cold),
            (Intrinsic::IsInstance, Some(c), Some(class)) => {
                let c = self.as_word(c);
                let want = self.kept_word(class);
                let ok = self.b.ins().icmp(IntCC::Equal, c, want);
                self.guard(ok, cold);
                let (vm, callee) = (self.vm_address(), self.word(is_instance as *const () as u64));
                let call = self.b.ins().call_indirect(self.sigs.ask, callee, &[vm, x, c]);
                let r = self.b.inst_results(call)[0];
                let ok = self.b.ins().icmp_imm_s(IntCC::NotEqual, r, Word::NULL.0 as i64);
                self.guard(ok, cold);
                r
            }
            (_, Some(v), _) => {
                let v = self.as_word(v);
                self.append(x, v, cold);
                self.word(Word::NONE.0)
            }
            _ => unreachable!("checked above"),
        };
        self.state.stack.truncate(base);
        self.push(V::Word(r, Ty::Any));
        // A list that grows is nothing to learn from.
        let f = if intrinsic == Intrinsic::ListAppend { step } else { step_missed };
        self.join_with(f, i, cold, before, 1);
        true
    }
    /// `math.sqrt` of a number that is not negative.
    fn call_sqrt(&mut self, i: &Instr, base: usize, sqrt: Word) -> bool {
        let (f, x) = (self.get(base), self.get(base + 2));
        let f = self.as_word(f);
        let (before, cold) = (self.state.clone(), self.cold());
        let want = self.kept_word(sqrt);
        let ok = self.b.ins().icmp(IntCC::Equal, f, want);
        self.guard(ok, cold);
        let x = self.float_operand(x, false, cold);
        let zero = self.b.ins().f64const(0.0);
        let ok = self.b.ins().fcmp(FloatCC::GreaterThanOrEqual, x, zero);
        self.guard(ok, cold);
        let r = self.b.ins().sqrt(x);
        self.state.stack.truncate(base);
        self.push(V::Float(r));
        self.join(i, cold, before, 1);
        true
    }
    /// The length of a list, tuple, dict, set or str, as a word.
    fn len_of(&mut self, x: Value, cold: Block) -> Value {
        self.guard_ptr(x, cold);
        let shape = self.load(I32, x, 4 - TAG);
        let (counted, join, str) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let r = self.b.append_block_param(join, I64);
        let types = &self.vm.types;
        for t in [&types.list, &types.tuple, &types.dict, &types.set] {
            let next = self.b.create_block();
            let want = self.vm.shape_of_type(t.get());
            let is = self.b.ins().icmp_imm_s(IntCC::Equal, shape, want as i32 as i64);
            self.b.ins().brif(is, counted, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(str, &[]);
        self.b.switch_to_block(counted);
        let n = self.load(I64, x, LEN as i32 - TAG);
        self.b.ins().jump(join, &[n.into()]);
        self.b.switch_to_block(str);
        let other = self.b.create_block();
        self.guard_equal(shape, self.vm.shape_of_type(types.str.get()) as i32 as i64, other);
        let n = self.load(I64, x, offset_of!(StrObj, len_kind) as i32 - TAG);
        let n = self.b.ins().ushr_imm_u(n, StrObj::LEN_SHIFT as i64);
        let n = self.b.ins().ishl_imm_u(n, 2);
        let n = self.b.ins().bor_imm_s(n, 1);
        self.b.ins().jump(join, &[n.into()]);
        self.b.switch_to_block(other);
        let n = self.leaf(leaf::length, &[x], cold);
        self.b.ins().jump(join, &[n.into()]);
        self.b.switch_to_block(join);
        r
    }
}

/// `isinstance(x, c)` for a class whose metaclass is `type`, where no program code decides; else NULL.
unsafe extern "sysv64" fn is_instance(vm: &Vm, x: Word, c: Word) -> Word {
    vm.isinstance_by_class(x, c).map_or(Word::NULL, Word::bool)
}
