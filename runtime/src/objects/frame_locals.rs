//! A frame's local variables (PEP 667): `locals()`, and the write-through `frame.f_locals`.

use super::layout::*;
use super::list::WordVec;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::interp::frame::{Activation, H_LOCALS, header};
use crate::interp::generator::CLOSED;
use crate::objects::code::CodeObj;
use crate::{R, Vm};
use taipan_syntax::bytecode::{fast, flags};

/// The local slots of a frame, wherever they are now.
enum Place {
    Live(*mut Word),
    Saved(Word),
    Gone,
}

fn code_of(f: &FrameObj) -> Option<&'static CodeObj> {
    let func = f.func.get();
    let code = func.get::<FunctionObj>()?.code.get();
    // SAFETY: code objects never move; the frame holds this one.
    code.get::<CodeObj>().map(|c| unsafe { &*(c as *const CodeObj) })
}
fn place(vm: &Vm, f: &FrameObj) -> Place {
    if let Some(a) = vm.activation_of(f) {
        return Place::Live(a.fp);
    }
    if let Some(g) = f.generator.get().get::<GeneratorObj>()
        && g.state.get() != CLOSED
    {
        return Place::Saved(g.word());
    }
    match f.saved.get() {
        w if w.is_kind(Kind::Words) => Place::Saved(w),
        _ => Place::Gone,
    }
}
/// The words of a frame that is put away: a generator's own, or a `Words`.
fn slots_of(w: &Word) -> &[Slot] {
    match w.get::<GeneratorObj>() {
        Some(g) => g.saved(),
        None => w.get::<Words>().map_or(&[], |s| s.slots()),
    }
}
impl Place {
    fn get(&self, i: usize) -> Word {
        match self {
            // SAFETY: `i` is a local slot of the live frame.
            Place::Live(fp) => unsafe { *fp.add(i) },
            Place::Saved(w) => slots_of(w).get(i).map_or(Word::NULL, |s| s.get()),
            Place::Gone => Word::NULL,
        }
    }
    fn set(&self, i: usize, v: Word) {
        match self {
            // SAFETY: as in `get`.
            Place::Live(fp) => unsafe { *fp.add(i) = v },
            Place::Saved(w) => {
                if let (Some(h), Some(slot)) = (w.header(), slots_of(w).get(i)) {
                    slot.set(h, v);
                }
            }
            Place::Gone => {}
        }
    }
}
/// The value of local slot `i`, cells looked into; NULL if unbound.
fn value(code: &CodeObj, p: &Place, i: usize) -> Word {
    let w = p.get(i);
    if code.data.kinds.get(i).is_some_and(|k| k & (fast::CELL | fast::FREE) != 0)
        && let Some(c) = w.get::<CellObj>()
    {
        return c.value.get();
    }
    w
}
fn visible(code: &CodeObj, i: usize) -> bool {
    code.data.kinds.get(i).is_some_and(|k| k & fast::HIDDEN == 0)
}

