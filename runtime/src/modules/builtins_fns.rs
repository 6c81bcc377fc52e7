//! Builtin functions about objects: attributes, classes, numbers, characters, text.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// The attribute name `w`, interned if it is a plain str.
fn attr_name(vm: &Vm, w: Word) -> R {
    if !w.is_kind(Kind::Str) {
        return Err(vm.type_error(format!("attribute name must be string, not '{}'", vm.type_name(w))));
    }
    Ok(if vm.is_exact(w, &vm.types.str) { vm.intern_word(w) } else { w })
}
fn getattr(vm: &Vm, a: &[Word]) -> R {
    let name = attr_name(vm, a[1])?;
    if a[2].is_null() {
        return vm.getattr(a[0], name);
    }
    Ok(vm.getattr_opt(a[0], name)?.or(a[2]))
}
fn hasattr(vm: &Vm, a: &[Word]) -> R {
    let name = attr_name(vm, a[1])?;
    Ok(Word::bool(!vm.getattr_opt(a[0], name)?.is_null()))
}
fn setattr(vm: &Vm, a: &[Word]) -> R {
    vm.setattr(a[0], attr_name(vm, a[1])?, Some(a[2]))?;
    Ok(Word::NONE)
}
fn delattr(vm: &Vm, a: &[Word]) -> R {
    vm.setattr(a[0], attr_name(vm, a[1])?, None)?;
    Ok(Word::NONE)
}
fn chr(vm: &Vm, a: &[Word]) -> R {
    let n = vm.index_clamped(a[0])?;
    if !(0..0x11_0000).contains(&n) {
        return Err(vm.value_error("chr() arg not in range(0x110000)"));
    }
    Ok(vm.new_char(n as u32))
}
fn ord(vm: &Vm, a: &[Word]) -> R {
    let size = if let Some(s) = a[0].get::<StrObj>() {
        if s.len() == 1 {
            return Ok(vm.int(s.at(0) as i64));
        }
        return Err(vm.type_error(format!("ord() expected a character, but string of length {} found", s.len())));
    } else if let Some(b) = a[0].get::<BytesObj>() {
        b.len
    } else if vm.is_instance(a[0], &vm.types.bytearray) && !vm.types.bytearray.get().is_null() {
        vm.len(a[0])?
    } else {
        return Err(vm.type_error(format!("ord() expected string of length 1, but {} found", vm.type_name(a[0]))));
    };
    if size == 1 {
        return vm.getitem(a[0], Word::small(0));
    }
    Err(vm.type_error(format!("ord() expected a character, but string of length {size} found")))
}
fn radix(vm: &Vm, w: Word, prefix: &str, base: u32) -> R {
    let i = vm.index(w)?;
    let big = match i.get::<IntObj>() {
        Some(b) => b.value.to_big(),
        None => i.as_small().unwrap_or((i == Word::TRUE) as i64).into(),
    };
    let sign = if big.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    Ok(vm.new_str(&format!("{sign}{prefix}{}", big.magnitude().to_str_radix(base))))
}
fn round(vm: &Vm, a: &[Word]) -> R {
    let n = a[1].or(Word::NONE);
    let r = if n.is_none() {
        vm.call_special(a[0], &vm.names.round, &[])?
    } else {
        vm.call_special(a[0], &vm.names.round, &[n])?
    };
    r.ok_or_else(|| vm.type_error(format!("type {} doesn't define __round__ method", vm.type_name(a[0]))))
}
fn format(vm: &Vm, a: &[Word]) -> R {
    if !a[1].is_null() && !a[1].is_kind(Kind::Str) {
        return Err(vm.type_error(format!("format() argument 2 must be str, not {}", vm.type_name(a[1]))));
    }
    vm.format(a[0], a[1])
}
fn sorted_list(vm: &Vm, w: Word) -> R {
    let l = vm.to_vec(w)?.to_list(vm);
    vm.call_method(l, "sort", &[])?;
    Ok(l)
}
fn dir(vm: &Vm, a: &[Word]) -> R {
    if a[0].is_null() {
        let l = vm.current_locals()?;
        let keys = vm.call_method(l, "keys", &[])?;
        return sorted_list(vm, keys);
    }
    match vm.call_special(a[0], &vm.names.dir, &[])? {
        Some(l) => sorted_list(vm, l),
        None => Err(vm.type_error("object does not provide __dir__")),
    }
}
fn vars(vm: &Vm, a: &[Word]) -> R {
    if a[0].is_null() {
        return vm.current_locals();
    }
    let d = vm.getattr_opt(a[0], vm.names.dict.get())?;
    if d.is_null() {
        return Err(vm.type_error("vars() argument must have __dict__ attribute"));
    }
    Ok(d)
}
fn aiter(vm: &Vm, a: &[Word]) -> R {
    let Some(f) = vm.class_of(a[0]).slots.aiter.get() else {
        return Err(vm.type_error(format!("'{}' object is not an async iterable", vm.type_name(a[0]))));
    };
    let it = f(vm, a[0])?;
    if vm.class_of(it).slots.anext.get().is_none() {
        return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{}'", vm.type_name(it))));
    }
    Ok(it)
}
fn anext(vm: &Vm, a: &[Word]) -> R {
    let Some(f) = vm.class_of(a[0]).slots.anext.get() else {
        return Err(vm.type_error(format!("'{}' object is not an async iterator", vm.type_name(a[0]))));
    };
    let w = f(vm, a[0])?;
    if a[1].is_null() {
        return Ok(w);
    }
    Ok(vm.new_native(AnextDefault { inner: Slot::new(w), iter: Slot::new(Word::NULL), default: Slot::new(a[1]) }))
}

