//! What a runtime may use and what it is given.
//!
//! Uses: core, builtins, tables. Never: convert.

use std::time::Duration;

use stilla_core::host::{Host, NoHost};
use stilla_core::{Cx, Limits};

use crate::runtime::Runtime;

/// What a runtime may use and what it is given.
pub struct Builder {
    limits: Limits,
    timeout: Option<Duration>,
    host: Box<dyn Host>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            limits: Limits::default(),
            timeout: None,
            host: Box::new(NoHost),
        }
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// Bytes of memory that the runtime may use, all of them.
    #[must_use]
    pub fn memory_limit(mut self, bytes: usize) -> Builder {
        self.limits.memory = bytes;
        self
    }

    /// How much work all runs together may do: about one unit for each call and loop iteration.
    #[must_use]
    pub fn fuel(mut self, units: u64) -> Builder {
        self.limits.fuel = Some(units);
        self
    }

    /// How long each run may take.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Builder {
        self.timeout = Some(timeout);
        self
    }

    /// Bytes of the stack of calls; beyond it a script sees a RangeError.
    #[must_use]
    pub fn stack_size(mut self, bytes: usize) -> Builder {
        self.limits.stack = bytes;
        self
    }

    /// Bytes of native stack that the engine may use on the thread that runs it.
    #[must_use]
    pub fn native_stack_size(mut self, bytes: usize) -> Builder {
        self.limits.native_stack = bytes;
        self
    }

    /// Collect at every opportunity: finds mistakes in host objects, and is slow.
    #[must_use]
    pub fn gc_stress(mut self, on: bool) -> Builder {
        self.limits.gc_stress = on;
        self
    }

    /// Where clock, randomness and modules come from.
    #[must_use]
    pub fn host(mut self, host: impl Host + 'static) -> Builder {
        self.host = Box::new(host);
        self
    }

    /// The runtime.
    #[must_use]
    pub fn build(self) -> Runtime {
        let mut cx = Cx::new(&crate::tables::ALL, self.host, self.limits);
        crate::tables::prepare(&mut cx);
        cx.set_json_module_parser(stilla_builtins::parse_json_module);
        Runtime::from_machine(cx, self.timeout)
    }
}
