use crate::{Case, esc, hex, outcome, run};
use std::ops::Range;
use taipan_text::search::split::{self, bytes_linebreak, bytes_space, str_linebreak, str_space};
use taipan_text::search::{self, Search};
use taipan_text::{Result, Unit, bytes_case};

fn join<U: Unit>(s: &[U], r: &[Range<usize>]) -> String {
    let parts: Vec<String> = r.iter().map(|r| esc(s[r.clone()].iter().map(|u| u.code()))).collect();
    parts.join("|")
}

fn bjoin(s: &[u8], r: &[Range<usize>]) -> String {
    r.iter().map(|r| hex(&s[r.clone()])).collect::<Vec<_>>().join("|")
}

fn flag(b: bool) -> String {
    format!("={}", if b { "True" } else { "False" })
}

/// The cases whose strings have one unit type.
fn with<U: Search>(c: &Case, s: &[U], n: &[U]) -> String {
    let bounded = |f: &dyn Fn(&[U]) -> Option<usize>| {
        let r = search::bounds(s.len(), c.int(2), c.int(3)).and_then(|(a, b)| f(&s[a..b]).map(|i| (a + i) as i64));
        format!("={}", r.unwrap_or(-1))
    };
    let ranges = |r: Result<Vec<Range<usize>>>| outcome(r, |r| join(s, &r));
    match c.name {
        "find" => bounded(&|h| search::find(h, n)),
        "rfind" => bounded(&|h| search::rfind(h, n)),
        "count" => {
            let r = search::bounds(s.len(), c.int(2), c.int(3));
            format!("={}", r.map_or(0, |(a, b)| search::count(&s[a..b], n, usize::MAX)))
        }
        "split" => ranges(search::split(s, n, c.int(2))),
        "rsplit" => ranges(search::rsplit(s, n, c.int(2))),
        "partition" => ranges(search::partition(s, n).map(|r| match r {
            Some(r) => vec![0..r.start, r.clone(), r.end..s.len()],
            None => vec![0..s.len(), 0..0, 0..0],
        })),
        "rpartition" => ranges(search::rpartition(s, n).map(|r| match r {
            Some(r) => vec![0..r.start, r.clone(), r.end..s.len()],
            None => vec![0..0, 0..0, 0..s.len()],
        })),
        "replace" => {
            let new: Vec<U> = search::narrow(&c.args[2]).unwrap();
            let r = search::replace(s, n, &new, c.int(3)).unwrap().unwrap_or(s.to_vec());
            format!("={}", esc(r.iter().map(|u| u.code())))
        }
        other => panic!("{other}"),
    }
}

#[test]
fn recorded() {
    run(include_str!("../data/search.txt"), |c| {
        let s = c.args[0].as_slice();
        let whole = |r: Vec<Range<usize>>| format!("={}", join(s, &r));
        match c.name {
            "splitw" => whole(search::split_whitespace(s, c.int(1), str_space)),
            "rsplitw" => whole(search::rsplit_whitespace(s, c.int(1), str_space)),
            "splitlines" => whole(search::splitlines(s, c.str(1) == "True", str_linebreak)),
            "strip" => whole(vec![split::strip(s, true, true, str_space)]),
            "lstrip" => whole(vec![split::strip(s, true, false, str_space)]),
            "rstrip" => whole(vec![split::strip(s, false, true, str_space)]),
            "stripc" => whole(vec![split::strip_chars(s, true, true, &c.args[1])]),
            "expandtabs" => format!("={}", esc(search::expandtabs(s, c.int(1)).unwrap())),
            "center" => {
                let l = search::center(s.len(), c.int(1), 32);
                let out = std::iter::repeat_n(32, l.left).chain(s.iter().copied());
                format!("={}", esc(out.chain(std::iter::repeat_n(32, l.right))))
            }
            "zfill" => format!("={}", esc(search::zfill(s, c.int(1)).unwrap())),
            "find" | "rfind" | "count" | "split" | "rsplit" | "partition" | "rpartition" | "replace" => {
                let n = c.args[1].as_slice();
                let wide = with(c, s, n);
                if let (Some(s), Some(n)) = (search::narrow::<u16, _>(s), search::narrow(n)) {
                    assert_eq!(with(c, &s, &n), wide);
                }
                if let (Some(s), Some(n)) = (search::narrow::<u8, _>(s), search::narrow(n)) {
                    assert_eq!(with(c, &s, &n), wide);
                }
                wide
            }
            _ => {
                let b = c.bytes(0);
                match c.name {
                    "bsplitw" => format!("={}", bjoin(&b, &search::split_whitespace(&b, c.int(1), bytes_space))),
                    "bsplitlines" => {
                        format!("={}", bjoin(&b, &search::splitlines(&b, c.str(1) == "True", bytes_linebreak)))
                    }
                    "bstrip" => format!("={}", hex(&b[split::strip(&b, true, true, bytes_space)])),
                    "btitle" => format!("={}", hex(&bytes_case::title(&b))),
                    "bcapitalize" => format!("={}", hex(&bytes_case::capitalize(&b))),
                    "bswapcase" => format!("={}", hex(&bytes_case::swapcase(&b))),
                    "bisalpha" => flag(bytes_case::isalpha(&b)),
                    "bisalnum" => flag(bytes_case::isalnum(&b)),
                    "bisdigit" => flag(bytes_case::isdigit(&b)),
                    "bisspace" => flag(bytes_case::isspace(&b)),
                    "bislower" => flag(bytes_case::islower(&b)),
                    "bisupper" => flag(bytes_case::isupper(&b)),
                    "bistitle" => flag(bytes_case::istitle(&b)),
                    other => panic!("{other}"),
                }
            }
        }
    });
}
