//! "Did you mean" for NameError, AttributeError and ImportError.

use crate::Vm;
use crate::heap::*;
use crate::interp::call::suggestion;
use crate::interp::unwind::TracebackObj;
use crate::objects::*;

/// What is added to the exception's text; empty for nothing.
pub fn hint(vm: &Vm, e: Word) -> String {
    find(vm, e).unwrap_or_default()
}
fn names_in(vm: &Vm, w: Word, out: &mut Vec<String>) {
    if let Ok(v) = vm.to_vec(w) {
        out.extend(v.iter().filter_map(|w| w.get::<StrObj>().map(|s| s.to_string_lossy())));
    }
}
/// The frame that raised.
fn frame_of(e: Word) -> Word {
    let mut tb = e.get::<ExcObj>().map_or(Word::NULL, |o| o.traceback.get());
    let mut frame = Word::NULL;
    while let Some(t) = tb.native::<TracebackObj>() {
        frame = t.frame.get();
        tb = t.next.get();
    }
    frame
}
fn find(vm: &Vm, e: Word) -> Option<String> {
    let t = vm.class_of(e);
    let field = |n: &str| vm.getattr_opt(e, vm.intern(n)).unwrap_or(Word::NULL).or(Word::NONE);
    if t.is_subtype(vm.exc.ImportError.get()) {
        let wrong = field("name_from");
        let module = field("name");
        let m = vm.dict_get(vm.modules.get(), module).ok()?;
        if !wrong.is_kind(Kind::Str) || m.is_null() {
            return None;
        }
        let wrong = to_string_lossy(wrong);
        let best = suggestion(&wrong, &dir_names(vm, m, !wrong.starts_with('_')))?;
        return Some(format!(". Did you mean: '{best}'?"));
    }
    let wrong = field("name");
    if !wrong.is_kind(Kind::Str) {
        return None;
    }
    let wrong = to_string_lossy(wrong);
    if t.is_subtype(vm.exc.AttributeError.get()) {
        let obj = e.get::<ExcObj>().map_or(Word::NULL, |o| o.extra[1].get());
        if obj.is_null() {
            return None;
        }
        let mut hide = !wrong.starts_with('_');
        let frame = frame_of(e);
        if hide && frame.is_kind(Kind::Frame) {
            let l = vm.frame_f_locals(frame).ok()?;
            let this = vm.getitem(l, vm.intern("self")).unwrap_or(Word::NULL);
            hide = this.is_null() || this != obj;
        }
        let best = suggestion(&wrong, &dir_names(vm, obj, hide))?;
        return Some(format!(". Did you mean: '{best}'?"));
    }
    if t.is_subtype(vm.exc.NameError.get()) {
        let frame = frame_of(e);
        let mut names = vec![];
        let mut out = String::new();
        if frame.is_kind(Kind::Frame) {
            let l = vm.frame_f_locals(frame).ok()?;
            names_in(vm, l, &mut names);
            let f = frame.get::<FrameObj>()?.func.get();
            let f = f.get::<FunctionObj>()?;
            names_in(vm, f.globals.get(), &mut names);
            names_in(vm, f.builtins.get(), &mut names);
            let this = vm.getitem(l, vm.intern("self")).unwrap_or(Word::NULL);
            if !this.is_null() && vm.getattr_opt(this, vm.intern(&wrong)).is_ok_and(|w| !w.is_null()) {
                out = format!(". Did you mean: 'self.{wrong}'?");
            }
            if out.is_empty()
                && let Some(best) = suggestion(&wrong, &names)
            {
                out = format!(". Did you mean: '{best}'?");
            }
        }
        let stdlib = vm.dict_get_str(vm.sys_dict.get(), "stdlib_module_names");
        if !stdlib.is_null() && vm.contains(stdlib, vm.intern(&wrong)).unwrap_or(false) {
            out = match out.is_empty() {
                true => format!(". Did you forget to import '{wrong}'?"),
                false => format!("{} Or did you forget to import '{wrong}'?", out),
            };
        }
        return Some(out);
    }
    None
}
fn dir_names(vm: &Vm, w: Word, hide: bool) -> Vec<String> {
    let mut names = vec![];
    if let Ok(Some(l)) = vm.call_special(w, &vm.names.dir, &[]) {
        names_in(vm, l, &mut names);
    }
    names.sort();
    names.retain(|n| !hide || !n.starts_with('_'));
    names
}
