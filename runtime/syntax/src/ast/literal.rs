//! String and number literals: the parts of them the parser does not keep,
//! which are lone surrogates, big integers and warnings about escapes.

use num_bigint::BigInt;
use ruff_python_ast as py;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::lower_stmt::Lowerer;
use crate::bytecode::Const;
use crate::error::{SyntaxErr, SyntaxWarning};

/// The most digits a decimal literal may have.
const MAX_DIGITS: usize = 4300;

/// Text that may hold lone surrogates.
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    plain: String,
    /// Code points, once a surrogate was seen.
    points: Option<Vec<u32>>,
}

impl Text {
    pub(super) fn push_str(&mut self, text: &str) {
        match &mut self.points {
            Some(points) => points.extend(text.chars().map(u32::from)),
            None => self.plain.push_str(text),
        }
    }

    fn push_point(&mut self, point: u32) {
        match (char::from_u32(point), &mut self.points) {
            (Some(c), None) => self.plain.push(c),
            (_, Some(points)) => points.push(point),
            (None, None) => {
                let mut points: Vec<u32> = self.plain.chars().map(u32::from).collect();
                points.push(point);
                self.points = Some(points);
            }
        }
    }

    pub(super) fn append(&mut self, other: Text) {
        match other.points {
            Some(points) => points.into_iter().for_each(|p| self.push_point(p)),
            None => self.push_str(&other.plain),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.points.is_none()
    }

    pub(super) fn into_const(self) -> Const {
        match self.points {
            Some(points) => Const::StrSurrogates(points.into()),
            None => Const::Str(self.plain.into()),
        }
    }
}

impl Lowerer<'_> {
    /// Decodes one piece of a string, whose decoded form by the parser is `value`.
    pub(super) fn text_piece(&mut self, value: &str, range: TextRange, raw: bool, braces: bool) -> Text {
        let source = self.map.slice(range);
        let mut text = Text::default();
        if raw || !source.contains('\\') {
            text.push_str(value);
            return text;
        }
        self.check_escapes(source, range.start(), false);
        if !has_surrogate_escape(source) {
            text.push_str(value);
            return text;
        }
        decode(source, braces, &mut text);
        text
    }

    /// Warns about the first escape in `source` that Python does not know.
    fn check_escapes(&mut self, source: &str, start: TextSize, bytes: bool) {
        let data = source.as_bytes();
        let mut at = 0;
        while let Some(found) = data.get(at..).and_then(|rest| rest.iter().position(|&b| b == b'\\')) {
            let slash = at + found;
            let Some(&next) = data.get(slash + 1) else {
                return;
            };
            at = slash + 2;
            let known = b"\n\\'\"abfnrtv01234567x".contains(&next) || (!bytes && b"NuU".contains(&next));
            if known {
                let octal: Vec<u8> =
                    data[slash + 1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).copied().collect();
                if octal.len() == 3 && octal[0] >= b'4' {
                    let digits = String::from_utf8_lossy(&octal).into_owned();
                    self.warn_at(
                        start.to_usize() + slash,
                        format!(
                            "\"\\{digits}\" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean \"\\\\{digits}\"? A raw string is also an option."
                        ),
                    );
                    return;
                }
                continue;
            }
            let Some(shown) = source[slash + 1..].chars().next() else {
                return;
            };
            self.warn_at(
                start.to_usize() + slash,
                format!(
                    "\"\\{shown}\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\\\{shown}\"? A raw string is also an option."
                ),
            );
            return;
        }
    }

    fn warn_at(&mut self, offset: usize, message: String) {
        let (line, col) = self.map.line_col(offset);
        self.warnings.push(SyntaxWarning { message, lineno: line, col_offset: col });
    }

    fn string_part(&mut self, part: &py::StringLiteral) -> Text {
        let range = part.content_range();
        self.text_piece(&part.value, range, part.flags.prefix().is_raw(), false)
    }

    pub(super) fn string(&mut self, literal: &py::ExprStringLiteral) -> Const {
        if let Some(first) = literal.value.iter().next()
            && self.plain
            && first.flags.prefix() == py::str_prefix::StringLiteralPrefix::Unicode
        {
            let at = self.map.loc(literal.range());
            self.unicode.insert((at.line, at.col));
        }
        let mut text = Text::default();
        for part in &literal.value {
            text.append(self.string_part(part));
        }
        text.into_const()
    }

