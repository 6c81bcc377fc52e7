//! Named tuples of native modules: `time.struct_time`, `os.stat_result`, `sys.version_info` …
//!
//! An instance is a tuple whose length says how many items show; further fields lie behind them.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// A struct sequence type.
pub struct StructDef {
    /// `module.name`
    pub name: &'static str,
    pub doc: &'static str,
    /// All fields; an empty name is an item without one.
    pub fields: &'static [&'static str],
    /// How many of them are items.
    pub visible: usize,
    /// May be called with a sequence.
    pub callable: bool,
    pub cell: AtomicU64,
}
impl StructDef {
    pub const fn new(
        name: &'static str,
        doc: &'static str,
        fields: &'static [&'static str],
        visible: usize,
        callable: bool,
    ) -> StructDef {
        StructDef { name, doc, fields, visible, callable, cell: AtomicU64::new(0) }
    }
}

static DEFS: Mutex<Vec<(u64, &'static StructDef)>> = Mutex::new(Vec::new());

fn def_of(vm: &Vm, ty: Word) -> Option<&'static StructDef> {
    let defs = DEFS.lock().ok()?;
    let _ = vm;
    let t = ty.as_type()?;
    t.mro_items().iter().find_map(|m| defs.iter().find(|d| d.0 == m.0).map(|d| d.1))
}

/// Field `i` of an instance, items and hidden fields alike.
pub fn field(w: Word, i: usize) -> Word {
    match w.get::<TupleObj>() {
        // SAFETY: instances are allocated with room for every field of their type.
        Some(t) => unsafe { *((t as *const TupleObj as *const Word).add(2 + i)) },
        None => Word::NONE,
    }
}
fn getter<const I: usize>(_: &Vm, w: Word) -> R {
    Ok(field(w, I))
}
macro_rules! getters { ($($i:literal)*) => { [$(getter::<$i>),*] }; }
const GETTERS: [fn(&Vm, Word) -> R; 32] =
    getters!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);

static NEW: FnDef = FnDef::new("__new__", "($type, sequence, dict=None)", construct, "");

fn construct(vm: &Vm, a: &[Word]) -> R {
    let Some(d) = def_of(vm, a[0]) else { return Err(vm.type_error("no struct sequence")) };
    if !d.callable {
        return Err(vm.type_error(format!("cannot create '{}' instances", d.name)));
    }
    let Ok(seq) = vm.to_vec(a[1]) else {
        return Err(vm.type_error("constructor requires a sequence"));
    };
    let dict = a[2].or(Word::NONE);
    if !dict.is_none() && !dict.is_kind(Kind::Dict) {
        return Err(vm.type_error(format!("{}() takes a dict as second arg, if any", d.name)));
    }
    let (min, max) = (d.visible, d.fields.len());
    if seq.len() < min || seq.len() > max {
        let text = if min == max {
            format!("{}() takes a {min}-sequence ({}-sequence given)", d.name, seq.len())
        } else if seq.len() < min {
            format!("{}() takes an at least {min}-sequence ({}-sequence given)", d.name, seq.len())
        } else {
            format!("{}() takes an at most {max}-sequence ({}-sequence given)", d.name, seq.len())
        };
        return Err(vm.type_error(text));
    }
    let mut v = WordVec::with_capacity(vm, max);
    v.extend(vm, &seq);
    for i in seq.len()..max {
        let w = if dict.is_none() { Word::NULL } else { vm.dict_get_str(dict, d.fields[i]) };
        v.push(vm, w.or(Word::NONE));
    }
    Ok(alloc(vm, a[0], d, &v))
}

fn alloc(vm: &Vm, ty: Word, d: &StructDef, values: &[Word]) -> Word {
    let own = d.cell.load(Ordering::Relaxed) == ty.0;
    let w = vm.tuple_of(d.fields.len(), vm.shape_of_type(ty), !own);
    if let Some(t) = w.get::<TupleObj>() {
        for (i, &v) in values.iter().enumerate() {
            // SAFETY: in range; a fresh object, or one born in the remembered set.
            unsafe { *((t as *const TupleObj as *mut Word).add(2 + i)) = v };
        }
        t.len.set(d.visible);
    }
    w
}

