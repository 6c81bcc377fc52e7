//! A tokenizer that stops where CPython's does, with its words. It runs only on
//! text the parser refused, so it favours clarity over speed.

use super::{End, Fail};
use crate::error::ErrorKind;

/// What a token is; operators and keywords are told apart by their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    Str,
    /// `f"` or `t"`; `FEnd` closes it.
    FStart,
    FMiddle,
    FEnd,
    Op,
    Newline,
    Indent,
    Dedent,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// How many brackets are open after it.
    pub level: usize,
}

/// The tokens up to the end or to an error.
pub(super) struct Tokens {
    pub list: Vec<Token>,
    pub error: Option<Fail>,
    /// Brackets still open at the end: text and position.
    pub open: Vec<(u8, usize)>,
}

pub(super) fn tokenize(text: &str) -> Tokens {
    let mut t = Tokenizer {
        text,
        b: text.as_bytes(),
        at: 0,
        list: Vec::new(),
        open: Vec::new(),
        indents: vec![(0, 0)],
        nested: 0,
    };
    let error = t.run().err();
    Tokens { list: t.list, error, open: t.open }
}

struct Tokenizer<'a> {
    text: &'a str,
    b: &'a [u8],
    at: usize,
    list: Vec<Token>,
    open: Vec<(u8, usize)>,
    /// Indentation with tabs to 8 columns, and with tabs as one.
    indents: Vec<(usize, usize)>,
    /// Interpolated strings around.
    nested: usize,
}

type Step = Result<(), Fail>;

/// More interpolated strings inside each other are refused.
const MAX_INTERPOLATED: usize = 149;

const OPERATORS: &[&str] = &[
    "**=", "//=", ">>=", "<<=", "...", "!=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", "==",
    "<=", ">=", "<<", ">>", "**", "//", "<>",
];

