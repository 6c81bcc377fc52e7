//! The executable instruction set: CPython 3.14's opcodes, plus our own numbers for instructions
//! split by operand, quickened and fused. All of them keep CPython's unit offsets; a fused
//! instruction runs the one after it too and skips it, while the plain one stays in its place for
//! jumps that land there.

use taipan_syntax::bytecode::{self as bc, Op};

macro_rules! internal {
    ($($name:ident = $n:literal),* $(,)?) => { $( pub const $name: u8 = $n; )*
        /// Names of the internal opcodes.
        pub fn internal_name(op: u8) -> Option<&'static str> { match op { $($n => Some(stringify!($name)),)* _ => None } }
    };
}
internal! {
    HALT = 0,
    BIN_ADD = 121, BIN_SUB = 122, BIN_MUL = 123, BIN_TRUEDIV = 124, BIN_FLOORDIV = 125, BIN_MOD = 126,
    BIN_AND = 127, BIN_OR = 176, BIN_XOR = 129, BIN_LSHIFT = 130, BIN_RSHIFT = 131, BIN_SUBSCR = 132,
    CMP_LT = 133, CMP_LE = 134, CMP_EQ = 135, CMP_NE = 136, CMP_GT = 137, CMP_GE = 138,
    CMP_LT_JF = 139, CMP_LE_JF = 140, CMP_EQ_JF = 141, CMP_NE_JF = 142, CMP_GT_JF = 143, CMP_GE_JF = 144,
    LOAD_IMM = 145, GEN_RETURN = 146, INIT_RETURN = 147,
    LOAD_ATTR_INLINE = 148, LOAD_ATTR_METHOD = 149, LOAD_ATTR_OVERFLOW = 150, LOAD_ATTR_SLOW = 151, LOAD_ATTR_CLASSVAR = 152,
    STORE_ATTR_INLINE = 153, STORE_ATTR_ADD = 154, STORE_ATTR_SLOW = 155,
    LOAD_GLOBAL_MODULE = 156, LOAD_GLOBAL_BUILTIN = 157, LOAD_GLOBAL_SLOW = 158,
    FOR_ITER_STORE = 159, LOAD_ATTR_NATIVE_METHOD = 160, LOAD_ATTR_MODULE = 161,
    FAST_ATTR_INLINE = 162, CMP_LT_JT = 163, CMP_GT_JT = 164, CMP_EQ_JT = 165, ADD_STORE = 166, LOAD_CONST_PTR = 167,
    FAST_CONST_ADD = 168, LOAD_ATTR_PROPERTY = 169,
    TO_BOOL_JF = 170, TO_BOOL_JT = 171, FAST_METHOD = 172, BIN_SUBSCR_FF = 173,
    CALL_METHOD_1 = 174, LOAD_ATTR_CLASS = 175, FOR_ITER_GEN = 177, SEND_GEN = 178, COMPILED = 179,
    OPERATOR_DONE = 251, EVENT_DONE = 252, LAZY = 253, INSTRUMENTED = 254,
}

const fn word(op: u8, arg: u32) -> u32 {
    op as u32 | arg << 8
}

/// The executable form of a code object's instructions: one word a unit. `hot`: calls until it is hot; 0: as late as
/// can be counted.
pub fn translate(c: &bc::Code, hot: u32) -> Vec<u32> {
    let mut out: Vec<u32> = c.units.iter().map(|_| word(0, 0)).collect();
    for (i, u) in c.units.iter().enumerate() {
        // EXTENDED_ARG units do nothing on their own.
        if *u as u8 == Op::ExtendedArg as u8 {
            out[i] = word(Op::Nop as u8, 0);
        }
    }
    let generator = c.flags & (bc::flags::GENERATOR | bc::flags::COROUTINE | bc::flags::ASYNC_GENERATOR) != 0;
    for i in c.instructions() {
        out[i.at] = word(split(i.op, i.arg, c, generator), imm(i.op, i.arg, c));
    }
    fuse(c, &mut out);
    arm(&c.units, &mut out, hot);
    out
}
/// Sets the counters of calls and back-edges that say when code is hot.
pub fn arm(units: &[u16], out: &mut [u32], hot: u32) {
    let (calls, turns) = if hot == 0 { (0xffff, u32::MAX) } else { (hot.min(0xffff), hot.saturating_mul(4)) };
    let mut at = 0;
    while let Some(op) = units.get(at).and_then(|u| Op::from_u8(*u as u8)) {
        match op {
            Op::Resume => out[at] = out[at] & 0xffff | calls << 16,
            Op::JumpBackward => out[at + 1] = turns,
            _ => {}
        }
        at += 1 + op.caches();
    }
}

