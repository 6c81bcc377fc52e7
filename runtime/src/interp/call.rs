//! Calls of Python functions: binding arguments to a new frame.

use super::FRAME_HEADER;
use super::dispatch;
use super::frame::*;
use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use taipan_syntax::bytecode::flags;

impl Vm {
    /// Calls a function written in Python from native code.
    pub fn call_function(&self, f: Word, args: &Args) -> R {
        self.run_function(f, args, Word::NULL)
    }
    /// Runs the function's code; `locals` is the namespace of class and module code.
    pub fn run_function(&self, f: Word, args: &Args, locals: Word) -> R {
        let _g = self.enter_native("")?;
        let cur = &self.state.cur;
        if cur.depth.get() <= 0 {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let old_fp = cur.fp.get();
        let old_top = cur.top.get();
        // SAFETY: the new frame lies above everything in use; words on it are covered by `top`
        // until the frame is complete, and by `fp` from then on.
        unsafe {
            let mut base = cur.data_top();
            if base.is_null() {
                base = self.th().stack_base;
            }
            let fo = &*(f.ptr() as *const FunctionObj);
            let code = &*(fo.code.get().ptr() as *const CodeObj);
            let nfp = base.add(3);
            if nfp.add(code.framesize as usize + 64) > cur.limit.get() || cur.depth.get() <= 0 {
                return Err(self.recursion_error("maximum recursion depth exceeded"));
            }
            let result = base.add(1);
            *(base as *mut *const u32) = cur.ip.get();
            *result = f;
            *nfp.sub(1) = f;
            self.bind(fo, code, nfp, args)?;
            init_header(code, nfp, dispatch::halt_address(), old_fp, result);
            *header(nfp).add(H_LOCALS) = locals;
            cur.depth.set(cur.depth.get() - 1);
            cur.fp.set(nfp);
            cur.top.set(old_top);
            let sp = header(nfp).add(FRAME_HEADER);
            let r = dispatch::run(self, code.entry.get(), sp, nfp);
            cur.fp.set(old_fp);
            cur.ip.set(*(base as *mut *const u32));
            r
        }
    }

    /// Binds arguments to the local slots of a frame at `nfp` (PEP 3102, 570; texts as CPython's).
    /// Leaves `Current::top` as it was.
    ///
    /// # Safety
    /// `nfp` lies in the data stack with room for the code's frame.
    pub(crate) unsafe fn bind(&self, f: &FunctionObj, code: &CodeObj, nfp: *mut Word, args: &Args) -> R<()> {
        let cur = &self.state.cur;
        let old_top = cur.top.get();
        let n = code.nlocals as usize;
        let d = &code.data;
        let pos = args.positional();
        if code.simple_args as usize == args.words.len() && args.names.is_null() {
            for (i, w) in pos.iter().enumerate() {
                *nfp.add(i) = *w;
            }
            for i in pos.len()..n {
                *nfp.add(i) = Word::NULL;
            }
            return Ok(());
        }
        for i in 0..n {
            *nfp.add(i) = Word::NULL;
        }
        cur.top.set(nfp.add(code.framesize as usize));
        let argc = d.argcount as usize;
        let kwonly = d.kwonly as usize;
        let total = argc + kwonly;
        let direct = pos.len().min(argc);
        for (i, w) in pos[..direct].iter().enumerate() {
            *nfp.add(i) = *w;
        }
        let mut at = total;
        if code.flags & flags::VARARGS != 0 {
            *nfp.add(at) = self.new_tuple(&pos[direct..]);
            at += 1;
        }
        let kwdict = if code.flags & flags::VARKEYWORDS != 0 {
            let w = self.new_dict();
            *nfp.add(at) = w;
            w
        } else {
            Word::NULL
        };
        let r = self.bind_rest(f, code, nfp, args, kwdict, pos.len(), direct);
        cur.top.set(old_top);
        r
    }

    #[allow(clippy::too_many_arguments)]
    unsafe fn bind_rest(
        &self,
        f: &FunctionObj,
        code: &CodeObj,
        nfp: *mut Word,
        args: &Args,
        kwdict: Word,
        given: usize,
        direct: usize,
    ) -> R<()> {
        let d = &code.data;
        let (argc, posonly, kwonly) = (d.argcount as usize, d.posonly as usize, d.kwonly as usize);
        let total = argc + kwonly;
        let qual = || to_string_lossy(f.qualname.get());
        let mut posonly_kw: Vec<String> = vec![];
        for (name, value) in args.keywords() {
            if !name.is_kind(Kind::Str) {
                return Err(self.type_error("keywords must be strings"));
            }
            let name = self.intern_word(name);
            match (posonly..total).find(|&i| code.local_name(i) == name) {
                Some(i) => {
                    if !(*nfp.add(i)).is_null() {
                        return Err(self.type_error(format!(
                            "{}() got multiple values for argument '{}'",
                            qual(),
                            to_string_lossy(name)
                        )));
                    }
                    *nfp.add(i) = value;
                }
                None if !kwdict.is_null() => self.dict_set(kwdict, name, value)?,
                None => {
                    if (0..posonly).any(|i| code.local_name(i) == name) {
                        posonly_kw.push(to_string_lossy(name));
                        continue;
                    }
                    let mut text =
                        format!("{}() got an unexpected keyword argument '{}'", qual(), to_string_lossy(name));
                    let names: Vec<String> = (posonly..total).map(|i| to_string_lossy(code.local_name(i))).collect();
                    if let Some(s) = suggestion(&to_string_lossy(name), &names) {
                        text.push_str(&format!(". Did you mean '{s}'?"));
                    }
                    return Err(self.type_error(text));
                }
            }
        }
        if !posonly_kw.is_empty() {
            return Err(self.type_error(format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                qual(),
                posonly_kw.join(", ")
            )));
        }
        let defaults = f.defaults.get();
        let ndef = defaults.get::<TupleObj>().map_or(0, |t| t.len());
        if given > argc && code.flags & flags::VARARGS == 0 {
            let kwgiven = (argc..total).filter(|&i| !(*nfp.add(i)).is_null()).count();
            let s = |n: usize| if n == 1 { "" } else { "s" };
            let takes = if ndef > 0 {
                format!("from {} to {argc} positional arguments", argc - ndef)
            } else {
                format!("{argc} positional argument{}", s(argc))
            };
            let got = if kwgiven > 0 {
                format!(
                    "{given} positional argument{} (and {kwgiven} keyword-only argument{}) were",
                    s(given),
                    s(kwgiven)
                )
            } else {
                format!("{given} {}", if given == 1 { "was" } else { "were" })
            };
            return Err(self.type_error(format!("{}() takes {takes} but {got} given", qual())));
        }
        if direct < argc {
            let first = argc - ndef;
            let missing: Vec<String> = (direct..first)
                .filter(|&i| (*nfp.add(i)).is_null())
                .map(|i| format!("'{}'", to_string_lossy(code.local_name(i))))
                .collect();
            if !missing.is_empty() {
                return Err(self.type_error(missing_text(&qual(), "positional", &missing)));
            }
            if let Some(t) = defaults.get::<TupleObj>() {
                for i in direct.max(first)..argc {
                    if (*nfp.add(i)).is_null() {
                        *nfp.add(i) = t.items()[i - first];
                    }
                }
            }
        }
        if kwonly > 0 {
            let mut missing = vec![];
            for i in argc..total {
                if (*nfp.add(i)).is_null() {
                    let name = code.local_name(i);
                    let v = match f.kwdefaults.get().get::<DictObj>() {
                        Some(k) => self.dict_get_interned(k, name),
                        None => Word::NULL,
                    };
                    if v.is_null() {
                        missing.push(format!("'{}'", to_string_lossy(name)));
                    } else {
                        *nfp.add(i) = v;
                    }
                }
            }
            if !missing.is_empty() {
                return Err(self.type_error(missing_text(&qual(), "keyword-only", &missing)));
            }
        }
        Ok(())
    }

