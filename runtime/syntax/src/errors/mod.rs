//! Finds what is wrong with a text the parser refused, as CPython words and
//! places it. A second, simpler parser walks the tokens by CPython's grammar up
//! to the first token that fits nowhere, and looks for the common mistakes on its way.

mod expr;
mod fstring;
mod node;
mod params;
mod pattern;
mod primary;
mod stmt;
mod token;

use crate::ast::Loc;
use crate::ast::source::SourceMap;
use crate::error::{ErrorKind, SyntaxErr};
use token::{Kind, Token, Tokens};

/// More open brackets than this are refused.
pub(crate) const MAX_NESTING: usize = 200;

/// So many levels of indentation are refused.
pub(crate) const MAX_INDENTS: usize = 100;

/// Where an error ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// At this byte.
    At(usize),
    /// On the line it starts on, with this number as its end offset.
    Number(i32),
}

/// An error found in the text, by byte offsets.
#[derive(Clone, Debug)]
struct Fail {
    start: usize,
    end: End,
    msg: String,
    kind: ErrorKind,
    /// Found by the tokenizer, and so never overruled by a later one.
    tokenizer: bool,
    /// More input could make it right.
    incomplete: bool,
}

impl Fail {
    fn new(start: usize, end: End, msg: impl Into<String>) -> Self {
        Fail { start, end, msg: msg.into(), kind: ErrorKind::SyntaxError, tokenizer: false, incomplete: false }
    }

    fn by_tokenizer(mut self) -> Self {
        self.tokenizer = true;
        self
    }

    fn kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }
}

type Check<T> = Result<T, Box<Fail>>;

/// What the text is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Module,
    Expression,
    Interactive,
}

/// The error in `map`'s text, if this parser finds one; and whether more input could mend it.
pub(crate) fn find(map: &SourceMap<'_>, shape: Shape) -> Option<(SyntaxErr, bool)> {
    let tokens = token::tokenize(map.text);
    let mut checker = Checker { text: map.text, map, tokens, at: 0, quiet: 0 };
    let fail = checker.run(shape)?;
    // The end of a line is a token like others: what it has in the wrong place no further line mends.
    let at_end = fail.start >= map.text.len() || fail.start > map.text.trim_end_matches('\n').len();
    let incomplete = fail.incomplete || (shape == Shape::Interactive && at_end && !fail.tokenizer);
    let (line, col) = map.line_col(fail.start.min(map.text.len()));
    let (end_line, end_col) = match fail.end {
        End::At(end) => {
            let end = end.min(map.text.len() + 1);
            // The end of a line belongs to that line.
            if end > fail.start && map.text.as_bytes().get(end - 1) == Some(&b'\n') {
                let (line, col) = map.line_col(end - 1);
                (line, col + 1)
            } else {
                map.line_col(end)
            }
        }
        End::Number(_) => (line, col),
    };
    let loc = Loc { line: line as i32, end_line: end_line as i32, col: col as i32, end_col: end_col as i32 };
    let unclosed = fail.msg.ends_with("was never closed");
    let mut error = SyntaxErr::at_loc(map, fail.kind, loc, fail.msg);
    if let End::Number(number) = fail.end {
        error.end_offset = Some(number);
    }
    // Modules are read with a newline at their end; the tokenizer's own errors, and lines that lie
    // behind, are shown without.
    let last = map.text.trim_end_matches('\n').matches('\n').count() + 1;
    if let Some(text) = &mut error.text {
        let bare = text.trim_end_matches('\n').len();
        let bare_line = if unclosed { line < last } else { fail.tokenizer && fail.kind != ErrorKind::IndentationError };
        if bare_line {
            text.truncate(bare);
        } else if (shape == Shape::Module) && bare == text.len() {
            text.push('\n');
        }
    }
    if shape != Shape::Module && !fail.tokenizer && fail.start >= map.text.len() && !map.text.ends_with('\n') {
        error.offset = Some(0);
        error.end_offset = Some(0);
    }
    Some((error, incomplete))
}

/// The error if brackets or blocks are nested too deeply.
pub(crate) fn too_deep(map: &SourceMap<'_>) -> Option<SyntaxErr> {
    let fail = token::tokenize(map.text).error.filter(|f| f.msg.starts_with("too many"))?;
    let (line, col) = map.line_col(fail.start);
    let loc = Loc { line: line as i32, end_line: line as i32, col: col as i32, end_col: col as i32 };
    let mut error = SyntaxErr::at_loc(map, fail.kind, loc, fail.msg);
    if let End::Number(number) = fail.end {
        error.end_offset = Some(number);
    }
    Some(error)
}

struct Checker<'a> {
    text: &'a str,
    map: &'a SourceMap<'a>,
    tokens: Tokens,
    at: usize,
    /// More than zero while a side way is tried, where mistakes are not named.
    quiet: u32,
}

