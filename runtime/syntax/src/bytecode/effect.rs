//! How each instruction changes the depth of the value stack.

use super::Op;

/// The change of stack depth made by `op` with `arg`; `jump` tells which way a branching instruction goes.
pub fn stack_effect(op: Op, arg: u32, jump: bool) -> i32 {
    let n = arg as i32;
    match op {
        Op::BinarySlice
        | Op::DeleteSubscr
        | Op::StoreAttr
        | Op::StoreFastStoreFast
        | Op::MapAdd
        | Op::MatchClass
        | Op::EndAsyncFor => -2,
        Op::BuildTemplate
        | Op::CleanupThrow
        | Op::EndFor
        | Op::EndSend
        | Op::ExitInitCheck
        | Op::FormatWithSpec
        | Op::InterpreterExit
        | Op::PopExcept
        | Op::PopIter
        | Op::PopTop
        | Op::BinaryOp
        | Op::CallIntrinsic2
        | Op::CompareOp
        | Op::ContainsOp
        | Op::IsOp
        | Op::DeleteAttr
        | Op::DictMerge
        | Op::DictUpdate
        | Op::ImportName
        | Op::ListAppend
        | Op::ListExtend
        | Op::SetAdd
        | Op::SetUpdate
        | Op::PopJumpIfFalse
        | Op::PopJumpIfTrue
        | Op::PopJumpIfNone
        | Op::PopJumpIfNotNone
        | Op::Reraise
        | Op::SetFunctionAttribute
        | Op::StoreDeref
        | Op::StoreFast
        | Op::StoreFastMaybeNull
        | Op::StoreGlobal
        | Op::StoreName => -1,
        Op::StoreSubscr | Op::CallFunctionEx => -3,
        Op::StoreSlice => -4,
        Op::GetAnext
        | Op::GetLen
        | Op::LoadBuildClass
        | Op::LoadLocals
        | Op::MatchKeys
        | Op::MatchMapping
        | Op::MatchSequence
        | Op::PushExcInfo
        | Op::PushNull
        | Op::ReturnGenerator
        | Op::WithExceptStart
        | Op::Copy
        | Op::ForIter
        | Op::ImportFrom
        | Op::LoadCommonConstant
        | Op::LoadConst
        | Op::LoadDeref
        | Op::LoadFast
        | Op::LoadFastAndClear
        | Op::LoadFastBorrow
        | Op::LoadFastCheck
        | Op::LoadClosure
        | Op::LoadName
        | Op::LoadSmallInt
        | Op::LoadSpecial => 1,
        Op::LoadFastBorrowLoadFastBorrow | Op::LoadFastLoadFast => 2,
        Op::BuildInterpolation => -1 - (n & 1),
        Op::BuildList | Op::BuildSet | Op::BuildSlice | Op::BuildString | Op::BuildTuple => 1 - n,
        Op::BuildMap => 1 - 2 * n,
        Op::Call => -1 - n,
        Op::CallKw => -2 - n,
        Op::LoadAttr | Op::LoadGlobal => {
            let flag = n & 1;
            if matches!(op, Op::LoadAttr) { flag } else { 1 + flag }
        }
        Op::LoadSuperAttr => -2 + (n & 1),
        Op::RaiseVarargs => -n,
        Op::UnpackEx => (n & 0xff) + (n >> 8),
        Op::UnpackSequence => n - 1,
        Op::SetupFinally | Op::SetupWith => i32::from(jump),
        Op::SetupCleanup => 2 * i32::from(jump),
        _ => 0,
    }
}
