//! `_sre`: compiled patterns and matches. `re` compiles patterns to codes; the engine runs them.

use super::sre_drive::Wide;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use rustpython_sre_engine::{Request, State};
use std::cell::Cell;

pub struct Pattern {
    pattern: Slot,
    codes: Box<[u32]>,
    flags: i64,
    groups: usize,
    groupindex: Slot,
    indexgroup: Slot,
    is_bytes: bool,
}
impl Payload for Pattern {
    const INFO: &'static NativeInfo = crate::native_info!(Pattern, PATTERN_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.pattern);
        t.slot(&self.groupindex);
        t.slot(&self.indexgroup);
    }
}
pub struct Match {
    pattern: Slot,
    string: Slot,
    /// (start, end) of each group, 0 the whole; -1 where it took no part.
    regs: Box<[(i64, i64)]>,
    pos: usize,
    endpos: usize,
    lastindex: i64,
}
impl Payload for Match {
    const INFO: &'static NativeInfo = crate::native_info!(Match, MATCH_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.pattern);
        t.slot(&self.string);
    }
}
struct Scanner {
    pattern: Slot,
    string: Slot,
    next: Cell<usize>,
    end: usize,
    pos: usize,
    must_advance: Cell<bool>,
    done: Cell<bool>,
}
impl Payload for Scanner {
    const INFO: &'static NativeInfo = crate::native_info!(Scanner, SCANNER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.pattern);
        t.slot(&self.string);
    }
}

/// The text being matched.
enum Subject {
    Str(Word),
    Bytes(Vec<u8>),
}
impl Subject {
    fn len(&self) -> usize {
        match self {
            Subject::Str(w) => w.get::<StrObj>().map_or(0, |s| s.len()),
            Subject::Bytes(b) => b.len(),
        }
    }
}
fn subject(vm: &Vm, p: &Pattern, w: Word) -> R<Subject> {
    if w.is_kind(Kind::Str) {
        if p.is_bytes {
            return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
        }
        return Ok(Subject::Str(w));
    }
    let Some(b) = vm.buffer_bytes_opt(w)? else {
        return Err(vm.type_error(format!("expected string or bytes-like object, got '{}'", vm.type_name(w))));
    };
    if !p.is_bytes && !p.pattern.get().is_none() {
        return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
    }
    Ok(Subject::Bytes(b))
}

#[derive(Copy, Clone, PartialEq)]
enum How {
    Search,
    Match,
    Full,
}
struct Found {
    regs: Vec<(i64, i64)>,
    lastindex: i64,
}
impl Found {
    fn span(&self) -> (usize, usize) {
        (self.regs[0].0 as usize, self.regs[0].1 as usize)
    }
}

fn run(p: &Pattern, s: &Subject, start: usize, end: usize, how: How, must_advance: bool) -> Option<Found> {
    if start > end {
        return None;
    }
    macro_rules! go {
        ($d:expr) => {{
            let mut req = Request::new($d, start, end, &p.codes, how == How::Full);
            req.must_advance = must_advance;
            let mut st = State::default();
            let ok = if how == How::Search { st.search(req) } else { st.py_match(&req) };
            if !ok {
                return None;
            }
            let mut regs = vec![(st.start as i64, st.cursor.position as i64)];
            for g in 0..p.groups {
                let (a, b) = st.marks.get(g);
                regs.push(match (a.into_option(), b.into_option()) {
                    (Some(a), Some(b)) => (a as i64, b as i64),
                    _ => (-1, -1),
                });
            }
            Some(Found { regs, lastindex: st.marks.last_index() as i64 })
        }};
    }
    match s {
        Subject::Bytes(b) => go!(Wide::<1>(b)),
        Subject::Str(w) => {
            let o = w.get::<StrObj>()?;
            match o.units() {
                Units::U8(_) => go!(Wide::<1>(o.raw())),
                Units::U16(_) => go!(Wide::<2>(o.raw())),
                Units::U32(_) => go!(Wide::<4>(o.raw())),
            }
        }
    }
}

