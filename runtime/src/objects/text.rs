//! From the plain results of `taipan-text` to Python values and exceptions.

use super::layout::*;
use super::str::Units;
use crate::heap::Word;
use crate::{Exc, R, Vm};
use taipan_text::{Error, Kind};

/// Runs the same code for each kind of units: `with_units!(s, |u| …)`.
#[macro_export]
macro_rules! with_units {
    ($s:expr, |$u:ident| $body:expr) => {
        match $s.units() {
            $crate::objects::Units::U8($u) => $body,
            $crate::objects::Units::U16($u) => $body,
            $crate::objects::Units::U32($u) => $body,
        }
    };
}

impl Vm {
    /// The exception an algorithm's error stands for.
    #[cold]
    pub fn text_error(&self, e: Error) -> Exc {
        let module = |m: &str, n: &str| {
            let m = self.dict_get_str(self.modules.get(), m);
            let n = self.intern(n);
            match self.getattr_opt(m, n) {
                Ok(w) if w.as_type().is_some() => w,
                _ => self.exc.ValueError.get(),
            }
        };
        let x = &self.exc;
        let ty = match e.kind {
            Kind::ValueError => x.ValueError.get(),
            Kind::OverflowError => x.OverflowError.get(),
            Kind::TypeError => x.TypeError.get(),
            Kind::KeyError => x.KeyError.get(),
            Kind::IndexError => x.IndexError.get(),
            Kind::ZeroDivisionError => x.ZeroDivisionError.get(),
            Kind::MemoryError => return self.memory_error(),
            Kind::EOFError => x.EOFError.get(),
            Kind::StructError => module("_struct", "error"),
            Kind::BinasciiError => module("binascii", "Error"),
            Kind::BinasciiIncomplete => module("binascii", "Incomplete"),
        };
        let text = self.new_str(&e.message);
        match e.errno {
            Some(n) => self.exc_with_args(ty, &[Word::small(n as i64), text]),
            None => self.exc_with_args(ty, &[text]),
        }
    }
    /// The value, or the exception an algorithm's error stands for.
    #[inline]
    pub fn text<T>(&self, r: taipan_text::Result<T>) -> R<T> {
        r.map_err(|e| self.text_error(e))
    }
    /// The units of a str argument; TypeError `what must be str, not int` otherwise.
    pub fn str_arg<'a>(&self, w: &'a Word, what: &str) -> R<&'a StrObj> {
        match w.get::<StrObj>() {
            Some(s) => Ok(s),
            None => Err(self.type_error(format!("{what} must be str, not {}", self.arg_type_name(*w)))),
        }
    }
    /// The type's name as argument errors print it: `None` for None.
    pub fn arg_type_name(&self, w: Word) -> String {
        if w.is_none() { "None".into() } else { self.type_name(w) }
    }
    /// A string of units of any kind.
    pub fn str_of_units(&self, u: Units) -> Word {
        match u {
            Units::U8(s) => self.new_str_latin1(s),
            Units::U16(s) => self.new_str_points(&s.iter().map(|&c| c as u32).collect::<Vec<_>>()),
            Units::U32(s) => self.new_str_points(s),
        }
    }
}
