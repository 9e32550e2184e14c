//! The disk, as far as it is granted: each path is followed to where it really leads, and that must lie in a
//! folder that was granted.
//!
//! NOTE: who else changes links between the check and the operation can lead it elsewhere: a script can't, because
//! its operations are one after the other.
//!
//! Uses: std. Never: memory.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::{Facts, Files, Kind, Links, Refusal, Write};

/// Files larger than this are not read.
const LARGEST: u64 = 1 << 30;

/// The disk.
///
/// # Examples
/// ```
/// use stilla_host::files::{Disk, Files, Refusal};
///
/// let mut files = Disk::only(&["data".into()]);
/// assert_eq!(files.read("data/../secret"), Err(Refusal::EACCES));
/// ```
#[derive(Debug)]
pub struct Disk {
    /// The folders and files that are granted; `None` is everything.
    roots: Option<Vec<PathBuf>>,
}

impl Disk {
    /// All of it.
    #[must_use]
    pub fn everything() -> Disk {
        Disk { roots: None }
    }

    /// What is in these folders, and these files.
    #[must_use]
    pub fn only(roots: &[PathBuf]) -> Disk {
        let roots = roots
            .iter()
            .map(|root| destination(root).unwrap_or_else(|_| root.clone()));
        Disk {
            roots: Some(roots.collect()),
        }
    }

    /// The path that is meant, if it is granted. With [`Links::Keep`] its last part is not followed.
    fn granted(&self, path: &str, links: Links) -> Result<PathBuf, Refusal> {
        if path.is_empty() {
            return Err(Refusal::ENOENT);
        }
        if path.contains('\0') {
            return Err(Refusal::EINVAL);
        }
        let Some(roots) = &self.roots else {
            return Ok(PathBuf::from(path));
        };
        let path = Path::new(path);
        let real = match (links, path.file_name()) {
            (Links::Keep, Some(name)) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                destination(folder)?.join(name)
            }
            _ => destination(path)?,
        };
        match roots.iter().any(|root| real.starts_with(root)) {
            true => Ok(real),
            false => Err(Refusal::EACCES),
        }
    }
}

/// Where a path leads to, with all links followed; what is not there is taken as it is written.
fn destination(path: &Path) -> Result<PathBuf, Refusal> {
    let absolute = std::path::absolute(match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    })
    .map_err(|error| refusal(&error))?;
    let mut real = PathBuf::new();
    let mut left: Vec<PathBuf> = parts(&absolute);
    let mut hops = 0;
    while let Some(part) = left.pop() {
        match part.components().next() {
            Some(Component::RootDir | Component::Prefix(_)) => real = part,
            Some(Component::ParentDir) => {
                real.pop();
            }
            Some(Component::Normal(_)) => {
                real.push(&part);
                if let Ok(target) = fs::read_link(&real) {
                    hops += 1;
                    if hops > 40 {
                        return Err(Refusal::ELOOP);
                    }
                    real.pop();
                    left.extend(parts(&target));
                }
            }
            _ => {}
        }
    }
    Ok(real)
}

/// The parts of a path, the last one first.
fn parts(path: &Path) -> Vec<PathBuf> {
    path.components()
        .rev()
        .map(|part| PathBuf::from(part.as_os_str()))
        .collect()
}

fn refusal(error: &std::io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound => Refusal::ENOENT,
        ErrorKind::PermissionDenied => Refusal::EACCES,
        ErrorKind::AlreadyExists => Refusal::EEXIST,
        ErrorKind::NotADirectory => Refusal::ENOTDIR,
        ErrorKind::IsADirectory => Refusal::EISDIR,
        ErrorKind::DirectoryNotEmpty => Refusal::ENOTEMPTY,
        ErrorKind::InvalidInput | ErrorKind::InvalidFilename => Refusal::EINVAL,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Refusal::ENOSPC,
        ErrorKind::ReadOnlyFilesystem => Refusal::EROFS,
        _ => Refusal::EIO,
    }
}

fn done<T>(result: std::io::Result<T>) -> Result<T, Refusal> {
    result.map_err(|error| refusal(&error))
}

