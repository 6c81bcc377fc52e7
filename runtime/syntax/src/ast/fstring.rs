//! f-strings and template strings: pieces are joined and placed as CPython does.

use ruff_python_ast as py;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::literal::Text;
use super::lower_stmt::Lowerer;
use super::{Expr, ExprKind, Interpolation, Loc};
use crate::bytecode::{Const, convert};
use crate::error::SyntaxErr;

/// Values of a joined string under construction; neighbouring constants merge.
#[derive(Default)]
struct Pieces {
    values: Vec<Expr>,
    pending: Option<(Loc, Text)>,
}

impl Pieces {
    fn text(&mut self, loc: Loc, text: Text) {
        match &mut self.pending {
            Some((start, so_far)) => {
                start.end_line = loc.end_line;
                start.end_col = loc.end_col;
                so_far.append(text);
            }
            None => self.pending = Some((loc, text)),
        }
    }

    fn flush(&mut self) {
        if let Some((loc, text)) = self.pending.take()
            && !text.is_empty()
        {
            self.values.push(Expr { loc, kind: ExprKind::Constant(text.into_const()) });
        }
    }

    fn value(&mut self, value: Expr) {
        self.flush();
        self.values.push(value);
    }

    fn finish(mut self) -> Vec<Expr> {
        self.flush();
        self.values
    }
}

/// Format specifications inside one another that may still have fields.
const MAX_SPECS: u32 = 2;

impl Lowerer<'_> {
    pub(super) fn fstring(&mut self, literal: &py::ExprFString) -> Result<ExprKind, SyntaxErr> {
        let mut pieces = Pieces::default();
        let outer = std::mem::take(&mut self.specs);
        for part in &literal.value {
            match part {
                py::FStringPart::Literal(string) => {
                    let text = self.string_in_fstring(string);
                    pieces.text(self.map.loc(string.range()), text);
                }
                py::FStringPart::FString(fstring) => {
                    let raw = fstring.flags.prefix().is_raw();
                    self.elements(&mut pieces, &fstring.elements, raw, false)?;
                }
            }
        }
        self.specs = outer;
        Ok(ExprKind::JoinedStr(pieces.finish()))
    }

    pub(super) fn tstring(&mut self, literal: &py::ExprTString) -> Result<ExprKind, SyntaxErr> {
        let mut pieces = Pieces::default();
        let outer = std::mem::replace(&mut self.specs, (0, true));
        for part in &literal.value {
            let raw = part.flags.prefix().is_raw();
            self.elements(&mut pieces, &part.elements, raw, true)?;
        }
        self.specs = outer;
        Ok(ExprKind::TemplateStr(pieces.finish()))
    }

    fn elements(
        &mut self,
        pieces: &mut Pieces,
        elements: &py::InterpolatedStringElements,
        raw: bool,
        template: bool,
    ) -> Result<(), SyntaxErr> {
        for element in elements {
            match element {
                py::InterpolatedStringElement::Literal(literal) => {
                    let text = self.text_piece(&literal.value, literal.range(), raw, true);
                    pieces.text(self.map.loc(literal.range()), text);
                }
                py::InterpolatedStringElement::Interpolation(field) => {
                    self.field(pieces, field, raw, template)?;
                }
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        pieces: &mut Pieces,
        field: &py::InterpolatedElement,
        raw: bool,
        template: bool,
    ) -> Result<(), SyntaxErr> {
        let loc = self.map.loc(field.range());
        if self.specs.0 > MAX_SPECS {
            return Err(self.too_deep_field(field.range()));
        }
        if let Some(debug) = &field.debug_text {
            let mut text = Text::default();
            text.push_str(&without_comments(debug.as_str()));
            let start = field.range().start() + TextSize::new(1);
            let end = start + TextSize::new(debug.as_str().len() as u32);
            pieces.text(self.map.loc(TextRange::new(start, end)), text);
        }
        let value = self.expr(&field.expression)?;
        let spec = match &field.format_spec {
            Some(spec) => {
                let mut inner = Pieces::default();
                self.specs.0 += 1;
                self.elements(&mut inner, &spec.elements, raw, false)?;
                self.specs.0 -= 1;
                let range = TextRange::new(spec.range().start() - TextSize::new(1), spec.range().end());
                Some(Expr { loc: self.map.loc(range), kind: ExprKind::JoinedStr(inner.finish()) })
            }
            None => None,
        };
        let conversion = match field.conversion {
            py::ConversionFlag::Str => convert::STR,
            py::ConversionFlag::Repr => convert::REPR,
            py::ConversionFlag::Ascii => convert::ASCII,
            py::ConversionFlag::None if field.debug_text.is_some() && spec.is_none() => convert::REPR,
            py::ConversionFlag::None => convert::NONE,
        };
        let text = template.then(|| Const::str(&self.interpolation_text(field)));
        let inner = Box::new(Interpolation { value, text, conversion, spec });
        let kind = if template { ExprKind::Interpolation(inner) } else { ExprKind::Formatted(inner) };
        pieces.value(Expr { loc, kind });
        Ok(())
    }

    /// A field inside too many format specifications; CPython names the character before it.
    fn too_deep_field(&self, range: TextRange) -> SyntaxErr {
        let kind = if self.specs.1 { "t-string" } else { "f-string" };
        let brace = TextRange::empty(range.start());
        let mut error = SyntaxErr::at_range(self.map, brace, format!("{kind}: expressions nested too deeply"));
        error.offset = error.offset.map(|n| n - 1);
        error.end_offset = error.offset.map(|n| n as i32);
        error
    }

    /// The source of a template's expression, as the `expression` attribute shows it.
    fn interpolation_text(&self, field: &py::InterpolatedElement) -> String {
        let start = field.range().start().to_usize() + 1;
        let bytes = self.map.text.as_bytes();
        let mut end = field.expression.range().end().to_usize();
        // Up to the conversion, the format, the `=` or the closing brace.
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'!' | b':' | b'=' | b'}' => break,
                b'#' => {
                    while bytes.get(end).is_some_and(|b| *b != b'\n') {
                        end += 1;
                    }
                }
                _ => end += 1,
            }
        }
        without_comments(self.map.text.get(start..end).unwrap_or(""))
    }
}

/// The source of an expression without its comments.
fn without_comments(text: &str) -> String {
    if !text.contains('#') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut quote: Option<&str> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match quote {
            Some(q) if rest.starts_with(q) => {
                length = q.len();
                quote = None;
            }
            Some(_) if c == '\\' => {
                length += rest[1..].chars().next().map_or(0, char::len_utf8);
            }
            Some(_) => {}
            None if c == '#' => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            None => {
                quote = ["\"\"\"", "\'\'\'", "\"", "'"].into_iter().find(|q| rest.starts_with(q));
                length = quote.map_or(length, str::len);
            }
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}
