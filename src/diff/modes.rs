//! What a cell is: a mode of execution, and how the program is watched in it.
//!
//! Both are tables. A new tier of execution is a line in [`MODES`]; everything else follows.

/// A way to run programs: a name and the command's options for it.
#[derive(Debug)]
pub struct Mode {
    /// What reports and `--mode` call it.
    pub name: &'static str,
    /// Options before the program.
    pub options: &'static [&'static str],
}

/// Every mode; the first is what the others are compared with.
pub static MODES: &[Mode] = &[
    Mode { name: "interpreter", options: &["-X", "jit=off"] },
    // A prime, so that collections fall on ever other allocations of a loop.
    Mode { name: "heap-stress", options: &["-X", "jit=off", "-X", "heap-stress=211"] },
    Mode { name: "tiered", options: &[] },
    Mode { name: "compiled", options: &["-X", "jit-threshold=0"] },
    Mode {
        name: "compiled-heap-stress",
        options: &["-X", "jit=baseline", "-X", "jit-threshold=0", "-X", "heap-stress=211"],
    },
    // Each guard fails, and every third one. These compile in the quick way: so both are tested, and in less time.
    Mode { name: "deopt-stress", options: &["-X", "jit=baseline", "-X", "jit-threshold=0", "-X", "jit-stress=1"] },
    Mode { name: "deopt-stress-3", options: &["-X", "jit-threshold=0", "-X", "jit-stress=3"] },
];

/// The sets of events that `driver.py` knows (its `--list`).
pub static SETS: &[&str] = &[
    "PY_START",
    "PY_RESUME",
    "PY_RETURN",
    "PY_YIELD",
    "CALL",
    "LINE",
    "INSTRUCTION",
    "JUMP",
    "BRANCH",
    "STOP_ITERATION",
    "EXCEPTIONS",
    "all",
    "all-instructions",
    "two-tools",
    "disable",
    "disable-restart",
    "local",
    "settrace",
    "settrace-callers",
    "settrace-opcodes",
    "setprofile",
    "everything",
];

/// When a tool is switched on and off, in `driver.py`'s words: from the start, and at `points` places spread evenly over
/// a program of `lines` LINE events, every second time off again after as many events as the place's number.
pub fn whens(lines: u64, points: u64) -> Vec<String> {
    let mut all = vec!["start".to_string()];
    if lines > 1 {
        all.push(format!("start+{}", lines / 2));
    }
    let mut last = 0;
    for i in 1..=points {
        let n = lines * i / (points + 1);
        if n > last {
            all.push(if i % 2 == 0 { format!("event:{n}+{n}") } else { format!("event:{n}") });
            last = n;
        }
    }
    all
}

/// One watched cell: a set of events and when it is on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Watch {
    /// One of [`SETS`].
    pub set: String,
    /// A moment in `driver.py`'s words.
    pub when: String,
}

impl std::fmt::Display for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}/{}", self.set, self.when)
    }
}
impl std::str::FromStr for Watch {
    type Err = String;
    fn from_str(s: &str) -> Result<Watch, String> {
        let (set, when) = s.split_once('/').ok_or_else(|| format!("'{s}' is not of the form SET/WHEN"))?;
        Ok(Watch { set: set.into(), when: when.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_spread_over_the_program() {
        assert_eq!(whens(100, 3), ["start", "start+50", "event:25", "event:50+50", "event:75"]);
        assert_eq!(whens(2, 3), ["start", "start+1", "event:1+1"]);
        assert_eq!(whens(0, 3), ["start"]);
    }

    #[test]
    fn sets_are_those_of_the_driver() {
        let driver = super::super::DRIVER;
        for s in SETS {
            assert!(driver.contains(&format!("\"{s}\"")), "{s}");
        }
    }
}
