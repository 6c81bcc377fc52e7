//! `import` without any Python code: `sys.modules`, native modules, the packed library, then the
//! folders of `sys.path`. Foreign finders in `sys.meta_path` and `sys.path_hooks` take part.

use super::import_time;
use super::import_types::*;
use super::library;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};

impl Vm {
    /// ModuleNotFoundError for `name`.
    fn module_not_found(&self, text: String, name: &str) -> Exc {
        self.import_error_for(&self.exc.ModuleNotFoundError, text, name)
    }
    /// An ImportError that knows the module's name.
    pub fn import_error_for(&self, ty: &Slot, text: String, name: &str) -> Exc {
        let t = self.new_str(&text);
        let n = self.new_str(name);
        match self.call_kw(ty.get(), &[t], &[("name", n)]) {
            Ok(w) => Exc(w),
            Err(e) => e,
        }
    }
    /// Makes a module's spec.
    fn make_spec(&self, name: &str, loader: Word, origin: Word, locations: Word, file: bool) -> Word {
        let name = self.new_str(name);
        self.new_native(Spec {
            name: Slot::new(name),
            loader: Slot::new(loader),
            origin: Slot::new(origin),
            locations: Slot::new(locations),
            loader_state: Slot::new(Word::NONE),
            cached: Slot::new(Word::NONE),
            has_location: Slot::new(Word::bool(file)),
            initializing: Slot::new(Word::FALSE),
        })
    }
    /// Puts `__spec__` and its kin into a native module that was made without an import.
    pub fn add_builtin_spec(&self, name: &str, module: Word) {
        let loader = self.new_native(BuiltinLoader);
        let origin = self.new_str("built-in");
        let spec = self.make_spec(name, loader, origin, Word::NONE, false);
        self.module_add(module, "__spec__", spec);
        self.module_add(module, "__loader__", loader);
        let package = self.new_str(name.rsplit_once('.').map_or("", |p| p.0));
        self.module_add(module, "__package__", package);
    }
    /// The module `name`, imported with its parents: the last one.
    pub fn import_full(&self, name: &str) -> R {
        let key = self.intern(name);
        let m = self.dict_get(self.modules.get(), key)?;
        if m.is_none() {
            return Err(self.module_not_found(format!("import of {name} halted; None in sys.modules"), name));
        }
        if !m.is_null() {
            if self.config.import_time > 1 {
                import_time::known(self, name);
            }
            return Ok(m);
        }
        self.find_and_load(name, key)
    }
    fn find_and_load(&self, name: &str, key: Word) -> R {
        let _g = self.enter_native("")?;
        let mut path = Word::NONE;
        let mut parent = Word::NULL;
        let split = name.rsplit_once('.');
        if let Some((p, _)) = split {
            parent = self.import_full(p)?;
            // The parent may have imported its child.
            let m = self.dict_get(self.modules.get(), key)?;
            if !m.is_null() {
                return Ok(m);
            }
            path = self.getattr_opt(parent, self.names.path.get())?;
            if path.is_null() {
                return Err(self.module_not_found(format!("No module named '{name}'; '{p}' is not a package"), name));
            }
        }
        let Some(spec) = self.find_spec(name, path)? else {
            return Err(self.module_not_found(format!("No module named '{name}'"), name));
        };
        let timer = import_time::Timer::start(self, name);
        let module = self.load(name, key, spec)?;
        timer.stop(self);
        if self.config.verbose > 0 {
            let loader = self.getattr_str(spec, "loader").and_then(|l| self.repr_text(l)).unwrap_or_default();
            self.write_stderr(&format!("import '{name}' # {loader}\n"));
        }
        if let Some((_, child)) = split {
            let child = self.intern(child);
            match self.setattr(parent, child, Some(module)) {
                Err(e) if !self.exc_matches(e, &self.exc.AttributeError) => return Err(e),
                _ => {}
            }
        }
        Ok(module)
    }
    fn find_spec(&self, name: &str, path: Word) -> R<Option<Word>> {
        let finders = self.dict_get_str(self.sys_dict.get(), "meta_path");
        if finders.is_null() {
            return find(self, name, path);
        }
        for &f in self.to_vec(finders)?.iter() {
            if f.native::<Finder>().is_some() {
                if let Some(s) = find(self, name, path)? {
                    return Ok(Some(s));
                }
                continue;
            }
            let method = self.getattr_opt(f, self.intern("find_spec"))?;
            if method.is_null() {
                continue;
            }
            let s = self.call(method, &[self.new_str(name), path, Word::NONE])?;
            if !s.is_none() {
                return Ok(Some(s));
            }
        }
        Ok(None)
    }
    /// Makes and runs the module that a spec describes.
    fn load(&self, name: &str, key: Word, spec: Word) -> R {
        let modules = self.modules.get();
        let loader = self.getattr_str(spec, "loader")?;
        if loader.native::<BuiltinLoader>().is_some() {
            return match super::native_module(self, name)? {
                Some(m) => {
                    self.module_add(m, "__spec__", spec);
                    self.module_add(m, "__loader__", loader);
                    let package = self.new_str(name.rsplit_once('.').map_or("", |p| p.0));
                    self.module_add(m, "__package__", package);
                    Ok(m)
                }
                None => Err(self.module_not_found(format!("No module named '{name}'"), name)),
            };
        }
        let mut module = Word::NONE;
        if !loader.is_none() && loader.native::<Loader>().is_none() {
            let create = self.getattr_opt(loader, self.intern("create_module"))?;
            if !create.is_null() {
                module = self.call(create, &[spec])?;
            }
        }
        if module.is_none() {
            module = self.new_module(name, "");
        }
        self.init_module(module, spec, loader)?;
        self.setattr(spec, self.names.initializing.get(), Some(Word::TRUE))?;
        self.dict_set(modules, key, module)?;
        let r = if let Some(l) = loader.native::<Loader>() {
            let path = to_string_lossy(l.path.get());
            self.exec_source_module(&path, module)
        } else if loader.is_none() {
            Ok(())
        } else {
            self.call_method(loader, "exec_module", &[module]).map(|_| ())
        };
        self.setattr(spec, self.names.initializing.get(), Some(Word::FALSE))?;
        if let Err(e) = r {
            if let Some(d) = modules.get::<DictObj>() {
                self.dict_remove(d, key)?;
            }
            return Err(e);
        }
        // The module may have replaced itself.
        let m = self.dict_get(modules, key)?;
        if m.is_null() {
            return Err(self.key_error(key));
        }
        Ok(m)
    }
    fn init_module(&self, module: Word, spec: Word, loader: Word) -> R<()> {
        let set = |name: &str, v: Word| -> R<()> { self.setattr(module, self.intern(name), Some(v)) };
        set("__name__", self.getattr_str(spec, "name")?)?;
        set("__loader__", loader)?;
        set("__package__", self.getattr_str(spec, "parent")?)?;
        set("__spec__", spec)?;
        let locations = self.getattr_str(spec, "submodule_search_locations")?;
        if !locations.is_none() {
            set("__path__", locations)?;
        }
        let located = self.getattr_str(spec, "has_location")?;
        if self.truth(located)? {
            set("__file__", self.getattr_str(spec, "origin")?)?;
            let cached = self.getattr_str(spec, "cached")?;
            if !cached.is_none() {
                set("__cached__", cached)?;
            }
        }
        Ok(())
    }

