//! The `_random` module: the Mersenne twister.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use num_bigint::BigInt;
use std::cell::RefCell;
use taipan_text::mt19937::Random;

struct RandomObj {
    state: RefCell<Box<Random>>,
}
impl Payload for RandomObj {
    const INFO: &'static NativeInfo = crate::native_info!(RandomObj, RANDOM_SPEC);
}
/// Words of entropy from the system.
fn entropy() -> Vec<u32> {
    use std::io::Read;
    let mut b = vec![0u8; 624 * 4];
    if std::fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(&mut b)).is_err() {
        let t = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
        b = t.to_le_bytes().to_vec();
    }
    b.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect()
}
fn seeded(vm: &Vm, w: Word) -> R<Random> {
    if w.is_null() || w.is_none() {
        return Ok(Random::from_key(&entropy()));
    }
    let n = match int::to_bigint(w) {
        Some(n) => n,
        None => {
            let h = vm.hash(w)?;
            BigInt::from(h as u64)
        }
    };
    Ok(Random::new(&n))
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a RandomObj> {
    w.native::<RandomObj>().ok_or_else(|| vm.type_error("a Random object is required"))
}
fn getrandbits(vm: &Vm, a: &[Word]) -> R {
    let r = this(vm, &a[0])?;
    let k = vm.index_i64(a[1])?;
    if (1..=61).contains(&k) {
        return Ok(vm.int_u64(r.state.borrow_mut().bits_u64(k as u32)));
    }
    if k < 0 {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    vm.check_alloc((k / 8) as usize)?;
    let v = vm.text(r.state.borrow_mut().getrandbits(k))?;
    Ok(vm.new_int(v))
}
fn getstate(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, &a[0])?.state.borrow().state();
    let mut v = WordVec::with_capacity(vm, s.len());
    s.iter().for_each(|&x| v.push(vm, Word::small(x as i64)));
    Ok(v.to_tuple(vm))
}
fn setstate(vm: &Vm, a: &[Word]) -> R {
    let Some(t) = a[1].get::<TupleObj>() else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    let mut v = Vec::with_capacity(t.len());
    if t.len() == 625 {
        for w in t.items() {
            v.push(vm.index_i64(*w)?);
        }
    }
    let r = this(vm, &a[0])?;
    vm.text(r.state.borrow_mut().set_state(&v))?;
    Ok(Word::NONE)
}
const NEW: FnDef = FnDef::new(
    "__new__",
    "($type, seed=None, /, *args, **kwargs)",
    |vm, a| {
        let r = seeded(vm, a[1])?;
        Ok(vm.new_native_of(a[0], RandomObj { state: RefCell::new(Box::new(r)) }))
    },
    "",
);
static RANDOM_SPEC: TypeSpec = TypeSpec {
    name: "_random.Random",
    doc: "Random() -> create a random number generator with its own internal state.",
    flags: TF_BASETYPE,
    slots: |s| s.init.set(Some(|_, _, _| Ok(()))),
    methods: &[
        FnDef::new(
            "random",
            "($self, /)",
            |vm, a| Ok(vm.float(this(vm, &a[0])?.state.borrow_mut().random())),
            "random() -> x in the interval [0, 1).",
        ),
        FnDef::new(
            "seed",
            "($self, n=None, /)",
            |vm, a| {
                let r = seeded(vm, a[1])?;
                **this(vm, &a[0])?.state.borrow_mut() = r;
                Ok(Word::NONE)
            },
            "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.",
        ),
        FnDef::new("getstate", "($self, /)", getstate, "getstate() -> tuple containing the current state."),
        FnDef::new("setstate", "($self, state, /)", setstate, "setstate(state) -> None.  Restores generator state."),
        FnDef::new(
            "getrandbits",
            "($self, k, /)",
            getrandbits,
            "getrandbits(k) -> x.  Generates an int with k random bits.",
        ),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    functions: &[],
    init: |vm, m| {
        vm.module_add(m, "Random", vm.native_type::<RandomObj>());
        Ok(())
    },
};
