//! `marshal`: values as bytes. Code objects are written as CPython lays them out.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_syntax::bytecode as bc;
use taipan_text::marshal::{self as text, Reader, Token};

fn put(vm: &Vm, t: &Token, out: &mut Vec<u8>) -> R<()> {
    text::write(t, false, out).map_err(|e| vm.text_error(e))
}
/// How deeply objects may be nested.
const DEEPEST: usize = 2000;
const TOO_DEEP: &str = "object too deeply nested to marshal";

/// Whether code objects are allowed, and how deep in others the object lies.
#[derive(Copy, Clone)]
struct At {
    code: bool,
    depth: usize,
}
impl At {
    fn deeper(self, vm: &Vm, error: &str) -> R<At> {
        if self.depth >= DEEPEST { Err(vm.value_error(error)) } else { Ok(At { depth: self.depth + 1, ..self }) }
    }
}
fn dump(vm: &Vm, w: Word, out: &mut Vec<u8>, at: At) -> R<()> {
    let _g = vm.enter_native(" while marshalling an object")?;
    let at = at.deeper(vm, TOO_DEEP)?;
    let code = at.code;
    let all = |items: &[Word], out: &mut Vec<u8>| items.iter().try_for_each(|&x| dump(vm, x, out, at));
    match w {
        Word::NONE => return put(vm, &Token::None, out),
        Word::TRUE => return put(vm, &Token::True, out),
        Word::FALSE => return put(vm, &Token::False, out),
        Word::ELLIPSIS => return put(vm, &Token::Ellipsis, out),
        _ if w == vm.exc.StopIteration.get() => return put(vm, &Token::StopIteration, out),
        _ => {}
    }
    let t = &vm.types;
    if vm.is_exact(w, &t.int) {
        let n = int::to_bigint(w).unwrap_or_default();
        return text::write_int(&n, false, out).map_err(|e| vm.text_error(e));
    }
    if w.is_imm_float() {
        return put(vm, &Token::Float(w.imm_float_value()), out);
    }
    if let Some(f) = w.get::<FloatObj>().filter(|_| vm.is_exact(w, &t.float)) {
        return put(vm, &Token::Float(f.value), out);
    }
    if let Some(s) = w.get::<StrObj>().filter(|_| vm.is_exact(w, &t.str)) {
        return put(vm, &Token::Str(s.to_code_points(), s.is_interned()), out);
    }
    if let Some(l) = w.get::<TupleObj>().filter(|_| vm.is_exact(w, &t.tuple)) {
        put(vm, &Token::Tuple(l.len()), out)?;
        return all(l.items(), out);
    }
    if vm.is_exact(w, &t.list) {
        let items = vm.to_vec(w)?;
        put(vm, &Token::List(items.len()), out)?;
        return all(&items, out);
    }
    if let Some(d) = w.get::<DictObj>().filter(|_| vm.is_exact(w, &t.dict)) {
        put(vm, &Token::Dict, out)?;
        for i in 0..d.bound() {
            if let Some((k, v)) = d.entry(i) {
                dump(vm, k, out, at)?;
                dump(vm, v, out, at)?;
            }
        }
        // The end counts as an object.
        at.deeper(vm, TOO_DEEP)?;
        return put(vm, &Token::Null, out);
    }
    let frozen = vm.is_exact(w, &t.frozenset);
    if frozen || vm.is_exact(w, &t.set) {
        let items = vm.to_vec(w)?;
        put(vm, &if frozen { Token::FrozenSet(items.len()) } else { Token::Set(items.len()) }, out)?;
        return all(&items, out);
    }
    if let Some(s) = w.native::<SliceObj>() {
        put(vm, &Token::Slice, out)?;
        return all(&[s.start.get(), s.stop.get(), s.step.get()], out);
    }
    if let Some(c) = w.get::<CodeObj>() {
        if !code {
            return Err(vm.value_error("marshalling code objects is disallowed"));
        }
        return dump_code(vm, c, out, at);
    }
    if let Ok(b) = vm.with_bytes(w, <[u8]>::to_vec) {
        return put(vm, &Token::Bytes(b), out);
    }
    Err(vm.value_error("unmarshallable object"))
}

