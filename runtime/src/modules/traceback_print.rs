//! Tracebacks as text, equal to CPython's `traceback` module: frames with source lines and carets,
//! chains, groups, notes, syntax errors. Nothing here raises: what fails to show is shown as such.

use super::source_lines::{self, Lines};
use crate::heap::*;
use crate::interp::unwind::TracebackObj;
use crate::objects::*;
use crate::{Exc, Vm};
use taipan_syntax::anchors;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;
/// Equal entries shown before the rest is counted.
const REPEATS: usize = 3;

impl Vm {
    /// The whole text of an uncaught exception.
    pub fn format_exception(&self, e: Exc) -> String {
        let mut p = Printer {
            vm: self,
            out: String::new(),
            depth: 0,
            need_close: false,
            seen: vec![],
            limit: self.traceback_limit(),
        };
        p.exception(e.0);
        p.out
    }
    /// The last lines only: type, text, notes.
    pub fn format_exception_only(&self, e: Exc) -> String {
        let mut p = Printer { vm: self, out: String::new(), depth: 0, need_close: false, seen: vec![], limit: None };
        p.only(e.0)
    }
    /// The frames of a traceback.
    pub fn format_traceback(&self, tb: Word) -> String {
        stack(self, tb, self.traceback_limit())
    }
    fn traceback_limit(&self) -> Option<i64> {
        self.dict_get_str(self.sys_dict.get(), "tracebacklimit").as_small()
    }
}

