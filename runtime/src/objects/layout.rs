//! Layouts of the objects that the interpreter itself touches, and how each kind is traced.
//! Everything else is a [`Native`] object: a Rust payload behind a descriptor.

use crate::heap::*;
use num_bigint::BigInt;
use std::cell::Cell;

/// A `repr(C)` struct that begins with a [`Header`] and is the only layout of its kind.
///
/// # Safety
/// `KIND` must be used for this layout alone.
pub unsafe trait Layout {
    const KIND: Kind;
}

impl Word {
    /// The object's body, if it is of this kind (of the type itself or of a subclass).
    #[inline(always)]
    pub fn get<T: Layout>(&self) -> Option<&T> {
        // SAFETY: a pointer word points at a live object, and the kind decides the layout.
        unsafe {
            if self.is_ptr() && (*self.ptr()).kind as u8 == T::KIND as u8 {
                Some(&*(self.ptr() as *const T))
            } else {
                None
            }
        }
    }
    /// As [`Word::get`], for a word known to be of this kind.
    ///
    /// # Safety
    /// The word must be a pointer to an object of kind `T::KIND`.
    #[inline(always)]
    pub unsafe fn get_unchecked<T: Layout>(&self) -> &T {
        debug_assert!(self.is_ptr() && (*self.ptr()).kind as u8 == T::KIND as u8);
        &*(self.ptr() as *const T)
    }
    #[inline(always)]
    pub fn is_kind(self, kind: Kind) -> bool {
        // SAFETY: as in `get`.
        unsafe { self.is_ptr() && (*self.ptr()).kind as u8 == kind as u8 }
    }
    /// The payload, if this is a native object with payload `T` (or a subclass of its type).
    #[inline(always)]
    pub fn native<T: Payload>(&self) -> Option<&T> {
        let n = self.get::<NativeHead>()?;
        if std::ptr::eq(n.info, T::INFO) {
            // SAFETY: the descriptor decides the payload type.
            Some(unsafe { &(*(self.ptr() as *const Native<T>)).data })
        } else {
            None
        }
    }
}

macro_rules! layouts {
    ($($t:ident = $k:ident),* $(,)?) => { $(
        // SAFETY: one struct for each kind.
        unsafe impl Layout for $t { const KIND: Kind = Kind::$k; }
        impl $t {
            /// This object as a word.
            #[inline(always)]
            pub fn word(&self) -> Word { self.hdr.word() }
        }
    )* };
}
layouts! {
    Words = Words, FloatObj = Float, IntObj = Int, ComplexObj = Complex, StrObj = Str, BytesObj = Bytes,
    TupleObj = Tuple, ListObj = List, DictObj = Dict, SetObj = Set, CellObj = Cell, InstanceObj = Instance,
    ExcObj = Exception, TypeObj = Type, FunctionObj = Function, CodeObj = Code, MethodObj = Method,
    GeneratorObj = Generator, FrameObj = Frame, RangeIterObj = RangeIter, ListIterObj = ListIter, NativeHead = Native, RawObj = Raw,
}
use super::code::CodeObj;
use super::types::TypeObj;

/// A number in an all-words body, kept as a small int.
#[repr(transparent)]
pub struct Count(Cell<Word>);
impl Count {
    pub const fn new(n: usize) -> Count {
        Count(Cell::new(Word::small(n as i64)))
    }
    #[inline(always)]
    pub fn get(&self) -> usize {
        self.0.get().small_value() as usize
    }
    #[inline(always)]
    pub fn set(&self, n: usize) {
        self.0.set(Word::small(n as i64))
    }
}

/// A fixed-length array of words: the storage of lists, dicts and `WordVec`.
#[repr(C)]
pub struct Words {
    pub hdr: Header,
    pub len: Count,
    data: [Slot; 0],
}
impl Words {
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: allocated with `len` slots after the head.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.len.get()) }
    }
    #[inline(always)]
    pub fn ptr(&self) -> *mut Word {
        self.data.as_ptr() as *mut Word
    }
}

