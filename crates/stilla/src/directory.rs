//! Modules from the files below one folder, and from nowhere else.
//!
//! Uses: world. Never: runtime.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::world::ModuleLoader;

/// Files of more bytes are not loaded unless the host says otherwise.
const LARGEST: u64 = 16 << 20;

/// Loads modules from the files below a root. An identity is a path from the root with `/`, such as
/// `lib/shapes.js`. Nothing outside of the root is ever read: no absolute paths, no `..` that leads out,
/// no symbolic link that does. What counts is the file that was opened, and not what its name meant before:
/// on Linux the system says where an open file lies, so that nobody who exchanges links or folders meanwhile gets
/// anything else read. Elsewhere the name is looked at once more after opening, which leaves a moment to whoever may
/// write to the folder.
///
/// # Examples
/// ```
/// use stilla::{DirectoryLoader, Runtime};
///
/// let folder = std::env::temp_dir().join(format!("stilla-directory-{}", std::process::id()));
/// std::fs::create_dir_all(folder.join("lib"))?;
/// std::fs::write(folder.join("lib/one.js"), "export const one = 1")?;
/// std::fs::write(folder.join("secret.js"), "export const key = 'abc'")?;
///
/// let loader = DirectoryLoader::new(&folder)?.allow("lib/");
/// let mut runtime = Runtime::builder().module_loader(loader).build();
/// let one = runtime.import("lib/one.js")?;
/// assert_eq!(one.get::<i32>(&mut runtime, "one")?, 1);
/// assert!(runtime.import("secret.js").is_err());
/// assert!(runtime.import("../outside.js").is_err());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DirectoryLoader {
    /// In its canonical form.
    root: PathBuf,
    allowed: Vec<String>,
    largest: u64,
}

impl DirectoryLoader {
    /// Modules below `root`, all of them.
    ///
    /// # Errors
    /// The folder is not there.
    ///
    /// # Examples
    /// ```
    /// assert!(stilla::DirectoryLoader::new("/there/is/no/such/folder").is_err());
    /// ```
    pub fn new(root: impl AsRef<Path>) -> Result<DirectoryLoader, Error> {
        let root = fs::canonicalize(root.as_ref());
        let root = root.map_err(|error| crate::error::from_boxed(error.into()))?;
        if !root.is_dir() {
            return Err(Error::new(format!("{} is no folder", root.display())));
        }
        Ok(DirectoryLoader {
            root,
            allowed: Vec::new(),
            largest: LARGEST,
        })
    }

    /// Allows one identity or, with a `/` at its end, all that begin with it. Without any such call all are
    /// allowed.
    ///
    /// # Examples
    /// ```
    /// let loader = stilla::DirectoryLoader::new(".")?.allow("main.js").allow("lib/");
    /// # let _ = loader;
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn allow(mut self, identity: &str) -> DirectoryLoader {
        self.allowed.push(identity.to_owned());
        self
    }

    /// The most bytes of a file; 16 MB if nothing is said.
    ///
    /// # Examples
    /// ```
    /// let loader = stilla::DirectoryLoader::new(".")?.largest(64 << 10);
    /// # let _ = loader;
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn largest(mut self, bytes: u64) -> DirectoryLoader {
        self.largest = bytes;
        self
    }

    fn is_allowed(&self, identity: &str) -> bool {
        self.allowed.is_empty()
            || self.allowed.iter().any(|allowed| {
                identity == allowed || (allowed.ends_with('/') && identity.starts_with(allowed))
            })
    }
}

/// A path from the root without `.` and `..`; `None` if it leads out of the root or is no such path.
fn inside(specifier: &str, referrer: &str) -> Option<String> {
    let is_relative = specifier.starts_with("./") || specifier.starts_with("../");
    let mut parts: Vec<&str> = if is_relative {
        let mut parts: Vec<&str> = referrer.split('/').collect();
        parts.pop();
        parts
    } else {
        Vec::new()
    };
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part if is_plain(part) => parts.push(part),
            _ => return None,
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a part of a path is the name of a file or folder on every system.
fn is_plain(part: &str) -> bool {
    !part.is_empty() && !part.contains(['\\', ':', '\0'])
}

impl ModuleLoader for DirectoryLoader {
    fn resolve(&mut self, specifier: &str, referrer: &str) -> Result<String, String> {
        inside(specifier, referrer)
            .ok_or_else(|| format!("'{specifier}' leads out of the folder of modules"))
    }

    fn load(&mut self, identity: &str) -> Result<String, String> {
        let missing = || format!("Cannot find module '{identity}'");
        // NOTE: an identity may come from a host or an import map and not from `resolve`.
        let path = inside(identity, "").ok_or_else(missing)?;
        if path != identity || !self.is_allowed(identity) {
            return Err(format!("Module '{identity}' is not allowed"));
        }
        let path = self.root.join(&path);
        let file = open(&path).map_err(|_| missing())?;
        let place = place_of(&file, &path).map_err(|_| missing())?;
        if !place.starts_with(&self.root) {
            return Err(format!("Module '{identity}' is not allowed"));
        }
        let mut text = String::new();
        let read = file.take(self.largest + 1).read_to_string(&mut text);
        match read {
            Ok(bytes) if bytes as u64 <= self.largest => Ok(text),
            Ok(_) => Err(format!("Module '{identity}' is too large")),
            Err(_) => Err(format!("Module '{identity}' is no text in UTF-8")),
        }
    }
}

/// Opens what is a file: a folder, or a pipe that would keep its reader waiting, is none.
fn open(path: &Path) -> io::Result<File> {
    let check = |is_file| match is_file {
        true => Ok(()),
        false => Err(io::Error::from(io::ErrorKind::NotFound)),
    };
    // NOTE: asked before, because opening alone may have effects; and after, because it may be another one.
    check(fs::metadata(path)?.is_file())?;
    let mut options = File::options();
    options.read(true);
    #[cfg(all(
        target_os = "linux",
        any(
            target_arch = "x86_64",
            target_arch = "aarch64",
            target_arch = "riscv64"
        )
    ))]
    {
        /// `O_NONBLOCK`: a pipe that took the place of the file opens at once, and is then refused.
        const WITHOUT_WAITING: i32 = 0o4000;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, WITHOUT_WAITING);
    }
    let file = options.open(path)?;
    check(file.metadata()?.is_file())?;
    Ok(file)
}

/// Where an open file lies, in canonical form.
fn place_of(file: &File, path: &Path) -> io::Result<PathBuf> {
    #[cfg(target_os = "linux")]
    {
        let number = std::os::fd::AsRawFd::as_raw_fd(file);
        if let Ok(place) = fs::read_link(format!("/proc/self/fd/{number}")) {
            return Ok(place);
        }
    }
    let place = fs::canonicalize(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (opened, named) = (file.metadata()?, fs::metadata(&place)?);
        if (opened.dev(), opened.ino()) != (named.dev(), named.ino()) {
            return Err(io::ErrorKind::NotFound.into());
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nothing_leads_out() {
        let lib = "lib/a.js";
        assert_eq!(inside("./b.js", lib).as_deref(), Some("lib/b.js"));
        assert_eq!(inside("../b.js", lib).as_deref(), Some("b.js"));
        assert_eq!(inside("b/./c.js", lib).as_deref(), Some("b/c.js"));
        for outside in [
            "../../b.js",
            "/etc/passwd",
            "a//b",
            "a/../../b",
            "c:\\x",
            "a\\..\\b",
            "",
            "a\0b",
            "..",
            "file:///etc/passwd",
        ] {
            assert_eq!(inside(outside, lib), None, "{outside}");
        }
    }
}
