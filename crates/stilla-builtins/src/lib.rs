//! The built-in objects of ECMAScript, one file per global.
//!
//! Each file is a const table of rows and the plain functions that they name; [`ALL`] is the
//! contents page, in the order of the specification's chapters. A realm makes an object from its
//! table when a script first looks at it.
//!
//! Uses: stilla-core, stilla-regexp. Never: the interpreter, the compiler.
#![forbid(unsafe_code)]

use stilla_core::builtin::Global;

// §19 The global object

// §20 Fundamental objects

// §21 Numbers and dates

// §22 Text processing

// §23 Indexed collections

// §24 Keyed collections

// §25 Structured data

// §26 Managing memory

// §27 Control abstraction objects

// §28 Reflection

/// Every built-in, in the specification's order.
pub const ALL: &[&Global] = &[
    // §19 The global object

    // §20 Fundamental objects

    // §21 Numbers and dates

    // §22 Text processing

    // §23 Indexed collections

    // §24 Keyed collections

    // §25 Structured data

    // §26 Managing memory

    // §27 Control abstraction objects

    // §28 Reflection
];
