//! Named tuples of the runtime's own (`sys.version_info`, `os.stat_result` …): tuple subclasses
//! with a field for each of their first places.

use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

macro_rules! getters {
    ($($i:literal)*) => { [$(|vm: &Vm, w: Word| item(vm, w, $i)),*] };
}
const MAX: usize = 32;
static GETTERS: [fn(&Vm, Word) -> R; MAX] =
    getters!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);

fn item(_vm: &Vm, w: Word, i: usize) -> R {
    Ok(w.get::<TupleObj>().and_then(|t| t.items().get(i).copied()).unwrap_or(Word::NONE))
}
fn names_of(vm: &Vm, w: Word) -> Word {
    vm.type_lookup(vm.class_of(w), vm.intern("__match_args__"))
}
fn repr(vm: &Vm, w: Word) -> R {
    let names = names_of(vm, w);
    let mut parts = vec![];
    if let (Some(n), Some(t)) = (names.get::<TupleObj>(), w.get::<TupleObj>()) {
        for (name, v) in n.items().iter().zip(t.items()) {
            parts.push(format!("{}={}", super::str::to_string_lossy(*name), vm.repr_text(*v)?));
        }
    }
    Ok(vm.new_str(&format!("{}({})", vm.type_full_name(vm.class_of(w)), parts.join(", "))))
}
fn new(vm: &Vm, a: &[Word]) -> R {
    let n = a[0].as_type().map_or(Word::NULL, |t| vm.type_lookup(t, vm.intern("n_fields")));
    let n = n.as_small().unwrap_or(0) as usize;
    let items = vm.to_vec(a[1])?;
    if items.len() != n {
        let name = a[0].as_type().map_or(String::new(), |t| vm.type_full_name(t));
        return Err(vm.type_error(format!("{name}() takes a {n}-sequence ({}-sequence given)", items.len())));
    }
    Ok(vm.new_struct(a[0], &items))
}
static NEW: FnDef = FnDef::new("__new__", "($type, sequence, dict={}, /)", new, "");
static NO_NEW: FnDef = FnDef::new(
    "__new__",
    "($type, /, *args, **kwargs)",
    |vm, a| {
        let name = a[0].as_type().map_or(String::new(), |t| vm.type_full_name(t));
        Err(vm.type_error(format!("cannot create '{name}' instances")))
    },
    "",
);

static METHODS: &[FnDef] = &[FnDef::new(
    "__reduce__",
    "($self, /)",
    |vm, a| {
        let plain = vm.new_tuple(a[0].get::<TupleObj>().map_or(&[], |t| t.items()));
        let args = vm.new_tuple(&[plain, vm.new_dict()]);
        Ok(vm.new_tuple(&[vm.type_of(a[0]), args]))
    },
    "",
)];

impl Vm {
    /// A type of named tuples: `name` with its module, fields with their texts. `open` ones can be
    /// made by programs.
    pub fn struct_type(&self, name: &'static str, doc: &'static str, fields: &[&'static str], open: bool) -> Word {
        let getset: Vec<GetSet> = fields
            .iter()
            .zip(GETTERS)
            .map(|(n, g)| GetSet { name: n, get: Some(g), set: None, doc: "", member: true })
            .collect();
        let spec: &'static TypeSpec = Box::leak(Box::new(TypeSpec {
            name,
            doc,
            flags: TF_SEQUENCE,
            base: Some(|vm| vm.types.tuple.get()),
            slots: |s| s.repr.set(Some(repr)),
            getset: Box::leak(getset.into_boxed_slice()),
            new: Some(if open { &NEW } else { &NO_NEW }),
            methods: METHODS,
            ..TypeSpec::DEFAULT
        }));
        let w = self.make_type(spec, Kind::Tuple, None);
        if let Some(t) = w.as_type() {
            let d = t.dict.get();
            let n = Word::small(fields.len() as i64);
            self.dict_set_str(d, "n_fields", n);
            self.dict_set_str(d, "n_sequence_fields", n);
            self.dict_set_str(d, "n_unnamed_fields", Word::small(0));
            let mut v = super::list::WordVec::new();
            for f in fields {
                v.push(self, self.intern(f));
            }
            self.dict_set_str(d, "__match_args__", v.to_tuple(self));
        }
        w
    }
    /// An instance of a [`Vm::struct_type`].
    pub fn new_struct(&self, ty: Word, items: &[Word]) -> Word {
        let w = self.tuple_of(items.len(), self.shape_of_type(ty), true);
        if let Some(t) = w.get::<TupleObj>() {
            for (i, v) in items.iter().enumerate() {
                t.slot(i).set(&t.hdr, *v);
            }
        }
        w
    }
}
