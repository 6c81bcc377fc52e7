//! The instructions of `import`; `modules/importing.rs` does the work.

use super::frame::*;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};

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
        self.import_full(name)
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
        Err(self.cannot_import(m, pkg, name)?)
    }
    fn cannot_import(&self, m: Word, pkg: Word, name: Word) -> R<Exc> {
        let text = to_string_lossy(name);
        let Some(p) = pkg.get::<StrObj>().map(|s| s.to_string_lossy()) else {
            return Ok(self
                .import_error(format!("cannot import name '{text}' from '<unknown module name>' (unknown location)")));
        };
        let file = self.getattr_opt(m, self.names.file.get())?;
        let spec = self.getattr_opt(m, self.names.spec.get())?;
        let mut starting = false;
        if !spec.is_null() && !spec.is_none() {
            let i = self.getattr_opt(spec, self.names.initializing.get())?;
            starting = !i.is_null() && self.truth(i)?;
        }
        let place = if file.is_kind(Kind::Str) { to_string_lossy(file) } else { "unknown location".into() };
        let text = if starting && file.is_kind(Kind::Str) {
            format!(
                "cannot import name '{text}' from partially initialized module '{p}' \
                 (most likely due to a circular import) ({place})"
            )
        } else {
            format!("cannot import name '{text}' from '{p}' ({place})")
        };
        let path = if file.is_kind(Kind::Str) { file } else { Word::NONE };
        let t = self.new_str(&text);
        let e =
            self.call_kw(self.exc.ImportError.get(), &[t], &[("name", pkg), ("path", path), ("name_from", name)])?;
        Ok(Exc(e))
    }
}
