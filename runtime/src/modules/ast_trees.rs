//! Syntax trees as objects of `ast`'s classes, and back: `compile(…, PyCF_ONLY_AST)` and `compile(tree, …)`.

use super::ast::{Field, NodeInfo, Plural, node_info};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_syntax as syn;
use taipan_syntax::Const;
use taipan_syntax::tree::{Place, Tree, Value};

/// The one instance of an operator or context.
fn singleton(vm: &Vm, module: Word, kind: &'static str) -> R {
    let s = vm.state_slot("_ast.singletons");
    if s.get().is_null() || s.get().is_none() {
        s.set_root(vm.new_dict());
    }
    let w = vm.dict_get_str(s.get(), kind);
    if !w.is_null() {
        return Ok(w);
    }
    let w = super::ast::new_node(vm, vm.getattr_str(module, kind)?);
    vm.dict_set_str(s.get(), kind, w);
    Ok(w)
}
fn value(vm: &Vm, module: Word, v: &Value, made: &WordVec) -> R {
    Ok(match v {
        Value::None => Word::NONE,
        Value::Node(id) => made[id.0 as usize],
        Value::Bare(kind) => singleton(vm, module, kind)?,
        Value::List(items) => {
            let mut out = WordVec::with_capacity(vm, items.len());
            for v in items {
                let w = value(vm, module, v, made)?;
                out.push(vm, w);
            }
            out.to_list(vm)
        }
        Value::Name(s) => vm.intern(s),
        Value::Int(i) => vm.int(*i),
        Value::Const(c) => vm.const_word(c),
    })
}
/// The objects of a tree: its root.
fn objects(vm: &Vm, tree: &Tree) -> R {
    let module = vm.import_module("_ast")?;
    let mut made = WordVec::with_capacity(vm, tree.nodes.len());
    for n in &tree.nodes {
        let w = super::ast::new_node(vm, vm.getattr_str(module, n.kind)?);
        if let Some(info) = node_info(n.kind) {
            for (f, v) in info.fields.iter().zip(&n.fields) {
                let v = value(vm, module, v, &made)?;
                vm.instance_set(w, vm.intern(f.name), v)?;
            }
        }
        if let Some(p) = n.place {
            for (name, v) in
                [("lineno", p.line), ("col_offset", p.col), ("end_lineno", p.end_line), ("end_col_offset", p.end_col)]
            {
                vm.instance_set(w, vm.intern(name), Word::small(v as i64))?;
            }
        }
        made.push(vm, w);
    }
    Ok(made.last().copied().unwrap_or(Word::NONE))
}

