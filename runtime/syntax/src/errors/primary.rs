//! Atoms, calls, subscripts, displays.

use super::node::{Node, Shape};
use super::token::Kind;
use super::{Check, Checker};

impl Checker<'_> {
    pub(super) fn primary(&mut self) -> Check<Node> {
        let mut node = self.atom()?;
        loop {
            if self.is(".") {
                self.at += 1;
                let name = self.expect_name()?;
                node = Node::new(Shape::Attribute, node.start, name.end);
            } else if self.is("(") {
                self.arguments()?;
                node = Node::new(Shape::Call, node.start, self.previous_end());
            } else if self.is("[") {
                self.at += 1;
                self.slices()?;
                self.expect("]")?;
                node = Node::new(Shape::Subscript, node.start, self.previous_end());
            } else {
                return Ok(node);
            }
        }
    }

    fn atom(&mut self) -> Check<Node> {
        let token = self.token();
        let simple = |shape| Node::new(shape, token.start, token.end);
        match token.kind {
            Kind::Number => {
                self.at += 1;
                Ok(simple(Shape::Literal))
            }
            Kind::Str | Kind::FStart => self.strings(),
            Kind::Name => {
                let shape = match self.text_of(token) {
                    "None" => Shape::None,
                    "True" => Shape::True,
                    "False" => Shape::False,
                    _ if self.is_name() => Shape::Name,
                    _ => return self.unexpected(),
                };
                self.at += 1;
                Ok(simple(shape))
            }
            Kind::Op => match self.text_of(token) {
                "..." => {
                    self.at += 1;
                    Ok(simple(Shape::Ellipsis))
                }
                "(" => self.parenthesized(),
                "[" => self.list(),
                "{" => self.braces(),
                _ => self.unexpected(),
            },
            _ => self.unexpected(),
        }
    }

    fn parenthesized(&mut self) -> Check<Node> {
        let start = self.token().start;
        self.at += 1;
        if self.eat(")") {
            return Ok(Node::new(Shape::Tuple, start, self.previous_end()));
        }
        if self.is("yield") {
            let mut node = self.yield_expression()?;
            self.expect(")")?;
            node.group = true;
            return Ok(node);
        }
        if self.is("**") {
            let at = self.token();
            self.at += 1;
            if self.attempt(|c| c.expression().and_then(|_| c.expect(")"))).is_some() {
                return self.fail(at.start, at.end, "cannot use double starred expression here");
            }
            self.at -= 1;
            return self.unexpected();
        }
        let first = self.star_named_expression()?;
        if self.at_comprehension() {
            if first.shape == Shape::Starred {
                self.comprehension()?;
                return self.fail(first.start, first.end, "iterable unpacking cannot be used in comprehension");
            }
            self.comprehension()?;
            self.expect(")")?;
            return Ok(Node::new(Shape::Generator, start, self.previous_end()));
        }
        if !self.is(",") {
            if self.is(")") && first.shape == Shape::Starred {
                return self.fail(first.start, first.end, "cannot use starred expression here");
            }
            self.expect(")")?;
            let mut node = first;
            node.group = true;
            return Ok(node);
        }
        let mut tuple = Node::new(Shape::Tuple, start, first.end);
        tuple.parts.push(first);
        while self.eat(",") {
            if self.is(")") {
                break;
            }
            tuple.parts.push(self.star_named_expression()?);
        }
        self.expect(")")?;
        tuple.end = self.previous_end();
        Ok(tuple)
    }

    fn list(&mut self) -> Check<Node> {
        let start = self.token().start;
        self.at += 1;
        let mut list = Node::new(Shape::List, start, start);
        if !self.is("]") {
            let first = self.star_named_expression()?;
            if self.at_comprehension() {
                self.comprehension()?;
                if first.shape == Shape::Starred {
                    return self.fail(first.start, first.end, "iterable unpacking cannot be used in comprehension");
                }
                self.expect("]")?;
                return Ok(Node::new(Shape::ListComp, start, self.previous_end()));
            }
            list.parts.push(first);
            self.more_elements(&mut list, "]")?;
        }
        self.expect("]")?;
        list.end = self.previous_end();
        Ok(list)
    }

    /// Elements after the first of a list or set.
    fn more_elements(&mut self, node: &mut Node, close: &str) -> Check<()> {
        while self.eat(",") {
            let comma = self.previous_end();
            if self.at_comprehension() || self.is(close) {
                self.comprehension_after_comma(node, comma)?;
                return Ok(());
            }
            let next = self.star_named_expression()?;
            node.parts.push(next);
            if self.at_comprehension() {
                let end = node.parts.last().map_or(comma, |p| p.end);
                self.comprehension_after_comma(node, end)?;
            }
        }
        Ok(())
    }

    fn comprehension_after_comma(&mut self, node: &Node, end: usize) -> Check<()> {
        let start = node.parts.first().map_or(node.start, |p| p.start);
        if !self.at_comprehension() {
            return Ok(());
        }
        if self.attempt(Self::comprehension).is_some() {
            return self.fail(start, end, "did you forget parentheses around the comprehension target?");
        }
        self.unexpected()
    }

    fn braces(&mut self) -> Check<Node> {
        let start = self.token().start;
        self.at += 1;
        if self.eat("}") {
            return Ok(Node::new(Shape::Dict, start, self.previous_end()));
        }
        if self.is("**") {
            return self.dict(start, false);
        }
        let first = self.star_named_expression()?;
        if self.is(":") && first.shape != Shape::Starred && (first.shape != Shape::Named || first.group) {
            return self.dict(start, true);
        }
        if self.at_comprehension() {
            self.comprehension()?;
            if first.shape == Shape::Starred {
                return self.fail(first.start, first.end, "iterable unpacking cannot be used in comprehension");
            }
            self.expect("}")?;
            return Ok(Node::new(Shape::SetComp, start, self.previous_end()));
        }
        let mut set = Node::new(Shape::Set, start, first.end);
        set.parts.push(first);
        self.more_elements(&mut set, "}")?;
        self.expect("}")?;
        set.end = self.previous_end();
        Ok(set)
    }

    /// A dictionary's items, after the first key (if `keyed`) or at `**`.
    fn dict(&mut self, start: usize, keyed: bool) -> Check<Node> {
        let mut keyed = keyed;
        let mut first = true;
        loop {
            if self.is("**") && !keyed {
                let stars = self.token();
                self.at += 1;
                self.bitwise(false)?;
                if first && self.at_comprehension() {
                    self.comprehension()?;
                    return self.fail(stars.start, stars.end, "dict unpacking cannot be used in dict comprehension");
                }
            } else {
                if !keyed {
                    let key = self.expression()?;
                    if !self.is(":") {
                        if self.at >= self.tokens.list.len() {
                            return self.unexpected();
                        }
                        return self.fail_after(&key, "':' expected after dictionary key");
                    }
                }
                let colon = self.token();
                self.expect(":")?;
                if self.is("*") {
                    let star = self.token();
                    if let Some(value) = self.attempt(Self::starred) {
                        return self.fail(
                            star.start,
                            value.end,
                            "cannot use a starred expression in a dictionary value",
                        );
                    }
                }
                if self.is("}") || self.is(",") {
                    return self.fail(colon.start, colon.end, "expression expected after dictionary key and ':'");
                }
                self.expression()?;
                if first && self.at_comprehension() {
                    self.comprehension()?;
                    self.expect("}")?;
                    return Ok(Node::new(Shape::DictComp, start, self.previous_end()));
                }
            }
            keyed = false;
            first = false;
            if !self.eat(",") || self.is("}") {
                break;
            }
        }
        self.expect("}")?;
        Ok(Node::new(Shape::Dict, start, self.previous_end()))
    }

    fn slices(&mut self) -> Check<()> {
        loop {
            self.slice()?;
            if !self.eat(",") || self.is("]") {
                return Ok(());
            }
        }
    }

    fn slice(&mut self) -> Check<()> {
        if self.is("*") {
            self.starred()?;
            return Ok(());
        }
        if !self.is(":") {
            self.named_expression()?;
        }
        for _ in 0..2 {
            if !self.eat(":") {
                break;
            }
            if !self.is(":") && !self.is(",") && !self.is("]") {
                self.expression()?;
            }
        }
        Ok(())
    }

    /// The parenthesised arguments of a call.
    pub(super) fn arguments(&mut self) -> Check<()> {
        self.expect("(")?;
        let (mut keywords, mut unpacked, mut count) = (false, false, 0);
        let mut misplaced = None;
        let mut comma = self.token().start;
        while !self.is(")") {
            let start = self.token();
            let next = self.ahead(1);
            if self.is("*") {
                let after = self.text_of(next);
                if matches!(after, ")" | ",") {
                    self.at += 1;
                    return self.fail_at_token("Invalid star expression");
                }
                self.at += 1;
                let value = self.expression()?;
                if unpacked {
                    return self.fail(
                        comma,
                        value.end,
                        "iterable argument unpacking follows keyword argument unpacking",
                    );
                }
            } else if self.is("**") {
                self.at += 1;
                self.expression()?;
                keywords = true;
                unpacked = true;
            } else if start.kind == Kind::Name && next.kind == Kind::Op && self.text_of(next) == "=" {
                let word = self.text_of(start);
                if matches!(word, "True" | "False" | "None") {
                    return self.fail(start.start, next.end, format!("cannot assign to {word}"));
                }
                if !self.is_name() {
                    return self.unexpected();
                }
                self.at += 2;
                if self.is(",") || self.is(")") {
                    return self.fail(start.start, next.end, "expected argument value expression");
                }
                self.expression()?;
                if self.at_comprehension() && self.attempt(Self::comprehension).is_some() {
                    return self.fail(
                        start.start,
                        next.end,
                        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                    );
                }
                keywords = true;
            } else {
                let value = self.assignment_or_expression()?;
                if self.at_comprehension() {
                    let end = self.comprehension()?;
                    if count > 0 || self.is(",") {
                        return self.fail(value.start, end, "Generator expression must be parenthesized");
                    }
                } else if self.is("=") && value.shape != Shape::Named {
                    let sign = self.token();
                    return self.fail(
                        value.start,
                        sign.end,
                        "expression cannot contain assignment, perhaps you meant \"==\"?",
                    );
                }
                if keywords && misplaced.is_none() {
                    misplaced = Some(unpacked);
                }
            }
            count += 1;
            comma = self.token().start;
            if !self.eat(",") {
                break;
            }
        }
        if let Some(unpacked) = misplaced {
            return self.fail_at_token(if unpacked {
                "positional argument follows keyword argument unpacking"
            } else {
                "positional argument follows keyword argument"
            });
        }
        self.expect(")")
    }
}
