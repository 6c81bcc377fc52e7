//! `_json.make_encoder`: objects to JSON text.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_text::jsonscan;

/// A str in quotes.
pub fn quoted(vm: &Vm, w: Word, ascii: bool) -> Word {
    let Some(s) = w.get::<StrObj>() else { return w };
    if let Some(t) = plain(s) {
        return vm.new_str(&format!("\"{t}\""));
    }
    if ascii {
        vm.new_str(&crate::with_units!(s, |u| jsonscan::encode_ascii(u)))
    } else {
        vm.new_str_points(&crate::with_units!(s, |u| jsonscan::encode(u)))
    }
}
/// The text, when nothing in it needs an escape.
fn plain(s: &StrObj) -> Option<&str> {
    s.ascii().filter(|t| t.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\' && b != 0x7f))
}

/// The type's name as notes have it.
fn type_text(vm: &Vm, w: Word) -> String {
    let t = vm.type_full_name(vm.class_of(w));
    t.strip_prefix("__main__.").map_or(t.clone(), str::to_string)
}

#[derive(Copy, Clone, PartialEq)]
enum Quote {
    Ascii,
    Plain,
    Call,
}

/// `make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys,
/// skipkeys, allow_nan)`
pub struct Encoder {
    markers: Slot,
    default: Slot,
    encoder: Slot,
    indent: Slot,
    key_separator: Slot,
    item_separator: Slot,
    sort_keys: bool,
    skipkeys: bool,
    allow_nan: bool,
    quote: Quote,
}
impl Payload for Encoder {
    const INFO: &'static NativeInfo = crate::native_info!(Encoder, ENCODER_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.markers, &self.default, &self.encoder, &self.indent, &self.key_separator, &self.item_separator]
        {
            t.slot(s);
        }
    }
}
const NEW: FnDef = FnDef::new(
    "make_encoder",
    "($type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    |vm, a| {
        for i in [5, 6] {
            if !a[i].is_kind(Kind::Str) {
                let t = vm.arg_type_name(a[i]);
                return Err(vm.type_error(format!("make_encoder() argument {i} must be str, not {t}")));
            }
        }
        let flags = [vm.truth(a[7])?, vm.truth(a[8])?, vm.truth(a[9])?];
        if !a[1].is_none() && !a[1].is_kind(Kind::Dict) {
            let t = vm.type_name(a[1]);
            return Err(vm.type_error(format!("make_encoder() argument 1 must be dict or None, not {t}")));
        }
        // The module's own two functions are not called but done.
        let m = vm.import_module("_json")?;
        let quote = if a[3] == vm.getattr_str(m, "encode_basestring_ascii")? {
            Quote::Ascii
        } else if a[3] == vm.getattr_str(m, "encode_basestring")? {
            Quote::Plain
        } else {
            Quote::Call
        };
        let e = Encoder {
            markers: Slot::new(a[1]),
            default: Slot::new(a[2]),
            encoder: Slot::new(a[3]),
            indent: Slot::new(a[4]),
            key_separator: Slot::new(a[5]),
            item_separator: Slot::new(a[6]),
            sort_keys: flags[0],
            skipkeys: flags[1],
            allow_nan: flags[2],
            quote,
        };
        Ok(vm.new_native_of(a[0], e))
    },
    "",
);

