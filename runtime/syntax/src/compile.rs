//! The front door: text in, code object out.

use ruff_python_ast::{Expr, Mod, PythonVersion};
use ruff_python_parser::{Mode as ParserMode, ParseOptions};

use crate::ast::source::SourceMap;
use crate::ast::{Lowered, Lowerer, Module};
use crate::bytecode::Code;
use crate::codegen::{self, Settings};
use crate::error::{ErrorKind, SyntaxErr, SyntaxWarning};
use crate::errors::{self, Shape};
use crate::names::Names;
use crate::{deep, future, single, symtable};

/// What kind of program a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module.
    Exec,
    /// One expression, whose value is returned.
    Eval,
    /// Statements typed at a prompt, which prints the values of expressions.
    Single,
}

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// 0, 1 (no asserts, `__debug__` false) or 2 (no docstrings either).
    pub optimize: i8,
    /// `__future__` flags to inherit.
    pub future_flags: u32,
    /// Whether `await` may stand outside of functions.
    pub allow_top_level_await: bool,
    /// Whether an unfinished block at the end is an error.
    pub dont_imply_dedent: bool,
    /// Whether errors that more input could repair are reported as such.
    pub incomplete_input: bool,
}

/// A finished compilation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The module's code object.
    pub code: Code,
    /// What to warn about.
    pub warnings: Vec<SyntaxWarning>,
}

/// Compiles a source text.
pub fn compile(source: &str, filename: &str, mode: Mode, opts: &Options) -> Result<Compiled, SyntaxErr> {
    deep::with_room(0, || compile_text(source, filename, mode, opts))
}

fn compile_text(source: &str, filename: &str, mode: Mode, opts: &Options) -> Result<Compiled, SyntaxErr> {
    with_module(source, mode, opts, false, |input| {
        let Input { lowered, names, map, refused } = input;
        let mut warnings = lowered.warnings;
        let (code, more) = compile_module(&lowered.module, names, map, filename, opts)?;
        warnings.extend(more);
        match refused {
            Some(error) => Err(error),
            None => Ok(Compiled { code, warnings }),
        }
    })
}

/// A text that has been read.
pub(crate) struct Input<'a> {
    pub lowered: Lowered,
    pub names: Names,
    pub map: &'a SourceMap<'a>,
    /// What the parser alone refuses: an error, unless a later pass finds a better one.
    pub refused: Option<SyntaxErr>,
}

/// Scopes and code of a program.
pub(crate) fn compile_module(
    module: &Module,
    mut names: Names,
    map: &SourceMap<'_>,
    filename: &str,
    opts: &Options,
) -> Result<(Code, Vec<SyntaxWarning>), SyntaxErr> {
    let result = (|| {
        let (features, last_future) = future::scan(module, &names)?;
        let future = features | opts.future_flags;
        let table = symtable::build(module, &mut names, future, opts.allow_top_level_await)?;
        let settings = Settings {
            filename,
            optimize: opts.optimize,
            future,
            top_level_await: opts.allow_top_level_await,
            last_future,
        };
        codegen::generate(module, &mut names, &table, settings)
    })();
    result.map_err(|e| SyntaxErr::from_error(map, &e))
}

/// Reads a text and calls `then` with its tree, on a stack that is large enough for it. A `plain` tree is
/// what the text says, before anything is simplified.
pub(crate) fn with_module<T>(
    source: &str,
    mode: Mode,
    opts: &Options,
    plain: bool,
    then: impl FnOnce(Input<'_>) -> Result<T, SyntaxErr>,
) -> Result<T, SyntaxErr> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let translated;
    let text = if source.contains('\r') {
        translated = source.replace("\r\n", "\n").replace('\r', "\n");
        &translated
    } else {
        source
    };
    if text.contains('\0') {
        let msg = "source code string cannot contain null bytes";
        return Err(SyntaxErr::bare(ErrorKind::SyntaxError, msg));
    }
    let map = SourceMap::new(text);
    let nesting = deepest_nesting(text);
    if (nesting.0 > errors::MAX_NESTING || nesting.1 >= errors::MAX_INDENTS)
        && let Some(error) = errors::too_deep(&map)
    {
        return Err(error);
    }
    let parser_mode = if mode == Mode::Eval { ParserMode::Expression } else { ParserMode::Module };
    let options = ParseOptions::from(parser_mode).with_target_version(PythonVersion::PY314);
    // What is nested deeper still lies in format specifications, for which the parser recurses.
    let room = if nesting.0 > errors::MAX_NESTING { nesting.0.saturating_mul(4) } else { 0 };
    let parsed = deep::with_room(room, || ruff_python_parser::parse_unchecked(text, options));
    // What the parser refuses is looked at again, for CPython's words; what only
    // the parser refuses goes on, for the later passes to judge.
    let mut refused = None;
    if let Some(first) = parsed.errors().first() {
        refused = Some(SyntaxErr::at_range(&map, first.location, "invalid syntax"));
    }
    let starred =
        matches!(parsed.syntax(), Mod::Expression(e) if matches!(&*e.body, Expr::Starred(_) | Expr::Tuple(_)));
    if refused.is_some() || starred || !parsed.unsupported_syntax_errors().is_empty() {
        let shape = match mode {
            Mode::Exec => Shape::Module,
            Mode::Eval => Shape::Expression,
            Mode::Single => Shape::Interactive,
        };
        if let Some((error, incomplete)) = errors::find(&map, shape) {
            discard(parsed, text.len());
            return Err(if incomplete && opts.incomplete_input { incomplete_input(error) } else { error });
        }
    }
    if mode == Mode::Single
        && refused.is_none()
        && let Mod::Module(module) = parsed.syntax()
    {
        single::check(&module.body, &map, opts)?;
    }
    let mut names = Names::new();
    let lowerer = Lowerer::new(&map, &mut names, opts.optimize, plain);
    let mut lowered = match lowerer.module(parsed.syntax(), mode == Mode::Single) {
        Ok(lowered) => lowered,
        Err(error) => {
            discard(parsed, text.len());
            return Err(error);
        }
    };
    let numbers = crate::numbers::warnings(parsed.tokens(), text, &map);
    lowered.warnings.splice(0..0, numbers);
    deep::with_room(lowered.depth as usize, || drop(parsed));
    let depth = lowered.depth as usize;
    deep::with_room(depth, || then(Input { lowered, names, map: &map, refused }))
}

pub(crate) fn incomplete_input(error: SyntaxErr) -> SyntaxErr {
    SyntaxErr { kind: ErrorKind::IncompleteInput, msg: "incomplete input".to_string(), ..error }
}

/// A quick look: how deep brackets and indentation may be nested.
fn deepest_nesting(text: &str) -> (usize, usize) {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let (mut indent, mut widest) = (0usize, 0usize);
    let mut line_start = true;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' => (line_start, indent) = (true, 0),
            b' ' | b'\t' if line_start => {
                indent += 1;
                widest = widest.max(indent);
            }
            _ => {}
        }
        line_start &= matches!(byte, b'\n' | b' ' | b'\t');
    }
    (deepest, widest)
}

/// Drops a tree of unknown depth, which may be as deep as its text is long.
fn discard<T>(tree: T, length: usize) {
    const KNOWN_SAFE: usize = 100_000;
    if length <= KNOWN_SAFE {
        deep::with_room(length, || drop(tree));
    } else {
        // A long text with an error in it: leaked rather than walked.
        std::mem::forget(tree);
    }
}
