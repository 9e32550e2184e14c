//! Names: each distinct string of a compilation unit once, as a number.
//!
//! Strings are WTF-8. The words of the keyword table come first, with fixed numbers.
//!
//! Uses: keyword.
//! Never: ast, parser, lexer.

use crate::keyword::{WORDS, find_word};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::{BuildHasher, Hasher};

/// An interned string of one [`Interner`]. Two names of the same interner are equal exactly when their strings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(pub u32);

/// The strings behind [`Name`]s.
#[derive(Clone, Debug)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// Upper half of the hash and number of the name.
    table: HashTable<(u32, u32)>,
    /// Seeded, because scripts choose the names.
    hasher: DefaultHashBuilder,
}

impl Default for Interner {
    fn default() -> Self {
        Self::new()
    }
}

impl Interner {
    /// About what the names take, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let place = size_of::<(u32, u32)>() + 1;
        self.bytes.capacity()
            + self.ends.capacity() * size_of::<u32>()
            + self.table.capacity() * place
    }

    /// An interner that holds the keyword table, which is no part of the instance.
    pub fn new() -> Self {
        Self {
            hasher: DefaultHashBuilder::default(),
            bytes: Vec::new(),
            ends: Vec::new(),
            table: HashTable::new(),
        }
    }

    /// The name of a WTF-8 string.
    pub fn intern(&mut self, text: &[u8]) -> Name {
        if let Some(word) = find_word(text) {
            return Name(word);
        }
        let hash = self.hash(text);
        let Self {
            bytes, ends, table, ..
        } = self;
        let entry = table.entry(
            widen(hash),
            |&(seen, id)| seen == hash && text_of(bytes, ends, id) == text,
            |&(seen, _)| widen(seen),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(found) => Name(found.get().1),
            hashbrown::hash_table::Entry::Vacant(free) => {
                let id = (WORDS.len() + ends.len()) as u32;
                free.insert((hash, id));
                bytes.extend_from_slice(text);
                ends.push(bytes.len() as u32);
                Name(id)
            }
        }
    }

    /// The name of a string, if it occurs in this interner.
    pub fn find(&self, text: &[u8]) -> Option<Name> {
        if let Some(word) = find_word(text) {
            return Some(Name(word));
        }
        let hash = self.hash(text);
        self.table
            .find(widen(hash), |&(seen, id)| {
                seen == hash && text_of(&self.bytes, &self.ends, id) == text
            })
            .map(|&(_, id)| Name(id))
    }

    /// The WTF-8 string of a name.
    pub fn text(&self, name: Name) -> &[u8] {
        text_of(&self.bytes, &self.ends, name.0)
    }

    /// The string of a name for messages: lone surrogates become U+FFFD.
    pub fn display(&self, name: Name) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.text(name))
    }

    fn hash(&self, text: &[u8]) -> u32 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(text);
        let hash = hasher.finish();
        (hash ^ hash >> 32) as u32
    }

    /// How many names there are; their numbers are smaller.
    pub fn len(&self) -> usize {
        WORDS.len() + self.ends.len()
    }

    /// Whether there are no names: never, since the keyword table is there.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn text_of<'t>(bytes: &'t [u8], ends: &[u32], id: u32) -> &'t [u8] {
    let Some(id) = (id as usize).checked_sub(WORDS.len()) else {
        return WORDS[id as usize].0.as_bytes();
    };
    let start = match id {
        0 => 0,
        _ => ends[id - 1],
    };
    &bytes[start as usize..ends[id] as usize]
}

/// The table takes its tag from the upper bits and its place from the lower ones.
fn widen(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_have_equal_names() {
        let mut interner = Interner::new();
        let a = interner.intern(b"alpha_beta_gamma");
        assert_eq!(interner.intern(b"alpha_beta_gamma"), a);
        assert_ne!(interner.intern(b"alpha_beta_gamm"), a);
        assert_eq!(interner.text(a), b"alpha_beta_gamma");
        assert_eq!(interner.intern(b"typeof"), Name::TYPEOF);
        assert_eq!(interner.find(b"nowhere"), None);
    }

    #[test]
    fn every_word_has_its_number() {
        let interner = Interner::new();
        for (number, (word, _)) in WORDS.iter().enumerate() {
            assert_eq!(interner.find(word.as_bytes()), Some(Name(number as u32)));
            assert_eq!(interner.text(Name(number as u32)), word.as_bytes());
        }
    }
}