/// Untraced bytes: hash indices.
#[repr(C)]
pub struct RawObj {
    pub hdr: Header,
    pub len: usize,
    data: [u8; 0],
}
impl RawObj {
    #[inline(always)]
    pub fn ptr(&self) -> *mut u8 {
        self.data.as_ptr() as *mut u8
    }
}

#[repr(C)]
pub struct FloatObj {
    pub hdr: Header,
    pub value: f64,
}
#[repr(C)]
pub struct IntObj {
    pub hdr: Header,
    pub value: IntValue,
}
/// What a boxed int holds: `Wide` whenever 128 bits suffice, so that most ints have no memory of their own and nothing to drop.
pub enum IntValue {
    /// The low and the high half: an `i128` would have the whole object aligned to 16 bytes after the header.
    Wide(u64, i64),
    Big(BigInt),
}
impl IntValue {
    pub fn wide(v: i128) -> IntValue {
        IntValue::Wide(v as u64, (v >> 64) as i64)
    }
    /// The value as a view, which is `Small` where 64 bits suffice.
    #[inline(always)]
    pub fn view(&self) -> super::int::Int<'_> {
        match self {
            &IntValue::Wide(low, high) if high == low as i64 >> 63 => super::int::Int::Small(low as i64),
            &IntValue::Wide(low, high) => super::int::Int::Wide((high as i128) << 64 | low as i128),
            IntValue::Big(b) => super::int::Int::Big(b),
        }
    }
    pub fn to_i64(&self) -> Option<i64> {
        self.view().to_i64()
    }
    pub fn to_big(&self) -> BigInt {
        super::int::big(self.view()).into_owned()
    }
}
impl From<BigInt> for IntValue {
    fn from(v: BigInt) -> IntValue {
        match num_traits::ToPrimitive::to_i128(&v) {
            Some(v) => IntValue::wide(v),
            None => IntValue::Big(v),
        }
    }
}
#[repr(C)]
pub struct ComplexObj {
    pub hdr: Header,
    pub re: f64,
    pub im: f64,
}

/// `len_kind` = length << 4 | shared << 3 | interned << 2 | log2 of the unit's bytes (ASCII is unit 0 with
/// every unit < 128: kind 0; Latin-1 with others: kind 3). A shared string's units lie in a buffer (a `Raw`, which
/// the first word of `data` is) that longer strings with the same beginning use too.
#[repr(C)]
pub struct StrObj {
    pub hdr: Header,
    pub hash: Cell<i64>,
    pub len_kind: Cell<usize>,
    pub(super) data: [u8; 0],
}
#[repr(C)]
pub struct BytesObj {
    pub hdr: Header,
    pub hash: Cell<i64>,
    pub len: usize,
    pub(super) data: [u8; 0],
}
#[repr(C)]
pub struct TupleObj {
    pub hdr: Header,
    pub len: Count,
    data: [Slot; 0],
}
impl TupleObj {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The items. Tuples never change once built, so the slice stays right across any call.
    #[inline(always)]
    pub fn items(&self) -> &[Word] {
        // SAFETY: allocated with `len` words after the head; `Slot` is a transparent `Word`.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr() as *const Word, self.len()) }
    }
    #[inline(always)]
    pub(crate) fn slot(&self, i: usize) -> &Slot {
        debug_assert!(i < self.len());
        // SAFETY: in range.
        unsafe { &*self.data.as_ptr().add(i) }
    }
    /// Bytes of a tuple of `n` items; `attrs`: with a slot for attributes. Objects are a multiple of 16 bytes: an odd number
    /// of items leaves a word behind them, and tuples of four or more get one. It keeps the tuple's hash, as CPython 3.14's
    /// do; a word in every pair would cost its allocation more than hashing it again does.
    #[inline(always)]
    pub(crate) const fn size(n: usize, attrs: bool) -> usize {
        let hash = if n >= 4 { 8 } else { 0 };
        (16 + n * 8 + hash + attrs as usize * 16 + 15) & !15
    }
    /// The word behind the items, if it is nobody else's.
    #[inline(always)]
    fn hash_place(&self) -> Option<&Cell<u64>> {
        let words = self.hdr.granules as usize * 2;
        let taken = 2 + self.len() + self.hdr.has(GC_ATTRS) as usize;
        // SAFETY: inside the object.
        (words > taken).then(|| unsafe { &*(self.data.as_ptr().add(self.len()) as *const Cell<u64>) })
    }
    /// The hash that was kept.
    #[inline(always)]
    pub(crate) fn kept_hash(&self) -> Option<i64> {
        let h = self.hash_place()?.get();
        (h != Word::NULL.0).then_some(h as i64)
    }
    /// Keeps the hash if there is room, unless it would look like a heap pointer to the collector (one in eight does).
    #[inline(always)]
    pub(crate) fn keep_hash(&self, h: i64) {
        if let Some(place) = self.hash_place()
            && !Word(h as u64).is_ptr()
        {
            place.set(h as u64);
        }
    }
}

