//! `_ast`: the classes of syntax tree nodes, made from the table `ast_nodes.txt`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// One node a line: `Name(base): field type, …; attribute, …`. A type ending in `*` is a list, one in
/// `?` may be absent.
const TABLE: &str = include_str!("ast_nodes.txt");

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
    },
    ..TypeSpec::DEFAULT
};

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
