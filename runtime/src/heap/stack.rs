//! Native stack access for the conservative scan.

/// Calls `f` with an address below which nothing of the caller's frames lies, after writing
/// every callee-saved register to the stack above it.
#[inline(never)]
pub fn with_spilled_registers<R>(f: &mut dyn FnMut(usize) -> R) -> R {
    let mut regs = [0usize; 12];
    // SAFETY: stores register values into a live local array; clobbers nothing.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        std::arch::asm!(
            "mov [{0}], rbx", "mov [{0} + 8], rbp", "mov [{0} + 16], r12",
            "mov [{0} + 24], r13", "mov [{0} + 32], r14", "mov [{0} + 40], r15",
            in(reg) regs.as_mut_ptr(), options(nostack, preserves_flags));
    }
    // SAFETY: as above.
    #[cfg(target_arch = "aarch64")]
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{0}]", "stp x21, x22, [{0}, 16]", "stp x23, x24, [{0}, 32]",
            "stp x25, x26, [{0}, 48]", "stp x27, x28, [{0}, 64]", "stp x29, x30, [{0}, 80]",
            in(reg) regs.as_mut_ptr(), options(nostack, preserves_flags));
    }
    let low = std::hint::black_box(regs.as_ptr()) as usize;
    let r = f(low.min(approx_sp()));
    std::hint::black_box(&regs);
    r
}

/// Overwrites the native stack below the caller's frame: what calls that are over left there would be taken for
/// references from the unwritten parts of frames that come to lie there.
#[inline(never)]
pub fn clear_dead_stack() {
    const WORDS: usize = 4096;
    let mut dead = [0usize; WORDS];
    std::hint::black_box(&mut dead);
}

/// An address inside the current native frame.
#[inline(always)]
pub fn approx_sp() -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        let sp: usize;
        // SAFETY: reads the stack pointer.
        unsafe { std::arch::asm!("mov {}, rsp", out(reg) sp, options(nomem, nostack, preserves_flags)) };
        sp
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let marker = 0usize;
        std::hint::black_box(&marker) as *const usize as usize
    }
}
