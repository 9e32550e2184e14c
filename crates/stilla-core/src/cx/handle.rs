//! Handles: values that a host keeps.
//!
//! A handle is the number of a place in a table of the agent, and a way to give the place back from
//! any thread. It holds no pointer, so that it may outlive the agent; what it names is a root until
//! the handle is dropped. One that is never dropped keeps its value as long as the agent lives.
//!
//! Uses: value. Never: interp.

use std::sync::{Arc, Mutex, PoisonError};

use crate::Cx;
use crate::value::Value;

/// The kept values and the numbers of the places that are free.
#[derive(Default)]
pub(crate) struct Handles {
    values: Vec<Value>, // NOTE: traced because a collection visits `iter`
    free: Vec<u32>,
    returned: Arc<Returned>,
}

/// The places whose handles were dropped since the agent last looked.
#[derive(Debug, Default)]
struct Returned(Mutex<Vec<u32>>);

/// Keeps a value alive. May be cloned and dropped anywhere, also after the agent.
#[derive(Clone, Debug)]
pub struct Handle(Arc<Place>);

/// A place in the table of an agent.
#[derive(Debug)]
struct Place {
    number: u32,
    returned: Arc<Returned>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.returned
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self.number);
    }
}

impl Handle {
    /// Whether both are of the same agent.
    #[must_use]
    pub fn is_of_same_agent(&self, other: &Handle) -> bool {
        Arc::ptr_eq(&self.0.returned, &other.0.returned)
    }

    /// Whether both are clones of one handle.
    #[must_use]
    pub fn is_same(&self, other: &Handle) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Handles {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        self.values.iter().copied()
    }

    /// Empties the places that were given back: what was in them is no root any more.
    pub(crate) fn take_back(&mut self) {
        let mut returned = self
            .returned
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for place in returned.drain(..) {
            self.values[place as usize] = Value::UNDEFINED;
            self.free.push(place);
        }
    }

    fn keep(&mut self, value: Value) -> u32 {
        if self.free.is_empty() {
            self.take_back();
        }
        match self.free.pop() {
            Some(place) => {
                self.values[place as usize] = value;
                place
            }
            None => {
                self.values.push(value);
                u32::try_from(self.values.len() - 1).expect("a host keeps fewer than 2^32 values")
            }
        }
    }
}

impl Cx {
    /// Keeps `value` alive until the handle is dropped.
    pub fn keep(&mut self, value: Value) -> Handle {
        Handle(Arc::new(Place {
            number: self.handles.keep(value),
            returned: Arc::clone(&self.handles.returned),
        }))
    }

    /// The value of a handle; `None` if another agent made it.
    #[must_use]
    pub fn kept(&self, handle: &Handle) -> Option<Value> {
        if !Arc::ptr_eq(&handle.0.returned, &self.handles.returned) {
            return None;
        }
        self.handles.values.get(handle.0.number as usize).copied()
    }

    /// Values that handles keep alive now.
    #[must_use]
    pub fn handle_count(&mut self) -> usize {
        self.handles.take_back();
        self.handles.values.len() - self.handles.free.len()
    }
}
