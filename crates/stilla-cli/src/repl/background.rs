//! Timers and promises while a person types: they go on, and what they print stands above the prompt.
//!
//! The runtime belongs to one thread at a time: that of the session while an input is evaluated, that of the background
//! while a line is read. Neither prints while it waits for the other.
//!
//! Uses: failure, stilla, stilla-host. Never: the editor, the evaluation.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustyline::ExternalPrinter;
use stilla::{Error, InterruptHandle, Runtime};
use stilla_host::system::Recording;

use crate::failure::describe;

/// A turn that takes longer is ended by Ctrl-C at the prompt.
const LONG: Duration = Duration::from_millis(200);
/// How often what was printed is shown.
const PAUSE: Duration = Duration::from_millis(2);

/// A runtime that two threads share.
#[derive(Clone)]
pub(super) struct Shared(Arc<Inner>);

struct Inner {
    runtime: Mutex<Runtime>,
    /// What is printed while a line is read.
    recording: Recording,
    /// The session wants the runtime.
    is_wanted: AtomicBool,
    started: Instant,
    /// When the turn of the background began, in milliseconds since the start and one; 0 outside of turns.
    turn: AtomicU64,
}

impl Shared {
    pub(super) fn new(runtime: Runtime, recording: Recording) -> Shared {
        Shared(Arc::new(Inner {
            runtime: Mutex::new(runtime),
            recording,
            is_wanted: AtomicBool::new(true),
            started: Instant::now(),
            turn: AtomicU64::new(0),
        }))
    }

    /// The runtime, once the background has finished its turn.
    pub(super) fn lock(&self) -> MutexGuard<'_, Runtime> {
        self.0
            .runtime
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The runtime, if it can be had soon.
    pub(super) fn lock_soon(&self) -> Option<MutexGuard<'_, Runtime>> {
        (0..50).find_map(|_| {
            let guard = self.0.runtime.try_lock().ok();
            if guard.is_none() {
                std::thread::sleep(PAUSE);
            }
            guard
        })
    }

    fn milliseconds(&self) -> u64 {
        self.0.started.elapsed().as_millis() as u64 + 1
    }
}

/// The thread that runs what is due while a line is read.
pub(super) struct Background {
    shared: Shared,
    handle: InterruptHandle,
    prompts: Sender<()>,
}

/// Native stack of the thread, like that of the session.
const STACK: usize = crate::STACK;

impl Background {
    /// Begins; `printer` shows text above the prompt.
    pub(super) fn start(
        shared: &Shared,
        printer: Box<dyn ExternalPrinter + Send>,
    ) -> std::io::Result<Background> {
        let (prompts, prompted) = channel();
        let handle = shared.lock().interrupt_handle();
        let theirs = shared.clone();
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || run(&theirs, &prompted, printer))?;
        Ok(Background {
            shared: shared.clone(),
            handle,
            prompts,
        })
    }

    /// A line is read now.
    pub(super) fn begin(&self) {
        self.shared.0.is_wanted.store(false, Ordering::SeqCst);
        // NOTE: without its thread nothing goes on in the background.
        let _ = self.prompts.send(());
    }

    /// The line is there: the runtime is free as soon as what runs has finished.
    pub(super) fn end(&self) {
        self.shared.0.is_wanted.store(true, Ordering::SeqCst);
    }

    /// Ends a turn that takes long; says whether there was one.
    pub(super) fn interrupt(&self) -> bool {
        let began = self.shared.0.turn.load(Ordering::SeqCst);
        let lasted = self.shared.milliseconds().saturating_sub(began);
        let is_long = began != 0 && u128::from(lasted) > LONG.as_millis();
        if is_long {
            self.handle.interrupt("Ctrl-C");
        }
        is_long
    }
}

fn run(shared: &Shared, prompted: &Receiver<()>, mut printer: Box<dyn ExternalPrinter + Send>) {
    while prompted.recv().is_ok() {
        let mut goes_on = true;
        while goes_on && !shared.0.is_wanted.load(Ordering::SeqCst) {
            let (more, text) = turn(shared);
            goes_on = more;
            if !text.is_empty() && printer.print(text).is_err() {
                return;
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// One turn of what waits: whether there is more, and what was printed.
fn turn(shared: &Shared) -> (bool, String) {
    let mut runtime = shared.lock();
    shared.0.recording.resume();
    let began = shared.milliseconds();
    shared.0.turn.store(began, Ordering::SeqCst);
    let turned = runtime.enter(|cx| Ok(!cx.is_at_rest() && cx.turn()?));
    let turned = match turned {
        // What dead targets left to do comes last.
        Ok(false) => runtime.run_jobs().map(|()| false),
        other => other,
    };
    shared.0.turn.store(0, Ordering::SeqCst);
    // What was written without the end of its line is in the host's hands.
    let _ = runtime.flush();
    let more = match &turned {
        Ok(more) => *more,
        // NOTE: a limit that is used up ends every turn.
        Err(error) => !matches!(error, Error::Stopped(_)),
    };
    let mut errors = Vec::new();
    if let Err(error) = turned {
        let text = describe(&error, &mut runtime, "", "");
        let is_named = text.starts_with("Uncaught ") || text.starts_with("stilla: ");
        errors.push(if is_named {
            text
        } else {
            format!("Uncaught {text}")
        });
    }
    for error in runtime.take_unhandled_rejections() {
        let text = describe(&error, &mut runtime, "", "");
        errors.push(format!("Unhandled rejection: {text}"));
    }
    shared.0.recording.pause();
    let pieces = shared.0.recording.take().pieces;
    let mut text: String = pieces.into_iter().map(|(_, piece)| piece).collect();
    for error in errors {
        text.push_str(&error);
        text.push('\n');
    }
    (more, text)
}
