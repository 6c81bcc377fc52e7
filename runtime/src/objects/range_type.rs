//! The range type.

use super::layout::*;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};

/// `range(start, stop, step)`; the parts are ints of any size.
pub struct RangeObj {
    pub start: Slot,
    pub stop: Slot,
    pub step: Slot,
    pub length: Slot,
}
impl Payload for RangeObj {
    const INFO: &'static NativeInfo = crate::native_info!(RangeObj, RANGE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        for s in [&self.start, &self.stop, &self.step, &self.length] {
            t.slot(s);
        }
    }
}
fn range_iter(vm: &Vm, w: Word) -> R {
    let Some(r) = w.native::<RangeObj>() else {
        return Ok(w);
    };
    match (r.start.get().as_small(), r.length.get().as_small(), r.step.get().as_small()) {
        (Some(a), Some(n), Some(s)) => Ok(vm.new_range_iter(a, n, s)),
        _ => Err(vm.not_implemented("iterating a range of ints beyond 62 bits")),
    }
}
static RANGE_NEW: FnDef = FnDef::new(
    "range",
    "($type, start, stop=None, step=None, /)",
    |vm, a| {
        let (start, stop, step) = if a[2].is_null() {
            (Word::small(0), vm.index(a[1])?, Word::small(1))
        } else {
            (vm.index(a[1])?, vm.index(a[2])?, if a[3].is_null() { Word::small(1) } else { vm.index(a[3])? })
        };
        let (s, e, st) = (vm.index_i64(start)?, vm.index_i64(stop)?, vm.index_i64(step)?);
        if st == 0 {
            return Err(vm.value_error("range() arg 3 must not be zero"));
        }
        let n = if st > 0 {
            if s < e { (e - s - 1) / st + 1 } else { 0 }
        } else if e < s {
            (s - e - 1) / -st + 1
        } else {
            0
        };
        Ok(vm.new_native(RangeObj {
            start: Slot::new(start),
            stop: Slot::new(stop),
            step: Slot::new(step),
            length: Slot::new(vm.int(n)),
        }))
    },
    "",
);
pub static RANGE_SPEC: TypeSpec = TypeSpec {
    name: "range",
    slots: |s| {
        s.iter.set(Some(range_iter));
        s.len.set(Some(|vm, w| match w.native::<RangeObj>() {
            Some(r) => Ok(vm.index_i64(r.length.get())? as usize),
            None => Ok(0),
        }));
    },
    new: Some(&RANGE_NEW),
    ..TypeSpec::DEFAULT
};
