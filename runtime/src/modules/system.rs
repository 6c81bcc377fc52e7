//! The list of the modules that deal with the system, streams and threads.

mod csv;
mod csv_dialect;
mod posixsubprocess;
mod queue;
mod select;
mod socket;
mod socket_address;
mod socket_constants;

use super::*;

/// See [`super::native_module`].
pub const MODULES: &[&ModuleSpec] = &[
    &abc::SPEC,
    &ast::SPEC,
    &atexit::SPEC,
    &contextvars::SPEC,
    &csv::SPEC,
    &errno::SPEC,
    &gc::SPEC,
    &io::SPEC,
    &marshal::SPEC,
    &opcode::SPEC,
    &posix::SPEC,
    &posixsubprocess::SPEC,
    &queue::SPEC,
    &select::SPEC,
    &signal::SPEC,
    &socket::SPEC,
    &sre::SPEC,
    &thread::SPEC,
    &time::SPEC,
    &tokenize::SPEC,
    &warnings::SPEC,
    &weakref::SPEC,
];
