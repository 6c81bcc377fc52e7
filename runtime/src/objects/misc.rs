//! Operations that belong to no single type.

use super::layout::*;
use crate::heap::*;
use crate::{Exc, R, Vm};

impl Vm {
    /// Reports an exception that nothing can catch (`sys.unraisablehook`). `what` begins the text.
    pub fn unraisable(&self, e: Exc, what: Option<&str>, obj: Word) {
        let hook = self.dict_get_str(self.sys_dict.get(), "unraisablehook");
        let own = self.dict_get_str(self.sys_dict.get(), "__unraisablehook__");
        if hook == own || hook.is_null() || hook.is_none() {
            self.write_unraisable(e.0, what.map(str::to_string), obj);
            return;
        }
        let slot = self.dict_get_str(self.sys_dict.get(), "_unraisable_args_type");
        let ty = if slot.is_null() {
            let fields = ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];
            let t = self.struct_type("sys.UnraisableHookArgs", "", &fields, false);
            self.dict_set_str(self.sys_dict.get(), "_unraisable_args_type", t);
            t
        } else {
            slot
        };
        let tb = e.0.get::<ExcObj>().map_or(Word::NONE, |o| o.traceback.get().or(Word::NONE));
        let msg = what.map_or(Word::NONE, |w| self.new_str(w));
        let arg = self.new_struct(ty, &[self.type_of(e.0), e.0, tb, msg, obj.or(Word::NONE)]);
        if let Err(e2) = self.call(hook, &[arg]) {
            self.write_unraisable(e2.0, Some("Exception ignored in sys.unraisablehook".into()), hook);
        }
    }
    /// What `sys.unraisablehook` writes by default.
    pub(crate) fn write_unraisable(&self, e: Word, what: Option<String>, obj: Word) {
        let head = match (what, obj.is_null() || obj.is_none()) {
            (Some(w), true) => format!("{w}:\n"),
            (w, false) => {
                let r = self.repr_text(obj).unwrap_or_else(|_| "<object repr() failed>".into());
                format!("{}: {r}\n", w.as_deref().unwrap_or("Exception ignored in"))
            }
            (None, true) => String::new(),
        };
        let text = self.format_exception(Exc(e));
        self.flush_std();
        self.write_stderr(&(head + &text));
    }
    /// `warnings.warn(text, category)`.
    pub fn warn(&self, category: &Slot, text: &str) -> R<()> {
        let m = self.import_module("_warnings")?;
        let f = self.getattr_str(m, "warn")?;
        let t = self.new_str(text);
        match self.call(f, &[t, category.get()]) {
            Ok(_) => Ok(()),
            // The machinery's own frames are no part of what the program did.
            Err(e) => {
                if let Some(o) = e.0.get::<ExcObj>() {
                    o.traceback.set(&o.hdr, Word::NULL);
                }
                Err(e)
            }
        }
    }
    /// `sys.audit(event, *args)`.
    pub fn audit(&self, event: &str, args: &[Word]) -> R<()> {
        let hooks = self.dict_get_str(self.sys_dict.get(), "_audit_hooks");
        if hooks.is_null() {
            return Ok(());
        }
        let (name, t) = (self.new_str(event), self.new_tuple(args));
        for &h in self.to_vec(hooks)?.iter() {
            self.call(h, &[name, t])?;
        }
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
            TYPEVAR => Ok(self.new_type_parameter(0, v)),
            PARAMSPEC => Ok(self.new_type_parameter(1, v)),
            TYPEVARTUPLE => Ok(self.new_type_parameter(2, v)),
            SUBSCRIPT_GENERIC => self.subscript_generic(v),
            TYPEALIAS => self.new_type_alias(v),
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
            PREP_RERAISE_STAR => self.prep_reraise_star(a, b),
            TYPEVAR_WITH_BOUND => Ok(self.new_bounded_typevar(a, b, false)),
            TYPEVAR_WITH_CONSTRAINTS => Ok(self.new_bounded_typevar(a, b, true)),
            SET_TYPEPARAM_DEFAULT => Ok(self.set_type_parameter_default(a, b)),
            _ => Err(self.not_implemented(format!("intrinsic {which} {b:?}"))),
        }
    }
    /// The exception that is left after the clauses of `try … except*`: `orig` was raised, `excs` is
    /// a list of what the clauses raised or did not match (or None).
    fn prep_reraise_star(&self, orig: Word, excs: Word) -> R {
        let items = self.to_vec(excs)?;
        if self.group_members(orig).is_none() {
            // A naked exception was caught and wrapped; only one clause can have run.
            return Ok(items.first().copied().unwrap_or(Word::NONE));
        }
        let meta = |w: Word| w.get::<ExcObj>().map(|e| (e.traceback.get(), e.cause.get(), e.context.get()));
        let (mut raised, mut reraised) = (super::list::WordVec::new(), super::list::WordVec::new());
        for &e in items.iter() {
            if e.is_none() {
                continue;
            }
            if self.group_members(e).is_some() && meta(e) == meta(orig) {
                reraised.push(self, e);
            } else {
                raised.push(self, e);
            }
        }
        let mut left = Word::NONE;
        if !reraised.is_empty() {
            let mut leaves = super::list::WordVec::new();
            for &e in reraised.iter() {
                self.collect_leaves(e, &mut leaves);
            }
            let keep = leaves.to_tuple(self);
            left = self.project_group(orig, keep)?;
        }
        if raised.is_empty() {
            return Ok(left);
        }
        if !left.is_none() {
            raised.push(self, left);
        }
        if raised.len() == 1 {
            return Ok(raised[0]);
        }
        let l = raised.to_list(self);
        self.call(self.exc.BaseExceptionGroup.get(), &[self.empty_str(), l])
    }
    fn collect_leaves(&self, e: Word, out: &mut super::list::WordVec) {
        match self.group_members(e) {
            Some(m) => {
                for &x in m.get::<TupleObj>().map_or(&[][..], |t| t.items()) {
                    self.collect_leaves(x, out);
                }
            }
            None => out.push(self, e),
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
    pub(crate) fn set_bases(&self, w: Word, bases: Word) -> R<()> {
        let Some(t) = w.as_type() else { return Ok(()) };
        let name = t.name();
        let Some(tuple) = bases.get::<TupleObj>() else {
            return Err(
                self.type_error(format!("can only assign tuple to {name}.__bases__, not {}", self.type_name(bases)))
            );
        };
        if tuple.is_empty() {
            return Err(self.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
        }
        for &b in tuple.items() {
            let Some(b) = b.as_type() else {
                return Err(
                    self.type_error(format!("{name}.__bases__ must be tuple of classes, not '{}'", self.type_name(b)))
                );
            };
            if b.is_subtype(w) {
                return Err(self.type_error("a __bases__ item causes an inheritance cycle"));
            }
        }
        let base = self.best_base(tuple.items())?;
        let old_base = t.base.get();
        let (Some(new), Some(old)) = (base.as_type(), old_base.as_type()) else { return Ok(()) };
        let same = new.kind.get() == old.kind.get()
            && new.slot_fields.get() == old.slot_fields.get()
            && (new.has(super::types::TF_DICT) == old.has(super::types::TF_DICT) || t.has(super::types::TF_DICT));
        if !same {
            let what = if new.has(super::types::TF_HEAP) { "object layout" } else { "deallocator" };
            return Err(self.type_error(format!(
                "__bases__ assignment: '{}' {what} differs from '{}'",
                new.name(),
                old.name()
            )));
        }
        let old_bases = t.bases.get();
        t.bases.set(&t.hdr, bases);
        t.base.set(&t.hdr, base);
        if let Err(e) = self.update_mro(t) {
            t.bases.set(&t.hdr, old_bases);
            t.base.set(&t.hdr, old_base);
            self.update_mro(t)?;
            return Err(e);
        }
        for &b in old_bases.get::<TupleObj>().map_or(&[][..], |t| t.items()) {
            let subs = b.as_type().map_or(Word::NULL, |b| b.subclasses.get());
            if let Some(l) = subs.get::<ListObj>()
                && let Some(i) = l.as_slice().iter().position(|x| *x == w)
            {
                l.remove(i);
            }
        }
        for &b in tuple.items() {
            self.link_subclass(b, w);
        }
        Ok(())
    }
    /// Computes the order of resolution and the slots of a class and of its subclasses anew.
    fn update_mro(&self, t: &'static super::types::TypeObj) -> R<()> {
        let bases = t.bases.get();
        let items: &[Word] = bases.get::<TupleObj>().map_or(&[], |t| t.items());
        let mro = self.c3(t.word(), items)?;
        t.mro.set(&t.hdr, mro.to_tuple(self));
        super::wrappers::fill_slots(self, t);
        self.type_modified(t);
        self.forget_places(&format!("the bases of {}", self.full_name(t)));
        let subs = t.subclasses.get();
        let subs = subs.get::<ListObj>().map(|l| l.snapshot(self));
        for s in subs.iter().flat_map(|v| v.iter()) {
            if let Some(s) = s.as_type() {
                self.update_mro(s)?;
            }
        }
        Ok(())
    }
}
