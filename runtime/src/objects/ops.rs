//! Operations on any value: what operators, builtins and the interpreter's slow paths share.

use super::args::Args;
use super::layout::*;
use super::list::WordVec;
use super::slots::*;
use super::types::*;
use crate::heap::*;
use crate::{R, Vm};

/// A binary operator, numbered as CPython's `BINARY_OP` numbers it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BinOp {
    Add = 0,
    And,
    FloorDiv,
    Lshift,
    MatMul,
    Mul,
    Mod,
    Or,
    Pow,
    Rshift,
    Sub,
    TrueDiv,
    Xor,
}
impl BinOp {
    pub fn from_index(i: u32) -> BinOp {
        use BinOp::*;
        [Add, And, FloorDiv, Lshift, MatMul, Mul, Mod, Or, Pow, Rshift, Sub, TrueDiv, Xor][(i % 13) as usize]
    }
    /// The method of the operator, of its reflected form and of its in-place form.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }
    pub fn reflected_name(self) -> &'static str {
        self.names()[1]
    }
    pub fn inplace_name(self) -> &'static str {
        self.names()[2]
    }
    fn names(self) -> &'static [&'static str; 3] {
        const NAMES: [[&str; 3]; 13] = [
            ["__add__", "__radd__", "__iadd__"],
            ["__and__", "__rand__", "__iand__"],
            ["__floordiv__", "__rfloordiv__", "__ifloordiv__"],
            ["__lshift__", "__rlshift__", "__ilshift__"],
            ["__matmul__", "__rmatmul__", "__imatmul__"],
            ["__mul__", "__rmul__", "__imul__"],
            ["__mod__", "__rmod__", "__imod__"],
            ["__or__", "__ror__", "__ior__"],
            ["__pow__", "__rpow__", "__ipow__"],
            ["__rshift__", "__rrshift__", "__irshift__"],
            ["__sub__", "__rsub__", "__isub__"],
            ["__truediv__", "__rtruediv__", "__itruediv__"],
            ["__xor__", "__rxor__", "__ixor__"],
        ];
        &NAMES[self as usize]
    }
    pub fn symbol(self) -> &'static str {
        ["+", "&", "//", "<<", "@", "*", "%", "|", "** or pow()", ">>", "-", "/", "^"][self as usize]
    }
    fn slot(self, s: &Slots) -> Option<Binary> {
        use BinOp::*;
        match self {
            Add => s.add.get(),
            And => s.and.get(),
            FloorDiv => s.floordiv.get(),
            Lshift => s.lshift.get(),
            MatMul => s.matmul.get(),
            Mul => s.mul.get(),
            Mod => s.modulo.get(),
            Or => s.or.get(),
            Pow => None,
            Rshift => s.rshift.get(),
            Sub => s.sub.get(),
            TrueDiv => s.truediv.get(),
            Xor => s.xor.get(),
        }
    }
    fn inplace_slot(self, s: &Slots) -> Option<Binary> {
        use BinOp::*;
        match self {
            Add => s.iadd.get(),
            And => s.iand.get(),
            FloorDiv => s.ifloordiv.get(),
            Lshift => s.ilshift.get(),
            MatMul => s.imatmul.get(),
            Mul => s.imul.get(),
            Mod => s.imodulo.get(),
            Or => s.ior.get(),
            Pow => s.ipow.get(),
            Rshift => s.irshift.get(),
            Sub => s.isub.get(),
            TrueDiv => s.itruediv.get(),
            Xor => s.ixor.get(),
        }
    }
}

impl Vm {
    // ---- arithmetic

