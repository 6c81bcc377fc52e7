//! The events of PEP 669, in one table.

macro_rules! events {
    ($($name:ident = $n:literal),* $(,)?) => {
        $( pub const $name: usize = $n; )*
        /// Names by number.
        pub const NAMES: &[(&str, usize)] = &[$((stringify!($name), $n)),*];
    };
}
events! {
    PY_START = 0, PY_RESUME = 1, PY_RETURN = 2, PY_YIELD = 3, CALL = 4, LINE = 5, INSTRUCTION = 6, JUMP = 7,
    BRANCH_LEFT = 8, BRANCH_RIGHT = 9, STOP_ITERATION = 10, RAISE = 11, EXCEPTION_HANDLED = 12, PY_UNWIND = 13,
    PY_THROW = 14, RERAISE = 15, C_RETURN = 16, C_RAISE = 17, BRANCH = 18,
}
/// Events with a callback of their own (BRANCH is an alias).
pub const COUNT: usize = 18;
/// Events that belong to a place in the code: they can be switched on for one code object and
/// disabled place by place.
pub const LOCAL_COUNT: usize = 11;
/// A set of events.
pub type Set = u32;
pub const fn bit(event: usize) -> Set {
    1 << event
}
/// The events of exceptions, which belong to no place.
pub const EXCEPTIONS: Set = bit(RAISE) | bit(EXCEPTION_HANDLED) | bit(PY_UNWIND) | bit(PY_THROW) | bit(RERAISE);
/// Those that come only with CALL.
pub const C_EVENTS: Set = bit(C_RETURN) | bit(C_RAISE);
/// Tools by number: 0-5 are anyone's, 6 is setprofile, 7 is settrace.
pub const TOOLS: usize = 8;
pub const PROFILE_TOOL: usize = 6;
pub const TRACE_TOOL: usize = 7;