impl Vm {
    /// `locals()` of the running code: a namespace, or a fresh dict for a function.
    pub fn current_locals(&self) -> R {
        match self.top_activation() {
            Some(a) => self.activation_locals(a),
            None => Err(self.system_error("frame does not exist")),
        }
    }
    /// As [`Vm::current_locals`], of any live frame.
    pub fn activation_locals(&self, a: Activation) -> R {
        let code = a.code();
        if code.flags & flags::OPTIMIZED == 0 {
            // SAFETY: a live frame's header.
            let ns = unsafe { *header(a.fp).add(H_LOCALS) };
            if !ns.is_null() && !ns.is_kind(Kind::Generator) {
                return Ok(ns);
            }
            return Ok(self.current_globals());
        }
        let d = self.new_dict();
        let p = Place::Live(a.fp);
        for i in 0..code.nlocals as usize {
            let v = value(code, &p, i);
            if !v.is_null() && visible(code, i) {
                self.dict_set(d, code.local_name(i), v)?;
            }
        }
        Ok(d)
    }
    /// `frame.f_locals`: the namespace, or a proxy of a function's variables.
    pub fn frame_f_locals(&self, w: Word) -> R {
        let Some(f) = w.get::<FrameObj>() else { return Ok(Word::NONE) };
        let optimized = code_of(f).is_some_and(|c| c.flags & flags::OPTIMIZED != 0);
        if !optimized {
            let ns = f.locals.get();
            if !ns.is_null() {
                return Ok(ns);
            }
            return Ok(f.func.get().get::<FunctionObj>().map_or(Word::NONE, |o| o.globals.get()));
        }
        Ok(self.new_native(LocalsProxy { frame: Slot::new(w) }))
    }
    /// Whether the frame's namespace is that of a function.
    pub fn frame_clear(&self, w: Word) -> R<()> {
        let Some(f) = w.get::<FrameObj>() else { return Ok(()) };
        if self.activation_of(f).is_some() {
            return Err(self.runtime_error("cannot clear an executing frame"));
        }
        if let Some(g) = f.generator.get().get::<GeneratorObj>()
            && g.state.get() != CLOSED
        {
            if g.state.get() != crate::interp::generator::CREATED {
                return Err(self.runtime_error("cannot clear a suspended frame"));
            }
            return self.gen_close(f.generator.get()).map(|_| ());
        }
        let p = place(self, f);
        if let Some(c) = code_of(f) {
            for i in 0..c.nlocals as usize {
                p.set(i, Word::NULL);
            }
        }
        f.extra_locals.set(&f.hdr, Word::NULL);
        Ok(())
    }
}

