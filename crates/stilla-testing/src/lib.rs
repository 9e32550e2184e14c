//! The test and benchmark API as host objects.
#![forbid(unsafe_code)]
