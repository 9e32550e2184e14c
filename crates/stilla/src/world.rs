//! What a runtime is given of the world: clock, randomness, modules, output.
//!
//! The parts that a builder was given stand before the host; what nobody gave, the host answers.
//!
//! Uses: core. Never: runtime.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use stilla_core::host::{Host, Source, Stream};

use crate::import_map::ImportMap;

/// Finds modules and their texts.
///
/// # Examples
/// ```
/// use stilla::{ModuleLoader, Runtime};
///
/// struct Numbers;
///
/// impl ModuleLoader for Numbers {
///     fn load(&mut self, identity: &str) -> Result<String, String> {
///         match identity.parse::<f64>() {
///             Ok(number) => Ok(format!("export default {number}")),
///             Err(_) => Err(format!("{identity} is no number")),
///         }
///     }
/// }
/// let mut runtime = Runtime::builder().module_loader(Numbers).build();
/// runtime.run_module_source("main", "import n from '42'; globalThis.n = n")?;
/// assert_eq!(runtime.get::<f64>("n")?, Some(42.0));
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait ModuleLoader: Send + 'static {
    /// The identity of the module that `specifier` names in the module `referrer`. The default joins
    /// `./` and `../` to the referrer's identity and takes everything else as it is.
    ///
    /// # Errors
    /// Why there is none, for the script.
    fn resolve(&mut self, specifier: &str, referrer: &str) -> Result<String, String> {
        Ok(join(specifier, referrer))
    }

    /// The text of a module.
    ///
    /// # Errors
    /// Why it can't be loaded, for the script.
    fn load(&mut self, identity: &str) -> Result<String, String>;
}

/// Modules in memory, by identity.
///
/// # Examples
/// ```
/// use stilla::{MapLoader, Runtime};
///
/// let loader = MapLoader::from([("lib/a.js", "export { b as a } from './b.js'"), ("lib/b.js", "export const b = 1")]);
/// let mut runtime = Runtime::builder().module_loader(loader).build();
/// let module = runtime.import("lib/a.js")?;
/// assert_eq!(module.get::<i32>(&mut runtime, "a")?, 1);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct MapLoader(HashMap<String, String>);

impl MapLoader {
    /// Adds a module.
    ///
    /// # Examples
    /// ```
    /// use stilla::{MapLoader, Runtime};
    ///
    /// let loader = MapLoader::default().with("a.js", "export default 1").with("b.js", "export { default } from 'a.js'");
    /// let mut runtime = Runtime::builder().module_loader(loader).build();
    /// assert_eq!(runtime.import("b.js")?.get::<i32>(&mut runtime, "default")?, 1);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn with(mut self, identity: &str, text: &str) -> MapLoader {
        self.0.insert(identity.to_owned(), text.to_owned());
        self
    }
}

impl<const N: usize> From<[(&str, &str); N]> for MapLoader {
    fn from(modules: [(&str, &str); N]) -> MapLoader {
        let modules = modules.into_iter();
        MapLoader(
            modules
                .map(|(identity, text)| (identity.to_owned(), text.to_owned()))
                .collect(),
        )
    }
}

impl ModuleLoader for MapLoader {
    fn load(&mut self, identity: &str) -> Result<String, String> {
        self.0
            .get(identity)
            .cloned()
            .ok_or_else(|| format!("Cannot find module '{identity}'"))
    }
}

/// A relative specifier seen from its referrer; any other one unchanged. Never leads above the root.
pub(crate) fn join(specifier: &str, referrer: &str) -> String {
    if !specifier.starts_with("./") && !specifier.starts_with("../") {
        return specifier.to_owned();
    }
    let mut parts: Vec<&str> = referrer.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// What follows a script from where it waits to where it goes on: the spans of a tracer, the user of a request.
///
/// Each time when a job is prepared (a reaction to a promise, `await`), the host grabs a number; before the job
/// runs, it resumes that number, and when it has run, it exits. The numbers mean what the host wants.
///
/// # Examples
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use std::sync::Arc;
/// use stilla::{ContextHooks, Runtime};
///
/// /// The number of the request on whose behalf JavaScript runs.
/// #[derive(Clone, Default)]
/// struct Request(Arc<AtomicU64>);
///
/// impl ContextHooks for Request {
///     fn grab(&mut self) -> u64 {
///         self.0.load(Ordering::SeqCst)
///     }
///     fn resume(&mut self, context: u64) {
///         self.0.store(context, Ordering::SeqCst);
///     }
///     fn exit(&mut self) {
///         self.0.store(0, Ordering::SeqCst);
///     }
/// }
/// let request = Request::default();
/// let mut runtime = Runtime::builder().context_hooks(request.clone()).build();
/// let current = request.clone();
/// runtime.set_function("request", move || current.0.load(Ordering::SeqCst))?;
/// runtime.eval("const seen = []; async function handle() { await 0; await 0; seen.push(request()) }")?;
/// for number in [7, 8] {
///     request.0.store(number, Ordering::SeqCst);
///     runtime.eval("handle()")?;
/// }
/// assert_eq!(runtime.eval_as::<String>("seen.join()")?, "7,8");
/// # Ok::<(), stilla::Error>(())
/// ```
pub trait ContextHooks: Send + 'static {
    /// Something is prepared that will run later: what it is to be given back then.
    fn grab(&mut self) -> u64;

    /// What was prepared begins to run.
    fn resume(&mut self, context: u64);

    /// It has run.
    fn exit(&mut self);
}

/// What is known of modules outside of the loader, shared with the runtime.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Modules of the host: their names are found before anything else.
    pub(crate) names: Vec<String>,
    /// Texts that were loaded ahead.
    pub(crate) texts: HashMap<String, Arc<Source>>,
}

