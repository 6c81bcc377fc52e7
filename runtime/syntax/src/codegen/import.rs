//! `import` and `from ... import`.

use super::{Compiler, Ctx};
use crate::ast::{Alias, ImportFrom, Loc};
use crate::bytecode::{Const, Op, intrinsic1};
use crate::error::{Error, Result};
use crate::names::Sym;

impl<'a> Compiler<'a> {
    pub(super) fn import(&mut self, loc: Loc, aliases: &'a [Alias]) -> Result<()> {
        for alias in aliases {
            if alias.asname.unwrap_or(alias.name) == Sym::DEBUG {
                return self.forbid_debug(alias.loc, Ctx::Store);
            }
            self.load_const(loc, Const::int(0));
            self.load_none(loc);
            self.op_name(loc, Op::ImportName, alias.name);
            let name = self.names.text(alias.name).to_string();
            match alias.asname {
                Some(asname) => self.import_as(loc, &name, asname)?,
                None => {
                    let head = name.split('.').next().unwrap_or_default();
                    let head = self.names.intern(head);
                    self.name_op(loc, head, Ctx::Store)?;
                }
            }
        }
        Ok(())
    }

    /// `import a.b.c as d` takes the attributes one after the other.
    fn import_as(&mut self, loc: Loc, name: &str, asname: Sym) -> Result<()> {
        let rest: Vec<&str> = name.split('.').skip(1).collect();
        for (i, attr) in rest.iter().enumerate() {
            let attr = self.names.intern(attr);
            let at = self.unit.names.add(attr);
            self.op_i(loc, Op::ImportFrom, at);
            if i + 1 < rest.len() {
                self.op_i(loc, Op::Swap, 2);
                self.op(loc, Op::PopTop);
            }
        }
        self.name_op(loc, asname, Ctx::Store)?;
        if !rest.is_empty() {
            self.op(loc, Op::PopTop);
        }
        Ok(())
    }

    pub(super) fn import_from(&mut self, loc: Loc, f: &'a ImportFrom) -> Result<()> {
        self.load_const(loc, Const::int(i64::from(f.level)));
        let names = f.names.iter().map(|a| self.sym_const(a.name)).collect();
        if f.module == Some(Sym::FUTURE) && f.level == 0 && is_after(loc, self.settings.last_future) {
            return Error::new(loc, "from __future__ imports must occur at the beginning of the file");
        }
        self.load_const(loc, Const::Tuple(names));
        self.op_name(loc, Op::ImportName, f.module.unwrap_or(Sym::EMPTY));
        for alias in &f.names {
            if alias.asname.unwrap_or(alias.name) == Sym::DEBUG {
                return self.forbid_debug(alias.loc, Ctx::Store);
            }
            if alias.name == Sym::STAR {
                self.op_i(loc, Op::CallIntrinsic1, intrinsic1::IMPORT_STAR);
                self.op(Loc::NONE, Op::PopTop);
                return Ok(());
            }
            self.op_name(loc, Op::ImportFrom, alias.name);
            self.name_op(loc, alias.asname.unwrap_or(alias.name), Ctx::Store)?;
        }
        self.op(loc, Op::PopTop);
        Ok(())
    }
}

/// Whether `loc` starts after `other` ends.
fn is_after(loc: Loc, other: Loc) -> bool {
    loc.line > other.end_line || (loc.line == other.end_line && loc.col > other.end_col)
}
