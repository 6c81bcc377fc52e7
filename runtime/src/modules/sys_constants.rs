//! What `sys` says of the machine, the version and the settings.

use crate::Vm;
use crate::heap::*;
use crate::objects::*;

/// Names of the standard library's modules.
const STDLIB: &str = "__future__ _abc _aix_support _android_support _apple_support _ast _ast_unparse _asyncio _bisect \
    _blake2 _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw \
    _collections _collections_abc _colorize _compat_pickle _contextvars _csv _ctypes _curses \
    _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external \
    _functools _gdbm _hashlib _heapq _hmac _imp _interpchannels _interpqueues _interpreters _io \
    _ios_support _json _locale _lsprof _lzma _markupbase _md5 _multibytecodec _multiprocessing _opcode \
    _opcode_metadata _operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc \
    _py_warnings _pydatetime _pydecimal _pyio _pylong _pyrepl _queue _random _remote_debugging _scproxy \
    _sha1 _sha2 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string \
    _strptime _struct _suggestions _symtable _sysconfig _thread _threading_local _tkinter _tokenize \
    _tracemalloc _types _typing _uuid _warnings _weakref _weakrefset _winapi _wmi _zoneinfo _zstd abc \
    annotationlib antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 \
    cProfile calendar cmath cmd code codecs codeop collections colorsys compileall compression \
    concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime \
    dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp \
    fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp \
    gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json \
    keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt \
    multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle \
    pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd \
    py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource \
    rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket \
    socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep \
    struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this \
    threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle \
    turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser \
    winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";

/// The Python version that programs see.
pub const VERSION: (i64, i64, i64) = (3, 14, 0);

fn add_struct(vm: &Vm, m: Word, attr: &str, name: &'static str, fields: &[&'static str], values: &[Word]) -> Word {
    let t = vm.struct_type(name, "", fields, false);
    let w = vm.new_struct(t, values);
    vm.module_add(m, attr, w);
    w
}

