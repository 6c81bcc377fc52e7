//! Source bytes to text: byte order mark, PEP 263 cookies, NUL bytes.

use crate::error::{ErrorKind, SyntaxErr};

/// The encoding a source file declares: by its byte order mark or a PEP 263
/// comment, otherwise `utf-8`. For encodings [`decode_source`] does not know.
pub fn source_encoding(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(_) => "utf-8".to_string(),
        None => cookie(bytes).unwrap_or_else(|| "utf-8".to_string()),
    }
}

/// Decodes a source file in UTF-8, Latin-1 or ASCII.
pub fn decode_source(bytes: &[u8]) -> Result<String, SyntaxErr> {
    let (bytes, bom) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if bytes.contains(&0) {
        return Err(error("source code cannot contain null bytes"));
    }
    let cookie = cookie(bytes);
    if let (true, Some(name)) = (bom, &cookie) {
        let plain = name.to_ascii_lowercase().replace('_', "-");
        if plain != "utf-8" && !plain.starts_with("utf-8-") {
            return Err(error(&format!("encoding problem: {name} with BOM")));
        }
    }
    let encoding = cookie.as_deref().map_or("utf-8", |c| c);
    match normalized(encoding).as_str() {
        "utf-8" => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_string()),
            Err(e) => Err(utf8_error(bytes, e.valid_up_to())),
        },
        "iso-8859-1" => Ok(bytes.iter().map(|b| char::from(*b)).collect()),
        "ascii" => match bytes.iter().position(|b| *b >= 0x80) {
            None => Ok(bytes.iter().map(|b| char::from(*b)).collect()),
            Some(at) => Err(error(&format!(
                "'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
                bytes[at]
            ))),
        },
        _ => Err(error(&format!("unknown encoding: {encoding}"))),
    }
}

fn error(msg: &str) -> SyntaxErr {
    SyntaxErr::bare(ErrorKind::SyntaxError, msg)
}

fn utf8_error(bytes: &[u8], at: usize) -> SyntaxErr {
    let byte = bytes.get(at).copied().unwrap_or(0);
    let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let mut e = error(&format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details"
    ));
    e.lineno = Some(line);
    e.offset = Some(at - start + 1);
    e.text = Some(String::from_utf8_lossy(&bytes[start..at]).into_owned());
    e
}

fn normalized(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    if name == "utf-8" || name == "utf8" || name.starts_with("utf-8-") {
        return "utf-8".into();
    }
    for latin in ["latin-1", "iso-8859-1", "iso-latin-1"] {
        if name == latin || name.starts_with(&format!("{latin}-")) {
            return "iso-8859-1".into();
        }
    }
    match name.as_str() {
        "latin1" | "l1" | "iso8859-1" | "8859" | "cp819" => "iso-8859-1".into(),
        "ascii" | "us-ascii" | "646" => "ascii".into(),
        other => other.into(),
    }
}

/// The encoding a comment on one of the first two lines declares.
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|b| *b == b'\n' || *b == b'\r').take(2) {
        let start = line.iter().position(|b| !b" \t\x0c".contains(b)).unwrap_or(line.len());
        if line.get(start) != Some(&b'#') {
            if start < line.len() {
                return None;
            }
            continue;
        }
        let comment = &line[start..];
        let found = comment.windows(7).position(|w| &w[..6] == b"coding" && (w[6] == b':' || w[6] == b'='));
        if let Some(at) = found {
            let rest = &comment[at + 7..];
            let skip = rest.iter().take_while(|b| b" \t".contains(b)).count();
            let name: Vec<u8> =
                rest[skip..].iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b)).copied().collect();
            if !name.is_empty() {
                return String::from_utf8(name).ok();
            }
        }
    }
    None
}
