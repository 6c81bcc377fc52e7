//! The `array` module: sequences of machine values of one kind.

use super::array_items::*;
use crate::heap::*;
use crate::objects::buffer::RawBytes;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::rc::Rc;

/// `array(code, …)`. The items lie in `data` one after another in the machine's order of bytes.
/// While memoryviews look at them (`exports`) their number stays.
#[repr(C)]
pub struct Array {
    code: u8,
    size: usize,
    data: Buffer<u8>,
    exports: Rc<Cell<usize>>,
}
impl Payload for Array {
    const INFO: &'static NativeInfo = crate::native_info!(Array, ARRAY_SPEC);
    fn external(&self) -> usize {
        self.data.bytes()
    }
}
impl Array {
    fn new(code: u8, data: Vec<u8>) -> Array {
        Array { code, size: size_of_code(code), data: Buffer::new(data), exports: Rc::default() }
    }
    fn len(&self) -> usize {
        self.data.borrow().len() / self.size
    }
    #[inline]
    fn at(&self, vm: &Vm, i: usize) -> R<Option<Word>> {
        if self.code == b'd' {
            let d = self.data.borrow();
            let b = d.get(i.wrapping_mul(8)..).and_then(|b| b.first_chunk::<8>());
            return Ok(b.map(|b| vm.float(f64::from_ne_bytes(*b))));
        }
        let mut buf = [0; 8];
        match self.data.borrow().get(i * self.size..(i + 1) * self.size) {
            Some(b) => buf[..b.len()].copy_from_slice(b),
            None => return Ok(None),
        }
        item(vm, self.code, &buf[..self.size]).map(Some)
    }
    fn is_text(&self) -> bool {
        matches!(self.code, b'u' | b'w')
    }
}
/// How compiled code finds the items of an array.
pub struct ArrayLayout {
    pub shape: u32,
    /// Offsets in an array object of its type code (a byte), the address of its items and their size in bytes.
    pub code: usize,
    pub start: usize,
    pub len: usize,
}
/// The layout of arrays.
pub fn layout(vm: &Vm) -> ArrayLayout {
    const DATA: usize = std::mem::offset_of!(Native<Array>, data);
    const BUFFER: usize = DATA + std::mem::offset_of!(Array, data);
    ArrayLayout {
        shape: vm.shape_of_type(vm.native_type::<Array>()),
        code: DATA + std::mem::offset_of!(Array, code),
        start: BUFFER + Buffer::<u8>::START,
        len: BUFFER + Buffer::<u8>::LEN,
    }
}
/// Whether the object is an array of floats of 64 bits.
pub(crate) fn is_of_doubles(w: Word) -> bool {
    w.native::<Array>().is_some_and(|a| a.code == b'd')
}
/// An array of these bytes.
fn make(vm: &Vm, code: u8, data: Vec<u8>) -> Word {
    vm.new_native(Array::new(code, data))
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a Array> {
    w.native::<Array>().ok_or_else(|| {
        vm.type_error(format!("descriptor requires a 'array.array' object but received a '{}'", vm.type_name(*w)))
    })
}
/// As [`this`], when its length may be changed.
fn resizable<'a>(vm: &Vm, w: &'a Word) -> R<&'a Array> {
    let a = this(vm, w)?;
    if a.exports.get() > 0 {
        // Views that nobody can reach any more do not count.
        vm.heap.collect(true);
        if a.exports.get() > 0 {
            return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
        }
    }
    Ok(a)
}
/// A type code given as an argument.
fn code_arg(vm: &Vm, w: Word, what: &str) -> R<u32> {
    let Some(s) = w.get::<StrObj>() else {
        return Err(vm.type_error(format!("{what} must be a unicode character, not {}", vm.arg_type_name(w))));
    };
    match s.len() {
        1 => Ok(s.at(0)),
        n => Err(vm.type_error(format!("{what} must be a unicode character, not a string of length {n}"))),
    }
}
const BAD_CODE: &str = "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)";

