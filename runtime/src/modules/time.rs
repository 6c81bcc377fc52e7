//! `time`: clocks, sleeping, calendar time.

use super::structseq::{StructDef, field};
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

pub static STRUCT_TIME: StructDef = StructDef::new(
    "time.struct_time",
    "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
    &[
        "tm_year",
        "tm_mon",
        "tm_mday",
        "tm_hour",
        "tm_min",
        "tm_sec",
        "tm_wday",
        "tm_yday",
        "tm_isdst",
        "tm_zone",
        "tm_gmtoff",
    ],
    9,
    true,
);

fn clock(vm: &Vm, id: libc::clockid_t) -> R<i128> {
    // SAFETY: a plain query.
    unsafe {
        let mut t: libc::timespec = std::mem::zeroed();
        if libc::clock_gettime(id, &mut t) != 0 {
            return Err(vm.last_sys_error());
        }
        Ok(t.tv_sec as i128 * 1_000_000_000 + t.tv_nsec as i128)
    }
}
fn seconds(ns: i128) -> f64 {
    if ns % 1_000_000_000 == 0 { (ns / 1_000_000_000) as f64 } else { ns as f64 / 1e9 }
}
macro_rules! clocks {
    ($($f:ident $g:ident $id:ident),*) => { $(
        fn $f(vm: &Vm, _: &[Word]) -> R { Ok(vm.float(seconds(clock(vm, libc::$id)?))) }
        fn $g(vm: &Vm, _: &[Word]) -> R { Ok(vm.int_i128(clock(vm, libc::$id)?)) }
    )* };
}
clocks!(time time_ns CLOCK_REALTIME, monotonic monotonic_ns CLOCK_MONOTONIC, process_time process_time_ns CLOCK_PROCESS_CPUTIME_ID,
    thread_time thread_time_ns CLOCK_THREAD_CPUTIME_ID);

