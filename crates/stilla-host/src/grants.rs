//! What a script is allowed to touch of the world, and the record of what it asked for.
//!
//! Nothing is allowed unless it was granted. Every request passes [`Grants::record`], granted or not.
//!
//! Uses: files. Never: core.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::files::{NoFiles, SharedFiles};

/// What is granted of things that have names.
///
/// # Examples
/// ```
/// use stilla_host::grants::Allowed;
///
/// assert!(Allowed::Only(vec!["HOME".to_owned()]).has("HOME"));
/// assert!(!Allowed::default().has("HOME"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Allowed {
    /// Nothing.
    #[default]
    Nothing,
    /// These.
    Only(Vec<String>),
    /// Everything.
    Everything,
}

impl Allowed {
    /// Whether `name` is granted.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match self {
            Allowed::Nothing => false,
            Allowed::Only(names) => names.iter().any(|known| known == name),
            Allowed::Everything => true,
        }
    }
}

/// Whose certificates `fetch` trusts.
///
/// # Examples
/// ```
/// use stilla_host::grants::{Grants, Trust};
///
/// let grants = Grants { trust: Trust::File("certificates.pem".into()), ..Grants::default() };
/// # let _ = grants;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// Those that browsers trust.
    #[default]
    Web,
    /// Those in a PEM file, and no others.
    File(PathBuf),
}

/// The capabilities of a script.
#[derive(Clone)]
pub struct Grants {
    /// The files that `stilla:fs` reaches.
    pub files: SharedFiles,
    /// The environment, as far as it is granted.
    pub environment: BTreeMap<String, String>,
    /// The hosts that `fetch` may ask, as `name` or `name:port`.
    pub network: Allowed,
    /// Who vouches for the hosts of `https:`.
    pub trust: Trust,
    /// The arguments of the script, the command and the script before them.
    pub arguments: Vec<String>,
    /// Where requests are recorded.
    pub audit: Option<Audit>,
}

impl Default for Grants {
    fn default() -> Self {
        Grants {
            files: Arc::new(Mutex::new(NoFiles)),
            environment: BTreeMap::new(),
            network: Allowed::Nothing,
            trust: Trust::Web,
            arguments: Vec::new(),
            audit: None,
        }
    }
}

impl std::fmt::Debug for Grants {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grants")
            .field("network", &self.network)
            .finish_non_exhaustive()
    }
}

impl Grants {
    /// Records what was asked for, and whether it was given.
    pub fn record(&self, action: &str, subject: &str, outcome: &str) {
        if let Some(audit) = &self.audit {
            audit.record(action, subject, outcome);
        }
    }
}

/// A record of requests: a line of JSON for each.
///
/// # Examples
/// ```
/// use stilla_host::grants::{Audit, Grants};
///
/// let grants = Grants { audit: Some(Audit::new(std::io::sink())), ..Grants::default() };
/// grants.record("fs.open", "/a.txt", "ok");
/// ```
#[derive(Clone)]
pub struct Audit(Arc<Mutex<dyn std::io::Write + Send>>);

impl std::fmt::Debug for Audit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Audit")
    }
}

impl Audit {
    /// A record that is written to `sink`.
    pub fn new(sink: impl std::io::Write + Send + 'static) -> Audit {
        Audit(Arc::new(Mutex::new(sink)))
    }

    /// Writes a line.
    pub fn record(&self, action: &str, subject: &str, outcome: &str) {
        let mut line = String::new();
        for (name, value) in [
            ("action", action),
            ("subject", subject),
            ("outcome", outcome),
        ] {
            line.push_str(if line.is_empty() { "{" } else { "," });
            let value = stilla_data::write_json(&stilla_data::Node::Text(value.to_owned()));
            let _ = write!(line, "\"{name}\":{value}");
        }
        line.push_str("}\n");
        let mut sink = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // NOTE: a record that can't be written is no failure of the script; the disk being full is told by
        // what reads it.
        let _ = sink.write_all(line.as_bytes()).and_then(|()| sink.flush());
    }
}