/// A code object: its numbers and parts in CPython's order.
fn dump_code(vm: &Vm, c: &CodeObj, out: &mut Vec<u8>, at: At) -> R<()> {
    let d = &c.data;
    put(vm, &Token::Code, out)?;
    for n in [d.argcount, d.posonly, d.kwonly, d.stacksize, c.flags] {
        text::write_i32(n as i32, out);
    }
    let units = d.units.iter().flat_map(|u| u.to_le_bytes()).collect();
    put(vm, &Token::Bytes(units), out)?;
    for part in [&d.consts, &d.names, &d.locals] {
        dump(vm, part.get(), out, at)?;
    }
    put(vm, &Token::Bytes(d.kinds.clone()), out)?;
    for part in [&d.filename, &d.name, &d.qualname] {
        dump(vm, part.get(), out, at)?;
    }
    text::write_i32(d.firstlineno as i32, out);
    put(vm, &Token::Bytes(d.linetable.clone()), out)?;
    put(vm, &Token::Bytes(d.exceptiontable.clone()), out)
}
/// The rest of a code object.
fn load_code(vm: &Vm, r: &mut Reader, seen: Word, at: At) -> R {
    let number = |r: &mut Reader| -> R<u32> {
        let n = r.i32().map_err(|e| vm.text_error(e))?;
        u32::try_from(n).map_err(|_| vm.value_error("bad marshal data (a number of a code object is negative)"))
    };
    let item = |r: &mut Reader| -> R {
        let w = load(vm, r, seen, at)?;
        if w.is_null() { Err(vm.type_error("NULL object in marshal data for object")) } else { Ok(w) }
    };
    let bytes = |r: &mut Reader| -> R<Vec<u8>> {
        match item(r)?.get::<BytesObj>() {
            Some(b) => Ok(b.as_slice().to_vec()),
            None => Err(vm.type_error("bad marshal data (a part of a code object is not bytes)")),
        }
    };
    let string = |r: &mut Reader| -> R<String> {
        match item(r)?.get::<StrObj>() {
            Some(s) => Ok(s.to_string_lossy()),
            None => Err(vm.type_error("bad marshal data (a name of a code object is not a str)")),
        }
    };
    let tuple = |r: &mut Reader| -> R {
        let w = item(r)?;
        if w.is_kind(Kind::Tuple) {
            Ok(w)
        } else {
            Err(vm.type_error("bad marshal data (a part of a code object is not a tuple)"))
        }
    };
    let strings = |w: Word| -> R<Vec<String>> {
        let all = w.get::<TupleObj>().map_or(&[][..], TupleObj::items);
        all.iter().map(|w| vm.str_text(*w)).collect()
    };
    let [argcount, posonlyargcount, kwonlyargcount, stacksize, flags] =
        [number(r)?, number(r)?, number(r)?, number(r)?, number(r)?];
    let units = bytes(r)?;
    let consts = tuple(r)?;
    let names = strings(tuple(r)?)?;
    let localsplusnames = strings(tuple(r)?)?;
    let localspluskinds = bytes(r)?;
    let (filename, name, qualname) = (string(r)?, string(r)?, string(r)?);
    let firstlineno = number(r)?;
    let (linetable, exceptiontable) = (bytes(r)?, bytes(r)?);
    if units.len() % 2 != 0 || localspluskinds.len() != localsplusnames.len() {
        return Err(vm.value_error("code: wrong size of bytecode or of local names"));
    }
    let plain = bc::Code {
        name,
        qualname,
        filename,
        flags,
        argcount,
        posonlyargcount,
        kwonlyargcount,
        stacksize,
        firstlineno,
        units: units.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect(),
        consts: vec![],
        names,
        localsplusnames,
        localspluskinds,
        linetable,
        exceptiontable,
    };
    Ok(vm.code_with_consts(&plain, consts))
}

