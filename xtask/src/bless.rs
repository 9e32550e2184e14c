//! `cargo xtask bless`: takes over what became better.
//!
//! Ledgers of known imperfection may shrink at any time and grow only with a reason; this is the
//! only command that writes them.
//!
//! Uses: arguments, failure, test262, tidy
//! Never: bench, check

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::{test262, tidy};

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let suite = arguments.flag("--test262");
    let reason = arguments.value("--reason")?;
    arguments.finish()?;
    if suite {
        test262::bless(reason.as_deref())
    } else {
        tidy::bless(reason.as_deref())
    }
}
