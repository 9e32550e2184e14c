//! A file system in memory, on which nothing of the host is reachable: there is no host in it.
//!
//! Everything stands in one ordered table under its absolute path; `..` at the root stays there.
//!
//! Uses: std. Never: disk, after the seeds were taken.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Facts, Files, Kind, Links, Refusal, Write};

/// The longest chain of links.
const MOST_HOPS: usize = 40;
/// The longest path, in bytes.
const LONGEST: usize = 4096;
/// What a name costs beside its letters.
const ENTRY: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    File(Vec<u8>),
    Folder,
    Link(String),
}

impl Node {
    fn size(&self) -> usize {
        match self {
            Node::File(bytes) => bytes.len(),
            Node::Folder => 0,
            Node::Link(target) => target.len(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Node::File(_) => Kind::File,
            Node::Folder => Kind::Folder,
            Node::Link(_) => Kind::Link,
        }
    }
}

/// Files in memory.
///
/// # Examples
/// ```
/// use stilla_host::files::{Files, Memory, Write};
///
/// let mut files = Memory::new(1 << 20);
/// files.write("/../a.txt", b"text", Write::Replace).map_err(|refusal| refusal.code)?;
/// assert_eq!(files.real_path("a.txt"), Ok("/a.txt".to_owned()));
/// assert_eq!(files.changes()[0].after.as_deref(), Some(&b"text"[..]));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug)]
pub struct Memory {
    /// By absolute path, with the moment of the last change; the root is the empty path.
    nodes: BTreeMap<String, (Node, u64)>,
    /// What the seeds were.
    seeds: BTreeMap<String, Node>,
    moment: u64,
    bytes: usize,
    most_bytes: usize,
}

/// What a script did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The absolute path.
    pub path: String,
    /// The bytes before, if there was a file.
    pub before: Option<Vec<u8>>,
    /// The bytes afterwards, if there is one.
    pub after: Option<Vec<u8>>,
}

impl Memory {
    /// An empty file system that holds at most so many bytes.
    #[must_use]
    pub fn new(most_bytes: usize) -> Memory {
        Memory {
            nodes: BTreeMap::from([(String::new(), (Node::Folder, 0))]),
            seeds: BTreeMap::new(),
            moment: 0,
            bytes: 0,
            most_bytes,
        }
    }

    /// Copies a file or folder of the disk to an absolute path. Links are followed only as far as they stay inside
    /// of it; others are left out.
    ///
    /// # Errors
    /// What can't be read, with its path.
    pub fn seed(&mut self, from: &Path, to: &str) -> Result<(), String> {
        let shown = from.display().to_string();
        let root = from
            .canonicalize()
            .map_err(|error| format!("{shown}: {}", error.kind()))?;
        let to = normal("/", to);
        self.make_parents(&to)
            .map_err(|refusal| format!("{to}: {}", refusal.text))?;
        let mut open = vec![(root.clone(), to)];
        while let Some((path, to)) = open.pop() {
            let told = |error: std::io::Error| format!("{}: {}", path.display(), error.kind());
            let Ok(real) = path.canonicalize() else {
                continue;
            };
            if !real.starts_with(&root) {
                continue;
            }
            if real.is_dir() {
                // NOTE: a link to a folder above would never end.
                if path != real && path.starts_with(&real) {
                    continue;
                }
                if !self.nodes.contains_key(&to) {
                    self.put(&to, Node::Folder)
                        .map_err(|refusal| format!("{to}: {}", refusal.text))?;
                }
                for entry in std::fs::read_dir(&path).map_err(told)? {
                    let entry = entry.map_err(told)?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    open.push((entry.path(), format!("{to}/{name}")));
                }
            } else if real.is_file() {
                let bytes = std::fs::read(&real).map_err(told)?;
                self.put(&to, Node::File(bytes))
                    .map_err(|refusal| format!("{to}: {}", refusal.text))?;
            }
        }
        self.seeds = self
            .nodes
            .iter()
            .map(|(path, (node, _))| (path.clone(), node.clone()))
            .collect();
        Ok(())
    }

