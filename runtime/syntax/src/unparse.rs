//! Expressions back to text, for annotations that are kept as strings and for
//! error messages. The text is what CPython makes: fewest parentheses, single quotes.

use std::fmt::Write;

use num_traits::Signed;

use crate::ast::{Arg, Arguments, BoolOp, CmpOp, Comp, CompKind, Expr, ExprKind, Interpolation, Operator, UnaryOp};
use crate::bytecode::{Const, convert};
use crate::names::Names;

/// How tightly an operator binds.
mod level {
    pub(super) const TUPLE: u8 = 0;
    pub(super) const TEST: u8 = 1;
    pub(super) const OR: u8 = 2;
    pub(super) const AND: u8 = 3;
    pub(super) const NOT: u8 = 4;
    pub(super) const CMP: u8 = 5;
    pub(super) const EXPR: u8 = 6;
    pub(super) const BOR: u8 = 6;
    pub(super) const BXOR: u8 = 7;
    pub(super) const BAND: u8 = 8;
    pub(super) const SHIFT: u8 = 9;
    pub(super) const ARITH: u8 = 10;
    pub(super) const TERM: u8 = 11;
    pub(super) const FACTOR: u8 = 12;
    pub(super) const POWER: u8 = 13;
    pub(super) const AWAIT: u8 = 14;
    pub(super) const ATOM: u8 = 15;
}

/// The text of an expression.
pub(crate) fn expression(e: &Expr, names: &Names) -> String {
    let mut w = Writer { out: String::new(), names };
    w.expr(e, level::TEST);
    w.out
}

