//! `compile`, `eval` and `exec`: source text to code, code run in given namespaces; and the
//! exceptions and warnings of failed compilations.

use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use taipan_syntax as syn;
use taipan_syntax::bytecode::flags;

const ONLY_AST: i64 = 0x400;
const DONT_IMPLY_DEDENT: i64 = 0x200;
const TYPE_COMMENTS: i64 = 0x1000;
const TOP_LEVEL_AWAIT: i64 = 0x2000;
const ALLOW_INCOMPLETE: i64 = 0x4000;
const OPTIMIZED_AST: i64 = 0x8000 | ONLY_AST;

impl Vm {
    /// The exception for a failed compilation.
    pub fn syntax_error(&self, e: &syn::SyntaxErr, filename: &str) -> Exc {
        use syn::ErrorKind::*;
        let ty = match e.kind {
            SyntaxError => &self.exc.SyntaxError,
            IndentationError => &self.exc.IndentationError,
            TabError => &self.exc.TabError,
            IncompleteInput => &self.exc.IncompleteInputError,
            RecursionError => return self.recursion_error(e.msg.clone()),
            MemoryError => return self.new_exc(&self.exc.MemoryError, e.msg.as_str()),
            ValueError => return self.value_error(e.msg.clone()),
            TypeError => return self.type_error(e.msg.clone()),
        };
        let msg = self.new_str(&e.msg);
        let Some(line) = e.lineno else {
            return match self.call(ty.get(), &[msg]) {
                Ok(w) if w.is_kind(Kind::Exception) => Exc(w),
                Ok(_) => self.exc_with_args(ty.get(), &[msg]),
                Err(e) => e,
            };
        };
        let n = |v: Option<usize>| v.map_or(Word::NONE, |v| self.int(v as i64));
        let file = self.new_str(filename);
        let text = match &e.text {
            Some(t) => self.new_str(t),
            // The compiler's own errors look the line up in the file, if there is one.
            None => std::fs::read_to_string(filename)
                .ok()
                .and_then(|s| s.split_inclusive('\n').nth(line.saturating_sub(1)).map(|l| self.new_str(l)))
                .unwrap_or(Word::NONE),
        };
        let details = self.new_tuple(&[
            file,
            self.int(line as i64),
            n(e.offset),
            text,
            n(e.end_lineno),
            e.end_offset.map_or(Word::NONE, |v| self.int(v as i64)),
        ]);
        match self.call(ty.get(), &[msg, details]) {
            Ok(w) if w.is_kind(Kind::Exception) => Exc(w),
            Ok(_) => self.exc_with_args(ty.get(), &[msg]),
            Err(e) => e,
        }
    }
    /// Compiles source text to a code object, with its warnings issued.
    pub fn compile_source(&self, source: &str, filename: &str, mode: syn::Mode, opts: &syn::Options) -> R {
        Ok(self.new_code(&self.compile_to_code(source, filename, mode, opts)?))
    }
    /// The same before it becomes an object.
    pub fn compile_to_code(&self, source: &str, filename: &str, mode: syn::Mode, opts: &syn::Options) -> R<syn::Code> {
        if source.contains('\0') {
            let text = self.new_str("source code string cannot contain null bytes");
            return Err(match self.call(self.exc.SyntaxError.get(), &[text]) {
                Ok(w) => Exc(w),
                Err(e) => e,
            });
        }
        // A syntax tree takes up to two hundred bytes for each byte of dense source, none for comments and long strings.
        self.check_alloc(source.len().saturating_mul(24))?;
        let c = syn::compile(source, filename, mode, opts).map_err(|e| self.syntax_error(&e, filename))?;
        for w in &c.warnings {
            self.syntax_warning(w, source, filename)?;
        }
        if self.config.no_debug_ranges {
            return Ok(c.code.without_columns());
        }
        Ok(c.code)
    }
    pub(super) fn syntax_warning(&self, w: &syn::SyntaxWarning, source: &str, filename: &str) -> R<()> {
        let msg = self.new_str(&w.message);
        let r = self.warn_explicit(self.exc.SyntaxWarning.get(), msg, filename, w.lineno);
        match r {
            Err(e) if self.exc_matches(e, &self.exc.SyntaxWarning) => {
                let text = source.lines().nth(w.lineno.saturating_sub(1)).map(|l| format!("{l}\n"));
                let col =
                    text.as_deref().map_or(0, |t| t.char_indices().take_while(|(i, _)| *i < w.col_offset).count());
                Err(self.syntax_error(
                    &syn::SyntaxErr {
                        kind: syn::ErrorKind::SyntaxError,
                        msg: w.message.clone(),
                        lineno: Some(w.lineno),
                        offset: Some(col + 1),
                        end_lineno: Some(w.lineno),
                        end_offset: Some(0),
                        text,
                    },
                    filename,
                ))
            }
            r => r,
        }
    }
    /// `warnings.warn_explicit` for a place in a source file.
    pub fn warn_explicit(&self, category: Word, text: Word, filename: &str, line: usize) -> R<()> {
        let m = match self.import_module("_warnings") {
            Ok(m) => m,
            Err(_) => return Ok(()),
        };
        let f = self.getattr_str(m, "warn_explicit")?;
        let file = self.new_str(filename);
        self.call(f, &[text, category, file, self.int(line as i64)])?;
        Ok(())
    }
    /// The source text in a str, bytes or other buffer given to the function `what`.
    fn source_text(&self, w: Word, what: &str, expected: &str) -> R<String> {
        if let Some(s) = w.get::<StrObj>() {
            return s.to_utf8().ok_or_else(|| self.surrogates_not_allowed(w));
        }
        let bytes;
        let b = if let Some(b) = w.get::<BytesObj>() {
            b
        } else if self.class_of(w).slots.buffer.get().is_some() {
            bytes = self.call(self.types.bytes.get(), &[w])?;
            match bytes.get::<BytesObj>() {
                Some(b) => b,
                None => return Err(self.type_error("a bytes-like object is required")),
            }
        } else {
            return Err(self.type_error(format!("{what}() arg 1 must be a {expected}")));
        };
        syn::decode_source(b.as_slice()).map_err(|e| self.syntax_error(&e, "<string>"))
    }
    /// UnicodeEncodeError for text that UTF-8 cannot hold.
    pub fn surrogates_not_allowed(&self, w: Word) -> Exc {
        let at = w.get::<StrObj>().and_then(|s| s.chars().position(|c| (0xd800..0xe000).contains(&c))).unwrap_or(0);
        let end = w
            .get::<StrObj>()
            .map_or(at + 1, |s| s.chars().skip(at).take_while(|c| (0xd800..0xe000).contains(c)).count() + at);
        let args = [
            self.new_str("utf-8"),
            w,
            self.int(at as i64),
            self.int(end as i64),
            self.new_str("surrogates not allowed"),
        ];
        match self.call(self.exc.UnicodeEncodeError.get(), &args) {
            Ok(w) => Exc(w),
            Err(e) => e,
        }
    }
    /// `__future__` flags of the running code.
    fn inherited_flags(&self) -> u32 {
        self.top_activation().map_or(0, |a| a.code().flags & flags::FUTURE_MASK)
    }
    /// A file name given as str, bytes or path.
    pub fn path_text(&self, w: Word) -> R<String> {
        if let Some(s) = w.get::<StrObj>() {
            return Ok(s.to_string_lossy());
        }
        if let Some(b) = w.get::<BytesObj>() {
            return Ok(String::from_utf8_lossy(b.as_slice()).into_owned());
        }
        match self.call_special(w, &self.names.fspath, &[])? {
            Some(p) if p.is_kind(Kind::Str) || p.is_kind(Kind::Bytes) => self.path_text(p),
            Some(p) => Err(self.type_error(format!(
                "expected {}.__fspath__() to return str or bytes, not {}",
                self.type_name(w),
                self.type_name(p)
            ))),
            None => {
                Err(self.type_error(format!("expected str, bytes or os.PathLike object, not {}", self.type_name(w))))
            }
        }
    }
}

