//! Judging: what a run's report means under the test's metadata.
//!
//! Uses: test262::engine, test262::frontmatter
//! Never: test262::pool

use super::engine::{Ending, Report};
use super::frontmatter::{Frontmatter, Negative};

/// What became of a run. A failure is the engine's answer being wrong; a crash, panic or hang is
/// the engine giving none, and nothing excuses that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// As the suite wants it.
    Pass,
    /// A wrong answer.
    Fail,
    /// Not run, with a reason.
    Skip,
    /// The engine's process died.
    Crash,
    /// The engine panicked.
    Panic,
    /// No answer in time.
    Hang,
}

impl Outcome {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 6] = [
        Self::Pass,
        Self::Fail,
        Self::Skip,
        Self::Crash,
        Self::Panic,
        Self::Hang,
    ];

    /// The word in results and in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Skip => "skip",
            Self::Crash => "crash",
            Self::Panic => "panic",
            Self::Hang => "hang",
        }
    }

    /// The outcome of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether nothing excuses it.
    pub fn is_inexcusable(self) -> bool {
        matches!(self, Self::Crash | Self::Panic | Self::Hang)
    }
}

/// An outcome with the sentence that explains it.
pub type Verdict = (Outcome, String);

/// Judges a report.
pub fn judge(page: &Frontmatter, report: &Report) -> Verdict {
    match &report.ending {
        Ending::Died(how) => (Outcome::Crash, how.clone()),
        Ending::TimedOut => (Outcome::Hang, "no end in time".to_owned()),
        Ending::Stopped(why) => fail(format!("stopped: {why}")),
        Ending::HarnessFailed(why) => fail(format!("harness: {why}")),
        Ending::Completed => match &page.negative {
            Some(negative) => fail(format!(
                "expected {} in phase {}, got none",
                negative.constructor,
                negative.phase.name()
            )),
            None if page.flag("async") => asynchronous(&report.printed),
            None => pass(),
        },
        Ending::Thrown {
            phase,
            constructor,
            message,
        } => match &page.negative {
            None => fail(format!("{constructor}: {message}")),
            Some(Negative {
                phase: due,
                constructor: expected,
            }) => {
                if constructor != expected {
                    fail(format!("expected {expected}, got {constructor}: {message}"))
                } else if phase.is_some_and(|phase| phase != *due) {
                    let phase = phase.map_or("", |phase| phase.name());
                    fail(format!(
                        "{constructor} came in phase {phase} instead of {}: {message}",
                        due.name()
                    ))
                } else {
                    pass()
                }
            }
        },
    }
}

fn asynchronous(printed: &[String]) -> Verdict {
    let failure = printed
        .iter()
        .find(|line| line.starts_with("Test262:AsyncTestFailure:"));
    match failure {
        Some(line) => fail(line["Test262:".len()..].to_owned()),
        None if printed
            .iter()
            .any(|line| line == "Test262:AsyncTestComplete") =>
        {
            pass()
        }
        None => fail("$DONE was never called".to_owned()),
    }
}

fn pass() -> Verdict {
    (Outcome::Pass, String::new())
}

fn fail(message: String) -> Verdict {
    (Outcome::Fail, message)
}

#[cfg(test)]
mod tests {
    use super::{Outcome, judge};
    use crate::test262::engine::{Ending, Report};
    use crate::test262::frontmatter::{Frontmatter, Phase};

    fn outcome(metadata: &str, ending: Ending, printed: &[&str]) -> Outcome {
        let page = Frontmatter::of(&format!("/*---\n{metadata}\n---*/")).expect("well formed");
        judge(
            &page,
            &Report {
                ending,
                printed: printed.iter().map(|line| (*line).to_owned()).collect(),
            },
        )
        .0
    }

    fn thrown(phase: Phase, constructor: &str) -> Ending {
        Ending::Thrown {
            phase: Some(phase),
            constructor: constructor.to_owned(),
            message: String::new(),
        }
    }

    #[test]
    fn a_negative_test_wants_its_error_in_its_phase() {
        let page = "negative:\n  phase: parse\n  type: SyntaxError";
        assert_eq!(
            outcome(page, thrown(Phase::Parse, "SyntaxError"), &[]),
            Outcome::Pass
        );
        assert_eq!(
            outcome(page, thrown(Phase::Runtime, "SyntaxError"), &[]),
            Outcome::Fail
        );
        assert_eq!(
            outcome(page, thrown(Phase::Parse, "TypeError"), &[]),
            Outcome::Fail
        );
        assert_eq!(outcome(page, Ending::Completed, &[]), Outcome::Fail);
    }

    #[test]
    fn an_asynchronous_test_must_say_that_it_is_done() {
        assert_eq!(
            outcome(
                "flags: [async]",
                Ending::Completed,
                &["Test262:AsyncTestComplete"]
            ),
            Outcome::Pass
        );
        assert_eq!(
            outcome(
                "flags: [async]",
                Ending::Completed,
                &["Test262:AsyncTestFailure:Error: x"]
            ),
            Outcome::Fail
        );
        assert_eq!(
            outcome("flags: [async]", Ending::Completed, &[]),
            Outcome::Fail
        );
    }

    #[test]
    fn silence_is_never_a_failure_like_others() {
        assert!(outcome("", Ending::Died("signal 11".to_owned()), &[]).is_inexcusable());
        assert!(outcome("", Ending::TimedOut, &[]).is_inexcusable());
    }
}
