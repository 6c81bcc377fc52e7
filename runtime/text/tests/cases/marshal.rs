use crate::{hex, run};
use taipan_text::marshal::{Reader, write};

#[test]
fn recorded() {
    run(include_str!("../data/marshal.txt"), |c| {
        if c.name == "bad" {
            let b = c.bytes(0);
            return match Reader::new(&b).token() {
                Ok(_) => "=ok".into(),
                Err(e) => format!("!{}: {}", e.kind.name(), e.message),
            };
        }
        // Reading and writing again gives the same bytes.
        let text = c.expected.trim_start_matches('=');
        let data: Vec<u8> =
            (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect();
        let mut r = Reader::new(&data);
        let mut out = Vec::new();
        while r.position() < data.len() {
            let (token, flag) = r.token().unwrap();
            write(&token, flag, &mut out).unwrap();
        }
        format!("={}", hex(&out))
    });
}
