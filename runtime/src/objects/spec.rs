//! The declarative way to write native types and functions. See docs/native-types.md.
//!
//! A function is a Rust `fn(&Vm, &[Word]) -> R` and a signature in Python's own notation:
//! `"(iterable, /, *, key=None, reverse=False)"`. The signature decides how a call is bound,
//! which errors it gives, and `__text_signature__`. The function receives exactly one word for
//! each parameter, in order: [`Word::NULL`] where an optional one was omitted, a tuple for
//! `*args`, a dict for `**kwargs`.

use super::args::Args;
use super::leaf::Leaf;
use super::slots::*;
use crate::heap::*;
use crate::{R, Vm};

/// The body of a native function; see the module's text.
pub type NativeFn = fn(&Vm, &[Word]) -> R;

/// One native function or method.
#[derive(Copy, Clone)]
pub struct FnDef {
    pub name: &'static str,
    /// Parameters in Python notation; methods begin with `$self` or `$cls` or `$type`.
    pub sig: &'static str,
    pub func: NativeFn,
    pub doc: &'static str,
    pub kind: FnKind,
    /// What fast calls need of the signature.
    pub shape: Shape,
    /// What compiled code calls instead, where that suffices.
    pub leaf: Option<Leaf>,
}

/// The numbers of a signature, computed when the program is compiled.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Parameters that may come by position, `$self` included, and how many must be given.
    pub positional: u8,
    pub required: u8,
    pub has_self: bool,
    /// Plain positional arguments and nothing else.
    pub simple: bool,
    /// Words the function receives.
    pub count: u8,
    pub var_args: bool,
    pub var_kw: bool,
    /// Some keyword-only parameter has no default.
    pub kw_required: bool,
}

