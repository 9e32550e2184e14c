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
mod global_functions;

// §20 Fundamental objects
mod boolean;
mod error;
mod function;
mod object;
mod symbol;

// §21 Numbers and dates
mod bigint;
mod math;
mod number;

// §22 Text processing
mod regexp;
mod string;

// §23 Indexed collections

// §24 Keyed collections

// §25 Structured data

// §26 Managing memory

// §27 Control abstraction objects

// §28 Reflection
mod proxy;
mod reflect;

/// Every built-in, in the specification's order.
pub const ALL: &[&Global] = &[
    // §19 The global object
    &global_functions::EVAL,
    &global_functions::IS_FINITE,
    &global_functions::IS_NAN,
    &global_functions::PARSE_FLOAT,
    &global_functions::PARSE_INT,
    &global_functions::DECODE_URI,
    &global_functions::DECODE_URI_COMPONENT,
    &global_functions::ENCODE_URI,
    &global_functions::ENCODE_URI_COMPONENT,
    &global_functions::ESCAPE,
    &global_functions::UNESCAPE,

    // §20 Fundamental objects
    &object::OBJECT,
    &function::FUNCTION,
    &function::THROW_TYPE_ERROR,
    &boolean::BOOLEAN,
    &symbol::SYMBOL,
    &error::ERROR,
    &error::EVAL_ERROR,
    &error::RANGE_ERROR,
    &error::REFERENCE_ERROR,
    &error::SYNTAX_ERROR,
    &error::TYPE_ERROR,
    &error::URI_ERROR,
    &error::AGGREGATE_ERROR,
    &error::SUPPRESSED_ERROR,

    // §21 Numbers and dates
    &number::NUMBER,
    &bigint::BIGINT,
    &math::MATH,

    // §22 Text processing
    &string::STRING,
    &string::iterator::STRING_ITERATOR,
    &regexp::REGEXP,
    &regexp::iterator::REGEXP_STRING_ITERATOR,

    // §23 Indexed collections

    // §24 Keyed collections

    // §25 Structured data

    // §26 Managing memory

    // §27 Control abstraction objects

    // §28 Reflection
    &reflect::REFLECT,
    &proxy::PROXY,
];