/// The next object; NULL at the end of a dict. `seen` holds what the stream may refer back to.
fn load(vm: &Vm, r: &mut Reader, seen: Word, at: At) -> R {
    let _g = vm.enter_native(" while unmarshalling an object")?;
    let at = at.deeper(vm, "recursion limit exceeded")?;
    let (token, remember) = r.token().map_err(|e| vm.text_error(e))?;
    let place = seen.get::<ListObj>().map_or(0, ListObj::len);
    let reserve = |w: Word| {
        if remember && let Some(l) = seen.get::<ListObj>() {
            l.push(vm, w);
        }
    };
    let item = |r: &mut Reader| -> R {
        let w = load(vm, r, seen, at)?;
        if w.is_null() { Err(vm.type_error("NULL object in marshal data for object")) } else { Ok(w) }
    };
    let items = |r: &mut Reader, n: usize| -> R<WordVec> {
        let mut v = WordVec::new();
        for _ in 0..n {
            let w = item(r)?;
            v.push(vm, w);
        }
        Ok(v)
    };
    let w = match token {
        Token::Null => return Ok(Word::NULL),
        Token::None => return Ok(Word::NONE),
        Token::True => return Ok(Word::TRUE),
        Token::False => return Ok(Word::FALSE),
        Token::Ellipsis => return Ok(Word::ELLIPSIS),
        Token::StopIteration => return Ok(vm.exc.StopIteration.get()),
        Token::Ref(i) => {
            let w = seen.get::<ListObj>().and_then(|l| l.at(i));
            return w.ok_or_else(|| vm.value_error("bad marshal data (invalid reference)"));
        }
        Token::Int(v) => Word::small(v as i64),
        Token::Long(v) => vm.new_int(v),
        Token::Float(f) => vm.float(f),
        Token::Complex(c) => vm.new_complex(c.real, c.imag),
        Token::Bytes(b) => vm.new_bytes(&b),
        Token::Str(s, interned) => {
            let w = vm.new_str_points(&s);
            if interned { vm.intern_word(w) } else { w }
        }
        Token::List(n) => {
            let l = vm.new_list();
            reserve(l);
            for _ in 0..n {
                let w = item(r)?;
                if let Some(l) = l.get::<ListObj>() {
                    l.push(vm, w);
                }
            }
            return Ok(l);
        }
        Token::Dict => {
            let d = vm.new_dict();
            reserve(d);
            loop {
                let k = load(vm, r, seen, at)?;
                if k.is_null() {
                    return Ok(d);
                }
                let v = item(r)?;
                vm.dict_set(d, k, v)?;
            }
        }
        Token::Tuple(_) | Token::Set(_) | Token::FrozenSet(_) | Token::Slice => {
            // Its number comes before those of its items.
            reserve(Word::NONE);
            let w = match token {
                Token::Tuple(n) => items(r, n)?.to_tuple(vm),
                Token::Slice => {
                    let v = items(r, 3)?;
                    vm.new_slice(v[0], v[1], v[2])
                }
                Token::Set(n) | Token::FrozenSet(n) => {
                    let v = items(r, n)?;
                    let s = if matches!(token, Token::Set(_)) { vm.new_set() } else { vm.new_frozenset() };
                    for &x in v.iter() {
                        vm.set_insert(s, x)?;
                    }
                    s
                }
                _ => Word::NONE,
            };
            if remember && let Some(l) = seen.get::<ListObj>() {
                l.set(place, w);
            }
            return Ok(w);
        }
        Token::Code => {
            if !at.code {
                return Err(vm.value_error("unmarshalling code objects is disallowed"));
            }
            reserve(Word::NONE);
            let w = load_code(vm, r, seen, at)?;
            if remember && let Some(l) = seen.get::<ListObj>() {
                l.set(place, w);
            }
            return Ok(w);
        }
    };
    reserve(w);
    Ok(w)
}

fn loads(vm: &Vm, w: Word, code: Word) -> R {
    let code = code.is_null() || vm.truth(code)?;
    let data = vm.with_bytes(w, <[u8]>::to_vec)?;
    let seen = vm.new_list();
    let v = load(vm, &mut Reader::new(&data), seen, At { code, depth: 0 })?;
    if v.is_null() { Err(vm.type_error("NULL object in marshal data for object")) } else { Ok(v) }
}
fn dumps(vm: &Vm, w: Word, code: Word) -> R {
    let code = code.is_null() || vm.truth(code)?;
    let mut out = vec![];
    dump(vm, w, &mut out, At { code, depth: 0 })?;
    Ok(vm.new_bytes(&out))
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "marshal",
    doc: "This module contains functions that can read and write Python values in a binary format.",
    functions: &[
        FnDef::new(
            "dumps",
            "(value, version=5, /, *, allow_code=True)",
            |vm, a| dumps(vm, a[0], a[2]),
            "Return the bytes object that would be written to a file by dump(value, file).",
        ),
        FnDef::new(
            "loads",
            "(bytes, /, *, allow_code=True)",
            |vm, a| loads(vm, a[0], a[1]),
            "Convert the bytes-like object to a value.",
        ),
        FnDef::new(
            "dump",
            "(value, file, version=5, /, *, allow_code=True)",
            |vm, a| {
                let b = dumps(vm, a[0], a[3])?;
                vm.call_method(a[1], "write", &[b])
            },
            "Write the value on the open file.",
        ),
        FnDef::new(
            "load",
            "(file, /, *, allow_code=True)",
            |vm, a| {
                let b = vm.call_method(a[0], "read", &[])?;
                loads(vm, b, a[1])
            },
            "Read one value from the open file and return it.",
        ),
    ],
    init: |vm, m| {
        vm.module_add(m, "version", Word::small(text::VERSION as i64));
        Ok(())
    },
};
