//! Frame, traceback and cell objects as Python sees them.

use super::layout::*;
use super::slots::CmpOp;
use super::spec::*;
use super::types::*;
use crate::heap::*;
use crate::interp::unwind::TracebackObj;
use crate::{R, Vm};

pub use super::code_attrs::CODE_SPEC;

fn frame(w: &Word) -> Option<&FrameObj> {
    w.get::<FrameObj>()
}
fn function(f: &FrameObj) -> Word {
    f.func.get()
}
fn code_of(w: &Word) -> Word {
    frame(w).and_then(|f| function(f).get::<FunctionObj>().map(|f| f.code.get())).unwrap_or(Word::NONE)
}
/// Unit offset of the instruction a frame is in.
fn unit(vm: &Vm, w: &Word) -> usize {
    let Some(f) = frame(w) else { return 0 };
    match vm.activation_of(f) {
        Some(a) => a.lasti(),
        None => f.offset.get(),
    }
}
fn line(vm: &Vm, w: Word) -> R {
    let c = code_of(&w);
    let Some(c) = c.get::<super::code::CodeObj>() else { return Ok(Word::NONE) };
    Ok(c.line_at(unit(vm, &w)).map_or(Word::NONE, |l| vm.int(l as i64)))
}
fn back(vm: &Vm, w: Word) -> R {
    let Some(f) = frame(&w) else { return Ok(Word::NONE) };
    match vm.activation_of(f) {
        Some(a) => Ok(a.caller().map_or(Word::NONE, |c| vm.frame_object(c))),
        None if f.generator.get().is_null() => Ok(f.back.get().or(Word::NONE)),
        None => Ok(Word::NONE),
    }
}
fn set_trace(vm: &Vm, w: Word, v: Option<Word>) -> R<()> {
    if let Some(f) = frame(&w) {
        let v = v.unwrap_or(Word::NONE);
        f.trace.set(&f.hdr, if v.is_none() { Word::NULL } else { v });
        if !v.is_none() && f.trace_opcodes.get() == Word::TRUE {
            vm.frame_tracing_changed(f);
        }
    }
    Ok(())
}
fn flag(vm: &Vm, v: Option<Word>) -> R {
    match v {
        Some(v) if v.is_bool() => Ok(v),
        Some(_) => Err(vm.type_error("attribute value type must be bool")),
        None => Err(vm.type_error("can't delete numeric/char attribute")),
    }
}
fn frame_repr(vm: &Vm, w: Word) -> R {
    let c = code_of(&w);
    let Some(c) = c.get::<super::code::CodeObj>() else { return Ok(vm.empty_str()) };
    let l = line(vm, w)?;
    Ok(vm.new_str(&format!(
        "<frame at {:#x}, file {}, line {}, code {}>",
        vm.heap.identity(w),
        vm.repr_text(c.data.filename.get())?,
        vm.str_text(l)?,
        super::str::to_string_lossy(c.data.name.get())
    )))
}
/// `frame`.
pub static FRAME_SPEC: TypeSpec = TypeSpec {
    name: "frame",
    flags: TF_NO_NEW,
    slots: |s| s.repr.set(Some(frame_repr)),
    getset: &[
        GetSet::ro("f_back", back, ""),
        GetSet::ro("f_code", |_, w| Ok(code_of(&w)), "Return the code object being executed in this frame."),
        GetSet::ro(
            "f_globals",
            |_, w| {
                Ok(frame(&w)
                    .and_then(|f| function(f).get::<FunctionObj>().map(|f| f.globals.get()))
                    .unwrap_or(Word::NONE))
            },
            "Return the global variables used by this frame.",
        ),
        GetSet::ro(
            "f_builtins",
            |_, w| {
                Ok(frame(&w)
                    .and_then(|f| function(f).get::<FunctionObj>().map(|f| f.builtins.get()))
                    .unwrap_or(Word::NONE))
            },
            "Return the built-in variables in the frame.",
        ),
        GetSet::ro(
            "f_locals",
            |vm, w| vm.frame_f_locals(w),
            "Return the mapping used by the frame to look up local variables.",
        ),
        GetSet::rw(
            "f_lineno",
            line,
            |vm, w, v| vm.set_frame_line(w, v),
            "Return the current line number in the frame.",
        ),
        GetSet::ro(
            "f_lasti",
            |vm, w| Ok(vm.int(unit(vm, &w) as i64 * 2)),
            "Return the index of the last attempted instruction in the frame.",
        ),
        GetSet::ro(
            "f_generator",
            |_, w| Ok(frame(&w).map_or(Word::NONE, |f| f.generator.get().or(Word::NONE))),
            "Return the generator or coroutine associated with this frame, or None.",
        ),
        GetSet::rw("f_trace", |_, w| Ok(frame(&w).map_or(Word::NONE, |f| f.trace.get().or(Word::NONE))), set_trace, ""),
        GetSet::rw(
            "f_trace_lines",
            |_, w| Ok(frame(&w).map_or(Word::TRUE, |f| f.trace_lines.get().or(Word::TRUE))),
            |vm, w, v| {
                let v = flag(vm, v)?;
                if let Some(f) = frame(&w) {
                    f.trace_lines.set(&f.hdr, v);
                }
                Ok(())
            },
            "",
        )
        .as_member(),
        GetSet::rw(
            "f_trace_opcodes",
            |_, w| Ok(frame(&w).map_or(Word::FALSE, |f| f.trace_opcodes.get().or(Word::FALSE))),
            |vm, w, v| {
                let v = flag(vm, v)?;
                if let Some(f) = frame(&w) {
                    f.trace_opcodes.set(&f.hdr, v);
                    vm.frame_tracing_changed(f);
                }
                Ok(())
            },
            "",
        ),
    ],
    methods: &[
        FnDef::new(
            "clear",
            "($self, /)",
            |vm, a| {
                vm.frame_clear(a[0])?;
                Ok(Word::NONE)
            },
            "Clear all references held by the frame.",
        ),
        FnDef::new(
            "__sizeof__",
            "($self, /)",
            |vm, _| Ok(vm.int(size_of::<FrameObj>() as i64)),
            "Return the size of the frame in memory, in bytes.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

fn tb(w: &Word) -> Option<&TracebackObj> {
    w.native::<TracebackObj>()
}
fn tb_new(vm: &Vm, a: &[Word]) -> R {
    let (next, frame, lasti, line) = (a[1], a[2], a[3], a[4]);
    let bad_next = !next.is_none() && tb(&next).is_none();
    if !frame.is_kind(Kind::Frame) {
        return Err(vm.type_error(format!(
            "traceback() argument 'tb_frame' must be frame, not {}",
            if frame.is_none() { "None".into() } else { vm.type_name(frame) }
        )));
    }
    let lasti = vm.index_i64(lasti)?;
    let line = vm.index_i64(line)?;
    if bad_next {
        return Err(vm.type_error(format!("expected traceback object or None, got '{}'", vm.type_name(next))));
    }
    Ok(vm.new_native(TracebackObj {
        next: Slot::new(next),
        frame: Slot::new(frame),
        lasti: (lasti.max(0) / 2) as usize,
        line: std::cell::Cell::new(line),
    }))
}
fn set_next(vm: &Vm, w: Word, v: Option<Word>) -> R<()> {
    let Some(v) = v else { return Err(vm.type_error("can't delete tb_next attribute")) };
    if !v.is_none() && tb(&v).is_none() {
        return Err(vm.type_error(format!("expected traceback object, got '{}'", vm.type_name(v))));
    }
    let mut at = v;
    while let Some(t) = tb(&at) {
        if at == w {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = t.next.get();
    }
    if let (Some(t), Some(h)) = (tb(&w), w.header()) {
        t.next.set(h, v);
    }
    Ok(())
}
/// `traceback`.
pub static TRACEBACK_SPEC: TypeSpec = TypeSpec {
    name: "traceback",
    doc: "Create a new traceback object.",
    new: Some(&FnDef::new("__new__", "($type, tb_next, tb_frame, tb_lasti, tb_lineno)", tb_new, "")),
    getset: &[
        GetSet::rw("tb_next", |_, w| Ok(tb(&w).map_or(Word::NONE, |t| t.next.get().or(Word::NONE))), set_next, ""),
        GetSet::ro("tb_frame", |_, w| Ok(tb(&w).map_or(Word::NONE, |t| t.frame.get())), "").as_member(),
        GetSet::ro("tb_lasti", |vm, w| Ok(vm.int(tb(&w).map_or(0, |t| t.lasti as i64 * 2))), "").as_member(),
        GetSet::ro(
            "tb_lineno",
            |vm, w| Ok(tb(&w).map_or(Word::NONE, |t| if t.line.get() < 0 { Word::NONE } else { vm.int(t.line.get()) })),
            "",
        ),
    ],
    methods: &[FnDef::new(
        "__dir__",
        "($self, /)",
        |vm, _| {
            let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|n| vm.intern(n));
            Ok(vm.new_list_from(&names))
        },
        "",
    )],
    ..TypeSpec::DEFAULT
};

fn cell(w: &Word) -> Option<&CellObj> {
    w.get::<CellObj>()
}
/// `cell`.
pub static CELL_SPEC: TypeSpec = TypeSpec {
    name: "cell",
    doc: "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let v = cell(&w).map_or(Word::NULL, |c| c.value.get());
            let id = vm.heap.identity(w);
            Ok(vm.new_str(&if v.is_null() {
                format!("<cell at {id:#x}: empty>")
            } else {
                format!("<cell at {id:#x}: {} object at {:#014x}>", vm.type_name(v), vm.heap.identity(v))
            }))
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            let (Some(x), Some(y)) = (cell(&a), cell(&b)) else { return Ok(Word::NOT_IMPLEMENTED) };
            let (x, y) = (x.value.get(), y.value.get());
            if !x.is_null() && !y.is_null() {
                return vm.compare(x, y, op);
            }
            let (x, y) = (!x.is_null(), !y.is_null());
            Ok(Word::bool(match op {
                CmpOp::Eq => x == y,
                CmpOp::Ne => x != y,
                op => op.holds(x.cmp(&y)),
            }))
        }));
    },
    new: Some(&FnDef::new("__new__", "($type, contents=None, /)", |vm, a| Ok(vm.new_cell(a[1])), "")),
    getset: &[GetSet::rw(
        "cell_contents",
        |vm, w| match cell(&w).map_or(Word::NULL, |c| c.value.get()) {
            v if v.is_null() => Err(vm.value_error("cell is empty")),
            v => Ok(v),
        },
        |_, w, v| {
            if let Some(c) = cell(&w) {
                c.value.set(&c.hdr, v.unwrap_or(Word::NULL));
            }
            Ok(())
        },
        "",
    )],
    ..TypeSpec::DEFAULT
};
