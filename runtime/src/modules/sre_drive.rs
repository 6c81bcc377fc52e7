//! How the matching engine walks over strings of the three kinds, and over bytes.

use rustpython_sre_engine::{StrDrive, StringCursor};

/// Units of `W` bytes each, in memory order.
#[derive(Copy, Clone)]
pub struct Wide<'a, const W: usize>(pub &'a [u8]);

/// A byte cursor `n` bytes on, at position `at`.
#[inline(always)]
fn moved(c: &StringCursor, n: usize, at: usize) -> StringCursor {
    let mut d = *c;
    <&[u8]>::skip(&mut d, n);
    d.position = at;
    d
}
#[inline(always)]
fn read<const W: usize>(c: &StringCursor) -> u32 {
    let mut v = <&[u8]>::peek(c);
    let mut i = 1;
    while i < W {
        v |= <&[u8]>::peek(&moved(c, i, c.position)) << (8 * i);
        i += 1;
    }
    v
}
impl<const W: usize> StrDrive for Wide<'_, W> {
    #[inline(always)]
    fn count(&self) -> usize {
        self.0.len() / W
    }
    #[inline(always)]
    fn create_cursor(&self, n: usize) -> StringCursor {
        let mut c = self.0.create_cursor(n * W);
        c.position = n;
        c
    }
    #[inline(always)]
    fn adjust_cursor(&self, cursor: &mut StringCursor, n: usize) {
        *cursor = self.create_cursor(n);
    }
    #[inline(always)]
    fn advance(cursor: &mut StringCursor) -> u32 {
        let v = read::<W>(cursor);
        *cursor = moved(cursor, W, cursor.position + 1);
        v
    }
    #[inline(always)]
    fn peek(cursor: &StringCursor) -> u32 {
        read::<W>(cursor)
    }
    #[inline(always)]
    fn skip(cursor: &mut StringCursor, n: usize) {
        *cursor = moved(cursor, W * n, cursor.position + n);
    }
    #[inline(always)]
    fn back_advance(cursor: &mut StringCursor) -> u32 {
        Self::back_skip(cursor, 1);
        read::<W>(cursor)
    }
    #[inline(always)]
    fn back_peek(cursor: &StringCursor) -> u32 {
        let mut c = *cursor;
        Self::back_skip(&mut c, 1);
        read::<W>(&c)
    }
    #[inline(always)]
    fn back_skip(cursor: &mut StringCursor, n: usize) {
        let at = cursor.position;
        // The byte drive counts positions in bytes: room for its subtraction.
        cursor.position = at + W * n;
        <&[u8]>::back_skip(cursor, W * n);
        cursor.position = at - n;
    }
}