/// The argument in the executable form.
fn imm(op: Op, arg: u32, c: &bc::Code) -> u32 {
    match op {
        Op::LoadConst => match c.consts.get(arg as usize) {
            Some(bc::Const::None) => 0x16,
            Some(bc::Const::Bool(b)) => {
                if *b {
                    0x0E
                } else {
                    0x06
                }
            }
            Some(bc::Const::Ellipsis) => 0x1E,
            _ => arg,
        },
        _ => arg,
    }
}

fn split(op: Op, arg: u32, c: &bc::Code, generator: bool) -> u8 {
    match op {
        Op::LoadConst => match c.consts.get(arg as usize) {
            Some(bc::Const::None | bc::Const::Bool(_) | bc::Const::Ellipsis) => LOAD_IMM,
            _ => op as u8,
        },
        Op::BinaryOp => match if arg < 26 { arg % 13 } else { arg } {
            0 => BIN_ADD,
            1 => BIN_AND,
            2 => BIN_FLOORDIV,
            3 => BIN_LSHIFT,
            5 => BIN_MUL,
            6 => BIN_MOD,
            7 => BIN_OR,
            9 => BIN_RSHIFT,
            10 => BIN_SUB,
            11 => BIN_TRUEDIV,
            12 => BIN_XOR,
            26 => BIN_SUBSCR,
            _ => op as u8,
        },
        Op::CompareOp => CMP_LT + (arg >> 5) as u8 % 6,
        Op::ReturnValue if generator => GEN_RETURN,
        Op::ReturnValue if c.name == "__init__" => INIT_RETURN,
        // Borrowing means nothing without reference counts.
        Op::LoadFastBorrow => Op::LoadFast as u8,
        Op::LoadFastBorrowLoadFastBorrow => Op::LoadFastLoadFast as u8,
        _ => op as u8,
    }
}

/// Marks instructions that run their successor too.
fn fuse(c: &bc::Code, out: &mut [u32]) {
    let code: Vec<bc::Instr> = c.instructions().collect();
    for p in code.windows(2) {
        let (a, b) = (p[0], p[1]);
        if b.start != a.end() || b.start != b.at {
            continue;
        }
        let op = out[a.at] as u8;
        let fused = match (op, b.op) {
            (CMP_LT..=CMP_GE, Op::PopJumpIfFalse) => op - CMP_LT + CMP_LT_JF,
            (CMP_LT, Op::PopJumpIfTrue) => CMP_LT_JT,
            (CMP_GT, Op::PopJumpIfTrue) => CMP_GT_JT,
            (CMP_EQ, Op::PopJumpIfTrue) => CMP_EQ_JT,
            (70, Op::StoreFast) => FOR_ITER_STORE,
            (39, Op::PopJumpIfFalse) => TO_BOOL_JF,
            (39, Op::PopJumpIfTrue) => TO_BOOL_JT,
            _ => continue,
        };
        out[a.at] = (out[a.at] & !0xff) | fused as u32;
    }
}

/// The unfused form of an executable opcode: what instrumented code runs.
pub fn unfused(op: u8) -> u8 {
    match op {
        CMP_LT_JF..=CMP_GE_JF => op - CMP_LT_JF + CMP_LT,
        CMP_LT_JT => CMP_LT,
        CMP_GT_JT => CMP_GT,
        CMP_EQ_JT => CMP_EQ,
        FOR_ITER_STORE | FOR_ITER_GEN => Op::ForIter as u8,
        SEND_GEN => Op::Send as u8,
        TO_BOOL_JF | TO_BOOL_JT => Op::ToBool as u8,
        _ => op,
    }
}
