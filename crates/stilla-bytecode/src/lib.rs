//! The op table of the register machine and every view of it.
#![forbid(unsafe_code)]
