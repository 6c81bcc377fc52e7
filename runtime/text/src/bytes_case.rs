//! The methods of bytes that treat ASCII letters: case and predicates.

fn cased(b: u8) -> bool {
    b.is_ascii_alphabetic()
}

/// `bytes.title()`
pub fn title(s: &[u8]) -> Vec<u8> {
    let mut previous = false;
    let step = |&b: &u8| {
        let out = if previous { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
        previous = cased(b);
        out
    };
    s.iter().map(step).collect()
}

/// `bytes.capitalize()`
pub fn capitalize(s: &[u8]) -> Vec<u8> {
    let mut out = s.to_ascii_lowercase();
    if let Some(b) = out.first_mut() {
        b.make_ascii_uppercase();
    }
    out
}

/// `bytes.swapcase()`
pub fn swapcase(s: &[u8]) -> Vec<u8> {
    s.iter().map(|&b| if cased(b) { b ^ 32 } else { b }).collect()
}

fn all(s: &[u8], f: fn(&u8) -> bool) -> bool {
    !s.is_empty() && s.iter().all(f)
}

/// `bytes.isalpha()`
pub fn isalpha(s: &[u8]) -> bool {
    all(s, u8::is_ascii_alphabetic)
}
/// `bytes.isalnum()`
pub fn isalnum(s: &[u8]) -> bool {
    all(s, u8::is_ascii_alphanumeric)
}
/// `bytes.isdigit()`
pub fn isdigit(s: &[u8]) -> bool {
    all(s, u8::is_ascii_digit)
}
/// `bytes.isspace()`
pub fn isspace(s: &[u8]) -> bool {
    all(s, |&b| matches!(b, b' ' | 9..=13))
}
/// `bytes.islower()`
pub fn islower(s: &[u8]) -> bool {
    s.iter().any(u8::is_ascii_lowercase) && !s.iter().any(u8::is_ascii_uppercase)
}
/// `bytes.isupper()`
pub fn isupper(s: &[u8]) -> bool {
    s.iter().any(u8::is_ascii_uppercase) && !s.iter().any(u8::is_ascii_lowercase)
}
/// `bytes.istitle()`
pub fn istitle(s: &[u8]) -> bool {
    s.iter().any(|&b| cased(b)) && title(s) == s
}
