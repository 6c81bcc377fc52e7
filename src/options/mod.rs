//! The command line, read as `python3` reads it.

mod environment;
mod help;
mod x;

use taipan_runtime::Config;

/// Calls after which code is compiled.
const HOT: u32 = 400;

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
    /// The program's own name: its messages begin with it.
    pub program: String,
    pub action: Action,
    /// The settings that the runtime knows.
    pub config: Config,
    /// `-x`.
    pub skip_first_line: bool,
    /// `-X dump=bytecode`.
    pub dump_bytecode: bool,
    /// How code is compiled; None: not at all.
    pub jit: Option<taipan_jit::Settings>,
}
impl Options {
    /// An environment variable, unless it is empty or the environment is to be ignored.
    pub fn environment(&self, name: &str) -> Option<String> {
        if self.config.ignore_environment { None } else { std::env::var(name).ok().filter(|v| !v.is_empty()) }
    }
    /// Does a person type on standard input, or is it to be treated so?
    pub fn stdin_is_interactive(&self) -> bool {
        self.config.interactive || std::io::IsTerminal::is_terminal(&std::io::stdin())
    }
    fn usage(&self, problem: &str) -> Stop {
        let program = &self.program;
        let text = format!(
            "{problem}\nusage: {program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `taipan -h' for more information.\n"
        );
        Stop { text, code: 2 }
    }
}

/// No program is run: what to print instead, and the exit code (0: the text is what was asked for).
pub struct Stop {
    pub text: String,
    pub code: i32,
}
impl Stop {
    fn asked(text: impl Into<String>) -> Stop {
        Stop { text: text.into(), code: 0 }
    }
    /// A setting that stops an interpreter before it exists.
    fn fatal(text: &str, state: &str) -> Stop {
        Stop { text: format!("Fatal Python error: {text}\nPython runtime state: {state}\n\n"), code: 1 }
    }
}

/// What was asked for instead of a program.
#[derive(Default)]
struct Questions {
    help: Option<String>,
    version: usize,
}

/// Reads the arguments after the program's name.
pub fn parse(args: &[String]) -> Result<Options, Stop> {
    let program = std::env::args().next().unwrap_or_else(|| "taipan".into());
    let mut config = Config { orig_argv: vec![program.clone()], ..Config::default() };
    config.orig_argv.extend_from_slice(args);
    let jit = Some(taipan_jit::Settings::new(HOT));
    let mut o = Options { program, action: Action::Prompt, config, skip_first_line: false, dump_bytecode: false, jit };
    let mut asked = Questions::default();
    let (chosen, rest) = letters(&mut o, args, &mut asked)?;
    if let Some(text) = asked.help {
        return Err(Stop::asked(text));
    }
    match asked.version {
        0 => {}
        1 => return Err(Stop::asked("Python 3.14.0\n")),
        _ => return Err(Stop::asked(format!("Python 3.14.0 (taipan {})\n", env!("CARGO_PKG_VERSION")))),
    }
    environment::read(&mut o)?;
    let rest = &args[rest..];
    o.config.argv = rest.to_vec();
    match (chosen, rest.first().map(String::as_str)) {
        (Some(a), _) => {
            o.config.argv.insert(0, if matches!(a, Action::Command(_)) { "-c".into() } else { "-m".into() });
            o.action = a;
        }
        (None, Some(f)) if f != "-" => o.action = Action::File(f.into()),
        (None, f) => {
            if f.is_none() {
                o.config.argv = vec![String::new()];
            }
            o.action = if o.stdin_is_interactive() { Action::Prompt } else { Action::Stdin };
        }
    }
    if o.dump_bytecode && matches!(o.action, Action::Module(_) | Action::Prompt) {
        let text = "taipan: -X dump=bytecode lists a file, -c or standard input\n".into();
        return Err(Stop { text, code: 2 });
    }
    Ok(o)
}

/// Reads options up to the program: `-c` or `-m` if there is one, and where the program's own arguments begin.
fn letters(o: &mut Options, args: &[String], asked: &mut Questions) -> Result<(Option<Action>, usize), Stop> {
    let mut i = 0;
    while let Some(a) = args.get(i) {
        if a == "-" || !a.starts_with('-') {
            break;
        }
        i += 1;
        match a.as_str() {
            "--" => break,
            "--help" => asked.help = Some(help::USAGE.into()),
            "--help-env" => asked.help = Some(help::ENVIRONMENT.into()),
            "--help-xoptions" => asked.help = Some(help::X_OPTIONS.into()),
            "--help-all" => asked.help = Some([help::USAGE, help::X_OPTIONS, help::ENVIRONMENT].join("\n")),
            "--version" => asked.version += 1,
            "--check-hash-based-pycs" => {
                let Some(v) = args.get(i) else {
                    return Err(o.usage(&format!("Argument expected for the {a} options")));
                };
                i += 1;
                if !["always", "default", "never"].contains(&v.as_str()) {
                    return Err(o.usage(&format!("{a} must be one of 'default', 'always', or 'never'")));
                }
                o.config.check_hash_based_pycs = Some(v.clone());
            }
            _ if a.starts_with("--") => return Err(o.usage(&format!("Unknown option: {a}"))),
            _ => {}
        }
        if a.starts_with("--") {
            continue;
        }
        for (at, c) in a.char_indices().skip(1) {
            if !matches!(c, 'c' | 'm' | 'W' | 'X') {
                letter(o, c, asked)?;
                continue;
            }
            let value = match &a[at + 1..] {
                "" => {
                    let Some(v) = args.get(i) else {
                        return Err(o.usage(&format!("Argument expected for the -{c} option")));
                    };
                    i += 1;
                    v.clone()
                }
                v => v.to_string(),
            };
            match c {
                'c' => return Ok((Some(Action::Command(value + "\n")), i)),
                'm' => return Ok((Some(Action::Module(value)), i)),
                'W' => o.config.warn_options.push(value),
                _ => x::add(o, &value)?,
            }
            break;
        }
    }
    Ok((None, i))
}

/// An option of one letter that takes nothing.
fn letter(o: &mut Options, letter: char, asked: &mut Questions) -> Result<(), Stop> {
    let c = &mut o.config;
    match letter {
        'b' => c.bytes_warning = c.bytes_warning.saturating_add(1),
        'B' => c.dont_write_bytecode = true,
        'd' => c.debug = true,
        'E' => c.ignore_environment = true,
        'i' => (c.inspect, c.interactive) = (true, true),
        'I' => (c.isolated, c.ignore_environment, c.safe_path, c.no_user_site) = (true, true, true, true),
        'O' => c.optimize = c.optimize.saturating_add(1),
        'P' => c.safe_path = true,
        'q' => c.quiet = true,
        'R' => c.hash_random = true,
        's' => c.no_user_site = true,
        'S' => c.no_site = true,
        'u' => c.unbuffered = true,
        'v' => c.verbose = c.verbose.saturating_add(1),
        'V' => asked.version += 1,
        'x' => o.skip_first_line = true,
        'h' | '?' => asked.help = Some(help::USAGE.into()),
        _ => return Err(o.usage(&format!("Unknown option: -{letter}"))),
    }
    Ok(())
}
