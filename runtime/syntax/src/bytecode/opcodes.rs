//! The instruction set: one table from which the enum, the names, the cache
//! lengths and the operand kinds come. Numbers are those of CPython 3.14.
//!
//! Numbers 200..=210 are the compiler's own pseudo-instructions: they never
//! occur in a finished [`Code`](super::Code). Numbers 234..=255 belong to
//! instrumented copies of a stream, which the compiler never emits.

/// What an instruction's argument means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    /// A count, a flag or nothing.
    Plain,
    /// Index into the constants.
    Const,
    /// Index into the names (some instructions shift it left for flags).
    Name,
    /// Distance in code units, relative to the end of the instruction and its caches.
    Jump,
    /// Index into the local slots of a cell or free variable.
    Free,
    /// Index into the local slots.
    Local,
    /// An exception handler (pseudo-instructions only).
    Handler,
}

macro_rules! arg_kind {
    (plain) => {
        ArgKind::Plain
    };
    (konst) => {
        ArgKind::Const
    };
    (name) => {
        ArgKind::Name
    };
    (jump) => {
        ArgKind::Jump
    };
    (free) => {
        ArgKind::Free
    };
    (local) => {
        ArgKind::Local
    };
    (handler) => {
        ArgKind::Handler
    };
}

macro_rules! has_arg {
    (arg) => {
        true
    };
    (none) => {
        false
    };
}

macro_rules! opcodes {
    ($($op:ident = $number:literal, $name:literal, $caches:literal, $arg:ident, $kind:ident;)*) => {
        /// An instruction's opcode.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Op { $($op = $number,)* }

        impl Op {
            /// Every opcode in numeric order.
            pub const ALL: &'static [Op] = &[$(Op::$op,)*];

            /// The opcode with this number, if there is one.
            pub const fn from_u8(number: u8) -> Option<Op> {
                match number { $($number => Some(Op::$op),)* _ => None }
            }

            /// The name as `dis` shows it.
            pub const fn name(self) -> &'static str {
                match self { $(Op::$op => $name,)* }
            }

            /// How many inline-cache units follow the instruction.
            pub const fn caches(self) -> usize {
                match self { $(Op::$op => $caches,)* }
            }

            /// Whether the argument byte means anything.
            pub const fn has_arg(self) -> bool {
                match self { $(Op::$op => has_arg!($arg),)* }
            }

            /// What the argument means.
            pub const fn arg_kind(self) -> ArgKind {
                match self { $(Op::$op => arg_kind!($kind),)* }
            }
        }
    };
}

