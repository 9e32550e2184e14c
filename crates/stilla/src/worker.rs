//! Runtimes on threads of their own, and pools of them.
//!
//! A worker is a thread with a runtime; what is asked of it waits in a queue. Handles of its values stay
//! inside: what comes out is plain Rust data.
//!
//! Uses: runtime, builder. Never: function.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::error::Error;
use crate::runtime::{InterruptHandle, Runtime};

/// What a worker is to do.
type Order = Box<dyn FnOnce(&mut Runtime) + Send>;

/// Bytes of native stack of a worker's thread, and how many of them its engine may use.
const STACK: usize = 4 << 20;

/// A runtime on a thread of its own. Clones are the same worker, which ends when the last one is dropped.
///
/// # Examples
/// ```
/// use stilla::{Runtime, Worker};
///
/// let worker = Worker::spawn(Runtime::new)?;
/// worker.run(|runtime| runtime.eval("var n = 1"))?;
/// let others = worker.clone();
/// std::thread::spawn(move || others.run(|runtime| runtime.eval("n += 41"))).join().expect("no panic")?;
/// assert_eq!(worker.run(|runtime| runtime.eval_as::<i32>("n"))?, 42);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Worker {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    orders: Mutex<Option<Sender<Order>>>,
    interrupt: InterruptHandle,
    waiting: Arc<AtomicUsize>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        drop(
            self.orders
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            // NOTE: a worker that panicked has told so to whoever waited for it.
            let _ = thread.join();
        }
    }
}

/// What has been asked of a worker: wait for it.
///
/// # Examples
/// ```
/// use stilla::{Runtime, Worker};
///
/// let worker = Worker::spawn(Runtime::new)?;
/// let sum = worker.ask(|runtime| runtime.eval_as::<i32>("1 + 2"));
/// // … something else meanwhile …
/// assert_eq!(sum.wait()?, 3);
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "the result is lost unless it is waited for"]
pub struct Pending<T>(Receiver<Result<T, Error>>);

impl<T> Pending<T> {
    /// Blocks the thread until the worker has the result.
    ///
    /// # Errors
    /// That of what was asked; that the worker is gone.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let worker = Worker::spawn(Runtime::new)?;
    /// let pending = worker.ask(|_| -> Result<(), _> { panic!("oh") });
    /// assert!(pending.wait().is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn wait(self) -> Result<T, Error> {
        self.0
            .recv()
            .unwrap_or_else(|_| Err(Error::new("the worker is gone")))
    }
}

impl Worker {
    /// Starts a thread and makes its runtime there.
    ///
    /// # Errors
    /// The system may refuse a thread.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let worker = Worker::spawn(|| Runtime::builder().fuel(100_000).build())?;
    /// assert!(worker.run(|runtime| runtime.eval_as::<i32>("for (;;);")).is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn spawn(make: impl FnOnce() -> Runtime + Send + 'static) -> Result<Worker, Error> {
        let (orders, received) = channel::<Order>();
        let (tell, interrupt) = channel();
        let run = move || {
            let mut runtime = make();
            let _ = tell.send(runtime.interrupt_handle());
            for order in received {
                order(&mut runtime);
            }
        };
        let thread = std::thread::Builder::new()
            .name("stilla".to_owned())
            .stack_size(STACK)
            .spawn(run)
            .map_err(|error| crate::error::from_boxed(error.into()))?;
        let interrupt = interrupt
            .recv()
            .map_err(|_| Error::new("the worker ended before it had a runtime"))?;
        Ok(Worker {
            shared: Arc::new(Shared {
                orders: Mutex::new(Some(orders)),
                interrupt,
                waiting: Arc::default(),
                thread: Mutex::new(Some(thread)),
            }),
        })
    }

    /// Asks the worker to do something; what it has been asked before comes first.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let workers = [Worker::spawn(Runtime::new)?, Worker::spawn(Runtime::new)?];
    /// let pending = workers.each_ref().map(|worker| worker.ask(|runtime| runtime.eval_as::<i32>("6 * 7")));
    /// for pending in pending {
    ///     assert_eq!(pending.wait()?, 42);
    /// }
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn ask<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Runtime) -> Result<T, Error> + Send + 'static,
    ) -> Pending<T> {
        let (tell, result) = channel();
        let waiting = Arc::clone(&self.shared.waiting);
        waiting.fetch_add(1, Ordering::SeqCst);
        let order: Order = Box::new(move |runtime| {
            let run = std::panic::AssertUnwindSafe(|| task(runtime));
            let outcome = std::panic::catch_unwind(run)
                .unwrap_or_else(|panic| Err(crate::error::panicked(&*panic)));
            waiting.fetch_sub(1, Ordering::SeqCst);
            let _ = tell.send(outcome);
        });
        let orders = self
            .shared
            .orders
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(orders) = &*orders {
            // NOTE: if the worker is gone, the sender of the result is dropped with the order.
            let _ = orders.send(order);
        }
        Pending(result)
    }

    /// [`Worker::ask`] and [`Pending::wait`].
    ///
    /// # Errors
    /// That of what was asked; that the worker is gone.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let worker = Worker::spawn(Runtime::new)?;
    /// worker.run(|runtime| runtime.eval("var n = 1").map(|_| ()))?;
    /// assert_eq!(worker.run(|runtime| runtime.eval_as::<i32>("n + 1"))?, 2);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn run<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Runtime) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.ask(task).wait()
    }

    /// Ends what the worker is doing with [`Stop::Interrupted`](crate::Stop::Interrupted).
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let worker = Worker::spawn(Runtime::new)?;
    /// let endless = worker.ask(|runtime| runtime.eval_as::<i32>("for (;;);"));
    /// worker.interrupt("enough");
    /// assert!(endless.wait().is_err());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn interrupt(&self, reason: &str) {
        self.shared.interrupt.interrupt(reason);
    }

    /// What the worker has been asked and has not done yet.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let worker = Worker::spawn(Runtime::new)?;
    /// worker.run(|runtime| runtime.eval_as::<i32>("1"))?;
    /// assert_eq!(worker.waiting(), 0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.shared.waiting.load(Ordering::SeqCst)
    }
}

