//! The collector alone, driven from Rust: binary trees, and the time of a minor collection while
//! 64 MB and 256 MB are live. `cargo bench --bench heap`.

use std::time::Instant;
use taipan_runtime::Vm;
use taipan_runtime::heap::Word;
use taipan_runtime::objects::{TupleObj, WordVec};

fn build(vm: &Vm, depth: u32) -> Word {
    if depth == 0 {
        return vm.new_tuple(&[Word::NONE, Word::NONE]);
    }
    let l = build(vm, depth - 1);
    let r = build(vm, depth - 1);
    vm.new_tuple(&[l, r])
}
fn check(w: Word) -> u64 {
    match w.get::<TupleObj>().map(TupleObj::items) {
        Some([l, r]) if !l.is_none() => 1 + check(*l) + check(*r),
        _ => 1,
    }
}

fn trees(vm: &Vm, max: u32) {
    let t = Instant::now();
    let s0 = vm.heap.stats();
    let stretch = check(build(vm, max + 1));
    let long = build(vm, max);
    let mut sum = 0;
    for depth in (4..=max).step_by(4) {
        for _ in 0..1u64 << (max - depth + 4) {
            sum += check(build(vm, depth));
        }
    }
    let s = vm.heap.stats();
    println!(
        "binary trees of depth {max}: {:.3} s  (checks {stretch} {sum} {}; {} minor, {} major collections, {:.3} s in them)",
        t.elapsed().as_secs_f64(),
        check(std::hint::black_box(long)),
        s.minors - s0.minors,
        s.majors - s0.majors,
        (s.minor_ns + s.major_ns - s0.minor_ns - s0.major_ns) as f64 / 1e9,
    );
}

fn minor(vm: &Vm, megabytes: usize) {
    let mut live = WordVec::new();
    // A tree of depth 12 is 8191 tuples of 32 bytes.
    for _ in 0..megabytes * (1 << 20) / (8191 * 32) {
        let t = build(vm, 12);
        live.push(vm, t);
    }
    vm.heap.collect(true);
    let s0 = vm.heap.stats();
    let n = 20_000_000u64;
    let t = Instant::now();
    for i in 0..n {
        std::hint::black_box(vm.new_tuple(&[Word::small(i as i64), Word::NONE]));
    }
    let ns = t.elapsed().as_nanos() as f64;
    let s = vm.heap.stats();
    let minors = s.minors - s0.minors;
    println!(
        "{megabytes} MB live: {:.2} ns an allocation, {:.1} us a minor collection ({minors} of them), {} trees kept",
        ns / n as f64,
        (s.minor_ns - s0.minor_ns) as f64 / 1e3 / minors.max(1) as f64,
        live.len(),
    );
}

fn main() {
    let job = std::thread::Builder::new().stack_size(256 << 20).spawn(|| {
        let vm = Vm::new(taipan_runtime::Config::default());
        trees(vm, 18);
        minor(vm, 64);
        minor(vm, 256);
    });
    if let Ok(j) = job {
        let _ = j.join();
    }
}
