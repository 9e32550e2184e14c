//! Handles: values that a host keeps.
//!
//! Uses: value. Never: interp.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use crate::Cx;
use crate::value::Value;

/// The kept values and the numbers of the places that were given back.
#[derive(Default)]
pub(crate) struct Handles {
    values: Vec<Value>, // NOTE: traced because a collection visits `iter`
    returned: Arc<Mutex<Vec<u32>>>,
    live: Arc<AtomicU32>,
}

/// Keeps a value alive. May be dropped anywhere, also after the agent.
#[derive(Debug)]
pub struct Handle {
    place: u32,
    returned: Arc<Mutex<Vec<u32>>>,
    live: Arc<AtomicU32>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.live.fetch_sub(1, Ordering::Relaxed);
        self.returned
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(self.place);
    }
}

impl Handles {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        self.values.iter().copied()
    }
}

impl Cx {
    /// Keeps `value` alive until the handle is dropped.
    pub fn keep(&mut self, value: Value) -> Handle {
        let handles = &mut self.handles;
        let free = handles
            .returned
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .pop();
        let place = match free {
            Some(place) => {
                handles.values[place as usize] = value;
                place
            }
            None => {
                handles.values.push(value);
                (handles.values.len() - 1) as u32
            }
        };
        handles.live.fetch_add(1, Ordering::Relaxed);
        Handle {
            place,
            returned: Arc::clone(&handles.returned),
            live: Arc::clone(&handles.live),
        }
    }

    /// The value of a handle; `None` if another agent made it.
    #[must_use]
    pub fn kept(&self, handle: &Handle) -> Option<Value> {
        if !Arc::ptr_eq(&handle.returned, &self.handles.returned) {
            return None;
        }
        self.handles.values.get(handle.place as usize).copied()
    }
}