/// Reads objects into a tree.
struct Reading<'a> {
    vm: &'a Vm,
    module: Word,
    tree: Tree,
    depth: usize,
    deepest: usize,
}
impl Reading<'_> {
    /// The class of `ast` that the object is an instance of.
    fn kind(&self, w: Word) -> R<Option<&'static NodeInfo>> {
        for &t in self.vm.class_of(w).mro_items() {
            let Some(ty) = t.as_type() else { continue };
            if let Some(info) = node_info(&ty.name())
                && self.vm.getattr_opt(self.module, self.vm.intern(info.name))? == t
            {
                return Ok(Some(info));
            }
        }
        Ok(None)
    }
    fn node(&mut self, w: Word, ty: &str) -> R<Value> {
        let vm = self.vm;
        let _g = vm.enter_native(" during  ast construction")?;
        let info = match self.kind(w)? {
            Some(i) if i.name == ty || i.base == ty => i,
            // The place of a node is looked at before its class.
            _ if matches!(ty, "expr" | "stmt" | "pattern" | "excepthandler" | "type_param")
                && vm.getattr_opt(w, vm.intern("lineno"))?.is_null() =>
            {
                return Err(vm.type_error(format!("required field \"lineno\" missing from {ty}")));
            }
            _ => {
                let t = vm.repr_text(w)?;
                return Err(vm.type_error(format!("expected some sort of {ty}, but got {t}")));
            }
        };
        if info.fields.is_empty() && matches!(ty, "expr_context" | "boolop" | "operator" | "unaryop" | "cmpop") {
            return Ok(Value::Bare(info.name));
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let mut fields = Vec::with_capacity(info.fields.len());
        for f in &info.fields {
            let v = self.field(w, info, f)?;
            fields.push(v);
        }
        let place = if info.has_place { Some(self.place(w, info)?) } else { None };
        self.depth -= 1;
        Ok(Value::Node(self.tree.add(info.name, fields, place)))
    }
    fn field(&mut self, w: Word, info: &NodeInfo, f: &Field) -> R<Value> {
        let vm = self.vm;
        let v = vm.getattr_opt(w, vm.intern(f.name))?;
        match f.plural {
            Plural::Many if v.is_null() => return Ok(Value::List(vec![])),
            Plural::Many => {
                let Some(l) = v.get::<ListObj>() else {
                    let t = vm.type_name(v);
                    return Err(vm.type_error(format!("{} field \"{}\" must be a list, not a {t}", info.name, f.name)));
                };
                let n = l.len();
                let mut out = Vec::with_capacity(n);
                let mut i = 0;
                while let Some(x) = l.at(i) {
                    // Keys of a dict display and defaults may be absent.
                    let absent = x.is_none() && matches!(f.name, "keys" | "kw_defaults");
                    out.push(if absent { Value::None } else { self.one(x, f)? });
                    if l.len() != n {
                        return Err(vm.runtime_error(format!(
                            "{} field \"{}\" changed size during iteration",
                            info.name, f.name
                        )));
                    }
                    i += 1;
                }
                return Ok(Value::List(out));
            }
            Plural::Optional if v.is_null() || v.is_none() => return Ok(Value::None),
            _ => {}
        }
        if v.is_null() {
            return Err(vm.type_error(format!("required field \"{}\" missing from {}", f.name, info.name)));
        }
        if v.is_none() && f.ty != "object" {
            return Err(vm.value_error(format!("field '{}' is required for {}", f.name, info.name)));
        }
        self.one(v, f)
    }
    fn one(&mut self, v: Word, f: &Field) -> R<Value> {
        let vm = self.vm;
        Ok(match f.ty {
            "str" if f.name == "type_comment" || f.name == "kind" || f.name == "tag" => match v.get::<StrObj>() {
                Some(s) => Value::Name(s.to_string_lossy().into()),
                None => return Err(vm.type_error("AST string must be of type str")),
            },
            "str" => match v.get::<StrObj>() {
                Some(s) if vm.is_exact(v, &vm.types.str) => Value::Name(s.to_string_lossy().into()),
                _ => return Err(vm.type_error("AST identifier must be of type str")),
            },
            "int" => Value::Int(self.int(v)?),
            "object" => Value::Const(constant(vm, v)?),
            ty => self.node(v, ty)?,
        })
    }
    fn int(&self, v: Word) -> R<i64> {
        let vm = self.vm;
        if !int::is_int(v) && !v.is_bool() {
            let t = vm.repr_text(v)?;
            return Err(vm.value_error(format!("invalid integer value: {t}")));
        }
        let n = vm.index_i64(v)?;
        match i32::try_from(n) {
            Ok(n) => Ok(n as i64),
            Err(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
        }
    }
    fn place(&self, w: Word, info: &NodeInfo) -> R<Place> {
        let vm = self.vm;
        let get = |name: &'static str, default: Option<i32>| -> R<i32> {
            let v = vm.getattr_opt(w, vm.intern(name))?;
            match default {
                Some(d) if v.is_null() || v.is_none() => Ok(d),
                None if v.is_null() => {
                    let of = if info.base == "AST" { info.name } else { info.base };
                    Err(vm.type_error(format!("required field \"{name}\" missing from {of}")))
                }
                _ => Ok(self.int(v)? as i32),
            }
        };
        let line = get("lineno", None)?;
        let col = get("col_offset", None)?;
        let must = info.base == "pattern" || info.base == "type_param";
        let end_line = get("end_lineno", (!must).then_some(line))?;
        let end_col = get("end_col_offset", (!must).then_some(col))?;
        if line > end_line {
            return Err(vm.value_error(format!("AST node line range ({line}, {end_line}) is not valid")));
        }
        if (line < 0 && end_line != line) || (col < 0 && col != end_col) {
            return Err(vm.value_error(format!(
                "AST node column range ({col}, {end_col}) for line range ({line}, {end_line}) is not valid"
            )));
        }
        if line == end_line && col > end_col {
            return Err(vm.value_error(format!("line {line}, column {col}-{end_col} is not a valid range")));
        }
        Ok(Place { line, col, end_line, end_col })
    }
}
/// The constant that an object is.
fn constant(vm: &Vm, w: Word) -> R<Const> {
    let _g = vm.enter_native(" during compilation")?;
    let t = &vm.types;
    let all = |items: &[Word]| items.iter().map(|&x| constant(vm, x)).collect::<R<Vec<_>>>();
    Ok(match w {
        Word::NONE => Const::None,
        Word::ELLIPSIS => Const::Ellipsis,
        Word::TRUE => Const::Bool(true),
        Word::FALSE => Const::Bool(false),
        _ if vm.is_exact(w, &t.int) => Const::Int(int::to_bigint(w).unwrap_or_default()),
        _ if vm.is_exact(w, &t.float) => Const::Float(vm.to_f64(w)?),
        _ => {
            if let Some(s) = w.get::<StrObj>().filter(|_| vm.is_exact(w, &t.str)) {
                match s.to_utf8() {
                    Some(s) => Const::Str(s.into()),
                    None => Const::StrSurrogates(s.to_code_points().into()),
                }
            } else if let Some(b) = w.get::<BytesObj>().filter(|_| vm.is_exact(w, &t.bytes)) {
                Const::Bytes(b.as_slice().into())
            } else if let Some(c) = w.get::<ComplexObj>().filter(|_| vm.is_exact(w, &t.complex)) {
                Const::Complex(c.re, c.im)
            } else if let Some(x) = w.get::<TupleObj>().filter(|_| vm.is_exact(w, &t.tuple)) {
                Const::Tuple(all(x.items())?)
            } else if vm.is_exact(w, &t.frozenset) {
                let v = vm.to_vec(w)?;
                Const::FrozenSet(all(&v)?)
            } else {
                let t = vm.type_name(w);
                return Err(vm.type_error(format!("got an invalid type in Constant: {t}")));
            }
        }
    })
}