fn pat(vm: &Vm, w: Word) -> R<&'static Pattern> {
    match w.native::<Pattern>() {
        // SAFETY: the argument word keeps the pattern in place for the call.
        Some(p) => Ok(unsafe { &*(p as *const Pattern) }),
        None => Err(vm.type_error("a pattern is required")),
    }
}
fn bounds(vm: &Vm, pos: Word, endpos: Word, len: usize) -> R<(usize, usize)> {
    let s = if pos.is_null() { 0 } else { vm.index_clamped(pos)? };
    let e = if endpos.is_null() { i64::MAX } else { vm.index_clamped(endpos)? };
    let s = s.clamp(0, len as i64) as usize;
    let e = e.clamp(0, len as i64) as usize;
    Ok((s, e))
}
fn new_match(vm: &Vm, pattern: Word, string: Word, f: Option<Found>, pos: usize, endpos: usize) -> Word {
    match f {
        None => Word::NONE,
        Some(f) => vm.new_native(Match {
            pattern: Slot::new(pattern),
            string: Slot::new(string),
            regs: f.regs.into_boxed_slice(),
            pos,
            endpos,
            lastindex: f.lastindex,
        }),
    }
}
fn one(vm: &Vm, a: &[Word], how: How) -> R {
    let p = pat(vm, a[0])?;
    let s = subject(vm, p, a[1])?;
    let (start, end) = bounds(vm, a[2], a[3], s.len())?;
    let f = run(p, &s, start, end, how, false);
    Ok(new_match(vm, a[0], a[1], f, start, end))
}
/// `string[a:b]`, of str or bytes.
fn piece(vm: &Vm, s: &Subject, a: usize, b: usize) -> Word {
    let b = b.max(a);
    match s {
        Subject::Str(w) => match w.get::<StrObj>() {
            Some(o) => vm.substring(o, a.min(o.len()), b.min(o.len())),
            None => Word::NONE,
        },
        Subject::Bytes(v) => vm.new_bytes(&v[a.min(v.len())..b.min(v.len())]),
    }
}
fn group_piece(vm: &Vm, s: &Subject, r: (i64, i64), default: Word) -> Word {
    if r.0 < 0 { default } else { piece(vm, s, r.0 as usize, r.1 as usize) }
}

fn empty_of(vm: &Vm, s: &Subject) -> Word {
    match s {
        Subject::Str(_) => vm.empty_str(),
        Subject::Bytes(_) => vm.empty_bytes(),
    }
}
/// Calls `f` with each match in turn until it says stop.
fn each(p: &Pattern, s: &Subject, start: usize, end: usize, f: &mut dyn FnMut(&Found) -> R<bool>) -> R<()> {
    let (mut at, mut must) = (start, false);
    while let Some(m) = run(p, s, at, end, How::Search, must) {
        let (a, b) = m.span();
        must = a == b;
        at = b;
        if !f(&m)? {
            break;
        }
    }
    Ok(())
}
fn findall(vm: &Vm, a: &[Word]) -> R {
    let p = pat(vm, a[0])?;
    let s = subject(vm, p, a[1])?;
    let (start, end) = bounds(vm, a[2], a[3], s.len())?;
    let out = vm.new_list();
    each(p, &s, start, end, &mut |m| {
        let empty = empty_of(vm, &s);
        let w = match p.groups {
            0 => group_piece(vm, &s, m.regs[0], empty),
            1 => group_piece(vm, &s, m.regs[1], empty),
            n => {
                let mut v = WordVec::with_capacity(vm, n);
                for g in 1..=n {
                    let x = group_piece(vm, &s, m.regs[g], empty);
                    v.push(vm, x);
                }
                v.to_tuple(vm)
            }
        };
        if let Some(l) = out.get::<ListObj>() {
            l.push(vm, w);
        }
        Ok(true)
    })?;
    Ok(out)
}
fn split(vm: &Vm, a: &[Word]) -> R {
    let p = pat(vm, a[0])?;
    let s = subject(vm, p, a[1])?;
    let max = if a[2].is_null() { 0 } else { vm.index_clamped(a[2])? };
    let out = vm.new_list();
    let push = |w: Word| {
        if let Some(l) = out.get::<ListObj>() {
            l.push(vm, w);
        }
    };
    let (mut last, mut n) = (0, 0);
    if max >= 0 {
        each(p, &s, 0, s.len(), &mut |m| {
            let (x, y) = m.span();
            push(piece(vm, &s, last, x));
            for g in 1..=p.groups {
                push(group_piece(vm, &s, m.regs[g], Word::NONE));
            }
            last = y;
            n += 1;
            Ok(max == 0 || n < max)
        })?;
    }
    push(piece(vm, &s, last, s.len()));
    Ok(out)
}

