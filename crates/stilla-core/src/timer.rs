//! Timers: functions that are called when a time has come and nothing else runs.
//!
//! The agent keeps them because whatever waits for a promise must let timers fire: the end of a script, a
//! module with `await` at its top. What sets them (`setTimeout`) is a host's.
//!
//! Uses: handles. Never: interp.

use std::time::Duration;

use crate::clock::Instant;
use crate::cx::Handle;
use crate::{Cx, JsResult, Value};

/// The timers of an agent.
#[derive(Default)]
pub(crate) struct Timers {
    set: Vec<Timer>,
    last_id: u32,
}

struct Timer {
    id: u32,
    due: Instant,
    /// The time between two calls, if there is to be more than one.
    every: Option<Duration>,
    function: Handle,
    /// An array of the arguments.
    arguments: Handle,
}

/// How often the function of a timer is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Once.
    Once,
    /// Again and again, until it is cleared.
    Always,
}

impl Cx {
    /// Sets a timer and gives its number.
    ///
    /// # Errors
    /// The memory limit.
    pub fn set_timer(
        &mut self,
        delay: Duration,
        repeat: Repeat,
        function: Value,
        arguments: &[Value],
    ) -> JsResult<u32> {
        self.reserve(size_of::<Timer>() + 128)?;
        let arguments = self.array_from_slice(arguments);
        let arguments = self.keep(arguments.into());
        let function = self.keep(function);
        self.timers.last_id = self.timers.last_id.wrapping_add(1).max(1);
        let id = self.timers.last_id;
        self.timers.set.push(Timer {
            id,
            due: Instant::now() + delay,
            every: (repeat == Repeat::Always).then_some(delay.max(Duration::from_millis(1))),
            function,
            arguments,
        });
        Ok(id)
    }

    /// Clears a timer; one that is not set does not matter.
    pub fn clear_timer(&mut self, id: u32) {
        self.timers.set.retain(|timer| timer.id != id);
    }

    /// Clears all timers.
    pub fn clear_timers(&mut self) {
        self.timers.set.clear();
    }

    /// How many timers are set.
    #[must_use]
    pub fn timer_count(&self) -> usize {
        self.timers.set.len()
    }

    /// When the next timer is due.
    pub(crate) fn next_timer(&self) -> Option<Instant> {
        self.timers.set.iter().map(|timer| timer.due).min()
    }

    /// Calls the function of the timer that is due first; false if none is due.
    pub(crate) fn fire_timer(&mut self) -> JsResult<bool> {
        let now = Instant::now();
        let due = self.timers.set.iter().enumerate();
        let due = due.filter(|(_, timer)| timer.due <= now);
        let Some((place, _)) = due.min_by_key(|(_, timer)| (timer.due, timer.id)) else {
            return Ok(false);
        };
        let timer = &mut self.timers.set[place];
        let (function, arguments) = (timer.function.clone(), timer.arguments.clone());
        match timer.every {
            Some(every) => timer.due = now + every,
            None => drop(self.timers.set.remove(place)),
        }
        self.charge(1)?;
        let (Some(function), Some(arguments)) = (self.kept(&function), self.kept(&arguments))
        else {
            return Ok(true);
        };
        let list = crate::GcVec::new(self);
        if let Some(array) = arguments.as_object() {
            let length = self.length_of_array_like(array)?;
            for index in 0..length {
                let key = crate::PropertyKey::from_index(self, index);
                let argument = self.get(array, key)?;
                list.try_push(self, argument)?;
            }
        }
        self.call_list(function, Value::UNDEFINED, list)?;
        Ok(true)
    }
}
