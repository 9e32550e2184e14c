//! Promises, resolvers on other threads, futures of the host on any executor.
#![allow(clippy::unwrap_used)]

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use stilla::{Context, Error, Function, Promise, PromiseState, Runtime, Value};

/// The smallest executor: parks the thread.
fn run<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = TaskContext::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// A future that another thread completes.
#[derive(Clone, Default)]
struct Later(Arc<Mutex<(bool, Option<Waker>)>>);

impl Later {
    fn after(milliseconds: u64) -> Later {
        let later = Later::default();
        let inside = later.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(milliseconds));
            let mut state = inside.0.lock().unwrap();
            state.0 = true;
            if let Some(waker) = state.1.take() {
                waker.wake();
            }
        });
        later
    }
}

impl Future for Later {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<()> {
        let mut state = self.0.lock().unwrap();
        if state.0 {
            return Poll::Ready(());
        }
        state.1 = Some(cx.waker().clone());
        Poll::Pending
    }
}

fn with_sleep(stress: bool) -> Runtime {
    let mut runtime = Runtime::builder().gc_stress(stress).build();
    let sleep = Function::new_async(&mut runtime, "sleep", |ms: u64| async move {
        Later::after(ms).await;
        ms
    })
    .unwrap();
    runtime.set("sleep", sleep).unwrap();
    runtime
}

const SCRIPT: &str = "(async () => {
    const order = [];
    await Promise.all([400, 5, 200].map(async ms => { order.push(await sleep(ms)) }));
    return order.join();
})()";

/// Row 2.7 and 5.2: async functions on an executor.
#[test]
fn async_functions_on_an_executor() {
    let mut runtime = with_sleep(true);
    assert_eq!(
        run(runtime.eval_async::<String>(SCRIPT)).unwrap(),
        "5,200,400"
    );
}

#[test]
fn async_functions_on_a_blocked_thread() {
    let mut runtime = with_sleep(false);
    let promise: Promise = runtime.eval_as(SCRIPT).unwrap();
    assert_eq!(promise.state(&mut runtime).unwrap(), PromiseState::Pending);
    assert_eq!(runtime.block_on::<String>(&promise).unwrap(), "5,200,400");
    runtime.run_until_idle().unwrap();
}

/// Row 5.1: resolvers on other threads.
#[test]
fn resolvers_on_many_threads() {
    let mut runtime = Runtime::new();
    let mut threads = Vec::new();
    runtime.eval("var sum = 0").unwrap();
    for i in 0..16 {
        let (promise, resolver) = Promise::new(&mut runtime).unwrap();
        runtime.set("p", promise).unwrap();
        runtime.eval("p.then(n => { sum += n })").unwrap();
        threads.push(std::thread::spawn(move || resolver.resolve(i)));
    }
    runtime.run_until_idle().unwrap();
    assert_eq!(runtime.get::<i32>("sum").unwrap(), Some(120));
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn a_resolver_outlives_its_runtime() {
    let mut runtime = Runtime::new();
    let (_, resolver) = Promise::new(&mut runtime).unwrap();
    drop(runtime);
    resolver.resolve("nobody listens");
}

/// Row 5.1: a dropped resolver.
#[test]
fn a_dropped_resolver_rejects() {
    let mut runtime = Runtime::new();
    let (promise, resolver) = Promise::new(&mut runtime).unwrap();
    drop(resolver);
    assert!(runtime.block_on::<Value>(&promise).is_err());
}

#[test]
fn what_nothing_settles_is_an_error() {
    let mut runtime = Runtime::new();
    let promise: Promise = runtime.eval_as("new Promise(() => {})").unwrap();
    assert!(matches!(
        runtime.block_on::<Value>(&promise),
        Err(Error::Unsettled)
    ));
    assert!(matches!(
        run(runtime.eval_async::<Value>("new Promise(() => {})")),
        Err(Error::Unsettled)
    ));
}

#[test]
fn futures_that_fail_and_panic() {
    let mut runtime = Runtime::new();
    let fail = Function::new_async(&mut runtime, "fail", |how: String| async move {
        match how.as_str() {
            "panic" => panic!("in a future"),
            _ => Err::<(), _>(std::io::Error::other(how)),
        }
    })
    .unwrap();
    runtime.set("fail", fail).unwrap();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panicked = run(runtime.eval_async::<Value>("fail('panic')")).unwrap_err();
    std::panic::set_hook(hook);
    assert!(panicked.to_string().contains("in a future"), "{panicked}");
    let failed = run(runtime.eval_async::<Value>("fail('disk')")).unwrap_err();
    assert!(failed.downcast_ref::<std::io::Error>().is_some());
}

/// Row 1.4: when jobs run.
#[test]
fn jobs_run_when_the_outermost_call_ends() {
    let mut runtime = Runtime::new();
    runtime
        .set_function("inner", |cx: &mut Context<'_>| {
            cx.eval("Promise.resolve().then(() => log += 'job;'); log += 'inner;'")
                .map(|_| ())
        })
        .unwrap();
    runtime
        .eval("var log = ''; inner(); log += 'outer;'")
        .unwrap();
    assert_eq!(
        runtime.get::<String>("log").unwrap().unwrap(),
        "inner;outer;job;"
    );
}

/// Row 5.3: unhandled rejections.
#[test]
fn unhandled_rejections_are_reported() {
    let mut runtime = Runtime::new();
    runtime
        .eval("Promise.reject(new TypeError('lost')); Promise.reject(1).catch(() => {})")
        .unwrap();
    let found = runtime.take_unhandled_rejections();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].to_string(), "TypeError: lost");
}

/// Row 5.6: timers.
#[test]
fn timers_on_an_executor() {
    let mut runtime = Runtime::new();
    runtime.add_timers().unwrap();
    let text: String = run(runtime.eval_async(
        "(async () => {
            const seen = [];
            const sleep = ms => new Promise(done => setTimeout(done, ms));
            setTimeout(() => { throw new Error('reported, not fatal') }, 1);
            const id = setTimeout(() => seen.push('never'), 2);
            clearTimeout(id);
            setImmediate(() => seen.push('soon'));
            for (let i = 0; i < 3; i++) { await sleep(3); seen.push(i); }
            return seen.join();
        })()",
    ))
    .unwrap();
    assert_eq!(text, "soon,0,1,2");
}

#[test]
fn timers_are_bounded_and_run_under_limits() {
    let mut runtime = Runtime::builder().fuel(5_000_000).build();
    runtime.add_timers().unwrap();
    let error = runtime
        .eval("for (;;) setTimeout(() => {}, 1e6)")
        .unwrap_err();
    assert!(error.to_string().contains("too many timers"), "{error}");
    let mut runtime = Runtime::builder().fuel(100_000).build();
    runtime.add_timers().unwrap();
    runtime
        .eval("setInterval(() => { for (let i = 0; i < 50_000; i++); }, 1)")
        .unwrap();
    assert!(matches!(
        runtime.run_until_idle(),
        Err(Error::Stopped(stilla::Stop::OutOfFuel))
    ));
}
