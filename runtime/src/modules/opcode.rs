//! `_opcode`: facts of the instruction set, for `opcode` and `dis`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_syntax::bytecode::{self as bc, ArgKind, Op};

fn op_of(vm: &Vm, w: Word) -> R<Option<Op>> {
    let n = vm.index_i64(w)?;
    Ok(u8::try_from(n).ok().and_then(Op::from_u8).filter(|o| !(200..=210).contains(&(*o as u8))))
}
fn kind(vm: &Vm, w: Word, want: &[ArgKind]) -> R {
    Ok(Word::bool(op_of(vm, w)?.is_some_and(|o| o.has_arg() && want.contains(&o.arg_kind()))))
}
fn strings(vm: &Vm, names: &[&str]) -> R {
    let mut v = WordVec::with_capacity(vm, names.len());
    for n in names {
        v.push(vm, vm.intern(n));
    }
    Ok(v.to_list(vm))
}
fn stack_effect(vm: &Vm, a: &[Word]) -> R {
    let Some(op) = op_of(vm, a[0])? else { return Err(vm.value_error("invalid opcode or oparg")) };
    let arg = match a[1] {
        Word::NULL | Word::NONE => 0,
        w => vm.index_i64(w)?,
    };
    let arg = u32::try_from(arg).map_err(|_| vm.value_error("invalid opcode or oparg"))?;
    let effect = match a[2] {
        Word::TRUE => bc::stack_effect(op, arg, true),
        Word::FALSE => bc::stack_effect(op, arg, false),
        Word::NULL | Word::NONE => bc::stack_effect(op, arg, true).max(bc::stack_effect(op, arg, false)),
        _ => return Err(vm.value_error("stack_effect: jump must be False, True or None")),
    };
    Ok(Word::small(effect as i64))
}
fn nb_ops(vm: &Vm, _: &[Word]) -> R {
    const NAMES: [&str; 14] = [
        "ADD",
        "AND",
        "FLOOR_DIVIDE",
        "LSHIFT",
        "MATRIX_MULTIPLY",
        "MULTIPLY",
        "REMAINDER",
        "OR",
        "POWER",
        "RSHIFT",
        "SUBTRACT",
        "TRUE_DIVIDE",
        "XOR",
        "SUBSCR",
    ];
    let mut v = WordVec::new();
    for (i, symbol) in bc::nb::SYMBOLS.iter().enumerate() {
        let name = match i {
            0..13 => format!("NB_{}", NAMES[i]),
            13..26 => format!("NB_INPLACE_{}", NAMES[i - 13]),
            _ => "NB_SUBSCR".to_string(),
        };
        let pair = vm.new_tuple(&[vm.intern(&name), vm.intern(symbol)]);
        v.push(vm, pair);
    }
    Ok(v.to_list(vm))
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_opcode",
    doc: "Opcode support module.",
    functions: &[
        FnDef::new(
            "stack_effect",
            "(opcode, oparg=None, /, *, jump=None)",
            stack_effect,
            "Compute the stack effect of the opcode.",
        ),
        FnDef::new(
            "is_valid",
            "(opcode)",
            |vm, a| Ok(Word::bool(op_of(vm, a[0])?.is_some())),
            "Return True if opcode is valid, False otherwise.",
        ),
        FnDef::new(
            "has_arg",
            "(opcode)",
            |vm, a| Ok(Word::bool(op_of(vm, a[0])?.is_some_and(Op::has_arg))),
            "Return True if the opcode uses its oparg, False otherwise.",
        ),
        FnDef::new(
            "has_const",
            "(opcode)",
            |vm, a| kind(vm, a[0], &[ArgKind::Const]),
            "Return True if the opcode accesses a constant, False otherwise.",
        ),
        FnDef::new(
            "has_name",
            "(opcode)",
            |vm, a| kind(vm, a[0], &[ArgKind::Name]),
            "Return True if the opcode accesses an attribute by name, False otherwise.",
        ),
        FnDef::new(
            "has_jump",
            "(opcode)",
            |vm, a| kind(vm, a[0], &[ArgKind::Jump]),
            "Return True if the opcode has a jump target, False otherwise.",
        ),
        FnDef::new(
            "has_free",
            "(opcode)",
            |vm, a| kind(vm, a[0], &[ArgKind::Free]),
            "Return True if the opcode accesses a free variable, False otherwise.",
        ),
        FnDef::new(
            "has_local",
            "(opcode)",
            |vm, a| kind(vm, a[0], &[ArgKind::Local]),
            "Return True if the opcode accesses a local variable, False otherwise.",
        ),
        FnDef::new(
            "has_exc",
            "(opcode)",
            |vm, a| kind(vm, a[0], &[ArgKind::Handler]),
            "Return True if the opcode sets an exception handler, False otherwise.",
        ),
        FnDef::new(
            "get_executor",
            "(*, code, offset)",
            |_, _| Ok(Word::NONE),
            "Return the executor object at offset in code if exists, None otherwise.",
        ),
        FnDef::new("get_nb_ops", "()", nb_ops, "Return array of symbols of binary ops."),
        FnDef::new(
            "get_intrinsic1_descs",
            "()",
            |vm, _| strings(vm, &bc::intrinsic1::NAMES),
            "Return a list of names of the unary intrinsics.",
        ),
        FnDef::new(
            "get_intrinsic2_descs",
            "()",
            |vm, _| strings(vm, &bc::intrinsic2::NAMES),
            "Return a list of names of the binary intrinsics.",
        ),
        FnDef::new(
            "get_special_method_names",
            "()",
            |vm, _| strings(vm, &bc::special::NAMES),
            "Return a list of special method names.",
        ),
    ],
    init: |_, _| Ok(()),
};
