//! Deeply nested and unfinished input.

use taipan_syntax::{ErrorKind, Mode, Options, compile, decode_source};

fn outcome(source: &str) -> String {
    match compile(source, "<t>", Mode::Exec, &Options::default()) {
        Ok(_) => "OK".to_string(),
        Err(e) => format!("{:?}: {}", e.kind, e.msg),
    }
}

const PARENS: &str = "SyntaxError: too many nested parentheses";
const PARSER: &str = "MemoryError: Parser stack overflowed - Python source too complex to parse";
const STACK: &str = "RecursionError: Stack overflow (used 8160 kB) during compilation";

#[test]
fn brackets() {
    let nested = |n: usize| format!("{}1{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(outcome(&nested(200)), "OK");
    assert_eq!(outcome(&nested(201)), PARENS);
    assert_eq!(outcome(&nested(100_000)), PARENS);
    assert_eq!(outcome(&"[".repeat(100_000)), PARENS);
    assert_eq!(outcome(&"([{".repeat(70)), PARENS);
}

#[test]
fn right_recursion() {
    assert_eq!(outcome(&("-".repeat(3000) + "1")), "OK");
    assert_eq!(outcome(&("-".repeat(100_000) + "1")), PARSER);
    assert_eq!(outcome(&("not ".repeat(100_000) + "1")), PARSER);
    assert_eq!(outcome(&("lambda:".repeat(1000) + "1")), "OK");
    assert_eq!(outcome(&("lambda:".repeat(100_000) + "1")), PARSER);
    assert_eq!(outcome(&("1 if a else ".repeat(100_000) + "1")), PARSER);
    assert_eq!(outcome(&("a**".repeat(3000) + "a")), PARSER);
    assert_eq!(outcome(&("if a: b\n".to_string() + &"elif a: b\n".repeat(10_000))), PARSER);
}

#[test]
fn left_recursion() {
    for tail in ["+a", ".a", "()"] {
        assert_eq!(outcome(&("a".to_string() + &tail.repeat(10_000))), "OK", "{tail}");
        assert_eq!(outcome(&("a".to_string() + &tail.repeat(100_000))), STACK, "{tail}");
    }
    assert_eq!(outcome(&("a and ".repeat(100_000) + "a")), "OK");
}

#[test]
fn broken_and_deep() {
    for text in ["-", "not ", "a+", "a.", "a(", "a[", "{1:", "lambda:", "a if b else ", "f'{", "a<", "*", "@", "await "]
    {
        let source = text.repeat(50_000);
        assert_ne!(outcome(&source), "OK", "{text}");
    }
}

#[test]
fn format_specifications() {
    let nested = |n: usize| format!("f'{{1:{}1{}}}'", "{1:".repeat(n), "}".repeat(n));
    assert_eq!(outcome(&nested(2)), "OK");
    for n in [3, 100_000] {
        assert_eq!(outcome(&nested(n)), "SyntaxError: f-string: expressions nested too deeply");
    }
    let place = |s: &str| compile(s, "<t>", Mode::Exec, &Options::default()).map_err(|e| (e.lineno, e.offset)).err();
    assert_eq!(place("x=f'{1:{1:{1:>>{1}}}}'"), Some((Some(1), Some(15))));
    assert_eq!(place("x=f'{1:{1:{f\"{1:{2}}\":1}}}'"), None);
}

#[test]
fn long_comprehensions() {
    let clauses = |n: usize| format!("[x {}]", "for x in y ".repeat(n));
    assert_eq!(outcome(&clauses(1000)), "OK");
    assert_eq!(outcome(&clauses(100_000)), STACK);
}

#[test]
fn indentation() {
    let nested = |n: usize| {
        let heads: String = (0..n).map(|i| format!("{}if 1:\n", "  ".repeat(i))).collect();
        format!("{heads}{}pass\n", "  ".repeat(n))
    };
    assert_eq!(outcome(&nested(99)), "OK");
    assert_eq!(outcome(&nested(100)), "IndentationError: too many levels of indentation");
    let loops = |n: usize| {
        let heads: String = (0..n).map(|i| format!("{}for x in y:\n", " ".repeat(i))).collect();
        format!("{heads}{}pass\n", " ".repeat(n))
    };
    assert_eq!(outcome(&loops(21)), "OK");
    assert_eq!(outcome(&loops(22)), "SyntaxError: too many statically nested blocks");
}

fn interactive(source: &str, codeop: bool) -> String {
    let options = Options { incomplete_input: codeop, dont_imply_dedent: codeop, ..Options::default() };
    match compile(source, "<t>", Mode::Single, &options) {
        Ok(_) => "OK".to_string(),
        Err(e) if e.kind == ErrorKind::IncompleteInput => "incomplete".to_string(),
        Err(e) => e.msg,
    }
}

#[test]
fn prompt() {
    for (source, plain, codeop) in [
        (
            "1\n2",
            "multiple statements found while compiling a single statement",
            "multiple statements found while compiling a single statement",
        ),
        ("1;2", "OK", "OK"),
        ("if x: pass", "invalid syntax", "incomplete"),
        ("if x: pass\n", "OK", "OK"),
        ("if x:\n  y", "OK", "incomplete"),
        ("if x:\n  y\n", "OK", "OK"),
        ("x = (1,", "'(' was never closed", "incomplete"),
        ("x = 1 +", "invalid syntax", "incomplete"),
        ("def f():", "expected an indented block after function definition on line 1", "incomplete"),
        ("@x", "invalid syntax", "incomplete"),
        ("try:\n  x\n", "expected 'except' or 'finally' block", "incomplete"),
        ("'''abc", "unterminated triple-quoted string literal (detected at line 1)", "incomplete"),
        ("", "invalid syntax", "incomplete"),
        ("# c", "invalid syntax", "incomplete"),
        ("1\n\n# c", "OK", "OK"),
        ("if x:\n  y\nelse:\n  z\n", "OK", "OK"),
        ("class A:\n  pass\n1", "invalid syntax", "incomplete"),
        ("f(\n", "'(' was never closed", "incomplete"),
        ("for x in y:\n", "expected an indented block after 'for' statement on line 1", "incomplete"),
        ("1 +\n2", "invalid syntax", "invalid syntax"),
        ("  1", "unexpected indent", "unexpected indent"),
    ] {
        assert_eq!(interactive(source, false), plain, "{source:?}");
        assert_eq!(interactive(source, true), codeop, "{source:?}");
    }
}

#[test]
fn expressions_alone() {
    let eval = |source: &str| match compile(source, "<t>", Mode::Eval, &Options::default()) {
        Ok(_) => "OK".to_string(),
        Err(e) => format!("{} {:?}", e.msg, e.offset.unwrap_or(0)),
    };
    assert_eq!(eval("1\n"), "OK");
    assert_eq!(eval("1 2"), "invalid syntax 3");
    assert_eq!(eval("x = 1"), "invalid syntax 3");
    assert_eq!(eval("(1"), "'(' was never closed 1");
    assert_eq!(eval("1;2"), "invalid syntax 2");
    assert_eq!(eval("a if b"), "expected 'else' after 'if' expression 1");
    assert_eq!(eval("yield"), "invalid syntax 1");
    assert_eq!(eval("*a"), "invalid syntax 1");
}

#[test]
fn encodings() {
    let text = |bytes: &[u8]| decode_source(bytes).map_err(|e| e.msg);
    assert_eq!(text("é".as_bytes()), Ok("é".to_string()));
    assert_eq!(text(b"\xef\xbb\xbfx"), Ok("x".to_string()));
    assert_eq!(text(b"# -*- coding: latin-1 -*-\n\xe9"), Ok("# -*- coding: latin-1 -*-\né".to_string()));
    assert_eq!(text(b"\n# vim: set fileencoding=ISO-8859-1 :\n'\xe9'").map(|t| t.len()), Ok(42));
    assert_eq!(
        text(b"x = 1\n\xe9"),
        Err("Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details".to_string())
    );
    assert_eq!(text(b"a\0b"), Err("source code cannot contain null bytes".to_string()));
    assert_eq!(text(b"# coding: nope\n"), Err("unknown encoding: nope".to_string()));
    assert_eq!(
        compile("a\0b", "<t>", Mode::Exec, &Options::default()).map_err(|e| e.msg).err(),
        Some("source code string cannot contain null bytes".to_string())
    );
}
