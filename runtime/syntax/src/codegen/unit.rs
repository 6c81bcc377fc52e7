//! What is known of one code object while its block is compiled.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::ast::{AnnAssign, Loc, Stmt};
use crate::bytecode::{Const, Op};
use crate::names::Sym;
use crate::symtable::BlockIx;

/// A place to jump to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(pub u32);

impl Label {
    pub(crate) const NONE: Label = Label(u32::MAX);
}

/// One instruction as the code generator emits it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ins {
    pub op: Op,
    pub arg: u32,
    pub loc: Loc,
    pub target: Label,
}

/// Constants without duplicates, in order of first use.
#[derive(Debug, Default)]
pub(crate) struct ConstPool {
    values: Vec<Const>,
    index: HashMap<u64, Vec<u32>>,
}

impl ConstPool {
    pub(crate) fn add(&mut self, value: Const) -> u32 {
        // A NaN equals nothing, not even another NaN.
        let is_nan = match &value {
            Const::Float(f) => f.is_nan(),
            Const::Complex(re, im) => re.is_nan() || im.is_nan(),
            _ => false,
        };
        if is_nan {
            self.values.push(value);
            return self.values.len() as u32 - 1;
        }
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        let slot = self.index.entry(hasher.finish()).or_default();
        if let Some(&found) = slot.iter().find(|&&i| self.values[i as usize] == value) {
            return found;
        }
        let at = self.values.len() as u32;
        slot.push(at);
        self.values.push(value);
        at
    }

    pub(crate) fn get(&self, at: u32) -> Option<&Const> {
        self.values.get(at as usize)
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn into_values(self) -> Vec<Const> {
        self.values
    }
}

/// Names without duplicates, in order of first use.
#[derive(Debug, Default, Clone)]
pub(crate) struct NameList {
    names: Vec<Sym>,
    index: HashMap<Sym, u32>,
}

impl NameList {
    pub(crate) fn add(&mut self, name: Sym) -> u32 {
        if let Some(&at) = self.index.get(&name) {
            return at;
        }
        let at = self.names.len() as u32;
        self.names.push(name);
        self.index.insert(name, at);
        at
    }

    pub(crate) fn get(&self, name: Sym) -> Option<u32> {
        self.index.get(&name).copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Sym> + '_ {
        self.names.iter().copied()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    TypeParams,
    Annotations,
}

/// Why something must be undone when control leaves a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameBlock {
    While,
    For,
    AsyncFor,
    TryExcept,
    FinallyTry,
    FinallyEnd,
    With,
    AsyncWith,
    HandlerCleanup,
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
    StopIteration,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Datum<'a> {
    None,
    Finally(&'a [Stmt]),
    Name(Sym),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct FBlock<'a> {
    pub kind: FrameBlock,
    pub block: Label,
    pub exit: Label,
    pub loc: Loc,
    pub datum: Datum<'a>,
}

/// An annotation that the block's `__annotate__` will evaluate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deferred<'a> {
    pub loc: Loc,
    pub ann: &'a AnnAssign,
    /// Number in `__conditional_annotations__`.
    pub index: Option<u32>,
}

/// The unit under compilation.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    pub kind: ScopeKind,
    pub block: BlockIx,
    pub name: Sym,
    pub qualname: String,
    pub private: Option<Sym>,
    pub argcount: u32,
    pub posonly: u32,
    pub kwonly: u32,
    pub firstlineno: i32,
    pub consts: ConstPool,
    pub names: NameList,
    pub varnames: NameList,
    pub cellvars: NameList,
    pub freevars: NameList,
    /// Locals of inlined comprehensions in a block that has no fast locals.
    pub fast_hidden: HashMap<Sym, bool>,
    pub code: Vec<Ins>,
    pub labels: Vec<u32>,
    /// The code that makes the module's `__annotate__`, run before the body.
    pub annotations_code: Vec<Ins>,
    pub fblocks: Vec<FBlock<'a>>,
    pub deferred: Vec<Deferred<'a>>,
    pub in_conditional: bool,
    pub next_conditional: u32,
    pub in_inlined_comp: u32,
    /// Places of names while an inlined comprehension is compiled.
    pub overrides: HashMap<Sym, crate::symtable::Where>,
    pub static_attributes: Vec<Sym>,
}
