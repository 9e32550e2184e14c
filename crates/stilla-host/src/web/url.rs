//! The native half of `URL`: parsing and changing parts, by the crate that knows the standard.
//!
//! Uses: core, piece. Never: the network.

use stilla_core::{Call, Cx, JsResult, NativeFn, Value};
use url::{Url, quirks};

use crate::piece;

pub(super) const NATIVES: &[(&str, NativeFn)] =
    &[("parse", parse), ("set", set), ("domain", domain)];

/// The parts of a URL in the order in which js/url.js names them.
fn parts(cx: &mut Cx, url: &Url) -> JsResult<Value> {
    let parts = [
        quirks::href(url),
        &quirks::origin(url),
        quirks::protocol(url),
        quirks::username(url),
        quirks::password(url),
        quirks::host(url),
        quirks::hostname(url),
        quirks::port(url),
        quirks::pathname(url),
        quirks::search(url),
        quirks::hash(url),
    ];
    let list = stilla_core::GcVec::new(cx);
    for part in parts {
        let text = piece::string(cx, part)?;
        list.try_push(cx, text)?;
    }
    Ok(cx.array_from_list(list).into())
}

/// The parts of a text, seen from a base if there is one; null if it is no URL.
fn parse(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = piece::text(cx, call.arg(0))?;
    cx.charge_all(text.len() as u64 / 8)?;
    let base = match call.arg(1).is_undefined() {
        true => None,
        false => match Url::parse(&piece::text(cx, call.arg(1))?) {
            Ok(base) => Some(base),
            Err(_) => return Ok(Value::NULL),
        },
    };
    match Url::options().base_url(base.as_ref()).parse(&text) {
        Ok(url) => parts(cx, &url),
        Err(_) => Ok(Value::NULL),
    }
}

/// The parts after one was changed; what can't be is left as it is.
fn set(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let href = piece::text(cx, call.arg(0))?;
    let part = piece::text(cx, call.arg(1))?;
    let value = piece::text(cx, call.arg(2))?;
    let Ok(mut url) = Url::parse(&href) else {
        return Ok(Value::NULL);
    };
    let url = &mut url;
    let _ = match part.as_str() {
        "protocol" => quirks::set_protocol(url, &value),
        "username" => quirks::set_username(url, &value),
        "password" => quirks::set_password(url, &value),
        "host" => quirks::set_host(url, &value),
        "hostname" => quirks::set_hostname(url, &value),
        "port" => quirks::set_port(url, &value),
        "pathname" => {
            quirks::set_pathname(url, &value);
            Ok(())
        }
        "search" => {
            quirks::set_search(url, &value);
            Ok(())
        }
        "hash" => {
            quirks::set_hash(url, &value);
            Ok(())
        }
        _ => Err(()),
    };
    parts(cx, url)
}

/// The host name as it is looked up, or null.
fn domain(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = piece::text(cx, call.arg(0))?;
    match url::Host::parse(&text) {
        Ok(host) => piece::string(cx, &host.to_string()),
        Err(_) => Ok(Value::NULL),
    }
}
