//! `fetch` of servers on this machine: plain, encrypted, slow, given up.
//!
//! Uses: the head, rustls for a server. Never: hosts elsewhere.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::Folder;

/// A server that answers what was asked, once for each answer.
fn serve(answers: &'static [&'static str]) -> (u16, std::thread::JoinHandle<Vec<String>>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let port = listener.local_addr().expect("it is bound").port();
    let serving = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().expect("the script asks");
            let mut bytes = [0; 4096];
            let mut question = String::new();
            while !question.contains("\r\n\r\n") {
                let count = stream.read(&mut bytes).expect("the script speaks");
                question.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
            asked.push(question);
            let _ = stream.write_all(answer.as_bytes());
        }
        asked
    });
    (port, serving)
}

/// Row "`fetch` (allow-listed)".
#[test]
fn hosts_are_granted_by_name() {
    let (port, serving) = serve(&[
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 9\r\n\r\n{\"a\":[1]}",
        "HTTP/1.1 302 Found\r\nLocation: /other?q=1\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nnot\r\n4\r\n her\r\n0\r\n\r\n",
        "nonsense",
    ]);
    let script = "
        const base = `http://127.0.0.1:${port}`; const tried = async (work) => { try { console.log(await work()) } catch (error) { console.log(error.name, error.message) } };
        await tried(async () => { const r = await fetch(base + '/x'); return [r.status, r.ok, r.headers.get('x-a'), r.headers.get('Content-Type'), await r.json(), r.bodyUsed] });
        await tried(async () => { const r = await fetch(new URL('/y', base), { method: 'post', body: 'b', headers: { A: 'c' } }); return [r.status, r.statusText, r.redirected, r.url.slice(-10), await r.text()] });
        await tried(() => fetch(base));
        await tried(() => fetch('http://example.com/'));
        await tried(() => fetch('ftp://127.0.0.1/'));
        await tried(() => fetch('nope'));
        await tried(() => fetch(base, { signal: AbortSignal.abort() }));
        await tried(() => fetch(base, { headers: { 'a\\nb': 'c' } }));
        await tried(async () => [await Response.json({ a: 1 }).text(), new Request(base, { method: 'put' }).method, [...new Headers({ b: 1, A: 2 })]]);";
    let folder = Folder::new("hosts-fetch", &[("a.mjs", script)]);
    let global = format!("--global=port={port}");
    let ran = folder.stilla(&["run", "--allow-net=127.0.0.1", &global, "a.mjs"]);
    let expected = "\
[ 200, true, '1, 2', 'application/json', { a: [ 1 ] }, true ]
[ 404, 'Not Found', true, '/other?q=1', 'not her' ]
TypeError fetch failed: the answer is not HTTP, or ends too early
TypeError the network is not allowed: example.com (hosts are allowed with --allow-net)
TypeError 'ftp:' can't be fetched, only 'http:' and 'https:'
TypeError Invalid URL
AbortError This operation was aborted
TypeError 'a\nb' is not a name of a header
[ '{\"a\":1}', 'PUT', [ [ 'a', '2' ], [ 'b', '1' ] ] ]
";
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), expected, "")
    );
    let asked = serving.join().expect("the server ends");
    assert!(
        asked[1].starts_with("POST /y HTTP/1.1\r\nhost: 127.0.0.1:")
            && asked[1].contains("a: c\r\n"),
        "{asked:?}"
    );
    assert!(
        asked[2].starts_with("GET /other?q=1 HTTP/1.1\r\n"),
        "{asked:?}"
    );
}

/// A server that answers each question with its path, after the milliseconds that the path names.
fn serve_slowly(count: usize) -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let port = listener.local_addr().expect("it is bound").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(count) {
            let mut stream = stream.expect("the script asks");
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                let count = stream.read(&mut bytes).unwrap_or(0);
                let question = String::from_utf8_lossy(&bytes[..count]).into_owned();
                let path = question.split(' ').nth(1).unwrap_or("/").to_owned();
                let wait: u64 = path[1..].parse().unwrap_or(0);
                std::thread::sleep(Duration::from_millis(wait));
                let length = path.len();
                let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{path}");
                let _ = stream.write_all(answer.as_bytes());
            });
        }
    });
    port
}

/// Issue: `fetch` blocked the event loop.
#[test]
fn timers_and_other_exchanges_go_on_while_a_server_thinks() {
    let port = serve_slowly(40);
    let script = "
        const base = `http://127.0.0.1:${port}`; const text = async (path, init) => (await fetch(base + path, init)).text();
        const order = []; setTimeout(() => order.push('timer'), 20);
        await Promise.all([text('/400').then((t) => order.push(t)), text('/150').then((t) => order.push(t))]);
        console.log(order);
        const give = new AbortController(); setTimeout(() => give.abort(), 30);
        const began = Date.now();
        await text('/5000', give).catch((error) => console.log(error.name, Date.now() - began < 1000));
        await text('/5000', { signal: AbortSignal.timeout(30) }).catch((error) => console.log(error.name));
        console.log((await Promise.all(Array.from({ length: 30 }, (_, i) => text(`/${i}`)))).length);";
    let folder = Folder::new("fetch-slow", &[("a.mjs", script)]);
    let global = format!("--global=port={port}");
    let ran = folder.stilla(&["run", "--allow-net", &global, "a.mjs"]);
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str()),
        (
            "[ 'timer', '/150', '/400' ]\nAbortError true\nTimeoutError\n30\n",
            ""
        )
    );
}

