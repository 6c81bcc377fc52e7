//! Is the text typed at a prompt a whole statement?
//!
//! CPython's parser pulls lines while it needs tokens. Ours takes a whole text, so after each line this asks: does the text
//! stop inside brackets, a string or a continued line; can more lines repair its error; is it a block that an empty line has
//! not yet ended?

use taipan_syntax as syn;

/// Where a text stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Between tokens, outside of brackets.
    Between,
    /// Inside brackets, or after a backslash.
    Inside,
    /// Inside a string that may go on.
    String,
}

/// Must another line be read? `text` has the lines so far, each with its end.
pub fn needs_more(text: &str) -> bool {
    let compile = |text: &str| {
        let opts = syn::Options { dont_imply_dedent: true, incomplete_input: true, ..syn::Options::default() };
        syn::compile(text, "<stdin>", syn::Mode::Single, &opts).map_err(|e| e.kind == syn::ErrorKind::IncompleteInput)
    };
    let ended = text.ends_with("\n\n") || text == "\n";
    let indented = text.lines().find(|l| !is_blank(l)).is_some_and(|l| l.starts_with([' ', '\t']));
    match stop(text) {
        Stop::String => true,
        Stop::Inside => matches!(compile(text), Err(true)),
        Stop::Between if ended || indented => false,
        Stop::Between => match compile(text) {
            Ok(_) => is_block(text),
            Err(incomplete) => incomplete && !(follows_block(text) && compile(before_last(text)).is_ok()),
        },
    }
}
/// The lines but for the last.
fn before_last(text: &str) -> &str {
    text.trim_end_matches('\n').rfind('\n').map_or("", |i| &text[..=i])
}
/// Is the last line one that can only be a statement of its own, after a block that no empty line has ended?
fn follows_block(text: &str) -> bool {
    let head = before_last(text);
    let last = &text[head.len()..];
    let word: String = last.chars().take_while(|c| c.is_alphanumeric()).collect();
    let goes_on = ["else", "elif", "except", "finally"].contains(&word.as_str());
    !head.is_empty() && !last.starts_with([' ', '\t', '#']) && !goes_on && stop(head) == Stop::Between && is_block(head)
}
/// Has the text no token at all? Such lines are read over.
pub fn is_blank(text: &str) -> bool {
    text.lines().all(|l| {
        let l = l.trim_start();
        l.is_empty() || l.starts_with('#')
    })
}
/// Does a text that compiles begin with a statement that holds others?
fn is_block(text: &str) -> bool {
    const WORDS: [&str; 8] = ["if", "while", "for", "try", "with", "def", "class", "async"];
    let Some(first) = text.lines().find(|l| !is_blank(l)) else { return false };
    let word: String = first.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let last = text.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
    WORDS.contains(&word.as_str())
        || first.starts_with('@')
        // A soft keyword: only its block shows what it is.
        || word == "match" && last.starts_with([' ', '\t'])
}

/// Looks at brackets, strings and comments, and at nothing else.
fn stop(text: &str) -> Stop {
    let b = text.as_bytes();
    let (mut i, mut depth) = (0, 0usize);
    while i < b.len() {
        match b[i] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'#' => i += text[i..].find('\n').unwrap_or(b.len() - i),
            b'\\' if matches!(b.get(i + 1), Some(b'\n')) && i + 2 == b.len() => return Stop::Inside,
            q @ (b'"' | b'\'') => match string_end(b, i, q) {
                Some(end) => i = end - 1,
                None => return Stop::String,
            },
            _ => {}
        }
        i += 1;
    }
    if depth == 0 { Stop::Between } else { Stop::Inside }
}
/// Behind the string that begins at `i`; None if more lines may belong to it.
fn string_end(b: &[u8], start: usize, quote: u8) -> Option<usize> {
    let long = b[start..].starts_with(&[quote; 3]);
    let mut i = start + if long { 3 } else { 1 };
    while i < b.len() {
        match b[i] {
            b'\\' => i += 1,
            // Not closed on its line: an error, which compiling tells.
            b'\n' if !long => return Some(i),
            q if q == quote && !long => return Some(i + 1),
            q if q == quote && b[i..].starts_with(&[quote; 3]) => return Some(i + 3),
            _ => {}
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_statements() {
        for t in [
            "1\n",
            "x = (1,\n2)\n",
            "if x:\n  1\n\n",
            "class A: x = 1\n\n",
            "'''a\n\nb'''\n",
            "def f(:\n",
            "if 1:\n\n",
            " 3\n",
        ] {
            assert!(!needs_more(t), "{t:?}");
        }
        for t in ["'a\n", "x = 1 +\n", "def f():\n  1\nf()\n", "class A: x = 1\nA\n"] {
            assert!(!needs_more(t), "{t:?}");
        }
    }

    #[test]
    fn parts_of_statements() {
        for t in [
            "if x:\n",
            "if x:\n  1\n",
            "(1,\n\n",
            "'''a\n\n",
            "x +\\\n",
            "'a\\\n",
            "class A: x = 1\n",
            "@f\n",
            "def f(): pass\n",
            "for i in 1, 2:\n  # nothing yet\n",
            "match x:\n  case 1: pass\n",
            "try:\n  1\nexcept:\n",
            "f(  # (\n",
            "if x:\n  1\nelse:\n",
            "try: x\nexcept:\n",
            "@f\n@g\n",
            "if x:\n  1\n# not yet\n",
        ] {
            assert!(needs_more(t), "{t:?}");
        }
    }

    #[test]
    fn blanks() {
        assert!(is_blank("\n") && is_blank("  # x\n") && !is_blank("x # y\n"));
    }
}
