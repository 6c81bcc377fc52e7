//! Code objects as bytes, for caches of compiled files.
//!
//! Numbers are in base 128, low digits first; texts and tables have their length before them. The file name is not kept: who
//! reads knows where the file lies now. What is read is never trusted: anything odd makes the whole nothing.

use num_bigint::BigInt;

use super::{Code, Const};

/// The bytes of a code object and all inside of it.
pub fn pack(code: &Code) -> Vec<u8> {
    let mut out = Writer(Vec::with_capacity(1 << 14));
    out.code(code);
    out.0
}

/// The code object of `bytes`, compiled from the file `filename`; None if they are not what [`pack`] writes.
pub fn unpack(bytes: &[u8], filename: &str) -> Option<Code> {
    let mut r = Reader { bytes, filename };
    let code = r.code(0)?;
    r.bytes.is_empty().then_some(code)
}

/// Constants inside of constants, code inside of code.
const DEEPEST: usize = 400;

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }
    fn bytes(&mut self, b: &[u8]) {
        self.number(b.len() as u64);
        self.0.extend_from_slice(b);
    }
    fn texts(&mut self, v: &[String]) {
        self.number(v.len() as u64);
        for s in v {
            self.bytes(s.as_bytes());
        }
    }
    fn code(&mut self, c: &Code) {
        self.bytes(c.name.as_bytes());
        self.bytes(c.qualname.as_bytes());
        for n in [c.flags, c.argcount, c.posonlyargcount, c.kwonlyargcount, c.stacksize, c.firstlineno] {
            self.number(n.into());
        }
        self.number(c.units.len() as u64);
        for u in &c.units {
            self.0.extend_from_slice(&u.to_le_bytes());
        }
        self.constants(&c.consts);
        self.texts(&c.names);
        self.texts(&c.localsplusnames);
        self.bytes(&c.localspluskinds);
        self.bytes(&c.linetable);
        self.bytes(&c.exceptiontable);
    }
    fn constants(&mut self, v: &[Const]) {
        self.number(v.len() as u64);
        for c in v {
            self.constant(c);
        }
    }
    fn constant(&mut self, c: &Const) {
        let mut tag = |b: u8| self.0.push(b);
        match c {
            Const::None => tag(b'N'),
            Const::Ellipsis => tag(b'.'),
            Const::Bool(true) => tag(b'T'),
            Const::Bool(false) => tag(b'F'),
            Const::Int(i) => {
                tag(b'i');
                self.bytes(&i.to_signed_bytes_le());
            }
            Const::Float(f) => {
                tag(b'f');
                self.0.extend_from_slice(&f.to_bits().to_le_bytes());
            }
            Const::Complex(re, im) => {
                tag(b'j');
                self.0.extend_from_slice(&re.to_bits().to_le_bytes());
                self.0.extend_from_slice(&im.to_bits().to_le_bytes());
            }
            Const::Str(s) => {
                tag(b's');
                self.bytes(s.as_bytes());
            }
            Const::StrSurrogates(v) => {
                tag(b'u');
                self.number(v.len() as u64);
                v.iter().for_each(|c| self.number((*c).into()));
            }
            Const::Bytes(b) => {
                tag(b'b');
                self.bytes(b);
            }
            Const::Tuple(v) => {
                tag(b't');
                self.constants(v);
            }
            Const::FrozenSet(v) => {
                tag(b'z');
                self.constants(v);
            }
            Const::Slice(v) => {
                tag(b':');
                self.constants(&v[..]);
            }
            Const::Code(c) => {
                tag(b'c');
                self.code(c);
            }
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    filename: &'a str,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }
    fn number(&mut self) -> Option<u64> {
        let (mut n, mut shift) = (0u64, 0);
        loop {
            let b = self.byte()?;
            n |= u64::from(b & 0x7f).checked_shl(shift)?;
            if b < 0x80 {
                return Some(n);
            }
            shift += 7;
        }
    }
    fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }
    /// A length of things that are at least a byte each.
    fn length(&mut self) -> Option<usize> {
        let n = usize::try_from(self.number()?).ok()?;
        (n <= self.bytes.len()).then_some(n)
    }
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.bytes.split_at_checked(n)?;
        self.bytes = rest;
        Some(head)
    }
    fn raw(&mut self) -> Option<&'a [u8]> {
        let n = self.length()?;
        self.take(n)
    }
    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.raw()?).ok()
    }
    fn texts(&mut self) -> Option<Vec<String>> {
        let n = self.length()?;
        (0..n).map(|_| self.text().map(str::to_string)).collect()
    }
    fn float(&mut self) -> Option<f64> {
        Some(f64::from_bits(u64::from_le_bytes(self.take(8)?.try_into().ok()?)))
    }
    fn code(&mut self, depth: usize) -> Option<Code> {
        if depth > DEEPEST {
            return None;
        }
        Some(Code {
            name: self.text()?.into(),
            qualname: self.text()?.into(),
            filename: self.filename.into(),
            flags: self.small()?,
            argcount: self.small()?,
            posonlyargcount: self.small()?,
            kwonlyargcount: self.small()?,
            stacksize: self.small()?,
            firstlineno: self.small()?,
            units: {
                let n = self.length()?;
                let pairs = self.take(n.checked_mul(2)?)?.chunks_exact(2);
                pairs.map(|p| u16::from_le_bytes([p[0], p[1]])).collect()
            },
            consts: self.constants(depth)?,
            names: self.texts()?,
            localsplusnames: self.texts()?,
            localspluskinds: self.raw()?.into(),
            linetable: self.raw()?.into(),
            exceptiontable: self.raw()?.into(),
        })
    }
    fn constants(&mut self, depth: usize) -> Option<Vec<Const>> {
        let n = self.length()?;
        (0..n).map(|_| self.constant(depth + 1)).collect()
    }
    fn constant(&mut self, depth: usize) -> Option<Const> {
        if depth > DEEPEST {
            return None;
        }
        Some(match self.byte()? {
            b'N' => Const::None,
            b'.' => Const::Ellipsis,
            b'T' => Const::Bool(true),
            b'F' => Const::Bool(false),
            b'i' => Const::Int(BigInt::from_signed_bytes_le(self.raw()?)),
            b'f' => Const::Float(self.float()?),
            b'j' => Const::Complex(self.float()?, self.float()?),
            b's' => Const::Str(self.text()?.into()),
            b'u' => {
                let n = self.length()?;
                Const::StrSurrogates((0..n).map(|_| self.small()).collect::<Option<_>>()?)
            }
            b'b' => Const::Bytes(self.raw()?.into()),
            b't' => Const::Tuple(self.constants(depth)?),
            b'z' => Const::FrozenSet(self.constants(depth)?),
            b':' => Const::Slice(Box::new(self.constants(depth)?.try_into().ok()?)),
            b'c' => Const::Code(Box::new(self.code(depth)?)),
            _ => return None,
        })
    }
}
