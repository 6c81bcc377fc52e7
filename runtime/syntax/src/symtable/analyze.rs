//! Decides where each name lives.

use std::collections::{BTreeSet, HashMap};

use super::{Block, BlockIx, BlockKind, Symbol, SymbolTable, TOP, Where, def};
use crate::ast::CompKind;
use crate::error::{Error, Result};
use crate::names::{Names, Sym};

type Set = BTreeSet<Sym>;
type Scopes = HashMap<Sym, Where>;

/// Fills in `Symbol::scope` for every block.
pub(super) fn analyze(table: &mut SymbolTable, names: &Names) -> Result<()> {
    let mut free = Set::new();
    let mut global = Set::new();
    let mut type_params = Set::new();
    let mut pass = Pass { table, names };
    pass.block(TOP, None, &mut free, &mut global, &mut type_params, None)
}

struct Pass<'a> {
    table: &'a mut SymbolTable,
    names: &'a Names,
}

impl Pass<'_> {
    fn at(&self, ix: BlockIx) -> &Block {
        &self.table.blocks[ix]
    }

    fn block(
        &mut self,
        ix: BlockIx,
        mut bound: Option<&mut Set>,
        free: &mut Set,
        global: &mut Set,
        type_params: &mut Set,
        class_entry: Option<BlockIx>,
    ) -> Result<()> {
        crate::deep::grow(|| {
            let is_class = self.at(ix).kind == BlockKind::Class;
            let function_like = self.at(ix).is_function_like();
            let mut local = Set::new();
            let mut scopes = Scopes::new();
            let mut new_global = Set::new();
            let mut new_bound = Set::new();
            let mut new_free = Set::new();
            let mut inlined_cells = Set::new();
            // A class's names are invisible to the functions in it.
            if is_class {
                new_global.clone_from(global);
                if let Some(bound) = &bound {
                    new_bound.clone_from(bound);
                }
            }
            let symbols: Vec<(Sym, u32)> = self.at(ix).symbols.iter().map(|(n, s)| (n, s.flags)).collect();
            for (name, flags) in symbols {
                let place = self.name(ix, name, flags, bound.as_deref_mut(), free, global, type_params, class_entry)?;
                if place == Where::Local {
                    local.insert(name);
                }
                scopes.insert(name, place);
            }
            if is_class {
                new_bound.extend([Sym::CLASS, Sym::CLASSDICT, Sym::CONDITIONAL_ANNOTATIONS]);
            } else {
                if function_like {
                    new_bound.clone_from(&local);
                }
                if let Some(bound) = &bound {
                    new_bound.extend(bound.iter().copied());
                }
                new_global.clone_from(global);
            }
            let children = self.at(ix).children.clone();
            for &child in &children {
                let sees_class = self.at(child).can_see_class_scope;
                let entry = match sees_class {
                    true if is_class => Some(ix),
                    true => class_entry,
                    false => None,
                };
                let inline = matches!(self.at(child).comprehension, Some(kind) if kind != CompKind::Generator)
                    && !self.at(ix).can_see_class_scope;
                let mut child_free = Set::new();
                self.block(
                    child,
                    Some(&mut new_bound.clone()),
                    &mut child_free,
                    &mut new_global.clone(),
                    &mut type_params.clone(),
                    entry,
                )?;
                if inline {
                    self.inline(ix, child, &mut scopes, &mut child_free, &mut inlined_cells);
                    self.table.blocks[child].comp_inlined = true;
                }
                new_free.extend(child_free);
                if self.at(child).free || self.at(child).child_free {
                    self.table.blocks[ix].child_free = true;
                }
            }
            let mut spliced = Vec::with_capacity(children.len());
            for child in children {
                if self.at(child).comp_inlined {
                    spliced.extend(self.at(child).children.iter().copied());
                } else {
                    spliced.push(child);
                }
            }
            let block = &mut self.table.blocks[ix];
            block.children = spliced;
            if function_like {
                for (name, place) in &mut scopes {
                    if *place == Where::Local && (new_free.contains(name) || inlined_cells.contains(name)) {
                        *place = Where::Cell;
                        new_free.remove(name);
                    }
                }
            } else if is_class {
                block.needs_class_closure |= new_free.remove(&Sym::CLASS);
                block.needs_classdict |= new_free.remove(&Sym::CLASSDICT);
                block.has_conditional_annotations |= new_free.remove(&Sym::CONDITIONAL_ANNOTATIONS);
            }
            let class_flag = is_class || block.can_see_class_scope;
            record(block, &scopes, bound.as_deref(), &new_free, &inlined_cells, class_flag);
            free.extend(new_free);
            Ok(())
        })
    }

    #[allow(clippy::too_many_arguments)]
    fn name(
        &mut self,
        ix: BlockIx,
        name: Sym,
        flags: u32,
        bound: Option<&mut Set>,
        free: &mut Set,
        global: &mut Set,
        type_params: &mut Set,
        class_entry: Option<BlockIx>,
    ) -> Result<Where> {
        let text = self.names.text(name);
        if flags & def::GLOBAL != 0 {
            if flags & def::NONLOCAL != 0 {
                return Error::new(self.at(ix).bind_loc(name), format!("name '{text}' is nonlocal and global"));
            }
            global.insert(name);
            if let Some(bound) = bound {
                bound.remove(&name);
            }
            return Ok(Where::GlobalExplicit);
        }
        if flags & def::NONLOCAL != 0 {
            let loc = self.at(ix).bind_loc(name);
            let Some(bound) = bound else {
                return Error::new(loc, "nonlocal declaration not allowed at module level");
            };
            if !bound.contains(&name) {
                return Error::new(loc, format!("no binding for nonlocal '{text}' found"));
            }
            if type_params.contains(&name) {
                return Error::new(loc, format!("nonlocal binding not allowed for type parameter '{text}'"));
            }
            self.table.blocks[ix].free = true;
            free.insert(name);
            return Ok(Where::Free);
        }
        if flags & def::BOUND != 0 {
            global.remove(&name);
            if flags & def::TYPE_PARAM != 0 {
                type_params.insert(name);
            } else {
                type_params.remove(&name);
            }
            return Ok(Where::Local);
        }
        // What the enclosing class binds is looked up in its namespace and then
        // globally, past any enclosing function.
        if let Some(class) = class_entry {
            let flags = self.at(class).symbols.flags(name);
            if flags & def::GLOBAL != 0 {
                return Ok(Where::GlobalExplicit);
            }
            if flags & def::BOUND != 0 && flags & def::NONLOCAL == 0 {
                return Ok(Where::GlobalImplicit);
            }
        }
        if bound.is_some_and(|b| b.contains(&name)) {
            self.table.blocks[ix].free = true;
            free.insert(name);
            return Ok(Where::Free);
        }
        if !global.contains(&name) && self.at(ix).nested {
            self.table.blocks[ix].free = true;
        }
        Ok(Where::GlobalImplicit)
    }

    /// Merges comprehension `comp` into block `ix`.
    fn inline(&mut self, ix: BlockIx, comp: BlockIx, scopes: &mut Scopes, comp_free: &mut Set, cells: &mut Set) {
        let mut drop_class = false;
        let entries: Vec<(Sym, Symbol)> = self.at(comp).symbols.iter().collect();
        for (name, symbol) in entries {
            if symbol.flags & def::PARAM != 0 {
                continue;
            }
            if symbol.scope == Where::Cell || symbol.flags & def::COMP_CELL != 0 {
                cells.insert(name);
            }
            match self.at(ix).symbols.get(name) {
                None => {
                    let mut place = symbol.scope;
                    if place == Where::Free && self.at(ix).kind == BlockKind::Class && name == Sym::CLASS {
                        place = Where::GlobalImplicit;
                        comp_free.remove(&name);
                        drop_class = true;
                    }
                    let copy = Symbol { flags: symbol.flags, scope: Where::Unknown };
                    self.table.blocks[ix].symbols.set(name, copy);
                    scopes.insert(name, place);
                }
                Some(existing) => {
                    // Free in the comprehension, local here: simply local now,
                    // unless a function inside the comprehension needs it.
                    if existing.flags & def::BOUND != 0
                        && self.at(ix).kind != BlockKind::Class
                        && !self.free_in_child(comp, name)
                    {
                        comp_free.remove(&name);
                    }
                }
            }
        }
        self.table.blocks[comp].free = !comp_free.is_empty();
        if drop_class {
            self.table.blocks[comp].symbols.remove(Sym::CLASS);
        }
    }

    fn free_in_child(&self, ix: BlockIx, name: Sym) -> bool {
        self.at(ix).children.iter().any(|&c| self.at(c).symbols.scope(name) == Where::Free)
    }
}

fn record(block: &mut Block, scopes: &Scopes, bound: Option<&Set>, free: &Set, cells: &Set, class_flag: bool) {
    let entries: Vec<(Sym, Symbol)> = block.symbols.iter().collect();
    for (name, mut symbol) in entries {
        if cells.contains(&name) {
            symbol.flags |= def::COMP_CELL;
        }
        symbol.scope = scopes.get(&name).copied().unwrap_or(Where::Unknown);
        block.symbols.set(name, symbol);
    }
    for &name in free {
        match block.symbols.get(name) {
            Some(mut symbol) => {
                if class_flag {
                    symbol.flags |= def::FREE_CLASS;
                    block.symbols.set(name, symbol);
                }
            }
            None => {
                if bound.is_none_or(|b| b.contains(&name)) {
                    block.symbols.set(name, Symbol { flags: 0, scope: Where::Free });
                }
            }
        }
    }
}
