//! Heap, cells, tracing, sweeping and the conservative stack scan.
