//! Opt-in host objects: `console`, `print`, a host with clock, randomness and files, and `$262`.
//!
//! Nothing here exists for a script until the embedder installs it.
#![forbid(unsafe_code)]

pub mod console;
pub mod inspect;
pub mod system;
pub mod test262;
pub mod timers;