    /// The absolute name of a relative import.
    fn resolve_name(&self, name: &str, globals: Word, level: usize) -> R<String> {
        let get = |n: &str| self.dict_get_str(globals, n).or(Word::NONE);
        if !globals.is_kind(Kind::Dict) {
            return Err(self.new_exc(&self.exc.KeyError, "'__name__' not in globals"));
        }
        let mut package = get("__package__");
        let spec = get("__spec__");
        if package.is_none() {
            package = if spec.is_none() {
                let n = get("__name__");
                if n.is_none() {
                    return Err(self.key_error(self.intern("'__name__' not in globals")));
                }
                let t = to_string_lossy(n);
                if get("__path__").is_none() { self.new_str(t.rsplit_once('.').map_or("", |p| p.0)) } else { n }
            } else {
                self.getattr_str(spec, "parent")?
            };
        }
        if !package.is_kind(Kind::Str) {
            return Err(self.type_error("package must be a string"));
        }
        let mut p = to_string_lossy(package);
        if p.is_empty() {
            return Err(self.import_error("attempted relative import with no known parent package"));
        }
        for _ in 1..level {
            match p.rsplit_once('.') {
                Some((a, _)) => p = a.to_string(),
                None => return Err(self.import_error("attempted relative import beyond top-level package")),
            }
        }
        Ok(if name.is_empty() { p } else { format!("{p}.{name}") })
    }
    /// `from module import names`: imports those names that are submodules.
    fn handle_fromlist(&self, module: Word, names: Word, of_all: bool) -> R<()> {
        for &n in self.to_vec(names)?.iter() {
            let Some(s) = n.get::<StrObj>() else {
                let m = to_string_lossy(self.getattr(module, self.names.name.get())?);
                let place = if of_all { format!("{m}.__all__") } else { "``from list''".into() };
                return Err(self.type_error(format!("Item in {place} must be str, not {}", self.type_name(n))));
            };
            let text = s.to_string_lossy();
            if text == "*" {
                if !of_all {
                    let all = self.getattr_opt(module, self.names.all.get())?;
                    if !all.is_null() {
                        self.handle_fromlist(module, all, true)?;
                    }
                }
                continue;
            }
            if !self.getattr_opt(module, n)?.is_null() {
                continue;
            }
            let full = format!("{}.{text}", to_string_lossy(self.getattr(module, self.names.name.get())?));
            if let Err(e) = self.import_full(&full) {
                let same = self.exc_matches(e, &self.exc.ModuleNotFoundError) && {
                    let n = self.getattr_str(e.0, "name")?;
                    n.is_kind(Kind::Str) && to_string_lossy(n) == full
                };
                let known = self.dict_get_str(self.modules.get(), &full);
                if !same || known.is_none() {
                    return Err(e);
                }
            }
        }
        Ok(())
    }
    /// `__import__`.
    pub fn import_level(&self, name: Word, globals: Word, fromlist: Word, level: i64) -> R {
        let Some(s) = name.get::<StrObj>() else {
            return Err(self.type_error("module name must be a string"));
        };
        let text = s.to_string_lossy();
        if level < 0 {
            return Err(self.value_error("level must be >= 0"));
        }
        let full = if level > 0 {
            self.resolve_name(&text, globals, level as usize)?
        } else if text.is_empty() {
            return Err(self.value_error("Empty module name"));
        } else {
            text.clone()
        };
        let module = self.import_full(&full)?;
        let some = !fromlist.is_null() && !fromlist.is_none() && self.truth(fromlist)?;
        if some {
            if !self.getattr_opt(module, self.names.path.get())?.is_null() {
                self.handle_fromlist(module, fromlist, false)?;
            }
            return Ok(module);
        }
        if level == 0 || text.is_empty() {
            return match full.split_once('.') {
                Some((top, _)) if level == 0 => self.import_full(top),
                _ => Ok(module),
            };
        }
        // `from . import a.b` without names gives the first part of what was asked for.
        match text.split_once('.') {
            None => Ok(module),
            Some((first, _)) => {
                let cut = full.len() - (text.len() - first.len());
                let m = self.dict_get_str(self.modules.get(), &full[..cut]);
                if m.is_null() {
                    return Err(
                        self.new_exc(&self.exc.KeyError, format!("{} not in sys.modules as expected", &full[..cut]))
                    );
                }
                Ok(m)
            }
        }
    }
}

