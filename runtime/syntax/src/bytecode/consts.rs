//! Small numbers that instructions and code objects carry.
#![allow(missing_docs)]

/// Code flags (`co_flags`).
pub mod flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_DIVISION: u32 = 0x20000;
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x100000;
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x200000;
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x400000;
    pub const FUTURE_GENERATOR_STOP: u32 = 0x800000;
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    pub const METHOD: u32 = 0x8000000;
    /// All `__future__` bits.
    pub const FUTURE_MASK: u32 = 0x1fe0000;
    /// Each with its name.
    pub const NAMES: [(u32, &str); 19] = [
        (OPTIMIZED, "OPTIMIZED"),
        (NEWLOCALS, "NEWLOCALS"),
        (VARARGS, "VARARGS"),
        (VARKEYWORDS, "VARKEYWORDS"),
        (NESTED, "NESTED"),
        (GENERATOR, "GENERATOR"),
        (COROUTINE, "COROUTINE"),
        (ITERABLE_COROUTINE, "ITERABLE_COROUTINE"),
        (ASYNC_GENERATOR, "ASYNC_GENERATOR"),
        (FUTURE_DIVISION, "FUTURE_DIVISION"),
        (FUTURE_ABSOLUTE_IMPORT, "FUTURE_ABSOLUTE_IMPORT"),
        (FUTURE_WITH_STATEMENT, "FUTURE_WITH_STATEMENT"),
        (FUTURE_PRINT_FUNCTION, "FUTURE_PRINT_FUNCTION"),
        (FUTURE_UNICODE_LITERALS, "FUTURE_UNICODE_LITERALS"),
        (FUTURE_BARRY_AS_BDFL, "FUTURE_BARRY_AS_BDFL"),
        (FUTURE_GENERATOR_STOP, "FUTURE_GENERATOR_STOP"),
        (FUTURE_ANNOTATIONS, "FUTURE_ANNOTATIONS"),
        (HAS_DOCSTRING, "HAS_DOCSTRING"),
        (METHOD, "METHOD"),
    ];
}

/// Kinds of local slots (`co_localspluskinds`), a bit set.
pub mod fast {
    pub const ARG_POS: u8 = 0x02;
    pub const ARG_KW: u8 = 0x04;
    pub const ARG_VAR: u8 = 0x08;
    pub const ARG: u8 = 0x0e;
    /// A local of an inlined comprehension, invisible to `locals()`.
    pub const HIDDEN: u8 = 0x10;
    pub const LOCAL: u8 = 0x20;
    pub const CELL: u8 = 0x40;
    pub const FREE: u8 = 0x80;
}

/// Arguments of `BINARY_OP`.
pub mod nb {
    pub const ADD: u32 = 0;
    pub const AND: u32 = 1;
    pub const FLOOR_DIVIDE: u32 = 2;
    pub const LSHIFT: u32 = 3;
    pub const MATRIX_MULTIPLY: u32 = 4;
    pub const MULTIPLY: u32 = 5;
    pub const REMAINDER: u32 = 6;
    pub const OR: u32 = 7;
    pub const POWER: u32 = 8;
    pub const RSHIFT: u32 = 9;
    pub const SUBTRACT: u32 = 10;
    pub const TRUE_DIVIDE: u32 = 11;
    pub const XOR: u32 = 12;
    /// The in-place forms follow in the same order.
    pub const INPLACE: u32 = 13;
    pub const SUBSCR: u32 = 26;
    /// The symbols `dis` shows.
    pub const SYMBOLS: [&str; 27] = [
        "+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^", "+=", "&=", "//=", "<<=", "@=", "*=",
        "%=", "|=", "**=", ">>=", "-=", "/=", "^=", "[]",
    ];
}

/// `COMPARE_OP`: the argument is `(kind << 5) | bool flag (16) | mask`.
pub mod cmp {
    pub const LT: u32 = 0;
    pub const LE: u32 = 1;
    pub const EQ: u32 = 2;
    pub const NE: u32 = 3;
    pub const GT: u32 = 4;
    pub const GE: u32 = 5;
    pub const TO_BOOL: u32 = 16;
    pub const MASKS: [u32; 6] = [2, 10, 8, 7, 4, 12];
    pub const SYMBOLS: [&str; 6] = ["<", "<=", "==", "!=", ">", ">="];
    /// The argument for comparison `kind`.
    pub const fn arg(kind: u32) -> u32 {
        (kind << 5) | MASKS[kind as usize]
    }
}

