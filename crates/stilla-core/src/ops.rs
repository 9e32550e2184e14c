//! The abstract operations, under their names in the specification.
//!
//! An operation that may run JavaScript takes `&mut Cx`; one that only reads or allocates takes
//! `&Cx`. The common cases come first in each, the general algorithm behind them.
//!
//! Uses: object, string, bigint, number. Never: interp.

mod arithmetic;
mod comparison;
mod conversion;
mod enumerate;
mod iterator;
mod object;
mod pristine;
mod private;
mod realm;
#[cfg(test)]
mod tests;

pub use comparison::Order;
pub use conversion::{Hint, Numeric, to_int32, to_uint32};
pub use enumerate::EntryKind;
pub use iterator::{FlattenStrings, IteratorKind, IteratorRecord, async_from_sync_slot};
pub use object::Failure;
