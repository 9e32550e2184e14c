//! The host of a command line: the system's clock, time zone and randomness, modules from files.
//!
//! Uses: core's `Host`, resolve, stilla-zones. Never: console.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use stilla_core::host::{Host, Source, Stream};

use crate::resolve::Resolver;
#[cfg(feature = "time-zones")]
use stilla_zones::Zone;

/// Printed text is kept back until there is so much of it, in bytes.
const KEPT_BACK: usize = 1 << 15;

/// Looks at the text of each module before it is used: name, text.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use stilla_host::system::{Check, SystemHost};
///
/// let check = Check(Arc::new(|name, text| match text.len() {
///     0..1_000_000 => Ok(None),
///     _ => Err(format!("{name} is too long")),
/// }));
/// let host = SystemHost { check: Some(check), ..SystemHost::default() };
/// # let _ = host;
/// ```
#[derive(Clone)]
pub struct Check(pub Arc<CheckFn>);

/// The function of a [`Check`]: another text to be used, or why the module is refused, for the script.
///
/// # Examples
/// ```
/// use stilla_host::system::CheckFn;
///
/// let check: &CheckFn = &|_, text| if text.contains("debugger") { Err("no".to_owned()) } else { Ok(None) };
/// assert!(check("a.js", "debugger").is_err());
/// ```
pub type CheckFn = dyn Fn(&str, &str) -> Result<Option<String>, String> + Send + Sync;

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Check")
    }
}

/// A host with everything that a command line gives a script.
///
/// # Examples
/// ```
/// use stilla::Runtime;
/// use stilla_host::system::SystemHost;
///
/// let mut runtime = Runtime::builder().host(SystemHost::default()).build();
/// assert!(runtime.eval_as::<f64>("Date.now()")? > 1.7e12);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct SystemHost {
    /// Whether the agent may block in `Atomics.wait`.
    pub can_block: bool,
    /// Called now and then while a script runs.
    pub at_safepoint: Option<AtSafepoint>,
    /// Where printed text goes.
    pub output: Output,
    /// What is printed goes here instead of to the system's streams.
    pub recording: Option<Recording>,
    /// Finds modules.
    pub resolver: Resolver,
    /// The identities of the modules that are run, and not imported.
    pub mains: Vec<String>,
    /// Whom to ask about the modules that are loaded.
    pub check: Option<Check>,
    /// `eval` and `Function` are refused.
    pub refuses_code_from_strings: bool,
    /// The time zone; UTC if there is none.
    #[cfg(feature = "time-zones")]
    pub zone: Option<Zone>,
}

/// What a host does now and then while a script runs; it should be short.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use stilla::Runtime;
/// use stilla_host::system::{AtSafepoint, SystemHost};
///
/// let looks = Arc::new(AtomicU32::new(0));
/// let seen = Arc::clone(&looks);
/// let at_safepoint = AtSafepoint::new(move || _ = seen.fetch_add(1, Ordering::Relaxed));
/// let host = SystemHost { at_safepoint: Some(at_safepoint), ..SystemHost::default() };
/// let mut runtime = Runtime::builder().host(host).build();
/// runtime.eval("for (let i = 0; i < 1e5; i++);")?;
/// assert!(looks.load(Ordering::Relaxed) >= 5);
/// # Ok::<(), stilla::Error>(())
/// ```
pub struct AtSafepoint(Box<dyn FnMut() + Send>);

impl AtSafepoint {
    /// Calls `f` at least every ten thousand calls and iterations of a script, and after each collection.
    #[must_use]
    pub fn new(f: impl FnMut() + Send + 'static) -> AtSafepoint {
        AtSafepoint(Box::new(f))
    }
}

impl std::fmt::Debug for AtSafepoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AtSafepoint").finish_non_exhaustive()
    }
}

/// The time zone that the environment names: in `TZ`, or the one that the system is set to. `None` if
/// it names none that the database knows.
///
/// # Examples
/// ```
/// let zone = stilla_host::system::local_zone();
/// let host = stilla_host::system::SystemHost { zone, ..Default::default() };
/// # let _ = host;
/// ```
#[cfg(feature = "time-zones")]
#[must_use]
pub fn local_zone() -> Option<Zone> {
    if let Some(name) = std::env::var_os("TZ") {
        let name = name.to_string_lossy();
        return Zone::new(name.trim_start_matches(':'));
    }
    let link = std::fs::read_link("/etc/localtime").ok();
    let path = link.as_deref().map(Path::to_string_lossy);
    let linked = path
        .as_deref()
        .and_then(|path| path.split_once("/zoneinfo/"))
        .and_then(|(_, name)| Zone::new(name));
    linked.or_else(|| {
        let name = std::fs::read_to_string("/etc/timezone").ok()?;
        Zone::new(name.trim())
    })
}

/// Standard output, written in large pieces.
///
/// # Examples
/// ```
/// use stilla_host::system::{Output, SystemHost};
///
/// let mut output = Output::default();
/// output.line_by_line = true;
/// let host = SystemHost { output, ..SystemHost::default() };
/// # let _ = host;
/// ```
#[derive(Debug, Default)]
pub struct Output {
    /// Whether each line is to be seen at once, as on a terminal.
    pub line_by_line: bool,
    pending: String,
}

