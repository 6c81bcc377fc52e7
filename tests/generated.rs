//! Random programs: thousands of them, made anew by `generate.py` under this very executable, run in several modes,
//! unwatched and watched. `generated.txt` has a digest of what CPython 3.14 prints and reports for each pack of them;
//! `TAIPAN_RECORD=python3.14 cargo test --profile fast --test generated` records it again.
//!
//! A pack's watches are drawn from a table, so that all sets and moments meet programs without each pack meeting all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use taipan::diff::child::{self, End, normalise};
use taipan::diff::{MODES, SETS, Side, Watch, Workshop, driven, parallel, place};

const SEEDS: [u32; 4] = [1, 2, 3, 4];
/// Programs of a seed, and in one file.
const COUNT: u32 = 600;
const PACK: u32 = 30;
/// Watches of a pack.
const WATCHES: usize = 3;
const LIMIT: Duration = Duration::from_secs(120);
const WHENS: [&str; 7] =
    ["start", "start+3000", "event:700", "event:1100+900", "print:40", "event:3001+17", "event:12+4000"];

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}
fn executable() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_taipan"))
}
fn jobs() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}

/// Makes the programs; their files in order.
fn make(folder: &Path) -> Vec<PathBuf> {
    let generator = tests().join("generate.py").to_string_lossy().into_owned();
    parallel(&SEEDS, jobs(), |seed| {
        let out = folder.join("programs").to_string_lossy().into_owned();
        let (seed, count, pack) = (seed.to_string(), COUNT.to_string(), PACK.to_string());
        let args = [&generator, "--seed", &seed, "--count", &count, "--pack", &pack, "--out", &out];
        let command = [executable().to_string_lossy().into_owned()];
        let done = child::run(&command, &args, folder, LIMIT).expect("the generator starts");
        assert!(done.end == End::Code(0), "the generator: {} {}", done.end, done.err);
    });
    let all = std::fs::read_dir(folder.join("programs")).expect("programs").flatten().map(|e| e.path());
    let mut all: Vec<PathBuf> = all.collect();
    all.sort();
    all
}

/// The pack's number in a fixed order of all packs.
fn number(name: &str) -> usize {
    let (seed, first) = name.trim_start_matches('g').split_once('_').expect("gSEED_FIRST");
    let (seed, first): (usize, usize) = (seed.parse().expect("seed"), first.parse().expect("first"));
    seed * (COUNT / PACK) as usize + first / PACK as usize
}
fn watches(name: &str) -> Vec<Watch> {
    let watch = |i: usize| Watch { set: SETS[i % SETS.len()].into(), when: WHENS[i * 5 % WHENS.len()].into() };
    (0..WATCHES).map(|k| watch(number(name) * WATCHES + k)).collect()
}

/// FNV-1a, 64 bits.
fn digest(text: &str) -> String {
    let h = text.bytes().fold(0xcbf29ce484222325u64, |h, b| (h ^ b as u64).wrapping_mul(0x100000001b3));
    format!("{h:016x}")
}

/// What a side did with a pack: a line for the output, one for each watch.
fn lines(side: &Side, shop: &Workshop, file: &Path) -> Vec<String> {
    let (dir, program) = place(file);
    let name = program.trim_end_matches(".py");
    let plain = child::run(&side.command, &[&program], &dir, LIMIT).expect("the interpreter starts");
    let text = format!("{}{}{}", plain.out, normalise(&plain.err), plain.end);
    let mut lines = vec![format!("{name} - {}", digest(&text))];
    let all = watches(name);
    let combos = all.iter().map(Watch::to_string).collect::<Vec<_>>().join(",");
    let got =
        driven::drive(&side.command, shop, &dir, &program, &["--combos", &combos], LIMIT).expect("the driver starts");
    for w in &all {
        let what = match got.streams.get(w) {
            None => format!("not run to its end: {}", got.end),
            Some(_) if got.outputs.get(w) != Some(&got.plain) => "the output depends on being watched".into(),
            Some(s) => s.head.clone(),
        };
        lines.push(format!("{name} {w} {what}"));
    }
    lines
}

/// Modes that every pack runs in; the first is what the others are compared with.
const MODES_OF_ALL: [&str; 3] = ["interpreter", "heap-stress", "tiered"];
/// Modes that compile everything, which is what takes time: packs have them in turn.
const MODES_IN_TURN: [&str; 2] = ["compiled", "deopt-stress"];
/// The modes of a pack.
fn sides(name: &str) -> Vec<Side> {
    let turn = MODES_IN_TURN[number(name) % MODES_IN_TURN.len()];
    let modes = MODES.iter().filter(|m| MODES_OF_ALL.contains(&m.name) || m.name == turn);
    modes.map(|m| Side::of_mode(executable(), m)).collect()
}

#[test]
fn generated_programs_behave_as_recorded() {
    let shop = Workshop::new().expect("a temporary folder");
    let files = make(shop.folder());
    assert_eq!(files.len(), SEEDS.len() * (COUNT / PACK) as usize);
    let recorded = tests().join("generated.txt");
    if let Ok(python) = std::env::var("TAIPAN_RECORD") {
        let side = Side { name: "reference".into(), command: vec![python] };
        let all = parallel(&files, jobs(), |f| lines(&side, &shop, f).join("\n"));
        std::fs::write(&recorded, all.join("\n") + "\n").expect("generated.txt");
        return;
    }
    let key = |l: &str| l.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ");
    let text = std::fs::read_to_string(&recorded).expect("generated.txt");
    let want: BTreeMap<String, &str> = text.lines().map(|l| (key(l), l)).collect();
    let open_text = std::fs::read_to_string(tests().join("open.txt")).expect("open.txt");
    let mut open: Vec<&str> = open_text.lines().filter_map(|l| l.strip_prefix("generated ")).collect();
    let found = parallel(&files, jobs(), |f| {
        let sides = sides(place(f).1.trim_end_matches(".py"));
        let runs: Vec<Vec<String>> = sides.iter().map(|s| lines(s, &shop, f)).collect();
        let mut bad = vec![];
        for (i, line) in runs[0].iter().enumerate() {
            for (side, run) in sides.iter().zip(&runs).skip(1) {
                if run[i] != *line {
                    bad.push((String::new(), format!("{}: {line}\n{}: {}", sides[0].name, side.name, run[i])));
                }
            }
            let expected = want.get(&key(line)).copied().unwrap_or("not recorded");
            if expected != line {
                bad.push((key(line), format!("expected {expected}\ngot      {line}")));
            }
        }
        bad
    });
    let found: Vec<(String, String)> = found.into_iter().flatten().collect();
    let mut bad = vec![];
    for (name, message) in &found {
        match open.iter().position(|o| o == name) {
            Some(i) => {
                open.remove(i);
            }
            None => bad.push(message.clone()),
        }
    }
    let total = files.len() * (1 + WATCHES);
    eprintln!(
        "{} programs in {} packs: {} of {total} digests differ",
        COUNT * SEEDS.len() as u32,
        files.len(),
        found.len()
    );
    if std::env::var_os("TAIPAN_LIST").is_some() {
        found.iter().filter(|f| !f.0.is_empty()).for_each(|(name, _)| println!("generated {name}"));
        return;
    }
    bad.extend(open.iter().map(|o| format!("generated {o} is listed in open.txt and passes: take it off")));
    assert!(
        bad.is_empty(),
        "\n{}\nThe programs: tests/generate.py --seed S --count {COUNT} --pack {PACK} --out FOLDER",
        bad.join("\n")
    );
}
