//! The operations' handlers, by family.
//!
//! Uses: dispatch, frame. Never: the built-ins' files.

pub(super) mod arguments;
pub(super) mod arithmetic;
pub(super) mod call;
pub(super) mod compare;
pub(super) mod decorator;
pub(super) mod function;
pub(super) mod global;
pub(super) mod iterate;
pub(super) mod jump;
pub(super) mod literal;
pub(super) mod load;
pub(super) mod private;
pub(super) mod property;
pub(super) mod resource;
pub(super) mod scope;
pub(super) mod suspend;
mod view;
