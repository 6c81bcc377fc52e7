//! Statements.

use super::node::{Node, Shape, Target};
use super::token::{Kind, Token};
use super::{Check, Checker, End, Fail};
use crate::error::ErrorKind;

const AUGMENTED: &[&str] = &["+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="];

impl Checker<'_> {
    pub(super) fn file(&mut self) -> Check<()> {
        loop {
            while self.is_kind(Kind::Newline) && self.at < self.tokens.list.len() {
                self.at += 1;
            }
            if self.at >= self.tokens.list.len() {
                return if self.tokens.error.is_some() || !self.tokens.open.is_empty() {
                    self.unexpected()
                } else {
                    Ok(())
                };
            }
            if self.is_kind(Kind::End) {
                return Ok(());
            }
            self.statement()?;
        }
    }

    pub(super) fn eval_input(&mut self) -> Check<()> {
        self.tuple_of(Self::expression)?;
        while self.is_kind(Kind::Newline) && self.at < self.tokens.list.len() {
            self.at += 1;
        }
        if self.is_kind(Kind::End) && self.at < self.tokens.list.len() { Ok(()) } else { self.unexpected() }
    }

    fn statement(&mut self) -> Check<()> {
        crate::deep::grow(|| self.statement_inner())
    }

    fn statement_inner(&mut self) -> Check<()> {
        let token = self.token();
        if token.kind == Kind::Op && self.is("@") {
            while self.eat("@") {
                self.named_expression()?;
                self.newline()?;
            }
            if !(self.is("def") || self.is("class") || self.is("async")) {
                if self.is_kind(Kind::End) {
                    return Err(Box::new(Fail::new(token.start, End::Number(0), "invalid syntax").incomplete()));
                }
                return self.unexpected();
            }
            return self.statement();
        }
        if token.kind != Kind::Name {
            return self.simple_statements();
        }
        match self.word() {
            "if" => self.if_statement("if"),
            "while" => {
                self.at += 1;
                self.named_expression()?;
                self.colon()?;
                self.block("'while' statement", token)?;
                self.else_block()
            }
            "for" => self.for_statement(token),
            "try" => self.try_statement(),
            "with" => self.with_statement(token),
            "def" => self.def_statement(token),
            "class" => self.class_statement(token),
            "async" => {
                self.at += 1;
                match self.word() {
                    "def" => self.def_statement(token),
                    "for" => self.for_statement(token),
                    "with" => self.with_statement(token),
                    _ => self.unexpected(),
                }
            }
            "match" => match self.match_statement() {
                Some(result) => result,
                None => self.simple_statements(),
            },
            _ => self.simple_statements(),
        }
    }

    fn newline(&mut self) -> Check<()> {
        if self.is_kind(Kind::Newline) && self.at < self.tokens.list.len() {
            self.at += 1;
            return Ok(());
        }
        self.unexpected()
    }

    /// A colon whose absence at the end of the line has a message.
    fn colon(&mut self) -> Check<()> {
        if self.eat(":") {
            return Ok(());
        }
        if self.is_kind(Kind::Newline) {
            return self.fail_at_token("expected ':'");
        }
        self.unexpected()
    }

    /// The statements after a colon.
    fn block(&mut self, what: &str, head: Token) -> Check<()> {
        if !self.is_kind(Kind::Newline) || self.at >= self.tokens.list.len() {
            return self.simple_statements();
        }
        self.at += 1;
        if !self.is_kind(Kind::Indent) {
            if self.at >= self.tokens.list.len() && self.tokens.error.is_some() {
                return self.unexpected();
            }
            let line = self.map.line_col(head.start).0;
            let token = self.token();
            let mut fail = if matches!(token.kind, Kind::End | Kind::Dedent) && token.start >= self.text.len() {
                let at = self.text.trim_end_matches('\n').len();
                let last_line_blank = self.text.ends_with("\n\n");
                let at = if last_line_blank { self.text.len() - 1 } else { at };
                Fail::new(at, End::Number(-1), "").incomplete()
            } else {
                let end = if token.kind == Kind::Dedent {
                    self.tokens.list[self.at..].iter().find(|t| t.kind != Kind::Dedent).map_or(token.end, |t| t.end)
                } else {
                    token.end
                };
                Fail::new(token.start, End::At(end), "")
            };
            fail.msg = format!("expected an indented block after {what} on line {line}");
            fail.kind = ErrorKind::IndentationError;
            return Err(Box::new(fail));
        }
        self.at += 1;
        loop {
            if self.is_kind(Kind::Dedent) && self.at < self.tokens.list.len() {
                self.at += 1;
                return Ok(());
            }
            if self.is_kind(Kind::Newline) && self.at < self.tokens.list.len() {
                self.at += 1;
                continue;
            }
            if self.at >= self.tokens.list.len() || self.is_kind(Kind::End) {
                return if self.at >= self.tokens.list.len() { self.unexpected() } else { Ok(()) };
            }
            self.statement()?;
        }
    }

    fn if_statement(&mut self, word: &str) -> Check<()> {
        let head = self.token();
        self.at += 1;
        self.named_expression()?;
        self.colon()?;
        self.block(&format!("'{word}' statement"), head)?;
        if self.is("elif") {
            return crate::deep::grow(|| self.if_statement("elif"));
        }
        self.else_block()
    }

    fn else_block(&mut self) -> Check<()> {
        if !self.is("else") {
            return Ok(());
        }
        let head = self.token();
        self.at += 1;
        self.force(":")?;
        self.block("'else' statement", head)
    }

    fn for_statement(&mut self, head: Token) -> Check<()> {
        let line = if self.is("for") { self.token() } else { head };
        self.at += 1;
        self.for_targets()?;
        self.expect("in")?;
        self.star_expressions()?;
        self.colon()?;
        self.block("'for' statement", line)?;
        self.else_block()
    }

    fn with_statement(&mut self, _head: Token) -> Check<()> {
        let head = self.token();
        self.at += 1;
        // `with (a as b, c):` or a parenthesised expression.
        if self.is("(") {
            let plain = self.attempt(|c| {
                c.with_items()?;
                if c.is(":") { Ok(()) } else { c.unexpected() }
            });
            if plain.is_none() {
                let open = self.at;
                self.at += 1;
                let result = (|| {
                    loop {
                        self.with_item()?;
                        if !self.eat(",") || self.is(")") {
                            break;
                        }
                    }
                    self.expect(")")
                })();
                if let Err(fail) = result {
                    self.at = open;
                    return match self.with_items() {
                        Err(other) if other.start >= fail.start => Err(other),
                        _ => Err(fail),
                    };
                }
                if !self.is(":") && !self.is_kind(Kind::Newline) {
                    let furthest = self.at;
                    self.at = open;
                    if let Err(fail) = self.with_items() {
                        self.at = furthest;
                        return if fail.start > self.token().start { Err(fail) } else { self.unexpected() };
                    }
                    self.at = self.at.max(furthest);
                }
            }
        } else {
            self.with_items()?;
        }
        self.colon()?;
        self.block("'with' statement", head)
    }

    fn with_items(&mut self) -> Check<()> {
        loop {
            self.with_item()?;
            if !self.eat(",") {
                return Ok(());
            }
        }
    }

    fn with_item(&mut self) -> Check<()> {
        self.expression()?;
        if self.eat("as") {
            let target = if self.is("*") { self.starred()? } else { self.bitwise(true)? };
            if let Some(bad) = target.invalid_target(Target::Star)
                && (self.is(",") || self.is(")") || self.is(":"))
            {
                let (start, end, name) = (bad.start, bad.end, bad.name());
                return self.fail(start, end, format!("cannot assign to {name}"));
            }
        }
        Ok(())
    }

    fn def_statement(&mut self, head: Token) -> Check<()> {
        self.expect("def")?;
        self.expect_name()?;
        let bracket = self.at;
        if let Err(fail) = self.type_params() {
            if fail.tokenizer || fail.msg != "invalid syntax" {
                return Err(fail);
            }
            self.at = bracket;
        }
        self.force("(")?;
        self.parameters(")", false)?;
        self.expect(")")?;
        let arrow = self.at;
        if self.eat("->")
            && let Err(fail) = self.expression()
        {
            if fail.tokenizer || fail.msg != "invalid syntax" {
                return Err(fail);
            }
            self.at = arrow;
        }
        self.force(":")?;
        self.block("function definition", head)
    }

    fn type_params(&mut self) -> Check<()> {
        if !self.eat("[") {
            return Ok(());
        }
        if self.is("]") {
            let at = self.token().start;
            return self.fail(at, at, "Type parameter list cannot be empty");
        }
        while !self.is("]") {
            let kind = match self.word() {
                "*" => "TypeVarTuple",
                "**" => "ParamSpec",
                _ => "",
            };
            self.at += usize::from(!kind.is_empty());
            self.expect_name()?;
            if self.is(":") {
                let colon = self.token();
                self.at += 1;
                let bound = self.expression()?;
                if !kind.is_empty() {
                    return self.fail(colon.start, bound.end, format!("cannot use bound with {kind}"));
                }
            }
            if self.eat("=") {
                self.star_expression()?;
            }
            if !self.eat(",") {
                break;
            }
        }
        self.expect("]")
    }

    fn class_statement(&mut self, _head: Token) -> Check<()> {
        let head = self.token();
        self.at += 1;
        self.expect_name()?;
        self.type_params()?;
        if self.is("(") {
            self.arguments()?;
        }
        self.colon()?;
        self.block("class definition", head)
    }

    fn try_statement(&mut self) -> Check<()> {
        let head = self.token();
        self.at += 1;
        self.force(":")?;
        self.block("'try' statement", head)?;
        let (mut plain, mut star) = (false, false);
        while self.is("except") {
            let head = self.token();
            self.at += 1;
            let is_star = self.eat("*");
            if (is_star && plain) || (!is_star && star) {
                return self.fail(
                    head.start,
                    if is_star { self.previous_end() } else { head.end },
                    "cannot have both 'except' and 'except*' on the same 'try'",
                );
            }
            plain |= !is_star;
            star |= is_star;
            self.except_clause(head, is_star)?;
        }
        if !plain && !star && !self.is("finally") {
            let at_end =
                self.is_kind(Kind::End) || (self.is_kind(Kind::Dedent) && self.token().start >= self.text.len());
            if at_end {
                let end = self.text.trim_end_matches('\n').len();
                let fail = Fail::new(end, End::Number(-1), "expected 'except' or 'finally' block");
                return Err(Box::new(fail.incomplete()));
            }
            return self.fail_at_token("expected 'except' or 'finally' block");
        }
        if plain || star {
            self.else_block()?;
        }
        if self.is("finally") {
            let head = self.token();
            self.at += 1;
            self.force(":")?;
            self.block("'finally' statement", head)?;
        }
        Ok(())
    }

    fn except_clause(&mut self, head: Token, star: bool) -> Check<()> {
        let what = if star { "'except*' statement" } else { "'except' statement" };
        if self.is(":") {
            if star {
                return self.fail_at_token("expected one or more exception types");
            }
        } else {
            let types = self.expression()?;
            let mut end = types.end;
            let mut several = false;
            while self.eat(",") {
                several = true;
                if self.is(":") {
                    break;
                }
                end = self.expression()?.end;
            }
            if self.eat("as") {
                if several {
                    let name_end = self.token().end;
                    if self.is_name() && self.text_of(self.ahead(1)) == ":" {
                        let _ = end;
                        return self.fail(
                            types.start,
                            name_end,
                            "multiple exception types must be parenthesized when using 'as'",
                        );
                    }
                }
                let target = self.attempt(Self::expression);
                match target {
                    Some(t) if t.shape != Shape::Name => {
                        let name = t.name();
                        return self.fail(
                            t.start,
                            t.end,
                            format!("cannot use except{} statement with {name}", if star { "*" } else { "" }),
                        );
                    }
                    Some(_) => {}
                    None => return self.unexpected(),
                }
            }
        }
        self.colon()?;
        self.block(what, head)
    }

    /// A `match` statement, or `None` if `match` is a name here.
    fn match_statement(&mut self) -> Option<Check<()>> {
        let head = self.token();
        let start = self.at;
        self.at += 1;
        let subject = self.starts_expression() || self.is("*");
        let parsed = if subject { self.attempt(|c| c.tuple_of(Self::star_named_expression)) } else { None };
        if parsed.is_none() || !(self.is(":") || self.is_kind(Kind::Newline)) {
            self.at = start;
            // `match x pass`: the statement got further than an expression would.
            let expression = self.attempt(Self::simple_statements);
            if parsed.is_some()
                && expression.is_none()
                && !self.text_of(self.ahead(1)).starts_with(['(', '[', '-', '*', '.', '=', ','])
            {
                self.at = start + 1;
                let _ = self.tuple_of(Self::star_named_expression);
                return Some(self.unexpected());
            }
            self.at = start;
            return None;
        }
        if self.is_kind(Kind::Newline) {
            let plain = {
                let at = self.at;
                self.at = start;
                let ok = self.attempt(Self::simple_statements).is_some();
                self.at = if ok { start } else { at };
                ok
            };
            if plain {
                return None;
            }
            return Some(self.fail_at_token("expected ':'"));
        }
        let colon = self.at;
        self.at += 1;
        if !self.is_kind(Kind::Newline) {
            // `match: int` and the like.
            self.at = start;
            if self.attempt(Self::simple_statements).is_some() {
                self.at = start;
                return None;
            }
            self.at = colon + 1;
            return Some(self.unexpected());
        }
        self.at += 1;
        Some(self.cases(head))
    }

    fn cases(&mut self, head: Token) -> Check<()> {
        if !self.is_kind(Kind::Indent) {
            self.at -= 1;
            return self.block("'match' statement", head);
        }
        self.at += 1;
        let mut count = 0;
        loop {
            if self.is_kind(Kind::Newline) && self.at < self.tokens.list.len() {
                self.at += 1;
                continue;
            }
            if !(self.is("case") && self.is_kind(Kind::Name)) {
                break;
            }
            count += 1;
            let head = self.token();
            self.at += 1;
            self.patterns()?;
            if self.eat("if") {
                self.named_expression()?;
            }
            self.colon()?;
            self.block("'case' statement", head)?;
        }
        if count > 0 && self.is_kind(Kind::Dedent) {
            self.at += 1;
            return Ok(());
        }
        self.unexpected()
    }

    fn simple_statements(&mut self) -> Check<()> {
        loop {
            self.simple_statement()?;
            if self.eat(";") {
                if self.is_kind(Kind::Newline) {
                    return self.newline();
                }
                continue;
            }
            return self.newline();
        }
    }

    fn simple_statement(&mut self) -> Check<()> {
        let token = self.token();
        if token.kind != Kind::Name {
            return self.expression_statement();
        }
        match self.word() {
            "pass" | "break" | "continue" => {
                self.at += 1;
                Ok(())
            }
            "return" => {
                self.at += 1;
                if self.starts_expression() || self.is("*") {
                    self.star_expressions()?;
                }
                Ok(())
            }
            "raise" => {
                self.at += 1;
                if self.starts_expression() {
                    self.expression()?;
                    if self.eat("from") {
                        self.expression()?;
                    }
                }
                Ok(())
            }
            "global" | "nonlocal" => {
                self.at += 1;
                self.expect_name()?;
                while self.eat(",") {
                    self.expect_name()?;
                }
                Ok(())
            }
            "assert" => {
                self.at += 1;
                self.expression()?;
                if self.eat(",") {
                    self.expression()?;
                }
                Ok(())
            }
            "del" => self.del_statement(),
            "import" => self.import_statement(),
            "from" => self.import_from_statement(),
            "type" if self.ahead(1).kind == Kind::Name && !super::is_keyword(self.text_of(self.ahead(1))) => {
                self.at += 2;
                self.type_params()?;
                self.expect("=")?;
                self.expression().map(|_| ())
            }
            _ => self.expression_statement(),
        }
    }

    fn del_statement(&mut self) -> Check<()> {
        self.at += 1;
        let targets = self.star_expressions()?;
        if let Some(bad) = targets.invalid_target(Target::Del) {
            let (start, end, name) = (bad.start, bad.end, bad.name());
            return self.fail(start, end, format!("cannot delete {name}"));
        }
        Ok(())
    }

    fn dotted_name(&mut self) -> Check<()> {
        self.expect_name()?;
        while self.eat(".") {
            self.expect_name()?;
        }
        Ok(())
    }

    fn import_statement(&mut self) -> Check<()> {
        let start = self.token();
        self.at += 1;
        if self.is_kind(Kind::Newline) {
            return self.nothing_imported();
        }
        loop {
            self.dotted_name()?;
            self.import_alias()?;
            if !self.eat(",") {
                break;
            }
        }
        if self.is("from") {
            let found = self.attempt(|c| {
                c.at += 1;
                c.dotted_name()
            });
            if found.is_some() {
                let end = self.previous_end();
                return self.fail(start.start, end, "Did you mean to use 'from ... import ...' instead?");
            }
        }
        Ok(())
    }

    fn import_alias(&mut self) -> Check<()> {
        if !self.eat("as") {
            return Ok(());
        }
        let next = self.text_of(self.ahead(1));
        let ends = matches!(next, "," | ")" | ";") || self.ahead(1).kind == Kind::Newline;
        if self.is_name() && ends {
            self.at += 1;
            return Ok(());
        }
        match self.attempt(Self::expression) {
            Some(target) => {
                let name = target.name();
                self.fail(target.start, target.end, format!("cannot use {name} as import target"))
            }
            None => self.unexpected(),
        }
    }

    fn nothing_imported(&mut self) -> Check<()> {
        let token = self.token();
        self.fail(token.start, token.start, "Expected one or more names after 'import'")
    }

    fn import_from_statement(&mut self) -> Check<()> {
        self.at += 1;
        let mut dots = false;
        while self.is(".") || self.is("...") {
            self.at += 1;
            dots = true;
        }
        if !(dots && self.is("import")) {
            self.dotted_name()?;
        }
        self.expect("import")?;
        if self.is_kind(Kind::Newline) {
            return self.nothing_imported();
        }
        if self.eat("*") {
            return Ok(());
        }
        let parens = self.eat("(");
        loop {
            self.expect_name()?;
            self.import_alias()?;
            if !self.eat(",") {
                break;
            }
            if parens && self.is(")") {
                break;
            }
            if !parens && self.is_kind(Kind::Newline) {
                return self.fail_at_token("trailing comma not allowed without surrounding parentheses");
            }
        }
        if parens { self.expect(")") } else { Ok(()) }
    }

    /// An expression, or an assignment of some kind.
    fn expression_statement(&mut self) -> Check<()> {
        let mut targets: Vec<Node> = Vec::new();
        loop {
            let is_yield = self.is("yield");
            let node = if is_yield { self.yield_expression()? } else { self.star_expressions()? };
            if self.is("=") {
                if is_yield {
                    return self.fail(node.start, node.end, "assignment to yield expression not possible");
                }
                if targets.is_empty() && node.shape != Shape::Name {
                    let first_bad = node.invalid_target(Target::Star).is_some();
                    if first_bad {
                        self.assignment_for_comparison(&node)?;
                    }
                }
                if let Some(bad) = node.invalid_target(Target::Star) {
                    let (start, end) = (bad.start, bad.end);
                    let last = self.tuple_assignment_mistake(&node);
                    if let Some(fail) = last {
                        return Err(fail);
                    }
                    let name = bad.name();
                    return self.fail(start, end, format!("cannot assign to {name}"));
                }
                targets.push(node);
                self.at += 1;
                continue;
            }
            if targets.is_empty() && !is_yield {
                if self.token().kind == Kind::Op && AUGMENTED.contains(&self.word()) {
                    if !matches!(node.shape, Shape::Name | Shape::Attribute | Shape::Subscript) {
                        let name = node.name();
                        return self.fail(
                            node.start,
                            node.end,
                            format!("'{name}' is an illegal expression for augmented assignment"),
                        );
                    }
                    self.at += 1;
                    return self.value();
                }
                if self.is(":") {
                    return self.annotated(&node);
                }
                if self.is(":=") && node.shape != Shape::Name {
                    self.named_mistake(&node)?;
                }
            }
            return Ok(());
        }
    }

    /// In `a, b = c` with a bad target, `b = c` is looked at by itself first.
    fn tuple_assignment_mistake(&mut self, node: &Node) -> Option<Box<Fail>> {
        if node.shape != Shape::Tuple || self.text.as_bytes().get(node.start) == Some(&b'(') {
            return None;
        }
        let last = node.parts.last()?.clone();
        self.assignment_for_comparison(&last).err()
    }

    fn value(&mut self) -> Check<()> {
        if self.is("yield") { self.yield_expression() } else { self.star_expressions() }.map(|_| ())
    }

    fn annotated(&mut self, node: &Node) -> Check<()> {
        let colon = self.at;
        let single = matches!(node.shape, Shape::Name | Shape::Attribute | Shape::Subscript);
        if !single {
            self.at += 1;
            let parsed = self.attempt(Self::expression).is_some();
            self.at = colon;
            if parsed {
                let bracketed = self.text.as_bytes().get(node.start).is_some_and(|b| b"([".contains(b));
                let (end, msg) = match node.shape {
                    Shape::List => (node.end, "only single target (not list) can be annotated"),
                    Shape::Tuple if bracketed => (node.end, "only single target (not tuple) can be annotated"),
                    Shape::Tuple => (
                        node.parts.first().map_or(node.end, |p| p.end),
                        "only single target (not tuple) can be annotated",
                    ),
                    _ => (node.end, "illegal target for annotation"),
                };
                return self.fail(node.start, end, msg);
            }
            return self.unexpected();
        }
        self.at += 1;
        self.expression()?;
        if self.eat("=") {
            return self.value();
        }
        Ok(())
    }
}
