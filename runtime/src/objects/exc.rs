//! Exceptions: the hierarchy, raising, matching. The types' own attributes and methods are in
//! `exc_types.rs`.

use super::layout::*;
use super::types::*;
use crate::heap::*;
use crate::{Exc, R, Vm};

macro_rules! exc_types {
    ($($name:ident : $base:ident = $doc:literal),* $(,)?) => {
        /// The builtin exception types.
        #[allow(non_snake_case)]
        pub struct ExcTypes { $(pub $name: Slot),* }
        impl Default for ExcTypes {
            fn default() -> Self { ExcTypes { $($name: Slot::new(Word::NULL)),* } }
        }
        impl ExcTypes {
            pub fn trace(&self, t: &mut Tracer) { $( t.slot(&self.$name); )* }
            /// (name, type) of each.
            pub fn all(&self) -> Vec<(&'static str, Word)> {
                vec![$((stringify!($name), self.$name.get())),*]
            }
        }
        /// Makes them all; bases come before what derives from them.
        pub(crate) fn make_exc_types(vm: &Vm) {
            $( {
                let base = if stringify!($base) == "object" { vm.types.object.get() } else { vm.exc.by_name(stringify!($base)) };
                let name = if stringify!($name) == "IncompleteInputError" { "_IncompleteInputError" } else { stringify!($name) };
                let w = vm.make_exc_type(name, $doc, base);
                vm.exc.$name.set_root(w);
            } )*
        }
        impl ExcTypes {
            fn by_name(&self, n: &str) -> Word {
                match n { $( stringify!($name) => self.$name.get(), )* _ => Word::NULL }
            }
        }
    };
}
exc_types! {
    BaseException: object = "Common base class for all exceptions.",
    Exception: BaseException = "Common base class for all non-exit exceptions.",
    BaseExceptionGroup: BaseException = "A combination of multiple unrelated exceptions.",
    GeneratorExit: BaseException = "Request that a generator exit.",
    KeyboardInterrupt: BaseException = "Program interrupted by user.",
    SystemExit: BaseException = "Request to exit from the interpreter.",
    ArithmeticError: Exception = "Base class for arithmetic errors.",
    FloatingPointError: ArithmeticError = "Floating-point operation failed.",
    OverflowError: ArithmeticError = "Result too large to be represented.",
    ZeroDivisionError: ArithmeticError = "Second argument to a division or modulo operation was zero.",
    AssertionError: Exception = "Assertion failed.",
    AttributeError: Exception = "Attribute not found.",
    BufferError: Exception = "Buffer error.",
    EOFError: Exception = "Read beyond end of file.",
    ImportError: Exception = "Import can't find module, or can't find name in module.",
    ModuleNotFoundError: ImportError = "Module not found.",
    LookupError: Exception = "Base class for lookup errors.",
    IndexError: LookupError = "Sequence index out of range.",
    KeyError: LookupError = "Mapping key not found.",
    MemoryError: Exception = "Out of memory.",
    NameError: Exception = "Name not found globally.",
    UnboundLocalError: NameError = "Local name referenced but not bound to a value.",
    OSError: Exception = "Base class for I/O related errors.",
    BlockingIOError: OSError = "I/O operation would block.",
    ChildProcessError: OSError = "Child process error.",
    ConnectionError: OSError = "Connection error.",
    BrokenPipeError: ConnectionError = "Broken pipe.",
    ConnectionAbortedError: ConnectionError = "Connection aborted.",
    ConnectionRefusedError: ConnectionError = "Connection refused.",
    ConnectionResetError: ConnectionError = "Connection reset.",
    FileExistsError: OSError = "File already exists.",
    FileNotFoundError: OSError = "File not found.",
    InterruptedError: OSError = "Interrupted by signal.",
    IsADirectoryError: OSError = "Operation doesn't work on directories.",
    NotADirectoryError: OSError = "Operation only works on directories.",
    PermissionError: OSError = "Not enough permissions.",
    ProcessLookupError: OSError = "Process not found.",
    TimeoutError: OSError = "Timeout expired.",
    ReferenceError: Exception = "Weak ref proxy used after referent went away.",
    RuntimeError: Exception = "Unspecified run-time error.",
    NotImplementedError: RuntimeError = "Method or function hasn't been implemented yet.",
    PythonFinalizationError: RuntimeError = "Operation blocked during Python finalization.",
    RecursionError: RuntimeError = "Recursion limit exceeded.",
    StopAsyncIteration: Exception = "Signal the end from iterator.__anext__().",
    StopIteration: Exception = "Signal the end from iterator.__next__().",
    SyntaxError: Exception = "Invalid syntax.",
    IncompleteInputError: SyntaxError = "incomplete input.",
    IndentationError: SyntaxError = "Improper indentation.",
    TabError: IndentationError = "Improper mixture of spaces and tabs.",
    SystemError: Exception = "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.",
    TypeError: Exception = "Inappropriate argument type.",
    ValueError: Exception = "Inappropriate argument value (of correct type).",
    UnicodeError: ValueError = "Unicode related error.",
    UnicodeDecodeError: UnicodeError = "Unicode decoding error.",
    UnicodeEncodeError: UnicodeError = "Unicode encoding error.",
    UnicodeTranslateError: UnicodeError = "Unicode translation error.",
    Warning: Exception = "Base class for warning categories.",
    BytesWarning: Warning = "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.",
    DeprecationWarning: Warning = "Base class for warnings about deprecated features.",
    EncodingWarning: Warning = "Base class for warnings about encodings.",
    FutureWarning: Warning = "Base class for warnings about constructs that will change semantically\nin the future.",
    ImportWarning: Warning = "Base class for warnings about probable mistakes in module imports",
    PendingDeprecationWarning: Warning = "Base class for warnings about features which will be deprecated\nin the future.",
    ResourceWarning: Warning = "Base class for warnings about resource usage.",
    RuntimeWarning: Warning = "Base class for warnings about dubious runtime behavior.",
    SyntaxWarning: Warning = "Base class for warnings about dubious syntax.",
    UnicodeWarning: Warning = "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.",
    UserWarning: Warning = "Base class for warnings generated by user code.",
}

