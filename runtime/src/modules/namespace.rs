//! `types.SimpleNamespace`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// A namespace; its attributes are a dict.
pub struct Namespace {
    dict: Slot,
}
impl Payload for Namespace {
    const INFO: &'static NativeInfo = crate::native_info!(Namespace, SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.dict);
    }
}
/// A namespace with the attributes of the dict `d`.
pub fn make(vm: &Vm, d: Word) -> Word {
    vm.new_native(Namespace { dict: Slot::new(d) })
}
fn dict_of(w: Word) -> Word {
    w.native::<Namespace>().map_or(Word::NULL, |n| n.dict.get())
}
fn getattro(vm: &Vm, w: Word, name: Word) -> R {
    if let Some(d) = dict_of(w).get::<DictObj>() {
        let v = vm.dict_lookup(d, name)?;
        if !v.is_null() {
            return Ok(v);
        }
    }
    vm.generic_getattr(w, name)
}
fn setattro(vm: &Vm, w: Word, name: Word, v: Option<Word>) -> R<()> {
    let dict = dict_of(w);
    match v {
        Some(v) => vm.dict_set(dict, name, v),
        None => match dict.get::<DictObj>() {
            Some(d) if !vm.dict_remove(d, name)?.is_null() => Ok(()),
            _ => Err(vm.no_attribute(w, name)),
        },
    }
}
fn repr(vm: &Vm, w: Word) -> R {
    let name = if vm.type_of(w) == vm.native_type::<Namespace>() { "namespace".into() } else { vm.short_name(w) };
    let active = &vm.th().repr_active;
    let id = vm.heap.identity(w) as usize;
    if active.borrow().contains(&id) {
        return Ok(vm.new_str(&format!("{name}(...)")));
    }
    active.borrow_mut().push(id);
    let r = (|| {
        let mut parts = vec![];
        let keys = vm.to_vec(dict_of(w))?;
        for &k in keys.iter() {
            let v = vm.dict_get(dict_of(w), k)?;
            if k.is_kind(Kind::Str) && !v.is_null() {
                parts.push(format!("{}={}", to_string_lossy(k), vm.repr_text(v)?));
            }
        }
        Ok(vm.new_str(&format!("{name}({})", parts.join(", "))))
    })();
    active.borrow_mut().retain(|x| *x != id);
    r
}
static SPEC: TypeSpec = TypeSpec {
    name: "types.SimpleNamespace",
    doc: "A simple attribute-based namespace.",
    flags: TF_BASETYPE | TF_WEAKREF,
    slots: |s| {
        s.getattro.set(Some(getattro));
        s.setattro.set(Some(setattro));
        s.repr.set(Some(repr));
        s.richcompare.set(Some(|vm, a, b, op| {
            if b.native::<Namespace>().is_none() {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            vm.compare(dict_of(a), dict_of(b), op)
        }));
        s.new.set(Some(|vm, ty, _| {
            let d = vm.new_dict();
            Ok(vm.new_native_of(ty, Namespace { dict: Slot::new(d) }))
        }));
        s.init.set(Some(|vm, w, args| {
            let pos = args.positional();
            if pos.len() > 1 {
                return Err(vm.type_error(format!(
                    "{} expected at most 1 positional argument, got {}",
                    vm.type_name(w),
                    pos.len()
                )));
            }
            if let [m] = pos {
                let d = vm.call(vm.types.dict.get(), &[*m])?;
                for &k in vm.to_vec(d)?.iter() {
                    if !k.is_kind(Kind::Str) {
                        return Err(vm.type_error("keywords must be strings"));
                    }
                    let v = vm.dict_get(d, k)?;
                    vm.dict_set(dict_of(w), k, v)?;
                }
            }
            for (k, v) in args.keywords() {
                vm.dict_set(dict_of(w), k, v)?;
            }
            Ok(())
        }));
    },
    getset: &[GetSet::ro("__dict__", |_, w| Ok(dict_of(w)), "")],
    methods: &[
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let e = vm.empty_tuple();
                Ok(vm.new_tuple(&[vm.type_of(a[0]), e, dict_of(a[0])]))
            },
            "Return state information for pickling",
        ),
        FnDef::new(
            "__replace__",
            "($self, /, **changes)",
            |vm, a| {
                let new = vm.call(vm.type_of(a[0]), &[])?;
                for d in [dict_of(a[0]), a[1]] {
                    if let (Some(to), Some(from)) = (dict_of(new).get::<DictObj>(), d.get::<DictObj>()) {
                        vm.dict_update(to, from)?;
                    }
                }
                Ok(new)
            },
            "Return a copy of the namespace object with new values for the specified attributes.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
/// The type itself.
pub fn type_word(vm: &Vm) -> Word {
    vm.native_type::<Namespace>()
}
