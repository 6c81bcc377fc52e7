//! The modules of hash functions: `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use sha2::digest::{DynDigest, ExtendableOutput, Update, VariableOutput, XofReader};
use std::cell::RefCell;

/// A running hash.
#[derive(Clone)]
enum Engine {
    Fixed(Box<dyn DynDigest>),
    Shake128(sha3::Shake128),
    Shake256(sha3::Shake256),
    Blake2b(blake2::Blake2bVar),
    Blake2s(blake2::Blake2sVar),
}
struct Hash {
    name: &'static str,
    size: usize,
    block: usize,
    engine: RefCell<Engine>,
}
impl Payload for Hash {
    const INFO: &'static NativeInfo = crate::native_info!(Hash, HASH_SPEC);
}
impl Hash {
    fn update(&self, b: &[u8]) {
        match &mut *self.engine.borrow_mut() {
            Engine::Fixed(d) => d.update(b),
            Engine::Shake128(d) => d.update(b),
            Engine::Shake256(d) => d.update(b),
            Engine::Blake2b(d) => d.update(b),
            Engine::Blake2s(d) => d.update(b),
        }
    }
    fn digest(&self, len: usize) -> Vec<u8> {
        let mut out = vec![0; if self.size == 0 { len } else { self.size }];
        match self.engine.borrow().clone() {
            Engine::Fixed(d) => return d.finalize().to_vec(),
            Engine::Shake128(d) => d.finalize_xof().read(&mut out),
            Engine::Shake256(d) => d.finalize_xof().read(&mut out),
            // The sizes agree by construction.
            Engine::Blake2b(d) => drop(d.finalize_variable(&mut out)),
            Engine::Blake2s(d) => drop(d.finalize_variable(&mut out)),
        }
        out
    }
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a Hash> {
    w.native::<Hash>().ok_or_else(|| vm.type_error("a hash object is required"))
}
fn feed(vm: &Vm, h: &Hash, w: Word) -> R<()> {
    if w.is_kind(Kind::Str) {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if !vm.is_bytes_like(w) {
        return Err(vm.type_error("object supporting the buffer API required"));
    }
    vm.with_bytes(w, |b| h.update(b))
}
fn digest(vm: &Vm, a: &[Word]) -> R<Vec<u8>> {
    let h = this(vm, &a[0])?;
    let mut len = 0;
    if h.size == 0 {
        if a[1].is_null() {
            return Err(vm.type_error("digest() missing required argument 'length' (pos 1)"));
        }
        let n = vm.index_i64(a[1])?;
        if n < 0 {
            return Err(vm.value_error("value must be positive"));
        }
        len = n as usize;
        vm.check_alloc(len)?;
    }
    Ok(h.digest(len))
}
fn hex(b: &[u8]) -> String {
    taipan_text::binascii::hex::encode(b, None, 1)
}
static HASH_SPEC: TypeSpec = TypeSpec {
    name: "_hashlib.HASH",
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    flags: TF_NO_NEW | TF_WEAKREF,
    slots: |s| {
        s.repr.set(Some(|vm, w| {
            let n = this(vm, &w)?.name;
            Ok(vm.new_str(&format!("<{n} _hashlib.HASH object @ {:#x}>", vm.heap.identity(w))))
        }))
    },
    methods: &[
        FnDef::new(
            "update",
            "($self, obj, /)",
            |vm, a| {
                feed(vm, this(vm, &a[0])?, a[1])?;
                Ok(Word::NONE)
            },
            "Update this hash object's state with the provided string.",
        ),
        FnDef::new(
            "digest",
            "($self, length=None, /)",
            |vm, a| Ok(vm.new_bytes(&digest(vm, a)?)),
            "Return the digest value as a bytes object.",
        ),
        FnDef::new(
            "hexdigest",
            "($self, length=None, /)",
            |vm, a| Ok(vm.new_str(&hex(&digest(vm, a)?))),
            "Return the digest value as a string of hexadecimal digits.",
        ),
        FnDef::new(
            "copy",
            "($self, /)",
            |vm, a| {
                let h = this(vm, &a[0])?;
                let engine = RefCell::new(h.engine.borrow().clone());
                Ok(vm.new_native(Hash { name: h.name, size: h.size, block: h.block, engine }))
            },
            "Return a copy of the hash object.",
        ),
    ],
    getset: &[
        GetSet::ro("name", |vm, w| Ok(vm.new_str(this(vm, &w)?.name)), ""),
        GetSet::ro("digest_size", |vm, w| Ok(vm.int(this(vm, &w)?.size as i64)), ""),
        GetSet::ro("block_size", |vm, w| Ok(vm.int(this(vm, &w)?.block as i64)), ""),
    ],
    ..TypeSpec::DEFAULT
};
/// words: data, usedforsecurity, string
fn start(vm: &Vm, a: &[Word], name: &'static str, size: usize, block: usize, engine: Engine) -> R {
    let w = vm.new_native(Hash { name, size, block, engine: RefCell::new(engine) });
    if let Some(data) = a[0].some().or(a.get(2).copied().and_then(Word::some).filter(|w| !w.is_none())) {
        feed(vm, this(vm, &w)?, data)?;
    }
    Ok(w)
}
const SIG: &str = "(data=b'', *, usedforsecurity=True, string=None)";
macro_rules! fixed {
    ($name:literal, $t:ty, $size:literal, $block:literal) => {
        FnDef::new($name, SIG, |vm, a| start(vm, a, $name, $size, $block, Engine::Fixed(Box::new(<$t>::default()))), "")
    };
}
/// `(data=b'', /, *, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth, inner_size,
/// last_node, usedforsecurity, string)`
fn blake(vm: &Vm, a: &[Word], name: &'static str, most: usize, block: usize) -> R {
    let size = if a[1].is_null() { most as i64 } else { vm.index_i64(a[1])? };
    if !(1..=most as i64).contains(&size) {
        return Err(
            vm.value_error(format!("digest_size for {name} must be between 1 and {most} bytes, here it is {size}"))
        );
    }
    for (w, what) in [(a[2], "key"), (a[3], "salt"), (a[4], "person")] {
        if !w.is_null() && vm.with_bytes(w, |b| !b.is_empty())? {
            return Err(vm.not_implemented(format!("{name} with {what}")));
        }
    }
    for (i, default) in [(5, 1), (6, 1), (7, 0), (8, 0), (9, 0), (10, 0)] {
        if !a[i].is_null() && vm.index_i64(a[i])? != default {
            return Err(vm.not_implemented(format!("{name} in tree mode")));
        }
    }
    let bad = |_| vm.value_error("digest_size");
    let e = if most == 64 {
        Engine::Blake2b(blake2::Blake2bVar::new(size as usize).map_err(bad)?)
    } else {
        Engine::Blake2s(blake2::Blake2sVar::new(size as usize).map_err(bad)?)
    };
    start(vm, &[a[0], Word::NULL, a[13]], name, size as usize, block, e)
}
const BLAKE_SIG: &str = "(data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)";

pub static MD5: ModuleSpec =
    ModuleSpec { name: "_md5", doc: "", functions: &[fixed!("md5", md5::Md5, 16, 64)], init: |_, _| Ok(()) };
pub static SHA1: ModuleSpec =
    ModuleSpec { name: "_sha1", doc: "", functions: &[fixed!("sha1", sha1::Sha1, 20, 64)], init: |_, _| Ok(()) };
pub static SHA2: ModuleSpec = ModuleSpec {
    name: "_sha2",
    doc: "",
    functions: &[
        fixed!("sha224", sha2::Sha224, 28, 64),
        fixed!("sha256", sha2::Sha256, 32, 64),
        fixed!("sha384", sha2::Sha384, 48, 128),
        fixed!("sha512", sha2::Sha512, 64, 128),
    ],
    init: |_, _| Ok(()),
};
pub static SHA3: ModuleSpec = ModuleSpec {
    name: "_sha3",
    doc: "",
    functions: &[
        fixed!("sha3_224", sha3::Sha3_224, 28, 144),
        fixed!("sha3_256", sha3::Sha3_256, 32, 136),
        fixed!("sha3_384", sha3::Sha3_384, 48, 104),
        fixed!("sha3_512", sha3::Sha3_512, 64, 72),
        FnDef::new(
            "shake_128",
            SIG,
            |vm, a| start(vm, a, "shake_128", 0, 168, Engine::Shake128(Default::default())),
            "",
        ),
        FnDef::new(
            "shake_256",
            SIG,
            |vm, a| start(vm, a, "shake_256", 0, 136, Engine::Shake256(Default::default())),
            "",
        ),
    ],
    init: |_, _| Ok(()),
};
pub static BLAKE2: ModuleSpec = ModuleSpec {
    name: "_blake2",
    doc: "",
    functions: &[
        FnDef::new("blake2b", BLAKE_SIG, |vm, a| blake(vm, a, "blake2b", 64, 128), ""),
        FnDef::new("blake2s", BLAKE_SIG, |vm, a| blake(vm, a, "blake2s", 32, 64), ""),
    ],
    init: |_, _| Ok(()),
};
