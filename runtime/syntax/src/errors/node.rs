//! What an expression is, as far as error messages care.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Name,
    Attribute,
    Subscript,
    Starred,
    List,
    Tuple,
    Lambda,
    Call,
    Operator,
    BoolOp,
    Generator,
    Yield,
    Await,
    ListComp,
    SetComp,
    DictComp,
    Dict,
    Set,
    FString,
    TString,
    True,
    False,
    None,
    Ellipsis,
    Literal,
    Compare,
    Conditional,
    Named,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub shape: Shape,
    pub start: usize,
    pub end: usize,
    /// Parts of a tuple, list or starred expression; the left side of a comparison with `in`.
    pub parts: Vec<Node>,
    /// Whether it stands in parentheses of its own.
    pub group: bool,
}

/// What a target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Star,
    Del,
    For,
}

impl Node {
    pub(super) fn new(shape: Shape, start: usize, end: usize) -> Self {
        Node { shape, start, end, parts: Vec::new(), group: false }
    }

    /// The word for it in messages.
    pub(super) fn name(&self) -> &'static str {
        match self.shape {
            Shape::Name => "name",
            Shape::Attribute => "attribute",
            Shape::Subscript => "subscript",
            Shape::Starred => "starred",
            Shape::List => "list",
            Shape::Tuple => "tuple",
            Shape::Lambda => "lambda",
            Shape::Call => "function call",
            Shape::Operator | Shape::BoolOp => "expression",
            Shape::Generator => "generator expression",
            Shape::Yield => "yield expression",
            Shape::Await => "await expression",
            Shape::ListComp => "list comprehension",
            Shape::SetComp => "set comprehension",
            Shape::DictComp => "dict comprehension",
            Shape::Dict => "dict literal",
            Shape::Set => "set display",
            Shape::FString => "f-string expression",
            Shape::TString => "t-string expression",
            Shape::True => "True",
            Shape::False => "False",
            Shape::None => "None",
            Shape::Ellipsis => "ellipsis",
            Shape::Literal => "literal",
            Shape::Compare => "comparison",
            Shape::Conditional => "conditional expression",
            Shape::Named => "named expression",
        }
    }

    /// The part that cannot be assigned to or deleted.
    pub(super) fn invalid_target(&self, target: Target) -> Option<&Node> {
        match self.shape {
            Shape::Tuple | Shape::List => self.parts.iter().find_map(|p| p.invalid_target(target)),
            Shape::Starred if target != Target::Del => self.parts.first().and_then(|p| p.invalid_target(target)),
            Shape::Compare if target == Target::For => self.parts.first().and_then(|p| p.invalid_target(target)),
            Shape::Name | Shape::Subscript | Shape::Attribute => None,
            _ => Some(self),
        }
    }

    /// Whether it is at most a bitwise-or: no comparison, `not`, `and`, `if`, `lambda`.
    pub(super) fn is_bitwise(&self) -> bool {
        self.group
            || !matches!(
                self.shape,
                Shape::Compare | Shape::BoolOp | Shape::Conditional | Shape::Lambda | Shape::Yield | Shape::Starred
            )
    }
}
