//! The `_csv` module: reading and writing comma-separated values.

use super::csv_dialect::{self as dialect, *};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::sync::atomic::{AtomicI64, Ordering};

/// The longest field that is read.
static LIMIT: AtomicI64 = AtomicI64::new(128 * 1024);

/// Where in a record the reader is.
#[derive(Copy, Clone, PartialEq)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    QuoteInQuoted,
    EatLineEnd,
    AfterEscapedLineEnd,
}
/// `reader(iterable, dialect='excel', **settings)`
struct Reader {
    input: Slot,
    dialect: Slot,
    line: Cell<i64>,
}
impl Payload for Reader {
    const INFO: &'static NativeInfo = crate::native_info!(Reader, READER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.input);
        t.slot(&self.dialect);
    }
}
/// A record being read.
struct Record<'a> {
    vm: &'a Vm,
    d: Settings,
    state: State,
    field: Vec<u32>,
    unquoted: bool,
    fields: WordVec,
}
impl Record<'_> {
    fn add(&mut self, c: u32) -> R<()> {
        let limit = LIMIT.load(Ordering::Relaxed);
        if self.field.len() as i64 >= limit {
            return Err(error(self.vm, format!("field larger than field limit ({limit})")));
        }
        self.field.push(c);
        Ok(())
    }
    fn save(&mut self) -> R<()> {
        let vm = self.vm;
        let q = self.d.quoting;
        let mut w = if self.unquoted && self.field.is_empty() && matches!(q, NOTNULL | STRINGS) {
            Word::NONE
        } else {
            vm.new_str_points(&self.field)
        };
        if self.unquoted && !self.field.is_empty() && matches!(q, NONNUMERIC | STRINGS) {
            w = vm.call(vm.types.float.get(), &[w])?;
        }
        self.fields.push(vm, w);
        self.field.clear();
        self.unquoted = true;
        Ok(())
    }
    /// A field ends at the end of a line, or before a line-end character.
    fn end(&mut self, c: Option<u32>) -> R<()> {
        self.save()?;
        self.state = if c.is_none() { State::StartRecord } else { State::EatLineEnd };
        Ok(())
    }
    /// One character, or the end of a line.
    fn take(&mut self, c: Option<u32>) -> R<()> {
        use State::*;
        let line_end = matches!(c, None | Some(10) | Some(13));
        let quote = |r: &Self| c.is_some() && c == r.d.quote && r.d.quoting != NONE;
        let escape = |r: &Self| c.is_some() && c == r.d.escape;
        let delimiter = c == Some(self.d.delimiter);
        if self.state == StartRecord {
            match c {
                None => return Ok(()),
                Some(10 | 13) => {
                    self.state = EatLineEnd;
                    return Ok(());
                }
                _ => self.state = StartField,
            }
        }
        if self.state == AfterEscapedLineEnd {
            if c.is_none() {
                return Ok(());
            }
            self.state = InField;
        }
        match self.state {
            StartField => {
                if line_end {
                    self.end(c)?;
                } else if quote(self) {
                    self.unquoted = false;
                    self.state = InQuoted;
                } else if escape(self) {
                    self.state = Escaped;
                } else if c == Some(32) && self.d.skip_space {
                } else if delimiter {
                    self.save()?;
                } else if let Some(c) = c {
                    self.add(c)?;
                    self.state = InField;
                }
            }
            Escaped => {
                self.add(c.unwrap_or(10))?;
                self.state = if matches!(c, Some(10 | 13)) { AfterEscapedLineEnd } else { InField };
            }
            InField => {
                if line_end {
                    self.end(c)?;
                } else if escape(self) {
                    self.state = Escaped;
                } else if delimiter {
                    self.save()?;
                    self.state = StartField;
                } else if let Some(c) = c {
                    self.add(c)?;
                }
            }
            InQuoted => {
                if escape(self) {
                    self.state = EscapedInQuoted;
                } else if quote(self) {
                    self.state = if self.d.doublequote { QuoteInQuoted } else { InField };
                } else if let Some(c) = c {
                    self.add(c)?;
                }
            }
            EscapedInQuoted => {
                self.add(c.unwrap_or(10))?;
                self.state = InQuoted;
            }
            QuoteInQuoted => {
                if quote(self) {
                    self.add(c.unwrap_or(0))?;
                    self.state = InQuoted;
                } else if delimiter {
                    self.save()?;
                    self.state = StartField;
                } else if line_end {
                    self.end(c)?;
                } else if !self.d.strict {
                    self.add(c.unwrap_or(0))?;
                    self.state = InField;
                } else {
                    let text = |c: Option<u32>| c.and_then(char::from_u32).unwrap_or('\u{fffd}');
                    let (d, q) = (text(Some(self.d.delimiter)), text(self.d.quote));
                    return Err(error(self.vm, format!("'{d}' expected after '{q}'")));
                }
            }
            EatLineEnd => match c {
                None => self.state = StartRecord,
                Some(10 | 13) => {}
                _ => {
                    return Err(error(
                        self.vm,
                        "new-line character seen in unquoted field - do you need to open the file with newline=''?",
                    ));
                }
            },
            StartRecord | AfterEscapedLineEnd => {}
        }
        Ok(())
    }
}
fn next_record(vm: &Vm, w: Word) -> R<Option<Word>> {
    let Some(r) = w.native::<Reader>() else { return Ok(None) };
    let Some(d) = settings(r.dialect.get()) else { return Ok(None) };
    let mut rec = Record { vm, d, state: State::StartRecord, field: vec![], unquoted: true, fields: WordVec::new() };
    loop {
        let Some(line) = vm.next(r.input.get())? else {
            if !rec.field.is_empty() || rec.state == State::InQuoted {
                if rec.d.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                rec.save()?;
                break;
            }
            return Ok(None);
        };
        let Some(s) = line.get::<StrObj>() else {
            let t = vm.type_name(line);
            return Err(error(
                vm,
                format!("iterator should return strings, not {t} (the file should be opened in text mode)"),
            ));
        };
        r.line.set(r.line.get() + 1);
        for c in s.chars() {
            rec.take(Some(c))?;
        }
        rec.take(None)?;
        if rec.state == State::StartRecord {
            break;
        }
    }
    Ok(Some(rec.fields.to_list(vm)))
}
static READER_SPEC: TypeSpec = TypeSpec {
    name: "_csv.reader",
    doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(next_record));
    },
    getset: &[
        GetSet::ro("dialect", |_, w| Ok(w.native::<Reader>().map_or(Word::NONE, |r| r.dialect.get())), ""),
        GetSet::ro("line_num", |vm, w| Ok(w.native::<Reader>().map_or(Word::NONE, |r| vm.int(r.line.get()))), ""),
    ],
    ..TypeSpec::DEFAULT
};

