//! A readable listing of a code object (`-X dump=bytecode`).

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{ArgKind, Code, Const, Instr, Op, Position, cmp, common, intrinsic1, intrinsic2, nb, special};

/// Lists `code` and, after it, the code objects among its constants.
pub fn listing(code: &Code) -> String {
    let mut out = String::new();
    list_one(&mut out, code);
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            let _ = write!(out, "\n{}", listing(inner));
        }
    }
    out
}

fn list_one(out: &mut String, code: &Code) {
    let _ = writeln!(
        out,
        "{} (line {}, stack {}, flags {:#x})",
        code.qualname, code.firstlineno, code.stacksize, code.flags
    );
    let positions = expand(code);
    let targets: BTreeSet<usize> = code.instructions().filter_map(|i| i.jump_target()).collect();
    let mut last_line = None;
    for instr in code.instructions() {
        let position = positions.get(instr.at).copied().flatten();
        let line = position.map(|p| p.line);
        let shown = match line {
            Some(n) if line != last_line => n.to_string(),
            None if line != last_line => "--".to_string(),
            _ => String::new(),
        };
        last_line = line;
        let mark = if targets.contains(&instr.start) { ">>" } else { "  " };
        let arg = if instr.op.has_arg() { instr.arg.to_string() } else { String::new() };
        let shown_arg = argrepr(code, &instr);
        let text = format!("{shown:>5} {mark} {:>5} {:<28} {arg:>5} {shown_arg}", instr.at * 2, instr.op.name());
        let _ = writeln!(out, "{}", text.trim_end());
    }
    for e in code.exceptions() {
        let lasti = if e.lasti { " lasti" } else { "" };
        let _ = writeln!(out, "  except {}..{} -> {} [{}]{lasti}", e.start * 2, e.end * 2, e.target * 2, e.depth);
    }
}

fn expand(code: &Code) -> Vec<Option<Position>> {
    let mut positions = Vec::with_capacity(code.units.len());
    for (units, position) in code.locations() {
        positions.extend(std::iter::repeat_n(position, units));
    }
    positions
}

fn pick(names: &[&str], index: u32) -> String {
    names.get(index as usize).map_or_else(String::new, |s| format!("({s})"))
}

/// The argument in words: a name, a constant, a jump target.
fn argrepr(code: &Code, instr: &Instr) -> String {
    let arg = instr.arg;
    let local = |index: u32| code.localsplusnames.get(index as usize).map_or("?", String::as_str).to_string();
    let name = |index: u32| code.names.get(index as usize).map_or("?", String::as_str).to_string();
    match instr.op {
        Op::LoadFastLoadFast | Op::LoadFastBorrowLoadFastBorrow | Op::StoreFastLoadFast | Op::StoreFastStoreFast => {
            format!("({}, {})", local(arg >> 4), local(arg & 15))
        }
        Op::LoadGlobal => {
            format!("({}{})", name(arg >> 1), if arg & 1 == 1 { " + NULL" } else { "" })
        }
        Op::LoadAttr => {
            format!("({}{})", name(arg >> 1), if arg & 1 == 1 { " + NULL|self" } else { "" })
        }
        Op::LoadSuperAttr => {
            format!("({}{})", name(arg >> 2), if arg & 1 == 1 { " + NULL|self" } else { "" })
        }
        Op::BinaryOp => pick(&nb::SYMBOLS, arg),
        Op::CompareOp => {
            let symbol = cmp::SYMBOLS.get((arg >> 5) as usize).copied().unwrap_or("?");
            if arg & cmp::TO_BOOL != 0 { format!("(bool({symbol}))") } else { format!("({symbol})") }
        }
        Op::IsOp => (if arg == 0 { "(is)" } else { "(is not)" }).to_string(),
        Op::ContainsOp => (if arg == 0 { "(in)" } else { "(not in)" }).to_string(),
        Op::CallIntrinsic1 => pick(&intrinsic1::NAMES, arg),
        Op::CallIntrinsic2 => pick(&intrinsic2::NAMES, arg),
        Op::LoadCommonConstant => pick(&common::NAMES, arg),
        Op::LoadSpecial => pick(&special::NAMES, arg),
        _ => match instr.op.arg_kind() {
            ArgKind::Const => code.consts.get(arg as usize).map_or_else(String::new, |c| format!("({})", constant(c))),
            ArgKind::Name => format!("({})", name(arg)),
            ArgKind::Local | ArgKind::Free => format!("({})", local(arg)),
            ArgKind::Jump => instr.jump_target().map_or_else(String::new, |t| format!("(to {})", t * 2)),
            ArgKind::Plain | ArgKind::Handler => String::new(),
        },
    }
}

fn constant(value: &Const) -> String {
    let list = |values: &[Const]| {
        let mut text: Vec<String> = values.iter().map(constant).collect();
        if text.len() == 1 {
            text.push(String::new());
        }
        text.join(", ").trim_end_matches(' ').to_string()
    };
    match value {
        Const::None => "None".into(),
        Const::Ellipsis => "Ellipsis".into(),
        Const::Bool(b) => (if *b { "True" } else { "False" }).into(),
        Const::Int(i) => i.to_string(),
        Const::Float(f) => format!("{f:?}"),
        Const::Complex(re, im) => format!("({re:?}{im:+?}j)"),
        Const::Str(s) => format!("{s:?}"),
        Const::StrSurrogates(s) => format!("surrogates {s:x?}"),
        Const::Bytes(b) => format!("b\"{}\"", b.escape_ascii()),
        Const::Tuple(v) => format!("({})", list(v)),
        Const::FrozenSet(v) => format!("frozenset({{{}}})", list(v)),
        Const::Slice(v) => {
            format!("slice({}, {}, {})", constant(&v[0]), constant(&v[1]), constant(&v[2]))
        }
        Const::Code(c) => format!("<code {}>", c.qualname),
    }
}
