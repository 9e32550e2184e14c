//! What the engine asks of its host: clock, time zone, randomness, modules, reports.
//!
//! Nothing here is ambient: the default host has a clock that stands still and no modules.
//!
//! Uses: nothing of the machine. Never: interp.

use std::io::ErrorKind;
use std::sync::Arc;

pub use stilla_bytecode::code::Source;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// What the script prints.
    Output,
    /// What it says beside that: warnings, traces.
    Error,
}

/// The host of an agent.
pub trait Host: Send {
    /// Milliseconds since the epoch, UTC.
    fn now(&mut self) -> f64 {
        0.0
    }

    /// Milliseconds to add to UTC to get local time, at `time`: milliseconds since the epoch, in
    /// UTC, or in local time if `is_local`.
    fn time_zone_offset(&mut self, _time: f64, _is_local: bool) -> f64 {
        0.0
    }

    /// The name of the time zone.
    fn time_zone_name(&mut self) -> String {
        "UTC".to_owned()
    }

    /// 64 random bits, for `Math.random` and hash seeds.
    fn random(&mut self) -> u64 {
        0x9E37_79B9_7F4A_7C15
    }

    /// Text that the script prints; it may be kept back until [`Host::flush`].
    ///
    /// # Errors
    /// The stream takes no more.
    fn write(&mut self, _stream: Stream, _text: &str) -> Result<(), ErrorKind> {
        Ok(())
    }

    /// Lets out what [`Host::write`] kept back.
    ///
    /// # Errors
    /// The stream takes no more.
    fn flush(&mut self) -> Result<(), ErrorKind> {
        Ok(())
    }

    /// A script runs, and the machine looks at its limits: after some ten thousand steps at most, and after each
    /// collection.
    fn safepoint(&mut self) {}

    /// A job or a rejected promise has an exception that nobody handles.
    fn report_uncaught(&mut self, _message: &str) {}

    /// The identity of the module that `specifier` names for the module `referrer`.
    ///
    /// # Errors
    /// Why there is none, for the script.
    fn resolve_module(&mut self, specifier: &str, referrer: &str) -> Result<String, String> {
        let _ = referrer;
        Err(format!("Cannot find module '{specifier}'"))
    }

    /// The text of the module whose identity [`Host::resolve_module`] gave.
    ///
    /// # Errors
    /// Why it can't be loaded, for the script.
    fn load_module(&mut self, identity: &str) -> Result<Arc<Source>, String> {
        Err(format!("Cannot load module '{identity}'"))
    }

    /// The `import.meta.url` of a module.
    fn module_url(&mut self, identity: &str) -> String {
        identity.to_owned()
    }

    /// Whether a module is one that the host itself began with, and not one that another imports.
    fn is_main_module(&mut self, _identity: &str) -> bool {
        false
    }

    /// Whether code may be made from strings by `eval` and `Function`.
    fn allows_code_from_strings(&mut self) -> bool {
        true
    }

    /// Whether [`Host::grab_context`] and its kin are to be called.
    fn tracks_context(&self) -> bool {
        false
    }

    /// A job is prepared, or code begins to wait: what the host wants to have back when it goes on.
    fn grab_context(&mut self) -> u64 {
        0
    }

    /// What was prepared with this context begins to run.
    fn resume_context(&mut self, _context: u64) {}

    /// What [`Host::resume_context`] announced has ended.
    fn exit_context(&mut self) {}

    /// Whether this agent may block in `Atomics.wait`.
    fn can_block(&mut self) -> bool {
        true
    }
}

/// A host that offers nothing.
#[derive(Debug, Default)]
pub struct NoHost;

impl Host for NoHost {}
