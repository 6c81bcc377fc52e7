//! Checksums.

/// `binascii.crc32` / `zlib.crc32`, going on from `value`.
pub fn crc32(data: &[u8], value: u32) -> u32 {
    let mut h = crc32fast::Hasher::new_with_initial(value);
    h.update(data);
    h.finalize()
}

/// `zlib.adler32`, going on from `value` (1 to begin with).
pub fn adler32(data: &[u8], value: u32) -> u32 {
    const BASE: u32 = 65521;
    let (mut a, mut b) = ((value & 0xffff) % BASE, (value >> 16) % BASE);
    // 5552 bytes can be summed before 32 bits overflow.
    for chunk in data.chunks(5552) {
        for &x in chunk {
            a += u32::from(x);
            b += a;
        }
        a %= BASE;
        b %= BASE;
    }
    b << 16 | a
}

/// `binascii.crc_hqx`: CRC-CCITT, polynomial 0x1021, going on from `value`.
pub fn crc_hqx(data: &[u8], value: u32) -> u16 {
    data.iter().fold(value as u16, |crc, &b| {
        (0..8).fold(crc ^ u16::from(b) << 8, |c, _| if c & 0x8000 != 0 { c << 1 ^ 0x1021 } else { c << 1 })
    })
}
