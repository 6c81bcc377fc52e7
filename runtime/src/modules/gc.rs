//! `gc`: the collector's switches and what it can tell.

use super::support::Root;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

static CALLBACKS: Root = Root::new();
static THRESHOLDS: [AtomicI64; 3] = [AtomicI64::new(2000), AtomicI64::new(10), AtomicI64::new(10)];
static DEBUG: AtomicI64 = AtomicI64::new(0);
static COLLECTING: AtomicBool = AtomicBool::new(false);

fn callbacks(vm: &Vm, phase: &str, generation: i64) -> R<()> {
    let list = CALLBACKS.get(vm);
    let Some(l) = list.get::<ListObj>() else { return Ok(()) };
    if l.is_empty() {
        return Ok(());
    }
    let info = vm.new_dict();
    vm.dict_set_str(info, "generation", Word::small(generation));
    vm.dict_set_str(info, "collected", Word::small(0));
    vm.dict_set_str(info, "uncollectable", Word::small(0));
    let phase = vm.intern(phase);
    let v = l.snapshot(vm);
    for i in 0..v.len() {
        if let Err(e) = vm.call(v[i], &[phase, info]) {
            vm.unraisable(e, None, v[i]);
        }
    }
    Ok(())
}

fn collect(vm: &Vm, a: &[Word]) -> R {
    let g = if a[0].is_null() { 2 } else { vm.arg_c_int(a[0])? as i64 };
    if !(0..=2).contains(&g) {
        return Err(vm.value_error("invalid generation"));
    }
    // A callback that collects finds the collection under way.
    if COLLECTING.swap(true, Ordering::Relaxed) {
        return Ok(Word::small(0));
    }
    let r = callbacks(vm, "start", g).and_then(|_| {
        vm.heap.collect(g > 0);
        vm.run_finalizers();
        callbacks(vm, "stop", g)
    });
    COLLECTING.store(false, Ordering::Relaxed);
    r.map(|_| Word::small(0))
}

/// Kinds that Python code may see.
fn visible(w: Word) -> bool {
    w.header().is_some_and(|h| !matches!(h.kind, Kind::Filler | Kind::Words | Kind::Raw))
}
fn container(w: Word) -> bool {
    visible(w)
        && w.header().is_some_and(|h| {
            !matches!(h.kind, Kind::Float | Kind::Int | Kind::Complex | Kind::Str | Kind::Bytes | Kind::RangeIter)
        })
}

fn objects(vm: &Vm) -> Word {
    let mut n = 0;
    vm.heap.for_each_object(&mut |w| n += container(w) as usize);
    let mut v = WordVec::with_capacity(vm, n + 1024);
    let cap = n + 1024;
    vm.heap.for_each_object(&mut |w| {
        if container(w) && v.len() < cap {
            v.push(vm, w)
        }
    });
    v.to_list(vm)
}

fn referents_of(vm: &Vm, w: Word, out: Word) -> R<()> {
    let Some(l) = out.get::<ListObj>() else { return Ok(()) };
    if let Some(d) = w.get::<DictObj>() {
        let mut i = 0;
        while i < d.bound() {
            if let Some((k, v)) = d.entry(i) {
                l.push(vm, k);
                l.push(vm, v);
            }
            i += 1;
        }
    } else if let Some(t) = w.get::<TupleObj>() {
        l.extend(vm, t.items());
    } else if let Some(s) = w.get::<ListObj>() {
        let v = s.snapshot(vm);
        l.extend(vm, &v);
    } else if let Some(s) = w.get::<SetObj>() {
        for i in 0..s.bound() {
            if let Some(x) = s.at(i) {
                l.push(vm, x);
            }
        }
    } else if let Some(c) = w.get::<CellObj>() {
        if !c.value.get().is_null() {
            l.push(vm, c.value.get());
        }
    } else if container(w) {
        let d = vm.getattr_opt(w, vm.names.dict.get()).unwrap_or(Word::NULL);
        if let Some(d) = d.get::<DictObj>() {
            let mut i = 0;
            while i < d.bound() {
                if let Some((_, v)) = d.entry(i) {
                    l.push(vm, v);
                }
                i += 1;
            }
        }
        l.push(vm, vm.type_of(w));
    }
    Ok(())
}

fn referrers(vm: &Vm, a: &[Word]) -> R {
    let all = objects(vm);
    let out = vm.new_list();
    let wanted = a[0].get::<TupleObj>().map_or(&[][..], |t| t.items());
    let v = vm.to_vec(all)?;
    for i in 0..v.len() {
        if v[i] == a[0] || v[i] == all {
            continue;
        }
        let r = vm.new_list();
        referents_of(vm, v[i], r)?;
        if let (Some(r), Some(o)) = (r.get::<ListObj>(), out.get::<ListObj>())
            && r.as_slice().iter().any(|x| wanted.contains(x))
        {
            o.push(vm, v[i]);
        }
    }
    Ok(out)
}