macro_rules! raisers {
    ($($f:ident = $t:ident),* $(,)?) => { impl Vm { $(
        /// A new exception of this type with a text.
        #[cold]
        pub fn $f(&self, text: impl Into<String>) -> Exc { self.new_exc(&self.exc.$t, text) }
    )* } };
}
raisers! {
    type_error = TypeError, value_error = ValueError, index_error = IndexError, runtime_error = RuntimeError,
    overflow_error = OverflowError, zero_division = ZeroDivisionError, system_error = SystemError,
    import_error = ImportError, not_implemented = NotImplementedError, recursion_error = RecursionError,
    buffer_error = BufferError, reference_error = ReferenceError, lookup_error = LookupError, eof_error = EOFError,
    assertion_error = AssertionError,
}

impl Vm {
    /// A new exception of type `ty` whose only argument is `text`.
    #[cold]
    pub fn new_exc(&self, ty: &Slot, text: impl Into<String>) -> Exc {
        let t = self.new_str(&text.into());
        self.exc_with_args(ty.get(), &[t])
    }
    /// A new exception of the builtin type `ty`, without calling anything.
    pub fn exc_with_args(&self, ty: Word, args: &[Word]) -> Exc {
        let a = self.new_tuple(args);
        Exc(self.alloc_exc(ty, a))
    }
    /// A bare exception object with these `args` (a tuple).
    pub fn alloc_exc(&self, ty: Word, args: Word) -> Word {
        let w = self.alloc_words_kind(Kind::Exception, self.shape_of_type(ty), (EXC_SIZE - 8) / 8);
        if let Some(e) = w.get::<ExcObj>() {
            e.args.set(&e.hdr, args);
            e.suppress_context.set(&e.hdr, Word::FALSE);
            if let Some(t) = args.get::<TupleObj>()
                && let Some(&first) = t.items().first()
                && let Some(c) = ty.as_type()
                && (c.is_subtype(self.exc.StopIteration.get()) || c.is_subtype(self.exc.SystemExit.get()))
            {
                e.extra[0].set(&e.hdr, first);
            }
        }
        w
    }
    pub fn memory_error(&self) -> Exc {
        self.exc_with_args(self.exc.MemoryError.get(), &[])
    }
    pub fn key_error(&self, key: Word) -> Exc {
        self.exc_with_args(self.exc.KeyError.get(), &[key])
    }
    pub fn stop_iteration(&self, value: Word) -> Exc {
        if value.is_none() {
            return self.exc_with_args(self.exc.StopIteration.get(), &[]);
        }
        self.exc_with_args(self.exc.StopIteration.get(), &[value])
    }
    /// An AttributeError that knows the object and the name (for suggestions).
    pub fn attribute_error(&self, text: impl Into<String>, obj: Word, name: Word) -> Exc {
        let e = self.new_exc(&self.exc.AttributeError, text);
        if let Some(o) = e.0.get::<ExcObj>() {
            o.extra[0].set(&o.hdr, name);
            o.extra[1].set(&o.hdr, obj);
        }
        e
    }
    /// A NameError that knows the name.
    pub fn name_error(&self, ty: &Slot, text: impl Into<String>, name: Word) -> Exc {
        let e = self.new_exc(ty, text);
        if let Some(o) = e.0.get::<ExcObj>() {
            o.extra[0].set(&o.hdr, name);
        }
        e
    }
    /// Is the exception an instance of `ty`?
    pub fn exc_matches(&self, e: Exc, ty: &Slot) -> bool {
        self.class_of(e.0).is_subtype(ty.get())
    }
    /// The instance that `raise value` raises: an exception, or an exception class to call.
    pub fn exc_from_raised(&self, value: Word) -> Exc {
        if value.is_kind(Kind::Exception) {
            return Exc(value);
        }
        if let Some(t) = value.as_type()
            && t.is_subtype(self.exc.BaseException.get())
        {
            return match self.call(value, &[]) {
                Ok(w) if w.is_kind(Kind::Exception) => Exc(w),
                Ok(w) => self.type_error(format!(
                    "calling {} should have returned an instance of BaseException, not {}",
                    self.repr_text(value).unwrap_or_default(),
                    self.repr_text(self.type_of(w)).unwrap_or_default()
                )),
                Err(e) => e,
            };
        }
        self.type_error("exceptions must derive from BaseException")
    }
    /// Adds a note to the exception; failure is ignored.
    pub fn add_note(&self, e: Exc, note: &str) {
        let n = self.new_str(note);
        let _ = self.call_method(e.0, "add_note", &[n]);
    }
    /// `__context__` of a freshly raised exception: the one being handled, without making a cycle.
    pub fn set_context(&self, e: Exc, handled: Word) {
        if handled.is_null() || handled.is_none() || handled == e.0 {
            return;
        }
        let Some(o) = e.0.get::<ExcObj>() else { return };
        if !o.context.get().is_null() {
            return;
        }
        let mut w = handled;
        let mut slow = handled;
        let mut step = false;
        while let Some(c) = w.get::<ExcObj>() {
            let next = c.context.get();
            if next == e.0 {
                c.context.set(&c.hdr, Word::NULL);
                break;
            }
            w = next;
            if step {
                slow = slow.get::<ExcObj>().map_or(Word::NULL, |s| s.context.get());
                if slow == w {
                    break;
                }
            }
            step = !step;
        }
        o.context.set(&o.hdr, handled);
    }
    pub(crate) fn make_exc_type(&self, name: &'static str, doc: &'static str, base: Word) -> Word {
        let w = self.alloc_type(Kind::Exception);
        let spec = super::exc_types::spec_for(name, doc);
        let Some(t) = w.as_type() else { return w };
        self.finish_type(w, spec, None);
        // The spec cannot name its base: it is known only now.
        if base != self.types.object.get()
            && let Some(b) = base.as_type()
        {
            self.rebase_native(t, b, spec);
            // Most have a `__new__` of their own.
            const INHERIT: &[&str] = &[
                "KeyError",
                "NameError",
                "UnboundLocalError",
                "AttributeError",
                "ImportError",
                "ModuleNotFoundError",
                "StopIteration",
                "SystemExit",
                "SyntaxError",
                "IndentationError",
                "TabError",
                "_IncompleteInputError",
                "ExceptionGroup",
            ];
            let os = self.exc.OSError.get();
            let inherits = INHERIT.contains(&name) || !os.is_null() && t.is_subtype(os) && w != os;
            if !inherits && self.dict_get_str(t.dict.get(), "__new__").is_null() {
                let f = self.new_native(super::class::SlotNew { owner: Slot::new(w) });
                self.dict_set_str(t.dict.get(), "__new__", f);
            }
        }
        w
    }
    /// Moves a fresh native type from `object` to `base`.
    pub(crate) fn rebase_native(
        &self,
        t: &'static TypeObj,
        base: &'static TypeObj,
        spec: &'static super::spec::TypeSpec,
    ) {
        let h = &t.hdr;
        if let Some(o) = self.types.object.get().as_type()
            && let Some(l) = o.subclasses.get().get::<ListObj>()
        {
            l.pop();
        }
        t.base.set(h, base.word());
        t.bases.set(h, self.new_tuple(&[base.word()]));
        let mut mro = super::list::WordVec::new();
        mro.push(self, t.word());
        mro.extend(self, base.mro_items());
        t.mro.set(h, mro.to_tuple(self));
        if let Some(l) = base.subclasses.get().get::<ListObj>() {
            l.push(self, t.word());
        }
        t.flags.set(spec.flags | base.flags.get());
        t.slots.clear();
        (spec.slots)(&t.slots);
        t.slots.inherit(&base.slots);
    }
    /// Raises if `w` is not an exception; for `except` clauses.
    pub fn check_exc_class(&self, w: Word) -> bool {
        w.as_type().is_some_and(|t| t.is_subtype(self.exc.BaseException.get()))
    }
    /// `PyErr_GivenExceptionMatches`: `ty` is a class or a tuple of classes.
    pub fn exc_given_matches(&self, e: Word, ty: Word) -> R<bool> {
        if let Some(t) = ty.get::<TupleObj>() {
            for &x in t.items() {
                if self.exc_given_matches(e, x)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let c = if let Some(t) = e.as_type() { t } else { self.class_of(e) };
        Ok(c.is_subtype(ty))
    }
}
