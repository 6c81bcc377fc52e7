//! `_weakref`: references that do not keep their target alive.
//!
//! The heap keeps the table from targets to references; a collection that moves a target writes its new address
//! into each reference (the payload's first field), and one that finds it dead calls `clear`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

/// A reference or a proxy. `repr(C)`: the heap writes `target`.
#[repr(C)]
pub struct WeakRef {
    /// Address of the target, 0 once it is dead. Never traced.
    target: Cell<usize>,
    callback: Slot,
    hash: Cell<i64>,
    /// 0 reference, 1 proxy, 2 proxy of a callable.
    what: Cell<u8>,
}
impl Payload for WeakRef {
    const INFO: &'static NativeInfo = crate::native_info!(WeakRef, REF_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.callback);
    }
}

/// A weak reference object whose target died: forgets it. Must not allocate.
pub(crate) fn clear(w: Word) {
    if let Some(r) = w.native::<WeakRef>() {
        r.target.set(0);
    }
}

/// The target, or None. The word keeps it alive from here on.
fn target(w: Word) -> Option<Word> {
    let r = w.native::<WeakRef>()?;
    match r.target.get() {
        0 => None,
        p => Some(Word(p as u64 + 2)),
    }
}

fn check(vm: &Vm, o: Word) -> R<()> {
    let ok = o.is_ptr()
        && (vm.class_of(o).has(TF_WEAKREF)
            || [Kind::Type, Kind::Function, Kind::Method, Kind::Code, Kind::Generator, Kind::Set]
                .iter()
                .any(|&k| o.is_kind(k)));
    if ok {
        Ok(())
    } else {
        Err(vm.type_error(format!("cannot create weak reference to '{}' object", vm.type_name(o))))
    }
}

fn make(vm: &Vm, ty: Word, o: Word, callback: Word, what: u8) -> R {
    check(vm, o)?;
    let callback = if callback.is_none() { Word::NULL } else { callback };
    let Some(h) = o.header() else { return Ok(Word::NONE) };
    if callback.is_null() {
        let mut found = Word::NULL;
        vm.heap.weakrefs_of(h, &mut |r| {
            if vm.type_of(r) == ty
                && let Some(x) = r.native::<WeakRef>()
                && x.callback.get().is_null()
                && x.what.get() == what
                && x.target.get() != 0
            {
                found = r;
            }
        });
        if !found.is_null() {
            return Ok(found);
        }
    }
    let w = vm.new_native_of(
        ty,
        WeakRef { target: Cell::new(0), callback: Slot::new(callback), hash: Cell::new(-1), what: Cell::new(what) },
    );
    if let (Some(r), Some(h), Some(rh)) = (w.native::<WeakRef>(), o.header(), w.header()) {
        r.target.set(h as *const Header as usize);
        vm.heap.register_weak(h, rh);
    }
    Ok(w)
}

/// `weakref.ref(o)`.
pub fn make_ref(vm: &Vm, o: Word) -> R {
    make(vm, vm.native_type::<WeakRef>(), o, Word::NULL, 0)
}

static NEW: FnDef = FnDef::new(
    "__new__",
    "($type, object, callback=None, /, *args, **kw)",
    |vm, a| make(vm, a[0], a[1], a[2].or(Word::NONE), 0),
    "",
);

fn ref_repr(vm: &Vm, w: Word) -> R {
    let id = vm.heap.identity(w);
    let Some(t) = target(w) else {
        return Ok(vm.new_str(&format!("<weakref at {id:#x}; dead>")));
    };
    let name = vm.getattr_opt(t, vm.names.name.get()).unwrap_or(Word::NULL);
    let tail = match name.get::<StrObj>() {
        Some(s) => format!(" ({})", s.to_string_lossy()),
        None => String::new(),
    };
    let full = vm.type_full_name(vm.class_of(t));
    Ok(vm.new_str(&format!("<weakref at {id:#x}; to '{full}' at {:#x}{tail}>", vm.heap.identity(t))))
}

pub static REF_SPEC: TypeSpec = TypeSpec {
    name: "weakref.ReferenceType",
    flags: TF_BASETYPE,
    new: Some(&NEW),
    slots: |s| {
        s.init.set(Some(|_, _, _| Ok(())));
        s.call.set(Some(|vm, w, args| {
            if !args.words.is_empty() {
                return Err(vm.type_error(format!("weakref expected at most 0 arguments, got {}", args.words.len())));
            }
            Ok(target(w).unwrap_or(Word::NONE))
        }));
        s.repr.set(Some(ref_repr));
        s.hash.set(Some(|vm, w| {
            let Some(r) = w.native::<WeakRef>() else { return Ok(0) };
            if r.hash.get() != -1 {
                return Ok(r.hash.get());
            }
            let Some(t) = target(w) else {
                return Err(vm.type_error("weak object has gone away"));
            };
            let h = vm.hash(t)?;
            if let Some(r) = w.native::<WeakRef>() {
                r.hash.set(h);
            }
            Ok(h)
        }));
        s.richcompare.set(Some(|vm, a, b, op| {
            if !matches!(op, CmpOp::Eq | CmpOp::Ne)
                || a.native::<WeakRef>().is_none()
                || b.native::<WeakRef>().is_none()
            {
                return Ok(Word::NOT_IMPLEMENTED);
            }
            match (target(a), target(b)) {
                (Some(x), Some(y)) => vm.compare(x, y, op),
                _ => Ok(Word::bool((a == b) == (op == CmpOp::Eq))),
            }
        }));
    },
    getset: &[GetSet::ro(
        "__callback__",
        |_, w| {
            Ok(match w.native::<WeakRef>() {
                Some(r) if r.target.get() != 0 && !r.callback.get().is_null() => r.callback.get(),
                _ => Word::NONE,
            })
        },
        "",
    )],
    methods: &[FnDef::class(
        "__class_getitem__",
        "($cls, item, /)",
        |vm, a| generic_alias(vm, a[0], a[1]),
        "See PEP 585",
    )],
    ..TypeSpec::DEFAULT
};

