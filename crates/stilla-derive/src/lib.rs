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
///
/// # Examples
/// ```
/// use stilla::{IntoJs, Runtime};
///
/// #[derive(IntoJs)]
/// #[js(rename_all = "camelCase")]
/// struct Server {
///     host_name: &'static str,
///     #[js(rename = "tcpPort")]
///     port: u16,
///     mode: Mode,
/// }
///
/// #[derive(IntoJs)]
/// enum Mode {
///     Plain,
///     Secure { days: u32 },
/// }
/// let mut runtime = Runtime::new();
/// let plain = Server { host_name: "a.example", port: 80, mode: Mode::Plain };
/// let secure = Server { host_name: "b.example", port: 443, mode: Mode::Secure { days: 9 } };
/// runtime.set("servers", [plain, secure])?;
/// let code = "servers.map(s => s.hostName + s.tcpPort + JSON.stringify(s.mode)).join()";
/// assert_eq!(runtime.eval_as::<String>(code)?, r#"a.example80"Plain",b.example443{"Secure":{"days":9}}"#);
/// # Ok::<(), stilla::Error>(())
/// ```
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
///
/// # Examples
/// ```
/// use stilla::{FromJs, Runtime};
///
/// #[derive(Debug, PartialEq, FromJs)]
/// struct Order {
///     id: u32,
///     #[js(default)]
///     tags: Vec<String>,
/// }
/// let mut runtime = Runtime::new();
/// let order: Order = runtime.eval_as("({ id: 7 })")?;
/// assert_eq!(order, Order { id: 7, tags: Vec::new() });
/// let error = runtime.eval_as::<Vec<Order>>("[{ id: 1, tags: [2] }]").unwrap_err();
/// assert_eq!(error.to_string(), "$[0].tags[0]: expected string, got 2");
/// # Ok::<(), stilla::Error>(())
/// ```
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
///
/// # Examples
/// ```
/// use stilla::{Runtime, js_class};
///
/// struct Counter {
///     value: i32,
/// }
///
/// #[js_class]
/// impl Counter {
///     #[js(constructor)]
///     fn new(value: Option<i32>) -> Counter {
///         Counter { value: value.unwrap_or(0) }
///     }
///     #[js(getter)]
///     fn value(&self) -> i32 {
///         self.value
///     }
///     fn add_many(&mut self, count: i32) {
///         self.value += count;
///     }
/// }
/// let mut runtime = Runtime::new();
/// runtime.define_class::<Counter>()?;
/// assert_eq!(runtime.eval_as::<i32>("const c = new Counter(1); c.addMany(5); c.value")?, 6);
/// # Ok::<(), stilla::Error>(())
/// ```
#[proc_macro_attribute]
pub fn js_class(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = syn::parse_macro_input!(item as syn::ItemImpl);
    class::js_class(arguments.into(), item)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