    fn binary1(&self, a: Word, b: Word, get: impl Fn(&Slots) -> Option<Binary>) -> R {
        let (ta, tb) = (self.class_of(a), self.class_of(b));
        let fa = get(&ta.slots);
        let mut fb = if std::ptr::eq(ta, tb) { None } else { get(&tb.slots) };
        if let (Some(x), Some(y)) = (fa, fb)
            && x as usize == y as usize
        {
            fb = None;
        }
        if let Some(f) = fa {
            if let Some(g) = fb
                && tb.is_subtype(ta.word())
            {
                let r = g(self, a, b)?;
                if r != Word::NOT_IMPLEMENTED {
                    return Ok(r);
                }
                fb = None;
            }
            let r = f(self, a, b)?;
            if r != Word::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        match fb {
            Some(g) => g(self, a, b),
            None => Ok(Word::NOT_IMPLEMENTED),
        }
    }
    /// `a op b`.
    pub fn binary_op(&self, op: BinOp, a: Word, b: Word) -> R {
        if op == BinOp::Pow {
            return self.power(a, b, Word::NONE);
        }
        let r = self.binary1(a, b, |s| op.slot(s))?;
        if r != Word::NOT_IMPLEMENTED {
            return Ok(r);
        }
        self.binary_by_sequences(op, a, b, false)
    }
    /// The operator by the classes' methods alone; NotImplemented if none does it.
    pub(crate) fn binary_by_slots(&self, op: BinOp, a: Word, b: Word) -> R {
        self.binary1(a, b, |s| op.slot(s))
    }
    /// What is asked after the method of `a`'s class, written in Python, answered NotImplemented.
    pub(crate) fn binary_reflected(&self, op: BinOp, a: Word, b: Word) -> R {
        let (ta, tb) = (self.class_of(a), self.class_of(b));
        let (Some(fa), Some(fb)) = (op.slot(&ta.slots), op.slot(&tb.slots)) else { return Ok(Word::NOT_IMPLEMENTED) };
        if std::ptr::eq(ta, tb) {
            Ok(Word::NOT_IMPLEMENTED)
        } else if fa as usize == fb as usize {
            super::wrappers::call_if_there(self, b, self.intern_constant(op.reflected_name()), a)
        } else {
            fb(self, a, b)
        }
    }
    /// The operators of sequences, which come last, and the error if there is none.
    #[cold]
    pub(crate) fn binary_by_sequences(&self, op: BinOp, a: Word, b: Word, inplace: bool) -> R {
        let (ta, tb) = (self.class_of(a), self.class_of(b));
        match op {
            BinOp::Add => {
                if inplace && let Some(f) = ta.slots.iconcat.get() {
                    return f(self, a, b);
                }
                if let Some(f) = ta.slots.concat.get() {
                    return f(self, a, b);
                }
            }
            BinOp::Mul => {
                if inplace
                    && let Some(f) = ta.slots.irepeat.get()
                    && self.class_of(b).slots.index.get().is_some()
                {
                    return f(self, a, b);
                }
                for (f, s, n) in [(ta.slots.repeat.get(), a, b), (tb.slots.repeat.get(), b, a)] {
                    if let Some(f) = f {
                        if self.class_of(n).slots.index.get().is_none() {
                            return Err(self.type_error(format!(
                                "can't multiply sequence by non-int of type '{}'",
                                self.type_name(n)
                            )));
                        }
                        return f(self, s, n);
                    }
                }
            }
            _ => {}
        }
        let symbol = op.symbol();
        Err(if inplace { self.unsupported(&format!("{symbol}="), a, b) } else { self.unsupported(symbol, a, b) })
    }
    /// The TypeError for an operator that neither operand supports.
    pub fn unsupported(&self, symbol: &str, a: Word, b: Word) -> crate::Exc {
        if symbol == ">>"
            && let Some(f) = a.native::<super::descr::BuiltinFn>()
            && f.def.name == "print"
        {
            return self.type_error(format!(
                "unsupported operand type(s) for {symbol}: '{}' and '{}'. Did you mean \"print(<message>, file=<output_stream>)\"?",
                self.type_name(a), self.type_name(b)
            ));
        }
        self.type_error(format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(a),
            self.type_name(b)
        ))
    }
    /// `a op= b`.
    pub fn inplace_op(&self, op: BinOp, a: Word, b: Word) -> R {
        if let Some(f) = op.inplace_slot(&self.class_of(a).slots) {
            let r = f(self, a, b)?;
            if r != Word::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if op == BinOp::Pow {
            let r = self.power_opt(a, b, Word::NONE)?;
            return if r == Word::NOT_IMPLEMENTED { Err(self.unsupported("**=", a, b)) } else { Ok(r) };
        }
        let r = self.binary_by_slots(op, a, b)?;
        if r != Word::NOT_IMPLEMENTED { Ok(r) } else { self.binary_by_sequences(op, a, b, true) }
    }
    fn power_opt(&self, a: Word, b: Word, m: Word) -> R {
        let (ta, tb) = (self.class_of(a), self.class_of(b));
        let fa = ta.slots.pow.get();
        let mut fb = if std::ptr::eq(ta, tb) { None } else { tb.slots.pow.get() };
        if let (Some(x), Some(y)) = (fa, fb)
            && x as usize == y as usize
        {
            fb = None;
        }
        if let Some(f) = fa {
            if let Some(g) = fb
                && tb.is_subtype(ta.word())
            {
                let r = g(self, a, b, m)?;
                if r != Word::NOT_IMPLEMENTED {
                    return Ok(r);
                }
                fb = None;
            }
            let r = f(self, a, b, m)?;
            if r != Word::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        match fb {
            Some(g) => g(self, a, b, m),
            None => Ok(Word::NOT_IMPLEMENTED),
        }
    }
    /// `pow(a, b, m)`; `m` None for `a ** b`.
    pub fn power(&self, a: Word, b: Word, m: Word) -> R {
        let r = self.power_opt(a, b, m)?;
        if r != Word::NOT_IMPLEMENTED {
            return Ok(r);
        }
        if m.is_none() {
            return Err(self.unsupported("** or pow()", a, b));
        }
        Err(self.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            self.type_name(a),
            self.type_name(b),
            self.type_name(m)
        )))
    }
    pub fn divmod(&self, a: Word, b: Word) -> R {
        let r = self.binary1(a, b, |s| s.divmod.get())?;
        if r == Word::NOT_IMPLEMENTED { Err(self.unsupported("divmod()", a, b)) } else { Ok(r) }
    }
    fn unary(&self, a: Word, f: Option<Unary>, symbol: &str) -> R {
        match f {
            Some(f) => f(self, a),
            None => Err(self.type_error(format!("bad operand type for unary {symbol}: '{}'", self.type_name(a)))),
        }
    }
    pub fn negate(&self, a: Word) -> R {
        self.unary(a, self.class_of(a).slots.neg.get(), "-")
    }
    pub fn positive(&self, a: Word) -> R {
        self.unary(a, self.class_of(a).slots.pos.get(), "+")
    }
    pub fn invert(&self, a: Word) -> R {
        self.unary(a, self.class_of(a).slots.invert.get(), "~")
    }
    pub fn absolute(&self, a: Word) -> R {
        match self.class_of(a).slots.abs.get() {
            Some(f) => f(self, a),
            None => Err(self.type_error(format!("bad operand type for abs(): '{}'", self.type_name(a)))),
        }
    }

