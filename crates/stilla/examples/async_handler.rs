//! A handler of requests in JavaScript that awaits what Rust does: here on the smallest executor there is.
#![allow(clippy::print_stdout)]

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use stilla::{Error, FromJs, Function, IntoJs, Promise, Runtime};

#[derive(IntoJs)]
struct Request {
    path: String,
}

#[derive(Debug, PartialEq, FromJs)]
struct Response {
    status: u16,
    body: String,
}

const HANDLER: &str = "(async request => {
    const user = await query(request.path.slice(1)).catch(error => null);
    return user ? { status: 200, body: `Hello ${user}` } : { status: 404, body: 'nobody' };
})";

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut TaskContext::from_waker(&waker)) {
            return output;
        }
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let mut runtime = Runtime::builder().timeout(Duration::from_secs(5)).build();
    let query = Function::new_async(&mut runtime, "query", |key: String| async move {
        match key.as_str() {
            "ada" => Ok("Ada Lovelace"),
            _ => Err("no such user"),
        }
    })?;
    runtime.set("query", query)?;
    let handler: Function = runtime.eval_as(HANDLER)?;
    for (path, status) in [("/ada", 200), ("/bob", 404)] {
        let path = path.to_owned();
        let promise: Promise = handler.call(&mut runtime, (Request { path },))?;
        let response: Response = run(runtime.settle(promise))?;
        println!("{response:?}");
        assert_eq!(response.status, status);
    }
    Ok(())
}
