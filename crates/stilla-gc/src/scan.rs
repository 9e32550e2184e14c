//! The conservative scan: every word of the native stack between here and the entry into the engine is a possible root.
//!
//! Values in callee-saved registers are first written to the stack. All of the reading happens in one function, so that a
//! sanitizer has one place to be told about.
//!
//! Uses: mark.
//! Never: allocate, sweep.

use crate::mark::Tracer;
use std::hint::black_box;

/// The part of the native stack that may hold cells: from the current stack pointer up to `top`.
#[derive(Clone, Copy, Debug)]
pub struct NativeStack {
    /// An address in the frame of the outermost entry into the engine; what lies above belongs to the host.
    pub top: *const u8,
}

impl NativeStack {
    /// Whether this target's stack can be scanned. Elsewhere collections need that no native frame holds a cell.
    pub const SUPPORTED: bool = cfg!(all(
        not(miri),
        any(target_arch = "x86_64", target_arch = "aarch64")
    ));

    /// Enters the engine: `f` runs in a frame of its own below `top`.
    ///
    /// Cells captured by `f` are not found by the scan; it captures handles only.
    #[inline(never)]
    pub fn enter<R>(f: impl FnOnce(NativeStack) -> R) -> R {
        let stack = NativeStack {
            top: stack_pointer(),
        };
        let result = below(f, stack);
        // NOTE: a tail call would give `below` this frame, and part of it would lie above `top`.
        black_box(&stack);
        result
    }
}

#[inline(never)]
fn below<R>(f: impl FnOnce(NativeStack) -> R, stack: NativeStack) -> R {
    f(stack)
}

#[inline(always)]
fn stack_pointer() -> *const u8 {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        let sp: *const u8;
        // SAFETY: reads a register.
        unsafe {
            std::arch::asm!("mov {}, rsp", out(reg) sp, options(nomem, nostack, preserves_flags))
        };
        sp
    }
    #[cfg(all(target_arch = "aarch64", not(miri)))]
    {
        let sp: *const u8;
        // SAFETY: reads a register.
        unsafe {
            std::arch::asm!("mov {}, sp", out(reg) sp, options(nomem, nostack, preserves_flags))
        };
        sp
    }
    #[cfg(not(all(not(miri), any(target_arch = "x86_64", target_arch = "aarch64"))))]
    {
        std::ptr::null()
    }
}

/// Reads a word that to the compiler is another function's local or nothing at all.
///
/// NOTE: as an instruction of its own, because what a sanitizer instruments must not read between the locals of others.
///
/// # Safety
/// The address is aligned, mapped and readable.
#[cfg(all(target_arch = "x86_64", not(miri)))]
#[inline(always)]
unsafe fn load(at: usize) -> u64 {
    let word;
    // SAFETY: reads one word, as the caller promises.
    unsafe {
        std::arch::asm!("mov {}, [{}]", out(reg) word, in(reg) at, options(nostack, preserves_flags, readonly))
    };
    word
}

#[cfg(not(all(target_arch = "x86_64", not(miri))))]
#[inline(always)]
unsafe fn load(at: usize) -> u64 {
    // SAFETY: passed on.
    unsafe { std::ptr::with_exposed_provenance::<u64>(at).read_volatile() }
}

/// Room for all callee-saved registers of any supported ABI, vector ones included.
#[repr(C, align(16))]
struct Registers([u64; 40]);

/// Marks what the registers and the stack below `top` refer to.
///
/// # Safety
/// `top` is an address in a frame of the current thread's stack above this one, and the heap is in its marking phase.
#[inline(never)]
pub(crate) unsafe fn mark_native_stack(tracer: &mut Tracer<'_>, top: *const u8) {
    let mut registers = Registers([0; 40]);
    spill(&mut registers);
    for word in registers.0 {
        tracer.mark_word(word);
    }
    // SAFETY: passed on.
    unsafe { mark_words_up_to(tracer, top) };
    // NOTE: a tail call would first restore registers that this function saved and then used: their values would be neither in the
    // array nor above the stack pointer of the scan.
    black_box(&registers);
}

#[inline(never)]
unsafe fn mark_words_up_to(tracer: &mut Tracer<'_>, top: *const u8) {
    const WORD: usize = size_of::<u64>();
    let mut at = stack_pointer().addr().next_multiple_of(WORD);
    while at + WORD <= top.addr() {
        // SAFETY: the address is aligned and lies between the stack pointer and a frame above, all of which is mapped and readable.
        let word = unsafe { load(at) };
        tracer.mark_word(word);
        at += WORD;
    }
}

#[cfg(all(target_arch = "x86_64", not(windows), not(miri)))]
#[inline(always)]
fn spill(registers: &mut Registers) {
    // SAFETY: stores six registers into an array that has room for 40 words.
    unsafe {
        std::arch::asm!(
            "mov [{r}], rbx",
            "mov [{r} + 8], rbp",
            "mov [{r} + 16], r12",
            "mov [{r} + 24], r13",
            "mov [{r} + 32], r14",
            "mov [{r} + 40], r15",
            r = in(reg) registers.0.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

#[cfg(all(target_arch = "x86_64", windows, not(miri)))]
#[inline(always)]
fn spill(registers: &mut Registers) {
    // SAFETY: stores eight registers of one word and ten of two into an array that has room for 40 words and is 16-aligned.
    unsafe {
        std::arch::asm!(
            "mov [{r}], rbx",
            "mov [{r} + 8], rbp",
            "mov [{r} + 16], r12",
            "mov [{r} + 24], r13",
            "mov [{r} + 32], r14",
            "mov [{r} + 40], r15",
            "mov [{r} + 48], rsi",
            "mov [{r} + 56], rdi",
            "movaps [{r} + 64], xmm6",
            "movaps [{r} + 80], xmm7",
            "movaps [{r} + 96], xmm8",
            "movaps [{r} + 112], xmm9",
            "movaps [{r} + 128], xmm10",
            "movaps [{r} + 144], xmm11",
            "movaps [{r} + 160], xmm12",
            "movaps [{r} + 176], xmm13",
            "movaps [{r} + 192], xmm14",
            "movaps [{r} + 208], xmm15",
            r = in(reg) registers.0.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

#[cfg(all(target_arch = "aarch64", not(miri)))]
#[inline(always)]
fn spill(registers: &mut Registers) {
    // SAFETY: stores 22 registers into an array that has room for 40 words.
    unsafe {
        std::arch::asm!(
            "stp x18, x19, [{r}]",
            "stp x20, x21, [{r}, #16]",
            "stp x22, x23, [{r}, #32]",
            "stp x24, x25, [{r}, #48]",
            "stp x26, x27, [{r}, #64]",
            "stp x28, x29, [{r}, #80]",
            "stp d8, d9, [{r}, #96]",
            "stp d10, d11, [{r}, #112]",
            "stp d12, d13, [{r}, #128]",
            "stp d14, d15, [{r}, #144]",
            r = in(reg) registers.0.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

#[cfg(not(all(not(miri), any(target_arch = "x86_64", target_arch = "aarch64"))))]
#[inline(always)]
fn spill(_registers: &mut Registers) {}
