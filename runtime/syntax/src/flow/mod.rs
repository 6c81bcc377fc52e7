//! From instructions with labels to a code object: a control-flow graph, the
//! clean-ups CPython does on it, and the encoding.

mod borrow;
mod cfg;
mod cold;
mod constants;
mod depth;
mod encode;
mod handlers;
mod inline;
mod jumps;
mod layout;
mod lines;
mod locals;
mod nops;
mod peephole;
mod superinstr;
mod swaps;

use crate::bytecode::Code;
use crate::codegen::{ConstPool, Unit};
use crate::error::Result;
use crate::names::Names;
use cfg::Cfg;

/// Finishes a unit.
pub(crate) fn assemble(
    mut unit: Unit<'_>,
    code_flags: u32,
    nparams: usize,
    names: &Names,
    filename: &str,
) -> Result<Code> {
    let code = std::mem::take(&mut unit.code);
    let mut graph = Cfg::build(&code, &unit.labels);
    drop(code);
    let g = &mut graph;
    let mut consts = std::mem::take(&mut unit.consts);
    handlers::label_exception_targets(g);
    optimize(g, &mut consts);
    let consts = constants::remove_unused(g, consts);
    locals::check_unbound(g, unit.varnames.len(), nparams);
    superinstr::insert(g);
    cold::push_to_end(g);
    lines::resolve(g);
    jumps::convert_conditional_pseudo_jumps(g);
    let stacksize = depth::calculate(g);
    layout::prepare(g, &unit, code_flags);
    layout::convert_pseudo_ops(g);
    jumps::normalize(g);
    borrow::optimize_load_fast(g);
    let encoded = encode::encode(g, unit.firstlineno)?;
    let (localsplusnames, localspluskinds) = layout::localsplus(&unit, names, nparams, code_flags);
    Ok(Code {
        name: names.text(unit.name).to_string(),
        qualname: unit.qualname,
        filename: filename.to_string(),
        flags: code_flags,
        argcount: unit.argcount + unit.posonly,
        posonlyargcount: unit.posonly,
        kwonlyargcount: unit.kwonly,
        stacksize: stacksize.max(1),
        firstlineno: unit.firstlineno.max(0) as u32,
        units: encoded.units,
        consts,
        names: unit.names.iter().map(|n| names.text(n).to_string()).collect(),
        localsplusnames,
        localspluskinds,
        linetable: encoded.linetable,
        exceptiontable: encoded.exceptiontable,
    })
}

fn optimize(g: &mut Cfg, consts: &mut ConstPool) {
    inline::inline_small_or_lineless(g);
    g.remove_unreachable();
    lines::resolve(g);
    constants::use_loaded_constants(g, consts);
    for at in g.order() {
        peephole::block(g, at, consts);
    }
    nops::remove_redundant_nops_and_pairs(g);
    g.remove_unreachable();
    nops::remove_redundant_nops_and_jumps(g);
}
