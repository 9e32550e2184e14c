//! Promises that a host holds.
//!
//! Uses: core, object. Never: runtime.

use std::ops::Deref;

use crate::object::Object;

/// A promise of JavaScript. Everything that an [`Object`] can do, it can do too.
#[derive(Clone, Debug)]
pub struct Promise(pub(crate) Object);

impl Deref for Promise {
    type Target = Object;

    fn deref(&self) -> &Object {
        &self.0
    }
}
