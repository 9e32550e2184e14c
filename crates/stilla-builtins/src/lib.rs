//! The built-in objects of ECMAScript, one file per global.
//!
//! Each file is a const table of rows and the plain functions that they name; [`ALL`] is the
//! contents page, in the order of the specification's chapters. A realm makes an object from its
//! table when a script first looks at it.
//!
//! Uses: stilla-core, stilla-regexp. Never: the interpreter, the compiler.
#![forbid(unsafe_code)]

use stilla_core::builtin::Global;

pub use finalization_registry::queue_finalizers;
pub use json::parse_module as parse_json_module;
pub use json::stringify_value as json_stringify;

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
mod date;
mod math;
mod number;

// §22 Text processing
mod regexp;
mod string;

// §23 Indexed collections
mod array;
mod array_iterator;
mod typed_array;
mod uint8_array;

// §24 Keyed collections
mod map;
mod set;
mod weak_map;
mod weak_set;

// §25 Structured data
mod array_buffer;
mod atomics;
mod data_view;
mod json;
mod shared_array_buffer;

// §26 Managing memory
mod finalization_registry;
mod weak_ref;

// §27 Control abstraction objects
mod async_disposable_stack;
mod async_function;
mod async_generator;
mod async_iterator;
mod disposable_stack;
mod generator;
mod iterator;
mod native_async;
mod promise;

// §28 Reflection
mod proxy;
mod reflect;

// Proposals: realms within realms, sources of modules
mod module_source;
mod shadow_realm;

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
    &date::DATE,
    // §22 Text processing
    &string::STRING,
    &string::iterator::STRING_ITERATOR,
    &regexp::REGEXP,
    &regexp::iterator::REGEXP_STRING_ITERATOR,
    // §23 Indexed collections
    &array::ARRAY,
    &array_iterator::ARRAY_ITERATOR,
    &typed_array::TYPED_ARRAY,
    &typed_array::INT8_ARRAY,
    &typed_array::UINT8_ARRAY,
    &typed_array::UINT8_CLAMPED_ARRAY,
    &typed_array::INT16_ARRAY,
    &typed_array::UINT16_ARRAY,
    &typed_array::INT32_ARRAY,
    &typed_array::UINT32_ARRAY,
    &typed_array::BIG_INT64_ARRAY,
    &typed_array::BIG_UINT64_ARRAY,
    &typed_array::FLOAT16_ARRAY,
    &typed_array::FLOAT32_ARRAY,
    &typed_array::FLOAT64_ARRAY,
    // §24 Keyed collections
    &map::MAP,
    &map::MAP_ITERATOR,
    &set::SET,
    &set::SET_ITERATOR,
    &weak_map::WEAK_MAP,
    &weak_set::WEAK_SET,
    // §25 Structured data
    &array_buffer::ARRAY_BUFFER,
    &shared_array_buffer::SHARED_ARRAY_BUFFER,
    &data_view::DATA_VIEW,
    &atomics::ATOMICS,
    &json::JSON,
    // §26 Managing memory
    &weak_ref::WEAK_REF,
    &finalization_registry::FINALIZATION_REGISTRY,
    // §27 Control abstraction objects
    &iterator::ITERATOR,
    &iterator::ITERATOR_HELPER,
    &iterator::WRAP_FOR_VALID_ITERATOR,
    &async_iterator::ASYNC_ITERATOR,
    &stilla_core::async_from_sync_iterator::ASYNC_FROM_SYNC_ITERATOR,
    &promise::PROMISE,
    &generator::GENERATOR_FUNCTION,
    &generator::GENERATOR,
    &async_generator::ASYNC_GENERATOR_FUNCTION,
    &async_generator::ASYNC_GENERATOR,
    &async_function::ASYNC_FUNCTION,
    &disposable_stack::DISPOSABLE_STACK,
    &async_disposable_stack::ASYNC_DISPOSABLE_STACK,
    // §28 Reflection
    &reflect::REFLECT,
    &proxy::PROXY,
    // Proposals: realms within realms, sources of modules
    &shadow_realm::SHADOW_REALM,
    &module_source::ABSTRACT_MODULE_SOURCE,
];
