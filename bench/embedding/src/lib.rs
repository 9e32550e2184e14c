//! Nothing here: the measurements are in `benches`.
//!
//! Uses: nothing. Never: anything.
#![forbid(unsafe_code)]