    /// A function object.
    pub fn new_function(&self, code: Word, globals: Word) -> Word {
        let n = (size_of::<FunctionObj>() - 8) / 8;
        let w = self.alloc_words_kind(Kind::Function, self.shape_of_type(self.types.function.get()), n);
        let (Some(f), Some(c)) = (w.get::<FunctionObj>(), code.get::<CodeObj>()) else {
            return w;
        };
        let h = &f.hdr;
        f.code.set(h, code);
        f.globals.set(h, globals);
        let b = globals.get::<DictObj>().map_or(Word::NULL, |g| self.dict_get_interned(g, self.names.builtins.get()));
        let b = if let Some(m) = b.native::<ModuleObj>() { m.dict.get() } else { b };
        f.builtins.set(h, if b.is_kind(Kind::Dict) { b } else { self.builtins.get() });
        f.name.set(h, c.data.name.get());
        f.qualname.set(h, c.data.qualname.get());
        f.version.set(0);
        let doc = if c.flags & flags::HAS_DOCSTRING != 0 {
            c.data.consts.get().get::<TupleObj>().and_then(|t| t.items().first().copied()).unwrap_or(Word::NONE)
        } else {
            Word::NONE
        };
        f.doc.set(h, doc);
        let m = globals.get::<DictObj>().map_or(Word::NULL, |g| self.dict_get_interned(g, self.names.name.get()));
        f.module.set(h, m.or(Word::NONE));
        w
    }
    /// Runs module or class code in the given namespaces.
    pub fn exec_code(&self, code: Word, globals: Word, locals: Word) -> R {
        if let Some(g) = globals.get::<DictObj>()
            && self.dict_get_interned(g, self.names.builtins.get()).is_null()
        {
            self.dict_set(globals, self.names.builtins.get(), self.builtins.get())?;
        }
        let f = self.new_function(code, globals);
        self.run_function(f, &Args::EMPTY, locals)
    }
}

