//! `-X` options.

use super::{Options, Stop};

/// Those of CPython that there is nothing behind here: refused, so that nobody waits for what does not come.
const REFUSED: [&str; 3] = ["faulthandler", "perf_jit", "tracemalloc"];

/// Notes an option; those of Taipan take effect at once.
pub fn add(o: &mut Options, text: &str) -> Result<(), Stop> {
    let (name, value) = match text.split_once('=') {
        Some((n, v)) => (n, Some(v)),
        None => (text, None),
    };
    let bad = || Stop { text: format!("taipan: -X {text}: bad value (see --help-xoptions)\n"), code: 2 };
    match name {
        "dump" => match value {
            Some("bytecode") => o.dump_bytecode = true,
            Some("clif") => o.jit.iter_mut().for_each(|j| j.dump_clif = true),
            Some("asm") => o.jit.iter_mut().for_each(|j| j.dump_asm = true),
            _ => return Err(bad()),
        },
        "heap-limit" => o.config.heap_limit = Some(value.and_then(size).ok_or_else(bad)?),
        "heap-stress" => o.config.heap_stress = value.and_then(|v| v.parse().ok()).ok_or_else(bad)?,
        "jit" => match value {
            Some("off") => o.jit = None,
            Some(tier @ ("baseline" | "on")) => o.jit.iter_mut().for_each(|j| j.quick = tier == "baseline"),
            _ => return Err(bad()),
        },
        "jit-threshold" | "jit-stress" => {
            let n = value.and_then(|v| v.parse::<u32>().ok()).ok_or_else(bad)?;
            if let Some(j) = &mut o.jit {
                // At its first call, code is entered before it is counted.
                if name == "jit-stress" { j.stress = n } else { j.threshold = n.max(1) }
            }
        }
        "jit-memory" => {
            let n = value.and_then(size).ok_or_else(bad)?;
            o.jit.iter_mut().for_each(|j| j.memory = n);
        }
        "jit-log" => {
            let file = value.filter(|v| !v.is_empty()).ok_or_else(bad)?;
            o.jit.iter_mut().for_each(|j| j.log = Some(file.into()));
        }
        "perf" => o.jit.iter_mut().for_each(|j| j.perf = value != Some("0")),
        "jit-stats" if value.is_some() => return Err(bad()),
        _ if REFUSED.contains(&name) => {
            return Err(Stop { text: format!("taipan: -X {name} is not supported\n"), code: 2 });
        }
        _ => {}
    }
    o.config.x_options.push((name.into(), value.map(str::to_string)));
    Ok(())
}
fn size(text: &str) -> Option<usize> {
    let (digits, unit) = match text.chars().last()? {
        'k' | 'K' => (&text[..text.len() - 1], 10),
        'm' | 'M' => (&text[..text.len() - 1], 20),
        'g' | 'G' => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    digits.parse::<usize>().ok()?.checked_mul(1 << unit)
}

impl Options {
    /// A `-X` option: None if it was not given, else its value. Of several with one name the first counts.
    pub fn x(&self, name: &str) -> Option<Option<&str>> {
        self.config.x_options.iter().find(|x| x.0 == name).map(|x| x.1.as_deref())
    }
    /// One that is on or off, in its `-X` form and in the environment's.
    pub(super) fn x_switch(&self, name: &str, variable: &str) -> Result<bool, Stop> {
        let number = |v: Option<&str>| v.filter(|v| ["0", "1"].contains(v)).map(|v| v == "1");
        let fail = |what: String, n: char| {
            Stop::fatal(&format!("config_init_{name}: {what}={n}: {n} is missing or invalid"), "preinitialized")
        };
        if let Some(v) = self.x(name) {
            return number(v).ok_or_else(|| fail(format!("-X {name}"), 'n'));
        }
        match self.environment(variable) {
            Some(v) => number(Some(&v)).ok_or_else(|| fail(variable.into(), 'N')),
            None => Ok(false),
        }
    }
}