fn kind_of(kind: fs::FileType) -> Kind {
    if kind.is_file() {
        Kind::File
    } else if kind.is_dir() {
        Kind::Folder
    } else if kind.is_symlink() {
        Kind::Link
    } else {
        Kind::Other
    }
}

#[cfg(unix)]
fn mode_of(data: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::mode(data)
}

#[cfg(not(unix))]
fn mode_of(data: &fs::Metadata) -> u32 {
    let kind = if data.is_dir() { 0o040_000 } else { 0o100_000 };
    kind | if data.permissions().readonly() {
        0o444
    } else {
        0o666
    }
}

impl Files for Disk {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Refusal> {
        let path = self.granted(path, Links::Follow)?;
        let data = done(fs::metadata(&path))?;
        if data.is_dir() {
            return Err(Refusal::EISDIR);
        }
        // NOTE: a device may never end.
        if !data.is_file() || data.len() > LARGEST {
            return Err(Refusal::EINVAL);
        }
        done(fs::read(path))
    }

    fn write(&mut self, path: &str, bytes: &[u8], how: Write) -> Result<(), Refusal> {
        let path = self.granted(path, Links::Follow)?;
        let mut options = fs::OpenOptions::new();
        match how {
            Write::Replace => options.write(true).create(true).truncate(true),
            Write::Append => options.append(true).create(true),
            Write::New => options.write(true).create_new(true),
        };
        let mut file = done(options.open(path))?;
        done(file.write_all(bytes))
    }

    fn facts(&mut self, path: &str, links: Links) -> Result<Facts, Refusal> {
        let path = self.granted(path, links)?;
        let data = done(match links {
            Links::Follow => fs::metadata(path),
            Links::Keep => fs::symlink_metadata(path),
        })?;
        let modified = data
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Facts {
            kind: kind_of(data.file_type()),
            size: data.len(),
            modified: modified.map_or(0.0, |time| time.as_secs_f64() * 1e3),
            mode: mode_of(&data),
        })
    }

    fn list(&mut self, path: &str) -> Result<Vec<(String, Kind)>, Refusal> {
        let path = self.granted(path, Links::Follow)?;
        let mut list = Vec::new();
        for entry in done(fs::read_dir(path))? {
            let entry = done(entry)?;
            let kind = kind_of(done(entry.file_type())?);
            list.push((entry.file_name().to_string_lossy().into_owned(), kind));
        }
        list.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(list)
    }

    fn make_folder(&mut self, path: &str) -> Result<(), Refusal> {
        done(fs::create_dir(self.granted(path, Links::Follow)?))
    }

    fn remove_file(&mut self, path: &str) -> Result<(), Refusal> {
        let path = self.granted(path, Links::Keep)?;
        if path.is_dir() && !path.is_symlink() {
            return Err(Refusal::EISDIR);
        }
        done(fs::remove_file(path))
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal> {
        done(fs::remove_dir(self.granted(path, Links::Keep)?))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        let (from, to) = (
            self.granted(from, Links::Keep)?,
            self.granted(to, Links::Keep)?,
        );
        done(fs::rename(from, to))
    }

    #[cfg(unix)]
    fn make_link(&mut self, target: &str, path: &str) -> Result<(), Refusal> {
        let path = self.granted(path, Links::Keep)?;
        // A link that leads out of what is granted could be followed by others.
        if let Some(roots) = &self.roots {
            let end = destination(&path.parent().unwrap_or(Path::new("/")).join(target))?;
            if !roots.iter().any(|root| end.starts_with(root)) {
                return Err(Refusal::EACCES);
            }
        }
        done(std::os::unix::fs::symlink(target, path))
    }

    #[cfg(not(unix))]
    fn make_link(&mut self, _: &str, _: &str) -> Result<(), Refusal> {
        Err(Refusal::EPERM)
    }

    fn read_link(&mut self, path: &str) -> Result<String, Refusal> {
        let target = done(fs::read_link(self.granted(path, Links::Keep)?))?;
        Ok(target.to_string_lossy().into_owned())
    }

    fn real_path(&mut self, path: &str) -> Result<String, Refusal> {
        let real = done(fs::canonicalize(self.granted(path, Links::Follow)?))?;
        Ok(real.to_string_lossy().into_owned())
    }
}