fn none(_: &Vm, _: &[Word]) -> R {
    Ok(Word::NONE)
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: &[
        FnDef::new("collect", "(generation=2)", collect, "Run the garbage collector."),
        FnDef::new(
            "enable",
            "()",
            |vm, _| {
                vm.heap.set_enabled(true);
                Ok(Word::NONE)
            },
            "Enable automatic garbage collection.",
        ),
        FnDef::new(
            "disable",
            "()",
            |vm, _| {
                vm.heap.set_enabled(false);
                Ok(Word::NONE)
            },
            "Disable automatic garbage collection.",
        ),
        FnDef::new(
            "isenabled",
            "()",
            |vm, _| Ok(Word::bool(vm.heap.is_enabled())),
            "Returns true if automatic garbage collection is enabled.",
        ),
        FnDef::new(
            "get_objects",
            "(generation=None)",
            |vm, _| Ok(objects(vm)),
            "Return a list of objects tracked by the collector (excluding the list returned).",
        ),
        FnDef::new(
            "get_referents",
            "(*objs)",
            |vm, a| {
                let out = vm.new_list();
                if let Some(t) = a[0].get::<TupleObj>() {
                    for &w in t.items() {
                        referents_of(vm, w, out)?;
                    }
                }
                Ok(out)
            },
            "Return the list of objects that are directly referred to by 'objs'.",
        ),
        FnDef::new(
            "get_referrers",
            "(*objs)",
            referrers,
            "Return the list of objects that directly refer to any of 'objs'.",
        ),
        FnDef::new(
            "is_tracked",
            "(obj, /)",
            |_, a| Ok(Word::bool(container(a[0]))),
            "Returns true if the object is tracked by the garbage collector.",
        ),
        FnDef::new(
            "is_finalized",
            "(obj, /)",
            |_, _| Ok(Word::FALSE),
            "Returns true if the object has been already finalized by the GC.",
        ),
        FnDef::new("freeze", "()", none, ""),
        FnDef::new("unfreeze", "()", none, ""),
        FnDef::new("get_freeze_count", "()", |_, _| Ok(Word::small(0)), ""),
        FnDef::new(
            "get_count",
            "()",
            |vm, _| Ok(vm.new_tuple(&[Word::small(0); 3])),
            "Return a three-tuple of the current collection counts.",
        ),
        FnDef::new(
            "get_threshold",
            "()",
            |vm, _| Ok(vm.new_tuple(&[0, 1, 2].map(|i: usize| Word::small(THRESHOLDS[i].load(Ordering::Relaxed))))),
            "Return the current collection thresholds.",
        ),
        FnDef::new(
            "set_threshold",
            "(threshold0, threshold1=10, threshold2=10, /)",
            |vm, a| {
                for i in 0..3 {
                    if !a[i].is_null() {
                        THRESHOLDS[i].store(vm.arg_c_int(a[i])? as i64, Ordering::Relaxed);
                    }
                }
                vm.heap.set_enabled(THRESHOLDS[0].load(Ordering::Relaxed) != 0);
                Ok(Word::NONE)
            },
            "Set the collection thresholds (the collection frequency).",
        ),
        FnDef::new(
            "get_debug",
            "()",
            |_, _| Ok(Word::small(DEBUG.load(Ordering::Relaxed))),
            "Get the garbage collection debugging flags.",
        ),
        FnDef::new(
            "set_debug",
            "(flags, /)",
            |vm, a| {
                DEBUG.store(vm.arg_c_int(a[0])? as i64, Ordering::Relaxed);
                Ok(Word::NONE)
            },
            "Set the garbage collection debugging flags.",
        ),
        FnDef::new(
            "get_stats",
            "()",
            |vm, _| {
                let s = vm.heap.stats();
                let l = vm.new_list();
                for n in [s.minors, 0, s.majors] {
                    let d = vm.new_dict();
                    vm.dict_set_str(d, "collections", vm.int(n as i64));
                    vm.dict_set_str(d, "collected", Word::small(0));
                    vm.dict_set_str(d, "uncollectable", Word::small(0));
                    if let Some(l) = l.get::<ListObj>() {
                        l.push(vm, d);
                    }
                }
                Ok(l)
            },
            "Return a list of dictionaries containing per-generation statistics.",
        ),
    ],
    init: |vm, m| {
        let l = vm.new_list();
        CALLBACKS.set(vm, l);
        vm.module_add(m, "callbacks", l);
        let l = vm.new_list();
        vm.module_add(m, "garbage", l);
        for (n, v) in [
            ("DEBUG_STATS", 1),
            ("DEBUG_COLLECTABLE", 2),
            ("DEBUG_UNCOLLECTABLE", 4),
            ("DEBUG_SAVEALL", 32),
            ("DEBUG_LEAK", 38),
        ] {
            vm.module_add(m, n, Word::small(v));
        }
        Ok(())
    },
};