/// One text being written.
struct Writing<'a> {
    vm: &'a Vm,
    e: &'a Encoder,
    out: StrBuilder,
    /// Containers that are being written, outermost first.
    open: WordVec,
}
impl Writing<'_> {
    fn enter(&mut self, w: Word) -> R<()> {
        if self.e.markers.get().is_none() {
            return Ok(());
        }
        if self.open.contains(&w) {
            return Err(self.vm.value_error("Circular reference detected"));
        }
        self.open.push(self.vm, w);
        Ok(())
    }
    fn leave(&mut self) {
        if !self.e.markers.get().is_none() {
            self.open.pop();
        }
    }
    fn line(&mut self, level: i64) {
        if !self.e.indent.get().is_none() {
            self.out.push_str("\n");
            match self.e.indent.get().get::<StrObj>().and_then(StrObj::ascii) {
                Some(s) => self.out.push_str(&s.repeat(level as usize)),
                None => (0..level).for_each(|_| self.out.push_word(self.e.indent.get())),
            }
        }
    }
    fn string(&mut self, w: Word) -> R<()> {
        let Some(s) = w.get::<StrObj>() else { return Ok(()) };
        match self.e.quote {
            Quote::Call => {
                let r = self.vm.call(self.e.encoder.get(), &[w])?;
                if !r.is_kind(Kind::Str) {
                    let t = self.vm.type_name(r);
                    return Err(self.vm.type_error(format!("encoder() must return a string, not {t}")));
                }
                self.out.push_word(r);
            }
            q => match plain(s) {
                Some(t) => {
                    self.out.push_str("\"");
                    self.out.push_str(t);
                    self.out.push_str("\"");
                }
                None if q == Quote::Ascii => self.out.push_str(&crate::with_units!(s, |u| jsonscan::encode_ascii(u))),
                None => crate::with_units!(s, |u| jsonscan::encode(u)).into_iter().for_each(|c| self.out.push(c)),
            },
        }
        Ok(())
    }
    fn float(&self, w: Word, v: f64) -> R<String> {
        if !v.is_finite() {
            if !self.e.allow_nan {
                let t = self.vm.repr_text(w)?;
                return Err(self.vm.value_error(format!("Out of range float values are not JSON compliant: {t}")));
            }
            return Ok(if v.is_nan() {
                "NaN"
            } else if v > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            }
            .to_string());
        }
        Ok(taipan_text::float::repr(v))
    }
    /// The text of None, a bool, an int or a float.
    fn atom(&self, w: Word) -> R<Option<String>> {
        Ok(Some(match w {
            Word::NONE => "null".into(),
            Word::TRUE => "true".into(),
            Word::FALSE => "false".into(),
            _ if w.is_imm_float() => self.float(w, w.imm_float_value())?,
            _ => {
                if let Some(f) = w.get::<FloatObj>() {
                    self.float(w, f.value)?
                } else if let Some(v) = w.as_small() {
                    v.to_string()
                } else if int::is_int(w) {
                    // As `int.__repr__`, whatever a subclass says.
                    self.vm.repr_text(self.vm.int_exact(w))?
                } else {
                    return Ok(None);
                }
            }
        }))
    }
    fn value(&mut self, w: Word, level: i64) -> R<()> {
        if w.is_kind(Kind::Str) {
            return self.string(w);
        }
        if let Some(t) = self.atom(w)? {
            self.out.push_str(&t);
            return Ok(());
        }
        let vm = self.vm;
        let _g = vm.enter_native(" while encoding a JSON object")?;
        if w.is_kind(Kind::List) || w.is_kind(Kind::Tuple) {
            return self.list(w, level);
        }
        if w.is_kind(Kind::Dict) {
            return self.dict(w, level);
        }
        self.enter(w)?;
        let new = vm.call(self.e.default.get(), &[w])?;
        if let Err(e) = self.value(new, level) {
            vm.add_note(e, &format!("when serializing {} object", type_text(vm, w)));
            return Err(e);
        }
        self.leave();
        Ok(())
    }
    fn list(&mut self, w: Word, level: i64) -> R<()> {
        let vm = self.vm;
        let at = |i: usize| match w.get::<ListObj>() {
            Some(l) => l.at(i),
            None => w.get::<TupleObj>().and_then(|t| t.items().get(i).copied()),
        };
        if at(0).is_none() {
            self.out.push_str("[]");
            return Ok(());
        }
        self.enter(w)?;
        self.out.push_str("[");
        self.line(level + 1);
        let mut i = 0;
        while let Some(x) = at(i) {
            if i > 0 {
                self.out.push_word(self.e.item_separator.get());
                self.line(level + 1);
            }
            if let Err(e) = self.value(x, level + 1) {
                vm.add_note(e, &format!("when serializing {} item {i}", type_text(vm, w)));
                return Err(e);
            }
            i += 1;
        }
        self.leave();
        self.line(level);
        self.out.push_str("]");
        Ok(())
    }
    fn pair(&mut self, d: Word, k: Word, v: Word, first: &mut bool, level: i64) -> R<()> {
        let vm = self.vm;
        let mut text = None;
        if !k.is_kind(Kind::Str) {
            text = self.atom(k)?;
            if text.is_none() {
                if self.e.skipkeys {
                    return Ok(());
                }
                let t = vm.type_name(k);
                return Err(vm.type_error(format!("keys must be str, int, float, bool or None, not {t}")));
            }
        }
        if !std::mem::take(first) {
            self.out.push_word(self.e.item_separator.get());
            self.line(level + 1);
        }
        match text {
            Some(t) => {
                let w = vm.new_str(&t);
                self.string(w)?;
            }
            None => self.string(k)?,
        }
        self.out.push_word(self.e.key_separator.get());
        if let Err(e) = self.value(v, level + 1) {
            let t = format!("when serializing {} item {}", type_text(vm, d), vm.repr_text(k)?);
            vm.add_note(e, &t);
            return Err(e);
        }
        Ok(())
    }
    fn dict(&mut self, w: Word, level: i64) -> R<()> {
        let vm = self.vm;
        let Some(d) = w.get::<DictObj>() else { return Ok(()) };
        if d.is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        self.enter(w)?;
        self.out.push_str("{");
        self.line(level + 1);
        let mut first = true;
        if self.e.sort_keys || !vm.is_exact(w, &vm.types.dict) {
            let items = vm.call_method(w, "items", &[])?;
            let mut items = vm.to_vec(items)?;
            if self.e.sort_keys {
                items = vm.sorted_items(&items, Word::NULL, false)?;
            }
            for &pair in items.iter() {
                match pair.get::<TupleObj>().map(TupleObj::items) {
                    Some(&[k, v]) => self.pair(w, k, v, &mut first, level)?,
                    _ => return Err(vm.value_error("items must return 2-tuples")),
                }
            }
        } else {
            let mut i = 0;
            while i < d.bound() {
                if let Some((k, v)) = d.entry(i) {
                    self.pair(w, k, v, &mut first, level)?;
                }
                i += 1;
            }
        }
        self.leave();
        self.line(level);
        self.out.push_str("}");
        Ok(())
    }
}
static CALL: FnDef = FnDef::new(
    "_iterencode",
    "($self, obj, _current_indent_level)",
    |vm, a| {
        let Some(e) = a[0].native::<Encoder>() else { return Ok(Word::NONE) };
        let level = vm.index_i64(a[2])?;
        let mut w = Writing { vm, e, out: StrBuilder::new(), open: WordVec::new() };
        w.value(a[1], level)?;
        let text = w.out.finish(vm);
        Ok(vm.new_tuple(&[text]))
    },
    "",
);
macro_rules! member {
    ($name:literal, $field:ident) => {
        GetSet::ro($name, |_, w| Ok(w.native::<Encoder>().map_or(Word::NONE, |s| s.$field.get())), $name)
    };
}
static ENCODER_SPEC: TypeSpec = TypeSpec {
    name: "_json.Encoder",
    doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    flags: TF_BASETYPE,
    slots: |s| {
        s.call.set(Some(|vm, w, args| vm.with_first(w, args, |args| vm.call_native(&CALL, args, None))));
    },
    getset: &[
        member!("markers", markers),
        member!("default", default),
        member!("encoder", encoder),
        member!("indent", indent),
        member!("key_separator", key_separator),
        member!("item_separator", item_separator),
        GetSet::ro("sort_keys", |_, w| Ok(Word::bool(w.native::<Encoder>().is_some_and(|e| e.sort_keys))), "sort_keys"),
        GetSet::ro("skipkeys", |_, w| Ok(Word::bool(w.native::<Encoder>().is_some_and(|e| e.skipkeys))), "skipkeys"),
    ],
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};
