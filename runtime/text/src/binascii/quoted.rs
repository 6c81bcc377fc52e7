//! Quoted-printable (RFC 1521, 1522).

const MOST: usize = 76;

fn digit(b: Option<&u8>) -> Option<u8> {
    b.and_then(|&b| char::from(b).to_digit(16)).map(|d| d as u8)
}

/// `binascii.a2b_qp(data, header=…)`
pub fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&b) = data.get(at) {
        at += 1;
        if b != b'=' {
            out.push(if header && b == b'_' { b' ' } else { b });
            continue;
        }
        match data.get(at) {
            None => break,
            Some(b'\n' | b'\r') => {
                while at < data.len() && data[at] != b'\n' {
                    at += 1;
                }
                at += 1;
            }
            Some(b'=') => {
                out.push(b'=');
                at += 1;
            }
            Some(_) => match (digit(data.get(at)), digit(data.get(at + 1))) {
                (Some(h), Some(l)) => {
                    out.push(h << 4 | l);
                    at += 2;
                }
                _ => out.push(b'='),
            },
        }
    }
    out
}

/// `binascii.b2a_qp(data, quotetabs=…, istext=…, header=…)`
pub fn encode(data: &[u8], quote_tabs: bool, is_text: bool, header: bool) -> Vec<u8> {
    let crlf = data.iter().position(|&b| b == b'\n').is_some_and(|i| i > 0 && data[i - 1] == b'\r');
    let newline: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Vec::with_capacity(data.len() * 2);
    let mut line = 0;
    let mut at = 0;
    let hex = |out: &mut Vec<u8>, b: u8| out.extend(format!("={b:02X}").bytes());
    while let Some(&b) = data.get(at) {
        let next = data.get(at + 1).copied();
        let lone_dot = b == b'.' && line == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0));
        let blank = matches!(b, b'\t' | b' ');
        let is_break = matches!(b, b'\r' | b'\n');
        if b > 126
            || b == b'='
            || (header && b == b'_')
            || lone_dot
            || (!is_text && is_break)
            || (blank && next.is_none())
            || (b < 33 && !is_break && (quote_tabs || !blank))
        {
            if line + 3 >= MOST {
                out.push(b'=');
                out.extend(newline);
                line = 0;
            }
            hex(&mut out, b);
            at += 1;
            line += 3;
        } else if is_text && (b == b'\n' || (b == b'\r' && next == Some(b'\n'))) {
            line = 0;
            if let Some(&last @ (b' ' | b'\t')) = out.last() {
                out.pop();
                hex(&mut out, last);
            }
            out.extend(newline);
            at += if b == b'\r' { 2 } else { 1 };
        } else {
            if next.is_some_and(|n| n != b'\n') && line + 1 >= MOST {
                out.push(b'=');
                out.extend(newline);
                line = 0;
            }
            line += 1;
            out.push(if header && b == b' ' { b'_' } else { b });
            at += 1;
        }
    }
    out
}