    // ---- truth, comparison, hash

    /// `bool(a)`.
    #[inline]
    pub fn truth(&self, a: Word) -> R<bool> {
        match a {
            Word::TRUE => return Ok(true),
            Word::FALSE | Word::NONE => return Ok(false),
            _ => {}
        }
        if a.is_small() {
            return Ok(a.small_value() != 0);
        }
        let s = &self.class_of(a).slots;
        if let Some(f) = s.bool.get() {
            return f(self, a);
        }
        if let Some(f) = s.len.get() {
            return Ok(f(self, a)? != 0);
        }
        Ok(true)
    }
    /// The result of a rich comparison, any object.
    pub fn compare(&self, a: Word, b: Word, op: CmpOp) -> R {
        if Word::both_small(a, b) {
            return Ok(Word::bool(op.holds((a.0 as i64).cmp(&(b.0 as i64)))));
        }
        if a.is_imm_float() && b.is_imm_float() {
            let (x, y) = (a.imm_float_value(), b.imm_float_value());
            return Ok(Word::bool(match op {
                CmpOp::Lt => x < y,
                CmpOp::Le => x <= y,
                CmpOp::Eq => x == y,
                CmpOp::Ne => x != y,
                CmpOp::Gt => x > y,
                CmpOp::Ge => x >= y,
            }));
        }
        let (ta, tb) = (self.class_of(a), self.class_of(b));
        let mut tried = false;
        if !std::ptr::eq(ta, tb)
            && tb.is_subtype(ta.word())
            && let Some(f) = tb.slots.richcompare.get()
        {
            tried = true;
            let r = self.guarded_compare(f, b, a, op.swapped())?;
            if r != Word::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if let Some(f) = ta.slots.richcompare.get() {
            let r = self.guarded_compare(f, a, b, op)?;
            if r != Word::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        if !tried && let Some(f) = tb.slots.richcompare.get() {
            let r = self.guarded_compare(f, b, a, op.swapped())?;
            if r != Word::NOT_IMPLEMENTED {
                return Ok(r);
            }
        }
        match op {
            CmpOp::Eq => Ok(Word::bool(a == b)),
            CmpOp::Ne => Ok(Word::bool(a != b)),
            _ => Err(self.type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.symbol(),
                self.full_name(ta),
                self.full_name(tb)
            ))),
        }
    }
    fn guarded_compare(&self, f: Compare, a: Word, b: Word, op: CmpOp) -> R {
        let _g = self.enter_native(" in comparison")?;
        f(self, a, b, op)
    }
    /// The truth of a comparison; identical objects are equal (as containers compare).
    #[inline]
    pub fn compare_bool(&self, a: Word, b: Word, op: CmpOp) -> R<bool> {
        if a == b {
            match op {
                CmpOp::Eq => return Ok(true),
                CmpOp::Ne => return Ok(false),
                _ => {}
            }
        }
        let r = self.compare(a, b, op)?;
        self.truth(r)
    }
    /// `a is b or a == b`.
    #[inline]
    pub fn eq(&self, a: Word, b: Word) -> R<bool> {
        if a == b {
            return Ok(true);
        }
        if Word::both_small(a, b) {
            return Ok(false);
        }
        if let (Some(x), Some(y)) = (a.get::<StrObj>(), b.get::<StrObj>())
            && x.hdr.shape.get() == y.hdr.shape.get()
            && x.hdr.shape.get() == self.shape_of_type(self.types.str.get())
        {
            return Ok(x.equals(y));
        }
        self.compare_bool(a, b, CmpOp::Eq)
    }
    /// `hash(a)`.
    #[inline]
    pub fn hash(&self, a: Word) -> R<i64> {
        if a.is_small() {
            return Ok(taipan_text::float::hash::hash_i64(a.small_value()));
        }
        if let Some(s) = a.get::<StrObj>()
            && s.hdr.shape.get() == self.shape_of_type(self.types.str.get())
        {
            return Ok(s.hash_value(self));
        }
        match self.class_of(a).slots.hash.get() {
            Some(f) => f(self, a),
            None => Ok(self.identity_hash(a)),
        }
    }
    /// The hash of an object by its identity.
    pub fn identity_hash(&self, a: Word) -> i64 {
        let id = self.heap.identity(a);
        id.rotate_right(4) as i64 & i64::MAX
    }
    /// The hash that a `__hash__` result stands for.
    pub fn hash_from_result(&self, r: Word) -> R<i64> {
        if let Some(v) = r.as_small() {
            return Ok(if v == -1 { -2 } else { v });
        }
        if r.is_bool() || r.is_kind(Kind::Int) {
            if let Some(i) = r.get::<IntObj>() {
                if let Some(v) = i.value.to_i64() {
                    return Ok(if v == -1 { -2 } else { v });
                }
            }
            return super::int::int_hash(self, r);
        }
        Err(self.type_error("__hash__ method should return an integer"))
    }

