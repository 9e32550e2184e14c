//! The host of a command line: the system's clock, time zone and randomness, modules from files.
//!
//! Uses: core's `Host`, stilla-zones. Never: console.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use stilla_core::host::{Host, Source, Stream};
#[cfg(feature = "time-zones")]
use stilla_zones::Zone;

/// The extensions that a specifier may leave out.
const EXTENSIONS: &[&str] = &["js", "mjs", "json"];

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
///     0..1_000_000 => Ok(()),
///     _ => Err(format!("{name} is too long")),
/// }));
/// let host = SystemHost { check: Some(check), ..SystemHost::default() };
/// # let _ = host;
/// ```
#[derive(Clone)]
pub struct Check(pub Arc<CheckFn>);

/// The function of a [`Check`]: why the module is refused, for the script.
///
/// # Examples
/// ```
/// use stilla_host::system::CheckFn;
///
/// let check: &CheckFn = &|_, text| if text.contains("debugger") { Err("no".to_owned()) } else { Ok(()) };
/// assert!(check("a.js", "debugger").is_err());
/// ```
pub type CheckFn = dyn Fn(&str, &str) -> Result<(), String> + Send + Sync;

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
    /// Where printed text goes.
    pub output: Output,
    /// Modules that are no files: what imports call them, and their text.
    pub modules: Vec<(String, String)>,
    /// Whom to ask about the modules that are loaded.
    pub check: Option<Check>,
    /// `eval` and `Function` are refused.
    pub refuses_code_from_strings: bool,
    /// The time zone; UTC if there is none.
    #[cfg(feature = "time-zones")]
    pub zone: Option<Zone>,
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
/// let output = Output { line_by_line: true, ..Output::default() };
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

impl Host for SystemHost {
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
        let _ = writeln!(std::io::stderr().lock(), "Uncaught {message}");
    }

    fn resolve_module(&mut self, specifier: &str, referrer: &str) -> Result<String, String> {
        if self.modules.iter().any(|(name, _)| name == specifier) {
            return Ok(specifier.to_owned());
        }
        let missing = || format!("Cannot find module '{specifier}'");
        let is_relative = specifier.starts_with("./")
            || specifier.starts_with("../")
            || Path::new(specifier).is_absolute();
        if !is_relative {
            return Err(missing());
        }
        let folder = Path::new(referrer).parent().unwrap_or(Path::new("."));
        let path = folder.join(specifier);
        let found = candidates(&path)
            .into_iter()
            .find(|path| path.is_file())
            .ok_or_else(missing)?;
        let found = found.canonicalize().map_err(|_| missing())?;
        Ok(found.to_string_lossy().into_owned())
    }

    fn load_module(&mut self, identity: &str) -> Result<Arc<Source>, String> {
        if let Some((name, text)) = self.modules.iter().find(|(name, _)| name == identity) {
            return Ok(Arc::new(Source {
                name: name.clone(),
                text: text.clone().into_bytes().into(),
            }));
        }
        let text = std::fs::read(identity).map_err(|error| format!("{identity}: {error}"))?;
        if let Some(Check(check)) = &self.check {
            check(identity, &String::from_utf8_lossy(&text))?;
        }
        Ok(Arc::new(Source {
            name: identity.to_owned(),
            text: text.into(),
        }))
    }

    fn module_url(&mut self, identity: &str) -> String {
        match self.modules.iter().any(|(name, _)| name == identity) {
            true => identity.to_owned(),
            false => format!("file://{identity}"),
        }
    }

    fn allows_code_from_strings(&mut self) -> bool {
        !self.refuses_code_from_strings
    }

    fn can_block(&mut self) -> bool {
        self.can_block
    }
}

/// The files that a specifier may mean: itself, with an extension, the index of a folder.
fn candidates(path: &Path) -> Vec<PathBuf> {
    let mut list = vec![path.to_owned()];
    for extension in EXTENSIONS {
        let mut name = path.as_os_str().to_owned();
        name.push(".");
        name.push(extension);
        list.push(name.into());
    }
    list.extend(
        EXTENSIONS
            .iter()
            .map(|extension| path.join("index").with_extension(extension)),
    );
    list
}
