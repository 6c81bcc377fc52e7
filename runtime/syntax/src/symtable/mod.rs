//! Scopes: which block a name belongs to. A first walk over the tree records
//! what each block does with its names; a second pass over the blocks decides
//! where each name lives and which comprehensions are merged into their parent.

mod analyze;
mod build;
mod build_expr;

use std::collections::HashMap;

use crate::ast::{CompKind, Loc, ScopeId};
use crate::names::Sym;

pub(crate) use build::build;

/// What a block does with a name (a bit set).
pub(crate) mod def {
    pub(crate) const GLOBAL: u32 = 1;
    pub(crate) const LOCAL: u32 = 2;
    pub(crate) const PARAM: u32 = 4;
    pub(crate) const NONLOCAL: u32 = 8;
    pub(crate) const USE: u32 = 16;
    /// Free in a nested function though the class itself binds the name.
    pub(crate) const FREE_CLASS: u32 = 64;
    pub(crate) const IMPORT: u32 = 128;
    pub(crate) const ANNOT: u32 = 256;
    /// A comprehension's iteration variable.
    pub(crate) const COMP_ITER: u32 = 512;
    pub(crate) const TYPE_PARAM: u32 = 1024;
    /// A cell that came in with a merged comprehension.
    pub(crate) const COMP_CELL: u32 = 2048;
    pub(crate) const BOUND: u32 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// Where a name lives, seen from a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// Not mentioned.
    Unknown,
    Local,
    GlobalExplicit,
    GlobalImplicit,
    Free,
    Cell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Function,
    Class,
    Module,
    Annotation,
    TypeAlias,
    TypeParameters,
    TypeVariable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    pub flags: u32,
    pub scope: Where,
}

/// Symbols in the order they were first mentioned.
#[derive(Debug, Default, Clone)]
pub(crate) struct Symbols {
    entries: Vec<(Sym, Symbol)>,
    index: HashMap<Sym, usize>,
}

impl Symbols {
    pub(crate) fn get(&self, name: Sym) -> Option<Symbol> {
        self.index.get(&name).map(|&i| self.entries[i].1)
    }

    pub(crate) fn set(&mut self, name: Sym, symbol: Symbol) {
        match self.index.get(&name) {
            Some(&i) => self.entries[i].1 = symbol,
            None => {
                self.index.insert(name, self.entries.len());
                self.entries.push((name, symbol));
            }
        }
    }

    /// Forgets a name (rare: linear).
    pub(crate) fn remove(&mut self, name: Sym) {
        if self.index.remove(&name).is_some() {
            self.entries.retain(|(n, _)| *n != name);
            self.index = self.entries.iter().enumerate().map(|(i, (n, _))| (*n, i)).collect();
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Sym, Symbol)> + '_ {
        self.entries.iter().copied()
    }

    pub(crate) fn flags(&self, name: Sym) -> u32 {
        self.get(name).map_or(0, |s| s.flags)
    }

    pub(crate) fn scope(&self, name: Sym) -> Where {
        self.get(name).map_or(Where::Unknown, |s| s.scope)
    }
}

/// Index of a block in the table.
pub(crate) type BlockIx = usize;

/// One block of the program.
#[derive(Debug)]
pub(crate) struct Block {
    pub kind: BlockKind,
    pub name: Sym,
    pub loc: Loc,
    pub symbols: Symbols,
    pub varnames: Vec<Sym>,
    pub children: Vec<BlockIx>,
    pub comprehension: Option<CompKind>,
    pub nested: bool,
    pub free: bool,
    pub child_free: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub varargs: bool,
    pub varkeywords: bool,
    pub needs_class_closure: bool,
    pub needs_classdict: bool,
    pub comp_inlined: bool,
    pub comp_iter_target: bool,
    pub comp_iter_expr: u32,
    pub can_see_class_scope: bool,
    pub has_docstring: bool,
    pub method: bool,
    pub annotations_used: bool,
    pub annotation_block: Option<BlockIx>,
    pub in_conditional: bool,
    pub has_conditional_annotations: bool,
    pub in_unevaluated_annotation: bool,
    /// The only names that are mangled in a class's type parameters.
    pub mangled_names: Option<Vec<Sym>>,
    pub scope_info: &'static str,
    /// Places of `global` and `nonlocal` declarations, for errors.
    pub directives: Vec<(Sym, Loc)>,
}

impl Block {
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, BlockKind::Class | BlockKind::Module)
    }

    fn bind_loc(&self, name: Sym) -> Loc {
        self.directives.iter().find(|(n, _)| *n == name).map_or(self.loc, |(_, loc)| *loc)
    }
}

/// All blocks of a program.
#[derive(Debug)]
pub(crate) struct SymbolTable {
    pub blocks: Vec<Block>,
    pub by_scope: HashMap<ScopeId, BlockIx>,
    pub future: u32,
}

/// The module's block.
pub(crate) const TOP: BlockIx = 0;
