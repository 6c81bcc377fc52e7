//! The `sys` module: the interpreter's state, frames, hooks.

use super::sys_constants;
use crate::heap::*;
use crate::interp::unwind::TracebackObj;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::cell::Cell;

/// The module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
    functions: FUNCTIONS,
    init,
};

thread_local! {
    static SWITCH_INTERVAL: Cell<f64> = const { Cell::new(0.005) };
    static FINALIZING: Cell<bool> = const { Cell::new(false) };
    static MAX_DIGITS: Cell<i64> = const { Cell::new(4300) };
}
/// The program is at its end.
pub fn set_finalizing() {
    FINALIZING.with(|f| f.set(true));
}

fn init(vm: &Vm, m: Word) -> R<()> {
    vm.sys_dict.set_root(vm.module_dict(m));
    vm.module_add(m, "modules", vm.modules.get());
    sys_constants::add(vm, m);
    if let Some(n) = vm.config.int_max_str_digits {
        MAX_DIGITS.with(|d| d.set(n as i64));
        crate::objects::int::set_max_str_digits(n);
    }
    for n in ["displayhook", "excepthook", "unraisablehook", "breakpointhook"] {
        let f = vm.dict_get_str(vm.module_dict(m), n);
        vm.module_add(m, &format!("__{n}__"), f);
    }
    let finder = vm.new_native(super::import_types::Finder);
    vm.module_add(m, "meta_path", vm.new_list_from(&[finder]));
    vm.module_add(m, "path_hooks", vm.new_list());
    vm.module_add(m, "path_importer_cache", vm.new_dict());
    let root = vm.new_str(super::library::ROOT);
    vm.module_add(m, "path", vm.new_list_from(&[root]));
    crate::observe::add_to_sys(vm, m)
}

