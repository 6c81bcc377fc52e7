//! What each builtin exception type adds to `BaseException`.

use super::args::Args;
use super::layout::*;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

fn exc_new(vm: &Vm, ty: Word, args: &Args) -> R {
    let a = vm.new_tuple(args.positional());
    let w = vm.alloc_exc(ty, a);
    if vm.class_has(w, TF_DEL)
        && let Some(h) = w.header()
    {
        vm.heap.register_final(h);
    }
    Ok(w)
}
fn exc_init(vm: &Vm, this: Word, args: &Args) -> R<()> {
    if args.kw_count() > 0 {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", vm.type_name(this))));
    }
    if let Some(e) = this.get::<ExcObj>() {
        let t = vm.new_tuple(args.words);
        e.args.set(&e.hdr, t);
    }
    Ok(())
}
fn exc_str(vm: &Vm, w: Word) -> R {
    let Some(e) = w.get::<ExcObj>() else {
        return Ok(vm.empty_str());
    };
    let args = e.args.get();
    match args.get::<TupleObj>().map(|t| t.items()) {
        Some([]) | None => Ok(vm.empty_str()),
        Some([a]) => vm.str(*a),
        Some(_) => vm.str(args),
    }
}
fn exc_repr(vm: &Vm, w: Word) -> R {
    let Some(e) = w.get::<ExcObj>() else {
        return Ok(vm.empty_str());
    };
    let name = vm.type_name(w);
    let args = e.args.get();
    let text = match args.get::<TupleObj>().map(|t| t.items()) {
        Some([a]) => format!("{name}({})", vm.repr_text(*a)?),
        _ => format!("{name}{}", vm.repr_text(args)?),
    };
    Ok(vm.new_str(&text))
}

/// The description of a builtin exception type.
pub fn spec_for(name: &'static str, doc: &'static str) -> &'static TypeSpec {
    let base = name == "BaseException";
    Box::leak(Box::new(TypeSpec {
        name,
        doc,
        flags: TF_BASETYPE | TF_DICT | TF_WEAKREF,
        slots: if base {
            |s| {
                s.new.set(Some(exc_new));
                s.init.set(Some(exc_init));
                s.str.set(Some(exc_str));
                s.repr.set(Some(exc_repr));
            }
        } else {
            |_| {}
        },
        ..TypeSpec::DEFAULT
    }))
}
