//! Settings that the environment and `-X` options share; options come first.

use super::{Options, Stop};

/// Completes the settings; everything on the command line is known.
pub fn read(o: &mut Options) -> Result<(), Stop> {
    flags(o);
    o.config.utf8_mode = utf8_mode(o)?;
    hash_seed(o)?;
    o.config.int_max_str_digits = int_max_str_digits(o)?;
    o.config.cpu_count = cpu_count(o)?;
    o.config.import_time = import_time(o)?;
    o.config.thread_inherit_context = o.x_switch("thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT")?;
    o.config.context_aware_warnings = o.x_switch("context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS")?;
    accepted(o)?;
    o.config.dev_mode = o.x("dev").is_some() || o.environment("PYTHONDEVMODE").is_some();
    o.config.no_debug_ranges = o.x("no_debug_ranges").is_some() || o.environment("PYTHONNODEBUGRANGES").is_some();
    o.config.warn_default_encoding =
        o.x("warn_default_encoding").is_some() || o.environment("PYTHONWARNDEFAULTENCODING").is_some();
    o.config.pycache_prefix = match o.x("pycache_prefix") {
        Some(v) => v.filter(|v| !v.is_empty()).map(str::to_string),
        None => o.environment("PYTHONPYCACHEPREFIX"),
    };
    if o.config.heap_stress == 0 {
        o.config.heap_stress = std::env::var("TAIPAN_STRESS").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    }
    warnings(o);
    Ok(())
}

/// A variable that counts: a number, or one for any other text.
fn count(o: &Options, name: &str) -> u8 {
    o.environment(name).map_or(0, |v| v.parse::<u8>().unwrap_or(1))
}
fn flags(o: &mut Options) {
    let on = |name: &str| count(o, name) > 0;
    let (debug, unbuffered, no_user_site, safe_path, dont_write) = (
        on("PYTHONDEBUG"),
        on("PYTHONUNBUFFERED"),
        on("PYTHONNOUSERSITE"),
        on("PYTHONSAFEPATH"),
        on("PYTHONDONTWRITEBYTECODE"),
    );
    let inspect = o.environment("PYTHONINSPECT").is_some();
    let (verbose, optimize) = (count(o, "PYTHONVERBOSE"), count(o, "PYTHONOPTIMIZE").min(9) as i8);
    let c = &mut o.config;
    c.debug |= debug;
    c.unbuffered |= unbuffered;
    c.no_user_site |= no_user_site;
    c.safe_path |= safe_path;
    c.dont_write_bytecode |= dont_write;
    c.inspect |= inspect;
    c.verbose = c.verbose.max(verbose);
    c.optimize = c.optimize.max(optimize);
}
/// PEP 540: on when asked for, and in the locales that know ASCII only.
fn utf8_mode(o: &Options) -> Result<bool, Stop> {
    let fail = |what: &str| Stop::fatal(&format!("preconfig_init_utf8_mode: invalid {what} value"), "preinitializing");
    match o.x("utf8") {
        Some(None | Some("1")) => return Ok(true),
        Some(Some("0")) => return Ok(false),
        Some(_) => return Err(fail("-X utf8 option")),
        None => {}
    }
    match o.environment("PYTHONUTF8").as_deref() {
        Some("1") => return Ok(true),
        Some("0") => return Ok(false),
        Some(_) => return Err(fail("PYTHONUTF8 environment variable")),
        None => {}
    }
    let set = |n: &&str| std::env::var(n).ok().filter(|v| !v.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set).unwrap_or_default();
    Ok(["", "C", "POSIX"].contains(&locale.as_str()))
}
fn hash_seed(o: &mut Options) -> Result<(), Stop> {
    let Some(v) = o.environment("PYTHONHASHSEED").filter(|v| v != "random") else { return Ok(()) };
    let text = "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
    let seed = v.parse::<u32>().map_err(|_| Stop::fatal(text, "preinitialized"))?;
    o.config.hash_seed = Some(seed).filter(|_| !o.config.hash_random);
    Ok(())
}
fn int_max_str_digits(o: &Options) -> Result<Option<usize>, Stop> {
    let limit = |text: Option<&str>, what: &str| match text.and_then(|v| v.parse::<usize>().ok()) {
        Some(n) if n == 0 || n >= 640 => Ok(Some(n)),
        _ => Err(Stop::fatal(
            &format!("config_init_int_max_str_digits: {what}: invalid limit; must be >= 640 or 0 for unlimited."),
            "preinitialized",
        )),
    };
    match (o.x("int_max_str_digits"), o.environment("PYTHONINTMAXSTRDIGITS")) {
        (Some(v), _) => limit(v, "-X int_max_str_digits"),
        (None, Some(v)) => limit(Some(&v), "PYTHONINTMAXSTRDIGITS"),
        (None, None) => Ok(None),
    }
}
fn cpu_count(o: &Options) -> Result<Option<u32>, Stop> {
    let number = |text: Option<&str>, what: &str| match text {
        Some("default") => Ok(None),
        t => match t.and_then(|v| v.parse::<u32>().ok()) {
            Some(n) if n > 0 => Ok(Some(n)),
            _ => Err(Stop::fatal(
                &format!("config_init_cpu_count: {what}: n is missing or an invalid number, n must be greater than 0"),
                "preinitialized",
            )),
        },
    };
    match (o.x("cpu_count"), o.environment("PYTHON_CPU_COUNT")) {
        (Some(v), _) => number(v, "-X cpu_count=n option"),
        (None, Some(v)) => number(Some(&v), "PYTHON_CPU_COUNT"),
        (None, None) => Ok(None),
    }
}
fn import_time(o: &Options) -> Result<u8, Stop> {
    match o.x("importtime") {
        Some(None | Some("1")) => Ok(1),
        Some(Some("2")) => Ok(2),
        Some(_) => Err(Stop::fatal(
            "config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.",
            "preinitialized",
        )),
        None => Ok(count(o, "PYTHONPROFILEIMPORTTIME").min(2)),
    }
}
/// Options that change nothing here: only their values are looked at.
fn accepted(o: &Options) -> Result<(), Stop> {
    if let Some(v) = o.x("frozen_modules")
        && !matches!(v, None | Some("on" | "off"))
    {
        let text = "bad value for option -X frozen_modules (expected \"on\" or \"off\")";
        return Err(Stop::fatal(text, "preinitialized"));
    }
    let gil = match o.x("gil") {
        Some(v) => Some(v.unwrap_or_default().to_string()),
        None => o.environment("PYTHON_GIL"),
    };
    let text = match gil.as_deref() {
        None | Some("1") => return Ok(()),
        Some("0") => "config_read_gil: Disabling the GIL is not supported by this build",
        Some(_) => "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"",
    };
    Err(Stop::fatal(text, "preinitialized"))
}
/// In the order in which later ones win: development mode, the environment, the command line, `-b`.
fn warnings(o: &mut Options) {
    let mut all = vec![];
    if o.config.dev_mode {
        all.push("default".to_string());
    }
    if let Some(v) = o.environment("PYTHONWARNINGS") {
        all.extend(v.split(',').map(str::to_string));
    }
    all.append(&mut o.config.warn_options);
    match o.config.bytes_warning {
        0 => {}
        1 => all.push("default::BytesWarning".into()),
        _ => all.push("error::BytesWarning".into()),
    }
    o.config.warn_options = all;
}
