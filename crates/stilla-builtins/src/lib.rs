//! The built-in objects of ECMAScript, one file per global.
#![forbid(unsafe_code)]
