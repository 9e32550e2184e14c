//! The native half of `fetch`: exchanges of HTTP/1.1 with hosts that are granted, encrypted if the feature `https` is on.
//!
//! Uses: core, piece, grants, fetch::*. Never: the other pieces.

mod exchange;
mod http;
#[cfg(all(
    feature = "https",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod tls;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stilla_core::{Call, Cx, GcVec, JsResult, NativeFn, Value};
use url::Url;

use self::exchange::{Exchange, Failure, Order};
use super::{other_piece, with_shared};
use crate::grants::{Allowed, Grants};
use crate::piece;

pub(super) const NATIVES: &[(&str, NativeFn)] = &[
    ("start", start),
    ("wait", wait),
    ("stop", stop),
    ("take", take),
    ("piece", other_piece),
    ("encode", encode),
    ("decode", decode),
];

/// The longest answer without a memory limit, in bytes.
const LONGEST_ANSWER: usize = 1 << 30;

/// Whether the host of a URL is granted, by its name or by name and port.
fn is_granted(allowed: &Allowed, url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(0);
    !host.is_empty() && (allowed.has(host) || allowed.has(&format!("{host}:{port}")))
}

/// The exchanges that are under way, by their numbers.
#[derive(Default)]
pub(super) struct Exchanges(Mutex<(u32, HashMap<u32, Begun>)>);

impl Exchanges {
    fn lock(&self) -> MutexGuard<'_, (u32, HashMap<u32, Begun>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps one and gives its number.
    fn add(&self, begun: Begun) -> u32 {
        let mut list = self.lock();
        list.0 = list.0.wrapping_add(1);
        let number = list.0;
        list.1.insert(number, begun);
        number
    }
}

/// An exchange, and what is recorded about it.
struct Begun {
    exchange: Exchange,
    grants: Arc<Grants>,
    url: String,
    is_over: bool,
}

impl Drop for Begun {
    fn drop(&mut self) {
        if !self.is_over {
            self.grants.record("fetch", &self.url, "aborted");
        }
    }
}

/// A native function: method, URL, pairs of headers, body. Begins an exchange.
fn start(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let method = piece::text(cx, call.arg(0))?;
    let address = piece::text(cx, call.arg(1))?;
    let Ok(url) = Url::parse(&address) else {
        return Err(piece::complain(cx, &format!("'{address}' is no URL")));
    };
    let grants: Option<Arc<Grants>> = with_shared(call, |shared| Arc::clone(&shared.grants));
    let grants = grants.unwrap_or_default();
    if !is_granted(&grants.network, &url) {
        grants.record("fetch", url.as_str(), "EACCES");
        let host = url.host_str().unwrap_or_default();
        let text =
            format!("the network is not allowed: {host} (hosts are allowed with --allow-net)");
        return Err(piece::complain(cx, &text));
    }
    let trust = match url.scheme() {
        "http" => None,
        "https" => Some(grants.trust.clone()),
        scheme => {
            let text = format!("'{scheme}:' can't be fetched, only 'http:' and 'https:'");
            return Err(piece::complain(cx, &text));
        }
    };
    let headers = pairs(cx, call.arg(2))?;
    let body = match call.arg(3).is_undefined() {
        true => Vec::new(),
        false => piece::bytes(cx, call.arg(3))?,
    };
    let message = http::message(&method, &url, &headers, &body);
    let mut most = LONGEST_ANSWER;
    while most > 1 && cx.would_exceed_memory_limit(most) {
        most /= 2;
    }
    let host = url.host_str().unwrap_or_default();
    let order = Order {
        host: host.trim_matches(['[', ']']).to_owned(),
        port: url.port_or_known_default().unwrap_or(80),
        trust,
        method,
        message,
        most,
    };
    let Some(exchange) = Exchange::start(order) else {
        return Err(piece::complain(cx, "fetch failed: there is no thread left"));
    };
    let begun = Begun {
        exchange,
        grants,
        url: url.into(),
        is_over: false,
    };
    let number = with_shared(call, |shared| shared.exchanges.add(begun));
    Ok(Value::from(f64::from(number.unwrap_or(0))))
}

/// The number of an exchange.
fn number(call: &Call<'_>) -> u32 {
    call.arg(0).as_number().unwrap_or(0.0) as u32
}

/// A native function: a promise that is fulfilled when the exchange is over.
fn wait(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let bell = with_shared(call, |shared| {
        let list = shared.exchanges.lock();
        list.1.get(&number(call)).map(|begun| begun.exchange.bell())
    });
    Ok(match bell.flatten() {
        Some(bell) => exchange::wait(cx, bell),
        None => Value::UNDEFINED,
    })
}

/// A native function: gives up the exchange.
fn stop(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let begun = with_shared(call, |shared| {
        shared.exchanges.lock().1.remove(&number(call))
    });
    drop(begun);
    Ok(Value::UNDEFINED)
}

/// A native function: status, its text, headers, body.
fn take(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let begun = with_shared(call, |shared| {
        shared.exchanges.lock().1.remove(&number(call))
    });
    let Some(mut begun) = begun.flatten() else {
        return Err(piece::complain(cx, "expected an exchange"));
    };
    begun.is_over = true;
    let answer = begun.exchange.take();
    let outcome = if answer.is_ok() { "ok" } else { "failed" };
    begun.grants.record("fetch", &begun.url, outcome);
    let answer = match answer {
        Ok(answer) => answer,
        Err(Failure::TooLong(length)) => {
            cx.reserve(2 * length)?;
            return Err(piece::complain(cx, "fetch failed: the answer is too long"));
        }
        Err(Failure::Other(what)) => {
            return Err(piece::complain(cx, &format!("fetch failed: {what}")));
        }
    };
    let list = GcVec::new(cx);
    for (name, value) in &answer.headers {
        let pair = [piece::string(cx, name)?, piece::string(cx, value)?];
        let pair = cx.array_from_slice(&pair).into();
        list.try_push(cx, pair)?;
    }
    let headers = cx.array_from_list(list).into();
    let text = piece::string(cx, &answer.text)?;
    let body = piece::uint8_array(cx, &answer.body)?;
    let parts = [Value::from(f64::from(answer.status)), text, headers, body];
    Ok(cx.array_from_slice(&parts).into())
}

/// Pairs of texts.
fn pairs(cx: &mut Cx, list: Value) -> JsResult<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for pair in cx.create_list_from_array_like(list)?.iter() {
        let pair = cx.create_list_from_array_like(pair)?;
        let name = piece::text(cx, pair.get(0))?;
        pairs.push((name, piece::text(cx, pair.get(1))?));
    }
    Ok(pairs)
}

fn encode(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let text = piece::text(cx, call.arg(0))?;
    piece::uint8_array(cx, text.as_bytes())
}

fn decode(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let bytes = piece::bytes(cx, call.arg(0))?;
    let text = String::from_utf8_lossy(&bytes);
    piece::string(cx, text.strip_prefix('\u{feff}').unwrap_or(&text))
}