/// A number of seconds as nanoseconds, rounded up in magnitude when `up`.
pub fn to_ns(vm: &Vm, w: Word) -> R<i128> {
    if let Some(v) = crate::objects::int::to_i64(w).filter(|_| !vm.is_instance(w, &vm.types.float)) {
        return Ok(v as i128 * 1_000_000_000);
    }
    let f = as_float(vm, w)?;
    if f.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    let ns = f * 1e9;
    if !(-9.2e18..=9.2e18).contains(&ns) {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(ns.ceil() as i128)
}
fn as_float(vm: &Vm, w: Word) -> R<f64> {
    if w.is_imm_float() {
        return Ok(w.imm_float_value());
    }
    if let Some(f) = w.get::<FloatObj>() {
        return Ok(f.value);
    }
    if vm.class_of(w).slots.index.get().is_some() {
        let i = vm.index_i64(w)?;
        return Ok(i as f64);
    }
    if vm.class_of(w).slots.float.get().is_some() {
        let f = vm.call(vm.types.float.get(), &[w])?;
        return as_float(vm, f);
    }
    Err(vm.type_error(format!("'{}' object cannot be interpreted as an integer", vm.type_name(w))))
}

fn sleep(vm: &Vm, a: &[Word]) -> R {
    let ns = to_ns(vm, a[0])?;
    if ns < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    let end = clock(vm, libc::CLOCK_MONOTONIC)? + ns;
    let t = libc::timespec { tv_sec: (end / 1_000_000_000) as i64, tv_nsec: (end % 1_000_000_000) as i64 };
    loop {
        // SAFETY: valid pointers.
        let r = vm.allow_threads(|| unsafe {
            libc::clock_nanosleep(libc::CLOCK_MONOTONIC, libc::TIMER_ABSTIME, &t, std::ptr::null_mut())
        });
        match r {
            0 => return Ok(Word::NONE),
            libc::EINTR => vm.safepoint()?,
            n => return Err(vm.sys_error(n)),
        }
    }
}

fn when(vm: &Vm, w: Word) -> R<i64> {
    if w.is_null() || w.is_none() {
        return Ok(clock(vm, libc::CLOCK_REALTIME)?.div_euclid(1_000_000_000) as i64);
    }
    if vm.is_instance(w, &vm.types.float) {
        let f = as_float(vm, w)?.floor();
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        if !(-9.3e18..9.2e18).contains(&f) {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        return Ok(f as i64);
    }
    let i = vm.index(w)?;
    crate::objects::int::to_i64(i).ok_or_else(|| vm.overflow_error("timestamp out of range for platform time_t"))
}

fn from_tm(vm: &Vm, t: &libc::tm) -> Word {
    let zone = if t.tm_zone.is_null() {
        vm.empty_str()
    } else {
        // SAFETY: libc's own zone names.
        vm.new_str(&unsafe { std::ffi::CStr::from_ptr(t.tm_zone) }.to_string_lossy())
    };
    let i = |v: i32| Word::small(v as i64);
    vm.new_seq(
        &STRUCT_TIME,
        &[
            Word::small(t.tm_year as i64 + 1900),
            i(t.tm_mon + 1),
            i(t.tm_mday),
            i(t.tm_hour),
            i(t.tm_min),
            i(t.tm_sec),
            i((t.tm_wday + 6) % 7),
            i(t.tm_yday + 1),
            i(t.tm_isdst),
            zone,
            Word::small(t.tm_gmtoff),
        ],
    )
}
fn broken_down(vm: &Vm, s: i64, local: bool) -> R<libc::tm> {
    // SAFETY: valid pointers.
    unsafe {
        let mut t: libc::tm = std::mem::zeroed();
        let p = if local { libc::localtime_r(&s, &mut t) } else { libc::gmtime_r(&s, &mut t) };
        if p.is_null() {
            return Err(vm.last_sys_error());
        }
        if !local {
            t.tm_zone = c"UTC".as_ptr();
        }
        Ok(t)
    }
}
fn gmtime(vm: &Vm, a: &[Word]) -> R {
    let t = broken_down(vm, when(vm, a[0])?, false)?;
    Ok(from_tm(vm, &t))
}
fn localtime(vm: &Vm, a: &[Word]) -> R {
    let t = broken_down(vm, when(vm, a[0])?, true)?;
    Ok(from_tm(vm, &t))
}

/// Reads a time tuple. `f` names the function in errors.
fn to_tm(vm: &Vm, w: Word, f: &str) -> R<libc::tm> {
    let Some(t) = w.get::<TupleObj>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if t.len() != 9 {
        return Err(vm.type_error(format!("{f}(): illegal time tuple argument")));
    }
    let mut v = [0i64; 9];
    for (i, x) in v.iter_mut().enumerate() {
        *x = vm.arg_c_int(t.items()[i])? as i64;
    }
    let year = v[0] - 1900;
    if year < i32::MIN as i64 {
        return Err(vm.overflow_error("year out of range"));
    }
    // SAFETY: plain data.
    let mut m: libc::tm = unsafe { std::mem::zeroed() };
    m.tm_year = year as i32;
    m.tm_mon = (v[1] - 1) as i32;
    m.tm_mday = v[2] as i32;
    m.tm_hour = v[3] as i32;
    m.tm_min = v[4] as i32;
    m.tm_sec = v[5] as i32;
    m.tm_wday = ((v[6] + 1) % 7) as i32;
    m.tm_yday = (v[7] - 1) as i32;
    m.tm_isdst = v[8] as i32;
    if vm.type_of(w) == vm.seq_type(&STRUCT_TIME)
        && let Some(g) = field(w, 10).as_small()
    {
        m.tm_gmtoff = g;
    }
    Ok(m)
}
fn check_tm(vm: &Vm, m: &mut libc::tm) -> R<()> {
    if m.tm_mon == -1 {
        m.tm_mon = 0;
    }
    if m.tm_mday == 0 {
        m.tm_mday = 1;
    }
    if m.tm_yday == -1 {
        m.tm_yday = 0;
    }
    let bad = |ok: bool, what: &str| if ok { Ok(()) } else { Err(vm.value_error(format!("{what} out of range"))) };
    bad((0..=11).contains(&m.tm_mon), "month")?;
    bad((0..=31).contains(&m.tm_mday), "day of month")?;
    bad((0..=23).contains(&m.tm_hour), "hour")?;
    bad((0..=59).contains(&m.tm_min), "minute")?;
    bad((0..=61).contains(&m.tm_sec), "seconds")?;
    bad(m.tm_wday >= 0, "day of week")?;
    bad((0..=365).contains(&m.tm_yday), "day of year")
}
fn tm_or_now(vm: &Vm, w: Word, f: &str) -> R<libc::tm> {
    if w.is_null() || (w.is_none() && f != "strftime") {
        return broken_down(vm, when(vm, Word::NULL)?, true);
    }
    let mut m = to_tm(vm, w, f)?;
    check_tm(vm, &mut m)?;
    Ok(m)
}
fn strftime(vm: &Vm, a: &[Word]) -> R {
    if !a[0].is_kind(Kind::Str) {
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {}", vm.type_name(a[0]))));
    }
    let mut m = tm_or_now(vm, a[1], "strftime")?;
    m.tm_isdst = m.tm_isdst.clamp(-1, 1);
    let zone;
    if m.tm_zone.is_null() {
        // As `mktime` would name it.
        let mut c = m;
        // SAFETY: valid pointer.
        unsafe { libc::mktime(&mut c) };
        zone = c.tm_zone;
        m.tm_zone = zone;
        if m.tm_gmtoff == 0 {
            m.tm_gmtoff = c.tm_gmtoff;
        }
    }
    let fmt = crate::objects::str::to_string_lossy(a[0]);
    let mut out = StrBuilder::new();
    // Pieces between NULs and characters outside ASCII are taken as they are.
    for (i, piece) in fmt.split('\0').enumerate() {
        if i > 0 {
            out.push(0);
        }
        if piece.is_empty() {
            continue;
        }
        let Ok(c) = std::ffi::CString::new(piece) else { continue };
        let mut size = 1024;
        loop {
            let mut buf = vec![0u8; size];
            // SAFETY: the buffer is as long as said.
            let n = unsafe { libc::strftime(buf.as_mut_ptr() as *mut libc::c_char, size, c.as_ptr(), &m) };
            if n > 0 || size >= 256 * piece.len().max(16) {
                out.push_str(&String::from_utf8_lossy(&buf[..n]));
                break;
            }
            size *= 4;
        }
    }
    Ok(out.finish(vm))
}
fn asc(vm: &Vm, m: &libc::tm) -> Word {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    vm.new_str(&format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        DAYS[(m.tm_wday as usize) % 7],
        MONTHS[(m.tm_mon as usize) % 12],
        m.tm_mday,
        m.tm_hour,
        m.tm_min,
        m.tm_sec,
        m.tm_year as i64 + 1900
    ))
}
fn mktime(vm: &Vm, a: &[Word]) -> R {
    let mut m = to_tm(vm, a[0], "mktime")?;
    m.tm_wday = -1;
    // SAFETY: valid pointer.
    let t = unsafe { libc::mktime(&mut m) };
    if t == -1 && m.tm_wday == -1 {
        return Err(vm.overflow_error("mktime argument out of range"));
    }
    Ok(vm.float(t as f64))
}
fn clock_info(vm: &Vm, a: &[Word]) -> R {
    let name = vm.arg_str(a[0], "get_clock_info", "1")?;
    let (id, text, mono, adj) = match name.as_str() {
        "time" => (libc::CLOCK_REALTIME, "CLOCK_REALTIME", false, true),
        "monotonic" | "perf_counter" => (libc::CLOCK_MONOTONIC, "CLOCK_MONOTONIC", true, false),
        "process_time" => (libc::CLOCK_PROCESS_CPUTIME_ID, "CLOCK_PROCESS_CPUTIME_ID", true, false),
        "thread_time" => (libc::CLOCK_THREAD_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID", true, false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let text = vm.new_str(&format!("clock_gettime({text})"));
    let res = vm.float(resolution(id));
    let ns = namespace_type(vm)?;
    vm.call_kw(
        ns,
        &[],
        &[
            ("implementation", text),
            ("monotonic", Word::bool(mono)),
            ("adjustable", Word::bool(adj)),
            ("resolution", res),
        ],
    )
}
/// `types.SimpleNamespace`, the type of `sys.implementation`.
fn namespace_type(vm: &Vm) -> R {
    let s = vm.dict_get_str(vm.modules.get(), "sys");
    if s.is_null() {
        return Err(vm.not_implemented("time.get_clock_info before sys"));
    }
    let i = vm.getattr_str(s, "implementation")?;
    Ok(vm.type_of(i))
}
fn resolution(id: libc::clockid_t) -> f64 {
    // SAFETY: a plain query.
    unsafe {
        let mut t: libc::timespec = std::mem::zeroed();
        libc::clock_getres(id, &mut t);
        t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9
    }
}
fn clock_id(vm: &Vm, w: Word) -> R<libc::clockid_t> {
    vm.arg_c_int(w)
}

fn zone_constants(vm: &Vm, m: Word) {
    let year = 365 * 24 * 3600i64;
    let now = clock(vm, libc::CLOCK_REALTIME).map_or(0, |n| (n / 1_000_000_000) as i64);
    let t = now / year * year;
    let probe = |s: i64| {
        let t = broken_down(vm, s, true).ok()?;
        // SAFETY: libc's own zone names.
        let z = unsafe { std::ffi::CStr::from_ptr(t.tm_zone) }.to_string_lossy().into_owned();
        Some((-t.tm_gmtoff, z))
    };
    let (Some((jz, jn)), Some((yz, yn))) = (probe(t), probe(t + year / 2)) else { return };
    let ((z, zn), (alt, an)) = if jz < yz { ((yz, yn), (jz, jn)) } else { ((jz, jn), (yz, yn)) };
    vm.module_add(m, "timezone", Word::small(z));
    vm.module_add(m, "altzone", Word::small(alt));
    vm.module_add(m, "daylight", Word::small((jz != yz) as i64));
    let (a, b) = (vm.new_str(&zn), vm.new_str(&an));
    let names = vm.new_tuple(&[a, b]);
    vm.module_add(m, "tzname", names);
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: &[
        FnDef::new("time", "()", time, "Return the current time in seconds since the Epoch."),
        FnDef::new("time_ns", "()", time_ns, "Return the current time in nanoseconds since the Epoch."),
        FnDef::new("monotonic", "()", monotonic, "Monotonic clock, cannot go backward."),
        FnDef::new("monotonic_ns", "()", monotonic_ns, "Monotonic clock, cannot go backward, as nanoseconds."),
        FnDef::new("perf_counter", "()", monotonic, "Performance counter for benchmarking."),
        FnDef::new("perf_counter_ns", "()", monotonic_ns, "Performance counter for benchmarking as nanoseconds."),
        FnDef::new(
            "process_time",
            "()",
            process_time,
            "Process time for profiling: sum of the kernel and user-space CPU time.",
        ),
        FnDef::new("process_time_ns", "()", process_time_ns, ""),
        FnDef::new("thread_time", "()", thread_time, ""),
        FnDef::new("thread_time_ns", "()", thread_time_ns, ""),
        FnDef::new("sleep", "(seconds, /)", sleep, "Delay execution for a given number of seconds."),
        FnDef::new(
            "gmtime",
            "(seconds=None, /)",
            gmtime,
            "Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT).",
        ),
        FnDef::new(
            "localtime",
            "(seconds=None, /)",
            localtime,
            "Convert seconds since the Epoch to a time tuple expressing local time.",
        ),
        FnDef::new(
            "asctime",
            "(tuple=None, /)",
            |vm, a| {
                let m = tm_or_now(vm, a[0], "asctime")?;
                Ok(asc(vm, &m))
            },
            "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.",
        ),
        FnDef::new(
            "ctime",
            "(seconds=None, /)",
            |vm, a| {
                let m = broken_down(vm, when(vm, a[0])?, true)?;
                Ok(asc(vm, &m))
            },
            "Convert a time in seconds since the Epoch to a string in local time.",
        ),
        FnDef::new("mktime", "(tuple, /)", mktime, "Convert a time tuple in local time to seconds since the Epoch."),
        FnDef::new(
            "strftime",
            "(format, tuple=None, /)",
            strftime,
            "Convert a time tuple to a string according to a format specification.",
        ),
        FnDef::new(
            "strptime",
            "(*args)",
            |vm, a| {
                let m = vm.import_module("_strptime")?;
                let f = vm.getattr_str(m, "_strptime_time")?;
                let v = vm.to_vec(a[0])?;
                vm.call(f, &v)
            },
            "Parse a string to a time tuple according to a format specification.",
        ),
        FnDef::new("get_clock_info", "(name, /)", clock_info, ""),
        FnDef::new("clock_gettime", "(clk_id, /)", |vm, a| Ok(vm.float(seconds(clock(vm, clock_id(vm, a[0])?)?))), ""),
        FnDef::new("clock_gettime_ns", "(clk_id, /)", |vm, a| Ok(vm.int_i128(clock(vm, clock_id(vm, a[0])?)?)), ""),
        FnDef::new("clock_getres", "(clk_id, /)", |vm, a| Ok(vm.float(resolution(clock_id(vm, a[0])?))), ""),
        FnDef::new(
            "tzset",
            "()",
            |vm, _| {
                unsafe extern "C" {
                    fn tzset();
                }
                // SAFETY: reads the environment.
                unsafe { tzset() };
                let m = vm.dict_get_str(vm.modules.get(), "time");
                if !m.is_null() {
                    zone_constants(vm, m);
                }
                Ok(Word::NONE)
            },
            "",
        ),
    ],
    init: |vm, m| {
        let t = vm.seq_type(&STRUCT_TIME);
        vm.module_add(m, "struct_time", t);
        vm.module_add(m, "_STRUCT_TM_ITEMS", Word::small(11));
        for (n, v) in [
            ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
            ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
            ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
            ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
            ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
            ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
            ("CLOCK_TAI", libc::CLOCK_TAI),
        ] {
            vm.module_add(m, n, Word::small(v as i64));
        }
        zone_constants(vm, m);
        Ok(())
    },
};