/// Writes a frame header with no frame object and no namespace.
///
/// # Safety
/// `fp` is a frame with room; its function is in place.
pub(crate) unsafe fn init_header(code: &CodeObj, fp: *mut Word, ret: *const u32, old: *mut Word, result: *mut Word) {
    let h = fp.add(code.nlocals as usize);
    *h.add(H_RET) = Word(ret as u64);
    *h.add(H_FP) = Word(old as u64);
    *h.add(H_RESULT) = Word(result as u64);
    *h.add(H_LOCALS) = Word::NULL;
    *h.add(H_FRAME) = Word::NULL;
    *h.add(H_NATIVE) = super::compiled::to_interpreter();
}

fn missing_text(qual: &str, kind: &str, missing: &[String]) -> String {
    let n = missing.len();
    let list = match missing {
        [a] => a.clone(),
        [a, b] => format!("{a} and {b}"),
        _ => format!("{}, and {}", missing[..n - 1].join(", "), missing[n - 1]),
    };
    format!("{qual}() missing {n} required {kind} argument{}: {list}", if n == 1 { "" } else { "s" })
}

/// The best of `names` for a misspelt `word`, as CPython suggests them: weighted edit distance,
/// at most a third of the combined length.
pub fn suggestion(word: &str, names: &[String]) -> Option<String> {
    const MOVE: usize = 2;
    const CASE: usize = 1;
    if word.chars().count() > 40 || names.len() > 750 {
        return None;
    }
    fn cost(a: char, b: char) -> usize {
        if a == b {
            0
        } else if a.eq_ignore_ascii_case(&b) {
            CASE
        } else {
            MOVE
        }
    }
    fn distance(a: &str, b: &str, max: usize) -> usize {
        if a == b {
            return 0;
        }
        let mut x: Vec<char> = a.chars().collect();
        let mut y: Vec<char> = b.chars().collect();
        while !x.is_empty() && x.first() == y.first() {
            x.remove(0);
            y.remove(0);
        }
        while !x.is_empty() && x.last() == y.last() {
            x.pop();
            y.pop();
        }
        if x.is_empty() || y.is_empty() {
            return (x.len() + y.len()) * MOVE;
        }
        if y.len() < x.len() {
            std::mem::swap(&mut x, &mut y);
        }
        if (y.len() - x.len()) * MOVE > max {
            return max + 1;
        }
        let mut row: Vec<usize> = (1..=x.len()).map(|i| i * MOVE).collect();
        let mut result = 0;
        for (bi, &bc) in y.iter().enumerate() {
            let mut dist = bi * MOVE;
            result = dist;
            let mut min = usize::MAX;
            for (i, &ac) in x.iter().enumerate() {
                let sub = dist + cost(bc, ac);
                dist = row[i];
                let ins = result.min(dist) + MOVE;
                result = ins.min(sub);
                row[i] = result;
                min = min.min(result);
            }
            if min > max {
                return max + 1;
            }
        }
        result
    }
    let mut best: Option<(usize, &String)> = None;
    let mut max_seen = usize::MAX;
    for n in names {
        if n == word {
            continue;
        }
        let max = ((n.chars().count() + word.chars().count() + 3) * MOVE / 6).min(max_seen.saturating_sub(1));
        let d = distance(word, n, max);
        if d > max {
            continue;
        }
        if best.is_none_or(|b| d < b.0) {
            best = Some((d, n));
            max_seen = d;
        }
    }
    best.map(|b| b.1.clone())
}
