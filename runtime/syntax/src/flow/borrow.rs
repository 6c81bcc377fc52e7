//! Reads of locals that need no reference of their own.

use super::cfg::Cfg;

pub(super) fn optimize_load_fast(_cfg: &mut Cfg) {}