impl Output {
    /// An output that a person looks at if standard output is a terminal.
    ///
    /// # Examples
    /// ```
    /// let output = stilla_host::system::Output::new();
    /// # let _ = output;
    /// ```
    #[must_use]
    pub fn new() -> Output {
        Output {
            line_by_line: std::io::stdout().is_terminal(),
            pending: String::new(),
        }
    }

    fn write(&mut self, text: &str) -> Result<(), ErrorKind> {
        self.pending.push_str(text);
        let is_due = self.pending.len() > KEPT_BACK || (self.line_by_line && text.ends_with('\n'));
        if is_due { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), ErrorKind> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.pending);
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| error.kind())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Whoever wants to know whether this succeeds flushes before.
        let _ = self.flush();
    }
}

/// What was printed, kept for a report.
///
/// # Examples
/// ```
/// use stilla::{Runtime, Stream};
/// use stilla_host::system::{Recording, SystemHost};
///
/// let recording = Recording::default();
/// let host = SystemHost { recording: Some(recording.clone()), ..SystemHost::default() };
/// let mut runtime = Runtime::builder().host(host).build();
/// runtime.enter(|cx| stilla_host::console::install(cx))?;
/// runtime.eval("console.log(1)")?;
/// assert_eq!(recording.printed().pieces, [(Stream::Output, "1\n".to_owned())]);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Recording(Arc<Mutex<Printed>>);

/// Whether a recording takes what is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Takes {
    #[default]
    Everything,
    /// What is printed goes to the system's streams.
    Nothing,
}

/// The text of both streams.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// Each piece with its stream, in order; pieces of one stream that follow each other are one.
    pub pieces: Vec<(Stream, String)>,
    bytes: usize,
    takes: Takes,
}

/// The most that a recording keeps, in bytes.
const MOST_RECORDED: usize = 64 << 20;

impl Recording {
    /// Adds a text.
    ///
    /// # Errors
    /// There is too much of it.
    pub fn write(&self, stream: Stream, text: &str) -> Result<(), ErrorKind> {
        let mut printed = self.lock();
        printed.bytes += text.len();
        if printed.bytes > MOST_RECORDED {
            return Err(ErrorKind::FileTooLarge);
        }
        match printed.pieces.last_mut() {
            Some((last, piece)) if *last == stream => piece.push_str(text),
            _ => printed.pieces.push((stream, text.to_owned())),
        }
        Ok(())
    }

    /// What was printed so far.
    #[must_use]
    pub fn printed(&self) -> Printed {
        self.lock().clone()
    }

    /// Lets everything go to the system's streams until [`Recording::resume`].
    pub fn pause(&self) {
        self.lock().takes = Takes::Nothing;
    }

    /// Takes again what is printed.
    pub fn resume(&self) {
        self.lock().takes = Takes::Everything;
    }

    /// What was printed since the last time.
    #[must_use]
    pub fn take(&self) -> Printed {
        let mut printed = self.lock();
        let takes = printed.takes;
        let rest = Printed {
            takes,
            ..Printed::default()
        };
        std::mem::replace(&mut printed, rest)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Printed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for SystemHost {
    fn safepoint(&mut self) {
        if let Some(AtSafepoint(f)) = &mut self.at_safepoint {
            f();
        }
    }

    fn now(&mut self) -> f64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |d| d.as_millis() as f64)
    }

    #[cfg(feature = "time-zones")]
    fn time_zone_offset(&mut self, time: f64, is_local: bool) -> f64 {
        self.zone.map_or(0.0, |zone| zone.offset(time, is_local))
    }

    #[cfg(feature = "time-zones")]
    fn time_zone_name(&mut self) -> String {
        self.zone.map_or_else(|| "UTC".to_owned(), Zone::name)
    }

    fn random(&mut self) -> u64 {
        // NOTE: the standard library seeds each state from the system's randomness.
        RandomState::new().build_hasher().finish()
    }

    fn write(&mut self, stream: Stream, text: &str) -> Result<(), ErrorKind> {
        if let Some(recording) = &self.recording
            && recording.lock().takes == Takes::Everything
        {
            return recording.write(stream, text);
        }
        match stream {
            Stream::Output => self.output.write(text),
            Stream::Error => {
                self.output.flush()?;
                // A closed standard error is nobody's loss.
                let _ = std::io::stderr().lock().write_all(text.as_bytes());
                Ok(())
            }
        }
    }

    fn flush(&mut self) -> Result<(), ErrorKind> {
        self.output.flush()
    }

    fn report_uncaught(&mut self, message: &str) {
        let _ = self.flush();
        let _ = self.write(Stream::Error, &format!("Uncaught {message}\n"));
    }

    fn resolve_module(&mut self, specifier: &str, referrer: &str) -> Result<String, String> {
        self.resolver.resolve(specifier, referrer)
    }

    fn load_module(&mut self, identity: &str) -> Result<Arc<Source>, String> {
        let mut text = self.resolver.load(identity)?;
        if let Some(Check(check)) = &self.check
            && let Some(other) = check(identity, &String::from_utf8_lossy(&text))?
        {
            text = other.into_bytes();
        }
        Ok(Arc::new(Source::new(identity, text)))
    }

    fn module_url(&mut self, identity: &str) -> String {
        self.resolver.url(identity)
    }

    fn is_main_module(&mut self, identity: &str) -> bool {
        self.mains.iter().any(|main| main == identity)
    }

    fn allows_code_from_strings(&mut self) -> bool {
        !self.refuses_code_from_strings
    }

    fn can_block(&mut self) -> bool {
        self.can_block
    }
}
