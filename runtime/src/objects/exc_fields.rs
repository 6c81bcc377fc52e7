//! The fields of StopIteration, SystemExit, KeyError, ImportError, NameError, AttributeError and
//! SyntaxError.

use super::args::Args;
use super::exc_types::*;
use super::layout::*;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};

/// What the type of this name adds.
pub(super) fn added(name: &str) -> &'static Added {
    static NOTHING: Added = Added::NOTHING;
    match name {
        "StopIteration" => &STOP,
        "SystemExit" => &EXIT,
        "KeyError" => &KEY,
        "ImportError" => &IMPORT,
        "NameError" => &NAME,
        "AttributeError" => &ATTRIBUTE,
        "SyntaxError" => &SYNTAX,
        _ => &NOTHING,
    }
}

fn stop_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    exc_init(vm, w, args)?;
    set_extra(w, 0, args.words.first().copied().unwrap_or(Word::NONE));
    Ok(())
}
static STOP: Added = Added {
    slots: |s| s.init.set(Some(stop_init)),
    getset: &[exc_field!("value", 0, "generator return value")],
    ..Added::NOTHING
};
fn exit_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    exc_init(vm, w, args)?;
    match args.words {
        [] => {}
        [one] => set_extra(w, 0, *one),
        many => set_extra(w, 0, vm.new_tuple(many)),
    }
    Ok(())
}
static EXIT: Added = Added {
    slots: |s| s.init.set(Some(exit_init)),
    getset: &[exc_field!("code", 0, "exception code")],
    ..Added::NOTHING
};
static KEY: Added = Added {
    slots: |s| {
        s.str.set(Some(|vm, w| {
            let args = vm.exc_args(crate::Exc(w));
            match args.get::<TupleObj>().map(|t| t.items()) {
                Some([one]) => vm.repr(*one),
                _ => exc_str(vm, w),
            }
        }))
    },
    ..Added::NOTHING
};

/// Takes the keyword arguments `names` into fields; others are errors.
fn keywords(vm: &Vm, w: Word, args: &Args, what: &str, names: &[(&str, usize)]) -> R<()> {
    for (n, _) in names.iter().map(|n| (n.1, ())) {
        set_extra(w, n, Word::NULL);
    }
    for (k, v) in args.keywords() {
        let k = super::str::to_string_lossy(k);
        match names.iter().find(|n| n.0 == k) {
            Some(n) => set_extra(w, n.1, v),
            None => {
                return Err(vm.type_error(format!("{what}() got an unexpected keyword argument '{k}'")));
            }
        }
    }
    Ok(())
}
fn import_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    set_args(vm, w, args.positional());
    keywords(vm, w, args, "ImportError", &[("name", 1), ("path", 2), ("name_from", 3)])?;
    set_extra(w, 0, if let [m] = args.positional() { *m } else { Word::NULL });
    Ok(())
}
fn import_state(vm: &Vm, w: Word) -> R {
    let d = match vm.own_dict(w).and_then(|d| d.get::<DictObj>().map(|o| vm.dict_copy(o))) {
        Some(d) => d,
        None => vm.new_dict(),
    };
    for (n, i) in [("name", 1), ("path", 2), ("name_from", 3)] {
        let v = extra(w, i);
        if !v.is_null() {
            vm.dict_set_str(d, n, v);
        }
    }
    Ok(d)
}
static IMPORT: Added = Added {
    slots: |s| {
        s.init.set(Some(import_init));
        s.str.set(Some(|vm, w| {
            let m = extra(w, 0);
            if vm.is_exact(m, &vm.types.str) { Ok(m) } else { exc_str(vm, w) }
        }));
    },
    methods: &[FnDef::new(
        "__reduce__",
        "($self, /)",
        |vm, a| {
            let d = import_state(vm, a[0])?;
            let args = vm.exc_args(crate::Exc(a[0]));
            let ty = vm.type_of(a[0]);
            if vm.len(d)? == 0 { Ok(vm.new_tuple(&[ty, args])) } else { Ok(vm.new_tuple(&[ty, args, d])) }
        },
        "",
    )],
    getset: &[
        exc_field!("msg", 0, "exception message"),
        exc_field!("name", 1, "module name"),
        exc_field!("path", 2, "module path"),
        exc_field!("name_from", 3, "name imported from module"),
    ],
    ..Added::NOTHING
};
static NAME: Added = Added {
    slots: |s| {
        s.init.set(Some(|vm, w, args| {
            set_args(vm, w, args.positional());
            keywords(vm, w, args, "NameError", &[("name", 0)])
        }))
    },
    getset: &[exc_field!("name", 0, "name")],
    ..Added::NOTHING
};
static ATTRIBUTE: Added = Added {
    slots: |s| {
        s.init.set(Some(|vm, w, args| {
            set_args(vm, w, args.positional());
            keywords(vm, w, args, "AttributeError", &[("name", 0), ("obj", 1)])
        }))
    },
    methods: &[
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let state = vm.call_method(a[0], "__getstate__", &[])?;
                let args = vm.exc_args(crate::Exc(a[0]));
                Ok(vm.new_tuple(&[vm.type_of(a[0]), args, state]))
            },
            "",
        ),
        FnDef::new(
            "__getstate__",
            "($self, /)",
            |vm, a| {
                let d = match vm.own_dict(a[0]).and_then(|d| d.get::<DictObj>().map(|o| vm.dict_copy(o))) {
                    Some(d) => d,
                    None => vm.new_dict(),
                };
                let n = extra(a[0], 0);
                if !n.is_null() {
                    vm.dict_set_str(d, "name", n);
                }
                let args = vm.exc_args(crate::Exc(a[0]));
                vm.dict_set_str(d, "args", args);
                Ok(d)
            },
            "",
        ),
    ],
    getset: &[exc_field!("name", 0, "attribute name"), exc_field!("obj", 1, "object")],
    ..Added::NOTHING
};

