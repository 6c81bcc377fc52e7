//! Native modules, one file each.

pub mod array;
mod array_items;
pub mod binascii;
pub mod bisect;
pub mod builtin_iters;
pub mod builtins;
mod builtins_fns;
pub mod cmath;
mod code_cache;
mod codec_functions;
mod codec_handlers;
pub mod codecs;
pub mod collections;
mod evaluate;
pub mod functools;
mod functools_cache;
mod functools_partial;
pub mod hashes;
pub mod heapq;
mod imp;
mod import_time;
mod import_types;
mod importing;
pub mod interactive;
pub mod itertools;
pub mod json;
mod json_encoder;
mod library;
pub mod marshal;
pub mod math;
mod math_ints;
mod math_sums;
mod namespace;
mod numeric_util;
pub mod opcode;
pub mod operator;
pub mod random;
pub mod run;
mod source_lines;
mod stdio;
pub mod string;
pub mod structs;
mod suggest;
mod sys;
mod sys_constants;
mod traceback_print;
mod types;
pub mod typing;
mod unfinished;
pub mod unicodedata;
pub mod warnings;
pub mod weakref;
pub mod zlib;
mod zlib_stream;

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Every native module by name, made at its first import.
const MODULES: &[&ModuleSpec] = &[
    &builtins::SPEC,
    &imp::SPEC,
    &sys::SPEC,
    &types::SPEC,
    &itertools::SPEC,
    &collections::SPEC,
    &functools::SPEC,
    &operator::SPEC,
    &typing::SPEC,
    &array::SPEC,
    &bisect::SPEC,
    &heapq::SPEC,
    &json::SPEC,
    &math::SPEC,
    &binascii::SPEC,
    &cmath::SPEC,
    &hashes::MD5,
    &hashes::SHA1,
    &hashes::SHA2,
    &hashes::SHA3,
    &hashes::BLAKE2,
    &unicodedata::SPEC,
    &random::SPEC,
    &string::SPEC,
    &structs::SPEC,
    &codecs::SPEC,
    &zlib::SPEC,
];

/// Makes `sys.modules`, `builtins` and `sys`.
pub fn init(vm: &Vm) {
    let d = vm.new_dict_old();
    vm.modules.set_root(d);
    match vm.make_module(&builtins::SPEC) {
        Ok(m) => {
            vm.builtins.set_root(vm.module_dict(m));
            vm.natives.len.set_root(vm.dict_get_str(vm.module_dict(m), "len"));
            if let Some(l) = vm.types.list.get().as_type() {
                vm.natives.list_append.set_root(vm.type_lookup(l, vm.names.append.get()));
            }
            vm.dict_set_str(d, "builtins", m);
            vm.add_builtin_spec("builtins", m);
            if let Ok(t) = vm.make_exception_group_type() {
                vm.module_add(m, "ExceptionGroup", t);
            }
        }
        Err(_) => unreachable!("builtins are made of constants"),
    }
    match vm.make_module(&sys::SPEC) {
        Ok(m) => {
            vm.dict_set_str(d, "sys", m);
            vm.add_builtin_spec("sys", m);
        }
        Err(_) => unreachable!("sys is made of constants"),
    }
    let open = vm.new_builtin(&io::OPEN, vm.intern("_io"));
    vm.dict_set_str(vm.builtins.get(), "open", open);
    signal::install(vm);
}

/// The native module `name`, made and entered in `sys.modules` if there is one.
pub fn native_module(vm: &Vm, name: &str) -> R<Option<Word>> {
    let Some(spec) = MODULES.iter().chain(system::MODULES).find(|m| m.name == name) else {
        return Ok(None);
    };
    let m = vm.make_module(spec)?;
    vm.dict_set_str(vm.modules.get(), name, m);
    Ok(Some(m))
}
/// Is there a native module of this name?
pub fn is_native(name: &str) -> bool {
    MODULES.iter().chain(system::MODULES).any(|m| m.name == name)
}
/// Names of all native modules.
pub fn native_names() -> impl Iterator<Item = &'static str> {
    MODULES.iter().chain(system::MODULES).map(|m| m.name)
}

pub mod abc;
pub mod ast;
mod ast_trees;
pub mod atexit;
pub mod contextvars;
pub mod errno;
pub mod gc;
pub mod io;
pub mod io_base;
pub mod io_buffered;
pub mod io_codec;
pub mod io_file;
pub mod io_mem;
pub mod io_newline;
pub mod io_text;
pub mod posix;
pub mod scandir;
pub mod signal;
pub mod sre;
mod sre_drive;
pub mod structseq;
pub mod support;
pub mod system;
pub mod thread;
pub mod time;
pub mod tokenize;

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`, when everything else is there.
pub(crate) fn install_streams(vm: &Vm) {
    stdio::install(vm);
}