    /// A plain string among the parts of an f-string.
    pub(super) fn string_in_fstring(&mut self, part: &py::StringLiteral) -> Text {
        self.string_part(part)
    }

    pub(super) fn bytes(&mut self, literal: &py::ExprBytesLiteral) -> Const {
        let mut all = Vec::new();
        for part in &literal.value {
            if !part.flags.prefix().is_raw() {
                let source = self.map.slice(part.range());
                if source.contains('\\') {
                    self.check_escapes(source, part.range().start(), true);
                }
            }
            all.extend_from_slice(&part.value);
        }
        Const::Bytes(all.into())
    }

    pub(super) fn number(&mut self, literal: &py::ExprNumberLiteral) -> Result<Const, SyntaxErr> {
        Ok(match &literal.value {
            py::Number::Float(f) => Const::Float(*f),
            py::Number::Complex { real, imag } => Const::Complex(*real, *imag),
            py::Number::Int(int) => match int.as_u64() {
                Some(small) => Const::Int(BigInt::from(small)),
                None => self.big_int(literal)?,
            },
        })
    }

    fn big_int(&self, literal: &py::ExprNumberLiteral) -> Result<Const, SyntaxErr> {
        let digits: String = self.map.slice(literal.range).chars().filter(|c| *c != '_').collect();
        let (radix, body) = match digits.get(..2) {
            Some("0x" | "0X") => (16, &digits[2..]),
            Some("0o" | "0O") => (8, &digits[2..]),
            Some("0b" | "0B") => (2, &digits[2..]),
            _ => (10, &digits[..]),
        };
        if radix == 10 && body.len() > MAX_DIGITS {
            let message = format!(
                "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
                body.len()
            );
            return Err(SyntaxErr::at_range(self.map, literal.range, message));
        }
        let value = BigInt::parse_bytes(body.as_bytes(), radix).unwrap_or_default();
        Ok(Const::Int(value))
    }
}

fn has_surrogate_escape(source: &str) -> bool {
    let bytes = source.as_bytes();
    bytes
        .windows(4)
        .any(|w| w[0] == b'\\' && w[1] == b'u' && w[2].eq_ignore_ascii_case(&b'd') && b"89abcdefABCDEF".contains(&w[3]))
        || bytes
            .windows(8)
            .any(|w| w.starts_with(b"\\U0000") && w[6].eq_ignore_ascii_case(&b'd') && b"89abcdefABCDEF".contains(&w[7]))
}

/// Decodes the escapes of a valid literal's content, code point by code point.
fn decode(source: &str, braces: bool, out: &mut Text) {
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            out.push_point(u32::from(c));
            if braces && (c == '{' || c == '}') && rest.starts_with(c) {
                rest = &rest[1..];
            }
            continue;
        }
        let Some(escape) = rest.chars().next() else {
            return out.push_str("\\");
        };
        rest = &rest[escape.len_utf8()..];
        let simple = match escape {
            '\n' => continue,
            '\\' | '\'' | '"' => escape,
            'a' => '\x07',
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0b',
            'x' | 'u' | 'U' => {
                let count = match escape {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let digits = rest.get(..count).unwrap_or(rest);
                rest = &rest[digits.len()..];
                out.push_point(u32::from_str_radix(digits, 16).unwrap_or(0xfffd));
                continue;
            }
            '0'..='7' => {
                let more = rest.bytes().take(2).take_while(|b| (b'0'..=b'7').contains(b)).count();
                let digits = format!("{escape}{}", &rest[..more]);
                rest = &rest[more..];
                out.push_point(u32::from_str_radix(&digits, 8).unwrap_or(0xfffd));
                continue;
            }
            'N' => {
                let end = rest.find('}').map_or(rest.len(), |i| i + 1);
                let literal = format!("\"\\N{}\"", &rest[..end]);
                rest = &rest[end..];
                if let Ok(parsed) = ruff_python_parser::parse_expression(&literal)
                    && let py::Expr::StringLiteral(name) = parsed.expr()
                {
                    out.push_str(name.value.to_str());
                }
                continue;
            }
            other => {
                out.push_str("\\");
                other
            }
        };
        out.push_point(u32::from(simple));
    }
}
