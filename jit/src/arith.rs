//! Arithmetic and comparison.

use cranelift_codegen::ir::{Block, InstBuilder, Value, condcodes::*, types::*};
use taipan_runtime::heap::Word;
use taipan_runtime::interp::compiled::MISSES_OF_PLACE;
use taipan_runtime::interp::opcodes::*;
use taipan_runtime::interp::ops::{MET_FLOATS, MET_OTHER};

use taipan_runtime::objects::leaf;
use taipan_syntax::bytecode::{Op, nb};

use crate::flow::Instr;
use crate::values::*;

const POWER_IN_PLACE: u32 = nb::POWER + nb::INPLACE;

/// What an operand is known to be.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Num {
    Int,
    Float,
    Unknown,
}

impl Emitter<'_> {
    fn number(&self, v: V) -> Num {
        match v {
            V::Float(_) => Num::Float,
            V::Const(c) if Word(c).is_small() => Num::Int,
            V::Const(c) if Word(c).is_imm_float() => Num::Float,
            V::Word(_, Ty::Int) => Num::Int,
            V::Word(w, _) if self.state.is_int(w) => Num::Int,
            _ => Num::Unknown,
        }
    }
    /// A value as a float; of ints, which become floats where the other operand is one, only those known as such if
    /// `strict`.
    pub fn float_operand(&mut self, v: V, strict: bool, cold: Block) -> Value {
        match v {
            V::Float(f) => f,
            V::Const(c) if Word(c).is_imm_float() => self.b.ins().f64const(Word(c).imm_float_value()),
            V::Const(c) if Word(c).is_small() => self.b.ins().f64const(Word(c).small_value() as f64),
            v => {
                let int = self.number(v) == Num::Int;
                let w = self.as_word(v);
                if int {
                    let n = self.b.ins().sshr_imm_u(w, 2);
                    return self.b.ins().fcvt_from_sint(F64, n);
                }
                if strict {
                    return self.guard_float(w, cold);
                }
                let join = self.b.create_block();
                let r = self.b.append_block_param(join, F64);
                let (float, other) = (self.b.create_block(), self.b.create_block());
                let is = self.is_float(w);
                self.b.ins().brif(is, float, &[], other, &[]);
                self.b.switch_to_block(float);
                let f = self.float_of(w);
                self.b.ins().jump(join, &[f.into()]);
                self.b.switch_to_block(other);
                let t = self.b.ins().band_imm_u(w, 3);
                self.guard_equal(t, 1, cold);
                let n = self.b.ins().sshr_imm_u(w, 2);
                let f = self.b.ins().fcvt_from_sint(F64, n);
                self.b.ins().jump(join, &[f.into()]);
                self.b.switch_to_block(join);
                r
            }
        }
    }
    /// As [`Self::float_operand`], for comparisons and true division: ints that no float equals take the slow path, and ints
    /// unknown as such are converted too.
    fn exact_float_operand(&mut self, v: V, cold: Block) -> Value {
        let w = match v {
            V::Word(w, _) => w,
            V::Const(c) if Word(c).is_small() && Word(c).small_value().unsigned_abs() >= 1 << 53 => self.word(c),
            v => return self.float_operand(v, true, cold),
        };
        let join = self.b.create_block();
        let r = self.b.append_block_param(join, F64);
        let (int, other) = (self.b.create_block(), self.b.create_block());
        let t = self.b.ins().band_imm_u(w, 3);
        let is_int = self.b.ins().icmp_imm_s(IntCC::Equal, t, 1);
        self.b.ins().brif(is_int, int, &[], other, &[]);
        self.b.switch_to_block(int);
        let n = self.b.ins().sshr_imm_u(w, 2);
        let shifted = self.b.ins().iadd_imm_s(n, 1 << 53);
        let fits = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, shifted, 1 << 54);
        self.guard(fits, cold);
        let f = self.b.ins().fcvt_from_sint(F64, n);
        self.b.ins().jump(join, &[f.into()]);
        self.b.switch_to_block(other);
        let f = self.guard_float(w, cold);
        self.b.ins().jump(join, &[f.into()]);
        self.b.switch_to_block(join);
        r
    }
    /// An operand as an int's word.
    fn int_operand(&mut self, v: V, cold: Block) -> Value {
        let known = self.number(v) == Num::Int;
        let w = self.as_word(v);
        if !known {
            self.guard_int(w, cold);
        }
        w
    }
    /// Whether floats were met at the instruction.
    fn met_floats(&self, i: &Instr) -> bool {
        self.cache(i, 0) as u8 == MET_FLOATS
    }
    /// Whether the path that compiled code had for the instruction missed often.
    pub fn missed(&self, i: &Instr) -> bool {
        self.cache(i, 0) >> 8 >= MISSES_OF_PLACE
    }
    /// Addition, subtraction or multiplication where both ints and floats were met, also together.
    fn mixed(&mut self, i: &Instr, a: V, b: V) {
        let (before, cold) = (self.state.clone(), self.cold());
        let (x, y) = (self.as_word(a), self.as_word(b));
        let join = self.b.create_block();
        let r = self.b.append_block_param(join, I64);
        let (ints, other) = (self.b.create_block(), self.b.create_block());
        let (p, q) = (self.b.ins().iadd_imm_s(x, -1), self.b.ins().iadd_imm_s(y, -1));
        let t = self.b.ins().bor(p, q);
        let t = self.b.ins().band_imm_u(t, 3);
        let both = self.b.ins().icmp_imm_s(IntCC::Equal, t, 0);
        self.b.ins().brif(both, ints, &[], other, &[]);
        self.b.switch_to_block(ints);
        let v = self.int_result(i, x, y, cold);
        self.b.ins().jump(join, &[v.into()]);
        self.b.switch_to_block(other);
        // One of them is no int: a float.
        let x = self.float_operand(V::Word(x, Ty::Any), false, cold);
        let y = self.float_operand(V::Word(y, Ty::Any), false, cold);
        let f = self.float_result(i, x, y);
        let v = self.box_float(f);
        self.b.ins().jump(join, &[v.into()]);
        self.b.switch_to_block(join);
        self.replace(2, V::Word(r, Ty::Any));
        self.join(i, cold, before, 1);
    }
    fn float_result(&mut self, i: &Instr, x: Value, y: Value) -> Value {
        match i.op {
            BIN_ADD => self.b.ins().fadd(x, y),
            BIN_SUB => self.b.ins().fsub(x, y),
            _ => self.b.ins().fmul(x, y),
        }
    }

    pub fn binary(&mut self, i: &Instr) {
        let (a, b) = self.two();
        let (na, nb) = (self.number(a), self.number(b));
        let depth = self.depth() - 1;
        let float = na == Num::Float || nb == Num::Float;
        match i.op {
            BIN_SUBSCR => self.subscr(i),
            _ if self.cache(i, 0) as u8 == MET_OTHER && na == Num::Unknown && nb == Num::Unknown => {
                self.binary_by_leaf(i);
            }
            BIN_ADD | BIN_SUB | BIN_MUL
                if self.missed(i) && self.met_floats(i) && na == Num::Unknown && nb == Num::Unknown =>
            {
                self.mixed(i, a, b);
            }
            _ if self.missed(i) => self.binary_by_leaf(i),
            BIN_ADD | BIN_SUB | BIN_MUL if float || self.met_floats(i) && (na, nb) != (Num::Int, Num::Int) => {
                let (before, cold) = (self.state.clone(), self.cold());
                // One of them must be a float.
                let x = self.float_operand(a, nb != Num::Float, cold);
                let y = self.float_operand(b, na == Num::Int, cold);
                let r = self.float_result(i, x, y);
                self.replace(2, V::Float(r));
                self.join(i, cold, before, 1);
            }
            _ if matches!(i.arg, nb::POWER | POWER_IN_PLACE)
                && i.base == Op::BinaryOp
                && self.is_power(a, b, float) =>
            {
                self.power(i, a, b);
            }
            BIN_TRUEDIV => {
                let (before, cold) = (self.state.clone(), self.cold());
                let x = self.exact_float_operand(a, cold);
                let y = self.exact_float_operand(b, cold);
                let zero = self.b.ins().f64const(0.0);
                let ok = self.b.ins().fcmp(FloatCC::NotEqual, y, zero);
                self.guard(ok, cold);
                let r = self.b.ins().fdiv(x, y);
                self.replace(2, V::Float(r));
                self.join(i, cold, before, 1);
            }
            _ if float => self.by_step(i, depth),
            BIN_ADD | BIN_SUB | BIN_MUL | BIN_AND | BIN_OR | BIN_XOR | BIN_FLOORDIV | BIN_MOD | BIN_LSHIFT
            | BIN_RSHIFT => self.int_op(i, a, b),
            _ => self.by_step(i, depth),
        }
    }
    /// An operator on whatever a leaf knows, mostly ints that no word holds.
    fn binary_by_leaf(&mut self, i: &Instr) {
        let other = matches!(i.op, BIN_TRUEDIV) || i.op == Op::BinaryOp as u8;
        if other {
            let depth = self.depth() - 1;
            return self.by_step(i, depth);
        }
        self.by_leaf(i, leaf::binary, 2, &[Word::small(i.arg as i64)], Ty::Any);
    }
    /// Whether a power has a path: of a float, or most likely one to a small constant.
    fn is_power(&self, a: V, b: V, float: bool) -> bool {
        float || matches!(a, V::Word(..)) && small_exponent(b).is_some() && self.number(a) == Num::Unknown
    }
    /// A positive float to the power of a float, or any to that of a small constant: the C library's `pow`, but what
    /// overflows.
    fn power(&mut self, i: &Instr, a: V, b: V) {
        let (before, cold) = (self.state.clone(), self.cold());
        let exponent = small_exponent(b);
        let x = if exponent.is_some() { self.float_operand(a, true, cold) } else { self.exact_float_operand(a, cold) };
        let y = self.exact_float_operand(b, cold);
        if exponent.is_none() {
            let zero = self.b.ins().f64const(0.0);
            let ok = self.b.ins().fcmp(FloatCC::GreaterThan, x, zero);
            self.guard(ok, cold);
        }
        let callee = self.word(libc_pow as *const () as u64);
        let c = self.b.ins().call_indirect(self.sigs.pow, callee, &[x, y]);
        let r = self.b.inst_results(c)[0];
        let most = self.b.ins().f64const(f64::INFINITY);
        let size = self.b.ins().fabs(r);
        let ok = self.b.ins().fcmp(FloatCC::LessThan, size, most);
        self.guard(ok, cold);
        self.replace(2, V::Float(r));
        self.join(i, cold, before, 1);
    }
    fn int_op(&mut self, i: &Instr, a: V, b: V) {
        let (before, cold) = (self.state.clone(), self.cold());
        let x = self.int_operand(a, cold);
        let y = self.int_operand(b, cold);
        let r = self.int_result(i, x, y, cold);
        self.state.ints.push(r);
        self.replace(2, V::Word(r, Ty::Int));
        self.join(i, cold, before, 1);
    }
    fn int_result(&mut self, i: &Instr, x: Value, y: Value, cold: Block) -> Value {
        match i.op {
            BIN_ADD => {
                let x = self.b.ins().iadd_imm_s(x, -1);
                let (r, o) = self.b.ins().sadd_overflow(x, y);
                self.guard_not(o, cold);
                r
            }
            BIN_SUB => {
                let y = self.b.ins().iadd_imm_s(y, -1);
                let (r, o) = self.b.ins().ssub_overflow(x, y);
                self.guard_not(o, cold);
                r
            }
            BIN_MUL => {
                let x = self.b.ins().iadd_imm_s(x, -1);
                let y = self.b.ins().sshr_imm_u(y, 2);
                let (r, o) = self.b.ins().smul_overflow(x, y);
                self.guard_not(o, cold);
                self.b.ins().iadd_imm_s(r, 1)
            }
            BIN_AND => self.b.ins().band(x, y),
            BIN_OR => self.b.ins().bor(x, y),
            BIN_XOR => {
                let r = self.b.ins().bxor(x, y);
                self.b.ins().iadd_imm_s(r, 1)
            }
            BIN_LSHIFT => {
                let n = self.b.ins().sshr_imm_u(y, 2);
                let ok = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, n, 32);
                self.guard(ok, cold);
                let v = self.b.ins().sshr_imm_u(x, 2);
                let shifted = self.b.ins().iadd_imm_s(v, 1 << 28);
                let ok = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, shifted, 1 << 29);
                self.guard(ok, cold);
                let r = self.b.ins().ishl(v, n);
                let r = self.b.ins().ishl_imm_u(r, 2);
                self.b.ins().iadd_imm_s(r, 1)
            }
            BIN_RSHIFT => {
                let n = self.b.ins().sshr_imm_u(y, 2);
                let ok = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, n, 62);
                self.guard(ok, cold);
                let v = self.b.ins().sshr_imm_u(x, 2);
                let r = self.b.ins().sshr(v, n);
                let r = self.b.ins().ishl_imm_u(r, 2);
                self.b.ins().iadd_imm_s(r, 1)
            }
            _ => self.divide(i, x, y, cold),
        }
    }
    fn guard_not(&mut self, v: Value, cold: Block) {
        let next = self.b.create_block();
        self.b.ins().brif(v, cold, &[], next, &[]);
        self.b.switch_to_block(next);
    }
    /// Floor division and its rest, by positive divisors.
    fn divide(&mut self, i: &Instr, x: Value, y: Value, cold: Block) -> Value {
        let (x, y) = (self.b.ins().sshr_imm_u(x, 2), self.b.ins().sshr_imm_u(y, 2));
        let ok = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, y, 0);
        self.guard(ok, cold);
        let q = self.b.ins().sdiv(x, y);
        let p = self.b.ins().imul(q, y);
        let rest = self.b.ins().isub(x, p);
        // Rounded towards zero, it is one too high below zero unless it is exact.
        let sign = self.b.ins().sshr_imm_u(rest, 63);
        let r = if i.op == BIN_FLOORDIV {
            self.b.ins().iadd(q, sign)
        } else {
            let add = self.b.ins().band(sign, y);
            self.b.ins().iadd(rest, add)
        };
        let r = self.b.ins().ishl_imm_u(r, 2);
        self.b.ins().iadd_imm_s(r, 1)
    }
    pub fn negative(&mut self, i: &Instr) {
        let k = self.depth() - 1;
        let v = self.get(k);
        match self.number(v) {
            Num::Float => {
                let (before, cold) = (self.state.clone(), self.cold());
                let f = self.float_operand(v, true, cold);
                let r = self.b.ins().fneg(f);
                self.replace(1, V::Float(r));
                self.join(i, cold, before, 1);
            }
            Num::Int => {
                let (before, cold) = (self.state.clone(), self.cold());
                let w = self.as_word(v);
                let two = self.word(2);
                let (r, o) = self.b.ins().ssub_overflow(two, w);
                self.guard_not(o, cold);
                self.replace(1, V::Word(r, Ty::Int));
                self.state.ints.push(r);
                self.join(i, cold, before, 1);
            }
            Num::Unknown => {
                let (before, cold) = (self.state.clone(), self.cold());
                let w = self.as_word(v);
                let (int, other, join) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
                let r = self.b.append_block_param(join, I64);
                let tag = self.b.ins().band_imm_u(w, 3);
                let is_int = self.b.ins().icmp_imm_s(IntCC::Equal, tag, 1);
                self.b.ins().brif(is_int, int, &[], other, &[]);
                self.b.switch_to_block(int);
                let two = self.word(2);
                let (negated, o) = self.b.ins().ssub_overflow(two, w);
                self.guard_not(o, cold);
                self.b.ins().jump(join, &[negated.into()]);
                self.b.switch_to_block(other);
                let f = self.guard_float(w, cold);
                let f = self.b.ins().fneg(f);
                let boxed = self.box_float(f);
                self.b.ins().jump(join, &[boxed.into()]);
                self.b.switch_to_block(join);
                self.replace(1, V::Word(r, Ty::Any));
                self.join(i, cold, before, 1);
            }
        }
    }

    pub fn compare(&mut self, i: &Instr) {
        let (a, b) = self.two();
        let (na, nb) = (self.number(a), self.number(b));
        let (icc, fcc) = match i.op {
            CMP_LT => (IntCC::SignedLessThan, FloatCC::LessThan),
            CMP_LE => (IntCC::SignedLessThanOrEqual, FloatCC::LessThanOrEqual),
            CMP_EQ => (IntCC::Equal, FloatCC::Equal),
            CMP_NE => (IntCC::NotEqual, FloatCC::NotEqual),
            CMP_GT => (IntCC::SignedGreaterThan, FloatCC::GreaterThan),
            _ => (IntCC::SignedGreaterThanOrEqual, FloatCC::GreaterThanOrEqual),
        };
        if self.missed(i) {
            let op = Word::small((i.op - CMP_LT) as i64);
            return self.by_leaf(i, leaf::compare, 2, &[op], Ty::Bool);
        }
        let (before, cold) = (self.state.clone(), self.cold());
        let r = if na == Num::Float || nb == Num::Float {
            let x = self.exact_float_operand(a, cold);
            let y = self.exact_float_operand(b, cold);
            self.b.ins().fcmp(fcc, x, y)
        } else if na == Num::Int || nb == Num::Int {
            let x = self.int_operand(a, cold);
            let y = self.int_operand(b, cold);
            self.b.ins().icmp(icc, x, y)
        } else {
            self.compare_unknown(a, b, icc, fcc, cold)
        };
        // The interpreter answers with a bool where one is asked for.
        let v = if i.arg & 16 != 0 { V::Flag(r) } else { V::Word(self.bool_word(r), Ty::Bool) };
        self.replace(2, v);
        self.join(i, cold, before, 1);
    }
    fn compare_unknown(&mut self, a: V, b: V, icc: IntCC, fcc: FloatCC, cold: Block) -> Value {
        let (x, y) = (self.as_word(a), self.as_word(b));
        let join = self.b.create_block();
        let r = self.b.append_block_param(join, I8);
        let (ints, other) = (self.b.create_block(), self.b.create_block());
        let (p, q) = (self.b.ins().iadd_imm_s(x, -1), self.b.ins().iadd_imm_s(y, -1));
        let t = self.b.ins().bor(p, q);
        let t = self.b.ins().band_imm_u(t, 3);
        let both = self.b.ins().icmp_imm_s(IntCC::Equal, t, 0);
        self.b.ins().brif(both, ints, &[], other, &[]);
        self.b.switch_to_block(ints);
        let f = self.b.ins().icmp(icc, x, y);
        self.b.ins().jump(join, &[f.into()]);
        self.b.switch_to_block(other);
        let x = self.exact_float_operand(V::Word(x, Ty::Any), cold);
        let y = self.exact_float_operand(V::Word(y, Ty::Any), cold);
        let f = self.b.ins().fcmp(fcc, x, y);
        self.b.ins().jump(join, &[f.into()]);
        self.b.switch_to_block(join);
        r
    }
}

/// An exponent from 1 to 16 that is a constant.
fn small_exponent(v: V) -> Option<i64> {
    match v {
        V::Const(c) => Word(c).as_small().filter(|n| (1..=16).contains(n)),
        _ => None,
    }
}

extern "sysv64" fn libc_pow(x: f64, y: f64) -> f64 {
    x.powf(y)
}
