//! `_queue`: the unbounded queue between threads.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Counts the items that were put, for those who wait.
#[derive(Default)]
struct Bell {
    rung: Mutex<u64>,
    heard: Condvar,
}

/// `SimpleQueue()`: items from `head` on in a list.
struct SimpleQueue {
    items: Slot,
    head: Cell<usize>,
    bell: Arc<Bell>,
}
impl Payload for SimpleQueue {
    const INFO: &'static NativeInfo = crate::native_info!(SimpleQueue, QUEUE_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.items);
    }
}
impl SimpleQueue {
    fn len(&self) -> usize {
        self.items.get().get::<ListObj>().map_or(0, ListObj::len) - self.head.get()
    }
    fn take(&self, vm: &Vm) -> Option<Word> {
        let list = self.items.get();
        let l = list.get::<ListObj>()?;
        let i = self.head.get();
        let w = l.at(i)?;
        l.set(i, Word::NONE);
        self.head.set(i + 1);
        if i + 1 == l.len() {
            l.truncate(0);
            self.head.set(0);
        } else if i >= 64 && i * 2 > l.len() {
            l.splice(vm, 0, i + 1, &[]);
            self.head.set(0);
        }
        Some(w)
    }
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a SimpleQueue> {
    w.native::<SimpleQueue>().ok_or_else(|| vm.type_error("a SimpleQueue is required"))
}
fn put(vm: &Vm, a: &[Word]) -> R {
    let q = this(vm, &a[0])?;
    if let Some(l) = q.items.get().get::<ListObj>() {
        l.push(vm, a[1]);
    }
    *q.bell.rung.lock().unwrap_or_else(|e| e.into_inner()) += 1;
    q.bell.heard.notify_one();
    Ok(Word::NONE)
}
fn empty(vm: &Vm) -> crate::Exc {
    vm.exc_with_args(vm.state_slot("_queue.Empty").get(), &[])
}
fn get(vm: &Vm, a: &[Word]) -> R {
    let block = a[1].is_null() || vm.truth(a[1])?;
    let mut end = None;
    if block && !a[2].is_null() && !a[2].is_none() {
        let t = vm.to_f64(a[2])?;
        if t < 0.0 {
            return Err(vm.value_error("'timeout' must be a non-negative number"));
        }
        if t > 9e9 {
            return Err(vm.overflow_error("timeout value is too large"));
        }
        end = Some(Instant::now() + Duration::from_secs_f64(t));
    }
    let q = this(vm, &a[0])?;
    loop {
        let bell = q.bell.clone();
        let before = *bell.rung.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(w) = q.take(vm) {
            return Ok(w);
        }
        if !block || end.is_some_and(|e| e <= Instant::now()) {
            return Err(empty(vm));
        }
        // Signals are looked at now and then.
        let step = Duration::from_millis(50);
        let wait = end.map_or(step, |e| e.saturating_duration_since(Instant::now()).min(step));
        vm.allow_threads(move || {
            let g = bell.rung.lock().unwrap_or_else(|e| e.into_inner());
            if *g == before {
                drop(bell.heard.wait_timeout(g, wait));
            }
        });
        vm.safepoint()?;
    }
}
static QUEUE_SPEC: TypeSpec = TypeSpec {
    name: "_queue.SimpleQueue",
    doc: "Simple, unbounded, reentrant FIFO queue.",
    flags: TF_BASETYPE | TF_WEAKREF,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            let l = vm.new_list();
            Ok(vm.new_native_of(ty, SimpleQueue { items: Slot::new(l), head: Cell::new(0), bell: Arc::default() }))
        }));
    },
    methods: &[
        FnDef::new("put", "($self, /, item, block=True, timeout=None)", put, "Put the item on the queue."),
        FnDef::new(
            "put_nowait",
            "($self, /, item)",
            put,
            "Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is provided for compatibility with the Queue class.",
        ),
        FnDef::new("get", "($self, /, block=True, timeout=None)", get, "Remove and return an item from the queue."),
        FnDef::new(
            "get_nowait",
            "($self, /)",
            |vm, a| get(vm, &[a[0], Word::FALSE, Word::NULL]),
            "Remove and return an item from the queue without blocking.",
        ),
        FnDef::new(
            "empty",
            "($self, /)",
            |vm, a| Ok(Word::bool(this(vm, &a[0])?.len() == 0)),
            "Return True if the queue is empty, False otherwise (not reliable!).",
        ),
        FnDef::new(
            "qsize",
            "($self, /)",
            |vm, a| Ok(vm.int(this(vm, &a[0])?.len() as i64)),
            "Return the approximate size of the queue (not reliable!).",
        ),
        FnDef::class(
            "__class_getitem__",
            "($type, object, /)",
            |vm, a| vm.generic_alias(a[0], a[1]),
            "SimpleQueue is generic over the type of its items.",
        ),
    ],
    ..TypeSpec::DEFAULT
};

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_queue",
    doc: "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
    functions: &[],
    init: |vm, m| {
        vm.module_add(m, "SimpleQueue", vm.native_type::<SimpleQueue>());
        let e = super::numeric_util::new_exception(vm, "_queue", "Empty", vm.exc.Exception.get())?;
        vm.state_slot("_queue.Empty").set_root(e);
        vm.module_add(m, "Empty", e);
        Ok(())
    },
};