/// What `anext(it, default)` gives: awaits, and turns the end into the default.
struct AnextDefault {
    inner: Slot,
    iter: Slot,
    default: Slot,
}
impl Payload for AnextDefault {
    const INFO: &'static NativeInfo = crate::native_info!(AnextDefault, ANEXT_SPEC);
    fn trace(&self, t: &mut Tracer) {
        t.slot(&self.inner);
        t.slot(&self.iter);
        t.slot(&self.default);
    }
}
fn anext_iter(vm: &Vm, w: Word) -> R {
    let Some(o) = w.native::<AnextDefault>() else { return Ok(Word::NONE) };
    let it = o.iter.get();
    if !it.is_null() {
        return Ok(it);
    }
    let inner = o.inner.get();
    let it = match vm.class_of(inner).slots.await_.get() {
        Some(f) => f(vm, inner)?,
        None => inner,
    };
    if let Some(h) = w.header() {
        o.iter.set(h, it);
    }
    Ok(it)
}
fn anext_result(vm: &Vm, w: Word, r: R) -> R {
    match r {
        Err(e) if vm.exc_matches(e, &vm.exc.StopAsyncIteration) => {
            Err(vm.stop_iteration(w.native::<AnextDefault>().map_or(Word::NONE, |o| o.default.get())))
        }
        r => r,
    }
}
static ANEXT_SPEC: TypeSpec = TypeSpec {
    name: "anext_awaitable",
    flags: TF_NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w)));
        s.await_.set(Some(|_, w| Ok(w)));
        s.iternext.set(Some(|vm, w| {
            let it = anext_iter(vm, w)?;
            let r = vm.next(it);
            match r {
                Err(e) => anext_result(vm, w, Err(e)).map(Some),
                r => r,
            }
        }));
    },
    methods: &[
        FnDef::new(
            "send",
            "($self, arg, /)",
            |vm, a| {
                let it = anext_iter(vm, a[0])?;
                let r = vm.call_method(it, "send", &a[1..2]);
                anext_result(vm, a[0], r)
            },
            "",
        ),
        FnDef::new(
            "throw",
            "($self, typ, val=None, tb=None, /)",
            |vm, a| {
                let it = anext_iter(vm, a[0])?;
                let r = vm.call_method(it, "throw", &a[1..2]);
                anext_result(vm, a[0], r)
            },
            "",
        ),
        FnDef::new(
            "close",
            "($self, /)",
            |vm, a| {
                let it = anext_iter(vm, a[0])?;
                vm.call_method(it, "close", &[])
            },
            "",
        ),
    ],
    ..TypeSpec::DEFAULT
};

