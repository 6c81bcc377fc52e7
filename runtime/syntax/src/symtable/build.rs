//! The first walk: statements.

use super::{Block, BlockIx, BlockKind, Symbol, SymbolTable, Symbols, TOP, analyze, def};
use crate::ast::{
    Arg, Arguments, ClassDef, Expr, ExprKind, FunctionDef, Loc, Module, Pattern, PatternKind, ScopeId, Stmt, StmtKind,
    TypeParam, TypeParamKind, TypeParams, docstring,
};
use crate::bytecode::flags;
use crate::error::{Error, Result};
use crate::names::{Names, Sym};

/// Builds and analyses the symbol table of a program.
pub(crate) fn build(module: &Module, names: &mut Names, future: u32, top_level_await: bool) -> Result<SymbolTable> {
    let mut table = SymbolTable { blocks: Vec::new(), by_scope: Default::default(), future };
    let mut b = Builder { table: &mut table, names, stack: Vec::new(), private: None, top_level_await };
    b.enter(Sym::TOP, BlockKind::Module, None, Loc::line_start(0));
    match module {
        Module::Exec(body) | Module::Single(body) => {
            if matches!(module, Module::Exec(_)) && docstring(body).is_some() {
                b.cur().has_docstring = true;
            }
            b.stmts(body)?;
        }
        Module::Eval(expr) => b.expr(expr)?,
    }
    analyze::analyze(&mut table, names)?;
    Ok(table)
}

pub(super) struct Builder<'a> {
    pub(super) table: &'a mut SymbolTable,
    pub(super) names: &'a mut Names,
    pub(super) stack: Vec<BlockIx>,
    pub(super) private: Option<Sym>,
    pub(super) top_level_await: bool,
}