impl Tokenizer<'_> {
    fn peek(&self) -> u8 {
        self.b.get(self.at).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.list.push(Token { kind, start, end: self.at, level: self.open.len() });
    }

    fn fail<T>(&self, at: usize, msg: impl Into<String>) -> Result<T, Fail> {
        Err(Fail::new(at, End::At(at), msg).by_tokenizer())
    }

    fn line_of(&self, at: usize) -> usize {
        self.b[..at.min(self.b.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    fn line_end(&self, at: usize) -> usize {
        self.b[at..].iter().position(|b| *b == b'\n').map_or(self.b.len(), |i| at + i)
    }

    fn run(&mut self) -> Step {
        let mut line_start = true;
        loop {
            if line_start && self.open.is_empty() && self.indentation()? {
                continue;
            }
            line_start = false;
            while matches!(self.peek(), b' ' | b'\t' | b'\x0c') && self.at < self.b.len() {
                self.at += 1;
            }
            if self.at >= self.b.len() {
                return self.finish();
            }
            let start = self.at;
            match self.peek() {
                b'#' => self.at = self.line_end(self.at),
                b'\n' => {
                    self.at += 1;
                    if self.open.is_empty() {
                        self.list.push(Token { kind: Kind::Newline, start, end: start + 1, level: 0 });
                        line_start = true;
                    }
                }
                b'\\' => self.continuation()?,
                _ => self.token()?,
            }
        }
    }

    fn finish(&mut self) -> Step {
        let end = self.b.len();
        if !self.open.is_empty() {
            return Ok(());
        }
        if self.list.last().is_some_and(|t| !matches!(t.kind, Kind::Newline | Kind::Indent | Kind::Dedent)) {
            self.list.push(Token { kind: Kind::Newline, start: end, end: end + 1, level: 0 });
        }
        for _ in 1..self.indents.len() {
            self.push(Kind::Dedent, end);
        }
        self.push(Kind::End, end);
        Ok(())
    }

    fn continuation(&mut self) -> Step {
        let start = self.at;
        self.at += 1;
        if self.at >= self.b.len() {
            let fail = Fail::new(self.at, End::Number(-1), "unexpected EOF while parsing");
            return Err(fail.by_tokenizer().incomplete());
        }
        if self.peek() != b'\n' {
            let fail = Fail::new(start + 1, End::Number(0), "unexpected character after line continuation character");
            return Err(fail.by_tokenizer());
        }
        self.at += 1;
        if self.at >= self.b.len() {
            let fail = Fail::new(self.at - 1, End::Number(-1), "unexpected EOF while parsing");
            return Err(fail.by_tokenizer().incomplete());
        }
        Ok(())
    }

    /// Reads the indentation of a line; true if the line was blank.
    fn indentation(&mut self) -> Result<bool, Fail> {
        let start = self.at;
        let (mut column, mut alternative) = (0, 0);
        loop {
            match self.peek() {
                b' ' => {
                    column += 1;
                    alternative += 1;
                }
                b'\t' => {
                    column = (column / 8 + 1) * 8;
                    alternative += 1;
                }
                b'\x0c' => (column, alternative) = (0, 0),
                _ => break,
            }
            self.at += 1;
        }
        if self.at >= self.b.len() {
            return Ok(false);
        }
        match self.peek() {
            b'\n' => {
                self.at += 1;
                return Ok(true);
            }
            b'#' => {
                self.at = self.line_end(self.at);
                self.at += usize::from(self.at < self.b.len());
                return Ok(true);
            }
            _ => {}
        }
        let tabs = || {
            let fail = Fail::new(start, End::Number(0), "inconsistent use of tabs and spaces in indentation");
            Err(fail.by_tokenizer().kind(ErrorKind::TabError))
        };
        let &(top, top_alternative) = self.indents.last().unwrap_or(&(0, 0));
        if column == top {
            return if alternative == top_alternative { Ok(false) } else { tabs() };
        }
        if column > top {
            if alternative <= top_alternative {
                return tabs();
            }
            if self.indents.len() >= super::MAX_INDENTS {
                let fail = Fail::new(start, End::Number(0), "too many levels of indentation");
                return Err(fail.by_tokenizer().kind(ErrorKind::IndentationError));
            }
            self.indents.push((column, alternative));
            self.push(Kind::Indent, start);
            return Ok(false);
        }
        while self.indents.last().is_some_and(|(c, _)| column < *c) {
            self.indents.pop();
            self.push(Kind::Dedent, self.at);
        }
        let &(top, top_alternative) = self.indents.last().unwrap_or(&(0, 0));
        if column != top {
            let end = self.line_end(self.at);
            let fail = Fail::new(end, End::Number(-1), "unindent does not match any outer indentation level");
            return Err(fail.by_tokenizer().kind(ErrorKind::IndentationError));
        }
        if alternative != top_alternative { tabs() } else { Ok(false) }
    }

    fn token(&mut self) -> Step {
        let start = self.at;
        let c = self.text[start..].chars().next().unwrap_or('\0');
        if c.is_ascii_digit() || (c == '.' && self.b.get(start + 1).is_some_and(u8::is_ascii_digit)) {
            self.number()?;
            self.push(Kind::Number, start);
            return Ok(());
        }
        if c == '"' || c == '\'' {
            return self.string(start, start);
        }
        if c == '_' || c.is_alphabetic() || (!c.is_ascii() && c.is_alphanumeric()) {
            return self.name(start);
        }
        if !c.is_ascii() {
            return self.bad_character(c);
        }
        if let Some(op) = OPERATORS.iter().find(|op| self.text[start..].starts_with(**op)) {
            self.at += op.len();
            self.push(Kind::Op, start);
            return Ok(());
        }
        match c {
            '(' | '[' | '{' => {
                if self.open.len() >= super::MAX_NESTING {
                    return self.fail(start, "too many nested parentheses");
                }
                self.open.push((c as u8, start));
            }
            ')' | ']' | '}' => self.close(c, "")?,
            c if c.is_ascii_control() => {
                return self.fail(start, format!("invalid non-printable character U+{:04X}", c as u32));
            }
            _ => {}
        }
        self.at += 1;
        self.push(Kind::Op, start);
        Ok(())
    }

    fn close(&mut self, c: char, prefix: &str) -> Step {
        let at = self.at;
        let Some((open, opened)) = self.open.pop() else {
            return self.fail(at, format!("{prefix}unmatched '{c}'"));
        };
        let expected = match open {
            b'(' => ')',
            b'[' => ']',
            _ => '}',
        };
        if expected != c {
            let (line, here) = (self.line_of(opened), self.line_of(at));
            let open = char::from(open);
            let on = if line == here { String::new() } else { format!(" on line {line}") };
            return self.fail(
                at,
                format!("{prefix}closing parenthesis '{c}' does not match opening parenthesis '{open}'{on}"),
            );
        }
        Ok(())
    }

    fn bad_character<T>(&self, c: char) -> Result<T, Fail> {
        let point = c as u32;
        let printable = !(c.is_control()
            || (c.is_whitespace() && c != ' ')
            || matches!(point, 0xad | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff));
        let msg = if printable {
            format!("invalid character '{c}' (U+{point:04X})")
        } else {
            format!("invalid non-printable character U+{point:04X}")
        };
        self.fail(self.at, msg)
    }

    fn name(&mut self, start: usize) -> Step {
        let rest = &self.text[start..];
        let length = rest
            .char_indices()
            .find(|(_, c)| !(*c == '_' || c.is_alphanumeric() || is_mark(*c)))
            .map_or(rest.len(), |(i, _)| i);
        self.at = start + length;
        let word = &rest[..length];
        if matches!(self.peek(), b'"' | b'\'') && length <= 2 && self.at < self.b.len() {
            let prefix = word.to_ascii_lowercase();
            if matches!(prefix.as_str(), "r" | "b" | "u" | "br" | "rb" | "f" | "fr" | "rf" | "t" | "tr" | "rt") {
                return self.string(start, self.at);
            }
        }
        if matches!(self.peek(), b'"' | b'\'') && self.at < self.b.len() {
            let prefix = word.to_ascii_lowercase();
            let has = |c: char| prefix.matches(c).count() == 1;
            if prefix.chars().all(|c| "ubrft".contains(c) && has(c)) {
                const PAIRS: [(char, char); 7] =
                    [('u', 'b'), ('u', 'r'), ('u', 'f'), ('u', 't'), ('b', 'f'), ('b', 't'), ('f', 't')];
                if let Some((a, b)) = PAIRS.iter().find(|(a, b)| has(*a) && has(*b)) {
                    let text = format!("'{a}' and '{b}' prefixes are incompatible");
                    return Err(Fail::new(start, End::At(self.at), text).by_tokenizer());
                }
            }
        }
        let next = self.text[self.at..].chars().next();
        if let Some(c) = next
            && !c.is_ascii()
        {
            return self.bad_character(c);
        }
        self.push(Kind::Name, start);
        Ok(())
    }

    /// A string whose prefix starts at `start` and whose quote is at `quote`.
    fn string(&mut self, start: usize, quote: usize) -> Step {
        let prefix = self.text[start..quote].to_ascii_lowercase();
        let q = self.b[quote];
        let triple = self.b[quote..].starts_with(&[q, q, q]);
        let width = if triple { 3 } else { 1 };
        self.at = quote + width;
        if prefix.contains('f') || prefix.contains('t') {
            return self.interpolated(start, q, width, &prefix);
        }
        let mut escaped_quote = false;
        loop {
            if self.at >= self.b.len() || (!triple && self.peek() == b'\n') {
                return self.unterminated(start, triple, "string", escaped_quote);
            }
            match self.peek() {
                b'\\' => {
                    escaped_quote |= self.b.get(self.at + 1) == Some(&q);
                    self.at = (self.at + 2).min(self.b.len());
                    while !self.text.is_char_boundary(self.at) {
                        self.at += 1;
                    }
                }
                c if c == q && (!triple || self.b[self.at..].starts_with(&[q, q, q])) => break,
                _ => self.at += 1,
            }
        }
        self.at += width;
        self.push(Kind::Str, start);
        Ok(())
    }

    fn unterminated(&self, start: usize, triple: bool, what: &str, escaped_quote: bool) -> Step {
        let mut end = self.at.min(self.b.len());
        if triple && end > 0 && self.b[end - 1] == b'\n' {
            end -= 1;
        }
        let line = self.line_of(end);
        let kind = if triple { "triple-quoted " } else { "" };
        let hint = if escaped_quote && !triple { "; perhaps you escaped the end quote?" } else { "" };
        let fail = Fail::new(
            start,
            End::At(start),
            format!("unterminated {kind}{what} literal (detected at line {line}){hint}"),
        );
        Err(if triple { fail.by_tokenizer().incomplete() } else { fail.by_tokenizer() })
    }

    /// The inside of an f-string or t-string.
    fn interpolated(&mut self, start: usize, q: u8, width: usize, prefix: &str) -> Step {
        self.push(Kind::FStart, start);
        let letter = if prefix.contains('f') { "f-string" } else { "t-string" };
        let raw = prefix.contains('r');
        if self.nested >= MAX_INTERPOLATED {
            return self.fail(start, "too many nested f-strings or t-strings");
        }
        self.nested += 1;
        crate::deep::grow(|| self.literal_part(start, q, width, letter, raw, false))?;
        self.nested -= 1;
        let end = self.at;
        self.at += width;
        self.push(Kind::FEnd, end);
        Ok(())
    }

    fn at_quote(&self, q: u8, width: usize) -> bool {
        self.b[self.at..].starts_with(&[q, q, q][..width])
    }

    /// Text and fields up to the closing quote or, in a format specifier, its end.
    fn literal_part(&mut self, start: usize, q: u8, width: usize, letter: &str, raw: bool, spec: bool) -> Step {
        let mut piece = self.at;
        loop {
            if spec && width == 1 && self.at >= self.b.len() {
                return self.newline_in_spec(letter);
            }
            if self.at >= self.b.len() || (width == 1 && self.peek() == b'\n' && !spec) {
                return self.unterminated(start, width == 3, letter, false);
            }
            if spec && width == 1 && self.peek() == b'\n' {
                return self.newline_in_spec(letter);
            }
            match self.peek() {
                b'\\' if !raw && self.b[self.at..].starts_with(b"\\N{") => {
                    let close = self.b[self.at..].iter().position(|b| *b == b'}');
                    self.at += close.map_or(3, |c| c + 1);
                }
                b'\\' => {
                    let next = self.b.get(self.at + 1).copied().unwrap_or(0);
                    self.at += if matches!(next, b'{' | b'}') { 1 } else { 2 };
                    self.at = self.at.min(self.b.len());
                    while !self.text.is_char_boundary(self.at) {
                        self.at += 1;
                    }
                }
                b'{' if !spec && self.b.get(self.at + 1) == Some(&b'{') => self.at += 2,
                b'{' => {
                    self.middle(piece);
                    self.field(start, q, width, letter, raw)?;
                    piece = self.at;
                }
                b'}' if spec => {
                    self.middle(piece);
                    return Ok(());
                }
                b'}' if self.b.get(self.at + 1) == Some(&b'}') => self.at += 2,
                b'}' => return self.fail(self.at, format!("{letter}: single '}}' is not allowed")),
                _ if self.at_quote(q, width) => {
                    self.middle(piece);
                    return Ok(());
                }
                _ => self.at += 1,
            }
        }
    }

    fn newline_in_spec(&self, letter: &str) -> Step {
        self.fail(
            self.at,
            format!("{letter}: newlines are not allowed in format specifiers for single quoted {letter}s"),
        )
    }

    fn middle(&mut self, piece: usize) {
        if piece < self.at {
            self.push(Kind::FMiddle, piece);
        }
    }

    /// `{expression = !r :spec}`
    fn field(&mut self, start: usize, q: u8, width: usize, letter: &str, raw: bool) -> Step {
        let open = self.at;
        self.open.push((b'{', open));
        self.at += 1;
        self.push(Kind::Op, open);
        let depth = self.open.len();
        loop {
            while matches!(self.peek(), b' ' | b'\t' | b'\x0c' | b'\n') && self.at < self.b.len() {
                self.at += 1;
            }
            if self.at >= self.b.len() {
                return Err(super::never_closed(b'{', open));
            }
            let at = self.at;
            let here = self.open.len() == depth;
            if here && self.at_quote(q, width) {
                return Err(Fail::new(at, End::At(at), format!("{letter}: expecting '}}'")).by_tokenizer());
            }
            match self.peek() {
                b'#' => self.at = self.line_end(self.at),
                b'\\' => self.continuation()?,
                b'}' if here => {
                    self.open.pop();
                    self.at += 1;
                    self.push(Kind::Op, at);
                    return Ok(());
                }
                b')' | b']' if here => {
                    let c = char::from(self.peek());
                    return self.fail(at, format!("{letter}: unmatched '{c}'"));
                }
                b'!' if here && self.b.get(at + 1) != Some(&b'=') => {
                    self.at += 1;
                    self.push(Kind::Op, at);
                }
                b':' if here => {
                    self.at += 1;
                    self.push(Kind::Op, at);
                    crate::deep::grow(|| self.literal_part(start, q, width, letter, raw, true))?;
                    if self.at_quote(q, width) {
                        self.open.pop();
                        return Ok(());
                    }
                }
                _ => self.token()?,
            }
        }
    }

    fn number(&mut self) -> Step {
        let start = self.at;
        if self.peek() == b'0' && self.b.get(start + 1).is_some_and(|b| b"xXoObB".contains(b)) {
            let (name, digits): (&str, &[u8]) = match self.b[start + 1].to_ascii_lowercase() {
                b'x' => ("hexadecimal", b"0123456789abcdefABCDEF"),
                b'o' => ("octal", b"01234567"),
                _ => ("binary", b"01"),
            };
            self.at += 2;
            loop {
                if self.peek() == b'_' {
                    self.at += 1;
                }
                if !digits.contains(&self.peek()) || self.at >= self.b.len() {
                    if self.peek().is_ascii_digit() && self.at < self.b.len() {
                        let digit = char::from(self.peek());
                        return self.fail(self.at, format!("invalid digit '{digit}' in {name} literal"));
                    }
                    return self.fail(self.at - 1, format!("invalid {name} literal"));
                }
                while self.at < self.b.len() && digits.contains(&self.peek()) {
                    self.at += 1;
                }
                if self.peek() != b'_' || self.at >= self.b.len() {
                    break;
                }
            }
            if self.peek().is_ascii_digit() && self.at < self.b.len() {
                let digit = char::from(self.peek());
                return self.fail(self.at, format!("invalid digit '{digit}' in {name} literal"));
            }
            return self.after_number(name);
        }
        let mut decimal = self.peek() != b'.';
        if decimal {
            self.digits()?;
        }
        let whole_end = self.at;
        let mut kind = "decimal";
        if self.peek() == b'.' && self.at < self.b.len() {
            decimal = false;
            self.at += 1;
            if self.peek().is_ascii_digit() && self.at < self.b.len() {
                self.digits()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') && self.at < self.b.len() {
            let mark = self.at;
            self.at += 1;
            let signed = matches!(self.peek(), b'+' | b'-');
            if signed {
                self.at += 1;
            }
            if self.at < self.b.len() && self.peek().is_ascii_digit() {
                decimal = false;
                self.digits()?;
            } else if signed {
                return self.fail(self.at - 1, "invalid decimal literal");
            } else {
                self.at = mark;
                return self.after_number("decimal");
            }
        }
        if matches!(self.peek(), b'j' | b'J') && self.at < self.b.len() {
            self.at += 1;
            kind = "imaginary";
            decimal = false;
        }
        if decimal && self.b[start] == b'0' && self.b[start..whole_end].iter().any(|b| (b'1'..=b'9').contains(b)) {
            let zeros = self.b[start..whole_end].iter().take_while(|b| **b == b'0' || **b == b'_').count();
            return Err(Fail::new(
                start,
                End::At(start + zeros),
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
            )
            .by_tokenizer());
        }
        self.after_number(kind)
    }

    fn digits(&mut self) -> Step {
        loop {
            while self.at < self.b.len() && self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' || self.at >= self.b.len() {
                return Ok(());
            }
            self.at += 1;
            if self.at >= self.b.len() || !self.peek().is_ascii_digit() {
                return self.fail(self.at - 1, "invalid decimal literal");
            }
        }
    }

    /// A number may be followed by a keyword, but not by a name.
    fn after_number(&mut self, kind: &str) -> Step {
        let rest = &self.text[self.at..];
        let word: String = rest.chars().take_while(|c| *c == '_' || c.is_alphanumeric()).collect();
        let keyword = ["and", "else", "for", "if", "in", "is", "not", "or"].iter().any(|k| word.starts_with(k));
        if word.is_empty() || keyword {
            return Ok(());
        }
        self.fail(self.at - 1, format!("invalid {kind} literal"))
    }
}

/// Combining marks may continue an identifier.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x900..=0x903 | 0x93a..=0x94f | 0xb7 | 0x203f..=0x2040 | 0x20d0..=0x20dc)
}
