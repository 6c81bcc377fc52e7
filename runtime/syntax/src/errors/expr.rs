//! Expressions.

use super::node::{Node, Shape, Target};
use super::token::Kind;
use super::{Check, Checker, End, Fail, is_keyword};

const BINARY: &[&str] = &["|", "^", "&", "<<", ">>", "+", "-", "*", "/", "//", "%", "@", "**"];

impl Checker<'_> {
    /// Whether the current token can begin an expression.
    pub(super) fn starts_expression(&self) -> bool {
        let token = self.token();
        match token.kind {
            Kind::Number | Kind::Str | Kind::FStart => true,
            Kind::Name => {
                let word = self.text_of(token);
                !is_keyword(word) || matches!(word, "not" | "lambda" | "await" | "None" | "True" | "False")
            }
            Kind::Op => matches!(self.text_of(token), "(" | "[" | "{" | "-" | "+" | "~" | "..."),
            _ => false,
        }
    }

    /// `a, *b, c`
    pub(super) fn star_expressions(&mut self) -> Check<Node> {
        self.tuple_of(Self::star_expression)
    }

    /// Like `star_expressions`, of expressions in brackets, where `:=` may stand.
    pub(super) fn tuple_of(&mut self, one: fn(&mut Self) -> Check<Node>) -> Check<Node> {
        let first = one(self)?;
        if !self.is(",") {
            return Ok(first);
        }
        let mut tuple = Node::new(Shape::Tuple, first.start, first.end);
        tuple.parts.push(first);
        while self.eat(",") {
            tuple.end = self.previous_end();
            if !self.starts_expression() && !self.is("*") {
                break;
            }
            let next = one(self)?;
            tuple.end = next.end;
            tuple.parts.push(next);
        }
        Ok(tuple)
    }

    pub(super) fn star_expression(&mut self) -> Check<Node> {
        if self.is("*") { self.starred() } else { self.expression() }
    }

    pub(super) fn starred(&mut self) -> Check<Node> {
        let start = self.token().start;
        self.expect("*")?;
        let inner = self.bitwise(false)?;
        let mut node = Node::new(Shape::Starred, start, inner.end);
        node.parts.push(inner);
        Ok(node)
    }

    pub(super) fn star_named_expression(&mut self) -> Check<Node> {
        if self.is("*") { self.starred() } else { self.named_expression() }
    }

    /// An expression that may be named with `:=`; a `=` here is a mistake.
    pub(super) fn named_expression(&mut self) -> Check<Node> {
        let node = self.assignment_or_expression()?;
        if node.shape == Shape::Named && !node.group {
            return Ok(node);
        }
        if self.is(":=") && node.shape != Shape::Name {
            self.named_mistake(&node)?;
        }
        if self.is("=") {
            self.assignment_for_comparison(&node)?;
        }
        Ok(node)
    }

    /// `f() := value`
    pub(super) fn named_mistake(&mut self, node: &Node) -> Check<()> {
        let at = self.at;
        let found = self.attempt(|c| {
            c.at += 1;
            c.expression()
        });
        self.at = at;
        if found.is_none() {
            return Ok(());
        }
        let name = node.name();
        self.fail(node.start, node.end, format!("cannot use assignment expressions with {name}"))
    }

    /// `a = b` where a value is wanted.
    pub(super) fn assignment_for_comparison(&mut self, node: &Node) -> Check<()> {
        if !node.is_bitwise() {
            return Ok(());
        }
        let here = self.at;
        let value = self.attempt(|c| {
            c.at += 1;
            c.bitwise(false)
        });
        let more = self.is("=") || self.is(":=");
        self.at = here;
        let Some(value) = value.filter(|_| !more) else { return Ok(()) };
        if node.shape == Shape::Name && !node.group {
            return self.fail(node.start, value.end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
        let excluded = matches!(
            node.shape,
            Shape::List | Shape::Tuple | Shape::Generator | Shape::True | Shape::False | Shape::None
        );
        if excluded {
            return Ok(());
        }
        self.fail(
            node.start,
            node.end,
            format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", node.name()),
        )
    }

    /// `name := value` or an expression.
    pub(super) fn assignment_or_expression(&mut self) -> Check<Node> {
        let next = self.ahead(1);
        if self.is_name() && next.kind == Kind::Op && self.text_of(next) == ":=" {
            let start = self.token().start;
            self.at += 2;
            let value = self.expression()?;
            return Ok(Node::new(Shape::Named, start, value.end));
        }
        self.expression()
    }

    pub(super) fn expression(&mut self) -> Check<Node> {
        crate::deep::grow(|| self.expression_inner())
    }

    fn expression_inner(&mut self) -> Check<Node> {
        if self.is("lambda") {
            return self.lambda();
        }
        let first = self.token();
        let second = self.ahead(1);
        let a = self.disjunction()?;
        if self.is("if") {
            self.at += 1;
            let test = self.disjunction()?;
            if self.eat("else") {
                let value = match self.expression() {
                    Ok(value) => value,
                    Err(fail) if !fail.tokenizer && fail.msg == "invalid syntax" => {
                        return Err(Box::new(Fail {
                            msg: "expected expression after 'else', but statement is given".to_string(),
                            ..*fail
                        }));
                    }
                    Err(fail) => return Err(fail),
                };
                return Ok(Node::new(Shape::Conditional, a.start, value.end));
            }
            if !self.is(":") && self.at < self.tokens.list.len() {
                return self.fail(a.start, test.end, "expected 'else' after 'if' expression");
            }
            return self.unexpected();
        }
        if !self.starts_expression() || !self.names_mistakes() {
            return Ok(a);
        }
        // Two expressions side by side.
        let word = self.text_of(first);
        let legacy = first.kind == Kind::Name && matches!(word, "print" | "exec") && a.end == first.end;
        if legacy {
            if let Some(b) = self.attempt(Self::star_expressions) {
                return self.fail(
                    a.start,
                    b.end,
                    format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"),
                );
            }
            return Ok(a);
        }
        let soft = first.kind == Kind::Name && matches!(word, "match" | "case" | "_" | "type");
        let prefix = first.kind == Kind::Name && !is_keyword(word) && matches!(second.kind, Kind::Str | Kind::FStart);
        if !soft && !prefix {
            let here = self.at;
            let b = self.attempt(Self::expression);
            let level = self.at.checked_sub(1).and_then(|i| self.tokens.list.get(i)).map_or(0, |t| t.level);
            self.at = here;
            if let Some(b) = b
                && level > 0
            {
                return self.fail(a.start, b.end, "invalid syntax. Perhaps you forgot a comma?");
            }
        }
        Ok(a)
    }

    pub(super) fn disjunction(&mut self) -> Check<Node> {
        self.boolean("or", |c| c.boolean("and", Self::inversion))
    }

    fn boolean(&mut self, word: &str, one: impl Fn(&mut Self) -> Check<Node>) -> Check<Node> {
        let mut node = one(self)?;
        while self.eat(word) {
            let next = one(self)?;
            node = Node::new(Shape::BoolOp, node.start, next.end);
        }
        Ok(node)
    }

    fn inversion(&mut self) -> Check<Node> {
        let start = self.token().start;
        let mut count = 0;
        while self.eat("not") {
            count += 1;
        }
        let node = self.comparison()?;
        Ok(if count > 0 { Node::new(Shape::BoolOp, start, node.end) } else { node })
    }

    fn comparison(&mut self) -> Check<Node> {
        let mut node = self.bitwise(false)?;
        loop {
            let word = self.word();
            let next = self.text_of(self.ahead(1));
            let op = self.token().kind == Kind::Op;
            let length = match word {
                "<>" if op => {
                    let token = self.token();
                    return self.fail(token.start, token.end, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
                }
                "==" | "!=" | "<" | ">" | "<=" | ">=" if op => 1,
                "in" => 1,
                "is" if next == "not" => 2,
                "is" => 1,
                "not" if next == "in" => 2,
                "not" if self.ahead(1).kind != Kind::End => {
                    // `a not b`: the `in` is missing.
                    let saved = self.at;
                    if self.token().level > 0 {
                        return Ok(node);
                    }
                    self.at = saved + 1;
                    return self.unexpected();
                }
                _ => return Ok(node),
            };
            if !op && self.token().kind != Kind::Name {
                return Ok(node);
            }
            self.at += length;
            let right = self.bitwise(false)?;
            let (start, end) = (node.start, right.end);
            let mut compare = Node::new(Shape::Compare, start, end);
            // The leftmost operand is all that matters.
            let left = node.parts.pop().filter(|_| node.shape == Shape::Compare).unwrap_or(node);
            compare.parts.push(left);
            node = compare;
        }
    }

    /// Everything that binds tighter than comparisons.
    pub(super) fn bitwise(&mut self, _target: bool) -> Check<Node> {
        let mut node = self.factor()?;
        while self.token().kind == Kind::Op && BINARY.contains(&self.word()) {
            self.at += 1;
            let right = self.factor()?;
            node = Node::new(Shape::Operator, node.start, right.end);
        }
        Ok(node)
    }

    fn factor(&mut self) -> Check<Node> {
        let start = self.token().start;
        let mut signs = 0;
        while self.token().kind == Kind::Op && matches!(self.word(), "+" | "-" | "~") {
            self.at += 1;
            signs += 1;
        }
        let node = crate::deep::grow(|| self.awaited())?;
        Ok(if signs > 0 { Node::new(Shape::Operator, start, node.end) } else { node })
    }

    fn awaited(&mut self) -> Check<Node> {
        if self.is("await") {
            let start = self.token().start;
            self.at += 1;
            let node = self.primary()?;
            return Ok(Node::new(Shape::Await, start, node.end));
        }
        self.primary()
    }

    fn lambda(&mut self) -> Check<Node> {
        let start = self.token().start;
        self.at += 1;
        self.parameters(":", true)?;
        self.expect(":")?;
        let body = self.expression()?;
        Ok(Node::new(Shape::Lambda, start, body.end))
    }

    pub(super) fn yield_expression(&mut self) -> Check<Node> {
        let token = self.token();
        self.expect("yield")?;
        let mut end = token.end;
        if self.eat("from") {
            end = self.expression()?.end;
        } else if self.starts_expression() || self.is("*") {
            end = self.star_expressions()?.end;
        }
        Ok(Node::new(Shape::Yield, token.start, end))
    }

    /// The clauses of a comprehension, at its `for`; returns where they end.
    pub(super) fn comprehension(&mut self) -> Check<usize> {
        let mut end = self.previous_end();
        while self.is("for") || (self.is("async") && self.text_of(self.ahead(1)) == "for") {
            self.eat("async");
            self.at += 1;
            self.for_targets()?;
            if !self.eat("in") {
                return self.fail_at_token("'in' expected after for-loop variables");
            }
            end = self.disjunction()?.end;
            while self.eat("if") {
                end = self.disjunction()?.end;
            }
        }
        Ok(end)
    }

    pub(super) fn at_comprehension(&self) -> bool {
        self.is("for") || (self.is("async") && self.text_of(self.ahead(1)) == "for")
    }

    /// `a, (b, *c)` before `in`.
    pub(super) fn for_targets(&mut self) -> Check<Node> {
        let target = self.tuple_of(|c| if c.is("*") { c.starred() } else { c.bitwise(true) })?;
        if let Some(bad) = target.invalid_target(Target::For) {
            let (start, end, name) = (bad.start, bad.end, bad.name());
            return self.fail(start, end, format!("cannot assign to {name}"));
        }
        Ok(target)
    }

    /// An error that starts at a node's last character.
    pub(super) fn fail_after<T>(&self, node: &Node, msg: &str) -> Check<T> {
        Err(Box::new(Fail::new(node.end.saturating_sub(1), End::Number(0), msg)))
    }
}
