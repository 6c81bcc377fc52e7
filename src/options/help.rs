//! What `--help` and its kin print.

/// `-h`, `-?`, `--help`.
pub const USAGE: &str = "\
usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...
       taipan diff [option] ... prog ...   (see taipan diff --help)

What to run; the rest of the line is for the program, in sys.argv:
  file          a script, a folder or an archive with a __main__.py
  -             the script that comes on standard input
  -c cmd        a script given here
  -m mod        a module of the library or of sys.path, as a script
  nothing       a prompt on a terminal; else what comes on standard input

Options (variables of the environment that do the same in brackets):
  -b            warn where bytes are turned into str or compared with str or int; -bb: raise
  -B            write no bytecode caches [PYTHONDONTWRITEBYTECODE]
  -d            sets sys.flags.debug [PYTHONDEBUG]
  -E            take no notice of PYTHON... variables
  -i            a prompt after the program; also where there is no terminal [PYTHONINSPECT]
  -I            isolated: -E, -P and -s together
  -O            no assert statements, __debug__ is false; -OO: no docstrings either [PYTHONOPTIMIZE]
  -P            nothing that depends on the place of the program goes into sys.path [PYTHONSAFEPATH]
  -q            a prompt without its first lines
  -R            random hashes whatever PYTHONHASHSEED says
  -s            no packages of the user [PYTHONNOUSERSITE]
  -S            no exit(), help() and other names for prompts
  -u            output is not held back in buffers [PYTHONUNBUFFERED]
  -v            say on standard error what is imported [PYTHONVERBOSE]
  -V            the version; -VV: more of it
  -W filter     action:message:category:module:line for warnings [PYTHONWARNINGS]
  -x            skip the first line of the script
  -X name[=..]  see --help-xoptions
  --check-hash-based-pycs always|default|never
                sets _imp.check_hash_based_pycs
  --            no option comes after this
  -h, -?, --help, --help-env, --help-xoptions, --help-all, --version
";

/// `--help-xoptions`.
pub const X_OPTIONS: &str = "\
-X options of Taipan:
  dump=bytecode            list the program's bytecode instead of running it: for each code object
                           its tables, then line, offset (>> where jumps arrive), instruction,
                           operand and what the operand stands for, and the exception table
  heap-limit=SIZE          MemoryError beyond SIZE bytes; suffixes K, M, G
  heap-stress=N            collect at every N-th allocation
  jit=off|baseline|on      compile hot code not at all, quickly, or well (default: on)
  jit-threshold=N          compile code at its N-th call (0: at its first)
  jit-stress=N             for tests: every N-th guard of compiled code fails
  jit-memory=SIZE          bytes of machine code at most, with K, M or G (default: 64M)
  jit-stats                print the compiler's counts at the end
  jit-log=FILE             write a JSON object a line for each event of the compiler
  perf                     name compiled code for the tool perf, in /tmp/perf-PID.map
  dump=clif|asm            print what is compiled, in Cranelift's language or as instructions

-X options of CPython (variables that do the same in brackets):
  context_aware_warnings=0|1   filters of warnings belong to contexts [PYTHON_CONTEXT_AWARE_WARNINGS]
  cpu_count=N|default          what os.cpu_count() returns [PYTHON_CPU_COUNT]
  dev                          development mode: default warnings [PYTHONDEVMODE]
  importtime[=2]               say how long each import takes; 2: those of modules known already too
                               [PYTHONPROFILEIMPORTTIME]
  int_max_str_digits=N         longest integer turned into text or back; 0: any [PYTHONINTMAXSTRDIGITS]
  no_debug_ranges              code objects without columns [PYTHONNODEBUGRANGES]
  pycache_prefix=PATH          sets sys.pycache_prefix [PYTHONPYCACHEPREFIX]
  thread_inherit_context=0|1   threads begin in the context of who starts them [PYTHON_THREAD_INHERIT_CONTEXT]
  utf8[=0|1]                   UTF-8 mode [PYTHONUTF8]
  warn_default_encoding        EncodingWarning where open() takes the default [PYTHONWARNDEFAULTENCODING]
  disable-remote-debug, frozen_modules=on|off, gil=1, showrefcount
                               accepted: there is nothing to switch
  faulthandler, perf_jit, tracemalloc
                               refused: not supported
Other names only appear in sys._xoptions.
";

/// `--help-env`.
pub const ENVIRONMENT: &str = "\
Variables besides those that --help and --help-xoptions name:
  PYTHONPATH         folders that come first in sys.path, separated by colons
  PYTHONSTARTUP      a file to run before the first prompt
  PYTHON_HISTORY     where the prompt keeps its history (~/.python_history)
  PYTHONHASHSEED     'random' or a number: the seed of hashes of str and bytes
  PYTHONIOENCODING   encoding[:errors] of the standard streams
  PYTHONBREAKPOINT   what breakpoint() calls; 0: nothing
";
