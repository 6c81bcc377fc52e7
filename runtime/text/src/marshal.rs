//! The tokens of `marshal` (version 5): what stands in the stream, without building objects.
//!
//! A container is announced with its size (or, for dicts, ended by [`Token::Null`]); its items follow as tokens. The flag
//! that asks a reader to remember an object for [`Token::Ref`] is reported, keeping the list is the caller's.

use crate::complex::Complex;
use crate::error::{Error, Kind, Result};
use crate::float::parse_bytes as parse_float;
use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// `marshal.version`
pub const VERSION: i32 = 5;
const FLAG_REF: u8 = 0x80;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// Ends a dict.
    Null,
    None,
    False,
    True,
    Ellipsis,
    StopIteration,
    Int(i32),
    Long(BigInt),
    Float(f64),
    Complex(Complex),
    Bytes(Vec<u8>),
    /// Text and whether it is interned.
    Str(Vec<u32>, bool),
    Tuple(usize),
    List(usize),
    Dict,
    Set(usize),
    FrozenSet(usize),
    /// Start, stop and step follow.
    Slice,
    /// The fields of a code object follow.
    Code,
    /// An object remembered before, by its number.
    Ref(usize),
}

/// Reads tokens from bytes.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

fn short() -> Error {
    Error::new(Kind::EOFError, "marshal data too short")
}

fn bad(what: &str) -> Error {
    Error::value(format!("bad marshal data ({what})"))
}

