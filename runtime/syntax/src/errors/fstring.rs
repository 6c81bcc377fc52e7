//! String literals: what they may hold and how they may be joined.

use super::node::{Node, Shape};
use super::token::{Kind, Token};
use super::{Check, Checker};

impl Checker<'_> {
    /// One or more string literals side by side.
    pub(super) fn strings(&mut self) -> Check<Node> {
        let start = self.token().start;
        let (mut bytes, mut plain, mut template, mut interpolated) = (false, false, false, false);
        let mut end = start;
        while matches!(self.token().kind, Kind::Str | Kind::FStart) {
            let token = self.token();
            if token.kind == Kind::FStart {
                let head = self.text[token.start..].chars().take(2).collect::<String>().to_ascii_lowercase();
                let is_template = head.split(['"', '\'']).next().is_some_and(|p| p.contains('t'));
                template |= is_template;
                interpolated |= !is_template;
                self.interpolated_string(if is_template { "t-string" } else { "f-string" })?;
            } else {
                self.at += 1;
                if self.plain_string(token)? {
                    bytes = true;
                } else {
                    plain = true;
                }
            }
            end = self.previous_end();
        }
        if template && (bytes || plain || interpolated) {
            return self.fail(start, end, "cannot mix t-string literals with string or bytes literals");
        }
        if bytes && (plain || interpolated) {
            return self.fail_at_token("cannot mix bytes and nonbytes literals");
        }
        let shape = match (interpolated, template) {
            (true, _) => Shape::FString,
            (_, true) => Shape::TString,
            _ => Shape::Literal,
        };
        Ok(Node::new(shape, start, end))
    }

    /// Checks a plain literal; returns whether it is bytes.
    fn plain_string(&self, token: Token) -> Check<bool> {
        let text = self.text_of(token);
        let quote = text.find(['"', '\'']).unwrap_or(0);
        let prefix = text[..quote].to_ascii_lowercase();
        let width = if text[quote..].starts_with("\"\"\"") || text[quote..].starts_with("'''") { 3 } else { 1 };
        let content = text.get(quote + width..text.len().saturating_sub(width)).unwrap_or("");
        let bytes = prefix.contains('b');
        if bytes && !content.is_ascii() {
            return self.fail(token.start, token.end, "bytes can only contain ASCII literal characters");
        }
        if !prefix.contains('r')
            && let Some(message) = bad_escape(content, bytes)
        {
            return self.fail(token.start, token.end, message);
        }
        Ok(bytes)
    }

    fn interpolated_string(&mut self, letter: &str) -> Check<()> {
        let opening = self.token();
        self.at += 1;
        self.pieces(letter, opening)?;
        if self.is_kind(Kind::FEnd) {
            self.at += 1;
            return Ok(());
        }
        self.unexpected()
    }

    fn pieces(&mut self, letter: &str, opening: Token) -> Check<()> {
        loop {
            let token = self.token();
            match token.kind {
                Kind::FMiddle => {
                    self.at += 1;
                    let raw = self.text[opening.start..]
                        .chars()
                        .take_while(|c| c.is_ascii_alphabetic())
                        .any(|c| c.eq_ignore_ascii_case(&'r'));
                    if !raw && let Some(message) = bad_escape(self.text_of(token), false) {
                        return self.fail(token.start, token.end, message);
                    }
                }
                Kind::Op if self.is("{") => self.field(letter, opening)?,
                _ => return Ok(()),
            }
        }
    }

    fn field(&mut self, letter: &str, opening: Token) -> Check<()> {
        self.at += 1;
        for mark in ["}", "!", ":", "="] {
            if self.is(mark) {
                return self.fail_at_token(format!("{letter}: valid expression required before '{mark}'"));
            }
        }
        if self.is("lambda") {
            let start = self.token();
            self.at += 1;
            if self.attempt(|c| c.parameters(":", true)).is_some() && self.is(":") {
                let end = self.token().end;
                return self.fail(
                    start.start,
                    end,
                    format!("{letter}: lambda expressions are not allowed without parentheses"),
                );
            }
            self.at -= 1;
        }
        if !self.is("yield") && !self.starts_expression() && !self.is("*") && self.at < self.tokens.list.len() {
            return self.fail_at_token(format!("{letter}: expecting a valid expression after '{{'"));
        }
        let before = self.at;
        let value = if self.is("yield") { self.yield_expression() } else { self.star_expressions() };
        if let Err(fail) = value {
            if fail.tokenizer || fail.msg != "invalid syntax" {
                return Err(fail);
            }
            let index = self.tokens.list.iter().position(|t| t.start == fail.start).unwrap_or(before);
            // What was read before the operator that lacks its operand is an expression.
            let operator = self.tokens.list[..index].last().filter(|t| t.kind == Kind::Op);
            let at = if index > before && operator.is_some() { index - 1 } else { index };
            self.at = at;
            if at == before {
                return self.fail_at_token(format!("{letter}: expecting a valid expression after '{{'"));
            }
            return self.fail_at_token(format!("{letter}: expecting '=', or '!', or ':', or '}}'"));
        }
        let debug = self.eat("=");
        if self.is("!") {
            let mark = self.token();
            self.at += 1;
            let name = self.token();
            if matches!(self.word(), ":" | "}") && name.kind == Kind::Op {
                return self.fail_at_token(format!("{letter}: missing conversion character"));
            }
            if name.kind != Kind::Name {
                return self.fail_at_token(format!("{letter}: invalid conversion character"));
            }
            let word = self.text_of(name);
            if name.start != mark.end {
                return self.fail(
                    mark.start,
                    name.end,
                    format!("{letter}: conversion type must come right after the exclamation mark"),
                );
            }
            if !matches!(word, "s" | "r" | "a") {
                return self.fail(
                    name.start,
                    name.end,
                    format!("{letter}: invalid conversion character '{word}': expected 's', 'r', or 'a'"),
                );
            }
            self.at += 1;
            if !self.is(":") && !self.is("}") {
                return self.fail_at_token(format!("{letter}: expecting ':' or '}}'"));
            }
        }
        if self.eat(":") {
            self.pieces(letter, opening)?;
            if !self.is("}") {
                return self.fail_at_token(format!("{letter}: expecting '}}', or format specs"));
            }
        }
        if !self.eat("}") {
            let wanted = if debug { "'!', or ':', or '}'" } else { "'=', or '!', or ':', or '}'" };
            return self.fail_at_token(format!("{letter}: expecting {wanted}"));
        }
        Ok(())
    }
}

