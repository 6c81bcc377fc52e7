//! The import system's objects: module specs, the loader of sources, the finder in `sys.meta_path`.

use super::code_cache::Place;
use super::{importing, library};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_syntax as syn;

/// `ModuleSpec`.
pub struct Spec {
    pub name: Slot,
    pub loader: Slot,
    pub origin: Slot,
    pub locations: Slot,
    pub loader_state: Slot,
    pub cached: Slot,
    pub has_location: Slot,
    pub initializing: Slot,
}
impl Payload for Spec {
    const INFO: &'static NativeInfo = crate::native_info!(Spec, SPEC_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in self.slots() {
            t.slot(s);
        }
    }
}
impl Spec {
    fn slots(&self) -> [&Slot; 8] {
        [
            &self.name,
            &self.loader,
            &self.origin,
            &self.locations,
            &self.loader_state,
            &self.cached,
            &self.has_location,
            &self.initializing,
        ]
    }
}
macro_rules! field {
    ($name:literal, $i:expr) => {
        GetSet::rw(
            $name,
            |_, w| Ok(w.native::<Spec>().map_or(Word::NONE, |s| s.slots()[$i].get().or(Word::NONE))),
            |_, w, v| {
                if let (Some(s), Some(h)) = (w.native::<Spec>(), w.header()) {
                    s.slots()[$i].set(h, v.unwrap_or(Word::NONE));
                }
                Ok(())
            },
            "",
        )
    };
}
static SPEC_SPEC: TypeSpec = TypeSpec {
    name: "_frozen_importlib.ModuleSpec",
    doc: "The specification for a module, used for loading.",
    flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
    new: Some(&FnDef::new(
        "__new__",
        "($type, name, loader, *, origin=None, loader_state=None, is_package=None)",
        |vm, a| {
            let locations = if !a[5].is_null() && vm.truth(a[5])? { vm.new_list() } else { Word::NONE };
            Ok(vm.new_native(Spec {
                name: Slot::new(a[1]),
                loader: Slot::new(a[2]),
                origin: Slot::new(a[3].or(Word::NONE)),
                locations: Slot::new(locations),
                loader_state: Slot::new(a[4].or(Word::NONE)),
                cached: Slot::new(Word::NONE),
                has_location: Slot::new(Word::FALSE),
                initializing: Slot::new(Word::FALSE),
            }))
        },
        "",
    )),
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let Some(s) = w.native::<Spec>() else { return Ok(Word::NONE) };
            let mut t =
                format!("ModuleSpec(name={}, loader={}", vm.repr_text(s.name.get())?, vm.repr_text(s.loader.get())?);
            if !s.origin.get().is_none() {
                t.push_str(&format!(", origin={}", vm.repr_text(s.origin.get())?));
            }
            if !s.locations.get().is_none() {
                t.push_str(&format!(", submodule_search_locations={}", vm.repr_text(s.locations.get())?));
            }
            Ok(vm.new_str(&(t + ")")))
        }));
    },
    getset: &[
        field!("name", 0),
        field!("loader", 1),
        field!("origin", 2),
        field!("submodule_search_locations", 3),
        field!("loader_state", 4),
        field!("cached", 5),
        field!("has_location", 6),
        field!("_initializing", 7),
        GetSet::ro(
            "parent",
            |vm, w| {
                let Some(s) = w.native::<Spec>() else { return Ok(Word::NONE) };
                let name = s.name.get();
                if !s.locations.get().is_none() {
                    return Ok(name);
                }
                let t = to_string_lossy(name);
                Ok(vm.new_str(t.rsplit_once('.').map_or("", |p| p.0)))
            },
            "The name of the module's parent.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// Loads a module from source text: a file, or a member of the packed library.
pub struct Loader {
    pub name: Slot,
    pub path: Slot,
}
impl Payload for Loader {
    const INFO: &'static NativeInfo = crate::native_info!(Loader, LOADER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.name);
        t.slot(&self.path);
    }
}
fn path_of(w: Word) -> String {
    w.native::<Loader>().map_or(String::new(), |l| to_string_lossy(l.path.get()))
}
/// The source text at `path`.
pub fn read_source(vm: &Vm, path: &str) -> R<String> {
    if let Some(r) = library::relative(path) {
        return library::read(r).ok_or_else(|| vm.os_error(libc::ENOENT, Some(path)));
    }
    let bytes = read_bytes(vm, path)?;
    syn::decode_source(&bytes).map_err(|e| vm.syntax_error(&e, path))
}
/// The code of the file at `path`: kept from an earlier time, or compiled.
fn get_code(vm: &Vm, path: &str) -> R {
    let compile = |text: &str| {
        let opts = syn::Options { optimize: vm.config.optimize, ..syn::Options::default() };
        vm.compile_to_code(text, path, syn::Mode::Exec, &opts)
    };
    if let Some(r) = library::relative(path) {
        let place = Place::of_library(vm, r);
        if let Some(code) = place.as_ref().and_then(|p| p.load(path)) {
            return Ok(vm.new_code(&code));
        }
        let code = compile(&read_source(vm, path)?)?;
        if let Some(p) = place {
            p.store(vm, &code);
        }
        return Ok(vm.new_code(&code));
    }
    let bytes = read_bytes(vm, path)?;
    let place = Place::of_file(vm, path, &bytes);
    if let Some(code) = place.as_ref().and_then(|p| p.load(path)) {
        return Ok(vm.new_code(&code));
    }
    let text = syn::decode_source(&bytes).map_err(|e| vm.syntax_error(&e, path))?;
    let code = compile(&text)?;
    if let Some(p) = place {
        p.store(vm, &code);
    }
    Ok(vm.new_code(&code))
}
fn read_bytes(vm: &Vm, path: &str) -> R<Vec<u8>> {
    std::fs::read(path).map_err(|e| vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), Some(path)))
}
impl Vm {
    /// Runs a module's source in its namespace.
    pub(super) fn exec_source_module(&self, path: &str, module: Word) -> R<()> {
        let code = get_code(self, path)?;
        let d = self.module_dict(module);
        let b = self.dict_get_str(self.modules.get(), "builtins");
        self.dict_set(d, self.names.builtins.get(), self.module_dict(b))?;
        self.exec_code(code, d, d)?;
        Ok(())
    }
}
static LOADER_SPEC: TypeSpec = TypeSpec {
    name: "_frozen_importlib_external.SourceFileLoader",
    doc: "Loads modules from source text.",
    flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
    new: Some(&FnDef::new(
        "__new__",
        "($type, fullname, path)",
        |vm, a| Ok(vm.new_native_of(a[0], Loader { name: Slot::new(a[1]), path: Slot::new(a[2]) })),
        "",
    )),
    getset: &[
        GetSet::ro("name", |_, w| Ok(w.native::<Loader>().map_or(Word::NONE, |l| l.name.get())), ""),
        GetSet::ro("path", |_, w| Ok(w.native::<Loader>().map_or(Word::NONE, |l| l.path.get())), ""),
    ],
    methods: &[
        FnDef::new("create_module", "($self, spec)", |_, _| Ok(Word::NONE), ""),
        FnDef::new(
            "exec_module",
            "($self, module)",
            |vm, a| {
                vm.exec_source_module(&path_of(a[0]), a[1])?;
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new("get_code", "($self, fullname)", |vm, a| get_code(vm, &path_of(a[0])), ""),
        FnDef::new(
            "get_source",
            "($self, fullname)",
            |vm, a| {
                let t = read_source(vm, &path_of(a[0]))?;
                Ok(vm.new_str(&t.replace("\r\n", "\n")))
            },
            "",
        ),
        FnDef::new("get_filename", "($self, fullname=None)", |vm, a| vm.getattr_str(a[0], "path"), ""),
        FnDef::new(
            "is_package",
            "($self, fullname)",
            |_, a| Ok(Word::bool(path_of(a[0]).ends_with("/__init__.py"))),
            "",
        ),
        FnDef::new(
            "get_data",
            "($self, path)",
            |vm, a| {
                let p = vm.path_text(a[1])?;
                if let Some(r) = library::relative(&p) {
                    return match library::read(r) {
                        Some(t) => Ok(vm.new_bytes(t.as_bytes())),
                        None => Err(vm.os_error(libc::ENOENT, Some(&p))),
                    };
                }
                let b = std::fs::read(&p).map_err(|e| vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), Some(&p)))?;
                Ok(vm.new_bytes(&b))
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// The finder in `sys.meta_path`: native modules, the packed library, and the folders of a path.
pub struct Finder;
impl Payload for Finder {
    const INFO: &'static NativeInfo = crate::native_info!(Finder, FINDER_SPEC);
}
static FINDER_SPEC: TypeSpec = TypeSpec {
    name: "_frozen_importlib_external.PathFinder",
    doc: "Finds native modules, the library's modules, and source files along a path.",
    flags: TF_NO_NEW,
    methods: &[
        FnDef::new(
            "find_spec",
            "($self, fullname, path=None, target=None)",
            |vm, a| {
                let name = to_string_lossy(a[1]);
                Ok(importing::find(vm, &name, a[2].or(Word::NONE))?.unwrap_or(Word::NONE))
            },
            "",
        ),
        FnDef::new("invalidate_caches", "($self, /)", |_, _| Ok(Word::NONE), ""),
    ],
    ..TypeSpec::DEFAULT
};

/// The loader of native modules.
pub struct BuiltinLoader;
impl Payload for BuiltinLoader {
    const INFO: &'static NativeInfo = crate::native_info!(BuiltinLoader, BUILTIN_LOADER_SPEC);
}
static BUILTIN_LOADER_SPEC: TypeSpec = TypeSpec {
    name: "_frozen_importlib.BuiltinImporter",
    flags: TF_NO_NEW,
    methods: &[
        FnDef::new(
            "create_module",
            "($self, spec)",
            |vm, a| {
                let name = vm.getattr_str(a[1], "name")?;
                let name = to_string_lossy(name);
                match super::native_module(vm, &name)? {
                    Some(m) => Ok(m),
                    None => Err(vm.import_error(format!("'{name}' is not a built-in module"))),
                }
            },
            "",
        ),
        FnDef::new("exec_module", "($self, module)", |_, _| Ok(Word::NONE), ""),
        FnDef::new("get_code", "($self, fullname)", |_, _| Ok(Word::NONE), ""),
        FnDef::new("get_source", "($self, fullname)", |_, _| Ok(Word::NONE), ""),
        FnDef::new("is_package", "($self, fullname)", |_, _| Ok(Word::FALSE), ""),
    ],
    ..TypeSpec::DEFAULT
};