impl Vm {
    /// Is it an instance of `ast.AST`?
    pub fn is_ast_node(&self, w: Word) -> bool {
        super::ast::is_node(w)
    }
    /// `compile(text, …, PyCF_ONLY_AST)`
    pub fn parse_source(
        &self,
        source: &str,
        filename: &str,
        mode: syn::Mode,
        opts: &syn::Options,
        optimized: bool,
    ) -> R {
        if source.contains('\0') {
            return Err(self.new_exc(&self.exc.SyntaxError, "source code string cannot contain null bytes"));
        }
        let (tree, warnings) =
            syn::tree::parse(source, mode, opts, optimized).map_err(|e| self.syntax_error(&e, filename))?;
        for w in &warnings {
            self.syntax_warning(w, source, filename)?;
        }
        objects(self, &tree)
    }
    /// `compile(tree, …, PyCF_ONLY_AST)`: a copy.
    pub fn copy_ast(&self, w: Word, mode: syn::Mode) -> R {
        let r = self.read_ast(w, mode)?;
        objects(self, &r.tree)
    }
    fn read_ast(&self, w: Word, mode: syn::Mode) -> R<Reading<'_>> {
        let module = self.import_module("_ast")?;
        let want = match mode {
            syn::Mode::Exec => "Module",
            syn::Mode::Eval => "Expression",
            syn::Mode::Single => "Interactive",
        };
        if !self.isinstance(w, self.getattr_str(module, want)?)? {
            let t = self.type_name(w);
            return Err(self.type_error(format!("expected {want} node, got {t}")));
        }
        let mut r = Reading { vm: self, module, tree: Tree::default(), depth: 0, deepest: 0 };
        r.node(w, "mod")?;
        Ok(r)
    }
    /// `compile(tree, …)`
    pub fn compile_ast(&self, w: Word, filename: &str, mode: syn::Mode, opts: &syn::Options) -> R {
        let r = self.read_ast(w, mode)?;
        let c = syn::tree::compile_tree(&r.tree, r.deepest * 2, filename, opts)
            .map_err(|e| self.syntax_error(&e, filename))?;
        for w in &c.warnings {
            self.syntax_warning(w, "", filename)?;
        }
        Ok(self.new_code(&c.code))
    }
}
