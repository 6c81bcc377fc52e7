//! `import`: the bridge to the library's importlib.

use super::frame::*;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// What imports need to remember.
#[derive(Default)]
pub struct ImportState {}
impl ImportState {
    pub(crate) fn trace(&self, _t: &mut Tracer) {}
}

impl Vm {
    /// A module by its full name, imported at need.
    pub fn import_module(&self, name: &str) -> R {
        let n = self.intern(name);
        let m = self.dict_get(self.modules.get(), n)?;
        if !m.is_null() {
            return Ok(m);
        }
        if let Some(m) = crate::modules::native_module(self, name)? {
            return Ok(m);
        }
        let f = self.dict_get_str(self.builtins.get(), "__import__");
        let fromlist = self.new_tuple(&[self.intern("*")]);
        if f.is_null() {
            return Err(self.new_exc(&self.exc.ModuleNotFoundError, format!("No module named '{name}'")));
        }
        self.call_kw(f, &[n], &[("fromlist", fromlist), ("level", Word::small(0))])
    }
    /// IMPORT_NAME.
    pub(crate) unsafe fn import_name(&self, fp: *mut Word, name: Word, level: Word, fromlist: Word) -> R {
        let f = function_of(fp);
        let b = f.builtins.get();
        let import = b.get::<DictObj>().map_or(Word::NULL, |d| self.dict_get_interned(d, self.names.import.get()));
        if import.is_null() {
            return Err(self.import_error("__import__ not found"));
        }
        let ns = *header(fp).add(H_LOCALS);
        let ns = if ns.is_kind(Kind::Generator) { Word::NULL } else { ns };
        self.call(import, &[name, f.globals.get(), ns.or(Word::NONE), fromlist, level])
    }
    /// IMPORT_FROM.
    pub(crate) fn import_from(&self, m: Word, name: Word) -> R {
        let v = self.getattr_opt(m, name)?;
        if !v.is_null() {
            return Ok(v);
        }
        let pkg = self.getattr_opt(m, self.names.name.get())?;
        if pkg.is_kind(Kind::Str) {
            let full = format!("{}.{}", to_string_lossy(pkg), to_string_lossy(name));
            let w = self.dict_get(self.modules.get(), self.intern(&full))?;
            if !w.is_null() {
                return Ok(w);
            }
        }
        let e = self.import_error(format!(
            "cannot import name '{}' from '{}' (unknown location)",
            to_string_lossy(name),
            if pkg.is_kind(Kind::Str) { to_string_lossy(pkg) } else { "<unknown module name>".into() }
        ));
        Err(e)
    }
}
