//! `#[derive(IntoJs)]` and `#[derive(FromJs)]`.
//!
//! Uses: attributes. Never: class.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Error, Fields, Generics, Result, Variant, parse_quote};

use crate::attributes::{Case, Js, spelled};

const FIELD_FLAGS: &[&str] = &["skip", "default"];

/// Adds a bound to every type parameter.
fn bounded(generics: &Generics, bound: &TokenStream) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#bound));
    }
    generics
}

pub(crate) fn into_js(input: &DeriveInput) -> Result<TokenStream> {
    let all = Js::read(&input.attrs, &[])?.rename_all;
    let mut more = TokenStream::new();
    let body = match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => {
            more = fields_set(&data.fields, all)?;
            quote! { ::stilla::Fields::write(self, cx) }
        }
        Data::Struct(data) => {
            let names = bindings(&data.fields);
            let pattern = pattern(&data.fields, &names);
            let value = fields_into(&data.fields, &names, all)?;
            quote! { let Self #pattern = self; #value }
        }
        Data::Enum(data) => {
            let arms = data
                .variants
                .iter()
                .map(|variant| variant_into(variant, all))
                .collect::<Result<Vec<_>>>()?;
            quote! { match self { #(#arms)* } }
        }
        Data::Union(_) => return Err(Error::new_spanned(&input.ident, "a union has no value")),
    };
    let name = &input.ident;
    let generics = bounded(&input.generics, &quote!(::stilla::IntoJs));
    let (generics, _, clause) = generics.split_for_impl();
    let (_, arguments, _) = input.generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics ::stilla::IntoJs for #name #arguments #clause {
            fn into_js(
                self,
                cx: &mut ::stilla::Context<'_>,
            ) -> ::core::result::Result<::stilla::Value, ::stilla::Error> {
                #body
            }

            #more
        }
    })
}