impl Builder<'_> {
    pub(super) fn cur_ix(&self) -> BlockIx {
        self.stack.last().copied().unwrap_or(TOP)
    }

    pub(super) fn cur(&mut self) -> &mut Block {
        let ix = self.cur_ix();
        &mut self.table.blocks[ix]
    }

    fn future_annotations(&self) -> bool {
        self.table.future & flags::FUTURE_ANNOTATIONS != 0
    }

    /// Makes a block and enters it.
    pub(super) fn enter(&mut self, name: Sym, kind: BlockKind, scope: Option<ScopeId>, loc: Loc) -> BlockIx {
        let ix = self.create(name, kind, scope, loc);
        self.enter_existing(ix, true);
        ix
    }

    fn create(&mut self, name: Sym, kind: BlockKind, scope: Option<ScopeId>, loc: Loc) -> BlockIx {
        let ix = self.table.blocks.len();
        let parent = self.stack.last().map(|&p| &self.table.blocks[p]);
        let nested = parent.is_some_and(|p| p.nested || p.is_function_like());
        let method = kind == BlockKind::Function && parent.is_some_and(|p| p.kind == BlockKind::Class);
        self.table.blocks.push(Block {
            kind,
            name,
            loc,
            symbols: Symbols::default(),
            varnames: Vec::new(),
            children: Vec::new(),
            comprehension: None,
            nested,
            free: false,
            child_free: false,
            generator: false,
            coroutine: false,
            varargs: false,
            varkeywords: false,
            needs_class_closure: false,
            needs_classdict: false,
            comp_inlined: false,
            comp_iter_target: false,
            comp_iter_expr: 0,
            can_see_class_scope: false,
            has_docstring: false,
            method,
            annotations_used: false,
            annotation_block: None,
            in_conditional: false,
            has_conditional_annotations: false,
            in_unevaluated_annotation: false,
            mangled_names: None,
            scope_info: "",
            directives: Vec::new(),
        });
        if let Some(scope) = scope {
            self.table.by_scope.insert(scope, ix);
        }
        ix
    }

    fn enter_existing(&mut self, ix: BlockIx, first: bool) {
        let kind = self.table.blocks[ix].kind;
        // Annotations kept as strings have no effect on the scopes around them.
        let detached = kind == BlockKind::Annotation && self.future_annotations();
        if first
            && !detached
            && let Some(&parent) = self.stack.last()
        {
            self.table.blocks[parent].children.push(ix);
        }
        self.stack.push(ix);
        if first && matches!(kind, BlockKind::Annotation | BlockKind::TypeAlias | BlockKind::TypeVariable) {
            let block = &mut self.table.blocks[ix];
            block.symbols.set(Sym::DOT_FORMAT, Symbol { flags: def::PARAM | def::USE, scope: super::Where::Unknown });
            block.varnames.push(Sym::DOT_FORMAT);
        }
    }

    pub(super) fn exit(&mut self) {
        self.stack.pop();
    }

    /// The name as it is known in the current block.
    pub(super) fn mangle(&mut self, name: Sym) -> Sym {
        let ix = self.cur_ix();
        if let Some(only) = &self.table.blocks[ix].mangled_names
            && !only.contains(&name)
        {
            return name;
        }
        self.names.mangle(self.private, name)
    }

    pub(super) fn lookup(&mut self, ix: BlockIx, name: Sym) -> u32 {
        let name = self.mangle(name);
        self.table.blocks[ix].symbols.flags(name)
    }

    pub(super) fn add(&mut self, name: Sym, flag: u32, loc: Loc) -> Result<()> {
        let ix = self.cur_ix();
        if flag & def::TYPE_PARAM != 0
            && let Some(only) = &mut self.table.blocks[ix].mangled_names
        {
            only.push(name);
        }
        self.add_to(ix, name, flag, loc)
    }

    pub(super) fn add_to(&mut self, ix: BlockIx, name: Sym, flag: u32, loc: Loc) -> Result<()> {
        let name = self.mangle(name);
        let block = &mut self.table.blocks[ix];
        if block.in_unevaluated_annotation {
            return Ok(());
        }
        let mut flags = block.symbols.flags(name);
        if flag & flags & def::PARAM != 0 {
            let text = self.names.text(name);
            return Error::new(loc, format!("duplicate argument '{text}' in function definition"));
        }
        if flag & flags & def::TYPE_PARAM != 0 {
            let text = self.names.text(name);
            return Error::new(loc, format!("duplicate type parameter '{text}'"));
        }
        flags |= flag;
        if block.comp_iter_target {
            if flags & (def::GLOBAL | def::NONLOCAL) != 0 {
                let text = self.names.text(name);
                return Error::new(
                    loc,
                    format!("comprehension inner loop cannot rebind assignment expression target '{text}'"),
                );
            }
            flags |= def::COMP_ITER;
        }
        block.symbols.set(name, Symbol { flags, scope: super::Where::Unknown });
        if flag & def::PARAM != 0 {
            block.varnames.push(name);
        } else if flag & def::GLOBAL != 0 && ix != TOP {
            let top = &mut self.table.blocks[TOP].symbols;
            let flags = top.flags(name) | flag;
            top.set(name, Symbol { flags, scope: super::Where::Unknown });
        }
        Ok(())
    }

    pub(super) fn record_directive(&mut self, name: Sym, loc: Loc) {
        let name = self.mangle(name);
        self.cur().directives.push((name, loc));
    }

    pub(super) fn stmts(&mut self, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|s| crate::deep::grow(|| self.stmt(s)))
    }

    /// Runs `f` with annotations marked as conditional.
    fn conditional(&mut self, f: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.cur().in_conditional, true);
        let result = f(self);
        self.cur().in_conditional = before;
        result
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<()> {
        let loc = stmt.loc;
        match &stmt.kind {
            StmtKind::FunctionDef(f) => self.function(loc, f)?,
            StmtKind::ClassDef(c) => self.class(loc, c)?,
            StmtKind::TypeAlias(a) => {
                self.target(&a.name)?;
                let name = match &a.name.kind {
                    ExprKind::Name(name) => *name,
                    _ => Sym::EMPTY,
                };
                let in_class = self.cur().kind == BlockKind::Class;
                if let Some(params) = &a.type_params {
                    self.enter_type_params(name, params, [false, false], false, loc)?;
                    self.type_params(params)?;
                }
                self.enter(name, BlockKind::TypeAlias, Some(a.scope), loc);
                self.cur().can_see_class_scope = in_class;
                if in_class {
                    self.add(Sym::CLASSDICT, def::USE, a.value.loc)?;
                }
                self.expr(&a.value)?;
                self.exit();
                if a.type_params.is_some() {
                    self.exit();
                }
            }
            StmtKind::Return(value) => self.opt(value.as_ref())?,
            StmtKind::Delete(targets) => self.targets(targets)?,
            StmtKind::Assign { targets, value } => {
                self.targets(targets)?;
                self.expr(value)?;
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expr(value)?;
            }
            StmtKind::AnnAssign(a) => {
                if let ExprKind::Name(name) = a.target.kind {
                    let ix = self.cur_ix();
                    let flags = self.lookup(ix, name);
                    if flags & (def::GLOBAL | def::NONLOCAL) != 0 && ix != TOP && a.simple {
                        let text = self.names.text(name);
                        let kind = if flags & def::GLOBAL != 0 { "global" } else { "nonlocal" };
                        return Error::new(loc, format!("annotated name '{text}' can't be {kind}"));
                    }
                    if a.simple {
                        self.add(name, def::ANNOT | def::LOCAL, a.target.loc)?;
                    } else if a.value.is_some() {
                        self.add(name, def::LOCAL, a.target.loc)?;
                    }
                } else {
                    self.target(&a.target)?;
                }
                self.annotation(&a.annotation)?;
                self.opt(a.value.as_ref())?;
            }
            StmtKind::For(f) => {
                self.target(&f.target)?;
                self.expr(&f.iter)?;
                self.conditional(|b| {
                    b.stmts(&f.body)?;
                    b.stmts(&f.orelse)
                })?;
                if f.is_async {
                    self.need_async(loc)?;
                }
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.conditional(|b| {
                    b.stmts(body)?;
                    b.stmts(orelse)
                })?;
            }
            StmtKind::With(w) => {
                self.conditional(|b| {
                    for (context, vars) in &w.items {
                        b.expr(context)?;
                        if let Some(vars) = vars {
                            b.target(vars)?;
                        }
                    }
                    b.stmts(&w.body)
                })?;
                if w.is_async {
                    self.need_async(loc)?;
                }
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                self.conditional(|b| {
                    for case in cases {
                        b.pattern(&case.pattern)?;
                        b.opt(case.guard.as_ref())?;
                        b.stmts(&case.body)?;
                    }
                    Ok(())
                })?;
            }
            StmtKind::Raise { exc, cause } => {
                self.opt(exc.as_ref())?;
                self.opt(cause.as_ref())?;
            }
            StmtKind::Try(t) => self.conditional(|b| {
                b.stmts(&t.body)?;
                for handler in &t.handlers {
                    b.opt(handler.type_.as_ref())?;
                    if let Some(name) = handler.name {
                        b.add(name, def::LOCAL, handler.loc)?;
                    }
                    b.stmts(&handler.body)?;
                }
                b.stmts(&t.orelse)?;
                b.stmts(&t.finalbody)
            })?,
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.opt(msg.as_ref())?;
            }
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    self.alias(alias.name, alias.asname, alias.loc)?;
                }
            }
            StmtKind::ImportFrom(f) => {
                for alias in &f.names {
                    self.alias(alias.name, alias.asname, alias.loc)?;
                }
            }
            StmtKind::Global(names) => self.directive(names, def::GLOBAL, "global", loc)?,
            StmtKind::Nonlocal(names) => self.directive(names, def::NONLOCAL, "nonlocal", loc)?,
            StmtKind::Expr(value) => self.expr(value)?,
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
        Ok(())
    }

    /// `async for` and `async with` make the block a coroutine.
    fn need_async(&mut self, _loc: Loc) -> Result<()> {
        if self.top_level_await && self.cur().kind == BlockKind::Module {
            self.cur().coroutine = true;
        }
        Ok(())
    }

    fn alias(&mut self, name: Sym, asname: Option<Sym>, loc: Loc) -> Result<()> {
        let stored = match asname {
            Some(asname) => asname,
            None => {
                let text = self.names.text(name);
                match text.split_once('.') {
                    Some((head, _)) => {
                        let head = head.to_string();
                        self.names.intern(&head)
                    }
                    None => name,
                }
            }
        };
        if name == Sym::STAR {
            if self.cur().kind != BlockKind::Module {
                return Error::new(loc, "import * only allowed at module level");
            }
            return Ok(());
        }
        self.add(stored, def::IMPORT, loc)
    }

    fn directive(&mut self, names: &[Sym], flag: u32, word: &str, loc: Loc) -> Result<()> {
        for &name in names {
            let ix = self.cur_ix();
            let flags = self.lookup(ix, name);
            let text = self.names.text(name);
            let message = if flags & def::PARAM != 0 {
                format!("name '{text}' is parameter and {word}")
            } else if flags & def::USE != 0 {
                format!("name '{text}' is used prior to {word} declaration")
            } else if flags & def::ANNOT != 0 {
                format!("annotated name '{text}' can't be {word}")
            } else if flags & def::LOCAL != 0 {
                format!("name '{text}' is assigned to before {word} declaration")
            } else {
                self.add(name, flag, loc)?;
                self.record_directive(name, loc);
                continue;
            };
            return Error::new(loc, message);
        }
        Ok(())
    }

    fn function(&mut self, loc: Loc, f: &FunctionDef) -> Result<()> {
        self.add(f.name, def::LOCAL, loc)?;
        self.defaults(&f.args)?;
        self.exprs(&f.decorators)?;
        if let Some(params) = &f.type_params {
            // CPython counts the defaults as present even when there are none.
            let has = [true, f.args.kw_defaults.iter().any(Option::is_some)];
            self.enter_type_params(f.name, params, has, false, loc)?;
            self.type_params(params)?;
        }
        let ix = self.create(f.name, BlockKind::Function, Some(f.scope), loc);
        self.function_annotations(loc, f)?;
        self.enter_existing(ix, true);
        if f.is_async {
            self.cur().coroutine = true;
        }
        self.cur().has_docstring = docstring(&f.body).is_some();
        self.parameters(&f.args)?;
        self.stmts(&f.body)?;
        self.exit();
        if f.type_params.is_some() {
            self.exit();
        }
        Ok(())
    }

    fn function_annotations(&mut self, loc: Loc, f: &FunctionDef) -> Result<()> {
        let sees_class = self.cur().can_see_class_scope || self.cur().kind == BlockKind::Class;
        self.enter(Sym::ANNOTATE, BlockKind::Annotation, Some(f.annotate_scope), loc);
        if sees_class {
            self.cur().can_see_class_scope = true;
            self.add(Sym::CLASSDICT, def::USE, loc)?;
        }
        let args = &f.args;
        let all = (args.posonly.iter().chain(&args.args))
            .chain(args.vararg.as_deref())
            .chain(args.kwarg.as_deref())
            .chain(&args.kwonly);
        for annotation in all.filter_map(|a| a.annotation.as_ref()).chain(&f.returns) {
            self.cur().annotations_used = true;
            self.expr(annotation)?;
        }
        self.exit();
        Ok(())
    }

    /// An annotation of a variable.
    fn annotation(&mut self, annotation: &Expr) -> Result<()> {
        let parent = self.cur_ix();
        let kind = self.cur().kind;
        let unevaluated = kind == BlockKind::Function;
        let conditional = kind == BlockKind::Class && self.cur().in_conditional;
        if (conditional || kind == BlockKind::Module) && !self.cur().has_conditional_annotations {
            self.cur().has_conditional_annotations = true;
            self.add(Sym::CONDITIONAL_ANNOTATIONS, def::USE, annotation.loc)?;
        }
        self.cur().annotations_used = true;
        match self.cur().annotation_block {
            Some(ix) => self.enter_existing(ix, false),
            None => {
                let ix = self.enter(Sym::ANNOTATE, BlockKind::Annotation, None, annotation.loc);
                self.table.blocks[parent].annotation_block = Some(ix);
                if kind == BlockKind::Class && !self.future_annotations() {
                    self.cur().can_see_class_scope = true;
                    self.add(Sym::CLASSDICT, def::USE, annotation.loc)?;
                }
            }
        }
        if conditional {
            self.add(Sym::CONDITIONAL_ANNOTATIONS, def::USE, annotation.loc)?;
        }
        self.cur().in_unevaluated_annotation = unevaluated;
        let result = self.expr(annotation);
        self.cur().in_unevaluated_annotation = false;
        self.exit();
        result
    }

    pub(super) fn defaults(&mut self, args: &Arguments) -> Result<()> {
        self.exprs(&args.defaults)?;
        args.kw_defaults.iter().flatten().try_for_each(|d| self.expr(d))
    }

    pub(super) fn parameters(&mut self, args: &Arguments) -> Result<()> {
        let plain = args.posonly.iter().chain(&args.args).chain(&args.kwonly);
        for Arg { name, loc, .. } in plain.chain(args.vararg.as_deref()).chain(args.kwarg.as_deref()) {
            self.add(*name, def::PARAM, *loc)?;
        }
        self.cur().varargs = args.vararg.is_some();
        self.cur().varkeywords = args.kwarg.is_some();
        Ok(())
    }

    fn class(&mut self, loc: Loc, c: &ClassDef) -> Result<()> {
        self.add(c.name, def::LOCAL, loc)?;
        self.exprs(&c.decorators)?;
        let outer = self.private;
        if let Some(params) = &c.type_params {
            self.enter_type_params(c.name, params, [false, false], true, loc)?;
            self.cur().mangled_names = Some(Vec::new());
            self.private = Some(c.name);
            self.type_params(params)?;
        }
        self.exprs(&c.bases)?;
        for keyword in &c.keywords {
            self.expr(&keyword.value)?;
        }
        self.enter(c.name, BlockKind::Class, Some(c.scope), loc);
        self.private = Some(c.name);
        if c.type_params.is_some() {
            self.add(Sym::TYPE_PARAMS, def::LOCAL, loc)?;
            self.add(Sym::DOT_TYPE_PARAMS, def::USE, loc)?;
        }
        self.cur().has_docstring = docstring(&c.body).is_some();
        self.stmts(&c.body)?;
        self.exit();
        if c.type_params.is_some() {
            self.exit();
        }
        self.private = outer;
        Ok(())
    }

    fn enter_type_params(
        &mut self,
        name: Sym,
        params: &TypeParams,
        [defaults, kwdefaults]: [bool; 2],
        is_class: bool,
        loc: Loc,
    ) -> Result<()> {
        let in_class = self.cur().kind == BlockKind::Class;
        self.enter(name, BlockKind::TypeParameters, Some(params.scope), loc);
        if in_class {
            self.cur().can_see_class_scope = true;
            self.add(Sym::CLASSDICT, def::USE, loc)?;
        }
        if is_class {
            self.add(Sym::DOT_TYPE_PARAMS, def::LOCAL | def::USE, loc)?;
            self.add(Sym::DOT_GENERIC_BASE, def::LOCAL | def::USE, loc)?;
        }
        if defaults {
            self.add(Sym::DOT_DEFAULTS, def::PARAM, loc)?;
        }
        if kwdefaults {
            self.add(Sym::DOT_KWDEFAULTS, def::PARAM, loc)?;
        }
        Ok(())
    }

    fn type_params(&mut self, params: &TypeParams) -> Result<()> {
        for param in &params.params {
            if param.name == Sym::CLASSDICT {
                let text = self.names.text(param.name);
                return Error::new(param.loc, format!("reserved name '{text}' cannot be used for type parameter"));
            }
            self.add(param.name, def::TYPE_PARAM | def::LOCAL, param.loc)?;
            let (bound, default) = match param.kind {
                TypeParamKind::TypeVar => {
                    let tuple = param.bound.as_ref().is_some_and(|b| matches!(b.kind, ExprKind::Tuple(_)));
                    (if tuple { "a TypeVar constraint" } else { "a TypeVar bound" }, "a TypeVar default")
                }
                TypeParamKind::TypeVarTuple => ("", "a TypeVarTuple default"),
                TypeParamKind::ParamSpec => ("", "a ParamSpec default"),
            };
            self.type_param_part(param, param.bound.as_ref(), param.bound_scope, bound)?;
            self.type_param_part(param, param.default.as_ref(), param.default_scope, default)?;
        }
        Ok(())
    }

    fn type_param_part(
        &mut self,
        param: &TypeParam,
        part: Option<&Expr>,
        scope: ScopeId,
        info: &'static str,
    ) -> Result<()> {
        let Some(part) = part else { return Ok(()) };
        let in_class = self.cur().can_see_class_scope;
        self.enter(param.name, BlockKind::TypeVariable, Some(scope), part.loc);
        self.cur().can_see_class_scope = in_class;
        if in_class {
            self.add(Sym::CLASSDICT, def::USE, part.loc)?;
        }
        self.cur().scope_info = info;
        self.expr(part)?;
        self.exit();
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern) -> Result<()> {
        let loc = pattern.loc;
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value)?,
            PatternKind::Singleton(_) => {}
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => self.patterns(patterns)?,
            PatternKind::Star(name) => self.bind(*name, loc)?,
            PatternKind::Mapping { keys, patterns, rest } => {
                self.exprs(keys)?;
                self.patterns(patterns)?;
                self.bind(*rest, loc)?;
            }
            PatternKind::Class { cls, patterns, kwd_patterns, .. } => {
                self.expr(cls)?;
                self.patterns(patterns)?;
                self.patterns(kwd_patterns)?;
            }
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    crate::deep::grow(|| self.pattern(pattern))?;
                }
                self.bind(*name, loc)?;
            }
        }
        Ok(())
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Result<()> {
        patterns.iter().try_for_each(|p| crate::deep::grow(|| self.pattern(p)))
    }

    fn bind(&mut self, name: Option<Sym>, loc: Loc) -> Result<()> {
        match name {
            Some(name) => self.add(name, def::LOCAL, loc),
            None => Ok(()),
        }
    }
}
