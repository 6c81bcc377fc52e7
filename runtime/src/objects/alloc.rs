//! Making objects of the core layouts.

use super::layout::*;
use super::types::*;
use crate::Vm;
use crate::heap::*;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::cell::Cell;

impl Vm {
    /// The shape of a plain instance of `ty`.
    #[inline(always)]
    pub fn shape_of_type(&self, ty: Word) -> u32 {
        // SAFETY: only called with types.
        unsafe { (*(ty.ptr() as *const TypeObj)).shape.get() }
    }
    /// A `Words` of `n` NULL slots.
    pub fn new_words(&self, n: usize) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(16 + n * 8, Kind::Words, 0) as *mut Words;
            (&raw mut (*p).len).write(Count::new(n));
            let d = (p as *mut Word).add(2);
            for i in 0..n {
                d.add(i).write(Word::NULL);
            }
            if n & 1 == 1 && n * 8 + 16 <= 8192 {
                d.add(n).write(Word::NULL);
            }
            Word::from_ptr(p as *const Header)
        }
    }
    /// `n` zero bytes.
    pub fn new_raw(&self, n: usize) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(16 + n, Kind::Raw, 0) as *mut RawObj;
            (&raw mut (*p).len).write(n);
            std::ptr::write_bytes((*p).ptr(), 0, n);
            Word::from_ptr(p as *const Header)
        }
    }
    /// An int of any `i64`.
    #[inline(always)]
    pub fn int(&self, v: i64) -> Word {
        if Word::fits_small(v) { Word::small(v) } else { self.box_int(IntValue::wide(v as i128)) }
    }
    pub fn int_u64(&self, v: u64) -> Word {
        if v < 1 << 61 { Word::small(v as i64) } else { self.box_int(IntValue::wide(v as i128)) }
    }
    pub fn int_i128(&self, v: i128) -> Word {
        if v >= INT_MIN as i128 && v <= INT_MAX as i128 {
            Word::small(v as i64)
        } else {
            self.box_int(IntValue::wide(v))
        }
    }
    /// An int of any size.
    pub fn new_int(&self, v: BigInt) -> Word {
        match v.to_i64() {
            Some(i) if Word::fits_small(i) => Word::small(i),
            _ => self.box_int(v.into()),
        }
    }
    #[cold]
    fn box_int(&self, v: IntValue) -> Word {
        self.box_int_of(v, self.shape_of_type(self.types.int.get()), false)
    }
    /// A boxed int, whatever its size: instances of subclasses of int.
    pub fn box_int_of(&self, v: IntValue, shape: u32, attrs: bool) -> Word {
        let held = external_digits(&v);
        if held > 0 {
            self.heap.external(held as isize);
        }
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(size_of::<IntObj>() + attrs as usize * 16, Kind::Int, shape) as *mut IntObj;
            (&raw mut (*p).value).write(v);
            self.finish_attrs(p as *mut Header, attrs);
            if held > 0 {
                self.heap.register_final(&(*p).hdr);
            }
            Word::from_ptr(p as *const Header)
        }
    }
    /// Sets the attribute slot of a fresh object up.
    pub(crate) unsafe fn finish_attrs(&self, h: *mut Header, attrs: bool) {
        if attrs && (*h).granules != 0 {
            (*h).set_bit(GC_ATTRS);
            *((h as usize + (*h).granules as usize * 16 - 8) as *mut Word) = Word::NULL;
        }
    }
    #[inline(always)]
    pub fn float(&self, f: f64) -> Word {
        match Word::try_imm_float(f) {
            Some(w) => w,
            None => self.box_float(f),
        }
    }
    #[cold]
    #[inline(never)]
    pub(crate) fn box_float(&self, f: f64) -> Word {
        self.box_float_of(f, self.shape_of_type(self.types.float.get()), false)
    }
    /// A boxed float, whatever its value: instances of subclasses of float.
    pub fn box_float_of(&self, f: f64, shape: u32, attrs: bool) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(size_of::<FloatObj>() + attrs as usize * 16, Kind::Float, shape) as *mut FloatObj;
            (&raw mut (*p).value).write(f);
            self.finish_attrs(p as *mut Header, attrs);
            Word::from_ptr(p as *const Header)
        }
    }
    pub fn new_complex(&self, re: f64, im: f64) -> Word {
        self.complex_of(re, im, self.shape_of_type(self.types.complex.get()), false)
    }
    pub fn complex_of(&self, re: f64, im: f64, shape: u32, attrs: bool) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p =
                self.heap.alloc(size_of::<ComplexObj>() + attrs as usize * 16, Kind::Complex, shape) as *mut ComplexObj;
            (&raw mut (*p).re).write(re);
            (&raw mut (*p).im).write(im);
            self.finish_attrs(p as *mut Header, attrs);
            Word::from_ptr(p as *const Header)
        }
    }
    pub(crate) fn alloc_bytes(&self, b: &[u8]) -> Word {
        self.bytes_of(b, self.shape_of_type(self.types.bytes.get()), false)
    }
    pub fn bytes_of(&self, b: &[u8], shape: u32, attrs: bool) -> Word {
        // SAFETY: initialised here; `b` may lie in a heap object, which this frame pins.
        unsafe {
            let size = size_of::<BytesObj>() + b.len() + attrs as usize * 16;
            let p = self.heap.alloc(size, Kind::Bytes, shape) as *mut BytesObj;
            (&raw mut (*p).hash).write(Cell::new(-1));
            (&raw mut (*p).len).write(b.len());
            std::ptr::copy_nonoverlapping(b.as_ptr(), (p as *mut u8).add(size_of::<BytesObj>()), b.len());
            self.finish_attrs(p as *mut Header, attrs);
            Word::from_ptr(p as *const Header)
        }
    }
    /// A bytes object.
    pub fn new_bytes(&self, b: &[u8]) -> Word {
        if b.is_empty() { self.empty_bytes() } else { self.alloc_bytes(b) }
    }
    pub(crate) fn make_latin1(&self, c: u8) -> Word {
        let s = (c as char).to_string();
        self.intern(&s)
    }
    /// A tuple with NULL items, to be filled before anyone sees it.
    pub(crate) fn alloc_tuple(&self, n: usize) -> Word {
        self.tuple_of(n, self.shape_of_type(self.types.tuple.get()), false)
    }
    pub fn tuple_of(&self, n: usize, shape: u32, attrs: bool) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let size = TupleObj::size(n, attrs);
            let p = self.heap.alloc(size, Kind::Tuple, shape) as *mut TupleObj;
            (&raw mut (*p).len).write(Count::new(n));
            let d = (p as *mut Word).add(2);
            for i in 0..(size - 16) / 8 {
                d.add(i).write(Word::NULL);
            }
            self.finish_attrs(p as *mut Header, attrs);
            Word::from_ptr(p as *const Header)
        }
    }
    /// A tuple of these items.
    #[inline]
    pub fn new_tuple(&self, items: &[Word]) -> Word {
        if items.is_empty() {
            return self.empty_tuple();
        }
        let n = items.len();
        let size = TupleObj::size(n, false);
        // SAFETY: initialised here; large tuples are born in the remembered set.
        unsafe {
            let p = self.heap.alloc(size, Kind::Tuple, self.shape_of_type(self.types.tuple.get())) as *mut TupleObj;
            (&raw mut (*p).len).write(Count::new(n));
            let d = (p as *mut Word).add(2);
            // Short ones without a call of memcpy.
            match items {
                [a] => d.write(*a),
                [a, b] => {
                    d.write(*a);
                    d.add(1).write(*b);
                }
                [a, b, c] => {
                    d.write(*a);
                    d.add(1).write(*b);
                    d.add(2).write(*c);
                }
                _ => std::ptr::copy_nonoverlapping(items.as_ptr(), d, n),
            }
            for i in n..(size - 16) / 8 {
                d.add(i).write(Word::NULL);
            }
            Word::from_ptr(p as *const Header)
        }
    }
    /// An empty list.
    pub fn new_list(&self) -> Word {
        self.list_of(self.shape_of_type(self.types.list.get()), false)
    }
    pub fn list_of(&self, shape: u32, attrs: bool) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(size_of::<ListObj>() + attrs as usize * 16, Kind::List, shape) as *mut ListObj;
            (&raw mut (*p).len).write(Count::new(0));
            (&raw mut (*p).items).write(Slot::new(Word::NULL));
            *((p as *mut Word).add(3)) = Word::NULL;
            if attrs {
                *((p as *mut Word).add(4)) = Word::NULL;
            }
            self.finish_attrs(p as *mut Header, attrs);
            Word::from_ptr(p as *const Header)
        }
    }
    /// A list of these items.
    pub fn new_list_from(&self, items: &[Word]) -> Word {
        let n = items.len();
        if n == 0 {
            return self.new_list();
        }
        // SAFETY: both objects are initialised before anything else allocates; `items` may lie in a
        // heap object, which this frame pins; large buffers are born in the remembered set.
        unsafe {
            let room = n.max(4);
            let b = self.heap.alloc(16 + room * 8, Kind::Words, 0) as *mut Words;
            (&raw mut (*b).len).write(Count::new(room));
            let d = (b as *mut Word).add(2);
            match items {
                [x] => d.write(*x),
                [x, y] => {
                    d.write(*x);
                    d.add(1).write(*y);
                }
                [x, y, z] => {
                    d.write(*x);
                    d.add(1).write(*y);
                    d.add(2).write(*z);
                }
                _ => std::ptr::copy_nonoverlapping(items.as_ptr(), d, n),
            }
            for i in n..room + (room & 1) {
                if i < room || room * 8 + 16 <= 8192 {
                    d.add(i).write(Word::NULL);
                }
            }
            let buffer = Word::from_ptr(b as *const Header);
            let l = self.new_list();
            if let Some(o) = l.get::<ListObj>() {
                o.items.set(&o.hdr, buffer);
                o.len.set(n);
            }
            l
        }
    }
    pub fn new_cell(&self, v: Word) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(size_of::<CellObj>(), Kind::Cell, self.shape_of_type(self.types.cell.get()))
                as *mut CellObj;
            (&raw mut (*p).value).write(Slot::new(v));
            Word::from_ptr(p as *const Header)
        }
    }
    pub fn new_method(&self, func: Word, this: Word) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let p = self.heap.alloc(size_of::<MethodObj>(), Kind::Method, self.shape_of_type(self.types.method.get()))
                as *mut MethodObj;
            (&raw mut (*p).func).write(Slot::new(func));
            (&raw mut (*p).this).write(Slot::new(this));
            *((p as *mut Word).add(3)) = Word::NULL;
            Word::from_ptr(p as *const Header)
        }
    }
    /// An object of an all-words kind with `n` words after the header, all NULL.
    pub(crate) fn alloc_words_kind(&self, kind: Kind, shape: u32, n: usize) -> Word {
        // SAFETY: initialised here.
        unsafe {
            let size = (8 + n * 8 + 15) & !15;
            let p = self.heap.alloc(size, kind, shape);
            let d = (p as *mut Word).add(1);
            for i in 0..(size - 8) / 8 {
                d.add(i).write(Word::NULL);
            }
            Word::from_ptr(p)
        }
    }
    /// A generator object with room for `room` words of its frame, which are not initialised: none is live.
    #[inline]
    pub(crate) fn alloc_generator(&self, shape: u32, room: usize) -> Word {
        const HEAD: usize = size_of::<GeneratorObj>() / 8;
        // SAFETY: initialised here; the frame's words are not read until they are live.
        unsafe {
            let p = self.heap.alloc((8 * (HEAD + room) + 15) & !15, Kind::Generator, shape);
            let d = p as *mut Word;
            for i in 1..HEAD {
                d.add(i).write(Word::NULL);
            }
            let g = &*(p as *const GeneratorObj);
            g.live.set(0);
            g.native.set(0);
            g.room.set(room);
            Word::from_ptr(p)
        }
    }
    /// An instance of a class whose layout is plain fields.
    #[inline]
    pub(crate) fn new_instance_fields(&self, ty: &TypeObj) -> Word {
        let shape = self.shapes.get(ty.shape.get());
        let w = self.alloc_words_kind(Kind::Instance, shape.id, 1 + shape.inline as usize);
        if ty.has(TF_DEL) {
            // SAFETY: fresh.
            unsafe { self.heap.register_final(&*w.ptr()) };
        }
        w
    }
    /// An object with a native payload, of the payload's own type.
    pub fn new_native<T: Payload>(&self, data: T) -> Word {
        let ty = self.native_type::<T>();
        self.new_native_of(ty, data)
    }
    /// An object with a native payload, of type `ty` (the payload's type or a subclass).
    pub fn new_native_of<T: Payload>(&self, ty: Word, data: T) -> Word {
        // SAFETY: `ty` is a type; the body is initialised here.
        unsafe {
            let t = &*(ty.ptr() as *const TypeObj);
            let own = self.native_type::<T>() == ty;
            let attrs = !own || t.has(TF_DICT);
            let size = size_of::<Native<T>>() + attrs as usize * 16;
            let p = self.heap.alloc(size, Kind::Native, t.shape.get()) as *mut Native<T>;
            (&raw mut (*p).info).write(T::INFO);
            (&raw mut (*p).data).write(data);
            self.finish_attrs(p as *mut Header, attrs);
            if T::INFO.drop.is_some() {
                self.heap.register_final(&(*p).hdr);
            }
            Word::from_ptr(p as *const Header)
        }
    }
    /// The Python type of payload `T`, made at its first use.
    pub fn native_type<T: Payload>(&self) -> Word {
        let i = T::INFO.index.load(std::sync::atomic::Ordering::Relaxed);
        if i != 0 {
            return self.native_types.borrow()[i - 1];
        }
        self.make_native_type(T::INFO)
    }
    pub(crate) fn make_native_type(&self, info: &'static NativeInfo) -> Word {
        let i = info.index.load(std::sync::atomic::Ordering::Relaxed);
        if i != 0 {
            return self.native_types.borrow()[i - 1];
        }
        // Known before it is filled: the types of descriptors are made of descriptors.
        let w = self.alloc_type(Kind::Native);
        let n = {
            let mut v = self.native_types.borrow_mut();
            v.push(w);
            v.len()
        };
        info.index.store(n, std::sync::atomic::Ordering::Relaxed);
        self.finish_type(w, info.spec, Some(info));
        w
    }
}
