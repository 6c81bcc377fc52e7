//! Arguments of a call: positional words, then the keyword values, named by a tuple.

use super::layout::*;
use crate::heap::Word;

/// Arguments as a call site lays them out. The words lie on a stack (native or interpreter) or
/// in a heap object, so the collector sees them.
#[derive(Copy, Clone)]
pub struct Args<'a> {
    pub words: &'a [Word],
    /// A tuple of str, or NULL: names of the last `names.len()` words.
    pub names: Word,
}

impl<'a> Args<'a> {
    pub const fn pos(words: &'a [Word]) -> Args<'a> {
        Args { words, names: Word::NULL }
    }
    pub const EMPTY: Args<'static> = Args { words: &[], names: Word::NULL };
    pub fn kw_count(&self) -> usize {
        self.names.get::<TupleObj>().map_or(0, |t| t.len())
    }
    /// The positional arguments.
    pub fn positional(&self) -> &'a [Word] {
        &self.words[..self.words.len() - self.kw_count()]
    }
    /// (name, value) of each keyword argument.
    pub fn keywords(&self) -> impl Iterator<Item = (Word, Word)> + 'a {
        let n = self.words.len() - self.kw_count();
        let names = self.names;
        let values = &self.words[n..];
        (0..values.len()).map(move |i| (names.get::<TupleObj>().map_or(Word::NULL, |t| t.items()[i]), values[i]))
    }
}
