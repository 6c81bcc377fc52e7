//! Parameters of functions and lambdas.

use super::token::Kind;
use super::{Check, Checker};

impl Checker<'_> {
    /// Parameters up to `close` (which is not taken).
    pub(super) fn parameters(&mut self, close: &str, lambda: bool) -> Check<()> {
        let (mut defaults, mut star, mut slash, mut kwargs) = (false, false, false, false);
        let mut count = 0;
        while !self.is(close) {
            let token = self.token();
            if kwargs {
                if self.is_name() || self.is("*") || self.is("**") || self.is("/") {
                    return self.fail_at_token("arguments cannot follow var-keyword argument");
                }
                return self.unexpected();
            }
            if self.is("/") {
                if count == 0 {
                    if self.text_of(self.ahead(1)) != "," {
                        return self.unexpected();
                    }
                    return self.fail_at_token("at least one argument must precede /");
                }
                if slash {
                    return self.fail_at_token("/ may appear only once");
                }
                if star {
                    return self.fail_at_token("/ must be ahead of *");
                }
                slash = true;
                self.at += 1;
            } else if self.is("**") {
                self.at += 1;
                self.parameter(lambda)?;
                if self.is("=") {
                    return self.fail_at_token("var-keyword argument cannot have default value");
                }
                kwargs = true;
            } else if self.is("*") {
                let next = self.text_of(self.ahead(1));
                if star {
                    let ahead = self.ahead(1);
                    if ahead.kind == Kind::Name || self.text_of(ahead) == "," {
                        return self.fail_at_token("* argument may appear only once");
                    }
                    return self.unexpected();
                }
                star = true;
                self.at += 1;
                if next == "," {
                    let after = self.text_of(self.ahead(1));
                    if after == "/" {
                        self.at += 1;
                        return self.fail_at_token("/ must be ahead of *");
                    }
                    if after == "**" && lambda {
                        self.at += 1;
                        return self.fail_at_token("named arguments must follow bare *");
                    }
                    if after == close || after == "**" {
                        return self.fail(token.start, token.end, "named arguments must follow bare *");
                    }
                } else if next == close {
                    if lambda {
                        return self.fail_at_token("named arguments must follow bare *");
                    }
                    return self.fail(token.start, token.end, "named arguments must follow bare *");
                } else {
                    self.star_parameter(lambda)?;
                    if self.is("=") {
                        return self.fail_at_token("var-positional argument cannot have default value");
                    }
                }
            } else if self.is("(") {
                return self.parenthesized_parameter(lambda);
            } else {
                self.parameter(lambda)?;
                if self.eat("=") {
                    if self.is(",") || self.is(close) {
                        let sign = self.tokens.list[self.at - 1];
                        return self.fail(sign.start, sign.end, "expected default value expression");
                    }
                    self.expression()?;
                    defaults = true;
                } else if defaults && !star {
                    return self.fail(
                        token.start,
                        token.end,
                        "parameter without a default follows parameter with a default",
                    );
                }
            }
            count += 1;
            if !self.eat(",") {
                break;
            }
            if lambda && self.is(close) {
                break;
            }
        }
        Ok(())
    }

    fn parameter(&mut self, lambda: bool) -> Check<()> {
        self.expect_name()?;
        if !lambda && self.eat(":") {
            self.expression()?;
        }
        Ok(())
    }

    fn star_parameter(&mut self, lambda: bool) -> Check<()> {
        self.expect_name()?;
        if !lambda && self.eat(":") {
            self.star_expression()?;
        }
        Ok(())
    }

    fn parenthesized_parameter(&mut self, lambda: bool) -> Check<()> {
        let start = self.token();
        let found = self.attempt(|c| {
            c.at += 1;
            c.expect_name()?;
            while c.eat(",") {
                if c.is(")") {
                    break;
                }
                c.expect_name()?;
            }
            c.expect(")")
        });
        if found.is_some() {
            let end = self.previous_end();
            let what = if lambda { "Lambda expression parameters" } else { "Function parameters" };
            return self.fail(start.start, end, format!("{what} cannot be parenthesized"));
        }
        self.unexpected()
    }
}