/// [`Known`] on both sides.
pub(crate) type SharedKnown = Arc<Mutex<Known>>;

pub(crate) type Clock = Box<dyn FnMut() -> SystemTime + Send>;
pub(crate) type Random = Box<dyn FnMut() -> u64 + Send>;
pub(crate) type Print = Box<dyn FnMut(Stream, &str) + Send>;

/// The host that the machine sees.
pub(crate) struct World {
    pub(crate) host: Box<dyn Host>,
    pub(crate) known: SharedKnown,
    pub(crate) loader: Option<Box<dyn ModuleLoader>>,
    pub(crate) clock: Option<Clock>,
    pub(crate) random: Option<Random>,
    pub(crate) print: Option<Print>,
    pub(crate) utc_offset: Option<f64>,
    pub(crate) code_from_strings: Option<bool>,
    pub(crate) import_map: Option<ImportMap>,
    pub(crate) hooks: Option<Box<dyn ContextHooks>>,
    /// The bytes of text that may still be printed.
    pub(crate) output_left: Option<u64>,
}

impl World {
    fn is_host_module(&self, name: &str) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.names.iter().any(|known| known == name)
    }

    fn is_loaded(&self, identity: &str) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.texts.contains_key(identity)
    }
}

impl Host for World {
    fn now(&mut self) -> f64 {
        let Some(clock) = &mut self.clock else {
            return self.host.now();
        };
        match clock().duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => since.as_millis() as f64,
            Err(before) => -(before.duration().as_millis() as f64),
        }
    }

    fn time_zone_offset(&mut self, time: f64, is_local: bool) -> f64 {
        match self.utc_offset {
            Some(offset) => offset,
            None => self.host.time_zone_offset(time, is_local),
        }
    }

    fn time_zone_name(&mut self) -> String {
        let Some(offset) = self.utc_offset else {
            return self.host.time_zone_name();
        };
        if offset == 0.0 {
            return "UTC".to_owned();
        }
        let minutes = (offset.abs() / 60_000.0) as u32;
        let sign = if offset < 0.0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    fn random(&mut self) -> u64 {
        match &mut self.random {
            Some(random) => random(),
            None => self.host.random(),
        }
    }

    fn write(&mut self, stream: Stream, text: &str) -> Result<(), ErrorKind> {
        if let Some(left) = &mut self.output_left {
            *left = left
                .checked_sub(text.len() as u64)
                .ok_or(ErrorKind::QuotaExceeded)?;
        }
        match &mut self.print {
            Some(print) => {
                print(stream, text);
                Ok(())
            }
            None => self.host.write(stream, text),
        }
    }

    fn flush(&mut self) -> Result<(), ErrorKind> {
        self.host.flush()
    }

    fn safepoint(&mut self) {
        self.host.safepoint();
    }

    fn report_uncaught(&mut self, message: &str) {
        self.host.report_uncaught(message);
    }

    fn resolve_module(&mut self, specifier: &str, referrer: &str) -> Result<String, String> {
        let mapped = match &self.import_map {
            Some(map) => map.resolve(specifier, referrer)?,
            None => None,
        };
        let (specifier, referrer) = match &mapped {
            Some(identity) => (identity.as_str(), ""),
            None => (specifier, referrer),
        };
        if self.is_host_module(specifier) {
            return Ok(specifier.to_owned());
        }
        let joined = join(specifier, referrer);
        if self.is_loaded(&joined) {
            return Ok(joined);
        }
        match &mut self.loader {
            Some(loader) => loader.resolve(specifier, referrer),
            None => self.host.resolve_module(specifier, referrer),
        }
    }

    fn load_module(&mut self, identity: &str) -> Result<Arc<Source>, String> {
        let ahead = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.texts.get(identity).cloned()
        };
        match (ahead, &mut self.loader) {
            (Some(source), _) => Ok(source),
            (None, Some(loader)) => loader.load(identity).map(|text| source(identity, text)),
            (None, None) => self.host.load_module(identity),
        }
    }

    fn module_url(&mut self, identity: &str) -> String {
        self.host.module_url(identity)
    }

    fn is_main_module(&mut self, identity: &str) -> bool {
        self.host.is_main_module(identity)
    }

    fn allows_code_from_strings(&mut self) -> bool {
        self.code_from_strings
            .unwrap_or_else(|| self.host.allows_code_from_strings())
    }

    fn can_block(&mut self) -> bool {
        self.host.can_block()
    }

    fn tracks_context(&self) -> bool {
        self.hooks.is_some() || self.host.tracks_context()
    }

    fn grab_context(&mut self) -> u64 {
        match &mut self.hooks {
            Some(hooks) => hooks.grab(),
            None => self.host.grab_context(),
        }
    }

    fn resume_context(&mut self, context: u64) {
        match &mut self.hooks {
            Some(hooks) => hooks.resume(context),
            None => self.host.resume_context(context),
        }
    }

    fn exit_context(&mut self) {
        match &mut self.hooks {
            Some(hooks) => hooks.exit(),
            None => self.host.exit_context(),
        }
    }
}

/// The text of a module with its name.
pub(crate) fn source(identity: &str, text: String) -> Arc<Source> {
    Arc::new(Source::new(identity, text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn relative_specifiers_stay_below_the_root() {
        assert_eq!(join("./b.js", "lib/a.js"), "lib/b.js");
        assert_eq!(join("../b.js", "lib/sub/a.js"), "lib/b.js");
        assert_eq!(join("../../../../etc/passwd", "lib/a.js"), "etc/passwd");
        assert_eq!(join("fs", "lib/a.js"), "fs");
    }
}