/// The spec of the module `name` along `path` (None: native modules, then `sys.path`).
pub(super) fn find(vm: &Vm, name: &str, path: Word) -> R<Option<Word>> {
    if super::is_native(name) {
        let loader = vm.new_native(BuiltinLoader);
        let origin = vm.new_str("built-in");
        return Ok(Some(vm.make_spec(name, loader, origin, Word::NONE, false)));
    }
    let path = if path.is_none() { vm.dict_get_str(vm.sys_dict.get(), "path") } else { path };
    if path.is_null() || path.is_none() {
        return Ok(None);
    }
    let last = name.rsplit_once('.').map_or(name, |p| p.1);
    if last.is_empty() {
        return Ok(None);
    }
    let mut portions = vec![];
    for &entry in vm.to_vec(path)?.iter() {
        let Some(dir) = entry.get::<StrObj>().map(|s| s.to_string_lossy()) else { continue };
        if let Some(s) = hooked(vm, entry, name)? {
            return Ok(Some(s));
        }
        if let Some(rel) = library::relative(&dir) {
            let base = if rel.is_empty() { last.to_string() } else { format!("{rel}/{last}") };
            for (file, package) in [(format!("{base}/__init__.py"), true), (format!("{base}.py"), false)] {
                if library::contains(&file) {
                    let full = format!("{}/{file}", library::ROOT);
                    let folder = format!("{}/{base}", library::ROOT);
                    return Ok(Some(source_spec(vm, name, &full, package.then_some(folder))));
                }
            }
            continue;
        }
        let dir = if dir.is_empty() {
            std::env::current_dir().map(|d| d.to_string_lossy().into_owned()).unwrap_or_else(|_| ".".into())
        } else {
            dir
        };
        let folder = if dir.ends_with('/') { format!("{dir}{last}") } else { format!("{dir}/{last}") };
        let init = format!("{folder}/__init__.py");
        if is_file(&init) {
            return Ok(Some(source_spec(vm, name, &init, Some(folder))));
        }
        let file = format!("{folder}.py");
        if is_file(&file) {
            return Ok(Some(source_spec(vm, name, &file, None)));
        }
        if std::path::Path::new(&folder).is_dir() {
            portions.push(folder);
        }
    }
    if portions.is_empty() {
        return Ok(None);
    }
    let l = vm.new_list();
    for p in portions {
        let w = vm.new_str(&p);
        if let Some(l) = l.get::<ListObj>() {
            l.push(vm, w);
        }
    }
    Ok(Some(vm.make_spec(name, Word::NONE, Word::NONE, l, false)))
}
fn is_file(path: &str) -> bool {
    std::path::Path::new(path).is_file()
}
fn source_spec(vm: &Vm, name: &str, file: &str, folder: Option<String>) -> Word {
    let path = vm.new_str(file);
    let n = vm.new_str(name);
    let loader = vm.new_native(Loader { name: Slot::new(n), path: Slot::new(path) });
    let locations = match folder {
        Some(f) => vm.new_list_from(&[vm.new_str(&f)]),
        None => Word::NONE,
    };
    vm.make_spec(name, loader, path, locations, true)
}
/// What `sys.path_hooks` say of a path entry.
fn hooked(vm: &Vm, entry: Word, name: &str) -> R<Option<Word>> {
    let hooks = vm.dict_get_str(vm.sys_dict.get(), "path_hooks");
    let cache = vm.dict_get_str(vm.sys_dict.get(), "path_importer_cache");
    let (Some(h), true) = (hooks.get::<ListObj>(), cache.is_kind(Kind::Dict)) else { return Ok(None) };
    if h.is_empty() && cache.get::<DictObj>().is_none_or(|d| d.is_empty()) {
        return Ok(None);
    }
    let mut finder = vm.dict_get(cache, entry)?;
    if finder.is_null() {
        finder = Word::NONE;
        for &hook in vm.to_vec(hooks)?.iter() {
            match vm.call(hook, &[entry]) {
                Ok(f) => {
                    finder = f;
                    break;
                }
                Err(e) if vm.exc_matches(e, &vm.exc.ImportError) => {}
                Err(e) => return Err(e),
            }
        }
        vm.dict_set(cache, entry, finder)?;
    }
    if finder.is_none() {
        return Ok(None);
    }
    let s = vm.call_method(finder, "find_spec", &[vm.new_str(name)])?;
    Ok(if s.is_none() { None } else { Some(s) })
}

fn dunder_import(vm: &Vm, a: &[Word]) -> R {
    let level = if a[4].is_null() { 0 } else { vm.index_i64(a[4])? };
    vm.import_level(a[0], a[1].or(Word::NONE), a[3].or(Word::NONE), level)
}

/// The functions of this file.
pub static FUNCTIONS: &[FnDef] = &[FnDef::new(
    "__import__",
    "(name, globals=None, locals=None, fromlist=(), level=0)",
    dunder_import,
    "Import a module.\n\nBecause this function is meant for use by the Python\ninterpreter and not for general use, it is better to use\nimportlib.import_module() to programmatically import a module.",
)];
