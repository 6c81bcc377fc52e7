//! Code objects: the compiler's output with an executable copy of the instructions.
//!
//! `stream` has one `u32` for each 16-bit code unit of CPython's encoding, so offsets are equal
//! in both: opcode in the low byte, whole argument above it, and the units that are inline caches
//! there are this many words of cache here.

use super::layout::*;
use crate::Vm;
use crate::heap::*;
use crate::interp::opcodes;
use crate::observe::Instrumentation;
use std::cell::{Cell, RefCell, UnsafeCell};
use taipan_syntax::bytecode as bc;

#[repr(C)]
pub struct CodeObj {
    pub hdr: Header,
    /// Where execution starts: in `stream`, or in the instrumented copy.
    pub entry: Cell<*const u32>,
    /// Local slots: parameters, locals, cells, free variables.
    pub nlocals: u32,
    /// Words of a frame: locals, header, value stack.
    pub framesize: u32,
    /// Number of arguments if the code takes plain positional ones only, else `u32::MAX`.
    pub simple_args: u32,
    pub flags: u32,
    /// Named `__init__`: returns through INIT_RETURN, which can leave the instance.
    pub is_init: bool,
    /// What compiled code jumps to for a call: compiled code, or `enter_interpreted`.
    pub call: Cell<crate::interp::dispatch::Handler>,
    /// Distance in bytes from the plain instructions to the numbers of the places where compiled code is entered.
    pub numbers: Cell<isize>,
    pub data: Box<CodeData>,
}

/// What only slow paths need.
pub struct CodeData {
    pub name: Slot,
    pub qualname: Slot,
    pub filename: Slot,
    pub consts: Slot,
    pub names: Slot,
    /// Names of the local slots (a tuple).
    pub locals: Slot,
    pub kinds: Vec<u8>,
    pub argcount: u32,
    pub posonly: u32,
    pub kwonly: u32,
    pub stacksize: u32,
    pub firstlineno: u32,
    pub units: Vec<u16>,
    /// A generator that sleeps in it has nothing to do when it is closed.
    pub ends_quietly: bool,
    pub stream: UnsafeCell<Vec<u32>>,
    pub linetable: Vec<u8>,
    pub exceptiontable: Vec<u8>,
    /// (start, end, target, depth, push lasti), in code units.
    pub handlers: Vec<Handler>,
    /// Places in `stream` (and the instrumented copy) that hold a traced word.
    pub word_slots: RefCell<Vec<u32>>,
    pub lines: std::cell::OnceCell<Vec<i32>>,
    pub observed: UnsafeCell<Option<Box<Instrumentation>>>,
    /// The versions of the events this code was last instrumented for.
    pub observed_version: Cell<u64>,
    pub extra: Slot,
    pub compiled: UnsafeCell<Option<Box<crate::interp::compiled::Linked>>>,
    /// A copy of the plain instructions, if one was needed: see `compiled::discard_all`.
    copy: UnsafeCell<Vec<u32>>,
}

/// A row of the exception table.
#[derive(Copy, Clone, Debug)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub depth: u32,
    pub lasti: bool,
}

/// Whether no yield has a `try` around it or delegates: what the RESUME behind it says (CPython's `gen_close`).
fn ends_quietly(units: &[u16]) -> bool {
    const AFTER_YIELD: u16 = 1;
    const DEPTH_1: u16 = 4;
    let resumes = units.iter().filter(|u| **u as u8 == bc::Op::Resume as u8).map(|u| u >> 8);
    resumes.into_iter().all(|arg| arg & 3 == 0 || arg & 3 == AFTER_YIELD && arg & DEPTH_1 != 0)
}

pub(super) unsafe fn trace_code(h: *mut Header, t: &mut Tracer) {
    let c = &*(h as *const CodeObj);
    let d = &*c.data;
    for s in [&d.name, &d.qualname, &d.filename, &d.consts, &d.names, &d.locals, &d.extra] {
        t.slot(s);
    }
    if let Some(l) = &*d.compiled.get() {
        l.trace(t);
    }
    let slots = d.word_slots.borrow();
    for base in c.streams() {
        for &i in slots.iter() {
            t.raw(base.add(i as usize) as *mut u64);
        }
    }
}
pub(super) unsafe fn drop_code(h: *mut Header) {
    crate::observe::code_destroyed(h as *const CodeObj);
    std::ptr::drop_in_place(&mut (*(h as *mut CodeObj)).data);
}