    /// What is different from the seeds, in the order of the paths.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let content = |node: Option<&Node>| match node {
            Some(Node::File(bytes)) => Some(bytes.clone()),
            Some(Node::Link(target)) => Some(format!("-> {target}\n").into_bytes()),
            _ => None,
        };
        let mut paths: Vec<&String> = self.nodes.keys().chain(self.seeds.keys()).collect();
        paths.sort();
        paths.dedup();
        let changes = paths.into_iter().map(|path| Change {
            path: path.clone(),
            before: content(self.seeds.get(path)),
            after: content(self.nodes.get(path).map(|(node, _)| node)),
        });
        changes
            .filter(|change| change.before != change.after)
            .collect()
    }

    /// The absolute path that is meant, its links followed; the last part need not exist.
    fn follow(&self, path: &str, links: Links) -> Result<String, Refusal> {
        if path.is_empty() {
            return Err(Refusal::ENOENT);
        }
        if path.contains('\0') {
            return Err(Refusal::EINVAL);
        }
        if path.len() > LONGEST {
            return Err(Refusal::ENAMETOOLONG);
        }
        let mut left: Vec<String> = path.split('/').rev().map(str::to_owned).collect();
        let mut real = String::new();
        let mut hops = 0;
        while let Some(part) = left.pop() {
            match part.as_str() {
                "" | "." => continue,
                ".." => {
                    real.truncate(real.rfind('/').unwrap_or(0));
                    continue;
                }
                _ => {}
            }
            match self.nodes.get(&real) {
                Some((Node::Folder, _)) => {}
                Some(_) => return Err(Refusal::ENOTDIR),
                None => return Err(Refusal::ENOENT),
            }
            let below = format!("{real}/{part}");
            let is_last = left.iter().all(|part| part.is_empty() || part == ".");
            match self.nodes.get(&below) {
                Some((Node::Link(target), _)) if !is_last || links == Links::Follow => {
                    hops += 1;
                    if hops > MOST_HOPS {
                        return Err(Refusal::ELOOP);
                    }
                    if target.starts_with('/') {
                        real.clear();
                    }
                    left.extend(target.split('/').rev().map(str::to_owned));
                }
                _ => real = below,
            }
        }
        Ok(real)
    }

    fn node(&self, path: &str, links: Links) -> Result<(&Node, u64), Refusal> {
        let real = self.follow(path, links)?;
        let (node, moment) = self.nodes.get(&real).ok_or(Refusal::ENOENT)?;
        Ok((node, *moment))
    }

    /// Puts a node at a real path whose folder exists.
    fn put(&mut self, real: &str, node: Node) -> Result<(), Refusal> {
        let before = self
            .nodes
            .get(real)
            .map_or(0, |(node, _)| node.size() + real.len() + ENTRY);
        let after = self.bytes - before + node.size() + real.len() + ENTRY;
        if after > self.most_bytes {
            return Err(Refusal::ENOSPC);
        }
        self.bytes = after;
        self.moment += 1;
        self.nodes.insert(real.to_owned(), (node, self.moment));
        Ok(())
    }

    fn take(&mut self, real: &str) -> Option<Node> {
        let (node, _) = self.nodes.remove(real)?;
        self.bytes -= node.size() + real.len() + ENTRY;
        self.moment += 1;
        Some(node)
    }

    fn make_parents(&mut self, path: &str) -> Result<(), Refusal> {
        for (at, _) in path.match_indices('/').skip(1) {
            let folder = &path[..at];
            if !self.nodes.contains_key(folder) {
                self.put(folder, Node::Folder)?;
            }
        }
        Ok(())
    }

    /// The paths below a folder.
    fn below(&self, real: &str) -> impl Iterator<Item = &String> {
        let prefix = format!("{real}/");
        let range = self.nodes.range(prefix.clone()..);
        range
            .map(|(path, _)| path)
            .take_while(move |path| path.starts_with(&prefix))
    }
}