#[repr(C)]
pub struct ListObj {
    pub hdr: Header,
    pub len: Count,
    /// A `Words`, at least `len` long.
    pub items: Slot,
}

/// Compact, insertion-ordered hash table. Entry `i` is three words (hash as small int, key,
/// value) of `entries`; `indices` maps hash positions to entry numbers.
#[repr(C)]
pub struct DictObj {
    pub hdr: Header,
    pub used: Count,
    pub filled: Count,
    /// Deleted places in `indices`.
    pub gone: Count,
    /// Names this dict *and* the set and places of its keys while it stays nonzero; see `dict.rs`.
    pub version: Count,
    pub indices: Slot,
    pub entries: Slot,
}
/// Open addressing with CPython's probe order, so that small sets iterate in its order.
/// Entry `i` is two words (hash as small int, key) of `table`.
#[repr(C)]
pub struct SetObj {
    pub hdr: Header,
    pub used: Count,
    pub fill: Count,
    pub mask: Count,
    pub finger: Count,
    pub hash: Slot,
    pub table: Slot,
}
#[repr(C)]
pub struct CellObj {
    pub hdr: Header,
    pub value: Slot,
}
/// An instance of a class defined in Python: fields inline as far as they fit, then in
/// `overflow` (a `Words`; in dictionary mode a dict).
#[repr(C)]
pub struct InstanceObj {
    pub hdr: Header,
    pub overflow: Slot,
    data: [Slot; 0],
}
impl InstanceObj {
    #[inline(always)]
    pub fn inline(&self, i: usize) -> &Slot {
        // SAFETY: the caller's shape says that field `i` is inline.
        unsafe { &*self.data.as_ptr().add(i) }
    }
}
/// Every exception. `extra` holds what the type adds (OSError's errno, StopIteration's value …).
#[repr(C)]
pub struct ExcObj {
    pub hdr: Header,
    pub args: Slot,
    pub traceback: Slot,
    pub context: Slot,
    pub cause: Slot,
    pub suppress_context: Slot,
    pub extra: [Slot; 6],
    pub attrs: Slot,
    /// The values of `__slots__` of classes written in Python: a dict, or NULL.
    pub fields: Slot,
}
pub const EXC_SIZE: usize = size_of::<ExcObj>();

