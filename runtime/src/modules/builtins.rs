//! The builtins module.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "builtins",
    doc: "Built-in functions, types, exceptions, and other objects.",
    functions: &[FnDef::new("__build_class__", "(func, name, /, *bases, metaclass=None, **kwds)", build_class, "")],
    init,
};

fn init(vm: &Vm, m: Word) -> R<()> {
    super::builtin_iters::add(vm, m)?;
    let t = &vm.types;
    for list in [
        super::builtins_fns::FUNCTIONS,
        super::evaluate::FUNCTIONS,
        super::stdio::FUNCTIONS,
        super::importing::FUNCTIONS,
    ] {
        vm.module_functions(m, list);
    }
    for (n, w) in [("bytearray", &t.bytearray), ("memoryview", &t.memoryview)] {
        if !w.get().is_null() {
            vm.module_add(m, n, w.get());
        }
    }
    for (n, w) in [
        ("object", &t.object),
        ("type", &t.type_),
        ("int", &t.int),
        ("bool", &t.bool),
        ("float", &t.float),
        ("complex", &t.complex),
        ("str", &t.str),
        ("bytes", &t.bytes),
        ("bytearray", &t.bytearray),
        ("memoryview", &t.memoryview),
        ("list", &t.list),
        ("tuple", &t.tuple),
        ("dict", &t.dict),
        ("set", &t.set),
        ("frozenset", &t.frozenset),
        ("range", &t.range),
        ("slice", &t.slice),
        ("property", &t.property),
        ("classmethod", &t.classmethod),
        ("staticmethod", &t.staticmethod),
        ("super", &t.super_),
    ] {
        vm.module_add(m, n, w.get());
    }
    for (n, w) in vm.exc.all() {
        if n == "IncompleteInputError" {
            vm.module_add(m, "_IncompleteInputError", w);
        } else {
            vm.module_add(m, n, w);
        }
    }
    let os = vm.exc.OSError.get();
    vm.module_add(m, "IOError", os);
    vm.module_add(m, "EnvironmentError", os);
    for (n, w) in [
        ("None", Word::NONE),
        ("True", Word::TRUE),
        ("False", Word::FALSE),
        ("Ellipsis", Word::ELLIPSIS),
        ("NotImplemented", Word::NOT_IMPLEMENTED),
        ("__debug__", Word::bool(vm.config.optimize < 1)),
    ] {
        vm.module_add(m, n, w);
    }
    Ok(())
}

/// `__build_class__(func, name, *bases, metaclass=…, **kwds)`: words func, name, bases, metaclass, kwds.
fn build_class(vm: &Vm, a: &[Word]) -> R {
    let (func, name, bases0, meta, kw) = (a[0], a[1], a[2], a[3], a[4]);
    if !func.is_kind(Kind::Function) {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if !name.is_kind(Kind::Str) {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let bases = vm.resolve_bases(bases0)?;
    let explicit = !meta.is_null();
    let items: &[Word] = bases.get::<TupleObj>().map_or(&[], |t| t.items());
    let mut meta = if explicit { meta } else { items.first().map_or(vm.types.type_.get(), |b| vm.type_of(*b)) };
    if meta.as_type().is_some() {
        meta = vm.calculate_metaclass(meta, items)?;
    }
    let prepare = vm.getattr_opt(meta, vm.names.prepare.get())?;
    let (kw_names, kw_values) = vm.split_kwargs(kw);
    let ns = if prepare.is_null() {
        vm.new_dict()
    } else {
        let mut v = WordVec::new();
        v.push(vm, name);
        v.push(vm, bases);
        v.extend(vm, &kw_values);
        vm.call_args(prepare, &Args { words: &v, names: kw_names })?
    };
    if !ns.is_kind(Kind::Dict) && vm.class_of(ns).slots.getitem.get().is_none() {
        let n = meta.as_type().map_or_else(|| "<metaclass>".to_string(), |t| t.name());
        return Err(vm.type_error(format!("{n}.__prepare__() must return a mapping, not {}", vm.type_name(ns))));
    }
    let cell = vm.run_function(func, &Args::EMPTY, ns)?;
    if bases != bases0 {
        vm.setitem(ns, vm.names.orig_bases.get(), Some(bases0))?;
    }
    let mut v = WordVec::new();
    v.push(vm, name);
    v.push(vm, bases);
    v.push(vm, ns);
    v.extend(vm, &kw_values);
    let cls = vm.call_args(meta, &Args { words: &v, names: kw_names })?;
    if let Some(c) = cell.get::<CellObj>()
        && cls.as_type().is_some()
    {
        let got = c.value.get();
        if got.is_null() {
            return Err(vm.runtime_error(format!(
                "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                vm.repr_text(name)?,
                vm.repr_text(cls)?
            )));
        }
        if got != cls {
            return Err(vm.type_error(format!(
                "__class__ set to {} defining {} as {}",
                vm.repr_text(got)?,
                vm.repr_text(name)?,
                vm.repr_text(cls)?
            )));
        }
    }
    Ok(cls)
}

impl Vm {
    /// Keyword arguments in a dict as (names tuple or NULL, values).
    pub fn split_kwargs(&self, kw: Word) -> (Word, WordVec) {
        let (mut names, mut values) = (WordVec::new(), WordVec::new());
        if let Some(d) = kw.get::<DictObj>() {
            for i in 0..d.bound() {
                if let Some((k, v)) = d.entry(i) {
                    names.push(self, k);
                    values.push(self, v);
                }
            }
        }
        if names.is_empty() { (Word::NULL, values) } else { (names.to_tuple(self), values) }
    }
    /// `types.resolve_bases`.
    fn resolve_bases(&self, bases: Word) -> R {
        let Some(t) = bases.get::<TupleObj>() else {
            return Ok(bases);
        };
        let mut out = WordVec::new();
        let mut changed = false;
        for &b in t.items() {
            if b.as_type().is_none() {
                let f = self.getattr_opt(b, self.names.mro_entries.get())?;
                if !f.is_null() {
                    let r = self.call(f, &[bases])?;
                    let Some(r) = r.get::<TupleObj>() else {
                        return Err(self.type_error("__mro_entries__ must return a tuple"));
                    };
                    out.extend(self, r.items());
                    changed = true;
                    continue;
                }
            }
            out.push(self, b);
        }
        Ok(if changed { out.to_tuple(self) } else { bases })
    }
}