fn repr(vm: &Vm, w: Word) -> R {
    let Some(d) = def_of(vm, vm.type_of(w)) else { return vm.repr(w) };
    let mut out = StrBuilder::new();
    out.push_str(d.name);
    out.push_str("(");
    for i in 0..d.visible {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(d.fields[i]);
        out.push_str("=");
        let r = vm.repr(field(w, i))?;
        out.push_word(r);
    }
    out.push_str(")");
    Ok(out.finish(vm))
}

fn reduce(vm: &Vm, a: &[Word]) -> R {
    let ty = vm.type_of(a[0]);
    let Some(d) = def_of(vm, ty) else { return Ok(Word::NONE) };
    let mut v = WordVec::with_capacity(vm, d.visible);
    for i in 0..d.visible {
        v.push(vm, field(a[0], i));
    }
    let items = v.to_tuple(vm);
    let dict = vm.new_dict();
    for i in d.visible..d.fields.len() {
        vm.dict_set_str(dict, d.fields[i], field(a[0], i));
    }
    let args = vm.new_tuple(&[items, dict]);
    Ok(vm.new_tuple(&[ty, args]))
}

fn replace(vm: &Vm, a: &[Word]) -> R {
    let ty = vm.type_of(a[0]);
    let Some(d) = def_of(vm, ty) else { return Ok(Word::NONE) };
    let mut v = WordVec::with_capacity(vm, d.fields.len());
    for i in 0..d.fields.len() {
        v.push(vm, field(a[0], i));
    }
    let Some(kw) = a[1].get::<DictObj>() else { return Ok(Word::NONE) };
    let mut unknown = vec![];
    for (k, w) in kw.iter() {
        let name = crate::objects::str::to_string_lossy(k);
        match d.fields.iter().position(|f| *f == name) {
            Some(i) => v.set(i, w),
            None => unknown.push(format!("'{name}'")),
        }
    }
    if !unknown.is_empty() {
        return Err(vm.type_error(format!("Got unexpected field name(s): [{}]", unknown.join(", "))));
    }
    Ok(alloc(vm, ty, d, &v))
}

const METHODS: &[FnDef] = &[
    FnDef::new("__reduce__", "($self, /)", reduce, ""),
    FnDef::new(
        "__replace__",
        "($self, /, **changes)",
        replace,
        "Return a copy of the structure with new values for the specified fields.",
    ),
];

impl Vm {
    /// The type of a struct sequence.
    pub fn seq_type(&self, d: &'static StructDef) -> Word {
        let v = d.cell.load(Ordering::Relaxed);
        if v != 0 {
            return Word(v);
        }
        let named = d.fields.iter().enumerate().filter(|(_, n)| !n.is_empty());
        let getset: Vec<GetSet> = named.map(|(i, n)| GetSet::ro(n, GETTERS[i], "")).collect();
        let spec = Box::leak(Box::new(TypeSpec {
            name: d.name,
            doc: d.doc,
            base: Some(|vm| vm.types.tuple.get()),
            slots: |s| {
                s.repr.set(Some(repr));
                // Hidden fields stand where other tuples keep their hash.
                s.hash.set(Some(crate::objects::tuple_type::hash_items));
            },
            methods: METHODS,
            getset: Box::leak(getset.into_boxed_slice()),
            new: Some(&NEW),
            ..TypeSpec::DEFAULT
        }));
        let w = self.make_type(spec, Kind::Tuple, None);
        self.root_slot().set_root(w);
        d.cell.store(w.0, Ordering::Relaxed);
        if let Ok(mut defs) = DEFS.lock() {
            defs.push((w.0, d));
        }
        if let Some(t) = w.as_type() {
            let dict = t.dict.get();
            let unnamed = d.fields.iter().filter(|n| n.is_empty()).count();
            self.dict_set_str(dict, "n_fields", self.int(d.fields.len() as i64));
            self.dict_set_str(dict, "n_sequence_fields", self.int(d.visible as i64));
            self.dict_set_str(dict, "n_unnamed_fields", self.int(unnamed as i64));
            let mut v = WordVec::new();
            for n in d.fields[..d.visible].iter().filter(|n| !n.is_empty()) {
                let n = self.intern(n);
                v.push(self, n);
            }
            let t = v.to_tuple(self);
            self.dict_set_str(dict, "__match_args__", t);
        }
        w
    }
    /// An instance with these fields, all of them.
    pub fn new_seq(&self, d: &'static StructDef, values: &[Word]) -> Word {
        let ty = self.seq_type(d);
        alloc(self, ty, d, values)
    }
}
