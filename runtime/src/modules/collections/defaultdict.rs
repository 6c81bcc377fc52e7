//! defaultdict: a dict with a factory for missing values, kept in an instance attribute of the
//! dict's own layout.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Names the type; its instances are dicts with one attribute.
pub struct DefaultDict;

/// The attribute under which an instance keeps its factory.
const FACTORY: &str = "default_factory";

thread_local! {
    static TYPE: std::cell::Cell<Option<&'static Slot>> = const { std::cell::Cell::new(None) };
}
/// The type, made at its first use.
pub fn the_type(vm: &Vm) -> Word {
    if let Some(s) = TYPE.with(|t| t.get()) {
        return s.get();
    }
    let slot = vm.root_slot();
    slot.set_root(vm.make_type(&DEFAULTDICT_SPEC, Kind::Dict, None));
    TYPE.with(|t| t.set(Some(slot)));
    slot.get()
}
fn factory(vm: &Vm, w: Word) -> Word {
    vm.instance_get(w, vm.intern(FACTORY)).or(Word::NONE)
}
fn set_factory(vm: &Vm, w: Word, f: Word) -> R<()> {
    vm.instance_set(w, vm.intern(FACTORY), f).map(|_| ())
}
fn init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    let pos = args.positional();
    let f = pos.first().copied().unwrap_or(Word::NONE);
    if !f.is_none() && !vm.is_callable(f) {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    set_factory(vm, w, f)?;
    let rest = if pos.is_empty() { args.words } else { &args.words[1..] };
    match vm.types.dict.get().as_type().and_then(|d| d.slots.init.get()) {
        Some(i) => i(vm, w, &Args { words: rest, names: args.names }),
        None => Ok(()),
    }
}
fn missing(vm: &Vm, a: &[Word]) -> R {
    let f = factory(vm, a[0]);
    if f.is_none() {
        return Err(vm.key_error(a[1]));
    }
    let v = vm.call(f, &[])?;
    vm.setitem(a[0], a[1], Some(v))?;
    Ok(v)
}
fn copy(vm: &Vm, a: &[Word]) -> R {
    vm.call(vm.type_of(a[0]), &[factory(vm, a[0]), a[0]])
}
fn repr(vm: &Vm, w: Word) -> R {
    let base = match vm.types.dict.get().as_type().and_then(|d| d.slots.repr.get()) {
        Some(f) => f(vm, w)?,
        None => Word::NONE,
    };
    let name = vm.short_name(w);
    let f = factory(vm, w);
    let fr = match vm.repr_enter(f) {
        Some(_g) if !f.is_none() => vm.repr(f)?,
        Some(_) => vm.repr(f)?,
        None => vm.new_str("..."),
    };
    let mut out = StrBuilder::new();
    out.push_str(&name);
    out.push_str("(");
    out.push_word(fr);
    out.push_str(", ");
    out.push_word(base);
    out.push_str(")");
    Ok(out.finish(vm))
}
static DEFAULTDICT_SPEC: TypeSpec = TypeSpec {
    name: "collections.defaultdict",
    doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.",
    flags: TF_BASETYPE | TF_MAPPING | TF_DICT,
    base: Some(|vm| vm.types.dict.get()),
    slots: |s| {
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.or.set(Some(|vm, a, b| {
            let ty = the_type(vm);
            let (owner, other) = if vm.class_of(a).is_subtype(ty) { (a, b) } else { (b, a) };
            if !a.is_kind(Kind::Dict) || !b.is_kind(Kind::Dict) {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let _ = other;
            let new = vm.call(vm.type_of(owner), &[factory(vm, owner), a])?;
            vm.dict_update_any(new, b)?;
            Ok(new)
        }));
    },
    methods: &[
        FnDef::new(
            "__missing__",
            "($self, key, /)",
            missing,
            "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n",
        ),
        FnDef::new("copy", "($self, /)", copy, "D.copy() -> a shallow copy of D."),
        FnDef::new("__copy__", "($self, /)", copy, "D.copy() -> a shallow copy of D."),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let f = factory(vm, a[0]);
                let args = if f.is_none() { vm.empty_tuple() } else { vm.new_tuple(&[f]) };
                let items = vm.call_method(a[0], "items", &[])?;
                let it = vm.iter(items)?;
                Ok(vm.new_tuple(&[vm.type_of(a[0]), args, Word::NONE, Word::NONE, it]))
            },
            "Return state information for pickling.",
        ),
        FnDef::class("__class_getitem__", "($cls, object, /)", |vm, a| vm.generic_alias(a[0], a[1]), "See PEP 585"),
    ],
    getset: &[GetSet::rw(
        "default_factory",
        |vm, w| Ok(factory(vm, w)),
        |vm, w, v| set_factory(vm, w, v.unwrap_or(Word::NONE)),
        "Factory for default value called by __missing__().",
    )],
    ..TypeSpec::DEFAULT
};
