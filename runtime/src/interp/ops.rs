//! Bodies of the instructions that have a fast path. A body works on the registers; it changes
//! nothing before it asks for a slow path. `ip` is behind the instruction's word; a body that
//! completes skips the caches. Instructions without a fast path are `slow!` functions.

use super::FRAME_HEADER;
use super::dispatch::{Regs, Sl};
use super::frame::*;
use super::places::*;
use super::slow::*;
use crate::Vm;
use crate::heap::*;
use crate::objects::*;
use std::sync::atomic::Ordering::Relaxed;

macro_rules! op {
    ($(#[$m:meta])* $name:ident, $s:ident, $vm:ident, $w:ident, $b:block) => {
        $(#[$m])*
        #[inline(always)]
        #[allow(unused_variables)]
        pub unsafe fn $name($s: &mut Regs, $vm: &Vm, $w: u32) -> Sl {
            $b;
            #[allow(unreachable_code)]
            None
        }
    };
}
/// An instruction that is all slow path.
macro_rules! slow_op {
    ($($name:ident => $f:ident),* $(,)?) => { $( op!($name, s, vm, w, { return Some($f) }); )* };
}
macro_rules! push {
    ($s:ident, $v:expr) => {{
        let v = $v;
        *$s.sp = v;
        $s.sp = $s.sp.add(1);
    }};
}

/// Calls `$m!` with every (opcode => body) pair.
macro_rules! for_each_op {
    ($m:ident) => {
        $m! {
            27 => nop, 84 => load_fast, 88 => load_fast_check, 85 => load_fast_and_clear, 89 => load_fast_load_fast,
            112 => store_fast, 113 => store_fast_load_fast, 114 => store_fast_store_fast, 63 => delete_fast,
            82 => load_const, 94 => load_small_int, 145 => load_imm, 31 => pop_top, 33 => push_null,
            59 => copy, 117 => swap, 10 => end_send, 42 => unary_not, 39 => to_bool, 74 => is_op,
            121 => bin_add, 122 => bin_sub, 123 => bin_mul, 124 => bin_truediv, 125 => bin_floordiv, 126 => bin_mod,
            127 => bin_and, 176 => bin_or, 129 => bin_xor, 130 => bin_lshift, 131 => bin_rshift, 132 => bin_subscr,
            133 => cmp_lt, 134 => cmp_le, 135 => cmp_eq, 136 => cmp_ne, 137 => cmp_gt, 138 => cmp_ge,
            139 => cmp_lt_jf, 140 => cmp_le_jf, 141 => cmp_eq_jf, 142 => cmp_ne_jf, 143 => cmp_gt_jf, 144 => cmp_ge_jf,
            163 => cmp_lt_jt, 164 => cmp_gt_jt, 165 => cmp_eq_jt, 170 => to_bool_jf, 171 => to_bool_jt,
            41 => unary_negative, 40 => unary_invert,
            100 => pop_jump_if_false, 103 => pop_jump_if_true, 101 => pop_jump_if_none, 102 => pop_jump_if_not_none,
            77 => jump_forward, 75 => jump_backward, 76 => jump_backward_no_interrupt,
            120 => yield_value, 34 => return_generator, 35 => return_value, 146 => gen_return, 147 => init_return,
            52 => call, 55 => call_kw, 4 => call_function_ex, 53 => call_intrinsic_1, 54 => call_intrinsic_2,
            70 => for_iter, 159 => for_iter_store, 177 => for_iter_gen, 178 => send_gen, 16 => get_iter, 19 => get_yield_from_iter, 106 => send, 71 => get_awaitable,
            14 => get_aiter, 15 => get_anext, 68 => end_async_for, 7 => cleanup_throw,
            80 => load_attr, 148 => load_attr_inline, 150 => load_attr_overflow, 149 => load_attr_method, 151 => load_attr_mega,
            152 => load_attr_classvar, 160 => load_attr_native_method, 161 => load_attr_module, 175 => load_attr_class, 169 => load_attr_property,
            110 => store_attr, 153 => store_attr_inline, 154 => store_attr_add, 155 => store_attr_mega, 61 => delete_attr,
            92 => load_global, 156 => load_global_module, 157 => load_global_builtin, 158 => load_global_mega,
            93 => load_name, 116 => store_name, 65 => delete_name, 115 => store_global, 64 => delete_global,
            83 => load_deref, 111 => store_deref, 62 => delete_deref, 97 => make_cell, 60 => copy_free_vars,
            90 => load_from_dict_or_deref, 91 => load_from_dict_or_globals, 22 => load_locals, 95 => load_special, 96 => load_super_attr,
            81 => load_common_constant, 21 => load_build_class, 36 => setup_annotations,
            38 => store_subscr, 8 => delete_subscr, 1 => binary_slice, 37 => store_slice, 44 => binary_op, 57 => contains_op, 18 => get_len,
            46 => build_list, 51 => build_tuple, 47 => build_map, 48 => build_set, 49 => build_slice, 50 => build_string,
            2 => build_template, 45 => build_interpolation, 12 => format_simple, 13 => format_with_spec, 58 => convert_value,
            78 => list_append, 79 => list_extend, 98 => map_add, 107 => set_add, 109 => set_update, 66 => dict_merge, 67 => dict_update,
            119 => unpack_sequence, 118 => unpack_ex, 23 => make_function, 108 => set_function_attribute,
            24 => match_keys, 25 => match_mapping, 26 => match_sequence, 99 => match_class,
            32 => push_exc_info, 29 => pop_except, 6 => check_exc_match, 5 => check_eg_match, 104 => raise_varargs, 105 => reraise, 43 => with_except_start,
            72 => import_from, 73 => import_name,
            128 => resume,
        }
    };
}

#[inline(always)]
fn arg(w: u32) -> usize {
    (w >> 8) as usize
}

op!(nop, s, vm, w, {});
op!(load_fast, s, vm, w, { push!(s, *s.fp.add(arg(w))) });
op!(load_fast_check, s, vm, w, {
    let v = *s.fp.add(arg(w));
    if v.is_null() {
        return Some(unbound_local);
    }
    push!(s, v)
});
op!(load_fast_and_clear, s, vm, w, {
    let p = s.fp.add(arg(w));
    push!(s, *p);
    *p = Word::NULL;
});
op!(load_fast_load_fast, s, vm, w, {
    let a = arg(w);
    let (x, y) = (*s.fp.add(a >> 4), *s.fp.add(a & 15));
    *s.sp = x;
    *s.sp.add(1) = y;
    s.sp = s.sp.add(2);
});
op!(store_fast, s, vm, w, {
    s.sp = s.sp.sub(1);
    *s.fp.add(arg(w)) = *s.sp;
});
op!(store_fast_load_fast, s, vm, w, {
    let a = arg(w);
    *s.fp.add(a >> 4) = *s.sp.sub(1);
    *s.sp.sub(1) = *s.fp.add(a & 15);
});
op!(store_fast_store_fast, s, vm, w, {
    let a = arg(w);
    *s.fp.add(a >> 4) = *s.sp.sub(1);
    *s.fp.add(a & 15) = *s.sp.sub(2);
    s.sp = s.sp.sub(2);
});
op!(delete_fast, s, vm, w, {
    let p = s.fp.add(arg(w));
    if (*p).is_null() {
        return Some(unbound_local);
    }
    *p = Word::NULL;
});
op!(load_const, s, vm, w, {
    let consts = code_of(s.fp).data.consts.get();
    let t = &*(consts.ptr() as *const TupleObj);
    push!(s, *t.items().get_unchecked(arg(w)))
});
op!(load_small_int, s, vm, w, { push!(s, Word::small(arg(w) as i64)) });
op!(load_imm, s, vm, w, { push!(s, Word(arg(w) as u64)) });
op!(pop_top, s, vm, w, { s.sp = s.sp.sub(1) });
op!(push_null, s, vm, w, { push!(s, Word::NULL) });
op!(copy, s, vm, w, { push!(s, *s.sp.sub(arg(w))) });
op!(swap, s, vm, w, {
    let (a, b) = (s.sp.sub(1), s.sp.sub(arg(w)));
    std::ptr::swap(a, b);
});
op!(end_send, s, vm, w, {
    *s.sp.sub(2) = *s.sp.sub(1);
    s.sp = s.sp.sub(1);
});
op!(unary_not, s, vm, w, {
    let v = *s.sp.sub(1);
    *s.sp.sub(1) = if v == Word::TRUE { Word::FALSE } else { Word::TRUE };
});
op!(to_bool, s, vm, w, {
    let v = *s.sp.sub(1);
    if !v.is_bool() {
        let r = if v.is_small() {
            v.0 != 1
        } else if v.is_none() {
            false
        } else if v.is_ptr() && (*v.ptr()).kind == Kind::List {
            (*(v.ptr() as *const ListObj)).len.get() != 0
        } else {
            return Some(to_bool_slow);
        };
        *s.sp.sub(1) = Word::bool(r);
    }
    s.ip = s.ip.add(3);
});
op!(is_op, s, vm, w, {
    let same = *s.sp.sub(2) == *s.sp.sub(1);
    s.sp = s.sp.sub(1);
    *s.sp.sub(1) = Word::bool(same != (arg(w) == 1));
});

// ---- arithmetic

macro_rules! arith {
    ($name:ident, |$a:ident, $b:ident| $int:expr, |$x:ident, $y:ident| $float:expr) => {
        op!($name, s, vm, w, {
            let ($a, $b) = (*s.sp.sub(2), *s.sp.sub(1));
            if Word::both_small($a, $b) {
                let (r, o): (i64, bool) = $int;
                if o {
                    return Some(binary_slow);
                }
                *s.sp.sub(2) = Word(r as u64);
            } else {
                let $x = if $a.is_imm_float() {
                    $a.imm_float_value()
                } else if $a.is_small() {
                    $a.small_value() as f64
                } else {
                    return Some(binary_slow);
                };
                let $y = if $b.is_imm_float() {
                    $b.imm_float_value()
                } else if $b.is_small() {
                    $b.small_value() as f64
                } else {
                    return Some(binary_slow);
                };
                match Word::try_imm_float($float) {
                    Some(r) => *s.sp.sub(2) = r,
                    None => return Some(binary_slow),
                }
                // For a compiler: floats were met here.
                *(s.ip as *mut u8) = MET_FLOATS;
            }
            s.sp = s.sp.sub(1);
            s.ip = s.ip.add(5);
        });
    };
}
arith!(bin_add, |a, b| (a.0 as i64 - 1).overflowing_add(b.0 as i64), |x, y| x + y);
arith!(bin_sub, |a, b| (a.0 as i64).overflowing_sub(b.0 as i64 - 1), |x, y| x - y);
arith!(
    bin_mul,
    |a, b| {
        let (r, o) = (a.0 as i64 - 1).overflowing_mul(b.0 as i64 >> 2);
        (r.wrapping_add(1), o)
    },
    |x, y| x * y
);
op!(bin_truediv, s, vm, w, {
    let (a, b) = (*s.sp.sub(2), *s.sp.sub(1));
    let x = if a.is_imm_float() {
        a.imm_float_value()
    } else if a.is_small() && a.small_value().unsigned_abs() < 1 << 53 {
        a.small_value() as f64
    } else {
        return Some(binary_slow);
    };
    let y = if b.is_imm_float() {
        b.imm_float_value()
    } else if b.is_small() && b.small_value().unsigned_abs() < 1 << 53 {
        b.small_value() as f64
    } else {
        return Some(binary_slow);
    };
    if y == 0.0 {
        return Some(binary_slow);
    }
    match Word::try_imm_float(x / y) {
        Some(r) => *s.sp.sub(2) = r,
        None => return Some(binary_slow),
    }
    s.sp = s.sp.sub(1);
    s.ip = s.ip.add(5);
});
macro_rules! intop {
    ($name:ident, |$a:ident, $b:ident| $guard:expr, $r:expr) => {
        op!($name, s, vm, w, {
            let ($a, $b) = (*s.sp.sub(2), *s.sp.sub(1));
            if !Word::both_small($a, $b) {
                return Some(binary_slow);
            }
            let ($a, $b) = ($a.small_value(), $b.small_value());
            if !$guard {
                return Some(binary_slow);
            }
            *s.sp.sub(2) = Word::small($r);
            s.sp = s.sp.sub(1);
            s.ip = s.ip.add(5);
        });
    };
}
intop!(bin_floordiv, |a, b| b != 0 && b != -1, a.div_euclid(b) - ((b < 0 && a.rem_euclid(b) != 0) as i64));
intop!(bin_mod, |a, b| b > 0, a.rem_euclid(b));
intop!(bin_and, |a, b| true, a & b);
intop!(bin_or, |a, b| true, a | b);
intop!(bin_xor, |a, b| true, a ^ b);
intop!(bin_lshift, |a, b| (0..32).contains(&b) && (-(1 << 28)..1 << 28).contains(&a), a << b);
intop!(bin_rshift, |a, b| (0..64).contains(&b), a >> b);
/// What is noted in the lowest byte of an instruction's first cache: floats as operands, anything but the usual,
/// an array of floats.
pub const MET_FLOATS: u8 = 1;
pub const MET_OTHER: u8 = 2;
pub const MET_DOUBLES: u8 = 3;
op!(bin_subscr, s, vm, w, {
    let (l, i) = (*s.sp.sub(2), *s.sp.sub(1));
    if !l.is_ptr() {
        return Some(binary_slow);
    }
    let h = &*l.ptr();
    if h.kind == Kind::List && i.is_small() && h.shape.get() == vm.shape_of_type(vm.types.list.get()) {
        let lo = &*(l.ptr() as *const ListObj);
        let n = lo.len.get() as i64;
        let mut ix = i.small_value();
        if ix < 0 {
            ix += n;
        }
        if ix as u64 >= n as u64 {
            return Some(binary_slow);
        }
        let b = &*(lo.items.get().ptr() as *const Words);
        *s.sp.sub(2) = *b.ptr().add(ix as usize);
    } else if h.kind == Kind::Tuple && i.is_small() && h.shape.get() == vm.shape_of_type(vm.types.tuple.get()) {
        let t = &*(l.ptr() as *const TupleObj);
        let n = t.len() as i64;
        let mut ix = i.small_value();
        if ix < 0 {
            ix += n;
        }
        if ix as u64 >= n as u64 {
            return Some(binary_slow);
        }
        *s.sp.sub(2) = *t.items().get_unchecked(ix as usize);
    } else {
        // For a compiler: something else was met here.
        *(s.ip as *mut u8) = MET_OTHER;
        return Some(if h.kind == Kind::Native { subscr_native } else { subscr_slow });
    }
    s.sp = s.sp.sub(1);
    s.ip = s.ip.add(5);
});
op!(unary_negative, s, vm, w, {
    let a = *s.sp.sub(1);
    if a.is_small() && a.small_value() != INT_MIN {
        *s.sp.sub(1) = Word::small(-a.small_value());
    } else if a.is_imm_float() {
        match Word::try_imm_float(-a.imm_float_value()) {
            Some(r) => *s.sp.sub(1) = r,
            None => return Some(unary_negative_slow),
        }
    } else {
        return Some(unary_negative_slow);
    }
});
slow_op!(unary_invert => unary_invert_slow, binary_op => binary_slow);

// ---- comparison

macro_rules! cmp {
    ($($name:ident, $jf:ident, $op:tt;)*) => { $(
        op!($name, s, vm, w, {
            let (a, b) = (*s.sp.sub(2), *s.sp.sub(1));
            let r = if Word::both_small(a, b) {
                (a.0 as i64) $op (b.0 as i64)
            } else if a.is_imm_float() && b.is_imm_float() {
                a.imm_float_value() $op b.imm_float_value()
            } else {
                return Some(compare_slow);
            };
            *s.sp.sub(2) = Word::bool(r);
            s.sp = s.sp.sub(1);
            s.ip = s.ip.add(1);
        });
        op!($jf, s, vm, w, {
            let (a, b) = (*s.sp.sub(2), *s.sp.sub(1));
            let r = if Word::both_small(a, b) {
                (a.0 as i64) $op (b.0 as i64)
            } else if a.is_imm_float() && b.is_imm_float() {
                a.imm_float_value() $op b.imm_float_value()
            } else {
                return Some(compare_slow);
            };
            s.sp = s.sp.sub(2);
            // Units: cache, jump, its cache; a taken branch skips them and the distance.
            if r {
                s.ip = s.ip.add(3);
            } else {
                let d = (*s.ip.add(1) >> 8) as usize;
                s.ip = s.ip.add(3 + d);
            }
        });
    )* };
}
cmp! { cmp_lt, cmp_lt_jf, <; cmp_le, cmp_le_jf, <=; cmp_eq, cmp_eq_jf, ==; cmp_ne, cmp_ne_jf, !=; cmp_gt, cmp_gt_jf, >; cmp_ge, cmp_ge_jf, >=; }
macro_rules! cmp_jt {
    ($($name:ident, $op:tt;)*) => { $(
        op!($name, s, vm, w, {
            let (a, b) = (*s.sp.sub(2), *s.sp.sub(1));
            let r = if Word::both_small(a, b) {
                (a.0 as i64) $op (b.0 as i64)
            } else if a.is_imm_float() && b.is_imm_float() {
                a.imm_float_value() $op b.imm_float_value()
            } else {
                return Some(compare_slow);
            };
            s.sp = s.sp.sub(2);
            if !r {
                s.ip = s.ip.add(3);
            } else {
                let d = (*s.ip.add(1) >> 8) as usize;
                s.ip = s.ip.add(3 + d);
            }
        });
    )* };
}
cmp_jt! { cmp_lt_jt, <; cmp_gt_jt, >; cmp_eq_jt, ==; }
slow_op!(contains_op => contains_slow);

// ---- jumps

macro_rules! to_bool_jump {
    ($name:ident, $want:expr) => {
        op!($name, s, vm, w, {
            let v = *s.sp.sub(1);
            let r = if v.is_bool() {
                v == Word::TRUE
            } else if v.is_small() {
                v.0 != 1
            } else if v.is_none() {
                false
            } else {
                return Some(to_bool_slow);
            };
            s.sp = s.sp.sub(1);
            // Units: three caches, jump, its cache.
            if r != $want {
                s.ip = s.ip.add(5);
            } else {
                let d = (*s.ip.add(3) >> 8) as usize;
                s.ip = s.ip.add(5 + d);
            }
        });
    };
}
to_bool_jump!(to_bool_jf, false);
to_bool_jump!(to_bool_jt, true);
macro_rules! pop_jump {
    ($name:ident, |$v:ident| $c:expr) => {
        op!($name, s, vm, w, {
            let $v = *s.sp.sub(1);
            s.sp = s.sp.sub(1);
            s.ip = s.ip.add(1);
            if $c {
                s.ip = s.ip.add(arg(w));
            }
        });
    };
}
pop_jump!(pop_jump_if_false, |v| v == Word::FALSE);
pop_jump!(pop_jump_if_true, |v| v == Word::TRUE);
pop_jump!(pop_jump_if_none, |v| v == Word::NONE);
pop_jump!(pop_jump_if_not_none, |v| v != Word::NONE);
op!(jump_forward, s, vm, w, { s.ip = s.ip.add(arg(w)) });
op!(jump_backward, s, vm, w, {
    if vm.state.breaker.load(Relaxed) != 0 {
        return Some(jump_safepoint);
    }
    // Turns left until the loop is hot.
    let left = (*s.ip).wrapping_sub(1);
    *(s.ip as *mut u32) = left;
    if left == 0 {
        return Some(jump_hot);
    }
    s.ip = s.ip.add(1).sub(arg(w));
});
op!(jump_backward_no_interrupt, s, vm, w, { s.ip = s.ip.sub(arg(w)) });
op!(resume, s, vm, w, {
    if vm.state.breaker.load(Relaxed) != 0 && arg(w) & 3 < 2 {
        return Some(resume_safepoint);
    }
    // The upper half of the word counts calls left until the code is hot.
    let left = ((w >> 16) as u16).wrapping_sub(1);
    (s.ip.sub(1) as *mut u16).add(1).write(left);
    if left == 0 {
        return Some(resume_hot);
    }
});

// ---- calls

/// Sets up the frame of a Python function whose arguments lie in place; false if it needs more.
#[inline(always)]
pub(crate) unsafe fn enter(
    s: &mut Regs,
    vm: &Vm,
    f: Word,
    nfp: *mut Word,
    nargs: usize,
    result: *mut Word,
    ret: *const u32,
) -> bool {
    let fo = &*(f.ptr() as *const FunctionObj);
    let code = &*(fo.code.get().ptr() as *const CodeObj);
    let cur = &vm.state.cur;
    let n = code.nlocals as usize;
    let end = nfp.add(code.framesize as usize);
    let d = cur.depth.get() - 1;
    if code.simple_args != nargs as u32 || end > cur.limit.get() || d < 0 {
        return false;
    }
    cur.depth.set(d);
    *nfp.sub(1) = f;
    let h = nfp.add(n);
    let mut p = nfp.add(nargs);
    while p < h {
        p.write_volatile(Word::NULL);
        p = p.add(1);
    }
    *h.add(H_RET) = Word(ret as u64);
    *h.add(H_FP) = Word(s.fp as u64);
    *h.add(H_RESULT) = Word(result as u64);
    *h.add(H_LOCALS) = Word::NULL;
    *h.add(H_FRAME) = Word::NULL;
    *h.add(H_NATIVE) = super::compiled::to_interpreter();
    s.sp = h.add(FRAME_HEADER);
    s.fp = nfp;
    s.ip = code.entry.get();
    true
}
/// Appends to a list of this shape if there is room.
#[inline(always)]
unsafe fn append(l: Word, v: Word, shape: u32) -> bool {
    let l = &*(l.ptr() as *const ListObj);
    if l.hdr.shape.get() != shape {
        return false;
    }
    let n = l.len.get();
    let buffer = l.items.get();
    let Some(b) = buffer.get::<Words>() else { return false };
    if n >= b.len.get() || b.hdr.has(GC_UNLOGGED) {
        return false;
    }
    *b.ptr().add(n) = v;
    l.len.set(n + 1);
    true
}
op!(call, s, vm, w, {
    let n = arg(w);
    let base = s.sp.sub(n + 2);
    let f = *base;
    if !f.is_ptr() {
        return Some(call_slow);
    }
    let this = *base.add(1);
    let kind = (*f.ptr()).kind;
    if kind == Kind::Function {
        let ret = s.ip.add(3);
        let (first, given) = if this.is_null() { (base.add(2), n) } else { (base.add(1), n + 1) };
        if !enter(s, vm, f, first, given, base, ret) {
            return Some(call_defaults);
        }
        return None;
    }
    if kind == Kind::Native {
        // The two natives that are called most, on exact types.
        if n == 1 && !this.is_null() && f == vm.natives.list_append.get() {
            if this.is_ptr() && append(this, *base.add(2), vm.shape_of_type(vm.types.list.get())) {
                *base = Word::NONE;
                s.sp = base.add(1);
                s.ip = s.ip.add(3);
                return None;
            }
        } else if n == 1 && this.is_null() && f == vm.natives.len.get() {
            let x = *base.add(2);
            let len = if x.is_kind(Kind::List) && (*x.ptr()).shape.get() == vm.shape_of_type(vm.types.list.get()) {
                (*(x.ptr() as *const ListObj)).len.get()
            } else {
                return Some(call_native);
            };
            *base = Word::small(len as i64);
            s.sp = base.add(1);
            s.ip = s.ip.add(3);
            return None;
        }
        return Some(call_native);
    }
    if kind == Kind::Type {
        return Some(call_type);
    }
    if kind == Kind::Method && this.is_null() {
        let m = &*(f.ptr() as *const MethodObj);
        let func = m.func.get();
        if func.is_kind(Kind::Function) {
            let saved = *base.add(1);
            *base.add(1) = m.this.get();
            if enter(s, vm, func, base.add(1), n + 1, base, s.ip.add(3)) {
                return None;
            }
            *base.add(1) = saved;
            return Some(call_defaults);
        }
    }
    return Some(call_slow);
});
slow_op!(call_kw => call_kw_fast, call_function_ex => call_function_ex_slow, call_intrinsic_1 => call_intrinsic_1_slow,
    call_intrinsic_2 => call_intrinsic_2_slow);

op!(return_value, s, vm, w, {
    let h = s.sp.sub(1 + FRAME_HEADER);
    if !(*h.add(H_FRAME)).is_null() {
        return Some(return_with_frame);
    }
    let r = *s.sp.sub(1);
    let result = (*h.add(H_RESULT)).0 as *mut Word;
    s.ip = (*h.add(H_RET)).0 as *const u32;
    s.fp = (*h.add(H_FP)).0 as *mut Word;
    *result = r;
    s.sp = result.add(1);
    let d = &vm.state.cur.depth;
    d.set(d.get() + 1);
});
op!(init_return, s, vm, w, {
    let h = s.sp.sub(1 + FRAME_HEADER);
    let r = *s.sp.sub(1);
    let result = (*h.add(H_RESULT)).0;
    if !(*h.add(H_FRAME)).is_null() || (result & 1 == 1 && !r.is_none()) {
        return Some(return_with_frame);
    }
    s.ip = (*h.add(H_RET)).0 as *const u32;
    s.fp = (*h.add(H_FP)).0 as *mut Word;
    // An `__init__` called by its class leaves the instance, which lies there already.
    let slot = (result & !1) as *mut Word;
    if result & 1 == 0 {
        *slot = r;
    }
    s.sp = slot.add(1);
    let d = &vm.state.cur.depth;
    d.set(d.get() + 1);
});
slow_op!(return_generator => return_generator_slow);

// ---- generators

/// Copies words one by one (a wider load stalls on words just written so), without the compiler making a call of it.
#[inline(always)]
unsafe fn copy_words(from: *const Word, to: *mut Word, n: usize) {
    for i in 0..n {
        to.add(i).write_volatile(from.add(i).read_volatile());
    }
}
/// Whether a suspended generator can go on in a frame at `nfp` without more ado; takes its level of depth. It has no
/// frame object, and nothing is being handled inside of it or outside.
#[inline(always)]
unsafe fn may_resume(g: &GeneratorObj, vm: &Vm, nfp: *mut Word) -> bool {
    let cur = &vm.state.cur;
    let d = cur.depth.get() - 1;
    let plain = g.frame.get().is_null() && cur.handled.get().is_none() && g.handled.get().is_none();
    // The room for its words is nearly what its frame takes.
    if !plain || nfp.add(g.room.get() + 64) > cur.limit.get() || d < 0 {
        return false;
    }
    cur.depth.set(d);
    true
}
/// The header of a generator's frame and what is below it.
#[inline(always)]
unsafe fn generator_header(
    nfp: *mut Word,
    n: usize,
    it: Word,
    f: Word,
    ret: *const u32,
    fp: *mut Word,
    result: *mut Word,
) {
    *nfp.sub(1) = f;
    let h = nfp.add(n);
    *h.add(H_RET) = Word(ret as u64);
    *h.add(H_FP) = Word(fp as u64);
    *h.add(H_RESULT) = Word(result as u64);
    *h.add(H_LOCALS) = it;
    *h.add(H_FRAME) = Word::NULL;
}
/// Brings a suspended generator's frame back at `s.sp`; false if it needs more. See
/// `generator::resume`.
#[inline(always)]
unsafe fn resume_generator(s: &mut Regs, vm: &Vm, it: Word, value: Word, ret: *const u32, result: *mut Word) -> bool {
    let g = &*(it.ptr() as *const GeneratorObj);
    let f = g.func.get();
    let code = code_of_function(f);
    let nfp = s.sp.add(1);
    if super::dispatch::is_lazy(code.entry.get()) || !may_resume(g, vm, nfp) {
        return false;
    }
    let n = code.nlocals as usize;
    generator_header(nfp, n, it, f, ret, s.fp, result);
    *nfp.add(n + H_NATIVE) = super::compiled::to_interpreter();
    copy_words(g.saved_ptr(), nfp, n);
    let (base, on_stack) = (nfp.add(n + FRAME_HEADER), g.live.get() - n);
    copy_words(g.saved_ptr().add(n), base, on_stack);
    let sp = base.add(on_stack);
    *sp = value;
    g.state.set(super::generator::RUNNING);
    g.native.set(0);
    g.live.set(0);
    s.ip = code.entry.get().add(g.offset.get());
    s.sp = sp.add(1);
    s.fp = nfp;
    true
}
/// As [`resume_generator`], for one that compiled code put to sleep: that code copies the frame. Where it goes on, the
/// entry's number and the frame; None if it needs more.
#[inline(always)]
pub(crate) unsafe fn resume_native(
    g: &GeneratorObj,
    vm: &Vm,
    at: *mut Word,
    ret: *const u32,
    fp: *mut Word,
    result: *mut Word,
    native: u64,
) -> Option<(super::dispatch::Handler, u64, *mut Word)> {
    let to = (g.native.get() as u64) << 2;
    let f = g.func.get();
    let code = code_of_function(f);
    let entry = code.call.get();
    let nfp = at.add(1);
    const ADDRESS: u64 = ((1 << super::compiled::RETURN_SHIFT) - 1) & !((super::generator::DELEGATES as u64) << 2);
    // Code that is being watched, or was discarded, has another entry; so has who runs already.
    if entry as usize as u64 != to & ADDRESS || !may_resume(g, vm, nfp) {
        return None;
    }
    let n = code.nlocals as usize;
    generator_header(nfp, n, g.word(), f, ret, fp, result);
    *nfp.add(n + H_NATIVE) = Word(native);
    Some((entry, to >> super::compiled::RETURN_SHIFT, nfp))
}
op!(for_iter_gen, s, vm, w, {
    let it = *s.sp.sub(1);
    if !it.is_ptr() || (*it.ptr()).shape.get() != vm.shape_of_type(vm.types.generator.get()) {
        return Some(for_iter_other);
    }
    let ret = s.ip.add(1);
    let result = s.sp;
    if (*(it.ptr() as *const GeneratorObj)).state.get() > super::generator::SUSPENDED
        || !resume_generator(s, vm, it, Word::NONE, ret, result)
    {
        return Some(for_iter_slow);
    }
});
op!(send_gen, s, vm, w, {
    let (it, v) = (*s.sp.sub(2), *s.sp.sub(1));
    if !it.is_ptr() {
        return Some(send_slow);
    }
    let shape = (*it.ptr()).shape.get();
    if shape != vm.shape_of_type(vm.types.coroutine.get()) && shape != vm.shape_of_type(vm.types.generator.get()) {
        return Some(send_slow);
    }
    let state = (*(it.ptr() as *const GeneratorObj)).state.get();
    let ret = s.ip.add(1);
    let result = s.sp.sub(1);
    let ready = state == super::generator::SUSPENDED || (state == super::generator::CREATED && v.is_none());
    if !ready || !resume_generator(s, vm, it, v, ret, result) {
        return Some(send_slow);
    }
});
op!(yield_value, s, vm, w, {
    let code = code_of(s.fp);
    let n = code.nlocals as usize;
    let h = s.fp.add(n);
    let g = &*((*h.add(H_LOCALS)).ptr() as *const GeneratorObj);
    let offset = (s.ip as usize - code.stream() as usize) / 4;
    let cur = &vm.state.cur;
    let quiet = cur.handled.get().is_none() && g.handled.get().is_none();
    let quiet = quiet && (*h.add(H_RESULT)).0 & super::generator::PAST_HOLLOW == 0;
    if !(*h.add(H_FRAME)).is_null() || g.hdr.has(GC_UNLOGGED) || offset > code.data.units.len() || !quiet {
        return Some(yield_value_slow);
    }
    let base = h.add(FRAME_HEADER);
    let end = s.sp.sub(1);
    let on_stack = end.offset_from(base) as usize;
    copy_words(s.fp, g.saved_ptr(), n);
    copy_words(base, g.saved_ptr().add(n), on_stack);
    g.live.set(n + on_stack);
    g.offset.set(offset);
    g.state.set(super::generator::SUSPENDED);
    cur.depth.set(cur.depth.get() + 1);
    let result = ((*h.add(H_RESULT)).0 & !1) as *mut Word;
    s.ip = (*h.add(H_RET)).0 as *const u32;
    s.fp = (*h.add(H_FP)).0 as *mut Word;
    *result = *end;
    s.sp = result.add(1);
});
op!(gen_return, s, vm, w, {
    let h = header(s.fp);
    let g = *h.add(H_LOCALS);
    if !(*h.add(H_FRAME)).is_null() || !g.is_kind(Kind::Generator) {
        return Some(gen_return_slow);
    }
    let g = &*(g.ptr() as *const GeneratorObj);
    let cur = &vm.state.cur;
    if !g.handled.get().is_none() || (*h.add(H_RESULT)).0 & super::generator::PAST_HOLLOW != 0 {
        return Some(gen_return_slow);
    }
    g.state.set(super::generator::CLOSED);
    // Nothing is left to close when it dies.
    g.hdr.clear_bit(GC_FINAL);
    cur.handled.set_root(Word::NONE);
    cur.depth.set(cur.depth.get() + 1);
    let v = *s.sp.sub(1);
    let result = ((*h.add(H_RESULT)).0 & !1) as *mut Word;
    let ret = (*h.add(H_RET)).0 as *const u32;
    s.fp = (*h.add(H_FP)).0 as *mut Word;
    *result = v;
    s.sp = result.add(1);
    s.ip = if super::dispatch::is_halt(ret) { ret } else { super::generator::return_target(ret) };
});

// ---- iteration

/// The next item of a core iterator: Some(NULL) at its end, None if another path must find it.
#[inline(always)]
unsafe fn core_next(it: Word) -> Option<Word> {
    if !it.is_ptr() {
        return None;
    }
    match (*it.ptr()).kind {
        Kind::RangeIter => {
            let r = &*(it.ptr() as *const RangeIterObj);
            let left = r.left.get();
            if left == 0 {
                return Some(Word::NULL);
            }
            let v = r.next.get();
            if !Word::fits_small(v) {
                return None;
            }
            r.left.set(left - 1);
            r.next.set(v.wrapping_add(r.step));
            Some(Word::small(v))
        }
        Kind::ListIter => {
            let li = &*(it.ptr() as *const ListIterObj);
            let seq = li.seq.get();
            if !seq.is_ptr() {
                return Some(Word::NULL);
            }
            let i = li.index.get();
            if (*seq.ptr()).kind == Kind::List {
                let l = &*(seq.ptr() as *const ListObj);
                if i >= l.len.get() {
                    return None;
                }
                li.index.set(i + 1);
                let b = &*(l.items.get().ptr() as *const Words);
                Some(*b.ptr().add(i))
            } else {
                let t = &*(seq.ptr() as *const TupleObj);
                if i >= t.len() {
                    return None;
                }
                li.index.set(i + 1);
                Some(*t.items().get_unchecked(i))
            }
        }
        _ => None,
    }
}
op!(for_iter, s, vm, w, {
    match core_next(*s.sp.sub(1)) {
        Some(v) if !v.is_null() => {
            push!(s, v);
            s.ip = s.ip.add(1);
        }
        Some(_) => return Some(for_iter_slow),
        None => return Some(if (*s.sp.sub(1)).is_kind(Kind::Native) { for_iter_native } else { for_iter_specialize }),
    }
});
op!(for_iter_store, s, vm, w, {
    match core_next(*s.sp.sub(1)) {
        Some(v) if !v.is_null() => {
            // Units: cache, STORE_FAST.
            let n = (*s.ip.add(1) >> 8) as usize;
            *s.fp.add(n) = v;
            s.ip = s.ip.add(2);
        }
        Some(_) => return Some(for_iter_slow),
        None => return Some(if (*s.sp.sub(1)).is_kind(Kind::Native) { for_iter_native } else { for_iter_specialize }),
    }
});
slow_op!(get_iter => get_iter_slow, get_yield_from_iter => get_yield_from_iter_slow, send => send_specialize,
    get_awaitable => get_awaitable_slow, get_aiter => get_aiter_slow, get_anext => get_anext_slow,
    end_async_for => end_async_for_slow, cleanup_throw => cleanup_throw_slow);

// ---- attributes

#[inline(always)]
unsafe fn cached_word(ip: *const u32, at: usize) -> Word {
    Word((ip.add(at) as *const u64).read_unaligned())
}
op!(load_attr_inline, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    let v = (*(o.ptr() as *const InstanceObj)).inline(*s.ip.add(2) as usize).get();
    if v.is_null() {
        return Some(load_attr_miss);
    }
    *s.sp.sub(1) = v;
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(9);
});
op!(load_attr_overflow, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    let over = (*(o.ptr() as *const InstanceObj)).overflow.get();
    let v = *(*(over.ptr() as *const Words)).ptr().add(*s.ip.add(2) as usize);
    if v.is_null() {
        return Some(load_attr_miss);
    }
    *s.sp.sub(1) = v;
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(9);
});
op!(load_attr_method, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    let class = &*(cached_word(s.ip, 5).ptr() as *const TypeObj);
    if class.version.get() != *s.ip.add(2) {
        return Some(load_attr_miss);
    }
    *s.sp.sub(1) = cached_word(s.ip, 3);
    push!(s, o);
    s.ip = s.ip.add(9);
});
op!(load_attr_classvar, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    let class = &*(cached_word(s.ip, 5).ptr() as *const TypeObj);
    if class.version.get() != *s.ip.add(2) {
        return Some(load_attr_miss);
    }
    *s.sp.sub(1) = cached_word(s.ip, 3);
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(9);
});
op!(load_attr_native_method, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    *s.sp.sub(1) = cached_word(s.ip, 3);
    push!(s, o);
    s.ip = s.ip.add(9);
});
op!(load_attr_class, s, vm, w, {
    let o = *s.sp.sub(1);
    if o != cached_word(s.ip, 5) || (*(o.ptr() as *const TypeObj)).version.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    *s.sp.sub(1) = cached_word(s.ip, 3);
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(9);
});
op!(load_attr_module, s, vm, w, {
    let o = *s.sp.sub(1);
    if o != cached_word(s.ip, 5) {
        return Some(load_attr_miss);
    }
    let d = &*(cached_word(s.ip, 3).ptr() as *const DictObj);
    if d.version.get() as u32 != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    let e = &*(d.entries.get().ptr() as *const Words);
    *s.sp.sub(1) = *e.ptr().add(3 * *s.ip.add(2) as usize + 2);
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(9);
});
op!(load_attr_property, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(load_attr_miss);
    }
    let class = &*(cached_word(s.ip, 5).ptr() as *const TypeObj);
    if class.version.get() != *s.ip.add(2) {
        return Some(load_attr_miss);
    }
    let f = cached_word(s.ip, 3);
    *s.sp.add(1) = o;
    if !enter(s, vm, f, s.sp.add(1), 1, s.sp.sub(1), s.ip.add(9)) {
        return Some(load_attr_slow);
    }
});
op!(load_attr_mega, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() {
        return Some(load_attr_slow);
    }
    let shape = (*o.ptr()).shape.get();
    let Some(row) = vm.places.find(shape, load_key(cached_word(s.ip, 3), w & 0x100 != 0)) else {
        return Some(load_attr_fill);
    };
    let how = row.how();
    if how == How::Inline {
        let v = (*(o.ptr() as *const InstanceObj)).inline(row.index.get() as usize).get();
        if v.is_null() {
            return Some(load_attr_slow);
        }
        *s.sp.sub(1) = v;
        if w & 0x100 != 0 {
            push!(s, Word::NULL);
        }
    } else if how == How::Method {
        if (*vm.shapes.get(shape).class).version.get() != row.version.get() {
            return Some(load_attr_fill);
        }
        *s.sp.sub(1) = row.value.get();
        push!(s, o);
    } else {
        return Some(load_attr_rare);
    }
    s.ip = s.ip.add(9);
});
slow_op!(load_attr => load_attr_specialize);

