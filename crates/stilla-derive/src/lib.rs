//! Derive macros of the Stilla engine: conversions of Rust types, and host classes.
//!
//! Used through the crate `stilla`, which re-exports all three.
#![forbid(unsafe_code)]

mod attributes;
mod class;
mod convert;

use proc_macro::TokenStream;

/// Derives `IntoJs`: a struct becomes an object with a property for each field, a tuple struct an array
/// (with one field: that field's value), an enum's variant without data its name, one with data an
/// object whose only property has the variant's name.
///
/// `#[js(rename_all = "camelCase")]` on the type (also `snake_case`, `PascalCase`, `kebab-case`,
/// `SCREAMING_SNAKE_CASE`), `#[js(rename = "name")]` and `#[js(skip)]` on a field or variant.
#[proc_macro_derive(IntoJs, attributes(js))]
pub fn derive_into_js(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    convert::into_js(&input)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Derives `FromJs`, with the shapes and attributes of `IntoJs`. An error names the path to the property.
/// `#[js(default)]` on a field takes its default where the property is undefined; a skipped field takes
/// its default always.
#[proc_macro_derive(FromJs, attributes(js))]
pub fn derive_from_js(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    convert::from_js(&input)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Makes a type a host class from an `impl` block: functions with a receiver are methods, functions
/// without one are static. Names become camelCase.
///
/// `#[js_class(name = "Name")]` names the class. On a function: `#[js(constructor)]`, `#[js(getter)]`,
/// `#[js(setter)]` (of the property without the prefix `set_`), `#[js(iterator)]`,
/// `#[js(rename = "name")]`, `#[js(skip)]`. What a method returns owns its data.
#[proc_macro_attribute]
pub fn js_class(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = syn::parse_macro_input!(item as syn::ItemImpl);
    class::js_class(arguments.into(), item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
