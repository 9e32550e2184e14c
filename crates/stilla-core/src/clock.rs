//! The clock that limits and timers are measured with.
//!
//! It is that of the standard library, except on WebAssembly without a system, where there is none: time
//! stands still there, a deadline never passes, and the embedding API refuses to set one.
//!
//! Uses: nothing. Never: everything.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use std::time::Instant;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub use still::Instant;

/// Whether time passes on this target.
pub const HAS_CLOCK: bool = cfg!(not(all(target_family = "wasm", target_os = "unknown")));

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod still {
    use std::ops::Add;
    use std::time::Duration;

    /// A point of time that stands still.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Instant(Duration);

    impl Instant {
        /// The only present.
        #[must_use]
        pub fn now() -> Instant {
            Instant(Duration::ZERO)
        }

        /// The time since then.
        #[must_use]
        pub fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        /// A later point, if it can be expressed.
        #[must_use]
        pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
            self.0.checked_add(duration).map(Instant)
        }

        /// The time from an earlier point to this one.
        #[must_use]
        pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
            self.0.saturating_sub(earlier.0)
        }
    }

    impl Add<Duration> for Instant {
        type Output = Instant;

        fn add(self, duration: Duration) -> Instant {
            Instant(self.0.saturating_add(duration))
        }
    }
}
