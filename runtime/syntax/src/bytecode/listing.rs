//! A readable listing of a code object (`-X dump=bytecode`).

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{ArgKind, Code, Const, Instr, Op, Position, cmp, common, fast, flags, intrinsic1, intrinsic2, nb, special};

/// Lists `code` and, after it, the code objects among its constants. Of `source` the lines are shown that instructions come
/// from; it may be empty.
///
/// An instruction has its offset in bytes, a `>>` where jumps arrive, its name, its argument, and what the argument stands
/// for. Ranges of the exception table end before their second offset.
pub fn listing(code: &Code, source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let mut out = String::new();
    list_all(&mut out, code, &lines);
    out
}

fn list_all(out: &mut String, code: &Code, lines: &[&str]) {
    head(out, code);
    instructions(out, code, lines);
    exceptions(out, code);
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            out.push('\n');
            list_all(out, inner, lines);
        }
    }
}

fn head(out: &mut String, code: &Code) {
    let _ = writeln!(out, "{}, line {} of {}", code.qualname, code.firstlineno, code.filename);
    let mut row = |name: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "  {name:<7} {text}");
        }
    };
    let flags: Vec<&str> = flags::NAMES.iter().filter(|f| code.flags & f.0 != 0).map(|f| f.1).collect();
    row("flags", flags.join(" "));
    row("stack", code.stacksize.to_string());
    let kinds = code.localsplusnames.iter().zip(&code.localspluskinds);
    row("locals", kinds.map(|(name, kind)| local_kind(name, *kind)).collect::<Vec<_>>().join(", "));
}
fn local_kind(name: &str, kind: u8) -> String {
    const KINDS: [(u8, &str); 7] = [
        (fast::ARG_VAR | fast::ARG_POS, "*"),
        (fast::ARG_VAR | fast::ARG_KW, "**"),
        (fast::ARG_POS | fast::ARG_KW, "parameter"),
        (fast::ARG_POS, "positional"),
        (fast::ARG_KW, "keyword"),
        (fast::FREE, "free"),
        (fast::CELL, "cell"),
    ];
    let mut rest = kind & !(fast::LOCAL | fast::HIDDEN);
    let mut words = vec![];
    for (bits, word) in KINDS {
        if rest & bits == bits {
            rest &= !bits;
            words.push(word);
        }
    }
    if kind & fast::HIDDEN != 0 {
        words.push("hidden");
    }
    if words.is_empty() { name.to_string() } else { format!("{name} ({})", words.join(" ")) }
}

fn instructions(out: &mut String, code: &Code, lines: &[&str]) {
    let positions = expand(code);
    let targets: BTreeSet<usize> = code.instructions().filter_map(|i| i.jump_target()).collect();
    // The line before: none yet, or one that may be nowhere in the source.
    let mut last: Option<Option<u32>> = None;
    for instr in code.instructions() {
        let line = positions.get(instr.at).copied().flatten().map(|p| p.line);
        if last != Some(line) {
            let number = line.map_or("-".to_string(), |n| n.to_string());
            let text = line.and_then(|n| lines.get((n as usize).wrapping_sub(1))).copied().unwrap_or_default();
            let _ = writeln!(out, "{}", format!("{number:>6} | {text}").trim_end());
            last = Some(line);
        }
        let mark = if targets.contains(&instr.start) { ">>" } else { "" };
        let arg = if instr.op.has_arg() { instr.arg.to_string() } else { String::new() };
        let meaning = argrepr(code, &instr);
        let text = format!("{mark:>10} {:>5} {:<28} {arg:>5} {meaning}", instr.at * 2, instr.op.name());
        let _ = writeln!(out, "{}", text.trim_end());
    }
}

fn exceptions(out: &mut String, code: &Code) {
    for (n, e) in code.exceptions().enumerate() {
        let title = if n == 0 { "exceptions" } else { "" };
        let lasti = if e.lasti { " and the offset" } else { "" };
        let (start, end, target) = (e.start * 2, e.end * 2, e.target * 2);
        let _ = writeln!(out, "{title:>12} {start:>4} to {end:>4} go to {target:>4} with {} kept{lasti}", e.depth);
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