impl CodeObj {
    /// The plain instructions.
    #[inline(always)]
    pub fn stream(&self) -> *mut u32 {
        // SAFETY: the vector is never resized after construction.
        unsafe { (*self.data.stream.get()).as_mut_ptr() }
    }
    /// All copies of the instructions: plain, then instrumented if there is one.
    pub fn streams(&self) -> impl Iterator<Item = *mut u32> {
        // SAFETY: one thread runs at a time; the borrow ends here.
        let i = unsafe { (*self.data.observed.get()).as_mut().map(|i| i.stream_ptr()) };
        // SAFETY: as above; the copy is made once.
        let copy = unsafe { &mut *self.data.copy.get() };
        let copy = if copy.is_empty() { None } else { Some(copy.as_mut_ptr()) };
        std::iter::once(self.stream()).chain(i).chain(copy)
    }
    /// Counts from the beginning until the code is hot, its plain instructions being free of marks.
    pub(crate) fn arm(&self, hot: u32) {
        // SAFETY: one thread runs at a time, and no reference to the instructions is held.
        let (stream, copy) = unsafe { (&mut *self.data.stream.get(), &mut *self.data.copy.get()) };
        opcodes::arm(&self.data.units, stream, hot);
        if !copy.is_empty() {
            opcodes::arm(&self.data.units, copy, hot);
        }
    }
    /// A copy of the plain instructions, in which compiled code is not entered.
    pub(crate) fn copy_of_instructions(&self) -> *const u32 {
        // SAFETY: made once, while nothing points into it.
        unsafe {
            let copy = &mut *self.data.copy.get();
            if copy.is_empty() {
                *copy = (*self.data.stream.get()).clone();
            }
            copy.as_ptr()
        }
    }
    /// The unit offset of an instruction address, in whichever copy it lies.
    #[inline]
    pub fn offset_of(&self, ip: *const u32) -> usize {
        let n = self.data.units.len();
        for s in self.streams() {
            let d = (ip as usize).wrapping_sub(s as usize) / 4;
            if d <= n {
                return d;
            }
        }
        0
    }
    /// The instruction that `ip` (an address after it) is done with or in: its unit offset.
    pub fn last_instruction(&self, ip: *const u32) -> usize {
        let mut i = self.offset_of(ip);
        while i > 0 {
            i -= 1;
            if self.data.units[i] as u8 != 0 {
                break;
            }
        }
        i
    }
    /// The line of each code unit; -1 for none.
    pub fn lines(&self) -> &[i32] {
        self.data.lines.get_or_init(|| {
            let mut v = vec![-1; self.data.units.len()];
            let mut at = 0;
            for (n, p) in bc::Locations::new(&self.data.linetable, self.data.firstlineno) {
                let line = p.map_or(-1, |p| p.line as i32);
                for k in at..(at + n).min(v.len()) {
                    v[k] = line;
                }
                at += n;
            }
            v
        })
    }
    pub fn line_at(&self, unit: usize) -> Option<u32> {
        self.lines().get(unit).copied().filter(|l| *l >= 0).map(|l| l as u32)
    }
    pub fn nargs_total(&self) -> usize {
        let d = &self.data;
        d.argcount as usize
            + d.kwonly as usize
            + (self.flags & bc::flags::VARARGS != 0) as usize
            + (self.flags & bc::flags::VARKEYWORDS != 0) as usize
    }
    pub fn is_generator(&self) -> bool {
        self.flags & (bc::flags::GENERATOR | bc::flags::COROUTINE | bc::flags::ASYNC_GENERATOR) != 0
    }
    /// Whether it has active events, so that instrumented instructions run.
    pub fn is_watched(&self) -> bool {
        !std::ptr::eq(self.entry.get(), self.stream())
    }
    /// Whether there is compiled code for it, in force or not.
    pub fn is_compiled(&self) -> bool {
        // SAFETY: one thread runs at a time.
        unsafe { (*self.data.compiled.get()).is_some() }
    }
    pub fn local_name(&self, i: usize) -> Word {
        self.data.locals.get().get::<TupleObj>().and_then(|t| t.items().get(i).copied()).unwrap_or(Word::NULL)
    }
}

