//! HTTP/1.1 as text: the message that asks, and the answer while it comes in.
//!
//! Uses: nothing of ours. Never: sockets, core.

use url::Url;

/// The longest head of an answer, and the longest line before a chunk, in bytes.
const LONGEST_HEAD: usize = 64 << 10;
const LONGEST_LINE: usize = 4 << 10;

/// An answer as it came.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) text: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// What is sent to ask.
pub(super) fn message(
    method: &str,
    url: &Url,
    headers: &[(String, String)],
    body: &[u8],
) -> Vec<u8> {
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

/// How the end of a body is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    /// The head is not there yet.
    Unknown,
    None,
    Length(usize),
    Chunked,
    /// The server ends the connection.
    ToTheEnd,
}

/// Whether more is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Open,
    Whole,
    /// This is no answer.
    Broken,
}

/// An answer that comes in pieces.
#[derive(Debug)]
pub(super) struct Reading {
    /// What came and has no meaning yet.
    raw: Vec<u8>,
    answer: Answer,
    body: Body,
    is_head: bool,
}

impl Reading {
    /// The answer to a `HEAD` has no body.
    pub(super) fn new(method: &str) -> Reading {
        Reading {
            raw: Vec::new(),
            answer: Answer::default(),
            body: Body::Unknown,
            is_head: method == "HEAD",
        }
    }

    /// How much of it is in memory.
    pub(super) fn len(&self) -> usize {
        self.raw.len() + self.answer.body.len()
    }

    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8]) -> Progress {
        self.raw.extend_from_slice(piece);
        while self.body == Body::Unknown {
            let Some(end) = find(&self.raw, b"\r\n\r\n") else {
                return match self.raw.len() > LONGEST_HEAD {
                    true => Progress::Broken,
                    false => Progress::Open,
                };
            };
            let head: Vec<u8> = self.raw.drain(..end + 4).collect();
            let Some(body) = self.head(&String::from_utf8_lossy(&head[..end])) else {
                return Progress::Broken;
            };
            self.body = body;
        }
        match self.body {
            Body::Chunked => self.chunks().unwrap_or(Progress::Broken),
            body => {
                self.answer.body.append(&mut self.raw);
                match body {
                    Body::None => Progress::Whole,
                    Body::Length(length) if self.answer.body.len() >= length => {
                        self.answer.body.truncate(length);
                        Progress::Whole
                    }
                    _ => Progress::Open,
                }
            }
        }
    }

    /// The answer once the server has ended the connection; `None` if its end is missing.
    pub(super) fn finish(self, progress: Progress) -> Option<Answer> {
        let is_whole = progress == Progress::Whole || self.body == Body::ToTheEnd;
        is_whole.then_some(self.answer)
    }

    /// Reads a head, and how the end of its body is known. That of a provisional answer counts for nothing.
    fn head(&mut self, head: &str) -> Option<Body> {
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.splitn(3, ' ');
        if !first.next()?.starts_with("HTTP/1.") {
            return None;
        }
        let status: u16 = first.next()?.parse().ok()?;
        if (100..200).contains(&status) {
            return Some(Body::Unknown);
        }
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        });
        self.answer = Answer {
            status,
            text: first.next().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        if self.is_head || matches!(status, 204 | 304) {
            return Some(Body::None);
        }
        let header = |wanted: &str| {
            let found = self.answer.headers.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        let is_chunked =
            header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
        match header("content-length") {
            _ if is_chunked => Some(Body::Chunked),
            Some(length) => length.parse().ok().map(Body::Length),
            None => Some(Body::ToTheEnd),
        }
    }

    /// Moves the chunks that are whole to the body; `None` if there is something else.
    fn chunks(&mut self) -> Option<Progress> {
        let mut at = 0;
        let progress = loop {
            let rest = &self.raw[at..];
            let Some(end) = find(rest, b"\r\n") else {
                if rest.len() > LONGEST_LINE {
                    return None;
                }
                break Progress::Open;
            };
            let line = std::str::from_utf8(&rest[..end]).ok()?;
            let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
            if size == 0 {
                break Progress::Whole;
            }
            let start = end + 2;
            let Some(chunk) = rest.get(start..start.checked_add(size)?.checked_add(2)?) else {
                break Progress::Open;
            };
            self.answer
                .body
                .extend_from_slice(chunk.strip_suffix(b"\r\n")?);
            at += start + size + 2;
        };
        self.raw.drain(..at);
        Some(progress)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answer that comes in pieces of this length.
    fn read(text: &[u8], length: usize) -> Option<Answer> {
        let mut reading = Reading::new("GET");
        let mut progress = Progress::Open;
        for piece in text.chunks(length) {
            progress = reading.feed(piece);
            if progress != Progress::Open {
                break;
            }
        }
        reading.finish(progress)
    }

    #[test]
    fn answers_are_read_whole_or_not_at_all() {
        let chunked = b"HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        for length in [1, 2, 7, 1000] {
            let read = read(chunked, length).expect("it is whole");
            assert_eq!(
                (read.status, read.text.as_str(), read.body.as_slice()),
                (200, "Fine", b"abcde".as_slice())
            );
        }
        assert!(read(&chunked[..chunked.len() - 9], 100).is_none());
        assert!(read(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc", 9).is_none());
        assert!(read(b"SSH-2.0\r\n\r\n", 9).is_none());
        let provisional =
            b"HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcd";
        let read = read(provisional, 4).expect("it is whole");
        assert_eq!(read.body, b"abc");
    }
}