/// The functions of this file.
pub static FUNCTIONS: &[FnDef] = &[
    FnDef::new(
        "getattr",
        "(object, name, default=None, /)",
        getattr,
        "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case.",
    ),
    FnDef::new(
        "hasattr",
        "(obj, name, /)",
        hasattr,
        "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.",
    ),
    FnDef::new(
        "setattr",
        "(obj, name, value, /)",
        setattr,
        "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``",
    ),
    FnDef::new(
        "delattr",
        "(obj, name, /)",
        delattr,
        "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``",
    ),
    FnDef::new(
        "isinstance",
        "(obj, class_or_tuple, /)",
        |vm, a| Ok(Word::bool(vm.isinstance(a[0], a[1])?)),
        "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc.",
    ),
    FnDef::new(
        "issubclass",
        "(cls, class_or_tuple, /)",
        |vm, a| Ok(Word::bool(vm.issubclass(a[0], a[1])?)),
        "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``.",
    ),
    FnDef::new(
        "callable",
        "(obj, /)",
        |vm, a| Ok(Word::bool(vm.is_callable(a[0]))),
        "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method.",
    ),
    FnDef::new(
        "id",
        "(obj, /)",
        |vm, a| Ok(vm.int_u64(vm.heap.identity(a[0]))),
        "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)",
    ),
    FnDef::new(
        "hash",
        "(obj, /)",
        |vm, a| Ok(vm.int(vm.hash(a[0])?)),
        "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.",
    ),
    FnDef::new("chr", "(i, /)", chr, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.")
        .leaf(leaf::chr),
    FnDef::new("ord", "(character, /)", ord, "Return the ordinal value of a character.").leaf(leaf::ord),
    FnDef::new(
        "bin",
        "(number, /)",
        |vm, a| radix(vm, a[0], "0b", 2),
        "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'",
    ),
    FnDef::new(
        "oct",
        "(number, /)",
        |vm, a| radix(vm, a[0], "0o", 8),
        "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'",
    ),
    FnDef::new(
        "hex",
        "(number, /)",
        |vm, a| radix(vm, a[0], "0x", 16),
        "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'",
    ),
    FnDef::new("abs", "(number, /)", |vm, a| vm.absolute(a[0]), "Return the absolute value of the argument.")
        .leaf(leaf::abs),
    FnDef::new(
        "round",
        "(number, ndigits=None)",
        round,
        "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.",
    ),
    FnDef::new(
        "divmod",
        "(x, y, /)",
        |vm, a| vm.divmod(a[0], a[1]),
        "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.",
    ),
    FnDef::new(
        "pow",
        "(base, exp, mod=None)",
        |vm, a| vm.power(a[0], a[1], a[2].or(Word::NONE)),
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form.",
    ),
    FnDef::new(
        "format",
        "(value, format_spec='', /)",
        format,
        "Return type(value).__format__(value, format_spec)\n\nMany built-in types implement format_spec according to the\nFormat Specification Mini-language. See help('FORMATTING')\nfor details.",
    ),
    FnDef::new(
        "repr",
        "(obj, /)",
        |vm, a| vm.repr(a[0]),
        "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval(repr(obj)) == obj.",
    ),
    FnDef::new(
        "ascii",
        "(obj, /)",
        |vm, a| vm.ascii(a[0]),
        "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This generates a string similar\nto that returned by repr() in Python 2.",
    ),
    FnDef::new(
        "len",
        "(obj, /)",
        |vm, a| Ok(vm.int(vm.len(a[0])? as i64)),
        "Return the number of items in a container.",
    ),
    FnDef::new(
        "dir",
        "(object=None, /)",
        dir,
        "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it.\nIf the object supplies a method named __dir__, it will be used; otherwise\nthe default dir() logic is used and returns:\n  for a module object: the module's attributes.\n  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n  for any other object: its attributes, its class's attributes, and\n    recursively the attributes of its class's base classes.",
    ),
    FnDef::new(
        "vars",
        "(object=None, /)",
        vars,
        "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.",
    ),
    FnDef::new(
        "globals",
        "()",
        |vm, _| Ok(vm.current_globals().or(Word::NONE)),
        "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this dictionary *will* affect name lookups in the current\nglobal scope and vice-versa.",
    ),
    FnDef::new(
        "locals",
        "()",
        |vm, _| vm.current_locals(),
        "Return a dictionary containing the current scope's local variables.\n\nNOTE: Whether or not updates to this dictionary will affect name lookups in\nthe local scope and vice-versa is *implementation dependent* and not\ncovered by any backwards compatibility guarantees.",
    ),
    FnDef::new("aiter", "(async_iterable, /)", aiter, "Return an AsyncIterator for an AsyncIterable object."),
    FnDef::new(
        "anext",
        "(aiterator, default=<unrepresentable>, /)",
        anext,
        "Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted,\nit is returned instead of raising StopAsyncIteration.",
    ),
];