/// `types.GenericAlias(origin, args)`, through `list[…]`'s own type.
pub fn generic_alias(vm: &Vm, origin: Word, item: Word) -> R {
    let probe = vm.getitem(vm.types.list.get(), vm.types.int.get())?;
    vm.call(vm.type_of(probe), &[origin, item])
}

static PROXY: AtomicU64 = AtomicU64::new(0);
static CALLABLE: AtomicU64 = AtomicU64::new(0);
fn proxy_type(vm: &Vm, callable: bool) -> Word {
    let (cell, spec) = if callable { (&CALLABLE, &CALLABLE_SPEC) } else { (&PROXY, &PROXY_SPEC) };
    let v = cell.load(Ordering::Relaxed);
    if v != 0 {
        return Word(v);
    }
    let w = vm.make_type(spec, Kind::Native, Some(WeakRef::INFO));
    vm.root_slot().set_root(w);
    cell.store(w.0, Ordering::Relaxed);
    w
}

/// The target of a proxy (ReferenceError when it is dead); anything else as it is.
fn un(vm: &Vm, w: Word) -> R {
    match w.native::<WeakRef>() {
        Some(r) if r.what.get() != 0 => {
            target(w).ok_or_else(|| vm.reference_error("weakly-referenced object no longer exists"))
        }
        _ => Ok(w),
    }
}

macro_rules! proxied {
    ($s:ident; $($slot:ident = $op:ident),*; $($islot:ident = $iop:ident),*) => {
        $( $s.$slot.set(Some(|vm, a, b| { let (a, b) = (un(vm, a)?, un(vm, b)?); vm.binary_op(BinOp::$op, a, b) })); )*
        $( $s.$islot.set(Some(|vm, a, b| { let (a, b) = (un(vm, a)?, un(vm, b)?); vm.inplace_op(BinOp::$iop, a, b) })); )*
    };
}
fn proxy_slots(s: &Slots) {
    s.getattro.set(Some(|vm, w, n| vm.getattr(un(vm, w)?, n)));
    s.setattro.set(Some(|vm, w, n, v| vm.setattr(un(vm, w)?, n, v)));
    s.str.set(Some(|vm, w| vm.str(un(vm, w)?)));
    s.repr.set(Some(|vm, w| {
        let id = vm.heap.identity(w);
        Ok(match target(w) {
            Some(t) => {
                let full = vm.type_full_name(vm.class_of(t));
                vm.new_str(&format!("<weakproxy at {id:#x}; to '{full}' at {:#x}>", vm.heap.identity(t)))
            }
            None => vm.new_str(&format!("<weakproxy at {id:#x}; dead>")),
        })
    }));
    s.hash.set(Some(|vm, w| Err(vm.type_error(format!("unhashable type: '{}'", vm.type_name(w))))));
    s.richcompare.set(Some(|vm, a, b, op| {
        let (a, b) = (un(vm, a)?, un(vm, b)?);
        vm.compare(a, b, op)
    }));
    s.iter.set(Some(|vm, w| vm.iter(un(vm, w)?)));
    s.iternext.set(Some(|vm, w| {
        let t = un(vm, w)?;
        if vm.class_of(t).slots.iternext.get().is_none() {
            return Err(vm.type_error(format!("Weakref proxy referenced a non-iterator '{}' object", vm.type_name(t))));
        }
        vm.next(t)
    }));
    s.bool.set(Some(|vm, w| vm.truth(un(vm, w)?)));
    s.len.set(Some(|vm, w| vm.len(un(vm, w)?)));
    s.getitem.set(Some(|vm, w, k| vm.getitem(un(vm, w)?, k)));
    s.setitem.set(Some(|vm, w, k, v| vm.setitem(un(vm, w)?, k, v)));
    s.contains.set(Some(|vm, w, k| vm.contains(un(vm, w)?, k)));
    s.neg.set(Some(|vm, w| vm.negate(un(vm, w)?)));
    s.pos.set(Some(|vm, w| vm.positive(un(vm, w)?)));
    s.invert.set(Some(|vm, w| vm.invert(un(vm, w)?)));
    s.abs.set(Some(|vm, w| vm.absolute(un(vm, w)?)));
    s.int.set(Some(|vm, w| {
        let t = un(vm, w)?;
        vm.call(vm.types.int.get(), &[t])
    }));
    s.float.set(Some(|vm, w| {
        let t = un(vm, w)?;
        vm.call(vm.types.float.get(), &[t])
    }));
    s.index.set(Some(|vm, w| vm.index(un(vm, w)?)));
    s.divmod.set(Some(|vm, a, b| {
        let (a, b) = (un(vm, a)?, un(vm, b)?);
        vm.divmod(a, b)
    }));
    s.pow.set(Some(|vm, a, b, c| {
        let (a, b, c) = (un(vm, a)?, un(vm, b)?, un(vm, c)?);
        vm.power(a, b, c)
    }));
    proxied!(s; add = Add, sub = Sub, mul = Mul, matmul = MatMul, truediv = TrueDiv, floordiv = FloorDiv, modulo = Mod,
        lshift = Lshift, rshift = Rshift, and = And, or = Or, xor = Xor;
        iadd = Add, isub = Sub, imul = Mul, imatmul = MatMul, itruediv = TrueDiv, ifloordiv = FloorDiv, imodulo = Mod,
        ilshift = Lshift, irshift = Rshift, iand = And, ior = Or, ixor = Xor);
}
static PROXY_SPEC: TypeSpec =
    TypeSpec { name: "weakref.ProxyType", flags: TF_NO_NEW | TF_WEAKREF, slots: proxy_slots, ..TypeSpec::DEFAULT };