/// `writer(fileobj, dialect='excel', **settings)`
struct Writer {
    write: Slot,
    dialect: Slot,
}
impl Payload for Writer {
    const INFO: &'static NativeInfo = crate::native_info!(Writer, WRITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.write);
        t.slot(&self.dialect);
    }
}
/// Appends a field: escaped, in quotes if asked for or needed.
fn append(vm: &Vm, d: &Settings, field: &[u32], quoted: bool, out: &mut Vec<u32>) -> R<()> {
    let begin = out.len();
    let mut quoted = quoted;
    for &c in field {
        let special = c == d.delimiter
            || Some(c) == d.escape
            || Some(c) == d.quote
            || c == 10
            || c == 13
            || d.terminator.contains(&c);
        if special {
            let mut escape = d.quoting == NONE;
            if !escape {
                if Some(c) == d.quote {
                    if d.doublequote {
                        out.push(c);
                    } else {
                        escape = true;
                    }
                } else if Some(c) == d.escape {
                    escape = true;
                }
                quoted |= !escape;
            }
            if escape {
                match d.escape {
                    Some(e) => out.push(e),
                    None => return Err(error(vm, "need to escape, but no escapechar set")),
                }
            }
        }
        out.push(c);
    }
    if quoted && let Some(q) = d.quote {
        out.insert(begin, q);
        out.push(q);
    }
    Ok(())
}
fn write_row(vm: &Vm, a: &[Word]) -> R {
    let Some(w) = a[0].native::<Writer>() else { return Ok(Word::NONE) };
    let Some(d) = settings(w.dialect.get()) else { return Ok(Word::NONE) };
    let it = vm.iter(a[1]).map_err(|e| {
        if vm.exc_matches(e, &vm.exc.TypeError) {
            error(vm, format!("iterable expected, not {}", vm.type_name(a[1])))
        } else {
            e
        }
    })?;
    let mut out: Vec<u32> = vec![];
    let mut n = 0;
    let mut null = false;
    while let Some(x) = vm.next(it)? {
        null = x.is_none();
        let slots = &vm.class_of(x).slots;
        let number = slots.index.get().is_some() || slots.int.get().is_some() || slots.float.get().is_some();
        let number = number || x.is_kind(Kind::Complex);
        let quoted = match d.quoting {
            NONNUMERIC => !number,
            ALL => true,
            STRINGS => x.is_kind(Kind::Str),
            NOTNULL => !null,
            _ => false,
        };
        let text = if null {
            vec![]
        } else {
            let s = if x.is_kind(Kind::Str) { x } else { vm.str(x)? };
            s.get::<StrObj>().map_or(vec![], StrObj::to_code_points)
        };
        if n > 0 {
            out.push(d.delimiter);
        }
        n += 1;
        append(vm, &d, &text, quoted, &mut out)?;
    }
    if n > 0 && out.is_empty() {
        if d.quoting == NONE || (null && matches!(d.quoting, STRINGS | NOTNULL)) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        append(vm, &d, &[], true, &mut out)?;
    }
    out.extend_from_slice(&d.terminator);
    let text = vm.new_str_points(&out);
    vm.call(w.write.get(), &[text])
}
static WRITER_SPEC: TypeSpec = TypeSpec {
    name: "_csv.writer",
    doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
    flags: TF_NO_NEW,
    methods: &[
        FnDef::new(
            "writerow",
            "($self, row, /)",
            write_row,
            "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to string.",
        ),
        FnDef::new(
            "writerows",
            "($self, rows, /)",
            |vm, a| {
                let it = vm.iter(a[1])?;
                while let Some(row) = vm.next(it)? {
                    write_row(vm, &[a[0], row])?;
                }
                Ok(Word::NONE)
            },
            "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted to string.",
        ),
    ],
    getset: &[GetSet::ro("dialect", |_, w| Ok(w.native::<Writer>().map_or(Word::NONE, |r| r.dialect.get())), "")],
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_csv",
    doc: "CSV parsing and writing.\n",
    functions: &[
        FnDef::new(
            "reader",
            "(iterable, /, dialect='excel', **fmtparams)",
            |vm, a| {
                let input = vm.iter(a[0])?;
                let d = dialect::make(vm, a[1], a[2])?;
                Ok(vm.new_native(Reader { input: Slot::new(input), dialect: Slot::new(d), line: Cell::new(0) }))
            },
            "Return a reader object that will process lines from the given iterable.",
        ),
        FnDef::new(
            "writer",
            "(fileobj, /, dialect='excel', **fmtparams)",
            |vm, a| {
                let write = vm.getattr_opt(a[0], vm.intern("write"))?;
                if write.is_null() || !vm.is_callable(write) {
                    return Err(vm.type_error("argument 1 must have a \"write\" method"));
                }
                let d = dialect::make(vm, a[1], a[2])?;
                Ok(vm.new_native(Writer { write: Slot::new(write), dialect: Slot::new(d) }))
            },
            "Return a writer object that will write user data on the given file object.",
        ),
        FnDef::new(
            "register_dialect",
            "(name, /, dialect='excel', **fmtparams)",
            |vm, a| {
                if !a[0].is_kind(Kind::Str) {
                    return Err(vm.type_error("dialect name must be a string"));
                }
                let d = dialect::make(vm, a[1], a[2])?;
                vm.dict_set(registered(vm), a[0], d)?;
                Ok(Word::NONE)
            },
            "Create a mapping from a string name to a CVS dialect.",
        ),
        FnDef::new(
            "unregister_dialect",
            "(name)",
            |vm, a| {
                let all = registered(vm);
                let gone = match all.get::<DictObj>() {
                    Some(d) => vm.dict_remove(d, a[0])?,
                    None => Word::NULL,
                };
                if gone.is_null() { Err(error(vm, "unknown dialect")) } else { Ok(Word::NONE) }
            },
            "Delete the name/dialect mapping associated with a string name.",
        ),
        FnDef::new(
            "get_dialect",
            "(name)",
            |vm, a| by_name(vm, a[0]),
            "Return the dialect instance associated with name.",
        ),
        FnDef::new(
            "list_dialects",
            "()",
            |vm, _| {
                let v = vm.to_vec(registered(vm))?;
                Ok(v.to_list(vm))
            },
            "Return a list of all known dialect names.",
        ),
        FnDef::new(
            "field_size_limit",
            "(new_limit=<unrepresentable>)",
            |vm, a| {
                let old = LIMIT.load(Ordering::Relaxed);
                if !a[0].is_null() {
                    if !int::is_int(a[0]) {
                        return Err(vm.type_error("limit must be an integer"));
                    }
                    LIMIT.store(vm.index_i64(a[0])?, Ordering::Relaxed);
                }
                Ok(vm.int(old))
            },
            "Sets an upper limit on parsed fields.",
        ),
    ],
    init: |vm, m| {
        let e = super::numeric_util::new_exception(vm, "_csv", "Error", vm.exc.Exception.get())?;
        vm.state_slot("_csv.Error").set_root(e);
        vm.module_add(m, "Error", e);
        vm.module_add(m, "Dialect", vm.native_type::<Dialect>());
        vm.module_add(m, "Reader", vm.native_type::<Reader>());
        vm.module_add(m, "Writer", vm.native_type::<Writer>());
        for (n, v) in [
            ("QUOTE_MINIMAL", MINIMAL),
            ("QUOTE_ALL", ALL),
            ("QUOTE_NONNUMERIC", NONNUMERIC),
            ("QUOTE_NONE", NONE),
            ("QUOTE_STRINGS", STRINGS),
            ("QUOTE_NOTNULL", NOTNULL),
        ] {
            vm.module_add(m, n, Word::small(v));
        }
        Ok(())
    },
};