op!(store_attr_inline, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(store_attr_miss);
    }
    let h = &*o.ptr();
    (*(o.ptr() as *const InstanceObj)).inline(*s.ip.add(3) as usize).set(h, *s.sp.sub(2));
    s.sp = s.sp.sub(2);
    s.ip = s.ip.add(4);
});
op!(store_attr_add, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() || (*o.ptr()).shape.get() != *s.ip.add(1) {
        return Some(store_attr_miss);
    }
    let h = &*o.ptr();
    (*(o.ptr() as *const InstanceObj)).inline(*s.ip.add(3) as usize).set(h, *s.sp.sub(2));
    h.shape.set(*s.ip.add(2));
    s.sp = s.sp.sub(2);
    s.ip = s.ip.add(4);
});
op!(store_attr_mega, s, vm, w, {
    let o = *s.sp.sub(1);
    if !o.is_ptr() {
        return Some(store_attr_slow);
    }
    let h = &*o.ptr();
    let names = &*(code_of(s.fp).data.names.get().ptr() as *const TupleObj);
    let Some(row) = vm.places.find(h.shape.get(), store_key(*names.items().get_unchecked(arg(w)))) else {
        return Some(store_attr_fill);
    };
    let i = row.index.get() as usize;
    match row.how() {
        How::Inline => (*(o.ptr() as *const InstanceObj)).inline(i).set(h, *s.sp.sub(2)),
        How::Add => {
            (*(o.ptr() as *const InstanceObj)).inline(i).set(h, *s.sp.sub(2));
            h.shape.set(row.version.get());
        }
        How::Overflow => {
            let over = (*(o.ptr() as *const InstanceObj)).overflow.get();
            let over = &*(over.ptr() as *const Words);
            over.slots().get_unchecked(i).set(&over.hdr, *s.sp.sub(2));
        }
        _ => return Some(store_attr_slow),
    }
    s.sp = s.sp.sub(2);
    s.ip = s.ip.add(4);
});
slow_op!(store_attr => store_attr_specialize, delete_attr => delete_attr_slow);

