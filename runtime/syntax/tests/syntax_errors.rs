//! Errors in source text: type, position and words, as CPython 3.14 gives them.
//!
//! Each line of `errors/recorded.txt` is a source text (with `\n`, `\t` and `\\`
//! escaped), ` => `, and what CPython says. `tools/record_errors.py` records them again.

use taipan_syntax::{ErrorKind, Mode, Options, compile};

fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u00a0", "\u{a0}").replace("\\\\", "\\")
}

fn ours(source: &str) -> String {
    match compile(source, "<t>", Mode::Exec, &Options::default()) {
        Ok(_) => "OK".to_string(),
        Err(e) => {
            let kind = match e.kind {
                ErrorKind::IncompleteInput => "_IncompleteInputError".to_string(),
                other => format!("{other:?}"),
            };
            let number = |n: Option<usize>| n.map_or("None".to_string(), |n| n.to_string());
            format!(
                "{kind}\t{},{},{},{}\t{}",
                number(e.lineno),
                number(e.offset),
                number(e.end_lineno),
                e.end_offset.map_or("None".to_string(), |n| n.to_string()),
                e.msg
            )
        }
    }
}

#[test]
fn errors_are_as_recorded() {
    let recorded = include_str!("errors/recorded.txt");
    let (mut wrong, mut total) = (Vec::new(), 0);
    for line in recorded.lines() {
        let Some((source, expected)) = line.split_once("\t=>\t") else { continue };
        total += 1;
        let got = ours(&unescape(source));
        if got != expected {
            wrong.push(format!("{source}\n    expected {expected}\n    got      {got}"));
        }
    }
    let known = include_str!("errors/known.txt");
    wrong.retain(|w| !known.lines().any(|k| w.lines().next() == Some(k)));
    assert!(wrong.is_empty(), "{} of {total} differ:\n{}", wrong.len(), wrong.join("\n"));
}
