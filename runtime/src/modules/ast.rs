//! `_ast`: the classes of syntax tree nodes, made from the table `ast_nodes.txt`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::collections::HashMap;
use std::sync::OnceLock;

/// One node a line: `Name(base): field type, …; attribute, …`. A type ending in `*` is a list, one in
/// `?` may be absent.
const TABLE: &str = include_str!("ast_nodes.txt");

/// How many values a field has.
#[derive(Clone, Copy, PartialEq)]
pub enum Plural {
    One,
    Optional,
    Many,
}
/// A field of a class of nodes.
pub struct Field {
    pub name: &'static str,
    pub ty: &'static str,
    pub plural: Plural,
}
/// A class of nodes.
pub struct NodeInfo {
    pub name: &'static str,
    pub base: &'static str,
    pub fields: Vec<Field>,
    /// It has a place in the text.
    pub has_place: bool,
}
/// What the table says of a class.
pub fn node_info(name: &str) -> Option<&'static NodeInfo> {
    static ALL: OnceLock<HashMap<&'static str, NodeInfo>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all = HashMap::new();
        for line in TABLE.lines() {
            let Some((head, rest)) = line.split_once("): ") else { continue };
            let Some((name, base)) = head.split_once('(') else { continue };
            let (fields, attrs) = rest.split_once(';').unwrap_or((rest, ""));
            let fields = fields
                .split(',')
                .filter_map(|f| f.trim().split_once(' '))
                .map(|(name, ty)| Field {
                    name,
                    ty: ty.trim_end_matches(['*', '?']),
                    plural: match ty.chars().next_back() {
                        Some('*') => Plural::Many,
                        Some('?') => Plural::Optional,
                        _ => Plural::One,
                    },
                })
                .collect();
            all.insert(name, NodeInfo { name, base, fields, has_place: !attrs.trim().is_empty() });
        }
        // Attributes are inherited; the kinds of places are named at the sums.
        let placed: Vec<&'static str> = all.values().filter(|i| i.has_place).map(|i| i.name).collect();
        for i in all.values_mut() {
            i.has_place |= placed.contains(&i.base);
        }
        all
    });
    all.get(name)
}
/// An instance without any field.
pub fn new_node(vm: &Vm, ty: Word) -> Word {
    vm.new_native_of(ty, Node { _unused: 0 })
}
/// Is it an instance of a class of nodes?
pub fn is_node(w: Word) -> bool {
    w.native::<Node>().is_some()
}

