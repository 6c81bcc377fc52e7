//! The _bisect module: binary search in sorted sequences.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Where `x` goes among the items of `seq` from `lo` to `hi`: words are seq, x, lo, hi, key.
fn find(vm: &Vm, a: &[Word], right: bool, x: Word) -> R<usize> {
    let mut lo = if a[2].is_null() { 0 } else { vm.index_i64(a[2])? };
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut hi = if a[3].is_null() || a[3].is_none() { vm.len(a[0])? as i64 } else { vm.index_i64(a[3])? };
    let key = if a[4].is_none() { Word::NULL } else { a[4] };
    while lo < hi {
        let mid = lo + (hi - lo) / 2;
        let item = vm.getitem(a[0], vm.int(mid))?;
        let k = if key.is_null() { item } else { vm.call(key, &[item])? };
        let r = if right { vm.compare(x, k, CmpOp::Lt)? } else { vm.compare(k, x, CmpOp::Lt)? };
        if vm.truth(r)? == right {
            hi = mid;
        } else {
            lo = mid + 1;
        }
    }
    Ok(lo as usize)
}
fn insort(vm: &Vm, a: &[Word], right: bool) -> R {
    let x = if a[4].is_null() || a[4].is_none() { a[1] } else { vm.call(a[4], &[a[1]])? };
    let i = find(vm, a, right, x)?;
    if let Some(l) = a[0].get::<ListObj>()
        && vm.is_exact(a[0], &vm.types.list)
    {
        l.insert(vm, i.min(l.len()), a[1]);
        return Ok(Word::NONE);
    }
    vm.call_method(a[0], "insert", &[vm.int(i as i64), a[1]])?;
    Ok(Word::NONE)
}
fn bisect_right(vm: &Vm, a: &[Word]) -> R {
    Ok(vm.int(find(vm, a, true, a[1])? as i64))
}
fn insort_right(vm: &Vm, a: &[Word]) -> R {
    insort(vm, a, true)
}
const SIG: &str = "(a, x, lo=0, hi=None, *, key=None)";
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_bisect",
    doc: "Bisection algorithms.",
    functions: &[
        FnDef::new(
            "bisect_right",
            SIG,
            bisect_right,
            "Return the index where to insert item x in list a, assuming a is sorted.",
        ),
        FnDef::new(
            "bisect_left",
            SIG,
            |vm, a| Ok(vm.int(find(vm, a, false, a[1])? as i64)),
            "Return the index where to insert item x in list a, assuming a is sorted.",
        ),
        FnDef::new(
            "insort_right",
            SIG,
            insort_right,
            "Insert item x in list a, and keep it sorted assuming a is sorted.",
        ),
        FnDef::new(
            "insort_left",
            SIG,
            |vm, a| insort(vm, a, false),
            "Insert item x in list a, and keep it sorted assuming a is sorted.",
        ),
    ],
    init: |_, _| Ok(()),
};
