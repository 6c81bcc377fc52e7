//! Slice objects.

use super::layout::*;
use super::spec::*;
use crate::Vm;
use crate::heap::*;

/// `slice(start, stop, step)`.
pub struct SliceObj {
    pub start: Slot,
    pub stop: Slot,
    pub step: Slot,
}
impl Payload for SliceObj {
    const INFO: &'static NativeInfo = crate::native_info!(SliceObj, SLICE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.start);
        t.slot(&self.stop);
        t.slot(&self.step);
    }
}
pub static SLICE_SPEC: TypeSpec = TypeSpec { name: "slice", ..TypeSpec::DEFAULT };

impl Vm {
    pub fn new_slice(&self, start: Word, stop: Word, step: Word) -> Word {
        self.new_native(SliceObj { start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step) })
    }
}
