//! Opt-in host objects: `console`, `print`, timers, the web's globals, files, data formats, Node's names, a host with
//! clock, randomness and modules, and `$262`.
//!
//! Nothing here exists for a script until the embedder installs it.
#![forbid(unsafe_code)]

pub mod console;
pub mod data;
pub mod files;
mod fs;
pub mod grants;
pub mod inspect;
pub mod meta;
pub mod modules;
pub mod node;
mod piece;
pub mod resolve;
pub mod system;
pub mod test262;
pub mod timers;
pub mod web;
