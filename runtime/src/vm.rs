//! The runtime as one value: heap, types, names, modules, the current thread.

use crate::heap::*;
use crate::interp::thread::Thread;
use crate::objects::*;
use hashbrown::HashTable;
use std::cell::{Cell, RefCell};

/// A raised exception (an instance of BaseException).
#[derive(Copy, Clone, Debug)]
pub struct Exc(pub Word);

/// What anything that may raise returns.
pub type R<T = Word> = Result<T, Exc>;

/// How a runtime is set up.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// `sys.orig_argv`: the command line.
    pub orig_argv: Vec<String>,
    pub executable: String,
    /// Bytes of live memory after which MemoryError is raised.
    pub heap_limit: Option<usize>,
    /// Collect at every n-th allocation.
    pub heap_stress: u32,
    /// As in `sys.flags`, like all that follow here.
    pub optimize: i8,
    pub verbose: u8,
    pub bytes_warning: u8,
    pub debug: bool,
    pub ignore_environment: bool,
    pub no_site: bool,
    pub no_user_site: bool,
    pub safe_path: bool,
    pub isolated: bool,
    pub inspect: bool,
    pub interactive: bool,
    pub quiet: bool,
    pub dont_write_bytecode: bool,
    pub dev_mode: bool,
    pub utf8_mode: bool,
    pub warn_default_encoding: bool,
    pub thread_inherit_context: bool,
    pub context_aware_warnings: bool,
    pub int_max_str_digits: Option<usize>,
    /// Standard output and error are not buffered.
    pub unbuffered: bool,
    /// Code objects get no columns.
    pub no_debug_ranges: bool,
    /// 1: say how long each import takes; 2: name those of known modules too.
    pub import_time: u8,
    /// What `os.cpu_count()` is to be.
    pub cpu_count: Option<u32>,
    /// Seed of the hashes of str and bytes; none: by chance.
    pub hash_seed: Option<u32>,
    /// Chance was asked for by name.
    pub hash_random: bool,
    pub pycache_prefix: Option<String>,
    /// `_imp.check_hash_based_pycs`; none: "default".
    pub check_hash_based_pycs: Option<String>,
    pub warn_options: Vec<String>,
    pub x_options: Vec<(String, Option<String>)>,
}

