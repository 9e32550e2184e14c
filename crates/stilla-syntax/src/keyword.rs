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
