//! One value of `struct`: to bytes and back.

use super::format::{Item, error};
use crate::complex::Complex;
use crate::error::{Error, Result};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// A value as the caller has it (packing) or gets it (unpacking).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Any integer code; also what `__index__` gave.
    Int(i128),
    /// For packing: an integer beyond 128 bits, which fits nowhere.
    Huge(BigInt),
    /// `?`
    Bool(bool),
    /// `e f d`
    Float(f64),
    /// `F D`
    Complex(Complex),
    /// `c s p`
    Bytes(Vec<u8>),
    /// For packing: an object of another type.
    Other,
}

impl From<&BigInt> for Value {
    fn from(n: &BigInt) -> Value {
        n.to_i128().map_or_else(|| Value::Huge(n.clone()), Value::Int)
    }
}

fn put(bytes: &[u8], big_endian: bool, out: &mut [u8]) {
    let n = out.len();
    out.copy_from_slice(&bytes[..n]);
    if big_endian {
        out.reverse();
    }
}

/// Writes a float of `e`, `f` or `d` to 2, 4 or 8 bytes; `OverflowError: float too large to pack with f format`.
pub fn pack_float(v: f64, code: u8, big_endian: bool, out: &mut [u8]) -> Result<()> {
    let large = || Error::overflow(format!("float too large to pack with {} format", char::from(code)));
    let bits = match code {
        b'e' => u64::from(f64_to_half(v).ok_or_else(large)?),
        b'f' => {
            let x = v as f32;
            if x.is_infinite() && v.is_finite() {
                return Err(large());
            }
            u64::from(x.to_bits())
        }
        _ => v.to_bits(),
    };
    put(&bits.to_le_bytes(), big_endian, out);
    Ok(())
}