impl Vm {
    /// A constant as a value.
    pub fn const_word(&self, c: &bc::Const) -> Word {
        use bc::Const::*;
        match c {
            None => Word::NONE,
            Ellipsis => Word::ELLIPSIS,
            Bool(b) => Word::bool(*b),
            Int(i) => self.new_int(i.clone()),
            Float(f) => self.float(*f),
            Complex(re, im) => self.new_complex(*re, *im),
            Str(s) => {
                if s.len() <= 40 && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                    self.intern(s)
                } else {
                    self.new_str(s)
                }
            }
            StrSurrogates(s) => self.new_str_points(s),
            Bytes(b) => self.new_bytes(b),
            Tuple(v) => {
                let mut out = super::list::WordVec::with_capacity(self, v.len());
                for c in v {
                    let w = self.const_word(c);
                    out.push(self, w);
                }
                out.to_tuple(self)
            }
            FrozenSet(v) => {
                let mut out = super::list::WordVec::with_capacity(self, v.len());
                for c in v {
                    let w = self.const_word(c);
                    out.push(self, w);
                }
                self.frozenset_of_constants(&out)
            }
            Slice(s) => {
                let (a, b, c) = (self.const_word(&s[0]), self.const_word(&s[1]), self.const_word(&s[2]));
                self.new_slice(a, b, c)
            }
            Code(c) => self.new_code(c),
        }
    }

    /// A code object. It never moves.
    pub fn new_code(&self, c: &bc::Code) -> Word {
        let mut consts = super::list::WordVec::with_capacity(self, c.consts.len());
        for k in &c.consts {
            let w = self.const_word(k);
            consts.push(self, w);
        }
        let consts = consts.to_tuple(self);
        let names = self.tuple_of_names(&c.names);
        let locals = self.tuple_of_names(&c.localsplusnames);
        let name = self.intern(&c.name);
        let qualname = self.intern(&c.qualname);
        let filename = self.intern(&c.filename);
        let stream = opcodes::translate(c, self.state.hot_threshold.get());
        let handlers = c
            .exceptions()
            .map(|e| Handler { start: e.start, end: e.end, target: e.target, depth: e.depth, lasti: e.lasti })
            .collect();
        use bc::flags::*;
        let simple = c.flags & (VARARGS | VARKEYWORDS) == 0 && c.kwonlyargcount == 0;
        let nlocals = c.localsplusnames.len() as u32;
        let data = Box::new(CodeData {
            name: Slot::new(name),
            qualname: Slot::new(qualname),
            filename: Slot::new(filename),
            consts: Slot::new(consts),
            names: Slot::new(names),
            locals: Slot::new(locals),
            kinds: c.localspluskinds.clone(),
            argcount: c.argcount,
            posonly: c.posonlyargcount,
            kwonly: c.kwonlyargcount,
            stacksize: c.stacksize,
            firstlineno: c.firstlineno,
            units: c.units.clone(),
            ends_quietly: ends_quietly(&c.units),
            stream: UnsafeCell::new(stream),
            linetable: c.linetable.clone(),
            exceptiontable: c.exceptiontable.clone(),
            handlers,
            word_slots: RefCell::default(),
            lines: Default::default(),
            observed: UnsafeCell::new(None),
            observed_version: Cell::new(0),
            extra: Slot::new(Word::NULL),
            compiled: UnsafeCell::new(None),
            copy: UnsafeCell::default(),
        });
        // SAFETY: initialised here, before anything else allocates.
        unsafe {
            let p = self.heap.alloc_old(size_of::<CodeObj>(), Kind::Code, self.shape_of_type(self.types.code.get()))
                as *mut CodeObj;
            let hdr = std::ptr::read(&(*p).hdr);
            p.write(CodeObj {
                hdr,
                entry: Cell::new(std::ptr::null()),
                nlocals,
                framesize: nlocals + crate::interp::FRAME_HEADER as u32 + c.stacksize + 2,
                simple_args: if simple { c.argcount } else { u32::MAX },
                flags: c.flags,
                is_init: c.name == "__init__",
                call: Cell::new(crate::interp::compiled::enter_interpreted),
                numbers: Cell::new(0),
                data,
            });
            (*p).entry.set((*p).stream());
            self.heap.register_final(&(*p).hdr);
            crate::observe::code_created(self, &*p);
            self.state.observe.watchers.code_event(crate::observe::watchers::CodeEvent::Created, &*p);
            if self.state.observe.global_events().iter().any(|set| *set != 0) {
                self.renew_entry(&*p, &mut Default::default());
            }
            Word::from_ptr(p as *const Header)
        }
    }
    fn tuple_of_names(&self, v: &[String]) -> Word {
        let mut out = super::list::WordVec::with_capacity(self, v.len());
        for n in v {
            let w = self.intern(n);
            out.push(self, w);
        }
        out.to_tuple(self)
    }
}
