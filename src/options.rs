//! The command line.

/// What to run.
pub enum Action {
    Command(String),
    Module(String),
    File(String),
    Stdin,
    Prompt,
}

/// The command line, read.
pub struct Options {
    pub program: String,
    pub action: Action,
    /// `sys.argv`.
    pub argv: Vec<String>,
    pub optimize: i8,
    pub inspect: bool,
    pub quiet: bool,
    pub unbuffered: bool,
    pub verbose: bool,
    pub ignore_environment: bool,
    pub isolated: bool,
    pub safe_path: bool,
    pub no_site: bool,
    pub warn_options: Vec<String>,
    pub x_options: Vec<(String, Option<String>)>,
    pub heap_limit: Option<usize>,
    pub heap_stress: Option<u32>,
    pub int_max_str_digits: Option<usize>,
    pub dump_bytecode: bool,
    /// How code is compiled; None: not at all.
    pub jit: Option<taipan_jit::Settings>,
}
impl Options {
    /// An environment variable, unless the environment is to be ignored.
    pub fn environment(&self, name: &str) -> Option<String> {
        if self.ignore_environment { None } else { std::env::var(name).ok().filter(|v| !v.is_empty()) }
    }
}

/// Calls after which code is compiled.
const HOT: u32 = 400;

const HELP: &str = "\
usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...
       taipan diff [option] ... prog ...   (see taipan diff --help)
Options:
-b     : accepted
-B     : don't write .pyc files on import
-c cmd : program passed in as string (terminates option list)
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered
-v     : verbose
-V     : print the version number and exit (also --version)
-W arg : warning control; arg is action:message:category:module:lineno
-x     : accepted
-X opt : set implementation-specific option:
         dump=bytecode: print the program's bytecode instead of running it
         heap-limit=SIZE: MemoryError beyond SIZE bytes (suffixes K, M, G)
         heap-stress=N: collect at every N-th allocation
         jit=off|baseline|on: whether hot code is compiled (default: on)
         jit-threshold=N: compile code at its N-th call (0: at its first)
         jit-stats: print at exit what was compiled
         jit-stress=N: for tests: every N-th guard of compiled code fails
--     : end of options
file   : program read from script file
-      : program read from stdin (default; interactive mode if a tty)
arg ...: arguments passed to program in sys.argv[1:]
";

