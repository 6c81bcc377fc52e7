//! Byte offsets of a source text to lines and columns.

use ruff_text_size::{TextRange, TextSize};

use super::Loc;

/// Where each line starts.
#[derive(Debug)]
pub(crate) struct SourceMap<'a> {
    pub text: &'a str,
    starts: Vec<u32>,
}

impl<'a> SourceMap<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        SourceMap { text, starts }
    }

    /// Line (from 1) and column (bytes, from 0).
    pub(crate) fn line_col(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&s| s as usize <= offset).max(1);
        (line, offset - self.starts[line - 1] as usize)
    }

    /// The text of a line (from 1) without its newline.
    pub(crate) fn line_text(&self, line: usize) -> &'a str {
        let Some(&start) = line.checked_sub(1).and_then(|i| self.starts.get(i)) else {
            return "";
        };
        let end = self.starts.get(line).map_or(self.text.len(), |&e| e as usize - 1);
        self.text.get(start as usize..end.max(start as usize)).unwrap_or("")
    }

    /// Number of lines.
    pub(crate) fn lines(&self) -> usize {
        self.starts.len()
    }

    pub(crate) fn loc(&self, range: TextRange) -> Loc {
        let (line, col) = self.line_col(range.start().to_usize());
        let (end_line, end_col) = self.line_col(range.end().to_usize());
        Loc { line: line as i32, end_line: end_line as i32, col: col as i32, end_col: end_col as i32 }
    }

    pub(crate) fn slice(&self, range: TextRange) -> &'a str {
        self.text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or("")
    }

    /// From `start`, skips blanks, comments, newlines and line continuations.
    pub(crate) fn skip_trivia(&self, start: TextSize) -> TextSize {
        let bytes = self.text.as_bytes();
        let mut at = start.to_usize();
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'\\' => at += 1,
                b'#' => {
                    while bytes.get(at).is_some_and(|&b| b != b'\n') {
                        at += 1;
                    }
                }
                _ => break,
            }
        }
        TextSize::new(at as u32)
    }
}