/// Arguments of `CALL_INTRINSIC_1`.
pub mod intrinsic1 {
    pub const PRINT: u32 = 1;
    pub const IMPORT_STAR: u32 = 2;
    pub const STOPITERATION_ERROR: u32 = 3;
    pub const ASYNC_GEN_WRAP: u32 = 4;
    pub const UNARY_POSITIVE: u32 = 5;
    pub const LIST_TO_TUPLE: u32 = 6;
    pub const TYPEVAR: u32 = 7;
    pub const PARAMSPEC: u32 = 8;
    pub const TYPEVARTUPLE: u32 = 9;
    pub const SUBSCRIPT_GENERIC: u32 = 10;
    pub const TYPEALIAS: u32 = 11;
    pub const NAMES: [&str; 12] = [
        "INTRINSIC_1_INVALID",
        "INTRINSIC_PRINT",
        "INTRINSIC_IMPORT_STAR",
        "INTRINSIC_STOPITERATION_ERROR",
        "INTRINSIC_ASYNC_GEN_WRAP",
        "INTRINSIC_UNARY_POSITIVE",
        "INTRINSIC_LIST_TO_TUPLE",
        "INTRINSIC_TYPEVAR",
        "INTRINSIC_PARAMSPEC",
        "INTRINSIC_TYPEVARTUPLE",
        "INTRINSIC_SUBSCRIPT_GENERIC",
        "INTRINSIC_TYPEALIAS",
    ];
}

/// Arguments of `CALL_INTRINSIC_2`.
pub mod intrinsic2 {
    pub const PREP_RERAISE_STAR: u32 = 1;
    pub const TYPEVAR_WITH_BOUND: u32 = 2;
    pub const TYPEVAR_WITH_CONSTRAINTS: u32 = 3;
    pub const SET_FUNCTION_TYPE_PARAMS: u32 = 4;
    pub const SET_TYPEPARAM_DEFAULT: u32 = 5;
    pub const NAMES: [&str; 6] = [
        "INTRINSIC_2_INVALID",
        "INTRINSIC_PREP_RERAISE_STAR",
        "INTRINSIC_TYPEVAR_WITH_BOUND",
        "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
        "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
        "INTRINSIC_SET_TYPEPARAM_DEFAULT",
    ];
}

/// Arguments of `LOAD_COMMON_CONSTANT`.
pub mod common {
    pub const ASSERTION_ERROR: u32 = 0;
    pub const NOT_IMPLEMENTED_ERROR: u32 = 1;
    pub const TUPLE: u32 = 2;
    pub const ALL: u32 = 3;
    pub const ANY: u32 = 4;
    pub const NAMES: [&str; 5] = ["AssertionError", "NotImplementedError", "tuple", "all", "any"];
}

/// Arguments of `LOAD_SPECIAL`.
pub mod special {
    pub const ENTER: u32 = 0;
    pub const EXIT: u32 = 1;
    pub const AENTER: u32 = 2;
    pub const AEXIT: u32 = 3;
    pub const NAMES: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];
}

/// Arguments of `RESUME`; `DEPTH1` is added where only the generator's own handler is active.
pub mod resume {
    pub const FUNC_START: u32 = 0;
    pub const AFTER_YIELD: u32 = 1;
    pub const AFTER_YIELD_FROM: u32 = 2;
    pub const AFTER_AWAIT: u32 = 3;
    pub const DEPTH1: u32 = 4;
}

/// Arguments of `SET_FUNCTION_ATTRIBUTE`.
pub mod func_attr {
    pub const DEFAULTS: u32 = 1;
    pub const KWDEFAULTS: u32 = 2;
    pub const ANNOTATIONS: u32 = 4;
    pub const CLOSURE: u32 = 8;
    pub const ANNOTATE: u32 = 16;
}

/// Arguments of `CONVERT_VALUE`, and bits 2.. of `BUILD_INTERPOLATION`.
pub mod convert {
    pub const NONE: u32 = 0;
    pub const STR: u32 = 1;
    pub const REPR: u32 = 2;
    pub const ASCII: u32 = 3;
}