fn size(text: &str) -> Option<usize> {
    let (digits, unit) = match text.chars().last()? {
        'k' | 'K' => (&text[..text.len() - 1], 10),
        'm' | 'M' => (&text[..text.len() - 1], 20),
        'g' | 'G' => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    digits.parse::<usize>().ok()?.checked_shl(unit)
}

/// Reads the arguments; an error is a text and an exit code (0: the text is what was asked for).
pub fn parse(args: &[String]) -> Result<Options, (String, i32)> {
    let mut o = Options {
        program: std::env::args().next().unwrap_or_else(|| "taipan".into()),
        action: Action::Prompt,
        argv: vec![],
        optimize: 0,
        inspect: false,
        quiet: false,
        unbuffered: false,
        verbose: false,
        ignore_environment: false,
        isolated: false,
        safe_path: false,
        no_site: false,
        warn_options: vec![],
        x_options: vec![],
        heap_limit: None,
        heap_stress: None,
        int_max_str_digits: None,
        dump_bytecode: false,
        jit: Some(taipan_jit::Settings { threshold: HOT, stress: 0 }),
    };
    let usage = |program: &str| {
        format!(
            "usage: {program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `taipan -h' for more information.\n"
        )
    };
    let mut i = 0;
    let mut chosen = None;
    'args: while i < args.len() {
        let a = &args[i];
        if a == "-" || !a.starts_with('-') {
            break;
        }
        i += 1;
        match a.as_str() {
            "--" => break,
            "--help" => return Err((HELP.into(), 0)),
            "--version" => return Err(("Python 3.14.0\n".into(), 0)),
            _ if a.starts_with("--") => {
                return Err((format!("unknown option {a}\n{}", usage(&o.program)), 2));
            }
            _ => {}
        }
        let letters: Vec<char> = a.chars().skip(1).collect();
        for (k, c) in letters.iter().enumerate() {
            let rest: String = letters[k + 1..].iter().collect();
            match c {
                'c' | 'm' | 'W' | 'X' => {
                    let value = if rest.is_empty() {
                        let Some(v) = args.get(i) else {
                            return Err((format!("Argument expected for the -{c} option\n{}", usage(&o.program)), 2));
                        };
                        i += 1;
                        v.clone()
                    } else {
                        rest
                    };
                    match c {
                        'c' => chosen = Some(Action::Command(value + "\n")),
                        'm' => chosen = Some(Action::Module(value)),
                        'W' => o.warn_options.push(value),
                        _ => x_option(&mut o, &value)?,
                    }
                    if chosen.is_some() {
                        break 'args;
                    }
                    continue 'args;
                }
                'O' => o.optimize = (o.optimize + 1).min(2),
                'i' => o.inspect = true,
                'q' => o.quiet = true,
                'u' => o.unbuffered = true,
                'v' => o.verbose = true,
                'E' => o.ignore_environment = true,
                'I' => {
                    o.isolated = true;
                    o.ignore_environment = true;
                    o.safe_path = true;
                }
                'P' => o.safe_path = true,
                'S' => o.no_site = true,
                'B' | 'b' | 'd' | 's' | 'x' | 'R' => {}
                'V' => return Err(("Python 3.14.0\n".into(), 0)),
                'h' | '?' => return Err((HELP.into(), 0)),
                _ => return Err((format!("Unknown option: -{c}\n{}", usage(&o.program)), 2)),
            }
        }
    }
    let rest = &args[i.min(args.len())..];
    match chosen {
        Some(a) => {
            o.argv = vec![if matches!(a, Action::Command(_)) { "-c".into() } else { "-m".into() }];
            o.argv.extend_from_slice(rest);
            o.action = a;
        }
        None => match rest.first() {
            Some(f) => {
                o.action = if f == "-" { Action::Stdin } else { Action::File(f.clone()) };
                o.argv = rest.to_vec();
            }
            None => {
                let tty = std::io::IsTerminal::is_terminal(&std::io::stdin());
                o.action = if tty || o.inspect { Action::Prompt } else { Action::Stdin };
                o.argv = vec![String::new()];
            }
        },
    }
    if o.optimize == 0
        && let Some(v) = o.environment("PYTHONOPTIMIZE")
    {
        o.optimize = v.parse::<i8>().unwrap_or(1).clamp(0, 2);
    }
    if let Some(v) = o.environment("PYTHONWARNINGS") {
        let own = std::mem::take(&mut o.warn_options);
        o.warn_options = v.split(',').map(str::to_string).collect();
        o.warn_options.extend(own);
    }
    if o.environment("PYTHONUNBUFFERED").is_some() {
        o.unbuffered = true;
    }
    if o.int_max_str_digits.is_none() {
        o.int_max_str_digits = o.environment("PYTHONINTMAXSTRDIGITS").and_then(|v| v.parse().ok());
    }
    Ok(o)
}

fn x_option(o: &mut Options, text: &str) -> Result<(), (String, i32)> {
    let (name, value) = match text.split_once('=') {
        Some((n, v)) => (n, Some(v)),
        None => (text, None),
    };
    let bad = || Err((format!("Fatal Python error: -X {text}: bad value\n"), 1));
    match (name, value) {
        ("dump", Some("bytecode")) => o.dump_bytecode = true,
        ("jit", Some("off")) => o.jit = None,
        ("jit", Some("baseline" | "on")) => {}
        ("jit-stats", None) => {}
        ("jit-threshold", Some(v)) => match (v.parse::<u32>(), &mut o.jit) {
            // At its first call, code is entered before it is counted.
            (Ok(n), Some(j)) => j.threshold = n.max(1),
            (Ok(_), None) => {}
            _ => return bad(),
        },
        ("jit-stress", Some(v)) => match (v.parse::<u32>(), &mut o.jit) {
            (Ok(n), Some(j)) => j.stress = n,
            (Ok(_), None) => {}
            _ => return bad(),
        },
        ("jit" | "jit-threshold" | "jit-stress" | "jit-stats", _) => return bad(),
        ("heap-limit", Some(v)) => match size(v) {
            Some(n) => o.heap_limit = Some(n),
            None => return bad(),
        },
        ("heap-stress", Some(v)) => match v.parse() {
            Ok(n) => o.heap_stress = Some(n),
            Err(_) => return bad(),
        },
        ("int_max_str_digits", Some(v)) => match v.parse() {
            Ok(n) if n == 0 || n >= 640 => o.int_max_str_digits = Some(n),
            _ => {
                return Err((
                    "Fatal Python error: config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.\n".into(),
                    1,
                ));
            }
        },
        _ => {}
    }
    o.x_options.push((name.into(), value.map(str::to_string)));
    Ok(())
}
