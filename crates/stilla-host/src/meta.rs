//! What `import.meta` has beside `url`: `resolve`, `main`, and of files `filename` and `dirname`.
//!
//! Uses: core, piece. Never: how modules are found.

use stilla_core::function::NativeOptions;
use stilla_core::{Call, Cx, JsResult, Object, Value};

use crate::piece;

/// Lets every module have it.
pub fn install(cx: &mut Cx) {
    cx.set_finish_meta(finish);
}

fn finish(cx: &mut Cx, meta: Object, identity: &str) -> JsResult<()> {
    let is_main = cx.host().is_main_module(identity);
    cx.create_data_property_or_throw(meta, "main", is_main.into())?;
    if let Some((folder, _)) = identity.rsplit_once('/')
        && identity.starts_with('/')
    {
        let folder = if folder.is_empty() { "/" } else { folder };
        for (name, text) in [("filename", identity), ("dirname", folder)] {
            let text = piece::string(cx, text)?;
            cx.create_data_property_or_throw(meta, name, text)?;
        }
    }
    let options = NativeOptions {
        data: piece::string(cx, identity)?,
        ..NativeOptions::default()
    };
    let resolve = cx.new_native("resolve", 1, resolve, options);
    cx.create_data_property_or_throw(meta, "resolve", resolve.into())
}

/// The URL of the module that a specifier names for this one.
fn resolve(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let specifier = piece::text(cx, call.arg(0))?;
    let referrer = piece::text(cx, call.data())?;
    match cx.host().resolve_module(&specifier, &referrer) {
        Ok(identity) => {
            let url = cx.host().module_url(&identity);
            piece::string(cx, &url)
        }
        Err(text) => {
            // A path names a URL whether anything is there or not.
            let is_path = ["./", "../", "/"]
                .iter()
                .any(|head| specifier.starts_with(head));
            let base = url::Url::parse(&cx.host().module_url(&referrer));
            match base.and_then(|base| base.join(&specifier)) {
                Ok(url) if is_path => piece::string(cx, url.as_str()),
                _ => Err(piece::complain(cx, &text)),
            }
        }
    }
}
