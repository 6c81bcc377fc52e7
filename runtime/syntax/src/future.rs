//! `from __future__ import ...` at the start of a module.

use crate::ast::{Loc, Module, StmtKind, docstring};
use crate::bytecode::flags;
use crate::error::{Error, Result};
use crate::names::{Names, Sym};

/// The features a program switches on, and where the last such import is.
pub(crate) fn scan(module: &Module, names: &Names) -> Result<(u32, Loc)> {
    let (Module::Exec(body) | Module::Single(body)) = module else {
        return Ok((0, Loc::NONE));
    };
    let mut features = 0;
    let mut last = Loc::NONE;
    let skip = usize::from(docstring(body).is_some());
    for stmt in body.iter().skip(skip) {
        let StmtKind::ImportFrom(import) = &stmt.kind else {
            break;
        };
        if import.module != Some(Sym::FUTURE) || import.level != 0 {
            break;
        }
        for alias in &import.names {
            features |= feature(names.text(alias.name), alias.loc)?;
        }
        last = stmt.loc;
    }
    Ok((features, last))
}

fn feature(name: &str, loc: Loc) -> Result<u32> {
    Ok(match name {
        "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement" | "print_function"
        | "unicode_literals" | "generator_stop" => 0,
        "barry_as_FLUFL" => flags::FUTURE_BARRY_AS_BDFL,
        "annotations" => flags::FUTURE_ANNOTATIONS,
        "braces" => return Error::new(loc, "not a chance"),
        _ => return Error::new(loc, format!("future feature {name} is not defined")),
    })
}