struct Printer<'a> {
    vm: &'a Vm,
    out: String,
    depth: usize,
    need_close: bool,
    seen: Vec<u64>,
    limit: Option<i64>,
}
impl Printer<'_> {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let head = format!("{}{margin} ", self.indent());
        for line in text.split_inclusive('\n') {
            if line.trim().is_empty() {
                self.out.push_str(head.trim_end_matches(' '));
                self.out.push_str(&head[head.trim_end_matches(' ').len()..]);
            } else {
                self.out.push_str(&head);
            }
            self.out.push_str(line);
        }
    }
    fn exception(&mut self, top: Word) {
        // From the last to the first of the chain.
        let mut chain: Vec<(Option<&str>, u64)> = vec![];
        let mut words = WordVec::new();
        let mut e = top;
        loop {
            words.push(self.vm, e);
            self.seen.push(self.vm.heap.identity(e));
            let Some(o) = e.get::<ExcObj>() else { break };
            let (cause, context) = (o.cause.get(), o.context.get());
            let seen = |p: &Self, w: Word| p.seen.contains(&p.vm.heap.identity(w));
            let set = |w: Word| !w.is_null() && !w.is_none();
            if set(cause) && !seen(self, cause) {
                chain.push((Some(CAUSE), 0));
                e = cause;
            } else if set(context) && !set(cause) && o.suppress_context.get() != Word::TRUE && !seen(self, context) {
                chain.push((Some(CONTEXT), 0));
                e = context;
            } else {
                break;
            }
        }
        for i in (0..words.len()).rev() {
            if let Some((Some(msg), _)) = chain.get(i).copied() {
                self.emit(msg, '|');
            }
            self.one(words[i]);
        }
    }
    fn one(&mut self, e: Word) {
        let tb = e.get::<ExcObj>().map_or(Word::NULL, |o| o.traceback.get());
        let text = stack(self.vm, tb, self.limit);
        let Some(members) = self.vm.group_members(e) else {
            if !text.is_empty() {
                self.emit("Traceback (most recent call last):\n", '|');
                self.emit(&text, '|');
            }
            let only = self.only(e);
            self.emit(&only, '|');
            return;
        };
        if self.depth > GROUP_DEPTH {
            self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
            return;
        }
        let top = self.depth == 0;
        if top {
            self.depth = 1;
        }
        if !text.is_empty() {
            self.emit("Exception Group Traceback (most recent call last):\n", if top { '+' } else { '|' });
            self.emit(&text, '|');
        }
        let only = self.only(e);
        self.emit(&only, '|');
        let total = members.get::<TupleObj>().map_or(0, |t| t.len());
        let n = total.min(GROUP_WIDTH + 1);
        self.need_close = false;
        for i in 0..n {
            let last = i + 1 == n;
            self.need_close |= last;
            let cut = i >= GROUP_WIDTH;
            let title = if cut { "...".into() } else { (i + 1).to_string() };
            let head = format!(
                "{}{}+---------------- {title} ----------------\n",
                self.indent(),
                if i == 0 { "+-" } else { "  " }
            );
            self.out.push_str(&head);
            self.depth += 1;
            if cut {
                let left = total - GROUP_WIDTH;
                let s = if left > 1 { "s" } else { "" };
                self.emit(&format!("and {left} more exception{s}\n"), '|');
            } else if let Some(t) = members.get::<TupleObj>() {
                self.exception(t.items()[i]);
            }
            if last && self.need_close {
                let close = format!("{}+------------------------------------\n", self.indent());
                self.out.push_str(&close);
                self.need_close = false;
            }
            self.depth -= 1;
        }
        if top {
            self.depth = 0;
        }
    }
    /// The last lines: syntax error display, type and text, notes.
    fn only(&mut self, e: Word) -> String {
        let vm = self.vm;
        let mut out = String::new();
        let name = type_text(vm, e);
        if vm.class_of(e).is_subtype(vm.exc.SyntaxError.get()) {
            out.push_str(&source_lines::syntax_error(vm, e, &name));
        } else {
            let text = vm.str_text(e).unwrap_or_else(|_| "<exception str() failed>".into());
            let hint = super::suggest::hint(vm, e);
            let text = text + &hint;
            if text.is_empty() {
                out.push_str(&format!("{name}\n"));
            } else {
                out.push_str(&format!("{name}: {text}\n"));
            }
        }
        let notes = vm.getattr_opt(e, vm.names.notes.get()).unwrap_or(Word::NULL);
        if notes.is_null() || notes.is_none() {
            return out;
        }
        let sequence = notes.is_kind(Kind::List) || notes.is_kind(Kind::Tuple);
        if sequence {
            let items = vm.to_vec(notes).unwrap_or_else(|_| WordVec::new());
            for &n in items.iter() {
                let t = vm.str_text(n).unwrap_or_else(|_| "<note str() failed>".into());
                for line in t.split('\n') {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        } else {
            let t = vm.repr_text(notes).unwrap_or_else(|_| "<__notes__ repr() failed>".into());
            out.push_str(&format!("{t}\n"));
        }
        out
    }
}

/// The exception's type: its qualified name, with the module unless that is builtins or __main__.
pub(super) fn type_text(vm: &Vm, e: Word) -> String {
    let t = vm.class_of(e);
    let q = to_string_lossy(t.qualname.get());
    let m = vm.type_lookup(t, vm.names.module.get());
    match m.get::<StrObj>() {
        Some(s) => match s.to_string_lossy().as_str() {
            "builtins" | "__main__" => q,
            m => format!("{m}.{q}"),
        },
        None => q,
    }
}

/// The entries of a traceback with repetitions folded.
fn stack(vm: &Vm, tb: Word, limit: Option<i64>) -> String {
    let mut entries = vec![];
    let mut w = tb;
    while let Some(t) = w.native::<TracebackObj>() {
        entries.push(Entry::new(vm, t));
        w = t.next.get();
    }
    if let Some(n) = limit {
        if n <= 0 {
            return String::new();
        }
        let skip = entries.len().saturating_sub(n as usize);
        entries.drain(..skip);
    }
    let mut out = String::new();
    let mut count = 0;
    let mut last: Option<(String, i64, String)> = None;
    let repeated = |n: usize| {
        let more = n - REPEATS;
        format!("  [Previous line repeated {more} more time{}]\n", if more > 1 { "s" } else { "" })
    };
    let mut lines = Lines::default();
    for e in &entries {
        let key = (e.file.clone(), e.line, e.name.clone());
        if last.as_ref() != Some(&key) {
            if count > REPEATS {
                out.push_str(&repeated(count));
            }
            last = Some(key);
            count = 0;
        }
        count += 1;
        if count > REPEATS {
            continue;
        }
        out.push_str(&e.text(vm, &mut lines));
    }
    if count > REPEATS {
        out.push_str(&repeated(count));
    }
    out
}

/// What is shown of one frame.
struct Entry {
    file: String,
    name: String,
    line: i64,
    end_line: i64,
    cols: Option<(usize, usize)>,
    globals: Word,
}
impl Entry {
    fn new(vm: &Vm, t: &TracebackObj) -> Entry {
        let mut e = Entry {
            file: "<unknown>".into(),
            name: String::new(),
            line: t.line.get(),
            end_line: t.line.get(),
            cols: None,
            globals: Word::NULL,
        };
        let frame = t.frame.get();
        let func = frame.get::<FrameObj>().map_or(Word::NULL, |f| f.func.get());
        let Some(f) = func.get::<FunctionObj>() else { return e };
        let code = f.code.get();
        let Some(c) = code.get::<CodeObj>().map(|c| &c.data) else { return e };
        e.file = to_string_lossy(c.filename.get());
        e.name = to_string_lossy(c.name.get());
        e.globals = f.globals.get();
        let mut at = 0;
        for (n, p) in taipan_syntax::bytecode::Locations::new(&c.linetable, c.firstlineno) {
            if t.lasti < at + n {
                if let Some(p) = p {
                    if p.line as i64 == e.line {
                        e.end_line = p.end_line as i64;
                        e.cols = p.column.zip(p.end_column).map(|(a, b)| (a as usize, b as usize));
                    }
                }
                break;
            }
            at += n;
        }
        let _ = vm;
        e
    }
    fn text(&self, vm: &Vm, lines: &mut Lines) -> String {
        let file = if self.file.starts_with("<stdin-") && self.file.ends_with('>') { "<stdin>" } else { &self.file };
        let line = if self.line < 0 { "None".to_string() } else { self.line.to_string() };
        let mut out = format!("  File \"{file}\", line {line}, in {}\n", self.name);
        if self.line < 1 {
            return out;
        }
        let all: Vec<String> = (self.line..=self.end_line.max(self.line))
            .map(|n| lines.get(vm, &self.file, n as usize, self.globals).trim_end().to_string())
            .collect();
        if all.iter().all(|l| l.trim().is_empty()) {
            return out;
        }
        match self.cols {
            None => out.push_str(&format!("    {}\n", all[0].trim())),
            Some(cols) => out.push_str(&with_carets(&all, cols)),
        }
        out
    }
}

/// How many characters the first `n` bytes of a line are.
fn chars_in(line: &str, n: usize) -> usize {
    line.char_indices().take_while(|(i, _)| *i < n).count()
}
/// Columns that the first `n` characters take on a screen.
fn width(line: &[char], n: usize) -> usize {
    if line.iter().all(char::is_ascii) {
        return n;
    }
    line[..n.min(line.len())].iter().map(|c| 1 + usize::from(is_wide(*c as u32))).sum()
}
fn is_wide(c: u32) -> bool {
    matches!(c, 0x1100..=0x115f | 0x2329 | 0x232a | 0x2e80..=0x303e | 0x3041..=0x33ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xa000..=0xa4cf | 0xa960..=0xa97f | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f
        | 0xff01..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f680..=0x1f6ff | 0x1f900..=0x1f9ff
        | 0x1fa70..=0x1faff | 0x20000..=0x3fffd)
}
/// `textwrap.dedent`.
fn dedent(lines: &[String]) -> Vec<String> {
    let lead = |l: &str| l[..l.len() - l.trim_start_matches([' ', '\t']).len()].to_string();
    let mut margin: Option<String> = None;
    for l in lines.iter().filter(|l| !l.trim().is_empty()) {
        let m = lead(l);
        margin = Some(match margin {
            None => m,
            Some(old) => old.chars().zip(m.chars()).take_while(|(a, b)| a == b).map(|p| p.0).collect(),
        });
    }
    let n = margin.map_or(0, |m| m.len());
    lines.iter().map(|l| if l.trim().is_empty() { String::new() } else { l[n..].to_string() }).collect()
}

fn with_carets(original: &[String], (col, end_col): (usize, usize)) -> String {
    let (first, last) = (&original[0], &original[original.len() - 1]);
    let all: Vec<Vec<char>> = dedent(original).iter().map(|l| l.chars().collect()).collect();
    let cut = first.chars().count().saturating_sub(all[0].len());
    let start = chars_in(first, col).saturating_sub(cut);
    let end = chars_in(last, end_col).saturating_sub(cut);
    let n = all.len();
    let screen_start = width(&all[0], start);
    let screen_end = width(&all[n - 1], end);
    let text = |l: &[char]| l.iter().collect::<String>();
    let joined = all.iter().map(|l| text(l)).collect::<Vec<_>>().join("\n");
    let segment: Vec<char> = joined.chars().collect();
    let stop = (segment.len() + end).saturating_sub(all[n - 1].len());
    let segment: String = segment.get(start..stop).map_or(String::new(), |s| s.iter().collect());
    let anchor = anchors::caret_anchors(&segment);
    let show = shows_carets(start, end, &all, &joined, anchor.is_some());
    let mut significant = vec![0, n - 1];
    let (mut left, mut right) = ((0, 0), (0, 0));
    if let Some(a) = anchor {
        left = a.left;
        right = a.right;
        if left.0 == 0 {
            left.1 += start;
        }
        if right.0 == 0 {
            right.1 += start;
        }
        left.1 = width(&all[left.0.min(n - 1)], left.1);
        right.1 = width(&all[right.0.min(n - 1)], right.1);
        for l in [left.0, right.0] {
            significant.extend([l.wrapping_sub(1), l, l + 1]);
        }
    }
    significant.retain(|l| *l < n);
    significant.sort_unstable();
    significant.dedup();
    let mut result: Vec<String> = vec![];
    let output = |l: usize, result: &mut Vec<String>| {
        result.push(text(&all[l]));
        if !show {
            return;
        }
        let spaces = all[l].iter().take_while(|c| c.is_whitespace()).count();
        let count = if l == n - 1 { screen_end } else { width(&all[l], all[l].len()) };
        let carets: String = (0..count)
            .map(|c| {
                if c < spaces || l == 0 && c < screen_start {
                    ' '
                } else if anchor.is_some() {
                    if (l, c) >= left && (l, c) < right { '^' } else { '~' }
                } else {
                    '^'
                }
            })
            .collect();
        result.push(carets);
    };
    for (i, &l) in significant.iter().enumerate() {
        if i > 0 {
            let gap = l - significant[i - 1];
            if gap == 2 {
                output(l - 1, &mut result);
            } else if gap > 2 {
                result.push(format!("...<{} lines>...", gap - 1));
            }
        }
        output(l, &mut result);
    }
    dedent(&result).iter().map(|l| format!("    {l}\n")).collect()
}
fn shows_carets(start: usize, end: usize, all: &[Vec<char>], joined: &str, anchored: bool) -> bool {
    if anchors::is_empty_program(joined) {
        return false;
    }
    if let Some((from, to)) = anchors::whole_call(joined)
        && from == (0, start)
        && to == (all.len() - 1, end)
    {
        return false;
    }
    let solid = |l: &[char]| l.iter().any(|c| !c.is_whitespace());
    let last = &all[all.len() - 1];
    anchored || solid(&all[0][..start.min(all[0].len())]) || solid(&last[end.min(last.len())..])
}