opcodes! {
    Cache = 0, "CACHE", 0, none, plain;
    BinarySlice = 1, "BINARY_SLICE", 0, none, plain;
    BuildTemplate = 2, "BUILD_TEMPLATE", 0, none, plain;
    CallFunctionEx = 4, "CALL_FUNCTION_EX", 0, none, plain;
    CheckEgMatch = 5, "CHECK_EG_MATCH", 0, none, plain;
    CheckExcMatch = 6, "CHECK_EXC_MATCH", 0, none, plain;
    CleanupThrow = 7, "CLEANUP_THROW", 0, none, plain;
    DeleteSubscr = 8, "DELETE_SUBSCR", 0, none, plain;
    EndFor = 9, "END_FOR", 0, none, plain;
    EndSend = 10, "END_SEND", 0, none, plain;
    ExitInitCheck = 11, "EXIT_INIT_CHECK", 0, none, plain;
    FormatSimple = 12, "FORMAT_SIMPLE", 0, none, plain;
    FormatWithSpec = 13, "FORMAT_WITH_SPEC", 0, none, plain;
    GetAiter = 14, "GET_AITER", 0, none, plain;
    GetAnext = 15, "GET_ANEXT", 0, none, plain;
    GetIter = 16, "GET_ITER", 0, none, plain;
    Reserved = 17, "RESERVED", 0, none, plain;
    GetLen = 18, "GET_LEN", 0, none, plain;
    GetYieldFromIter = 19, "GET_YIELD_FROM_ITER", 0, none, plain;
    InterpreterExit = 20, "INTERPRETER_EXIT", 0, none, plain;
    LoadBuildClass = 21, "LOAD_BUILD_CLASS", 0, none, plain;
    LoadLocals = 22, "LOAD_LOCALS", 0, none, plain;
    MakeFunction = 23, "MAKE_FUNCTION", 0, none, plain;
    MatchKeys = 24, "MATCH_KEYS", 0, none, plain;
    MatchMapping = 25, "MATCH_MAPPING", 0, none, plain;
    MatchSequence = 26, "MATCH_SEQUENCE", 0, none, plain;
    Nop = 27, "NOP", 0, none, plain;
    NotTaken = 28, "NOT_TAKEN", 0, none, plain;
    PopExcept = 29, "POP_EXCEPT", 0, none, plain;
    PopIter = 30, "POP_ITER", 0, none, plain;
    PopTop = 31, "POP_TOP", 0, none, plain;
    PushExcInfo = 32, "PUSH_EXC_INFO", 0, none, plain;
    PushNull = 33, "PUSH_NULL", 0, none, plain;
    ReturnGenerator = 34, "RETURN_GENERATOR", 0, none, plain;
    ReturnValue = 35, "RETURN_VALUE", 0, none, plain;
    SetupAnnotations = 36, "SETUP_ANNOTATIONS", 0, none, plain;
    StoreSlice = 37, "STORE_SLICE", 0, none, plain;
    StoreSubscr = 38, "STORE_SUBSCR", 1, none, plain;
    ToBool = 39, "TO_BOOL", 3, none, plain;
    UnaryInvert = 40, "UNARY_INVERT", 0, none, plain;
    UnaryNegative = 41, "UNARY_NEGATIVE", 0, none, plain;
    UnaryNot = 42, "UNARY_NOT", 0, none, plain;
    WithExceptStart = 43, "WITH_EXCEPT_START", 0, none, plain;
    BinaryOp = 44, "BINARY_OP", 5, arg, plain;
    BuildInterpolation = 45, "BUILD_INTERPOLATION", 0, arg, plain;
    BuildList = 46, "BUILD_LIST", 0, arg, plain;
    BuildMap = 47, "BUILD_MAP", 0, arg, plain;
    BuildSet = 48, "BUILD_SET", 0, arg, plain;
    BuildSlice = 49, "BUILD_SLICE", 0, arg, plain;
    BuildString = 50, "BUILD_STRING", 0, arg, plain;
    BuildTuple = 51, "BUILD_TUPLE", 0, arg, plain;
    Call = 52, "CALL", 3, arg, plain;
    CallIntrinsic1 = 53, "CALL_INTRINSIC_1", 0, arg, plain;
    CallIntrinsic2 = 54, "CALL_INTRINSIC_2", 0, arg, plain;
    CallKw = 55, "CALL_KW", 3, arg, plain;
    CompareOp = 56, "COMPARE_OP", 1, arg, plain;
    ContainsOp = 57, "CONTAINS_OP", 1, arg, plain;
    ConvertValue = 58, "CONVERT_VALUE", 0, arg, plain;
    Copy = 59, "COPY", 0, arg, plain;
    CopyFreeVars = 60, "COPY_FREE_VARS", 0, arg, plain;
    DeleteAttr = 61, "DELETE_ATTR", 0, arg, name;
    DeleteDeref = 62, "DELETE_DEREF", 0, arg, free;
    DeleteFast = 63, "DELETE_FAST", 0, arg, local;
    DeleteGlobal = 64, "DELETE_GLOBAL", 0, arg, name;
    DeleteName = 65, "DELETE_NAME", 0, arg, name;
    DictMerge = 66, "DICT_MERGE", 0, arg, plain;
    DictUpdate = 67, "DICT_UPDATE", 0, arg, plain;
    EndAsyncFor = 68, "END_ASYNC_FOR", 0, arg, jump;
    ExtendedArg = 69, "EXTENDED_ARG", 0, arg, plain;
    ForIter = 70, "FOR_ITER", 1, arg, jump;
    GetAwaitable = 71, "GET_AWAITABLE", 0, arg, plain;
    ImportFrom = 72, "IMPORT_FROM", 0, arg, name;
    ImportName = 73, "IMPORT_NAME", 0, arg, name;
    IsOp = 74, "IS_OP", 0, arg, plain;
    JumpBackward = 75, "JUMP_BACKWARD", 1, arg, jump;
    JumpBackwardNoInterrupt = 76, "JUMP_BACKWARD_NO_INTERRUPT", 0, arg, jump;
    JumpForward = 77, "JUMP_FORWARD", 0, arg, jump;
    ListAppend = 78, "LIST_APPEND", 0, arg, plain;
    ListExtend = 79, "LIST_EXTEND", 0, arg, plain;
    LoadAttr = 80, "LOAD_ATTR", 9, arg, name;
    LoadCommonConstant = 81, "LOAD_COMMON_CONSTANT", 0, arg, plain;
    LoadConst = 82, "LOAD_CONST", 0, arg, konst;
    LoadDeref = 83, "LOAD_DEREF", 0, arg, local;
    LoadFast = 84, "LOAD_FAST", 0, arg, local;
    LoadFastAndClear = 85, "LOAD_FAST_AND_CLEAR", 0, arg, local;
    LoadFastBorrow = 86, "LOAD_FAST_BORROW", 0, arg, local;
    LoadFastBorrowLoadFastBorrow = 87, "LOAD_FAST_BORROW_LOAD_FAST_BORROW", 0, arg, local;
    LoadFastCheck = 88, "LOAD_FAST_CHECK", 0, arg, local;
    LoadFastLoadFast = 89, "LOAD_FAST_LOAD_FAST", 0, arg, local;
    LoadFromDictOrDeref = 90, "LOAD_FROM_DICT_OR_DEREF", 0, arg, free;
    LoadFromDictOrGlobals = 91, "LOAD_FROM_DICT_OR_GLOBALS", 0, arg, name;
    LoadGlobal = 92, "LOAD_GLOBAL", 4, arg, name;
    LoadName = 93, "LOAD_NAME", 0, arg, name;
    LoadSmallInt = 94, "LOAD_SMALL_INT", 0, arg, plain;
    LoadSpecial = 95, "LOAD_SPECIAL", 0, arg, plain;
    LoadSuperAttr = 96, "LOAD_SUPER_ATTR", 1, arg, name;
    MakeCell = 97, "MAKE_CELL", 0, arg, free;
    MapAdd = 98, "MAP_ADD", 0, arg, plain;
    MatchClass = 99, "MATCH_CLASS", 0, arg, plain;
    PopJumpIfFalse = 100, "POP_JUMP_IF_FALSE", 1, arg, jump;
    PopJumpIfNone = 101, "POP_JUMP_IF_NONE", 1, arg, jump;
    PopJumpIfNotNone = 102, "POP_JUMP_IF_NOT_NONE", 1, arg, jump;
    PopJumpIfTrue = 103, "POP_JUMP_IF_TRUE", 1, arg, jump;
    RaiseVarargs = 104, "RAISE_VARARGS", 0, arg, plain;
    Reraise = 105, "RERAISE", 0, arg, plain;
    Send = 106, "SEND", 1, arg, jump;
    SetAdd = 107, "SET_ADD", 0, arg, plain;
    SetFunctionAttribute = 108, "SET_FUNCTION_ATTRIBUTE", 0, arg, plain;
    SetUpdate = 109, "SET_UPDATE", 0, arg, plain;
    StoreAttr = 110, "STORE_ATTR", 4, arg, name;
    StoreDeref = 111, "STORE_DEREF", 0, arg, free;
    StoreFast = 112, "STORE_FAST", 0, arg, local;
    StoreFastLoadFast = 113, "STORE_FAST_LOAD_FAST", 0, arg, local;
    StoreFastStoreFast = 114, "STORE_FAST_STORE_FAST", 0, arg, local;
    StoreGlobal = 115, "STORE_GLOBAL", 0, arg, name;
    StoreName = 116, "STORE_NAME", 0, arg, name;
    Swap = 117, "SWAP", 0, arg, plain;
    UnpackEx = 118, "UNPACK_EX", 0, arg, plain;
    UnpackSequence = 119, "UNPACK_SEQUENCE", 1, arg, plain;
    YieldValue = 120, "YIELD_VALUE", 0, arg, plain;
    Resume = 128, "RESUME", 0, arg, plain;
    InstrumentedEndFor = 234, "INSTRUMENTED_END_FOR", 0, none, plain;
    InstrumentedPopIter = 235, "INSTRUMENTED_POP_ITER", 0, none, plain;
    InstrumentedEndSend = 236, "INSTRUMENTED_END_SEND", 0, none, plain;
    InstrumentedForIter = 237, "INSTRUMENTED_FOR_ITER", 1, arg, jump;
    InstrumentedInstruction = 238, "INSTRUMENTED_INSTRUCTION", 0, none, plain;
    InstrumentedJumpForward = 239, "INSTRUMENTED_JUMP_FORWARD", 0, arg, jump;
    InstrumentedNotTaken = 240, "INSTRUMENTED_NOT_TAKEN", 0, none, plain;
    InstrumentedPopJumpIfTrue = 241, "INSTRUMENTED_POP_JUMP_IF_TRUE", 1, arg, jump;
    InstrumentedPopJumpIfFalse = 242, "INSTRUMENTED_POP_JUMP_IF_FALSE", 1, arg, jump;
    InstrumentedPopJumpIfNone = 243, "INSTRUMENTED_POP_JUMP_IF_NONE", 1, arg, jump;
    InstrumentedPopJumpIfNotNone = 244, "INSTRUMENTED_POP_JUMP_IF_NOT_NONE", 1, arg, jump;
    InstrumentedResume = 245, "INSTRUMENTED_RESUME", 0, arg, plain;
    InstrumentedReturnValue = 246, "INSTRUMENTED_RETURN_VALUE", 0, none, plain;
    InstrumentedYieldValue = 247, "INSTRUMENTED_YIELD_VALUE", 0, arg, plain;
    InstrumentedEndAsyncFor = 248, "INSTRUMENTED_END_ASYNC_FOR", 0, arg, jump;
    InstrumentedLoadSuperAttr = 249, "INSTRUMENTED_LOAD_SUPER_ATTR", 1, arg, name;
    InstrumentedCall = 250, "INSTRUMENTED_CALL", 3, arg, plain;
    InstrumentedCallKw = 251, "INSTRUMENTED_CALL_KW", 3, arg, plain;
    InstrumentedCallFunctionEx = 252, "INSTRUMENTED_CALL_FUNCTION_EX", 0, none, plain;
    InstrumentedJumpBackward = 253, "INSTRUMENTED_JUMP_BACKWARD", 1, arg, jump;
    InstrumentedLine = 254, "INSTRUMENTED_LINE", 0, none, plain;
    EnterExecutor = 255, "ENTER_EXECUTOR", 0, arg, plain;
    AnnotationsPlaceholder = 200, "ANNOTATIONS_PLACEHOLDER", 0, none, plain;
    Jump = 201, "JUMP", 0, arg, jump;
    JumpIfFalse = 202, "JUMP_IF_FALSE", 0, arg, jump;
    JumpIfTrue = 203, "JUMP_IF_TRUE", 0, arg, jump;
    JumpNoInterrupt = 204, "JUMP_NO_INTERRUPT", 0, arg, jump;
    LoadClosure = 205, "LOAD_CLOSURE", 0, arg, local;
    PopBlock = 206, "POP_BLOCK", 0, none, plain;
    SetupCleanup = 207, "SETUP_CLEANUP", 0, arg, handler;
    SetupFinally = 208, "SETUP_FINALLY", 0, arg, handler;
    SetupWith = 209, "SETUP_WITH", 0, arg, handler;
    StoreFastMaybeNull = 210, "STORE_FAST_MAYBE_NULL", 0, arg, local;
}