    // ---- text

    /// `repr(a)`, always a str.
    pub fn repr(&self, a: Word) -> R {
        let _g = self.enter_native(" while getting the repr of an object")?;
        let r = match self.class_of(a).slots.repr.get() {
            Some(f) => f(self, a)?,
            None => self.default_repr(a),
        };
        if r.is_kind(Kind::Str) {
            return Ok(r);
        }
        Err(self.type_error(format!("__repr__ returned non-string (type {})", self.type_name(r))))
    }
    /// `<module.Class object at 0x…>`.
    pub fn default_repr(&self, a: Word) -> Word {
        let t = self.class_of(a);
        let m = self.dict_get_str(t.dict.get(), "__module__");
        let q = super::str::to_string_lossy(t.qualname.get());
        let full = match m.get::<StrObj>() {
            Some(m) if m.ascii() != Some("builtins") => format!("{}.{q}", m.to_string_lossy()),
            _ => q,
        };
        self.new_str(&format!("<{full} object at {:#x}>", self.heap.identity(a)))
    }
    /// `str(a)`, always a str.
    pub fn str(&self, a: Word) -> R {
        if self.is_exact(a, &self.types.str) {
            return Ok(a);
        }
        let Some(f) = self.class_of(a).slots.str.get() else {
            return self.repr(a);
        };
        let _g = self.enter_native(" while getting the str of an object")?;
        let r = f(self, a)?;
        if r.is_kind(Kind::Str) {
            return Ok(r);
        }
        Err(self.type_error(format!("__str__ returned non-string (type {})", self.type_name(r))))
    }
    /// `repr(a)` as Rust text (lone surrogates replaced).
    pub fn repr_text(&self, a: Word) -> R<String> {
        Ok(super::str::to_string_lossy(self.repr(a)?))
    }
    pub fn str_text(&self, a: Word) -> R<String> {
        Ok(super::str::to_string_lossy(self.str(a)?))
    }
    /// `ascii(a)`.
    pub fn ascii(&self, a: Word) -> R {
        let r = self.repr(a)?;
        let Some(s) = r.get::<StrObj>() else {
            return Ok(r);
        };
        if s.ascii().is_some() {
            return Ok(r);
        }
        let mut out = String::new();
        for c in s.chars() {
            match c {
                0..0x80 => out.push(c as u8 as char),
                0x80..0x100 => out.push_str(&format!("\\x{c:02x}")),
                0x100..0x1_0000 => out.push_str(&format!("\\u{c:04x}")),
                _ => out.push_str(&format!("\\U{c:08x}")),
            }
        }
        Ok(self.new_str(&out))
    }
    /// `format(a, spec)`.
    pub fn format(&self, a: Word, spec: Word) -> R {
        let empty = spec.is_null() || spec.get::<StrObj>().is_some_and(StrObj::is_empty);
        if empty && (self.is_exact(a, &self.types.str) || a.is_small()) {
            return self.str(a);
        }
        let spec = if spec.is_null() { self.empty_str() } else { spec };
        match self.call_special(a, &self.names.format, &[spec])? {
            Some(r) if r.is_kind(Kind::Str) => Ok(r),
            Some(r) => Err(self.type_error(format!("__format__ must return a str, not {}", self.type_name(r)))),
            None => Err(self.type_error(format!("Type {} doesn't define __format__", self.type_name(a)))),
        }
    }
    /// A copy of a str of a subclass as a plain str.
    pub fn str_exact(&self, w: Word) -> Word {
        if self.is_exact(w, &self.types.str) {
            return w;
        }
        match w.get::<StrObj>() {
            Some(s) => match s.ascii() {
                Some(a) => self.new_str(a),
                None => self.new_str_points(&s.to_code_points()),
            },
            None => w,
        }
    }

