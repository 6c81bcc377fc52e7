//! Code objects as Python sees them: attributes, positions, lines, `replace`, comparison.

use super::code::CodeObj;
use super::layout::*;
use super::list::WordVec;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};
use taipan_syntax::bytecode::{self as bc, fast};

fn code(w: &Word) -> Option<&CodeObj> {
    w.get::<CodeObj>()
}
fn number(vm: &Vm, w: Word, f: fn(&CodeObj) -> u32) -> R {
    Ok(vm.int(code(&w).map_or(0, f) as i64))
}
/// The names of local slots of a kind.
fn names(vm: &Vm, w: Word, kind: u8) -> R {
    let mut out = WordVec::new();
    if let Some(c) = code(&w) {
        for (i, k) in c.data.kinds.iter().enumerate() {
            if k & kind != 0 {
                out.push(vm, c.local_name(i));
            }
        }
    }
    Ok(out.to_tuple(vm))
}
fn bytes_of(vm: &Vm, w: Word) -> R {
    let b: Vec<u8> = code(&w).map_or(vec![], |c| c.data.units.iter().flat_map(|u| u.to_le_bytes()).collect());
    Ok(vm.new_bytes(&b))
}
fn iterator(vm: &Vm, items: &WordVec) -> R {
    let l = items.to_list(vm);
    vm.iter(l)
}
fn lines(vm: &Vm, a: &[Word]) -> R {
    let mut out = WordVec::new();
    if let Some(c) = code(&a[0]) {
        let all = c.lines();
        let mut at = 0;
        while at < all.len() {
            let end = (at..all.len()).find(|i| all[*i] != all[at]).unwrap_or(all.len());
            let line = if all[at] < 0 { Word::NONE } else { vm.int(all[at] as i64) };
            let t = vm.new_tuple(&[vm.int(at as i64 * 2), vm.int(end as i64 * 2), line]);
            out.push(vm, t);
            at = end;
        }
    }
    iterator(vm, &out)
}
fn positions(vm: &Vm, a: &[Word]) -> R {
    let mut out = WordVec::new();
    if let Some(c) = code(&a[0]) {
        let n = |v: Option<u32>| v.map_or(Word::NONE, |v| vm.int(v as i64));
        for (units, p) in bc::Locations::new(&c.data.linetable, c.data.firstlineno) {
            for _ in 0..units {
                let t = match p {
                    Some(p) => [n(Some(p.line)), n(Some(p.end_line)), n(p.column), n(p.end_column)],
                    None => [Word::NONE; 4],
                };
                let t = vm.new_tuple(&t);
                out.push(vm, t);
            }
        }
    }
    iterator(vm, &out)
}
fn branches(vm: &Vm, a: &[Word]) -> R {
    let mut out = WordVec::new();
    if let Some(c) = code(&a[0]) {
        let c = to_plain(c);
        for i in c.instructions() {
            let name = i.op.name();
            let target = match i.jump_target() {
                Some(t) if i.op.is_conditional_jump() || name == "FOR_ITER" => t,
                _ => continue,
            };
            // The branch not taken begins behind NOT_TAKEN, the end of a loop behind its POP_ITER.
            let behind =
                |u: usize, op: bc::Op| if c.units.get(u).is_some_and(|x| *x as u8 == op as u8) { u + 1 } else { u };
            let left = behind(i.end(), bc::Op::NotTaken);
            let target =
                if name == "FOR_ITER" { behind(behind(target, bc::Op::EndFor), bc::Op::PopIter) } else { target };
            let t = vm.new_tuple(&[vm.int(i.at as i64 * 2), vm.int(left as i64 * 2), vm.int(target as i64 * 2)]);
            out.push(vm, t);
        }
    }
    iterator(vm, &out)
}
fn text(w: Word) -> String {
    super::str::to_string_lossy(w)
}
fn strings(w: Word) -> Vec<String> {
    w.get::<TupleObj>().map_or(vec![], |t| t.items().iter().map(|w| text(*w)).collect())
}
/// The code without its constants, as the compiler made it.
fn to_plain(c: &CodeObj) -> bc::Code {
    let d = &c.data;
    bc::Code {
        name: text(d.name.get()),
        qualname: text(d.qualname.get()),
        filename: text(d.filename.get()),
        flags: c.flags,
        argcount: d.argcount,
        posonlyargcount: d.posonly,
        kwonlyargcount: d.kwonly,
        stacksize: d.stacksize,
        firstlineno: d.firstlineno,
        units: d.units.clone(),
        consts: vec![],
        names: strings(d.names.get()),
        localsplusnames: strings(d.locals.get()),
        localspluskinds: d.kinds.clone(),
        linetable: d.linetable.clone(),
        exceptiontable: d.exceptiontable.clone(),
    }
}
impl Vm {
    /// A code object with these constants (a tuple of words).
    pub fn code_with_consts(&self, plain: &bc::Code, consts: Word) -> Word {
        let w = self.new_code(plain);
        if let Some(c) = w.get::<CodeObj>() {
            c.data.consts.set(&c.hdr, consts);
        }
        w
    }
}
fn units(vm: &Vm, w: Word) -> R<Vec<u16>> {
    let Some(b) = w.get::<BytesObj>() else { return Err(vm.type_error("co_code must be bytes")) };
    if b.as_slice().len() % 2 != 0 {
        return Err(vm.value_error("code: co_code is malformed"));
    }
    Ok(b.as_slice().chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect())
}
fn raw(vm: &Vm, w: Word) -> R<Vec<u8>> {
    w.get::<BytesObj>()
        .map(|b| b.as_slice().to_vec())
        .ok_or_else(|| vm.type_error(format!("a bytes object is required, not '{}'", vm.type_name(w))))
}
/// `code.replace(**changes)`: words in the order of the signature.
fn replace(vm: &Vm, a: &[Word]) -> R {
    let Some(c) = code(&a[0]) else { return Ok(Word::NONE) };
    let f = &a[1..];
    let mut p = to_plain(c);
    let int = |w: Word, old: u32| -> R<u32> {
        if w.is_null() {
            return Ok(old);
        }
        let n = vm.index_i64(w)?;
        u32::try_from(n).map_err(|_| vm.value_error("code: argcount must not be negative"))
    };
    p.argcount = int(f[0], p.argcount)?;
    p.posonlyargcount = int(f[1], p.posonlyargcount)?;
    p.kwonlyargcount = int(f[2], p.kwonlyargcount)?;
    p.stacksize = int(f[4], p.stacksize)?;
    p.flags = int(f[5], p.flags)?;
    p.firstlineno = int(f[6], p.firstlineno)?;
    if !f[7].is_null() {
        p.units = units(vm, f[7])?;
    }
    let consts = f[8].or(c.data.consts.get());
    if !consts.is_kind(Kind::Tuple) {
        return Err(vm.type_error("replace() argument 'co_consts' must be tuple"));
    }
    if !f[9].is_null() {
        p.names = strings(f[9]);
    }
    for (w, kind) in [(f[10], fast::LOCAL), (f[11], fast::FREE), (f[12], fast::CELL)] {
        if w.is_null() {
            continue;
        }
        let new = strings(w);
        let places: Vec<usize> = (0..p.localspluskinds.len()).filter(|i| p.localspluskinds[*i] & kind != 0).collect();
        if places.len() != new.len() {
            return Err(vm.value_error("code: varnames, cellvars and freevars must keep their number"));
        }
        for (i, n) in places.into_iter().zip(new) {
            p.localsplusnames[i] = n;
        }
    }
    for (w, place, what) in [
        (f[13], &mut p.filename, "co_filename"),
        (f[14], &mut p.name, "co_name"),
        (f[15], &mut p.qualname, "co_qualname"),
    ] {
        if !w.is_null() {
            if !w.is_kind(Kind::Str) {
                let t = vm.type_name(w);
                return Err(vm.type_error(format!("replace() argument '{what}' must be str, not {t}")));
            }
            *place = text(w);
        }
    }
    if !f[3].is_null() {
        let locals = p.localspluskinds.iter().filter(|k| **k & fast::LOCAL != 0).count();
        if int(f[3], 0)? as usize != locals {
            return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
        }
    }
    if !f[16].is_null() {
        p.linetable = raw(vm, f[16])?;
    }
    if !f[17].is_null() {
        p.exceptiontable = raw(vm, f[17])?;
    }
    Ok(vm.code_with_consts(&p, consts))
}
fn code_new(vm: &Vm, a: &[Word]) -> R {
    let n = |i: usize| -> R<u32> {
        u32::try_from(vm.index_i64(a[i])?).map_err(|_| vm.value_error("code: argcount must not be negative"))
    };
    let (free, cell) = (strings(a[17].or(Word::NONE)), strings(a[18].or(Word::NONE)));
    let mut localsplusnames = strings(a[10]);
    let mut localspluskinds: Vec<u8> =
        localsplusnames.iter().map(|n| fast::LOCAL | if cell.contains(n) { fast::CELL } else { 0 }).collect();
    for c in cell {
        if !localsplusnames.contains(&c) {
            localsplusnames.push(c);
            localspluskinds.push(fast::CELL);
        }
    }
    for f in free {
        localsplusnames.push(f);
        localspluskinds.push(fast::FREE);
    }
    let p = bc::Code {
        argcount: n(1)?,
        posonlyargcount: n(2)?,
        kwonlyargcount: n(3)?,
        stacksize: n(5)?,
        flags: n(6)?,
        units: units(vm, a[7])?,
        consts: vec![],
        names: strings(a[9]),
        filename: text(a[11]),
        name: text(a[12]),
        qualname: text(a[13]),
        firstlineno: n(14)?,
        linetable: raw(vm, a[15])?,
        exceptiontable: raw(vm, a[16])?,
        localsplusnames,
        localspluskinds,
    };
    Ok(vm.code_with_consts(&p, a[8]))
}
/// Equal and of equal types, inside of tuples as well; floats by their bits.
fn same_constant(vm: &Vm, a: Word, b: Word) -> R<bool> {
    let _g = vm.enter_native(" in comparison")?;
    if vm.type_of(a) != vm.type_of(b) {
        return Ok(false);
    }
    if let (Some(x), Some(y)) = (a.get::<TupleObj>(), b.get::<TupleObj>()) {
        if x.len() != y.len() {
            return Ok(false);
        }
        for (&x, &y) in x.items().iter().zip(y.items()) {
            if !same_constant(vm, x, y)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    if vm.is_exact(a, &vm.types.float) || vm.is_exact(a, &vm.types.complex) {
        return Ok(vm.repr_text(a)? == vm.repr_text(b)?);
    }
    vm.eq(a, b)
}
fn equal(vm: &Vm, a: Word, b: Word) -> R<bool> {
    let (Some(x), Some(y)) = (code(&a), code(&b)) else { return Ok(false) };
    let (p, q) = (&x.data, &y.data);
    let same = p.name.get() == q.name.get()
        && p.argcount == q.argcount
        && p.posonly == q.posonly
        && p.kwonly == q.kwonly
        && x.flags == y.flags
        && p.firstlineno == q.firstlineno
        && p.units == q.units
        && p.linetable == q.linetable
        && p.exceptiontable == q.exceptiontable
        && p.kinds == q.kinds;
    Ok(same
        && vm.eq(p.names.get(), q.names.get())?
        && vm.eq(p.locals.get(), q.locals.get())?
        && same_constant(vm, p.consts.get(), q.consts.get())?)
}
/// `code`.
pub static CODE_SPEC: TypeSpec = TypeSpec {
    name: "code",
    doc: "Create a code object.  Not for mere mortals.",
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let Some(c) = code(&w) else { return Ok(Word::NONE) };
            Ok(vm.new_str(&format!(
                "<code object {} at {:#x}, file \"{}\", line {}>",
                text(c.data.name.get()),
                vm.heap.identity(w),
                text(c.data.filename.get()),
                c.data.firstlineno
            )))
        }));
        s.hash.set(Some(|vm, w| {
            let Some(c) = code(&w) else { return Ok(0) };
            Ok(vm.hash(c.data.name.get())? ^ (c.data.firstlineno as i64) << 7 ^ (c.data.units.len() as i64) << 20)
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            if code(&b).is_none() {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            match op {
                super::slots::CmpOp::Eq => Ok(Word::bool(equal(vm, a, b)?)),
                super::slots::CmpOp::Ne => Ok(Word::bool(!equal(vm, a, b)?)),
                _ => Ok(Word::NOT_IMPLEMENTED),
            }
        }));
    },
    new: Some(&FnDef::new(
        "__new__",
        "($type, argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)",
        code_new,
        "",
    )),
    getset: &[
        GetSet::ro("co_argcount", |vm, w| number(vm, w, |c| c.data.argcount), "").as_member(),
        GetSet::ro("co_posonlyargcount", |vm, w| number(vm, w, |c| c.data.posonly), "").as_member(),
        GetSet::ro("co_kwonlyargcount", |vm, w| number(vm, w, |c| c.data.kwonly), "").as_member(),
        GetSet::ro(
            "co_nlocals",
            |vm, w| number(vm, w, |c| c.data.kinds.iter().filter(|k| **k & fast::LOCAL != 0).count() as u32),
            "",
        )
        .as_member(),
        GetSet::ro("co_stacksize", |vm, w| number(vm, w, |c| c.data.stacksize), "").as_member(),
        GetSet::ro("co_flags", |vm, w| number(vm, w, |c| c.flags), "").as_member(),
        GetSet::ro("co_firstlineno", |vm, w| number(vm, w, |c| c.data.firstlineno), "").as_member(),
        GetSet::ro("co_code", bytes_of, ""),
        GetSet::ro("_co_code_adaptive", bytes_of, ""),
        GetSet::ro("co_consts", |_, w| Ok(code(&w).map_or(Word::NONE, |c| c.data.consts.get())), "").as_member(),
        GetSet::ro("co_names", |_, w| Ok(code(&w).map_or(Word::NONE, |c| c.data.names.get())), "").as_member(),
        GetSet::ro("co_varnames", |vm, w| names(vm, w, fast::LOCAL), ""),
        GetSet::ro("co_freevars", |vm, w| names(vm, w, fast::FREE), ""),
        GetSet::ro("co_cellvars", |vm, w| names(vm, w, fast::CELL), ""),
        GetSet::ro("co_filename", |_, w| Ok(code(&w).map_or(Word::NONE, |c| c.data.filename.get())), "").as_member(),
        GetSet::ro("co_name", |_, w| Ok(code(&w).map_or(Word::NONE, |c| c.data.name.get())), "").as_member(),
        GetSet::ro("co_qualname", |_, w| Ok(code(&w).map_or(Word::NONE, |c| c.data.qualname.get())), "").as_member(),
        GetSet::ro("co_linetable", |vm, w| Ok(vm.new_bytes(code(&w).map_or(&[], |c| &c.data.linetable))), "")
            .as_member(),
        GetSet::ro("co_exceptiontable", |vm, w| Ok(vm.new_bytes(code(&w).map_or(&[], |c| &c.data.exceptiontable))), "")
            .as_member(),
    ],
    methods: &[
        FnDef::new("co_lines", "($self, /)", lines, ""),
        FnDef::new("co_positions", "($self, /)", positions, ""),
        FnDef::new("co_branches", "($self, /)", branches, ""),
        FnDef::new(
            "replace",
            REPLACE,
            replace,
            "Return a copy of the code object with new values for the specified fields.",
        ),
        FnDef::new("__replace__", REPLACE, replace, "The same as replace()."),
        FnDef::new(
            "_varname_from_oparg",
            "($self, /, oparg)",
            |vm, a| {
                let i = vm.index_i64(a[1])?;
                match code(&a[0]).map(|c| c.local_name(i.max(0) as usize)) {
                    Some(n) if !n.is_null() => Ok(n),
                    _ => Err(vm.index_error("tuple index out of range")),
                }
            },
            "(internal-only) Return the local variable name for the given oparg.",
        ),
    ],
    ..TypeSpec::DEFAULT
};
const REPLACE: &str = "($self, /, *, co_argcount=0, co_posonlyargcount=0, co_kwonlyargcount=0, co_nlocals=0, co_stacksize=0, co_flags=0, co_firstlineno=0, co_code=b'', co_consts=(), co_names=(), co_varnames=(), co_freevars=(), co_cellvars=(), co_filename='', co_name='', co_qualname='', co_linetable=b'', co_exceptiontable=b'')";
