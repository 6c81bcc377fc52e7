//! `_csv.Dialect`: how a file of comma-separated values is written.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

pub const MINIMAL: i64 = 0;
pub const ALL: i64 = 1;
pub const NONNUMERIC: i64 = 2;
pub const NONE: i64 = 3;
pub const STRINGS: i64 = 4;
pub const NOTNULL: i64 = 5;

/// The settings; characters are code points.
#[derive(Clone)]
pub struct Settings {
    pub delimiter: u32,
    pub quote: Option<u32>,
    pub escape: Option<u32>,
    pub terminator: Vec<u32>,
    pub quoting: i64,
    pub doublequote: bool,
    pub skip_space: bool,
    pub strict: bool,
}
/// `Dialect(dialect=None, **settings)`
pub struct Dialect(pub Settings);
impl Payload for Dialect {
    const INFO: &'static NativeInfo = crate::native_info!(Dialect, DIALECT_SPEC);
}
const NAMES: [&str; 8] =
    ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

/// `_csv.Error` with this text.
pub fn error(vm: &Vm, text: impl Into<String>) -> crate::Exc {
    vm.new_exc(vm.state_slot("_csv.Error"), text)
}
/// The registered dialects: a dict.
pub fn registered(vm: &Vm) -> Word {
    let s = vm.state_slot("_csv.dialects");
    if s.get().is_null() || s.get().is_none() {
        s.set_root(vm.new_dict());
    }
    s.get()
}
/// The dialect of this name.
pub fn by_name(vm: &Vm, name: Word) -> R {
    let d = vm.dict_get(registered(vm), name)?;
    if d.is_null() { Err(error(vm, "unknown dialect")) } else { Ok(d) }
}
fn character(vm: &Vm, w: Word, name: &str, optional: bool) -> R<Option<u32>> {
    if optional && w.is_none() {
        return Ok(None);
    }
    let or = if optional { " or None" } else { "" };
    let Some(s) = w.get::<StrObj>() else {
        let t = vm.type_name(w);
        return Err(vm.type_error(format!("\"{name}\" must be a unicode character{or}, not {t}")));
    };
    match s.len() {
        1 => Ok(Some(s.at(0))),
        n => Err(vm.type_error(format!("\"{name}\" must be a unicode character{or}, not a string of length {n}"))),
    }
}
/// A dialect from a base (NULL, a name, or an object with settings) and keyword settings.
pub fn make(vm: &Vm, base: Word, given: Word) -> R {
    let mut base = base;
    if base.is_kind(Kind::Str) {
        base = by_name(vm, base)?;
    }
    let mut any = false;
    if let Some(d) = given.get::<DictObj>() {
        for (k, _) in d.iter() {
            any = true;
            let k = vm.str_text(k)?;
            if !NAMES.contains(&k.as_str()) {
                return Err(vm.type_error(format!("this function got an unexpected keyword argument '{k}'")));
            }
        }
    }
    if !any && base.native::<Dialect>().is_some() && vm.type_of(base) == vm.native_type::<Dialect>() {
        return Ok(base);
    }
    let get = |name: &'static str| -> R {
        if given.is_kind(Kind::Dict) {
            let w = vm.dict_get_str(given, name);
            if !w.is_null() {
                return Ok(w);
            }
        }
        if base.is_null() || base.is_none() { Ok(Word::NULL) } else { vm.getattr_opt(base, vm.intern(name)) }
    };
    let flag = |name: &'static str, default: bool| -> R<bool> {
        let w = get(name)?;
        if w.is_null() { Ok(default) } else { vm.truth(w) }
    };
    let w = get("delimiter")?;
    let delimiter = if w.is_null() { ',' as u32 } else { character(vm, w, "delimiter", false)?.unwrap_or(0) };
    let doublequote = flag("doublequote", true)?;
    let w = get("escapechar")?;
    let escape = if w.is_null() { None } else { character(vm, w, "escapechar", true)? };
    let w = get("lineterminator")?;
    let terminator = match w.get::<StrObj>() {
        Some(s) => s.to_code_points(),
        None if w.is_null() => vec![13, 10],
        None => {
            let t = vm.type_name(w);
            return Err(vm.type_error(format!("\"lineterminator\" must be a string, not {t}")));
        }
    };
    let quote_word = get("quotechar")?;
    let quote = if quote_word.is_null() { Some('"' as u32) } else { character(vm, quote_word, "quotechar", true)? };
    let w = get("quoting")?;
    let quoting = if w.is_null() {
        if quote.is_none() { NONE } else { MINIMAL }
    } else if int::is_int(w) && !w.is_bool() {
        vm.index_clamped(w)?
    } else {
        let t = vm.type_name(w);
        return Err(vm.type_error(format!("\"quoting\" must be an integer, not {t}")));
    };
    let skip_space = flag("skipinitialspace", false)?;
    let strict = flag("strict", false)?;
    if !(MINIMAL..=NOTNULL).contains(&quoting) {
        return Err(vm.type_error("bad \"quoting\" value"));
    }
    if quoting != NONE && quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let line = |c: u32| c == 13 || c == 10;
    let bad = |what: &str| Err(vm.value_error(format!("bad {what} value")));
    if line(delimiter) {
        return bad("delimiter");
    }
    if escape.is_some_and(|c| line(c) || (skip_space && c == 32)) {
        return bad("escapechar");
    }
    if quote.is_some_and(|c| line(c) || (skip_space && c == 32)) {
        return bad("quotechar");
    }
    for (c, name) in [(Some(delimiter), "delimiter"), (escape, "escapechar"), (quote, "quotechar")] {
        if c.is_some_and(|c| terminator.contains(&c)) {
            return bad(&format!("{name} or lineterminator"));
        }
    }
    if Some(delimiter) == escape {
        return bad("delimiter or escapechar");
    }
    if Some(delimiter) == quote {
        return bad("delimiter or quotechar");
    }
    if escape.is_some() && escape == quote {
        return bad("escapechar or quotechar");
    }
    Ok(vm.new_native(Dialect(Settings {
        delimiter,
        quote,
        escape,
        terminator,
        quoting,
        doublequote,
        skip_space,
        strict,
    })))
}
/// The settings of a dialect.
pub fn settings(w: Word) -> Option<Settings> {
    w.native::<Dialect>().map(|d| d.0.clone())
}
const NEW: FnDef = FnDef::new("Dialect", "($type, dialect=None, **settings)", |vm, a| make(vm, a[1], a[2]), "");

macro_rules! setting {
    ($name:literal, |$vm:ident, $s:ident| $body:expr) => {
        GetSet::ro(
            $name,
            |$vm, w| match w.native::<Dialect>() {
                Some(Dialect($s)) => Ok($body),
                None => Ok(Word::NONE),
            },
            "",
        )
    };
}
static DIALECT_SPEC: TypeSpec = TypeSpec {
    name: "_csv.Dialect",
    doc: "CSV dialect\n\nThe Dialect type records CSV dialect options.",
    flags: TF_BASETYPE,
    getset: &[
        setting!("delimiter", |vm, s| vm.new_char(s.delimiter)),
        setting!("doublequote", |_vm, s| Word::bool(s.doublequote)),
        setting!("escapechar", |vm, s| s.escape.map_or(Word::NONE, |c| vm.new_char(c))),
        setting!("lineterminator", |vm, s| vm.new_str_points(&s.terminator)),
        setting!("quotechar", |vm, s| s.quote.map_or(Word::NONE, |c| vm.new_char(c))),
        setting!("quoting", |_vm, s| Word::small(s.quoting)),
        setting!("skipinitialspace", |_vm, s| Word::bool(s.skip_space)),
        setting!("strict", |_vm, s| Word::bool(s.strict)),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
