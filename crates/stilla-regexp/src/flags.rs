//! The flags of a regular expression.
//!
//! All eight letters are known here, though `d`, `g` and `y` only concern the caller.
//!
//! Uses: nothing.
//! Never: parser, matcher.

/// A set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

/// Letter and flag, in the order in which `RegExp.prototype.flags` spells them.
const LETTERS: [(char, Flags); 8] = [
    ('d', Flags::HAS_INDICES),
    ('g', Flags::GLOBAL),
    ('i', Flags::IGNORE_CASE),
    ('m', Flags::MULTILINE),
    ('s', Flags::DOT_ALL),
    ('u', Flags::UNICODE),
    ('v', Flags::UNICODE_SETS),
    ('y', Flags::STICKY),
];

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags(0);
    /// `d`: the result carries indices.
    pub const HAS_INDICES: Flags = Flags(1);
    /// `g`: the caller goes on from `lastIndex`.
    pub const GLOBAL: Flags = Flags(2);
    /// `i`: case is ignored.
    pub const IGNORE_CASE: Flags = Flags(4);
    /// `m`: `^` and `$` match at line ends.
    pub const MULTILINE: Flags = Flags(8);
    /// `s`: the dot matches line terminators.
    pub const DOT_ALL: Flags = Flags(16);
    /// `u`: code points instead of code units, strict syntax.
    pub const UNICODE: Flags = Flags(32);
    /// `v`: as `u`, with set notation and properties of strings.
    pub const UNICODE_SETS: Flags = Flags(64);
    /// `y`: matches only at `lastIndex`.
    pub const STICKY: Flags = Flags(128);

    /// Reads flags as a script writes them; `None` for an unknown or repeated letter, or `u` beside `v`.
    ///
    /// ```
    /// use stilla_regexp::Flags;
    /// let flags = Flags::parse("gi".chars()).unwrap();
    /// assert!(flags.contains(Flags::IGNORE_CASE));
    /// assert!(Flags::parse("uv".chars()).is_none());
    /// ```
    pub fn parse(letters: impl IntoIterator<Item = char>) -> Option<Flags> {
        let mut flags = Flags::NONE;
        for letter in letters {
            let (_, flag) = LETTERS.iter().find(|(known, _)| *known == letter)?;
            if flags.contains(*flag) {
                return None;
            }
            flags = flags.with(*flag);
        }
        let both = Flags::UNICODE.with(Flags::UNICODE_SETS);
        (!flags.contains(both)).then_some(flags)
    }

    /// The flags as a number, for a place that holds one.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The flags that [`Flags::bits`] gave.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Flags {
        Flags(bits)
    }

    /// Whether all flags of `other` are set.
    #[must_use]
    pub fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// These flags and `other`.
    #[must_use]
    pub fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// These flags without `other`.
    #[must_use]
    pub fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }

    /// Whether `u` or `v` is set: the input is read by code points.
    #[must_use]
    pub fn by_code_points(self) -> bool {
        self.0 & (Flags::UNICODE.0 | Flags::UNICODE_SETS.0) != 0
    }

    /// The letters in canonical order.
    pub fn letters(self) -> impl Iterator<Item = char> {
        LETTERS
            .iter()
            .filter(move |(_, flag)| self.contains(*flag))
            .map(|(letter, _)| *letter)
    }
}
