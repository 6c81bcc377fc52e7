//! `_tokenize`: the tokenizer for the library's `tokenize`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::{Cell, RefCell};
use taipan_syntax as syn;
use taipan_syntax::tokens::{Kind as Token, Token as Item};

/// `TokenizerIter(readline, *, encoding=None, extra_tokens=False)`: the whole text is read at the
/// first step.
struct Tokenizer {
    readline: Slot,
    encoding: RefCell<Option<String>>,
    extra: bool,
    text: RefCell<Option<Text>>,
    next: Cell<usize>,
}
struct Text {
    lines: Vec<String>,
    tokens: Vec<Item>,
    error: Option<syn::SyntaxErr>,
}
impl Payload for Tokenizer {
    const INFO: &'static NativeInfo = crate::native_info!(Tokenizer, SPEC_TYPE);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.readline);
    }
}
const NEW: FnDef = FnDef::new(
    "tokenizeriter",
    "($type, readline, /, *, encoding=None, extra_tokens=False)",
    |vm, a| {
        let encoding = if a[2].is_null() || a[2].is_none() { None } else { Some(vm.str_text(a[2])?) };
        let extra = !a[3].is_null() && vm.truth(a[3])?;
        Ok(vm.new_native_of(
            a[0],
            Tokenizer {
                readline: Slot::new(a[1]),
                encoding: RefCell::new(encoding),
                extra,
                text: RefCell::new(None),
                next: Cell::new(0),
            },
        ))
    },
    "",
);
/// Everything that `readline` gives.
fn read_all(vm: &Vm, t: &Tokenizer) -> R<String> {
    let mut text = String::new();
    let encoding = t.encoding.borrow().clone();
    loop {
        let mut line = match vm.call(t.readline.get(), &[]) {
            Ok(w) => w,
            Err(e) if vm.exc_matches(e, &vm.exc.StopIteration) => return Ok(text),
            Err(e) => return Err(e),
        };
        if let Some(e) = &encoding {
            if vm.bytes_like(line).is_none() {
                return Err(vm.type_error("readline() returned a non-bytes object"));
            }
            line = vm.decode_object(line, e, "replace")?;
        }
        let Some(s) = line.get::<StrObj>() else {
            return Err(vm.type_error("readline() returned a non-string object"));
        };
        if s.is_empty() {
            return Ok(text);
        }
        text.push_str(&s.to_string_lossy());
    }
}
fn number(k: Token) -> i64 {
    match k {
        Token::EndMarker => 0,
        Token::Name => 1,
        Token::Number => 2,
        Token::String => 3,
        Token::Newline => 4,
        Token::Indent => 5,
        Token::Dedent => 6,
        Token::Op => 55,
        Token::FStringStart => 59,
        Token::FStringMiddle => 60,
        Token::FStringEnd => 61,
        Token::TStringStart => 62,
        Token::TStringMiddle => 63,
        Token::TStringEnd => 64,
        Token::Comment => 65,
        Token::Nl => 66,
    }
}
fn next(vm: &Vm, w: Word) -> R<Option<Word>> {
    let Some(t) = w.native::<Tokenizer>() else { return Ok(None) };
    if t.text.borrow().is_none() {
        let text = read_all(vm, t)?;
        let (mut tokens, error) = syn::tokens::tokens(&text);
        if !t.extra {
            tokens.retain(|t| !matches!(t.kind, Token::Comment | Token::Nl));
        }
        let lines = text.split_inclusive('\n').map(str::to_string).collect();
        *t.text.borrow_mut() = Some(Text { lines, tokens, error });
    }
    let i = t.next.get();
    let (item, line, error) = match &*t.text.borrow() {
        None => return Ok(None),
        Some(x) => match x.tokens.get(i) {
            Some(item) => {
                let (a, b) = (item.start.0.saturating_sub(1), item.end.0);
                let lines = x.lines.get(a..b.min(x.lines.len()).max(a)).map_or(String::new(), |l| l.concat());
                (Some(item.clone()), lines, None)
            }
            None => (None, String::new(), x.error.clone()),
        },
    };
    t.next.set(i + 1);
    if let Some(e) = error {
        return Err(vm.syntax_error(&e, "<string>"));
    }
    let Some(item) = item else { return Ok(None) };
    let pair = |p: (usize, usize)| vm.new_tuple(&[vm.int(p.0 as i64), vm.int(p.1 as i64)]);
    let (start, end) = (pair(item.start), pair(item.end));
    let (text, line) = (vm.new_str(&item.text), vm.new_str(&line));
    Ok(Some(vm.new_tuple(&[Word::small(number(item.kind)), text, start, end, line])))
}
static SPEC_TYPE: TypeSpec = TypeSpec {
    name: "_tokenize.TokenizerIter",
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(next));
    },
    new: Some(&NEW),
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_tokenize",
    doc: "",
    functions: &[],
    init: |vm, m| {
        vm.module_add(m, "TokenizerIter", vm.native_type::<Tokenizer>());
        Ok(())
    },
};
