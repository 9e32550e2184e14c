//! Handlers in JavaScript behind a server on tokio: requests wait for Rust futures without blocking each other.
#![allow(clippy::print_stdout)]

use std::time::Duration;

use stilla::{Error, FromJs, Function, IntoJs, Runtime};
use tokio::sync::{mpsc, oneshot};

const HANDLERS: &str = "({
    async slow({ path }) {
        await sleep(20);
        return { status: 200, body: `slept for ${path}` };
    },
    async user({ path }) {
        try {
            return { status: 200, body: `Hello ${await find(path.slice('/user/'.length))}` };
        } catch (error) {
            return { status: 404, body: error.message };
        }
    },
    broken() {
        return null.body;
    },
})";

#[derive(IntoJs)]
struct Request {
    path: String,
}

#[derive(Debug, PartialEq, FromJs)]
struct Response {
    status: u16,
    body: String,
}

/// A request on its way to the thread of the runtime, and where its answer goes.
type Order = (&'static str, Request, oneshot::Sender<Response>);

fn runtime() -> Result<Runtime, Error> {
    let mut runtime = Runtime::builder()
        .memory_limit(32 << 20)
        .timeout(Duration::from_secs(1))
        .build();
    let sleep = Function::new_async(&mut runtime, "sleep", |milliseconds: u64| {
        tokio::time::sleep(Duration::from_millis(milliseconds))
    })?;
    let find = Function::new_async(&mut runtime, "find", |name: String| async move {
        tokio::time::sleep(Duration::from_millis(1)).await;
        match name.as_str() {
            "ada" => Ok("Ada Lovelace"),
            _ => Err(format!("there is no {name}")),
        }
    })?;
    runtime.set("sleep", sleep)?;
    runtime.set("find", find)?;
    Ok(runtime)
}

/// Takes requests until nobody sends any more. A runtime serves one request at a time; a server has as many
/// of these tasks as it has threads.
async fn serve(mut orders: mpsc::Receiver<Order>) -> Result<(), Error> {
    let mut runtime = runtime()?;
    let handlers: stilla::Object = runtime.eval_as(HANDLERS)?;
    while let Some((name, request, answer)) = orders.recv().await {
        let handler: Function = handlers.get(&mut runtime, name)?;
        let response = handler.call_async(&mut runtime, (request,)).await;
        // What a script does wrong is its answer, not the server's end.
        let response = response.unwrap_or_else(|error| Response {
            status: 500,
            body: error.to_string(),
        });
        let _ = answer.send(response);
    }
    Ok(())
}

async fn request(server: &mpsc::Sender<Order>, name: &'static str, path: &str) -> Response {
    let (answer, response) = oneshot::channel();
    let request = Request {
        path: path.to_owned(),
    };
    let gone = || Response {
        status: 503,
        body: "the server is gone".to_owned(),
    };
    if server.send((name, request, answer)).await.is_err() {
        return gone();
    }
    response.await.unwrap_or_else(|_| gone())
}

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let executor = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(|error| Error::new(error.to_string()))?;
    executor.block_on(async {
        let (server, orders) = mpsc::channel(8);
        let client = async move {
            let responses = tokio::join!(
                request(&server, "slow", "/report"),
                request(&server, "user", "/user/ada"),
                request(&server, "user", "/user/bob"),
                request(&server, "broken", "/"),
            );
            drop(server);
            responses
        };
        let (served, responses) = tokio::join!(serve(orders), client);
        served?;
        let (slow, ada, bob, broken) = responses;
        println!(
            "{} {} / {} {}",
            slow.status, slow.body, ada.status, ada.body
        );
        assert_eq!(slow.body, "slept for /report");
        assert_eq!((ada.status, ada.body.as_str()), (200, "Hello Ada Lovelace"));
        assert_eq!((bob.status, bob.body.as_str()), (404, "there is no bob"));
        assert_eq!(broken.status, 500);
        assert!(broken.body.starts_with("TypeError"), "{}", broken.body);
        Ok(())
    })
}
