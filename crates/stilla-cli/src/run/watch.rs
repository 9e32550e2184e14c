//! `stilla run --watch`: runs again whenever a file changes that the program consists of; what still runs is ended.
//!
//! Uses: run, watch, envelope, stilla. Never: the other commands.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};

use stilla::{InterruptHandle, Runtime};

use super::{Options, run_into};
use crate::config::Invocation;
use crate::envelope::Account;
use crate::watch::Watch;

/// The endings of programs: what a program writes is of another kind.
const PROGRAMS: &[&str] = &["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"];

/// What both threads know of the run.
#[derive(Default)]
pub(super) struct Current {
    handle: Option<InterruptHandle>,
    /// The modules of the runs that have ended.
    modules: HashSet<PathBuf>,
}

pub(super) type Shared = Arc<Mutex<Current>>;

/// A runtime is about to run.
pub(super) fn begin(shared: &Shared, runtime: &Runtime) {
    lock(shared).handle = Some(runtime.interrupt_handle());
}

/// It has run: what it consisted of.
pub(super) fn end(shared: &Shared, runtime: &mut Runtime, files: &[PathBuf]) {
    let modules = runtime.cx().module_identities().map(PathBuf::from);
    let files = files.iter().filter_map(|file| file.canonicalize().ok());
    let mut current = lock(shared);
    current.handle = None;
    // NOTE: a run that failed may not have come to all its modules; those of the runs before it count on.
    current.modules.extend(modules.chain(files));
}

fn lock(shared: &Shared) -> std::sync::MutexGuard<'_, Current> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the program again and again.
pub(super) fn run(options: &Options, invocation: &Arc<Invocation>) -> ExitCode {
    let shared = Shared::default();
    let changes = changes(&shared);
    loop {
        let mut account = Account::new(options.output);
        let code = run_into(options, invocation, &mut account, Some(&shared));
        let _ = account.end(code, &[]);
        crate::failure::complain("waiting for changes …");
        if changes.recv().is_err() {
            return ExitCode::from(code);
        }
        // What changed while the program was ended counts once.
        while changes.try_recv().is_ok() {}
    }
}

/// The changes that concern the program, from a thread that ends what runs.
fn changes(shared: &Shared) -> Receiver<()> {
    let (sender, changes) = channel();
    let shared = Arc::clone(shared);
    // NOTE: what changes from here on counts, even if the thread begins later.
    let mut watch = Watch::new();
    std::thread::spawn(move || {
        loop {
            let changed = watch.wait();
            let current = lock(&shared);
            if !changed.iter().any(|path| concerns(path, &current.modules)) {
                continue;
            }
            if sender.send(()).is_err() {
                return;
            }
            if let Some(handle) = &current.handle {
                handle.interrupt("a file changed");
            }
        }
    });
    changes
}

fn concerns(path: &Path, modules: &HashSet<PathBuf>) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| PROGRAMS.contains(&ending))
        || path
            .canonicalize()
            .is_ok_and(|path| modules.contains(&path))
}
