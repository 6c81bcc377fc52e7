//! Errors and warnings, as Python reports them.

use ruff_text_size::TextRange;

use crate::ast::Loc;
use crate::ast::source::SourceMap;

/// Which exception a failed compilation raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `SyntaxError`
    SyntaxError,
    /// `IndentationError`
    IndentationError,
    /// `TabError`
    TabError,
    /// `_IncompleteInputError`: more input could make it right.
    IncompleteInput,
    /// `RecursionError` (no position)
    RecursionError,
    /// `MemoryError` (no position)
    MemoryError,
    /// `ValueError`, of a tree that no text has (no position)
    ValueError,
    /// `TypeError`, of such a tree (no position)
    TypeError,
}

/// A failed compilation. Lines and offsets count from 1, offsets in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxErr {
    /// The exception.
    pub kind: ErrorKind,
    /// Its message.
    pub msg: String,
    /// First line.
    pub lineno: Option<usize>,
    /// First character.
    pub offset: Option<usize>,
    /// Last line.
    pub end_lineno: Option<usize>,
    /// Character after the last; 0 or -1 where CPython says so.
    pub end_offset: Option<i32>,
    /// The first line's text; None for errors found after parsing.
    pub text: Option<String>,
}

/// A `SyntaxWarning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    /// What is wrong.
    pub message: String,
    /// Line, from 1.
    pub lineno: usize,
    /// Column in UTF-8 bytes, from 0 (for an error made from the warning).
    pub col_offset: usize,
}

/// An error found by the symbol table or the code generator.
#[derive(Clone, Debug)]
pub(crate) struct Error {
    pub loc: Loc,
    pub msg: String,
    pub kind: ErrorKind,
}

pub(crate) type Result<T> = std::result::Result<T, Box<Error>>;

impl Error {
    pub(crate) fn new<T>(loc: Loc, msg: impl Into<String>) -> Result<T> {
        Err(Box::new(Error { loc, msg: msg.into(), kind: ErrorKind::SyntaxError }))
    }
}

impl SyntaxErr {
    /// An error without a position.
    pub(crate) fn bare(kind: ErrorKind, msg: impl Into<String>) -> Self {
        SyntaxErr { kind, msg: msg.into(), lineno: None, offset: None, end_lineno: None, end_offset: None, text: None }
    }

    pub(crate) fn recursion() -> Self {
        SyntaxErr::bare(ErrorKind::RecursionError, "Stack overflow (used 8160 kB) during compilation")
    }

    pub(crate) fn parser_overflow() -> Self {
        let msg = "Parser stack overflowed - Python source too complex to parse";
        SyntaxErr::bare(ErrorKind::MemoryError, msg)
    }

    pub(crate) fn at_range(map: &SourceMap<'_>, range: TextRange, msg: impl Into<String>) -> Self {
        SyntaxErr::at_loc(map, ErrorKind::SyntaxError, map.loc(range), msg)
    }

    /// An error at a source range given in bytes.
    pub(crate) fn at_loc(map: &SourceMap<'_>, kind: ErrorKind, loc: Loc, msg: impl Into<String>) -> Self {
        if loc.line < 1 {
            return SyntaxErr::bare(kind, msg);
        }
        let (line, end_line) = (loc.line as usize, loc.end_line.max(1) as usize);
        let text = map.line_text(line);
        let mut shown = text.to_string();
        if line < map.lines() || map.text.ends_with('\n') {
            shown.push('\n');
        }
        SyntaxErr {
            kind,
            msg: msg.into(),
            lineno: Some(line),
            offset: Some(chars_before(text, loc.col) + 1),
            end_lineno: Some(end_line),
            end_offset: Some(chars_before(map.line_text(end_line), loc.end_col) as i32 + 1),
            text: Some(shown),
        }
    }

    pub(crate) fn from_error(map: &SourceMap<'_>, error: &Error) -> Self {
        if !matches!(error.kind, ErrorKind::SyntaxError | ErrorKind::IndentationError | ErrorKind::TabError) {
            return SyntaxErr::bare(error.kind, error.msg.clone());
        }
        // Its text is for the caller to find: the compiler looks into the file.
        SyntaxErr { text: None, ..SyntaxErr::at_loc(map, error.kind, error.loc, error.msg.clone()) }
    }
}

/// How many characters the first `bytes` bytes of `text` are.
pub(crate) fn chars_before(text: &str, bytes: i32) -> usize {
    let bytes = bytes.max(0) as usize;
    match text.get(..bytes) {
        Some(part) => part.chars().count(),
        None => text.chars().count() + bytes.saturating_sub(text.len()),
    }
}

impl std::fmt::Display for SyntaxErr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.msg)?;
        match self.lineno {
            Some(line) => write!(f, " (line {line}, offset {})", self.offset.unwrap_or(0)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SyntaxErr {}
