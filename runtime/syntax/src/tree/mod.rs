//! Syntax trees for others: the nodes of Python's `ast` module without their classes.
//!
//! [`parse`] reads a text into a [`Tree`], [`compile_tree`] compiles one. The nodes lie in one list, each behind
//! those it holds, so a tree of any depth is built, walked and dropped without recursion. Kinds and the order
//! of fields are those of CPython 3.14's `ast`.

mod read;
mod write;

use crate::ast::Loc;
use crate::bytecode::Const;
use crate::compile::{Compiled, Mode, Options, compile_module, with_module};
use crate::error::{SyntaxErr, SyntaxWarning};
use crate::names::Names;
use crate::{ast::source::SourceMap, deep};

/// The number of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(pub u32);

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An optional field that is absent.
    None,
    /// A node with fields.
    Node(NodeId),
    /// A node without fields or a place: an operator or a context, by its kind.
    Bare(&'static str),
    /// Several.
    List(Vec<Value>),
    /// An identifier.
    Name(Box<str>),
    /// A number that is not a constant of the program.
    Int(i64),
    /// A constant of the program.
    Const(Const),
}

/// Where a node is: lines from 1, columns in bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// `lineno`
    pub line: i32,
    /// `col_offset`
    pub col: i32,
    /// `end_lineno`
    pub end_line: i32,
    /// `end_col_offset`
    pub end_col: i32,
}

impl From<Loc> for Place {
    fn from(l: Loc) -> Place {
        Place { line: l.line, col: l.col, end_line: l.end_line, end_col: l.end_col }
    }
}
impl From<Place> for Loc {
    fn from(p: Place) -> Loc {
        Loc { line: p.line, col: p.col, end_line: p.end_line, end_col: p.end_col }
    }
}

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The name of its class.
    pub kind: &'static str,
    /// Its fields in the order of `_fields`.
    pub fields: Vec<Value>,
    /// For nodes that have one.
    pub place: Option<Place>,
}

/// A whole program; its last node is the root.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// Each behind those it holds.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Adds a node and tells its number.
    pub fn add(&mut self, kind: &'static str, fields: Vec<Value>, place: Option<Place>) -> NodeId {
        self.nodes.push(Node { kind, fields, place });
        NodeId(self.nodes.len() as u32 - 1)
    }
}

/// Parses a source text into a tree. `optimized` asks for what the compiler does to its tree before it
/// generates code; without it, the tree is what the text says.
pub fn parse(
    source: &str,
    mode: Mode,
    opts: &Options,
    optimized: bool,
) -> Result<(Tree, Vec<SyntaxWarning>), SyntaxErr> {
    deep::with_room(0, || {
        with_module(source, mode, opts, !optimized, |input| {
            if let Some(error) = input.refused {
                return Err(error);
            }
            Ok((write::tree(&input.lowered.module, &input.names, &input.lowered.unicode), input.lowered.warnings))
        })
    })
}

/// Compiles a tree that was made by [`parse`] or by hand; `depth` is how deep it is.
pub fn compile_tree(tree: &Tree, depth: usize, filename: &str, opts: &Options) -> Result<Compiled, SyntaxErr> {
    if depth > deep::MAX_TREE_DEPTH as usize {
        return Err(SyntaxErr::recursion());
    }
    deep::with_room(depth, || {
        let mut names = Names::new();
        let map = SourceMap::new("");
        let module = match read::module(tree, &mut names, opts.optimize) {
            Ok(m) => m,
            Err(e) => return Err(SyntaxErr { text: None, ..SyntaxErr::from_error(&map, &e) }),
        };
        compile_module(&module, names, &map, filename, opts)
            .map(|(code, warnings)| Compiled { code, warnings })
            .map_err(|e| SyntaxErr { text: None, ..e })
    })
}