/// Field 5 of a SyntaxError is a tuple of these.
const END_LINE: usize = 0;
const END_OFFSET: usize = 1;
const PRINT_FILE: usize = 2;
const METADATA: usize = 3;

fn tail(w: Word, i: usize) -> Word {
    extra(w, 5).get::<TupleObj>().map_or(Word::NULL, |t| t.items()[i])
}
fn set_tail(vm: &Vm, w: Word, i: usize, v: Word) {
    let mut all = [tail(w, 0), tail(w, 1), tail(w, 2), tail(w, 3)];
    all[i] = v;
    set_extra(w, 5, vm.new_tuple(&all));
}
macro_rules! tail_field {
    ($name:literal, $i:expr, $doc:literal) => {
        GetSet::rw(
            $name,
            |_, w| Ok(tail(w, $i).or(Word::NONE)),
            |vm, w, v| {
                set_tail(vm, w, $i, v.unwrap_or(Word::NULL));
                Ok(())
            },
            $doc,
        )
        .as_member()
    };
}
fn syntax_init(vm: &Vm, w: Word, args: &Args) -> R<()> {
    exc_init(vm, w, args)?;
    let Some(&msg) = args.words.first() else { return Ok(()) };
    set_extra(w, 0, msg);
    if args.words.len() == 2 {
        let t = vm.to_vec(args.words[1])?;
        let n = t.len();
        if !(4..=7).contains(&n) {
            let text = if n < 4 {
                format!("function takes at least 4 arguments ({n} given)")
            } else {
                format!("function takes at most 7 arguments ({n} given)")
            };
            return Err(vm.type_error(text));
        }
        for i in 0..4 {
            set_extra(w, 1 + i, t[i]);
        }
        let at = |i: usize| if i < n { t[i] } else { Word::NULL };
        set_extra(w, 5, vm.new_tuple(&[at(4), at(5), Word::NULL, at(6)]));
        if n == 5 {
            return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
        }
    }
    Ok(())
}
fn syntax_str(vm: &Vm, w: Word) -> R {
    let msg = vm.str_text(extra(w, 0).or(Word::NONE))?;
    let file = extra(w, 1);
    let file = file.is_kind(Kind::Str).then(|| {
        let t = super::str::to_string_lossy(file);
        t.rsplit_once('/').map_or(t.clone(), |p| p.1.to_string())
    });
    let line = extra(w, 2);
    let line = vm.is_exact(line, &vm.types.int).then_some(line);
    Ok(vm.new_str(&match (file, line) {
        (Some(f), Some(l)) => format!("{msg} ({f}, line {})", vm.str_text(l)?),
        (Some(f), None) => format!("{msg} ({f})"),
        (None, Some(l)) => format!("{msg} (line {})", vm.str_text(l)?),
        (None, None) => msg,
    }))
}
static SYNTAX: Added = Added {
    slots: |s| {
        s.init.set(Some(syntax_init));
        s.str.set(Some(syntax_str));
    },
    getset: &[
        exc_field!("msg", 0, "exception msg"),
        exc_field!("filename", 1, "exception filename"),
        exc_field!("lineno", 2, "exception lineno"),
        exc_field!("offset", 3, "exception offset"),
        exc_field!("text", 4, "exception text"),
        tail_field!("end_lineno", END_LINE, "exception end lineno"),
        tail_field!("end_offset", END_OFFSET, "exception end offset"),
        tail_field!("print_file_and_line", PRINT_FILE, "exception print_file_and_line"),
        tail_field!("_metadata", METADATA, "exception private metadata"),
    ],
    ..Added::NOTHING
};
