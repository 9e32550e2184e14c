//! Where time goes in a runtime.
//!
//! A thread ticks, and the runtime looks at its own stack at the next statement: what it finds there gets the time
//! since the last look.
//!
//! Uses: core, state. Never: builder, worker.

use std::sync::Arc;
use std::time::Duration;

use stilla_core::Profile;

use crate::error::{Error, from_boxed};
use crate::program::Recent;
use crate::runtime::Runtime;
use crate::state::state;

/// Ticks as long as it lives.
pub(crate) struct Ticking {
    /// NOTE: nobody reads it: that it is there is what the thread asks for.
    _alive: Arc<()>,
}

impl Runtime {
    /// Notes from now on where time goes, looking at the stack each `every` (50 µs or longer). Functions are seen of texts that the
    /// runtime compiles after this call; the time of any other code counts for the function that called it. Another
    /// call begins anew.
    ///
    /// # Errors
    /// The system has no room for another thread.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use stilla::{CpuPlace, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// runtime.start_cpu_profile(Duration::from_micros(200))?;
    /// let code = "function slow() { let n = 0; for (let i = 0; i < 300000; i++) n += i % 7; return n }";
    /// runtime.eval_named("work.js", &format!("{code} for (let i = 0; i < 4; i++) slow()"))?;
    /// let profile = runtime.take_cpu_profile();
    /// let is_slow = |place: &CpuPlace| matches!(place, CpuPlace::Function { name, .. } if name == "slow");
    /// let slow = profile.nodes.iter().find(|node| is_slow(&node.place)).expect("it ran long enough");
    /// assert!(slow.time > Duration::ZERO && slow.parent.is_some());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    pub fn start_cpu_profile(&mut self, every: Duration) -> Result<(), Error> {
        let cx = self.machine();
        let ticker = cx.start_profile();
        let alive = Arc::new(());
        let watched = Arc::downgrade(&alive);
        let ticking = std::thread::Builder::new().spawn(move || {
            while watched.strong_count() > 0 {
                std::thread::sleep(every.max(Duration::from_micros(50)));
                ticker.tick();
            }
        });
        if let Err(error) = ticking {
            let _ = cx.take_profile();
            return Err(from_boxed(error.into()));
        }
        let state = state(cx);
        state.ticking = Some(Ticking { _alive: alive });
        // What was compiled before would not be seen.
        state.programs = Recent::default();
        Ok(())
    }

    /// Where time went since [`Runtime::start_cpu_profile`]; nothing is noted any more. A tree of calls: a caller
    /// stands before what it calls.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::new();
    /// assert!(runtime.take_cpu_profile().nodes.is_empty());
    /// ```
    #[must_use]
    pub fn take_cpu_profile(&mut self) -> Profile {
        let cx = self.machine();
        state(cx).ticking = None;
        cx.take_profile()
    }
}