macro_rules! word_table {
    ($(#[$m:meta])* $name:ident { $($f:ident),* $(,)? }) => {
        $(#[$m])*
        pub struct $name { $(pub $f: Slot),* }
        impl Default for $name {
            fn default() -> Self { $name { $($f: Slot::new(Word::NULL)),* } }
        }
        impl $name {
            pub fn trace(&self, t: &mut Tracer) { $( t.slot(&self.$f); )* }
        }
    };
}

word_table! {
    /// The types that the runtime itself needs; each a type object.
    Types {
        object, type_, int, bool, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset,
        range, range_iterator, tuple_iterator, slice, none, ellipsis, not_implemented, function, builtin, method_descriptor, wrapper_descriptor,
        method_wrapper, classmethod_descriptor, getset, member, method, cell, module, code, frame, traceback, generator, coroutine,
        async_generator, property, classmethod, staticmethod, super_, raw, list_iterator,
    }
}

macro_rules! names {
    ($($f:ident = $s:expr),* $(,)?) => {
        /// Interned names that the runtime looks up.
        pub struct Names { $(pub $f: Slot),* }
        impl Default for Names {
            fn default() -> Self { Names { $($f: Slot::new(Word::NULL)),* } }
        }
        impl Names {
            pub fn fill(&self, vm: &Vm) { $( self.$f.set_root(vm.intern($s)); )* }
            pub fn trace(&self, t: &mut Tracer) { $( t.slot(&self.$f); )* }
        }
    };
}
names! {
    init = "__init__", new = "__new__", del = "__del__", call = "__call__", name = "__name__", qualname = "__qualname__",
    module = "__module__", doc = "__doc__", dict = "__dict__", class = "__class__", slots = "__slots__", bases = "__bases__",
    mro = "__mro__", mro_fn = "mro", hash = "__hash__", eq = "__eq__", repr = "__repr__", str = "__str__", getattr = "__getattr__",
    getattribute = "__getattribute__", setattr = "__setattr__", delattr = "__delattr__", get = "__get__", set = "__set__",
    delete = "__delete__", set_name = "__set_name__", init_subclass = "__init_subclass__", class_getitem = "__class_getitem__",
    classcell = "__classcell__", classdictcell = "__classdictcell__", builtins = "__builtins__", file = "__file__",
    main = "__main__", loader = "__loader__", spec = "__spec__", package = "__package__", path = "__path__", enter = "__enter__",
    exit = "__exit__", aenter = "__aenter__", aexit = "__aexit__", iter = "__iter__", next = "__next__", len = "__len__",
    length_hint = "__length_hint__", getitem = "__getitem__", setitem = "__setitem__", delitem = "__delitem__", contains = "__contains__",
    reversed = "__reversed__", missing = "__missing__", bool = "__bool__", index = "__index__", int = "__int__", float = "__float__",
    complex = "__complex__", bytes = "__bytes__", format = "__format__", round = "__round__", trunc = "__trunc__", floor = "__floor__",
    ceil = "__ceil__", dir = "__dir__", instancecheck = "__instancecheck__", subclasscheck = "__subclasscheck__", prepare = "__prepare__",
    metaclass = "metaclass", mro_entries = "__mro_entries__", orig_bases = "__orig_bases__", annotations = "__annotations__",
    annotate = "__annotate__", annotate_func = "__annotate_func__", type_params = "__type_params__", match_args = "__match_args__", build_class = "__build_class__",
    import = "__import__", all = "__all__", debug = "__debug__", await_ = "__await__", aiter = "__aiter__", anext = "__anext__",
    send = "send", throw = "throw", close = "close", keys = "keys", items = "items", values = "values", append = "append", write = "write",
    flush = "flush", value = "value", args = "args", abstractmethods = "__abstractmethods__", isabstractmethod = "__isabstractmethod__",
    weakref = "__weakref__", wrapped = "__wrapped__", notes = "__notes__", static_attributes = "__static_attributes__", firstlineno = "__firstlineno__",
    self_ = "__self__", func = "__func__", subclasshook = "__subclasshook__", buffer = "__buffer__", origin = "__origin__",
    name_plain = "name", stdin = "stdin", stdout = "stdout", stderr = "stderr", underscore = "_", dunder_path = "__path__", last_exc = "last_exc",
    initializing = "_initializing", defaults = "__defaults__", kwdefaults = "__kwdefaults__", conditional_annotations = "__conditional_annotations__",
    replace = "__replace__", fspath = "__fspath__", lambda = "<lambda>", module_str = "<module>", none_str = "None",
    add = "__add__", radd = "__radd__", sub = "__sub__", rsub = "__rsub__", mul = "__mul__", rmul = "__rmul__",
}

word_table! {
    /// Native functions that calls look for.
    Natives { list_append, len }
}

/// A runtime. One thread runs Python code at a time (the lock); all state is interior.
pub struct Vm {
    pub heap: Heap,
    pub shapes: Shapes,
    pub types: Types,
    pub exc: ExcTypes,
    pub names: Names,
    pub config: Config,
    pub(crate) interned: RefCell<HashTable<Word>>,
    pub(crate) native_types: RefCell<Vec<Word>>,
    latin1: [Slot; 256],
    empty_str: Slot,
    empty_tuple: Slot,
    empty_bytes: Slot,
    pub(crate) nan: Slot,
    /// `sys.modules`, `builtins.__dict__`, `sys.__dict__`.
    pub modules: Slot,
    pub builtins: Slot,
    pub sys_dict: Slot,
    versions: Cell<u32>,
    hash_key: Cell<u64>,
    /// Natives that the interpreter calls directly.
    pub(crate) natives: Natives,
    pub(crate) type_cache: TypeCache,
    pub(crate) constant_names: str::ConstantNames,
    pub places: crate::interp::places::Places,
    pub(crate) super_places: Box<[std::cell::Cell<leaf::SuperPlace>]>,
    thread: Cell<*const Thread>,
    /// Roots registered by native modules; boxed, since their addresses are handed out.
    #[allow(clippy::vec_box)]
    pub(crate) module_roots: RefCell<Vec<Box<Slot>>>,
    pub state: crate::interp::State,
}

impl Vm {
    /// A runtime with its builtin types and modules; the calling thread becomes its main thread.
    /// It lives for the rest of the process.
    pub fn new(config: Config) -> &'static Vm {
        let hash_key = hash_key(config.hash_seed);
        let vm: &'static Vm = Box::leak(Box::new(Vm {
            heap: Heap::new(kinds()),
            shapes: Shapes::default(),
            types: Types::default(),
            exc: ExcTypes::default(),
            names: Names::default(),
            config,
            interned: RefCell::new(HashTable::new()),
            native_types: RefCell::default(),
            latin1: [const { Slot::new(Word::NULL) }; 256],
            empty_str: Slot::new(Word::NULL),
            empty_tuple: Slot::new(Word::NULL),
            empty_bytes: Slot::new(Word::NULL),
            nan: Slot::new(Word::NULL),
            modules: Slot::new(Word::NULL),
            builtins: Slot::new(Word::NULL),
            sys_dict: Slot::new(Word::NULL),
            versions: Cell::new(1),
            hash_key: Cell::new(hash_key),
            natives: Natives::default(),
            type_cache: TypeCache::default(),
            constant_names: Default::default(),
            places: Default::default(),
            super_places: (0..leaf::SUPER_PLACES).map(|_| Default::default()).collect(),
            thread: Cell::new(std::ptr::null()),
            module_roots: RefCell::default(),
            state: Default::default(),
        }));
        attach(&vm.heap);
        vm.thread.set(Thread::new_main());
        vm.state.threads.borrow_mut().push(vm.thread.get());
        vm.state.cur.limit.set(vm.th().stack_end);
        vm.state.cur.native_limit.set(vm.th().native_limit);
        // SAFETY: the runtime is never freed.
        unsafe { vm.heap.set_roots(vm) };
        bootstrap(vm);
        crate::modules::install_streams(vm);
        if let Some(n) = vm.config.heap_limit {
            vm.heap.set_limit(n);
        }
        vm.heap.set_stress(vm.config.heap_stress);
        vm
    }
    /// The thread that holds the lock.
    #[inline(always)]
    pub fn th(&self) -> &Thread {
        // SAFETY: set while any Python code runs, and threads outlive their turn.
        unsafe { &*self.thread.get() }
    }
    pub(crate) fn set_thread(&self, t: *const Thread) {
        self.thread.set(t);
    }
    pub(crate) fn thread_ptr(&self) -> *const Thread {
        self.thread.get()
    }
    pub fn hash_key(&self) -> u64 {
        self.hash_key.get()
    }
    /// A number never used before for any version.
    pub(crate) fn next_version(&self) -> u32 {
        let v = self.versions.get().wrapping_add(1).max(1);
        self.versions.set(v);
        v
    }
    #[inline]
    pub fn empty_str(&self) -> Word {
        self.empty_str.get()
    }
    #[inline]
    pub(crate) fn latin1_char(&self, c: u8) -> Word {
        self.latin1[c as usize].get()
    }
    pub fn empty_tuple(&self) -> Word {
        self.empty_tuple.get()
    }
    pub fn empty_bytes(&self) -> Word {
        self.empty_bytes.get()
    }
    /// Makes the shared small objects; after the types exist.
    pub(crate) fn make_constants(&self) {
        self.empty_tuple.set_root(self.alloc_tuple(0));
        self.empty_bytes.set_root(self.alloc_bytes(&[]));
        self.nan.set_root(self.box_float(f64::NAN));
    }
    /// Strings come before everything that has a name.
    pub(crate) fn make_strings(&self) {
        for c in 0..=255u8 {
            let s = (c as char).to_string();
            let w = if c < 128 { self.intern(&s) } else { self.make_latin1(c) };
            self.latin1[c as usize].set_root(w);
        }
        self.empty_str.set_root(self.intern(""));
        self.names.fill(self);
    }
    /// A slot that lives as long as the runtime and is a root: for a native module's own state.
    pub fn root_slot(&self) -> &'static Slot {
        let b = Box::new(Slot::new(Word::NULL));
        let p: *const Slot = &*b;
        self.module_roots.borrow_mut().push(b);
        // SAFETY: boxes in `module_roots` are never removed.
        unsafe { &*p }
    }
    /// MemoryError if `bytes` more cannot be had.
    #[inline]
    pub fn check_alloc(&self, bytes: usize) -> R<()> {
        if bytes > 4096 && self.heap.would_exceed(bytes) { Err(self.memory_error()) } else { Ok(()) }
    }
}