fn exit(vm: &Vm, a: &[Word]) -> R {
    let args: &[Word] = if a[0].is_null() || a[0].is_none() { &[] } else { &a[..1] };
    let e = match vm.call(vm.exc.SystemExit.get(), args) {
        Ok(w) => Exc(w),
        Err(e) => e,
    };
    Err(e)
}
fn exc_info(vm: &Vm, _: &[Word]) -> R {
    let e = vm.handled_exception();
    match e.get::<ExcObj>() {
        Some(o) => {
            let tb = o.traceback.get().or(Word::NONE);
            Ok(vm.new_tuple(&[vm.type_of(e), e, tb]))
        }
        None => Ok(vm.new_tuple(&[Word::NONE, Word::NONE, Word::NONE])),
    }
}
fn frame_at(vm: &Vm, depth: Word) -> R<Option<crate::interp::frame::Activation>> {
    let n = if depth.is_null() { 0 } else { vm.index_i64(depth)? };
    let mut a = vm.top_activation();
    for _ in 0..n {
        a = a.and_then(|a| a.caller());
    }
    Ok(a)
}
fn getframe(vm: &Vm, a: &[Word]) -> R {
    match frame_at(vm, a[0])? {
        Some(x) => Ok(vm.frame_object(x)),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}
fn getframemodulename(vm: &Vm, a: &[Word]) -> R {
    let Some(x) = frame_at(vm, a[0])? else { return Ok(Word::NONE) };
    Ok(x.function().get::<FunctionObj>().map_or(Word::NONE, |f| f.module.get().or(Word::NONE)))
}
fn intern(vm: &Vm, a: &[Word]) -> R {
    if vm.is_exact(a[0], &vm.types.str) {
        return Ok(vm.intern_word(a[0]));
    }
    if a[0].is_kind(Kind::Str) {
        return Err(vm.type_error(format!("can't intern {}", vm.type_name(a[0]))));
    }
    Err(vm.type_error(format!("intern() argument must be str, not {}", vm.type_name(a[0]))))
}
fn set_recursion_limit(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_i64(a[0])?;
    if n < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let n = n.min(i32::MAX as i64) as i32;
    let s = &vm.state;
    let used = s.recursion_limit.get() - s.cur.depth.get();
    if used >= n {
        return Err(vm.recursion_error(format!(
            "cannot set the recursion limit to {n} at the recursion depth {used}: the limit is too low"
        )));
    }
    s.cur.depth.set(n - used);
    s.recursion_limit.set(n);
    Ok(Word::NONE)
}
fn getsizeof(vm: &Vm, a: &[Word]) -> R {
    match vm.getattr_opt(a[0], vm.intern("__sizeof__"))? {
        f if !f.is_null() => {
            let r = vm.call(f, &[])?;
            let n = vm.index_i64(r)?;
            if n < 0 {
                return Err(vm.value_error("__sizeof__() should return >= 0"));
            }
            Ok(vm.int(n))
        }
        _ if !a[1].is_null() => Ok(a[1]),
        _ => Err(vm.type_error(format!("Type {} doesn't define __sizeof__", vm.type_name(a[0])))),
    }
}
fn displayhook(vm: &Vm, a: &[Word]) -> R {
    if a[0].is_none() {
        return Ok(Word::NONE);
    }
    let b = vm.builtins.get();
    let name = vm.names.underscore.get();
    vm.dict_set(b, name, Word::NONE)?;
    let out = vm.sys_get(vm.names.stdout.get());
    if out.is_null() || out.is_none() {
        return Err(vm.runtime_error("lost sys.stdout"));
    }
    let text = vm.repr(a[0])?;
    vm.call_method(out, "write", &[text])?;
    vm.call_method(out, "write", &[vm.new_str("\n")])?;
    vm.dict_set(b, name, a[0])?;
    Ok(Word::NONE)
}
fn excepthook(vm: &Vm, a: &[Word]) -> R {
    if let Some(o) = a[1].get::<ExcObj>() {
        if a[2].native::<TracebackObj>().is_some() && o.traceback.get().is_null() {
            o.traceback.set(&o.hdr, a[2]);
        }
        let text = vm.format_exception(Exc(a[1]));
        vm.flush_std();
        vm.write_stderr(&text);
        return Ok(Word::NONE);
    }
    Err(vm.type_error("print_exception(): Exception expected for value"))
}
fn unraisablehook(vm: &Vm, a: &[Word]) -> R {
    let get = |n: &str| vm.getattr_opt(a[0], vm.intern(n)).unwrap_or(Word::NULL).or(Word::NONE);
    let (e, msg, obj) = (get("exc_value"), get("err_msg"), get("object"));
    vm.write_unraisable(e, if msg.is_none() { None } else { Some(to_string_lossy(msg)) }, obj);
    Ok(Word::NONE)
}
fn breakpointhook(vm: &Vm, a: &[Word]) -> R {
    let spec = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    if spec == "0" {
        return Ok(Word::NONE);
    }
    let spec = if spec.is_empty() { "pdb.set_trace".to_string() } else { spec };
    let (m, f) = spec.rsplit_once('.').unwrap_or(("builtins", &spec));
    let f = vm.import_module(m).and_then(|m| vm.getattr_str(m, f))?;
    let (names, values) = vm.split_kwargs(a[1]);
    let mut v = WordVec::new();
    v.extend(vm, a[0].get::<TupleObj>().map_or(&[], |t| t.items()));
    v.extend(vm, &values);
    vm.call_args(f, &Args { words: &v, names })
}
fn audit(vm: &Vm, a: &[Word]) -> R {
    let hooks = vm.dict_get_str(vm.sys_dict.get(), "_audit_hooks");
    if hooks.is_null() {
        return Ok(Word::NONE);
    }
    for &h in vm.to_vec(hooks)?.iter() {
        vm.call(h, &[a[0], a[1]])?;
    }
    Ok(Word::NONE)
}
fn add_audit_hook(vm: &Vm, a: &[Word]) -> R {
    let mut hooks = vm.dict_get_str(vm.sys_dict.get(), "_audit_hooks");
    if hooks.is_null() {
        hooks = vm.new_list();
        vm.dict_set_str(vm.sys_dict.get(), "_audit_hooks", hooks);
    }
    if let Some(l) = hooks.get::<ListObj>() {
        l.push(vm, a[0]);
    }
    Ok(Word::NONE)
}
fn set_digits(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_i64(a[0])?;
    if n != 0 && n < 640 {
        return Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited"));
    }
    MAX_DIGITS.with(|d| d.set(n));
    crate::objects::int::set_max_str_digits(n as usize);
    Ok(Word::NONE)
}
impl Vm {
    /// `sys.get_int_max_str_digits()`; 0 is no limit.
    pub fn int_max_str_digits(&self) -> usize {
        MAX_DIGITS.with(|d| d.get()) as usize
    }
}
fn set_switch_interval(vm: &Vm, a: &[Word]) -> R {
    let f = vm.call(vm.types.float.get(), &[a[0]])?;
    let v = vm.float_value(f);
    if v <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    SWITCH_INTERVAL.with(|s| s.set(v));
    Ok(Word::NONE)
}
impl Vm {
    fn float_value(&self, w: Word) -> f64 {
        if w.is_imm_float() { w.imm_float_value() } else { w.get::<FloatObj>().map_or(0.0, |f| f.value) }
    }
}
fn current_frames(vm: &Vm, _: &[Word]) -> R {
    let d = vm.new_dict();
    if let Some(a) = vm.top_activation() {
        let f = vm.frame_object(a);
        vm.dict_set(d, vm.int_u64(vm.th().ident), f)?;
    }
    Ok(d)
}
fn asyncgen_hooks(vm: &Vm, _: &[Word]) -> R {
    let t = vm.th();
    let ty = hooks_type(vm);
    Ok(vm.new_struct(ty, &[t.async_firstiter.get().or(Word::NONE), t.async_finalizer.get().or(Word::NONE)]))
}
fn hooks_type(vm: &Vm) -> Word {
    let w = vm.dict_get_str(vm.sys_dict.get(), "_asyncgen_hooks_type");
    if !w.is_null() {
        return w;
    }
    let t = vm.struct_type("sys.asyncgen_hooks", "", &["firstiter", "finalizer"], false);
    vm.dict_set_str(vm.sys_dict.get(), "_asyncgen_hooks_type", t);
    t
}
fn set_asyncgen_hooks(vm: &Vm, a: &[Word]) -> R {
    let t = vm.th();
    for (v, slot, n) in [(a[0], &t.async_firstiter, "firstiter"), (a[1], &t.async_finalizer, "finalizer")] {
        if v.is_null() {
            continue;
        }
        if !v.is_none() && !vm.is_callable(v) {
            return Err(vm.type_error(format!("callable {n} expected, got {}", vm.type_name(v))));
        }
        slot.set_root(if v.is_none() { Word::NULL } else { v });
    }
    Ok(Word::NONE)
}
/// Takes `__dict__` and `__weakref__` out of a class that another one replaces.
fn clear_type_descriptors(vm: &Vm, a: &[Word]) -> R {
    let Some(t) = a[0].as_type() else {
        let n = vm.short_name(a[0]);
        return Err(vm.type_error(format!("_clear_type_descriptors() argument must be type, not {n}")));
    };
    if !t.has(TF_HEAP) {
        return Err(vm.type_error("argument is immutable"));
    }
    if let Some(d) = t.dict.get().get::<DictObj>() {
        for name in ["__dict__", "__weakref__"] {
            vm.dict_remove(d, vm.intern(name))?;
        }
    }
    vm.type_modified(t);
    Ok(Word::NONE)
}
fn text(s: &'static str) -> impl Fn(&Vm) -> R {
    move |vm| Ok(vm.new_str(s))
}

static FUNCTIONS: &[FnDef] = &[
    FnDef::new(
        "exit",
        "(status=None, /)",
        exit,
        "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults to zero (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf it is another kind of object, it will be printed and the system\nexit status will be one (i.e., failure).",
    ),
    FnDef::new(
        "_clear_type_descriptors",
        "(type, /)",
        clear_type_descriptors,
        "Private function for clearing certain descriptors from a type's dictionary.",
    ),
    FnDef::new(
        "exc_info",
        "()",
        exc_info,
        "Return current exception information: (type, value, traceback).\n\nReturn information about the most recent exception caught by an except\nclause in the current stack frame or in an older stack frame.",
    ),
    FnDef::new(
        "exception",
        "()",
        |vm, _| Ok(vm.handled_exception()),
        "Return the current exception.\n\nReturn the most recent exception caught by an except clause\nin the current stack frame or in an older stack frame, or None\nif no such clause exists.",
    ),
    FnDef::new(
        "_getframe",
        "(depth=0, /)",
        getframe,
        "Return a frame object from the call stack.\n\nIf optional integer depth is given, return the frame object that many\ncalls below the top of the stack.  If that is deeper than the call\nstack, ValueError is raised.  The default for depth is zero, returning\nthe frame at the top of the call stack.",
    ),
    FnDef::new(
        "_getframemodulename",
        "(depth=0)",
        getframemodulename,
        "Return the name of the module for a calling frame.",
    ),
    FnDef::new(
        "intern",
        "(string, /)",
        intern,
        "``Intern'' the given string.\n\nThis enters the string in the (global) table of interned strings whose\npurpose is to speed up dictionary lookups. Return the string itself or\nthe previously interned string object with the same value.",
    ),
    FnDef::new(
        "_is_interned",
        "(string, /)",
        |_, a| Ok(Word::bool(a[0].get::<StrObj>().is_some_and(StrObj::is_interned))),
        "Return True if the given string is \"interned\".",
    ),
    FnDef::new("_is_gil_enabled", "()", |_, _| Ok(Word::TRUE), "Return True if the GIL is currently enabled."),
    FnDef::new("_clear_type_cache", "()", |_, _| Ok(Word::NONE), ""),
    FnDef::new("_clear_internal_caches", "()", |_, _| Ok(Word::NONE), ""),
    FnDef::new(
        "getrecursionlimit",
        "()",
        |vm, _| Ok(vm.int(vm.state.recursion_limit.get() as i64)),
        "Return the current value of the recursion limit.\n\nThe recursion limit is the maximum depth of the Python interpreter\nstack.  This limit prevents infinite recursion from causing an overflow\nof the C stack and crashing Python.",
    ),
    FnDef::new(
        "setrecursionlimit",
        "(limit, /)",
        set_recursion_limit,
        "Set the maximum depth of the Python interpreter stack to n.\n\nThis limit prevents infinite recursion from causing an overflow of the C\nstack and crashing Python.  The highest possible limit is platform-\ndependent.",
    ),
    FnDef::new(
        "getsizeof",
        "(object, default=None)",
        getsizeof,
        "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes.",
    ),
    FnDef::new(
        "getrefcount",
        "(object, /)",
        |vm, _| Ok(vm.int(2)),
        "Return the reference count of object.\n\nThe count returned is generally one higher than you might expect,\nbecause it includes the (temporary) reference as an argument to\ngetrefcount().",
    ),
    FnDef::new("getallocatedblocks", "()", |vm, _| Ok(vm.int(0)), ""),
    FnDef::new(
        "getunicodeinternedsize",
        "(*, _only_immortal=False)",
        |vm, _| Ok(vm.int(vm.interned.borrow().len() as i64)),
        "",
    ),
    FnDef::new(
        "_get_cpu_count_config",
        "()",
        |vm, _| Ok(vm.int(vm.config.cpu_count.map_or(-1, i64::from))),
        "Private function for getting PyConfig.cpu_count",
    ),
    FnDef::new(
        "displayhook",
        "(object, /)",
        displayhook,
        "Print an object to sys.stdout and also save it in builtins._",
    ),
    FnDef::new(
        "excepthook",
        "(exctype, value, traceback, /)",
        excepthook,
        "Handle an exception by displaying it with a traceback on sys.stderr.",
    ),
    FnDef::new("unraisablehook", "(unraisable, /)", unraisablehook, "Handle an unraisable exception."),
    FnDef::new(
        "breakpointhook",
        "(*args, **kws)",
        breakpointhook,
        "This hook function is called by built-in breakpoint().",
    ),
    FnDef::new("audit", "(event, /, *args)", audit, "Passes the event to any hooks that are attached."),
    FnDef::new("addaudithook", "(hook)", add_audit_hook, "Adds a new audit hook callback."),
    FnDef::new(
        "set_int_max_str_digits",
        "(maxdigits)",
        set_digits,
        "Set the maximum string digits limit for non-binary int<->str conversions.",
    ),
    FnDef::new(
        "get_int_max_str_digits",
        "()",
        |vm, _| Ok(vm.int(vm.int_max_str_digits() as i64)),
        "Return the maximum string digits limit for non-binary int<->str conversions.",
    ),
    FnDef::new(
        "getdefaultencoding",
        "()",
        |vm, _| text("utf-8")(vm),
        "Return the current default encoding used by the Unicode implementation.",
    ),
    FnDef::new(
        "getfilesystemencoding",
        "()",
        |vm, _| text("utf-8")(vm),
        "Return the encoding used to convert Unicode filenames to OS filenames.",
    ),
    FnDef::new(
        "getfilesystemencodeerrors",
        "()",
        |vm, _| text("surrogateescape")(vm),
        "Return the error mode used for Unicode to OS filename conversion.",
    ),
    FnDef::new(
        "getswitchinterval",
        "()",
        |vm, _| Ok(vm.float(SWITCH_INTERVAL.with(|s| s.get()))),
        "Return the current thread switch interval.",
    ),
    FnDef::new(
        "setswitchinterval",
        "(interval, /)",
        set_switch_interval,
        "Set the ideal thread switching delay inside the Python interpreter.",
    ),
    FnDef::new(
        "is_finalizing",
        "()",
        |_, _| Ok(Word::bool(FINALIZING.with(|f| f.get()))),
        "Return True if Python is exiting.",
    ),
    FnDef::new(
        "call_tracing",
        "(func, args, /)",
        |vm, a| {
            let args = vm.to_vec(a[1])?;
            vm.call(a[0], &args)
        },
        "Call func(*args), while tracing is enabled.",
    ),
    FnDef::new(
        "_current_frames",
        "()",
        current_frames,
        "Return a dict mapping each thread's thread id to its current stack frame.",
    ),
    FnDef::new(
        "_current_exceptions",
        "()",
        |vm, _| {
            let d = vm.new_dict();
            vm.dict_set(d, vm.int_u64(vm.th().ident), vm.handled_exception())?;
            Ok(d)
        },
        "Return a dict mapping each thread's identifier to its current raised exception.",
    ),
    FnDef::new("get_asyncgen_hooks", "()", asyncgen_hooks, "Return the installed asynchronous generators hooks."),
    FnDef::new(
        "set_asyncgen_hooks",
        "(firstiter=None, finalizer=None)",
        set_asyncgen_hooks,
        "Set a finalizer for async generators objects.",
    ),
    FnDef::new("get_coroutine_origin_tracking_depth", "()", |vm, _| Ok(vm.int(vm.th().origin_depth.get() as i64)), ""),
    FnDef::new(
        "set_coroutine_origin_tracking_depth",
        "(depth)",
        |vm, a| {
            let n = vm.index_i64(a[0])?;
            if n < 0 {
                return Err(vm.value_error("depth must be >= 0"));
            }
            vm.th().origin_depth.set(n as usize);
            Ok(Word::NONE)
        },
        "",
    ),
    FnDef::new("getdlopenflags", "()", |vm, _| Ok(vm.int(2)), ""),
    FnDef::new("setdlopenflags", "(flags, /)", |_, _| Ok(Word::NONE), ""),
    FnDef::new("is_remote_debug_enabled", "()", |_, _| Ok(Word::FALSE), ""),
    FnDef::new("is_stack_trampoline_active", "()", |_, _| Ok(Word::FALSE), ""),
];