fn subn(vm: &Vm, a: &[Word], count: bool) -> R {
    let (pw, repl, string) = (a[0], a[1], a[2]);
    let p = pat(vm, pw)?;
    let max = if a[3].is_null() { 0 } else { vm.index_clamped(a[3])? };
    let s = subject(vm, p, string)?;
    let mut filter = repl;
    let callable = vm.is_callable(repl);
    if !callable {
        let literal = match (repl.get::<StrObj>(), vm.buffer_bytes_opt(repl)?) {
            (Some(r), _) => !r.chars().any(|c| c == '\\' as u32),
            (_, Some(b)) => !b.contains(&b'\\'),
            _ => false,
        };
        if !literal {
            let m = vm.import_module("re")?;
            filter = vm.call_method(m, "_compile_template", &[pw, repl])?;
        }
    }
    let parts = vm.new_list();
    let push = |w: Word| {
        if let Some(l) = parts.get::<ListObj>() {
            l.push(vm, w);
        }
    };
    let (mut last, mut n) = (0, 0i64);
    if max >= 0 {
        each(p, &s, 0, s.len(), &mut |m| {
            let (x, y) = m.span();
            if last < x {
                push(piece(vm, &s, last, x));
            }
            let w = if callable {
                let f = Found { regs: m.regs.clone(), lastindex: m.lastindex };
                let mw = new_match(vm, pw, string, Some(f), 0, s.len());
                vm.call(filter, &[mw])?
            } else if let Some(t) = filter.native::<Template>() {
                expand_template(vm, t, &s, &m.regs)
            } else {
                filter
            };
            if !w.is_none() {
                push(w);
            }
            last = y;
            n += 1;
            Ok(max == 0 || n < max)
        })?;
    }
    if last < s.len() {
        push(piece(vm, &s, last, s.len()));
    }
    let joined = if n == 0 && (vm.is_exact(string, &vm.types.str) || vm.is_exact(string, &vm.types.bytes)) {
        string
    } else {
        join(vm, &s, parts)?
    };
    if count {
        let n = vm.int(n);
        return Ok(vm.new_tuple(&[joined, n]));
    }
    Ok(joined)
}
fn join(vm: &Vm, s: &Subject, parts: Word) -> R {
    if matches!(s, Subject::Bytes(_)) {
        return vm.call_method(vm.empty_bytes(), "join", &[parts]);
    }
    let mut b = StrBuilder::new();
    if let Some(l) = parts.get::<ListObj>() {
        for (i, w) in l.as_slice().iter().enumerate() {
            match w.get::<StrObj>() {
                Some(o) => b.push_obj(o),
                None => {
                    return Err(
                        vm.type_error(format!("sequence item {i}: expected str instance, {} found", vm.type_name(*w)))
                    );
                }
            }
        }
    }
    Ok(b.finish(vm))
}