/// Reads the numbers off a signature; see [`Signature::parse`], which reads everything.
const fn scan(sig: &str) -> Shape {
    let b = sig.as_bytes();
    let mut s = Shape {
        positional: 0,
        required: 0,
        has_self: false,
        simple: true,
        count: 0,
        var_args: false,
        var_kw: false,
        kw_required: false,
    };
    let (mut i, mut depth, mut quote) = (1, 0, 0u8);
    let (mut start, mut default, mut kwonly) = (true, false, false);
    let mut named = false;
    while i < b.len() {
        let c = b[i];
        if quote != 0 {
            if c == quote {
                quote = 0;
            }
        } else if c == b'\'' || c == b'"' {
            quote = c;
        } else if c == b'(' || c == b'[' || c == b'{' {
            depth += 1;
        } else if depth > 0 && (c == b')' || c == b']' || c == b'}') {
            depth -= 1;
        } else if depth == 0 && (c == b',' || c == b')') {
            if named {
                s.count += 1;
                if kwonly {
                    s.simple = false;
                    if !default {
                        s.kw_required = true;
                    }
                } else {
                    s.positional += 1;
                    if !default {
                        s.required += 1;
                    }
                }
            }
            start = true;
            default = false;
            named = false;
        } else if depth == 0 && c == b'=' {
            default = true;
        } else if c != b' ' && start {
            start = false;
            if c == b'*' {
                kwonly = true;
                if i + 1 < b.len() && b[i + 1] == b'*' {
                    s.simple = false;
                    s.var_kw = true;
                    s.count += 1;
                    i += 1;
                } else if i + 1 < b.len() && b[i + 1] != b',' && b[i + 1] != b' ' && b[i + 1] != b')' {
                    s.simple = false;
                    s.var_args = true;
                    s.count += 1;
                }
            } else if c == b'$' {
                s.has_self = true;
                named = true;
            } else if c != b'/' {
                named = true;
            }
        }
        i += 1;
    }
    s
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FnKind {
    /// A module's function, or a method taking `$self`.
    Plain,
    Class,
    Static,
}

impl FnDef {
    pub const fn new(name: &'static str, sig: &'static str, func: NativeFn, doc: &'static str) -> FnDef {
        FnDef { name, sig, func, doc, kind: FnKind::Plain, shape: scan(sig), leaf: None }
    }
    pub const fn class(name: &'static str, sig: &'static str, func: NativeFn, doc: &'static str) -> FnDef {
        FnDef { name, sig, func, doc, kind: FnKind::Class, shape: scan(sig), leaf: None }
    }
    pub const fn static_(name: &'static str, sig: &'static str, func: NativeFn, doc: &'static str) -> FnDef {
        FnDef { name, sig, func, doc, kind: FnKind::Static, shape: scan(sig), leaf: None }
    }
    /// The same with a leaf, which takes the same arguments.
    pub const fn leaf(mut self, f: Leaf) -> FnDef {
        self.leaf = Some(f);
        self
    }
    /// The whole signature, parsed at its first use.
    pub fn signature(&self) -> &'static Signature {
        const RECENT: usize = 256;
        type Parsed = (usize, usize, &'static Signature);
        struct Cache {
            recent: [Option<Parsed>; RECENT],
            all: std::collections::HashMap<(usize, usize), &'static Signature>,
        }
        thread_local! {
            static PARSED: std::cell::RefCell<Cache> =
                std::cell::RefCell::new(Cache { recent: [None; RECENT], all: Default::default() });
        }
        let (at, len) = (self.sig.as_ptr() as usize, self.sig.len());
        PARSED.with(|p| {
            let mut p = p.borrow_mut();
            let i = (at >> 2 ^ at >> 10) % RECENT;
            if let Some((a, l, s)) = p.recent[i]
                && a == at
                && l == len
            {
                return s;
            }
            let s: &'static Signature =
                p.all.entry((at, len)).or_insert_with(|| Box::leak(Box::new(Signature::parse(self.sig))));
            p.recent[i] = Some((at, len, s));
            s
        })
    }
    /// `__text_signature__`: functions of modules begin with `$module`.
    pub fn text_signature(&self) -> String {
        if self.sig.contains('$') {
            return self.sig.to_string();
        }
        let inner = self.sig.trim_start_matches('(').strip_suffix(')').unwrap_or("");
        match inner {
            "" => "($module, /)".to_string(),
            i if i.split(", ").any(|p| p == "/") => format!("($module, {i})"),
            i => format!("($module, /, {i})"),
        }
    }
}

/// An attribute computed by native code.
pub struct GetSet {
    pub name: &'static str,
    pub get: Option<fn(&Vm, Word) -> R>,
    /// A value of `None` deletes.
    pub set: Option<fn(&Vm, Word, Option<Word>) -> R<()>>,
    pub doc: &'static str,
    /// Shown as a `member_descriptor`.
    pub member: bool,
}
impl GetSet {
    /// The same as a `member_descriptor`, whose error texts differ.
    pub const fn as_member(self) -> GetSet {
        GetSet { member: true, ..self }
    }
    pub const fn ro(name: &'static str, get: fn(&Vm, Word) -> R, doc: &'static str) -> GetSet {
        GetSet { name, get: Some(get), set: None, doc, member: false }
    }
    pub const fn rw(
        name: &'static str,
        get: fn(&Vm, Word) -> R,
        set: fn(&Vm, Word, Option<Word>) -> R<()>,
        doc: &'static str,
    ) -> GetSet {
        GetSet { name, get: Some(get), set: Some(set), doc, member: false }
    }
}

/// A native type.
pub struct TypeSpec {
    /// `module.name`, or just the name for builtins.
    pub name: &'static str,
    pub doc: &'static str,
    pub flags: u32,
    /// The base type; `object` if None.
    pub base: Option<fn(&Vm) -> Word>,
    /// Fills the slots.
    pub slots: fn(&Slots),
    pub methods: &'static [FnDef],
    pub getset: &'static [GetSet],
    /// `tp_new` with a signature: words for the type and each parameter.
    pub new: Option<&'static FnDef>,
    /// Further entries of the type's dictionary.
    pub extra: Option<fn(&Vm, Word) -> R<()>>,
}
impl TypeSpec {
    /// For `..TypeSpec::DEFAULT`.
    pub const DEFAULT: TypeSpec = TypeSpec {
        name: "",
        doc: "",
        flags: 0,
        base: None,
        slots: |_| {},
        methods: &[],
        getset: &[],
        new: None,
        extra: None,
    };
}

/// A native module: filled at its first import.
pub struct ModuleSpec {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [FnDef],
    /// Adds types and constants.
    pub init: fn(&Vm, Word) -> R<()>,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum ParamKind {
    PositionalOnly,
    Normal,
    KeywordOnly,
}
#[derive(Debug)]
struct Param {
    name: String,
    kind: ParamKind,
    required: bool,
}
/// A parsed signature.
#[derive(Debug)]
pub struct Signature {
    params: Vec<Param>,
    /// Parameters that may come by position, and how many of them must be given.
    positional: usize,
    required: usize,
    var_args: bool,
    var_kw: bool,
    /// The first parameter is the object itself.
    pub has_self: bool,
}

impl Signature {
    fn parse(sig: &str) -> Signature {
        let body = sig.trim().trim_start_matches('(').trim_end_matches(')');
        let mut s =
            Signature { params: vec![], positional: 0, required: 0, var_args: false, var_kw: false, has_self: false };
        let mut kind = ParamKind::Normal;
        let mut depth = 0;
        let mut quote = None;
        let parts = body.split(|c: char| {
            match (quote, c) {
                (None, '\'' | '"') => quote = Some(c),
                (Some(q), c) if q == c => quote = None,
                (None, '(' | '[' | '{') => depth += 1,
                (None, ')' | ']' | '}') => depth -= 1,
                _ => {}
            }
            c == ',' && depth == 0 && quote.is_none()
        });
        for part in parts {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            if part == "/" {
                s.params.iter_mut().for_each(|p| p.kind = ParamKind::PositionalOnly);
            } else if part == "*" {
                kind = ParamKind::KeywordOnly;
            } else if part.starts_with("**") {
                s.var_kw = true;
            } else if part.starts_with('*') {
                s.var_args = true;
                kind = ParamKind::KeywordOnly;
            } else {
                let (name, required) = match part.split_once('=') {
                    Some((n, _)) => (n.trim(), false),
                    None => (part, true),
                };
                if let Some(n) = name.strip_prefix('$') {
                    s.has_self = true;
                    s.params.push(Param { name: n.into(), kind: ParamKind::PositionalOnly, required: true });
                } else {
                    s.params.push(Param { name: name.into(), kind, required });
                }
            }
        }
        s.positional = s.params.iter().filter(|p| p.kind != ParamKind::KeywordOnly).count();
        s.required = s.params.iter().take(s.positional).filter(|p| p.required).count();
        s
    }
    /// Positional parameters that must be given, `$self` included.
    pub fn required_count(&self) -> usize {
        self.required
    }
    /// Words the native function receives.
    pub fn count(&self) -> usize {
        self.params.len() + self.var_args as usize + self.var_kw as usize
    }
}

/// Most parameters a native function has.
const MAX_PARAMS: usize = 24;

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

impl Vm {
    /// Binds `args` to `def`'s signature and calls it. `qualname` is how errors name the function.
    pub fn call_native(&self, def: &FnDef, args: &Args, owner: Option<&str>) -> R {
        let sig = &def.shape;
        let n = args.words.len();
        let max = sig.positional as usize;
        if args.names.is_null() && sig.simple && n >= sig.required as usize && n <= max {
            if n == max {
                return (def.func)(self, args.words);
            }
            let mut buf = [Word::NULL; MAX_PARAMS];
            buf[..n].copy_from_slice(args.words);
            return (def.func)(self, &buf[..max]);
        }
        if args.names.is_null()
            && n >= sig.required as usize
            && (n <= max || sig.var_args)
            && !sig.kw_required
            && !sig.var_kw
        {
            let mut buf = [Word::NULL; MAX_PARAMS];
            let direct = n.min(max);
            buf[..direct].copy_from_slice(&args.words[..direct]);
            if sig.var_args {
                buf[max] = self.new_tuple(&args.words[direct..]);
            }
            return (def.func)(self, &buf[..sig.count as usize]);
        }
        self.bind_native(def, def.signature(), args, owner)
    }

    #[cold]
    #[inline(never)]
    fn bind_native(&self, def: &FnDef, sig: &Signature, args: &Args, owner: Option<&str>) -> R {
        let skip = sig.has_self as usize;
        // How errors name it; `T.__new__` goes by the name of its type.
        let is_new = owner.is_some() && (def.name == "__new__" || owner == Some(def.name));
        let name = if is_new { owner.unwrap_or(def.name) } else { def.name };
        struct Full<'a>(Option<&'a str>, &'a str);
        impl std::fmt::Display for Full<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                match self.0 {
                    Some(o) => write!(f, "{o}.{}", self.1),
                    None => f.write_str(self.1),
                }
            }
        }
        let full = Full(owner.filter(|_| !is_new), name);
        let pos = args.positional();
        let mut buf = [Word::NULL; MAX_PARAMS];
        let given = pos.len().saturating_sub(skip);
        let max = sig.positional - skip;
        let min = sig.required - skip.min(sig.required);
        let kwn = args.kw_count();
        if sig.has_self && pos.is_empty() {
            return Err(self.type_error(format!("unbound method {full}() needs an argument")));
        }
        let named = sig.params.iter().any(|p| p.kind != ParamKind::PositionalOnly);
        if kwn > 0 && !named && !sig.var_kw {
            return Err(self.type_error(format!("{full}() takes no keyword arguments")));
        }
        if given > max && !sig.var_args {
            let direct = kwn == 0 && is_new && matches!(name, "int" | "str");
            let text = if name == "sorted" {
                format!("sorted expected 1 argument, got {given}")
            } else if direct {
                format!("{name} expected at most {max} argument{}, got {given}", plural(max))
            } else if max == 0 && !named {
                format!("{full}() takes no arguments ({given} given)")
            } else if max == 1 && min == 1 && !named && !is_new {
                format!("{full}() takes exactly one argument ({given} given)")
            } else if !named {
                if min == max {
                    format!("{name} expected {max} argument{}, got {given}", plural(max))
                } else {
                    format!("{name} expected at most {max} argument{}, got {given}", plural(max))
                }
            } else if given + kwn > sig.params.len() - skip && !sig.var_kw {
                let total = sig.params.len() - skip;
                format!("{name}() takes at most {total} argument{} ({} given)", plural(total), given + kwn)
            } else if max == 0 {
                format!("{name}() takes no positional arguments")
            } else if min == max {
                format!("{name}() takes exactly {max} positional argument{} ({given} given)", plural(max))
            } else {
                let total = sig.params.len() - skip;
                if total == max {
                    format!("{name}() takes at most {total} argument{} ({} given)", plural(total), given + kwn)
                } else {
                    format!("{name}() takes at most {max} positional argument{} ({given} given)", plural(max))
                }
            };
            return Err(self.type_error(text));
        }
        let total = sig.params.len() - skip;
        if given + kwn > total && !sig.var_args && !sig.var_kw {
            let keyword = if given == 0 { "keyword " } else { "" };
            let text =
                format!("{name}() takes at most {total} {keyword}argument{} ({} given)", plural(total), given + kwn);
            return Err(self.type_error(text));
        }
        let direct = pos.len().min(sig.positional);
        buf[..direct].copy_from_slice(&pos[..direct]);
        let mut unexpected = Word::NULL;
        let mut extra_kw = Word::NULL;
        if sig.var_kw {
            extra_kw = self.new_dict();
        }
        for (key, value) in args.keywords() {
            let text = key.get::<super::layout::StrObj>().and_then(|s| s.ascii());
            let found =
                text.and_then(|t| sig.params.iter().position(|p| p.kind != ParamKind::PositionalOnly && p.name == t));
            match found {
                Some(i) if i < direct && !sig.params[i].name.is_empty() => {
                    return Err(self.type_error(format!(
                        "argument for {name}() given by name ('{}') and position ({})",
                        super::str::to_string_lossy(key),
                        i + 1 - skip
                    )));
                }
                Some(i) => buf[i] = value,
                None if sig.var_kw => self.dict_set(extra_kw, key, value)?,
                None => unexpected = unexpected.or(key),
            }
        }
        for (i, p) in sig.params.iter().enumerate() {
            if p.required && buf[i].is_null() {
                let text = if p.kind == ParamKind::KeywordOnly {
                    format!("{name}() missing required keyword-only argument '{}'", p.name)
                } else if named && p.kind == ParamKind::Normal {
                    if name == "enumerate" {
                        "enumerate() missing required argument 'iterable'".to_string()
                    } else {
                        format!("{name}() missing required argument '{}' (pos {})", p.name, i + 1 - skip)
                    }
                } else if named
                    && p.kind == ParamKind::PositionalOnly
                    && name != "sorted"
                    && !sig.var_args
                    && !sig.var_kw
                {
                    let only = sig.params.iter().filter(|p| p.required && p.kind == ParamKind::PositionalOnly).count();
                    let n = only - skip;
                    let how = if n < max { "at least" } else { "exactly" };
                    format!("{name}() takes {how} {n} positional argument{} ({given} given)", plural(n))
                } else if max == 1 && min == 1 && !named && !sig.var_args && !is_new {
                    format!("{full}() takes exactly one argument ({given} given)")
                } else if min == max && !sig.var_args {
                    format!("{name} expected {max} argument{}, got {given}", plural(max))
                } else {
                    format!("{name} expected at least {min} argument{}, got {given}", plural(min))
                };
                return Err(self.type_error(text));
            }
        }
        if !unexpected.is_null() {
            let text = super::str::to_string_lossy(unexpected);
            let shown = if name == "zip_longest" { String::new() } else { format!(" '{text}'") };
            return Err(self.type_error(format!("{name}() got an unexpected keyword argument{shown}")));
        }
        let mut n = sig.params.len();
        if sig.var_args {
            // The tuple stands where `*args` does: after the positional parameters.
            buf.copy_within(sig.positional..n, sig.positional + 1);
            buf[sig.positional] = self.new_tuple(&pos[direct..]);
            n += 1;
        }
        if sig.var_kw {
            buf[n] = extra_kw;
            n += 1;
        }
        (def.func)(self, &buf[..n])
    }
}

#[cfg(test)]
mod tests {
    use super::{Signature, scan};

    #[test]
    fn signatures_parse() {
        for (sig, positional, required, count, simple) in [
            ("($self, iterable, /, *, key=None, reverse=False)", 2, 2, 4, false),
            ("(a, b=',)', /, *args, **kw)", 2, 1, 4, false),
            ("()", 0, 0, 0, true),
            ("($self, /)", 1, 1, 1, true),
            ("(a, b=(1, 2), c=None, /)", 3, 1, 3, true),
        ] {
            let s = Signature::parse(sig);
            assert_eq!((s.positional, s.required, s.count()), (positional, required, count), "{sig}");
            let c = scan(sig);
            assert_eq!((c.positional as usize, c.required as usize, c.simple), (positional, required, simple), "{sig}");
        }
    }
}