/// `compile(source, filename, mode, flags, dont_inherit, optimize, *, _feature_version)`.
fn compile(vm: &Vm, a: &[Word]) -> R {
    let filename = vm.path_text(a[1])?;
    let Some(mode) = a[2].get::<StrObj>() else {
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {}", vm.type_name(a[2]))));
    };
    let mode_text = mode.to_string_lossy();
    let fl = if a[3].is_null() { 0 } else { vm.index_i64(a[3])? };
    let known = flags::FUTURE_MASK as i64
        | 0x10
        | OPTIMIZED_AST
        | DONT_IMPLY_DEDENT
        | TYPE_COMMENTS
        | TOP_LEVEL_AWAIT
        | ALLOW_INCOMPLETE;
    if fl & !known != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let optimize = if a[5].is_null() { -1 } else { vm.index_i64(a[5])? };
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let mut future = fl as u32 & flags::FUTURE_MASK;
    if a[4].is_null() || !vm.truth(a[4])? {
        future |= vm.inherited_flags();
    }
    let mode = match mode_text.as_str() {
        "exec" => syn::Mode::Exec,
        "eval" => syn::Mode::Eval,
        "single" => syn::Mode::Single,
        "func_type" => {
            if fl & ONLY_AST == 0 {
                return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
            }
            return Err(vm.not_implemented("compile() with mode 'func_type'"));
        }
        _ if fl & ONLY_AST != 0 => {
            return Err(vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'"));
        }
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if vm.is_ast_node(a[0]) && fl & ONLY_AST != 0 {
        return vm.copy_ast(a[0], mode);
    }
    let opts = syn::Options {
        optimize: if optimize < 0 { vm.config.optimize } else { optimize as i8 },
        future_flags: future,
        allow_top_level_await: fl & TOP_LEVEL_AWAIT != 0,
        dont_imply_dedent: fl & DONT_IMPLY_DEDENT != 0,
        incomplete_input: fl & ALLOW_INCOMPLETE != 0,
    };
    if vm.is_ast_node(a[0]) {
        return vm.compile_ast(a[0], &filename, mode, &opts);
    }
    let source = vm.source_text(a[0], "compile", "string, bytes or AST object")?;
    if fl & ONLY_AST != 0 {
        return vm.parse_source(&source, &filename, mode, &opts, fl & OPTIMIZED_AST == OPTIMIZED_AST);
    }
    vm.compile_source(&source, &filename, mode, &opts)
}

/// (globals, locals) of eval and exec from their arguments.
fn namespaces(vm: &Vm, what: &str, g: Word, l: Word) -> R<(Word, Word)> {
    let (g, l) = (g.or(Word::NONE), l.or(Word::NONE));
    if !l.is_none() && !l.is_kind(Kind::Dict) && vm.class_of(l).slots.getitem.get().is_none() {
        return Err(vm.type_error(if what == "eval" {
            "locals must be a mapping".into()
        } else {
            format!("locals must be a mapping or None, not {}", vm.type_name(l))
        }));
    }
    if !g.is_none() && !g.is_kind(Kind::Dict) {
        return Err(vm.type_error(if what == "eval" {
            let mapping = vm.class_of(g).slots.getitem.get().is_some();
            if mapping {
                "globals must be a real dict; try eval(code, {}, mapping)".to_string()
            } else {
                "globals must be a dict".into()
            }
        } else {
            format!("{what}() globals must be a dict, not {}", vm.type_name(g))
        }));
    }
    let globals = if g.is_none() { vm.current_globals() } else { g };
    let locals = if l.is_none() { if g.is_none() { vm.current_locals()? } else { globals } } else { l };
    if globals.is_null() {
        return Err(vm.system_error("globals and locals cannot be NULL"));
    }
    if let Some(d) = globals.get::<DictObj>()
        && vm.dict_get_interned(d, vm.names.builtins.get()).is_null()
    {
        let b = vm.dict_get_str(vm.modules.get(), "builtins");
        vm.dict_set(globals, vm.names.builtins.get(), b)?;
    }
    Ok((globals, locals))
}
fn run_code(vm: &Vm, code: Word, globals: Word, locals: Word, closure: Word) -> R {
    let f = vm.new_function(code, globals);
    if let (Some(f), true) = (f.get::<FunctionObj>(), closure.is_kind(Kind::Tuple)) {
        f.closure.set(&f.hdr, closure);
    }
    vm.run_function(f, &Args::EMPTY, locals)
}
fn free_vars(code: &CodeObj) -> usize {
    code.data.kinds.iter().filter(|k| **k & syn::bytecode::fast::FREE != 0).count()
}
fn options(vm: &Vm) -> syn::Options {
    syn::Options { optimize: vm.config.optimize, future_flags: vm.inherited_flags(), ..syn::Options::default() }
}
fn eval(vm: &Vm, a: &[Word]) -> R {
    let (g, l) = namespaces(vm, "eval", a[1], a[2])?;
    if let Some(c) = a[0].get::<CodeObj>() {
        if free_vars(c) > 0 {
            return Err(vm.type_error("code object passed to eval() may not contain free variables"));
        }
        return run_code(vm, a[0], g, l, Word::NULL);
    }
    let text = vm.source_text(a[0], "eval", "string, bytes or code object")?;
    let code = vm.compile_source(text.trim_start_matches([' ', '\t']), "<string>", syn::Mode::Eval, &options(vm))?;
    run_code(vm, code, g, l, Word::NULL)
}
fn exec(vm: &Vm, a: &[Word]) -> R {
    let (g, l) = namespaces(vm, "exec", a[1], a[2])?;
    let closure = a[3].or(Word::NONE);
    if let Some(c) = a[0].get::<CodeObj>() {
        let n = free_vars(c);
        if n == 0 {
            if !closure.is_none() {
                return Err(vm.type_error("cannot use a closure with this code object"));
            }
        } else {
            let ok = closure
                .get::<TupleObj>()
                .is_some_and(|t| t.len() == n && t.items().iter().all(|w| w.is_kind(Kind::Cell)));
            if !ok {
                return Err(vm.type_error(format!("code object requires a closure of exactly length {n}")));
            }
        }
        run_code(vm, a[0], g, l, closure)?;
        return Ok(Word::NONE);
    }
    if !closure.is_none() {
        return Err(vm.type_error("closure can only be used when source is a code object"));
    }
    let text = vm.source_text(a[0], "exec", "string, bytes or code object")?;
    let code = vm.compile_source(&text, "<string>", syn::Mode::Exec, &options(vm))?;
    run_code(vm, code, g, l, Word::NULL)?;
    Ok(Word::NONE)
}

/// The functions of this file.
pub static FUNCTIONS: &[FnDef] = &[
    FnDef::new(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile,
        "Compile source into a code object that can be executed by exec() or eval().\n\nThe source code may represent a Python module, statement or expression.\nThe filename will be used for run-time error messages.\nThe mode must be 'exec' to compile a module, 'single' to compile a\nsingle (interactive) statement, or 'eval' to compile an expression.\nThe flags argument, if present, controls which future statements influence\nthe compilation of the code.\nThe dont_inherit argument, if true, stops the compilation inheriting\nthe effects of any future statements in effect in the code calling\ncompile; if absent or false these statements do influence the compilation,\nin addition to any features explicitly specified.",
    ),
    FnDef::new(
        "eval",
        "(source, /, globals=None, locals=None)",
        eval,
        "Evaluate the given source in the context of globals and locals.\n\nThe source may be a string representing a Python expression\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.",
    ),
    FnDef::new(
        "exec",
        "(source, /, globals=None, locals=None, *, closure=None)",
        exec,
        "Execute the given source in the context of globals and locals.\n\nThe source may be a string representing one or more Python statements\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.\nThe closure must be a tuple of cellvars, and can only be used\nwhen source is a code object requiring exactly that many cellvars.",
    ),
];
