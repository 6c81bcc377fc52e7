//! Escapes of bytes literals: `codecs.escape_decode` and `escape_encode`.

use super::unicode_escape::{octal, simple_escape};
use crate::error::{Error, Result};

/// What decoding found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub bytes: Vec<u8>,
    /// As [`super::unicode_escape::Decoded::invalid_escape`].
    pub invalid_escape: Option<usize>,
}

/// Decodes by "strict", "ignore" or "replace". Errors are `ValueError`s: `invalid \x escape at position 0`,
/// `Trailing \ in string`, `decoding error; unknown error handling code: …`.
pub fn decode(input: &[u8], errors: &str) -> Result<Decoded> {
    let mut bytes = Vec::with_capacity(input.len());
    let mut invalid_escape = None;
    let mut at = 0;
    while let Some(&b) = input.get(at) {
        at += 1;
        if b != b'\\' {
            bytes.push(b);
            continue;
        }
        let Some(&e) = input.get(at) else {
            return Err(Error::value("Trailing \\ in string"));
        };
        at += 1;
        match e {
            b'\n' => {}
            b'0'..=b'7' => {
                let (v, n) = octal(input, at - 1);
                if v > 0o377 {
                    invalid_escape.get_or_insert(at - 1);
                }
                at += n - 1;
                bytes.push(v as u8);
            }
            b'x' => {
                let digit = |i: usize| input.get(i).and_then(|&b| char::from(b).to_digit(16));
                if let (Some(h), Some(l)) = (digit(at), digit(at + 1)) {
                    bytes.push((h << 4 | l) as u8);
                    at += 2;
                    continue;
                }
                match errors {
                    "strict" => {
                        return Err(Error::value(format!("invalid \\x escape at position {}", at - 2)));
                    }
                    "replace" => bytes.push(b'?'),
                    "ignore" => {}
                    other => {
                        let m = format!("decoding error; unknown error handling code: {other}");
                        return Err(Error::value(m));
                    }
                }
                at += usize::from(digit(at).is_some());
            }
            _ => match simple_escape(e) {
                Some(c) => bytes.push(c),
                None => {
                    invalid_escape.get_or_insert(at - 1);
                    bytes.extend([b'\\', e]);
                }
            },
        }
    }
    Ok(Decoded { bytes, invalid_escape })
}

/// Encodes: what `repr` of bytes has between single quotes.
pub fn encode(input: &[u8]) -> Vec<u8> {
    let quoted = crate::unicode::repr::bytes_quoted(input, '\'').into_bytes();
    quoted[1..quoted.len() - 1].to_vec()
}