    // ---- containers

    pub(crate) fn len_from_result(&self, r: Word) -> R<usize> {
        if self.class_of(r).slots.index.get().is_none() {
            return Err(self.type_error(format!("'{}' object cannot be interpreted as an integer", self.type_name(r))));
        }
        let i = self.index(r)?;
        match i.as_small() {
            Some(n) if n >= 0 => Ok(n as usize),
            _ if self.compare(i, Word::small(0), CmpOp::Lt)?.is_true() => {
                Err(self.value_error("__len__() should return >= 0"))
            }
            _ => match self.index_i64(i) {
                Ok(n) => Ok(n as usize),
                Err(_) => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
            },
        }
    }
    /// `len(a)`.
    pub fn len(&self, a: Word) -> R<usize> {
        match self.class_of(a).slots.len.get() {
            Some(f) => f(self, a),
            None => Err(self.type_error(format!("object of type '{}' has no len()", self.type_name(a)))),
        }
    }
    /// `operator.length_hint(a, default)`.
    pub fn length_hint(&self, a: Word, default: usize) -> R<usize> {
        if self.class_of(a).slots.len.get().is_some() {
            match self.len(a) {
                Err(e) if self.exc_matches(e, &self.exc.TypeError) => {}
                r => return r,
            }
        }
        match self.call_special(a, &self.names.length_hint, &[]) {
            Ok(None) | Ok(Some(Word::NOT_IMPLEMENTED)) => Ok(default),
            Ok(Some(w)) => match w.as_small() {
                Some(n) if n >= 0 => Ok(n as usize),
                Some(_) => Err(self.value_error("__length_hint__() should return >= 0")),
                None => Err(self.type_error(format!("__length_hint__ must be an integer, not {}", self.type_name(w)))),
            },
            Err(e) if self.exc_matches(e, &self.exc.TypeError) => Ok(default),
            Err(e) => Err(e),
        }
    }
    /// `a[key]`.
    pub fn getitem(&self, a: Word, key: Word) -> R {
        if let Some(f) = self.class_of(a).slots.getitem.get() {
            return f(self, a, key);
        }
        if let Some(t) = a.as_type() {
            if a == self.types.type_.get() {
                return self.generic_alias(a, key);
            }
            let f = self.getattr_opt(a, self.names.class_getitem.get())?;
            if !f.is_null() && !f.is_none() {
                return self.call(f, &[key]);
            }
            return Err(self.type_error(format!("type '{}' is not subscriptable", self.full_name(t))));
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", self.type_name(a))))
    }
    /// `a[key] = value`, or `del a[key]`.
    pub fn setitem(&self, a: Word, key: Word, value: Option<Word>) -> R<()> {
        match self.class_of(a).slots.setitem.get() {
            Some(f) => f(self, a, key, value),
            None => {
                // Sequences without the operation say it another way.
                let c = self.class_of(a);
                let sequence = c.has(super::types::TF_HEAP)
                    || c.slots.len.get().is_some()
                    || c.slots.getitem.get().is_some()
                    || c.slots.contains.get().is_some();
                let index = self.class_of(key).slots.index.get().is_some();
                let what = match value {
                    Some(_) => "does not support item assignment",
                    None if sequence && index => "doesn't support item deletion",
                    None => "does not support item deletion",
                };
                Err(self.type_error(format!("'{}' object {what}", self.type_name(a))))
            }
        }
    }
    /// `item in a`.
    pub fn contains(&self, a: Word, item: Word) -> R<bool> {
        match self.class_of(a).slots.contains.get() {
            Some(f) => f(self, a, item),
            None => self.contains_by_iteration(a, item),
        }
    }
    pub(crate) fn contains_by_iteration(&self, a: Word, item: Word) -> R<bool> {
        let s = &self.class_of(a).slots;
        if s.iter.get().is_none() && s.getitem.get().is_none() {
            return Err(
                self.type_error(format!("argument of type '{}' is not a container or iterable", self.type_name(a)))
            );
        }
        let it = match self.iter(a) {
            Err(e) if self.exc_matches(e, &self.exc.TypeError) => {
                let n = self.type_name(a);
                return Err(self.type_error(format!("argument of type '{n}' is not a container or iterable")));
            }
            r => r?,
        };
        while let Some(x) = self.next(it)? {
            if self.eq(x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    // ---- iteration

    /// `iter(a)`.
    pub fn iter(&self, a: Word) -> R {
        let s = &self.class_of(a).slots;
        if let Some(f) = s.iter.get() {
            if a.is_kind(Kind::List) && self.is_exact(a, &self.types.list) {
                return Ok(self.new_list_iter(a));
            }
            let it = f(self, a)?;
            if self.class_of(it).slots.iternext.get().is_none() {
                return Err(self.type_error(format!("iter() returned non-iterator of type '{}'", self.type_name(it))));
            }
            return Ok(it);
        }
        if s.getitem.get().is_some() && !a.is_kind(Kind::Dict) {
            return Ok(self.new_seq_iter(a));
        }
        Err(self.type_error(format!("'{}' object is not iterable", self.type_name(a))))
    }
    /// The next item; None at the end.
    #[inline]
    pub fn next(&self, it: Word) -> R<Option<Word>> {
        match self.next_or_stop(it) {
            Err(e) if self.exc_matches(e, &self.exc.StopIteration) => Ok(None),
            r => {
                // Native loops over endless iterators pass no other safepoint.
                if self.heap.is_over_limit() {
                    self.safepoint()?;
                }
                r
            }
        }
    }
    /// As [`Vm::next`], but a StopIteration that the iterator itself raised, or that carries a
    /// value, comes as the error that it is.
    #[inline]
    pub fn next_or_stop(&self, it: Word) -> R<Option<Word>> {
        match self.class_of(it).slots.iternext.get() {
            Some(f) => f(self, it),
            None => Err(self.type_error(format!("'{}' object is not an iterator", self.type_name(it)))),
        }
    }
    /// Calls `f` with each item of an iterable.
    pub fn for_each(&self, iterable: Word, f: &mut dyn FnMut(Word) -> R<()>) -> R<()> {
        if self.is_exact(iterable, &self.types.list)
            && let Some(l) = iterable.get::<ListObj>()
        {
            let mut i = 0;
            while let Some(w) = l.at(i) {
                f(w)?;
                i += 1;
            }
            return Ok(());
        }
        if self.is_exact(iterable, &self.types.tuple)
            && let Some(t) = iterable.get::<TupleObj>()
        {
            return t.items().iter().try_for_each(|&w| f(w));
        }
        let it = self.iter(iterable)?;
        let Some(next) = self.class_of(it).slots.iternext.get() else {
            return Err(self.type_error(format!("'{}' object is not an iterator", self.type_name(it))));
        };
        loop {
            match next(self, it) {
                Ok(Some(w)) => f(w)?,
                Ok(None) => return Ok(()),
                Err(e) if self.exc_matches(e, &self.exc.StopIteration) => return Ok(()),
                Err(e) => return Err(e),
            }
            if self.heap.is_over_limit() {
                self.safepoint()?;
            }
        }
    }
    /// All items of an iterable.
    pub fn to_vec(&self, iterable: Word) -> R<WordVec> {
        let mut v = WordVec::new();
        if self.is_exact(iterable, &self.types.list)
            && let Some(l) = iterable.get::<ListObj>()
        {
            v.extend(self, l.as_slice());
            return Ok(v);
        }
        self.for_each(iterable, &mut |w| {
            v.push(self, w);
            Ok(())
        })?;
        Ok(v)
    }
    /// Asks a class written in Python for its length, as what makes lists does: the answer is of no
    /// use here, but the call is seen and its errors count.
    pub fn ask_length(&self, iterable: Word) -> R<()> {
        if self.class_has(iterable, super::types::TF_HEAP) {
            self.length_hint(iterable, 8)?;
        }
        Ok(())
    }
    /// [`Vm::to_vec`] for what becomes a list.
    pub fn to_list_vec(&self, iterable: Word) -> R<WordVec> {
        if !self.class_has(iterable, super::types::TF_HEAP) {
            return self.to_vec(iterable);
        }
        let mut v = WordVec::new();
        let it = self.iter(iterable)?;
        self.ask_length(iterable)?;
        while let Some(x) = self.next(it)? {
            v.push(self, x);
        }
        Ok(v)
    }
    /// `tuple(iterable)`.
    pub fn to_tuple(&self, iterable: Word) -> R {
        if self.is_exact(iterable, &self.types.tuple) {
            return Ok(iterable);
        }
        Ok(self.to_vec(iterable)?.to_tuple(self))
    }

    // ---- calls

    /// `f(*args)`.
    #[inline]
    pub fn call(&self, f: Word, args: &[Word]) -> R {
        self.call_args(f, &Args::pos(args))
    }
    /// A call with keywords.
    pub fn call_args(&self, f: Word, args: &Args) -> R {
        if f.is_kind(Kind::Function) {
            return self.call_function(f, args);
        }
        if let Some(m) = f.get::<MethodObj>() {
            let _g = self.enter_native(" while calling a Python object")?;
            return self.with_first(m.this.get(), args, |args| self.call_args(m.func.get(), args));
        }
        match self.class_of(f).slots.call.get() {
            Some(c) => {
                let _g = self.enter_native(" while calling a Python object")?;
                c(self, f, args)
            }
            None => Err(self.type_error(format!("'{}' object is not callable", self.type_name(f)))),
        }
    }
    /// Runs `f` with `first` put in front of the arguments.
    #[inline]
    pub fn with_first<T>(&self, first: Word, args: &Args, f: impl FnOnce(&Args) -> T) -> T {
        const SHORT: usize = 8;
        let n = args.words.len();
        if n < SHORT {
            let mut buf = [Word::NULL; SHORT];
            buf[0] = first;
            buf[1..=n].copy_from_slice(args.words);
            return f(&Args { words: &buf[..=n], names: args.names });
        }
        let mut v = WordVec::with_capacity(self, n + 1);
        v.push(self, first);
        v.extend(self, args.words);
        f(&Args { words: &v, names: args.names })
    }
    /// `f(*args, **kw)` where `kw` are (name, value) pairs.
    pub fn call_kw(&self, f: Word, args: &[Word], kw: &[(&str, Word)]) -> R {
        let mut words = WordVec::with_capacity(self, args.len() + kw.len());
        words.extend(self, args);
        let mut names = WordVec::with_capacity(self, kw.len());
        for (n, v) in kw {
            names.push(self, self.intern(n));
            words.push(self, *v);
        }
        let names = if kw.is_empty() { Word::NULL } else { names.to_tuple(self) };
        self.call_args(f, &Args { words: &words, names })
    }
    pub fn is_callable(&self, f: Word) -> bool {
        self.class_of(f).slots.call.get().is_some()
    }

    // ---- numbers as arguments

    /// `operator.index(a)`: an int (exact or of a subclass, as it is).
    pub fn index(&self, a: Word) -> R {
        if a.is_small() || a.is_kind(Kind::Int) {
            return Ok(a);
        }
        if a.is_bool() {
            return Ok(Word::small((a == Word::TRUE) as i64));
        }
        match self.class_of(a).slots.index.get() {
            Some(f) => {
                let r = f(self, a)?;
                if r.is_small() || r.is_kind(Kind::Int) || r.is_bool() {
                    return Ok(r);
                }
                Err(self.type_error(format!("__index__ returned non-int (type {})", self.type_name(r))))
            }
            None => Err(self.type_error(format!("'{}' object cannot be interpreted as an integer", self.type_name(a)))),
        }
    }
    /// An int argument as `i64`; OverflowError if it does not fit.
    pub fn index_i64(&self, a: Word) -> R<i64> {
        let i = self.index(a)?;
        if let Some(v) = i.as_small() {
            return Ok(v);
        }
        if i.is_bool() {
            return Ok((i == Word::TRUE) as i64);
        }
        match i.get::<IntObj>().and_then(|b| b.value.to_i64()) {
            Some(v) => Ok(v),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }
    /// As [`Vm::index_i64`] with the ends of the range for what does not fit: slices, `range`-like.
    pub fn index_clamped(&self, a: Word) -> R<i64> {
        let i = self.index(a)?;
        if let Some(v) = i.as_small() {
            return Ok(v);
        }
        Ok(match i.get::<IntObj>() {
            Some(b) => b.value.to_i64().unwrap_or(if b.value.view().is_negative() { i64::MIN } else { i64::MAX }),
            None => (i == Word::TRUE) as i64,
        })
    }
    /// An int as a position in a sequence: IndexError with CPython's text if it does not fit.
    pub fn index_position(&self, a: Word) -> R<i64> {
        match self.index_i64(a) {
            Err(e) if self.exc_matches(e, &self.exc.OverflowError) => {
                Err(self.index_error(format!("cannot fit '{}' into an index-sized integer", self.type_name(a))))
            }
            r => r,
        }
    }
    /// Clamps slice bounds to a length: (start, stop, step, number of items).
    pub fn slice_bounds(&self, s: &super::slice::SliceObj, len: usize) -> R<(i64, i64, i64, usize)> {
        let len = len as i64;
        if let (Some(start), Some(stop), true) =
            (s.start.get().as_small(), s.stop.get().as_small(), s.step.get().is_none())
        {
            let clamp = |v: i64| if v < 0 { (v + len).max(0) } else { v.min(len) };
            let (start, stop) = (clamp(start), clamp(stop));
            return Ok((start, stop, 1, (stop - start).max(0) as usize));
        }
        let index = |w: Word| match w.as_small() {
            Some(v) => Ok(v),
            None => self.slice_index(w),
        };
        let step = if s.step.get().is_none() { 1 } else { index(s.step.get())? };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let step = step.max(-i64::MAX);
        let clamp = |v: i64, lo: i64, hi: i64| {
            let v = if v < 0 { v.saturating_add(len) } else { v };
            v.clamp(lo, hi)
        };
        let (lo, hi) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let start = match s.start.get() {
            Word::NONE => {
                if step < 0 {
                    len - 1
                } else {
                    0
                }
            }
            w => clamp(index(w)?, lo, hi),
        };
        let stop = match s.stop.get() {
            Word::NONE => {
                if step < 0 {
                    -1
                } else {
                    len
                }
            }
            w => clamp(index(w)?, lo, hi),
        };
        let n = if step == -1 {
            // Without the division.
            (start - stop).max(0)
        } else if step > 0 {
            if start < stop { (stop - start - 1) / step + 1 } else { 0 }
        } else if stop < start {
            (start - stop - 1) / -step + 1
        } else {
            0
        };
        Ok((start, stop, step, n as usize))
    }
    #[inline]
    fn slice_index(&self, w: Word) -> R<i64> {
        if w.is_small() {
            return Ok(w.small_value());
        }
        if self.class_of(w).slots.index.get().is_none() {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.index_clamped(w)
    }

    // ---- classes

    /// `isinstance(obj, cls)`.
    pub fn isinstance(&self, obj: Word, cls: Word) -> R<bool> {
        if self.type_of(obj) == cls {
            return Ok(true);
        }
        if let Some(t) = cls.get::<TupleObj>() {
            let _g = self.enter_native(" in __instancecheck__")?;
            for &c in t.items() {
                if self.isinstance(obj, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if self.is_exact(cls, &self.types.type_) {
            return self.recursive_isinstance(obj, cls);
        }
        if let Some(r) = {
            let _g = self.enter_native(" in __instancecheck__")?;
            self.call_special(cls, &self.names.instancecheck, &[obj])?
        } {
            return self.truth(r);
        }
        self.recursive_isinstance(obj, cls)
    }
    /// `type.__instancecheck__`.
    pub fn recursive_isinstance(&self, obj: Word, cls: Word) -> R<bool> {
        if cls.as_type().is_some() {
            if let Some(r) = self.isinstance_by_class(obj, cls) {
                return Ok(r);
            }
            let c = self.getattr_opt(obj, self.names.class.get())?;
            return Ok(c.as_type().is_some_and(|c| c.is_subtype(cls)));
        }
        self.check_class(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")?;
        let c = self.getattr_opt(obj, self.names.class.get())?;
        if c.is_null() { Ok(false) } else { self.abstract_issubclass(c, cls) }
    }
    fn check_class(&self, cls: Word, text: &str) -> R<()> {
        let b = self.getattr_opt(cls, self.names.bases.get())?;
        if b.is_kind(Kind::Tuple) { Ok(()) } else { Err(self.type_error(text)) }
    }
    fn abstract_issubclass(&self, c: Word, cls: Word) -> R<bool> {
        if c == cls {
            return Ok(true);
        }
        let _g = self.enter_native(" in __issubclass__")?;
        let b = self.getattr_opt(c, self.names.bases.get())?;
        if let Some(t) = b.get::<TupleObj>() {
            for &x in t.items() {
                if self.abstract_issubclass(x, cls)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
    /// `issubclass(c, cls)`.
    pub fn issubclass(&self, c: Word, cls: Word) -> R<bool> {
        if self.is_exact(cls, &self.types.type_) {
            if c == cls {
                return Ok(true);
            }
            return self.recursive_issubclass(c, cls);
        }
        if let Some(t) = cls.get::<TupleObj>() {
            let _g = self.enter_native(" in __subclasscheck__")?;
            for &x in t.items() {
                if self.issubclass(c, x)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(r) = {
            let _g = self.enter_native(" in __subclasscheck__")?;
            self.call_special(cls, &self.names.subclasscheck, &[c])?
        } {
            return self.truth(r);
        }
        self.recursive_issubclass(c, cls)
    }
    /// `type.__subclasscheck__`.
    pub fn recursive_issubclass(&self, c: Word, cls: Word) -> R<bool> {
        if let (Some(a), true) = (c.as_type(), cls.as_type().is_some()) {
            return Ok(a.is_subtype(cls));
        }
        self.check_class(c, "issubclass() arg 1 must be a class")?;
        self.check_class(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union")?;
        self.abstract_issubclass(c, cls)
    }
    /// The type flag of an object's class.
    pub fn class_has(&self, w: Word, flag: u32) -> bool {
        self.class_of(w).has(flag)
    }
    /// `TF_…` helper for pattern matching.
    pub fn is_sequence_pattern(&self, w: Word) -> bool {
        self.class_has(w, TF_SEQUENCE)
    }
}