/// A parsed replacement: literal, then (group, literal) pairs.
struct Template {
    literal: Slot,
    /// A tuple of the literals behind each group.
    tails: Slot,
    groups: Box<[usize]>,
}
impl Payload for Template {
    const INFO: &'static NativeInfo = crate::native_info!(Template, TEMPLATE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.literal);
        t.slot(&self.tails);
    }
}
static TEMPLATE_SPEC: TypeSpec = TypeSpec { name: "re._TemplateObject", flags: TF_NO_NEW, ..TypeSpec::DEFAULT };
fn template(vm: &Vm, a: &[Word]) -> R {
    let items = vm.to_vec(a[1])?;
    if items.is_empty() || items.len() % 2 == 0 {
        return Err(vm.type_error("invalid template"));
    }
    let (mut groups, mut tails) = (vec![], WordVec::new());
    for pair in items[1..].chunks(2) {
        let g = vm.index_i64(pair[0])?;
        if g < 0 {
            return Err(vm.type_error("invalid template"));
        }
        groups.push(g as usize);
        tails.push(vm, pair[1]);
    }
    let t = tails.to_tuple(vm);
    Ok(vm.new_native(Template { literal: Slot::new(items[0]), tails: Slot::new(t), groups: groups.into_boxed_slice() }))
}
fn expand_template(vm: &Vm, t: &Template, s: &Subject, regs: &[(i64, i64)]) -> Word {
    match s {
        Subject::Str(_) => {
            let mut b = StrBuilder::new();
            b.push_word(t.literal.get());
            for (i, &g) in t.groups.iter().enumerate() {
                if let Some(&r) = regs.get(g)
                    && r.0 >= 0
                {
                    b.push_word(piece(vm, s, r.0 as usize, r.1 as usize));
                }
                if let Some(x) = t.tails.get().get::<TupleObj>() {
                    b.push_word(x.items()[i]);
                }
            }
            b.finish(vm)
        }
        Subject::Bytes(v) => {
            let raw = |w: Word| w.get::<BytesObj>().map(|b| b.as_slice().to_vec()).unwrap_or_default();
            let mut b = raw(t.literal.get());
            for (i, &g) in t.groups.iter().enumerate() {
                if let Some(&r) = regs.get(g)
                    && r.0 >= 0
                {
                    b.extend_from_slice(&v[r.0 as usize..r.1 as usize]);
                }
                if let Some(x) = t.tails.get().get::<TupleObj>() {
                    b.extend(raw(x.items()[i]));
                }
            }
            vm.new_bytes(&b)
        }
    }
}

fn new_scanner(vm: &Vm, a: &[Word]) -> R {
    let p = pat(vm, a[0])?;
    let s = subject(vm, p, a[1])?;
    let (start, end) = bounds(vm, a[2], a[3], s.len())?;
    Ok(vm.new_native(Scanner {
        pattern: Slot::new(a[0]),
        string: Slot::new(a[1]),
        next: Cell::new(start),
        end,
        pos: start,
        must_advance: Cell::new(false),
        done: Cell::new(false),
    }))
}
fn scan(vm: &Vm, w: Word, how: How) -> R {
    let Some(sc) = w.native::<Scanner>() else { return Ok(Word::NONE) };
    if sc.done.get() {
        return Ok(Word::NONE);
    }
    let (pw, string) = (sc.pattern.get(), sc.string.get());
    let p = pat(vm, pw)?;
    let s = subject(vm, p, string)?;
    let f = run(p, &s, sc.next.get(), sc.end, how, sc.must_advance.get());
    match &f {
        None => sc.done.set(true),
        Some(m) => {
            let (a, b) = m.span();
            sc.next.set(b);
            sc.must_advance.set(a == b);
        }
    }
    let (pos, end) = (sc.pos, sc.end);
    Ok(new_match(vm, pw, string, f, pos, end))
}
static SCANNER_SPEC: TypeSpec = TypeSpec {
    name: "_sre.SRE_Scanner",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| Ok(Some(scan(vm, w, How::Search)?).filter(|m| !m.is_none()))));
    },
    getset: &[GetSet::ro("pattern", |_, w| Ok(w.native::<Scanner>().map_or(Word::NONE, |s| s.pattern.get())), "")],
    methods: &[
        FnDef::new("match", "($self, /)", |vm, a| scan(vm, a[0], How::Match), ""),
        FnDef::new("search", "($self, /)", |vm, a| scan(vm, a[0], How::Search), ""),
    ],
    ..TypeSpec::DEFAULT
};