/// A function written in Python.
#[repr(C)]
pub struct FunctionObj {
    pub hdr: Header,
    pub code: Slot,
    pub globals: Slot,
    pub builtins: Slot,
    pub name: Slot,
    pub qualname: Slot,
    pub defaults: Slot,
    pub kwdefaults: Slot,
    pub closure: Slot,
    pub doc: Slot,
    pub module: Slot,
    pub annotations: Slot,
    pub annotate: Slot,
    pub type_params: Slot,
    pub dict: Slot,
    /// Changes when code, defaults or kwdefaults do; 0 = not assigned.
    pub version: Count,
}
#[repr(C)]
pub struct MethodObj {
    pub hdr: Header,
    pub func: Slot,
    pub this: Slot,
}
#[repr(C)]
pub struct RangeIterObj {
    pub hdr: Header,
    /// Next value, number of values left, step: raw, in range of i64 throughout.
    pub next: Cell<i64>,
    pub left: Cell<i64>,
    pub step: i64,
}
/// An iterator over a list or a tuple; `seq` is None once it is exhausted.
#[repr(C)]
pub struct ListIterObj {
    pub hdr: Header,
    pub seq: Slot,
    pub index: Count,
}
/// A generator, coroutine or async generator. While it is suspended it holds its frame: locals,
/// cells and stack.
#[repr(C)]
pub struct GeneratorObj {
    pub hdr: Header,
    pub func: Slot,
    pub name: Slot,
    pub qualname: Slot,
    /// How many words of the frame are live.
    pub live: Count,
    /// Offset (in code units) of the instruction it will go on with.
    pub offset: Count,
    /// See `interp::generator`.
    pub state: Count,
    /// Where compiled code goes on that put it to sleep: a quarter of what a frame's `H_NATIVE` would hold, and flags
    /// (see `interp::generator`); 0 if it is to be resumed otherwise.
    pub native: Count,
    /// The exception being handled: inside it while it is suspended, outside while it runs.
    pub handled: Slot,
    pub frame: Slot,
    /// Async generators: hooks initialised, running `anext`, closed.
    pub aflags: Count,
    pub finalizer: Slot,
    pub origin: Slot,
    /// Room for the frame, in words.
    pub room: Count,
    data: [Slot; 0],
}
impl GeneratorObj {
    /// The frame's words, while it is put away. What lies behind them means nothing.
    #[inline(always)]
    pub fn saved(&self) -> &[Slot] {
        // SAFETY: allocated with `room` slots after the head; the live ones are written.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.live.get()) }
    }
    #[inline(always)]
    pub fn saved_ptr(&self) -> *mut Word {
        self.data.as_ptr() as *mut Word
    }
}
/// A frame as Python code sees it.
#[repr(C)]
pub struct FrameObj {
    pub hdr: Header,
    pub func: Slot,
    pub back: Slot,
    /// Address of the live frame's locals as a small int (address >> 3); 0 once it is gone.
    pub live: Count,
    /// What the live frame held when it ended (a `Words`), or the generator that holds it.
    pub saved: Slot,
    pub generator: Slot,
    /// Code-unit offset of the last instruction, once the frame is gone.
    pub offset: Count,
    pub locals: Slot,
    pub extra_locals: Slot,
    pub trace: Slot,
    pub trace_lines: Slot,
    pub trace_opcodes: Slot,
    pub lineno: Slot,
}

/// What the heap and the runtime must know of a native payload type.
pub struct NativeInfo {
    pub name: &'static str,
    pub size: usize,
    pub trace: unsafe fn(*const u8, &mut Tracer),
    pub drop: Option<unsafe fn(*mut u8)>,
    pub external: unsafe fn(*const u8) -> usize,
    /// The Python type that holds this payload.
    pub spec: &'static super::spec::TypeSpec,
    /// 1 + the type's place in the runtime's table; 0 before its first use.
    pub index: std::sync::atomic::AtomicUsize,
}

/// A Rust value inside a Python object; see docs/native-types.md.
pub trait Payload: Sized + 'static {
    /// Write `const INFO: &'static NativeInfo = native_info!(Self, SPEC);`
    const INFO: &'static NativeInfo;
    /// Visits every `Slot` in the payload.
    fn trace(&self, _t: &mut Tracer) {}
    /// Bytes held outside the heap (see [`Buffer`]), as far as a program can make them many.
    fn external(&self) -> usize {
        0
    }
}

#[repr(C)]
pub struct NativeHead {
    pub hdr: Header,
    pub info: &'static NativeInfo,
}
#[repr(C)]
pub struct Native<T> {
    pub hdr: Header,
    pub info: &'static NativeInfo,
    pub data: T,
}

