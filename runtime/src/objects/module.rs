//! Module objects.

use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

/// A module; its attributes are a dict.
pub struct ModuleObj {
    pub dict: Slot,
}
impl Payload for ModuleObj {
    const INFO: &'static NativeInfo = crate::native_info!(ModuleObj, MODULE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.dict);
    }
}

fn module_new(vm: &Vm, ty: Word, _args: &super::args::Args) -> R {
    let d = vm.new_dict_old();
    for n in ["__name__", "__doc__", "__package__", "__loader__", "__spec__"] {
        vm.dict_set_str(d, n, Word::NONE);
    }
    Ok(vm.new_native_of(ty, ModuleObj { dict: Slot::new(d) }))
}
static INIT: FnDef = FnDef::new("module", "($self, name, doc=None)", module_init, "");
fn module_init(vm: &Vm, a: &[Word]) -> R {
    let Some(m) = a[0].native::<ModuleObj>() else {
        return Ok(Word::NONE);
    };
    if !a[1].is_kind(Kind::Str) {
        return Err(vm.type_error(format!("module() argument 1 must be str, not {}", vm.type_name(a[1]))));
    }
    let d = m.dict.get();
    vm.dict_set_str(d, "__name__", a[1]);
    vm.dict_set_str(d, "__doc__", a[2].or(Word::NONE));
    Ok(Word::NONE)
}
fn module_getattro(vm: &Vm, m: Word, name: Word) -> R {
    let r = vm.generic_getattr_opt(m, name)?;
    if !r.is_null() {
        return Ok(r);
    }
    if let Some(o) = m.native::<ModuleObj>()
        && let Some(d) = o.dict.get().get::<DictObj>()
    {
        let hook = vm.dict_get_interned(d, vm.names.getattr.get());
        if !hook.is_null() {
            return vm.call(hook, &[name]);
        }
        let spec = vm.dict_get_interned(d, vm.names.spec.get());
        if !spec.is_null() && !spec.is_none() {
            let mname = vm.dict_get_interned(d, vm.names.name.get());
            let init = vm.getattr_opt(spec, vm.names.initializing.get())?;
            if !init.is_null() && vm.truth(init)? && mname.is_kind(Kind::Str) {
                return Err(vm.attribute_error(
                    format!(
                        "partially initialized module '{}' has no attribute '{}' (most likely due to a circular import)",
                        super::str::to_string_lossy(mname),
                        super::str::to_string_lossy(name)
                    ),
                    m,
                    name,
                ));
            }
        }
    }
    Err(vm.no_attribute(m, name))
}
fn module_repr(vm: &Vm, m: Word) -> R {
    let Some(o) = m.native::<ModuleObj>() else {
        return Ok(m);
    };
    let d = o.dict.get();
    let name = vm.dict_get_str(d, "__name__");
    let name = if name.is_kind(Kind::Str) { vm.repr_text(name)? } else { "'?'".to_string() };
    let file = vm.dict_get_str(d, "__file__");
    let text = if file.is_kind(Kind::Str) {
        format!("<module {name} from {}>", vm.repr_text(file)?)
    } else {
        let spec = vm.dict_get_str(d, "__spec__");
        let origin =
            if spec.is_null() || spec.is_none() { Word::NULL } else { vm.getattr_opt(spec, vm.intern("origin"))? };
        match origin.get::<StrObj>() {
            Some(s) => format!("<module {name} ({})>", s.to_string_lossy()),
            None if !spec.is_null() && !spec.is_none() => format!("<module {name} (built-in)>"),
            None => format!("<module {name}>"),
        }
    };
    Ok(vm.new_str(&text))
}
pub static MODULE_SPEC: TypeSpec = TypeSpec {
    name: "module",
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    flags: TF_BASETYPE | TF_WEAKREF,
    slots: |s| {
        s.new.set(Some(module_new));
        s.init.set(Some(|vm, m, args| vm.with_first(m, args, |args| vm.call_native(&INIT, args, None)).map(|_| ())));
        s.getattro.set(Some(module_getattro));
        s.repr.set(Some(module_repr));
    },
    getset: &[
        GetSet::ro("__dict__", |_, w| Ok(w.native::<ModuleObj>().map_or(Word::NONE, |m| m.dict.get())), "").as_member()
    ],
    methods: &[FnDef::new(
        "__dir__",
        "($self, /)",
        |vm, a| {
            let d = a[0].native::<ModuleObj>().map_or(Word::NULL, |m| m.dict.get());
            if let Some(o) = d.get::<DictObj>() {
                let f = vm.dict_get_str(d, "__dir__");
                if !f.is_null() {
                    return vm.call(f, &[]);
                }
                let l = vm.new_list();
                for (k, _) in o.iter() {
                    if let Some(l) = l.get::<ListObj>() {
                        l.push(vm, k);
                    }
                }
                return Ok(l);
            }
            Ok(vm.new_list())
        },
        "",
    )],
    ..TypeSpec::DEFAULT
};

impl Vm {
    /// A new module object with the standard attributes.
    pub fn new_module(&self, name: &str, doc: &str) -> Word {
        let d = self.new_dict_old();
        let n = self.new_str(name);
        self.dict_set_str(d, "__name__", n);
        self.dict_set_str(d, "__doc__", super::descr::doc_word(self, doc));
        for n in ["__package__", "__loader__", "__spec__"] {
            self.dict_set_str(d, n, Word::NONE);
        }
        self.new_native(ModuleObj { dict: Slot::new(d) })
    }
    /// Makes a native module from its description.
    pub fn make_module(&self, spec: &'static ModuleSpec) -> R {
        let m = self.new_module(spec.name, spec.doc);
        self.module_functions(m, spec.functions);
        (spec.init)(self, m)?;
        Ok(m)
    }
    /// Adds functions to a module.
    pub fn module_functions(&self, m: Word, functions: &'static [FnDef]) {
        let d = self.module_dict(m);
        let name = self.dict_get_str(d, "__name__");
        for f in functions {
            let w = self.new_native(super::descr::BuiltinFn {
                def: f,
                this: Slot::new(m),
                module: Slot::new(name),
                owner: Slot::new(Word::NULL),
            });
            self.dict_set_str(d, f.name, w);
        }
    }
    /// The dict of a module.
    pub fn module_dict(&self, m: Word) -> Word {
        m.native::<ModuleObj>().map_or(Word::NULL, |m| m.dict.get())
    }
    /// Adds a constant, type or object to a module.
    pub fn module_add(&self, m: Word, name: &str, w: Word) {
        self.dict_set_str(self.module_dict(m), name, w);
    }
}