/// Adds them to the module.
pub fn add(vm: &Vm, m: Word) {
    let i = |v: i64| vm.int(v);
    let c = &vm.config;
    let b = |v: bool| Word::small(v as i64);
    let version = add_struct(
        vm,
        m,
        "version_info",
        "sys.version_info",
        &["major", "minor", "micro", "releaselevel", "serial"],
        &[i(VERSION.0), i(VERSION.1), i(VERSION.2), vm.new_str("final"), i(0)],
    );
    let hex = VERSION.0 << 24 | VERSION.1 << 16 | VERSION.2 << 8 | 0xf0;
    vm.module_add(m, "hexversion", i(hex));
    vm.module_add(m, "version", vm.new_str("3.14.0 (taipan 0.1.0)"));
    vm.module_add(m, "api_version", i(1013));
    vm.module_add(m, "copyright", vm.new_str("Copyright (c) the Taipan authors."));
    let digits = c.int_max_str_digits.map_or(4300, |n| n as i64);
    add_struct(
        vm,
        m,
        "flags",
        "sys.flags",
        &[
            "debug",
            "inspect",
            "interactive",
            "optimize",
            "dont_write_bytecode",
            "no_user_site",
            "no_site",
            "ignore_environment",
            "verbose",
            "bytes_warning",
            "quiet",
            "hash_randomization",
            "isolated",
            "dev_mode",
            "utf8_mode",
            "warn_default_encoding",
            "safe_path",
            "int_max_str_digits",
        ],
        &[
            b(c.debug),
            b(c.inspect),
            b(c.interactive),
            i(c.optimize as i64),
            b(c.dont_write_bytecode),
            b(c.no_user_site),
            b(c.no_site),
            b(c.ignore_environment),
            i(c.verbose as i64),
            i(c.bytes_warning as i64),
            b(c.quiet),
            b(c.hash_seed != Some(0)),
            b(c.isolated),
            Word::bool(c.dev_mode),
            b(c.utf8_mode),
            b(c.warn_default_encoding),
            Word::bool(c.safe_path),
            i(digits),
        ],
    );
    // Fields that are attributes only, not items.
    let flags = vm.dict_get_str(vm.module_dict(m), "flags");
    for (n, v) in [
        ("gil", true),
        ("thread_inherit_context", c.thread_inherit_context),
        ("context_aware_warnings", c.context_aware_warnings),
    ] {
        vm.dict_set_str(vm.class_of(flags).dict.get(), n, b(v));
    }
    let f = |v: f64| vm.float(v);
    add_struct(
        vm,
        m,
        "float_info",
        "sys.float_info",
        &[
            "max",
            "max_exp",
            "max_10_exp",
            "min",
            "min_exp",
            "min_10_exp",
            "dig",
            "mant_dig",
            "epsilon",
            "radix",
            "rounds",
        ],
        &[
            f(f64::MAX),
            i(1024),
            i(308),
            f(f64::MIN_POSITIVE),
            i(-1021),
            i(-307),
            i(15),
            i(53),
            f(f64::EPSILON),
            i(2),
            i(1),
        ],
    );
    add_struct(
        vm,
        m,
        "int_info",
        "sys.int_info",
        &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
        &[i(30), i(4), i(4300), i(640)],
    );
    add_struct(
        vm,
        m,
        "hash_info",
        "sys.hash_info",
        &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
        &[i(64), i((1 << 61) - 1), i(314159), i(0), i(1000003), vm.new_str("siphash13"), i(64), i(128), i(0)],
    );
    add_struct(
        vm,
        m,
        "thread_info",
        "sys.thread_info",
        &["name", "lock", "version"],
        &[vm.new_str("pthread"), vm.new_str("semaphore"), Word::NONE],
    );
    for (n, v) in [
        ("maxsize", i(i64::MAX)),
        ("maxunicode", i(0x10ffff)),
        ("byteorder", vm.new_str("little")),
        ("platform", vm.new_str("linux")),
        ("abiflags", vm.empty_str()),
        ("float_repr_style", vm.new_str("short")),
        ("prefix", vm.new_str("/usr")),
        ("exec_prefix", vm.new_str("/usr")),
        ("base_prefix", vm.new_str("/usr")),
        ("base_exec_prefix", vm.new_str("/usr")),
        ("platlibdir", vm.new_str("lib")),
        ("executable", vm.new_str(&c.executable)),
        ("_base_executable", vm.new_str(&c.executable)),
        ("_framework", vm.empty_str()),
        ("_home", Word::NONE),
        ("_stdlib_dir", vm.new_str(super::library::ROOT)),
        ("pycache_prefix", c.pycache_prefix.as_ref().map_or(Word::NONE, |p| vm.new_str(p))),
        ("dont_write_bytecode", Word::bool(c.dont_write_bytecode)),
    ] {
        vm.module_add(m, n, v);
    }
    let git = vm.new_tuple(&[vm.new_str("Taipan"), vm.empty_str(), vm.empty_str()]);
    vm.module_add(m, "_git", git);
    let mut names = WordVec::new();
    for n in super::native_names() {
        let w = vm.intern(n);
        names.push(vm, w);
    }
    vm.module_add(m, "builtin_module_names", names.to_tuple(vm));
    let set = vm.new_set();
    for n in STDLIB.split_whitespace() {
        let w = vm.intern(n);
        let _ = vm.set_insert(set, w);
    }
    if let Ok(w) = vm.call(vm.types.frozenset.get(), &[set]) {
        vm.module_add(m, "stdlib_module_names", w);
    }
    vm.module_add(m, "implementation", implementation(vm, version, hex));
    let x = vm.new_dict();
    for (k, v) in &c.x_options {
        let w = v.as_ref().map_or(Word::TRUE, |v| vm.new_str(v));
        vm.dict_set_str(x, k, w);
    }
    vm.module_add(m, "_xoptions", x);
    let strings = |items: &[String]| {
        let mut v = WordVec::new();
        for s in items {
            let w = vm.new_str(s);
            v.push(vm, w);
        }
        v.to_list(vm)
    };
    vm.module_add(m, "warnoptions", strings(&c.warn_options));
    vm.module_add(m, "argv", strings(&c.argv));
    vm.module_add(m, "orig_argv", strings(&c.orig_argv));
}

/// `types.SimpleNamespace`, made here because `sys.implementation` is one.
fn implementation(vm: &Vm, version: Word, hex: i64) -> Word {
    let d = vm.new_dict();
    vm.dict_set_str(d, "name", vm.new_str("taipan"));
    vm.dict_set_str(d, "cache_tag", vm.new_str("taipan-314"));
    vm.dict_set_str(d, "version", version);
    vm.dict_set_str(d, "hexversion", vm.int(hex));
    vm.dict_set_str(d, "_multiarch", vm.new_str("x86_64-linux-gnu"));
    vm.dict_set_str(d, "supports_isolated_interpreters", Word::FALSE);
    super::namespace::make(vm, d)
}