fn pattern_repr(vm: &Vm, w: Word) -> R {
    let p = pat(vm, w)?;
    const NAMES: [(i64, &str); 8] = [
        (2, "re.IGNORECASE"),
        (4, "re.LOCALE"),
        (8, "re.MULTILINE"),
        (16, "re.DOTALL"),
        (64, "re.VERBOSE"),
        (128, "re.DEBUG"),
        (256, "re.ASCII"),
        (32, "re.UNICODE"),
    ];
    let mut flags = p.flags;
    if !p.is_bytes && flags & (4 | 32 | 256) == 32 {
        flags &= !32;
    }
    let mut parts = vec![];
    for (bit, n) in NAMES {
        if flags & bit != 0 {
            parts.push(n.to_string());
            flags &= !bit;
        }
    }
    if flags != 0 {
        parts.push(format!("{flags:#x}"));
    }
    let text: String = vm.repr_text(p.pattern.get())?.chars().take(200).collect();
    let tail = if parts.is_empty() { String::new() } else { format!(", {}", parts.join("|")) };
    Ok(vm.new_str(&format!("re.compile({text}{tail})")))
}
const SIG: &str = "($self, /, string, pos=0, endpos=9223372036854775807)";
static PATTERN_SPEC: TypeSpec = TypeSpec {
    name: "re.Pattern",
    doc: "Compiled regular expression object.",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(pattern_repr));
        s.hash.set(Some(|vm, w| {
            let p = pat(vm, w)?;
            let h = vm.hash(p.pattern.get())?;
            let c = p.codes.iter().fold(0i64, |h, &c| h.wrapping_mul(1000003) ^ c as i64);
            Ok((h ^ c ^ p.flags).max(0))
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            let (Some(p), Some(q)) = (a.native::<Pattern>(), b.native::<Pattern>()) else {
                return Ok(Word::NOT_IMPLEMENTED);
            };
            if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let same = a == b
                || (p.flags == q.flags
                    && p.is_bytes == q.is_bytes
                    && p.codes == q.codes
                    && vm.eq(p.pattern.get(), q.pattern.get())?);
            Ok(Word::bool(same == (op == CmpOp::Eq)))
        }));
    },
    getset: &[
        GetSet::ro(
            "pattern",
            |vm, w| Ok(pat(vm, w)?.pattern.get()),
            "The pattern string from which the RE object was compiled.",
        ),
        GetSet::ro("flags", |vm, w| Ok(vm.int(pat(vm, w)?.flags)), "The regex matching flags."),
        GetSet::ro(
            "groups",
            |vm, w| Ok(vm.int(pat(vm, w)?.groups as i64)),
            "The number of capturing groups in the pattern.",
        ),
        GetSet::ro("groupindex", |vm, w| Ok(vm.new_mapping_proxy(pat(vm, w)?.groupindex.get())), ""),
    ],
    methods: &[
        FnDef::new(
            "match",
            SIG,
            |vm, a| one(vm, a, How::Match),
            "Matches zero or more characters at the beginning of the string.",
        ),
        FnDef::new("fullmatch", SIG, |vm, a| one(vm, a, How::Full), "Matches against all of the string."),
        FnDef::new(
            "search",
            SIG,
            |vm, a| one(vm, a, How::Search),
            "Scan through string looking for a match, and return a corresponding match object instance.",
        ),
        FnDef::new("findall", SIG, findall, "Return a list of all non-overlapping matches of pattern in string."),
        FnDef::new(
            "finditer",
            SIG,
            new_scanner,
            "Return an iterator over all non-overlapping matches for the RE pattern in string.",
        ),
        FnDef::new("scanner", SIG, new_scanner, ""),
        FnDef::new("split", "($self, /, string, maxsplit=0)", split, "Split string by the occurrences of pattern."),
        FnDef::new("sub", "($self, /, repl, string, count=0)", |vm, a| subn(vm, a, false), ""),
        FnDef::new("subn", "($self, /, repl, string, count=0)", |vm, a| subn(vm, a, true), ""),
        FnDef::new("__copy__", "($self, /)", |_, a| Ok(a[0]), ""),
        FnDef::new("__deepcopy__", "($self, memo, /)", |_, a| Ok(a[0]), ""),
        FnDef::class(
            "__class_getitem__",
            "($cls, item, /)",
            |vm, a| super::weakref::generic_alias(vm, a[0], a[1]),
            "See PEP 585",
        ),
    ],
    ..TypeSpec::DEFAULT
};

