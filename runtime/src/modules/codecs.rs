//! The `_codecs` module: the registry of codecs and error handlers. The codecs' own functions are in
//! `codec_functions.rs`, the built-in handlers in `codec_handlers.rs`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Search functions, found codecs, error handlers: a list and two dicts.
fn table(vm: &Vm, which: &'static str) -> Word {
    let slot = vm.state_slot(which);
    if slot.get().is_null() {
        let w = if which == "codecs.search" { vm.new_list() } else { vm.new_dict() };
        slot.set_root(w);
        if which == "codecs.errors" {
            super::codec_handlers::fill(vm, w);
        }
    }
    slot.get()
}
/// The handler registered as `name`; LookupError if there is none.
pub fn error_handler(vm: &Vm, name: &str) -> R {
    let h = vm.dict_get(table(vm, "codecs.errors"), vm.new_str(name))?;
    h.some().ok_or_else(|| vm.lookup_error(format!("unknown error handler name '{name}'")))
}
/// The codec `name` as its search function gave it: a tuple of four.
pub fn lookup(vm: &Vm, name: &str) -> R {
    let key = vm.new_str(&name.to_ascii_lowercase().replace(' ', "-"));
    let cache = table(vm, "codecs.cache");
    let found = vm.dict_get(cache, key)?;
    if !found.is_null() {
        return Ok(found);
    }
    let search = table(vm, "codecs.search");
    if vm.len(search)? == 0 {
        let import = vm.dict_get_str(vm.builtins.get(), "__import__");
        if !import.is_null() {
            vm.call(import, &[vm.new_str("encodings")])?;
        }
    }
    let fns = vm.to_vec(search)?;
    for f in fns.iter() {
        let r = vm.call(*f, &[key])?;
        if r.is_none() {
            continue;
        }
        if r.get::<TupleObj>().is_none_or(|t| t.len() != 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        vm.dict_set(cache, key, r)?;
        return Ok(r);
    }
    Err(vm.lookup_error(format!("unknown encoding: {name}")))
}
/// Calls the coder of a codec (0 encodes, 1 decodes): the first item of what it returns.
fn run(vm: &Vm, which: usize, object: Word, name: &str, errors: Word) -> R {
    let c = lookup(vm, name)?;
    let f = c.get::<TupleObj>().map_or(Word::NONE, |t| t.items()[which]);
    let r = if errors.is_null() { vm.call(f, &[object])? } else { vm.call(f, &[object, errors])? };
    match r.get::<TupleObj>() {
        Some(t) if t.len() == 2 => Ok(t.items()[0]),
        _ => Err(vm.type_error(if which == 0 {
            "encoder must return a tuple (object, integer)"
        } else {
            "decoder must return a tuple (object,integer)"
        })),
    }
}
fn check_text(vm: &Vm, name: &str, verb: &str) -> R<()> {
    let c = lookup(vm, name)?;
    if vm.is_exact(c, &vm.types.tuple) {
        return Ok(());
    }
    let flag = vm.getattr_opt(c, vm.intern("_is_text_encoding"))?;
    if !flag.is_null() && !vm.truth(flag)? {
        return Err(
            vm.lookup_error(format!("'{name}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs"))
        );
    }
    Ok(())
}
/// Decodes through the registry.
pub fn decode_text(vm: &Vm, b: Word, encoding: &str, errors: &str) -> R {
    check_text(vm, encoding, "decode")?;
    run(vm, 1, b, encoding, vm.new_str(errors))
}
/// Encodes through the registry.
pub fn encode_text(vm: &Vm, s: Word, encoding: &str, errors: &str) -> R {
    check_text(vm, encoding, "encode")?;
    run(vm, 0, s, encoding, vm.new_str(errors))
}

fn register(vm: &Vm, a: &[Word]) -> R {
    if !vm.is_callable(a[0]) {
        return Err(vm.type_error("argument must be callable"));
    }
    if let Some(l) = table(vm, "codecs.search").get::<ListObj>() {
        l.push(vm, a[0]);
    }
    Ok(Word::NONE)
}
fn unregister(vm: &Vm, a: &[Word]) -> R {
    let t = table(vm, "codecs.search");
    if let Some(l) = t.get::<ListObj>() {
        for i in 0..l.len() {
            if l.at(i) == Some(a[0]) {
                l.remove(i);
                vm.state_slot("codecs.cache").set_root(Word::NULL);
                break;
            }
        }
    }
    Ok(Word::NONE)
}
fn name_of(vm: &Vm, w: &Word) -> R<String> {
    if w.is_null() {
        return Ok("utf-8".into());
    }
    Ok(vm.str_arg(w, "argument 1")?.to_string_lossy())
}
fn register_error(vm: &Vm, a: &[Word]) -> R {
    vm.str_arg(&a[0], "register_error() argument 1")?;
    if !vm.is_callable(a[1]) {
        return Err(vm.type_error("handler must be callable"));
    }
    vm.dict_set(table(vm, "codecs.errors"), a[0], a[1])?;
    Ok(Word::NONE)
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_codecs",
    doc: "",
    functions: &[
        FnDef::new("register", "(search_function, /)", register, "Register a codec search function."),
        FnDef::new(
            "unregister",
            "(search_function, /)",
            unregister,
            "Unregister a codec search function and clear the registry's cache.",
        ),
        FnDef::new(
            "lookup",
            "(encoding, /)",
            |vm, a| lookup(vm, &vm.str_arg(&a[0], "lookup() argument")?.to_string_lossy()),
            "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.",
        ),
        FnDef::new(
            "encode",
            "(obj, encoding='utf-8', errors='strict')",
            |vm, a| run(vm, 0, a[0], &name_of(vm, &a[1])?, a[2]),
            "Encodes obj using the codec registered for encoding.",
        ),
        FnDef::new(
            "decode",
            "(obj, encoding='utf-8', errors='strict')",
            |vm, a| run(vm, 1, a[0], &name_of(vm, &a[1])?, a[2]),
            "Decodes obj using the codec registered for encoding.",
        ),
        FnDef::new(
            "register_error",
            "(errors, handler, /)",
            register_error,
            "Register the specified error handler under the name errors.",
        ),
        FnDef::new(
            "lookup_error",
            "(name, /)",
            |vm, a| error_handler(vm, &vm.str_arg(&a[0], "lookup_error() argument")?.to_string_lossy()),
            "lookup_error(errors) -> handler",
        ),
    ],
    init: |vm, m| super::codec_functions::add(vm, m),
};