/// Row "`--audit-log`": each request has its outcome, also one that was given up.
#[test]
fn every_exchange_is_recorded() {
    let port = serve_slowly(2);
    let script = "const base = `http://127.0.0.1:${port}`;
        await fetch(base + '/1'); await fetch(base + '/9000', { signal: AbortSignal.timeout(20) }).catch(() => {});
        await fetch('http://127.0.0.1:1/refused').catch(() => {}); await fetch('http://other.test/').catch(() => {});";
    let folder = Folder::new("fetch-audit", &[("a.mjs", script)]);
    let global = format!("--global=port={port}");
    let ran = folder.stilla(&[
        "run",
        "--allow-net=127.0.0.1",
        "--audit-log=log",
        &global,
        "a.mjs",
    ]);
    assert_eq!(ran.err, "");
    let log = folder.read("log");
    let told: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("\"fetch\""))
        .collect();
    let expected = [
        "/1\",\"outcome\":\"ok\"",
        "/9000\",\"outcome\":\"aborted\"",
        "refused\",\"outcome\":\"failed\"",
        "other.test/\",\"outcome\":\"EACCES\"",
    ];
    assert!(
        told.len() == 4
            && told
                .iter()
                .zip(expected)
                .all(|(line, part)| line.contains(part)),
        "{log}"
    );
}

/// Row "`--timeout`": no limit is slept through while a server thinks.
#[test]
fn limits_end_what_waits_for_a_server() {
    let port = serve_slowly(2);
    let script = "await fetch(`http://127.0.0.1:${port}/60000`)";
    let folder = Folder::new("fetch-limit", &[("a.mjs", script)]);
    let global = format!("--global=port={port}");
    let began = Instant::now();
    let ran = folder.stilla(&["run", "--allow-net", &global, "--timeout=300ms", "a.mjs"]);
    assert_eq!(ran.code, Some(124), "{}", ran.err);
    assert!(began.elapsed() < Duration::from_secs(20));
    let script = "await fetch(`http://127.0.0.1:${port}/1`); fetch(`http://127.0.0.1:${port}/60000`); process.exit(3)";
    let folder = Folder::new("fetch-exit", &[("a.mjs", script)]);
    let ran = folder.stilla(&["run", "--allow-net", "--with=process", &global, "a.mjs"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
}

/// The folder of the server's certificate and key.
const TLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/tls");

/// A server that speaks TLS and answers with what it was asked.
fn serve_encrypted(count: usize) -> u16 {
    let certificate = CertificateDer::from_pem_file(format!("{TLS}/certificate.pem"));
    let key = PrivateKeyDer::from_pem_file(format!("{TLS}/key.pem"));
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls_graviola::default_provider()));
    let config = config
        .with_safe_default_protocol_versions()
        .expect("the provider has them")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.expect("it is there")],
            key.expect("it is there"),
        );
    let config = Arc::new(config.expect("they belong together"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let port = listener.local_addr().expect("it is bound").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(count) {
            let stream = stream.expect("the script asks");
            let connection =
                rustls::ServerConnection::new(Arc::clone(&config)).expect("the settings are fine");
            let mut stream = rustls::StreamOwned::new(connection, stream);
            let mut bytes = [0; 4096];
            // NOTE: a script that does not trust this server hangs up.
            let Ok(count) = stream.read(&mut bytes) else {
                continue;
            };
            let first = String::from_utf8_lossy(&bytes[..count]);
            let first = first.lines().next().unwrap_or_default().to_owned();
            let body = format!("{first}{}", "é".repeat(100_000));
            let length = body.len();
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}");
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    port
}

/// Row "`fetch` (allow-listed)": hosts of `https:` are asked if their certificate is trusted.
#[test]
fn encrypted_hosts_need_a_certificate_that_is_trusted() {
    let port = serve_encrypted(4);
    let script = "
        for (const host of ['127.0.0.1', 'localhost']) {
          const text = await (await fetch(`https://${host}:${port}/a?b`)).text();
          console.log(text.length, text.slice(0, 20));
        }";
    let folder = Folder::new("fetch-https", &[("a.mjs", script)]);
    let global = format!("--global=port={port}");
    let arguments = ["run", "--allow-net", &global, "a.mjs"];
    let mut command = folder.command(&arguments);
    command.env("SSL_CERT_FILE", format!("{TLS}/certificate.pem"));
    let ran = super::ran(command.output().expect("it starts"));
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str()),
        (
            "100017 GET /a?b HTTP/1.1ééé\n100017 GET /a?b HTTP/1.1ééé\n",
            ""
        )
    );
    let ran = folder.stilla(&arguments);
    assert!(
        ran.code == Some(1)
            && ran
                .err
                .starts_with("TypeError: fetch failed: invalid peer certificate: UnknownIssuer\n"),
        "{}",
        ran.err
    );
    let mut command = folder.command(&arguments);
    command.env("SSL_CERT_FILE", "a.mjs");
    let ran = super::ran(command.output().expect("it starts"));
    assert!(
        ran.err
            .starts_with("TypeError: fetch failed: a.mjs: there is no certificate in it\n"),
        "{}",
        ran.err
    );
}