impl<'a> Checker<'a> {
    fn run(&mut self, shape: Shape) -> Option<Fail> {
        let result = match shape {
            Shape::Module | Shape::Interactive => self.file(),
            Shape::Expression => self.eval_input(),
        };
        let fail = match result {
            Ok(()) => return self.tokens.error.take(),
            Err(fail) => *fail,
        };
        if fail.tokenizer {
            return Some(fail);
        }
        // What the tokenizer finds further on goes before what the parser found.
        // (Indentation is left to the parser to complain about.)
        if let Some(error) = self.tokens.error.take()
            && error.kind == ErrorKind::SyntaxError
            && !error.msg.starts_with("unexpected EOF")
        {
            return Some(error);
        }
        let end = match fail.end {
            End::At(end) => end.min(self.text.len()),
            End::Number(_) => fail.start,
        };
        let furthest = end.max(self.token().start.min(self.text.len()));
        if let Some(&(open, at)) = self.tokens.open.last()
            && self.map.line_col(furthest).0 > self.map.line_col(at).0
        {
            return Some(never_closed(open, at));
        }
        Some(fail)
    }

    fn token(&self) -> Token {
        let end = self.text.len();
        let level = self.tokens.open.len();
        self.tokens.list.get(self.at).copied().unwrap_or(Token { kind: Kind::End, start: end, end, level })
    }

    fn ahead(&self, n: usize) -> Token {
        let end = self.text.len();
        self.tokens.list.get(self.at + n).copied().unwrap_or(Token { kind: Kind::End, start: end, end, level: 0 })
    }

    fn text_of(&self, token: Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    fn word(&self) -> &'a str {
        self.text_of(self.token())
    }

    /// Whether the current token is this operator or keyword.
    fn is(&self, text: &str) -> bool {
        let token = self.token();
        matches!(token.kind, Kind::Op | Kind::Name) && self.text_of(token) == text
    }

    fn is_kind(&self, kind: Kind) -> bool {
        self.token().kind == kind
    }

    /// Whether the current token is a name that is no keyword.
    fn is_name(&self) -> bool {
        self.is_kind(Kind::Name) && !is_keyword(self.word())
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.is(text);
        if found {
            self.at += 1;
        }
        found
    }

    /// The error for a token that fits nowhere.
    fn unexpected<T>(&self) -> Check<T> {
        if self.at >= self.tokens.list.len() {
            if let Some(error) = &self.tokens.error {
                return Err(Box::new(error.clone()));
            }
            if let Some(&(open, at)) = self.tokens.open.last() {
                return Err(Box::new(never_closed(open, at)));
            }
        }
        let token = self.token();
        match token.kind {
            Kind::Indent | Kind::Dedent => {
                let unexpected = if token.kind == Kind::Indent { "unexpected indent" } else { "unexpected unindent" };
                let fail = Fail::new(token.end.saturating_sub(1), End::Number(-1), unexpected);
                Err(Box::new(fail.kind(ErrorKind::IndentationError).by_tokenizer()))
            }
            _ => self.fail(token.start, token.end.max(token.start + 1), "invalid syntax"),
        }
    }

    fn fail<T>(&self, start: usize, end: usize, msg: impl Into<String>) -> Check<T> {
        Err(Box::new(Fail::new(start, End::At(end), msg)))
    }

    fn fail_at_token<T>(&self, msg: impl Into<String>) -> Check<T> {
        if self.at >= self.tokens.list.len() {
            return self.unexpected();
        }
        let token = self.token();
        self.fail(token.start, token.end.max(token.start + 1), msg)
    }

    fn expect(&mut self, text: &str) -> Check<()> {
        if self.eat(text) { Ok(()) } else { self.unexpected() }
    }

    /// A token the grammar insists on, with a message of its own.
    fn force(&mut self, text: &str) -> Check<()> {
        if self.eat(text) { Ok(()) } else { self.fail_at_token(format!("expected '{text}'")) }
    }

    fn expect_name(&mut self) -> Check<Token> {
        if !self.is_name() {
            return self.unexpected();
        }
        let token = self.token();
        self.at += 1;
        Ok(token)
    }

    /// The end of the last token taken.
    fn previous_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|i| self.tokens.list.get(i)).map_or(0, |t| t.end)
    }

    /// Whether mistakes are named, or only noticed.
    fn names_mistakes(&self) -> bool {
        self.quiet == 0
    }

    /// Runs `f` and goes back if it fails.
    fn attempt<T>(&mut self, f: impl FnOnce(&mut Self) -> Check<T>) -> Option<T> {
        let at = self.at;
        self.quiet += 1;
        let result = f(self);
        self.quiet -= 1;
        match result {
            Ok(value) => Some(value),
            Err(_) => {
                self.at = at;
                None
            }
        }
    }
}

fn never_closed(open: u8, at: usize) -> Fail {
    Fail::new(at, End::Number(0), format!("'{}' was never closed", char::from(open))).by_tokenizer().incomplete()
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "False"
            | "None"
            | "True"
            | "and"
            | "as"
            | "assert"
            | "async"
            | "await"
            | "break"
            | "class"
            | "continue"
            | "def"
            | "del"
            | "elif"
            | "else"
            | "except"
            | "finally"
            | "for"
            | "from"
            | "global"
            | "if"
            | "import"
            | "in"
            | "is"
            | "lambda"
            | "nonlocal"
            | "not"
            | "or"
            | "pass"
            | "raise"
            | "return"
            | "try"
            | "while"
            | "with"
            | "yield"
    )
}
