//! The parent's side: worker processes that are fed, watched and replaced.
//!
//! Each worker has a thread here that keeps a few runs in flight. An answer that does not come in
//! time means that the oldest run in flight hangs, a closed pipe that it crashed; either way the
//! worker is replaced and the other runs in flight go to its successor.
//!
//! Uses: failure, test262::{outcome, suite}
//! Never: test262::engine, test262::worker

use super::outcome::{Outcome, Verdict};
use super::suite::Run;
use crate::failure::{During, Failure};
use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Runs sent ahead of the answers.
const AHEAD: usize = 16;

/// A finished run: its place in the list, and what became of it.
pub type Finished = (usize, Verdict);

/// Runs everything on `workers` processes and hands each verdict to `seen` as it comes.
pub fn run(
    runs: &[Run],
    workers: usize,
    limit: Duration,
    command: impl Fn() -> Command + Sync,
    mut seen: impl FnMut(Finished),
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let (verdicts, finished) = mpsc::channel();
    thread::scope(|scope| {
        let lanes: Vec<_> = (0..workers)
            .map(|_| {
                let lane = Lane {
                    runs,
                    next: &next,
                    limit,
                    command: &command,
                    flying: VecDeque::new(),
                    verdicts: verdicts.clone(),
                };
                scope.spawn(move || lane.work())
            })
            .collect();
        drop(verdicts);
        for verdict in finished {
            seen(verdict);
        }
        for lane in lanes {
            lane.join()
                .map_err(|_| Failure::new("a thread of the runner panicked"))??;
        }
        Ok(())
    })
}

struct Lane<'a, C> {
    runs: &'a [Run],
    next: &'a AtomicUsize,
    limit: Duration,
    command: &'a C,
    flying: VecDeque<usize>,
    verdicts: Sender<Finished>,
}

impl<C: Fn() -> Command> Lane<'_, C> {
    fn work(mut self) -> Result<(), Failure> {
        while !self.flying.is_empty() || self.next.load(Ordering::Relaxed) < self.runs.len() {
            let worker = Worker::start((self.command)())?;
            let Some(trouble) = self.feed(worker)? else {
                continue;
            };
            if let Some(culprit) = self.flying.pop_front() {
                self.tell(culprit, trouble);
            }
        }
        Ok(())
    }

    /// Feeds one worker until there is no more work (nothing) or it is lost (why).
    fn feed(&mut self, mut worker: Worker) -> Result<Option<Verdict>, Failure> {
        // What the previous worker left behind comes first.
        for &at in &self.flying {
            worker.send(&self.runs[at]);
        }
        loop {
            while self.flying.len() < AHEAD {
                let at = self.next.fetch_add(1, Ordering::Relaxed);
                let Some(run) = self.runs.get(at) else { break };
                self.flying.push_back(at);
                worker.send(run);
            }
            if self.flying.is_empty() {
                worker.finish();
                return Ok(None);
            }
            match worker.answers.recv_timeout(self.limit) {
                Ok(line) => {
                    let verdict = answer(&line)
                        .ok_or_else(|| Failure::new(format!("a worker answers `{line}`")))?;
                    if let Some(at) = self.flying.pop_front() {
                        self.tell(at, verdict);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    worker.kill();
                    return Ok(Some((
                        Outcome::Hang,
                        format!("no answer in {} s", self.limit.as_secs()),
                    )));
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(Some(worker.lost())),
            }
        }
    }

    fn tell(&self, at: usize, verdict: Verdict) {
        // The receiver lives as long as the scope of the lanes.
        let _ = self.verdicts.send((at, verdict));
    }
}

fn answer(line: &str) -> Option<Verdict> {
    let (outcome, message) = line.split_once('\t')?;
    Some((Outcome::named(outcome)?, message.to_owned()))
}

struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<String>,
    complaints: Arc<Mutex<String>>,
}

impl Worker {
    fn start(mut command: Command) -> Result<Self, Failure> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .during("starting a worker")?;
        let (sender, answers) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        let complaints = Arc::new(Mutex::new(String::new()));
        if let Some(mut errors) = child.stderr.take() {
            let kept = Arc::clone(&complaints);
            thread::spawn(move || {
                let mut buffer = [0; 1024];
                while let Ok(count @ 1..) = errors.read(&mut buffer) {
                    if let Ok(mut kept) = kept.lock()
                        && kept.len() < 2000
                    {
                        kept.push_str(&String::from_utf8_lossy(&buffer[..count]));
                    }
                }
            });
        }
        Ok(Self {
            input: child.stdin.take(),
            child,
            answers,
            complaints,
        })
    }

    /// Sends a run ahead. A broken pipe is no verdict yet: answers to earlier runs may still wait,
    /// and the closed pipe of the answers will tell in its turn.
    fn send(&mut self, run: &Run) {
        if let Some(input) = &mut self.input
            && writeln!(input, "{} {}", run.mode.name(), run.test)
                .and_then(|()| input.flush())
                .is_err()
        {
            self.input = None;
        }
    }

    fn finish(mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }

    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The verdict on the run during which the worker went away.
    fn lost(&mut self) -> Verdict {
        self.input = None;
        let status = self
            .child
            .wait()
            .map_or_else(|error| error.to_string(), |status| status.to_string());
        // The pipe's reader may still be at the last lines.
        thread::sleep(Duration::from_millis(20));
        let complaints = self
            .complaints
            .lock()
            .map(|kept| kept.clone())
            .unwrap_or_default();
        (
            Outcome::Crash,
            format!("{status} {}", complaints.replace('\n', " ").trim())
                .trim()
                .to_owned(),
        )
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Outcome, run};
    use crate::test262::suite::{Mode, Run};
    use std::process::Command;
    use std::time::Duration;

    /// A worker in the shell's language: the test's name says what happens to it.
    const WORKER: &str = "while read mode path; do case $path in
        hang*) while :; do :; done ;;
        die*) kill -9 $$ ;;
        *) printf 'pass\\t%s\\n' \"$path\" ;;
    esac; done";

    #[test]
    fn a_dying_and_a_hanging_worker_cost_one_run_each() {
        let names = ["a", "b", "die1", "c", "hang1", "d", "die2", "e"];
        let runs: Vec<Run> = names
            .iter()
            .map(|name| Run {
                test: (*name).to_owned(),
                mode: Mode::Sloppy,
                features: Vec::new(),
            })
            .collect();
        let command = || {
            let mut command = Command::new("sh");
            command.args(["-c", WORKER]);
            command
        };
        let mut outcomes = vec![None; runs.len()];
        run(
            &runs,
            2,
            Duration::from_millis(500),
            command,
            |(at, verdict)| {
                assert!(outcomes[at].is_none(), "{} has two verdicts", names[at]);
                outcomes[at] = Some(verdict.0);
            },
        )
        .expect("the pool survives its workers");
        for (name, outcome) in names.iter().zip(outcomes) {
            let expected = if name.starts_with("die") {
                Outcome::Crash
            } else if name.starts_with("hang") {
                Outcome::Hang
            } else {
                Outcome::Pass
            };
            assert_eq!(outcome, Some(expected), "{name}");
        }
    }
}
