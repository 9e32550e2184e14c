//! An embeddable, sandboxed ECMAScript engine.
#![forbid(unsafe_code)]
