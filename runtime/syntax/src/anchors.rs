//! Which part of a source segment a traceback points at: the operator of a binary operation, the
//! brackets of a subscript or a call (`traceback._extract_caret_anchors_from_line_segment`).

use ruff_python_ast::{Expr, PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions};
use ruff_text_size::Ranged;

/// A place in a segment: line and character from 0.
pub type Place = (usize, usize);

/// The part that gets `^` while the rest gets `~`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// First character.
    pub left: Place,
    /// Character after the last.
    pub right: Place,
}

fn parse(text: &str) -> Option<Vec<Stmt>> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = ruff_python_parser::parse_unchecked(text, options);
    if !parsed.errors().is_empty() {
        return None;
    }
    parsed.into_syntax().module().map(|m| m.body.to_vec())
}
/// Line and character of a byte offset.
fn place(text: &str, at: usize) -> Place {
    let before = &text[..at.min(text.len())];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count())
}

struct Lines(Vec<Vec<char>>);
impl Lines {
    fn valid(&self, (mut line, mut col): Place) -> Option<Place> {
        while line < self.0.len() && col >= self.0[line].len() {
            col = 0;
            line += 1;
        }
        (line < self.0.len()).then_some((line, col))
    }
    fn until(&self, mut p: Place, stop: impl Fn(char) -> bool) -> Option<Place> {
        loop {
            let c = self.0[p.0][p.1];
            if c == '\\' || c == '#' {
                p = self.valid((p.0 + 1, 0))?;
            } else if !stop(c) {
                p = self.valid((p.0, p.1 + 1))?;
            } else {
                return Some(p);
            }
        }
    }
}

/// The anchors of a segment that is one expression.
pub fn caret_anchors(segment: &str) -> Option<Anchors> {
    let text = format!("(\n{segment}\n)");
    let body = parse(&text)?;
    let [Stmt::Expr(statement)] = body.as_slice() else { return None };
    let lines = Lines(segment.lines().map(|l| l.chars().collect()).collect());
    let at = |offset: ruff_text_size::TextSize| {
        let (line, col) = place(&text, offset.to_usize());
        (line.wrapping_sub(1), col)
    };
    match &*statement.value {
        Expr::BinOp(e) => {
            let p = lines.valid(at(e.left.end()))?;
            let p = lines.until(p, |c| !c.is_whitespace() && c != ')')?;
            let right = at(e.right.start());
            let mut end = p.1 + 1;
            if let Some(&c) = lines.0[p.0].get(end)
                && (right.0 > p.0 || end < right.1)
                && !c.is_whitespace()
                && c != '\\'
                && c != '#'
            {
                end += 1;
            }
            Some(Anchors { left: p, right: (p.0, end) })
        }
        Expr::Subscript(e) => {
            let p = lines.valid(at(e.value.end()))?;
            Some(Anchors { left: lines.until(p, |c| c == '[')?, right: at(e.end()) })
        }
        Expr::Call(e) => {
            let p = lines.valid(at(e.func.end()))?;
            Some(Anchors { left: lines.until(p, |c| c == '(')?, right: at(e.end()) })
        }
        _ => None,
    }
}

/// For `return f(…)` and `name = f(…)`: the call's first and last place (the end exclusive), in
/// bytes of the line.
pub fn whole_call(lines: &str) -> Option<(Place, Place)> {
    let body = parse(lines)?;
    let call = match body.first()? {
        Stmt::Return(r) => match r.value.as_deref()? {
            Expr::Call(c) if c.func.is_name_expr() => c,
            _ => return None,
        },
        Stmt::Assign(a) => match (&*a.targets, &*a.value) {
            ([Expr::Name(_)], Expr::Call(c)) => c,
            _ => return None,
        },
        _ => return None,
    };
    let at = |offset: ruff_text_size::TextSize| {
        let before = &lines[..offset.to_usize().min(lines.len())];
        (before.matches('\n').count(), before.len() - before.rfind('\n').map_or(0, |i| i + 1))
    };
    Some((at(call.start()), at(call.end())))
}

/// Whether a text parses, and to nothing: then no carets are shown.
pub fn is_empty_program(lines: &str) -> bool {
    parse(lines).is_some_and(|b| b.is_empty())
}