static CALLABLE_SPEC: TypeSpec = TypeSpec {
    name: "weakref.CallableProxyType",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        proxy_slots(s);
        s.call.set(Some(|vm, w, args| vm.call_args(un(vm, w)?, args)));
    },
    ..TypeSpec::DEFAULT
};

fn proxy(vm: &Vm, a: &[Word]) -> R {
    let callable = vm.is_callable(a[0]);
    make(vm, proxy_type(vm, callable), a[0], a[1].or(Word::NONE), 1 + callable as u8)
}

fn refs(vm: &Vm, o: Word) -> Word {
    let l = vm.new_list();
    if let Some(h) = o.header()
        && let Some(list) = l.get::<ListObj>()
    {
        // No allocation while the heap's table is being read.
        let mut n = 0;
        vm.heap.weakrefs_of(h, &mut |_| n += 1);
        let mut v = WordVec::with_capacity(vm, n);
        if let Some(h) = o.header() {
            vm.heap.weakrefs_of(h, &mut |r| v.push(vm, r));
        }
        list.extend(vm, &v);
    }
    l
}

/// Calls the callback of a reference whose target died.
fn run_callback(vm: &Vm, w: Word) {
    let Some(r) = w.native::<WeakRef>() else { return };
    let f = r.callback.get();
    if f.is_null() {
        return;
    }
    if let Some(h) = w.header() {
        r.callback.set(h, Word::NULL);
    }
    if let Err(e) = vm.call(f, &[w]) {
        vm.unraisable(e, Some("Exception ignored while calling weakref callback"), f);
    }
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_weakref",
    doc: "Weak-reference support module.",
    functions: &[
        FnDef::new(
            "getweakrefcount",
            "(object, /)",
            |vm, a| {
                let mut n = 0;
                if let Some(h) = a[0].header() {
                    vm.heap.weakrefs_of(h, &mut |_| n += 1);
                }
                Ok(vm.int(n))
            },
            "Return the number of weak references to 'object'.",
        ),
        FnDef::new(
            "getweakrefs",
            "(object, /)",
            |vm, a| Ok(refs(vm, a[0])),
            "Return a list of all weak reference objects pointing to 'object'.",
        ),
        FnDef::new(
            "proxy",
            "(object, callback=None, /)",
            proxy,
            "Create a proxy object that weakly references 'object'.",
        ),
        FnDef::new(
            "_remove_dead_weakref",
            "(dct, key, /)",
            |vm, a| {
                let Some(d) = a[0].get::<DictObj>() else {
                    return Err(vm.type_error("_remove_dead_weakref() argument 1 must be dict"));
                };
                let v = vm.dict_get(a[0], a[1])?;
                if !v.is_null() && v.native::<WeakRef>().is_some() && target(v).is_none() {
                    vm.dict_remove(d, a[1])?;
                }
                Ok(Word::NONE)
            },
            "Atomically remove key from dict if it points to a dead weakref.",
        ),
    ],
    init: |vm, m| {
        vm.state.weakref_hook.set(Some(run_callback));
        let r = vm.native_type::<WeakRef>();
        vm.module_add(m, "ref", r);
        vm.module_add(m, "ReferenceType", r);
        let p = proxy_type(vm, false);
        vm.module_add(m, "ProxyType", p);
        let p = proxy_type(vm, true);
        vm.module_add(m, "CallableProxyType", p);
        Ok(())
    },
};
