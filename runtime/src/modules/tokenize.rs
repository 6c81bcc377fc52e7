//! `_tokenize`: the tokenizer for the library's `tokenize`. Not implemented yet: it can be imported.

use crate::objects::*;

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_tokenize",
    doc: "",
    functions: &[FnDef::new(
        "TokenizerIter",
        "(readline, /, *, encoding=None, extra_tokens=False)",
        |vm, _| Err(vm.new_exc(&vm.exc.NotImplementedError, "_tokenize.TokenizerIter is not implemented")),
        "",
    )],
    init: |_, _| Ok(()),
};
