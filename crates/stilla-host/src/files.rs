//! File systems that scripts and imports see: the disk as far as it is granted, or memory.
//!
//! Paths are texts with `/`. A refusal says what POSIX would say, with the path as the script wrote it.
//!
//! Uses: std only. Never: core.

mod disk;
mod memory;

pub use disk::Disk;
pub use memory::{Change, Memory};

use std::sync::{Arc, Mutex};

/// A file system on both sides.
pub type SharedFiles = Arc<Mutex<dyn Files>>;

/// Why an operation failed: the code that Node would give, and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `ENOENT` and its like.
    pub code: &'static str,
    /// What it means.
    pub text: &'static str,
    /// The number of the error, negative.
    pub number: i32,
}

macro_rules! refusals {
    ($($name:ident $number:literal $text:literal;)*) => {
        impl Refusal {
            $(#[doc = $text]
            pub const $name: Refusal = Refusal { code: stringify!($name), text: $text, number: -$number };)*
        }
    };
}

refusals! {
    EPERM 1 "operation not permitted";
    ENOENT 2 "no such file or directory";
    EIO 5 "i/o error";
    EACCES 13 "permission denied";
    EEXIST 17 "file already exists";
    ENOTDIR 20 "not a directory";
    EISDIR 21 "illegal operation on a directory";
    EINVAL 22 "invalid argument";
    ENOSPC 28 "no space left on device";
    EROFS 30 "read-only file system";
    ENAMETOOLONG 36 "name too long";
    ENOTEMPTY 39 "directory not empty";
    ELOOP 40 "too many symbolic links encountered";
}

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// Something else.
    Other,
}

/// What is known of a file.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What it is.
    pub kind: Kind,
    /// Its length in bytes.
    pub size: u64,
    /// The time of its last change, in milliseconds since the epoch.
    pub modified: f64,
    /// Its permissions.
    pub mode: u32,
}

/// Whether links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// To what they lead to.
    Follow,
    /// They are looked at themselves.
    Keep,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    /// In place of what was there.
    Replace,
    /// Behind what was there.
    Append,
    /// Only if there was nothing.
    New,
}

/// A file system.
#[allow(missing_docs, reason = "the names say it")]
pub trait Files: Send {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Refusal>;
    fn write(&mut self, path: &str, bytes: &[u8], how: Write) -> Result<(), Refusal>;
    fn facts(&mut self, path: &str, links: Links) -> Result<Facts, Refusal>;
    fn list(&mut self, path: &str) -> Result<Vec<(String, Kind)>, Refusal>;
    fn make_folder(&mut self, path: &str) -> Result<(), Refusal>;
    fn remove_file(&mut self, path: &str) -> Result<(), Refusal>;
    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal>;
    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal>;
    fn make_link(&mut self, target: &str, path: &str) -> Result<(), Refusal>;
    fn read_link(&mut self, path: &str) -> Result<String, Refusal>;
    /// The path without links, `.` and `..`.
    fn real_path(&mut self, path: &str) -> Result<String, Refusal>;
}

/// No files at all.
#[derive(Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&mut self, _: &str) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::EACCES)
    }
    fn write(&mut self, _: &str, _: &[u8], _: Write) -> Result<(), Refusal> {
        Err(Refusal::EACCES)
    }
    fn facts(&mut self, _: &str, _: Links) -> Result<Facts, Refusal> {
        Err(Refusal::EACCES)
    }
    fn list(&mut self, _: &str) -> Result<Vec<(String, Kind)>, Refusal> {
        Err(Refusal::EACCES)
    }
    fn make_folder(&mut self, _: &str) -> Result<(), Refusal> {
        Err(Refusal::EACCES)
    }
    fn remove_file(&mut self, _: &str) -> Result<(), Refusal> {
        Err(Refusal::EACCES)
    }
    fn remove_folder(&mut self, _: &str) -> Result<(), Refusal> {
        Err(Refusal::EACCES)
    }
    fn rename(&mut self, _: &str, _: &str) -> Result<(), Refusal> {
        Err(Refusal::EACCES)
    }
    fn make_link(&mut self, _: &str, _: &str) -> Result<(), Refusal> {
        Err(Refusal::EACCES)
    }
    fn read_link(&mut self, _: &str) -> Result<String, Refusal> {
        Err(Refusal::EACCES)
    }
    fn real_path(&mut self, _: &str) -> Result<String, Refusal> {
        Err(Refusal::EACCES)
    }
}
