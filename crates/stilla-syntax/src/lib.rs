//! Source text to syntax tree, early errors and scope analysis.
#![forbid(unsafe_code)]