// ---- names

op!(load_global_module, s, vm, w, {
    let d = &*(function_of(s.fp).globals.get().ptr() as *const DictObj);
    if d.version.get() as u32 != *s.ip.add(1) {
        return Some(load_global_miss);
    }
    let e = &*(d.entries.get().ptr() as *const Words);
    push!(s, *e.ptr().add(3 * *s.ip.add(2) as usize + 2));
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(4);
});
op!(load_global_builtin, s, vm, w, {
    let f = function_of(s.fp);
    let d = &*(f.globals.get().ptr() as *const DictObj);
    let b = &*(f.builtins.get().ptr() as *const DictObj);
    if d.version.get() as u32 != *s.ip.add(1) || b.version.get() as u32 != *s.ip.add(3) {
        return Some(load_global_miss);
    }
    let e = &*(b.entries.get().ptr() as *const Words);
    push!(s, *e.ptr().add(3 * *s.ip.add(2) as usize + 2));
    if w & 0x100 != 0 {
        push!(s, Word::NULL);
    }
    s.ip = s.ip.add(4);
});
slow_op!(load_global => load_global_specialize, load_global_mega => load_global_slow, load_name => load_name_slow,
    store_name => store_name_slow, delete_name => delete_name_slow, store_global => store_global_slow,
    delete_global => delete_global_slow, load_from_dict_or_deref => load_from_dict_or_deref_slow,
    load_from_dict_or_globals => load_from_dict_or_globals_slow, load_locals => load_locals_slow,
    load_special => load_special_slow, load_super_attr => load_super_attr_slow,
    load_common_constant => load_common_constant_slow, load_build_class => load_build_class_slow,
    setup_annotations => setup_annotations_slow);
