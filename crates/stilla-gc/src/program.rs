//! The program's own code and constants, as far as they take memory.
//!
//! The one idea: the pages of a program's file that cannot be written are the same whenever they are read again, so
//! that whoever has started can give back what only the start needed.
//!
//! Uses: std only.
//! Never: the rooms of the heap.

/// Gives the memory of the program's code and constants back to the system, which has it in the cache of its files: what is used
/// again returns 16 pages at a time, each time for a microsecond or two. Does nothing where the system is not Linux.
///
/// A debugger loses the breakpoints that it has written into the code.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub fn release_program_pages() {
    use libc::{AT_PHDR, AT_PHNUM, Elf64_Phdr, MADV_DONTNEED, PF_W, PT_LOAD, PT_PHDR};

    // SAFETY: asks for two numbers.
    let (first, count) = unsafe { (libc::getauxval(AT_PHDR), libc::getauxval(AT_PHNUM)) };
    if first == 0 {
        return;
    }
    // SAFETY: the system has mapped the headers of the program there, and they stay.
    let headers = unsafe { std::slice::from_raw_parts(first as *const Elf64_Phdr, count as usize) };
    let Some(own) = headers.iter().find(|header| header.p_type == PT_PHDR) else {
        return;
    };
    let base = first.wrapping_sub(own.p_vaddr);
    let constant = headers
        .iter()
        .filter(|header| header.p_type == PT_LOAD && header.p_flags & PF_W == 0);
    for header in constant {
        let from = base.wrapping_add(header.p_vaddr) & !(PAGE - 1);
        let to = base.wrapping_add(header.p_vaddr + header.p_memsz);
        // SAFETY: a private mapping of the program's file that nothing can have written to: when its pages are touched, the
        // system reads the same bytes from the file. A system with larger pages refuses an address within one.
        unsafe { libc::madvise(from as *mut _, (to - from) as usize, MADV_DONTNEED) };
    }
}

/// Bytes of the smallest page.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
const PAGE: u64 = 4096;

/// Does nothing: only Linux is known to have the program's file in a cache.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub fn release_program_pages() {}

#[cfg(test)]
mod tests {
    use super::*;

    static TEXT: &str = "constants are read again";

    #[test]
    fn constants_are_the_same_after_their_pages_were_given_back() {
        release_program_pages();
        assert_eq!(TEXT, ["constants", "are", "read", "again"].join(" "));
    }
}
