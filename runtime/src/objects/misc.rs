//! Operations that belong to no single type.

use super::layout::*;
use crate::heap::*;
use crate::{Exc, R, Vm};

impl Vm {
    /// `a | b` for types.
    pub(crate) fn make_union(&self, _a: Word, _b: Word) -> R {
        Ok(Word::NOT_IMPLEMENTED)
    }
    /// A read-only view of a mapping.
    pub fn new_mapping_proxy(&self, d: Word) -> Word {
        d
    }
    /// Reports an exception that nothing can catch (`sys.unraisablehook`).
    pub fn unraisable(&self, e: Exc, what: Option<&str>, obj: Word) {
        let r = self.repr_text(obj).unwrap_or_default();
        eprintln!("{}: {r}", what.unwrap_or("Exception ignored in"));
        eprintln!("{}: {}", self.type_name(e.0), self.str_text(e.0).unwrap_or_default());
    }
    /// `warnings.warn(text, category)`.
    pub fn warn(&self, category: &Slot, text: &str) -> R<()> {
        let m = self.import_module("_warnings").or_else(|_| self.import_module("warnings"))?;
        let f = self.getattr_str(m, "warn")?;
        let t = self.new_str(text);
        self.call(f, &[t, category.get()])?;
        Ok(())
    }
    /// `sys.audit(event, *args)`.
    pub fn audit(&self, _event: &str, _args: &[Word]) -> R<()> {
        Ok(())
    }
    /// CALL_INTRINSIC_1.
    pub(crate) fn intrinsic_1(&self, which: usize, v: Word, fp: *mut Word) -> R {
        use taipan_syntax::bytecode::intrinsic1::*;
        let _ = fp;
        match which as u32 {
            UNARY_POSITIVE => self.positive(v),
            LIST_TO_TUPLE => Ok(v.get::<ListObj>().map_or(v, |l| self.new_tuple(l.as_slice()))),
            STOPITERATION_ERROR => self.stop_iteration_error(v, fp),
            ASYNC_GEN_WRAP => Ok(self.async_gen_wrap(v)),
            IMPORT_STAR => self.import_star(v, fp),
            PRINT => {
                let hook = self.dict_get_str(self.sys_dict.get(), "displayhook");
                self.call(hook, &[v])
            }
            _ => Err(self.not_implemented(format!("intrinsic {which}"))),
        }
    }
    /// CALL_INTRINSIC_2.
    pub(crate) fn intrinsic_2(&self, which: usize, a: Word, b: Word) -> R {
        use taipan_syntax::bytecode::intrinsic2::*;
        match which as u32 {
            SET_FUNCTION_TYPE_PARAMS => {
                if let Some(f) = a.get::<FunctionObj>() {
                    f.type_params.set(&f.hdr, b);
                }
                Ok(a)
            }
            _ => Err(self.not_implemented(format!("intrinsic {which} {b:?}"))),
        }
    }
    /// PEP 479: StopIteration may not leave a generator.
    fn stop_iteration_error(&self, v: Word, fp: *mut Word) -> R {
        use taipan_syntax::bytecode::flags::*;
        // SAFETY: the frame of the running instruction.
        let f = unsafe { crate::interp::frame::code_of(fp).flags };
        let what = if f & ASYNC_GENERATOR != 0 {
            "async generator"
        } else if f & COROUTINE != 0 {
            "coroutine"
        } else {
            "generator"
        };
        let text = if self.exc_matches(Exc(v), &self.exc.StopIteration) {
            format!("{what} raised StopIteration")
        } else if f & ASYNC_GENERATOR != 0 && self.exc_matches(Exc(v), &self.exc.StopAsyncIteration) {
            "async generator raised StopAsyncIteration".into()
        } else {
            return Ok(v);
        };
        let e = self.runtime_error(text);
        if let Some(o) = e.0.get::<ExcObj>() {
            o.cause.set(&o.hdr, v);
            o.context.set(&o.hdr, v);
            o.suppress_context.set(&o.hdr, Word::TRUE);
        }
        Ok(e.0)
    }
    fn import_star(&self, m: Word, fp: *mut Word) -> R {
        // SAFETY: the frame of the running instruction.
        let ns = unsafe { *crate::interp::frame::header(fp).add(crate::interp::frame::H_LOCALS) };
        let all = self.getattr_opt(m, self.names.all.get())?;
        let d = self.getattr_opt(m, self.names.dict.get())?;
        let skip = all.is_null();
        let names = if skip { self.to_vec(d)? } else { self.to_vec(all)? };
        for &n in names.iter() {
            if !n.is_kind(Kind::Str) {
                return Err(self.type_error(format!("Item in __all__ must be str, not {}", self.type_name(n))));
            }
            if skip && n.get::<StrObj>().is_some_and(|s| !s.is_empty() && s.at(0) == '_' as u32) {
                continue;
            }
            let v = self.getattr(m, n)?;
            self.setitem(ns, n, Some(v))?;
        }
        Ok(Word::NONE)
    }
    /// `type.mro()`.
    pub(crate) fn compute_mro(&self, t: &'static super::types::TypeObj) -> R {
        let bases = t.bases.get();
        let items: &[Word] = bases.get::<TupleObj>().map_or(&[], |t| t.items());
        Ok(self.c3(t.word(), items)?.to_list(self))
    }
    /// `type.__bases__ = …`.
    pub(crate) fn set_bases(&self, _t: Word, _bases: Word) -> R<()> {
        Err(self.not_implemented("assignment to __bases__"))
    }
}