/// `FrameLocalsProxy`.
pub struct LocalsProxy {
    frame: Slot,
}
impl Payload for LocalsProxy {
    const INFO: &'static NativeInfo = crate::native_info!(LocalsProxy, PROXY_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.frame);
    }
}
fn frame_of(w: Word) -> Word {
    w.native::<LocalsProxy>().map_or(Word::NULL, |p| p.frame.get())
}
/// The slot of the variable `key`, bound ones preferred.
fn slot_of(vm: &Vm, f: &FrameObj, key: Word, bound: bool) -> R<Option<usize>> {
    let Some(c) = code_of(f) else { return Ok(None) };
    let p = place(vm, f);
    for i in 0..c.nlocals as usize {
        if !visible(c, i) {
            continue;
        }
        let n = c.local_name(i);
        if (n == key || key.is_kind(Kind::Str) && vm.eq(n, key)?) && (!bound || !value(c, &p, i).is_null()) {
            return Ok(Some(i));
        }
    }
    Ok(None)
}
fn proxy_get(vm: &Vm, w: Word, key: Word) -> R {
    let fw = frame_of(w);
    let Some(f) = fw.get::<FrameObj>() else { return Ok(Word::NULL) };
    if let (Some(i), Some(c)) = (slot_of(vm, f, key, true)?, code_of(f)) {
        return Ok(value(c, &place(vm, f), i));
    }
    let x = f.extra_locals.get();
    if x.is_null() {
        vm.hash(key)?;
        return Ok(Word::NULL);
    }
    vm.dict_get(x, key)
}
fn proxy_set(vm: &Vm, w: Word, key: Word, v: Option<Word>) -> R<()> {
    let fw = frame_of(w);
    let Some(f) = fw.get::<FrameObj>() else { return Ok(()) };
    if let (Some(i), Some(c)) = (slot_of(vm, f, key, false)?, code_of(f)) {
        let Some(v) = v else {
            return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
        };
        let p = place(vm, f);
        let old = p.get(i);
        match old.get::<CellObj>() {
            Some(cell) if c.data.kinds[i] & (fast::CELL | fast::FREE) != 0 => cell.value.set(&cell.hdr, v),
            _ => p.set(i, v),
        }
        return Ok(());
    }
    let mut x = f.extra_locals.get();
    match v {
        Some(v) => {
            if x.is_null() {
                x = vm.new_dict();
                f.extra_locals.set(&f.hdr, x);
            }
            vm.dict_set(x, key, v)
        }
        None => match x.get::<DictObj>() {
            Some(d) if !vm.dict_remove(d, key)?.is_null() => Ok(()),
            _ => Err(vm.key_error(key)),
        },
    }
}
/// The variables as a fresh dict.
fn snapshot(vm: &Vm, w: Word) -> R {
    let d = vm.new_dict();
    let fw = frame_of(w);
    let Some(f) = fw.get::<FrameObj>() else { return Ok(d) };
    if let Some(c) = code_of(f) {
        let p = place(vm, f);
        for i in 0..c.nlocals as usize {
            let v = value(c, &p, i);
            if !v.is_null() && visible(c, i) {
                vm.dict_set(d, c.local_name(i), v)?;
            }
        }
    }
    if let (Some(x), Some(to)) = (f.extra_locals.get().get::<DictObj>(), d.get::<DictObj>()) {
        vm.dict_update(to, x)?;
    }
    Ok(d)
}
fn proxy_lookup(vm: &Vm, w: Word, key: Word) -> R {
    let v = proxy_get(vm, w, key)?;
    if v.is_null() { Err(vm.new_exc_key(key)?) } else { Ok(v) }
}
impl Vm {
    /// The type of `frame.f_locals` in a function.
    pub fn locals_proxy_type(&self) -> Word {
        self.native_type::<LocalsProxy>()
    }
    /// `KeyError: local variable 'x' is not defined`.
    fn new_exc_key(&self, key: Word) -> R<crate::Exc> {
        Ok(self.new_exc(&self.exc.KeyError, format!("local variable '{}' is not defined", self.repr_text(key)?)))
    }
}
fn update(vm: &Vm, w: Word, from: Word) -> R<()> {
    let has_keys = !vm.getattr_opt(from, vm.names.keys.get())?.is_null();
    let keys: WordVec = if has_keys {
        let k = vm.call_method(from, "keys", &[])?;
        vm.to_vec(k)?
    } else {
        vm.to_vec(from)?
    };
    for &k in keys.iter() {
        if has_keys {
            let v = vm.getitem(from, k)?;
            proxy_set(vm, w, k, Some(v))?;
        } else {
            let pair = vm.to_vec(k)?;
            if pair.len() == 2 {
                proxy_set(vm, w, pair[0], Some(pair[1]))?;
            }
        }
    }
    Ok(())
}
fn as_dict(vm: &Vm, w: Word) -> R {
    if w.native::<LocalsProxy>().is_some() { snapshot(vm, w) } else { Ok(w) }
}
fn merged(vm: &Vm, a: Word, b: Word) -> R {
    if !(b.is_kind(Kind::Dict) || b.native::<LocalsProxy>().is_some()) {
        return Ok(Word::NOT_IMPLEMENTED);
    }
    let (d, e) = (as_dict(vm, a)?, as_dict(vm, b)?);
    vm.binary_op(super::ops::BinOp::Or, d, e)
}
static PROXY_SPEC: TypeSpec = TypeSpec {
    name: "FrameLocalsProxy",
    doc: "Create a write-through view of the locals dictionary for a frame.",
    flags: TF_MAPPING,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let d = snapshot(vm, w)?;
            vm.repr(d)
        }));
        s.len.set(Some(|vm, w| vm.len(snapshot(vm, w)?)));
        s.getitem.set(Some(proxy_lookup));
        s.setitem.set(Some(proxy_set));
        s.contains.set(Some(|vm, w, k| Ok(!proxy_get(vm, w, k)?.is_null())));
        s.iter.set(Some(|vm, w| {
            let d = snapshot(vm, w)?;
            vm.iter(d)
        }));
        s.or.set(Some(merged));
        s.ior.set(Some(|vm, w, o| {
            update(vm, w, o)?;
            Ok(w)
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            if let (Some(x), Some(y)) = (a.native::<LocalsProxy>(), b.native::<LocalsProxy>()) {
                let same = x.frame.get() == y.frame.get();
                return Ok(match op {
                    super::slots::CmpOp::Eq => Word::bool(same),
                    super::slots::CmpOp::Ne => Word::bool(!same),
                    _ => Word::NOT_IMPLEMENTED,
                });
            }
            if b.is_kind(Kind::Dict) {
                let d = snapshot(vm, a)?;
                return vm.compare(d, b, op);
            }
            Ok(Word::NOT_IMPLEMENTED)
        }));
    },
    new: Some(&FnDef::new(
        "__new__",
        "($type, frame, /)",
        |vm, a| {
            if !a[1].is_kind(Kind::Frame) {
                return Err(vm.type_error(format!("FrameLocalsProxy expected frame, not {}", vm.type_name(a[1]))));
            }
            Ok(vm.new_native(LocalsProxy { frame: Slot::new(a[1]) }))
        },
        "",
    )),
    methods: &[
        FnDef::new(
            "get",
            "($self, key, default=None, /)",
            |vm, a| Ok(proxy_get(vm, a[0], a[1])?.or(a[2]).or(Word::NONE)),
            "",
        ),
        FnDef::new(
            "setdefault",
            "($self, key, default=None, /)",
            |vm, a| {
                let v = proxy_get(vm, a[0], a[1])?;
                if !v.is_null() {
                    return Ok(v);
                }
                let v = a[2].or(Word::NONE);
                proxy_set(vm, a[0], a[1], Some(v))?;
                Ok(v)
            },
            "",
        ),
        FnDef::new(
            "pop",
            "($self, key, default=None, /)",
            |vm, a| {
                let fw = frame_of(a[0]);
                if let Some(f) = fw.get::<FrameObj>() {
                    if slot_of(vm, f, a[1], false)?.is_some() {
                        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
                    }
                    if let Some(d) = f.extra_locals.get().get::<DictObj>() {
                        let v = vm.dict_remove(d, a[1])?;
                        if !v.is_null() {
                            return Ok(v);
                        }
                    }
                }
                if a[2].is_null() { Err(vm.key_error(a[1])) } else { Ok(a[2]) }
            },
            "",
        ),
        FnDef::new(
            "update",
            "($self, mapping, /)",
            |vm, a| {
                update(vm, a[0], a[1])?;
                Ok(Word::NONE)
            },
            "",
        ),
        FnDef::new("copy", "($self, /)", |vm, a| snapshot(vm, a[0]), ""),
        FnDef::new("__copy__", "($self, /)", |vm, a| snapshot(vm, a[0]), ""),
        FnDef::new(
            "keys",
            "($self, /)",
            |vm, a| {
                let d = snapshot(vm, a[0])?;
                Ok(vm.to_vec(d)?.to_list(vm))
            },
            "",
        ),
        FnDef::new(
            "values",
            "($self, /)",
            |vm, a| {
                let d = snapshot(vm, a[0])?;
                let v = vm.call_method(d, "values", &[])?;
                Ok(vm.to_vec(v)?.to_list(vm))
            },
            "",
        ),
        FnDef::new(
            "items",
            "($self, /)",
            |vm, a| {
                let d = snapshot(vm, a[0])?;
                let v = vm.call_method(d, "items", &[])?;
                Ok(vm.to_vec(v)?.to_list(vm))
            },
            "",
        ),
        FnDef::new(
            "__reversed__",
            "($self, /)",
            |vm, a| {
                let d = snapshot(vm, a[0])?;
                let v = vm.to_vec(d)?;
                let mut out = WordVec::new();
                for &w in v.iter().rev() {
                    out.push(vm, w);
                }
                let l = out.to_list(vm);
                vm.iter(l)
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};