/// Workers that are alike: each task gets a fresh runtime on the thread that has the least to do.
///
/// # Examples
/// ```
/// use stilla::{Pool, Program, Runtime};
///
/// let pool = Pool::new(2, || Runtime::builder().fuel(1_000_000).build())?;
/// let program = Program::compile("task.js", "let sum = 0; for (let i = 0; i < 100; i++) sum += i; sum")?;
/// let pending: Vec<_> = (0..10).map(|_| {
///     let program = program.clone();
///     pool.ask(move |runtime| Ok(runtime.run(&program)?.as_f64()))
/// }).collect();
/// for pending in pending {
///     assert_eq!(pending.wait()?, Some(4950.0));
/// }
/// # Ok::<(), stilla::Error>(())
/// ```
pub struct Pool {
    workers: Vec<Worker>,
    make: Arc<dyn Fn() -> Runtime + Send + Sync>,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool")
            .field("workers", &self.workers.len())
            .finish_non_exhaustive()
    }
}

impl Pool {
    /// Starts `threads` workers; `make` makes the runtime of each task.
    ///
    /// # Errors
    /// The system may refuse a thread.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Pool, Runtime};
    ///
    /// let pool = Pool::new(2, || Runtime::builder().memory_limit(8 << 20).build())?;
    /// let task = pool.ask(|runtime| runtime.eval_as::<i32>("globalThis.left = 1"));
    /// task.wait()?;
    /// let next = pool.ask(|runtime| runtime.eval_as::<String>("typeof left"));
    /// assert_eq!(next.wait()?, "undefined");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn new(
        threads: usize,
        make: impl Fn() -> Runtime + Send + Sync + 'static,
    ) -> Result<Pool, Error> {
        let make: Arc<dyn Fn() -> Runtime + Send + Sync> = Arc::new(make);
        let workers = (0..threads.max(1))
            .map(|_| {
                let make = Arc::clone(&make);
                Worker::spawn(move || make())
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Pool { workers, make })
    }

    /// Asks for something to be done in a fresh runtime. The next one is made when the result is on
    /// its way: tasks find a warm one.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Runtime, Worker};
    ///
    /// let worker = Worker::spawn(Runtime::new)?;
    /// let pending = worker.ask(|runtime| runtime.eval_as::<Vec<i32>>("[1, 2]"));
    /// assert_eq!(pending.wait()?, [1, 2]);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn ask<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Runtime) -> Result<T, Error> + Send + 'static,
    ) -> Pending<T> {
        let worker = self
            .workers
            .iter()
            .min_by_key(|worker| worker.waiting())
            .expect("a pool has at least one worker");
        let pending = worker.ask(task);
        let make = Arc::clone(&self.make);
        // NOTE: nobody waits for the runtime that replaces the used one.
        drop(worker.ask(move |runtime| {
            *runtime = make();
            Ok(())
        }));
        pending
    }
}
