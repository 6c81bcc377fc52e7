//! Code objects and constants, as the compiler hands them to the runtime.

use num_bigint::BigInt;

use super::{ExceptionTable, LineTableWriter, Locations, Op, Position};

/// A constant of a code object.
///
/// Equality is that of the constant pool: type-aware, with floats compared by their bits.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Const {
    None,
    Ellipsis,
    Bool(bool),
    Int(BigInt),
    Float(f64),
    Complex(f64, f64),
    Str(Box<str>),
    /// A string with lone surrogates, as code points.
    StrSurrogates(Box<[u32]>),
    Bytes(Box<[u8]>),
    Tuple(Vec<Const>),
    /// Elements in order of first appearance, without duplicates.
    FrozenSet(Vec<Const>),
    Slice(Box<[Const; 3]>),
    Code(Box<Code>),
}

impl PartialEq for Const {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Const::None, Const::None) | (Const::Ellipsis, Const::Ellipsis) => true,
            (Const::Bool(a), Const::Bool(b)) => a == b,
            (Const::Int(a), Const::Int(b)) => a == b,
            (Const::Float(a), Const::Float(b)) => a.to_bits() == b.to_bits(),
            (Const::Complex(a, b), Const::Complex(c, d)) => a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits(),
            (Const::Str(a), Const::Str(b)) => a == b,
            (Const::StrSurrogates(a), Const::StrSurrogates(b)) => a == b,
            (Const::Bytes(a), Const::Bytes(b)) => a == b,
            (Const::Tuple(a), Const::Tuple(b)) => a == b,
            (Const::FrozenSet(a), Const::FrozenSet(b)) => a.len() == b.len() && a.iter().all(|item| b.contains(item)),
            (Const::Slice(a), Const::Slice(b)) => a == b,
            (Const::Code(a), Const::Code(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Const {}

impl std::hash::Hash for Const {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Const::None | Const::Ellipsis => {}
            Const::Bool(b) => b.hash(state),
            Const::Int(i) => i.hash(state),
            Const::Float(f) => f.to_bits().hash(state),
            Const::Complex(a, b) => (a.to_bits(), b.to_bits()).hash(state),
            Const::Str(s) => s.hash(state),
            Const::StrSurrogates(s) => s.hash(state),
            Const::Bytes(b) => b.hash(state),
            Const::Tuple(v) => v.hash(state),
            Const::FrozenSet(v) => v.len().hash(state),
            Const::Slice(v) => v.hash(state),
            Const::Code(c) => (&c.name, c.firstlineno, &c.units).hash(state),
        }
    }
}

impl Const {
    /// A small integer.
    pub fn int(value: i64) -> Const {
        Const::Int(BigInt::from(value))
    }

    /// A string without surrogates.
    pub fn str(value: &str) -> Const {
        Const::Str(value.into())
    }
}

/// A compiled block of source: what CPython calls a code object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// `co_name`
    pub name: String,
    /// `co_qualname`
    pub qualname: String,
    /// `co_filename`
    pub filename: String,
    /// `co_flags`, see [`flags`](super::flags)
    pub flags: u32,
    /// Positional parameters, positional-only ones included.
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonlyargcount: u32,
    /// Keyword-only parameters.
    pub kwonlyargcount: u32,
    /// Depth of the value stack.
    pub stacksize: u32,
    /// First line, decorators included.
    pub firstlineno: u32,
    /// Code units: opcode in the low byte, argument in the high byte; inline caches are zero.
    pub units: Vec<u16>,
    /// `co_consts`
    pub consts: Vec<Const>,
    /// `co_names`
    pub names: Vec<String>,
    /// Names of the local slots: parameters, locals, cells, free variables.
    pub localsplusnames: Vec<String>,
    /// Kinds of the local slots, see [`fast`](super::fast).
    pub localspluskinds: Vec<u8>,
    /// `co_linetable`, see [`Locations`].
    pub linetable: Vec<u8>,
    /// `co_exceptiontable`, see [`ExceptionTable`].
    pub exceptiontable: Vec<u8>,
}

impl Code {
    /// The same without columns, here and in the code objects among the constants (`-X no_debug_ranges`).
    pub fn without_columns(&self) -> Code {
        let mut table = LineTableWriter::new(self.firstlineno);
        for (units, position) in self.locations() {
            let bare = |p: Position| Position { end_line: p.line, column: None, end_column: None, ..p };
            table.add(position.map(bare), units);
        }
        let bare = |c: &Const| match c {
            Const::Code(c) => Const::Code(Box::new(c.without_columns())),
            c => c.clone(),
        };
        Code { linetable: table.finish(), consts: self.consts.iter().map(bare).collect(), ..self.clone() }
    }

    /// The source position of each run of code units.
    pub fn locations(&self) -> Locations<'_> {
        Locations::new(&self.linetable, self.firstlineno)
    }

    /// The exception table's entries.
    pub fn exceptions(&self) -> ExceptionTable<'_> {
        ExceptionTable::new(&self.exceptiontable)
    }

    /// The instructions, with `EXTENDED_ARG` prefixes folded in.
    pub fn instructions(&self) -> Instructions<'_> {
        Instructions { units: &self.units, at: 0 }
    }
}

/// One decoded instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instr {
    /// Unit index of the first `EXTENDED_ARG` prefix, or of the instruction.
    pub start: usize,
    /// Unit index of the instruction itself.
    pub at: usize,
    /// The opcode.
    pub op: Op,
    /// The whole argument.
    pub arg: u32,
}

impl Instr {
    /// Unit index after the instruction and its caches.
    pub fn end(&self) -> usize {
        self.at + 1 + self.op.caches()
    }

    /// For a jump, the unit index it goes to.
    pub fn jump_target(&self) -> Option<usize> {
        if !self.op.is_jump() {
            None
        } else if self.op.is_backward_jump() {
            self.end().checked_sub(self.arg as usize)
        } else {
            Some(self.end() + self.arg as usize)
        }
    }
}

/// Iterator over decoded instructions; stops at an unknown opcode.
#[derive(Clone, Debug)]
pub struct Instructions<'a> {
    units: &'a [u16],
    at: usize,
}

impl Iterator for Instructions<'_> {
    type Item = Instr;

    fn next(&mut self) -> Option<Instr> {
        let start = self.at;
        let mut arg = 0u32;
        loop {
            let unit = *self.units.get(self.at)?;
            let op = Op::from_u8(unit as u8)?;
            arg = (arg << 8) | u32::from(unit >> 8);
            let at = self.at;
            self.at += 1;
            if op != Op::ExtendedArg {
                self.at += op.caches();
                return Some(Instr { start, at, op, arg });
            }
        }
    }
}