/// The message for the first escape that cannot be decoded.
fn bad_escape(content: &str, bytes: bool) -> Option<String> {
    let data = content.as_bytes();
    // Positions count in what the decoder is given: other characters arrive as `\UXXXXXXXX`.
    let mut position = 0;
    let mut at = 0;
    while at < data.len() {
        if data[at] != b'\\' {
            let c = content[at..].chars().next()?;
            position += if c.is_ascii() { 1 } else { 10 };
            at += c.len_utf8();
            continue;
        }
        let Some(&kind) = data.get(at + 1) else {
            return (!bytes).then(|| {
                format!("(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position {position}: \\ at end of string")
            });
        };
        let hex = |count: usize| data[at + 2..].iter().take(count).take_while(|b| b.is_ascii_hexdigit()).count();
        let wanted = match kind {
            b'x' => 2,
            b'u' if !bytes => 4,
            b'U' if !bytes => 8,
            b'N' if !bytes => {
                let rest = &content[at + 2..];
                let close = rest.find('}');
                let (Some(close), true) = (close, rest.starts_with('{')) else {
                    let end = position + 1 + usize::from(rest.starts_with('{')) * rest.len();
                    return Some(format!(
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{end}: malformed \\N character escape"
                    ));
                };
                let literal = format!("\"\\N{}\"", &rest[..=close]);
                if close == 1 || ruff_python_parser::parse_expression(&literal).is_err() {
                    let end = position + if close == 1 { 2 } else { 2 + close };
                    let what =
                        if close == 1 { "malformed \\N character escape" } else { "unknown Unicode character name" };
                    return Some(format!(
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{end}: {what}"
                    ));
                }
                position += close + 3;
                at += close + 3;
                continue;
            }
            _ => {
                let length = content[at + 1..].chars().next().map_or(1, char::len_utf8);
                position += 1 + if length == 1 { 1 } else { 10 };
                at += 1 + length;
                continue;
            }
        };
        let found = hex(wanted);
        if found < wanted {
            if bytes {
                return Some(format!("(value error) invalid \\x escape at position {position}"));
            }
            let shown = match kind {
                b'x' => "\\xXX",
                b'u' => "\\uXXXX",
                _ => "\\UXXXXXXXX",
            };
            let end = position + 1 + found;
            return Some(format!(
                "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{end}: truncated {shown} escape"
            ));
        }
        if kind == b'U' && u32::from_str_radix(&content[at + 2..at + 10], 16).is_ok_and(|p| p > 0x10ffff) {
            let end = position + 9;
            return Some(format!(
                "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{end}: illegal Unicode character"
            ));
        }
        position += 2 + wanted;
        at += 2 + wanted;
    }
    None
}