/// Binary16 by round half to even; `None` when the finite value is too large.
fn f64_to_half(v: f64) -> Option<u16> {
    let sign = if v.is_sign_negative() { 0x8000 } else { 0 };
    if v.is_nan() {
        let payload = (v.to_bits() >> 42 & 0x1ff) as u16;
        return Some(sign | 0x7e00 | payload);
    }
    if v.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let a = v.abs();
    if a < 2f64.powi(-14) {
        return Some(sign | (a * 2f64.powi(24)).round_ties_even() as u16);
    }
    let exponent = ((a.to_bits() >> 52) as i32) - 1023;
    if exponent > 15 {
        return None;
    }
    let m = (a * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    let h = ((exponent + 15) as u32) << 10;
    let bits = h + m - 1024;
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

/// The value of a binary16.
pub fn half_to_f64(h: u16) -> f64 {
    let sign = if h & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (e, m) = (i32::from(h >> 10 & 31), u64::from(h & 0x3ff));
    match e {
        31 if m == 0 => sign * f64::INFINITY,
        31 => f64::from_bits(u64::from(h >> 15) << 63 | 0x7ff << 52 | 1 << 51 | m << 42),
        0 => sign * m as f64 * 2f64.powi(-24),
        _ => sign * (m + 1024) as f64 * 2f64.powi(e - 25),
    }
}

/// Limits of an integer code of this many bytes.
fn limits(code: u8, size: usize) -> (i128, i128) {
    let bits = 8 * size as u32;
    if code.is_ascii_uppercase() { (0, (1 << bits) - 1) } else { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) }
}

/// Packs one value at `out[..item.size]`. Errors (`struct.error` unless said): `required argument is not an integer`,
/// `… is not a float`, `'b' format requires -128 <= number <= 127`, `char format requires a bytes object of length 1`,
/// `argument for 's' must be a bytes object`, `int too large to convert`, `OverflowError: float too large to pack with
/// f format`. Truth of a `?` is the caller's to find: give [`Value::Bool`].
pub fn pack(item: &Item, big_endian: bool, value: &Value, out: &mut [u8]) -> Result<()> {
    let code = item.code;
    let Some(out) = out.get_mut(..item.size) else {
        return Err(error("buffer is too small"));
    };
    match code {
        b'c' => match value {
            Value::Bytes(b) if b.len() == 1 => out.copy_from_slice(b),
            _ => return Err(error("char format requires a bytes object of length 1")),
        },
        b's' | b'p' => {
            let Value::Bytes(b) = value else {
                let m = format!("argument for '{}' must be a bytes object", char::from(code));
                return Err(error(m));
            };
            out.fill(0);
            let skip = usize::from(code == b'p').min(out.len());
            let n = b.len().min(out.len() - skip);
            out[skip..skip + n].copy_from_slice(&b[..n]);
            if skip == 1 {
                out[0] = n.min(255) as u8;
            }
        }
        b'?' => out[0] = u8::from(matches!(value, Value::Bool(true))),
        b'e' | b'f' | b'd' => {
            let Some(v) = as_float(value)? else {
                return Err(error("required argument is not a float"));
            };
            pack_float(v, code, big_endian, out)?;
        }
        b'F' | b'D' => {
            let z = match value {
                Value::Complex(z) => *z,
                v => match as_float(v)? {
                    Some(x) => Complex::new(x, 0.0),
                    None => return Err(error("required argument is not a complex")),
                },
            };
            let half = out.len() / 2;
            let code = if code == b'F' { b'f' } else { b'd' };
            pack_float(z.real, code, big_endian, &mut out[..half])?;
            pack_float(z.imag, code, big_endian, &mut out[half..])?;
        }
        _ => {
            let v = match value {
                Value::Int(v) => Some(*v),
                Value::Bool(b) => Some(i128::from(*b)),
                Value::Huge(_) => None,
                _ => return Err(error("required argument is not an integer")),
            };
            if code == b'P' {
                let v = v.filter(|v| (-(1i128 << 63)..1i128 << 64).contains(v));
                let v = v.ok_or_else(|| error("int too large to convert"))?;
                put(&v.to_le_bytes(), big_endian, out);
                return Ok(());
            }
            let (least, most) = limits(code, item.size);
            let v = v
                .filter(|v| (least..=most).contains(v))
                .ok_or_else(|| error(format!("'{}' format requires {least} <= number <= {most}", char::from(code))))?;
            put(&v.to_le_bytes(), big_endian, out);
        }
    }
    Ok(())
}

fn as_float(value: &Value) -> Result<Option<f64>> {
    Ok(match value {
        Value::Float(v) => Some(*v),
        Value::Int(v) => Some(crate::float::convert::from_bigint(&BigInt::from(*v))?),
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::Huge(n) => Some(crate::float::convert::from_bigint(n)?),
        _ => None,
    })
}

fn get(bytes: &[u8], big_endian: bool) -> u64 {
    let step = |v: u64, &b: &u8| v << 8 | u64::from(b);
    if big_endian { bytes.iter().fold(0, step) } else { bytes.iter().rev().fold(0, step) }
}

fn get_float(bytes: &[u8], big_endian: bool) -> f64 {
    let bits = get(bytes, big_endian);
    match bytes.len() {
        2 => half_to_f64(bits as u16),
        4 => f64::from(f32::from_bits(bits as u32)),
        _ => f64::from_bits(bits),
    }
}

/// Unpacks the value at `input[..item.size]`; missing bytes read as zeros.
pub fn unpack(item: &Item, big_endian: bool, input: &[u8]) -> Value {
    let mut own;
    let b = match input.get(..item.size) {
        Some(b) => b,
        None => {
            own = input.to_vec();
            own.resize(item.size, 0);
            &own
        }
    };
    match item.code {
        b'c' | b's' => Value::Bytes(b.to_vec()),
        b'p' => {
            let n = b.first().map_or(0, |&n| usize::from(n)).min(b.len().saturating_sub(1));
            Value::Bytes(b.get(1..1 + n).unwrap_or(&[]).to_vec())
        }
        b'?' => Value::Bool(b.iter().any(|&x| x != 0)),
        b'e' | b'f' | b'd' => Value::Float(get_float(b, big_endian)),
        b'F' | b'D' => {
            let (re, im) = b.split_at(b.len() / 2);
            Value::Complex(Complex::new(get_float(re, big_endian), get_float(im, big_endian)))
        }
        code => {
            let v = get(b, big_endian);
            let unused = 64 - 8 * item.size as u32;
            Value::Int(if code.is_ascii_uppercase() {
                i128::from(v)
            } else {
                i128::from((v << unused) as i64 >> unused)
            })
        }
    }
}
