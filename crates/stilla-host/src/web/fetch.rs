//! The native half of `fetch`: one exchange of HTTP/1.1, if its host is granted.
//!
//! The exchange blocks, in small steps between which the limits of the run count. There is no TLS here: whoever needs it
//! gives scripts a function of their own.
//!
//! Uses: core, piece, grants. Never: the other pieces.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use stilla_core::{Call, Cx, GcVec, JsResult, NativeFn, Thrown, Value};
use url::Url;

use super::{now, other_piece, with_shared};
use crate::grants::{Allowed, Grants};
use crate::piece;

pub(super) const NATIVES: &[(&str, NativeFn)] = &[
    ("request", request),
    ("now", now),
    ("piece", other_piece),
    ("encode", encode),
    ("decode", decode),
];

/// The time of one step.
const STEP: Duration = Duration::from_millis(50);
/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// An answer as it came.
struct Answer {
    status: u16,
    text: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Whether the host of a URL is granted, by its name or by name and port.
fn is_granted(allowed: &Allowed, url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(0);
    !host.is_empty() && (allowed.has(host) || allowed.has(&format!("{host}:{port}")))
}

/// A native function: method, URL, pairs of headers, body. Gives status, its text, headers, body.
fn request(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
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
    if url.scheme() != "http" {
        let text = format!(
            "'{}:' can't be fetched: this build speaks http: only",
            url.scheme()
        );
        return Err(piece::complain(cx, &text));
    }
    let headers = pairs(cx, call.arg(2))?;
    let body = match call.arg(3).is_undefined() {
        true => Vec::new(),
        false => piece::bytes(cx, call.arg(3))?,
    };
    let message = message(&method, &url, &headers, &body);
    let answer = exchange(cx, &url, &message, method == "HEAD");
    grants.record(
        "fetch",
        url.as_str(),
        if answer.is_ok() { "ok" } else { "failed" },
    );
    let answer = answer?;
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

fn message(method: &str, url: &Url, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let mut path = url.path().to_owned();
    if let Some(query) = url.query() {
        path.push('?');
        path.push_str(query);
    }
    let host = url.host_str().unwrap_or_default();
    let host = url
        .port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        // NOTE: js/fetch.js has checked that neither ends its line.
        if !matches!(
            name.as_str(),
            "host" | "connection" | "content-length" | "transfer-encoding"
        ) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    if !body.is_empty() || matches!(method, "POST" | "PUT" | "PATCH") {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut message = head.into_bytes();
    message.extend_from_slice(body);
    message
}

fn failed(cx: &mut Cx, what: &str) -> Thrown {
    piece::complain(cx, &format!("fetch failed: {what}"))
}

/// Sends a message and reads the answer to its end.
fn exchange(cx: &mut Cx, url: &Url, message: &[u8], has_no_body: bool) -> JsResult<Answer> {
    let port = url.port_or_known_default().unwrap_or(80);
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'])
        .to_owned();
    let addresses = (host.as_str(), port).to_socket_addrs();
    let Some(address) = addresses.ok().and_then(|mut addresses| addresses.next()) else {
        return Err(failed(cx, &format!("{host} is not known")));
    };
    let started = Instant::now();
    let stream = TcpStream::connect_timeout(&address, PATIENCE.min(Duration::from_secs(10)));
    let opened = stream.and_then(|mut stream| {
        stream.set_read_timeout(Some(STEP))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(message)?;
        Ok(stream)
    });
    let mut stream = match opened {
        Ok(stream) => stream,
        Err(error) => return Err(failed(cx, &error.kind().to_string())),
    };
    cx.charge_time(started.elapsed().as_nanos() as u64)?;
    let mut bytes = Vec::new();
    let mut piece_of_it = vec![0; 16 << 10];
    let mut heard = Instant::now();
    loop {
        cx.charge(100)?;
        cx.safepoint()?;
        match stream.read(&mut piece_of_it) {
            Ok(0) => break,
            Ok(count) => {
                heard = Instant::now();
                cx.reserve(bytes.len() + count)?;
                bytes.extend_from_slice(&piece_of_it[..count]);
            }
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                cx.charge_time(STEP.as_nanos() as u64)?;
                if heard.elapsed() > PATIENCE {
                    return Err(failed(cx, "the server is silent"));
                }
            }
            Err(error) => return Err(failed(cx, &error.kind().to_string())),
        }
        if is_whole(&bytes, has_no_body) {
            break;
        }
    }
    match answer(&bytes, has_no_body) {
        Some(answer) => Ok(answer),
        None => Err(failed(cx, "the answer is not HTTP, or ends too early")),
    }
}

/// Whether nothing more is to come, as far as the head tells.
fn is_whole(bytes: &[u8], has_no_body: bool) -> bool {
    let Some((head, body)) = head_of(bytes) else {
        return bytes.len() > LONGEST_HEAD;
    };
    let length =
        header(&head.headers, "content-length").and_then(|text| text.parse::<usize>().ok());
    has_no_body
        || length.is_some_and(|length| body.len() >= length)
        || (is_chunked(&head) && unchunked(body).is_some())
}

/// The head of an answer, without body, and what stands behind it.
fn head_of(bytes: &[u8]) -> Option<(Answer, &[u8])> {
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.splitn(3, ' ');
    if !first.next()?.starts_with("HTTP/1.") {
        return None;
    }
    let status = first.next()?.parse().ok()?;
    let text = first.next().unwrap_or_default().to_owned();
    let headers = lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    });
    let head = Answer {
        status,
        text,
        headers: headers.collect(),
        body: Vec::new(),
    };
    Some((head, &bytes[end + 4..]))
}

fn header<'h>(headers: &'h [(String, String)], wanted: &str) -> Option<&'h str> {
    let found = headers.iter().find(|(name, _)| name == wanted);
    found.map(|(_, value)| value.as_str())
}

fn is_chunked(head: &Answer) -> bool {
    header(&head.headers, "transfer-encoding")
        .is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
}

fn answer(bytes: &[u8], has_no_body: bool) -> Option<Answer> {
    let (mut answer, body) = head_of(bytes)?;
    if has_no_body || matches!(answer.status, 204 | 304) {
        return Some(answer);
    }
    let length = header(&answer.headers, "content-length").map(|text| text.parse::<usize>().ok());
    answer.body = match length {
        _ if is_chunked(&answer) => unchunked(body)?,
        Some(length) => body.get(..length?)?.to_vec(),
        None => body.to_vec(),
    };
    Some(answer)
}

/// A body that came in chunks; `None` if its end is missing.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|part| part == b"\r\n")?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = body.get(end + 2..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n")?;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_whole_or_not_at_all() {
        let chunked = b"HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        let read = answer(chunked, false).expect("it is whole");
        assert_eq!(
            (read.status, read.text.as_str(), read.body.as_slice()),
            (200, "Fine", b"abcde".as_slice())
        );
        assert!(answer(&chunked[..chunked.len() - 9], false).is_none());
        assert!(answer(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc", false).is_none());
        assert!(answer(b"SSH-2.0\r\n\r\n", false).is_none());
        assert!(is_whole(
            b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc",
            false
        ));
    }
}
