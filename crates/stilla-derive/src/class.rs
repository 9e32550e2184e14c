//! `#[js_class]`: an `impl` block as a host class.
//!
//! Uses: attributes. Never: convert.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Error, FnArg, GenericArgument, ImplItem, ImplItemFn, ItemImpl, LitStr, PathArguments,
    ReceiverKind, Result, ReturnType, Type,
};

use crate::attributes::{Case, Js, spelled};

const FLAGS: &[&str] = &["constructor", "getter", "setter", "iterator", "skip"];

pub(crate) fn js_class(arguments: TokenStream, mut item: ItemImpl) -> Result<TokenStream> {
    let mut class_name = None;
    let parser = syn::meta::parser(|meta| {
        if meta.path.is_ident("name") {
            class_name = Some(meta.value()?.parse::<LitStr>()?.value());
            return Ok(());
        }
        Err(meta.error("expected name = \"…\""))
    });
    syn::parse::Parser::parse2(parser, arguments)?;
    let Type::Path(path) = &*item.self_ty else {
        return Err(Error::new_spanned(&item.self_ty, "a class is a named type"));
    };
    if item.trait_.is_some() || !item.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &item.self_ty,
            "a class is described by an inherent impl without parameters",
        ));
    }
    let own_name = path
        .path
        .segments
        .last()
        .map_or_else(String::new, |segment| segment.ident.to_string());
    let name = class_name.unwrap_or(own_name);
    let mut members = Vec::new();
    for member in &mut item.items {
        let ImplItem::Fn(function) = member else {
            continue;
        };
        members.extend(describe(function)?);
        function.attrs.retain(|a| !a.path().is_ident("js"));
    }
    let class = &item.self_ty;
    Ok(quote! {
        #item

        impl ::stilla::Class for #class {
            const NAME: &'static str = #name;

            fn define(class: &mut ::stilla::ClassBuilder<Self>) {
                #(#members)*
            }
        }
    })
}

/// The call that adds a function of the block to the class.
fn describe(function: &ImplItemFn) -> Result<Option<TokenStream>> {
    let js = Js::read(&function.attrs, FLAGS)?;
    if js.has("skip") {
        return Ok(None);
    }
    let ident = &function.sig.ident;
    let rust_name = ident.to_string();
    let base = match rust_name.strip_prefix("set_") {
        Some(base) if js.has("setter") => base.to_owned(),
        _ => rust_name,
    };
    let name = spelled(&js, &base, Some(Case::Camel));
    let receiver = function.sig.receiver();
    let changes = match receiver.map(|receiver| &receiver.kind) {
        None => false,
        Some(ReceiverKind::Reference(_, _, mutability)) => mutability.is_some(),
        Some(_) => {
            return Err(Error::new_spanned(
                receiver,
                "a method of a class takes `&self` or `&mut self`",
            ));
        }
    };
    let method = match receiver.is_some().then(|| to_owned(function)).flatten() {
        Some(owned) => closure(function, changes, &owned),
        None => quote! { Self::#ident },
    };
    Ok(Some(if js.has("constructor") {
        quote! { class.constructor(Self::#ident); }
    } else if js.has("getter") {
        quote! { class.getter(#name, #method); }
    } else if js.has("setter") {
        quote! { class.setter(#name, Self::#ident); }
    } else if js.has("iterator") {
        quote! { class.iterator(#method); }
    } else if receiver.is_none() {
        quote! { class.function(#name, Self::#ident); }
    } else if changes {
        quote! { class.method_mut(#name, #method); }
    } else {
        quote! { class.method(#name, #method); }
    }))
}

/// What makes the result of a method its own if it is a reference, or an `Option` of one, into the receiver.
fn to_owned(function: &ImplItemFn) -> Option<TokenStream> {
    let is_borrowed = |ty: &Type| match ty {
        Type::Reference(reference) => {
            let lifetime = reference.lifetime.as_ref();
            lifetime.is_none_or(|lifetime| lifetime.ident != "static")
        }
        _ => false,
    };
    let ReturnType::Type(_, result) = &function.sig.output else {
        return None;
    };
    if is_borrowed(result) {
        return Some(quote! { .to_owned() });
    }
    let Type::Path(path) = &**result else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let Some(GenericArgument::Type(inner)) = arguments.args.first() else {
        return None;
    };
    let is_option = last.ident == "Option" && is_borrowed(inner);
    is_option.then(|| quote! { .map(|value| value.to_owned()) })
}

/// A closure that calls the method and `owned` of its result.
fn closure(function: &ImplItemFn, changes: bool, owned: &TokenStream) -> TokenStream {
    let ident = &function.sig.ident;
    let types: Vec<&Type> = function
        .sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(argument) => Some(&*argument.ty),
            FnArg::Receiver(_) => None,
        })
        .collect();
    let names: Vec<_> = (0..types.len())
        .map(|i| format_ident!("argument_{i}"))
        .collect();
    let this = if changes {
        quote! { this: &mut Self }
    } else {
        quote! { this: &Self }
    };
    quote! { |#this #(, #names: #types)*| Self::#ident(this #(, #names)*) #owned }
}
