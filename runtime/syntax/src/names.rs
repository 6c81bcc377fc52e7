//! Interned identifiers: a name is a `Sym`, compared by number.

use std::collections::HashMap;

/// An interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sym(u32);

macro_rules! well_known {
    ($($id:ident = $text:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Known { $($id,)* }

        /// Names the compiler itself uses.
        #[allow(non_upper_case_globals)]
        impl Sym {
            $(pub(crate) const $id: Sym = Sym(Known::$id as u32);)*
        }

        const KNOWN: &[&str] = &[$($text,)*];
    };
}

well_known! {
    EMPTY = "",
    MODULE = "<module>",
    TOP = "top",
    LAMBDA = "<lambda>",
    GENEXPR = "<genexpr>",
    LISTCOMP = "<listcomp>",
    SETCOMP = "<setcomp>",
    DICTCOMP = "<dictcomp>",
    DOT_ZERO = ".0",
    DOT_FORMAT = ".format",
    DOT_DEFAULTS = ".defaults",
    DOT_KWDEFAULTS = ".kwdefaults",
    DOT_TYPE_PARAMS = ".type_params",
    DOT_GENERIC_BASE = ".generic_base",
    ANNOTATE = "__annotate__",
    ANNOTATE_FUNC = "__annotate_func__",
    ANNOTATIONS = "__annotations__",
    CONDITIONAL_ANNOTATIONS = "__conditional_annotations__",
    CLASS = "__class__",
    CLASSCELL = "__classcell__",
    CLASSDICT = "__classdict__",
    CLASSDICTCELL = "__classdictcell__",
    DEBUG = "__debug__",
    DOC = "__doc__",
    FIRSTLINENO = "__firstlineno__",
    FUTURE = "__future__",
    NAME = "__name__",
    DUNDER_MODULE = "__module__",
    QUALNAME = "__qualname__",
    STATIC_ATTRIBUTES = "__static_attributes__",
    TYPE_PARAMS = "__type_params__",
    ALL = "all",
    ANY = "any",
    TUPLE = "tuple",
    SUPER = "super",
    SELF = "self",
    JOIN = "join",
    STAR = "*",
    RETURN = "return",
}

/// The table of interned names of one compilation.
#[derive(Debug)]
pub(crate) struct Names {
    texts: Vec<Box<str>>,
    index: HashMap<Box<str>, Sym>,
}

impl Names {
    pub(crate) fn new() -> Self {
        let mut names = Names { texts: Vec::new(), index: HashMap::new() };
        for text in KNOWN {
            names.intern(text);
        }
        names
    }

    pub(crate) fn intern(&mut self, text: &str) -> Sym {
        if let Some(&sym) = self.index.get(text) {
            return sym;
        }
        let sym = Sym(self.texts.len() as u32);
        self.texts.push(text.into());
        self.index.insert(text.into(), sym);
        sym
    }

    pub(crate) fn text(&self, sym: Sym) -> &str {
        self.texts.get(sym.0 as usize).map_or("", |t| t)
    }

    /// The private-name rule: `__x` inside class `C` is `_C__x`.
    pub(crate) fn mangle(&mut self, class: Option<Sym>, name: Sym) -> Sym {
        let Some(class) = class else { return name };
        let text = self.text(name);
        if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
            return name;
        }
        let class = self.text(class).trim_start_matches('_');
        if class.is_empty() {
            return name;
        }
        let mangled = format!("_{class}{text}");
        self.intern(&mangled)
    }
}