struct Writer<'a> {
    out: String,
    names: &'a Names,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn parens(&mut self, on: bool, f: impl FnOnce(&mut Self)) {
        if on {
            self.put("(");
        }
        f(self);
        if on {
            self.put(")");
        }
    }

    fn list(&mut self, items: &[Expr], at: u8) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.expr(item, at);
        }
    }

    fn expr(&mut self, e: &Expr, at: u8) {
        crate::deep::grow(|| self.expr_inner(e, at));
    }

    fn expr_inner(&mut self, e: &Expr, at: u8) {
        match &e.kind {
            ExprKind::BoolOp(op, values) => {
                let (own, word) = if *op == BoolOp::And { (level::AND, " and ") } else { (level::OR, " or ") };
                self.parens(at > own, |w| {
                    for (i, value) in values.iter().enumerate() {
                        if i > 0 {
                            w.put(word);
                        }
                        w.expr(value, own + 1);
                    }
                });
            }
            ExprKind::Named(parts) => self.parens(at > level::TUPLE, |w| {
                w.expr(&parts[0], level::ATOM);
                w.put(" := ");
                w.expr(&parts[1], level::ATOM);
            }),
            ExprKind::BinOp(sides, op) => {
                let (own, right_bound) = binary_level(*op);
                self.parens(at > own, |w| {
                    w.expr(&sides[0], own + u8::from(right_bound));
                    let _ = write!(w.out, " {op} ");
                    w.expr(&sides[1], own + u8::from(!right_bound));
                });
            }
            ExprKind::UnaryOp(op, operand) => {
                let (own, text) = match op {
                    UnaryOp::Invert => (level::FACTOR, "~"),
                    UnaryOp::Not => (level::NOT, "not "),
                    UnaryOp::UAdd => (level::FACTOR, "+"),
                    UnaryOp::USub => (level::FACTOR, "-"),
                };
                self.parens(at > own, |w| {
                    w.put(text);
                    w.expr(operand, own);
                });
            }
            ExprKind::Lambda(lambda) => self.parens(at > level::TEST, |w| {
                let before = w.out.len();
                w.put("lambda ");
                w.arguments(&lambda.args);
                if w.out.len() == before + 7 {
                    w.out.pop();
                }
                w.put(": ");
                w.expr(&lambda.body, level::TEST);
            }),
            ExprKind::IfExp(parts) => self.parens(at > level::TEST, |w| {
                w.expr(&parts[1], level::TEST + 1);
                w.put(" if ");
                w.expr(&parts[0], level::TEST + 1);
                w.put(" else ");
                w.expr(&parts[2], level::TEST);
            }),
            ExprKind::Dict(items) => {
                self.put("{");
                for (i, (key, value)) in items.iter().enumerate() {
                    if i > 0 {
                        self.put(", ");
                    }
                    match key {
                        Some(key) => {
                            self.expr(key, level::TEST);
                            self.put(": ");
                            self.expr(value, level::TEST);
                        }
                        None => {
                            self.put("**");
                            self.expr(value, level::EXPR);
                        }
                    }
                }
                self.put("}");
            }
            ExprKind::Set(elts) => {
                self.put("{");
                self.list(elts, level::TEST);
                self.put("}");
            }
            ExprKind::Comp(comp) => self.comp(comp),
            ExprKind::Await(value) => self.parens(at > level::AWAIT, |w| {
                w.put("await ");
                w.expr(value, level::ATOM);
            }),
            ExprKind::Yield(None) => self.put("(yield)"),
            ExprKind::Yield(Some(value)) => {
                self.put("(yield ");
                self.expr(value, level::TEST);
                self.put(")");
            }
            ExprKind::YieldFrom(value) => {
                self.put("(yield from ");
                self.expr(value, level::TEST);
                self.put(")");
            }
            ExprKind::Compare(c) => self.parens(at > level::CMP, |w| {
                w.expr(&c.left, level::CMP + 1);
                for (op, value) in c.ops.iter().zip(&c.comparators) {
                    let _ = write!(w.out, " {} ", CmpOp::as_str(op));
                    w.expr(value, level::CMP + 1);
                }
            }),
            ExprKind::Call(call) => {
                self.expr(&call.func, level::ATOM);
                if let [only] = &call.args[..]
                    && call.keywords.is_empty()
                    && matches!(&only.kind, ExprKind::Comp(c) if c.kind == CompKind::Generator)
                {
                    self.expr(only, level::ATOM);
                    return;
                }
                self.put("(");
                self.list(&call.args, level::TEST);
                for (i, keyword) in call.keywords.iter().enumerate() {
                    if i > 0 || !call.args.is_empty() {
                        self.put(", ");
                    }
                    match keyword.arg {
                        Some(arg) => {
                            let text = self.names.text(arg);
                            let _ = write!(self.out, "{text}=");
                        }
                        None => self.put("**"),
                    }
                    self.expr(&keyword.value, level::TEST);
                }
                self.put(")");
            }
            ExprKind::JoinedStr(_) | ExprKind::TemplateStr(_) => self.fstring(e, false),
            ExprKind::Formatted(_) | ExprKind::Interpolation(_) => self.fstring(e, false),
            ExprKind::Constant(Const::Ellipsis) => self.put("..."),
            ExprKind::Constant(value) => {
                let text = constant(value);
                self.put(&text);
            }
            ExprKind::Attribute(value, attr) => {
                self.expr(value, level::ATOM);
                // `1 .real`: the point would belong to the number.
                let integer = matches!(&value.kind, ExprKind::Constant(Const::Int(_)));
                self.put(if integer { " ." } else { "." });
                let text = self.names.text(*attr);
                self.out.push_str(text);
            }
            ExprKind::Subscript(parts) => {
                self.expr(&parts[0], level::ATOM);
                self.put("[");
                self.expr(&parts[1], level::TUPLE);
                self.put("]");
            }
            ExprKind::Starred(value) => {
                self.put("*");
                self.expr(value, level::EXPR);
            }
            ExprKind::Name(name) => {
                let text = self.names.text(*name);
                self.out.push_str(text);
            }
            ExprKind::List(elts) => {
                self.put("[");
                self.list(elts, level::TEST);
                self.put("]");
            }
            ExprKind::Tuple(elts) => {
                if elts.is_empty() {
                    return self.put("()");
                }
                self.parens(at > level::TUPLE, |w| {
                    w.list(elts, level::TEST);
                    if elts.len() == 1 {
                        w.put(",");
                    }
                });
            }
            ExprKind::Slice(parts) => {
                if let Some(lower) = &parts[0] {
                    self.expr(lower, level::TEST);
                }
                self.put(":");
                if let Some(upper) = &parts[1] {
                    self.expr(upper, level::TEST);
                }
                if let Some(step) = &parts[2] {
                    self.put(":");
                    self.expr(step, level::TEST);
                }
            }
        }
    }

    fn comp(&mut self, comp: &Comp) {
        let (open, close) = match comp.kind {
            CompKind::Generator => ("(", ")"),
            CompKind::List => ("[", "]"),
            CompKind::Set | CompKind::Dict => ("{", "}"),
        };
        self.put(open);
        self.expr(&comp.elt, level::TEST);
        if let Some(value) = &comp.value {
            self.put(": ");
            self.expr(value, level::TEST);
        }
        for generator in &comp.generators {
            self.put(if generator.is_async { " async for " } else { " for " });
            self.expr(&generator.target, level::TUPLE);
            self.put(" in ");
            self.expr(&generator.iter, level::TEST + 1);
            for condition in &generator.ifs {
                self.put(" if ");
                self.expr(condition, level::TEST + 1);
            }
        }
        self.put(close);
    }

    fn arg(&mut self, prefix: &str, arg: &Arg) {
        self.put(prefix);
        let text = self.names.text(arg.name);
        self.out.push_str(text);
        if let Some(annotation) = &arg.annotation {
            self.put(": ");
            self.expr(annotation, level::TEST);
        }
    }

    fn arguments(&mut self, args: &Arguments) {
        let mut first = true;
        let mut comma = |w: &mut Self| {
            if !std::mem::take(&mut first) {
                w.put(", ");
            }
        };
        let plain = args.posonly.len() + args.args.len();
        let without = plain.saturating_sub(args.defaults.len());
        for (i, arg) in args.posonly.iter().chain(&args.args).enumerate() {
            comma(self);
            self.arg("", arg);
            if let Some(default) = i.checked_sub(without).and_then(|d| args.defaults.get(d)) {
                self.put("=");
                self.expr(default, level::TEST);
            }
            if i + 1 == args.posonly.len() {
                self.put(", /");
            }
        }
        if let Some(arg) = &args.vararg {
            comma(self);
            self.arg("*", arg);
        } else if !args.kwonly.is_empty() {
            comma(self);
            self.put("*");
        }
        for (arg, default) in args.kwonly.iter().zip(&args.kw_defaults) {
            comma(self);
            self.arg("", arg);
            if let Some(default) = default {
                self.put("=");
                self.expr(default, level::TEST);
            }
        }
        if let Some(arg) = &args.kwarg {
            comma(self);
            self.arg("**", arg);
        }
    }

    /// A joined string as a literal; inside a format spec, only its body.
    fn fstring(&mut self, e: &Expr, in_spec: bool) {
        let mut body = Writer { out: String::new(), names: self.names };
        body.fstring_body(e);
        if in_spec {
            return self.put(&body.out);
        }
        self.put(if matches!(e.kind, ExprKind::TemplateStr(_) | ExprKind::Interpolation(_)) { "t" } else { "f" });
        let text = str_repr(&body.out);
        self.put(&text);
    }

    fn fstring_body(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::JoinedStr(values) | ExprKind::TemplateStr(values) => {
                values.iter().for_each(|v| self.fstring_body(v));
            }
            ExprKind::Constant(Const::Str(s)) => {
                let escaped = s.replace('{', "{{").replace('}', "}}");
                self.put(&escaped);
            }
            ExprKind::Formatted(field) | ExprKind::Interpolation(field) => self.field(field),
            _ => self.expr(e, level::TEST),
        }
    }

    fn field(&mut self, field: &Interpolation) {
        let mut inner = Writer { out: String::new(), names: self.names };
        inner.expr(&field.value, level::TEST + 1);
        self.put("{");
        // A brace at the start would be taken for an escape.
        if inner.out.starts_with('{') {
            self.put(" ");
        }
        self.put(&inner.out);
        match field.conversion {
            convert::STR => self.put("!s"),
            convert::REPR => self.put("!r"),
            convert::ASCII => self.put("!a"),
            _ => {}
        }
        if let Some(spec) = &field.spec {
            self.put(":");
            self.fstring(spec, true);
        }
        self.put("}");
    }
}

