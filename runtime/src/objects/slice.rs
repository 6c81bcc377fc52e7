//! Slice objects.

use super::layout::*;
use super::ops::BinOp;
use super::slots::*;
use super::spec::*;
use crate::heap::*;
use crate::{R, Vm};

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
impl SliceObj {
    /// Whether its parts are None or small ints: looking at them runs no code.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        self.parts().iter().all(|w| w.is_none() || w.is_small())
    }
    fn parts(&self) -> [Word; 3] {
        [self.start.get(), self.stop.get(), self.step.get()]
    }
}
fn parts(w: Word) -> [Word; 3] {
    w.native::<SliceObj>().map_or([Word::NONE; 3], SliceObj::parts)
}
fn index(vm: &Vm, w: Word) -> R {
    if vm.class_of(w).slots.index.get().is_none() {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    vm.index(w)
}
/// Start, stop and step of the slice for a sequence of `length` (ints of any size).
pub fn adjust(vm: &Vm, s: &SliceObj, length: Word) -> R<(Word, Word, Word)> {
    let zero = Word::small(0);
    let less = |a: Word, b: Word| vm.compare_bool(a, b, CmpOp::Lt);
    let step = if s.step.get().is_none() { Word::small(1) } else { index(vm, s.step.get())? };
    if vm.eq(step, zero)? {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let down = less(step, zero)?;
    let last = vm.binary_op(BinOp::Sub, length, Word::small(1))?;
    let (lower, upper) = if down { (Word::small(-1), last) } else { (zero, length) };
    let clamp = |w: Word, default: Word| -> R {
        if w.is_none() {
            return Ok(default);
        }
        let mut v = index(vm, w)?;
        if less(v, zero)? {
            v = vm.binary_op(BinOp::Add, v, length)?;
            return if less(v, lower)? { Ok(lower) } else { Ok(v) };
        }
        if less(upper, v)? { Ok(upper) } else { Ok(v) }
    };
    let start = clamp(s.start.get(), if down { upper } else { lower })?;
    let stop = clamp(s.stop.get(), if down { lower } else { upper })?;
    Ok((start, stop, step))
}
static SLICE_NEW: FnDef = FnDef::new(
    "slice",
    "($type, start, stop=None, step=None, /)",
    |vm, a| {
        Ok(if a[2].is_null() {
            vm.new_slice(Word::NONE, a[1], Word::NONE)
        } else {
            vm.new_slice(a[1], a[2], a[3].or(Word::NONE))
        })
    },
    "",
);
macro_rules! member {
    ($name:literal, $i:literal) => {
        GetSet::ro($name, |_, w| Ok(parts(w)[$i]), "").as_member()
    };
}
pub static SLICE_SPEC: TypeSpec = TypeSpec {
    name: "slice",
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let p = parts(w);
            let (a, b, c) = (vm.repr(p[0])?, vm.repr(p[1])?, vm.repr(p[2])?);
            let items = [a, b, c];
            let mut out = super::str::StrBuilder::new();
            out.push_str("slice(");
            for (i, x) in items.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                out.push_word(*x);
            }
            out.push_str(")");
            Ok(out.finish(vm))
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            if b.native::<SliceObj>().is_none() {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            let (x, y) = (vm.new_tuple(&parts(a)), vm.new_tuple(&parts(b)));
            vm.compare(x, y, op)
        }));
        s.hash.set(Some(|vm, w| {
            let p = parts(w);
            let h = [vm.hash(p[0])?, vm.hash(p[1])?, vm.hash(p[2])?];
            Ok(slice_hash(h))
        }));
    },
    methods: &[
        FnDef::new(
            "indices",
            "($self, object, /)",
            |vm, a| {
                let n = vm.index(a[1])?;
                if vm.compare_bool(n, Word::small(0), CmpOp::Lt)? {
                    return Err(vm.value_error("length should not be negative"));
                }
                let Some(s) = a[0].native::<SliceObj>() else { return Ok(Word::NONE) };
                let (x, y, z) = adjust(vm, s, n)?;
                Ok(vm.new_tuple(&[x, y, z]))
            },
            "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.",
        ),
        FnDef::new(
            "__reduce__",
            "($self, /)",
            |vm, a| {
                let t = vm.new_tuple(&parts(a[0]));
                Ok(vm.new_tuple(&[vm.types.slice.get(), t]))
            },
            "Return state information for pickling.",
        ),
    ],
    getset: &[member!("start", 0), member!("stop", 1), member!("step", 2)],
    new: Some(&SLICE_NEW),
    ..TypeSpec::DEFAULT
};
/// As a tuple's, without the final step that mixes the length in.
fn slice_hash(h: [i64; 3]) -> i64 {
    const P1: u64 = 11400714785074694791;
    const P2: u64 = 14029467366897019727;
    const P5: u64 = 2870177450012600261;
    let mut acc = P5;
    for x in h {
        acc = acc.wrapping_add((x as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    if acc == u64::MAX { 1546275796 } else { acc as i64 }
}

impl Vm {
    pub fn new_slice(&self, start: Word, stop: Word, step: Word) -> Word {
        self.new_native(SliceObj { start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step) })
    }
}
