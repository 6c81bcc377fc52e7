//! Prints the code objects of source files as JSON, one file a line, for
//! comparison with another compiler (see `tools/oracle.py`).

use std::fmt::Write as _;
use std::io::Write as _;

use taipan_syntax::{Code, Const, Mode, Options, SyntaxErr, compile, decode_source};

fn text(out: &mut String, s: &str) {
    out.push('"');
    for c in s.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 || (c as u32) >= 0x7f => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn list<T>(out: &mut String, items: &[T], mut f: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        f(out, item);
    }
    out.push(']');
}

fn hex(out: &mut String, bytes: &[u8]) {
    for b in bytes {
        let _ = write!(out, "{b:02x}");
    }
}

fn constant(out: &mut String, value: &Const) {
    match value {
        Const::None => out.push_str("[\"n\"]"),
        Const::Ellipsis => out.push_str("[\"e\"]"),
        Const::Bool(b) => {
            let _ = write!(out, "[\"B\",{}]", u8::from(*b));
        }
        Const::Int(i) => {
            let _ = write!(out, "[\"i\",\"{i:x}\"]");
        }
        Const::Float(f) => {
            let _ = write!(out, "[\"f\",\"{:016x}\"]", f.to_bits());
        }
        Const::Complex(a, b) => {
            let _ = write!(out, "[\"c\",\"{:016x}\",\"{:016x}\"]", a.to_bits(), b.to_bits());
        }
        Const::Str(s) => {
            out.push_str("[\"s\",");
            text(out, s);
            out.push(']');
        }
        Const::StrSurrogates(points) => {
            out.push_str("[\"u\",");
            list(out, points, |out, p| {
                let _ = write!(out, "{p}");
            });
            out.push(']');
        }
        Const::Bytes(b) => {
            out.push_str("[\"b\",\"");
            hex(out, b);
            out.push_str("\"]");
        }
        Const::Tuple(v) => {
            out.push_str("[\"t\",");
            list(out, v, constant);
            out.push(']');
        }
        Const::FrozenSet(v) => {
            out.push_str("[\"F\",");
            list(out, v, constant);
            out.push(']');
        }
        Const::Slice(v) => {
            out.push_str("[\"S\",");
            list(out, &v[..], constant);
            out.push(']');
        }
        Const::Code(c) => code(out, c),
    }
}

fn code(out: &mut String, c: &Code) {
    out.push_str("{\"name\":");
    text(out, &c.name);
    out.push_str(",\"qualname\":");
    text(out, &c.qualname);
    let _ = write!(
        out,
        ",\"flags\":{},\"argcount\":{},\"posonly\":{},\"kwonly\":{},\"stacksize\":{},\"firstlineno\":{}",
        c.flags, c.argcount, c.posonlyargcount, c.kwonlyargcount, c.stacksize, c.firstlineno
    );
    out.push_str(",\"code\":\"");
    for unit in &c.units {
        hex(out, &unit.to_le_bytes());
    }
    out.push_str("\",\"linetable\":\"");
    hex(out, &c.linetable);
    out.push_str("\",\"exctable\":\"");
    hex(out, &c.exceptiontable);
    out.push_str("\",\"kinds\":\"");
    hex(out, &c.localspluskinds);
    out.push_str("\",\"names\":");
    list(out, &c.names, |o, s| text(o, s));
    out.push_str(",\"localsplus\":");
    list(out, &c.localsplusnames, |o, s| text(o, s));
    out.push_str(",\"consts\":");
    list(out, &c.consts, constant);
    out.push('}');
}

fn error(out: &mut String, e: &SyntaxErr) {
    out.push_str("{\"error\":");
    text(out, &format!("{:?}", e.kind));
    out.push_str(",\"msg\":");
    text(out, &e.msg);
    let _ = write!(
        out,
        ",\"at\":[{},{},{},{}]}}",
        e.lineno.unwrap_or(0),
        e.offset.unwrap_or(0),
        e.end_lineno.unwrap_or(0),
        e.end_offset.unwrap_or(0)
    );
}

fn main() {
    let mut optimize = 0;
    let mut listing = false;
    let mut warnings = false;
    for path in std::env::args().skip(1) {
        match path.as_str() {
            "-O" => optimize = 1,
            "-OO" => optimize = 2,
            "-l" => listing = true,
            "-w" => warnings = true,
            _ => {
                let bytes = std::fs::read(&path).unwrap_or_default();
                let options = Options { optimize, ..Options::default() };
                let result = decode_source(&bytes).and_then(|s| compile(&s, &path, Mode::Exec, &options));
                let mut out = String::new();
                match &result {
                    Ok(done) if listing => out = taipan_syntax::bytecode::listing(&done.code, ""),
                    Ok(done) if warnings => {
                        for w in &done.warnings {
                            let _ = writeln!(out, "{path}:{}: {}", w.lineno, w.message);
                        }
                    }
                    Ok(done) => code(&mut out, &done.code),
                    Err(e) => error(&mut out, e),
                }
                let _ = writeln!(std::io::stdout().lock(), "{}", out.trim_end_matches('\n'));
            }
        }
    }
}
