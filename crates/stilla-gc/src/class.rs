//! The size classes: which sizes share a block.
//!
//! Each large class divides a block's room without much rest. Above the last class a cell gets memory of its own.
//!
//! Uses: block (the room in a block).
//! Never: heap, space.

use crate::block::{BLOCK_SIZE, FIRST, GRANULE, WORDS};

/// One bit per granule of a block.
pub(crate) type Bitmap = [u64; WORDS];

const LIST: [usize; 28] = [
    16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024, 1280,
    1584, 1984, 2656, 3984, 7984, 10640, 15968, 31936,
];

/// Largest size in bytes that shares blocks; larger cells are large objects.
pub const MAX_SMALL: usize = LIST[LIST.len() - 1];

/// Room for class numbers, a power of two so that masking replaces bounds checks.
pub(crate) const CLASSES: usize = 32;

/// Spans are numbered by class, and those of drop kinds come after the others.
pub(crate) const SPANS: usize = 2 * CLASSES;

// FAST: these two are constants and not statics, because only constants are folded when another crate asks for a constant size.

/// Cell size of each class. The unused numbers at the end are never looked up with a valid size.
pub(crate) const CELL_SIZE: &[u32; CLASSES] = &{
    let mut table = [0; CLASSES];
    let mut class = 0;
    while class < LIST.len() {
        table[class] = LIST[class] as u32;
        class += 1;
    }
    table
};

const CLASS_OF: &[u8; MAX_SMALL / GRANULE + 1] = &{
    let mut table = [0; MAX_SMALL / GRANULE + 1];
    let mut class = 0;
    let mut granules = 0;
    while granules < table.len() {
        if granules * GRANULE > LIST[class] {
            class += 1;
        }
        table[granules] = class as u8;
        granules += 1;
    }
    table
};

/// For each class the granules at which a cell starts, laid out like the mark bits of a block.
pub(crate) static STARTS: [Bitmap; CLASSES] = {
    let mut table = [[0; WORDS]; CLASSES];
    let mut class = 0;
    while class < LIST.len() {
        let mut offset = FIRST;
        while offset + LIST[class] <= BLOCK_SIZE {
            let granule = offset / GRANULE;
            table[class][granule / 64] |= 1 << (granule % 64);
            offset += LIST[class];
        }
        class += 1;
    }
    table
};

const _: () = {
    assert!(BLOCK_SIZE - FIRST == MAX_SMALL);
    assert!(LIST.len() <= CLASSES);
    let mut class = 0;
    while class < LIST.len() {
        assert!(LIST[class].is_multiple_of(GRANULE));
        class += 1;
    }
};

/// Class of a size of at most `MAX_SMALL` bytes; folds to a constant when the size is one.
#[inline(always)]
pub(crate) fn class_of(size: usize) -> usize {
    CLASS_OF[(size + (GRANULE - 1)) >> GRANULE.trailing_zeros()] as usize & (CLASSES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_gets_the_tightest_class() {
        for size in 0..=MAX_SMALL {
            let class = class_of(size);
            assert!(LIST[class] >= size);
            assert!(class == 0 || LIST[class - 1] < size, "size {size}");
        }
    }
}
