//! `sys.monitoring` (PEP 669).

use super::events::*;
use super::instrument::{existing, record};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

fn tool_id(vm: &Vm, w: Word) -> R<usize> {
    let n = vm.index_i64(w)?;
    if (0..6).contains(&n) {
        Ok(n as usize)
    } else {
        Err(vm.value_error(format!("invalid tool {n} (must be between 0 and 5)")))
    }
}
fn used_tool(vm: &Vm, w: Word) -> R<usize> {
    let t = tool_id(vm, w)?;
    if vm.state.observe.names[t].get().is_null() {
        return Err(vm.value_error(format!("tool {t} is not in use")));
    }
    Ok(t)
}
fn use_tool_id(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    if !a[1].is_kind(Kind::Str) {
        return Err(vm.value_error("tool name must be a str"));
    }
    if !vm.state.observe.names[t].get().is_null() {
        return Err(vm.value_error(format!("tool {t} is already in use")));
    }
    vm.state.observe.names[t].set_root(a[1]);
    Ok(Word::NONE)
}
fn clear(vm: &Vm, t: usize) {
    for e in 0..COUNT {
        vm.state.observe.set_callback(t, e, Word::NULL);
    }
    vm.state.observe.set_global(t, 0);
    let mut codes = vec![];
    vm.for_each_code(&mut |c| {
        if let Some(i) = existing(c)
            && i.local[t] != 0
        {
            i.local[t] = 0;
            codes.push(());
        }
    });
    vm.sync_code();
}
fn clear_tool_id(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    if !vm.state.observe.names[t].get().is_null() {
        clear(vm, t);
    }
    Ok(Word::NONE)
}
fn free_tool_id(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    if !vm.state.observe.names[t].get().is_null() {
        clear(vm, t);
        vm.state.observe.names[t].set_root(Word::NULL);
    }
    Ok(Word::NONE)
}
fn get_tool(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    Ok(vm.state.observe.names[t].get().or(Word::NONE))
}
fn register_callback(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    let n = vm.index_i64(a[1])?;
    if n <= 0 || n & (n - 1) != 0 {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let e = n.trailing_zeros() as usize;
    if e > COUNT {
        return Err(vm.value_error(format!("invalid event {n}")));
    }
    let f = if a[2].is_none() { Word::NULL } else { a[2] };
    let o = &vm.state.observe;
    vm.audit("sys.monitoring.register_callback", &[a[2]])?;
    if e == BRANCH {
        let old = o.callback(t, BRANCH_RIGHT);
        o.set_callback(t, BRANCH_RIGHT, f);
        o.set_callback(t, BRANCH_LEFT, f);
        return Ok(old.or(Word::NONE));
    }
    let old = o.callback(t, e);
    o.set_callback(t, e, f);
    Ok(old.or(Word::NONE))
}
/// A checked event set, with the aliases resolved.
fn event_set(vm: &Vm, w: Word, local: bool) -> R<Set> {
    let n = vm.index_i64(w)?;
    let what = if local { "invalid local event set" } else { "invalid event set" };
    if n < 0 || n >= 1 << 19 {
        return Err(vm.value_error(format!("{what} 0x{:x}", n as u32)));
    }
    let mut s = n as Set;
    if s & bit(BRANCH) != 0 {
        s = (s & !bit(BRANCH)) | bit(BRANCH_LEFT) | bit(BRANCH_RIGHT);
    }
    if s & C_EVENTS != 0 {
        let all = C_EVENTS | bit(CALL);
        if s & all != all {
            return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
        }
        s &= !C_EVENTS;
    }
    if local && s & !(bit(LOCAL_COUNT) - 1) != 0 {
        return Err(vm.value_error(format!("invalid local event set 0x{n:x}")));
    }
    Ok(s)
}
fn set_events(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    let s = event_set(vm, a[1], false)?;
    used_tool(vm, a[0])?;
    if vm.state.observe.global[t].get() != s {
        vm.state.observe.set_global(t, s);
        vm.sync_code();
    }
    Ok(Word::NONE)
}
fn get_events(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    let s = vm.state.observe.global[t].get();
    Ok(Word::small(s as i64))
}
fn want_code(vm: &Vm, w: Word) -> R<()> {
    if w.is_kind(Kind::Code) { Ok(()) } else { Err(vm.type_error("code must be a code object")) }
}
fn set_local_events(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    want_code(vm, a[1])?;
    let s = event_set(vm, a[2], true)?;
    used_tool(vm, a[0])?;
    if let Some(c) = a[1].get::<CodeObj>() {
        let r = record(c);
        if r.local[t] != s {
            r.local[t] = s;
            vm.sync_one(c);
        }
    }
    Ok(Word::NONE)
}
fn get_local_events(vm: &Vm, a: &[Word]) -> R {
    let t = tool_id(vm, a[0])?;
    want_code(vm, a[1])?;
    used_tool(vm, a[0])?;
    let s = a[1].get::<CodeObj>().and_then(|c| existing(c).map(|r| r.local[t])).unwrap_or(0);
    Ok(Word::small(s as i64))
}
fn restart_events(vm: &Vm, _: &[Word]) -> R {
    let o = &vm.state.observe;
    o.restarts.set(o.restarts.get() + 1);
    vm.sync_code();
    Ok(Word::NONE)
}
fn all_events(vm: &Vm, _: &[Word]) -> R {
    let d = vm.new_dict();
    let g = vm.state.observe.global_events();
    for (n, e) in NAMES {
        let tools = (0..TOOLS).fold(0i64, |m, t| if g[t] & bit(*e) != 0 { m | 1 << t } else { m });
        if tools != 0 && *e < COUNT {
            vm.dict_set_str(d, n, Word::small(tools));
        }
    }
    Ok(d)
}

static FUNCTIONS: [FnDef; 11] = [
    FnDef::new("use_tool_id", "(tool_id, name, /)", use_tool_id, ""),
    FnDef::new("clear_tool_id", "(tool_id, /)", clear_tool_id, ""),
    FnDef::new("free_tool_id", "(tool_id, /)", free_tool_id, ""),
    FnDef::new("get_tool", "(tool_id, /)", get_tool, ""),
    FnDef::new("register_callback", "(tool_id, event, func, /)", register_callback, ""),
    FnDef::new("get_events", "(tool_id, /)", get_events, ""),
    FnDef::new("set_events", "(tool_id, event_set, /)", set_events, ""),
    FnDef::new("get_local_events", "(tool_id, code, /)", get_local_events, ""),
    FnDef::new("set_local_events", "(tool_id, code, event_set, /)", set_local_events, ""),
    FnDef::new("restart_events", "()", restart_events, ""),
    FnDef::new("_all_events", "()", all_events, ""),
];

/// Adds `monitoring`, settrace and setprofile to the sys module.
pub fn add_to_sys(vm: &Vm, sys: Word) -> R<()> {
    let m = vm.new_module("sys.monitoring", "");
    let name = vm.intern("sys.monitoring");
    for f in &FUNCTIONS {
        let w = vm.new_builtin(f, name);
        vm.module_add(m, f.name, w);
    }
    let object = vm.types.object.get();
    let o = &vm.state.observe;
    o.disable.set_root(vm.call(object, &[])?);
    o.missing.set_root(vm.call(object, &[])?);
    vm.module_add(m, "DISABLE", o.disable.get());
    vm.module_add(m, "MISSING", o.missing.get());
    for (n, v) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        vm.module_add(m, n, Word::small(v));
    }
    let events = vm.call(vm.native_type::<Namespace>(), &[])?;
    for (n, e) in NAMES {
        vm.instance_set(events, vm.intern(n), Word::small(1 << e))?;
    }
    vm.instance_set(events, vm.intern("NO_EVENTS"), Word::small(0))?;
    vm.module_add(m, "events", events);
    vm.module_add(sys, "monitoring", m);
    vm.dict_set_str(vm.modules.get(), "sys.monitoring", m);
    super::tracing::add_to_sys(vm, sys)
}

/// The holder of `sys.monitoring.events`.
struct Namespace {}
impl Payload for Namespace {
    const INFO: &'static NativeInfo = crate::native_info!(Namespace, NAMESPACE_SPEC);
}
static NAMESPACE_SPEC: TypeSpec = TypeSpec {
    name: "types.SimpleNamespace",
    flags: TF_DICT,
    slots: |s| s.new.set(Some(|vm, ty, _| Ok(vm.new_native_of(ty, Namespace {})))),
    getset: &[GetSet::ro("__dict__", |vm, w| Ok(vm.instance_dict(w)), "")],
    ..TypeSpec::DEFAULT
};