/// What hashes of str and bytes begin with.
fn hash_key(seed: Option<u32>) -> u64 {
    use std::hash::BuildHasher;
    // The standard library's own random keys come from the system.
    seed.map_or_else(|| std::hash::RandomState::new().hash_one(0u8), u64::from)
}

impl RootSource for Vm {
    fn stacks(&self, sp: usize, f: &mut dyn FnMut(usize, usize)) {
        self.state.for_each_thread(self.thread.get(), &mut |t| {
            t.stack_ranges(self, sp, std::ptr::eq(t, self.thread.get()), f)
        });
    }
    fn roots(&self, t: &mut Tracer) {
        self.types.trace(t);
        self.exc.trace(t);
        self.names.trace(t);
        self.natives.trace(t);
        self.shapes.trace(t);
        if !t.is_minor() {
            // Interned strings never move and never die.
            for w in self.interned.borrow().iter() {
                t.slot(&Slot::new(*w));
            }
            self.type_cache.clear();
            self.places.clear_values();
        } else {
            self.type_cache.trace(t);
            self.places.trace(t);
        }
        for w in self.native_types.borrow().iter() {
            t.slot(&Slot::new(*w));
        }
        self.latin1.iter().for_each(|s| t.slot(s));
        for s in [
            &self.empty_str,
            &self.empty_tuple,
            &self.empty_bytes,
            &self.nan,
            &self.modules,
            &self.builtins,
            &self.sys_dict,
        ] {
            t.slot(s);
        }
        self.module_roots.borrow().iter().for_each(|s| t.slot(s));
        self.state.trace(t);
        self.state.for_each_thread(self.thread.get(), &mut |th| th.trace(t));
    }
    fn over_limit(&self) {
        let b = crate::interp::breaker::MEMORY;
        self.state.breaker.fetch_or(b, std::sync::atomic::Ordering::Relaxed);
    }
    fn deaths(&self, cleared: &[usize], fin: &[usize]) {
        self.state.deaths(self, cleared, fin);
    }
}