fn mat(vm: &Vm, w: Word) -> R<&'static Match> {
    match w.native::<Match>() {
        // SAFETY: the argument word keeps the match in place for the call.
        Some(m) => Ok(unsafe { &*(m as *const Match) }),
        None => Err(vm.type_error("a match is required")),
    }
}
fn group_number(vm: &Vm, m: &Match, w: Word) -> R<usize> {
    let mut n = -1;
    if vm.class_of(w).slots.index.get().is_some() {
        n = vm.index_clamped(w)?;
    } else if vm.hash(w).is_ok() {
        let d = m.pattern.get().native::<Pattern>().map_or(Word::NULL, |p| p.groupindex.get());
        let v = vm.dict_get(d, w)?;
        if let Some(i) = v.some() {
            n = vm.index_i64(i)?;
        }
    }
    if n < 0 || n as usize >= m.regs.len() {
        return Err(vm.index_error("no such group"));
    }
    Ok(n as usize)
}
fn match_subject(vm: &Vm, m: &Match) -> R<Subject> {
    let w = m.string.get();
    if w.is_kind(Kind::Str) {
        return Ok(Subject::Str(w));
    }
    Ok(Subject::Bytes(vm.buffer_bytes(w)?))
}
fn get_group(vm: &Vm, m: &Match, n: usize, default: Word) -> R {
    if m.regs[n].0 < 0 {
        return Ok(default);
    }
    Ok(group_piece(vm, &match_subject(vm, m)?, m.regs[n], default))
}
fn group(vm: &Vm, a: &[Word]) -> R {
    let m = mat(vm, a[0])?;
    let args = a[1].get::<TupleObj>().map_or(&[][..], |t| t.items());
    match args {
        [] => get_group(vm, m, 0, Word::NONE),
        [g] => get_group(vm, m, group_number(vm, m, *g)?, Word::NONE),
        _ => {
            let mut v = WordVec::with_capacity(vm, args.len());
            for &g in args {
                let x = get_group(vm, m, group_number(vm, m, g)?, Word::NONE)?;
                v.push(vm, x);
            }
            Ok(v.to_tuple(vm))
        }
    }
}
fn groups(vm: &Vm, a: &[Word]) -> R {
    let m = mat(vm, a[0])?;
    let mut v = WordVec::new();
    for n in 1..m.regs.len() {
        let x = get_group(vm, m, n, a[1].or(Word::NONE))?;
        v.push(vm, x);
    }
    Ok(v.to_tuple(vm))
}
fn groupdict(vm: &Vm, a: &[Word]) -> R {
    let m = mat(vm, a[0])?;
    let out = vm.new_dict();
    let gi = m.pattern.get().native::<Pattern>().map_or(Word::NULL, |p| p.groupindex.get());
    if let Some(d) = gi.get::<DictObj>() {
        for i in 0..d.bound() {
            if let Some((k, v)) = d.entry(i) {
                let n = vm.index_i64(v)? as usize;
                let x = get_group(vm, m, n.min(m.regs.len() - 1), a[1].or(Word::NONE))?;
                vm.dict_set(out, k, x)?;
            }
        }
    }
    Ok(out)
}
fn reg(vm: &Vm, a: &[Word]) -> R<(i64, i64)> {
    let m = mat(vm, a[0])?;
    Ok(m.regs[if a[1].is_null() { 0 } else { group_number(vm, m, a[1])? }])
}
fn pair(vm: &Vm, r: (i64, i64)) -> Word {
    vm.new_tuple(&[Word::small(r.0), Word::small(r.1)])
}
fn expand(vm: &Vm, a: &[Word]) -> R {
    let m = mat(vm, a[0])?;
    let re = vm.import_module("re")?;
    let t = vm.call_method(re, "_compile_template", &[m.pattern.get(), a[1]])?;
    match t.native::<Template>() {
        Some(t) => Ok(expand_template(vm, t, &match_subject(vm, m)?, &m.regs)),
        None => Ok(t),
    }
}
static MATCH_SPEC: TypeSpec = TypeSpec {
    name: "re.Match",
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    flags: TF_NO_NEW,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let m = mat(vm, w)?;
            let g = get_group(vm, m, 0, Word::NONE)?;
            let (a, b) = m.regs[0];
            Ok(vm.new_str(&format!("<re.Match object; span=({a}, {b}), match={}>", vm.repr_text(g)?)))
        }));
        s.getitem.set(Some(|vm, w, k| {
            let m = mat(vm, w)?;
            get_group(vm, m, group_number(vm, m, k)?, Word::NONE)
        }));
    },
    getset: &[
        GetSet::ro("string", |vm, w| Ok(mat(vm, w)?.string.get()), ""),
        GetSet::ro("re", |vm, w| Ok(mat(vm, w)?.pattern.get()), ""),
        GetSet::ro("pos", |vm, w| Ok(vm.int(mat(vm, w)?.pos as i64)), ""),
        GetSet::ro("endpos", |vm, w| Ok(vm.int(mat(vm, w)?.endpos as i64)), ""),
        GetSet::ro(
            "lastindex",
            |vm, w| {
                let n = mat(vm, w)?.lastindex;
                Ok(if n > 0 { vm.int(n) } else { Word::NONE })
            },
            "",
        ),
        GetSet::ro(
            "lastgroup",
            |vm, w| {
                let m = mat(vm, w)?;
                let names = m.pattern.get().native::<Pattern>().map_or(Word::NULL, |p| p.indexgroup.get());
                Ok(match names.get::<TupleObj>() {
                    Some(t) if m.lastindex >= 0 && (m.lastindex as usize) < t.len() => t.items()[m.lastindex as usize],
                    _ => Word::NONE,
                })
            },
            "",
        ),
        GetSet::ro(
            "regs",
            |vm, w| {
                let m = mat(vm, w)?;
                let mut v = WordVec::new();
                for &r in m.regs.iter() {
                    let p = pair(vm, r);
                    v.push(vm, p);
                }
                Ok(v.to_tuple(vm))
            },
            "",
        ),
    ],
    methods: &[
        FnDef::new("group", "($self, /, *args)", group, ""),
        FnDef::new("groups", "($self, /, default=None)", groups, ""),
        FnDef::new("groupdict", "($self, /, default=None)", groupdict, ""),
        FnDef::new("start", "($self, group=0, /)", |vm, a| Ok(Word::small(reg(vm, a)?.0)), ""),
        FnDef::new("end", "($self, group=0, /)", |vm, a| Ok(Word::small(reg(vm, a)?.1)), ""),
        FnDef::new("span", "($self, group=0, /)", |vm, a| Ok(pair(vm, reg(vm, a)?)), ""),
        FnDef::new("expand", "($self, /, template)", expand, ""),
        FnDef::new("__copy__", "($self, /)", |_, a| Ok(a[0]), ""),
        FnDef::new("__deepcopy__", "($self, memo, /)", |_, a| Ok(a[0]), ""),
        FnDef::class(
            "__class_getitem__",
            "($cls, item, /)",
            |vm, a| super::weakref::generic_alias(vm, a[0], a[1]),
            "See PEP 585",
        ),
    ],
    ..TypeSpec::DEFAULT
};