#[doc(hidden)]
pub unsafe fn trace_payload<T: Payload>(p: *const u8, t: &mut Tracer) {
    (*(p as *const T)).trace(t)
}
#[doc(hidden)]
pub unsafe fn external_payload<T: Payload>(p: *const u8) -> usize {
    (*(p as *const T)).external()
}
#[doc(hidden)]
pub unsafe fn drop_payload<T>(p: *mut u8) {
    std::ptr::drop_in_place(p as *mut T)
}
/// The [`NativeInfo`] of a payload type, whose Python type is `$spec`.
#[macro_export]
macro_rules! native_info {
    ($t:ty, $spec:expr) => {{
        static INFO: $crate::objects::NativeInfo = $crate::objects::NativeInfo {
            name: stringify!($t),
            size: size_of::<$t>(),
            trace: $crate::objects::trace_payload::<$t>,
            drop: if std::mem::needs_drop::<$t>() { Some($crate::objects::drop_payload::<$t>) } else { None },
            external: $crate::objects::external_payload::<$t>,
            spec: &$spec,
            index: std::sync::atomic::AtomicUsize::new(0),
        };
        &INFO
    }};
}

unsafe fn trace_native(h: *mut Header, t: &mut Tracer) {
    let n = h as *mut NativeHead;
    ((*n).info.trace)((n as *const u8).add(16), t)
}
unsafe fn drop_native(h: *mut Header) {
    let n = h as *mut NativeHead;
    if let Some(d) = (*n).info.drop {
        d((n as *mut u8).add(16))
    }
}
unsafe fn external_native(h: *mut Header) -> usize {
    let n = h as *mut NativeHead;
    ((*n).info.external)((n as *const u8).add(16))
}
unsafe fn external_int(h: *mut Header) -> usize {
    external_digits(&(*(h as *mut IntObj)).value)
}
/// What an int's digits take outside the heap, with the allocator's share.
pub fn external_digits(v: &IntValue) -> usize {
    match v {
        IntValue::Wide(..) => 0,
        IntValue::Big(v) => (v.bits() / 8) as usize + 16,
    }
}
unsafe fn drop_int(h: *mut Header) {
    std::ptr::drop_in_place(&mut (*(h as *mut IntObj)).value)
}

unsafe fn trace_generator(h: *mut Header, t: &mut Tracer) {
    let g = &*(h as *const GeneratorObj);
    for s in [&g.func, &g.name, &g.qualname, &g.handled, &g.frame, &g.finalizer, &g.origin] {
        t.slot(s);
    }
    g.saved().iter().for_each(|s| t.slot(s));
}

/// How each kind is traced and dropped.
pub fn kinds() -> [KindInfo; 32] {
    let mut k = [KindInfo { trace: Trace::None, drop: None, external: None }; 32];
    for kind in [
        Kind::Words,
        Kind::Tuple,
        Kind::List,
        Kind::Dict,
        Kind::Set,
        Kind::Cell,
        Kind::Instance,
        Kind::Exception,
        Kind::Function,
        Kind::Method,
        Kind::Frame,
        Kind::ListIter,
    ] {
        k[kind as usize].trace = Trace::AllWords;
    }
    k[Kind::Generator as usize].trace = Trace::Custom(trace_generator);
    k[Kind::Str as usize].trace = Trace::Custom(super::str::trace_str);
    k[Kind::Int as usize] = KindInfo { trace: Trace::None, drop: Some(drop_int), external: Some(external_int) };
    k[Kind::Native as usize] =
        KindInfo { trace: Trace::Custom(trace_native), drop: Some(drop_native), external: Some(external_native) };
    k[Kind::Type as usize].trace = Trace::Custom(super::types::trace_type);
    k[Kind::Code as usize] =
        KindInfo { trace: Trace::Custom(super::code::trace_code), drop: Some(super::code::drop_code), external: None };
    k
}

/// The slot that holds an object's instance attributes, if it can have any.
#[inline(always)]
pub fn attrs_slot(h: &Header) -> Option<&Slot> {
    // SAFETY: layouts as declared above; the size is in the header (such objects are never large,
    // except var-sized ones, whose size the heap knows and whose attributes are then refused).
    unsafe {
        if h.kind == Kind::Instance {
            Some(&(*(h as *const Header as *const InstanceObj)).overflow)
        } else if h.kind == Kind::Exception {
            Some(&(*(h as *const Header as *const ExcObj)).attrs)
        } else if h.has(GC_ATTRS) && h.granules != 0 {
            Some(&*((h as *const Header as usize + h.granules as usize * 16 - 8) as *const Slot))
        } else {
            None
        }
    }
}