impl Op {
    /// Whether the argument is a jump distance.
    pub const fn is_jump(self) -> bool {
        matches!(self.arg_kind(), ArgKind::Jump)
    }

    /// Whether the jump goes backward.
    pub const fn is_backward_jump(self) -> bool {
        matches!(self, Op::JumpBackward | Op::JumpBackwardNoInterrupt | Op::EndAsyncFor)
    }

    /// Jumps that are always taken (pseudo-jumps included).
    pub const fn is_unconditional_jump(self) -> bool {
        matches!(
            self,
            Op::Jump | Op::JumpNoInterrupt | Op::JumpForward | Op::JumpBackward | Op::JumpBackwardNoInterrupt
        )
    }

    /// Jumps that pop a value and test it.
    pub const fn is_conditional_jump(self) -> bool {
        matches!(self, Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::PopJumpIfNone | Op::PopJumpIfNotNone)
    }

    /// Instructions after which the frame is left.
    pub const fn is_scope_exit(self) -> bool {
        matches!(self, Op::ReturnValue | Op::RaiseVarargs | Op::Reraise | Op::InterpreterExit)
    }

    /// The compiler's instructions that push an exception handler.
    pub(crate) const fn is_block_push(self) -> bool {
        matches!(self, Op::SetupFinally | Op::SetupCleanup | Op::SetupWith)
    }

    /// Instructions at which a thread may be interrupted.
    pub(crate) const fn has_eval_break(self) -> bool {
        matches!(self, Op::Resume | Op::Jump | Op::JumpBackward | Op::Call | Op::CallKw | Op::CallFunctionEx)
    }

    /// Whether control may go on to the next instruction.
    pub const fn falls_through(self) -> bool {
        !self.is_scope_exit() && !self.is_unconditional_jump()
    }
}
