//! The command line of `taipan diff`.

use super::{MODES, Plan, SETS, Side, Workshop};
use std::path::Path;
use std::time::Duration;

const HELP: &str = "\
usage: taipan diff [option] ... PROG ...
Runs each program in every mode, unwatched and under every tool, switched on and off at several places; prints
\"equal\" or a unified diff, and exits with 1 if anything differs.
--python PATH   compare with this interpreter (may carry options); without it, with the first mode
--mode NAME     only this mode (may be repeated)
--set NAME      only this set of events (may be repeated); 'none': unwatched runs only
--when WHEN     switch at this moment (may be repeated): start, callee, toggle, print:N, event:N, each with +M: off
                again after M events; default: from the start, and at several places of the program
--points N      how many places (default 4)
--together      all watched runs of a mode in one process: faster
--timeout N     seconds for each process (default 20)
--lines N       the longest diff to print, in lines (default 60)
--jobs N        processes at a time (default: one for each processor)
--list          print the modes and sets
";

struct Words<'a>(std::slice::Iter<'a, String>);
impl Words<'_> {
    fn value(&mut self, option: &str) -> Result<String, String> {
        self.0.next().cloned().ok_or_else(|| format!("{option} needs a value"))
    }
    fn number(&mut self, option: &str) -> Result<u64, String> {
        self.value(option)?.parse().map_err(|_| format!("{option} needs a number"))
    }
}

/// What the arguments ask for.
enum Asked {
    Compare(Plan, Vec<String>),
    Print(String),
}

fn parse(args: &[String]) -> Result<Asked, String> {
    let (mut python, mut modes, mut sets, mut whens, mut programs) = (None, vec![], vec![], vec![], vec![]);
    let (mut points, mut together, mut seconds, mut lines) = (4, false, 20, 60);
    let mut jobs = std::thread::available_parallelism().map_or(2, |n| n.get());
    let mut words = Words(args.iter());
    while let Some(word) = words.0.next() {
        match word.as_str() {
            "--python" => python = Some(words.value(word)?),
            "--mode" => modes.push(words.value(word)?),
            "--set" => sets.push(words.value(word)?),
            "--when" => whens.push(words.value(word)?),
            "--points" => points = words.number(word)?,
            "--together" => together = true,
            "--timeout" => seconds = words.number(word)?,
            "--lines" => lines = words.number(word)? as usize,
            "--jobs" => jobs = words.number(word)?.max(1) as usize,
            "--list" => {
                let modes = MODES.iter().map(|m| format!("{:10} {}\n", m.name, m.options.join(" ")));
                return Ok(Asked::Print(modes.chain(SETS.iter().map(|s| format!("{s}\n"))).collect()));
            }
            "--help" | "-h" => return Ok(Asked::Print(HELP.into())),
            w if w.starts_with('-') => return Err(format!("unknown option {w}")),
            _ => programs.push(word.clone()),
        }
    }
    if programs.is_empty() {
        return Err("no program is named".into());
    }
    if let Some(m) = modes.iter().find(|m| !MODES.iter().any(|k| k.name == *m)) {
        return Err(format!("unknown mode '{m}'"));
    }
    if let Some(s) = sets.iter().find(|s| *s != "none" && !SETS.contains(&s.as_str())) {
        return Err(format!("unknown set '{s}'"));
    }
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut sides: Vec<Side> = python
        .iter()
        .map(|p| Side { name: "reference".into(), command: p.split_whitespace().map(String::from).collect() })
        .collect();
    if sides.iter().any(|s| s.command.is_empty()) {
        return Err("--python needs a value".into());
    }
    let chosen = |name: &str| modes.is_empty() || modes.iter().any(|m| m == name);
    sides.extend(MODES.iter().filter(|m| chosen(m.name)).map(|m| Side::of_mode(&own, m)));
    if sets.is_empty() {
        sets = SETS.iter().map(|s| s.to_string()).collect();
    }
    sets.retain(|s| s != "none");
    let plan = Plan {
        sides,
        sets,
        whens: (!whens.is_empty()).then_some(whens),
        points,
        together,
        limit: Duration::from_secs(seconds),
        lines,
        jobs,
    };
    Ok(Asked::Compare(plan, programs))
}

/// Runs `taipan diff`; the exit code: 0 equal, 1 different, 2 not to be had.
pub fn main(args: &[String]) -> i32 {
    let (plan, programs) = match parse(args) {
        Ok(Asked::Print(text)) => {
            print!("{text}");
            return 0;
        }
        Ok(Asked::Compare(p, n)) => (p, n),
        Err(e) => {
            eprint!("taipan diff: {e}\n{HELP}");
            return 2;
        }
    };
    match compare_all(&plan, &programs) {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(e) => {
            eprintln!("taipan diff: {e}");
            2
        }
    }
}
fn compare_all(plan: &Plan, programs: &[String]) -> Result<bool, String> {
    let shop = Workshop::new().map_err(|e| e.to_string())?;
    let mut equal = true;
    for p in programs {
        if !Path::new(p).is_file() {
            return Err(format!("no file '{p}'"));
        }
        let report = plan.compare(&shop, Path::new(p)).map_err(|e| format!("{p}: {e}"))?;
        if report.differences.is_empty() {
            println!("{p}: equal ({} runs)", report.cells);
            continue;
        }
        equal = false;
        for (cell, text) in &report.differences {
            println!("{p}: {cell} differs\n{text}");
        }
        println!("{p}: {} differences ({} runs)", report.differences.len(), report.cells);
    }
    Ok(equal)
}