struct Node {
    _unused: u8,
}
impl Payload for Node {
    const INFO: &'static NativeInfo = crate::native_info!(Node, NODE);
    fn trace(&self, _: &mut Tracer) {}
}
static NODE: TypeSpec = TypeSpec {
    name: "ast.AST",
    flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| Ok(vm.new_native_of(ty, Node { _unused: 0 }))));
        s.init.set(Some(init_node));
        s.repr.set(Some(|vm, w| {
            let mut out = StrBuilder::new();
            write_repr(vm, w, 3, &mut out)?;
            Ok(out.finish(vm))
        }));
    },
    getset: &[GetSet::rw("__dict__", |vm, w| Ok(vm.instance_dict(w)), super::functools_partial::set_dict, "")],
    methods: &[
        FnDef::new("__reduce__", "($self, /)", reduce, ""),
        FnDef::new(
            "__replace__",
            "($self, /, *args, **fields)",
            replace,
            "Return a copy of the AST node with new values for the specified fields.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// `Name(id='x', ctx=Load())`, nodes more than `depth` levels in as `Name(...)`.
fn write_repr(vm: &Vm, w: Word, depth: usize, out: &mut StrBuilder) -> R<()> {
    let ty = vm.class_of(w);
    let root = ty.word() == vm.native_type::<Node>();
    out.push_str(&if root { "ast.AST".to_string() } else { ty.name() });
    let guard = vm.repr_enter(w);
    if depth == 0 || guard.is_none() {
        out.push_str("(...)");
        return Ok(());
    }
    let fields = vm.to_vec(vm.getattr_str(ty.word(), "_fields")?)?;
    out.push_str("(");
    for (i, &f) in fields.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_word(vm.str(f)?);
        out.push_str("=");
        let v = vm.getattr(w, f)?;
        let items = if v.is_kind(Kind::List) || v.is_kind(Kind::Tuple) { vm.to_vec(v)? } else { WordVec::new() };
        if v.is_kind(Kind::List) || v.is_kind(Kind::Tuple) {
            let list = v.is_kind(Kind::List);
            out.push_str(if list { "[" } else { "(" });
            let last = items.len().saturating_sub(1);
            for (k, i) in [0, last].into_iter().take(items.len()).enumerate() {
                if k > 0 {
                    out.push_str(if items.len() > 2 { ", ..., " } else { ", " });
                }
                write_item(vm, items[i], depth - 1, out)?;
            }
            out.push_str(if list { "]" } else { ")" });
        } else {
            write_item(vm, v, depth - 1, out)?;
        }
    }
    out.push_str(")");
    Ok(())
}
fn write_item(vm: &Vm, w: Word, depth: usize, out: &mut StrBuilder) -> R<()> {
    if is_node(w) {
        return write_repr(vm, w, depth, out);
    }
    out.push_word(vm.repr(w)?);
    Ok(())
}
/// The class, a None for each leading field that is there, and the attributes.
fn reduce(vm: &Vm, a: &[Word]) -> R {
    let ty = vm.type_of(a[0]);
    let d = vm.instance_dict(a[0]).or(Word::NONE);
    let fields = vm.to_vec(vm.getattr_str(ty, "_fields")?)?;
    let mut args = WordVec::new();
    for &f in fields.iter() {
        if !d.is_kind(Kind::Dict) || vm.dict_get(d, f)?.is_null() {
            break;
        }
        args.push(vm, Word::NONE);
    }
    let args = args.to_tuple(vm);
    Ok(vm.new_tuple(&[ty, args, d]))
}
/// A node of the same class with some fields replaced.
fn replace(vm: &Vm, a: &[Word]) -> R {
    if a[1].get::<TupleObj>().is_some_and(|t| !t.is_empty()) {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let ty = vm.type_of(a[0]);
    let name = vm.class_of(a[0]).name();
    let mut names = vm.to_vec(vm.getattr_str(ty, "_fields")?)?;
    let required = names.len();
    let attributes = vm.to_vec(vm.getattr_str(ty, "_attributes")?)?;
    names.extend(vm, &attributes);
    let new = vm.new_dict();
    let types = vm.getattr_opt(ty, vm.intern("_field_types"))?;
    for (i, &n) in names.iter().enumerate() {
        let mut v = vm.dict_get(a[2], n)?;
        if v.is_null() {
            v = vm.getattr_opt(a[0], n)?;
        }
        if !v.is_null() {
            vm.dict_set(new, n, v)?;
        } else if i < required && !types.is_null() {
            let n = vm.str_text(n)?;
            return Err(vm.type_error(format!("{name}.__replace__ missing 1 keyword argument: '{n}'.")));
        }
    }
    if let Some(d) = a[2].get::<DictObj>() {
        for (k, _) in d.iter() {
            if vm.dict_get(new, k)?.is_null() {
                let k = vm.str_text(k)?;
                return Err(vm.type_error(format!("{name}.__replace__ got an unexpected keyword argument '{k}'.")));
            }
        }
    }
    let mut keys = WordVec::new();
    let mut values = WordVec::new();
    if let Some(d) = new.get::<DictObj>() {
        for (k, v) in d.iter() {
            keys.push(vm, k);
            values.push(vm, v);
        }
    }
    let names = keys.to_tuple(vm);
    vm.call_args(ty, &Args { words: &values, names })
}
fn init_node(vm: &Vm, this: Word, args: &Args) -> R<()> {
    let ty = vm.class_of(this).word();
    let fields = vm.to_vec(vm.getattr_str(ty, "_fields")?)?;
    let name = vm.str_text(vm.getattr_str(ty, "__name__")?)?;
    let given = args.positional();
    if given.len() > fields.len() {
        let s = if fields.len() == 1 { "" } else { "s" };
        return Err(vm.type_error(format!("{name} constructor takes at most {} positional argument{s}", fields.len())));
    }
    let seen = vm.new_dict();
    for (i, &v) in given.iter().enumerate() {
        vm.setattr(this, fields[i], Some(v))?;
        vm.dict_set(seen, fields[i], Word::NONE)?;
    }
    for (k, v) in args.keywords() {
        if !vm.dict_get(seen, k)?.is_null() {
            return Err(vm.type_error(format!("{name} got multiple values for argument '{}'", vm.str_text(k)?)));
        }
        vm.dict_set(seen, k, Word::NONE)?;
        vm.setattr(this, k, Some(v))?;
    }
    let types = vm.getattr_opt(ty, vm.intern("_field_types"))?;
    for i in 0..fields.len() {
        let f = fields[i];
        if types.is_null() || !vm.dict_get(seen, f)?.is_null() {
            continue;
        }
        let t = vm.dict_get(types, f)?;
        if t.is_null() || !vm.getattr_opt(ty, f)?.is_null() {
            continue;
        }
        if vm.type_name(t).ends_with("GenericAlias") {
            let l = vm.new_list();
            vm.setattr(this, f, Some(l))?;
            continue;
        }
        let m = vm.import_module("_ast")?;
        if t == vm.getattr_str(m, "expr_context")? {
            let load = vm.call(vm.getattr_str(m, "Load")?, &[])?;
            vm.setattr(this, f, Some(load))?;
            continue;
        }
        vm.warn(
            &vm.exc.DeprecationWarning,
            &format!(
                "{name}.__init__ missing 1 required positional argument: '{}'. This will become an error in Python 3.15.",
                vm.str_text(f)?
            ),
        )?;
    }
    Ok(())
}

fn init(vm: &Vm, m: Word) -> R<()> {
    let root = vm.native_type::<Node>();
    let none = vm.new_tuple(&[]);
    let d = root.as_type().map_or(Word::NULL, |t| t.dict.get());
    for n in ["_fields", "_attributes", "__match_args__"] {
        vm.dict_set_str(d, n, none);
    }
    vm.module_add(m, "AST", root);
    for line in TABLE.lines() {
        let Some((head, rest)) = line.split_once("): ") else { continue };
        let Some((name, base)) = head.split_once('(') else { continue };
        let (fields, attrs) = rest.split_once(';').unwrap_or((rest, ""));
        let ns = vm.new_dict();
        let list = vm.new_list();
        for f in fields.split(',').filter_map(|f| f.trim().split_once(' ')) {
            vm.call_method(list, "append", &[vm.intern(f.0)])?;
            if f.1.ends_with('?') {
                vm.dict_set_str(ns, f.0, Word::NONE);
            }
        }
        let t = vm.call(vm.types.tuple.get(), &[list])?;
        vm.dict_set_str(ns, "_fields", t);
        vm.dict_set_str(ns, "__match_args__", t);
        vm.dict_set_str(ns, "__module__", vm.intern("ast"));
        let list = vm.new_list();
        for a in attrs.split(',').map(str::trim).filter(|a| !a.is_empty()) {
            let n = a.trim_end_matches('?');
            vm.call_method(list, "append", &[vm.intern(n)])?;
            if n != a {
                vm.dict_set_str(ns, n, Word::NONE);
            }
        }
        if !attrs.is_empty() {
            let t = vm.call(vm.types.tuple.get(), &[list])?;
            vm.dict_set_str(ns, "_attributes", t);
        }
        let bases = vm.new_tuple(&[vm.getattr_str(m, base)?]);
        let c = vm.call(vm.types.type_.get(), &[vm.intern(name), bases, ns])?;
        vm.module_add(m, name, c);
    }
    // Fields may be of classes that come later in the table.
    for line in TABLE.lines() {
        let Some((head, rest)) = line.split_once("): ") else { continue };
        let Some((name, _)) = head.split_once('(') else { continue };
        let types = vm.new_dict();
        for f in rest.split(';').next().unwrap_or("").split(',').filter_map(|f| f.trim().split_once(' ')) {
            let n = f.1.trim_end_matches(['*', '?']);
            let mut t = match n {
                "str" | "int" | "object" => vm.dict_get_str(vm.builtins.get(), n),
                _ => vm.getattr_str(m, n)?,
            };
            if f.1.contains('*') {
                t = vm.getitem(vm.types.list.get(), t)?;
            }
            if f.1.ends_with('?') {
                t = vm.binary_op(BinOp::Or, t, Word::NONE)?;
            }
            vm.dict_set_str(types, f.0, t);
        }
        vm.setattr(vm.getattr_str(m, name)?, vm.intern("_field_types"), Some(types))?;
    }
    for (n, v) in [
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
        ("PyCF_OPTIMIZED_AST", 0x8400),
    ] {
        vm.module_add(m, n, Word::small(v));
    }
    Ok(())
}

pub static SPEC: ModuleSpec = ModuleSpec { name: "_ast", doc: "", functions: &[], init };
