//! The line that moves while the suite runs.
//!
//! On a terminal it is rewritten in place; in a log it comes every half minute.
//!
//! Uses: test262::outcome
//! Never: test262::pool

use super::outcome::Outcome;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// Counts verdicts and shows them now and then.
pub struct Progress {
    total: usize,
    done: usize,
    failed: usize,
    silent: usize,
    started: Instant,
    shown: Instant,
    live: bool,
}

impl Progress {
    /// Nothing done yet.
    pub fn new(total: usize) -> Self {
        let now = Instant::now();
        Self {
            total,
            done: 0,
            failed: 0,
            silent: 0,
            started: now,
            shown: now,
            live: std::io::stderr().is_terminal(),
        }
    }

    /// One more verdict.
    pub fn step(&mut self, outcome: Outcome) {
        self.done += 1;
        self.failed += usize::from(outcome == Outcome::Fail);
        self.silent += usize::from(outcome.is_inexcusable());
        let pause = if self.live {
            Duration::from_millis(200)
        } else {
            Duration::from_secs(30)
        };
        if self.shown.elapsed() >= pause {
            self.shown = Instant::now();
            self.show(
                if self.live { "\r\x1b[K" } else { "" },
                if self.live { "" } else { "\n" },
            );
        }
    }

    /// The last line.
    pub fn end(&self) {
        self.show(if self.live { "\r\x1b[K" } else { "" }, "\n");
    }

    fn show(&self, before: &str, after: &str) {
        let seconds = self.started.elapsed().as_secs_f64();
        eprint!(
            "{before}{}/{} runs, {} failed, {} crashed, panicked or hung, {:.0} s, {:.0} runs/s{after}",
            self.done,
            self.total,
            self.failed,
            self.silent,
            seconds,
            self.done as f64 / seconds.max(0.001)
        );
    }
}
