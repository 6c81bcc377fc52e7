//! Items of `array`: machine values to objects and back.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};

/// Every type code.
pub const CODES: &[u8] = b"bBuwhHiIlLqQfd";

/// Bytes of an item.
pub fn size_of_code(code: u8) -> usize {
    match code {
        b'b' | b'B' => 1,
        b'h' | b'H' => 2,
        b'u' | b'w' | b'i' | b'I' | b'f' => 4,
        _ => 8,
    }
}
pub fn is_signed(code: u8) -> bool {
    code.is_ascii_lowercase()
}
/// The object that an item is. The slice has the code's size.
#[inline]
pub fn item(vm: &Vm, code: u8, b: &[u8]) -> R {
    macro_rules! read {
        ($t:ty) => {
            <$t>::from_ne_bytes(b.try_into().unwrap_or_default())
        };
    }
    Ok(match code {
        b'd' => vm.float(read!(f64)),
        b'i' => Word::small(read!(i32) as i64),
        b'B' => Word::small(read!(u8) as i64),
        b'b' => Word::small(read!(i8) as i64),
        b'h' => Word::small(read!(i16) as i64),
        b'H' => Word::small(read!(u16) as i64),
        b'I' => Word::small(read!(u32) as i64),
        b'l' | b'q' => vm.int(read!(i64)),
        b'L' | b'Q' => vm.int_u64(read!(u64)),
        b'f' => vm.float(read!(f32) as f64),
        _ => match read!(u32) {
            c if c <= 0x10ffff => vm.new_char(c),
            _ => return Err(vm.value_error("chr() arg not in range(0x110000)")),
        },
    })
}
/// An integer between two bounds; OverflowError naming the type otherwise.
fn bounded(vm: &Vm, w: Word, name: &str, min: i64, max: i64) -> R<i64> {
    let v = long(vm, w, "Python int too large to convert to C long")?;
    if v < min {
        return Err(vm.overflow_error(format!("{name} is less than minimum")));
    }
    if v > max {
        return Err(vm.overflow_error(format!("{name} is greater than maximum")));
    }
    Ok(v)
}
fn long(vm: &Vm, w: Word, text: &str) -> R<i64> {
    if let Some(v) = w.as_small() {
        return Ok(v);
    }
    i64::try_from(vm.index_bigint(w)?).map_err(|_| vm.overflow_error(text))
}
fn unsigned(vm: &Vm, w: Word, negative: &str, large: &str) -> R<u64> {
    if let Some(v) = w.as_small()
        && v >= 0
    {
        return Ok(v as u64);
    }
    let n = vm.index_bigint(w)?;
    if n.sign() == num_bigint::Sign::Minus {
        return Err(vm.overflow_error(negative));
    }
    u64::try_from(n).map_err(|_| vm.overflow_error(large))
}
fn character(vm: &Vm, w: Word) -> R<u32> {
    let Some(s) = w.get::<StrObj>() else {
        let t = vm.arg_type_name(w);
        return Err(vm.type_error(format!("array item must be a unicode character, not {t}")));
    };
    match s.len() {
        1 => Ok(s.at(0)),
        n => Err(vm.type_error(format!("array item must be a unicode character, not a string of length {n}"))),
    }
}
/// The item for an object: the first bytes of the result. May run Python code (`__index__`).
#[inline]
pub fn encode(vm: &Vm, code: u8, w: Word) -> R<[u8; 8]> {
    let mut out = [0; 8];
    macro_rules! put {
        ($v:expr) => {{
            let b = $v.to_ne_bytes();
            out[..b.len()].copy_from_slice(&b);
        }};
    }
    const SHORT: &str = "signed short integer";
    match code {
        b'd' => put!(vm.to_f64(w)?),
        b'f' => put!(vm.to_f64(w)? as f32),
        b'i' => put!(bounded(vm, w, "signed integer", i32::MIN.into(), i32::MAX.into())? as i32),
        b'B' => put!(bounded(vm, w, "unsigned byte integer", 0, u8::MAX.into())? as u8),
        b'b' => match bounded(vm, w, SHORT, i16::MIN.into(), i16::MAX.into())? {
            v if v < i8::MIN.into() => return Err(vm.overflow_error("signed char is less than minimum")),
            v if v > i8::MAX.into() => return Err(vm.overflow_error("signed char is greater than maximum")),
            v => put!(v as i8),
        },
        b'h' => put!(bounded(vm, w, SHORT, i16::MIN.into(), i16::MAX.into())? as i16),
        b'H' => match bounded(vm, w, "signed integer", i32::MIN.into(), i32::MAX.into())? {
            v if v < 0 => return Err(vm.overflow_error("unsigned short is less than minimum")),
            v if v > u16::MAX.into() => return Err(vm.overflow_error("unsigned short is greater than maximum")),
            v => put!(v as u16),
        },
        b'I' | b'L' => {
            let negative = "can't convert negative value to unsigned int";
            let v = unsigned(vm, w, negative, "Python int too large to convert to C unsigned long")?;
            if code == b'L' {
                put!(v)
            } else if let Ok(v) = u32::try_from(v) {
                put!(v)
            } else {
                return Err(vm.overflow_error("unsigned int is greater than maximum"));
            }
        }
        b'l' => put!(long(vm, w, "Python int too large to convert to C long")?),
        b'q' => put!(long(vm, w, "int too big to convert")?),
        b'Q' => put!(unsigned(vm, w, "can't convert negative int to unsigned", "int too big to convert")?),
        _ => put!(character(vm, w)?),
    }
    Ok(out)
}

/// The machine formats of pickled arrays: sizes, signs and orders of bytes by number.
pub enum Format {
    Int { signed: bool, size: usize, big: bool },
    Float { size: usize, big: bool },
    Text(&'static str),
}
impl Format {
    pub fn from_number(n: i64) -> Option<Format> {
        let big = n & 1 == 1;
        Some(match n {
            0 | 1 => Format::Int { signed: n == 1, size: 1, big: cfg!(target_endian = "big") },
            2..=13 => Format::Int { signed: (n - 2) % 4 >= 2, size: 2 << ((n - 2) / 4), big },
            14..=17 => Format::Float { size: if n < 16 { 4 } else { 8 }, big },
            18 => Format::Text("utf-16-le"),
            19 => Format::Text("utf-16-be"),
            20 => Format::Text("utf-32-le"),
            21 => Format::Text("utf-32-be"),
            _ => return None,
        })
    }
}
/// The machine format of a type code on this machine.
pub fn machine_format(code: u8) -> i64 {
    let big = cfg!(target_endian = "big") as i64;
    let n = match code {
        b'B' => return 0,
        b'b' => return 1,
        b'H' => 2,
        b'h' => 4,
        b'I' => 6,
        b'i' => 8,
        b'L' | b'Q' => 10,
        b'l' | b'q' => 12,
        b'f' => 14,
        b'd' => 16,
        _ => 20,
    };
    n + big
}
