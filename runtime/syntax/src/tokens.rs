//! The tokens of a text as Python's `tokenize` shows them.

use ruff_python_ast::PythonVersion;
use ruff_python_ast::token::TokenKind as K;
use ruff_python_parser::{LexicalErrorType, Mode, ParseOptions};
use ruff_text_size::Ranged;

use crate::ast::source::SourceMap;
use crate::deep;
use crate::error::SyntaxErr;
use crate::errors::{self, Shape};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    EndMarker,
    Name,
    Number,
    String,
    Newline,
    Indent,
    Dedent,
    Op,
    FStringStart,
    FStringMiddle,
    FStringEnd,
    TStringStart,
    TStringMiddle,
    TStringEnd,
    Comment,
    /// A line end that ends no statement.
    Nl,
}

/// One token: its text and where it is, lines from 1, columns in characters from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Line and column of its first character.
    pub start: (usize, usize),
    /// Line and column behind its last character.
    pub end: (usize, usize),
}

fn kind_of(k: K) -> Option<Kind> {
    Some(match k {
        K::EndOfFile => return None,
        K::Name => Kind::Name,
        K::Int | K::Float | K::Complex => Kind::Number,
        K::String => Kind::String,
        K::FStringStart => Kind::FStringStart,
        K::FStringMiddle => Kind::FStringMiddle,
        K::FStringEnd => Kind::FStringEnd,
        K::TStringStart => Kind::TStringStart,
        K::TStringMiddle => Kind::TStringMiddle,
        K::TStringEnd => Kind::TStringEnd,
        K::Comment => Kind::Comment,
        K::Newline => Kind::Newline,
        K::NonLogicalNewline => Kind::Nl,
        K::Indent => Kind::Indent,
        K::Dedent => Kind::Dedent,
        k if k.is_keyword() => Kind::Name,
        _ => Kind::Op,
    })
}

/// The tokens of a text, up to its first mistake in spelling or indentation, and that mistake.
pub fn tokens(text: &str) -> (Vec<Token>, Option<SyntaxErr>) {
    deep::with_room(text.len() / 8, || read(text))
}

fn read(text: &str) -> (Vec<Token>, Option<SyntaxErr>) {
    let map = SourceMap::new(text);
    let place = |offset: usize| {
        let (line, col) = map.line_col(offset);
        (line, map.line_text(line).get(..col).map_or(col, |t| t.chars().count()))
    };
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = ruff_python_parser::parse_unchecked(text, options);
    // Of the parser's mistakes only those of the tokenizer count.
    let stop = parsed.errors().iter().find_map(|e| match &e.error {
        // Characters that no program has are tokens all the same.
        ruff_python_parser::ParseErrorType::Lexical(LexicalErrorType::UnrecognizedToken { .. }) => None,
        ruff_python_parser::ParseErrorType::Lexical(_) => Some(e.location.start().to_usize()),
        _ => None,
    });
    let error = stop.map(|_| {
        errors::find(&map, Shape::Module).map_or_else(
            || {
                let first = parsed.errors().first().map(|e| e.location).unwrap_or_default();
                SyntaxErr::at_range(&map, first, "invalid syntax")
            },
            |(e, _)| e,
        )
    });
    let mut out: Vec<Token> = Vec::new();
    for t in parsed.tokens() {
        let Some(kind) = kind_of(t.kind()) else { continue };
        let (from, to) = (t.range().start().to_usize(), t.range().end().to_usize());
        if stop.is_some_and(|s| to > s) {
            break;
        }
        let source = text.get(from..to).unwrap_or("");
        let (start, end) = (place(from), place(to));
        match kind {
            Kind::Newline | Kind::Nl => {
                // A line end stands on its own line, whatever follows.
                let end = (start.0, start.1 + 1);
                out.push(Token { kind, text: source.to_string(), start, end });
            }
            Kind::Indent => {
                let start = (end.0, 0);
                let line = map.line_text(end.0);
                let blanks: String = line.chars().take(end.1).collect();
                out.push(Token { kind, text: blanks, start, end });
            }
            Kind::Dedent => {
                let at = if from >= text.len() { (lines(text) + 1, 0) } else { start };
                out.push(Token { kind, text: String::new(), start: at, end: at });
            }
            Kind::FStringMiddle | Kind::TStringMiddle => middle(kind, source, from, &place, &mut out),
            _ => out.push(Token { kind, text: source.to_string(), start, end }),
        }
    }
    if error.is_none() {
        let last = (lines(text) + 1, 0);
        out.push(Token { kind: Kind::EndMarker, text: String::new(), start: last, end: last });
    }
    drop(parsed);
    (out, error)
}

/// How many lines a text has.
fn lines(text: &str) -> usize {
    text.lines().count()
}

/// Text between fields: each doubled brace ends a token that has it once.
fn middle(kind: Kind, source: &str, from: usize, place: &dyn Fn(usize) -> (usize, usize), out: &mut Vec<Token>) {
    let bytes = source.as_bytes();
    let (mut begin, mut i) = (0, 0);
    let mut push = |a: usize, b: usize| {
        let text = source.get(a..b).unwrap_or("").to_string();
        out.push(Token { kind, text, start: place(from + a), end: place(from + b) });
    };
    while i < bytes.len() {
        if matches!(bytes[i], b'{' | b'}') && bytes.get(i + 1) == Some(&bytes[i]) {
            push(begin, i + 1);
            i += 2;
            begin = i;
        } else {
            i += 1;
        }
    }
    if begin < bytes.len() {
        push(begin, bytes.len());
    }
}
