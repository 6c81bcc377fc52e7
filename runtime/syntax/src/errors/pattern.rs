//! Patterns.

use super::token::Kind;
use super::{Check, Checker};

/// What a closed pattern turned out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    Other,
    Real,
    Imaginary,
}

impl Checker<'_> {
    /// The pattern or patterns after `case`.
    pub(super) fn patterns(&mut self) -> Check<()> {
        if self.is("*") {
            self.star_or_pattern(true)?;
            if !self.is(",") {
                return self.unexpected();
            }
        } else {
            self.star_or_pattern(true)?;
        }
        while self.eat(",") {
            if self.is(":") || self.is("if") {
                break;
            }
            self.star_or_pattern(true)?;
        }
        Ok(())
    }

    fn star_or_pattern(&mut self, allow_star: bool) -> Check<()> {
        if allow_star && self.eat("*") {
            return self.expect_name().map(|_| ());
        }
        self.as_pattern()
    }

    fn as_pattern(&mut self) -> Check<()> {
        crate::deep::grow(|| {
            self.closed()?;
            while self.eat("|") {
                self.closed()?;
            }
            if self.eat("as") {
                if self.is_name() && self.word() == "_" {
                    return self.fail_at_token("cannot use '_' as a target");
                }
                let target = self.attempt(Self::expression);
                if let Some(target) = target
                    && target.shape != super::node::Shape::Name
                {
                    let name = target.name();
                    return self.fail(target.start, target.end, format!("cannot use {name} as pattern target"));
                }
                if !self.tokens.list.get(self.at.wrapping_sub(1)).is_some_and(|t| t.kind == Kind::Name) {
                    return self.unexpected();
                }
            }
            Ok(())
        })
    }

    fn closed(&mut self) -> Check<Closed> {
        let token = self.token();
        match token.kind {
            Kind::Number => self.number(),
            Kind::Str | Kind::FStart => self.strings().map(|_| Closed::Other),
            Kind::Name => {
                if matches!(self.word(), "None" | "True" | "False") {
                    self.at += 1;
                    return Ok(Closed::Other);
                }
                self.expect_name()?;
                while self.eat(".") {
                    self.expect_name()?;
                }
                if self.is("(") {
                    self.class_arguments()?;
                }
                Ok(Closed::Other)
            }
            Kind::Op => match self.word() {
                "-" => {
                    self.at += 1;
                    if !self.is_kind(Kind::Number) {
                        return self.unexpected();
                    }
                    self.number()
                }
                "(" => self.group(")"),
                "[" => self.group("]"),
                "{" => self.mapping(),
                _ => self.unexpected(),
            },
            _ => self.unexpected(),
        }
    }

    fn number(&mut self) -> Check<Closed> {
        let first = self.token();
        let imaginary = |text: &str| text.ends_with(['j', 'J']);
        let is_imaginary = imaginary(self.word());
        self.at += 1;
        if self.is("+") || self.is("-") {
            if self.ahead(1).kind != Kind::Number {
                self.at += 1;
                return self.unexpected();
            }
            if is_imaginary {
                return self.fail(first.start, first.end, "real number required in complex literal");
            }
            self.at += 1;
            if !imaginary(self.word()) {
                return self.fail_at_token("imaginary number required in complex literal");
            }
            self.at += 1;
            return Ok(Closed::Imaginary);
        }
        Ok(if is_imaginary { Closed::Imaginary } else { Closed::Real })
    }

    fn group(&mut self, close: &str) -> Check<Closed> {
        self.at += 1;
        while !self.is(close) {
            self.star_or_pattern(true)?;
            if !self.eat(",") {
                break;
            }
        }
        self.expect(close)?;
        Ok(Closed::Other)
    }

    fn mapping(&mut self) -> Check<Closed> {
        self.at += 1;
        while !self.is("}") {
            if self.eat("**") {
                self.expect_name()?;
                if self.eat(",") && !self.is("}") {
                    return self.unexpected();
                }
                break;
            }
            let key = self.token();
            self.closed()?;
            let is_literal = matches!(self.text_of(key), "None" | "True" | "False");
            let plain_name = key.kind == Kind::Name && self.previous_end() == key.end && !is_literal;
            if !self.is(":") || plain_name {
                return self.unexpected();
            }
            self.at += 1;
            self.as_pattern()?;
            if !self.eat(",") {
                break;
            }
        }
        self.expect("}")?;
        Ok(Closed::Other)
    }

    fn class_arguments(&mut self) -> Check<()> {
        self.at += 1;
        let mut keywords = false;
        while !self.is(")") {
            let start = self.token();
            let next = self.ahead(1);
            if self.is_name() && self.text_of(next) == "=" {
                keywords = true;
                self.at += 2;
                self.as_pattern()?;
            } else {
                self.as_pattern()?;
                if keywords {
                    let end = self.previous_end();
                    return self.fail(start.start, end, "positional patterns follow keyword patterns");
                }
            }
            if !self.eat(",") {
                break;
            }
        }
        self.expect(")")
    }
}