op!(load_deref, s, vm, w, {
    let c = *s.fp.add(arg(w));
    let v = (*(c.ptr() as *const CellObj)).value.get();
    if v.is_null() {
        return Some(unbound_deref);
    }
    push!(s, v)
});
op!(store_deref, s, vm, w, {
    let c = &*((*s.fp.add(arg(w))).ptr() as *const CellObj);
    s.sp = s.sp.sub(1);
    c.value.set(&c.hdr, *s.sp);
});
slow_op!(delete_deref => delete_deref_slow, make_cell => make_cell_slow);
op!(copy_free_vars, s, vm, w, {
    let n = arg(w);
    let f = function_of(s.fp);
    let t = &*(f.closure.get().ptr() as *const TupleObj);
    let first = code_of(s.fp).nlocals as usize - n;
    for (i, c) in t.items().iter().enumerate().take(n) {
        *s.fp.add(first + i) = *c;
    }
});

// ---- containers

op!(store_subscr, s, vm, w, {
    let (v, l, i) = (*s.sp.sub(3), *s.sp.sub(2), *s.sp.sub(1));
    if !l.is_ptr() {
        return Some(store_subscr_slow);
    }
    let h = &*l.ptr();
    if h.kind == Kind::Native {
        return Some(store_subscr_native);
    }
    if !i.is_small() || h.kind != Kind::List || h.shape.get() != vm.shape_of_type(vm.types.list.get()) {
        return Some(store_subscr_slow);
    }
    let lo = &*(l.ptr() as *const ListObj);
    let n = lo.len.get() as i64;
    let mut ix = i.small_value();
    if ix < 0 {
        ix += n;
    }
    if ix as u64 >= n as u64 {
        return Some(store_subscr_slow);
    }
    let b = &*(lo.items.get().ptr() as *const Words);
    b.slots().get_unchecked(ix as usize).set(&b.hdr, v);
    s.sp = s.sp.sub(3);
    s.ip = s.ip.add(1);
});
op!(unpack_sequence, s, vm, w, {
    let n = arg(w);
    let v = *s.sp.sub(1);
    if !v.is_ptr() {
        return Some(unpack_sequence_slow);
    }
    let h = &*v.ptr();
    let items: &[Word] = if h.kind == Kind::Tuple && h.shape.get() == vm.shape_of_type(vm.types.tuple.get()) {
        (*(v.ptr() as *const TupleObj)).items()
    } else if h.kind == Kind::List && h.shape.get() == vm.shape_of_type(vm.types.list.get()) {
        (*(v.ptr() as *const ListObj)).as_slice()
    } else {
        return Some(unpack_sequence_slow);
    };
    if items.len() != n {
        return Some(unpack_sequence_slow);
    }
    s.sp = s.sp.sub(1);
    let mut i = n;
    while i > 0 {
        i -= 1;
        push!(s, *items.get_unchecked(i));
    }
    s.ip = s.ip.add(1);
});
op!(list_append, s, vm, w, {
    let l = *s.sp.sub(1 + arg(w));
    if !l.is_ptr() || !append(l, *s.sp.sub(1), vm.shape_of_type(vm.types.list.get())) {
        return Some(list_append_slow);
    }
    s.sp = s.sp.sub(1);
});
slow_op!(delete_subscr => delete_subscr_slow, binary_slice => binary_slice_slow, store_slice => store_slice_slow,
    get_len => get_len_slow, build_list => build_list_slow, build_tuple => build_tuple_slow, build_map => build_map_slow,
    build_set => build_set_slow, build_slice => build_slice_slow, build_string => build_string_slow,
    build_template => build_template_slow, build_interpolation => build_interpolation_slow, format_simple => format_simple_slow,
    format_with_spec => format_with_spec_slow, convert_value => convert_value_slow,
    list_extend => list_extend_slow, map_add => map_add_slow, set_add => set_add_slow, set_update => set_update_slow,
    dict_merge => dict_merge_slow, dict_update => dict_update_slow, unpack_ex => unpack_ex_slow,
    make_function => make_function_slow, set_function_attribute => set_function_attribute_slow,
    match_keys => match_keys_slow, match_mapping => match_mapping_slow, match_sequence => match_sequence_slow,
    match_class => match_class_slow);

// ---- exceptions and imports

op!(push_exc_info, s, vm, w, {
    let e = *s.sp.sub(1);
    let cur = &vm.state.cur.handled;
    *s.sp.sub(1) = cur.get();
    push!(s, e);
    cur.set_root(e);
});
op!(pop_except, s, vm, w, {
    s.sp = s.sp.sub(1);
    vm.state.cur.handled.set_root(*s.sp);
});
slow_op!(check_exc_match => check_exc_match_slow, check_eg_match => check_eg_match_slow, raise_varargs => raise_slow,
    reraise => reraise_slow, with_except_start => with_except_start_slow, import_from => import_from_slow,
    import_name => import_name_slow);
