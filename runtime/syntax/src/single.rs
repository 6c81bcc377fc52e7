//! What may be typed at a prompt: one statement, and a block only when it is finished.

use ruff_python_ast::Stmt;
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::ast::source::SourceMap;
use crate::compile::{Options, incomplete_input};
use crate::error::{ErrorKind, SyntaxErr};

/// Checks the statements of an interactive input.
pub(crate) fn check(body: &[Stmt], map: &SourceMap<'_>, opts: &Options) -> Result<(), SyntaxErr> {
    let end = TextSize::new(map.text.len() as u32);
    let maybe_incomplete = |range: TextRange| {
        let error = SyntaxErr::at_range(map, range, "invalid syntax");
        Err(if opts.incomplete_input { incomplete_input(error) } else { error })
    };
    let Some(first) = body.first() else { return maybe_incomplete(TextRange::new(end, end)) };
    if is_compound(first) {
        if let Some(second) = body.get(1) {
            let start = second.range().start();
            return maybe_incomplete(TextRange::at(start, TextSize::new(1)));
        }
        let one_line = !map.slice(first.range()).contains('\n');
        if !map.text.ends_with('\n') && (opts.dont_imply_dedent || one_line) {
            return maybe_incomplete(TextRange::new(end, end));
        }
        return Ok(());
    }
    for pair in body.windows(2) {
        let gap = TextRange::new(pair[0].range().end(), pair[1].range().start());
        if map.slice(gap).contains('\n') {
            let at = TextRange::at(pair[0].range().end(), TextSize::new(1));
            let mut error =
                SyntaxErr::at_range(map, at, "multiple statements found while compiling a single statement");
            error.end_lineno = error.lineno;
            error.end_offset = error.offset.map(|o| o as i32 + 1);
            error.kind = ErrorKind::SyntaxError;
            return Err(error);
        }
    }
    Ok(())
}

fn is_compound(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::If(_)
            | Stmt::With(_)
            | Stmt::Match(_)
            | Stmt::Try(_)
    )
}