impl<'a> Reader<'a> {
    /// Begins at the first byte.
    pub fn new(data: &'a [u8]) -> Reader<'a> {
        Reader { data, at: 0 }
    }

    /// How many bytes have been read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The next `n` bytes; `EOFError: marshal data too short`.
    pub fn bytes(&mut self, n: usize) -> Result<&'a [u8]> {
        let end = self.at.checked_add(n).ok_or_else(short)?;
        let b = self.data.get(self.at..end).ok_or_else(short)?;
        self.at = end;
        Ok(b)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.bytes(1)?[0])
    }

    /// A 16-bit integer, little-endian.
    pub fn i16(&mut self) -> Result<i16> {
        let b = self.bytes(2)?;
        Ok(i16::from_le_bytes([b[0], b[1]]))
    }

    /// A 32-bit integer, little-endian.
    pub fn i32(&mut self) -> Result<i32> {
        let b = self.bytes(4)?;
        Ok(i32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn f64(&mut self) -> Result<f64> {
        let b = self.bytes(8)?;
        Ok(f64::from_le_bytes(std::array::from_fn(|i| b[i])))
    }

    fn float_text(&mut self) -> Result<f64> {
        let n = self.byte()?;
        parse_float(self.bytes(usize::from(n))?)
    }

    fn size(&mut self, what: &str) -> Result<usize> {
        usize::try_from(self.i32()?).map_err(|_| bad(&format!("{what} size out of range")))
    }

    fn long(&mut self) -> Result<BigInt> {
        let n = self.i32()?;
        if n == i32::MIN {
            return Err(bad("long size out of range"));
        }
        let mut v: Vec<u8> = Vec::new();
        for i in 0..n.unsigned_abs() {
            let d = self.i16()?;
            if d < 0 {
                return Err(bad("digit out of range in long"));
            }
            if d == 0 && i + 1 == n.unsigned_abs() {
                return Err(bad("unnormalized long data"));
            }
            v.extend((0..15).map(|k| (d >> k & 1) as u8));
        }
        let sign = if n < 0 { Sign::Minus } else { Sign::Plus };
        Ok(BigInt::from_radix_le(sign, &v, 2).unwrap_or_default())
    }

    fn ascii(&mut self, n: usize, interned: bool) -> Result<Token> {
        Ok(Token::Str(self.bytes(n)?.iter().map(|&b| u32::from(b)).collect(), interned))
    }

    /// The next token and whether it is to be remembered. Errors: `EOFError: EOF read where object expected`,
    /// `marshal data too short`, `ValueError: bad marshal data (unknown type code)` and the like. Invalid UTF-8 is
    /// `bad marshal data (string size out of range)`.
    pub fn token(&mut self) -> Result<(Token, bool)> {
        let eof = || Error::new(Kind::EOFError, "EOF read where object expected");
        let code = *self.data.get(self.at).ok_or_else(eof)?;
        self.at += 1;
        let token = match code & !FLAG_REF {
            b'0' => Token::Null,
            b'N' => Token::None,
            b'F' => Token::False,
            b'T' => Token::True,
            b'.' => Token::Ellipsis,
            b'S' => Token::StopIteration,
            b'i' => Token::Int(self.i32()?),
            b'l' => Token::Long(self.long()?),
            b'g' => Token::Float(self.f64()?),
            b'f' => Token::Float(self.float_text()?),
            b'y' => Token::Complex(Complex::new(self.f64()?, self.f64()?)),
            b'x' => Token::Complex(Complex::new(self.float_text()?, self.float_text()?)),
            b's' => {
                let n = self.size("bytes object")?;
                Token::Bytes(self.bytes(n)?.to_vec())
            }
            c @ (b'z' | b'Z') => {
                let n = self.byte()?;
                self.ascii(usize::from(n), c == b'Z')?
            }
            c @ (b'a' | b'A') => {
                let n = self.size("string")?;
                self.ascii(n, c == b'A')?
            }
            c @ (b'u' | b't') => {
                let n = self.size("string")?;
                let mut errors = crate::codecs::DecodeErrors::<()>::SurrogatePass;
                let text = crate::codecs::utf8::decode(self.bytes(n)?, &mut errors, true);
                let (text, _) = text.map_err(|_| bad("string size out of range"))?;
                Token::Str(text, c == b't')
            }
            b')' => Token::Tuple(usize::from(self.byte()?)),
            b'(' => Token::Tuple(self.size("tuple")?),
            b'[' => Token::List(self.size("list")?),
            b'{' => Token::Dict,
            b'<' => Token::Set(self.size("set")?),
            b'>' => Token::FrozenSet(self.size("set")?),
            b':' => Token::Slice,
            b'c' => Token::Code,
            b'r' => Token::Ref(usize::try_from(self.i32()?).map_err(|_| bad("invalid reference"))?),
            _ => return Err(bad("unknown type code")),
        };
        Ok((token, code & FLAG_REF != 0))
    }
}

/// Appends a 32-bit integer, little-endian.
pub fn write_i32(v: i32, out: &mut Vec<u8>) {
    out.extend(v.to_le_bytes());
}

fn write_size(n: usize, out: &mut Vec<u8>) -> Result<()> {
    let n = i32::try_from(n).map_err(|_| Error::value("unmarshallable object"))?;
    write_i32(n, out);
    Ok(())
}

/// Appends `int`: 32 bits, or digits of 15 bits.
pub fn write_int(n: &BigInt, remember: bool, out: &mut Vec<u8>) -> Result<()> {
    let flag = if remember { FLAG_REF } else { 0 };
    if let Some(v) = n.to_i32() {
        out.push(b'i' | flag);
        write_i32(v, out);
        return Ok(());
    }
    out.push(b'l' | flag);
    let bits = n.bits();
    let count = i32::try_from(bits.div_ceil(15)).map_err(|_| Error::value("unmarshallable object"))?;
    write_i32(if n.sign() == Sign::Minus { -count } else { count }, out);
    let digits = n.magnitude().to_u64_digits();
    for i in 0..bits.div_ceil(15) {
        let bit = 15 * i;
        let at = (bit / 64) as usize;
        let word = |k: usize| u128::from(digits.get(k).copied().unwrap_or(0));
        let d = (word(at) | word(at + 1) << 64) >> (bit % 64);
        out.extend(((d & 0x7fff) as u16).to_le_bytes());
    }
    Ok(())
}

/// Appends a token; `remember` sets the flag. Sizes beyond 31 bits are `ValueError: unmarshallable object`.
pub fn write(token: &Token, remember: bool, out: &mut Vec<u8>) -> Result<()> {
    let flag = if remember { FLAG_REF } else { 0 };
    let sized = |code: u8, n: usize, out: &mut Vec<u8>| {
        out.push(code | flag);
        write_size(n, out)
    };
    match token {
        Token::Null => out.push(b'0'),
        Token::None => out.push(b'N'),
        Token::False => out.push(b'F'),
        Token::True => out.push(b'T'),
        Token::Ellipsis => out.push(b'.'),
        Token::StopIteration => out.push(b'S'),
        Token::Int(v) => {
            out.push(b'i' | flag);
            write_i32(*v, out);
        }
        Token::Long(n) => write_int(n, remember, out)?,
        Token::Float(v) => {
            out.push(b'g' | flag);
            out.extend(v.to_le_bytes());
        }
        Token::Complex(z) => {
            out.push(b'y' | flag);
            out.extend(z.real.to_le_bytes());
            out.extend(z.imag.to_le_bytes());
        }
        Token::Bytes(b) => {
            sized(b's', b.len(), out)?;
            out.extend(b);
        }
        Token::Str(text, interned) if text.iter().all(|&c| c < 128) => {
            if let Ok(n) = u8::try_from(text.len()) {
                out.extend([if *interned { b'Z' } else { b'z' } | flag, n]);
            } else {
                sized(if *interned { b'A' } else { b'a' }, text.len(), out)?;
            }
            out.extend(text.iter().map(|&c| c as u8));
        }
        Token::Str(text, interned) => {
            let mut errors = crate::codecs::EncodeErrors::<()>::SurrogatePass;
            let b = crate::codecs::utf8::encode(text, &mut errors).unwrap_or_default();
            sized(if *interned { b't' } else { b'u' }, b.len(), out)?;
            out.extend(b);
        }
        Token::Tuple(n) => match u8::try_from(*n) {
            Ok(n) => out.extend([b')' | flag, n]),
            Err(_) => sized(b'(', *n, out)?,
        },
        Token::List(n) => sized(b'[', *n, out)?,
        Token::Dict => out.push(b'{' | flag),
        Token::Set(n) => sized(b'<', *n, out)?,
        Token::FrozenSet(n) => sized(b'>', *n, out)?,
        Token::Slice => out.push(b':' | flag),
        Token::Code => out.push(b'c' | flag),
        Token::Ref(n) => {
            out.push(b'r');
            write_size(*n, out)?;
        }
    }
    Ok(())
}