fn compile(vm: &Vm, a: &[Word]) -> R {
    let list = vm.to_vec(a[2])?;
    let mut codes = Vec::with_capacity(list.len());
    for i in 0..list.len() {
        codes.push(vm.index_i64(list[i])? as u32);
    }
    let p = Pattern {
        pattern: Slot::new(a[0]),
        codes: codes.into_boxed_slice(),
        flags: vm.index_i64(a[1])?,
        groups: vm.index_i64(a[3])?.max(0) as usize,
        groupindex: Slot::new(a[4]),
        indexgroup: Slot::new(a[5]),
        is_bytes: a[0].is_kind(Kind::Bytes) || (!a[0].is_kind(Kind::Str) && !a[0].is_none()),
    };
    Ok(vm.new_native(p))
}
fn lower(c: i64, unicode: bool) -> i64 {
    if !unicode {
        return if (65..=90).contains(&c) { c + 32 } else { c };
    }
    let mut out = vec![];
    taipan_text::unicode::case::map_char(c as u32, taipan_text::unicode::case::Mapping::Lower, &mut out);
    match out[..] {
        [x] => x as i64,
        [x, ..] => x as i64,
        _ => c,
    }
}
fn upper(c: i64) -> i64 {
    let mut out = vec![];
    taipan_text::unicode::case::map_char(c as u32, taipan_text::unicode::case::Mapping::Upper, &mut out);
    match out[..] {
        [x] => x as i64,
        _ => c,
    }
}
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_sre",
    doc: "",
    functions: &[
        FnDef::new("compile", "(pattern, flags, code, groups, groupindex, indexgroup)", compile, ""),
        FnDef::new("template", "(pattern, template, /)", template, ""),
        FnDef::new("getcodesize", "()", |_, _| Ok(Word::small(4)), ""),
        FnDef::new(
            "ascii_iscased",
            "(character, /)",
            |vm, a| {
                let c = vm.index_i64(a[0])?;
                Ok(Word::bool((65..=90).contains(&c) || (97..=122).contains(&c)))
            },
            "",
        ),
        FnDef::new(
            "unicode_iscased",
            "(character, /)",
            |vm, a| {
                let c = vm.index_i64(a[0])?;
                Ok(Word::bool(lower(c, true) != c || upper(c) != c))
            },
            "",
        ),
        FnDef::new("ascii_tolower", "(character, /)", |vm, a| Ok(vm.int(lower(vm.index_i64(a[0])?, false))), ""),
        FnDef::new("unicode_tolower", "(character, /)", |vm, a| Ok(vm.int(lower(vm.index_i64(a[0])?, true))), ""),
        FnDef::new(
            "getlower",
            "(character, flags, /)",
            |vm, a| {
                let (c, f) = (vm.index_i64(a[0])?, vm.index_i64(a[1])?);
                Ok(vm.int(if f & 32 != 0 { lower(c, true) } else { lower(c, false) }))
            },
            "",
        ),
    ],
    init: |vm, m| {
        vm.module_add(m, "MAGIC", Word::small(rustpython_sre_engine::SRE_MAGIC as i64));
        vm.module_add(m, "CODESIZE", Word::small(4));
        vm.module_add(m, "MAXREPEAT", Word::small(rustpython_sre_engine::MAXREPEAT as i64));
        vm.module_add(m, "MAXGROUPS", Word::small((i32::MAX / 2) as i64));
        Ok(())
    },
};
