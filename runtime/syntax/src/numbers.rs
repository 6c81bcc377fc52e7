//! The tokenizer's warnings about numbers that run into a keyword: `1if x else y`.

use crate::ast::source::SourceMap;
use crate::error::SyntaxWarning;
use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_text_size::Ranged;

/// What CPython calls a number written like this.
fn kind_of(text: &str) -> &'static str {
    let second = text.as_bytes().get(1).map(u8::to_ascii_lowercase);
    match (text.starts_with('0'), second) {
        (true, Some(b'x')) => "hexadecimal",
        (true, Some(b'o')) => "octal",
        (true, Some(b'b')) => "binary",
        _ if text.ends_with(['j', 'J']) => "imaginary",
        _ => "decimal",
    }
}

pub(crate) fn warnings(tokens: &Tokens, text: &str, map: &SourceMap) -> Vec<SyntaxWarning> {
    let keyword = |k: TokenKind| {
        use TokenKind::*;
        matches!(k, And | Else | For | If | In | Is | Or | Not)
    };
    let mut found = vec![];
    for pair in tokens.windows(2) {
        let (number, next) = (&pair[0], &pair[1]);
        if matches!(number.kind(), TokenKind::Int | TokenKind::Float | TokenKind::Complex)
            && number.end() == next.start()
            && keyword(next.kind())
        {
            let (lineno, col_offset) = map.line_col(number.start().to_usize());
            let message = format!("invalid {} literal", kind_of(&text[number.range()]));
            found.push(SyntaxWarning { message, lineno, col_offset });
        }
    }
    found
}
