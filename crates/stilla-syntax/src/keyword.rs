//! Keywords and well-known names: one table for the lexer, the parser and every highlighter.
//!
//! The table stands at the front of every [`crate::Interner`], so a name's number tells whether it is a keyword.
//!
//! Uses: nothing.
//! Never: ast, parser, lexer.

/// How a word is reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeywordClass {
    /// Never an identifier.
    Reserved,
    /// Not an identifier in strict code.
    StrictReserved,
    /// `await` and `yield`: depends on the surrounding function and goal.
    Conditional,
    /// An identifier that means something in some places.
    Contextual,
    /// Not a keyword: a name or string that the parser or the compiler asks for.
    WellKnown,
}

macro_rules! words {
    ($( $class:ident { $( $constant:ident $text:literal )* } )*) => {
        /// The words in the order of their numbers.
        pub const WORDS: &[(&str, KeywordClass)] = &[ $( $( ($text, KeywordClass::$class), )* )* ];

        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $( $( $constant, )* )* }

        #[allow(missing_docs)]
        impl crate::interner::Name {
            $( $( pub const $constant: Self = Self(Index::$constant as u32); )* )*
        }
    };
}

words! {
    Reserved {
        BREAK "break" CASE "case" CATCH "catch" CLASS "class" CONST "const" CONTINUE "continue" DEBUGGER "debugger"
        DEFAULT "default" DELETE "delete" DO "do" ELSE "else" ENUM "enum" EXPORT "export" EXTENDS "extends"
        FALSE "false" FINALLY "finally" FOR "for" FUNCTION "function" IF "if" IMPORT "import" IN "in"
        INSTANCEOF "instanceof" NEW "new" NULL "null" RETURN "return" SUPER "super" SWITCH "switch" THIS "this"
        THROW "throw" TRUE "true" TRY "try" TYPEOF "typeof" VAR "var" VOID "void" WHILE "while" WITH "with"
    }
    StrictReserved {
        IMPLEMENTS "implements" INTERFACE "interface" LET "let" PACKAGE "package" PRIVATE "private"
        PROTECTED "protected" PUBLIC "public" STATIC "static"
    }
    Conditional { AWAIT "await" YIELD "yield" }
    Contextual {
        ACCESSOR "accessor" AS "as" ASYNC "async" DEFER "defer" FROM "from" GET "get" META "meta" OF "of" SET "set"
        SOURCE "source" TARGET "target" USING "using"
        ABSTRACT "abstract" ANY "any" ASSERTS "asserts" BIGINT "bigint" BOOLEAN "boolean" DECLARE "declare"
        GLOBAL "global" INFER "infer" IS "is" KEYOF "keyof" MODULE "module" NAMESPACE "namespace" NEVER "never"
        NUMBER "number" OBJECT "object" OUT "out" OVERRIDE "override" READONLY "readonly" REQUIRE "require"
        SATISFIES "satisfies" STRING "string" SYMBOL "symbol" TYPE "type" UNDEFINED "undefined" UNIQUE "unique"
        UNKNOWN "unknown"
    }
    WellKnown {
        EMPTY "" ARGUMENTS "arguments" EVAL "eval" CONSTRUCTOR "constructor" PROTOTYPE "prototype" PROTO "__proto__"
        NAME "name" LENGTH "length" USE_STRICT "use strict" STAR_DEFAULT "*default*" STAR "*"
        NEW_TARGET "new.target" SUPER_CALL "super()" PRIVATE_CONSTRUCTOR "#constructor" ANONYMOUS "anonymous"
        TO_STRING "toString" VALUE_OF "valueOf" NEXT "next" THEN "then" DONE "done" VALUE "value" ITERATOR "iterator"
        RAW "raw" JSX_FRAGMENT "Fragment"
    }
}

/// Places of the table of words by hash: so many that most other words meet a free one at once.
const PLACES: usize = 1024;
/// No word is here.
const NONE: u8 = u8::MAX;

/// A hash of a word that tells most of them apart.
const fn hash(text: &[u8]) -> usize {
    let len = text.len();
    if len == 0 {
        return 0;
    }
    let (first, middle, last) = (
        text[0] as usize,
        text[len / 2] as usize,
        text[len - 1] as usize,
    );
    (first * 41 + middle * 7 + last * 19 + len * 3) % PLACES
}

/// The number of the word at each place; a word whose place is taken stands at the next free one.
static BY_HASH: [u8; PLACES] = {
    let mut places = [NONE; PLACES];
    let mut word = 0;
    while word < WORDS.len() {
        let mut place = hash(WORDS[word].0.as_bytes());
        while places[place] != NONE {
            place = (place + 1) % PLACES;
        }
        places[place] = word as u8;
        word += 1;
    }
    places
};

const _: () = assert!(WORDS.len() < PLACES / 8);

/// The length of the longest word.
const LONGEST: usize = {
    let mut longest = 0;
    let mut word = 0;
    while word < WORDS.len() {
        if WORDS[word].0.len() > longest {
            longest = WORDS[word].0.len();
        }
        word += 1;
    }
    longest
};

/// The number of a word of the table.
pub(crate) fn find_word(text: &[u8]) -> Option<u32> {
    if text.len() > LONGEST {
        return None;
    }
    let mut place = hash(text);
    loop {
        let word = BY_HASH[place];
        if word == NONE {
            return None;
        }
        if WORDS[usize::from(word)].0.as_bytes() == text {
            return Some(u32::from(word));
        }
        place = (place + 1) % PLACES;
    }
}