/// A path seen from a folder, without `.` and `..`; the root is the empty text.
pub(crate) fn normal(folder: &str, path: &str) -> String {
    let whole = match path.starts_with('/') {
        true => path.to_owned(),
        false => format!("{folder}/{path}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.iter().map(|part| format!("/{part}")).collect()
}

impl Files for Memory {
    fn read(&mut self, path: &str) -> Result<Vec<u8>, Refusal> {
        match self.node(path, Links::Follow)?.0 {
            Node::File(bytes) => Ok(bytes.clone()),
            _ => Err(Refusal::EISDIR),
        }
    }

    fn write(&mut self, path: &str, bytes: &[u8], how: Write) -> Result<(), Refusal> {
        let real = self.follow(path, Links::Follow)?;
        let mut content = match self.nodes.get(&real) {
            Some((Node::Folder, _)) => return Err(Refusal::EISDIR),
            Some(_) if how == Write::New => return Err(Refusal::EEXIST),
            Some((Node::File(before), _)) if how == Write::Append => before.clone(),
            _ => Vec::new(),
        };
        if path.ends_with('/') {
            return Err(Refusal::EISDIR);
        }
        content.extend_from_slice(bytes);
        self.put(&real, Node::File(content))
    }

    fn facts(&mut self, path: &str, links: Links) -> Result<Facts, Refusal> {
        let (node, moment) = self.node(path, links)?;
        let kind = match node {
            Node::File(_) => 0o100_644,
            Node::Folder => 0o040_755,
            Node::Link(_) => 0o120_777,
        };
        Ok(Facts {
            kind: node.kind(),
            size: node.size() as u64,
            // NOTE: the clock of the host is not to be seen: changes are counted.
            modified: 946_684_800_000.0 + moment as f64,
            mode: kind,
        })
    }

    fn list(&mut self, path: &str) -> Result<Vec<(String, Kind)>, Refusal> {
        let real = self.follow(path, Links::Follow)?;
        match self.nodes.get(&real) {
            Some((Node::Folder, _)) => {}
            Some(_) => return Err(Refusal::ENOTDIR),
            None => return Err(Refusal::ENOENT),
        }
        let start = real.len() + 1;
        let names = self
            .below(&real)
            .filter(|path| !path[start..].contains('/'));
        Ok(names
            .map(|path| (path[start..].to_owned(), self.nodes[path].0.kind()))
            .collect())
    }

    fn make_folder(&mut self, path: &str) -> Result<(), Refusal> {
        let real = self.follow(path, Links::Follow)?;
        match self.nodes.contains_key(&real) {
            true => Err(Refusal::EEXIST),
            false => self.put(&real, Node::Folder),
        }
    }

    fn remove_file(&mut self, path: &str) -> Result<(), Refusal> {
        let real = self.follow(path, Links::Keep)?;
        match self.nodes.get(&real) {
            Some((Node::Folder, _)) => Err(Refusal::EISDIR),
            None => Err(Refusal::ENOENT),
            Some(_) => {
                self.take(&real);
                Ok(())
            }
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal> {
        let real = self.follow(path, Links::Keep)?;
        match self.nodes.get(&real) {
            None => return Err(Refusal::ENOENT),
            Some((Node::Folder, _)) => {}
            Some(_) => return Err(Refusal::ENOTDIR),
        }
        if real.is_empty() {
            return Err(Refusal::EPERM);
        }
        if self.below(&real).next().is_some() {
            return Err(Refusal::ENOTEMPTY);
        }
        self.take(&real);
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        let (from, to) = (
            self.follow(from, Links::Keep)?,
            self.follow(to, Links::Keep)?,
        );
        let is_folder = match self.nodes.get(&from) {
            None => return Err(Refusal::ENOENT),
            Some((node, _)) => *node == Node::Folder,
        };
        if from == to {
            return Ok(());
        }
        if from.is_empty() || to.is_empty() || to.starts_with(&format!("{from}/")) {
            return Err(Refusal::EINVAL);
        }
        match self.nodes.get(&to) {
            Some((Node::Folder, _)) if !is_folder => return Err(Refusal::EISDIR),
            Some((Node::Folder, _)) if self.below(&to).next().is_some() => {
                return Err(Refusal::ENOTEMPTY);
            }
            Some((Node::File(_) | Node::Link(_), _)) if is_folder => return Err(Refusal::ENOTDIR),
            _ => {}
        }
        let below: Vec<String> = self.below(&from).cloned().collect();
        for path in std::iter::once(from.clone()).chain(below) {
            if let Some(node) = self.take(&path) {
                self.put(&format!("{to}{}", &path[from.len()..]), node)?;
            }
        }
        Ok(())
    }

    fn make_link(&mut self, target: &str, path: &str) -> Result<(), Refusal> {
        if target.contains('\0') || target.is_empty() {
            return Err(Refusal::EINVAL);
        }
        let real = self.follow(path, Links::Keep)?;
        match self.nodes.contains_key(&real) {
            true => Err(Refusal::EEXIST),
            false => self.put(&real, Node::Link(target.to_owned())),
        }
    }

    fn read_link(&mut self, path: &str) -> Result<String, Refusal> {
        match self.node(path, Links::Keep)?.0 {
            Node::Link(target) => Ok(target.clone()),
            _ => Err(Refusal::EINVAL),
        }
    }

    fn real_path(&mut self, path: &str) -> Result<String, Refusal> {
        let real = self.follow(path, Links::Follow)?;
        if !self.nodes.contains_key(&real) {
            return Err(Refusal::ENOENT);
        }
        Ok(if real.is_empty() {
            "/".to_owned()
        } else {
            real
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Memory {
        let mut memory = Memory::new(1 << 20);
        memory.make_folder("/a").expect("the root is there");
        memory
            .write("/a/f", b"one", Write::Replace)
            .expect("the folder is there");
        memory
    }

    #[test]
    fn nothing_is_above_the_root() {
        let mut memory = memory();
        assert_eq!(memory.real_path("/../../a/../a/./f"), Ok("/a/f".to_owned()));
        assert_eq!(memory.real_path("../../.."), Ok("/".to_owned()));
        assert_eq!(memory.read("/etc/passwd"), Err(Refusal::ENOENT));
        assert_eq!(memory.read("/a\0/f"), Err(Refusal::EINVAL));
    }

    #[test]
    fn links_stay_inside_and_end() {
        let mut memory = memory();
        memory.make_link("../../../../a", "/a/up").expect("a link");
        assert_eq!(memory.real_path("/a/up/f"), Ok("/a/f".to_owned()));
        memory.make_link("/a/x", "/a/y").expect("a link");
        memory.make_link("/a/y", "/a/x").expect("a link");
        assert_eq!(memory.read("/a/x"), Err(Refusal::ELOOP));
        assert_eq!(memory.read_link("/a/x"), Ok("/a/y".to_owned()));
    }

    #[test]
    fn folders_move_with_what_is_in_them() {
        let mut memory = memory();
        memory.rename("/a", "/b").expect("it moves");
        assert_eq!(memory.read("/b/f"), Ok(b"one".to_vec()));
        assert_eq!(memory.rename("/b", "/b/c"), Err(Refusal::EINVAL));
        assert_eq!(memory.remove_folder("/b"), Err(Refusal::ENOTEMPTY));
        assert_eq!(memory.list("/"), Ok(vec![("b".to_owned(), Kind::Folder)]));
    }

    #[test]
    fn space_ends() {
        let mut memory = Memory::new(1000);
        assert_eq!(
            memory.write("/f", &[0; 2000], Write::Replace),
            Err(Refusal::ENOSPC)
        );
        memory
            .write("/f", &[0; 500], Write::Replace)
            .expect("it fits");
        memory
            .write("/f", &[0; 600], Write::Replace)
            .expect("it fits again");
        assert_eq!(
            memory.write("/f", &[0; 600], Write::Append),
            Err(Refusal::ENOSPC)
        );
    }
}
