//! What `match` statements, `except*` and call errors need.

use super::layout::*;
use super::list::WordVec;
use super::types::*;
use crate::heap::*;
use crate::{Exc, R, Vm};

impl Vm {
    /// MATCH_KEYS: a tuple of the values of `keys`, or None if one is missing.
    pub(crate) fn match_keys(&self, subject: Word, keys: Word) -> R {
        let Some(t) = keys.get::<TupleObj>() else {
            return Ok(Word::NONE);
        };
        let mut out = WordVec::with_capacity(self, t.len());
        let seen = self.new_set();
        if t.is_empty() {
            return Ok(self.empty_tuple());
        }
        let get = self.getattr_str(subject, "get")?;
        let dummy = self.new_native(super::slice::SliceObj {
            start: Slot::new(Word::NONE),
            stop: Slot::new(Word::NONE),
            step: Slot::new(Word::NONE),
        });
        for &k in t.items() {
            let h = self.hash(k)?;
            if let Some(s) = seen.get::<SetObj>()
                && !self.set_add(s, k, h)?
            {
                return Err(self.value_error(format!("mapping pattern checks duplicate key ({})", self.repr_text(k)?)));
            }
            let v = self.call(get, &[k, dummy])?;
            if v == dummy {
                return Ok(Word::NONE);
            }
            out.push(self, v);
        }
        Ok(out.to_tuple(self))
    }
    /// MATCH_CLASS: a tuple of attributes, or None if the subject does not match.
    pub(crate) fn match_class(&self, subject: Word, class: Word, npos: usize, names: Word) -> R {
        let Some(t) = class.as_type() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.isinstance(subject, class)? {
            return Ok(Word::NONE);
        }
        let mut out = WordVec::new();
        let mut seen = WordVec::new();
        if npos > 0 {
            let mut self_match = false;
            let args = self.getattr_opt(class, self.names.match_args.get())?;
            let args = if args.is_null() {
                self_match = t.has(TF_MATCH_SELF);
                self.empty_tuple()
            } else {
                args
            };
            let Some(a) = args.get::<TupleObj>() else {
                return Err(self.type_error(format!(
                    "{}.__match_args__ must be a tuple (got {})",
                    t.name(),
                    self.type_name(args)
                )));
            };
            let allowed = if self_match { 1 } else { a.len() };
            if allowed < npos {
                return Err(self.type_error(format!(
                    "{}() accepts {allowed} positional sub-pattern{} ({npos} given)",
                    t.name(),
                    if allowed == 1 { "" } else { "s" }
                )));
            }
            if self_match {
                out.push(self, subject);
            } else {
                for &n in &a.items()[..npos] {
                    if !n.is_kind(Kind::Str) {
                        return Err(self.type_error(format!(
                            "__match_args__ elements must be strings (got {})",
                            self.type_name(n)
                        )));
                    }
                    let n = self.intern_word(n);
                    if seen.contains(&n) {
                        return Err(self.type_error(format!(
                            "{}() got multiple sub-patterns for attribute {}",
                            t.name(),
                            self.repr_text(n)?
                        )));
                    }
                    seen.push(self, n);
                    let v = self.getattr_opt(subject, n)?;
                    if v.is_null() {
                        return Ok(Word::NONE);
                    }
                    out.push(self, v);
                }
            }
        }
        if let Some(k) = names.get::<TupleObj>() {
            for &n in k.items() {
                if seen.contains(&n) {
                    return Err(self.type_error(format!(
                        "{}() got multiple sub-patterns for attribute {}",
                        t.name(),
                        self.repr_text(n)?
                    )));
                }
                seen.push(self, n);
                let v = self.getattr_opt(subject, n)?;
                if v.is_null() {
                    return Ok(Word::NONE);
                }
                out.push(self, v);
            }
        }
        Ok(out.to_tuple(self))
    }
    /// CHECK_EG_MATCH: (what is left, what matched or None).
    pub(crate) fn match_exception_group(&self, e: Word, ty: Word) -> R<(Word, Word)> {
        let group = self.exc.BaseExceptionGroup.get();
        let check = |w: Word| -> R<()> {
            if !self.check_exc_class(w) {
                return Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"));
            }
            if w.as_type().is_some_and(|t| t.is_subtype(group)) {
                return Err(self.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
            }
            Ok(())
        };
        match ty.get::<TupleObj>() {
            Some(t) => t.items().iter().try_for_each(|w| check(*w))?,
            None => check(ty)?,
        }
        if e.is_none() {
            return Ok((Word::NONE, Word::NONE));
        }
        if self.exc_given_matches(e, ty)? {
            if self.class_of(e).is_subtype(group) {
                return Ok((Word::NONE, e));
            }
            let msg = self.empty_str();
            let list = self.new_tuple(&[e]);
            let eg = self.dict_get_str(self.builtins.get(), "ExceptionGroup");
            let eg = if self.class_of(e).is_subtype(self.exc.Exception.get()) { eg } else { group };
            let wrapped = self.call(eg, &[msg, list])?;
            if let (Some(o), Some(src)) = (wrapped.get::<ExcObj>(), e.get::<ExcObj>()) {
                o.traceback.set(&o.hdr, src.traceback.get());
            }
            return Ok((Word::NONE, wrapped));
        }
        if self.class_of(e).is_subtype(group) {
            let pair = self.call_method(e, "split", &[ty])?;
            let Some(t) = pair.get::<TupleObj>() else {
                return Err(self.type_error(format!(
                    "{}.split must return a tuple, not {}",
                    self.type_name(e),
                    self.type_name(pair)
                )));
            };
            if t.len() < 2 {
                return Err(self.type_error(format!(
                    "{}.split must return a 2-tuple, got tuple of size {}",
                    self.type_name(e),
                    t.len()
                )));
            }
            return Ok((t.items()[1], t.items()[0]));
        }
        Ok((e, Word::NONE))
    }
    /// `__context__` as `raise` sets it: always the exception being handled.
    pub(crate) fn replace_context(&self, e: Exc) {
        let h = self.handled_exception();
        if !h.is_none()
            && h != e.0
            && let Some(o) = e.0.get::<ExcObj>()
        {
            o.context.set(&o.hdr, Word::NULL);
            self.set_context(e, h);
        }
    }
    /// How call errors name a callable: `module.qualname()`, or its repr.
    pub fn call_name(&self, f: Word) -> String {
        let q = self.getattr_opt(f, self.names.qualname.get()).unwrap_or(Word::NULL);
        if !q.is_kind(Kind::Str) {
            return self.str_text(f).unwrap_or_default();
        }
        let m = self.getattr_opt(f, self.names.module.get()).unwrap_or(Word::NULL);
        let q = super::str::to_string_lossy(q);
        match m.get::<StrObj>() {
            Some(m) if m.ascii() != Some("builtins") => format!("{}.{q}()", m.to_string_lossy()),
            _ => format!("{q}()"),
        }
    }
    /// `d.update(m)` for any mapping.
    pub fn dict_update_from(&self, d: Word, m: Word) -> R<()> {
        let plain =
            |c: &TypeObj| c.slots.iter.get() == self.types.dict.get().as_type().and_then(|d| d.slots.iter.get());
        if let (Some(to), Some(from)) = (d.get::<DictObj>(), m.get::<DictObj>())
            && plain(self.class_of(m))
        {
            return self.dict_update(to, from);
        }
        let keys = self.call_method_word(m, self.names.keys.get(), &[])?;
        self.for_each(keys, &mut |k| {
            let v = self.getitem(m, k)?;
            self.dict_set(d, k, v)
        })
    }
    /// `**` of a call: a key that is there already is an error.
    pub(crate) fn dict_merge_unique(&self, d: Word, m: Word, func: Word) -> R<()> {
        let items = self.new_dict();
        self.dict_update_from(items, m)?;
        let Some(o) = items.get::<DictObj>() else {
            return Ok(());
        };
        for i in 0..o.bound() {
            if let Some((k, v)) = o.entry(i) {
                if !self.dict_get(d, k)?.is_null() {
                    if !k.is_kind(Kind::Str) {
                        return Err(self.type_error("keywords must be strings"));
                    }
                    return Err(self.type_error(format!(
                        "{} got multiple values for keyword argument '{}'",
                        self.call_name(func),
                        super::str::to_string_lossy(k)
                    )));
                }
                self.dict_set(d, k, v)?;
            }
        }
        Ok(())
    }
}