fn binary_level(op: Operator) -> (u8, bool) {
    let own = match op {
        Operator::Add | Operator::Sub => level::ARITH,
        Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => level::TERM,
        Operator::LShift | Operator::RShift => level::SHIFT,
        Operator::BitOr => level::BOR,
        Operator::BitXor => level::BXOR,
        Operator::BitAnd => level::BAND,
        Operator::Pow => level::POWER,
    };
    (own, op == Operator::Pow)
}

/// `repr()` of a constant; infinities are written so that they can be read back.
pub(crate) fn constant(value: &Const) -> String {
    match value {
        Const::None => "None".into(),
        Const::Ellipsis => "Ellipsis".into(),
        Const::Bool(b) => (if *b { "True" } else { "False" }).into(),
        Const::Int(i) => i.to_string(),
        Const::Float(f) => float_repr(*f, true).replace("inf", "1e309"),
        Const::Complex(re, im) => {
            if *re == 0.0 && !re.is_sign_negative() {
                format!("{}j", float_repr(*im, false)).replace("inf", "1e309")
            } else {
                let sign = if im.is_negative() { "" } else { "+" };
                format!("({}{sign}{}j)", float_repr(*re, false), float_repr(*im, false))
            }
        }
        Const::Str(s) => str_repr(s),
        Const::StrSurrogates(points) => {
            let mut out = String::from("'");
            for &p in points.iter() {
                match char::from_u32(p) {
                    Some(c) => out.push(c),
                    None => {
                        let _ = write!(out, "\\u{p:04x}");
                    }
                }
            }
            out + "'"
        }
        Const::Bytes(b) => {
            let quote = if b.contains(&b'\'') && !b.contains(&b'"') { '"' } else { '\'' };
            let mut out = format!("b{quote}");
            for &byte in b.iter() {
                match byte {
                    b'\t' => out.push_str("\\t"),
                    b'\n' => out.push_str("\\n"),
                    b'\r' => out.push_str("\\r"),
                    b'\\' => out.push_str("\\\\"),
                    b if char::from(b) == quote => {
                        out.push('\\');
                        out.push(quote);
                    }
                    0x20..0x7f => out.push(char::from(byte)),
                    _ => {
                        let _ = write!(out, "\\x{byte:02x}");
                    }
                }
            }
            out.push(quote);
            out
        }
        Const::Tuple(items) => {
            let inner: Vec<String> = items.iter().map(constant).collect();
            if inner.len() == 1 { format!("({},)", inner[0]) } else { format!("({})", inner.join(", ")) }
        }
        Const::FrozenSet(items) => {
            let inner: Vec<String> = items.iter().map(constant).collect();
            format!("frozenset({{{}}})", inner.join(", "))
        }
        Const::Slice(parts) => {
            format!("slice({}, {}, {})", constant(&parts[0]), constant(&parts[1]), constant(&parts[2]))
        }
        Const::Code(code) => format!("<code object {}>", code.name),
    }
}

/// Shortest text that reads back as the same number.
fn float_repr(f: f64, point: bool) -> String {
    if f.is_infinite() {
        return if f < 0.0 { "-inf".into() } else { "inf".into() };
    }
    if f.is_nan() {
        return "nan".into();
    }
    let text = format!("{f:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{f}");
        if point && !plain.contains('.') { plain + ".0" } else { plain }
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{digits}e{sign}{:02}", exponent.abs())
    }
}

/// `repr()` of a string.
pub(crate) fn str_repr(s: &str) -> String {
    let quote = if s.contains('\'') && !s.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(s.len() + 2);
    out.push(quote);
    for c in s.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 || (0x7f..0xa1).contains(&(c as u32)) || c == '\u{ad}' => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}
