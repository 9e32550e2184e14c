//! One exchange with a server, on a thread of its own: the script goes on meanwhile.
//!
//! The agent waits for it as it waits for memory that is shared with other agents: the thread rings a bell when it has
//! finished, well or not.
//!
//! Uses: http, tls, core's shared memory. Never: values.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use stilla_core::buffer::{AsyncWait, SharedBytes};
use stilla_core::{Cx, Value};

use super::http::{Answer, Progress, Reading};
#[cfg(all(
    feature = "https",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
use super::tls;
use crate::grants::Trust;

/// How long a read blocks before the thread looks whether anybody still wants the answer.
const STEP: Duration = Duration::from_millis(50);
/// How long a server may be silent, and how long it may take to connect to it.
const PATIENCE: Duration = Duration::from_secs(30);
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(10);

/// What is asked of whom.
pub(super) struct Order {
    pub(super) host: String,
    pub(super) port: u16,
    /// Whether the exchange is encrypted, and whose certificates count.
    pub(super) trust: Option<Trust>,
    pub(super) method: String,
    pub(super) message: Vec<u8>,
    /// The longest answer, in bytes.
    pub(super) most: usize,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// It would be longer than this.
    TooLong(usize),
    /// Anything else.
    Other(String),
}

fn other(what: impl Into<String>) -> Failure {
    Failure::Other(what.into())
}

/// What both threads know.
#[derive(Default)]
struct Common {
    is_wanted: AtomicBool,
    result: Mutex<Option<Result<Answer, Failure>>>,
}

/// An exchange that goes on until this is dropped.
pub(super) struct Exchange {
    common: Arc<Common>,
    /// Two references of its own: as long as there are more than the agent's own and its wait's, the agent waits.
    bells: [Arc<SharedBytes>; 2],
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.common.is_wanted.store(false, Ordering::SeqCst);
    }
}

/// Rings when it is dropped, whatever the thread has come to.
struct Ring(Arc<SharedBytes>);

impl Drop for Ring {
    fn drop(&mut self) {
        self.0.write(0, 1);
        self.0.notify(0, usize::MAX);
    }
}

impl Exchange {
    /// Begins; `None` if the system has no thread left.
    pub(super) fn start(order: Order) -> Option<Exchange> {
        let bell = Arc::new(SharedBytes::try_new(8, 8)?);
        let common = Arc::new(Common {
            is_wanted: AtomicBool::new(true),
            result: Mutex::default(),
        });
        let theirs = Arc::clone(&common);
        let ring = Ring(Arc::clone(&bell));
        let thread = std::thread::Builder::new().spawn(move || {
            let result = run(&order, &theirs.is_wanted);
            let mut place = theirs.result.lock().unwrap_or_else(PoisonError::into_inner);
            *place = Some(result);
            drop(place);
            drop(ring);
        });
        thread.ok()?;
        Some(Exchange {
            common,
            bells: [Arc::clone(&bell), bell],
        })
    }

    /// What rings when it is over.
    pub(super) fn bell(&self) -> Arc<SharedBytes> {
        Arc::clone(&self.bells[0])
    }

    /// The result, once.
    pub(super) fn take(&self) -> Result<Answer, Failure> {
        let mut place = self
            .common
            .result
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        place
            .take()
            .unwrap_or_else(|| Err(other("it was given up")))
    }
}

/// A promise that is fulfilled when a bell has rung; undefined if it has.
pub(super) fn wait(cx: &mut Cx, bell: Arc<SharedBytes>) -> Value {
    match cx.wait_async(bell, 0, 4, 0, None) {
        AsyncWait::Now(_) => Value::UNDEFINED,
        AsyncWait::Later(promise) => promise.into(),
    }
}

/// A connection to a server, plain or encrypted.
trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}

/// The whole exchange.
fn run(order: &Order, is_wanted: &AtomicBool) -> Result<Answer, Failure> {
    let stream = connect(order)?;
    let mut wire: Box<dyn Wire> = match &order.trust {
        None => Box::new(stream),
        #[cfg(all(
            feature = "https",
            any(target_arch = "x86_64", target_arch = "aarch64")
        ))]
        Some(trust) => Box::new(tls::begin(stream, &order.host, trust).map_err(other)?),
        #[cfg(not(all(
            feature = "https",
            any(target_arch = "x86_64", target_arch = "aarch64")
        )))]
        Some(_) => return Err(other("https: is not part of this build")),
    };
    let mut sent = 0;
    while sent < order.message.len() {
        sent += patiently(is_wanted, || wire.write(&order.message[sent..]))?;
    }
    let mut reading = Reading::new(&order.method);
    let mut piece = vec![0; 16 << 10];
    let mut progress = Progress::Open;
    while progress == Progress::Open {
        let count = match patiently(is_wanted, || wire.read(&mut piece)) {
            Ok(0) => break,
            // A server that hangs up without a farewell: what is whole then is whole.
            Err(Failure::Other(text)) if text == ErrorKind::UnexpectedEof.to_string() => break,
            count => count?,
        };
        progress = reading.feed(&piece[..count]);
        if reading.len() > order.most {
            return Err(Failure::TooLong(reading.len()));
        }
    }
    let answer = reading.finish(progress);
    answer.ok_or_else(|| other("the answer is not HTTP, or ends too early"))
}

/// A connection to the first address that takes it.
fn connect(order: &Order) -> Result<TcpStream, Failure> {
    let addresses = (order.host.as_str(), order.port).to_socket_addrs();
    let mut failure = other(format!("{} is not known", order.host));
    for address in addresses.into_iter().flatten() {
        let stream = TcpStream::connect_timeout(&address, PATIENCE_TO_CONNECT);
        let stream = stream.and_then(|stream| {
            stream.set_read_timeout(Some(STEP))?;
            stream.set_write_timeout(Some(STEP))?;
            stream.set_nodelay(true)?;
            Ok(stream)
        });
        match stream {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = other(error.kind().to_string()),
        }
    }
    Err(failure)
}

/// Does one thing until it is done, for as long as somebody wants it and the server is not silent for too long.
fn patiently(
    is_wanted: &AtomicBool,
    mut act: impl FnMut() -> std::io::Result<usize>,
) -> Result<usize, Failure> {
    let began = Instant::now();
    loop {
        if !is_wanted.load(Ordering::SeqCst) {
            return Err(other("it was given up"));
        }
        match act() {
            Ok(count) => return Ok(count),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {
                    if began.elapsed() > PATIENCE {
                        return Err(other("the server is silent"));
                    }
                }
                // What is wrong with certificates is told in words.
                ErrorKind::InvalidData => return Err(other(error.to_string())),
                kind => return Err(other(kind.to_string())),
            },
        }
    }
}
