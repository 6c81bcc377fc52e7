//! `atexit`: functions called at exit, last registered first.

use super::support::Root;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// A list of (function, args, kwargs).
static FUNCTIONS: Root = Root::new();

/// Calls and forgets all registered functions.
pub fn run(vm: &Vm) {
    loop {
        let Some(t) = FUNCTIONS.get(vm).get::<ListObj>().and_then(|l| l.pop()) else { return };
        let Some(t) = t.get::<TupleObj>() else { continue };
        let (f, args, kw) = (t.items()[0], t.items()[1], t.items()[2]);
        if let Err(e) = call(vm, f, args, kw) {
            vm.unraisable(e, Some("Exception ignored in atexit callback"), f);
        }
    }
}

/// `f(*args, **kw)`
pub fn call(vm: &Vm, f: Word, args: Word, kw: Word) -> R {
    let mut v = vm.to_vec(args)?;
    let mut names = WordVec::new();
    if let Some(d) = kw.get::<DictObj>() {
        let mut i = 0;
        while i < d.bound() {
            if let Some((k, w)) = d.entry(i) {
                names.push(vm, k);
                v.push(vm, w);
            }
            i += 1;
        }
    }
    let names = if names.is_empty() { Word::NULL } else { names.to_tuple(vm) };
    vm.call_args(f, &Args { words: &v, names })
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n",
    functions: &[
        FnDef::new(
            "register",
            "(func, /, *args, **kwargs)",
            |vm, a| {
                if !vm.is_callable(a[0]) {
                    return Err(vm.type_error("the first argument must be callable"));
                }
                let t = vm.new_tuple(a);
                if let Some(l) = FUNCTIONS.get(vm).get::<ListObj>() {
                    l.push(vm, t);
                }
                Ok(a[0])
            },
            "Register a function to be executed upon normal program termination",
        ),
        FnDef::new(
            "unregister",
            "(func, /)",
            |vm, a| {
                let list = FUNCTIONS.get(vm);
                if let Some(l) = list.get::<ListObj>() {
                    let v = l.snapshot(vm);
                    let mut keep = WordVec::new();
                    for i in 0..v.len() {
                        let f = v[i].get::<TupleObj>().map_or(Word::NONE, |t| t.items()[0]);
                        if !vm.compare_bool(f, a[0], CmpOp::Eq)? {
                            keep.push(vm, v[i]);
                        }
                    }
                    l.replace_all(vm, &keep);
                }
                Ok(Word::NONE)
            },
            "Unregister an exit function which was previously registered using\natexit.register",
        ),
        FnDef::new(
            "_run_exitfuncs",
            "()",
            |vm, _| {
                run(vm);
                Ok(Word::NONE)
            },
            "Run all registered exit functions.",
        ),
        FnDef::new(
            "_clear",
            "()",
            |vm, _| {
                if let Some(l) = FUNCTIONS.get(vm).get::<ListObj>() {
                    l.truncate(0);
                }
                Ok(Word::NONE)
            },
            "Clear the list of previously registered exit functions.",
        ),
        FnDef::new(
            "_ncallbacks",
            "()",
            |vm, _| Ok(vm.int(FUNCTIONS.get(vm).get::<ListObj>().map_or(0, |l| l.len()) as i64)),
            "Return the number of registered exit functions.",
        ),
    ],
    init: |vm, _| {
        let l = vm.new_list();
        FUNCTIONS.set(vm, l);
        Ok(())
    },
};