/// `array(typecode [, initializer])`
fn new(vm: &Vm, ty: Word, args: &Args) -> R {
    if args.kw_count() > 0 && ty == vm.native_type::<Array>() {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    let p = args.positional();
    match p.len() {
        0 => return Err(vm.type_error("array() takes at least 1 argument (0 given)")),
        1 | 2 => {}
        n => return Err(vm.type_error(format!("array() takes at most 2 arguments ({n} given)"))),
    }
    let code = code_arg(vm, p[0], "array() argument 1")?;
    let init = p.get(1).copied();
    if code == 'u' as u32 {
        vm.warn(&vm.exc.DeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16")?;
    }
    let Some(code) = u8::try_from(code).ok().filter(|c| CODES.contains(c)) else {
        return Err(vm.value_error(BAD_CODE));
    };
    let text = matches!(code, b'u' | b'w');
    if let Some(x) = init
        && !text
    {
        if x.is_kind(Kind::Str) {
            return Err(
                vm.type_error(format!("cannot use a str to initialize an array with typecode '{}'", code as char))
            );
        }
        if x.native::<Array>().is_some_and(Array::is_text) {
            return Err(vm.type_error(format!(
                "cannot use a unicode array to initialize an array with typecode '{}'",
                code as char
            )));
        }
    }
    let w = vm.new_native_of(ty, Array::new(code, vec![]));
    let Some(x) = init else { return Ok(w) };
    if let Some(s) = x.get::<StrObj>().filter(|_| text) {
        extend_text(this(vm, &w)?, s);
    } else if let Some(a) = x.native::<Array>().filter(|a| a.code == code || (text && a.is_text())) {
        let d = a.data.borrow().clone();
        *this(vm, &w)?.data.borrow_mut() = d;
    } else if x.is_kind(Kind::Bytes) || x.native::<bytearray_type::ByteArray>().is_some() {
        from_bytes(vm, &[w, x])?;
    } else {
        vm.for_each(x, &mut |x| push(vm, w, x))?;
    }
    Ok(w)
}
fn extend_text(a: &Array, s: &StrObj) {
    a.data.borrow_mut().extend(s.chars().flat_map(u32::to_ne_bytes));
}
fn push(vm: &Vm, w: Word, x: Word) -> R<()> {
    let a = this(vm, &w)?;
    let b = encode(vm, a.code, x)?;
    let a = resizable(vm, &w)?;
    let mut d = a.data.borrow_mut();
    d.extend_from_slice(&b[..a.size]);
    Ok(())
}
fn position(vm: &Vm, a: &Array, key: Word, text: &str) -> R<usize> {
    let i = match key.as_small() {
        Some(i) => i,
        None if vm.class_of(key).slots.index.get().is_some() => vm.index_position(key)?,
        None => return Err(vm.type_error("array indices must be integers")),
    };
    let n = a.len() as i64;
    let i = if i < 0 { i.saturating_add(n) } else { i };
    if i < 0 || i >= n { Err(vm.index_error(text)) } else { Ok(i as usize) }
}
fn getitem(vm: &Vm, w: Word, key: Word) -> R {
    let a = this(vm, &w)?;
    if let Some(i) = key.as_small()
        && i >= 0
        && let Some(x) = a.at(vm, i as usize)?
    {
        return Ok(x);
    }
    if let Some(sl) = key.native::<SliceObj>() {
        let (start, _, step, n) = vm.slice_bounds(sl, a.len())?;
        let d = a.data.borrow();
        let mut out = Vec::with_capacity(n * a.size);
        for i in 0..n as i64 {
            let at = (start + i * step) as usize * a.size;
            out.extend_from_slice(d.get(at..at + a.size).unwrap_or(&[]));
        }
        drop(d);
        return Ok(make(vm, a.code, out));
    }
    let i = position(vm, a, key, "array index out of range")?;
    Ok(a.at(vm, i)?.unwrap_or(Word::NONE))
}
fn set_at(vm: &Vm, w: Word, i: usize, value: Word) -> R<()> {
    let a = this(vm, &w)?;
    let b = encode(vm, a.code, value)?;
    if let Some(to) = a.data.borrow_mut().get_mut(i * a.size..(i + 1) * a.size) {
        to.copy_from_slice(&b[..a.size]);
    }
    Ok(())
}
fn setitem(vm: &Vm, w: Word, key: Word, value: Option<Word>) -> R<()> {
    let a = this(vm, &w)?;
    if let (Some(i @ 0..), Some(x)) = (key.as_small(), value)
        && a.code == b'd'
        && x.is_imm_float()
        && let Some(to) = a.data.borrow_mut().get_mut((i as usize).wrapping_mul(8)..).and_then(|b| b.first_chunk_mut())
    {
        *to = x.imm_float_value().to_ne_bytes();
        return Ok(());
    }
    if let Some(sl) = key.native::<SliceObj>() {
        return set_slice(vm, w, sl, value);
    }
    let i = position(vm, a, key, "array assignment index out of range")?;
    match value {
        Some(x) => set_at(vm, w, i, x),
        None => {
            resizable(vm, &w)?.data.borrow_mut().drain(i * a.size..(i + 1) * a.size);
            Ok(())
        }
    }
}
fn set_slice(vm: &Vm, w: Word, sl: &SliceObj, value: Option<Word>) -> R<()> {
    let a = this(vm, &w)?;
    let new = match value {
        None => vec![],
        Some(x) => match x.native::<Array>() {
            Some(b) if b.code != a.code => return Err(bad_argument(vm)),
            Some(b) => b.data.borrow().clone(),
            None => {
                let t = vm.type_name(x);
                return Err(vm.type_error(format!("can only assign array (not \"{t}\") to array slice")));
            }
        },
    };
    let (start, stop, step, n) = vm.slice_bounds(sl, a.len())?;
    let given = new.len() / a.size;
    if step == 1 {
        let (s, e) = (start as usize, stop.max(start) as usize);
        if given != e - s {
            resizable(vm, &w)?;
        }
        a.data.borrow_mut().splice(s * a.size..e * a.size, new);
        return Ok(());
    }
    if value.is_none() {
        resizable(vm, &w)?;
        let mut gone: Vec<usize> = (0..n as i64).map(|i| (start + i * step) as usize).collect();
        gone.sort_unstable();
        let mut d = a.data.borrow_mut();
        let mut next = gone.into_iter().peekable();
        let kept: Vec<u8> = d
            .chunks(a.size)
            .enumerate()
            .filter(|(i, _)| next.next_if_eq(i).is_none())
            .flat_map(|(_, c)| c.iter().copied())
            .collect();
        *d = kept;
        return Ok(());
    }
    if given != n {
        return Err(vm.value_error(format!("attempt to assign array of size {given} to extended slice of size {n}")));
    }
    let mut d = a.data.borrow_mut();
    for (i, c) in new.chunks(a.size).enumerate() {
        let at = (start + i as i64 * step) as usize * a.size;
        if let Some(to) = d.get_mut(at..at + a.size) {
            to.copy_from_slice(c);
        }
    }
    Ok(())
}
fn bad_argument(vm: &Vm) -> crate::Exc {
    vm.type_error("bad argument type for built-in operation")
}
fn concat(vm: &Vm, a: Word, b: Word) -> R {
    let x = this(vm, &a)?;
    let Some(y) = b.native::<Array>() else {
        return Err(vm.type_error(format!("can only append array (not \"{}\") to array", vm.type_name(b))));
    };
    if x.code != y.code {
        return Err(bad_argument(vm));
    }
    let v = [&x.data.borrow()[..], &y.data.borrow()[..]].concat();
    Ok(make(vm, x.code, v))
}
fn repeated(vm: &Vm, a: &Array, n: i64) -> R<Vec<u8>> {
    let n = n.max(0) as usize;
    let len = a.data.borrow().len();
    if len.saturating_mul(n) > taipan_text::error::MOST {
        return Err(vm.memory_error());
    }
    vm.check_alloc(len * n)?;
    Ok(a.data.borrow().repeat(n))
}
fn repeat(vm: &Vm, w: Word, n: Word) -> R {
    let n = vm.repeat_count(n)? as i64;
    let a = this(vm, &w)?;
    Ok(make(vm, a.code, repeated(vm, a, n)?))
}
fn irepeat(vm: &Vm, w: Word, n: Word) -> R {
    let n = vm.index_position(n)?;
    let a = this(vm, &w)?;
    if n != 1 && a.len() > 0 {
        resizable(vm, &w)?;
        let v = repeated(vm, a, n)?;
        *a.data.borrow_mut() = v;
    }
    Ok(w)
}
/// Appends another array's items; TypeError for one of another kind.
fn extend_array(vm: &Vm, w: Word, from: &Array) -> R<()> {
    if this(vm, &w)?.code != from.code {
        return Err(vm.type_error("can only extend with array of same kind"));
    }
    let v = from.data.borrow().clone();
    if !v.is_empty() {
        resizable(vm, &w)?.data.borrow_mut().extend_from_slice(&v);
    }
    Ok(())
}
fn iconcat(vm: &Vm, w: Word, b: Word) -> R {
    match b.native::<Array>() {
        Some(from) => extend_array(vm, w, from)?,
        None => {
            return Err(vm.type_error(format!("can only extend array with array (not \"{}\")", vm.type_name(b))));
        }
    }
    Ok(w)
}
fn extend(vm: &Vm, a: &[Word]) -> R {
    match a[1].native::<Array>() {
        Some(from) => extend_array(vm, a[0], from)?,
        None => vm.for_each(a[1], &mut |x| push(vm, a[0], x))?,
    }
    Ok(Word::NONE)
}
fn compare(vm: &Vm, a: Word, b: Word, op: CmpOp) -> R {
    let (Some(x), Some(y)) = (a.native::<Array>(), b.native::<Array>()) else { return Ok(Word::NOT_IMPLEMENTED) };
    let (m, n) = (x.len(), y.len());
    if m != n && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Word::bool(op == CmpOp::Ne));
    }
    if x.code == y.code && !matches!(x.code, b'f' | b'd') && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Word::bool((*x.data.borrow() == *y.data.borrow()) == (op == CmpOp::Eq)));
    }
    let mut i = 0;
    while let (Some(p), Some(q)) = (x.at(vm, i)?, y.at(vm, i)?) {
        if !vm.compare_bool(p, q, CmpOp::Eq)? {
            return match op {
                CmpOp::Eq => Ok(Word::FALSE),
                CmpOp::Ne => Ok(Word::TRUE),
                _ => vm.compare(p, q, op),
            };
        }
        i += 1;
    }
    Ok(Word::bool(op.holds(x.len().cmp(&y.len()))))
}
/// Where `x` stands in `[from, to)`.
fn find(vm: &Vm, w: Word, x: Word, from: usize, to: usize) -> R<Option<usize>> {
    let a = this(vm, &w)?;
    for i in from..to {
        let Some(y) = a.at(vm, i)? else { break };
        if vm.compare_bool(y, x, CmpOp::Eq)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}
fn index(vm: &Vm, a: &[Word]) -> R {
    let n = this(vm, &a[0])?.len();
    let (s, e) = (vm.bound_arg(a[2], n, 0)?, vm.bound_arg(a[3], n, n)?);
    match find(vm, a[0], a[1], s, e)? {
        Some(i) => Ok(Word::small(i as i64)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}
fn count(vm: &Vm, a: &[Word]) -> R {
    let (mut n, mut i) = (0, 0);
    while let Some(at) = find(vm, a[0], a[1], i, usize::MAX)? {
        n += 1;
        i = at + 1;
    }
    Ok(vm.int(n))
}
fn remove(vm: &Vm, a: &[Word]) -> R {
    match find(vm, a[0], a[1], 0, usize::MAX)? {
        Some(i) => {
            let x = resizable(vm, &a[0])?;
            let mut d = x.data.borrow_mut();
            if (i + 1) * x.size <= d.len() {
                d.drain(i * x.size..(i + 1) * x.size);
            }
            Ok(Word::NONE)
        }
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}
fn pop(vm: &Vm, a: &[Word]) -> R {
    let i = if a[1].is_null() { -1 } else { vm.index_position(a[1])? };
    let x = this(vm, &a[0])?;
    let n = x.len() as i64;
    if n == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let i = if i < 0 { i.saturating_add(n) } else { i };
    if i < 0 || i >= n {
        return Err(vm.index_error("pop index out of range"));
    }
    let i = i as usize;
    let v = x.at(vm, i)?.unwrap_or(Word::NONE);
    resizable(vm, &a[0])?.data.borrow_mut().drain(i * x.size..(i + 1) * x.size);
    Ok(v)
}
fn insert(vm: &Vm, a: &[Word]) -> R {
    let i = vm.index_position(a[1])?;
    let b = encode(vm, this(vm, &a[0])?.code, a[2])?;
    let x = resizable(vm, &a[0])?;
    let n = x.len() as i64;
    let i = (if i < 0 { i.saturating_add(n).max(0) } else { i.min(n) }) as usize * x.size;
    x.data.borrow_mut().splice(i..i, b[..x.size].iter().copied());
    Ok(Word::NONE)
}
fn reverse(vm: &Vm, a: &[Word]) -> R {
    let x = this(vm, &a[0])?;
    let mut d = x.data.borrow_mut();
    d.reverse();
    d.chunks_mut(x.size).for_each(<[u8]>::reverse);
    Ok(Word::NONE)
}
fn byteswap(vm: &Vm, a: &[Word]) -> R {
    let x = this(vm, &a[0])?;
    x.data.borrow_mut().chunks_mut(x.size).for_each(<[u8]>::reverse);
    Ok(Word::NONE)
}
fn to_list(vm: &Vm, a: &[Word]) -> R {
    let x = this(vm, &a[0])?;
    let mut v = WordVec::with_capacity(vm, x.len());
    let mut i = 0;
    while let Some(w) = x.at(vm, i)? {
        v.push(vm, w);
        i += 1;
    }
    Ok(v.to_list(vm))
}
fn from_list(vm: &Vm, a: &[Word]) -> R {
    let Some(l) = a[1].get::<ListObj>() else { return Err(vm.type_error("arg must be list")) };
    let x = this(vm, &a[0])?;
    if !l.is_empty() {
        resizable(vm, &a[0])?;
    }
    let before = x.data.borrow().len();
    let mut i = 0;
    while let Some(w) = l.at(i) {
        if let Err(e) = push(vm, a[0], w) {
            x.data.borrow_mut().truncate(before);
            return Err(e);
        }
        i += 1;
    }
    Ok(Word::NONE)
}
fn from_bytes(vm: &Vm, a: &[Word]) -> R {
    let v = vm.with_bytes(a[1], <[u8]>::to_vec)?;
    let x = this(vm, &a[0])?;
    if v.len() % x.size != 0 {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    if !v.is_empty() {
        resizable(vm, &a[0])?.data.borrow_mut().extend_from_slice(&v);
    }
    Ok(Word::NONE)
}
fn from_file(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_i64(a[2])?;
    let x = this(vm, &a[0])?;
    if n < 0 {
        return Err(vm.value_error("negative count"));
    }
    let Some(total) = n.checked_mul(x.size as i64) else { return Err(vm.memory_error()) };
    let b = vm.call_method(a[1], "read", &[vm.int(total)])?;
    let Some(s) = b.get::<BytesObj>() else { return Err(vm.type_error("read() didn't return bytes")) };
    let short = s.as_slice().len() as i64 != total;
    from_bytes(vm, &[a[0], b])?;
    if short {
        return Err(vm.new_exc(&vm.exc.EOFError, "read() didn't return enough bytes"));
    }
    Ok(Word::NONE)
}
fn to_file(vm: &Vm, a: &[Word]) -> R {
    let v = this(vm, &a[0])?.data.borrow().clone();
    for part in v.chunks(64 * 1024) {
        let b = vm.new_bytes(part);
        vm.call_method(a[1], "write", &[b])?;
    }
    if v.is_empty() {
        vm.getattr_str(a[1], "write")?;
    }
    Ok(Word::NONE)
}
fn from_unicode(vm: &Vm, a: &[Word]) -> R {
    let Some(s) = a[1].get::<StrObj>() else {
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {}", vm.arg_type_name(a[1]))));
    };
    let x = this(vm, &a[0])?;
    if !x.is_text() {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    if !s.is_empty() {
        extend_text(resizable(vm, &a[0])?, s);
    }
    Ok(Word::NONE)
}
fn unicode_of(vm: &Vm, x: &Array) -> R {
    let d = x.data.borrow();
    let points: Vec<u32> = d.chunks_exact(4).map(|c| u32::from_ne_bytes([c[0], c[1], c[2], c[3]])).collect();
    if points.iter().any(|&c| c > 0x10ffff) {
        drop(d);
        let b = vm.new_bytes(&x.data.borrow());
        return vm.decode_object(b, if cfg!(target_endian = "little") { "utf-32-le" } else { "utf-32-be" }, "strict");
    }
    Ok(vm.new_str_points(&points))
}
fn to_unicode(vm: &Vm, a: &[Word]) -> R {
    let x = this(vm, &a[0])?;
    if !x.is_text() {
        return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    unicode_of(vm, x)
}
fn repr(vm: &Vm, w: Word) -> R {
    let x = this(vm, &w)?;
    let (name, code) = (vm.short_name(w), x.code as char);
    if x.len() == 0 {
        return Ok(vm.new_str(&format!("{name}('{code}')")));
    }
    let v = if x.is_text() { unicode_of(vm, x)? } else { to_list(vm, &[w])? };
    let mut out = StrBuilder::new();
    out.push_str(&format!("{name}('{code}', "));
    let r = vm.repr(v)?;
    if let Some(s) = r.get::<StrObj>() {
        out.push_obj(s);
    }
    out.push_str(")");
    Ok(out.finish(vm))
}
fn copy(vm: &Vm, a: &[Word]) -> R {
    let x = this(vm, &a[0])?;
    let v = x.data.borrow().clone();
    Ok(make(vm, x.code, v))
}
fn reduce(vm: &Vm, a: &[Word]) -> R {
    let x = this(vm, &a[0])?;
    if !int::is_int(a[1]) {
        return Err(vm.type_error("__reduce_ex__ argument should be an integer"));
    }
    let protocol = vm.index_i64(a[1])?;
    let state = vm.instance_dict(a[0]).or(Word::NONE);
    let ty = vm.type_of(a[0]);
    let code = vm.new_char(x.code as u32);
    if protocol < 3 {
        let l = to_list(vm, a)?;
        let args = vm.new_tuple(&[code, l]);
        return Ok(vm.new_tuple(&[ty, args, state]));
    }
    let m = vm.import_module("array")?;
    let f = vm.getattr_str(m, "_array_reconstructor")?;
    let b = vm.new_bytes(&x.data.borrow().clone());
    let args = vm.new_tuple(&[ty, code, Word::small(machine_format(x.code)), b]);
    Ok(vm.new_tuple(&[f, args, state]))
}
/// `_array_reconstructor(arraytype, typecode, mformat_code, items)`: an array from the bytes of
/// one on any machine.
fn reconstruct(vm: &Vm, a: &[Word]) -> R {
    if a[0].as_type().is_none() {
        return Err(vm.type_error(format!("first argument must be a type object, not {}", vm.type_name(a[0]))));
    }
    let code = code_arg(vm, a[1], "_array_reconstructor(): argument 2")?;
    let format = vm.index_i64(a[2])?;
    if !a[0].as_type().is_some_and(|t| t.is_subtype(vm.native_type::<Array>())) {
        let n = a[0].as_type().map_or(String::new(), |t| t.name());
        return Err(vm.type_error(format!("{n} is not a subtype of array.array")));
    }
    let Some(code) = u8::try_from(code).ok().filter(|c| CODES.contains(c)) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    let Some(f) = Format::from_number(format) else {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    };
    let Some(b) = a[3].get::<BytesObj>() else {
        return Err(vm.type_error(format!("fourth argument should be bytes, not {}", vm.type_name(a[3]))));
    };
    let make = |code: u8, x: Word| vm.call(a[0], &[vm.new_char(code as u32), x]);
    if format == machine_format(code) {
        return make(code, a[3]);
    }
    match f {
        Format::Int { signed, size, big } => {
            let same = |c: &&u8| {
                !matches!(**c, b'u' | b'w' | b'f' | b'd') && size_of_code(**c) == size && is_signed(**c) == signed
            };
            let code = CODES.iter().rfind(same).copied().unwrap_or(code);
            let mut v = b.as_slice().to_vec();
            if big != cfg!(target_endian = "big") {
                v.chunks_mut(size).for_each(<[u8]>::reverse);
            }
            make(code, vm.new_bytes(&v))
        }
        Format::Float { size, big } => {
            let mut l = WordVec::new();
            for c in b.as_slice().chunks_exact(size) {
                let mut c = c.to_vec();
                if big != cfg!(target_endian = "big") {
                    c.reverse();
                }
                let w = item(vm, if size == 4 { b'f' } else { b'd' }, &c)?;
                l.push(vm, w);
            }
            make(code, l.to_list(vm))
        }
        Format::Text(codec) => {
            let t = vm.decode_object(a[3], codec, "strict")?;
            make(code, t)
        }
    }
}
/// `buffer`: a view of the items.
fn view(vm: &Vm, w: Word) -> R {
    let a = this(vm, &w)?;
    // A wchar_t has four bytes here: both kinds of text are shown as `w`.
    let format = if a.is_text() { 'w' } else { a.code as char };
    vm.new_memoryview_counted(
        w,
        |_, w| {
            let a = w.native::<Array>()?;
            let mut d = a.data.borrow_mut();
            Some(RawBytes { ptr: d.as_mut_ptr(), len: d.len(), readonly: false })
        },
        &format.to_string(),
        &a.exports,
    )
}

macro_rules! method {
    ($name:literal, $sig:literal, $f:expr, $doc:literal) => {
        FnDef::new($name, $sig, $f, $doc)
    };
}
static ARRAY_SPEC: TypeSpec = TypeSpec {
    name: "array.array",
    doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type.",
    flags: TF_BASETYPE | TF_WEAKREF | TF_SEQUENCE,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.richcompare.set(Some(compare));
        s.len.set(Some(|vm, w| Ok(this(vm, &w)?.len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.contains.set(Some(|vm, w, x| Ok(find(vm, w, x, 0, usize::MAX)?.is_some())));
        s.concat.set(Some(concat));
        s.repeat.set(Some(repeat));
        s.iconcat.set(Some(iconcat));
        s.irepeat.set(Some(irepeat));
        s.iter.set(Some(|vm, w| Ok(vm.new_native(ArrayIter { array: Slot::new(w), index: Cell::new(0) }))));
        s.buffer.set(Some(view));
    },
    methods: &[
        method!(
            "append",
            "($self, v, /)",
            |vm, a| {
                push(vm, a[0], a[1])?;
                Ok(Word::NONE)
            },
            "Append new value v to the end of the array."
        ),
        method!(
            "buffer_info",
            "($self, /)",
            |vm, a| {
                let x = this(vm, &a[0])?;
                let p = x.data.borrow().as_ptr() as usize as i64;
                Ok(vm.new_tuple(&[vm.int(p), vm.int(x.len() as i64)]))
            },
            "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.\n\nThe length should be multiplied by the itemsize attribute to\ncalculate the buffer length in bytes."
        ),
        method!(
            "byteswap",
            "($self, /)",
            byteswap,
            "Byteswap all items of the array.\n\nIf the items in the array are not 1, 2, 4, or 8 bytes in size,\nRuntimeError is raised."
        ),
        method!(
            "clear",
            "($self, /)",
            |vm, a| {
                resizable(vm, &a[0])?.data.borrow_mut().clear();
                Ok(Word::NONE)
            },
            "Remove all items from the array."
        ),
        method!("count", "($self, v, /)", count, "Return number of occurrences of v in the array."),
        method!("extend", "($self, bb, /)", extend, "Append items to the end of the array."),
        method!(
            "frombytes",
            "($self, buffer, /)",
            from_bytes,
            "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method."
        ),
        method!(
            "fromfile",
            "($self, f, n, /)",
            from_file,
            "Read n objects from the file object f and append them to the end of the array."
        ),
        method!("fromlist", "($self, list, /)", from_list, "Append items to array from list."),
        method!(
            "fromunicode",
            "($self, ustr, /)",
            from_unicode,
            "Extends this array with data from the unicode string ustr.\n\nThe array must be a unicode type array; otherwise a ValueError is\nraised.  Use array.frombytes(ustr.encode(...)) to append Unicode\ndata to an array of some other type."
        ),
        method!(
            "index",
            "($self, v, start=0, stop=sys.maxsize, /)",
            index,
            "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present."
        ),
        method!("insert", "($self, i, v, /)", insert, "Insert a new item v into the array before position i."),
        method!(
            "pop",
            "($self, i=-1, /)",
            pop,
            "Return the i-th element and delete it from the array.\n\ni defaults to -1."
        ),
        method!("remove", "($self, v, /)", remove, "Remove the first occurrence of v in the array."),
        method!("reverse", "($self, /)", reverse, "Reverse the order of the items in the array."),
        method!(
            "tobytes",
            "($self, /)",
            |vm, a| Ok(vm.new_bytes(&this(vm, &a[0])?.data.borrow().clone())),
            "Convert the array to an array of machine values and return the bytes representation."
        ),
        method!("tofile", "($self, f, /)", to_file, "Write all items (as machine values) to the file object f."),
        method!("tolist", "($self, /)", to_list, "Convert array to an ordinary list with the same items."),
        method!(
            "tounicode",
            "($self, /)",
            to_unicode,
            "Extends this array with data from the unicode string ustr.\n\nConvert the array to a unicode string.  The array must be a unicode\ntype array; otherwise a ValueError is raised.  Use\narray.tobytes().decode() to obtain a unicode string from an array of\nsome other type."
        ),
        method!("__copy__", "($self, /)", copy, "Return a copy of the array."),
        method!("__deepcopy__", "($self, unused, /)", copy, "Return a copy of the array."),
        method!("__reduce_ex__", "($self, value, /)", reduce, "Return state information for pickling."),
        method!(
            "__sizeof__",
            "($self, /)",
            |vm, a| Ok(vm.int(80 + this(vm, &a[0])?.data.borrow().capacity() as i64)),
            "Size of the array in memory, in bytes."
        ),
        FnDef::class(
            "__class_getitem__",
            "($type, object, /)",
            |vm, a| vm.generic_alias(a[0], a[1]),
            "Arrays are generic over the type of their elements",
        ),
    ],
    getset: &[
        GetSet::ro(
            "typecode",
            |vm, w| Ok(vm.new_char(this(vm, &w)?.code as u32)),
            "the typecode character used to create the array",
        ),
        GetSet::ro(
            "itemsize",
            |vm, w| Ok(Word::small(this(vm, &w)?.size as i64)),
            "the size, in bytes, of one array item",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// `array` is NONE when the end has been seen.
struct ArrayIter {
    array: Slot,
    index: Cell<usize>,
}
impl Payload for ArrayIter {
    const INFO: &'static NativeInfo = crate::native_info!(ArrayIter, ITER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.array);
    }
}
static ITER_SPEC: TypeSpec = TypeSpec {
    name: "array.arrayiterator",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| {
            let Some(it) = w.native::<ArrayIter>() else { return Ok(None) };
            let array = it.array.get();
            let Some(a) = array.native::<Array>() else { return Ok(None) };
            let i = it.index.get();
            match a.at(vm, i)? {
                Some(x) => {
                    it.index.set(i + 1);
                    Ok(Some(x))
                }
                None => {
                    it.array.set_root(Word::NONE);
                    Ok(None)
                }
            }
        }));
    },
    methods: &[
        method!(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let f = vm.dict_get_str(vm.builtins.get(), "iter");
                match a[0].native::<ArrayIter>() {
                    Some(it) if !it.array.get().is_none() => {
                        let args = vm.new_tuple(&[it.array.get()]);
                        Ok(vm.new_tuple(&[f, args, vm.int(it.index.get() as i64)]))
                    }
                    _ => Ok(vm.new_tuple(&[f, vm.new_tuple(&[vm.empty_tuple()])])),
                }
            },
            "Return state information for pickling."
        ),
        method!(
            "__setstate__",
            "($self, state, /)",
            |vm, a| {
                let i = vm.index_i64(a[1])?;
                if let Some(it) = a[0].native::<ArrayIter>() {
                    let n = it.array.get().native::<Array>().map_or(0, Array::len);
                    it.index.set(i.clamp(0, n as i64) as usize);
                }
                Ok(Word::NONE)
            },
            "Set state information for unpickling."
        ),
    ],
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "array",
    doc: "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.",
    functions: &[FnDef::new(
        "_array_reconstructor",
        "(arraytype, typecode, mformat_code, items, /)",
        reconstruct,
        "Internal. Used for pickling support.",
    )],
    init: |vm, m| {
        let t = vm.native_type::<Array>();
        vm.module_add(m, "array", t);
        vm.module_add(m, "ArrayType", t);
        vm.module_add(m, "typecodes", vm.new_str(&String::from_utf8_lossy(CODES)));
        Ok(())
    },
};
