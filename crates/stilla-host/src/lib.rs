//! Opt-in host objects: console.
#![forbid(unsafe_code)]