/// The hidden methods of a struct whose fields have names.
fn fields_set(fields: &Fields, all: Option<Case>) -> Result<TokenStream> {
    let (mut names, mut sets) = (Vec::new(), Vec::new());
    for field in fields {
        let js = Js::read(&field.attrs, FIELD_FLAGS)?;
        if js.has("skip") {
            continue;
        }
        let ident = &field.ident;
        let text = ident.as_ref().map_or_else(String::new, Ident::to_string);
        names.push(spelled(&js, &text, all));
        sets.push(quote! { fields.put(self.#ident)?; });
    }
    Ok(quote! {
        const FIELDS: ::core::option::Option<&'static [&'static str]> =
            ::core::option::Option::Some(&[#(#names),*]);

        fn set_fields(
            self,
            fields: &mut ::stilla::Fields<'_>,
        ) -> ::core::result::Result<(), ::stilla::Error> {
            #(#sets)*
            ::core::result::Result::Ok(())
        }
    })
}

/// The hidden methods of a struct whose fields have names.
fn fields_get(fields: &Fields, all: Option<Case>) -> Result<TokenStream> {
    let (mut names, mut reads) = (Vec::new(), Vec::new());
    for field in fields {
        let js = Js::read(&field.attrs, FIELD_FLAGS)?;
        let ident = &field.ident;
        if js.has("skip") {
            reads.push(quote! { #ident: ::core::default::Default::default() });
            continue;
        }
        let text = ident.as_ref().map_or_else(String::new, Ident::to_string);
        names.push(spelled(&js, &text, all));
        reads.push(if js.has("default") {
            quote! { #ident: fields.get_or(::core::default::Default::default)? }
        } else {
            quote! { #ident: fields.get()? }
        });
    }
    Ok(quote! {
        const FIELDS: ::core::option::Option<&'static [&'static str]> =
            ::core::option::Option::Some(&[#(#names),*]);

        fn from_fields(
            fields: &mut ::stilla::Fields<'_>,
        ) -> ::core::result::Result<Self, ::stilla::Error> {
            ::core::result::Result::Ok(Self { #(#reads),* })
        }
    })
}

pub(crate) fn from_js(input: &DeriveInput) -> Result<TokenStream> {
    let all = Js::read(&input.attrs, &[])?.rename_all;
    let mut more = TokenStream::new();
    let body = match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => {
            more = fields_get(&data.fields, all)?;
            quote! { ::stilla::Fields::read(&value, cx) }
        }
        Data::Struct(data) => fields_from(&data.fields, &quote!(Self), all)?,
        Data::Enum(data) => enum_from(&input.ident, &data.variants, all)?,
        Data::Union(_) => return Err(Error::new_spanned(&input.ident, "a union has no value")),
    };
    let name = &input.ident;
    let generics = bounded(&input.generics, &quote!(::stilla::FromJs));
    let (generics, _, clause) = generics.split_for_impl();
    let (_, arguments, _) = input.generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics ::stilla::FromJs for #name #arguments #clause {
            fn from_js(
                value: ::stilla::Value,
                cx: &mut ::stilla::Context<'_>,
            ) -> ::core::result::Result<Self, ::stilla::Error> {
                #body
            }

            #more
        }
    })
}

/// A variable for each field.
fn bindings(fields: &Fields) -> Vec<Ident> {
    (0..fields.len())
        .map(|i| format_ident!("field_{i}"))
        .collect()
}

/// The pattern that binds the variables.
fn pattern(fields: &Fields, names: &[Ident]) -> TokenStream {
    match fields {
        Fields::Named(named) => {
            let fields = named.named.iter().map(|field| &field.ident);
            quote! { { #(#fields: #names),* } }
        }
        Fields::Unnamed(_) => quote! { ( #(#names),* ) },
        Fields::Unit => quote! {},
    }
}

/// The value of bound fields.
fn fields_into(fields: &Fields, names: &[Ident], all: Option<Case>) -> Result<TokenStream> {
    Ok(match fields {
        Fields::Named(named) => {
            let mut sets = Vec::new();
            for (field, name) in named.named.iter().zip(names) {
                let js = Js::read(&field.attrs, FIELD_FLAGS)?;
                if js.has("skip") {
                    sets.push(quote! { let _ = #name; });
                    continue;
                }
                let ident = field
                    .ident
                    .as_ref()
                    .map_or_else(String::new, Ident::to_string);
                let key = spelled(&js, &ident, all);
                sets.push(quote! { object.define_value(cx, #key, #name)?; });
            }
            quote! {
                let object = ::stilla::Object::new(cx)?;
                #(#sets)*
                ::core::result::Result::Ok(::stilla::Value::Object(object))
            }
        }
        Fields::Unnamed(_) if names.len() == 1 => {
            let name = &names[0];
            quote! { ::stilla::IntoJs::into_js(#name, cx) }
        }
        Fields::Unnamed(_) => quote! { ::stilla::IntoJs::into_js((#(#names,)*), cx) },
        Fields::Unit => quote! { ::core::result::Result::Ok(::stilla::Value::Null) },
    })
}

fn variant_into(variant: &Variant, all: Option<Case>) -> Result<TokenStream> {
    let js = Js::read(&variant.attrs, &[])?;
    let ident = &variant.ident;
    let key = spelled(&js, &ident.to_string(), all);
    let names = bindings(&variant.fields);
    let pattern = pattern(&variant.fields, &names);
    if matches!(variant.fields, Fields::Unit) {
        return Ok(quote! {
            Self::#ident => ::core::result::Result::Ok(::stilla::Value::from(#key)),
        });
    }
    let value = fields_into(&variant.fields, &names, js.rename_all)?;
    Ok(quote! {
        Self::#ident #pattern => {
            let inner: ::core::result::Result<::stilla::Value, ::stilla::Error> = { #value };
            let inner = inner?;
            let outer = ::stilla::Object::new(cx)?;
            outer.define_value(cx, #key, inner)?;
            ::core::result::Result::Ok(::stilla::Value::Object(outer))
        }
    })
}

/// Reads the fields of `make` from `value`.
fn fields_from(fields: &Fields, make: &TokenStream, all: Option<Case>) -> Result<TokenStream> {
    Ok(match fields {
        Fields::Named(named) => {
            let mut reads = Vec::new();
            for field in &named.named {
                let js = Js::read(&field.attrs, FIELD_FLAGS)?;
                let ident = &field.ident;
                if js.has("skip") {
                    reads.push(quote! { #ident: ::core::default::Default::default() });
                    continue;
                }
                let text = ident.as_ref().map_or_else(String::new, Ident::to_string);
                let key = spelled(&js, &text, all);
                let read = quote! {
                    object.get(cx, #key).map_err(|error: ::stilla::Error| error.at_key(#key))?
                };
                reads.push(if js.has("default") {
                    quote! {
                        #ident: if object.get::<::stilla::Value>(cx, #key)?.is_undefined() {
                            ::core::default::Default::default()
                        } else {
                            #read
                        }
                    }
                } else {
                    quote! { #ident: #read }
                });
            }
            quote! {
                let object = <::stilla::Object as ::stilla::FromJs>::from_js(value, cx)?;
                ::core::result::Result::Ok(#make { #(#reads),* })
            }
        }
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 => quote! {
            ::core::result::Result::Ok(#make(::stilla::FromJs::from_js(value, cx)?))
        },
        Fields::Unnamed(_) => {
            let names = bindings(fields);
            quote! {
                let (#(#names,)*) = ::stilla::FromJs::from_js(value, cx)?;
                ::core::result::Result::Ok(#make(#(#names),*))
            }
        }
        Fields::Unit => quote! {
            <::core::option::Option<::stilla::Value> as ::stilla::FromJs>::from_js(value, cx)?;
            ::core::result::Result::Ok(#make)
        },
    })
}

fn enum_from<'v>(
    name: &Ident,
    variants: impl IntoIterator<Item = &'v Variant>,
    all: Option<Case>,
) -> Result<TokenStream> {
    let (mut plain, mut full) = (Vec::new(), Vec::new());
    for variant in variants {
        let js = Js::read(&variant.attrs, &[])?;
        let ident = &variant.ident;
        let key = spelled(&js, &ident.to_string(), all);
        if matches!(variant.fields, Fields::Unit) {
            plain.push(quote! { #key => return ::core::result::Result::Ok(Self::#ident), });
        } else {
            let read = fields_from(&variant.fields, &quote!(Self::#ident), js.rename_all)?;
            full.push(quote! {
                if object.has_own(cx, #key)? {
                    let value: ::stilla::Value = object.get(cx, #key)?;
                    let result: ::core::result::Result<Self, ::stilla::Error> =
                        (|| { #read })();
                    return result.map_err(|error| error.at_key(#key));
                }
            });
        }
    }
    let expected = format!("a variant of {name}");
    Ok(quote! {
        if let ::stilla::Value::String(text) = &value {
            match &*text.to_str() {
                #(#plain)*
                _ => {}
            }
            return ::core::result::Result::Err(::stilla::Error::conversion(#expected, ::std::format!("{text:?}")));
        }
        let object = <::stilla::Object as ::stilla::FromJs>::from_js(value, cx)
            .map_err(|_| ::stilla::Error::conversion(#expected, "another value"))?;
        #(#full)*
        let _ = &object;
        ::core::result::Result::Err(::stilla::Error::conversion(#expected, "an object without one"))
    })
}
