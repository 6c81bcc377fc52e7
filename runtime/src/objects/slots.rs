//! Type slots: what an operator or protocol does for a type, as native functions. A class
//! written in Python fills them with functions that look the dunder method up; a native type's
//! filled slots appear as dunder methods in its dictionary (`wrappers.rs`).

use super::args::Args;
use crate::heap::Word;
use crate::{R, Vm};
use std::cell::Cell;

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CmpOp {
    Lt = 0,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}
impl CmpOp {
    pub const ALL: [CmpOp; 6] = [CmpOp::Lt, CmpOp::Le, CmpOp::Eq, CmpOp::Ne, CmpOp::Gt, CmpOp::Ge];
    pub fn from_index(i: usize) -> CmpOp {
        Self::ALL[i % 6]
    }
    /// The operator with its operands exchanged.
    pub fn swapped(self) -> CmpOp {
        use CmpOp::*;
        match self {
            Lt => Gt,
            Le => Ge,
            Eq => Eq,
            Ne => Ne,
            Gt => Lt,
            Ge => Le,
        }
    }
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    pub fn dunder(self) -> &'static str {
        ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"][self as usize]
    }
    /// Whether an ordering satisfies the operator.
    pub fn holds(self, o: std::cmp::Ordering) -> bool {
        use CmpOp::*;
        match self {
            Lt => o.is_lt(),
            Le => o.is_le(),
            Eq => o.is_eq(),
            Ne => o.is_ne(),
            Gt => o.is_gt(),
            Ge => o.is_ge(),
        }
    }
}

pub type Unary = fn(&Vm, Word) -> R;
pub type Binary = fn(&Vm, Word, Word) -> R;
/// The third operand of `pow` is None when absent.
pub type Ternary = fn(&Vm, Word, Word, Word) -> R;
pub type Inquiry = fn(&Vm, Word) -> R<bool>;
pub type LenFn = fn(&Vm, Word) -> R<usize>;
pub type HashFn = fn(&Vm, Word) -> R<i64>;
/// May return NotImplemented.
pub type Compare = fn(&Vm, Word, Word, CmpOp) -> R;
pub type GetAttr = fn(&Vm, Word, Word) -> R;
/// A value of `None` deletes.
pub type SetAttr = fn(&Vm, Word, Word, Option<Word>) -> R<()>;
pub type SetItem = fn(&Vm, Word, Word, Option<Word>) -> R<()>;
pub type Contains = fn(&Vm, Word, Word) -> R<bool>;
/// (descriptor, object or NULL, type or NULL)
pub type DescrGet = fn(&Vm, Word, Word, Word) -> R;
pub type DescrSet = fn(&Vm, Word, Word, Option<Word>) -> R<()>;
pub type CallFn = fn(&Vm, Word, &Args) -> R;
/// (type, arguments)
pub type NewFn = fn(&Vm, Word, &Args) -> R;
pub type InitFn = fn(&Vm, Word, &Args) -> R<()>;
/// `None` at the end.
pub type IterNext = fn(&Vm, Word) -> R<Option<Word>>;
pub type Finalize = fn(&Vm, Word) -> R<()>;

macro_rules! slots {
    ($($(#[$m:meta])* $name:ident : $t:ty),* $(,)?) => {
        /// See the module's text. Empty slots are inherited along the MRO.
        #[derive(Default, Clone)]
        pub struct Slots { $($(#[$m])* pub $name: Cell<Option<$t>>),* }
        impl Slots {
            /// Fills each empty slot from `base`.
            pub fn inherit(&self, base: &Slots) {
                $( if self.$name.get().is_none() { self.$name.set(base.$name.get()); } )*
            }
            /// Empties every slot.
            pub fn clear(&self) { $( self.$name.set(None); )* }
        }
    };
}
slots! {
    repr: Unary, str: Unary, hash: HashFn, call: CallFn, getattro: GetAttr, setattro: SetAttr,
    richcompare: Compare, iter: Unary, iternext: IterNext, descr_get: DescrGet, descr_set: DescrSet,
    init: InitFn, new: NewFn, finalize: Finalize,
    add: Binary, sub: Binary, mul: Binary, matmul: Binary, truediv: Binary, floordiv: Binary, modulo: Binary,
    divmod: Binary, pow: Ternary, lshift: Binary, rshift: Binary, and: Binary, xor: Binary, or: Binary,
    iadd: Binary, isub: Binary, imul: Binary, imatmul: Binary, itruediv: Binary, ifloordiv: Binary, imodulo: Binary,
    ipow: Binary, ilshift: Binary, irshift: Binary, iand: Binary, ixor: Binary, ior: Binary,
    neg: Unary, pos: Unary, abs: Unary, invert: Unary, bool: Inquiry, int: Unary, float: Unary, index: Unary,
    len: LenFn, getitem: Binary, setitem: SetItem, contains: Contains,
    /// `+` of sequences: tried after `add`, never reflected.
    concat: Binary,
    /// `*` of a sequence by an int.
    repeat: Binary,
    /// In-place forms of the two above.
    iconcat: Binary, irepeat: Binary,
    await_: Unary, aiter: Unary, anext: Unary,
    /// The buffer protocol: a memoryview-like view of the object's bytes.
    buffer: Unary,
}
